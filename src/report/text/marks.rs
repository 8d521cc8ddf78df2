//! Full-width marks in their places (GB/T 15834).

use super::{BLANK, Check, Kind, Slip, Text, each, is_chinese_mark, is_closing, is_han, pattern};

/// ASCII marks beside Chinese characters.
pub(super) static ASCII_MARK: Check = Check {
    code: "ascii-mark",
    safe: true,
    find: ascii_mark,
    kind: Kind::Body,
    wrong: &[
        ("全年立案89件,办复89件。", Some("全年立案89件，办复89件。")),
        ("会议强调:要办实事。", Some("会议强调：要办实事。")),
        ("县政协(党组)召开会议.", Some("县政协（党组）召开会议。")),
        ("办得怎么样?委员来打分!", Some("办得怎么样？委员来打分！")),
        ("增长5%,其中一半是果品。", Some("增长5%，其中一半是果品。")),
    ],
    right: &["10:30开会，花了1,234.5元。", "装了Wi-Fi (5G)的村子。", "1.加强领导。", "网址是http://a.cn/b。"],
};

fn ascii_mark(text: &Text) -> Vec<Slip> {
    let near = |character: Option<char>| character.is_some_and(|c| is_han(c) || is_chinese_mark(c));
    let mut found = Vec::new();
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, mark) in text.blanked.char_indices() {
        let (before, after) = (text.before(at), text.after(at + mark.len_utf8()));
        let alone = before != Some(mark) && after != Some(mark);
        let full = match mark {
            ',' => "，",
            ';' => "；",
            ':' => "：",
            '?' => "？",
            '!' => "！",
            '.' => "。",
            '(' => {
                open.push((at, near(before)));
                continue;
            }
            ')' => {
                if let Some((start, chinese)) = open.pop() {
                    let inside = text.blanked[start + 1..at].chars().any(is_han);
                    if chinese && !text.blanked[..start].ends_with(' ') || inside || near(after) && chinese {
                        found.push(Slip::new(start..start + 1, "（"));
                        found.push(Slip::new(at..at + 1, "）"));
                    }
                }
                continue;
            }
            _ => continue,
        };
        let wrong = match mark {
            '.' => alone && near(before) && !after.is_some_and(|c| c.is_ascii_alphanumeric()),
            '?' | '!' => near(before) || after.is_some_and(is_han),
            _ => {
                alone
                    && (near(before) || before == Some('%') || after.is_some_and(is_han) && before.is_some())
            }
        };
        // A stop in a heading is somebody else's finding.
        if wrong && !(mark == '.' && text.kind != Kind::Body) {
            // Yahoo!网 and 阿卜杜.热合曼 are names.
            let sure = (near(before) || before == Some('%')) && !(mark == '.' && after.is_some_and(is_han));
            found.push(Slip::new(at..at + 1, full).sure_if(sure));
        }
    }
    found.sort_by_key(|slip| slip.range.start);
    found
}

/// 、 between quoted or titled items.
pub(super) static ENUMERATION: Check = Check {
    code: "enumeration",
    safe: true,
    find: |text| {
        pattern!(BETWEEN, ["、“", "、‘", "、《", "、〈"], "[”’》〉]、[“‘《〈]");
        each(text, &BETWEEN, |found| {
            let start = found.get(0)?.start();
            // 《办法》、《细则》（试行）、《清单》: where one has more behind it, all keep the mark.
            let rest = text.blanked[start..].split(['。', '；', '！', '？']).next().unwrap_or_default();
            if rest.contains("）、《") || rest.contains("）、“") {
                return None;
            }
            let comma = start + text.after(start)?.len_utf8();
            Some(Slip::new(comma..comma + '、'.len_utf8(), ""))
        })
    },
    kind: Kind::Body,
    wrong: &[
        ("建好“茶座”、“书屋”。", Some("建好“茶座”“书屋”。")),
        ("印发《办法》、《细则》、《清单》。", Some("印发《办法》《细则》《清单》。")),
    ],
    right: &[
        "建好“茶座”和书屋、讲堂。",
        "印发《办法》（试行）、《细则》。",
        "印发《办法》、《细则》（试行）、《清单》。",
    ],
};

