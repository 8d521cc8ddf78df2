//! Sections measured: each set by the compiler in an endless slot, which tells how many lines it takes.

use rayon::prelude::*;

use super::galley::{Galley, Paragraph};
use super::ground::Ground;
use super::lead::LeadShape;
use super::merit::LOOSE;
use super::page::{Page, Setting};
use super::plan::{Area, Module, Plan};
use super::shape::divisions;
use super::story::Story;
use crate::diagnostic::Diagnostic;
use crate::report;
use crate::typeset::ThreadName;
use crate::typeset::frames::{self, Line, SlotLines};
use crate::typeset::pieces::Piece;

/// A slot for a galley has this many lines.
const GALLEY_LINES: u32 = 2000;

/// Sets every section at each measure and adds the galleys to the stories. Gives the lines of the lead
/// in one column.
pub(super) fn add_galleys(
    setting: &Setting,
    stories: &mut [Story],
    measures: &[u32],
    lead: LeadShape,
) -> Result<u32, Vec<Diagnostic>> {
    let edition = &*setting.edition;
    let settings = &edition.template.settings;
    let report = &edition.loaded.report;
    let typeset = |&measure: &u32| {
        let plan = galley_plan(Ground::new(settings), report.sections.len(), measure, lead);
        setting.typeset_as_is(plan).map_err(|(_, errors)| errors)
    };
    let pages: Vec<Page> = measures.par_iter().map(typeset).collect::<Result<_, _>>()?;
    let mut lead_lines = 0;
    for (page, &measure) in pages.into_iter().zip(measures) {
        let of = |thread: ThreadName| {
            page.slots.iter().filter(|slot| slot.thread == thread).collect::<Vec<&SlotLines>>()
        };
        let saved = frames::saved(&page.document);
        let pieces = frames::pieces(&page.document);
        lead_lines = of(ThreadName::Lead).iter().map(|slot| slot.lines.len()).sum();
        for (index, (story, section)) in stories.iter_mut().zip(&report.sections).enumerate() {
            let lines: Vec<&Line> =
                of(ThreadName::Section(index)).iter().flat_map(|slot| &slot.lines).collect();
            let of_thread = |(thread, _): &&(ThreadName, Piece)| *thread == ThreadName::Section(index);
            let pieces: Vec<Piece> = pieces.iter().filter(of_thread).map(|(_, piece)| *piece).collect();
            let mut paragraphs = if pieces.is_empty() {
                let body: Vec<String> =
                    section.paragraphs().map(|text| report::shown(text, &report.metrics)).collect();
                by_paragraph(&lines, &body, &page, settings.grid.body_pt)
            } else {
                by_piece(&lines, &pieces, &page, settings.grid.body_pt)
            };
            for (number, paragraph) in paragraphs.iter_mut().enumerate() {
                paragraph.saves = saved.contains(&(ThreadName::Section(index), number));
            }
            story.galleys.push(Galley { measure, paragraphs, pieces });
        }
    }
    Ok(u32::try_from(lead_lines).unwrap_or(u32::MAX))
}

/// The lines that the lead takes in some shapes, all columns together.
pub(super) fn lead_lines(
    setting: &Setting,
    shapes: &[LeadShape],
) -> Result<Vec<(LeadShape, u32)>, Vec<Diagnostic>> {
    let settings = &setting.edition.template.settings;
    let measured = |&shape: &LeadShape| {
        let mut plan = galley_plan(Ground::new(settings), 0, settings.makeup.measure.least, shape);
        plan.lead = Area::new(shape.column, shape.columns, 0, GALLEY_LINES);
        let page = setting.typeset_as_is(plan).map_err(|(_, errors)| errors)?;
        let lead = page.slots.iter().filter(|slot| slot.thread == ThreadName::Lead);
        Ok((shape, u32::try_from(lead.map(|slot| slot.lines.len()).sum::<usize>()).unwrap_or(u32::MAX)))
    };
    shapes.par_iter().map(measured).collect()
}

/// Shares lines out to the paragraphs by counting characters.
fn by_paragraph(lines: &[&Line], paragraphs: &[String], page: &Page, body_pt: f64) -> Vec<Paragraph> {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let mut lines = lines.iter();
    let mut found: Vec<Paragraph> = paragraphs
        .iter()
        .map(|text| {
            let characters = count(text);
            let mut left = characters;
            let mut paragraph = Paragraph {
                lines: 0,
                characters: u32::try_from(characters).unwrap_or(u32::MAX),
                last: 0.0,
                loose: 0,
                saves: false,
            };
            while left > 0 {
                let Some(line) = lines.next() else { break };
                left = left.saturating_sub(count(&line.text));
                paragraph.lines += 1;
                paragraph.loose += u32::from(line.gap > LOOSE);
                paragraph.last = (line.right - page.placement.left) / body_pt;
            }
            paragraph
        })
        .collect();
    // Hyphens and the like may leave lines over; they are the last paragraph's.
    let rest = u32::try_from(lines.count()).unwrap_or(u32::MAX);
    if let Some(last) = found.last_mut() {
        last.lines += rest;
    }
    found
}

/// Shares the lines of a text with blocks out to its pieces.
fn by_piece(lines: &[&Line], pieces: &[Piece], page: &Page, body_pt: f64) -> Vec<Paragraph> {
    let mut rest = lines;
    pieces
        .iter()
        .map(|piece| {
            let (own, after) = rest.split_at(rest.len().min(piece.lines as usize));
            rest = after;
            let count = |line: &&&Line| line.text.chars().filter(|c| !c.is_whitespace()).count();
            let loose = own.iter().filter(|line| line.gap > LOOSE).count();
            Paragraph {
                lines: piece.lines,
                characters: u32::try_from(own.iter().map(|line| count(&line)).sum::<usize>())
                    .unwrap_or(u32::MAX),
                last: own.last().map_or(0.0, |line| (line.right - page.placement.left) / body_pt),
                loose: u32::try_from(loose).unwrap_or(u32::MAX),
                saves: false,
            }
        })
        .collect()
}

/// A plan with one endless slot a section: what is typeset on it is a galley.
fn galley_plan(ground: Ground, sections: usize, measure: u32, lead: LeadShape) -> Plan {
    let Ground { grid, rules } = ground;
    let (columns, parts) = (1..=grid.columns)
        .flat_map(|columns| divisions(ground, columns, true).into_iter().map(move |found| (columns, found)))
        .find(|(_, (_, found))| *found == measure)
        .map_or((grid.columns, 1), |(columns, (parts, _))| (columns, parts));
    let module = Module {
        heading: Area::new(0, columns, 0, rules.heading.lines),
        heading_lines: 1,
        slots: vec![Area::within(0, columns, parts, 0, 1).lines_from(0, GALLEY_LINES)],
        photos: Vec::new(),
        tint: None,
        opening: None,
        quote: None,
        tracking: Vec::new(),
    };
    let wide = |lines| Area::new(0, grid.columns, 0, lines);
    Plan {
        pages: 1,
        banners: Vec::new(),
        folio: wide(rules.folio_lines),
        hero: wide(rules.hero.headline_lines),
        lead: Area::new(lead.column, lead.columns, 0, GALLEY_LINES),
        lead_columns: vec![GALLEY_LINES; lead.parts as usize],
        small_headings: false,
        size: 0,
        cuts: Vec::new(),
        alone: None,
        crop_percent: None,
        names: Vec::new(),
        hero_photo: None,
        figures: wide(rules.figures.row.least),
        credits: wide(rules.credits_lines),
        filler: None,
        blocks: Vec::new(),
        optional: Vec::new(),
        sections: vec![module; sections],
    }
}
