//! The finished page, read from its frames.

mod blocks;
mod details;
mod groups;
mod kept;
mod quotes;

use banmian::makeup::inspect;
use banmian::makeup::plan::{Area, PhotoBox, Plan, Pointer};
use banmian::report::resolve;
use banmian::typeset::{ThreadName, frames};

use crate::support::{Page, english, page, page_with};

fn sample() -> Page {
    page(|text| text)
}

fn sections(page: &Page) -> impl Iterator<Item = String> {
    (0..page.placement.sections.len()).map(|index| format!("section-{index}"))
}

/// All lines of a thread, in reading order.
fn lines(page: &Page, thread: &str) -> Vec<frames::Line> {
    page.thread(thread).into_iter().flat_map(|slot| slot.lines.clone()).collect()
}

#[test]
fn the_sample_page_is_good() {
    let page = sample();
    let errors: Vec<_> = page.outcome.findings.iter().map(|f| (f.code, english(&f.message))).collect();
    assert_eq!(errors, []);
    let document = page.outcome.document.as_ref().unwrap();
    assert_eq!(document.pages().len(), 1);
    let size = document.pages()[0].frame.size();
    assert!((size.x.to_mm() - 390.0).abs() < 1e-6 && (size.y.to_mm() - 545.0).abs() < 1e-6);
    assert!((document.pages()[0].bleed.left.to_mm() - 3.0).abs() < 1e-6);
}

#[test]
fn every_column_is_filled_to_its_foot() {
    let page = sample();
    let counts: Vec<usize> = sections(&page).map(|thread| lines(&page, &thread).len()).collect();
    assert_eq!(counts, [70, 28, 50, 54, 40]);
    for thread in sections(&page) {
        let index: usize = thread["section-".len()..].parse().unwrap();
        for slot in page.thread(&thread) {
            let rect = page.placement.sections[index].slots[slot.slot.unwrap()];
            let last = slot.lines.last().unwrap().baseline - page.placement.top;
            let foot = rect.y + rect.height - 0.12 * page.placement.body;
            assert!(
                (last - foot).abs() < 0.01,
                "{thread}: the last line stands at {last}, the foot at {foot}"
            );
        }
    }
}

#[test]
fn baselines_agree_across_the_page() {
    let page = sample();
    let mut checked = 0;
    for thread in sections(&page) {
        for line in lines(&page, &thread) {
            let first = page.placement.top + 0.88 * page.placement.body;
            let steps = (line.baseline - first) / page.placement.pitch;
            assert!((steps - steps.round()).abs() * page.placement.pitch < 0.01, "{}: {}", thread, line.text);
            checked += 1;
        }
    }
    assert_eq!(checked, 242);
}

#[test]
fn no_character_is_lost_and_all_are_in_order() {
    let page = sample();
    let report = &page.edition.loaded.report;
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for (thread, section) in sections(&page).zip(&report.sections) {
        let wanted: String =
            section.paragraphs().map(|text| squeeze(&resolve(text, &report.metrics))).collect();
        let found: String = lines(&page, &thread).iter().map(|line| squeeze(&line.text)).collect();
        assert_eq!(found, wanted, "{thread}");
    }
    for (index, photo) in report.photos.iter().enumerate() {
        let Some(caption) = &photo.caption else { continue };
        let found: String =
            lines(&page, &format!("caption-{index}")).iter().map(|l| squeeze(&l.text)).collect();
        assert_eq!(found.trim_start_matches(['◀', '▶', '▲', '▼']), squeeze(caption));
    }
}

#[test]
fn numbers_stay_with_their_units() {
    let page = sample();
    for thread in sections(&page) {
        for pair in lines(&page, &thread).windows(2) {
            let (end, start) = (pair[0].text.trim_end(), pair[1].text.trim_start());
            let number = end.ends_with(|c: char| c.is_ascii_digit());
            let unit = start
                .starts_with(|c: char| c.is_ascii_digit() || "年月日件次项条户名家场期份余万%".contains(c));
            assert!(!(number && unit), "“{end}” / “{start}”");
        }
    }
}

/// Text that puts every hard place at every column: a filler of n characters before it.
fn with_filler(piece: &str) -> Page {
    let body: Vec<String> =
        (0..26).map(|n| format!("{}{piece}{}。", "文".repeat(20 + n), "字".repeat(9))).collect();
    page(|text| {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["sections"][0]["body"] = serde_json::json!(body);
        value.to_string()
    })
}

fn all_lines(page: &Page, thread: &str) -> Vec<String> {
    page.slots
        .iter()
        .filter(|slot| slot.thread == ThreadName::from(thread))
        .flat_map(|slot| slot.lines.iter().map(|line| line.text.trim().to_owned()))
        .collect()
}

