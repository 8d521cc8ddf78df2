//! The solver on reports made up at random: every page full, even and in order.

mod reports;

use banmian::job::{self, Outcome};

use crate::support::FONTS;
use reports::{Made, make};

/// How full the page would be: the room that text, headings and pictures take at their smallest and at their largest,
/// as shares of what the page has for them. Worked out by rule of thumb, apart from the solver.
fn fullness(made: &Made) -> (f64, f64) {
    let count = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len) as f64;
    let sections = count(&made.json["sections"]);
    let lead: usize =
        made.json["lead"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().chars().count()).sum();
    let lead_lines = if lead == 0 { 0.0 } else { (lead as f64 / 61.0 + 1.5) * 1.5 };
    let rows = (count(&made.json["metrics"]) / 8.0).ceil();
    // In basic columns of one line.
    let text = made.characters as f64 / 13.0 * 1.07 + sections * 2.5;
    let headings = sections * 3.0 * 3.2 + sections * 3.0;
    let photos = |columns: f64| -> f64 {
        made.photos
            .iter()
            .map(|&(w, h)| columns * (columns * 126.0 * f64::from(h) / f64::from(w) / 14.0 + 2.5))
            .sum()
    };
    let body = |hero: f64, row: f64| 8.0 * (104.0 - 3.0 - 1.0 - 1.0 - hero - lead_lines - rows * row);
    let least = (text + headings + photos(1.1)) / body(15.0, 5.0);
    let most = (text + headings * 1.4 + photos(2.6) + sections * 20.0) / body(46.0 - lead_lines, 8.0);
    (least, most)
}

/// What is not as it should be on a finished page.
fn faults(outcome: &Outcome) -> Vec<String> {
    let Some(merit) = &outcome.figures else { return vec!["no page".into()] };
    let mut faults = Vec::new();
    let mut check = |ok: bool, what: String| {
        if !ok {
            faults.push(what);
        }
    };
    check(merit.overset_lines == 0, format!("overset {}", merit.overset_lines));
    check(merit.lost_characters == 0, format!("lost {}", merit.lost_characters));
    check(merit.unfilled_percent <= 1.0, format!("unfilled {:.2} %", merit.unfilled_percent));
    check(merit.foot_difference <= 1, format!("feet {}", merit.foot_difference));
    check(merit.baseline_error_pt <= 0.01, format!("baseline {}", merit.baseline_error_pt));
    check(merit.butted_headings == 0, format!("butted {}", merit.butted_headings));
    check(merit.inversions == 0, format!("inversions {}", merit.inversions));
    check(merit.crop_loss_percent <= 12.0, format!("crop {:.2} %", merit.crop_loss_percent));
    check(merit.tracking_em <= 0.03, format!("tracking {}", merit.tracking_em));
    check(merit.photos_away == 0, format!("away {}", merit.photos_away));
    check(merit.parted_units == 0, format!("parted {}", merit.parted_units));
    check(!outcome.has_errors(), "errors".to_owned());
    faults
}

/// Makes the pages of some seeds. Gives how many were made and how many did not fit.
fn bar(seeds: std::ops::Range<u64>) -> (usize, usize) {
    let (mut made, mut refused) = (0, 0);
    let mut bad = Vec::new();
    for seed in seeds {
        let report = make(seed);
        let outcome = job::make(&report.edition(), &FONTS);
        comemo::evict(0);
        let (least, most) = fullness(&report);
        if outcome.document.is_none() {
            let said: Vec<_> = outcome
                .findings
                .iter()
                .map(|f| format!("{}: {} ({:?})", f.code, f.message, f.hints))
                .collect();
            if (0.9..=f64::MAX).contains(&least) || most < 1.1 {
                refused += 1;
                if std::env::var_os("SHOW").is_some() {
                    println!("{seed}: least {least:.2} most {most:.2} {said:?}");
                }
            } else {
                bad.push(format!("{seed}: least {least:.2} most {most:.2} no page: {said:?}"));
            }
            continue;
        }
        made += 1;
        let faults = faults(&outcome);
        if !faults.is_empty() {
            let said: Vec<_> = outcome.findings.iter().map(|f| f.message.as_str()).collect();
            bad.push(format!("{seed}: {faults:?} {said:?}"));
        }
    }
    assert!(bad.is_empty(), "made {made}, refused {refused}, {} bad:\n{}", bad.len(), bad.join("\n"));
    (made, refused)
}

