//! Several pages: preflight, boxes, pictures and marks on each of them, and pages imposed as a booklet.

use std::path::{Path, PathBuf};

use banmian::diagnostic::Diagnostic;
use banmian::press::imposition::{self, Imposed, Side};
use banmian::press::marks::{self, Marks};
use banmian::press::pictures;
use banmian::press::{Imposition, MAX_PAGES, PdfX, PressName, preview};
use lopdf::{Document, Object};
use typst_layout::PagedDocument;
use typst_library::layout::{Abs, Frame, FrameItem, Point};
use typst_library::visualize::Geometry;

use super::press;
use super::printing::{load, origin, pages, printed, said, try_print};
use crate::support::{FONTS, Folder, english, stderr};

/// Points to the millimetre.
const MM: f64 = 72.0 / 25.4;
const BOOKLET: Option<Imposition> = Some(Imposition::Booklet);

/// Pages with their number and a ground that reaches over the bleed: odd pages yellow, even pages blue.
fn numbered(count: usize) -> PagedDocument {
    pages(count, "ground(if calc.odd(n) { rgb(\"#ffe680\") } else { rgb(\"#b0d8ff\") }); [page #n]")
}

/// Pages on the sheets of a booklet of thin paper.
fn booklet(document: &PagedDocument) -> Imposed {
    imposition::impose(document, Imposition::Booklet, Abs::zero())
}

/// Pages with their pictures, for previews at one pixel to the millimetre.
fn ready(page: &PagedDocument) -> Result<PagedDocument, Vec<Diagnostic>> {
    banmian::press::preview(page, &origin, 25.4)
}

/// A page's box in mm from the sheet's left bottom corner: left, bottom, right, top.
fn in_mm(document: &Document, page: u32, key: &str) -> [f64; 4] {
    let page = document.get_dictionary(document.get_pages()[&page]).unwrap();
    let values = page.get(key.as_bytes()).unwrap().as_array().unwrap();
    let values: Vec<f64> = values.iter().map(|v| f64::from(v.as_float().unwrap()) / MM).collect();
    values.try_into().unwrap()
}

#[track_caller]
fn assert_near(found: [f64; 4], wanted: [f64; 4]) {
    assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01), "{found:?} {wanted:?}");
}

/// What is drawn: a text or nothing, and the rectangle that clips leave of it.
struct Drawn {
    text: Option<String>,
    min: Point,
    max: Point,
    /// The same without clips.
    whole: (Abs, Abs),
}

fn drawn(frame: &Frame) -> Vec<Drawn> {
    fn look(frame: &Frame, origin: Point, window: (Point, Point), found: &mut Vec<Drawn>) {
        let within = |min: Point, max: Point| (min.max(window.0), max.min(window.1));
        for (at, item) in frame.items() {
            let place = origin + *at;
            let (min, max, text) = match item {
                FrameItem::Group(group) => {
                    let place = place + Point::new(group.transform.tx, group.transform.ty);
                    let window = group.clip.as_ref().map_or(window, |clip| {
                        let bounds = clip.bbox(None);
                        within(place + bounds.min, place + bounds.max)
                    });
                    look(&group.frame, place, window, found);
                    continue;
                }
                FrameItem::Text(text) => {
                    let to = Point::new(text.width(), Abs::zero());
                    (place, place + to, Some(text.text.to_string()))
                }
                FrameItem::Shape(shape, _) => {
                    let bounds = shape.bbox(true);
                    (place + bounds.min, place + bounds.max, None)
                }
                FrameItem::Image(_, size, _) => (place, place + size.to_point(), None),
                _ => continue,
            };
            let whole = (min.x, max.x);
            let (min, max) = within(min, max);
            found.push(Drawn { text, min, max, whole });
        }
    }
    let everywhere = (Point::splat(Abs::pt(-1e6)), Point::splat(Abs::pt(1e6)));
    let mut found = Vec::new();
    look(frame, Point::zero(), everywhere, &mut found);
    found
}

