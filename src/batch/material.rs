//! What a job is made from, without making it: a key that changes when anything of it changes, and how much memory the work
//! may take.

use std::io::{BufReader, Read};
use std::path::Path;

use image::ImageReader;
use serde_json::Value;
use typst_utils::hash128;

use crate::edition::{County, FolderFile};
use crate::files::stays_inside;
use crate::job::{Order, Stock};
use crate::makeup::pinned::PLAN_FILE;
use crate::report::{MAX_PHOTO_BYTES, MAX_PIXELS, Staff};
use crate::typeset::FontOptions;
use crate::typeset::fonts::files_below;

/// What making up and writing a page without photos takes (bytes), as measured, and half as much again.
const PAGE_BYTES: u64 = 96 * 1024 * 1024;
/// What each pixel of the photo that is at work takes: as the decoder holds it, in three channels, and in four.
const BYTES_A_PIXEL: u64 = 12;

/// What a job is made from.
#[derive(Debug, Default)]
pub struct Material {
    /// Stands for all of it; none where the county or the template cannot be read.
    pub key: Option<String>,
    /// How much memory the work may take (bytes).
    pub memory: u64,
    /// The county's name.
    pub county: Option<String>,
    /// The year.
    pub year: Option<i64>,
    /// Who made the page, and may be asked.
    pub staff: Vec<Staff>,
}

/// Reads what a job is made from, with `fonts` for [`of_fonts`]. What cannot be read has its own mark in the key; what is
/// wrong with it is said when the page is made.
#[must_use]
pub fn read(order: &Order, stock: &Stock, fonts: &str) -> Material {
    let mut material = Material { memory: PAGE_BYTES, ..Material::default() };
    let mut key = Key(blake3::Hasher::new());
    key.text("program", env!("CARGO_PKG_VERSION"));
    key.text("order", &options(order));
    key.text("fonts", fonts);
    // A report without a day has the day on which it is made.
    key.text("epoch", &std::env::var("SOURCE_DATE_EPOCH").unwrap_or_default());
    let Ok(file) = order.input.report_file() else { return material };
    let report = key.file("report", &file).unwrap_or_default();
    let report: Value = serde_json::from_slice(&report).unwrap_or_default();
    material.county = report["county"].as_str().map(str::to_owned);
    material.year = report["year"].as_i64();
    material.staff = serde_json::from_value(report["folio"]["staff"].clone()).unwrap_or_default();
    let home = file.parent().unwrap_or(Path::new(""));
    let mut most_pixels = 0;
    for photo in report["photos"].as_array().into_iter().flatten() {
        let name = photo["file"].as_str().unwrap_or_default();
        key.text("photo", name);
        if !stays(name) {
            continue;
        }
        let path = home.join(name);
        let bytes = key.photo(&path);
        let (pixels, held) = pixels(&path);
        most_pixels = most_pixels.max(pixels);
        material.memory += bytes.max(held);
    }
    material.memory += most_pixels * BYTES_A_PIXEL;
    let plan = order.plan.clone().unwrap_or_else(|| file.with_file_name(PLAN_FILE));
    key.file("plan", &plan);
    if let Some(profile) = &order.press.profile {
        key.file("profile", profile);
    }
    let Ok(style) = order.input.style_from(&stock.templates) else { return material };
    if material.staff.is_empty() {
        material.staff.clone_from(&style.county.folio.staff);
    }
    key.county(&style.county);
    let template = &style.template;
    for file in template.files.iter().chain(&template.replaced).chain(&style.fonts) {
        key.part(file);
    }
    material.memory += style.fonts.iter().map(|file| file.bytes.len() as u64).sum::<u64>();
    material.key = Some(key.0.finalize().to_hex().to_string());
    material
}

