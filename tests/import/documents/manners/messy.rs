//! What five people wrote into and three pasted from elsewhere: runs cut in mid-word, blanks for indents and for the middle,
//! line breaks for paragraphs, changes tracked, comments, letters that are hidden or marked.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, comma};
use super::super::markup::{self, CENTRE, House, Look, PLAIN, Shape, Span, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::Doc;

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(9, seed, 6);
    let mut doc = Doc::new(super::house(seed), 900 + seed);
    let text = [look("宋体", 24), look("仿宋_GB2312", 32), look("", 0)][(seed % 3) as usize];
    title(&mut doc, &mut pen, seed);
    for _ in 0..pen.dice.from(1, 2) {
        let lead = pen.lead();
        paragraph(&mut doc, &mut pen, &text, Role::Lead, &lead);
    }
    for section in 0..pen.themes.len() {
        self::section(&mut doc, &mut pen, seed, section, &text);
    }
    let closing = pen.closing();
    paragraph(&mut doc, &mut pen, &text, Role::Text, &closing);
    signed(&mut doc, &mut pen, &text);
    if super::turn(seed) {
        let name = format!("{}办公室", pen.body());
        doc.header(&name);
    }
    doc.page_number();
    doc
}

/// A title in the middle by blanks, with a blank between its letters, or broken by a line break.
fn title(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    let large = look("黑体", 36).bold();
    match seed % 3 {
        0 => {
            let title = pen.title();
            doc.facts.push(Fact::new(&[Role::Title], &title));
            let spans = cut(doc, pen, &large, &parts::pushed(&title, 6));
            doc.put(&PLAIN, &spans);
        }
        1 => {
            let (first, second) = pen.title_couplet();
            doc.facts.push(Fact::new(&[Role::Title], first).running_on());
            doc.facts.push(Fact::new(&[Role::Title], second));
            doc.put(&CENTRE, &[parts::run(&large, first), Span::Break, parts::run(&large, second)]);
        }
        _ => {
            let title = format!("{}年工作总结", pen.year);
            let spaced: Vec<String> = title.chars().map(String::from).collect();
            doc.facts.push(Fact::new(&[Role::Title], &title));
            // A content control around it, as templates have.
            let run = markup::runs(doc.house, &mut doc.dice, &large, &spaced.join(" "));
            let control = format!(
                "<w:sdt><w:sdtPr><w:alias w:val=\"标题\"/><w:text/></w:sdtPr><w:sdtContent>{run}\
                 </w:sdtContent></w:sdt>"
            );
            doc.put(&CENTRE, &[Span::Xml(control)]);
        }
    }
    if !super::turn(seed) {
        let by = format!("{}办公室　{}", pen.body(), pen.name());
        let spans = cut(doc, pen, &look("楷体", 28), &parts::pushed(&by, 10));
        doc.put(&PLAIN, &spans);
        doc.facts.push(Fact::new(&[Role::Byline], &by));
    }
    doc.put(&PLAIN, &[parts::run(&large, "　")]);
}

/// Letters cut at any place, each piece with a look a little different.
fn cut(doc: &mut Doc, pen: &mut Pen, look: &Look, text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let until = (at + pen.dice.from(1, 14)).min(letters.len());
        let part: String = letters[at..until].iter().collect();
        let mut piece = *look;
        match pen.dice.below(12) {
            0 => piece.face = "宋体",
            1 => piece.colour = "333333",
            2 => piece.highlight = "yellow",
            3 if doc.house == House::Wps => piece.colour = "auto",
            4 => piece.light = !piece.bold,
            _ => {}
        }
        spans.push(Span::Text(piece, part));
        at = until;
    }
    spans
}

/// A paragraph indented by blanks or by its shape.
fn paragraph(doc: &mut Doc, pen: &mut Pen, look: &Look, role: Role, text: &str) {
    let text = text.replace('*', "");
    let (shape, before) = if pen.dice.one_in(2) { (PLAIN, "　　") } else { (PLAIN.first(200), "") };
    let spans = cut(doc, pen, look, &format!("{before}{text}"));
    doc.put(&shape, &spans);
    doc.facts.push(Fact::new(&[role], &text));
}

