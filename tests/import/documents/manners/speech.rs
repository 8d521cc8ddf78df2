//! A report that is read out: greeting, long paragraphs, 一、 in 黑体 as large as the text, a table of contents, a table at
//! the end.

use banmian::import::Role;

use super::super::Fact;
use super::super::habits::{self, Habits, Level, List, Number, RunIn, USUAL};
use super::super::markup::{CENTRE, House, PLAIN, Shape, Span, escape, look};
use super::super::parts;
use super::super::pen::{Office, Pen};
use super::super::sheet::{Doc, Stress};

pub fn write(seed: u64) -> Doc {
    let mut pen = Pen::new(12, seed, 2);
    let mut doc = Doc::new(super::house(seed + 2), 1200 + seed);
    let text = [look("仿宋_GB2312", 32), look("仿宋", 32), look("宋体", 28)][(seed % 3) as usize];
    let prose = PLAIN.first(200).line(580);
    let habits = Habits {
        body: (prose, text),
        heading: Level {
            shape: prose, look: look("黑体", text.size), number: Number::Typed(habits::comma)
        },
        subhead: Some(Level {
            shape: prose,
            look: look("楷体_GB2312", text.size),
            number: Number::Typed(habits::brackets),
        }),
        run_in: [RunIn::Always("。"), RunIn::Never, RunIn::Mixed("。")][(seed % 3) as usize],
        list: [List::OnesWithin, List::Ones, List::BoldOnes, List::Dashes][(seed % 4) as usize],
        sentences: (4, 7),
        bold_lines: true,
        ..USUAL
    };
    doc.stress = Stress::Bold;
    let people = if pen.office == Office::Consultative { "委员" } else { "代表" };
    title(&mut doc, &mut pen, seed);
    let front = (doc.facts.len(), std::mem::take(&mut doc.body));
    let greeting = format!("各位{people}：");
    doc.line(Fact::new(&[Role::Lead, Role::Text], &greeting), &PLAIN.line(580), &text);
    let opening = format!("我受{}委托，向大会报告工作，请予审议，并请列席人员提出意见。", pen.body());
    doc.line(Fact::new(&[Role::Lead], &opening), &prose, &text);
    let many = pen.dice.from(1, 2);
    parts::lead(&mut doc, &mut pen, &habits, many, false);
    parts::sections(&mut doc, &mut pen, &habits);
    let again = format!("各位{people}！征程在前，使命在肩。");
    doc.line(Fact::new(&[Role::Text], &again), &prose, &text);
    parts::closing(&mut doc, &mut pen, &habits, 1);
    if super::turn(seed) {
        doc.body.insert_str(0, &front.1);
    } else {
        contents(&mut doc, seed, front);
    }
    appended(&mut doc, &mut pen);
    let name = format!("{}{}年工作报告", pen.body(), pen.year);
    doc.header(&name);
    if seed.is_multiple_of(3) {
        doc.header("会议材料之三");
    }
    doc.page_number();
    doc
}

fn title(doc: &mut Doc, pen: &mut Pen, seed: u64) {
    let title = pen.title();
    doc.line(Fact::new(&[Role::Title], &title), &CENTRE.line(700), &look("方正小标宋简体", 44));
    let meeting = format!("在{}第{}次会议上", pen.body(), habits::han(pen.dice.from(1, 5)));
    let kai = look("楷体_GB2312", 32);
    if super::turn(seed) {
        doc.line(Fact::new(&[Role::Subtitle], &meeting).before("——"), &CENTRE, &kai);
    }
    let day = format!("{}年1月{}日", pen.year + 1, pen.dice.from(4, 28));
    doc.line(Fact::new(&[Role::Folio], &day).before("（").after("）"), &CENTRE, &kai);
    let chair = match pen.office {
        Office::Consultative => format!("{}主席", pen.body()),
        Office::Congress => format!("{}主任", pen.body()),
        Office::Government => format!("{}县长", pen.county),
    };
    let speaker = format!("{chair}　{}", pen.name());
    if seed % 3 != 1 {
        doc.line(Fact::new(&[Role::Byline], &speaker), &CENTRE, &kai);
    }
    doc.blank();
}

/// A table of contents between the title and the greeting: made by the program, or typed with dots.
fn contents(doc: &mut Doc, seed: u64, front: (usize, String)) {
    let made = seed % 3 != 2;
    let lines: Vec<(String, usize)> = doc
        .facts
        .iter()
        .filter(|fact| fact.accepted == [Role::Heading] || fact.accepted == [Role::Subhead] && made)
        .map(|fact| (format!("{}{}", fact.before, fact.text), usize::from(fact.accepted == [Role::Subhead])))
        .collect();
    let text = std::mem::take(&mut doc.body);
    let mut facts = vec![Fact::new(&[Role::LeftOut], "目　录")];
    doc.put(&CENTRE, &[parts::run(&look("黑体", 32), "目　录")]);
    for (number, (line, level)) in lines.iter().enumerate() {
        let page = number / 2 + 1;
        if made {
            facts.push(Fact::new(&[Role::LeftOut], &format!("{line} {page}")));
            let style = match (doc.house, level) {
                (House::Word, 0) => "TOC1",
                (House::Word, _) => "TOC2",
                (_, 0) => "6",
                _ => "7",
            };
            let begin = if number == 0 {
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \
                 \"1-3\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            } else {
                ""
            };
            let end =
                if number + 1 == lines.len() { "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" } else { "" };
            let link = format!(
                "{begin}<w:hyperlink w:anchor=\"_Toc1780{number}\" w:history=\"1\"><w:r><w:t>{}</w:t></w:r><w:r>\
                 <w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText \
                 xml:space=\"preserve\"> PAGEREF _Toc1780{number} \\h </w:instrText></w:r><w:r><w:fldChar \
                 w:fldCharType=\"separate\"/></w:r><w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar \
                 w:fldCharType=\"end\"/></w:r></w:hyperlink>{end}",
                escape(line)
            );
            doc.put(&Shape::style(style), &[Span::Xml(link)]);
        } else {
            let line = format!("{line}……………………{page}");
            doc.line(Fact::new(&[Role::LeftOut], &line), &PLAIN, &look("宋体", 28));
            facts.push(doc.facts.pop().unwrap());
        }
    }
    doc.body.insert_str(0, &front.1);
    doc.body.push_str(&text);
    doc.facts.splice(front.0..front.0, facts);
}

fn appended(doc: &mut Doc, pen: &mut Pen) {
    doc.line(Fact::new(&[Role::LeftOut], "附件"), &Shape { page: true, ..PLAIN }, &look("黑体", 32));
    let title = format!("{}年主要指标", pen.year);
    doc.line(Fact::new(&[Role::TableTitle], &title), &CENTRE, &look("黑体", 36));
    let many = pen.dice.from(5, 9);
    let rows = parts::rows(pen, many);
    doc.table(&rows, &look("宋体", 21), true);
    doc.line(Fact::new(&[Role::TableNote], "注：本表数据为快报数。"), &PLAIN, &look("宋体", 18));
}
