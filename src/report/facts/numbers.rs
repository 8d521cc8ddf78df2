//! Numbers in prose against the metrics, and against each other.

use std::sync::LazyLock;

use regex::Regex;

use super::prose::{Mention, Paragraph, Prose};
use super::{Disagreement, Fact, Literal};
use crate::report::model::{Metric, Report};
use crate::report::pattern;

/// Words that say that a number is of a part, of another time, or is a difference.
const PARTS: [&str; 76] = [
    "其中",
    "假期",
    "期间",
    "首日",
    "当天",
    "当月",
    "单日",
    "国庆",
    "春节",
    "旺季",
    "周末",
    "上年",
    "去年",
    "前年",
    "往年",
    "上届",
    "历年",
    "每",
    "人均",
    "平均",
    "首批",
    "重点",
    "新增",
    "增加",
    "减少",
    "增长",
    "提高",
    "上升",
    "下降",
    "比",
    "较",
    "占",
    "季度",
    "月",
    "上半年",
    "下半年",
    "部分",
    "涉及",
    "方面",
    "类",
    "镇",
    "乡",
    "村",
    "社区",
    "街道",
    "小组",
    "委员会",
    "界别",
    "计划",
    "目标",
    "力争",
    "预计",
    "拟",
    "未",
    "五年",
    "三年",
    "届",
    "来自",
    "第",
    "从",
    "由",
    "超出",
    "多于",
    "少于",
    "以上",
    "年均",
    "至今",
    "建议案",
    "联名",
    "集体",
    "优秀",
    "明年",
    "来年",
    "待",
    "不足",
    "当年",
];

fn speaks_of_a_part(text: &str) -> bool {
    PARTS.iter().any(|word| text.contains(word))
}

/// Whether a text names a year that is not the report's.
fn names_another_year(text: &str, year: u32) -> bool {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern("([0-9]{4})年"));
    YEARS.captures_iter(text).any(|found| found.get(1).is_some_and(|said| said.as_str() != year.to_string()))
}

/// Words between what is counted and its number, or before it, that change nothing.
static LINKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:总数|总量|数量|共计|合计|累计|已经|已有|达到|高达|共有|全年|仍为|均为|都是|均达|都达|共|达|为|是|有|了|已|计|约|数|量|均|都|则|的)*$",
    )
});
static OPENINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:一年来|一年里|这一年|本年度|全年|今年|如今|年内|本年|[0-9]{4}年|县政协|县人大|政协|全县|我县|截至年底|截至目前|目前|先后|累计|共计|一共|总共|各类|各项|他们|我们|委员们|并|还|又|也|已|共|就|将|仅|光|的)*",
    )
});

/// Whether a mention speaks of a metric.
fn speaks_of(paragraph: &Paragraph, mention: &Mention, metric: &Metric) -> bool {
    let unit = metric.unit.as_deref().unwrap_or_default();
    let rest = &paragraph.text[mention.unit.start..];
    // 15件次 is not counted in 件.
    if !rest.starts_with(unit)
        || (!unit.is_empty() && paragraph.unit(mention) != unit && !unit.starts_with(['余', '多']))
    {
        return false;
    }
    let before = paragraph.before(mention);
    let label = metric.label.as_str();
    // 立案提案89件; 答复率 for 提案答复率 as well, where nothing else stands before it.
    if let Some((prefix, link)) = before.rsplit_once(label) {
        return LINKS.is_match(link.trim()) && !speaks_of_a_part(prefix);
    }
    let short: String = label.chars().skip(label.chars().count().saturating_sub(3)).collect();
    if label.ends_with('率')
        && label.chars().count() > 3
        && let Some((prefix, link)) = before.rsplit_once(short.as_str())
    {
        let opening = OPENINGS.find(prefix).map_or(0, |found| found.end());
        return LINKS.is_match(link.trim()) && prefix[opening..].is_empty();
    }
    // 89件立案提案.
    let after = paragraph.text[mention.unit.start + unit.len()..].trim_start_matches(['的', '各', '类']);
    after.starts_with(label) && !speaks_of_a_part(before)
}