#[test]
fn a_booklet_is_in_the_order_of_its_sheets() {
    let order = |pages: usize| -> Vec<Side> { imposition::order(pages) };
    assert_eq!(order(2), [[Some(2), Some(1)], [None, None]]);
    assert_eq!(order(4), [[Some(4), Some(1)], [Some(2), Some(3)]]);
    assert_eq!(
        order(6),
        [[Some(6), Some(1)], [Some(2), None], [None, Some(3)], [Some(4), Some(5)]],
        "the back cover stays the back cover"
    );
    assert_eq!(order(8), [[Some(8), Some(1)], [Some(2), Some(7)], [Some(6), Some(3)], [Some(4), Some(5)]]);
    // Fold and stitch any booklet: read in order it has every page once, the blank ones before the last.
    for pages in 2..=40 {
        let sides = order(pages);
        let places = sides.len() * 2;
        let mut read = vec![None; places];
        for (sheet, faces) in sides.chunks(2).enumerate() {
            read[places - 1 - 2 * sheet] = faces[0][0];
            read[2 * sheet] = faces[0][1];
            read[2 * sheet + 1] = faces[1][0];
            read[places - 2 - 2 * sheet] = faces[1][1];
        }
        let mut wanted: Vec<Option<usize>> = (1..pages).map(Some).collect();
        wanted.resize(places - 1, None);
        wanted.push(Some(pages));
        assert_eq!(read, wanted, "{pages}");
        assert!(places % 4 == 0 && places < pages + 4);
    }
}

#[test]
fn pages_stand_on_their_half_of_the_sheet() {
    for count in [2, 4, 6, 8] {
        let document = numbered(count);
        let imposed = booklet(&document);
        let fold = imposed.fold;
        assert!((fold.to_mm() - 210.0).abs() < 1e-6);
        let found: Vec<Side> = imposed
            .document
            .pages()
            .iter()
            .map(|side| {
                assert!((side.frame.width().to_mm() - 420.0).abs() < 1e-6);
                assert!((side.frame.height().to_mm() - 297.0).abs() < 1e-6);
                assert!(side.bleed.iter().all(|bleed| (bleed.to_mm() - 3.0).abs() < 1e-6));
                let mut halves = [None, None];
                for text in drawn(&side.frame) {
                    let Some(words) = text.text else { continue };
                    // The margin is 20 mm: the text stands where it stood on its page.
                    let right = text.min.x >= fold;
                    let x = text.min.x - if right { fold } else { Abs::zero() };
                    assert!((x.to_mm() - 20.0).abs() < 0.5, "{words} at {x:?}");
                    halves[usize::from(right)] = words.strip_prefix("page ").unwrap().parse().ok();
                }
                halves
            })
            .collect();
        assert_eq!(found, imposition::order(count));
    }
}

#[test]
fn nothing_crosses_the_fold() {
    let imposed = booklet(&numbered(6));
    let fold = imposed.fold;
    let mut cut = 0;
    for side in imposed.document.pages() {
        for item in drawn(&side.frame) {
            let left = item.max.x <= fold;
            assert!(left || item.min.x >= fold, "{:?} {:?}", item.min, item.max);
            cut += usize::from(item.whole.0 < fold && item.whole.1 > fold);
            if item.text.is_some() {
                continue;
            }
            // The grounds are whole at the three outer edges, up to the bleed's.
            let (from, to) = if left { (-3.0, 210.0) } else { (210.0, 423.0) };
            let found = [item.min.x, item.min.y, item.max.x, item.max.y].map(Abs::to_mm);
            assert_near(found, [from, -3.0, to, 300.0]);
        }
    }
    assert_eq!(cut, 6, "without clips all grounds would cross");
    // As it is seen: page 6 is blue up to the fold, page 1 yellow from there.
    let pictures = preview::all(&imposed.document, &ready, 25.4).unwrap();
    assert_eq!(pictures.len(), 4);
    let sheet = image::load_from_memory(&pictures[0]).unwrap().into_rgb8();
    assert_eq!(sheet.dimensions(), (420, 297));
    for y in [1, 150, 295] {
        assert_eq!([208, 211].map(|x| sheet.get_pixel(x, y).0), [[0xb0, 0xd8, 0xff], [0xff, 0xe6, 0x80]]);
    }
    // The page beside page 2 is blank.
    let sheet = image::load_from_memory(&pictures[1]).unwrap().into_rgb8();
    assert_eq!([208, 211].map(|x| sheet.get_pixel(x, 150).0), [[0xb0, 0xd8, 0xff], [0xff; 3]]);
}

