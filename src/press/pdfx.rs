//! PDF/X: what a press file must have and typst-pdf does not write. The clauses are listed in `PDF_X.md`.
//!
//! The finished file is read once more, completed, and written in one revision.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use typst_library::foundations::Datetime;
use typst_library::layout::{Abs, Sides};

use super::condition::Condition;
use super::encode::Form;
use super::icc::PressProfile;
use super::pictures::Printed;
use super::ramp::Ramp;
use super::recolour::{foreign_colours, recolour};
use super::separate::FIRST_WIDTH;
use super::{Identity, PdfX};
use crate::message::Message;
use crate::say;

/// The key of a picture that names its photo, as the report does; private, as ISO 32000-1 annex E allows it.
pub const PHOTO: &str = "BANM_Photo";
/// The key that tells the photo's file from others.
pub const CONTENT: &str = "BANM_Content";

/// What a file says of itself.
pub struct About<'a> {
    /// The title.
    pub title: &'a str,
    /// The author.
    pub author: &'a str,
    /// When it was made.
    pub date: Datetime,
    /// The version of PDF/X.
    pub pdfx: PdfX,
    /// The printing condition.
    pub condition: &'a Condition,
    /// Which document it is, and which version.
    pub identity: &'a Identity,
    /// The photo that each picture was made from: its name, and a hash of its file. None of what is no photo of the report.
    pub photos: &'a [Option<(String, u128)>],
}

/// The boxes of a page: from the sheet's edge to the trim, and from the trim to the bleed's edge, on each side.
#[derive(Debug, Clone, Copy)]
pub struct Boxes {
    /// From the sheet's edge to the trim.
    pub margin: Sides<Abs>,
    /// From the trim to the bleed's edge.
    pub bleed: Sides<Abs>,
}

/// Completes a PDF: pictures in inks, boxes, one for each page, output intent, metadata, overprint.
///
/// # Errors
/// When the PDF is not as expected; a fault of the program.
pub fn finish(
    pdf: &[u8],
    pictures: &[Printed],
    press: &PressProfile,
    about: &About,
    boxes: &[Boxes],
    ramps: &[Ramp],
) -> Result<Vec<u8>, Message> {
    let mut document =
        Document::load_mem(pdf).map_err(|error| say!("pdf.unreadable", words = error.to_string()))?;
    put_pictures(&mut document, pictures, about.photos);
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (page, boxes) in pages.iter().zip(boxes) {
        set_boxes(&mut document, *page, *boxes)?;
        let page =
            document.get_dictionary_mut(*page).map_err(|error| say!("pdf", words = error.to_string()))?;
        page.remove(b"Annots");
        page.remove(b"Group");
    }
    let found = recolour(&mut document, &pages, press, ramps)?;
    if found.transparent && about.pdfx == PdfX::X1a {
        return Err(say!("pdf.transparent"));
    }
    set_intent(&mut document, press, about)?;
    let pictures: Vec<&Vec<u8>> = pictures.iter().map(|picture| &*picture.bytes).collect();
    let all = (pdf, pictures, &press.bytes, about.pdfx == PdfX::X4, &about.condition.identifier);
    set_metadata(&mut document, about, typst_utils::hash128(&all))?;
    document.version = match about.pdfx {
        PdfX::X4 => "1.6".to_owned(),
        PdfX::X1a => "1.4".to_owned(),
    };
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    document.trailer.remove(b"Prev");
    document.trailer.remove(b"XRefStm");
    for key in [&b"Type"[..], b"W", b"Index", b"Filter", b"Length", b"DecodeParms"] {
        document.trailer.remove(key);
    }
    // What only stand-ins used goes with them.
    document.prune_objects();
    let foreign = foreign_colours(&document);
    if !foreign.is_empty() {
        return Err(say!("pdf.colours", names = foreign));
    }
    let mut bytes = Vec::with_capacity(pdf.len() + 1_000_000);
    document.save_to(&mut bytes).map_err(|error| say!("pdf.unwritable", problem = &error))?;
    Ok(bytes)
}

