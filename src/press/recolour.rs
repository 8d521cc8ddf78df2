//! A finished PDF in inks: the colours of all that is drawn, gradients, pictures within drawings, soft masks.
//!
//! What the templates draw is in inks before (`separate`). Drawings that they bring, SVG and PDF, tilings, and colours that
//! are transparent are only here.

use std::collections::{BTreeSet, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::content::{self, Colours};
use super::functions::{self, behind, dict_of, numbers};
use super::icc::PressProfile;
use super::ramp::{self, Ramp};
use super::spaces::{MAX_BYTES, Space, Use};
use crate::message::Message;
use crate::say;

/// Functions may stand within functions so deep.
const DEPTH: usize = 8;

/// What there is in a file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Whether anything is transparent.
    pub transparent: bool,
    /// The names of plates beside the four.
    pub plates: BTreeSet<String>,
    /// The most ink of a plain colour, 0 to 4.
    pub most_ink: f64,
}

/// Brings all colours of a file into inks. `ramps` are put in the place of their stand-ins; small black text and thin
/// black lines on pages overprint.
///
/// # Errors
/// A colour whose inks are not known, or that cannot be changed.
pub(super) fn recolour(
    document: &mut Document,
    pages: &[ObjectId],
    press: &PressProfile,
    ramps: &[Ramp],
) -> Result<Found, Message> {
    let uses = reached(document, pages)?;
    let mut ids: Vec<ObjectId> = uses.keys().copied().collect();
    ids.sort_unstable();
    let mut pass = Pass { document, press, ramps, found: Found::default() };
    // Content first, which names spaces that are gone afterwards.
    for &id in &ids {
        pass.content(id, uses[&id])?;
    }
    for &id in &ids {
        let Some(object) = pass.document.objects.remove(&id) else { continue };
        let object = pass.object(object, uses[&id])?;
        pass.document.objects.insert(id, object);
    }
    let found = pass.found;
    if found.transparent {
        for &page in pages {
            let page = document.get_dictionary_mut(page).map_err(|error| pdf(&error))?;
            page.set("Group", dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" });
        }
    } else {
        // Where nothing is transparent a group is nothing.
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && is(&stream.dict, b"Subtype", b"Form")
            {
                stream.dict.remove(b"Group");
            }
        }
    }
    Ok(found)
}

fn pdf(error: &lopdf::Error) -> Message {
    say!("pdf", words = error.to_string())
}

fn is(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).ok() == Some(name)
}

/// What is drawn on pages, and what for. What is only named beside it (metadata, fonts' own files) does no harm.
fn reached(document: &Document, pages: &[ObjectId]) -> Result<HashMap<ObjectId, Use>, Message> {
    let mut uses: HashMap<ObjectId, Use> = HashMap::new();
    let mut open: Vec<(ObjectId, Use)> = pages.iter().map(|page| (*page, Use::Inks)).collect();
    while let Some((id, purpose)) = open.pop() {
        let Some(object) = document.objects.get(&id) else { continue };
        match uses.get(&id) {
            Some(known) if *known == purpose => continue,
            Some(_) if is_drawn(object) => return Err(say!("artwork.mask")),
            Some(_) => continue,
            None => uses.insert(id, purpose),
        };
        references(document, object, purpose, &mut open);
    }
    Ok(uses)
}

/// Whether an object's colours depend on what it is used for.
fn is_drawn(object: &Object) -> bool {
    let Some(dict) = dict_of(object) else { return false };
    is(dict, b"Subtype", b"Form") || is(dict, b"Subtype", b"Image") || dict.has(b"ShadingType")
}

fn references(document: &Document, object: &Object, purpose: Use, to: &mut Vec<(ObjectId, Use)>) {
    match object {
        Object::Reference(id) => to.push((*id, purpose)),
        Object::Array(items) => items.iter().for_each(|item| references(document, item, purpose, to)),
        Object::Dictionary(_) | Object::Stream(_) => {
            let Some(dict) = dict_of(object) else { return };
            let picture = is(dict, b"Subtype", b"Image");
            for (key, value) in dict {
                match key.as_slice() {
                    b"Parent" | b"Metadata" | b"FontDescriptor" | b"ToUnicode" => {}
                    // The masks of pictures are shares of light already.
                    b"SMask" | b"Mask" if picture => {}
                    b"SMask" => {
                        let Some(mask) = dict_of(behind(document, value)) else { continue };
                        let light = is(mask, b"S", b"Luminosity");
                        if let Ok(Object::Reference(group)) = mask.get(b"G") {
                            to.push((*group, if light { Use::Light } else { Use::Inks }));
                        }
                    }
                    _ => references(document, value, purpose, to),
                }
            }
        }
        _ => {}
    }
}

