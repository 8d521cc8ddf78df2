//! The colours of pictures: the space that their own profile describes.

use moxcms::{ColorProfile, DataColorSpace, ToneReprCurve};

use super::curves::{curve, tabulate};
use crate::guard::guarded;
use crate::message::Message;
use crate::say;

/// The colour space of a picture: tone curves and primaries.
pub struct PictureSpace {
    curves: [Vec<f32>; 3],
    matrix: [[f64; 3]; 3],
}

impl PictureSpace {
    /// sRGB.
    #[must_use]
    pub fn srgb() -> &'static Self {
        static SRGB: std::sync::LazyLock<PictureSpace> = std::sync::LazyLock::new(|| {
            PictureSpace::of(&ColorProfile::new_srgb())
                .unwrap_or_else(|| unreachable!("sRGB has curves and primaries"))
        });
        &SRGB
    }

    /// The space of a picture's embedded profile.
    ///
    /// # Errors
    /// When it does not describe RGB pixels by curves and primaries.
    pub fn read(bytes: &[u8]) -> Result<Self, Message> {
        let read = || {
            let profile = ColorProfile::new_from_slice(bytes).map_err(|_| say!("colours.damaged"))?;
            if profile.color_space != DataColorSpace::Rgb {
                return Err(say!("colours.not-rgb"));
            }
            Self::of(&profile).ok_or_else(|| say!("colours.tables"))
        };
        guarded(read).unwrap_or_else(|| Err(say!("colours.damaged")))
    }

    fn of(profile: &ColorProfile) -> Option<Self> {
        let curve = |curve: &Option<ToneReprCurve>| curve.as_ref().and_then(tabulate);
        let matrix = profile.colorant_matrix().v;
        if matrix.iter().flatten().all(|value| value.abs() < 1e-9) {
            return None;
        }
        Some(Self {
            curves: [curve(&profile.red_trc)?, curve(&profile.green_trc)?, curve(&profile.blue_trc)?],
            matrix,
        })
    }

    /// D50 XYZ of a colour, 0 to 1.
    #[must_use]
    pub fn xyz(&self, rgb: [f64; 3]) -> [f64; 3] {
        let linear: [f64; 3] = std::array::from_fn(|i| curve(&self.curves[i], rgb[i]));
        std::array::from_fn(|i| (0..3).map(|j| self.matrix[i][j] * linear[j]).sum())
    }
}
