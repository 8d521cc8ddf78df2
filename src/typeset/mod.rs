//! Typesetting: the embedded compiler, its fonts, our elements, and reading what it made.

pub mod area;
pub mod diagnostics;
pub mod fit;
pub mod fonts;
pub mod frames;
#[allow(
    missing_docs,
    reason = "the `elem` macro takes the comments of the fields away and makes some of its own"
)]
pub mod grid_block;
pub mod han;
pub mod outline;
pub mod packed;
pub mod pieces;
#[allow(
    missing_docs,
    reason = "the `elem` macro takes the comments of the fields away and makes some of its own"
)]
pub mod thread;
pub mod thread_name;
pub mod walk;
pub mod words;
pub mod world;

use typst_layout::PagedDocument;
use typst_library::foundations::Bytes;

pub use fonts::{FontOptions, Fonts};
pub use thread_name::ThreadName;
pub use world::{JobFile, JobWorld};

use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::say;

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
    let Some(result) = guarded(|| typst::compile::<PagedDocument>(world)) else {
        return Err(vec![blame(world)]);
    };
    let warnings = diagnostics::from_typst(world, &result.warnings);
    match result.output {
        Ok(document) => Ok((frames::without_joiners(&document), warnings)),
        Err(errors) => Err(diagnostics::from_typst(world, &errors).into_iter().chain(warnings).collect()),
    }
}

/// What to say when the compiler panicked: which of the world's pictures it cannot read, if it is one.
fn blame(world: &JobWorld) -> Diagnostic {
    let cannot_read = |file: &&JobFile| {
        let mut alone = world.clone();
        let source = format!("#image({})", serde_json::Value::from(file.path.as_str()));
        alone.add(JobFile {
            path: "/main.typ".to_owned(),
            shown: file.shown.clone(),
            bytes: Bytes::from_string(source),
        });
        guarded(|| typst::compile::<PagedDocument>(&alone)).is_none()
    };
    match world.pictures().into_iter().find(cannot_read) {
        Some(file) => Diagnostic::error(say!("picture.undecodable"))
            .in_file(file.shown.clone())
            .hint(say!("hint.export-again")),
        None => Diagnostic::error(say!("template.undecodable")).hint(say!("hint.undecodable")),
    }
}
