//! The guides: every example in them is carried out, and the reference is made from the types.

use std::fmt::Write;

use serde_json::Value;

use super::{put, schemas::schema};
use crate::support::{Folder, root, stderr};

/// The fenced blocks of a guide: language, file name, text.
fn blocks(guide: &str) -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(root().join("docs").join(guide)).unwrap();
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let (language, file) = info.split_once(' ').unwrap_or((info, ""));
        let body: String =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        found.push((language.to_owned(), file.to_owned(), body));
    }
    found
}

/// The Chinese guide has the same examples, but for what is said behind a command.
#[test]
fn both_designers_guides_have_the_same_examples() {
    let [english, chinese] = ["designers-guide.md", "designers-guide.zh-CN.md"].map(|guide| {
        let command = |line: &str| line.split(" #").next().unwrap().trim_end().to_owned();
        let examples = blocks(guide).into_iter().map(move |(language, file, text)| {
            let text = if language == "sh" {
                text.lines().map(command).collect::<Vec<_>>().join("\n")
            } else {
                text
            };
            (language, file, text)
        });
        examples.collect::<Vec<_>>()
    });
    for (one, other) in english.iter().zip(&chinese) {
        assert_eq!(one, other);
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn the_designers_examples_build() {
    let blocks = blocks("designers-guide.md");
    let folder = Folder::sample();
    let mut built = 0;
    for (language, file, text) in &blocks {
        match language.as_str() {
            "typ" | "toml" => {
                assert!(!file.is_empty(), "an example without a file name:\n{text}");
                put(&folder, file, text);
            }
            // Commands are carried out as they stand.
            "sh" => {
                for line in text.lines().filter_map(|line| line.strip_prefix("banmian ")) {
                    let command = line.split(" #").next().unwrap().split_whitespace().collect::<Vec<_>>();
                    let output = folder.run(&command);
                    assert_eq!(output.status.code(), Some(0), "banmian {line}: {}", stderr(&output));
                    built += usize::from(command.first() == Some(&"build"));
                }
            }
            _ => {}
        }
    }
    assert!(built >= 2 && blocks.iter().filter(|block| block.0 == "typ").count() >= 3, "{built}");
}

#[test]
fn the_designers_guide_names_every_function() {
    let library = std::fs::read_to_string(root().join("src/typeset/banmian.typ")).unwrap();
    for guide in ["designers-guide.md", "designers-guide.zh-CN.md"] {
        let text = std::fs::read_to_string(root().join("docs").join(guide)).unwrap();
        let names = library.lines().filter_map(|line| line.strip_prefix("#let "));
        for name in names.map(|rest| rest.split(['(', ' ']).next().unwrap()) {
            assert!(text.contains(&format!("`{name}")), "`{name}` is not in {guide}");
        }
    }
}

/// The clerk's guide in both languages: from an empty folder to a changed colour, another heading, and a page.
#[test]
fn the_clerks_commands_work() {
    for guide in ["clerks-guide.zh-CN.md", "clerks-guide.md"] {
        let folder = Folder::office();
        let mut commands = 0;
        for (language, file, text) in blocks(guide) {
            match language.as_str() {
                "sh" => {
                    for line in text.lines().filter_map(|line| line.strip_prefix("banmian ")) {
                        let arguments: Vec<&str> =
                            line.split(" #").next().unwrap().split_whitespace().collect();
                        let output = folder.run(&arguments);
                        assert_eq!(output.status.code(), Some(0), "banmian {line}: {}", stderr(&output));
                        commands += 1;
                    }
                }
                // A whole file that is written, or a line that takes the place of another.
                "toml" | "typ" | "json" => match file.strip_prefix("in ") {
                    None => put(&folder, &file, &text),
                    Some(file) => {
                        let path = folder.path().join(file);
                        let old = std::fs::read_to_string(&path).unwrap();
                        let name = text.split([' ', ':']).find(|word| !word.is_empty()).unwrap();
                        let line =
                            old.lines().find(|line| line.trim_start_matches(['#', ' ']).starts_with(name));
                        let line = line.unwrap_or_else(|| panic!("{guide}: no `{name}` in {file}"));
                        std::fs::write(&path, old.replacen(line, text.trim_end(), 1)).unwrap();
                    }
                },
                _ => {}
            }
        }
        assert!(commands >= 5, "{guide}: {commands}");
    }
}

/// One type's fields as a table.
fn table(out: &mut String, name: &str, schema: &Value, definitions: &Value) {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let _ = writeln!(out, "\n{name}\n");
    if let Some(text) = schema["description"].as_str() {
        let _ = writeln!(out, "{}\n", text.replace('\n', " "));
    }
    out.push_str("| field | value | |\n|---|---|---|\n");
    for (field, of) in schema["properties"].as_object().into_iter().flatten() {
        let text = of["description"].as_str().or_else(|| {
            let name = of["$ref"].as_str()?.rsplit('/').next()?;
            definitions[name]["description"].as_str()
        });
        let needed = if required.contains(&field.as_str()) { " **required**" } else { "" };
        let _ = writeln!(
            out,
            "| `{field}` | {}{needed} | {} |",
            value(of, definitions),
            text.unwrap_or_default().replace('\n', " ")
        );
    }
}

/// What a value is, in words.
fn value(of: &Value, definitions: &Value) -> String {
    if let Some(name) = of["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let target = &definitions[name];
        return if target["properties"].is_object() || target["oneOf"][0]["properties"].is_object() {
            format!("[{name}](#{})", name.to_lowercase())
        } else {
            value(target, definitions)
        };
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(choices) = of[key].as_array() {
            let words =
                choices.iter().filter(|choice| choice["type"] != "null").map(|c| value(c, definitions));
            return words.collect::<Vec<_>>().join(" or ");
        }
    }
    if let Some(word) = of["const"].as_str() {
        return format!("`{word}`");
    }
    if let Some(words) = of["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`"));
        return words.collect::<Vec<_>>().join(" or ");
    }
    let kind = of["type"].as_str().or_else(|| of["type"][0].as_str()).unwrap_or("any value");
    let range = |low: &str, high: &str, unit: &str| match (&of[low], &of[high]) {
        (Value::Null, Value::Null) => String::new(),
        (low, Value::Null) if low == 0 => String::new(),
        (low, Value::Null) => format!(", at least {low}{unit}"),
        (Value::Null, high) => format!(", at most {high}{unit}"),
        (low, high) if low == high => format!(", {low}{unit}"),
        (low, high) => format!(", {low} to {high}{unit}"),
    };
    match kind {
        "string" => format!("text{}", range("minLength", "maxLength", " characters")),
        "integer" => format!("whole number{}", range("minimum", "maximum", "")),
        "number" => format!("number{}", range("minimum", "maximum", "")),
        "boolean" => "true or false".to_owned(),
        "array" => {
            let entries = range("minItems", "maxItems", "");
            format!("list{entries}: {}", value(&of["items"], definitions))
        }
        "object" if of["additionalProperties"].is_object() => {
            format!("table of {}", value(&of["additionalProperties"], definitions))
        }
        "object" => "table".to_owned(),
        other => other.to_owned(),
    }
}

