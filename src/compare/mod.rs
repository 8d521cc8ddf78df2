//! Comparing two finished files: what changed on their pages, with its place and a picture.

mod change;
mod content;
mod drawn;
mod file;
mod objects;
mod page;
mod pictures;
mod sequence;
mod sheet;
mod text;
mod unicode;

use image::RgbImage;
use typst_library::foundations::Bytes;

pub use crate::typeset::area::Area;
pub use change::{Change, Kind, PictureChange, Spot, Words};
pub use file::MAX_BYTES;

use page::Measures;

use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Message};
use crate::press::preview;
use crate::say;
use crate::typeset::{self, Fonts, JobFile, JobWorld};

/// The resolution at which pages are drawn (pixels to the inch).
const PPI: f64 = 72.0;

/// A file to be compared.
pub struct Given<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// How it is called.
    pub name: &'a str,
}

/// What came of a comparison.
pub struct Comparison {
    /// What changed, page by page.
    pub changes: Vec<Change>,
    /// What could not be compared.
    pub findings: Vec<Diagnostic>,
    /// The versions' marks, where the files have some.
    pub revisions: [Option<String>; 2],
    /// Pictures of the pages on which something changed (PNG), each with the page's number from 1.
    pub pictures: Vec<(usize, Vec<u8>)>,
    /// Whether there are several pages.
    pub several: bool,
}

/// Compares two files; `lang` is the language of what stands in the pictures.
///
/// # Errors
/// Files that cannot be read; a page that cannot be drawn.
pub fn compare(before: &Given, after: &Given, lang: Lang) -> Result<Comparison, Vec<Diagnostic>> {
    let (b, a) = match (file::read(before.bytes, before.name), file::read(after.bytes, after.name)) {
        (Ok(b), Ok(a)) => (b, a),
        (b, a) => return Err(b.err().into_iter().chain(a.err()).collect()),
    };
    let mut findings = Vec::new();
    for (file, given) in [(&b, before), (&a, after)] {
        if !file.is_own {
            let finding = Diagnostic::warning(say!("compare-foreign")).in_file(given.name);
            findings.push(finding.hint(say!("hint.compare-foreign")));
        }
    }
    let mut changes = Vec::new();
    if b.pages.len() != a.pages.len() {
        let kind = Kind::Pages([b.pages.len(), a.pages.len()]);
        changes.push(Change { kind, before: Vec::new(), after: Vec::new() });
    }
    for (page, (one, other)) in b.pages.iter().zip(&a.pages).enumerate() {
        let size = |measures: &Measures| {
            let mm = |points: f64| format!("{:.0}", points / 72.0 * 25.4);
            format!("{}×{}", mm(measures.trim[2] - measures.trim[0]), mm(measures.trim[3] - measures.trim[1]))
        };
        if size(one) != size(other) {
            let whole = |measures: &Measures| {
                let (right, bottom) =
                    (measures.trim[2] - measures.trim[0], measures.trim[3] - measures.trim[1]);
                vec![Spot { page, area: Area { left: 0.0, top: 0.0, right, bottom } }]
            };
            let kind = Kind::Size([size(one), size(other)]);
            changes.push(Change { kind, before: whole(one), after: whole(other) });
        }
    }
    let is_own = findings.is_empty();
    let other_press = is_own && b.press != a.press;
    if other_press {
        findings.push(for_other_press(&b, &a).in_file(after.name));
    }
    if is_own {
        changes.extend(text::changes(&b.contents.letters, &a.contents.letters));
    }
    if is_own && !other_press {
        changes.extend(pictures::changes(&b.contents.pictures, &a.contents.pictures));
    }
    let several = b.pages.len().max(a.pages.len()) > 1;
    let mut comparison =
        Comparison { changes, findings, revisions: [b.revision, a.revision], pictures: Vec::new(), several };
    if before.bytes == after.bytes {
        return Ok(comparison);
    }
    let fonts = Fonts::load(&typeset::FontOptions::default())?;
    let draw = |given: &Given, page: usize, count: usize, measures: &Measures| {
        (page < count).then(|| drawn_page(given, page, measures, &fonts)).transpose()
    };
    let count = b.pages.len().max(a.pages.len());
    let mut drawn = Vec::new();
    for page in 0..count {
        let of = |pages: &[Measures], other: &[Measures]| pages.get(page).or(other.get(page)).copied();
        let (Some(one), Some(other)) = (of(&b.pages, &a.pages), of(&a.pages, &b.pages)) else { continue };
        let pictures = (draw(before, page, b.pages.len(), &one)?, draw(after, page, a.pages.len(), &other)?);
        match (&pictures.0, &pictures.1) {
            _ if other_press => {}
            (Some((_, before)), Some((_, after))) if one.is_placed_as(&other) => {
                let more = drawn::changes((before, after), page, &one, &comparison.changes);
                comparison.changes.extend(more);
            }
            // Pixels that lie otherwise differ everywhere.
            (Some(_), Some(_)) if !comparison.findings.iter().any(|one| one.code == "compare-marks") => {
                let finding = Diagnostic::warning(say!("compare-marks")).in_file(after.name);
                comparison.findings.push(finding.hint(say!("hint.compare-marks")));
            }
            _ => {}
        }
        drawn.push((page, one, other, pictures));
    }
    // What is another, then what only stands elsewhere; each from the head of a page to its foot, page by page.
    comparison.changes.sort_by(|x, y| {
        let key = |change: &Change| {
            change.spot().map_or((0, -1.0, -1.0), |spot| (spot.page, spot.area.top, spot.area.left))
        };
        let elsewhere = |change: &Change| change.kind.is_elsewhere();
        let ((x, of_x), (y, of_y)) = ((key(x), elsewhere(x)), (key(y), elsewhere(y)));
        of_x.cmp(&of_y).then(x.0.cmp(&y.0)).then(x.1.total_cmp(&y.1)).then(x.2.total_cmp(&y.2))
    });
    for (page, one, other, (left, right)) in drawn {
        let of_page: Vec<(usize, &Change, Message)> = (1..)
            .zip(&comparison.changes)
            .filter(|(_, change)| change.before.iter().chain(&change.after).any(|spot| spot.page == page))
            .map(|(number, change): (usize, &Change)| (number, change, change.message()))
            .collect();
        if of_page.is_empty() && left.is_some() == right.is_some() {
            continue;
        }
        let [first, second] = &comparison.revisions;
        let sides = [
            side(left.as_ref(), &one, before, first.as_ref()),
            side(right.as_ref(), &other, after, second.as_ref()),
        ];
        let png = sheet::png(page, &sides, &of_page, PPI, &fonts, lang)?;
        comparison.pictures.push((page + 1, png));
    }
    Ok(comparison)
}

