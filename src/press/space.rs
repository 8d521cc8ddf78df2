//! The colours of pictures: their own space, and the way from it straight to inks.

use moxcms::{ColorProfile, DataColorSpace, ToneReprCurve};

use super::icc::{PressProfile, curve, tabulate};
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

/// From a picture's colours straight to inks, in a grid: what one picture's pixels are looked up in.
pub struct Link {
    grid: Vec<[f32; 4]>,
}

/// The points of a link's grid in each direction.
const LINK: usize = 33;
/// From one point of the grid to the next, along red, green and blue.
const STEP: [usize; 3] = [LINK * LINK, LINK, 1];

impl Link {
    /// Tabulates the conversion.
    #[must_use]
    pub fn new(source: &PictureSpace, press: &PressProfile) -> Self {
        let mut grid = Vec::with_capacity(LINK * LINK * LINK);
        #[expect(clippy::cast_precision_loss, reason = "33 points")]
        let at = |index: usize| index as f64 / (LINK - 1) as f64;
        for r in 0..LINK {
            for g in 0..LINK {
                for b in 0..LINK {
                    // White is paper: no ink at all, whatever the profile's grid says beside it.
                    let white = r == LINK - 1 && g == LINK - 1 && b == LINK - 1;
                    let inks =
                        if white { [0.0; 4] } else { press.inks_of_xyz(source.xyz([at(r), at(g), at(b)])) };
                    #[expect(clippy::cast_possible_truncation, reason = "inks are from 0 to 1")]
                    grid.push(inks.map(|ink| ink as f32));
                }
            }
        }
        Self { grid }
    }

    /// The inks of a pixel, by the tetrahedron of the grid's cell that it lies in.
    #[must_use]
    pub fn inks(&self, rgb: [f32; 3]) -> [f32; 4] {
        #[expect(clippy::cast_precision_loss, reason = "33 points")]
        let scaled = rgb.map(|value| value.clamp(0.0, 1.0) * (LINK - 1) as f32);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and small"
        )]
        let low = scaled.map(|value| (value as usize).min(LINK - 2));
        #[expect(clippy::cast_precision_loss, reason = "33 points")]
        let rest: [f32; 3] = std::array::from_fn(|i| scaled[i] - low[i] as f32);
        let start = low[0] * STEP[0] + low[1] * STEP[1] + low[2];
        // Along the axes in the order of their shares: from the low corner to the high one.
        let mut order = [0, 1, 2];
        order.sort_unstable_by(|&a, &b| rest[b].total_cmp(&rest[a]));
        let mut at = start;
        let mut found = self.grid[at].map(|ink| ink * (1.0 - rest[order[0]]));
        for (index, &axis) in order.iter().enumerate() {
            at += STEP[axis];
            let weight = rest[axis] - order.get(index + 1).map_or(0.0, |&next| rest[next]);
            for (sum, ink) in found.iter_mut().zip(self.grid[at]) {
                *sum += weight * ink;
            }
        }
        found
    }
}