#[test]
fn a_pages_own_ground_stays_on_its_half() {
    let document = pages(4, "set page(fill: if n == 1 { rgb(\"#ffe680\") } else { auto }); [page #n]");
    let imposed = booklet(&document);
    let pictures = preview::all(&imposed.document, &ready, 25.4).unwrap();
    let sheet = image::load_from_memory(&pictures[0]).unwrap().into_rgb8();
    assert_eq!([208, 211, 419].map(|x| sheet.get_pixel(x, 5).0[2]), [0xff, 0x80, 0x80]);
    // With marks it ends where the bleed does.
    let marked = with_marks(&document, None);
    let grounds: Vec<[f64; 4]> = drawn(&marked.pages()[0].frame)
        .into_iter()
        .filter(|item| (item.max.x - item.min.x).to_mm() > 100.0)
        .map(|item| [item.min.x, item.min.y, item.max.x, item.max.y].map(Abs::to_mm))
        .collect();
    assert_eq!(grounds.len(), 1);
    assert_near(grounds[0], [12.0, 12.0, 228.0, 315.0]);
    assert!(marked.pages()[0].fill_or_transparent().is_none());
    // Preflight knows its ink.
    let dark = pages(2, "set page(fill: if n == 2 { cmyk(90%, 90%, 90%, 0%) } else { auto }); [page #n]");
    let errors = try_print(&dark, PressName::Newsprint, None, false, None).err().unwrap();
    assert_eq!(said(&errors)[0], "a colour has 270 % ink; the press takes 240 %: on page 2 at 0 × 0 mm");
}

fn with_marks(document: &PagedDocument, fold: Option<Abs>) -> PagedDocument {
    let families = ["Noto Sans CJK SC".to_owned()];
    let labels: Vec<String> = (1..=document.pages().len()).map(|n| format!("label {n}")).collect();
    let press = &press(PressName::Newsprint);
    let folds: Vec<Abs> = fold.into_iter().collect();
    let marks = Marks { slug: "slug", labels: &labels, folds: &folds, families: &families, press };
    marks::add(document, &marks, &FONTS).unwrap()
}

#[test]
fn every_page_has_its_boxes() {
    let document = numbered(3);
    for pdfx in [PdfX::X4, PdfX::X1a] {
        let plain = printed(&document, PressName::Newsprint, Some(pdfx), false, None);
        let marks = printed(&document, PressName::Newsprint, Some(pdfx), true, None);
        let (plain, marks) = (load(&plain), load(&marks));
        assert_eq!((plain.get_pages().len(), marks.get_pages().len()), (3, 3));
        for page in 1..=3 {
            assert_near(in_mm(&plain, page, "MediaBox"), [0.0, 0.0, 216.0, 303.0]);
            assert_near(in_mm(&plain, page, "BleedBox"), [0.0, 0.0, 216.0, 303.0]);
            assert_near(in_mm(&plain, page, "TrimBox"), [3.0, 3.0, 213.0, 300.0]);
            assert_near(in_mm(&marks, page, "MediaBox"), [0.0, 0.0, 240.0, 327.0]);
            assert_near(in_mm(&marks, page, "BleedBox"), [12.0, 12.0, 228.0, 315.0]);
            assert_near(in_mm(&marks, page, "TrimBox"), [15.0, 15.0, 225.0, 312.0]);
        }
    }
    // Pages with bleeds of their own: on one side none, on another more than marks leave room for by themselves.
    let uneven = "set page(bleed: if n == 1 { (left: 0mm, rest: 3mm) } else { 10mm }); [page #n]";
    let uneven = pages(2, uneven);
    let plain = load(&printed(&uneven, PressName::Newsprint, None, false, None));
    assert_near(in_mm(&plain, 1, "MediaBox"), [0.0, 0.0, 213.0, 303.0]);
    assert_near(in_mm(&plain, 1, "TrimBox"), [0.0, 3.0, 210.0, 300.0]);
    assert_near(in_mm(&plain, 2, "TrimBox"), [10.0, 10.0, 220.0, 307.0]);
    let marks = load(&printed(&uneven, PressName::Newsprint, None, true, None));
    for page in [1, 2] {
        assert_near(in_mm(&marks, page, "MediaBox"), [0.0, 0.0, 254.0, 341.0]);
        assert_near(in_mm(&marks, page, "TrimBox"), [22.0, 22.0, 232.0, 319.0]);
    }
    assert_near(in_mm(&marks, 1, "BleedBox"), [22.0, 19.0, 235.0, 322.0]);
    assert_near(in_mm(&marks, 2, "BleedBox"), [12.0, 12.0, 242.0, 329.0]);
}

