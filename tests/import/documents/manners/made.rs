//! Files by people who know their program: numbers that it makes, styles for headings.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, RunIn, Sign, USUAL, Words};
use super::super::markup::{CENTRE, House, Look, PLAIN, RIGHT, Shape, Side, look};
use super::super::package::style;
use super::super::parts;
use super::super::pen::Pen;
use super::super::sheet::{Doc, Stress};

/// The lists of a document: 1 headings of three levels, 2 dots, 3 numbers in circles.
fn lists(counting: &str, first: &str, second: &str, third: &str, styles: bool) -> String {
    let level = |number: usize, kind: &str, text: &str, suffix: &str, style: &str| {
        format!(
            "<w:lvl w:ilvl=\"{number}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/>{style}{suffix}\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" \
             w:firstLine=\"480\"/></w:pPr></w:lvl>"
        )
    };
    let none = "<w:suff w:val=\"nothing\"/>";
    let tied = |name: &str| if styles { format!("<w:pStyle w:val=\"{name}\"/>") } else { String::new() };
    let of = |number: usize, levels: String| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{number}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}\
             </w:abstractNum>"
        )
    };
    let headings = [
        level(0, counting, first, none, &tied("yj")),
        level(1, counting, second, none, &tied("ej")),
        level(2, "decimal", third, "<w:suff w:val=\"space\"/>", ""),
    ]
    .concat();
    let dots = "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f06c}\"/>\
                <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"900\" w:hanging=\"420\"/></w:pPr><w:rPr>\
                <w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\" w:hint=\"default\"/></w:rPr></w:lvl>";
    let circles = level(0, "decimalEnclosedCircleChinese", "%1", none, "");
    let uses: String = (0..3)
        .map(|number| {
            format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{number}\"/></w:num>", number + 1)
        })
        .collect();
    [of(0, headings), of(1, dots.to_owned()), of(2, circles), uses].concat()
}

/// The program makes the numbers.
pub fn numbered(seed: u64) -> Doc {
    let mut pen = Pen::new(4, seed, 6);
    let mut doc = Doc::new(super::house(seed + 1), 400 + seed);
    let styles = seed % 3 == 1;
    let counting = *pen.dice.pick(&["chineseCounting", "chineseCountingThousand", "japaneseCounting"]);
    doc.numbering = if seed == 6 {
        lists(counting, "第%1部分　", "%2、", "%3.", styles)
    } else {
        lists(counting, "%1、", "（%2）", "%3.", styles)
    };
    let text = if super::turn(seed) { look("仿宋_GB2312", 32) } else { look("", 0) };
    let prose = PLAIN.first(200).line(if super::turn(seed) { 560 } else { 360 });
    let unindented = prose.first(0);
    let normal = if doc.house == House::Word { "a" } else { "1" };
    let (heading, subhead) = if styles {
        // A style of the office's own, which the list is tied to: nothing stands at the paragraph.
        let tie = |level: usize| {
            format!(
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl \
                 w:val=\"{level}\"/>"
            )
        };
        doc.styles.push_str(&style(
            "yj",
            "一级标题",
            normal,
            &tie(0),
            "<w:rFonts w:eastAsia=\"黑体\"/><w:sz w:val=\"32\"/>",
        ));
        doc.styles.push_str(&style(
            "ej",
            "二级标题",
            normal,
            &tie(1),
            "<w:rFonts w:eastAsia=\"楷体\"/><w:b/><w:sz w:val=\"28\"/>",
        ));
        let level = |id| Level { shape: Shape::style(id), look: Look::default(), number: Number::None };
        (level("yj"), level("ej"))
    } else {
        let level = |face, deep| Level {
            shape: unindented,
            look: look(face, text.size.max(24)),
            number: Number::Made(1, deep),
        };
        (level("黑体", 0), level("楷体_GB2312", 1))
    };
    let third = Level { shape: unindented, look: text.bold(), number: Number::Made(1, 2) };
    let habits = Habits {
        body: (prose, text),
        heading,
        words: if seed % 3 == 2 { Words::Couplet("，") } else { Words::Full },
        subhead: Some(subhead),
        run_in: if styles { RunIn::Never } else { RunIn::Mixed("。") },
        third: Some(third),
        list: if super::turn(seed) { List::Made(2) } else { List::Made(3) },
        caption: (CENTRE, look("楷体", 21)),
        table: seed.is_multiple_of(3),
        heading_roles: &[Role::Heading],
        ..USUAL
    };
    let title = pen.title();
    doc.line(Fact::new(&[Role::Title], &title), &CENTRE, &look("方正小标宋简体", 44));
    if !super::turn(seed) {
        let subtitle = pen.fresh(21, super::super::stock::SUBTITLES);
        let subtitle = pen.fill(subtitle);
        doc.line(Fact::new(&[Role::Subtitle], &subtitle).before("——"), &CENTRE, &look("楷体", 32));
    }
    doc.blank();
    let many = pen.dice.from(1, 2);
    parts::lead(&mut doc, &mut pen, &habits, many, super::turn(seed));
    parts::sections(&mut doc, &mut pen, &habits);
    parts::closing(&mut doc, &mut pen, &habits, 1);
    if seed % 3 == 2 {
        parts::signed(&mut doc, &mut pen, &RIGHT, &text);
    }
    doc.page_number();
    doc
}

