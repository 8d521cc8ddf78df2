//! Pictures for the press: cut, brought to their size, prepared, faded, sharpened and converted. Line art stays as it is.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use fast_image_resize::images::{Image as Pixels, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbaImage;
use rayon::prelude::*;
use typst_library::foundations::Bytes;
use typst_library::layout::{Abs, Point};
use typst_utils::LazyHash;

use super::encode;
pub use super::encode::Form;
use super::icc::PressProfile;
use super::line_art::{Flats, Spot, code_modules};
use super::prepare::{self, Tones};
use super::way::{Goal, Note, Way, Ways};
use crate::edition::Black;
use crate::edition::lightness::Veil;
use crate::guard::guarded;
use crate::message::Message;
use crate::report::pixels::{self, Colours, Upright};
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
    /// A hash of how it looks at a resolution, wherever it stands.
    pub(super) fn look(&self, ppi: f64) -> u128 {
        let sides = [self.left, self.top, self.right, self.bottom, self.width_pt, self.height_pt, ppi];
        let veil = format!("{:?}", self.origin.veil());
        typst_utils::hash128(&(self.origin.content(), sides.map(f64::to_bits), veil))
    }

    /// Its place on the page.
    pub(super) fn place(&self) -> Point {
        Point::new(Abs::pt(self.x_pt), Abs::pt(self.y_pt))
    }
}

/// A picture in inks.
#[derive(Debug, Clone)]
pub struct Printed {
    /// How it is coded.
    pub form: Form,
    /// The coded inks.
    pub bytes: Arc<Vec<u8>>,
    /// How much is seen of each pixel, a byte each, deflated; nothing where all is.
    pub mask: Option<Arc<Vec<u8>>>,
    /// The width (pixels).
    pub width: u32,
    /// The height (pixels).
    pub height: u32,
    /// What is known of it.
    pub known: Known,
    /// The most ink in one pixel (%).
    pub most_ink: f64,
    /// The ink on average, in [`INK_GRID`] × [`INK_GRID`] cells, row by row (%).
    pub ink: Arc<Vec<f32>>,
}

/// A picture for the office.
#[derive(Debug, Clone)]
pub struct ForOffice {
    /// The file: JPEG, or PNG where JPEG would spoil it.
    pub bytes: Vec<u8>,
    /// Whether it is PNG.
    pub png: bool,
    /// What is known of it.
    pub known: Known,
}

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// What kind of picture it is.
    pub kind: Kind,
    /// Its own pixels to the inch, at its size on the page.
    pub ppi: f64,
    /// What is odd about its colours.
    pub note: Option<Note>,
}

/// Kinds of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Tones.
    Photo,
    /// A few flat colours.
    LineArt,
    /// A QR code with hard edges, for which few pixels are enough.
    Code,
}

/// The cells of a picture's ink, in each direction.
pub const INK_GRID: usize = 32;
/// Line art has at most so many pixels to the inch.
pub const LINE_ART_PPI: f64 = 1200.0;
/// Codes in few pixels are drawn with at least so many pixels to the inch where programs smooth pictures.
const CODE_PPI: f64 = 300.0;
/// Line art that is cut through its pixels gets so many to the inch.
const FINE_PPI: f64 = 600.0;
/// Flat colours this dark (L*), with no more colour than the second, are black ink alone; lighter ones a tone of it.
const BLACK: (f64, f64) = (32.0, 8.0);
/// What JPEG leaves of a line's edge on a flat colour, as a share of the way to the next.
const SPECK: f32 = 0.08;

/// How pictures are made.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// Photos have at most so many pixels to the inch.
    pub ppi: f64,
    /// How strongly photos are sharpened.
    pub sharpen: f64,
    /// Whether photos' tones are prepared for the press.
    pub prepare: bool,
    /// How much black ink there is; as the profile likes it when nothing is said.
    pub black: Option<Black>,
    /// Whether the file may hold what is partly transparent.
    pub alpha: bool,
    /// The press.
    pub press: &'a PressProfile,
    /// The most ink in one place (%).
    pub total_ink: f64,
}

