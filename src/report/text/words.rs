//! Spaces, and slips of the pen.

use super::{BLANK, Check, Kind, Slip, Text, each, is_chinese_mark, is_han, pattern};

/// No spaces in Chinese text: the page sets the distance to figures and Latin by itself.
pub(super) static SPACE: Check = Check {
    code: "space",
    safe: true,
    find: space,
    kind: Kind::Body,
    wrong: &[
        ("全年立案 89 件。", Some("全年立案89件。")),
        ("装上了 5G 基站。", Some("装上了5G基站。")),
        ("　　回望全年。", Some("回望全年。")),
        ("凝心　聚力。", Some("凝心聚力。")),
    ],
    right: &[
        "学习《中共中央 国务院关于深化改革的意见》。",
        "装上Wi-Fi 6路由器。",
        "用上Smart Farm系统。",
        "全年立案89件。",
    ],
};

fn space(text: &Text) -> Vec<Slip> {
    pattern!(SPACES, "[ \u{3000}\t\u{2002}\u{2003}]+");
    each(text, &SPACES, |found| {
        let spaces = found.get(0)?;
        let (before, after) = (text.before(spaces.start()), text.after(spaces.end()));
        let chinese = |c: Option<char>| c.is_none_or(|c| is_han(c) || is_chinese_mark(c));
        let inner = |c: Option<char>| {
            c.is_none_or(|c| {
                is_han(c) || is_chinese_mark(c) || c.is_ascii_alphanumeric() || c == BLANK || "%℃".contains(c)
            })
        };
        if !(chinese(before) || chinese(after)) || !inner(before) || !inner(after) {
            return None;
        }
        // Headings and bylines part their members by a space as wide as a character.
        let parts = text.kind != Kind::Body && before.is_some() && after.is_some();
        if parts && (spaces.as_str() == "　" || text.kind == Kind::Name && before.is_some_and(is_han)) {
            return None;
        }
        let between = before.is_some_and(is_han) && after.is_some_and(is_han);
        // 《中共中央 国务院关于……的意见》 is the title as it is.
        if between && text.quoted(spaces.start()) {
            return None;
        }
        if text.kind == Kind::Heading && between {
            return Some(Slip::proposal(spaces.range(), "　"));
        }
        // Between two words somebody may have listed names; an address ends at its space.
        let address = |part: &str| part.contains(['/', '@', ':', '_']) || part.contains("www.");
        let ascii = |c: &char| c.is_ascii_graphic();
        let ahead: String = text.blanked[spaces.end()..].chars().take_while(ascii).collect();
        let behind: String = text.blanked[..spaces.start()].chars().rev().take_while(ascii).collect();
        let addressed = address(&ahead) || address(&behind.chars().rev().collect::<String>());
        // A number at the end, or 0. with its places after a space, may be a column of a table.
        let column = ahead.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && (spaces.end() + ahead.len() == text.blanked.len() || ahead.ends_with('.'));
        Some(Slip::new(spaces.range(), "").sure_if(!between && !addressed && !column))
    })
}

/// Nothing gets less by times.
pub(super) static TIMES_LESS: Check = Check {
    code: "times-less",
    safe: false,
    find: |text| {
        pattern!(
            LESS,
            ["倍"],
            "(?:下降|减少|降低|缩短|缩小|下跌|压缩|减轻)(?:了|到|为|近|约|至)*(?:[0-9]+(?:\\.[0-9]+)?|[一二两三四五六七八九十百几数]+)[多余]?倍"
        );
        each(text, &LESS, |found| Some(Slip::unknown(found.get(0)?.range())))
    },
    kind: Kind::Body,
    wrong: &[("办理时间缩短了3倍。", None), ("信访量下降两倍。", None)],
    right: &["办理量增长了3倍。", "信访量下降30%。", "成本降低了，收入增加两倍。"],
};

