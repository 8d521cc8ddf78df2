//! What changed in the text of two files: words, stretches that stand elsewhere, lines that run otherwise.

use std::collections::HashMap;
use std::ops::Range;

use super::change::{Change, Kind, Spot, Words};
use super::page::Letter;
use super::sequence::{Part, compared};

/// Letters of a change stand at most so many apart; what stands between belongs to it.
const JOINED: usize = 1;
/// What is the same between two differences that are so many times as long is so by chance.
const CHANCE: usize = 4;
/// A text that stands in another place of the file has at least so many letters.
const MOVED: usize = 12;
/// What stands less far from where it stood has not moved: a line that is set again is drawn closer or wider (pt).
const STAYED: f64 = 1.0;
/// So many letters before and behind a change are told with it.
const AROUND: usize = 6;
/// Lines are joined to one area where they stand nearer below each other (share of their height).
const LINE: f64 = 0.5;

/// What changed in the letters.
pub fn changes(before: &[Letter], after: &[Letter]) -> Vec<Change> {
    let texts = |letters: &[Letter]| letters.iter().map(|letter| letter.text.clone()).collect::<Vec<_>>();
    let (b, a) = (texts(before), texts(after));
    let parts = joined(compared(&b, &a), &b, &a);
    let (mut moved_before, mut moved_after) = (vec![false; b.len()], vec![false; a.len()]);
    let mut found = Vec::new();
    for (from, to) in moved(&parts, &b, &a) {
        moved_before[from.clone()].fill(true);
        moved_after[to.clone()].fill(true);
        found.push(Change {
            kind: Kind::TextMoved(a[to.clone()].concat()),
            before: spots(&before[from]),
            after: spots(&after[to]),
        });
    }
    for part in &parts {
        if part.is_same {
            found.extend(set_anew(&before[part.before.clone()], &after[part.after.clone()]));
            continue;
        }
        let left = |range: &Range<usize>, moved: &[bool]| -> Vec<usize> {
            range.clone().filter(|&index| !moved[index]).collect()
        };
        let (gone, come) = (left(&part.before, &moved_before), left(&part.after, &moved_after));
        if gone.is_empty() && come.is_empty() {
            continue;
        }
        let text =
            |of: &[String], indices: &[usize]| indices.iter().map(|&index| of[index].as_str()).collect();
        let letters = |of: &[Letter], indices: &[usize]| -> Vec<Letter> {
            indices.iter().map(|&index| of[index].clone()).collect()
        };
        // Where nothing stands, the place is behind the letter before.
        let behind = |of: &[Letter], at: usize| -> Vec<Spot> {
            at.checked_sub(1)
                .or(Some(at))
                .and_then(|index| of.get(index))
                .map(|letter| spots(std::slice::from_ref(letter)))
                .unwrap_or_default()
        };
        let place = |of: &[Letter], indices: &[usize], at: usize| {
            if indices.is_empty() { behind(of, at) } else { spots(&letters(of, indices)) }
        };
        let around = |range: Range<usize>| a.get(range).unwrap_or_default().concat();
        found.push(Change {
            kind: Kind::Text(Words {
                gone: text(&b, &gone),
                come: text(&a, &come),
                lead: around(part.after.start.saturating_sub(AROUND)..part.after.start),
                tail: around(part.after.end..(part.after.end + AROUND).min(a.len())),
            }),
            before: place(before, &gone, part.before.start),
            after: place(after, &come, part.after.start),
        });
    }
    taken_elsewhere(found)
}

/// What is gone in one place and has come in another is one change, however short it is.
fn taken_elsewhere(changes: Vec<Change>) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for change in changes {
        let Kind::Text(words) = &change.kind else {
            out.push(change);
            continue;
        };
        let is_partner = |other: &Change| match &other.kind {
            Kind::Text(other) => {
                let (gone, come) = (&words.gone, &words.come);
                (come.is_empty() && other.gone.is_empty() && *gone == other.come)
                    || (gone.is_empty() && other.come.is_empty() && *come == other.gone)
            }
            _ => false,
        };
        let Some(partner) = out.iter().position(is_partner) else {
            out.push(change);
            continue;
        };
        let partner = out.remove(partner);
        let (gone, come) = if words.come.is_empty() { (change, partner) } else { (partner, change) };
        let Kind::Text(Words { come: text, .. }) = come.kind else { continue };
        out.push(Change { kind: Kind::TextMoved(text), before: gone.before, after: come.after });
    }
    out
}

