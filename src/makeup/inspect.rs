//! What came of a plan, read from the finished frames: overset, short columns, low resolution.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::edition::Grid;
use crate::message::Message;
use crate::report::{self, Places, Printed, Report, Said};
use crate::say;
use crate::typeset::ThreadName;
use crate::typeset::frames::SlotLines;

use super::framing::Picture;
use super::merit::LOOSE;
use super::placement::Placement;
use super::plan::Plan;

/// Below this resolution a picture looks soft in newsprint (pixels to the inch at placed size).
pub const WARN_PPI: f64 = 150.0;
/// Below this resolution a picture is refused.
pub const MIN_PPI: f64 = 100.0;

/// How a thread was filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The thread.
    pub thread: ThreadName,
    /// How many lines its slots hold.
    pub capacity: usize,
    /// How many lines stand in them.
    pub lines: usize,
    /// How many lines did not fit.
    pub overset_lines: usize,
    /// How many characters did not fit.
    pub overset_characters: usize,
}

impl Fill {
    /// How many lines are empty.
    #[must_use]
    pub fn short_lines(&self) -> usize {
        if self.overset_lines > 0 { 0 } else { self.capacity.saturating_sub(self.lines) }
    }
}

/// Moves lines down as if all pages of the plan stood one below the other, which is how a plan counts them. A document may
/// have other pages between.
pub fn stack_pages(slots: &mut [SlotLines], plan: &Plan, grid: &Grid) {
    let mut pages: HashMap<usize, u32> = HashMap::new();
    for slot in slots.iter() {
        let module = slot.thread.section().and_then(|index| plan.sections.get(index));
        if let Some(area) = module.zip(slot.slot).and_then(|(module, number)| module.slots.get(number)) {
            pages.entry(slot.page).or_insert_with(|| grid.page_of(area));
        }
    }
    for slot in slots {
        let page = pages.get(&slot.page).copied().unwrap_or(0).min(plan.pages.saturating_sub(1));
        for line in &mut slot.lines {
            line.baseline += f64::from(page) * grid.page_height_pt();
        }
    }
}

/// How many lines each thread of a placement has room for.
#[must_use]
pub fn capacities(placement: &Placement) -> Vec<(ThreadName, usize)> {
    let lines = |height: f64, size: f64, pitch: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred at most, never negative"
        )]
        let count = ((height + pitch - size + 0.02) / pitch).floor().max(0.0) as usize;
        count
    };
    let mut found = vec![(
        ThreadName::Lead,
        placement
            .lead
            .slots
            .iter()
            .map(|slot| lines(slot.height, placement.lead_size, placement.lead_pitch))
            .sum(),
    )];
    for (index, section) in placement.sections.iter().enumerate() {
        let total =
            section.slots.iter().map(|slot| lines(slot.height, placement.body, placement.pitch)).sum();
        found.push((ThreadName::Section(index), total));
    }
    let photos = placement.sections.iter().flat_map(|section| &section.photos);
    for photo in photos {
        let total = lines(photo.caption.height, placement.caption, placement.caption_pitch);
        found.push((ThreadName::caption(photo.picture.photo), total));
    }
    found
}

/// Counts, thread by thread, what stands in the slots and what does not. Threads that the plan does not know count for what
/// does not fit.
#[must_use]
pub fn fills(placement: &Placement, slots: &[SlotLines]) -> Vec<Fill> {
    let mut threads = capacities(placement);
    for slot in slots.iter().filter(|slot| slot.slot.is_none()) {
        if threads.iter().all(|(thread, _)| *thread != slot.thread) {
            threads.push((slot.thread.clone(), 0));
        }
    }
    threads
        .into_iter()
        .map(|(thread, capacity)| {
            let of = |overset: bool| {
                slots.iter().filter(move |s| s.slot.is_none() == overset).filter(|s| s.thread == thread)
            };
            Fill {
                capacity,
                lines: of(false).map(|slot| slot.lines.len()).sum(),
                overset_lines: of(true).map(|slot| slot.lines.len()).sum(),
                overset_characters: of(true)
                    .flat_map(|slot| &slot.lines)
                    .map(|line| line.text.chars().filter(|c| !c.is_whitespace()).count())
                    .sum(),
                thread,
            }
        })
        .collect()
}

