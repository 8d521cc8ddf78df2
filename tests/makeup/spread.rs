//! Spreads over two broadsheet pages: nothing stands on the fold, both pages are full, and the single pages show what the
//! spread shows.

use banmian::diagnostic::Diagnostic;
use banmian::edition::{Edition, Template};
use banmian::job::{self, FileKind, Order, Outcome, Product};
use banmian::makeup::{Plan, draw};
use banmian::message::Lang;
use banmian::press::Imposition;
use lopdf::{Document, Object};
use serde_json::Value;

use super::reports::{self, Made};
use crate::support::{FONTS, Folder, edition, root, stderr};

const SPREAD: &str = "double-truck-feature";
/// Points to the millimetre.
const MM: f64 = 72.0 / 25.4;

/// The Jingyuan sample with the sections of Yunxiu's behind its own: 7,600 characters.
fn long_text(text: &str) -> String {
    let mut report: Value = serde_json::from_str(text).unwrap();
    let other = std::fs::read_to_string(root().join("data/yunxiu/2024/report.json")).unwrap();
    let mut other: Value = serde_json::from_str(&other).unwrap();
    for section in other["sections"].as_array_mut().unwrap() {
        section["photos"] = Value::Array(Vec::new());
        report["sections"].as_array_mut().unwrap().push(section.take());
    }
    for metric in other["metrics"].as_array().unwrap() {
        let metrics = report["metrics"].as_array_mut().unwrap();
        if metrics.iter().all(|own| own["id"] != metric["id"]) {
            metrics.push(metric.clone());
        }
    }
    report.to_string()
}

/// The long sample in a template with its files changed.
fn spread_with(text: impl Fn(String) -> String, change: impl Fn(&str, String) -> String) -> Edition {
    let mut edition = edition(|sample| text(long_text(&sample)));
    let mut files = Template::open(SPREAD).unwrap().files;
    let is_text = |path: &str| path == "main.typ" || path == "template.toml";
    for file in files.iter_mut().filter(|file| is_text(&file.path)) {
        file.bytes = change(&file.path, String::from_utf8(file.bytes.clone()).unwrap()).into_bytes();
    }
    edition.template = Template::from_files(files, "mine").unwrap();
    edition
}

fn spread() -> Edition {
    spread_with(|text| text, |_, file| file)
}

/// What findings say in both languages, with what to do.
fn both(finding: &Diagnostic) -> [String; 2] {
    [Lang::En, Lang::Zh]
        .map(|lang| format!("{} | {}", finding.message.text(lang), finding.hints[0].text(lang)))
}

fn of_code<'a>(outcome: &'a Outcome, code: &str) -> Vec<&'a Diagnostic> {
    outcome.findings.iter().filter(|finding| finding.code == code).collect()
}

/// What is wrong with a spread.
fn faults(outcome: &Outcome) -> Vec<String> {
    let mut faults = super::faults(outcome);
    let fold = of_code(outcome, "fold").len();
    if fold > 0 {
        faults.push(format!("fold {fold}"));
    }
    faults
}