/// What is said of files for different presses.
fn for_other_press(before: &file::File, after: &file::File) -> Diagnostic {
    let name = |file: &file::File| match &file.press {
        Some(press) => say!("io.other", words = press),
        None => say!("compare.no-press"),
    };
    let message = say!("compare-press", before = name(before), after = name(after));
    Diagnostic::warning(message).hint(say!("hint.compare-press"))
}

/// A page as the picture of the comparison shows it.
fn side<'a>(
    picture: Option<&'a (Vec<u8>, RgbImage)>,
    measures: &'a Measures,
    given: &Given,
    revision: Option<&String>,
) -> Option<sheet::Side<'a>> {
    let title = match revision {
        Some(revision) => format!("{}　{revision}", given.name),
        None => given.name.to_owned(),
    };
    picture.map(|(png, _)| sheet::Side { png, measures, title })
}

/// A page with its bleed as it is seen: as PNG, and its pixels. What stands around it is the printer's.
fn drawn_page(
    given: &Given,
    page: usize,
    measures: &Measures,
    fonts: &Fonts,
) -> Result<(Vec<u8>, RgbImage), Vec<Diagnostic>> {
    let Measures { media, bleed, .. } = measures;
    let source = format!(
        "#set page(width: {}pt, height: {}pt, margin: 0pt)\n\
         #place(top + left, dx: {}pt, dy: {}pt, image(\"/page.pdf\", page: {}, width: {}pt, height: {}pt))",
        bleed[2] - bleed[0],
        bleed[3] - bleed[1],
        media[0] - bleed[0],
        bleed[3] - media[3],
        page + 1,
        media[2] - media[0],
        media[3] - media[1],
    );
    let file =
        |path: &str, shown: &str, bytes| JobFile { path: path.to_owned(), shown: shown.to_owned(), bytes };
    let files = vec![
        file("/main.typ", "compare.typ", Bytes::from_string(source)),
        file("/page.pdf", given.name, Bytes::new(given.bytes.to_vec())),
    ];
    let (document, _) = typeset::compile(&JobWorld::new(files, fonts.clone()))?;
    let png = preview::png(&document, PPI).map_err(|finding| vec![finding])?;
    let pixels = image::load_from_memory(&png)
        .map_err(|error| vec![Diagnostic::error(say!("preview.unwritable", words = error.to_string()))])?;
    Ok((png, pixels.into_rgb8()))
}
