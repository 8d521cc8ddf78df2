//! The proof, 大样: finished pages with all that is to be said of them, for those who read and sign.

use std::collections::HashMap;

use typst_layout::PagedDocument;
use typst_library::foundations::Datetime;
use typst_library::layout::{Abs, FrameItem, Point, Rect};
use typst_library::visualize::{ImageKind, RasterImage};

use super::Opened;
use super::draft::{chinese, rooms, signs};
use super::page::Outcome;
use super::press::{date, identity, origin};
use crate::diagnostic::{Diagnostic, Severity, sorted};
use crate::drawn::{self, Finished};
use crate::edition::{Edition, PressName};
use crate::press::pictures::Origin;
use crate::press::proof::{LineNumber, Mark, Notes, PageNotes, Row, Tag, sheets};
use crate::press::{self, Identity, Press, Revision, Work};
use crate::say;
use crate::typeset::frames;
use crate::typeset::thread_name::ThreadName;
use crate::typeset::walk;

/// The proof of an outcome's pages as a PDF; `findings` are all that there are.
///
/// # Errors
/// When it cannot be made. Nothing is said when there are no pages.
pub(super) fn proof(
    opened: &Opened,
    outcome: &Outcome,
    findings: &[Diagnostic],
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let Some(document) = &outcome.document else { return Err(Vec::new()) };
    let edition = outcome.edition.as_deref().unwrap_or(&opened.edition);
    let origin = origin(opened, outcome);
    let revision = Revision::of(document, &origin);
    let notes = notes(document, &origin, edition, outcome, findings, &revision, opened.draft);
    let sheets = sheets(document, &notes)?;
    let identity: Identity = identity(edition, revision);
    let date: Datetime = date(edition);
    let file = press::print(&Work {
        document: &sheets,
        origin: &origin,
        theme: &[],
        press: &Press::open(PressName::Office, None)?,
        pdfx: None,
        imposition: None,
        paper: Abs::zero(),
        preflight: None,
        fold: None,
        leaflet: None,
        marks: None,
        families: &edition.template.settings.fonts.sans,
        fonts: &opened.fonts,
        date,
        identity: &identity,
    })?;
    Ok(file.bytes)
}

fn notes(
    document: &PagedDocument,
    origin: &dyn Fn(&RasterImage) -> Origin,
    edition: &Edition,
    outcome: &Outcome,
    findings: &[Diagnostic],
    revision: &Revision,
    is_draft: bool,
) -> Notes {
    let report = &edition.loaded.report;
    let folio = report.folio.clone().unwrap_or_default();
    let mut pages = vec![PageNotes::default(); document.pages().len()];
    if let Some(first) = &folio.page {
        for (later, page) in pages.iter_mut().enumerate() {
            page.name = page_name(first, later).map(|name| format!("第{name}版")).unwrap_or_default();
        }
    }
    let mut left = Vec::new();
    // A draft has its signs already.
    if let (Some(placement), false) = (&outcome.placement, is_draft) {
        let all = signs(document, placement, report);
        left = all.left;
        for sign in all.signs {
            if let Some(page) = pages.get_mut(sign.page) {
                page.signs.push(sign);
            }
        }
    }
    lines(document, edition, &mut pages);
    photos(document, origin, edition, &mut pages);
    let sorted: Vec<Diagnostic> = sorted(findings).into_iter().cloned().collect();
    let seen = Finished { edition, hero: None, document, origin, place: &|_| None };
    for (number, (finding, boxes)) in (1..).zip(sorted.iter().zip(drawn::spots::of_findings(&seen, &sorted)))
    {
        let error = finding.severity == Severity::Error;
        let page = boxes.first().map_or(0, |(page, _)| *page);
        for (index, (page, area)) in boxes.into_iter().enumerate() {
            if let Some(page) = pages.get_mut(page) {
                page.marks.push(Mark { number, area, error, first: index == 0 });
            }
        }
        let hint = finding.hints.first().map(|hint| format!("。{}", chinese(hint))).unwrap_or_default();
        let text = format!("{}{hint}", chinese(&finding.message));
        if let Some(page) = pages.get_mut(page) {
            page.rows.push(Row { number, error, text });
        }
    }
    let title = [
        format!("{} {}", report.county, report.year),
        folio.paper.unwrap_or_default(),
        folio.kind.unwrap_or_default(),
        folio.date.unwrap_or_default(),
        press::program(),
    ];
    Notes {
        title: title.into_iter().filter(|part| !part.is_empty()).collect(),
        version: revision.to_string(),
        staff: folio.staff.into_iter().map(|person| (person.role, person.name)).collect(),
        pages,
        left,
    }
}

