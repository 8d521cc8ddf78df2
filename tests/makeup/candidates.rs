//! Pages to choose from: each as good as any, and each another page. The difference is measured here anew, from the plans.

use std::sync::Arc;

use banmian::job::{self, Limits, Opened, Order, Outcome, Several};
use banmian::makeup::Plan;
use banmian::makeup::candidates::MOST;
use tempfile::TempDir;

use super::reports::make;
use crate::support::{root, sample_folder};

pub fn open(order: &Order) -> Arc<Opened> {
    Arc::new(job::open(order).unwrap_or_else(|findings| panic!("{findings:?}")))
}

fn several(order: &Order, count: usize) -> Several {
    let order = Order { candidate: Some(1), ..order.clone() };
    job::candidates(&open(&order), Limits::NONE, count)
}

fn plan(outcome: &Outcome) -> &Plan {
    outcome.plan.as_ref().unwrap()
}

/// On which share of the body another section stands: at a hundred heights, in the middle of each of eight columns.
fn elsewhere(one: &Plan, two: &Plan) -> f64 {
    let standing = |plan: &Plan| -> Vec<Option<usize>> {
        let areas: Vec<_> = plan.sections.iter().map(banmian::makeup::plan::Module::bounds).collect();
        let head = areas.iter().map(|area| area.line).min().unwrap();
        let foot = areas.iter().map(|area| area.line + area.lines).max().unwrap();
        let mut found = Vec::new();
        for step in 0..100 {
            let line = f64::from(head) + f64::from(foot - head) * (f64::from(step) + 0.5) / 100.0;
            for column in 0..8 {
                found.push(areas.iter().rposition(|area| {
                    (area.column..area.column + area.columns).contains(&column)
                        && f64::from(area.line) <= line
                        && line < f64::from(area.line + area.lines)
                }));
            }
        }
        found
    };
    let (one, two) = (standing(one), standing(two));
    let differ = one.iter().zip(&two).filter(|(a, b)| a != b).count();
    differ as f64 / one.len() as f64
}

/// What else of a page's structure differs: form of the headline, the lead's columns, the largest picture, the figures.
fn features(plan: &Plan) -> (Option<u32>, (u32, u32), Option<usize>, bool) {
    let lead = plan.sections[0].bounds();
    let sizes = plan.sections.iter().enumerate().flat_map(|(index, section)| {
        section.photos.iter().map(move |photo| {
            let area = photo.area;
            (
                f64::from(area.columns * area.span) / f64::from(area.parts) * f64::from(area.lines),
                index,
                area.line,
                area.column,
            )
        })
    });
    let largest = sizes.max_by(|a, b| a.0.total_cmp(&b.0));
    let place = largest.map(|(_, index, line, column)| index * 10_000 + line as usize * 10 + column as usize);
    (
        plan.hero_photo.as_ref().map(|photo| photo.area.columns),
        (lead.column, lead.columns),
        place,
        plan.figures.columns < 8,
    )
}

/// What is wrong with pages to choose from.
fn wrong(several: &Several) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, outcome) in several.outcomes.iter().enumerate() {
        let merit = outcome.merit.as_ref().unwrap();
        if outcome.has_errors() || merit.overset_lines + merit.lost_characters + merit.butted_headings > 0 {
            wrong.push(format!("number {} has faults", index + 1));
        }
        for (before, other) in several.outcomes[..index].iter().enumerate() {
            let share = elsewhere(plan(outcome), plan(other));
            if share < 0.3 || features(plan(outcome)) == features(plan(other)) {
                wrong.push(format!("numbers {} and {} are alike: {share:.2}", before + 1, index + 1));
            }
        }
    }
    wrong
}

#[test]
fn the_counties_have_six_pages_each() {
    for county in ["jingyuan", "haixi", "yunxiu"] {
        let order = Order::new(root().join("data").join(county).join("2024"));
        let all = several(&order, MOST);
        assert_eq!((all.outcomes.len(), all.findings.len()), (MOST, 0), "{county}");
        assert_eq!(wrong(&all), Vec::<String>::new(), "{county}");
        // The same in the order in which they are found, however many are asked for.
        let three = several(&order, 3);
        assert_eq!(three.outcomes.len(), 3);
        for (few, many) in three.outcomes.iter().zip(&all.outcomes) {
            assert_eq!(few.plan, many.plan, "{county}");
        }
        for (few, words) in all.outcomes.iter().zip(&all.structures).skip(1) {
            let said = words.as_ref().unwrap().words(all.structures[0].as_ref().unwrap());
            assert!(said.len() >= 2 && few.choice.is_some(), "{county}: {said:?}");
        }
    }
}

#[test]
fn the_first_is_what_is_built() {
    let plain = job::run(&Order::new(sample_folder()));
    let first = job::run(&Order { candidate: Some(1), ..Order::new(sample_folder()) });
    assert!(plain.files[0].bytes == first.files[0].bytes);
    let second = job::run(&Order { candidate: Some(2), ..Order::new(sample_folder()) });
    assert!(!second.has_errors() && second.plan != plain.plan);
    let again = several(&Order::new(sample_folder()), 2);
    assert_eq!(second.plan, again.outcomes[1].plan);
    assert_eq!(plain.plan, again.outcomes[0].plan);
}

#[test]
fn random_reports_have_pages_to_choose_from() {
    // More seeds: BANMIAN_SEEDS=20.
    let seeds = std::env::var("BANMIAN_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(6);
    let (mut made, mut enough, mut counts) = (0, 0, Vec::new());
    for seed in 1..=seeds {
        let folder = TempDir::new().unwrap();
        let order = Order::new(make(seed).write(folder.path()));
        let all = several(&order, MOST);
        comemo::evict(0);
        if all.outcomes[0].document.is_none() {
            continue;
        }
        made += 1;
        enough += usize::from(all.outcomes.len() >= 3);
        counts.push(all.outcomes.len());
        if !all.outcomes[0].has_errors() {
            assert_eq!(wrong(&all), Vec::<String>::new(), "{seed}");
        }
        // Fewer are said to be fewer.
        let told = all.findings.iter().any(|finding| finding.message.key() == "candidate.fewer");
        assert_eq!(told, all.outcomes.len() < MOST, "{seed}");
    }
    println!("of {made} reports {enough} have three pages or more: {counts:?}");
    assert!(made > 0 && enough * 10 >= made * 6, "{enough} of {made}: {counts:?}");
}