fn section(doc: &mut Doc, pen: &mut Pen, seed: u64, section: usize, text: &Look) {
    heading(doc, pen, seed, section, text);
    let budget = pen.letters / pen.themes.len();
    let letters = |doc: &Doc| doc.facts.iter().map(|fact| fact.text.chars().count()).sum::<usize>();
    let end = letters(doc) + budget;
    let mut pictures = pen.pictures.iter().filter(|of| **of == section).count();
    let mut number = 0;
    while letters(doc) < end {
        let many = pen.dice.from(2, 4);
        match pen.dice.below(8) {
            0 => subhead(doc, pen, section, number, text),
            1 => broken(doc, pen, section, text),
            2 | 3 => changed(doc, pen, section, text),
            4 => noted(doc, pen, section, text),
            _ => {
                let prose = pen.paragraph(section, many);
                paragraph(doc, pen, text, Role::Text, &prose);
            }
        }
        number += 1;
        if pictures > 0 {
            pictures -= 1;
            picture(doc, pen, section);
        }
    }
    for _ in 0..pictures {
        picture(doc, pen, section);
    }
}

/// A heading in one of the forms that people mix.
fn heading(doc: &mut Doc, pen: &mut Pen, seed: u64, section: usize, text: &Look) {
    let words = pen.heading(section);
    let number = comma(section).0;
    let heavy = look(if pen.dice.one_in(2) { "黑体" } else { text.face }, text.size).bold();
    match pen.dice.below(4) {
        0 => {
            let spans = cut(doc, pen, &heavy, &format!("　　{number}{words}"));
            doc.put(&PLAIN, &spans);
            doc.facts.push(Fact::new(&[Role::Heading], &words).before(&number));
        }
        1 if words.contains('，') => {
            let (first, second) = words.split_once('，').unwrap();
            let first = format!("{number}{first}，");
            doc.put(
                &PLAIN.first(200),
                &[parts::run(&heavy, &first), Span::Break, parts::run(&heavy, &format!("　　{second}"))],
            );
            doc.facts.push(Fact::new(&[Role::Heading], &words).before(&number));
        }
        2 => {
            let number = format!("{} 、", habits::han(section));
            let line = Fact::new(&[Role::Heading], &words).before(&number);
            doc.line(line, &PLAIN.first(200), &heavy);
        }
        _ => {
            let mut spans = vec![parts::run(&heavy, &number)];
            if super::turn(seed) {
                // Part of the heading was written anew with changes tracked.
                spans.push(doc.deleted(&heavy, "切实"));
                spans.push(doc.inserted(&heavy, &words));
            } else {
                spans.push(parts::run(&heavy, &words));
            }
            doc.put(&PLAIN.first(200), &spans);
            doc.facts.push(Fact::new(&[Role::Heading], &words).before(&number));
        }
    }
}

fn subhead(doc: &mut Doc, pen: &mut Pen, section: usize, number: usize, text: &Look) {
    let words = pen.subhead(section);
    let number = habits::narrow_brackets(number % 6).0;
    let bold = text.bold();
    if pen.dice.one_in(2) {
        let spans = cut(doc, pen, &bold, &format!("　　{number}{words}"));
        doc.put(&PLAIN, &spans);
        doc.facts.push(Fact::new(&[Role::Subhead], words).before(&number));
        let prose = pen.paragraph(section, 2);
        paragraph(doc, pen, text, Role::Text, &prose);
    } else {
        let rest = pen.sentence(section).replace('*', "");
        let more = pen.sentence(section).replace('*', "");
        let heading = Fact::new(&[Role::Subhead], words).before(&number).after("。");
        let rest = Fact::new(&[Role::Text], &format!("{rest}{more}"));
        doc.run_in(heading, rest, &PLAIN.first(200), &bold, text);
    }
}

