//! Marks that come in pairs: quotes, brackets, title marks (GB/T 15834).

use super::{Check, Kind, Slip, Text, is_han};

/// Quotes: “ ” outside, ‘ ’ inside, balanced.
pub(super) static QUOTE: Check = Check {
    code: "quote",
    safe: true,
    find: quote,
    kind: Kind::Body,
    wrong: &[
        ("开办\"委员讲堂\"。", Some("开办“委员讲堂”。")),
        ("开办「委员讲堂」。", Some("开办“委员讲堂”。")),
        ("他说：“要建“委员之家”。”", Some("他说：“要建‘委员之家’。”")),
        ("开办‘委员讲堂’。", Some("开办“委员讲堂”。")),
        ("开办“委员讲堂。", None),
        ("开办委员讲堂”。", None),
        ("开办”委员讲堂“。", Some("开办“委员讲堂”。")),
    ],
    right: &["他说：“要建‘委员之家’。”", "“一线”和“现场”。", "在it's这样的词里。", "’97中国旅游年。"],
};

fn quote(text: &Text) -> Vec<Slip> {
    let mut found = straight(text);
    // What is open: the mark as written, and where.
    let mut open: Vec<(char, usize)> = Vec::new();
    // ’97 is a year, 41’ are minutes.
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let year = |at: usize, mark: char| {
        mark == '’'
            && (figure(text.after(at + mark.len_utf8())) || figure(text.before(at)))
            && !open_single(text, at)
    };
    let marks: Vec<(usize, char)> =
        text.blanked.char_indices().filter(|(at, c)| "“”‘’「」『』".contains(*c) && !year(*at, *c)).collect();
    let apostrophe = |at: usize, mark: char| {
        mark == '’' && text.before(at).is_some_and(|c| c.is_ascii_alphabetic()) && !open_single(text, at)
    };
    if let Some(swapped) = swapped(&marks) {
        return swapped;
    }
    for (at, mark) in marks {
        let range = at..at + mark.len_utf8();
        match mark {
            '“' | '‘' | '「' | '『' => {
                let wanted = if open.len().is_multiple_of(2) { '“' } else { '‘' };
                if mark != wanted {
                    found.push(Slip::new(range, wanted.to_string()));
                }
                open.push((mark, at));
            }
            _ if apostrophe(at, mark) => {}
            _ => {
                let partner = match mark {
                    '”' => '“',
                    '’' => '‘',
                    '」' => '「',
                    _ => '『',
                };
                match open.pop() {
                    Some((opened, _)) if opened == partner => {
                        let wanted = if open.len().is_multiple_of(2) { '”' } else { '’' };
                        if mark != wanted {
                            found.push(Slip::new(range, wanted.to_string()));
                        }
                    }
                    // From here on nobody knows what belongs to what.
                    Some((opened, start)) => {
                        found.push(Slip::unknown(start..start + opened.len_utf8()));
                        return found;
                    }
                    None => found.push(Slip::unknown(range)),
                }
            }
        }
    }
    // A quote of several paragraphs opens in each and closes in the last.
    if open.len() == 1 && open[0].1 == 0 && text.followed {
        return Vec::new();
    }
    // Where something stays open, nobody knows what the others belong to: only that is told.
    if let Some((mark, at)) = open.first() {
        found.retain(|slip| slip.range.end <= *at);
        found.push(Slip::unknown(*at..at + mark.len_utf8()));
    }
    found
}

/// Whether a single quote is open at a byte.
fn open_single(text: &Text, at: usize) -> bool {
    let count = |mark: char| text.blanked[..at].matches(mark).count();
    count('‘') > count('’')
}

/// ” before “ throughout: the two are the wrong way round.
fn swapped(marks: &[(usize, char)]) -> Option<Vec<Slip>> {
    let double: Vec<_> = marks.iter().filter(|(_, mark)| "“”".contains(*mark)).collect();
    let round = double.chunks(2).all(|pair| matches!(pair, [(_, '”'), (_, '“')]));
    (round && !double.is_empty()).then(|| {
        double
            .iter()
            // They may as well belong to quotes that begin before this text and end after it.
            .map(|(at, mark)| Slip::proposal(*at..at + mark.len_utf8(), if *mark == '”' { "“" } else { "”" }))
            .collect()
    })
}

