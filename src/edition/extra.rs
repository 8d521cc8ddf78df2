//! Values that a template asks a report for: declared with type, meaning and range, filled in a report's `extra`.

use std::collections::BTreeMap;

use qrcode::{EcLevel, QrCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::meaning::Meaning;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::report::{ExtraValue, Places, Report, escaped, nearest, none_of, too_long};
use crate::say;

/// What an address looks like, and the most characters of one: with more the squares of its code are too small to be read in
/// newsprint.
const LINK_PATTERN: &str = "^https?://[!-~]+$";
const LONGEST_LINK: usize = 150;

/// What a template says of a value that a report fills. The value's type decides what else is said.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
pub enum Extra {
    /// A text that the template prints.
    Text {
        /// What the text is for.
        meaning: Meaning,
        /// Whether a report must have it.
        #[serde(default)]
        required: bool,
        /// The most characters.
        #[schemars(range(min = 1, max = 2000))]
        longest: u32,
    },
    /// A list of texts that the template prints.
    Texts {
        /// What the texts are for.
        meaning: Meaning,
        /// Whether a report must have them.
        #[serde(default)]
        required: bool,
        /// The fewest texts.
        #[serde(default)]
        #[schemars(range(min = 0, max = 60))]
        least: u32,
        /// The most texts.
        #[schemars(range(min = 1, max = 60))]
        most: u32,
        /// The most characters of each.
        #[schemars(range(min = 1, max = 2000))]
        longest: u32,
    },
    /// A number.
    Number {
        /// What the number says.
        meaning: Meaning,
        /// Whether a report must have it.
        #[serde(default)]
        required: bool,
        /// The least that is allowed.
        least: f64,
        /// The most that is allowed.
        most: f64,
    },
    /// One of some words.
    Choice {
        /// What is chosen.
        meaning: Meaning,
        /// Whether a report must choose.
        #[serde(default)]
        required: bool,
        /// The words.
        #[schemars(length(min = 1, max = 30))]
        choices: Vec<String>,
    },
    /// An address of the web, drawn as a QR code.
    Link {
        /// Where it leads.
        meaning: Meaning,
        /// Whether a report must have it.
        #[serde(default)]
        required: bool,
    },
    /// Yes or no.
    Bool {
        /// What is switched.
        meaning: Meaning,
        /// Whether a report must say it.
        #[serde(default)]
        required: bool,
    },
}

impl Extra {
    /// What the value is for.
    #[must_use]
    pub fn meaning(&self) -> &Meaning {
        match self {
            Self::Text { meaning, .. }
            | Self::Texts { meaning, .. }
            | Self::Number { meaning, .. }
            | Self::Choice { meaning, .. }
            | Self::Link { meaning, .. }
            | Self::Bool { meaning, .. } => meaning,
        }
    }

    /// Something that stands for a value in a report that is begun.
    #[must_use]
    pub fn sample(&self) -> Value {
        let short = |longest: u32| "这里要填写".chars().take(longest as usize).collect::<String>();
        match self {
            Self::Text { longest, .. } => short(*longest).into(),
            Self::Texts { least, most, longest, .. } => {
                let count = (*least).max(3).min(*most) as usize;
                vec![short(*longest); count].into()
            }
            Self::Number { least, .. } => json!(least),
            Self::Choice { choices, .. } => json!(choices.first()),
            Self::Link { .. } => "https://www.example.cn/".into(),
            Self::Bool { .. } => false.into(),
        }
    }

    /// The value's type, and what it may be.
    #[must_use]
    pub fn allowed(&self) -> (&'static str, Message) {
        match self {
            Self::Text { longest, .. } => ("text", say!("value.longest", count = longest.to_string())),
            Self::Texts { least, most, longest, .. } => (
                "texts",
                say!(
                    "value.texts",
                    least = least.to_string(),
                    most = most.to_string(),
                    longest = longest.to_string()
                ),
            ),
            Self::Number { least, most, .. } => {
                ("number", say!("value.between", least = *least, most = *most))
            }
            Self::Choice { choices, .. } => ("choice", say!("hint.one-of", names = choices.clone())),
            Self::Link { .. } => ("link", say!("value.link", count = LONGEST_LINK.to_string())),
            Self::Bool { .. } => ("bool", say!("hint.true-or-false")),
        }
    }

    /// Whether its texts stand on the page as they are.
    #[must_use]
    pub fn is_printed(&self) -> bool {
        matches!(self, Self::Text { .. } | Self::Texts { .. })
    }

    /// Whether a report must have it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        match self {
            Self::Text { required, .. }
            | Self::Texts { required, .. }
            | Self::Number { required, .. }
            | Self::Choice { required, .. }
            | Self::Link { required, .. }
            | Self::Bool { required, .. } => *required,
        }
    }

    /// What the template gets where a report says nothing.
    fn nothing(&self) -> Value {
        match self {
            Self::Text { .. } | Self::Choice { .. } => "".into(),
            Self::Texts { .. } => json!([]),
            Self::Number { .. } | Self::Link { .. } => Value::Null,
            Self::Bool { .. } => false.into(),
        }
    }

    /// The JSON Schema of its value.
    fn schema(&self) -> Value {
        let mut schema = match self {
            Self::Text { longest, .. } => json!({ "type": "string", "maxLength": longest }),
            Self::Texts { least, most, longest, .. } => json!({
                "type": "array", "minItems": least, "maxItems": most,
                "items": { "type": "string", "minLength": 1, "maxLength": longest },
            }),
            Self::Number { least, most, .. } => {
                json!({ "type": "number", "minimum": least, "maximum": most })
            }
            Self::Choice { choices, .. } => json!({ "enum": choices }),
            Self::Link { .. } => {
                json!({ "type": "string", "pattern": LINK_PATTERN, "maxLength": LONGEST_LINK })
            }
            Self::Bool { .. } => json!({ "type": "boolean" }),
        };
        schema["description"] = self.meaning().whole().into();
        schema
    }
}

