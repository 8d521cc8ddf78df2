//! Headings: what signs each line has of being one, and which level it is of, by what all of them have in common.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use super::super::taken::Role;
use super::letters::cut;
use super::line::{Line, Part};
use super::look::{self, Face, Look, Usual};
use super::numbering::{Chain, Form};
use super::wording;
use crate::message::Message;
use crate::say;

/// What headings of one level have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The form of their numbers.
    Number(Form, u8),
    /// Their look.
    Look {
        /// The size (half points).
        size: u16,
        /// The face.
        face: Face,
        /// Whether bold.
        bold: bool,
        /// Whether centred.
        centred: bool,
        /// The level in the outline.
        outline: Option<u8>,
        /// Whether their text follows on the same line.
        run_in: bool,
        /// Whether another heading follows each, where nothing else tells one from the other.
        above: bool,
    },
}

/// A line that may be a heading.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The line.
    pub line: usize,
    /// What it has in common with others.
    pub key: Key,
    /// How much speaks for it.
    pub score: f32,
    /// The letters of the heading.
    pub range: Range<usize>,
    /// Where the text begins that follows in the same line.
    pub text: Option<usize>,
    /// Why it is not certain.
    pub doubt: Option<Message>,
}

/// How much must speak for a heading.
const ENOUGH: f32 = 3.0;
/// How much makes a paragraph of the text doubtful.
const MAYBE: f32 = 2.2;
/// How much makes it certain.
const CERTAIN: f32 = 3.9;
/// The most letters of a line of a heading.
const LINE: usize = 30;
/// The most letters of an entry of a list.
const ENTRY: usize = 100;

/// The next line that has anything in it.
pub(super) fn next(lines: &[Line], at: usize) -> Option<usize> {
    (at + 1..lines.len()).find(|&next| {
        lines[next].length > 0 || lines[next].grid.is_some() || !lines[next].pictures.is_empty()
    })
}

/// The next line but for the one of who wrote it.
fn following(lines: &[Line], at: usize) -> Option<usize> {
    let then = next(lines, at)?;
    if wording::is_byline(&lines[then].said) && lines[then].length <= 40 {
        next(lines, then)
    } else {
        Some(then)
    }
}

/// The last line before that has letters.
pub(super) fn previous(lines: &[Line], at: usize) -> Option<usize> {
    (0..at).rev().find(|&before| lines[before].length > 0 || lines[before].grid.is_some())
}

