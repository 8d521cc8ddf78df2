//! Numbers typed by hand in ways that every office mixes anew: 第一部分, 1、, （1）, ①, 【…】, ◆, and headings that run into
//! their text.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, RunIn, Sign, USUAL, Words};
use super::super::markup::{CENTRE, PLAIN, RIGHT, Shape, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::{Doc, Stress};

/// 第一部分
fn part(number: usize) -> (String, &'static str) {
    (format!("第{}部分　", habits::han(number)), "")
}

/// 第一部分：
fn part_colon(number: usize) -> (String, &'static str) {
    (format!("第{}部分：", habits::han(number)), "")
}

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(10, seed, 5);
    let mut doc = Doc::new(super::house(seed + 1), 1000 + seed);
    let text = [look("宋体", 24), look("仿宋", 32), look("宋体", 28), look("", 0)][(seed % 4) as usize];
    let prose = PLAIN.first(200);
    let typed = |look, make| Level { shape: prose, look, number: Number::Typed(make) };
    let bold = text.bold();
    let dark = look("黑体", text.size.max(24));
    let (heading, subhead, run_in, list) = match seed {
        1 => (typed(dark, habits::diamond), None, RunIn::Never, List::OnesWithin),
        2 => (
            Level { shape: CENTRE, look: dark, number: Number::Typed(part) },
            Some(typed(bold, habits::digit_comma)),
            RunIn::Never,
            List::Circled,
        ),
        3 => (
            typed(bold, habits::digit_comma),
            Some(typed(bold, habits::digit_brackets)),
            RunIn::Never,
            List::Dotted("■"),
        ),
        4 => (
            typed(dark, habits::lenses),
            Some(Level { shape: prose, look: bold, number: Number::None }),
            RunIn::Always("。"),
            List::BoldOnes,
        ),
        5 => (
            Level { shape: CENTRE, look: dark, number: Number::Typed(part_colon) },
            Some(typed(bold, habits::wide_dot)),
            RunIn::Mixed("："),
            List::Bracketed,
        ),
        _ => (typed(dark, habits::brackets), Some(typed(bold, habits::dot)), RunIn::Mixed("。"), List::Ones),
    };
    let habits = Habits {
        body: (prose, text),
        heading,
        words: if seed.is_multiple_of(3) { Words::Short } else { Words::Full },
        subhead,
        run_in,
        list,
        caption: (CENTRE, look("楷体", 21)),
        sign: if super::turn(seed) { Sign::Numbered("　") } else { Sign::None },
        bold_lines: seed != 4,
        picture: if seed.is_multiple_of(3) { parts::picture_below } else { parts::picture_above },
        ..USUAL
    };
    doc.stress = if super::turn(seed) { Stress::Bold } else { Stress::Line };
    let title = pen.title();
    doc.line(Fact::new(&[Role::Title], &title), &CENTRE, &look("黑体", 36));
    if super::turn(seed) {
        let day = pen.day();
        doc.line(Fact::new(&[Role::Folio], &day).before("(").after(")"), &CENTRE, &text);
    }
    parts::lead(&mut doc, &mut pen, &habits, 1, !super::turn(seed));
    if seed == 1 {
        brief(&mut doc, &mut pen, &habits);
    } else {
        parts::sections(&mut doc, &mut pen, &habits);
    }
    parts::closing(&mut doc, &mut pen, &habits, 1);
    if seed % 3 != 1 {
        doc.blank();
        parts::signed(&mut doc, &mut pen, &RIGHT, &text);
    }
    doc
}

/// No heading has a line of its own: each paragraph begins with 一、 and a bold heading.
fn brief(doc: &mut Doc, pen: &mut Pen, habits: &Habits) {
    let (shape, text) = habits.body;
    let shape = Shape { before: 40, ..shape };
    for section in 0..pen.themes.len() {
        let words = pen.heading(section);
        let prose = pen.paragraph(section, 3);
        let heading =
            Fact::new(&[Role::Heading, Role::Subhead], &words).before(&habits::comma(section).0).after("。");
        doc.run_in(heading, Fact::new(&[Role::Text], &prose), &shape, &text.bold(), &text);
        parts::content(doc, pen, habits, section);
    }
}
