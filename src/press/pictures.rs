//! Pictures for the press: cut, brought to their size, faded, sharpened and converted.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use rayon::prelude::*;
use typst_library::foundations::Bytes;
use typst_library::layout::{Abs, Point};
use typst_utils::LazyHash;

use super::icc::PressProfile;
use super::link::Link;
use super::space::PictureSpace;
use crate::edition::lightness::Veil;
use crate::guard::guarded;
use crate::message::Message;
use crate::report::pixels::{self, Upright};
use crate::say;

/// What a picture on the page is made from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A photo of the report, faded or shaded where it is to be.
    Photo {
        /// The file.
        bytes: Arc<LazyHash<Vec<u8>>>,
        /// How the report names it.
        name: String,
        /// What lies over it.
        veil: Veil,
    },
    /// A picture of the template.
    Other(Bytes),
}

impl Origin {
    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Photo { bytes, .. } => bytes,
            Self::Other(bytes) => bytes,
        }
    }

    /// A hash of the file.
    #[must_use]
    pub fn content(&self) -> u128 {
        match self {
            Self::Photo { bytes, .. } => typst_utils::hash128(bytes),
            Self::Other(bytes) => typst_utils::hash128(bytes),
        }
    }

    /// The file that findings name, where it is known.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Photo { name, .. } => Some(name),
            Self::Other(_) => None,
        }
    }

    /// What lies over the part that is seen.
    #[must_use]
    pub fn veil(&self) -> Veil {
        match self {
            Self::Photo { veil, .. } => *veil,
            Self::Other(_) => Veil::default(),
        }
    }
}

/// The part of a picture that is seen, and its size on the page.
#[derive(Debug, Clone)]
pub struct Cut {
    /// What it is made from.
    pub origin: Origin,
    /// Where the part begins and ends, as shares of the whole picture's width and height.
    pub left: f64,
    /// See [`Cut::left`].
    pub top: f64,
    /// See [`Cut::left`].
    pub right: f64,
    /// See [`Cut::left`].
    pub bottom: f64,
    /// Its width on the page (pt).
    pub width_pt: f64,
    /// Its height on the page (pt).
    pub height_pt: f64,
    /// The page it is on, counted from 1.
    pub page: usize,
    /// Its place on the page (pt).
    pub x_pt: f64,
    /// See [`Cut::x_pt`].
    pub y_pt: f64,
}

impl Cut {
    /// Its place on the page.
    pub(super) fn place(&self) -> Point {
        Point::new(Abs::pt(self.x_pt), Abs::pt(self.y_pt))
    }
}

/// A picture in inks.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The JPEG: four channels.
    pub jpeg: Arc<Vec<u8>>,
    /// The width (pixels).
    pub width: u32,
    /// The height (pixels).
    pub height: u32,
    /// What is odd about the picture's own profile.
    pub note: Option<Message>,
    /// The most ink in one pixel (%).
    pub most_ink: f64,
    /// The ink on average, in [`INK_GRID`] × [`INK_GRID`] cells, row by row (%).
    pub ink: Arc<Vec<f32>>,
}

/// The cells of a picture's ink, in each direction.
pub const INK_GRID: usize = 32;

/// A decoded picture: upright, three channels, with the space of its colours.
struct Decoded {
    pixels: RgbImage,
    source: Option<PictureSpace>,
    grey: bool,
    note: Option<Message>,
}

/// How pictures are made.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// At most so many pixels to the inch.
    pub ppi: f64,
    /// How strongly they are sharpened.
    pub sharpen: f64,
    /// The press.
    pub press: &'a PressProfile,
    /// The most ink in one place (%).
    pub total_ink: f64,
}

/// Makes all pictures, in parallel and in the order of the cuts: each one, or what is wrong with it.
#[must_use]
pub fn print_all(cuts: &[Cut], making: Making) -> Vec<Result<Printed, Message>> {
    // One grid for all pictures without a profile of their own.
    let link = LazyLock::new(|| Link::new(PictureSpace::srgb(), making.press));
    cuts.par_iter().map(|cut| print(cut, making, &link)).collect()
}

/// The same in RGB, for previews: pixels at a resolution.
#[must_use]
pub fn preview_all(cuts: &[Cut], ppi: f64) -> Vec<Result<RgbImage, Message>> {
    cuts.par_iter().map(|cut| in_rgb(cut, ppi)).collect()
}

