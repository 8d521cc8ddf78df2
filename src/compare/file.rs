//! A PDF as it is compared: the letters and pictures of its pages, each with its place.

use lopdf::{Document, Object, ObjectId};

use super::content;
use super::objects::inherited;
use super::page::{Contents, Measures};
use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::message::Message;
use crate::press::MAX_PAGES;
use crate::say;

/// A file may have this many bytes.
pub const MAX_BYTES: u64 = 512 * 1024 * 1024;
/// All that is packed in a file may have this many bytes together.
const MAX_UNPACKED: usize = 1024 * 1024 * 1024;

/// A file, read.
pub struct File {
    pub pages: Vec<Measures>,
    pub contents: Contents,
    /// The version's mark, where it has one.
    pub revision: Option<String>,
    /// Whether this program has written it.
    pub is_own: bool,
    /// What it is to be printed on; none where it does not say it, as a file for the office.
    pub press: Option<String>,
}

/// Reads a file; `shown` is how messages name it.
///
/// # Errors
/// When it is no PDF that can be read.
pub fn read(bytes: &[u8], shown: &str) -> Result<File, Diagnostic> {
    let fail = |message: Message| Diagnostic::error(message).in_file(shown).hint(say!("hint.compare-pdf"));
    if !bytes.starts_with(b"%PDF-") {
        return Err(fail(say!("compare-file.no-pdf")));
    }
    let read = guarded(|| {
        let document = Document::load_mem(bytes)
            .map_err(|error| fail(say!("compare-file.unreadable", words = error.to_string())))?;
        if document.is_encrypted() || document.trailer.has(b"Encrypt") {
            return Err(fail(say!("compare-file.encrypted")));
        }
        let count = document.get_pages().len();
        if count > MAX_PAGES {
            return Err(fail(say!("compare-file.pages", count = count, limit = MAX_PAGES)));
        }
        of(&document).ok_or_else(|| fail(say!("compare-file.structure")))
    });
    read.unwrap_or_else(|| Err(fail(say!("compare-file.structure"))))
}

fn of(document: &Document) -> Option<File> {
    let mut file = File {
        pages: Vec::new(),
        contents: Contents::default(),
        revision: None,
        press: press(document),
        is_own: producer(document).is_some_and(|name| name.starts_with("Banmian ")),
    };
    file.revision = xmp(document, "xmpMM:VersionID");
    if document.get_pages().is_empty() {
        return None;
    }
    let mut room = MAX_UNPACKED;
    for (page, id) in document.get_pages().into_values().enumerate() {
        let media = boxed(document, id, b"MediaBox")?;
        let trim = boxed(document, id, b"TrimBox").unwrap_or(media);
        let bleed = boxed(document, id, b"BleedBox").unwrap_or(trim);
        let measures = Measures { media, trim, bleed };
        file.pages.push(measures);
        content::read(document, id, (page, measures), &mut room, &mut file.contents)?;
    }
    Some(file)
}

/// The printing condition.
fn press(document: &Document) -> Option<String> {
    let intents = document.catalog().ok()?.get(b"OutputIntents").ok()?;
    let intents = document.dereference(intents).ok()?.1.as_array().ok()?;
    let intent = document.dereference(intents.first()?).ok()?.1.as_dict().ok()?;
    let words = |key: &[u8]| {
        let bytes = intent.get(key).ok()?.as_str().ok()?;
        let utf16 = bytes.strip_prefix(&[0xFE, 0xFF]).map(|bytes| {
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        });
        Some(utf16.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()))
    };
    words(b"OutputCondition").or_else(|| words(b"OutputConditionIdentifier"))
}

/// What wrote the file.
fn producer(document: &Document) -> Option<String> {
    let info = document.trailer.get(b"Info").ok()?;
    let info = match info {
        Object::Reference(id) => document.get_dictionary(*id).ok()?,
        other => other.as_dict().ok()?,
    };
    [&b"Creator"[..], b"Producer"]
        .into_iter()
        .filter_map(|key| Some(String::from_utf8_lossy(info.get(key).ok()?.as_str().ok()?).into_owned()))
        .find(|name| name.starts_with("Banmian "))
}

/// What stands between a tag of the metadata.
fn xmp(document: &Document, tag: &str) -> Option<String> {
    let metadata = document.catalog().ok()?.get(b"Metadata").ok()?.as_reference().ok()?;
    let stream = document.get_object(metadata).ok()?.as_stream().ok()?;
    let bytes =
        if stream.is_compressed() { stream.decompressed_content().ok()? } else { stream.content.clone() };
    let text = String::from_utf8_lossy(&bytes);
    let (_, rest) = text.split_once(&format!("<{tag}>"))?;
    Some(rest.split_once('<')?.0.to_owned())
}

/// A box of a page, or of the nodes above it, in its order: left, bottom, right, top.
fn boxed(document: &Document, page: ObjectId, key: &[u8]) -> Option<[f64; 4]> {
    let values = inherited(document, page, key)?;
    let values: Vec<f64> =
        values.as_array().ok()?.iter().filter_map(|value| Some(f64::from(value.as_float().ok()?))).collect();
    let &[a, b, c, d] = values.as_slice() else { return None };
    let found = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (found[2] - found[0] > 1.0 && found[3] - found[1] > 1.0).then_some(found)
}
