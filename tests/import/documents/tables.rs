//! Tables: of figures, and those that only put things beside each other.

use banmian::import::Role;

use super::Fact;
use super::markup::{self, CENTRE, House, Look, Span};
use super::sheet::Doc;

impl Doc {
    /// A table of figures. Its first row is its head.
    pub fn table(&mut self, rows: &[Vec<String>], look: &Look, ruled: bool) {
        let mut cells = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let look = if number == 0 { look.bold() } else { *look };
            let row: Vec<String> = row
                .iter()
                .map(|text| {
                    let mut shape = CENTRE;
                    if self.house == House::Libre {
                        shape.style = if number == 0 { "TableHeading" } else { "TableContents" };
                    }
                    let span = [Span::Text(look, text.clone())];
                    markup::paragraph(self.house, &mut self.dice, &shape, &span)
                })
                .collect();
            cells.push(row);
        }
        let flat: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
        self.facts.push(Fact::new(&[Role::Table], &flat.join("|")));
        let xml = self.grid(&cells, ruled);
        self.body.push_str(&xml);
    }

    /// A table whose cells hold paragraphs. A row of one cell goes over all columns.
    pub fn grid(&mut self, rows: &[Vec<String>], ruled: bool) -> String {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
        let width = 8800 / columns;
        let mut xml = "<w:tbl><w:tblPr>".to_owned();
        let style = match self.house {
            House::Word => "aa",
            House::Wps => "12",
            House::Libre => "",
        };
        if ruled && !style.is_empty() {
            xml.push_str(&format!("<w:tblStyle w:val=\"{style}\"/>"));
        }
        xml.push_str("<w:tblW w:w=\"0\" w:type=\"auto\"/><w:jc w:val=\"center\"/>");
        if self.house != House::Word || !ruled {
            let kind = if ruled { "single" } else { "nil" };
            let line = format!("w:val=\"{kind}\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"");
            xml.push_str(&format!(
                "<w:tblBorders><w:top {line}/><w:left {line}/><w:bottom {line}/><w:right {line}/><w:insideH \
                 {line}/><w:insideV {line}/></w:tblBorders>"
            ));
        }
        xml.push_str("<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for _ in 0..columns {
            xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        xml.push_str("</w:tblGrid>");
        for row in rows {
            xml.push_str("<w:tr>");
            for cell in row {
                let wide = columns - row.len() + 1;
                let span = if row.len() == 1 && wide > 1 {
                    format!("<w:gridSpan w:val=\"{wide}\"/>")
                } else {
                    String::new()
                };
                let cell = if cell.is_empty() { "<w:p/>" } else { cell };
                xml.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{span}</w:tcPr>{cell}</w:tc>",
                    if span.is_empty() { width } else { 8800 }
                ));
            }
            xml.push_str("</w:tr>");
        }
        xml.push_str("</w:tbl>");
        xml
    }
}
