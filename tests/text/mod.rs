//! The checks of text against labelled sentences, and of facts against labelled reports. `sentences.toml` and `facts.toml`
//! say what is wrong in each; half of them are right. Precision and recall are counted for each rule.

mod corpus;
mod fixing;
mod list;
mod mutations;
mod own;
mod rare;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use banmian::report::facts;
use banmian::report::text::{Kind, Slip, Text, corrected, slips};
use banmian::report::{self, Loaded};
use serde::Deserialize;

#[derive(Clone, Deserialize)]
struct Wrong {
    rule: String,
    from: String,
    to: Option<String>,
}

#[derive(Clone, Deserialize)]
struct Sentence {
    text: String,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    wrong: Vec<Wrong>,
}

#[derive(Deserialize)]
struct Sentences {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Metric {
    id: String,
    label: String,
    value: f64,
    unit: Option<String>,
    previous: Option<f64>,
}

#[derive(Deserialize)]
struct Case {
    year: u32,
    #[serde(default)]
    metrics: Vec<Metric>,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default)]
    body: Vec<String>,
    #[serde(default)]
    captions: Vec<String>,
    /// The days of the captions' photos.
    #[serde(default)]
    dates: Vec<String>,
    #[serde(default)]
    wrong: Vec<Wrong>,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

fn labelled<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = crate::support::root().join("tests/text").join(name);
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// How often a rule was right.
#[derive(Default)]
struct Count {
    /// Labelled and found.
    found: usize,
    /// Labelled and not found.
    missed: usize,
    /// Found and not labelled.
    invented: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        share(self.found, self.invented)
    }

    fn recall(&self) -> f64 {
        share(self.found, self.missed)
    }
}

fn share(part: usize, other: usize) -> f64 {
    if part + other == 0 { 1.0 } else { part as f64 / (part + other) as f64 }
}

type Counts = BTreeMap<String, Count>;

/// The counts as a table, and whether every rule reaches both marks.
fn table(counts: &Counts, precision: f64, recall: f64) -> (String, bool) {
    let mut text = String::new();
    let mut good = true;
    for (rule, count) in counts {
        let (p, r) = (count.precision(), count.recall());
        good &= p >= precision && r >= recall;
        let _ = writeln!(
            text,
            "{rule:<14} {:>3} found {:>2} missed {:>2} invented  precision {p:.3}  recall {r:.3}",
            count.found, count.missed, count.invented
        );
    }
    (text, good)
}

fn kind(place: Option<&str>) -> Kind {
    match place {
        Some("heading") => Kind::Heading,
        Some("caption") => Kind::Caption,
        Some("name") => Kind::Name,
        _ => Kind::Body,
    }
}

/// Whether a slip stands where a label says that something is wrong. What is to be put in stands at the end.
fn at(slip: &Slip, text: &str, wrong: &Wrong) -> bool {
    text.match_indices(&wrong.from).any(|(start, from)| {
        let end = start + from.len();
        slip.range.start < end && start < slip.range.end || slip.range.is_empty() && slip.range.start == end
    })
}

/// How often each check is right on the labelled sentences, and what it does wrong.
fn count_sentences() -> (Counts, String) {
    let Sentences { sentence: sentences } = labelled("sentences.toml");
    // A wrong sentence whose right form is known gives a right one as well.
    let twins = sentences.iter().filter(|sentence| !sentence.wrong.is_empty()).filter_map(|sentence| {
        let mut text = sentence.text.clone();
        for wrong in &sentence.wrong {
            text = text.replace(&wrong.from, wrong.to.as_ref()?);
        }
        Some(Sentence { text, place: sentence.place.clone(), wrong: Vec::new() })
    });
    // So are those of the table of confusable characters.
    let body = |text: String, wrong: Vec<Wrong>| Sentence { text, place: None, wrong };
    let confusable = report::text::confusables().iter().flat_map(|row| {
        let label = Wrong { rule: "confusable".into(), from: row.wrong.into(), to: Some(row.right.into()) };
        let pair = [
            body(row.sentence.replace('~', row.wrong), vec![label]),
            body(row.sentence.replace('~', row.right), Vec::new()),
        ];
        pair.into_iter().chain(row.near.map(|near| body(near.to_owned(), Vec::new())))
    });
    let sentences: Vec<Sentence> = sentences.iter().cloned().chain(twins).chain(confusable).collect();
    let right = sentences.iter().filter(|sentence| sentence.wrong.is_empty()).count();
    assert!(sentences.len() >= 1400 && right * 2 >= sentences.len(), "{right} right of {}", sentences.len());
    let names = report::Names::example();
    let mut counts = Counts::new();
    let mut notes = String::new();
    for sentence in &sentences {
        let found = slips(&Text::new(&sentence.text, kind(sentence.place.as_deref()), 2024).named(&names));
        for wrong in &sentence.wrong {
            let mine: Vec<&Slip> = found
                .iter()
                .filter(|(check, slip)| check.code == wrong.rule && at(slip, &sentence.text, wrong))
                .map(|(_, slip)| slip)
                .collect();
            let count = counts.entry(wrong.rule.clone()).or_default();
            let corrected = corrected(&sentence.text, mine.iter().copied());
            let known = mine.iter().any(|slip| slip.right.is_some());
            let good = !mine.is_empty()
                && wrong.to.as_ref().is_none_or(|to| {
                    !known
                        || corrected == sentence.text.replacen(&wrong.from, to, 1)
                        || corrected == sentence.text.replace(&wrong.from, to)
                });
            if good {
                count.found += 1;
            } else {
                count.missed += 1;
                let _ = writeln!(
                    notes,
                    "missed {} “{}” in {} ({corrected})",
                    wrong.rule, wrong.from, sentence.text
                );
            }
        }
        for (check, slip) in &found {
            let labelled = |wrong: &&Wrong| at(slip, &sentence.text, wrong);
            if !sentence.wrong.iter().any(|wrong| labelled(&wrong)) {
                counts.entry(check.code.to_owned()).or_default().invented += 1;
                let _ = writeln!(notes, "invented {} in {} {slip:?}", check.code, sentence.text);
            }
        }
    }
    (counts, notes)
}

