//! Identity: which document a file is of, which version of it, and which file.

use std::hash::{Hash, Hasher};

use typst_layout::PagedDocument;
use typst_library::layout::FrameItem;
use typst_library::text::TextItem;
use typst_library::visualize::{ImageKind, RasterImage};

use super::pictures::Origin;
use crate::typeset::walk::{self, Place};

/// What a document is, and which version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The same for every version of a report's pages.
    pub document: u128,
    /// The version's mark: the same as long as the same stands on the pages, whatever they are printed on.
    pub revision: Revision,
}

/// The mark of a version, such as `3F2A-91C0`: short enough to be read out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision(String);

impl Revision {
    /// The mark of what stands on pages. `origin` says what their pictures stand for.
    #[must_use]
    pub fn of(document: &PagedDocument, origin: &dyn Fn(&RasterImage) -> Origin) -> Self {
        let pages = document.pages().iter().map(|page| {
            let mut items = Vec::new();
            walk::visit(&page.frame, |place, item| items.extend(seen(place, item, origin)));
            typst_utils::hash128(&(page.frame.size(), page.bleed, page.fill_or_transparent(), items))
        });
        let hash = typst_utils::hash128(&pages.collect::<Vec<_>>());
        let hex = format!("{hash:032X}");
        Self(format!("{}-{}", &hex[..4], &hex[4..8]))
    }
}

impl std::fmt::Display for Revision {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str(&self.0)
    }
}

/// A hash of an item as it is seen. Where in the template's code it was drawn does not count: that is numbered anew in
/// every process.
fn seen(place: &Place, item: &FrameItem, origin: &dyn Fn(&RasterImage) -> Origin) -> Option<u128> {
    let at = place.transform;
    let hash = match item {
        FrameItem::Text(text) => typst_utils::hash128(&(at, Letters(text))),
        FrameItem::Shape(shape, _) => typst_utils::hash128(&(at, shape)),
        FrameItem::Image(image, size, _) => match image.kind() {
            ImageKind::Raster(raster) => {
                let origin = origin(raster);
                typst_utils::hash128(&(at, size, origin.content(), origin.veil().key()))
            }
            kind => typst_utils::hash128(&(at, size, kind)),
        },
        FrameItem::Group(group) => typst_utils::hash128(&(at, group.transform, &group.clip)),
        FrameItem::Link(..) | FrameItem::Tag(_) => return None,
    };
    Some(hash)
}

/// A run of text as it is seen.
struct Letters<'a>(&'a TextItem);

impl Hash for Letters<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let TextItem { font, size, fill, stroke, text, glyphs, .. } = self.0;
        let info = font.font().info();
        (&info.family, info.variant, size, fill, stroke, text).hash(state);
        for glyph in glyphs {
            (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_offset).hash(state);
        }
    }
}
