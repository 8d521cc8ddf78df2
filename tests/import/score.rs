//! How much of what is known of a document an import finds.

mod alignment;
mod tests;

use std::collections::BTreeMap;

use banmian::import::{Judged, LeftOut, Role};

use super::documents::{Fact, Specimen};
use alignment::{Kind, Part, aligned, key};

/// What came of a document.
#[derive(Debug, Default)]
pub struct Score {
    pub facts: usize,
    pub right: usize,
    pub wrong: Vec<Wrong>,
    /// Right ones that are marked as not certain.
    pub right_in_doubt: usize,
    /// Letters of the source that are nowhere.
    pub lost: String,
    /// Letters that are there more often than in the source.
    pub added: String,
}

/// A part that was not found as what it is.
#[derive(Debug)]
pub struct Wrong {
    pub text: String,
    pub wanted: Vec<Role>,
    pub took: Option<Role>,
    pub how: Slip,
    /// Whether the import says that it is not certain there.
    pub doubted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// Taken as something else.
    Role,
    /// Cut elsewhere, or with letters that should be off it.
    Text,
    /// Among other parts than it should be.
    Place,
    /// A caption at another picture.
    Picture,
    /// Nowhere.
    Lost,
}

impl Score {
    pub fn without_doubt(&self) -> usize {
        self.wrong.iter().filter(|wrong| !wrong.doubted).count()
    }
}

fn said(judged: &Judged, pictures: &[String]) -> (Kind, String) {
    if let Some(grid) = &judged.grid {
        (Kind::Table, cells(grid).join("|"))
    } else if let Some(picture) = judged.picture.filter(|_| judged.role == Role::Picture) {
        (Kind::Picture, pictures.get(picture).cloned().unwrap_or_default())
    } else {
        (Kind::Text, judged.text())
    }
}

fn cells(grid: &banmian::import::Grid) -> Vec<String> {
    use banmian::import::Piece;
    grid.rows
        .iter()
        .flatten()
        .map(|cell| {
            cell.pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Paragraph(paragraph) => {
                        format!("{}{}", paragraph.number.as_deref().unwrap_or_default(), paragraph.text())
                    }
                    Piece::Table(grid) => cells(grid).concat(),
                })
                .collect()
        })
        .collect()
}

fn kind(fact: &Fact) -> Kind {
    match fact.accepted[0] {
        Role::Table => Kind::Table,
        Role::Picture => Kind::Picture,
        _ => Kind::Text,
    }
}

/// Lines of one thing: an import may hand on each, or all together.
const LINES: &[Role] = &[Role::Kicker, Role::Title, Role::Subtitle, Role::Heading, Role::Subhead];
/// Where what was taken off may stay: the page can print it.
const MAY_KEEP: &[Role] = &[
    Role::Text,
    Role::Entry,
    Role::TableNote,
    Role::Note,
    Role::EditorNote,
    Role::Folio,
    Role::Credit,
    Role::BoxTitle,
    Role::LeftOut,
];

/// What an import made of a document, held against what is known. `pictures` are the names of the document's.
pub fn score(specimen: &Specimen, took: &[Judged], left_out: &[LeftOut], pictures: &[String]) -> Score {
    let truth = &specimen.truth;
    let facts: Vec<Part> = truth.iter().map(|fact| Part::new(kind(fact), &fact.text)).collect();
    let texts: Vec<(Kind, String)> = took.iter().map(|judged| said(judged, pictures)).collect();
    let parts: Vec<Part> = texts.iter().map(|(kind, text)| Part::new(*kind, text)).collect();
    let found = aligned(&facts, truth, &parts);
    let mut used = vec![0usize; took.len()];
    for fact in &found {
        for part in fact {
            used[*part] += 1;
        }
    }
    let aside: Vec<Vec<char>> = left_out.iter().map(|left| key(&left.text)).collect();
    let mut score = Score { facts: truth.len(), ..Score::default() };
    let (lost, added) = balance(specimen, took, left_out);
    (score.lost, score.added) = (lost, added);
    let owners = Owners::new(truth, &texts, took);
    for number in 0..truth.len() {
        let (right, by) = verdict(number, truth, &facts, &parts, took, &found, &mut used, &aside, &owners);
        let doubted = by.iter().any(|part| took[*part].doubt.is_some());
        match right {
            Ok(()) => {
                score.right += 1;
                score.right_in_doubt +=
                    usize::from(doubted && by.iter().all(|part| took[*part].role != Role::LeftOut));
            }
            Err(how) => score.wrong.push(Wrong {
                text: truth[number].text.chars().take(40).collect(),
                wanted: truth[number].accepted.clone(),
                took: by.first().map(|part| took[*part].role),
                how,
                doubted,
            }),
        }
    }
    score
}

