//! Characters that look right and are not: traditional and variant forms, radicals, compatibility characters, full-width
//! Latin, characters that cannot be seen, and code points that mean nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_normalization::UnicodeNormalization;

use super::{Check, Kind, Slip, Text, WISHES};

/// Pairs of a traditional or variant character and the standard one.
const TABLE: &str = include_str!("characters/traditional.txt");

static STANDARD: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pair = |line: &str| {
        let mut characters = line.chars();
        Some((characters.next()?, characters.next()?))
    };
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect()
});

/// The traditional forms of the most usual characters: no name is meant where one stands in a simplified text.
const COMMON: &str = include_str!("characters/common.txt");

/// The standard character that stands for a traditional or variant one.
#[must_use]
pub fn standard(character: char) -> Option<char> {
    STANDARD.get(&character).copied()
}

/// What is odd about a character by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// It cannot be seen.
    Invisible,
    /// It is for private use, or means nothing.
    Private,
    /// It is a radical or a compatibility ideograph; the ideograph that is meant.
    Radical(char),
}

/// What is odd about a character, if anything is.
#[must_use]
pub fn oddity(character: char) -> Option<Oddity> {
    if character.is_ascii() || matches!(character, '\u{4E00}'..='\u{9FFF}') {
        return None;
    }
    match character {
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' | '\u{2028}' | '\u{2029}'
        // Spaces of other widths are seen, but nobody types them on purpose.
        | '\u{A0}' | '\u{2000}' | '\u{2001}' | '\u{2004}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(Oddity::Invisible),
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            let mut normal = std::iter::once(character).nfkc();
            let (first, more) = (normal.next()?, normal.next());
            let meant = if first == character { radical(character)? } else { first };
            more.is_none().then_some(Oddity::Radical(meant))
        }
        _ => match CodePointMapData::<GeneralCategory>::new().get(character) {
            GeneralCategory::PrivateUse | GeneralCategory::Unassigned => Some(Oddity::Private),
            _ => None,
        },
    }
}

/// The ideographs of the radicals that have no decomposition in Unicode and are likely in texts that came out of a PDF.
fn radical(character: char) -> Option<char> {
    const PAIRS: &str = "⺟母⺠民⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⻋车⻅见⻆角⻉贝⻄西⺌小⺘手⻙韦⻯竜⻌辶⻏阝⺼肉";
    let characters: Vec<char> = PAIRS.chars().collect();
    characters.chunks_exact(2).find(|pair| pair[0] == character).map(|pair| pair[1])
}

fn odd(text: &Text, slip: impl Fn(Oddity) -> Option<Option<String>>) -> Vec<Slip> {
    let found = text.blanked.char_indices().filter_map(|(at, character)| {
        // What stands for a reference is ours.
        let right = slip(oddity(character).filter(|_| !character.is_control())?)?;
        Some(Slip { range: at..at + character.len_utf8(), right, sure: true })
    });
    found.collect()
}

/// Characters that cannot be seen.
pub(super) static INVISIBLE: Check = Check {
    code: "invisible",
    safe: true,
    find: invisible,
    kind: Kind::Body,
    wrong: &[
        ("全年\u{200E}立案。", Some("全年立案。")),
        ("\u{FEFF}全年立案\u{A0}89件。", Some("全年立案89件。")),
        ("装上Wi-Fi\u{A0}6。", Some("装上Wi-Fi 6。")),
    ],
    right: &["全年立案。", "泾\u{2060}源县，各乡\u{200B}各镇。"],
};

/// A space of another kind parts words as any space does, so that taking it out is not always right.
fn invisible(text: &Text) -> Vec<Slip> {
    let mut found = odd(text, |oddity| (oddity == Oddity::Invisible).then(|| Some(String::new())));
    found.retain(|slip| !text.blanked[slip.range.clone()].contains(WISHES));
    for slip in &mut found {
        let here = text.after(slip.range.start);
        let (before, after) = (text.before(slip.range.start), text.after(slip.range.end));
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let space = here.is_some_and(|c| c.is_whitespace() || c == '\u{3164}' || c == '\u{115F}');
        if space && latin(before) && latin(after) {
            slip.right = Some(" ".to_owned());
        }
        // Joiners make one sign of several in pictures and in other scripts.
        let joined =
            |c: Option<char>| c.is_none_or(|c| c.is_ascii() || super::is_han(c) || super::is_chinese_mark(c));
        slip.sure = if space {
            !(before.is_some_and(super::is_han) && after.is_some_and(super::is_han))
        } else {
            joined(before) && joined(after)
        };
    }
    found
}