/// Two marks where one is meant.
pub(super) static DOUBLE_MARK: Check = Check {
    code: "double-mark",
    safe: true,
    find: double_mark,
    kind: Kind::Body,
    wrong: &[
        ("全部办复。。", Some("全部办复。")),
        ("一是查，，二是改。", Some("一是查，二是改。")),
        ("他说：“办好了。”。", Some("他说：“办好了。”")),
        ("办得怎么样？。", Some("办得怎么样？")),
        ("水、，电、路。", None),
    ],
    right: &["真的吗？！", "办好了！！！", "他说“办好了”。", "一批好事……"],
};

fn double_mark(text: &Text) -> Vec<Slip> {
    pattern!(TWICE, "([，、；：。]{2,}|[？！][，、；：。])");
    pattern!(QUOTED, ["”。", "’。"], "[。？！]([”’])([。])");
    let mut found = each(text, &TWICE, |found| {
        let all = found.get(0)?;
        // Three and more are an ellipsis.
        if all.as_str().chars().count() > 2 && all.as_str().chars().all(|c| c == '。') {
            return None;
        }
        let first = all.as_str().chars().next()?;
        let same = all.as_str().chars().all(|mark| mark == first);
        // Of two different marks nobody knows which is meant, unless the first ends the sentence.
        let known = same || "？！".contains(first) || first == '。' && all.as_str().ends_with('，');
        let sure = same || all.as_str().ends_with('。');
        Some(if known {
            Slip::new(all.range(), first.to_string()).sure_if(sure)
        } else {
            Slip::unknown(all.range())
        })
    });
    found.extend(each(text, &QUOTED, |found| Some(Slip::new(found.get(2)?.range(), ""))));
    found
}

/// A text that begins with a mark that closes something.
pub(super) static STRAY_START: Check = Check {
    code: "stray-start",
    safe: false,
    find: |text| {
        let first = text.blanked.chars().next();
        match first {
            Some(mark) if "，。、；：？！".contains(mark) => vec![Slip::new(0..mark.len_utf8(), "")],
            // ’97 is a year.
            Some('’') if text.after('’'.len_utf8()).is_some_and(|c| c.is_ascii_digit()) => Vec::new(),
            Some(mark) if is_closing(mark) => vec![Slip::unknown(0..mark.len_utf8())],
            _ => Vec::new(),
        }
    },
    kind: Kind::Body,
    wrong: &[
        ("，全年办复。", Some("全年办复。")),
        ("”全年办复。", None),
        ("。全年办复。", Some("全年办复。")),
    ],
    right: &["“一线”协商。", "……水通了。", "——致委员。"],
};

/// Ordinals: 第一， and 一、 and （一） without a mark.
pub(super) static ORDINAL: Check = Check {
    code: "ordinal",
    safe: true,
    find: ordinal,
    kind: Kind::Body,
    wrong: &[
        ("第一、抓学习。第二、抓落实。", Some("第一，抓学习。第二，抓落实。")),
        ("首先、要抓学习。", Some("首先，要抓学习。")),
        ("一，抓学习。", Some("一、抓学习。")),
        ("（一）、抓学习。", Some("（一）抓学习。")),
    ],
    right: &[
        "第一、第二产业增长。",
        "第一、二季度。",
        "一、抓学习。",
        "（一）抓学习。",
        "第一、三小组。",
        "按第（一）、（二）项办。",
        "一九九七，文学提供了什么。",
    ],
};

fn ordinal(text: &Text) -> Vec<Slip> {
    pattern!(WORD, ["、"], "(?:^|[。；：！？“])(?:第[一二三四五六七八九十]+|首先|其次|再次|最后)(、)");
    pattern!(NUMBER, "^(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(，)");
    pattern!(BRACKETED, ["（"], "（[一二三四五六七八九十0-9]+）([、，．.])");
    let mut found = each(text, &WORD, |found| {
        let mark = found.get(1)?;
        let listed = text.after(mark.end()).is_some_and(|next| "第一二三四五六七八九十".contains(next));
        (!listed).then(|| Slip::new(mark.range(), "，"))
    });
    found.extend(each(text, &NUMBER, |found| Some(Slip::proposal(found.get(1)?.range(), "、"))));
    found.extend(each(text, &BRACKETED, |found| {
        let mark = found.get(1)?;
        // （一）、（二）项.
        (!text.starts_after(mark.end(), &["（"])).then(|| Slip::new(mark.range(), ""))
    }));
    found
}

