//! Days that do not exist, weekdays that do not fit, anniversaries that are miscounted.

use super::numbers::han_number;
use super::{Check, Kind, Slip, Text, each, pattern};
use crate::report::dates;

/// What is counted in 周年, and since when.
const FOUNDED: &str = include_str!("../words/founded.tsv");

/// A day that no calendar has.
pub(super) static NO_SUCH_DAY: Check = Check {
    code: "no-such-day",
    safe: false,
    find: |text| {
        pattern!(DAY, ["日"], "(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日");
        pattern!(
            HAN,
            ["日"],
            "(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,3})日"
        );
        let mut found = each(text, &DAY, |found| {
            let number = |name: &str| found.name(name)?.as_str().parse::<i32>().ok();
            // A leap year, where none is said.
            let year = number("year").unwrap_or(2024);
            let (month, day) = (number("month")?, number("day")?);
            let before = text.before(found.get(0)?.start()).is_some_and(|c| c.is_ascii_digit());
            let exists = dates::exists(year, month.unsigned_abs(), day.unsigned_abs());
            (!before && !exists).then(|| Slip::unknown(found.get(0).map_or(0..0, |all| all.range())))
        });
        found.extend(each(text, &HAN, |found| {
            let number = |name: &str| han_number(found.name(name)?.as_str());
            let exists = dates::exists(2024, number("month")?, number("day")?);
            let before =
                text.before(found.get(0)?.start()).is_some_and(|c| "一二三四五六七八九十个".contains(c));
            (!exists && !before).then(|| Slip::unknown(found.get(0).map_or(0..0, |all| all.range())))
        }));
        found
    },
    kind: Kind::Body,
    wrong: &[
        ("2月30日，会议召开。", None),
        ("2023年2月29日，会议召开。", None),
        ("会议于4月31日召开。", None),
        ("13月5日开工。", None),
        ("二月三十日开工。", None),
    ],
    right: &["2024年2月29日，会议召开。", "12月31日。", "2月29日。", "历时11月30日。", "十月三十一日。"],
};

/// A weekday that is not that of the date before it.
pub(super) static WEEKDAY_DATE: Check = Check {
    code: "weekday-date",
    safe: false,
    find: |text| {
        pattern!(
            DAY,
            ["星期", "周", "礼拜"],
            "(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日[（(，]?(?P<week>星期|周|礼拜)(?P<name>[一二三四五六日天])"
        );
        each(text, &DAY, |found| {
            let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
            let (year, month, day) = (number("year")?, number("month")?, number("day")?);
            let right = dates::weekday_zh(&format!("{year}-{month:02}-{day:02}"))?;
            let right = right.trim_start_matches("星期");
            let name = found.name("name")?;
            // 周日 is 星期天, too; 周一至周五 is not one day.
            let range = text.starts_after(name.end(), &["至", "到", "—"]);
            let same = right == name.as_str() || right == "日" && name.as_str() == "天";
            (!same && !range).then(|| Slip::new(name.range(), right))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("2025年1月10日星期四，会议召开。", Some("2025年1月10日星期五，会议召开。")),
        ("2024年12月5日（周三）开会。", Some("2024年12月5日（周四）开会。")),
    ],
    right: &["2025年1月10日星期五，会议召开。", "2024年3月3日（星期天）。"],
};

/// An anniversary that does not fit the year.
pub(super) static ANNIVERSARY: Check = Check {
    code: "anniversary",
    safe: false,
    find: anniversaries,
    kind: Kind::Body,
    wrong: &[
        ("庆祝建党102周年。", Some("庆祝建党103周年。")),
        ("2024年是人民政协成立74周年。", Some("2024年是人民政协成立75周年。")),
        ("2023年，新中国成立75周年。", Some("2023年，新中国成立74周年。")),
        ("庆祝中国共产党成立一百零五周年。", Some("庆祝中国共产党成立一百零三周年。")),
    ],
    right: &[
        "庆祝建党103周年。",
        "迎接中国共产党成立104周年。",
        "2018年，庆祝改革开放40周年。",
        "改革开放40周年之际开的店。",
        "新中国成立75周年。",
        "合作社成立5周年。",
    ],
};

fn anniversaries(text: &Text) -> Vec<Slip> {
    pattern!(
        YEARS,
        ["周年"],
        "(?P<what>[\\p{Han}]{2,16}?)(?P<count>[0-9]{1,3}|[一二三四五六七八九十百零〇]{1,6})周年"
    );
    pattern!(YEAR, "(?P<year>(?:19|20)[0-9]{2})年");
    each(text, &YEARS, |found| {
        let (what, count) = (found.name("what")?, found.name("count")?);
        let builtin = FOUNDED.lines().filter_map(|line| line.split_once('\t'));
        let builtin = builtin.filter_map(|(name, year)| Some((name, year.parse::<u32>().ok()?)));
        let own =
            text.names.iter().flat_map(|names| &names.founded).map(|(name, year)| (name.as_str(), *year));
        let known = own.chain(builtin).filter(|(name, _)| what.as_str().ends_with(name));
        let (_, began) = known.max_by_key(|(name, _)| name.len())?;
        let figures = count.as_str().bytes().all(|byte| byte.is_ascii_digit());
        let said: u32 = if figures { count.as_str().parse().ok()? } else { han_number(count.as_str())? };
        let sentence =
            text.blanked[..what.start()].rfind(['。', '！', '？']).map_or(0, |stop| stop + '。'.len_utf8());
        let year = YEAR.captures_iter(&text.blanked[sentence..count.start()]).last();
        let year: Option<u32> = year.and_then(|year| year.name("year")?.as_str().parse().ok());
        let right = year.unwrap_or(text.year).checked_sub(began)?;
        // Without a year it may be the next one's, or an older one's of which is told.
        let near = said + 5 > right && said < right + 10;
        let ahead = ["迎接", "喜迎", "即将", "迎来", "献礼", "大庆", "华诞"]
            .iter()
            .any(|word| text.blanked[sentence..].split('。').next().is_some_and(|said| said.contains(word)));
        let fits = said == right
            || ahead && said > right
            || text.quoted(count.start())
            || year.is_none() && (said == right + 1 || !near);
        let right = if figures { right.to_string() } else { in_han(right) };
        (!fits).then(|| Slip::new(count.range(), right))
    })
}

/// A number below 1000 in Han figures.
fn in_han(number: u32) -> String {
    let digit = |digit: u32| "零一二三四五六七八九".chars().nth(digit as usize).unwrap_or('零').to_string();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text = digit(hundreds) + "百";
    }
    if tens > 0 {
        text += &(if tens == 1 && hundreds == 0 { String::new() } else { digit(tens) } + "十");
    } else if hundreds > 0 && ones > 0 {
        text.push('零');
    }
    if ones > 0 { text + &digit(ones) } else { text }
}
