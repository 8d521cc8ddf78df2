//! Figures in prose (GB/T 15835).

use super::{Check, Kind, Slip, Text, each, is_han, pattern};

const HAN_DIGITS: &str = "〇一二三四五六七八九";

/// The value of a Han digit.
fn digit(character: char) -> Option<u32> {
    if character == '两' {
        return Some(2);
    }
    let place = HAN_DIGITS.chars().position(|other| other == character)?;
    u32::try_from(place).ok()
}

/// The value of a number below 1000 in Han figures.
pub(super) fn han_number(text: &str) -> Option<u32> {
    let (mut value, mut ones) = (0, None);
    for character in text.chars() {
        match character {
            '百' | '十' => {
                value += ones.take().unwrap_or(1) * if character == '百' { 100 } else { 10 };
            }
            '零' => {}
            _ => ones = Some(digit(character)?),
        }
    }
    Some(value + ones.unwrap_or(0))
}

/// A year has four figures.
pub(super) static SHORT_YEAR: Check = Check {
    code: "short-year",
    safe: false,
    find: |text| {
        pattern!(
            YEAR,
            ["年"],
            "(?P<year>[0-9]{2})年(?:[0-9]{1,2}月|底|初|末|以来|度|上半年|下半年|春|夏|秋|冬|全年|前三季度|第[一二三四]季度)"
        );
        pattern!(SPAN, ["年"], "[0-9]{4}年?[—～~-](?P<year>[0-9]{2})年");
        pattern!(SINCE, ["年起"], "[自从](?P<year>[0-9]{2})年起");
        let mut found = each(text, &SPAN, |found| whole_year(text, &found.name("year")?));
        found.extend(each(text, &SINCE, |found| whole_year(text, &found.name("year")?)));
        found.extend(each(text, &YEAR, |found| {
            let year = found.name("year")?;
            let counted = text
                .before(year.start())
                .is_some_and(|c| c.is_ascii_digit() || ".第了时近达共满约过余前后超这那整经".contains(c));
            let all = found.get(0)?;
            // 成立20年以来, 坚守30年初心: so many years, unless the sentence begins with them or says from when.
            let opened = text.before(year.start()).is_none_or(|c| !is_han(c) || "自从至到在于是".contains(c));
            let month = all.as_str().ends_with('月') || all.as_str().ends_with('底');
            let heart = text.starts_after(all.end(), &["心", "衷"]);
            (!counted && !heart && (opened || month)).then(|| whole_year(text, &year)).flatten()
        }));
        found
    },
    kind: Kind::Body,
    wrong: &[
        ("截至24年底，全部办复。", Some("截至2024年底，全部办复。")),
        ("23年以来新增委员23名。", Some("2023年以来新增委员23名。")),
        ("2023—24年度。", Some("2023—2024年度。")),
    ],
    right: &[
        "修路用了24年。",
        "24年如一日。",
        "历时12年10月。",
        "2024年底。",
        "成立20年以来。",
        "建校60年以来。",
        "坚守30年初心。",
    ],
};

fn whole_year(text: &Text, year: &regex::Match) -> Option<Slip> {
    let short: u32 = year.as_str().parse().ok()?;
    let century = text.year / 100 * 100;
    // 98 can only be of the century before.
    let century = if short > text.year % 100 + 10 { century.saturating_sub(100) } else { century };
    Some(Slip::new(year.range(), (century + short).to_string()))
}

/// A year in Han figures takes 〇, not 零.
pub(super) static ZERO_HAN: Check = Check {
    code: "zero-han",
    safe: false,
    find: |text| {
        pattern!(YEAR, ["零"], "[一二三四五六七八九][零〇一二三四五六七八九]{3}(?:年|[—～至到])");
        each(text, &YEAR, |found| {
            let all = found.get(0)?;
            all.as_str().contains('零').then(|| {
                Slip::new(all.range(), all.as_str().replace('零', "〇")).sure_if(!text.quoted(all.start()))
            })
        })
    },
    kind: Kind::Body,
    wrong: &[("二零二四年。", Some("二〇二四年。"))],
    right: &["二〇二四年。", "零下二十度。", "一百零八年。"],
};

