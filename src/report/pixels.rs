//! A picture's pixels: decoded, upright, on white paper.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};

use crate::message::Message;
use crate::say;

/// A decoded picture.
pub struct Upright {
    /// Three channels, after the camera's orientation.
    pub pixels: RgbImage,
    /// Whether it has no colours.
    pub grey: bool,
    /// The profile that it brings.
    pub profile: Option<Vec<u8>>,
}

/// Decodes a picture. What is clear in it becomes white.
///
/// # Errors
/// Why it cannot be decoded.
pub fn upright(bytes: &[u8]) -> Result<Upright, Message> {
    let broken = |error: image::ImageError| say!("picture.damaged", words = error.to_string());
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| say!("picture.unreadable", problem = &error))?;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    let grey = matches!(
        picture,
        DynamicImage::ImageLuma8(_)
            | DynamicImage::ImageLuma16(_)
            | DynamicImage::ImageLumaA8(_)
            | DynamicImage::ImageLumaA16(_)
    );
    let pixels = if picture.color().has_alpha() {
        // Paper is white.
        let mut pixels = RgbImage::new(picture.width(), picture.height());
        for (to, from) in pixels.pixels_mut().zip(picture.into_rgba8().pixels()) {
            let alpha = u32::from(from.0[3]);
            for (to, from) in to.0.iter_mut().zip(from.0) {
                let mixed = (u32::from(from) * alpha + 255 * (255 - alpha) + 127) / 255;
                *to = u8::try_from(mixed).unwrap_or(u8::MAX);
            }
        }
        pixels
    } else {
        picture.into_rgb8()
    };
    Ok(Upright { pixels, grey, profile })
}
