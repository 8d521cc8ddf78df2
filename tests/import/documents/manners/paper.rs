//! What the desk of a newspaper hands on: kicker, couplet, sub-headline, byline, lead, captions, editors.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{Habits, Level, List, Number, Sign, USUAL, Words};
use super::super::markup::{CENTRE, PLAIN, RIGHT, Shape, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::{Doc, Stress};
use super::super::stock;

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(7, seed, 9);
    let mut doc = Doc::new(super::house(seed + 1), 700 + seed);
    let text = [look("宋体", 21), look("宋体", 24), look("书宋", 21)][(seed % 3) as usize];
    let prose = PLAIN.first(200);
    let two = seed.is_multiple_of(3);
    let habits = Habits {
        body: (prose, text),
        heading: Level {
            shape: if two { CENTRE } else { Shape { before: 120, ..PLAIN } },
            look: look(if super::turn(seed) { "黑体" } else { "方正小标宋简体" }, 32),
            number: Number::None,
        },
        words: if two { Words::TwoLines } else { Words::Couplet("　") },
        list: List::OnesWithin,
        caption: (PLAIN, look("楷体", text.size)),
        sign: [Sign::None, Sign::Numbered("："), Sign::Pointer("▲")][(seed % 3) as usize],
        credited: true,
        sentences: (2, 4),
        picture: if seed % 3 == 1 { only_caption } else { bare_credit },
        ..USUAL
    };
    doc.stress = if seed % 3 == 1 { Stress::Dots } else { Stress::None };
    head(&mut doc, &mut pen, seed);
    let name = (pen.name(), pen.name());
    let by = match seed % 3 {
        0 => Fact::new(&[Role::Byline], &format!("本报记者　{}　通讯员　{}", name.0, name.1)),
        1 => Fact::new(&[Role::Byline], &format!("本报记者 {}", name.0)).before("□ "),
        _ => Fact::new(&[Role::Byline], &format!("{}　{}", name.0, name.1)).before("作者："),
    };
    doc.line(by, if seed % 3 == 1 { &PLAIN } else { &CENTRE }, &look("仿宋", 24));
    if super::turn(seed) {
        let note = pen.lead();
        let note = Fact::new(&[Role::EditorNote, Role::Lead], &note).before("编者按：");
        doc.line(note, &prose, &look("楷体", text.size));
    }
    let many = pen.dice.from(1, 3);
    parts::lead(&mut doc, &mut pen, &habits, many, false);
    for section in 0..pen.themes.len() {
        parts::heading(&mut doc, &mut pen, &habits, section, section);
        if seed.is_multiple_of(3) && pen.dice.one_in(2) {
            let by = format!("本报记者 {}", pen.name());
            doc.line(Fact::new(&[Role::Byline], &by), &CENTRE, &look("楷体", 21));
        }
        parts::content(&mut doc, &mut pen, &habits, section);
    }
    boxed(&mut doc, &mut pen, seed, &habits);
    end(&mut doc, &mut pen, seed);
    doc
}

fn head(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    // Some desks say before each line of the headline which it is.
    let labels = if seed == 2 || seed == 3 {
        ["引题：", "主题：", "主题：", "副题：——"]
    } else {
        ["", "", "", "——"]
    };
    if !super::turn(seed) {
        let folio = format!("{}年1月{}日　第{}版", pen.year + 1, pen.dice.from(2, 28), pen.dice.from(2, 8));
        doc.line(Fact::new(&[Role::Folio], &folio), &PLAIN, &look("宋体", 21));
    }
    let kicker = pen.fresh(20, stock::KICKERS);
    let kicker = pen.fill(kicker);
    let large = look(if super::turn(seed) { "方正大标宋简体" } else { "黑体" }, 52);
    let place = if labels[0].is_empty() { CENTRE } else { PLAIN };
    doc.line(Fact::new(&[Role::Kicker], &kicker).before(labels[0]), &place, &look("楷体", 32));
    let (first, second) = pen.title_couplet();
    doc.line(Fact::new(&[Role::Title], first).before(labels[1]), &place, &large);
    doc.line(Fact::new(&[Role::Title], second).before(labels[2]), &place, &large);
    let subtitle = pen.fresh(21, stock::SUBTITLES);
    let subtitle = pen.fill(subtitle);
    doc.line(Fact::new(&[Role::Subtitle], &subtitle).before(labels[3]), &place, &look("仿宋", 30));
}

/// A caption for a photo that lies in a folder.
fn only_caption(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    if pen.dice.one_in(2) {
        parts::caption(doc, pen, habits, section);
        return;
    }
    // The desk names the file.
    let words = pen.caption(section);
    let file = format!("IMG_{}.JPG　", pen.dice.from(1001, 9999));
    let (shape, look) = habits.caption;
    doc.line(Fact::new(&[Role::Caption], &words).before(&file), &shape, &look);
}

/// A picture, its caption below, who took it at the caption's end without brackets.
fn bare_credit(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    if pen.dice.one_in(2) {
        parts::picture_above(doc, pen, habits, section);
        return;
    }
    let picture = doc.picture(false);
    doc.put(&CENTRE, &[picture]);
    let words = pen.caption(section);
    let name = pen.name();
    let (shape, look) = habits.caption;
    let caption = Fact::new(&[Role::Caption], &words);
    let credit = Fact::new(&[Role::Credit], &format!("{name} 摄")).before("　");
    doc.run_in(caption, credit, &shape, &look, &look);
}

/// A box of its own below the last section.
fn boxed(doc: &mut Doc, pen: &mut Pen, seed: u64, habits: &Habits) {
    let (title, sign) = match seed {
        2 | 5 => ("新闻链接", "■"),
        3 => ("委员声音", ""),
        6 => ("相关链接", "【"),
        _ => return,
    };
    let after = if sign == "【" { "】" } else { "" };
    let (shape, text) = habits.body;
    doc.blank();
    doc.line(Fact::new(&[Role::BoxTitle], title).before(sign).after(after), &PLAIN, &look("黑体", 28));
    for _ in 0..2 {
        if seed == 3 {
            let quote = pen.quote();
            doc.line(Fact::new(&[Role::BoxText, Role::Saying], &quote), &shape, &text);
        } else {
            let prose = pen.paragraph(0, 2);
            doc.prose(&[Role::BoxText], &shape, &text, &prose);
        }
    }
}

fn end(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    doc.blank();
    let small = look("宋体", 21);
    if seed % 3 != 1 {
        let fact = Fact::new(&[Role::Credits], "本版图片由县融媒体中心提供");
        doc.line(fact, &PLAIN, &small);
    }
    let staff = match seed % 3 {
        0 => vec![format!("责任编辑：{}", pen.name()), format!("校对：{}", pen.name())],
        1 => vec![format!("责编：{}　版式：{}　校对：{}", pen.name(), pen.name(), pen.name())],
        _ => vec![format!("责任编辑：{}", pen.name())],
    };
    for line in staff {
        doc.line(Fact::new(&[Role::Staff], &line), &RIGHT, &small);
    }
}
