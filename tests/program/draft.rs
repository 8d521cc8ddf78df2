//! Drafts: pages that are drawn whatever is wrong with them, and can never be taken for a page to print.

use std::sync::Arc;

use banmian::job::{self, Limits, Opened, Order, Outcome};
use banmian::press::draft::MARK;
use banmian::report;
use banmian::typeset::frames::{self, Run, SlotLines};
use banmian::typeset::{ThreadName, walk};
use typst_library::layout::FrameItem;

use crate::support::{Folder, sample_folder, sample_text, stderr};

/// Characters that count: no white space.
fn counted(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A template with one page, one size of type and nothing that fills the page.
fn strict(folder: Folder) -> Folder {
    let strict = "extends = \"newspaper-feature\"\n[makeup]\npages = { least = 1, most = 1 }\n\
                  sizes = []\nfiller = { least = 0, most = 0 }\n";
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    folder.file("mine/template.toml", strict.as_bytes())
}

/// The sample with every section's text once more.
fn long() -> Folder {
    let mut report: serde_json::Value = serde_json::from_str(&sample_text()).unwrap();
    for section in report["sections"].as_array_mut().unwrap() {
        let body = section["body"].as_array().unwrap().clone();
        section["body"].as_array_mut().unwrap().extend(body);
    }
    strict(Folder::sample().file("report.json", report.to_string().as_bytes()))
}

/// The sample with a few words a section, and no photos.
fn short() -> Folder {
    let mut report: serde_json::Value = serde_json::from_str(&sample_text()).unwrap();
    for section in report["sections"].as_array_mut().unwrap() {
        section["body"] = serde_json::json!(["全年开展各类活动，群众满意。".repeat(4)]);
        section["photos"] = serde_json::json!([]);
    }
    report["photos"] = serde_json::json!([]);
    strict(Folder::new(&report.to_string()))
}

fn draft(folder: &Folder) -> (Arc<Opened>, Outcome) {
    let mut order = Order { draft: true, ..Order::new(folder.path()) };
    order.input.template = Some(folder.path().join("mine").display().to_string());
    let opened = Arc::new(job::open(&order).unwrap_or_else(|errors| panic!("{errors:?}")));
    let outcome = job::page(&opened, Limits::NONE);
    (opened, outcome)
}

/// What a page draws, in order; each page must end with its mark, over all else.
fn runs(outcome: &Outcome) -> Vec<Vec<Run>> {
    let document = outcome.document.as_ref().unwrap();
    let pages: Vec<Vec<Run>> = document.pages().iter().map(frames::runs).collect();
    for (number, runs) in pages.iter().enumerate() {
        let size = document.pages()[number].frame.size();
        let (large, last) = (runs.iter().map(|run| run.size).fold(0.0, f64::max), runs.len() - 8);
        assert!(large > size.x.to_pt() / 8.0, "page {number}: {large} pt");
        let text = counted(&runs.iter().map(|run| run.text.as_str()).collect::<String>());
        let end = counted(&runs[last..].iter().map(|run| run.text.as_str()).collect::<String>());
        assert_eq!(text.matches(&counted(MARK)).count(), 2, "page {number}: {text}");
        assert!(end.ends_with("不得付印") && end.contains(&counted(MARK)), "page {number}: {end}");
    }
    pages
}

fn keys(outcome: &Outcome) -> Vec<&'static str> {
    let errors = outcome.findings.iter().filter(|one| one.severity == banmian::diagnostic::Severity::Error);
    errors.map(|finding| finding.message.key()).collect()
}

#[test]
fn a_draft_of_a_report_that_fits_has_the_mark_and_no_sign() {
    let folder = Folder::sample();
    let output = folder.run(&["build", ".", "--draft", "--png", "page.png", "--ppi", "30"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "wrote ./report-draft.pdf\nwrote page-draft.png\n");
    assert_eq!(folder.names(), ["page-draft.png", "photos", "report-draft.pdf", "report.json"]);
    // The preview has the mark, too.
    folder.run(&["build", ".", "--png", "page.png", "--ppi", "30"]);
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("page-draft.png") != read("page.png"));
    // The same county's own file is PDF/X; its draft is not, and two runs give the same bytes.
    let files = [false, true, true].map(|draft| {
        let product = job::run(&Order { draft, ..Order::new(sample_folder()) });
        assert!(!product.has_errors());
        product.files.into_iter().next().unwrap().bytes
    });
    let holds = |bytes: &[u8], words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    for words in ["GTS_PDFX", "OutputIntent"] {
        assert!(holds(&files[0], words) && !holds(&files[1], words), "{words}");
    }
    assert!(files[1] == files[2], "two runs differ");
    assert!(files[1] == read("report-draft.pdf"), "the program's file differs");
    let template = strict(Folder::sample());
    let (_, outcome) = draft(&template);
    let pages = runs(&outcome);
    assert_eq!((pages.len(), keys(&outcome)), (1, vec![]));
    let text: String = pages[0].iter().map(|run| run.text.as_str()).collect();
    assert!(!text.contains("超排") && !text.contains("不足"), "{text}");
}

