//! Texts of their own: boxes with a title, words that somebody says.

use std::collections::BTreeMap;

use super::super::taken::Role;
use super::line::{Line, Part};
use super::look::Face;
use super::numbering::Form;
use super::usual::Usual;
use super::wording;
use crate::say;

/// Boxes, by their label or a title of their own.
pub(super) fn judge(lines: &mut [Line], usual: &Usual) {
    let mut boxes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let (Some(boxed), true) = (line.boxed, line.open()) {
            boxes.entry(boxed).or_default().push(at);
        }
    }
    let all: usize = lines.iter().map(|line| line.length).sum();
    for members in boxes.values() {
        let letters: usize = members.iter().map(|&at| lines[at].length).sum();
        // A frame around most of the text is no box.
        if letters * 2 <= all {
            framed(lines, members, usual);
        }
    }
    for at in 0..lines.len() {
        if lines[at].open() && labelled(&lines[at]) {
            unframed(lines, at, usual);
        }
    }
}

/// A label that stands for a box even where nothing frames it: a whole line of one, or one in brackets.
fn labelled(line: &Line) -> bool {
    line.boxed.is_none()
        && line.length <= 40
        && line.number.is_none_or(|number| number.form == Form::Bullet)
        && wording::is_box(&line.said)
        && !line.ends()
        && (line.said.chars().any(|c| matches!(c, '】' | '〗' | ']')) || wording::is_box_label(&line.said))
}

fn framed(lines: &mut [Line], members: &[usize], usual: &Usual) {
    let &first = &members[0];
    let head = &lines[first];
    let large = |line: &Line| usual.look.size > 0 && line.look.size > usual.look.size + 7;
    // The page's title may float, too.
    if first < 12 && large(head) && members.iter().all(|&at| lines[at].length <= 40) {
        return;
    }
    let label = wording::is_box(&head.said);
    let differs = |line: &Line, other: &Line| {
        line.look.size > other.look.size
            || line.look.bold && !other.look.bold
            || line.look.face != other.look.face
            || line.centred && !other.centred
    };
    let short = head.length <= 30 && !head.ends() && !matches!(head.last(), '，' | '、' | '；');
    let second = members.get(1).map(|&at| &lines[at]);
    let titled = short
        && head.number.is_none()
        && second.is_some_and(|second| {
            !second.is_short_display() && (differs(head, second) || second.length > head.length + 10)
        });
    if quoted(lines, members) {
        return;
    }
    if !label && !titled {
        return;
    }
    let mut members = members.iter().copied().peekable();
    if let (true, Some(&at)) = (label || titled, members.peek()) {
        members.next();
        let more = members.peek().is_some();
        title(&mut lines[at], more);
        // Below the label a title of its own may stand.
        if let Some(&next) = members.peek()
            && label
            && lines[next].length <= 30
            && !lines[next].ends()
            && members.clone().count() > 1
        {
            lines[next].take(Role::BoxTitle, None);
            members.next();
        }
    }
    for at in members {
        lines[at].take(Role::BoxText, None);
    }
}

impl Line {
    fn is_short_display(&self) -> bool {
        self.length <= 24 && !self.ends() && !matches!(self.last(), '：' | '，' | '；')
    }
}

/// The title of a box, or the label that runs into its text.
fn title(line: &mut Line, more: bool) {
    let short = line.length <= 30 && !line.ends();
    if short && (more || !line.said.contains(['：', ':'])) {
        line.take(Role::BoxTitle, None);
        return;
    }
    let stop = line.letters.iter().take(14).position(|c| matches!(c, '：' | ':' | '】' | '丨' | '|'));
    match stop {
        Some(stop) if stop + 1 < line.length => {
            let bracket = line.letters[stop] == '】';
            let start = usize::from(bracket && line.letters.first() == Some(&'【'));
            let mark = usize::from(bracket && matches!(line.letters.get(stop + 1), Some('：' | ':')));
            line.parts = vec![
                Part { role: Role::BoxTitle, range: start..stop, doubt: None },
                Part { role: Role::BoxText, range: stop + 1 + mark..line.length, doubt: None },
            ];
        }
        _ => line.take(Role::BoxText, None),
    }
}

/// Words that somebody says, set apart.
fn quoted(lines: &mut [Line], members: &[usize]) -> bool {
    let text: String = members.iter().map(|&at| lines[at].said.as_str()).collect();
    let from = members.last().is_some_and(|&at| lines[at].said.starts_with('—') && lines[at].length <= 40);
    let count = text.chars().count();
    if !(text.starts_with('“') && count <= 300 && members.len() <= 3 && (from || text.ends_with('”'))) {
        return false;
    }
    for &at in members {
        lines[at].take(Role::Saying, None);
    }
    true
}

/// A box that nothing frames: its label, and the paragraphs that look as none of the text does; else one paragraph.
fn unframed(lines: &mut [Line], at: usize, usual: &Usual) {
    title(&mut lines[at], true);
    let other = |line: &Line| {
        let face = line.look.face != usual.look.face
            && matches!(line.look.face, Face::Kai | Face::Fang | Face::Song);
        let small = usual.look.size > 0 && line.look.size > 0 && line.look.size < usual.look.size;
        face || small
    };
    let mut letters = 0;
    for at in at + 1..lines.len() {
        let line = &lines[at];
        if line.length == 0 && line.pictures.is_empty() && line.grid.is_none() {
            continue;
        }
        let heading = line.number.is_some_and(|number| number.form <= Form::BracketHan) || !line.is_body();
        if !line.open()
            || (heading && !other(line))
            || (letters > 0 && letters + line.length > 300 && !other(line))
        {
            break;
        }
        letters += line.length;
        // What stands at the end of the text is the box's; before other text it is not certain where the box ends.
        let goes_on = lines[at + 1..]
            .iter()
            .find(|line| line.length > 0)
            .is_some_and(|next| next.open() && next.is_body());
        let doubt = (!other(line) && goes_on && letters > 150).then(|| say!("import-doubt.box"));
        lines[at].take(Role::BoxText, doubt);
    }
}