/// Whether a mention may well speak of a metric: its clause has the beginning or the end of the label and the same unit,
/// and its number is the metric's with a slip of the pen.
fn may_speak_of(paragraph: &Paragraph, mention: &Mention, metric: &Metric) -> bool {
    let unit = metric.unit.as_deref().unwrap_or_default();
    let said = &paragraph.text[mention.number.clone()];
    let label: Vec<char> = metric.label.chars().collect();
    if unit.is_empty()
        || label.len() < 3
        || paragraph.unit(mention) != unit
        || !slipped(said, metric.value.as_str())
    {
        return false;
    }
    let rest = &paragraph.text[mention.unit.end..];
    let clause = rest.find(|c: char| "，。；：！？".contains(c)).map_or(rest, |end| &rest[..end]);
    let before = paragraph.before(mention);
    let part = |characters: &[char]| characters.iter().collect::<String>();
    let (first, last) = (part(&label[..2]), part(&label[label.len() - 2..]));
    let named = |text: &str| text.contains(&first) || text.contains(&last);
    (named(before) || named(clause)) && !speaks_of_a_part(before)
}

/// Whether a number is another one with one figure changed, or two that have changed places.
fn slipped(said: &str, meant: &str) -> bool {
    let (said, meant) = (said.as_bytes(), meant.as_bytes());
    let different: Vec<usize> = if said.len() == meant.len() {
        (0..said.len()).filter(|at| said[*at] != meant[*at]).collect()
    } else {
        return false;
    };
    match different.as_slice() {
        [_] => said.len() > 1,
        [a, b] => said[*a] == meant[*b] && said[*b] == meant[*a],
        _ => false,
    }
}

pub(super) fn metrics(
    prose: &Prose,
    report: &Report,
    found: &mut Vec<Disagreement>,
    literals: &mut Vec<Literal>,
) {
    for paragraph in &prose.paragraphs {
        for mention in &paragraph.mentions {
            let context = paragraph.context(mention);
            let elsewhere = context.contains("其中")
                || TIMES_BEFORE.iter().any(|word| context.contains(word))
                || names_another_year(
                    &paragraph.text[mention.sentence.start.min(mention.number.start)..mention.number.start],
                    report.year,
                );
            if elsewhere {
                continue;
            }
            let sure = report.metrics.iter().find(|metric| speaks_of(paragraph, mention, metric));
            let perhaps = || report.metrics.iter().find(|metric| may_speak_of(paragraph, mention, metric));
            if let Some(metric) = sure.or_else(perhaps) {
                let unit = metric.unit.clone().unwrap_or_default();
                let value = metric.value.as_f64();
                let range = mention.number.start..mention.unit.start + unit.len();
                if (mention.value - value).abs() < 1e-9 {
                    literals.push(Literal {
                        pointer: paragraph.pointer.clone(),
                        range,
                        reference: format!("{{{}}}", metric.id),
                    });
                } else {
                    found.push(Disagreement {
                        fact: Fact::Metric {
                            id: metric.id.clone(),
                            value: format!("{}{unit}", metric.value.as_str()),
                        },
                        pointer: paragraph.pointer.clone(),
                        said: paragraph.text[range.clone()].to_owned(),
                        range,
                    });
                }
            }
        }
    }
}

/// Words between what is said and its number, which change nothing.
static TAIL: LazyLock<Regex> = LazyLock::new(|| pattern("(?:共计|累计|达到|已达|共|达|为|是|有|了|约|近)*$"));

/// Words earlier in a sentence that say that it speaks of another time.
const TIMES_BEFORE: [&str; 14] = [
    "上年",
    "去年",
    "前年",
    "往年",
    "上届",
    "假期",
    "期间",
    "国庆",
    "春节",
    "季度",
    "上半年",
    "下半年",
    "当天",
    "首日",
];

/// What was said with a number: by whom, what, and how many.
struct Said<'a> {
    subject: String,
    key: String,
    paragraph: &'a Paragraph,
    mention: &'a Mention,
}

