//! Files without any style: all of one face and size with bold headings, or headings in the middle.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, RunIn, Sign, USUAL, Words};
use super::super::markup::{CENTRE, House, PLAIN, RIGHT, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::{Doc, Stress};

/// Everything 宋体 小四; only headings are bold.
pub fn plain(seed: u64) -> Doc {
    let mut pen = Pen::new(2, seed, 9);
    let mut doc = Doc::new(House::Wps, 200 + seed);
    let text = look("宋体", 24);
    let bold = text.bold();
    let prose = PLAIN.first(200);
    let unnumbered = seed % 3 == 1;
    let level = |number| Level { shape: prose, look: bold, number };
    let habits = Habits {
        body: (prose, text),
        heading: level(if unnumbered { Number::None } else { Number::Typed(habits::comma) }),
        words: [Words::Full, Words::Short, Words::Couplet("　")][(seed % 3) as usize],
        subhead: match seed % 3 {
            0 => Some(level(Number::Typed(habits::brackets))),
            1 => None,
            _ => Some(level(Number::Typed(habits::digit_comma))),
        },
        run_in: if seed > 3 { RunIn::Mixed("。") } else { RunIn::Never },
        list: [List::Circled, List::OnesWithin, List::Bracketed, List::Sentences][(seed % 4) as usize],
        sentences: (2, 5),
        caption: (CENTRE, text),
        credited: super::turn(seed),
        bold_lines: true,
        table: seed % 3 == 2,
        ..USUAL
    };
    if seed > 2 {
        doc.stress = Stress::Bold;
    }
    let title = pen.title();
    let size = *pen.dice.pick(&[24, 32, 36]);
    doc.line(Fact::new(&[Role::Title], &title), &CENTRE, &look("宋体", size).bold());
    if pen.dice.one_in(2) {
        let name = pen.name();
        let byline = Fact::new(&[Role::Byline], &format!("{}办公室　{name}", pen.body()));
        doc.line(byline, &CENTRE, &text);
    }
    if pen.dice.one_in(2) {
        doc.blank();
    }
    let many = pen.dice.from(1, 3);
    parts::lead(&mut doc, &mut pen, &habits, many, super::turn(seed));
    parts::sections(&mut doc, &mut pen, &habits);
    parts::closing(&mut doc, &mut pen, &habits, 1);
    if pen.dice.one_in(2) {
        parts::room(&mut doc, &mut pen);
        parts::signed(&mut doc, &mut pen, &RIGHT, &text);
    }
    doc
}

/// Headings in the middle, in 黑体, without numbers.
pub fn centred(seed: u64) -> Doc {
    let mut pen = Pen::new(3, seed, 8);
    let mut doc = Doc::new(super::house(seed), 300 + seed);
    let text = [look("宋体", 21), look("仿宋", 28), look("宋体", 24)][(seed % 3) as usize];
    let prose = PLAIN.first(200).line(if seed % 3 == 1 { 500 } else { 400 });
    let heading = look("黑体", text.size + if super::turn(seed) { 4 } else { 0 });
    let habits = Habits {
        body: (prose, text),
        heading: Level { shape: CENTRE.around(120, 120), look: heading, number: Number::None },
        words: [Words::Couplet("　"), Words::Full, Words::Short][((seed / 2) % 3) as usize],
        subhead: (!seed.is_multiple_of(3)).then_some(Level {
            shape: prose,
            look: look("楷体", text.size).bold(),
            number: Number::None,
        }),
        list: if super::turn(seed) { List::Dotted("●") } else { List::OnesWithin },
        caption: (CENTRE, look("楷体", text.size - 2)),
        sign: if seed % 3 == 2 { Sign::Pointer("▲") } else { Sign::None },
        credited: seed.is_multiple_of(3),
        bold_lines: true,
        floating: seed == 5,
        ..USUAL
    };
    let face = *pen.dice.pick(&["黑体", "华文中宋", "方正小标宋简体"]);
    let title = pen.title();
    doc.line(Fact::new(&[Role::Title], &title), &CENTRE.around(240, 240), &look(face, 44));
    if seed % 3 != 1 {
        let subtitle = pen.fresh(21, super::super::stock::SUBTITLES);
        let subtitle = pen.fill(subtitle);
        doc.line(Fact::new(&[Role::Subtitle], &subtitle).before("——"), &CENTRE, &look("楷体", 30));
    }
    let name = pen.name();
    match seed % 3 {
        0 => doc.line(Fact::new(&[Role::Byline], name).before("作者："), &CENTRE, &text),
        1 => {
            let byline = format!("{}办公室", pen.body());
            doc.line(Fact::new(&[Role::Byline, Role::Folio], &byline), &CENTRE, &text);
            let day = pen.day();
            doc.line(Fact::new(&[Role::Folio], &day).before("（").after("）"), &CENTRE, &text);
        }
        _ => {}
    }
    let many = pen.dice.from(1, 3);
    parts::lead(&mut doc, &mut pen, &habits, many, false);
    parts::sections(&mut doc, &mut pen, &habits);
    parts::closing(&mut doc, &mut pen, &habits, 1);
    doc
}
