//! `.xls` of Excel and `.et` of WPS: streams in a compound file, records in a stream.
//!
//! The reader that is used for them believes what these files say of themselves: chains of sectors may lead in a circle, and
//! room is made for as many cells as a sheet claims to have. So the stream is taken out here, its records are looked at, and
//! it is handed on in a compound file of our own.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls, XlsError};

use super::sheet::{MAX_SHEETS, Sheet, Sheets};
use super::shown::{said_by, shown};
use crate::message::Message;
use crate::say;

/// The most cells of all sheets' areas together, blank ones too.
const MAX_AREA: u64 = 5_000_000;
/// The sizes of a header, and of a sector in the file that is handed on.
const SECTOR: usize = 512;
/// The end of a chain of sectors, a free one, and one that holds the list of sectors.
const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const LIST: u32 = 0xffff_fffd;

/// The sheets of an old binary file.
///
/// # Errors
/// It is no table, it is broken or protected, or there is too much of it.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let broken = || say!("import-table.broken");
    let compound = Compound::read(bytes).ok_or_else(broken)?;
    if compound.has("EncryptedPackage") {
        return Err(say!("import-table.password"));
    }
    if compound.has("WordDocument") {
        return Err(say!("import-table.kind"));
    }
    let named = compound.stream("Workbook").or_else(|| compound.stream("Book"));
    let stream = named.ok_or_else(|| say!("import-table.kind"))?;
    let shares = look(&stream)?;
    let mut book = Xls::new(Cursor::new(compound_of(&stream))).map_err(|error| match error {
        XlsError::Password => say!("import-table.password"),
        _ => broken(),
    })?;
    let mut sheets = Sheets::default();
    for (number, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        let range = book.worksheet_range(&sheet.name).map_err(|_| broken())?;
        sheets.begin(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let place = (top + u32::try_from(row).unwrap_or(0), left + u32::try_from(column).unwrap_or(0));
            let text = match data {
                Data::Float(value) if shares.contains(&(number, place.0, place.1)) => shown(*value, "0.00%"),
                #[allow(clippy::cast_precision_loss)]
                Data::Int(value) if shares.contains(&(number, place.0, place.1)) => {
                    shown(*value as f64, "0.00%")
                }
                data => said_by(data),
            };
            sheets.put(place.0, place.1, &text)?;
        }
    }
    sheets.finished()
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The records of a stream: their kind and what is in them.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (word(stream, at)?, usize::from(word(stream, at + 2)?));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

/// Looks at the records as the reader will: how large the sheets' areas are. Gives the cells that are shown as shares: sheet,
/// row and column.
fn look(stream: &[u8]) -> Result<BTreeSet<(usize, u32, u32)>, Message> {
    let (mut starts, mut shares) = (Vec::new(), Vec::new());
    let (mut share_formats, mut formats) = (BTreeSet::from([9_u16, 10]), Vec::new());
    for (kind, data) in records(stream) {
        match kind {
            // A sheet, a format of a number, a format of cells, the end.
            0x85 => starts.extend(long(data, 0)),
            0x41e if data.contains(&b'%') => share_formats.extend(word(data, 0)),
            0xe0 => formats.extend(word(data, 2)),
            0x0a => break,
            _ => {}
        }
    }
    if starts.len() > MAX_SHEETS {
        return Err(say!("import-table.sheets", limit = MAX_SHEETS));
    }
    let is_share =
        |format: u16| formats.get(usize::from(format)).is_some_and(|number| share_formats.contains(number));
    let mut area = 0;
    for (sheet, start) in starts.iter().enumerate() {
        let mut bounds: Option<[u64; 4]> = None;
        let mut seen = false;
        let mut depth = 0_usize;
        for (kind, data) in records(stream.get(*start as usize..).unwrap_or_default()) {
            match kind {
                0x809 if seen => depth += 1,
                0x809 => seen = true,
                0x0a if depth == 0 => break,
                0x0a => depth -= 1,
                _ if depth > 0 => {}
                0x200 => {
                    let (from, to) = (long(data, 0).unwrap_or(0), long(data, 4).unwrap_or(0));
                    let (left, right) = (word(data, 8).unwrap_or(0), word(data, 10).unwrap_or(0));
                    let rows = u64::from(to.saturating_sub(from)) + 1;
                    area += rows * (u64::from(right.saturating_sub(left)) + 1);
                    if from > to || left > right {
                        return Err(say!("import-table.broken"));
                    }
                }
                // Numbers, texts, formulas and what else stands in cells.
                0x203 | 0x204 | 0xd6 | 0x205 | 0x27e | 0xfd | 0xbd | 0x06 => {
                    let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else { continue };
                    let last = if kind == 0xbd {
                        column.saturating_add(u16::try_from(data.len() / 6).unwrap_or(0))
                    } else {
                        column
                    };
                    let [top, left, bottom, right] = bounds.unwrap_or([u64::MAX, u64::MAX, 0, 0]);
                    bounds = Some([
                        top.min(row.into()),
                        left.min(column.into()),
                        bottom.max(row.into()),
                        right.max(last.into()),
                    ]);
                    let places = if kind == 0xbd { (data.len().saturating_sub(6)) / 6 } else { 1 };
                    for more in 0..places {
                        if word(data, 4 + more * 6).is_some_and(is_share) {
                            shares.push((
                                sheet,
                                u32::from(row),
                                u32::from(column) + u32::try_from(more).unwrap_or(0),
                            ));
                        }
                    }
                }
                _ => {}
            }
        }
        if let Some([top, left, bottom, right]) = bounds {
            area += (bottom - top + 1) * (right - left + 1);
        }
        if area > MAX_AREA {
            return Err(say!("import-table.area", limit = MAX_AREA));
        }
    }
    Ok(shares.into_iter().collect())
}

