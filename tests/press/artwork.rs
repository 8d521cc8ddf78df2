//! Drawings that templates bring, gradients, tilings and what is transparent: on the plates as they should be.
//!
//! What stands on the plates is read from ghostscript's by `tests/drawings.py`, which `tests/validate.sh` runs.

use std::fmt::Write as _;

use banmian::press::icc::PressProfile;
use banmian::press::{PdfX, Press, PressName};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

use super::printing::{load, pages_with, print_on, said};
use super::{press, profile};
use crate::support::{Folder, stderr};

/// A press with a fifth ink.
fn press_with_gold(name: PressName) -> Press {
    let mut press = press(name);
    press.settings.spots = vec!["Gold".to_owned()];
    press
}

fn svg(inside: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='20' \
         viewBox='0 0 20 20'>{inside}</svg>"
    )
    .into_bytes()
}

fn real(value: f64) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "a few digits")]
    Object::Real(value as f32)
}

/// A PDF of one page of 40 by 10 points: four squares in colours of a space each.
fn pdf(spaces: &[(&str, Object)], squares: &[(&str, &[f64])]) -> Vec<u8> {
    let mut file = Document::with_version("1.7");
    let mut operations = Vec::new();
    for (index, (space, values)) in squares.iter().enumerate() {
        operations.push(Operation::new("cs", vec![Object::Name(space.as_bytes().to_vec())]));
        operations.push(Operation::new("scn", values.iter().map(|value| real(*value)).collect()));
        let left = i64::try_from(index * 10).unwrap();
        operations.push(Operation::new("re", vec![left.into(), 0.into(), 10.into(), 10.into()]));
        operations.push(Operation::new("f", vec![]));
    }
    let content = file.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
    let mut named = lopdf::Dictionary::new();
    for (name, space) in spaces {
        named.set(*name, space.clone());
    }
    let pages = file.new_object_id();
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 40.into(), 10.into()],
        "Resources" => dictionary! { "ColorSpace" => named },
    });
    file.objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

/// A spot ink of a file whose stand-in is a colour for the screen.
fn gold_in_rgb() -> Object {
    let function = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![1.into(), 1.into(), 1.into()], "C1" => vec![real(0.8), real(0.7), real(0.3)],
    };
    vec![Object::Name(b"Separation".to_vec()), "Gold".into(), "DeviceRGB".into(), function.into()].into()
}

fn lab() -> Object {
    let white = dictionary! { "WhitePoint" => vec![real(0.9642), 1.into(), real(0.8249)] };
    vec![Object::Name(b"Lab".to_vec()), white.into()].into()
}

/// A table of two colours in red, green and blue.
fn table() -> Object {
    let colours = Object::String(vec![255, 0, 0, 0, 0, 255], lopdf::StringFormat::Hexadecimal);
    vec![Object::Name(b"Indexed".to_vec()), "DeviceRGB".into(), 1.into(), colours].into()
}

/// What is drawn at a place, and what the plates have at points of it (mm from its left top corner): cyan, magenta,
/// yellow, black and gold (%).
struct Drawing {
    name: &'static str,
    code: &'static str,
    probes: Vec<(f64, f64, [f64; 5])>,
    /// Whether PDF/X-1a can hold it.
    plain: bool,
}

