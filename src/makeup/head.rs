//! The words of the headline: how large kicker, title, subtitle and byline are, and where each stands in the room that they
//! have together.

use serde::Serialize;

use super::plan::Rect;
use super::widths::width_em;
use crate::report::Headline;

/// The share of the room's width that a line may take.
const WIDEST: f64 = 0.92;
/// The largest title (pt).
const LARGEST: f64 = 112.0;
/// The smallest, which only a room that is much too small makes (pt).
const SMALLEST: f64 = 12.0;
/// A couplet is set on two lines when that makes it so much larger.
const WORTH: f64 = 1.12;
/// The gap between the halves of a couplet on one line (em).
const BETWEEN: f64 = 0.5;
/// A title that its room's height makes smaller than this share of what its width allows takes from the lines around it.
const LOW: f64 = 0.9;
/// The share of a room's spare height that goes between the lines, and the most of it by the title's size; the rest is above
/// and below the words.
const AMONG: f64 = 0.5;
const MOST_AMONG: f64 = 0.8;
/// White above and below the words, at the least (pt).
const MARGIN: f64 = 11.0;

/// The colour of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// The text's black.
    Dark,
    /// The paper's white.
    Light,
    /// The county's accent.
    Accent,
}

/// A line of the headline: its rectangle, which is as high as its type is large.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    /// Where it stands.
    #[serde(flatten)]
    pub rect: Rect,
    /// How wide its words are (pt); they stand in the middle.
    pub words: f64,
    /// Its colour.
    pub ink: Ink,
    /// Whether its letters have an outline of paper behind them.
    pub outlined: bool,
}

/// What stands of a line of the title on one page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Its words.
    pub words: String,
    /// Where they stand: as wide as they are.
    #[serde(flatten)]
    pub rect: Rect,
    /// What is added to each letter's width (pt).
    pub tracking: f64,
}

/// Every line of the headline.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Head {
    /// The line above the title.
    pub kicker: Option<Line>,
    /// The title: on one line, or each half of a couplet on its own.
    pub title: Vec<Line>,
    /// The line below the title.
    pub subtitle: Option<Line>,
    /// Who wrote it.
    pub byline: Option<Line>,
    /// What stands of the title on each page of a spread, from left to right, line by line; empty where nothing is folded.
    pub sides: Vec<Side>,
}

/// Where the words stand in their room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// As near to its head as can be.
    Head,
    /// Spread over it.
    Spread,
    /// As near to its foot as can be.
    Foot,
}

/// How wide the words are (em).
struct Widths {
    kicker: f64,
    /// The title on one line.
    whole: f64,
    /// Its longer half.
    longest: f64,
    subtitle: f64,
    byline: f64,
}

impl Widths {
    fn of(said: &Headline) -> Self {
        let text = |text: &Option<String>| text.as_deref().map_or(0.0, width_em);
        let (whole, longest) = title_widths(said);
        let (subtitle, byline) = (text(&said.subtitle), text(&said.byline));
        // A kicker is set a little wider.
        Self { kicker: text(&said.kicker) * 1.06, whole, longest, subtitle, byline }
    }
}

/// The sizes of the lines, from a title's size.
struct Sizes {
    title: f64,
    lines: usize,
    kicker: f64,
    subtitle: f64,
    byline: f64,
    /// Whether the room is low for its width: the other lines and the gaps are smaller then.
    low: bool,
}

impl Sizes {
    fn of(words: &Widths, width: f64, title: f64, lines: usize, low: bool) -> Self {
        let fit = |em: f64, size: f64| if em > 0.0 { size.min(width * WIDEST / em) } else { 0.0 };
        let (kicker, subtitle) = if low { (0.27, 0.36) } else { (0.32, 0.44) };
        Self {
            title,
            lines,
            kicker: fit(words.kicker, (title * kicker).clamp(15.0, 25.0)),
            subtitle: fit(words.subtitle, (title * subtitle).clamp(18.0, 33.0)),
            byline: fit(words.byline, (title * 0.2).clamp(11.0, 13.5)),
            low,
        }
    }

    /// Below the kicker, between the title's lines, above the subtitle, above the byline.
    fn gaps(&self) -> [f64; 4] {
        let less = if self.low { 0.8 } else { 1.0 };
        let there = |size: f64, gap: f64| if size > 0.0 { gap * less } else { 0.0 };
        [
            there(self.kicker, (self.title * 0.2).clamp(8.0, 18.0)),
            self.title * 0.12,
            there(self.subtitle, (self.title * 0.3).clamp(11.0, 24.0)),
            there(self.byline, (self.title * 0.2).clamp(9.0, 16.0)),
        ]
    }

    fn height(&self) -> f64 {
        let [kicker, title, subtitle, byline] = self.gaps();
        #[expect(clippy::cast_precision_loss, reason = "one or two")]
        let lines = self.lines as f64;
        let words = self.kicker + self.title * lines + self.subtitle + self.byline;
        words + kicker + title * (lines - 1.0) + subtitle + byline + 2.0 * MARGIN
    }

