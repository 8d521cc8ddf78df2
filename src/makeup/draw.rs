//! A plan as a picture: in letters for the terminal, and as an SVG.

use unicode_width::UnicodeWidthChar;

use crate::edition::Grid;
use crate::message::Lang;
use crate::say;

use super::plan::{Area, Plan, Rect};

/// How a rectangle is shown.
struct Piece {
    area: Area,
    label: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fixed,
    Heading,
    Text,
    Photo,
    Quote,
}

fn pieces(plan: &Plan, lang: Lang) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut add = |area: Area, label: String, kind| {
        if area.lines > 0 {
            found.push(Piece { area, label, kind });
        }
    };
    add(plan.folio, say!("draw.folio").text(lang), Kind::Fixed);
    add(plan.hero, say!("draw.hero").text(lang), Kind::Fixed);
    for banner in &plan.banners {
        add(*banner, say!("draw.banner").text(lang), Kind::Fixed);
    }
    if let Some(photo) = plan.hero_photo.as_ref().filter(|photo| photo.area.line >= plan.hero.foot()) {
        add(photo.area, say!("area.hero-photo").text(lang), Kind::Fixed);
    }
    add(plan.figures, say!("draw.figures").text(lang), Kind::Fixed);
    add(plan.credits, say!("draw.credits").text(lang), Kind::Fixed);
    if let Some(filler) = plan.filler {
        add(filler, say!("draw.filler").text(lang), Kind::Fixed);
    }
    for block in &plan.blocks {
        add(block.area, block.name.clone(), Kind::Fixed);
    }
    for (number, module) in (1..).zip(&plan.sections) {
        add(module.heading, format!("{number}"), Kind::Heading);
        for slot in &module.slots {
            add(*slot, format!("{number}"), Kind::Text);
        }
        for photo in &module.photos {
            add(photo.area, format!("{number}"), Kind::Photo);
        }
        if let Some(quote) = &module.quote {
            add(quote.area, format!("{number}"), Kind::Quote);
        }
    }
    found
}

/// Characters to a basic column, and lines of the grid to a line of letters.
const ACROSS: f64 = 9.0;
const DOWN: u32 = 2;
/// A cell of the terminal that the letter before it covers.
const COVERED: char = '\0';

/// The plan in letters: headings `=`, text by the section's number, photos `▒`, quotes `"`.
#[must_use]
pub fn text(plan: &Plan, grid: &Grid, lang: Lang) -> String {
    let step = f64::from(grid.measure + grid.gutter) * grid.body_pt;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some tens of letters")]
    let column = |x: f64| (x / step * ACROSS).round() as usize;
    let width = column(grid.type_width_pt());
    let mut rows = vec![vec![' '; width]; grid.lines.div_ceil(DOWN) as usize];
    for piece in pieces(plan, lang) {
        let rect = grid.rect(&piece.area);
        let (from, to) = (column(rect.x), column(rect.x + rect.width).min(width));
        let (first, last) = (piece.area.line.div_ceil(DOWN), (piece.area.foot() - 1) / DOWN);
        let fill = match piece.kind {
            Kind::Fixed => '·',
            Kind::Heading => '=',
            Kind::Text => piece.label.chars().last().unwrap_or(' '),
            Kind::Photo => '▒',
            Kind::Quote => '"',
        };
        for row in first.min(last)..=last {
            let Some(row) = rows.get_mut(row as usize) else { continue };
            row[from..to].fill(fill);
        }
        if piece.kind != Kind::Text
            && let Some(row) = rows.get_mut(first.min(last) as usize)
        {
            let letters = piece.label.chars().flat_map(|letter| {
                // A wide letter takes the next cell as well, where nothing is printed.
                let covered = (letter.width() == Some(2)).then_some(COVERED);
                std::iter::once(letter).chain(covered)
            });
            for (cell, letter) in row[(from + 1).min(to)..to].iter_mut().zip(letters) {
                *cell = letter;
            }
        }
    }
    // The fold, where nothing covers it.
    if let Some(fold) = grid.fold() {
        let at = column(fold.x);
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)).filter(|cell| **cell == ' ') {
            *cell = '┊';
        }
    }
    rows.iter().map(|row| printed(row).trim_end().to_owned() + "\n").collect()
}

