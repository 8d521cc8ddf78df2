//! Blocks among the paragraphs of a section: whole lines, in order, none cut, nothing lost.

use std::sync::LazyLock;

use banmian::edition::Edition;
use banmian::job::{self, Outcome};
use banmian::report::{self, Printed};
use banmian::typeset::frames::{self, SlotLines};
use banmian::typeset::pieces::Cut;
use banmian::typeset::thread_name::ThreadLabel;
use banmian::typeset::{ThreadName, walk};
use serde_json::{Value, json};
use typst_library::layout::FrameItem;

use crate::support::{FONTS, edition, english};

/// The sample with every kind of block, and a little less text in its place.
pub fn with_blocks(text: String) -> String {
    let mut report: Value = serde_json::from_str(&text).unwrap();
    let sections = report["sections"].as_array_mut().unwrap();
    for (section, at, block) in [
        (0, 2, json!({ "subhead": "把学习成果写进履职答卷" })),
        (
            0,
            5,
            json!({ "quote": { "text": "“会开在村口，大家才愿意讲真心话。”", "from": "县政协委员　石望川" } }),
        ),
        (
            1,
            2,
            json!({ "table": {
            "title": "近三年提案办理情况", "header": ["年份", "立案", "满意率"],
            "rows": [["2022年", "80件", "91.5%"], ["2023年", "85件", "93%"], ["2024年", "{proposals}", "95.25%"]],
            "note": "数据来源：县政协提案委",
        } }),
        ),
        (
            2,
            2,
            json!({ "box": { "kind": "link", "title": "有事好商量", "paragraphs": [
            "有事好商量，众人的事情由众人商量，群众在家门口就能参与。" ] } }),
        ),
        (2, 4, json!({ "list": ["走访困难家庭126户；", "帮助解决就业难题57件。"] })),
        (
            3,
            2,
            json!({ "timeline": [
            { "time": "3月8日", "text": "组织女委员走进社区开展普法宣传。" },
            { "time": "10月1日", "text": "“墨韵山乡”书画展开展。" } ] }),
        ),
    ] {
        let body = sections[section]["body"].as_array_mut().unwrap();
        body.insert(at, block);
        // About as many characters less.
        body.pop();
    }
    let body = sections[1]["body"].as_array_mut().unwrap();
    let first = body[0].as_str().unwrap().replacen("协商", "**协商**", 1) + "__顾南枝__说^^干得好^^。[^1]";
    body[0] = first.into();
    sections[1]["notes"] = json!(["“一题一案”指每个议题配一个方案。"]);
    sections[0]["byline"] = "本报记者　林望舒".into();
    sections[3]["editor_note"] = "团结是力量之源。县政协画大同心圆，把智慧汇聚到发展大局上来。".into();
    sections[3]["heading"] = json!([]);
    sections[4]["heading"] = json!(["建章立制", "固本强基", "争先创优"]);
    report.to_string()
}

/// The page, made once for all that is looked at.
static MADE: LazyLock<(Edition, Outcome, Vec<SlotLines>)> = LazyLock::new(|| {
    let edition = edition(with_blocks);
    let outcome = job::make(&edition, &FONTS);
    let slots = frames::slots(outcome.document.as_ref().unwrap());
    (edition, outcome, slots)
});

#[test]
fn every_block_is_set_whole_on_the_grid() {
    let (edition, outcome, slots) = &*MADE;
    let said: Vec<String> = outcome.findings.iter().map(|it| english(&it.message)).collect();
    assert!(!outcome.has_errors(), "{said:?}");
    let document = outcome.document.as_ref().unwrap();
    let placement = outcome.placement.as_ref().unwrap();
    // Nothing is lost, though the texts are looked for in the threads of their sections.
    for said in
        report::said(&edition.loaded.report).iter().filter(|said| said.row.printed == Printed::Section)
    {
        let shown = said.shown(&edition.loaded.report.metrics);
        let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let thread = ThreadName::Section(said.number);
        let all: String = slots
            .iter()
            .filter(|slot| slot.thread == thread)
            .flat_map(|slot| &slot.lines)
            .map(|line| seen(&line.text))
            .collect();
        let whole = matches!(
            said.row.path,
            "/sections/*/byline" | "/sections/*/body/*/subhead" | "/sections/*/body/*/table/note"
        );
        assert!(!whole || all.contains(&seen(&shown)), "{}: {shown} in {all}", said.pointer);
    }
    // Blocks take whole lines, and stand on lines of the grid within their slot.
    let mut blocks = 0;
    for page in document.pages() {
        walk::visit(&page.frame, |place, item| {
            let FrameItem::Group(group) = item else { return };
            if walk::thread_label(group) != Some(ThreadLabel::Block) {
                return;
            }
            blocks += 1;
            let pitch = placement.pitch;
            let top = (place.point().y.to_pt() - placement.top) / pitch;
            assert!((top - top.round()).abs() < 1e-3, "a block stands {top} lines below the head");
            let lines = (group.frame.height().to_pt() + pitch - placement.body) / pitch;
            assert!((lines - lines.round()).abs() < 1e-3 && lines > 0.5, "a block of {lines} lines");
            let slot = place.slot.as_ref().unwrap();
            let section = &placement.sections[slot.thread.section().unwrap()];
            let rect = &section.slots[slot.number.unwrap()];
            let y = place.point().y.to_pt() - placement.top;
            let foot = y + group.frame.height().to_pt();
            assert!(rect.y - 0.02 <= y && foot <= rect.y + rect.height + 0.02, "a block leaves its slot");
        });
    }
    // Byline, subhead, table, the rule above the notes, box.
    assert_eq!(blocks, 5);
    assert!(outcome.merit.as_ref().is_some_and(|merit| merit.baseline_error_pt < 0.02));
}

#[test]
fn no_slot_ends_with_a_subhead() {
    let (_, outcome, slots) = &*MADE;
    let document = outcome.document.as_ref().unwrap();
    let kept = frames::pieces(document).into_iter().filter(|(_, piece)| piece.cut == Cut::Kept).count();
    assert_eq!(kept, 3);
    for slot in slots {
        if let Some(at) = slot.lines.iter().position(|line| line.text.contains("把学习成果写进履职答卷"))
        {
            assert!(at + 2 < slot.lines.len(), "{:?}", slot.lines.last());
        }
    }
}

#[test]
fn a_section_without_a_heading_has_no_number() {
    let (_, outcome, _) = &*MADE;
    let runs = outcome.document.as_ref().unwrap().pages().iter().flat_map(frames::runs);
    let numerals: Vec<String> =
        runs.map(|run| run.text).filter(|text| "壹贰叁肆伍".contains(&**text)).collect();
    assert_eq!(numerals, ["壹", "贰", "叁", "肆"]);
}

#[test]
fn numbers_of_a_table_stand_point_below_point() {
    let (_, outcome, _) = &*MADE;
    let body = outcome.placement.as_ref().unwrap().body;
    let mut points: Vec<f64> = Vec::new();
    for page in outcome.document.as_ref().unwrap().pages() {
        let runs = frames::runs(page);
        for (before, after) in runs.iter().zip(runs.iter().skip(1)) {
            let in_table = (before.size - 0.92 * body).abs() < 0.01;
            if in_table && ["91", "93", "95"].contains(&&*before.text) && after.text.starts_with(['.', '%']) {
                points.push(before.x + before.width);
            }
        }
    }
    assert_eq!(points.len(), 3, "{points:?}");
    assert!(points.iter().all(|x| (x - points[0]).abs() < 0.01), "{points:?}");
}
