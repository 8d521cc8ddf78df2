//! What the shapes of one module are made from.

use super::ground::Ground;
use super::story::Story;

/// Everything that the shapes of one module are made from.
pub struct Shaper<'a> {
    /// The grid and the rules.
    pub ground: Ground<'a>,
    /// The section.
    pub story: &'a Story,
    /// Whether gutters may be stretched.
    pub stretched: bool,
    /// The most lines that anything may have.
    pub most_lines: u32,
}