/// A place or a group of its own: what is said of it is not said of the county.
static PLACES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "镇|乡(?:党|政|的|[^村土镇亲])|街道|社区|小组|支部|学校|小学|中学|公司|村(?:$|[^卫级民集医庄委道容工])|第[一二三四五六七八九十]",
    )
});

/// The same words with another number.
pub(super) fn repeated(prose: &Prose, report: &Report, found: &mut Vec<Disagreement>) {
    let mut all: Vec<Said> = Vec::new();
    for paragraph in &prose.paragraphs {
        for mention in paragraph.mentions.iter().filter(|mention| !mention.unit.is_empty()) {
            let Some(said) = said(paragraph, mention, report.year) else { continue };
            let same = all.iter().find(|other| {
                let one_county =
                    other.subject == said.subject || other.subject.is_empty() || said.subject.is_empty();
                other.key == said.key
                    && one_county
                    && other.paragraph.unit(other.mention) == paragraph.unit(mention)
            });
            match same {
                Some(other) if (other.mention.value - mention.value).abs() > 1e-9 => {
                    let range = other.mention.number.start..other.mention.unit.end;
                    let pointer = other.paragraph.pointer.clone();
                    let other = other.paragraph.text[range].to_owned();
                    found.push(paragraph.disagreement(mention, Fact::Disagree { other, pointer }));
                }
                Some(_) => {}
                None => all.push(said),
            }
        }
    }
}

/// What a mention says, unless it says it of a part, a place or another year.
fn said<'a>(paragraph: &'a Paragraph, mention: &'a Mention, year: u32) -> Option<Said<'a>> {
    let before = paragraph.before(mention);
    let context = paragraph.context(mention);
    let about = &paragraph.text[mention.sentence.start.min(mention.clause)..mention.sentence.end];
    let apart = |text: &str| PLACES.is_match(text) || TIMES.iter().any(|word| text.contains(word));
    if apart(before)
        || apart(context)
        || names_another_year(about, year)
        || paragraph.unit(mention).ends_with('点')
    {
        return None;
    }
    // What stands before the last word such as 全年 is who did it.
    let (subject, rest) = OPENING_WORDS
        .iter()
        .filter_map(|word| before.rfind(word).map(|at| (at, at + word.len())))
        .max_by_key(|(_, end)| *end)
        .map_or(("", before), |(at, end)| (&before[..at], &before[end..]));
    let opening = OPENINGS.find(rest).map_or(0, |opening| opening.end());
    let end = TAIL.find(&rest[opening..]).map_or(rest.len(), |tail| opening + tail.start());
    let after: String = paragraph.after(mention).trim_start_matches('的').chars().take(12).collect();
    let key: String = format!("{}{after}", &rest[opening..end])
        .chars()
        .filter(|c| c.is_alphanumeric() && !"了的".contains(*c))
        .collect();
    let subject: String = subject
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let subject = if OPENINGS.find(&subject).is_some_and(|all| all.end() == subject.len()) {
        String::new()
    } else {
        subject
    };
    (key.chars().count() >= 4).then_some(Said { subject, key, paragraph, mention })
}

/// Words after which it is said what was done in the year.
const OPENING_WORDS: [&str; 8] = ["全年", "一年来", "一年里", "今年", "如今", "目前", "全县", "年内"];

/// Words that say that a number is of a part, of another time, or is a difference, for what is said twice.
const TIMES: [&str; 40] = [
    "其中",
    "上年",
    "去年",
    "前年",
    "往年",
    "上届",
    "历年",
    "每",
    "人均",
    "平均",
    "首批",
    "新增",
    "增加",
    "减少",
    "增长",
    "提高",
    "上升",
    "下降",
    "比",
    "较",
    "占",
    "季度",
    "月",
    "上半年",
    "下半年",
    "部分",
    "计划",
    "目标",
    "力争",
    "预计",
    "从",
    "由",
    "明年",
    "来年",
    "当年",
    "首日",
    "当天",
    "期间",
    "假期",
    "先期",
];
