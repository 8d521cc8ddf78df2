//! Table files: what kind one is by its bytes, and its sheets within limits.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::sheet::{Sheet, Sheets};
use super::shown::{said_by, shown};
use super::{biff, ods, separated};
use crate::guard::guarded;
use crate::import::MAX_FILE_BYTES;
use crate::message::Message;
use crate::say;

/// The most that the parts of a table file may be together once they are unpacked (bytes).
const MAX_UNPACKED: u64 = 100 << 20;
/// The most parts of a table file.
const MAX_PARTS: usize = 10_000;
/// The most elements in the part with a table file's formats; Excel writes some 65,000 formats at most.
const MAX_STYLE_ELEMENTS: usize = 1_000_000;
/// The most texts that a table file may announce.
const MAX_TEXTS: u64 = 5_000_000;

/// The bytes with which the old binary files begin.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The sheets of a table file.
///
/// # Errors
/// What is wrong with the file, and what to do.
pub(super) fn sheets(path: &Path) -> Result<Vec<Sheet>, (Message, Option<Message>)> {
    let bytes = read(path).map_err(|problem| (problem, None))?;
    let broken = || (say!("import-table.broken"), Some(say!("hint.import-save-table")));
    // A panic of the readers is a file that they did not expect.
    guarded(|| of_bytes(&bytes)).unwrap_or_else(|| Err(broken()))
}

fn read(path: &Path) -> Result<Vec<u8>, Message> {
    let unreadable = |error: &std::io::Error| say!("import-table.unreadable", problem = error);
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(say!("import-table.too-large", limit = MAX_FILE_BYTES >> 20));
    }
    Ok(bytes)
}

fn of_bytes(bytes: &[u8]) -> Result<Vec<Sheet>, (Message, Option<Message>)> {
    let start = &bytes[..bytes.len().min(1024)];
    let save = |problem: Message| {
        let kind = ["kind", "web-page", "broken", "password", "entities"];
        let limit = !kind.iter().any(|kind| problem.key().ends_with(kind));
        let hint = if limit { say!("hint.import-smaller-table") } else { say!("hint.import-save-table") };
        (problem, Some(hint))
    };
    if bytes.starts_with(COMPOUND) {
        biff::sheets(bytes).map_err(save)
    } else if bytes.starts_with(b"PK") {
        packed(bytes).map_err(save)
    } else if start.trim_ascii_start().starts_with(b"<") {
        // Some systems hand out a page of the web under the name of a table.
        Err(save(say!("import-table.web-page")))
    } else {
        separated::sheets(bytes).map_err(save)
    }
}

/// A packed file: `.xlsx` or `.ods`.
fn packed(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| say!("import-table.broken"))?;
    let names = measure(&mut archive)?;
    if names.iter().any(|name| name == "content.xml") {
        ods::sheets(&mut archive)
    } else if names.iter().any(|name| name.starts_with("xl/")) {
        excel(bytes)
    } else {
        Err(say!("import-table.kind"))
    }
}

/// The names of the parts. Unpacks everything once and keeps nothing of it: what a part says of its size need not be true.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<String>, Message> {
    if archive.len() > MAX_PARTS {
        return Err(say!("import-table.parts", limit = MAX_PARTS));
    }
    let mut names = Vec::new();
    let mut total = 0;
    let mut buffer = vec![0; 64 << 10];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => say!("import-table.password"),
            _ => say!("import-table.broken"),
        })?;
        let name = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        let text = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
        let styles = name.contains("styles");
        let mut elements = 0;
        // The end of the last piece stays, so that words over its end are found.
        let mut kept = Vec::new();
        loop {
            let count = part.read(&mut buffer).map_err(|_| say!("import-table.broken"))?;
            if count == 0 {
                break;
            }
            total += count as u64;
            if total > MAX_UNPACKED {
                return Err(say!("import-table.unpacked", limit = MAX_UNPACKED >> 20));
            }
            if styles {
                elements += buffer[..count].split(|byte| *byte == b'<').count() - 1;
            }
            if elements > MAX_STYLE_ELEMENTS {
                return Err(say!("import-table.formats", limit = MAX_STYLE_ELEMENTS));
            }
            kept.extend_from_slice(&buffer[..count]);
            if announced(&kept) > MAX_TEXTS {
                return Err(say!("import-table.texts", limit = MAX_TEXTS));
            }
            // Only an attack declares entities.
            if text && (holds(&kept, b"<!DOCTYPE") || holds(&kept, b"<!ENTITY")) {
                return Err(say!("import-table.entities"));
            }
            kept.drain(..kept.len().saturating_sub(64));
        }
        names.push(name);
    }
    Ok(names)
}

fn holds(piece: &[u8], word: &[u8]) -> bool {
    piece.windows(word.len()).any(|window| window == word)
}

/// How many texts a part says that it has: room is made for so many.
fn announced(piece: &[u8]) -> u64 {
    const WORD: &[u8] = b"uniqueCount";
    let starts = piece.windows(WORD.len()).enumerate().filter(|(_, window)| *window == WORD);
    let counts = starts.map(|(at, _)| {
        let rest = piece[at + WORD.len()..].iter().skip_while(|b| !b.is_ascii_digit() && **b != b'>');
        let digits = rest.take_while(|b| b.is_ascii_digit());
        digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    });
    counts.max().unwrap_or(0)
}

/// `.xlsx`.
fn excel(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let said = |error: XlsxError| match error {
        XlsxError::Password => say!("import-table.password"),
        _ => say!("import-table.broken"),
    };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(said)?;
    let mut sheets = Sheets::default();
    for sheet in book.sheets_metadata().to_vec() {
        if !matches!(sheet.typ, SheetType::WorkSheet) {
            continue;
        }
        sheets.begin(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let mut reader = match book.worksheet_cells_reader(&sheet.name) {
            Ok(reader) => reader,
            // A drawing on a sheet of its own.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(said(error)),
        };
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(said)? {
            let (row, column) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::Float(number) => {
                    let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
                    shown(*number, format.map_or("", |format| &format.format_code))
                }
                other => said_by(&Data::from(other.clone())),
            };
            sheets.put(row, column, &text)?;
        }
    }
    sheets.finished()
}
