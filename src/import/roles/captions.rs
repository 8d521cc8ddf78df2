//! What pictures show, and who took them.

use std::ops::Range;

use super::super::taken::Role;
use super::letters::{blank, count};
use super::line::{Line, Part};
use super::usual::Usual;
use super::wording;
use crate::say;

/// The most letters of a caption.
const LONGEST: usize = 200;

/// Captions and credits.
pub(super) fn judge(lines: &mut [Line], usual: &Usual) {
    let any = lines.iter().any(|line| !line.pictures.is_empty());
    for at in 0..lines.len() {
        if !lines[at].open() {
            continue;
        }
        let said = lines[at].said.clone();
        if wording::is_picture_file(&said) {
            lines[at].take(Role::Caption, Some(say!("import-doubt.picture-name")));
        } else if wording::is_credits(&said) && lines[at].length <= 60 && credits(&said) {
            lines[at].take(Role::Credits, None);
        } else if credit_alone(lines, at, any) {
            let line = &mut lines[at];
            let range = within_brackets(line);
            line.parts = vec![Part { role: Role::Credit, range, doubt: None }];
        } else {
            caption(lines, at, usual);
        }
    }
}

fn credits(said: &str) -> bool {
    ["提供", "摄", "供图", "来源", "来自", "图片", "照片"].iter().any(|word| said.contains(word))
        && !said.contains("。") | said.ends_with('。')
}

/// Whether a line is a credit alone.
fn credit_alone(lines: &[Line], at: usize, any: bool) -> bool {
    let line = &lines[at];
    let bare: String =
        line.said.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '【' | '】')).to_owned();
    if line.length > 28 || !wording::is_credit(&bare) || line.number.is_some() {
        return false;
    }
    let beside = at.checked_sub(1).is_some_and(|before| {
        near_picture(&lines[before]) || matches!(lines[before].role(), Some(Role::Caption))
    });
    let titled = bare.ends_with('摄') || bare.ends_with("供图") || bare.ends_with("摄影");
    beside || (titled && (any || line.length <= 12))
}

fn near_picture(line: &Line) -> bool {
    !line.pictures.is_empty()
}

/// The letters within brackets that stand around a whole line.
pub(super) fn within_brackets(line: &Line) -> Range<usize> {
    let open = line.letters.first().is_some_and(|c| matches!(c, '（' | '(' | '【' | '[' | '〔'));
    let close = matches!(line.last(), '）' | ')' | '】' | ']' | '〕');
    if open && close && line.length > 2 { 1..line.length - 1 } else { 0..line.length }
}

