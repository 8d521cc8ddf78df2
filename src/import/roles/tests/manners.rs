//! Documents in the manners of county offices.

use super::*;
use Role::{
    Byline, Caption, Credit, Entry, Folio, Heading, Kicker, Lead, LeftOut, Staff, Subhead, Subtitle, Text,
    Title,
};

#[test]
fn official_papers() {
    let mut make = Make::new(16.0, "仿宋_GB2312");
    make.look("机密★1年", 16.0, "黑体", false);
    make.centred("海西县人民政府文件", 42.0, "方正小标宋简体", false).runs[0].colour = Some([255, 0, 0]);
    make.centred("海政发〔2024〕12号", 16.0, "仿宋_GB2312", false);
    make.centred("海西县人民政府\n关于2024年工作情况的报告", 22.0, "方正小标宋简体", false);
    make.text("县委：");
    make.text(LONG);
    make.look("一、经济运行稳中向好", 16.0, "黑体", false);
    make.text(LONG);
    let run_in = make.text("");
    run_in.runs = vec![
        run("（一）加强学习。", 16.0, "楷体_GB2312", false),
        run("全年组织集中学习12次，覆盖党员干部3000人次。", 16.0, "仿宋_GB2312", false),
    ];
    let run_in = make.text("");
    run_in.runs = vec![
        run("（二）狠抓", 16.0, "楷体_GB2312", false),
        run("落实。", 16.0, "楷体_GB2312", false),
        run(MORE, 16.0, "仿宋_GB2312", false),
    ];
    make.look("二、存在的问题", 16.0, "黑体", false);
    make.text("1.产业基础薄弱。");
    make.text(MORE);
    make.text("2.要素保障不足。");
    make.text(LONG);
    make.text("附件：1.重点指标表");
    make.text("2.项目清单");
    make.text("海西县人民政府").align = Align::Right;
    make.text("2024年12月31日").align = Align::Right;
    make.text("（联系人：张三，电话：12345）");
    let judged = make.judge();
    expect(
        &judged,
        &[
            (Folio, "机密★1年"),
            (Folio, "海西县人民政府文件"),
            (Folio, "海政发〔2024〕12号"),
            (Title, "海西县人民政府"),
            (Title, "关于2024年工作情况的报告"),
            (Lead, "县委："),
            (Lead, LONG),
            (Heading, "经济运行稳中向好"),
            (Text, LONG),
            (Subhead, "加强学习"),
            (Text, "全年组织集中学习12次，覆盖党员干部3000人次。"),
            (Subhead, "狠抓落实"),
            (Text, MORE),
            (Heading, "存在的问题"),
            (Subhead, "产业基础薄弱"),
            (Text, MORE),
            (Subhead, "要素保障不足"),
            (Text, LONG),
            (LeftOut, "附件：1.重点指标表"),
            (LeftOut, "2.项目清单"),
            (Folio, "海西县人民政府"),
            (Folio, "2024年12月31日"),
            (LeftOut, "（联系人：张三，电话：12345）"),
        ],
    );
    assert_eq!(doubts(&judged), []);
    assert_eq!(judged[9].taken_off, "（一）");
}

#[test]
fn plain_texts_with_bold_headings() {
    let mut make = Make::new(12.0, "宋体");
    make.centred("海西县2024年工作总结", 12.0, "宋体", true);
    make.text(LONG);
    for heading in ["主要做法", "取得成效", "下步打算"] {
        make.look(heading, 12.0, "宋体", true);
        make.text(LONG);
        make.text(MORE);
    }
    let judged = make.judge();
    assert_eq!(said(&judged)[0], (Title, "海西县2024年工作总结".into()));
    assert_eq!(judged[1].role, Lead);
    assert_eq!(judged.iter().filter(|part| part.role == Heading).count(), 3);
    assert_eq!(doubts(&judged), []);
}

#[test]
fn centred_headings_without_numbers_and_deeper_ones() {
    let mut make = Make::new(16.0, "仿宋");
    make.centred("奋楫笃行启新程", 22.0, "华文中宋", false);
    make.text(LONG);
    for heading in ["产业兴起来", "城乡美起来", "百姓富起来"] {
        make.centred(heading, 16.0, "黑体", false);
        make.text(LONG);
        make.look("项目为王", 16.0, "楷体", true);
        make.text(MORE);
    }
    let judged = make.judge();
    assert_eq!(judged.iter().filter(|part| part.role == Heading).count(), 3);
    assert_eq!(judged.iter().filter(|part| part.role == Subhead).count(), 3);
    assert_eq!(doubts(&judged), []);
}

