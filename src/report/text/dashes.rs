//! Dashes, ranges, dots and the sign for times (GB/T 15834, GB/T 15835).

use super::{Check, Kind, Slip, Text, UNITS, each, is_chinese_mark, is_han, pattern};

/// An ellipsis is …….
pub(super) static ELLIPSIS: Check = Check {
    code: "ellipsis",
    safe: true,
    find: |text| {
        pattern!(DOTS, ["..", "。。", "··", "…"], r"(\.{3,}|\.{2}|。{3,}|·{3,}|…+)([。，、；]?)");
        each(text, &DOTS, |found| {
            let (dots, stop) = (found.get(1)?, found.get(2)?);
            let count = dots.as_str().chars().count();
            let good = dots.as_str().starts_with('…') && matches!(count, 2 | 4) && stop.is_empty();
            let latin = dots.as_str().starts_with('.') && {
                let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/');
                ascii(text.before(dots.start())) && ascii(text.after(dots.end()))
            };
            // Two stops, or dots in Latin, may be something else.
            let chinese = text.before(dots.start()).is_some_and(|c| is_han(c) || is_chinese_mark(c));
            let sure =
                !dots.as_str().starts_with('·') && (dots.as_str().starts_with('…') || count > 2 && chinese);
            (!good && !latin)
                .then(|| Slip::new(found.get(0).map_or(0..0, |all| all.range()), "……").sure_if(sure))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("水通了...", Some("水通了……")),
        ("水通了。。。", Some("水通了……")),
        ("水通了…路也通了。", Some("水通了……路也通了。")),
        ("水通了……。", Some("水通了……")),
    ],
    right: &["水通了……", "“水通了……”", "版本1.0.2", "他说：“水……水通了！”"],
};

/// A dash is ——.
pub(super) static DASH: Check = Check {
    code: "dash",
    safe: true,
    find: dash,
    kind: Kind::Body,
    wrong: &[
        ("一个目标--让群众满意。", Some("一个目标——让群众满意。")),
        ("—泾源县政协工作回顾。", Some("——泾源县政协工作回顾。")),
        ("一个目标 - 让群众满意。", Some("一个目标——让群众满意。")),
        ("“讲堂”—让人愿意来。", Some("“讲堂”——让人愿意来。")),
        ("一个目标———让群众满意。", Some("一个目标——让群众满意。")),
    ],
    right: &["泾源—平凉公路。", "2020—2024年。", "Wi-Fi和5G-A。", "一个目标——让群众满意。"],
};

fn dash(text: &Text) -> Vec<Slip> {
    pattern!(DASHES, ["-", "—", "－", "―", "─", "–"], " ?(-+|—+|－+|―+|─+|–+) ?");
    each(text, &DASHES, |found| {
        let (all, dashes) = (found.get(0)?, found.get(1)?);
        let (before, after) = (text.before(all.start()), text.after(all.end()));
        let spaced = all.len() > dashes.len();
        let word = |c: Option<char>| c.is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '%');
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "-%/".contains(c));
        let chinese = |c: Option<char>| c.is_none_or(|c| is_han(c) || is_chinese_mark(c));
        let count = dashes.as_str().chars().count();
        let wrong = if dashes.as_str().starts_with('—') && count == 2 {
            // A right dash with spaces about it is the spaces' matter.
            false
        } else if ascii(before) && ascii(after) {
            false
        } else if count == 1 && !spaced {
            // Between two words a single line joins: 泾源—平凉.
            !(word(before) && word(after))
                && (chinese(before) || chinese(after))
                && !is_minus(dashes.as_str(), after)
        } else {
            chinese(before) || chinese(after)
        };
        // One line, or one with spaces, may join as well: 银川 - 西安.
        let sure = !spaced && (2..=4).contains(&count) && before.is_some();
        wrong.then(|| Slip::new(all.range(), "——").sure_if(sure))
    })
}

/// A line before a figure is a minus.
fn is_minus(dash: &str, after: Option<char>) -> bool {
    "-－–".contains(dash) && after.is_some_and(|c| c.is_ascii_digit())
}

