//! The edition: a report's form, resolved from county, template, and what the template stands on.

pub mod booklet;
pub mod contrast;
pub mod county;
mod data;
pub mod divided;
pub mod extra;
pub mod file_name;
pub mod folder;
pub mod fonts;
pub mod lightness;
pub mod located;
pub mod makeup_rules;
pub mod merit_limits;
mod open;
pub mod package;
pub mod press_choice;
mod ranges;
pub mod resolve;
pub mod roots;
pub mod settings;
mod shelf;
pub mod template;
pub mod theme;

pub use booklet::{BookletRules, PageKind};
pub use county::County;
pub(crate) use data::report_data;
pub use divided::{Cut, cut_near};
pub use folder::FolderFile;
pub use fonts::check_fonts;
pub use makeup_rules::{HeroForm, MakeupRules};
pub use open::{Edition, Input, REPORT_FILE, open, open_for_draft, open_from};
pub use press_choice::{Black, PdfX, Preflight, PressName};
pub use resolve::{Style, resolve, resolve_from};
pub use settings::{FontRoles, Grid, Settings};
pub use shelf::Shelf;
pub use template::Template;
