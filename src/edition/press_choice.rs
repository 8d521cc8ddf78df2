//! What a county and the command line can choose of a press.

use schemars::JsonSchema;
use serde::Deserialize;

/// A press profile's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum PressName {
    /// A newspaper's coldset press
    #[default]
    Newsprint,
    /// A magazine's press, coated paper
    Coated,
    /// A desktop printer or the screen: RGB, no PDF/X
    Office,
}

/// The version of PDF/X.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum PdfX {
    /// PDF/X-4
    #[default]
    X4,
    /// PDF/X-1a:2003
    X1a,
}

/// How much of a picture's greys and dark colours black ink prints, in the place of the three others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Black {
    /// Half as much black as the profile makes
    Light,
    /// More black than the profile makes
    Medium,
    /// Nearly all greys in black
    Heavy,
}

/// Rules of the trade that a file is checked against, beside what its press asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Preflight {
    /// Ghent Workgroup 2022, newspaper advertisements and pages
    GwgNewspaper,
    /// Ghent Workgroup 2022, magazine advertisements and pages
    GwgMagazine,
}
