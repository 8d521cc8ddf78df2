//! Names of provinces, prefectures, counties and of the county's own places: what is nearly one of them and is not.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::idioms::alike;
use super::{Check, Kind, Slip, Text, is_han};

/// Provinces, prefectures and counties, each with the first four figures of its codes.
const PLACES: &str = include_str!("../words/places.txt");
/// Names that are no slips of those.
const OLD: &str = include_str!("../words/places-old.txt");
/// Bytes of a Chinese character.
const CHARACTER: usize = 3;
/// The characters of the shortest and the longest name.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=15;
/// What a name of the list ends with.
const ENDS: &str = "县市州旗盟区省";
/// What a name of a place of the county's own may end with besides.
const OWN_ENDS: &str = "镇乡村";
/// What is no wrong character in a name: 北京市市长, 各地州市, 村集体和县 are words that meet.
const NEVER: &str = "市县州省地";
/// What is nowhere in one, though 太和县 is a name: 他和县领导 are words that meet, too.
const JOINS: &str = "和各级化的";
/// What a name begins after, where it does not begin a clause.
const BEFORE: &str = "在自到赴从与和及向由往去来对为是的原省市区州盟旗县";

/// The places of the list.
struct Divisions {
    /// Their codes by name.
    codes: HashMap<&'static str, &'static str>,
    /// Their names by last character and length.
    by_end: HashMap<(char, usize), Vec<&'static str>>,
    old: HashSet<&'static str>,
    /// The provinces as they are called for short, with their codes.
    provinces: Vec<(&'static str, &'static str)>,
}

static DIVISIONS: LazyLock<Divisions> = LazyLock::new(|| {
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let codes: HashMap<&str, &str> = lines(PLACES).filter_map(|line| line.split_once('\t')).collect();
    let mut by_end: HashMap<(char, usize), Vec<&str>> = HashMap::new();
    for name in lines(PLACES).filter_map(|line| line.split('\t').next()) {
        if let Some(last) = name.chars().next_back() {
            by_end.entry((last, name.len())).or_default().push(name);
        }
    }
    let provinces = codes.iter().filter(|(_, code)| code.ends_with("00"));
    let provinces = provinces.map(|(name, code)| {
        let length = if name.starts_with("黑龙江") || name.starts_with("内蒙古") { 3 } else { 2 };
        (name.get(..length * CHARACTER).unwrap_or(name), *code)
    });
    Divisions { provinces: provinces.collect(), old: lines(OLD).collect(), codes, by_end }
});

/// A county, city or town whose name is nearly another's.
pub(super) static PLACE: Check = Check {
    code: "place",
    safe: false,
    find: places,
    kind: Kind::Body,
    wrong: &[
        ("径源县政协视察。", Some("泾源县政协视察。")),
        ("在固愿市开会。", Some("在固原市开会。")),
        ("赴彭扬县学习。", Some("赴彭阳县学习。")),
        ("固原市源州区。", Some("固原市原州区。")),
        ("甘素省平凉市。", Some("甘肃省平凉市。")),
        ("宁厦回族自治区。", Some("宁夏回族自治区。")),
        ("宁夏固愿市的客商。", Some("宁夏固原市的客商。")),
    ],
    right: &[
        "泾源县政协视察。",
        "全县各乡镇。",
        "在本县、外县学习。",
        "固原市原州区。",
        "贺兰山区、太行山区。",
        "天祝县与兖州市。",
        "访问赫尔辛基市。",
        "湖南省径源县。",
        "他们使山区变了样。",
        "他和县领导商定。",
        "村集体和县里一起测量。",
    ],
};

fn places(text: &Text) -> Vec<Slip> {
    let said = text.blanked.as_str();
    let own: Vec<&str> = text.names.iter().flat_map(|names| &names.places).map(String::as_str).collect();
    let mut found = Vec::new();
    for (at, last) in said.char_indices() {
        let end = at + last.len_utf8();
        if !(ENDS.contains(last) || OWN_ENDS.contains(last)) || a_word(text, end) {
            continue;
        }
        let known = |name: &str| {
            DIVISIONS.codes.contains_key(name)
                || DIVISIONS.old.contains(name)
                || own.contains(&name)
                || name == text.county
        };
        let names = || LENGTHS.filter_map(|length| Some((end.checked_sub(length * CHARACTER)?, length)));
        if names().any(|(start, _)| said.get(start..end).is_some_and(known)) {
            continue;
        }
        let slip = names().find_map(|(start, _)| {
            let name = said.get(start..end).filter(|name| !name.contains(|c| JOINS.contains(c)))?;
            let right = own
                .iter()
                .copied()
                .filter(|place| place.ends_with(last) && one_wrong(name, place))
                .collect::<Vec<_>>();
            let right = if right.is_empty() { meant(text, &(start..end), last) } else { right };
            match right.as_slice() {
                [] => None,
                [right] => Some(Slip::new(start..end, *right)),
                _ => Some(Slip::unknown(start..end)),
            }
        });
        found.extend(slip);
    }
    found
}

/// Whether what ends at a byte is a word and no name: 城市, 全县; 市民, 市政, but not 市政协.
fn a_word(text: &Text, end: usize) -> bool {
    let affairs = text.starts_after(end, &["政"]) && !text.starts_after(end, &["政协", "政府"]);
    affairs
        || text.ends_before(end, &["城市", "都市", "全县", "各县", "本县", "外县"])
        || text.starts_after(end, &["民", "场", "容", "级"])
}

/// The places of the list that a name may stand for where it stands.
fn meant(text: &Text, range: &Range<usize>, last: char) -> Vec<&'static str> {
    let said = &text.blanked[range.clone()];
    let before = &text.blanked[..range.start];
    let near = DIVISIONS.by_end.get(&(last, said.len())).into_iter().flatten().copied();
    let mut near = near.filter(|place| one_wrong(said, place)).peekable();
    if near.peek().is_none() {
        return Vec::new();
    }
    let begins = before.chars().next_back().is_none_or(|c| !is_han(c) || BEFORE.contains(c));
    let long = said.len() > LENGTHS.start() * CHARACTER;
    match around(before) {
        Some(code) => {
            near.filter(|place| DIVISIONS.codes[place].split(' ').any(|own| own.starts_with(code))).collect()
        }
        // 山区 and 社区 end many a word, 市 the end of foreign names.
        None if last == '区' && !long || "市省".contains(last) && !begins => Vec::new(),
        None => near.collect(),
    }
}

/// The code of the province or city whose name ends a text, as far as it is the same for what lies in it.
fn around(before: &str) -> Option<&'static str> {
    let names = LENGTHS.filter_map(|length| before.get(before.len().checked_sub(length * CHARACTER)?..));
    let whole = names.filter_map(|name| DIVISIONS.codes.get(name).copied()).next_back();
    let short = || DIVISIONS.provinces.iter().find(|(name, _)| before.ends_with(name)).map(|(_, code)| *code);
    let code = whole.or_else(short)?;
    Some(code.strip_suffix("00").unwrap_or(code.get(..4)?))
}

/// Whether a text has all characters of a name but one, which sounds or looks like the right one.
fn one_wrong(said: &str, name: &str) -> bool {
    if said.len() != name.len() {
        return false;
    }
    let mut different = said.chars().zip(name.chars()).filter(|(a, b)| a != b);
    matches!((different.next(), different.next()), (Some((a, b)), None) if is_han(a) && !NEVER.contains(a) && alike(a, b))
}