struct Pass<'a> {
    document: &'a mut Document,
    press: &'a PressProfile,
    ramps: &'a [Ramp],
    found: Found,
}

impl<'a> Pass<'a> {
    /// The content of a page, form, pattern or font.
    fn content(&mut self, id: ObjectId, purpose: Use) -> Result<(), Message> {
        let Some(object) = self.document.objects.get(&id) else { return Ok(()) };
        let Some(dict) = dict_of(object) else { return Ok(()) };
        let resources = dict.get(b"Resources").ok().and_then(|object| dict_of(behind(self.document, object)));
        let named = resources
            .and_then(|resources| resources.get(b"ColorSpace").ok())
            .and_then(|spaces| dict_of(behind(self.document, spaces)))
            .cloned()
            .unwrap_or_default();
        let page = is(dict, b"Type", b"Page");
        let streams: Vec<ObjectId> = if page {
            self.document.get_page_contents(id)
        } else if is(dict, b"Subtype", b"Form")
            || dict.get(b"PatternType").and_then(Object::as_i64).ok() == Some(1)
        {
            vec![id]
        } else if is(dict, b"Subtype", b"Type3") {
            let glyphs =
                dict.get(b"CharProcs").ok().and_then(|object| dict_of(behind(self.document, object)));
            glyphs.into_iter().flatten().filter_map(|(_, glyph)| glyph.as_reference().ok()).collect()
        } else {
            return Ok(());
        };
        let mut overprints = false;
        for stream in streams {
            overprints |= self.stream(stream, &named, purpose, page)?;
        }
        if overprints {
            self.add_overprint(id)?;
        }
        Ok(())
    }

    /// One stream of content; whether something in it overprints.
    fn stream(
        &mut self,
        id: ObjectId,
        named: &Dictionary,
        purpose: Use,
        page: bool,
    ) -> Result<bool, Message> {
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { return Ok(false) };
        let bytes = stream.get_plain_content_with_limit(MAX_BYTES).map_err(|error| pdf(&error))?;
        let content =
            Content::decode(&bytes).map_err(|error| say!("pdf.content", words = error.to_string()))?;
        let mut colours = Colours::new(self.document, self.press, named.clone(), purpose);
        let (mut operations, mut changed) = colours.changed(content.operations)?;
        self.found.most_ink = self.found.most_ink.max(colours.most_ink);
        self.found.plates.extend(colours.plates);
        let mut overprints = false;
        if page && let Some(with) = content::overprint(&operations) {
            (operations, changed, overprints) = (with, true, true);
        }
        if changed {
            let bytes = Content { operations }.encode().map_err(|error| pdf(&error))?;
            let stream = self
                .document
                .get_object_mut(id)
                .and_then(Object::as_stream_mut)
                .map_err(|error| pdf(&error))?;
            stream.set_plain_content(bytes);
            stream.compress().map_err(|error| pdf(&error))?;
        }
        Ok(overprints)
    }

    /// Adds the state for overprint to a page's resources.
    fn add_overprint(&mut self, page: ObjectId) -> Result<(), Message> {
        let (name, state) = content::overprint_state();
        let state = self.document.add_object(state);
        let inner = |document: &Document, dict: &Dictionary, key: &[u8]| -> Dictionary {
            let found = dict.get(key).ok().and_then(|object| dict_of(behind(document, object)));
            found.cloned().unwrap_or_default()
        };
        let dict = self.document.get_dictionary(page).map_err(|error| pdf(&error))?;
        let mut resources = inner(self.document, dict, b"Resources");
        let mut states = inner(self.document, &resources, b"ExtGState");
        states.set(name, Object::Reference(state));
        resources.set("ExtGState", states);
        let page = self.document.get_dictionary_mut(page).map_err(|error| pdf(&error))?;
        page.set("Resources", resources);
        Ok(())
    }

