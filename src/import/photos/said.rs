//! What a file's name says of its picture.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::days::{self, Day, Kind};
use crate::report::pattern;
use crate::report::text::is_han;

/// How a number stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// After a word for pictures: 图1.
    Label,
    /// Alone or before the words: `1`, `01 春耕`.
    Before,
    /// After the words: 春耕1.
    After,
}

/// What a file's name says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Said {
    /// Its number, also of two parts as 图1-2, and how it stands there.
    pub(super) number: Option<(Vec<u32>, Form)>,
    /// The day, and what the day is.
    pub(super) day: Option<(Day, Kind)>,
    /// Its words, as they stand there, without numbers, days and what cameras and programs write.
    pub(super) words: String,
    /// The name of which it says that it is a copy.
    pub(super) copy_of: Option<String>,
}

const COUNT: &str = "[0-9]{1,3}|[一二三四五六七八九十百]{1,5}";

/// What a file's name says; `stem` is the name without its ending.
pub(super) fn said(stem: &str) -> Said {
    static COPY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:\s*[-_]?\s*(?:副本|复件|拷贝|\bcopy)(?:\s*\(?[0-9]{0,2}\)?)?|\s*\([0-9]{1,2}\))$")
    });
    let normal: String = stem.nfkc().collect::<String>().trim().to_owned();
    let mut said = Said::default();
    let mut rest = normal.clone();
    if let Some(found) = COPY.find(&normal).filter(|found| found.start() > 0) {
        said.copy_of = normal.get(..found.start()).map(str::to_owned);
        // A number in brackets is also how a whole series is named.
        if !found.as_str().trim_start().starts_with('(') {
            rest.truncate(found.start());
        }
    }
    if let Some((range, day, kind)) = days::of_name(&rest) {
        said.day = Some((day, kind));
        // A day without its year is a part of the words.
        if day.year.is_some() {
            rest.replace_range(range, " ");
        }
    }
    if let Some((number, left)) = labelled(&rest) {
        said.number = Some((number, Form::Label));
        rest = left;
    } else {
        let machine = by_machine(&rest);
        // `1` and `01 春耕` are no camera's.
        if machine > 0 {
            rest.replace_range(..machine, "");
        } else if let Some((number, form, left)) = numbered(&rest) {
            said.number = Some((number, form));
            rest = left;
        }
    }
    said.words = tidy(&rest);
    said
}

/// How much of a name's beginning a camera or a program wrote: a word of theirs before a number, a running number, a name made up
/// of digits and letters.
fn by_machine(text: &str) -> usize {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            "(?i)^(?:img|image|dsc[fn]?|dcim|dji|pxl|mvimg|pano|pict|p|vid|sam|burst|beauty|mmexport|wx_camera|wechat|weixin|qq",
            "|screenshot|huawei|微信图片|微信截图|微信|qq图片|qq截图|屏幕截图|截图|截屏|扫描|未命名|未标题",
            "|新建(?:位图)?(?:图像|图片|文件夹)?)"
        ))
    });
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            "(?i)^[-_ ~]*(?:(?:img|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}|[0-9]{4,})",
            "[-_ ~]*)*"
        ))
    });
    static FEW: LazyLock<Regex> = LazyLock::new(|| pattern("^[-_ ~]*[0-9]{1,3}"));
    let next = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
    let word = WORD.find(text).map(|found| found.end());
    // 新建小学 and `park` are words.
    let word =
        word.filter(|end| next(*end).is_none_or(|c| c.is_ascii_digit() || "-_ ~(".contains(c))).unwrap_or(0);
    let rest = text.get(word..).unwrap_or_default();
    let longest = |pattern: &Regex| pattern.find(rest).map_or(0, |found| found.end());
    let end = word + longest(&NUMBERS).max(if word > 0 { longest(&FEW) } else { 0 });
    // 1000亩 is a part of the words.
    if word == 0
        && next(end).is_some_and(is_han)
        && text.get(..end).is_some_and(|part| part.ends_with(|c: char| c.is_ascii_digit()))
    {
        return 0;
    }
    end
}

