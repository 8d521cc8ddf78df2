//! Pull quotes: what stands where.

use banmian::diagnostic::Severity;
use banmian::edition::{Edition, Template};
use banmian::job;
use banmian::makeup::plan::{Plan, Quote};
use banmian::report::resolve;
use banmian::typeset::frames;

use crate::support::{FONTS, Page, edition, english, page_of, pinned_plan};

const TEXT: &str = "群众的事，一件一件办，件件有回音。";
const FROM: &str = "政协委员马清源";

/// The sample whose first section names a quote.
fn named() -> Edition {
    edition(|text| {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["sections"][0]["quote"] = serde_json::json!({ "text": TEXT, "from": FROM });
        value.to_string()
    })
}

/// The pinned plan with the quote at the head of a column.
fn with_quote() -> Plan {
    let mut plan = pinned_plan();
    let module = &mut plan.sections[0];
    let slot = &mut module.slots[1];
    let area = slot.lines_from(slot.line, 10);
    *slot = slot.lines_from(slot.line + 10, slot.lines - 10);
    module.quote = Some(Quote { area, text: TEXT.to_owned(), from: Some(FROM.to_owned()) });
    plan
}

/// What is wrong with the quote of the first section.
fn faults(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |ok: bool, what: String| {
        if !ok {
            faults.push(what);
        }
    };
    let lines: Vec<frames::Line> =
        page.thread("quote-0").into_iter().flat_map(|slot| slot.lines.clone()).collect();
    let said: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let wanted = ["群众的事，", "一件一件办，", "件件有回音。"];
    check(said == wanted, format!("said {said:?}"));
    let long = |line: &frames::Line| line.right - line.left;
    if let [first, .., last] = lines.as_slice() {
        check(long(last) >= 0.5 * long(first), format!("stub {said:?}"));
    }
    let settings = &page.edition.template.settings;
    let quote = page.placement.sections[0].quote.as_ref().unwrap().frame;
    let (left, top) = (page.placement.left + quote.x, page.placement.top + quote.y);
    let runs = frames::runs(&page.outcome.document.as_ref().unwrap().pages()[0]);
    let of = |words: &str| {
        runs.iter().find(|run| {
            run.text.contains(words)
                && run.x >= left - 1.0
                && run.x < left + quote.width
                && run.y < top + quote.height
                && run.y > top
        })
    };
    let (Some(words), Some(name)) = (of("群众"), of("马清源")) else {
        return vec!["not there".to_owned()];
    };
    let most = settings.makeup.quote.size_pt;
    check(words.size <= most + 0.01 && words.size >= 13.9, format!("type {}", words.size));
    check(words.size < settings.makeup.heading.size_pt, format!("as large as a heading: {}", words.size));
    check(name.size < words.size - 2.0, format!("name {}", name.size));
    for line in &lines {
        check(
            line.left >= left + 5.0 && line.right <= left + quote.width - 5.0,
            format!("beside its place: {line:?}"),
        );
    }
    // In the middle of its place, from rule to rule, and the name at the right.
    let (first, last) = (lines[0].baseline - 0.88 * words.size, name.y + 0.12 * name.size);
    check(
        (first - top - (top + quote.height - last)).abs() < 1.5,
        format!("{} and {}", first - top, top + quote.height - last),
    );
    check((left + quote.width - 6.0 - name.x - name.width).abs() < 0.6, format!("name at {}", name.x));
    check(
        name.y > lines.last().map_or(0.0, |line| line.baseline) + name.size,
        "the name stands too high".to_owned(),
    );
    faults
}

#[test]
fn a_quote_stands_where_the_plan_has_it() {
    let page = page_of(named(), with_quote());
    assert_eq!(faults(&page), Vec::<String>::new());
    // A template that breaks it by itself, one that sets it large, one that puts the name at the left.
    for (from, to) in [
        ("it.lines.join(linebreak())", "plain(it.text)"),
        ("size: it.size * 1pt, fill", "size: 24pt, fill"),
        ("align(right, fitted", "align(left, fitted"),
    ] {
        let mut edition = named();
        let file = edition.template.files.iter_mut().find(|file| file.path == "parts/section.typ").unwrap();
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(text.contains(from), "{from}");
        file.bytes = text.replace(from, to).into_bytes();
        edition.template = Template::from_files(edition.template.files.clone(), "mine").unwrap();
        assert_ne!(faults(&page_of(edition, with_quote())), Vec::<String>::new(), "{to}");
    }
}

#[test]
fn a_quote_that_the_report_names_is_on_the_page() {
    // The solver finds a place for it.
    let outcome = job::make(&named(), &FONTS);
    let errors: Vec<_> = outcome
        .findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .map(|it| english(&it.message))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let quote = outcome.plan.unwrap().sections[0].quote.clone().unwrap();
    assert_eq!((quote.text.as_str(), quote.from.as_deref()), (TEXT, Some(FROM)));
    assert!(outcome.merit.unwrap().quotes >= 1);
    // A plan without a place for it is told, at the quote.
    let page = page_of(named(), pinned_plan());
    let found: Vec<_> = page.outcome.findings.iter().filter(|it| it.code == "not-drawn").collect();
    let pointers: Vec<_> =
        found.iter().map(|it| it.place.as_ref().unwrap().pointer.clone().unwrap()).collect();
    assert_eq!(pointers, ["/sections/0/quote/text", "/sections/0/quote/from"]);
    assert!(english(&found[0].hints[0]).contains("parts/section.typ"), "{}", english(&found[0].hints[0]));
}

#[test]
fn the_samples_sentences_say_something() {
    let edition = edition(|text| text);
    let report = &edition.loaded.report;
    let span = edition.template.settings.makeup.quote.characters;
    for (quote, section) in banmian::makeup::quote::of_report(report, span).into_iter().zip(&report.sections)
    {
        let Some(quote) = quote else { continue };
        let body: String = section.paragraphs().map(|text| resolve(text, &report.metrics)).collect();
        assert!(body.contains(&quote.text) && !quote.named, "{quote:?}");
        assert!((12..=30).contains(&quote.text.chars().count()), "{quote:?}");
    }
}
