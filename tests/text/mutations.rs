//! Numbers of the sample reports changed one at a time: how many of those that the report says in two places are found.

use banmian::report::{self, Levels, Loaded, Names};

use crate::support::root;

/// The findings of a report's text, as lines.
fn findings(loaded: &Loaded) -> Vec<String> {
    let found = report::proofread(&loaded.report, &loaded.places, &Levels::new(), &Names::default());
    found.iter().map(|one| format!("{} {:?}", one.code, one.message)).collect()
}

/// A text with every figure in it changed, one at a time.
fn changed(text: &str) -> Vec<String> {
    let digits: Vec<usize> =
        text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    let next = |at: &usize| {
        let digit = text.as_bytes()[*at] - b'0';
        // The first of several does not become 0.
        let other = if digit == 9 { 1 } else { digit + 1 };
        format!("{}{other}{}", &text[..*at], &text[at + 1..])
    };
    digits.iter().map(next).collect()
}

#[test]
fn numbers_changed_one_at_a_time() {
    let (mut found, mut all, mut missed) = (0, 0, Vec::new());
    for county in ["jingyuan", "yunxiu", "haixi"] {
        let path = root().join("data").join(county).join("2024/report.json");
        let text = std::fs::read_to_string(path).unwrap();
        let loaded = report::read_text(text.clone(), "report.json").unwrap();
        let clean = findings(&loaded);
        let mut tries: Vec<(String, String)> = Vec::new();
        // A reference written out as a wrong number.
        for metric in &loaded.report.metrics {
            let said = format!("{}{}", metric.value.as_str(), metric.unit.as_deref().unwrap_or_default());
            for (at, reference) in text.match_indices(&format!("{{{}}}", metric.id)) {
                for wrong in changed(&said) {
                    let around = text[at..].chars().skip(reference.len()).take(6).collect::<String>();
                    tries.push((
                        format!("{}{}{}", &text[..at], wrong, &text[at + reference.len()..]),
                        format!("{wrong}{around}"),
                    ));
                }
            }
        }
        // The year and month of a caption, and anniversaries.
        for (at, _) in text.match_indices("年").chain(text.match_indices("周年")) {
            let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
            let month: usize = text[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
            let caption =
                text[..at].rfind("\"caption\"").is_some_and(|start| !text[start..at].contains('\n'));
            let (from, to) = match (caption, digits) {
                (true, 4) if month > 0 => (at - digits, at + 3 + month),
                (_, 2 | 3) => (at - digits, at),
                _ => continue,
            };
            for wrong in changed(&text[from..to]) {
                tries.push((format!("{}{}{}", &text[..from], wrong, &text[to..]), wrong));
            }
        }
        for (wrong, what) in tries {
            all += 1;
            let good = match report::read_text(wrong, "report.json") {
                Ok(loaded) => findings(&loaded).iter().any(|finding| !clean.contains(finding)),
                Err(_) => true,
            };
            if good { found += 1 } else { missed.push(format!("{county}: {what}")) }
        }
    }
    println!("{found} of {all} found; missed: {missed:#?}");
    assert!(all >= 60 && found * 5 >= all * 4, "{found} of {all}: {missed:#?}");
}
