//! Slips of JSON that people make, found all at once: the text with them mended, so that the rest can be read, and what was
//! wrong. Every mend has the length of what it mends, so that places stay true.

use std::ops::Range;

use crate::message::Message;
use crate::say;

/// A slip: where, what is wrong, what to do.
pub(super) struct Slip {
    pub(super) range: Range<usize>,
    pub(super) message: Message,
    pub(super) hint: Message,
}

/// Full-width marks and the signs of JSON that are meant.
const MARKS: [(char, char); 8] =
    [('，', ','), ('：', ':'), ('【', '['), ('】', ']'), ('［', '['), ('］', ']'), ('｛', '{'), ('｝', '}')];
/// The quotation marks that programs for writing put in the place of straight ones.
const CURLY: [char; 3] = ['“', '”', '＂'];

/// Reads a text and mends its slips.
pub(super) fn mend(text: &str) -> (String, Vec<Slip>) {
    let mut mender = Mender {
        text,
        out: text.as_bytes().to_vec(),
        slips: Vec::new(),
        curly: Vec::new(),
        marks: Vec::new(),
        inside: Vec::new(),
        at: 0,
    };
    mender.run();
    let mut slips = mender.slips;
    // A program for writing changes all quotation marks of a file: they are told once, with their count.
    if let Some(first) = mender.curly.first() {
        let message = say!("json.curly-quotes", count = mender.curly.len());
        slips.push(Slip { range: first.clone(), message, hint: say!("hint.straight-quotes") });
    }
    for (mark, sign) in MARKS {
        let found: Vec<&Range<usize>> =
            mender.marks.iter().filter(|(_, c)| *c == mark).map(|(range, _)| range).collect();
        if let Some(first) = found.first() {
            let message = say!("json.full-width", mark = mark, count = found.len());
            let hint = say!("hint.half-width", sign = sign);
            slips.push(Slip { range: (*first).clone(), message, hint });
        }
    }
    slips.sort_by_key(|slip| slip.range.start);
    // Only ASCII was written, over whole characters.
    (String::from_utf8(mender.out).unwrap_or_default(), slips)
}

/// What is open, and what came last in it.
struct Open {
    /// Whether it is an object; else it is a list.
    object: bool,
    last: Last,
}

/// What came last in an object or a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or a comma.
    Nothing,
    /// The name of a field.
    Name,
    /// The colon behind a name.
    Colon,
    /// A value, which ends at this byte.
    Value(usize),
}

struct Mender<'a> {
    text: &'a str,
    out: Vec<u8>,
    slips: Vec<Slip>,
    /// Texts in curly quotation marks.
    curly: Vec<Range<usize>>,
    /// Full-width marks in the place of signs.
    marks: Vec<(Range<usize>, char)>,
    inside: Vec<Open>,
    at: usize,
}

