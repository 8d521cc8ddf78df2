//! Photos prepared for the press: tones for what it can print, and sharpening.
//!
//! A press whose black is light, as on newsprint, takes most of what is between dark tones. How far the dark parts are opened
//! comes from the photo's own histogram; light tones, as of skin and sky, are left nearly as they are. Hues stay.

use image::RgbaImage;

use super::icc::PressProfile;
use super::lab::{D50, lab_of_xyz};
use crate::report::pixels::Colours;

/// How far from the press's black to its white half of a photo is to lie at least, and three quarters of it.
const MIDDLE: f64 = 0.4;
/// See [`MIDDLE`].
const QUARTER: f64 = 0.14;
/// Dark parts are opened so far at least, and at most: 1 keeps all distances between tones in proportion.
const OPENED: (f64, f64) = (0.15, 1.6);
/// From this lightness on less is opened, and beyond the second only a part.
const SPARED: (f64, f64) = (25.0, 70.0);
/// The part of the opening that light tones get.
const OF_LIGHT: f64 = 0.3;
/// The share of a photo's pixels that may be as good as black, and as good as white.
const ENDS: f64 = 0.005;
/// A photo's darkest tones are made darker, and its lightest lighter, by no more than this (L*).
const STRETCH: (f64, f64) = (10.0, 8.0);
/// A colour is made lighter so many times at most.
const LIGHTER: f64 = 4.0;
/// What is made lighter so many times has its colour divided by this power of it, so that dark colours do not become loud.
const CALM: f64 = 0.3;

/// What is changed of tones: the value instead of each of 256.
pub(super) struct Tones([f64; 256]);

impl Tones {
    /// What a photo needs on a press.
    pub(super) fn of(pixels: &RgbaImage, colours: Colours, press: &PressProfile) -> Self {
        let mut counts = [0u32; 256];
        for pixel in pixels.pixels().filter(|pixel| pixel.0[3] > 0) {
            counts[usize::from(lightness(pixel.0, colours))] += 1;
        }
        let seen: u32 = counts.iter().sum();
        let at = |share: f64| {
            let wanted = f64::from(seen) * share;
            let mut sum = 0.0;
            (0..=255u8).find(|value| {
                sum += f64::from(counts[usize::from(*value)]);
                sum > wanted
            })
        };
        let light = |value: u8| lightness_of(f64::from(value), colours);
        let [low, quarter, middle, high] =
            [ENDS, 0.25, 0.5, 1.0 - ENDS].map(|share| light(at(share).unwrap_or(u8::MAX)));
        let (from, to) = ((low - STRETCH.0).max(0.0), (high + STRETCH.1).min(100.0));
        let stretched = |light: f64| {
            if high - low < 20.0 {
                light
            } else {
                (from + (light - low) * (to - from) / (high - low)).clamp(0.0, 100.0)
            }
        };
        let printed = |light: f64| press.compensated(D50.map(|white| white * luminance(light)))[0];
        let black = printed(0.0);
        let even = |light: f64| black + (100.0 - black) * light / 100.0;
        let spared = |light: f64| {
            let t = ((light - SPARED.0) / (SPARED.1 - SPARED.0)).clamp(0.0, 1.0);
            1.0 - (1.0 - OF_LIGHT) * t * t * (3.0 - 2.0 * t)
        };
        let gain = |light: f64| (even(light) - printed(light)) * spared(light);
        // How far it must be opened, so that a tone of it comes to where it is to be.
        let needed = |light: f64, share: f64| {
            let light = stretched(light);
            (black + (100.0 - black) * share - printed(light)) / gain(light).max(0.1)
        };
        let opened = needed(middle, MIDDLE).max(needed(quarter, QUARTER)).clamp(OPENED.0, OPENED.1);
        let mut before = 0.0;
        Self(std::array::from_fn(|value| {
            #[expect(clippy::cast_precision_loss, reason = "up to 255")]
            let light = stretched(lightness_of(value as f64, colours));
            let wanted = printed(light) + opened * gain(light);
            // The press takes its part of this again.
            let there = luminance_of_printed(wanted, black);
            before = value_of(there, colours).max(before);
            before
        }))
    }