/// The same as JPEG, for the office. No more than one picture a thread is in memory as pixels.
#[must_use]
pub fn office_all(cuts: &[Cut], ppi: f64) -> Vec<Result<Vec<u8>, Message>> {
    let make = |cut: &Cut| {
        let mut jpeg = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 90);
        in_rgb(cut, ppi)?
            .write_with_encoder(encoder)
            .map_err(|error| say!("picture.unwritable", words = error.to_string()))?;
        Ok(jpeg)
    };
    cuts.par_iter().map(make).collect()
}

fn in_rgb(cut: &Cut, ppi: f64) -> Result<RgbImage, Message> {
    let made = guarded(|| {
        let decoded = decode(cut.origin.bytes())?;
        let mut pixels = resize(decoded.pixels, cut, ppi)?;
        veiled(&mut pixels, cut.origin.veil());
        Ok(pixels)
    });
    made.unwrap_or_else(|| Err(say!("picture.undecodable")))
}

/// Pictures that were made, by all that decides what comes out.
static MADE: LazyLock<Mutex<HashMap<u128, Printed>>> = LazyLock::new(Mutex::default);
/// Made pictures that are kept: those of a report with the most photos, and of its template.
const KEPT: usize = 128;

/// Forgets the pictures that were made.
pub fn forget() {
    if let Ok(mut made) = MADE.lock() {
        made.clear();
    }
}

fn print(cut: &Cut, making: Making, link: &Link) -> Result<Printed, Message> {
    let key = typst_utils::hash128(&(
        cut.origin.content(),
        cut.origin.veil().key(),
        [cut.left, cut.top, cut.right, cut.bottom, cut.width_pt, cut.height_pt].map(f64::to_bits),
        [making.ppi, making.sharpen, making.total_ink].map(f64::to_bits),
        &making.press.bytes,
    ));
    if let Some(made) = MADE.lock().ok().and_then(|made| made.get(&key).cloned()) {
        return Ok(made);
    }
    let made =
        guarded(|| print_anew(cut, making, link)).unwrap_or_else(|| Err(say!("picture.undecodable")))?;
    if let Ok(mut all) = MADE.lock() {
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, made.clone());
    }
    Ok(made)
}

