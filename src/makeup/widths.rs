//! How wide a text is and how many lines a caption takes, by its characters: before anything is set.

use crate::typeset::han::{JOINER, is_steering};

/// How wide a text is (em): Chinese characters are one em wide, figures and Latin letters about half.
#[must_use]
pub fn width_em(text: &str) -> f64 {
    text.chars().map(|character| if character.is_ascii() { 0.55 } else { 1.0 }).sum()
}

/// Marks that may not start a line; they hang on to the character before.
const NOT_AT_START: &str = "，。、；：？！）》〉」』】〕”’…—·～／%";

/// How many lines a caption takes at a width (pt), by setting it greedily: figures stay together, closing marks stay
/// with the character before and may be squeezed to half at a line's end. The typeset page has the last word.
#[must_use]
pub fn caption_lines(text: &str, width: f64, size: f64) -> u32 {
    if text.is_empty() {
        return 0;
    }
    let room = width / size + 1e-6;
    let mut lines = 1;
    let mut used = 0.0;
    let mut characters = text.chars().peekable();
    while let Some(first) = characters.next() {
        // One piece that does not break: a run of figures and letters, or a character, with the marks after it.
        let mut width = if first.is_ascii() { 0.5 } else { 1.0 };
        let mut latin = first.is_ascii_alphanumeric();
        let mut trailing_mark = NOT_AT_START.contains(first);
        while let Some(&next) = characters.peek() {
            // What a joiner holds stays together.
            if is_steering(next) {
                characters.next();
                let held = next == JOINER && characters.peek().is_some_and(|after| !is_steering(*after));
                if let Some(after) = held.then(|| characters.next()).flatten() {
                    width += if after.is_ascii() { 0.5 } else { 1.0 };
                    trailing_mark = NOT_AT_START.contains(after);
                    latin = after.is_ascii_alphanumeric();
                }
                continue;
            }
            let follows_number =
                latin && "年月日时件户名人次场项个条万亿千百元期篇册周届级类家".contains(next);
            if (latin && next.is_ascii_alphanumeric()) || NOT_AT_START.contains(next) || follows_number {
                characters.next();
                width += if next.is_ascii() { 0.5 } else { 1.0 };
                trailing_mark = NOT_AT_START.contains(next);
                latin = next.is_ascii_alphanumeric();
            } else {
                break;
            }
        }
        let squeezed = if trailing_mark { width - 0.5 } else { width };
        if used + squeezed > room && used > 0.0 {
            lines += 1;
            used = 0.0;
        }
        used += width;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::caption_lines;

    #[test]
    fn captions_are_estimated_by_the_line() {
        assert_eq!(caption_lines("", 100.0, 10.0), 0);
        assert_eq!(caption_lines("一二三四五六七八九十", 100.0, 10.0), 1);
        assert_eq!(caption_lines("一二三四五六七八九十甲", 100.0, 10.0), 2);
        // The full stop is squeezed into the line.
        assert_eq!(caption_lines("一二三四五六七八九。", 95.0, 10.0), 1);
        // What is joined is not parted, and joiners take no room.
        assert_eq!(caption_lines("一二三四五六七八九甲\u{2060}乙", 100.0, 10.0), 2);
        assert_eq!(caption_lines("一二三四五六七八甲\u{2060}\u{2060}乙", 100.0, 10.0), 1);
        // A number is not parted.
        assert_eq!(caption_lines("一二三四五六七八九2024年", 100.0, 10.0), 2);
    }
}
