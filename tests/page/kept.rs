//! What is kept together, on finished frames: a phrase of `[words] keep` and a person of `[names]` are not broken over a
//! line in body, heading, caption and quote.

use banmian::edition::Edition;
use banmian::makeup::plan::{Area, Plan, Quote};
use banmian::typeset::frames;

use crate::support::{edition, page_of, pinned_plan};

/// A word that neither the program nor the report knows: 翠微 is in no list, and nobody has such a surname.
const PHRASE: &str = "翠微亭夜话";

/// What of the county is asked to keep it.
#[derive(Clone, Copy, PartialEq)]
enum Keeps {
    Nothing,
    Phrase,
    Person,
}

/// The sample with the phrase at every place of a line in body and captions, and in a heading.
fn spoken(keeps: Keeps) -> Edition {
    let body: Vec<String> =
        (0..26).map(|n| format!("{}{PHRASE}{}。", "文".repeat(20 + n), "字".repeat(9))).collect();
    let mut edition = edition(|text| {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["sections"][0]["body"] = serde_json::json!(body);
        value["sections"][2]["heading"] =
            serde_json::json!(["凝心聚力谱新篇", format!("走进{PHRASE}听民声")]);
        for (n, photo) in value["photos"].as_array_mut().unwrap().iter_mut().enumerate() {
            photo["caption"] =
                serde_json::json!(format!("{}{PHRASE}{}", "图".repeat(n + 12), "说".repeat(6)));
        }
        value.to_string()
    });
    match keeps {
        Keeps::Nothing => {}
        Keeps::Phrase => edition.county.words.keep.push(PHRASE.to_owned()),
        Keeps::Person => edition.county.names.people.push(format!("讲书人 {PHRASE}")),
    }
    edition
}

/// The pinned plan with a quote over the hero, that breaks after every number of characters.
fn with_quote(before: usize) -> Plan {
    let mut plan = pinned_plan();
    let text = format!("{}{PHRASE}{}。", "引".repeat(before), "句".repeat(12));
    plan.sections[0].quote = Some(Quote { area: Area::new(0, 2, 5, 8), text, from: None });
    plan
}

/// How often the phrase stands on the page whole, in runs of a type size; and how often there are pieces of it.
fn counts(keeps: Keeps, plan: Plan) -> (usize, usize) {
    let page = page_of(spoken(keeps), plan);
    let runs = frames::runs(&page.outcome.document.as_ref().unwrap().pages()[0]);
    let whole = runs.iter().map(|run| run.text.matches(PHRASE).count()).sum();
    let said: String = runs.iter().map(|run| run.text.as_str()).collect();
    (whole, said.matches('翠').count())
}

#[test]
fn kept_phrases_and_people_are_whole_in_body_heading_and_captions() {
    for keeps in [Keeps::Phrase, Keeps::Person] {
        let (whole, all) = counts(keeps, pinned_plan());
        assert_eq!(whole, all);
        // The body, the heading, and the captions.
        assert!(all >= 26 + 1 + 7, "{all}");
    }
    // Nobody else keeps it.
    let (whole, all) = counts(Keeps::Nothing, pinned_plan());
    assert!(whole + 5 < all, "{whole} of {all}");
}

#[test]
fn kept_phrases_and_people_are_whole_in_quotes() {
    let mut parted = 0;
    for before in 2..12 {
        let outside = |keeps| {
            let (whole, all) = counts(keeps, with_quote(before));
            all - whole
        };
        assert_eq!(outside(Keeps::Phrase), 0, "{before}");
        assert_eq!(outside(Keeps::Person), 0, "{before}");
        let without = counts(Keeps::Nothing, pinned_plan());
        parted += usize::from(outside(Keeps::Nothing) > without.1 - without.0);
    }
    assert!(parted > 1, "{parted}");
}
