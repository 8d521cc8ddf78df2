//! 补页: pages are put in so that a booklet can be bound.

use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "补页";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.optional-pages")
}
