//! A made page as a folder that Typst's own programs and editors can draw: the template's files, the data, the library with
//! stand-ins for the elements that Typst does not have, the photos and the fonts.

use std::collections::BTreeMap;
use std::io::Cursor;

use typst_library::layout::FrameItem;

use super::Opened;
use super::page::Outcome;
use crate::edition::lightness::Veil;
use crate::makeup::framing::Picture;
use crate::makeup::world;
use crate::typeset::walk;

/// The elements that Typst does not have, near enough.
const ELEMENTS: &str = include_str!("snapshot/elements.typ");
/// What the folder is, for who opens it.
const README: &str = include_str!("snapshot/README.md");

/// A photo that fades or is shaded, as it is on the page; none where it is as it is.
fn veiled(bytes: &[u8], picture: &Picture) -> Option<Vec<u8>> {
    if picture.veil == Veil::default() {
        return None;
    }
    let mut pixels = image::load_from_memory(bytes).ok()?.into_rgb8();
    let format = image::guess_format(bytes).ok()?;
    let height = f64::from(pixels.height());
    for (row, line) in (0u32..).zip(pixels.rows_mut()) {
        // The veil lies on the part that is seen.
        let down = (f64::from(row) + 0.5) / height * picture.image.height + picture.image.y;
        let at = down / picture.frame.height.max(1.0);
        for value in line.flat_map(|pixel| &mut pixel.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
            let over = (picture.veil.over(f64::from(*value) / 255.0, at) * 255.0).round() as u8;
            *value = over;
        }
    }
    let mut out = Cursor::new(Vec::new());
    pixels.write_to(&mut out, format).ok()?;
    Some(out.into_inner())
}

/// The files of the folder; none where there is no page.
#[must_use]
pub fn snapshot(opened: &Opened, outcome: &Outcome) -> Option<Vec<(String, Vec<u8>)>> {
    let (document, placement) = (outcome.document.as_ref()?, outcome.placement.as_ref()?);
    let edition = outcome.edition.as_deref().unwrap_or(&opened.edition);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in world::world(edition, placement, &opened.fonts).files() {
        files.insert(file.path.trim_start_matches('/').to_owned(), file.bytes.to_vec());
    }
    // Photos have their own endings: Typst knows a picture's format by it.
    let mut renamed = Vec::new();
    for (index, photo) in edition.photos.iter().enumerate() {
        let stand_in = format!("photos/{index}.png");
        let ending =
            image::guess_format(&photo.bytes).ok().and_then(|it| it.extensions_str().first().copied());
        let name = format!("photos/{index}.{}", ending.unwrap_or("png"));
        files.remove(&stand_in);
        let hero = placement.hero_picture.as_ref().filter(|hero| hero.photo == index);
        let bytes = hero.and_then(|hero| veiled(&photo.bytes, hero));
        files.insert(name.clone(), bytes.unwrap_or_else(|| photo.bytes.to_vec()));
        renamed.push((format!("\"/{stand_in}\""), format!("\"/{name}\"")));
    }
    if let Some(plan) = files.get_mut("plan.json") {
        let text = String::from_utf8_lossy(plan).into_owned();
        let text = renamed.iter().fold(text, |text, (from, to)| text.replace(from, to));
        *plan = text.into_bytes();
    }
    if let Some(library) = files.get_mut("banmian.typ") {
        *library = [ELEMENTS.as_bytes(), library].concat();
    }
    let mut fonts: Vec<Vec<u8>> = Vec::new();
    for page in document.pages() {
        walk::visit(&page.frame, |_, item| {
            if let FrameItem::Text(run) = item
                && !fonts.iter().any(|font| font.as_slice() == run.font.data().as_slice())
            {
                fonts.push(run.font.data().to_vec());
            }
        });
    }
    for (index, font) in fonts.into_iter().enumerate() {
        let ending = if font.starts_with(b"OTTO") { "otf" } else { "ttf" };
        files.insert(format!("fonts/{index}.{ending}"), font);
    }
    files.insert("README.md".to_owned(), README.into());
    Some(files.into_iter().collect())
}