/// The JSON Schema of reports for a template: that of all reports, with the values that this one declares.
#[must_use]
pub fn complete_schema(mut schema: Value, declared: &BTreeMap<String, Extra>) -> Value {
    if declared.is_empty() {
        return schema;
    }
    let properties: Map<String, Value> =
        declared.iter().map(|(name, extra)| (name.clone(), extra.schema())).collect();
    let required: Vec<&String> =
        declared.iter().filter(|(_, extra)| extra.is_required()).map(|(name, _)| name).collect();
    if let Some(extra) = schema.pointer_mut("/properties/extra") {
        let description = extra.get("description").cloned().unwrap_or_default();
        *extra = json!({
            "type": "object", "description": description, "properties": properties,
            "required": required, "additionalProperties": false,
        });
    }
    if !required.is_empty()
        && let Some(fields) = schema.get_mut("required").and_then(Value::as_array_mut)
    {
        fields.push("extra".into());
    }
    schema
}

/// Everything in a report's `extra` that is not as a template declares it.
#[must_use]
pub fn check(declared: &BTreeMap<String, Extra>, report: &Report, places: &Places) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for name in report.extra.keys().filter(|name| !declared.contains_key(*name)) {
        let hint = match nearest(name, declared.keys().map(String::as_str)) {
            Some(near) => say!("hint.did-you-mean", name = near),
            None if declared.is_empty() => say!("hint.no-extra"),
            None => say!("hint.extra-values", names = declared.keys().cloned().collect::<Vec<_>>()),
        };
        let finding = Diagnostic::error(say!("extra.unknown", name = name));
        problems.push(finding.at_place(places.key(&pointer(name))).hint(hint));
    }
    for (name, extra) in declared {
        let at = pointer(name);
        match report.extra.get(name) {
            Some(value) => {
                let found = judge(extra, value);
                problems.extend(found.into_iter().map(|(below, finding)| {
                    let place = places.value(&format!("{at}{below}")).or_else(|| places.value(&at));
                    finding.at_place(place)
                }));
            }
            None if extra.is_required() => {
                let place = places.value("/extra").or_else(|| places.value("/format"));
                let finding =
                    Diagnostic::error(say!("extra.missing", name = name, meaning = extra.meaning()));
                problems.push(finding.at_place(place).hint(say!("hint.add-extra", name = name)));
            }
            None => {}
        }
    }
    problems
}

fn pointer(name: &str) -> String {
    format!("/extra/{}", escaped(name))
}