/// Differences with hardly anything between them are one; numbers and Latin words change as a whole.
fn joined(parts: Vec<Part>, before: &[String], after: &[String]) -> Vec<Part> {
    let is_word = |text: &String| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    let size = |part: &Part| part.before.len().max(part.after.len());
    let sizes: Vec<usize> = parts.iter().map(size).collect();
    let mut out: Vec<Part> = Vec::new();
    for (index, mut part) in parts.into_iter().enumerate() {
        if part.is_same {
            let texts = &after[part.after.clone()];
            // Between two differences too little, next to them hardly anything, or nothing but the middle of a word.
            let beside = out.last().zip(sizes.get(index + 1)).map(|(last, &next)| size(last).min(next));
            let joins = |least: usize| {
                texts.len() <= JOINED || texts.len() * CHANCE <= least || texts.iter().all(is_word)
            };
            if let Some(last) = out.last_mut().filter(|_| beside.is_some_and(joins)) {
                (last.before.end, last.after.end) = (part.before.end, part.after.end);
                continue;
            }
            if let Some(last) = out
                .last_mut()
                .filter(|last| !last.is_same && touches_word(last, before, after, is_word, true))
            {
                let more = texts.iter().take_while(|text| is_word(text)).count();
                (last.before.end, last.after.end) = (last.before.end + more, last.after.end + more);
                (part.before.start, part.after.start) = (part.before.start + more, part.after.start + more);
            }
            out.push(part);
        } else {
            match out.last_mut() {
                Some(last) if !last.is_same => {
                    (last.before.end, last.after.end) = (part.before.end, part.after.end);
                }
                Some(last) if touches_word(&part, before, after, is_word, false) => {
                    let more =
                        after[last.after.clone()].iter().rev().take_while(|text| is_word(text)).count();
                    (last.before.end, last.after.end) = (last.before.end - more, last.after.end - more);
                    (part.before.start, part.after.start) =
                        (part.before.start - more, part.after.start - more);
                    out.push(part);
                }
                _ => out.push(part),
            }
        }
    }
    out.retain(|part| !(part.before.is_empty() && part.after.is_empty()));
    out
}

/// Whether a difference ends (or begins) with a letter of a word, in either file.
fn touches_word(
    part: &Part,
    before: &[String],
    after: &[String],
    is_word: impl Fn(&String) -> bool,
    at_end: bool,
) -> bool {
    [(before, &part.before), (after, &part.after)].into_iter().any(|(of, range)| {
        let texts = &of[range.clone()];
        if at_end { texts.last() } else { texts.first() }.is_some_and(&is_word)
    })
}

/// Stretches that are gone in one place and have come in another.
fn moved(parts: &[Part], before: &[String], after: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let differences = || parts.iter().filter(|part| !part.is_same);
    let mut places: HashMap<u128, usize> = HashMap::new();
    for part in differences() {
        for at in part.before.start..(part.before.end + 1).saturating_sub(MOVED) {
            places.entry(typst_utils::hash128(&before[at..at + MOVED])).or_insert(at);
        }
    }
    let end_of =
        |at: usize| differences().find(|part| part.before.contains(&at)).map_or(at, |part| part.before.end);
    let mut used = vec![false; before.len()];
    let mut found = Vec::new();
    for part in differences() {
        let mut to = part.after.start;
        while to + MOVED <= part.after.end {
            let from = places.get(&typst_utils::hash128(&after[to..to + MOVED])).copied();
            let Some(from) = from.filter(|&from| !used[from..from + MOVED].contains(&true)) else {
                to += 1;
                continue;
            };
            let most = (end_of(from) - from).min(part.after.end - to);
            let length =
                (0..most).take_while(|&by| before[from + by] == after[to + by] && !used[from + by]).count();
            used[from..from + length].fill(true);
            found.push((from..from + length, to..to + length));
            to += length.max(1);
        }
    }
    found
}

/// Letters that are the same and stand elsewhere: as a whole, or in other lines.
fn set_anew(before: &[Letter], after: &[Letter]) -> Vec<Change> {
    let mut found = Vec::new();
    let mut start = None;
    for index in 0..=before.len() {
        let pair = before.get(index).zip(after.get(index));
        let stays = pair.is_none_or(|(b, a)| b.page == a.page && b.area.is_near(&a.area, STAYED));
        match (stays, start) {
            (false, None) => start = Some(index),
            (true, Some(from)) => {
                let (b, a) = (&before[from..index], &after[from..index]);
                let shift = |at: usize| {
                    (
                        a[at].area.left - b[at].area.left,
                        a[at].area.top - b[at].area.top,
                        a[at].page,
                        b[at].page,
                    )
                };
                let first = shift(0);
                let is_whole = (0..b.len()).all(|at| {
                    let next = shift(at);
                    (next.0 - first.0).abs() < STAYED
                        && (next.1 - first.1).abs() < STAYED
                        && (next.2, next.3) == (first.2, first.3)
                });
                let text: String = a.iter().map(|letter| letter.text.as_str()).collect();
                let kind = if is_whole { Kind::TextMoved(text) } else { Kind::Lines(a.len(), text) };
                found.push(Change { kind, before: spots(b), after: spots(a) });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Where letters stand: a rectangle for each line and column of them.
fn spots(letters: &[Letter]) -> Vec<Spot> {
    let mut lines: Vec<Spot> = Vec::new();
    for letter in letters {
        let height = letter.area.bottom - letter.area.top;
        match lines.last_mut() {
            Some(last)
                if last.page == letter.page
                    && (last.area.bottom - letter.area.bottom).abs() < height * LINE
                    && (-height..3.0 * height).contains(&(letter.area.left - last.area.right)) =>
            {
                last.area = last.area.with(letter.area);
            }
            _ => lines.push(Spot { page: letter.page, area: letter.area }),
        }
    }
    // Lines below each other in one column.
    let mut out: Vec<Spot> = Vec::new();
    for line in lines {
        let height = line.area.bottom - line.area.top;
        match out.last_mut() {
            Some(last)
                if last.page == line.page
                    && (-height..2.0 * height).contains(&(line.area.top - last.area.bottom))
                    && line.area.left < last.area.right
                    && line.area.right > last.area.left =>
            {
                last.area = last.area.with(line.area);
            }
            _ => out.push(line),
        }
    }
    out
}
