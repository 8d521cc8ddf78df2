//! What stands above the text: kicker, title, subtitle, who wrote it, and what a paper carries at its head.

use super::super::taken::Role;
use super::captions::within_brackets;
use super::headings::{Candidate, next};
use super::letters::{White, count, white_in};
use super::line::{Line, Part};
use super::look::Face;
use super::usual::Usual;
use super::wording;
use crate::say;

/// The most letters of a line of the title.
const TITLE: usize = 30;
/// The most letters of a line above or below it.
const BESIDE: usize = 60;
/// The most lines that may stand before the text.
const FARTHEST: usize = 24;

/// Takes the head's lines.
pub(super) fn judge(lines: &mut [Line], numbered: &[Candidate], looked: &[Candidate], usual: &Usual) {
    folio(lines, usual);
    labelled(lines);
    let mut zone = zone(lines, numbered, usual);
    without_headings(lines, &mut zone, looked, numbered, usual);
    if zone.is_empty() {
        zone = floating(lines, usual);
    }
    if lines.iter().any(|line| line.role() == Some(Role::Title)) {
        for &at in &zone {
            below(lines, at, usual);
        }
        return;
    }
    let Some(title) = title(lines, &zone, usual) else { return };
    let look_less = !usual.varied;
    let (first, last) = title.bounds;
    for &at in &zone {
        if at < first {
            above(&mut lines[at], look_less);
        } else if at > last {
            below(lines, at, usual);
        }
    }
    for &at in zone.iter().filter(|&&at| (first..=last).contains(&at)) {
        let line = &mut lines[at];
        let doubt = if line.breaks.is_empty() && line.length > TITLE {
            Some(say!("import-doubt.long-title", count = line.length, most = TITLE))
        } else if title.certain {
            None
        } else {
            Some(say!("import-doubt.title"))
        };
        let mut cuts = halves(line);
        cuts.insert(0, 0);
        cuts.push(line.length);
        line.parts = cuts
            .windows(2)
            .map(|pair| Part { role: Role::Title, range: pair[0]..pair[1], doubt: doubt.clone() })
            .collect();
    }
    repeated(lines, first, last);
}

/// Where a title's line is divided: at its soft breaks, or between halves of a couplet.
fn halves(line: &Line) -> Vec<usize> {
    if !line.breaks.is_empty() {
        return line.breaks.clone();
    }
    let text = &line.text;
    let parts: Vec<usize> =
        text.split(super::letters::blank).filter(|part| !part.is_empty()).map(count).collect();
    if white_in(text) == White::Halves && parts.len() == 2 && parts[0] >= 6 {
        vec![parts[0]]
    } else {
        Vec::new()
    }
}

/// Lines that say themselves what they are, 引题：….
fn labelled(lines: &mut [Line]) {
    for line in lines.iter_mut().filter(|line| line.length > 0).take(FARTHEST) {
        if let Some((role, label)) = wording::head_label(&line.said)
            && line.open()
            && label < line.length
            && line.length <= 80
        {
            let dash = line.letters[label..].iter().take_while(|&&c| is_dash(c)).count();
            let from = if label + dash < line.length { label + dash } else { label };
            line.take_from(role, from, None);
        }
    }
}

/// What a paper carries at its head: number, secrecy, the office in red, the issue.
fn folio(lines: &mut [Line], usual: &Usual) {
    let mut seen = 0;
    for at in 0..lines.len().min(FARTHEST * 2) {
        let number = (at + 1..lines.len()).filter(|&next| lines[next].length > 0).take(2).any(|next| {
            let said = &lines[next].said;
            wording::is_paper_number(said) || wording::is_issue(said)
        });
        let line = &mut lines[at];
        if line.length == 0 || line.grid.is_some() {
            continue;
        }
        if line.is_body() || seen > FARTHEST {
            return;
        }
        seen += 1;
        if !line.open() {
            continue;
        }
        let said = line.said.as_str();
        let red = line.look.coloured
            && line.runs.iter().any(|run| run.colour.is_some_and(|[r, g, b]| r > 150 && g < 90 && b < 90));
        let large = line.look.size > usual.look.size + 8 || usual.look.size == 0;
        let paper = wording::is_paper_number(said) || wording::is_issue(said) || wording::is_signed(said);
        let secret = wording::is_secret(said) && line.length <= 16 && (seen <= 5);
        let head = red && large && wording::is_red_head(said) && line.length <= 30;
        let named = number && seen <= 6 && wording::is_paper_name(said);
        if paper || secret || head || named {
            line.take(Role::Folio, None);
        }
    }
}

