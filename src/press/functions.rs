//! The functions of a PDF, which say what colour is where in a gradient: read, and written anew in inks.

use std::sync::Arc;

use hayro_interpret::Function;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Object as Parsed, ObjectIdentifier};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::ramp::Ramp;

/// A function that is written anew has so many values.
const VALUES: u16 = 33;
/// Functions may stand within functions so deep.
const DEPTH: usize = 8;

/// The object behind a reference.
pub(super) fn behind<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

/// A dictionary, that of a stream too.
pub(super) fn dict_of(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The numbers of an array.
pub(super) fn numbers(document: &Document, object: Option<&Object>) -> Vec<f32> {
    let items = object.and_then(|object| behind(document, object).as_array().ok());
    items.into_iter().flatten().filter_map(|item| behind(document, item).as_float().ok()).collect()
}

/// What a function gives: of several with one value each, these side by side.
pub(super) struct Reading(Vec<Function>);

impl Reading {
    /// Reads a function, or an array of functions.
    pub(super) fn of(document: &Document, object: &Object) -> Option<Self> {
        match behind(document, object) {
            Object::Array(items) => {
                items.iter().map(|item| read(document, item)).collect::<Option<Vec<_>>>().map(Self)
            }
            _ => Some(Self(vec![read(document, object)?])),
        }
    }

    /// The values at a place.
    pub(super) fn at(&self, place: &[f32]) -> Option<Vec<f64>> {
        let mut values = Vec::new();
        for function in &self.0 {
            values.extend(function.eval(place.iter().copied().collect())?.into_iter().map(f64::from));
        }
        Some(values)
    }
}

/// Reads one function with a library for it, which wants a file.
fn read(document: &Document, object: &Object) -> Option<Function> {
    let mut small = Document::with_version("1.7");
    let function = small.add_object(whole(document, object, DEPTH)?);
    let pages =
        small.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let catalog = small.add_object(dictionary! { "Type" => "Catalog", "Pages" => Object::Reference(pages) });
    small.trailer.set("Root", Object::Reference(catalog));
    let mut bytes = Vec::new();
    small.save_to(&mut bytes).ok()?;
    let pdf = Pdf::new(Arc::new(bytes)).ok()?;
    let id = ObjectIdentifier::new(i32::try_from(function.0).ok()?, i32::from(function.1));
    Function::new(&pdf.xref().get::<Parsed>(id)?)
}

/// An object with all that it refers to within itself. Streams within it cannot be.
fn whole(document: &Document, object: &Object, depth: usize) -> Option<Object> {
    let depth = depth.checked_sub(1)?;
    let inside = |dict: &Dictionary| {
        dict.iter()
            .map(|(key, value)| Some((key.clone(), whole(document, value, depth)?)))
            .collect::<Option<Dictionary>>()
    };
    Some(match behind(document, object) {
        Object::Array(items) => {
            Object::Array(items.iter().map(|item| whole(document, item, depth)).collect::<Option<_>>()?)
        }
        Object::Dictionary(dict) => Object::Dictionary(inside(dict)?),
        Object::Stream(stream) if depth + 1 == DEPTH => {
            Object::Stream(Stream { dict: inside(&stream.dict)?, ..stream.clone() })
        }
        Object::Stream(_) | Object::Reference(_) => return None,
        other => other.clone(),
    })
}

/// A function of one number with its values in other colours: hard steps stay hard.
pub(super) fn anew(
    document: &mut Document,
    object: &Object,
    to: &dyn Fn(&[f64]) -> Option<Vec<f64>>,
    depth: usize,
) -> Option<Object> {
    let found = behind(document, object).clone();
    if let Some(dict) = dict_of(&found)
        && dict.get(b"FunctionType").and_then(Object::as_i64).ok() == Some(3)
    {
        let parts = behind(document, dict.get(b"Functions").ok()?).as_array().ok()?.clone();
        let deeper = depth.checked_sub(1)?;
        let parts = parts.iter().map(|part| anew(document, part, to, deeper)).collect::<Option<Vec<_>>>()?;
        let mut dict = dict.clone();
        dict.remove(b"Range");
        dict.set("Functions", parts);
        return Some(Object::Dictionary(dict));
    }
    let reading = Reading::of(document, &found)?;
    let first = match &found {
        Object::Array(items) => behind(document, items.first()?).clone(),
        other => other.clone(),
    };
    let domain = numbers(document, dict_of(&first)?.get(b"Domain").ok());
    let &[from, to_end] = domain.as_slice() else { return None };
    let mut values = Vec::new();
    for step in 0..VALUES {
        let at = from + (to_end - from) * f32::from(step) / f32::from(VALUES - 1);
        values.push(to(&reading.at(&[at])?)?);
    }
    Some(Object::Reference(document.add_object(sampled(&domain, &[VALUES], &values))))
}

/// A function by its values, from 0 to 1, at even distances.
pub(super) fn sampled(domain: &[f32], size: &[u16], values: &[Vec<f64>]) -> Stream {
    let outputs = values.first().map_or(0, Vec::len);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 65535")]
    let word = |value: &f64| ((value.clamp(0.0, 1.0) * 65535.0).round() as u16).to_be_bytes();
    let data: Vec<u8> = values.iter().flatten().flat_map(word).collect();
    smaller(Stream::new(
        dictionary! {
            "FunctionType" => 0,
            "Domain" => domain.iter().map(|value| Object::Real(*value)).collect::<Vec<_>>(),
            "Range" => unit(outputs),
            "Size" => size.iter().map(|size| Object::Integer(i64::from(*size))).collect::<Vec<_>>(),
            "BitsPerSample" => 16,
        },
        data,
    ))
}

#[expect(clippy::cast_possible_truncation, reason = "PDF's numbers are small")]
fn real(value: f64) -> Object {
    Object::Real(value as f32)
}

/// The function of a ramp along a line.
pub(super) fn of_ramp(ramp: &Ramp) -> Object {
    let stops = ramp.line();
    let piece = |from: &[f64], to: &[f64]| {
        let values = |values: &[f64]| values.iter().map(|value| real(*value)).collect::<Vec<_>>();
        Object::Dictionary(dictionary! {
            "FunctionType" => 2,
            "Domain" => vec![0.into(), 1.into()],
            "C0" => values(from),
            "C1" => values(to),
            "N" => 1,
        })
    };
    let pieces: Vec<_> = stops.windows(2).filter(|pair| pair[1].0 > pair[0].0).collect();
    let functions: Vec<Object> = pieces.iter().map(|pair| piece(&pair[0].1, &pair[1].1)).collect();
    let bounds: Vec<Object> = pieces.iter().skip(1).map(|pair| real(pair[0].0)).collect();
    let encode: Vec<Object> = pieces.iter().flat_map(|_| [0.into(), 1.into()]).collect();
    Object::Dictionary(dictionary! {
        "FunctionType" => 3,
        "Domain" => vec![0.into(), 1.into()],
        "Functions" => functions,
        "Bounds" => bounds,
        "Encode" => encode,
    })
}

/// The inks that are printed in place of a spot ink's tints.
pub(super) fn tint(fallback: [f64; 4]) -> Object {
    Object::Dictionary(dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => unit(4),
        "C0" => vec![0.into(); 4],
        "C1" => fallback.map(real).to_vec(),
        "N" => 1,
    })
}

