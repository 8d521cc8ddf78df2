//! The JSON Schemas: the copies in `docs/schema`, and what another program's validator says of samples and spoilt files.

use serde_json::{Value, json};

use crate::support::{Folder, SMALL, root};

const FILES: [&str; 3] = ["report", "county", "template"];

/// What `banmian schema NAME` prints.
pub fn schema(name: &str) -> String {
    let output = Folder::new("").run(&["schema", name]);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_copies_in_the_documentation_are_current() {
    for name in FILES {
        let path = root().join(format!("docs/schema/{name}.json"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, schema(name)).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), schema(name), "{}", path.display());
    }
}

/// A schema as another program's validator reads it.
struct Validator {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Validator {
    /// What is wrong with a value; nothing when it is as the schema says.
    fn validate(&self, value: &Value) -> Result<(), String> {
        self.schemas.validate(value, self.index).map_err(|error| error.to_string())
    }

    fn is_valid(&self, value: &Value) -> bool {
        self.validate(value).is_ok()
    }
}

/// The validator of a schema; the schema itself is checked against the draft that it names.
fn validator(name: &str) -> Validator {
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    let location = format!("file:///{name}.json");
    compiler.add_resource(&location, serde_json::from_str(&schema(name)).unwrap()).unwrap();
    let index = compiler.compile(&location, &mut schemas).unwrap_or_else(|error| panic!("{name}: {error}"));
    Validator { schemas, index }
}

fn toml(path: &str) -> Value {
    toml::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

#[test]
fn the_samples_are_as_the_schemas_say() {
    let (report, county, template) = (validator("report"), validator("county"), validator("template"));
    for name in ["jingyuan", "yunxiu", "haixi"] {
        let text = std::fs::read_to_string(root().join(format!("data/{name}/2024/report.json"))).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(report.validate(&value).is_ok(), "{name}: {:?}", report.validate(&value));
        let value = toml(&format!("data/{name}/county.toml"));
        assert!(county.validate(&value).is_ok(), "{name}: {:?}", county.validate(&value));
    }
    for name in banmian::edition::folder::embedded_names() {
        let value = toml(&format!("templates/{name}/template.toml"));
        // A template that extends another says only what is different.
        if value.get("extends").is_none() {
            assert!(template.validate(&value).is_ok(), "{name}: {:?}", template.validate(&value));
        }
    }
}

/// A copy of a value with one place changed; `null` takes the place away.
fn spoilt(value: &Value, pointer: &str, to: &Value) -> Value {
    let mut value = value.clone();
    let (above, name) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(above).unwrap() {
        Value::Object(object) if to.is_null() => drop(object.remove(name)),
        Value::Object(object) => drop(object.insert(name.to_owned(), to.clone())),
        Value::Array(array) => array[name.parse::<usize>().unwrap()] = to.clone(),
        _ => panic!("{pointer}"),
    }
    value
}

#[test]
fn spoilt_files_are_refused_by_the_schemas_and_by_us() {
    let small: Value = serde_json::from_str(SMALL).unwrap();
    let report = validator("report");
    assert!(report.is_valid(&small));
    for (pointer, to) in [
        ("/titel", json!("x")),
        ("/county", json!(null)),
        ("/format", json!(2)),
        ("/year", json!("2024")),
        ("/headline/title", json!("one line")),
        ("/sections/0/body", json!([])),
        ("/metrics/0/id", json!("提案")),
        ("/photos/0/focus", json!([0.5, 1.5])),
    ] {
        let bad = spoilt(&small, pointer, &to);
        assert!(!report.is_valid(&bad), "the schema takes {pointer} = {to}");
        assert!(banmian::report::read_text(bad.to_string(), "r").is_err(), "we take {pointer} = {to}");
    }
    let county = validator("county");
    let whole = toml("data/yunxiu/county.toml");
    for (pointer, to) in [
        ("/templat", json!("x")),
        ("/press/name", json!("offset")),
        ("/press/total_ink", json!(900)),
        ("/checks/doubled", json!("never")),
        ("/fonts/kai", json!("Kai")),
        ("/folio/staff/0/role", json!(5)),
    ] {
        let bad = spoilt(&whole, pointer, &to);
        assert!(!county.is_valid(&bad), "the schema takes {pointer} = {to}");
        let folder = super::county(&toml::to_string(&bad).unwrap());
        assert!(super::style(&folder).is_err(), "we take {pointer} = {to}");
    }
    let template = validator("template");
    let whole = toml("templates/newspaper-feature/template.toml");
    for (pointer, to) in [
        ("/grid/columns", json!("eight")),
        ("/grid/lines", json!(null)),
        ("/theme/accent/type", json!("color")),
        ("/theme/accent/default", json!([0, 0, 0, 200])),
        ("/theme/rule/least", json!(null)),
        ("/theme/rule/longest", json!(3)),
        ("/makeup/tints", json!(-1)),
    ] {
        let bad = spoilt(&whole, pointer, &to);
        assert!(!template.is_valid(&bad), "the schema takes {pointer} = {to}");
        let file = banmian::edition::FolderFile {
            path: "template.toml".to_owned(),
            shown: "template.toml".to_owned(),
            bytes: toml::to_string(&bad).unwrap().into_bytes(),
        };
        assert!(banmian::edition::Template::from_files(vec![file], "x").is_err(), "we take {pointer} = {to}");
    }
}
