//! Reports edited at random on both sides: nothing that one side did is lost, and only where both did something at the same
//! place somebody has to decide.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::import::merge::{Before, Changed, Prefer, merge};
use crate::report::Report;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % many
    }

    fn chance(&mut self, of_ten: usize) -> bool {
        self.below(10) < of_ten
    }

    /// A text as nobody else has it.
    fn text(&mut self, least: usize) -> String {
        const COMMON: &str =
            "县政协委员提案办理协商会议群众村里道路水渠学校医院产业就业教育文化环境的了在是有和与对把从到为";
        let common: Vec<char> = COMMON.chars().collect();
        let length = least + self.below(30);
        (0..length)
            .map(|_| {
                if self.chance(4) {
                    common[self.below(common.len())]
                } else {
                    char::from_u32(0x4e00 + u32::try_from(self.below(3000)).unwrap()).unwrap()
                }
            })
            .collect()
    }
}

/// The last import, and what both sides made of it.
struct Case {
    base: Value,
    report: Value,
    new: Value,
    /// The sections and paragraphs that each side has touched, by what the last import said there.
    hands: BTreeSet<String>,
    text: BTreeSet<String>,
    /// What must be in what comes of it, each once.
    wanted: Vec<String>,
    /// What must not.
    unwanted: Vec<String>,
    /// Fields that were set by hand: the heading of the section, the field and its value.
    set: Vec<(Value, String, Value)>,
}

fn base(dice: &mut Dice) -> Value {
    let metrics: Vec<Value> = (0..3)
        .map(|at| json!({ "id": format!("m{at}"), "label": dice.text(3).chars().take(6).collect::<String>(), "value": 100 + dice.below(900), "unit": "件" }))
        .collect();
    let sections: Vec<Value> = (0..3 + dice.below(3))
        .map(|at| {
            let mut body: Vec<Value> = (0..2 + dice.below(5)).map(|_| paragraph(dice)).collect();
            if dice.chance(3) {
                body.insert(1, json!({ "list": [dice.text(8), dice.text(8), dice.text(8)] }));
            }
            if dice.chance(3) {
                body.insert(1, json!({ "subhead": dice.text(8).chars().take(8).collect::<String>() }));
            }
            let heading: String = dice.text(10).chars().take(10).collect();
            json!({ "id": format!("s{at}"), "heading": [heading], "body": body, "photos": [format!("p{at}")] })
        })
        .collect();
    let photos: Vec<Value> = (0..sections.len())
        .map(|at| json!({ "id": format!("p{at}"), "file": format!("photos/image{at}.jpeg"), "caption": dice.text(10) }))
        .collect();
    json!({
        "format": 1, "county": "青禾县", "year": 2024, "headline": { "title": [dice.text(8).chars().take(8).collect::<String>()] },
        "lead": [dice.text(20), dice.text(20)], "metrics": metrics, "sections": sections, "photos": photos
    })
}

fn paragraph(dice: &mut Dice) -> Value {
    let mut text = dice.text(24);
    if dice.chance(3) {
        text.push_str(&format!("共{{m{}}}。", dice.below(3)));
    }
    Value::String(text)
}

/// The places of the paragraphs of a report, by what they said in the last import.
fn places(report: &Value, base: &Value) -> Vec<(usize, usize, String)> {
    let texts = |report: &Value| -> Vec<(usize, usize, String)> {
        let sections = report["sections"].as_array().unwrap().iter().enumerate();
        let of = |(number, section): (usize, &Value)| -> Vec<(usize, usize, String)> {
            let body = section["body"].as_array().unwrap().iter().enumerate();
            body.filter_map(|(at, item)| Some((number, at, item.as_str()?.to_owned()))).collect()
        };
        sections.flat_map(of).collect()
    };
    let known: BTreeSet<String> = texts(base).into_iter().map(|(_, _, text)| text).collect();
    texts(report).into_iter().filter(|(_, _, text)| known.contains(text)).collect()
}

/// The text of a paragraph with some characters written anew, away from its ends and references.
fn edited(text: &str, at: usize, word: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.splice(at..at + 3, word.chars());
    letters.into_iter().collect()
}

impl Case {
    fn new(dice: &mut Dice) -> Self {
        let base = base(dice);
        Self {
            report: base.clone(),
            new: base.clone(),
            base,
            hands: BTreeSet::new(),
            text: BTreeSet::new(),
            wanted: Vec::new(),
            unwanted: Vec::new(),
            set: Vec::new(),
        }
    }