/// The lines before the text.
fn zone(lines: &[Line], numbered: &[Candidate], usual: &Usual) -> Vec<usize> {
    let mut zone = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if zone.len() >= FARTHEST {
            break;
        }
        if line.grid.is_some() {
            break;
        }
        if !line.open() {
            // A caption or a box among the first lines ends nothing; a paragraph does.
            continue;
        }
        let greets = wording::is_greeting(&line.said)
            || (line.length <= 50 && matches!(line.last(), '：' | ':') && !line.centred);
        let heads = numbered.iter().any(|candidate| candidate.line == at && candidate.score >= 3.0);
        let note = wording::editor_label(&line.said) > 0;
        let large = line.look.size > usual.look.size + 5 && usual.look.size > 0 && line.length <= 80;
        if heads
            || note
            || greets
            || (line.is_body() && !line.is_head_like() && !large)
            || (line.number.is_some() && !line.centred && !wording::is_byline(&line.said))
        {
            break;
        }
        // A second line with a first level of the outline is a heading.
        zone.push(at);
    }
    zone
}

impl Line {
    /// Whether it stands in the head although it is long: a subtitle with its dash, a byline.
    fn is_head_like(&self) -> bool {
        let dash = dashes(self) > 0;
        self.length <= 80 && !self.ends() && (dash || self.centred || wording::is_byline(&self.said))
    }
}

/// Takes the lines away from the head that are the first headings.
fn without_headings(
    lines: &[Line],
    zone: &mut Vec<usize>,
    looked: &[Candidate],
    numbered: &[Candidate],
    usual: &Usual,
) {
    let key = |at: usize| looked.iter().find(|candidate| candidate.line == at);
    while zone.len() > 1 {
        let Some(&at) = zone.last() else { return };
        let Some(candidate) = key(at) else { return };
        let line = &lines[at];
        let said = &line.said;
        let text = &line.text;
        if dashes(line) > 0
            || wording::is_byline(said)
            || wording::is_day(said)
            || wording::is_office(said) && !usual.varied
            || wording::are_names(text)
            || wording::is_office_and_name(text)
        {
            return;
        }
        let later =
            |other: &&Candidate| other.line > at && lines[other.line].open() && other.key == candidate.key;
        let same = looked.iter().filter(later).filter(|other| other.score >= 3.0).count();
        let first = zone
            .first()
            .is_some_and(|&first| lines[first].outline < line.outline && lines[first].outline.is_some());
        let outlined = line.outline.is_some() && !usual.outlined && first;
        // A line before it of the same kind stands in the head: then both do.
        let sizes = zone.iter().all(|&other| lines[other].look.size <= line.look.size);
        let plain = !usual.varied && !numbered.iter().any(|candidate| candidate.score >= 3.0);
        let heading = if usual.varied {
            same > 0 && !(sizes && line.look.size > usual.look.size)
        } else {
            plain && same > 0 && line.length <= 24
        };
        if !heading && !outlined {
            return;
        }
        zone.pop();
    }
}

/// A title that floats in a text box, after the paragraph that it is tied to.
fn floating(lines: &[Line], usual: &Usual) -> Vec<usize> {
    let near = lines.iter().enumerate().filter(|(_, line)| line.length > 0).take(8);
    near.filter(|(_, line)| {
        line.open() && line.look.size > usual.look.size + 7 && line.length <= 40 && !line.ends()
    })
    .map(|(at, _)| at)
    .take(2)
    .collect()
}

struct Title {
    bounds: (usize, usize),
    certain: bool,
}

