//! Makeup, 组版: deciding the rectangles, and judging the page that came of it.

pub mod arrange;
pub mod draw;
pub mod inspect;
pub mod merit;
pub mod pages;
pub mod photos;
pub mod pinned;
pub mod placement;
pub mod plan;
pub mod quote;
pub mod rule;
pub mod shape;
pub mod solve;
pub mod story;
pub mod surroundings;
pub mod volume;

pub use plan::Plan;
