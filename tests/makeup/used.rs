//! What was changed to make a report fit, as `check --figures` tells it.

use banmian::job::{self, Outcome};
use banmian::makeup::merit::Row;
use banmian::makeup::plan::Area;
use banmian::makeup::{Plan, used};
use banmian::message::Lang;
use banmian::report::Report;
use banmian::typeset::{ThreadName, frames};

use crate::support::{FONTS, Folder, edition};

/// A paragraph of 780 characters.
fn paragraph() -> String {
    "山高水长路远，一步一步走来，大家的事情大家商量着办。".repeat(30)
}

/// The rows of an outcome, as lines with single spaces.
fn lines(outcome: &Outcome) -> Vec<String> {
    let rows = used::rows(outcome.edition.as_ref().unwrap(), outcome.plan.as_ref().unwrap());
    let line = |row: &Row| row.line(Lang::En).split_whitespace().collect::<Vec<_>>().join(" ");
    rows.iter().map(line).collect()
}

/// The sample with a change, made.
fn made(change: impl Fn(&mut Report)) -> Outcome {
    let mut edition = edition(|text| text);
    change(&mut edition.loaded.report);
    let outcome = job::make(&edition, &FONTS);
    comemo::evict(0);
    outcome
}

#[test]
fn a_divided_section_is_told_with_the_page_where_it_goes_on() {
    let outcome = made(|report| report.sections[2].body = vec![paragraph().into(); 12]);
    let (lines, document) = (lines(&outcome), outcome.document.as_ref().unwrap());
    let plan = outcome.plan.as_ref().unwrap();
    assert!(plan.cuts.iter().any(|cut| cut.section == 2), "{:?}", plan.cuts);
    let pages = document.pages().len();
    assert!(pages > 1 && lines.contains(&format!("pages {pages}")), "{lines:?}");
    // Where its later parts are drawn.
    let report = &outcome.edition.as_ref().unwrap().loaded.report;
    let slots = frames::slots(document);
    let later = (0..report.sections.len()).filter(|at| report.sections[*at].part.continues);
    let told: Vec<String> = later
        .map(|part| {
            let first = slots.iter().find(|slot| slot.thread == ThreadName::Section(part)).unwrap();
            let number = report.number_of(part) + 1;
            format!("section {number}, divided goes on on page {}", first.page + 1)
        })
        .collect();
    let said: Vec<&String> = lines.iter().filter(|line| line.starts_with("section ")).collect();
    assert!(!told.is_empty() && said.iter().copied().eq(&told), "{lines:?} {told:?}");
}

#[test]
fn another_size_of_type_is_told_as_it_is_drawn() {
    let of = |size: usize| {
        let mut edition = edition(|text| text);
        let settings = edition.template.settings.sized(size).unwrap();
        edition.template.settings = settings;
        edition.template.settings.makeup.sizes = Vec::new();
        job::make(&edition, &FONTS)
    };
    for size in [0, 1] {
        let outcome = of(size);
        let drawn = outcome.placement.as_ref().unwrap().body;
        assert!((drawn - 9.0).abs() > 0.1);
        let lines = lines(&outcome);
        assert_eq!(lines[0], format!("size of the body type {drawn} pt, usually 9 pt"), "{lines:?}");
    }
}

#[test]
fn wider_gutters_are_told_as_wide_as_they_are_drawn() {
    for stretch in [1.0, 0.0] {
        let mut edition = edition(|text| text);
        edition.template.settings.makeup.gutter_stretch = stretch;
        let outcome = job::make(&edition, &FONTS);
        let placement = outcome.placement.as_ref().unwrap();
        let grid = &outcome.edition.as_ref().unwrap().template.settings.grid;
        let sections = outcome.plan.as_ref().unwrap().sections.iter().zip(&placement.sections);
        // Between two columns that are neighbours, beyond the grid's own gutter (字).
        let wider: Vec<f64> = sections
            .map(|(module, placed)| {
                let pairs = module.slots.windows(2).zip(placed.slots.windows(2));
                let next =
                    pairs.filter(|(areas, _)| areas[1].part == areas[0].part + 1 && areas[0].parts > 1);
                next.map(|(_, at)| (at[1].x - at[0].x - at[0].width) / grid.body_pt - f64::from(grid.gutter))
                    .fold(0.0, f64::max)
            })
            .collect();
        let count = wider.iter().filter(|by| **by > 0.01).count();
        let by = (wider.iter().copied().fold(0.0, f64::max) * 100.0).round() / 100.0;
        let lines = lines(&outcome);
        let said: Vec<&String> = lines.iter().filter(|line| line.starts_with("gutters")).collect();
        let noun = if count == 1 { "section" } else { "sections" };
        let told = format!("gutters stretched by {by} 字 in {count} {noun}");
        assert_eq!(said, if count > 0 { vec![&told] } else { Vec::new() }, "{wider:?}");
    }
}

#[test]
fn nothing_is_told_where_nothing_was_changed_and_each_change_is_a_row() {
    let outcome = made(|_| ());
    let edition = outcome.edition.as_ref().unwrap();
    let mut plan = outcome.plan.clone().unwrap();
    let count = |plan: &Plan| used::rows(edition, plan).len();
    let usual = count(&plan);
    assert!(lines(&outcome).iter().all(|line| line.starts_with("gutters")), "{:?}", lines(&outcome));
    plan.small_headings = true;
    plan.filler = Some(Area::new(0, 8, 80, 20));
    assert_eq!(count(&plan), usual + 2);
    let text: String = used::rows(edition, &plan).iter().map(|row| row.line(Lang::Zh)).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.ends_with(&["版脚的补白广告", "20行"]) && words.contains(&"小一级"), "{text}");
    // They stand in the table that is printed.
    let folder = Folder::sample();
    let output = folder.run(&["check", ".", "--figures"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert_eq!(table.contains("gutters stretched"), usual == 1, "{table}");
}
