//! The cells of a sheet or of a table in the text, and what becomes of each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Number;

use super::number::{amount, blank};
use super::sheet::Sheet;
use super::why::Why;
use crate::import::document::{Grid, Piece};

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// What it shows.
    pub text: String,
    /// Its row, from 1.
    pub row: usize,
    /// Its column, from 1.
    pub column: usize,
    /// The figures that hold what it says.
    pub by: Vec<usize>,
    /// What they do not hold of it.
    pub rest: Option<(String, Why)>,
    /// Why no figure holds it.
    pub why: Option<Why>,
}

impl Cell {
    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(blank)
    }

    /// Whether it holds an error of the program that wrote it, such as `#REF!`.
    pub(super) fn is_error(&self) -> bool {
        const ERRORS: &[&str] = &[
            "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#DATA!", "#SPILL!", "#CALC!",
        ];
        ERRORS.contains(&self.text.trim())
    }
}

/// Cells in rows of the same length. Rows and columns in which nothing stands are not among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The cells; the first one is blank and stands wherever there is none.
    pub cells: Vec<Cell>,
    /// The places of the cells in that list.
    pub rows: Vec<Vec<usize>>,
}

/// A figure that was found.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// What is counted.
    pub label: String,
    /// The number.
    pub value: Number,
    /// The unit; empty where there is none.
    pub unit: String,
    /// The number of the year before.
    pub previous: Option<Number>,
    /// The numbers of several years.
    pub series: Vec<(u32, Number)>,
    /// Why it is not in the report.
    pub dropped: Option<Why>,
}

/// Something about a table that should be looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Doubt {
    /// It says by how much the figures grew, and not from what.
    OnlyGrowth,
    /// Its last year is not the report's.
    OtherYear(u32),
    /// A share of one was taken as per cent.
    Share(String, String, String),
    /// A cell holds an error.
    Error(usize, usize, String),
    /// A figure has more years than a report shows.
    ManyYears(String),
}

/// What was found in a table.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The figures.
    pub entries: Vec<Entry>,
    /// What should be looked at.
    pub doubts: Vec<Doubt>,
}

impl Table {
    /// The cells of a sheet.
    pub(super) fn of_sheet(sheet: &Sheet) -> Self {
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).collect();
        let columns: BTreeSet<u32> = sheet.cells.keys().map(|(_, column)| *column).collect();
        let column_at: BTreeMap<u32, usize> = columns.iter().enumerate().map(|(at, c)| (*c, at)).collect();
        let row_at: BTreeMap<u32, usize> = rows.iter().enumerate().map(|(at, r)| (*r, at)).collect();
        let mut table = Self { cells: vec![Cell::default()], rows: vec![vec![0; columns.len()]; rows.len()] };
        for ((row, column), text) in &sheet.cells {
            table.rows[row_at[row]][column_at[column]] = table.cells.len();
            table.cells.push(Cell {
                text: text.clone(),
                row: *row as usize + 1,
                column: *column as usize + 1,
                ..Cell::default()
            });
        }
        table
    }

    /// The cells of a table in the text; none where there are more than words in them.
    pub(super) fn of_grid(grid: &Grid) -> Option<Self> {
        let mut table = Self { cells: vec![Cell::default()], rows: Vec::new() };
        for (row, cells) in grid.rows.iter().enumerate() {
            let mut line = Vec::new();
            for cell in cells {
                let mut text = String::new();
                for piece in &cell.pieces {
                    match piece {
                        Piece::Paragraph(paragraph) if paragraph.pictures().next().is_none() => {
                            text.push_str(paragraph.number.as_deref().unwrap_or_default());
                            text.push_str(&paragraph.text());
                        }
                        _ => return None,
                    }
                }
                if text.chars().all(blank) {
                    line.push(0);
                } else {
                    line.push(table.cells.len());
                    let column = line.len();
                    table.cells.push(Cell { text, row: row + 1, column, ..Cell::default() });
                }
                line.extend(std::iter::repeat_n(0, cell.columns.clamp(1, 64) - 1));
            }
            table.rows.push(line);
        }
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        table.rows.iter_mut().for_each(|row| row.resize(width, 0));
        table.rows.retain(|row| row.iter().any(|cell| *cell != 0));
        Some(table)
    }

    /// The table with its rows as columns. The cells are the same.
    pub(super) fn turned(&self) -> Vec<Vec<usize>> {
        let width = self.rows.first().map_or(0, Vec::len);
        (0..width).map(|column| self.rows.iter().map(|row| row[column]).collect()).collect()
    }

    /// What a cell shows.
    pub(super) fn text(&self, cell: usize) -> &str {
        &self.cells[cell].text
    }

    /// Whether a cell is a number, with or without a unit.
    pub(super) fn is_amount(&self, cell: usize) -> bool {
        amount(self.text(cell)).is_some()
    }

    /// The cells of a row that say something.
    pub(super) fn said(&self, row: &[usize]) -> Vec<usize> {
        row.iter().copied().filter(|cell| !self.cells[*cell].is_blank()).collect()
    }

    /// Leaves out what no figure holds of some cells.
    pub(super) fn leave(&mut self, cells: &[usize], why: Why) {
        for cell in cells.iter().filter(|cell| **cell != 0) {
            let cell = &mut self.cells[*cell];
            if cell.by.is_empty() && cell.why.is_none() {
                cell.why = Some(if cell.is_error() { Why::Error } else { why });
            }
        }
    }
}
