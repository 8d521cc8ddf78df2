//! Typst's diagnostics as ours.

use std::sync::Arc;

use typst::World;
use typst::WorldExt;
use typst_library::diag::{Severity as TypstSeverity, SourceDiagnostic};

use super::JobWorld;
use crate::diagnostic::{Diagnostic, Place, SourceText};

/// Turns Typst's diagnostics into ours: with the file as the user knows it, the place and the hints.
#[must_use]
pub fn from_typst(world: &JobWorld, diagnostics: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().map(|diagnostic| convert(world, diagnostic)).collect()
}

fn convert(world: &JobWorld, diagnostic: &SourceDiagnostic) -> Diagnostic {
    let message = diagnostic.message.to_string();
    let mut ours = match diagnostic.severity {
        TypstSeverity::Error => Diagnostic::old_error("template", message),
        TypstSeverity::Warning => Diagnostic::old_warning("template", message),
    };
    if let Some(id) = diagnostic.span.id() {
        let place = world.source(id).ok().zip(world.range(diagnostic.span)).map(|(source, range)| Place {
            source: Arc::new(SourceText { path: world.shown(id), text: source.text().to_owned() }),
            range,
            pointer: None,
        });
        ours = match place {
            Some(place) => ours.at(place),
            None => ours.in_file(world.shown(id)),
        };
    }
    for hint in &diagnostic.hints {
        ours = ours.old_hint(hint.v.to_string());
    }
    ours
}
