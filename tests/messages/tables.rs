//! The tables of wordings: the same keys and placeholders in both languages, nothing missing, nothing left over, and
//! Chinese that is set as Chinese.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use banmian::message::{Lang, Message};
use banmian::say;

type Table = BTreeMap<String, String>;

fn table(lang: &str) -> Table {
    let path = crate::support::root().join(format!("src/messages/{lang}.toml"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The placeholders of a wording without their forms, and what is left of it.
fn parts(wording: &str) -> (BTreeSet<String>, String) {
    let (mut names, mut words) = (BTreeSet::new(), String::new());
    let mut rest = wording;
    while let Some(at) = rest.find(['{', '}']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            rest = &rest[2..];
        } else {
            let end = rest.find('}').filter(|_| rest.starts_with('{'));
            let end = end.unwrap_or_else(|| panic!("a brace without its other: {wording}"));
            let (name, forms) = rest[1..end].split_once(':').unwrap_or((&rest[1..end], ""));
            names.insert(name.to_owned());
            words.push_str(forms);
            rest = &rest[end + 1..];
        }
    }
    (names, words + rest)
}

/// The program's source files.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

/// The keys that the source names, each time with the arguments it gives: `say!("key", name = …)`, and the codes of the
/// checks of the text, `code: "key"`, which have one.
fn said() -> Vec<(String, BTreeSet<String>)> {
    let mut files = Vec::new();
    sources(&crate::support::root().join("src"), &mut files);
    let mut found = Vec::new();
    for text in &files {
        for (at, start) in text.match_indices("say!(") {
            let call = inside(&text[at + start.len()..]);
            if let Some((key, rest)) = call.trim_start().strip_prefix('"').and_then(|c| c.split_once('"')) {
                found.push((key.to_owned(), names(rest)));
            }
        }
        for (at, start) in text.match_indices("code: \"") {
            let key = text[at + start.len()..].split('"').next().unwrap();
            found.push((key.to_owned(), BTreeSet::from(["wrong".to_owned()])));
        }
    }
    found
}

/// What stands before the bracket that closes.
fn inside(text: &str) -> &str {
    let mut depth = 1;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// The names of a macro's arguments: what stands after a comma and before ` = `, outside all brackets.
fn names(arguments: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let outside: String = arguments
        .chars()
        .filter(|character| {
            depth += i32::from(matches!(character, '(' | '[' | '{'));
            let out = depth == 0;
            depth -= i32::from(matches!(character, ')' | ']' | '}'));
            out
        })
        .collect();
    let pairs = outside.split(',').filter_map(|pair| pair.split_once(" = "));
    pairs.map(|(name, _)| name.trim().to_owned()).collect()
}

#[test]
fn both_tables_have_the_same_keys_and_placeholders() {
    let (english, chinese) = (table("en"), table("zh"));
    assert!(english.keys().eq(chinese.keys()), "{:?}", {
        let (en, zh): (BTreeSet<_>, BTreeSet<_>) = (english.keys().collect(), chinese.keys().collect());
        en.symmetric_difference(&zh).map(|key| (*key).clone()).collect::<Vec<_>>()
    });
    for (key, wording) in &english {
        assert_eq!(parts(wording).0, parts(&chinese[key]).0, "{key}");
    }
}

#[test]
fn every_key_of_the_source_has_a_wording_and_the_other_way_round() {
    let english = table("en");
    let said = said();
    assert!(said.len() > 300, "{}", said.len());
    let used: BTreeSet<&String> = said.iter().map(|(key, _)| key).collect();
    assert_eq!(used, english.keys().collect());
    for (key, given) in &said {
        let mut wanted = parts(&english[key]).0;
        // The place of a finding of preflight is added at the end.
        if !given.contains("at") {
            wanted.remove("at");
        }
        assert_eq!(*given, wanted, "the arguments and the wording of {key}");
    }
}

#[test]
fn chinese_is_set_as_chinese() {
    let english = table("en");
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '“' | '”' | '…');
    for (key, wording) in table("zh") {
        let (names, words) = parts(&wording);
        let (_, english) = parts(&english[&key]);
        assert!(!wording.is_empty(), "{key} is empty");
        // Nothing but names, numbers and signs is the same in both; library words have a frame in Chinese.
        let has_words = english.chars().any(char::is_alphabetic) || names.contains("words");
        assert!(!has_words || words.chars().any(han), "{key} has no Chinese: {wording}");
        let shown = wording.replace('{', "⟨").replace('}', "⟩");
        let letters: Vec<char> = shown.chars().collect();
        for window in letters.windows(3) {
            let [before, mark, after] = window else { continue };
            let beside = han(*before) || han(*after);
            assert!(!(beside && ",;:?!()\"'`".contains(*mark)), "{key} has a half-width `{mark}`: {wording}");
            let spaced = *mark == ' ' && (han(*before) && *after != '=' || han(*after) && *before != '=');
            assert!(!spaced, "{key} has a space beside Han: {wording}");
        }
        assert!(!wording.ends_with('.') && !wording.contains('`'), "{key}: {wording}");
    }
}

#[test]
fn a_message_is_filled_in() {
    let lines = |count: usize| say!("merit.feet-lines", count = count);
    assert_eq!(lines(1).text(Lang::En), "1 line");
    assert_eq!(lines(3).text(Lang::En), "3 lines");
    assert_eq!(lines(3).text(Lang::Zh), "3行");
    let nested = say!("wrong-type", wanted = say!("kind.object-wanted"), found = say!("kind.text"));
    assert_eq!(nested.code(), "wrong-type");
    assert_eq!(nested.text(Lang::En), "expected an object { … }, found a text");
    assert_eq!(nested.text(Lang::Zh), "这里应当是花括号括起来的一组字段“{…}”，实际是文字");
    assert_eq!(say!("hint.add-metric", reference = "a").text(Lang::Zh).matches("{{a}}").count(), 1);
    // What a user wrote is not taken for a placeholder.
    assert_eq!(say!("bad-id", id = "{id}").text(Lang::En), "`{id}` cannot be an id");
    // A key that no table has, and an argument that is missing, are shown as they are.
    let unknown = Message::new("nothing", vec![("name", "x".into())]);
    assert_eq!(unknown.text(Lang::Zh), "nothing name=x");
    assert_eq!(Message::new("bad-id", Vec::new()).text(Lang::En), "`{id}` cannot be an id");
}
