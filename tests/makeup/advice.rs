//! What is advised where a report is refused is followed as a clerk would: the page is made then, and hardly more was asked
//! than is needed.

use banmian::edition::{Edition, Template};
use banmian::job;
use banmian::message::Message;
use serde_json::{Value, json};

use super::reports::{Made, Numbers, make, make_any, text};
use crate::support::{FONTS, english};

/// Of the refused reports so many in a hundred are made by the first advice.
const MADE: usize = 95;
/// No more is asked to be cut than so many times what is needed (per cent), or so many characters more.
const OVER: usize = 115;
const NEARLY: usize = 60;

/// One page, one size of type, nothing that fills it.
pub fn strict() -> Template {
    let mut template = Template::open(banmian::edition::template::DEFAULT).unwrap();
    let makeup = &mut template.settings.makeup;
    makeup.pages.most = 1;
    makeup.sizes.clear();
    makeup.filler = None;
    template
}

fn edition(report: &Made, template: &Template) -> Edition {
    Edition { template: template.clone(), ..report.edition() }
}

fn is_made(report: &Made, template: &Template) -> bool {
    let outcome = job::make(&edition(report, template), &FONTS);
    comemo::evict(0);
    outcome.document.is_some()
}

/// One way that is advised.
#[derive(Debug)]
enum Way {
    /// Characters that are cut from sections, by their numbers.
    Cut(Vec<(usize, usize)>),
    Write(usize),
    DropPhotos(Vec<String>),
    OtherTemplate(String),
    /// No way is told that can be followed to the letter.
    Vague,
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// What is advised, read from the words that a clerk reads.
fn ways(hint: &Message) -> Vec<Way> {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    let way = |text: &str| {
        if text.contains("characters from section") {
            let sections = text.split_once(": ").map_or(text, |(_, sections)| sections);
            let pairs = numbers(sections);
            Way::Cut(pairs.chunks(2).map(|pair| (pair[1] - 1, pair[0])).collect())
        } else if text.starts_with("write ") {
            Way::Write(numbers(text)[0])
        } else if text.starts_with("take the photo") {
            Way::DropPhotos(vec![quoted(text)])
        } else if text.starts_with("take ") && text.contains(" photos out: ") {
            let ids = text.split_once(": ").map_or(text, |(_, ids)| ids);
            Way::DropPhotos(ids.split(", ").map(ToOwned::to_owned).collect())
        } else if text.starts_with("use the template") {
            Way::OtherTemplate(quoted(text))
        } else {
            Way::Vague
        }
    };
    english(hint).split(", or ").map(way).collect()
}

/// Cuts so many characters of a section, and no more than the sentence that they end in: whole sentences from its end.
fn cut(report: &mut Made, section: usize, count: usize) {
    let body = report.json["sections"][section]["body"].as_array_mut().unwrap();
    let mut left = count;
    while left > 0 {
        let paragraph = body.pop().unwrap();
        let paragraph = paragraph.as_str().unwrap();
        let mut sentences: Vec<&str> = paragraph.split_inclusive('。').collect();
        while left > 0
            && let Some(sentence) = sentences.pop()
        {
            left = left.saturating_sub(sentence.chars().count());
        }
        if !sentences.is_empty() {
            body.push(json!(sentences.concat()));
        }
        if body.is_empty() {
            body.push(json!("协商议政。"));
            break;
        }
    }
}

/// Cuts so many characters from the end of a section.
fn less_of(edition: &mut Edition, section: usize, count: usize) {
    let body = &mut edition.loaded.report.sections[section].body;
    let mut left = count;
    while left > 0
        && let Some(paragraph) = body.pop()
    {
        let length = paragraph.characters();
        if length > left {
            let text = paragraph.text().unwrap();
            body.push(text.chars().take(length - left).collect::<String>().into());
        }
        left = left.saturating_sub(length);
    }
}

/// Follows an advice. Nothing where none is told.
fn followed(report: &Made, template: &Template, way: &Way) -> Option<bool> {
    let mut report = Made { json: report.json.clone(), photos: report.photos.clone(), ..*report };
    let mut template = template.clone();
    match way {
        Way::Cut(sections) => {
            for &(section, count) in sections {
                cut(&mut report, section, count);
            }
        }
        Way::Write(count) => {
            let sections = report.json["sections"].as_array_mut().unwrap();
            let share = count.div_ceil(sections.len());
            for (index, section) in sections.iter_mut().enumerate() {
                let more = text(&mut Numbers::new(index as u64 + 7), share);
                section["body"].as_array_mut().unwrap().extend(more.into_iter().map(Value::from));
            }
        }
        Way::DropPhotos(ids) => {
            for id in ids {
                let photos = report.json["photos"].as_array_mut().unwrap();
                let at = photos.iter().position(|photo| photo["id"] == id.as_str()).unwrap();
                photos.remove(at);
                report.photos.remove(at);
                for section in report.json["sections"].as_array_mut().unwrap() {
                    section["photos"].as_array_mut().unwrap().retain(|photo| photo != id.as_str());
                }
            }
        }
        Way::OtherTemplate(name) => template = Template::open(name).unwrap(),
        Way::Vague => return None,
    }
    Some(is_made(&report, &template))
}

/// What came of the advice for some reports.
#[derive(Debug, Default)]
struct Tally {
    refused: usize,
    /// Refused without a way that can be followed.
    vague: Vec<u64>,
    /// Ways that are told first and do not make a page, and ways told after them.
    wrong: Vec<String>,
    wrong_besides: Vec<String>,
    besides: usize,
    /// Cuts that ask too much.
    over: Vec<String>,
}

fn tell(reports: impl Iterator<Item = (u64, Made)>, template: &Template) -> Tally {
    let mut tally = Tally::default();
    for (seed, report) in reports {
        let begun = std::time::Instant::now();
        let outcome = job::make(&edition(&report, template), &FONTS);
        comemo::evict(0);
        if outcome.document.is_some() {
            continue;
        }
        tally.refused += 1;
        let errors: Vec<_> = outcome.findings.iter().filter(|finding| finding.code == "volume").collect();
        let [finding] = errors.as_slice() else { panic!("{seed}: {errors:?}") };
        let took = begun.elapsed().as_secs_f64();
        let told: Vec<Way> = finding.hints.iter().flat_map(ways).collect();
        println!("{seed}: {} characters: {told:?}, {took:.1} s", report.characters);
        for (index, way) in told.iter().enumerate() {
            match followed(&report, template, way) {
                None => tally.vague.push(seed),
                Some(true) if index > 0 => tally.besides += 1,
                Some(true) => {}
                Some(false) if index > 0 => tally.wrong_besides.push(format!("{seed}: {way:?}")),
                Some(false) => tally.wrong.push(format!("{seed}: {way:?}")),
            }
            if let Way::Cut(sections) = way {
                let all: usize = sections.iter().map(|(_, count)| count).sum();
                let part = (all * 100 / OVER).min(all.saturating_sub(NEARLY));
                // Characters from the ends of the same sections, to the letter.
                let mut less = edition(&report, template);
                for (section, count) in sections {
                    less_of(&mut less, *section, count * part / all);
                }
                if part > 0 && job::make(&less, &FONTS).document.is_some() {
                    tally.over.push(format!("{seed}: {part} of {all} do"));
                }
            }
        }
    }
    println!("{tally:#?}");
    tally
}

fn is_good(tally: &Tally) {
    let first = tally.refused - tally.vague.len() - tally.wrong.len();
    assert!(first * 100 >= tally.refused * MADE, "{tally:#?}");
    assert!(tally.wrong_besides.len() * 100 <= tally.besides * (100 - MADE), "{tally:#?}");
    assert!(tally.over.len() * 100 <= tally.refused * (100 - MADE), "{tally:#?}");
}

#[test]
fn refused_reports_are_made_by_what_is_advised() {
    let tally = tell([2, 6, 8].map(|seed| (seed, make_any(seed))).into_iter(), &strict());
    assert!(tally.refused == 3 && tally.besides >= 3, "{tally:#?}");
    is_good(&tally);
}

/// Many of them: `BANMIAN_SEEDS` says how many.
#[test]
#[ignore = "takes minutes"]
fn many_refused_reports_are_made_by_what_is_advised() {
    let count = std::env::var("BANMIAN_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(40);
    let any = (1..=count).map(|seed| (seed, make_any(seed)));
    let nearly = (1..=count).map(|seed| (seed + 1000, make(seed)));
    is_good(&tell(any.chain(nearly), &strict()));
}
