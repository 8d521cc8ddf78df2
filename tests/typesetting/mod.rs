//! Chinese setting, read from frames: each requirement at three measures, with the construct moved through every place of
//! a line by filling characters before it.

mod charts;
mod choice;
mod helpers;
mod printed;
mod pushing;
mod rows;

use std::fmt::Write as _;

use banmian::typeset::han::{is_steering, prepare};
use banmian::typeset::words::Kept;
use banmian::typeset::{self, JobFile, JobWorld, TEMPLATE_LIBRARY};
use typst_layout::PagedDocument;
use typst_library::foundations::Bytes;
use typst_library::layout::{Frame, FrameItem, Point};

use crate::support::FONTS;

/// The measures of the tests (字).
pub const MEASURES: [u32; 3] = [13, 16, 21];
/// The body's type (pt).
pub const SIZE: f64 = 9.0;
/// The distance of baselines (pt).
pub const PITCH: f64 = 14.0;

/// A glyph on the page.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// What it says: mostly one character.
    pub text: String,
    /// Its left end, in em of the body from the column's left.
    pub x: f64,
    /// How far the next one is away, as the glyph says (em of its own size).
    pub advance: f64,
    /// The baseline (pt).
    pub y: f64,
    /// The type (pt).
    pub size: f64,
    /// The face's family.
    pub family: String,
    /// The glyph's number in the face.
    pub id: u16,
}

/// A line of glyphs.
#[derive(Debug, Clone)]
pub struct Line {
    pub glyphs: Vec<Glyph>,
}

impl Line {
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Where the line's last character ends (em). What justification puts behind it is not counted.
    pub fn right(&self) -> f64 {
        let width = |glyph: &Glyph| {
            let count = glyph.text.chars().count() as f64;
            match glyph.text.chars().next() {
                Some(c) if "，。、；：？！”’）》".contains(c) => 0.5,
                Some(c) if !c.is_ascii() => glyph.advance.min(count),
                _ => glyph.advance,
            }
        };
        self.glyphs.last().map_or(0.0, |glyph| glyph.x + width(glyph) * glyph.size / SIZE)
    }

    /// The distance from the left end of one character to that of the next (em).
    pub fn step(&self, number: usize) -> f64 {
        self.glyphs[number + 1].x - self.glyphs[number].x
    }
}

/// Compiles a small document of a template author's.
pub fn compile(source: &str) -> PagedDocument {
    compile_with(source, TEMPLATE_LIBRARY)
}

/// The same with another library.
pub fn compile_with(source: &str, library: &str) -> PagedDocument {
    let text = |path: &str, text: String| JobFile {
        path: path.to_owned(),
        shown: path.to_owned(),
        bytes: Bytes::from_string(text),
    };
    let fonts = r#"{"body":["Noto Serif CJK SC","HanaMinB"],"headline":["Noto Serif CJK SC"],"sans":["Noto Sans CJK SC"],"kai":["Banmian Kai","Noto Serif CJK SC"],"figures":["Oswald"]}"#;
    let world = JobWorld::new(
        vec![
            text(
                "/main.typ",
                format!(
                    "#import \"/banmian.typ\": *\n#set page(width: 4000pt, height: auto, margin: 0pt)\n{source}"
                ),
            ),
            text("/banmian.typ", library.to_owned()),
            text("/charts.typ", typeset::CHART_LIBRARY.to_owned()),
            text("/report.json", "{\"photos\":[]}".to_owned()),
            text(
                "/plan.json",
                format!("{{\"body\":{SIZE},\"pitch\":{PITCH},\"caption\":8.5,\"caption_pitch\":12}}"),
            ),
            text(
                "/theme.json",
                "{\"accent\":[10,100,95,5],\"second\":[5,25,65,10],\"ink\":[0,0,0,100]}".to_owned(),
            ),
            text("/fonts.json", fonts.to_owned()),
        ],
        FONTS.clone(),
    );
    match typeset::compile(&world) {
        Ok((document, _)) => document,
        Err(errors) => panic!("{}", banmian::diagnostic::render(&errors, banmian::message::Lang::En)),
    }
}

