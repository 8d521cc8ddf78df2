//! Numbers of one sentence that follow from each other: growth, attendance, so many times so much.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::prose::Paragraph;
use super::{Disagreement, Fact};
use crate::report::pattern;

/// From one number to another, and by how many per cent.
static GROWTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[由从][^0-9，。；]{0,8}?(?P<a>[0-9]+(?:\.[0-9]+)?)(?P<unit>\p{Han}{0,4}?)[^0-9，。；]{0,4}?(?:到|至|为)(?P<b>[0-9]+(?:\.[0-9]+)?)(?P<again>\p{Han}{0,4})，(?:同比|比上年|较上年|年均)?(?P<way>增长|增加|提高|上升|下降|减少)了?(?P<x>[0-9]+(?:\.[0-9]+)?)%",
    )
});
/// A number this year, and last year's, and by how many per cent.
static AGAINST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<b>[0-9]+(?:\.[0-9]+)?)(?P<unit>\p{Han}{1,3}?)，(?:上年|去年)(?:同期)?(?:为|是)?(?P<a>[0-9]+(?:\.[0-9]+)?)(?P<again>\p{Han}{1,3}?)，(?:同比|比上年)?(?P<way>增长|增加|下降|减少)了?(?P<x>[0-9]+(?:\.[0-9]+)?)%",
    )
});
/// Who should have come, who came and who did not.
static PRESENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"应[到出]席?(?:委员|代表|人员|会议)?(?P<whole>[0-9]+)[人名][^0-9。；]{0,6}实[到际]?出?席?(?:委员|代表|人员)?(?P<a>[0-9]+)[人名][^0-9。；]{0,8}(?:缺席|请假|未到)(?:委员|代表|人员)?(?P<b>[0-9]+)[人名]",
    )
});
/// So many, each so much, together so much.
static EACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<a>[0-9]+)(?P<one>[户名人家个场次村])[^0-9。；]{0,6}每(?P<each>[户名人家个场次村])[^0-9。；]{0,8}(?P<b>[0-9]+(?:\.[0-9]+)?)(?P<unit>[元件册斤亩株本套万])[^0-9。；]{0,6}(?:共|共计|合计|总计)[^0-9，。；]{0,6}(?P<whole>[0-9]+(?:\.[0-9]+)?)(?P<again>[元件册斤亩株本套万])",
    )
});

/// The matches of a pattern in a text that has one character of each group. To compile it takes longer than to search a page.
fn matches<'t>(
    pattern: &'static LazyLock<Regex>,
    groups: &[&str],
    text: &'t str,
) -> impl Iterator<Item = Captures<'t>> {
    let may = groups.iter().all(|group| text.contains(|c| group.contains(c)));
    may.then(|| pattern.captures_iter(text)).into_iter().flatten()
}

fn number(found: &Captures, name: &str) -> Option<f64> {
    found.name(name)?.as_str().parse().ok()
}

/// Whether a number is another one as rounded as it is written.
fn rounded(said: &str, value: f64) -> bool {
    let places = said.split_once('.').map_or(0, |(_, places)| places.len());
    let step = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    // One more or less of the last figure is a matter of what was rounded before.
    said.parse::<f64>().is_ok_and(|said| ((said - value) * step).abs() <= 1.0 + 1e-9)
}

/// Everything of a paragraph that does not follow.
pub(super) fn growth(paragraph: &Paragraph, found: &mut Vec<Disagreement>) {
    let text = paragraph.text.as_str();
    for all in matches(&GROWTH, &["%", "由从"], text).chain(matches(&AGAINST, &["%", "上去"], text)) {
        let (Some(a), Some(b), Some(x)) = (number(&all, "a"), number(&all, "b"), all.name("x")) else {
            continue;
        };
        let falls = all.name("way").is_some_and(|way| matches!(way.as_str(), "下降" | "减少"));
        let right = (b - a) / a * if falls { -100.0 } else { 100.0 };
        if a > 0.0 && all.name("unit").is_none_or(|unit| unit.as_str() != "年") && !rounded(x.as_str(), right)
        {
            let fact = Fact::Growth { right: format!("{right:.1}%") };
            found.push(paragraph.disagreement_over(x.start()..x.end() + 1, fact));
        }
    }
    let mut sum = |all: &Captures, together: f64, unit: &str| {
        let Some((range, whole)) = all.name("whole").map(|whole| whole.range()).zip(number(all, "whole"))
        else {
            return;
        };
        if (together - whole).abs() > 1e-6 {
            let fact = Fact::Sum { parts: format!("{together}{unit}"), whole: format!("{whole}{unit}") };
            found.push(paragraph.disagreement_over(range, fact));
        }
    };
    for all in matches(&PRESENT, &["应", "实"], text) {
        if let (Some(a), Some(b)) = (number(&all, "a"), number(&all, "b")) {
            sum(&all, a + b, "人");
        }
    }
    for all in matches(&EACH, &["每", "共计"], text) {
        let same = |a: &str, b: &str| all.name(a).map(|m| m.as_str()) == all.name(b).map(|m| m.as_str());
        if let (Some(a), Some(b), true) =
            (number(&all, "a"), number(&all, "b"), same("one", "each") && same("unit", "again"))
        {
            sum(&all, a * b, all.name("unit").map_or("", |unit| unit.as_str()));
        }
    }
}