    /// An object with the colours of all that it is and holds in inks. What it refers to comes by itself.
    fn object(&mut self, object: Object, purpose: Use) -> Result<Object, Message> {
        Ok(match object {
            Object::Array(items) => {
                let items = items
                    .into_iter()
                    .map(|item| self.object(item, purpose))
                    .collect::<Result<Vec<_>, _>>()?;
                self.plates(items)?
            }
            Object::Dictionary(dict) => Object::Dictionary(self.dict(dict, purpose)?),
            Object::Stream(mut stream) => {
                // PDF/X knows no LZW.
                if stream.filters().is_ok_and(|filters| filters.contains(&&b"LZWDecode"[..])) {
                    let bytes =
                        stream.get_plain_content_with_limit(MAX_BYTES).map_err(|error| pdf(&error))?;
                    stream.set_plain_content(bytes);
                    stream.compress().map_err(|error| pdf(&error))?;
                }
                if is(&stream.dict, b"Subtype", b"Image") {
                    return Ok(Object::Stream(self.picture(stream, purpose)?));
                }
                stream.dict = self.dict(stream.dict, purpose)?;
                Object::Stream(stream)
            }
            other => other,
        })
    }

    fn dict(&mut self, dict: Dictionary, purpose: Use) -> Result<Dictionary, Message> {
        self.look(&dict);
        let mut out = Dictionary::new();
        for (key, value) in dict {
            let value = match key.as_slice() {
                b"Parent" | b"Metadata" | b"SMask" => value,
                b"ColorSpace" if matches!(behind(self.document, &value), Object::Dictionary(_)) => {
                    let Some(spaces) = dict_of(behind(self.document, &value)).cloned() else { continue };
                    Object::Dictionary(self.named_spaces(spaces)?)
                }
                b"Group" => {
                    let Some(mut group) = dict_of(behind(self.document, &value)).cloned() else { continue };
                    group.set("CS", Object::Name(purpose.space().into()));
                    Object::Dictionary(group)
                }
                _ => self.object(value, purpose)?,
            };
            out.set(key, value);
        }
        if out.has(b"ShadingType") {
            out = self.shading(out, purpose)?;
        }
        Ok(out)
    }

    /// Whether a graphics state makes anything transparent.
    fn look(&mut self, state: &Dictionary) {
        let share = |key: &[u8]| state.get(key).and_then(Object::as_float).is_ok_and(|value| value < 1.0);
        let named = |key: &[u8], plain: &[&[u8]]| match state.get(key).ok() {
            Some(Object::Name(name)) => !plain.contains(&name.as_slice()),
            Some(_) => true,
            None => false,
        };
        self.found.transparent |= share(b"ca")
            || share(b"CA")
            || named(b"BM", &[b"Normal", b"Compatible"])
            || named(b"SMask", &[b"None"]);
    }

    /// The spaces that content names: those whose colours are inks now are not needed any more.
    fn named_spaces(&mut self, spaces: Dictionary) -> Result<Dictionary, Message> {
        let mut out = Dictionary::new();
        for (name, value) in spaces {
            let space = Space::read(self.document, &value, &Dictionary::new(), self.press)?;
            if space.is_ink() && matches!(space, Space::Plates(_) | Space::Pattern(_)) {
                let value = behind(self.document, &value).clone();
                out.set(name, self.object(value, Use::Inks)?);
            }
        }
        Ok(out)
    }

    /// A space of plates of its own: what is printed in their place is in inks.
    fn plates(&mut self, array: Vec<Object>) -> Result<Object, Message> {
        let first = array.first().and_then(|name| name.as_name().ok());
        if ![Some(&b"Separation"[..]), Some(b"DeviceN")].contains(&first) || array.len() < 4 {
            return Ok(Object::Array(array));
        }
        let space = Space::read(self.document, &array[2], &Dictionary::new(), self.press)?;
        if matches!(space, Space::Inks | Space::Grey) {
            return Ok(Object::Array(array));
        }
        if first == Some(b"DeviceN") {
            return Err(say!("artwork.space"));
        }
        let press = self.press;
        let to = |values: &[f64]| space.inks(press, values).map(|inks| inks.to_vec());
        let function = functions::anew(self.document, &array[3], &to, DEPTH);
        let function = function.ok_or_else(|| say!("artwork.space"))?;
        Ok(vec![array[0].clone(), array[1].clone(), "DeviceCMYK".into(), function].into())
    }