/// Makes all pictures, in parallel and in the order of the cuts: each one, or what is wrong with it and what to do.
#[must_use]
pub fn print_all(cuts: &[Cut], making: Making) -> Vec<Result<Printed, Note>> {
    let ways = Ways::new(Goal::Press(making.press, making.black));
    cuts.par_iter().map(|cut| print(cut, making, &ways)).collect()
}

/// The same in red, green, blue and opacity, for previews: pixels at a resolution.
#[must_use]
pub fn preview_all(cuts: &[Cut], ppi: f64) -> Vec<Result<RgbaImage, Note>> {
    let ways = Ways::new(Goal::Srgb);
    cuts.par_iter().map(|cut| Ok(in_rgb(cut, ppi, ppi, &ways)?.0)).collect()
}

/// The same as files, for the office. No more than one picture a thread is in memory as pixels.
#[must_use]
pub fn office_all(cuts: &[Cut], ppi: f64) -> Vec<Result<ForOffice, Note>> {
    let ways = Ways::new(Goal::Srgb);
    let make = |cut: &Cut| {
        let unwritable = |error: image::ImageError| say!("picture.unwritable", words = error.to_string());
        let (pixels, known) = in_rgb(cut, ppi, LINE_ART_PPI, &ways)?;
        let mut bytes = Vec::new();
        let clear = pixels.pixels().any(|pixel| pixel.0[3] < 255);
        let png = clear || known.kind != Kind::Photo;
        let pixels = image::DynamicImage::ImageRgba8(pixels);
        let pixels = if clear { pixels } else { pixels.into_rgb8().into() };
        if png {
            pixels.write_with_encoder(image::codecs::png::PngEncoder::new(&mut bytes)).map_err(unwritable)?;
        } else {
            let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
            pixels.write_with_encoder(encoder).map_err(unwritable)?;
        }
        Ok(ForOffice { bytes, png, known })
    };
    cuts.par_iter().map(make).collect()
}

/// A whole file as a small JPEG, so wide at the most (pixels); none when it cannot be decoded.
#[must_use]
pub fn small(bytes: &[u8], width: u32) -> Option<Vec<u8>> {
    let (_, (own, height)) = crate::report::measured(bytes).ok()?;
    let width = f64::from(width.min(own));
    let cut = Cut {
        origin: Origin::Other(Bytes::new(bytes.to_vec())),
        left: 0.0,
        top: 0.0,
        right: 1.0,
        bottom: 1.0,
        width_pt: width,
        height_pt: width * f64::from(height) / f64::from(own.max(1)),
        page: 1,
        x_pt: 0.0,
        y_pt: 0.0,
    };
    let (pixels, _) = in_rgb(&cut, 72.0, 72.0, &Ways::new(Goal::Srgb)).ok()?;
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 85);
    image::DynamicImage::ImageRgba8(pixels).into_rgb8().write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

/// A picture in RGB: photos at a resolution, line art with its own pixels up to another.
fn in_rgb(cut: &Cut, ppi: f64, art_ppi: f64, ways: &Ways) -> Result<(RgbaImage, Known), Note> {
    let made = guarded(|| {
        let (picture, art) = open(cut, ppi)?;
        let way = ways.of(&picture);
        let known = known(cut, &picture, art.as_ref(), &way);
        let mut pixels = match art {
            Some(Art { pixels, .. }) => at_most(pixels, &picture, cut, art_ppi)?,
            None => cut_out(&picture, cut, ppi)?,
        };
        veiled(&mut pixels, picture.colours, cut.origin.veil());
        let opaque = picture.colours == Colours::Cmyk;
        for pixel in pixels.pixels_mut() {
            let [r, g, b, _] = way.convert(pixel.0).map(byte);
            pixel.0 = [r, g, b, if opaque { 255 } else { pixel.0[3] }];
        }
        if known.kind == Kind::Code {
            pixels = enlarged(pixels, cut);
        }
        Ok((pixels, known))
    });
    made.unwrap_or_else(|| Err(say!("picture.undecodable").into()))
}

