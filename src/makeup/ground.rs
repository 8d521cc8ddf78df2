//! What every question of makeup is asked of: the grid and the template's rules.

use crate::edition::{Grid, MakeupRules, Settings};

/// The grid and the rules of one template.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The grid.
    pub grid: &'a Grid,
    /// The rules, and what breaking them costs.
    pub rules: &'a MakeupRules,
}

impl<'a> Ground<'a> {
    /// The ground of a template.
    #[must_use]
    pub fn new(settings: &'a Settings) -> Self {
        Self { grid: &settings.grid, rules: &settings.makeup }
    }
}
