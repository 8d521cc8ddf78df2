//! Leaflets: panels of one sheet, and the gallery that shows every template.

use typst_layout::PagedDocument;
use typst_library::layout::Abs;

use banmian::edition::LeafletRules;
use banmian::press::imposition;
use banmian::typeset::frames;

use super::made;
use crate::county::put;
use crate::support::{Folder, stderr};

fn said(findings: &[banmian::diagnostic::Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| crate::support::english(&finding.message)).collect()
}

fn words(document: &PagedDocument, page: usize) -> Vec<(f64, String)> {
    let runs = frames::runs(&document.pages()[page]);
    runs.iter().map(|run| (run.x, run.text.clone())).collect()
}

#[test]
fn the_panels_of_a_leaflet_stand_in_their_places() {
    let (edition, outcome) = made("jingyuan", "leaflet");
    let document = outcome.document.as_ref().unwrap();
    let rules = edition.template.settings.makeup.pages.leaflet.clone().unwrap();
    assert_eq!((document.pages().len(), rules.panels()), (8, 8));
    assert_eq!(said(&imposition::check_leaflet(document, Some(&rules))), [""; 0]);
    let folded = imposition::leaflet(document, &rules);
    assert_eq!(folded.document.pages().len(), 2);
    let panel = document.pages()[0].frame.size();
    let near = |a: Abs, b: f64| (a.to_pt() - b).abs() < 0.01;
    for side in folded.document.pages() {
        assert!(
            near(side.frame.width(), panel.x.to_pt() * 4.0) && near(side.frame.height(), panel.y.to_pt())
        );
    }
    let folds: Vec<f64> = folded.folds.iter().map(|fold| (fold.to_mm() * 10.0).round() / 10.0).collect();
    assert_eq!(folds, [105.0, 210.0, 315.0]);
    // What a panel says stands on its quarter of its side.
    for (side, pages) in rules.sides.iter().enumerate() {
        for (place, page) in pages.iter().enumerate() {
            let own = words(document, page - 1);
            let there = words(&folded.document, side);
            let from = panel.x.to_pt() * place as f64;
            for (x, text) in &own {
                let found = there.iter().any(|(at, words)| words == text && (at - from - x).abs() < 0.1);
                assert!(found, "{text} of page {page} on side {side}");
            }
        }
    }
}

#[test]
fn too_many_panels_and_too_few_are_told() {
    let (_, outcome) = made("jingyuan", "leaflet");
    let document = outcome.document.as_ref().unwrap();
    let three = LeafletRules { sides: vec![vec![1, 2, 3]] };
    assert_eq!(
        said(&imposition::check_leaflet(document, Some(&three))),
        ["8 pages, and the leaflet has 3 panels"]
    );
    let twelve = LeafletRules { sides: vec![(1..=6).collect(), (7..=12).collect()] };
    assert_eq!(
        said(&imposition::check_leaflet(document, Some(&twelve))),
        ["4 panels of the leaflet are blank"]
    );
    assert!(said(&imposition::check_leaflet(document, None))[0].starts_with("the template has no leaflet"));
    for (sides, whole) in [
        (vec![vec![1, 2], vec![3, 4]], true),
        (vec![vec![4, 2, 3, 1]], true),
        (vec![vec![1, 2], vec![3]], false),
        (vec![vec![1, 2], vec![2, 3]], false),
        (vec![vec![0, 1]], false),
    ] {
        assert_eq!(LeafletRules { sides: sides.clone() }.is_whole(), whole, "{sides:?}");
    }
    let folder = Folder::sample();
    put(
        &folder,
        "own/template.toml",
        "name = \"own\"\ndescription = \"x\"\nextends = \"leaflet\"\n[makeup.pages.leaflet]\nsides = [[1, 2, 2]]\n",
    );
    let words = stderr(&folder.run(&["check", "report.json", "--template", "own"]));
    assert!(words.contains("each page stands on one panel") && words.contains("template.toml:"), "{words}");
}

#[test]
fn a_leaflet_is_one_sheet_unless_its_panels_are_wanted() {
    let folder = Folder::sample();
    let build = |more: &[&str]| {
        let arguments = [&["build", "report.json", "--template", "leaflet", "-o", "out.pdf"], more].concat();
        let output = folder.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let pdf = lopdf_pages(&std::fs::read(folder.path().join("out.pdf")).unwrap());
        (pdf.len(), pdf[0])
    };
    assert_eq!(build(&[]), (2, [420, 297]));
    assert_eq!(build(&["--imposition", "pages"]), (8, [105, 297]));
    // The marks show every fold.
    assert_eq!(build(&["--marks"]).0, 2);
    let refused = folder.run(&["build", "report.json", "--imposition", "leaflet", "-o", "no.pdf"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("the template has no leaflet"), "{}", stderr(&refused));
}

/// The trim of each page (mm): the boxes stand in the file as they are.
fn lopdf_pages(bytes: &[u8]) -> Vec<[i64; 2]> {
    let text = String::from_utf8_lossy(bytes);
    text.match_indices("/TrimBox")
        .map(|(at, _)| {
            let list = &text[at..];
            let list = &list[list.find('[').unwrap() + 1..list.find(']').unwrap()];
            let numbers: Vec<f64> = list.split_whitespace().map(|word| word.parse().unwrap()).collect();
            let side = |from: usize| ((numbers[from + 2] - numbers[from]) * 25.4 / 72.0).round() as i64;
            [side(0), side(1)]
        })
        .collect()
}

#[test]
fn the_gallery_shows_every_template_with_its_values() {
    let folder = Folder::new("{}");
    put(
        &folder,
        "shelf/green/template.toml",
        "name = \"green\"\nversion = \"1.2\"\ndescription = \"<b>green</b>\"\nextends = \"newspaper-feature\"\n\
         [extra.motto]\ntype = \"choice\"\nmeaning = { en = \"the motto\", zh = \"标语\" }\nchoices = [\"quiet\", \"loud\"]\n",
    );
    let output = folder.run(&["templates", "--gallery", "shown", "--templates", "shelf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = std::fs::read_to_string(folder.path().join("shown/index.html")).unwrap();
    for name in [
        "annual-review",
        "double-truck-feature",
        "green",
        "leaflet",
        "newspaper-feature",
        "red-head",
        "tabloid-feature",
    ] {
        assert!(page.contains(&format!("<section id=\"{name}\">")), "{name}");
    }
    let pictures: Vec<&str> =
        page.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(pictures.len() >= 14, "{pictures:?}");
    for picture in pictures {
        let size = image::image_dimensions(folder.path().join("shown").join(picture)).unwrap();
        assert!(size.0 > 100 && size.1 > 100, "{picture}: {size:?}");
    }
    assert!(
        page.contains("the motto") && page.contains("&lt;b&gt;green") && !page.contains("<b>green"),
        "{page}"
    );
    assert!(page.contains("headline, section headings, figures and rules") && !page.contains("@@"));
}
