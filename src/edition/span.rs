//! From a least to a most.

use schemars::JsonSchema;
use serde::Deserialize;

/// From the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The least.
    #[schemars(range(min = 0, max = 200))]
    pub least: u32,
    /// The most.
    #[schemars(range(min = 0, max = 200))]
    pub most: u32,
}
