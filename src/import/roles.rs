//! What each part of a text is: by position, size, face, weight, alignment, numbering and wording together.

use super::document::Document;
use super::taken::Judged;

/// What each part of the text is, in its order. Every letter and picture of the text is in one of them.
#[must_use]
pub fn judge(document: &Document) -> Vec<Judged> {
    let _ = document;
    Vec::new()
}
