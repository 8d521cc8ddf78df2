//! What a page's file is called: the pattern of `[files] pattern` in `county.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Place};
use crate::files::{UNSAFE, is_unsafe};
use crate::message::Message;
use crate::report::{Report, none_of};
use crate::say;

/// A name may have so many bytes: what systems allow, less what the program adds to it.
const MOST_BYTES: usize = 200;
/// Names that Windows keeps for devices, whatever follows behind a dot.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
/// The same, each with a digit.
const NUMBERED: [&str; 2] = ["COM", "LPT"];
/// What may stand in braces.
const FIELDS: [&str; 9] = ["paper", "date", "day", "page", "version", "county", "year", "kind", "press"];

/// How the files of a county's pages are called.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileNames {
    /// The name of a page's file without its ending, where `-o` names none. In braces: `{paper}`, `{date}` (2025-01-10), `{day}`
    /// (20250110), `{page}`, `{version}`, `{county}`, `{year}`, `{kind}`, `{press}`.
    #[serde(default)]
    #[schemars(length(min = 1, max = 120))]
    pub pattern: Option<String>,
}

/// A part of a pattern: text as it stands, or the name of a field.
enum Part<'a> {
    Text(&'a str),
    Field(&'a str),
}

/// The parts of a pattern; nothing where its braces do not pair.
fn parts(pattern: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let field = rest[at..].strip_prefix('{')?;
        let (name, after) = field.split_once('}')?;
        parts.push(Part::Text(&rest[..at]));
        parts.push(Part::Field(name));
        rest = after;
    }
    parts.push(Part::Text(rest));
    Some(parts)
}

impl FileNames {
    /// Looks a pattern over that stands at a place of `county.toml`.
    ///
    /// # Errors
    /// Braces that do not pair, a field that there is not, characters that no name may have.
    pub fn check(&self, place: Option<Place>) -> Result<(), Diagnostic> {
        let Some(pattern) = &self.pattern else { return Ok(()) };
        let Some(parts) = parts(pattern) else {
            let finding = Diagnostic::error(say!("file-name.braces"));
            return Err(finding.at_place(place).hint(say!("hint.file-name-fields", names = names())));
        };
        let mut example = String::new();
        for part in parts {
            match part {
                Part::Field(name) if !FIELDS.contains(&name) => {
                    return Err(none_of(name, FIELDS.map(str::to_owned).to_vec()).at_place(place));
                }
                // As it is when every field says something.
                Part::Field(_) => example.push('x'),
                Part::Text(text) => {
                    if let Some(c) = text.chars().find(|c| is_unsafe(*c)) {
                        let message = say!("file-name.character", character = shown(c));
                        let finding = Diagnostic::error(message).at_place(place);
                        return Err(finding.hint(say!("hint.file-name-characters")));
                    }
                    example.push_str(text);
                }
            }
        }
        faultless(example, place).map(|_| ())
    }

    /// The name of a page's file without its ending, where there is a pattern, which stands at a place of `county.toml`. `version` is
    /// the mark of the page's version.
    ///
    /// # Errors
    /// A field that the report says nothing of; a name that no system takes.
    pub fn of(
        &self,
        place: Option<Place>,
        report: &Report,
        press: &str,
        version: &str,
    ) -> Result<Option<String>, Diagnostic> {
        let Some(pattern) = &self.pattern else { return Ok(None) };
        let folio = report.folio.clone().unwrap_or_default();
        let value = |name: &str| match name {
            "paper" => folio.paper.clone(),
            "date" => folio.date.clone(),
            "day" => folio.date.as_ref().map(|date| date.replace('-', "")),
            "page" => folio.page.clone(),
            "version" => Some(version.to_owned()),
            "county" => Some(report.county.clone()),
            "year" => Some(report.year.to_string()),
            "kind" => folio.kind.clone(),
            "press" => Some(press.to_owned()),
            _ => None,
        };
        let mut name = String::new();
        for part in parts(pattern).unwrap_or_default() {
            match part {
                Part::Text(text) => name.push_str(text),
                Part::Field(field) => {
                    let Some(said) = value(field).filter(|said| !said.trim().is_empty()) else {
                        let finding = Diagnostic::error(say!("file-name.missing", field = field));
                        return Err(finding
                            .at_place(place)
                            .hint(say!("hint.file-name-missing", field = field)));
                    };
                    name.extend(said.trim().chars().map(|c| if is_unsafe(c) { '-' } else { c }));
                }
            }
        }
        faultless(name, place).map(Some)
    }
}

