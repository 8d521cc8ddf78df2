//! Preflight: every rule has a page that is bad on purpose and breaks just that rule, and a neighbour that does not.

use banmian::press::ink::InkReport;
use banmian::press::{PdfX, PressName};

use lopdf::Object;

use super::printing::{load, pages, printed, said, try_print};

/// What preflight says of a page for newsprint: 6 pt in black, 10 pt in white or several inks, lines of 0.25 pt, 240 % ink.
fn preflight(code: &str) -> Vec<String> {
    match try_print(&pages(1, code), PressName::Newsprint, None, false, None) {
        Ok(file) => said(&file.findings),
        Err(findings) => said(&findings),
    }
}

/// A page breaks a rule, and its neighbour none.
#[track_caller]
fn rule(bad: &str, wanted: &str, good: &str) {
    assert_eq!(preflight(bad), [wanted], "{bad}");
    assert_eq!(preflight(good), <[String; 0]>::default(), "{good}");
}

#[test]
fn small_text() {
    rule(
        "at(20mm, 30mm, text(size: 5.9pt)[tiny])",
        "text of 5.9 pt (“tiny”) is smaller than the press's 6 pt: at 20 × 32 mm",
        "at(20mm, 30mm, text(size: 6pt)[tiny])",
    );
    // As large as it is on the page, whatever made it so.
    let scaled = "text of 4.0 pt (“half”) is smaller than the press's 6 pt: at 20 × 31 mm";
    rule(
        "at(20mm, 30mm, scale(50%, origin: top + left, text(size: 8pt)[half]))",
        scaled,
        "at(20mm, 30mm, scale(50%, origin: top + left, text(size: 12pt)[half]))",
    );
    rule(
        "at(20mm, 30mm, scale(y: 50%, origin: top + left, text(size: 8pt)[half]))",
        scaled,
        "at(20mm, 30mm, scale(150%, origin: top + left, text(size: 4pt)[half]))",
    );
    // What is only slanted is as large as before.
    assert_eq!(
        preflight("at(20mm, 30mm, skew(ax: -12deg, text(size: 6pt)[slant]))"),
        <[String; 0]>::default()
    );
    rule(
        "at(20mm, 30mm, scale(50%, origin: top + left, rotate(90deg, origin: top + left, text(size: 8pt)[half])))",
        "text of 4.0 pt (“half”) is smaller than the press's 6 pt: at 19 × 30 mm",
        "at(20mm, 30mm, rotate(90deg, origin: top + left, text(size: 8pt)[whole]))",
    );
}

#[test]
fn small_text_in_white_and_in_several_inks() {
    let on_black = |size: &str| {
        format!(
            "at(20mm, 30mm, rect(width: 60mm, height: 20mm, fill: black)); at(30mm, 35mm, text(size: {size}, fill: white)[pale])"
        )
    };
    rule(
        &on_black("9.9pt"),
        "white text of 9.9 pt (“pale”) is smaller than the press's 10 pt: at 30 × 38 mm",
        &on_black("10pt"),
    );
    rule(
        "at(20mm, 30mm, text(size: 9.9pt, fill: cmyk(0%, 90%, 90%, 0%))[red])",
        "text in several inks of 9.9 pt (“red”) is smaller than the press's 10 pt: at 20 × 33 mm",
        "at(20mm, 30mm, text(size: 10pt, fill: cmyk(0%, 90%, 90%, 0%))[red])",
    );
    // One ink alone is as sharp as black.
    rule(
        "at(20mm, 30mm, scale(60%, origin: top + left, text(size: 12pt, fill: cmyk(0%, 90%, 90%, 0%))[red]))",
        "text in several inks of 7.2 pt (“red”) is smaller than the press's 10 pt: at 20 × 32 mm",
        "at(20mm, 30mm, scale(60%, origin: top + left, text(size: 12pt, fill: cmyk(0%, 90%, 0%, 0%))[red]))",
    );
}

#[test]
fn rich_black() {
    rule(
        "at(20mm, 30mm, text(size: 12pt, fill: cmyk(40%, 0%, 0%, 100%))[deep])",
        "black text of 12.0 pt (“deep”) has other inks in it: at 20 × 33 mm",
        "at(20mm, 30mm, text(size: 12pt, fill: cmyk(0%, 0%, 0%, 100%))[deep])",
    );
    // Large letters may be deep, unless they are scaled down.
    rule(
        "at(20mm, 30mm, scale(50%, origin: top + left, text(size: 24pt, fill: cmyk(40%, 0%, 0%, 100%))[deep]))",
        "black text of 12.0 pt (“deep”) has other inks in it: at 20 × 33 mm",
        "at(20mm, 30mm, text(size: 24pt, fill: cmyk(40%, 0%, 0%, 100%))[deep])",
    );
}

