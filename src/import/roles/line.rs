//! The lines of a text in reading order: paragraphs, taken out of tables that only lay out, and parted where soft breaks stand
//! for the ends of paragraphs.

use std::ops::Range;

use super::super::document::{Align, Grid, Paragraph, Piece, Place, Run, Where};
use super::super::taken::Role;
use super::layout;
use super::letters::{blank, count, squeezed, wide};
use super::look::{self, Look};
use super::numbering::{self, Form, Number};
use super::wording;
use crate::message::Message;

/// A part of a line that has a role: its letters as a range, white left out. What lies between parts is taken off.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The role.
    pub role: Role,
    /// The letters.
    pub range: Range<usize>,
    /// Why it is not certain.
    pub doubt: Option<Message>,
}

/// A line of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Where it stands.
    pub place: Place,
    /// Its runs, without pictures.
    pub runs: Vec<Run>,
    /// Its text as it stands, white at the beginning and the end left out.
    pub text: String,
    /// Its letters without white.
    pub letters: Vec<char>,
    /// The same as a text.
    pub said: String,
    /// How many letters it has.
    pub length: usize,
    /// The number before it.
    pub number: Option<Number>,
    /// How it looks.
    pub look: Look,
    /// Whether it is centred, by alignment or by white before it.
    pub centred: bool,
    /// Whether it stands to the right.
    pub right: bool,
    /// Its level in the outline.
    pub outline: Option<u8>,
    /// Its style's name in small letters, without white.
    pub style: String,
    /// The box that it stands in.
    pub boxed: Option<usize>,
    /// The table that only lays out in which it stands.
    pub laid: Option<usize>,
    /// Whether its first line is indented.
    pub indented: bool,
    /// Where soft breaks stand, in letters.
    pub breaks: Vec<usize>,
    /// Its pictures.
    pub pictures: Vec<usize>,
    /// The table.
    pub grid: Option<Grid>,
    /// Why it is not certain that it is a paragraph of the text, should it be taken as one.
    pub maybe: Option<Message>,
    /// What its parts were taken as.
    pub parts: Vec<Part>,
}

impl Line {
    /// Whether nothing has been said of it yet, and it has letters.
    pub fn open(&self) -> bool {
        self.parts.is_empty() && self.grid.is_none() && self.length > 0
    }

    /// Takes the whole line as something.
    pub fn take(&mut self, role: Role, doubt: Option<Message>) {
        self.parts = vec![Part { role, range: 0..self.length, doubt }];
    }

    /// Takes letters from a place on as something; those before are taken off.
    pub fn take_from(&mut self, role: Role, from: usize, doubt: Option<Message>) {
        self.parts = vec![Part { role, range: from.min(self.length)..self.length, doubt }];
    }

    /// The line's role, where it is one.
    pub fn role(&self) -> Option<Role> {
        self.parts.first().map(|part| part.role)
    }

    /// The letters from a place on.
    pub fn from(&self, at: usize) -> String {
        self.letters.get(at..).unwrap_or_default().iter().collect()
    }

    /// How many letters its number takes.
    pub fn number_letters(&self) -> usize {
        self.number.map_or(0, |number| number.letters)
    }

    /// Its letters after the number.
    pub fn after_number(&self) -> usize {
        self.length - self.number_letters()
    }

    /// Its last letter.
    pub fn last(&self) -> char {
        self.letters.last().copied().unwrap_or(' ')
    }

    /// Whether it ends as a sentence of the text does.
    pub fn ends(&self) -> bool {
        ends(&self.letters)
    }

    /// Whether it is a paragraph of the text by its length and end.
    pub fn is_body(&self) -> bool {
        self.grid.is_none() && (self.length > 60 || (self.length > 18 && self.ends()))
    }
}

/// Whether letters end as a sentence does.
fn ends(letters: &[char]) -> bool {
    let mut tail = letters.iter().rev();
    match tail.next() {
        Some('。' | '！' | '？' | '；' | '…' | '!' | '?' | ';') => true,
        Some('”' | '」' | '）' | ')' | '’') => {
            matches!(tail.next(), Some('。' | '！' | '？' | '；' | '…'))
        }
        _ => false,
    }
}

