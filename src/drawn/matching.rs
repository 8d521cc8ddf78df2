//! Finding the report's texts among the glyphs: the longest first, every glyph for one text only.

use super::glyphs::Sheet;
use super::reading::{self, Matched};
use crate::edition::Settings;
use crate::report::{self, Metric, Printed, Report, Said, escaped};
use crate::typeset::area::Area;
use crate::typeset::thread_name::ThreadName;

/// A text that must be printed.
pub struct Wanted<'a> {
    /// Where it stands in the report.
    pub said: Said<'a>,
    /// The text as it is printed.
    pub shown: String,
    /// What of it can be seen: no spaces.
    characters: Vec<char>,
}

/// The texts that must be printed: but for rows that the template leaves out, and words and addresses that it asks for and does
/// not print as such.
pub fn wanted<'a>(report: &'a Report, settings: &Settings) -> Vec<Wanted<'a>> {
    let omits = |said: &Said| settings.texts.omits.iter().any(|path| path == said.row.path);
    let values = settings.extra.iter().filter(|(_, extra)| !extra.is_printed());
    let values: Vec<String> = values.map(|(name, _)| format!("/extra/{}", escaped(name))).collect();
    let is_printed = |said: &Said| !values.contains(&said.pointer);
    let must = |said: &Said| said.row.printed != Printed::Perhaps && !omits(said) && is_printed(said);
    all(report, must)
}

/// All texts of a report that can be seen and pass a test.
pub fn all(report: &Report, test: impl Fn(&Said) -> bool) -> Vec<Wanted<'_>> {
    report::said(report)
        .into_iter()
        .filter(test)
        .map(|said| Wanted::new(said, &report.metrics))
        .filter(|wanted| !wanted.characters.is_empty())
        .collect()
}

impl<'a> Wanted<'a> {
    fn new(said: Said<'a>, metrics: &[Metric]) -> Self {
        let shown = said.shown(metrics);
        let characters = seen(&shown);
        Self { said, shown, characters }
    }

    /// What is seen of the picture that it is the name of, and on which page.
    pub fn spoken(&self, sheet: &Sheet) -> Option<(usize, Area)> {
        let spoken = sheet.spoken.iter().find(|spoken| seen(&spoken.0) == self.characters);
        spoken.map(|(_, page, area)| (*page, *area))
    }

    /// The thread that it should run through.
    fn thread(&self) -> Option<ThreadName> {
        match self.said.row.printed {
            Printed::Lead => Some(ThreadName::Lead),
            Printed::Section => Some(ThreadName::Section(self.said.number)),
            Printed::Caption => Some(ThreadName::caption(self.said.number)),
            Printed::Quote => Some(ThreadName::Quote(self.said.number)),
            Printed::Anywhere | Printed::Perhaps => None,
        }
    }
}

/// The characters of a text that can be seen.
fn seen(text: &str) -> Vec<char> {
    text.chars().filter(|c| super::seen(*c)).collect()
}

/// Finds each text: in its thread, else outside the report's threads. The end of one text and the beginning of the next may read
/// as a third: when that has taken the place of one, those that were not found are looked for first.
pub fn matched(sheet: &Sheet, wanted: &[Wanted]) -> Vec<Matched> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(wanted[index].characters.len()));
    let found = in_order(sheet, wanted, &order, &mut vec![false; sheet.glyphs.len()]);
    let lost = |found: &[Matched]| found.iter().map(|one| one.lost).sum::<usize>();
    if lost(&found) == 0 {
        return found;
    }
    order.sort_by_key(|&index| found[index].lost == 0);
    let again = in_order(sheet, wanted, &order, &mut vec![false; sheet.glyphs.len()]);
    if lost(&again) == 0 { again } else { found }
}

