//! A plan for a text that became a little longer or shorter: the rectangles stay, and columns of a section end a line lower or
//! higher. What is done at each letter that is typed, before the page is made up anew.

use super::inspect::Fill;
use super::plan::{Area, Module, Plan};

/// The plan with as many lines more or less in the columns of each section as its text needs and its rectangle has; none where
/// nothing changes.
pub(super) fn refit(plan: &Plan, fills: &[Fill]) -> Option<Plan> {
    let mut refit = plan.clone();
    for fill in fills {
        let section = fill.thread.section();
        let Some(module) = section.and_then(|index| refit.sections.get_mut(index)) else { continue };
        of_module(module, fill);
    }
    (refit != *plan).then_some(refit)
}

fn of_module(module: &mut Module, fill: &Fill) {
    if fill.overset_lines > 0 {
        lengthen(module, fill.overset_lines);
    } else {
        shorten(module, fill.short_lines());
    }
}

/// Adds a line to the first columns that have one free at their foot.
fn lengthen(module: &mut Module, lines: usize) {
    let foot = module.slots.iter().map(Area::foot).max().unwrap_or(0);
    let free: Vec<usize> = (0..module.slots.len())
        .filter(|&index| {
            let slot = &module.slots[index];
            let next = slot.lines_from(slot.foot(), 1);
            let others = module.slots.iter().enumerate().filter(|(other, _)| *other != index);
            let others = others.map(|(_, area)| area).chain(module.photos.iter().map(|photo| &photo.area));
            let others = others.chain(&module.opening).chain(module.quote.iter().map(|quote| &quote.area));
            next.foot() <= foot && !others.into_iter().any(|area| meet(area, &next))
        })
        .collect();
    for index in free.into_iter().take(lines) {
        module.slots[index].lines += 1;
    }
}

/// Takes a line off the last columns that are as long as any.
fn shorten(module: &mut Module, lines: usize) {
    let foot = module.slots.iter().map(Area::foot).max().unwrap_or(0);
    let full = module.slots.iter_mut().rev().filter(|slot| slot.foot() == foot && slot.lines > 1);
    full.take(lines).for_each(|slot| slot.lines -= 1);
}

/// Whether two areas of one module have a place in common.
fn meet(one: &Area, other: &Area) -> bool {
    let edges = |area: &Area| {
        let part = |number: u32| {
            f64::from(area.column)
                + f64::from(area.columns) * f64::from(number) / f64::from(area.parts.max(1))
        };
        (part(area.part), part(area.part + area.span))
    };
    let ((left, right), (from, to)) = (edges(one), edges(other));
    left + 1e-6 < to && from + 1e-6 < right && one.line < other.foot() && other.line < one.foot()
}

#[cfg(test)]
mod tests {
    use super::of_module;
    use crate::makeup::inspect::Fill;
    use crate::makeup::plan::{Area, Module, PhotoBox};
    use crate::typeset::ThreadName;

    /// The lines of three columns, of which the first has a photo at its foot and the last ends a line early, for a text of some
    /// lines.
    fn lines(lines: usize) -> Vec<u32> {
        let part = |part: u32, line: u32, lines: u32| Area::within(0, 3, 3, part, 1).lines_from(line, lines);
        let mut module = Module {
            heading: Area::new(0, 3, 0, 2),
            heading_lines: 1,
            slots: vec![part(0, 2, 5), part(1, 2, 10), part(2, 2, 9)],
            photos: vec![PhotoBox { area: part(0, 7, 5), caption_lines: 1, pointer: None }],
            tint: None,
            quote: None,
            opening: None,
            tracking: Vec::new(),
        };
        let capacity = 24;
        let fill = Fill {
            thread: ThreadName::Section(0),
            capacity,
            lines: lines.min(capacity),
            overset_lines: lines.saturating_sub(capacity),
            overset_characters: 0,
        };
        of_module(&mut module, &fill);
        module.slots.iter().map(|slot| slot.lines).collect()
    }

    #[test]
    fn columns_end_a_line_lower_or_higher() {
        assert_eq!(lines(24), [5, 10, 9]);
        assert_eq!(lines(25), [5, 10, 10]);
        // There is no more room: nothing stands on a photo, and nothing beyond the foot.
        assert_eq!(lines(27), [5, 10, 10]);
        assert_eq!(lines(23), [5, 9, 9]);
    }
}