    /// A paragraph that neither side has touched, in a section that is still there.
    fn pick(&self, dice: &mut Dice, by_hand: bool) -> Option<(usize, usize, String)> {
        let report = if by_hand { &self.report } else { &self.new };
        let mut places = places(report, &self.base);
        places.retain(|(_, _, text)| !self.hands.contains(text) && !self.text.contains(text));
        (!places.is_empty()).then(|| places.swap_remove(dice.below(places.len())))
    }

    /// One edit of a paragraph by one side.
    fn edit(&mut self, dice: &mut Dice, by_hand: bool) {
        let Some((section, at, text)) = self.pick(dice, by_hand) else { return };
        let action = dice.below(5);
        let (report, touched) =
            if by_hand { (&mut self.report, &mut self.hands) } else { (&mut self.new, &mut self.text) };
        let sections = report["sections"].as_array().unwrap().len();
        let body = report["sections"][section]["body"].as_array_mut().unwrap();
        match action {
            0 | 1 => {
                let start = 3 + dice.below(12);
                let now = if by_hand && action == 0 {
                    let letters: Vec<char> = text.chars().collect();
                    let part = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
                    format!(
                        "{}**{}**{}",
                        part(0..start),
                        part(start..start + 4),
                        part(start + 4..letters.len())
                    )
                } else {
                    edited(&text, start, &dice.text(2).chars().take(2).collect::<String>())
                };
                body[at] = json!(now);
                self.wanted.push(now);
                self.unwanted.push(text.clone());
            }
            2 => {
                let come = dice.text(24);
                body.insert(at, json!(come));
                self.wanted.push(come);
                return;
            }
            3 if body.len() > 2 => {
                body.remove(at);
                self.unwanted.push(text.clone());
            }
            _ => {
                let moved = body.remove(at);
                if body.is_empty() {
                    body.push(moved);
                    return;
                }
                let to = if dice.chance(5) { section } else { dice.below(sections) };
                let body = report["sections"][to]["body"].as_array_mut().unwrap();
                let place = dice.below(body.len() + 1);
                body.insert(place, moved);
                self.wanted.push(text.clone());
            }
        }
        touched.insert(text);
    }

    /// Something is set at a section or a photo by hand.
    fn set(&mut self, dice: &mut Dice) {
        let sections = self.report["sections"].as_array_mut().unwrap();
        let at = dice.below(sections.len());
        let (name, value) = match dice.below(4) {
            0 => ("importance", json!("brief")),
            1 => ("layout", json!({ "columns": 3 })),
            2 => ("quote", json!({ "text": dice.text(12) })),
            _ => {
                let photos = self.report["photos"].as_array_mut().unwrap();
                let at = dice.below(photos.len());
                photos[at]["focus"] = json!([0.25, 0.75]);
                photos[at]["importance"] = json!("lead");
                return;
            }
        };
        sections[at][name] = value.clone();
        self.set.push((sections[at]["heading"].clone(), name.to_owned(), value));
        self.report["exceptions"] = json!([{ "check": "numbers", "text": "某" }]);
    }

    /// A section comes, goes or moves in the text; or comes or moves in the report.
    fn sections(&mut self, dice: &mut Dice, by_hand: bool) {
        let come = json!({ "id": format!("new-{}", u8::from(by_hand)), "heading": [dice.text(10).chars().take(10).collect::<String>()], "body": [dice.text(24)] });
        let sections = if by_hand { &mut self.report["sections"] } else { &mut self.new["sections"] }
            .as_array_mut()
            .unwrap();
        match dice.below(2) {
            0 => {
                self.wanted.push(come["body"][0].as_str().unwrap().to_owned());
                sections.insert(dice.below(sections.len() + 1), come);
            }
            // Only one side moves sections, or both would.
            _ if by_hand => {}
            _ => {
                let moved = sections.remove(dice.below(sections.len()));
                sections.insert(dice.below(sections.len() + 1), moved);
            }
        }
    }