#[test]
fn text_near_each_of_the_four_edges() {
    let near = |at: &str| format!("text (“edge”) is nearer than 5 mm to the trim: at {at} mm");
    // The letters are 8.5 mm wide; their ink is 3 mm high and 1 mm deep.
    for (bad, place, good) in [
        ("at(4mm, 100mm, [edge])", "4 × 103", "at(5mm, 100mm, [edge])"),
        ("at(100mm, 4mm, [edge])", "100 × 7", "at(100mm, 5.5mm, [edge])"),
        ("at(198mm, 100mm, [edge])", "198 × 103", "at(194mm, 100mm, [edge])"),
        ("at(100mm, 289mm, [edge])", "100 × 292", "at(100mm, 287mm, [edge])"),
    ] {
        rule(bad, &near(place), good);
    }
    // Turned by a quarter, the width counts for the height; scaled, its true width.
    rule(
        "at(100mm, 285mm, rotate(90deg, origin: top + left, [edge]))",
        &near("97 × 285"),
        "at(100mm, 282mm, rotate(90deg, origin: top + left, [edge]))",
    );
    rule(
        "at(190mm, 100mm, scale(200%, origin: top + left, [edge]))",
        &near("190 × 106"),
        "at(190mm, 100mm, [edge])",
    );
    // What is clipped away is not there.
    rule(
        "at(1mm, 100mm, box(width: 20mm, height: 9mm, clip: true, [edge]))",
        &near("1 × 103"),
        "at(1mm, 100mm, box(width: 20mm, height: 9mm, clip: true, place(dx: 30mm, [edge])))",
    );
}

#[test]
fn thin_lines() {
    let thin = |thickness: &str, at: &str| {
        format!("a line of {thickness} pt is thinner than the press's 0.25 pt: at {at} mm")
    };
    for (bad, wanted, good) in [
        (
            "at(20mm, 30mm, line(length: 40mm, stroke: 0.2pt))",
            thin("0.20", "20 × 30"),
            "at(20mm, 30mm, line(length: 40mm, stroke: 0.25pt))",
        ),
        // A hairline made of a thicker one.
        (
            "at(20mm, 30mm, scale(25%, origin: top + left, line(length: 40mm, stroke: 0.5pt)))",
            thin("0.12", "20 × 30"),
            "at(20mm, 30mm, scale(x: 25%, y: 100%, origin: top + left, line(length: 40mm, stroke: 0.5pt)))",
        ),
        (
            "at(20mm, 30mm, scale(x: 100%, y: 25%, origin: top + left, rotate(90deg, rect(width: 9mm, height: 9mm, stroke: 0.5pt))))",
            thin("0.12", "29 × 30"),
            "at(20mm, 30mm, rotate(90deg, rect(width: 9mm, height: 9mm, stroke: 0.5pt)))",
        ),
        // Filled shapes of 0.05 mm: a rectangle, a polygon that lies aslant, an ellipse.
        (
            "at(20mm, 30mm, rect(width: 40mm, height: 0.05mm, fill: black))",
            thin("0.14", "20 × 30"),
            "at(20mm, 30mm, rect(width: 40mm, height: 0.1mm, fill: black))",
        ),
        (
            "at(20mm, 30mm, polygon(fill: black, (0mm, 0mm), (20mm, 20mm), (20mm, 20.08mm)))",
            thin("0.16", "20 × 30"),
            "at(20mm, 30mm, polygon(fill: black, (0mm, 0mm), (20mm, 20mm), (20mm, 21mm)))",
        ),
        (
            "at(20mm, 30mm, ellipse(width: 0.05mm, height: 10mm, fill: black))",
            thin("0.14", "20 × 30"),
            "at(20mm, 30mm, ellipse(width: 1mm, height: 10mm, fill: black))",
        ),
        (
            "at(20mm, 30mm, scale(10%, origin: top + left, rect(width: 40mm, height: 0.5mm, fill: black)))",
            thin("0.14", "20 × 30"),
            "at(20mm, 30mm, rect(width: 40mm, height: 0.05mm, fill: black, stroke: 0.3pt))",
        ),
        // Of a ground a sliver is left.
        (
            "at(20mm, 30mm, box(width: 40mm, height: 0.05mm, clip: true, rect(width: 40mm, height: 9mm, fill: black)))",
            thin("0.14", "20 × 30"),
            "at(20mm, 30mm, box(width: 40mm, height: 5mm, clip: true, place(dy: 6mm, rect(width: 40mm, height: 0.05mm, fill: black))))",
        ),
        // Outlined letters; a stroke of the letters' own colour makes them bolder.
        (
            "at(20mm, 30mm, text(size: 20pt, fill: white, stroke: 0.2pt + black)[A])",
            thin("0.20", "20 × 35"),
            "at(20mm, 30mm, text(size: 20pt, fill: white, stroke: 0.3pt + black)[A])",
        ),
        (
            "at(20mm, 30mm, scale(50%, origin: top + left, text(size: 20pt, fill: white, stroke: 0.4pt + black)[A]))",
            thin("0.20", "20 × 33"),
            "at(20mm, 30mm, text(size: 20pt, fill: black, stroke: 0.2pt + black)[A])",
        ),
    ] {
        rule(bad, &wanted, good);
    }
}

