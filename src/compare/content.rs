//! The content of a page: where its letters and pictures stand.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::objects::{inherited, inner, resolved};
use super::page::{Contents, Letter, Measures, Picture};
use super::unicode::Unicode;
use crate::press::pdfx::{CONTENT, PHOTO};
use crate::typeset::area::Area;

/// Forms in forms in forms: more than any page has.
const MAX_DEPTH: usize = 12;

/// A matrix as PDF writes it.
type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
fn then(one: Matrix, other: Matrix) -> Matrix {
    let x = |at: usize| one[at] * other[0] + one[at + 1] * other[2];
    let y = |at: usize| one[at] * other[1] + one[at + 1] * other[3];
    [x(0), y(0), x(2), y(2), x(4) + other[4], y(4) + other[5]]
}

/// A matrix that only moves.
fn moving(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

fn at(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
}

/// A font: what its codes stand for and how wide they are.
struct Font {
    unicode: Unicode,
    /// Whether a code has two bytes.
    is_wide: bool,
    /// In thousandths of the size.
    widths: HashMap<u32, f64>,
    default: f64,
}

/// The state of text and graphics.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Vec<u8>>,
    size: f64,
    /// Between letters, between words, above the line (pt), and the width (share).
    apart: f64,
    words: f64,
    rise: f64,
    width: f64,
    leading: f64,
}

/// Where text is being set.
struct Writing {
    /// The beginning of the line.
    line: Matrix,
    /// Where the next letter stands.
    text: Matrix,
    /// How many marked stretches this one lies in.
    marked: usize,
    /// What a marked stretch says instead of its letters, once; and how deep it is.
    instead: Option<(usize, Option<String>)>,
}

impl Default for Writing {
    fn default() -> Self {
        Self { line: IDENTITY, text: IDENTITY, marked: 0, instead: None }
    }
}

impl Writing {
    fn begin(&mut self, line: Matrix) {
        (self.line, self.text) = (line, line);
    }

    fn step(&mut self, by: f64) {
        self.text = then(moving(by, 0.0), self.text);
    }

    fn mark(&mut self, instead: Option<String>) {
        self.marked += 1;
        if let (None, Some(said)) = (&self.instead, instead) {
            self.instead = Some((self.marked, Some(said)));
        }
    }

    fn unmark(&mut self) {
        if self.instead.as_ref().is_some_and(|(depth, _)| *depth == self.marked) {
            self.instead = None;
        }
        self.marked = self.marked.saturating_sub(1);
    }
}

struct Reader<'a, 'f> {
    document: &'a Document,
    page: usize,
    /// The trim's left and top.
    corner: (f64, f64),
    /// What lies outside is the printer's: marks and slug.
    bleed: Area,
    contents: &'f mut Contents,
    room: &'f mut usize,
}

/// Reads a page. `room` is how many bytes may be unpacked yet.
pub fn read(
    document: &Document,
    id: ObjectId,
    (page, measures): (usize, Measures),
    room: &mut usize,
    contents: &mut Contents,
) -> Option<()> {
    let corner = (measures.trim[0], measures.trim[3]);
    let [left, bottom, right, top] = measures.bleed;
    let bleed = Area {
        left: left - corner.0,
        top: corner.1 - top,
        right: right - corner.0,
        bottom: corner.1 - bottom,
    };
    let resources = inherited(document, id, b"Resources");
    let empty = Dictionary::new();
    let resources = resources.as_ref().and_then(|object| object.as_dict().ok()).unwrap_or(&empty);
    let mut bytes = Vec::new();
    for content in document.get_page_contents(id) {
        let stream = document.get_object(content).ok()?.as_stream().ok()?;
        bytes.extend(unpacked(stream, room)?);
        bytes.push(b'\n');
    }
    let mut reader = Reader { document, page, corner, bleed, contents, room };
    reader.content(&bytes, resources, IDENTITY, 0)
}

/// A stream's bytes; nothing where they would be too many.
fn unpacked(stream: &Stream, room: &mut usize) -> Option<Vec<u8>> {
    let bytes = if stream.dict.has(b"Filter") {
        stream.decompressed_content_with_limit(*room).ok()?
    } else {
        stream.content.clone()
    };
    *room = room.checked_sub(bytes.len())?;
    Some(bytes)
}

