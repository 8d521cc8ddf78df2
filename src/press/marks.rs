//! Marks: the page put on a larger sheet, with what a printer needs around it.

use serde_json::json;
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{Abs, Frame, Point, Sides, Size};
use typst_library::model::Document;

use super::{Press, bar, sheet};
use crate::diagnostic::Diagnostic;
use crate::typeset::{self, Fonts, JobFile, JobWorld};

/// From the trim to the sheet's edge, at least (mm).
const MARGIN_MM: f64 = 15.0;
/// What the marks need beyond the bleed (mm).
const BEYOND_MM: f64 = 12.0;

/// What the marks say.
pub struct Marks<'a> {
    /// The slug line.
    pub slug: &'a str,
    /// What it says of each page, if anything: one text a page.
    pub labels: &'a [String],
    /// Where the sheets are folded: from the left trim.
    pub folds: &'a [Abs],
    /// The families of the slug line.
    pub families: &'a [String],
    /// The press; what has no inks gets no patches but the plain bar.
    pub press: &'a Press,
}

/// From the trim to the sheet's edge: 15 mm, more where the bleed is wider than 3 mm. The same for all pages.
#[must_use]
pub fn margin(document: &PagedDocument) -> Abs {
    let sides = document.pages().iter().flat_map(|page| page.bleed.iter().copied());
    sides.max().map_or(Abs::mm(MARGIN_MM), |bleed| (bleed + Abs::mm(BEYOND_MM)).max(Abs::mm(MARGIN_MM)))
}

/// Puts every page on its sheet. The pages lose bleed and ground as properties: they lie on the sheet. What reaches
/// beyond the bleed is cut off.
///
/// # Errors
/// When the marks cannot be set; a fault of the program.
pub fn add(document: &PagedDocument, marks: &Marks, fonts: &Fonts) -> Result<PagedDocument, Vec<Diagnostic>> {
    let margin = margin(document);
    let profile = marks.press.profile.as_ref();
    let greys = profile.map(bar::grey_balance).unwrap_or_default();
    let wedge = profile.map(|_| bar::wedge(marks.press.settings.total_ink)).unwrap_or_default();
    let mut pages = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let size = page.frame.size();
        let bleed = page.bleed;
        let slug = match marks.labels.get(index) {
            Some(label) => format!("{} · {label}", marks.slug),
            None => marks.slug.to_owned(),
        };
        let data = json!({
            "trim_width": size.x.to_pt(), "trim_height": size.y.to_pt(), "margin": margin.to_pt(),
            "bleed": {
                "left": bleed.left.to_pt(), "top": bleed.top.to_pt(),
                "right": bleed.right.to_pt(), "bottom": bleed.bottom.to_pt(),
            },
            "folds": marks.folds.iter().map(|fold| fold.to_pt()).collect::<Vec<_>>(), "slug": slug, "fonts": marks.families,
            "bar": bar::BAR, "greys": greys, "wedge": wedge,
        });
        let file = |path: &str, text: String| JobFile::own(path, Bytes::from_string(text));
        let files = vec![
            file("/main.typ", include_str!("marks.typ").to_owned()),
            file("/marks.json", data.to_string()),
        ];
        let (around, _) = typeset::compile(&JobWorld::new(files, fonts.clone()))?;
        let mut frame = Frame::hard(Size::new(size.x + margin * 2.0, size.y + margin * 2.0));
        frame.push_frame(Point::new(margin - bleed.left, margin - bleed.top), sheet::part(page, bleed));
        for around in around.pages() {
            frame.push_frame(Point::zero(), around.frame.clone());
        }
        pages.push(Page { frame, bleed: Sides::splat(Abs::zero()), fill: Smart::Auto, ..page.clone() });
    }
    Ok(PagedDocument::new(pages.into(), document.info().clone()))
}
