//! What the codes of a font stand for: its `ToUnicode`, a small program that lists them.

use std::collections::HashMap;

/// A range of codes is no longer than a font has codes.
const MOST_CODES: u32 = 0x1_0000;

/// The texts of codes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unicode(HashMap<u32, String>);

/// A word of the program: a string in hexadecimal digits, the ends of a list, anything else.
enum Word {
    Code(Vec<u8>),
    Open,
    Close,
    Other(Vec<u8>),
}

impl Unicode {
    /// The text of a code; nothing where none is listed.
    #[must_use]
    pub fn text(&self, code: u32) -> Option<&str> {
        self.0.get(&code).map(String::as_str)
    }

    /// Reads the program. What it does not understand it passes over.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        let mut pending: Vec<Word> = Vec::new();
        for word in words(bytes) {
            match &word {
                Word::Other(name) if name == b"endbfchar" => found.singles(&pending),
                Word::Other(name) if name == b"endbfrange" => found.ranges(&pending),
                Word::Other(_) => {}
                _ => {
                    pending.push(word);
                    continue;
                }
            }
            pending.clear();
        }
        found
    }

    /// Pairs of a code and its text.
    fn singles(&mut self, words: &[Word]) {
        for pair in words.chunks_exact(2) {
            if let [Word::Code(code), Word::Code(text)] = pair {
                self.0.insert(number(code), utf16(text));
            }
        }
    }

    /// The first and the last of a range of codes, and the text of the first, which goes on, or of each.
    fn ranges(&mut self, words: &[Word]) {
        let mut rest = words;
        while let [Word::Code(first), Word::Code(last), tail @ ..] = rest {
            let (first, last) = (number(first), number(last));
            rest = match tail {
                [Word::Code(text), tail @ ..] => {
                    let mut text = text.clone();
                    for code in first..=last.min(first.saturating_add(MOST_CODES)) {
                        self.0.insert(code, utf16(&text));
                        if let Some(byte) = text.last_mut() {
                            *byte = byte.wrapping_add(1);
                        }
                    }
                    tail
                }
                [Word::Open, tail @ ..] => {
                    let end = tail.iter().position(|word| matches!(word, Word::Close)).unwrap_or(tail.len());
                    for (code, word) in (first..=last).zip(&tail[..end]) {
                        if let Word::Code(text) = word {
                            self.0.insert(code, utf16(text));
                        }
                    }
                    tail.get(end + 1..).unwrap_or_default()
                }
                _ => return,
            };
        }
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let (word, length) = match rest[0] {
            b'<' if rest.get(1) != Some(&b'<') => {
                let length = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len() - 1) + 1;
                (Word::Code(hexadecimal(&rest[1..length.max(1)])), length)
            }
            b'[' => (Word::Open, 1),
            b']' => (Word::Close, 1),
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<[]".contains(byte);
                let length = rest.iter().skip(1).position(ends).unwrap_or(rest.len() - 1) + 1;
                (Word::Other(rest[..length].to_vec()), length)
            }
        };
        at += length;
        Some(word)
    })
}

fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = text
        .iter()
        .filter_map(|byte| Some(u8::try_from(char::from(*byte).to_digit(16)?).unwrap_or(0)))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::Unicode;

    #[test]
    fn codes_and_ranges_are_read() {
        let program = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar\n<0003> <0020>\n<0004><6CFE6E90>\nendbfchar\n2 beginbfrange\n<0010> <0012> <4E00>\n<0020> <0021> [<0041> <D842DFB7>]\nendbfrange\nendcmap end";
        let unicode = Unicode::read(program);
        let texts = [3, 4, 0x10, 0x12, 0x13, 0x20, 0x21, 5].map(|code| unicode.text(code));
        assert_eq!(
            texts,
            [Some(" "), Some("泾源"), Some("一"), Some("丂"), None, Some("A"), Some("𠮷"), None]
        );
        for broken in [
            &b"<"[..],
            b"beginbfchar <00",
            b"<0001> endbfchar",
            b"<01> <FF> [<00 endbfrange",
            b"]]<<>>[",
            b"<00000000> <FFFFFFFF> <0041> endbfrange",
        ] {
            assert!(Unicode::read(broken).0.len() < 70_000);
        }
    }
}