/// Straight quotes in Chinese text, opening and closing by turns.
fn straight(text: &Text) -> Vec<Slip> {
    let at: Vec<usize> = text.blanked.match_indices('"').map(|(at, _)| at).collect();
    let even = at.len().is_multiple_of(2);
    // Of more than two some may stand within others; after a figure they may be inches.
    let inches = at.iter().any(|&at| text.before(at).is_some_and(|c| c.is_ascii_digit()));
    let sure = at.len() == 2 && !inches;
    let mut found: Vec<Slip> = at
        .iter()
        .enumerate()
        .map(|(number, &at)| {
            let right = if number.is_multiple_of(2) { "“" } else { "”" };
            if even { Slip::new(at..at + 1, right).sure_if(sure) } else { Slip::unknown(at..at + 1) }
        })
        .collect();
    let single: Vec<usize> = text
        .blanked
        .match_indices('\'')
        .map(|(at, _)| at)
        .filter(|&at| {
            let chinese = |c: Option<char>| c.is_none_or(|c| is_han(c) || super::is_chinese_mark(c));
            chinese(text.before(at)) || chinese(text.after(at + 1))
        })
        .collect();
    let even = single.len().is_multiple_of(2);
    for (number, at) in single.into_iter().enumerate() {
        let inside = text.blanked[..at].matches('“').count() > text.blanked[..at].matches('”').count();
        let right = match (number.is_multiple_of(2), inside) {
            (true, false) => "“",
            (false, false) => "”",
            (true, true) => "‘",
            (false, true) => "’",
        };
        found.push(if even { Slip::proposal(at..at + 1, right) } else { Slip::unknown(at..at + 1) });
    }
    found
}

const BRACKETS: [(char, char); 6] =
    [('（', '）'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('〔', '〕'), ('(', ')')];

/// Brackets that are not closed, or not opened, or of two kinds.
pub(super) static BRACKET: Check = Check {
    code: "bracket",
    safe: true,
    find: bracket,
    kind: Kind::Body,
    wrong: &[
        ("印发《管理办法。", None),
        ("印发管理办法》。", None),
        ("兄弟县（区政协来访。", None),
        ("兄弟县（区)政协来访。", Some("兄弟县（区）政协来访。")),
        ("兄弟县(区）政协来访。", Some("兄弟县（区）政协来访。")),
    ],
    right: &["兄弟县（区）政协来访。", "1）抓学习；2）抓落实。", "印发《〈办法〉细则》。"],
};

fn bracket(text: &Text) -> Vec<Slip> {
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, mark) in text.blanked.char_indices() {
        if BRACKETS.iter().any(|(opening, _)| *opening == mark) {
            open.push((mark, at));
            continue;
        }
        let Some((opening, _)) = BRACKETS.iter().find(|(_, closing)| *closing == mark) else { continue };
        let range = at..at + mark.len_utf8();
        match open.last().copied() {
            Some((opened, _)) if opened == *opening => {
                open.pop();
            }
            Some(('（', _)) if mark == ')' => {
                open.pop();
                let numbered = text.before(at).is_some_and(|c| c.is_ascii_alphanumeric());
                found.push(Slip::new(range, "）").sure_if(!numbered));
            }
            Some(('(', start)) if mark == '）' => {
                open.pop();
                found.push(Slip::new(start..start + 1, "（"));
            }
            // 1）and a) number a list.
            _ if "）)".contains(mark) && text.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) => {}
            _ => found.push(Slip::unknown(range)),
        }
    }
    found.extend(open.into_iter().map(|(mark, at)| Slip::unknown(at..at + mark.len_utf8())));
    found.sort_by_key(|slip| slip.range.start);
    found
}

/// A title within a title takes 〈 〉.
pub(super) static NESTED_TITLE: Check = Check {
    code: "nested-title",
    safe: true,
    find: |text| {
        let mut found = Vec::new();
        let mut depth = 0_usize;
        for (at, mark) in text.blanked.char_indices() {
            let range = at..at + mark.len_utf8();
            match mark {
                '《' => {
                    depth += 1;
                    if depth.is_multiple_of(2) {
                        found.push(Slip::new(range, "〈"));
                    }
                }
                '》' => {
                    if depth > 0 && depth.is_multiple_of(2) {
                        found.push(Slip::new(range, "〉"));
                    }
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
        }
        // Without balance it is another finding.
        if depth == 0 { found } else { Vec::new() }
    },
    kind: Kind::Body,
    wrong: &[("学习《关于实施《办法》的通知》。", Some("学习《关于实施〈办法〉的通知》。"))],
    right: &["学习《关于实施〈办法〉的通知》。", "学习《办法》《细则》。"],
};
