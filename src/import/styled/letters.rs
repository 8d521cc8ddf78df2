//! Letters of a text beside those of the report that it was made from: what did not change is written as it was.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document::{Paragraph, Run};
use super::super::export::address;
use super::super::export::lines::{Kind, Line};
use super::super::merge::common;
use crate::report::braces;
use crate::report::inline::{Style, is_address, marked};
use crate::report::{Metric, prose, resolve};

/// The mark of a note among letters.
pub(super) const NOTE: char = '\u{1}';
/// The signs of marks, by the places of their looks.
const SIGNS: [(&str, char); 3] = [("**", '*'), ("__", '_'), ("^^", '^')];

/// How letters look, as far as a report can say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Bold, 楷体, with dots.
    pub(super) looks: [bool; 3],
    /// The address that they lead to.
    pub(super) link: Option<String>,
}

const STRONG: usize = 0;
const NAME: usize = 1;
const DOTS: usize = 2;

/// Letters of the report that are printed and written as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Atom {
    /// How they are printed; not at all where they only steer line breaking.
    pub(super) printed: Vec<char>,
    /// How they are written.
    source: String,
    /// How they look.
    look: Look,
    /// The note that they are the mark of.
    pub(super) note: Option<usize>,
}

/// A letter of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Letter {
    /// The letter.
    pub(super) sign: char,
    /// How it looks.
    pub(super) look: Look,
    /// The note that it is the mark of: a place in the document's notes.
    pub(super) note: Option<usize>,
}

/// The letters of a line of the report. `named` has the notes that are footnotes already.
pub(super) fn atoms(
    line: &Line,
    metrics: &[Metric],
    named: &mut BTreeSet<(usize, usize)>,
    notes: usize,
) -> Vec<Atom> {
    let mut out = Vec::new();
    literal(&line.before, &mut out);
    match line.kind {
        Kind::Literal => literal(&line.text, &mut out),
        Kind::Prose => pieces(&format!("{}{}", line.text, line.after), &Look::default(), metrics, &mut out),
        Kind::Marked => {
            let of_note = line.style == "版面注释";
            for piece in &marked(&line.text).pieces {
                let source = &line.text[piece.range.clone()];
                let mut look = Look { link: address(&line.text, piece), ..Look::default() };
                match piece.style {
                    Style::Strong => look.looks[STRONG] = true,
                    Style::Name => look.looks[NAME] = true,
                    Style::Dots => look.looks[DOTS] = true,
                    Style::Plain | Style::Link | Style::Note => {}
                }
                if piece.style == Style::Note {
                    let number = source.trim_matches(['[', '^', ']']).parse().ok();
                    let known = number.filter(|number| (1..=notes).contains(number) && !of_note);
                    let first = known
                        .zip(line.section)
                        .is_some_and(|(number, section)| named.insert((section, number)));
                    let printed = if first { vec![NOTE] } else { piece.text.chars().collect() };
                    out.push(Atom { printed, source: source.to_owned(), look, note: known });
                } else if piece.text == source {
                    pieces(source, &look, metrics, &mut out);
                } else {
                    let printed = piece.text.chars().collect();
                    out.push(Atom { printed, source: source.to_owned(), look, note: None });
                }
            }
            pieces(&line.after, &Look::default(), metrics, &mut out);
        }
    }
    // What XML cannot hold was shown as unknown.
    for letter in out.iter_mut().flat_map(|atom| &mut atom.printed) {
        let note = *letter == NOTE;
        if !note && matches!(*letter, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}') {
            *letter = '\u{fffd}';
        }
    }
    out
}

fn literal(text: &str, out: &mut Vec<Atom>) {
    out.extend(text.chars().map(|letter| Atom {
        printed: vec![letter],
        source: letter.to_string(),
        look: Look::default(),
        note: None,
    }));
}

/// Text with figures.
fn pieces(text: &str, look: &Look, metrics: &[Metric], out: &mut Vec<Atom>) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let reference = rest.find('}').filter(|end| first == '{' && !rest[1..*end].contains('{'));
        let length = if rest.starts_with("{{") || rest.starts_with("}}") {
            2
        } else {
            let known =
                reference.map(|end| end + 1).filter(|&end| prose(&rest[..end], metrics) != rest[..end]);
            known.unwrap_or(first.len_utf8())
        };
        let (source, behind) = rest.split_at(length);
        let printed = resolve(source, metrics).chars().collect();
        out.push(Atom { printed, source: source.to_owned(), look: look.clone(), note: None });
        rest = behind;
    }
}

