//! Whether a report agrees with itself: its figures, shares, years and names.
//!
//! A finding needs the same words on both sides. What is said of a part, of another year or of another place is let pass:
//! a check that is often wrong is switched off.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::model::{Metric, Report};
use super::rules::texts;
use super::text::{Kind, Text};

/// Something that two places of a report, or a place and the world, do not agree on.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// What kind.
    pub fact: Fact,
    /// The text's pointer.
    pub pointer: String,
    /// The bytes of the text that are meant.
    pub range: Range<usize>,
    /// What stands there.
    pub said: String,
}

/// The kinds of disagreement.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A number that speaks of a metric, and differs from it.
    Metric {
        /// The metric's id.
        id: String,
        /// Its value and unit.
        value: String,
    },
    /// The same is said elsewhere with another number.
    Disagree {
        /// What is said there.
        other: String,
        /// Where.
        pointer: String,
    },
    /// A share of more than the whole.
    Percent,
    /// Parts that do not make the whole.
    Sum {
        /// The parts together.
        parts: String,
        /// The whole.
        whole: String,
    },
    /// A year that is not the report's.
    Year {
        /// The report's.
        year: u32,
    },
    /// A name that is given elsewhere with one character more, less or other.
    Name {
        /// The other form.
        other: String,
    },
}

impl Fact {
    /// The name of the kind, for settings and programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Metric { .. } => "metric",
            Self::Disagree { .. } => "disagree",
            Self::Percent => "percent",
            Self::Sum { .. } => "sum",
            Self::Year { .. } => "year",
            Self::Name { .. } => "name",
        }
    }
}

/// The codes of all kinds.
pub const CODES: [&str; 6] = ["metric", "disagree", "percent", "sum", "year", "name"];

/// A number written out that says what a metric says: a reference in its place could never go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The text's pointer.
    pub pointer: String,
    /// The bytes of number and unit.
    pub range: Range<usize>,
    /// What could stand there, such as `{proposals}`.
    pub reference: String,
}

/// Everything that does not agree in a report.
#[must_use]
pub fn check(report: &Report) -> Vec<Disagreement> {
    let prose = Prose::of(report);
    let mut found = Vec::new();
    metrics(&prose, report, &mut found, &mut Vec::new());
    repeated(&prose, report, &mut found);
    for paragraph in &prose.paragraphs {
        percents(paragraph, &mut found);
        sums(paragraph, &mut found);
        years(paragraph, report, &mut found);
    }
    folio_year(report, &mut found);
    names(&prose, &mut found);
    found
}

/// Every number that could be a reference to a metric.
#[must_use]
pub fn literals(report: &Report) -> Vec<Literal> {
    let mut found = Vec::new();
    metrics(&Prose::of(report), report, &mut Vec::new(), &mut found);
    found
}

/// The printed texts that state facts.
struct Prose {
    paragraphs: Vec<Paragraph>,
}

struct Paragraph {
    pointer: String,
    kind: Kind,
    text: String,
    mentions: Vec<Mention>,
}

/// A number with its unit, and what stands about it in its clause.
#[derive(Debug, Clone)]
struct Mention {
    /// The bytes of the number.
    number: Range<usize>,
    value: f64,
    /// The bytes after the number that are its unit.
    unit: Range<usize>,
    /// The clause's first byte.
    clause: usize,
    /// The sentence's first byte, and the byte after its last.
    sentence: Range<usize>,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+(?:\.[0-9]+)?"));
/// Units of more than one character come first.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[余多]?(?:万|亿|千)?(?:人次|件次|场次|批次|户次|册次|条次|平方米|平方公里|立方米|公里|公顷|公斤|千瓦时|千瓦|个百分点|元|件|次|场|项|个|条|期|名|人|户|篇|份|批|册|亩|吨|米|家|处|座|所|位|届|轮|类|台|套|辆|棵|株|头|只|斤|天|小时|万|亿)|%)",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a pattern of ours is wrong: {error}"))
}

impl Prose {
    fn of(report: &Report) -> Self {
        let paragraphs = texts(report)
            .into_iter()
            .filter(|(pointer, _)| Kind::of(pointer) != Kind::Name)
            .map(|(pointer, text)| {
                let kind = Kind::of(&pointer);
                let text = Text::new(text, kind, report.year).into_string();
                Paragraph { mentions: mentions(&text), pointer, kind, text }
            });
        Self { paragraphs: paragraphs.collect() }
    }
}

