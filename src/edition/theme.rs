//! Theme values: what a template lets a county choose, declared with type, default and meaning.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::contrast::{self, Cmyk};
use super::folder::FolderFile;
use super::located::Located;
use super::meaning::Meaning;
use crate::diagnostic::{Diagnostic, Place};
use crate::message::{Lang, Message};
use crate::report::{Places, escaped, nearest, none_of, too_long};
use crate::say;

/// What a template says of one of its theme values. The value's type decides what else is said.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
pub enum Declaration {
    /// A colour: four inks in per cent, or a spot ink with the inks that stand for it.
    Colour {
        /// What the colour is for.
        meaning: Meaning,
        /// The colour when the county says nothing.
        #[schemars(with = "Colour")]
        default: Value,
        /// The grounds that text in this colour stands on: names of other colours, or `paper`.
        #[serde(default)]
        on: Vec<String>,
    },
    /// A length, such as "1.5pt" or "4mm".
    Length {
        /// What is so long.
        meaning: Meaning,
        /// The length when the county says nothing.
        #[schemars(with = "String")]
        default: Value,
        /// The least that is allowed.
        least: String,
        /// The most that is allowed.
        most: String,
    },
    /// A number.
    Number {
        /// What the number says.
        meaning: Meaning,
        /// The number when the county says nothing.
        #[schemars(with = "f64")]
        default: Value,
        /// The least that is allowed.
        least: f64,
        /// The most that is allowed.
        most: f64,
    },
    /// A text that the template prints.
    Text {
        /// What the text is for.
        meaning: Meaning,
        /// The text when the county says nothing.
        #[schemars(with = "String")]
        default: Value,
        /// The most characters.
        #[schemars(range(min = 1, max = 1000))]
        longest: u32,
    },
    /// One of some words.
    Choice {
        /// What is chosen.
        meaning: Meaning,
        /// The choice when the county says nothing.
        #[schemars(with = "String")]
        default: Value,
        /// The words.
        #[schemars(length(min = 1, max = 30))]
        choices: Vec<String>,
    },
    /// A picture: the path of a file in the county's or the template's folder, or "" for none.
    Picture {
        /// What is to be seen.
        meaning: Meaning,
        /// The picture when the county says nothing.
        #[schemars(with = "String")]
        default: Value,
    },
    /// Yes or no.
    Bool {
        /// What is switched.
        meaning: Meaning,
        /// What holds when the county says nothing.
        #[schemars(with = "bool")]
        default: Value,
    },
}

/// A colour as files write it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "the type is read by the schema only")]
pub enum Colour {
    /// Cyan, magenta, yellow and black, each 0 to 100 per cent.
    Inks(#[schemars(inner(range(min = 0.0, max = 100.0)))] [f64; 4]),
    /// A spot ink.
    Spot(Spot),
}

/// A spot ink, and the four inks that stand for it where the press does not have it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the type is read by the schema only")]
pub struct Spot {
    /// The ink's name, such as "PANTONE 186 C".
    #[schemars(length(min = 1, max = 60))]
    spot: String,
    /// Cyan, magenta, yellow and black, each 0 to 100 per cent.
    #[schemars(inner(range(min = 0.0, max = 100.0)))]
    cmyk: [f64; 4],
}

impl Declaration {
    /// What the value is for.
    #[must_use]
    pub fn meaning(&self, lang: Lang) -> &str {
        let meaning = match self {
            Self::Colour { meaning, .. }
            | Self::Length { meaning, .. }
            | Self::Number { meaning, .. }
            | Self::Text { meaning, .. }
            | Self::Choice { meaning, .. }
            | Self::Picture { meaning, .. }
            | Self::Bool { meaning, .. } => meaning,
        };
        meaning.text(lang)
    }

    /// The value's type, and what it may be.
    #[must_use]
    pub fn allowed(&self) -> (&'static str, Message) {
        match self {
            Self::Colour { .. } => ("colour", say!("value.colour")),
            Self::Length { least, most, .. } => ("length", say!("value.between", least = least, most = most)),
            Self::Number { least, most, .. } => {
                ("number", say!("value.between", least = *least, most = *most))
            }
            Self::Text { longest, .. } => ("text", say!("value.longest", count = longest.to_string())),
            Self::Choice { choices, .. } => ("choice", say!("hint.one-of", names = choices.clone())),
            Self::Picture { .. } => ("picture", say!("value.picture")),
            Self::Bool { .. } => ("bool", say!("hint.true-or-false")),
        }
    }

