//! Figures in prose: `{id}` stands for a metric's value and unit, `{id.value}` for the value; `{{` is a brace.

use std::ops::Range;

use super::model::Metric;

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

/// Prose with its figures in place. What is not a reference stays as it is; reading has refused it before.
#[must_use]
pub fn resolve(text: &str, metrics: &[Metric]) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Brace(brace) => out.push(brace),
            Piece::Reference(reference, range) => match target(reference, metrics) {
                Some((metric, value_only)) => {
                    out.push_str(metric.value.as_str());
                    if !value_only {
                        out.push_str(metric.unit.as_deref().unwrap_or_default());
                    }
                }
                None => out.push_str(&text[range]),
            },
            Piece::Stray(at) => out.push_str(&text[at..=at]),
        }
    }
    out
}
