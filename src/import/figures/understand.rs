//! The figures of a table: which row has the heads, what its columns are, and what each row below says.

use super::columns::{Columns, Headed, Numbers, columns};
use super::heads::{Head, Kind, head, unit_of_title};
use super::names::{Name, is_note, is_number_of_row};
use super::number::{amount, folded, surely_unit};
use super::table::{Doubt, Found, Table};
use super::why::Why;

/// The heads of a table stand in one of its first rows that say something.
const FIRST_ROWS: usize = 20;

/// The figures of a table. Of a table in the text, `careful`, only what can be nothing but figures.
pub(super) fn understand(table: &mut Table, year: u32, careful: bool) -> Found {
    let turned = table.turned();
    let mut found = Found::default();
    for rows in [table.rows.clone(), turned] {
        let heads = head_rows(table, &rows, year);
        if heads.is_empty() {
            continue;
        }
        let mut reading = Reading { table, year, found: Found::default(), unit: None };
        reading.titles(&rows[..heads[0]]);
        for (at, first) in heads.iter().enumerate() {
            let end = heads.get(at + 1).copied().unwrap_or(rows.len());
            reading.part(&rows[*first..end]);
        }
        found = reading.found;
        break;
    }
    if found.entries.is_empty() {
        for rows in [table.rows.clone(), table.turned()] {
            let mut reading = Reading { table, year, found: Found::default(), unit: None };
            if reading.without_heads(&rows, careful) {
                found.entries = reading.found.entries;
                break;
            }
        }
    }
    for cell in 1..table.cells.len() {
        let said = &table.cells[cell];
        if said.is_error() && said.by.is_empty() {
            found.doubts.push(Doubt::Error(said.row, said.column, said.text.clone()));
        }
        table.leave(&[cell], Why::NoTable);
    }
    found
}

/// The rows that hold heads.
fn head_rows(table: &Table, rows: &[Vec<usize>], year: u32) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if (!found.is_empty() || at < FIRST_ROWS) && is_head_row(table, row, found.is_empty(), year) {
            found.push(at);
        }
    }
    found
}

fn is_head_row(table: &Table, row: &[usize], first: bool, report: u32) -> bool {
    let kinds: Vec<Kind> = row.iter().map(|cell| head(table.text(*cell)).kind).collect();
    let count = |wanted: fn(&Kind) -> bool| kinds.iter().filter(|kind| wanted(kind)).count();
    let known = count(|kind| !matches!(kind, Kind::Other | Kind::Blank));
    let labels = count(|kind| *kind == Kind::Label);
    let years: Vec<(u32, bool)> = row
        .iter()
        .zip(&kinds)
        .filter_map(|(cell, kind)| match kind {
            Kind::Year(year) => Some((*year, table.text(*cell).contains('年'))),
            _ => None,
        })
        .collect();
    // Figures may look like years: without 年 they are some where one follows the other, or where it is the report's.
    let in_order = years.len() >= 2 && years.windows(2).all(|pair| pair[0].0.abs_diff(pair[1].0) == 1);
    let sure = |(year, named): &(u32, bool)| *named || (first && (in_order || *year == report));
    let sure_years = years.iter().filter(|year| sure(year)).count();
    let numbers = sure_years + count(|kind| matches!(kind, Kind::Value | Kind::Previous));
    let amounts =
        row.iter().zip(&kinds).any(|(cell, kind)| !matches!(kind, Kind::Year(_)) && table.is_amount(*cell));
    let by_years = first && sure_years >= 2;
    let by_heads = numbers >= 1 && (labels >= 1 || (first && known >= 2));
    !amounts && sure_years == years.len() && (by_years || by_heads)
}

/// A table that is being read.
pub(super) struct Reading<'a> {
    /// The table.
    pub table: &'a mut Table,
    /// The report's year; 0 where it is not known.
    pub year: u32,
    /// What was found so far.
    pub found: Found,
    /// The unit of the whole table, and the cell that gives it.
    pub unit: Option<(String, usize)>,
}