#[test]
fn what_stands_on_a_draft_and_what_is_left_over_are_the_whole_text() {
    let folder = long();
    assert_eq!(folder.run(&["build", ".", "--template", "mine"]).status.code(), Some(1));
    assert_eq!(folder.names(), ["mine", "photos", "report.json"]);
    let output = folder.run(&["build", ".", "--template", "mine", "--draft", "-o", "look.pdf"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error[volume]: ") && said.ends_with("wrote look-draft.pdf\n"), "{said}");
    let (opened, outcome) = draft(&folder);
    assert_eq!(keys(&outcome)[0], "volume.long");
    let document = outcome.document.as_ref().unwrap();
    let pages = runs(&outcome);
    assert!(pages.len() > 1);
    let behind: String = pages[1..].iter().flatten().map(|run| run.text.as_str()).collect();
    let (first, behind) = (pages[0].iter().map(|run| counted(&run.text)), counted(&behind));
    let first: String = first.collect();
    let slots: Vec<SlotLines> = frames::slots(document);
    // What is left over does not lie on the page any more.
    assert!(slots.iter().all(|slot| slot.slot.is_some()));
    let (mut all, mut signs) = (0, 0);
    let report = &opened.edition.loaded.report;
    for (index, section) in report.sections.iter().enumerate() {
        let whole = section.paragraphs().map(|text| counted(&report::resolve(text, &report.metrics)));
        let whole: String = whole.collect();
        let thread = ThreadName::Section(index);
        let lines = slots.iter().filter(|slot| slot.thread == thread).flat_map(|slot| &slot.lines);
        let on_page: String = lines.map(|line| counted(&line.text)).collect();
        let rest = whole.strip_prefix(&on_page).unwrap_or_else(|| panic!("{on_page}"));
        let left = rest.chars().count();
        if left > 0 {
            signs += 1;
            assert!(first.contains(&format!("超排{left}字")), "section {index}: {left}");
            assert!(behind.contains(&format!("超排{left}字")) && behind.contains(rest), "section {index}");
        }
        all += left;
    }
    // About what was told to be too long, and not too little of it.
    let told = outcome.findings.iter().find_map(|one| one.message.count("count")).unwrap();
    assert!(signs > 0 && all > told / 2 && all < told * 3 / 2, "{all} of {told}");
    assert_eq!(first.matches("超排").count(), signs);
    assert_eq!(keys(&outcome).iter().filter(|key| **key == "overset").count(), signs);
}

#[test]
fn a_sign_stands_where_the_text_breaks_off() {
    let (_, outcome) = draft(&long());
    let document = outcome.document.as_ref().unwrap();
    let runs: Vec<Run> = frames::runs(&document.pages()[0]);
    let signs: Vec<&Run> = runs.iter().filter(|run| run.text.contains("超排")).collect();
    assert!(!signs.is_empty());
    for sign in signs {
        let near = frames::slots(document).into_iter().any(|slot| {
            slot.lines.last().is_some_and(|line| {
                let below = sign.y - line.baseline;
                (0.0..14.0).contains(&below) && sign.x < line.right + 1.0 && sign.x > line.left - 60.0
            })
        });
        assert!(near, "{} at {} {}", sign.text, sign.x, sign.y);
    }
}

#[test]
fn a_draft_of_a_short_report_says_how_many_lines_are_empty() {
    let folder = short();
    let (_, outcome) = draft(&folder);
    assert_eq!(keys(&outcome)[0], "volume.short");
    let pages = runs(&outcome);
    assert_eq!(pages.len(), 1);
    let text = counted(&pages[0].iter().map(|run| run.text.as_str()).collect::<String>());
    let short = keys(&outcome).iter().filter(|key| **key == "short").count();
    assert!(short > 0 && text.matches("不足").count() == short, "{short}: {text}");
    let output = folder.run(&["build", ".", "--template", "mine", "--draft"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(folder.names(), ["mine", "report-draft.pdf", "report.json"]);
}

#[test]
fn a_missing_photo_is_a_grey_box() {
    let folder = strict(Folder::sample());
    std::fs::remove_file(folder.path().join("photos/seeding.jpg")).unwrap();
    let (opened, outcome) = draft(&folder);
    assert_eq!(keys(&outcome), ["photo-missing"]);
    runs(&outcome);
    let photos = &opened.edition.photos;
    assert_eq!(photos.len(), opened.edition.loaded.report.photos.len());
    let grey: Vec<usize> = (0..photos.len()).filter(|&at| photos[at].width == 2400).collect();
    assert_eq!(grey.len(), 1);
    let mut images = 0;
    walk::visit(&outcome.document.as_ref().unwrap().pages()[0].frame, |_, item| {
        images += usize::from(matches!(item, FrameItem::Image(..)));
    });
    assert!(images >= photos.len(), "{images}");
    assert_eq!(folder.run(&["build", ".", "--draft"]).status.code(), Some(1));
    assert!(folder.path().join("report-draft.pdf").is_file());
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = Folder::new(&sample_text().replace("\"title\":", "\"titel\":"));
    let output = folder.run(&["build", ".", "--draft"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("error[draft]: no draft could be drawn\n  = help: correct the other errors first"));
    assert_eq!(folder.names(), ["report.json"]);
}

#[test]
fn a_draft_is_not_for_the_press() {
    let folder = Folder::sample();
    for (more, shown) in [
        (&["--imposition", "booklet"][..], "--imposition <WAY>"),
        (&["--press", "coated"], "--press <PRESS>"),
        (&["--pdfx", "x4"], "--pdfx <VERSION>"),
        (&["--profile", "a.icc"], "--profile <FILE.icc>"),
        (&["--total-ink", "240"], "--total-ink <PERCENT>"),
        (&["--marks"], "--marks"),
    ] {
        let output = folder.run(&[&["build", ".", "--draft"], more].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        let first = said.lines().next().unwrap();
        assert!(first.contains("`--draft`") && first.contains(shown), "{said}");
        assert!(said.contains("leave out one of them: a draft is for the eye"), "{said}");
        let other = stderr(&folder.run(&[&["build", ".", "--draft", "--lang", "zh"], more].concat()));
        assert!(other.contains("草样只供看样"), "{other}");
    }
    assert_eq!(folder.names(), ["photos", "report.json"]);
}
