//! Which characters of Chinese text hold together: words, names and set phrases.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::report::text::is_han;
use crate::report::{Names, Report, people};

/// The word list, see `README.md` beside it.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("words.txt").lines().collect());
/// Words of headings that it has not.
static MORE: LazyLock<HashSet<&str>> = LazyLock::new(|| TABLE.headings.split('、').map(str::trim).collect());
/// The longest word of the list.
const LONGEST: usize = 4;

/// The names and phrases of the program.
#[derive(Default, Deserialize)]
struct Table {
    headings: String,
    leaders: String,
    historic: String,
    phrases: String,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("kept.toml")).unwrap_or_default());

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for list in [&TABLE.leaders, &TABLE.historic, &TABLE.phrases] {
        list.split('、').for_each(|phrase| phrases.add(phrase.trim()));
    }
    phrases
});

/// How a character holds on to the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joint {
    /// A line may break between them.
    #[default]
    Free,
    /// A line breaks there only where it would be loose otherwise.
    Firm,
    /// A line never breaks there.
    Fast,
}

/// Phrases by their first character, each with the place of its firm joints.
#[derive(Debug, Clone, Default)]
struct Phrases(HashMap<char, Vec<Vec<(char, Joint)>>>);

impl Phrases {
    /// Adds a phrase; a space in it is a firm joint.
    fn add(&mut self, phrase: &str) {
        let mut joint = Joint::Fast;
        let mut characters = Vec::new();
        for character in phrase.chars() {
            if character == ' ' {
                joint = Joint::Firm;
            } else {
                characters.push((character, joint));
                joint = Joint::Fast;
            }
        }
        if let Some((first, _)) = characters.first() {
            self.0.entry(*first).or_default().push(characters);
        }
    }

    /// Joins the phrases of a text.
    fn join(&self, text: &[char], joints: &mut [Joint]) {
        for at in 0..text.len() {
            for phrase in self.0.get(&text[at]).into_iter().flatten() {
                let here =
                    text[at..].iter().zip(phrase).filter(|(said, (wanted, _))| *said == wanted).count();
                if here == phrase.len() {
                    for (joint, (_, wanted)) in joints[at..].iter_mut().zip(phrase).skip(1) {
                        *joint = (*joint).max(*wanted);
                    }
                }
            }
        }
    }
}

/// What is kept together in the texts of one report: the program's names and phrases, the county's, and the people whom
/// report or county name.
#[derive(Debug, Clone, Default)]
pub struct Kept(Phrases);

impl Kept {
    /// For a report, with the phrases that its county keeps and the people whom it knows.
    #[must_use]
    pub fn of(report: &Report, keep: &[String], known: &Names) -> Self {
        let mut phrases = Phrases::default();
        people::of_report(report).iter().chain(keep).for_each(|phrase| phrases.add(phrase));
        known.persons().for_each(|(_, name)| phrases.add(name));
        Self(phrases)
    }

    /// How each character of running text holds on to the one before: names and set phrases do.
    #[must_use]
    pub fn joints(&self, text: &[char]) -> Vec<Joint> {
        let mut joints = vec![Joint::Free; text.len()];
        PHRASES.join(text, &mut joints);
        self.0.join(text, &mut joints);
        for name in people::beside_titles(text) {
            joints[name].iter_mut().skip(1).for_each(|joint| *joint = Joint::Fast);
        }
        joints
    }
}

/// Joins the words of a heading. Where words overlap (研究生命 reads 研究|生命 from behind and 研究生|命 from before) none of
/// them is broken.
pub fn join_words(text: &[char], joints: &mut [Joint]) {
    let mut at = 0;
    while at < text.len() {
        let length = longest(text, |length| at..at + length);
        joints[at..at + length].iter_mut().skip(1).for_each(|joint| *joint = Joint::Fast);
        at += length;
    }
    let mut end = text.len();
    while end > 0 {
        let length = longest(&text[..end], |length| end.saturating_sub(length)..end);
        joints[end - length..end].iter_mut().skip(1).for_each(|joint| *joint = Joint::Fast);
        end -= length;
    }
}

/// How many characters the longest word has that stands in the given range; 1 when there is none.
fn longest(text: &[char], range: impl Fn(usize) -> std::ops::Range<usize>) -> usize {
    let is = |length: &usize| {
        let word =
            text.get(range(*length)).filter(|word| word.len() == *length && word.iter().all(|c| is_han(*c)));
        word.is_some_and(|word| is_word(&word.iter().collect::<String>()))
    };
    (2..=LONGEST).rev().find(is).unwrap_or(1)
}

/// Whether a text is a word of the list.
#[must_use]
pub fn is_word(text: &str) -> bool {
    WORDS.binary_search(&text).is_ok() || MORE.contains(text)
}

#[cfg(test)]
mod tests {
    use super::{Joint, Kept, PHRASES, WORDS, join_words};

    fn shown(text: &str, join: impl Fn(&[char], &mut [Joint])) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut joints = vec![Joint::Free; characters.len()];
        join(&characters, &mut joints);
        let mark = |joint: Joint| match joint {
            Joint::Free => "",
            Joint::Firm => "+",
            Joint::Fast => "|",
        };
        joints
            .into_iter()
            .zip(characters)
            .flat_map(|(joint, c)| [mark(joint).to_owned(), c.to_string()])
            .collect()
    }

    #[test]
    fn the_word_list_is_sorted() {
        assert!(WORDS.is_sorted() && WORDS.len() > 50_000);
    }

    #[test]
    fn words_hold_together() {
        assert_eq!(shown("协商议政聚共识", join_words), "协|商|议|政聚|共|识");
        assert_eq!(shown("研究生命起源", join_words), "研|究|生|命起|源");
        assert_eq!(shown("3名委员A组", join_words), "3名委|员A组");
    }

    #[test]
    fn names_and_phrases_hold_together() {
        assert!(PHRASES.0.values().map(Vec::len).sum::<usize>() > 200);
        let mut kept = Kept::default();
        kept.0.add("泾水讲堂");
        let joined = |text: &str| shown(text, |text, joints| joints.clone_from_slice(&kept.joints(text)));
        assert_eq!(joined("以习近平总书记为"), "以习|近|平+总|书|记为");
        assert_eq!(joined("以习近平新时代"), "以习|近|平新时代");
        assert_eq!(joined("编制“十四五”规划"), "编制“十|四|五”规划");
        assert_eq!(joined("办好泾水讲堂，副主席马清源到场"), "办好泾|水|讲|堂，副主席马|清|源到场");
    }
}
