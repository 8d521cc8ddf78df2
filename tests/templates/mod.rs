//! Three counties in three templates: what is on the pages, and how they look.

mod booklet;
mod leaflet;
mod reserved;
mod sheet;
mod travel;

use banmian::edition::{self, Edition, Input};
use banmian::job::{self, Outcome};
use banmian::typeset::frames;

use crate::support::{FONTS, root};

pub const COUNTIES: [&str; 3] = ["jingyuan", "haixi", "yunxiu"];
pub const TEMPLATES: [&str; 5] =
    ["newspaper-feature", "tabloid-feature", "annual-review", "red-head", "leaflet"];

pub fn made(county: &str, template: &str) -> (Edition, Outcome) {
    let mut input = Input::new(root().join("data").join(county).join("2024"));
    input.template = Some(template.to_owned());
    let edition = edition::open(&input).unwrap_or_else(|findings| panic!("{county}: {findings:?}"));
    let outcome = job::make(&edition, &FONTS);
    (edition, outcome)
}

/// The text of every page, in the order of drawing, without white space and joiners.
fn texts(outcome: &Outcome) -> Vec<String> {
    let pages = outcome.document.as_ref().unwrap().pages();
    let text = |page| frames::runs(page).iter().map(|run| run.text.clone()).collect::<String>();
    let keeps = |c: &char| !c.is_whitespace() && *c != '\u{2060}';
    pages.iter().map(|page| text(page).chars().filter(keeps).collect()).collect()
}

fn sizes_mm(outcome: &Outcome) -> Vec<(f64, f64)> {
    let millimetres = |length: f64| (length * 25.4 / 72.0 * 10.0).round() / 10.0;
    let pages = outcome.document.as_ref().unwrap().pages().iter();
    pages
        .map(|page| page.frame.size())
        .map(|size| (millimetres(size.x.to_pt()), millimetres(size.y.to_pt())))
        .collect()
}

#[test]
fn every_county_is_made_in_every_template() {
    for county in COUNTIES {
        for template in TEMPLATES {
            let (edition, outcome) = made(county, template);
            assert!(!outcome.has_errors(), "{county} {template}: {:?}", outcome.findings);
            let merit = outcome.merit.unwrap();
            let all = (
                merit.overset_lines,
                merit.lost_characters,
                merit.butted_headings,
                merit.inversions,
                merit.photos_away,
            );
            assert_eq!(all, (0, 0, 0, 0, 0), "{county} {template}");
            assert!(merit.baseline_error_pt < 0.01, "{county} {template}: {}", merit.baseline_error_pt);
            assert!(merit.foot_difference <= 1, "{county} {template}: {}", merit.foot_difference);
            let crop = edition.template.settings.makeup.photo.crop * 100.0;
            assert!(
                merit.crop_loss_percent <= crop + 1e-6,
                "{county} {template}: {}",
                merit.crop_loss_percent
            );
            // Booklets and leaflets may end a page early.
            if !["annual-review", "leaflet"].contains(&template) {
                assert!(merit.unfilled_percent < 1.0, "{county} {template}: {}", merit.unfilled_percent);
            }
        }
    }
}

#[test]
fn a_tabloid_takes_as_many_pages_as_it_needs_and_counts_them() {
    for (county, pages, numbers) in
        [("jingyuan", 2, ["8", "9"]), ("haixi", 2, ["12", "13"]), ("yunxiu", 2, ["5", "6"])]
    {
        let (_, outcome) = made(county, "tabloid-feature");
        let edition = outcome.edition.as_ref().unwrap();
        assert_eq!(sizes_mm(&outcome), vec![(275.0, 390.0); pages], "{county}");
        let plan = outcome.plan.as_ref().unwrap();
        assert_eq!(plan.pages as usize, pages);
        assert!(plan.problems(&edition.template.settings.grid).is_empty());
        let report = &edition.loaded.report;
        for (number, text) in texts(&outcome).iter().enumerate() {
            assert!(
                text.contains(report.folio.as_ref().unwrap().kind.as_deref().unwrap()),
                "{county}: folio"
            );
            let on_page = &outcome.placement.as_ref().unwrap().pages[number];
            assert_eq!(on_page.opening, number == 0, "{county}");
            // Later pages begin with the headline as a banner.
            assert_eq!(on_page.banner.is_some(), number > 0, "{county}");
            assert!(text.contains(&report.headline.title[0]), "{county}: headline");
            assert_eq!(on_page.credits.is_some(), number + 1 == pages, "{county}");
            // Everything stands within the type area of its own page.
            let foot = edition.template.settings.grid.page_height_pt();
            for section in &on_page.sections {
                assert!(
                    section.slots.iter().all(|slot| slot.y >= 0.0 && slot.y + slot.height <= foot),
                    "{county}"
                );
            }
            let runs = frames::runs(&outcome.document.as_ref().unwrap().pages()[number]);
            let folio_number = runs.iter().find(|run| run.size == 20.0 && run.family == "Oswald");
            assert_eq!(folio_number.map(|run| run.text.trim()), Some(numbers[number]), "{county}");
        }
    }
}

