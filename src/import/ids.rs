//! Names by which a report refers to its parts.

use std::collections::BTreeSet;

/// A name of its own for some words.
pub fn id(words: &str, taken: &mut BTreeSet<String>) -> String {
    let name = format!("x{}", words.len());
    let mut own = name.clone();
    let mut number = 2;
    while !taken.insert(own.clone()) {
        own = format!("{name}-{number}");
        number += 1;
    }
    own
}
