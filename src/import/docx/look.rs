//! What direct formatting and styles say of letters and paragraphs.

use super::xml::Node;
use crate::import::document::Align;

/// The longest name that is kept (letters): names are handed on with every run.
const MAX_NAME: usize = 255;

/// A name, cut where no program writes so much.
pub fn short(name: &str) -> String {
    name.chars().take(MAX_NAME).collect()
}

/// The faces of the theme: for texts and for headings.
#[derive(Debug, Default, Clone)]
pub struct Theme {
    minor: Option<String>,
    major: Option<String>,
}

impl Theme {
    /// Reads a theme: the face for East Asia, or where it names none that for simplified Chinese.
    pub fn of(root: &Node) -> Self {
        let face = |name| {
            let fonts = root.at(&["a:themeElements", "a:fontScheme", name])?;
            let named = |node: &Node| node.get("typeface").filter(|face| !face.is_empty()).map(short);
            let hans = || fonts.nodes().find(|node| node.get("script") == Some("Hans")).and_then(named);
            fonts.child("a:ea").and_then(named).or_else(hans)
        };
        Self { minor: face("a:minorFont"), major: face("a:majorFont") }
    }

    fn face(&self, name: &str) -> Option<String> {
        if name.starts_with("major") { self.major.clone() } else { self.minor.clone() }
    }
}

/// What is said of letters; none where nothing is said.
#[derive(Debug, Default, Clone)]
pub struct Letters {
    /// The character style.
    pub style: Option<String>,
    /// The Chinese face.
    pub face: Option<String>,
    /// The face of Latin letters.
    pub latin: Option<String>,
    /// The size (pt).
    pub size: Option<f32>,
    /// Whether they are bold.
    pub bold: Option<bool>,
    /// Whether they are slanted.
    pub italic: Option<bool>,
    /// Whether they are hidden.
    pub hidden: Option<bool>,
    /// Whether they are struck through.
    pub struck: Option<bool>,
    /// Whether they are underlined.
    pub underlined: Option<bool>,
    /// Whether they have emphasis dots.
    pub dotted: Option<bool>,
    /// Whether they stand above the line.
    pub raised: Option<bool>,
    /// Their colour; black is the text's.
    pub colour: Option<[u8; 3]>,
}

impl Letters {
    /// What a `w:rPr` says.
    pub fn of(node: Option<&Node>, theme: &Theme) -> Self {
        let mut said = Self::default();
        for part in node.into_iter().flat_map(Node::nodes) {
            let on = Some(is_on(part));
            let drawn = Some(!matches!(part.val(), Some("none" | "nil")));
            match part.name.as_str() {
                "w:rStyle" => said.style = part.val().map(short),
                "w:rFonts" => {
                    let themed = part.get("w:eastAsiaTheme").and_then(|name| theme.face(name));
                    let named = |name| part.get(name).filter(|face| !face.is_empty()).map(short);
                    said.face = themed.or_else(|| named("w:eastAsia"));
                    said.latin = named("w:ascii").or_else(|| named("w:hAnsi"));
                }
                "w:sz" => said.size = number(part.val()).map(|size| size / 2.0),
                "w:b" => said.bold = on,
                "w:i" => said.italic = on,
                "w:vanish" => said.hidden = on,
                "w:strike" | "w:dstrike" => said.struck = Some(is_on(part) || said.struck == Some(true)),
                "w:u" => said.underlined = drawn,
                "w:em" => said.dotted = drawn,
                "w:vertAlign" => said.raised = Some(part.val() == Some("superscript")),
                "w:color" => said.colour = Some(part.val().and_then(colour).unwrap_or_default()),
                _ => {}
            }
        }
        said
    }

    /// The same where something else says nothing.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            style: self.style.clone().or_else(|| below.style.clone()),
            face: self.face.clone().or_else(|| below.face.clone()),
            latin: self.latin.clone().or_else(|| below.latin.clone()),
            size: self.size.or(below.size),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            hidden: self.hidden.or(below.hidden),
            struck: self.struck.or(below.struck),
            underlined: self.underlined.or(below.underlined),
            dotted: self.dotted.or(below.dotted),
            raised: self.raised.or(below.raised),
            colour: self.colour.or(below.colour),
        }
    }
}

/// The number of a paragraph, as its formatting has it.
#[derive(Debug, Default, Clone)]
pub struct Numbered {
    /// The list.
    pub list: Option<String>,
    /// The level in it.
    pub level: Option<u8>,
}

/// What is said of a paragraph; none where nothing is said.
#[derive(Debug, Default, Clone)]
pub struct Block {
    /// Its style.
    pub style: Option<String>,
    /// Its number.
    pub number: Numbered,
    /// Its level in the outline; 9 for text.
    pub outline: Option<u8>,
    /// How it is aligned.
    pub align: Option<Align>,
    /// How it is indented.
    pub indent: Indent,
    /// White above it (lines).
    pub before_lines: Option<f32>,
    /// White above it (pt).
    pub before: Option<f32>,
    /// Whether it has a frame or a ground.
    pub boxed: Option<bool>,
    /// Whether a page begins with it.
    pub new_page: Option<bool>,
}

/// Indents, each in 字 and in points; the first line's is negative where it hangs out.
#[derive(Debug, Default, Clone, Copy)]
pub struct Indent {
    first_chars: Option<f32>,
    first: Option<f32>,
    left_chars: Option<f32>,
    left: Option<f32>,
}