/// A range of numbers takes ～; of years, months and days —.
pub(super) static RANGE_MARK: Check = Check {
    code: "range-mark",
    safe: true,
    find: |text| {
        pattern!(
            RANGE,
            ["-", "~", "∼", "〜", "－", "–"],
            r"(?P<first>[0-9]+(?:\.[0-9]+)?)(?P<unit>[年月日时%]?)(?P<mark>[-~∼〜－–])(?P<second>[0-9]+(?:\.[0-9]+)?)"
        );
        each(text, &RANGE, |found| {
            let all = found.get(0)?;
            let (first, second, mark) = (found.name("first")?, found.name("second")?, found.name("mark")?);
            let next = text.after(all.end());
            let counted = next.is_some_and(|c| UNITS.contains(c) || "%％℃毫厘兆".contains(c));
            let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "-./".contains(c));
            let code =
                first.as_str().starts_with('0') && first.len() > 1 || first.len() > 4 && second.len() > 5;
            if !counted || code || joined(text.before(all.start())) || next == Some('-') {
                return None;
            }
            let year = |part: &str| part.len() == 4 && !part.contains('.');
            let date = match next {
                Some('年') => year(first.as_str()) && year(second.as_str()),
                Some('月') => true,
                Some('日' | '时') => !found.name("unit")?.is_empty(),
                _ => false,
            };
            // 3-5号楼 may be a door, 7-10日 a day of July.
            let rising = first.as_str().parse::<f64>().ok()? < second.as_str().parse::<f64>().ok()?;
            let years = date && next == Some('年');
            let plain = next.is_some_and(|c| !"号日月年时点分版章条款项层栋组级".contains(c));
            let sure = rising && (plain || years || "~∼〜".contains(mark.as_str()));
            Some(Slip::new(mark.range(), if date { "—" } else { "～" }).sure_if(sure))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("每组10-12户。", Some("每组10～12户。")),
        ("每组10~12户。", Some("每组10～12户。")),
        ("在2020-2024年间。", Some("在2020—2024年间。")),
        ("气温5℃，降水15-30毫米。", Some("气温5℃，降水15～30毫米。")),
    ],
    right: &[
        "电话0954-5011234。",
        "每组10～12户。",
        "型号CT-200型。",
        "编号为2024-12-05号。",
        "编号0123-4567号。",
    ],
};

/// The middle dot of names is ·.
pub(super) static MIDDLE_DOT: Check = Check {
    code: "middle-dot",
    safe: true,
    find: |text| {
        pattern!(DOT, ["•", "・", "‧", "∙", "⋅", "･"], "[•・‧∙⋅･]");
        each(text, &DOT, |found| {
            let dot = found.get(0)?;
            let inner =
                |c: Option<char>| c.is_some_and(|c| is_han(c) || c.is_alphanumeric() || is_chinese_mark(c));
            (inner(text.before(dot.start())) && inner(text.after(dot.end())))
                .then(|| Slip::new(dot.range(), "·"))
        })
    },
    kind: Kind::Body,
    wrong: &[("阿卜杜•热合曼委员。", Some("阿卜杜·热合曼委员。")), ("马丁・路德。", Some("马丁·路德。"))],
    right: &["阿卜杜·热合曼委员。"],
};

/// Between two sizes stands ×.
pub(super) static TIMES_SIGN: Check = Check {
    code: "times-sign",
    safe: true,
    find: |text| {
        pattern!(
            TIMES,
            ["x", "X", "*", "＊", "✕"],
            r"[0-9](?:米|厘米|毫米|m|cm|mm)? ?(?P<sign>[xX*＊✕]) ?[0-9]"
        );
        each(text, &TIMES, |found| {
            let all = found.get(0)?;
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let hexadecimal = all.as_str().starts_with("0x");
            let rest = text.blanked[all.end()..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let sized = ["米", "厘米", "毫米", "m", "cm", "mm"].iter().any(|unit| rest.starts_with(unit));
            (!latin(text.before(all.start())) && !hexadecimal)
                .then(|| Slip::new(found.name("sign").map_or(0..0, |sign| sign.range()), "×").sure_if(sized))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("一块3x5米的展板。", Some("一块3×5米的展板。")),
        ("一块3*5米的展板。", Some("一块3×5米的展板。")),
    ],
    right: &["X光机2台。", "一块3×5米的展板。", "代号为A3x5。"],
};
