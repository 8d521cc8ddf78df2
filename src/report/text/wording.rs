//! Fixed wording, names of people and institutions: what is nearly one of them and is not.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::idioms::alike;
use super::{Check, Kind, Names, Slip, Text, is_han, pattern};

/// The table; its head says what its kinds are, of when they are, and where they come from.
const WORDING: &str = include_str!("../words/wording.tsv");
/// Phrases, which are held to as names are.
const PHRASES: &str = include_str!("../words/phrases.txt");

/// A wrong form, the right one, and the year since when.
type Wrong = (&'static str, &'static str, Option<u32>);

/// The table, read: its rows by the character that is surely there.
#[derive(Default)]
struct Table {
    /// Phrases with a number: the number, and the rest.
    numbers: Vec<(&'static str, &'static str)>,
    /// Names.
    names: HashMap<char, Vec<&'static str>>,
    /// Wrong forms.
    wrong: HashMap<char, Vec<Wrong>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in WORDING.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns.as_slice() {
            ["number", phrase] => table.numbers.extend(phrase.split_at_checked('两'.len_utf8())),
            ["name", name] => {
                table.names.entry(anchor(name)).or_default().push(name);
            }
            ["wrong", wrong, right, since @ ..] => {
                let since = since.first().and_then(|year| year.parse().ok());
                let first = wrong.chars().next().unwrap_or_default();
                table.wrong.entry(first).or_default().push((wrong, right, since));
            }
            _ => {}
        }
    }
    for phrase in PHRASES.lines().filter(|line| !line.starts_with('#')) {
        table.names.entry(anchor(phrase)).or_default().push(phrase);
    }
    table
});

/// Wording that is fixed.
pub(super) static FIXED: Check = Check {
    code: "fixed-wording",
    safe: false,
    find: fixed,
    kind: Kind::Body,
    wrong: &[
        ("做到“三个维护”。", Some("做到“两个维护”。")),
        ("增强五个意识。", Some("增强四个意识。")),
        ("自二十年前的国土资源部。", Some("自二十年前的自然资源部。")),
        ("中国人民政治协商委员会章程。", Some("中国人民政治协商会议章程。")),
        ("学习习进平总书记重要讲话。", Some("学习习近平总书记重要讲话。")),
        ("统筹推进“五个一体”总体布局。", Some("统筹推进“五位一体”总体布局。")),
    ],
    right: &[
        "做到“两个维护”。",
        "增强三种意识。",
        "原国土资源部发文。",
        "抓好四个方面。",
        "坚持协商于民、协商为民。",
        "学习习近平总书记重要讲话。",
        "2012年，国土资源部批复。",
    ],
};

fn fixed(text: &Text) -> Vec<Slip> {
    let mut found = numbered(text);
    let said = text.blanked.as_str();
    let own_wording = || text.names.into_iter().flat_map(|names| &names.wording);
    let own_wording = || own_wording().map(|(wrong, right)| (wrong.as_str(), right.as_str(), None));
    let own_names = || text.names.into_iter().flat_map(Names::persons).map(|(_, name)| name);
    let own_names = || own_names().filter(|name| name.chars().count() >= 3);
    for (at, character) in said.char_indices() {
        let listed = TABLE.wrong.get(&character).into_iter().flatten().copied();
        for (wrong, right, since) in listed.chain(own_wording()) {
            if said[at..].starts_with(wrong) && !was_right(text, at, wrong, since) {
                found.push(Slip::new(at..at + wrong.len(), right));
            }
        }
        let listed = TABLE.names.get(&character).into_iter().flatten().copied();
        for name in listed.chain(own_names().filter(|name| anchor(name) == character)) {
            // What is right itself is no slip of something like it.
            let right = |range: &Range<usize>| {
                let here = &said[range.clone()];
                TABLE.names.get(&anchor(here)).is_some_and(|names| names.contains(&here))
            };
            let near = near(said, at, name).filter(|range| !right(range));
            found.extend(near.map(|range| Slip::new(range, name)));
        }
    }
    found.sort_by_key(|slip| slip.range.start);
    found
}

/// Whether a wrong form is right where it stands: it is an earlier name, told of an earlier year, or another word.
fn was_right(text: &Text, at: usize, wrong: &str, since: Option<u32>) -> bool {
    pattern!(YEAR, "(?:19|20)[0-9]{2}年");
    let start = text.blanked[..at].rfind(['。', '！', '？']).unwrap_or(0);
    let years = || YEAR.find_iter(&text.blanked[start..at]);
    let earliest =
        || years().filter_map(|year| year.as_str().trim_end_matches('年').parse::<u32>().ok()).min();
    since.is_some_and(|since| earliest().unwrap_or(text.year) < since)
        // 环境保护部门 is another word.
        || text.starts_after(at + wrong.len(), &["门"])
        || text.ends_before(at, &["原", "时任", "当时的", "前"])
}

/// A phrase with another number than its own.
fn numbered(text: &Text) -> Vec<Slip> {
    const VERBS: [&str; 11] =
        ["“", "增强", "坚定", "做到", "树牢", "强化", "捍卫", "践行", "协调推进", "落实", "领悟"];
    let mut found = Vec::new();
    // The phrases are of these years.
    if text.year < 2017 {
        return found;
    }
    for (number, rest) in &TABLE.numbers {
        for (at, _) in text.blanked.match_indices(rest) {
            let said: usize = text.blanked[..at]
                .chars()
                .rev()
                .take_while(|c| "一二两三四五六七八九十".contains(*c))
                .map(char::len_utf8)
                .sum();
            let start = at - said;
            let known = TABLE.numbers.iter().any(|(number, rest)| {
                text.blanked[start..].strip_prefix(number).is_some_and(|after| after.starts_with(rest))
            });
            let verb = text.ends_before(start, &VERBS);
            if said > 0 && !known && verb && text.blanked[start..at] != **number {
                found.push(Slip::new(start..at, *number));
            }
        }
    }
    found
}

/// The character of a name that is surely its own: the first of three, for the surname's place may be the end of another word
/// (北往沪宁), and the last of more.
fn anchor(name: &str) -> char {
    let three = name.chars().count() == 3;
    if three { name.chars().next() } else { name.chars().next_back() }.unwrap_or_default()
}

/// Where a text has all characters of a name but one, which sounds or looks like the right one, about the name's anchor.
fn near(said: &str, anchor: usize, name: &str) -> Option<Range<usize>> {
    let length = name.len();
    let start = if name.chars().count() == 3 { anchor } else { (anchor + 3).checked_sub(length)? };
    let here = said.get(start..start + length)?;
    let mut different = here.chars().zip(name.chars()).filter(|(a, b)| a != b);
    match (different.next(), different.next()) {
        (Some((a, b)), None) if is_han(a) && alike(a, b) => Some(start..start + length),
        _ => None,
    }
}
