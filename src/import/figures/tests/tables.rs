use super::super::Taken;
use super::super::number::folded;
use super::book::{C, FORMATS, book, brief, import, keys, left, rows, sheet};
use crate::import::document::{Cell, Grid, Paragraph, Piece, Place, Run, Where};

/// Tables of the kinds that offices have, and the figures in them.
const TABLES: &[(&str, &str)] = &[
    // Long tables.
    ("指标|数值|单位|上年\n立案提案|89|件|85\n协商会议|14|场次|12", "立案提案=89件<85; 协商会议=14场次<12"),
    (
        "2024年政协工作主要数据|||\n||| \n序号|项目名称|计量单位|数量\n1|立案提案|件|89\n2|协商会议|场次|14",
        "立案提案=89件; 协商会议=14场次",
    ),
    (
        "指标|2024年|2023年|同比（%）\n立案提案（件）|89|85|4.7\n满意率（%）|95.6|95|0.6",
        "立案提案=89件<85; 满意率=95.6%<95",
    ),
    (
        "主要数据\n（单位：件）\n名 称|数 量\n立 案 提 案|89\n集体提案|31\n合  计|120\n注：数据截至12月31日",
        "立案提案=89件; 集体提案=31件",
    ),
    (
        "指标名称|完成情况\n立案提案|89件\n协商会议|14场次\n读书活动|３００余人次",
        "立案提案=89件; 协商会议=14场次; 读书活动=300余人次",
    ),
    (
        "指标|本年|去年同期|增减\n一、立案提案（件）|89|85|4\n（二）办结提案（件）|88|84|4\n3.走访委员（人次）|'1,260|'1,100|160",
        "立案提案=89件<85; 办结提案=88件<84; 走访委员=1260人次<1100",
    ),
    ("指标|单位|2024年||2023年\n||数量|同比增长|数量\n立案提案|件|89|4.7%|85", "立案提案=89件<85"),
    (
        "项目|数量|单位|备注\n一、提案工作|||\n立案提案|89|件|含联名\n\n二、协商工作|||\n协商会|14|场|",
        "立案提案=89件; 协商会=14场",
    ),
    (
        "指标|数值|指标|数值\n立案提案（件）|89|协商会（场）|14\n走访（户）|93|信息（篇）|48",
        "立案提案=89件; 走访=93户; 协商会=14场; 信息=48篇",
    ),
    (
        "类别|指标|单位|数值\n提案|立案数|件|89\n|办结数|件|88\n会议|协商会|场|14",
        "立案数=89件; 办结数=88件; 协商会=14场",
    ),
    (
        "项目|数值|单位\n产值|1.2万|元\n接待|3.5万|人次\n投资|1.2|亿元",
        "产值=1.2万元; 接待=3.5万人次; 投资=1.2亿元",
    ),
    (
        "一月表|\n指标|数值\n立案提案（件）|89\n\n二月表|\n指标|数值\n协商会（场）|14",
        "立案提案=89件; 协商会=14场",
    ),
    ("指标（件）|2024\n立案提案|89\n集体提案|31", "立案提案=89件; 集体提案=31件"),
    ("项目|2024年目标|2024年完成数|完成率\n立案提案（件）|80|89|111%", "立案提案=89件"),
    // Tables without heads.
    ("立案提案|89|件\n协商会议|14|场次", "立案提案=89件; 协商会议=14场次"),
    (
        "县政协2024年数据\n1|立案提案|件|89\n2|协商会议|场次|14\n3|其中：专题|场次|4",
        "立案提案=89件; 协商会议=14场次; 专题=4场次",
    ),
    ("立案提案（件）|89\n满意率|95.6%", "立案提案=89件; 满意率=95.6%"),
    ("立案提案（件）|协商会议（场）|走访委员（人）\n89|14|93", "立案提案=89件; 协商会议=14场; 走访委员=93人"),
    // Tables with years.
    (
        "指标|2020年|2021年|2022年|2023年|2024年\n立案提案（件）|61|70|78|85|89",
        "立案提案=89件<85[2020:61 2021:70 2022:78 2023:85 2024:89]",
    ),
    (
        "年份|立案提案（件）|满意率（%）\n2022年|78|94.1\n2023年|85|95\n2024年|89|95.6",
        "立案提案=89件<85[2022:78 2023:85 2024:89]; 满意率=95.6%<95[2022:94.1 2023:95 2024:95.6]",
    ),
    (
        "|2022|2023|2024\n立案提案|78|85|89\n集体提案|—|30|31",
        "立案提案=89<85[2022:78 2023:85 2024:89]; 集体提案=31<30[2023:30 2024:31]",
    ),
    ("指标|单位|2024年|2023年|2022年\n立案提案|件|89|85|78", "立案提案=89件<85[2022:78 2023:85 2024:89]"),
    (
        "指标|2022年|2023年|2024年|2025年\n立案提案（件）|78|85|89|96",
        "立案提案=89件<85[2022:78 2023:85 2024:89]",
    ),
    ("指标|2022年|2023年|本年\n立案提案（件）|78|85|89", "立案提案=89件<85[2022:78 2023:85 2024:89]"),
    ("指标|2015年|2020年|2024年\n立案提案（件）|—|61|89", "立案提案=89件[2020:61 2024:89]"),
    ("指标|2021年|2024年\n立案提案（件）|70|89", "立案提案=89件[2021:70 2024:89]"),
    ("指标|2022年|2023年|2024年\n立案提案（件）|—|—|89", "立案提案=89件"),
    ("照片|2010|1998\n摄影|2012|1990", ""),
    ("指标|数值|单位\n重点项目|2010|个\n走访|93|户", "重点项目=2010个; 走访=93户"),
    ("年度|立案提案\n2024年|89", "立案提案=89"),
    ("年度|数量\n2023年|85\n2024年|89", ""),
    ("项目|立案提案|协商会议\n单位|件|场\n数量|89|14", "立案提案=89件; 协商会议=14场"),
    // What is no number, or not plainly so.
    (
        "指标|数值|单位\n立案提案|约89|件\n协商会|5-6|场\n编号|'007|\n电话|010-62345678|\n日期|3月8日|\n走访|93|户",
        "走访=93户",
    ),
    ("指标|数值|单位\n|89|件\n立案提案||件\n协商会|14|场", "协商会=14场"),
    (
        "指标|数值|单位\n满意率|0.956|%\n出生率|0.9|%\n信息|'1,234,567.50|条",
        "满意率=95.6%; 出生率=0.9%; 信息=1234567.5条",
    ),
    // No figures.
    ("姓名|职务|电话\n张三|主席|\n李四|副主席|", ""),
    ("承办单位|提案|办结\n县教育局|12|12\n县水利局|8|8", ""),
    ("政协工作会议纪要", ""),
];

