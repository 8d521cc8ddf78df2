//! Colour conversion: from a picture's RGB to the inks of a press profile.
//!
//! Relative colorimetric with black-point compensation. The profile's tables are evaluated here, in PCS Lab, because
//! the compensation has to happen between the two profiles.

use moxcms::{ColorProfile, DataColorSpace, ProfileClass};
use typst_utils::LazyHash;

use super::curves::curve;
use super::lab::{D50, lab_of_xyz, xyz_of_lab};
use super::space::PictureSpace;
use super::table::{Table, Way, broken};
use crate::guard::guarded;
use crate::message::Message;
use crate::say;

/// A profile may have this many bytes.
pub const MAX_PROFILE_BYTES: usize = 16 * 1024 * 1024;

/// A press's CMYK profile.
pub struct PressProfile {
    /// The file, as it is embedded.
    pub bytes: LazyHash<Vec<u8>>,
    /// What the profile calls itself.
    pub description: String,
    /// The profile's version, such as 2 or 4.
    pub version: u8,
    to_inks: Table,
    to_lab: Table,
    /// The darkest lightness that the press prints, as Y.
    black: f64,
    /// The black ink that prints greys alone, by their lightness in even steps; 0 to 1.
    greys: Vec<f32>,
}

/// Greys follow their lightness down to where black ink alone is so many times as far from its end as it falls short of
/// the press's darkest black; below they are eased into it.
const EASE: f64 = 3.0;

impl PressProfile {
    /// Reads a profile.
    ///
    /// # Errors
    /// When it is none, or not of a CMYK press.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Message> {
        if bytes.len() > MAX_PROFILE_BYTES {
            return Err(say!("press-profile.too-large"));
        }
        guarded(|| Self::of(bytes)).unwrap_or_else(|| Err(broken()))
    }

    fn of(bytes: Vec<u8>) -> Result<Self, Message> {
        let profile = ColorProfile::new_from_slice(&bytes)
            .map_err(|error| say!("press-profile.none", words = error.to_string()))?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err(say!("press-profile.class"));
        }
        if profile.color_space != DataColorSpace::Cmyk {
            return Err(say!("press-profile.not-cmyk"));
        }
        if profile.pcs != DataColorSpace::Lab {
            return Err(say!("press-profile.not-lab"));
        }
        let tables = [&profile.lut_b_to_a_colorimetric, &profile.lut_b_to_a_perceptual];
        let to_inks = Table::of(tables, Way::FromLab, 4)?;
        let tables = [&profile.lut_a_to_b_colorimetric, &profile.lut_a_to_b_perceptual];
        let to_lab = Table::of(tables, Way::ToLab, 4)?;
        let description = description(&bytes).unwrap_or_else(|| "CMYK profile".to_owned());
        let version = bytes.get(8).copied().unwrap_or(2);
        let mut found = Self {
            bytes: LazyHash::new(bytes),
            description,
            version,
            to_inks,
            to_lab,
            black: 0.0,
            greys: Vec::new(),
        };
        let darkest = found.lab_of(found.inks_of_lab([0.0, 0.0, 0.0]));
        found.black = xyz_of_lab([darkest[0].clamp(0.0, 50.0), 0.0, 0.0])[1];
        found.greys = found.black_alone();
        Ok(found)
    }

    /// The inks for a Lab colour, relative to the paper; 0 to 1.
    #[must_use]
    pub fn inks_of_lab(&self, lab: [f64; 3]) -> [f64; 4] {
        self.to_inks.inks(lab)
    }

    /// The Lab colour of inks, relative to the paper.
    #[must_use]
    pub fn lab_of(&self, inks: [f64; 4]) -> [f64; 3] {
        self.to_lab.lab(&inks)
    }

    /// The inks for a colour in D50 XYZ whose source has a black of no light: with black-point compensation.
    #[must_use]
    pub fn inks_of_xyz(&self, xyz: [f64; 3]) -> [f64; 4] {
        self.inks_of_lab(self.compensated(xyz))
    }

    /// What of a colour in D50 XYZ whose source has a black of no light is to be printed, in Lab.
    #[must_use]
    pub fn compensated(&self, xyz: [f64; 3]) -> [f64; 3] {
        lab_of_xyz(std::array::from_fn(|i| xyz[i] * (1.0 - self.black) + self.black * D50[i]))
    }

    /// The black ink that alone prints a grey of a luminance from 0 to 1, 0 to 1.
    #[must_use]
    pub fn black_of_grey(&self, luminance: f64) -> f64 {
        curve(&self.greys, self.compensated(D50.map(|white| white * luminance))[0] / 100.0)
    }

    fn black_alone(&self) -> Vec<f32> {
        const STEPS: u16 = 512;
        let ramp: Vec<f64> = (0..=STEPS)
            .map(|step| self.lab_of([0.0, 0.0, 0.0, f64::from(step) / f64::from(STEPS)])[0])
            .collect();
        let darkest = lab_of_xyz(D50.map(|white| white * self.black))[0];
        let end = ramp.last().copied().unwrap_or(darkest).max(darkest);
        let short = end - darkest;
        let knee = short * EASE;
        let mut step = ramp.len() - 1;
        let mut greys = Vec::with_capacity(ramp.len());
        for at in 0..=STEPS {
            let above = 100.0 * f64::from(at) / f64::from(STEPS) - darkest;
            let light = if above <= 0.0 {
                end
            } else if above < knee {
                end + above * (1.0 - 2.0 / EASE) + short * (above / knee).powi(2)
            } else {
                darkest + above
            };
            // The ramp falls with the ink, and the greys rise.
            while step > 0 && ramp[step] < light {
                step -= 1;
            }
            let rest = match ramp.get(step + 1) {
                Some(next) if ramp[step] > *next => {
                    ((ramp[step] - light) / (ramp[step] - next)).clamp(0.0, 1.0)
                }
                _ => 0.0,
            };
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "from 0 to 1")]
            greys.push(((step as f64 + rest) / f64::from(STEPS)) as f32);
        }
        greys
    }

    /// The inks of an sRGB colour, 0 to 1. Grey becomes black ink alone, of the same lightness.
    #[must_use]
    pub fn inks_of_srgb(&self, rgb: [f64; 3]) -> [f64; 4] {
        if (rgb[0] - rgb[1]).abs() < 1e-4 && (rgb[1] - rgb[2]).abs() < 1e-4 {
            return [0.0, 0.0, 0.0, 1.0 - rgb[0]];
        }
        let source = PictureSpace::srgb();
        self.inks_of_xyz(source.xyz(rgb))
    }
}

/// What a profile calls itself.
fn description(bytes: &[u8]) -> Option<String> {
    let count = u32::from_be_bytes(bytes.get(128..132)?.try_into().ok()?) as usize;
    let word = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    for tag in 0..count.min(200) {
        let at = 132 + 12 * tag;
        if bytes.get(at..at + 4)? == b"desc" {
            let start = word(at + 4)?;
            if bytes.get(start..start + 4)? == b"mluc" {
                // Version 4: the first of the languages, in UTF-16.
                let (length, at) = (word(start + 20)?, word(start + 24)?);
                let text = bytes.get(start + at..start.checked_add(at)?.checked_add(length)?)?;
                let units: Vec<u16> =
                    text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                return String::from_utf16(&units).ok();
            }
            if bytes.get(start..start + 4)? != b"desc" {
                return None;
            }
            let length = word(start + 8)?;
            let text = bytes.get(start + 12..start + 12 + length.checked_sub(1)?)?;
            return std::str::from_utf8(text).ok().map(|text| text.trim_end_matches('\0').to_owned());
        }
    }
    None
}