/// What is wrong with a value, each with its place below it.
fn judge(extra: &Extra, value: &ExtraValue) -> Vec<(String, Diagnostic)> {
    let whole = |finding: Diagnostic| vec![(String::new(), finding)];
    let wrong = |wanted: Message, hint: Message| {
        let found = match value {
            ExtraValue::Bool(_) => say!("kind.boolean"),
            ExtraValue::Number(_) => say!("kind.number"),
            ExtraValue::Texts(_) => say!("kind.list"),
            ExtraValue::Text(_) => say!("kind.text"),
        };
        whole(Diagnostic::error(say!("wrong-type", wanted = wanted, found = found)).hint(hint))
    };
    match (extra, value) {
        (Extra::Text { longest, .. }, ExtraValue::Text(text)) => {
            too_long(text, *longest as usize).map(|finding| (String::new(), finding)).into_iter().collect()
        }
        (Extra::Text { .. }, ExtraValue::Texts(_)) => {
            wrong(say!("kind.text-wanted"), say!("hint.no-brackets"))
        }
        (Extra::Link { .. }, ExtraValue::Text(text)) => {
            let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
            let good =
                rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()));
            if !good {
                return whole(Diagnostic::error(say!("extra.link", said = text)).hint(say!("hint.link")));
            }
            too_long(text, LONGEST_LINK).map(|finding| (String::new(), finding)).into_iter().collect()
        }
        (Extra::Text { .. } | Extra::Link { .. }, _) => {
            wrong(say!("kind.text-wanted"), say!("hint.put-in-quotes"))
        }
        (Extra::Texts { least, most, longest, .. }, ExtraValue::Texts(texts)) => {
            let (least, most) = (*least as usize, *most as usize);
            let entries = |count: usize| say!("count.entries", count = count);
            let mut found = Vec::new();
            if texts.len() > most {
                let finding =
                    Diagnostic::error(say!("too-long", length = entries(texts.len()), limit = most))
                        .hint(say!("hint.shorten-to", length = entries(most)));
                found.extend(whole(finding));
            } else if texts.len() < least {
                let finding = Diagnostic::error(say!("too-short", length = entries(texts.len())))
                    .hint(say!("hint.write-at-least", length = entries(least)));
                found.extend(whole(finding));
            }
            let long = |(index, text): (usize, &String)| {
                Some((format!("/{index}"), too_long(text, *longest as usize)?))
            };
            found.extend(texts.iter().enumerate().filter_map(long));
            found
        }
        (Extra::Texts { .. }, ExtraValue::Text(_)) => {
            wrong(say!("kind.list-wanted"), say!("hint.put-in-list"))
        }
        (Extra::Texts { .. }, _) => wrong(say!("kind.list-wanted"), say!("hint.write-texts")),
        (Extra::Number { least, most, .. }, ExtraValue::Number(number)) => {
            let value = number.as_f64().unwrap_or(f64::NAN);
            if (*least..=*most).contains(&value) {
                return Vec::new();
            }
            let message = say!("theme.range", value = value, least = *least, most = *most);
            whole(Diagnostic::error(message).hint(say!("hint.correct-number")))
        }
        (Extra::Number { .. }, _) => wrong(say!("kind.number"), say!("hint.write-number")),
        (Extra::Choice { choices, .. }, ExtraValue::Text(word)) if choices.contains(word) => Vec::new(),
        (Extra::Choice { choices, .. }, ExtraValue::Text(word)) => whole(none_of(word, choices.clone())),
        (Extra::Choice { choices, .. }, _) => {
            wrong(say!("kind.text-wanted"), say!("hint.one-of", names = choices.clone()))
        }
        (Extra::Bool { .. }, ExtraValue::Bool(_)) => Vec::new(),
        (Extra::Bool { .. }, _) => wrong(say!("kind.boolean"), say!("hint.true-or-false")),
    }
}

/// Puts what a template gets into a report's data: nothing where the report says nothing, the code of an address.
pub(super) fn complete(data: &mut Value, declared: &BTreeMap<String, Extra>, report: &Report) {
    for (name, extra) in declared {
        let fields = &mut data["extra"];
        match (extra, report.extra.get(name)) {
            // As it is written: the data has what steers line breaking in it.
            (Extra::Link { .. }, Some(ExtraValue::Text(link))) => {
                fields[name] = json!({ "link": link, "code": code(link) });
            }
            _ if fields.get(name).is_none() => fields[name] = extra.nothing(),
            _ => {}
        }
    }
}

/// The QR code of an address: a text of 0 and 1 for each of its rows, with nothing around them.
fn code(link: &str) -> Vec<String> {
    // What is too long was refused before.
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else { return Vec::new() };
    let square = |color: &qrcode::Color| if *color == qrcode::Color::Dark { '1' } else { '0' };
    code.to_colors().chunks(code.width()).map(|row| row.iter().map(square).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_code_has_its_three_eyes() {
        let rows = code("https://example.cn/2024");
        assert_eq!(rows.len(), 25);
        let eye = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"];
        for (row, wanted) in rows.iter().zip(eye) {
            assert_eq!((&row[..7], &row[18..]), (wanted, wanted));
        }
        for (row, wanted) in rows[18..].iter().zip(eye) {
            assert_eq!(&row[..7], wanted);
        }
        assert_ne!(rows, code("https://example.cn/2025"));
    }
}
