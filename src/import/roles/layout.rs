//! Tables as they stand: which only lay out, in what order their cells are read, which of their rows are titles and notes.

use super::super::document::{Cell, Grid, Piece};
use super::letters::{count, squeezed};
use super::wording;

/// A cell's letters.
fn text(cell: &Cell) -> String {
    let mut out = String::new();
    for piece in &cell.pieces {
        if let Piece::Paragraph(paragraph) = piece {
            out.push_str(&squeezed(&paragraph.text()));
        }
    }
    out
}

fn pictures(cell: &Cell) -> bool {
    cell.pieces.iter().any(|piece| match piece {
        Piece::Paragraph(paragraph) => paragraph.pictures().next().is_some(),
        Piece::Table(grid) => grid.rows.iter().flatten().any(pictures),
    })
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 2 >= text.chars().count()
}

/// Whether a table only lays out: its cells are read as paragraphs.
pub(super) fn lays_out(grid: &Grid) -> bool {
    let cells: Vec<&Cell> = grid.rows.iter().flatten().filter(|cell| !cell.joined).collect();
    let texts: Vec<String> = cells.iter().map(|cell| text(cell)).collect();
    let said: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
    let columns = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let nested = |cell: &&&Cell| cell.pieces.iter().any(|piece| matches!(piece, Piece::Table(_)));
    if said.len() <= 1 || columns < 2 || grid.rows.len() < 2 || cells.iter().any(|cell| pictures(cell)) {
        return true;
    }
    if cells.iter().any(|cell| nested(&cell)) || said.iter().any(|text| wording::begins_caption(text)) {
        return true;
    }
    let paragraphs = |cell: &&&Cell| {
        cell.pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Paragraph(it) if count(&it.text()) > 30))
            .count()
            > 1
    };
    let longest = said.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let numbers = said.iter().filter(|text| is_number(text)).count();
    if numbers * 4 >= said.len() && numbers > 1 {
        return longest > 300;
    }
    let stories = cells.iter().filter(|cell| paragraphs(cell)).count();
    if grid.ruled { stories > 0 || longest > 200 } else { stories > 0 || longest > 40 || said.len() < 6 }
}

/// The cells of a table that lays out, as they are read: a picture's caption follows it where it stands below it.
pub(super) fn reading_order(grid: &Grid) -> Vec<&Cell> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(row) = grid.rows.get(at) {
        let holds = |row: &[Cell]| {
            row.iter().any(pictures) && row.iter().all(|cell| pictures(cell) || text(cell).is_empty())
        };
        let next = grid.rows.get(at + 1).filter(|next| {
            row.len() == next.len() && row.len() > 1 && holds(row) && !next.iter().any(pictures)
        });
        if let Some(next) = next {
            for (picture, caption) in row.iter().zip(next) {
                out.extend([picture, caption]);
            }
            at += 2;
        } else {
            out.extend(row);
            at += 1;
        }
    }
    out
}

/// A part of a table of figures: a line of its own above or below it, or the table.
pub(super) enum Part<'a> {
    /// A row of one cell that is a title or a note.
    Line(&'a Cell),
    /// The table.
    Table(Grid),
}

/// A table without the rows that are its title and its notes.
pub(super) fn parts(grid: &Grid) -> Vec<Part<'_>> {
    let single = |row: &'_ Vec<Cell>| {
        let mut said = row.iter().filter(|cell| !text(cell).is_empty());
        let first = said.next()?;
        let text = text(first);
        (said.next().is_none() && (row.len() == 1 || first.columns > 1)).then_some(text)
    };
    let cell = |row: &'_ usize| grid.rows[*row].iter().find(|cell| !text(cell).is_empty());
    let above = grid
        .rows
        .iter()
        .take(3)
        .take_while(|row| single(row).is_some_and(|text| text.chars().count() <= 40))
        .count();
    let above = if above + 2 > grid.rows.len() { 0 } else { above };
    let below = grid
        .rows
        .iter()
        .rev()
        .take(3)
        .take_while(|row| single(row).is_some_and(|text| wording::is_table_note(&text)))
        .count();
    let below = if above + below + 2 > grid.rows.len() { 0 } else { below };
    let end = grid.rows.len() - below;
    let mut out: Vec<Part<'_>> = (0..above).filter_map(|row| cell(&row)).map(Part::Line).collect();
    let rows = grid.rows[above..end].to_vec();
    out.push(Part::Table(Grid { place: grid.place, rows, ruled: grid.ruled }));
    out.extend((end..grid.rows.len()).filter_map(|row| cell(&row)).map(Part::Line));
    out
}
