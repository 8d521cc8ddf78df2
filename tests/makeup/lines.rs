//! How far the characters of a line stand apart, on pages of random reports.

use banmian::job;
use banmian::typeset::fit;

use super::reports::make;
use crate::support::FONTS;

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
fn lines_of_random_reports_are_not_loose() {
    let (lines, wide) = of(1..16);
    assert!(lines > 3000 && wide.is_empty(), "{lines}: {wide:?}");
}

/// All of them: at most one line in ten thousand.
#[test]
#[ignore = "takes a minute"]
fn hardly_a_line_of_three_hundred_reports_is_loose() {
    let (lines, wide) = of(1..301);
    println!("{} of {lines}", wide.len());
    assert!(lines > 60_000 && wide.len() * 10_000 <= lines, "{lines}: {wide:?}");
}
