//! What a proofreader marks in Chinese text: punctuation (GB/T 15834), figures (GB/T 15835), and characters.
//!
//! A check looks at one text and gives slips: where, and what should stand there. Each is a [`Check`] with examples
//! of wrong and right text, which are its tests. What a check says to the user stands in the message tables, under its code.

mod calendar;
mod characters;
mod confusables;
mod dashes;
mod divisions;
mod idioms;
mod leaders;
mod marks;
mod numbers;
mod own;
mod pairs;
mod pattern;
mod plenums;
mod wording;
mod words;

use std::ops::Range;

use super::figures::{Piece, pieces};
use super::model::Report;
use super::texts::{Said, row, said};

pub use characters::{Oddity, oddity, standard};
pub use confusables::{Confusable, confusables};
pub use idioms::alike;
pub use own::Names;
use pattern::{each, pattern};

/// What a text is on the page; some checks hold for some kinds only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph of running text.
    Body,
    /// A line of a headline or heading.
    Heading,
    /// A photo's caption.
    Caption,
    /// Words that are set large.
    Quote,
    /// Names: of people, counties, papers, and labels of figures.
    Name,
}

impl Kind {
    /// The kind of the text at a pointer.
    #[must_use]
    pub fn of(pointer: &str) -> Self {
        row(pointer).and_then(|row| row.kind).unwrap_or(Self::Name)
    }
}

/// A text as the checks see it: references to figures are blanked out, so that every byte keeps its place.
#[derive(Debug)]
pub struct Text<'a> {
    blanked: String,
    kind: Kind,
    year: u32,
    /// Whether another paragraph of the same text follows.
    followed: bool,
    /// The county's own names.
    names: Option<&'a Names>,
    /// The report's county, whose name is right.
    county: &'a str,
}

/// What may be written by hand to steer line breaking, though it cannot be seen: U+2060, where a line must not break, and
/// U+200B, where it may.
pub const WISHES: [char; 2] = ['\u{2060}', '\u{200B}'];

/// Characters that follow a number and stay on its line: units, counters, and 余/多 between them.
pub const UNITS: &str = "年月日时分秒点号期件户名人次场项个所条万亿千百元角吨亩米里批篇册岁天周届级类家村处座辆台套部本张幅副只头位组对种余多成倍度平公顷克升瓦步轮遍版页卷章节块段层栋间排棵株口辈代";

/// What stands for a byte of a reference to a figure. Control characters are refused in reports, so it is unique.
const BLANK: char = '\u{1}';

impl<'a> Text<'a> {
    /// A text of a report of some year.
    #[must_use]
    pub fn new(text: &str, kind: Kind, year: u32) -> Self {
        let mut blanked = text.to_owned();
        for piece in pieces(text) {
            if let Piece::Reference(_, range) = piece {
                let blanks: String = std::iter::repeat_n(BLANK, range.len()).collect();
                blanked.replace_range(range, &blanks);
            }
        }
        Self { blanked, kind, year, followed: false, names: None, county: "" }
    }

    /// The same text with another paragraph behind it.
    #[must_use]
    pub fn followed(self) -> Self {
        Self { followed: true, ..self }
    }

    /// The same text, checked against a county's own names.
    #[must_use]
    pub fn named(self, names: &'a Names) -> Self {
        Self { names: Some(names), ..self }
    }

    /// The same text, of a county.
    #[must_use]
    pub fn of_county(self, county: &'a str) -> Self {
        Self { county, ..self }
    }

    /// The text with its references blanked out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.blanked
    }

    fn before(&self, at: usize) -> Option<char> {
        self.blanked[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.blanked[at..].chars().next()
    }

    /// Whether a byte is within quotes or a title, which are given as they are.
    fn quoted(&self, at: usize) -> bool {
        let count = |mark: char| self.blanked[..at].matches(mark).count();
        count('“') > count('”') || count('《') > count('》')
    }

    /// What stands before a byte is one of these texts.
    fn ends_before(&self, at: usize, any: &[&str]) -> bool {
        any.iter().any(|one| self.blanked[..at].ends_with(one))
    }

    /// What stands after a byte is one of these texts.
    fn starts_after(&self, at: usize, any: &[&str]) -> bool {
        any.iter().any(|one| self.blanked[at..].starts_with(one))
    }
}

/// Something wrong in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The bytes that are wrong.
    pub range: Range<usize>,
    /// What should stand there, where that is known.
    pub right: Option<String>,
    /// Whether that holds whatever the text is about; otherwise it is a proposal.
    pub sure: bool,
}

