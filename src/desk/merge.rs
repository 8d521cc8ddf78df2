//! A report that was changed outside, joined with what was changed here: by the values that each changed since both were one.

use serde_json::Value;

use super::ops::{self, Op};

/// What comes of a text that was written outside.
#[derive(Debug, PartialEq, Eq)]
pub enum Met {
    /// It was written on what is here now: it takes its place.
    Theirs,
    /// Both changed other values: a text with all changes.
    Joined(String),
    /// Both changed one value, and not alike.
    Apart,
}

/// A value that was changed.
struct Changed {
    pointer: String,
    /// What it is now; nothing where it is not there any more.
    value: Option<Value>,
    ops: Vec<Op>,
}

/// Joins a text from outside with the one that is here. `texts` are the one that is here and those before it, the newest first;
/// it was written on the one that it is nearest to, and of equals on the oldest: what may be in the way of each other is asked
/// about.
pub fn join(texts: &[String], theirs: &str) -> Met {
    let (Some(here), Ok(new)) = (texts.first(), serde_json::from_str::<Value>(theirs)) else {
        return Met::Theirs;
    };
    let known = texts.iter().rev().filter_map(|text| serde_json::from_str::<Value>(text).ok());
    // The first of equals is the oldest.
    let known = known.map(|value| (changes(&value, &new), value)).min_by_key(|(changed, _)| changed.len());
    let (Some((of_theirs, base)), Ok(now)) = (known, serde_json::from_str::<Value>(here)) else {
        return Met::Theirs;
    };
    let ours = changes(&base, &now);
    if ours.is_empty() {
        return Met::Theirs;
    }
    let in_the_way = |one: &Changed, other: &Changed| {
        let below =
            |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let alike = one.pointer == other.pointer && one.value == other.value;
        !alike && (below(&one.pointer, &other.pointer) || below(&other.pointer, &one.pointer))
    };
    if of_theirs.iter().any(|one| ours.iter().any(|other| in_the_way(one, other))) {
        return Met::Apart;
    }
    // What both did alike is done.
    let new = of_theirs.into_iter().filter(|one| ours.iter().all(|other| other.pointer != one.pointer));
    let ops: Vec<Op> = new.flat_map(|one| one.ops).collect();
    ops::apply(here, &ops).map_or(Met::Apart, Met::Joined)
}

/// The values that differ: as deep as both have the same lists and members.
fn changes(old: &Value, new: &Value) -> Vec<Changed> {
    let mut found = Vec::new();
    compare(old, new, "", &mut found);
    found
}

fn compare(old: &Value, new: &Value, pointer: &str, found: &mut Vec<Changed>) {
    let at = |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
    match (old, new) {
        _ if old == new => {}
        (Value::Object(one), Value::Object(other)) => {
            for (name, old) in one {
                let at = at(name);
                match other.get(name) {
                    Some(new) => compare(old, new, &at, found),
                    None => found.push(Changed { value: None, ops: vec![Op::remove(&at)], pointer: at }),
                }
            }
            for (name, new) in other.iter().filter(|(name, _)| !one.contains_key(*name)) {
                let at = at(name);
                found.push(Changed { value: Some(new.clone()), ops: vec![Op::set(&at, new)], pointer: at });
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (old, new)) in one.iter().zip(other).enumerate() {
                compare(old, new, &format!("{pointer}/{index}"), found);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            // Items in the middle were taken out, or put in.
            let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
            let most = one.len().min(other.len()) - before;
            let behind =
                one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
            let first = format!("{pointer}/{before}");
            let removed = (before..one.len() - behind).map(|_| Op::remove(&first));
            let added = other[before..other.len() - behind].iter().enumerate();
            let added = added.map(|(index, item)| Op::insert(&format!("{pointer}/{}", before + index), item));
            let ops = removed.chain(added).collect();
            found.push(Changed { pointer: pointer.to_owned(), value: Some(new.clone()), ops });
        }
        _ => found.push(Changed {
            pointer: pointer.to_owned(),
            value: Some(new.clone()),
            ops: vec![Op::set(pointer, new)],
        }),
    }
}