impl Reading<'_> {
    /// Rows above the heads.
    fn titles(&mut self, rows: &[Vec<usize>]) {
        for cell in rows.iter().flatten().copied().filter(|cell| *cell != 0) {
            if let Some(unit) = unit_of_title(self.table.text(cell)) {
                self.unit = Some((unit, cell));
            }
            self.table.leave(&[cell], Why::Title);
        }
    }

    /// A row of heads and the rows below it.
    fn part(&mut self, rows: &[Vec<usize>]) {
        let (heads, body) = self.heads(rows);
        let spans = columns(self.table, self.year, &heads, body);
        for (_, cells) in &heads {
            self.table.leave(cells, Why::Head);
        }
        // Rows of a single cell are not of a figure, whichever columns they stand in.
        for row in body {
            if let [cell] = self.table.said(row)[..] {
                let why = if is_note(self.table.text(cell)) { Why::Note } else { Why::Group };
                self.table.leave(&[cell], why);
            }
        }
        for columns in spans {
            self.rows(&columns, body);
        }
    }

    /// The head of each column, with the cells that make it; and the rows below.
    fn heads<'r>(&self, rows: &'r [Vec<usize>]) -> (Vec<Headed>, &'r [Vec<usize>]) {
        let upper: Vec<Headed> =
            rows[0].iter().map(|cell| (head(self.table.text(*cell)), vec![*cell])).collect();
        let below = rows.get(1).filter(|row| {
            let said = self.table.said(row);
            let label = upper.iter().position(|(head, _)| head.kind == Kind::Label);
            let under_label = label.is_some_and(|at| row[at] != 0);
            let heads = said.iter().any(|cell| {
                !matches!(
                    head(self.table.text(*cell)).kind,
                    Kind::Other | Kind::Blank | Kind::Label | Kind::Index
                )
            });
            !under_label
                && heads
                && !said.iter().any(|cell| {
                    self.table.is_amount(*cell) && !matches!(head(self.table.text(*cell)).kind, Kind::Year(_))
                })
        });
        let Some(below) = below else { return (upper, &rows[1..]) };
        let mut heads = Vec::new();
        let mut last = Head { kind: Kind::Blank, unit: None };
        for ((above, mut cells), cell) in upper.into_iter().zip(below) {
            // A head over several columns stands in the first of them.
            let above = if above.kind == Kind::Blank && *cell != 0 { last.clone() } else { above };
            last.clone_from(&above);
            let own = head(self.table.text(*cell));
            cells.push(*cell);
            let kind = match (above.kind, own.kind) {
                (above, Kind::Blank) | (above @ (Kind::Year(_) | Kind::Previous), Kind::Value) => above,
                (_, own) => own,
            };
            heads.push((Head { kind, unit: own.unit.or(above.unit) }, cells));
        }
        (heads, &rows[2..])
    }

    /// Rows of a label, a number and a unit, without heads. Whether there are any.
    fn without_heads(&mut self, rows: &[Vec<usize>], careful: bool) -> bool {
        let many: Vec<Vec<usize>> =
            rows.iter().map(|row| self.table.said(row)).filter(|row| row.len() > 1).collect();
        let plain: Vec<Plain> = many.iter().filter_map(|row| Plain::read(self.table, row)).collect();
        let units = plain.iter().filter(|row| row.has_unit(self.table)).count();
        let enough = if careful {
            plain.len() == many.len() && units == plain.len()
        } else {
            plain.len() * 2 >= many.len()
        };
        if plain.is_empty() || !enough {
            return false;
        }
        for row in rows {
            if let [cell] = self.table.said(row)[..] {
                if let Some(unit) = unit_of_title(self.table.text(cell)) {
                    self.unit = Some((unit, cell));
                }
                let why = if is_note(self.table.text(cell)) { Why::Note } else { Why::Group };
                self.table.leave(&[cell], why);
            }
        }
        for row in &plain {
            // As a table whose heads are known.
            let line = [row.label, row.value, row.unit, row.index];
            let heads = Head { kind: Kind::Value, unit: None };
            let columns = Columns {
                label: Some(0),
                value: Some(Numbers { column: 1, head: heads, heads: Vec::new() }),
                unit: Some(2),
                ..Columns::default()
            };
            if let Some(why) = self.row(&columns, &line) {
                self.table.leave(&line, why);
            }
            self.table.leave(&[row.index], Why::Index);
        }
        for row in many {
            self.table.leave(&row, Why::NoNumber);
        }
        !self.found.entries.is_empty()
    }
}

/// A row of a table without heads: cells, or 0.
struct Plain {
    label: usize,
    value: usize,
    unit: usize,
    index: usize,
}

impl Plain {
    fn read(table: &Table, row: &[usize]) -> Option<Self> {
        let label =
            row.iter().position(|cell| !table.is_amount(*cell) && !is_number_of_row(table.text(*cell)))?;
        let index = match &row[..label] {
            [] => 0,
            [index] if is_number_of_row(table.text(*index)) => *index,
            _ => return None,
        };
        let is_unit = |cell: usize| surely_unit(&folded(table.text(cell)));
        let (value, unit) = match row[label + 1..] {
            [value] => (value, 0),
            [value, unit] if is_unit(unit) => (value, unit),
            [unit, value] if is_unit(unit) => (value, unit),
            _ => return None,
        };
        table.is_amount(value).then_some(Self { label: row[label], value, unit, index })
    }

    fn has_unit(&self, table: &Table) -> bool {
        let attached = amount(table.text(self.value)).is_some_and(|amount| !amount.unit.is_empty());
        attached || self.unit != 0 || Name::read(table.text(self.label)).unit.is_some()
    }
}
