//! What the solver knows of a report: how many lines each text takes, how long the headings are, the photos' shapes.

use crate::report::{Importance, Report};

use super::framing::PhotoInput;
use super::galley::Galley;
use super::news_value::{photo_ranks, ranks};
use super::photo_order::{PhotoOrder, caption};
use super::widths::width_em;

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
    /// How important it is.
    pub rank: Importance,
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
    /// How important it is.
    pub rank: Importance,
}

impl Story {
    /// The text at a measure.
    #[must_use]
    pub fn galley(&self, measure: u32) -> Option<&Galley> {
        self.galleys.iter().find(|galley| galley.measure == measure)
    }
}

/// The shapes of some photos.
#[must_use]
pub fn shapes(
    report: &Report,
    photos: &[PhotoInput],
    chosen: &[usize],
    photo_ranks: &[Importance],
) -> Vec<PhotoShape> {
    chosen
        .iter()
        .filter_map(|&index| {
            let file = photos.get(index)?;
            Some(PhotoShape {
                photo: index,
                aspect: f64::from(file.width.max(1)) / f64::from(file.height.max(1)),
                pixels: file.width,
                caption: caption(report, index),
                rank: photo_ranks.get(index).copied().unwrap_or_default(),
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
    let ranks = ranks(report);
    let of_photos = photo_ranks(report, photos, order, &ranks);
    report
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| Story {
            heading: section.heading.iter().map(|part| width_em(part)).collect(),
            galleys: Vec::new(),
            photos: shapes(report, photos, order.sections.get(index).map_or(&[], Vec::as_slice), &of_photos),
            quote: quotes.get(index).cloned().flatten(),
            rank: ranks.get(index).copied().unwrap_or_default(),
        })
        .collect()
}
