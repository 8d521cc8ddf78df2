//! Pages on a saved plan: as it is while it fits, else on a new one that keeps what it can of it.

use std::path::Path;
use std::sync::Arc;

use super::Order;
use super::page::{Outcome, before_typesetting, judge, make as make_best, with_chosen};
use super::several::errors;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, FolderFile, template::parse_toml};
use crate::makeup::changes::{Changes, as_made_up};
use crate::makeup::inspect::Fill;
use crate::makeup::news_value::ranks;
use crate::makeup::page::Setting;
use crate::makeup::pinned::PLAN_FILE;
use crate::makeup::saved::{self, Saved, Step};
use crate::makeup::settle::refitted;
use crate::makeup::wish::Wishes;
use crate::makeup::{PhotoOrder, Plan, pinned};
use crate::message::{Message, io_error};
use crate::say;
use crate::typeset::Fonts;

/// A saved plan has this many bytes at the most.
pub const MOST_BYTES: u64 = 1024 * 1024;
/// No number of a plan is larger.
pub const MOST_NUMBER: i64 = 9999;
/// A plan has this many pages at the most.
pub const MOST_PAGES: u32 = 64;

/// Reads the plan that an order names, or the one beside the report where neither a plan nor a candidate is named and the
/// template pins none.
pub(super) fn open(order: &Order, edition: &Edition) -> Result<Option<Saved>, Vec<Diagnostic>> {
    let path = match &order.plan {
        Some(path) => path.clone(),
        None if order.candidate.is_some() || pinned::is_pinned(&edition.template) => return Ok(None),
        None => {
            let Ok(report) = order.input.report_file() else { return Ok(None) };
            let path = report.with_file_name(PLAN_FILE);
            if !path.is_file() {
                return Ok(None);
            }
            path
        }
    };
    let shown = path.display().to_string();
    let plan = read(&path, &shown)?;
    let whole = Arc::new(edition.clone());
    let made_up = as_made_up(&whole, &Changes { cuts: Vec::new(), ..plan.changes() }).unwrap_or(whole);
    let problems = plan.problems(&made_up.template.settings.grid);
    let foreign = !problems.is_empty();
    // The report may be tried with another template; a plan that is named is meant.
    if foreign && order.plan.is_some() {
        let finding =
            |problem: Message| Diagnostic::error(problem).in_file(shown.clone()).hint(say!("hint.save-plan"));
        return Err(problems.into_iter().map(finding).collect());
    }
    Ok(Some(Saved { plan, shown, foreign }))
}

