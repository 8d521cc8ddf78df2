//! The contact sheet of the README: a row for each county with its pages in all templates. It is the reference picture as
//! well; `UPDATE=1 cargo test --release contact_sheet` makes it anew.

use banmian::job;
use banmian::press::output;
use image::imageops::{FilterType, overlay, resize};
use image::{Rgb, RgbImage};
use typst_render::RenderOptions;

use super::{COUNTIES, TEMPLATES, made};
use crate::support::root;

/// Pixels to the inch.
const PPI: f64 = 16.0;
/// The pages are drawn so many times larger, and made smaller.
const OVER: u32 = 3;
const GAP: u32 = 8;
const GROUND: Rgb<u8> = Rgb([150, 150, 150]);
/// Squares of this many pixels are compared.
const TILE: u32 = 16;

fn pages(county: &str, template: &str) -> Vec<RgbImage> {
    let (edition, outcome) = made(county, template);
    let origin = job::origins(&edition, outcome.placement.as_ref().unwrap());
    let ppi = PPI * f64::from(OVER);
    let document = output::preview(outcome.document.as_ref().unwrap(), &origin, ppi).unwrap();
    let options = RenderOptions { pixel_per_pt: (ppi / 72.0).into(), ..RenderOptions::default() };
    let drawn = document.pages().iter().map(|page| {
        let png = typst_render::render(page, &options).encode_png().unwrap();
        let large = image::load_from_memory(&png).unwrap().to_rgb8();
        resize(&large, large.width() / OVER, large.height() / OVER, FilterType::Triangle)
    });
    drawn.collect()
}

/// The pages of one county in one template, side by side; small ones in two rows.
fn cell(pages: &[RgbImage]) -> RgbImage {
    let across = if pages.len() > 3 { pages.len().div_ceil(2) } else { pages.len() };
    let (wide, tall) = (pages[0].width() + GAP, pages[0].height() + GAP);
    let size = |count: usize, step: u32| u32::try_from(count).unwrap() * step - GAP;
    let (width, height) = (size(across, wide), size(pages.len().div_ceil(across), tall));
    let mut cell = RgbImage::from_pixel(width, height, GROUND);
    for (number, page) in (0..).zip(pages) {
        let across = i64::try_from(across).unwrap();
        overlay(&mut cell, page, number % across * i64::from(wide), number / across * i64::from(tall));
    }
    cell
}

/// A sheet, and where each county's pages in each template stand on it: name, left, top, width and height.
fn sheet() -> (RgbImage, Vec<(String, [u32; 4])>) {
    let cells = COUNTIES.map(|county| TEMPLATES.map(|template| cell(&pages(county, template))));
    let column = |index: usize| cells.iter().map(|row| row[index].width()).max().unwrap() + GAP;
    let row = |index: usize| cells[index].iter().map(RgbImage::height).max().unwrap() + GAP;
    let width = (0..TEMPLATES.len()).map(column).sum::<u32>() + GAP;
    let height = (0..COUNTIES.len()).map(row).sum::<u32>() + GAP;
    let mut sheet = RgbImage::from_pixel(width, height, GROUND);
    let mut places = Vec::new();
    for (y, county) in COUNTIES.iter().enumerate() {
        for (x, template) in TEMPLATES.iter().enumerate() {
            let cell = &cells[y][x];
            let (left, top) = (GAP + (0..x).map(column).sum::<u32>(), GAP + (0..y).map(row).sum::<u32>());
            overlay(&mut sheet, cell, i64::from(left), i64::from(top));
            places.push((format!("{county} in {template}"), [left, top, cell.width(), cell.height()]));
        }
    }
    (sheet, places)
}

/// The mean difference of a square of two pictures, 0 to 255.
fn difference(a: &RgbImage, b: &RgbImage, x: u32, y: u32) -> f64 {
    let mut sum = 0.0;
    for (dx, dy) in (0..TILE).flat_map(|dx| (0..TILE).map(move |dy| (dx, dy))) {
        let (one, other) = (a.get_pixel(x + dx, y + dy), b.get_pixel(x + dx, y + dy));
        sum += one.0.iter().zip(other.0).map(|(a, b)| f64::from(a.abs_diff(b))).sum::<f64>();
    }
    sum / f64::from(TILE * TILE * 3)
}

#[test]
fn the_editions_look_as_on_the_contact_sheet() {
    let (sheet, places) = sheet();
    let file = root().join("docs/editions.jpg");
    if std::env::var_os("UPDATE").is_some() {
        let mut bytes = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 82);
        sheet.write_with_encoder(encoder).unwrap();
        std::fs::write(&file, bytes).unwrap();
    }
    let kept = image::open(&file).unwrap().to_rgb8();
    assert_eq!(kept.dimensions(), sheet.dimensions(), "pages came or went");
    for (name, [left, top, width, height]) in places {
        let tiles = (left..left + width - TILE).step_by(TILE as usize);
        let worst = tiles
            .flat_map(|x| (top..top + height - TILE).step_by(TILE as usize).map(move |y| (x, y)))
            .map(|(x, y)| (difference(&kept, &sheet, x, y), x, y))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap();
        assert!(
            worst.0 < 14.0,
            "{name} differs most at {}, {} of the sheet: by {:.1}",
            worst.1,
            worst.2,
            worst.0
        );
    }
}
