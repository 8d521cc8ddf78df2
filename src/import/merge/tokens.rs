//! A text of a report in its least parts: characters, references to figures, marks.

use std::ops::Range;

use super::alike::common;

/// The signs that are doubled to a mark.
const SIGNS: [char; 3] = ['*', '_', '^'];

/// The parts of a text, one after the other: a reference `{id}`, a doubled brace, a mark, a note's number or the address of a
/// link is one.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at(length(rest, first));
        found.push(token);
        rest = after;
    }
    found
}

fn length(rest: &str, first: char) -> usize {
    let run = || rest.chars().take_while(|c| *c == first).count();
    match first {
        '{' if rest.starts_with("{{") => 2,
        '}' if rest.starts_with("}}") => 2,
        '{' => rest.find('}').filter(|end| !rest[1..*end].contains('{')).map_or(1, |end| end + 1),
        _ if SIGNS.contains(&first) => run(),
        '[' if rest.starts_with("[^") => rest.find(']').map_or(1, |end| end + 1),
        ']' if rest.starts_with("](http") => rest.find(')').map_or(1, |end| end + 1),
        _ => first.len_utf8(),
    }
}

/// What a token refers to, where it is a reference, without `.value`.
pub(super) fn reference(token: &str) -> Option<&str> {
    let name = token.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then(|| name.strip_suffix(".value").unwrap_or(name))
}

/// Whether a token is a mark that begins or ends a stretch.
fn is_mark(token: &str) -> bool {
    token.len() == 2 && SIGNS.iter().any(|sign| token.chars().all(|c| c == *sign))
}

/// The tokens that are not printed as they are written.
pub(super) fn markup(text: &str) -> Vec<&str> {
    let mut found = tokens(text);
    found.retain(|token| is_mark(token) || reference(token).is_some() || token.starts_with("](http"));
    found.sort_unstable();
    found
}

/// One stretch that differs: its place before, and what stands there now.
type Hunk = (Range<usize>, Range<usize>);

fn hunks(before: &[&str], now: &[&str]) -> Vec<Hunk> {
    let mut found = Vec::new();
    let (mut one, mut other) = (0, 0);
    for (next_one, next_other) in common(before, now).into_iter().chain([(before.len(), now.len())]) {
        if one < next_one || other < next_other {
            found.push((one..next_one, other..next_other));
        }
        (one, other) = (next_one + 1, next_other + 1);
    }
    found
}

/// A text with the changes of two others: how somebody set it, and what somebody wrote. Where both changed the same stretch
/// what was written holds if `loose`; else there is no such text.
pub(super) fn both(before: &str, set: &str, written: &str, loose: bool) -> Option<String> {
    let (before, set, written) = (tokens(before), tokens(set), tokens(written));
    let by_writing = hunks(&before, &written);
    let mut by_setting = Vec::new();
    for (range, now) in hunks(&before, &set).into_iter().flat_map(|hunk| without_marks(hunk, &set)) {
        // The text may refer to the same figure there.
        let has_it = |(other, text): &Hunk| {
            let written = &written[text.clone()];
            other.start <= range.start
                && range.end <= other.end
                && !now.is_empty()
                && set[now.clone()].iter().all(|token| written.contains(token))
        };
        if by_writing.iter().any(has_it) {
            continue;
        }
        if by_writing.iter().any(|(other, _)| cuts(&range, other)) {
            if loose {
                continue;
            }
            return None;
        }
        by_setting.push((range, now));
    }
    let mut out = String::new();
    let mut open = false;
    let (mut ours, mut theirs) = (by_setting.into_iter().peekable(), by_writing.into_iter().peekable());
    let mut at = 0;
    while at <= before.len() {
        let mut marks = Vec::new();
        let mut set_text = Vec::new();
        let mut end = at;
        while let Some((range, now)) = ours.next_if(|(range, _)| range.start == at) {
            let only_marks = range.is_empty() && set[now.clone()].iter().all(|token| is_mark(token));
            let text = if only_marks { &mut marks } else { &mut set_text };
            text.extend_from_slice(&set[now]);
            end = end.max(range.end);
        }
        let written_here = theirs.next_if(|(range, _)| range.start == at);
        let written_text = written_here.as_ref().map_or(&[][..], |(_, now)| &written[now.clone()]);
        let replaced = written_here.map_or(at, |(range, _)| range.end);
        end = end.max(replaced);
        // A stretch that is open ends before what comes here; another one begins behind it, if nothing went for it.
        let parts = if open || replaced > at {
            [&marks[..], written_text, &set_text]
        } else {
            [written_text, &marks, &set_text]
        };
        for token in parts.into_iter().flatten() {
            open ^= is_mark(token);
            out.push_str(token);
        }
        if end == at {
            out.push_str(before.get(at).unwrap_or(&""));
            at += 1;
        } else {
            at = end;
        }
    }
    Some(out)
}

/// A stretch, with the marks at its ends as stretches of their own.
fn without_marks((range, now): Hunk, set: &[&str]) -> Vec<Hunk> {
    let text = &set[now.clone()];
    let first = text.iter().take_while(|token| is_mark(token)).count();
    let last = text[first..].iter().rev().take_while(|token| is_mark(token)).count();
    let (start, end) = (now.start + first, now.end - last);
    let all = [
        (range.start..range.start, now.start..start),
        (range.clone(), start..end),
        (range.end..range.end, end..now.end),
    ];
    all.into_iter().filter(|(range, now)| !range.is_empty() || !now.is_empty()).collect()
}

/// Whether two stretches have something in common, or one is a place within the other.
fn cuts(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::{both, markup, reference, tokens};

    #[test]
    fn a_text_in_its_least_parts() {
        let text = "**共**{a}件{{文[^12]，见[报](https://a.cn)_";
        let found = tokens(text);
        assert_eq!(found.concat(), text);
        for token in ["**", "{a}", "{{", "[^12]", "](https://a.cn)", "_"] {
            assert!(found.contains(&token), "{token}");
        }
        assert_eq!(reference("{a.value}"), Some("a"));
        assert_eq!(reference("{{"), None);
        assert_eq!(markup(text), ["**", "**", "](https://a.cn)", "{a}"]);
        assert_eq!(tokens("{没有完").concat(), "{没有完");
    }

    #[test]
    fn what_was_set_and_what_was_written_are_put_together() {
        for (before, set, written, wanted) in [
            ("全年89件", "**全年**{a}", "今年89件", Some("**今年**{a}")),
            ("全年89件", "**全年**{a}", "全年共89件。", Some("**全年**共{a}。")),
            ("全年89件", "全年**89件**", "全年共89件", Some("全年共**89件**")),
            ("全年89件", "全年{a}", "全年{a}。", Some("全年{a}。")),
            ("全年89件", "全年{a}", "全年90件", None),
            ("全年办结案", "全**年办**结案", "全部完成案", None),
            ("说一句话", "__说__一句话", "先说一句话", Some("先__说__一句话")),
            ("甲乙", "**甲**乙", "甲乙", Some("**甲**乙")),
        ] {
            assert_eq!(both(before, set, written, false).as_deref(), wanted, "{set} + {written}");
        }
        assert_eq!(both("全年89件。", "全年{a}。", "全年90件！", true).as_deref(), Some("全年90件！"));
    }
}
