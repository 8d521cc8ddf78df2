//! Makeup, 组版: deciding the rectangles, and judging the page that came of it.

pub mod inspect;
pub mod pinned;
pub mod placement;
pub mod plan;

pub use plan::Plan;
