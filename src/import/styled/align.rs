//! Which part of the text is which line of the report: by style and words, then by likeness where something was edited.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::document::{Cell, Document, Grid, Paragraph, Piece};
use super::super::export::lines::{Line, Unit, lines};
use super::super::export::name_of_style;
use super::super::merge::{common, likeness};
use super::letters::{Atom, Letter, atoms, letters, printed, said};
use crate::report::Report;

/// A line of the report with its letters.
pub(super) struct Known {
    /// What it is.
    pub(super) unit: Unit,
    /// Its letters; of a table those of each cell.
    pub(super) atoms: Vec<Vec<Vec<Atom>>>,
    /// Its words as they are printed.
    pub(super) key: String,
    style: &'static str,
}

/// A part of the text.
pub(super) struct Found<'a> {
    /// What it is.
    pub(super) what: What<'a>,
    /// The name of its style, where it is one of ours.
    pub(super) style: Option<&'static str>,
    /// Its letters; of a table those of each cell.
    pub(super) letters: Vec<Vec<Vec<Letter>>>,
    /// Its words.
    pub(super) key: String,
}

/// What a part of the text is.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// Letters.
    Paragraph(&'a Paragraph),
    /// A table.
    Grid(&'a Grid),
    /// A picture: a place in the document's pictures. None where only its paragraph is there.
    Picture(&'a Paragraph, Option<usize>),
}

/// A part of the text, a line of the report, or both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// The line of the report.
    pub(super) base: Option<usize>,
    /// The part of the text; none where the line prints nothing.
    pub(super) found: Option<usize>,
    /// Whether it stands elsewhere than it did.
    pub(super) moved: bool,
}

/// Styles of which a place has few: two of them are the same one, whatever they say.
fn is_single(style: &str) -> bool {
    !matches!(
        style,
        "版面正文" | "版面导语" | "版面列表" | "版面链接正文" | "版面注释" | "版面附文" | "版面编辑"
    )
}

impl Known {
    /// The lines of a report.
    pub(super) fn all(report: &Report) -> Vec<Self> {
        let mut named = BTreeSet::new();
        let mut of = |line: &Line| {
            let section = line.section.and_then(|at| report.sections.get(at));
            atoms(line, &report.metrics, &mut named, section.map_or(0, |section| section.notes.len()))
        };
        let known = |unit: Unit| {
            let (style, atoms) = match &unit {
                Unit::Line(line) => (line.style, vec![vec![of(line)]]),
                Unit::Grid(grid) => {
                    (grid.style, grid.rows.iter().map(|row| row.iter().map(&mut of).collect()).collect())
                }
                Unit::Photo(_) => ("版面图片", Vec::new()),
            };
            let key = match &unit {
                Unit::Photo(at) => report.photos.get(*at).map(|photo| photo.id.clone()).unwrap_or_default(),
                _ => rows(&atoms, printed),
            };
            Self { unit, atoms, key, style }
        };
        lines(report).into_iter().map(known).collect()
    }

    /// The line that it is.
    pub(super) fn line(&self) -> Option<&Line> {
        match &self.unit {
            Unit::Line(line) => Some(line),
            Unit::Grid(_) | Unit::Photo(_) => None,
        }
    }

    /// Where it stands in the report.
    pub(super) fn pointer(&self) -> &str {
        match &self.unit {
            Unit::Line(line) => &line.pointer,
            Unit::Grid(grid) => &grid.pointer,
            Unit::Photo(_) => "",
        }
    }

    /// Whether nothing is printed of it.
    fn is_blank(&self) -> bool {
        self.line().is_some() && self.key.is_empty()
    }
}

/// The words of a table.
fn rows<T>(rows: &[Vec<Vec<T>>], words: impl Fn(&[T]) -> String) -> String {
    let row = |row: &Vec<Vec<T>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("\t");
    rows.iter().map(row).collect::<Vec<_>>().join("\n").trim_matches(['\n', '\t']).to_owned()
}

/// The letters of a cell: its paragraphs one below the other.
fn of_cell(cell: &Cell) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::new();
    for piece in &cell.pieces {
        let Piece::Paragraph(paragraph) = piece else { continue };
        let style = paragraph.style.as_deref().and_then(name_of_style);
        let own = letters(paragraph, style);
        if let Some(last) = out.last().filter(|_| !own.is_empty()) {
            out.push(Letter { sign: ' ', note: None, ..last.clone() });
        }
        out.extend(own);
    }
    out
}

