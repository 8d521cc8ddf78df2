//! Whether every character of the report has a glyph in the faces of its role.

use std::collections::BTreeSet;

use super::Template;
use crate::diagnostic::Diagnostic;
use crate::report::{Places, Report, texts};
use crate::typeset::Fonts;

/// One finding for each character of the report that no face of its role has, at its first place; and one for each
/// role without any face.
#[must_use]
pub fn check_fonts(report: &Report, places: &Places, template: &Template, fonts: &Fonts) -> Vec<Diagnostic> {
    let roles = &template.settings.fonts;
    let mut findings = Vec::new();
    for (role, families) in [
        ("body", &roles.body),
        ("headline", &roles.headline),
        ("sans", &roles.sans),
        ("kai", &roles.kai),
        ("figures", &roles.figures),
    ] {
        if !families.iter().any(|family| fonts.has_family(family)) {
            let names = families.join(", ");
            findings.push(
                Diagnostic::old_error("font", format!("there is none of the fonts for `{role}`: {names}"))
                    .in_file(format!("{}/template.toml", template.settings.name))
                    .old_hint("name a folder that holds one with --font-path".into()),
            );
        }
    }
    let mut told = BTreeSet::new();
    for (pointer, text) in texts(report) {
        let families = families(&pointer, roles);
        for (index, character) in text.chars().enumerate() {
            if character.is_whitespace() || fonts.covers(families, character) || !told.insert(character) {
                continue;
            }
            let mut finding = Diagnostic::old_error(
                "missing-glyph",
                format!("no font has the character “{character}” (U+{:04X})", u32::from(character)),
            )
            .old_hint("replace the character, or name a folder with a font that has it: --font-path".into());
            if let Some(place) = places.character(&pointer, index) {
                finding = finding.at(place);
            }
            findings.push(finding);
        }
    }
    findings
}

/// The families that the text at a pointer is set in.
fn families<'a>(pointer: &str, roles: &'a super::FontRoles) -> &'a [String] {
    let mut parts = pointer.split('/').skip(1);
    match (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    ) {
        ("headline", "title" | "subtitle", _) => &roles.headline,
        ("headline" | "lead" | "photos" | "credits", ..) => &roles.kai,
        ("folio", "page", _) => &roles.figures,
        ("folio" | "metrics", ..) | ("sections", _, "heading") => &roles.sans,
        _ => &roles.body,
    }
}