#[test]
fn automatic_numbers_and_styles() {
    let mut make = Make::new(10.5, "等线");
    make.look("2024年工作总结", 10.5, "等线", false).style = Some("Title".into());
    make.text(LONG);
    for (number, heading) in [("一、", "经济"), ("二、", "社会"), ("三、", "生态")] {
        let head = make.look(heading, 10.5, "等线", false);
        (head.number, head.outline, head.style) = (Some(number.into()), Some(0), Some("heading 1".into()));
        make.text(LONG);
        let head = make.look("项目建设", 10.5, "等线", false);
        (head.number, head.outline, head.style) = (Some("（一）".into()), Some(1), Some("heading 2".into()));
        make.text(MORE);
        for (number, entry) in [("1.", "新建学校2所"), ("2.", "改造道路3条"), ("3.", "安装路灯200盏")]
        {
            let entry = make.text(entry);
            entry.number = Some(number.into());
        }
    }
    let judged = make.judge();
    assert_eq!(judged[0].role, Title);
    let of = |role| judged.iter().filter(|part| part.role == role).count();
    assert_eq!((of(Heading), of(Subhead), of(Entry), of(Lead)), (3, 3, 9, 1));
    assert_eq!(doubts(&judged), []);
}

#[test]
fn a_newspapers_desk() {
    let mut make = Make::new(10.5, "宋体");
    make.centred("高质量发展看海西", 14.0, "楷体", false);
    make.centred("凝心聚力促发展", 22.0, "黑体", true);
    make.centred("砥砺前行谱新篇", 22.0, "黑体", true);
    make.centred("——海西县2024年经济社会发展综述", 14.0, "楷体", false);
    make.centred("本报记者　张三　李四", 10.5, "楷体", false);
    make.text(LONG);
    for heading in ["稳中求进　步履铿锵", "项目为王　蓄势赋能", "民生为本　冷暖在心"]
    {
        make.centred(heading, 10.5, "黑体", false);
        make.text(LONG);
        make.text(MORE);
    }
    make.picture_line();
    make.look("图为海西新区施工现场。（王五 摄）", 9.0, "楷体", false);
    make.text("责任编辑：赵六　版式：钱七　校对：孙八");
    let judged = make.judge();
    expect(
        &judged,
        &[
            (Kicker, "高质量发展看海西"),
            (Title, "凝心聚力促发展"),
            (Title, "砥砺前行谱新篇"),
            (Subtitle, "海西县2024年经济社会发展综述"),
            (Byline, "本报记者 张三 李四"),
            (Lead, LONG),
            (Heading, "稳中求进　步履铿锵"),
            (Text, LONG),
            (Text, MORE),
            (Heading, "项目为王　蓄势赋能"),
            (Text, LONG),
            (Text, MORE),
            (Heading, "民生为本　冷暖在心"),
            (Text, LONG),
            (Text, MORE),
            (Role::Picture, ""),
            (Caption, "图为海西新区施工现场。"),
            (Credit, "王五 摄"),
            (Staff, "责任编辑：赵六"),
            (Staff, "版式：钱七"),
            (Staff, "校对：孙八"),
        ],
    );
    assert_eq!(doubts(&judged), []);
    assert_eq!(judged[3].taken_off, "——");
    assert_eq!(judged[17].taken_off, "（）");
}

