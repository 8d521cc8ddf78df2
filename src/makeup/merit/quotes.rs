//! Pull quotes, as they stand on the page.

use super::Finished;
use crate::typeset::ThreadName;
use crate::typeset::frames::{Line, SlotLines};

/// A last line that is less than this part of the first is a stub.
const STUB: f64 = 0.5;

/// The quotes of a page that have words.
pub(super) fn all<'a>(page: &'a Finished) -> impl Iterator<Item = &'a SlotLines> {
    let is_quote = |slot: &&SlotLines| matches!(slot.thread, ThreadName::Quote(_)) && slot.slot.is_some();
    page.slots.iter().filter(is_quote).filter(|slot| !slot.lines.is_empty())
}

/// Whether the last line of a quote is a stub.
pub(super) fn is_stub(quote: &SlotLines) -> bool {
    let long = |line: &Line| line.right - line.left;
    match quote.lines.as_slice() {
        [first, .., last] => long(last) < STUB * long(first),
        _ => false,
    }
}
