//! What the solver knows of a report: how many lines each text takes, how long the headings are, the photos' shapes.

use crate::report::Report;

use super::pinned::PhotoOrder;
use super::placement::PhotoInput;
use super::plan::Tracking;

/// A section's text set at one measure, 毛条.
#[derive(Debug, Clone, PartialEq)]
pub struct Galley {
    /// The measure (字).
    pub measure: u32,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
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
    /// Whether it is pushed together into a line less than its natural setting takes.
    pub saves: bool,
}

/// A last line that letterspacing makes holds at least so many 字.
const LEAST_LAST: f64 = 2.5;

impl Galley {
    /// All its lines.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.paragraphs.iter().map(|paragraph| paragraph.lines).sum()
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
            .filter(|(_, paragraph)| paragraph.lines > 2 || paragraph.saves)
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

/// A photo's shape.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoShape {
    /// Which photo of the report it is.
    pub photo: usize,
    /// Width by height.
    pub aspect: f64,
    /// The width (pixels).
    pub pixels: u32,
    /// The caption as it is set.
    pub caption: String,
}

/// A section as the solver sees it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Story {
    /// The widths of the heading's parts (em).
    pub heading: Vec<f64>,
    /// The text at each measure.
    pub galleys: Vec<Galley>,
    /// The photos, in order.
    pub photos: Vec<PhotoShape>,
    /// The sentence that may be set large.
    pub quote: Option<String>,
}

impl Story {
    /// The text at a measure.
    #[must_use]
    pub fn galley(&self, measure: u32) -> Option<&Galley> {
        self.galleys.iter().find(|galley| galley.measure == measure)
    }
}

/// How wide a text is (em): Chinese characters are one em wide, figures and Latin letters about half.
#[must_use]
pub fn width_em(text: &str) -> f64 {
    text.chars().map(|character| if character.is_ascii() { 0.55 } else { 1.0 }).sum()
}

/// The shapes of some photos.
#[must_use]
pub fn shapes(report: &Report, photos: &[PhotoInput], chosen: &[usize]) -> Vec<PhotoShape> {
    chosen
        .iter()
        .filter_map(|&index| {
            let (said, file) = (report.photos.get(index)?, photos.get(index)?);
            let mut caption = said.caption.clone().unwrap_or_default();
            if let Some(credit) = said.credit.as_deref().filter(|credit| !credit.is_empty()) {
                caption.push_str(&format!("（{credit}）"));
            }
            Some(PhotoShape {
                photo: index,
                aspect: f64::from(file.width.max(1)) / f64::from(file.height.max(1)),
                pixels: file.width,
                caption,
            })
        })
        .collect()
}

/// The stories of a report, without their galleys.
#[must_use]
pub fn stories(
    report: &Report,
    photos: &[PhotoInput],
    order: &PhotoOrder,
    quotes: &[Option<String>],
) -> Vec<Story> {
    report
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| Story {
            heading: section.heading.iter().map(|part| width_em(part)).collect(),
            galleys: Vec::new(),
            photos: shapes(report, photos, order.sections.get(index).map_or(&[], Vec::as_slice)),
            quote: quotes.get(index).cloned().flatten(),
        })
        .collect()
}

/// Marks that may not start a line; they hang on to the character before.
const NOT_AT_START: &str = "，。、；：？！）》〉」』】〕”’…—·～／%";

/// How many lines a caption takes at a width (pt), by setting it greedily: figures stay together, closing marks stay
/// with the character before and may be squeezed to half at a line's end. The typeset page has the last word.
#[must_use]
pub fn caption_lines(text: &str, width: f64, size: f64) -> u32 {
    if text.is_empty() {
        return 0;
    }
    let room = width / size + 1e-6;
    let mut lines = 1;
    let mut used = 0.0;
    let mut characters = text.chars().peekable();
    while let Some(first) = characters.next() {
        // One piece that does not break: a run of figures and letters, or a character, with the marks after it.
        let mut width = if first.is_ascii() { 0.5 } else { 1.0 };
        let mut latin = first.is_ascii_alphanumeric();
        let mut trailing_mark = NOT_AT_START.contains(first);
        while let Some(&next) = characters.peek() {
            let follows_number =
                latin && "年月日时件户名人次场项个条万亿千百元期篇册周届级类家".contains(next);
            if (latin && next.is_ascii_alphanumeric()) || NOT_AT_START.contains(next) || follows_number {
                characters.next();
                width += if next.is_ascii() { 0.5 } else { 1.0 };
                trailing_mark = NOT_AT_START.contains(next);
                latin = next.is_ascii_alphanumeric();
            } else {
                break;
            }
        }
        let squeezed = if trailing_mark { width - 0.5 } else { width };
        if used + squeezed > room && used > 0.0 {
            lines += 1;
            used = 0.0;
        }
        used += width;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Galley, Paragraph, caption_lines};

    #[test]
    fn captions_are_estimated_by_the_line() {
        assert_eq!(caption_lines("", 100.0, 10.0), 0);
        assert_eq!(caption_lines("一二三四五六七八九十", 100.0, 10.0), 1);
        assert_eq!(caption_lines("一二三四五六七八九十甲", 100.0, 10.0), 2);
        // The full stop is squeezed into the line.
        assert_eq!(caption_lines("一二三四五六七八九。", 95.0, 10.0), 1);
        // A number is not parted.
        assert_eq!(caption_lines("一二三四五六七八九2024年", 100.0, 10.0), 2);
    }

    #[test]
    fn paragraphs_that_are_nearly_full_are_stretched() {
        let paragraph = |last| Paragraph { lines: 8, characters: 100, last, saves: false };
        let galley =
            Galley { measure: 13, paragraphs: vec![paragraph(4.0), paragraph(12.9), paragraph(12.55)] };
        let milliem =
            |lines| galley.stretch(lines, 0.03).iter().map(|t| (t.paragraph, t.milliem)).collect::<Vec<_>>();
        assert_eq!(milliem(1), [(1, 26)]);
        assert_eq!(milliem(3), [(1, 26), (2, 30)]);
        assert!(galley.stretch(3, 0.02).is_empty());
        // A paragraph that saved a line gives it back first.
        let saving = Paragraph { saves: true, ..paragraph(4.0) };
        let galley = Galley { measure: 13, paragraphs: vec![paragraph(12.9), saving] };
        assert_eq!(
            galley.stretch(1, 0.03).iter().map(|t| (t.paragraph, t.milliem)).collect::<Vec<_>>(),
            [(1, 1)]
        );
    }

    #[test]
    fn widows_are_last_lines_at_a_slots_head() {
        let galley = Galley {
            measure: 13,
            paragraphs: [4, 1, 3]
                .map(|lines| Paragraph { lines, characters: lines * 13, last: 5.0, saves: false })
                .to_vec(),
        };
        assert_eq!(galley.lines(), 8);
        assert_eq!(galley.widows([3, 5].into_iter()), 1);
        assert_eq!(galley.widows([4, 4].into_iter()), 0);
        assert_eq!(galley.widows([2, 5, 1].into_iter()), 1);
    }
}
