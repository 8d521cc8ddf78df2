//! The parts of a review, written as an office has the habit to: headings, paragraphs, lists, pictures, tables.

use banmian::import::Role;

use super::Fact;
use super::habits::{Habits, Level, List, Number, RunIn, Sign, Words, digit_brackets, dot, han};
use super::markup::{CENTRE, Look, PLAIN, RIGHT, Shape, Span};
use super::pen::{Office, Pen};
use super::sheet::Doc;
use super::stock;

fn letters(doc: &Doc) -> usize {
    doc.facts.iter().map(|fact| fact.text.chars().count()).sum()
}

/// A heading with its number.
pub fn numbered(doc: &mut Doc, level: &Level, number: usize, roles: &[Role], text: &str) {
    let fact = Fact::new(roles, text);
    match level.number {
        Number::None => doc.line(fact, &level.shape, &level.look),
        Number::Typed(make) => {
            let (before, after) = make(number);
            doc.line(fact.before(&before).after(after), &level.shape, &level.look);
        }
        Number::Made(list, deep) => doc.line(fact, &level.shape.number(list, deep), &level.look),
    }
}

pub fn sections(doc: &mut Doc, pen: &mut Pen, habits: &Habits) {
    for section in 0..pen.themes.len() {
        self::section(doc, pen, habits, section, section);
    }
}

/// A section: its theme, and its number among those that are counted together.
pub fn section(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize, number: usize) {
    heading(doc, pen, habits, section, number);
    content(doc, pen, habits, section);
}

pub fn heading(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize, number: usize) {
    let roles = habits.heading_roles;
    match habits.words {
        Words::Full => {
            let text = pen.heading(section);
            numbered(doc, &habits.heading, number, roles, &text);
        }
        Words::Couplet(between) => {
            let (first, second) = pen.couplet(section);
            numbered(doc, &habits.heading, number, roles, &format!("{first}{between}{second}"));
        }
        Words::Short => {
            let text = pen.short(section);
            numbered(doc, &habits.heading, number, roles, text);
        }
        Words::TwoLines => {
            let (first, second) = pen.couplet(section);
            numbered(doc, &habits.heading, number, roles, first);
            numbered(doc, &habits.heading, number, roles, second);
        }
    }
}

/// What stands below a section's heading.
pub fn content(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let budget = pen.letters / pen.themes.len();
    let end = letters(doc) + budget;
    let mut pictures = pen.pictures.iter().filter(|of| **of == section).count();
    pictures = pictures.min(9_usize.saturating_sub(doc.media.len()));
    let has_list = habits.list != List::None && pen.dice.one_in(2);
    let divided = habits.subhead.is_some() && budget > 300 && !pen.dice.one_in(5);
    if divided {
        if pen.dice.one_in(3) {
            text(doc, pen, habits, section);
        }
        let many = (budget / 300).clamp(2, 5);
        for number in 0..many {
            division(doc, pen, habits, section, number, budget / many);
            if pictures > 0 && pen.dice.one_in(2) {
                pictures -= 1;
                (habits.picture)(doc, pen, habits, section);
            }
        }
    }
    let mut first = !divided;
    while first || letters(doc) < end && !divided {
        text(doc, pen, habits, section);
        if pictures > 0 && pen.dice.one_in(2) {
            pictures -= 1;
            (habits.picture)(doc, pen, habits, section);
        }
        if !first && pen.dice.one_in(4) {
            decoy(doc, pen, habits);
        }
        first = false;
    }
    for _ in 0..pictures {
        (habits.picture)(doc, pen, habits, section);
    }
    if has_list {
        list(doc, pen, habits, section);
    }
    if habits.table && section == pen.themes.len() / 2 {
        table(doc, pen, habits);
        text(doc, pen, habits, section);
    }
}

/// A paragraph of a section.
pub fn text(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let many = pen.dice.from(habits.sentences.0, habits.sentences.1);
    let prose = pen.paragraph(section, many);
    doc.prose(&[Role::Text], &habits.body.0, &habits.body.1, &prose);
}

