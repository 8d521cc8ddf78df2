//! Typst's diagnostics as ours.

use std::sync::Arc;

use typst::World;
use typst::WorldExt;
use typst_library::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst_syntax::DiagSpan;

use super::JobWorld;
use super::world::NO_PACKAGES;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::say;

/// Turns Typst's diagnostics into ours: with the file as the user knows it, the place and the hints.
#[must_use]
pub fn from_typst(world: &JobWorld, diagnostics: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().map(|diagnostic| convert(world, diagnostic)).collect()
}

/// Where a piece of the template's code stands.
#[must_use]
pub fn place(world: &JobWorld, span: impl Into<DiagSpan>) -> Option<Place> {
    let span = span.into();
    let id = span.id()?;
    let (source, range) = (world.source(id).ok()?, world.range(span)?);
    let source = SourceText { path: world.shown(id), text: source.text().to_owned() };
    Some(Place { source: Arc::new(source), range, pointer: None })
}

fn convert(world: &JobWorld, diagnostic: &SourceDiagnostic) -> Diagnostic {
    let words = diagnostic.message.as_str();
    let mut ours = match diagnostic.severity {
        TypstSeverity::Error if words.contains(NO_PACKAGES) => Diagnostic::error(say!("template.package")),
        TypstSeverity::Error => Diagnostic::error(say!("template.code", words = words)),
        TypstSeverity::Warning => Diagnostic::warning(say!("template.code-warning", words = words)),
    };
    if let Some(id) = diagnostic.span.id() {
        ours = match place(world, diagnostic.span) {
            Some(place) => ours.at(place),
            None => ours.in_file(world.shown(id)),
        };
    }
    // Typst's own program has an option `--root`; this one has not.
    for hint in diagnostic.hints.iter().filter(|hint| !hint.v.contains("--root")) {
        ours = ours.hint(say!("hint.of-typst", words = hint.v.as_str()));
    }
    ours
}
