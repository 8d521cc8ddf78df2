//! Characters and words that are taken for one another, where what stands about them tells which is meant.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Check, Kind, Slip, Text};

/// The table; its head says what the columns are.
const TABLE: &str = include_str!("../words/confusables.tsv");

/// A row of the table.
#[derive(Debug)]
pub struct Confusable {
    /// What is wrong.
    pub wrong: &'static str,
    /// What is right.
    pub right: &'static str,
    /// Phrases in which it is wrong, with `~` in its place and `#` for a figure.
    places: Vec<&'static str>,
    /// Phrases in which it is right all the same.
    unless: Vec<&'static str>,
    /// A sentence with `~`, which is wrong or right with the one or the other.
    pub sentence: &'static str,
    /// A right sentence that looks wrong.
    pub near: Option<&'static str>,
}

/// A phrase in which a row's word is wrong.
struct Phrase {
    row: usize,
    text: String,
    /// Where in it the word stands.
    offset: usize,
}

/// The rows, and the phrases of all of them by their first two characters.
struct Table {
    rows: Vec<Confusable>,
    phrases: HashMap<[char; 2], Vec<Phrase>>,
}

static ALL: LazyLock<Table> = LazyLock::new(|| {
    let words = |column: Option<&'static str>| {
        column.unwrap_or_default().split(' ').filter(|word| !word.is_empty()).collect()
    };
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let (wrong, right) = (columns.next()?, columns.next()?);
        let mut places: Vec<&str> = words(columns.next());
        if places.is_empty() {
            places.push("~");
        }
        let unless = words(columns.next());
        let sentence = columns.next()?;
        let near = columns.next().filter(|near| !near.is_empty());
        Some(Confusable { wrong, right, places, unless, sentence, near })
    };
    let rows: Vec<Confusable> = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    let mut phrases: HashMap<[char; 2], Vec<Phrase>> = HashMap::new();
    for (number, row) in rows.iter().enumerate() {
        for place in &row.places {
            let figures: &[&str] =
                if place.contains('#') { &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] } else { &[""] };
            for figure in figures {
                let place = place.replace('#', figure);
                let (offset, text) = (place.find('~').unwrap_or(0), place.replacen('~', row.wrong, 1));
                let mut characters = text.chars();
                if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
                    phrases.entry([first, second]).or_default().push(Phrase { row: number, text, offset });
                }
            }
        }
    }
    Table { rows, phrases }
});

/// The rows of the table.
#[must_use]
pub fn confusables() -> &'static [Confusable] {
    &ALL.rows
}

/// A character or word that is taken for another.
pub(super) static CONFUSABLE: Check = Check {
    code: "confusable",
    safe: false,
    find,
    kind: Kind::Body,
    wrong: &[
        ("截止年底，全部办复。", Some("截至年底，全部办复。")),
        ("座谈会上，委员登陆平台。", Some("座谈会上，委员登录平台。")),
        ("变化看的见。", Some("变化看得见。")),
    ],
    right: &["报名截止日期。", "台风登陆以后。", "看的见解不同。", "民法总则规定权利义务。"],
};

fn find(text: &Text) -> Vec<Slip> {
    let table = &*ALL;
    let said = text.blanked.as_str();
    let mut found: Vec<Slip> = Vec::new();
    let places: Vec<(usize, char)> = said.char_indices().collect();
    for pair in places.windows(2) {
        let at = pair[0].0;
        for phrase in table.phrases.get(&[pair[0].1, pair[1].1]).into_iter().flatten() {
            if !said[at..].starts_with(&phrase.text) {
                continue;
            }
            let row = &table.rows[phrase.row];
            let start = at + phrase.offset;
            let range = start..start + row.wrong.len();
            let right = row.unless.iter().any(|phrase| stands_over(said, phrase, &range));
            let again = |other: &Slip| other.range.start < range.end && range.start < other.range.end;
            if !right && !found.iter().any(again) {
                found.push(Slip::new(range, row.right));
            }
        }
    }
    found.sort_by_key(|slip| slip.range.start);
    found
}

/// Whether a phrase stands so that it shares characters with a range.
fn stands_over(text: &str, phrase: &str, range: &std::ops::Range<usize>) -> bool {
    let from = text.floor_char_boundary(range.start.saturating_sub(phrase.len()));
    let to = text.ceil_char_boundary((range.end + phrase.len()).min(text.len()));
    text[from..to].match_indices(phrase).any(|(at, _)| {
        let start = from + at;
        start < range.end && range.start < start + phrase.len()
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Text, corrected};
    use super::{confusables, find};

    #[test]
    fn each_row_finds_its_wrong_sentence_and_passes_its_right_ones() {
        let mut bad = Vec::new();
        for row in confusables() {
            let slips = |said: &str| find(&Text::new(said, super::Kind::Body, 2024));
            let (wrong, right) = (row.sentence.replace('~', row.wrong), row.sentence.replace('~', row.right));
            if corrected(&wrong, slips(&wrong).iter()) != right {
                bad.push(format!("{wrong} is not found"));
            }
            for right in std::iter::once(right.as_str()).chain(row.near) {
                if !slips(right).is_empty() {
                    bad.push(format!("{right} is right: {:?}", slips(right)));
                }
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
        assert!(confusables().len() >= 300, "{}", confusables().len());
    }
}
