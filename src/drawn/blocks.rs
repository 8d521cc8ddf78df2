//! Blocks that a template reserves: whether what they draw stays in its place.

use typst_library::foundations::Label;
use typst_library::layout::{Abs, FrameItem, Point, Rect, Size};

use super::Finished;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::typeset::outline::Outline;
use crate::typeset::walk::{self, Place};

/// How the label of a block's frame begins, in `banmian.typ`.
const LABEL: &str = "reserved-block:";
/// What reaches less far beyond its place is rounding, or the overhang of a glyph (pt).
const REACH: f64 = 1.5;

/// What reaches beyond the places of blocks: one finding a block.
pub fn look(pages: &Finished) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if pages.edition.template.settings.makeup.blocks.is_empty() {
        return findings;
    }
    for page in pages.document.pages() {
        walk::visit(&page.frame, |_, item| {
            let FrameItem::Group(group) = item else { return };
            let label = group.label.map(Label::resolve);
            let Some(name) = label.as_ref().and_then(|label| label.strip_prefix(LABEL)) else { return };
            let own = Rect::from_pos_size(Point::zero(), group.frame.size());
            let (mut by, mut worst) = (REACH, None);
            walk::visit(&group.frame, |place, item| {
                let Some(seen) = bounds(place, item) else { return };
                let beyond = [
                    own.min.x - seen.min.x,
                    own.min.y - seen.min.y,
                    seen.max.x - own.max.x,
                    seen.max.y - own.max.y,
                ];
                let most = beyond.into_iter().map(Abs::to_pt).fold(0.0, f64::max);
                if most > by {
                    (by, worst) = (most, Some(item));
                }
            });
            if let Some(item) = worst {
                let message = say!("block-overflow", name = name, by = format!("{by:.0}"));
                let span = match item {
                    FrameItem::Text(text) => text.glyphs.first().map(|glyph| glyph.span.0),
                    FrameItem::Shape(_, span) | FrameItem::Image(_, _, span) => Some(*span),
                    _ => None,
                };
                let finding = Diagnostic::error(message).at_place(span.and_then(|span| (pages.place)(span)));
                findings.push(finding.hint(say!("hint.block-overflow")));
            }
        });
    }
    findings
}

/// What is seen of an item in the block's own coordinates.
fn bounds(place: &Place, item: &FrameItem) -> Option<Rect> {
    let rect = match item {
        FrameItem::Text(text) => walk::ink(text)?,
        FrameItem::Shape(shape, _) => shape.geometry.bbox(shape.stroke.as_ref()),
        FrameItem::Image(_, size, _) => Rect::from_pos_size(Point::zero(), *size),
        _ => return None,
    };
    if rect.size() == Size::zero() {
        return None;
    }
    place.seen_of(rect).and_then(|outline: Outline| outline.bounds())
}
