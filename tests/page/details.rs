//! Small things that a reader sees: the room round a ground, the first line under a heading, figures in Kai text.

use banmian::edition::{Edition, Template};
use banmian::job;
use banmian::makeup::plan::{Plan, Rect};
use banmian::typeset::{ThreadName, frames, walk};
use typst_library::layout::FrameItem;
use typst_library::visualize::Geometry;

use crate::support::{FONTS, Page, edition, page, page_of, pinned_plan};

/// A box on the page (pt): left, top, right, bottom.
type Extent = [f64; 4];

/// Shapes and pictures of a page; of a line the extent has no height.
fn shapes(page: &Page) -> Vec<Extent> {
    let mut found = Vec::new();
    walk::visit(&page.outcome.document.as_ref().unwrap().pages()[0].frame, |place, item| {
        let size = match item {
            FrameItem::Shape(shape, _) => match shape.geometry {
                Geometry::Rect(size) => size,
                Geometry::Line(to) => to.to_size(),
                Geometry::Curve(_) => return,
            },
            _ => return,
        };
        let at = place.point();
        let (x, y) = (at.x.to_pt(), at.y.to_pt());
        found.push([x, y, x + size.x.to_pt(), y + size.y.to_pt()]);
    });
    found
}

/// How far what stands on a section's ground keeps from its edges: left, top, right, bottom.
fn room(page: &Page) -> [f64; 4] {
    let section = page.placement.sections.iter().find(|section| section.tint.is_some()).unwrap();
    let area = section.tint.unwrap();
    let (left, top) = (page.placement.left + area.x, page.placement.top + area.y);
    let all = shapes(page);
    let around = |it: &&Extent| {
        let near = |a: f64, b: f64| (0.0..12.0).contains(&(b - a));
        near(it[0], left)
            && near(it[1], top)
            && near(left + area.width, it[2])
            && near(top + area.height, it[3])
    };
    let ground = *all.iter().find(around).unwrap();
    let inside = |it: &Extent| {
        let (x, y) = (f64::midpoint(it[0], it[2]), f64::midpoint(it[1], it[3]));
        ground[0] < x && x < ground[2] && ground[1] < y && y < ground[3] && *it != ground
    };
    let document = page.outcome.document.as_ref().unwrap();
    let text = frames::runs(&document.pages()[0])
        .into_iter()
        .map(|run| [run.x, run.y - 0.88 * run.size, run.x + run.width, run.y + 0.12 * run.size]);
    let rect = |it: &Rect| {
        let (x, y) = (page.placement.left + it.x, page.placement.top + it.y);
        [x, y, x + it.width, y + it.height]
    };
    let pictures = section.photos.iter().map(|photo| rect(&photo.picture.frame));
    let content: Vec<Extent> = all.iter().copied().chain(text).chain(pictures).filter(inside).collect();
    assert!(content.len() > 60, "{}", content.len());
    let least = |side: usize| content.iter().map(|it| it[side]).fold(f64::INFINITY, f64::min);
    let most = |side: usize| content.iter().map(|it| it[side]).fold(0.0, f64::max);
    [least(0) - ground[0], least(1) - ground[1], ground[2] - most(2), ground[3] - most(3)]
}

/// The sample with a part of its template changed.
fn with_part(path: &str, from: &str, to: &str) -> Page {
    let mut edition: Edition = edition(|text| text);
    let file = edition.template.files.iter_mut().find(|file| file.path == path).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    file.bytes = text.replace(from, to).into_bytes();
    edition.template = Template::from_files(edition.template.files.clone(), "mine").unwrap();
    page_of(edition, pinned_plan())
}

/// Whether the room is the same on all sides.
fn is_even(room: [f64; 4]) -> bool {
    room.iter().all(|side| (side - room[0]).abs() < 0.8)
}

#[test]
fn a_ground_keeps_one_distance_on_all_sides() {
    let page = page(|text| text);
    let room = room(&page);
    // More than half a gutter, and less than leaves its neighbour a third of one.
    let gutter = page.placement.body;
    let reach = gutter * 0.55..gutter * 0.67;
    assert!(is_even(room) && room.iter().all(|side| reach.contains(side)), "{room:?}");
    // A heading that is lower than its place, and a ground that reaches farther at the sides.
    let low = with_part(
        "parts/heading.typ",
        "place(bottom + left, dy: -foot, block(width: square",
        "place(top + left, dy: 6pt, block(width: square",
    );
    assert!(!is_even(self::room(&low)), "{:?}", self::room(&low));
    let wide = with_part("parts/section.typ", "dx: it.tint.x * 1pt - by", "dx: it.tint.x * 1pt - by - 3pt");
    assert!(!is_even(self::room(&wide)), "{:?}", self::room(&wide));
}

/// The distances of the first lines from the headings that they stand under (pt).
fn under_headings(page: &Page, plan: &Plan) -> Vec<f64> {
    let mut found = Vec::new();
    for (index, module) in plan.sections.iter().enumerate() {
        let heading = page.placement.sections[index].heading;
        let foot = page.placement.top + heading.y + heading.height;
        for (number, _) in module.slots.iter().enumerate().filter(|(_, it)| it.line == module.heading.foot())
        {
            let thread = ThreadName::Section(index);
            let slot = page.slots.iter().find(|it| it.thread == thread && it.slot == Some(number)).unwrap();
            found.push(slot.lines[0].baseline - foot);
        }
    }
    found
}

#[test]
fn text_begins_directly_under_its_heading() {
    let page = page(|text| text);
    let plan = pinned_plan();
    let distances = under_headings(&page, &plan);
    let wanted = page.placement.pitch - page.placement.body + 0.88 * page.placement.body;
    assert!(distances.len() >= 8, "{distances:?}");
    assert!(distances.iter().all(|it| (it - wanted).abs() < 0.01), "{distances:?}");
    // A plan that leaves a line free is no such plan.
    let mut bad = plan;
    for slot in &mut bad.sections[0].slots[..3] {
        (slot.line, slot.lines) = (slot.line + 1, slot.lines - 1);
    }
    let page = page_of(edition(|text| text), bad.clone());
    bad.sections[0].heading.lines += 1;
    assert!(under_headings(&page, &bad).iter().any(|it| (it - wanted).abs() > 1.0));
    // Every section that the solver makes up has text under its heading.
    let plan = job::make(&edition(|text| text), &FONTS).plan.unwrap();
    for module in &plan.sections {
        assert!(module.slots.iter().any(|slot| slot.line == module.heading.foot()), "{module:?}");
    }
}

#[test]
fn figures_in_kai_text_are_upright_everywhere() {
    let page = page(|text| text);
    let document = page.outcome.document.as_ref().unwrap();
    let runs = frames::runs(&document.pages()[0]);
    let figures: Vec<_> = runs.iter().filter(|run| run.text.contains(|c: char| c.is_ascii_digit())).collect();
    assert!(figures.len() > 50);
    assert!(figures.iter().all(|run| run.family != "Banmian Kai"), "{figures:?}");
    assert!(runs.iter().any(|run| run.family == "Banmian Kai" && run.text.contains('月')));
    // The Kai face has figures, which are not taken.
    let kai = frames::runs(&crate::typesetting::compile("#text(font: \"Banmian Kai\", \"98\")").pages()[0]);
    assert!(kai.iter().any(|run| run.text == "98" && run.family == "Banmian Kai"), "{kai:?}");
}
