//! Marks: the page put on a larger sheet, with what a printer needs around it.

use serde_json::json;
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Bytes;
use typst_library::layout::{Abs, Frame, Point, Sides, Size};
use typst_library::model::Document;

use crate::diagnostic::Diagnostic;
use crate::typeset::{self, Fonts, JobFile, JobWorld};

/// From the trim to the sheet's edge (pt): 15 mm.
pub const MARGIN_PT: f64 = 15.0 * 72.0 / 25.4;

/// Puts every page on its sheet. The pages lose their bleed as a property: it lies on the sheet.
///
/// # Errors
/// When the marks cannot be set; a fault of the program.
pub fn add(
    document: &PagedDocument,
    slug: &str,
    families: &[String],
    fonts: &Fonts,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let mut pages = Vec::new();
    for (number, page) in (1..).zip(document.pages()) {
        let size = page.frame.size();
        let slug = if document.pages().len() > 1 { format!("{slug} · {number}") } else { slug.to_owned() };
        let data = json!({
            "trim_width": size.x.to_pt(), "trim_height": size.y.to_pt(), "bleed": page.bleed.left.to_pt(),
            "margin": MARGIN_PT, "slug": slug, "fonts": families,
        });
        let file = |path: &str, text: String| JobFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            bytes: Bytes::from_string(text),
        };
        let files = vec![
            file("/main.typ", include_str!("marks.typ").to_owned()),
            file("/marks.json", data.to_string()),
        ];
        let (marks, _) = typeset::compile(&JobWorld::new(files, fonts.clone()))?;
        let margin = Abs::pt(MARGIN_PT);
        let mut sheet = Frame::hard(Size::new(size.x + margin * 2.0, size.y + margin * 2.0));
        sheet.push_frame(Point::splat(margin), page.frame.clone());
        for marks in marks.pages() {
            sheet.push_frame(Point::zero(), marks.frame.clone());
        }
        pages.push(Page { frame: sheet, bleed: Sides::splat(Abs::zero()), ..page.clone() });
    }
    Ok(PagedDocument::new(pages.into(), document.info().clone()))
}
