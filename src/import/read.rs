//! A text file, of whatever kind it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::document::{Document, Piece};
use super::kinds::{Kind, kind, refusal};
use super::{docx, plain};
use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::message::{Message, io_error};
use crate::say;

/// The largest file of a text or a table (bytes).
pub const MAX_FILE_BYTES: u64 = 200 << 20;

/// Reads a text file: `.docx`, `.txt`, `.md`, by what is in it. Findings that do not stop it come with it.
///
/// # Errors
/// What stops it: a file that is not there, too large, of another kind, or broken.
pub fn read(path: &Path) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
    let file = path.display().to_string();
    let about = |finding: Diagnostic| finding.in_file(file.clone());
    let bytes = load(path).map_err(|problem| vec![about(problem)])?;
    let broken = || Err(Diagnostic::error(say!("import-broken")).hint(say!("hint.import-save")));
    let (mut document, findings) =
        guarded(|| parse(&bytes, path)).unwrap_or_else(broken).map_err(|problem| vec![about(problem)])?;
    document.file.clone_from(&file);
    Ok((document, findings.into_iter().map(about).collect()))
}

/// The bytes of the file.
fn load(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |problem: Message| Diagnostic::error(say!("import-unreadable", problem = problem));
    let meta = path.metadata().map_err(|error| unreadable(io_error(&error)))?;
    if meta.is_dir() {
        return Err(unreadable(say!("io.is-a-folder")).hint(say!("hint.import-order")));
    }
    if !meta.is_file() {
        return Err(Diagnostic::error(say!("import-unreadable.no-file")));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(io_error(&error)))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Diagnostic::error(say!("import-limit.file")).hint(say!("hint.import-smaller")));
    }
    if bytes.is_empty() {
        return Err(Diagnostic::error(say!("import-empty")));
    }
    Ok(bytes)
}

/// The text of the bytes; the path says whether it is Markdown, and where its pictures are.
fn parse(bytes: &[u8], path: &Path) -> Result<(Document, Vec<Diagnostic>), Diagnostic> {
    let kind = kind(bytes)?;
    if let Some(refused) = refusal(kind) {
        return Err(refused);
    }
    let (document, mut findings) = match kind {
        Kind::Word => docx::parse(bytes)?,
        _ => plain::parse(bytes, path)?,
    };
    if !document.pieces.iter().any(says) && document.notes.is_empty() {
        if document.pictures.is_empty() {
            return Err(Diagnostic::error(say!("import-empty.text")));
        }
        findings.push(Diagnostic::warning(say!("import-empty.pictures")).hint(say!("hint.import-typed")));
    }
    Ok((document, findings))
}

/// Whether there are letters in it.
fn says(piece: &Piece) -> bool {
    match piece {
        Piece::Paragraph(paragraph) => paragraph.runs.iter().any(|run| !run.text.trim().is_empty()),
        Piece::Table(grid) => grid.rows.iter().flatten().any(|cell| cell.pieces.iter().any(says)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{MAX_FILE_BYTES, read};
    use crate::message::Lang;

    /// What stops a file with these bytes, and what to do.
    fn stopped(name: &str, bytes: &[u8]) -> (&'static str, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let problems = read(&path).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].file.as_deref(), Some(&*path.display().to_string()));
        (problems[0].message.key(), problems[0].hints.iter().map(|hint| hint.text(Lang::Zh)).collect())
    }

    #[test]
    fn other_kinds_say_how_to_save_them() {
        let save = "文件→另存为→Word文档（.docx）";
        for (bytes, key) in [
            (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], "import-kind.old"),
            (b"%PDF-1.4", "import-kind.pdf"),
            (b"{\\rtf1}", "import-kind.rtf"),
            (b"<html><body>", "import-kind.web"),
            (b"\0\x01\x02", "import-kind.unknown"),
        ] {
            // Whatever the name says.
            let (found, hint) = stopped("a.docx", bytes);
            assert_eq!(found, key);
            assert!(hint.contains(save), "{hint}");
        }
        assert_eq!(stopped("a.docx", b"").0, "import-empty");
        assert_eq!(stopped("a.txt", b" \n\n").0, "import-empty.text");
        assert_eq!(stopped("a.docx", b"PK\x03\x04").0, "import-broken");
    }

    #[test]
    fn files_that_cannot_be_read_are_told() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path(), &folder.path().join("none.docx"), Path::new("/dev/null/x")] {
            assert_eq!(read(path).unwrap_err()[0].code, "import-unreadable");
        }
        let large = folder.path().join("a.txt");
        std::fs::File::create(&large).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert_eq!(read(&large).unwrap_err()[0].message.key(), "import-limit.file");
        let good = folder.path().join("b.txt");
        std::fs::write(&good, "柳南一年").unwrap();
        let (document, findings) = read(&good).unwrap();
        assert_eq!(
            (document.file, document.pieces.len(), findings.len()),
            (good.display().to_string(), 1, 0)
        );
    }
}