/// Puts the pictures in the place of their stand-ins, which are known by their size. A picture that is the same on several
/// pages is in the file once.
fn put_pictures(document: &mut Document, pictures: &[Printed], photos: &[Option<(String, u128)>]) {
    let mut first: HashMap<u128, ObjectId> = HashMap::new();
    let mut again: HashMap<ObjectId, ObjectId> = HashMap::new();
    let mut masked: Vec<(ObjectId, Stream)> = Vec::new();
    for (id, object) in &mut document.objects {
        let Object::Stream(stream) = object else { continue };
        let number = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).unwrap_or(0);
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Image")
            || number(b"Height") != 1
        {
            continue;
        }
        let index = number(b"Width") - i64::from(FIRST_WIDTH);
        let Ok(index) = usize::try_from(index) else { continue };
        let Some(picture) = pictures.get(index) else { continue };
        let Printed { form, bytes, mask, width, height, .. } = picture;
        let there = *first.entry(typst_utils::hash128(&(bytes, mask, width, height))).or_insert(*id);
        if there != *id {
            again.insert(*id, there);
            continue;
        }
        let mut dict = image(*width, *height);
        match form {
            Form::Jpeg => {
                dict.set("ColorSpace", "DeviceCMYK");
                dict.set("BitsPerComponent", 8);
                dict.set("Filter", "DCTDecode");
                // The JPEG's values are inverted, as programs since Photoshop expect of CMYK.
                dict.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
            }
            Form::Inks => {
                dict.set("ColorSpace", "DeviceCMYK");
                dict.set("BitsPerComponent", 8);
                dict.set("Filter", "FlateDecode");
            }
            Form::Palette(inks, bits) => {
                let last = i64::try_from(inks.len()).unwrap_or(1) - 1;
                let inks = Object::String(inks.concat(), StringFormat::Hexadecimal);
                dict.set("ColorSpace", vec!["Indexed".into(), "DeviceCMYK".into(), last.into(), inks]);
                dict.set("BitsPerComponent", i64::from(*bits));
                dict.set("Filter", "FlateDecode");
            }
        }
        if let Some(mask) = mask {
            let mut dict = image(*width, *height);
            dict.set("ColorSpace", "DeviceGray");
            dict.set("BitsPerComponent", 8);
            dict.set("Filter", "FlateDecode");
            masked.push((*id, Stream::new(dict, mask.as_ref().clone()).with_compression(false)));
        }
        *stream = Stream::new(dict, bytes.as_ref().clone()).with_compression(false);
        if let Some(Some((name, content))) = photos.get(index) {
            stream.dict.set(PHOTO, Object::String(name.clone().into_bytes(), StringFormat::Literal));
            let content = content.to_be_bytes().to_vec();
            stream.dict.set(CONTENT, Object::String(content, StringFormat::Hexadecimal));
        }
    }
    if !again.is_empty() {
        document.objects.values_mut().for_each(|object| redirect(object, &again));
    }
    for (id, mask) in masked {
        let mask = document.add_object(mask);
        if let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
            stream.dict.set("SMask", mask);
        }
    }
}

/// What every picture's dictionary says. Pixels are drawn as they are.
fn image(width: u32, height: u32) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "Interpolate" => false,
    }
}

/// Makes references point elsewhere.
fn redirect(object: &mut Object, to: &HashMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = to.get(id).copied().unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| redirect(item, to)),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, item)| redirect(item, to)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, item)| redirect(item, to)),
        _ => {}
    }
}

fn set_boxes(document: &mut Document, page: ObjectId, boxes: Boxes) -> Result<(), Message> {
    let page = document.get_dictionary_mut(page).map_err(|error| say!("pdf", words = error.to_string()))?;
    let media: Vec<f32> = page
        .get(b"MediaBox")
        .and_then(Object::as_array)
        .map_err(|error| say!("pdf", words = error.to_string()))?
        .iter()
        .filter_map(|value| value.as_float().ok())
        .collect();
    let &[left, bottom, right, top] = media.as_slice() else {
        return Err(say!("pdf.no-media-box"));
    };
    #[expect(clippy::cast_possible_truncation, reason = "PDF's numbers are small")]
    let inset = |margin: Sides<f64>, bleed: Sides<f64>| {
        let by = |margin: f64, bleed: f64| (margin - bleed) as f32;
        let from = [left + by(margin.left, bleed.left), bottom + by(margin.bottom, bleed.bottom)];
        let to = [right - by(margin.right, bleed.right), top - by(margin.top, bleed.top)];
        [from, to].concat().into_iter().map(Object::Real).collect::<Vec<_>>()
    };
    let none = Sides::splat(0.0);
    let (margin, bleed) = (boxes.margin.map(Abs::to_pt), boxes.bleed.map(Abs::to_pt));
    page.set("MediaBox", inset(none, none));
    page.set("CropBox", inset(none, none));
    page.set("BleedBox", inset(margin, bleed));
    page.set("TrimBox", inset(margin, none));
    page.remove(b"ArtBox");
    Ok(())
}