    /// Changes a photo's tones.
    pub(super) fn change(&self, pixels: &mut RgbaImage, colours: Colours) {
        let factors: Vec<f64> = (0..256u16)
            .map(|value| (self.0[usize::from(value)] / f64::from(value.max(1))).min(LIGHTER))
            .collect();
        let calm: Vec<f64> = factors.iter().map(|factor| factor.max(1.0).powf(-CALM)).collect();
        for pixel in pixels.pixels_mut() {
            let [a, b, c, _] = &mut pixel.0;
            let value = lightness([*a, *b, *c, 255], colours);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
            let byte = |value: f64| value.round().clamp(0.0, 255.0) as u8;
            let tone = self.0[usize::from(value)];
            match colours {
                Colours::Grey => [*a, *b, *c] = [byte(tone); 3],
                Colours::Lab => {
                    let more = factors[usize::from(value)].max(0.2).sqrt();
                    *a = byte(tone);
                    for chroma in [b, c] {
                        *chroma = byte(128.0 + (f64::from(*chroma) - 128.0) * more);
                    }
                }
                Colours::Rgb | Colours::Cmyk => {
                    let factor = factors[usize::from(value)];
                    let lighter = [*a, *b, *c].map(|channel| f64::from(channel) * factor);
                    let most = lighter.into_iter().fold(0.0, f64::max);
                    let middle = f64::from(value) * factor;
                    // What would be lighter than white loses colour instead.
                    let room = ((255.0 - middle) / (most - middle).max(1.0)).max(0.0);
                    let keep = calm[usize::from(value)].min(room);
                    [*a, *b, *c] = lighter.map(|channel| byte(middle + (channel - middle) * keep));
                }
            }
        }
    }
}

/// How light a pixel is, as its numbers say: as the eye sees it, and as far as the strongest of its colours goes, so that a
/// strong red is not taken for dark.
fn lightness([a, b, c, _]: [u8; 4], colours: Colours) -> u8 {
    match colours {
        Colours::Grey | Colours::Lab => a,
        Colours::Rgb | Colours::Cmyk => {
            let seen = (54 * u32::from(a) + 183 * u32::from(b) + 19 * u32::from(c) + 128) >> 8;
            u8::try_from((seen + u32::from(a.max(b).max(c))).div_ceil(2)).unwrap_or(u8::MAX)
        }
    }
}

/// L* of such a number.
fn lightness_of(value: f64, colours: Colours) -> f64 {
    let value = value / 255.0;
    if colours == Colours::Lab {
        return value * 100.0;
    }
    let linear = if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
    lab_of_xyz(D50.map(|white| white * linear))[0]
}

/// The number of a luminance.
fn value_of(luminance: f64, colours: Colours) -> f64 {
    let luminance = luminance.clamp(0.0, 1.0);
    if colours == Colours::Lab {
        return lab_of_xyz(D50.map(|white| white * luminance))[0] * 2.55;
    }
    255.0
        * if luminance <= 0.003_130_8 { luminance * 12.92 } else { 1.055 * luminance.powf(1.0 / 2.4) - 0.055 }
}

fn luminance(light: f64) -> f64 {
    super::lab::xyz_of_lab([light, 0.0, 0.0])[1]
}

/// The luminance that a press prints with a lightness, its black having one.
fn luminance_of_printed(light: f64, black: f64) -> f64 {
    let black = luminance(black);
    (luminance(light) - black) / (1.0 - black)
}

