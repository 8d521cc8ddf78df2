//! The content of pages, forms and patterns for PDF/X: colours in inks, overprint.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, dictionary};

use super::icc::PressProfile;
use super::spaces::{Space, Use};
use crate::message::Message;
use crate::say;

/// Black text smaller than this overprints (pt).
pub(super) const OVERPRINT_TEXT: f32 = 12.0;
/// Black lines thinner than this overprint (pt).
pub(super) const OVERPRINT_LINE: f32 = 2.0;
/// The name of the graphics state for overprint, which no other resource has.
const OVERPRINT: &str = "BanmianOverprint";

/// What content can name, and what its colours come to.
pub(super) struct Colours<'a> {
    document: &'a Document,
    press: &'a PressProfile,
    /// The colour spaces that it can name.
    named: Dictionary,
    purpose: Use,
    /// The most ink of a colour, 0 to 4.
    pub most_ink: f64,
    /// The names of plates beside the four.
    pub plates: Vec<String>,
    known: HashMap<Vec<u8>, Rc<Space>>,
}

impl<'a> Colours<'a> {
    pub(super) fn new(
        document: &'a Document,
        press: &'a PressProfile,
        named: Dictionary,
        purpose: Use,
    ) -> Self {
        Self { document, press, named, purpose, most_ink: 0.0, plates: Vec::new(), known: HashMap::new() }
    }

    /// A space by its name, which is read once.
    fn space(&mut self, object: &Object) -> Result<Rc<Space>, Message> {
        let name = object.as_name().ok();
        if let Some(space) = name.and_then(|name| self.known.get(name)) {
            return Ok(space.clone());
        }
        let space = Rc::new(Space::read(self.document, object, &self.named, self.press)?);
        if let Space::Plates(names) = &*space {
            self.plates.extend(names.iter().cloned());
        }
        if let Some(name) = name {
            self.known.insert(name.to_vec(), space.clone());
        }
        Ok(space)
    }

    /// The operation that sets a colour.
    fn set(&mut self, space: &Space, values: &[f64], stroke: bool) -> Option<Operation> {
        let values = space.values(self.press, self.purpose, values)?;
        let operators = match self.purpose {
            Use::Inks => {
                self.most_ink = self.most_ink.max(values.iter().sum());
                ["k", "K"]
            }
            Use::Light => ["g", "G"],
        };
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        let operands = values.into_iter().map(|value| Object::Real(value as f32)).collect();
        Some(Operation::new(operators[usize::from(stroke)], operands))
    }

    /// Content with its colours in inks, or as they are light; whether anything is changed.
    ///
    /// # Errors
    /// A colour whose inks are not known.
    pub(super) fn changed(&mut self, operations: Vec<Operation>) -> Result<(Vec<Operation>, bool), Message> {
        let plain =
            [b"DeviceGray".as_slice(), b"DeviceRGB", b"DeviceCMYK"].map(|name| Object::Name(name.to_vec()));
        let mut spaces = [self.space(&plain[0])?, self.space(&plain[0])?];
        let mut stack = Vec::new();
        let mut out = Vec::with_capacity(operations.len());
        let mut changed = false;
        // Where the colour was set that a space begins with: one that follows at once takes its place.
        let mut first = None;
        for operation in operations {
            let name = operation.operator.as_str();
            let stroke = name.starts_with(|letter: char| letter.is_ascii_uppercase());
            let values: Vec<f64> = operation
                .operands
                .iter()
                .filter_map(|value| Some(f64::from(value.as_float().ok()?)))
                .collect();
            let new = match name {
                "q" => {
                    stack.push(spaces.clone());
                    None
                }
                "Q" => {
                    spaces = stack.pop().unwrap_or(spaces);
                    None
                }
                "g" | "G" | "rg" | "RG" | "k" | "K" => {
                    let index = ["g", "rg", "k"].iter().position(|plain| name.eq_ignore_ascii_case(plain));
                    let space = self.space(&plain[index.unwrap_or(0)])?;
                    spaces[usize::from(stroke)] = space.clone();
                    let stays = match self.purpose {
                        Use::Inks => matches!(*space, Space::Inks),
                        Use::Light => matches!(*space, Space::Grey),
                    };
                    if stays {
                        self.most_ink = self.most_ink.max(values.iter().sum());
                        None
                    } else {
                        Some(self.set(&space, &values, stroke).ok_or_else(unknown)?)
                    }
                }
                "cs" | "CS" => {
                    let space = self.space(operation.operands.first().ok_or_else(unknown)?)?;
                    spaces[usize::from(stroke)] = space.clone();
                    match &*space {
                        Space::Plates(_) | Space::Pattern(_) if self.purpose == Use::Inks => None,
                        Space::Pattern(_) => None,
                        Space::Plates(_) => return Err(unknown()),
                        // A space that is chosen begins with black.
                        _ => {
                            first = Some((out.len(), stroke));
                            Some(self.set(&Space::Grey, &[0.0], stroke).ok_or_else(unknown)?)
                        }
                    }
                }
                "sc" | "scn" | "SC" | "SCN" => match &*spaces[usize::from(stroke)].clone() {
                    Space::Plates(_) | Space::Pattern(None) => None,
                    Space::Pattern(Some(base)) if base.is_ink() || values.is_empty() => None,
                    Space::Pattern(_) => return Err(unknown()),
                    space => {
                        if first.is_some_and(|(at, other)| at + 1 == out.len() && other == stroke) {
                            out.pop();
                        }
                        Some(self.set(space, &values, stroke).ok_or_else(unknown)?)
                    }
                },
                "BI" => {
                    self.inline(&operation)?;
                    None
                }
                _ => None,
            };
            changed |= new.is_some();
            out.push(new.unwrap_or(operation));
        }
        Ok((out, changed))
    }

