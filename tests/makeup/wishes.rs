//! What a report wishes of its page: honoured, or refused with the reason.

use banmian::edition::Edition;
use banmian::job;
use banmian::makeup::{PhotoOrder, Plan};
use banmian::report;
use serde_json::{Value, json};

use super::faults;
use crate::support::{FONTS, english, sample_text};

fn wished(change: impl Fn(&mut Value)) -> Edition {
    let mut edition = crate::support::edition(|text| text);
    let mut value: Value = serde_json::from_str(&sample_text()).unwrap();
    change(&mut value);
    edition.loaded = report::read_text(value.to_string(), "report.json").unwrap();
    // On one page, in one size of type, nothing that fills it.
    let makeup = &mut edition.template.settings.makeup;
    makeup.pages.most = 1;
    makeup.sizes.clear();
    makeup.filler = None;
    edition
}

fn plan(edition: &Edition) -> Plan {
    let outcome = job::make(edition, &FONTS);
    comemo::evict(0);
    assert_eq!(faults(&outcome), Vec::<String>::new(), "{:?}", outcome.findings);
    outcome.plan.unwrap()
}

fn refused(edition: &Edition) -> Vec<String> {
    let outcome = job::make(edition, &FONTS);
    assert!(outcome.document.is_none());
    outcome.findings.iter().map(|finding| english(&finding.message)).collect()
}

/// A page as it is wished, or what is said instead.
fn try_for(edition: &Edition) -> Result<Plan, Vec<String>> {
    let outcome = job::make(edition, &FONTS);
    comemo::evict(0);
    if outcome.document.is_some() {
        // What a wish asks for may cost something, but nothing grave.
        let grave = |fault: &String| super::GRAVE.iter().any(|grave| fault.starts_with(grave));
        assert!(!faults(&outcome).iter().any(grave), "{:?}", faults(&outcome));
        return Ok(outcome.plan.unwrap());
    }
    Err(outcome.findings.iter().map(|finding| english(&finding.message)).collect())
}

#[test]
fn a_section_has_the_columns_that_are_wished() {
    let free = plan(&wished(|_| ()));
    let mut honoured = 0;
    for section in [0, 2, 4] {
        for columns in [2, 3, 4, 6] {
            if free.sections[section].bounds().columns == columns {
                continue;
            }
            let edition =
                wished(|report| report["sections"][section]["layout"] = json!({ "columns": columns }));
            match try_for(&edition) {
                Ok(made) => {
                    assert_eq!(made.sections[section].bounds().columns, columns);
                    honoured += 1;
                }
                Err(said) => {
                    assert_eq!(said, [format!("no plan has section {} {columns} columns wide", section + 1)]);
                }
            }
        }
    }
    assert!(honoured >= 6, "{honoured}");
}

#[test]
fn a_section_stands_at_the_head() {
    let heads =
        |plan: &Plan| -> Vec<u32> { plan.sections.iter().map(|section| section.bounds().line).collect() };
    let free = heads(&plan(&wished(|_| ())));
    let mut honoured = 0;
    for section in 1..5 {
        let edition = wished(|report| report["sections"][section]["layout"] = json!({ "first": true }));
        match try_for(&edition) {
            Ok(made) => {
                let lines = edition.template.settings.grid.lines;
                let page = |line: u32| line / lines;
                let made = heads(&made);
                let on_page = made.iter().filter(|line| page(**line) == page(made[section]));
                assert_eq!(Some(&made[section]), on_page.min());
                honoured += usize::from(free[section] > free[0]);
            }
            Err(said) => {
                assert_eq!(said, [format!("no plan has section {} at the head of the body", section + 1)]);
            }
        }
    }
    assert!(honoured >= 1, "{honoured}");
}

#[test]
fn a_photo_is_the_largest() {
    for id in ["planning", "families", "visit"] {
        let edition = wished(|report| {
            let photos = report["photos"].as_array_mut().unwrap();
            photos.iter_mut().find(|photo| photo["id"] == id).unwrap()["layout"] = json!({ "largest": true });
        });
        let order = PhotoOrder::new(&edition);
        let plan = plan(&edition);
        let index = edition.loaded.report.photos.iter().position(|photo| photo.id == id).unwrap();
        let grid = &edition.template.settings.grid;
        let mut sizes: Vec<(f64, usize)> = Vec::new();
        for (section, rows) in plan.sections.iter().zip(&order.sections) {
            for (photo, row) in section.photos.iter().zip(rows) {
                let rect = grid.rect(&photo.area);
                sizes.push((rect.width * rect.height, row[0]));
            }
        }
        sizes.sort_by(|a, b| b.0.total_cmp(&a.0));
        assert_eq!(sizes[0].1, index, "{id}: {sizes:?}");
        assert!(sizes[0].0 > sizes[1].0, "{id}");
    }
}

#[test]
fn a_photo_is_shown_whole() {
    let wish = |ids: &[&str]| {
        wished(|report| {
            for photo in report["photos"].as_array_mut().unwrap() {
                if ids.contains(&photo["id"].as_str().unwrap()) {
                    photo["layout"] = json!({ "no_crop": true });
                }
            }
        })
    };
    let cropped = |edition: &Edition, ids: &[&str]| -> Vec<f64> {
        let outcome = job::make(edition, &FONTS);
        comemo::evict(0);
        assert_eq!(faults(&outcome), Vec::<String>::new());
        let placement = outcome.placement.unwrap();
        let photos = placement.sections.iter().flat_map(|section| &section.photos);
        let named = |index: usize| ids.contains(&edition.loaded.report.photos[index].id.as_str());
        let mut found = Vec::new();
        for photo in photos.filter(|photo| named(photo.picture.photo)) {
            let (frame, image) = (photo.picture.frame, photo.picture.image);
            // The whole picture stands in its frame, and the caption below it.
            if photo.picture.crop_loss.abs() < 1e-9 {
                assert!(
                    (frame.width - image.width).abs() < 1e-6 && (frame.height - image.height).abs() < 1e-6
                );
                assert!(image.x.abs() < 1e-6 && image.y.abs() < 1e-6);
            }
            assert!(photo.caption.y >= frame.y + frame.height - 1e-6);
            found.push(photo.picture.crop_loss);
        }
        found
    };
    let ids = ["meeting", "supervision", "visit"];
    let free = cropped(&wish(&[]), &ids);
    assert!(free.iter().any(|loss| *loss > 0.001), "the wish has nothing to do: {free:?}");
    let whole = cropped(&wish(&ids), &ids);
    assert_eq!(whole.len(), 3);
    assert!(whole.iter().all(|loss| loss.abs() < 1e-9), "{whole:?}");
}

#[test]
fn wishes_that_exclude_each_other_are_all_named() {
    let both = wished(|report| {
        report["sections"][0]["layout"] = json!({ "columns": 7 });
        report["sections"][2]["layout"] = json!({ "columns": 7 });
    });
    assert_eq!(
        refused(&both),
        ["no plan honours all wishes: /sections/0/layout/columns, /sections/2/layout/columns"]
    );
    // A report that fits no page is told so, whatever it wishes.
    let long = wished(|report| {
        report["sections"][0]["layout"] = json!({ "columns": 5 });
        report["sections"][1]["body"][0] = "再写一句。".repeat(800).into();
    });
    assert!(refused(&long)[0].contains("characters too long"), "{:?}", refused(&long));
}