/// Differences from the surroundings that are no more than this are noise, not lines.
const NOISE: f32 = 2.5;
/// An edge may become steeper, and by this part of itself higher.
const HALO: f32 = 0.12;
/// Below the first number of pixels to the inch the finest details are sharpened alone, at the second coarser ones as much.
const FREQUENCY: (f64, f64) = (120.0, 240.0);
/// A picture this small is sharpened by a quarter more, and one this large by a fifth less (pt).
const SIZES: (f64, f64) = (170.0, 700.0);

/// Sharpens the lightness of a photo by what differs from its surroundings, fine and coarser, for its size on the page (pt)
/// and its pixels to the inch.
pub(super) fn sharpen(pixels: &mut RgbaImage, colours: Colours, amount: f64, width_pt: f64, ppi: f64) {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    if amount <= 0.0 || width < 5 || height < 5 {
        return;
    }
    let large = ((width_pt - SIZES.0) / (SIZES.1 - SIZES.0)).clamp(0.0, 1.0);
    let coarse = ((ppi - FREQUENCY.0) / (FREQUENCY.1 - FREQUENCY.0)).clamp(0.0, 1.0);
    let amount = amount * (1.25 - 0.45 * large);
    #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
    let (fine, coarse) = ((amount * (1.0 - 0.4 * coarse)) as f32, (amount * coarse) as f32);
    let light: Vec<f32> = pixels.pixels().map(|pixel| f32::from(lightness(pixel.0, colours))).collect();
    let near = smooth(&light, width, height, &[0.25, 0.5, 0.25]);
    let far = smooth(&light, width, height, &[0.0625, 0.25, 0.375, 0.25, 0.0625]);
    let above_noise = |difference: f32| difference.signum() * (difference.abs() - NOISE).max(0.0);
    for y in 0..height {
        let rows = y.saturating_sub(1)..(y + 2).min(height);
        for x in 0..width {
            let at = y * width + x;
            let by = fine * above_noise(light[at] - near[at]) + coarse * above_noise(near[at] - far[at]);
            if by == 0.0 {
                continue;
            }
            let columns = x.saturating_sub(1)..(x + 2).min(width);
            let around = rows.clone().flat_map(|row| &light[row * width..][columns.clone()]);
            let (least, most) = around
                .fold((f32::MAX, f32::MIN), |(least, most), value| (least.min(*value), most.max(*value)));
            let halo = (most - least) * HALO;
            let by = (light[at] + by).clamp(least - halo, most + halo) - light[at];
            let channels = if colours == Colours::Lab { 1 } else { 3 };
            for value in &mut pixels.as_flat_samples_mut().samples[4 * at..4 * at + channels] {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
                let sharper = (f32::from(*value) + by).round().clamp(0.0, 255.0) as u8;
                *value = sharper;
            }
        }
    }
}

/// Each value averaged with those around it, in rows and then in columns, by weights whose sum is 1. Beyond the edges the
/// last values go on.
fn smooth(values: &[f32], width: usize, height: usize, weights: &[f32]) -> Vec<f32> {
    let reach = weights.len() / 2;
    let mut across = vec![0.0; values.len()];
    let mut row = vec![0.0; width + 2 * reach];
    for (from, to) in values.chunks_exact(width).zip(across.chunks_exact_mut(width)) {
        row[..reach].fill(from[0]);
        row[reach..reach + width].copy_from_slice(from);
        row[reach + width..].fill(from[width - 1]);
        for (index, weight) in weights.iter().enumerate() {
            to.iter_mut().zip(&row[index..]).for_each(|(to, from)| *to += weight * from);
        }
    }
    let mut smooth = vec![0.0; values.len()];
    for (y, to) in smooth.chunks_exact_mut(width).enumerate() {
        for (index, weight) in weights.iter().enumerate() {
            let beside = (y + index).saturating_sub(reach).min(height - 1);
            to.iter_mut().zip(&across[beside * width..][..width]).for_each(|(to, from)| *to += weight * from);
        }
    }
    smooth
}
