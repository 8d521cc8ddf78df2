//! Typesetting: the embedded compiler, its fonts, our elements, and reading what it made.

pub mod diagnostics;
pub mod fit;
pub mod fonts;
pub mod frames;
pub mod han;
#[allow(
    missing_docs,
    reason = "the `elem` macro takes the comments of the fields away and makes some of its own"
)]
pub mod thread;
pub mod thread_name;
pub mod world;

use typst_layout::PagedDocument;

pub use fonts::{FontOptions, Fonts};
pub use thread_name::ThreadName;
pub use world::{JobFile, JobWorld};

use crate::diagnostic::Diagnostic;

/// The Typst library of the templates, `/banmian.typ`.
pub const TEMPLATE_LIBRARY: &str = include_str!("banmian.typ");

/// The charts and cards of figures, `/charts.typ`.
pub const CHART_LIBRARY: &str = include_str!("charts.typ");

/// The stack of a thread that compiles. Typst limits calls and layout, but not how deep a value is nested, and takes
/// about 6 kB a level to print one.
pub const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Compiles the world's `/main.typ` to pages. Warnings come beside the pages.
///
/// # Errors
/// Typst's errors, each with the template's file and line.
pub fn compile(world: &JobWorld) -> Result<(PagedDocument, Vec<Diagnostic>), Vec<Diagnostic>> {
    let result = typst::compile::<PagedDocument>(world);
    let warnings = diagnostics::from_typst(world, &result.warnings);
    match result.output {
        Ok(document) => Ok((frames::without_joiners(&document), warnings)),
        Err(errors) => Err(diagnostics::from_typst(world, &errors).into_iter().chain(warnings).collect()),
    }
}
