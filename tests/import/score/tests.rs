//! The scale itself, and what the import weighs on it.

use std::collections::BTreeMap;
use std::fs;

use banmian::import::{Cell, Grid, Judged, Order, Paragraph, Piece, Role, Run, read, run};
use serde_json::json;

use super::super::documents::{Fact, Specimen, all};
use super::{Score, Slip, score};

/// What an import without a fault would hand on, and the names of its pictures.
fn faultless(specimen: &Specimen) -> (Vec<Judged>, Vec<String>) {
    let mut pictures = Vec::new();
    let took = specimen
        .truth
        .iter()
        .map(|fact| {
            let mut judged = judged(fact.accepted[0], &fact.text);
            judged.taken_off = format!("{}{}", fact.before, fact.after);
            match fact.accepted[0] {
                Role::Picture => {
                    judged.picture = Some(pictures.len());
                    pictures.push(fact.text.clone());
                    judged.runs.clear();
                }
                Role::Table => {
                    judged.runs.clear();
                    let cell = |text: &str| Cell {
                        pieces: vec![Piece::Paragraph(Paragraph {
                            runs: vec![letters(text)],
                            ..Paragraph::default()
                        })],
                        columns: 1,
                        joined: false,
                    };
                    let rows = vec![fact.text.split('|').map(cell).collect()];
                    judged.grid = Some(Grid { rows, ..Grid::default() });
                }
                _ => {}
            }
            judged
        })
        .collect();
    (took, pictures)
}

fn letters(text: &str) -> Run {
    Run { text: text.to_owned(), ..Run::default() }
}

fn judged(role: Role, text: &str) -> Judged {
    Judged {
        role,
        place: banmian::import::Place::default(),
        runs: vec![letters(text)],
        taken_off: String::new(),
        grid: None,
        picture: None,
        doubt: None,
    }
}

fn specimen(name: &str) -> Specimen {
    all().into_iter().find(|specimen| specimen.name == name).unwrap()
}

/// The place of the nth part of a role.
fn place(took: &[Judged], role: Role, nth: usize) -> usize {
    took.iter().enumerate().filter(|(_, judged)| judged.role == role).nth(nth).unwrap().0
}

#[test]
fn what_is_all_right_is_all_right() {
    for specimen in all() {
        let (took, pictures) = faultless(&specimen);
        let score = score(&specimen, &took, &[], &pictures);
        assert!(score.wrong.is_empty(), "{}: {:#?}", specimen.name, score.wrong);
        assert_eq!((score.lost.as_str(), score.added.as_str()), ("", ""), "{}", specimen.name);
        assert_eq!(score.right, specimen.truth.len());
    }
}

#[test]
fn a_role_that_is_another_is_seen() {
    let specimen = specimen("01-official-3");
    let (mut took, pictures) = faultless(&specimen);
    let at = place(&took, Role::Heading, 1);
    took[at].role = Role::Text;
    let found = score(&specimen, &took, &[], &pictures);
    assert_eq!(found.wrong.len(), 1);
    assert_eq!((found.wrong[0].how, found.wrong[0].took), (Slip::Role, Some(Role::Text)));
    assert_eq!(found.without_doubt(), 1);
    took[at].doubt = Some(banmian::say!("place.margin"));
    assert_eq!(score(&specimen, &took, &[], &pictures).without_doubt(), 0);
}

#[test]
fn a_paragraph_that_is_lost_is_seen() {
    let specimen = specimen("02-plain-4");
    let (mut took, pictures) = faultless(&specimen);
    let lost = took.remove(place(&took, Role::Text, 4)).text();
    let found = score(&specimen, &took, &[], &pictures);
    assert_eq!(found.wrong.len(), 1);
    assert_eq!(found.wrong[0].how, Slip::Lost);
    assert_eq!(found.lost.chars().count(), lost.chars().filter(|letter| !letter.is_whitespace()).count());
}

#[test]
fn a_paragraph_that_is_there_twice_is_seen() {
    let specimen = specimen("02-plain-4");
    let (mut took, pictures) = faultless(&specimen);
    let at = place(&took, Role::Text, 4);
    let again = took[at].clone();
    took.insert(at, again);
    assert!(score(&specimen, &took, &[], &pictures).added.chars().count() > 20);
}

