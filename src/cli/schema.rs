//! `schema`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::output::{Ending, Summary, print, print_findings};
use super::{Format, GOOD};
use banmian::edition::extra::complete_schema;
use banmian::edition::{County, Settings, Template};
use banmian::message::Lang;
use banmian::report;

/// Which file's schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// report.json
    Report,
    /// county.toml
    County,
    /// template.toml
    Template,
}

/// The JSON Schema of a file as text; that of a report with the values that a template asks for.
pub fn text(of: SchemaOf, template: Option<&Template>) -> String {
    let schema = match of {
        SchemaOf::Report => {
            let schema = report::schema().to_value();
            let schema = match template {
                Some(template) => complete_schema(schema, &template.settings.extra),
                None => schema,
            };
            return format!("{schema:#}\n");
        }
        SchemaOf::County => schemars::schema_for!(County),
        SchemaOf::Template => schemars::schema_for!(Settings),
    };
    format!("{:#}\n", schema.to_value())
}

/// Prints the schema of a file.
pub fn show(of: SchemaOf, template: Option<&str>, roots: &[PathBuf], lang: Lang) -> u8 {
    match template.map(|name| Template::open_from(name, roots)).transpose() {
        Ok(template) => {
            print(&text(of, template.as_ref()));
            GOOD
        }
        Err(findings) => {
            print_findings(&findings, &Summary::default(), Format::Text, lang);
            Ending::of(&findings).code()
        }
    }
}
