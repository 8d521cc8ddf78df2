//! How a pull quote is set: broken between words into lines of about one length, as large as its place allows.

use serde::Serialize;

use super::ground::Ground;
use super::plan::{Quote, Rect};
use super::quote::PullQuote;
use crate::edition::makeup_rules::QuoteRules;
use crate::typeset::han::{JOINER, is_steering};

/// From the rules above and below a quote to its words, and at their sides (pt).
const ROOM: (f64, f64) = (11.0, 6.0);
/// The type may be so many points smaller than the template's, for the quote to take fewer lines of the grid.
const SMALLER: [f64; 3] = [0.0, 1.0, 2.0];
/// Below this it is not made smaller in a place that is too small.
const LEAST_PT: f64 = 9.0;
/// The name of who says it, and the white above it, in parts of the type.
const FROM: (f64, f64) = (0.72, 0.6);
/// The last line is at least this part of the first.
const LEAST_LAST: f64 = 0.5;
/// What breaking after a mark is worth, in squares of an em.
const AFTER_MARK: f64 = 3.0;
/// Marks that go with the character before them, and with the one behind.
const CLOSING: &str = "，。、；：？！）》〉」』】〕”’…—·～％%";
const OPENING: &str = "（《〈「『【〔“‘";
/// Words of one character that go with the word before them, and with the one behind.
const PARTICLES: &str = "了着过的地得们吗呢吧";
const POINTING: &str = "这那每各某";

/// A pull quote, placed.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedQuote {
    /// Its rectangle.
    #[serde(rename = "box")]
    pub frame: Rect,
    /// What it says.
    pub text: String,
    /// Who says it.
    pub from: Option<String>,
    /// Its lines, filled in when the page is set.
    pub lines: Vec<String>,
    /// Where the lines stand.
    pub words: Rect,
    /// Their type.
    pub size: f64,
    /// The distance of their baselines.
    pub pitch: f64,
    /// Where the name stands.
    pub from_line: Rect,
    /// Its type.
    pub from_size: f64,
}

impl PlacedQuote {
    pub(super) fn new(quote: &Quote, frame: Rect) -> Self {
        Self {
            frame,
            text: quote.text.clone(),
            from: quote.from.clone(),
            lines: Vec::new(),
            words: frame,
            size: 0.0,
            pitch: 0.0,
            from_line: frame,
            from_size: 0.0,
        }
    }
}

/// A piece that does not break, with its width (em).
#[derive(Debug)]
struct Piece {
    text: String,
    width: f64,
    mark: bool,
}

/// The pieces of a prepared text.
fn pieces(prepared: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let (mut joined, mut before) = (false, ' ');
    for character in prepared.chars() {
        if is_steering(character) {
            joined = character == JOINER;
            continue;
        }
        let latin = |c: char| c.is_ascii_alphanumeric();
        // A quarter em stands between Chinese and Latin.
        let apart = latin(character) != latin(before)
            && before != ' '
            && !(CLOSING.contains(character) || OPENING.contains(before));
        let width = if character.is_ascii() { 0.52 } else { 1.0 } + if apart { 0.25 } else { 0.0 };
        let pointing = found.last().is_some_and(|piece| {
            let mut said = piece.text.chars().filter(|&c| !OPENING.contains(c));
            said.next().is_some_and(|first| POINTING.contains(first)) && said.next().is_none()
        });
        let holds = joined
            || pointing
            || PARTICLES.contains(character)
            || CLOSING.contains(character)
            || OPENING.contains(before)
            || (character.is_ascii() && before.is_ascii() && before != ' ');
        match found.last_mut() {
            Some(piece) if holds => {
                piece.text.push(character);
                piece.width += width;
                piece.mark = CLOSING.contains(character);
            }
            _ => found.push(Piece { text: character.to_string(), width, mark: false }),
        }
        (joined, before) = (false, character);
    }
    found
}

