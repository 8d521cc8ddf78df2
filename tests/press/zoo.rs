//! Pictures of every kind that people send: `zoo.py` writes them, and what Little CMS makes of their colours.

use std::sync::Arc;

use banmian::edition::lightness::Veil;
use banmian::press::PressName;
use banmian::press::icc::PressProfile;
use banmian::press::pictures::{self, Cut, Form, Kind, Making, Origin, Printed};
use banmian::press::way::Note;
use typst_utils::LazyHash;

use super::{delta_e, inks, inks_at, making, profile};
use crate::support::{english, root};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/press/zoo").join(name)).unwrap()
}

/// A whole picture of so many points in width and height.
fn cut(bytes: Vec<u8>, width_pt: f64, height_pt: f64) -> Cut {
    Cut {
        origin: Origin::Photo {
            bytes: Arc::new(LazyHash::new(bytes)),
            name: "a.png".to_owned(),
            veil: Veil::default(),
        },
        left: 0.0,
        top: 0.0,
        right: 1.0,
        bottom: 1.0,
        width_pt,
        height_pt,
        page: 1,
        x_pt: 0.0,
        y_pt: 0.0,
    }
}

fn try_print(bytes: Vec<u8>, (width_pt, height_pt): (f64, f64), making: Making) -> Result<Printed, Note> {
    pictures::print_all(&[cut(bytes, width_pt, height_pt)], making).remove(0)
}

/// The size of a chart whose pixels are as large as those of the press.
const CHART: (f64, f64) = (128.0 * 0.72, 96.0 * 0.72);
const SQUARES: usize = 48;

fn chart(name: &str, press: &PressProfile) -> Printed {
    try_print(file(name), CHART, Making { total_ink: 400.0, ..making(press) })
        .unwrap_or_else(|note| panic!("{name}: {}", english(&note.message)))
}

/// The inks in the middle of each square of a chart.
fn squares(chart: &Printed) -> Vec<[f64; 4]> {
    assert_eq!((chart.width, chart.height), (128, 96));
    let inks = inks(chart);
    let at = |square: usize| 4 * ((square / 8 * 16 + 8) * 128 + square % 8 * 16 + 8);
    (0..SQUARES).map(|square| std::array::from_fn(|ink| f64::from(inks[at(square) + ink]) / 255.0)).collect()
}

/// What Little CMS makes of a chart.
fn reference(kind: &str, press: &str) -> Vec<[f64; 4]> {
    let start = format!("{kind} {press} ");
    let lines = include_str!("zoo.txt").lines().filter_map(|line| line.strip_prefix(&start));
    let found: Vec<[f64; 4]> = lines
        .map(|line| {
            let numbers: Vec<f64> = line.split(' ').skip(1).map(|number| number.parse().unwrap()).collect();
            std::array::from_fn(|ink| numbers[ink] / 255.0)
        })
        .collect();
    assert_eq!(found.len(), SQUARES);
    found
}

const PRESSES: [(PressName, &str); 2] = [(PressName::Newsprint, "newsprint"), (PressName::Coated, "coated")];

#[test]
fn foreign_colours_are_converted_as_little_cms_does() {
    for (name, shown) in PRESSES {
        let press = profile(name);
        for (file, kind) in [
            ("cmyk-profile.jpg", "cmyk"),
            ("cmyk-profile-byte.tif", "cmyk"),
            ("cmyk-profile-undefined.tif", "cmyk"),
            ("cmyk-16.tif", "cmyk"),
            ("rgb-profile.png", "rgb"),
            ("rgb-profile-byte.tif", "rgb"),
            ("rgb-16.tif", "rgb"),
            ("lab.tif", "lab"),
            ("lab-16.tif", "lab"),
            ("lab-icc.tif", "lab"),
        ] {
            let printed = chart(file, &press);
            assert_eq!(printed.known.note, None, "{file}");
            let off: Vec<f64> = squares(&printed)
                .into_iter()
                .zip(reference(kind, shown))
                .map(|(ours, theirs)| delta_e(press.lab_of(ours), press.lab_of(theirs)))
                .collect();
            let mean = off.iter().sum::<f64>() / off.len() as f64;
            let worst = off.iter().copied().fold(0.0, f64::max);
            println!("{shown} {file}: mean {mean:.2}, worst {worst:.2}");
            assert!(mean <= 1.0 && worst <= 4.0, "{shown} {file}: mean {mean}, worst {worst}");
        }
    }
}

