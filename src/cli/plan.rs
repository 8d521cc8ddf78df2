//! `plan`: shows how a page is made up, and why so.

use std::fmt::Write as _;

use super::build::make;
use super::output::{print, print_findings, write_whole};
use super::{FINDINGS, Format, GOOD, PlanArguments, Summary};
use crate::makeup::draw;
use crate::makeup::rule::Charge;
use crate::message::Lang;
use crate::say;

/// Prints the plan with its costs, and writes the SVG if asked for.
pub fn show(arguments: &PlanArguments, lang: Lang) -> u8 {
    let (mut outcome, made) = make(&arguments.job, lang);
    let mut written = Vec::new();
    if let (Some(plan), Some(made)) = (&outcome.plan, &made) {
        let grid = &made.edition.template.settings.grid;
        if arguments.job.format == Format::Text {
            let mut text = draw::text(plan, grid, lang);
            match &outcome.choice {
                Some(choice) => {
                    let cost = format!("{:.2}", choice.cost);
                    let _ = writeln!(text, "\n{}", say!("plan-text.costs", cost = cost).text(lang));
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
                }
                None => {
                    let _ = writeln!(text, "\n{}", say!("plan-text.pinned").text(lang));
                }
            }
            print(&text);
        }
        if let Some(path) = &arguments.svg {
            match write_whole(&[(path.clone(), draw::svg(plan, grid, lang).into_bytes())]) {
                Ok(()) => written.push(path.clone()),
                Err(problems) => outcome.findings.extend(problems),
            }
        }
    }
    let summary = Summary::of(&outcome, &written);
    print_findings(&outcome.findings, &summary, arguments.job.format, lang);
    if outcome.has_errors() { FINDINGS } else { GOOD }
}

fn charges(charges: &[Charge], lang: Lang) -> String {
    charges.iter().fold(String::new(), |mut text, charge| {
        let rule = charge.rule;
        let _ = writeln!(text, "  {:>6.2}  {} {}", charge.cost, rule.term(), rule.meaning().text(lang));
        text
    })
}
