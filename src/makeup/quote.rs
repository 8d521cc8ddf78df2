//! Which sentence of a section may be set large as a pull quote, 提要.
//!
//! The one that the report names; else the first of those that say most, if any says something: what a person says in
//! quotation marks, then what holds a figure, then what tells a result. It is a whole sentence of a fitting length that can
//! stand alone: it does not lean on the one before, is no list, and does not say a heading again. The sentence that opens
//! the section is read just above.

use crate::edition::makeup_rules::Span;
use crate::report::{self, Quote, Report, Section, resolve};

/// What may be set large in a section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PullQuote {
    /// What it says.
    pub text: String,
    /// Who says it.
    pub from: Option<String>,
    /// Whether the report names it: then it is on the page.
    pub named: bool,
    /// The lines of the grid that it may take in a column of a measure (字).
    pub heights: Vec<(u32, Vec<u32>)>,
}

impl PullQuote {
    /// The lines of the grid that it may take in a column.
    #[must_use]
    pub fn heights_at(&self, measure: u32) -> &[u32] {
        self.heights.iter().find(|(other, _)| *other == measure).map_or(&[], |(_, lines)| lines)
    }
}

/// Marks that end a sentence.
const ENDS: [char; 3] = ['。', '！', '？'];
/// A sentence that begins with one of these leans on the one before, or is one of a list.
const LEANING: &str = "其 这 那 此 该 它 他 她 前者 后者 同时 同期 同样 并 还 也 又 再 则 但 而 且 却 因此 所以 于是 从而 由此 \
                       然而 不过 不仅 另外 另一 随后 然后 接着 之后 后来 对此 为此 据此 以此 期间 当天 当日 当时 与此 其次 \
                       首先 最后 尤其 特别是 例如 比如 如此 像 为了 一是 二是 三是 四是 五是 第一， 第二， 第三， 一方面 另一方面";
/// Words that tell a result.
const RESULTS: &str = "建成 办结 办成 落地 落实 解决 获评 荣获 增长 提高 提升 缩短 减少 达到 实现 通过 采纳 转化 全部 首次 \
                       满意 惠及 受益 变成 成为 写进 用上 亮了 通了";
/// So many characters in quotation marks are what somebody says, not a name.
const SPEECH: usize = 7;
/// So many characters in a row that stand in a heading as well are the heading again.
const AGAIN: usize = 5;

/// The quote of each section of a report.
#[must_use]
pub fn of_report(report: &Report, characters: Span) -> Vec<Option<PullQuote>> {
    let headings: Vec<String> = report
        .sections
        .iter()
        .map(|section| &section.heading)
        .chain([&report.headline.title])
        .map(|lines| lines.concat())
        .collect();
    let shown = |text: &String| resolve(text, &report.metrics);
    let named = |quote: &Quote| PullQuote {
        text: shown(&quote.text),
        from: quote.from.as_ref().map(shown).filter(|from| !from.is_empty()),
        named: true,
        ..PullQuote::default()
    };
    let found = |section: &Section| {
        let body: Vec<String> =
            section.paragraphs().map(|text| report::shown(text, &report.metrics)).collect();
        choose(&body, &headings, characters).map(|text| PullQuote { text, ..PullQuote::default() })
    };
    let of = |section: &Section| section.quote.as_ref().map(named).or_else(|| found(section));
    report.sections.iter().map(of).collect()
}

/// The sentence of some paragraphs that says most.
#[must_use]
pub fn choose(paragraphs: &[String], headings: &[String], characters: Span) -> Option<String> {
    let mut best: Option<(u32, &str)> = None;
    for sentence in paragraphs.iter().flat_map(|paragraph| sentences(paragraph)).skip(1) {
        let weight = weight(sentence);
        let more = weight > best.map_or(0, |(weight, _)| weight);
        if more && stands_alone(sentence, characters) && !says_again(sentence, headings) {
            best = Some((weight, sentence));
        }
    }
    best.map(|(_, sentence)| sentence.to_owned())
}

/// How much a sentence says.
fn weight(sentence: &str) -> u32 {
    let speech = sentence
        .split('“')
        .skip(1)
        .any(|rest| rest.split('”').next().is_some_and(|said| said.chars().count() >= SPEECH));
    let result = RESULTS.split_whitespace().any(|word| sentence.contains(word));
    if speech {
        3
    } else if sentence.contains(|c: char| c.is_ascii_digit()) {
        2
    } else {
        u32::from(result)
    }
}

