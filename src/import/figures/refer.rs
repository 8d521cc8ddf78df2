//! Numbers of prose that are figures of the report.
//!
//! A number becomes `{id}` only where nothing else can be meant: the figure's number and unit stand there as they would be
//! printed, and its label, or the word that only its label begins with, stands right before them in the same clause.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::number::surely_unit;
use crate::report::inline::{Style, marked};
use crate::report::{Metric, pattern, prose};

/// Numbers as prose writes them: the whole of each.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"));

/// What may stand between a label and its number.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:数量|数|量|全年|全部|总数|总计|累计|共计|合计|已达|达到|达|共有|共|已|为|是|有|了|计|到|：|:|\s|\*\*|__|\^\^)*$",
    )
});

/// Where a clause ends.
const CLAUSE: &[char] = &[
    '，', '。', '；', '！', '？', '、', '\n', ',', ';', '!', '?', '（', '）', '(', ')', '“', '”', '‘', '’',
    '《', '》', '…', '—',
];
/// Where a sentence ends.
const SENTENCE: &[char] = &['。', '；', '！', '？', '\n'];
/// Words of another time, or of a change: a number behind them is another one, even where it looks the same.
const OTHER: &[&str] = &[
    "上年",
    "去年",
    "前年",
    "同期",
    "往年",
    "明年",
    "次年",
    "上一年",
    "下一年",
    "比",
    "较",
    "增",
    "减",
    "降",
    "升",
    "计划",
    "目标",
    "预计",
    "力争",
    "拟",
    "平均",
    "人均",
    "每",
    "上届",
    "历年",
    "以来",
    "五年",
    "三年",
    "季度",
    "月",
    "第",
];
/// A label behind one of these is not meant.
const NOT: &[char] = &['未', '不', '非', '没', '待', '应', '予', '无', '免'];
/// A short label behind a Chinese character is meant only where that is one of these: 集体提案 is not 提案.
const BEFORE_SHORT: &str = "到交出了办开展召织成现年共计为的对县市区州盟旗省是有收其中";
/// What makes another unit of the one that it follows: 人 and 人次.
const GOES_ON: &str = "次余多以左上时级均方里月小百学星季半分公万亿千个点米克瓦人";
/// A number below this is too common to be known by a part of its label.
const COMMON: f64 = 10.0;

/// A figure, as prose may say it.
struct Known {
    id: String,
    label: Vec<char>,
    printed: String,
    number: f64,
    unit: String,
    /// The word with which only this label begins.
    word: Option<Vec<char>>,
    /// The years of its series with another number.
    others: Vec<u32>,
}

/// A text of a report with `{id}` in the place of each number that is certainly one of the figures. It reads as before.
#[must_use]
pub fn refer(text: &str, metrics: &[Value]) -> String {
    let typed: Option<Vec<Metric>> =
        metrics.iter().map(|metric| serde_json::from_str(&metric.to_string()).ok()).collect();
    let Some(typed) = typed else { return text.to_owned() };
    let known = known(&typed);
    let quoted = quoted(text);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for piece in marked(text).pieces.iter().filter(|piece| piece.style == Style::Plain) {
        for found in NUMBERS.find_iter(&text[piece.range.clone()]) {
            let range = piece.range.start + found.start()..piece.range.start + found.end();
            if inside(&quoted, &range) {
                continue;
            }
            let place = At { text, range: range.clone(), end: piece.range.end };
            let mut meant =
                known.iter().filter_map(|known| place.is(known).map(|replaced| (known, replaced)));
            if let (Some((known, (end, value_only))), None) = (meant.next(), meant.next()) {
                out.push_str(&text[done..range.start]);
                out.push('{');
                out.push_str(&known.id);
                out.push_str(if value_only { ".value}" } else { "}" });
                done = end;
            }
        }
    }
    out.push_str(&text[done..]);
    // It reads as before, or it stays.
    if prose(&out, &typed) == prose(text, &typed) { out } else { text.to_owned() }
}

fn known(metrics: &[Metric]) -> Vec<Known> {
    let mut beginnings: BTreeMap<Vec<char>, usize> = BTreeMap::new();
    let labels: Vec<Vec<char>> =
        metrics.iter().map(|metric| metric.label.chars().filter(|c| !c.is_whitespace()).collect()).collect();
    for label in &labels {
        for word in label.windows(2) {
            *beginnings.entry(word.to_vec()).or_default() += 1;
        }
    }
    metrics
        .iter()
        .zip(labels)
        .filter(|(_, label)| label.len() >= 2)
        .map(|(metric, label)| {
            let word = label[..2].to_vec();
            let own = label.len() >= 4 && beginnings.get(&word) == Some(&1);
            let printed = metric.value.as_str().to_owned();
            let others =
                metric.series.iter().filter(|point| point.value != metric.value).map(|point| point.year);
            Known {
                id: metric.id.clone(),
                printed,
                number: metric.value.as_f64(),
                unit: metric.unit.clone().unwrap_or_default(),
                word: own.then_some(word),
                others: others.collect(),
                label,
            }
        })
        .collect()
}

