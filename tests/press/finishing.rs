//! The last steps to the file: what overprints, and the net for colours that are no inks.

use banmian::press::condition::Condition;
use banmian::press::pdfx::{self, About, Boxes};
use banmian::press::{PdfX, PressName, pdf};
use typst_library::foundations::Datetime;
use typst_library::layout::Sides;

use super::printing::{identity, load, pages, printed};
use super::profile;
use crate::support::english;

/// The lines of a page: how thick they are in the file, and whether they overprint.
fn lines(code: &str) -> Vec<(f32, bool)> {
    let document = load(&printed(&pages(1, code), PressName::Newsprint, None, false, None));
    let content = document.get_and_decode_page_content(document.get_pages()[&1]).unwrap();
    let (mut width, mut overprints, mut stack, mut found) = (1.0, false, Vec::new(), Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "q" => stack.push((width, overprints)),
            "Q" => (width, overprints) = stack.pop().unwrap(),
            "w" => width = operation.operands[0].as_float().unwrap(),
            "gs" => overprints |= operation.operands[0].as_name().unwrap() == b"BanmianOverprint",
            "S" | "B" => found.push((width, overprints)),
            "f" => assert!(!overprints),
            _ => {}
        }
    }
    found
}

#[test]
fn thin_black_lines_overprint_and_no_others() {
    let line = |stroke: &str| format!("at(20mm, 30mm, line(length: 50mm, stroke: {stroke}))");
    assert_eq!(lines(&line("1pt + black")), [(1.0, true)]);
    assert_eq!(lines(&line("1.9pt + black")), [(1.9, true)]);
    assert_eq!(lines(&line("2pt + black")), [(2.0, false)]);
    for other in ["1pt + white", "1pt + luma(100)", "1pt + red", "1pt + cmyk(10%, 0%, 0%, 100%)"] {
        assert_eq!(lines(&line(other)), [(1.0, false)], "{other}");
    }
    // As thick as it is on the page, and each line for itself.
    assert_eq!(
        lines("at(20mm, 30mm, scale(300%, origin: top + left, line(length: 20mm, stroke: 1pt + black)))"),
        [(1.0, false)]
    );
    assert_eq!(
        lines("at(20mm, 30mm, scale(50%, origin: top + left, line(length: 20mm, stroke: 3pt + black)))"),
        [(3.0, true)]
    );
    let frame = "at(20mm, 30mm, rect(width: 50mm, height: 9mm, fill: white, stroke: 0.5pt + black))";
    // Drawn in one go with its ground, which would be no ground under overprint.
    assert_eq!(lines(frame), [(0.5, false)]);
    let both = format!("{}; {}", line("1pt + black"), line("1pt + red"));
    assert_eq!(lines(&both), [(1.0, true), (1.0, false)]);
}

#[test]
fn colours_that_were_not_separated_are_in_inks_in_the_end() {
    let press = profile(PressName::Newsprint);
    let finish = |code: &str, pdfx: PdfX| {
        // Not separated: what comes through the separation by mistake.
        let document = pages(1, code);
        let plain = pdf::export(&document, None).unwrap();
        let date = Datetime::from_ymd_hms(2025, 1, 10, 0, 0, 0).unwrap();
        let identity = &identity(&document);
        let about = About {
            title: "t",
            author: "a",
            date,
            pdfx,
            condition: &Condition::custom("c"),
            identity,
            photos: &[],
        };
        let bleed = document.pages()[0].bleed;
        let boxes = [Boxes { margin: Sides::splat(bleed.left), bleed }];
        pdfx::finish(&plain, &[], &press, &about, &boxes, &[])
            .map(|bytes| format!("{:?}", lopdf::Document::load_mem(&bytes).unwrap().objects))
            .map_err(|message| english(&message))
    };
    for code in [
        "image(\"/white.png\", width: 60mm)",
        "rect(fill: gradient.linear(red, blue))",
        "rect(fill: gradient.radial(red, blue))",
        "rect(fill: rgb(\"#c00\"), stroke: luma(50%))",
    ] {
        let file = finish(code, PdfX::X4).unwrap();
        assert!(!file.contains("ICCBased") && !file.contains("DeviceRGB"), "{code}");
    }
    assert_eq!(
        finish("rect(fill: gradient.conic(red, blue))", PdfX::X4),
        Err("a gradient in it is of a kind that cannot be brought into inks".to_owned())
    );
    assert_eq!(
        finish("rect(fill: rgb(0, 0, 0, 50%))", PdfX::X1a),
        Err("something on a page is transparent, which PDF/X-1a does not know".to_owned())
    );
}
