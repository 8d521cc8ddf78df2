//! What is odd, wrong on purpose, or made up at random.

use super::*;
use Role::{Heading, Kicker, Lead, Subhead, Subtitle, Text, Title};

#[test]
fn what_is_bad_on_purpose() {
    // No headings at all: one section, with a doubt at its first paragraph.
    let mut make = Make::new(12.0, "宋体");
    make.centred("海西速写", 18.0, "黑体", false);
    for _ in 0..4 {
        make.text(LONG);
    }
    let judged = make.judge();
    let roles: Vec<Role> = judged.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Title, Lead, Text, Text, Text]);
    assert_eq!(doubts(&judged), [("import-doubt.no-headings", LONG.to_owned())]);

    // A heading that is too long for a line.
    let mut make = Make::new(12.0, "宋体");
    make.centred("海西速写", 18.0, "黑体", false);
    for number in ["一", "二"] {
        make.look(
            &format!("{number}、坚持党建引领聚焦主责主业全面推动县域经济社会高质量发展迈上新的更高台阶"),
            14.0,
            "黑体",
            false,
        );
        make.text(LONG);
    }
    let judged = make.judge();
    assert_eq!(judged[1].role, Heading);
    assert_eq!(doubts(&judged)[0].0, "import-doubt.long-heading");

    // Everything bold: bold is no sign.
    let mut make = Make::new(12.0, "宋体");
    for text in ["海西速写", LONG, "一、做法", LONG, "二、成效", LONG] {
        make.look(text, 12.0, "宋体", true);
    }
    let roles: Vec<Role> = make.judge().iter().map(|part| part.role).collect();
    assert_eq!(roles, [Title, Lead, Heading, Text, Heading, Text]);

    // Nothing, white, a picture alone, a table alone.
    assert_eq!(judge(&Document::default()), []);
    let mut make = Make::new(12.0, "宋体");
    make.text(" 　\n\t");
    make.picture_line();
    make.grid(&[&["甲", "乙"], &["1", "2"]], true);
    make.grid(&[], true);
    make.grid(&[&["", ""]], false);
    make.judge();
}

/// Letters that come in any order lose nothing and stop nothing.
#[test]
fn any_paragraphs_lose_nothing() {
    let pieces = [
        "一、",
        "（一）",
        "1.",
        "①",
        "●",
        "第一部分",
        "图1：",
        "图为",
        "表1",
        "——",
        "附件",
        "责任编辑：",
        "编者按：",
        "（",
        "）",
        "摄",
        "\n",
        "\n　　",
        "　",
        " ",
        "。",
        "：",
        "目录",
        "链接",
        "甲乙丙丁",
        LONG,
        "2024年12月31日",
        "海西县人民政府",
        "本报记者",
        "张三",
        "“",
        "”",
        "…",
        "\u{200b}",
        "a b",
        "𠮷",
        "来源：",
    ];
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    for _ in 0..3000 {
        let mut make = Make::new(12.0, "宋体");
        for _ in 0..random(14) {
            let runs = (0..random(5))
                .map(|_| {
                    let text: String = (0..=random(4)).map(|_| pieces[random(pieces.len())]).collect();
                    let face = ["宋体", "黑体", "楷体"][random(3)];
                    let mut run = run(&text, [12.0, 12.0, 16.0, 22.0, 9.0][random(5)], face, random(3) == 0);
                    if random(12) == 0 {
                        run.note = Some(make.document.notes.len());
                        run.text = if random(2) == 0 { String::new() } else { run.text };
                        make.document.notes.push(vec![Paragraph {
                            runs: vec![Run { text: "注".into(), ..Run::default() }],
                            ..Paragraph::default()
                        }]);
                    } else if random(11) == 0 {
                        run.picture = Some(make.picture());
                    }
                    run
                })
                .collect();
            let paragraph = make.push(Paragraph { runs, ..Paragraph::default() });
            paragraph.align = [Align::Left, Align::Centre, Align::Right][random(3)];
            paragraph.outline = [None, None, Some(0), Some(1)][random(4)];
            paragraph.number = [None, None, None, Some("二、".to_owned())][random(4)].clone();
            paragraph.boxed = random(6) == 0;
            if random(9) == 0 {
                let rows: [&[&str]; 3] = [&["表1", "甲"], &["一、", "图为"], &["注：", ""]];
                make.grid(&rows[..random(4)], random(2) == 0);
            }
        }
        make.judge();
    }
}

#[test]
fn a_long_text_takes_little_time() {
    let mut make = Make::new(16.0, "仿宋");
    make.centred("海西县2024年工作总结", 22.0, "小标宋", false);
    for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"] {
        make.look(&format!("{number}、坚持重点突破"), 16.0, "黑体", false);
        for _ in 0..6 {
            make.text(LONG);
        }
    }
    let start = std::time::Instant::now();
    let judged = make.judge();
    assert_eq!(judged.len(), 71);
    println!("{:?}", start.elapsed());
    assert!(start.elapsed().as_millis() < 500);
}

