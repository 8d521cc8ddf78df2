//! The lead: lines of 36 字 at the most, in as many columns as hold enough lines, in the middle of the page.

use banmian::edition::{HeroForm, Settings, Template};
use banmian::job;
use banmian::makeup::Ground;
use banmian::makeup::lead::LeadShape;
use serde_json::json;

use super::costs::settings;
use super::reports::make;
use crate::support::FONTS;

fn shape(settings: &Settings, lead: &[usize]) -> (u32, u32, u32) {
    let lead: Vec<String> = lead.iter().map(|&characters| "字".repeat(characters)).collect();
    let LeadShape { column, columns, parts } = LeadShape::new(Ground::new(settings), &lead);
    (column, columns, parts)
}

#[test]
fn a_lead_stands_in_as_many_columns_as_it_fills() {
    let mut settings = settings();
    assert_eq!(shape(&settings, &[450]), (0, 8, 3));
    // Three columns of 26 字, of three, three and two lines.
    assert_eq!(shape(&settings, &[200]), (0, 8, 3));
    // A last line that is short counts as a line.
    assert_eq!(shape(&settings, &[60, 60, 60]), (0, 8, 3));
    // Less goes over three quarters of the page, then over half of it.
    assert_eq!(shape(&settings, &[130]), (1, 6, 2));
    assert_eq!(shape(&settings, &[100]), (2, 4, 2));
    // Two lines stand in the middle.
    assert_eq!(shape(&settings, &[60]), (2, 4, 1));
    assert_eq!(shape(&settings, &[]), (2, 4, 1));
    // A template that says nothing has it in one column of its room.
    settings.makeup.lead.most_measure = None;
    assert_eq!(shape(&settings, &[450]), (0, 8, 1));
    let three = LeadShape { column: 0, columns: 8, parts: 3 };
    assert_eq!(three.columns_of(16), [6, 5, 5]);
    assert_eq!(three.columns_of(2), [1, 1, 0]);
}

#[test]
fn no_line_of_the_lead_is_too_long_on_the_page() {
    for characters in [60, 130, 200, 450, 900] {
        let mut made = make(4);
        made.json["lead"] = json!(["这一年我们把办法写进了清单，一件一件有回音。".repeat(characters / 22)]);
        let outcome = job::make(&made.edition(), &FONTS);
        let Some(placement) = &outcome.placement else { panic!("{characters}: {:?}", outcome.findings) };
        let slots = &placement.lead.slots;
        let widest = slots.iter().map(|slot| slot.width / placement.lead_size).fold(0.0, f64::max);
        assert!((18.0..=36.01).contains(&widest), "{characters}: {widest} 字");
        // What whole 字 leave over makes the type a little larger rather than the gutters wide.
        for pair in slots.windows(2) {
            let gutter = (pair[1].x - pair[0].x - pair[0].width) / placement.lead_size;
            assert!((1.99..=2.5).contains(&gutter), "{characters}: {gutter} 字");
        }
        let own = made.edition().template.settings.makeup.lead.size_pt;
        assert!((own..=own * 1.045).contains(&placement.lead_size), "{}", placement.lead_size);
        // Its columns are equally wide, and no two differ by more than a line.
        assert!(slots.iter().all(|slot| (slot.width - slots[0].width).abs() < 0.01));
        let heights = slots.iter().map(|slot| slot.height);
        let (least, most) = (heights.clone().fold(f64::MAX, f64::min), heights.fold(0.0, f64::max));
        assert!(most - least < placement.lead_pitch + 0.01, "{characters}");
        let merit = outcome.merit.unwrap();
        assert_eq!(merit.overset_lines, 0);
        assert!((merit.lead_measure - widest).abs() < 0.01);
    }
    // A template whose lead runs over the whole page is told so by the figure.
    let mut edition = make(4).edition();
    // No picture stands beside it.
    edition.photos.clear();
    let report = &mut edition.loaded.report;
    report.photos.clear();
    report.sections.iter_mut().for_each(|section| section.photos.clear());
    let file = edition.template.files.iter_mut().find(|file| file.path == "template.toml").unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    let wide: String = text
        .lines()
        .filter(|line| !line.starts_with("most_measure"))
        .map(|line| format!("{line}\n"))
        .collect();
    file.bytes = wide.into_bytes();
    edition.template = Template::from_files(edition.template.files.clone(), "mine").unwrap();
    assert!(job::make(&edition, &FONTS).merit.unwrap().lead_measure > 60.0);
}

#[test]
fn a_lead_of_one_column_stands_below_the_words_not_in_the_middle_of_the_page() {
    let mut seen = 0;
    for seed in [704, 721, 505, 510] {
        let mut made = make(seed);
        // No more than two lines.
        made.json["lead"] = json!(["这一年我们把办法写进了清单，一件一件有回音。".repeat(2)]);
        let placed = job::make(&made.edition(), &FONTS).placement.unwrap();
        if placed.hero_form != HeroForm::Beside || placed.lead.slots.len() != 1 {
            continue;
        }
        seen += 1;
        let (slot, title) = (placed.lead.slots[0], placed.head.title[0].rect);
        let off = slot.x + slot.width / 2.0 - title.x - title.width / 2.0;
        assert!(off.abs() < 15.0, "{seed}: {off} pt beside the title's axis");
    }
    assert!(seen > 1, "{seen}");
}

#[test]
fn a_lead_spans_most_of_the_page_that_it_can_fill() {
    for (characters, least) in [(132, 0.7), (198, 0.9), (264, 0.9)] {
        let mut made = make(4);
        made.json["lead"] = json!(["这一年我们把办法写进了清单，一件一件有回音。".repeat(characters / 22)]);
        let placed = job::make(&made.edition(), &FONTS).placement.unwrap();
        let slots = &placed.lead.slots;
        let (first, last) = (slots.first().unwrap(), slots.last().unwrap());
        let share = (last.x + last.width - first.x) / placed.lead.whole.width.max(placed.type_width);
        let beside = placed.hero_form == HeroForm::Beside;
        assert!(slots.len() > 1 && (beside || share > least), "{characters}: {share}");
    }
}