/// How a line speaks for being the title.
fn score(line: &Line, usual: &Usual) -> f32 {
    let mut score = 0.0;
    if usual.look.size > 0 && line.look.size > 0 {
        score += ((f32::from(line.look.size) - f32::from(usual.look.size)) * 0.5).clamp(-4.0, 9.0);
    }
    score += if line.centred && !usual.centred { 2.0 } else { 0.0 };
    score += match line.look.face {
        Face::Display if usual.look.face != Face::Display => 3.0,
        Face::Hei if usual.look.face != Face::Hei => 1.2,
        Face::Kai if usual.look.face != Face::Kai => -0.8,
        _ => 0.0,
    };
    score += if line.look.bold && !usual.look.bold { 1.5 } else { 0.0 };
    score += if wording::is_title_style(&line.style) { 6.0 } else { 0.0 };
    score -= if wording::is_subtitle_style(&line.style) { 5.0 } else { 0.0 };
    score += if line.outline == Some(0) && !usual.outlined { 3.0 } else { 0.0 };
    score += if wording::is_summary(&line.said) { 0.8 } else { 0.0 };
    score -= if dashes(line) > 0 { 9.0 } else { 0.0 };
    score -=
        if line.ends() && !line.said.ends_with('！') && !line.said.ends_with('？') { 5.0 } else { 0.0 };
    score -= if line.length < 4 || line.length > 60 { 3.0 } else { 0.0 };
    score -= if line.right { 5.0 } else { 0.0 };
    score -= if wording::is_byline(&line.said)
        || wording::is_day(&line.said)
        || wording::is_greeting(&line.said)
        || wording::is_meeting(&line.said)
    {
        6.0
    } else {
        0.0
    };
    score
}

fn title(lines: &[Line], zone: &[usize], usual: &Usual) -> Option<Title> {
    let scores: Vec<f32> = zone.iter().map(|&at| score(&lines[at], usual)).collect();
    let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if best < -3.0 {
        return None;
    }
    let mut order = scores.iter().position(|&score| score >= best - 0.01)?;
    let told = best >= 2.0;
    let alike = |a: usize, b: usize| {
        let (a, b) = (&lines[zone[a]], &lines[zone[b]]);
        let look = a.look.size.abs_diff(b.look.size) <= 1
            && a.look.face == b.look.face
            && a.look.bold == b.look.bold
            && a.centred == b.centred
            && a.style == b.style;
        let apart = dashes(b) > 0
            || wording::is_byline(&b.said)
            || wording::is_day(&b.said)
            || b.ends() && !b.said.ends_with('！');
        look && !apart && b.length <= 40
    };
    let (mut first, mut end) = (order, order);
    let mut certain = told;
    if told && (usual.varied || lines[zone[order]].outline.is_some()) {
        while first > 0 && alike(first - 1, first) && scores[first - 1] > 1.0 {
            first -= 1;
        }
        while end + 1 < zone.len() && alike(order, end + 1) && scores[end + 1] > 1.0 && end < first + 3 {
            end += 1;
        }
    } else if let Some(bounds) = of_paper(lines, zone) {
        // A paper's title says so: 某某县人民政府 above 关于……的通知.
        (first, end) = bounds;
        certain = true;
    } else {
        // Nothing has a look: by what stands below, and by the lengths of lines.
        let stops = |&at: &usize| {
            let line = &lines[at];
            let text = &line.text;
            dashes(line) > 0
                || wording::is_byline(&line.said)
                || wording::is_day(&line.said)
                || wording::is_office(&line.said)
                || wording::are_names(text)
                || wording::is_office_and_name(text)
                || wording::is_meeting(&line.said)
        };
        let start = zone.iter().position(|at| !stops(at)).unwrap_or(0);
        let stop = zone[start..].iter().position(stops);
        let lead = stop.unwrap_or(zone.len() - start);
        let length = |at: usize| lines[zone[start + at]].length;
        let even = |a: usize, b: usize| length(a) == length(b) && length(a) >= 6 && length(a) <= TITLE;
        match lead {
            0 => order = 0,
            1 => {
                (first, end) = (0, 0);
                certain = length(0) <= TITLE;
            }
            2 if even(0, 1) => {
                (first, end) = (0, 1);
                certain = true;
            }
            2 => {
                // Above a title stands a longer line, or one that says what all is about; below it a longer one, too.
                let summary = |at: usize| wording::is_summary(&lines[zone[start + at]].said);
                let second = stop.is_some() && !summary(1) || summary(0) && !summary(1);
                first = usize::from(second);
                end = first;
                certain = false;
            }
            _ if even(1, 2) => (first, end) = (1, 2),
            _ if even(0, 1) => (first, end) = (0, 1),
            _ => (first, end) = (1, 1),
        }
        if lead == 0 {
            (first, end) = (order, order);
        } else {
            (first, end) = (first + start, end + start);
        }
    }
    Some(Title { bounds: (zone[first], zone[end]), certain })
}

