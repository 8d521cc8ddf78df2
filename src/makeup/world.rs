//! What the compiler sees of an edition, and what its pictures stand for.

use serde_json::json;
use typst_layout::PagedDocument;
use typst_library::foundations::Bytes;
use typst_library::layout::{FrameItem, Size};
use typst_library::visualize::ImageKind;

use super::framing::Picture;
use super::photo_order::photo_path;
use super::placement::Placement;
use super::plan::Rect;
use crate::edition::lightness::Veil;
use crate::edition::{Edition, report_data};
use crate::report::PhotoFile;
use crate::typeset::han::prepare_heading;
use crate::typeset::walk;
use crate::typeset::words::Kept;
use crate::typeset::{CHART_LIBRARY, Fonts, JobFile, JobWorld, TEMPLATE_LIBRARY};

/// The files and fonts that the compiler sees.
#[must_use]
pub fn world(edition: &Edition, placement: &Placement, fonts: &Fonts) -> JobWorld {
    let kept = kept(edition);
    with_plan(edition, &world_without_plan(edition, &kept, fonts), placement, &kept)
}

/// What is kept together in an edition's texts.
pub(super) fn kept(edition: &Edition) -> Kept {
    let county = &edition.county;
    Kept::of(&edition.loaded.report, &county.words.keep, &county.names)
}

pub(super) fn with_plan(edition: &Edition, world: &JobWorld, placement: &Placement, kept: &Kept) -> JobWorld {
    let mut world = world.clone();
    let mut placement = placement.clone();
    let sections = placement.pages.iter_mut().flat_map(|page| &mut page.sections);
    for quote in sections.filter_map(|section| section.quote.as_mut()) {
        quote.set(&prepare_heading(&quote.text, kept), &edition.template.settings.makeup.quote);
    }
    let path = "/plan.json".to_owned();
    world.add(JobFile { shown: path.clone(), path, bytes: Bytes::from_string(json!(placement).to_string()) });
    world
}

pub(super) fn world_without_plan(edition: &Edition, kept: &Kept, fonts: &Fonts) -> JobWorld {
    let settings = &edition.template.settings;
    let mut files: Vec<JobFile> = edition
        .template
        .files
        .iter()
        .map(|file| JobFile {
            path: format!("/{}", file.path),
            bytes: Bytes::new(file.bytes.clone()),
            shown: file.shown.clone(),
        })
        .collect();
    let mut add = |path: &str, text: String| {
        files.push(JobFile {
            path: path.to_owned(),
            bytes: Bytes::from_string(text),
            shown: path.to_owned(),
        });
    };
    add("/banmian.typ", TEMPLATE_LIBRARY.to_owned());
    add("/charts.typ", CHART_LIBRARY.to_owned());
    add("/report.json", report_data(&edition.loaded.report, kept, &settings.extra).to_string());
    add("/theme.json", edition.template.theme_json().to_string());
    add("/fonts.json", json!(settings.fonts).to_string());
    for (index, stand_in) in stand_ins(edition).into_iter().enumerate() {
        let path = photo_path(index);
        files.push(JobFile { shown: path.clone(), path, bytes: Bytes::new(stand_in) });
    }
    JobWorld::new(files, fonts.clone())
}

/// The longer side of a stand-in (pixels).
const STAND_IN: u32 = 120;

/// What stands for each photo of an edition.
pub(crate) fn stand_ins(edition: &Edition) -> Vec<Vec<u8>> {
    edition.photos.iter().enumerate().map(|(index, photo)| stand_in(index, photo)).collect()
}

/// What stands for a photo while the page is set: a small picture of its shape, different for each photo. The press step
/// puts the photo itself in its place, cut and at the size it has on the page.
fn stand_in(index: usize, photo: &PhotoFile) -> Vec<u8> {
    let longer = photo.width.max(photo.height).max(1);
    let side = |length: u32| (u64::from(length) * u64::from(STAND_IN) / u64::from(longer)).max(1);
    let side = |length: u32| u32::try_from(side(length)).unwrap_or(STAND_IN);
    let mut picture = image::GrayImage::from_pixel(side(photo.width), side(photo.height), image::Luma([160]));
    let [low, high] = u16::try_from(index).unwrap_or(u16::MAX).to_le_bytes();
    // The first pixels make it the photo's own.
    for (pixel, value) in picture.pixels_mut().zip([low, high]) {
        pixel.0 = [value];
    }
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    // A picture in memory can always be written to memory.
    let _ = picture.write_with_encoder(encoder);
    bytes
}

/// The photos that a template places by itself, beside those of the plan: each as large as it stands anywhere.
#[must_use]
pub fn free_pictures(edition: &Edition, placement: &Placement, document: &PagedDocument) -> Vec<Picture> {
    let drawn = images(document, &stand_ins(edition));
    let sections = placement.sections.iter().flat_map(|section| &section.photos).map(|photo| &photo.picture);
    let planned: Vec<&Picture> = placement.hero_picture.iter().chain(sections).collect();
    let of_plan = |photo: usize, width: f64| {
        planned.iter().any(|picture| picture.photo == photo && (picture.image.width - width).abs() < 0.5)
    };
    let mut found: Vec<Picture> = Vec::new();
    for (photo, size) in drawn.into_iter().filter(|(photo, size)| !of_plan(*photo, size.x.to_pt())) {
        let pixels = f64::from(edition.photos.get(photo).map_or(0, |photo| photo.width));
        let frame = Rect { x: 0.0, y: 0.0, width: size.x.to_pt(), height: size.y.to_pt() };
        let ppi = pixels * 72.0 / frame.width.max(1.0);
        match found.iter_mut().find(|picture| picture.photo == photo) {
            Some(other) if other.ppi <= ppi => {}
            Some(other) => (other.ppi, other.frame, other.image) = (ppi, frame, frame),
            None => found.push(Picture {
                file: photo_path(photo),
                photo,
                frame,
                image: frame,
                ppi,
                crop_loss: 0.0,
                veil: Veil::default(),
            }),
        }
    }
    found
}

/// Which photos a document shows, and how large each is as a whole.
fn images(document: &PagedDocument, stand_ins: &[Vec<u8>]) -> Vec<(usize, Size)> {
    let mut found = Vec::new();
    for page in document.pages() {
        walk::visit(&page.frame, |place, item| {
            let FrameItem::Image(image, size, _) = item else { return };
            let ImageKind::Raster(raster) = image.kind() else { return };
            let photo = stand_ins.iter().position(|bytes| bytes.as_slice() == raster.data().as_slice());
            found.extend(photo.map(|photo| (photo, place.size(*size))));
        });
    }
    found
}
