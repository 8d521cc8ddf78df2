//! How sections, headings and photos stand to one another.

use super::Finished;
use crate::makeup::placement::{PlacedPhoto, PlacedSection};
use crate::makeup::plan::{Area, Rect};
use crate::makeup::rules::near_headings;

/// Headings butt when they stand beside each other, with no more than a gutter between them, and share a line.
pub(super) fn butted(page: &Finished) -> usize {
    let headings: Vec<Rect> = page.placement.sections.iter().map(|section| section.heading).collect();
    let near = 2.0 * f64::from(page.grid.gutter) * page.grid.body_pt;
    let mut pairs = 0;
    for (index, a) in headings.iter().enumerate() {
        for b in &headings[index + 1..] {
            let beside = a.x < b.x + b.width + near && b.x < a.x + a.width + near;
            let level = a.y < b.y + b.height && b.y < a.y + a.height;
            pairs += usize::from(beside && level);
        }
    }
    pairs
}

/// Headings on either side of a gutter that stand nearly level, on one page.
pub(super) fn near(page: &Finished) -> usize {
    let gutter = 2.0 * f64::from(page.grid.gutter) * page.grid.body_pt;
    let least = (f64::from(near_headings::LEAST) - 0.5) * page.grid.pitch_pt;
    let sections = &page.placement.sections;
    let near = |a: &Rect, b: &Rect| {
        let (right, below) = (a.x + a.width, (b.y - a.y - a.height).max(a.y - b.y - b.height));
        (right..right + gutter).contains(&b.x) && (0.0..least).contains(&below)
    };
    let pairs = |one: &PlacedSection| {
        let others = sections.iter().filter(|other| other.page == one.page);
        others.filter(|other| near(&one.heading, &other.heading)).count()
    };
    sections.iter().map(pairs).sum()
}

/// A later section stands wrong when it is left of an earlier one at one height, or above it.
pub(super) fn inversions(bounds: &[Area]) -> usize {
    let mut pairs = 0;
    for (index, earlier) in bounds.iter().enumerate() {
        for later in &bounds[index + 1..] {
            let level = earlier.line < later.foot() && later.line < earlier.foot();
            let over = earlier.column < later.column + later.columns
                && later.column < earlier.column + earlier.columns;
            let left = later.column + later.columns <= earlier.column;
            let above = later.foot() <= earlier.line;
            pairs += usize::from((level && left) || (over && above));
        }
    }
    pairs
}

/// Photos that do not touch their section.
pub(super) fn photos_away(page: &Finished) -> usize {
    let reach = page.grid.pitch_pt * 1.5;
    let touches = |photo: &PlacedPhoto, rect: &Rect| {
        let a = &photo.picture.frame;
        let foot = (a.y + a.height).max(photo.caption.y + photo.caption.height);
        a.x < rect.x + rect.width + reach
            && rect.x < a.x + a.width + reach
            && a.y < rect.y + rect.height + reach
            && rect.y < foot + reach
    };
    page.placement
        .sections
        .iter()
        .map(|section| {
            let own: Vec<Rect> = section.slots.iter().copied().chain([section.heading]).collect();
            // A photo in a second band touches its section through the first.
            let mut near: Vec<Rect> = own;
            let mut waiting: Vec<&PlacedPhoto> = section.photos.iter().collect();
            loop {
                let (reached, rest): (Vec<_>, Vec<_>) =
                    waiting.into_iter().partition(|photo| near.iter().any(|rect| touches(photo, rect)));
                waiting = rest;
                if reached.is_empty() {
                    break waiting.len();
                }
                near.extend(reached.iter().flat_map(|photo| [photo.picture.frame, photo.caption]));
            }
        })
        .sum()
}
