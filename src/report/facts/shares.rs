//! Shares and parts of a whole.

use std::sync::LazyLock;

use regex::Regex;

use super::prose::{Mention, Paragraph};
use super::{Disagreement, Fact};
use crate::report::pattern;

/// Shares of more than the whole.
pub(super) fn percents(paragraph: &Paragraph, found: &mut Vec<Disagreement>) {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "(?:(?P<rate>\\p{Han}{2,8}率)|占比|比重|比例)(?:分别|稳定|保持|始终|已经|已|均|都|为|是|在|了|达到|高达|达|升至|升到|提高到|提高至|提升到|提升至|上升到|超过|超)*$",
        )
    });
    static RISEN: LazyLock<Regex> =
        LazyLock::new(|| pattern("率(?:由|从)[^，。]*(?:提高|上升|提升|增长|增加)(?:到|至)$"));
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        pattern("(?:目标|任务|计划|去年|上年|同期)(?:任务|总量|水平|总数)?的?(?:约|近|超过)?$")
    });
    static SHARE: LazyLock<Regex> =
        LazyLock::new(|| pattern("占[^，。；0-9]{0,14}的?(?:约|近|达|超过|比|比重|比例|为|到)*$"));
    const OPEN: [&str; 16] = [
        "增长率",
        "增速率",
        "完成率",
        "毛入学率",
        "回报率",
        "收益率",
        "周转率",
        "负荷率",
        "负债率",
        "产销率",
        "倍率",
        "利润率",
        "达成率",
        "升值率",
        "膨胀率",
        "通胀率",
    ];
    for mention in paragraph.mentions.iter().filter(|m| paragraph.unit(m) == "%" && m.value > 100.0) {
        let before = paragraph.before(mention);
        // From 98% to 101%.
        let risen = RISEN.is_match(before) && !before.contains('毛');
        let rate = RATE.captures(before).is_some_and(|all| {
            all.name("rate").is_none_or(|rate| {
                !OPEN.iter().any(|open| rate.as_str().ends_with(open)) && !rate.as_str().contains("毛入")
            })
        }) || risen;
        let difference = ["增", "提高了", "上升了", "同比"].iter().any(|word| before.contains(word)) && !rate;
        let target = TARGET.is_match(before);
        if (rate || SHARE.is_match(before)) && !difference && !target {
            found.push(paragraph.disagreement(mention, Fact::Percent));
        }
    }
}

/// A、B、C，共N: the parts of a list against their sum.
pub(super) fn totals(paragraph: &Paragraph, found: &mut Vec<Disagreement>) {
    for (index, whole) in paragraph.mentions.iter().enumerate() {
        if !["共", "共计", "合计", "总计"].contains(&paragraph.before(whole)) || whole.unit.is_empty()
        {
            continue;
        }
        let unit = paragraph.unit(whole);
        // Back over the list: every part ends where the next one's clause begins, with 、 between.
        let mut parts: Vec<&Mention> = Vec::new();
        for part in paragraph.mentions[..index].iter().rev() {
            let next = parts.last().map_or(whole.clause, |next| next.clause);
            let between = paragraph.text.get(part.unit.end..next).unwrap_or_default();
            let mark = if parts.is_empty() { "，" } else { "、" };
            if paragraph.unit(part) != unit || between != mark {
                break;
            }
            parts.push(part);
        }
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        if parts.len() > 1 && (sum - whole.value).abs() > 1e-6 {
            let fact = Fact::Sum {
                parts: format!("{}{unit}", (sum * 1e6).round() / 1e6),
                whole: format!("{}{unit}", whole.value),
            };
            let start = parts.last().map_or(whole.number.start, |part| part.clause);
            found.push(paragraph.disagreement_over(start..whole.unit.end, fact));
        }
    }
}

/// 其中: parts against their whole.
pub(super) fn sums(paragraph: &Paragraph, found: &mut Vec<Disagreement>) {
    let text = &paragraph.text;
    for (at, _) in text.match_indices("其中") {
        let Some(whole) = paragraph.mentions.iter().rfind(|m| m.number.end <= at && m.sentence.contains(&at))
        else {
            continue;
        };
        let unit = paragraph.unit(whole);
        // Up to the next 其中, which speaks of another whole.
        let from = at + "其中".len();
        let end = text[from..]
            .find("其中")
            .map_or(whole.sentence.end, |next| (from + next).min(whole.sentence.end));
        let parts: Vec<&Mention> = paragraph
            .mentions
            .iter()
            .filter(|m| m.number.start > at && m.number.start < end && paragraph.unit(m) == unit)
            .filter(|m| {
                let before = paragraph.before(m);
                !["增", "减", "比", "同比", "共", "每", "平均", "人均"]
                    .iter()
                    .any(|word| before.contains(word))
            })
            .collect();
        // 每户48平方米, 20亿元以上 and 43·3亿 are no wholes.
        let apart = |m: &Mention| {
            ["以上", "以下"].iter().any(|word| text[m.unit.end..].starts_with(word))
                || text[..m.number.start].ends_with('·')
        };
        let each = ["每", "平均", "人均"].iter().any(|word| paragraph.before(whole).contains(word));
        if each || apart(whole) || parts.iter().any(|part| apart(part)) {
            continue;
        }
        if unit.is_empty() || parts.is_empty() || unit == "%" {
            continue;
        }
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let said = &text[at..end];
        let complete = ["其他", "其余", "另外"].iter().any(|word| said.contains(word));
        // People can be women and members at once.
        let crossing = [
            "女",
            "党员",
            "少数民族",
            "青年",
            "老年",
            "新委员",
            "本科",
            "以上",
            "以下",
            "残疾",
            "脱贫",
            "低保",
        ];
        let crosses =
            crossing.iter().any(|word| said.contains(word)) && !(said.contains('男') && said.contains('女'));
        let describe = |value: f64| format!("{value}{unit}");
        let sum = (sum * 1e6).round() / 1e6;
        if let Some(part) = parts.iter().find(|part| part.value > whole.value + 1e-9) {
            let fact = Fact::Sum { parts: describe(part.value), whole: describe(whole.value) };
            found.push(paragraph.disagreement(part, fact));
        } else if parts.len() > 1
            && (sum > whole.value + 1e-9 && !crosses || complete && (sum - whole.value).abs() > 1e-9)
        {
            let fact = Fact::Sum { parts: describe(sum), whole: describe(whole.value) };
            let end = parts.last().map_or(whole.unit.end, |part| part.unit.end);
            found.push(paragraph.disagreement_over(whole.number.start..end, fact));
        }
    }
}
