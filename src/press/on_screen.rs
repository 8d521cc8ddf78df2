//! The soft proof: pages on the screen as the press will print them, its paper and its weak blacks included.
//!
//! Every colour goes through the press's profile to what is measured on its paper, and from there to the screen's sRGB, absolute
//! colorimetric: the paper is not made white.

use rayon::prelude::*;
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{FrameItem, Point};
use typst_library::model::Document;
use typst_library::text::TextItem;
use typst_library::visualize::{
    Color, ColorSpace, FixedStroke, Gradient, Image, Paint, PixelEncoding, PixelFormat, ProcessColor,
    ProcessColorSpace, RasterFormat, RasterImage, Rgb, Shape,
};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace as JpegSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::curves::cell;
use super::icc::{PressProfile, xyz_of_lab};
use super::pictures::Printed;
use super::separate::with_pictures;
use crate::guard::guarded;
use crate::message::Message;
use crate::say;
use crate::typeset::walk::{self, Change};

/// The points of the grid from inks to the screen in each direction.
const POINTS: usize = 17;
/// The white of the profile connection space.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];
/// From XYZ under D50 to linear sRGB (Bradford), row by row.
const TO_SRGB: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];

/// From a press's inks to what they look like on its paper, on the screen.
pub struct Screen {
    /// sRGB, 0 to 1, in a grid of inks.
    grid: Vec<[f32; 3]>,
}

impl Screen {
    /// Tabulates a press.
    #[must_use]
    pub fn new(press: &PressProfile) -> Self {
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
                TO_SRGB.map(|row| {
                    let linear = row.iter().zip(absolute).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0);
                    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
                    let value = encoded(linear) as f32;
                    value
                })
            })
            .collect();
        Self { grid }
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

    fn paint(&self, paint: &Paint, press: &PressProfile) -> Paint {
        match paint {
            Paint::Solid(color) => Paint::Solid(self.color(color, press)),
            Paint::Gradient(gradient) => Paint::Gradient(self.gradient(gradient, press)),
            Paint::Tiling(_) => paint.clone(),
        }
    }

    fn gradient(&self, gradient: &Gradient, press: &PressProfile) -> Gradient {
        let mut gradient = gradient.clone();
        let (stops, space) = match &mut gradient {
            Gradient::Linear(linear) => {
                let linear = std::sync::Arc::make_mut(linear);
                (&mut linear.stops, &mut linear.space)
            }
            Gradient::Radial(radial) => {
                let radial = std::sync::Arc::make_mut(radial);
                (&mut radial.stops, &mut radial.space)
            }
            Gradient::Conic(conic) => {
                let conic = std::sync::Arc::make_mut(conic);
                (&mut conic.stops, &mut conic.space)
            }
        };
        for (color, _) in stops {
            *color = self.color(color, press);
        }
        *space = ColorSpace::Process(ProcessColorSpace::Srgb);
        gradient
    }

    fn stroke(&self, stroke: &FixedStroke, press: &PressProfile) -> FixedStroke {
        FixedStroke { paint: self.paint(&stroke.paint, press), ..stroke.clone() }
    }

    /// A picture in inks as it looks.
    fn picture(&self, picture: &Printed) -> Result<Image, Message> {
        let fail = || say!("picture.undecodable");
        let options = DecoderOptions::default().jpeg_set_out_colorspace(JpegSpace::CMYK);
        let decoded = guarded(|| {
            JpegDecoder::new_with_options(ZCursor::new(picture.jpeg.as_slice()), options).decode().ok()
        });
        let inks = decoded.flatten().ok_or_else(fail)?;
        // The values are inverted, as the file's Decode says.
        let pixels = inks.chunks_exact(4).flat_map(|inks| {
            let inks = std::array::from_fn(|i| f64::from(255 - inks[i]) / 255.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
            self.rgb(inks).map(|value| (value * 255.0 + 0.5) as u8)
        });
        let format =
            PixelFormat { encoding: PixelEncoding::Rgb8, width: picture.width, height: picture.height };
        let raster = RasterImage::plain(Bytes::new(pixels.collect::<Vec<u8>>()), RasterFormat::Pixel(format));
        raster.map(Image::plain).map_err(|_| fail())
    }
}

/// Pages in inks as the press prints them.
///
/// # Errors
/// A picture that cannot be decoded again; a fault of the program.
pub fn shown(
    document: &PagedDocument,
    pictures: &[Printed],
    press: &PressProfile,
) -> Result<PagedDocument, Message> {
    let screen = Screen::new(press);
    let images: Result<Vec<Image>, Message> =
        pictures.par_iter().map(|picture| screen.picture(picture)).collect();
    let images = images?;
    let coloured = walk::map_pages(document, |_, item| match item {
        FrameItem::Text(text) => Change::Put(
            Point::zero(),
            FrameItem::Text(TextItem {
                fill: screen.paint(&text.fill, press),
                stroke: text.stroke.as_ref().map(|stroke| screen.stroke(stroke, press)),
                ..text.clone()
            }),
        ),
        FrameItem::Shape(shape, span) => {
            let shape = Shape {
                fill: shape.fill.as_ref().map(|paint| screen.paint(paint, press)),
                stroke: shape.stroke.as_ref().map(|stroke| screen.stroke(stroke, press)),
                ..shape.clone()
            };
            Change::Put(Point::zero(), FrameItem::Shape(shape, *span))
        }
        _ => Change::Keep,
    });
    let paper = screen.paint(&Paint::Solid(Color::WHITE), press);
    let pages = coloured.pages().iter().map(|page| {
        let fill =
            page.fill_or_transparent().map_or_else(|| paper.clone(), |paint| screen.paint(&paint, press));
        Page { fill: Smart::Custom(Some(fill)), ..page.clone() }
    });
    let coloured = PagedDocument::new(pages.collect(), coloured.info().clone());
    Ok(with_pictures(&coloured, &images))
}

/// The paper that a profile was made for: XYZ under D50. What says nothing of it is white.
fn paper(profile: &[u8]) -> [f64; 3] {
    let found = guarded(|| moxcms::ColorProfile::new_from_slice(profile).ok()?.media_white_point);
    let Some(white) = found.flatten() else { return D50 };
    let white = [white.x, white.y, white.z];
    if white.iter().all(|value| (0.2..=1.2).contains(value)) { white } else { D50 }
}

/// A channel of sRGB from its linear value.
fn encoded(linear: f64) -> f64 {
    if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}