    fn shading(&mut self, mut dict: Dictionary, purpose: Use) -> Result<Dictionary, Message> {
        let kind = dict.get(b"ShadingType").and_then(Object::as_i64).unwrap_or(0);
        let function = dict.get(b"Function").ok().cloned();
        if let Some(function) = &function
            && let Some(ramp) = self.ramp(function, kind)
        {
            let function = self.function_of(ramp, function, kind)?;
            dict.set("Function", self.placed(function));
            let space = self.space_of(ramp);
            dict.set("ColorSpace", space);
            return Ok(dict);
        }
        let space = dict.get(b"ColorSpace").map_err(|error| pdf(&error))?.clone();
        let space = self.space(&space)?;
        if space.stays(purpose) {
            if let Some(plain) = space.plain() {
                dict.set("ColorSpace", Object::Name(plain.into()));
            }
            return Ok(dict);
        }
        let (Some(function), 2 | 3) = (function, kind) else { return Err(say!("artwork.gradient")) };
        let press = self.press;
        let to = |values: &[f64]| space.values(press, purpose, values);
        let function = functions::anew(self.document, &function, &to, DEPTH);
        dict.set("Function", function.ok_or_else(|| say!("artwork.gradient"))?);
        dict.set("ColorSpace", Object::Name(purpose.space().into()));
        dict.remove(b"Background");
        Ok(dict)
    }

    /// The space that a gradient or a picture names; its plates are taken note of.
    fn space(&mut self, named: &Object) -> Result<Space, Message> {
        let space = Space::read(self.document, named, &Dictionary::new(), self.press)?;
        if let Space::Plates(names) = &space {
            self.found.plates.extend(names.iter().cloned());
        }
        Ok(space)
    }

