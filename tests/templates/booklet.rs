//! Booklets: as many pages as folded sheets have, none of them empty, and contents that are true.

use std::path::PathBuf;

use banmian::diagnostic::Severity;
use banmian::edition::{Edition, Template};
use banmian::job::{self, Outcome};
use banmian::makeup::merit::emptiness::{EMPTY, Emptiness};
use banmian::makeup::plan::OptionalPage;
use banmian::typeset::frames;
use serde_json::json;

use super::{COUNTIES, made, texts};
use crate::makeup::reports::{Made, make_any};
use crate::support::{FONTS, english};

const TEMPLATE: &str = "annual-review";

fn booklet(report: &Made) -> (Edition, Outcome) {
    let mut edition = report.edition();
    edition.template = Template::open(TEMPLATE).unwrap();
    let outcome = job::make(&edition, &FONTS);
    comemo::evict(0);
    (edition, outcome)
}

/// Reports that have little: one section, no photos, no figures, with a short lead or none; two sections and one photo.
fn poor(number: u64) -> Made {
    let mut report = make_any(100 + number);
    let json = &mut report.json;
    json["metrics"] = json!([]);
    let sections = json["sections"].as_array_mut().unwrap();
    sections.truncate(1 + usize::from(number == 3));
    for section in sections.iter_mut() {
        section["photos"] = json!([]);
        let said = section["body"].as_array_mut().unwrap();
        // About a thousand characters.
        let mut left = 1000_usize;
        said.retain(|paragraph| {
            let keeps = left > 0;
            left = left.saturating_sub(paragraph.as_str().unwrap().chars().count());
            keeps
        });
    }
    let lead = "这一年，大家的事情大家商量着办，一件一件办好，一件一件回头看。".repeat(7);
    json["lead"] = if number == 1 { json!([]) } else { json!([lead]) };
    json["photos"] = json!([]);
    report.photos.clear();
    report
}

/// Reports that have much: a long lead, twelve figures, twenty photos with their days.
fn rich(number: u64) -> Made {
    let mut report = make_any(200 + number);
    let lead = "这一年，大家的事情大家商量着办，一件一件办好，一件一件回头看。".repeat(13);
    report.json["lead"] = json!([lead, lead, lead]);
    let metrics: Vec<_> = (0..12)
        .map(|index| {
            let series: Vec<_> =
                (2020..2025).map(|year| json!({ "year": year, "value": 40 + year % 7 + index })).collect();
            json!({ "id": format!("m{index}"), "label": "立案提案", "value": 45 + index, "unit": "件",
                "previous": 40, "series": if index < 4 { series } else { Vec::new() } })
        })
        .collect();
    report.json["metrics"] = json!(metrics);
    for (index, photo) in report.json["photos"].as_array_mut().unwrap().iter_mut().enumerate() {
        photo["date"] = json!(format!("2024-{:02}-{:02}", index % 12 + 1, index % 27 + 1));
    }
    report
}

fn count(outcome: &Outcome) -> usize {
    outcome.document.as_ref().unwrap().pages().len()
}

fn emptiness(outcome: &Outcome) -> &Emptiness {
    outcome.merit.as_ref().unwrap().emptiness.as_ref().unwrap()
}

/// What is wrong with a booklet.
fn faults(edition: &Edition, outcome: &Outcome) -> Vec<String> {
    let Some(document) = &outcome.document else {
        return outcome.findings.iter().map(|finding| english(&finding.message)).collect();
    };
    let mut faults: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| english(&finding.message))
        .collect();
    if document.pages().len() % 4 != 0 {
        faults.push(format!("{} pages", document.pages().len()));
    }
    faults.extend(
        emptiness(outcome).empty().map(|(page, white)| format!("page {page} is white by {white:.0} %")),
    );
    faults.extend(false_contents(edition, outcome));
    faults
}

/// Where the contents say that a section begins, and it does not.
fn false_contents(edition: &Edition, outcome: &Outcome) -> Vec<String> {
    let plan = outcome.plan.as_ref().unwrap();
    let pages = outcome.document.as_ref().unwrap().pages();
    if !plan.optional.contains(&OptionalPage::Contents) {
        return Vec::new();
    }
    let mut runs = frames::runs(&pages[1]);
    // The page numbers of the contents are of one size of their own.
    runs.retain(|run| run.family == "Oswald" && run.size == 14.0);
    let said: Vec<usize> = runs.iter().map(|run| run.text.trim().parse().unwrap()).collect();
    // Where each heading stands: large, in the face of headlines.
    let sections = &edition.loaded.report.sections;
    let of_page = texts_of_size(outcome);
    let found: Vec<usize> = sections
        .iter()
        .map(|section| {
            let wanted: String = section.heading[0].chars().filter(|c| !c.is_whitespace()).collect();
            // After the contents and the overview.
            1 + of_page.iter().skip(3).position(|text| text.contains(&wanted)).map_or(0, |at| at + 3)
        })
        .collect();
    if said == found { Vec::new() } else { vec![format!("contents {said:?}, sections {found:?}")] }
}

