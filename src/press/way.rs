//! The way of a picture's pixels to the inks of a press, or to sRGB.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::black::Black;
use super::icc::PressProfile;
use super::lab::{D50, lab_of_xyz};
use super::link::Link;
use super::profile::COATED_ICC;
use super::space::PictureSpace;
use crate::message::Message;
use crate::report::pixels::{Colours, Upright, srgb_of_xyz};
use crate::say;

/// A profile's data begin here; what stands before says when and by whom it was written.
const HEADER: usize = 128;

/// Where pixels are to be converted to.
#[derive(Clone, Copy)]
pub enum Goal<'a> {
    /// The inks of a press, with so much black as it likes.
    Press(&'a PressProfile, Option<Black>),
    /// Red, green and blue, for screens and desktop printers.
    Srgb,
}

/// A way, and what is odd about where it begins.
pub struct Way {
    kind: Kind,
    /// What the numbers mean; none when they are the press's own inks.
    space: Option<Arc<PictureSpace>>,
    /// What is odd about the picture's own profile; `at` is to be said in its wording.
    pub note: Option<Note>,
}

enum Kind {
    /// Inks as they are.
    Inks,
    /// Red, green and blue as they are.
    Rgb,
    Tones(Vec<[f32; 4]>),
    Three(Link),
    Four(Link),
}

/// What is odd about a picture, and what to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What is odd.
    pub message: Message,
    /// What to do.
    pub hint: Message,
}

impl From<Message> for Note {
    fn from(message: Message) -> Self {
        let hint = match message.key() {
            "picture.clear-inks" | "picture.tiff-jpeg" => say!("hint.save-plain-tiff"),
            _ => say!("hint.picture-from-camera"),
        };
        Self { message, hint }
    }
}

/// The ways that are needed more than once, each made once.
pub struct Ways<'a> {
    goal: Goal<'a>,
    made: Mutex<HashMap<u128, Arc<OnceLock<Arc<Way>>>>>,
}

impl<'a> Ways<'a> {
    /// None are made yet.
    #[must_use]
    pub fn new(goal: Goal<'a>) -> Self {
        Self { goal, made: Mutex::default() }
    }

    /// The way of a picture's pixels.
    #[must_use]
    pub fn of(&self, picture: &Upright) -> Arc<Way> {
        let gamma = picture.gamma.map(f64::to_bits);
        let key = typst_utils::hash128(&(picture.colours, &picture.profile, gamma));
        let cell = self.made.lock().map(|mut made| Arc::clone(made.entry(key).or_default()));
        match cell {
            Ok(cell) => Arc::clone(cell.get_or_init(|| Arc::new(Way::new(picture, self.goal)))),
            Err(_) => Arc::new(Way::new(picture, self.goal)),
        }
    }
}

impl Way {
    /// Finds out what a picture's numbers mean, and tabulates the way from there.
    #[must_use]
    pub fn new(picture: &Upright, goal: Goal) -> Self {
        let (space, note) = source(picture, goal);
        let kind = match &space {
            Some(space) => kind(space, picture.colours, goal),
            None => Kind::Inks,
        };
        Self { kind, space: space.map(Arc::new), note }
    }

    /// The inks of a pixel, or its red, green and blue; from 0 to 1.
    #[must_use]
    pub fn convert(&self, pixel: [u8; 4]) -> [f32; 4] {
        let values = || pixel.map(|value| f32::from(value) / 255.0);
        match &self.kind {
            Kind::Inks => values().map(|left| 1.0 - left),
            Kind::Rgb => values(),
            Kind::Tones(tones) => tones[usize::from(pixel[0])],
            Kind::Three(link) => {
                let [a, b, c, _] = values();
                link.inks([a, b, c])
            }
            Kind::Four(link) => link.inks(values()),
        }
    }

    /// The colour of a pixel in Lab, whose black is that of the picture; `press` is whose inks it may be in.
    #[must_use]
    pub fn lab(&self, pixel: [u8; 4], press: &PressProfile) -> [f64; 3] {
        let values = pixel.map(|value| f64::from(value) / 255.0);
        match &self.space {
            Some(space) => lab_of_xyz(space.xyz(values)),
            None => press.lab_of(values.map(|left| 1.0 - left)),
        }
    }
}