#[test]
fn sheets_have_boxes_on_every_press() {
    let document = numbered(6);
    for (name, pdfx) in [
        (PressName::Newsprint, Some(PdfX::X4)),
        (PressName::Newsprint, Some(PdfX::X1a)),
        (PressName::Coated, Some(PdfX::X4)),
        (PressName::Coated, Some(PdfX::X1a)),
        (PressName::Office, None),
    ] {
        let file = printed(&document, name, pdfx, false, BOOKLET);
        assert_eq!(said(&file.findings).len(), 1, "{:?}", said(&file.findings));
        assert_eq!(
            said(&file.findings)[0],
            "2 blank pages stand before the last page: the document has 6 pages, and a booklet's sheets take four each"
        );
        let marked = printed(&document, name, pdfx, true, BOOKLET);
        let (plain, marks) = (load(&file), load(&marked));
        assert_eq!((plain.get_pages().len(), marks.get_pages().len()), (4, 4));
        for side in 1..=4 {
            assert_near(in_mm(&plain, side, "MediaBox"), [0.0, 0.0, 426.0, 303.0]);
            assert_near(in_mm(&plain, side, "TrimBox"), [3.0, 3.0, 423.0, 300.0]);
            assert_near(in_mm(&marks, side, "MediaBox"), [0.0, 0.0, 450.0, 327.0]);
            assert_near(in_mm(&marks, side, "BleedBox"), [12.0, 12.0, 438.0, 315.0]);
            assert_near(in_mm(&marks, side, "TrimBox"), [15.0, 15.0, 435.0, 312.0]);
            // Without marks the sheet ends where the bleed does; typst-pdf needs no box to say so.
            if name != PressName::Office {
                assert_near(in_mm(&plain, side, "BleedBox"), [0.0, 0.0, 426.0, 303.0]);
            }
        }
        // The same document gives the same bytes.
        pictures::forget();
        comemo::evict(0);
        assert!(marked.bytes == printed(&document, name, pdfx, true, BOOKLET).bytes, "{name:?}");
    }
}

