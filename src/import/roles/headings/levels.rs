//! Which level each heading is of.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::letters::cut;
use super::super::line::{Line, Part};
use super::super::look::{self, Face, Look};
use super::super::numbering::Form;
use super::super::usual::Usual;
use super::{CERTAIN, Candidate, ENOUGH, Key, LINE, MAYBE};
use crate::import::taken::Role;
use crate::say;

/// Takes the headings, and says which level each is of.
pub(in super::super) fn judge(lines: &mut [Line], mut candidates: Vec<Candidate>, usual: &Usual) {
    // What looks as two sure headings do is one, too, though with a doubt.
    let mut sure: BTreeMap<Key, usize> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.score >= ENOUGH) {
        *sure.entry(candidate.key).or_default() += 1;
    }
    for candidate in &mut candidates {
        if candidate.score >= MAYBE && sure.get(&candidate.key).is_some_and(|sure| *sure > 1) {
            candidate.score = candidate.score.max(ENOUGH);
        }
    }
    for candidate in &candidates {
        let line = &mut lines[candidate.line];
        if line.open() && candidate.score < ENOUGH && candidate.score >= MAYBE {
            line.maybe = Some(say!("import-doubt.heading"));
        }
    }
    candidates.retain(|candidate| lines[candidate.line].open() && candidate.score >= ENOUGH);
    candidates.sort_by_key(|candidate| candidate.line);
    let mut levels: BTreeMap<Key, Level> = BTreeMap::new();
    for candidate in &candidates {
        let line = &lines[candidate.line];
        let level = levels.entry(candidate.key).or_insert_with(|| Level::new(line, candidate, usual));
        level.lines.push(candidate.line);
        level.outline = level.outline.and_then(|outline| Some(outline.min(line.outline?)));
        level.score = level.score.max(candidate.score);
    }
    let Some(top) = top(&levels) else { return };
    for candidate in candidates {
        let level = levels[&candidate.key].clone();
        let order = compare(&candidate.key, &level, &top, &levels[&top]);
        let first = candidate.key == top || order != Ordering::Greater;
        let line = &mut lines[candidate.line];
        let length = candidate.range.len();
        let mut doubt = candidate.doubt;
        if candidate.score < CERTAIN {
            doubt = doubt.or_else(|| Some(say!("import-doubt.heading")));
        }
        if first && candidate.key != top && order == Ordering::Less {
            doubt = doubt.or_else(|| Some(say!("import-doubt.level")));
        }
        if length > LINE && (length > 3 * LINE || line.breaks.is_empty()) {
            doubt = doubt.or_else(|| Some(say!("import-doubt.long-heading", count = length, most = LINE)));
        }
        let role = if first || length > LINE { Role::Heading } else { Role::Subhead };
        let role = if !first && length > LINE { Role::Subhead } else { role };
        line.parts = vec![Part { role, range: candidate.range, doubt }];
        if let Some(text) = candidate.text {
            line.parts.push(Part { role: Role::Text, range: text..line.length, doubt: None });
        }
    }
}

/// What is known of the headings of one kind.
#[derive(Debug, Clone)]
struct Level {
    lines: Vec<usize>,
    outline: Option<u8>,
    look: Look,
    centred: bool,
    run_in: bool,
    score: f32,
}

impl Level {
    fn new(line: &Line, candidate: &Candidate, usual: &Usual) -> Self {
        let look = look::of(&cut(&line.runs, candidate.range.clone()));
        Self {
            lines: Vec::new(),
            outline: line.outline.filter(|_| !usual.outlined),
            look,
            centred: line.centred && candidate.text.is_none(),
            run_in: candidate.text.is_some(),
            score: candidate.score,
        }
    }
}

/// The kind that stands above all others.
fn top(levels: &BTreeMap<Key, Level>) -> Option<Key> {
    let fit = |key: &Key, level: &Level| {
        let high = matches!(key, Key::Number(Form::Part | Form::Han, _));
        level.lines.len() > 1 || (high && level.score >= 4.0) || level.outline == Some(0)
    };
    let mut best: Option<(&Key, &Level)> = None;
    let any = levels.iter().any(|(key, level)| fit(key, level));

    for (key, level) in levels.iter().filter(|(key, level)| !any || fit(key, level)) {
        best = match best {
            Some((known, before)) if compare(key, level, known, before) != Ordering::Less => {
                Some((known, before))
            }
            _ => Some((key, level)),
        };
    }
    best.map(|(key, _)| *key)
}

/// Which of two kinds of headings is above the other: the lesser one.
fn compare(a: &Key, level: &Level, b: &Key, other: &Level) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    if let (Some(a), Some(b)) = (level.outline, other.outline)
        && a != b
    {
        return a.cmp(&b);
    }
    if let (Key::Number(a, depth), Key::Number(b, below)) = (a, b) {
        return (a, depth).cmp(&(b, below));
    }
    if level.look.size.abs_diff(other.look.size) >= 2 && level.look.size > 0 && other.look.size > 0 {
        return other.look.size.cmp(&level.look.size);
    }
    if level.run_in != other.run_in {
        return level.run_in.cmp(&other.run_in);
    }
    let above = |key: &Key| matches!(key, Key::Look { above: true, .. });
    if above(a) != above(b) {
        return above(b).cmp(&above(a));
    }
    let weight = |level: &Level| match (level.look.face, level.look.bold) {
        (Face::Display, _) => 4,
        (Face::Hei, _) => 3,
        (_, true) => 2,
        (Face::Kai, false) => 1,
        _ => 0,
    };
    let numbers = |key: &Key| matches!(key, Key::Number(..));
    if level.centred != other.centred && !(numbers(a) && numbers(b)) {
        return other.centred.cmp(&level.centred);
    }
    let deep = |key: &Key| matches!(key, Key::Number(form, _) if *form >= Form::Arabic);
    match weight(level).cmp(&weight(other)) {
        // A line as bold as the first level is of it, such as 前言; above numbers of a lower form it is the first level.
        Ordering::Equal => {
            if deep(a) != deep(b) && numbers(a) != numbers(b) {
                deep(a).cmp(&deep(b))
            } else if numbers(a) != numbers(b)
                && matches!(
                    (a, b),
                    (Key::Number(Form::BracketHan, _), _) | (_, Key::Number(Form::BracketHan, _))
                )
            {
                level.lines.first().cmp(&other.lines.first())
            } else {
                Ordering::Equal
            }
        }
        order => order.reverse(),
    }
}
