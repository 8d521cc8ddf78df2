//! Dates as a folio line prints them, on the calendar of the crate `time`.

use time::{Date, Month, OffsetDateTime};

/// The day of a date written as 2025-01-10, if there is such a day.
fn day_of(date: &str) -> Option<Date> {
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Whether there is such a day.
pub(super) fn exists(year: i32, month: u32, day: u32) -> bool {
    parse(&format!("{year:04}-{month:02}-{day:02}")).is_some()
}

/// Year, month and day of a date written as 2025-01-10, if there is such a day.
pub(super) fn parse(date: &str) -> Option<(i32, u32, u32)> {
    let day = day_of(date)?;
    Some((day.year(), u32::from(u8::from(day.month())), u32::from(day.day())))
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

/// 2025-01-10 → 星期五.
#[must_use]
pub fn weekday_zh(date: &str) -> Option<String> {
    let number = day_of(date)?.weekday().number_days_from_monday();
    let names = ["一", "二", "三", "四", "五", "六", "日"];
    names.get(usize::from(number)).map(|name| format!("星期{name}"))
}

/// A day and a time of it.
pub type DateTime = ((i32, u8, u8), (u8, u8, u8));

/// The beginning of a day written as 2025-01-10, if there is such a day.
#[must_use]
pub fn midnight(date: &str) -> Option<DateTime> {
    let day = day_of(date)?;
    Some(((day.year(), day.month().into(), day.day()), (0, 0, 0)))
}

/// The day and time of some seconds since 1970, UTC. Seconds that no calendar of ours has are those of 1970.
#[must_use]
pub fn datetime(seconds: u64) -> DateTime {
    let at =
        i64::try_from(seconds).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    ((at.year(), at.month().into(), at.day()), (at.hour(), at.minute(), at.second()))
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
    use super::{date_zh, datetime, midnight, parse, weekday_zh};

    #[test]
    fn seconds_since_1970() {
        assert_eq!(datetime(0), ((1970, 1, 1), (0, 0, 0)));
        assert_eq!(datetime(1_709_210_096), ((2024, 2, 29), (12, 34, 56)));
        assert_eq!(datetime(1_735_689_599), ((2024, 12, 31), (23, 59, 59)));
        assert_eq!(datetime(u64::MAX), ((1970, 1, 1), (0, 0, 0)));
        assert_eq!(midnight("2024-02-29"), Some(((2024, 2, 29), (0, 0, 0))));
        assert_eq!(midnight("2025-02-29"), None);
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
