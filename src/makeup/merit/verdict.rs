//! A figure with its verdict: a row of the table that people read.

use unicode_width::UnicodeWidthStr;

use crate::edition::merit_limits::Limit;
use crate::message::{Lang, Message};
use crate::say;

/// What is thought of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// Worth a look.
    Look,
    /// Not as a page should be.
    Poor,
}

impl Verdict {
    /// The verdict on a figure.
    #[must_use]
    pub fn of(value: f64, limit: Limit) -> Self {
        // Where less is worse, all is turned round.
        let sign = if limit.good > limit.poor { -1.0 } else { 1.0 };
        let above = |bound: f64| sign * value > sign * bound + 1e-9;
        match (above(limit.good), above(limit.poor)) {
            (_, true) => Self::Poor,
            (true, false) => Self::Look,
            (false, false) => Self::Good,
        }
    }

    fn word(self) -> Message {
        match self {
            Self::Good => say!("merit.good"),
            Self::Look => say!("merit.look"),
            Self::Poor => say!("merit.poor"),
        }
    }
}

/// A figure as it is shown, with its verdict.
#[derive(Debug, Clone)]
pub struct Row {
    name: Message,
    shown: Message,
    /// What is thought of it, and by which limit; a figure that says only how much there is has none.
    pub verdict: Option<(Verdict, Limit)>,
}

impl Row {
    /// A figure that is judged.
    #[must_use]
    pub fn judged(name: Message, shown: Message, value: f64, limit: Limit) -> Self {
        Self { name, shown, verdict: Some((Verdict::of(value, limit), limit)) }
    }

    /// A figure that is not.
    #[must_use]
    pub fn plain(name: Message, shown: Message) -> Self {
        Self { name, shown, verdict: None }
    }

    /// The row as a line: the figure begins in column 35, its verdict in column 67.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let pad = |text: String, width: usize| {
            let room = width.saturating_sub(text.width());
            text + &" ".repeat(room)
        };
        let line = pad(self.name.text(lang), 34) + &pad(self.shown.text(lang), 32);
        let judged =
            self.verdict.map(|(verdict, limit)| pad(verdict.word().text(lang), 6) + &by(limit).text(lang));
        (line + &judged.unwrap_or_default()).trim_end().to_owned() + "\n"
    }
}

/// The limit in words.
fn by(Limit { good, poor }: Limit) -> Message {
    if good > poor {
        say!("merit.limit-from", good = good, poor = poor)
    } else if good < poor {
        say!("merit.limit-to", good = good, poor = poor)
    } else {
        say!("merit.limit", good = good)
    }
}
