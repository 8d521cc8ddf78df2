//! Spaces, and slips of the pen.

use super::{BLANK, Kind, Rule, Slip, Text, each, is_chinese_mark, is_han, pattern};

/// No spaces in Chinese text: the page sets the distance to figures and Latin by itself.
pub(super) static SPACE: Rule = Rule {
    code: "space",
    safe: true,
    find: space,
    kind: Kind::Body,
    wrong: &[
        ("全年立案 89 件。", Some("全年立案89件。")),
        ("装上了 5G 基站。", Some("装上了5G基站。")),
        ("　　回望全年。", Some("回望全年。")),
        ("凝心　聚力。", Some("凝心聚力。")),
    ],
    right: &[
        "学习《中共中央 国务院关于深化改革的意见》。",
        "装上Wi-Fi 6路由器。",
        "用上Smart Farm系统。",
        "全年立案89件。",
    ],
};

fn space(text: &Text) -> Vec<Slip> {
    pattern!(SPACES, "[ \u{3000}\t\u{2002}\u{2003}]+");
    each(text, &SPACES, |found| {
        let spaces = found.get(0)?;
        let (before, after) = (text.before(spaces.start()), text.after(spaces.end()));
        let chinese = |c: Option<char>| c.is_none_or(|c| is_han(c) || is_chinese_mark(c));
        let inner = |c: Option<char>| {
            c.is_none_or(|c| {
                is_han(c) || is_chinese_mark(c) || c.is_ascii_alphanumeric() || c == BLANK || "%℃".contains(c)
            })
        };
        if !(chinese(before) || chinese(after)) || !inner(before) || !inner(after) {
            return None;
        }
        // Headings and bylines part their members by a space as wide as a character.
        let parts = text.kind != Kind::Body && before.is_some() && after.is_some();
        if parts && (spaces.as_str() == "　" || text.kind == Kind::Name && before.is_some_and(is_han)) {
            return None;
        }
        let between = before.is_some_and(is_han) && after.is_some_and(is_han);
        // 《中共中央 国务院关于……的意见》 is the title as it is.
        if between && text.quoted(spaces.start()) {
            return None;
        }
        if text.kind == Kind::Heading && between {
            return Some(Slip::proposal(spaces.range(), "　"));
        }
        // Between two words somebody may have listed names; an address ends at its space.
        let address = |part: &str| part.contains(['/', '@', ':', '_']) || part.contains("www.");
        let ascii = |c: &char| c.is_ascii_graphic();
        let ahead: String = text.blanked[spaces.end()..].chars().take_while(ascii).collect();
        let behind: String = text.blanked[..spaces.start()].chars().rev().take_while(ascii).collect();
        let addressed = address(&ahead) || address(&behind.chars().rev().collect::<String>());
        Some(Slip::new(spaces.range(), "").sure_if(!between && !addressed))
    })
}

/// Nothing gets less by times.
pub(super) static TIMES_LESS: Rule = Rule {
    code: "times-less",
    safe: false,
    find: |text| {
        pattern!(
            LESS,
            "(?:下降|减少|降低|缩短|缩小|下跌|压缩|减轻)(?:了|到|为|近|约|至)*(?:[0-9]+(?:\\.[0-9]+)?|[一二两三四五六七八九十百几数]+)[多余]?倍"
        );
        each(text, &LESS, |found| Some(Slip::unknown(found.get(0)?.range())))
    },
    kind: Kind::Body,
    wrong: &[("办理时间缩短了3倍。", None), ("信访量下降两倍。", None)],
    right: &["办理量增长了3倍。", "信访量下降30%。", "成本降低了，收入增加两倍。"],
};

/// A word written twice.
pub(super) static DOUBLED: Rule = Rule {
    code: "doubled",
    safe: false,
    find: |text| {
        // What may stand before, and after, where the two belong to different words.
        const PAIRS: [(&str, &str, &str); 7] = [
            ("的的", "目有标", "确士"),
            ("了了", "为除不明", "解之却然结不"),
            ("与与", "参赠给授付赐寄", ""),
            ("及及", "普涉顾触波提论遍惠企危累殃埃推", "时早其格物第至"),
            ("被被", "棉", ""),
            ("是是", "于还但可只凡就若求国", "非"),
            ("在在", "现存所实内潜外好自正", "皆处"),
        ];
        let mut found = Vec::new();
        for (pair, befores, afters) in PAIRS {
            for (at, _) in text.blanked.match_indices(pair) {
                let end = at + pair.len();
                let before = text.before(at).is_some_and(|c| befores.contains(c));
                let after = text.after(end).is_some_and(|c| afters.contains(c));
                if !before && !after {
                    found.push(Slip::new(at..end, &pair[..pair.len() / 2]));
                }
            }
        }
        found.sort_by_key(|slip| slip.range.start);
        found
    },
    kind: Kind::Body,
    wrong: &[("委员们的的建议。", Some("委员们的建议。")), ("办好了了一批实事。", Some("办好了一批实事。"))],
    right: &[
        "的的确确办好了。",
        "为了了解民情。",
        "参与与监督。",
        "现在在建的路。",
        "实事求是是作风。",
        "保险标的的价值。",
        "取得了了不起的成绩。",
    ],
};
