//! What stands in a row about its number: the label, the unit, the row's own number, notes.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Number;

use super::heads::without_bracket;
use super::number::{Amount, blank, folded, number, surely_unit};
use super::shown::plain;
use super::why::Why;
use crate::report::pattern;

/// A label with what stands about it.
pub(super) struct Name {
    /// The label alone.
    pub label: String,
    /// The unit that stands behind it in brackets.
    pub unit: Option<String>,
    /// The number that stands before it.
    pub numbering: String,
}

/// What stands before a label: 一、 （二） 1. ① 其中：
static NUMBERING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[(（][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+[、.．]|[0-9]+[、.．)）]|[①-⑳]|其中[:：]?|[#*※◆●■·])+",
    )
});

impl Name {
    pub(super) fn read(text: &str) -> Self {
        let text = joined(text);
        let end = NUMBERING.find(&text).map_or(0, |found| found.end());
        let (numbering, label) = text.split_at(end);
        let label = label.trim_matches([':', '：', '、', '，', ',', ' ']);
        let half = label.replace('（', "(").replace('）', ")");
        let unit = without_bracket(&half)
            .1
            .map(|inner| folded(inner).trim_start_matches("单位:").to_owned())
            .filter(|unit| surely_unit(unit));
        let bracket = label.rfind(['(', '（']).filter(|_| unit.is_some());
        let kept = label[..bracket.unwrap_or(label.len())].to_owned();
        Self { label: kept, unit, numbering: numbering.to_owned() }
    }

    /// What is not in the figure.
    pub(super) fn rest(&self, text: &str, unit: &str) -> Option<(String, Why)> {
        let lost = self.unit.as_ref().filter(|own| !unit.ends_with(own.as_str()));
        match lost {
            Some(own) => Some((format!("{}{own}", self.numbering), Why::OtherUnit)),
            None if self.numbering.is_empty() => None,
            None => Some((self.numbering.clone(), Why::Numbering)).filter(|_| !text.is_empty()),
        }
    }
}

/// Words without the white space between Chinese characters.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().last()) && latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What a cell of the column of units says.
pub(super) fn unit_in(text: &str) -> Option<String> {
    let text = folded(text);
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(&text);
    inner.contains(|c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '℃')).then(|| inner.to_owned())
}

/// A unit that stands behind the number, with the one that stands elsewhere: 万 and 人次 are 万人次.
pub(super) fn together(attached: &str, given: Option<&str>) -> String {
    match given {
        Some(given) if attached.is_empty() => given.to_owned(),
        Some(given) if is_scale(attached) && !given.starts_with(attached) => format!("{attached}{given}"),
        _ => attached.to_owned(),
    }
}

/// Whether a unit is no more than a part of a number: 万.
pub(super) fn is_scale(unit: &str) -> bool {
    matches!(
        unit,
        "十" | "百" | "千" | "万" | "十万" | "百万" | "千万" | "亿" | "余" | "多" | "万余" | "亿余"
    )
}

/// Whether a number is a share of one where its row says per cent: a rate of 0.956 % does not exist.
pub(super) fn is_share(label: &str, amount: &Amount, unit: &str) -> bool {
    let rate = label.ends_with('率') || label.contains("比例") || label.contains("占比");
    let growth = ["增", "降", "生率", "亡率", "误", "发率", "失业"].iter().any(|word| label.contains(word));
    let value = amount.number.as_f64().unwrap_or(0.0);
    unit == "%" && amount.unit.is_empty() && rate && !growth && value > 0.0 && value < 1.0
}

/// A share of one in per cent.
pub(super) fn per_cent(share: &Number) -> Option<Number> {
    number(&plain(share.as_f64()? * 100.0))
}

/// Whether a label is that of a sum.
pub(super) fn is_total(label: &str) -> bool {
    let label = label.trim_matches([':', '(', ')']);
    matches!(
        label,
        "合计" | "总计" | "小计" | "共计" | "累计" | "总和" | "合" | "计" | "平均" | "平均值" | "汇总"
    )
}

/// Whether a cell is the number of its row.
pub(super) fn is_number_of_row(text: &str) -> bool {
    let text = folded(text);
    let text = text.trim_matches(['.', '、', '(', ')']);
    let chinese = text.chars().all(|c| "一二三四五六七八九十".contains(c));
    !text.is_empty() && text.chars().count() <= 3 && (chinese || text.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a text is a note to a table.
pub(super) fn is_note(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "注",
        "备注",
        "说明",
        "数据来源",
        "来源",
        "资料来源",
        "填报",
        "填表",
        "制表",
        "审核",
        "统计",
        "负责人",
        "单位负责人",
        "联系",
        "截至",
        "以上",
        "※",
        "*",
        "本表",
        "表中",
        "日期",
    ];
    let text = folded(text);
    STARTS.iter().any(|start| text.starts_with(start))
}
