//! Fixed wording, names of people, institutions and places: what is nearly one of them and is not.

use std::sync::LazyLock;

use super::idioms::alike;
use super::numbers::han_number;
use super::{Check, Kind, Names, Slip, Text, each, is_han, pattern};

/// The table; its head says what its kinds are, of when they are, and where they come from.
const WORDING: &str = include_str!("../words/wording.tsv");
/// The plenums.
const PLENUMS: &str = include_str!("../words/plenums.tsv");
/// Provinces, prefectures and counties.
const PLACES: &str = include_str!("../words/places.txt");

/// The rows of one kind, without it.
fn rows(kind: &'static str) -> impl Iterator<Item = &'static str> {
    WORDING.lines().filter_map(move |line| line.strip_prefix(kind)?.strip_prefix('\t'))
}

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
        "学习习近平总书记重要讲话。",
        "2012年，国土资源部批复。",
    ],
};

fn fixed(text: &Text<'_>) -> Vec<Slip> {
    let mut found = numbered(text);
    let earlier = |at: usize| {
        pattern!(YEAR, "(?:19|20)[0-9]{2}年");
        let start = text.blanked[..at].rfind(['。', '！', '？']).unwrap_or(0);
        let years = YEAR.find_iter(&text.blanked[start..at]);
        years.filter_map(|year| year.as_str().trim_end_matches('年').parse::<u32>().ok()).min()
    };
    let builtin = rows("wrong").filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, columns.next()?, columns.next().and_then(|year| year.parse::<u32>().ok())))
    });
    let mut all: Vec<(&str, &str, Option<u32>)> = builtin.collect();
    let own = text.names.into_iter().flat_map(|names| &names.wording);
    all.extend(own.map(|(wrong, right)| (wrong.as_str(), right.as_str(), None)));
    for (wrong, right, since) in all {
        for (at, _) in text.blanked.match_indices(wrong) {
            let said_of = earlier(at).unwrap_or(text.year);
            let before = since.is_some_and(|since| said_of < since);
            // 环境保护部门 is another word.
            let longer = text.starts_after(at + wrong.len(), &["门"]);
            if !before && !longer && !text.ends_before(at, &["原", "时任", "当时的", "前"]) {
                found.push(Slip::new(at..at + wrong.len(), right));
            }
        }
    }
    let mut known: Vec<&str> = rows("name").collect();
    known.extend(text.names.into_iter().flat_map(Names::persons).map(|(_, name)| name));
    for name in known.into_iter().filter(|name| name.chars().count() >= 3) {
        found.extend(near(text, name).into_iter().map(|range| Slip::new(range, name)));
    }
    found.sort_by_key(|slip| slip.range.start);
    found
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
    for phrase in rows("number") {
        let (number, rest) = phrase.split_at('两'.len_utf8());
        for (at, _) in text.blanked.match_indices(rest) {
            let said: usize = text.blanked[..at]
                .chars()
                .rev()
                .take_while(|c| "一二两三四五六七八九十".contains(*c))
                .map(char::len_utf8)
                .sum();
            let start = at - said;
            let known = rows("number").any(|other| text.blanked[start..].starts_with(other));
            let verb = text.ends_before(start, &VERBS);
            if said > 0 && !known && verb && &text.blanked[start..at] != number {
                found.push(Slip::new(start..at, number));
            }
        }
    }
    found
}

/// Where a text has all characters of a name but one, which sounds or looks like the right one.
fn near(text: &Text, name: &str) -> Vec<std::ops::Range<usize>> {
    let wanted: Vec<char> = name.chars().collect();
    let places: Vec<(usize, char)> = text.blanked.char_indices().collect();
    let mut found = Vec::new();
    for window in places.windows(wanted.len()) {
        let different: Vec<usize> = (0..wanted.len()).filter(|at| window[*at].1 != wanted[*at]).collect();
        if let [at] = different.as_slice() {
            // 北往沪宁: the surname's place may be the end of another word, and so may the last character of a long name.
            let edge = if wanted.len() == 3 { 0 } else { wanted.len() - 1 };
            if *at != edge && is_han(window[*at].1) && alike(window[*at].1, wanted[*at]) {
                let last = window[wanted.len() - 1];
                found.push(window[0].0..last.0 + last.1.len_utf8());
            }
        }
    }
    found
}

/// Places.
static DIVISIONS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    PLACES.lines().filter(|line| !line.starts_with('#')).map(|line| line.chars().collect()).collect()
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
    ],
    right: &["泾源县政协视察。", "全县各乡镇。", "在本县、外县学习。", "固原市原州区。"],
};