#[test]
fn a_caption_at_another_picture_is_seen() {
    let specimen = specimen("06-tabled-4");
    let (mut took, pictures) = faultless(&specimen);
    assert!(pictures.len() > 1, "{}", pictures.len());
    let (first, second) = (place(&took, Role::Caption, 0), place(&took, Role::Caption, 1));
    took.swap(first, second);
    let found = score(&specimen, &took, &[], &pictures);
    assert!(!found.wrong.is_empty());
    assert!(found.wrong.iter().all(|wrong| wrong.how == Slip::Picture), "{:#?}", found.wrong);
}

#[test]
fn a_number_that_stays_and_a_heading_that_runs_on_are_seen() {
    let specimen = specimen("01-official-3");
    let (mut took, pictures) = faultless(&specimen);
    let at = place(&took, Role::Heading, 0);
    let whole = format!("{}{}", took[at].taken_off, took[at].text());
    took[at] = judged(Role::Heading, &whole);
    let found = score(&specimen, &took, &[], &pictures);
    assert_eq!(found.wrong.iter().map(|wrong| wrong.how).collect::<Vec<_>>(), [Slip::Text]);
    let at = (0..specimen.truth.len() - 1)
        .find(|at| specimen.truth[*at].after == "。" && specimen.truth[*at].accepted == [Role::Subhead])
        .unwrap();
    let (mut took, pictures) = faultless(&specimen);
    let rest = took.remove(at + 1);
    took[at] = judged(
        Role::Text,
        &format!("{}{}。{}", specimen.truth[at].before, specimen.truth[at].text, rest.text()),
    );
    let found = score(&specimen, &took, &[], &pictures);
    assert_eq!(found.wrong.len(), 2, "{:#?}", found.wrong);
}

#[test]
fn two_paragraphs_made_one_and_a_paragraph_moved_are_seen() {
    let specimen = specimen("12-speech-2");
    let (mut took, pictures) = faultless(&specimen);
    let at = (0..took.len() - 1)
        .find(|at| [*at, at + 1].iter().all(|at| specimen.truth[*at].accepted == [Role::Text]))
        .unwrap();
    let second = took.remove(at + 1);
    took[at].runs.extend(second.runs);
    assert!(!score(&specimen, &took, &[], &pictures).wrong.is_empty());
    let (mut took, pictures) = faultless(&specimen);
    let from = place(&took, Role::Text, 0);
    let moved = took.remove(from);
    took.push(moved);
    let found = score(&specimen, &took, &[], &pictures);
    assert_eq!(found.wrong.iter().map(|wrong| wrong.how).collect::<Vec<_>>(), [Slip::Place]);
}

#[test]
fn the_truth_has_each_letter_of_the_source_once() {
    for specimen in all() {
        let told: usize = specimen
            .truth
            .iter()
            .filter(|fact| fact.accepted != [Role::Picture])
            .map(|fact| format!("{}{}{}", fact.before, fact.text.replace('|', ""), fact.after))
            .map(|text| text.chars().filter(|letter| !letter.is_whitespace()).count())
            .sum();
        assert_eq!(told, specimen.characters, "{}", specimen.name);
        let pictures = specimen.truth.iter().filter(|fact| fact.accepted == [Role::Picture]).count();
        assert_eq!(pictures, specimen.pictures, "{}", specimen.name);
    }
}

#[test]
fn the_set_is_large_and_its_documents_differ() {
    let all = all();
    assert!(all.len() >= 60);
    let mut manners: Vec<&str> = all.iter().map(|specimen| specimen.manner).collect();
    manners.dedup();
    assert_eq!(manners.len(), 12);
    for (number, specimen) in all.iter().enumerate() {
        assert!((1400..8200).contains(&specimen.characters), "{}: {}", specimen.name, specimen.characters);
        assert!(specimen.pictures <= 10, "{}: {}", specimen.name, specimen.pictures);
        let headings = specimen.truth.iter().filter(|fact| fact.accepted[0] == Role::Heading).count();
        assert!((3..=18).contains(&headings), "{}: {headings}", specimen.name);
        let prose = |fact: &&Fact| fact.text.chars().count() > 60;
        let mine: Vec<&str> = specimen.truth.iter().filter(prose).map(|fact| fact.text.as_str()).collect();
        for other in &all[number + 1..] {
            let same =
                other.truth.iter().filter(prose).filter(|fact| mine.contains(&fact.text.as_str())).count();
            assert!(same <= 3, "{} and {}: {same}", specimen.name, other.name);
        }
    }
}