#[expect(clippy::too_many_lines, reason = "a list")]
fn drawings(press: &PressProfile) -> Vec<Drawing> {
    let rgb = |r: f64, g: f64, b: f64| {
        let [c, m, y, k] = press.inks_of_srgb([r, g, b].map(|value| value / 255.0)).map(|ink| ink * 100.0);
        [c, m, y, k, 0.0]
    };
    let lab = |l, a, b| {
        let inks = press.inks_of_xyz(banmian::press::lab::xyz_of_lab([l, a, b]));
        let [c, m, y, k] = inks.map(|ink| ink * 100.0);
        [c, m, y, k, 0.0]
    };
    let inks = |c, m, y, k| [c, m, y, k, 0.0];
    let gold = |share| [0.0, 0.0, 0.0, 0.0, share];
    let none = [0.0; 5];
    let half = |[c, m, y, k, _]: [f64; 5]| [c / 2.0, m / 2.0, y / 2.0, k / 2.0, 0.0];
    let drawing = |name, code, plain, probes| Drawing { name, code, probes, plain };
    vec![
        drawing(
            "SVG, red",
            "image(\"/red.svg\", width: 20mm)",
            true,
            vec![(5.0, 10.0, rgb(200.0, 20.0, 30.0))],
        ),
        drawing(
            "SVG, the black of a logo, a grey, and text",
            "image(\"/black.svg\", width: 20mm)",
            true,
            vec![
                (5.0, 5.0, inks(0.0, 0.0, 0.0, 100.0)),
                (15.0, 5.0, inks(0.0, 0.0, 0.0, 40.0)),
                (15.0, 15.0, none),
            ],
        ),
        drawing(
            "SVG, half transparent",
            "image(\"/half.svg\", width: 20mm)",
            false,
            vec![(5.0, 10.0, half(rgb(200.0, 20.0, 30.0))), (15.0, 10.0, inks(0.0, 0.0, 0.0, 50.0))],
        ),
        drawing(
            "SVG, a gradient with a hard step",
            "image(\"/step.svg\", width: 20mm)",
            true,
            vec![
                (1.0, 10.0, rgb(255.0, 0.0, 0.0)),
                (9.5, 10.0, rgb(255.0, 0.0, 0.0)),
                (10.5, 10.0, rgb(0.0, 0.0, 255.0)),
                (19.0, 10.0, rgb(0.0, 0.0, 255.0)),
            ],
        ),
        drawing(
            "SVG, a mask that lets through what is light",
            "image(\"/mask.svg\", width: 20mm)",
            false,
            vec![(5.0, 10.0, rgb(200.0, 20.0, 30.0)), (15.0, 10.0, none)],
        ),
        drawing(
            "SVG, a picture within it",
            "image(\"/picture.svg\", width: 20mm)",
            true,
            vec![(5.0, 10.0, rgb(0.0, 130.0, 60.0)), (15.0, 10.0, rgb(250.0, 210.0, 0.0))],
        ),
        drawing(
            "SVG, a soft shadow",
            "image(\"/shadow.svg\", width: 20mm)",
            false,
            vec![(7.0, 7.0, rgb(200.0, 20.0, 30.0)), (19.5, 0.5, none)],
        ),
        drawing(
            "PDF: RGB, CMYK, Lab, a spot ink",
            "image(\"/spaces.pdf\", width: 40mm)",
            true,
            vec![
                (5.0, 5.0, rgb(255.0, 127.5, 0.0)),
                (15.0, 5.0, inks(10.0, 20.0, 30.0, 40.0)),
                (25.0, 5.0, lab(60.0, 40.0, 30.0)),
                (35.0, 5.0, gold(70.0)),
            ],
        ),
        drawing(
            "PDF: a table, grey, sRGB with a profile, black that is none",
            "image(\"/more.pdf\", width: 40mm)",
            true,
            vec![
                (5.0, 5.0, rgb(0.0, 0.0, 255.0)),
                (15.0, 5.0, inks(0.0, 0.0, 0.0, 40.0)),
                (25.0, 5.0, inks(0.0, 0.0, 0.0, 100.0)),
            ],
        ),
        drawing(
            "hard steps",
            "rect(width: 40mm, height: 10mm, stroke: none, fill: gradient.linear(space: cmyk, (cmyk(100%, 0%, 0%, 0%), 0%), \
             (cmyk(100%, 0%, 0%, 0%), 50%), (cmyk(0%, 0%, 100%, 0%), 50%), (cmyk(0%, 0%, 100%, 0%), 100%)))",
            true,
            vec![
                (0.5, 5.0, inks(100.0, 0.0, 0.0, 0.0)),
                (19.6, 5.0, inks(100.0, 0.0, 0.0, 0.0)),
                (20.4, 5.0, inks(0.0, 0.0, 100.0, 0.0)),
                (39.5, 5.0, inks(0.0, 0.0, 100.0, 0.0)),
            ],
        ),
        drawing(
            "around a point, in four inks",
            "rect(width: 20mm, height: 20mm, stroke: none, fill: gradient.conic(space: cmyk, (cmyk(80%, 0%, 0%, 0%), 0%), \
             (cmyk(80%, 0%, 0%, 0%), 25%), (cmyk(0%, 80%, 0%, 0%), 25%), (cmyk(0%, 80%, 0%, 0%), 50%), \
             (cmyk(0%, 0%, 80%, 0%), 50%), (cmyk(0%, 0%, 80%, 0%), 75%), (cmyk(0%, 0%, 0%, 80%), 75%), \
             (cmyk(0%, 0%, 0%, 80%), 100%)))",
            true,
            vec![
                (5.0, 5.0, inks(80.0, 0.0, 0.0, 0.0)),
                (15.0, 5.0, inks(0.0, 80.0, 0.0, 0.0)),
                (15.0, 15.0, inks(0.0, 0.0, 80.0, 0.0)),
                (5.0, 15.0, inks(0.0, 0.0, 0.0, 80.0)),
            ],
        ),
        drawing(
            "a spot ink that fades to white",
            "{ let gold = color.spot(\"Gold\", cmyk(0%, 20%, 60%, 20%)); place(dx: 41mm, rect(width: 1mm, \
             height: 1mm, stroke: none, fill: gold.tint(100%))); rect(width: 40mm, height: 10mm, stroke: none, \
             fill: gradient.linear(gold.tint(100%), white)) }",
            true,
            vec![(0.2, 5.0, gold(100.0)), (20.0, 5.0, gold(50.0)), (39.8, 5.0, none)],
        ),
        drawing(
            "a spot ink that becomes another colour, from the middle on",
            "{ let gold = color.spot(\"Gold\", cmyk(0%, 20%, 60%, 20%)); place(dx: 21mm, \
             rect(width: 1mm, height: 1mm, stroke: none, fill: cmyk(100%, 0%, 0%, 0%))); rect(width: 20mm, \
             height: 20mm, stroke: none, fill: gradient.radial(gold.tint(100%), cmyk(100%, 0%, 0%, 0%))) }",
            true,
            vec![
                (10.0, 10.0, gold(100.0)),
                (15.0, 10.0, [50.0, 0.0, 0.0, 0.0, 50.0]),
                (0.3, 10.0, [98.0, 0.0, 0.0, 0.0, 2.0]),
            ],
        ),
        drawing(
            "black that fades away",
            "rect(width: 40mm, height: 10mm, stroke: none, fill: gradient.linear(black, rgb(0, 0, 0, 0)))",
            false,
            vec![
                (0.2, 5.0, inks(0.0, 0.0, 0.0, 100.0)),
                (20.0, 5.0, inks(0.0, 0.0, 0.0, 50.0)),
                (39.8, 5.0, none),
            ],
        ),
        drawing(
            "a tiling",
            "rect(width: 20mm, height: 20mm, stroke: none, fill: tiling(size: (4mm, 4mm), \
             place(rect(width: 2mm, height: 4mm, stroke: none, fill: rgb(200, 20, 30)))))",
            true,
            vec![(1.0, 10.0, rgb(200.0, 20.0, 30.0)), (3.0, 10.0, none), (9.0, 10.0, rgb(200.0, 20.0, 30.0))],
        ),
    ]
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let square = "<rect width='20' height='20' fill='#c8141e'/>";
    // Two pixels: green and yellow.
    let png = {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture =
            image::RgbImage::from_fn(2, 1, |x, _| image::Rgb([[0, 130, 60], [250, 210, 0]][x as usize]));
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let mut packed = String::new();
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in png.chunks(3) {
        let word =
            three.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = letters[(word >> (18 - 6 * place) & 63) as usize];
            let _ = write!(packed, "{}", if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    let picture = format!(
        "<image width='20' height='20' preserveAspectRatio='none' style='image-rendering:pixelated' \
         xlink:href='data:image/png;base64,{packed}'/>"
    );
    vec![
        ("/red.svg", svg(square)),
        (
            "/black.svg",
            svg(
                "<rect width='10' height='20' fill='#231f20'/><rect x='10' width='10' height='10' fill='#999'/>",
            ),
        ),
        (
            "/half.svg",
            svg("<rect width='10' height='20' fill='#c8141e' fill-opacity='.5'/>\
                 <g opacity='.5'><rect x='10' width='10' height='20'/></g>"),
        ),
        (
            "/step.svg",
            svg("<linearGradient id='g'><stop stop-color='red'/><stop offset='.5' stop-color='red'/>\
                 <stop offset='.5' stop-color='blue'/></linearGradient><rect width='20' height='20' fill='url(#g)'/>"),
        ),
        (
            "/mask.svg",
            svg(&format!(
                "<mask id='m'><rect width='10' height='20' fill='white'/></mask><g mask='url(#m)'>{square}</g>"
            )),
        ),
        ("/picture.svg", svg(&picture)),
        (
            "/shadow.svg",
            svg("<filter id='f'><feGaussianBlur stdDeviation='1.5'/></filter>\
                 <rect x='5' y='5' width='10' height='10' filter='url(#f)'/>\
                 <rect x='3' y='3' width='10' height='10' fill='#c8141e'/>"),
        ),
        (
            "/spaces.pdf",
            pdf(
                &[("L", lab()), ("S", gold_in_rgb())],
                &[
                    ("DeviceRGB", &[1.0, 0.5, 0.0]),
                    ("DeviceCMYK", &[0.1, 0.2, 0.3, 0.4]),
                    ("L", &[60.0, 40.0, 30.0]),
                    ("S", &[0.7]),
                ],
            ),
        ),
        (
            "/more.pdf",
            pdf(
                &[("T", table())],
                &[
                    ("T", &[1.0]),
                    ("DeviceGray", &[0.6]),
                    ("DeviceRGB", &[35.0 / 255.0, 31.0 / 255.0, 32.0 / 255.0]),
                ],
            ),
        ),
    ]
}

/// All drawings on a page, in rows, and where each is (mm).
fn page(drawings: &[Drawing]) -> (String, Vec<(f64, f64)>) {
    let mut code = String::new();
    let mut places = Vec::new();
    for (index, drawing) in drawings.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few drawings")]
        let place = (20.0 + 50.0 * (index % 3) as f64, 15.0 + 30.0 * (index / 3) as f64);
        let _ = writeln!(code, "at({}mm, {}mm, {})", place.0, place.1, drawing.code);
        places.push(place);
    }
    (code, places)
}

/// Writes files and what their plates should have for `tests/drawings.py`, into the folder that `BANMIAN_OUT` names.
#[test]
#[ignore = "writes the files that tests/drawings.py reads"]
fn drawings_for_the_plates() {
    let folder = std::path::PathBuf::from(std::env::var("BANMIAN_OUT").expect("BANMIAN_OUT names a folder"));
    for (name, press_name) in [("newsprint", PressName::Newsprint), ("coated", PressName::Coated)] {
        let press = press_with_gold(press_name);
        let all = drawings(&profile(press_name));
        for (pdfx, form) in [(PdfX::X4, "x4"), (PdfX::X1a, "x1a")] {
            let drawings: Vec<_> = all
                .iter()
                .filter(|drawing| drawing.plain || pdfx == PdfX::X4)
                .map(|drawing| Drawing { probes: drawing.probes.clone(), ..*drawing })
                .collect();
            let (code, places) = page(&drawings);
            let document = pages_with(1, &code, &files());
            let file = print_on(&press, &document, Some(pdfx), false, None)
                .unwrap_or_else(|findings| panic!("{:?}", said(&findings)));
            std::fs::write(folder.join(format!("drawings-{name}-{form}.pdf")), &file.bytes).unwrap();
            let mut wanted = String::new();
            for (drawing, (x, y)) in drawings.iter().zip(places) {
                for (dx, dy, inks) in &drawing.probes {
                    let _ = writeln!(wanted, "{}\t{:.2}\t{:.2}\t{inks:?}", drawing.name, x + dx, y + dy);
                }
            }
            std::fs::write(folder.join(format!("drawings-{name}-{form}.tsv")), wanted).unwrap();
        }
    }
}

#[test]
fn drawings_are_in_inks_alone() {
    let press = press_with_gold(PressName::Newsprint);
    for pdfx in [PdfX::X4, PdfX::X1a] {
        for drawing in drawings(&profile(PressName::Newsprint)) {
            let document = pages_with(1, &format!("at(20mm, 30mm, {})", drawing.code), &files());
            match print_on(&press, &document, Some(pdfx), false, None) {
                Ok(file) => {
                    assert!(drawing.plain || pdfx == PdfX::X4, "{}: transparent in X-1a", drawing.name);
                    let bytes = format!("{:?}", load(&file).objects);
                    for foreign in ["DeviceRGB", "CalRGB", "/Lab", "ICCBased"] {
                        assert!(!bytes.contains(foreign), "{}: {foreign}", drawing.name);
                    }
                }
                Err(findings) => {
                    assert!(!drawing.plain && pdfx == PdfX::X1a, "{}: {:?}", drawing.name, said(&findings));
                    assert!(said(&findings)[0].ends_with(": at 20 × 30 mm"), "{:?}", said(&findings));
                }
            }
        }
    }
}

/// What is said of a drawing at 20 × 30 mm.
fn refused(path: &str, bytes: Vec<u8>) -> Vec<String> {
    let document =
        pages_with(1, &format!("at(20mm, 30mm, image(\"{path}\", width: 40mm))"), &[(path, bytes)]);
    match print_on(&press_with_gold(PressName::Newsprint), &document, None, false, None) {
        Ok(file) => said(&file.findings),
        Err(findings) => said(&findings),
    }
}

#[test]
fn drawings_that_cannot_be_printed_are_refused() {
    let silver = {
        let Object::Array(mut array) = gold_in_rgb() else { unreachable!() };
        array[1] = Object::Name(b"Silver".to_vec());
        Object::Array(array)
    };
    assert_eq!(
        refused("/a.pdf", pdf(&[("S", silver)], &[("S", &[0.7])])),
        ["the spot ink `Silver` is not one of the press's: at 20 × 30 mm"]
    );
    assert_eq!(
        refused("/a.pdf", pdf(&[], &[("DeviceCMYK", &[0.9, 0.9, 0.9, 0.9])])),
        ["a colour has 360 % ink; the press takes 240 %: at 20 × 30 mm"]
    );
    let space = vec![Object::Name(b"Peculiar".to_vec()), 1.into()];
    assert_eq!(
        refused("/a.pdf", pdf(&[("P", space.into())], &[("P", &[0.7])])),
        ["an SVG or PDF picture cannot be printed, for a colour in it has no known inks: at 20 × 30 mm"]
    );
    // Text in a font that is not in the file.
    let bytes = pdf(&[], &[("DeviceGray", &[0.0])]);
    let mut file = Document::load_mem(&bytes).unwrap();
    let page = file.get_pages()[&1];
    let font =
        file.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
    let resources =
        file.get_dictionary_mut(page).unwrap().get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
    resources.set("Font", dictionary! { "F" => font });
    let mut with_font = Vec::new();
    file.save_to(&mut with_font).unwrap();
    assert_eq!(
        refused("/a.pdf", with_font),
        ["an SVG or PDF picture cannot be printed, for its font `Courier` is not in the file: at 20 × 30 mm"]
    );
    // A layer that is switched off.
    let mut file = Document::load_mem(&bytes).unwrap();
    let layer = file.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("draft") });
    let off = dictionary! { "OFF" => vec![Object::Reference(layer)] };
    let catalog = file.catalog_mut().unwrap();
    catalog.set("OCProperties", dictionary! { "OCGs" => vec![Object::Reference(layer)], "D" => off });
    let mut with_layer = Vec::new();
    file.save_to(&mut with_layer).unwrap();
    assert_eq!(
        refused("/a.pdf", with_layer),
        [
            "an SVG or PDF picture cannot be printed, for it has layers that are switched off and would be printed: at 20 × 30 mm"
        ]
    );
}

#[test]
fn a_countys_nameplate_may_be_a_drawing() {
    let plate = svg("<rect width='20' height='20' fill='#231f20'/>");
    let folder = Folder::sample().file("county.toml", b"[theme]\nmasthead = \"pictures/plate.svg\"\n");
    std::fs::create_dir_all(folder.path().join("pictures")).unwrap();
    std::fs::write(folder.path().join("pictures/plate.svg"), &plate).unwrap();
    let output = folder.run(&["build", "report.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // A file that only has its name is none.
    std::fs::write(folder.path().join("pictures/plate.svg"), "no drawing").unwrap();
    let said = stderr(&folder.run(&["check", "report.json"]));
    assert!(
        said.contains("error[theme]: `pictures/plate.svg` is not a picture that can be printed"),
        "{said}"
    );
}
