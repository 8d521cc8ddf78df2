//! What the head of a column means.

use super::number::{folded, surely_unit, year};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The row's number.
    Index,
    /// What is counted.
    Label,
    /// The number.
    Value,
    /// The unit.
    Unit,
    /// The number of the year before.
    Previous,
    /// The number of a year.
    Year(u32),
    /// By how much it grew.
    Growth,
    /// Anything else.
    Other,
    /// Nothing stands in the head.
    Blank,
}

/// A head: its meaning, and the unit that stands in it in brackets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// What it means.
    pub kind: Kind,
    /// The unit.
    pub unit: Option<String>,
}

const INDEX: &[&str] = &["序号", "序", "编号", "行次", "代码", "no", "no.", "№", "#"];
const LABEL: &[&str] = &[
    "指标",
    "指标名称",
    "指标项",
    "项目",
    "项目名称",
    "名称",
    "内容",
    "工作内容",
    "类别",
    "类型",
    "分类",
    "事项",
    "数据名称",
    "数据项",
    "统计项目",
    "统计指标",
    "主要指标",
    "工作项目",
    "科目",
    "工作",
    "项",
    "年份",
    "年度",
    "年",
    "indicator",
    "item",
    "name",
    "label",
];
const VALUE: &[&str] = &[
    "数值",
    "数量",
    "数据",
    "完成数",
    "完成数量",
    "完成情况",
    "完成",
    "完成值",
    "完成量",
    "实际完成",
    "实际",
    "实绩",
    "实际值",
    "实际数",
    "总数",
    "总量",
    "件数",
    "值",
    "数",
    "数额",
    "统计数",
    "统计值",
    "统计数据",
    "结果",
    "累计",
    "累计数",
    "累计完成",
    "指标值",
    "现值",
    "value",
    "number",
    "figure",
];
const UNIT: &[&str] = &["单位", "计量单位", "量词", "计量", "unit"];
const GROWTH: &[&str] = &[
    "同比",
    "增长",
    "增减",
    "增幅",
    "增速",
    "环比",
    "变化",
    "升降",
    "涨幅",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "与上年",
    "与去年",
];
const PREVIOUS: &[&str] = &["上年", "去年", "上一年", "上期", "同期", "previous", "last year"];
/// What is meant to be, and is not yet.
const MEANT: &[&str] = &["计划", "目标", "任务", "预计", "预期", "预算"];
/// What may stand behind a year, or before a word for a number.
const OF_YEAR: &[&str] = &["本年度", "本年", "今年", "当年", "全年", "年度", "本期"];

/// A text without the bracket at its end, and what stands in that.
pub(super) fn without_bracket(text: &str) -> (&str, Option<&str>) {
    let Some(inner) = text.strip_suffix([')', ']', '】', '〕']) else { return (text, None) };
    match inner.rfind(['(', '[', '【', '〔']) {
        Some(at) => {
            let open = inner[at..].chars().next().map_or(1, char::len_utf8);
            (&text[..at], Some(&inner[at + open..]))
        }
        None => (text, None),
    }
}

/// What a head means.
pub(super) fn head(text: &str) -> Head {
    let text = folded(text);
    let lower = text.to_lowercase();
    let (word, bracket) = without_bracket(&lower);
    let unit = without_bracket(&text).1.map(|inner| inner.trim_start_matches("单位:").to_owned());
    let unit = unit.filter(|unit| surely_unit(unit));
    let kind = if lower.is_empty() {
        Kind::Blank
    } else if GROWTH.iter().any(|growth| word.contains(growth)) {
        Kind::Growth
    } else if MEANT.iter().any(|meant| lower.contains(meant)) {
        Kind::Other
    } else if is(word, INDEX) {
        Kind::Index
    } else if is(word, LABEL) || word.ends_with("指标") || word.ends_with("项目") {
        // 指标（个） is a label still.
        Kind::Label
    } else if let Some(year) = year_of(word) {
        Kind::Year(year)
    } else if PREVIOUS.iter().any(|previous| word.starts_with(previous)) {
        Kind::Previous
    } else if is_value(word) {
        Kind::Value
    } else if is(word, UNIT) && bracket.is_none() {
        Kind::Unit
    } else {
        Kind::Other
    };
    Head { kind, unit }
}

fn is(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

fn is_value(word: &str) -> bool {
    let rest = OF_YEAR.iter().find_map(|of| word.strip_prefix(of));
    is(word, VALUE) || rest.is_some_and(|rest| rest.is_empty() || is(rest, VALUE))
}

/// The year of a head such as `2024年` or `2024年完成数`.
fn year_of(word: &str) -> Option<u32> {
    let figures = word.get(..4)?;
    if word.len() == 4 {
        return figures.parse().ok().filter(|year| (1900..=2200).contains(year));
    }
    let rest = word[4..].strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let months = rest.strip_prefix("1-12月").unwrap_or(rest);
    (months.is_empty() || is_value(months)).then(|| year(&format!("{figures}年"))).flatten()
}

/// The unit that a row above a table gives for the whole of it: `单位：件`.
pub(super) fn unit_of_title(text: &str) -> Option<String> {
    let text = folded(text);
    let at = text.find("单位:")?;
    let unit = text[at + "单位:".len()..].split([')', ']', ';', ',', '。', '、']).next()?.to_owned();
    // 单位：件、人次 says nothing of a single row, and 单位：某某办公室 is an office.
    let several = text[at..].contains(['、', ',', '/', ';']);
    (surely_unit(&unit) && !several).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::{Kind, head, unit_of_title};

    #[test]
    fn heads_are_understood() {
        for (text, kind, unit) in [
            ("指　标", Kind::Label, None),
            ("指标名称", Kind::Label, None),
            ("主要经济指标", Kind::Label, None),
            ("序号", Kind::Index, None),
            ("NO.", Kind::Index, None),
            ("数量（件）", Kind::Value, Some("件")),
            ("2024年", Kind::Year(2024), None),
            ("２０２４年度（万元）", Kind::Year(2024), Some("万元")),
            ("2024", Kind::Year(2024), None),
            ("2024年完成数", Kind::Year(2024), None),
            ("2024年1-12月", Kind::Year(2024), None),
            ("2024年目标", Kind::Other, None),
            ("本年完成", Kind::Value, None),
            ("本年数", Kind::Value, None),
            ("上年同期", Kind::Previous, None),
            ("去年", Kind::Previous, None),
            ("同比增长（%）", Kind::Growth, Some("%")),
            ("比上年增减", Kind::Growth, None),
            ("计量单位", Kind::Unit, None),
            ("单位", Kind::Unit, None),
            ("承办单位", Kind::Other, None),
            ("备注", Kind::Other, None),
            ("计划数", Kind::Other, None),
            ("", Kind::Blank, None),
            ("城关镇", Kind::Other, None),
        ] {
            let read = head(text);
            assert_eq!((read.kind, read.unit.as_deref()), (kind, unit), "{text}");
        }
    }

    #[test]
    fn units_above_a_table_are_found() {
        assert_eq!(unit_of_title("单位：件").as_deref(), Some("件"));
        assert_eq!(unit_of_title("　　（计量单位：万元）").as_deref(), Some("万元"));
        assert_eq!(unit_of_title("单位：件、人次"), None);
        assert_eq!(unit_of_title("填报单位：县政协办公室"), None);
        assert_eq!(unit_of_title("2024年"), None);
    }
}