/// What gathers the lines.
#[derive(Default)]
pub(super) struct Flow {
    /// The lines so far.
    pub lines: Vec<Line>,
    boxes: usize,
    layouts: usize,
    /// The place of the paragraph before, where it stood in a box.
    in_box: Option<Place>,
    laid: Option<usize>,
    one_cell: Option<usize>,
}

/// The most tables within tables.
const DEEPEST: usize = 12;

impl Flow {
    /// Adds pieces of the text.
    pub fn add(&mut self, pieces: &[Piece], depth: usize) {
        for piece in pieces {
            match piece {
                Piece::Paragraph(paragraph) => self.paragraph(paragraph),
                Piece::Table(grid) if depth < DEEPEST && layout::lays_out(grid) => self.layout(grid, depth),
                Piece::Table(grid) => self.table(grid),
            }
        }
    }

    fn layout(&mut self, grid: &Grid, depth: usize) {
        let cells = grid.rows.iter().flatten().filter(|cell| !cell.pieces.is_empty()).count();
        self.layouts += 1;
        let outer = (self.laid, self.one_cell);
        self.laid = Some(self.layouts);
        if cells == 1 && grid.ruled && self.one_cell.is_none() {
            self.boxes += 1;
            self.one_cell = Some(self.boxes);
        }
        for cell in layout::reading_order(grid) {
            self.add(&cell.pieces, depth + 1);
        }
        (self.laid, self.one_cell) = outer;
        self.in_box = None;
    }

    fn table(&mut self, grid: &Grid) {
        self.in_box = None;
        for part in layout::parts(grid) {
            match part {
                layout::Part::Line(cell) => self.add(&cell.pieces, DEEPEST),
                layout::Part::Table(grid) => {
                    let line =
                        Line { place: grid.place, laid: self.laid, grid: Some(grid), ..Line::default() };
                    self.lines.push(line);
                }
            }
        }
    }

    fn box_of(&mut self, paragraph: &Paragraph) -> Option<usize> {
        if self.one_cell.is_some() {
            return self.one_cell;
        }
        if paragraph.place.at != Where::TextBox && !paragraph.boxed {
            self.in_box = None;
            return None;
        }
        let same = self.in_box.is_some_and(|before| {
            before.at == paragraph.place.at && before.number.checked_add(1) == Some(paragraph.place.number)
        });
        if !same {
            self.boxes += 1;
        }
        self.in_box = Some(paragraph.place);
        Some(self.boxes)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let boxed = self.box_of(paragraph);
        let runs: Vec<Run> = paragraph.runs.iter().filter(|run| run.picture.is_none()).cloned().collect();
        let mut parts = parted(&runs, paragraph);
        // Pictures stand with the last part; letters of a picture's run, which are rare, with the text.
        let pictures: Vec<usize> = paragraph.pictures().collect();
        let beside: Vec<Run> = paragraph
            .runs
            .iter()
            .filter(|run| run.picture.is_some() && count(&run.text) > 0)
            .map(|run| Run { picture: None, ..run.clone() })
            .collect();
        match parts.last_mut() {
            Some((runs, _)) => runs.extend(beside),
            None => parts.push((beside, Vec::new())),
        }
        let last = parts.len() - 1;
        for (at, (runs, breaks)) in parts.into_iter().enumerate() {
            let automatic = if at == 0 { paragraph.number.as_deref() } else { None };
            let mut line = line(paragraph, runs, automatic);
            line.boxed = boxed;
            line.laid = self.laid;
            line.breaks = breaks;
            if at == last {
                line.pictures.clone_from(&pictures);
            }
            self.lines.push(line);
        }
    }
}

fn line(paragraph: &Paragraph, runs: Vec<Run>, automatic: Option<&str>) -> Line {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let said = squeezed(&text);
    let letters: Vec<char> = said.chars().collect();
    let lead = text
        .chars()
        .take_while(|&c| blank(c) && c != '\n')
        .map(|c| if wide(c) || c == '\u{3000}' { 2 } else { 1 })
        .sum::<usize>();
    let style: String = paragraph
        .style
        .iter()
        .flat_map(|name| name.chars())
        .filter(|&c| !blank(c))
        .flat_map(char::to_lowercase)
        .collect();
    Line {
        place: paragraph.place,
        number: numbering::number(&letters, automatic)
            .or_else(|| numbering::bare(text.trim_matches(blank), &letters)),
        look: look::of(&runs),
        // Much white before a short line sets it in the middle, more of it to the right.
        centred: paragraph.align == Align::Centre
            || (lead >= 10 && letters.len() <= 40 && paragraph.align == Align::Left),
        right: paragraph.align == Align::Right || (paragraph.left > 12.0 && letters.len() < 30),
        indented: paragraph.indent >= 1.5 || lead >= 4,
        outline: paragraph.outline.or_else(|| wording::style_level(&style)),
        style,
        length: letters.len(),
        text: text.trim_matches(blank).to_owned(),
        letters,
        said,
        runs,
        ..Line::default()
    }
}

