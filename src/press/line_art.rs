//! Line art: pictures of a few flat colours, such as nameplates, seals, codes and scans in black and white.
//!
//! The rule: at least half of what is seen has one of at most eight colours, of which at most four are greys. These stand in
//! areas, each on half a per cent of the picture or more, and are far from each other. Nearly all the rest lies between two of
//! them, close to where one is: that is the smooth edge of a line.

use std::collections::HashMap;

use image::RgbaImage;

use crate::report::pixels::Colours;

/// So many flat colours at most.
const COLOURS: usize = 8;
/// Of these, so many greys at most.
const GREYS: usize = 4;
/// What tells a grey: its channels differ by less.
const GREY: u8 = 12;
/// Flat colours differ by so much in one channel at least.
const APART: u8 = 24;
/// A flat colour stands on this share of the picture at least.
const LEAST_AREA: f64 = 0.005;
/// The share of the picture that is flat, at least.
const LEAST_FLAT: f64 = 0.5;
/// How far around a pixel of an edge flat ones are looked for, and how many there must be.
const AROUND: usize = 2;
/// See [`AROUND`].
const NEAR: usize = 5;
/// A glance is at so many pixels in each direction.
const GLANCE: u32 = 160;

/// How exact the pixels of a picture are.
struct Care {
    /// A pixel this near to a flat colour has it.
    flat: u8,
    /// A pixel this near to the way from one flat colour to another is between them.
    between: f32,
    /// The share of pixels that may be neither.
    stray: f64,
}

const EXACT: Care = Care { flat: 3, between: 12.0, stray: 0.005 };
/// What JPEG leaves of flat colours.
const LOSSY: Care = Care { flat: 10, between: 28.0, stray: 0.02 };

/// The flat colours of line art.
pub struct Flats {
    colours: Vec<[u8; 4]>,
    /// How many channels of a pixel are its colour.
    channels: usize,
    care: &'static Care,
}

/// Where a pixel of line art is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spot {
    /// On a flat colour.
    Flat(usize),
    /// Between two flat colours: so far from the first to the second.
    Between(usize, usize, f32),
    /// Nowhere near.
    Stray,
}

impl Flats {
    /// The flat colours of a picture, when it is line art.
    #[must_use]
    pub fn of(pixels: &RgbaImage, colours: Colours, lossy: bool) -> Option<Self> {
        let channels = if colours == Colours::Cmyk { 4 } else { 3 };
        let care = if lossy { &LOSSY } else { &EXACT };
        let glance = Self::areas(
            pixels,
            (pixels.width() / GLANCE).max(1),
            (pixels.height() / GLANCE).max(1),
            channels,
            care,
        )?;
        let found = Self::areas(pixels, 1, 1, channels, care).filter(|_| !glance.colours.is_empty())?;
        (found.may_hold(pixels) && found.hold(pixels)).then_some(found)
    }

