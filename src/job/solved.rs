//! A page whose plan the solver finds: galleys, solving, the best plans typeset, the best page taken.

use serde::Serialize;

use super::{Edition, Outcome, Page, Setting, before_typesetting, judge, photo_inputs, typeset_plan};
use crate::diagnostic::Diagnostic;
use crate::edition::{Grid, MakeupRules};
use crate::makeup::arrange::{Candidate, candidates};
use crate::makeup::inspect::Fill;
use crate::makeup::plan::{Area, Module, Plan};
use crate::makeup::quote;
use crate::makeup::rule::{Charge, Rule, sum, total};
use crate::makeup::shape::{divisions, measures};
use crate::makeup::solve::{MOST_LINES, solve};
use crate::makeup::story::{Galley, Paragraph, Story, stories};
use crate::makeup::surroundings::Surroundings;
use crate::makeup::volume::{self, Misfit};
use crate::report;
use crate::typeset::frames::{self, Line, SlotLines};
use crate::typeset::{self, Fonts, ThreadName};

/// A slot for a galley has this many lines.
const GALLEY_LINES: u32 = 2000;
/// When the best plan costs more than this for each page, gutters may be stretched as well.
const PATIENCE: f64 = 22.0;

/// Why the plan was chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What the plan costs, rule by rule.
    pub charges: Vec<Charge>,
    /// All charges, and what the frames add.
    pub cost: f64,
    /// The plans that came next.
    pub runners_up: Vec<RunnerUp>,
}

/// A plan that was not chosen.
#[derive(Debug, Clone, Serialize)]
pub struct RunnerUp {
    /// Its rectangles.
    pub plan: Plan,
    /// What it costs, rule by rule.
    pub charges: Vec<Charge>,
    /// All charges, and what the frames add where it was typeset.
    pub cost: f64,
    /// Whether it was typeset.
    pub typeset: bool,
}

/// Makes the page of an edition on the best plan, and judges it.
pub(super) fn make(edition: &Edition, fonts: &Fonts) -> Outcome {
    let mut findings = before_typesetting(edition, fonts);
    let setting = Setting::new(edition, fonts);
    let solved = match plans(&setting) {
        Ok(solved) => solved,
        Err(errors) => {
            findings.extend(errors);
            return Outcome::failed(findings);
        }
    };
    let rules = &edition.template.settings.makeup;
    let (first, rest) = solved.split_at(rules.typeset.clamp(1, solved.len()));
    let mut pages = Vec::new();
    for (candidate, page) in first.iter().zip(typeset_all(&setting, first)) {
        match page {
            Ok(page) => {
                // Letterspacing that did not come true is not charged.
                let plain = page.merit.tracking_em == 0.0;
                let candidate = if plain { &candidate.plain } else { candidate.best() };
                pages.push((candidate.cost + page.merit.cost(), candidate, page));
            }
            // A template that fails on one plan fails on all.
            Err((plan, errors)) => {
                findings.extend(errors);
                return Outcome { plan: Some(*plan), ..Outcome::failed(findings) };
            }
        }
    }
    // The sort is stable: of equal plans the one that the solver preferred wins.
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pages = pages.into_iter();
    let Some((cost, candidate, page)) = pages.next() else { return Outcome::failed(findings) };
    let mut runners_up: Vec<RunnerUp> = pages
        .map(|(cost, candidate, page)| RunnerUp {
            plan: page.plan,
            charges: candidate.charges.clone(),
            cost,
            typeset: true,
        })
        .collect();
    runners_up.extend(rest.iter().take(3).map(|fit| RunnerUp {
        plan: fit.best().plan.clone(),
        charges: fit.best().charges.clone(),
        cost: fit.best().cost,
        typeset: false,
    }));
    let choice = Choice { charges: candidate.charges.clone(), cost, runners_up };
    Outcome { choice: Some(choice), ..judge(edition, page, findings) }
}

/// A plan, and the same with letterspacing where that fills columns to their foot.
struct Fit {
    plain: Candidate,
    fitted: Option<Candidate>,
}

impl Fit {
    fn best(&self) -> &Candidate {
        self.fitted.as_ref().unwrap_or(&self.plain)
    }
}

type Typeset = Result<Page, (Box<Plan>, Vec<Diagnostic>)>;

/// Typesets some plans, each on a thread of its own.
fn typeset_all(setting: &Setting, all: &[Fit]) -> Vec<Typeset> {
    std::thread::scope(|scope| {
        let running: Vec<_> = all.iter().map(|fit| deep(scope, || typeset_fit(setting, fit))).collect();
        running.into_iter().flatten().filter_map(|thread| thread.join().ok()).collect()
    })
}

/// A thread with room for what the compiler nests.
fn deep<'scope, T: Send + 'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Option<std::thread::ScopedJoinHandle<'scope, T>> {
    std::thread::Builder::new().stack_size(typeset::STACK_BYTES).spawn_scoped(scope, work).ok()
}