/// A name that every system takes.
fn faultless(name: String, place: Option<Place>) -> Result<String, Diagnostic> {
    match name_fault(&name) {
        Some(message) => {
            Err(Diagnostic::error(message).at_place(place).hint(say!("hint.file-name-characters")))
        }
        None => Ok(name),
    }
}

/// What keeps a name from being one.
fn name_fault(name: &str) -> Option<Message> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    let is_device = DEVICES.contains(&stem.as_str()) || NUMBERED.iter().any(|name| numbered(name));
    if name.len() > MOST_BYTES {
        Some(say!("file-name.long", name = name, most = MOST_BYTES))
    } else if name.starts_with(['.', ' ', '-'])
        || name.ends_with(['.', ' '])
        || name.trim().is_empty()
        || is_device
    {
        Some(say!("file-name.form", name = name))
    } else {
        None
    }
}

fn names() -> Vec<String> {
    FIELDS.map(|name| format!("{{{name}}}")).to_vec()
}

/// A character as it can be read.
fn shown(c: char) -> String {
    if c.is_control() || !UNSAFE.contains(&c) { format!("U+{:04X}", u32::from(c)) } else { c.to_string() }
}

#[cfg(test)]
mod tests {
    use crate::edition::County;
    use crate::edition::county::FolioDefaults;
    use crate::message::Lang;

    fn county(name: &str) -> County {
        let folio = FolioDefaults {
            paper: Some("六盘/时报".to_owned()),
            page: Some("8".to_owned()),
            ..FolioDefaults::default()
        };
        County { files: super::FileNames { pattern: Some(name.to_owned()) }, folio, ..County::default() }
    }

    fn named(pattern: &str, date: &str) -> Result<String, String> {
        let county = county(pattern);
        county.files.check(None).map_err(|problem| problem.message.text(Lang::En))?;
        let text = format!(
            r#"{{"format":1,"county":"某县","year":2024,"folio":{{{date}}},"headline":{{"title":["山"]}},"sections":[{{"heading":["民"],"body":["全。"]}}]}}"#
        );
        let mut loaded = crate::report::read_text(text, "r").map_err(|_| "unread".to_owned())?;
        county.complete(&mut loaded.report, &mut loaded.places);
        let name = county.files.of(None, &loaded.report, "newsprint", "3F2A-91C0");
        let name = name.map_err(|problem| problem.message.text(Lang::En))?;
        name.ok_or_else(|| "no pattern".to_owned())
    }

    #[test]
    fn names_are_filled_and_kept_safe() {
        let date = r#""date":"2025-01-10""#;
        assert_eq!(
            named("{paper}{day}第{page}版-{version}", date).as_deref(),
            Ok("六盘-时报20250110第8版-3F2A-91C0")
        );
        assert_eq!(
            named("{county} {year} {date} {press}", date).as_deref(),
            Ok("某县 2024 2025-01-10 newsprint")
        );
        // What the report does not say is missed, not left out.
        assert!(named("{date}", "").is_err() && named("{kind}", date).is_err());
        for bad in [
            "../{page}",
            "a/b",
            "a\\b",
            "{page",
            "page}",
            "{pages}",
            "{}",
            "c:{page}",
            ".{page}",
            "{page}.",
            " {page}",
            "-{page}",
            "nul",
            "com1",
            "CON.{page}",
            "a\u{202E}b",
            "a\nb",
            "a*",
            &"长".repeat(70),
        ] {
            assert!(named(bad, date).is_err(), "{bad}: {:?}", named(bad, date));
        }
        for good in ["console", "com", "com12", "null", "第{page}版（定稿）", "a.b"] {
            assert!(named(good, date).is_ok(), "{good}: {:?}", named(good, date));
        }
    }
}