/// A code in whole squares of more pixels.
fn enlarged(pixels: RgbaImage, cut: &Cut) -> RgbaImage {
    let (width, height) = pixels.dimensions();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few times")]
    let times = (cut.width_pt / 72.0 * CODE_PPI / f64::from(width)).ceil().clamp(1.0, 100.0) as u32;
    if times == 1 {
        return pixels;
    }
    RgbaImage::from_fn(width * times, height * times, |x, y| *pixels.get_pixel(x / times, y / times))
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

fn print(cut: &Cut, making: Making, ways: &Ways) -> Result<Printed, Note> {
    let key = typst_utils::hash128(&(
        cut.origin.content(),
        cut.origin.veil().key(),
        [cut.left, cut.top, cut.right, cut.bottom, cut.width_pt, cut.height_pt].map(f64::to_bits),
        [making.ppi, making.sharpen, making.total_ink].map(f64::to_bits),
        (making.prepare, making.black, making.alpha),
        &making.press.bytes,
    ));
    if let Some(made) = MADE.lock().ok().and_then(|made| made.get(&key).cloned()) {
        return Ok(made);
    }
    let made = guarded(|| print_anew(cut, making, ways))
        .unwrap_or_else(|| Err(say!("picture.undecodable").into()))?;
    if let Ok(mut all) = MADE.lock() {
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, made.clone());
    }
    Ok(made)
}

fn print_anew(cut: &Cut, making: Making, ways: &Ways) -> Result<Printed, Note> {
    let (picture, art) = open(cut, making.ppi)?;
    let way = ways.of(&picture);
    let known = known(cut, &picture, art.as_ref(), &way);
    let is_art = art.is_some();
    let (pixels, mut inks) = if let Some(Art { pixels, flats }) = art {
        let pixels = at_most(pixels, &picture, cut, LINE_ART_PPI)?;
        let inks = inks_of_art(&pixels, &flats, picture.lossy, &way, making);
        (pixels, inks)
    } else {
        let pixels = photo(&picture, cut, making)?;
        let inks = inks_of(&pixels, &way, making);
        (pixels, inks)
    };
    let (width, height) = pixels.dimensions();
    let clear = picture.clear && pixels.pixels().any(|pixel| pixel.0[3] < 255);
    if clear && !making.alpha {
        return Err(Note { message: say!("picture.clear"), hint: say!("hint.x4-or-ground") });
    }
    if clear {
        // What is not seen has no edges that JPEG could blur into what is.
        continue_unseen(&pixels, &mut inks);
    }
    let mask = clear.then(|| encode::deflated(&pixels.pixels().map(|pixel| pixel.0[3]).collect::<Vec<u8>>()));
    let mask = mask.transpose()?;
    let (most_ink, ink) = coverage(&inks, &pixels, clear);
    let (form, bytes) = if is_art {
        encode::lossless(&inks, width)?
    } else {
        encode::jpeg(&mut inks, width, height, making.total_ink)?
    };
    Ok(Printed { form, bytes, mask, width, height, known, most_ink, ink: Arc::new(ink) })
}

/// Line art: the pixels of the part that is seen, and its flat colours.
struct Art {
    pixels: RgbaImage,
    flats: Flats,
}

/// A picture, decoded as large as it is needed for photos, and all of it where it is line art.
fn open(cut: &Cut, ppi: f64) -> Result<(Upright, Option<Art>), Message> {
    let needed = |points: f64, share: f64| points / 72.0 * ppi / share.max(1e-6);
    let least = (needed(cut.width_pt, cut.right - cut.left), needed(cut.height_pt, cut.bottom - cut.top));
    let picture = pixels::upright(cut.origin.bytes(), Some(least))?;
    // What is faded has tones.
    if cut.origin.veil() != Veil::default() {
        return Ok((picture, None));
    }
    let look = |picture: &Upright| {
        let pixels = in_squares(picture, cut, 1);
        let flats = Flats::of(&pixels, picture.colours, picture.lossy)?;
        let times = squares(picture, cut);
        Some(Art { pixels: if times > 1 { in_squares(picture, cut, times) } else { pixels }, flats })
    };
    match look(&picture) {
        Some(_) if picture.full != picture.pixels.dimensions() => {
            let picture = pixels::upright(cut.origin.bytes(), None)?;
            let art = look(&picture);
            Ok((picture, art))
        }
        art => Ok((picture, art)),
    }
}