impl Mender<'_> {
    fn run(&mut self) {
        while let Some(character) = self.text[self.at..].chars().next() {
            let end = self.at + character.len_utf8();
            let sign = MARKS.iter().find(|(mark, _)| *mark == character).map_or(character, |(_, sign)| *sign);
            if sign != character {
                self.marks.push((self.at..end, character));
                self.write(self.at..end, &sign.to_string());
            }
            match sign {
                '{' | '[' => {
                    self.value_begins();
                    self.inside.push(Open { object: sign == '{', last: Last::Nothing });
                }
                '}' | ']' => {
                    self.inside.pop();
                    self.value_ends(end);
                }
                ':' => self.set_last(Last::Colon),
                ',' => self.comma(end),
                '"' | '“' | '”' | '＂' => {
                    self.value_begins();
                    self.string(end, sign != '"');
                    continue;
                }
                '/' if self.text[end..].starts_with('/') => {
                    let length = self.text[self.at..].find('\n').unwrap_or(self.text.len() - self.at);
                    let range = self.at..self.at + length;
                    self.slip(range.clone(), say!("json.comment"), say!("hint.no-comment"));
                    self.write(range.clone(), "");
                    self.at = range.end;
                    continue;
                }
                c if c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.') => {
                    self.value_begins();
                    let rest = &self.text[self.at..];
                    let word = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
                    self.at += word.unwrap_or(rest.len());
                    self.value_ends(self.at);
                    continue;
                }
                _ => {}
            }
            self.at = end;
        }
    }

    fn slip(&mut self, range: Range<usize>, message: Message, hint: Message) {
        self.slips.push(Slip { range, message, hint });
    }

    /// Writes a few signs over a range, and spaces over the rest of it.
    fn write(&mut self, range: Range<usize>, signs: &str) {
        let signs = signs.bytes().chain(std::iter::repeat(b' '));
        self.out[range].iter_mut().zip(signs).for_each(|(byte, sign)| *byte = sign);
    }

    fn set_last(&mut self, last: Last) {
        if let Some(open) = self.inside.last_mut() {
            open.last = last;
        }
    }

    /// A value or a name begins: the comma or the colon before it may be missing.
    fn value_begins(&mut self) {
        let Some(Open { object, last }) = self.inside.last() else { return };
        let (sign, after) = match *last {
            Last::Value(end) => (",", end),
            Last::Name if *object => (":", self.text[..self.at].trim_end().len()),
            _ => return,
        };
        // There must be room to write it, or the parser will say what it finds.
        if self.text.as_bytes().get(after).is_some_and(u8::is_ascii_whitespace) {
            let message = if sign == "," { say!("json.comma") } else { say!("json.colon") };
            let hint = say!("hint.add-sign", sign = sign);
            let last = self.text[..after].chars().next_back().map_or(0, char::len_utf8);
            self.slip(after - last..after, message, hint);
            self.write(after..after + 1, sign);
            self.set_last(if sign == "," { Last::Nothing } else { Last::Colon });
        }
    }

    fn value_ends(&mut self, end: usize) {
        let named = self.inside.last().is_some_and(|open| open.object && open.last == Last::Nothing);
        self.set_last(if named { Last::Name } else { Last::Value(end) });
    }

    /// A comma, which may stand behind the last entry.
    fn comma(&mut self, end: usize) {
        let next = self.text[end..].trim_start().chars().next();
        if matches!(next, Some(']' | '}' | '】' | '］' | '｝')) && matches!(self.last(), Some(Last::Value(_)))
        {
            self.slip(self.at..end, say!("json.trailing-comma"), say!("hint.remove-comma"));
            self.write(self.at..end, "");
        } else {
            self.set_last(Last::Nothing);
        }
    }

    fn last(&self) -> Option<Last> {
        self.inside.last().map(|open| open.last)
    }

    /// A text, from behind its first quotation mark.
    fn string(&mut self, from: usize, curly: bool) {
        let start = self.at;
        if curly {
            self.write(start..from, "  \"");
        }
        let mut at = from;
        let mut ends_curly = false;
        let mut characters =
            self.text[from..].char_indices().map(|(offset, c)| (from + offset, c)).peekable();
        while let Some((here, character)) = characters.next() {
            at = here + character.len_utf8();
            match character {
                '\\' => {
                    if let Some((next, escaped)) = characters.next() {
                        at = next + escaped.len_utf8();
                    }
                }
                '"' if self.closes(at) => break,
                '"' => {
                    self.slip(here..at, say!("json.inner-quote"), say!("hint.chinese-quotes"));
                    self.write(here..at, "'");
                }
                c if curly && CURLY.contains(&c) && self.closes(at) => {
                    self.write(here..at, "\"");
                    ends_curly = true;
                    break;
                }
                '\n' | '\r' if self.is_open_end(here, at) => {
                    // The quotation mark was forgotten; it takes the place of the line's end.
                    let line = self.text[..here].trim_end_matches(',').len();
                    self.slip(start..from, say!("json.open-text"), say!("hint.close-text"));
                    let (signs, range) = if line < here { ("\",", line..at) } else { ("\"", here..at) };
                    self.write(range, signs);
                    if line < here {
                        self.at = at;
                        self.value_ends(line);
                        self.set_last(Last::Nothing);
                        return;
                    }
                    break;
                }
                '\n' => {
                    self.slip(here..at, say!("control-character.line"), say!("hint.new-paragraph"));
                    self.write(here..at, "");
                }
                c if c.is_control() => {
                    if c != '\r' {
                        self.slip(here..at, control(c), say!("hint.remove-control"));
                    }
                    self.write(here..at, "");
                }
                _ => {}
            }
        }
        if curly || ends_curly {
            self.curly.push(start..from);
        }
        self.at = at;
        self.value_ends(at);
    }

    /// Whether a quotation mark that ends here closes its text: what follows is of JSON, not of prose.
    fn closes(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let next = rest.trim_start();
        let value = |after: &str| {
            let after = after.trim_start();
            after.is_empty()
                || after.starts_with(|c: char| {
                    c.is_ascii_alphanumeric() || "\"“”＂{[【［｛]}】］｝-/".contains(c)
                })
        };
        match next.chars().next() {
            None | Some('}' | ']' | '】' | '］' | '｝') => true,
            Some(mark @ (',' | ':' | '，' | '：')) => value(&next[mark.len_utf8()..]),
            // A comma was forgotten between two lines, or a colon between two words.
            Some('"' | '“' | '＂' | '{' | '[' | '/') => next.len() < rest.len() || next.starts_with("//"),
            Some(c) => c.is_ascii_digit() && self.last() == Some(Last::Nothing) && next.len() < rest.len(),
        }
    }

    /// Whether a line ends within a text whose last quotation mark is missing: the next line begins with what is no prose.
    fn is_open_end(&self, here: usize, next: usize) -> bool {
        let line = self.text[..here].rsplit('\n').next().unwrap_or_default();
        let after = self.text[next..].trim_start();
        !line.is_empty() && after.starts_with(['"', '}', ']'])
    }
}

/// What is said of a control character in a text.
pub(super) fn control(character: char) -> Message {
    match character {
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            say!("control-character.line")
        }
        '\t' => say!("control-character.tab"),
        _ => say!("control-character"),
    }
}
