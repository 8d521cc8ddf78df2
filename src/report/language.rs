//! The language of a report: Chinese as it is written on the mainland, in Hong Kong or in Taiwan; and the scripts that are not set.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::Report;
use super::places::Places;
use super::text::CHECKS;
use super::texts::texts;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

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
        self == Self::Mainland || OF_ALL.contains(&code) || !CHECKS.iter().any(|check| check.code == code)
    }
}

/// A script that is not set from left to right in lines, or that no rule of the pages fits.
fn script(character: char) -> Option<Message> {
    match character {
        '\u{600}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{8A0}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' => Some(say!("script.arabic")),
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Some(say!("script.hebrew")),
        '\u{F00}'..='\u{FFF}' => Some(say!("script.tibetan")),
        '\u{1800}'..='\u{18AF}' => Some(say!("script.mongolian")),
        _ => None,
    }
}

/// Texts in a script that is not set: one finding for each.
#[must_use]
pub fn refused(report: &Report, places: &Places) -> Vec<Diagnostic> {
    let of_text = |(pointer, text): (String, &str)| {
        let script = text.chars().find_map(script)?;
        let finding = Diagnostic::error(say!("script", script = script));
        Some(finding.at_place(places.value(&pointer)).hint(say!("hint.script")))
    };
    texts(report).into_iter().filter_map(of_text).collect()
}
