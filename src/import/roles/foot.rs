//! Who made the page, what the office and the day are, and what is not for the page.

use super::super::taken::Role;
use super::line::{Line, Part};
use super::wording;
use crate::message::Message;
use crate::say;

/// What is known by its words wherever it stands.
pub(super) fn everywhere(lines: &mut [Line]) {
    contents(lines);
    attached(lines);
    for line in &mut *lines {
        if !line.open() {
            continue;
        }
        let said = line.said.as_str();
        let why: Option<Message> = if wording::is_page(said) && line.number.is_none() {
            Some(say!("import-left-out.page-number"))
        } else if wording::is_ornament(said) {
            Some(say!("import-left-out.ornament"))
        } else if wording::is_end(said) {
            Some(say!("import-left-out.end"))
        } else if wording::is_contact(said) && line.length <= 80 {
            Some(say!("import-left-out.address"))
        } else {
            None
        };
        if why.is_some() {
            line.take(Role::LeftOut, why);
        } else if wording::is_staff(said) && line.length <= 120 && !line.ends() {
            staff(line);
        }
    }
}

/// Each of the page's makers in a line.
fn staff(line: &mut Line) {
    let starts = wording::makers(&line.said);
    let open =
        usize::from(line.letters.first().is_some_and(|c| matches!(c, '（' | '(' | '【' | '[' | '■' | '●')));
    let close = usize::from(open > 0 && matches!(line.last(), '）' | ')' | '】' | ']'));
    let end = line.length - close;
    // 本版 before 责任编辑 belongs to it.
    let mut starts: Vec<usize> = starts.into_iter().filter(|&at| at > open + 2).collect();
    starts.insert(0, open);
    let ends = starts.iter().skip(1).copied().chain([end]).collect::<Vec<_>>();
    let mark =
        |at: usize| matches!(line.letters.get(at), Some('；' | ';' | '，' | ',' | '、' | '|' | '｜' | '/'));
    line.parts = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let end = if end > start && mark(end - 1) { end - 1 } else { end };
            Part { role: Role::Staff, range: start..end, doubt: None }
        })
        .collect();
}

/// Tables of contents.
fn contents(lines: &mut [Line]) {
    let plain = |line: &Line| {
        line.said
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '-' | '．'))
            .to_owned()
    };
    let mut within = false;
    for at in 0..lines.len() {
        let line = &lines[at];
        if !line.open() {
            continue;
        }
        let head = wording::is_contents(&line.said);
        let styled = wording::is_contents_style(&line.style);
        let text = plain(line);
        let again = within
            && text.chars().count() >= 2
            && lines[at + 1..].iter().any(|other| {
                other.said == text || (other.length > 0 && other.from(other.number_letters()) == text)
            });
        let dotted = wording::is_contents_line(&line.said);
        let paged = within
            && line.length <= 60
            && line.last().is_ascii_digit()
            && line.runs.iter().any(|run| run.text.contains('\t'));
        if head || styled || dotted || again || paged {
            within = within || head;
            lines[at].take(Role::LeftOut, Some(say!("import-left-out.contents")));
        } else {
            within = false;
        }
    }
}

/// Labels of what is attached, and its list.
fn attached(lines: &mut [Line]) {
    let mut list = false;
    for at in 0..lines.len() {
        if !lines[at].open() {
            continue;
        }
        let label =
            wording::is_attached(&lines[at].said) && lines[at].length <= 60 && lines[at].last() != '。';
        let more = list
            && lines[at].length <= 60
            && lines[at].number.is_some_and(|number| number.value > 1)
            && !lines[at].ends();
        let table = lines.get(at + 1).is_some_and(|next| next.grid.is_some());
        if label && table && lines[at].length > 6 {
            continue;
        }
        list = label && lines[at].length > 4 || more;
        if label || more {
            lines[at].take(Role::LeftOut, Some(say!("import-left-out.attached")));
        }
    }
}

/// The office and the day at the end, 落款.
pub(super) fn signature(lines: &mut [Line]) {
    let mut seen = 0;
    let mut dated = false;
    let mut body = false;
    for at in (1..lines.len()).rev() {
        let line = &mut lines[at];
        if line.length == 0 && line.pictures.is_empty() && line.grid.is_none() || !line.parts.is_empty() {
            continue;
        }
        if line.grid.is_some() || !line.pictures.is_empty() {
            dated = false;
            continue;
        }
        seen += 1;
        let said = line.said.as_str();
        let day = wording::is_day(said) && said.chars().count() > 5
            || wording::is_day_and_office(said)
            || wording::is_printed(said);
        let office =
            wording::is_office(said) && line.length <= 30 && line.outline.is_none() && line.number.is_none();
        if day && line.length <= 50 && (!body || line.right) {
            line.take(Role::Folio, None);
            dated = true;
        } else if office && (dated || line.right || seen == 1 && !line.look.bold) {
            let doubt = (!dated && !line.right).then(|| say!("import-doubt.folio"));
            line.take(Role::Folio, doubt);
        } else if line.right && line.length <= 30 && dated && !line.ends() {
            line.take(Role::Folio, None);
        } else if line.is_body() || line.number.is_some() {
            // Above the appended tables there may be another one.
            dated = false;
            body |= line.is_body();
            if seen > 40 {
                return;
            }
        } else {
            dated = false;
        }
    }
}