#[test]
fn tables_that_lay_out() {
    let mut make = Make::new(14.0, "仿宋");
    make.centred("走进海西", 22.0, "小标宋", false);
    make.text(LONG);
    make.look("一、看变化", 14.0, "黑体", false);
    make.text(LONG);
    let pictures = [make.picture(), make.picture()];
    let shown = |picture: usize| Paragraph {
        runs: vec![Run { picture: Some(picture), ..Run::default() }],
        ..Paragraph::default()
    };
    let words = |text: &str| Paragraph {
        runs: vec![run(text, 10.5, "楷体", false)],
        align: Align::Centre,
        ..Paragraph::default()
    };
    let cell = |paragraph| Cell { pieces: vec![Piece::Paragraph(paragraph)], columns: 1, joined: false };
    make.document.pieces.push(Piece::Table(Grid {
        rows: vec![
            vec![cell(shown(pictures[0])), cell(shown(pictures[1]))],
            vec![cell(words("图1：新校园")), cell(words("图 2 老街新貌"))],
        ],
        ..Grid::default()
    }));
    make.text("表1 全县主要经济指标").align = Align::Centre;
    make.grid(
        &[&["指标", "2024年", "增长"], &["生产总值", "120.5亿元", "6.1%"], &["财政收入", "8.2亿元", "3.4%"]],
        true,
    );
    make.text("注：数据来源于县统计局。");
    make.look("二、谋未来", 14.0, "黑体", false);
    make.text(LONG);
    let judged = make.judge();
    expect(
        &judged[4..],
        &[
            (Role::Picture, ""),
            (Caption, "新校园"),
            (Role::Picture, ""),
            (Caption, "老街新貌"),
            (Role::TableTitle, "全县主要经济指标"),
            (Role::Table, ""),
            (Role::TableNote, "注：数据来源于县统计局。"),
            (Heading, "谋未来"),
            (Text, LONG),
        ],
    );
    assert_eq!(doubts(&judged), []);
}

#[test]
fn messy_paragraphs() {
    let mut make = Make::new(12.0, "宋体");
    make.centred("海 西 县 2024 年 总 结", 18.0, "黑体", true);
    make.text(&format!("　　{LONG}\n　　{MORE}"));
    let head = make.text("");
    head.runs = vec![
        run("一", 12.0, "宋体", true),
        run("、 经 济", 12.0, "宋体", true),
        run("\n发 展", 12.0, "黑体", true),
    ];
    make.text("　　全年完成投资，同比\n增长8.2%，增速居\n全市前列。");
    make.text(&format!("二、社会事业\n　　{LONG}"));
    make.text("三、生态环境");
    make.text(MORE);
    let judged = make.judge();
    expect(
        &judged,
        &[
            (Title, "海西县2024年总结"),
            (Lead, LONG),
            (Lead, MORE),
            (Heading, "经济发展"),
            (Text, "全年完成投资，同比增长8.2%，增速居全市前列。"),
            (Heading, "社会事业"),
            (Text, LONG),
            (Heading, "生态环境"),
            (Text, MORE),
        ],
    );
    assert_eq!(doubts(&judged), []);
}

#[test]
fn speeches() {
    let mut make = Make::new(16.0, "仿宋_GB2312");
    make.centred("在县委全会上的讲话", 22.0, "方正小标宋_GBK", false);
    make.centred("县委书记　张三", 16.0, "楷体_GB2312", false);
    make.centred("（2024年12月31日）", 16.0, "楷体_GB2312", false);
    make.centred("目　录", 16.0, "黑体", false);
    make.look("一、过去一年的工作\t1", 16.0, "仿宋_GB2312", false);
    make.look("二、新一年的任务……………3", 16.0, "仿宋_GB2312", false);
    make.text("同志们：");
    make.text(LONG);
    make.look("一、过去一年的工作", 16.0, "黑体", false);
    make.text(LONG);
    make.text("一是抓项目。全年开工项目120个。");
    make.text("二是抓民生。全年民生支出30亿元。");
    make.look("二、新一年的任务", 16.0, "黑体", false);
    make.text(LONG);
    make.text("谢谢大家！");
    let judged = make.judge();
    expect(
        &judged,
        &[
            (Title, "在县委全会上的讲话"),
            (Byline, "县委书记 张三"),
            (Folio, "（2024年12月31日）"),
            (LeftOut, "目录"),
            (LeftOut, "一、过去一年的工作1"),
            (LeftOut, "二、新一年的任务……………3"),
            (Lead, "同志们："),
            (Lead, LONG),
            (Heading, "过去一年的工作"),
            (Text, LONG),
            (Text, "一是抓项目。全年开工项目120个。"),
            (Text, "二是抓民生。全年民生支出30亿元。"),
            (Heading, "新一年的任务"),
            (Text, LONG),
            (Text, "谢谢大家！"),
        ],
    );
    assert_eq!(doubts(&judged), []);
}

