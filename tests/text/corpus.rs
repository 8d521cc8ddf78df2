//! All checks over a file of edited text: how often each cries wolf. The text is not kept here; each line is a paragraph.
//!
//! `BANMIAN_TEXT=FILE cargo test --release --test all -- --ignored --nocapture text::corpus`; with `BANMIAN_FOUND=FILE` every
//! finding is written there, to be looked at. `BANMIAN_YEAR` is the year that the text is of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use banmian::report::text::{Kind, Text, slips};
use banmian::report::{self, facts};

/// So many paragraphs make one report for the facts; a section has at most 40.
const PARAGRAPHS: usize = 30;

#[test]
#[ignore = "needs a text of its own"]
fn findings_on_edited_text() {
    let path = std::env::var_os("BANMIAN_TEXT").expect("BANMIAN_TEXT names a file");
    let year = std::env::var("BANMIAN_YEAR").ok().map_or(2024, |year| year.parse().unwrap());
    let text = std::fs::read_to_string(path).unwrap();
    let paragraphs: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let characters: usize = paragraphs.iter().map(|line| line.chars().count()).sum();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = String::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        // A line without a stop is a heading.
        let stopped = paragraph.ends_with(['。', '！', '？', '”', '：', '；', '）', '…']);
        let kind = if stopped { Kind::Body } else { Kind::Heading };
        let text = Text::new(paragraph, kind, year);
        let text = if index + 1 < paragraphs.len() { text.followed() } else { text };
        for (check, slip) in slips(&text) {
            *counts.entry(check.code).or_default() += 1;
            let said = around(paragraph, slip.range.clone());
            let written = if check.safe && slip.sure { "written" } else { "proposed" };
            let _ = writeln!(
                found,
                "{}\t{said}\t{}\t{written}",
                check.code,
                slip.right.as_deref().unwrap_or("?")
            );
        }
    }
    let bodies: Vec<String> = paragraphs
        .iter()
        .filter(|line| line.chars().count() < 2000)
        .map(|line| line.replace('{', "｛").replace('}', "｝").replace(char::is_control, ""))
        .collect();
    for body in bodies.chunks(PARAGRAPHS) {
        let report = serde_json::json!({
            "format": 1, "county": "某县", "year": year, "headline": { "title": ["山河新"] },
            "sections": [ { "heading": ["民生"], "body": body } ],
        });
        let Ok(loaded) = report::read_text(report.to_string(), "report.json") else { continue };
        for one in facts::check(&loaded.report) {
            *counts.entry(one.fact.code()).or_default() += 1;
            let index: usize = one.pointer.rsplit('/').next().unwrap().parse().unwrap_or(0);
            let said = body.get(index).map_or("", |body| around(body, one.range.clone()));
            let _ = writeln!(found, "{}\t{said}\t{:?}", one.fact.code(), one.fact);
        }
    }
    let mut table = format!("{characters} characters\n");
    for (code, count) in counts {
        let rate = count as f64 * 1e4 / characters as f64;
        let _ = writeln!(table, "{code:<16} {count:>6}  {rate:.3} in 10,000");
    }
    println!("{table}");
    if let Some(path) = std::env::var_os("BANMIAN_FOUND") {
        std::fs::write(path, found).unwrap();
    }
}

/// A little of what stands around some bytes.
fn around(text: &str, range: std::ops::Range<usize>) -> &str {
    let start = text[..range.start].char_indices().rev().nth(14).map_or(0, |(at, _)| at);
    let end = text[range.end..].char_indices().nth(14).map_or(text.len(), |(at, _)| range.end + at);
    &text[start..end]
}