/// Code points for private use, and ones that mean nothing.
pub(super) static PRIVATE: Check = Check {
    code: "private",
    safe: false,
    find: |text| odd(text, |oddity| (oddity == Oddity::Private).then_some(None)),
    kind: Kind::Body,
    wrong: &[("全年\u{E000}立案。", None), ("全年\u{0378}立案。", None)],
    right: &["全年立案😀。", "𠮷姓委员。"],
};

/// Radicals and compatibility ideographs: they look right, and no search finds them.
pub(super) static KANGXI: Check = Check {
    code: "kangxi",
    safe: true,
    find: |text| {
        odd(text, |oddity| match oddity {
            Oddity::Radical(meant) => Some(Some(meant.to_string())),
            _ => None,
        })
    },
    kind: Kind::Body,
    wrong: &[("⼈民⽇报。", Some("人民日报。")), ("\u{F98E}初⻓城。", Some("年初长城。"))],
    right: &["人民日报。"],
};

/// Unit signs in one square.
pub(super) static SQUARE: Check = Check {
    code: "square",
    safe: true,
    find: |text| {
        const SIGNS: [(char, &str); 14] = [
            ('㎡', "平方米"),
            ('㎥', "立方米"),
            ('㎞', "千米"),
            ('㎢', "平方千米"),
            ('㎏', "千克"),
            ('㎎', "毫克"),
            ('㎝', "厘米"),
            ('㎜', "毫米"),
            ('㎠', "平方厘米"),
            ('㏄', "毫升"),
            ('㎖', "毫升"),
            ('㎾', "千瓦"),
            ('㏎', "千米"),
            ('㎐', "赫兹"),
        ];
        let sign = |character: char| SIGNS.iter().find(|(sign, _)| *sign == character).map(|(_, word)| *word);
        text.blanked
            .char_indices()
            .filter_map(|(at, c)| Some(Slip::new(at..at + c.len_utf8(), sign(c)?)))
            .collect()
    },
    kind: Kind::Body,
    wrong: &[("绿地1200㎡。", Some("绿地1200平方米。")), ("道路35㎞。", Some("道路35千米。"))],
    right: &["气温20℃。", "绿地1200平方米。"],
};

/// Traditional and variant characters.
pub(super) static TRADITIONAL: Check = Check {
    code: "traditional",
    safe: true,
    find: |text| {
        text.blanked
            .char_indices()
            .filter_map(|(at, c)| {
                // A variant may be somebody's name: 三塚.
                Some(Slip::new(at..at + c.len_utf8(), standard(c)?.to_string()).sure_if(COMMON.contains(c)))
            })
            .collect()
    },
    kind: Kind::Body,
    wrong: &[("為群眾辦實事。", Some("为群众办实事。")), ("村裏的産業。", Some("村里的产业。"))],
    right: &["乾隆年间的碑，供人瞭望的塔。", "宫商角徵羽。", "覆盖全县。"],
};

/// Full-width figures and letters.
pub(super) static FULL_WIDTH: Check = Check {
    code: "full-width",
    safe: true,
    find: |text| {
        let wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％');
        let narrow = |c: char| char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c);
        let mut found: Vec<Slip> = Vec::new();
        for (at, character) in text.blanked.char_indices().filter(|(_, c)| wide(*c)) {
            let end = at + character.len_utf8();
            match found.last_mut() {
                Some(Slip { range, right: Some(right), .. }) if range.end == at => {
                    range.end = end;
                    right.push(narrow(character));
                }
                _ => found.push(Slip::new(at..end, narrow(character).to_string())),
            }
        }
        found
    },
    kind: Kind::Body,
    wrong: &[("２０２４年ＧＤＰ增长９５％。", Some("2024年GDP增长95%。"))],
    right: &["2024年GDP增长95%。", "全角标点，不算！"],
};