impl Slip {
    fn new(range: Range<usize>, right: impl Into<String>) -> Self {
        Self { range, right: Some(right.into()), sure: true }
    }

    /// A correction that a person should look at.
    fn proposal(range: Range<usize>, right: impl Into<String>) -> Self {
        Self { sure: false, ..Self::new(range, right) }
    }

    /// The same, sure only where something holds.
    fn sure_if(mut self, holds: bool) -> Self {
        self.sure &= holds;
        self
    }

    fn unknown(range: Range<usize>) -> Self {
        Self { range, right: None, sure: false }
    }
}

/// One check: what it looks for, how it is corrected, and its examples.
#[derive(Debug)]
pub struct Check {
    /// Its name, which is also the key of what it says.
    pub code: &'static str,
    /// Whether its corrections may be written without a person's looking at each, where the slip is sure.
    pub safe: bool,
    /// Finds what breaks it.
    find: fn(&Text) -> Vec<Slip>,
    /// What kind of text the examples are.
    pub kind: Kind,
    /// Wrong texts, each with the right one; with none where only a person can know.
    pub wrong: &'static [(&'static str, Option<&'static str>)],
    /// Right texts that look as if they were wrong.
    pub right: &'static [&'static str],
}

/// All checks. Where two mark the same characters, the one that comes first is told.
pub static CHECKS: [&Check; 47] = [
    &characters::INVISIBLE,
    &characters::PRIVATE,
    &characters::KANGXI,
    &characters::SQUARE,
    &characters::TRADITIONAL,
    &marks::ETC,
    &dashes::ELLIPSIS,
    &numbers::DATE_FORM,
    &numbers::RANGE_UNIT,
    &dashes::RANGE_MARK,
    &dashes::DASH,
    &numbers::DIGIT_MARK,
    &marks::STRAY_START,
    &pairs::NESTED_TITLE,
    &pairs::QUOTE,
    &pairs::BRACKET,
    &marks::ENUMERATION,
    &marks::DOUBLE_MARK,
    &marks::ORDINAL,
    &marks::ASCII_MARK,
    &marks::HEADING_STOP,
    &marks::PARAGRAPH_END,
    &dashes::MIDDLE_DOT,
    &dashes::TIMES_SIGN,
    &numbers::SHORT_YEAR,
    &numbers::ZERO_HAN,
    &numbers::APPROXIMATE,
    &numbers::MIXED_NUMBER,
    &numbers::TWICE_ABOUT,
    &numbers::PERCENT_WORD,
    &numbers::DECADE,
    &numbers::WEEKDAY,
    &characters::FULL_WIDTH,
    &words::SPACE,
    &words::TIMES_LESS,
    &words::DOUBLED,
    &words::DOUBLED_WORD,
    &confusables::CONFUSABLE,
    &idioms::IDIOM,
    &calendar::NO_SUCH_DAY,
    &calendar::WEEKDAY_DATE,
    &calendar::ANNIVERSARY,
    &wording::FIXED,
    &divisions::PLACE,
    &plenums::PLENUM,
    &leaders::LEADER_TITLE,
    &leaders::LEADER_ORDER,
];

