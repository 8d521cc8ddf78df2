//! The edition: a report together with the template that gives it its form.

pub mod fonts;
pub mod makeup_rules;
pub mod template;

pub use fonts::check_fonts;
pub use makeup_rules::MakeupRules;
pub use template::{FontRoles, Grid, Settings, Template, TemplateFile};
