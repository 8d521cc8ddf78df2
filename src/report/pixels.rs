//! A picture's pixels: decoded and upright, as the numbers that the file has.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbaImage};

use super::tiff;
use crate::message::Message;
use crate::say;

/// So many pixels are decoded at most; a JPEG with more is decoded at a part of its size.
pub const MAX_DECODED: u64 = 100_000_000;

/// What a picture's numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colours {
    /// How light it is.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// CIE Lab.
    Lab,
}

/// A decoded picture, after the camera's orientation.
pub struct Upright {
    /// Four bytes a pixel; the higher, the lighter. Grey stands three times, of CMYK it is what each ink leaves of white, of
    /// Lab L, a + 128 and b + 128. The fourth is the opacity, but of CMYK.
    pub pixels: RgbaImage,
    /// What the numbers are.
    pub colours: Colours,
    /// Whether something is seen through it.
    pub clear: bool,
    /// The profile that it brings.
    pub profile: Option<Vec<u8>>,
    /// The exponent of its tone curve, where the file says one and brings no profile.
    pub gamma: Option<f64>,
    /// The size of the whole picture in the file (pixels).
    pub full: (u32, u32),
    /// Where the picture ends in `pixels`: a part of a pixel earlier when it was decoded at a part of its size.
    pub extent: (f64, f64),
    /// Whether coding may have changed its pixels a little.
    pub lossy: bool,
}

/// Decodes a picture. With `least`, so many pixels of the whole are enough.
///
/// # Errors
/// Why it cannot be decoded.
pub fn upright(bytes: &[u8], least: Option<(f64, f64)>) -> Result<Upright, Message> {
    let format = image::guess_format(bytes).map_err(broken)?;
    match format {
        ImageFormat::Jpeg => match jpeg(bytes, least) {
            Ok(picture) => Ok(picture),
            // Another decoder may know what this one does not, but for inks.
            Err(_) if components(bytes) != Some(4) => other(bytes, format),
            Err(problem) => Err(problem),
        },
        ImageFormat::Tiff => of_tiff(bytes),
        ImageFormat::Png => {
            let decoder = PngDecoder::new(Cursor::new(bytes)).map_err(broken)?;
            let mut picture = decoded(decoder, false, |picture| picture)?;
            picture.gamma = gamma(bytes);
            Ok(picture)
        }
        _ => other(bytes, format),
    }
}

/// A picture's width and height as seen, after the camera's orientation, from its head.
///
/// # Errors
/// Why it cannot be read.
pub fn size(bytes: &[u8], format: ImageFormat) -> image::ImageResult<(u32, u32)> {
    let numbers = (format == ImageFormat::Tiff)
        .then(|| tiff::Head::read(bytes))
        .flatten()
        .filter(|head| colours_of(head).is_some())
        .map(|head| head.numbers(bytes));
    let bytes = numbers.as_deref().unwrap_or(bytes);
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().is_ok_and(turns);
    Ok(if turned { (height, width) } else { (width, height) })
}

fn broken(error: image::ImageError) -> Message {
    say!("picture.damaged", words = error.to_string())
}

fn other(bytes: &[u8], format: ImageFormat) -> Result<Upright, Message> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    decoded(reader.into_decoder().map_err(broken)?, true, |picture| picture)
}

/// What a decoder of the picture library gives; `read` says what its numbers are where that library does not know it.
fn decoded(
    mut decoder: impl ImageDecoder,
    lossy: bool,
    read: impl Fn(DynamicImage) -> DynamicImage,
) -> Result<Upright, Message> {
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = read(DynamicImage::from_decoder(decoder).map_err(broken)?);
    let colour = picture.color();
    let colours = if colour.has_color() { Colours::Rgb } else { Colours::Grey };
    let pixels = if colour.has_alpha() {
        picture.into_rgba8()
    } else {
        let picture = picture.into_rgb8();
        let (width, height) = picture.dimensions();
        in_fours(width, height, picture.into_raw())?
    };
    let full = pixels.dimensions();
    let mut made = Upright {
        pixels,
        colours,
        clear: colour.has_alpha(),
        profile,
        gamma: None,
        full,
        extent: (f64::from(full.0), f64::from(full.1)),
        lossy,
    };
    made.clear &= made.pixels.pixels().any(|pixel| pixel.0[3] < 255);
    Ok(made.turned(orientation))
}

/// Pixels of three bytes with a fourth that says they are opaque. They are moved apart in the memory that they have, from the
/// last one on.
fn in_fours(width: u32, height: u32, mut bytes: Vec<u8>) -> Result<RgbaImage, Message> {
    let pixels = bytes.len() / 3;
    bytes.resize(pixels * 4, 255);
    for pixel in (0..pixels).rev() {
        bytes.copy_within(3 * pixel..3 * pixel + 3, 4 * pixel);
        bytes[4 * pixel + 3] = 255;
    }
    RgbaImage::from_raw(width, height, bytes).ok_or_else(|| say!("picture.undecodable"))
}