/// What a picture's numbers mean; none when they need no conversion.
fn source(picture: &Upright, goal: Goal) -> (Option<PictureSpace>, Option<Note>) {
    let read = picture.profile.as_deref().map(|profile| PictureSpace::read(profile, picture.colours));
    let (found, problem) = match read {
        Some(Ok(found)) => (Some(found), None),
        Some(Err(problem)) => (None, Some(problem)),
        None => (None, None),
    };
    let as_srgb =
        |reason| Note { message: say!("picture-profile", reason = reason), hint: say!("hint.to-srgb") };
    match picture.colours {
        Colours::Lab => (Some(PictureSpace::LAB), None),
        Colours::Grey => {
            let found = found.unwrap_or_else(|| PictureSpace::grey(picture.gamma));
            (Some(found), problem.map(as_srgb))
        }
        Colours::Rgb => {
            let found = found.or_else(|| picture.gamma.map(PictureSpace::of_gamma));
            let found = found.unwrap_or_else(|| PictureSpace::srgb().clone());
            (Some(found), problem.map(as_srgb))
        }
        Colours::Cmyk => {
            if let Goal::Press(press, _) = goal {
                let own = |profile: &Vec<u8>| profile.get(HEADER..) == press.bytes.get(HEADER..);
                if picture.profile.as_ref().is_some_and(own) {
                    return (None, None);
                }
            }
            if found.is_some() {
                return (found, None);
            }
            let reason = problem.unwrap_or_else(|| say!("colours.none"));
            let hint = say!("hint.with-profile");
            match goal {
                Goal::Press(..) => {
                    (None, Some(Note { message: say!("picture-profile.inks", reason = reason), hint }))
                }
                Goal::Srgb => {
                    let message = say!("picture-profile.coated", reason = reason);
                    (PictureSpace::read(COATED_ICC, Colours::Cmyk).ok(), Some(Note { message, hint }))
                }
            }
        }
    }
}

fn kind(space: &PictureSpace, colours: Colours, goal: Goal) -> Kind {
    let rgb = |xyz| {
        let [r, g, b] = srgb_of_xyz(xyz);
        [r, g, b, 1.0]
    };
    match (colours, goal) {
        (Colours::Grey, _) => {
            let tone = |value: u8| {
                let xyz = space.xyz([f64::from(value) / 255.0]);
                let inks = match goal {
                    Goal::Press(press, _) => [0.0, 0.0, 0.0, press.black_of_grey(xyz[1] / D50[1])],
                    Goal::Srgb => rgb(xyz),
                };
                #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
                inks.map(|ink| ink as f32)
            };
            Kind::Tones((0..=255).map(tone).collect())
        }
        (Colours::Rgb, Goal::Srgb) if space.is_srgb() => Kind::Rgb,
        (Colours::Cmyk, Goal::Press(press, black)) => {
            Kind::Four(Link::new(|values: [f64; 4]| inks(press, black, space.xyz(values), is_white(values))))
        }
        (Colours::Cmyk, Goal::Srgb) => Kind::Four(Link::new(|values: [f64; 4]| rgb(space.xyz(values)))),
        (_, Goal::Press(press, black)) => Kind::Three(Link::new(|values: [f64; 3]| {
            inks(press, black, space.xyz(values), colours == Colours::Rgb && is_white(values))
        })),
        (_, Goal::Srgb) => Kind::Three(Link::new(|values: [f64; 3]| rgb(space.xyz(values)))),
    }
}

fn is_white<const N: usize>(values: [f64; N]) -> bool {
    values.iter().all(|value| *value >= 1.0)
}

/// The inks of a colour. White is paper: no ink at all, whatever the profile's grid says beside it.
fn inks(press: &PressProfile, black: Option<Black>, xyz: [f64; 3], white: bool) -> [f64; 4] {
    if white {
        return [0.0; 4];
    }
    let inks = press.inks_of_xyz(xyz);
    black.map_or(inks, |black| black.instead(inks, press))
}
