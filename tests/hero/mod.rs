//! The hero: which photo it takes, in which form, and that no head is cut off and no type stands on one.

mod drawings;
mod tones;

use banmian::edition::{Edition, HeroForm};
use banmian::job::{self, Outcome};
use banmian::makeup::PhotoOrder;
use banmian::makeup::head::{Head, Stand};
use banmian::makeup::plan::Rect;
use banmian::typeset::outline::Outline;
use banmian::typeset::{frames, walk};
use image::RgbImage;
use serde_json::{Value, json};
use typst_library::layout::{FrameItem, Point, Size};

use crate::support::{FONTS, edition, english};
use drawings::{Figure, file_of};

/// The sample with a drawing in its hero, and its report changed.
fn staged(drawing: &RgbImage, change: impl Fn(&mut Value)) -> Edition {
    let mut edition = edition(|text| {
        let mut report: Value = serde_json::from_str(&text).unwrap();
        change(&mut report);
        report.to_string()
    });
    edition.county.complete(&mut edition.loaded.report, &mut edition.loaded.places);
    edition.photos[0] = file_of(drawing);
    edition
}

/// What is seen of the first picture of the first page, and the whole of it: left, top, right, bottom.
fn picture_of(outcome: &Outcome) -> Option<([f64; 4], [f64; 4])> {
    let page = &outcome.document.as_ref().unwrap().pages()[0];
    let mut found = None;
    walk::visit(&page.frame, |place, item| {
        let FrameItem::Image(_, size, _) = item else { return };
        if found.is_none() {
            let sides =
                |min: Point, max: Point| [min.x, min.y, max.x, max.y].map(typst_library::layout::Abs::to_pt);
            let whole = |size: Size| (place.point(), size.to_point().transform(place.transform));
            let (min, max) = whole(*size);
            let seen = place
                .clips
                .iter()
                .filter_map(Outline::bounds)
                .fold((min, max), |(min, max), clip| (min.max(clip.min), max.min(clip.max)));
            found = Some((sides(seen.0, seen.1), sides(min, max)));
        }
    });
    found
}

