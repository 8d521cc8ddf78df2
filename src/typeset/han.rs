//! Preparing Chinese text: what Typst's line breaking does not know is said with U+2060 WORD JOINER.
//!
//! The rules are those of "Requirements for Chinese Text Layout" (W3C, CLREQ) and of GB/T 15835. The joiners are
//! taken out of the finished frames again ([`super::frames::without_joiners`]), so that text can be searched in the PDF.

use std::borrow::Cow;

use super::words::{Joint, Kept, join_words};
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

/// What a firm joint is written with: two joiners. Where nothing else is done about it, it holds like a fast one; a setting
/// of a paragraph may take it out ([`super::words::Joint::Firm`]).
pub const FIRM: &str = "\u{2060}\u{2060}";

/// Running text with joiners where a line must not break, and break points in Latin words and addresses that are too long
/// for a column.
#[must_use]
pub fn prepare(text: &str, kept: &Kept) -> String {
    join(text, |plain| kept.joints(plain))
}

/// The same for a heading, a quotation set large and the like, which break between words only.
#[must_use]
pub fn prepare_heading(text: &str, kept: &Kept) -> String {
    join(text, |plain| {
        let mut joints = kept.joints(plain);
        join_words(plain, &mut joints);
        joints
    })
}

fn join(text: &str, kept: impl Fn(&[char]) -> Vec<Joint>) -> String {
    // Marks that were written by hand are wishes: they stay, and nothing is joined where one stands.
    let (mut plain, mut wishes) = (Vec::new(), Vec::new());
    let mut wish = None;
    for character in partable(text).chars() {
        if is_steering(character) {
            wish = Some(character);
        } else {
            plain.push(character);
            wishes.push(wish.take());
        }
    }
    let mut joints = kept(&plain);
    join_marks_and_numbers(&plain, &mut joints);
    let mut out = String::with_capacity(text.len() + 16);
    for ((character, joint), wish) in plain.into_iter().zip(joints).zip(wishes) {
        match (wish, joint) {
            (Some(wish), _) => out.push(wish),
            (None, Joint::Free) => {}
            (None, Joint::Firm) => out.push_str(FIRM),
            (None, Joint::Fast) => out.push(JOINER),
        }
        out.push(character);
    }
    out.extend(wish);
    out
}

/// Joins marks that may not start or end a line, ranges, and numbers with what they count.
fn join_marks_and_numbers(text: &[char], joints: &mut [Joint]) {
    let (mut before_it, mut before): (Option<char>, Option<char>) = (None, None);
    // How many more unit characters still belong to the number that ended just now: 300余篇, 23万元.
    let mut units_left = 0;
    for (&character, joint) in text.iter().zip(joints) {
        let is_unit = UNITS.contains(character);
        let needed = match before {
            None => Joint::Free,
            Some(_) if NOT_AT_START.contains(character) => Joint::Fast,
            Some('／') => Joint::Fast,
            // The two parts of —— hold together already.
            Some(before) if character == '—' => fast(before != '—'),
            // A range: 10～12, and with one dash 2020—2024.
            Some('第') => fast(character.is_ascii_digit()),
            Some('～' | '–') if character.is_ascii_digit() => Joint::Firm,
            Some('—') if character.is_ascii_digit() && before_it.is_some_and(|c| c.is_ascii_digit()) => {
                Joint::Firm
            }
            // Whatever is counted stays with its number, also what is in no list of units.
            Some(before) if before.is_ascii_digit() && is_han(character) => Joint::Firm,
            Some(_) => fast(is_unit && units_left > 0),
        };
        *joint = (*joint).max(needed);
        units_left = if character.is_ascii_digit() {
            3
        } else if is_unit && units_left > 0 {
            units_left - 1
        } else {
            0
        };
        (before_it, before) = (before, Some(character));
    }
}

fn fast(joins: bool) -> Joint {
    if joins { Joint::Fast } else { Joint::Free }
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
    use super::{FIRM, Kept, prepare_heading};

    fn prepare(text: &str) -> String {
        super::prepare(text, &Kept::default())
    }

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
        prepare(text).replace(FIRM, "+").replace('\u{2060}', "|")
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(shown("2024年，帮扶7户"), "2024+年，帮扶7+户");
        assert_eq!(shown("300余篇，23万元"), "300+余|篇，23+万|元");
        assert_eq!(shown("年初人人"), "年初人人");
        // Units that are in no list: 小时, 眼.
        assert_eq!(shown("3小时，机井5眼"), "3+小时，机井5+眼");
    }

    #[test]
    fn names_hold_together_and_headings_break_between_words() {
        assert_eq!(shown("以习近平总书记为"), "以习|近|平+总|书|记为");
        assert_eq!(shown("凝心聚力谱新篇"), "凝心聚力谱新篇");
        let heading = prepare_heading("凝心聚力谱新篇", &Kept::default()).replace('\u{2060}', "|");
        assert_eq!(heading, "凝|心|聚|力谱|新|篇");
    }

    #[test]
    fn marks_set_by_hand_are_wishes() {
        assert_eq!(shown("泾\u{2060}水"), "泾|水");
        // They are no more than one, and rule over ours.
        assert_eq!(shown("2024\u{2060}年，习\u{2060}近平"), "2024|年，习|近|平");
        assert_eq!(shown("2024\u{200B}年，习近\u{200B}平"), "2024\u{200B}年，习|近\u{200B}平");
    }

    #[test]
    fn marks_do_not_start_a_line() {
        assert_eq!(shown("10～12户"), "10|～+12+户");
        assert_eq!(shown("他说——好"), "他说|——好");
        assert_eq!(shown("——某县"), "——某县");
        assert_eq!(shown("阿卜杜·热合曼"), "阿卜杜|·热合曼");
        assert_eq!(shown("城／乡"), "城|／|乡");
        assert_eq!(shown("2020—2024年"), "2020|—+2024+年");
        assert_eq!(shown("京—银线"), "京|—银线");
    }
}