/// In a range both numbers carry 万, 亿 and %.
pub(super) static RANGE_UNIT: Check = Check {
    code: "range-unit",
    safe: true,
    find: |text| {
        pattern!(
            RANGE,
            ["～", "~", "∼", "〜", "－", "–", "—", "-"],
            r"(?P<first>[0-9]+(?:\.[0-9]+)?)(?P<mark>[～~∼〜－–—-])(?P<second>[0-9]+(?:\.[0-9]+)?)(?P<unit>[%％‰]|[万亿](?:元|吨|亩|户|名|人次|人|公里|平方米|立方米|千瓦时|千瓦|公斤|斤|米|头|只|株|棵|册|件|字)?)"
        );
        each(text, &RANGE, |found| {
            let all = found.get(0)?;
            let (first, second) = (found.name("first")?.as_str(), found.name("second")?.as_str());
            let unit = found.name("unit")?.as_str().replace('％', "%");
            let code =
                text.before(all.start()).is_some_and(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
            let rising = first.parse::<f64>().ok()? < second.parse::<f64>().ok()?;
            (!code).then(|| Slip::new(all.range(), format!("{first}{unit}～{second}{unit}")).sure_if(rising))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("增长15～30%。", Some("增长15%～30%。")),
        ("筹资13～17万元。", Some("筹资13万元～17万元。")),
        ("投资1.2-1.5亿元。", Some("投资1.2亿元～1.5亿元。")),
    ],
    right: &["增长15%～30%。", "每组10～12户。", "筹资13万元～17万元。"],
};

/// Three or four is 三四, without a mark.
pub(super) static APPROXIMATE: Check = Check {
    code: "approximate",
    safe: false,
    find: |text| {
        pattern!(
            PAIR,
            ["、"],
            "(?P<first>[一二两三四五六七八])(?P<mark>、)(?P<second>[二两三四五六七八九])[十百千万]?[多余]?(?:个|天|年|次|人|名|户|里|公里|米|斤|公斤|亩|件|位|小时|分钟|岁|家|倍|遍|句|口|头|只|辆|场|项|篇|成|趟|回|棵|株|本|块|元|万|千|百)"
        );
        each(text, &PAIR, |found| {
            let all = found.get(0)?;
            let value = |name: &str| digit(found.name(name)?.as_str().chars().next()?);
            let listed = text.before(all.start()).is_some_and(|c| "第、周一二三四五六七八九十期".contains(c));
            // 分获二、三名: places, not people.
            let ranked = text.before(all.start()).is_some_and(|c| "获列居排在为得".contains(c))
                && text.ends_before(all.end(), &["名", "位"]);
            let named = ranked
                || text.starts_after(all.end(), &["级", "代"])
                || text.starts_after(all.end() - '年'.len_utf8(), &["年级", "年代", "年度"]);
            (value("second")? == value("first")? + 1 && !listed && !named)
                .then(|| Slip::new(found.name("mark").map_or(0..0, |mark| mark.range()), ""))
        })
    },
    kind: Kind::Body,
    wrong: &[("跑了三、四个月。", Some("跑了三四个月。")), ("来了五、六十人。", Some("来了五六十人。"))],
    right: &["第三、四小组。", "三、四年级学生。", "二、三产业。", "分获二、三名。", "三四个月。"],
};

/// Figures take 万 and 亿 only; 千, 百 and 十 are written out.
pub(super) static MIXED_NUMBER: Check = Check {
    code: "mixed-number",
    safe: true,
    find: |text| {
        pattern!(
            NUMBER,
            ["千", "百", "十"],
            r"(?P<thousands>[0-9]+(?:\.[0-9]+)?千)?(?P<hundreds>[0-9]+(?:\.[0-9]+)?百)?(?P<tens>[0-9]+(?:\.[0-9]+)?十)?(?P<ones>[0-9]+)?"
        );
        each(text, &NUMBER, |found| {
            let all = found.get(0)?;
            let parts = [("thousands", 1000.0), ("hundreds", 100.0), ("tens", 10.0)];
            if parts.iter().all(|(name, _)| found.name(name).is_none()) {
                return None;
            }
            // Only one figure stands before 十, 百 and 千; 2024十大新闻 and ’97百强 are years.
            let long = parts.iter().any(|(name, _)| {
                found.name(name).is_some_and(|part| !part.as_str().contains('.') && part.len() > 4)
            });
            let best =
                all.as_str().ends_with('十') && text.starts_after(all.end(), &["大", "佳", "强", "优"]);
            if long
                || best
                || text
                    .before(all.start())
                    .is_some_and(|c| c.is_ascii_alphanumeric() || ".第，’'".contains(c))
            {
                return None;
            }
            // 5千 and figures after it without their place are unclear.
            if found.name("ones").is_some() && found.name("tens").is_none() {
                return None;
            }
            let mut value: f64 = 0.0;
            for (name, factor) in parts {
                if let Some(part) = found.name(name) {
                    value += part.as_str().trim_end_matches(['千', '百', '十']).parse::<f64>().ok()? * factor;
                }
            }
            value += found.name("ones").map_or(Some(0.0), |ones| ones.as_str().parse().ok())?;
            // 千瓦 and the like are units; 百货 and 十字 are words.
            let unit = match all.as_str().chars().next_back() {
                Some('千') => "克瓦米伏帕卡赫升焦安兆字",
                Some('百') => "帕货姓科花业年分日",
                Some('十') => "字",
                _ => "",
            };
            let unit = text.after(all.end()).is_some_and(|c| unit.contains(c));
            (!unit && value.fract() == 0.0).then(|| Slip::new(all.range(), format!("{value}")))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("捐书3千5百册。", Some("捐书3500册。")),
        ("慰问金5百元。", Some("慰问金500元。")),
        ("来了6百多人。", Some("来了600多人。")),
        ("贷款3千万元。", Some("贷款3000万元。")),
    ],
    right: &[
        "2024十大新闻。",
        "2024百强县。",
        "菌棒3千克。",
        "装机5千瓦。",
        "贷款3万元。",
        "投资1.2亿元。",
        "走了4千米。",
    ],
};

/// About is said once.
pub(super) static TWICE_ABOUT: Check = Check {
    code: "twice-about",
    safe: false,
    find: |text| {
        pattern!(
            MORE,
            ["余", "多"],
            r"(?P<about>将近|接近|大约|超过|近|约|逾|超)(?P<number>[0-9][0-9.]*[万亿]?|[一二三四五六七八九十百千万两几]+)(?P<more>余|多)(?P<after>年|个月|天|度)?"
        );
        pattern!(
            ROUND,
            ["左右", "上下", "以上"],
            r"(?P<about>将近|接近|大约|超过|近|约|逾|超)(?P<number>[0-9][0-9.]*|[一二三四五六七八九十百千万两几]+)[\p{Han}%]{0,4}?(?P<more>左右|上下|以上)"
        );
        let mut found = each(text, &MORE, |found| {
            let (all, about) = (found.get(0)?, found.name("about")?);
            let word =
                text.before(all.start()).is_some_and(|c| "最附邻临亲靠远走接贴相条合契节制大".contains(c));
            // 近30余年来 says "the last thirty years and more".
            let lately = about.as_str() == "近" && found.name("after").is_some();
            let degree = text.starts_after(
                all.end() - found.name("after").map_or(0, |after| after.len()),
                &["多样", "多种多"],
            );
            (!word && !lately && !degree).then(|| Slip::new(about.range(), ""))
        });
        found.extend(each(text, &ROUND, |found| {
            let (all, about, more) = (found.get(0)?, found.name("about")?, found.name("more")?);
            let word =
                text.before(all.start()).is_some_and(|c| "最附邻临亲靠远走接贴相条合契节制大".contains(c));
            let between = all.as_str()[about.len()..].contains(['多', '余']);
            (!word && !between).then(|| Slip::new(more.range(), ""))
        }));
        found
    },
    kind: Kind::Body,
    wrong: &[
        ("走访近30余户。", Some("走访30余户。")),
        ("来了大约20人左右。", Some("来了大约20人。")),
        ("超过100余人参加。", Some("100余人参加。")),
        ("近百余名委员到场。", Some("百余名委员到场。")),
    ],
    right: &["走访近30户。", "走访30余户。", "近30余年来。", "最近三十多户。", "约50人到场，多数是新委员。"],
};

/// 百分之 with figures is %.
pub(super) static PERCENT_WORD: Check = Check {
    code: "percent-word",
    safe: true,
    find: |text| {
        pattern!(PERCENT, ["百分之"], r"百分之([0-9]+(?:\.[0-9]+)?)");
        each(text, &PERCENT, |found| {
            let all = found.get(0)?;
            let more = text.after(all.end()).is_some_and(|c| "点十百千".contains(c));
            (!more).then(|| Slip::new(all.range(), format!("{}%", found.get(1).map_or("", |n| n.as_str()))))
        })
    },
    kind: Kind::Body,
    wrong: &[("满意率达百分之95。", Some("满意率达95%。"))],
    right: &["百分之九十五。", "95%。", "百分之3点5。"],
};

/// A date in prose is written with 年, 月 and 日.
pub(super) static DATE_FORM: Check = Check {
    code: "date-form",
    safe: true,
    find: |text| {
        pattern!(
            DATE,
            ["19", "20"],
            r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[./-])(?P<month>[0-9]{1,2})(?P<again>[./-])(?P<day>[0-9]{1,2})"
        );
        each(text, &DATE, |found| {
            let all = found.get(0)?;
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "./-_".contains(c));
            let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
            let (month, day) = (number("month")?, number("day")?);
            let numbered =
                text.ends_before(all.start(), &["编号", "编号为", "号码", "文号", "版本", "代码", "编码"]);
            let good = (1..=12).contains(&month) && (1..=31).contains(&day);
            let same = found.name("mark")?.as_str() == found.name("again")?.as_str();
            (good && same && !numbered && !inside(text.before(all.start())) && !inside(text.after(all.end())))
                .then(|| {
                    let year = found.name("year").map_or("", |year| year.as_str());
                    let end =
                        all.end() + if text.starts_after(all.end(), &["日"]) { '日'.len_utf8() } else { 0 };
                    let begins =
                        text.before(all.start()).is_none_or(|c| "于在至从自到止（，。；：日".contains(c));
                    let named = text.starts_after(all.end(), &["版", "号", "期", "批", "型"]);
                    Slip::new(all.start()..end, format!("{year}年{month}月{day}日")).sure_if(begins && !named)
                })
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("2024.12.5，会议召开。", Some("2024年12月5日，会议召开。")),
        ("会议于2024-03-08召开。", Some("会议于2024年3月8日召开。")),
    ],
    right: &["版本2.0.1上线。", "2024年12月5日。", "编号2024-12-05-3。"],
};

/// Centuries and decades are written in figures.
pub(super) static DECADE: Check = Check {
    code: "decade",
    safe: false,
    find: |text| {
        pattern!(
            DECADE,
            ["世纪"],
            "(?P<century>二十一|二十|十九|十八|上个|上|本|[0-9]{2})世纪(?P<tens>[一二三四五六七八九]十|[1-9]0)年代"
        );
        each(text, &DECADE, |found| {
            let (all, century, tens) = (found.get(0)?, found.name("century")?, found.name("tens")?);
            let figures = match century.as_str() {
                "二十一" => "21",
                "二十" => "20",
                "十九" => "19",
                "十八" => "18",
                other => other,
            };
            let decade = match tens.as_str().chars().next()? {
                c if c.is_ascii_digit() => tens.as_str().to_owned(),
                c => format!("{}0", digit(c)?),
            };
            let right = format!("{figures}世纪{decade}年代");
            (right != all.as_str() && !text.quoted(all.start())).then(|| Slip::new(all.range(), right))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("二十世纪八十年代建的水库。", Some("20世纪80年代建的水库。")),
        ("上世纪九十年代。", Some("上世纪90年代。")),
    ],
    right: &["20世纪80年代。", "新世纪以来。"],
};

/// Marks between figures: 12500, 3.5, 10:30.
pub(super) static DIGIT_MARK: Check = Check {
    code: "digit-mark",
    safe: true,
    find: |text| {
        pattern!(MARK, "[0-9](?P<mark>[，。．：])[0-9]");
        // Matches must not overlap at the figures, so each mark is looked at by itself.
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = MARK.captures_at(&text.blanked, from) {
            let (Some(all), Some(mark)) = (at.get(0), at.name("mark")) else { break };
            from = all.end() - 1;
            let before = text.blanked[..mark.start()].chars().rev().take_while(char::is_ascii_digit).count();
            let after = text.blanked[mark.end()..].chars().take_while(char::is_ascii_digit).count();
            let next = text.blanked[mark.end() + after..].chars().next();
            let counted = next.is_some_and(|c| super::UNITS.contains(c));
            // 热线12345。2024年: a sentence ends, and the next begins with a year or a date.
            let dated = after == 4 || next.is_some_and(|c| "年月日".contains(c));
            let day = ["上午", "下午", "凌晨", "早上", "清晨", "中午", "晚上", "当晚", "早", "晚"];
            let hour = text.ends_before(mark.start() - before, &day);
            let right = match mark.as_str() {
                // After another number of the list, such as 1，200人, nobody knows.
                "，" if after == 3 && before <= 3 && counted => "",
                "。" | "．" if (counted || next == Some('%')) && !dated && after <= 3 => ".",
                "：" if before <= 2 && after == 2 && !dated => {
                    let clock =
                        |digits: &str, most: u32| digits.parse::<u32>().is_ok_and(|value| value < most);
                    let hour = &text.blanked[mark.start() - before..mark.start()];
                    if clock(hour, 25) && clock(&text.blanked[mark.end()..mark.end() + after], 60) {
                        ":"
                    } else {
                        continue;
                    }
                }
                _ => continue,
            };
            found.push(Slip::new(mark.range(), right).sure_if(right == ":" && hour));
        }
        found
    },
    kind: Kind::Body,
    wrong: &[
        ("筹资12，500元。", Some("筹资12500元。")),
        ("修路3。5公里。", Some("修路3.5公里。")),
        ("上午10：30开会。", Some("上午10:30开会。")),
    ],
    right: &[
        "上午10:30开会。",
        "一是抓了3，二是抓了5。",
        "比分为3：1。",
        "修路3.5公里。",
        "热线12345。2024年，全部办复。",
        "占4/5。2024年，全部办复。",
    ],
};

/// Days of the week and of the farmers' calendar are no figures.
pub(super) static WEEKDAY: Check = Check {
    code: "weekday",
    safe: true,
    find: |text| {
        pattern!(DAY, ["星期", "礼拜"], "(?:星期|礼拜)([1-7])");
        each(text, &DAY, |found| {
            let day = found.get(1)?;
            let more = text.after(day.end()).is_some_and(|c| c.is_ascii_digit() || ".个".contains(c));
            let names = ["一", "二", "三", "四", "五", "六", "日"];
            let name = names.get(day.as_str().parse::<usize>().ok()?.checked_sub(1)?)?;
            // 每个星期5次 and 星期1至5 are counted.
            let next = text.after(day.end());
            let counted = text.ends_before(found.get(0)?.start(), &["个", "每", "一", "两", "几"])
                || next.is_some_and(|c| "次天场遍回趟".contains(c));
            let sure = next.is_none_or(|c| "，。；（）上下晚早中凌接".contains(c));
            let range = next.is_some_and(|c| "-—~～".contains(c))
                || text.starts_after(day.end(), &["至星期", "到星期"]);
            (!more && !counted && !range).then(|| Slip::new(day.range(), *name).sure_if(sure))
        })
    },
    kind: Kind::Body,
    wrong: &[("每逢星期5接待群众。", Some("每逢星期五接待群众。"))],
    right: &["每逢星期五接待群众。", "三个星期15场会。", "每个星期5次。", "星期1至星期五。"],
};