#[test]
fn twenty_random_reports_fill_their_pages() {
    let (made, _) = bar(1..21);
    assert!(made >= 14, "{made}");
}

/// The whole bar; takes a minute: `cargo test --release -- --ignored`.
#[test]
#[ignore = "takes a minute"]
fn three_hundred_random_reports_fill_their_pages() {
    let (made, refused) = bar(1..301);
    println!("made {made}, refused {refused}");
    assert!(made >= 200, "{made}");
}

#[test]
#[ignore = "looks at one"]
fn look() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let report = make(seed);
    for section in report.json["sections"].as_array().unwrap() {
        let chars: usize =
            section["body"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().chars().count()).sum();
        println!(
            "  {chars} 字 heading {:?} photos {:?}",
            section["heading"]
                .as_array()
                .unwrap()
                .iter()
                .map(|h| h.as_str().unwrap().chars().count())
                .collect::<Vec<_>>(),
            section["photos"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| {
                    let i: usize = p.as_str().unwrap()[1..].parse().unwrap();
                    let (w, h) = report.photos[i];
                    f64::from(w) / f64::from(h)
                })
                .collect::<Vec<_>>()
        );
    }
    println!(
        "  all photos {:?} metrics {} lead {}",
        report.photos.iter().map(|(w, h)| f64::from(*w) / f64::from(*h)).collect::<Vec<_>>(),
        report.json["metrics"].as_array().unwrap().len(),
        report.json["lead"].as_array().unwrap().len()
    );
    let edition = report.edition();
    let outcome = job::make(&edition, &FONTS);
    for f in &outcome.findings {
        println!("{} {}", f.code, f.message);
    }
    if let Some(plan) = &outcome.plan {
        println!("{}", banmian::makeup::draw::text(plan, &edition.template.settings.grid));
    }
    if let Some(choice) = &outcome.choice {
        println!("{:?}", choice.charges);
    }
}

#[test]
#[ignore = "looks at one"]
fn galley_against_page() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let report = make(seed);
    let edition = report.edition();
    let order = job::photo_order(&edition);
    let task = job::task(&edition, &order, &FONTS).unwrap();
    let outcome = job::make(&edition, &FONTS);
    let slots = banmian::typeset::frames::slots(outcome.document.as_ref().unwrap());
    for f in &outcome.findings {
        println!("{} {}", f.code, f.message);
    }
    for (index, module) in outcome.plan.as_ref().unwrap().sections.iter().enumerate() {
        let lines: usize =
            slots.iter().filter(|s| s.thread == format!("section-{index}")).map(|s| s.lines.len()).sum();
        println!(
            "{index}: page {lines} slots {} tracking {:?}",
            module.slots.iter().map(|s| s.lines).sum::<u32>(),
            module.tracking
        );
        for g in &task.stories[index].galleys {
            println!(
                "    {} {} {:?}",
                g.measure,
                g.lines(),
                g.paragraphs.iter().map(|p| p.lines).collect::<Vec<_>>()
            );
        }
        if lines as u32 != module.slots.iter().map(|s| s.lines).sum::<u32>() {
            for s in slots.iter().filter(|s| s.thread == format!("section-{index}")) {
                println!("--");
                for l in &s.lines {
                    println!("{:.1} {:.1} {}", l.baseline, l.left, l.text);
                }
            }
        }
    }
}