/// The letters of a paragraph of the text. A style's own face and weight are no marks.
pub(super) fn letters(paragraph: &Paragraph, style: Option<&str>) -> Vec<Letter> {
    runs(&paragraph.runs, style)
}

/// The letters of runs.
pub(super) fn runs(runs: &[Run], style: Option<&str>) -> Vec<Letter> {
    let kai = |run: &Run| run.face.contains('楷') || run.face.contains("Kai");
    let own = match style {
        Some(style) => super::super::export::is_kai(style),
        None => runs.iter().filter(|run| !run.text.trim().is_empty()).all(kai),
    };
    let all_bold =
        style.is_none() && runs.iter().filter(|run| !run.text.trim().is_empty()).all(|run| run.bold);
    let mut out = Vec::new();
    for run in runs {
        let look =
            Look { looks: [run.bold && !all_bold, kai(run) && !own, run.dotted], link: run.link.clone() };
        out.extend(run.text.chars().map(|letter| Letter { sign: letter, look: look.clone(), note: None }));
        if let Some(note) = run.note {
            out.push(Letter { sign: NOTE, look: Look::default(), note: Some(note) });
        }
    }
    let white = |letter: &Letter| letter.sign.is_whitespace();
    let end = out.iter().rposition(|letter| !white(letter)).map_or(0, |at| at + 1);
    out.truncate(end);
    let start = out.iter().position(|letter| !white(letter)).unwrap_or(out.len());
    out.drain(..start);
    out
}

/// The words of the report, to be compared.
pub(super) fn printed(atoms: &[Atom]) -> String {
    atoms.iter().flat_map(|atom| &atom.printed).collect::<String>().trim().to_owned()
}

/// The words of the text, to be compared.
pub(super) fn said(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.sign).collect()
}

/// The looks in which equal words differ: all by the places in [`Look`], and links.
pub(super) fn differ(atoms: &[Atom], letters: &[Letter]) -> [bool; 4] {
    let all: Vec<(char, &Look)> =
        atoms.iter().flat_map(|atom| atom.printed.iter().map(|letter| (*letter, &atom.look))).collect();
    let start = all.iter().position(|(letter, _)| !letter.is_whitespace()).unwrap_or(0);
    let mut out = [false; 4];
    for ((letter, one), other) in all[start..].iter().zip(letters) {
        if letter.is_whitespace() || *letter == NOTE {
            continue;
        }
        for (at, differs) in out.iter_mut().enumerate().take(3) {
            *differs |= one.looks[at] != other.look.looks[at];
        }
        out[3] |= one.link.is_some() != other.look.link.is_some();
    }
    out
}

/// Which looks a report has at all in a line.
pub(super) fn has(atoms: &[Atom], letters: &[Letter]) -> [bool; 4] {
    let mut out = [false; 4];
    let looks = atoms.iter().map(|atom| &atom.look).chain(letters.iter().map(|letter| &letter.look));
    for look in looks {
        (0..3).for_each(|at| out[at] |= look.looks[at]);
        out[3] |= look.link.is_some();
    }
    out
}

/// What a letter becomes.
struct Written {
    source: String,
    look: Look,
    /// Whether it is text of its own, whose signs must not be marks.
    own: bool,
}

