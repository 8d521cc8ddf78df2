//! How light a picture is, cell by cell: whether text on it can be read.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use image::RgbImage;

use super::decoded::{Origin, look};
use crate::edition::contrast::luminance;

/// The cells of a picture in each direction.
const CELLS: usize = 48;
/// Every so many pixels one is looked at, in each direction.
const STEP: usize = 4;
/// The pictures that are kept.
const KEPT: usize = 128;

/// The luminance of a picture in cells, from 0 (black) to 1 (white).
#[derive(Debug)]
pub struct Lightness {
    cells: Vec<f64>,
}

impl Lightness {
    /// How light a picture is, decoded once; none when it cannot be decoded, which the press step says.
    #[must_use]
    pub fn of(origin: &Origin) -> Option<Arc<Self>> {
        static SEEN: LazyLock<Mutex<HashMap<u128, Arc<Lightness>>>> = LazyLock::new(Mutex::default);
        let key = origin.content();
        if let Some(seen) = SEEN.lock().ok().and_then(|seen| seen.get(&key).cloned()) {
            return Some(seen);
        }
        let made = Arc::new(look(origin, Self::measured)??);
        if let Ok(mut seen) = SEEN.lock() {
            if seen.len() >= KEPT {
                seen.clear();
            }
            seen.insert(key, Arc::clone(&made));
        }
        Some(made)
    }

    fn measured(pixels: &RgbImage) -> Option<Self> {
        let (width, height) = (pixels.width() as usize, pixels.height() as usize);
        // What a byte of a channel stands for: the luminance of the grey of that value.
        let linear: Vec<f64> =
            (0..=255u8).map(|value| luminance([0.0, 0.0, 0.0, 100.0 - f64::from(value) / 2.55])).collect();
        let mut cells = vec![(0.0, 0u32); CELLS * CELLS];
        for y in (0..height).step_by(STEP.min(height.div_ceil(CELLS))) {
            for x in (0..width).step_by(STEP.min(width.div_ceil(CELLS))) {
                let [r, g, b] = pixels.get_pixel(u32::try_from(x).ok()?, u32::try_from(y).ok()?).0;
                let [r, g, b] = [r, g, b].map(|value| linear[usize::from(value)]);
                let cell = &mut cells[y * CELLS / height * CELLS + x * CELLS / width];
                *cell = (cell.0 + 0.2126 * r + 0.7152 * g + 0.0722 * b, cell.1 + 1);
            }
        }
        // A picture of fewer pixels than cells leaves some without any: they take what is beside them.
        let mut before = 1.0;
        let cells = cells.into_iter().map(|(sum, count)| {
            if count > 0 {
                before = sum / f64::from(count);
            }
            before
        });
        Some(Self { cells: cells.collect() })
    }

    /// How light it is at shares of its width and height.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a few cells"
        )]
        let cell = |share: f64| ((share * CELLS as f64).max(0.0) as usize).min(CELLS - 1);
        self.cells[cell(y) * CELLS + cell(x)]
    }
}
