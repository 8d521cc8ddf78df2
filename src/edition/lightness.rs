//! How light a picture is and which colour it has, cell by cell, and what lies over it: whether text on it can be read.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use super::contrast::luminance;
use crate::guard::guarded;
use crate::report::pixels;

/// The cells of a picture in each direction.
const CELLS: usize = 48;
/// Every so many pixels one is looked at, in each direction.
const STEP: usize = 4;
/// So many pixels in each direction are enough.
const ENOUGH: f64 = 1000.0;
/// The pictures that are kept.
const KEPT: usize = 128;

/// What lies over a picture: white that it fades to, and a shade at its head, both in the picture itself.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Veil {
    /// From where to where it fades to paper, as shares of its height.
    pub fade: Option<(f64, f64)>,
    /// Down to where it is shaded, as a share of its height, and how dark: 0 leaves it, 1 makes it black.
    pub shade: Option<(f64, f64)>,
}

impl Veil {
    /// What becomes of a channel's value, from 0 to 1, at a share of the height.
    #[must_use]
    pub fn over(&self, value: f64, at: f64) -> f64 {
        let shaded = value * (1.0 - self.shadow(at));
        shaded + (1.0 - shaded) * self.whiteness(at)
    }

    /// What becomes of a luminance: that of a grey of that lightness.
    #[must_use]
    pub fn over_light(&self, light: f64, at: f64) -> f64 {
        let value = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        luminance([0.0, 0.0, 0.0, 100.0 * (1.0 - self.over(value, at))])
    }

    /// How much of it is white at a share of the height, from 0 to 1; smooth at both ends.
    #[must_use]
    pub fn whiteness(&self, at: f64) -> f64 {
        self.fade.map_or(0.0, |(from, to)| smooth((at - from) / (to - from).max(1e-6)))
    }

    /// How much of its light is taken: all of the shade's in the upper part, then less and less.
    fn shadow(&self, at: f64) -> f64 {
        self.shade.map_or(0.0, |(depth, strength)| {
            let even = depth * EVEN;
            strength * (1.0 - smooth((at - even) / (depth - even).max(1e-6)))
        })
    }

    /// What tells it from others.
    #[must_use]
    pub fn key(&self) -> [Option<(u64, u64)>; 2] {
        [self.fade, self.shade].map(|pair| pair.map(|(a, b)| (a.to_bits(), b.to_bits())))
    }
}

/// The share of a shade's depth over which it is even.
pub const EVEN: f64 = 0.5;

fn smooth(t: f64) -> f64 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// The luminance of a picture in cells, from 0 (black) to 1 (white).
#[derive(Debug)]
pub struct Lightness {
    cells: Vec<Cell>,
}

/// A cell of a picture.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Its mean luminance, and by how much its pixels differ from it (standard deviation).
    light: (f64, f64),
    /// Its mean colour: red, green and blue from 0 to 1.
    colour: [f64; 3],
}

impl Lightness {
    /// How light a picture is, decoded once for a `key` that is its own; none when it cannot be decoded, which the press
    /// step says.
    #[must_use]
    pub fn of(bytes: &[u8], key: u128) -> Option<Arc<Self>> {
        static SEEN: LazyLock<Mutex<HashMap<u128, Arc<Lightness>>>> = LazyLock::new(Mutex::default);
        if let Some(seen) = SEEN.lock().ok().and_then(|seen| seen.get(&key).cloned()) {
            return Some(seen);
        }
        let made = Arc::new(guarded(|| Self::measured(bytes)).flatten()?);
        if let Ok(mut seen) = SEEN.lock() {
            if seen.len() >= KEPT {
                seen.clear();
            }
            seen.insert(key, Arc::clone(&made));
        }
        Some(made)
    }

    fn measured(bytes: &[u8]) -> Option<Self> {
        let picture = pixels::upright(bytes, Some((ENOUGH, ENOUGH))).ok()?;
        let pixels = &picture.pixels;
        let (width, height) = (pixels.width() as usize, pixels.height() as usize);
        // What a byte of a channel stands for: the luminance of the grey of that value.
        let linear: Vec<f64> =
            (0..=255u8).map(|value| luminance([0.0, 0.0, 0.0, 100.0 - f64::from(value) / 2.55])).collect();
        let mut sums = vec![(0.0, 0.0, [0.0; 3], 0u32); CELLS * CELLS];
        for y in (0..height).step_by(STEP.min(height.div_ceil(CELLS))) {
            for x in (0..width).step_by(STEP.min(width.div_ceil(CELLS))) {
                let pixel = picture.rgb(pixels.get_pixel(u32::try_from(x).ok()?, u32::try_from(y).ok()?).0);
                let [r, g, b] = pixel.map(|value| linear[usize::from(value)]);
                let light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
                let (sum, squares, colour, count) = &mut sums[y * CELLS / height * CELLS + x * CELLS / width];
                *sum += light;
                *squares += light * light;
                for (channel, value) in colour.iter_mut().zip(pixel) {
                    *channel += f64::from(value) / 255.0;
                }
                *count += 1;
            }
        }
        // A picture of fewer pixels than cells leaves some without any: they take what is beside them.
        let mut before = Cell { light: (1.0, 0.0), colour: [1.0; 3] };
        let cells = sums.into_iter().map(|(sum, squares, colour, count)| {
            if count > 0 {
                let count = f64::from(count);
                let mean = sum / count;
                let spread = (squares / count - mean * mean).max(0.0).sqrt();
                before = Cell { light: (mean, spread), colour: colour.map(|channel| channel / count) };
            }
            before
        });
        Some(Self { cells: cells.collect() })
    }

    fn cell(&self, x: f64, y: f64) -> Cell {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a few cells"
        )]
        let cell = |share: f64| ((share * CELLS as f64).max(0.0) as usize).min(CELLS - 1);
        self.cells[cell(y) * CELLS + cell(x)]
    }

    /// Its colour at shares of its width and height: red, green and blue from 0 to 1.
    #[must_use]
    pub fn colour(&self, x: f64, y: f64) -> [f64; 3] {
        self.cell(x, y).colour
    }

    /// How light it is at shares of its width and height.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> f64 {
        self.cell(x, y).light.0
    }

    /// How dark and how light it is there: most of the pixels lie between.
    #[must_use]
    pub fn range(&self, x: f64, y: f64) -> (f64, f64) {
        let (mean, spread) = self.cell(x, y).light;
        ((mean - spread).max(0.0), (mean + spread).min(1.0))
    }
}
