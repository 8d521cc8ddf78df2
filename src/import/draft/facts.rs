//! The county, the year and the day of a text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::Order;
use super::super::document::{Document, Piece};
use super::super::taken::{Judged, Role};
use crate::diagnostic::Diagnostic;
use crate::report::pattern;
use crate::report::text::is_han;
use crate::say;

/// What a report must know besides its texts.
pub(super) struct About {
    /// The county's name.
    pub county: String,
    /// The year that is reviewed.
    pub year: u32,
    /// What the text does not say and nobody gave.
    pub missing: Vec<Diagnostic>,
}

/// A year with its sign.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern("(20[0-9]{2})\\s*年"));
/// A day in figures.
static DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern("(20[0-9]{2})\\s*年\\s*([0-9]{1,2})\\s*月\\s*([0-9]{1,2})\\s*日"));

/// County and year: as they were given, else as the text says them most.
pub(super) fn about(document: &Document, took: &[Judged], order: &Order) -> About {
    let head: String = took.iter().filter(|part| is_head(part.role)).map(|part| part.text() + "\n").collect();
    let whole = words(document);
    let mut missing = Vec::new();
    let county = order.county.clone().or_else(|| county(&head, &whole)).unwrap_or_else(|| {
        let finding = Diagnostic::error(say!("import-fact.county")).in_file(document.file.clone());
        missing.push(finding.hint(say!("hint.import-county")));
        String::new()
    });
    let year = order.year.or_else(|| year(&head)).or_else(|| year(&whole)).unwrap_or_else(|| {
        let finding = Diagnostic::error(say!("import-fact.year")).in_file(document.file.clone());
        missing.push(finding.hint(say!("hint.import-year")));
        0
    });
    About { county, year, missing }
}

/// What says best which county and year a text is about.
fn is_head(role: Role) -> bool {
    matches!(role, Role::Kicker | Role::Title | Role::Subtitle | Role::Folio)
}

/// All letters of a text.
fn words(document: &Document) -> String {
    fn add(pieces: &[Piece], out: &mut String) {
        for piece in pieces {
            match piece {
                Piece::Paragraph(paragraph) => {
                    out.push_str(&paragraph.text());
                    out.push('\n');
                }
                Piece::Table(grid) => grid.rows.iter().flatten().for_each(|cell| add(&cell.pieces, out)),
            }
        }
    }
    let mut out = String::new();
    add(&document.pieces, &mut out);
    out
}

