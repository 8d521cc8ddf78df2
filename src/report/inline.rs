//! Marks within running text: `**strong**`, `__name__`, `^^emphasis dots^^`, `[text](https://…)`, `[^1]`. There are no
//! others, and none within another. A mark written twice is the mark in print; everything else is text.

use std::borrow::Cow;
use std::ops::Range;

/// The most notes of a section: so many numbers in a circle there are.
pub const MOST_NOTES: usize = 20;

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As the text about it.
    Plain,
    /// Bold, 黑体.
    Strong,
    /// A name, 楷体.
    Name,
    /// With emphasis dots, 着重号.
    Dots,
    /// What stands for an address, which is not printed.
    Link,
    /// The number of a note.
    Note,
}

impl Style {
    /// Its name in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "strong",
            Self::Name => "name",
            Self::Dots => "dots",
            Self::Link => "link",
            Self::Note => "note",
        }
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece<'a> {
    /// How it is set.
    pub style: Style,
    /// What is printed of it.
    pub text: Cow<'a, str>,
    /// The bytes in which it is written, without its marks; of a note with them.
    pub range: Range<usize>,
}

/// A text taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marked<'a> {
    /// Its pieces, in order.
    pub pieces: Vec<Piece<'a>>,
    /// Marks without a partner, or within others: their bytes.
    pub stray: Vec<Range<usize>>,
    /// The notes that it names: the bytes, and the number.
    pub notes: Vec<(Range<usize>, usize)>,
}

/// The signs that are doubled to a mark.
const SIGNS: [(char, Style); 3] = [('*', Style::Strong), ('_', Style::Name), ('^', Style::Dots)];

/// What is found at a place of a text.
enum Found {
    /// A mark: two of a sign, and no more.
    Mark(Style, usize),
    /// Two of a sign in print: four of it.
    Twice(usize),
    /// A note with its number.
    Note(usize, usize),
    /// A link: the bytes of its text, and the whole's length.
    Link(Range<usize>, usize),
}

/// Whether words may stand for an address in a text: one of the web, with nothing in it that would end it.
#[must_use]
pub fn is_address(link: &str) -> bool {
    let web = link.starts_with("http://") || link.starts_with("https://");
    web && !link.contains(|c: char| c.is_whitespace() || c == ')')
}

/// What begins at a byte; nothing where that is text.
fn at(text: &str, start: usize) -> Option<Found> {
    let rest = &text[start..];
    let first = rest.chars().next()?;
    if let Some((sign, style)) = SIGNS.iter().find(|(sign, _)| *sign == first) {
        return match rest.chars().take_while(|c| c == sign).count() {
            2 => Some(Found::Mark(*style, 2)),
            4 => Some(Found::Twice(4)),
            _ => None,
        };
    }
    let inner = rest.strip_prefix('[')?;
    let close = inner.find(']')?;
    if let Some(number) = inner[..close].strip_prefix('^') {
        let number = number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))?;
        return Some(Found::Note(number, close + 2));
    }
    let address = inner[close + 1..].strip_prefix('(')?;
    let end = address.find(')')?;
    let whole = is_address(&address[..end]) && close > 0;
    whole.then(|| Found::Link(start + 1..start + 1 + close, close + end + 4))
}

/// The byte from which a run of one sign is over.
fn behind_run(text: &str, start: usize) -> usize {
    let first = text[start..].chars().next();
    let run = text[start..].chars().take_while(|c| Some(*c) == first);
    start + run.map(char::len_utf8).sum::<usize>().max(1)
}

/// Takes a text apart.
#[must_use]
pub fn marked(text: &str) -> Marked<'_> {
    if !text.contains(['*', '_', '^', '[']) {
        return Marked::of_plain(text);
    }
    let mut out = Marked::default();
    let mut open: Option<(Style, Range<usize>)> = None;
    // The text since the last mark.
    let mut from = 0;
    let mut next = 0;
    let style =
        |open: &Option<(Style, Range<usize>)>| open.as_ref().map_or(Style::Plain, |(style, _)| *style);
    while next < text.len() {
        let here = next;
        let Some(found) = at(text, here) else {
            next = behind_run(text, here);
            continue;
        };
        let put = |out: &mut Marked<'_>, style: Style, range: Range<usize>, shown: Option<String>| {
            let shown = shown.map_or_else(|| Cow::Owned(text[range.clone()].to_owned()), Cow::Owned);
            if !range.is_empty() {
                out.pieces.push(Piece { style, text: shown, range });
            }
        };
        put(&mut out, style(&open), from..here, None);
        match found {
            Found::Mark(mark, length) => {
                next = here + length;
                open = match open.take() {
                    // Nothing stands between the two.
                    Some((own, start)) if own == mark && start.end < here => None,
                    None => Some((mark, here..next)),
                    Some(other) => {
                        out.stray.push(here..next);
                        Some(other)
                    }
                };
            }
            Found::Twice(length) => {
                next = here + length;
                put(&mut out, style(&open), here..next, Some(text[here..here + 2].to_owned()));
            }
            Found::Note(number, length) => {
                next = here + length;
                out.notes.push((here..next, number));
                let shown = circled(number).map_or_else(|| text[here..next].to_owned(), String::from);
                put(&mut out, Style::Note, here..next, Some(shown));
            }
            Found::Link(inner, length) => {
                next = here + length;
                let own = style(&open);
                put(&mut out, if own == Style::Plain { Style::Link } else { own }, inner, None);
            }
        }
        from = next;
    }
    if from < text.len() {
        let range = from..text.len();
        out.pieces.push(Piece { style: style(&open), text: text[range.clone()].into(), range });
    }
    if let Some((_, range)) = open {
        out.stray.push(range);
    }
    out.stray.sort_by_key(|range| range.start);
    out
}