#[test]
fn no_line_starts_with_a_mark_that_may_not() {
    for mark in ["——", "·", "～", "／", "……", "，", "”"] {
        let page = with_filler(mark);
        let lines = all_lines(&page, "section-0");
        assert!(lines.len() > 70);
        let wrong: Vec<_> = lines.iter().filter(|line| line.starts_with(mark)).collect();
        assert!(wrong.is_empty(), "{mark}: {wrong:?}");
    }
}

#[test]
fn dashes_and_ranges_and_units_are_never_parted() {
    for (piece, parts) in [("2024年", 5), ("300余篇", 5), ("10～12户", 6), ("23万元", 4), ("第15条", 4)]
    {
        let page = with_filler(piece);
        let lines = all_lines(&page, "section-0");
        let whole = lines.iter().filter(|line| line.contains(piece)).count();
        assert_eq!(whole, 26, "{piece} ({parts} characters) is parted");
    }
}

#[test]
fn no_last_line_has_one_character() {
    let page = with_filler("，");
    let lines = all_lines(&page, "section-0");
    let short: Vec<_> = lines.iter().filter(|line| line.chars().count() < 2).collect();
    assert!(short.is_empty(), "{short:?}");
}

#[test]
fn dashes_stay_within_the_measure() {
    let page = with_filler("——");
    let width = page.placement.sections[0].width;
    for slot in page.thread("section-0") {
        let left = page.placement.left + page.placement.sections[0].slots[slot.slot.unwrap()].x;
        for line in &slot.lines {
            // The last advance may hold stretched space; a dash that hangs over sticks out by 3.6 pt.
            assert!(line.right <= left + width + 2.0, "{} reaches {}", line.text, line.right - left - width);
        }
    }
}

#[test]
fn paragraphs_are_indented_by_two_characters() {
    let page = sample();
    let report = &page.edition.loaded.report;
    for (index, section) in report.sections.iter().enumerate() {
        let starts: Vec<String> =
            section.paragraphs().map(|p| resolve(p, &report.metrics).chars().take(4).collect()).collect();
        let mut found = 0;
        for slot in page.thread(&format!("section-{index}")) {
            let left = page.placement.left + page.placement.sections[index].slots[slot.slot.unwrap()].x;
            for line in &slot.lines {
                if starts.iter().any(|start| line.text.starts_with(start.as_str())) {
                    // An opening quote takes half of its em away.
                    let indent = (line.left - left) / page.placement.body;
                    assert!((1.4..=2.1).contains(&indent), "{}: {indent} em", line.text);
                    found += 1;
                }
            }
        }
        assert_eq!(found, section.body.len());
    }
}

#[test]
fn figures_are_half_an_em_and_the_middle_dot_a_whole_one() {
    let page = with_filler("2024年阿·里");
    let runs: Vec<_> = frames::runs(&page.outcome.document.as_ref().unwrap().pages()[0]);
    let digits = runs.iter().find(|run| run.text == "2024" && (run.size - 9.0).abs() < 0.01).unwrap();
    assert!((digits.width / 9.0 - 2.0).abs() < 0.2, "{}", digits.width / 9.0);
    let dot = runs.iter().find(|run| run.text == "·").unwrap();
    assert!((dot.width / dot.size - 1.0).abs() < 0.2, "{}", dot.width / dot.size);
}

#[test]
fn the_files_title_has_no_characters_that_steer_lines() {
    use typst_library::model::Document;
    let page = sample();
    let info = page.outcome.document.as_ref().unwrap().info().clone();
    let report = &page.edition.loaded.report;
    assert_eq!(info.title.as_deref(), Some(report.headline.title.join("　").as_str()));
    assert_eq!(info.author.len(), 1);
    assert!(info.author[0].contains("石望川"), "{:?}", info.author);
}

#[test]
fn prose_is_never_code() {
    let nasty = "甲#panic()乙$x$丙*丁*_戊_\\\\己//庚@辛`壬`<癸>[子]~丑=寅";
    let page = page(|text| text.replace("初冬的清晨", nasty));
    let found: String = all_lines(&page, "section-0").concat();
    let wanted = nasty.replace("\\\\", "\\");
    assert!(found.starts_with(&wanted), "{found}");
}

#[test]
fn overset_is_counted_exactly() {
    // The section's last paragraph ends in the last line; another one of three lines (2 + 37 = 39 characters at
    // 13 to the line) goes over by exactly that.
    let extra = "续".repeat(36);
    let page =
        page(|text| text.replace("为民办事的第一线。\"", &format!("为民办事的第一线。\", \"{extra}。\"")));
    let fills = inspect::fills(&page.placement, &page.slots);
    let fill = fills.iter().find(|fill| fill.thread == ThreadName::Section(0)).unwrap();
    assert_eq!((fill.capacity, fill.lines, fill.overset_lines, fill.overset_characters), (70, 70, 3, 37));
    let finding = page.outcome.findings.iter().find(|f| f.code == "overset").unwrap();
    assert_eq!(
        english(&finding.message),
        "section 1 “凝心铸魂筑牢根基　举旗定向把稳航程” is 3 lines too long for its place: 37 characters do not fit"
    );
    assert_eq!(finding.hints.iter().map(english).collect::<Vec<_>>(), ["cut about 37 characters"]);
}

