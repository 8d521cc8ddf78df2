//! Dates as a folio line prints them.

/// Whether there is such a day.
pub(super) fn exists(year: i32, month: u32, day: u32) -> bool {
    parse(&format!("{year:04}-{month:02}-{day:02}")).is_some()
}

/// Year, month and day of a date written as 2025-01-10, if there is such a day.
pub(super) fn parse(date: &str) -> Option<(i32, u32, u32)> {
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    (1..=length).contains(&day).then_some((year, month, day))
}

/// Year, month and day of a date written as 2025-01-10, or as 2025-01 without a day, which gives none.
#[must_use]
pub fn month_or_day(date: &str) -> Option<(i32, u32, Option<u32>)> {
    match parse(date) {
        Some((year, month, day)) => Some((year, month, Some(day))),
        None if date.len() == 7 => parse(&format!("{date}-01")).map(|(year, month, _)| (year, month, None)),
        None => None,
    }
}

/// 2025-01-10 → 2025年1月10日.
#[must_use]
pub fn date_zh(date: &str) -> Option<String> {
    let (year, month, day) = parse(date)?;
    Some(format!("{year}年{month}月{day}日"))
}

/// 2025-01-10 → 星期五. Zeller's congruence.
#[must_use]
pub fn weekday_zh(date: &str) -> Option<String> {
    let (year, month, day) = parse(date)?;
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (century, year) = (year.div_euclid(100), year.rem_euclid(100));
    let month = i32::try_from(month).ok()?;
    let day = i32::try_from(day).ok()?;
    let number = (day + 13 * (month + 1) / 5 + year + year / 4 + century / 4 + 5 * century).rem_euclid(7);
    let names = ["六", "日", "一", "二", "三", "四", "五"];
    names.get(usize::try_from(number).ok()?).map(|name| format!("星期{name}"))
}

/// A day and a time of it.
pub type DateTime = ((i32, u8, u8), (u8, u8, u8));

/// The day and time of some seconds since 1970, UTC. The days are counted in years that begin in March.
#[must_use]
pub fn datetime(seconds: u64) -> DateTime {
    let days = seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let small = |number: u64| u8::try_from(number).unwrap_or(0);
    let day = small(day_of_year - (153 * from_march + 2) / 5 + 1);
    let month = small(if from_march < 10 { from_march + 3 } else { from_march - 9 });
    let year = i32::try_from(era * 400 + year_of_era + u64::from(month <= 2)).unwrap_or(i32::MAX);
    let time = seconds % 86_400;
    ((year, month, day), (small(time / 3600), small(time / 60 % 60), small(time % 60)))
}

/// The day and time of `SOURCE_DATE_EPOCH`, or else now: for what a report says no date of.
#[must_use]
pub fn now() -> DateTime {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    datetime(epoch.unwrap_or_else(|| {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |past| past.as_secs())
    }))
}

#[cfg(test)]
mod tests {
    use super::{date_zh, datetime, parse, weekday_zh};

    #[test]
    fn seconds_since_1970() {
        assert_eq!(datetime(0), ((1970, 1, 1), (0, 0, 0)));
        assert_eq!(datetime(1_709_210_096), ((2024, 2, 29), (12, 34, 56)));
        assert_eq!(datetime(1_735_689_599), ((2024, 12, 31), (23, 59, 59)));
    }

    #[test]
    fn weekdays() {
        for (date, day) in [
            ("2025-01-10", "星期五"),
            ("2024-02-29", "星期四"),
            ("2000-01-01", "星期六"),
            ("2026-03-01", "星期日"),
        ] {
            assert_eq!(weekday_zh(date).as_deref(), Some(day));
        }
        assert_eq!(super::month_or_day("2024-02-29"), Some((2024, 2, Some(29))));
        assert_eq!(super::month_or_day("2024-02"), Some((2024, 2, None)));
        assert_eq!(super::month_or_day("2024-13"), None);
        assert_eq!(date_zh("2025-01-10").as_deref(), Some("2025年1月10日"));
    }

    #[test]
    fn days_that_do_not_exist() {
        for date in ["2025-02-29", "2025-13-01", "2025-1-10", "2025-00-10", "2025-04-31", "20250110", ""] {
            assert_eq!(parse(date), None, "{date}");
        }
    }
}
