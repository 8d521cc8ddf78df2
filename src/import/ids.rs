//! Names made of words: readable pinyin for metrics, sections and photos.

use std::collections::BTreeSet;

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

/// The most characters of an id.
const MOST: usize = 40;

/// Characters that say nothing of what a thing is.
const LITTLE: &str = "的了和与及等之";

/// An id for what words name, unlike all that are taken, and taken from now on: `立案提案` is `li-an-ti-an`, a second one
/// `li-an-ti-an-2`. The same words give the same id.
pub fn id(words: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = joined(&syllables(words));
    let mut made = plain.clone();
    let mut number = 2_usize;
    while taken.contains(&made) {
        let ending = format!("-{number}");
        let room = plain.get(..MOST - ending.len()).unwrap_or(&plain);
        made = format!("{}{ending}", room.trim_end_matches('-'));
        number += 1;
    }
    taken.insert(made.clone());
    made
}

/// The words' syllables, Latin words and numbers.
fn syllables(words: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // A Latin word or a number goes on with the next letter.
    let mut open = false;
    for character in words.nfkc() {
        if character.is_ascii_alphanumeric() {
            let letter = character.to_ascii_lowercase();
            match found.last_mut().filter(|_| open) {
                Some(word) => word.push(letter),
                None => found.push(letter.to_string()),
            }
            open = true;
            continue;
        }
        open = false;
        if let Some(sound) = character.to_pinyin().filter(|_| !LITTLE.contains(character)) {
            let plain = sound.plain().replace('ü', "v");
            found.push(plain.chars().filter(char::is_ascii_lowercase).collect());
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

/// As many of the words as there is room for.
fn joined(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        // An id begins with a letter.
        let lead = match out.chars().last() {
            None if word.starts_with(|c: char| c.is_ascii_digit()) => "n",
            None => "",
            Some(_) => "-",
        };
        if out.len() + lead.len() + word.len() > MOST {
            if out.is_empty() {
                out.push_str(lead);
                out.push_str(&word[..MOST - lead.len()]);
            }
            break;
        }
        out.push_str(lead);
        out.push_str(word);
    }
    if out.is_empty() { "item".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::id;

    fn of(words: &str) -> String {
        id(words, &mut BTreeSet::new())
    }

    #[test]
    fn words_become_ids() {
        for (words, wanted) in [
            ("立案提案", "li-an-ti-an"),
            ("提案的答复率（%）", "ti-an-da-fu-lv"),
            ("GDP总量", "gdp-zong-liang"),
            ("５Ｇ基站", "n5g-ji-zhan"),
            ("2024年重点工作", "n2024-nian-zhong-dian-gong-zuo"),
            ("Open day", "open-day"),
            ("图1", "tu-1"),
            ("的", "item"),
            ("——！", "item"),
            ("", "item"),
            ("绿色女", "lv-se-nv"),
        ] {
            assert_eq!(of(words), wanted, "{words}");
        }
    }

    #[test]
    fn ids_are_short_legal_and_their_own() {
        let mut taken = BTreeSet::new();
        let long = "深入推进协商民主广泛多层制度化发展全面提升履职质效";
        for words in [
            long,
            long,
            long,
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
            "9",
            "é漢字カナ한",
            "İ",
        ] {
            let made = id(words, &mut taken);
            assert!(made.len() <= 40 && made.starts_with(|c: char| c.is_ascii_lowercase()), "{made}");
            assert!(
                made.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{made}"
            );
            assert!(!made.ends_with('-') && !made.contains("--"), "{made}");
        }
        assert_eq!(taken.len(), 7);
        // What others are called changes nothing.
        assert!(taken.contains(&of(long)));
        assert_eq!(of("立案提案"), id("立案提案", &mut BTreeSet::from(["ti-an".to_owned()])));
        let mut two = BTreeSet::from(["li-an-ti-an".to_owned()]);
        assert_eq!(id("立案提案", &mut two), "li-an-ti-an-2");
        assert_eq!(id("立案提案", &mut two), "li-an-ti-an-3");
    }
}