/// Everything that the checks find in one text, in order; of two slips at one place the first check's.
#[must_use]
pub fn slips(text: &Text) -> Vec<(&'static Check, Slip)> {
    let mut found: Vec<(&'static Check, Slip)> = Vec::new();
    for check in CHECKS {
        for slip in (check.find)(text) {
            let touches = |other: &Slip| {
                other.range.start < slip.range.end && slip.range.start < other.range.end
                    || other.range == slip.range
            };
            if !found.iter().any(|(_, other)| touches(other)) {
                found.push((check, slip));
            }
        }
    }
    found.sort_by_key(|(_, slip)| slip.range.start);
    found
}

/// A slip in a text of a report.
#[derive(Debug, Clone)]
pub struct TextSlip {
    /// The check.
    pub check: &'static Check,
    /// The text's pointer.
    pub pointer: String,
    /// The bytes of the text that are wrong, and what should stand there.
    pub slip: Slip,
    /// What is wrong with a little of what stands around it.
    pub wrong: String,
    /// The same, corrected.
    pub corrected: Option<String>,
}

/// Everything that the checks find in a report, with a county's own names.
#[must_use]
pub fn check(report: &Report, names: &Names) -> Vec<TextSlip> {
    let mut found = Vec::new();
    let language = report.language.unwrap_or_default();
    let all: Vec<(Said, Kind)> =
        said(report).into_iter().filter_map(|said| said.row.kind.map(|kind| (said, kind))).collect();
    for (index, (one, kind)) in all.iter().enumerate() {
        let (pointer, marked) = (&one.pointer, one.marked());
        let said = &*marked.plain();
        let mut text = Text::new(said, *kind, report.year).named(names).of_county(&report.county);
        let list = |pointer: &str| {
            let (list, number) = pointer.rsplit_once('/')?;
            number.parse::<usize>().is_ok().then(|| list.to_owned())
        };
        // A block may stand between two paragraphs: it follows as well.
        let follows =
            |next: &str, list: &str| next.strip_prefix(list).is_some_and(|rest| rest.starts_with('/'));
        let next = all.get(index + 1).map(|(next, _)| next.pointer.as_str());
        if list(pointer).is_some_and(|list| next.is_some_and(|next| follows(next, &list))) {
            text = text.followed();
        }
        let made = |(check, _): &(&Check, Slip)| language.has_check(check.code);
        for (check, mut slip) in slips(&text).into_iter().filter(made) {
            let start = back(said, slip.range.start, 2);
            let end = on(said, slip.range.end, 2);
            let corrected = slip.right.as_ref().map(|right| {
                format!("{}{right}{}", &said[start..slip.range.start], &said[slip.range.end..end])
            });
            let wrong = said[start..end].to_owned();
            let written = marked.written(&slip.range);
            // What holds marks is for a person to correct.
            slip.sure &= one.text.get(written.clone()) == said.get(slip.range.clone());
            slip.range = written;
            found.push(TextSlip { check, pointer: pointer.clone(), slip, wrong, corrected });
        }
    }
    found
}

/// The byte so many characters before another.
fn back(text: &str, at: usize, count: usize) -> usize {
    text[..at].char_indices().rev().nth(count - 1).map_or(0, |(index, _)| index)
}

/// The byte so many characters after another.
fn on(text: &str, at: usize, count: usize) -> usize {
    text[at..].char_indices().nth(count).map_or(text.len(), |(index, _)| at + index)
}

/// A text with slips put right, where that is known.
#[must_use]
pub fn corrected<'a>(text: &str, slips: impl Iterator<Item = &'a Slip>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for slip in slips {
        let Some(right) = &slip.right else { continue };
        out.push_str(&text[at..slip.range.start]);
        out.push_str(right);
        at = slip.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Whether a character is a Chinese one.
#[must_use]
pub fn is_han(character: char) -> bool {
    matches!(character, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{2_0000}'..='\u{3_FFFF}')
}

/// A mark of Chinese text: full-width punctuation, quotes, dashes.
fn is_chinese_mark(character: char) -> bool {
    "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％～".contains(character)
}

fn is_closing(character: char) -> bool {
    "”’）》〉】〕」』".contains(character)
}

#[cfg(test)]
mod tests {
    use super::{CHECKS, Check, Names, Slip, Text, corrected, slips};

    fn of(check: &'static Check, text: &str) -> Vec<Slip> {
        let names = Names::example();
        let text = Text::new(text, check.kind, 2024).named(&names);
        slips(&text).into_iter().filter(|(found, _)| found.code == check.code).map(|(_, slip)| slip).collect()
    }

    #[test]
    fn every_rule_finds_its_examples_and_no_others() {
        let mut bad = Vec::new();
        for check in CHECKS {
            assert!(!check.wrong.is_empty() && !check.right.is_empty(), "{} has no examples", check.code);
            for (wrong, right) in check.wrong {
                let found = of(check, wrong);
                let known = found.iter().any(|slip| slip.right.is_some());
                let put_right = corrected(wrong, found.iter());
                if found.is_empty()
                    || known != right.is_some()
                    || right.is_some_and(|right| right != put_right)
                {
                    bad.push(format!("{}: {wrong} → {put_right} {found:?}", check.code));
                }
            }
            for right in check.wrong.iter().filter_map(|(_, right)| right.as_ref()).chain(check.right) {
                let found = of(check, right);
                if !found.is_empty() {
                    bad.push(format!("{}: {right} is right, but {found:?}", check.code));
                }
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
    }

    #[test]
    fn codes_are_their_own() {
        let codes: std::collections::BTreeSet<&str> = CHECKS.iter().map(|check| check.code).collect();
        assert_eq!(codes.len(), CHECKS.len());
    }

    #[test]
    fn a_reference_is_no_text() {
        let text = Text::new("立案{proposals}，答复率{reply}。", super::Kind::Body, 2024);
        assert!(slips(&text).is_empty());
    }
}