    /// A picture within content, which stays as it is.
    fn inline(&mut self, operation: &Operation) -> Result<(), Message> {
        let Some(Object::Stream(picture)) = operation.operands.first() else { return Ok(()) };
        let entry =
            |long: &[u8], short: &[u8]| picture.dict.get(long).or_else(|_| picture.dict.get(short)).ok();
        if entry(b"ImageMask", b"IM").is_some_and(|mask| mask.as_bool().unwrap_or(false)) {
            return Ok(());
        }
        let space = self.space(entry(b"ColorSpace", b"CS").ok_or_else(unknown)?)?;
        if space.stays(self.purpose) { Ok(()) } else { Err(say!("artwork.inline")) }
    }
}

fn unknown() -> Message {
    say!("artwork.space")
}

/// The name of a resource that is the state for overprint.
pub(super) fn overprint_state() -> (&'static str, Dictionary) {
    (OVERPRINT, dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 })
}

/// The operators that end a path.
const PAINTS: [&str; 10] = ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"];

/// What of the graphics state decides whether something overprints.
#[derive(Clone, Copy)]
struct State {
    black_fill: bool,
    black_stroke: bool,
    width: f32,
    scale: f32,
}

/// Content with overprint set before small black text and thin black lines; `None` when there is none. Each run of
/// text and each line stands in a `q … Q` of its own, which ends the overprint.
pub(super) fn overprint(operations: &[Operation]) -> Option<Vec<Operation>> {
    let mut out = Vec::with_capacity(operations.len() + operations.len() / 8);
    let mut state = State { black_fill: false, black_stroke: false, width: 1.0, scale: 1.0 };
    let mut stack = Vec::new();
    let (mut changed, mut in_path) = (false, false);
    let black = |operation: &Operation| {
        let inks: Vec<f32> = operation.operands.iter().filter_map(|value| value.as_float().ok()).collect();
        matches!(inks.as_slice(), [c, m, y, k] if *c == 0.0 && *m == 0.0 && *y == 0.0 && *k > 0.999)
    };
    let set = || Operation::new("gs", vec![Object::Name(OVERPRINT.into())]);
    for (index, operation) in operations.iter().enumerate() {
        match operation.operator.as_str() {
            "q" => stack.push(state),
            "Q" => state = stack.pop().unwrap_or(state),
            "k" => state.black_fill = black(operation),
            "K" => state.black_stroke = black(operation),
            "g" | "rg" | "sc" | "scn" => state.black_fill = false,
            "G" | "RG" | "SC" | "SCN" => state.black_stroke = false,
            "cm" => {
                let m: Vec<f32> =
                    operation.operands.iter().filter_map(|value| value.as_float().ok()).collect();
                if let &[a, b, c, d, ..] = m.as_slice() {
                    state.scale *= (a * d - b * c).abs().sqrt();
                }
            }
            "w" => {
                state.width =
                    operation.operands.first().and_then(|value| value.as_float().ok()).unwrap_or(1.0);
            }
            // Within a path the graphics state cannot change.
            "m" | "re" if !in_path => {
                in_path = true;
                let painted =
                    operations[index..].iter().find(|next| PAINTS.contains(&next.operator.as_str()));
                let stroked = painted.is_some_and(|paint| ["S", "s"].contains(&paint.operator.as_str()));
                let thin = state.width * state.scale < OVERPRINT_LINE;
                if stroked && state.black_stroke && thin && !stack.is_empty() {
                    out.push(set());
                    changed = true;
                }
            }
            paint if PAINTS.contains(&paint) => in_path = false,
            "BT" if state.black_fill && !stack.is_empty() => {
                let size = operations[index..]
                    .iter()
                    .take_while(|operation| operation.operator != "ET")
                    .filter(|operation| operation.operator == "Tf")
                    .filter_map(|operation| operation.operands.get(1)?.as_float().ok())
                    .fold(0.0, f32::max);
                if size > 0.0 && size * state.scale < OVERPRINT_TEXT {
                    out.push(set());
                    changed = true;
                }
            }
            _ => {}
        }
        out.push(operation.clone());
    }
    changed.then_some(out)
}
