//! Kinds of files: what the bytes are, whatever the name says.

use super::docx::{Package, main_part};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `.docx` or `.docm`.
    Word,
    /// Letters without a program's form.
    Text,
    /// `.doc` or an old `.wps`.
    OldWord,
    /// `.xls` or `.et`.
    OldTable,
    /// Another file of the old kind, such as slides.
    OldOther,
    /// A file of an office that asks for a password.
    Locked,
    /// `.xlsx`, `.xlsm`, `.xlsb`.
    Table,
    /// Slides.
    Slides,
    /// A text or a table as `.odt` or `.ods`.
    OpenDocument,
    /// A text by Pages, or a table by Numbers.
    Apple,
    /// `.pdf`.
    Pdf,
    /// `.rtf`.
    Rtf,
    /// A page of the web, whatever its name.
    Web,
    /// A text of Word in one file of XML.
    WordXml,
    /// A picture.
    Picture,
    /// An archive.
    Archive,
    /// Something else.
    Unknown,
}

/// What the bytes are.
///
/// # Errors
/// A package whose list of files breaks a limit.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Diagnostic> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    Ok(if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        packed(bytes)?
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        compound(bytes)
    } else if starts(b"{\\rtf") {
        Kind::Rtf
    } else if bytes.get(..bytes.len().min(1024)).is_some_and(|head| holds(head, b"%PDF-")) {
        Kind::Pdf
    } else if starts(b"\xff\xd8\xff")
        || starts(b"\x89PNG")
        || starts(b"GIF8")
        || starts(b"II*\0")
        || starts(b"MM\0*")
        || (starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
        || (starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]))
        || (bytes.get(4..8) == Some(b"ftyp"))
    {
        Kind::Picture
    } else if starts(b"Rar!") || starts(b"7z\xbc\xaf\x27\x1c") || starts(b"\x1f\x8b") {
        Kind::Archive
    } else {
        letters(bytes)
    })
}

/// What a package of files is.
fn packed(bytes: &[u8]) -> Result<Kind, Diagnostic> {
    let mut package = Package::open(bytes)?;
    if let Some((part, content)) = main_part(&mut package)? {
        // A package without a list of its kinds says it by its names of XML.
        let spaces = if content.is_empty() { package.text(&part).ok().flatten() } else { None };
        let content = spaces.map_or(content, |text| text.chars().take(4096).collect());
        let is = |names: [&str; 3]| names.iter().any(|name| content.contains(name) || part.starts_with(name));
        if is(["wordprocessingml", "ms-word", "word/"]) {
            return Ok(Kind::Word);
        }
        if is(["spreadsheetml", "ms-excel", "xl/"]) {
            return Ok(Kind::Table);
        }
        if is(["presentationml", "ms-powerpoint", "ppt/"]) {
            return Ok(Kind::Slides);
        }
    }
    let has = |name: &str| package.has(name);
    if has("Index/Document.iwa") || has("Index.zip") || has("index.xml") && has("QuickLook/Thumbnail.jpg") {
        return Ok(Kind::Apple);
    }
    if has("mimetype") || has("META-INF/manifest.xml") && has("content.xml") {
        let kind = package.bytes("mimetype").ok().flatten().unwrap_or_default();
        let open = kind.starts_with(b"application/vnd.oasis.opendocument") || kind.is_empty();
        return Ok(if open { Kind::OpenDocument } else { Kind::Unknown });
    }
    Ok(Kind::Archive)
}

/// What a file of the old kind is: its streams have their names, in two bytes a letter, in records of 128 bytes.
fn compound(bytes: &[u8]) -> Kind {
    let stream = |name: &str| {
        let mut record: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        record.extend([0, 0]);
        bytes.chunks(128).any(|chunk| chunk.starts_with(&record))
    };
    if stream("EncryptedPackage") || stream("EncryptionInfo") {
        Kind::Locked
    } else if stream("WordDocument") {
        Kind::OldWord
    } else if stream("Workbook") || stream("Book") {
        Kind::OldTable
    } else {
        Kind::OldOther
    }
}

/// What a file of letters is.
fn letters(bytes: &[u8]) -> Kind {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if bytes.contains(&0) && !wide {
        return Kind::Unknown;
    }
    let head: String = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or_default())
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    let word = ["word.document", "<w:worddocument", "<pkg:package", "<uof:uof", "<office:document"];
    let web = ["<!doctype html", "<html", "mime-version:"].iter().any(|mark| head.starts_with(mark));
    if web || (head.starts_with("<?xml") && head.contains("<html")) {
        Kind::Web
    } else if head.starts_with('<') && word.iter().any(|mark| head.contains(mark)) {
        Kind::WordXml
    } else {
        Kind::Text
    }
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Why a file is not read, and what to do; none where it is.
pub(super) fn refusal(kind: Kind) -> Option<Diagnostic> {
    let (what, hint): (Message, Message) = match kind {
        Kind::Word | Kind::Text => return None,
        Kind::OldWord => (say!("import-kind.old-word"), say!("hint.import-save")),
        Kind::OldTable => (say!("import-kind.old-table"), say!("hint.import-table")),
        Kind::OldOther => (say!("import-kind.old"), say!("hint.import-save")),
        Kind::Locked => (say!("import-kind.locked"), say!("hint.import-unlock")),
        Kind::Table => (say!("import-kind.table"), say!("hint.import-order")),
        Kind::Slides => (say!("import-kind.slides"), say!("hint.import-copy")),
        Kind::OpenDocument => (say!("import-kind.open-document"), say!("hint.import-save")),
        Kind::Apple => (say!("import-kind.apple"), say!("hint.import-pages")),
        Kind::Pdf => (say!("import-kind.pdf"), say!("hint.import-pdf")),
        Kind::Rtf => (say!("import-kind.rtf"), say!("hint.import-save")),
        Kind::Web => (say!("import-kind.web"), say!("hint.import-save")),
        Kind::WordXml => (say!("import-kind.word-xml"), say!("hint.import-save")),
        Kind::Picture => (say!("import-kind.picture"), say!("hint.import-order")),
        Kind::Archive => (say!("import-kind.archive"), say!("hint.import-unpack")),
        Kind::Unknown => (say!("import-kind.unknown"), say!("hint.import-save")),
    };
    Some(Diagnostic::error(what).hint(hint))
}
