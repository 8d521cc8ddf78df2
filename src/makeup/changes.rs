//! What is changed of an edition so that it fits; a plan says it, so that it can be made again.

use std::sync::Arc;

use super::plan::Plan;
use crate::edition::{Cut, Edition, Template};

/// What is changed of an edition so that it fits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// Which of the template's other sizes its body type has, from 1; 0 for the template's own.
    pub size: usize,
    /// Where its sections are divided.
    pub cuts: Vec<Cut>,
    /// How photos stand.
    pub photos: PhotoChanges,
}

/// What is changed of how photos stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotoChanges {
    /// How many pictures of a section stand alone at the most, where that is not as the template says.
    pub alone: Option<u32>,
    /// The largest share of a photo that may be cut off (%), where that is not as the template says.
    pub crop_percent: Option<u32>,
}

impl Plan {
    /// What was changed so that it could be made.
    #[must_use]
    pub fn changes(&self) -> Changes {
        let photos = PhotoChanges { alone: self.alone, crop_percent: self.crop_percent };
        Changes { size: self.size, cuts: self.cuts.clone(), photos }
    }
}

/// An edition with what is changed of it.
#[must_use]
pub fn as_made_up(edition: &Arc<Edition>, changes: &Changes) -> Option<Arc<Edition>> {
    let Changes { size, cuts, photos } = changes;
    let mut made = Arc::clone(edition);
    if *size > 0 || *photos != PhotoChanges::default() {
        let own = &edition.template.settings;
        let mut settings = if *size > 0 { own.sized(size - 1)? } else { own.clone() };
        let rules = &mut settings.makeup.photo;
        rules.alone = photos.alone.unwrap_or(rules.alone);
        rules.crop = photos.crop_percent.map_or(rules.crop, |percent| f64::from(percent.min(50)) / 100.0);
        let template = Template { settings, ..edition.template.clone() };
        made = Arc::new(Edition { template, ..Edition::clone(edition) });
    }
    if !cuts.is_empty() {
        made = Arc::new(made.divided(cuts));
    }
    Some(made)
}
