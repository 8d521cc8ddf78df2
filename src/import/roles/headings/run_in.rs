//! Headings that run into their text.

use std::ops::Range;

use super::super::letters::{blank, cut};
use super::super::line::Line;
use super::super::look::{self, Face, Look};
use super::LINE;

/// Where a heading runs into its text.
pub(super) struct RunIn {
    /// The letters of the heading.
    pub range: Range<usize>,
    /// Where the text begins.
    pub text: usize,
    /// How it looks, where that is not as the text does.
    pub look: Option<Look>,
}

fn stops(c: char) -> bool {
    matches!(c, '。' | '：' | ':' | '．' | '.' | '！' | '？' | '；')
}

/// The heading at the beginning of a paragraph: by its look up to where that changes, or by its first sentence.
pub(super) fn run_in(line: &Line) -> Option<RunIn> {
    let start = line.number_letters();
    if line.length < start + 10 || line.ends_short() {
        return None;
    }
    let mut looks = Vec::with_capacity(line.length);
    for run in &line.runs {
        let look = look::of(std::slice::from_ref(run));
        looks.extend(run.text.chars().filter(|&c| !blank(c)).map(|_| (look.face, look.bold)));
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
        if blank(c) {
            if seen == letters {
                return true;
            }
        } else {
            seen += 1;
        }
    }
    false
}