    /// The largest title that a room's width and height allow.
    fn largest(words: &Widths, room: &Rect, lines: usize) -> Self {
        let em = if lines == 1 { words.whole } else { words.longest };
        let widest = (room.width * WIDEST / em.max(1.0)).clamp(SMALLEST, LARGEST);
        let sizes = Self::fitting(words, room, (widest, lines), false);
        if sizes.title < LOW * widest {
            Self::fitting(words, room, (LOW * widest, lines), true)
        } else {
            sizes
        }
    }

    /// The largest title up to a size that a room's height allows.
    fn fitting(words: &Widths, room: &Rect, (most, lines): (f64, usize), low: bool) -> Self {
        let mut title = most.max(SMALLEST);
        loop {
            let sizes = Self::of(words, room.width, title, lines, low);
            if sizes.height() <= room.height || title <= SMALLEST {
                return sizes;
            }
            title = (title - 0.5).max(SMALLEST);
        }
    }
}

/// The widths of the title on one line, and of its longer half (em).
fn title_widths(said: &Headline) -> (f64, f64) {
    let parts = said.title.iter().map(|part| width_em(part));
    let gaps = BETWEEN * f64::from(u32::try_from(said.title.len().saturating_sub(1)).unwrap_or(0));
    (parts.clone().sum::<f64>() + gaps, parts.fold(0.0, f64::max))
}

/// The largest title that a width allows, however high its room is (pt).
#[must_use]
pub fn widest_title(said: &Headline, width: f64) -> f64 {
    let (_, longest) = title_widths(said);
    (width * WIDEST / longest.max(1.0)).min(LARGEST)
}

impl Head {
    /// Sets a headline in a room.
    #[must_use]
    pub fn set(said: &Headline, room: &Rect, stand: Stand, outlined: bool) -> Self {
        let words = Widths::of(said);
        let one = Sizes::largest(&words, room, 1);
        let two = (said.title.len() == 2).then(|| Sizes::largest(&words, room, 2));
        let sizes = two.filter(|two| two.title > one.title * WORTH).unwrap_or(one);
        let spare = (room.height - sizes.height()).max(0.0);
        let [mut below_kicker, mut between, mut above_subtitle, mut above_byline] = sizes.gaps();
        let mut y = room.y + MARGIN;
        match stand {
            Stand::Head => {}
            Stand::Foot => y += spare,
            Stand::Spread => {
                let among = (spare * AMONG).min(sizes.title * MOST_AMONG);
                y += (spare - among) * 0.5;
                below_kicker += among * 0.27;
                between += if sizes.lines == 2 { among * 0.15 } else { 0.0 };
                above_subtitle += among * 0.35;
                above_byline += among * 0.23;
            }
        }
        let mut line = |size: f64, em: f64, above: f64, below: f64, ink: Ink| {
            if size <= 0.0 {
                return None;
            }
            let rect = Rect { x: room.x, y: y + above, width: room.width, height: size };
            y += above + size + below;
            Some(Line { rect, words: em * size, ink, outlined })
        };
        let kicker = line(sizes.kicker, words.kicker, 0.0, below_kicker, Ink::Dark);
        let mut title = Vec::new();
        if sizes.lines == 2 {
            title.extend(line(sizes.title, words.longest, 0.0, between, Ink::Accent));
            title.extend(line(sizes.title, words.longest, 0.0, 0.0, Ink::Accent));
        } else {
            title.extend(line(sizes.title, words.whole, 0.0, 0.0, Ink::Accent));
        }
        let subtitle = line(sizes.subtitle, words.subtitle, above_subtitle, 0.0, Ink::Dark);
        let byline = line(sizes.byline, words.byline, above_byline, 0.0, Ink::Dark);
        Self { kicker, title, subtitle, byline, sides: Vec::new() }
    }

    /// All lines, from the first to the last.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.kicker.iter().chain(&self.title).chain(&self.subtitle).chain(&self.byline)
    }

    /// Where the words begin and end.
    #[must_use]
    pub fn band(&self) -> (f64, f64) {
        let first = self.lines().next().map_or(0.0, |line| line.rect.y);
        let last = self.lines().last().map_or(0.0, |line| line.rect.y + line.rect.height);
        (first, last)
    }

    /// The share of its width that the title takes; all of it where no words stand there.
    #[must_use]
    pub fn filled(&self) -> f64 {
        if self.title.is_empty() {
            return 1.0;
        }
        self.title.iter().map(|line| line.words / line.rect.width.max(1.0)).fold(0.0, f64::max)
    }

    /// The title's size (pt).
    #[must_use]
    pub fn title_pt(&self) -> f64 {
        self.title.first().map_or(0.0, |line| line.rect.height)
    }
}