#[test]
fn labelled_sentences() {
    let (counts, notes) = count_sentences();
    let (text, good) = table(&counts, 0.98, 0.95);
    println!("{text}{notes}");
    for check in report::text::CHECKS {
        assert!(counts.contains_key(check.code), "no sentence is labelled with {}", check.code);
    }
    assert!(good, "{text}{notes}");
}

/// A small report with the texts of a case.
fn loaded(case: &Case) -> Loaded {
    let photos: Vec<_> = case
        .captions
        .iter()
        .enumerate()
        .map(|(number, caption)| serde_json::json!({ "id": format!("p{number}"), "file": "p.jpg", "caption": caption, "date": case.dates.get(number) }))
        .collect();
    let metrics: Vec<_> = case
        .metrics
        .iter()
        .map(|metric| {
            let value = if metric.value.fract() == 0.0 { serde_json::json!(metric.value as i64) } else { serde_json::json!(metric.value) };
            serde_json::json!({
                "id": metric.id, "label": metric.label, "value": value, "unit": metric.unit, "previous": metric.previous,
            })
        })
        .collect();
    let title = if case.title.is_empty() { vec!["山河新".to_owned()] } else { case.title.clone() };
    let body = if case.body.is_empty() { vec!["水通了。".to_owned()] } else { case.body.clone() };
    let report = serde_json::json!({
        "format": 1, "county": "某县", "year": case.year, "headline": { "title": title }, "metrics": metrics,
        "sections": [ { "heading": ["民生"], "body": body } ], "photos": photos,
    });
    report::read_text(report.to_string(), "report.json")
        .unwrap_or_else(|errors| panic!("{report}: {errors:?}"))
}

#[test]
fn labelled_facts() {
    let Cases { case: cases } = labelled("facts.toml");
    let right = cases.iter().filter(|case| case.wrong.is_empty()).count();
    assert!(cases.len() >= 80 && right * 5 >= cases.len() * 2, "{right} right of {}", cases.len());
    let mut counts = Counts::new();
    let mut notes = String::new();
    for case in &cases {
        let loaded = loaded(case);
        let found = facts::check(&loaded.report);
        let touches = |said: &str, wrong: &Wrong| wrong.from.contains(said) || said.contains(&wrong.from);
        for wrong in &case.wrong {
            let good = found.iter().any(|one| one.fact.code() == wrong.rule && touches(&one.said, wrong));
            let count = counts.entry(wrong.rule.clone()).or_default();
            if good {
                count.found += 1;
            } else {
                count.missed += 1;
                let _ = writeln!(
                    notes,
                    "missed {} “{}” in {:?} {:?} {:?} {found:?}",
                    wrong.rule, wrong.from, case.title, case.body, case.captions
                );
            }
        }
        for one in &found {
            // Of two that differ either may be told.
            if !case.wrong.iter().any(|wrong| wrong.rule == one.fact.code()) {
                counts.entry(one.fact.code().to_owned()).or_default().invented += 1;
                let _ = writeln!(notes, "invented {one:?} in {:?} {:?}", case.title, case.body);
            }
        }
    }
    let (text, good) = table(&counts, 0.95, 0.8);
    println!("{text}{notes}");
    for code in facts::CODES {
        assert!(counts.contains_key(code), "no case is labelled with {code}");
    }
    assert!(good, "{text}{notes}");
}

#[test]
fn the_sample_reports_are_clean() {
    let loaded = report::read(&crate::support::sample_folder().join("report.json"), "report.json").unwrap();
    assert!(
        report::proofread(&loaded.report, &loaded.places, &report::Levels::new(), &report::Names::default())
            .is_empty()
    );
}