#[test]
fn numbers_by_hand() {
    let mut make = Make::new(12.0, "宋体");
    make.centred("2024年度工作报告", 18.0, "黑体", false);
    make.look("第一部分 2024年工作回顾", 14.0, "黑体", false);
    make.text(LONG);
    make.look("1、产业发展", 12.0, "宋体", true);
    make.text(MORE);
    make.text("①新建厂房3栋");
    make.text("②引进企业5家");
    make.text("③培育品牌2个");
    make.look("2、城乡建设", 12.0, "宋体", true);
    let bold = make.text("");
    bold.runs = vec![run("道路更通畅。", 12.0, "宋体", true), run(MORE, 12.0, "宋体", false)];
    let bold = make.text("");
    bold.runs = vec![run("环境更宜居：", 12.0, "宋体", true), run(MORE, 12.0, "宋体", false)];
    make.look("第二部分 2025年工作安排", 14.0, "黑体", false);
    make.text(LONG);
    let judged = make.judge();
    expect(
        &judged,
        &[
            (Title, "2024年度工作报告"),
            (Heading, "2024年工作回顾"),
            (Text, LONG),
            (Subhead, "产业发展"),
            (Text, MORE),
            (Entry, "新建厂房3栋"),
            (Entry, "引进企业5家"),
            (Entry, "培育品牌2个"),
            (Subhead, "城乡建设"),
            (Subhead, "道路更通畅"),
            (Text, MORE),
            (Subhead, "环境更宜居"),
            (Text, MORE),
            (Heading, "2025年工作安排"),
            (Text, LONG),
        ],
    );
    assert_eq!(doubts(&judged), []);
}

#[test]
fn texts_without_any_look() {
    let mut make = Make::new(0.0, "");
    let mut line = |text: &str| {
        make.text(text).indent = 0.0;
    };
    line("海西县2024年工作总结");
    line("");
    line(LONG);
    line("一、经济工作");
    line(LONG);
    line("（一）项目建设");
    line(MORE);
    line("（二）招商引资");
    line(MORE);
    line("二、民生工作");
    line(LONG);
    line("海西县人民政府办公室");
    line("2024年12月31日");
    let judged = make.judge();
    let roles: Vec<Role> = judged.iter().map(|part| part.role).filter(|role| *role != LeftOut).collect();
    assert_eq!(
        roles,
        [Title, Lead, Heading, Text, Subhead, Text, Subhead, Text, Heading, Text, Folio, Folio]
    );
    assert_eq!(doubts(&judged), []);
}

#[test]
fn markdown() {
    let mut make = Make::new(0.0, "");
    let mut line = |text: &str, outline| {
        make.text(text).outline = outline;
    };
    line("海西这一年", Some(0));
    line(LONG, None);
    line("看产业", Some(1));
    line(LONG, None);
    line("海上牧场", Some(2));
    line(MORE, None);
    line("看民生", Some(1));
    line(LONG, None);
    let judged = make.judge();
    let roles: Vec<Role> = judged.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Title, Lead, Heading, Text, Subhead, Text, Heading, Text]);
    assert_eq!(doubts(&judged), []);
}

#[test]
fn text_boxes_notes_and_editors() {
    let mut make = Make::new(12.0, "宋体");
    make.centred("海西的答卷", 22.0, "黑体", false);
    make.look(&format!("编者按：{MORE}"), 12.0, "楷体", false);
    make.look("一、答好发展卷", 14.0, "黑体", false);
    let noted = make.text(LONG);
    noted.runs.push(Run { note: Some(0), raised: true, ..Run::default() });
    make.document.notes.push(vec![Paragraph {
        runs: vec![run("见县统计局公报。", 9.0, "宋体", false)],
        ..Paragraph::default()
    }]);
    for (at, (text, bold)) in
        [("链接", true), ("什么是海上牧场", true), (MORE, false)].into_iter().enumerate()
    {
        let paragraph = make.look(text, 10.5, "楷体", bold);
        paragraph.place = Place { at: Where::TextBox, number: at + 1 };
    }
    make.look("二、答好民生卷", 14.0, "黑体", false);
    make.text(LONG);
    let judged = make.judge();
    expect(
        &judged,
        &[
            (Title, "海西的答卷"),
            (Role::EditorNote, MORE),
            (Heading, "答好发展卷"),
            (Text, LONG),
            (Role::Note, "见县统计局公报。"),
            (Role::BoxTitle, "链接"),
            (Role::BoxTitle, "什么是海上牧场"),
            (Role::BoxText, MORE),
            (Heading, "答好民生卷"),
            (Text, LONG),
        ],
    );
    assert_eq!(doubts(&judged), []);
}
