//! The shape of a report: the JSON Schema made from the types, and a walk that finds everything that does not fit it.

use jsonc_parser::ast::{Object, Value as Ast};
use jsonc_parser::common::Ranged;
use serde_json::Value;

use super::model::Report;
use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

/// The JSON Schema of `report.json`.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Report)
}

/// The name nearest to a misspelt one, if any is near.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1.max(candidate.chars().count() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Walks a parsed text along the schema, notes the place of everything and what does not fit.
pub(crate) struct Walk<'a> {
    schema: &'a Value,
    /// Whether fields may be missing that the schema requires, because another file has them.
    partial: bool,
    /// Whether the text is TOML: hints show how it is written.
    toml: bool,
    pub(crate) places: Places,
    pub(crate) problems: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(schema: &'a Value, places: Places) -> Self {
        Self { schema, partial: false, toml: false, places, problems: Vec::new() }
    }

    /// The same for a TOML text, `partial` when it only completes another one.
    pub(crate) fn toml(self, partial: bool) -> Self {
        Self { partial, toml: true, ..self }
    }

    /// How a missing field is added.
    fn add(&self, name: &str) -> Message {
        if self.toml { say!("hint.add-key", name = name) } else { say!("hint.add-field", name = name) }
    }

    /// Checks a value and all below it.
    pub(crate) fn value(&mut self, value: &Ast, schema: &'a Value, pointer: &str) {
        let range = value.range();
        self.places.add_value(pointer, range.start..range.end);
        // `null` is the same as leaving an optional field out.
        let Some(schema) = self.resolve(schema, value) else { return };
        match (value, kind(schema)) {
            (Ast::Object(object), "") => self.anything(object, pointer),
            (_, "") | (Ast::BooleanLit(_), "boolean") => {}
            (Ast::Object(object), "object") => self.object(object, schema, pointer),
            (Ast::Array(array), "array") => {
                self.length(array.elements.len(), schema, pointer, Counted::Entries);
                for (index, element) in array.elements.iter().enumerate() {
                    if let Some(items) = schema.get("items") {
                        self.value(element, items, &format!("{pointer}/{index}"));
                    }
                }
            }
            (Ast::StringLit(text), "string") => self.string(&text.value, schema, pointer),
            (Ast::NumberLit(number), "number") => self.number(number.value, schema, pointer),
            (Ast::NumberLit(number), "integer") => {
                if number.value.contains(['.', 'e', 'E']) {
                    self.problem(pointer, say!("wrong-type.whole"), say!("hint.no-point"));
                } else {
                    self.number(number.value, schema, pointer);
                }
            }
            (_, expected) => {
                let wanted = match expected {
                    "object" => say!("kind.object-wanted"),
                    "array" => say!("kind.list-wanted"),
                    "string" => say!("kind.text-wanted"),
                    "boolean" => say!("kind.boolean"),
                    "integer" => say!("kind.whole-number"),
                    _ => say!("kind.number"),
                };
                let found = match value {
                    Ast::StringLit(_) => say!("kind.text"),
                    Ast::NumberLit(_) => say!("kind.number"),
                    Ast::BooleanLit(_) => say!("kind.boolean"),
                    Ast::Object(_) => say!("kind.object"),
                    Ast::Array(_) => say!("kind.list"),
                    Ast::NullKeyword(_) => say!("kind.null"),
                };
                let hint = match value {
                    Ast::StringLit(_) if expected == "array" => say!("hint.put-in-list"),
                    Ast::StringLit(text) if matches!(expected, "number" | "integer") => {
                        number_in(&text.value)
                    }
                    Ast::StringLit(_) if expected != "object" => say!("hint.no-quotes"),
                    Ast::NumberLit(_) if expected == "string" => say!("hint.put-in-quotes"),
                    Ast::Array(_) => say!("hint.no-brackets"),
                    Ast::NullKeyword(_) => say!("hint.write-value"),
                    _ if self.toml => say!("hint.see-reference"),
                    _ => say!("hint.see-sample"),
                };
                self.problem(pointer, say!("wrong-type", wanted = wanted, found = found), hint);
            }
        }
    }

    /// Follows `$ref` and choices: between a type and null, and between tables that say their `type`. `None` when the
    /// value is a permitted null, or when a partial table leaves open which it is.
    fn resolve(&mut self, schema: &'a Value, value: &Ast) -> Option<&'a Value> {
        let mut schema = schema;
        let null = matches!(value, Ast::NullKeyword(_));
        loop {
            if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
                schema = self.schema.pointer(path.trim_start_matches('#'))?;
            } else if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
                if null {
                    return None;
                }
                let usable = |choice: &&Value| kind(choice) != "null";
                let fits = |choice: &&Value| kind_of(value).contains(&self.kind_of_choice(choice));
                schema = choices.iter().find(fits).or_else(|| choices.iter().find(usable))?;
            } else if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
                return match value {
                    Ast::Object(object) if choices.iter().all(|choice| only_field(choice).is_some()) => {
                        self.named(object, choices)
                    }
                    Ast::Object(object) => self.tagged(object, choices),
                    Ast::StringLit(word) => {
                        self.one_of(&word.value, word.range.start..word.range.end, choices)
                    }
                    _ => choices.first(),
                };
            } else if null && may_be_null(schema) {
                return None;
            } else {
                return Some(schema);
            }
        }
    }

    /// The kind of value that one of several schemas asks for.
    fn kind_of_choice(&self, choice: &'a Value) -> &'a str {
        let path = choice.get("$ref").and_then(Value::as_str);
        let target = path.and_then(|path| self.schema.pointer(path.trim_start_matches('#')));
        let choice = target.unwrap_or(choice);
        kind(choice.pointer("/oneOf/0").unwrap_or(choice))
    }

    /// The choice that an object's only field names; a finding when it has none of them, or several fields.
    fn named(&mut self, object: &Object, choices: &'a [Value]) -> Option<&'a Value> {
        let names = || choices.iter().filter_map(only_field);
        let of = |name: &str| choices.iter().find(|choice| only_field(choice) == Some(name));
        let mut fields = object.properties.iter().map(|property| property.name.as_str());
        let known = fields.clone().find(|name| of(name).is_some());
        if known.is_none() && fields.next().is_none() {
            let start = object.range.start;
            let place = self.places.range(start..start + 1, "");
            let hint = say!("hint.blocks", names = names().map(str::to_owned).collect::<Vec<_>>());
            self.problems.push(Diagnostic::error(say!("block.empty")).at(place).hint(hint));
            return None;
        }
        for property in &object.properties {
            let (name, range) = (property.name.as_str(), property.name.range());
            if Some(name) == known {
                continue;
            }
            let place = self.places.range(range.start..range.end, "");
            let (message, hint) = if let Some(known) = known {
                (say!("block.several", name = known, other = name), say!("hint.own-block"))
            } else {
                let all = || say!("hint.blocks", names = names().map(str::to_owned).collect::<Vec<_>>());
                let near = nearest(name, names()).map(|near| say!("hint.did-you-mean", name = near));
                (say!("block.unknown", name = name), near.unwrap_or_else(all))
            };
            self.problems.push(Diagnostic::error(message).at(place).hint(hint));
        }
        // Of several fields each is told here; what is in the first one is checked.
        known.filter(|_| object.properties.len() == 1).and_then(of)
    }

    /// The choice whose `type` a table names; a finding when it names none of them.
    fn tagged(&mut self, object: &Object, choices: &'a [Value]) -> Option<&'a Value> {
        let tag = |choice: &'a Value| choice.pointer("/properties/type/const").and_then(Value::as_str);
        let start = object.range.start;
        let Some(Ast::StringLit(named)) = object.get("type").map(|property| &property.value) else {
            if !self.partial {
                let place = self.places.range(start..start + 1, "");
                self.problems.push(
                    Diagnostic::error(say!("missing-field", name = "type")).at(place).hint(self.add("type")),
                );
            }
            return None;
        };
        let found = choices.iter().find(|choice| tag(choice) == Some(&*named.value));
        if found.is_none() {
            let place = self.places.range(named.range.start..named.range.end, "");
            let tags = choices.iter().filter_map(tag).map(str::to_owned).collect::<Vec<_>>();
            self.problems.push(none_of(&named.value, tags).at(place));
        }
        found
    }

    /// A word that must be one of some; there is nothing else to be checked of it.
    fn one_of(
        &mut self,
        word: &str,
        range: std::ops::Range<usize>,
        choices: &'a [Value],
    ) -> Option<&'a Value> {
        let names = choices.iter().filter_map(|choice| choice.get("const")).filter_map(Value::as_str);
        let names: Vec<String> = names.map(str::to_owned).collect();
        if names.is_empty() {
            return choices.first();
        }
        if !names.iter().any(|name| name == word) {
            let place = self.places.range(range, "");
            self.problems.push(none_of(word, names).at(place));
        }
        None
    }

    /// Notes the places in a table of which the schema says nothing.
    fn anything(&mut self, object: &Object, pointer: &str) {
        for property in &object.properties {
            let below = format!("{pointer}/{}", escaped(property.name.as_str()));
            let (key, value) = (property.name.range(), property.value.range());
            self.places.add_key(&below, key.start..key.end);
            self.places.add_value(&below, value.start..value.end);
            if let Ast::Object(inner) = &property.value {
                self.anything(inner, &below);
            }
        }
    }

    /// A table with names of the user's own.
    fn map(&mut self, object: &Object, entry: &'a Value, pointer: &str) {
        for property in &object.properties {
            let below = format!("{pointer}/{}", escaped(property.name.as_str()));
            let key = property.name.range();
            self.places.add_key(&below, key.start..key.end);
            self.value(&property.value, entry, &below);
        }
    }

    fn object(&mut self, object: &Object, schema: &'a Value, pointer: &str) {
        let Some(fields) = schema.get("properties").and_then(Value::as_object) else {
            match schema.get("additionalProperties") {
                Some(entry) if entry.is_object() => self.map(object, entry, pointer),
                _ => self.anything(object, pointer),
            }
            return;
        };
        let mut seen: Vec<&str> = Vec::new();
        for property in &object.properties {
            let name = property.name.as_str();
            let below = format!("{pointer}/{}", escaped(name));
            let range = property.name.range();
            let place = self.places.range(range.start..range.end, &below);
            if seen.contains(&name) {
                self.problems.push(
                    Diagnostic::error(say!("duplicate-field", name = name))
                        .at(place)
                        .hint(say!("hint.keep-one")),
                );
                continue;
            }
            seen.push(name);
            let Some(field) = fields.get(name) else {
                let known = fields.keys().map(String::as_str).filter(|field| object.get(field).is_none());
                let hint = match nearest(name, known) {
                    Some(near) => say!("hint.did-you-mean", name = near),
                    None => {
                        say!("hint.fields-here", names = fields.keys().cloned().collect::<Vec<_>>())
                    }
                };
                self.problems
                    .push(Diagnostic::error(say!("unknown-field", name = name)).at(place).hint(hint));
                continue;
            };
            self.places.add_key(&below, range.start..range.end);
            self.value(&property.value, field, &below);
        }
        for name in
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if !self.partial && !seen.contains(&name) {
                let start = object.range.start;
                self.problems.push(
                    Diagnostic::error(say!("missing-field", name = name))
                        .at(self.places.range(start..start + 1, pointer))
                        .hint(self.add(name)),
                );
            }
        }
    }

    fn string(&mut self, text: &str, schema: &Value, pointer: &str) {
        if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
            let names: Vec<&str> = choices.iter().filter_map(Value::as_str).collect();
            if !names.contains(&text) {
                let finding = none_of(text, names.into_iter().map(str::to_owned).collect());
                self.problems.push(finding.at_place(self.places.value(pointer)));
            }
        }
        self.length(text.chars().count(), schema, pointer, Counted::Characters);
        if schema.get("pattern").is_some() && !is_id(text) {
            self.problem(pointer, say!("bad-id", id = text), say!("hint.id-form"));
        }
    }

    fn number(&mut self, number: &str, schema: &Value, pointer: &str) {
        let value: f64 = number.parse().unwrap_or(f64::NAN);
        let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
        let low = limit("minimum").is_some_and(|low| value < low);
        let high = limit("maximum").is_some_and(|high| value > high);
        if !value.is_finite() {
            self.problem(
                pointer,
                say!("out-of-range.too-large", number = number),
                say!("hint.smaller-number"),
            );
        } else if low || high {
            let (low, high) = (limit("minimum").unwrap_or(0.0), limit("maximum").unwrap_or(f64::MAX));
            let message = if (low - high).abs() < f64::EPSILON {
                say!("out-of-range.only", number = number, wanted = low)
            } else {
                say!("out-of-range.between", number = number, low = low, high = high)
            };
            self.problem(pointer, message, say!("hint.correct-number"));
        }
    }

    fn length(&mut self, count: usize, schema: &Value, pointer: &str, what: Counted) {
        let (least, most) = match what {
            Counted::Entries => ("minItems", "maxItems"),
            Counted::Characters => ("minLength", "maxLength"),
        };
        let named = |count: usize| match what {
            Counted::Entries => say!("count.entries", count = count),
            Counted::Characters => say!("count.characters", count = count),
        };
        let limit = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        if let Some(least) = limit(least).filter(|least| count < *least) {
            let message =
                if count == 0 { say!("too-short.empty") } else { say!("too-short", length = named(count)) };
            self.problem(pointer, message, say!("hint.write-at-least", length = named(least)));
        }
        if let Some(most) = limit(most).filter(|most| count > *most) {
            let message = say!("too-long", length = named(count), limit = most);
            self.problem(pointer, message, say!("hint.shorten-to", length = named(most)));
        }
    }

    fn problem(&mut self, pointer: &str, message: Message, hint: Message) {
        let place = self.places.value(pointer);
        self.problems.push(Diagnostic::error(message).at_place(place).hint(hint));
    }
}