fn caption(lines: &mut [Line], at: usize, usual: &Usual) {
    let line = &lines[at];
    if line.length > LONGEST + 30 || wording::is_table_note(&line.said) {
        return;
    }
    let before = (0..at).rev().find(|&before| lines[before].length > 0 || !lines[before].pictures.is_empty());
    let after =
        (at + 1..lines.len()).find(|&after| lines[after].length > 0 || !lines[after].pictures.is_empty());
    // A picture stands alone where its paragraph has no text, or a caption.
    let alone =
        |line: &Line| !line.pictures.is_empty() && (line.length == 0 || line.role() == Some(Role::Caption));
    let own = !line.pictures.is_empty();
    let below = before.is_some_and(|before| alone(&lines[before]));
    let more = before.is_some_and(|before| lines[before].role() == Some(Role::Caption));
    let above = after.is_some_and(|after| alone(&lines[after]));
    let floating = before.is_some_and(|before| !lines[before].pictures.is_empty());
    let near = own || below || above || floating;
    let smaller = line.look.size > 0 && usual.look.size > 0 && line.look.size + 1 < usual.look.size;
    let other = line.look.face != usual.look.face
        || (line.centred && !usual.centred)
        || smaller
        || line.look.bold != usual.look.bold;
    let with_picture = line.laid.is_some()
        && lines.iter().any(|other| other.laid == line.laid && !other.pictures.is_empty())
        && lines.iter().filter(|other| other.laid == line.laid && other.is_body()).count() == 0;
    let styled = wording::is_caption_style(&line.style);
    let label = wording::picture_label(&line.text);
    let words = wording::begins_caption(&line.said);
    let credit = credit_at_end(line);
    let short = line.length <= 60
        && !matches!(line.last(), '：' | ':')
        && line.outline.is_none()
        && line.number.is_none_or(|number| number.letters > 0 && label > 0);

    let file = label > 0 && line.said.contains('.') && wording::is_file_label(&line.text);
    let marked = label > 0 && matches!(line.letters.get(label - 1), Some('：' | ':')) && line.length <= 100;
    let explicit = words
        || file && label < line.length
        || marked && label < line.length
        || (label > 0
            && label < line.length
            && (near || line.length <= 80 && other || !line.ends() || credit.is_some()));
    let certain = explicit || styled || (credit.is_some() && (near || line.length <= 100));
    let title_like = line.look.size > usual.look.size && usual.look.size > 0
        || (line.look.bold && !usual.look.bold && !line.ends());
    let (is_caption, doubt) = if certain || (with_picture && line.length <= LONGEST) {
        (true, None)
    } else if short
        && !title_like
        && (own || below)
        && (other || line.length <= 40 && !line.ends() || line.length <= 30 && !line.indented)
    {
        let sure = smaller || line.centred && !usual.centred || own && other;
        (true, (!sure).then(|| say!("import-doubt.caption")))
    } else if short && !title_like && floating && !own && line.boxed.is_some() && other {
        (true, None)
    } else if short
        && !title_like
        && above
        && !below
        && !more
        && (smaller || line.centred && !usual.centred && !line.ends())
        && at > 0
    {
        (true, Some(say!("import-doubt.caption")))
    } else {
        (false, None)
    };
    if !is_caption {
        return;
    }
    let from = if label < lines[at].length && !words { label } else { 0 };
    let line = &mut lines[at];
    match credit {
        Some(range) if range.start > from + 1 => {
            let end = range.start
                - usize::from(matches!(line.letters.get(range.start - 1), Some('（' | '(' | '【' | '[')));
            line.parts = vec![
                Part { role: Role::Caption, range: from..end, doubt },
                Part { role: Role::Credit, range, doubt: None },
            ];
        }
        _ => line.take_from(Role::Caption, from, doubt),
    }
}

/// The credit at a caption's end: within brackets, after a sentence, or after white.
fn credit_at_end(line: &Line) -> Option<Range<usize>> {
    let end = line.length;
    if matches!(line.last(), '）' | ')' | '】') {
        let open = line.letters.iter().rposition(|c| matches!(c, '（' | '(' | '【'))?;
        let inside: String = line.letters[open + 1..end - 1].iter().collect();
        return (wording::is_credit(&inside) || wording::is_credits(&inside) && inside.ends_with("提供"))
            .then_some(open + 1..end - 1);
    }
    if !(line.last() == '摄' || line.said.ends_with("供图") || line.said.ends_with("摄影")) {
        return None;
    }
    if let Some(stop) = line.letters.iter().rposition(|c| matches!(c, '。' | '！' | '？' | '”')) {
        let tail = line.from(stop + 1);
        return (stop + 1 < end && wording::is_credit(&tail)).then_some(stop + 1..end);
    }
    let text = &line.text;
    let mut best = None;
    for (at, c) in text.char_indices().rev() {
        let tail = &text[at..];
        if count(tail) > 16 {
            break;
        }
        let said: String = tail.chars().filter(|&c| !blank(c)).collect();
        if blank(c) && said.chars().count() >= 3 && wording::is_credit(&said) {
            let start = end - said.chars().count();
            let known = ["本报", "记者", "通讯员"].iter().any(|word| said.starts_with(word));
            best = best.filter(|_| !known).or(Some(start));
        }
    }
    best.filter(|&start| start > 0).map(|start| start..end)
}
