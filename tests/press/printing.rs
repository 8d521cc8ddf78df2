//! What the tests of the press share: pages made by a line of code, and printing them.

use banmian::diagnostic::Diagnostic;
use banmian::press::output::PressFile;
use banmian::press::pictures::Origin;
use banmian::press::{Identity, Imposition, PdfX, Press, PressName, Revision, Work, print};
use banmian::typeset::{self, JobFile, JobWorld};
use lopdf::Document;
use typst_layout::PagedDocument;
use typst_library::foundations::{Bytes, Datetime};
use typst_library::layout::Abs;
use typst_library::visualize::RasterImage;

use super::{flat, press};
use crate::support::{FONTS, english, root};

/// A document of pages A4 with 3 mm bleed, made by code that knows its number `n`. `at` puts something at a place of the
/// trimmed page, `ground` fills the page and its bleed.
pub fn pages(count: usize, each: &str) -> PagedDocument {
    pages_with(count, each, &[])
}

/// The same with further files that the code can name.
pub fn pages_with(count: usize, each: &str, more: &[(&str, Vec<u8>)]) -> PagedDocument {
    let source = format!(
        "#set page(width: 210mm, height: 297mm, margin: 20mm, bleed: 3mm)\n\
         #set text(font: \"Noto Sans CJK SC\", size: 12pt)\n\
         #let at(x, y, body) = place(top + left, dx: x - 20mm, dy: y - 20mm, body)\n\
         #let ground(fill) = place(top + left, dx: -23mm, dy: -23mm, rect(width: 216mm, height: 303mm, fill: fill))\n\
         #for n in range(1, {count} + 1) {{ if n > 1 {{ pagebreak() }}\n{each} }}"
    );
    let file = |path: &str, bytes: Bytes| JobFile { path: path.to_owned(), shown: path.to_owned(), bytes };
    let mut files = vec![
        file("/main.typ", Bytes::from_string(source)),
        file("/white.png", Bytes::new(flat(image::Rgb([255, 255, 255])))),
        file("/black.png", Bytes::new(flat(image::Rgb([0, 0, 0])))),
        file("/half.png", Bytes::new(half())),
        file("/plate.png", of_zoo("nameplate.png")),
        file("/clear.png", of_zoo("nameplate-clear.png")),
        file("/code.png", of_zoo("code-small.png")),
        file("/photo.png", of_zoo("photo-on-white-grey.png")),
    ];
    files.extend(more.iter().map(|(path, bytes)| file(path, Bytes::new(bytes.clone()))));
    match typeset::compile(&JobWorld::new(files, FONTS.clone())) {
        Ok((document, _)) => document,
        Err(errors) => panic!("{}", banmian::diagnostic::render(&errors, banmian::message::Lang::En)),
    }
}

fn of_zoo(name: &str) -> Bytes {
    Bytes::new(std::fs::read(root().join("tests/press/zoo").join(name)).unwrap())
}

pub fn origin(raster: &RasterImage) -> Origin {
    Origin::Other(raster.data().clone())
}

pub fn identity(document: &PagedDocument) -> Identity {
    Identity { document: 7, revision: Revision::of(document, &origin) }
}

/// Prints pages, or says why not.
pub fn try_print(
    document: &PagedDocument,
    name: PressName,
    pdfx: Option<PdfX>,
    marks: bool,
    imposition: Option<Imposition>,
) -> Result<PressFile, Vec<Diagnostic>> {
    print_on(&press(name), document, pdfx, marks, imposition)
}

/// Prints pages on a press that is ready.
pub fn print_on(
    press: &Press,
    document: &PagedDocument,
    pdfx: Option<PdfX>,
    marks: bool,
    imposition: Option<Imposition>,
) -> Result<PressFile, Vec<Diagnostic>> {
    print(&Work {
        document,
        origin: &origin,
        theme: &[],
        press,
        pdfx,
        imposition,
        paper: Abs::zero(),
        preflight: None,
        fold: None,
        leaflet: None,
        marks: marks.then(|| "slug".to_owned()),
        families: &["Noto Sans CJK SC".to_owned()],
        fonts: &FONTS,
        date: Datetime::from_ymd_hms(2025, 1, 10, 0, 0, 0).unwrap(),
        identity: &identity(document),
    })
}

pub fn printed(
    document: &PagedDocument,
    name: PressName,
    pdfx: Option<PdfX>,
    marks: bool,
    imposition: Option<Imposition>,
) -> PressFile {
    try_print(document, name, pdfx, marks, imposition).unwrap_or_else(|errors| panic!("{:?}", said(&errors)))
}

/// The messages in English.
pub fn said(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| english(&finding.message)).collect()
}

pub fn load(file: &PressFile) -> Document {
    Document::load_mem(&file.bytes).unwrap()
}

/// A picture of black above white.
fn half() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(400, 400, |_, y| image::Rgb([if y < 200 { 0 } else { 255 }; 3]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
