//! The figures of the hero: its form, what is cut off its picture, whether its words can be read and its subject is free. The
//! contrasts and the subject are read from the finished frames, and told by `drawn` when the page is chosen.

use serde::Serialize;

use super::percent;
use crate::edition::HeroForm;
use crate::makeup::placement::Placement;
use crate::message::{Lang, Message};
use crate::say;

/// What was measured of the hero.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HeroMerit {
    /// What the words stand on; none on pages that do not begin with them.
    pub hero_form: Option<HeroForm>,
    /// The share of its picture that is cut off (%).
    pub hero_crop_percent: f64,
    /// What the finished frames show.
    #[serde(flatten)]
    pub seen: HeroSeen,
}

/// What the finished frames show of the hero. None where there is no such text, or no picture with a subject.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HeroSeen {
    /// The least contrast of the title with what is behind it.
    pub title_contrast: Option<f64>,
    /// That of the kicker.
    pub kicker_contrast: Option<f64>,
    /// That of the byline.
    pub byline_contrast: Option<f64>,
    /// Whether the subject of the picture is whole and no type stands on it.
    pub subject_free: Option<bool>,
}

/// Measures what the plan says of it.
pub(super) fn measure(placement: &Placement) -> HeroMerit {
    let percent = placement.hero_picture.as_ref().map_or(0.0, |picture| picture.crop_loss * 100.0);
    let form = (placement.hero.height > 0.0).then_some(placement.hero_form);
    HeroMerit { hero_form: form, hero_crop_percent: percent, seen: HeroSeen::default() }
}

impl HeroMerit {
    /// The rows of the table of figures.
    pub(super) fn rows(&self, lang: Lang) -> Vec<(Message, String)> {
        let form = match self.hero_form {
            None => "-".to_owned(),
            Some(HeroForm::Behind) => say!("merit.hero-behind").text(lang),
            Some(HeroForm::Beside) => say!("merit.hero-beside").text(lang),
            Some(HeroForm::Flat) => say!("merit.hero-flat").text(lang),
        };
        // Rounded down: what is below a limit does not look as if it kept it.
        let contrast = |found: Option<f64>| {
            found.map_or("-".to_owned(), |found| format!("{:.1}", (found * 10.0).floor() / 10.0))
        };
        let free = match self.seen.subject_free {
            None => "-".to_owned(),
            Some(true) => say!("merit.hero-free").text(lang),
            Some(false) => say!("merit.hero-not-free").text(lang),
        };
        vec![
            (say!("merit.hero-form"), form),
            (say!("merit.hero-crop"), percent(self.hero_crop_percent, 1)),
            (say!("merit.hero-title"), contrast(self.seen.title_contrast)),
            (say!("merit.hero-kicker"), contrast(self.seen.kicker_contrast)),
            (say!("merit.hero-byline"), contrast(self.seen.byline_contrast)),
            (say!("merit.hero-subject"), free),
        ]
    }
}
