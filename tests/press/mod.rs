//! Press: colours, pictures, the file.

mod artwork;
mod compared;
mod decoders;
mod finishing;
mod gwg;
mod identity;
mod pages;
mod placed;
mod preflight;
mod printing;
mod zoo;

use std::io::Read;
use std::sync::Arc;

use banmian::edition::lightness::Veil;
use banmian::job::{self, Opened, PressChoice};
use banmian::press::icc::PressProfile;
use banmian::press::lab::{lab_of_xyz, xyz_of_lab};
use banmian::press::link::Link;
use banmian::press::pictures::{self, Cut, Form, Making, Origin};
use banmian::press::space::PictureSpace;
use banmian::press::{PdfX, Press, PressName};
use lopdf::{Document, Object};
use typst_utils::LazyHash;

use crate::support::{FONTS, Folder, copy, edition, english, picture, root, stderr};

fn press(name: PressName) -> Press {
    Press::open(name, None).unwrap_or_else(|_| panic!("the press opens"))
}

fn profile(name: PressName) -> PressProfile {
    press(name).profile.unwrap()
}

/// The colour difference CIEDE2000 (Sharma, Wu and Dalal, 2005).
fn delta_e(one: [f64; 3], two: [f64; 3]) -> f64 {
    let chroma = |lab: [f64; 3]| lab[1].hypot(lab[2]);
    let mean = f64::midpoint(chroma(one), chroma(two));
    let g = 0.5 * (1.0 - (mean.powi(7) / (mean.powi(7) + 25f64.powi(7))).sqrt());
    let prime = |lab: [f64; 3]| {
        let a = lab[1] * (1.0 + g);
        let hue = lab[2].atan2(a).to_degrees();
        (lab[0], a.hypot(lab[2]), if hue < 0.0 { hue + 360.0 } else { hue })
    };
    let ((l1, c1, h1), (l2, c2, h2)) = (prime(one), prime(two));
    let mut dh = h2 - h1;
    if c1 * c2 == 0.0 {
        dh = 0.0;
    } else if dh > 180.0 {
        dh -= 360.0;
    } else if dh < -180.0 {
        dh += 360.0;
    }
    let big_h = 2.0 * (c1 * c2).sqrt() * (dh / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = if c1 * c2 == 0.0 {
        h1 + h2
    } else if (h1 - h2).abs() <= 180.0 {
        f64::midpoint(h1, h2)
    } else if h1 + h2 < 360.0 {
        f64::midpoint(h1, h2) + 180.0
    } else {
        f64::midpoint(h1, h2) - 180.0
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.2 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let theta = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rc = 2.0 * (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
    let rt = -(2.0 * theta).to_radians().sin() * rc;
    let (dl, dc, dh) = ((l2 - l1) / sl, (c2 - c1) / sc, big_h / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

#[test]
fn the_colour_difference_is_right() {
    // Pairs from the paper's table.
    for (one, two, wanted) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        assert!((delta_e(one, two) - wanted).abs() < 1e-3, "{}", delta_e(one, two));
    }
}

/// Lab as measured, from Lab relative to the paper.
fn absolute(lab: [f64; 3]) -> [f64; 3] {
    let paper = xyz_of_lab([85.2, 0.9, 5.2]);
    let white = [0.9642, 1.0, 0.8249];
    let xyz = xyz_of_lab(lab);
    lab_of_xyz(std::array::from_fn(|i| xyz[i] * paper[i] / white[i]))
}

#[test]
fn the_newsprint_profile_meets_the_published_figures() {
    let profile = profile(PressName::Newsprint);
    let figures: &[([f64; 4], [f64; 3])] = &[
        ([0.0, 0.0, 0.0, 0.0], [85.2, 0.9, 5.2]),
        ([1.0, 0.0, 0.0, 0.0], [59.1, -23.9, -27.1]),
        ([0.0, 1.0, 0.0, 0.0], [55.5, 47.6, 0.7]),
        ([0.0, 0.0, 1.0, 0.0], [80.4, -1.4, 61.6]),
        ([0.0, 0.0, 0.0, 1.0], [36.8, 1.5, 4.5]),
        ([0.0, 1.0, 1.0, 0.0], [53.8, 44.8, 26.0]),
        ([1.0, 0.0, 1.0, 0.0], [54.9, -34.3, 17.5]),
        ([1.0, 1.0, 0.0, 0.0], [42.4, 7.0, -22.7]),
        ([1.0, 1.0, 1.0, 0.0], [40.4, 0.1, 0.4]),
        ([1.0, 1.0, 1.0, 1.0], [31.9, 0.2, 0.6]),
        ([0.5, 0.0, 0.0, 0.0], [68.3, -16.0, -16.4]),
        ([0.0, 0.5, 0.0, 0.0], [64.8, 32.1, -0.2]),
        ([0.0, 0.0, 0.5, 0.0], [81.8, -1.6, 41.9]),
    ];
    let off: Vec<f64> =
        figures.iter().map(|(inks, lab)| delta_e(absolute(profile.lab_of(*inks)), *lab)).collect();
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    assert!(mean <= 1.0 && off.iter().all(|off| *off <= 2.0), "{mean}: {off:?}");
    // The grey ramp, of which only the lightness is given.
    let ramp = [
        (3, 83.2),
        (10, 78.6),
        (20, 72.2),
        (30, 66.2),
        (40, 60.4),
        (50, 55.1),
        (60, 50.1),
        (70, 46.2),
        (80, 42.6),
        (90, 39.6),
    ];
    for (tone, lightness) in ramp {
        let found = absolute(profile.lab_of([0.0, 0.0, 0.0, f64::from(tone) / 100.0]))[0];
        assert!((found - lightness).abs() < 0.7, "{tone} %: {found} instead of {lightness}");
    }
    // The page's darkest colours stay within the ink that the press takes, and black within its limit.
    for lab in [[0.0, 0.0, 0.0], [10.0, 20.0, 0.0], [20.0, -10.0, -30.0], [30.0, 40.0, 30.0]] {
        let inks = profile.inks_of_lab(lab);
        assert!(inks.iter().sum::<f64>() <= 2.4 && inks[3] <= 0.951, "{inks:?}");
    }
}

#[test]
fn the_newsprint_profile_comes_back_to_where_it_began() {
    let profile = profile(PressName::Newsprint);
    let mut off = Vec::new();
    // Colours that the press can print: made of few inks.
    for c in 0..5 {
        for m in 0..5 {
            for y in 0..5 {
                let lab = profile.lab_of([c, m, y, 0].map(|step| f64::from(step) * 0.17));
                off.push(delta_e(profile.lab_of(profile.inks_of_lab(lab)), lab));
            }
        }
    }
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    let worst = off.iter().copied().fold(0.0, f64::max);
    assert!(mean <= 1.0 && worst <= 4.0, "mean {mean}, worst {worst}");
}

#[test]
fn colours_are_converted_as_little_cms_does() {
    for (name, shown) in [(PressName::Newsprint, "newsprint"), (PressName::Coated, "coated")] {
        let profile = profile(name);
        let link = Link::new(|rgb: [f64; 3]| profile.inks_of_xyz(PictureSpace::srgb().xyz(rgb)));
        let mut off = Vec::new();
        for line in include_str!("lcms2.txt").lines().filter(|line| line.starts_with(shown)) {
            let numbers: Vec<f64> = line.split(' ').skip(1).map(|number| number.parse().unwrap()).collect();
            let ours = link.inks([0, 1, 2].map(|i| numbers[i] as f32 / 255.0)).map(f64::from);
            let theirs = [3, 4, 5, 6].map(|i| numbers[i] / 255.0);
            off.push((delta_e(profile.lab_of(ours), profile.lab_of(theirs)), line.to_owned()));
        }
        assert_eq!(off.len(), 216);
        let mean = off.iter().map(|(off, _)| off).sum::<f64>() / 216.0;
        let worst = off.iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        assert!(mean <= 1.0 && worst.0 <= 3.0, "{shown}: mean {mean}, worst {worst:?}");
    }
}

#[test]
fn greys_are_black_ink_alone() {
    let profile = profile(PressName::Coated);
    for step in 0..=10 {
        let grey = f64::from(step) / 10.0;
        assert_eq!(profile.inks_of_srgb([grey; 3]), [0.0, 0.0, 0.0, 1.0 - grey]);
    }
    assert!(profile.inks_of_srgb([0.8, 0.1, 0.1])[1] > 0.8);
}

/// At 100 ppi, and nothing else done to photos.
fn making(press: &PressProfile) -> Making<'_> {
    Making { ppi: 100.0, sharpen: 0.0, prepare: false, black: None, alpha: true, press, total_ink: 240.0 }
}

fn printed(bytes: Vec<u8>, press: &PressProfile, fade: Option<(f64, f64)>) -> pictures::Printed {
    let cut = Cut {
        origin: Origin::Photo {
            bytes: Arc::new(LazyHash::new(bytes)),
            name: "a.png".to_owned(),
            veil: Veil { fade, shade: None },
        },
        left: 0.0,
        top: 0.0,
        right: 0.5,
        bottom: 1.0,
        width_pt: 36.0,
        height_pt: 72.0,
        page: 1,
        x_pt: 0.0,
        y_pt: 0.0,
    };
    pictures::print_all(&[cut], making(press)).remove(0).unwrap()
}

/// The inks of a printed picture, four bytes a pixel, as a reader of the file finds them.
fn inks(printed: &pictures::Printed) -> Vec<u8> {
    let inflated = || {
        let mut bytes = Vec::new();
        flate2::read::ZlibDecoder::new(&printed.bytes[..]).read_to_end(&mut bytes).unwrap();
        bytes
    };
    match &printed.form {
        // The decoder knows that Adobe's CMYK is inverted.
        Form::Jpeg => jpeg_decoder::Decoder::new(&printed.bytes[..]).decode().unwrap(),
        Form::Inks => inflated(),
        Form::Palette(palette, bits) => {
            let each = 8 / usize::from(*bits);
            let row = (printed.width as usize).div_ceil(each);
            let mut inks = Vec::new();
            for row in inflated().chunks(row) {
                for x in 0..printed.width as usize {
                    let shift = 8 - usize::from(*bits) * (x % each + 1);
                    let number = usize::from(row[x / each] >> shift) & ((1 << bits) - 1);
                    inks.extend(palette[number]);
                }
            }
            inks
        }
    }
}

/// The inks of one pixel.
fn inks_at(printed: &pictures::Printed, x: u32, y: u32) -> [u8; 4] {
    let at = 4 * (y * printed.width + x) as usize;
    inks(printed)[at..at + 4].try_into().unwrap()
}

/// About the red, green and blue of one pixel.
fn seen(printed: &pictures::Printed, x: u32, y: u32) -> [u8; 3] {
    let [c, m, y, k] = inks_at(printed, x, y).map(|ink| 255 - u32::from(ink));
    [c, m, y].map(|left| (left * k / 255) as u8)
}

fn flat(color: image::Rgb<u8>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(400, 400, color).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn cmyk_pictures_are_not_inverted_and_have_their_size() {
    let press = profile(PressName::Newsprint);
    let white = printed(flat(image::Rgb([255, 255, 255])), &press, None);
    // 36 × 72 pt at 100 ppi; the left half of 400 pixels would give more.
    assert_eq!((white.width, white.height), (50, 100));
    assert!(seen(&white, 10, 10).iter().all(|value| *value > 250), "{:?}", seen(&white, 10, 10));
    assert!(white.most_ink < 3.0, "{}", white.most_ink);
    let red = printed(flat(image::Rgb([200, 20, 30])), &press, None);
    let [r, g, b] = seen(&red, 10, 10);
    assert!(r > 180 && g < 90 && b < 90, "{r} {g} {b}");
    let black = printed(flat(image::Rgb([0, 0, 0])), &press, None);
    assert!(seen(&black, 10, 10).iter().all(|value| *value < 40));
    assert!(black.most_ink <= 240.0 && black.most_ink > 180.0, "{}", black.most_ink);
    assert!((f64::from(black.ink[0]) - black.most_ink).abs() < 1.0);
}

#[test]
fn a_picture_is_never_made_larger() {
    let press = profile(PressName::Newsprint);
    let small = printed(picture(40, 40, image::ImageFormat::Png), &press, None);
    assert_eq!((small.width, small.height), (20, 40));
}

#[test]
fn a_picture_fades_to_no_ink() {
    let press = profile(PressName::Newsprint);
    let faded = printed(flat(image::Rgb([0, 60, 120])), &press, Some((0.2, 0.8)));
    let light = |y| seen(&faded, 25, y).iter().map(|value| u32::from(*value)).sum::<u32>();
    assert!(light(5) < light(40) && light(40) < light(60) && light(60) < light(95));
    assert!(light(95) >= 3 * 250, "{}", light(95));
}

fn pdf(name: PressName, pdfx: Option<PdfX>, marks: bool) -> Document {
    let choice = PressChoice { pdfx, marks, ..PressChoice::default() };
    let opened = Opened {
        edition: edition(|text| text),
        fonts: FONTS.clone(),
        press: press(name),
        choice,
        candidate: None,
        saved: None,
        draft: false,
    };
    let outcome = job::make(&opened.edition, &opened.fonts);
    let file = job::print(&opened, &outcome).unwrap_or_else(|_| panic!("the sample prints"));
    Document::load_mem(&file.bytes).unwrap()
}

fn sizes(document: &Document, key: &str) -> [f32; 4] {
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let values: Vec<f32> =
        page.get(key.as_bytes()).unwrap().as_array().unwrap().iter().map(|v| v.as_float().unwrap()).collect();
    values.try_into().unwrap()
}

#[test]
fn boxes_lie_in_each_other() {
    let near = |a: [f32; 4], b: [f32; 4]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.02);
    let plain = pdf(PressName::Newsprint, None, false);
    assert!(near(sizes(&plain, "MediaBox"), [0.0, 0.0, 1122.52, 1561.89]));
    assert!(near(sizes(&plain, "BleedBox"), sizes(&plain, "MediaBox")));
    assert!(near(sizes(&plain, "TrimBox"), [8.504, 8.504, 1114.016, 1553.386]));
    // With marks the sheet is 15 mm larger on every side.
    let marks = pdf(PressName::Newsprint, None, true);
    assert!(near(sizes(&marks, "MediaBox"), [0.0, 0.0, 1190.55, 1629.92]));
    assert!(near(sizes(&marks, "BleedBox"), [34.016, 34.016, 1156.535, 1595.906]));
    assert!(near(sizes(&marks, "TrimBox"), [42.52, 42.52, 1148.03, 1587.4]));
}

#[test]
fn small_black_text_overprints_and_nothing_else() {
    let document = pdf(PressName::Newsprint, None, false);
    let page = document.get_pages()[&1];
    let content = document.get_and_decode_page_content(page).unwrap();
    let (mut inks, mut overprints, mut small_black, mut other) = (Vec::new(), false, 0, 0);
    let mut stack = Vec::new();
    for operation in &content.operations {
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|value| value.as_float().ok()).collect();
        match operation.operator.as_str() {
            "q" => stack.push((inks.clone(), overprints)),
            "Q" => (inks, overprints) = stack.pop().unwrap(),
            "k" => inks = numbers,
            "rg" | "g" | "RG" | "G" => panic!("a colour that is no ink"),
            "gs" => overprints |= operation.operands[0].as_name().unwrap() == b"BanmianOverprint",
            "Tf" => {
                let size = operation.operands[1].as_float().unwrap();
                let black = inks == [0.0, 0.0, 0.0, 1.0];
                assert_eq!(overprints, black && size < 12.0, "{inks:?} {size}");
                if overprints { small_black += 1 } else { other += 1 }
            }
            _ => {}
        }
    }
    assert!(small_black > 300 && other > 20, "{small_black} {other}");
}

#[test]
fn both_versions_say_what_they_are() {
    let x4 = pdf(PressName::Newsprint, None, false);
    assert_eq!(x4.version, "1.6");
    let x1a = pdf(PressName::Coated, Some(PdfX::X1a), false);
    assert_eq!(x1a.version, "1.4");
    let info = |document: &Document, key: &[u8]| {
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        document.get_dictionary(info).unwrap().get(key).cloned().ok()
    };
    assert_eq!(info(&x1a, b"GTS_PDFXVersion"), Some(Object::string_literal("PDF/X-1a:2003")));
    assert_eq!(info(&x4, b"GTS_PDFXVersion"), None);
    for document in [&x4, &x1a] {
        assert_eq!(info(document, b"Trapped"), Some(Object::Name(b"False".to_vec())));
        let catalog = document.catalog().unwrap();
        let intents = catalog.get(b"OutputIntents").unwrap().as_array().unwrap();
        assert_eq!(intents.len(), 1);
        // No groups, soft masks or transparency at all, also in X-4.
        for object in document.objects.values() {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            assert!(!dict.has(b"SMask") && !dict.has(b"Group") && !dict.has(b"Annots"), "{dict:?}");
            for key in [&b"ca"[..], b"CA"] {
                assert!(
                    dict.get(key).is_err() || dict.get(key).unwrap().as_float().unwrap() == 1.0,
                    "{dict:?}"
                );
            }
        }
    }
}

#[test]
fn what_cannot_be_printed_is_refused() {
    let folder = Folder::sample();
    let template = folder.path().join("mine");
    copy(&root().join("templates/newspaper-feature"), &template);
    let part = template.join("parts/credits.typ");
    let text = std::fs::read_to_string(&part).unwrap();
    let check = |insert: &str| {
        std::fs::write(&part, text.replace("at(rect, {", &format!("at(rect, {{\n  {insert}"))).unwrap();
        let output = folder.run(&["check", "report.json", "--template", "mine", "--pdfx", "x1a"]);
        (output.status.code(), stderr(&output))
    };
    for (insert, code, wanted) in [
        (
            "place(text(fill: rgb(0, 0, 0, 50%), \"x\"))",
            1,
            "error[transparent]: a colour is transparent, which cannot be printed so: at 19 × 526 mm",
        ),
        (
            "place(std.rect(fill: tiling(size: (3pt, 3pt), std.rect(fill: rgb(0, 0, 0, 50%)))))",
            1,
            "error[tiling]: a tiling is transparent or holds a picture, which cannot be printed so",
        ),
        (
            "place(text(size: 4pt, \"tiny\"))",
            1,
            "error[small-text]: text of 4.0 pt (“tiny”) is smaller than the press's 6 pt",
        ),
        (
            "place(std.rect(fill: cmyk(90%, 90%, 90%, 90%)))",
            1,
            "error[total-ink]: a colour has 360 % ink; the press takes 240 %",
        ),
        (
            "place(text(fill: color.spot(\"all\", cmyk(0%, 0%, 0%, 100%)).tint(100%), \"x\"))",
            1,
            "error[registration]: registration colour is used on the page",
        ),
        (
            "place(text(fill: color.spot(\"Gold\", cmyk(0%, 0%, 50%, 0%)).tint(100%), \"x\"))",
            1,
            "error[spot-ink]: the spot ink ",
        ),
        (
            "place(text(fill: cmyk(0%, 100%, 100%, 0%), size: 8pt, \"red\"))",
            0,
            "warning[small-text]: text in several inks of 8.0 pt (“red”) is smaller than the press's 10 pt",
        ),
        (
            "place(line(stroke: 0.1pt))",
            0,
            "warning[thin-line]: a line of 0.10 pt is thinner than the press's 0.25 pt",
        ),
        (
            "place(dx: -54pt, text(\"out\"))",
            0,
            "warning[near-trim]: text (“out”) is nearer than 5 mm to the trim",
        ),
        (
            "place(text(fill: cmyk(50%, 0%, 0%, 100%), size: 12pt, \"deep\"))",
            0,
            "warning[rich-black]: black text of 12.0 pt (“deep”) has other inks in it",
        ),
        (
            "place(dx: -53pt, std.rect(width: 10pt, height: 4pt, fill: black))",
            0,
            "warning[no-bleed]: a coloured ground ends at the trim and does not go on into the bleed",
        ),
        (
            "place(image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='red' opacity='.5'/></svg>\")))",
            1,
            "error[picture]: an SVG or PDF picture cannot be printed, for something in it is transparent, which PDF/X-1a does not know",
        ),
    ] {
        let (status, said) = check(insert);
        assert!(said.contains(wanted), "{insert}: {said}");
        assert_eq!(status, Some(code), "{insert}: {said}");
    }
}

#[test]
fn profiles_that_are_none() {
    let rgb = moxcms_srgb();
    let mut truncated = std::fs::read(root().join("src/press/profiles/newsprint/newsprint.icc")).unwrap();
    truncated.truncate(40_000);
    let mut wrong_class = std::fs::read(root().join("src/press/profiles/newsprint/newsprint.icc")).unwrap();
    wrong_class[12..16].copy_from_slice(b"scnr");
    let folder = Folder::sample()
        .file("text.icc", b"this is no profile")
        .file("rgb.icc", &rgb)
        .file("short.icc", &truncated)
        .file("scanner.icc", &wrong_class);
    for (file, wanted) in [
        ("text.icc", "this is no ICC profile"),
        ("rgb.icc", "the profile is not of a press (its class is not `prtr`)"),
        ("short.icc", "this is no ICC profile"),
        ("scanner.icc", "the profile is not of a press (its class is not `prtr`)"),
        ("none.icc", "the profile cannot be read: "),
    ] {
        let output = folder.run(&["check", "report.json", "--profile", file]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.starts_with(&format!("error[press-profile]: {wanted}")), "{file}: {said}");
        assert!(
            said.contains(&format!("--> {file}\n  = help: ask the printer for the ICC output profile")),
            "{said}"
        );
    }
    let output = folder.run(&["check", "report.json", "--press", "office", "--profile", "rgb.icc"]);
    assert!(stderr(&output).contains("the press `office` prints RGB and takes no profile"));
}

fn moxcms_srgb() -> Vec<u8> {
    moxcms::ColorProfile::new_srgb().encode().unwrap()
}

#[test]
fn the_office_gets_rgb() {
    let document = pdf(PressName::Office, None, false);
    assert_eq!(document.version, "1.7");
    assert!(document.catalog().unwrap().get(b"OutputIntents").is_err());
}

/// A flat PNG with a profile in it.
fn with_profile(color: image::Rgb<u8>, profile: &[u8]) -> Vec<u8> {
    use image::ImageEncoder;
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    let pixels = image::RgbImage::from_pixel(400, 400, color);
    encoder.write_image(pixels.as_raw(), 400, 400, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

#[test]
fn a_pictures_own_profile_counts() {
    let press = profile(PressName::Coated);
    let green = image::Rgb([60, 160, 80]);
    let plain = seen(&printed(flat(green), &press, None), 10, 10);
    let srgb = printed(with_profile(green, &moxcms_srgb()), &press, None);
    assert_eq!((seen(&srgb, 10, 10), srgb.known.note.as_ref()), (plain, None));
    // The same numbers mean a stronger green in Adobe RGB and in Display P3.
    for wide in [moxcms::ColorProfile::new_adobe_rgb(), moxcms::ColorProfile::new_display_p3()] {
        let found = printed(with_profile(green, &wide.encode().unwrap()), &press, None);
        assert_eq!(found.known.note, None);
        assert!(seen(&found, 10, 10)[0] + 4 < plain[0], "{:?} {plain:?}", seen(&found, 10, 10));
    }
    // A profile that lies about the channels is said, and not used.
    let cmyk = std::fs::read(root().join("src/press/profiles/newsprint/newsprint.icc")).unwrap();
    let lying = printed(with_profile(green, &cmyk), &press, None);
    assert_eq!(
        lying.known.note.as_ref().map(|note| english(&note.message)).as_deref(),
        Some("a picture is taken as sRGB, for its colour profile is not for RGB, but its pixels are: {at}")
    );
    assert_eq!(seen(&lying, 10, 10), plain);
    let folder = Folder::sample().file("photos/seeding.jpg", &with_profile(green, &cmyk));
    let said = stderr(&folder.run(&["check", "report.json"]));
    assert!(
        said.contains(
            "warning[picture-profile]: a picture is taken as sRGB, for its colour profile is not for RGB"
        ),
        "{said}"
    );
}

#[test]
fn pictures_of_every_depth_print() {
    let press = profile(PressName::Newsprint);
    let png = |picture: image::DynamicImage| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let red8 = seen(&printed(flat(image::Rgb([200, 20, 30])), &press, None), 10, 10);
    let red16 = image::ImageBuffer::from_pixel(400, 400, image::Rgb([200u16 * 257, 20 * 257, 30 * 257]));
    assert_eq!(seen(&printed(png(red16.into()), &press, None), 10, 10), red8);
    // What is transparent shows paper.
    let clear = image::RgbaImage::from_pixel(400, 400, image::Rgba([0, 0, 0, 0]));
    assert!(printed(png(clear.into()), &press, None).most_ink < 3.0);
    // Grey is black ink alone: at most 100 %.
    for grey in [
        png(image::GrayImage::from_pixel(400, 400, image::Luma([0])).into()),
        png(image::ImageBuffer::from_pixel(400, 400, image::Luma([0u16])).into()),
    ] {
        let most = printed(grey, &press, None).most_ink;
        assert!((most - 100.0).abs() < 0.5, "{most}");
    }
}

#[test]
fn ink_limits_are_kept_and_absurd_ones_refused() {
    let folder = Folder::sample();
    for percent in ["0", "149", "401", "-5", "many"] {
        assert_eq!(
            folder.run(&["check", "report.json", "--total-ink", percent]).status.code(),
            Some(2),
            "{percent}"
        );
    }
    let worst = |percent: &str| {
        let output = folder.run(&["check", "report.json", "--figures", "--total-ink", percent]);
        let said = String::from_utf8(output.stdout).unwrap();
        let line = said.lines().find(|line| line.starts_with("most ink")).unwrap().to_owned();
        line.split_whitespace().find_map(|word| word.parse::<f64>().ok().filter(|n| *n > 20.0)).unwrap()
    };
    let (less, more) = (worst("211"), worst("240"));
    assert!(less <= 211.0 && more > 212.0, "{less} {more}");
}

#[test]
fn profiles_of_version_4_are_read() {
    // The same model with tables of version 4, and fewer points.
    let bytes = std::fs::read(root().join("tests/press/version4.icc")).unwrap();
    let (four, two) = (PressProfile::read(bytes.clone()).unwrap(), profile(PressName::Newsprint));
    assert_eq!((four.version, four.description.as_str()), (4, "newsprint, version 4"));
    let mut off = Vec::new();
    for step in 0..1000u32 {
        let rgb = [step % 10, step / 10 % 10, step / 100].map(|n| f64::from(n) / 9.0);
        let xyz = PictureSpace::srgb().xyz(rgb);
        off.push(delta_e(four.lab_of(four.inks_of_xyz(xyz)), two.lab_of(two.inks_of_xyz(xyz))));
    }
    let mean = off.iter().sum::<f64>() / 1000.0;
    assert!(mean < 1.0, "{mean}");
    let folder = Folder::sample().file("printer.icc", &bytes);
    let run = |more: &[&str]| {
        let output = folder.run(&[&["check", "report.json", "--profile", "printer.icc"], more].concat());
        (output.status.code(), stderr(&output))
    };
    assert_eq!(run(&[]).0, Some(0), "{}", run(&[]).1);
    let (status, said) = run(&["--pdfx", "x1a"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("PDF/X-1a needs a profile of ICC version 2; this one is of version 4"), "{said}");
}

#[test]
fn pdf_x_4_blends_in_inks() {
    let folder = Folder::sample();
    copy(&root().join("templates/newspaper-feature"), &folder.path().join("mine"));
    let part = folder.path().join("mine/parts/credits.typ");
    let text = std::fs::read_to_string(&part).unwrap();
    let glass = "at(rect, {\n  place(std.rect(width: 30pt, height: 9pt, fill: rgb(200, 20, 30, 50%)))\n  \
                 place(text(fill: luma(0, 40%), \"glass\"))";
    std::fs::write(&part, text.replace("at(rect, {", glass)).unwrap();
    let output = folder.run(&["build", "report.json", "--template", "mine"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document = Document::load(folder.path().join("report.pdf")).unwrap();
    let page = document.get_pages()[&1];
    let group = document.get_dictionary(page).unwrap().get(b"Group").unwrap().as_dict().unwrap();
    assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
    let content = document.get_and_decode_page_content(page).unwrap();
    let operators = || content.operations.iter().map(|operation| operation.operator.as_str());
    assert!(!operators().any(|operator| ["cs", "scn", "rg", "CS", "SCN"].contains(&operator)));
    // The red glass: its inks stand right behind the graphics state with the opacity.
    let wanted = profile(PressName::Newsprint).inks_of_srgb([200.0, 20.0, 30.0].map(|value| value / 255.0));
    let found = content.operations.windows(2).any(|pair| {
        let inks: Vec<f64> =
            pair[1].operands.iter().filter_map(|v| Some(f64::from(v.as_float().ok()?))).collect();
        pair[0].operator == "gs"
            && pair[1].operator == "k"
            && inks.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01)
    });
    assert!(found, "{wanted:?}");
    // A gradient that is transparent gets a soft mask.
    let gradient = "at(rect, {\n  place(std.rect(fill: gradient.linear(rgb(0, 0, 0, 0), black)))";
    std::fs::write(&part, text.replace("at(rect, {", gradient)).unwrap();
    let said = stderr(&folder.run(&["check", "report.json", "--template", "mine"]));
    assert!(!said.contains("error"), "{said}");
    let said = stderr(&folder.run(&["check", "report.json", "--template", "mine", "--pdfx", "x1a"]));
    assert!(
        said.starts_with("error[transparent]: a colour is transparent, which cannot be printed so: at "),
        "{said}"
    );
}