/// A part of a section under a heading of its own.
fn division(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize, number: usize, budget: usize) {
    let level = habits.subhead.unwrap();
    let start = letters(doc);
    let runs = match habits.run_in {
        RunIn::Never => None,
        RunIn::Always(sign) => Some(sign),
        RunIn::Mixed(sign) => pen.dice.one_in(2).then_some(sign),
    };
    if let Some(sign) = runs {
        run_in(doc, pen, habits, section, &level, number, sign);
    } else {
        let words = pen.subhead(section);
        numbered(doc, &level, number, &[Role::Subhead], words);
        if let Some(third) = habits.third.filter(|_| budget > 260 && pen.dice.one_in(2)) {
            let sign = match habits.run_in {
                RunIn::Never => None,
                RunIn::Always(sign) | RunIn::Mixed(sign) => pen.dice.one_in(2).then_some(sign),
            };
            for number in 0..2 {
                if let Some(sign) = sign {
                    run_in(doc, pen, habits, section, &third, number, sign);
                    continue;
                }
                let words = pen.subhead(section);
                numbered(doc, &third, number, &[Role::Subhead], words);
                text(doc, pen, habits, section);
            }
            return;
        }
        text(doc, pen, habits, section);
    }
    while letters(doc) - start < budget * 3 / 4 {
        text(doc, pen, habits, section);
    }
}

/// A paragraph that begins with its heading.
pub fn run_in(
    doc: &mut Doc,
    pen: &mut Pen,
    habits: &Habits,
    section: usize,
    level: &Level,
    number: usize,
    sign: &str,
) {
    let words = pen.subhead(section);
    let many = pen.dice.from(habits.sentences.0, habits.sentences.1);
    let rest: String = (0..many).map(|_| pen.sentence(section)).collect();
    let heading = Fact::new(&[Role::Subhead], words).after(sign);
    let rest = Fact::new(&[Role::Text], &rest);
    let (shape, look) = habits.body;
    match level.number {
        Number::None => doc.run_in(heading, rest, &shape, &level.look, &look),
        Number::Typed(make) => {
            let (before, _) = make(number);
            doc.run_in(heading.before(&before), rest, &shape, &level.look, &look);
        }
        Number::Made(list, deep) => doc.run_in(heading, rest, &shape.number(list, deep), &level.look, &look),
    }
}

/// A paragraph that looks like a heading and is none.
fn decoy(doc: &mut Doc, pen: &mut Pen, habits: &Habits) {
    let (shape, look) = habits.body;
    if habits.bold_lines && pen.dice.one_in(2) {
        let line = pen.bold_line();
        doc.line(Fact::new(&[Role::Text], line), &shape, &look.bold());
    } else if pen.dice.one_in(2) {
        let quote = pen.quote();
        doc.line(Fact::new(&[Role::Text, Role::Saying], &quote), &shape, &look);
    } else {
        let line = pen.bold_line();
        doc.line(Fact::new(&[Role::Text], line), &shape, &look);
    }
}

