//! Patterns that are compiled once.

use regex::Regex;

/// A pattern of ours.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a pattern of ours is wrong: {error}"))
}