/// The styles of headings, as they are meant to be used.
pub fn styled(seed: u64) -> Doc {
    let mut pen = Pen::new(5, seed, 8);
    let mut doc = Doc::new(super::house(seed + 2), 500 + seed);
    let word = doc.house == House::Word;
    let own = seed.is_multiple_of(3);
    if own {
        let base = if word { "1" } else { "2" };
        let small = if word { "2" } else { "3" };
        doc.styles.push_str(&style(
            "gwbt1",
            "公文一级标题",
            base,
            "<w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:firstLine=\"640\"/>",
            "<w:rFonts w:eastAsia=\"黑体\"/><w:b w:val=\"0\"/><w:sz w:val=\"32\"/>",
        ));
        doc.styles.push_str(&style(
            "gwbt2",
            "公文二级标题",
            small,
            "<w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:firstLine=\"640\"/>",
            "<w:rFonts w:eastAsia=\"楷体_GB2312\"/><w:b w:val=\"0\"/><w:sz w:val=\"32\"/>",
        ));
        doc.styles.push_str(&style(
            "gwzw",
            "公文正文",
            if word { "a" } else { "1" },
            "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" \
             w:firstLine=\"640\"/>",
            "<w:rFonts w:eastAsia=\"仿宋_GB2312\"/><w:sz w:val=\"32\"/>",
        ));
    }
    let ids = match (own, word) {
        (true, true) => ["gwbt1", "gwbt2", "3", "a3", "a4", "a9"],
        (true, false) => ["gwbt1", "gwbt2", "4", "9", "8", "5"],
        (false, true) => ["1", "2", "3", "a3", "a4", "a9"],
        (false, false) => ["2", "3", "4", "9", "8", "5"],
    };
    let level = |id: &'static str, number| Level { shape: Shape::style(id), look: Look::default(), number };
    let typed = super::turn(seed);
    let number = |make| if typed { Number::Typed(make) } else { Number::None };
    let prose = if own { Shape::style("gwzw") } else { PLAIN.first(200) };
    let text = if seed == 1 { look("+text", 24) } else { look("", 0) };
    let habits = Habits {
        body: (prose, text),
        heading: level(ids[0], number(habits::comma)),
        words: if typed { Words::Full } else { Words::Couplet(" ") },
        subhead: Some(level(ids[1], number(habits::brackets))),
        third: Some(level(ids[2], number(habits::dot))),
        list: if super::turn(seed) { List::Circled } else { List::Ones },
        caption: (Shape { side: Side::Centre, ..Shape::style(ids[5]) }, Look::default()),
        sign: if seed % 3 == 1 { Sign::Numbered(" ") } else { Sign::None },
        credited: !super::turn(seed),
        bold_lines: true,
        table: seed % 3 == 1,
        ..USUAL
    };
    doc.stress = Stress::Bold;
    let title = pen.title();
    doc.line(Fact::new(&[Role::Title], &title), &Shape::style(ids[3]), &Look::default());
    if super::turn(seed) {
        let subtitle = pen.fresh(21, super::super::stock::SUBTITLES);
        let subtitle = pen.fill(subtitle);
        let fact = Fact::new(&[Role::Subtitle], &subtitle).before("——");
        doc.line(fact, &Shape::style(ids[4]), &Look::default());
    }
    let many = pen.dice.from(1, 3);
    parts::lead(&mut doc, &mut pen, &habits, many, false);
    for section in 0..pen.themes.len() {
        parts::section(&mut doc, &mut pen, &habits, section, section);
        if section == 1 {
            parts::noted(&mut doc, &mut pen, &habits, section);
        }
    }
    parts::closing(&mut doc, &mut pen, &habits, 1);
    doc.header(&title);
    doc.page_number();
    doc
}