/// Finds texts that may be printed in what others have left.
pub fn matched_besides(sheet: &Sheet, others: &[Matched], wanted: &[Wanted]) -> Vec<Matched> {
    let mut used = vec![false; sheet.glyphs.len()];
    for &glyph in others.iter().flat_map(|one| &one.glyphs) {
        used[glyph] = true;
    }
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(wanted[index].characters.len()));
    in_order(sheet, wanted, &order, &mut used)
}

fn in_order(sheet: &Sheet, wanted: &[Wanted], order: &[usize], used: &mut [bool]) -> Vec<Matched> {
    let outside = sheet.stream(|thread| matches!(thread, ThreadName::Named(_)), true);
    let mut found: Vec<Matched> = wanted.iter().map(|_| Matched::default()).collect();
    for &index in order {
        let text = &wanted[index];
        let own = text.thread().map(|name| sheet.stream(|thread| *thread == name, false));
        let inside = own.as_ref().and_then(|stream| find(sheet, stream, used, &text.characters));
        let place = inside.or_else(|| find(sheet, &outside, used, &text.characters));
        found[index] = match place {
            Some(glyphs) => {
                for &glyph in &glyphs {
                    used[glyph] = true;
                }
                let overset = |glyph: &&usize| {
                    let run = &sheet.runs[sheet.glyphs[**glyph].run];
                    run.slot.as_ref().is_some_and(|slot| slot.number.is_none())
                };
                let lost = glyphs.iter().filter(overset).count();
                Matched { glyphs, lost, before: 0, overset: lost > 0 }
            }
            // The name of a picture stands for its words.
            None if sheet.spoken.iter().any(|spoken| seen(&spoken.0) == text.characters) => {
                Matched::default()
            }
            None => {
                let stream = own.as_ref().filter(|stream| !stream.is_empty()).unwrap_or(&outside);
                let before = longest_beginning(sheet, stream, used, &text.characters);
                Matched { lost: text.characters.len() - before, before, ..Matched::default() }
            }
        };
    }
    found
}

/// The glyphs of the first place in a stream where a text stands and nothing is wrong with it; else of the first.
fn find(sheet: &Sheet, stream: &[usize], used: &[bool], text: &[char]) -> Option<Vec<usize>> {
    let mut first = None;
    let last = stream.len().checked_sub(text.len())?;
    for start in 0..=last {
        let here = &stream[start..start + text.len()];
        let fits =
            here.iter().zip(text).all(|(&glyph, c)| sheet.glyphs[glyph].character == *c && !used[glyph]);
        if !fits || is_part_of_a_number(sheet, stream, start, text.len()) {
            continue;
        }
        if reading::is_clean(sheet, here) {
            return Some(here.to_vec());
        }
        first.get_or_insert(here);
    }
    first.map(<[usize]>::to_vec)
}

/// Whether a text that begins or ends with a figure goes on in the same run with another.
fn is_part_of_a_number(sheet: &Sheet, stream: &[usize], start: usize, length: usize) -> bool {
    let figure = |c: char| c.is_ascii_digit() || c == '.';
    let glyph = |at: usize| stream.get(at).map(|&index| &sheet.glyphs[index]);
    let joins = |one: Option<usize>, other: usize| match (one.and_then(glyph), glyph(other)) {
        (Some(one), Some(other)) => one.run == other.run && figure(one.character) && figure(other.character),
        _ => false,
    };
    joins(start.checked_sub(1), start) || joins(Some(start + length), start + length - 1)
}

/// How many characters of a text stand somewhere in a stream from its beginning on; 0 when it is less than half of them.
fn longest_beginning(sheet: &Sheet, stream: &[usize], used: &[bool], text: &[char]) -> usize {
    let from = |start: usize| {
        let pairs = stream[start..].iter().zip(text);
        pairs.take_while(|(glyph, c)| sheet.glyphs[**glyph].character == **c && !used[**glyph]).count()
    };
    let most = (0..stream.len()).map(from).max().unwrap_or(0);
    // A whole that was refused is a part of something else.
    if most * 2 < text.len() || most == text.len() { 0 } else { most }
}
