//! Texts and paths as pages of the web have them.

use std::fmt::Write;

use crate::message::Lang;

/// The language of a page, as its `lang` says it.
#[must_use]
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    }
}

/// A frame with its parts in the places of their names, which stand between two @@. In one walk: what a part says is never
/// taken for a name.
#[must_use]
pub fn fill(frame: &str, parts: &[(&str, String)]) -> String {
    let mut out = String::new();
    for (index, part) in frame.split("@@").enumerate() {
        let value = parts.iter().find(|(name, _)| index % 2 == 1 && *name == part);
        out.push_str(value.map_or(part, |(_, value)| value));
    }
    out
}

/// A text between tags or in quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// A path as an address: what has a meaning there is written by its number.
#[must_use]
pub fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