#[test]
fn a_long_report_fills_both_pages_and_nothing_stands_on_the_fold() {
    let edition = spread();
    let outcome = job::make(&edition, &FONTS);
    assert_eq!(faults(&outcome), Vec::<String>::new(), "{:?}", outcome.findings);
    let (plan, grid) = (outcome.plan.as_ref().unwrap(), &edition.template.settings.grid);
    assert_eq!(plan.problems(grid).len(), 0);
    assert_eq!(plan.pages, 1);
    let size = outcome.document.as_ref().unwrap().pages()[0].frame.size();
    assert!((size.x.to_pt() - 780.0 * MM).abs() < 0.01 && (size.y.to_pt() - 545.0 * MM).abs() < 0.01);
    // Title, panel and picture go over the fold; the sections stand left and right of it.
    let photo = plan.hero_photo.as_ref().unwrap().area;
    assert!([plan.hero, plan.figures, photo].iter().all(|area| grid.is_across(area)), "{plan:?}");
    let right = plan.sections.iter().map(|module| module.heading.column >= 8).collect::<Vec<_>>();
    assert!(right.is_sorted() && right.contains(&true) && right.contains(&false), "{right:?}");
    // Both bodies begin on one line, and end on one or two before it.
    let feet = |side: bool| {
        let own = plan.sections.iter().zip(&right).filter(|(_, right)| **right == side);
        own.map(|(module, _)| module.bounds().foot()).max().unwrap()
    };
    assert!(feet(false).abs_diff(feet(true)) <= 2, "{} {}", feet(false), feet(true));
    // The fold parts the title between its halves, and the words are all there, once.
    let placement = outcome.placement.as_ref().unwrap();
    let words: Vec<&str> = placement.head.sides.iter().map(|side| side.words.as_str()).collect();
    assert_eq!(words, ["泾水扬波同奋进", "关山聚力谱新篇"]);
    // As a drawing: the fold is seen, and the picture over it.
    let text = draw::text(plan, grid, Lang::En);
    assert!(text.contains('┊') && text.contains("hero's photo"), "{text}");
    let svg = draw::svg(plan, grid, Lang::Zh);
    assert!(svg.contains("stroke-dasharray") && svg.contains("题图照片"), "{svg}");
}

#[test]
fn what_stands_on_the_fold_is_an_error() {
    // Code that draws in the middle of the page.
    let middle = |path: &str, file: String| {
        let text = "\n#place(top + center, dy: 2pt, text(size: 8pt)[中缝上的字])\n";
        if path == "main.typ" { file + text } else { file }
    };
    let outcome = job::make(&spread_with(|text| text, middle), &FONTS);
    let found = of_code(&outcome, "fold");
    assert_eq!(found.len(), 1, "{:?}", outcome.findings);
    assert!(outcome.has_errors());
    assert_eq!(
        both(found[0]),
        [
            "“中缝上的字” stands on the fold: no type may stand within the 12 mm about it | draw it on the left or the right \
             page",
            "“中缝上的字”压在中缝上：中缝左右共12毫米内不能有字 | 请把它排在左版或右版",
        ]
    );
    // A hair left of the band it is none.
    let beside = |path: &str, file: String| {
        let text = "\n#place(top + right, dx: -(plan.type_width - plan.fold.x + plan.fold.band / 2 + 0.5) * 1pt, \
                    dy: 2pt, text(size: 8pt)[中缝旁的字])\n";
        if path == "main.typ" { file + text } else { file }
    };
    let outcome = job::make(&spread_with(|text| text, beside), &FONTS);
    assert_eq!(of_code(&outcome, "fold").len(), 0, "{:?}", outcome.findings);
}

/// The sample's hero photo with a subject in its middle.
fn with_subject(text: String) -> String {
    let mut report: Value = serde_json::from_str(&text).unwrap();
    report["photos"][0]["subject"] = serde_json::json!({ "x": 0.42, "y": 0.3, "width": 0.16, "height": 0.4 });
    report.to_string()
}

#[test]
fn the_pictures_subject_is_kept_clear_of_the_fold() {
    let edition = spread_with(with_subject, |_, file| file);
    let outcome = job::make(&edition, &FONTS);
    assert_eq!(faults(&outcome), Vec::<String>::new(), "{:?}", outcome.findings);
    let plan = outcome.plan.unwrap();
    // More of the picture stands on one page than on the other.
    let area = plan.hero_photo.as_ref().unwrap().area;
    assert_ne!(8 - area.column, area.column + area.columns - 8, "{area}");
    // Pulled to the middle by hand, the subject lies on the fold.
    let mut pulled = plan.clone();
    let photo = pulled.hero_photo.as_mut().unwrap();
    photo.area.columns = (photo.area.columns / 2).max(1) * 2;
    photo.area.column = 8 - photo.area.columns / 2;
    let outcome = job::run_with(&edition, pulled, &FONTS);
    let found = of_code(&outcome, "fold");
    assert_eq!(found.len(), 1, "{:?}", outcome.findings);
    assert_eq!(
        both(found[0]),
        [
            "the subject of the photo `hero` lies on the fold, within the 12 mm about it | move the photo, or use one whose \
             subject is not in its middle",
            "照片“hero”的主体落在中缝上，在左右共12毫米以内 | 请挪动照片，或换一张主体不在正中的照片",
        ]
    );
}

