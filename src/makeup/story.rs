//! What the solver knows of a report: how many lines each text takes, how long the headings are, the photos' shapes.

use crate::report::Report;
use crate::typeset::han::{JOINER, is_steering};

use super::galley::Galley;
use super::photo_order::{PhotoInput, PhotoOrder, ROW_CAPTION_PT, own_captions, row_gaps_pt};
use super::quote::PullQuote;

/// The shape of a photo, or of the photos of a group that stand in a row as one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoShape {
    /// Which photos of the report they are.
    pub photos: Vec<usize>,
    /// Width by height; of a row without the white between.
    pub aspect: f64,
    /// The least width that any of them is of a row (1 for the whole).
    pub least_share: f64,
    /// The width (pixels); of a row as if all had the pixels of the one that has fewest.
    pub pixels: u32,
    /// One caption for all, or one for each.
    pub captions: Vec<ShapeCaption>,
}

/// A caption of a [`PhotoShape`].
#[derive(Debug, Clone, PartialEq)]
pub struct ShapeCaption {
    /// Its part of the width.
    pub share: f64,
    /// As it is set.
    pub text: String,
}

impl PhotoShape {
    /// The shape of a single photo.
    #[must_use]
    pub fn one(photo: usize, aspect: f64, pixels: u32, caption: String) -> Self {
        let captions = vec![ShapeCaption { share: 1.0, text: caption }];
        Self { photos: vec![photo], aspect, least_share: 1.0, pixels, captions }
    }

    /// The width of the pictures alone at a width (pt).
    #[must_use]
    pub fn pictures(&self, width: f64) -> f64 {
        width - row_gaps_pt(self.photos.len())
    }

    /// The height of the pictures at a width (pt).
    #[must_use]
    pub fn height(&self, width: f64) -> f64 {
        self.pictures(width) / self.aspect
    }

    /// The lines of the longest caption at a width (pt).
    #[must_use]
    pub fn caption_lines(&self, width: f64, size: f64) -> u32 {
        let lines = |caption: &ShapeCaption| match self.captions.len() {
            1 => caption_lines(&caption.text, width, size),
            _ => caption_lines(&caption.text, self.pictures(width) * caption.share - ROW_CAPTION_PT, size),
        };
        self.captions.iter().map(lines).max().unwrap_or(0)
    }

    /// Whether anything stands under it.
    #[must_use]
    pub fn is_captioned(&self) -> bool {
        self.captions.iter().any(|caption| !caption.text.is_empty())
    }
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
    /// What may be set large.
    pub quote: Option<PullQuote>,
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

/// The shape of a photo, or of the photos of a group.
fn shape(report: &Report, photos: &[PhotoInput], row: &[usize]) -> PhotoShape {
    let files: Vec<&PhotoInput> = row.iter().filter_map(|&index| photos.get(index)).collect();
    let aspect: f64 = files.iter().map(|file| file.aspect()).sum();
    let share = |file: &PhotoInput| file.aspect() / aspect;
    let caption = |index: usize| {
        let said = report.photos.get(index);
        let mut text = said.and_then(|said| said.caption.clone()).unwrap_or_default();
        let credit = said.and_then(|said| said.credit.as_deref()).filter(|credit| !credit.is_empty());
        if let Some(credit) = credit {
            text.push_str(&format!("（{credit}）"));
        }
        text
    };
    let captions = if own_captions(&files) {
        row.iter()
            .zip(&files)
            .map(|(&index, file)| ShapeCaption { share: share(file), text: caption(index) })
            .collect()
    } else {
        row.first().map(|&first| ShapeCaption { share: 1.0, text: caption(first) }).into_iter().collect()
    };
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    let pixels = least(&mut files.iter().map(|file| f64::from(file.width) / share(file)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
    let pixels = pixels.clamp(0.0, f64::from(u32::MAX)) as u32;
    PhotoShape {
        photos: row.to_vec(),
        aspect,
        least_share: least(&mut files.iter().map(|file| share(file))),
        pixels,
        captions,
    }
}

/// The stories of a report, without their galleys.
#[must_use]
pub fn stories(
    report: &Report,
    photos: &[PhotoInput],
    order: &PhotoOrder,
    quotes: Vec<Option<PullQuote>>,
) -> Vec<Story> {
    let rows = order.sections.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    report
        .sections
        .iter()
        .zip(rows)
        .zip(quotes)
        .map(|((section, rows), quote)| Story {
            heading: section.heading.iter().map(|part| width_em(part)).collect(),
            galleys: Vec::new(),
            photos: rows.iter().map(|row| shape(report, photos, row)).collect(),
            quote,
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
            // What a joiner holds stays together.
            if is_steering(next) {
                characters.next();
                let held = next == JOINER && characters.peek().is_some_and(|after| !is_steering(*after));
                if let Some(after) = held.then(|| characters.next()).flatten() {
                    width += if after.is_ascii() { 0.5 } else { 1.0 };
                    trailing_mark = NOT_AT_START.contains(after);
                    latin = after.is_ascii_alphanumeric();
                }
                continue;
            }
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
    use super::caption_lines;

    #[test]
    fn captions_are_estimated_by_the_line() {
        assert_eq!(caption_lines("", 100.0, 10.0), 0);
        assert_eq!(caption_lines("一二三四五六七八九十", 100.0, 10.0), 1);
        assert_eq!(caption_lines("一二三四五六七八九十甲", 100.0, 10.0), 2);
        // The full stop is squeezed into the line.
        assert_eq!(caption_lines("一二三四五六七八九。", 95.0, 10.0), 1);
        // What is joined is not parted, and joiners take no room.
        assert_eq!(caption_lines("一二三四五六七八九甲\u{2060}乙", 100.0, 10.0), 2);
        assert_eq!(caption_lines("一二三四五六七八甲\u{2060}\u{2060}乙", 100.0, 10.0), 1);
        // A number is not parted.
        assert_eq!(caption_lines("一二三四五六七八九2024年", 100.0, 10.0), 2);
    }
}
