//! Preparing Chinese text: what Typst's line breaking does not know is said with U+2060 WORD JOINER.
//!
//! The rules are those of "Requirements for Chinese Text Layout" (W3C, CLREQ) and of GB/T 15835. The joiners are
//! taken out of the finished frames again ([`super::frames::without_joiners`]), so that text can be searched in the PDF.

use std::borrow::Cow;

use crate::report::text::{UNITS, is_han};

/// U+2060, which forbids a line break and keeps the spacing of its neighbours.
pub const JOINER: char = '\u{2060}';
/// U+00AD, at which a Latin word may be parted with a hyphen.
pub const SOFT_HYPHEN: char = '\u{AD}';
/// U+200B, at which an address may be parted without one.
pub const SPACE_OF_NONE: char = '\u{200B}';

/// Whether a character only steers line breaking, and is taken out of finished frames.
#[must_use]
pub fn is_steering(character: char) -> bool {
    matches!(character, JOINER | SOFT_HYPHEN | SPACE_OF_NONE)
}

/// Latin words of so many letters may be parted.
const LONG_WORD: usize = 8;

/// Marks that may not start a line and that Typst lets do so. ／ may not end one either (GB/T 15834, 5.1.11).
const NOT_AT_START: &str = "·～／";

/// Puts joiners where a line must not break, and break points into Latin words and addresses that are too long for a
/// column.
#[must_use]
pub fn prepare(text: &str) -> String {
    let text = &partable(text);
    let mut out = String::with_capacity(text.len() + 16);
    let (mut before_it, mut before): (Option<char>, Option<char>) = (None, None);
    // How many more unit characters still belong to the number that ended just now: 300余篇, 23万元.
    let mut units_left = 0;
    for character in text.chars() {
        let is_unit = UNITS.contains(character);
        let joins = match before {
            None => false,
            Some(_) if NOT_AT_START.contains(character) => true,
            Some('／') => true,
            // The two parts of —— hold together already.
            Some(before) if character == '—' => before != '—',
            // A range: 10～12, and with one dash 2020—2024.
            Some('～' | '第' | '–') => character.is_ascii_digit(),
            Some('—') => character.is_ascii_digit() && before_it.is_some_and(|c| c.is_ascii_digit()),
            // Whatever is counted stays with its number, also what is in no list of units.
            Some(before) => (before.is_ascii_digit() && is_han(character)) || (is_unit && units_left > 0),
        };
        if joins {
            out.push(JOINER);
        }
        out.push(character);
        units_left = if character.is_ascii_digit() {
            3
        } else if is_unit && units_left > 0 {
            units_left - 1
        } else {
            0
        };
        (before_it, before) = (before, Some(character));
    }
    out
}

/// A text with break points in its long Latin words and in its addresses.
fn partable(text: &str) -> Cow<'_, str> {
    let long = |word: &str| word.len() > LONG_WORD;
    if !text.split(|c: char| !c.is_ascii_graphic()).any(long) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_graphic()) {
        let end = rest[start..].find(|c: char| !c.is_ascii_graphic()).map_or(rest.len(), |end| start + end);
        out.push_str(&rest[..start]);
        let run = &rest[start..end];
        let address = run.contains("://") || run.starts_with("www.") || run.contains('@');
        if address {
            part_address(run, &mut out);
        } else {
            part_words(run, &mut out);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Parts an address behind its marks, which stay together, and between the syllables of its names; where there are none,
/// every few characters. No hyphen shows: it would be read as part of the address.
fn part_address(run: &str, out: &mut String) {
    for piece in run.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let name = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let mark = &piece[name.len()..];
        if name.is_empty() && out.ends_with(SPACE_OF_NONE) {
            out.pop();
        }
        for (number, syllable) in syllables(name).enumerate() {
            if number > 0 {
                out.push(SPACE_OF_NONE);
            }
            out.push_str(syllable);
        }
        out.push_str(mark);
        if !mark.is_empty() {
            out.push(SPACE_OF_NONE);
        }
    }
}

/// The syllables of a word, none longer than [`LONG_WORD`]. A name with figures has none.
fn syllables(word: &str) -> impl Iterator<Item = &str> {
    let whole = (!word.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(word);
    let parted = whole.is_none().then(|| hypher::hyphenate(word, hypher::Lang::English));
    // All is ASCII: a byte is a character.
    let pieces = |syllable: &'_ str| -> Vec<(usize, usize)> {
        (0..syllable.len()).step_by(LONG_WORD).map(|at| (at, (at + LONG_WORD).min(syllable.len()))).collect()
    };
    whole.into_iter().chain(parted.into_iter().flatten()).flat_map(move |syllable| {
        pieces(syllable).into_iter().filter_map(|(from, to)| syllable.get(from..to))
    })
}

/// Parts the words of a run between their syllables; where there are none, anywhere.
fn part_words(run: &str, out: &mut String) {
    for piece in run.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        if word.len() <= LONG_WORD {
            out.push_str(piece);
            continue;
        }
        for (number, syllable) in syllables(word).enumerate() {
            if number > 0 {
                out.push(SOFT_HYPHEN);
            }
            out.push_str(syllable);
        }
        out.push_str(&piece[word.len()..]);
    }
}

#[cfg(test)]
mod tests {
    use super::prepare;

    #[test]
    fn long_words_and_addresses_can_be_parted() {
        let shown = |text: &str| prepare(text).replace('\u{AD}', "-").replace('\u{200B}', ".");
        assert_eq!(shown("用Wi-Fi和5G"), "用Wi-Fi和5G");
        assert_eq!(shown("即Information化"), "即In-for-ma-tion化");
        assert_eq!(
            prepare("到http://www.jingyuan.gov.cn/a?b=2024").replace('\u{200B}', "|"),
            "到http://|www.|jingyuan.|gov.|cn/|a?|b=|2024"
        );
        assert_eq!(prepare("发a-b@example.com").replace('\u{200B}', "|"), "发a-|b@|ex|am|ple.|com");
        assert_eq!(shown("号XXXXXXXXXXXX"), "号XXXXXXXX-XXXX");
    }

    fn shown(text: &str) -> String {
        prepare(text).replace('\u{2060}', "|")
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(shown("2024年，帮扶7户"), "2024|年，帮扶7|户");
        assert_eq!(shown("300余篇，23万元"), "300|余|篇，23|万|元");
        assert_eq!(shown("年初人人"), "年初人人");
        // Units that are in no list: 小时, 眼.
        assert_eq!(shown("3小时，机井5眼"), "3|小时，机井5|眼");
    }

    #[test]
    fn marks_do_not_start_a_line() {
        assert_eq!(shown("10～12户"), "10|～|12|户");
        assert_eq!(shown("他说——好"), "他说|——好");
        assert_eq!(shown("——某县"), "——某县");
        assert_eq!(shown("阿卜杜·热合曼"), "阿卜杜|·热合曼");
        assert_eq!(shown("城／乡"), "城|／|乡");
        assert_eq!(shown("2020—2024年"), "2020|—|2024|年");
        assert_eq!(shown("京—银线"), "京|—银线");
    }
}
