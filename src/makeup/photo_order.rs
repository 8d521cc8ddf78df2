//! Which photo stands where: behind the headline, or with which section.

use crate::edition::Edition;
use crate::report::Report;

/// The distance of two pictures of a group (pt).
pub const ROW_GAP_PT: f64 = 4.0;
/// By how much captions side by side are narrower than their pictures, so that they are not read as one (pt).
pub(super) const ROW_CAPTION_PT: f64 = 6.0;
/// Which photos stand where, as indices of the report's photos.
#[derive(Debug, Clone, Default)]
pub struct PhotoOrder {
    /// The photo behind the headline.
    pub lead: Option<usize>,
    /// The pictures of each section, in its order: a photo, or the photos of a group.
    pub sections: Vec<Vec<Vec<usize>>>,
}

impl PhotoOrder {
    /// Sorts an edition's photos.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let least = edition.template.settings.makeup.hero.least_aspect;
        Self::sort(&edition.loaded.report, &photo_inputs(edition), least)
    }

    /// Sorts the photos: a section's own, and the lead's, which no section names. The first of these that is wide enough
    /// stands behind the headline; the others open the first section.
    fn sort(report: &Report, photos: &[PhotoInput], least_aspect: f64) -> Self {
        let index_of = |id: &String| report.photos.iter().position(|photo| &photo.id == id);
        let group = |index: usize| report.photos[index].group.as_deref();
        let mut sections: Vec<Vec<Vec<usize>>> = report
            .sections
            .iter()
            .map(|section| {
                let photos: Vec<usize> = section.photos.iter().filter_map(index_of).collect();
                let together = |a: &usize, b: &usize| group(*a).is_some() && group(*a) == group(*b);
                photos.chunk_by(together).map(<[usize]>::to_vec).collect()
            })
            .collect();
        let mut own: Vec<usize> = (0..report.photos.len())
            .filter(|index| !sections.iter().flatten().flatten().any(|used| used == index))
            .collect();
        let wide = |photo: &PhotoInput| f64::from(photo.width) >= least_aspect * f64::from(photo.height);
        let behind = own.iter().position(|&index| photos.get(index).is_some_and(wide));
        let lead = behind.map(|at| own.remove(at));
        if let Some(first) = sections.first_mut() {
            first.splice(0..0, own.into_iter().map(|index| vec![index]));
        }
        Self { lead, sections }
    }
}

/// What the photos of an edition bring to their placing.
#[must_use]
pub fn photo_inputs(edition: &Edition) -> Vec<PhotoInput> {
    let photos = edition.loaded.report.photos.iter().zip(&edition.photos).enumerate();
    photos
        .map(|(index, (said, file))| PhotoInput {
            file: photo_path(index),
            width: file.width,
            height: file.height,
            focus: said.focus.map_or((0.5, 0.5), |[x, y]| (x, y)),
            captioned: said.caption.as_deref().is_some_and(|text| !text.is_empty()),
        })
        .collect()
}

/// What a photo brings to its placing.
#[derive(Debug, Clone)]
pub struct PhotoInput {
    /// Its virtual file, such as `/photos/3.jpg`.
    pub file: String,
    /// Its width as seen (pixels).
    pub width: u32,
    /// Its height as seen (pixels).
    pub height: u32,
    /// The point that stays in the picture, as fractions of width and height.
    pub focus: (f64, f64),
    /// Whether it has a caption of its own.
    pub captioned: bool,
}

impl PhotoInput {
    /// Width by height.
    #[must_use]
    pub fn aspect(&self) -> f64 {
        f64::from(self.width.max(1)) / f64::from(self.height.max(1))
    }
}

/// The white between the pictures of a row, all together (pt).
pub(super) fn row_gaps_pt(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few photos")]
    let gaps = count.saturating_sub(1) as f64;
    gaps * ROW_GAP_PT
}

/// Whether each photo of a row has its caption under it; else the first one's is for all of them.
#[must_use]
pub fn own_captions(row: &[&PhotoInput]) -> bool {
    row.iter().all(|photo| photo.captioned)
}

/// The virtual file of a photo.
pub(super) fn photo_path(index: usize) -> String {
    format!("/photos/{index}.png")
}