#[test]
fn the_fold_is_marked_outside_the_trim() {
    let imposed = booklet(&numbered(4));
    let marked = with_marks(&imposed.document, Some(imposed.fold));
    let dashed = |frame: &Frame| {
        fn look(frame: &Frame, origin: Point, found: &mut Vec<[f64; 3]>) {
            for (at, item) in frame.items() {
                let place = origin + *at;
                match item {
                    FrameItem::Group(group) => {
                        look(&group.frame, place + Point::new(group.transform.tx, group.transform.ty), found);
                    }
                    FrameItem::Shape(shape, _) => {
                        let stroke = shape.stroke.as_ref().filter(|stroke| stroke.dash.is_some());
                        if let (Some(_), Geometry::Line(to)) = (stroke, &shape.geometry) {
                            let (from, to) = (place.y.to_mm(), (place + *to).y.to_mm());
                            found.push([place.x.to_mm(), from.min(to), from.max(to)]);
                        }
                    }
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        look(frame, Point::zero(), &mut found);
        found
    };
    for side in marked.pages() {
        let found = dashed(&side.frame);
        assert_eq!(found.len(), 2);
        // The trim goes from 15 to 312 mm, the bleed from 12 to 315.
        for (line, wanted) in found.iter().zip([[225.0, 5.0, 11.0], [225.0, 316.0, 322.0]]) {
            assert!(line.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01), "{line:?}");
        }
    }
    // Pages by themselves have none; each has its own label.
    let marked = with_marks(&numbered(2), None);
    for (number, page) in (1..).zip(marked.pages()) {
        assert_eq!(dashed(&page.frame).len(), 0);
        let texts: String = drawn(&page.frame).into_iter().filter_map(|item| item.text).collect();
        assert!(texts.contains(&format!("label {number}")), "{texts}");
    }
    let labels = imposition::labels(&imposition::order(6), Imposition::Booklet);
    assert_eq!(labels, ["第1张正面　6＋1", "第1张反面　2＋白", "第2张正面　白＋3", "第2张反面　4＋5　跨版"]);
}

#[test]
fn inner_pages_of_thick_paper_move_to_the_fold() {
    let document = numbered(12);
    let (thin, thick) =
        (booklet(&document), imposition::impose(&document, Imposition::Booklet, Abs::mm(0.2)));
    let left = |imposed: &Imposed, side: usize| {
        let items =
            drawn(&imposed.document.pages()[side].frame).into_iter().filter(|item| item.text.is_some());
        items.map(|item| item.min.x.to_mm()).collect::<Vec<f64>>()
    };
    for side in 0..6 {
        // The outermost sheet stays; every sheet within it moves by one more thickness.
        let by = 0.2 * f64::from(u32::try_from(side / 2).unwrap());
        let (before, after) = (left(&thin, side), left(&thick, side));
        assert_near([before[0] + by, before[1] - by, 0.0, 0.0], [after[0], after[1], 0.0, 0.0]);
        // Nothing crosses the fold, and no page is drawn over the other.
        for item in drawn(&thick.document.pages()[side].frame) {
            assert!(item.max.x <= thick.fold || item.min.x >= thick.fold);
        }
    }
    // Too much of it would leave the trim without ground.
    let said = |paper: f64| said(&imposition::check(&document, Abs::mm(paper)));
    assert_eq!(said(0.2), <[String; 0]>::default());
    let wanted = "on this paper the innermost of 3 sheets creeps out by 4.0 mm, more than the bleed of 3.0 mm can make good";
    assert_eq!(said(2.0), [wanted]);
}

#[test]
fn facing_pages_stand_side_by_side() {
    assert_eq!(imposition::pairs(5), [[None, Some(1)], [Some(2), Some(3)], [Some(4), Some(5)]]);
    assert_eq!(imposition::pairs(4), [[None, Some(1)], [Some(2), Some(3)], [Some(4), None]]);
    let labels = imposition::labels(&imposition::pairs(4), Imposition::Pairs);
    assert_eq!(labels, ["白＋1", "2＋3　跨版", "4＋白"]);
    let pairs = Some(Imposition::Pairs);
    let file = load(&printed(&numbered(4), PressName::Newsprint, None, false, pairs));
    assert_eq!(file.get_pages().len(), 3);
    assert_near(in_mm(&file, 2, "TrimBox"), [3.0, 3.0, 423.0, 300.0]);
    let alone = try_print(&numbered(1), PressName::Newsprint, None, false, pairs).err().unwrap();
    assert_eq!(alone[0].code, "booklet");
}

#[test]
fn what_is_no_booklet_is_refused() {
    let refused = |document: &PagedDocument, name| {
        said(&try_print(document, name, None, false, BOOKLET).err().unwrap())
    };
    for name in [PressName::Newsprint, PressName::Office] {
        assert_eq!(
            refused(&numbered(1), name),
            ["a booklet needs more than one page, and this document has no more"]
        );
        let uneven = "set page(width: if n in (2, 4) { 200mm } else { 210mm }); [page #n]";
        assert_eq!(
            refused(&pages(4, uneven), name),
            ["the pages of a booklet are of one size; page 1 has 210 × 297 mm, these pages have not: 2, 4"]
        );
    }
    // All that is wrong is said at once.
    let wrong = "set page(width: 200mm + n * 1mm); text(size: 4pt)[tiny]";
    let said = refused(&pages(3, wrong), PressName::Newsprint);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].ends_with("page 1 has 201 × 297 mm, these pages have not: 2, 3"), "{said:?}");
    assert!(said[2].starts_with("text of 4.0 pt (“tiny”)"), "{said:?}");
    // On the command line.
    let folder = Folder::sample();
    for command in ["build", "check"] {
        let output = folder.run(
            &[command, "report.json", "--imposition", "booklet", "--png", "a.png"]
                [..{ if command == "build" { 6 } else { 4 } }],
        );
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.starts_with(
                "error[booklet]: a booklet needs more than one page, and this document has no more\n  = help: \
                 leave --imposition out, or choose a template with several pages, such as annual-review\n"
            ),
            "{said}"
        );
        assert_eq!(said.matches("error[").count(), 1, "{said}");
    }
    assert_eq!(folder.names(), ["photos", "report.json"]);
    assert_eq!(folder.run(&["build", "report.json", "--imposition", "poster"]).status.code(), Some(2));
}

