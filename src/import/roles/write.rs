//! The lines as what they were taken as, in their order.

use std::collections::BTreeSet;

use super::super::document::{Document, Grid, Paragraph, Piece, Place, Run};
use super::super::taken::{Judged, Role};
use super::letters::{White, clean, count, cut_text, cut_with_marks, white_in};
use super::line::Line;
use crate::say;

/// All parts of the text. Notes follow the paragraph that has their mark.
pub(super) fn judged(document: &Document, lines: Vec<Line>) -> Vec<Judged> {
    let mut out = Vec::new();
    let mut told = BTreeSet::new();
    let mut below = Vec::new();
    for line in lines {
        let place = line.place;
        let marked = line.grid.as_ref().map_or_else(|| marks(&line.runs), grid_marks);
        let caption = line.role() == Some(Role::Caption);
        let pictures: Vec<Judged> = line.pictures.iter().map(|&picture| picture_at(picture, place)).collect();
        let unit = line.role() == Some(Role::TableNote) && below_next(&line);
        let parts = parts(line);
        if caption {
            out.extend(pictures);
            out.extend(parts);
        } else if unit && pictures.is_empty() {
            below.extend(parts);
        } else {
            let table = parts.iter().any(|part| part.role == Role::Table);
            out.extend(parts);
            out.extend(pictures);
            if table {
                out.append(&mut below);
            }
        }
        for note in marked {
            if told.insert(note) {
                out.extend(document.notes.get(note).into_iter().flat_map(|note| note_of(note, place)));
            }
        }
    }
    out.append(&mut below);
    for (at, note) in document.notes.iter().enumerate() {
        if !told.contains(&at) {
            out.extend(note_of(note, Place::default()));
        }
    }
    three_lines(&mut out);
    out
}

/// Whether a note is one that stands above its table, such as the unit.
fn below_next(line: &Line) -> bool {
    super::wording::is_unit(&line.said)
}

fn empty(role: Role, place: Place) -> Judged {
    Judged { role, place, runs: Vec::new(), taken_off: String::new(), grid: None, picture: None, doubt: None }
}

fn picture_at(picture: usize, place: Place) -> Judged {
    Judged { picture: Some(picture), ..empty(Role::Picture, place) }
}

fn marks(runs: &[Run]) -> Vec<usize> {
    runs.iter().filter_map(|run| run.note).collect()
}

fn grid_marks(grid: &Grid) -> Vec<usize> {
    let pieces = grid.rows.iter().flatten().flat_map(|cell| &cell.pieces);
    pieces
        .flat_map(|piece| match piece {
            Piece::Paragraph(paragraph) => marks(&paragraph.runs),
            Piece::Table(grid) => grid_marks(grid),
        })
        .collect()
}

/// A note of one or several paragraphs.
fn note_of(note: &[Paragraph], place: Place) -> Vec<Judged> {
    let runs: Vec<Run> = note
        .iter()
        .flat_map(|paragraph| &paragraph.runs)
        .filter(|run| run.picture.is_none())
        .cloned()
        .collect();
    let place = note.first().map_or(place, |first| first.place);
    let mut out = Vec::new();
    let runs = clean(&runs, White::Words);
    if runs.iter().any(|run| count(&run.text) > 0) {
        out.push(Judged { runs, ..empty(Role::Note, place) });
    }
    out.extend(note.iter().flat_map(Paragraph::pictures).map(|picture| picture_at(picture, place)));
    out
}

/// How white within a part is read.
fn white(role: Role, runs: &[Run]) -> White {
    match role {
        Role::Byline | Role::Staff | Role::Credit | Role::Credits | Role::Folio => White::Names,
        Role::Title | Role::Kicker | Role::Subtitle | Role::Heading | Role::Subhead => {
            white_in(&runs.iter().map(|run| run.text.as_str()).collect::<String>())
        }
        _ => White::Words,
    }
}

fn parts(mut line: Line) -> Vec<Judged> {
    if let Some(grid) = line.grid.take() {
        return vec![Judged { grid: Some(grid), ..empty(Role::Table, line.place) }];
    }
    let mut out: Vec<Judged> = Vec::new();
    let mut at = 0;
    let last = line.parts.len().saturating_sub(1);
    for (order, part) in line.parts.iter().enumerate() {
        let marks = at..if order == last { line.length } else { part.range.end };
        let runs = cut_with_marks(&line.runs, part.range.clone(), marks);
        let runs = clean(&runs, white(part.role, &runs));
        let taken_off = cut_text(&line.letters, at..part.range.start);
        out.push(Judged { runs, taken_off, doubt: part.doubt.clone(), ..empty(part.role, line.place) });
        at = part.range.end;
    }
    if let Some(last) = out.last_mut() {
        last.taken_off.push_str(&cut_text(&line.letters, at..line.length));
    }
    out
}

/// The most letters of a line of the title.
const TITLE: usize = 30;

/// A title of three lines or more is joined to two where they are short.
fn three_lines(out: &mut Vec<Judged>) {
    loop {
        let titles: Vec<usize> = (0..out.len()).filter(|&at| out[at].role == Role::Title).collect();
        if titles.len() <= 2 {
            return;
        }
        let length = |at: usize| count(&out[at].text());
        let together = titles
            .windows(2)
            .filter(|pair| pair[1] == pair[0] + 1)
            .map(|pair| (length(pair[0]) + length(pair[1]), pair[0]))
            .min();
        let Some((_, at)) = together.filter(|(length, _)| *length <= TITLE) else {
            for at in titles.into_iter().skip(2) {
                out[at].doubt = Some(say!("import-doubt.title-lines"));
            }
            return;
        };
        let second = out.remove(at + 1);
        out[at].runs.extend(second.runs);
        out[at].taken_off.push_str(&second.taken_off);
        out[at].runs = clean(&out[at].runs, White::Halves);
    }
}
