//! Letters of runs: cut by their count, cleaned of white.

use std::ops::Range;

use super::super::document::Run;
use crate::report::text::is_han;

/// Whether a character is white, or has no width at all.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The letters of a text without any white.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|&c| !blank(c)).collect()
}

/// How many letters a text has.
pub(super) fn count(text: &str) -> usize {
    text.chars().filter(|&c| !blank(c)).count()
}

/// Whether a character is Chinese: a letter, a mark or a full-width form.
pub(super) fn wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}'
        | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{b7}' | '\u{20000}'..='\u{3ffff}')
}

/// The runs of the letters of a range, counted without white. A run without text stands with the letter before it.
pub(super) fn cut(runs: &[Run], range: Range<usize>) -> Vec<Run> {
    let marks = range.start..range.end;
    cut_with_marks(runs, range, marks)
}

/// The runs of the letters of a range, and the runs without text, such as notes' marks, of a wider one.
pub(super) fn cut_with_marks(runs: &[Run], range: Range<usize>, marks: Range<usize>) -> Vec<Run> {
    let mut out = Vec::new();
    let mut at = 0;
    for run in runs {
        if count(&run.text) == 0 && run.note.is_some() {
            if at <= marks.end && (at > marks.start || marks.start == 0) {
                out.push(run.clone());
            }
            continue;
        }
        let mut text = String::new();
        for c in run.text.chars() {
            let inside = if blank(c) { at > range.start && at < range.end } else { range.contains(&at) };
            if inside {
                text.push(c);
            }
            at += usize::from(!blank(c));
        }
        if !text.is_empty() {
            out.push(Run { text, ..run.clone() });
        }
    }
    out
}

/// The letters of a range as text, without white.
pub(super) fn cut_text(letters: &[char], range: Range<usize>) -> String {
    letters.get(range).unwrap_or_default().iter().collect()
}

/// What white within a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum White {
    /// Nothing between Chinese letters, a word's end between others.
    Words,
    /// The end of a name: `张三 李四`; but `张 三` is one.
    Names,
    /// A rest between halves of a line: a full-width space.
    Halves,
}

/// Runs without the white that means nothing: at both ends, between Chinese letters, more than one between words. Runs of the
/// same look are one.
pub(super) fn clean(runs: &[Run], white: White) -> Vec<Run> {
    let letters: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    for run in runs {
        let mut text = String::new();
        for _ in run.text.chars() {
            match letters[at] {
                c if !blank(c) => text.push(c),
                c if c.is_whitespace() => text.extend(meant(&letters, at, white)),
                _ => {}
            }
            at += 1;
        }
        let run = Run { text, ..run.clone() };
        match out.last_mut() {
            Some(last) if alike(last, &run) => last.text.push_str(&run.text),
            _ if run.text.is_empty() && run.note.is_none() && run.picture.is_none() => {}
            _ => out.push(run),
        }
    }
    out
}

/// What stands for the white at a place; it is told at the first of several.
fn meant(letters: &[char], at: usize, white: White) -> Option<char> {
    let before = at.checked_sub(1).map(|at| letters[at])?;
    if blank(before) && letters[..at].iter().rev().take_while(|&&c| blank(c)).any(|c| c.is_whitespace()) {
        return None;
    }
    let before = letters[..at].iter().rev().copied().find(|&c| !blank(c))?;
    let after = letters[at..].iter().copied().find(|&c| !blank(c))?;
    if !wide(before) && !wide(after) {
        return Some(' ');
    }
    match white {
        White::Words => None,
        White::Halves => Some('\u{3000}'),
        White::Names => {
            let word = |letters: &mut dyn Iterator<Item = char>| letters.take_while(|&c| is_han(c)).count();
            let left = word(&mut letters[..at].iter().rev().copied().skip_while(|&c| blank(c)));
            let right = word(&mut letters[at..].iter().copied().skip_while(|&c| blank(c)));
            (left != 1 || right != 1)
                .then_some(' ')
                .filter(|_| is_han(before) && is_han(after) || !wide(after))
        }
    }
}

fn alike(a: &Run, b: &Run) -> bool {
    let look = |run: &Run| Run { text: String::new(), ..run.clone() };
    a.note.is_none() && a.picture.is_none() && look(a) == look(b)
}

/// What white within a line that is set apart means: a rest where all parts are of one length of four letters or more, names
/// where there are three or more of two or three letters, else nothing.
pub(super) fn white_in(text: &str) -> White {
    let parts: Vec<usize> = text.split(blank).filter(|part| !part.is_empty()).map(count).collect();
    let first = parts.first().copied().unwrap_or(0);
    if (2..=4).contains(&parts.len()) && first >= 4 && parts.iter().all(|&part| part == first) {
        White::Halves
    } else if parts.len() >= 3 && parts.iter().all(|part| (2..=3).contains(part)) {
        White::Names
    } else {
        White::Words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    fn said(runs: &[Run]) -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn white_goes_where_it_means_nothing() {
        let cleaned = |text: &str, white| said(&clean(&[run(text)], white));
        assert_eq!(cleaned("　　一 年 来， 用 WPS Office 写 。 ", White::Words), "一年来，用WPS Office写。");
        assert_eq!(cleaned("本报记者  张 三　李四", White::Names), "本报记者 张三 李四");
        assert_eq!(cleaned("稳中求进 步履铿锵", White::Halves), "稳中求进　步履铿锵");
        assert_eq!(cleaned("上\n下", White::Words), "上下");
        assert_eq!(said(&clean(&[run("稳 "), run(" 进")], White::Halves)), "稳　进");
    }

    #[test]
    fn runs_are_cut_by_letters() {
        let bold = Run { bold: true, ..run(" 加强 学习。") };
        let runs = [run("（一 ）"), bold, run("全年")];
        assert_eq!(said(&cut(&runs, 3..7)), "加强 学习");
        assert_eq!(said(&cut(&runs, 8..10)), "全年");
        let mark = Run { note: Some(0), ..Run::default() };
        let runs = [run("学习"), mark, run("全年")];
        assert_eq!(cut(&runs, 0..2).len(), 2);
        assert_eq!(cut(&runs, 2..4).len(), 1);
    }
}