    /// The ramp that a gradient's function stands in for.
    fn ramp(&self, function: &Object, kind: i64) -> Option<&'a Ramp> {
        let number = if kind == 1 {
            let words = words(behind(self.document, function))?;
            let values: Vec<Option<f32>> = words.iter().map(|word| word.parse().ok()).collect();
            values.windows(3).find_map(|run| match run {
                &[Some(r), Some(g), Some(b)] => ramp::number([r, g, b]),
                _ => None,
            })?
        } else {
            let mut function = behind(self.document, function);
            for _ in 0..DEPTH {
                let Ok(parts) = dict_of(function)?.get(b"Functions") else { break };
                function = behind(self.document, behind(self.document, parts).as_array().ok()?.first()?);
            }
            let ends: [Option<[f32; 3]>; 2] = [b"C0", b"C1"]
                .map(|key| numbers(self.document, dict_of(function)?.get(key).ok()).try_into().ok());
            match ends {
                [Some(from), Some(to)] if ramp::number(from) == ramp::number(to) => ramp::number(from)?,
                _ => return None,
            }
        };
        self.ramps.get(number)
    }

    fn function_of(&self, ramp: &Ramp, stand_in: &Object, kind: i64) -> Result<Object, Message> {
        if kind != 1 {
            return Ok(functions::of_ramp(ramp));
        }
        let stand_in = behind(self.document, stand_in);
        let words = words(stand_in).unwrap_or_default();
        let number = |index: usize| words.get(index).and_then(|word| word.parse().ok());
        // It begins with `y sub exch x sub`.
        let (Some(y), Some(x), Some(dict)) = (number(0), number(3), dict_of(stand_in)) else {
            return Err(say!("artwork.gradient"));
        };
        let domain = numbers(self.document, dict.get(b"Domain").ok());
        Ok(Object::Stream(functions::around(ramp, (x, y), &domain)))
    }

    /// An object that may stand in another; streams stand by themselves.
    fn placed(&mut self, object: Object) -> Object {
        match object {
            Object::Stream(stream) => Object::Reference(self.document.add_object(stream)),
            other => other,
        }
    }

    /// The space of a ramp's colours: inks, one spot ink, or spot inks with the four.
    fn space_of(&mut self, ramp: &Ramp) -> Object {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let one = |(spot, fallback): &(&str, [f64; 4])| {
            Object::Array(vec![
                name("Separation"),
                name(spot),
                name("DeviceCMYK"),
                functions::tint(*fallback),
            ])
        };
        // As the writer of the PDF has it: in eight bits.
        let rounded = |spot| ramp::fallback(spot).map(|value| (value * 255.0).round() / 255.0);
        let spots: Vec<_> = ramp.spots.iter().map(|spot| (ramp::name(spot), rounded(spot))).collect();
        self.found.plates.extend(spots.iter().map(|(name, _)| (*name).to_owned()));
        match spots.as_slice() {
            [] => name("DeviceCMYK"),
            [spot] if ramp.is_tint() => one(spot),
            _ => {
                let names = spots.iter().map(|(spot, _)| *spot).chain(["Cyan", "Magenta", "Yellow", "Black"]);
                let names: Vec<Object> = names.map(name).collect();
                let fallbacks: Vec<_> = spots.iter().map(|(_, fallback)| *fallback).collect();
                let function = self.placed(Object::Stream(functions::over(&fallbacks)));
                let colorants: Dictionary =
                    spots.iter().map(|spot| (spot.0.as_bytes().to_vec(), one(spot))).collect();
                let more = dictionary! { "Subtype" => "DeviceN", "Colorants" => colorants };
                vec![name("DeviceN"), names.into(), name("DeviceCMYK"), function, more.into()].into()
            }
        }
    }

    /// A picture within a drawing.
    fn picture(&mut self, mut stream: Stream, purpose: Use) -> Result<Stream, Message> {
        let dict = &stream.dict;
        self.found.transparent |= dict.has(b"SMask");
        if dict.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false) {
            return Ok(stream);
        }
        let filters =
            stream.filters().map(|filters| filters.into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>());
        let filters = filters.unwrap_or_default();
        let last = filters.last().map(Vec::as_slice);
        // PDF/X knows neither everywhere.
        if let Some(b"JPXDecode" | b"JBIG2Decode") = last {
            return Err(say!("artwork.picture"));
        }
        let Ok(space) = dict.get(b"ColorSpace").cloned() else { return Err(say!("artwork.picture")) };
        let space = self.space(&space)?;
        if space.stays(purpose) {
            let named = match space.plain() {
                Some(plain) => Object::Name(plain.into()),
                None => {
                    self.object(dict.get(b"ColorSpace").map_err(|error| pdf(&error))?.clone(), purpose)?
                }
            };
            stream.dict.set("ColorSpace", named);
            return Ok(stream);
        }
        // Colours that are clear are named by their numbers, and a mask's matte too.
        let matte = dict.get(b"SMask").ok().and_then(|mask| dict_of(behind(self.document, mask)));
        let masked = dict.get(b"Mask").is_ok_and(|mask| mask.as_array().is_ok());
        if masked || matte.is_some_and(|mask| mask.has(b"Matte")) {
            return Err(say!("artwork.picture"));
        }
        if let (Space::Table(base, table), Use::Inks) = (&space, purpose) {
            let table = self.table(base, table)?;
            stream.dict.set("ColorSpace", table);
            return Ok(stream);
        }
        let number = |key: &[u8]| {
            let value = dict.get(key).ok().map(|object| behind(self.document, object));
            value.and_then(|value| usize::try_from(value.as_i64().ok()?).ok())
        };
        let (Some(width), Some(height)) = (number(b"Width"), number(b"Height")) else {
            return Err(say!("artwork.picture"));
        };
        let decode = numbers(self.document, dict.get(b"Decode").ok());
        let channels = space.channels().unwrap_or(1);
        let samples = match last {
            Some(b"DCTDecode") if channels == 3 => {
                let picture = image::load_from_memory_with_format(&stream.content, image::ImageFormat::Jpeg);
                let picture = picture.map_err(|_| say!("artwork.picture"))?.into_rgb8();
                picture.into_raw().into_iter().map(|byte| f32::from(byte) / 255.0).collect()
            }
            Some(b"DCTDecode" | b"CCITTFaxDecode") => {
                return Err(say!("artwork.picture"));
            }
            _ => {
                let bytes = stream.get_plain_content_with_limit(MAX_BYTES).map_err(|error| pdf(&error))?;
                let bits = number(b"BitsPerComponent").unwrap_or(8);
                unpacked(&bytes, width * channels, height, bits).ok_or_else(|| say!("artwork.picture"))?
            }
        };
        let bits = if last == Some(b"DCTDecode") { 8 } else { number(b"BitsPerComponent").unwrap_or(8) };
        let data = self.pixels(&samples, &space, &decode, bits, purpose)?;
        let mut new = Stream::new(Dictionary::new(), data);
        for (key, value) in &stream.dict {
            if ![&b"Decode"[..], b"DecodeParms", b"Filter", b"Length", b"Intent"].contains(&key.as_slice()) {
                new.dict.set(key.clone(), value.clone());
            }
        }
        new.dict.set("ColorSpace", Object::Name(purpose.space().into()));
        new.dict.set("BitsPerComponent", 8);
        new.compress().map_err(|error| pdf(&error))?;
        Ok(new)
    }

    fn table(&self, base: &Space, table: &[u8]) -> Result<Object, Message> {
        let channels = base.channels().unwrap_or(1).max(1);
        let count = table.len() / channels;
        let mut out = Vec::with_capacity(count * 4);
        for index in 0_u8..=255 {
            if usize::from(index) >= count {
                break;
            }
            let entry =
                base.entry(table, f64::from(index)).and_then(|entry: Vec<f64>| base.inks(self.press, &entry));
            out.extend(entry.ok_or_else(|| say!("artwork.picture"))?.map(byte));
        }
        let last = i64::try_from(count.saturating_sub(1)).unwrap_or(255);
        Ok(vec![
            Object::Name(b"Indexed".to_vec()),
            Object::Name(b"DeviceCMYK".to_vec()),
            last.into(),
            Object::String(out, StringFormat::Hexadecimal),
        ]
        .into())
    }

    /// Pixels in inks, or as they are light. Each colour is looked up once.
    fn pixels(
        &self,
        samples: &[f32],
        space: &Space,
        decode: &[f32],
        bits: usize,
        purpose: Use,
    ) -> Result<Vec<u8>, Message> {
        let channels = space.channels().unwrap_or(1);
        let ranges = space.ranges();
        let table = matches!(space, Space::Table(..));
        let mut known: HashMap<Vec<u32>, Vec<u8>> = HashMap::new();
        let mut out = Vec::with_capacity(samples.len() / channels * 4);
        for pixel in samples.chunks_exact(channels) {
            let key: Vec<u32> = pixel.iter().map(|value| value.to_bits()).collect();
            if let Some(bytes) = known.get(&key) {
                out.extend(bytes);
                continue;
            }
            let values: Vec<f64> = pixel
                .iter()
                .enumerate()
                .map(|(channel, share)| {
                    let (from, to) = match decode.get(2 * channel..2 * channel + 2) {
                        Some(&[from, to]) => (f64::from(from), f64::from(to)),
                        _ if table => (0.0, f64::from((1_u32 << bits.min(8)) - 1)),
                        _ => ranges.map_or((0.0, 1.0), |ranges| ranges[channel]),
                    };
                    from + (to - from) * f64::from(*share)
                })
                .collect();
            let bytes = space.values(self.press, purpose, &values);
            let bytes = bytes.map(|values| values.into_iter().map(byte).collect::<Vec<u8>>());
            let bytes = bytes.ok_or_else(|| say!("artwork.picture"))?;
            out.extend(&bytes);
            // A photo has many colours.
            if known.len() < 1 << 20 {
                known.insert(key, bytes);
            }
        }
        Ok(out)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn byte(share: f64) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

/// The words of a function that is a program.
fn words(function: &Object) -> Option<Vec<String>> {
    let Object::Stream(stream) = function else { return None };
    let bytes = stream.get_plain_content_with_limit(MAX_BYTES).ok()?;
    let text = String::from_utf8_lossy(&bytes).replace(['{', '}'], " ");
    Some(text.split_whitespace().map(str::to_owned).collect())
}

/// Samples of so many bits, row by row, from 0 to 1.
fn unpacked(bytes: &[u8], across: usize, rows: usize, bits: usize) -> Option<Vec<f32>> {
    if ![1, 2, 4, 8, 16].contains(&bits) {
        return None;
    }
    let row = (across * bits).div_ceil(8);
    let mut out = Vec::with_capacity(across * rows);
    for line in 0..rows {
        let line = bytes.get(line * row..(line + 1) * row)?;
        for sample in 0..across {
            out.push(match bits {
                16 => f32::from(u16::from_be_bytes([line[2 * sample], line[2 * sample + 1]])) / 65535.0,
                8 => f32::from(line[sample]) / 255.0,
                _ => {
                    let at = sample * bits;
                    let most = (1_u8 << bits) - 1;
                    let value = line[at / 8] >> (8 - bits - at % 8) & most;
                    f32::from(value) / f32::from(most)
                }
            });
        }
    }
    Some(out)
}

/// Colour spaces of the file that are no inks.
pub(super) fn foreign_colours(document: &Document) -> Vec<String> {
    fn look(object: &Object, found: &mut Vec<String>) {
        match object {
            Object::Name(name)
                if [&b"DeviceRGB"[..], b"CalRGB", b"CalGray", b"Lab", b"ICCBased"]
                    .contains(&name.as_slice()) =>
            {
                found.push(String::from_utf8_lossy(name).into_owned());
            }
            Object::Array(items) => items.iter().for_each(|item| look(item, found)),
            Object::Dictionary(dict) => dict.iter().for_each(|(_, item)| look(item, found)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| look(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    document.objects.values().for_each(|object| look(object, &mut found));
    found.sort();
    found.dedup();
    found
}
