//! A change from one file to another, and how it is told.

use serde_json::{Value, json};

use crate::message::{Lang, Message};
use crate::say;
use crate::typeset::area::Area;

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The page, counted from 0.
    pub page: usize,
    /// Where on it.
    pub area: Area,
}

/// What changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Words.
    Text(Words),
    /// A text that stands elsewhere as a whole.
    TextMoved(String),
    /// A text that is the same in other lines: how many characters, and the text.
    Lines(usize, String),
    /// A picture; the photo's name where it is known.
    Picture(PictureChange, Option<String>),
    /// Something else that is drawn otherwise: lines, grounds, colours.
    Drawn,
    /// The size of a page, before and after.
    Size([String; 2]),
    /// How many pages there are, before and after.
    Pages([usize; 2]),
}

impl Kind {
    /// Whether what is there is the same, and stands elsewhere or in other lines.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        let moved = |how: &PictureChange| matches!(how, PictureChange::Moved | PictureChange::Resized);
        match self {
            Self::TextMoved(_) | Self::Lines(..) | Self::Drawn => true,
            Self::Picture(how, _) => moved(how),
            Self::Text(_) | Self::Size(_) | Self::Pages(_) => false,
        }
    }
}

/// Words that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Those that are gone.
    pub gone: String,
    /// Those that have come.
    pub come: String,
    /// What stands before them.
    pub lead: String,
    /// What stands behind them.
    pub tail: String,
}

/// How a picture changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureChange {
    /// It stands elsewhere, as large as before.
    Moved,
    /// It has another size.
    Resized,
    /// Another part of it is seen, or it is converted otherwise.
    Cropped,
    /// Another picture stands in its place, or the photo's file was changed.
    Replaced,
    /// It has come.
    Added,
    /// It is gone.
    Removed,
}

/// What is longer than a line is told by its beginning and its end.
fn shortened(text: &str) -> String {
    const ENDS: usize = 20;
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= 2 * ENDS + 2 {
        return text.to_owned();
    }
    let part = |range: &[char]| range.iter().collect::<String>();
    format!("{}……{}", part(&letters[..ENDS]), part(&letters[letters.len() - ENDS..]))
}

/// A change, with where it was and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// Where it was.
    pub before: Vec<Spot>,
    /// Where it is.
    pub after: Vec<Spot>,
}

impl Change {
    /// Where it is to be looked for: in the later file, or where it was.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        self.after.first().or(self.before.first()).copied()
    }

    /// What is said of it.
    #[must_use]
    pub fn message(&self) -> Message {
        match &self.kind {
            Kind::Text(Words { gone, come, lead, tail }) => {
                let (gone, come) = (shortened(gone), shortened(come));
                let (lead, tail) = (lead.as_str(), tail.as_str());
                match (gone.is_empty(), come.is_empty()) {
                    (false, false) => say!("change.text", gone = gone, come = come, lead = lead, tail = tail),
                    (true, _) => say!("change.come", come = come, lead = lead, tail = tail),
                    (_, true) => say!("change.gone", gone = gone, lead = lead, tail = tail),
                }
            }
            Kind::TextMoved(text) => say!("change.moved", text = shortened(text)),
            Kind::Lines(count, text) => say!("change.lines", count = *count, text = shortened(text)),
            Kind::Picture(how, name) => {
                let name = match name {
                    Some(name) => say!("change.photo", name = name),
                    None => say!("change.a-picture"),
                };
                match how {
                    PictureChange::Moved => say!("change.picture-moved", name = name),
                    PictureChange::Resized => say!("change.picture-resized", name = name),
                    PictureChange::Cropped => say!("change.picture-cropped", name = name),
                    PictureChange::Replaced => say!("change.picture-replaced", name = name),
                    PictureChange::Added => say!("change.picture-added", name = name),
                    PictureChange::Removed => say!("change.picture-removed", name = name),
                }
            }
            Kind::Drawn => say!("change.drawn"),
            Kind::Size([before, after]) => say!("change.size", before = before, after = after),
            Kind::Pages([before, after]) => say!("change.pages", before = *before, after = *after),
        }
    }

    /// Where it is, in words: page and millimetres from the trim's left and top; from where, if it has moved.
    #[must_use]
    pub fn place(&self, several: bool) -> Option<Message> {
        let shown = |spot: &Spot| {
            let mm = |points: f64| format!("{:.0}", points / 72.0 * 25.4);
            let (x, y) = (mm(spot.area.left), mm(spot.area.top));
            if several {
                say!("spot.page", page = spot.page + 1, x = x, y = y)
            } else {
                say!("spot", x = x, y = y)
            }
        };
        let has_moved = matches!(
            self.kind,
            Kind::TextMoved(_) | Kind::Picture(PictureChange::Moved | PictureChange::Resized, _)
        );
        match (self.before.first(), self.after.first()) {
            (Some(before), Some(after)) if has_moved => {
                Some(say!("change.from-to", before = shown(before), after = shown(after)))
            }
            (_, Some(spot)) | (Some(spot), None) => Some(shown(spot)),
            (None, None) => None,
        }
    }

    /// The change for programs.
    #[must_use]
    pub fn to_json(&self, lang: Lang) -> Value {
        let mm = |points: f64| (points / 72.0 * 254.0).round() / 10.0;
        let spots = |spots: &[Spot]| {
            let one = |spot: &Spot| {
                let Area { left, top, right, bottom } = spot.area;
                json!({
                    "page": spot.page + 1,
                    "x_mm": mm(left), "y_mm": mm(top), "width_mm": mm(right - left), "height_mm": mm(bottom - top),
                })
            };
            spots.iter().map(one).collect::<Vec<_>>()
        };
        let message = self.message();
        let words = match &self.kind {
            Kind::Text(words) => Some([&words.gone, &words.come]),
            _ => None,
        };
        json!({
            "gone": words.map(|[gone, _]| gone), "come": words.map(|[_, come]| come),
            "key": message.key(), "arguments": message.arguments_json(), "message": message.text(lang),
            "before": spots(&self.before), "after": spots(&self.after),
        })
    }
}
