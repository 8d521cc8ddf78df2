//! The soft proof: pages on the screen as the press will print them, its paper and its weak blacks included.
//!
//! Every colour goes through the press's profile to what is measured on its paper, and from there to the screen's sRGB, absolute
//! colorimetric: the paper is not made white.

use rayon::prelude::*;
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{FrameItem, Point, Ratio, Size};
use typst_library::model::Document;
use typst_library::text::TextItem;
use typst_library::visualize::{
    Color, FixedStroke, Gradient, Image, ImageKind, Paint, PixelEncoding, PixelFormat, ProcessColor,
    RasterFormat, RasterImage, RatioOrAngle, Rgb, Shape,
};

use super::artwork;
use super::curves::cell;
use super::encode;
use super::icc::PressProfile;
use super::lab::{D50, xyz_of_lab};
use super::pictures::Printed;
use super::ramp;
use super::separate::{Separated, with_pictures};
use crate::guard::guarded;
use crate::message::Message;
use crate::report::pixels::srgb_of_xyz;
use crate::say;
use crate::typeset::walk::{self, Change};

/// The points of the grid from inks to the screen in each direction.
const POINTS: usize = 17;
/// Drawings are shown in so many pixels to the inch.
const DRAWING_PPI: f64 = 200.0;

/// From a press's inks to what they look like on its paper, on the screen.
pub struct Screen<'a> {
    /// The press.
    pub(super) press: &'a PressProfile,
    /// sRGB, 0 to 1, in a grid of inks.
    grid: Vec<[f32; 3]>,
}

impl<'a> Screen<'a> {
    /// Tabulates a press.
    #[must_use]
    pub fn new(press: &'a PressProfile) -> Self {
        let paper = paper(&press.bytes);
        #[expect(clippy::cast_precision_loss, reason = "17 points")]
        let at = |index: usize| index as f64 / (POINTS - 1) as f64;
        let grid = (0..POINTS.pow(4))
            .into_par_iter()
            .map(|index| {
                let inks: [f64; 4] = std::array::from_fn(|ink| {
                    at(index / POINTS.pow(3 - u32::try_from(ink).unwrap_or(0)) % POINTS)
                });
                let relative = xyz_of_lab(press.lab_of(inks));
                let absolute: [f64; 3] = std::array::from_fn(|i| relative[i] * paper[i] / D50[i]);
                #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
                srgb_of_xyz(absolute).map(|value| value as f32)
            })
            .collect();
        Self { press, grid }
    }

