//! Makeup, 组版: deciding the rectangles, and judging the page that came of it.

pub mod arrange;
pub mod choose;
pub mod copyfit;
pub mod draw;
pub mod galley;
pub mod ground;
pub mod inspect;
pub mod merit;
pub mod page;
pub mod pages;
pub mod photo_order;
pub mod photos;
pub mod pinned;
pub mod placement;
pub mod plan;
pub mod quote;
pub mod rule;
mod settle;
pub mod shape;
pub mod solve;
pub mod story;
pub mod surroundings;
pub mod task;
pub mod volume;
pub mod world;

pub use choose::{Choice, RunnerUp};
pub use ground::Ground;
pub use page::Page;
pub use photo_order::PhotoOrder;
pub use plan::Plan;