#[test]
fn grounds_and_pictures_end_at_each_of_the_four_edges() {
    for (what, body) in [
        ("a coloured ground", "rect(width: 30mm, height: 30mm, fill: cmyk(0%, 0%, 60%, 0%))"),
        ("a picture", "image(\"/white.png\", width: 30mm)"),
    ] {
        let ends =
            |at: &str| format!("{what} ends at the trim and does not go on into the bleed: at {at} mm");
        for (x, y, outwards_x, outwards_y) in
            [(0, 100, -3, 100), (100, 0, 100, -3), (180, 100, 183, 100), (100, 267, 100, 270)]
        {
            rule(
                &format!("at({x}mm, {y}mm, {body})"),
                &ends(&format!("{x} × {y}")),
                &format!("at({outwards_x}mm, {outwards_y}mm, {body})"),
            );
        }
        // Far from the trim, and just too far over it.
        assert_eq!(preflight(&format!("at(3mm, 3mm, {body})")), <[String; 0]>::default());
        rule(
            &format!("at(177mm, 100mm, scale(110%, origin: top + left, {body}))"),
            &ends("177 × 100"),
            &format!("at(177mm, 100mm, scale(120%, origin: top + left, {body}))"),
        );
        rule(
            &format!("at(30mm, 100mm, rotate(90deg, origin: top + left, {body}))"),
            &ends(if what == "a picture" { "0 × 100" } else { "30 × 100" }),
            &format!("at(40mm, 100mm, rotate(90deg, origin: top + left, {body}))"),
        );
        // A clip at the trim cuts off what went on.
        let clipped = |width: u32| {
            format!(
                "at(170mm, 100mm, box(width: {width}mm, height: 20mm, clip: true, scale(200%, origin: top + left, {body})))"
            )
        };
        rule(&clipped(40), &ends("170 × 100"), &clipped(43));
    }
}

#[test]
fn registration_and_spot_inks() {
    let text = |name: &str| {
        format!("at(20mm, 30mm, text(fill: color.spot(\"{name}\", cmyk(0%, 20%, 60%, 20%)).tint(100%))[x])")
    };
    assert_eq!(preflight(&text("all")), ["registration colour is used on the page: at 20 × 33 mm"]);
    // The word in another name is no registration colour.
    for name in ["Gold", "Metallic"] {
        assert_eq!(
            preflight(&text(name)),
            [format!("the spot ink `{name}` is not one of the press's: at 20 × 33 mm")]
        );
    }
}