    /// What inks look like: sRGB, 0 to 1.
    #[must_use]
    pub fn rgb(&self, inks: [f64; 4]) -> [f32; 3] {
        let cells = inks.map(|ink| cell(ink, POINTS));
        let mut found = [0.0f32; 3];
        for corner in 0..16usize {
            let (mut weight, mut place) = (1.0, 0);
            for (channel, (low, share)) in cells.iter().enumerate() {
                let upper = corner >> channel & 1;
                weight *= if upper == 1 { *share } else { 1.0 - share };
                place = place * POINTS + low + upper;
            }
            if weight > 0.0 {
                #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
                let weight = weight as f32;
                found.iter_mut().zip(self.grid[place]).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        found
    }

    fn color(&self, color: &Color, press: &PressProfile) -> Color {
        let inks = match color {
            Color::Process(ProcessColor::Cmyk(inks)) => [inks.c, inks.m, inks.y, inks.k].map(f64::from),
            // What is transparent is still RGB; a spot ink is shown as its stand-in.
            other => match other.to_process() {
                ProcessColor::Cmyk(inks) => [inks.c, inks.m, inks.y, inks.k].map(f64::from),
                other => {
                    let rgb = other.to_rgb();
                    press.inks_of_srgb([rgb.red, rgb.green, rgb.blue].map(f64::from))
                }
            },
        };
        let [red, green, blue] = self.rgb(inks);
        Color::Process(ProcessColor::Rgb(Rgb::new(red, green, blue, color.alpha().unwrap_or(1.0))))
    }

    fn paint(&self, paint: &Paint, separated: &Separated, press: &PressProfile) -> Paint {
        match paint {
            Paint::Solid(color) => Paint::Solid(self.color(color, press)),
            Paint::Gradient(gradient) => Paint::Gradient(self.gradient(gradient, separated)),
            Paint::Tiling(_) => paint.clone(),
        }
    }

    /// The gradient that a stand-in stands for.
    fn gradient(&self, stand_in: &Gradient, separated: &Separated) -> Gradient {
        let mut gradient = stand_in.clone();
        let Some(ramp) = ramp::stand_in_for(stand_in).and_then(|number| separated.ramps.get(number)) else {
            return gradient;
        };
        let stops = ramp.in_four().into_iter().map(|(at, inks)| {
            let [red, green, blue] = self.rgb(inks);
            let at = Ratio::new(at);
            let alpha = stand_in.sample(RatioOrAngle::Ratio(at)).alpha().unwrap_or(1.0);
            (Color::Process(ProcessColor::Rgb(Rgb::new(red, green, blue, alpha))), at)
        });
        ramp::set_stops(&mut gradient, stops.collect());
        gradient
    }

    fn stroke(&self, stroke: &FixedStroke, separated: &Separated, press: &PressProfile) -> FixedStroke {
        FixedStroke { paint: self.paint(&stroke.paint, separated, press), ..stroke.clone() }
    }

    /// A picture in inks as it looks.
    fn picture(&self, picture: &Printed) -> Result<Image, Message> {
        let inks = encode::decoded(&picture.form, &picture.bytes, picture.width)?;
        let mask = picture.mask.as_ref().map(|mask| encode::inflated(mask)).transpose()?;
        let pixels = inks.chunks_exact(4).enumerate().flat_map(|(at, inks)| {
            let [r, g, b] = self.bytes(std::array::from_fn(|i| f64::from(inks[i]) / 255.0));
            [r, g, b, mask.as_ref().and_then(|mask| mask.get(at).copied()).unwrap_or(u8::MAX)]
        });
        raster(pixels.collect(), picture.width, picture.height)
    }

    /// A drawing as it looks.
    fn drawing(
        &self,
        image: &Image,
        size: Size,
        page: &Page,
        press: &PressProfile,
    ) -> Result<Image, Message> {
        let drawn = artwork::drawn(image, size, page, DRAWING_PPI / 72.0)?;
        let pixels = drawn.pixels.iter().flat_map(|pixel| {
            let [r, g, b] = self.bytes(artwork::inks_of(*pixel, press));
            [r, g, b, pixel[3]]
        });
        raster(pixels.collect(), drawn.width, drawn.height)
    }

    /// What inks look like, in eight bits.
    fn bytes(&self, inks: [f64; 4]) -> [u8; 3] {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
        self.rgb(inks).map(|value| (value * 255.0 + 0.5) as u8)
    }
}

fn raster(pixels: Vec<u8>, width: u32, height: u32) -> Result<Image, Message> {
    let format = PixelFormat { encoding: PixelEncoding::Rgba8, width, height };
    let raster = RasterImage::plain(Bytes::new(pixels), RasterFormat::Pixel(format));
    raster.map(Image::plain).map_err(|_| say!("picture.undecodable"))
}

/// Pages in inks as the press prints them.
///
/// # Errors
/// A picture that cannot be decoded again; a fault of the program.
pub fn shown(separated: &Separated, pictures: &[Printed], screen: &Screen) -> Result<PagedDocument, Message> {
    let press = screen.press;
    let images: Result<Vec<Image>, Message> =
        pictures.par_iter().map(|picture| screen.picture(picture)).collect();
    let images = images?;
    let paint = |paint: &Paint| screen.paint(paint, separated, press);
    let stroke = |stroke: &FixedStroke| screen.stroke(stroke, separated, press);
    let mut failed = None;
    let mut pages = Vec::new();
    for page in separated.document.pages() {
        let frame = walk::map(&page.frame, |_, item| match item {
            FrameItem::Text(text) => Change::Put(
                Point::zero(),
                FrameItem::Text(TextItem {
                    fill: paint(&text.fill),
                    stroke: text.stroke.as_ref().map(stroke),
                    ..text.clone()
                }),
            ),
            FrameItem::Shape(shape, span) => {
                let shape = Shape {
                    fill: shape.fill.as_ref().map(paint),
                    stroke: shape.stroke.as_ref().map(stroke),
                    ..shape.clone()
                };
                Change::Put(Point::zero(), FrameItem::Shape(shape, *span))
            }
            FrameItem::Image(image, size, span) if !matches!(image.kind(), ImageKind::Raster(_)) => {
                match screen.drawing(image, *size, page, press) {
                    Ok(image) => Change::Put(Point::zero(), FrameItem::Image(image, *size, *span)),
                    Err(message) => {
                        failed = Some(message);
                        Change::Keep
                    }
                }
            }
            _ => Change::Keep,
        });
        let paper = Paint::Solid(Color::WHITE);
        let fill = paint(&page.fill_or_transparent().unwrap_or(paper));
        pages.push(Page { frame, fill: Smart::Custom(Some(fill)), ..page.clone() });
    }
    if let Some(message) = failed {
        return Err(message);
    }
    let coloured = PagedDocument::new(pages.into(), separated.document.info().clone());
    Ok(with_pictures(&coloured, &images))
}

/// The paper that a profile was made for: XYZ under D50. What says nothing of it is white.
fn paper(profile: &[u8]) -> [f64; 3] {
    let found = guarded(|| moxcms::ColorProfile::new_from_slice(profile).ok()?.media_white_point);
    let Some(white) = found.flatten() else { return D50 };
    let white = [white.x, white.y, white.z];
    if white.iter().all(|value| (0.2..=1.2).contains(value)) { white } else { D50 }
}
