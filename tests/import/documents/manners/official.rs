//! A document as GB/T 9704 has it: 小标宋 title, 仿宋 三号, 一、黑体, （一）楷体, 1.仿宋.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, RunIn, USUAL};
use super::super::markup::{CENTRE, Look, PLAIN, RIGHT, Shape, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::{Doc, Stress};

const MARGIN: &[Role] = &[Role::Folio, Role::LeftOut];

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(1, seed, 3);
    let mut doc = Doc::new(super::house(seed), 100 + seed);
    let song = *pen.dice.pick(&["仿宋_GB2312", "仿宋_GB2312", "仿宋", "方正仿宋_GBK"]);
    let kai = *pen.dice.pick(&["楷体_GB2312", "楷体_GB2312", "楷体", "方正楷体_GBK"]);
    let title_face = *pen.dice.pick(&["方正小标宋简体", "方正小标宋_GBK", "华文中宋"]);
    let text = look(song, 32);
    let line = *pen.dice.pick(&[560, 580, 570]);
    let prose = PLAIN.first(200).line(line);
    let kai = if seed % 3 == 1 { look(kai, 32).bold() } else { look(kai, 32) };
    let habits = Habits {
        body: (prose, text),
        heading: Level { shape: prose, look: look("黑体", 32), number: Number::Typed(habits::comma) },
        subhead: Some(Level { shape: prose, look: kai, number: Number::Typed(habits::brackets) }),
        run_in: [RunIn::Always("。"), RunIn::Never, RunIn::Mixed("。")][(seed % 3) as usize],
        third: Some(Level { shape: prose, look: text.bold(), number: Number::Typed(habits::dot) }),
        list: [List::Ones, List::OnesWithin, List::BoldOnes, List::Dashes][(seed % 4) as usize],
        caption: (CENTRE, look(song, 28)),
        sentences: (3, 7),
        ..USUAL
    };
    if pen.dice.one_in(2) {
        doc.stress = Stress::Bold;
    }
    head(&mut doc, &mut pen, seed, title_face);
    title(&mut doc, &mut pen, seed, &look(title_face, 44));
    if pen.dice.one_in(2) {
        let day = pen.day();
        let fact = Fact::new(&[Role::Folio], &day).before("（").after("）");
        doc.line(fact, &CENTRE.line(line), &look("楷体_GB2312", 32));
    }
    doc.blank();
    if seed % 3 != 1 {
        let to = *pen.dice.pick(&["县委：", "市政协：", "各乡镇人民政府，县直各有关单位："]);
        doc.line(Fact::new(&[Role::Lead, Role::Text, Role::LeftOut], to), &PLAIN.line(line), &text);
    }
    let many = pen.dice.from(1, 2);
    parts::lead(&mut doc, &mut pen, &habits, many, true);
    parts::sections(&mut doc, &mut pen, &habits);
    parts::closing(&mut doc, &mut pen, &habits, 1);
    doc.line(Fact::new(&[Role::Text, Role::LeftOut], "特此报告。"), &prose, &text);
    end(&mut doc, &mut pen, seed, &prose, &text);
    doc.page_number();
    doc
}

/// What stands above the title: how secret it is, the office in red, the number.
fn head(doc: &mut Doc, pen: &mut Pen, seed: u64, face: &'static str) {
    if seed.is_multiple_of(3) {
        let secret = *pen.dice.pick(&["内部资料　注意保存", "机密★1年"]);
        doc.line(Fact::new(MARGIN, secret), &PLAIN, &look("黑体", 32));
        doc.blank();
        let red = look(face, 84).coloured("FF0000");
        doc.line(Fact::new(MARGIN, &format!("{}办公室文件", pen.body())), &CENTRE, &red);
        doc.blank();
    }
    if seed % 3 != 2 {
        let number = parts::document_number(pen);
        doc.line(Fact::new(&[Role::Folio], &number), &CENTRE, &look("仿宋_GB2312", 32));
    }
    parts::room(doc, pen);
}

fn title(doc: &mut Doc, pen: &mut Pen, seed: u64, look: &Look) {
    let shape = CENTRE.line(700);
    if seed % 3 == 2 {
        // A long title is cut where the office wants the line to end.
        let body = pen.body();
        let first = format!("{body}办公室");
        doc.line(Fact::new(&[Role::Title], &first).running_on(), &shape, look);
        let second = format!("关于{}年度工作情况的报告", pen.year);
        doc.line(Fact::new(&[Role::Title], &second), &shape, look);
    } else {
        let title = pen.title();
        doc.line(Fact::new(&[Role::Title], &title), &shape, look);
    }
}

/// What stands below the text: what is attached, who signs, to whom it goes, and what is attached itself.
fn end(doc: &mut Doc, pen: &mut Pen, seed: u64, prose: &Shape, text: &Look) {
    let attached = pen.dice.one_in(2) || seed == 2;
    if attached {
        doc.blank();
        let names = format!("附件：1.{}年主要指标完成情况表", pen.year);
        doc.line(Fact::new(&[Role::LeftOut], &names), prose, text);
        if pen.dice.one_in(2) {
            let other = Shape { left: 500, ..PLAIN };
            doc.line(Fact::new(&[Role::LeftOut], "2.重点项目进展情况"), &other, text);
        }
    }
    parts::room(doc, pen);
    parts::signed(doc, pen, &RIGHT, text);
    if seed.is_multiple_of(3) {
        doc.line(Fact::new(MARGIN, "（此件公开发布）"), prose, text);
    }
    if attached {
        doc.line(Fact::new(&[Role::LeftOut], "附件1"), &Shape { page: true, ..PLAIN }, &look("黑体", 32));
        doc.blank();
        let title = format!("{}年主要指标完成情况表", pen.year);
        doc.line(Fact::new(&[Role::TableTitle], &title), &CENTRE, &look("方正小标宋简体", 44));
        let many = pen.dice.from(5, 10);
        let rows = parts::rows(pen, many);
        doc.table(&rows, &look("仿宋_GB2312", 28), true);
    }
    if seed.is_multiple_of(3) {
        let small = look("仿宋_GB2312", 28);
        let copies = "抄送：县委办公室，县人武部，县监委，县法院，县检察院。";
        doc.line(Fact::new(MARGIN, copies), &Shape { framed: true, ..PLAIN }, &small);
        let day = pen.day();
        let printed = format!("{}办公室　　　　{day}印发", pen.body());
        doc.line(Fact::new(MARGIN, &printed), &Shape { framed: true, ..PLAIN }, &small);
    }
}