/// The part that is seen, to whole pixels, with squares of so many for each.
fn in_squares(picture: &Upright, cut: &Cut, times: u32) -> RgbaImage {
    let (width, height) = picture.pixels.dimensions();
    let side = |from: f64, to: f64, extent: f64, length: u32| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
        let [from, to] = [from, to].map(|share| (share * extent * f64::from(times)).round().max(0.0) as u32);
        let from = from.min(length * times - 1);
        (from, to.clamp(from + 1, length * times) - from)
    };
    let (left, across) = side(cut.left, cut.right, picture.extent.0, width);
    let (top, down) = side(cut.top, cut.bottom, picture.extent.1, height);
    if times == 1 {
        return image::imageops::crop_imm(&picture.pixels, left, top, across, down).to_image();
    }
    RgbaImage::from_fn(across, down, |x, y| *picture.pixels.get_pixel((left + x) / times, (top + y) / times))
}

/// How many pixels each pixel of line art becomes in each direction, so that the cut may go through it: one where the cut
/// goes between pixels, or they are small on the page.
fn squares(picture: &Upright, cut: &Cut) -> u32 {
    let (width, height) = picture.extent;
    let edges = [cut.left * width, cut.right * width, cut.top * height, cut.bottom * height];
    if edges.iter().all(|edge| (edge - edge.round()).abs() < 0.02) {
        return 1;
    }
    let ppi = (cut.right - cut.left) * width * 72.0 / cut.width_pt.max(0.01);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few times")]
    let times = (FINE_PPI / ppi.max(1.0)).ceil().clamp(1.0, 64.0) as u32;
    times
}

fn known(cut: &Cut, picture: &Upright, art: Option<&Art>, way: &Way) -> Known {
    let kind = match art {
        Some(Art { pixels, flats }) if code_modules(pixels, flats).is_some() => Kind::Code,
        Some(_) => Kind::LineArt,
        None => Kind::Photo,
    };
    let ppi = |pixels: u32, share: f64, points: f64| f64::from(pixels) * share * 72.0 / points.max(0.01);
    let (width, height) = picture.full;
    let across = ppi(width, cut.right - cut.left, cut.width_pt);
    let down = ppi(height, cut.bottom - cut.top, cut.height_pt);
    Known { kind, ppi: across.min(down), note: way.note.clone() }
}