/// Whether a fact was found, and the parts that say it.
#[allow(clippy::too_many_arguments, reason = "both sides, and what is known of them together")]
fn verdict(
    number: usize,
    truth: &[Fact],
    facts: &[Part],
    parts: &[Part],
    took: &[Judged],
    found: &[Vec<usize>],
    used: &mut [usize],
    aside: &[Vec<char>],
    owners: &Owners,
) -> (Result<(), Slip>, Vec<usize>) {
    let fact = &truth[number];
    let accepts = |part: &usize| fact.accepted.contains(&took[*part].role);
    let loose = fact.accepted.iter().any(|role| [Role::LeftOut, Role::Note].contains(role));
    let by = &found[number];
    if (by.is_empty() || loose && !by.iter().all(accepts))
        && fact.accepted.contains(&Role::LeftOut)
        && aside.iter().any(|text| contains(text, &facts[number].key))
    {
        return (Ok(()), Vec::new());
    }
    if by.is_empty() {
        return elsewhere(number, truth, facts, parts, took, used, owners);
    }
    if !by.iter().all(accepts) {
        return (Err(Slip::Role), by.clone());
    }
    let role = took[by[0]].role;
    // Several facts in one part, or one in several, is right only where that is left open.
    let same = found.iter().filter(|other| *other == by).count();
    if same > 1 {
        let last = number + 1 == truth.len() || found[number + 1] != *by;
        let before = number > 0 && found[number - 1] == *by;
        let joins = (last || fact.runs_on) && (!before || truth[number - 1].runs_on);
        let lines = LINES.contains(&role) && (last || truth[number + 1].accepted == fact.accepted);
        let out = role == Role::LeftOut;
        return (if joins || lines || out { Ok(()) } else { Err(Slip::Text) }, by.clone());
    }
    if by.len() > 1 {
        let right = LINES.contains(&role) || role == Role::LeftOut;
        return (if right { Ok(()) } else { Err(Slip::Text) }, by.clone());
    }
    if !exact(fact, &facts[number], &parts[by[0]], role) {
        return (Err(Slip::Text), by.clone());
    }
    if role == Role::Caption && !owners.agree(number, by[0]) {
        return (Err(Slip::Picture), by.clone());
    }
    (Ok(()), by.clone())
}

fn exact(fact: &Fact, wanted: &Part, got: &Part, role: Role) -> bool {
    if wanted.kind != Kind::Text || wanted.key == got.key {
        return wanted.key == got.key;
    }
    let more = [
        format!("{}{}", fact.before, fact.text),
        format!("{}{}{}", fact.before, fact.text, fact.after),
        format!("{}{}", fact.text, fact.after),
    ];
    MAY_KEEP.contains(&role) && more.iter().any(|text| key(text) == got.key)
}

fn contains(text: &[char], part: &[char]) -> bool {
    part.is_empty() || text.windows(part.len()).any(|window| window == part)
}