fn print_anew(cut: &Cut, making: Making, link: &Link) -> Result<Printed, Message> {
    let decoded = decode(cut.origin.bytes())?;
    let mut pixels = resize(decoded.pixels, cut, making.ppi)?;
    sharpen(&mut pixels, making.sharpen);
    veiled(&mut pixels, cut.origin.veil());
    let own = decoded.source.as_ref().map(|source| Link::new(source, making.press));
    let link = own.as_ref().unwrap_or(link);
    let (width, height) = pixels.dimensions();
    let mut most_ink = 0.0f64;
    let limit = making.total_ink / 100.0;
    let mut data = Vec::with_capacity(pixels.as_raw().len() / 3 * 4);
    let mut cells = vec![(0.0f32, 0u32); INK_GRID * INK_GRID];
    for (x, y, pixel) in pixels.enumerate_pixels() {
        // Grey pictures are black ink alone, as grey paints are.
        let mut inks = if decoded.grey {
            [0.0, 0.0, 0.0, 1.0 - f32::from(pixel.0[0]) / 255.0]
        } else {
            link.inks(pixel.0.map(|value| f32::from(value) / 255.0))
        };
        let total: f32 = inks.iter().sum();
        #[expect(clippy::cast_possible_truncation, reason = "a few units")]
        let limit = limit as f32;
        if total > limit {
            // Black stays; the colours give way.
            let share = ((limit - inks[3]) / (total - inks[3])).clamp(0.0, 1.0);
            inks[..3].iter_mut().for_each(|ink| *ink *= share);
        }
        let total = inks.iter().sum::<f32>() * 100.0;
        most_ink = most_ink.max(f64::from(total));
        let cell = |at: u32, of: u32| at as usize * INK_GRID / of as usize;
        let cell = &mut cells[cell(y, height) * INK_GRID + cell(x, width)];
        *cell = (cell.0 + total, cell.1 + 1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        data.extend(inks.map(|ink| (ink * 255.0 + 0.5).clamp(0.0, 255.0) as u8));
    }
    let mut jpeg = Vec::new();
    let (Ok(w), Ok(h)) = (u16::try_from(width), u16::try_from(height)) else {
        return Err(say!("picture.too-large"));
    };
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    // The encoder writes CMYK inverted, as Adobe's programs do; the PDF says so in its Decode.
    encoder
        .encode(&data, w, h, jpeg_encoder::ColorType::Cmyk)
        .map_err(|error| say!("picture.unwritable", words = error.to_string()))?;
    // A picture of fewer pixels than cells leaves some without any: they take what is beside them.
    let mut before = 0.0;
    let coverage = cells
        .into_iter()
        .map(|(sum, count)| {
            #[expect(clippy::cast_precision_loss, reason = "some ten thousand pixels")]
            if count > 0 {
                before = sum / count as f32;
            }
            before
        })
        .collect();
    Ok(Printed { jpeg: Arc::new(jpeg), width, height, note: decoded.note, most_ink, ink: Arc::new(coverage) })
}

fn decode(bytes: &[u8]) -> Result<Decoded, Message> {
    let Upright { pixels, grey, profile } = pixels::upright(bytes)?;
    let (mut source, mut note) = (None, None);
    if let Some(profile) = profile.as_deref().filter(|_| !grey) {
        match PictureSpace::read(profile) {
            Ok(found) => source = Some(found),
            Err(message) => note = Some(message),
        }
    }
    Ok(Decoded { pixels, source, grey, note })
}

/// Cuts a picture and brings it to its size on the page; it is never made larger.
fn resize(picture: RgbImage, cut: &Cut, ppi: f64) -> Result<RgbImage, Message> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (left, top) = (cut.left * width, cut.top * height);
    let (across, down) = ((cut.right - cut.left) * width, (cut.bottom - cut.top) * height);
    let wanted = |points: f64, there: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the picture's pixels"
        )]
        let pixels = (points / 72.0 * ppi).round().min(there.ceil()).max(1.0) as u32;
        pixels
    };
    let (to_width, to_height) = (wanted(cut.width_pt, across), wanted(cut.height_pt, down));
    let failed = |words: String| say!("picture.resize", words = words);
    let from = Pixels::from_vec_u8(picture.width(), picture.height(), in_fours(picture), PixelType::U8x4)
        .map_err(|error| failed(error.to_string()))?;
    let mut to = Pixels::new(to_width, to_height, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(false)
        .crop(left, top, across.min(width - left), down.min(height - top));
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| failed(error.to_string()))?;
    let pixels = to.into_vec().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    RgbImage::from_raw(to_width, to_height, pixels).ok_or_else(|| failed("wrong size".to_owned()))
}

/// A picture with a fourth channel that says nothing: the one form of pixels that is resized here. They are moved apart in
/// the memory that they have, from the last one on.
fn in_fours(picture: RgbImage) -> Vec<u8> {
    let mut bytes = picture.into_raw();
    let pixels = bytes.len() / 3;
    bytes.resize(pixels * 4, 0);
    for pixel in (0..pixels).rev() {
        bytes.copy_within(3 * pixel..3 * pixel + 3, 4 * pixel);
    }
    bytes
}

/// Sharpens by what a pixel differs from its neighbours (unsharp mask of one pixel's radius).
fn sharpen(pixels: &mut RgbImage, amount: f64) {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    if amount <= 0.0 || width < 3 || height < 3 {
        return;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let weight = (amount * 64.0) as i32;
    let from = pixels.as_raw().clone();
    let row = width * 3;
    for y in 1..height - 1 {
        for x in 3..row - 3 {
            let at = y * row + x;
            let here = i32::from(from[at]);
            let around = i32::from(from[at - 3])
                + i32::from(from[at + 3])
                + i32::from(from[at - row])
                + i32::from(from[at + row]);
            let value = here + (4 * here - around) * weight / 512;
            pixels.as_flat_samples_mut().samples[at] = u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX);
        }
    }
}

/// Fades to white and shades, by shares of the height.
fn veiled(pixels: &mut RgbImage, veil: Veil) {
    if veil == Veil::default() {
        return;
    }
    let height = f64::from(pixels.height());
    for (y, row) in pixels.rows_mut().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
        let at = (y as f64 + 0.5) / height;
        for value in row.flat_map(|pixel| &mut pixel.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
            let mixed = (veil.over(f64::from(*value) / 255.0, at) * 255.0).round() as u8;
            *value = mixed;
        }
    }
}
