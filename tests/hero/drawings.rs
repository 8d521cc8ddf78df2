//! Stand-in photos, drawn: a person of a head and a body before a plain wall, and grounds of all lights.

use std::sync::Arc;

use banmian::report::{PhotoFile, PhotoFormat};
use image::{Rgb, RgbImage};
use serde_json::{Value, json};
use typst_utils::LazyHash;

/// A person in a picture of some size, with the head's middle in shares of its sides.
#[derive(Clone, Copy)]
pub struct Figure {
    pub size: (u32, u32),
    pub at: (f64, f64),
}

impl Figure {
    pub fn aspect(&self) -> f64 {
        f64::from(self.size.0) / f64::from(self.size.1)
    }

    fn radius(&self) -> f64 {
        f64::from(self.size.0.min(self.size.1)) * 0.06
    }

    /// The head, as left, top, right and bottom in shares of the sides.
    pub fn head(&self) -> [f64; 4] {
        let ((width, height), (x, y)) = (self.size, self.at);
        let (across, down) = (self.radius() / f64::from(width), self.radius() / f64::from(height));
        [x - across, y - down, x + across, y + down]
    }

    /// The head, as a report says it.
    pub fn subject(&self) -> Value {
        let [left, top, right, bottom] = self.head();
        json!({ "x": left, "y": top, "width": right - left, "height": bottom - top })
    }

    pub fn drawn(&self) -> RgbImage {
        let (width, height) = self.size;
        let (cx, cy) = (self.at.0 * f64::from(width), self.at.1 * f64::from(height));
        let radius = self.radius();
        RgbImage::from_fn(width, height, |x, y| {
            let (dx, dy) = (f64::from(x) - cx, f64::from(y) - cy);
            let body = dy > radius && dx.abs() < radius * (1.2 + (dy / radius - 1.0).min(1.0) * 0.6);
            if dx.hypot(dy) < radius {
                Rgb([222, 178, 148])
            } else if body {
                Rgb([44, 62, 92])
            } else {
                // A wall, darker towards the floor.
                let shade = (y * 60 / height) as u8;
                Rgb([196 - shade, 200 - shade, 204 - shade])
            }
        })
    }
}

/// A picture as a photo of a report.
pub fn file_of(picture: &RgbImage) -> PhotoFile {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let (width, height) = picture.dimensions();
    PhotoFile { bytes: Arc::new(LazyHash::new(bytes.into_inner())), format: PhotoFormat::Jpeg, width, height }
}

/// A picture of 16 : 9 by its light (0 to 255) at shares of its sides.
pub fn ground(light: impl Fn(f64, f64) -> u8) -> RgbImage {
    RgbImage::from_fn(2560, 1440, |x, y| {
        let light = light(f64::from(x) / 2560.0, f64::from(y) / 1440.0);
        Rgb([light; 3])
    })
}