/// Two paragraphs that were pasted as one with a line break between.
fn broken(doc: &mut Doc, pen: &mut Pen, section: usize, text: &Look) {
    let first = pen.paragraph(section, 2).replace('*', "");
    let second = pen.paragraph(section, 2).replace('*', "");
    doc.put(
        &PLAIN,
        &[parts::run(text, &format!("　　{first}")), Span::Break, parts::run(text, &format!("　　{second}"))],
    );
    doc.facts.push(Fact::new(&[Role::Text], &first).running_on());
    doc.facts.push(Fact::new(&[Role::Text], &second));
}

/// A paragraph with letters struck out and put in.
fn changed(doc: &mut Doc, pen: &mut Pen, section: usize, text: &Look) {
    let first = pen.sentence(section).replace('*', "");
    let second = pen.sentence(section).replace('*', "");
    let old = pen.entry(section);
    let spans = if pen.dice.one_in(3) {
        let moved = doc.moved(text, &second);
        [moved.0, parts::run(text, &first), moved.1]
    } else {
        [parts::run(text, &first), doc.deleted(text, &format!("{old}。")), doc.inserted(text, &second)]
    };
    doc.put(&PLAIN.first(200), &spans);
    doc.facts.push(Fact::new(&[Role::Text], &format!("{first}{second}")));
}

/// A paragraph with a comment on it, and something hidden in it.
fn noted(doc: &mut Doc, pen: &mut Pen, section: usize, text: &Look) {
    let first = pen.sentence(section).replace('*', "");
    let second = pen.sentence(section).replace('*', "");
    let says = *pen.dice.pick(&["这个数请再核一下", "建议删去", "与统计局口径不一致", "领导已阅，同意"]);
    let run = [parts::run(text, &first)];
    let mut spans = doc.comment(&run, says);
    if pen.dice.one_in(2) {
        let hidden = Look { hidden: true, ..*text };
        spans.push(parts::run(&hidden, "此句待定稿后删除"));
        doc.apart.push(Fact::new(&[Role::LeftOut], "此句待定稿后删除"));
    }
    if pen.dice.one_in(2) {
        let run = markup::runs(doc.house, &mut doc.dice, text, &second);
        spans.push(Span::Xml(format!(
            "<w:smartTag w:uri=\"urn:schemas-microsoft-com:office:smarttags\" w:element=\"chsdate\"><w:hyperlink \
             w:anchor=\"a1\">{run}</w:hyperlink></w:smartTag>"
        )));
    } else {
        spans.push(parts::run(text, &second));
    }
    doc.put(&PLAIN.first(200), &spans);
    doc.facts.push(Fact::new(&[Role::Text], &format!("{first}{second}")));
}

/// A picture in a line of its own, its caption below, in the middle by blanks.
fn picture(doc: &mut Doc, pen: &mut Pen, section: usize) {
    let words = pen.caption(section);
    let small = look("楷体", 21);
    if pen.dice.one_in(3) {
        // In one paragraph with its caption, a line break between.
        let picture = doc.picture(false);
        doc.put(&CENTRE, &[picture, Span::Break, parts::run(&small, &words)]);
    } else {
        let picture = doc.picture(false);
        doc.put(&CENTRE, &[picture]);
        let spans = cut(doc, pen, &small, &parts::pushed(&words, 8));
        doc.put(&Shape::default(), &spans);
    }
    doc.facts.push(Fact::new(&[Role::Caption], &words));
}

fn signed(doc: &mut Doc, pen: &mut Pen, text: &Look) {
    let body = format!("{}办公室", pen.body());
    let day = pen.day();
    for line in [body, day] {
        let spans = cut(doc, pen, text, &parts::pushed(&line, 18));
        doc.put(&PLAIN, &spans);
        doc.facts.push(Fact::new(&[Role::Folio], &line));
    }
}