/// All fonts that are the same for every job: names, weights and characters of those that are there, and the bytes of those
/// in named folders.
#[must_use]
pub fn of_fonts(options: &FontOptions, stock: &Stock) -> String {
    let mut key = Key(blake3::Hasher::new());
    if let Ok(fonts) = stock.fonts(options.clone()) {
        key.text("book", &format!("{:x}", hash128(fonts.book())));
    }
    for path in options.paths.iter().flat_map(|folder| files_below(folder)) {
        key.file("font", &path);
    }
    key.0.finalize().to_hex().to_string()
}

/// What an order says besides the files that it names.
fn options(order: &Order) -> String {
    let Order { input, press, candidate, preview, besides, draft, limits, fonts, plan: _ } = order;
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {candidate:?} {preview:?} {besides:?} {draft} \
         {:?} {}",
        input.template,
        press.name,
        press.pdfx,
        press.total_ink,
        press.marks,
        press.imposition,
        press.paper_mm,
        press.preflight,
        limits.seconds,
        fonts.system,
    )
}

/// Whether a photo's name stays in the report's folder; others are refused when the page is made.
fn stays(name: &str) -> bool {
    !name.is_empty() && stays_inside(Path::new(name))
}

/// The pixels of a picture as its header says, and how many bytes are held of it besides its file: a TIFF becomes a PNG.
fn pixels(path: &Path) -> (u64, u64) {
    let reader = open(path).map(|file| ImageReader::new(BufReader::new(file)));
    let Ok(Ok(reader)) = reader.map(ImageReader::with_guessed_format) else { return (0, 0) };
    let turned = reader.format() == Some(image::ImageFormat::Tiff);
    let (width, height) = crate::guard::guarded(|| reader.into_dimensions().ok()).flatten().unwrap_or((0, 0));
    let pixels = u64::from(width) * u64::from(height);
    // What is larger is refused.
    let pixels = if pixels > MAX_PIXELS { 0 } else { pixels };
    (pixels, if turned { 3 * pixels } else { 0 })
}

/// Opens a file that is one: of a pipe nobody may ever write the other end.
fn open(path: &Path) -> std::io::Result<std::fs::File> {
    if std::fs::metadata(path)?.is_file() {
        std::fs::File::open(path)
    } else {
        Err(std::io::ErrorKind::InvalidInput.into())
    }
}

/// A key in the making. Every part has its name and its length before it: no two materials are written the same way.
struct Key(blake3::Hasher);

impl Key {
    fn bytes(&mut self, name: &str, bytes: &[u8]) {
        self.head(name, bytes.len() as u64);
        self.0.update(bytes);
    }

    fn text(&mut self, name: &str, text: &str) {
        self.bytes(name, text.as_bytes());
    }

    fn head(&mut self, name: &str, length: u64) {
        self.0.update(&(name.len() as u64).to_le_bytes());
        self.0.update(name.as_bytes());
        self.0.update(&length.to_le_bytes());
    }

    /// A small file; what there is of a larger one is enough to know it by, for it is refused.
    fn file(&mut self, name: &str, path: &Path) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = open(path).and_then(|file| file.take(MAX_PHOTO_BYTES + 1).read_to_end(&mut bytes));
        if read.is_err() {
            self.head(name, u64::MAX);
            return None;
        }
        self.bytes(name, &bytes);
        Some(bytes)
    }

    /// A photo, piece by piece; gives its length.
    fn photo(&mut self, path: &Path) -> u64 {
        let mut contents = blake3::Hasher::new();
        let read =
            open(path).and_then(|file| std::io::copy(&mut file.take(MAX_PHOTO_BYTES + 1), &mut contents));
        let Ok(length) = read else {
            self.head("contents", u64::MAX);
            return 0;
        };
        self.head("contents", length);
        self.0.update(contents.finalize().as_bytes());
        length
    }

    fn part(&mut self, file: &FolderFile) {
        self.text("file", &file.path);
        self.bytes("contents", &file.bytes);
    }

    fn county(&mut self, county: &County) {
        let text = county.places.as_ref().map(|places| places.source().text.as_str());
        self.text("county", text.unwrap_or_default());
        if let Ok(Some(profile)) = county.profile() {
            self.file("profile", &profile);
        }
    }
}
