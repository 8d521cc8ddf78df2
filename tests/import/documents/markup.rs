//! Paragraphs and runs as the writing programs put them into a file.

use super::pen::Dice;

/// The program that writes the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum House {
    Word,
    Wps,
    Libre,
}

/// What letters look like. What is empty or 0 is not said in the file.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "a file says each of them by itself")]
pub struct Look {
    pub face: &'static str,
    /// Half points.
    pub size: usize,
    pub bold: bool,
    pub italic: bool,
    pub underlined: bool,
    pub colour: &'static str,
    pub highlight: &'static str,
    /// Letters that are not to be seen.
    pub hidden: bool,
    /// Says that it is not bold, against a style that is.
    pub light: bool,
    /// Emphasis dots.
    pub dotted: bool,
}

pub const fn look(face: &'static str, size: usize) -> Look {
    Look {
        face,
        size,
        bold: false,
        italic: false,
        underlined: false,
        colour: "",
        highlight: "",
        hidden: false,
        light: false,
        dotted: false,
    }
}

impl Look {
    pub const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub const fn coloured(mut self, colour: &'static str) -> Self {
        self.colour = colour;
        self
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Unsaid,
    Centre,
    Right,
}

/// How a paragraph stands. What is empty or 0 is not said in the file.
#[derive(Clone, Copy, Default)]
pub struct Shape {
    pub style: &'static str,
    pub side: Side,
    /// Hundredths of a letter.
    pub first: i32,
    pub left: i32,
    /// Twips.
    pub before: usize,
    pub after: usize,
    /// Line pitch, exact (twips).
    pub line: usize,
    /// List and level.
    pub number: Option<(usize, usize)>,
    pub outline: Option<usize>,
    pub page: bool,
    pub keep: bool,
    /// Lines around it.
    pub framed: bool,
    /// The size of one letter, for programs that also say indents in twips (half points).
    pub size: usize,
}

impl Shape {
    pub const fn style(style: &'static str) -> Self {
        Self { style, ..PLAIN }
    }

    pub const fn side(mut self, side: Side) -> Self {
        self.side = side;
        self
    }

    pub const fn first(mut self, first: i32) -> Self {
        self.first = first;
        self
    }

    pub const fn line(mut self, line: usize) -> Self {
        self.line = line;
        self
    }

    pub const fn number(mut self, list: usize, level: usize) -> Self {
        self.number = Some((list, level));
        self
    }