fn places(text: &Text) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    let characters: Vec<(usize, char)> = text.blanked.char_indices().collect();
    let own =
        text.names.iter().flat_map(|names| &names.places).map(|place| place.chars().collect::<Vec<char>>());
    let own: Vec<Vec<char>> = own.filter(|place| place.len() >= 3).collect();
    for (end, (at, last)) in characters.iter().enumerate() {
        // 城市, 山区 and 市区 are words, and every 区 and 省 ends one.
        let behind = at + last.len_utf8();
        // 市政 is a word, 市政协 and 县政府 are not.
        let affairs = text.starts_after(behind, &["政"]) && !text.starts_after(behind, &["政协", "政府"]);
        let word = text.ends_before(behind, &["城市", "都市", "全县", "各县", "本县", "外县"])
            || text.starts_after(behind, &["民", "场", "容", "级"])
            || affairs;
        if !"县市州旗盟镇乡村".contains(*last) || word {
            continue;
        }
        let said = |length: usize| Some(&characters[(end + 1).checked_sub(length)?..=end]);
        let ends = |place: &Vec<char>| {
            place.last() == Some(last)
                && said(place.len()).is_some_and(|said| said.iter().map(|(_, c)| c).eq(place))
        };
        // The right name, or another one.
        if DIVISIONS.iter().chain(&own).any(ends) {
            continue;
        }
        let close = |place: &&Vec<char>| {
            let Some(said) = said(place.len()).filter(|_| place.last() == Some(last)) else { return false };
            // 北京市市长, 各地州市, 村集体和县: words that meet.
            if said[..said.len() - 1].iter().any(|(_, c)| "市县州省和各地级化的".contains(*c)) {
                return false;
            }
            let mut different = said.iter().zip(place.iter()).filter(|((_, a), b)| a != *b);
            match (different.next(), different.next()) {
                (Some(((_, a), b)), None) => is_han(*a) && alike(*a, *b),
                _ => false,
            }
        };
        if let Some(place) = own.iter().chain(DIVISIONS.iter()).find(close) {
            let start = said(place.len()).and_then(|said| said.first()).map_or(*at, |first| first.0);
            found.push(Slip::new(start..at + last.len_utf8(), place.iter().collect::<String>()));
        }
    }
    found
}

/// A plenum that was not, or not in the year that is said.
pub(super) static PLENUM: Check = Check {
    code: "plenum",
    safe: false,
    find: |text| {
        pattern!(
            PLENUM,
            ["中全会"],
            "(?P<congress>(?:二十|十[一二三四五六七八九])届)(?P<number>[一二三四五六七八九十])中全会(?P<spirit>精神)?"
        );
        pattern!(YEAR, "(?P<year>(?:19|20)[0-9]{2})年");
        each(text, &PLENUM, |found| {
            let (all, congress) = (found.get(0)?, found.name("congress")?);
            let number = usize::try_from(han_number(found.name("number")?.as_str())?).ok()?;
            let mut rows = PLENUMS
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'));
            let years: Vec<u32> = rows
                .clone()
                .find(|(name, _)| *name == congress.as_str())?
                .1
                .split(' ')
                .filter_map(|year| year.parse().ok())
                .collect();
            let last = rows.next_back()?.0 == congress.as_str();
            let Some(held) = years.get(number.checked_sub(1)?) else {
                // There may be more of the last congress by now.
                let known = years.last().copied().unwrap_or_default();
                return (!last || text.year < known).then(|| Slip::unknown(all.range()));
            };
            let clause = text.blanked[..all.start()].rfind(['。', '；']).unwrap_or(0);
            let said = YEAR.captures_iter(&text.blanked[clause..all.start()]).last();
            let said: Option<u32> = said.and_then(|year| year.name("year")?.as_str().parse().ok());
            let begun = text.blanked[clause..all.start()].contains(['自', '从']);
            let anniversary = text.blanked[all.end()..].starts_with('召')
                && text.blanked[all.end()..].chars().take(12).any(|c| c == '周');
            let held_then = !anniversary
                && text.starts_after(all.end(), &["召开", "在北京", "闭幕", "审议", "通过", "胜利"]);
            let other = said.is_some_and(|year| year != *held) && held_then;
            // What is studied this year is no plenum of forty years ago; what has not been is not studied.
            let said = &text.blanked[clause..all.start()];
            let study = ["学习", "贯彻", "落实", "宣讲", "传达"].iter().any(|verb| said.contains(verb));
            let studied = found.name("spirit").is_some()
                && study
                && !begun
                && !text.quoted(all.start())
                && (*held + 8 < text.year || *held > text.year + 1);
            (other || studied).then(|| Slip::unknown(all.range()))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("深入学习贯彻党的十二届三中全会精神。", None),
        ("2023年，党的二十届三中全会召开。", None),
        ("学习党的十九届八中全会精神。", None),
    ],
    right: &[
        "深入学习贯彻党的二十届三中全会精神。",
        "2024年，党的二十届三中全会召开。",
        "十一届三中全会以来，山乡巨变。",
        "党的十八届三中全会提出改革目标。",
    ],
};
