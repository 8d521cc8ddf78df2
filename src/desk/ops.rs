//! What is changed of a report: small steps that leave everything else in its text as it was written.

use banmian::message::Message;
use banmian::say;
use jsonc_parser::cst::{CstInputValue, CstNode, CstRootNode};
use jsonc_parser::{JsonValue, ParseOptions, parse_to_value};
use serde::Deserialize;
use serde_json::value::RawValue;

/// So many steps may come at once.
pub const MOST_OPS: usize = 1000;

/// One step. Which of the first four is there says what is done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Op {
    /// A value is put in the place of the one here; a member of an object that is not there yet is added.
    set: Option<String>,
    /// A value is put in before this item of a list.
    insert: Option<String>,
    /// This item of a list, or member of an object, is taken out.
    remove: Option<String>,
    /// This item of a list is taken out, and put in before the item `to`.
    #[serde(rename = "move")]
    from: Option<String>,
    to: Option<String>,
    /// As it is written: a number keeps its digits.
    value: Option<Box<RawValue>>,
}

impl Op {
    /// Puts a value somewhere.
    pub fn set(at: &str, value: &serde_json::Value) -> Self {
        Self { set: Some(at.to_owned()), value: raw(value), ..Self::default() }
    }

    /// Puts a value in before an item of a list.
    pub fn insert(at: &str, value: &serde_json::Value) -> Self {
        Self { insert: Some(at.to_owned()), value: raw(value), ..Self::default() }
    }

    /// Takes something out.
    pub fn remove(at: &str) -> Self {
        Self { remove: Some(at.to_owned()), ..Self::default() }
    }
}

fn raw(value: &serde_json::Value) -> Option<Box<RawValue>> {
    RawValue::from_string(value.to_string()).ok()
}

/// The text after some steps, all of them or none.
///
/// # Errors
/// Which step cannot be done.
pub fn apply(text: &str, ops: &[Op]) -> Result<String, Message> {
    if ops.len() > MOST_OPS {
        return Err(say!("desk.too-many", most = MOST_OPS));
    }
    let root = parse(text)?;
    for op in ops {
        step(&root, op)?;
    }
    Ok(root.to_string())
}

fn parse(text: &str) -> Result<CstRootNode, Message> {
    CstRootNode::parse(text, &ParseOptions::default()).map_err(|_| say!("desk.not-json"))
}

fn step(root: &CstRootNode, op: &Op) -> Result<(), Message> {
    let value = || op.value.as_deref().map(RawValue::get).ok_or_else(|| say!("desk.no-step"));
    match op {
        Op { set: Some(at), insert: None, remove: None, from: None, .. } => set(root, at, input(value()?)?),
        Op { set: None, insert: Some(at), remove: None, from: None, .. } => {
            insert(root, at, input(value()?)?)
        }
        Op { set: None, insert: None, remove: Some(at), from: None, .. } => remove(root, at),
        Op { set: None, insert: None, remove: None, from: Some(from), to: Some(to), .. } => {
            let moved = input(&node(root, from)?.to_string())?;
            remove(root, from)?;
            insert(root, to, moved)
        }
        _ => Err(say!("desk.no-step")),
    }
}

fn nowhere(pointer: &str) -> Message {
    say!("desk.nowhere", pointer = pointer)
}

/// The parts of a pointer.
fn parts(pointer: &str) -> Result<Vec<String>, Message> {
    let rest = pointer.strip_prefix('/').ok_or_else(|| nowhere(pointer))?;
    Ok(rest.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect())
}

fn below(node: &CstNode, part: &str) -> Option<CstNode> {
    if let Some(object) = node.as_object() {
        return object.get(part)?.value();
    }
    node.as_array()?.elements().into_iter().nth(part.parse().ok()?)
}

fn descend(root: &CstRootNode, parts: &[String], pointer: &str) -> Result<CstNode, Message> {
    let mut node = root.value().ok_or_else(|| nowhere(pointer))?;
    for part in parts {
        node = below(&node, part).ok_or_else(|| nowhere(pointer))?;
    }
    Ok(node)
}

fn node(root: &CstRootNode, pointer: &str) -> Result<CstNode, Message> {
    descend(root, &parts(pointer)?, pointer)
}

/// What holds a value, and the value's name or number in it.
fn holder(root: &CstRootNode, pointer: &str) -> Result<(CstNode, String), Message> {
    let mut parts = parts(pointer)?;
    let last = parts.pop().ok_or_else(|| nowhere(pointer))?;
    Ok((descend(root, &parts, pointer)?, last))
}

fn set(root: &CstRootNode, pointer: &str, value: CstInputValue) -> Result<(), Message> {
    let (holder, last) = holder(root, pointer)?;
    if let Some(object) = holder.as_object() {
        match object.get(&last) {
            Some(member) => member.set_value(value),
            None => drop(object.append(&last, value)),
        }
        return Ok(());
    }
    let item = below(&holder, &last).ok_or_else(|| nowhere(pointer))?;
    replace(item, value).ok_or_else(|| nowhere(pointer))
}

fn replace(node: CstNode, value: CstInputValue) -> Option<()> {
    let replaced = if let Some(string) = node.as_string_lit() {
        string.replace_with(value)
    } else if let Some(number) = node.as_number_lit() {
        number.replace_with(value)
    } else if let Some(object) = node.as_object() {
        object.replace_with(value)
    } else if let Some(array) = node.as_array() {
        array.replace_with(value)
    } else if let Some(boolean) = node.as_boolean_lit() {
        boolean.replace_with(value)
    } else {
        node.as_null_keyword()?.replace_with(value)
    };
    replaced.map(drop)
}

fn insert(root: &CstRootNode, pointer: &str, value: CstInputValue) -> Result<(), Message> {
    let (holder, last) = match holder(root, pointer) {
        Ok(found) => found,
        // The first item makes the list.
        Err(nowhere) => {
            let list = pointer.strip_suffix("/0").ok_or(nowhere)?;
            return set(root, list, CstInputValue::Array(vec![value]));
        }
    };
    let array = holder.as_array().ok_or_else(|| nowhere(pointer))?;
    let count = array.elements().len();
    let at = last.parse().ok().filter(|at| *at <= count).ok_or_else(|| nowhere(pointer))?;
    array.insert(at, value);
    Ok(())
}

fn remove(root: &CstRootNode, pointer: &str) -> Result<(), Message> {
    let (holder, last) = holder(root, pointer)?;
    if let Some(object) = holder.as_object() {
        object.get(&last).ok_or_else(|| nowhere(pointer))?.remove();
    } else {
        below(&holder, &last).ok_or_else(|| nowhere(pointer))?.remove();
    }
    Ok(())
}

/// A value as it is put in.
fn input(text: &str) -> Result<CstInputValue, Message> {
    let value = parse_to_value(text, &ParseOptions::default()).ok().flatten();
    value.map(of_value).ok_or_else(|| say!("desk.not-json"))
}

fn of_value(value: JsonValue) -> CstInputValue {
    match value {
        JsonValue::String(text) => CstInputValue::String(text.into_owned()),
        JsonValue::Number(digits) => CstInputValue::Number(digits.to_owned()),
        JsonValue::Boolean(is) => CstInputValue::Bool(is),
        JsonValue::Object(object) => CstInputValue::Object(
            object.into_iter().map(|(name, value)| (name.into_owned(), of_value(value))).collect(),
        ),
        JsonValue::Array(array) => CstInputValue::Array(array.into_iter().map(of_value).collect()),
        JsonValue::Null => CstInputValue::Null,
    }
}
