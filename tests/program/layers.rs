//! The order of the source: a step imports only from those before it, and no two files import from each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::root;

/// The steps in their order; the command line is the program's, not the library's.
const ORDER: [&str; 16] = [
    "message",
    "html",
    "diagnostic",
    "files",
    "guard",
    "report",
    "import",
    "typeset",
    "edition",
    "makeup",
    "press",
    "compare",
    "drawn",
    "job",
    "batch",
    "trial",
];

/// The library's files by module path, such as `makeup::plan`; a folder's own file is the folder.
fn modules(folder: &Path, path: &str, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let below = if path.is_empty() { name.clone() } else { format!("{path}::{name}") };
        if file.is_dir() && !["cli", "desk"].contains(&&*name) {
            modules(&file, &below, found);
        } else if file.extension().is_some_and(|ending| ending == "rs") && !["lib", "main"].contains(&&*name)
        {
            let text = std::fs::read_to_string(&file).unwrap();
            // Tests may look anywhere.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            found.insert(if name == "mod" { path.to_owned() } else { below }, text);
        }
    }
}

/// The modules that a file names in its `use` lines, and elsewhere with their whole path.
fn imports(path: &str, text: &str, all: &BTreeSet<&String>) -> BTreeSet<String> {
    let parent = path.rsplit_once("::").map_or("", |(parent, _)| parent);
    let mut found = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (mark, above) in [("crate::", ""), ("super::super::", ""), ("super::", parent)] {
            for (at, _) in line.match_indices(mark) {
                if mark == "super::" && line[..at].ends_with("super::")
                    || line[at..].starts_with("super::super")
                {
                    continue;
                }
                let rest = &line[at + mark.len()..];
                let names = rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
                let mut name = names.into_iter().next().unwrap_or_default().to_owned();
                if !above.is_empty() {
                    name = format!("{above}::{name}");
                }
                // The longest part of the path that is a file, and no folder's own: re-exports do not count.
                let mut parts: Vec<&str> = name.split("::").filter(|part| !part.is_empty()).collect();
                while !parts.is_empty() {
                    let whole = parts.join("::");
                    if all.contains(&whole) {
                        found.insert(whole);
                        break;
                    }
                    parts.pop();
                }
            }
        }
    }
    found.remove(path);
    found
}

#[test]
fn steps_import_only_from_those_before() {
    let mut files = BTreeMap::new();
    modules(&root().join("src"), "", &mut files);
    assert!(files.len() > 80, "{}", files.len());
    let names: BTreeSet<&String> = files.keys().collect();
    let step = |module: &str| {
        let first = module.split("::").next().unwrap_or_default().to_owned();
        ORDER.iter().position(|name| *name == first)
    };
    let mut wrong = Vec::new();
    let mut edges: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in &files {
        let others = imports(path, text, &names);
        for other in &others {
            if let (Some(own), Some(theirs)) = (step(path), step(other))
                && theirs > own
            {
                wrong.push(format!("{path} imports {other}, a later step"));
            }
        }
        edges.insert(path, others);
    }
    // Within a step: files that reach themselves. A folder's own file names its parts and their types.
    let is_file = |path: &String| !files.keys().any(|other| other.starts_with(&format!("{path}::")));
    for start in files.keys().filter(|path| is_file(path)) {
        let (mut seen, mut next) = (BTreeSet::new(), vec![start.clone()]);
        while let Some(path) = next.pop() {
            for other in edges.get(&path).into_iter().flatten().filter(|other| is_file(other)) {
                if other == start {
                    wrong.push(format!("{start} reaches itself by {path}"));
                } else if seen.insert(other.clone()) {
                    next.push(other.clone());
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
