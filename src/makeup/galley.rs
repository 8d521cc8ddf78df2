//! Galleys, 毛条: texts set at a measure before they are placed. They tell how many lines each takes.

use super::plan::Tracking;
use crate::typeset::pieces::{self, Cut, Piece};

/// A section's text set at one measure, 毛条.
#[derive(Debug, Clone, PartialEq)]
pub struct Galley {
    /// The measure (字).
    pub measure: u32,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Where it has blocks: all its pieces.
    pub pieces: Vec<Piece>,
}

/// A paragraph of a galley.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paragraph {
    /// How many lines it takes.
    pub lines: u32,
    /// How many characters it has.
    pub characters: u32,
    /// How far its last line reaches (字).
    pub last: f64,
    /// How many of its lines have wide gaps.
    pub loose: u32,
    /// Whether it is pushed together into a line less than its natural setting takes.
    pub saves: bool,
}

/// A last line that letterspacing makes holds at least so many 字.
const LEAST_LAST: f64 = 2.5;

impl Galley {
    /// Paragraphs without blocks.
    #[must_use]
    pub fn of(measure: u32, paragraphs: Vec<Paragraph>) -> Self {
        Self { measure, paragraphs, pieces: Vec::new() }
    }

    /// All its lines.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.paragraphs.iter().map(|paragraph| paragraph.lines).sum()
    }

    /// Whether slots of some lines cut no block and no heading within the text off from what follows it.
    #[must_use]
    pub fn holds(&self, slots: &[u32]) -> bool {
        self.pieces.is_empty() || pieces::place(&self.pieces, slots).is_good()
    }

    /// All its lines with wide gaps.
    #[must_use]
    pub fn loose_lines(&self) -> u32 {
        self.paragraphs.iter().map(|paragraph| paragraph.loose).sum()
    }

    /// How many of these slots begin with the last line of a paragraph that began before them.
    #[must_use]
    pub fn widows(&self, slots: impl Iterator<Item = u32>) -> u32 {
        let mut heads = Vec::new();
        let mut line = 0;
        for lines in slots {
            line += lines;
            heads.push(line);
        }
        let mut widows = 0;
        let mut end = 0;
        for lines in self.paragraphs.iter().map(|paragraph| paragraph.lines) {
            end += lines;
            if lines > 1 && heads.contains(&(end - 1)) {
                widows += 1;
            }
        }
        widows
    }

    /// Which paragraphs to set wider, and by how much (0.001 em), so that the text takes some lines more: those that were
    /// pushed together, for which next to nothing suffices, and those whose last line is nearly full, with the least
    /// letterspacing first. As many as can be had, if not all.
    #[must_use]
    pub fn stretch(&self, lines: u32, most_em: f64) -> Vec<Tracking> {
        let mut found: Vec<Tracking> = self
            .paragraphs
            .iter()
            .enumerate()
            .filter(|(index, paragraph)| {
                (paragraph.lines > 2 || paragraph.saves)
                    && self.pieces.get(*index).is_none_or(|piece| piece.cut == Cut::Text)
            })
            .filter_map(|(index, paragraph)| {
                if paragraph.saves {
                    return Some(Tracking { paragraph: index, milliem: 1 });
                }
                let wanted = f64::from(self.measure) - paragraph.last + LEAST_LAST;
                let milliem = (wanted / f64::from(paragraph.characters.max(1)) * 1000.0).ceil();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 0 and 30"
                )]
                (milliem <= most_em * 1000.0 + 1e-9)
                    .then_some(Tracking { paragraph: index, milliem: milliem.max(1.0) as u32 })
            })
            .collect();
        found.sort_by_key(|tracking| (tracking.milliem, tracking.paragraph));
        found.truncate(lines as usize);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Galley, Paragraph};

    #[test]
    fn paragraphs_that_are_nearly_full_are_stretched() {
        let paragraph = |last| Paragraph { lines: 8, characters: 100, last, loose: 0, saves: false };
        let galley = Galley::of(13, vec![paragraph(4.0), paragraph(12.9), paragraph(12.55)]);
        let milliem =
            |lines| galley.stretch(lines, 0.03).iter().map(|t| (t.paragraph, t.milliem)).collect::<Vec<_>>();
        assert_eq!(milliem(1), [(1, 26)]);
        assert_eq!(milliem(3), [(1, 26), (2, 30)]);
        assert!(galley.stretch(3, 0.02).is_empty());
        // A paragraph that saved a line gives it back first.
        let saving = Paragraph { saves: true, ..paragraph(4.0) };
        let galley = Galley::of(13, vec![paragraph(12.9), saving]);
        assert_eq!(
            galley.stretch(1, 0.03).iter().map(|t| (t.paragraph, t.milliem)).collect::<Vec<_>>(),
            [(1, 1)]
        );
    }

    #[test]
    fn widows_are_last_lines_at_a_slots_head() {
        let paragraph =
            |lines| Paragraph { lines, characters: lines * 13, last: 5.0, loose: 0, saves: false };
        let galley = Galley::of(13, [4, 1, 3].map(paragraph).to_vec());
        assert_eq!(galley.lines(), 8);
        assert_eq!(galley.widows([3, 5].into_iter()), 1);
        assert_eq!(galley.widows([4, 4].into_iter()), 0);
        assert_eq!(galley.widows([2, 5, 1].into_iter()), 1);
    }
}