fn mentions(text: &str) -> Vec<Mention> {
    let start_after = |marks: &[char], at: usize| {
        text[..at].rfind(marks).map_or(0, |mark| mark + text[mark..].chars().next().map_or(1, char::len_utf8))
    };
    NUMBER
        .find_iter(text)
        .map(|found| {
            let unit = UNIT.find(&text[found.end()..]).map_or(0, |unit| unit.end());
            let sentence_end = text[found.end()..]
                .find(['。', '！', '？', '；'])
                .map_or(text.len(), |end| found.end() + end);
            Mention {
                number: found.range(),
                value: found.as_str().parse().unwrap_or(f64::NAN),
                unit: found.end()..found.end() + unit,
                clause: start_after(
                    &[
                        '。', '，', '；', '：', '！', '？', '、', '“', '”', '（', '）', '—', '…', '‘', '’',
                        '《', '》',
                    ],
                    found.start(),
                ),
                sentence: start_after(&['。', '！', '？', '；'], found.start())..sentence_end,
            }
        })
        .collect()
}

impl Paragraph {
    /// What stands before a number in its clause.
    fn before(&self, mention: &Mention) -> &str {
        &self.text[mention.clause..mention.number.start]
    }

    /// What stands before the clause in its sentence.
    fn context(&self, mention: &Mention) -> &str {
        &self.text[mention.sentence.start.min(mention.clause)..mention.clause]
    }

    /// The Chinese characters right after the unit.
    fn after(&self, mention: &Mention) -> &str {
        let rest = &self.text[mention.unit.end..];
        let end = rest.find(|c: char| !matches!(c, '\u{4E00}'..='\u{9FFF}')).unwrap_or(rest.len());
        &rest[..end]
    }

    fn unit(&self, mention: &Mention) -> &str {
        &self.text[mention.unit.clone()]
    }

    fn disagreement(&self, mention: &Mention, fact: Fact) -> Disagreement {
        let range = mention.number.start..mention.unit.end;
        Disagreement { fact, pointer: self.pointer.clone(), said: self.text[range.clone()].to_owned(), range }
    }
}

/// Words that say that a number is of a part, of another time, or is a difference.
const PARTS: [&str; 66] = [
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
        "^(?:总数|总量|数量|共计|合计|累计|已经|达到|高达|共有|全年|仍为|均为|都是|均达|都达|共|达|为|是|有|了|已|计|约|数|量|均|都|则|的)*$",
    )
});
static OPENINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:一年来|一年里|这一年|本年度|全年|今年|年内|本年|[0-9]{4}年|县政协|县人大|政协|全县|我县|截至年底|截至目前|目前|先后|累计|共计|一共|总共|各类|各项|他们|我们|委员们|并|还|又|也|已|共|就|将|仅|光|的)*",
    )
});

/// Whether a mention speaks of a metric.
fn speaks_of(paragraph: &Paragraph, mention: &Mention, metric: &Metric) -> bool {
    let unit = metric.unit.as_deref().unwrap_or_default();
    let rest = &paragraph.text[mention.number.end..];
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
        return LINKS.is_match(link) && !speaks_of_a_part(prefix);
    }
    let short: String = label.chars().skip(label.chars().count().saturating_sub(3)).collect();
    if label.ends_with('率')
        && label.chars().count() > 3
        && let Some((prefix, link)) = before.rsplit_once(short.as_str())
    {
        let opening = OPENINGS.find(prefix).map_or(0, |found| found.end());
        return LINKS.is_match(link) && prefix[opening..].is_empty();
    }
    // 89件立案提案.
    let after = paragraph.text[mention.number.end + unit.len()..].trim_start_matches(['的', '各', '类']);
    after.starts_with(label) && !speaks_of_a_part(before)
}

fn metrics(prose: &Prose, report: &Report, found: &mut Vec<Disagreement>, literals: &mut Vec<Literal>) {
    for paragraph in &prose.paragraphs {
        for mention in &paragraph.mentions {
            let context = paragraph.context(mention);
            let elsewhere = context.contains("其中")
                || ["上年", "去年", "前年", "往年", "上届"].iter().any(|word| context.contains(word))
                || names_another_year(
                    &paragraph.text[mention.sentence.start.min(mention.number.start)..mention.number.start],
                    report.year,
                );
            if elsewhere {
                continue;
            }
            for metric in report.metrics.iter().filter(|metric| speaks_of(paragraph, mention, metric)) {
                let unit = metric.unit.clone().unwrap_or_default();
                let value = metric.value.as_f64();
                let range = mention.number.start..mention.number.end + unit.len();
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
                break;
            }
        }
    }
}