#[test]
fn the_same_seeds_give_the_same_files() {
    let again = all();
    for (first, second) in all().iter().zip(&again) {
        assert!(first.bytes == second.bytes && first.truth == second.truth, "{}", first.name);
    }
}

/// What the import makes of a document.
fn weighed(specimen: &Specimen, folder: &std::path::Path) -> Score {
    let path = folder.join(format!("{}.docx", specimen.name));
    fs::write(&path, &specimen.bytes).unwrap();
    let names = match read(&path) {
        Ok((document, _)) => document.pictures.into_iter().map(|picture| picture.name).collect(),
        Err(_) => Vec::new(),
    };
    let import = run(&Order { text: path, ..Order::default() });
    score(specimen, &import.took, &import.left_out, &names)
}

/// The share of parts that must be found as what they are (%).
const SHARE: f64 = 98.0;

#[test]
fn roles_of_the_set() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows: Vec<(&str, [usize; 6])> = Vec::new();
    let mut roles: BTreeMap<Role, [usize; 2]> = BTreeMap::new();
    let mut slips = String::new();
    for specimen in all() {
        let score = weighed(&specimen, folder.path());
        if rows.last().is_none_or(|row| row.0 != specimen.manner) {
            rows.push((specimen.manner, [0; 6]));
        }
        let counts = [
            score.facts,
            score.right,
            score.without_doubt(),
            score.right_in_doubt,
            score.lost.chars().count(),
            score.added.chars().count(),
        ];
        let row = rows.last_mut().unwrap();
        for (sum, count) in row.1.iter_mut().zip(counts) {
            *sum += count;
        }
        for fact in &specimen.truth {
            roles.entry(fact.accepted[0]).or_default()[0] += 1;
        }
        for wrong in &score.wrong {
            roles.entry(wrong.wanted[0]).or_default()[1] += 1;
            slips.push_str(&format!(
                "{} {:?} {:?}{} for {:?}: {}\n",
                specimen.name,
                wrong.how,
                wrong.took,
                if wrong.doubted { " (in doubt)" } else { "" },
                wrong.wanted,
                wrong.text
            ));
        }
        for (what, letters) in [("lost", &score.lost), ("more", &score.added)] {
            if !letters.is_empty() {
                let some: String = letters.chars().take(60).collect();
                slips.push_str(&format!("{} {what} {}: {some}\n", specimen.name, letters.chars().count()));
            }
        }
    }
    println!("{slips}");
    println!("manner        facts    right      %  no doubt  needless   lost   more");
    let mut all = [0; 6];
    for (manner, counts) in &rows {
        print_row(manner, counts);
        for (sum, count) in all.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    print_row("all", &all);
    for (role, [facts, wrong]) in &roles {
        println!("{:<12}{facts:>7}{:>9}", format!("{role:?}"), facts - wrong);
    }
    let share = 100.0 * all[1] as f64 / all[0] as f64;
    assert!(share >= SHARE, "{share:.2} % of the parts are right, not {SHARE} %");
    assert_eq!(all[4], 0, "letters are lost");
}

fn print_row(name: &str, [facts, right, sure, needless, lost, more]: &[usize; 6]) {
    let share = 100.0 * *right as f64 / *facts as f64;
    println!("{name:<12}{facts:>7}{right:>9}{share:>7.2}{sure:>10}{needless:>10}{lost:>7}{more:>7}");
}

/// Writes the documents as files, with the truth beside each: into `tune/` those to look at, into `held/` the others.
#[test]
#[ignore = "writes files where BANMIAN_OUT says"]
fn write_the_set() {
    let out = std::path::PathBuf::from(std::env::var("BANMIAN_OUT").unwrap());
    for specimen in all() {
        let folder = out.join(if specimen.seed % 2 == 0 { "tune" } else { "held" });
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{}.docx", specimen.name)), &specimen.bytes).unwrap();
        let facts: Vec<_> = specimen
            .truth
            .iter()
            .map(|fact| {
                let accepted: Vec<String> = fact.accepted.iter().map(|role| format!("{role:?}")).collect();
                json!({
                    "accepted": accepted,
                    "text": fact.text,
                    "before": fact.before,
                    "after": fact.after,
                    "runs_on": fact.runs_on,
                })
            })
            .collect();
        fs::write(
            folder.join(format!("{}.truth.json", specimen.name)),
            serde_json::to_string_pretty(&facts).unwrap(),
        )
        .unwrap();
    }
}
