//! Which sentence of a section may be set large as a pull quote.

use crate::edition::makeup_rules::Span;

/// Marks that end a sentence.
const ENDS: [char; 3] = ['。', '！', '？'];

/// The first sentence, from the second paragraph on, that is of a fitting length, holds no figures and no quotation
/// marks, and ends in 。; else the first such one of the first paragraph that does not open it.
#[must_use]
pub fn choose(paragraphs: &[String], characters: Span) -> Option<String> {
    let fits = |sentence: &&str| {
        let count = u32::try_from(sentence.chars().count()).unwrap_or(u32::MAX);
        (characters.least..=characters.most).contains(&count)
            && sentence.ends_with('。')
            && !sentence.chars().any(|c| c.is_ascii_digit() || "“”‘’《》（）".contains(c))
    };
    let later = paragraphs.iter().skip(1).flat_map(|paragraph| sentences(paragraph)).find(fits);
    let first =
        || paragraphs.first().and_then(|paragraph| sentences(paragraph).into_iter().skip(1).find(fits));
    later.or_else(first).map(str::to_owned)
}

fn sentences(paragraph: &str) -> Vec<&str> {
    paragraph.split_inclusive(ENDS).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Span, choose};

    #[test]
    fn the_first_sentence_that_fits_is_chosen() {
        let span = Span { least: 5, most: 9 };
        let text = |paragraphs: &[&str]| paragraphs.iter().map(|&p| p.to_owned()).collect::<Vec<_>>();
        let chosen = choose(
            &text(&["开头第一句话。", "短。这里有7条建议。“说的是话”。山路越走越宽。心更近了。"]),
            span,
        );
        assert_eq!(chosen.as_deref(), Some("山路越走越宽。"));
        let chosen = choose(&text(&["开头第一句话。后来第二句话。"]), span);
        assert_eq!(chosen.as_deref(), Some("后来第二句话。"));
        assert_eq!(choose(&text(&["开头第一句话。"]), span), None);
    }
}
