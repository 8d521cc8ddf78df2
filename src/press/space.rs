//! The colours of pictures: what their numbers mean, by their own profile.

use moxcms::{ColorProfile, DataColorSpace, ProfileClass, ToneReprCurve};

use super::curves::{curve, tabulate};
use super::lab::{D50, xyz_of_lab};
use super::table::{Table, Way};
use crate::guard::guarded;
use crate::message::Message;
use crate::report::pixels::Colours;
use crate::say;

/// What a picture's numbers mean.
#[derive(Clone)]
pub struct PictureSpace {
    meaning: Meaning,
    /// The luminance of its black.
    black: f64,
}

#[derive(Clone)]
enum Meaning {
    /// Red, green and blue, by tone curves and primaries.
    Light { curves: [Vec<f32>; 3], matrix: [[f64; 3]; 3] },
    /// Grey, by a tone curve.
    Grey(Vec<f32>),
    /// Red, green and blue, by a table.
    Table(Table),
    /// What inks leave of white, by the table of a press.
    Inks(Table),
    /// Lab: L by 100, a and b from -128 by 255.
    Lab,
}

impl PictureSpace {
    /// sRGB.
    #[must_use]
    pub fn srgb() -> &'static Self {
        static SRGB: std::sync::LazyLock<PictureSpace> = std::sync::LazyLock::new(|| {
            PictureSpace::of_light(&ColorProfile::new_srgb())
                .unwrap_or_else(|| unreachable!("sRGB has curves and primaries"))
        });
        &SRGB
    }

    /// Lab.
    pub const LAB: Self = Self { meaning: Meaning::Lab, black: 0.0 };

    /// Greys of sRGB's tone curve, or of a power: `gamma` is what the light was raised to.
    #[must_use]
    pub fn grey(gamma: Option<f64>) -> Self {
        let tones = match gamma {
            Some(gamma) => power(gamma),
            None => match &Self::srgb().meaning {
                Meaning::Light { curves, .. } => curves[1].clone(),
                _ => power(1.0 / 2.2),
            },
        };
        Self { meaning: Meaning::Grey(tones), black: 0.0 }
    }

    /// RGB with sRGB's primaries and a power as its tone curve.
    #[must_use]
    pub fn of_gamma(gamma: f64) -> Self {
        let matrix = match &Self::srgb().meaning {
            Meaning::Light { matrix, .. } => *matrix,
            _ => [[0.0; 3]; 3],
        };
        let curves = std::array::from_fn(|_| power(gamma));
        Self { meaning: Meaning::Light { curves, matrix }, black: 0.0 }
    }

    /// Whether its numbers mean what sRGB's do, as far as can be seen.
    #[must_use]
    pub fn is_srgb(&self) -> bool {
        const VALUES: [f64; 4] = [0.1, 0.4, 0.7, 1.0];
        let srgb = Self::srgb();
        VALUES.iter().all(|&r| {
            [[r, 0.2, 0.6], [0.6, r, 0.2], [0.2, 0.6, r]]
                .iter()
                .all(|&rgb| srgb.xyz(rgb).iter().zip(self.xyz(rgb)).all(|(a, b)| (a - b).abs() < 2e-3))
        })
    }

    /// The space of a picture's embedded profile.
    ///
    /// # Errors
    /// When it is damaged, or for other numbers than the picture has.
    pub fn read(bytes: &[u8], colours: Colours) -> Result<Self, Message> {
        let read = || {
            let profile = ColorProfile::new_from_slice(bytes).map_err(|_| say!("colours.damaged"))?;
            match (colours, profile.color_space) {
                (Colours::Rgb, DataColorSpace::Rgb) => Self::of_rgb(&profile),
                (Colours::Rgb, _) => Err(say!("colours.not-rgb")),
                (Colours::Grey, DataColorSpace::Gray) => {
                    let tones = profile.gray_trc.as_ref().and_then(tabulate);
                    let tones = tones.ok_or_else(|| say!("colours.damaged"))?;
                    Ok(Self { meaning: Meaning::Grey(tones), black: 0.0 })
                }
                // Programs leave the profile of a coloured picture in when its colours are taken away.
                (Colours::Grey, DataColorSpace::Rgb) => {
                    let tones = profile.green_trc.as_ref().and_then(tabulate);
                    let tones = tones.ok_or_else(|| say!("colours.not-grey"))?;
                    Ok(Self { meaning: Meaning::Grey(tones), black: 0.0 })
                }
                (Colours::Grey, _) => Err(say!("colours.not-grey")),
                (Colours::Cmyk, DataColorSpace::Cmyk) => Self::of_inks(&profile),
                (Colours::Cmyk, _) => Err(say!("colours.not-cmyk")),
                (Colours::Lab, _) => Ok(Self::LAB),
            }
        };
        guarded(read).unwrap_or_else(|| Err(say!("colours.damaged")))
    }

    fn of_light(profile: &ColorProfile) -> Option<Self> {
        let curve = |curve: &Option<ToneReprCurve>| curve.as_ref().and_then(tabulate);
        let matrix = profile.colorant_matrix().v;
        if matrix.iter().flatten().all(|value| value.abs() < 1e-9) {
            return None;
        }
        let curves = [curve(&profile.red_trc)?, curve(&profile.green_trc)?, curve(&profile.blue_trc)?];
        Some(Self { meaning: Meaning::Light { curves, matrix }, black: 0.0 })
    }

    fn of_rgb(profile: &ColorProfile) -> Result<Self, Message> {
        if let Some(found) = Self::of_light(profile) {
            return Ok(found);
        }
        if profile.pcs != DataColorSpace::Lab {
            return Err(say!("colours.tables"));
        }
        let tables = [&profile.lut_a_to_b_colorimetric, &profile.lut_a_to_b_perceptual];
        let table = Table::of(tables, Way::ToLab, 3).map_err(|_| say!("colours.tables"))?;
        let black = luminance_of_black(table.lab(&[0.0; 3]));
        Ok(Self { meaning: Meaning::Table(table), black })
    }

    fn of_inks(profile: &ColorProfile) -> Result<Self, Message> {
        if profile.pcs != DataColorSpace::Lab {
            return Err(say!("colours.tables"));
        }
        let broken = |_| say!("colours.damaged");
        let (photographic, exact) = (&profile.lut_a_to_b_perceptual, &profile.lut_a_to_b_colorimetric);
        let table = Table::of([exact, photographic], Way::ToLab, 4).map_err(broken)?;
        // The darkest that the press prints: its inks for black, within its limit.
        let inks = match &profile.lut_b_to_a_perceptual {
            back @ Some(_) if profile.profile_class == ProfileClass::OutputDevice => {
                Table::of([back, &None], Way::FromLab, 4).map_err(broken)?.inks([0.0; 3])
            }
            _ => [1.0; 4],
        };
        let black = luminance_of_black(table.lab(&inks));
        Ok(Self { meaning: Meaning::Inks(table), black })
    }

    /// D50 XYZ of a picture's numbers, from 0 to 1; its black has no light.
    #[must_use]
    pub fn xyz<const N: usize>(&self, values: [f64; N]) -> [f64; 3] {
        let xyz = match &self.meaning {
            Meaning::Light { curves, matrix } => {
                let linear: [f64; 3] = std::array::from_fn(|i| curve(&curves[i], values[i]));
                std::array::from_fn(|i| (0..3).map(|j| matrix[i][j] * linear[j]).sum())
            }
            Meaning::Grey(tones) => D50.map(|white| white * curve(tones, values[0])),
            Meaning::Table(table) => xyz_of_lab(table.lab(&values[..3])),
            Meaning::Inks(table) => xyz_of_lab(table.lab(&values.map(|left| 1.0 - left))),
            Meaning::Lab => {
                xyz_of_lab([values[0] * 100.0, values[1] * 255.0 - 128.0, values[2] * 255.0 - 128.0])
            }
        };
        std::array::from_fn(|i| (xyz[i] - self.black * D50[i]) / (1.0 - self.black))
    }
}

/// The luminance of a black in Lab, which is taken as neutral and is not light.
fn luminance_of_black(lab: [f64; 3]) -> f64 {
    xyz_of_lab([lab[0].clamp(0.0, 50.0), 0.0, 0.0])[1]
}

/// A tone curve that undoes a power.
fn power(gamma: f64) -> Vec<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    (0..=1023u16).map(|step| (f64::from(step) / 1023.0).powf(1.0 / gamma) as f32).collect()
}