/// Breaks a prepared text into as few lines of a width (em) as it takes, as even as they can be: the last line is not
/// much shorter than the first. Takes a line more when it cannot be else; nothing when even that does not do.
#[must_use]
pub fn broken(prepared: &str, width: f64) -> Option<Vec<String>> {
    let pieces = pieces(prepared);
    let most = pieces.len();
    let fewest = (1..=most).find(|&count| even(&pieces, count, width, 0.0).is_some())?;
    let ends = [fewest, fewest + 1].into_iter().find_map(|count| even(&pieces, count, width, LEAST_LAST))?;
    let mut from = 0;
    let lines = ends.into_iter().map(|end| {
        let line = pieces[from..end].iter().map(|piece| piece.text.as_str()).collect();
        from = end;
        line
    });
    Some(lines.collect())
}

/// Where each of some lines ends, so that they are most alike; `least` is the least part of the first that the last is.
fn even(pieces: &[Piece], count: usize, width: f64, least: f64) -> Option<Vec<usize>> {
    let wide = |from: usize, to: usize| pieces[from..to].iter().map(|piece| piece.width).sum::<f64>();
    let whole = wide(0, pieces.len());
    #[expect(clippy::cast_precision_loss, reason = "some lines")]
    let mean = whole / count as f64;
    let cost = |from: usize, to: usize| {
        let mark = if to < pieces.len() && pieces[to - 1].mark { AFTER_MARK } else { 0.0 };
        (wide(from, to) - mean).powi(2) - mark
    };
    let mut best: Option<(f64, Vec<usize>)> = None;
    for first in 1..=pieces.len() {
        if wide(0, first) > width {
            break;
        }
        // begun[at]: the cheapest lines that end there.
        let mut begun: Vec<Option<(f64, Vec<usize>)>> = vec![None; pieces.len() + 1];
        begun[first] = Some((cost(0, first), vec![first]));
        for line in 1..count {
            let closing = line + 1 == count;
            let mut next: Vec<Option<(f64, Vec<usize>)>> = vec![None; pieces.len() + 1];
            for (at, (before, ends)) in
                begun.iter().enumerate().filter_map(|(at, it)| Some((at, it.as_ref()?)))
            {
                for (to, place) in next.iter_mut().enumerate().skip(at + 1) {
                    let long = wide(at, to);
                    if long > width {
                        break;
                    }
                    if closing && (to < pieces.len() || long < least * wide(0, first)) {
                        continue;
                    }
                    let total = before + cost(at, to);
                    if place.as_ref().is_none_or(|(other, _)| total < *other) {
                        *place = Some((total, ends.iter().copied().chain([to]).collect()));
                    }
                }
            }
            begun = next;
        }
        if let Some(found) = begun.pop().flatten()
            && best.as_ref().is_none_or(|(other, _)| found.0 < *other)
        {
            best = Some(found);
        }
    }
    best.map(|(_, ends)| ends)
}

/// How high words of some lines are (pt).
fn height(lines: usize, size: f64, rules: &QuoteRules, from: bool) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some lines")]
    let gaps = lines.saturating_sub(1) as f64;
    let pitch = size * rules.pitch_pt / rules.size_pt;
    size + gaps * pitch + if from { (FROM.0 + FROM.1) * size } else { 0.0 }
}

impl PullQuote {
    /// Works out how many lines of the grid it may take in a column of each measure. `prepared` is its text
    /// with what steers its lines.
    pub(super) fn measure(&mut self, prepared: &str, ground: Ground, measures: &[u32]) {
        let Ground { grid, rules } = ground;
        let rules = &rules.quote;
        let lines_at = |measure: u32, size: f64| {
            let width = f64::from(measure) * grid.body_pt - 2.0 * ROOM.1;
            let lines = broken(prepared, width / size)?.len();
            let high = height(lines, size, rules, self.from.is_some()) + 2.0 * ROOM.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a page")]
            let lines = ((high + grid.leading_pt()) / grid.pitch_pt).ceil() as u32;
            Some(lines)
        };
        let heights = measures.iter().map(|&measure| {
            let mut found: Vec<u32> =
                SMALLER.iter().filter_map(|less| lines_at(measure, rules.size_pt - less)).collect();
            // A line of white may stand round it.
            found.extend(found.iter().map(|lines| lines + 1).collect::<Vec<_>>());
            // What the report names is on the page, however long.
            found.retain(|lines| self.named || (rules.lines.least..=rules.lines.most).contains(lines));
            found.sort_unstable();
            found.dedup();
            (measure, found)
        });
        self.heights = heights.collect();
    }
}