    /// The value when the county says nothing.
    #[must_use]
    pub fn default(&self) -> &Value {
        match self {
            Self::Colour { default, .. }
            | Self::Length { default, .. }
            | Self::Number { default, .. }
            | Self::Text { default, .. }
            | Self::Choice { default, .. }
            | Self::Picture { default, .. }
            | Self::Bool { default, .. } => default,
        }
    }
}

/// A theme value, decided.
#[derive(Debug, Clone)]
pub struct ThemeValue {
    /// Its name.
    pub name: String,
    /// The value as Typst gets it: a colour as four numbers or `{spot, cmyk}`, a length in points, a picture's path.
    pub value: Value,
    /// The value as the file says it.
    pub said: Value,
    /// Where it is said.
    pub place: Option<Place>,
    /// Whether the county says it.
    pub by_county: bool,
}

/// Decides all theme values of a template: what the county says, else the defaults.
///
/// # Errors
/// Everything that is wrong with declarations, defaults and values, each at its place.
pub fn decide(
    declared: &BTreeMap<String, Declaration>,
    templates: &[Located],
    county: Option<(&serde_json::Map<String, Value>, &Places)>,
    files: &[FolderFile],
) -> Result<Vec<ThemeValue>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut values = Vec::new();
    if let Some((given, places)) = county {
        for name in given.keys().filter(|name| !declared.contains_key(*name)) {
            let place = places.key(&pointer(name));
            let hint = match nearest(name, declared.keys().map(String::as_str)) {
                Some(near) => say!("hint.did-you-mean", name = near),
                None => say!("hint.theme-values", names = declared.keys().cloned().collect::<Vec<_>>()),
            };
            problems.push(Diagnostic::error(say!("theme.unknown", name = name)).at_place(place).hint(hint));
        }
    }
    for (name, declaration) in declared {
        let default_at = format!("/theme/{name}/default");
        let of_template = templates.iter().rev().find_map(|file| file.places.value(&default_at));
        let of_county = || county.and_then(|(_, places)| places.value(&format!("/declares/{name}/default")));
        let default_place = of_template.or_else(of_county);
        let county =
            county.and_then(|(given, places)| Some((given.get(name)?, places.value(&pointer(name)))));
        let by_county = county.is_some();
        let mut decided = None;
        for (said, place) in [Some((declaration.default(), default_place)), county].into_iter().flatten() {
            match plain(declaration, said, files) {
                Ok(value) => {
                    let (name, said) = (name.clone(), said.clone());
                    decided = Some(ThemeValue { name, value, said, place, by_county });
                }
                Err(finding) => problems.push(finding.at_place(place)),
            }
        }
        values.extend(decided);
    }
    problems.extend(contrasts(declared, templates, &values));
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

fn pointer(name: &str) -> String {
    format!("/theme/{}", escaped(name))
}

/// A value as Typst gets it, if it is as declared.
fn plain(declaration: &Declaration, said: &Value, files: &[FolderFile]) -> Result<Value, Diagnostic> {
    let wrong = |wanted: Message, hint: Message| {
        Diagnostic::error(say!("theme.type", wanted = wanted, found = found(said))).hint(hint)
    };
    match declaration {
        Declaration::Colour { .. } => {
            let hint = || say!("hint.write-colour");
            match contrast::cmyk(said) {
                Some(inks) if inks.iter().all(|ink| (0.0..=100.0).contains(ink)) => Ok(said.clone()),
                Some(_) => Err(Diagnostic::error(say!("theme.ink")).hint(hint())),
                None => Err(wrong(say!("theme.a-colour"), hint())),
            }
        }
        Declaration::Length { least, most, .. } => {
            let hint = || say!("hint.write-length", least = least, most = most);
            let Some(points) = said.as_str().and_then(points) else {
                return Err(wrong(say!("theme.a-length"), hint()));
            };
            let range = self::points(least).unwrap_or(0.0)..=self::points(most).unwrap_or(f64::MAX);
            if range.contains(&points) {
                return Ok(json!(points));
            }
            let length = said.as_str().unwrap_or_default();
            Err(Diagnostic::error(say!("theme.range", value = length, least = least, most = most))
                .hint(say!("hint.correct-length")))
        }
        Declaration::Number { least, most, .. } => match said.as_f64() {
            Some(number) if (*least..=*most).contains(&number) => Ok(said.clone()),
            Some(number) => {
                Err(Diagnostic::error(say!("theme.range", value = number, least = *least, most = *most))
                    .hint(say!("hint.correct-number")))
            }
            None => Err(wrong(say!("kind.number"), say!("hint.no-quotes"))),
        },
        Declaration::Text { longest, .. } => {
            let Some(text) = said.as_str() else {
                return Err(wrong(say!("kind.text-wanted"), say!("hint.put-in-quotes")));
            };
            match too_long(text, usize::try_from(*longest).unwrap_or(usize::MAX)) {
                Some(finding) => Err(finding),
                None => Ok(said.clone()),
            }
        }
        Declaration::Choice { choices, .. } => match said.as_str() {
            Some(word) if choices.iter().any(|choice| choice == word) => Ok(said.clone()),
            Some(word) => Err(none_of(word, choices.clone())),
            None => Err(wrong(say!("kind.text-wanted"), say!("hint.one-of", names = choices.clone()))),
        },
        Declaration::Picture { .. } => match said.as_str() {
            Some("") => Ok(said.clone()),
            Some(path) => picture(path, files),
            None => Err(wrong(say!("kind.text-wanted"), say!("hint.write-picture"))),
        },
        Declaration::Bool { .. } if said.is_boolean() => Ok(said.clone()),
        Declaration::Bool { .. } => Err(wrong(say!("kind.boolean"), say!("hint.true-or-false"))),
    }
}

/// Whether a file is an SVG or a PDF, by its name, as Typst takes it, and by how it begins.
fn is_drawing(file: &FolderFile) -> bool {
    let ending =
        std::path::Path::new(&file.path).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]);
    match ending.as_deref() {
        Some("svg") => head.contains("<svg"),
        Some("pdf") => head.starts_with("%PDF"),
        _ => false,
    }
}

