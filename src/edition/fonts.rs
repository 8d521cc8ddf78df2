//! Whether every character of the report has a glyph in the faces of its role.

use std::collections::BTreeSet;

use super::{County, FontRoles, Template};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::inline::Style;
use crate::report::text::{Kind, is_han};
use crate::report::{Level, Levels, Places, Report, Role, nearest, row, said, texts};
use crate::say;
use crate::typeset::Fonts;

/// One finding for each character of the report that no face of its role has, at its first place; and one for each
/// role without any face.
#[must_use]
pub fn check_fonts(
    report: &Report,
    places: &Places,
    template: &Template,
    county: &County,
    fonts: &Fonts,
) -> Vec<Diagnostic> {
    let roles = &template.settings.fonts;
    let mut findings = Vec::new();
    for (role, families) in [
        ("body", &roles.body),
        ("headline", &roles.headline),
        ("sans", &roles.sans),
        ("kai", &roles.kai),
        ("figures", &roles.figures),
    ] {
        findings.extend(check_role(role, families, template, county, fonts));
    }
    let mut told = BTreeSet::new();
    findings.extend(rare_characters(report, places, roles, &county.checks, fonts));
    for said in said(report).into_iter().filter(|said| said.row.kind.is_some()) {
        let pointer = said.pointer.as_str();
        let families = families(pointer, roles);
        let marked = said.marked();
        // Where each character that is printed is written; the number of a note is another character there.
        let printed = marked.pieces.iter().flat_map(|piece| {
            let first = said.text[..piece.range.start].chars().count();
            let note = piece.style == Style::Note;
            piece
                .text
                .chars()
                .enumerate()
                .map(move |(at, c)| (if note { first } else { first + at }, c))
                .collect::<Vec<_>>()
        });
        for (index, character) in printed {
            if character.is_whitespace() || fonts.covers(families, character) || !told.insert(character) {
                continue;
            }
            let code = format!("U+{:04X}", u32::from(character));
            let message = say!("missing-glyph", character = character, code = code);
            let mut finding = Diagnostic::error(message).hint(say!("hint.missing-glyph"));
            if let Some(place) = places.character(pointer, index) {
                finding = finding.at(place);
            }
            findings.push(finding);
        }
    }
    findings
}

/// A role without any font is an error; a font that the county asks for and that is not there is at least a warning.
fn check_role(
    role: &str,
    families: &[String],
    template: &Template,
    county: &County,
    fonts: &Fonts,
) -> Vec<Diagnostic> {
    let of_county = |pointer: &str| county.places.as_ref().and_then(|places| places.value(pointer));
    let pointer = format!("/fonts/{role}");
    let chosen = of_county(&pointer);
    let Some(used) = families.iter().find(|family| fonts.has_family(family)) else {
        let finding = Diagnostic::error(say!("font", role = role, names = families.to_vec()));
        let place = chosen.or_else(|| template.place(&pointer));
        return vec![finding.at_place(place).hint(say!("hint.font-path"))];
    };
    if chosen.is_none() {
        return Vec::new();
    }
    let missing = families.iter().enumerate().filter(|(_, family)| !fonts.has_family(family));
    missing
        .map(|(index, family)| {
            let names = fonts.families();
            let finding = Diagnostic::warning(say!("font.missing", family = family, used = used))
                .at_place(of_county(&format!("{pointer}/{index}")));
            match nearest(family, names.iter().map(String::as_str)) {
                Some(near) => finding.hint(say!("hint.did-you-mean", name = near)),
                None => finding.hint(say!("hint.county-font")),
            }
        })
        .collect()
}

/// Characters that are set in another face than the text about them, because its face does not have them. In running text
/// each is told once; in names every time; in headings it stops the page, since there it is seen from afar and there is a
/// choice of words.
fn rare_characters(
    report: &Report,
    places: &Places,
    roles: &FontRoles,
    levels: &Levels,
    fonts: &Fonts,
) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for (pointer, text) in texts(report) {
        let kind = Kind::of(&pointer);
        let families = families(&pointer, roles);
        let weight = if kind == Kind::Heading { HEADING_WEIGHT } else { TEXT_WEIGHT };
        for (index, character) in text.chars().enumerate().filter(|(_, character)| is_han(*character)) {
            let family = match fonts.family_of(families, weight, character) {
                Some(family) if families.first().is_some_and(|first| first == family) => continue,
                Some(family) => family.to_owned(),
                // Only a lighter face of the family has it; one that none has is another finding.
                None => match families
                    .iter()
                    .find(|family| fonts.covers(std::slice::from_ref(*family), character))
                {
                    Some(family) => format!("{family} Regular"),
                    None => continue,
                },
            };
            if kind == Kind::Body && !told.insert(character) {
                continue;
            }
            let usual = if kind == Kind::Heading { Severity::Error } else { Severity::Warning };
            let severity = match levels.get("rare-character") {
                Some(Level::Off) => continue,
                Some(Level::Warning) => Severity::Warning,
                Some(Level::Error) => Severity::Error,
                None => usual,
            };
            let message = say!(
                "rare-character",
                character = character,
                code = format!("{:04X}", u32::from(character)),
                family = family
            );
            let finding = Diagnostic::new(severity, message).at_place(places.character(&pointer, index));
            findings.push(finding.hint(match kind {
                Kind::Heading => say!("hint.rare-in-heading"),
                _ => say!("hint.rare"),
            }));
        }
    }
    findings
}

/// The weights in which headings and text are set, as far as the faces' coverage goes: all bold faces have the same.
const HEADING_WEIGHT: u16 = 900;
const TEXT_WEIGHT: u16 = 400;

/// The families that the text at a pointer is set in.
fn families<'a>(pointer: &str, roles: &'a FontRoles) -> &'a [String] {
    roles.families(row(pointer).map_or(Role::Body, |row| row.role))
}
