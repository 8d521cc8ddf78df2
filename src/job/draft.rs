//! A draft, 草样: pages that are to be seen whatever is wrong with them, and never to be printed.

use std::collections::HashMap;
use std::sync::Arc;

use typst_layout::PagedDocument;
use typst_library::layout::{FrameItem, Point};

use super::has_errors;
use super::page::{Outcome, judge};
use super::press::fold;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::makeup::inspect::{self, Fill};
use crate::makeup::{draft as trial, placement::Placement};
use crate::message::{Lang, Message};
use crate::press::draft::{self, Left, Sign, Signs};
use crate::report::Report;
use crate::say;
use crate::typeset::frames::{self, SlotLines};
use crate::typeset::{Fonts, ThreadName, walk};

/// Whether a finding is that no page is made up, or that looking for one takes too long: a draft is made up otherwise.
fn of_makeup(finding: &Diagnostic) -> bool {
    ["volume", "layout"].contains(&finding.code) || finding.message.key() == "template.time"
}

/// The pages as a draft: those that were made, or those of a report that fits none.
pub(super) fn of(edition: &Edition, fonts: &Fonts, outcome: Outcome) -> Outcome {
    let mut photos = Vec::new();
    let mut outcome = outcome;
    if outcome.document.is_none() && outcome.findings.iter().any(of_makeup) {
        let edition = Arc::new(edition.clone());
        if let Some(drawn) = trial::draft(&edition, fonts, &outcome.findings) {
            photos = drawn.photos;
            if !photos.is_empty() {
                let finding = Diagnostic::warning(say!("draft.photos", ids = photos.clone()));
                outcome.findings.push(finding.at_place(edition.loaded.places.value("/photos")));
            }
            outcome =
                Outcome { choice: Some(drawn.choice), ..judge(&drawn.setting, drawn.page, outcome.findings) };
        }
    }
    let made = outcome.edition.clone();
    let edition = made.as_deref().unwrap_or(edition);
    if let (Some(document), Some(placement)) = (&outcome.document, &outcome.placement) {
        let signs = Signs { photos, ..signs(document, placement, &edition.loaded.report) };
        match draft::mark(document, &signs, fold(edition)) {
            Ok(marked) => outcome.document = Some(marked),
            // Never without its mark.
            Err(errors) => {
                outcome.findings.extend(errors);
                outcome.document = None;
            }
        }
    } else {
        outcome.document = None;
    }
    outcome
}

/// That there is no draft, and why.
pub(super) fn none(findings: &[Diagnostic]) -> Diagnostic {
    let why = if has_errors(findings) { say!("hint.no-draft") } else { say!("hint.fault") };
    Diagnostic::error(say!("draft.none")).hint(why)
}

/// What did not fit on finished pages, and what is empty.
pub(super) fn signs(document: &PagedDocument, placement: &Placement, report: &Report) -> Signs {
    let slots = frames::slots(document);
    let rooms = rooms(document);
    let mut signs = Signs::default();
    for fill in inspect::fills(placement, &slots) {
        let overset = fill.overset_lines > 0;
        if !overset && (fill.short_lines() == 0 || fill.thread.section().is_none()) {
            continue;
        }
        let label = if overset {
            say!("draft.overset", count = fill.overset_characters)
        } else {
            say!("draft.short", count = fill.short_lines())
        };
        let label = chinese(&label);
        if let Some(place) = foot(&slots, &rooms, &fill) {
            signs.signs.push(Sign { label: label.clone(), overset, ..place });
        }
        if overset {
            signs.left.push(left(
                &slots,
                &fill,
                format!("{}　{label}", chinese(&inspect::name(&fill.thread, report))),
            ));
        }
    }
    signs
}

/// The page's own language.
pub(super) fn chinese(message: &Message) -> String {
    message.text(Lang::Zh)
}

/// The slots of threads on the pages: where each stands, and its width.
pub(super) fn rooms(document: &PagedDocument) -> HashMap<(ThreadName, usize), (Point, f64)> {
    let mut found = HashMap::new();
    for page in document.pages() {
        walk::visit(&page.frame, |place, item| {
            if let FrameItem::Group(group) = item
                && let Some(slot) = walk::slot_of(group)
                && let Some(number) = slot.number
            {
                let width = place.size(group.frame.size()).x.to_pt();
                found.entry((slot.thread, number)).or_insert((place.point(), width));
            }
        });
    }
    found
}

/// Where the text of a thread ends on the page: below its last line, or at the head of its first slot when it has none.
fn foot(
    slots: &[SlotLines],
    rooms: &HashMap<(ThreadName, usize), (Point, f64)>,
    fill: &Fill,
) -> Option<Sign> {
    let own = || slots.iter().filter(|slot| slot.thread == fill.thread && slot.slot.is_some());
    let last = own().filter(|slot| !slot.lines.is_empty()).max_by_key(|slot| slot.slot);
    let slot = last.or_else(|| own().min_by_key(|slot| slot.slot))?;
    let (head, width) = rooms.get(&(fill.thread.clone(), slot.slot?))?;
    let y = slot.lines.iter().map(|line| line.baseline + BELOW).reduce(f64::max);
    let y = y.unwrap_or(head.y.to_pt());
    Some(Sign { page: slot.page, x: head.x.to_pt(), y, width: *width, label: String::new(), overset: false })
}

/// A sign stands so far below the baseline (pt).
const BELOW: f64 = 2.0;
/// A line that begins so much farther to the right than others begins a paragraph (pt).
const INDENT: f64 = 4.0;

/// The text of a thread that did not fit, in paragraphs.
fn left(slots: &[SlotLines], fill: &Fill, title: String) -> Left {
    let own = slots.iter().filter(|slot| slot.thread == fill.thread && slot.slot.is_none());
    let lines: Vec<_> = own.flat_map(|slot| &slot.lines).collect();
    let edge = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let is_first = |left: f64| left > edge + INDENT;
    let mut paragraphs: Vec<String> = Vec::new();
    for line in &lines {
        match paragraphs.last_mut() {
            Some(paragraph) if !is_first(line.left) => {
                // What the line's end has taken away between two words.
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                if latin(paragraph.chars().next_back()) && latin(line.text.chars().next()) {
                    paragraph.push(' ');
                }
                paragraph.push_str(&line.text);
            }
            _ => paragraphs.push(line.text.clone()),
        }
    }
    let runs_on = lines.first().is_some_and(|line| !is_first(line.left)) && fill.lines > 0;
    Left { title, paragraphs, runs_on }
}
