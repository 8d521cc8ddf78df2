//! Which photo stands where: behind the headline, or with which section.

use crate::edition::Edition;
use crate::report::Report;

use super::placement::PhotoInput;
use super::world::photo_path;

/// Which photos stand where, as indices of the report's photos.
#[derive(Debug, Clone, Default)]
pub struct PhotoOrder {
    /// The photo behind the headline.
    pub lead: Option<usize>,
    /// The photos of each section, in its order.
    pub sections: Vec<Vec<usize>>,
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
        let mut sections: Vec<Vec<usize>> = report
            .sections
            .iter()
            .map(|section| section.photos.iter().filter_map(index_of).collect())
            .collect();
        let mut own: Vec<usize> = (0..report.photos.len())
            .filter(|index| !sections.iter().flatten().any(|used| used == index))
            .collect();
        let wide = |photo: &PhotoInput| f64::from(photo.width) >= least_aspect * f64::from(photo.height);
        let behind = own.iter().position(|&index| photos.get(index).is_some_and(wide));
        let lead = behind.map(|at| own.remove(at));
        if let Some(first) = sections.first_mut() {
            first.splice(0..0, own);
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
        })
        .collect()
}
