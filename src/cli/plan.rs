//! `plan`: shows how a page is made up, and why so.

use std::fmt::Write as _;

use std::sync::Arc;

use banmian::files::write_whole;
use banmian::job::{self, Outcome};
use banmian::makeup::rules::Charge;
use banmian::makeup::{Choice, Plan, draw, saved};
use banmian::message::Lang;
use banmian::say;

use super::candidates;
use super::output::{Ending, Summary, print, print_findings};
use super::{Format, PlanArguments};

/// Prints the plan with its costs, and writes the SVG if asked for.
pub(super) fn show(arguments: &PlanArguments, lang: Lang) -> u8 {
    if let Some(count) = arguments.candidates {
        return candidates::show(arguments, usize::from(count), lang);
    }
    let order = arguments.job.order();
    let (mut names, mut read, mut is_saved) = (Vec::new(), Vec::new(), false);
    let (mut outcome, grid) = match job::open(&order) {
        Ok(opened) => {
            let opened = Arc::new(opened);
            is_saved = opened.saved.is_some();
            let outcome = job::page(&opened, order.limits);
            let edition = outcome.edition.as_deref().unwrap_or(&opened.edition);
            names = saved::names(&edition.loaded.report);
            read = job::files_read(&order, edition);
            let grid = edition.template.settings.grid.clone();
            (outcome, Some(grid))
        }
        Err(findings) => (Outcome::failed(findings), None),
    };
    let mut written = Vec::new();
    if let (Some(path), Some(plan), false) = (&arguments.save, &outcome.plan, outcome.has_errors()) {
        match write_whole(&[(path.clone(), file(plan, names, lang))], &read) {
            Ok(()) => written.push(path.clone()),
            Err(problems) => outcome.findings.extend(problems),
        }
    }
    if let (Some(plan), Some(grid)) = (&outcome.plan, &grid) {
        if arguments.job.format == Format::Text {
            print(&(draw::text(plan, grid, lang) + &reasons(outcome.choice.as_ref(), is_saved, lang)));
        }
        if let Some(path) = &arguments.svg {
            match write_whole(&[(path.clone(), draw::svg(plan, grid, lang).into_bytes())], &read) {
                Ok(()) => written.push(path.clone()),
                Err(problems) => outcome.findings.extend(problems),
            }
        }
    }
    let summary = Summary {
        plan: outcome.plan.as_ref(),
        figures: outcome.merit.as_ref(),
        choice: outcome.choice.as_ref(),
        output: &written,
        ..Summary::default()
    };
    print_findings(&outcome.findings, &summary, arguments.job.format, lang);
    Ending::of(&outcome.findings).code()
}

/// A plan as a file that is kept beside the report.
pub fn file(plan: &Plan, names: Vec<String>, lang: Lang) -> Vec<u8> {
    let plan = Plan { names, ..plan.clone() };
    // A plan is tables of numbers and texts, which TOML has.
    let text = toml::to_string(&plan).unwrap_or_default();
    format!("# {}\n\n{text}", say!("plan-text.file").text(lang)).into_bytes()
}

/// What a plan costs by rule, and the plans that came next.
fn reasons(choice: Option<&Choice>, is_saved: bool, lang: Lang) -> String {
    let Some(choice) = choice else {
        let why = if is_saved { say!("plan-text.saved") } else { say!("plan-text.pinned") };
        return format!("\n{}\n", why.text(lang));
    };
    let cost = format!("{:.2}", choice.cost);
    let mut text = format!("\n{}\n", say!("plan-text.costs", cost = cost).text(lang));
    text.push_str(&charges(&choice.charges, lang));
    for (number, other) in (2u32..).zip(&choice.runners_up) {
        let cost = format!("{:.2}", other.cost);
        let line = if other.typeset {
            say!("plan-text.typeset", number = number, cost = cost)
        } else {
            say!("plan-text.solved", number = number, cost = cost)
        };
        let _ = writeln!(text, "\n{}", line.text(lang));
        text.push_str(&charges(&other.charges, lang));
    }
    text
}

/// Charges, a line each.
pub fn charges(charges: &[Charge], lang: Lang) -> String {
    charges.iter().fold(String::new(), |mut text, charge| {
        let rule = charge.rule;
        let _ = writeln!(text, "  {:>6.2}  {} {}", charge.cost, rule.term(), rule.meaning().text(lang));
        text
    })
}
