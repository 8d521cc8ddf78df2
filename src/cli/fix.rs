//! `check --fix`: writes the corrections that need nobody's judgement into the report.

use std::path::Path;

use banmian::diagnostic::Diagnostic;
use banmian::files::write_whole;
use banmian::report::{self, Levels};

/// A correction may make another one visible; more rounds than this change nothing.
const ROUNDS: usize = 4;

/// Corrects a report's file and gives what changed as a diff; empty when nothing did. A dry run writes nothing.
///
/// # Errors
/// What is wrong with the report, when it cannot be read, and when it cannot be written.
pub fn fix(path: &Path, levels: &Levels, dry_run: bool) -> Result<String, Vec<Diagnostic>> {
    let shown = path.display().to_string();
    let mut loaded = report::read(path, &shown)?;
    let before = loaded.places.source().text.clone();
    let mut after = before.clone();
    for _ in 0..ROUNDS {
        let edits = report::edits(&loaded, levels);
        if edits.is_empty() {
            break;
        }
        let text = report::apply(&after, &edits);
        // A correction that would spoil the file is not made; there is none known.
        let Ok(better) = report::read_text(text.clone(), &shown) else { break };
        (loaded, after) = (better, text);
    }
    if before == after {
        return Ok(String::new());
    }
    if !dry_run {
        // Reading takes a byte order mark away; the file keeps it.
        let marked = std::fs::read(path).is_ok_and(|bytes| bytes.starts_with("\u{feff}".as_bytes()));
        let bytes = if marked { format!("\u{feff}{after}") } else { after.clone() };
        write_whole(&[(path.to_path_buf(), bytes.into_bytes())], &[])?;
    }
    Ok(report::diff(&shown, &before, &after))
}