/// The text of every page in large type.
fn texts_of_size(outcome: &Outcome) -> Vec<String> {
    let pages = outcome.document.as_ref().unwrap().pages().iter();
    pages
        .map(|page| {
            let runs = frames::runs(page);
            let large = runs.iter().filter(|run| run.size > 14.5).map(|run| run.text.as_str());
            large.collect::<String>().chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
        })
        .collect()
}

#[test]
fn booklets_can_be_bound_and_no_page_is_empty() {
    for county in COUNTIES {
        let (edition, outcome) = made(county, TEMPLATE);
        assert_eq!(faults(&edition, &outcome), Vec::<String>::new(), "{county}");
        // The page numbers go on through what was put in.
        for (number, page) in (1_usize..).zip(outcome.document.as_ref().unwrap().pages()) {
            let printed = frames::runs(page).iter().any(|run| {
                run.size == 11.0 && run.family == "Oswald" && run.text.trim() == number.to_string()
            });
            assert_eq!(printed, number > 1 && number < count(&outcome), "{county}: page {number}");
        }
    }
    for (name, report) in [
        ("poor 1", poor(1)),
        ("poor 2", poor(2)),
        ("poor 3", poor(3)),
        ("rich", rich(1)),
        ("any", make_any(4)),
    ] {
        let (edition, outcome) = booklet(&report);
        assert_eq!(faults(&edition, &outcome), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn contents_come_first_then_photos_then_notes() {
    let kinds = |outcome: &Outcome| -> Vec<&str> {
        let kind = |page: &OptionalPage| match page {
            OptionalPage::Contents => "contents",
            OptionalPage::Photos { .. } => "photos",
            OptionalPage::Notes => "notes",
        };
        outcome.plan.as_ref().unwrap().optional.iter().map(kind).collect()
    };
    let (mut edition, outcome) = made("haixi", TEMPLATE);
    assert_eq!((count(&outcome), kinds(&outcome)), (8, vec!["contents"]));
    let all = texts(&outcome);
    assert!(all[1].starts_with("海汐县年度履职回顾2目录"), "{}", all[1]);
    // With sheets of eleven pages there is room for photos, each photo once, and what is left is for notes.
    edition.template.settings.makeup.pages.booklet.as_mut().unwrap().multiple = 22;
    let outcome = job::make(&edition, &FONTS);
    let put_in = kinds(&outcome);
    assert_eq!(count(&outcome), 22);
    assert!(put_in.is_sorted_by_key(|kind| ["contents", "photos", "notes"].iter().position(|it| it == kind)));
    let photos = put_in.iter().filter(|kind| **kind == "photos").count();
    assert!(put_in[0] == "contents" && photos >= 2 && put_in.contains(&"notes"), "{put_in:?}");
    let mut shown: Vec<usize> = Vec::new();
    for page in &outcome.plan.as_ref().unwrap().optional {
        let OptionalPage::Photos { rows } = page else { continue };
        shown.extend(rows.iter().flatten());
    }
    let all = shown.len();
    shown.sort_unstable();
    shown.dedup();
    assert_eq!(shown.len(), all, "a photo is on two pages of photos");
    assert!(!shown.contains(&outcome.placement.as_ref().unwrap().lead_photo.unwrap()), "the cover's photo");
    assert_eq!(outcome.findings, [], "the photos are sharp, and no page is empty");
    // Where no notes are allowed, that is an error with its place.
    edition.template.settings.makeup.pages.booklet.as_mut().unwrap().optional.pop();
    let findings = job::make(&edition, &FONTS).findings;
    let told: Vec<_> = findings.iter().filter(|finding| finding.code == "booklet").collect();
    assert_eq!(told.len(), 1, "{findings:?}");
    assert!(told[0].severity == Severity::Error && told[0].place.is_some(), "{told:?}");
}

#[test]
fn a_page_that_is_empty_on_purpose_is_told() {
    let with = |change: &dyn Fn(&str) -> String| {
        let (mut edition, _) = made("jingyuan", TEMPLATE);
        let main = edition.template.files.iter_mut().find(|file| file.path == "main.typ").unwrap();
        main.bytes = change(std::str::from_utf8(&main.bytes).unwrap()).into_bytes();
        job::make(&edition, &FONTS)
    };
    let empty = |outcome: &Outcome| emptiness(outcome).empty().map(|(page, _)| page).collect::<Vec<_>>();
    let as_it_is = with(&|text| text.to_owned());
    assert_eq!((empty(&as_it_is), as_it_is.findings.len()), (vec![], 0));
    // Half of the second page: text down to its middle is too little, two thirds are enough.
    let lines = |count: usize| {
        let line = "山高水长，一步一步走来，大家的事情大家商量着办。".repeat(2);
        format!("#pagebreak()\n#block(width: 100%, text(size: 10pt, \"{}\"))\n", line.repeat(count))
    };
    let inserted =
        |count: usize| with(&|text| text.replacen("#cover()\n", &format!("#cover()\n{}", lines(count)), 1));
    let outcome = inserted(20);
    assert!(empty(&outcome).contains(&2), "{:?}", emptiness(&outcome));
    let told: Vec<_> = outcome.findings.iter().filter(|finding| finding.code == "empty-page").collect();
    assert_eq!(told.len(), empty(&outcome).len(), "{:?}", outcome.findings);
    assert!(english(&told[0].message).ends_with("of page 2 is white"), "{}", english(&told[0].message));
    assert!(!empty(&inserted(42)).contains(&2), "{:?}", emptiness(&inserted(42)));
    // Cover and imprint may be as empty as they like.
    let white = &emptiness(&as_it_is).white_percent;
    assert!(white[white.len() - 1] > EMPTY * 100.0, "{white:?}");
}

#[test]
fn what_a_template_says_of_binding_is_checked() {
    let said = |from: &str, to: &str| {
        let mut files = Template::open(TEMPLATE).unwrap().files;
        let file = files.iter_mut().find(|file| file.path == "template.toml").unwrap();
        let text = std::str::from_utf8(&file.bytes).unwrap();
        assert!(text.contains(from), "{from}");
        file.bytes = text.replacen(from, to, 1).into_bytes();
        let findings = Template::from_files(files, "mine").unwrap_err();
        assert!(findings.iter().all(|finding| finding.place.is_some()), "{findings:?}");
        findings.iter().map(|finding| english(&finding.message)).collect::<Vec<_>>()
    };
    assert_eq!(said("multiple = 4", "multiple = 1"), ["1 cannot be: it must be between 2 and 32"]);
    let unknown = said("page = \"notes\"", "page = \"blank\"");
    assert!(unknown.len() == 1 && unknown[0].contains("blank"), "{unknown:?}");
}

/// How many pages random booklets have, and how empty the emptiest is. `BANMIAN_TEMPLATE` names another template's folder,
/// `BANMIAN_SEEDS` how many, `BANMIAN_FOLDER` where the reports are written whose pages are empty.
#[test]
#[ignore = "prints figures; takes minutes"]
fn figures_of_random_booklets() {
    let of = |name: &str| std::env::var(name).ok();
    let number = |name: &str, usual: u64| of(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let template = Template::open(&of("BANMIAN_TEMPLATE").unwrap_or(TEMPLATE.to_owned())).unwrap();
    let seeds = number("BANMIAN_FROM", 1)..=number("BANMIAN_SEEDS", 25);
    let any = seeds.map(|seed| (format!("any-{seed}"), make_any(seed)));
    let few =
        (1..4).flat_map(|seed| [(format!("poor-{seed}"), poor(seed)), (format!("rich-{seed}"), rich(seed))]);
    let (mut made, mut refused, mut bad) = (0, 0, Vec::new());
    let (mut worst, mut counts) = (0.0_f64, std::collections::BTreeMap::<usize, usize>::new());
    for (name, report) in few.chain(any) {
        let mut edition = report.edition();
        edition.template = template.clone();
        let begun = std::time::Instant::now();
        let outcome = job::make(&edition, &FONTS);
        comemo::evict(0);
        let Some(document) = outcome.document.as_ref().filter(|_| !outcome.has_errors()) else {
            refused += 1;
            println!("{name}: {:?}", faults(&edition, &outcome));
            continue;
        };
        made += 1;
        let found = Emptiness::of(document, &outcome.edition.as_ref().unwrap().template.settings.grid);
        let plan = outcome.plan.as_ref().unwrap();
        *counts.entry(document.pages().len()).or_default() += 1;
        worst = worst.max(found.emptiest());
        let faults = if outcome.merit.as_ref().unwrap().emptiness.is_some() {
            faults(&edition, &outcome)
        } else {
            found.empty().map(|(page, white)| format!("page {page} is white by {white:.0} %")).collect()
        };
        println!(
            "{name}: {} characters, {} sections, {} photos: {} pages, {} of sections, {:?}, emptiest {:.0} %, {:.1} s {faults:?}",
            report.characters,
            report.json["sections"].as_array().unwrap().len(),
            report.photos.len(),
            document.pages().len(),
            plan.pages,
            plan.optional,
            found.emptiest(),
            begun.elapsed().as_secs_f64(),
        );
        if !faults.is_empty() {
            bad.push(name.clone());
            if let Some(folder) = of("BANMIAN_FOLDER") {
                report.write(&PathBuf::from(folder).join(&name));
            }
        }
    }
    println!("made {made}, refused {refused}, pages {counts:?}, emptiest {worst:.0} %, bad {bad:?}");
}