/// Typesets a plan with its letterspacing, or without it when it did not do what was foreseen.
fn typeset_fit(setting: &Setting, fit: &Fit) -> Typeset {
    if let Some(fitted) = &fit.fitted {
        let page = settle(setting, fitted.plan.clone())?;
        let exact = |fill: &Fill| {
            fill.thread.section().is_none() || (fill.overset_lines == 0 && fill.lines == fill.capacity)
        };
        if page.fills.iter().all(exact) {
            return Ok(page);
        }
    }
    settle(setting, fit.plain.plan.clone())
}

/// Typesets a plan; where captions take more or fewer lines than were kept for them, once more with the right ones.
fn settle(setting: &Setting, plan: Plan) -> Typeset {
    let page = typeset_plan(setting, plan)?;
    let mut plan = page.plan.clone();
    let lines_of = |photo: usize| {
        let caption = ThreadName::caption(photo);
        let lines = page
            .slots
            .iter()
            .filter(|slot| slot.thread == caption)
            .map(|slot| slot.lines.len())
            .sum::<usize>();
        u32::try_from(lines).unwrap_or(u32::MAX)
    };
    let groups = plan.sections.iter_mut().map(|module| &mut module.photos).zip(&setting.order.sections);
    let mut changed = false;
    for (boxes, photos) in groups {
        let wanted: Vec<u32> = boxes
            .iter()
            .map(|this| {
                // Photos side by side end on one line: the longest caption counts for all.
                boxes
                    .iter()
                    .zip(photos)
                    .filter(|(other, _)| {
                        other.area.line == this.area.line && other.area.lines == this.area.lines
                    })
                    .map(|(_, &photo)| lines_of(photo))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for (photo, wanted) in boxes.iter_mut().zip(wanted) {
            changed |= photo.caption_lines != wanted;
            photo.caption_lines = wanted;
        }
    }
    if !changed {
        return Ok(page);
    }
    let better = typeset_plan(setting, plan)?;
    // A caption that needs another line is worth it; one that gives a line back only if the crop stays within bounds.
    let crop = setting.edition.template.settings.makeup.photo.crop * 100.0;
    let keeps = better.merit.overset_lines <= page.merit.overset_lines
        && (better.merit.crop_loss_percent <= crop + 1e-6
            || page.merit.overset_lines > better.merit.overset_lines);
    Ok(if keeps { better } else { page })
}

/// A candidate with letters set wider where columns would not end on one line, so that the text takes the empty lines.
/// What it says is foreseen from the galleys; the typeset page shows whether it came true.
fn copyfit(candidate: &Candidate, stories: &[Story], rules: &MakeupRules) -> Option<Candidate> {
    let mut fitted = candidate.clone();
    let mut changed = false;
    for (index, (module, story)) in fitted.plan.sections.iter_mut().zip(stories).enumerate() {
        let slack = candidate.slack[index];
        let Some(galley) = story.galley(candidate.measures[index]).filter(|_| slack > 0) else { continue };
        let tracking = galley.stretch(slack, rules.tracking);
        let gained = u32::try_from(tracking.len()).unwrap_or(u32::MAX);
        if gained == 0 {
            continue;
        }
        fill_slack(module, &candidate.plan.sections[index], gained);
        let thousandths: u32 = tracking.iter().map(|one| one.milliem).sum();
        let cost = rules.costs.tracking * f64::from(thousandths) / 10.0;
        fitted.charges.push(Charge { rule: Rule::Tracking, cost });
        let saved = -rules.costs.uneven_feet * f64::from(gained);
        fitted.charges.push(Charge { rule: Rule::UnevenFeet, cost: saved });
        module.tracking = tracking;
        changed = true;
    }
    fitted.charges = sum(&fitted.charges);
    fitted.cost = total(&fitted.charges);
    changed.then_some(fitted)
}

/// Gives the slots back the lines that were left empty at their feet: slots that end a line above the others, or a line
/// above a photo.
fn fill_slack(module: &mut Module, before: &Module, slack: u32) {
    let foot = before.slots.iter().map(Area::foot).max().unwrap_or(0);
    let mut left = slack;
    let blocked = |slot: &Area| {
        let taken =
            before.photos.iter().map(|photo| photo.area).chain(before.quote.iter().map(|quote| quote.area));
        taken.filter(|area| area.line == slot.foot()).any(|area| {
            area.parts == slot.parts
                && area.column <= slot.column
                && slot.column < area.column + area.columns
                && (area.parts == 1 || (area.part..area.part + area.span).contains(&slot.part))
        })
    };
    for slot in module.slots.iter_mut().rev() {
        if left > 0 && slot.foot() < foot && !blocked(slot) && slot.foot() + 1 == foot {
            slot.lines += 1;
            left -= 1;
        }
    }
    // What is left ends above a photo at the columns' feet.
    for slot in module.slots.iter_mut().rev() {
        if left > 0 && slot.foot() < foot && !blocked(slot) {
            slot.lines += 1;
            left -= 1;
        }
    }
}

/// What the solver works on.
pub struct Task {
    /// The sections with their galleys.
    pub stories: Vec<Story>,
    /// What stands above and below the body.
    pub around: Surroundings,
    /// The most lines of the body.
    pub most: u32,
}

/// Measures the sections of an edition at the measures that need no wider gutters.
///
/// # Errors
/// What the template's code does wrong.
pub fn task(edition: &Edition, fonts: &Fonts) -> Result<Task, Vec<Diagnostic>> {
    prepare(&Setting::new(edition, fonts))
}

fn prepare(setting: &Setting) -> Result<Task, Vec<Diagnostic>> {
    let Setting { edition, order, .. } = setting;
    let settings = &edition.template.settings;
    let (grid, rules) = (&settings.grid, &settings.makeup);
    let report = &edition.loaded.report;
    let quotes: Vec<Option<String>> = report
        .sections
        .iter()
        .map(|section| {
            let body: Vec<String> =
                section.body.iter().map(|text| report::resolve(text, &report.metrics)).collect();
            quote::choose(&body, rules.quote.characters)
        })
        .collect();
    let mut stories = stories(report, &photo_inputs(edition), order, &quotes);
    let lead_lines = add_galleys(setting, &mut stories, &measures(grid, rules, false))?;
    let around = Surroundings::new(
        grid,
        rules,
        lead_lines,
        u32::try_from(report.metrics.len()).unwrap_or(u32::MAX),
        order.lead.is_some(),
        report.credits.as_deref().is_some_and(|text| !text.is_empty()),
    );
    let most = around.most(grid, rules).min(MOST_LINES);
    Ok(Task { stories, around, most })
}

/// The plans that the solver finds, best first.
fn plans(setting: &Setting) -> Result<Vec<Fit>, Vec<Diagnostic>> {
    let edition = setting.edition;
    let settings = &edition.template.settings;
    let (grid, rules) = (&settings.grid, &settings.makeup);
    let Task { mut stories, around, most } = prepare(setting)?;
    let mut found = candidates(grid, rules, &around, &stories, &solve(grid, rules, &stories, false, most));
    if found.first().is_none_or(|best| best.cost > PATIENCE * f64::from(best.plan.pages)) {
        let plain = measures(grid, rules, false);
        let more: Vec<u32> =
            measures(grid, rules, true).into_iter().filter(|measure| !plain.contains(measure)).collect();
        if !more.is_empty() {
            add_galleys(setting, &mut stories, &more)?;
            let again = candidates(grid, rules, &around, &stories, &solve(grid, rules, &stories, true, most));
            if again.first().is_some_and(|new| found.first().is_none_or(|old| new.cost < old.cost)) {
                found = again;
            }
        }
    }
    if found.is_empty() {
        return Err(vec![misfit(edition, grid, rules, &around, &stories)]);
    }
    let mut fits: Vec<Fit> =
        found.into_iter().map(|plain| Fit { fitted: copyfit(&plain, &stories, rules), plain }).collect();
    fits.sort_by(|a, b| a.best().cost.total_cmp(&b.best().cost));
    Ok(fits)
}

/// Says by how much a report does not fit its page.
fn misfit(
    edition: &Edition,
    grid: &Grid,
    rules: &MakeupRules,
    around: &Surroundings,
    stories: &[Story],
) -> Diagnostic {
    let whole = solve(grid, rules, stories, true, MOST_LINES);
    let misfit = Misfit::of(grid, rules, around, stories, &whole);
    volume::finding(&misfit, grid, &edition.loaded.report, &edition.loaded.places)
}

/// Sets every section at each measure and adds the galleys to the stories. Gives the lines of the lead.
fn add_galleys(setting: &Setting, stories: &mut [Story], measures: &[u32]) -> Result<u32, Vec<Diagnostic>> {
    let edition = setting.edition;
    let settings = &edition.template.settings;
    let report = &edition.loaded.report;
    let pages: Vec<Typeset> = std::thread::scope(|scope| {
        let running: Vec<_> = measures
            .iter()
            .map(|&measure| {
                let plan = galley_plan(&settings.grid, &settings.makeup, report.sections.len(), measure);
                deep(scope, move || typeset_plan(setting, plan))
            })
            .collect();
        running.into_iter().flatten().filter_map(|thread| thread.join().ok()).collect()
    });
    let mut lead_lines = 0;
    for (page, &measure) in pages.into_iter().zip(measures) {
        let page = page.map_err(|(_, errors)| errors)?;
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
fn galley_plan(grid: &Grid, rules: &MakeupRules, sections: usize, measure: u32) -> Plan {
    let (columns, parts) = (1..=grid.columns)
        .flat_map(|columns| {
            divisions(grid, rules, columns, true).into_iter().map(move |found| (columns, found))
        })
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