#[test]
fn a_plan_by_hand_keeps_its_sections_off_the_fold() {
    let edition = spread();
    let grid = &edition.template.settings.grid;
    let plan = job::make(&edition, &FONTS).plan.unwrap();
    let said = |plan: &Plan, lang| plan.problems(grid).iter().map(|one| one.text(lang)).collect::<Vec<_>>();
    let mut across = plan.clone();
    across.sections[0].slots[0].column = 7;
    across.sections[0].slots[0].columns = 2;
    let at = across.sections[0].slots[0].to_string();
    assert!(
        said(&across, Lang::En).contains(&format!("the text of section 1 stands over the fold: {at}")),
        "{at}"
    );
    assert!(said(&across, Lang::Zh).iter().any(|one| one.ends_with(&format!("压在中缝上：{at}"))), "{at}");
    let mut credits = plan.clone();
    credits.credits.column = 4;
    assert_eq!(credits.problems(grid).len(), 1);
    // The picture over the fold may not lie on a section.
    let mut photo = plan;
    photo.hero_photo.as_mut().unwrap().area.lines += 2;
    assert!(said(&photo, Lang::En)[0].contains("overlap"), "{:?}", said(&photo, Lang::En));
}

#[test]
fn a_section_is_pinned_by_the_columns_of_the_spread() {
    let pin = "\n[[makeup.pin]]\nsection = 8\ncolumn = 8\n";
    let change = |path: &str, file: String| if path == "template.toml" { file + pin } else { file };
    let plan = job::make(&spread_with(|text| text, change), &FONTS).plan.unwrap();
    assert_eq!(plan.sections[7].bounds().column, 8);
}

#[test]
fn what_cannot_be_a_spread_is_told() {
    let one = |text: String| {
        let mut report: Value = serde_json::from_str(&text).unwrap();
        report["sections"].as_array_mut().unwrap().truncate(1);
        report["photos"].as_array_mut().unwrap().truncate(1);
        report["sections"][0]["photos"] = Value::Array(Vec::new());
        report.to_string()
    };
    let mut edition = spread_with(one, |_, file| file);
    edition.photos.truncate(1);
    let outcome = job::make(&edition, &FONTS);
    assert_eq!(
        both(of_code(&outcome, "volume")[0]),
        [
            "the report has one section, and no section stands on both pages of a spread | divide it into two sections at \
             the least",
            "报告只有一节，而跨版的一节不能横跨两版 | 请至少分成两节",
        ]
    );
    // Two sections are much too short for two pages.
    let two = |text: String| {
        let mut report: Value = serde_json::from_str(&text).unwrap();
        report["sections"].as_array_mut().unwrap().truncate(2);
        report["photos"].as_array_mut().unwrap().truncate(1);
        for section in report["sections"].as_array_mut().unwrap() {
            section["photos"] = Value::Array(Vec::new());
        }
        report.to_string()
    };
    let mut edition = spread_with(two, |_, file| file);
    edition.photos.truncate(1);
    let outcome = job::make(&edition, &FONTS);
    let keys: Vec<&str> = of_code(&outcome, "volume").iter().map(|finding| finding.message.key()).collect();
    assert!(matches!(keys.as_slice(), ["volume.short" | "volume.shapes"]), "{:?}", outcome.findings);
    // A grid that cannot be halved.
    let mut files = Template::open(SPREAD).unwrap().files;
    let file = files.iter_mut().find(|file| file.path == "template.toml").unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains("columns = 16"));
    file.bytes = text.replace("columns = 16", "columns = 15").into_bytes();
    let Err(findings) = Template::from_files(files, "mine") else { panic!("15 columns have no half") };
    let said = |lang| findings.iter().map(|finding| finding.message.text(lang)).collect::<Vec<_>>();
    assert_eq!(
        said(Lang::En)[0],
        "a spread has as many basic columns on its left page as on its right one, and `columns` is 15"
    );
    assert_eq!(said(Lang::Zh)[0], "跨版左右两版的基本栏应当一样多，而“columns”是15");
}