pub fn list(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let (shape, look) = habits.body;
    let many = pen.dice.from(3, 4);
    if habits.list == List::OnesWithin {
        let mut prose = String::new();
        for number in 0..many {
            let end = if number + 1 == many { "。" } else { "；" };
            let sentence = pen.sentence(section);
            prose.push_str(&format!("{}是{}{end}", han(number), sentence.trim_end_matches(['。', '！'])));
        }
        doc.prose(&[Role::Text], &shape, &look, &prose);
        return;
    }
    let lead_in = *pen.dice.pick(stock::LEAD_INS);
    doc.line(Fact::new(&[Role::Text], lead_in), &shape, &look);
    for number in 0..many {
        let end = if number + 1 == many { "。" } else { "；" };
        match habits.list {
            List::Ones => {
                let (words, rest) = (pen.subhead(section), pen.sentence(section));
                doc.prose(&[Role::Text], &shape, &look, &format!("{}是{words}。{rest}", han(number)));
            }
            List::BoldOnes => {
                let (words, rest) = (pen.subhead(section), pen.sentence(section));
                let heading = Fact::new(&[Role::Text, Role::Subhead], words)
                    .before(&format!("{}是", han(number)))
                    .after("。")
                    .running_on();
                doc.run_in(heading, Fact::new(&[Role::Text], &rest), &shape, &look.bold(), &look);
            }
            List::Dashes => {
                let (words, rest) = (pen.subhead(section), pen.sentence(section));
                let either = [Role::Text, Role::Subhead, Role::Entry];
                let heading = Fact::new(&either, words).before("——").after("。").running_on();
                let rest = Fact::new(&[Role::Text, Role::Entry], &rest);
                doc.run_in(heading, rest, &shape, &look.bold(), &look);
            }
            List::Sentences => {
                let sentence = pen.sentence(section);
                let fact = Fact::new(&[Role::Entry, Role::Text], &sentence.replace('*', ""));
                doc.line(fact.before(&dot(number).0), &shape, &look);
            }
            way => {
                let entry = Fact::new(&[Role::Entry], &format!("{}{end}", pen.entry(section)));
                let circled = ["①", "②", "③", "④"];
                match way {
                    List::Circled => doc.line(entry.before(circled[number]), &shape, &look),
                    List::Bracketed => doc.line(entry.before(&digit_brackets(number).0), &shape, &look),
                    List::Dotted(sign) => doc.line(entry.before(sign), &shape, &look),
                    List::Made(list) => doc.line(entry, &shape.first(0).number(list, 0), &look),
                    _ => unreachable!(),
                }
            }
        }
    }
}

/// A picture in a paragraph of its own, its caption in the next.
pub fn picture_above(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let picture = doc.picture(habits.floating);
    doc.put(&Shape { keep: true, ..CENTRE }, &[picture]);
    caption(doc, pen, habits, section);
}

/// A picture below its caption. On the page the caption is the picture's all the same.
pub fn picture_below(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let picture = doc.picture(habits.floating);
    caption(doc, pen, habits, section);
    doc.put(&CENTRE, &[picture]);
}

/// A paragraph with a footnote.
pub fn noted(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let (shape, look) = habits.body;
    let first = pen.sentence(section).replace('*', "");
    let second = pen.sentence(section).replace('*', "");
    let says = *pen.dice.pick(&[
        "数据截至当年12月20日。",
        "含上年结转项目。",
        "据县统计局初步核算，最终数据以年鉴为准。",
        "“有事好商量”是县政协搭建的基层协商平台。",
    ]);
    let mark = doc.footnote(says);
    doc.put(&shape, &[run(&look, &first), mark, run(&look, &second)]);
    doc.facts.push(Fact::new(&[Role::Text], &format!("{first}{second}")));
}

/// A caption, with who took the picture where the office says that.
pub fn caption(doc: &mut Doc, pen: &mut Pen, habits: &Habits, section: usize) {
    let words = pen.caption(section);
    let (shape, look) = habits.caption;
    let number = doc.facts.iter().filter(|fact| fact.accepted == [Role::Caption]).count() + 1;
    let before = match habits.sign {
        Sign::None => String::new(),
        Sign::Numbered(after) => format!("图{number}{after}"),
        Sign::Pointer(sign) => sign.to_owned(),
    };
    let caption = Fact::new(&[Role::Caption], &words).before(&before);
    if habits.credited && !pen.dice.one_in(3) {
        let name = pen.name();
        let credit = Fact::new(&[Role::Credit], &format!("{name} 摄")).before("（").after("）");
        doc.run_in(caption, credit, &shape, &look, &look);
    } else {
        doc.line(caption, &shape, &look);
    }
}

