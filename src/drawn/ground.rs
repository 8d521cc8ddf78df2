//! What text stands on: how light a colour or a picture is at a place.

use std::sync::{Arc, OnceLock};

use image::{DynamicImage, GenericImageView};
use typst_library::layout::{Abs, Point, Ratio, Rect, Size, Transform};
use typst_library::visualize::{Color, Paint, ProcessColor, RatioOrAngle};

use crate::edition::contrast::luminance;
use crate::edition::lightness::Lightness;
use crate::press::pictures::Origin;
use crate::typeset::area::Area;

/// What a place is covered with.
pub enum Ground {
    /// One colour, or a mixture without one lightness.
    Flat(Option<f64>),
    /// A picture.
    Picture(Picture),
}

impl Ground {
    /// Whether it hides what lies under a point.
    pub fn is_opaque(&self, point: (f64, f64)) -> bool {
        match self {
            Self::Flat(_) => true,
            Self::Picture(picture) => picture.is_opaque(point),
        }
    }

    /// How dark and how light it is at a point: most of what is there lies between.
    pub fn range(&self, point: (f64, f64)) -> Option<(f64, f64)> {
        match self {
            Self::Flat(light) => light.map(|light| (light, light)),
            Self::Picture(picture) => picture.range(point),
        }
    }

    /// How light it is at a point, where that is known.
    pub fn light(&self, point: (f64, f64)) -> Option<f64> {
        match self {
            Self::Flat(light) => *light,
            Self::Picture(picture) => picture.light(point),
        }
    }
}

/// A picture on a page.
pub struct Picture {
    origin: Origin,
    /// Its pixels, where some of them may be clear.
    alpha: Option<Arc<DynamicImage>>,
    size: Size,
    /// From the page to the picture.
    back: Option<Transform>,
    /// The part that is seen, over which it fades.
    seen: Area,
    lightness: OnceLock<Option<Arc<Lightness>>>,
}

impl Picture {
    pub fn new(
        origin: Origin,
        alpha: Option<Arc<DynamicImage>>,
        size: Size,
        transform: Transform,
        seen: Area,
    ) -> Self {
        Self { origin, alpha, size, back: transform.invert(), seen, lightness: OnceLock::new() }
    }

    /// A point of the page as shares of the picture's width and height.
    fn shares(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let there = Point::new(Abs::pt(x), Abs::pt(y)).transform_inf(self.back?);
        Some((there.x / self.size.x, there.y / self.size.y))
    }

    fn is_opaque(&self, point: (f64, f64)) -> bool {
        let (Some(pixels), Some((x, y))) = (&self.alpha, self.shares(point)) else { return true };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
        let at = |share: f64, of: u32| ((share * f64::from(of)).max(0.0) as u32).min(of.saturating_sub(1));
        let (width, height) = pixels.dimensions();
        pixels.get_pixel(at(x, width), at(y, height)).0[3] >= 128
    }

    fn lightness(&self) -> Option<&Lightness> {
        let of = || Lightness::of(self.origin.bytes(), self.origin.content());
        self.lightness.get_or_init(of).as_deref()
    }

    /// How far down a point is in the part that is seen.
    fn depth(&self, point: (f64, f64)) -> f64 {
        (point.1 - self.seen.top) / self.seen.height().max(1e-6)
    }

    fn light(&self, point: (f64, f64)) -> Option<f64> {
        let (x, y) = self.shares(point)?;
        Some(self.origin.veil().over_light(self.lightness()?.at(x, y), self.depth(point)))
    }

    /// How dark and how light most of its pixels are at a point.
    fn range(&self, point: (f64, f64)) -> Option<(f64, f64)> {
        let (x, y) = self.shares(point)?;
        let (low, high) = self.lightness()?.range(x, y);
        let veiled = |light| self.origin.veil().over_light(light, self.depth(point));
        Some((veiled(low), veiled(high)))
    }

    /// The file of the report's photo that it is.
    pub fn photo(&self) -> Option<&str> {
        self.origin.name()
    }

    /// How much of it is white at a point of the page, from 0 to 1.
    pub fn whiteness(&self, point: (f64, f64)) -> f64 {
        self.origin.veil().whiteness(self.depth(point))
    }

    /// Where a part of it stands on the page; given as left, top, right and bottom in shares of its sides.
    pub fn on_page(&self, [left, top, right, bottom]: [f64; 4]) -> Option<Area> {
        let forth = self.back?.invert()?;
        let at = |x: f64, y: f64| Point::new(self.size.x * x, self.size.y * y).transform_inf(forth);
        let (one, other) = (at(left, top), at(right, bottom));
        Some(Area::of(Rect::new(one.min(other), one.max(other))))
    }
}

/// How light a paint is; none for a tiling.
pub fn light_of(paint: &Paint) -> Option<f64> {
    match paint {
        Paint::Solid(color) => Some(light_of_color(color)),
        Paint::Gradient(gradient) => {
            Some(light_of_color(&gradient.sample(RatioOrAngle::Ratio(Ratio::new(0.5)))))
        }
        Paint::Tiling(_) => None,
    }
}

fn light_of_color(color: &Color) -> f64 {
    let inks = match color {
        Color::Process(ProcessColor::Cmyk(inks)) => [inks.c, inks.m, inks.y, inks.k],
        other => {
            let rgb = other.to_rgb();
            [1.0 - rgb.red, 1.0 - rgb.green, 1.0 - rgb.blue, 0.0]
        }
    };
    luminance(inks.map(|ink| f64::from(ink) * 100.0))
}

/// Whether a paint hides what lies under it.
pub fn is_opaque(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(color) => color.alpha().is_none_or(|alpha| alpha > 0.5),
        Paint::Gradient(_) | Paint::Tiling(_) => true,
    }
}