/// A word written twice.
pub(super) static DOUBLED: Check = Check {
    code: "doubled",
    safe: false,
    find: |text| {
        // What may stand before, and after, where the two belong to different words.
        const PAIRS: [(&str, &str, &str); 7] = [
            ("的的", "目有标", "确士"),
            ("了了", "为除不明", "解之却然结不"),
            ("与与", "参赠给授付赐寄", ""),
            ("及及", "普涉顾触波提论遍惠企危累殃埃推", "时早其格物第至"),
            ("被被", "棉", ""),
            ("是是", "于还但可只凡就若求国", "非"),
            ("在在", "现存所实内潜外好自正", "皆处"),
        ];
        let mut found = Vec::new();
        for (pair, befores, afters) in PAIRS {
            for (at, _) in text.blanked.match_indices(pair) {
                let end = at + pair.len();
                let before = text.before(at).is_some_and(|c| befores.contains(c));
                let after = text.after(end).is_some_and(|c| afters.contains(c));
                if !before && !after {
                    found.push(Slip::new(at..end, &pair[..pair.len() / 2]));
                }
            }
        }
        found.sort_by_key(|slip| slip.range.start);
        found
    },
    kind: Kind::Body,
    wrong: &[("委员们的的建议。", Some("委员们的建议。")), ("办好了了一批实事。", Some("办好了一批实事。"))],
    right: &[
        "的的确确办好了。",
        "为了了解民情。",
        "参与与监督。",
        "现在在建的路。",
        "实事求是是作风。",
        "保险标的的价值。",
        "取得了了不起的成绩。",
    ],
};

/// Words that no text of an office says twice on end; verbs of the spoken language, such as 研究研究, do double.
const FORMAL: &str = "组织 委员 政协 提案 建议 工作 发展 会议 群众 全县 县委 政府 经济 社会 农业 农村 农民 产业 项目 企业 建设 推进 推动 加强 坚持 提升 完善 落实 开展 实施 促进 深化 强化 优化 聚焦 围绕 服务 履职 协商 监督 调研 视察 参政 议政 界别 委员会 常委会 主席 副主席 主任 书记 县长 部门 单位 乡镇 街道 社区 村民 干部 党员 党组 党委 支部 机关 领导 代表 人民 民生 教育 医疗 卫生 文化 旅游 生态 环境 水利 交通 乡村 振兴 脱贫 攻坚 改革 创新 开放 治理 管理 保障 安全 稳定 问题 措施 方案 计划 规划 目标 任务 责任 制度 机制 体系 能力 水平 质量 效率 成效 成果 成绩 经验 情况 意见 报告 材料 信息 数据 平台 渠道 方式 培训 宣传 学习 教育 贯彻 精神 思想 理论 政治 法律 法规 政策 资金 投资 收入 生产 销售 市场 技术 科技 人才 队伍 基层 基础 设施 工程 道路 公路 学校 学生 教师 医院 医生 老人 儿童 妇女 青年 职工 居民 家庭 生活 就业 创业 增长 增加 达到 实现 完成 取得 获得 形成 建立 建成 建设 我们 他们 大家 一年来 全年 同时 因此 但是 以及 通过 根据 按照 为了 关于 对于 由于 已经 正在 进行 作为 成为 认真 积极 不断 进一步 切实 深入 全面 有效 重点 主要 重要";

/// A word written twice.
pub(super) static DOUBLED_WORD: Check = Check {
    code: "doubled-word",
    safe: false,
    find: |text| {
        let said = text.blanked.as_str();
        let places: Vec<usize> = said.char_indices().map(|(at, _)| at).chain([said.len()]).collect();
        let mut found: Vec<Slip> = Vec::new();
        for length in [3, 2] {
            for window in places.windows(2 * length + 1) {
                let (start, middle, end) = (window[0], window[length], window[2 * length]);
                let word = &said[start..middle];
                // 经济组织组织开展, 代表代表团, 规定规定的: two words, of which one ends or begins so.
                let parted = text
                    .starts_after(end, &["团", "长", "者", "员", "会", "物", "的", "地", "性", "化"])
                    || text.ends_before(
                        start,
                        &["经济", "社会", "党", "群团", "各级", "基层", "自治", "合作", "上级", "人民"],
                    );
                let inside = found.iter().any(|slip| slip.range.start <= start && end <= slip.range.end);
                if word == &said[middle..end]
                    && !parted
                    && !inside
                    && FORMAL.split(' ').any(|one| one == word)
                {
                    found.push(Slip::new(start..end, word));
                }
            }
        }
        found.sort_by_key(|slip| slip.range.start);
        found
    },
    kind: Kind::Body,
    wrong: &[
        ("县政协组织组织委员视察。", Some("县政协组织委员视察。")),
        ("专门委员会委员会各尽其责。", Some("专门委员会各尽其责。")),
        ("认真认真学习。", Some("认真学习。")),
    ],
    right: &[
        "集体经济组织组织开展造林。",
        "大家高高兴兴，研究研究再说。",
        "一家一家走，一件一件办。",
        "代表代表团发言。",
        "实实在在的好处。",
    ],
};