/// `docs/reference.md`, made from the schemas.
fn reference() -> String {
    let mut out = "# Reference\n\nEvery field of `report.json`, `county.toml` and `template.toml`, made from the program's \
                   types. A field that is not here is an error. The same as JSON Schema: `banmian schema`, \
                   [docs/schema](schema).\n"
        .to_owned();
    for (name, file) in [("report", "report.json"), ("county", "county.toml"), ("template", "template.toml")]
    {
        let schema: Value = serde_json::from_str(&schema(name)).unwrap();
        let definitions = &schema["$defs"];
        table(&mut out, &format!("## {file}"), &schema, definitions);
        for (name, kind) in definitions.as_object().into_iter().flatten() {
            if kind["properties"].is_object() {
                table(&mut out, &format!("### {name}"), kind, definitions);
            } else if kind["oneOf"][0]["properties"].is_object() {
                let text = kind["description"].as_str().unwrap_or_default();
                let _ = writeln!(out, "\n### {name}\n\n{text}");
                for choice in kind["oneOf"].as_array().unwrap() {
                    let fields = choice["properties"].as_object().unwrap();
                    let title = match fields.get("type") {
                        Some(word) => format!("type = \"{}\"", word["const"].as_str().unwrap()),
                        None => fields.keys().map(|name| format!("`{name}`")).collect(),
                    };
                    table(&mut out, &format!("#### {title}"), choice, definitions);
                }
            }
        }
    }
    out
}

#[test]
fn the_reference_is_current() {
    let path = root().join("docs/reference.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, reference()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), reference());
}
