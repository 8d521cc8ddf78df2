//! The figures of the hero: its form, what is cut off its picture, whether its words can be read and its subject is free. The
//! contrasts and the subject are read from the finished frames, and told by `drawn` when the page is chosen.

use serde::Serialize;

use super::verdict::Row;
use crate::edition::HeroForm;
use crate::edition::merit_limits::MeritLimits;
use crate::makeup::placement::Placement;
use crate::message::Message;
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
    pub(super) fn rows(&self, limits: &MeritLimits) -> Vec<Row> {
        let value = |shown: String| say!("merit.value", value = shown);
        let form = match self.hero_form {
            None => value("-".to_owned()),
            Some(HeroForm::Behind) => say!("merit.hero-behind"),
            Some(HeroForm::Beside) => say!("merit.hero-beside"),
            Some(HeroForm::Flat) => say!("merit.hero-flat"),
        };
        // Rounded down: what is below a limit does not look as if it kept it.
        let contrast = |name: Message, found: Option<f64>| match found {
            None => Row::plain(name, value("-".to_owned())),
            Some(found) => {
                let shown = value(format!("{:.1}", (found * 10.0).floor() / 10.0));
                Row::judged(name, shown, found, limits.hero_contrast)
            }
        };
        let free = match self.seen.subject_free {
            None => Row::plain(say!("merit.hero-subject"), value("-".to_owned())),
            Some(free) => {
                let shown = if free { say!("merit.hero-free") } else { say!("merit.hero-not-free") };
                Row::judged(
                    say!("merit.hero-subject"),
                    shown,
                    f64::from(u8::from(!free)),
                    limits.hero_subject,
                )
            }
        };
        let crop = value(format!("{:.1} %", self.hero_crop_percent));
        vec![
            Row::plain(say!("merit.hero-form"), form),
            Row::judged(say!("merit.hero-crop"), crop, self.hero_crop_percent, limits.hero_crop_percent),
            contrast(say!("merit.hero-title"), self.seen.title_contrast),
            contrast(say!("merit.hero-kicker"), self.seen.kicker_contrast),
            contrast(say!("merit.hero-byline"), self.seen.byline_contrast),
            free,
        ]
    }
}
