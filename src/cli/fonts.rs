//! `fonts`.

use std::fmt::Write;

use super::output::{Ending, Summary, print, print_findings};
use super::{Format, GOOD};
use banmian::message::Lang;
use banmian::say;
use banmian::typeset::{FontOptions, Fonts};

/// Lists every face in the order in which it is preferred.
pub fn list(options: &FontOptions, lang: Lang) -> u8 {
    match Fonts::load(options) {
        Ok(fonts) => {
            let mut text = String::new();
            for face in fonts.faces() {
                // A line that cannot be written to a String does not exist.
                let coverage = say!(
                    "fonts.coverage",
                    characters = format!("{:>6}", face.characters),
                    hanzi = format!("{:>6}", face.hanzi),
                );
                let role = face.role.map(|role| role.text(lang)).unwrap_or_default();
                let _ =
                    writeln!(text, "{:<22} {:>3}  {}  {role}", face.family, face.weight, coverage.text(lang));
            }
            print(&text);
            GOOD
        }
        Err(findings) => {
            print_findings(&findings, &Summary::default(), Format::Text, lang);
            Ending::of(&findings).code()
        }
    }
}