/// Sets paragraphs at a measure as section text, each by itself, and gives the lines of each.
pub fn set(measure: u32, paragraphs: &[String]) -> Vec<Vec<Line>> {
    let document = document(measure, paragraphs, TEMPLATE_LIBRARY, "");
    lines_of(&document, paragraphs.len())
}

/// The document of [`set`]; `more` are further arguments of the setting.
pub fn document(measure: impl Into<f64>, paragraphs: &[String], library: &str, more: &str) -> PagedDocument {
    let width = measure.into() * SIZE;
    let mut source = String::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        // JSON and Typst escape quotes and backslashes in the same way.
        let text = serde_json::to_string(&prepare(paragraph, &Kept::default())).unwrap();
        let slots = format!("((x: 0, y: 0, height: {}),)", 60.0 * PITCH);
        let _ = writeln!(
            source,
            "#place(top + left, dy: {}pt, box(body-thread(\"t-{number}\", {slots}, {width}, ({text},){more})))",
            number as f64 * 100.0 * PITCH
        );
    }
    compile_with(&source, library)
}

/// The lines of each paragraph of such a document.
pub fn lines_of(document: &PagedDocument, paragraphs: usize) -> Vec<Vec<Line>> {
    let mut glyphs = Vec::new();
    for page in document.pages() {
        collect(&page.frame, Point::zero(), &mut glyphs);
    }
    let mut found: Vec<Vec<Line>> = vec![Vec::new(); paragraphs];
    for glyph in glyphs {
        let paragraph = &mut found[(glyph.y / (100.0 * PITCH)).abs() as usize];
        match paragraph.last_mut() {
            Some(line) if (line.glyphs[0].y - glyph.y).abs() < 2.0 => line.glyphs.push(glyph),
            _ => paragraph.push(Line { glyphs: vec![glyph] }),
        }
    }
    found
}

/// All glyphs of a frame, in the order of drawing.
pub fn collect(frame: &Frame, origin: Point, found: &mut Vec<Glyph>) {
    for (at, item) in frame.items() {
        let place = origin + *at;
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, place + Point::new(group.transform.tx, group.transform.ty), found);
            }
            FrameItem::Text(text) => {
                let size = text.size.to_pt();
                let mut x = place.x.to_pt();
                for glyph in &text.glyphs {
                    let said = text.text[glyph.range()].to_owned();
                    assert!(!said.contains(is_steering), "what steers line breaking is taken out");
                    found.push(Glyph {
                        text: said,
                        x: (x + glyph.x_offset.at(text.size).to_pt()) / SIZE,
                        advance: glyph.x_advance.get(),
                        y: place.y.to_pt(),
                        size,
                        family: text.font.font().info().family.clone(),
                        id: glyph.id,
                    });
                    x += glyph.x_advance.at(text.size).to_pt();
                }
            }
            _ => {}
        }
    }
}

/// Filling characters: they carry no rule of their own.
pub const FILLER: &str = "群众期盼办好实事山川草木春风化雨同心聚力田园乡村道路明亮";

/// A construct with 0 to `measure` characters before it and some after, at a measure.
pub fn moved(measure: u32, piece: &str) -> Vec<Vec<Line>> {
    moved_with(measure, piece, TEMPLATE_LIBRARY)
}

/// The same with another library.
pub fn moved_with(measure: u32, piece: &str, library: &str) -> Vec<Vec<Line>> {
    let filler: Vec<char> = FILLER.chars().cycle().take(80).collect();
    let paragraphs: Vec<String> = (0..=measure as usize)
        .map(|before| {
            let head: String = filler[..before].iter().collect();
            let tail: String = filler[3..20].iter().collect();
            format!("{head}{piece}{tail}。")
        })
        .collect();
    lines_of(&document(measure, &paragraphs, library, ""), paragraphs.len())
}

/// The texts of all lines of all paragraphs in which a construct was moved, at all measures.
pub fn all_lines(piece: &str) -> Vec<(u32, Vec<Line>)> {
    MEASURES
        .into_iter()
        .flat_map(|measure| moved(measure, piece).into_iter().map(move |lines| (measure, lines)))
        .collect()
}
