//! The lines of a manifest, CSV or JSON lines: the text of each cell with its place. What the cells mean is not known here.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::message::Message;
use crate::say;

/// One value of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The column's name.
    pub column: String,
    /// Where the column's name stands: in the head of a table, in the line itself of JSON.
    pub named: Range<usize>,
    /// What stands in it.
    pub text: String,
    /// Where.
    pub range: Range<usize>,
}

/// One line that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its cells; empty ones are left out.
    pub cells: Vec<Cell>,
    /// Where it stands.
    pub range: Range<usize>,
    /// The names of its columns, in a table.
    pub head: Option<Arc<Head>>,
}

/// The first line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The names of the columns, each with its place.
    pub columns: Vec<(String, Range<usize>)>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// A part of the text as a place.
pub fn place(source: &Arc<SourceText>, range: Range<usize>) -> Place {
    Place { source: Arc::clone(source), range, pointer: None }
}

/// What may part the cells of a table: programs that write numbers with a comma part them by a semicolon.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What parts the cells of a table: what its first line has most of.
fn separator(text: &str) -> u8 {
    let head = text[start(text)..].lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| head.bytes().filter(|byte| *byte == separator).count();
    // Of equal counts the last is the greatest.
    SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Gives the lines of a text to `take` until it has enough and says so by giving false. What cannot be read is told to
/// `complain`.
pub fn csv(
    source: &Arc<SourceText>,
    take: &mut dyn FnMut(Line) -> bool,
    complain: &mut dyn FnMut(Diagnostic),
) {
    let separator = separator(&source.text);
    let mut rows = Rows { text: &source.text, at: start(&source.text), separator };
    let mut head: Option<Arc<Head>> = None;
    while let Some(row) = rows.next_row() {
        let cells = match row {
            Ok(cells) => cells,
            Err((message, range)) => {
                complain(Diagnostic::error(message).at(place(source, range)).hint(say!("hint.csv-quotes")));
                // What stands behind a quote that is not closed is no row any more.
                return;
            }
        };
        let names = cells.iter().map(|(text, range)| (text.trim().to_owned(), range.clone()));
        if cells.iter().all(|(text, _)| text.trim().is_empty()) {
            continue;
        }
        let Some(head) = &head else {
            let names: Vec<_> = names.collect();
            for (index, (name, range)) in names.iter().enumerate() {
                if !name.is_empty() && names[..index].iter().any(|(other, _)| other == name) {
                    let message = say!("manifest.column-twice", name = name);
                    complain(Diagnostic::error(message).at(place(source, range.clone())));
                }
            }
            head = Some(Arc::new(Head { range: ends(&cells), columns: names }));
            continue;
        };
        if let Some((_, range)) = cells.get(head.columns.len()).filter(|(text, _)| !text.trim().is_empty()) {
            let message = say!("manifest.cells", columns = head.columns.len());
            complain(
                Diagnostic::error(message).at(place(source, range.clone())).hint(say!("hint.csv-quotes")),
            );
            continue;
        }
        let range = ends(&cells);
        let cells = head.columns.iter().zip(cells).map(|((column, named), (text, range))| Cell {
            column: column.clone(),
            named: named.clone(),
            text: text.trim().to_owned(),
            range,
        });
        let cells = cells.filter(|cell| !cell.text.is_empty()).collect();
        if !take(Line { cells, range, head: Some(Arc::clone(head)) }) {
            return;
        }
    }
}

/// From the first of some cells to the last.
fn ends(cells: &[(String, Range<usize>)]) -> Range<usize> {
    cells.first().map_or(0, |cell| cell.1.start)..cells.last().map_or(0, |cell| cell.1.end)
}

/// The same for JSON lines: an object of texts, numbers and truth values on each.
pub fn json(
    source: &Arc<SourceText>,
    take: &mut dyn FnMut(Line) -> bool,
    complain: &mut dyn FnMut(Diagnostic),
) {
    let text = &source.text;
    let mut at = start(text);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        let line = &text[at..end];
        let range = at..end;
        if !line.trim().is_empty() {
            match object(line) {
                Ok(pairs) => match cells(&pairs, text) {
                    Ok(cells) => {
                        if !take(Line { cells, range, head: None }) {
                            return;
                        }
                    }
                    Err((message, range)) => {
                        complain(Diagnostic::error(message).at(place(source, range)));
                    }
                },
                Err(error) => {
                    let behind =
                        line.char_indices().map(|(byte, _)| byte).take_while(|byte| *byte < error.column());
                    let wrong = at + behind.last().unwrap_or(0);
                    let message = say!("manifest.json", words = words(&error));
                    complain(
                        Diagnostic::error(message)
                            .at(place(source, wrong..wrong))
                            .hint(say!("hint.json-lines")),
                    );
                }
            }
        }
        at = end + 1;
    }
}

