//! What is said of texts that are missing or cannot be read: where they stand in the report, and which file draws them.

use typst_syntax::Span;

use super::Finished;
use super::glyphs::Sheet;
use super::matching::Wanted;
use super::reading::{Fault, Kind, Matched};
use crate::diagnostic::{Diagnostic, Place};
use crate::edition::{FolderFile, Template};
use crate::report::Printed;
use crate::say;
use crate::typeset::han::is_steering;

/// A text is quoted with so many characters at the most.
const QUOTED: usize = 16;
/// The template's file from which all others are reached.
const MAIN: &str = "main.typ";

/// Everything that is to be said.
pub fn findings(
    pages: &Finished,
    sheet: &Sheet,
    wanted: &[Wanted],
    matched: &[Matched],
    faults: &[Fault],
) -> Vec<Diagnostic> {
    let teller = Teller { pages, sheet, wanted, matched };
    let missing = (0..wanted.len()).filter_map(|text| teller.missing(text));
    missing.chain(faults.iter().map(|fault| teller.fault(fault))).collect()
}

struct Teller<'a> {
    pages: &'a Finished<'a>,
    sheet: &'a Sheet,
    wanted: &'a [Wanted<'a>],
    matched: &'a [Matched],
}

impl Teller<'_> {
    fn missing(&self, text: usize) -> Option<Diagnostic> {
        let (wanted, matched) = (&self.wanted[text], &self.matched[text]);
        if matched.lost == 0 || matched.overset {
            return None;
        }
        let finding = Diagnostic::error(match matched.before {
            0 => say!("not-drawn.missing", text = quoted(&wanted.shown, 0)),
            at => say!("not-drawn.part", text = quoted(&wanted.shown, 0), from = quoted(&wanted.shown, at)),
        });
        let file = self.part(text);
        Some(finding.at_place(self.place(text, matched.before)).hint(say!("hint.draw", file = file)))
    }

    fn fault(&self, fault: &Fault) -> Diagnostic {
        let Fault { text, kind, glyph } = fault;
        let at = self.matched[*text].glyphs.iter().position(|other| other == glyph).unwrap_or(0);
        let words = quoted(&self.wanted[*text].shown, at);
        let file = self.file_of_glyph(*glyph);
        let finding =
            match kind {
                Kind::OffPage => Diagnostic::error(say!("not-drawn.off-page", text = words))
                    .hint(say!("hint.drawn-in", file = file)),
                Kind::Clipped => Diagnostic::error(say!("not-drawn.clipped", text = words))
                    .hint(say!("hint.drawn-in", file = file)),
                Kind::Hidden(over) => {
                    let over = self.file(*over).unwrap_or_else(|| main_of(&self.pages.edition.template));
                    Diagnostic::error(say!("not-drawn.hidden", text = words)).hint(say!(
                        "hint.covered-in",
                        file = file,
                        over = over
                    ))
                }
                Kind::SameColour => Diagnostic::error(say!("not-drawn.same-colour", text = words))
                    .hint(say!("hint.colour-in", file = file)),
                Kind::Faint(contrast) => {
                    Diagnostic::warning(say!("faint", text = words, contrast = format!("{contrast:.1}")))
                        .hint(say!("hint.colour-in", file = file))
                }
                Kind::Crossed(by) => {
                    let other = self.words_of(*by);
                    let through = self.file_of_glyph(*by);
                    Diagnostic::error(say!("not-drawn.crossed", text = words, other = other.clone()))
                        .hint(say!("hint.crossed-in", file = file, other = other, through = through))
                }
            };
        finding.at_place(self.place(*text, at))
    }

    /// The place in the report of a text's character; of the whole text where figures stand in it.
    fn place(&self, text: usize, at: usize) -> Option<Place> {
        let Wanted { said, shown, .. } = &self.wanted[text];
        let places = &self.pages.edition.loaded.places;
        let characters = || {
            let from = seen(shown).nth(at)?.0;
            let to = seen(shown).nth(at + QUOTED - 1).map_or(shown.chars().count(), |(index, _)| index + 1);
            places.characters(&said.pointer, from..to)
        };
        let parts = at > 0 && shown == said.text;
        parts.then(characters).flatten().or_else(|| places.value(&said.pointer))
    }

    /// What stands at a glyph: the report's text, or the run's.
    fn words_of(&self, glyph: usize) -> String {
        let owner = |one: &Matched| one.glyphs.iter().position(|other| *other == glyph);
        let found = self.matched.iter().enumerate().find_map(|(text, one)| Some((text, owner(one)?)));
        if let Some((text, at)) = found {
            return quoted(&self.wanted[text].shown, at);
        }
        let run = &self.sheet.runs[self.sheet.glyphs[glyph].run];
        let said: String = self.sheet.glyphs[run.glyphs.clone()].iter().map(|g| g.character).collect();
        quoted(&said, 0)
    }

    fn file_of_glyph(&self, glyph: usize) -> String {
        let run = &self.sheet.runs[self.sheet.glyphs[glyph].run];
        self.file(run.span).unwrap_or_else(|| match self.drawn_with(glyph) {
            Some(text) => self.part(text),
            None => main_of(&self.pages.edition.template),
        })
    }

    /// The text that a glyph belongs to; of a word of the template's own, the one that is drawn next to it.
    fn drawn_with(&self, glyph: usize) -> Option<usize> {
        let at = |one: &Matched| one.glyphs.iter().map(|other| (other.abs_diff(glyph), *other < glyph)).min();
        let near = self.matched.iter().enumerate().filter_map(|(text, one)| Some((at(one)?, text)));
        near.min().map(|(_, text)| text)
    }

    /// The file that should draw a text.
    fn part(&self, text: usize) -> String {
        let said = &self.wanted[text].said;
        let mut fields: Vec<&str> =
            said.row.path.rsplit('/').filter(|part| !matches!(*part, "" | "*")).collect();
        if said.row.printed == Printed::Caption {
            // The photo behind the headline is known to templates by other names.
            let lead = self.pages.hero == Some(said.number);
            fields = if lead { vec!["hero_picture", "lead_photo"] } else { vec!["photos"] };
        }
        if said.row.printed == Printed::Quote {
            fields = vec!["quote"];
        }
        part_of(&self.pages.edition.template, &fields)
    }

    /// File and line of something that a file of template or county draws.
    fn file(&self, span: Span) -> Option<String> {
        let place = (self.pages.place)(span)?;
        let own = |file: &FolderFile| file.shown == place.source.path;
        let line = place.source.line_column(place.range.start).0;
        let known = self.pages.edition.template.files.iter().any(own);
        known.then(|| format!("{}:{line}", place.source.path))
    }
}

