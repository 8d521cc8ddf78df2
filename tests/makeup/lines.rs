//! How far the characters of a line stand apart, on pages of random reports.

use banmian::edition::{self, Input};
use banmian::job;
use banmian::message::Lang;
use banmian::typeset::fit;

use super::reports::make;
use crate::support::{FONTS, page, root};

/// A gap that a reader sees (em).
const WIDE: f64 = 0.25;

/// The lines of the threads of some reports' pages, and those with gaps.
fn of(seeds: std::ops::Range<u64>) -> (usize, Vec<String>) {
    let (mut lines, mut wide) = (0, Vec::new());
    for seed in seeds {
        let outcome = job::make(&make(seed).edition(), &FONTS);
        comemo::evict(0);
        let Some(document) = &outcome.document else { continue };
        let found = fit::lines(document, |_| true);
        lines += found.len();
        let loose = found.into_iter().filter(|line| line.gap > WIDE);
        wide.extend(loose.map(|line| format!("{seed}: {:.2} {}", line.gap, line.text)));
    }
    (lines, wide)
}

#[test]
fn no_line_of_the_samples_is_loose() {
    for county in ["jingyuan", "yunxiu", "haixi"] {
        for template in ["newspaper-feature", "tabloid-feature", "annual-review"] {
            let input = Input {
                report: root().join("data").join(county).join("2024"),
                template: Some(template.to_owned()),
                county: None,
                roots: Vec::new(),
            };
            let edition = edition::open(&input).unwrap_or_else(|_| panic!("{county} opens"));
            let outcome = job::make(&edition, &FONTS);
            let lines = fit::lines(&outcome.document.unwrap(), |_| true);
            assert!(lines.len() > 50, "{county} {template}: {}", lines.len());
            let widest = lines.iter().max_by(|a, b| a.gap.total_cmp(&b.gap)).unwrap();
            assert!(widest.gap <= WIDE, "{county} {template}: {:.2} {}", widest.gap, widest.text);
        }
    }
}

#[test]
fn lines_of_random_reports_are_not_loose() {
    let (lines, wide) = of(1..16);
    assert!(lines > 3000 && wide.is_empty(), "{lines}: {wide:?}");
}

/// A fifth of the three hundred: at most one line in ten thousand.
#[test]
#[ignore = "takes a minute"]
fn hardly_a_line_of_the_random_reports_is_loose() {
    let (lines, wide) = of(1..61);
    println!("{} of {lines}", wide.len());
    assert!(lines > 15_000 && wide.len() * 10_000 <= lines, "{lines}: {wide:?}");
}

#[test]
fn a_loose_line_is_told() {
    // Twelve characters that a hand has joined leave a loose line before them in narrow columns.
    let joined = "一二三四五六七八九十百千".chars().map(String::from).collect::<Vec<_>>().join("\u{2060}");
    let page = page(|text| text.replace("方向明，步子才稳。", &format!("方向明白{joined}，步子才稳。")));
    let outcome = page.outcome;
    let found = outcome.findings.iter().find(|finding| finding.code == "loose-line").unwrap();
    assert!(outcome.merit.unwrap().loose_lines > 0);
    let place = found.place.as_ref().unwrap();
    assert_eq!(place.pointer.as_deref(), Some("/sections/0/body/1"));
    for (lang, message, hint) in [
        (Lang::En, "has gaps of", "change a few words of the paragraph just before it"),
        (Lang::Zh, "这一行字距过大，每两字之间空", "请在这一行前后增删几个字"),
    ] {
        assert!(found.message.text(lang).contains(message));
        assert_eq!(found.hints[0].text(lang), hint);
    }
}