/// The year that is named most; of several the latest.
fn year(text: &str) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for found in YEAR.captures_iter(text) {
        *counts.entry(found[1].parse().ok()?).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// What a county's name does not end in before its last sign: 全县, 社区, 城市, and verbs and particles before a name.
const NO_NAME: &str = "全我本各该外跨邻城社园地景灾山片新老校院辖牧郊库矿林小学选展厂超集都夜股菜上门在为对于和与及的是到向从了由省市县区";

/// The county that a text is about: the words before 县, 市, 区 or 旗 that it has most; those of its head first.
fn county(head: &str, whole: &str) -> Option<String> {
    counted(head).or_else(|| counted(whole))
}

fn counted(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut counts: BTreeMap<(char, String), usize> = BTreeMap::new();
    for at in 2..letters.len() {
        let sign = letters[at];
        if !"县市区旗".contains(sign) {
            continue;
        }
        let stem = &letters[at - 2..at];
        let han = |c: &char| is_han(*c);
        // 自治县: the name stands before 自治 and is long.
        if stem == ['自', '治'] {
            let from = letters[..at - 2].iter().rposition(|c| !han(c)).map_or(0, |at| at + 1);
            let name: String = letters[from.max(at.saturating_sub(10))..=at].iter().collect();
            *counts.entry((sign, name)).or_default() += 1;
        } else if stem.iter().all(han) && !NO_NAME.contains(stem[1]) && !NO_NAME.contains(stem[0]) {
            *counts.entry((sign, stem.iter().collect())).or_default() += 1;
        }
    }
    // A county before a city or a district: 固原市泾源县.
    let rank = |sign: char| "区市旗县".find(sign).unwrap_or(0);
    let best = counts.into_iter().max_by_key(|((sign, _), count)| (*count, rank(*sign)))?;
    let ((sign, stem), count) = best;
    if stem.ends_with(sign) {
        return Some(stem);
    }
    // A name of three characters has the same one before it each time.
    let name = format!("{stem}{sign}");
    let mut before: BTreeMap<char, usize> = BTreeMap::new();
    for (at, _) in text.match_indices(&name) {
        if let Some(c) = text[..at].chars().next_back().filter(|c| is_han(*c)) {
            *before.entry(c).or_default() += 1;
        }
    }
    let longer = before.into_iter().find(|(c, times)| *times == count && count > 2 && !NO_NAME.contains(*c));
    Some(longer.map_or(name.clone(), |(c, _)| format!("{c}{name}")))
}

/// A day of the text, as 2025-01-10, and what stands beside it.
pub(super) fn day(text: &str) -> Option<(String, String)> {
    let figures = in_figures(text);
    let found = DAY.captures(&figures)?;
    let (month, day): (u32, u32) = (found[2].parse().ok()?, found[3].parse().ok()?);
    let date = format!("{}-{month:02}-{day:02}", &found[1]);
    crate::report::month_or_day(&date)?;
    let whole = found.get(0)?;
    Some((date, format!("{}{}", &figures[..whole.start()], &figures[whole.end()..]).trim().to_owned()))
}

/// A day's Chinese numerals as figures: 二〇二五年一月十日. Other texts stay as they are.
fn in_figures(text: &str) -> String {
    const SIGNS: &str = "〇一二三四五六七八九";
    if !text.contains("二〇") && !text.contains("二○") && !text.contains("二零") {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut letters = text.replace(['○', '零'], "〇").chars().collect::<Vec<_>>().into_iter().peekable();
    let mut number = String::new();
    let value = |number: &str| -> String {
        let digit = |c: char| SIGNS.chars().position(|sign| sign == c).unwrap_or(0);
        match number.split_once('十') {
            Some((tens, ones)) => {
                let tens = tens.chars().next().map_or(1, digit);
                (tens * 10 + ones.chars().next().map_or(0, digit)).to_string()
            }
            None => number.chars().map(|c| digit(c).to_string()).collect(),
        }
    };
    while let Some(c) = letters.next() {
        if SIGNS.contains(c) || c == '十' {
            number.push(c);
            if letters.peek().is_some_and(|next| SIGNS.contains(*next) || *next == '十') {
                continue;
            }
            let date = letters.peek().is_some_and(|next| "年月日".contains(*next));
            out.push_str(&if date { value(&number) } else { number.clone() });
            number.clear();
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{county, day, year};

    #[test]
    fn the_county_that_is_meant() {
        assert_eq!(county("泾源县政协2024年履职工作回顾", "").as_deref(), Some("泾源县"));
        assert_eq!(county("", "固原市泾源县在全县开展活动，泾源县社区").as_deref(), Some("泾源县"));
        let three = "青铜峡市政协组织委员，青铜峡市教育局、青铜峡市水务局参加。";
        assert_eq!(county("", three).as_deref(), Some("青铜峡市"));
        assert_eq!(county("一年来的工作", "我县各社区和城市").as_deref(), None);
        assert_eq!(county("门源回族自治县政协年度回顾", "").as_deref(), Some("门源回族自治县"));
    }

    #[test]
    fn the_year_that_is_reviewed() {
        assert_eq!(year("2024年以来，比2023年多；2024年末"), Some(2024));
        assert_eq!(year("去年"), None);
    }

    #[test]
    fn days_in_figures_and_in_chinese() {
        let (date, rest) = day("政协云岭县委员会办公室　2025年1月10日").unwrap();
        assert_eq!((date.as_str(), rest.as_str()), ("2025-01-10", "政协云岭县委员会办公室"));
        assert_eq!(day("二〇二五年十二月二十一日").unwrap().0, "2025-12-21");
        assert_eq!(day("二○二五年一月十日").unwrap().0, "2025-01-10");
        assert_eq!(day("2025年2月30日"), None);
        assert_eq!(day("某某办公室"), None);
    }
}