    /// The new import has ids of its own.
    fn other_ids(&mut self) {
        let mut text = self.new.to_string();
        for at in 0..3 {
            text = text.replace(&format!("{{m{at}}}"), &format!("{{zhi-biao-{at}}}"));
        }
        let mut new: Value = serde_json::from_str(&text).unwrap();
        for (at, metric) in new["metrics"].as_array_mut().unwrap().iter_mut().enumerate() {
            metric["id"] = json!(format!("zhi-biao-{at}"));
        }
        let names: BTreeMap<String, String> =
            (0..9).map(|at| (format!("p{at}"), format!("tu-{}", 8 - at))).collect();
        let new_name = |name: &Value| names.get(name.as_str().unwrap()).cloned().unwrap();
        for photo in new["photos"].as_array_mut().unwrap() {
            photo["id"] = json!(new_name(&photo["id"]));
        }
        for (at, section) in new["sections"].as_array_mut().unwrap().iter_mut().enumerate() {
            section["id"] = json!(format!("section-{at}"));
            if let Some(photos) = section.get_mut("photos") {
                photos.as_array_mut().unwrap().iter_mut().for_each(|photo| *photo = json!(new_name(photo)));
            }
        }
        self.new = new;
    }

    fn merged(&self, prefer: Option<Prefer>) -> (Value, Vec<Changed>) {
        let before = Before { report: self.report.clone(), imported: Some(self.base.clone()), text: None };
        merge(&before, &self.new, prefer)
    }
}

/// How often each text stands in a report.
fn counted(value: &Value, found: &mut BTreeMap<String, usize>) {
    match value {
        Value::String(text) => *found.entry(text.clone()).or_default() += 1,
        Value::Array(items) => items.iter().for_each(|item| counted(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| counted(field, found)),
        _ => {}
    }
}

/// What holds of every merge.
fn sound(case: &Case, merged: &Value, seed: u64) {
    let report: Report =
        serde_json::from_str(&merged.to_string()).unwrap_or_else(|error| panic!("{seed}: {error}"));
    let once = |ids: Vec<String>| {
        let count = ids.len();
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), count, "{seed}: an id twice");
    };
    once(report.photos.iter().map(|photo| photo.id.clone()).collect());
    once(report.metrics.iter().map(|metric| metric.id.clone()).collect());
    once(report.sections.iter().filter_map(|section| section.id.clone()).collect());
    let named: Vec<String> = report.sections.iter().flat_map(|section| section.photos.clone()).collect();
    assert!(named.iter().all(|id| report.photos.iter().any(|photo| photo.id == *id)), "{seed}");
    once(named);
    // The fields of each object stand as the report has them.
    let order = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let (own, theirs) = (order(&case.report), order(merged));
    assert_eq!(own, theirs.iter().filter(|name| own.contains(name)).cloned().collect::<Vec<_>>(), "{seed}");
    // What is merged is at rest.
    let before = Before { report: merged.clone(), imported: Some(case.new.clone()), text: None };
    assert_eq!(merge(&before, &case.new, None), (merged.clone(), Vec::new()), "{seed}");
}

#[test]
fn edits_at_different_places_are_both_there() {
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let mut case = Case::new(&mut dice);
        for _ in 0..=dice.below(8) {
            let by_hand = dice.chance(5);
            case.edit(&mut dice, by_hand);
        }
        for _ in 0..dice.below(4) {
            case.set(&mut dice);
        }
        for by_hand in [true, false] {
            if dice.chance(3) {
                case.sections(&mut dice, by_hand);
            }
        }
        case.other_ids();
        let (merged, changes) = case.merged(None);
        let conflicts: Vec<&Changed> = changes.iter().filter(|change| change.conflict).collect();
        assert!(conflicts.is_empty(), "{seed}: {conflicts:#?}");
        sound(&case, &merged, seed);
        let mut found = BTreeMap::new();
        counted(&merged, &mut found);
        for text in &case.wanted {
            assert_eq!(found.get(text), Some(&1), "{seed}: {text}");
        }
        for text in &case.unwanted {
            assert!(!found.contains_key(text), "{seed}: {text}");
        }
        // What nobody touched is there to the letter.
        for (_, _, text) in places(&case.base, &case.base) {
            if !case.hands.contains(&text) && !case.text.contains(&text) {
                assert_eq!(found.get(&text), Some(&1), "{seed}: {text}");
            }
        }
        let sections = merged["sections"].as_array().unwrap();
        for (heading, name, value) in &case.set {
            let section = sections.iter().find(|section| section["heading"] == *heading).unwrap();
            let now = case.report["sections"].as_array().unwrap();
            let now = now.iter().find(|section| section["heading"] == *heading).unwrap();
            assert_eq!(section[name.as_str()], now[name.as_str()], "{seed}: {value}");
        }
        for photo in case.report["photos"].as_array().unwrap() {
            let kept =
                merged["photos"].as_array().unwrap().iter().find(|other| other["id"] == photo["id"]).unwrap();
            assert_eq!(
                (&kept["focus"], &kept["importance"]),
                (&photo["focus"], &photo["importance"]),
                "{seed}"
            );
        }
        // Whatever is preferred: there is nothing to decide.
        assert_eq!(case.merged(Some(Prefer::Text)).0, merged, "{seed}");
    }
}

