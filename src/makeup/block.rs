//! What the solver knows of a block that the template reserves.

use crate::edition::OnPage;

/// A block among the sections, as the solver sees it: a piece of fixed columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserved {
    /// Which of the template's blocks, in the order of their names.
    pub block: usize,
    /// Its basic columns.
    pub columns: u32,
    /// Its lines, from the fewest to the most; any number at a side.
    pub lines: Option<(u32, u32)>,
    /// Whether it stands at the body's head, and at its foot.
    pub ends: (bool, bool),
    /// On which page it stands.
    pub page: OnPage,
}