/// The name of a page that comes so many pages after the one of a name: 8, 9, or A08, A09. None where it cannot be known.
fn page_name(first: &str, later: usize) -> Option<String> {
    let (letters, digits) = first.split_at(first.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    match digits.parse::<usize>() {
        Ok(number) => Some(format!("{letters}{:0width$}", number.checked_add(later)?, width = digits.len())),
        Err(_) => (later == 0).then(|| first.to_owned()),
    }
}

/// The numbers of the lines of lead and sections, which go on from column to column; and the sections' names at their first.
fn lines(document: &PagedDocument, edition: &Edition, pages: &mut [PageNotes]) {
    let rooms = rooms(document);
    let mut counts: HashMap<ThreadName, usize> = HashMap::new();
    let mut slots = frames::slots(document);
    slots.retain(|slot| slot.slot.is_some());
    slots.sort_by_key(|slot| slot.slot);
    for slot in &slots {
        let name = match &slot.thread {
            ThreadName::Lead => chinese(&say!("proof.lead")),
            ThreadName::Section(index) => {
                let section = edition.loaded.report.sections.get(*index);
                let id = section.and_then(|section| section.id.clone());
                let number = (index + 1).to_string();
                match id {
                    Some(id) => chinese(&say!("proof.section-id", number = number, id = id)),
                    None => chinese(&say!("proof.section", number = number)),
                }
            }
            _ => continue,
        };
        let room = slot.slot.and_then(|number| rooms.get(&(slot.thread.clone(), number)));
        let (Some((corner, width)), Some(page)) = (room, pages.get_mut(slot.page)) else { continue };
        let count = counts.entry(slot.thread.clone()).or_insert(0);
        if *count == 0 && !slot.lines.is_empty() {
            page.tags.push(Tag { x: corner.x.to_pt() + width, y: corner.y.to_pt(), name, width: None });
        }
        for line in &slot.lines {
            *count += 1;
            page.lines.push(LineNumber { x: corner.x.to_pt(), y: line.baseline, number: *count });
        }
    }
}

/// The names of the photos, each at its top left corner.
fn photos(
    document: &PagedDocument,
    origin: &dyn Fn(&RasterImage) -> Origin,
    edition: &Edition,
    pages: &mut [PageNotes],
) {
    for (page, notes) in document.pages().iter().zip(pages) {
        walk::visit(&page.frame, |place, item| {
            let FrameItem::Image(image, size, _) = item else { return };
            let ImageKind::Raster(raster) = image.kind() else { return };
            let Origin::Photo { name, .. } = origin(raster) else { return };
            let seen = place.seen_of(Rect::from_pos_size(Point::zero(), *size));
            let Some(bounds) = seen.and_then(|seen| seen.bounds()) else { return };
            let photo = edition.loaded.report.photos.iter().find(|photo| photo.file == name);
            let name = photo.map_or_else(|| name.clone(), |photo| format!("{}　{name}", photo.id));
            notes.tags.push(Tag {
                x: bounds.min.x.to_pt().max(0.0),
                y: bounds.min.y.to_pt().max(0.0),
                name,
                width: Some(bounds.size().x.to_pt()),
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::page_name;

    #[test]
    fn pages_go_on_from_the_first() {
        for (first, later, name) in [
            ("8", 1, Some("9")),
            ("A08", 2, Some("A10")),
            ("9", 1, Some("10")),
            ("头版", 0, Some("头版")),
            ("头版", 1, None),
        ] {
            assert_eq!(page_name(first, later).as_deref(), name, "{first} {later}");
        }
    }
}