/// The parts of a text that say something.
pub(super) fn found<'a>(document: &'a Document, report: &Report) -> Vec<Found<'a>> {
    let names = names_of_pictures(document, report);
    let mut out = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Paragraph(paragraph) => {
                let style = paragraph.style.as_deref().and_then(name_of_style);
                let letters = letters(paragraph, style);
                let key = said(&letters);
                let mut pictures: Vec<Option<usize>> = paragraph.pictures().map(Some).collect();
                if pictures.is_empty() && key.is_empty() && style == Some("版面图片") {
                    pictures.push(None);
                }
                out.extend(pictures.into_iter().map(|picture| Found {
                    what: What::Picture(paragraph, picture),
                    style: Some("版面图片"),
                    letters: Vec::new(),
                    key: picture.and_then(|at| names.get(at).cloned()).unwrap_or_default(),
                }));
                if !key.is_empty() {
                    let what = What::Paragraph(paragraph);
                    out.push(Found { what, style, letters: vec![vec![letters]], key });
                }
            }
            Piece::Table(grid) => {
                let letters: Vec<Vec<Vec<Letter>>> =
                    grid.rows.iter().map(|row| row.iter().map(of_cell).collect()).collect();
                let key = rows(&letters, said);
                let mut styles = grid.rows.iter().flatten().flat_map(|cell| &cell.pieces);
                let style = styles.find_map(|piece| match piece {
                    Piece::Paragraph(paragraph) => paragraph.style.as_deref().and_then(name_of_style),
                    Piece::Table(_) => None,
                });
                out.push(Found { what: What::Grid(grid), style, letters, key });
            }
        }
    }
    out
}

/// The photo that each picture of the text is, by its id; empty where it is none of the report's.
fn names_of_pictures(document: &Document, report: &Report) -> Vec<String> {
    let photos = &report.photos;
    let file = |file: &str| file.rsplit('/').next().unwrap_or_default().to_owned();
    let mut names: Vec<String> = Vec::new();
    for picture in &document.pictures {
        let known = photos.iter().find(|photo| photo.id == picture.description);
        let known = known.or_else(|| photos.iter().find(|photo| file(&photo.file) == picture.description));
        let name = known.map(|photo| photo.id.clone()).unwrap_or_default();
        // One that was copied is another one.
        names.push(if names.contains(&name) { String::new() } else { name });
    }
    // Programs that drop what a picture is called keep the pictures' order.
    if names.iter().all(String::is_empty) && names.len() == photos.len() {
        let places = lines(report).into_iter().filter_map(|unit| match unit {
            Unit::Photo(at) => photos.get(at).map(|photo| photo.id.clone()),
            Unit::Line(_) | Unit::Grid(_) => None,
        });
        names = places.collect();
    }
    names
}

struct Key<'a> {
    style: Option<&'static str>,
    words: &'a str,
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        let style = self.style.is_none() || other.style.is_none() || self.style == other.style;
        style && self.words == other.words && !self.words.is_empty()
    }
}

