//! What two sequences have in common: by what occurs once in both, then, in the gaps that are left, exactly.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// Stretches of so many that occur once in both are held for the same; shorter ones are tried where there are none.
const STRETCHES: [usize; 3] = [12, 6, 3];
/// A gap is looked through exactly when its sides multiplied are no more than this.
const MOST_CELLS: usize = 4_000_000;

/// A part of both that is the same, or what stands in one where something else, or nothing, stands in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub before: Range<usize>,
    pub after: Range<usize>,
    pub is_same: bool,
}

/// The parts of two sequences, in order.
pub fn compared<T: Hash + Eq>(before: &[T], after: &[T]) -> Vec<Part> {
    let mut same = Vec::new();
    descend(before, after, 0..before.len(), 0..after.len(), &mut same);
    let mut parts: Vec<Part> = Vec::new();
    let (mut b, mut a) = (0, 0);
    for (at, to, length) in same.into_iter().chain([(before.len(), after.len(), 0)]) {
        if b < at || a < to {
            parts.push(Part { before: b..at, after: a..to, is_same: false });
        }
        match parts.last_mut() {
            Some(last) if last.is_same && length > 0 => {
                (last.before.end, last.after.end) = (at + length, to + length);
            }
            _ if length > 0 => {
                parts.push(Part { before: at..at + length, after: to..to + length, is_same: true });
            }
            _ => {}
        }
        (b, a) = (at + length, to + length);
    }
    parts
}

/// The stretches that are the same in two ranges: where each begins, and its length.
fn descend<T: Hash + Eq>(
    before: &[T],
    after: &[T],
    mut b: Range<usize>,
    mut a: Range<usize>,
    same: &mut Vec<(usize, usize, usize)>,
) {
    let head = before[b.clone()].iter().zip(&after[a.clone()]).take_while(|(x, y)| x == y).count();
    if head > 0 {
        same.push((b.start, a.start, head));
        (b.start, a.start) = (b.start + head, a.start + head);
    }
    let ends = before[b.clone()].iter().rev().zip(after[a.clone()].iter().rev());
    let tail = ends.take_while(|(x, y)| x == y).count();
    (b.end, a.end) = (b.end - tail, a.end - tail);
    if !b.is_empty() && !a.is_empty() {
        let anchors = STRETCHES.iter().find_map(|&length| {
            let found = anchors(before, after, &b, &a, length);
            (!found.is_empty()).then_some(found)
        });
        match anchors {
            Some(anchors) => {
                let (mut from_b, mut from_a) = (b.start, a.start);
                for (at, to, length) in anchors {
                    // The end of one anchor may be the beginning of the next.
                    if at < from_b || to < from_a {
                        continue;
                    }
                    descend(before, after, from_b..at, from_a..to, same);
                    same.push((at, to, length));
                    (from_b, from_a) = (at + length, to + length);
                }
                descend(before, after, from_b..b.end, from_a..a.end, same);
            }
            None if b.len().saturating_mul(a.len()) <= MOST_CELLS => exactly(before, after, &b, &a, same),
            None => {}
        }
    }
    if tail > 0 {
        same.push((b.end, a.end, tail));
    }
}

/// Stretches of a length that occur once in each range, as many as stand in one order in both.
fn anchors<T: Hash + Eq>(
    before: &[T],
    after: &[T],
    b: &Range<usize>,
    a: &Range<usize>,
    length: usize,
) -> Vec<(usize, usize, usize)> {
    let once = |of: &[T], range: &Range<usize>| {
        let mut found: HashMap<u128, Option<usize>> = HashMap::new();
        for at in range.start..(range.end + 1).saturating_sub(length) {
            let hash = typst_utils::hash128(&of[at..at + length]);
            found.entry(hash).and_modify(|place| *place = None).or_insert(Some(at));
        }
        found
    };
    let (in_before, in_after) = (once(before, b), once(after, a));
    let mut pairs: Vec<(usize, usize)> =
        in_before.iter().filter_map(|(hash, at)| Some(((*at)?, (*in_after.get(hash)?)?))).collect();
    pairs.sort_unstable();
    // The longest run of pairs that rises in both: the last of the best run of each length.
    let mut ends: Vec<usize> = Vec::new();
    let mut back: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let place = ends.partition_point(|&end| pairs[end].1 < pair.1);
        back[index] = place.checked_sub(1).map(|below| ends[below]);
        if place == ends.len() {
            ends.push(index);
        } else {
            ends[place] = index;
        }
    }
    let mut run = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        run.push((pairs[index].0, pairs[index].1, length));
        next = back[index];
    }
    run.reverse();
    run
}

/// The longest common subsequence of two short ranges.
fn exactly<T: Eq>(
    before: &[T],
    after: &[T],
    b: &Range<usize>,
    a: &Range<usize>,
    same: &mut Vec<(usize, usize, usize)>,
) {
    let (rows, columns) = (b.len(), a.len());
    let mut longest = vec![0u32; (rows + 1) * (columns + 1)];
    let cell = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[cell(row, column)] = if before[b.start + row] == after[a.start + column] {
                longest[cell(row + 1, column + 1)] + 1
            } else {
                longest[cell(row + 1, column)].max(longest[cell(row, column + 1)])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if before[b.start + row] == after[a.start + column] {
            same.push((b.start + row, a.start + column, 1));
            (row, column) = (row + 1, column + 1);
        } else if longest[cell(row + 1, column)] >= longest[cell(row, column + 1)] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compared;

    /// The differences as text: `[before>after]`.
    fn shown(before: &str, after: &str) -> String {
        let (b, a): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
        let parts = compared(&b, &a);
        // All of both is there, in order.
        let all = |of: &dyn Fn(&super::Part) -> String| parts.iter().map(of).collect::<String>();
        let text = |of: &[char], range: &std::ops::Range<usize>| of[range.clone()].iter().collect::<String>();
        assert_eq!(all(&|part| text(&b, &part.before)), before);
        assert_eq!(all(&|part| text(&a, &part.after)), after);
        all(&|part| {
            if part.is_same {
                text(&a, &part.after)
            } else {
                format!("[{}>{}]", text(&b, &part.before), text(&a, &part.after))
            }
        })
    }

    #[test]
    fn what_changed_is_found_and_no_more() {
        assert_eq!(shown("全年立案89件。", "全年立案89件。"), "全年立案89件。");
        assert_eq!(shown("全年立案，办复。", "全年立案、办复。"), "全年立案[，>、]办复。");
        assert_eq!(shown("", "新"), "[>新]");
        assert_eq!(shown("旧的", ""), "[旧的>]");
        assert_eq!(shown("abcabcabc", "abcXabcabc"), "abc[>X]abcabc");
        let long: String = (0..4000u32).filter_map(|n| char::from_u32(0x4E00 + n * 7 % 9001)).collect();
        let cut: String = long.chars().enumerate().filter(|(n, _)| n % 500 != 250).map(|(_, c)| c).collect();
        assert_eq!(shown(&long, &cut).matches('[').count(), 8);
        // What has nothing in common is replaced as a whole.
        assert_eq!(shown("一二三", "四五"), "[一二三>四五]");
    }
}