/// The characters of a text that can be seen, with their numbers.
fn seen(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.chars().enumerate().filter(|(_, c)| !c.is_whitespace() && !is_steering(*c))
}

/// A text, or of a long one what stands from one of its characters on.
pub fn quoted(text: &str, at: usize) -> String {
    let at = if text.chars().count() > QUOTED { at } else { 0 };
    let from = seen(text).nth(at).map_or(0, |(index, _)| index);
    let rest: Vec<char> = text.chars().skip(from).collect();
    match rest.get(..QUOTED) {
        Some(head) if rest.len() > QUOTED => head.iter().collect::<String>() + "…",
        _ => rest.into_iter().collect(),
    }
}

fn main_of(template: &Template) -> String {
    template.file(MAIN).map_or_else(|| MAIN.to_owned(), |file| file.shown.clone())
}

/// The file, with its line, that should draw the text of some fields: the first in use that has one's name, or that names
/// one, as it is or as it was before the county replaced it; else the main file. Typst does not keep the place of a text
/// that comes from a report.
fn part_of(template: &Template, fields: &[&str]) -> String {
    let used = in_use(template);
    let named = |field: &str| used.iter().copied().find(|path| path.ends_with(&format!("/{field}.typ")));
    let before = |path: &str| template.replaced.iter().find(|file| file.path == path);
    let has = |file: &FolderFile, needle: &str| String::from_utf8_lossy(&file.bytes).contains(needle);
    let naming = |needle: &str| {
        let replaced = used.iter().copied().find(|path| before(path).is_some_and(|file| has(file, needle)));
        let current =
            || used.iter().copied().find(|path| template.file(path).is_some_and(|file| has(file, needle)));
        replaced.or_else(current)
    };
    let needle = |field: &str| format!(".{field}");
    let path = fields.iter().find_map(|field| named(field));
    let path = path.or_else(|| fields.iter().find_map(|field| naming(&needle(field))));
    let Some(file) = path.and_then(|path| template.file(path)) else { return main_of(template) };
    let text = String::from_utf8_lossy(&file.bytes);
    let line = |field: &&str| text.lines().position(|line| line.contains(&needle(field)));
    match fields.iter().find_map(line) {
        Some(index) => format!("{}:{}", file.shown, index + 1),
        None => file.shown.clone(),
    }
}

fn is_code(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "typ")
}

/// The Typst files that the main file reaches, without it, in the order in which they are named.
fn in_use(template: &Template) -> Vec<&str> {
    let mut found = vec![MAIN];
    let mut next = 0;
    while let Some(path) = found.get(next).copied() {
        next += 1;
        let Some(text) = template.file(path).and_then(|file| std::str::from_utf8(&file.bytes).ok()) else {
            continue;
        };
        let mut named: Vec<(usize, &str)> = template
            .files
            .iter()
            .filter(|file| is_code(&file.path) && !found.contains(&file.path.as_str()))
            .filter_map(|file| Some((text.find(file.path.rsplit('/').next()?)?, file.path.as_str())))
            .collect();
        named.sort_unstable();
        found.extend(named.into_iter().map(|(_, path)| path));
    }
    found.split_off(1)
}
