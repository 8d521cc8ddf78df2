//! How an office makes a review: the looks of its parts, its numbers before headings, its lists, pictures and tables.

use banmian::import::Role;

use super::markup::{CENTRE, Look, PLAIN, Shape, look};
use super::pen::Pen;
use super::sheet::Doc;

/// What stands before a heading, and after it.
#[derive(Clone, Copy)]
pub enum Number {
    None,
    Typed(fn(usize) -> (String, &'static str)),
    /// The writing program makes it: list and level.
    Made(usize, usize),
}

/// The words of headings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Words {
    Full,
    /// Two halves with this between.
    Couplet(&'static str),
    Short,
    /// Two halves, each a paragraph.
    TwoLines,
}

/// A level of headings.
#[derive(Clone, Copy)]
pub struct Level {
    pub shape: Shape,
    pub look: Look,
    pub number: Number,
}

/// Whether headings within a section run into their text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RunIn {
    Never,
    /// With this sign after the heading.
    Always(&'static str),
    /// Now so, now so.
    Mixed(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum List {
    None,
    /// ①, with the sign typed.
    Circled,
    /// （1）
    Bracketed,
    /// A dot or the like, typed.
    Dotted(&'static str),
    /// The writing program makes the dot: the list.
    Made(usize),
    /// 一是, each a paragraph.
    Ones,
    /// 一是 with its first words bold.
    BoldOnes,
    /// 一是…；二是… in one paragraph.
    OnesWithin,
    /// ——, each a paragraph whose first words may be bold.
    Dashes,
    /// 1. before whole sentences.
    Sentences,
}

/// What stands before captions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    None,
    /// 图 with a number and this after it.
    Numbered(&'static str),
    /// A sign such as ▲.
    Pointer(&'static str),
}

#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "an office has each habit by itself")]
pub struct Habits {
    pub body: (Shape, Look),
    pub heading: Level,
    pub words: Words,
    pub subhead: Option<Level>,
    pub run_in: RunIn,
    pub third: Option<Level>,
    pub list: List,
    pub caption: (Shape, Look),
    pub sign: Sign,
    /// Whether captions say who took the picture.
    pub credited: bool,
    pub floating: bool,
    /// Sentences in a paragraph, at least and at most.
    pub sentences: (usize, usize),
    /// Whether a short sentence is now and then bold, alone in its paragraph.
    pub bold_lines: bool,
    /// Whether there is a table of figures in a section.
    pub table: bool,
    /// The roles that a section's heading may have.
    pub heading_roles: &'static [Role],
    /// Writes a picture with its caption.
    pub picture: fn(&mut Doc, &mut Pen, &Habits, usize),
}

/// What an office does unless it does something else.
pub const USUAL: Habits = Habits {
    body: (PLAIN.first(200), look("宋体", 24)),
    heading: Level { shape: PLAIN.first(200), look: look("黑体", 24), number: Number::Typed(comma) },
    words: Words::Full,
    subhead: None,
    run_in: RunIn::Never,
    third: None,
    list: List::None,
    caption: (CENTRE, look("楷体", 21)),
    sign: Sign::None,
    credited: false,
    floating: false,
    sentences: (3, 6),
    bold_lines: false,
    table: false,
    heading_roles: &[Role::Heading],
    picture: super::parts::picture_above,
};

const HAN: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

pub fn han(number: usize) -> &'static str {
    HAN[number]
}

/// 一、
pub fn comma(number: usize) -> (String, &'static str) {
    (format!("{}、", HAN[number]), "")
}

/// （一）
pub fn brackets(number: usize) -> (String, &'static str) {
    (format!("（{}）", HAN[number]), "")
}

/// (一), in brackets of half a width.
pub fn narrow_brackets(number: usize) -> (String, &'static str) {
    (format!("({})", HAN[number]), "")
}

/// 1.
pub fn dot(number: usize) -> (String, &'static str) {
    (format!("{}.", number + 1), "")
}

/// 1．
pub fn wide_dot(number: usize) -> (String, &'static str) {
    (format!("{}．", number + 1), "")
}

/// 1、
pub fn digit_comma(number: usize) -> (String, &'static str) {
    (format!("{}、", number + 1), "")
}

/// （1）
pub fn digit_brackets(number: usize) -> (String, &'static str) {
    (format!("（{}）", number + 1), "")
}

/// 【…】
pub fn lenses(_: usize) -> (String, &'static str) {
    ("【".to_owned(), "】")
}

/// ◆
pub fn diamond(_: usize) -> (String, &'static str) {
    ("◆".to_owned(), "")
}

/// 01 and a blank.
pub fn two_digits(number: usize) -> (String, &'static str) {
    (format!("{:02} ", number + 1), "")
}