/// Every text of the first page that has ink in a rectangle (left, top, right, bottom).
fn type_over(outcome: &Outcome, [left, top, right, bottom]: [f64; 4]) -> Vec<String> {
    let runs = frames::runs(&outcome.document.as_ref().unwrap().pages()[0]);
    runs.into_iter()
        .filter(|run| {
            run.x < right
                && run.x + run.width > left
                && run.y - 0.8 * run.size < bottom
                && run.y + 0.05 * run.size > top
        })
        .map(|run| run.text)
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// Looks at a page whose hero shows a figure: its head is whole and free of type, as the frames have it.
fn head_is_free(name: &str, outcome: &Outcome, figure: &Figure) {
    let errors: Vec<String> = outcome.findings.iter().map(|finding| english(&finding.message)).collect();
    assert_eq!(errors, Vec::<String>::new(), "{name}");
    let hero = &outcome.merit.as_ref().unwrap().hero;
    assert!(matches!(hero.hero_form, Some(HeroForm::Behind | HeroForm::Beside)), "{name}: {hero:?}");
    assert!(hero.hero_crop_percent <= 25.0 + 1e-6, "{name}: {}", hero.hero_crop_percent);
    assert_eq!(hero.seen.subject_free, Some(true), "{name}");
    let (seen, whole) = picture_of(outcome).unwrap();
    let (width, height) = (whole[2] - whole[0], whole[3] - whole[1]);
    let [left, top, right, bottom] = figure.head();
    let head = [
        whole[0] + left * width,
        whole[1] + top * height,
        whole[0] + right * width,
        whole[1] + bottom * height,
    ];
    let near = 0.1;
    assert!(
        head[0] >= seen[0] - near
            && head[1] >= seen[1] - near
            && head[2] <= seen[2] + near
            && head[3] <= seen[3] + near,
        "{name}: the head {head:?} is cut by {seen:?}"
    );
    assert_eq!(type_over(outcome, head), Vec::<String>::new(), "{name}: type over the head {head:?}");
    // The picture keeps its shape.
    assert!((width / height - figure.aspect()).abs() < 0.01, "{name}: {width} × {height}");
}

const CASES: [(&str, Figure); 10] = [
    ("left", Figure { size: (2400, 1600), at: (0.12, 0.45) }),
    ("right", Figure { size: (2400, 1600), at: (0.9, 0.4) }),
    ("top", Figure { size: (2400, 1600), at: (0.5, 0.1) }),
    ("bottom", Figure { size: (2400, 1600), at: (0.5, 0.85) }),
    ("upright, head at the top", Figure { size: (1600, 2400), at: (0.5, 0.12) }),
    ("upright, head below", Figure { size: (1600, 2400), at: (0.4, 0.7) }),
    ("panorama, left", Figure { size: (3600, 1300), at: (0.08, 0.4) }),
    ("panorama, right", Figure { size: (3600, 1300), at: (0.93, 0.5) }),
    ("square", Figure { size: (2000, 2000), at: (0.5, 0.3) }),
    ("square, in a corner", Figure { size: (2000, 2000), at: (0.12, 0.12) }),
];

#[test]
fn a_head_is_never_cut_and_never_under_type() {
    for (name, figure) in CASES {
        let outcome = job::make(
            &staged(&figure.drawn(), |report| report["photos"][0]["subject"] = figure.subject()),
            &FONTS,
        );
        head_is_free(name, &outcome, &figure);
    }
}

#[test]
fn a_focus_is_enough_for_a_head_to_stay() {
    for (name, figure) in [CASES[0], CASES[3], CASES[5], CASES[7]] {
        let focus = |report: &mut Value| {
            report["photos"][0]["focus"] = json!([figure.at.0, figure.at.1]);
            // A short lead leaves the picture more room.
            report["lead"].as_array_mut().unwrap().truncate(1);
        };
        head_is_free(name, &job::make(&staged(&figure.drawn(), focus), &FONTS), &figure);
    }
}

#[test]
fn words_behind_which_a_picture_stands_make_way_for_a_head() {
    // Without a lead, and with no other form to flee to.
    for (name, at) in [("above", (0.5, 0.16)), ("below", (0.3, 0.75))] {
        let figure = Figure { size: (2400, 1600), at };
        let mut edition = staged(&figure.drawn(), |report| {
            report["photos"][0]["subject"] = figure.subject();
            report["lead"] = json!([]);
        });
        edition.template.settings.makeup.hero.forms = vec![HeroForm::Behind];
        let outcome = job::make(&edition, &FONTS);
        head_is_free(name, &outcome, &figure);
        assert_eq!(outcome.merit.unwrap().hero.hero_form, Some(HeroForm::Behind));
    }
}

#[test]
fn type_on_a_head_and_a_head_that_is_cut_are_told() {
    let figure = Figure { size: (2400, 1600), at: (0.5, 0.1) };
    let said = |subject: Value| {
        let edition = staged(&figure.drawn(), |report| report["photos"][0]["subject"] = subject.clone());
        // This plan has the picture behind the words, whatever is on it.
        let outcome = job::run_with(&edition, crate::support::pinned_plan(), &FONTS);
        let keys: Vec<&str> = outcome.findings.iter().map(|finding| finding.message.key()).collect();
        assert_eq!(outcome.merit.unwrap().hero.seen.subject_free, Some(false));
        keys.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(said(figure.subject()), ["hero-subject.covered"]);
    // The whole height of a picture of which a third is cut off.
    let whole = json!({ "x": 0.0, "y": 0.0, "width": 0.03, "height": 1.0 });
    assert!(said(whole).contains(&"hero-subject.cut".to_owned()));
}

#[test]
fn the_hero_takes_the_first_photo_that_suits() {
    let figure = Figure { size: (2400, 1600), at: (0.5, 0.4) };
    let lead = |edition: &Edition| PhotoOrder::new(edition).lead;
    let own = staged(&figure.drawn(), |_| {});
    assert_eq!(lead(&own), Some(0));
    // Too few pixels, too long and low: the next that no section names; the first one opens the first section.
    for size in [(300, 200), (3000, 200)] {
        let poor = Figure { size, ..figure };
        let mut edition = staged(&poor.drawn(), |report| {
            let photos = &mut report["sections"][1]["photos"];
            photos.as_array_mut().unwrap().pop();
        });
        let order = PhotoOrder::new(&edition);
        let named = |index: usize| {
            edition
                .loaded
                .report
                .sections
                .iter()
                .any(|s| s.photos.contains(&edition.loaded.report.photos[index].id))
        };
        let lead = order.lead.unwrap();
        assert!(lead != 0 && !named(lead), "{size:?}: {lead}");
        assert_eq!(order.sections[0][0], [0]);
        // A template that draws no picture there leaves it to the section.
        edition.template.settings.makeup.hero.forms = vec![HeroForm::Flat];
        assert_eq!(PhotoOrder::new(&edition).lead, None);
    }
    // None is left for it: a section of several spares its largest, and the only photo of a report is the hero's.
    let named = |ids: &[&str]| {
        let ids = json!(ids);
        staged(&figure.drawn(), move |report| {
            for section in report["sections"].as_array_mut().unwrap() {
                section["photos"] = json!([]);
            }
            report["sections"][1]["photos"] = ids.clone();
            let kept: Vec<Value> = ids.as_array().unwrap().clone();
            report["photos"].as_array_mut().unwrap().retain(|photo| kept.contains(&photo["id"]));
        })
    };
    let both = PhotoOrder::new(&named(&["hero", "meeting"]));
    assert_eq!((both.lead, both.sections[1].len()), (Some(0), 1));
    let single = PhotoOrder::new(&named(&["hero"]));
    assert_eq!((single.lead, single.sections[1].len()), (Some(0), 0));
    // Sections of a single photo each keep theirs.
    let mut each = named(&["hero", "meeting"]);
    each.loaded.report.sections[2].photos = each.loaded.report.sections[1].photos.split_off(1);
    let each = PhotoOrder::new(&each);
    assert_eq!((each.lead, each.sections[1].len(), each.sections[2].len()), (None, 1, 1));
}

#[test]
fn without_a_photo_the_ground_is_flat() {
    let mut edition = edition(|text| {
        let mut report: Value = serde_json::from_str(&text).unwrap();
        report["photos"].as_array_mut().unwrap().remove(0);
        report.to_string()
    });
    edition.photos.remove(0);
    edition.county.complete(&mut edition.loaded.report, &mut edition.loaded.places);
    edition.template.settings.makeup.hero.forms = vec![HeroForm::Flat];
    let outcome = job::make(&edition, &FONTS);
    let hero = outcome.merit.unwrap().hero;
    assert_eq!(
        (hero.hero_form, hero.hero_crop_percent, hero.seen.subject_free),
        (Some(HeroForm::Flat), 0.0, None)
    );
    assert!(hero.seen.title_contrast.unwrap() >= 4.5);
    let placed = outcome.placement.unwrap();
    assert!(placed.hero_picture.is_none());
    let Rect { width, .. } = placed.hero;
    assert!(placed.head.title[0].words > 0.8 * width, "the title is small: {:?}", placed.head.title);
}

#[test]
fn a_hero_with_too_much_text_below_it_gives_way() {
    // The plan never fails for its picture: a report that fills the page with a flat ground is made.
    let figure = Figure { size: (2400, 1600), at: (0.5, 0.4) };
    let mut edition = staged(&figure.drawn(), |report| report["photos"][0]["subject"] = figure.subject());
    edition.template.settings.makeup.hero.forms = vec![HeroForm::Behind];
    edition.template.settings.makeup.hero.most = 30;
    let order = PhotoOrder::new(&edition);
    assert_eq!(order.lead, None, "no height up to 30 lines suits");
    let outcome = job::make(&edition, &FONTS);
    assert_eq!(outcome.merit.unwrap().hero.hero_form, Some(HeroForm::Flat));
}

#[test]
fn the_caption_of_a_picture_behind_the_words_stands_under_it_without_a_lead() {
    let figure = Figure { size: (3000, 1200), at: (0.5, 0.7) };
    let mut edition = staged(&figure.drawn(), |report| {
        report["lead"] = json!([]);
        report["photos"][0]["caption"] = json!("一月的早晨，委员们走进村里。");
    });
    edition.template.settings.makeup.hero.forms = vec![HeroForm::Behind];
    let placed = job::make(&edition, &FONTS).placement.unwrap();
    let (picture, caption) = (placed.hero_picture.unwrap().frame, placed.hero_caption.unwrap());
    assert!(caption.y > picture.y + picture.height && caption.height > 8.0, "{picture:?} {caption:?}");
    assert!(caption.y + caption.height <= placed.hero.y + placed.hero.height + 0.01);
    // With a lead it stands under that, on the ground that the picture has faded to.
    let mut edition = staged(&figure.drawn(), |report| {
        report["photos"][0]["caption"] = json!("一月的早晨，委员们走进村里。");
    });
    edition.template.settings.makeup.hero.forms = vec![HeroForm::Behind];
    let outcome = job::make(&edition, &FONTS);
    let placed = outcome.placement.as_ref().unwrap();
    let (hero, caption) = (placed.hero, placed.hero_caption.unwrap());
    let lead_foot = placed.lead.slots.iter().map(|slot| slot.y + slot.height).fold(0.0, f64::max);
    assert!(caption.y > lead_foot + 4.0, "{caption:?} {lead_foot}");
    assert!(caption.y + caption.height <= hero.y + hero.height + 0.01, "{caption:?} {hero:?}");
    // It is one line that ends where the hero ends.
    let runs = frames::runs(&outcome.document.as_ref().unwrap().pages()[0]);
    let end = runs.iter().find(|run| run.text.ends_with("走进村里。")).unwrap();
    let off = end.x + end.width - placed.left - hero.x - hero.width;
    assert!((caption.height - placed.caption).abs() < 0.01 && off.abs() < 5.0, "{off} {caption:?}");
}

#[test]
fn in_a_low_room_the_title_takes_from_the_lines_around_it() {
    let mut headline = edition(|text| text).loaded.report.headline;
    headline.title = ["谱新篇河清岸绿", "开新局监督有力"].map(str::to_owned).to_vec();
    // Beside a picture of three columns, seventeen lines high: its width would allow 79 pt.
    let room = Rect { x: 0.0, y: 0.0, width: 603.0, height: 238.0 };
    let head = Head::set(&headline, &room, Stand::Spread, false);
    assert!(head.filled() > 0.7, "{:?}", head.title);
    assert!(head.band().1 <= room.height, "{:?}", head.band());
    // With room enough the other lines keep their size.
    let high = Head::set(&headline, &Rect { height: 400.0, ..room }, Stand::Spread, false);
    let share = |head: &Head| head.subtitle.unwrap().rect.height / head.title_pt();
    assert!(share(&high) > share(&head));
}