/// The same words with another number.
fn repeated(prose: &Prose, report: &Report, found: &mut Vec<Disagreement>) {
    // What is said, its unit, the number, and where it was said first.
    let mut said: Vec<(String, &Paragraph, &Mention)> = Vec::new();
    for paragraph in &prose.paragraphs {
        for mention in paragraph.mentions.iter().filter(|mention| !mention.unit.is_empty()) {
            let before = paragraph.before(mention);
            let about = &paragraph.text[mention.sentence.start.min(mention.clause)..mention.sentence.end];
            let in_context = paragraph.context(mention);
            if speaks_of_a_part(before)
                || speaks_of_a_part(in_context)
                || names_another_year(about, report.year)
                || paragraph.unit(mention).ends_with('点')
            {
                continue;
            }
            let opening = OPENINGS.find(before).map_or(0, |opening| opening.end());
            static TAIL: LazyLock<Regex> =
                LazyLock::new(|| pattern("(?:共计|累计|达到|已达|共|达|为|是|有|了|约|近)*$"));
            let end = TAIL.find(&before[opening..]).map_or(before.len(), |tail| opening + tail.start());
            let after: String = paragraph.after(mention).trim_start_matches('的').chars().take(12).collect();
            let key = format!("{}{}", &before[opening..end], after);
            let key = key.replace(['了', '的'], "");
            if key.chars().count() < 4 {
                continue;
            }
            let same =
                said.iter().find(|(other, p, m)| *other == key && p.unit(m) == paragraph.unit(mention));
            match same {
                Some((_, first, other)) if (other.value - mention.value).abs() > 1e-9 => {
                    let other_said = first.text[other.number.start..other.unit.end].to_owned();
                    let pointer = first.pointer.clone();
                    found
                        .push(paragraph.disagreement(mention, Fact::Disagree { other: other_said, pointer }));
                }
                Some(_) => {}
                None => said.push((key, paragraph, mention)),
            }
        }
    }
}

/// Shares of more than the whole.
fn percents(paragraph: &Paragraph, found: &mut Vec<Disagreement>) {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "(?:(?P<rate>\\p{Han}{2,8}率)|占比|比重|比例)(?:分别|稳定|保持|始终|已经|已|均|都|为|是|在|了|达到|高达|达|升至|升到|提高到|提高至|提升到|提升至|上升到|超过|超)*$",
        )
    });
    static SHARE: LazyLock<Regex> =
        LazyLock::new(|| pattern("占[^，。；0-9]{0,14}的?(?:约|近|达|超过|比|比重|比例|为|到)*$"));
    const OPEN: [&str; 14] = [
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
    ];
    for mention in paragraph.mentions.iter().filter(|m| paragraph.unit(m) == "%" && m.value > 100.0) {
        let before = paragraph.before(mention);
        let rate = RATE.captures(before).is_some_and(|all| {
            all.name("rate").is_none_or(|rate| !OPEN.iter().any(|open| rate.as_str().ends_with(open)))
        });
        let difference = ["增", "提高了", "上升了", "同比"].iter().any(|word| before.contains(word)) && !rate;
        let target =
            ["目标", "任务", "计划", "去年", "上年", "同期"].iter().any(|word| before.contains(word));
        if (rate || SHARE.is_match(before)) && !difference && !target {
            found.push(paragraph.disagreement(mention, Fact::Percent));
        }
    }
}

/// 其中: parts against their whole.
fn sums(paragraph: &Paragraph, found: &mut Vec<Disagreement>) {
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
            "学生",
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
            found.push(paragraph.disagreement(whole, fact));
        }
    }
}

/// Years that are not the report's, where a text says which year it is about.
fn years(paragraph: &Paragraph, report: &Report, found: &mut Vec<Disagreement>) {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| pattern("(?P<year>(?:19|20)[0-9]{2})(?P<mark>年|[—～-])"));
    static BACK: LazyLock<Regex> =
        LazyLock::new(|| pattern("(?:回望|回顾|回首|盘点|走过|过去的|刚刚过去的|总结)(?:了|过)?$"));
    static WORK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:度)?(?:的)?(?:履职|工作|政协工作|人大工作|年度)?(?:工作)?(?:回顾|综述|总结|纪实|盘点|掠影)",
        )
    });
    let text = &paragraph.text;
    for all in YEAR.captures_iter(text) {
        let (Some(year), Some(mark)) = (all.name("year"), all.name("mark")) else { continue };
        let Ok(said) = year.as_str().parse::<u32>() else { continue };
        let before = &text[..year.start()];
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // A span of years is about more than one.
        let span = mark.as_str() != "年"
            || before.ends_with(['—', '～', '-', '至', '到', '自', '从'])
            || text[mark.end()..].starts_with(['—', '～', '至', '以']);
        if said == report.year || span || digit(before.chars().next_back()) {
            continue;
        }
        let after = &text[mark.end()..];
        let ahead = said > report.year
            && ["展望", "迈向", "奔向", "开启", "喜迎", "迎接", "谋划", "计划", "部署", "新一年", "新的一年"]
                .iter()
                .any(|word| text.contains(word));
        let wrong = match paragraph.kind {
            Kind::Heading => !ahead && said + 20 > report.year,
            Kind::Caption => {
                let next_spring = said == report.year + 1
                    && (after.starts_with("1月")
                        || after.starts_with("2月")
                        || after.starts_with("3月")
                        || ahead);
                let old = ["资料", "老照片", "档案", "历史", "旧照", "当年", "建成", "始建", "修建", "对比"]
                    .iter()
                    .any(|word| text.contains(word));
                let date = after.starts_with(|c: char| c.is_ascii_digit()) || year.start() == 0;
                date && !next_spring && !old && !ahead && said + 10 > report.year
            }
            _ => BACK.is_match(before) || WORK.is_match(after),
        };
        if wrong {
            found.push(Disagreement {
                fact: Fact::Year { year: report.year },
                pointer: paragraph.pointer.clone(),
                range: year.start()..mark.end(),
                said: text[year.start()..mark.end()].to_owned(),
            });
        }
    }
}

