//! In which order the parts of a list stand: as the report has them, with what the text added and moved.

use super::alike::{Ids, Part, align, align_added, align_equal};

/// A part with its place in each of the three reports that have it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Row {
    /// Of the last import.
    pub(super) base: Option<usize>,
    /// Of the report as it stands.
    pub(super) report: Option<usize>,
    /// Of the new import.
    pub(super) new: Option<usize>,
}

/// The same parts in three reports: those of the report first, in its order.
pub(super) fn rows(base: &[Part], report: &[Part], new: &[Part]) -> Vec<Row> {
    rows_by(base, report, new, align, align_added)
}

/// The same of names.
pub(super) fn rows_of_names(base: &[Part], report: &[Part], new: &[Part]) -> Vec<Row> {
    rows_by(base, report, new, |a, b, _| align_equal(a, b), align_equal)
}

fn rows_by(
    base: &[Part],
    report: &[Part],
    new: &[Part],
    align: impl Fn(&[Part], &[Part], Ids) -> Vec<Option<usize>>,
    align_added: impl Fn(&[Part], &[Part]) -> Vec<Option<usize>>,
) -> Vec<Row> {
    let by_hand = align(base, report, Ids::First);
    let by_text = align(base, new, Ids::Last);
    let mut rows: Vec<Row> =
        (0..report.len()).map(|index| Row { report: Some(index), ..Row::default() }).collect();
    let mut known = vec![false; new.len()];
    for index in 0..base.len() {
        let row = Row { base: Some(index), report: by_hand[index], new: by_text[index] };
        match by_hand[index] {
            Some(report) => rows[report] = row,
            None => rows.push(row),
        }
        if let Some(new) = by_text[index] {
            known[new] = true;
        }
    }
    // What both added may be the same.
    let added: Vec<usize> = (0..report.len()).filter(|&index| rows[index].base.is_none()).collect();
    let come: Vec<usize> = (0..new.len()).filter(|&index| !known[index]).collect();
    let part = |side: &[Part], indices: &[usize]| -> Vec<Part> {
        indices.iter().map(|&index| side[index].clone()).collect()
    };
    for (one, other) in align_added(&part(report, &added), &part(new, &come)).into_iter().enumerate() {
        if let Some(other) = other {
            rows[added[one]].new = Some(come[other]);
            known[come[other]] = true;
        }
    }
    let rest = (0..new.len()).filter(|&index| !known[index]);
    rows.extend(rest.map(|index| Row { new: Some(index), ..Row::default() }));
    rows
}

/// Where the parts of the three reports stand: of each part the list that it is in, by the number that the list has in what
/// comes of the merge; none where that list is no more.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// Of the last import.
    pub(super) base: Vec<Option<usize>>,
    /// Of the report as it stands.
    pub(super) report: Vec<Option<usize>>,
    /// Of the new import.
    pub(super) new: Vec<Option<usize>>,
    /// Of the new import, by the numbers that the lists have there.
    pub(super) of_text: Vec<usize>,
    /// How many lists come of it.
    pub(super) count: usize,
}

impl Lists {
    /// One list that is the same in all.
    pub(super) fn one(rows: &[Row]) -> Self {
        let count =
            |of: fn(&Row) -> Option<usize>| rows.iter().filter_map(of).max().map_or(0, |last| last + 1);
        Self {
            base: vec![Some(0); count(|row| row.base)],
            report: vec![Some(0); count(|row| row.report)],
            new: vec![Some(0); count(|row| row.new)],
            of_text: vec![0; count(|row| row.new)],
            count: 1,
        }
    }
}

/// What comes of it.
#[derive(Debug, Default)]
pub(super) struct Arranged {
    /// The rows of each list, in order.
    pub(super) lists: Vec<Vec<usize>>,
    /// The rows that the text has moved.
    pub(super) moved: Vec<usize>,
    /// The rows that both have moved, each to another place.
    pub(super) moved_twice: Vec<usize>,
    /// The rows for which there is no place.
    pub(super) nowhere: Vec<usize>,
}

