//! The texts of a report taken apart: paragraphs, and the numbers in them with what stands about each.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Disagreement, Fact};
use crate::report::model::Report;
use crate::report::pattern;
use crate::report::text::{Kind, Text};
use crate::report::texts::said;

/// The printed texts that state facts.
pub(super) struct Prose {
    pub(super) paragraphs: Vec<Paragraph>,
}

pub(super) struct Paragraph {
    pub(super) pointer: String,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) mentions: Vec<Mention>,
}

/// A number with its unit, and what stands about it in its clause.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// The bytes of the number.
    pub(super) number: Range<usize>,
    pub(super) value: f64,
    /// The bytes after the number that are its unit.
    pub(super) unit: Range<usize>,
    /// The clause's first byte.
    pub(super) clause: usize,
    /// The sentence's first byte, and the byte after its last.
    pub(super) sentence: Range<usize>,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+(?:\.[0-9]+)?"));
/// Units of more than one character come first.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[余多]?(?:万|亿|千)?(?:人次|件次|场次|批次|户次|册次|条次|平方米|平方公里|立方米|公里|公顷|公斤|千瓦时|千瓦|个百分点|元|件|次|场|项|个|条|期|名|人|户|篇|份|批|册|亩|吨|米|家|处|座|所|位|届|轮|类|台|套|辆|棵|株|头|只|斤|天|小时|起|张|幅|间|眼|道|根|盏|架|门|节|堂|本|口|支|艘|路|万|亿)|%)",
    )
});

impl Prose {
    pub(super) fn of(report: &Report) -> Self {
        let paragraphs = said(report).into_iter().filter_map(|said| {
            let kind = said.row.kind.filter(|kind| *kind != Kind::Name)?;
            let text = Text::new(&said.marked().plain(), kind, report.year).into_string();
            Some(Paragraph { mentions: mentions(&text), pointer: said.pointer, kind, text })
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
            // A space before the unit is another check's finding.
            let rest = &text[found.end()..];
            let from = found.end() + rest.len() - rest.trim_start_matches(' ').len();
            let unit = UNIT.find(&text[from..]).map_or(from, |unit| from + unit.end());
            let sentence_end = text[found.end()..]
                .find(['。', '！', '？', '；'])
                .map_or(text.len(), |end| found.end() + end);
            Mention {
                number: found.range(),
                value: found.as_str().parse().unwrap_or(f64::NAN),
                unit: from..unit,
                clause: start_after(
                    &['。', '，', '；', '：', '！', '？', '、', '（', '）', '—', '…'],
                    found.start(),
                ),
                sentence: start_after(&['。', '！', '？', '；'], found.start())..sentence_end,
            }
        })
        .collect()
}

impl Paragraph {
    /// What stands before a number in its clause.
    pub(super) fn before(&self, mention: &Mention) -> &str {
        &self.text[mention.clause..mention.number.start]
    }

    /// What stands before the clause in its sentence.
    pub(super) fn context(&self, mention: &Mention) -> &str {
        &self.text[mention.sentence.start.min(mention.clause)..mention.clause]
    }

    /// The Chinese characters right after the unit.
    pub(super) fn after(&self, mention: &Mention) -> &str {
        let rest = &self.text[mention.unit.end..];
        let end = rest.find(|c: char| !matches!(c, '\u{4E00}'..='\u{9FFF}')).unwrap_or(rest.len());
        &rest[..end]
    }

    pub(super) fn unit(&self, mention: &Mention) -> &str {
        &self.text[mention.unit.clone()]
    }

    pub(super) fn disagreement(&self, mention: &Mention, fact: Fact) -> Disagreement {
        self.disagreement_over(mention.number.start..mention.unit.end, fact)
    }

    pub(super) fn disagreement_over(&self, range: Range<usize>, fact: Fact) -> Disagreement {
        Disagreement { fact, pointer: self.pointer.clone(), said: self.text[range.clone()].to_owned(), range }
    }
}