#[test]
fn documents_have_a_limit_of_pages() {
    let document = pages(MAX_PAGES + 1, "[page #n]");
    for name in [PressName::Newsprint, PressName::Office] {
        let errors = try_print(&document, name, None, false, None).err().unwrap();
        assert_eq!(said(&errors), ["the document has 201 pages; the limit is 200"]);
    }
}

#[test]
fn findings_name_the_page() {
    let each =
        "if n == 3 { text(size: 4pt)[tiny] } else if n > 3 { text(size: 4pt)[tiny] } else { [page #n] }";
    let errors = try_print(&pages(5, each), PressName::Newsprint, None, false, None).err().unwrap();
    assert_eq!(
        said(&errors),
        ["text of 4.0 pt (“tiny”) is smaller than the press's 6 pt: on page 3 at 20 × 21 mm, and 2 more"]
    );
    let svg = "if n == 2 { image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' \
               opacity='.5'/></svg>\")) } else { [x] }";
    let errors = try_print(&pages(2, svg), PressName::Newsprint, Some(PdfX::X1a), false, None).err().unwrap();
    assert_eq!(
        said(&errors),
        [
            "an SVG or PDF picture cannot be printed, for something in it is transparent, which PDF/X-1a does not know: \
          on page 2 at 20 × 20 mm"
        ]
    );
    // One page needs no number.
    let errors = try_print(&pages(1, "text(size: 4pt)[tiny]"), PressName::Newsprint, None, false, None);
    assert!(said(&errors.err().unwrap())[0].ends_with("pt: at 20 × 21 mm"));
    // Many findings of a kind: twenty one by one, the others counted.
    let many = "for k in range(50) { text(size: 4pt)[#n\\-#k ] + linebreak() }";
    let errors = try_print(&pages(4, many), PressName::Newsprint, None, false, None).err().unwrap();
    assert_eq!(errors.len(), 20);
    assert!(said(&errors)[19].ends_with(", and 180 more"), "{:?}", said(&errors));
}