#[test]
fn edits_at_the_same_place_are_told() {
    let mut told = 0;
    for seed in 0..120 {
        let mut dice = Dice(seed);
        let mut case = Case::new(&mut dice);
        let Some((section, at, text)) = case.pick(&mut dice, true) else { continue };
        let (hand, word) = (edited(&text, 5, "手改"), edited(&text, 6, "稿改"));
        case.report["sections"][section]["body"][at] = json!(hand);
        case.new["sections"][section]["body"][at] = json!(word);
        case.hands.insert(text.clone());
        for _ in 0..dice.below(6) {
            let by_hand = dice.chance(5);
            case.edit(&mut dice, by_hand);
        }
        case.other_ids();
        let printed = |text: &str| text.split("共{").next().unwrap().to_owned();
        for (prefer, stays, goes) in
            [(None, &hand, &word), (Some(Prefer::Report), &hand, &word), (Some(Prefer::Text), &word, &hand)]
        {
            let (merged, changes) = case.merged(prefer);
            sound(&case, &merged, seed);
            let mut found = BTreeMap::new();
            counted(&merged, &mut found);
            assert_eq!((found.get(stays), found.get(goes)), (Some(&1), None), "{seed}");
            let clashes: Vec<&Changed> =
                changes.iter().filter(|change| change.what.key() == "merge.both").collect();
            assert_eq!(clashes.len(), 1, "{seed}: {changes:#?}");
            assert_eq!(clashes[0].conflict, prefer.is_none());
            assert!(clashes[0].before.as_ref().unwrap().starts_with(&printed(&hand)));
            assert!(clashes[0].after.as_ref().unwrap().starts_with(&printed(&word)));
            let path = &clashes[0].pointer;
            assert_eq!(merged.pointer(path).unwrap(), stays, "{seed}");
            told += 1;
        }
    }
    assert!(told > 300, "{told}");
}

#[test]
fn whatever_both_do_comes_to_a_report() {
    for seed in 0..150 {
        let mut dice = Dice(1000 + seed);
        let mut case = Case::new(&mut dice);
        // Both sides do as they like, to whatever they like.
        for _ in 0..2 + dice.below(12) {
            let by_hand = dice.chance(5);
            let (hands, text) = (std::mem::take(&mut case.hands), std::mem::take(&mut case.text));
            case.edit(&mut dice, by_hand);
            (case.hands, case.text) = (hands, text);
            if dice.chance(2) {
                case.set(&mut dice);
            }
            if dice.chance(2) {
                let side = if by_hand { &mut case.report } else { &mut case.new };
                let sections = side["sections"].as_array_mut().unwrap();
                let at = dice.below(sections.len());
                let other = dice.below(sections.len());
                match dice.below(3) {
                    0 if sections.len() > 2 => drop(sections.remove(at)),
                    1 => sections.swap(at, other),
                    _ => {
                        let moved = std::mem::replace(&mut sections[at]["photos"], json!([]));
                        let list = moved.as_array().unwrap().clone();
                        sections[other]["photos"].as_array_mut().unwrap().extend(list);
                    }
                }
            }
        }
        case.other_ids();
        for prefer in [None, Some(Prefer::Text), Some(Prefer::Report)] {
            let (merged, changes) = case.merged(prefer);
            sound(&case, &merged, seed);
            assert!(prefer.is_none() || changes.iter().all(|change| !change.conflict));
        }
        let before = Before { report: case.report.clone(), imported: None, text: None };
        let (merged, _) = merge(&before, &case.new, None);
        serde_json::from_str::<Report>(&merged.to_string()).unwrap();
    }
}