    /// The colours that stand in areas, looking at one pixel of so many; none when too few pixels are of them.
    fn areas(
        pixels: &RgbaImage,
        across: u32,
        down: u32,
        channels: usize,
        care: &'static Care,
    ) -> Option<Self> {
        let mut counts: HashMap<[u8; 4], u32> = HashMap::new();
        let (mut looked, mut seen) = (0u32, 0u32);
        let (width, height) = pixels.dimensions();
        let opaque = |pixel: [u8; 4]| channels == 4 || pixel[3] > 0;
        for y in (0..height).step_by(down as usize) {
            for x in (0..width).step_by(across as usize) {
                let here = pixels.get_pixel(x, y).0;
                looked += 1;
                if !opaque(here) {
                    continue;
                }
                seen += 1;
                // The last column and row look the other way.
                let beside =
                    |at: u32, length: u32| if at + 1 < length { at + 1 } else { at.saturating_sub(1) };
                let right = pixels.get_pixel(beside(x, width), y).0;
                let below = pixels.get_pixel(x, beside(y, height)).0;
                if apart(here, right, channels).max(apart(here, below, channels)) <= care.flat / 3 {
                    *counts.entry(colour(here, channels)).or_default() += 1;
                }
            }
        }
        let mut counts: Vec<([u8; 4], u32)> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut found = Self { colours: Vec::new(), channels, care };
        // A flat colour takes those that JPEG made of it.
        let mut areas: Vec<u32> = Vec::new();
        for (colour, count) in counts {
            let nearest = found.colours.iter().position(|other| apart(*other, colour, channels) <= care.flat);
            match nearest {
                Some(index) => areas[index] += count,
                None if found.colours.iter().all(|other| apart(*other, colour, channels) >= APART)
                    && found.colours.len() < 64 =>
                {
                    found.colours.push(colour);
                    areas.push(count);
                }
                None => {}
            }
        }
        let least_area = (f64::from(seen) * LEAST_AREA).max(1.0);
        let mut kept = areas.iter().map(|area| f64::from(*area) >= least_area);
        found.colours.retain(|_| kept.next().unwrap_or(false));
        let flat: f64 = areas.iter().map(|area| f64::from(*area)).filter(|area| *area >= least_area).sum();
        let greys = found.colours.iter().filter(|colour| is_grey(**colour)).count();
        // One colour alone is a form only where something is clear.
        let least = if seen < looked { 1 } else { 2 };
        let few = (least..=COLOURS).contains(&found.colours.len()) && greys <= GREYS;
        // Pixels at the edges of areas are not counted: a thin line has no others.
        (few && flat >= f64::from(seen) * LEAST_FLAT * 0.5).then_some(found)
    }

    /// Whether a glance at the picture leaves it possible: photos with an even sky are told here, and cost little.
    fn may_hold(&self, pixels: &RgbaImage) -> bool {
        let step = |length: u32| (length / GLANCE).max(1) as usize;
        let (across, down) = (step(pixels.width()), step(pixels.height()));
        let rows = pixels.rows().step_by(down);
        let looked = rows.flat_map(|row| row.step_by(across)).filter(|pixel| !self.clear(pixel.0));
        let (mut seen, mut level, mut stray) = (0u32, 0u32, 0u32);
        for pixel in looked {
            seen += 1;
            match self.spot(pixel.0) {
                Spot::Flat(_) => level += 1,
                Spot::Between(..) => {}
                Spot::Stray => stray += 1,
            }
        }
        // With as much again as chance may make of it.
        let seen = f64::from(seen);
        f64::from(level) >= seen * LEAST_FLAT * 0.75
            && f64::from(stray) <= seen * self.care.stray * 2.0 + 20.0
    }

    fn clear(&self, pixel: [u8; 4]) -> bool {
        self.channels == 3 && pixel[3] == 0
    }

    /// Whether the whole picture is as the rule says.
    fn hold(&self, pixels: &RgbaImage) -> bool {
        let (width, height) = (pixels.width() as usize, pixels.height() as usize);
        let clear = |pixel: [u8; 4]| self.clear(pixel);
        let flat: Vec<bool> = pixels
            .pixels()
            .map(|pixel| clear(pixel.0) || matches!(self.spot(pixel.0), Spot::Flat(_)))
            .collect();
        let (mut seen, mut level, mut stray) = (0u32, 0u32, 0u32);
        for (at, pixel) in pixels.pixels().enumerate() {
            if clear(pixel.0) {
                continue;
            }
            seen += 1;
            if flat[at] {
                level += 1;
                continue;
            }
            let (x, y) = (at % width, at / width);
            let near = (y.saturating_sub(AROUND)..(y + AROUND + 1).min(height))
                .flat_map(|y| flat[y * width..][x.saturating_sub(AROUND)..(x + AROUND + 1).min(width)].iter())
                .filter(|flat| **flat)
                .count();
            if near < NEAR || self.spot(pixel.0) == Spot::Stray {
                stray += 1;
            }
        }
        f64::from(level) >= f64::from(seen) * LEAST_FLAT
            && f64::from(stray) <= f64::from(seen) * self.care.stray
    }

    /// The flat colours.
    #[must_use]
    pub fn colours(&self) -> &[[u8; 4]] {
        &self.colours
    }

