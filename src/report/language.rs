//! The language of a report: Chinese as it is written on the mainland, in Hong Kong or in Taiwan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a report's Chinese is written. It decides where marks stand, which forms characters have where a font knows several, and
/// which checks of text are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
pub enum Language {
    /// Simplified, as on the mainland
    #[default]
    #[serde(rename = "zh-CN")]
    Mainland,
    /// Traditional, as in Hong Kong
    #[serde(rename = "zh-HK")]
    HongKong,
    /// Traditional, as in Taiwan
    #[serde(rename = "zh-TW")]
    Taiwan,
}

/// The checks that hold for traditional Chinese as well: the others are norms of the mainland.
const OF_ALL: [&str; 16] = [
    "invisible",
    "private",
    "kangxi",
    "etc",
    "ellipsis",
    "dash",
    "digit-mark",
    "stray-start",
    "bracket",
    "double-mark",
    "ascii-mark",
    "heading-stop",
    "paragraph-end",
    "space",
    "no-such-day",
    "weekday-date",
];

impl Language {
    /// The region as the compiler calls it.
    #[must_use]
    pub fn region(self) -> &'static str {
        match self {
            Self::Mainland => "cn",
            Self::HongKong => "hk",
            Self::Taiwan => "tw",
        }
    }

    /// Whether a check of text is made.
    #[must_use]
    pub fn has_check(self, code: &str) -> bool {
        self == Self::Mainland || OF_ALL.contains(&code)
    }
}