/// 等 beside an ellipsis or after a pause mark.
pub(super) static ETC: Check = Check {
    code: "etc",
    safe: false,
    find: |text| {
        pattern!(DOTS, ["等…", "…等", "等等"], "等(等?……)|(……)等");
        pattern!(
            PAUSE,
            ["、等"],
            "(、)等(?:[，。；：！？）0-9]|$|等|多|各|[一二三四五六七八九十]|生活|物资|物品|部门|单位|方面|工作|项目|地|乡镇|产业|作物|问题|活动|措施|内容|形式|方式|环节|领域|重点|特色|农|民生|基础|设施|企业|场所|人员|群体|服务|政策|制度|系列)"
        );
        let mut found = each(text, &DOTS, |found| {
            let extra = found.get(1).or_else(|| found.get(2))?;
            Some(Slip::new(extra.range(), ""))
        });
        found.extend(each(text, &PAUSE, |found| Some(Slip::new(found.get(1)?.range(), ""))));
        found
    },
    kind: Kind::Body,
    wrong: &[
        ("送去米、面、油等……", Some("送去米、面、油等")),
        ("送去米、面、等生活用品。", Some("送去米、面等生活用品。")),
    ],
    right: &[
        "米、面、油等等。",
        "实行目标、等级制度。",
        "米、面、油……",
        "坐不住、等不得。",
        "不能靠、等、要。",
    ],
};

/// A stop at the end of a heading.
pub(super) static HEADING_STOP: Check = Check {
    code: "heading-stop",
    safe: false,
    find: |text| {
        let last = text.blanked.chars().next_back();
        match last {
            // A line that another one follows may end so: the break is not the sentence's.
            Some(mark)
                if text.kind == Kind::Heading
                    && "。，；、：.,;:".contains(mark)
                    && !(text.followed && "，；：".contains(mark)) =>
            {
                vec![Slip::new(text.blanked.len() - mark.len_utf8()..text.blanked.len(), "")]
            }
            _ => Vec::new(),
        }
    },
    kind: Kind::Heading,
    wrong: &[("凝心聚力谱新篇。", Some("凝心聚力谱新篇")), ("办实事，", Some("办实事"))],
    right: &["谁来打分？", "干起来！", "——工作回顾"],
};

/// A paragraph that does not end its sentence.
pub(super) static PARAGRAPH_END: Check = Check {
    code: "paragraph-end",
    safe: false,
    find: |text| {
        // The number of a note stands behind the stop.
        let note = |c: char| ('①'..='⑳').contains(&c);
        let mut rest = text.blanked.trim_end().trim_end_matches(note);
        if text.kind != Kind::Body || rest.is_empty() {
            return Vec::new();
        }
        // A remark in brackets, such as （记者 某某）, follows the stop.
        if rest.ends_with('）')
            && let Some(open) = rest.rfind('（')
            && rest[..open].ends_with(['。', '！', '？', '…', '”'])
        {
            return Vec::new();
        }
        // A list follows, or what stands here is a heading, a source, or a byline of its own.
        let short = rest.chars().count() <= 20 && !rest.contains(['，', '；', '。']);
        let listed =
            text.followed && (rest.ends_with(['：', '；']) || short && !rest.ends_with(['、', '，']));
        if listed || rest.starts_with('（') && rest.ends_with('）') {
            return Vec::new();
        }
        rest = rest.trim_end_matches(is_closing);
        if rest.ends_with(['。', '！', '？']) || rest.ends_with("……") || rest.ends_with('.') {
            return Vec::new();
        }
        let last = text.blanked.trim_end().chars().next_back().unwrap_or(BLANK);
        let end = text.blanked.trim_end().len();
        vec![if is_han(last)
            || last == BLANK
            || last.is_ascii_alphanumeric()
            || last == '%'
            || is_closing(last)
        {
            Slip::new(end..end, "。")
        } else {
            Slip::unknown(end - last.len_utf8()..end)
        }]
    },
    kind: Kind::Body,
    wrong: &[("全部办复", Some("全部办复。")), ("满意率为95%", Some("满意率为95%。")), ("水通了，", None)],
    right: &[
        "他说：“水通了！”",
        "水通了……",
        "水通了。①",
        "水通了。（石望川）",
        "水通了吗？",
        "（记者　石望川）",
    ],
};