impl Upright {
    fn turned(mut self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let (width, height) = self.pixels.dimensions();
        let mut picture = DynamicImage::ImageRgba8(self.pixels);
        picture.apply_orientation(orientation);
        self.pixels = picture.into_rgba8();
        if turns(orientation) && (width, height) != (0, 0) {
            self.full = (self.full.1, self.full.0);
            self.extent = (self.extent.1, self.extent.0);
        }
        self
    }

    /// About the red, green and blue of a pixel on white paper, from 0 to 255, whatever its profile says.
    #[must_use]
    pub fn rgb(&self, pixel: [u8; 4]) -> [u8; 3] {
        let [a, b, c, d] = pixel.map(f64::from);
        let colour = match self.colours {
            Colours::Grey | Colours::Rgb => [a, b, c],
            Colours::Cmyk => [a, b, c].map(|left| left * d / 255.0),
            Colours::Lab => srgb_of_lab([a / 2.55, b - 128.0, c - 128.0]).map(|value| value * 255.0),
        };
        let opaque = if self.colours == Colours::Cmyk { 1.0 } else { d / 255.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        colour.map(|value| (value * opaque + 255.0 * (1.0 - opaque)).round().clamp(0.0, 255.0) as u8)
    }
}

/// Whether an orientation lays a picture on its side.
#[must_use]
pub fn turns(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// sRGB of Lab, from 0 to 1.
#[must_use]
pub fn srgb_of_lab(lab: [f64; 3]) -> [f64; 3] {
    let y = (lab[0] + 16.0) / 116.0;
    let back = |f: f64| if f > 6.0 / 29.0 { f.powi(3) } else { 108.0 / 841.0 * (f - 4.0 / 29.0) };
    srgb_of_xyz([0.9642 * back(y + lab[1] / 500.0), back(y), 0.8249 * back(y - lab[2] / 200.0)])
}

/// sRGB of D50 XYZ, from 0 to 1; what sRGB has not is brought to its edge.
#[must_use]
pub fn srgb_of_xyz(xyz: [f64; 3]) -> [f64; 3] {
    let rows = [
        [3.134_136_3, -1.617_385_8, -0.490_662_8],
        [-0.978_795_3, 1.916_253_9, 0.033_442_3],
        [0.071_955_4, -0.228_976_1, 1.405_385_2],
    ];
    rows.map(|row: [f64; 3]| {
        let linear = row.iter().zip(xyz).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0);
        if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
    })
}

/// The exponent of a PNG's tone curve, where neither a profile nor sRGB is named besides.
fn gamma(png: &[u8]) -> Option<f64> {
    let mut found = None;
    let mut at = 8;
    while let Some(&[a, b, c, d, e, f, g, h]) = png.get(at..at + 8) {
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?;
        let content = png.get(at + 8..(at + 8).checked_add(length)?)?;
        match &[e, f, g, h] {
            b"gAMA" => {
                let value = content.try_into().ok().map(u32::from_be_bytes);
                found = value.map(|value| f64::from(value) / 100_000.0);
            }
            b"sRGB" | b"iCCP" => return None,
            b"IDAT" => break,
            _ => {}
        }
        at += 12 + length;
    }
    // What nobody means, or what is as good as sRGB's, is none.
    found.filter(|gamma| (0.05..5.0).contains(gamma) && (gamma - 0.45455).abs() > 0.005)
}

/// A JPEG: at a half, a quarter or an eighth of its size where that is enough.
fn jpeg(bytes: &[u8], least: Option<(f64, f64)>) -> Result<Upright, Message> {
    let failed = |error: jpeg_decoder::Error| say!("picture.damaged", words = error.to_string());
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.read_info().map_err(failed)?;
    let info = decoder.info().ok_or_else(|| say!("picture.undecodable"))?;
    let orientation =
        decoder.exif_data().and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let (width, height) = (f64::from(info.width), f64::from(info.height));
    let (across, down) = match least {
        Some((across, down)) if turns(orientation) => (down, across),
        Some(least) => least,
        None => (width, height),
    };
    let enough = |eighths: u16| {
        let part = f64::from(eighths) / 8.0;
        width * part >= across.min(width) && height * part >= down.min(height)
    };
    let mut eighths = [1, 2, 4].into_iter().find(|eighths| enough(*eighths)).unwrap_or(8);
    if eighths == 8 && u64::from(info.width) * u64::from(info.height) > MAX_DECODED {
        eighths = 4;
    }
    let part =
        |length: u16| u16::try_from((u32::from(length) * u32::from(eighths)).div_ceil(8)).unwrap_or(length);
    let (to_width, to_height) = decoder.scale(part(info.width), part(info.height)).map_err(failed)?;
    let data = decoder.decode().map_err(failed)?;
    let profile = decoder.icc_profile();
    let (w, h) = (u32::from(to_width), u32::from(to_height));
    let (colours, pixels) = match info.pixel_format {
        jpeg_decoder::PixelFormat::L8 => {
            let data = data.into_iter().flat_map(|value| [value, value, value, 255]).collect();
            (Colours::Grey, RgbaImage::from_raw(w, h, data))
        }
        jpeg_decoder::PixelFormat::RGB24 => (Colours::Rgb, Some(in_fours(w, h, data)?)),
        jpeg_decoder::PixelFormat::CMYK32 => {
            // The decoder takes every file as one of Adobe's programs, which write inks inverted, and gives inks. Only a
            // file without their mark has them as they are.
            let mut data = data;
            if has_adobes_mark(bytes) {
                inverted(&mut data);
            }
            (Colours::Cmyk, RgbaImage::from_raw(w, h, data))
        }
        jpeg_decoder::PixelFormat::L16 => return Err(say!("picture.undecodable")),
    };
    let scale = f64::from(eighths) / 8.0;
    Ok(Upright {
        pixels: pixels.ok_or_else(|| say!("picture.undecodable"))?,
        colours,
        clear: false,
        profile,
        gamma: None,
        full: (u32::from(info.width), u32::from(info.height)),
        extent: (width * scale, height * scale),
        lossy: true,
    }
    .turned(orientation))
}

/// What inks leave of white, and back.
fn inverted(values: &mut [u8]) {
    for value in values {
        *value = 255 - *value;
    }
}

/// The segments of a JPEG's head: marker and content.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        // Bytes that fill may stand before a marker.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (&[0xFF, marker], &[high, low]) = (bytes.get(at..at + 2)?, bytes.get(at + 2..at + 4)?) else {
            return None;
        };
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        let content = bytes.get(at + 4..end)?;
        at = end;
        (marker != 0xDA).then_some((marker, content))
    })
}