#[test]
fn an_annual_review_has_all_its_parts_in_order() {
    let (edition, outcome) = made("jingyuan", "annual-review");
    assert!(sizes_mm(&outcome).iter().all(|size| *size == (210.0, 297.0)));
    let texts = texts(&outcome);
    let report = &edition.loaded.report;
    let first = |wanted: &str| {
        texts.iter().position(|text| text.contains(wanted)).unwrap_or_else(|| panic!("{wanted} is nowhere"))
    };
    assert_eq!(first("泾源县年度履职回顾"), 0, "the cover");
    assert!(report.headline.title.iter().all(|part| texts[0].contains(part.as_str())));
    // Lead, figures and the chart of the only series stand on the second page.
    assert!(texts[1].contains("这一年，协商的桌子"));
    for metric in &report.metrics {
        assert!(
            texts[1].contains(&metric.label) && texts[1].contains(metric.value.as_str()),
            "{}",
            metric.label
        );
    }
    assert!(["2020", "2021", "2022", "2023"].iter().all(|year| texts[1].contains(year)));
    let sections: Vec<usize> =
        report.sections.iter().map(|section| first(&section.heading[0])).skip(1).collect();
    assert!(sections.is_sorted() && sections[0] >= 2, "{sections:?}");
    let chronology = first("大事影像");
    assert!(chronology > *sections.last().unwrap());
    assert_eq!(chronology, texts.len() - 2, "the chronology is the last page but one");
    // Dated photos in the order of their months; the caption stands without its date, the one without a date is left out.
    let runs = frames::runs(&outcome.document.as_ref().unwrap().pages()[chronology]);
    let months: Vec<u32> =
        runs.iter().filter(|run| run.size == 24.0).map(|run| run.text.trim().parse().unwrap()).collect();
    assert_eq!(months, [2, 8, 8, 9, 11, 12, 12]);
    assert!(
        texts[chronology].contains("县政协督办重点提案") && !texts[chronology].contains("2024年8月，县政协")
    );
    assert!(!texts[chronology].contains("书画家交流"));
    // The imprint names those who made it.
    let last = texts.last().unwrap();
    let staff = &report.folio.as_ref().unwrap().staff;
    assert!(staff.iter().all(|person| last.contains(&person.role) && last.contains(&person.name)));
    // Running heads and page numbers from the second page to the last but one, outside on both.
    let width = outcome.document.as_ref().unwrap().pages()[0].frame.size().x.to_pt();
    for (number, page) in (1_u32..).zip(outcome.document.as_ref().unwrap().pages()) {
        let runs = frames::runs(page);
        let found = runs
            .iter()
            .find(|run| run.size == 11.0 && run.family == "Oswald" && run.text.trim() == number.to_string());
        let inner = number > 1 && (number as usize) < texts.len();
        assert_eq!(found.is_some(), inner, "page {number}");
        if let Some(run) = found {
            assert_eq!(run.x < width / 2.0, number % 2 == 0, "page {number}");
        }
    }
}

