//! Days: as texts and names of files say them, and as cameras write them.

use std::io::Cursor;
use std::ops::Range;
use std::sync::LazyLock;

use exif::{In, Reader, Tag, Value};
use regex::{Captures, Regex};

use crate::guard::guarded;
use crate::report::{datetime, month_or_day, pattern};

/// A day, as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    /// The year; captions often leave it out.
    pub(super) year: Option<u32>,
    /// The month, from 1.
    pub(super) month: u32,
    /// The day of the month, from 1.
    pub(super) of_month: u32,
}

/// What a day of a file's name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// When the picture was taken, as cameras and people write it.
    Taken,
    /// When a program for messages saved it, as 微信图片 and `mmexport`.
    Saved,
}

impl Day {
    /// The day, if there is one and a photo may be of it.
    fn of(year: Option<u32>, month: u32, day: u32) -> Option<Self> {
        let plausible = year.is_none_or(|year| (1990..=2100).contains(&year));
        // A leap year, where none is said.
        let date = format!("{:04}-{month:02}-{day:02}", year.unwrap_or(2000));
        (plausible && month_or_day(&date).is_some()).then_some(Self { year, month, of_month: day })
    }

    /// As 2024-03-08, where the year is known.
    pub(super) fn whole(self) -> Option<String> {
        self.year.map(|year| format!("{year:04}-{:02}-{:02}", self.month, self.of_month))
    }

    /// Whether both may be the same day.
    pub(super) fn agrees(self, other: Self) -> bool {
        let years = self.year.zip(other.year).is_none_or(|(one, two)| one == two);
        years && (self.month, self.of_month) == (other.month, other.of_month)
    }
}

/// The days of a text, and where it says them: 2024年3月8日, 3月8日, 2024-03-08, 2024.3.8.
pub(super) fn said(text: &str) -> Vec<(Range<usize>, Day)> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})[日号]|([0-9]{4})[-._/]([0-9]{1,2})[-._/]([0-9]{1,2})",
        )
    });
    let number = |found: &Captures, at: usize| found.get(at).and_then(|part| part.as_str().parse().ok());
    let day = |found: Captures| {
        let (month, day) =
            (number(&found, 2).or(number(&found, 5))?, number(&found, 3).or(number(&found, 6))?);
        let range = found.get(0)?.range();
        alone(text, &range)
            .then(|| Day::of(number(&found, 1).or(number(&found, 4)), month, day))?
            .map(|day| (range, day))
    };
    DAY.captures_iter(text).filter_map(day).collect()
}

/// The day that a file's name says, with where and what it is: 20240308, `mmexport1709866800000`, or as in a text.
pub(super) fn of_name(name: &str) -> Option<(Range<usize>, Day, Kind)> {
    static SAVED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)(?:mmexport|wx_camera_|微信图片_?|weixin|wechat|QQ图片)"));
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern("[0-9]{8,17}"));
    let kind = if SAVED.is_match(name) { Kind::Saved } else { Kind::Taken };
    for found in DIGITS.find_iter(name) {
        let digits = found.as_str();
        let day = match digits.len() {
            // With the time of the day after it.
            8 | 12 | 14 | 17 => compact(digits),
            13 => of_milliseconds(digits),
            _ => None,
        };
        if let Some(day) = day {
            // Milliseconds since 1970 are written by programs that save.
            return Some((found.range(), day, if digits.len() == 13 { Kind::Saved } else { kind }));
        }
    }
    said(name).into_iter().next().map(|(range, day)| (range, day, kind))
}

/// Whether no digit stands beside a part of a text.
fn alone(text: &str, range: &Range<usize>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, after) = (text.get(..range.start), text.get(range.end..));
    !digit(before.and_then(|part| part.chars().next_back()))
        && !digit(after.and_then(|part| part.chars().next()))
}

/// 20240308, with or without what follows.
fn compact(digits: &str) -> Option<Day> {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse().ok());
    Day::of(Some(part(0..4)?), part(4..6)?, part(6..8)?)
}

fn of_milliseconds(digits: &str) -> Option<Day> {
    // The clocks of the counties are eight hours before UTC.
    let seconds = digits.parse::<u64>().ok()? / 1000 + 8 * 3600;
    let ((year, month, day), _) = datetime(seconds);
    Day::of(u32::try_from(year).ok(), month.into(), day.into())
}

/// When the camera says that it took a picture, and the whole of what it says, to be sorted by.
pub(super) fn of_camera(bytes: &[u8]) -> Option<(Day, String)> {
    let exif = guarded(|| Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()).flatten()?;
    // When a file was last changed says nothing.
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized].into_iter().find_map(|tag| {
        let Value::Ascii(texts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
        let text = String::from_utf8_lossy(texts.first()?).into_owned();
        let part = |range: Range<usize>| text.get(range).and_then(|part| part.trim().parse().ok());
        let day = Day::of(Some(part(0..4)?), part(5..7)?, part(8..10)?)?;
        Some((day, text))
    })
}

#[cfg(test)]
mod tests {
    use super::{Day, Kind, of_name, said};

    #[test]
    fn days_of_texts() {
        let days = |text| said(text).into_iter().map(|(_, day)| day).collect::<Vec<_>>();
        let day = |year, month, of_month| Day { year, month, of_month };
        assert_eq!(days("2024年3月8日，妇女节"), [day(Some(2024), 3, 8)]);
        assert_eq!(days("图为3月8日活动，5月12号又一次"), [day(None, 3, 8), day(None, 5, 12)]);
        assert_eq!(days("2024-03-08 2024.3.9"), [day(Some(2024), 3, 8), day(Some(2024), 3, 9)]);
        assert_eq!(days("2月30日、13月1日、1024-03-08、12024-03-08、2024-03-081"), []);
    }

    #[test]
    fn days_of_names() {
        let of = |name| of_name(name).map(|(_, day, kind)| (day.whole().unwrap_or_default(), kind));
        let taken = |day: &str| Some((day.to_owned(), Kind::Taken));
        let saved = |day: &str| Some((day.to_owned(), Kind::Saved));
        assert_eq!(of("IMG_20240308_101112"), taken("2024-03-08"));
        assert_eq!(of("2024-03-08 春耕"), taken("2024-03-08"));
        assert_eq!(of("春耕20240308"), taken("2024-03-08"));
        assert_eq!(of("春耕2024年3月8日"), taken("2024-03-08"));
        assert_eq!(of("微信图片_20240308101112"), saved("2024-03-08"));
        // 23:30 of the 8th in China is still the 8th, though UTC has 15:30.
        assert_eq!(of("mmexport1709911800000"), saved("2024-03-08"));
        for none in ["20241308", "IMG_18990101_000000", "99999999", "123456789", "IMG_0005", "21010101"] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(of_name("春耕3月8日").map(|(_, day, _)| day.whole()), Some(None));
    }
}
