//! Figures in prose: `{id}` stands for a metric's value and unit, `{id.value}` for the value; `{{` is a brace.

use std::borrow::Cow;
use std::ops::Range;

use super::inline::marked;
use super::model::Metric;
use super::text::WISHES;

/// A piece of prose. Ranges are bytes of the text.
pub(super) enum Piece<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A brace that was written twice.
    Brace(char),
    /// A reference: what stands between the braces, and where.
    Reference(&'a str, Range<usize>),
    /// A brace that opens or closes nothing.
    Stray(usize),
}

/// Takes prose apart.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '}']).map(|offset| at + offset) {
        if next > at {
            found.push(Piece::Text(&text[at..next]));
        }
        let rest = &text[next..];
        at = if rest.starts_with("{{") || rest.starts_with("}}") {
            found.push(Piece::Brace(if rest.starts_with('{') { '{' } else { '}' }));
            next + 2
        } else if let Some(end) =
            rest.find('}').filter(|end| rest.starts_with('{') && !rest[1..*end].contains('{'))
        {
            found.push(Piece::Reference(&rest[1..end], next..next + end + 1));
            next + end + 1
        } else {
            found.push(Piece::Stray(next));
            next + 1
        };
    }
    if at < text.len() {
        found.push(Piece::Text(&text[at..]));
    }
    found
}

/// The metric that a reference names, and whether only its value is meant.
pub(super) fn target<'a>(reference: &str, metrics: &'a [Metric]) -> Option<(&'a Metric, bool)> {
    let (id, value_only) = match reference.strip_suffix(".value") {
        Some(id) => (id, true),
        None => (reference, false),
    };
    metrics.iter().find(|metric| metric.id == id).map(|metric| (metric, value_only))
}

/// Prose as it reads: its figures in place, and no mark in it that steers line breaking.
#[must_use]
pub fn resolve(text: &str, metrics: &[Metric]) -> String {
    prose(text, metrics).replace(WISHES, "")
}

/// Running text as it reads: without the marks that say how it is set, its figures in place.
#[must_use]
pub fn shown(text: &str, metrics: &[Metric]) -> String {
    resolve(&marked(text).plain(), metrics)
}

/// Prose with its figures in place. What is not a reference stays as it is; reading has refused it before.
#[must_use]
pub fn prose(text: &str, metrics: &[Metric]) -> String {
    printed(text, metrics).map(|(shown, _)| shown).collect()
}

/// The pieces of prose as they are printed, each with the byte at which it is written: what is borrowed is written so.
fn printed<'a>(text: &'a str, metrics: &[Metric]) -> impl Iterator<Item = (Cow<'a, str>, usize)> {
    let mut at = 0;
    pieces(text).into_iter().map(move |piece| {
        let begin = at;
        let (shown, length) = match piece {
            Piece::Text(text) => (text.into(), text.len()),
            Piece::Brace(brace) => (String::from(brace).into(), 2),
            Piece::Reference(reference, range) => match target(reference, metrics) {
                Some((metric, value_only)) => {
                    let unit = metric.unit.as_deref().filter(|_| !value_only).unwrap_or_default();
                    ([metric.value.as_str(), unit].concat().into(), range.len())
                }
                None => (text[range.clone()].into(), range.len()),
            },
            Piece::Stray(stray) => (text[stray..=stray].into(), 1),
        };
        at += length;
        (shown, begin)
    })
}

/// The characters of [`resolve`], each with the byte at which it is written, or at which what stands for it begins.
pub(super) fn resolved(text: &str, metrics: &[Metric]) -> Vec<(char, usize)> {
    let mut found = Vec::new();
    for (shown, begin) in printed(text, metrics) {
        let own = matches!(shown, Cow::Borrowed(_));
        found.extend(shown.char_indices().map(|(at, c)| (c, if own { begin + at } else { begin })));
    }
    found.retain(|(c, _)| !WISHES.contains(c));
    found
}

/// A text as prose writes it: braces twice.
#[must_use]
pub fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// How a figure changed against the year before.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// -1 for less, 0 for the same, 1 for more.
    pub direction: i8,
    /// The difference without its sign, with as many decimals as the figures have.
    pub by: String,
    /// The same in per cent of the year before, with one decimal; none when that was nothing, or the figure is a share itself.
    pub percent: Option<String>,
}

/// The change of a metric against its `previous`, or against the year before in its series.
#[must_use]
pub fn change(metric: &Metric, year: u32) -> Option<Change> {
    let of_series = || metric.series.iter().find(|point| point.year + 1 == year).map(|point| &point.value);
    let previous = metric.previous.as_ref().or_else(of_series)?;
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(6);
    let decimals = decimals(previous.as_str()).max(decimals(metric.value.as_str()));
    let difference = metric.value.as_f64() - previous.as_f64();
    let by = format!("{:.decimals$}", difference.abs());
    let direction = if by.trim_matches(['0', '.']).is_empty() {
        0
    } else if difference > 0.0 {
        1
    } else {
        -1
    };
    let share = metric.unit.as_deref() == Some("%");
    let percent = (previous.as_f64() > 0.0 && !share && direction != 0)
        .then(|| format!("{:.1}", difference.abs() / previous.as_f64() * 100.0));
    Some(Change { direction, by, percent })
}

#[cfg(test)]
mod tests {
    use super::{Change, change};
    use crate::report::Metric;

    fn of(json: &str) -> Option<Change> {
        let metric: Metric = serde_json::from_str(json).unwrap_or_else(|error| unreachable!("{error}"));
        change(&metric, 2024)
    }

    #[test]
    fn changes_against_the_year_before() {
        let some = |direction, by: &str, percent: Option<&str>| {
            Some(Change { direction, by: by.into(), percent: percent.map(str::to_owned) })
        };
        assert_eq!(of(r#"{"id":"a","label":"提案","value":89,"unit":"件"}"#), None);
        assert_eq!(of(r#"{"id":"a","label":"提案","value":89,"previous":85}"#), some(1, "4", Some("4.7")));
        assert_eq!(
            of(r#"{"id":"a","label":"产值","value":1.25,"previous":1.5}"#),
            some(-1, "0.25", Some("16.7"))
        );
        assert_eq!(
            of(r#"{"id":"a","label":"率","value":95,"unit":"%","previous":93.5}"#),
            some(1, "1.5", None)
        );
        assert_eq!(of(r#"{"id":"a","label":"提案","value":5,"previous":5}"#), some(0, "0", None));
        assert_eq!(of(r#"{"id":"a","label":"提案","value":5,"previous":0}"#), some(1, "5", None));
        assert_eq!(
            of(
                r#"{"id":"a","label":"提案","value":5,"series":[{"year":2023,"value":4},{"year":2024,"value":5}]}"#
            ),
            some(1, "1", Some("25.0"))
        );
    }
}