/// Lines without any look, as a text file has them; an empty one between paragraphs says nothing.
fn plain(lines: &[&str]) -> Vec<Judged> {
    let mut make = Make::new(0.0, "");
    for line in lines {
        make.text(line).indent = 0.0;
    }
    make.judge()
}

#[test]
fn titles_are_known_by_their_words_where_nothing_has_a_look() {
    let judged = plain(&[
        "海西县人民政府",
        "关于2024年工作情况的",
        "报告",
        "县委：",
        LONG,
        "一、经济",
        LONG,
        "二、社会",
        LONG,
    ]);
    let roles: Vec<Role> = judged.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Title, Title, Lead, Lead, Heading, Text, Heading, Text]);
    assert_eq!(judged[1].text(), "关于2024年工作情况的报告");
    assert_eq!(doubts(&judged), []);

    // Above a title something may stand, but nothing says which is which: both are doubted.
    let judged = plain(&[
        "奋进海西看变化",
        "一座县城的烟火气",
        "——老街改造记",
        "□ 本报记者 张三",
        LONG,
        "留住老味道",
        LONG,
        MORE,
        "添点新气象",
        LONG,
    ]);
    let roles: Vec<Role> = judged.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Kicker, Title, Subtitle, Role::Byline, Lead, Heading, Text, Text, Heading, Text]);
    assert_eq!(judged[3].taken_off, "□");
    assert_eq!(doubts(&judged).len(), 2);
}

#[test]
fn long_points_are_text() {
    let judged = plain(&[
        "会议纪要",
        "一、会议指出，今年以来经济运行总体平稳，各项工作取得新成效，要继续抓好落实。下步要加强调度。",
        "二、会议强调，要把人民放在心中最高位置，始终关心困难群众，努力办好各项民生实事。要落实到位。",
    ]);
    assert!(judged.iter().all(|part| part.role != Heading && part.role != Subhead));
    assert_eq!(doubts(&judged)[0].0, "import-doubt.no-headings");
}

#[test]
fn a_first_sentence_that_looks_as_the_text_does_is_a_heading_where_all_have_one() {
    let judged = plain(&[
        "工作报告",
        LONG,
        "一、回顾",
        LONG,
        "（一）聚力项目攻坚。全年实施重点项目120个，完成投资45亿元。",
        "（二）聚力改革创新。政务服务事项网办率达到98%以上。",
        "二、打算",
        LONG,
    ]);
    let roles: Vec<Role> = judged.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Title, Lead, Heading, Text, Subhead, Text, Subhead, Text, Heading, Text]);

    // A third level is less certain.
    let judged = plain(&[
        "工作报告",
        LONG,
        "一、回顾",
        LONG,
        "1.聚力项目攻坚。全年实施重点项目120个，完成投资45亿元，其中亿元以上项目三十多个，创历史新高。",
        "2.聚力改革创新。政务服务事项网办率达到98%以上，新增经营主体三千多户，群众满意度稳步上升。",
        "二、打算",
        LONG,
    ]);
    let told: Vec<&str> = doubts(&judged).into_iter().map(|(key, _)| key).collect();
    assert_eq!(told, ["import-doubt.run-in", "import-doubt.run-in"]);
}

#[test]
fn numbers_by_white_alone_need_others() {
    let judged = plain(&["工作报告", LONG, "01 强产业", LONG, "02 惠民生", LONG, "03 优生态", LONG]);
    let headings: Vec<String> = judged.iter().filter(|part| part.role == Heading).map(Judged::text).collect();
    assert_eq!(headings, ["强产业", "惠民生", "优生态"]);
    let judged = plain(&[
        "工作报告",
        "3 月里的小城，春光正好，街巷里飘着花香，老人们坐在门口晒太阳，孩子们追着风筝跑过石桥。",
        "一、回顾",
        LONG,
    ]);
    assert_eq!(judged[1].taken_off, "");
}

#[test]
fn labels_of_the_head_are_taken_off() {
    let judged = plain(&[
        "引题：回望2024",
        "主题：协商议政有深度",
        "主题：为民履职显温度",
        "副题：——海西县政协履职回眸",
        "作者：张三　李四",
        LONG,
        "一、建言",
        LONG,
        "二、监督",
        LONG,
    ]);
    let head: Vec<(Role, String, &str)> =
        judged[..5].iter().map(|part| (part.role, part.text(), part.taken_off.as_str())).collect();
    assert_eq!(
        head,
        [
            (Kicker, "回望2024".to_owned(), "引题："),
            (Title, "协商议政有深度".to_owned(), "主题："),
            (Title, "为民履职显温度".to_owned(), "主题："),
            (Subtitle, "海西县政协履职回眸".to_owned(), "副题：——"),
            (Role::Byline, "张三 李四".to_owned(), "作者："),
        ]
    );
    assert_eq!(doubts(&judged), []);
}