/// A photo's part that is seen, at its size, ready to be separated. Inks are as somebody prepared them.
fn photo(picture: &Upright, cut: &Cut, making: Making) -> Result<RgbaImage, Message> {
    let mut pixels = cut_out(picture, cut, making.ppi)?;
    let colours = picture.colours;
    if colours != Colours::Cmyk {
        if making.prepare {
            Tones::of(&pixels, colours, making.press).change(&mut pixels, colours);
        }
        let ppi = f64::from(pixels.width()) * 72.0 / cut.width_pt.max(0.01);
        prepare::sharpen(&mut pixels, colours, making.sharpen, cut.width_pt, ppi);
    }
    veiled(&mut pixels, colours, cut.origin.veil());
    Ok(pixels)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn byte(value: f32) -> u8 {
    (value * 255.0 + 0.5).clamp(0.0, 255.0) as u8
}

/// Inks within the limit. Black stays; the colours give way.
fn limited(mut inks: [f32; 4], limit: f64) -> [f32; 4] {
    #[expect(clippy::cast_possible_truncation, reason = "a few units")]
    let limit = (limit / 100.0) as f32;
    let total: f32 = inks.iter().sum();
    if total > limit {
        let share = ((limit - inks[3]) / (total - inks[3])).clamp(0.0, 1.0);
        inks[..3].iter_mut().for_each(|ink| *ink *= share);
    }
    inks
}

/// The inks of a photo, four bytes a pixel.
fn inks_of(pixels: &RgbaImage, way: &Way, making: Making) -> Vec<u8> {
    pixels.pixels().flat_map(|pixel| limited(way.convert(pixel.0), making.total_ink).map(byte)).collect()
}

/// The inks of line art, four bytes a pixel: each flat colour has its own, an edge those of both sides.
fn inks_of_art(pixels: &RgbaImage, flats: &Flats, lossy: bool, way: &Way, making: Making) -> Vec<u8> {
    let own: Vec<[f32; 4]> =
        flats.colours().iter().map(|colour| inks_of_flat(*colour, way, making)).collect();
    let mut known: HashMap<[u8; 4], [u8; 4]> = HashMap::new();
    let inks = |pixel: [u8; 4]| {
        let inks = match flats.spot(pixel) {
            Spot::Flat(index) => own[index],
            Spot::Between(first, second, share) => {
                let share = match share {
                    share if lossy && share < SPECK => 0.0,
                    share if lossy && share > 1.0 - SPECK => 1.0,
                    share => share,
                };
                std::array::from_fn(|i| own[first][i] * (1.0 - share) + own[second][i] * share)
            }
            Spot::Stray => way.convert(pixel),
        };
        limited(inks, making.total_ink).map(byte)
    };
    pixels.pixels().flat_map(|pixel| *known.entry(pixel.0).or_insert_with(|| inks(pixel.0))).collect()
}

/// The inks of a flat colour. What looks grey is black ink alone, so that its edges are sharp.
fn inks_of_flat(colour: [u8; 4], way: &Way, making: Making) -> [f32; 4] {
    let inks = way.convert(colour);
    let [light, a, b] = way.lab(colour, making.press);
    let colours: f32 = inks[..3].iter().sum();
    if a.hypot(b) > BLACK.1 || colours < 0.01 {
        return inks;
    }
    if light <= BLACK.0 {
        return [0.0, 0.0, 0.0, 1.0];
    }
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    let black = making.press.black_of_grey(super::lab::xyz_of_lab([light, 0.0, 0.0])[1]) as f32;
    [0.0, 0.0, 0.0, black]
}

/// Gives pixels that are not seen the inks of the last one in their row that is.
fn continue_unseen(pixels: &RgbaImage, inks: &mut [u8]) {
    let row = 4 * pixels.width() as usize;
    for (pixels, inks) in pixels.rows().zip(inks.chunks_exact_mut(row)) {
        let mut last = [0; 4];
        for (pixel, inks) in pixels.zip(inks.chunks_exact_mut(4)) {
            if pixel.0[3] == 0 {
                inks.copy_from_slice(&last);
            } else {
                last.copy_from_slice(inks);
            }
        }
    }
}

/// The most ink in a pixel (%), and the ink in cells: of what is seen.
fn coverage(inks: &[u8], pixels: &RgbaImage, clear: bool) -> (f64, Vec<f32>) {
    let (width, height) = pixels.dimensions();
    let mut most_ink = 0.0f64;
    let mut cells = vec![(0.0f64, 0u32); INK_GRID * INK_GRID];
    for ((x, y, pixel), inks) in pixels.enumerate_pixels().zip(inks.chunks_exact(4)) {
        let seen = if clear { f64::from(pixel.0[3]) / 255.0 } else { 1.0 };
        let total = encode::total(inks) * seen;
        most_ink = most_ink.max(total);
        let cell = |at: u32, of: u32| at as usize * INK_GRID / of as usize;
        let cell = &mut cells[cell(y, height) * INK_GRID + cell(x, width)];
        *cell = (cell.0 + total, cell.1 + 1);
    }
    // A picture of fewer pixels than cells leaves some without any: they take what is beside them.
    let mut before = 0.0;
    let ink = cells.into_iter().map(|(sum, count)| {
        if count > 0 {
            #[expect(clippy::cast_possible_truncation, reason = "per cent")]
            let mean = (sum / f64::from(count)) as f32;
            before = mean;
        }
        before
    });
    (most_ink, ink.collect())
}

/// Cuts a picture and brings it to its size on the page; it is never made larger.
fn cut_out(picture: &Upright, cut: &Cut, ppi: f64) -> Result<RgbaImage, Message> {
    let (width, height) = picture.extent;
    let (left, top) = (cut.left * width, cut.top * height);
    let (across, down) = ((cut.right - cut.left) * width, (cut.bottom - cut.top) * height);
    let to = (wanted(cut.width_pt, ppi, across), wanted(cut.height_pt, ppi, down));
    let part = [left, top, across.min(width - left), down.min(height - top)];
    resized(&picture.pixels, picture, part, to)
}

/// Line art as it is, or with fewer pixels where it has more to the inch than can be printed.
fn at_most(pixels: RgbaImage, picture: &Upright, cut: &Cut, ppi: f64) -> Result<RgbaImage, Message> {
    let (across, down) = (f64::from(pixels.width()), f64::from(pixels.height()));
    let to = (wanted(cut.width_pt, ppi, across), wanted(cut.height_pt, ppi, down));
    if to == pixels.dimensions() {
        return Ok(pixels);
    }
    resized(&pixels, picture, [0.0, 0.0, across, down], to)
}

/// So many pixels are wanted of a length on the page, at most as many as there are.
fn wanted(points: f64, ppi: f64, there: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most the picture's pixels"
    )]
    let pixels = (points / 72.0 * ppi).round().min(there.ceil()).max(1.0) as u32;
    pixels
}

