//! `plan --candidates`: several pages to choose from.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use banmian::files::write_whole;
use banmian::job::{self, Opened, Outcome, Several};
use banmian::makeup::draw;
use banmian::message::{Lang, Message};
use banmian::press::preview;
use banmian::say;

use super::output::{Ending, Summary, print, print_findings};
use super::plan::charges;
use super::{Format, PlanArguments};

/// The resolution of the pictures (pixels to the inch): a broadsheet page is some six hundred pixels wide.
const PPI: f64 = 40.0;

/// Prints the candidates with what is different about each, and writes their pictures if asked for.
pub fn show(arguments: &PlanArguments, count: usize, lang: Lang) -> u8 {
    let mut order = arguments.job.order();
    // A plan beside the report is not what is asked for.
    order.candidate = Some(1);
    let (opened, several) = match job::open(&order) {
        Ok(opened) => {
            let opened = Arc::new(opened);
            let several = job::candidates(&opened, order.limits, count);
            (Some(opened), several)
        }
        Err(findings) => (None, Several::of(Outcome::failed(findings))),
    };
    let Several { outcomes, structures, findings: mut all } = several;
    let words: Vec<Vec<Message>> = structures
        .iter()
        .map(|own| own.as_ref().zip(structures.first().and_then(Option::as_ref)))
        .map(|pair| pair.map_or_else(Vec::new, |(own, first)| own.words(first)))
        .collect();
    // What is wrong with the report is wrong with all; the first one's page is built when nothing else is said.
    all.splice(0..0, outcomes.first().map(|outcome| outcome.findings.clone()).unwrap_or_default());
    let outcomes: Vec<Arc<Outcome>> = outcomes.into_iter().map(Arc::new).collect();
    if let (Format::Text, Some(opened)) = (arguments.job.format, &opened) {
        print(&text(opened, &outcomes, &words, lang));
    }
    let mut written = Vec::new();
    if let (Some(path), Some(opened), false) = (&arguments.png, &opened, job::has_errors(&all)) {
        let names = preview::names(path, outcomes.len());
        let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        for (outcome, name) in outcomes.iter().zip(names) {
            match job::pictures(opened, outcome, PPI) {
                Ok(pictures) => files.extend(preview::names(&name, pictures.len()).into_iter().zip(pictures)),
                Err(errors) => all.extend(errors),
            }
        }
        if !job::has_errors(&all) {
            match write_whole(&files, &job::files_read(&order, &opened.edition)) {
                Ok(()) => written = files.into_iter().map(|(path, _)| path).collect(),
                Err(errors) => all.extend(errors),
            }
        }
    }
    let summary = Summary {
        plan: outcomes.first().and_then(|outcome| outcome.plan.as_ref()),
        figures: outcomes.first().and_then(|outcome| outcome.merit.as_ref()),
        choice: outcomes.first().and_then(|outcome| outcome.choice.as_ref()),
        output: &written,
        candidates: Some(values(&outcomes, &words, lang)),
        ..Summary::default()
    };
    print_findings(&all, &summary, arguments.job.format, lang);
    Ending::of(&all).code()
}

/// The candidates as a person reads them.
fn text(opened: &Opened, outcomes: &[Arc<Outcome>], words: &[Vec<Message>], lang: Lang) -> String {
    let mut text = String::new();
    for (number, (outcome, words)) in (1usize..).zip(outcomes.iter().zip(words)) {
        let Some(plan) = &outcome.plan else { continue };
        let edition = outcome.edition.as_deref().unwrap_or(&opened.edition);
        let grid = &edition.template.settings.grid;
        let cost = outcome.choice.as_ref().map(|choice| format!("{:.2}", choice.cost)).unwrap_or_default();
        let head = if outcome.choice.is_some() {
            say!("candidate.head", number = number, cost = cost)
        } else {
            say!("plan-text.pinned")
        };
        let _ = writeln!(text, "{}{}", if number > 1 { "\n" } else { "" }, head.text(lang));
        for word in words {
            let _ = writeln!(text, "  {}", word.text(lang));
        }
        text.push('\n');
        text.push_str(&draw::text(plan, grid, lang));
        if let Some(choice) = &outcome.choice {
            text.push('\n');
            text.push_str(&charges(&choice.charges, lang));
        }
    }
    text
}

/// The candidates as a program reads them.
fn values(outcomes: &[Arc<Outcome>], words: &[Vec<Message>], lang: Lang) -> Vec<Value> {
    let of = |(number, (outcome, words)): (usize, (&Arc<Outcome>, &Vec<Message>))| {
        let said = |word: &Message| json!({ "key": word.key(), "message": word.text(lang), "arguments": word.arguments_json() });
        json!({
            "candidate": number,
            "plan": outcome.plan,
            "choice": outcome.choice,
            "figures": outcome.merit,
            "different": words.iter().map(said).collect::<Vec<_>>(),
        })
    };
    (1..).zip(outcomes.iter().zip(words)).map(of).collect()
}
