//! Years.

use std::sync::LazyLock;

use regex::Regex;

use super::prose::{Paragraph, Prose};
use super::{Disagreement, Fact};
use crate::report::dates::month_or_day;
use crate::report::model::Report;
use crate::report::pattern;
use crate::report::text::Kind;

/// Years that are not the report's, where a text says which year it is about.
pub(super) fn years(paragraph: &Paragraph, report: &Report, found: &mut Vec<Disagreement>) {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| pattern("(?P<year>(?:19|20)[0-9]{2})(?P<mark>年|[—～-])"));
    static BACK: LazyLock<Regex> =
        LazyLock::new(|| pattern("(?:回望|回顾|回首|盘点|走过|过去的|刚刚过去的|总结)(?:了|过)?$"));
    static WORK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:度)?(?:的)?(?:履职|工作|政协工作|人大工作|年度)?(?:工作)?(?:回顾|综述|总结|纪实|盘点|掠影)",
        )
    });
    let text = &paragraph.text;
    for all in YEAR.captures_iter(text) {
        let (Some(year), Some(mark)) = (all.name("year"), all.name("mark")) else { continue };
        let Ok(said) = year.as_str().parse::<u32>() else { continue };
        let before = &text[..year.start()];
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // A span of years is about more than one.
        let span = mark.as_str() != "年"
            || before.ends_with(['—', '～', '-', '至', '到', '自', '从'])
            || text[mark.end()..].starts_with(['—', '～', '至', '以']);
        if said == report.year || span || digit(before.chars().next_back()) {
            continue;
        }
        let after = &text[mark.end()..];
        let ahead = said > report.year
            && ["展望", "迈向", "奔向", "开启", "喜迎", "迎接", "谋划", "计划", "部署", "新一年", "新的一年"]
                .iter()
                .any(|word| text.contains(word));
        let wrong = match paragraph.kind {
            Kind::Heading => !ahead && said + 20 > report.year,
            Kind::Caption => {
                let next_spring = said == report.year + 1
                    && (after.starts_with("1月")
                        || after.starts_with("2月")
                        || after.starts_with("3月")
                        || ahead);
                let old = ["资料", "老照片", "档案", "历史", "旧照", "当年", "建成", "始建", "修建", "对比"]
                    .iter()
                    .any(|word| text.contains(word));
                let date = after.starts_with(|c: char| c.is_ascii_digit()) || year.start() == 0;
                date && !next_spring && !old && !ahead && said + 10 > report.year
            }
            _ => {
                // 2023年，……本年度……: the sentence means its own year.
                let sentence = text[mark.end()..].split(['。', '！', '？']).next().unwrap_or_default();
                let own = before.is_empty() && sentence.contains("本年度");
                let day = after.starts_with(|c: char| c.is_ascii_digit());
                BACK.is_match(before) && !day || WORK.is_match(after) || own
            }
        };
        if wrong {
            found.push(Disagreement {
                fact: Fact::Year { year: report.year },
                pointer: paragraph.pointer.clone(),
                range: year.start()..mark.end(),
                said: text[year.start()..mark.end()].to_owned(),
            });
        }
    }
}

/// A caption that says one month, against the day its photo was taken.
pub(super) fn caption_dates(prose: &Prose, report: &Report, found: &mut Vec<Disagreement>) {
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| pattern("(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月"));
    for (number, photo) in report.photos.iter().enumerate() {
        let Some((year, month, _)) = photo.date.as_deref().and_then(month_or_day) else { continue };
        let pointer = format!("/photos/{number}/caption");
        let Some(paragraph) = prose.paragraphs.iter().find(|paragraph| paragraph.pointer == pointer) else {
            continue;
        };
        let said: Vec<_> = MONTH.captures_iter(&paragraph.text).collect();
        // Of several months nobody knows which is the photo's.
        let [said] = said.as_slice() else { continue };
        let same = |name: &str, value: i64| said.name(name).is_none_or(|it| it.as_str().parse() == Ok(value));
        if !(same("month", i64::from(month)) && same("year", i64::from(year))) {
            let date = photo.date.clone().unwrap_or_default();
            let range = said.get(0).map_or(0..0, |all| all.range());
            found.push(paragraph.disagreement_over(range, Fact::CaptionDate { date }));
        }
    }
}

/// A page appears in its year or in the next.
pub(super) fn folio_year(report: &Report, found: &mut Vec<Disagreement>) {
    let Some(date) = report.folio.as_ref().and_then(|folio| folio.date.as_deref()) else { return };
    let Some(year) = date.get(..4).and_then(|year| year.parse::<u32>().ok()) else { return };
    if year != report.year && year != report.year + 1 {
        found.push(Disagreement {
            fact: Fact::Year { year: report.year },
            pointer: "/folio/date".into(),
            range: 0..4,
            said: date[..4].to_owned(),
        });
    }
}
