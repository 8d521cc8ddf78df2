//! The content of pages and forms, rewritten for PDF/X: colours in inks, overprint.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::icc::PressProfile;
use crate::message::Message;
use crate::say;

/// Black text smaller than this overprints (pt).
const OVERPRINT_TEXT: f32 = 12.0;
/// Black lines thinner than this overprint (pt).
const OVERPRINT_LINE: f32 = 2.0;
/// The name of the graphics state for overprint, which no other resource has.
const OVERPRINT: &str = "BanmianOverprint";

/// Rewrites the content of pages and forms: transparent colours, which came as RGB, in inks, and overprint for small
/// black text and thin black lines.
///
/// # Errors
/// When a page's content cannot be read; a fault of the program.
pub fn rewrite(document: &mut Document, pages: &[ObjectId], press: &PressProfile) -> Result<(), Message> {
    let state = document.add_object(dictionary! {
        "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1,
    });
    let mut streams = Vec::new();
    for &page in pages {
        for content in document.get_page_contents(page) {
            streams.push((content, page));
        }
    }
    let forms: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| {
            object.as_stream().is_ok_and(|stream| {
                stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form")
            })
        })
        .map(|(id, _)| *id)
        .collect();
    streams.extend(forms.into_iter().map(|form| (form, form)));
    let mut owners = Vec::new();
    let mut transparent = false;
    for (stream, owner) in streams {
        let content = match document.get_object(stream).and_then(Object::as_stream) {
            Ok(stream) => {
                let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                Content::decode(&bytes).map_err(|error| say!("pdf.content", words = error.to_string()))?
            }
            Err(_) => continue,
        };
        let (operations, in_rgb) = in_inks(content.operations, press);
        transparent |= in_rgb;
        let operations = match overprint(&operations) {
            Some(operations) => operations,
            None if in_rgb => operations,
            None => continue,
        };
        let bytes =
            Content { operations }.encode().map_err(|error| say!("pdf", words = error.to_string()))?;
        if let Ok(stream) = document.get_object_mut(stream).and_then(Object::as_stream_mut) {
            stream.set_plain_content(bytes);
            stream.compress().map_err(|error| say!("pdf", words = error.to_string()))?;
        }
        owners.push(owner);
    }
    owners.sort_unstable();
    owners.dedup();
    for owner in owners {
        add_state(document, owner, state)?;
    }
    if transparent {
        drop_profiles(document);
        blend_in_inks(document, pages)?;
    }
    Ok(())
}

/// Says that what is transparent on pages is mixed in inks.
///
/// # Errors
/// When a page is none; a fault of the program.
pub fn blend_in_inks(document: &mut Document, pages: &[ObjectId]) -> Result<(), Message> {
    let group = dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" };
    for &page in pages {
        let page =
            document.get_dictionary_mut(page).map_err(|error| say!("pdf", words = error.to_string()))?;
        page.set("Group", Object::Dictionary(group.clone()));
    }
    Ok(())
}

/// Colours that are set as `/space cs r g b scn`, or as one grey, in inks. Says whether there were any.
fn in_inks(operations: Vec<Operation>, press: &PressProfile) -> (Vec<Operation>, bool) {
    let mut out: Vec<Operation> = Vec::with_capacity(operations.len());
    let mut found = false;
    for operation in operations {
        let stroke = match operation.operator.as_str() {
            "scn" | "sc" => false,
            "SCN" | "SC" => true,
            _ => {
                out.push(operation);
                continue;
            }
        };
        let values: Vec<f64> =
            operation.operands.iter().filter_map(|value| Some(f64::from(value.as_float().ok()?))).collect();
        let space = if stroke { "CS" } else { "cs" };
        let named = operation.operands.iter().any(|value| value.as_name().is_ok());
        let follows = out.last().is_some_and(|last| last.operator == space);
        // What has not three numbers is a spot ink or a pattern.
        let &[r, g, b] = values.as_slice() else {
            out.push(operation);
            continue;
        };
        if named || !follows {
            out.push(operation);
            continue;
        }
        out.pop();
        let inks = press.inks_of_srgb([r, g, b]);
        #[expect(clippy::cast_possible_truncation, reason = "inks are from 0 to 1")]
        let operands = inks.map(|ink| Object::Real(ink as f32)).to_vec();
        out.push(Operation::new(if stroke { "K" } else { "k" }, operands));
        found = true;
    }
    (out, found)
}

/// Takes the RGB spaces, which nothing uses any more, out of all resources.
fn drop_profiles(document: &mut Document) {
    let is_rgb = |object: &Object, document: &Document| {
        let array = match object {
            Object::Reference(id) => document.get_object(*id).and_then(Object::as_array).ok(),
            other => other.as_array().ok(),
        };
        array.and_then(|array| array.first()).and_then(|name| name.as_name().ok()) == Some(b"ICCBased")
    };
    let clean = |spaces: &Dictionary, document: &Document| -> Dictionary {
        spaces
            .iter()
            .filter(|(_, value)| !is_rgb(value, document))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
    for id in ids {
        let Ok(object) = document.get_object(id).cloned() else { continue };
        let dict = match &object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        // Resources stand in the page or by themselves.
        let inner = dict.get(b"Resources").and_then(Object::as_dict).ok();
        let changed = [(inner, true), (Some(dict), false)].into_iter().find_map(|(resources, nested)| {
            let resources = resources?;
            let spaces = match resources.get(b"ColorSpace").ok()? {
                Object::Dictionary(spaces) => spaces.clone(),
                Object::Reference(id) => document.get_dictionary(*id).ok()?.clone(),
                _ => return None,
            };
            let mut resources = resources.clone();
            resources.set("ColorSpace", Object::Dictionary(clean(&spaces, document)));
            Some((resources, nested))
        });
        let Some((resources, nested)) = changed else { continue };
        match document.get_object_mut(id) {
            Ok(Object::Dictionary(dict)) if nested => dict.set("Resources", Object::Dictionary(resources)),
            Ok(Object::Stream(stream)) if nested => {
                stream.dict.set("Resources", Object::Dictionary(resources));
            }
            Ok(Object::Dictionary(dict)) => *dict = resources,
            _ => {}
        }
    }
}

/// Adds the graphics state to the resources of a page or form.
fn add_state(document: &mut Document, owner: ObjectId, state: ObjectId) -> Result<(), Message> {
    let entry = |dict: &Dictionary, key: &[u8], document: &Document| -> Dictionary {
        match dict.get(key) {
            Ok(Object::Reference(id)) => document.get_dictionary(*id).cloned().unwrap_or_default(),
            Ok(Object::Dictionary(dict)) => dict.clone(),
            _ => Dictionary::new(),
        }
    };
    let of = match document.get_object(owner) {
        Ok(Object::Dictionary(dict)) => dict.clone(),
        Ok(Object::Stream(stream)) => stream.dict.clone(),
        _ => return Err(say!("pdf.no-dictionary")),
    };
    let mut resources = entry(&of, b"Resources", document);
    let mut states = entry(&resources, b"ExtGState", document);
    states.set(OVERPRINT, Object::Reference(state));
    resources.set("ExtGState", Object::Dictionary(states));
    match document.get_object_mut(owner) {
        Ok(Object::Dictionary(dict)) => dict.set("Resources", Object::Dictionary(resources)),
        Ok(Object::Stream(stream)) => stream.dict.set("Resources", Object::Dictionary(resources)),
        _ => {}
    }
    Ok(())
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
fn overprint(operations: &[Operation]) -> Option<Vec<Operation>> {
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