/// The long sample in a folder, printed.
fn printed(folder: &Folder, imposition: Option<Imposition>, marks: bool) -> Product {
    let mut order = Order::new(folder.path().join("report.json"));
    order.input.template = Some(SPREAD.to_owned());
    order.press.imposition = imposition;
    order.press.marks = Some(marks);
    order.preview = Some(50.0);
    let product = job::run(&order);
    assert!(!product.has_errors(), "{:?}", product.findings);
    product
}

fn in_folder() -> Folder {
    let folder = Folder::sample();
    let report = folder.path().join("report.json");
    let text = std::fs::read_to_string(&report).unwrap();
    std::fs::write(report, long_text(&text)).unwrap();
    folder
}

fn pdf(product: &Product) -> Document {
    let file = product.files.iter().find(|file| file.kind == FileKind::Pdf).unwrap();
    Document::load_mem(&file.bytes).unwrap()
}

fn previews(product: &Product) -> Vec<image::RgbImage> {
    let pictures = product.files.iter().filter(|file| file.kind != FileKind::Pdf);
    pictures.map(|file| image::load_from_memory(&file.bytes).unwrap().to_rgb8()).collect()
}

/// A page's boxes in mm: trim and bleed, each from left to right and from foot to head.
fn boxes(document: &Document) -> Vec<[[f64; 4]; 2]> {
    let of = |page: &lopdf::Dictionary, key: &[u8]| -> [f64; 4] {
        let values = page.get(key).unwrap().as_array().unwrap();
        let mm = |value: &Object| (f64::from(value.as_float().unwrap()) / MM * 100.0).round() / 100.0;
        values.iter().map(mm).collect::<Vec<_>>().try_into().unwrap()
    };
    let pages = document.get_pages().into_values().map(|page| document.get_dictionary(page).unwrap());
    pages.map(|page| [of(page, b"TrimBox"), of(page, b"BleedBox")]).collect()
}

#[test]
fn a_spread_is_printed_whole_and_as_two_single_pages_that_show_the_same() {
    let folder = in_folder();
    let whole = printed(&folder, None, false);
    assert_eq!(boxes(&pdf(&whole)), [[[3.0, 3.0, 783.0, 548.0], [0.0, 0.0, 786.0, 551.0]]]);
    let single = printed(&folder, Some(Imposition::SinglePages), false);
    let page = [[3.0, 3.0, 393.0, 548.0], [0.0, 0.0, 396.0, 551.0]];
    assert_eq!(boxes(&pdf(&single)), [page, page]);
    // With marks the trim lies 15 mm within the sheet; beyond the fold the bleed goes on.
    let marked = printed(&folder, Some(Imposition::SinglePages), true);
    let page = [[15.0, 15.0, 405.0, 560.0], [12.0, 12.0, 408.0, 563.0]];
    assert_eq!(boxes(&pdf(&marked)), [page, page]);
    // The trimmed pages side by side are the trimmed spread, but for what is between two pixels.
    let (spread, halves) = (&previews(&whole)[0], previews(&single));
    assert_eq!(halves.len(), 2);
    let width = halves[0].width();
    assert!(spread.width().abs_diff(2 * width) <= 2 && spread.height() == halves[0].height());
    let (mut far, mut dark) = (0u32, 0u32);
    let at = |x: u32| if x < width { (0, x) } else { (1, x - width) };
    for (x, y, pixel) in spread.enumerate_pixels().filter(|(x, ..)| *x < 2 * width) {
        let (page, own) = at(x);
        let grey = |pixel: &image::Rgb<u8>| pixel.0.iter().map(|value| i32::from(*value)).sum::<i32>() / 3;
        // The page may be off the spread's pixels by a part of one.
        let near =
            (own.saturating_sub(1)..=(own + 1).min(width - 1)).map(|x| grey(halves[page].get_pixel(x, y)));
        let (low, high) = near.fold((255, 0), |(low, high), value| (low.min(value), high.max(value)));
        far += u32::from(grey(pixel) < low - 40 || grey(pixel) > high + 40);
        dark += u32::from(grey(pixel) < 200);
    }
    assert!(dark > 50_000 && far * 200 < dark, "{far} of {dark} pixels differ");
}

