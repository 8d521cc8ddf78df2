//! Galleys, 毛条: texts set at a measure before they are placed. They tell how many lines each takes.

use rayon::prelude::*;

use super::ground::Ground;
use super::page::{Page, Setting};
use super::plan::{Area, Module, Plan, Tracking};
use super::shape::divisions;
use super::story::Story;
use crate::diagnostic::Diagnostic;
use crate::report;
use crate::typeset::ThreadName;
use crate::typeset::frames::{self, Line, SlotLines};

/// A slot for a galley has this many lines.
const GALLEY_LINES: u32 = 2000;

/// A section's text set at one measure, 毛条.
#[derive(Debug, Clone, PartialEq)]
pub struct Galley {
    /// The measure (字).
    pub measure: u32,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a galley.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paragraph {
    /// How many lines it takes.
    pub lines: u32,
    /// How many characters it has.
    pub characters: u32,
    /// How far its last line reaches (字).
    pub last: f64,
    /// Whether it is pushed together into a line less than its natural setting takes.
    pub saves: bool,
}

/// A last line that letterspacing makes holds at least so many 字.
const LEAST_LAST: f64 = 2.5;

impl Galley {
    /// All its lines.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.paragraphs.iter().map(|paragraph| paragraph.lines).sum()
    }

    /// How many of these slots begin with the last line of a paragraph that began before them.
    #[must_use]
    pub fn widows(&self, slots: impl Iterator<Item = u32>) -> u32 {
        let mut heads = Vec::new();
        let mut line = 0;
        for lines in slots {
            line += lines;
            heads.push(line);
        }
        let mut widows = 0;
        let mut end = 0;
        for lines in self.paragraphs.iter().map(|paragraph| paragraph.lines) {
            end += lines;
            if lines > 1 && heads.contains(&(end - 1)) {
                widows += 1;
            }
        }
        widows
    }

    /// Which paragraphs to set wider, and by how much (0.001 em), so that the text takes some lines more: those that were
    /// pushed together, for which next to nothing suffices, and those whose last line is nearly full, with the least
    /// letterspacing first. As many as can be had, if not all.
    #[must_use]
    pub fn stretch(&self, lines: u32, most_em: f64) -> Vec<Tracking> {
        let mut found: Vec<Tracking> = self
            .paragraphs
            .iter()
            .enumerate()
            .filter(|(_, paragraph)| paragraph.lines > 2 || paragraph.saves)
            .filter_map(|(index, paragraph)| {
                if paragraph.saves {
                    return Some(Tracking { paragraph: index, milliem: 1 });
                }
                let wanted = f64::from(self.measure) - paragraph.last + LEAST_LAST;
                let milliem = (wanted / f64::from(paragraph.characters.max(1)) * 1000.0).ceil();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 0 and 30"
                )]
                (milliem <= most_em * 1000.0 + 1e-9)
                    .then_some(Tracking { paragraph: index, milliem: milliem.max(1.0) as u32 })
            })
            .collect();
        found.sort_by_key(|tracking| (tracking.milliem, tracking.paragraph));
        found.truncate(lines as usize);
        found
    }
}

/// Sets every section at each measure and adds the galleys to the stories. Gives the lines of the lead.
pub(super) fn add_galleys(
    setting: &Setting,
    stories: &mut [Story],
    measures: &[u32],
) -> Result<u32, Vec<Diagnostic>> {
    let edition = setting.edition;
    let settings = &edition.template.settings;
    let report = &edition.loaded.report;
    let typeset = |&measure: &u32| {
        let plan = galley_plan(Ground::new(settings), report.sections.len(), measure);
        setting.typeset(plan).map_err(|(_, errors)| errors)
    };
    let pages: Vec<Page> = measures.par_iter().map(typeset).collect::<Result<_, _>>()?;
    let mut lead_lines = 0;
    for (page, &measure) in pages.into_iter().zip(measures) {
        let of = |thread: ThreadName| {
            page.slots.iter().filter(|slot| slot.thread == thread).collect::<Vec<&SlotLines>>()
        };
        let saved = frames::saved(&page.document);
        lead_lines = of(ThreadName::Lead).iter().map(|slot| slot.lines.len()).sum();
        for (index, (story, section)) in stories.iter_mut().zip(&report.sections).enumerate() {
            let lines: Vec<&Line> =
                of(ThreadName::Section(index)).iter().flat_map(|slot| &slot.lines).collect();
            let body: Vec<String> =
                section.body.iter().map(|text| report::resolve(text, &report.metrics)).collect();
            let mut paragraphs = by_paragraph(&lines, &body, &page, settings.grid.body_pt);
            for (number, paragraph) in paragraphs.iter_mut().enumerate() {
                paragraph.saves = saved.contains(&(ThreadName::Section(index), number));
            }
            story.galleys.push(Galley { measure, paragraphs });
        }
    }
    Ok(u32::try_from(lead_lines).unwrap_or(u32::MAX))
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
                saves: false,
            };
            while left > 0 {
                let Some(line) = lines.next() else { break };
                left = left.saturating_sub(count(&line.text));
                paragraph.lines += 1;
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

/// A plan with one endless slot a section: what is typeset on it is a galley.
fn galley_plan(ground: Ground, sections: usize, measure: u32) -> Plan {
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
        quote: None,
        tracking: Vec::new(),
    };
    let wide = |lines| Area::new(0, grid.columns, 0, lines);
    Plan {
        pages: 1,
        banners: Vec::new(),
        folio: wide(rules.folio_lines),
        hero: wide(rules.hero.headline_lines),
        lead: Area::new(rules.lead.column, rules.lead.columns, 0, GALLEY_LINES),
        figures: wide(rules.figures.row.least),
        credits: wide(rules.credits_lines),
        sections: vec![module; sections],
    }
}

#[cfg(test)]
mod tests {
    use super::{Galley, Paragraph};

    #[test]
    fn paragraphs_that_are_nearly_full_are_stretched() {
        let paragraph = |last| Paragraph { lines: 8, characters: 100, last, saves: false };
        let galley =
            Galley { measure: 13, paragraphs: vec![paragraph(4.0), paragraph(12.9), paragraph(12.55)] };
        let milliem =
            |lines| galley.stretch(lines, 0.03).iter().map(|t| (t.paragraph, t.milliem)).collect::<Vec<_>>();
        assert_eq!(milliem(1), [(1, 26)]);
        assert_eq!(milliem(3), [(1, 26), (2, 30)]);
        assert!(galley.stretch(3, 0.02).is_empty());
        // A paragraph that saved a line gives it back first.
        let saving = Paragraph { saves: true, ..paragraph(4.0) };
        let galley = Galley { measure: 13, paragraphs: vec![paragraph(12.9), saving] };
        assert_eq!(
            galley.stretch(1, 0.03).iter().map(|t| (t.paragraph, t.milliem)).collect::<Vec<_>>(),
            [(1, 1)]
        );
    }

    #[test]
    fn widows_are_last_lines_at_a_slots_head() {
        let galley = Galley {
            measure: 13,
            paragraphs: [4, 1, 3]
                .map(|lines| Paragraph { lines, characters: lines * 13, last: 5.0, saves: false })
                .to_vec(),
        };
        assert_eq!(galley.lines(), 8);
        assert_eq!(galley.widows([3, 5].into_iter()), 1);
        assert_eq!(galley.widows([4, 4].into_iter()), 0);
        assert_eq!(galley.widows([2, 5, 1].into_iter()), 1);
    }
}
