//! What is said of candidates, of saved plans, and of what a report wishes of its page.

use serde_json::{Value, json};

use super::{expect, expect_code, expect_of};
use banmian::diagnostic::render;
use banmian::makeup::wish::Wish;
use banmian::message::Lang;
use banmian::{report, say};

use crate::support::{Folder, sample_text, stderr};

fn change(folder: &Folder, change: impl Fn(&mut Value)) {
    let mut value: Value = serde_json::from_str(&sample_text()).unwrap();
    change(&mut value);
    std::fs::write(folder.path().join("report.json"), serde_json::to_string_pretty(&value).unwrap()).unwrap();
}

#[test]
fn wishes_that_no_plan_honours() {
    let folder = Folder::sample();
    super::with_strict(&folder);
    for (name, section, layout) in [
        ("layout-columns", 0, json!({ "columns": 7 })),
        ("layout-first", 4, json!({ "first": true })),
        ("layout-too-wide", 2, json!({ "columns": 9 })),
    ] {
        change(&folder, |report| report["sections"][section]["layout"] = layout.clone());
        expect(name, &folder, &["--template", "mine"]);
    }
    change(&folder, |report| {
        report["sections"][0]["layout"] = json!({ "columns": 7 });
        report["sections"][2]["layout"] = json!({ "columns": 7 });
    });
    expect("layout-together", &folder, &["--template", "mine"]);
}

#[test]
fn photos_that_no_plan_honours() {
    let loaded = report::read_text(sample_text(), "report.json").unwrap();
    for (wish, english, chinese) in [
        (
            Wish::Largest(2),
            "error[layout]: no plan has photo `supervision` as the largest\n  = help: take `largest` out of `layout`: without it the \
             page can be made\n\n1 error\n",
            "错误[layout]：没有一种版样能让照片“supervision”最大\n",
        ),
        (
            Wish::NoCrop(2),
            "error[layout]: no plan shows photo `supervision` whole\n  = help: take `no_crop` out of `layout`: without it the page can \
             be made\n\n1 error\n",
            "错误[layout]：没有一种版样能把照片“supervision”完整放下\n",
        ),
    ] {
        let finding = wish.finding(&loaded.report, &loaded.places);
        assert_eq!(render(std::slice::from_ref(&finding), Lang::En), english);
        assert!(render(&[finding], Lang::Zh).starts_with(chinese));
    }
}

/// What is hard to bring about is compared as it stands in the tables.
#[test]
fn words_about_pages() {
    let part = || say!("saved.crop");
    for (message, english, chinese) in [
        (
            say!("saved.nothing", reason = part()),
            "the saved plan does not fit any more (too much of a photo would be cut off): the page is made anew",
            "存下的版样放不下了（照片会被裁得太多）：版面已全部重排",
        ),
        (
            say!(
                "saved.some",
                reason = say!("saved.hero-photo"),
                kept = vec!["1".to_owned(), "2".to_owned()],
                moved = vec!["3".to_owned()]
            ),
            "the saved plan does not fit any more (the headline has no picture any more): sections 1, 2 keep their columns, sections 3 \
             stand elsewhere",
            "存下的版样放不下了（标题没有照片了）：第1、2节栏位不变，第3节换了地方",
        ),
        (say!("saved.grid"), "it is for another page than the template's", "它是给另一种版面存的"),
        (
            say!("saved.foot", count = 1usize),
            "the saved plan is kept; 1 line at the feet of columns stay empty",
            "存下的版样照用，栏底空1行",
        ),
        (
            say!("candidate.hero-beside", columns = 3u32),
            "the headline's picture stands beside the words, 3 columns wide",
            "标题照片放在文字旁边，占3栏",
        ),
        (say!("candidate.hero-behind"), "the headline stands on its picture", "标题压在照片上"),
        (say!("candidate.hero-flat"), "the headline stands on a flat ground", "标题放在平底色上"),
        (
            say!("candidate.lead-at-head", section = 1u32, columns = 5u32, column = 1u32),
            "section 1 leads at the head of the body, 5 columns wide from column 1",
            "头条（第1节）在正文最上面，从第1栏起占5栏",
        ),
        (
            say!("candidate.lead-below", section = 2u32, columns = 1u32, column = 4u32),
            "section 2 leads below others, 1 column wide from column 4",
            "头条（第2节）不在最上面，从第4栏起占1栏",
        ),
        (
            say!("candidate.picture", section = 3u32, place = say!("place.lower-left")),
            "the main picture is in section 3, at the lower left of the page",
            "主图在第3节，位于版面左下",
        ),
        (
            say!("candidate.widths", widths = vec!["3".to_owned(), "5".to_owned()], columns = 8u32),
            "the sections are 3, 5 of 8 columns wide",
            "各节依次占3、5栏，全版8栏",
        ),
        (
            say!("candidate.arrangement", percent = "40"),
            "on 40 % of the body another section stands",
            "正文有40%的地方换了别的节",
        ),
        (say!("candidate.panel-beside"), "the figures stand among the sections", "数据栏放在各节中间"),
        (say!("candidate.panel-across"), "the figures stand across the page", "数据栏横贯版面"),
    ] {
        assert_eq!(message.text(Lang::En), english);
        assert_eq!(message.text(Lang::Zh), chinese);
    }
}