#[test]
fn short_columns_are_counted_exactly() {
    // The first paragraph of section 5 takes out its own lines.
    let page = page(|text| {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["sections"][4]["body"].as_array_mut().unwrap().remove(0);
        value.to_string()
    });
    let finding = page.outcome.findings.iter().find(|f| f.code == "short").unwrap();
    let fill = inspect::fills(&page.placement, &page.slots);
    let fill = fill.iter().find(|fill| fill.thread == ThreadName::Section(4)).unwrap();
    assert_eq!(fill.short_lines(), fill.capacity - fill.lines);
    assert!(fill.short_lines() >= 4, "{fill:?}");
    let heading = "section 5 “建章立制固本强基　履职尽责争先创优” is ";
    assert_eq!(
        english(&finding.message),
        format!("{heading}{} lines too short for its place", fill.short_lines())
    );
}

#[test]
fn headings_never_stand_side_by_side() {
    let page = sample();
    let headings: Vec<_> = page.placement.sections.iter().map(|section| section.heading).collect();
    for (index, a) in headings.iter().enumerate() {
        for b in &headings[index + 1..] {
            assert!(a.y + a.height <= b.y || b.y + b.height <= a.y, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_bad_plan_is_refused() {
    let page = sample();
    let plan = page.outcome.plan.clone().unwrap();
    let grid = &page.edition.template.settings.grid;
    assert_eq!(plan.problems(grid), []);
    let spoilt = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        plan.problems(grid).iter().map(english).collect::<Vec<_>>().join("\n")
    };
    assert!(
        spoilt(&|plan| plan.hero.columns = 9)
            .contains("the hero is not inside the grid of 8 columns and 104 lines")
    );
    let beside = |column, lines| PhotoBox {
        area: Area::new(column, 3, plan.hero.line, lines),
        caption_lines: 0,
        pointer: None,
    };
    assert_eq!(spoilt(&|plan| plan.hero_photo = Some(beside(5, plan.hero.lines))), "");
    for (column, lines) in [(6, 10), (5, plan.hero.lines + 1), (5, 0)] {
        let said = spoilt(&|plan| plan.hero_photo = Some(beside(column, lines)));
        assert!(said.contains("the hero's photo is not inside the hero"), "{said}");
    }
    assert!(spoilt(&|plan| plan.hero.lines += 1).contains("the hero and the figures overlap"));
    assert!(
        spoilt(&|plan| plan.sections[1].slots[0].parts = 3)
            .contains("the slots of section 2 are not of one width")
    );
    assert!(spoilt(&|plan| plan.sections[0].slots.clear()).contains("section 1 has no slot for its text"));
}

#[test]
fn pointers_come_from_the_plan() {
    let mut page = sample();
    let caption = |page: &Page, id: &str| {
        let index = page.edition.loaded.report.photos.iter().position(|photo| photo.id == id).unwrap();
        lines(page, &format!("caption-{index}"))[0].text.clone()
    };
    assert!(caption(&page, "meeting").starts_with("2024年12月"));
    // The plan decides, not the report.
    let mut plan = page.outcome.plan.clone().unwrap();
    plan.sections[0].photos[0].pointer = Some(Pointer::Left);
    page = page_with(plan);
    assert!(caption(&page, "meeting").starts_with("◀2024年12月"), "{}", caption(&page, "meeting"));
}

#[test]
fn headings_break_at_the_couplets_joint() {
    let page = sample();
    let runs = frames::runs(&page.outcome.document.as_ref().unwrap().pages()[0]);
    let plan = page.outcome.plan.as_ref().unwrap();
    let (mut parted, mut whole) = (0, 0);
    for (section, module) in page.edition.loaded.report.sections.iter().zip(&plan.sections) {
        let [first, second] = section.heading.as_slice() else {
            panic!("the sample's headings are couplets")
        };
        let line = |words: &str| {
            let run = runs.iter().find(|run| run.text.contains(words));
            run.unwrap_or_else(|| panic!("{words} is not on the page"))
        };
        // Two lines of one size, one under the other; or one line.
        let (above, below) = (line(first), line(second));
        assert!((above.size - below.size).abs() < 0.01, "{above:?} {below:?}");
        if module.heading_lines == 2 {
            assert!(
                below.y > above.y + above.size && (below.x - above.x).abs() < 0.01,
                "{above:?} {below:?}"
            );
            parted += 1;
        } else {
            assert!((below.y - above.y).abs() < 0.01, "{above:?} {below:?}");
            whole += 1;
        }
    }
    assert!(parted > 0 && whole > 0, "{parted} {whole}");
}
