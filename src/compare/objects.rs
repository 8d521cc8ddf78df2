//! Looking things up in a PDF: through references, and on the nodes above a page.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// How many nodes may stand above a page.
const MAX_ABOVE: usize = 64;

/// What a page says, or a node above it.
pub fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
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
pub fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    match object {
        Object::Reference(id) => document.get_object(*id).ok(),
        other => Some(other),
    }
}

/// A dictionary in a dictionary.
pub fn inner<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    resolved(document, of.get(key).ok()?)?.as_dict().ok()
}
