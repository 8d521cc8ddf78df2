//! What `LibreOffice` writes: sizes in styles, English names of styles, captions with counted numbers, footnotes.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, RunIn, USUAL, Words};
use super::super::markup::{CENTRE, House, Look, Shape, Side, Span, look};
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::Doc;
use super::super::stock;

const DOTS: &str = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt \
    w:val=\"bullet\"/><w:suff w:val=\"tab\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"start\"/><w:pPr><w:ind \
    w:hanging=\"360\" w:start=\"720\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"OpenSymbol\" w:hAnsi=\"OpenSymbol\"/>\
    </w:rPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(11, seed, 8);
    let mut doc = Doc::new(House::Libre, 1100 + seed);
    doc.plain_style = if super::turn(seed) { "Standard" } else { "Normal" };
    DOTS.clone_into(&mut doc.numbering);
    let styled = seed % 3 != 2;
    let none = Look::default();
    let body = if styled { Shape::style("TextBody") } else { Shape::style(doc.plain_style).first(200) };
    let body = if seed % 3 == 1 { body.first(200) } else { body };
    let text = if styled { none } else { look("Noto Serif CJK SC", 24) };
    let number = |make| if super::turn(seed) { Number::Typed(make) } else { Number::None };
    let level = |id, direct: Look, make| Level {
        shape: if styled { Shape::style(id) } else { Shape::style("TextBody") },
        look: if styled { none } else { direct },
        number: number(make),
    };
    let habits = Habits {
        body: (body, text),
        heading: level("Heading1", look("Noto Sans CJK SC", 28).bold(), habits::comma),
        words: if super::turn(seed) { Words::Full } else { Words::Short },
        subhead: Some(level("Heading2", look("Noto Serif CJK SC", 24).bold(), habits::brackets)),
        run_in: if styled { RunIn::Never } else { RunIn::Mixed("。") },
        list: List::Made(1),
        caption: (Shape { side: Side::Centre, ..Shape::style("Figure") }, none),
        table: false,
        picture: if super::turn(seed) { counted } else { framed },
        ..USUAL
    };
    let title = pen.title();
    let shape = if styled { Shape::style("Title") } else { CENTRE };
    doc.line(
        Fact::new(&[Role::Title], &title),
        &shape,
        &if styled { none } else { look("Noto Sans CJK SC", 40).bold() },
    );
    if seed.is_multiple_of(3) {
        let subtitle = pen.fresh(21, stock::SUBTITLES);
        let subtitle = pen.fill(subtitle);
        doc.line(Fact::new(&[Role::Subtitle], &subtitle), &Shape::style("Subtitle"), &none);
    }
    let many = pen.dice.from(1, 2);
    parts::lead(&mut doc, &mut pen, &habits, many, false);
    for section in 0..pen.themes.len() {
        parts::section(&mut doc, &mut pen, &habits, section, section);
        if section % 2 == 0 {
            parts::noted(&mut doc, &mut pen, &habits, section);
        }
        if section == 1 {
            table(&mut doc, &mut pen, &habits);
        }
    }
    parts::closing(&mut doc, &mut pen, &habits, 1);
    doc.page_number();
    doc
}

/// The number of a caption, counted by the program: its letters are there too.
fn counter(of: &str, number: usize, after: &str) -> Span {
    Span::Xml(format!(
        "<w:r><w:rPr/><w:t xml:space=\"preserve\">{of} </w:t></w:r><w:r><w:rPr/><w:fldChar \
         w:fldCharType=\"begin\"></w:fldChar></w:r><w:r><w:rPr/><w:instrText xml:space=\"preserve\"> SEQ {of} \\* \
         ARABIC </w:instrText></w:r><w:r><w:rPr/><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:rPr/>\
         <w:t>{number}</w:t></w:r><w:r><w:rPr/><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:rPr/><w:t \
         xml:space=\"preserve\">{after}</w:t></w:r>"
    ))
}

fn caption(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let words = pen.caption(section);
    let number = doc.facts.iter().filter(|fact| fact.accepted == [Role::Caption]).count() + 1;
    let count = counter("图", number, ": ");
    doc.put(&habits.caption.0, &[count, parts::run(&habits.caption.1, &words)]);
    doc.facts.push(Fact::new(&[Role::Caption], &words).before(&format!("图{number}:")));
}

/// A picture, its counted caption below.
fn counted(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let picture = doc.picture(false);
    doc.put(&habits.caption.0, &[picture]);
    caption(doc, pen, habits, section);
}

/// A picture and its caption in a frame, as `LibreOffice` makes it when one asks for a caption.
fn framed(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let inside = doc.capture(|doc| {
        let picture = doc.picture(false);
        let words = pen.caption(section);
        let number = doc.facts.iter().filter(|fact| fact.accepted == [Role::Caption]).count() + 1;
        let count = counter("图", number, "：");
        let shape = Shape::style("Figure");
        doc.put(&shape, &[picture, count, parts::run(&habits.caption.1, &words)]);
        doc.facts.push(Fact::new(&[Role::Caption], &words).before(&format!("图{number}：")));
    });
    let frame = doc.text_box(&inside, false);
    doc.put(&habits.body.0.first(0), &[frame]);
}

/// A table with its title above, and where it is from below.
fn table(doc: &mut Doc, pen: &mut Pen, habits: &Habits) {
    let title = pen.fresh(11, stock::TABLE_TITLES);
    let title = pen.fill(title);
    let count = counter("表", 1, "　");
    doc.put(&Shape::style("Caption"), &[count, parts::run(&Look::default(), &title)]);
    doc.facts.push(Fact::new(&[Role::TableTitle], &title).before("表1"));
    let many = pen.dice.from(4, 8);
    let rows = parts::rows(pen, many);
    doc.table(&rows, &Look::default(), true);
    let note = pen.fresh(12, stock::TABLE_NOTES);
    doc.line(Fact::new(&[Role::TableNote], note), &Shape::style("TextBody"), &habits.body.1);
}