/// The rows of a table of figures.
pub fn rows(pen: &mut Pen, many: usize) -> Vec<Vec<String>> {
    let year = pen.year;
    let mut rows =
        vec![["指标", "单位", &format!("{}年", year - 1), &format!("{year}年")].map(str::to_owned).to_vec()];
    let mut chosen: Vec<&(&str, &str)> = stock::FIGURES.iter().collect();
    pen.dice.shuffle(&mut chosen);
    for (label, unit) in chosen.into_iter().take(many) {
        let (was, is) = if *unit == "%" || *unit == "亿元" || *unit == "万吨" {
            (pen.fill("{p}"), pen.fill("{p}"))
        } else {
            (pen.fill("{n}"), pen.fill("{n}"))
        };
        rows.push(vec![(*label).to_owned(), (*unit).to_owned(), was, is]);
    }
    rows
}

/// A table of figures with its title and what stands below.
pub fn table(doc: &mut Doc, pen: &mut Pen, habits: &Habits) {
    let (_, look) = habits.body;
    let title = pen.fresh(11, stock::TABLE_TITLES);
    let title = pen.fill(title);
    let title = Fact::new(&[Role::TableTitle], &title);
    let bold = look.bold();
    match habits.sign {
        Sign::Numbered(after) => doc.line(title.before(&format!("表1{after}")), &CENTRE, &bold),
        _ => doc.line(title, &CENTRE, &bold),
    }
    if pen.dice.one_in(3) {
        let fact = Fact::new(&[Role::TableTitle, Role::TableNote, Role::LeftOut], "单位：亿元、%");
        doc.line(fact, &RIGHT, &look);
    }
    let many = pen.dice.from(4, 9);
    let rows = rows(pen, many);
    doc.table(&rows, &look, true);
    if pen.dice.one_in(2) {
        let note = pen.fresh(12, stock::TABLE_NOTES);
        doc.line(Fact::new(&[Role::TableNote], note), &PLAIN, &look);
    }
}

/// The number of a document, such as 青协办〔2024〕12号.
pub fn document_number(pen: &mut Pen) -> String {
    let first: String = pen.county.chars().take(1).collect();
    let of = match pen.office {
        Office::Consultative => "协办",
        Office::Congress => "常办发",
        Office::Government => "政办发",
    };
    format!("{first}{of}〔{}〕{}号", pen.year, pen.dice.from(2, 98))
}

/// The office's name and the day at the end of a text.
pub fn signed(doc: &mut Doc, pen: &mut Pen, shape: &Shape, look: &Look) {
    let body = format!("{}办公室", pen.body());
    doc.line(Fact::new(&[Role::Folio], &body), shape, look);
    let mut day = pen.day();
    if pen.dice.one_in(3) {
        // 二〇二四年十二月二十日
        let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let year: String =
            pen.year.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect();
        day = format!("{year}年十二月{}日", han(pen.dice.from(0, 11)));
    }
    doc.line(Fact::new(&[Role::Folio], &day), shape, look);
}

/// The paragraphs before the first section.
pub fn lead(doc: &mut Doc, pen: &mut Pen, habits: &Habits, many: usize, report: bool) {
    let (shape, look) = habits.body;
    for number in 0..many {
        let mut text = pen.lead();
        if report && number + 1 == many {
            text.push_str(pen.dice.pick::<&str>(stock::REPORTS));
        }
        doc.prose(&[Role::Lead], &shape, &look, &text);
    }
}

/// The last paragraphs.
pub fn closing(doc: &mut Doc, pen: &mut Pen, habits: &Habits, many: usize) {
    for _ in 0..many {
        let text = pen.closing();
        doc.prose(&[Role::Text], &habits.body.0, &habits.body.1, &text);
    }
}

/// An empty paragraph or two, as people make room with.
pub fn room(doc: &mut Doc, pen: &mut Pen) {
    for _ in 0..pen.dice.from(1, 2) {
        doc.blank();
    }
}

/// A paragraph whose letters are pushed to the middle by blanks.
pub fn pushed(text: &str, blanks: usize) -> String {
    format!("{}{text}", "　".repeat(blanks))
}

/// A piece of text as a run.
pub fn run(look: &Look, text: &str) -> Span {
    Span::Text(*look, text.to_owned())
}
