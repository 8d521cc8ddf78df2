//! What the solver knows of a report: how many lines each text takes, how long the headings are, the photos' shapes.

use crate::report::{Importance, Report, Section};

use super::block::Reserved;
use super::framing::PhotoInput;
use super::galley::Galley;
use super::news_value::{photo_ranks, ranks};
use super::photo_order::{PhotoOrder, ROW_CAPTION_PT, caption, own_captions, row_gaps_pt};
use super::quote::PullQuote;
use super::widths::{caption_lines, width_em};
use super::wish::{PhotoWish, SectionWish, Wishes};

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
    /// How important it is; of a row the most important of them.
    pub rank: Importance,
    /// Whether it is to be the largest photo of the sections.
    pub largest: bool,
    /// Whether nothing of it is to be cut off.
    pub whole: bool,
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
        let rank = Importance::Normal;
        Self {
            photos: vec![photo],
            aspect,
            least_share: 1.0,
            pixels,
            captions,
            rank,
            largest: false,
            whole: false,
        }
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
    /// How important it is.
    pub rank: Importance,
    /// Where it is not a section but the panel of figures: how many cards and charts that has.
    pub panel: Option<u32>,
    /// Where it is not a section but a block that the template reserves.
    pub reserved: Option<Reserved>,
    /// Whether it began on the page before.
    pub continues: bool,
    /// What is wished of its rectangle.
    pub wish: SectionWish,
}

/// What a heading that is taken up again says besides: 上接第1版, so wide (em).
const TAKEN_UP: f64 = 4.5;

impl Story {
    /// The panel of figures, where it stands among the sections.
    #[must_use]
    pub fn panel(cells: u32) -> Self {
        Self { panel: Some(cells), ..Self::default() }
    }

    /// The text at a measure.
    #[must_use]
    pub fn galley(&self, measure: u32) -> Option<&Galley> {
        self.galleys.iter().find(|galley| galley.measure == measure)
    }
}

/// The widths of a heading's parts, with what one that is taken up again says besides (em).
#[must_use]
pub fn heading_widths(section: &Section) -> Vec<f64> {
    let mut widths: Vec<f64> = section.heading.iter().map(|part| width_em(part)).collect();
    if let Some(last) = widths.last_mut().filter(|_| section.part.continues) {
        *last += TAKEN_UP;
    }
    widths
}

/// The shape of a photo, or of the photos of a group.
fn shape(report: &Report, photos: &[PhotoInput], row: &[usize], ranks: &[Importance]) -> PhotoShape {
    let of_row = || row.iter().filter_map(|&index| ranks.get(index).copied());
    let rank = of_row().find(|rank| *rank == Importance::Lead).or(of_row().next()).unwrap_or_default();
    let files: Vec<&PhotoInput> = row.iter().filter_map(|&index| photos.get(index)).collect();
    let aspect: f64 = files.iter().map(|file| file.aspect()).sum();
    let share = |file: &PhotoInput| file.aspect() / aspect;
    let captions = if own_captions(&files) {
        row.iter()
            .zip(&files)
            .map(|(&index, file)| ShapeCaption { share: share(file), text: caption(report, index) })
            .collect()
    } else {
        row.first()
            .map(|&first| ShapeCaption { share: 1.0, text: caption(report, first) })
            .into_iter()
            .collect()
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
        rank,
        largest: false,
        whole: false,
    }
}

/// Tells stories what is wished of them. The photo that is to be the largest is the main picture.
pub fn wish(stories: &mut [Story], wishes: &Wishes) {
    for (index, story) in stories.iter_mut().enumerate() {
        story.wish = wishes.section(index);
        for photo in &mut story.photos {
            let any = |of: fn(PhotoWish) -> bool| photo.photos.iter().any(|&one| of(wishes.photo(one)));
            (photo.largest, photo.whole) = (any(|wish| wish.largest), any(|wish| wish.no_crop));
        }
    }
    let photos = || stories.iter().flat_map(|story| &story.photos);
    if photos().any(|photo| photo.largest) {
        for photo in stories.iter_mut().flat_map(|story| &mut story.photos) {
            photo.rank = match photo.rank {
                _ if photo.largest => Importance::Lead,
                Importance::Lead => Importance::Normal,
                rank => rank,
            };
        }
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
    let ranks = ranks(report);
    let of_photos = photo_ranks(report, photos, order, &ranks);
    let rows = order.sections.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    report
        .sections
        .iter()
        .zip(rows)
        .zip(quotes)
        .enumerate()
        .map(|(index, ((section, rows), quote))| Story {
            heading: heading_widths(section),
            galleys: Vec::new(),
            photos: rows.iter().map(|row| shape(report, photos, row, &of_photos)).collect(),
            quote,
            rank: ranks.get(index).copied().unwrap_or_default(),
            panel: None,
            reserved: None,
            continues: section.part.continues,
            wish: SectionWish::default(),
        })
        .collect()
}
