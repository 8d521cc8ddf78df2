//! Makeup, 组版: deciding the rectangles, and judging the page that came of it.

pub mod arrange;
pub mod choose;
pub mod copyfit;
pub mod draw;
pub mod galley;
pub mod ground;
mod headings;
pub mod inspect;
pub mod layout;
pub mod merit;
mod module;
pub mod page;
pub mod pages;
pub mod photo_order;
pub mod photos;
pub mod pinned;
pub mod placement;
pub mod plan;
mod pour;
pub mod quote;
pub mod rules;
mod settle;
pub mod shape;
mod shaper;
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