/// The title of a paper by its words: an office, 关于, and the kind of paper at its end.
fn of_paper(lines: &[Line], zone: &[usize]) -> Option<(usize, usize)> {
    let said = |order: usize| lines[zone[order]].said.as_str();
    let about = (0..zone.len().min(4)).find(|&order| wording::is_about(said(order)))?;
    let last = (about..zone.len().min(about + 3)).find(|&order| wording::is_paper_kind(said(order)))?;
    let office = about > 0 && wording::is_office(said(about - 1));
    Some((about - usize::from(office), last))
}

fn above(line: &mut Line, look_less: bool) {
    let role = if wording::is_day(&line.said)
        || wording::is_day_and_office(&line.said)
        || wording::is_office(&line.said) && line.length <= 16
    {
        Role::Folio
    } else if wording::is_byline(&line.said) {
        Role::Byline
    } else {
        Role::Kicker
    };
    let doubt = if line.length > BESIDE {
        Some(say!("import-doubt.long-line", count = line.length, most = BESIDE))
    } else if look_less && role == Role::Kicker {
        Some(say!("import-doubt.title"))
    } else {
        None
    };
    line.take(role, doubt);
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '―' | '─' | '–' | '－' | '-' | '━' | '⸺')
}

/// How many dashes stand before a subtitle.
pub(super) fn dashes(line: &Line) -> usize {
    let mut count = line.letters.iter().take_while(|c| is_dash(**c)).count();
    let hyphen = count == 1 && matches!(line.letters.first(), Some('-' | '–'));
    if hyphen || count == line.length {
        count = 0;
    }
    count
}

fn below(lines: &mut [Line], at: usize, usual: &Usual) {
    let last = next(lines, at).is_none();
    let line = &mut lines[at];
    let text = line.text.clone();
    let inside = within_brackets(line);
    let bare: String = line.letters[inside.clone()].iter().collect();
    let dash = dashes(line);
    if dash > 0 {
        let doubt = (line.length - dash > BESIDE)
            .then(|| say!("import-doubt.long-line", count = line.length, most = BESIDE));
        line.take_from(Role::Subtitle, dash, doubt);
    } else if byline(line) {
    } else if wording::is_day(&bare) || wording::is_day_and_office(&bare) || wording::is_office(&bare) {
        line.take(Role::Folio, None);
    } else if wording::is_meeting(&bare) {
        line.take(Role::Subtitle, None);
    } else if wording::are_names(&text)
        || wording::is_office_and_name(&text)
        || wording::is_officer(&bare) && line.length <= 24
    {
        line.parts = vec![Part { role: Role::Byline, range: inside, doubt: None }];
    } else if line.is_head() && !last {
        let told = (line.centred && !usual.centred) || wording::is_subtitle_style(&line.style);
        let doubt = (!told).then(|| say!("import-doubt.subtitle"));
        let role = if inside.start > 0 && count(&bare) <= 20 && line.length <= 24 {
            Role::Byline
        } else {
            Role::Subtitle
        };
        let doubt = if role == Role::Byline { Some(say!("import-doubt.byline")) } else { doubt };
        line.take(role, doubt);
    }
}

impl Line {
    fn is_head(&self) -> bool {
        self.length <= BESIDE && !self.ends() && !matches!(self.last(), '：' | ':' | '，')
    }
}

/// Takes a line as the one of who wrote it, where it is.
pub(super) fn byline(line: &mut Line) -> bool {
    if line.length > 60 || !wording::is_byline(&line.said) {
        return false;
    }
    let mut inside = within_brackets(line);
    inside.start += line.letters.iter().take_while(|c| matches!(c, '□' | '■' | '◎' | '●' | '◆')).count();
    let bare: String = line.letters[inside.clone()].iter().collect();
    let start = inside.start + wording::author_label(&bare);
    line.parts = vec![Part { role: Role::Byline, range: start..inside.end, doubt: None }];
    true
}

/// The title once more, after a cover or a table of contents, is left out.
fn repeated(lines: &mut [Line], first: usize, last: usize) {
    let title: String = lines[first..=last]
        .iter()
        .filter(|line| line.role() == Some(Role::Title))
        .map(|line| line.said.as_str())
        .collect();
    if title.chars().count() < 6 {
        return;
    }
    for line in &mut lines[last + 1..] {
        if line.open() && line.said == title && line.centred {
            line.take(Role::LeftOut, Some(say!("import-left-out.title-again")));
        }
    }
}