/// The text as a report writes it. `trusted` says which looks of the text mean something; `number` gives the number of a
/// note's mark, which may be one that the report has.
pub(super) fn written(
    atoms: &[Atom],
    letters: &[Letter],
    is_marked: bool,
    trusted: [bool; 4],
    number: &mut dyn FnMut(usize, Option<usize>) -> Option<usize>,
) -> String {
    // Each printed letter of the report: its atom, and its place there.
    let flat: Vec<(usize, usize)> = atoms
        .iter()
        .enumerate()
        .flat_map(|(at, atom)| (0..atom.printed.len()).map(move |offset| (at, offset)))
        .collect();
    let one: Vec<char> = flat.iter().map(|(at, offset)| atoms[*at].printed[*offset]).collect();
    let other: Vec<char> = letters.iter().map(|letter| letter.sign).collect();
    let pairs: BTreeMap<usize, usize> =
        common(&one, &other).into_iter().map(|(one, other)| (other, one)).collect();
    let mut out: Vec<Written> = Vec::new();
    let mut at = 0;
    let mut last: Option<usize> = None;
    while let Some(letter) = letters.get(at) {
        let kept = pairs.get(&at).map(|&place| flat[place]);
        let atom = kept.map(|(number, _)| &atoms[number]);
        // Atoms that print nothing stay between two neighbours that stay.
        if let (Some(before), Some((number, 0))) = (last, kept) {
            let between = atoms.get(before + 1..number).unwrap_or_default();
            if between.iter().all(|atom| atom.printed.is_empty()) {
                out.extend(between.iter().map(|atom| Written {
                    source: atom.source.clone(),
                    look: atom.look.clone(),
                    own: false,
                }));
            }
        }
        let mut look = letter.look.clone();
        for (place, trusted) in trusted.iter().enumerate().take(3) {
            if !trusted {
                look.looks[place] = atom.is_some_and(|atom| atom.look.looks[place]);
            }
        }
        match (&look.link, atom.and_then(|atom| atom.look.link.clone())) {
            (None, Some(link)) if !trusted[3] => look.link = Some(link),
            // Writing programs spell addresses in their own way.
            (Some(new), Some(old)) if new.trim_end_matches('/') == old.trim_end_matches('/') => {
                look.link = Some(old);
            }
            _ => {}
        }
        // All letters of an atom, one after the other.
        let whole = kept.filter(|(_, offset)| *offset == 0).filter(|(number, _)| {
            let length = atoms[*number].printed.len();
            (0..length).all(|step| pairs.get(&(at + step)).map(|&place| flat[place]) == Some((*number, step)))
        });
        if let Some((place, _)) = whole {
            let atom = &atoms[place];
            let own = atom.printed.len() == 1 && atom.source.chars().eq(atom.printed.iter().copied());
            if atom.note.is_some() || letter.note.is_some() {
                look = Look::default();
            }
            let mark = letter.note.zip(atom.note).and_then(|(note, base)| number(note, Some(base)));
            let source = mark.map_or_else(|| atom.source.clone(), |mark| format!("[^{mark}]"));
            out.push(Written { source, look, own });
            at += atom.printed.len();
            last = Some(place);
            continue;
        }
        last = None;
        let source = match letter.note {
            Some(note) => number(note, None).map(|number| format!("[^{number}]")).unwrap_or_default(),
            None => braces(&letter.sign.to_string()),
        };
        let own = letter.note.is_none();
        if !own {
            look = Look::default();
        }
        out.push(Written { source, look, own });
        at += 1;
    }
    if !is_marked {
        return out.into_iter().map(|written| control(&written.source)).collect();
    }
    joined(&out)
}

/// Control characters have no meaning in a report.
fn control(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter }).collect()
}

/// Letters with the marks of their looks.
fn joined(all: &[Written]) -> String {
    let sign = |written: &Written| -> &'static str {
        let at = [STRONG, NAME, DOTS].into_iter().find(|at| written.look.looks[*at]);
        at.and_then(|at| SIGNS.get(at)).map_or("", |(sign, _)| sign)
    };
    let mut out = String::new();
    let mut at = 0;
    while at < all.len() {
        let own = sign(&all[at]);
        let end = at + all[at..].iter().take_while(|other| sign(other) == own).count();
        let mut inner = String::new();
        let mut from = at;
        while from < end {
            let link = all[from].look.link.as_deref();
            let to =
                from + all[from..end].iter().take_while(|other| other.look.link.as_deref() == link).count();
            let text = plain(&all[from..to]);
            match link.filter(|link| is_address(link) && !text.contains(['[', ']'])) {
                Some(link) => inner.push_str(&format!("[{text}]({link})")),
                None => inner.push_str(&text),
            }
            from = to;
        }
        let (start, stop) = (inner.trim_start().len(), inner.trim_end().len());
        if own.is_empty() || inner.trim().is_empty() {
            out.push_str(&inner);
        } else {
            let before = inner.len() - start;
            out.push_str(&inner[..before]);
            out.push_str(&format!("{own}{}{own}", &inner[before..stop]));
            out.push_str(&inner[stop..]);
        }
        at = end;
    }
    out
}

/// Letters of one look: two signs that would be a mark are written twice.
fn plain(all: &[Written]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(written) = all.get(at) {
        let sign = SIGNS.iter().find(|(_, sign)| written.own && written.source.chars().eq([*sign]));
        if let Some((_, sign)) = sign {
            let run =
                all[at..].iter().take_while(|other| other.own && other.source.chars().eq([*sign])).count();
            let count = if run == 2 { 4 } else { run };
            out.extend(std::iter::repeat_n(*sign, count));
            at += run;
        } else {
            out.push_str(&control(&written.source));
            at += 1;
        }
    }
    out
}
