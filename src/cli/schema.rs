//! `schema`.

use clap::ValueEnum;

use super::GOOD;
use super::output::print;
use banmian::edition::{County, Settings};
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

/// The JSON Schema of a file as text.
pub fn text(of: SchemaOf) -> String {
    let schema = match of {
        SchemaOf::Report => report::schema(),
        SchemaOf::County => schemars::schema_for!(County),
        SchemaOf::Template => schemars::schema_for!(Settings),
    };
    format!("{:#}\n", schema.to_value())
}

/// Prints the schema of a file.
pub fn show(of: SchemaOf) -> u8 {
    print(&text(of));
    GOOD
}