/// The marks of a text in which they mean nothing: their bytes.
#[must_use]
pub fn marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < text.len() {
        let here = next;
        next = behind_run(text, here);
        if let Some(Found::Mark(..)) = at(text, here) {
            found.push(here..next);
        }
    }
    found
}

/// A number in a circle: ①.
#[must_use]
pub fn circled(number: usize) -> Option<char> {
    let above = u32::try_from(number.checked_sub(1)?).ok()?;
    (number <= MOST_NOTES).then(|| char::from_u32('①' as u32 + above)).flatten()
}

impl<'a> Marked<'a> {
    /// A text without marks.
    #[must_use]
    pub fn of_plain(text: &'a str) -> Self {
        let whole = Piece { style: Style::Plain, text: text.into(), range: 0..text.len() };
        Self { pieces: vec![whole], ..Self::default() }
    }

    /// Whether anything is set in another way than the rest.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.pieces.iter().all(|piece| piece.style == Style::Plain)
    }

    /// What is printed.
    #[must_use]
    pub fn plain(&self) -> Cow<'a, str> {
        match self.pieces.as_slice() {
            [Piece { text: Cow::Borrowed(text), .. }] => Cow::Borrowed(text),
            pieces => pieces.iter().map(|piece| &*piece.text).collect(),
        }
    }

    /// The bytes in which a part of the printed text is written.
    #[must_use]
    pub fn written(&self, range: &Range<usize>) -> Range<usize> {
        let mut before = 0;
        let (mut start, mut end) = (None, None);
        for piece in &self.pieces {
            let length = piece.text.len();
            // What is printed as it is written has its bytes; of anything else the whole is meant.
            let same = length == piece.range.len();
            let within = |at: usize, whole: usize| if same { piece.range.start + at - before } else { whole };
            if start.is_none() && range.start < before + length {
                start = Some(within(range.start, piece.range.start));
            }
            if range.end > before && range.end <= before + length {
                end = Some(within(range.end, piece.range.end));
            }
            before += length;
        }
        let last = self.pieces.last().map_or(0, |piece| piece.range.end);
        let start = start.unwrap_or(last);
        start..end.unwrap_or(start).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, marked};

    fn shown(text: &str) -> String {
        let marked = marked(text);
        let pieces = marked.pieces.iter().map(|piece| match piece.style {
            Style::Plain => piece.text.to_string(),
            style => format!("<{} {}>", style.name(), piece.text),
        });
        let stray: Vec<String> = marked.stray.iter().map(|range| format!(" !{}", range.start)).collect();
        pieces.collect::<String>() + &stray.concat()
    }

    #[test]
    fn the_notation_is_closed() {
        for (text, wanted) in [
            ("没有标记", "没有标记"),
            ("前**重点**后", "前<strong 重点>后"),
            ("__石望川__说^^干^^", "<name 石望川>说<dots 干>"),
            ("见[公报](https://a.cn/b?c=1)。", "见<link 公报>。"),
            ("完成[^1]和[^12]", "完成<note ①>和<note ⑫>"),
            ("**共{a}件**", "<strong 共{a}件>"),
            // Everything else is text.
            ("a*b_c^d", "a*b_c^d"),
            ("____年", "__年"),
            ("___年***", "___年***"),
            ("[2024]3号", "[2024]3号"),
            ("[文](件)", "[文](件)"),
            ("[^甲]", "[^甲]"),
            ("********", "********"),
            ("乘****号", "乘**号"),
            // Marks without a partner, around nothing, within others.
            ("前**后", "前<strong 后> !3"),
            ("前**__后", "前<strong 后> !3 !5"),
            ("**甲__乙**丙", "<strong 甲><strong 乙>丙 !5"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_printed_is_known_by_its_bytes() {
        let text = "前**重点**后[^1]，__石__";
        let marked = marked(text);
        let plain = marked.plain();
        assert_eq!(plain, "前重点后①，石");
        let written = |said: &str| {
            let at = plain.find(said).unwrap();
            &text[marked.written(&(at..at + said.len()))]
        };
        assert_eq!(written("重点"), "重点");
        assert_eq!(written("点后"), "点**后");
        assert_eq!(written("①"), "[^1]");
        assert_eq!(written("石"), "石");
        // What is to be put in at the end.
        let end = marked.written(&(plain.len()..plain.len()));
        assert_eq!(end, text.len() - 2..text.len() - 2);
    }
}