/// How a line's look speaks for a heading.
fn look_signs(line: &Line, look: Look, usual: &Usual) -> f32 {
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

/// Where a heading runs into its text.
struct RunIn {
    range: Range<usize>,
    text: usize,
    /// How it looks, where that is not as the text does.
    look: Option<Look>,
}

fn stops(c: char) -> bool {
    matches!(c, '。' | '：' | ':' | '．' | '.' | '！' | '？' | '；')
}

/// The heading at the beginning of a paragraph: by its look up to where that changes, or by its first sentence.
fn run_in(line: &Line) -> Option<RunIn> {
    let start = line.number_letters();
    if line.length < start + 10 || line.ends_short() {
        return None;
    }
    let mut looks = Vec::with_capacity(line.length);
    for run in &line.runs {
        let look = look::of(std::slice::from_ref(run));
        looks.extend(run.text.chars().filter(|&c| !super::letters::blank(c)).map(|_| (look.face, look.bold)));
    }
    let &head = looks.get(start)?;
    let same = looks[start..].iter().take_while(|&&look| look == head).count();
    if same >= 2 && start + same < line.length {
        let rest = look::of(&cut(&line.runs, start + same..line.length));
        let more = (head.1 && !rest.bold)
            || (head.0 != rest.face && matches!(head.0, Face::Hei | Face::Kai | Face::Display));
        let mut end = start + same;
        let mut text = end;
        let mut marked = false;
        while end > start && stops(line.letters[end - 1]) {
            end -= 1;
            marked = true;
        }
        while text < line.length && stops(line.letters[text]) {
            text += 1;
            marked = true;
        }
        // A mark in the text's look may stand before the end of what is set apart.
        let marked = marked || white_after(line, end);
        if end < start + 2 {
            return None;
        }
        let clause = line.letters[end - 1] != '，'
            && line.letters[end - 1] != '、'
            && !line.letters[start..end].contains(&'。');
        if more
            && clause
            && text + 4 <= line.length
            && end - start <= LINE + 6
            && (marked || (line.number.is_some() && end - start <= LINE && same >= 4))
        {
            let look = Some(look::of(&cut(&line.runs, start..end)));
            return Some(RunIn { range: start..end, text, look });
        }
        // Bold words at the beginning are no heading without a mark.
        if more {
            return None;
        }
    }
    let stop = (start + 2..line.length).find(|&at| stops(line.letters[at]))?;
    let figure = matches!(line.letters[stop], '.' | '．') || matches!(line.letters[stop], '：' | ':' | '；');
    if figure || stop - start > 24 || stop + 7 > line.length {
        return None;
    }
    let commas = line.letters[start..stop].iter().filter(|c| matches!(c, '，' | '；')).count();
    (commas <= 1).then_some(RunIn { range: start..stop, text: stop + 1, look: None })
}

/// Whether white stands after a count of letters.
fn white_after(line: &Line, letters: usize) -> bool {
    let mut seen = 0;
    for c in line.runs.iter().flat_map(|run| run.text.chars()) {
        if super::letters::blank(c) {
            if seen == letters {
                return true;
            }
        } else {
            seen += 1;
        }
    }
    false
}

impl Line {
    /// Whether it is too short to hold a heading and a text.
    fn ends_short(&self) -> bool {
        self.after_number() < 12
    }

    /// Whether it is a heading by its length and end; where it has a number it may be longer.
    fn is_short(&self) -> bool {
        let most = if self.number.is_some() || self.outline.is_some() { 64 } else { 40 };
        self.grid.is_none()
            && (2..=most).contains(&self.after_number())
            && !matches!(self.last(), '。' | '；' | '，' | '、' | '：' | ';' | ',' | ':')
            && !self.letters.iter().any(|&c| c == '。')
    }

    /// Whether it is one sentence that could be a heading but for its 。.
    fn is_sentence(&self) -> bool {
        self.last() == '。'
            && (4..=36).contains(&self.after_number())
            && self.letters.iter().filter(|&&c| c == '。').count() == 1
    }
}

/// The headings that numbers make, and the entries of lists, which are taken at once.
pub(super) fn numbered(lines: &mut [Line], chains: &[Chain], usual: &Usual) -> Vec<Candidate> {
    let mut out = Vec::new();
    // How many lines of a form could be headings, in all of the text: a chain of one is judged by the others.
    let mut forms: BTreeMap<(Form, u8), (usize, usize)> = BTreeMap::new();
    for chain in chains {
        let (heads, all) = forms.entry((chain.form, chain.depth)).or_default();
        for &at in &chain.lines {
            let line = &lines[at];
            *heads += usize::from(line.is_short() || line.is_sentence() || run_in(line).is_some());
            *all += 1;
        }
    }
    for chain in chains {
        let members: Vec<usize> = chain.lines.iter().copied().filter(|&at| lines[at].open()).collect();
        let usually = forms
            .get(&(chain.form, chain.depth))
            .is_some_and(|(heads, all)| *all > 1 && heads * 10 >= all * 6);
        chain_of(lines, chain, &members, usually, usual, &mut out);
    }
    out.sort_by_key(|candidate| candidate.line);
    out
}

fn chain_of(
    lines: &mut [Line],
    chain: &Chain,
    members: &[usize],
    usually: bool,
    usual: &Usual,
    out: &mut Vec<Candidate>,
) {
    if members.is_empty() {
        return;
    }
    let key = Key::Number(chain.form, chain.depth);
    let short = |at: usize| lines[at].is_short();
    let signs = |at: usize| look_signs(&lines[at], lines[at].look, usual);
    let run_ins: Vec<Option<RunIn>> =
        members.iter().map(|&at| if short(at) { None } else { run_in(&lines[at]) }).collect();
    let shorts = members.iter().filter(|&&at| short(at)).count();
    let sentences = members.iter().filter(|&&at| lines[at].is_sentence()).count();
    let looked = members.iter().filter(|&&at| short(at) && signs(at) >= 1.5).count();
    let by_look = run_ins.iter().flatten().filter(|run_in| run_in.look.is_some()).count();
    let plain = run_ins.iter().flatten().count() - by_look;
    let gaps = members
        .iter()
        .zip(members.iter().skip(1))
        .filter(|&(&at, &then)| next(lines, at) != Some(then))
        .count();
    let between = members.len() - 1;
    let last_followed = members.last().is_some_and(|&at| {
        next(lines, at).is_some_and(|next| lines[next].is_body() || lines[next].grid.is_some())
    });
    let followed = if between == 0 { last_followed } else { gaps * 2 >= between };
    let strong = chain.form <= Form::Deep;
    let outlined = members.iter().all(|&at| lines[at].outline.is_some()) && !usual.outlined;
    let base = match chain.form {
        Form::Part | Form::Han => 4.0,
        Form::BracketHan => 3.6,
        Form::Deep => 3.2,
        Form::Arabic => 2.8,
        Form::BracketArabic => 2.4,
        _ => 1.6,
    };
    let sentence_chain = sentences == members.len() && members.len() > 1;
    let through = if sentence_chain && chain.whole {
        1.3
    } else if chain.whole && members.len() > 1 {
        1.0
    } else if chain.whole {
        0.0
    } else {
        -0.6
    };

    // A list: short lines in a row, without text between them.
    let rows = members.iter().all(|&at| lines[at].length <= ENTRY);
    let listed =
        members.len() > 1 && gaps == 0 && rows && looked * 2 < members.len() && !outlined && by_look == 0;
    let sparse = !strong
        && members.len() > 1
        && gaps * 2 < between
        && rows
        && looked * 2 < members.len()
        && !outlined
        && by_look == 0;
    let weak = matches!(
        chain.form,
        Form::BracketArabic | Form::Circled | Form::Letter | Form::Bullet | Form::Arabic
    );
    if (listed && (weak || chain.form > Form::Han || members.len() > 2)) || sparse {
        let long = members.iter().filter(|&&at| lines[at].length > 45).count() * 2 > members.len();
        if weak && !(long && plain == members.len()) {
            for &at in members {
                let from = lines[at].number_letters();
                lines[at].take_from(Role::Entry, from, None);
            }
            return;
        }
        let all_short = shorts == members.len() && !lines[members[0]].ends();
        if all_short && !last_followed {
            for &at in members {
                let from = lines[at].number_letters();
                lines[at].take_from(Role::Entry, from, Some(say!("import-doubt.list")));
            }
            return;
        }
    }
    let agree = |count: usize| count * 10 >= members.len() * 6;
    let sentences_too = agree(shorts + sentences) || usually && strong;
    let mostly_heads = agree(shorts + by_look + plain);
    let mut unsure = Vec::new();
    for (order, (&at, run_in)) in members.iter().zip(run_ins).enumerate() {
        let line = &lines[at];
        let start = line.number_letters();
        let look = signs(at);
        let end_of_chain = order + 1 == members.len();
        let mut score = base + through + look.min(2.5);
        let mut doubt = None;
        let (range, text) = if short(at) {
            if !followed && !strong && look < 1.5 {
                continue;
            }
            if members.len() == 1 && look < 1.5 && !line.outline.is_some() && (weak || !last_followed) {
                score -= 2.0;
            }
            if end_of_chain && next(lines, at).is_none() {
                score -= 1.0;
            }
            (start..line.length, None)
        } else if let Some(run_in) = run_in {
            if run_in.look.is_some() {
                score = base + through + 1.5;
            } else if !(mostly_heads && members.len() > 1 || usually) || (weak && chain.form > Form::Arabic) {
                if strong {
                    unsure.push(at);
                }
                continue;
            } else {
                score = base + through.max(-0.2) - 0.3;
                if weak {
                    doubt = Some(say!("import-doubt.run-in"));
                }
            }
            (run_in.range, Some(run_in.text))
        } else if line.is_sentence() && (sentences_too || look >= 1.5) && (followed || last_followed) {
            (start..line.length - 1, None)
        } else {
            continue;
        };
        out.push(Candidate { line: at, key, score, range, text, doubt });
    }
    for at in unsure {
        lines[at].maybe = Some(say!("import-doubt.run-in"));
    }
}

/// The headings that a look makes.
pub(super) fn looked(lines: &[Line], usual: &Usual) -> Vec<Candidate> {
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

/// Takes the headings, and says which level each is of.
pub(super) fn judge(lines: &mut [Line], mut candidates: Vec<Candidate>, usual: &Usual) {
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
    let Some(top) = top(&levels, lines) else { return };
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
fn top(levels: &BTreeMap<Key, Level>, lines: &[Line]) -> Option<Key> {
    let fit = |key: &Key, level: &Level| {
        let high = matches!(key, Key::Number(Form::Part | Form::Han, _));
        level.lines.len() > 1 || (high && level.score >= 4.0) || level.outline == Some(0)
    };
    let mut best: Option<(&Key, &Level)> = None;
    let any = levels.iter().any(|(key, level)| fit(key, level));
    let _ = lines;
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
