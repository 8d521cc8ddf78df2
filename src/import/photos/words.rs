//! Which words a file's name has in common with a text, weighed by how few of the texts have them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::report::text::is_han;

/// Two letters beside each other.
type Pair = [char; 2];

/// Texts in which the words of names are looked for.
pub(super) struct Texts {
    pairs: Vec<BTreeSet<Pair>>,
    /// How many of the texts have a pair.
    known: BTreeMap<Pair, u32>,
}

/// What a name has in common with a text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Common {
    /// How much of the name is in the text, to 1.
    pub(super) share: f64,
    /// How many pairs of letters they have in common; one that other texts have too counts less.
    pub(super) pairs: f64,
}

/// The pairs of a text, without those of digits alone.
fn pairs(text: &str) -> BTreeSet<Pair> {
    let letters: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let speaks = |c: char| c.is_alphabetic();
    let pair = |window: &[char]| {
        let [one, two] = *window else { return None };
        (one.is_alphanumeric() && two.is_alphanumeric() && (speaks(one) || speaks(two))).then_some([one, two])
    };
    letters.windows(2).filter_map(pair).collect()
}

impl Texts {
    pub(super) fn new(texts: impl Iterator<Item = String>) -> Self {
        let pairs: Vec<BTreeSet<Pair>> = texts.map(|text| pairs(&text)).collect();
        let mut known = BTreeMap::new();
        for pair in pairs.iter().flatten() {
            *known.entry(*pair).or_insert(0) += 1;
        }
        Self { pairs, known }
    }

    /// What a name has in common with each of the texts.
    pub(super) fn common(&self, name: &str) -> Vec<Common> {
        let own = pairs(name);
        let count = |pair: &Pair| self.known.get(pair).copied().unwrap_or(0);
        // A word that no text has says that the picture is of something else, or who took it.
        let weight = |pair: &Pair| match count(pair) {
            0 => 0.5,
            count => 1.0 / f64::from(count),
        };
        // Two Latin letters are in many words.
        let letters = |pair: &Pair| if pair.iter().any(|c| is_han(*c)) { 1.0 } else { 0.3 };
        let total: f64 = own.iter().map(weight).sum();
        let common = |text: &BTreeSet<Pair>| {
            let both = || own.iter().filter(|pair| text.contains(*pair));
            if total == 0.0 {
                return Common::default();
            }
            Common {
                share: both().map(weight).sum::<f64>() / total,
                pairs: both().map(|pair| weight(pair) * letters(pair)).sum(),
            }
        };
        self.pairs.iter().map(common).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn rare_words_count_more() {
        let texts = ["春耕现场，拖拉机下田", "签约现场", "小学开学"].map(str::to_owned);
        let texts = Texts::new(texts.into_iter());
        let of = |name: &str| texts.common(name);
        assert!(of("拖拉机")[0].share > 0.99 && of("拖拉机")[1].pairs == 0.0);
        assert!(of("现场")[0].pairs < of("签约")[1].pairs);
        assert!(of("签约现场")[1].share > of("签约现场")[0].share);
        // Digits alone are no words.
        assert!(of("2024").iter().all(|common| common.share == 0.0));
        assert!(of("").iter().all(|common| common.share == 0.0));
    }
}