    pub const fn around(mut self, before: usize, after: usize) -> Self {
        self.before = before;
        self.after = after;
        self
    }
}

pub const PLAIN: Shape = Shape {
    style: "",
    side: Side::Unsaid,
    first: 0,
    left: 0,
    before: 0,
    after: 0,
    line: 0,
    number: None,
    outline: None,
    page: false,
    keep: false,
    framed: false,
    size: 0,
};

pub const CENTRE: Shape = PLAIN.side(Side::Centre);
pub const RIGHT: Shape = PLAIN.side(Side::Right);

/// A part of a paragraph.
#[derive(Clone)]
pub enum Span {
    Text(Look, String),
    /// A line break.
    Break,
    /// As it is to stand in the file.
    Xml(String),
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub fn paragraph(house: House, dice: &mut Dice, shape: &Shape, spans: &[Span]) -> String {
    let mark = spans
        .iter()
        .find_map(|span| if let Span::Text(look, _) = span { Some(*look) } else { None })
        .unwrap_or_default();
    let mut xml = match house {
        House::Word => {
            format!("<w:p w:rsidR=\"00{0:06X}\" w:rsidRDefault=\"00{0:06X}\">", dice.below(0xff_ffff))
        }
        House::Wps => format!("<w:p w14:paraId=\"{:08X}\">", dice.below(0x7fff_ffff)),
        House::Libre => "<w:p>".to_owned(),
    };
    xml.push_str(&properties(house, shape, &mark));
    for span in spans {
        match span {
            Span::Text(look, text) => xml.push_str(&runs(house, dice, look, text)),
            Span::Break => xml.push_str("<w:r><w:br/></w:r>"),
            Span::Xml(raw) => xml.push_str(raw),
        }
    }
    xml.push_str("</w:p>");
    xml
}

fn properties(house: House, shape: &Shape, mark: &Look) -> String {
    let mut xml = String::new();
    if !shape.style.is_empty() {
        xml.push_str(&format!("<w:pStyle w:val=\"{}\"/>", shape.style));
    }
    if shape.keep {
        xml.push_str("<w:keepNext/>");
    } else if house == House::Wps {
        xml.push_str("<w:keepNext w:val=\"0\"/><w:keepLines w:val=\"0\"/>");
    }
    if shape.page {
        xml.push_str("<w:pageBreakBefore/>");
    } else if house == House::Wps {
        xml.push_str("<w:pageBreakBefore w:val=\"0\"/>");
    }
    if let Some((list, level)) = shape.number {
        xml.push_str(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
    }
    if shape.framed {
        let line = "w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"";
        xml.push_str(&format!(
            "<w:pBdr><w:top {line}/><w:left {line}/><w:bottom {line}/><w:right {line}/></w:pBdr>"
        ));
    }
    if house == House::Wps {
        xml.push_str(
            "<w:kinsoku/><w:wordWrap/><w:overflowPunct/><w:topLinePunct w:val=\"0\"/><w:autoSpaceDE/>\
             <w:autoSpaceDN/><w:bidi w:val=\"0\"/><w:adjustRightInd/><w:snapToGrid/>",
        );
    }
    if shape.before + shape.after + shape.line > 0 {
        xml.push_str("<w:spacing");
        if shape.before > 0 {
            xml.push_str(&format!(" w:before=\"{}\"", shape.before));
        }
        if shape.after > 0 {
            xml.push_str(&format!(" w:after=\"{}\"", shape.after));
        }
        if shape.line > 0 {
            xml.push_str(&format!(" w:line=\"{}\" w:lineRule=\"exact\"", shape.line));
        }
        xml.push_str("/>");
    }
    if shape.first != 0 || shape.left != 0 {
        xml.push_str(&indent(house, shape, mark));
    }
    let side = match shape.side {
        Side::Unsaid => "",
        Side::Centre => "center",
        Side::Right => "right",
    };
    if !side.is_empty() {
        let side = if house == House::Libre && side == "right" { "end" } else { side };
        xml.push_str(&format!("<w:jc w:val=\"{side}\"/>"));
    }
    if house == House::Wps {
        xml.push_str("<w:textAlignment w:val=\"auto\"/>");
    }
    if let Some(level) = shape.outline {
        xml.push_str(&format!("<w:outlineLvl w:val=\"{level}\"/>"));
    }
    let mark = look_xml(house, mark, "");
    if !mark.is_empty() {
        xml.push_str(&format!("<w:rPr>{mark}</w:rPr>"));
    }
    if xml.is_empty() { xml } else { format!("<w:pPr>{xml}</w:pPr>") }
}

/// Word and WPS say indents in letters and in twips; `LibreOffice` in twips alone.
fn indent(house: House, shape: &Shape, mark: &Look) -> String {
    let size = match (mark.size, shape.size) {
        (0, 0) => 21,
        (0, size) | (size, _) => size,
    };
    let size = i32::try_from(size).unwrap();
    let twips = |hundredths: i32| hundredths * size * 10 / 100;
    let mut xml = "<w:ind".to_owned();
    if shape.left != 0 {
        if house != House::Libre {
            xml.push_str(&format!(" w:leftChars=\"{}\"", shape.left));
        }
        xml.push_str(&format!(" w:left=\"{}\"", twips(shape.left)));
    }
    match shape.first {
        0 => {}
        first if first > 0 => {
            if house != House::Libre {
                xml.push_str(&format!(" w:firstLineChars=\"{first}\""));
            }
            xml.push_str(&format!(" w:firstLine=\"{}\"", twips(first)));
        }
        first => xml.push_str(&format!(" w:hanging=\"{}\"", twips(-first))),
    }
    xml.push_str("/>");
    xml
}

/// The letters of one look, split where the program splits them: WPS between Chinese and Latin letters, Word where
/// somebody once stopped typing.
pub fn runs(house: House, dice: &mut Dice, look: &Look, text: &str) -> String {
    let mut xml = String::new();
    for part in split(house, dice, text) {
        let hint = if part.is_ascii() { "" } else { "eastAsia" };
        let inner = look_xml(house, look, hint);
        let inner = if inner.is_empty() { inner } else { format!("<w:rPr>{inner}</w:rPr>") };
        let space = if part.starts_with(' ') || part.ends_with(' ') || house == House::Libre {
            " xml:space=\"preserve\""
        } else {
            ""
        };
        let rsid = if house == House::Word && dice.one_in(2) {
            format!(" w:rsidRPr=\"00{:06X}\"", dice.below(0xff_ffff))
        } else {
            String::new()
        };
        xml.push_str(&format!("<w:r{rsid}>{inner}<w:t{space}>{}</w:t></w:r>", escape(&part)));
        match house {
            House::Word if dice.one_in(25) => {
                xml.push_str("<w:proofErr w:type=\"gramStart\"/><w:proofErr w:type=\"gramEnd\"/>");
            }
            House::Wps if dice.one_in(60) => {
                xml.push_str("<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>");
            }
            _ => {}
        }
    }
    xml
}

fn split(house: House, dice: &mut Dice, text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut ascii = None;
    for letter in text.chars() {
        let here = letter.is_ascii();
        let turn = ascii.is_some_and(|before| before != here);
        let cut = match house {
            House::Wps => turn && dice.one_in(2) || dice.one_in(90),
            House::Word => turn && dice.one_in(3) || dice.one_in(70),
            House::Libre => dice.one_in(200),
        };
        if cut && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        part.push(letter);
        ascii = Some(here);
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// The inside of `w:rPr`, in the order of the schema.
pub fn look_xml(house: House, look: &Look, hint: &str) -> String {
    let mut xml = String::new();
    let hint = if hint.is_empty() { String::new() } else { format!(" w:hint=\"{hint}\"") };
    if look.face.is_empty() {
        if house == House::Wps && !hint.is_empty() {
            xml.push_str(&format!("<w:rFonts{hint}/>"));
        }
    } else if look.face.starts_with('+') {
        // A theme's face: +heading, +text.
        let theme = if look.face == "+heading" { "major" } else { "minor" };
        xml.push_str(&format!(
            "<w:rFonts{hint} w:asciiTheme=\"{theme}HAnsi\" w:eastAsiaTheme=\"{theme}EastAsia\" \
             w:hAnsiTheme=\"{theme}HAnsi\"/>"
        ));
    } else if house == House::Libre {
        xml.push_str(&format!(
            "<w:rFonts w:ascii=\"Liberation Serif\" w:hAnsi=\"Liberation Serif\" w:eastAsia=\"{}\"/>",
            look.face
        ));
    } else {
        xml.push_str(&format!(
            "<w:rFonts{hint} w:ascii=\"{0}\" w:eastAsia=\"{0}\" w:hAnsi=\"{0}\" w:cs=\"{0}\"/>",
            look.face
        ));
    }
    if look.bold {
        xml.push_str("<w:b/><w:bCs/>");
    } else if look.light || house == House::Wps && look.size > 0 {
        xml.push_str("<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>");
    }
    if look.italic {
        xml.push_str("<w:i/>");
    }
    if look.hidden {
        xml.push_str("<w:vanish/>");
    }
    if !look.colour.is_empty() {
        xml.push_str(&format!("<w:color w:val=\"{}\"/>", look.colour));
    }
    if look.size > 0 {
        xml.push_str(&format!("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", look.size));
    }
    if !look.highlight.is_empty() {
        xml.push_str(&format!("<w:highlight w:val=\"{}\"/>", look.highlight));
    }
    if look.underlined {
        xml.push_str("<w:u w:val=\"single\"/>");
    }
    if look.dotted {
        xml.push_str("<w:em w:val=\"dot\"/>");
    }
    if house == House::Wps && !xml.is_empty() {
        xml.push_str("<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>");
    }
    xml
}