/// A row of cells as it is printed. A wide letter that lost one of its cells to another rectangle gives way.
fn printed(row: &[char]) -> String {
    let mut out = String::new();
    let mut cells = row.iter().copied().peekable();
    while let Some(cell) = cells.next() {
        if cell.width() == Some(2) && cells.next_if_eq(&COVERED).is_some() {
            out.push(cell);
        } else {
            out.push(if cell == COVERED || cell.width() == Some(2) { '·' } else { cell });
        }
    }
    out
}

/// The plan as an SVG, a point to a unit.
#[must_use]
pub fn svg(plan: &Plan, grid: &Grid, lang: Lang) -> String {
    let height = f64::from(grid.lines) * grid.pitch_pt;
    let margin = 20.0;
    let (w, h) = (grid.type_width_pt() + 2.0 * margin, height + 2.0 * margin);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {w:.1} {h:.1}\" width=\"{w:.0}\" height=\"{h:.0}\" \
         font-family=\"sans-serif\">\n<rect x=\"0\" y=\"0\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"white\" \
         stroke=\"#999\"/>\n",
        -margin,
        -margin,
        grid.type_width_pt(),
    );
    for (column, line) in (0..grid.columns).flat_map(|column| [(column, 0)]) {
        let rect = grid.rect(&Area::new(column, 1, line, grid.lines));
        out.push_str(&format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#f4f7fa\"/>\n",
            rect.x, rect.y, rect.width, rect.height
        ));
    }
    for piece in pieces(plan, lang) {
        let (fill, size) = match piece.kind {
            Kind::Fixed => ("#d9d9d9", 18),
            Kind::Heading => ("#e9a3a0", 24),
            Kind::Text => ("#dde8f3", 14),
            Kind::Photo => ("#b7d3b0", 18),
            Kind::Quote => ("#f6dfa4", 14),
        };
        let rect = grid.rect(&piece.area);
        out.push_str(&box_svg(&rect, fill));
        out.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size}\">{}</text>\n",
            rect.x + 4.0,
            rect.y + f64::from(size),
            label(&piece, grid, lang)
        ));
    }
    if let Some(fold) = grid.fold() {
        let (from, to) = fold.edges();
        out.push_str(&format!(
            "<rect x=\"{from:.1}\" y=\"0\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"#c03030\" fill-opacity=\"0.12\"/>\n\
             <line x1=\"{:.1}\" y1=\"0\" x2=\"{:.1}\" y2=\"{height:.1}\" stroke=\"#c03030\" stroke-dasharray=\"8 6\"/>\n",
            to - from,
            fold.x,
            fold.x,
        ));
    }
    out.push_str("</svg>\n");
    out
}

/// What an SVG says in a rectangle: text says its lines and measure, the rest its name.
fn label(piece: &Piece, grid: &Grid, lang: Lang) -> String {
    match piece.kind {
        Kind::Text => {
            format!("{}: {} × {} 字", piece.label, piece.area.lines, grid.measure_of_area(&piece.area))
        }
        Kind::Photo => {
            say!("draw.photo", section = piece.label.as_str(), lines = piece.area.lines).text(lang)
        }
        Kind::Heading => say!("draw.heading", section = piece.label.as_str()).text(lang),
        Kind::Quote => say!("draw.quote", section = piece.label.as_str()).text(lang),
        Kind::Fixed => piece.label.clone(),
    }
}

fn box_svg(rect: &Rect, fill: &str) -> String {
    format!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\" stroke=\"#555\" \
         stroke-width=\"0.5\"/>\n",
        rect.x, rect.y, rect.width, rect.height
    )
}