#[test]
fn a_single_page_has_nothing_of_the_other_and_some_of_the_picture_beyond_the_fold() {
    use banmian::press::imposition::single_pages;
    use banmian::typeset::frames;
    let outcome = job::make(&spread(), &FONTS);
    let document = outcome.document.unwrap();
    let fold = document.pages()[0].frame.size().x / 2.0;
    let halves = single_pages(&document, fold);
    let texts: Vec<String> = halves
        .pages()
        .iter()
        .map(|page| frames::runs(page).iter().map(|run| run.text.clone()).collect())
        .collect();
    assert!(texts[0].contains("泾水扬波") && !texts[0].contains("关山聚力"), "{}", texts[0]);
    assert!(texts[1].contains("关山聚力") && !texts[1].contains("泾水扬波"), "{}", texts[1]);
    let all: usize = frames::runs(&document.pages()[0]).iter().map(|run| run.text.chars().count()).sum();
    assert_eq!(
        texts.iter().map(|text| text.chars().count()).sum::<usize>(),
        all,
        "each character is on one page"
    );
    assert!(halves.pages().iter().all(|page| page.bleed == document.pages()[0].bleed));
}

#[test]
fn only_a_spread_is_cut_into_single_pages() {
    let folder = Folder::sample();
    for (lang, wanted) in [
        (
            "en",
            "error[single-pages]: only a spread has single pages, and the pages of this template have no fold\n  = help: leave \
             --imposition out, or choose a template with a fold, such as double-truck-feature\n",
        ),
        (
            "zh",
            "错误[single-pages]：只有跨版才能拆成单版，而这个模板的版面没有中缝\n  = 建议：请去掉--imposition，或者换用有中缝的\
             模板，如double-truck-feature\n",
        ),
    ] {
        let output = folder.run(&["check", "report.json", "--imposition", "single-pages", "--lang", lang]);
        assert!(stderr(&output).contains(wanted), "{}", stderr(&output));
        assert_eq!(output.status.code(), Some(1));
    }
}

/// The faults of a long report on a spread; none where it has no plan.
fn of_random(report: &Made) -> Result<Vec<String>, String> {
    let mut edition = report.edition();
    edition.template = Template::open(SPREAD).unwrap();
    let outcome = job::make(&edition, &FONTS);
    comemo::evict(0);
    if outcome.document.is_none() {
        return Err(outcome.findings.iter().map(|finding| finding.message.text(Lang::En)).collect());
    }
    let mut faults = faults(&outcome);
    let plan = outcome.plan.unwrap();
    if plan.hero_photo.is_none() {
        faults.push("no picture over the fold".to_owned());
    }
    Ok(faults)
}

/// Makes spreads of some seeds. Gives how many were made, and how many of these without faults, with the picture over the fold.
fn bar(seeds: std::ops::Range<u64>) -> (usize, usize) {
    let (mut made, mut good) = (0, 0);
    for seed in seeds {
        let report = reports::long(seed);
        match of_random(&report) {
            Ok(faults) => {
                made += 1;
                good += usize::from(faults.is_empty());
                println!("{seed}: {} characters, {faults:?}", report.characters);
                let grave = super::GRAVE.iter().chain(&["fold"]);
                let mut grave = grave.filter(|grave| faults.iter().any(|fault| fault.starts_with(**grave)));
                assert_eq!(grave.next(), None, "{seed}: {faults:?}");
            }
            Err(said) => println!("{seed}: {} characters, {said}", report.characters),
        }
    }
    println!("made {made}, without faults {good}");
    (made, good)
}

#[test]
fn some_long_reports_made_up_at_random_are_spreads() {
    let (made, _) = bar(1..5);
    assert!(made >= 1, "{made}");
}

#[test]
#[ignore = "takes some minutes"]
fn long_reports_made_up_at_random_are_spreads() {
    let (made, good) = bar(1..31);
    println!("made {made}, good {good}");
    assert!(made >= 10, "{made}");
}