impl Reader<'_, '_> {
    fn content(&mut self, bytes: &[u8], resources: &Dictionary, matrix: Matrix, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        let document = self.document;
        let content = Content::decode(bytes).ok()?;
        let mut fonts: HashMap<Vec<u8>, Font> = HashMap::new();
        let mut state = State {
            matrix,
            font: None,
            size: 0.0,
            apart: 0.0,
            words: 0.0,
            rise: 0.0,
            width: 1.0,
            leading: 0.0,
        };
        let mut stack = Vec::new();
        let mut writing = Writing::default();
        for operation in &content.operations {
            let operands = &operation.operands;
            let number = |index: usize| {
                operands.get(index).and_then(|value| value.as_float().ok()).map_or(0.0, f64::from)
            };
            let six = || std::array::from_fn(number);
            match operation.operator.as_str() {
                "q" => stack.push(state.clone()),
                "Q" => state = stack.pop().unwrap_or(state),
                "cm" => state.matrix = then(six(), state.matrix),
                "BT" => writing.begin(IDENTITY),
                "Tf" => {
                    let name = operands.first()?.as_name().ok()?.to_vec();
                    if !fonts.contains_key(&name) {
                        fonts.insert(name.clone(), font(document, resources, &name, self.room)?);
                    }
                    state.font = Some(name);
                    state.size = number(1);
                }
                "Tc" => state.apart = number(0),
                "Tw" => state.words = number(0),
                "Tz" => state.width = number(0) / 100.0,
                "Ts" => state.rise = number(0),
                "TL" => state.leading = number(0),
                "Td" => writing.begin(then(moving(number(0), number(1)), writing.line)),
                "TD" => {
                    state.leading = -number(1);
                    writing.begin(then(moving(number(0), number(1)), writing.line));
                }
                "Tm" => writing.begin(six()),
                "T*" => writing.begin(then(moving(0.0, -state.leading), writing.line)),
                show @ ("Tj" | "TJ" | "'" | "\"") => {
                    if show == "\"" {
                        (state.words, state.apart) = (number(0), number(1));
                    }
                    if ["'", "\""].contains(&show) {
                        writing.begin(then(moving(0.0, -state.leading), writing.line));
                    }
                    let parts = match operands.last() {
                        Some(Object::Array(parts)) => parts.as_slice(),
                        Some(said) => std::slice::from_ref(said),
                        None => &[],
                    };
                    if let Some(font) = state.font.as_ref().and_then(|name| fonts.get(name)) {
                        self.show(parts, font, &state, &mut writing);
                    }
                }
                "BDC" | "BMC" => {
                    writing.mark(operands.get(1).and_then(|dict| actual_text(document, dict)));
                }
                "EMC" => writing.unmark(),
                "Do" => self.object(operands.first()?, resources, state.matrix, depth)?,
                _ => {}
            }
        }
        Some(())
    }

    /// A picture, or a form with content of its own.
    fn object(&mut self, name: &Object, resources: &Dictionary, matrix: Matrix, depth: usize) -> Option<()> {
        let document = self.document;
        let objects = inner(document, resources, b"XObject");
        let object = objects.and_then(|all| all.get(name.as_name().ok()?).ok());
        let Some(Object::Stream(stream)) = object.and_then(|object| resolved(document, object)) else {
            return Some(());
        };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.picture(stream, matrix),
            Ok(b"Form") => {
                let own = form_matrix(&stream.dict);
                let bytes = unpacked(stream, self.room)?;
                let inside = inner(document, &stream.dict, b"Resources").unwrap_or(resources).clone();
                self.content(&bytes, &inside, then(own, matrix), depth + 1)?;
            }
            _ => {}
        }
        Some(())
    }

    /// Strings, and steps between them.
    fn show(&mut self, parts: &[Object], font: &Font, state: &State, writing: &mut Writing) {
        for part in parts {
            if let Object::String(said, _) = part {
                self.letters(said, font, state, writing);
            } else {
                let by = part.as_float().map_or(0.0, f64::from);
                writing.step(-by / 1000.0 * state.size * state.width);
            }
        }
    }

    /// The letters of a string, and where the next one stands.
    fn letters(&mut self, said: &[u8], font: &Font, state: &State, writing: &mut Writing) {
        for code in said.chunks(if font.is_wide { 2 } else { 1 }) {
            let number = code.iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte));
            let width = font.widths.get(&number).copied().unwrap_or(font.default) / 1000.0 * state.size;
            let letter = match &mut writing.instead {
                Some((_, said)) => said.take().unwrap_or_default(),
                None => font.unicode.text(number).unwrap_or_default().to_owned(),
            };
            let space = if !font.is_wide && number == 32 { state.words } else { 0.0 };
            let matrix = then(moving(0.0, state.rise), then(writing.text, state.matrix));
            // A letter's square: from a little below the baseline to where Chinese characters end.
            let area = self.area(matrix, [0.0, -0.12 * state.size, width * state.width, 0.88 * state.size]);
            if !letter.trim().is_empty() && self.is_inside(&area) {
                self.contents.letters.push(Letter { text: letter, page: self.page, area });
            }
            writing.step((width + state.apart + space) * state.width);
        }
    }

    fn picture(&mut self, stream: &Stream, matrix: Matrix) {
        let area = self.area(matrix, [0.0, 0.0, 1.0, 1.0]);
        if !self.is_inside(&area) {
            return;
        }
        let said = |key: &[u8]| stream.dict.get(key).and_then(Object::as_str).ok();
        let name = said(PHOTO.as_bytes()).and_then(|name| String::from_utf8(name.to_vec()).ok());
        let photo = name.zip(said(CONTENT.as_bytes()).map(<[u8]>::to_vec));
        self.contents.pictures.push(Picture {
            page: self.page,
            area,
            pixels: typst_utils::hash128(&stream.content),
            photo,
        });
    }

    /// The upright rectangle round a rectangle under a matrix, on the trimmed page.
    fn area(&self, matrix: Matrix, [left, bottom, right, top]: [f64; 4]) -> Area {
        let corners = [(left, bottom), (right, bottom), (left, top), (right, top)];
        let corners = corners.map(|(x, y)| at(matrix, x, y));
        let of = |fold: fn(f64, f64) -> f64, side: fn(&(f64, f64)) -> f64| {
            corners.iter().map(side).reduce(fold).unwrap_or_default()
        };
        Area {
            left: of(f64::min, |corner| corner.0) - self.corner.0,
            right: of(f64::max, |corner| corner.0) - self.corner.0,
            top: self.corner.1 - of(f64::max, |corner| corner.1),
            bottom: self.corner.1 - of(f64::min, |corner| corner.1),
        }
    }

    /// Whether any of it lies on the page with its bleed.
    fn is_inside(&self, area: &Area) -> bool {
        area.left < self.bleed.right
            && area.right > self.bleed.left
            && area.top < self.bleed.bottom
            && area.bottom > self.bleed.top
    }
}