/// What to tell the user of the fills.
#[must_use]
pub fn fill_findings(
    fills: &[Fill],
    placement: &Placement,
    report: &Report,
    places: &Places,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for fill in fills {
        let (what, pointer, measure) = describe(fill, placement, report);
        let finding = if fill.overset_lines > 0 {
            let (lines, count) = (fill.overset_lines, fill.overset_characters);
            Diagnostic::error(say!("overset", what = what, lines = lines, characters = count))
                .hint(say!("hint.cut", count = count))
        } else if fill.short_lines() > 0 && fill.thread.section().is_some() {
            let short = fill.short_lines();
            Diagnostic::error(say!("short", what = what, lines = short))
                .hint(say!("hint.write-more", count = short * measure))
        } else {
            continue;
        };
        findings.push(match places.value(&pointer) {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
    findings
}

/// Lines that are set so loose that a reader sees it.
#[must_use]
pub fn loose_lines(slots: &[SlotLines], report: &Report, places: &Places) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for slot in slots {
        for line in slot.lines.iter().filter(|line| line.gap > LOOSE) {
            let message = say!("loose-line", line = line.text.trim(), gap = format!("{:.2}", line.gap));
            let place = place_of(&slot.thread, line.text.trim(), report, places);
            findings.push(Diagnostic::warning(message).at_place(place).hint(say!("hint.loose-line")));
        }
    }
    findings
}

/// Where a line of a thread stands in the report: its paragraph.
fn place_of(thread: &ThreadName, line: &str, report: &Report, places: &Places) -> Option<Place> {
    match thread {
        ThreadName::Lead | ThreadName::Section(_) => {
            let own = |said: &Said| match thread {
                ThreadName::Section(index) => said.row.printed == Printed::Section && said.number == *index,
                _ => said.row.printed == Printed::Lead,
            };
            let said = report::said(report);
            let found =
                said.iter().filter(|said| own(said)).find(|said| said.shown(&report.metrics).contains(line));
            places.value(&found?.pointer)
        }
        ThreadName::Caption { photo, .. } => places.value(&format!("/photos/{photo}/caption")),
        ThreadName::Quote(index) => places.value(&format!("/sections/{index}/quote/text")),
        ThreadName::Named(_) => None,
    }
}

/// What a thread is to the user.
#[must_use]
pub fn name(thread: &ThreadName, report: &Report) -> Message {
    match thread {
        ThreadName::Lead => say!("part.lead"),
        ThreadName::Section(index) => {
            let heading =
                report.sections.get(*index).map(|section| section.heading.join("　")).unwrap_or_default();
            let number = report.number_of(*index) + 1;
            if heading.is_empty() {
                say!("part.bare-section", number = number)
            } else {
                say!("part.section", number = number, heading = heading)
            }
        }
        ThreadName::Caption { photo, .. } => {
            let id = report.photos.get(*photo).map(|photo| photo.id.clone()).unwrap_or_default();
            say!("part.caption", id = id)
        }
        ThreadName::Quote(index) => say!("part.quote", number = report.number_of(*index) + 1),
        ThreadName::Named(name) => say!("part.thread", name = name),
    }
}

/// What a thread is to the user, where it stands in the report, and its measure in 字.
fn describe(fill: &Fill, placement: &Placement, report: &Report) -> (Message, String, usize) {
    let measure = |width: f64, size: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a measure is below 200")]
        let count = (width / size).round().max(1.0) as usize;
        count
    };
    let (pointer, measure) = match &fill.thread {
        ThreadName::Lead => (
            "/lead".to_owned(),
            measure(placement.lead.slots.first().map_or(0.0, |slot| slot.width), placement.lead_size),
        ),
        ThreadName::Section(index) => {
            let width = placement.sections.get(*index).map_or(0.0, |section| section.width);
            (format!("/sections/{index}/body"), measure(width, placement.body))
        }
        ThreadName::Caption { photo, .. } => (format!("/photos/{photo}/caption"), 20),
        ThreadName::Quote(index) => {
            let pointer = match report.sections.get(*index).and_then(|section| section.quote.as_ref()) {
                Some(_) => format!("/sections/{index}/quote/text"),
                None => format!("/sections/{index}"),
            };
            (pointer, 6)
        }
        ThreadName::Named(_) => (String::new(), 20),
    };
    (name(&fill.thread, report), pointer, measure)
}

/// Findings on the photos' resolution at their placed size; `free` are those that the template places by itself.
#[must_use]
pub fn photo_findings(
    placement: &Placement,
    free: &[Picture],
    report: &Report,
    places: &Places,
) -> Vec<Diagnostic> {
    let pictures = placement
        .hero_picture
        .iter()
        .chain(placement.sections.iter().flat_map(|section| &section.photos).map(|photo| &photo.picture))
        .chain(free);
    pictures.filter_map(|picture| ppi_finding(picture, report, places)).collect()
}

fn ppi_finding(picture: &Picture, report: &Report, places: &Places) -> Option<Diagnostic> {
    if picture.ppi >= WARN_PPI {
        return None;
    }
    let severity = if picture.ppi < MIN_PPI { Severity::Error } else { Severity::Warning };
    let id = report.photos.get(picture.photo).map_or("", |photo| photo.id.as_str());
    let millimetres = picture.frame.width * 25.4 / 72.0;
    let needed = picture.image.width / 72.0 * WARN_PPI;
    let whole = |number: f64| format!("{number:.0}");
    let message = say!(
        "low-resolution",
        id = id,
        ppi = whole(picture.ppi),
        width = whole(millimetres),
        needed = whole(WARN_PPI),
    );
    let finding = Diagnostic::new(severity, message).hint(say!("hint.wider-picture", pixels = whole(needed)));
    Some(match places.value(&format!("/photos/{}/file", picture.photo)) {
        Some(place) => finding.at(place),
        None => finding,
    })
}