/// Each character of the cells is in a metric or among what was left out.
fn counted(text: &str, taken: &Taken) {
    let mut left_items: Vec<(usize, String)> = Vec::new();
    for left in &taken.left_out {
        left_items.extend(left.text.split('\t').map(|item| (left.place.number, folded(item))));
    }
    let mut said: Vec<String> = Vec::new();
    for metric in &taken.metrics {
        let text = |name: &str| metric[name].as_str().unwrap_or_default().to_owned();
        if let Some(counted) = text("unit").strip_prefix(['万', '亿']) {
            said.extend(["万".to_owned(), counted.to_owned()]);
        }
        said.extend([
            text("label"),
            text("unit"),
            metric["value"].to_string(),
            metric["previous"].to_string(),
        ]);
        for point in metric["series"].as_array().into_iter().flatten() {
            said.extend([
                point["value"].to_string(),
                format!("{}年", point["year"]),
                point["year"].to_string(),
            ]);
        }
    }
    said.retain(|said| !said.is_empty());
    said.sort_by_key(|said| std::cmp::Reverse(said.len()));
    for (number, line) in text.lines().enumerate() {
        for cell in line.split('|') {
            let whole = folded(cell.trim_start_matches('\''));
            if let Some(at) = left_items.iter().position(|item| *item == (number + 1, whole.clone())) {
                left_items.remove(at);
                continue;
            }
            let mut rest = whole.replace(',', "");
            for said in &said {
                rest = rest.replacen(said.as_str(), "", 1);
            }
            // What is left of a cell stands in one piece; zeros behind a decimal are no letters.
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let rest = letters(&rest).trim_end_matches('0').to_owned();
            let here = left_items.iter().position(|(row, item)| *row == number + 1 && letters(item) == rest);
            match here {
                Some(at) => drop(left_items.remove(at)),
                // 0.956 is 95.6 there.
                None => assert!(
                    rest.is_empty() || whole == "0.956",
                    "{rest} is lost of `{line}`: {:#?}",
                    left(taken)
                ),
            }
        }
    }
    assert_eq!(left_items, [], "not in the cells");
}

#[test]
fn figures_are_taken_and_nothing_is_lost() {
    for (text, wanted) in TABLES {
        let taken = sheet(rows(text));
        assert_eq!(&brief(&taken), wanted, "{text}\n{:?}\n{:#?}", keys(&taken), left(&taken));
        counted(text, &taken);
    }
    assert!(TABLES.len() >= 25);
}