/// A compound file.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    small: Vec<u8>,
    small_next: Vec<u32>,
    /// The streams: name, first sector, length.
    entries: Vec<(String, u32, usize)>,
}

impl<'a> Compound<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let sector = match word(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            small: Vec::new(),
            small_next: Vec::new(),
            entries: Vec::new(),
        };
        // Where the list of sectors stands: in the head, then in a chain of its own.
        let mut lists: Vec<u32> = (0..109).filter_map(|at| long(bytes, 76 + at * 4)).collect();
        let mut more = long(bytes, 68)?;
        for _ in 0..=bytes.len() / sector {
            let Some(data) = file.sector(more) else { break };
            let numbers = numbers(data);
            let (last, rest) = numbers.split_last()?;
            lists.extend(rest);
            more = *last;
        }
        for list in lists.into_iter().filter(|list| *list < LIST) {
            let numbers = numbers(file.sector(list)?);
            if file.next.len() <= bytes.len() / sector + numbers.len() {
                file.next.extend(numbers);
            }
        }
        let folder = file.chain(long(bytes, 48)?, usize::MAX)?;
        for entry in folder.chunks_exact(128) {
            let length = usize::from(word(entry, 64)?).saturating_sub(2).min(62) / 2;
            let letters: Vec<u16> = (0..length).filter_map(|at| word(entry, at * 2)).collect();
            let size = usize::try_from(long(entry, 120)?).ok()?;
            file.entries.push((String::from_utf16_lossy(&letters), long(entry, 116)?, size));
        }
        let (_, first, size) = file.entries.first()?.clone();
        file.small = file.chain(first, size).unwrap_or_default();
        file.small_next = numbers(&file.chain(long(bytes, 60)?, usize::MAX).unwrap_or_default());
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|data| !data.is_empty())
    }

    /// What stands in a chain of sectors; none where it leads nowhere or in a circle.
    fn chain(&self, first: u32, length: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut number = first;
        while number != END && out.len() < length {
            if out.len() > self.bytes.len() {
                return None;
            }
            out.extend_from_slice(self.sector(number)?);
            number = *self.next.get(number as usize)?;
        }
        out.truncate(length);
        Some(out)
    }

    fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(own, ..)| own.eq_ignore_ascii_case(name))
    }

    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let (_, first, length) = self.entries.iter().find(|(own, ..)| own.eq_ignore_ascii_case(name))?;
        if *length >= 4096 {
            return self.chain(*first, *length);
        }
        let mut out = Vec::new();
        let mut number = *first;
        while number != END && out.len() < *length {
            let start = number as usize * 64;
            out.extend_from_slice(self.small.get(start..start + 64)?);
            number = *self.small_next.get(number as usize)?;
        }
        out.truncate(*length);
        Some(out)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    (0..bytes.len() / 4).filter_map(|at| long(bytes, at * 4)).collect()
}

/// A compound file with one stream, `Workbook`.
pub(super) fn compound_of(stream: &[u8]) -> Vec<u8> {
    let count = |length: usize, each: usize| length.div_ceil(each).max(1);
    // Short streams would stand elsewhere.
    let length = stream.len().max(4096);
    let sectors = count(length, SECTOR);
    // The folder, the stream, the lists of sectors, and where those stand that the head has no room for.
    let mut lists = 1;
    let mut far = 0;
    while 1 + sectors + lists + far > lists * SECTOR / 4 || lists > 109 + far * 127 {
        if lists > 109 + far * 127 { far += 1 } else { lists += 1 }
    }
    let short = |number: usize| u32::try_from(number).unwrap_or(FREE);
    let first_list = 1 + sectors;
    let first_far = first_list + lists;
    let mut head = vec![0; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    put(44, &short(lists).to_le_bytes());
    put(48, &0_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &if far == 0 { END } else { short(first_far) }.to_le_bytes());
    put(72, &short(far).to_le_bytes());
    let at_list = |number: usize| if number < lists { short(first_list + number) } else { FREE };
    for number in 0..109 {
        put(76 + number * 4, &at_list(number).to_le_bytes());
    }
    let mut out = head;
    let mut folder = vec![0; SECTOR];
    for (at, (name, kind, first, size)) in
        [("Root Entry", 5, END, 0), ("Workbook", 2, 1, length)].into_iter().enumerate()
    {
        let entry = &mut folder[at * 128..(at + 1) * 128];
        for (letter, place) in name.encode_utf16().zip((0..).step_by(2)) {
            entry[place..place + 2].copy_from_slice(&letter.to_le_bytes());
        }
        entry[64] = u8::try_from(name.len() * 2 + 2).unwrap_or(0);
        entry[66] = kind;
        entry[67] = 1;
        let child = if at == 0 { 1 } else { FREE };
        entry[68..80]
            .copy_from_slice(&[FREE.to_le_bytes(), FREE.to_le_bytes(), child.to_le_bytes()].concat());
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&short(size).to_le_bytes());
    }
    out.extend(folder);
    out.extend_from_slice(stream);
    out.resize(SECTOR * (2 + sectors), 0);
    let mut next: Vec<u32> = vec![END];
    next.extend((1..=sectors).map(|at| if at == sectors { END } else { short(at + 1) }));
    next.resize(first_far, LIST);
    next.resize(first_far + far, LIST - 1);
    next.resize(lists * SECTOR / 4, FREE);
    out.extend(next.iter().flat_map(|number| number.to_le_bytes()));
    for sector in 0..far {
        for number in 0..127 {
            out.extend(at_list(109 + sector * 127 + number).to_le_bytes());
        }
        let on = if sector + 1 < far { short(first_far + sector + 1) } else { END };
        out.extend(on.to_le_bytes());
    }
    out
}
