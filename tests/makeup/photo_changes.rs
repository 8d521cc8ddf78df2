//! What is changed of how photos stand where there is no page otherwise: they are gathered in rows, and more of them is cut off.

use banmian::edition::{Edition, Template};
use banmian::job::{self, Limits, Order, Outcome};
use banmian::makeup::photo_order::PhotoOrder;
use banmian::makeup::{Plan, used};
use banmian::message::Lang;
use serde_json::json;

use super::reports::{Made, make, make_any};
use crate::support::{FONTS, Folder, english};

const TABLOID: &str = "tabloid-feature";

fn made(report: &Made) -> (Edition, Outcome) {
    let edition = Edition { template: Template::open(TABLOID).unwrap(), ..report.edition() };
    let outcome = job::make(&edition, &FONTS);
    (edition, outcome)
}

/// The plan builds as it stands, read from a file.
fn stands(edition: &Edition, plan: &Plan) -> Outcome {
    let read: Plan = toml::from_str(&toml::to_string(plan).unwrap()).unwrap();
    assert_eq!(&read, plan);
    let again = job::run_with(edition, read, &FONTS);
    assert!(again.document.is_some() && !again.has_errors(), "{:?}", again.findings);
    again
}

/// The rows of what was changed, as lines with single spaces.
fn told(outcome: &Outcome, lang: Lang) -> Vec<String> {
    let rows = used::rows(outcome.edition.as_ref().unwrap(), outcome.plan.as_ref().unwrap());
    rows.iter().map(|row| row.line(lang).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn photos_of_a_section_full_of_them_stand_in_rows() {
    // Eight sections with nineteen photos, and one with the headline.
    let report = make_any(136);
    let (edition, outcome) = made(&report);
    let plan = outcome.plan.as_ref().unwrap();
    assert!(outcome.document.is_some());
    assert_eq!((plan.alone, plan.crop_percent), (Some(2), None));
    let made_up = outcome.edition.as_deref().unwrap();
    let order = PhotoOrder::new(made_up);
    let mut usual = made_up.clone();
    usual.template.settings.makeup.photo.alone = edition.template.settings.makeup.photo.alone;
    let rows = |order: &PhotoOrder| order.sections.iter().map(Vec::len).sum::<usize>();
    let boxes = plan.sections.iter().map(|module| module.photos.len()).sum::<usize>();
    assert!(boxes == rows(&order) && boxes < rows(&PhotoOrder::new(&usual)), "{boxes} {order:?}");
    let again = stands(&edition, plan);
    let row = "photos in rows at most 2 places in a section".to_owned();
    assert!(told(&again, Lang::En).contains(&row), "{:?}", told(&again, Lang::En));
    // Every photo is there.
    let placed: usize = order.sections.iter().flatten().map(Vec::len).sum();
    let hero = usize::from(order.lead.is_some());
    assert_eq!(placed + hero, report.photos.len());
}

#[test]
fn a_photo_with_a_wish_is_not_gathered() {
    let mut report = make_any(12);
    let last = report.json["sections"][0]["photos"].as_array().unwrap().last().unwrap().clone();
    let photos = report.json["photos"].as_array_mut().unwrap();
    photos.iter_mut().find(|photo| photo["id"] == last).unwrap()["layout"] = json!({ "no_crop": true });
    let mut edition = report.edition();
    edition.template.settings.makeup.photo.alone = 1;
    let order = PhotoOrder::new(&edition);
    let alone = order.sections[0].last().unwrap();
    assert_eq!(alone.len(), 1, "{order:?}");
    assert!(order.sections[0].iter().any(|row| row.len() == 3), "{order:?}");
}

#[test]
fn more_is_cut_off_a_photo_where_there_is_no_page_otherwise() {
    let (edition, outcome) = made(&make(63));
    let plan = outcome.plan.as_ref().unwrap();
    assert_eq!((plan.alone, plan.crop_percent), (None, Some(20)));
    let crop = outcome.merit.as_ref().unwrap().crop_loss_percent;
    let usual = edition.template.settings.makeup.photo.crop * 100.0;
    assert!(crop > usual && crop <= 20.0, "{crop}");
    stands(&edition, plan);
    for (lang, row) in [(Lang::En, "most that is cut off a photo 20 %"), (Lang::Zh, "照片裁切上限 20 %")]
    {
        assert!(told(&outcome, lang).contains(&row.to_owned()), "{:?}", told(&outcome, lang));
    }
}

#[test]
fn a_draft_goes_without_a_photo_that_has_no_place() {
    // The first photo is high, and a picture may not be.
    let report = make(63);
    let rules = format!("extends = \"{TABLOID}\"\n[makeup.photo]\nmost_lines = 12\n");
    let folder = Folder::new("{}");
    let path = report.write(folder.path());
    std::fs::create_dir(folder.path().join("low")).unwrap();
    let folder = folder.file("low/template.toml", rules.as_bytes());
    let of = |draft: bool| {
        let mut order = Order { draft, ..Order::new(&path) };
        order.input.template = Some(folder.path().join("low").display().to_string());
        let opened = std::sync::Arc::new(job::open(&order).unwrap_or_else(|errors| panic!("{errors:?}")));
        job::page(&opened, Limits::NONE)
    };
    assert!(of(false).document.is_none());
    let outcome = of(true);
    assert!(outcome.document.is_some() && outcome.has_errors());
    let told = outcome.findings.iter().find(|finding| finding.code == "draft");
    let told = told.unwrap_or_else(|| panic!("{:?}", outcome.findings));
    assert_eq!(english(&told.message), "the draft goes without photos: p0");
}