fn read(path: &Path, shown: &str) -> Result<Plan, Vec<Diagnostic>> {
    let wrong = |message: Message, hint: Message| vec![Diagnostic::error(message).in_file(shown).hint(hint)];
    let unreadable = |error: &std::io::Error| {
        wrong(say!("saved.unreadable", problem = io_error(error)), say!("hint.save-plan"))
    };
    if std::fs::metadata(path).map_err(|error| unreadable(&error))?.len() > MOST_BYTES {
        return Err(wrong(say!("saved.too-large"), say!("hint.save-plan")));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    let file = FolderFile { path: PLAN_FILE.to_owned(), shown: shown.to_owned(), bytes };
    let table: toml::Table = parse_toml(&file).map_err(|problem| vec![problem])?;
    if largest(&toml::Value::Table(table)) > MOST_NUMBER {
        return Err(wrong(say!("saved.number", most = MOST_NUMBER.to_string()), say!("hint.save-plan")));
    }
    let plan: Plan = parse_toml(&file).map_err(|problem| vec![problem])?;
    if plan.pages > MOST_PAGES {
        return Err(wrong(
            say!("saved.pages", count = plan.pages, most = MOST_PAGES),
            say!("hint.save-plan"),
        ));
    }
    Ok(plan)
}

/// The largest number in a file.
fn largest(value: &toml::Value) -> i64 {
    match value {
        toml::Value::Integer(number) => *number,
        toml::Value::Array(values) => values.iter().map(largest).max().unwrap_or(0),
        toml::Value::Table(table) => table.values().map(largest).max().unwrap_or(0),
        _ => 0,
    }
}

/// Makes the pages on a saved plan.
pub(super) fn make(edition: &Edition, fonts: &Fonts, saved: &Saved) -> Outcome {
    if saved.foreign {
        let mut outcome = make_best(edition, fonts);
        let message = say!("saved.nothing", reason = say!("saved.grid"));
        outcome.findings.push(warning(saved, message));
        return outcome;
    }
    let report = &edition.loaded.report;
    let own = Wishes::of(report);
    let before = before_typesetting(edition, fonts);
    let (reason, fills) = match as_it_is(edition, fonts, saved, &own, &before) {
        Tried::Good(outcome) => return *outcome,
        Tried::Bad { reason, fills } => (reason, fills),
    };
    let of = saved::matching(&saved.plan, report);
    let changed = saved::changed(&fills);
    let steps = Step::ALL.into_iter().filter(|step| match step {
        // A plan with divided sections is kept as it is, or not at all.
        _ if !saved.plan.cuts.is_empty() => false,
        // With as many free as there are, that is no step.
        Step::But(count) => *count <= changed.len() && *count < of.len(),
        _ => true,
    });
    let mut made = None;
    for step in steps {
        let wishes = saved::wishes(&saved.plan, &of, &ranks(report), &own, (step, &changed));
        made = with_chosen(edition, fonts, &wishes, |setting, chosen| {
            let (page, choice) = chosen.ok()?;
            let outcome = Outcome { choice: Some(choice), ..judge(setting, page, before.clone()) };
            Some(outcome).filter(|outcome| is_good(edition, outcome, &before))
        });
        if made.is_some() {
            break;
        }
    }
    let mut outcome = made.unwrap_or_else(|| make_best(edition, fonts));
    if let Some(plan) = &outcome.plan {
        let (same, other) = saved::kept(&saved.plan, &of, plan);
        let message = match (same.is_empty(), other.is_empty()) {
            (_, true) => say!("saved.columns", reason = reason),
            (false, false) => say!("saved.some", reason = reason, kept = same, moved = other),
            (true, false) => say!("saved.nothing", reason = reason),
        };
        outcome.findings.push(warning(saved, message));
    }
    outcome
}

/// The pages on the plan of earlier ones, not judged; none where the plan has no place for everything.
pub(super) fn again(edition: &Edition, fonts: &Fonts, plan: &Plan) -> Option<Outcome> {
    let whole = Arc::new(edition.clone());
    let made_up = as_made_up(&whole, &plan.changes()).unwrap_or(whole);
    let own = Wishes::of(&edition.loaded.report);
    let orders = [PhotoOrder::new(&made_up), PhotoOrder::without_lead(&made_up)];
    let order = orders.into_iter().find(|order| saved::unfit(plan, &made_up, order, &own).is_none())?;
    let setting = Setting { order, changes: plan.changes(), ..Setting::new(Arc::clone(&made_up), fonts) };
    let page = refitted(&setting, plan.clone()).ok()?;
    Some(Outcome { edition: Some(made_up), ..Outcome::of(page, Vec::new()) })
}

fn warning(saved: &Saved, message: Message) -> Diagnostic {
    Diagnostic::warning(message).in_file(saved.shown.clone()).hint(say!("hint.save-anew"))
}

/// What came of the plan as it is.
enum Tried {
    Good(Box<Outcome>),
    Bad { reason: Message, fills: Vec<Fill> },
}

fn as_it_is(edition: &Edition, fonts: &Fonts, saved: &Saved, own: &Wishes, before: &[Diagnostic]) -> Tried {
    let whole = Arc::new(edition.clone());
    let made_up = as_made_up(&whole, &saved.plan.changes()).unwrap_or(whole);
    let edition = &*made_up;
    let orders = [PhotoOrder::new(edition), PhotoOrder::without_lead(edition)];
    let unfit = orders.each_ref().map(|order| saved::unfit(&saved.plan, edition, order, own));
    let order = match (orders, unfit) {
        ([order, _], [None, _]) | ([_, order], [_, None]) => order,
        (_, [Some(reason), _]) => return Tried::Bad { reason, fills: Vec::new() },
    };
    let setting =
        Setting { order, changes: saved.plan.changes(), ..Setting::new(Arc::clone(&made_up), fonts) };
    let page = match setting.typeset(saved.plan.clone()) {
        Ok(page) => page,
        // The template's code is wrong on any plan.
        Err((plan, errors)) => {
            let findings = before.iter().cloned().chain(errors).collect();
            return Tried::Good(Box::new(Outcome { plan: Some(*plan), ..Outcome::failed(findings) }));
        }
    };
    let fills = page.fills.clone();
    let outcome = judge(&setting, page, before.to_vec());
    if is_good(edition, &outcome, before) {
        return Tried::Good(Box::new(outcome));
    }
    if let Some(plan) = saved::trimmed(&saved.plan, &fills)
        && let Ok(page) = setting.typeset(plan)
    {
        let mut outcome = judge(&setting, page, before.to_vec());
        if is_good(edition, &outcome, before) {
            let short: usize =
                fills.iter().filter(|fill| fill.thread.section().is_some()).map(Fill::short_lines).sum();
            outcome.findings.push(warning(saved, say!("saved.foot", count = short)));
            return Tried::Good(Box::new(outcome));
        }
    }
    let known = errors(before);
    let new = outcome
        .findings
        .iter()
        .find(|one| one.severity == crate::diagnostic::Severity::Error && !known.contains(one.code));
    let reason = new.map_or_else(|| say!("saved.crop"), |finding| finding.message.clone());
    Tried::Bad { reason, fills }
}

/// Whether a page has nothing wrong but what is wrong with its texts, and cuts off no more of its photos than the template
/// or the plan allows.
fn is_good(edition: &Edition, outcome: &Outcome, before: &[Diagnostic]) -> bool {
    let more = outcome.plan.as_ref().and_then(|plan| plan.crop_percent).map_or(0.0, f64::from);
    let crop = more.max(edition.template.settings.makeup.photo.crop * 100.0);
    let whole = outcome.merit.as_ref().is_some_and(|merit| {
        merit.overset_lines == 0 && merit.butted_headings == 0 && merit.crop_loss_percent <= crop + 0.5
    });
    whole && errors(&outcome.findings).is_subset(&errors(before))
}
