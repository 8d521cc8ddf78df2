//! TOML files read as reports are: along the schema of their type, every problem at its place.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jsonc_parser::ast::{
    Array, BooleanLit, NumberLit, Object, ObjectProp, ObjectPropName, StringLit, Value as Ast,
};
use jsonc_parser::common::Range as AstRange;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::folder::FolderFile;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::report::{Places, Walk};
use crate::say;

/// What a TOML file says, and where.
#[derive(Debug, Clone)]
pub struct Located {
    /// The values.
    pub value: Value,
    /// Their places, by JSON pointer.
    pub places: Places,
}

/// Reads a file that has the shape of a type. A `partial` file may lack what the type requires.
///
/// # Errors
/// Everything in the file that does not fit the type's schema, each at its place.
pub fn read<T: JsonSchema>(file: &FolderFile, partial: bool) -> Result<Located, Vec<Diagnostic>> {
    let text = text(file)?;
    let source = Arc::new(SourceText { path: file.shown.clone(), text: text.to_owned() });
    let syntax = |error: &toml::de::Error| {
        let finding = Diagnostic::error(say!("template.toml", words = error.message()));
        let range = error.span().unwrap_or(0..0);
        vec![finding.at(Place { source: Arc::clone(&source), range, pointer: None })]
    };
    let table = DeTable::parse(text).map_err(|error| syntax(&error))?;
    let schema = schemars::schema_for!(T).to_value();
    let mut walk = Walk::new(&schema, Places::new(Arc::clone(&source))).toml(partial);
    walk.value(&table_as_json(table.get_ref(), table.span()), &schema, "");
    if !walk.problems.is_empty() {
        return Err(walk.problems);
    }
    let value = toml::from_str(text).map_err(|error| syntax(&error))?;
    Ok(Located { value, places: walk.places })
}

/// A value as the type that its schema was made from.
///
/// # Errors
/// What the schema could not foresee.
pub fn typed<T: DeserializeOwned>(value: Value, shown: &str) -> Result<T, Vec<Diagnostic>> {
    serde_json::from_value(value).map_err(|error| {
        vec![Diagnostic::error(say!("template.toml", words = error.to_string())).in_file(shown)]
    })
}

/// The text of a file.
///
/// # Errors
/// When it is not UTF-8.
pub fn text(file: &FolderFile) -> Result<&str, Vec<Diagnostic>> {
    std::str::from_utf8(&file.bytes)
        .map_err(|_| vec![Diagnostic::error(say!("template.not-utf8")).in_file(file.shown.clone())])
}

/// Puts what a file says over what the one below it says: tables are joined, everything else is replaced.
pub fn lay_over(below: &mut Value, above: &Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                match below.get_mut(name) {
                    Some(under) => lay_over(under, value),
                    None => {
                        below.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        (below, above) => *below = above.clone(),
    }
}

/// A table as the value that the schema's walk knows.
fn table_as_json<'a>(table: &'a DeTable<'a>, span: Range<usize>) -> Ast<'a> {
    let properties = table
        .iter()
        .map(|(name, value)| {
            let key = name.span();
            let value = as_json(value);
            ObjectProp {
                range: range(key.clone()),
                name: ObjectPropName::String(StringLit {
                    range: range(key),
                    value: Cow::Borrowed(name.get_ref()),
                }),
                value,
            }
        })
        .collect();
    Ast::Object(Object { range: range(span), properties })
}

fn as_json<'a>(value: &'a Spanned<DeValue<'a>>) -> Ast<'a> {
    let span = range(value.span());
    match value.get_ref() {
        DeValue::String(text) => Ast::StringLit(StringLit { range: span, value: Cow::Borrowed(text) }),
        DeValue::Integer(number) => Ast::NumberLit(NumberLit { range: span, value: number.as_str() }),
        DeValue::Float(number) => Ast::NumberLit(NumberLit { range: span, value: number.as_str() }),
        DeValue::Boolean(value) => Ast::BooleanLit(BooleanLit { range: span, value: *value }),
        DeValue::Datetime(day) => {
            Ast::StringLit(StringLit { range: span, value: Cow::Owned(day.to_string()) })
        }
        DeValue::Array(array) => {
            Ast::Array(Array { range: span, elements: array.iter().map(as_json).collect() })
        }
        DeValue::Table(table) => table_as_json(table, value.span()),
    }
}

fn range(span: Range<usize>) -> AstRange {
    AstRange { start: span.start, end: span.end }
}