/// Behind the mark that some programs begin a text with.
fn start(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// What the parser says, without its own place.
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said).to_owned()
}

/// A place in the text and what is wrong there.
type Wrong = (Message, Range<usize>);
/// The text of each cell of a row, with its place.
type Row = Vec<(String, Range<usize>)>;

/// The rows of a table.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
}

impl Rows<'_> {
    /// The next row: the text of each cell, with its place.
    fn next_row(&mut self) -> Option<Result<Row, Wrong>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(wrong) => return Some(Err(wrong)),
            }
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                Some(b'\r') => {
                    self.at += 1 + usize::from(self.text.as_bytes().get(self.at + 1) == Some(&b'\n'));
                    return Some(Ok(cells));
                }
                Some(_) => {
                    self.at += 1;
                    return Some(Ok(cells));
                }
                None => return Some(Ok(cells)),
            }
        }
    }

    /// The next cell, up to a separator or the end of its row.
    fn cell(&mut self) -> Result<(String, Range<usize>), Wrong> {
        let ends = [char::from(self.separator), '\r', '\n'];
        let rest = &self.text[self.at..];
        let start = self.at;
        if !rest.starts_with('"') {
            let length = rest.find(ends).unwrap_or(rest.len());
            self.at += length;
            return Ok((rest[..length].to_owned(), start..self.at));
        }
        let mut said = String::new();
        let mut inside = &rest[1..];
        loop {
            let Some(quote) = inside.find('"') else {
                return Err((say!("manifest.open-quote"), start..start + 1));
            };
            said.push_str(&inside[..quote]);
            inside = &inside[quote + 1..];
            let Some(more) = inside.strip_prefix('"') else { break };
            said.push('"');
            inside = more;
        }
        self.at = self.text.len() - inside.len();
        if inside.is_empty() || inside.starts_with(ends) {
            Ok((said, start..self.at))
        } else {
            Err((say!("manifest.after-quote"), self.at..self.at))
        }
    }
}

/// The fields of an object as they are written.
type Pairs<'a> = Vec<(String, &'a RawValue)>;

fn object(line: &str) -> Result<Pairs<'_>, serde_json::Error> {
    struct Fields;
    impl<'de> Visitor<'de> for Fields {
        type Value = Pairs<'de>;

        fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
            to.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
    let mut parser = serde_json::Deserializer::from_str(line);
    let pairs = parser.deserialize_map(Fields)?;
    parser.end()?;
    Ok(pairs)
}

fn cells(pairs: &Pairs, text: &str) -> Result<Vec<Cell>, Wrong> {
    let mut cells: Vec<Cell> = Vec::new();
    for (column, raw) in pairs {
        // The value is a part of the text: where it begins there is where it stands.
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + raw.get().len();
        let said = match serde_json::from_str(raw.get()) {
            Ok(serde_json::Value::String(said)) => said.trim().to_owned(),
            Ok(serde_json::Value::Null) => continue,
            Ok(value @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_))) => value.to_string(),
            _ => return Err((say!("manifest.value", name = column), range)),
        };
        if cells.iter().any(|cell| cell.column == *column) {
            return Err((say!("manifest.column-twice", name = column), range));
        }
        if !said.is_empty() {
            cells.push(Cell { column: column.clone(), named: range.clone(), text: said, range });
        }
    }
    Ok(cells)
}