/// 图1, 照片3, 图片4：, 图一, 图1-2, also in brackets; and what is left of the text.
pub(super) fn labelled(text: &str) -> Option<(Vec<u32>, String)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:附图|配图|插图|题图|图片|照片|相片|图|photo|picture|pic|figure|fig)[\s._#-]*(?:第\s*)?({COUNT})(?:[-—–.]([0-9]{{1,2}}))?[张幅]?"
        ))
    });
    for found in LABEL.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let (before, after) = (text.get(..whole.start())?, text.get(whole.end()..)?);
        // 地图1 is no 图1, 图2000 and 图一片 are no numbers.
        let opened = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let closed = after.chars().next().is_none_or(|c| !c.is_ascii_digit());
        let Some(first) = found.get(1).and_then(|part| count(part.as_str())).filter(|_| opened && closed)
        else {
            continue;
        };
        let second = found.get(2).and_then(|part| part.as_str().parse().ok());
        return Some(([first].into_iter().chain(second).collect(), format!("{before} {after}")));
    }
    None
}

/// A number alone, before the words or after them.
fn numbered(text: &str) -> Option<(Vec<u32>, Form, String)> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^[\s(\[【]*(?:第\s*)?({COUNT})(?:[-—–.]([0-9]{{1,2}}))?[张幅]?(?:$|[\s._、,:;)\]】—–-]+|(?P<near>[^0-9]))"
        ))
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"([\s._(\[-]*)([0-9]{1,2})[)\]]?$"));
    // 5个项目, 1号楼 and 2024年 count something.
    const UNITS: &str = "年月日号时点分秒个户人名万亿千百元亩米公里届周次位种项条所家座台辆岁天楼级期批处村镇乡县省市区只头棵吨度路轮场大";
    if let Some(found) = BEFORE.captures(text) {
        let digits = found.get(1)?.as_str();
        let near = found.name("near");
        let stands = near.is_none_or(|next| {
            digits.starts_with('0')
                || digits.bytes().all(|b| b.is_ascii_digit())
                    && next.as_str().chars().all(|c| is_han(c) && !UNITS.contains(c))
        });
        if let Some(first) = count(digits).filter(|_| stands) {
            let end = near.map_or(found.get(0)?.end(), |next| next.start());
            let second = found.get(2).and_then(|part| part.as_str().parse().ok());
            return Some((
                [first].into_iter().chain(second).collect(),
                Form::Before,
                text.get(end..)?.to_owned(),
            ));
        }
    }
    let found = AFTER.captures(text)?;
    let start = found.get(0)?.start();
    let before =
        text.get(..start).filter(|before| before.chars().next_back().is_some_and(|c| !c.is_ascii_digit()))?;
    let number = found.get(2)?.as_str().parse().ok().filter(|number| *number > 0)?;
    Some((vec![number], Form::After, before.to_owned()))
}

/// A number in digits or Chinese, from 1 to 999.
fn count(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse::<u32>() {
        return Some(number).filter(|number| *number > 0);
    }
    let (mut sum, mut digit) = (0, None);
    for c in text.chars() {
        if let Some(value) = "一二三四五六七八九".chars().position(|known| known == c) {
            let value = u32::try_from(value).ok()? + 1;
            if digit.replace(value).is_some() {
                return None;
            }
        } else {
            sum += digit.take().unwrap_or(1) * if c == '百' { 100 } else { 10 };
        }
    }
    Some(sum + digit.unwrap_or(0))
}