    /// Where a pixel is among the flat colours.
    #[must_use]
    pub fn spot(&self, pixel: [u8; 4]) -> Spot {
        let (nearest, distance) = self
            .colours
            .iter()
            .map(|colour| apart(*colour, pixel, self.channels))
            .enumerate()
            .min_by_key(|(_, distance)| *distance)
            .unwrap_or((0, u8::MAX));
        if distance <= self.care.flat {
            return Spot::Flat(nearest);
        }
        let mut found = (self.care.between, Spot::Stray);
        for (first, from) in self.colours.iter().enumerate() {
            for (second, to) in self.colours.iter().enumerate().skip(first + 1) {
                let (off, share) = between(*from, *to, pixel, self.channels);
                if off < found.0 {
                    found = (off, Spot::Between(first, second, share));
                }
            }
        }
        found.1
    }
}

fn is_grey([a, b, c, _]: [u8; 4]) -> bool {
    let (least, most) = (a.min(b).min(c), a.max(b).max(c));
    most - least < GREY
}

/// By how much two pixels differ in a channel, at most.
fn apart(one: [u8; 4], other: [u8; 4], channels: usize) -> u8 {
    one.iter().zip(other).take(channels).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0)
}

fn colour(pixel: [u8; 4], channels: usize) -> [u8; 4] {
    if channels == 4 { pixel } else { [pixel[0], pixel[1], pixel[2], 255] }
}

/// How far a pixel is off the way between two colours, and where along it.
fn between(from: [u8; 4], to: [u8; 4], pixel: [u8; 4], channels: usize) -> (f32, f32) {
    let difference = |a: u8, b: u8| f32::from(a) - f32::from(b);
    let (mut along, mut whole) = (0.0, 0.0);
    for channel in 0..channels {
        let way = difference(to[channel], from[channel]);
        along += difference(pixel[channel], from[channel]) * way;
        whole += way * way;
    }
    let share = (along / whole.max(1.0)).clamp(0.0, 1.0);
    let off = (0..channels)
        .map(|channel| {
            let way = difference(to[channel], from[channel]);
            (difference(pixel[channel], from[channel]) - way * share).abs()
        })
        .fold(0.0, f32::max);
    (off, share)
}

/// How many modules a side of a QR code has, when the picture is one in two colours with hard edges.
#[must_use]
pub fn code_modules(pixels: &RgbaImage, flats: &Flats) -> Option<u32> {
    let &[one, other] = flats.colours() else { return None };
    let light = |colour: [u8; 4]| colour.iter().map(|value| u32::from(*value)).sum::<u32>();
    let ink = usize::from(light(other) < light(one));
    let dark = |x: u32, y: u32| flats.spot(pixels.get_pixel(x, y).0) == Spot::Flat(ink);
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, pixel) in pixels.enumerate_pixels() {
        match flats.spot(pixel.0) {
            Spot::Flat(colour) if colour == ink => {
                (left, top) = (left.min(x), top.min(y));
                (right, bottom) = (right.max(x + 1), bottom.max(y + 1));
            }
            Spot::Flat(_) => {}
            _ => return None,
        }
    }
    let side = right.checked_sub(left)?;
    // The finder in the corner is seven modules wide.
    let module = (left..right).take_while(|x| dark(*x, top)).count();
    let module = u32::try_from(module).ok()? / 7;
    if module == 0 || bottom.checked_sub(top)? != side || !side.is_multiple_of(module) {
        return None;
    }
    let modules = side / module;
    if !(21..=177).contains(&modules) || !(modules - 21).is_multiple_of(4) {
        return None;
    }
    let finder = |from_x: u32, from_y: u32| {
        (0..7).all(|row: u32| {
            (0..7).all(|column: u32| {
                let ring = row.abs_diff(3).max(column.abs_diff(3));
                let middle = |start: u32, at: u32, first: u32| first + (start + at) * module + module / 2;
                dark(middle(from_x, column, left), middle(from_y, row, top)) == (ring != 2)
            })
        })
    };
    (finder(0, 0) && finder(modules - 7, 0) && finder(0, modules - 7)).then_some(modules)
}