#[test]
fn a_section_is_on_one_page_and_pages_follow_the_report() {
    for (county, template) in
        [("jingyuan", "tabloid-feature"), ("yunxiu", "annual-review"), ("haixi", "annual-review")]
    {
        let (edition, outcome) = made(county, template);
        let grid = &edition.template.settings.grid;
        let plan = outcome.plan.unwrap();
        let pages: Vec<u32> = plan.sections.iter().map(|module| grid.page_of(&module.heading)).collect();
        assert!(pages.is_sorted(), "{county}: {pages:?}");
        assert_eq!((pages[0], pages.last().copied()), (0, Some(plan.pages - 1)), "{county}: {pages:?}");
        for module in &plan.sections {
            let bounds = module.bounds();
            assert_eq!(grid.page_of(&bounds), (bounds.foot() - 1) / grid.lines, "{county}");
        }
        let placed: Vec<usize> = outcome.placement.unwrap().pages.iter().map(|page| page.first).collect();
        let expected: Vec<usize> =
            (0..plan.pages).map(|page| pages.iter().position(|of| *of == page).unwrap()).collect();
        assert_eq!(placed, expected, "{county}");
    }
}

#[test]
fn a_report_too_long_for_its_pages_says_by_how_much() {
    let (mut edition, _) = made("jingyuan", "tabloid-feature");
    edition.template.settings.makeup.pages.most = 1;
    let findings = job::make(&edition, &FONTS).findings;
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"volume"), "{codes:?}");
}

#[test]
fn a_caption_too_long_for_the_chronology_is_an_error_at_the_caption() {
    let (mut edition, _) = made("jingyuan", "annual-review");
    let long = "乡村里的春天来得早".repeat(20);
    edition.loaded.report.photos[2].caption = Some(long);
    let findings = job::make(&edition, &FONTS).findings;
    let overset: Vec<_> = findings.iter().filter(|finding| finding.code == "overset").collect();
    assert_eq!(overset.len(), 1, "{findings:?}");
    assert_eq!(
        overset[0].place.as_ref().and_then(|place| place.pointer.as_deref()),
        Some("/photos/2/caption"),
        "{overset:?}"
    );
}

#[test]
fn a_small_photo_on_a_cover_is_told() {
    let (mut edition, before) = made("jingyuan", "annual-review");
    assert!(before.findings.is_empty(), "{:?}", before.findings);
    let cover = before.placement.unwrap().lead_photo.unwrap();
    // The cover's photo is higher than A4 is wide: 600 pixels are about 50 to the inch.
    let photo = &mut edition.photos[cover];
    (photo.width, photo.height) = (600, photo.height * 600 / photo.width);
    let findings = job::make(&edition, &FONTS).findings;
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.code, finding.severity), ("low-resolution", banmian::diagnostic::Severity::Error));
    let pointer = finding.place.as_ref().and_then(|place| place.pointer.clone());
    assert_eq!(pointer, Some(format!("/photos/{cover}/file")));
}

#[test]
fn a_section_too_long_for_a_page_runs_on() {
    let (mut edition, _) = made("jingyuan", "annual-review");
    let section = &mut edition.loaded.report.sections[2];
    section.body = vec![
        "山高水长路远，一步一步走来，大家的事情大家商量着办。".repeat(30).into();
        5
    ];
    let outcome = job::make(&edition, &FONTS);
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let plan = outcome.plan.unwrap();
    assert!(plan.cuts.iter().any(|cut| cut.section == 2), "{:?}", plan.cuts);
    // No part takes its heading up again, and every part has a page of its own.
    let divided = outcome.edition.unwrap();
    let grid = &divided.template.settings.grid;
    let parts: Vec<usize> =
        (0..plan.sections.len()).filter(|&index| divided.loaded.report.number_of(index) == 2).collect();
    let cuts = plan.cuts.iter().filter(|cut| cut.section == 2).count();
    assert_eq!(parts.len(), cuts + 1);
    for pair in parts.windows(2) {
        let page = |index: usize| grid.page_of(&plan.sections[index].bounds());
        assert_eq!(page(pair[1]), page(pair[0]) + 1);
        assert_eq!(plan.sections[pair[1]].heading.lines, 0);
    }
    // What is wrong in a later part is told at its place in the report.
    let place = divided.loaded.places.value(&format!("/sections/{}/body/0", parts[1])).unwrap();
    assert!(place.pointer.unwrap().starts_with("/sections/2/body/"));
}