/// Sets the boxes of a PDF's pages and changes nothing else: what a file for the office needs that has marks.
///
/// # Errors
/// When the PDF is not as expected; a fault of the program.
pub fn with_boxes(pdf: &[u8], boxes: &[Boxes]) -> Result<Vec<u8>, Message> {
    let mut document =
        Document::load_mem(pdf).map_err(|error| say!("pdf.unreadable", words = error.to_string()))?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (page, boxes) in pages.into_iter().zip(boxes) {
        set_boxes(&mut document, page, *boxes)?;
    }
    let mut bytes = Vec::with_capacity(pdf.len() + 10_000);
    document.save_to(&mut bytes).map_err(|error| say!("pdf.unwritable", problem = &error))?;
    Ok(bytes)
}

fn set_intent(document: &mut Document, press: &PressProfile, about: &About) -> Result<(), Message> {
    let mut profile =
        Stream::new(dictionary! { "N" => 4, "Alternate" => "DeviceCMYK" }, press.bytes.to_vec());
    profile.compress().map_err(|error| say!("pdf", words = error.to_string()))?;
    let profile = document.add_object(profile);
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputCondition" => text(&about.condition.name),
        "OutputConditionIdentifier" => text(&about.condition.identifier),
        "RegistryName" => text(&about.condition.registry),
        "Info" => text(&about.condition.name),
        "DestOutputProfile" => profile,
    });
    let catalog = document.catalog_mut().map_err(|error| say!("pdf", words = error.to_string()))?;
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    for key in
        [&b"AcroForm"[..], b"Names", b"OpenAction", b"AA", b"OCProperties", b"StructTreeRoot", b"MarkInfo"]
    {
        catalog.remove(key);
    }
    Ok(())
}

/// Text for Info: UTF-16 unless it is ASCII.
fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// `instance` is a hash of all that decides what stands in the file.
fn set_metadata(document: &mut Document, about: &About, instance: u128) -> Result<(), Message> {
    let date = about.date;
    let part = |value: Option<u8>| value.unwrap_or(0);
    let (year, month, day) =
        (date.year().unwrap_or(2000), part(date.month()).max(1), part(date.day()).max(1));
    let (hour, minute, second) = (part(date.hour()), part(date.minute()), part(date.second()));
    let pdf_date = format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
    let xmp_date = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    let version = match about.pdfx {
        PdfX::X4 => "PDF/X-4",
        PdfX::X1a => "PDF/X-1a:2003",
    };
    let program = super::program();
    let mut info = dictionary! {
        "Title" => text(about.title),
        "Author" => text(about.author),
        "Creator" => text(&program),
        "Producer" => text(&program),
        "CreationDate" => Object::string_literal(pdf_date.as_str()),
        "ModDate" => Object::string_literal(pdf_date.as_str()),
        "Trapped" => "False",
    };
    if about.pdfx == PdfX::X1a {
        info.set("GTS_PDFXVersion", text(version));
        info.set("GTS_PDFXConformance", text(version));
    }
    let info = document.add_object(info);
    document.trailer.set("Info", Object::Reference(info));
    // The first of the two stays for all versions of a document, the second is this file's own.
    let [document_id, instance_id] = [about.identity.document, instance].map(uuid);
    let revision = &about.identity.revision;
    let ids = [about.identity.document, instance]
        .map(|id| Object::String(id.to_be_bytes().to_vec(), StringFormat::Hexadecimal));
    document.trailer.set("ID", ids.to_vec());
    let (title, author) = (escape(about.title), escape(about.author));
    let identification = match about.pdfx {
        PdfX::X4 => format!("<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>"),
        PdfX::X1a => format!(
            "<pdfx:GTS_PDFXVersion>{version}</pdfx:GTS_PDFXVersion>\
             <pdfx:GTS_PDFXConformance>{version}</pdfx:GTS_PDFXConformance>"
        ),
    };
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\" \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
         <xmp:CreateDate>{xmp_date}</xmp:CreateDate><xmp:ModifyDate>{xmp_date}</xmp:ModifyDate>\
         <xmp:MetadataDate>{xmp_date}</xmp:MetadataDate><xmp:CreatorTool>{program}</xmp:CreatorTool>\n\
         <xmpMM:DocumentID>{document_id}</xmpMM:DocumentID><xmpMM:InstanceID>{instance_id}</xmpMM:InstanceID>\
         <xmpMM:VersionID>{revision}</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n\
         <pdf:Producer>{program}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>\n\
         {identification}\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    );
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false);
    let metadata = document.add_object(metadata);
    let catalog = document.catalog_mut().map_err(|error| say!("pdf", words = error.to_string()))?;
    let old = catalog.get(b"Metadata").and_then(Object::as_reference).ok();
    catalog.set("Metadata", Object::Reference(metadata));
    if let Some(old) = old {
        document.objects.remove(&old);
    }
    Ok(())
}

fn uuid(id: u128) -> String {
    let hex = format!("{id:032x}");
    format!("uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