#[test]
fn the_same_tables_are_read_as_text() {
    for (text, wanted) in TABLES.iter().filter(|(text, _)| !text.contains('\'') && !text.contains(',')) {
        let text = text.replace('|', ",");
        let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
        let taken = import(&[("表.csv", &gbk)], &[], 2024);
        assert_eq!(&brief(&taken), wanted, "{text} {:?} {:?}", keys(&taken), left(&taken));
    }
}

#[test]
fn why_something_is_left_out_is_told_with_its_row() {
    let taken = sheet(rows(
        "2024年数据\n序号|指标|数值|单位|责任科室|同比\n1|一、立案提案|89|件|提案委|4.7%\n2|协商会|约14|场||\n3|合计|103|||\n注：截至年底",
    ));
    assert_eq!(
        left(&taken),
        [
            "1 2024年数据 (it stands above the table)",
            "2 序号 指标 数值 单位 责任科室 同比 (the head of a column)",
            "3 1 (the number of a row)",
            "3 一、 (the number before a label)",
            "3 提案委 (a report has no place for this column)",
            "3 4.7% (by how much it grew: the program works that out from the year before)",
            "4 2 (the number of a row)",
            "4 协商会 约14 场 (there is no plain number here)",
            "5 3 (the number of a row)",
            "5 合计 103 (a sum or mean of other rows)",
            "6 注：截至年底 (a note to the table)",
        ]
    );
    assert!(taken.left_out.iter().all(|left| left.place.at == Where::Sheet));
    assert_eq!(keys(&taken), ["import-figure.growth"]);
}