/// A fact that is not at its place in the order: notes may stand anywhere, a picture anywhere in its section, a caption
/// at its picture.
fn elsewhere(
    number: usize,
    truth: &[Fact],
    facts: &[Part],
    parts: &[Part],
    took: &[Judged],
    used: &mut [usize],
    owners: &Owners,
) -> (Result<(), Slip>, Vec<usize>) {
    let fact = &truth[number];
    let same = |part: &usize| {
        parts[*part].kind == facts[number].kind
            && exact(fact, &facts[number], &parts[*part], took[*part].role)
    };
    if let Some(part) = (0..parts.len()).filter(|part| used[*part] == 0).find(same) {
        used[part] += 1;
        let role = took[part].role;
        let verdict = if !fact.accepted.contains(&role) {
            Err(Slip::Role)
        } else if [Role::Note, Role::LeftOut].contains(&role)
            || role == Role::Picture && owners.same_section(number, part)
            || role == Role::Caption && owners.agree(number, part)
            || role == Role::Credit && owners.same_section(number, part)
        {
            Ok(())
        } else if role == Role::Caption {
            Err(Slip::Picture)
        } else {
            Err(Slip::Place)
        };
        return (verdict, vec![part]);
    }
    // Its letters may be part of something else.
    let within = (0..parts.len()).find(|part| {
        parts[*part].kind != Kind::Picture
            && !facts[number].key.is_empty()
            && contains(&parts[*part].key, &facts[number].key)
    });
    match within {
        Some(part) if took[part].role == Role::LeftOut && fact.accepted.contains(&Role::LeftOut) => {
            (Ok(()), vec![part])
        }
        Some(part) => (Err(Slip::Text), vec![part]),
        None if facts[number].key.is_empty() => (Ok(()), Vec::new()),
        None => (Err(Slip::Lost), Vec::new()),
    }
}

/// Which picture and which section each part belongs to, on both sides.
struct Owners {
    true_pictures: Vec<Option<String>>,
    took_pictures: Vec<Option<String>>,
    true_sections: Vec<usize>,
    took_sections: Vec<usize>,
}

impl Owners {
    fn new(truth: &[Fact], texts: &[(Kind, String)], took: &[Judged]) -> Self {
        let name = |fact: &Fact| (fact.accepted == [Role::Picture]).then(|| fact.text.clone());
        let true_names: Vec<Option<String>> = truth.iter().map(name).collect();
        let took_names: Vec<Option<String>> =
            texts.iter().map(|(kind, text)| (*kind == Kind::Picture).then(|| text.clone())).collect();
        let mut count = 0;
        let mut sections = |heading: bool| {
            count += usize::from(heading);
            count
        };
        let true_sections = truth.iter().map(|fact| sections(fact.accepted[0] == Role::Heading)).collect();
        let mut count = 0;
        let mut sections = |heading: bool| {
            count += usize::from(heading);
            count
        };
        let took_sections = took.iter().map(|judged| sections(judged.role == Role::Heading)).collect();
        Self {
            true_pictures: nearest(&true_names),
            took_pictures: nearest(&took_names),
            true_sections,
            took_sections,
        }
    }

    fn agree(&self, fact: usize, part: usize) -> bool {
        self.true_pictures[fact] == self.took_pictures[part]
    }

    fn same_section(&self, fact: usize, part: usize) -> bool {
        self.true_sections[fact] == self.took_sections[part]
    }
}

/// For each part the nearest picture before it, or where there is none the nearest after.
fn nearest(names: &[Option<String>]) -> Vec<Option<String>> {
    let first = names.iter().flatten().next().cloned();
    let mut last = first;
    names
        .iter()
        .map(|name| {
            if name.is_some() {
                last.clone_from(name);
            }
            last.clone()
        })
        .collect()
}

/// The letters that are in the source and not in the import, and the other way round. Numbers that the writing program
/// makes are no letters of the source and may be more.
fn balance(specimen: &Specimen, took: &[Judged], left_out: &[LeftOut]) -> (String, String) {
    let mut letters: BTreeMap<char, i64> = BTreeMap::new();
    let mut count = |text: &str, by: i64| {
        for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
            *letters.entry(letter).or_default() += by;
        }
    };
    count(&specimen.source, 1);
    for judged in took {
        match &judged.grid {
            Some(grid) => cells(grid).iter().for_each(|text| count(text, -1)),
            None => count(&judged.text(), -1),
        }
        count(&judged.taken_off, -1);
    }
    for left in left_out {
        // What was judged to be left out is told again in the list.
        let told = took.iter().any(|judged| {
            judged.role == Role::LeftOut
                && judged.place == left.place
                && key(&format!("{}{}", judged.taken_off, judged.text())) == key(&left.text)
        });
        if !told && left.picture.is_none() {
            count(&left.text, -1);
        }
    }
    let of = |sign: i64| {
        letters
            .iter()
            .filter(|(_, many)| **many * sign > 0)
            .flat_map(|(letter, many)| std::iter::repeat_n(*letter, many.unsigned_abs() as usize))
            .collect::<String>()
    };
    (of(1), of(-1))
}
