//! Pictures as they are placed: turned, scaled and cut on the page, upright and sharpened at print.

use std::sync::Arc;

use banmian::edition::lightness::Veil;
use banmian::press::PressName;
use banmian::press::pictures::{self, Cut, Making, Origin, Printed};
use banmian::press::separate::{Inks, separate};
use image::ImageFormat;
use typst_utils::LazyHash;

use super::printing::{origin, pages};
use super::{profile, seen};
use crate::support::turned;

const MM: f64 = 72.0 / 25.4;

/// The cuts of a page's pictures: left, top, right, bottom in shares; width and height in mm; place in mm.
fn cuts(code: &str) -> Vec<([f64; 4], [f64; 2], [f64; 2])> {
    let separated = separate(&pages(1, code), Inks::AsTheyAre, &[], &origin);
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    let of = |cut: &Cut| {
        (
            [cut.left, cut.top, cut.right, cut.bottom].map(rounded),
            [cut.width_pt / MM, cut.height_pt / MM].map(rounded),
            [cut.x_pt / MM, cut.y_pt / MM].map(rounded),
        )
    };
    separated.cuts.iter().map(of).collect()
}

const WHOLE: [f64; 4] = [0.0, 0.0, 1.0, 1.0];
const PICTURE: &str = "image(\"/white.png\", width: 60mm)";

#[test]
fn pictures_have_their_true_size() {
    assert_eq!(cuts(&format!("at(20mm, 30mm, {PICTURE})")), [(WHOLE, [60.0, 60.0], [20.0, 30.0])]);
    let scaled = format!("at(20mm, 30mm, scale(x: 50%, y: 25%, origin: top + left, {PICTURE}))");
    assert_eq!(cuts(&scaled), [(WHOLE, [30.0, 15.0], [20.0, 30.0])]);
    let turned = format!(
        "at(80mm, 30mm, rotate(90deg, origin: top + left, scale(x: 50%, y: 25%, origin: top + left, {PICTURE})))"
    );
    assert_eq!(cuts(&turned), [(WHOLE, [30.0, 15.0], [65.0, 30.0])]);
}

#[test]
fn pictures_are_cut_to_what_is_seen() {
    let window = |width: u32, inner: &str| {
        format!("at(20mm, 30mm, box(width: {width}mm, height: 60mm, clip: true, place({inner})))")
    };
    let moved = window(30, &format!("dx: -15mm, dy: 6mm, {PICTURE}"));
    assert_eq!(cuts(&moved), [([0.25, 0.0, 0.75, 0.9], [30.0, 54.0], [20.0, 36.0])]);
    // Half as large in a window of a quarter: the same part, at its true size.
    let scaled = window(15, &format!("dx: -7.5mm, scale(50%, origin: top + left, {PICTURE})"));
    assert_eq!(cuts(&scaled), [([0.25, 0.0, 0.75, 1.0], [15.0, 30.0], [20.0, 30.0])]);
    // Turned by a quarter its foot is at the left: the window leaves the lower half.
    let turned = window(30, &format!("dx: 60mm, rotate(90deg, origin: top + left, {PICTURE})"));
    assert_eq!(cuts(&turned), [([0.0, 0.5, 1.0, 1.0], [60.0, 30.0], [20.0, 30.0])]);
    // The window itself is turned with its picture.
    let both = format!(
        "at(90mm, 30mm, rotate(90deg, origin: top + left, box(width: 30mm, height: 60mm, clip: true, {PICTURE})))"
    );
    assert_eq!(cuts(&both), [([0.0, 0.0, 0.5, 1.0], [30.0, 60.0], [30.0, 30.0])]);
    assert_eq!(cuts(&window(30, &format!("dx: 30mm, {PICTURE}"))), []);
}

fn making(press: &banmian::press::icc::PressProfile, sharpen: f64) -> Making<'_> {
    Making { sharpen, ..super::making(press) }
}

/// A whole picture of 36 × 36 pt, printed.
fn printed(bytes: Vec<u8>, making: Making) -> Printed {
    let cut = Cut {
        origin: Origin::Photo {
            bytes: Arc::new(LazyHash::new(bytes)),
            name: "a.jpg".to_owned(),
            veil: Veil::default(),
        },
        left: 0.0,
        top: 0.0,
        right: 1.0,
        bottom: 1.0,
        width_pt: 36.0,
        height_pt: 36.0,
        page: 1,
        x_pt: 0.0,
        y_pt: 0.0,
    };
    pictures::print_all(&[cut], making).remove(0).unwrap()
}

/// A picture of one grey left of another, both a little lighter towards the foot, as photos are and line art is not.
fn halves(left: u8, right: u8, format: ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(100, 100, |x, y| {
        image::Rgb([if x < 50 { left } else { right } + (y / 4) as u8; 3])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn the_cameras_turn_counts_at_print() {
    let press = profile(PressName::Newsprint);
    let jpeg = halves(20, 225, ImageFormat::Jpeg);
    // Where the dark half is: the middles of the left, top, right and bottom sides.
    let dark = |orientation: u8| {
        let found = printed(turned(&jpeg, orientation), making(&press, 0.0));
        [(5, 25), (25, 5), (45, 25), (25, 45)].map(|(x, y)| seen(&found, x, y)[1] < 100)
    };
    let at_middle = |side: [bool; 4]| (side[0], side[2]);
    assert_eq!(at_middle(dark(1)), (true, false));
    assert_eq!(at_middle(dark(3)), (false, true));
    assert_eq!((dark(6)[1], dark(6)[3]), (true, false));
    assert_eq!((dark(8)[1], dark(8)[3]), (false, true));
}

#[test]
fn pictures_are_sharpened() {
    let press = profile(PressName::Newsprint);
    let picture = halves(100, 160, ImageFormat::Png);
    let (soft, sharp) =
        (printed(picture.clone(), making(&press, 0.0)), printed(picture, making(&press, 0.6)));
    let light = |printed: &Printed, x: u32| i32::from(seen(printed, x, 25)[1]);
    // The dark side is darker and the light side lighter beside the edge, and nothing is changed away from it.
    let (dark_side, light_side) = (24, 25);
    assert!(
        light(&sharp, dark_side) + 2 < light(&soft, dark_side),
        "{} {}",
        light(&sharp, dark_side),
        light(&soft, dark_side)
    );
    assert!(
        light(&sharp, light_side) > light(&soft, light_side) + 2,
        "{} {}",
        light(&sharp, light_side),
        light(&soft, light_side)
    );
    for x in [5, 45] {
        assert!((light(&sharp, x) - light(&soft, x)).abs() <= 2);
    }
}
