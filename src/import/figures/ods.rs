//! `.ods`, the open format. Its cells hold what they show, and say how often they are repeated.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::sheet::{MAX_COLUMNS, MAX_ROWS, Sheet, Sheets};
use crate::message::Message;
use crate::say;

/// How deep elements may stand in each other.
const DEEPEST: usize = 64;

/// The sheets of an open document.
///
/// # Errors
/// It is no table, it is broken, or there is too much of it.
pub(super) fn sheets(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Sheet>, Message> {
    let broken = || say!("import-table.broken");
    let mut text = String::new();
    let mut part = archive.by_name("content.xml").map_err(|_| broken())?;
    // A document with a password has its parts enciphered.
    part.read_to_string(&mut text).map_err(|_| say!("import-table.password"))?;
    if !text.contains("<office:spreadsheet") {
        return Err(say!("import-table.kind"));
    }
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => {
                reading.depth += 1;
                if reading.depth > DEEPEST {
                    return Err(broken());
                }
                reading.start(&element)?;
            }
            Event::Empty(element) => {
                reading.start(&element)?;
                reading.end(element.name().as_ref())?;
            }
            Event::End(element) => {
                reading.depth = reading.depth.saturating_sub(1);
                reading.end(element.name().as_ref())?;
            }
            Event::Text(letters) if reading.in_paragraph() => reading.text.push_str(&letters.xml10_content()),
            Event::GeneralRef(entity) if reading.in_paragraph() => {
                let name: &str = entity.as_ref();
                match entity.resolve_char_ref() {
                    Ok(Some(character)) => reading.text.push(character),
                    _ => reading
                        .text
                        .push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap_or("")),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    reading.sheets.finished()
}

#[derive(Default)]
struct Reading {
    sheets: Sheets,
    depth: usize,
    /// The style of tables whose properties are read.
    style: String,
    /// Styles of tables that are not shown.
    hidden: BTreeSet<String>,
    row: u32,
    rows: u32,
    column: u32,
    columns: u32,
    cells: Vec<(u32, u32, String)>,
    /// Whether a cell, a paragraph of it, and a comment at it are open.
    cell: bool,
    paragraph: usize,
    comment: usize,
    text: String,
}

fn value(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    Some(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn repeated(element: &BytesStart, name: &str) -> u32 {
    value(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

impl Reading {
    fn in_paragraph(&self) -> bool {
        self.cell && self.paragraph > 0 && self.comment == 0
    }

    fn start(&mut self, element: &BytesStart) -> Result<(), Message> {
        match element.name().as_ref() {
            "style:style" => self.style = value(element, "style:name").unwrap_or_default(),
            "style:table-properties" if value(element, "table:display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table:table" => {
                let hidden =
                    value(element, "table:style-name").is_some_and(|style| self.hidden.contains(&style));
                self.sheets.begin(&value(element, "table:name").unwrap_or_default(), hidden)?;
                self.row = 0;
            }
            "table:table-row" => {
                self.rows = repeated(element, "table:number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = repeated(element, "table:number-columns-repeated");
                self.cell = true;
                self.text.clear();
            }
            "office:annotation" => self.comment += 1,
            "text:p" => {
                if self.in_cell() && !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.paragraph += 1;
            }
            "text:s" | "text:tab" | "text:line-break" if self.in_paragraph() => self.text.push(' '),
            _ => {}
        }
        Ok(())
    }

    fn in_cell(&self) -> bool {
        self.cell && self.comment == 0
    }

    fn end(&mut self, name: &str) -> Result<(), Message> {
        match name {
            "office:annotation" => self.comment = self.comment.saturating_sub(1),
            "text:p" => self.paragraph = self.paragraph.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" if self.cell => {
                self.cell = false;
                if !self.text.trim().is_empty() {
                    if self.columns as usize > MAX_COLUMNS {
                        let count = self.columns as usize;
                        return Err(say!("import-table.columns", count = count, limit = MAX_COLUMNS));
                    }
                    let text = std::mem::take(&mut self.text);
                    let places = (0..self.columns).map(|more| self.column.saturating_add(more));
                    self.cells.extend(places.map(|column| (self.row, column, text.clone())));
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table:table-row" => {
                if !self.cells.is_empty() {
                    if self.rows as usize > MAX_ROWS {
                        let count = self.rows as usize;
                        return Err(say!("import-table.rows", count = count, limit = MAX_ROWS));
                    }
                    for more in 0..self.rows {
                        for (row, column, text) in &self.cells {
                            self.sheets.put(row.saturating_add(more), *column, text)?;
                        }
                    }
                }
                self.row = self.row.saturating_add(self.rows);
            }
            _ => {}
        }
        Ok(())
    }
}