/// The inks that are printed in place of tints of spot inks over the four: these and what the tints add, at most all.
pub(super) fn over(fallbacks: &[[f64; 4]]) -> Stream {
    let mut code = "{ ".to_owned();
    for (index, fallback) in fallbacks.iter().enumerate() {
        // The next tint comes on top, over the four inks.
        code.push_str(&format!("{} -1 roll ", fallbacks.len() - index + 4));
        for ink in fallback {
            code.push_str(&format!("5 -1 roll 1 index {ink:.5} mul add dup 1 gt {{ pop 1 }} if exch "));
        }
        code.push_str("pop ");
    }
    code.push('}');
    program(&[0.0, 1.0].repeat(fallbacks.len() + 4), 4, code)
}

/// From 0 to 1, so many times.
fn unit(count: usize) -> Vec<Object> {
    [0, 1].repeat(count).into_iter().map(Object::Integer).collect()
}

/// A function that is a program.
fn program(domain: &[f32], outputs: usize, code: String) -> Stream {
    let dict = dictionary! {
        "FunctionType" => 4,
        "Domain" => domain.iter().map(|value| Object::Real(*value)).collect::<Vec<_>>(),
        "Range" => unit(outputs),
    };
    smaller(Stream::new(dict, code.into_bytes()))
}

/// A stream, packed. One that would not be smaller stays as it is.
fn smaller(mut stream: Stream) -> Stream {
    if stream.compress().is_err() {
        stream.allows_compression = false;
    }
    stream
}

/// The function of a ramp around a point: what turns a place into an angle, then the piece that the angle lies in, found
/// by halves.
pub(super) fn around(ramp: &Ramp, (x, y): (f32, f32), domain: &[f32]) -> Stream {
    let stops = ramp.line();
    let pieces: Vec<_> = stops.windows(2).filter(|pair| pair[1].0 > pair[0].0).collect();
    let outputs = stops.first().map_or(0, |(_, values)| values.len());
    // The angle of nothing at all is no number.
    let mut code = format!(
        "{{ {y:.4} sub exch {x:.4} sub dup dup 0.0001 lt exch -0.0001 gt and {{ pop 0.0001 }} if atan 360 div "
    );
    halves(&pieces, &mut code);
    code.push('}');
    program(domain, outputs, code)
}

fn halves(pieces: &[&[(f64, Vec<f64>)]], code: &mut String) {
    match pieces {
        [] => {}
        [pair] => {
            let ((from, one), (to, other)) = (&pair[0], &pair[1]);
            code.push_str(&format!("{from:.6} sub {:.6} div ", to - from));
            for (value, end) in one.iter().zip(other) {
                code.push_str(&format!("dup {:.5} mul {value:.5} add exch ", end - value));
            }
            code.push_str("pop ");
        }
        _ => {
            let (low, high) = pieces.split_at(pieces.len() / 2);
            code.push_str(&format!("dup {:.6} lt {{ ", high[0][0].0));
            halves(low, code);
            code.push_str("} { ");
            halves(high, code);
            code.push_str("} ifelse ");
        }
    }
}
