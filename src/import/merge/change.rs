//! What a merge is asked, and what it says.

use serde_json::Value;

use crate::message::Message;
use crate::say;

/// The report that is there, and the one that the last import made.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// The report as it stands, with what was set by hand.
    pub report: Value,
    /// The report as the last import made it; none where that is not known.
    pub imported: Option<Value>,
    /// The report as it stands, to the letter.
    pub text: Option<String>,
}

/// What holds where both were changed at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Prefer {
    /// The text.
    Text,
    /// The report.
    Report,
}

/// Something that is not as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Where in the report, as a JSON pointer; of what is gone, where it stood in the earlier one.
    pub pointer: String,
    /// What it said.
    pub before: Option<String>,
    /// What it says now; where both were changed, what the text says.
    pub after: Option<String>,
    /// What happened: taken from the text, kept as the report had it, or both were changed.
    pub what: Message,
    /// Whether somebody has to decide.
    pub conflict: bool,
}

/// A change that only the text made.
pub(super) fn told(what: Message, before: Option<String>, after: Option<String>) -> Changed {
    Changed { pointer: String::new(), before, after, what, conflict: false }
}

/// How text and report come to differ where both say something of their own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Clash {
    /// Both were changed.
    Both,
    /// It is gone from the text and was changed in the report.
    Gone,
    /// It was taken out of the report and is changed in the text.
    Deleted,
    /// Both have moved it.
    Moved,
    /// A figure in it has changed, and the text has the number of before.
    Figure,
}

/// A place where both were changed: what holds is said.
pub(super) fn clash(
    kind: Clash,
    prefer: Option<Prefer>,
    before: Option<String>,
    after: Option<String>,
) -> Changed {
    let holds =
        if prefer == Some(Prefer::Text) { say!("merge.text-holds") } else { say!("merge.report-holds") };
    let what = match kind {
        Clash::Both => say!("merge.both", holds = holds),
        Clash::Gone => say!("merge.both-gone", holds = holds),
        Clash::Deleted => say!("merge.both-deleted", holds = holds),
        Clash::Moved => say!("merge.both-moved", holds = holds),
        Clash::Figure => say!("merge.both-figure", holds = holds),
    };
    Changed { pointer: String::new(), before, after, what, conflict: prefer.is_none() }
}

/// Changes with their pointers below a place.
pub(super) fn below(place: &str, changes: Vec<Changed>, all: &mut Vec<Changed>) {
    all.extend(
        changes.into_iter().map(|change| Changed { pointer: format!("{place}{}", change.pointer), ..change }),
    );
}
