//! How a photo stands in a box: scaled until it covers it, and moved so that its subject stays whole and clear of type.

use serde::Serialize;

use super::plan::Rect;
use crate::edition::lightness::Veil;

/// What a photo brings to its placing.
#[derive(Debug, Clone)]
pub struct PhotoInput {
    /// Its virtual file, such as `/photos/3.png`.
    pub file: String,
    /// Its width as seen (pixels).
    pub width: u32,
    /// Its height as seen (pixels).
    pub height: u32,
    /// Whether it has a caption of its own.
    pub captioned: bool,
    /// Whether nothing of it is to be cut off.
    pub whole: bool,
    /// The point that stays in the picture, as fractions of width and height.
    pub focus: (f64, f64),
    /// The part that stays whole and clear of type, as left, top, right and bottom in fractions of width and height.
    pub subject: Option<[f64; 4]>,
}

impl PhotoInput {
    /// Width by height.
    #[must_use]
    pub fn aspect(&self) -> f64 {
        f64::from(self.width.max(1)) / f64::from(self.height.max(1))
    }
}

/// A picture cropped to a box.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// The virtual file.
    pub file: String,
    /// Which photo of the report it is, from 0.
    pub photo: usize,
    /// What is seen.
    #[serde(rename = "box")]
    pub frame: Rect,
    /// The whole picture's rectangle, from the box's top left corner.
    pub image: Rect,
    /// Pixels to the inch at this size.
    pub ppi: f64,
    /// What is cut off, as a share of the picture's area, 0 to 1.
    pub crop_loss: f64,
    /// What lies over it: the fade and the shade are in the picture itself.
    #[serde(flatten)]
    pub veil: Veil,
}

impl Picture {
    /// Where its subject stands, from the type area's top left corner.
    #[must_use]
    pub fn subject(&self, photo: &PhotoInput) -> Option<Rect> {
        let [left, top, right, bottom] = photo.subject?;
        Some(Rect {
            x: self.frame.x + self.image.x + left * self.image.width,
            y: self.frame.y + self.image.y + top * self.image.height,
            width: (right - left) * self.image.width,
            height: (bottom - top) * self.image.height,
        })
    }

    /// The same so much higher up (pt).
    #[must_use]
    pub fn raised(mut self, by: f64) -> Self {
        self.frame.y -= by;
        self
    }
}

/// Crops a photo to a box. The subject is kept within a band of the box, given by its first and last height, and the focus as
/// near the band's middle as can be.
#[must_use]
pub fn crop(photo: &PhotoInput, index: usize, frame: Rect, band: Option<(f64, f64)>) -> Picture {
    let (width, height) = (f64::from(photo.width.max(1)), f64::from(photo.height.max(1)));
    let scale = (frame.width / width).max(frame.height / height);
    let (shown_width, shown_height) = (width * scale, height * scale);
    let part = |from: usize, to: usize| photo.subject.map(|sides| (sides[from], sides[to]));
    let across = (0.0, frame.width);
    let down = band.unwrap_or((0.0, frame.height));
    Picture {
        file: photo.file.clone(),
        photo: index,
        frame,
        image: Rect {
            x: shift(shown_width, frame.width, photo.focus.0, part(0, 2), across),
            y: shift(shown_height, frame.height, photo.focus.1, part(1, 3), down),
            width: shown_width,
            height: shown_height,
        },
        ppi: 72.0 / scale,
        crop_loss: 1.0 - (frame.width * frame.height) / (shown_width * shown_height),
        veil: Veil::default(),
    }
}

/// By how much a picture is moved along one side of its box.
fn shift(shown: f64, space: f64, focus: f64, subject: Option<(f64, f64)>, (from, to): (f64, f64)) -> f64 {
    let mut by = f64::midpoint(from, to) - shown * focus;
    if let Some((first, last)) = subject {
        let (least, most) = (from - first * shown, to - last * shown);
        // A subject that is larger than the band stands in its middle.
        by = if least <= most { by.clamp(least, most) } else { f64::midpoint(least, most) };
    }
    by.clamp((space - shown).min(0.0), 0.0)
}

#[cfg(test)]
mod tests {
    use super::{PhotoInput, Rect, crop};

    fn photo(focus: (f64, f64), subject: Option<[f64; 4]>) -> PhotoInput {
        PhotoInput {
            file: "/photos/0.jpg".into(),
            width: 2000,
            height: 1000,
            captioned: true,
            whole: false,
            focus,
            subject,
        }
    }

    #[test]
    fn a_crop_covers_its_box_and_keeps_the_focus() {
        let frame = Rect { x: 10.0, y: 20.0, width: 100.0, height: 100.0 };
        for (focus, x) in [((0.5, 0.5), -50.0), ((0.0, 0.5), 0.0), ((1.0, 0.5), -100.0), ((0.4, 0.5), -30.0)]
        {
            let picture = crop(&photo(focus, None), 0, frame, None);
            assert!((picture.image.x - x).abs() < 1e-9, "{focus:?}: {}", picture.image.x);
            assert!(picture.image.y.abs() < 1e-9);
            assert!((picture.image.width - 200.0).abs() < 1e-9);
            assert!((picture.ppi - 720.0).abs() < 1e-9);
            assert!((picture.crop_loss - 0.5).abs() < 1e-9);
        }
    }

    #[test]
    fn a_subject_stays_whole_and_within_its_band() {
        let frame = Rect { x: 0.0, y: 0.0, width: 100.0, height: 100.0 };
        // At the picture's left edge, wherever the focus is said to be.
        let left = photo((0.6, 0.5), Some([0.0, 0.2, 0.2, 0.9]));
        let picture = crop(&left, 0, frame, None);
        assert!(picture.image.x.abs() < 1e-9, "{:?}", picture.image);
        let subject = picture.subject(&left).unwrap();
        assert!(subject.x >= -1e-9 && subject.x + subject.width <= 100.0 + 1e-9, "{subject:?}");
        // A wide box of a picture that is higher: 400 × 200 in 400 × 160, the subject below the first 60 points.
        let frame = Rect { width: 400.0, height: 160.0, ..frame };
        let head = photo((0.5, 0.3), Some([0.4, 0.3, 0.6, 0.6]));
        let picture = crop(&head, 0, frame, Some((60.0, 160.0)));
        let subject = picture.subject(&head).unwrap();
        assert!(subject.y >= 60.0 - 1e-9 && subject.y + subject.height <= 160.0, "{subject:?}");
    }
}