#[test]
fn too_much_ink_in_a_colour_and_on_a_square() {
    let colour = "a colour has 280 % ink; the press takes 240 %: at 20 × 30 mm".to_owned();
    let square =
        |at: &str| format!("there is 280 % ink on a square of 15 mm; the press takes 240 %: at {at} mm");
    let dark = |side: u32| format!("rect(width: {side}mm, height: {side}mm, fill: cmyk(70%, 70%, 70%, 70%))");
    assert_eq!(preflight(&format!("at(20mm, 30mm, {})", dark(5))), std::slice::from_ref(&colour));
    assert_eq!(preflight(&format!("at(20mm, 30mm, {})", dark(15))), [colour.clone(), square("28 × 38")]);
    let small = "at(20mm, 30mm, rect(width: 15mm, height: 15mm, fill: cmyk(60%, 60%, 60%, 60%)))";
    assert_eq!(preflight(small), <[String; 0]>::default());
    // Scaled and turned, and what a clip leaves of it.
    let scaled = format!("at(20mm, 30mm, scale(300%, origin: top + left, {}))", dark(5));
    assert_eq!(preflight(&scaled), [colour.clone(), square("28 × 38")]);
    let turned = format!("at(20mm, 30mm, rotate(-90deg, origin: top + left, {}))", dark(15));
    assert_eq!(preflight(&turned), [colour.clone(), square("28 × 22")]);
    let clipped = format!("at(20mm, 30mm, box(width: 15mm, height: 10mm, clip: true, {}))", dark(15));
    assert_eq!(preflight(&clipped), std::slice::from_ref(&colour));
    let away =
        format!("at(20mm, 30mm, box(width: 15mm, height: 10mm, clip: true, place(dx: 20mm, {})))", dark(15));
    assert_eq!(preflight(&away), <[String; 0]>::default());
}

/// The ink of a page.
fn ink(code: &str) -> InkReport {
    printed(&pages(1, code), PressName::Newsprint, None, false, None).ink.unwrap()
}

#[test]
fn ink_lies_where_things_stand() {
    let near = |code: &str, square: f64, at: (f64, f64)| {
        let found = ink(code);
        assert!((found.worst_square - square).abs() < 0.5, "{code}: {found:?}");
        assert!((found.at_mm.0 - at.0).hypot(found.at_mm.1 - at.1) < 1.0, "{code}: {found:?}");
    };
    let block = |width: u32, height: u32| format!("rect(width: {width}mm, height: {height}mm, fill: black)");
    near(&format!("at(50mm, 60mm, {})", block(15, 15)), 100.0, (57.5, 67.5));
    near(&format!("at(50mm, 60mm, scale(50%, origin: top + left, {}))", block(30, 30)), 100.0, (57.5, 67.5));
    near(
        &format!("at(50mm, 60mm, rotate(180deg, origin: top + left, {}))", block(15, 15)),
        100.0,
        (42.5, 52.5),
    );
    // Half of the square is clipped away.
    let half = format!(
        "at(50mm, 60mm, box(width: 15mm, height: 15mm, clip: true, place(dx: 7mm, {})))",
        block(30, 30)
    );
    assert!((ink(&half).worst_square - 100.0 * 8.0 / 15.0).abs() < 0.5);
    // A disc covers π/4 of its square, a turned square half of its bounds; a hole is none.
    let disc = "at(50mm, 60mm, circle(radius: 7.5mm, fill: black))";
    assert!((ink(disc).worst_square - 78.5).abs() < 2.0, "{:?}", ink(disc));
    let diamond = "at(57.5mm, 60mm, rotate(45deg, origin: top + left, rect(width: 10.6066mm, height: 10.6066mm, fill: black)))";
    assert!((ink(diamond).worst_square - 50.0).abs() < 4.0, "{:?}", ink(diamond));
    let hole = "at(50mm, 60mm, curve(fill: black, fill-rule: \"even-odd\", \
                curve.move((0mm, 0mm)), curve.line((15mm, 0mm)), curve.line((15mm, 15mm)), curve.line((0mm, 15mm)), curve.close(), \
                curve.move((5mm, 5mm)), curve.line((10mm, 5mm)), curve.line((10mm, 10mm)), curve.line((5mm, 10mm)), curve.close()))";
    assert!((ink(hole).worst_square - 100.0 * 200.0 / 225.0).abs() < 0.5, "{:?}", ink(hole));
    // A picture of black above white, turned by a quarter: its ink turns with it.
    let picture = |turn: u32| {
        format!("at(80mm, 80mm, rotate({turn}deg, origin: top + left, image(\"/half.png\", width: 30mm)))")
    };
    let (plain, turned) = (ink(&picture(0)), ink(&picture(90)));
    // Two flat colours are line art, whose black is black ink alone.
    assert!(
        plain.worst_square > 99.0
            && plain.worst_square < 101.0
            && (plain.worst_square - turned.worst_square).abs() < 2.0
    );
    let near = |found: (f64, f64), x: std::ops::RangeInclusive<f64>, y: std::ops::RangeInclusive<f64>| {
        assert!(x.contains(&found.0) && y.contains(&found.1), "{found:?}");
    };
    near(plain.at_mm, 87.0..=103.0, 87.0..=88.0);
    near(turned.at_mm, 72.0..=73.0, 87.0..=103.0);
}