/// A part of pixels (left, top, width, height) in another size.
fn resized(
    pixels: &RgbaImage,
    picture: &Upright,
    [left, top, across, down]: [f64; 4],
    (width, height): (u32, u32),
) -> Result<RgbaImage, Message> {
    let failed = |words: String| say!("picture.resize", words = words);
    let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x4)
        .map_err(|error| failed(error.to_string()))?;
    let mut to = Pixels::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(picture.clear)
        .crop(left, top, across, down);
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| failed(error.to_string()))?;
    RgbaImage::from_raw(width, height, to.into_vec()).ok_or_else(|| failed("wrong size".to_owned()))
}

/// Fades to white and shades, by shares of the height.
fn veiled(pixels: &mut RgbaImage, colours: Colours, veil: Veil) {
    if veil == Veil::default() {
        return;
    }
    // Of Lab, grey is in the middle of a and b. The fourth channel is an ink, or the opacity.
    let (dark, light) = match colours {
        Colours::Lab => ([0.0, 128.0, 128.0], [255.0, 128.0, 128.0]),
        _ => ([0.0; 3], [255.0; 3]),
    };
    let height = f64::from(pixels.height());
    for (y, row) in pixels.rows_mut().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
        let at = (y as f64 + 0.5) / height;
        // Between what becomes of black and of white all is in proportion.
        let (from, to) = (veil.over(0.0, at), veil.over(1.0, at));
        let over = |value: u8, dark: f64, light: f64| {
            let share = if light > dark { (f64::from(value) - dark) / (light - dark) } else { 0.0 };
            let mixed = if light > dark {
                dark + (light - dark) * (from + (to - from) * share)
            } else {
                dark + (f64::from(value) - dark) * (to - from)
            };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
            let mixed = mixed.round().clamp(0.0, 255.0) as u8;
            mixed
        };
        for pixel in row {
            for (channel, value) in pixel.0.iter_mut().take(3).enumerate() {
                *value = over(*value, dark[channel], light[channel]);
            }
            if colours == Colours::Cmyk {
                pixel.0[3] = over(pixel.0[3], 0.0, 255.0);
            }
        }
    }
}
