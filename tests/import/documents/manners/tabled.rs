//! Tables that only put things beside each other: photos and captions, a frame around the title, text beside a picture.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, USUAL, Words};
use super::super::markup::{self, CENTRE, PLAIN, RIGHT, Span, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::Doc;

const MARGIN: &[Role] = &[Role::Folio, Role::LeftOut];

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(6, seed, 7);
    let mut doc = Doc::new(super::house(seed), 600 + seed);
    let text = [look("仿宋_GB2312", 28), look("宋体", 24), look("宋体", 21)][(seed % 3) as usize];
    let prose = PLAIN.first(200);
    let habits = Habits {
        body: (prose, text),
        heading: Level {
            shape: prose, look: look("黑体", text.size), number: Number::Typed(habits::comma)
        },
        words: if super::turn(seed) { Words::Full } else { Words::Couplet("　") },
        subhead: (seed % 3 != 2).then_some(Level {
            shape: prose,
            look: look("楷体", text.size).bold(),
            number: Number::Typed(habits::brackets),
        }),
        list: List::OnesWithin,
        caption: (CENTRE, look("楷体", 21)),
        credited: !super::turn(seed),
        picture: if seed.is_multiple_of(3) { beside } else { pair },
        ..USUAL
    };
    if seed % 3 != 2 {
        masthead(&mut doc, &mut pen);
    }
    title(&mut doc, &mut pen, seed);
    doc.blank();
    parts::lead(&mut doc, &mut pen, &habits, 1, false);
    let framed = seed == 4 || seed == 5;
    if framed {
        // The whole text in one cell, as templates for bulletins have it.
        let inside = doc.capture(|doc| parts::sections(doc, &mut pen, &habits));
        let xml = doc.grid(&[vec![inside]], true);
        doc.body.push_str(&xml);
    } else {
        parts::sections(&mut doc, &mut pen, &habits);
    }
    figures(&mut doc, &mut pen, seed);
    doc.blank();
    if super::turn(seed) {
        parts::signed(&mut doc, &mut pen, &RIGHT, &text);
    }
    doc
}

/// The head of a bulletin: its name, its number, its day.
fn masthead(doc: &mut Doc, pen: &mut Pen) {
    let name = format!("{}工作简报", pen.body());
    doc.line(Fact::new(MARGIN, &name), &CENTRE, &look("方正小标宋简体", 72).coloured("FF0000"));
    let issue = format!("第{}期", pen.dice.from(2, 40));
    let office = format!("{}办公室编", pen.body());
    let day = pen.day();
    let small = look("仿宋_GB2312", 28);
    let cells: Vec<String> = [issue, office, day]
        .iter()
        .map(|text| doc.capture(|doc| doc.line(Fact::new(MARGIN, text), &CENTRE, &small)))
        .collect();
    let xml = doc.grid(&[cells], false);
    doc.body.push_str(&xml);
    doc.blank();
}

fn title(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    let large = look("黑体", 44);
    let inside = doc.capture(|doc| {
        if super::turn(seed) {
            let title = pen.title();
            doc.line(Fact::new(&[Role::Title], &title), &CENTRE, &large);
        } else {
            let (first, second) = pen.title_couplet();
            doc.line(Fact::new(&[Role::Title], first), &CENTRE, &large);
            doc.line(Fact::new(&[Role::Title], second), &CENTRE, &large);
            let subtitle = pen.fresh(21, super::super::stock::SUBTITLES);
            let subtitle = pen.fill(subtitle);
            doc.line(Fact::new(&[Role::Subtitle], &subtitle).before("——"), &CENTRE, &look("楷体", 30));
        }
    });
    if seed == 6 {
        doc.body.push_str(&inside);
    } else {
        let xml = doc.grid(&[vec![inside]], super::turn(seed));
        doc.body.push_str(&xml);
    }
}

/// Two photos beside each other, the captions in the row below.
fn pair(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    if doc.media.len() > 7 || pen.dice.one_in(4) {
        let cell = doc.capture(|doc| parts::picture_above(doc, pen, habits, section));
        let xml = doc.grid(&[vec![cell]], pen.dice.one_in(2));
        doc.body.push_str(&xml);
        return;
    }
    let mut photos = Vec::new();
    let mut captions = Vec::new();
    for _ in 0..2 {
        photos.push(doc.capture(|doc| {
            let picture = doc.picture(false);
            doc.put(&CENTRE, &[picture]);
        }));
        captions.push(doc.capture(|doc| parts::caption(doc, pen, habits, section)));
    }
    let xml = doc.grid(&[photos, captions], pen.dice.one_in(2));
    doc.body.push_str(&xml);
}

/// Text at the left, a photo with its caption at the right.
fn beside(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let left = doc.capture(|doc| parts::text(doc, pen, habits, section));
    let right = doc.capture(|doc| parts::picture_above(doc, pen, habits, section));
    let xml = doc.grid(&[vec![left, right]], false);
    doc.body.push_str(&xml);
}

/// Figures in two columns: a real table, but not of the usual form.
fn figures(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    let text = look("宋体", 21);
    let title = format!("{}年数据速览", pen.year);
    doc.line(Fact::new(&[Role::TableTitle], &title), &CENTRE, &look("黑体", 24));
    let mut chosen: Vec<_> = super::super::stock::FIGURES.iter().collect();
    pen.dice.shuffle(&mut chosen);
    let rows: Vec<Vec<String>> = chosen[..8]
        .chunks(2)
        .map(|two| {
            two.iter()
                .flat_map(|(label, unit)| [(*label).to_owned(), format!("{}{unit}", pen.fill("{p}"))])
                .collect()
        })
        .collect();
    if seed == 3 || seed == 2 {
        // A table within a table that is only a frame.
        let inside = doc.capture(|doc| {
            doc.table(&rows, &text, true);
            doc.blank();
        });
        let xml = doc.grid(&[vec![inside]], false);
        doc.body.push_str(&xml);
    } else {
        doc.table(&rows, &text, true);
    }
    let note = markup::paragraph(
        doc.house,
        &mut doc.dice,
        &PLAIN,
        &[Span::Text(look("宋体", 18), "数据来源：县统计局、县直有关部门".to_owned())],
    );
    doc.body.push_str(&note);
    doc.facts.push(Fact::new(&[Role::TableNote], "数据来源：县统计局、县直有关部门"));
}