/// Whether a sentence is whole, of a fitting length, and needs none before it.
fn stands_alone(sentence: &str, characters: Span) -> bool {
    let count = |c: char| sentence.chars().filter(|other| *other == c).count();
    let length = u32::try_from(sentence.chars().count()).unwrap_or(u32::MAX);
    let ends = sentence.trim_end_matches('”').ends_with(ENDS);
    let whole = [('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’')]
        .iter()
        .all(|&(open, close)| count(open) == count(close));
    let leans = LEANING.split_whitespace().any(|word| sentence.trim_start_matches('“').starts_with(word));
    let list = sentence.contains('；') || count('、') > 1;
    (characters.least..=characters.most).contains(&length) && ends && whole && !leans && !list
}

/// Whether a sentence says a heading again.
fn says_again(sentence: &str, headings: &[String]) -> bool {
    let words: Vec<char> = sentence.chars().collect();
    words.windows(AGAIN).any(|run| {
        let run: String = run.iter().collect();
        headings.iter().any(|heading| heading.contains(&run))
    })
}

/// The sentences of a paragraph. What stands in quotation marks is not taken apart.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth, mut before) = (0, 0_u32, ' ');
    for (at, character) in paragraph.char_indices() {
        let end = at + character.len_utf8();
        match character {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let closes = character == '”' && ENDS.contains(&before);
        if depth == 0 && (ENDS.contains(&character) || closes) {
            found.push(paragraph[start..end].trim());
            start = end;
        }
        before = character;
    }
    found.push(paragraph[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::{Span, choose, sentences};

    const SPAN: Span = Span { least: 12, most: 30 };
    const OPENS: &str = "开头第一句话要放在最前面。";

    fn chosen(sentences: &[&str]) -> Option<String> {
        let headings = ["凝心聚力谱新篇".to_owned()];
        choose(&[format!("{OPENS}{}", sentences.concat())], &headings, SPAN)
    }

    #[test]
    fn a_sentence_that_says_something_is_chosen() {
        let speech = "老支书在会上说了心里话，“路通了，心也就通了”。";
        let figure = "全年89件提案件件有回音，群众看在眼里。";
        let result = "村口的路灯亮了，孩子们放学不再摸黑。";
        let nothing = "山上的风吹过来，院子里静悄悄的一片。";
        for (given, wanted) in [
            (vec![nothing, result, figure, speech], Some(speech)),
            (vec![result, figure], Some(figure)),
            (vec![nothing, result], Some(result)),
            (vec![nothing], None),
            // Of two that say as much, the first.
            (vec![figure, "全年开了14场协商会，场场都有好主意。"], Some(figure)),
        ] {
            assert_eq!(chosen(&given).as_deref(), wanted, "{given:?}");
        }
    }

    #[test]
    fn a_sentence_that_cannot_stand_alone_is_not_chosen() {
        for bad in [
            "其中有89件提案件件都有了回音。",
            "这89件提案件件有回音，群众看在眼里。",
            "同时有89件提案件件都有了回音。",
            "并对89件提案逐件回访，件件有回音。",
            "还有89件提案一件一件有了回音。",
            "但89件提案里也有没有办成的几件。",
            "二是89件提案一件一件都有了回音。",
            // Too short, too long.
            "89件有回音。",
            "全年一共收到的89件提案每一件都有了回音，群众看在眼里，干部记在心上，大家都满意。",
            // A list, a heading again, no end, half of a speech.
            "89件提案涉及教育、医疗、养老、出行。",
            "凝心聚力谱新篇，89件提案有回音。",
            "全年89件提案分为下面的几个大类：",
            "老支书说起89件提案，“件件有回音。",
        ] {
            assert_eq!(chosen(&[bad]), None, "{bad}");
        }
        // The sentence that opens the section.
        let opens = "全年89件提案件件有回音，群众看在眼里。".to_owned();
        assert_eq!(choose(&[opens], &[], SPAN), None);
    }

    #[test]
    fn a_speech_is_one_sentence() {
        assert_eq!(
            sentences("他说：“路通了。心也通了。”大家都笑了。没有句号"),
            ["他说：“路通了。心也通了。”", "大家都笑了。", "没有句号"]
        );
    }
}