impl PlacedQuote {
    /// Breaks its prepared text into lines, as large as its place and the template's type allow.
    pub(super) fn set(&mut self, prepared: &str, rules: &QuoteRules) {
        let whole = self.frame;
        let (width, room) = (whole.width - 2.0 * ROOM.1, whole.height - 2.0 * ROOM.0);
        let fits = |size: f64| {
            let lines = broken(prepared, width / size)?;
            (height(lines.len(), size, rules, self.from.is_some()) <= room + 0.01).then_some((size, lines))
        };
        let mut size = rules.size_pt;
        let mut found = fits(size);
        while found.is_none() && size > LEAST_PT {
            size -= 0.5;
            found = fits(size);
        }
        // What does not fit at all is told as overset.
        let (size, lines) = found.unwrap_or_else(|| (size, vec![prepared.to_owned()]));
        let high = height(lines.len(), size, rules, self.from.is_some());
        let top = whole.y + ROOM.0 + ((room - high) / 2.0).max(0.0);
        let own = height(lines.len(), size, rules, false);
        self.words = Rect { x: whole.x + ROOM.1, y: top, width, height: own.min(room).max(size) };
        self.from_line = Rect { y: top + own + FROM.1 * size, height: FROM.0 * size, ..self.words };
        (self.size, self.from_size, self.lines) = (size, FROM.0 * size, lines);
        self.pitch = size * rules.pitch_pt / rules.size_pt;
    }
}

#[cfg(test)]
mod tests {
    use super::broken;
    use crate::typeset::han::prepare_heading;
    use crate::typeset::words::Kept;

    fn lines(text: &str, width: f64) -> Option<Vec<String>> {
        broken(&prepare_heading(text, &Kept::default()), width)
    }

    #[test]
    fn lines_break_between_words_and_are_even() {
        for (width, wanted) in [
            (6.5, &["群众的事，", "一件一件办，", "件件有回音。"][..]),
            (10.0, &["村口的路灯亮了，", "孩子们放学不再摸黑。"]),
            (20.0, &["村口的路灯亮了，孩子们放学不再摸黑。"]),
        ] {
            assert_eq!(lines(&wanted.concat(), width).unwrap(), wanted);
        }
        // A number stays with its unit and a word is whole, at every width.
        let text = "办理单位上门答复89件提案，满意率达到95%。";
        for width in 5..24 {
            let Some(found) = lines(text, f64::from(width)) else { continue };
            for word in ["单位", "上门", "答复", "89件", "提案，", "满意", "95%。"] {
                assert!(found.iter().any(|line| line.contains(word)), "{width}: {word} is parted: {found:?}");
            }
        }
    }

    #[test]
    fn short_words_go_with_the_word_that_they_belong_to() {
        let text = "老党员走进社区，大家说“这事办到了心坎上，那条路修好了呀”。";
        for width in 5..24 {
            let Some(found) = lines(text, f64::from(width)) else { continue };
            for word in ["这事", "办到了", "那条", "修好了"] {
                assert!(found.iter().any(|line| line.contains(word)), "{width}: {word} is parted: {found:?}");
            }
        }
    }

    #[test]
    fn a_last_line_is_no_stub() {
        let text = "山路越走越宽，心里越来越亮堂了呢。";
        for width in 4..17 {
            let Some(found) = lines(text, f64::from(width)) else { continue };
            let long = |line: &String| line.chars().count();
            assert!(long(found.last().unwrap()) * 2 + 1 >= long(&found[0]), "{width}: {found:?}");
        }
        // A word that is wider than the line cannot be set.
        assert_eq!(lines("社会主义核心价值观", 1.5), None);
    }
}