#[test]
fn inks_of_the_press_are_left_as_they_are() {
    let press = profile(PressName::Newsprint);
    let wanted: Vec<[f64; 4]> = squares(&chart("cmyk.tif", &press));
    // The first square is of the script's own numbers.
    assert!(wanted[0][3] < 0.01 && wanted[47][3] > 0.58, "{wanted:?}");
    let first = [200.0; 3].map(|ink| ink / 255.0);
    assert!(
        wanted[0].iter().zip(first).all(|(found, wanted)| (found - wanted).abs() < 0.02),
        "{:?}",
        wanted[0]
    );
    for file in ["cmyk-adobe.jpg", "cmyk-no-mark.jpg", "cmyk-ycck.jpg", "cmyk.tif"] {
        let printed = chart(file, &press);
        let note = printed.known.note.as_ref().map(|note| english(&note.message));
        assert_eq!(
            note.as_deref(),
            Some("a CMYK picture is printed with its inks as they are, for it has no colour profile: {at}"),
            "{file}"
        );
        let off = |(found, wanted): (&[f64; 4], &[f64; 4])| {
            found.iter().zip(wanted).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        let found = squares(&printed);
        let worst = found.iter().zip(&wanted).map(off).fold(0.0, f64::max);
        assert!(worst < 0.04, "{file}: {worst}");
    }
    // With the press's own profile there is nothing to say; its date does not count.
    let mut own = press.bytes.to_vec();
    own[30] ^= 1;
    for (profile, named) in [(press.bytes.to_vec(), "itself"), (own, "another day")] {
        let printed = try_print(with_profile(&profile), (32.0, 32.0), making(&press)).unwrap();
        assert_eq!(printed.known.note, None, "{named}");
        assert_eq!(inks_at(&printed, 3, 3), [0, 0, 0, 255], "{named}");
        assert_eq!(inks_at(&printed, 30, 3), [10, 60, 200, 20], "{named}");
    }
    // Another press's black goes through its profile, into more than one ink.
    let coated = profile(PressName::Coated);
    let foreign = super::inks(&try_print(with_profile(&coated.bytes), (32.0, 32.0), making(&press)).unwrap());
    assert_ne!(foreign[120..124], [10, 60, 200, 20]);
}

/// A TIFF of two flat colours in inks, 32 pixels wide, with a profile.
fn with_profile(profile: &[u8]) -> Vec<u8> {
    let side = 32u32;
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    let start = 8 + 2 + 11 * 12 + 4;
    let pixels = side * side * 4;
    let bits = start + pixels;
    bytes.extend(11u16.to_le_bytes());
    for (tag, kind, count, value) in [
        (256u16, 3u16, 1u32, side),
        (257, 3, 1, side),
        (258, 3, 4, bits),
        (259, 3, 1, 1),
        (262, 3, 1, 5),
        (273, 4, 1, start),
        (277, 3, 1, 4),
        (278, 3, 1, side),
        (279, 4, 1, pixels),
        (284, 3, 1, 1),
        (34675, 7, u32::try_from(profile.len()).unwrap(), bits + 8),
    ] {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    for at in 0..side * side {
        bytes.extend(if at % side < side / 2 { [0, 0, 0, 255] } else { [10, 60, 200, 20] });
    }
    bytes.extend([8, 0, 8, 0, 8, 0, 8, 0]);
    bytes.extend(profile);
    bytes
}

#[test]
fn greys_have_their_lightness_in_black_alone() {
    for (name, shown) in PRESSES {
        let press = profile(name);
        let darkest = press.lab_of([0.0, 0.0, 0.0, 1.0])[0];
        for (file, kind) in [
            ("grey.png", "grey"),
            ("grey-white-is-zero.tif", "grey"),
            ("grey-profile.jpg", "grey-dark"),
            ("grey-gamma.png", "grey-dark"),
        ] {
            let printed = chart(file, &press);
            let found = squares(&printed);
            assert!(found.iter().all(|inks| inks[..3].iter().all(|ink| *ink < 0.005)), "{shown} {file}");
            let light: Vec<f64> = found.iter().map(|inks| press.lab_of(*inks)[0]).collect();
            let theirs: Vec<f64> = reference(kind, shown).iter().map(|inks| press.lab_of(*inks)[0]).collect();
            // Where black alone comes to, with room for easing into it.
            let reached = |light: f64| light > darkest + 12.0;
            let off: Vec<f64> = light
                .iter()
                .zip(&theirs)
                .filter(|(_, theirs)| reached(**theirs))
                .map(|(a, b)| (a - b).abs())
                .collect();
            let mean = off.iter().sum::<f64>() / off.len() as f64;
            let worst = off.iter().copied().fold(0.0, f64::max);
            println!("{shown} {file}: {} of 48, mean {mean:.2}, worst {worst:.2}", off.len());
            assert!(
                off.len() > 24 && mean <= 1.0 && worst <= 2.5,
                "{shown} {file}: mean {mean}, worst {worst}"
            );
            // White is paper, black all of the ink, and nothing between is lighter than what is before it.
            let [.., last] = found[47];
            assert!(found[0][3] > 0.99 && last < 0.01, "{shown} {file}: {:?}", found[0]);
            assert!(light.windows(2).all(|pair| pair[0] <= pair[1] + 0.5), "{shown} {file}: {light:?}");
        }
    }
}

/// A picture at so many of its own pixels to the inch, for both presses.
fn at_ppi(name: &str, (width, height): (f64, f64), ppi: f64, press: &PressProfile) -> Printed {
    try_print(file(name), (width / ppi * 72.0, height / ppi * 72.0), making(press)).unwrap()
}

#[test]
fn line_art_keeps_its_pixels_and_its_black() {
    for (name, _) in PRESSES {
        let press = profile(name);
        let size = (600.0, 160.0);
        let plate = at_ppi("nameplate.png", size, 1000.0, &press);
        assert_eq!((plate.known.kind, plate.width, plate.height), (Kind::LineArt, 600, 160));
        assert!((plate.known.ppi - 1000.0).abs() < 1.0);
        // The smooth edges of two colours are more than a palette holds.
        assert_eq!(plate.form, Form::Inks);
        let inks = inks(&plate);
        let (mut black, mut red, mut white) = (0, 0, 0);
        let pixels = image::load_from_memory(&file("nameplate.png")).unwrap().into_rgb8();
        for (pixel, inks) in pixels.pixels().zip(inks.chunks_exact(4)) {
            match pixel.0 {
                // The black of four inks in RGB.
                [35, 31, 32] => {
                    assert_eq!(inks, [0, 0, 0, 255]);
                    black += 1;
                }
                [200, 16, 24] => {
                    assert!(inks[1] > 180 && inks[3] < 80, "{inks:?}");
                    red += 1;
                }
                [255, 255, 255] => {
                    assert_eq!(inks, [0, 0, 0, 0]);
                    white += 1;
                }
                _ => {}
            }
        }
        assert!(black > 8000 && red > 8000 && white > 40_000, "{black} {red} {white}");
        // Above 1,200 ppi there is nothing to be seen; below, pixels stay.
        assert_eq!(at_ppi("nameplate.png", size, 2400.0, &press).width, 300);
        assert_eq!(at_ppi("nameplate.png", size, 1200.0, &press).width, 600);
    }
}

#[test]
fn two_colours_are_one_bit() {
    let press = profile(PressName::Newsprint);
    for (name, side) in [("one-bit.png", 174.0), ("one-bit.tif", 174.0), ("code-small.png", 29.0)] {
        let printed = at_ppi(name, (side, side), 72.0, &press);
        assert_eq!(printed.form, Form::Palette(vec![[0, 0, 0, 0], [0, 0, 0, 255]], 1), "{name}");
        assert_eq!(f64::from(printed.width), side, "{name}");
        assert_eq!(printed.known.kind, Kind::Code, "{name}");
    }
    // A code in JPEG, whose squares have soft edges and specks.
    let printed = at_ppi("code.jpg", (174.0, 174.0), 300.0, &press);
    assert_eq!((printed.known.kind, printed.width), (Kind::LineArt, 174));
    let inks = inks(&printed);
    assert!(inks.chunks_exact(4).all(|inks| inks[..3] == [0, 0, 0]));
    let sure = inks.chunks_exact(4).filter(|inks| [0, 255].contains(&inks[3])).count();
    assert!(sure as f64 > 0.95 * inks.len() as f64 / 4.0, "{sure} of {}", inks.len() / 4);
}

#[test]
fn line_art_is_cut_through_its_pixels() {
    let press = profile(PressName::Newsprint);
    let mut cut = cut(file("code-small.png"), 36.0, 36.0);
    cut.left = 0.5 / 29.0;
    let printed = pictures::print_all(&[cut], making(&press)).remove(0).unwrap();
    // 28.5 squares of 57 ppi, in eleven pixels each.
    assert_eq!((printed.width, printed.height), (313, 319));
    assert!(matches!(printed.form, Form::Palette(_, 1)));
}

#[test]
fn photos_on_white_are_no_line_art() {
    let press = profile(PressName::Newsprint);
    for name in ["photo-on-white.jpg", "photo-on-white-grey.png", "clear.png", "grey.png"] {
        let printed = at_ppi(name, (160.0, 120.0), 100.0, &press);
        assert_eq!((printed.known.kind, printed.form), (Kind::Photo, Form::Jpeg), "{name}");
    }
}

#[test]
fn what_is_clear_stays_clear() {
    let press = profile(PressName::Newsprint);
    let opacity = |printed: &Printed| {
        let mut bytes = Vec::new();
        let mask = printed.mask.as_ref().unwrap();
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(&mask[..]), &mut bytes).unwrap();
        bytes
    };
    let photo = try_print(file("clear.png"), CHART, making(&press)).unwrap();
    let mask = opacity(&photo);
    assert_eq!(mask.len(), 128 * 96);
    assert!((0..128).all(|x| mask[x].abs_diff((x * 255 / 127) as u8) <= 1));
    // The colours are those of the opaque picture, also where TIFF has them multiplied.
    let opaque = inks(&try_print(with_alpha(255), CHART, making(&press)).unwrap());
    for name in ["clear.png", "clear-multiplied.tif"] {
        let found = inks(&try_print(file(name), CHART, making(&press)).unwrap());
        let at = |x: usize, y: usize| 4 * (y * 128 + x);
        for square in 4..8 {
            let at = at(square * 16 + 8, 8);
            let off = (at..at + 4).map(|at| found[at].abs_diff(opaque[at])).max().unwrap();
            assert!(off < 16, "{name}: {:?} {:?}", &found[at..at + 4], &opaque[at..at + 4]);
        }
    }
    // Half the size: what is seen is mixed by how much of it is seen, so that nothing dark comes in.
    let plate = at_ppi("nameplate-clear.png", (600.0, 160.0), 2400.0, &press);
    assert_eq!(plate.known.kind, Kind::LineArt);
    let (mask, inks) = (opacity(&plate), inks(&plate));
    assert!(mask.contains(&0) && mask.contains(&255));
    let seen = inks.chunks_exact(4).zip(&mask).filter(|(_, mask)| **mask > 64);
    assert!(seen.clone().all(|(inks, _)| inks[1] > 150 && inks[3] < 90));
    assert!(seen.count() > 2000);
    // PDF/X-1a has no room for it; a picture with alpha that hides nothing is as any other.
    let flat = Making { alpha: false, ..making(&press) };
    let refused = try_print(file("clear.png"), CHART, flat).unwrap_err();
    assert_eq!(refused.message.key(), "picture.clear");
    assert!(try_print(with_alpha(255), CHART, flat).unwrap().mask.is_none());
    // Inks with alpha are refused everywhere.
    let refused = try_print(file("cmyk-clear.tif"), CHART, making(&press)).unwrap_err();
    assert_eq!(refused.message.key(), "picture.clear-inks");
    // The office and previews keep it.
    let office = pictures::office_all(&[cut(file("clear.png"), CHART.0, CHART.1)], 100.0).remove(0).unwrap();
    assert!(office.png && image::load_from_memory(&office.bytes).unwrap().color().has_alpha());
    let preview =
        pictures::preview_all(&[cut(file("clear.png"), CHART.0, CHART.1)], 100.0).remove(0).unwrap();
    assert_eq!((preview.get_pixel(0, 5).0[3], preview.get_pixel(127, 5).0[3]), (0, 255));
}

/// The chart of `clear.png` with one opacity all over.
fn with_alpha(opacity: u8) -> Vec<u8> {
    let mut picture = image::load_from_memory(&file("clear.png")).unwrap().into_rgba8();
    picture.pixels_mut().for_each(|pixel| pixel.0[3] = opacity);
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn the_office_sees_the_right_colours() {
    // The same chart in wide RGB, as Lab of what is printed, as inks: red, green and blue in sRGB near each other.
    let office = |name: &str| {
        let preview = pictures::preview_all(&[cut(file(name), CHART.0, CHART.1)], 100.0).remove(0).unwrap();
        (0..SQUARES as u32).map(|s| preview.get_pixel(s % 8 * 16 + 8, s / 8 * 16 + 8).0).collect::<Vec<_>>()
    };
    // Wide RGB is more colourful than its numbers.
    let (plain, wide) = (office("clear.png"), office("rgb-profile.png"));
    let chroma = |pixel: &[u8; 4]| {
        i32::from(*pixel[..3].iter().max().unwrap()) - i32::from(*pixel[..3].iter().min().unwrap())
    };
    let sum = |pixels: &[[u8; 4]]| pixels.iter().map(chroma).sum::<i32>();
    assert!(sum(&wide) > sum(&plain) * 105 / 100, "{} {}", sum(&wide), sum(&plain));
    // Lab 8 and 16 agree, and are of the lightness that the script gives.
    for (one, other) in office("lab.tif").iter().zip(office("lab-16.tif")) {
        assert!(one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 3), "{one:?} {other:?}");
    }
    // Inks without a profile are taken as those of coated paper, and it is said.
    let made =
        pictures::office_all(&[cut(file("cmyk-adobe.jpg"), CHART.0, CHART.1)], 100.0).remove(0).unwrap();
    assert_eq!(made.known.note.map(|note| note.message.key()), Some("picture-profile.coated"));
    let picture = image::load_from_memory(&made.bytes).unwrap().into_rgb8();
    // The second square: C 4, M 35, Y 59.
    let [r, g, b] = picture.get_pixel(24, 8).0;
    assert!(r > 225 && (160..200).contains(&g) && (90..140).contains(&b), "{r} {g} {b}");
}

#[test]
fn jpeg_keeps_the_limit_of_ink() {
    // Edges between the darkest colours, where JPEG swings most.
    let picture = image::RgbImage::from_fn(240, 160, |x, y| {
        let (x, y) = (f64::from(x), f64::from(y));
        let noise = ((x * 12.9 + y * 78.2).sin() * 43758.5).fract().abs();
        let dark = if (x / 7.0).sin() * (y / 5.0).cos() > 0.2 { 40.0 } else { 4.0 };
        image::Rgb([dark + noise * 30.0, dark * 0.6 + noise * 20.0, dark * noise].map(|v| v as u8))
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    for (name, limit) in
        [(PressName::Newsprint, 240.0), (PressName::Newsprint, 200.0), (PressName::Coated, 300.0)]
    {
        let press = profile(name);
        let making = Making { total_ink: limit, ..making(&press) };
        let printed = try_print(bytes.get_ref().clone(), (240.0 * 0.72, 160.0 * 0.72), making).unwrap();
        assert_eq!(printed.form, Form::Jpeg);
        let most = inks(&printed)
            .chunks_exact(4)
            .map(|inks| inks.iter().map(|ink| f64::from(*ink)).sum::<f64>() / 2.55)
            .fold(0.0, f64::max);
        assert!(most <= limit + 2.0 && most > limit - 25.0, "{limit}: {most}");
    }
}

#[test]
fn the_profile_of_a_press_is_read_as_a_pictures() {
    use banmian::press::space::PictureSpace;
    use banmian::report::pixels::Colours;
    let newsprint = profile(PressName::Newsprint);
    assert!(PictureSpace::read(&newsprint.bytes, Colours::Cmyk).is_ok());
    for (colours, key) in [(Colours::Rgb, "colours.not-rgb"), (Colours::Grey, "colours.not-grey")] {
        assert_eq!(PictureSpace::read(&newsprint.bytes, colours).err().map(|m| m.key()), Some(key));
    }
    let srgb = super::moxcms_srgb();
    assert_eq!(PictureSpace::read(&srgb, Colours::Cmyk).err().map(|m| m.key()), Some("colours.not-cmyk"));
    assert!(PictureSpace::read(&srgb, Colours::Rgb).unwrap().is_srgb());
}

#[test]
fn jpeg_at_a_part_of_its_size_is_the_same_picture() {
    let press = profile(PressName::Newsprint);
    // Sizes that no eighth divides, cut and turned.
    let picture = image::RgbImage::from_fn(1607, 1203, |x, y| {
        let wave = |at: u32, length: f64| 90.0 * (f64::from(at) / length).sin();
        image::Rgb([128.0 + wave(x, 40.0), 128.0 + wave(y, 55.0), 128.0 + wave(x + y, 70.0)].map(|v| v as u8))
    });
    let coded = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let printed = |bytes: Vec<u8>, ppi: f64| {
        let mut cut = cut(bytes, 100.0, 80.0);
        (cut.left, cut.right, cut.top, cut.bottom) = (0.113, 0.871, 0.201, 0.997);
        inks(&pictures::print_all(&[cut], Making { ppi, ..making(&press) }).remove(0).unwrap())
    };
    // An eighth, a quarter, a half, the whole.
    for ppi in [100.0, 180.0, 350.0, 700.0] {
        let (jpeg, png) =
            (printed(coded(image::ImageFormat::Jpeg), ppi), printed(coded(image::ImageFormat::Png), ppi));
        assert_eq!(jpeg.len(), png.len());
        let off =
            jpeg.iter().zip(&png).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / jpeg.len() as f64;
        println!("{ppi} ppi: {off:.2}");
        assert!(off < 4.0, "{ppi}: {off}");
    }
}

#[test]
fn dark_photos_are_opened_and_light_ones_left() {
    let press = profile(PressName::Newsprint);
    let photo = |tone: fn(f64) -> f64| {
        let picture = image::RgbImage::from_fn(200, 200, |x, y| {
            let at = f64::from(x) / 199.0;
            // A little red, and a slow texture.
            let value = tone(at) + 3.0 * (f64::from(y) / 9.0).sin();
            image::Rgb([value * 1.1, value, value * 0.9].map(|v| v.clamp(0.0, 255.0) as u8))
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let lights = |bytes: &[u8], prepare| {
        let printed =
            try_print(bytes.to_vec(), (144.0, 144.0), Making { prepare, ..making(&press) }).unwrap();
        let inks = inks(&printed);
        let at = |x: usize| 4 * (100 * 200 + x);
        (0..200)
            .step_by(10)
            .map(|x| press.lab_of(std::array::from_fn(|i| f64::from(inks[at(x) + i]) / 255.0)))
            .collect::<Vec<_>>()
    };
    let middle = |labs: &[[f64; 3]]| labs[10][0];
    let dark = photo(|at| 8.0 + 90.0 * at * at);
    let (before, after) = (lights(&dark, false), lights(&dark, true));
    assert!(middle(&after) > middle(&before) + 6.0, "{} {}", middle(&before), middle(&after));
    // No tone is lost, and the hue stays.
    assert!(after.windows(2).all(|pair| pair[0][0] <= pair[1][0] + 1.5), "{after:?}");
    let warm = |labs: &[[f64; 3]]| labs[10..].iter().all(|lab| lab[1] > 0.0 && lab[2] > 0.0);
    assert!(warm(&before) && warm(&after));
    // Light tones, as of skin and sky, change little.
    let light = photo(|at| 120.0 + 120.0 * at);
    for (before, after) in lights(&light, false).iter().zip(lights(&light, true)) {
        assert!(delta_e(*before, after) < 6.0, "{before:?} {after:?}");
    }
    // Coated paper has its own black: less is changed than on newsprint.
    let coated = press_of(&dark);
    assert!(coated < middle(&after) - middle(&before), "{coated}");
}

/// By how much a photo's middle is made lighter on coated paper, were it prepared.
fn press_of(photo: &[u8]) -> f64 {
    let press = profile(PressName::Coated);
    let light = |prepare| {
        let printed =
            try_print(photo.to_vec(), (144.0, 144.0), Making { prepare, total_ink: 300.0, ..making(&press) });
        let inks = inks_at(&printed.unwrap(), 100, 100);
        press.lab_of(inks.map(|ink| f64::from(ink) / 255.0))[0]
    };
    light(true) - light(false)
}

#[test]
fn black_generation_keeps_colours() {
    use banmian::edition::Black;
    for (name, limit) in [(PressName::Newsprint, 400.0), (PressName::Coated, 400.0)] {
        let press = profile(name);
        let made = |black| {
            let making = Making { black, total_ink: limit, ..making(&press) };
            squares(&try_print(file("rgb-profile.png"), CHART, making).unwrap())
        };
        let own = made(None);
        let blacks = |squares: &[[f64; 4]]| squares.iter().map(|inks| inks[3]).sum::<f64>();
        let mut before = 0.0;
        for black in [Some(Black::Light), None, Some(Black::Medium), Some(Black::Heavy)] {
            let found = made(black);
            assert!(blacks(&found) > before + 0.2, "{name:?} {black:?}: {} {before}", blacks(&found));
            before = blacks(&found);
            let off: Vec<f64> =
                own.iter().zip(&found).map(|(a, b)| delta_e(press.lab_of(*a), press.lab_of(*b))).collect();
            let mean = off.iter().sum::<f64>() / off.len() as f64;
            println!("{name:?} {black:?}: black {:.2}, off {mean:.2}", before / 48.0);
            assert!(mean < 2.0, "{name:?} {black:?}: {off:?}");
        }
    }
}

#[test]
fn sharpening_makes_no_halo_and_no_noise() {
    let press = profile(PressName::Newsprint);
    // A soft edge beside a ground with a little noise.
    let picture = image::GrayImage::from_fn(200, 200, |x, y| {
        let noise = if (x * 7 + y * 13) % 5 < 2 { 2 } else { 0 };
        let edge = [0, 0, 20, 60, 80, 80][(x.clamp(98, 103) - 98) as usize];
        image::Luma([90 + noise + edge as u8 + (y / 8) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let black = |sharpen| {
        let making = Making { sharpen, ppi: 200.0, ..making(&press) };
        let printed = try_print(bytes.get_ref().clone(), (72.0, 72.0), making).unwrap();
        assert_eq!((printed.known.kind, printed.width), (Kind::Photo, 200));
        let inks = inks(&printed);
        move |x: usize, y: usize| f64::from(inks[4 * (y * 200 + x) + 3])
    };
    let (soft, sharp) = (black(0.0), black(1.0));
    // The edge is steeper, and goes beyond its sides by little.
    let across = |of: &dyn Fn(usize, usize) -> f64| of(99, 100) - of(102, 100);
    assert!(across(&sharp) > across(&soft) + 4.0, "{} {}", across(&soft), across(&sharp));
    let step = soft(90, 100) - soft(110, 100);
    for x in 92..108 {
        let beyond = (sharp(x, 100) - soft(90, 100)).max(soft(110, 100) - sharp(x, 100));
        assert!(beyond < step * 0.2 + 6.0, "{x}: {beyond} of {step}");
    }
    // Away from it the noise is as it was.
    let rough =
        |of: &dyn Fn(usize, usize) -> f64| (20..80).map(|x| (of(x, 60) - of(x + 1, 60)).abs()).sum::<f64>();
    assert!(rough(&sharp) < rough(&soft) * 1.3 + 10.0, "{} {}", rough(&soft), rough(&sharp));
}