/// What became of each line: all in the order of the text. Lines that are not among the steps are gone.
pub(super) fn steps(base: &[Known], found: &[Found]) -> Vec<Step> {
    let live: Vec<usize> = (0..base.len()).filter(|&at| !base[at].is_blank()).collect();
    let one: Vec<Key> =
        live.iter().map(|&at| Key { style: Some(base[at].style), words: &base[at].key }).collect();
    let other: Vec<Key> = found.iter().map(|part| Key { style: part.style, words: &part.key }).collect();
    let mut of: Vec<Option<usize>> = vec![None; found.len()];
    let mut taken = vec![false; base.len()];
    let mut pairs = common(&one, &other);
    pairs.push((live.len(), found.len()));
    let mut from = (0, 0);
    for (left, right) in pairs {
        for (left, right) in alike(base, &live[from.0..left], found, from.1..right) {
            of[right] = Some(left);
            taken[left] = true;
        }
        if let (Some(&left), Some(place)) = (live.get(left), of.get_mut(right)) {
            *place = Some(left);
            taken[left] = true;
        }
        from = (left + 1, right + 1);
    }
    let mut steps: Vec<Step> = Vec::new();
    for (at, part) in found.iter().enumerate() {
        let mut step = Step { base: of[at], found: Some(at), moved: false };
        if step.base.is_none() && !part.key.is_empty() {
            let same = |&left: &usize| !taken[left] && base[left].key == part.key;
            let pictures = matches!(part.what, What::Picture(..));
            let kinds = |&left: &usize| match &base[left].unit {
                Unit::Line(_) => matches!(part.what, What::Paragraph(_)),
                Unit::Grid(_) => matches!(part.what, What::Grid(_)),
                Unit::Photo(_) => pictures,
            };
            if let Some(left) = live.iter().copied().find(|left| same(left) && kinds(left)) {
                taken[left] = true;
                step = Step { base: Some(left), found: Some(at), moved: true };
            }
        }
        steps.push(step);
    }
    // Lines that print nothing stay behind the line that stood before them.
    for at in (0..base.len()).filter(|&at| base[at].is_blank()) {
        let before = |step: &Step| step.base.is_some_and(|base| base < at) && !step.moved;
        let place = steps.iter().rposition(before).map_or(0, |place| place + 1);
        steps.insert(place, Step { base: Some(at), found: None, moved: false });
    }
    steps
}

/// Lines that were edited, between two that were not: the pairs that have most in common together.
fn alike(base: &[Known], left: &[usize], found: &[Found], right: Range<usize>) -> Vec<(usize, usize)> {
    let (rows, columns) = (left.len(), right.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > 20_000 {
        return Vec::new();
    }
    let mut scores = vec![0.0; rows * columns];
    let mut best = vec![0.0_f64; (rows + 1) * (columns + 1)];
    let at = |one: usize, other: usize| one * (columns + 1) + other;
    for one in (0..rows).rev() {
        for other in (0..columns).rev() {
            let own = score(&base[left[one]], &found[right.start + other]);
            scores[one * columns + other] = own;
            let with = if own > 0.0 { own + best[at(one + 1, other + 1)] } else { 0.0 };
            best[at(one, other)] = with.max(best[at(one + 1, other)]).max(best[at(one, other + 1)]);
        }
    }
    let mut out = Vec::new();
    let (mut one, mut other) = (0, 0);
    while one < rows && other < columns {
        let own = scores[one * columns + other];
        if own > 0.0 && own + best[at(one + 1, other + 1)] >= best[at(one, other)] {
            out.push((left[one], right.start + other));
            (one, other) = (one + 1, other + 1);
        } else if best[at(one + 1, other)] >= best[at(one, other + 1)] {
            one += 1;
        } else {
            other += 1;
        }
    }
    out
}

/// How likely a part of the text is a line of the report.
fn score(base: &Known, found: &Found) -> f64 {
    match (&base.unit, found.what) {
        // The paragraph of a photo without picture and caption.
        (Unit::Photo(_), What::Picture(_, None)) => return 0.5,
        (Unit::Line(_), What::Paragraph(_)) | (Unit::Grid(_), What::Grid(_)) => {}
        _ => return 0.0,
    }
    let in_common = likeness(&base.key, &found.key);
    if found.style == Some(base.style) {
        if is_single(base.style) {
            0.3 + 0.7 * in_common
        } else if in_common >= 0.35 {
            in_common
        } else {
            0.0
        }
    } else if found.style.is_none() && in_common >= 0.5 {
        0.9 * in_common
    } else {
        0.0
    }
}
