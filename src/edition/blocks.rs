//! Blocks that a template reserves: places on the page that no section gets, drawn by a part of the template or kept empty.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::span::Span;
use crate::report::Report;

/// A block of `[makeup.blocks.NAME]`. It is drawn by `parts/NAME.typ`, which defines `draw(it)`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockRules {
    /// Where it stands.
    pub at: At,
    /// How many basic columns it takes; of blocks at a side and in a corner.
    #[serde(default)]
    #[schemars(range(min = 1, max = 24))]
    pub columns: Option<u32>,
    /// How many lines it takes, as few or as many as suit the page; of blocks at head and foot, in a corner and at a line.
    #[serde(default)]
    pub lines: Option<Span>,
    /// The line of the page that it begins at, from 0; of a block at a line.
    #[serde(default)]
    #[schemars(range(min = 0, max = 127))]
    pub line: Option<u32>,
    /// Its width (mm); of blocks beside the type area.
    #[serde(default)]
    #[schemars(range(min = 5.0, max = 400.0))]
    pub width_mm: Option<f64>,
    /// On which pages.
    #[serde(default)]
    pub page: OnPage,
    /// It is there only where the report has this: a place such as `/extra/events` or `/metrics`.
    #[serde(default)]
    #[schemars(length(min = 2, max = 100))]
    pub when: Option<String>,
    /// Whether nothing is drawn: a band where nothing may stand.
    #[serde(default)]
    pub empty: bool,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// Across the body's head.
    Head,
    /// Across the body's foot.
    Foot,
    /// At the left of the body, as high as it.
    Left,
    /// At the right of the body, as high as it.
    Right,
    /// In the body's corner at the head, left.
    HeadLeft,
    /// In the body's corner at the head, right.
    HeadRight,
    /// In the body's corner at the foot, left.
    FootLeft,
    /// In the body's corner at the foot, right.
    FootRight,
    /// Across the page at a line of its own.
    Line,
    /// Left of the type area, from the folio line to the foot.
    BesideLeft,
    /// Right of the type area, from the folio line to the foot.
    BesideRight,
}

impl At {
    /// What is to be said of a block there; of the others nothing may be.
    #[must_use]
    pub fn asks(self) -> &'static [&'static str] {
        match self {
            Self::Head | Self::Foot => &["lines"],
            Self::Left | Self::Right => &["columns"],
            Self::HeadLeft | Self::HeadRight | Self::FootLeft | Self::FootRight => &["columns", "lines"],
            Self::Line => &["line", "lines"],
            Self::BesideLeft | Self::BesideRight => &["width_mm"],
        }
    }

    /// Whether it stands across the body, above or below all sections.
    #[must_use]
    pub fn is_strip(self) -> bool {
        matches!(self, Self::Head | Self::Foot)
    }

    /// Whether it stands beside the type area.
    #[must_use]
    pub fn is_beside(self) -> bool {
        matches!(self, Self::BesideLeft | Self::BesideRight)
    }

    /// Whether it stands among the sections.
    #[must_use]
    pub fn is_among(self) -> bool {
        !self.is_strip() && !self.is_beside()
    }
}

/// On which pages a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OnPage {
    /// On the first.
    #[default]
    First,
    /// On the last.
    Last,
    /// On every one.
    Every,
}

impl OnPage {
    /// Whether it is a page.
    #[must_use]
    pub fn is(self, first: bool, last: bool) -> bool {
        match self {
            Self::First => first,
            Self::Last => last,
            Self::Every => true,
        }
    }
}

/// The blocks that a report has.
#[must_use]
pub fn of_report(blocks: &BTreeMap<String, BlockRules>, report: &Report) -> BTreeMap<String, BlockRules> {
    if blocks.is_empty() {
        return BTreeMap::new();
    }
    let data = serde_json::to_value(report).unwrap_or_default();
    let there = |pointer: &String| data.pointer(pointer).is_some_and(says_something);
    let kept = blocks.iter().filter(|(_, block)| block.when.as_ref().is_none_or(there));
    kept.map(|(name, block)| (name.clone(), block.clone())).collect()
}

/// Whether a value is more than nothing.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        Value::Number(_) => true,
    }
}
