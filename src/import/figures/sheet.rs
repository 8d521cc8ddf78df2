//! The cells of a table file, before anyone asks what they mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::message::Message;
use crate::say;

/// The most cells of a file that say something.
pub(super) const MAX_CELLS: usize = 100_000;
/// The most rows of a sheet that say something.
pub(super) const MAX_ROWS: usize = 20_000;
/// The most columns of a sheet that say something.
pub(super) const MAX_COLUMNS: usize = 256;
/// The most sheets of a file.
pub(super) const MAX_SHEETS: usize = 256;
/// The most characters of a cell: those of Excel.
const MAX_IN_CELL: usize = 32_767;

/// A sheet of a table file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name; empty where the file has but one without a name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// What its cells show, by row and column from 0.
    pub cells: BTreeMap<(u32, u32), String>,
}

/// The sheets of a file as they are read, within limits.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// The sheets.
    pub list: Vec<Sheet>,
    cells: usize,
}

impl Sheets {
    /// Begins a sheet.
    ///
    /// # Errors
    /// There are too many.
    pub(super) fn begin(&mut self, name: &str, hidden: bool) -> Result<(), Message> {
        if self.list.len() == MAX_SHEETS {
            return Err(say!("import-table.sheets", limit = MAX_SHEETS));
        }
        self.list.push(Sheet { name: name.to_owned(), hidden, ..Sheet::default() });
        Ok(())
    }

    /// Puts a cell into the sheet that was begun last. What says nothing is not kept.
    ///
    /// # Errors
    /// There are too many.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), Message> {
        let Some(sheet) = self.list.last_mut() else { return Ok(()) };
        if text.chars().all(super::number::blank) {
            return Ok(());
        }
        if text.chars().count() > MAX_IN_CELL {
            return Err(say!("import-table.long-cell", limit = MAX_IN_CELL));
        }
        if sheet.cells.insert((row, column), text.to_owned()).is_none() {
            self.cells += 1;
        }
        if self.cells > MAX_CELLS {
            return Err(say!("import-table.cells", limit = MAX_CELLS));
        }
        Ok(())
    }

    /// The sheets, once they are all read.
    ///
    /// # Errors
    /// A sheet is too long or too wide.
    pub(super) fn finished(self) -> Result<Vec<Sheet>, Message> {
        for sheet in &self.list {
            let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).collect();
            let columns: BTreeSet<u32> = sheet.cells.keys().map(|(_, column)| *column).collect();
            if rows.len() > MAX_ROWS {
                return Err(say!("import-table.rows", count = rows.len(), limit = MAX_ROWS));
            }
            if columns.len() > MAX_COLUMNS {
                return Err(say!("import-table.columns", count = columns.len(), limit = MAX_COLUMNS));
            }
        }
        Ok(self.list)
    }
}
