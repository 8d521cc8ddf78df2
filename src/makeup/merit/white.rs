//! White above headings: from the words of a heading, or the field beside them, to what stands above.

use super::{Finished, sections};
use crate::makeup::placement::PlacedSection;
use crate::makeup::plan::Rect;

/// What a heading of one line takes of its size, and each line more; and what is below that (pt).
const ONE: f64 = 1.33;
const MORE: f64 = 0.91;
const FOOT_PT: f64 = 5.0;

/// Where a heading's words begin.
fn words_top(section: &PlacedSection) -> f64 {
    let tall = section.heading_size * (ONE + MORE * f64::from(section.heading_lines.saturating_sub(1)));
    section.heading.y + (section.heading.height - FOOT_PT - tall).max(0.0)
}

/// The most white above a heading (lines of the grid): above any part of it that is wider than a gutter.
pub(super) fn above_headings(page: &Finished) -> f64 {
    let Finished { grid, plan, placement, .. } = page;
    let gutter = 2.0 * f64::from(grid.gutter) * grid.body_pt;
    let mut feet: Vec<Rect> = Vec::new();
    for (section, slots) in placement.sections.iter().zip(sections(page)) {
        for slot in slots {
            let place = slot.slot.and_then(|number| section.slots.get(number));
            let (Some(place), Some(last)) = (place, slot.lines.last()) else { continue };
            feet.push(Rect {
                height: last.baseline - placement.top + 0.12 * grid.body_pt - place.y,
                ..*place
            });
        }
        for photo in &section.photos {
            let foot = (photo.caption.y + photo.caption.height)
                .max(photo.picture.frame.y + photo.picture.frame.height);
            feet.push(Rect { height: foot - photo.picture.frame.y, ..photo.picture.frame });
        }
        feet.extend(section.quote.as_ref().map(|quote| quote.frame));
        feet.push(section.heading);
    }
    let others = [&plan.hero, &plan.figures].into_iter().chain(&plan.banners).filter(|area| area.lines > 0);
    feet.extend(others.map(|area| grid.rect(area)));
    let page_pt = grid.page_height_pt();
    let white = |section: &PlacedSection| {
        let (heading, top) = (&section.heading, words_top(section));
        let page_head = (heading.y / page_pt).floor() * page_pt;
        // What is nearest above each part of the heading; of parts with nothing above, the page's own head says nothing.
        let edges = feet.iter().flat_map(|rect| [rect.x, rect.x + rect.width]);
        let right = heading.x + heading.width;
        let mut edges: Vec<f64> =
            edges.filter(|x| *x > heading.x && *x < right).chain([heading.x, right]).collect();
        edges.sort_by(f64::total_cmp);
        let parts = edges.windows(2).filter(|part| part[1] - part[0] > gutter);
        let of_part = |part: &[f64]| {
            let middle = f64::midpoint(part[0], part[1]);
            let above = feet.iter().filter(|rect| {
                let foot = rect.y + rect.height;
                rect.x <= middle && middle <= rect.x + rect.width && foot <= top + 0.01 && foot > page_head
            });
            above.map(|rect| top - rect.y - rect.height).reduce(f64::min)
        };
        parts.filter_map(of_part).fold(0.0, f64::max)
    };
    let headed = placement.sections.iter().filter(|section| section.heading.height > 1.0);
    headed.map(white).fold(0.0, f64::max) / grid.pitch_pt
}