/// What to write for a text where a number is wanted: the number that it begins with, and the unit by itself.
fn number_in(text: &str) -> Message {
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ',' | '，' | ' '))
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '．' => '.',
            _ => c,
        })
        .collect();
    let length = plain.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(plain.len());
    let (number, unit) = plain.split_at(length);
    match (serde_json::from_str::<serde_json::Number>(number), unit.trim()) {
        (Err(_), _) => say!("hint.write-number"),
        (Ok(_), "") if number == text => say!("hint.no-quotes"),
        (Ok(_), "") => say!("hint.write-this-number", number = number),
        (Ok(_), unit) => say!("hint.number-and-unit", number = number, unit = unit),
    }
}

/// A text that is longer than it may be.
pub(crate) fn too_long(text: &str, limit: usize) -> Option<Diagnostic> {
    let characters = |count: usize| say!("count.characters", count = count);
    let count = text.chars().count();
    (count > limit).then(|| {
        Diagnostic::error(say!("too-long", length = characters(count), limit = limit))
            .hint(say!("hint.shorten-to", length = characters(limit)))
    })
}

/// A name as it stands in a JSON pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A word that is none of those that may stand there.
#[must_use]
pub fn none_of(word: &str, names: Vec<String>) -> Diagnostic {
    let near = nearest(word, names.iter().map(String::as_str)).map(str::to_owned);
    let finding = Diagnostic::error(say!("wrong-choice", word = word, names = names));
    match near {
        Some(near) => finding.hint(say!("hint.did-you-mean", name = near)),
        None => finding.hint(say!("hint.one-of-these")),
    }
}

/// The field of a schema that has one field only.
fn only_field(schema: &Value) -> Option<&str> {
    let fields = schema.get("properties")?.as_object()?;
    let mut names = fields.keys();
    names.next().filter(|_| names.next().is_none() && !fields.contains_key("type")).map(String::as_str)
}

/// The kinds of schema that a value may be of.
fn kind_of(value: &Ast) -> &'static [&'static str] {
    match value {
        Ast::StringLit(_) => &["string"],
        Ast::NumberLit(_) => &["number", "integer"],
        Ast::BooleanLit(_) => &["boolean"],
        Ast::Object(_) => &["object"],
        Ast::Array(_) => &["array"],
        Ast::NullKeyword(_) => &["null"],
    }
}

/// What a length is counted in.
#[derive(Clone, Copy)]
enum Counted {
    /// The entries of a list.
    Entries,
    /// The characters of a text.
    Characters,
}

/// The one type that a schema asks for, null apart.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("")
        }
        _ => "",
    }
}

fn may_be_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_array).is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"))
}

/// What the pattern of the ids says, `^[a-z][a-z0-9-]*$`.
fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
