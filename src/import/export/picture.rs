//! Pictures in the line of a text.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

use super::xml::escaped;

/// The width of the text (EMU): 156 mm.
const WIDEST: u64 = 156 * 36_000;
/// A picture is no higher than this (EMU): 180 mm.
const HIGHEST: u64 = 180 * 36_000;
/// A pixel as writing programs take it (EMU).
const PIXEL: u64 = 9525;

/// A picture that is put into a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    /// The ending of its file.
    pub(super) ending: &'static str,
    /// Its width and height in the text (EMU).
    size: (u64, u64),
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl Picture {
    /// A picture of a kind that all writing programs show.
    pub(super) fn new(bytes: Vec<u8>) -> Option<Self> {
        let reader = ImageReader::new(Cursor::new(&bytes)).with_guessed_format().ok()?;
        let ending = match reader.format()? {
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Png => "png",
            _ => return None,
        };
        let (width, height) = reader.into_dimensions().ok()?;
        let (width, height) = (u64::from(width.max(1)) * PIXEL, u64::from(height.max(1)) * PIXEL);
        let (mut shown, mut high) = (width.min(WIDEST), height);
        high = high * shown / width;
        if high > HIGHEST {
            (shown, high) = (shown * HIGHEST / high, HIGHEST);
        }
        Some(Self { ending, size: (shown.max(1), high.max(1)), bytes })
    }

    /// Its run. `relation` names its part, `number` counts the pictures of the text.
    pub(super) fn run(&self, relation: &str, number: usize, id: &str, file: &str) -> String {
        let (width, height) = self.size;
        let (id, file) = (escaped(id), escaped(file));
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"{file}\" descr=\"{id}\"/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{file}\" descr=\"{id}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></w:r>"
        )
    }
}