fn form_matrix(dict: &Dictionary) -> Matrix {
    let values = dict.get(b"Matrix").and_then(Object::as_array).ok();
    let values: Vec<f64> =
        values.into_iter().flatten().filter_map(|value| Some(f64::from(value.as_float().ok()?))).collect();
    values.try_into().unwrap_or(IDENTITY)
}

fn actual_text(document: &Document, properties: &Object) -> Option<String> {
    let said = resolved(document, properties)?.as_dict().ok()?.get(b"ActualText").ok()?;
    lopdf::decode_text_string(said).ok()
}

/// A font of the resources.
fn font(document: &Document, resources: &Dictionary, name: &[u8], room: &mut usize) -> Option<Font> {
    let fonts = inner(document, resources, b"Font")?;
    let id = fonts.get(name).ok()?.as_reference().ok()?;
    let dict = document.get_dictionary(id).ok()?;
    let codes = dict.get(b"ToUnicode").ok().and_then(|codes| resolved(document, codes)?.as_stream().ok());
    let codes = codes.and_then(|codes| unpacked(codes, room));
    let unicode = codes.map(|codes| Unicode::read(&codes)).unwrap_or_default();
    let mut font = Font { unicode, is_wide: false, widths: HashMap::new(), default: 0.0 };
    let number =
        |object: &Object| resolved(document, object).and_then(|value| value.as_float().ok()).map(f64::from);
    let Some(below) = dict.get(b"DescendantFonts").ok().and_then(|list| resolved(document, list)) else {
        let first = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
        let widths = dict.get(b"Widths").ok().and_then(|list| resolved(document, list)?.as_array().ok());
        for (code, width) in (u32::try_from(first).unwrap_or(0)..).zip(widths.into_iter().flatten()) {
            font.widths.extend(number(width).map(|width| (code, width)));
        }
        return Some(font);
    };
    font.is_wide = true;
    let below = resolved(document, below.as_array().ok()?.first()?)?.as_dict().ok()?;
    font.default = below.get(b"DW").ok().and_then(number).unwrap_or(1000.0);
    // Runs of widths: `first [width …]`, or `first last width`.
    let runs = below.get(b"W").ok().and_then(|list| resolved(document, list)?.as_array().ok());
    let mut entries = runs.into_iter().flatten();
    while let Some(first) = entries.next() {
        let first = u32::try_from(resolved(document, first)?.as_i64().ok()?).ok()?;
        match resolved(document, entries.next()?)? {
            Object::Array(widths) => {
                for (code, width) in (first..).zip(widths) {
                    font.widths.extend(number(width).map(|width| (code, width)));
                }
            }
            last => {
                let last = u32::try_from(last.as_i64().ok()?).ok()?;
                let width = number(entries.next()?)?;
                // A font has 65,536 codes.
                font.widths.extend((first..=last.min(0xFFFF)).map(|code| (code, width)));
            }
        }
    }
    Some(font)
}