/// Words without marks at their ends and empty brackets; numbers alone are none.
fn tidy(text: &str) -> String {
    if !text.chars().any(char::is_alphabetic) {
        return String::new();
    }
    let text = text.replace("()", " ").replace("[]", " ").replace("【】", " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(|c: char| !c.is_alphanumeric() && !"《》“”()".contains(c)).to_owned()
}

impl Said {
    /// The words as a caption, where they are one: at least four Chinese letters.
    pub(super) fn caption(&self) -> Option<String> {
        let han = self.words.chars().filter(|c| is_han(*c)).count();
        (han >= 4).then(|| full_width(&self.words))
    }
}

/// The marks between Chinese letters as Chinese has them; names of files have them in half width, and `_` for a space.
fn full_width(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    let beside = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        before.is_some_and(|c| is_han(*c)) || letters.get(at + 1).is_some_and(|c| is_han(*c))
    };
    let mark = |(at, c): (usize, &char)| match c {
        ',' if beside(at) => '，',
        ':' if beside(at) => '：',
        ';' if beside(at) => '；',
        '!' if beside(at) => '！',
        '?' if beside(at) => '？',
        '(' if beside(at) => '（',
        ')' if beside(at) => '）',
        '_' => ' ',
        c => *c,
    };
    letters.iter().enumerate().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::{Form, count, labelled, said};

    #[test]
    fn numbers_of_names() {
        let number = |name| said(name).number;
        let label = |number: u32| Some((vec![number], Form::Label));
        let before = |number: u32| Some((vec![number], Form::Before));
        for (name, wanted) in [
            ("图1", label(1)),
            ("图一 春耕", label(1)),
            ("图十二", label(12)),
            ("照片3", label(3)),
            ("图片4：张家口", label(4)),
            ("春耕（图5）", label(5)),
            ("Fig. 6", label(6)),
            ("图1-2 春耕", Some((vec![1, 2], Form::Label))),
            ("1", before(1)),
            ("０１ 春耕", before(1)),
            ("01春耕", before(1)),
            ("3、春耕", before(3)),
            ("一、春耕", before(1)),
            ("春耕2", Some((vec![2], Form::After))),
            ("活动 (3)", Some((vec![3], Form::After))),
            ("5个项目开工", None),
            ("1号楼封顶", None),
            ("一片丰收", None),
            ("IMG_0005", None),
            ("DSC00012", None),
            ("IMG_20240308_101112", None),
            ("微信图片_20240308101112", None),
            ("地图1", Some((vec![1], Form::After))),
            ("三八妇女节", None),
            ("2024年春耕", None),
            ("", None),
        ] {
            assert_eq!(number(name), wanted, "{name}");
        }
    }

    #[test]
    fn words_of_names() {
        for (name, words) in [
            ("图1 春耕", "春耕"),
            ("图片4：张家口滑雪场", "张家口滑雪场"),
            ("IMG_0005", ""),
            ("IMG_20240308_101112", ""),
            ("IMG_0005 春耕现场", "春耕现场"),
            ("DSC00012春耕", "春耕"),
            ("P1010023", ""),
            ("park opening", "park opening"),
            ("1a2b3c4d-0000-1111-2222-0123456789ab", ""),
            ("新建小学启用", "新建小学启用"),
            ("新建图像 (2)", ""),
            ("微信公众号上线", "微信公众号上线"),
            ("1000亩良田", "1000亩良田"),
            ("屏幕截图 2024-03-08 101112", ""),
            ("2024-03-08 妇女节活动", "妇女节活动"),
            ("微信图片_20240308101112", ""),
            ("mmexport1709866800000", ""),
            ("春耕 - 副本", "春耕"),
            ("春耕(2)", "春耕"),
            ("3月8日妇女节", "3月8日妇女节"),
            ("1号楼封顶", "1号楼封顶"),
            ("5个项目开工", "5个项目开工"),
            ("春耕（张三 摄）", "春耕(张三 摄)"),
        ] {
            assert_eq!(said(name).words, words, "{name}");
        }
        assert_eq!(said("图3 春耕,拖拉机下田").caption().as_deref(), Some("春耕，拖拉机下田"));
        assert_eq!(said("微信图片_20240308101112").caption(), None);
        assert_eq!(said("新建 图像").caption(), None);
        assert_eq!(said("春耕 - 副本").copy_of.as_deref(), Some("春耕"));
        assert_eq!(said("春耕(2)").copy_of.as_deref(), Some("春耕"));
        assert_eq!(said("春耕 (2)").copy_of.as_deref(), Some("春耕"));
        assert_eq!(said("副本").copy_of, None);
    }

    #[test]
    fn any_name_is_read() {
        let signs: Vec<char> = "图1一十(（)-_. 副本年IMGé①\u{301}\u{20000}0".chars().collect();
        let mut state = 1_usize;
        for _ in 0..3000 {
            let name = (0..state % 9).map(|at| signs[(state >> (at * 5)) % signs.len()]).collect::<String>();
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let said = said(&name);
            assert!(said.number.is_none_or(|(number, _)| number[0] > 0), "{name}");
        }
    }

    #[test]
    fn counts_and_labels() {
        for (text, wanted) in
            [("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百", 100), ("007", 7)]
        {
            assert_eq!(count(text), Some(wanted), "{text}");
        }
        assert_eq!((count("0"), count("一二")), (None, None));
        assert_eq!(labelled("图 1：").map(|(number, _)| number), Some(vec![1]));
        assert_eq!(labelled("图①"), None);
        assert_eq!(labelled("图2000"), None);
    }
}
