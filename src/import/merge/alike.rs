//! Which part of one report is which of another: by equal words, by ids, by likeness.

use std::collections::BTreeMap;

/// Parts that have at least so much in common are the same one, edited.
const ALIKE: f64 = 0.5;
/// Parts that were moved and edited both must have more in common.
const ALIKE_ELSEWHERE: f64 = 0.6;
/// Two parts that two people added must be nearly the same.
const ALIKE_ADDED: f64 = 0.8;
/// An id that a program made says little where the words have nothing in common.
const ALIKE_BY_ID: f64 = 0.15;
/// Two that stand between the same neighbours are rather the same.
const SAME_NEIGHBOURS: f64 = 0.25;
/// Lists whose lengths give more when multiplied are only compared by equal words and ids.
const MAX_PAIRS: usize = 4_000_000;

/// A part of a report, as far as it must be known again.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// What it is known by, the surest first. The last one is compared for likeness.
    pub(super) keys: Vec<String>,
    /// Its id.
    pub(super) id: Option<String>,
}

/// What equal ids are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    /// More than words: somebody edited the words and left the ids.
    First,
    /// Less than words: a program made them from the words or by counting.
    Last,
}

/// The part of `b` that each part of `a` is.
pub(super) fn align(a: &[Part], b: &[Part], ids: Ids) -> Vec<Option<usize>> {
    let mut pairs = Pairs::new(a, b);
    if ids == Ids::First {
        pairs.by_id(0.0);
    }
    pairs.by_keys();
    if ids == Ids::Last {
        pairs.by_id(ALIKE_BY_ID);
    }
    pairs.by_likeness(ALIKE);
    pairs.anywhere(ALIKE_ELSEWHERE);
    pairs.to
}

/// The same for parts that were added on both sides.
pub(super) fn align_added(a: &[Part], b: &[Part]) -> Vec<Option<usize>> {
    let mut pairs = Pairs::new(a, b);
    pairs.by_keys();
    pairs.by_likeness(ALIKE_ADDED);
    pairs.to
}

/// The same for names, which are equal or not.
pub(super) fn align_equal(a: &[Part], b: &[Part]) -> Vec<Option<usize>> {
    let mut pairs = Pairs::new(a, b);
    pairs.by_keys();
    pairs.to
}

struct Pairs<'a> {
    a: &'a [Part],
    b: &'a [Part],
    to: Vec<Option<usize>>,
    from: Vec<Option<usize>>,
}

impl<'a> Pairs<'a> {
    fn new(a: &'a [Part], b: &'a [Part]) -> Self {
        Self { a, b, to: vec![None; a.len()], from: vec![None; b.len()] }
    }