/// Puts the rows that are to stay into their lists. With `of_text` the text's order holds where both have moved a part.
pub(super) fn arrange(rows: &[Row], stays: &[bool], places: &Lists, of_text: bool) -> Arranged {
    let mut out = Arranged { lists: vec![Vec::new(); places.count], ..Arranged::default() };
    let by_text = moved(rows, |row| Some((row.base?, row.new?)), &places.base, &places.new);
    let by_hand = moved(rows, |row| Some((row.base?, row.report?)), &places.base, &places.report);
    // The report's rows stand first, in its order.
    let mut to_put = vec![false; rows.len()];
    for (index, row) in rows.iter().enumerate().filter(|(index, _)| stays[*index]) {
        let list = row.report.and_then(|report| places.report[report]);
        let moves = by_text[index] && (of_text || !by_hand[index]);
        match list {
            Some(list) if !moves => out.lists[list].push(index),
            _ if row.new.is_some() => to_put[index] = true,
            _ => out.nowhere.push(index),
        }
    }
    let mut in_text: Vec<(usize, usize)> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((row.new?, index))).collect();
    in_text.sort_unstable();
    for place in 0..in_text.len() {
        let (new, index) = in_text[place];
        if !to_put[index] {
            continue;
        }
        let list = places.new[new];
        let together = |&&(other, _): &&(usize, usize)| places.of_text[other] == places.of_text[new];
        let stands = |row: usize| -> Option<(usize, usize)> {
            let fits = |&number: &usize| list.is_none_or(|list| list == number);
            (0..out.lists.len())
                .filter(fits)
                .find_map(|number| Some((number, out.lists[number].iter().position(|other| *other == row)?)))
        };
        let before = || {
            let rows = in_text[..place].iter().rev().take_while(together);
            rows.filter(|(_, row)| !to_put[*row]).find_map(|(_, row)| stands(*row))
        };
        let behind = || {
            let rows = in_text[place + 1..].iter().take_while(together);
            rows.filter(|(_, row)| !to_put[*row]).find_map(|(_, row)| stands(*row))
        };
        let found = before().map(|(list, at)| (list, at + 1)).or_else(behind);
        match found.or_else(|| Some((list?, out.lists[list?].len()))) {
            Some((list, at)) => {
                out.lists[list].insert(at, index);
                to_put[index] = false;
                if rows[index].report.is_some() {
                    out.moved.push(index);
                }
            }
            None => out.nowhere.push(index),
        }
    }
    if !of_text {
        let both = (0..rows.len()).filter(|&index| stays[index] && by_text[index] && by_hand[index]);
        out.moved_twice = both.filter(|&index| !agreed(rows, index, places)).collect();
    }
    out
}

/// Whether a row that both have moved stands behind the same one in report and text.
fn agreed(rows: &[Row], index: usize, places: &Lists) -> bool {
    let (Some(report), Some(new)) = (rows[index].report, rows[index].new) else { return true };
    let before = |of: fn(&Row) -> Option<usize>, lists: &[Option<usize>], own: usize| {
        let others = rows.iter().enumerate().filter(|(_, row)| row.report.is_some() && row.new.is_some());
        let mut earlier: Vec<(usize, usize)> = others
            .filter_map(|(index, row)| Some((of(row)?, index)))
            .filter(|(at, _)| *at < own && lists[*at] == lists[own])
            .collect();
        earlier.sort_unstable();
        (lists[own], earlier.last().map(|(_, index)| *index))
    };
    before(|row| row.report, &places.report, report) == before(|row| row.new, &places.new, new)
}

