//! A template tried: made-up reports of many kinds are built with it, and what comes of each is told.

pub mod reports;

use std::path::Path;
use std::time::Instant;

use image::{Rgb, RgbImage, imageops};

use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::template::DEFAULT;
use crate::edition::{REPORT_FILE, Template};
use crate::files::unwritable;
use crate::job::{self, FileKind, Order};
use crate::message::io_error;
use crate::say;

use self::reports::{Made, grey, hard, make, make_any};

/// So many random reports of one page, and of any length.
const RANDOM: (u64, u64) = (10, 5);
/// The resolution of the small pictures (pixels to the inch).
const PPI: f64 = 20.0;
/// A row of the contact sheet has so many pictures, each in a square of so many pixels with white around it.
const ACROSS: u32 = 6;
const SQUARE: u32 = 300;
const WHITE: u32 = 12;

/// What came of one report.
pub struct Tried {
    /// What the report is.
    pub name: String,
    /// How many pages there are; none is a refusal.
    pub pages: usize,
    /// How long it took (s).
    pub seconds: f64,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// Small pictures of the pages (PNG).
    pub pictures: Vec<Vec<u8>>,
}

impl Tried {
    /// The codes of the errors, else of the warnings, each once.
    #[must_use]
    pub fn codes(&self, severity: Severity) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = self
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|finding| finding.code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// The reports: random ones, and those that are hard in one way.
fn made() -> impl Iterator<Item = (String, Made)> {
    let one_page = (1..=RANDOM.0).map(|seed| (format!("random {seed}"), make(seed)));
    let any = (1..=RANDOM.1).map(|seed| (format!("any length {seed}"), make_any(seed)));
    one_page.chain(any).chain(hard().map(|(name, made)| (name.to_owned(), made)))
}

/// Builds every report with the template that an order names; `tell` hears of each when it is done.
///
/// # Errors
/// When the template itself is wrong, or the disk has no room.
pub fn try_template(order: &Order, tell: &mut dyn FnMut(&Tried)) -> Result<Vec<Tried>, Vec<Diagnostic>> {
    Template::open_from(order.input.template.as_deref().unwrap_or(DEFAULT), &order.input.roots)?;
    let failed = |path: &Path, error: &std::io::Error| vec![unwritable(path, io_error(error))];
    let folder = tempfile::tempdir().map_err(|error| failed(Path::new("."), &error))?;
    let mut all = Vec::new();
    for (number, (name, report)) in made().enumerate() {
        let home = folder.path().join(number.to_string());
        write(&report, &home).map_err(|error| failed(&home, &error))?;
        let mut order = order.clone();
        order.input.report = home.join(REPORT_FILE);
        order.preview = Some(PPI);
        let begun = Instant::now();
        let product = job::run(&order);
        let pictures = product.files.into_iter().filter(|file| matches!(file.kind, FileKind::Preview(_)));
        let tried = Tried {
            name,
            pages: product.figures.pages,
            seconds: begun.elapsed().as_secs_f64(),
            findings: product.findings,
            pictures: pictures.map(|file| file.bytes).collect(),
        };
        tell(&tried);
        all.push(tried);
    }
    Ok(all)
}

fn write(report: &Made, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(REPORT_FILE), report.json.to_string())?;
    for (index, shape) in report.photos.iter().enumerate() {
        std::fs::write(folder.join(format!("p{index}.jpg")), grey(*shape))?;
    }
    Ok(())
}

/// All small pictures on one sheet, row by row (PNG); none where there are none.
///
/// # Errors
/// When it cannot be coded; a fault of the program.
pub fn contact_sheet(tried: &[Tried]) -> Result<Option<Vec<u8>>, Diagnostic> {
    let pictures = tried.iter().flat_map(|tried| &tried.pictures);
    let pictures: Vec<RgbImage> =
        pictures.filter_map(|png| Some(image::load_from_memory(png).ok()?.into_rgb8())).collect();
    let count = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Ok(None);
    }
    let step = SQUARE + WHITE;
    let whole = (ACROSS.min(count) * step + WHITE, count.div_ceil(ACROSS) * step + WHITE);
    let mut sheet = RgbImage::from_pixel(whole.0, whole.1, Rgb([235, 235, 235]));
    for (index, picture) in (0..count).zip(&pictures) {
        let longer = f64::from(picture.width().max(picture.height()).max(1));
        let scale = (f64::from(SQUARE) / longer).min(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred pixels")]
        let side = |length: u32| ((f64::from(length) * scale) as u32).max(1);
        let (width, height) = (side(picture.width()), side(picture.height()));
        let small = imageops::resize(picture, width, height, imageops::FilterType::Triangle);
        let (column, row) = (index % ACROSS, index / ACROSS);
        let at = |number: u32, own: u32| i64::from(WHITE + number * step + (SQUARE - own) / 2);
        imageops::overlay(&mut sheet, &small, at(column, width), at(row, height));
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    let written = sheet.write_to(&mut bytes, image::ImageFormat::Png);
    written.map_err(|error| Diagnostic::error(say!("preview.unwritable", words = error.to_string())))?;
    Ok(Some(bytes.into_inner()))
}