#[test]
fn two_photos_that_are_the_largest() {
    let folder = Folder::sample();
    change(&folder, |report| {
        report["photos"][1]["layout"] = json!({ "largest": true });
        report["photos"][2]["layout"] = json!({ "largest": true });
    });
    expect_code("layout-two-largest", &folder, &["check", "report.json"], 0);
}

#[test]
fn candidates_that_there_are_not() {
    let folder = Folder::pinned();
    expect_of("candidate-none", &folder, &["build", "report.json", "--template", "mine", "--candidate", "2"]);
    let plan = ["plan", "report.json", "--template", "mine", "--candidates", "3"];
    expect_code("candidate-pinned", &folder, &plan, 0);
    // Two sections with a photo each have no six pages.
    let folder = Folder::sample();
    change(&folder, |report| {
        let sections = report["sections"].as_array().unwrap();
        let bodies = sections.iter().flat_map(|section| section["body"].as_array().unwrap().clone());
        let bodies: Vec<Value> = bodies.collect();
        let mut first = sections[0].clone();
        first["body"] = bodies.into();
        first["photos"] = json!([]);
        report["sections"] = json!([first]);
        report["photos"] = json!([report["photos"][0].clone()]);
    });
    expect_code("candidate-fewer", &folder, &["plan", "report.json", "--candidates", "6"], 0);
}

#[test]
fn plans_that_do_not_fit_any_more() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--candidate", "2", "--save", "plan.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let check = ["check", "report.json"];
    let sentence = "同时，各界别委员还结合自身专长，为基层群众送去了实实在在的服务。";
    let longer = |report: &mut Value, section: usize, count: usize| {
        let text = &mut report["sections"][section]["body"][0];
        *text = (text.as_str().unwrap().to_owned() + &sentence.repeat(count)).into();
    };
    change(&folder, |report| longer(report, 1, 2));
    expect_code("saved-columns", &folder, &check, 0);
    change(&folder, |report| {
        report["sections"].as_array_mut().unwrap().remove(2);
        report["photos"]
            .as_array_mut()
            .unwrap()
            .retain(|photo| !["greening", "families"].contains(&photo["id"].as_str().unwrap()));
        longer(report, 1, 20);
    });
    expect_code("saved-sections", &folder, &check, 0);
    change(&folder, |report| report["sections"].as_array_mut().unwrap().swap(1, 3));
    expect_code("saved-order", &folder, &check, 0);
    change(&folder, |report| {
        report["photos"].as_array_mut().unwrap().retain(|photo| photo["id"] != "planning");
        report["sections"][1]["photos"] = json!(["supervision"]);
    });
    expect_code("saved-photos", &folder, &check, 0);
    change(&folder, |report| report["sections"][0]["layout"] = json!({ "columns": 3 }));
    expect_code("saved-wish", &folder, &check, 0);
}

#[test]
fn a_quote_that_is_not_said_any_more() {
    let folder = Folder::pinned();
    let text = std::fs::read_to_string(folder.path().join("mine/plan.toml")).unwrap();
    let mut plan: toml::Table = toml::from_str(&text).unwrap();
    let section = plan["section"].as_array_mut().unwrap()[0].as_table_mut().unwrap();
    // The last lines of the last slot.
    let slot = section["slots"].as_array().unwrap().last().unwrap().as_table().unwrap().clone();
    let mut area = slot.clone();
    area["line"] = (slot["line"].as_integer().unwrap() + slot["lines"].as_integer().unwrap() - 4).into();
    area["lines"] = 4.into();
    let last = section["slots"].as_array_mut().unwrap().last_mut().unwrap().as_table_mut().unwrap();
    last["lines"] = (slot["lines"].as_integer().unwrap() - 4).into();
    let quote = toml::Table::from_iter([
        ("area".to_owned(), area.into()),
        ("text".to_owned(), "没有人说过这句话。".into()),
    ]);
    section.insert("quote".to_owned(), quote.into());
    let folder = folder.file("plan.toml", toml::to_string(&plan).unwrap().as_bytes());
    expect_code("saved-quote", &folder, &["check", "report.json"], 0);
}

#[test]
fn files_that_are_no_plans() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--save", "good.toml"]);
    assert_eq!(output.status.code(), Some(0));
    let good = std::fs::read_to_string(folder.path().join("good.toml")).unwrap();
    expect("saved-missing", &folder, &["--plan", "none.toml"]);
    let large = format!("# {}\n", "x".repeat(1024 * 1024));
    let folder = folder
        .file("large.toml", large.as_bytes())
        .file("broken.toml", b"folio = {")
        .file("bytes.toml", b"\xff\xfe")
        .file("number.toml", good.replacen("columns = 8", "columns = 4000000000", 1).as_bytes())
        .file("pages.toml", format!("pages = 4000\n{good}").as_bytes())
        .file("overlap.toml", good.replacen("lines = ", "lines = 2", 4).as_bytes());
    for name in ["large", "broken", "bytes", "number", "pages"] {
        expect(&format!("saved-{name}"), &folder, &["--plan", &format!("{name}.toml")]);
    }
    // Whatever the numbers are, there is no panic.
    let output = folder.run(&["check", "report.json", "--plan", "overlap.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!stderr(&output).contains("fault"), "{}", stderr(&output));
    let template =
        folder.run(&["check", "report.json", "--plan", "good.toml", "--template", "tabloid-feature"]);
    assert!(!stderr(&template).contains("fault"), "{}", stderr(&template));
}
