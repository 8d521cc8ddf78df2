//! Documents as they are made in memory, and what came of them.

mod manners;
mod odd;

use super::super::document::*;
use super::super::taken::{Judged, Role};
use super::judge;
use super::letters::count;

/// A long sentence of the text.
const LONG: &str = "今年以来，全县上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，经济运行总体平稳、稳中有进，民生福祉持续增进，社会大局和谐稳定。";
const MORE: &str =
    "全年实施重点项目120个，完成投资45.6亿元，同比增长8.2%；新增就业3200人，城乡居民收入分别增长5.1%和7.3%。";

/// A document of paragraphs.
#[derive(Default)]
struct Make {
    document: Document,
    size: f32,
    face: &'static str,
}

fn run(text: &str, size: f32, face: &str, bold: bool) -> Run {
    Run { text: text.into(), size, face: face.into(), bold, ..Run::default() }
}

impl Make {
    fn new(size: f32, face: &'static str) -> Self {
        Self { size, face, ..Self::default() }
    }

    fn push(&mut self, paragraph: Paragraph) -> &mut Paragraph {
        let number = self.document.pieces.len() + 1;
        let place =
            if paragraph.place.number > 0 { paragraph.place } else { Place { at: Where::Text, number } };
        self.document.pieces.push(Piece::Paragraph(Paragraph { place, ..paragraph }));
        match self.document.pieces.last_mut() {
            Some(Piece::Paragraph(paragraph)) => paragraph,
            _ => unreachable!(),
        }
    }

    /// A paragraph as the text looks.
    fn text(&mut self, text: &str) -> &mut Paragraph {
        let runs = vec![run(text, self.size, self.face, false)];
        self.push(Paragraph { runs, indent: 2.0, ..Paragraph::default() })
    }

    /// A paragraph of another look.
    fn look(&mut self, text: &str, size: f32, face: &str, bold: bool) -> &mut Paragraph {
        self.push(Paragraph { runs: vec![run(text, size, face, bold)], ..Paragraph::default() })
    }

    fn centred(&mut self, text: &str, size: f32, face: &str, bold: bool) -> &mut Paragraph {
        let paragraph = self.look(text, size, face, bold);
        paragraph.align = Align::Centre;
        paragraph
    }

    fn picture(&mut self) -> usize {
        let picture = self.document.pictures.len();
        self.document.pictures.push(Picture::default());
        picture
    }

    fn picture_line(&mut self) {
        let picture = Some(self.picture());
        self.push(Paragraph {
            runs: vec![Run { picture, ..Run::default() }],
            align: Align::Centre,
            ..Paragraph::default()
        });
    }

    fn grid(&mut self, rows: &[&[&str]], ruled: bool) {
        let cell = |text: &&str| Cell {
            pieces: vec![Piece::Paragraph(Paragraph {
                runs: vec![run(text, 10.5, "宋体", false)],
                ..Paragraph::default()
            })],
            columns: 1,
            joined: false,
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        self.document.pieces.push(Piece::Table(Grid { rows, ruled, ..Grid::default() }));
    }

    fn judge(&self) -> Vec<Judged> {
        let judged = judge(&self.document);
        nothing_lost(&self.document, &judged);
        judged
    }
}

fn letters_of(runs: &[Run], counts: &mut std::collections::BTreeMap<char, i64>, sign: i64) {
    for c in runs.iter().flat_map(|run| run.text.chars()).filter(|c| count(&c.to_string()) > 0) {
        *counts.entry(c).or_default() += sign;
    }
}

fn of_pieces(
    pieces: &[Piece],
    counts: &mut std::collections::BTreeMap<char, i64>,
    pictures: &mut Vec<usize>,
    sign: i64,
) {
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => {
                letters_of(&paragraph.runs, counts, sign);
                pictures.extend(paragraph.pictures());
            }
            Piece::Table(grid) => {
                for cell in grid.rows.iter().flatten() {
                    of_pieces(&cell.pieces, counts, pictures, sign);
                }
            }
        }
    }
}

/// Each letter and picture of a document is in what came of it once, and nothing else is.
fn nothing_lost(document: &Document, judged: &[Judged]) {
    let mut counts = std::collections::BTreeMap::new();
    let mut pictures = Vec::new();
    of_pieces(&document.pieces, &mut counts, &mut pictures, 1);
    for note in &document.notes {
        for paragraph in note {
            letters_of(&paragraph.runs, &mut counts, 1);
            pictures.extend(paragraph.pictures());
        }
    }
    let mut taken = Vec::new();
    for part in judged {
        letters_of(&part.runs, &mut counts, -1);
        letters_of(&[run(&part.taken_off, 0.0, "", false)], &mut counts, -1);
        if let Some(grid) = &part.grid {
            of_pieces(&[Piece::Table(grid.clone())], &mut counts, &mut taken, -1);
        }
        taken.extend(part.picture);
        assert_eq!(part.picture.is_some(), part.role == Role::Picture);
        assert_eq!(part.grid.is_some(), part.role == Role::Table);
        assert!(part.role != Role::LeftOut || part.doubt.is_some(), "{part:?}");
    }
    counts.retain(|_, count| *count != 0);
    assert_eq!(counts, std::collections::BTreeMap::new(), "{judged:#?}");
    pictures.sort_unstable();
    taken.sort_unstable();
    assert_eq!(pictures, taken);
    let notes = judged.iter().filter(|part| part.role == Role::Note).count();
    assert_eq!(notes, document.notes.len());
}

/// Roles and texts; paragraphs of the text by their first letters.
fn said(judged: &[Judged]) -> Vec<(Role, String)> {
    judged.iter().map(|part| (part.role, part.text().chars().take(24).collect())).collect()
}

fn doubts(judged: &[Judged]) -> Vec<(&'static str, String)> {
    let doubted = judged.iter().filter(|part| part.role != Role::LeftOut);
    doubted.filter_map(|part| Some((part.doubt.as_ref()?.key(), part.text()))).collect()
}

fn expect(judged: &[Judged], expected: &[(Role, &str)]) {
    let said = said(judged);
    let expected: Vec<(Role, String)> =
        expected.iter().map(|(role, text)| (*role, text.chars().take(24).collect())).collect();
    assert_eq!(said, expected);
}
