//! Patterns of the checks. To compile one takes longer than to search a page with it, so that it waits for a text that may
//! have a match.

use std::ops::Deref;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Slip, Text};

/// A pattern.
pub(super) struct Pattern {
    /// Of these, every match has one; empty where nothing is said of it.
    needs: &'static [&'static str],
    regex: LazyLock<Regex>,
}

impl Pattern {
    pub(super) const fn new(needs: &'static [&'static str], regex: fn() -> Regex) -> Self {
        Self { needs, regex: LazyLock::new(regex) }
    }

    fn may_be_in(&self, text: &str) -> bool {
        self.needs.is_empty() || self.needs.iter().any(|need| text.contains(need))
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        &self.regex
    }
}

/// Every match of a pattern, as slips that `slip` makes of it.
pub(super) fn each(text: &Text, pattern: &Pattern, slip: impl Fn(&Captures) -> Option<Slip>) -> Vec<Slip> {
    if !pattern.may_be_in(&text.blanked) {
        return Vec::new();
    }
    pattern.captures_iter(&text.blanked).filter_map(|found| slip(&found)).collect()
}

/// A pattern, compiled once, with what every match has one of. The tests compile every one.
macro_rules! pattern {
    ($name:ident, [$($need:literal),*], $text:expr) => {
        static $name: $crate::report::text::pattern::Pattern =
            $crate::report::text::pattern::Pattern::new(&[$($need),*], || {
                regex::Regex::new($text)
                    .unwrap_or_else(|error| unreachable!("a pattern of ours is wrong: {error}"))
            });
    };
    ($name:ident, $text:expr) => {
        pattern!($name, [], $text);
    };
}
pub(super) use pattern;
