//! Text boxes for the title, for captions and for asides; pictures that float.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, USUAL, Words};
use super::super::markup::{CENTRE, House, PLAIN, RIGHT, Span, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::{Doc, Stress};
use super::super::stock;

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(8, seed, 9);
    let mut doc = Doc::new(super::house(seed), 800 + seed);
    let text = [look("宋体", 24), look("仿宋", 28), look("+text", 21)][(seed % 3) as usize];
    let prose = PLAIN.first(200);
    let habits = Habits {
        body: (prose, text),
        heading: Level {
            shape: if super::turn(seed) { CENTRE } else { prose },
            look: look("黑体", 30),
            number: if seed.is_multiple_of(3) { Number::Typed(habits::two_digits) } else { Number::None },
        },
        words: if super::turn(seed) { Words::Couplet("　") } else { Words::Full },
        list: List::Dotted("◆"),
        caption: (CENTRE, look("楷体", 21)),
        credited: seed % 3 != 2,
        floating: true,
        picture: [floating, grouped, inline][(seed % 3) as usize],
        ..USUAL
    };
    doc.stress = if super::turn(seed) { Stress::Colour } else { Stress::None };
    title(&mut doc, &mut pen, seed);
    let many = pen.dice.from(1, 2);
    parts::lead(&mut doc, &mut pen, &habits, many, false);
    for section in 0..pen.themes.len() {
        parts::section(&mut doc, &mut pen, &habits, section, section);
        if section == 1 {
            aside(&mut doc, &mut pen, &habits, section);
        }
    }
    parts::closing(&mut doc, &mut pen, &habits, 1);
    if !super::turn(seed) {
        parts::signed(&mut doc, &mut pen, &RIGHT, &text);
    }
    doc.page_number();
    doc
}

/// The lines of the headline in a box that hangs at an empty paragraph.
fn title(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    let inside = doc.capture(|doc| {
        if !super::turn(seed) {
            let kicker = pen.fresh(20, stock::KICKERS);
            let kicker = pen.fill(kicker);
            doc.line(Fact::new(&[Role::Kicker], &kicker), &CENTRE, &look("楷体", 30));
        }
        let large = look("方正小标宋简体", 48).coloured("C00000");
        let (first, second) = pen.title_couplet();
        doc.line(Fact::new(&[Role::Title], first), &CENTRE, &large);
        doc.line(Fact::new(&[Role::Title], second), &CENTRE, &large);
        let subtitle = pen.fresh(21, stock::SUBTITLES);
        let subtitle = pen.fill(subtitle);
        doc.line(Fact::new(&[Role::Subtitle], &subtitle).before("——"), &CENTRE, &look("楷体", 28));
    });
    let span =
        if seed % 3 == 2 { doc.old_text_box(&inside) } else { doc.text_box(&inside, seed.is_multiple_of(3)) };
    doc.put(&PLAIN, &[span]);
    for _ in 0..3 {
        doc.blank();
    }
}

/// A picture that floats beside a paragraph, its caption in a box of its own.
fn floating(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let (shape, look) = habits.body;
    let picture = doc.picture(true);
    let many = pen.dice.from(2, 4);
    let prose = pen.paragraph(section, many);
    doc.facts.push(Fact::new(&[Role::Text], &prose.replace('*', "")));
    let inside = doc.capture(|doc| parts::caption(doc, pen, habits, section));
    let caption = doc.text_box(&inside, false);
    let mut spans = vec![picture];
    spans.extend(doc.spans(&look, &prose));
    spans.push(caption);
    doc.put(&shape, &spans);
}

/// A picture and its caption's box, grouped, at an empty paragraph.
fn grouped(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let (name, id) = doc.media();
    doc.facts.push(Fact::new(&[Role::Picture], &name));
    let inside = doc.capture(|doc| parts::caption(doc, pen, habits, section));
    let group = doc.group(&id, &inside);
    doc.put(&PLAIN, &[group]);
}

/// A picture of the old kind in a line of its own; its caption in an old text box, or below.
fn inline(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let picture = if doc.house == House::Wps { doc.old_picture() } else { doc.picture(false) };
    if pen.dice.one_in(2) {
        doc.put(&CENTRE, &[picture]);
        parts::caption(doc, pen, habits, section);
    } else {
        let inside = doc.capture(|doc| parts::caption(doc, pen, habits, section));
        let caption = doc.old_text_box(&inside);
        doc.put(&CENTRE, &[picture, caption]);
    }
}

/// A lined box with a title and a paragraph or two, which belongs to no place in the text.
fn aside(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let title = *pen.dice.pick(&["知识链接", "相关链接", "背景"]);
    let text = look("楷体", 21);
    let inside = doc.capture(|doc| {
        doc.line(Fact::new(&[Role::BoxTitle], title), &CENTRE, &look("黑体", 24));
        for _ in 0..2 {
            let prose = pen.paragraph(section, 2);
            doc.prose(&[Role::BoxText], &habits.body.0, &text, &prose);
        }
    });
    let span: Span = doc.text_box(&inside, true);
    doc.put(&PLAIN, &[span]);
}