/// A page appears in its year or in the next.
fn folio_year(report: &Report, found: &mut Vec<Disagreement>) {
    let Some(date) = report.folio.as_ref().and_then(|folio| folio.date.as_deref()) else { return };
    let Some(year) = date.get(..4).and_then(|year| year.parse::<u32>().ok()) else { return };
    if year != report.year && year != report.year + 1 {
        found.push(Disagreement {
            fact: Fact::Year { year: report.year },
            pointer: "/folio/date".into(),
            range: 0..4,
            said: date[..4].to_owned(),
        });
    }
}

/// Names in quotes and titles that differ in one character or in punctuation.
fn names(prose: &Prose, found: &mut Vec<Disagreement>) {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| pattern("《(?P<title>[^《》]{4,60})》|“(?P<quoted>[^“”，。！？；]{4,24})”"));
    // Each form: its text, whether it is a title, how often it stands there, and where first.
    let mut forms: Vec<(String, bool, usize, String, Range<usize>)> = Vec::new();
    for paragraph in &prose.paragraphs {
        for all in NAME.captures_iter(&paragraph.text) {
            let Some(name) = all.name("title").or_else(|| all.name("quoted")) else { continue };
            let title = all.name("title").is_some();
            match forms.iter_mut().find(|form| form.0 == name.as_str() && form.1 == title) {
                Some(form) => form.2 += 1,
                None => {
                    forms.push((name.as_str().to_owned(), title, 1, paragraph.pointer.clone(), name.range()));
                }
            }
        }
    }
    for (index, second) in forms.iter().enumerate() {
        for first in &forms[..index] {
            if first.1 == second.1 && same_name(&first.0, &second.0, second.1) {
                // The rarer form is the slip; of two as frequent the later one.
                let (slip, other) = if first.2 < second.2 { (first, second) } else { (second, first) };
                found.push(Disagreement {
                    fact: Fact::Name { other: other.0.clone() },
                    pointer: slip.3.clone(),
                    range: slip.4.clone(),
                    said: slip.0.clone(),
                });
            }
        }
    }
}

/// Whether two names are one, written in two ways.
fn same_name(a: &str, b: &str, title: bool) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    let (a, b) = (bare(a), bare(b));
    if a == b {
        return true;
    }
    let shorter = a.len().min(b.len());
    if a.len() == b.len() {
        let different: Vec<(char, char)> =
            a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, y)| (*x, *y)).collect();
        const SERIES: &str = "一二三四五六七八九十百0123456789上中下东西南北春夏秋冬甲乙丙丁前后内外男女老少新旧大小市县乡镇村省区季月年";
        let numbered = different.iter().any(|(x, y)| {
            SERIES.contains(*x) && SERIES.contains(*y) || x.is_ascii_digit() || y.is_ascii_digit()
        });
        let least = if title { 6 } else { 5 };
        return different.len() == 1 && !numbered && shorter >= least;
    }
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    if long.len() != short.len() + 1 || shorter < 4 {
        return false;
    }
    let at = long.iter().zip(&short).position(|(x, y)| x != y).unwrap_or(short.len());
    if long[at + 1..] != short[at..] {
        return false;
    }
    let extra = long[at];
    // A little word that was left out, or a longer name with a letter missing within.
    "的之和与及了".contains(extra)
        || (shorter >= 7
            && at > 0
            && at < short.len()
            && !extra.is_ascii_digit()
            && !"一二三四五六七八九十".contains(extra))
}
