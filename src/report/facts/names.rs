//! Names in quotes and titles of works.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::prose::Prose;
use super::{Disagreement, Fact};
use crate::report::pattern;
use crate::report::text;

/// Names in quotes and titles that differ in one character or in punctuation.
pub(super) fn names(prose: &Prose, found: &mut Vec<Disagreement>) {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| pattern("《(?P<title>[^《》]{4,60})》|“(?P<quoted>[^“”。！？；]{4,24})”"));
    // Each form: its text, whether it is a title, how often it stands there, and where first.
    let mut forms: Vec<(String, bool, usize, String, Range<usize>)> = Vec::new();
    for paragraph in &prose.paragraphs {
        for all in NAME.captures_iter(&paragraph.text) {
            let Some(name) = all.name("title").or_else(|| all.name("quoted")) else { continue };
            let title = all.name("title").is_some();
            match forms.iter_mut().find(|form| form.0 == name.as_str() && form.1 == title) {
                Some(form) => form.2 += 1,
                None => {
                    forms.push((name.as_str().to_owned(), title, 1, paragraph.pointer.clone(), name.range()));
                }
            }
        }
    }
    for (index, second) in forms.iter().enumerate() {
        for first in &forms[..index] {
            // Two names in one sentence are two on purpose.
            let sentence = |paragraph: &str| !paragraph.contains(['。', '！', '？']);
            let together = first.3 == second.3
                && prose.paragraphs.iter().any(|paragraph| {
                    let between = paragraph.text.get(first.4.end..second.4.start);
                    paragraph.pointer == first.3 && between.is_some_and(sentence)
                });
            if first.1 == second.1 && !together && same_name(&first.0, &second.0, second.1) {
                // The rarer form is the slip; of two as frequent the later one.
                let (slip, other) = if first.2 < second.2 { (first, second) } else { (second, first) };
                found.push(Disagreement {
                    fact: Fact::Name { other: other.0.clone() },
                    pointer: slip.3.clone(),
                    range: slip.4.clone(),
                    said: slip.0.clone(),
                });
            }
        }
    }
}

/// Characters that number or tell apart the members of a series: 第一期 is not 第二期.
const SERIES: &str = "一二三四五六七八九十百0123456789上中下东西南北春夏秋冬甲乙丙丁前后内外男女老少新旧大小市县乡镇村省区季月年";

/// Whether two names are one, written in two ways.
fn same_name(a: &str, b: &str, title: bool) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    let (a, b) = (bare(a), bare(b));
    if a == b {
        return true;
    }
    let shorter = a.len().min(b.len());
    if a.len() == b.len() {
        let different: Vec<(char, char)> =
            a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, y)| (*x, *y)).collect();
        let numbered = different.iter().any(|(x, y)| {
            SERIES.contains(*x) && SERIES.contains(*y) || x.is_ascii_digit() || y.is_ascii_digit()
        });
        let swapped = matches!(different.as_slice(), [one, two] if one.0 == two.1 && one.1 == two.0);
        if swapped && shorter >= 5 {
            return true;
        }
        let least = if title { 6 } else { 5 };
        let alike = different.iter().all(|(x, y)| text::alike(*x, *y));
        return different.len() == 1 && !numbered && shorter >= least && alike;
    }
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    if long.len() != short.len() + 1 || shorter < 4 {
        return false;
    }
    let at = long.iter().zip(&short).position(|(x, y)| x != y).unwrap_or(short.len());
    if long[at + 1..] != short[at..] {
        return false;
    }
    let extra = long[at];
    let numbered = extra.is_ascii_digit() || "一二三四五六七八九十".contains(extra);
    if title && shorter >= 5 && at == short.len() && !numbered {
        return true;
    }
    // A little word that was left out, or a longer name with a letter missing within.
    "的之和与及了".contains(extra)
        || (shorter >= 7
            && at > 0
            && at < short.len()
            && !extra.is_ascii_digit()
            && !"一二三四五六七八九十".contains(extra))
}