impl Block {
    /// What a `w:pPr` says.
    pub fn of(node: Option<&Node>) -> Self {
        let mut said = Self::default();
        for part in node.into_iter().flat_map(Node::nodes) {
            match part.name.as_str() {
                "w:pStyle" => said.style = part.val().map(short),
                "w:numPr" => {
                    said.number.list = part.child("w:numId").and_then(Node::val).map(short);
                    said.number.level =
                        part.child("w:ilvl").and_then(Node::val).and_then(|level| level.trim().parse().ok());
                }
                "w:outlineLvl" => said.outline = part.val().and_then(|level| level.trim().parse().ok()),
                "w:jc" => {
                    said.align = part.val().map(|align| match align {
                        "center" => Align::Centre,
                        "right" | "end" => Align::Right,
                        _ => Align::Left,
                    });
                }
                "w:ind" => said.indent = Indent::of(part),
                "w:spacing" => {
                    let own = part.get("w:beforeAutospacing").is_some_and(|value| !off(value));
                    said.before_lines = number(part.get("w:beforeLines")).map(|lines| lines / 100.0);
                    said.before = length(part.get("w:before"));
                    if own {
                        (said.before_lines, said.before) = (Some(0.0), Some(14.0));
                    }
                }
                "w:pBdr" => {
                    let sides = ["w:top", "w:left", "w:bottom", "w:right", "w:start", "w:end"];
                    let drawn =
                        sides.iter().filter_map(|side| part.child(side)).filter(|side| is_drawn(side));
                    // One line alone is a rule above or below.
                    said.boxed = Some(drawn.count() > 1 || said.boxed == Some(true));
                }
                "w:shd" => said.boxed = Some(is_ground(part) || said.boxed == Some(true)),
                // A frame of one dropped letter is none.
                "w:framePr" if part.get("w:dropCap").is_none_or(|drop| drop == "none") => {
                    said.boxed = Some(true);
                }
                "w:pageBreakBefore" => said.new_page = Some(is_on(part)),
                _ => {}
            }
        }
        said
    }

    /// The same where something else says nothing.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            style: self.style.clone().or_else(|| below.style.clone()),
            number: Numbered {
                list: self.number.list.clone().or_else(|| below.number.list.clone()),
                level: self.number.level.or(below.number.level),
            },
            outline: self.outline.or(below.outline),
            align: self.align.or(below.align),
            indent: self.indent.over(below.indent),
            before_lines: self.before_lines.or(below.before_lines),
            before: self.before.or(below.before),
            boxed: self.boxed.or(below.boxed),
            new_page: self.new_page.or(below.new_page),
        }
    }
}

impl Indent {
    fn of(part: &Node) -> Self {
        let any = |names: [&str; 2]| names.into_iter().find_map(|name| part.get(name));
        let chars = |names| number(any(names)).map(|chars| chars / 100.0);
        let hangs = |value: f32| -value;
        Self {
            first_chars: chars(["w:hangingChars"; 2])
                .filter(|chars| *chars != 0.0)
                .map(hangs)
                .or_else(|| chars(["w:firstLineChars"; 2])),
            first: length(part.get("w:hanging")).map(hangs).or_else(|| length(part.get("w:firstLine"))),
            left_chars: chars(["w:leftChars", "w:startChars"]),
            left: length(any(["w:left", "w:start"])),
        }
    }

    /// The same where something else says nothing. An indent that hangs takes the place of one that does not.
    pub fn over(self, below: Self) -> Self {
        let turned = self.first.is_some_and(|first| first * below.first_chars.unwrap_or_default() < 0.0);
        Self {
            first_chars: self.first_chars.or(below.first_chars.filter(|_| !turned)),
            first: self.first.or(below.first),
            left_chars: self.left_chars.or(below.left_chars),
            left: self.left.or(below.left),
        }
    }

    /// The first line's and the left indent, in 字 of a size.
    pub fn in_chars(self, size: f32) -> (f32, f32) {
        let size = if size > 0.0 { size } else { 10.5 };
        let chars = |chars: Option<f32>, points: Option<f32>| match chars {
            Some(chars) if chars != 0.0 => chars,
            _ => points.unwrap_or_default() / size,
        };
        (chars(self.first_chars, self.first), chars(self.left_chars, self.left))
    }
}

/// Whether a switch is on: it is where it says nothing else.
pub fn is_on(node: &Node) -> bool {
    !node.val().is_some_and(off)
}

fn off(value: &str) -> bool {
    matches!(value, "0" | "false" | "off")
}

/// Whether a border is drawn.
pub fn is_drawn(border: &Node) -> bool {
    !matches!(border.val(), None | Some("none" | "nil"))
}

/// Whether a ground can be seen.
fn is_ground(node: &Node) -> bool {
    let fill = node.get("w:fill").unwrap_or("auto");
    let pattern = !matches!(node.val(), None | Some("clear" | "nil"));
    pattern || !(fill == "auto" || fill.eq_ignore_ascii_case("ffffff"))
}

/// A finite number.
fn number(value: Option<&str>) -> Option<f32> {
    value?.trim().parse().ok().filter(|number: &f32| number.is_finite())
}

/// A length in points: in twentieths of a point, or with its unit.
fn length(value: Option<&str>) -> Option<f32> {
    let value = value?.trim();
    let unit = |unit: &str, points: f32| number(value.strip_suffix(unit)).map(|number| number * points);
    number(Some(value))
        .map(|twips| twips / 20.0)
        .or_else(|| unit("pt", 1.0))
        .or_else(|| unit("cm", 72.0 / 2.54))
        .or_else(|| unit("mm", 72.0 / 25.4))
        .or_else(|| unit("in", 72.0))
}

/// A colour that is written as six figures.
fn colour(value: &str) -> Option<[u8; 3]> {
    let number = u32::from_str_radix(value, 16).ok().filter(|_| value.len() == 6)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}