#[test]
fn cells_count_as_they_are_shown() {
    let line = |label, cell| vec![C::T(label), cell];
    let taken = sheet(vec![
        line("指标", C::T("数值")),
        line("满意率", C::N("0.95599999999999996", 4)),
        line("答复率", C::N("1", 1)),
        line("办结率", C::N("0.9567", 2)),
        line("走访", C::N("1260", 3)),
        line("提案", C::N("89", 6)),
        line("均数", C::F("B2*1", "0.30000000000000004")),
        line("面积", C::N("31.600000000000001", 8)),
        line("信息", C::T("４８ 篇")),
        line("开工", C::N("45359", 7)),
        line("坏了", C::E("#REF!")),
    ]);
    assert_eq!(
        brief(&taken),
        "满意率=95.6%; 答复率=100%; 办结率=95.67%; 走访=1260; 提案=89件; 均数=0.3; 面积=31.6; 信息=48篇"
    );
    assert_eq!(keys(&taken), ["import-figure.error"]);
    let error = taken.findings[0].message.text(crate::message::Lang::Zh);
    assert_eq!(error, "第11行B列是错误值“#REF!”，这项数据没有采用");
    assert!(left(&taken).iter().any(|line| line.starts_with("10 开工 2024-03-08")), "{:?}", left(&taken));
    assert_eq!(FORMATS.len(), 9);
    // As `report.json` has them.
    let json = serde_json::to_string(&taken.metrics[0]).unwrap();
    assert_eq!(json, r#"{"id":"man-yi-lv","label":"满意率","value":95.6,"unit":"%","featured":true}"#);
    assert_eq!(taken.metrics.iter().filter(|metric| metric["featured"] == true).count(), 4);
    let typed: crate::report::Metric = serde_json::from_str(&json).unwrap();
    assert_eq!(typed.value.as_str(), "95.6");
}

#[test]
fn sheets_are_read_in_order_and_hidden_ones_told() {
    let bytes = book(&[
        ("提案", "", rows("指标|数值|单位\n立案提案|89|件")),
        ("草稿", "hidden", rows("指标|数值|单位\n立案提案|90|件")),
        ("会议", "", rows("指标|数值|单位\n协商会|14|场\n立案提案|89|件\n集体提案|#DIV/0!|件")),
        ("空", "veryHidden", vec![]),
    ]);
    let taken = import(&[("a.xlsx", &bytes)], &[], 2024);
    assert_eq!(brief(&taken), "立案提案=89件; 协商会=14场");
    assert_eq!(keys(&taken), ["import-figure.hidden", "import-figure.error-in"]);
    let left = left(&taken);
    assert!(left.contains(&"2 立案提案 90 件 (the sheet is hidden (sheet `草稿`))".to_owned()), "{left:?}");
    assert!(
        left.contains(
            &"3 立案提案 89 件 (the same figure was taken from another place (sheet `会议`))".to_owned()
        ),
        "{left:?}"
    );
}

#[test]
fn figures_that_do_not_fit_are_told() {
    let long = "全县各级政协组织和政协委员提出并经审查立案的提案";
    let text = format!(
        "指标,数值,单位\n{long},89,件\n立案提案,89,件\n立案提案,90,件\n走访,3,个乡镇和村社区居民小组\n"
    );
    let taken = import(&[("a.csv", text.as_bytes())], &[], 2024);
    assert_eq!(brief(&taken), "立案提案=89件");
    assert_eq!(
        keys(&taken),
        ["import-figure.long-label", "import-figure.differs", "import-figure.long-unit"]
    );
    assert_eq!(taken.left_out.len(), 4);

    let many: String = (0..30).map(|n| format!("指标{n}号,{},件\n", n + 10)).collect();
    let taken = import(&[("a.csv", format!("指标,数值,单位\n{many}").as_bytes())], &[], 2024);
    assert_eq!((taken.metrics.len(), keys(&taken)), (24, vec!["import-figure.too-many"]));
    assert_eq!(taken.left_out.len(), 7);
    assert_eq!(
        taken.findings[0].message.text(crate::message::Lang::En),
        "a report has at most 24 figures; 6 figures were left out: 指标24号, 指标25号, 指标26号, 指标27号, 指标28号, 指标29号"
    );

    let years: String = (2008..=2024).map(|year| format!(",{year}年")).collect();
    let values: String = (2008..=2024).map(|year| format!(",{}", year - 2000)).collect();
    let taken = import(&[("a.csv", format!("指标{years}\n立案提案（件）{values}").as_bytes())], &[], 2024);
    assert_eq!(taken.metrics[0]["series"].as_array().unwrap().len(), 12);
    assert_eq!(keys(&taken), ["import-figure.many-years"]);
    let left = left(&taken);
    assert!(left.contains(&"2 8 9 10 11 12 (a year before the last 12)".to_owned()), "{left:?}");
    assert!(
        left.contains(&"1 指标 2008年 2009年 2010年 2011年 2012年 (the head of a column)".to_owned()),
        "{left:?}"
    );

    let taken = import(&[("a.csv", "指标,2021年,2022年,2023年\n立案提案,70,78,85".as_bytes())], &[], 2024);
    assert_eq!(brief(&taken), "立案提案=85<78[2021:70 2022:78 2023:85]");
    assert_eq!(keys(&taken), ["import-figure.other-year"]);
}

fn grid(text: &str) -> Grid {
    let cell = |word: &str| Cell {
        pieces: vec![Piece::Paragraph(Paragraph {
            runs: vec![Run { text: word.to_owned(), ..Run::default() }],
            ..Paragraph::default()
        })],
        columns: 1,
        joined: false,
    };
    let rows = text.lines().map(|line| line.split('|').map(cell).collect()).collect();
    Grid { place: Place { at: Where::Table, number: 3 }, rows, ruled: true }
}

#[test]
fn tables_in_the_text_are_whole_or_stay() {
    for (text, wanted, whole) in [
        ("序号|指标|数值|单位\n1|立案提案|89|件\n2|协商会|14|场", "立案提案=89件; 协商会=14场", true),
        ("立案提案|89件\n协商会|14场", "立案提案=89件; 协商会=14场", true),
        ("指标|2022年|2023年|2024年\n立案提案|78|85|89", "立案提案=89<85[2022:78 2023:85 2024:89]", true),
        // What is more than figures stays.
        ("指标|2021年|2022年|2023年\n立案提案|70|78|85", "立案提案=85<78[2021:70 2022:78 2023:85]", false),
        ("项目|数值\n立案提案|89件\n合计|89件", "立案提案=89件", false),
        ("指标|数值|备注\n立案提案|89件|含联名", "立案提案=89件", false),
        ("主要数据|\n指标|数值\n立案提案|89件", "立案提案=89件", false),
        ("乡镇|提案数\n城关镇|12\n东乡|8", "", false),
        ("城关镇|12\n东乡|8", "", false),
        ("时间|议程\n9:00|开幕", "", false),
        ("", "", false),
    ] {
        let grid = grid(text);
        let taken = import(&[], &[&grid], 2024);
        assert_eq!((brief(&taken).as_str(), taken.whole[0]), (wanted, whole), "{text}");
        assert_eq!(taken.left_out.is_empty(), !whole || !text.contains("指标"), "{:?}", left(&taken));
        assert!(taken.left_out.iter().all(|left| left.place == grid.place));
    }
    let mut with_picture = grid("立案提案|89件");
    if let Piece::Paragraph(paragraph) = &mut with_picture.rows[0][0].pieces[0] {
        paragraph.runs[0].picture = Some(0);
    }
    assert_eq!(import(&[], &[&with_picture], 2024).whole, [false]);
    // A figure that a file gives already.
    let own = grid("立案提案|89件");
    let other = grid("立案提案|90件");
    let taken = import(&[("a.csv", "指标,数值,单位\n立案提案,89,件".as_bytes())], &[&own, &other], 2024);
    assert_eq!((taken.metrics.len(), &taken.whole[..]), (1, &[false, false][..]));
    assert_eq!(keys(&taken), ["import-figure.differs"]);
}
