//! Headings by their look and their place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::line::Line;
use super::super::look::{Face, Look};
use super::super::usual::Usual;
use super::super::wording;
use super::run_in::{RunIn, run_in};
use super::{Candidate, Key, LINE, following, next, previous};

/// How a line's look speaks for a heading.
pub(super) fn look_signs(line: &Line, look: Look, usual: &Usual) -> f32 {
    let body = usual.look;
    let mut score = 0.0;
    if look.size > 0 && body.size > 0 {
        score += match i32::from(look.size) - i32::from(body.size) {
            6.. => 3.0,
            3..=5 => 2.4,
            1..=2 => 1.2,
            -1..=0 => 0.0,
            _ => -2.0,
        };
    }
    if look.face != body.face && look.face != Face::Other {
        score += match look.face {
            Face::Hei | Face::Display => 2.2,
            Face::Kai => 1.7,
            _ => 0.6,
        };
    }
    score += match (look.bold, body.bold) {
        (true, false) => 2.2,
        (false, true) => 0.3,
        _ => 0.0,
    };
    if line.centred && !usual.centred {
        score += 1.8;
    }
    if line.right {
        score -= 4.0;
    }
    if line.outline.is_some_and(|level| level < 6) && !usual.outlined {
        score += 4.0;
    }
    if look.coloured {
        score += 0.4;
    }
    score
}

fn look_key(line: &Line, usual: &Usual, run_in: Option<Look>) -> Key {
    let look = run_in.unwrap_or(line.look);
    let outline = if usual.outlined { None } else { line.outline };
    Key::Look {
        size: look.size,
        face: look.face,
        bold: look.bold,
        centred: line.centred && run_in.is_none(),
        outline,
        run_in: run_in.is_some(),
        above: false,
    }
}

/// The headings that a look makes.
pub(in super::super) fn looked(lines: &[Line], usual: &Usual) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.open()
            || line.number.is_some()
            || wording::is_byline(&line.said)
            || wording::is_enumerated(&line.said) && line.length > 40
        {
            continue;
        }
        if line.is_short() || (line.outline.is_some() && !usual.outlined && line.length <= 64) {
            let mut score = unnumbered(lines, at, usual);
            let mut key = look_key(line, usual, None);
            if let (false, Some(even), Key::Look { above, .. }) = (usual.varied, stacked(lines, at), &mut key)
            {
                score += 2.6;
                *above = !even;
            }
            out.push(Candidate {
                line: at,
                key,
                score,
                range: within_ornaments(line),
                text: None,
                doubt: None,
            });
        } else if let Some(RunIn { range, text, look: Some(look) }) = run_in(line) {
            if wording::is_enumerated(&line.said)
                || line.said.starts_with("本报")
                || line.said.starts_with("新华社")
            {
                continue;
            }
            let score = 2.2 + if look.bold && !usual.look.bold { 1.0 } else { 0.4 };
            out.push(Candidate {
                line: at,
                key: look_key(line, usual, Some(look)),
                score,
                range,
                text: Some(text),
                doubt: None,
            });
        }
    }
    // What several lines have in common is meant.
    let mut keys: BTreeMap<Key, usize> = BTreeMap::new();
    for candidate in &out {
        *keys.entry(candidate.key).or_default() += 1;
    }
    for candidate in &mut out {
        let many = keys.get(&candidate.key).copied().unwrap_or(0);
        candidate.score += if many > 2 {
            1.0
        } else if many > 1 {
            0.7
        } else {
            0.0
        };
    }
    out
}

/// The letters of a heading without what adorns it: brackets around it, signs before it.
fn within_ornaments(line: &Line) -> Range<usize> {
    let sign = |c: &&char| {
        matches!(
            c,
            '■' | '◆'
                | '●'
                | '★'
                | '▲'
                | '▶'
                | '▍'
                | '▌'
                | '|'
                | '｜'
                | '※'
                | '◎'
                | '□'
                | '◇'
                | '·'
                | '•'
                | '~'
                | '～'
        )
    };
    let start = line.letters.iter().take_while(sign).count();
    let end = line.length - line.letters.iter().rev().take_while(sign).count();
    let brackets = start + 2 < end
        && matches!(
            (line.letters[start], line.letters[end - 1]),
            ('【', '】') | ('〖', '〗') | ('[', ']') | ('〔', '〕') | ('『', '』')
        );
    if brackets {
        start + 1..end - 1
    } else if start < end {
        start..end
    } else {
        0..line.length
    }
}

/// Whether a short line stands above another one that stands above text, and whether both are of one length.
fn stacked(lines: &[Line], at: usize) -> Option<bool> {
    let short = |at: usize| {
        lines[at].open() && lines[at].is_short() && lines[at].length <= 24 && lines[at].number.is_none()
    };
    let then = next(lines, at).filter(|&then| short(at) && short(then))?;
    let text = following(lines, then).filter(|&text| lines[text].is_body())?;
    let before =
        previous(lines, at).is_none_or(|before| lines[before].is_body() || !lines[before].parts.is_empty());
    (before && text > then).then_some(lines[at].length == lines[then].length)
}

fn unnumbered(lines: &[Line], at: usize, usual: &Usual) -> f32 {
    let line = &lines[at];
    let mut score = look_signs(line, line.look, usual);
    score += if line.length <= 20 {
        0.6
    } else if line.length > LINE {
        -1.0
    } else {
        0.0
    };
    if line.boxed.is_some() {
        score -= 1.0;
    }
    if matches!(line.letters.first(), Some('“' | '（' | '(' | '—')) {
        score -= 0.5;
    }
    if line.ends() && line.outline.is_none() {
        score -= 1.5;
    }
    let plain = |other: &Line| look_signs(other, other.look, usual) < 1.0;
    match following(lines, at).map(|next| &lines[next]) {
        None => score -= 3.5,
        Some(next) if next.grid.is_some() || !next.pictures.is_empty() => score += 0.2,
        Some(next) if next.is_body() => score += 1.2,
        Some(next) if next.number.is_some() => score += 0.6,
        Some(next) if plain(next) && plain(line) => score -= 1.5,
        Some(_) => {}
    }
    if within_ornaments(line).start > 0 && line.number.is_none() {
        score += 1.4;
    }
    let under = |before: usize| {
        lines[before].is_body()
            || !lines[before].parts.is_empty()
            || lines[before].grid.is_some()
            || (!usual.varied && stacked(lines, before).is_some())
    };
    let below = previous(lines, at).is_none_or(under);
    if below && line.length <= LINE && !line.ends() {
        // A short line between long ones is told by its shape, above all where nothing has a look.
        score += if usual.varied { 0.6 } else { 1.4 };
    }
    score
}