/// The paragraphs that soft breaks make of one, each with the breaks that stay within it.
fn parted(runs: &[Run], paragraph: &Paragraph) -> Vec<(Vec<Run>, Vec<usize>)> {
    let pieces = broken(runs);
    let texts: Vec<String> =
        pieces.iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect()).collect();
    let letters: Vec<Vec<char>> = texts.iter().map(|text| squeezed(text).chars().collect()).collect();
    let said: Vec<usize> = (0..pieces.len()).filter(|&at| !letters[at].is_empty()).collect();
    if said.len() < 2 {
        return vec![(runs.to_vec(), Vec::new())];
    }
    let indented = |at: usize| {
        texts[at].starts_with("　　") || texts[at].starts_with("    ") || texts[at].starts_with('\t')
    };
    let looks: Vec<Look> = pieces.iter().map(|runs| look::of(runs)).collect();
    let heads = |at: usize| {
        let number = numbering::number(&letters[at], paragraph.number.as_deref().filter(|_| at == said[0]));
        let next = said.iter().find(|&&next| next > at).copied();
        let other = next.is_some_and(|next| looks[next] != looks[at] && letters[next].len() > 30);
        let numbered = number.is_some_and(|number| number.form < Form::Circled);
        letters[at].len() <= 36 && !ends(&letters[at]) && (numbered || other)
    };
    let &last = said.last().unwrap_or(&0);
    let whole =
        said.iter().all(|&at| ends(&letters[at]) || heads(at) || (at == last && ends(&letters[last])));
    let longest = said.iter().map(|&at| letters[at].len()).max().unwrap_or(0);
    let dents = said.iter().skip(1).all(|&at| indented(at)) && longest > 30;
    let single =
        said.iter().all(|&at| letters[at].len() <= 36) && heads(said[0]) && !letters[said[1]].is_empty();
    // A heading of several lines is one; a heading above its text is two.
    let splits: Vec<bool> = said
        .iter()
        .map(|&at| {
            if at == said[0] {
                false
            } else if (whole && longest > 18) || dents {
                true
            } else {
                at == said[1] && heads(said[0]) && !single && longest > 40
            }
        })
        .collect();
    let mut out: Vec<(Vec<Run>, Vec<usize>)> = vec![(Vec::new(), Vec::new())];
    let mut length = 0;
    let mut first = true;
    for (at, piece) in pieces.into_iter().enumerate() {
        if let Some(order) = said.iter().position(|&known| known == at) {
            if splits[order] {
                out.push((Vec::new(), Vec::new()));
                length = 0;
                first = true;
            }
            if let Some((runs, breaks)) = out.last_mut() {
                if !first {
                    breaks.push(length);
                    runs.push(Run {
                        text: "\n".into(),
                        note: None,
                        link: None,
                        ..piece.first().cloned().unwrap_or_default()
                    });
                }
                length += letters[at].len();
                runs.extend(piece);
            }
            first = false;
        } else if let Some((runs, _)) = out.last_mut() {
            // A line without letters may still hold a note's mark.
            runs.extend(piece);
        }
    }
    out
}

/// Runs line by line.
fn broken(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut out = vec![Vec::new()];
    for run in runs {
        for (at, text) in run.text.split('\n').enumerate() {
            if at > 0 {
                out.push(Vec::new());
            }
            let keep = !text.is_empty() || run.note.is_some() && at == 0;
            if let (true, Some(line)) = (keep, out.last_mut()) {
                line.push(Run { text: text.to_owned(), note: run.note.filter(|_| at == 0), ..run.clone() });
            }
        }
    }
    out
}
