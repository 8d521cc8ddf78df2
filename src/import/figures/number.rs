//! Numbers as people write them in a cell: `1,234`, `８９`, `95.6%`, `300余篇`.

use serde_json::Number;
use unicode_normalization::UnicodeNormalization;

/// The most characters of a unit in a report.
pub(super) const LONGEST_UNIT: usize = 8;

/// So many figures a number keeps when it goes through a float; longer ones are codes.
const SIGNIFICANT: usize = 15;

/// A number with what stands right behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    /// The number.
    pub number: Number,
    /// The unit, which may be empty.
    pub unit: String,
}

/// Letters as wide as a Latin one, without white space.
pub(super) fn folded(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '−' | '﹣' => '-',
        _ => c,
    };
    text.chars().filter(|c| !blank(*c)).map(half).collect()
}

/// Whether a character is white, or not there at all.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
}

/// The number that a cell says, with its unit; none where it says anything else.
pub(super) fn amount(text: &str) -> Option<Amount> {
    // `3 5` is not 35.
    let words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
    let digit = |c: Option<char>| c.is_some_and(|c| c.nfkc().all(|c| c.is_ascii_digit()));
    if words.windows(2).any(|pair| digit(pair[0].chars().last()) && digit(pair[1].chars().next())) {
        return None;
    }
    let text = folded(text);
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
    let (figures, unit) = rest.split_at(end);
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    let whole = ungrouped(whole)?;
    let decimals_right = decimals.bytes().all(|b| b.is_ascii_digit()) && !figures.ends_with('.');
    let coded = whole.len() > 1 && whole.starts_with('0');
    // A day, a month, or a year with what stands behind it.
    let year =
        unit.starts_with('年') && whole.len() == 4 && (whole.starts_with("19") || whole.starts_with('2'));
    let date = year || unit.starts_with(['月', '日', '号', '时']) || unit.starts_with("季度");
    if !decimals_right || coded || date || !is_unit(unit) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    Some(Amount { number: number(&format!("{sign}{whole}.{decimals}"))?, unit: unit.to_owned() })
}

/// Figures without the commas between their thousands.
fn ungrouped(figures: &str) -> Option<String> {
    let groups: Vec<&str> = figures.split(',').collect();
    let right = match groups.as_slice() {
        [one] => !one.is_empty(),
        [first, rest @ ..] => {
            (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|g| g.len() == 3)
        }
        [] => false,
    };
    right.then(|| groups.concat())
}

/// A number of a report that is printed as it is written here, without zeros at its end.
pub(super) fn number(figures: &str) -> Option<Number> {
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    let decimals = decimals.trim_end_matches('0');
    if whole.len() + decimals.len() > SIGNIFICANT {
        return None;
    }
    if decimals.is_empty() {
        return whole.parse::<i64>().ok().map(Number::from);
    }
    let plain = format!("{whole}.{decimals}");
    // Very small ones would be printed as 1e-7.
    Number::from_f64(plain.parse().ok()?).filter(|number| number.to_string() == plain)
}

/// Whether letters behind a number can be its unit.
pub(super) fn is_unit(text: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '/' | '°' | '℃' | '²' | '³' | '·');
    text.chars().count() <= LONGEST_UNIT && text.chars().all(letter)
}

/// The year that a text is, such as `2024年` or `2024年度`.
pub(super) fn year(text: &str) -> Option<u32> {
    let figures = text.get(..4)?;
    let year = figures.parse().ok().filter(|year| (1900..=2200).contains(year))?;
    matches!(&text[4..], "年" | "年度" | "年底" | "年末" | "年全年").then_some(year)
}

/// The words that things are counted and measured in.
const UNITS: &str = "件 次 个 项 人 篇 期 份 场 条 户 名 家 元 % ‰ 公里 千米 米 里 平方米 平方公里 立方米 亩 公顷 顷 吨 千克 公斤 \
    克 斤 位 组 批 天 小时 分钟 座 处 所 台 辆 套 本 册 张 幅 部 支 只 头 株 棵 千瓦 千瓦时 度 岁 倍 分 百分点 个百分点 美元 幢 \
    栋 间 艘 架 步 段 句 字 村 镇 桌 对 双 节 课 课时 轮 届 类 种 例 起 宗 笔 单 票 面 块 口 年 月 日 周 人次 场次 户次 车次 \
    批次 件次 人天 平米 升 毫米 厘米 瓶 箱 包 盒 根 条线 趟 班 班次 号 版 集 首 枚 盏 眼 尾 羽 万 亿 kg km m g t kW kWh MW";

/// Whether a text is surely a unit, and not a remark or a name.
pub(super) fn surely_unit(text: &str) -> bool {
    let known = |word: &str| UNITS.split_whitespace().any(|unit| unit == word);
    let scaled = text.trim_start_matches(['十', '百', '千', '万', '亿', '余', '多']);
    let one = |word: &str| known(word) || (word.is_empty() && !text.is_empty());
    let (first, second) =
        scaled.split_once('/').map_or((scaled, None), |(first, second)| (first, Some(second)));
    text.chars().count() <= LONGEST_UNIT && (known(text) || (one(first) && second.is_none_or(known)))
}

#[cfg(test)]
mod tests {
    use super::{amount, surely_unit};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number, unit) in [
            ("89", "89", ""),
            (" 89 件", "89", "件"),
            ("８９", "89", ""),
            ("1,234", "1234", ""),
            ("１，２３４．５万元", "1234.5", "万元"),
            ("1,234,567.80", "1234567.8", ""),
            ("95.6%", "95.6", "%"),
            ("95.60％", "95.6", "%"),
            ("-3.2", "-3.2", ""),
            ("−3", "-3", ""),
            ("300余篇", "300", "余篇"),
            ("1.2万人次", "1.2", "万人次"),
            ("100.0", "100", ""),
            ("0.5", "0.5", ""),
            ("0", "0", ""),
            ("12元/人", "12", "元/人"),
            ("3年", "3", "年"),
        ] {
            let read = amount(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.number.to_string().as_str(), read.unit.as_str()), (number, unit), "{text}");
        }
        for text in [
            "",
            "—",
            "/",
            "无",
            "约300",
            "3-5",
            "89/90",
            "007",
            "1.2.3",
            "12,34",
            "3 5",
            "2024年",
            "2024年目标",
            "3月",
            "2024-03-08",
            "3月8日",
            "13800001111222233",
            "0.00000001",
            "1e5",
            "89件，上年85件",
            "89（含联名）",
            "8 9",
            "5.",
            "#REF!",
            "提案",
            "12345678901234567890",
            "89一二三四五六七八九",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn units_are_known() {
        for unit in
            ["件", "人次", "万人次", "万元", "亿元", "%", "余篇", "元/人", "万元/亩", "万", "百万美元"]
        {
            assert!(surely_unit(unit), "{unit}");
        }
        for other in ["", "含联名", "2024年", "全年", "预计", "一", "件提案", "/"] {
            assert!(!surely_unit(other), "{other}");
        }
    }
}
