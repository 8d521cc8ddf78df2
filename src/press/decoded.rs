//! What pictures are made from, and as pixels: a picture that was looked at is not decoded again for print.

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use typst_library::foundations::Bytes;
use typst_utils::LazyHash;

use super::space::PictureSpace;
use crate::message::Message;
use crate::say;

/// What a picture on the page is made from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A photo of the report, faded to paper between two shares of its height where it is to be.
    Photo {
        /// The file.
        bytes: Arc<LazyHash<Vec<u8>>>,
        /// How the report names it.
        name: String,
        /// From where to where it fades.
        fade: Option<(f64, f64)>,
    },
    /// A picture of the template.
    Other(Bytes),
}

impl Origin {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Photo { bytes, .. } => bytes,
            Self::Other(bytes) => bytes,
        }
    }

    /// A hash of the file.
    pub(super) fn content(&self) -> u128 {
        match self {
            Self::Photo { bytes, .. } => typst_utils::hash128(bytes),
            Self::Other(bytes) => typst_utils::hash128(bytes),
        }
    }

    /// The file that findings name, where it is known.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Photo { name, .. } => Some(name),
            Self::Other(_) => None,
        }
    }

    /// From where to where it fades to paper, as shares of the height of the part that is seen.
    #[must_use]
    pub fn fade(&self) -> Option<(f64, f64)> {
        match self {
            Self::Photo { fade, .. } => *fade,
            Self::Other(_) => None,
        }
    }
}

/// A decoded picture: upright, three channels, with the space of its colours.
pub(super) struct Decoded {
    pub(super) pixels: RgbImage,
    pub(super) source: Option<PictureSpace>,
    pub(super) grey: bool,
    pub(super) note: Option<Message>,
}

/// Pictures that were looked at and wait to be printed, by the hash of their files: those under text, which are few.
static WAITING: Mutex<Vec<(u128, Decoded)>> = Mutex::new(Vec::new());
/// So many wait at most,
const MOST_WAITING: usize = 2;
/// and none with more pixels: memory counts more than a moment.
const MOST_PIXELS: u32 = 16_000_000;

/// Looks at a picture's pixels. It waits to be printed, and is not decoded again then.
pub(super) fn look<T>(origin: &Origin, look: impl FnOnce(&RgbImage) -> T) -> Option<T> {
    let decoded = decode(origin.bytes()).ok()?;
    let seen = look(&decoded.pixels);
    let (width, height) = decoded.pixels.dimensions();
    if let Ok(mut waiting) = WAITING.lock()
        && width.saturating_mul(height) <= MOST_PIXELS
    {
        waiting.truncate(MOST_WAITING - 1);
        waiting.insert(0, (origin.content(), decoded));
    }
    Some(seen)
}

/// A picture as pixels: the one that waits, or decoded now.
pub(super) fn take(origin: &Origin) -> Result<Decoded, Message> {
    let waiting = WAITING.lock().ok().and_then(|mut waiting| {
        let content = origin.content();
        let at = waiting.iter().position(|(other, _)| *other == content)?;
        Some(waiting.remove(at).1)
    });
    waiting.map_or_else(|| decode(origin.bytes()), Ok)
}

/// Forgets the pictures that wait.
pub(super) fn forget() {
    if let Ok(mut waiting) = WAITING.lock() {
        waiting.clear();
    }
}

fn decode(bytes: &[u8]) -> Result<Decoded, Message> {
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
    let (mut source, mut note) = (None, None);
    if let Some(profile) = profile.as_deref().filter(|_| !grey) {
        match PictureSpace::read(profile) {
            Ok(found) => source = Some(found),
            Err(message) => note = Some(message),
        }
    }
    Ok(Decoded { pixels, source, grey, note })
}