#[test]
fn black_overprints_where_the_press_can_take_both() {
    let overprints = |code: &str| {
        let file = try_print(&pages(1, code), PressName::Newsprint, None, false, None)
            .unwrap_or_else(|e| panic!("{:?}", said(&e)));
        let document = lopdf::Document::load_mem(&file.bytes).unwrap();
        let content = document.get_and_decode_page_content(document.get_pages()[&1]).unwrap();
        content
            .operations
            .iter()
            .filter(|operation| operation.operator == "gs")
            .filter(|operation| format!("{:?}", operation.operands).contains("Overprint"))
            .count()
    };
    let over = |ground: &str, x: &str| {
        format!(
            "at(20mm, 30mm, rect(width: 60mm, height: 20mm, stroke: none, fill: cmyk({ground}))); \
             at({x}, 35mm, text(size: 8pt)[label]); at({x}, 45mm, line(length: 20mm, stroke: 0.5pt + black))"
        )
    };
    // 240 % are allowed: black comes to 140 % and 141 %.
    assert_eq!(overprints(&over("70%, 70%, 0%, 0%", "30mm")), 2);
    assert_eq!(overprints(&over("70%, 71%, 0%, 0%", "30mm")), 0);
    // Beside it, and over a ground that is not square there: a disc.
    assert_eq!(overprints(&over("70%, 71%, 0%, 0%", "90mm")), 2);
    let disc = |x: &str| {
        format!(
            "at(20mm, 30mm, circle(radius: 20mm, stroke: none, fill: cmyk(100%, 100%, 0%, 0%))); \
             at({x}, 31mm, text(size: 8pt)[l])"
        )
    };
    assert_eq!(overprints(&disc("39mm")), 0);
    assert_eq!(overprints(&disc("21mm")), 1);
}

#[test]
fn pictures_of_the_template_with_too_few_pixels() {
    let found = |code: &str, name: PressName| {
        said(&printed(&pages(1, &format!("at(30mm, 40mm, {code})")), name, None, false, None).findings)
    };
    for name in [PressName::Newsprint, PressName::Office] {
        // 600 pixels of line art: 254 and 381 to the inch.
        assert_eq!(
            found("image(\"/plate.png\", width: 60mm)", name),
            ["a picture of lines has 254 ppi at its size; sharp edges need 300: at 30 × 40 mm"]
        );
        assert_eq!(found("image(\"/plate.png\", width: 40mm)", name), [""; 0]);
        // 160 pixels of a photo: 68 and 163; one that is scaled up counts as it stands.
        let few = ["a picture has 68 ppi at its size; print needs 150: at 30 × 40 mm"];
        assert_eq!(found("image(\"/photo.png\", width: 60mm)", name), few);
        assert_eq!(found("scale(200%, origin: top + left, image(\"/photo.png\", width: 30mm))", name), few);
        assert_eq!(found("image(\"/photo.png\", width: 25mm)", name), [""; 0]);
        // A code in whole squares may be as large as it likes.
        assert_eq!(found("image(\"/code.png\", width: 40mm)", name), [""; 0]);
    }
}

#[test]
fn what_is_clear_needs_a_soft_mask() {
    let document = pages(1, "at(30mm, 40mm, image(\"/clear.png\", width: 40mm))");
    let errors = try_print(&document, PressName::Newsprint, Some(PdfX::X1a), false, None).err().unwrap();
    assert_eq!(
        said(&errors),
        ["a picture is transparent in parts, which PDF/X-1a cannot hold: at 30 × 40 mm"]
    );
    let file = load(&printed(&document, PressName::Newsprint, None, false, None));
    let images: Vec<_> = file
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"))
        .collect();
    assert_eq!(images.len(), 2);
    let masked = images.iter().find(|image| image.dict.has(b"SMask")).unwrap();
    let mask = file.get_object(masked.dict.get(b"SMask").unwrap().as_reference().unwrap()).unwrap();
    let mask = &mask.as_stream().unwrap().dict;
    assert_eq!(mask.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceGray");
    assert_eq!(mask.get(b"Width").unwrap().as_i64().unwrap(), 600);
    // What shows through is mixed in inks.
    let page = file.get_dictionary(file.get_pages()[&1]).unwrap();
    let group = page.get(b"Group").unwrap().as_dict().unwrap();
    assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
}
