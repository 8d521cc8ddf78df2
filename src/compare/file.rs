//! A PDF as it is compared: the letters and pictures of its pages, each with its place.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content;
use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::message::Message;
use crate::press::MAX_PAGES;
use crate::say;

/// A file may have this many bytes.
pub const MAX_BYTES: u64 = 512 * 1024 * 1024;
/// All that is packed in a file may have this many bytes together.
const MAX_UNPACKED: usize = 1024 * 1024 * 1024;

/// A rectangle on a page, from the left and the top of the trim (pt).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f64,
    /// Its top edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its bottom edge.
    pub bottom: f64,
}

impl Area {
    /// The smallest that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether no side is farther than `by` from the other's.
    #[must_use]
    pub fn is_near(&self, other: &Self, by: f64) -> bool {
        let sides = [
            self.left - other.left,
            self.top - other.top,
            self.right - other.right,
            self.bottom - other.bottom,
        ];
        sides.iter().all(|side| side.abs() <= by)
    }

    /// What it has in common with another, as a share of both together.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let area = |width: f64, height: f64| width.max(0.0) * height.max(0.0);
        let size = |one: &Self| area(one.right - one.left, one.bottom - one.top);
        let common = area(
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        );
        common / (size(self) + size(other) - common).max(1e-9)
    }
}

/// A letter of a page, and what stands for it in the file: mostly one character.
#[derive(Debug, Clone)]
pub struct Letter {
    pub text: String,
    /// The page, from 0.
    pub page: usize,
    pub area: Area,
}

/// A picture on a page.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The page, from 0.
    pub page: usize,
    pub area: Area,
    /// A hash of its pixels as they are in the file.
    pub pixels: u128,
    /// The photo that it was made from, as the report names it; and what tells this photo from others.
    pub photo: Option<(String, Vec<u8>)>,
}

/// A page's measures, from the left and the bottom of its sheet (pt).
#[derive(Debug, Clone, Copy)]
pub struct Measures {
    pub media: [f64; 4],
    pub trim: [f64; 4],
    pub bleed: [f64; 4],
}

/// A file, read.
pub struct File {
    pub pages: Vec<Measures>,
    /// In the order of drawing.
    pub letters: Vec<Letter>,
    pub pictures: Vec<Picture>,
    /// The version's mark, where it has one.
    pub revision: Option<String>,
    /// Whether this program has written it.
    pub is_own: bool,
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
        letters: Vec::new(),
        pictures: Vec::new(),
        revision: None,
        is_own: producer(document).is_some_and(|name| name.starts_with("Banmian ")),
    };
    file.revision = xmp(document, "xmpMM:VersionID");
    let mut room = MAX_UNPACKED;
    for (page, id) in document.get_pages().into_values().enumerate() {
        let media = boxed(document, id, b"MediaBox")?;
        let trim = boxed(document, id, b"TrimBox").unwrap_or(media);
        let bleed = boxed(document, id, b"BleedBox").unwrap_or(trim);
        file.pages.push(Measures { media, trim, bleed });
        content::read(document, id, page, &mut room, &mut file)?;
    }
    Some(file)
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

/// How many nodes may stand above a page.
const MAX_ABOVE: usize = 64;

/// What a page says, or a node above it.
pub(super) fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..MAX_ABOVE {
        if let Ok(found) = node.get(key) {
            return resolved(document, found).cloned();
        }
        node = document.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

/// The object that is meant, where it is only referred to.
pub(super) fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    match object {
        Object::Reference(id) => document.get_object(*id).ok(),
        other => Some(other),
    }
}

/// A dictionary in a dictionary.
pub(super) fn inner<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    resolved(document, of.get(key).ok()?)?.as_dict().ok()
}
