//! Scripts that are not set: those that do not run from left to right in lines, and those that no rule of the pages fits.

use super::model::Report;
use super::places::Places;
use super::texts::texts;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

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