fn picture(path: &str, files: &[FolderFile]) -> Result<Value, Diagnostic> {
    let wanted = path.strip_prefix("./").unwrap_or(path);
    let Some(file) = files.iter().find(|file| file.path == wanted) else {
        let hint = match nearest(wanted, files.iter().map(|file| file.path.as_str())) {
            Some(near) => say!("hint.did-you-mean", name = near),
            None => say!("hint.write-picture"),
        };
        return Err(Diagnostic::error(say!("theme.no-picture", name = path)).hint(hint));
    };
    match image::guess_format(&file.bytes) {
        Ok(image::ImageFormat::Jpeg | image::ImageFormat::Png | image::ImageFormat::WebP) => {
            Ok(json!(format!("/{wanted}")))
        }
        _ if is_drawing(file) => Ok(json!(format!("/{wanted}"))),
        _ => Err(Diagnostic::error(say!("theme.not-picture", name = path)).hint(say!("hint.export-as-png"))),
    }
}

/// What a value is, in words.
fn found(value: &Value) -> Message {
    match value {
        Value::String(_) => say!("kind.text"),
        Value::Number(_) => say!("kind.number"),
        Value::Bool(_) => say!("kind.boolean"),
        Value::Array(_) => say!("kind.list"),
        Value::Object(_) => say!("kind.object"),
        Value::Null => say!("kind.null"),
    }
}

/// "12pt" or "4.2mm" in points.
fn points(text: &str) -> Option<f64> {
    let (number, unit) = text.split_at(text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?);
    let number: f64 = number.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    match unit {
        "pt" => Some(number),
        "mm" => Some(number * 72.0 / 25.4),
        _ => None,
    }
}

/// Text that cannot be read on its ground, of all pairs that the template declares.
fn contrasts(
    declared: &BTreeMap<String, Declaration>,
    templates: &[Located],
    values: &[ThemeValue],
) -> Vec<Diagnostic> {
    let value = |name: &str| values.iter().find(|value| value.name == name);
    let inks = |name: &str| value(name).and_then(|value| contrast::cmyk(&value.said));
    let mut problems = Vec::new();
    for (name, declaration) in declared {
        let Declaration::Colour { on, .. } = declaration else { continue };
        for (index, ground) in on.iter().enumerate() {
            let paper = ground == contrast::PAPER;
            if !paper && !matches!(declared.get(ground), Some(Declaration::Colour { .. })) {
                let at = format!("/theme/{name}/on/{index}");
                let place = templates.iter().rev().find_map(|file| file.places.value(&at));
                let finding = Diagnostic::error(say!("theme.ground", name = ground)).at_place(place);
                problems.push(finding.hint(say!("hint.write-ground")));
                continue;
            }
            let below: Option<Cmyk> = if paper { Some([0.0; 4]) } else { inks(ground) };
            let (Some(text), Some(below)) = (inks(name), below) else { continue };
            let ratio = contrast::ratio(text, below);
            if ratio >= contrast::LEAST {
                continue;
            }
            // The county's value is to be changed, else the template's.
            let at_fault = [value(name), value(ground)].into_iter().flatten();
            let place = at_fault.clone().find(|value| value.by_county).or_else(|| at_fault.clone().next());
            let message = say!(
                "theme.contrast",
                text = name,
                ground = ground,
                ratio = format!("{ratio:.1}"),
                least = format!("{:.0}", contrast::LEAST)
            );
            let finding = Diagnostic::error(message).at_place(place.and_then(|value| value.place.clone()));
            problems.push(finding.hint(say!("hint.contrast")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn lengths() {
        assert_eq!(points("12pt"), Some(12.0));
        assert_eq!(points("25.4mm"), Some(72.0));
        assert_eq!(points("1.5 pt"), Some(1.5));
        for wrong in ["12", "12em", "pt", "", "inf pt", "十毫米"] {
            assert_eq!(points(wrong), None, "{wrong}");
        }
    }
}
