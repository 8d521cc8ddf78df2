//! What a bound booklet asks of its pages: `[makeup.pages.booklet]` in `template.toml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The pages of a booklet that is bound of folded sheets, 骑马订.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookletRules {
    /// There are as many pages as a multiple of this: four to a folded sheet.
    #[schemars(range(min = 2, max = 32))]
    pub multiple: u32,
    /// Pages that may be put in to make up the number, in the order in which they are.
    #[schemars(length(min = 1, max = 8))]
    pub optional: Vec<OptionalRule>,
}

/// A kind of page that may be put in.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionalRule {
    /// The kind.
    pub page: PageKind,
    /// What each costs when plans with more and with fewer pages are compared.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub cost: f64,
}

/// The kinds of pages that may be put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// 目录: the sections with their pages; one at the most.
    Contents,
    /// 大图页: photos of the report, large, no photo twice.
    Photos,
    /// 记事: a page to write on; as many as are wanted.
    Notes,
}