#[test]
fn pictures_lie_on_their_own_page() {
    let each = "image(if n == 2 { \"/black.png\" } else { \"/white.png\" }, width: 60mm)";
    let file = printed(&pages(3, each), PressName::Newsprint, None, false, None);
    let ink = file.ink.unwrap();
    assert_eq!(ink.page, 2);
    assert!(ink.worst_square > 180.0 && ink.worst_square <= 240.0, "{ink:?}");
    // Black is on the square of 60 mm from the margin.
    assert!((27.0..=73.0).contains(&ink.at_mm.0) && (27.0..=73.0).contains(&ink.at_mm.1), "{ink:?}");
    // The white picture is on two pages, and in the file once.
    let document = load(&file);
    let images = |page: u32| -> Vec<lopdf::ObjectId> {
        let images = document.get_page_images(document.get_pages()[&page]).unwrap();
        images.iter().map(|image| image.id).collect()
    };
    assert_eq!((images(1).len(), images(2).len()), (1, 1));
    assert_eq!(images(1), images(3));
    assert_ne!(images(1), images(2));
    let all = document.objects.values().filter(|object| {
        let dict = object.as_stream().map(|stream| &stream.dict);
        dict.is_ok_and(|dict| dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"))
    });
    assert_eq!(all.count(), 2);
    // What ends at the trim of the second page is said of it, and of its picture alone.
    let each = "if n == 2 { place(dx: -20mm, image(\"/white.png\", width: 60mm)) } else { image(\"/white.png\", width: 60mm) }";
    let file = printed(&pages(2, each), PressName::Newsprint, None, false, None);
    assert_eq!(
        said(&file.findings),
        ["a picture ends at the trim and does not go on into the bleed: on page 2 at 0 × 20 mm"]
    );
}

#[test]
fn previews_of_several_pages() {
    let names = |count| preview::names(Path::new("out/page.png"), count);
    assert_eq!(names(1), [PathBuf::from("out/page.png")]);
    assert_eq!(names(3), ["out/page-1.png", "out/page-2.png", "out/page-3.png"].map(PathBuf::from));
    assert_eq!(preview::names(Path::new("page"), 2), ["page-1", "page-2"].map(PathBuf::from));
    let document = pages(3, "image(if n == 2 { \"/black.png\" } else { \"/white.png\" }, width: 60mm)");
    let pictures = preview::all(&document, &ready, 25.4).unwrap();
    let middle: Vec<[u8; 3]> = pictures
        .iter()
        .map(|png| image::load_from_memory(png).unwrap().into_rgb8().get_pixel(50, 50).0)
        .collect();
    assert_eq!(middle, [[255; 3], [0; 3], [255; 3]]);
    // A4 at 600 ppi has 35 million pixels: eleven are allowed, twelve are not.
    let refused = |count, ppi| preview::allowed(&pages(count, "[x]"), ppi).err().map(|e| english(&e.message));
    assert_eq!(refused(11, 600.0), None);
    assert_eq!(
        refused(12, 600.0).as_deref(),
        Some("previews of 12 pages at 600 ppi would have more than 400 million pixels together, the limit")
    );
    assert_eq!(
        refused(2, 1500.0).as_deref(),
        Some("a preview at 1500 ppi would have more than 200 million pixels, the limit")
    );
}

#[test]
fn the_program_makes_booklets() {
    let folder = Folder::sample();
    let build = |more: &[&str]| {
        let output = folder
            .run(&[&["build", "report.json", "--template", "annual-review", "--ppi", "20"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output)
    };
    build(&["--png", "page.png"]);
    let pages = Document::load(folder.path().join("report.pdf")).unwrap().get_pages().len();
    assert!(pages > 4);
    let said = build(&["-o", "booklet.pdf", "--png", "sheet.png", "--imposition", "booklet", "--marks"]);
    let blank = pages.next_multiple_of(4) - pages;
    assert_eq!(said.contains("warning[booklet]: "), blank > 0, "{said}");
    let document = Document::load(folder.path().join("booklet.pdf")).unwrap();
    let sides = pages.next_multiple_of(4) / 2;
    assert_eq!(document.get_pages().len(), sides);
    for side in 1..=sides {
        assert_near(in_mm(&document, side as u32, "TrimBox"), [15.0, 15.0, 435.0, 312.0]);
    }
    let mut wanted = ["booklet.pdf", "photos", "report.json", "report.pdf"].map(str::to_owned).to_vec();
    wanted.extend((1..=pages).map(|page| format!("page-{page}.png")));
    wanted.extend((1..=sides).map(|side| format!("sheet-{side}.png")));
    wanted.sort();
    assert_eq!(folder.names(), wanted);
    let size = |name: &str| image::image_dimensions(folder.path().join(name)).unwrap();
    assert_eq!((size("page-1.png"), size("sheet-1.png")), ((165, 234), (331, 234)));
    // `check` says the page of the most ink.
    let arguments =
        ["check", "report.json", "--figures", "--template", "annual-review", "--imposition", "booklet"];
    let figures = String::from_utf8(folder.run(&arguments).stdout).unwrap();
    assert!(
        figures.lines().any(|line| line.starts_with("most ink") && line.contains(" % on page ")),
        "{figures}"
    );
}
