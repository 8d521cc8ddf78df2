//! The plenums of the Central Committee and their years.

use super::numbers::han_number;
use super::{Check, Kind, Slip, each, pattern};

/// The plenums.
const PLENUMS: &str = include_str!("../words/plenums.tsv");

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