    fn pair(&mut self, one: usize, other: usize) {
        self.to[one] = Some(other);
        self.from[other] = Some(one);
    }

    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let none = |side: &[Option<usize>]| (0..side.len()).filter(|&index| side[index].is_none()).collect();
        (none(&self.to), none(&self.from))
    }

    /// Equal words: first those that keep their order, then the rest.
    fn by_keys(&mut self) {
        let most = self.a.iter().map(|part| part.keys.len()).max().unwrap_or(0);
        for key in 0..most {
            fn word(part: &Part, key: usize) -> Option<&str> {
                part.keys.get(key).map(String::as_str).filter(|key| !key.is_empty())
            }
            let (mut left_a, mut left_b) = self.left();
            left_a.retain(|&index| word(&self.a[index], key).is_some());
            left_b.retain(|&index| word(&self.b[index], key).is_some());
            let words_a: Vec<_> = left_a.iter().map(|&index| word(&self.a[index], key)).collect();
            let words_b: Vec<_> = left_b.iter().map(|&index| word(&self.b[index], key)).collect();
            for (one, other) in common(&words_a, &words_b) {
                self.pair(left_a[one], left_b[other]);
            }
            for one in left_a.into_iter().filter(|&one| self.to[one].is_none()).collect::<Vec<_>>() {
                let Some(wanted) = word(&self.a[one], key) else { continue };
                let equal =
                    |&other: &usize| self.from[other].is_none() && word(&self.b[other], key) == Some(wanted);
                if let Some(other) = left_b.iter().copied().find(equal) {
                    self.pair(one, other);
                }
            }
        }
    }

    fn by_id(&mut self, least: f64) {
        let (left_a, left_b) = self.left();
        for one in left_a {
            let Some(id) = &self.a[one].id else { continue };
            let same = |&other: &usize| {
                self.from[other].is_none()
                    && self.b[other].id.as_ref() == Some(id)
                    && (least <= 0.0 || self.likeness(one, other).is_none_or(|likeness| likeness >= least))
            };
            if let Some(other) = left_b.iter().copied().find(same) {
                self.pair(one, other);
            }
        }
    }

    /// How much two have in common; nothing is known where one has no words.
    fn likeness(&self, one: usize, other: usize) -> Option<f64> {
        let words = |part: &'a Part| part.keys.last().filter(|words| !words.is_empty());
        Some(likeness(words(&self.a[one])?, words(&self.b[other])?))
    }

    /// Edited parts that keep their order: the pairs that have most in common together.
    fn by_likeness(&mut self, least: f64) {
        let (left_a, left_b) = self.left();
        if left_a.is_empty() || left_b.is_empty() || left_a.len() * left_b.len() > MAX_PAIRS {
            return;
        }
        let grams_a: Vec<_> = left_a.iter().map(|&index| Grams::of(&self.a[index])).collect();
        let grams_b: Vec<_> = left_b.iter().map(|&index| Grams::of(&self.b[index])).collect();
        // The neighbour before each that is known already.
        let before_a: Vec<_> =
            left_a.iter().map(|&index| self.to[..index].iter().rev().find_map(|to| *to)).collect();
        let before_b: Vec<_> =
            left_b.iter().map(|&index| (0..index).rev().find(|&other| self.from[other].is_some())).collect();
        let score = |one: usize, other: usize| {
            let likeness = grams_a[one].likeness(&grams_b[other], least);
            let near = if before_a[one] == before_b[other] { SAME_NEIGHBOURS } else { 0.0 };
            if likeness >= least { likeness + near } else { 0.0 }
        };
        let (rows, columns) = (left_a.len(), left_b.len());
        let mut scores = vec![0.0; rows * columns];
        let mut best = vec![0.0_f64; (rows + 1) * (columns + 1)];
        let at = |one: usize, other: usize| one * (columns + 1) + other;
        for one in (0..rows).rev() {
            for other in (0..columns).rev() {
                let own = score(one, other);
                scores[one * columns + other] = own;
                let with = if own > 0.0 { own + best[at(one + 1, other + 1)] } else { 0.0 };
                best[at(one, other)] = with.max(best[at(one + 1, other)]).max(best[at(one, other + 1)]);
            }
        }
        let (mut one, mut other) = (0, 0);
        while one < rows && other < columns {
            let own = scores[one * columns + other];
            if own > 0.0 && own + best[at(one + 1, other + 1)] >= best[at(one, other)] {
                self.pair(left_a[one], left_b[other]);
                (one, other) = (one + 1, other + 1);
            } else if best[at(one + 1, other)] >= best[at(one, other + 1)] {
                one += 1;
            } else {
                other += 1;
            }
        }
    }

    /// Parts that were edited and moved: those that have most in common first.
    fn anywhere(&mut self, least: f64) {
        let (left_a, left_b) = self.left();
        if left_a.len() * left_b.len() > MAX_PAIRS {
            return;
        }
        let grams_b: Vec<_> = left_b.iter().map(|&index| Grams::of(&self.b[index])).collect();
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for &one in &left_a {
            let grams = Grams::of(&self.a[one]);
            for (grams_b, &other) in grams_b.iter().zip(&left_b) {
                let likeness = grams.likeness(grams_b, least);
                if likeness >= least {
                    found.push((likeness, one, other));
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        for (_, one, other) in found {
            if self.to[one].is_none() && self.from[other].is_none() {
                self.pair(one, other);
            }
        }
    }
}

/// The pairs of characters of a text, with how often each is there.
struct Grams {
    count: usize,
    pairs: BTreeMap<(char, char), usize>,
}

impl Grams {
    fn of(part: &Part) -> Self {
        Self::of_text(part.keys.last().map_or("", String::as_str))
    }

    fn of_text(text: &str) -> Self {
        // With a sign at both ends a text of one character has pairs as well.
        let ended = || std::iter::once('\0').chain(text.chars()).chain(['\0']);
        let mut pairs = BTreeMap::new();
        let mut count = 0;
        if !text.is_empty() {
            for pair in ended().zip(ended().skip(1)) {
                *pairs.entry(pair).or_insert(0) += 1;
                count += 1;
            }
        }
        Self { count, pairs }
    }

    /// The share of pairs in common, from 0 to 1; 0 where it is less than `least` by the lengths alone.
    #[allow(clippy::cast_precision_loss)]
    fn likeness(&self, other: &Self, least: f64) -> f64 {
        let (few, many) = if self.count < other.count { (self, other) } else { (other, self) };
        let of_both = (few.count + many.count) as f64;
        if few.count == 0 || 2.0 * few.count as f64 / of_both < least {
            return 0.0;
        }
        let common: usize = few
            .pairs
            .iter()
            .map(|(pair, count)| many.pairs.get(pair).map_or(0, |other| *other.min(count)))
            .sum();
        2.0 * common as f64 / of_both
    }
}

/// How much two texts have in common, from 0 to 1.
pub(in crate::import) fn likeness(one: &str, other: &str) -> f64 {
    Grams::of_text(one).likeness(&Grams::of_text(other), 0.0)
}

/// The longest common part of two lists, in order: pairs of places. Very long lists have only their equal ends.
pub(in crate::import) fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let start = a.iter().zip(b).take_while(|(one, other)| one == other).count();
    let rest = a[start..].iter().rev().zip(b[start..].iter().rev());
    let end = rest.take_while(|(one, other)| one == other).count();
    let mut found: Vec<_> = (0..start).map(|index| (index, index)).collect();
    let (inner_a, inner_b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let columns = inner_b.len() + 1;
    if inner_a.len().saturating_mul(inner_b.len()) <= MAX_PAIRS {
        let mut longest = vec![0_u16; (inner_a.len() + 1) * columns];
        for one in (0..inner_a.len()).rev() {
            for other in (0..inner_b.len()).rev() {
                longest[one * columns + other] = if inner_a[one] == inner_b[other] {
                    longest[(one + 1) * columns + other + 1].saturating_add(1)
                } else {
                    longest[(one + 1) * columns + other].max(longest[one * columns + other + 1])
                };
            }
        }
        let (mut one, mut other) = (0, 0);
        while one < inner_a.len() && other < inner_b.len() {
            if inner_a[one] == inner_b[other] {
                found.push((start + one, start + other));
                (one, other) = (one + 1, other + 1);
            } else if longest[(one + 1) * columns + other] >= longest[one * columns + other + 1] {
                one += 1;
            } else {
                other += 1;
            }
        }
    }
    found.extend((0..end).map(|index| (a.len() - end + index, b.len() - end + index)));
    found
}

#[cfg(test)]
mod tests {
    use super::{Ids, Part, align, align_equal, common, likeness};

    fn parts(texts: &[&str]) -> Vec<Part> {
        texts.iter().map(|text| Part { keys: vec![(*text).to_owned()], id: None }).collect()
    }

    #[test]
    fn inserted_deleted_moved_and_edited_are_told_apart() {
        let one = parts(&["甲县全年办结提案八十九件", "乙说一句话", "丙在田埂上听来的意见", "丁"]);
        let other = parts(&["新来的一段文字", "丙在田埂上听来的意见", "甲县全年办结提案九十一件", "丁"]);
        assert_eq!(align(&one, &other, Ids::Last), [Some(2), None, Some(1), Some(3)]);
        // Two that are the same are taken in order, and the one that is left out is known.
        let (one, other) = (parts(&["同", "中", "同"]), parts(&["中", "同"]));
        assert_eq!(align(&one, &other, Ids::Last), [None, Some(0), Some(1)]);
        assert_eq!(align_equal(&parts(&["a-1", "a-2"]), &parts(&["a-2", "a-3"])), [None, Some(0)]);
    }

    #[test]
    fn ids_say_more_to_people_than_to_programs() {
        let part = |text: &str, id: &str| Part { keys: vec![text.to_owned()], id: Some(id.to_owned()) };
        let one = [part("全新的开头", "s1"), part("旧的一段", "s2")];
        let other = [part("旧的一段", "s1"), part("毫不相干", "s2")];
        assert_eq!(align(&one, &other, Ids::First), [Some(0), Some(1)]);
        assert_eq!(align(&one, &other, Ids::Last), [None, Some(0)]);
    }

    #[test]
    fn likeness_is_from_nothing_to_one() {
        assert!((likeness("同样", "同样") - 1.0).abs() < 1e-9);
        assert!(likeness("同样", "别的") < 1e-9);
        assert!(likeness("", "别的") < 1e-9);
        assert_eq!(common(&[1, 2, 3, 4], &[0, 2, 4, 5]), [(1, 1), (3, 2)]);
    }
}
