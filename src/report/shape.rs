//! The shape of a report: the JSON Schema made from the types, and a walk that finds everything that does not fit it.

use jsonc_parser::ast::{Object, Value as Ast};
use jsonc_parser::common::Ranged;
use serde_json::Value;

use super::model::Report;
use super::places::Places;
use crate::diagnostic::Diagnostic;

/// The JSON Schema of `report.json`.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Report)
}

/// The name nearest to a misspelt one, if any is near.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1.max(candidate.chars().count() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Walks a parsed text along the schema, notes the place of everything and what does not fit.
pub(super) struct Walk<'a> {
    schema: &'a Value,
    pub(super) places: Places,
    pub(super) problems: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(schema: &'a Value, places: Places) -> Self {
        Self { schema, places, problems: Vec::new() }
    }

    /// Checks a value and all below it.
    pub(super) fn value(&mut self, value: &Ast, schema: &'a Value, pointer: &str) {
        let range = value.range();
        self.places.add_value(pointer, range.start..range.end);
        // `null` is the same as leaving an optional field out.
        let Some(schema) = self.resolve(schema, matches!(value, Ast::NullKeyword(_))) else { return };
        match (value, kind(schema)) {
            (Ast::Object(object), "object") => self.object(object, schema, pointer),
            (Ast::Array(array), "array") => {
                self.length(
                    array.elements.len(),
                    schema,
                    pointer,
                    "entry",
                    "entries",
                    ("minItems", "maxItems"),
                );
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
                    self.problem(
                        "wrong-type",
                        pointer,
                        "expected a whole number".into(),
                        "write it without a point".into(),
                    );
                } else {
                    self.number(number.value, schema, pointer);
                }
            }
            (Ast::BooleanLit(_), "boolean") => {}
            (_, expected) => {
                let name = |kind: &str| match kind {
                    "object" => "an object { … }",
                    "array" => "a list [ … ]",
                    "string" => "a text in quotes",
                    "boolean" => "true or false",
                    "integer" => "a whole number",
                    _ => "a number",
                };
                let (found, hint) = match value {
                    Ast::StringLit(_) if expected == "array" => ("a text", "put the text between [ and ]"),
                    Ast::StringLit(_) if expected != "object" => ("a text", "take the quotes away"),
                    Ast::NumberLit(_) if expected == "string" => ("a number", "put it in quotes"),
                    Ast::StringLit(_) => ("a text", "see the sample report"),
                    Ast::NumberLit(_) => ("a number", "see the sample report"),
                    Ast::BooleanLit(_) => ("true or false", "see the sample report"),
                    Ast::Object(_) => ("an object", "see the sample report"),
                    Ast::Array(_) => ("a list", "take the brackets [ ] away"),
                    Ast::NullKeyword(_) => ("null", "write a value"),
                };
                self.problem(
                    "wrong-type",
                    pointer,
                    format!("expected {}, found {found}", name(expected)),
                    hint.into(),
                );
            }
        }
    }

    /// Follows `$ref` and the choice between a type and null. `None` when the value is a permitted null.
    fn resolve(&self, schema: &'a Value, null: bool) -> Option<&'a Value> {
        let mut schema = schema;
        loop {
            if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
                schema = self.schema.pointer(path.trim_start_matches('#'))?;
            } else if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
                if null {
                    return None;
                }
                schema = choices.iter().find(|choice| kind(choice) != "null")?;
            } else if null && may_be_null(schema) {
                return None;
            } else {
                return Some(schema);
            }
        }
    }

    fn object(&mut self, object: &Object, schema: &'a Value, pointer: &str) {
        let Some(fields) = schema.get("properties").and_then(Value::as_object) else { return };
        let mut seen: Vec<&str> = Vec::new();
        for property in &object.properties {
            let name = property.name.as_str();
            let below = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            let range = property.name.range();
            let place = self.places.range(range.start..range.end, &below);
            if seen.contains(&name) {
                self.problems.push(
                    Diagnostic::old_error("duplicate-field", format!("the field `{name}` is there twice"))
                        .at(place)
                        .old_hint("keep one of the two".into()),
                );
                continue;
            }
            seen.push(name);
            let Some(field) = fields.get(name) else {
                let known = fields.keys().map(String::as_str).filter(|field| object.get(field).is_none());
                let hint = match nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        format!(
                            "the fields here are: {}",
                            fields.keys().cloned().collect::<Vec<_>>().join(", ")
                        )
                    }
                };
                self.problems.push(
                    Diagnostic::old_error("unknown-field", format!("there is no field `{name}` here"))
                        .at(place)
                        .old_hint(hint),
                );
                continue;
            };
            self.places.add_key(&below, range.start..range.end);
            self.value(&property.value, field, &below);
        }
        for name in
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if !seen.contains(&name) {
                let start = object.range.start;
                self.problems.push(
                    Diagnostic::old_error("missing-field", format!("the field `{name}` is missing"))
                        .at(self.places.range(start..start + 1, pointer))
                        .old_hint(format!("add \"{name}\" to this object")),
                );
            }
        }
    }

    fn string(&mut self, text: &str, schema: &Value, pointer: &str) {
        self.length(
            text.chars().count(),
            schema,
            pointer,
            "character",
            "characters",
            ("minLength", "maxLength"),
        );
        if schema.get("pattern").is_some() && !is_id(text) {
            self.problem(
                "bad-id",
                pointer,
                format!("`{text}` cannot be an id"),
                "an id begins with a letter a to z and goes on with a to z, 0 to 9 and hyphens".into(),
            );
        }
    }

    fn number(&mut self, number: &str, schema: &Value, pointer: &str) {
        let value: f64 = number.parse().unwrap_or(f64::NAN);
        let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
        let low = limit("minimum").is_some_and(|low| value < low);
        let high = limit("maximum").is_some_and(|high| value > high);
        if !value.is_finite() {
            self.problem(
                "out-of-range",
                pointer,
                format!("{number} is too large"),
                "write a smaller number".into(),
            );
        } else if low || high {
            let (low, high) = (limit("minimum").unwrap_or(0.0), limit("maximum").unwrap_or(f64::MAX));
            let wanted = if (low - high).abs() < f64::EPSILON {
                format!("{low}")
            } else {
                format!("between {low} and {high}")
            };
            self.problem(
                "out-of-range",
                pointer,
                format!("{number} cannot be: it must be {wanted}"),
                "correct the number".into(),
            );
        }
    }

    fn length(
        &mut self,
        count: usize,
        schema: &Value,
        pointer: &str,
        one: &str,
        many: &str,
        keys: (&str, &str),
    ) {
        let limit = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let named = |count: usize| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
        if let Some(least) = limit(keys.0).filter(|least| count < *least) {
            let message =
                if count == 0 { "this is empty".into() } else { format!("this has {}", named(count)) };
            self.problem("too-short", pointer, message, format!("write at least {}", named(least)));
        }
        if let Some(most) = limit(keys.1).filter(|most| count > *most) {
            self.problem(
                "too-long",
                pointer,
                format!("this has {}, the limit is {most}", named(count)),
                format!("shorten it to {}", named(most)),
            );
        }
    }

    fn problem(&mut self, code: &'static str, pointer: &str, message: String, hint: String) {
        let place = self.places.value(pointer);
        self.problems.push(Diagnostic::old_error(code, message).at_place(place).old_hint(hint));
    }
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