/// The rows that stand in another list or in another order than before: as few as explain it.
fn moved(
    rows: &[Row],
    pair: impl Fn(&Row) -> Option<(usize, usize)>,
    lists_before: &[Option<usize>],
    lists_now: &[Option<usize>],
) -> Vec<bool> {
    let mut moved = vec![false; rows.len()];
    let mut of_list: Vec<(Option<usize>, usize, usize, usize)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some((before, now)) = pair(row) else { continue };
        let list = lists_now[now];
        if lists_before[before] == list {
            of_list.push((list, now, before, index));
        } else {
            moved[index] = list.is_some();
        }
    }
    of_list.sort_unstable();
    for list in of_list.chunk_by(|one, other| one.0 == other.0) {
        let order: Vec<usize> = list.iter().map(|(_, _, before, _)| *before).collect();
        let stay = rising(&order);
        for (place, (_, _, _, index)) in list.iter().enumerate() {
            moved[*index] = !stay[place];
        }
    }
    moved
}

/// Which of the numbers belong to the longest rising row of them.
fn rising(numbers: &[usize]) -> Vec<bool> {
    let mut length = vec![1_usize; numbers.len()];
    let mut from: Vec<Option<usize>> = vec![None; numbers.len()];
    for at in 0..numbers.len() {
        for before in 0..at {
            if numbers[before] < numbers[at] && length[before] + 1 > length[at] {
                (length[at], from[at]) = (length[before] + 1, Some(before));
            }
        }
    }
    let mut stay = vec![false; numbers.len()];
    let longest = length.iter().max().copied().unwrap_or(0);
    let mut next = length.iter().position(|own| *own == longest);
    while let Some(at) = next {
        stay[at] = true;
        next = from[at];
    }
    stay
}

#[cfg(test)]
mod tests {
    use super::{Lists, Part, Row, arrange, rising, rows};

    fn parts(texts: &str) -> Vec<Part> {
        texts.chars().map(|text| Part { keys: vec![text.to_string().repeat(6)], id: None }).collect()
    }

    /// The order that comes of three, as letters.
    fn merged(base: &str, report: &str, new: &str) -> (String, usize) {
        let new_letters: Vec<char> = new.chars().collect();
        let rows = rows(&parts(base), &parts(report), &parts(new));
        let stays: Vec<bool> = rows
            .iter()
            .map(|row| match (row.base, row.report, row.new) {
                (Some(_), report, new) => report.is_some() && new.is_some(),
                _ => true,
            })
            .collect();
        let arranged = arrange(&rows, &stays, &Lists::one(&rows), false);
        let letter = |index: &usize| match rows[*index] {
            Row { report: Some(at), .. } => report.chars().nth(at).unwrap(),
            Row { new, .. } => new_letters[new.unwrap()],
        };
        (arranged.lists[0].iter().map(letter).collect(), arranged.moved_twice.len())
    }

    #[test]
    fn both_orders_hold() {
        for (base, report, new, wanted) in [
            ("abcd", "abcd", "abcd", "abcd"),
            ("abcd", "abxcd", "abcyd", "abxcyd"),
            ("abcd", "abcd", "dabc", "dabc"),
            ("abcd", "bcda", "abcd", "bcda"),
            ("abcd", "abd", "acbd", "abd"),
            ("abcdef", "abcdfe", "bacdef", "bacdfe"),
            ("", "x", "y", "xy"),
            ("ab", "ab", "xab", "xab"),
            ("ab", "axb", "ayb", "ayxb"),
        ] {
            assert_eq!(merged(base, report, new), (wanted.to_owned(), 0), "{base} {report} {new}");
        }
    }

    #[test]
    fn what_both_moved_is_said() {
        assert_eq!(merged("abcdef", "bcadef", "bcadef"), ("bcadef".to_owned(), 0));
        assert_eq!(merged("abcdef", "bcadef", "bcdefa"), ("bcadef".to_owned(), 1));
    }

    #[test]
    fn the_longest_rising_row_stays() {
        assert_eq!(rising(&[0, 4, 1, 2, 3]), [true, false, true, true, true]);
        assert_eq!(rising(&[]), Vec::<bool>::new());
    }
}