fn has_adobes_mark(jpeg: &[u8]) -> bool {
    segments(jpeg).any(|(marker, content)| marker == 0xEE && content.starts_with(b"Adobe"))
}

/// How many channels a JPEG has.
fn components(jpeg: &[u8]) -> Option<u8> {
    let frame = |marker: u8| (0xC0..=0xCF).contains(&marker) && ![0xC4, 0xC8, 0xCC].contains(&marker);
    segments(jpeg).find(|(marker, _)| frame(*marker)).and_then(|(_, content)| content.get(5).copied())
}

/// What a TIFF's numbers are, where the picture library would make something else of them.
fn colours_of(head: &tiff::Head) -> Option<Colours> {
    match head.photometric {
        tiff::SEPARATED => Some(Colours::Cmyk),
        tiff::CIE_LAB | tiff::ICC_LAB => Some(Colours::Lab),
        _ => None,
    }
}

/// A TIFF. Inks and Lab are read as numbers: the picture library would make RGB of them, or refuse them.
fn of_tiff(bytes: &[u8]) -> Result<Upright, Message> {
    const CODED_AS_JPEG: [u16; 2] = [6, 7];
    let Some(head) = tiff::Head::read(bytes) else { return other(bytes, ImageFormat::Tiff) };
    let colours = colours_of(&head);
    let lossy = CODED_AS_JPEG.contains(&head.compression);
    if colours.is_some() && lossy {
        return Err(say!("picture.tiff-jpeg"));
    }
    if colours.is_some() && matches!(head.extra, Some(1 | 2)) {
        return Err(say!("picture.clear-inks"));
    }
    let numbers = colours.map(|_| head.numbers(bytes));
    let bytes = numbers.as_deref().unwrap_or(bytes);
    let reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Tiff);
    let signed = head.photometric == tiff::CIE_LAB;
    let read = |picture| if colours == Some(Colours::Lab) { lab_in_bytes(picture, signed) } else { picture };
    let mut picture = decoded(reader.into_decoder().map_err(broken)?, lossy, read)?;
    picture.profile = head.profile;
    picture.colours = colours.unwrap_or(picture.colours);
    if colours == Some(Colours::Cmyk) {
        picture.clear = false;
        inverted(&mut picture.pixels);
    } else if picture.clear && head.extra == Some(1) {
        // The colours come multiplied by the opacity.
        for pixel in picture.pixels.pixels_mut() {
            let opaque = u32::from(pixel.0[3]).max(1);
            for value in &mut pixel.0[..3] {
                *value = u8::try_from(u32::from(*value) * 255 / opaque).unwrap_or(255);
            }
        }
    }
    Ok(picture)
}

/// L, a + 128 and b + 128 of a TIFF's Lab, whose a and b may be signed; in 16 bits a step of them is 256.
fn lab_in_bytes(picture: DynamicImage, signed: bool) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(mut picture) => {
            for pixel in picture.pixels_mut().filter(|_| signed) {
                pixel.0[1] ^= 0x80;
                pixel.0[2] ^= 0x80;
            }
            DynamicImage::ImageRgb8(picture)
        }
        DynamicImage::ImageRgb16(picture) => {
            let (flip, white) = if signed { (0x8000, 65535) } else { (0, 65280) };
            let byte = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
            let narrow = image::RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
                let [l, a, b] = picture.get_pixel(x, y).0;
                let chroma = |value: u16| byte((u32::from(value ^ flip) + 128) >> 8);
                image::Rgb([byte((u32::from(l) * 255 + white / 2) / white), chroma(a), chroma(b)])
            });
            DynamicImage::ImageRgb8(narrow)
        }
        other => other,
    }
}