/// The bytes that stand in quotes, in titles or in braces.
fn quoted(text: &str) -> Vec<Range<usize>> {
    const PAIRS: &[(char, char)] =
        &[('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('{', '}'), ('[', ']')];
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut straight: Option<usize> = None;
    for (at, character) in text.char_indices() {
        if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == character) {
            open.push((*close, at));
        } else if let Some(depth) = open.iter().rposition(|(close, _)| *close == character) {
            found.push(open[depth].1..at);
            open.truncate(depth);
        } else if character == '"' {
            match straight.take() {
                Some(start) => found.push(start..at),
                None => straight = Some(at),
            }
        }
    }
    // What is not closed goes to the end.
    found.extend(open.iter().map(|(_, at)| *at..text.len()));
    found.extend(straight.map(|at| at..text.len()));
    found
}

fn inside(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    ranges.iter().any(|other| other.start < range.end && range.start < other.end)
}

/// A number of a text.
struct At<'a> {
    text: &'a str,
    range: Range<usize>,
    /// Where the text of the same look ends.
    end: usize,
}

impl At<'_> {
    /// The end of what is replaced, and whether only the value is, where a figure is meant.
    fn is(&self, known: &Known) -> Option<(usize, bool)> {
        if self.text[self.range.clone()] != known.printed || self.is_part() {
            return None;
        }
        let (end, value_only) = self.unit(known)?;
        let before = &self.text[..self.range.start];
        let sentence = &before[before.rfind(SENTENCE).map_or(0, |at| at + width(before, at))..];
        let clause = &before[before.rfind(CLAUSE).map_or(0, |at| at + width(before, at))..];
        let letters: Vec<char> = clause.chars().collect();
        let (start, stop, whole) = Self::label(known, &letters)?;
        let must_be_whole = known.number.abs() < COMMON || value_only || known.unit.is_empty();
        let between: String = letters[stop..].iter().collect();
        let earlier: String = letters[..start].iter().collect();
        let other_time = OTHER.iter().any(|word| earlier.contains(word));
        let far: &[&str] = &["上年", "去年", "前年", "明年", "次年", "上一年", "往年"];
        let other_year = far.iter().any(|word| sentence.contains(word))
            || known.others.iter().any(|year| sentence.contains(&format!("{year}年")));
        let fine = (whole || !must_be_whole) && BETWEEN.is_match(&between) && !other_time && !other_year;
        fine.then_some((end, value_only))
    }

    /// Whether the number is a part of another, of a year or of a range.
    fn is_part(&self) -> bool {
        let before = self.text[..self.range.start].chars().next_back();
        let behind = self.text[self.range.end..].chars().next();
        let sign = |c: char| "-–—~～/+±＋－／.:第$¥￥→#=<>≥≤".contains(c) || c.is_ascii_alphabetic();
        let ends = |c: char| "-–~～/：:^_*#".contains(c) || c.is_ascii_alphabetic();
        let after: String = self.text[self.range.end..].chars().take(2).collect();
        let range = after.starts_with('—')
            || after.starts_with('至') && after.chars().nth(1).is_some_and(char::is_numeric);
        let figures = self.range.end - self.range.start == 4 && behind == Some('年');
        before.is_some_and(sign) || behind.is_some_and(ends) || range || figures
    }

    /// The end of the number with its unit.
    fn unit(&self, known: &Known) -> Option<(usize, bool)> {
        let behind = &self.text[self.range.end..self.end];
        let alone = behind.starts_with(CLAUSE) || self.range.end == self.text.len();
        if known.unit.is_empty() || !behind.starts_with(&known.unit) {
            // Without its unit only where nothing follows, or the figure has none and a unit does.
            let first: String = behind.chars().take(1).collect();
            let counted = known.unit.is_empty() && surely_unit(&first);
            return (alone || counted).then_some((self.range.end, true));
        }
        let end = self.range.end + known.unit.len();
        let rest = &self.text[end..];
        let next = rest.chars().next();
        let scaled = known.unit.ends_with(['万', '亿', '千', '百', '余', '多']);
        let goes_on = next.is_some_and(|c| {
            GOES_ON.contains(c)
                || (scaled && c.is_alphabetic())
                || "-–~～/".contains(c)
                || c.is_ascii_alphanumeric()
        });
        // 89件至95件.
        let to = rest
            .strip_prefix(['至', '到', '—'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()));
        (!goes_on && !to).then_some((end, false))
    }

    /// Where the label stands in the clause, and whether the whole of it does.
    fn label(known: &Known, letters: &[char]) -> Option<(usize, usize, bool)> {
        let last = |word: &[char]| letters.windows(word.len()).rposition(|window| window == word);
        if let Some(start) = last(&known.label) {
            let before = start.checked_sub(1).map(|at| letters[at]);
            let short = known.label.len() <= 3;
            let narrowed = before.is_some_and(|c| {
                NOT.contains(&c) || (short && c.is_alphabetic() && !BEFORE_SHORT.contains(c))
            });
            return (!narrowed).then_some((start, start + known.label.len(), true));
        }
        let word = known.word.as_ref()?;
        let start = last(word)?;
        let negated = start.checked_sub(1).is_some_and(|at| NOT.contains(&letters[at]));
        (!negated).then_some((start, start + word.len(), false))
    }
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}
