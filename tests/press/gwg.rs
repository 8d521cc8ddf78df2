//! The Ghent Workgroup's rules, each broken on purpose, and the table that lists them; names of inks.

use std::collections::BTreeSet;

use banmian::press::{PdfX, Preflight, PressName, Work, print};
use typst_library::foundations::Datetime;
use typst_library::layout::Abs;

use super::press;
use super::printing::{identity, origin, pages, said, try_print};
use crate::support::{FONTS, english, root};

/// The codes and messages of a check, errors and warnings.
fn checked(count: usize, code: &str, rules: Preflight, pdfx: PdfX) -> Vec<(String, String)> {
    let document = &pages(count, code);
    let name = if rules == Preflight::GwgNewspaper { PressName::Newsprint } else { PressName::Coated };
    let mut press = press(name);
    press.settings.spots.push("PANTONE 185 C".to_owned());
    press.settings.total_ink = 400.0;
    let work = Work {
        theme: &[],
        document,
        origin: &origin,
        press: &press,
        pdfx: Some(pdfx),
        imposition: None,
        paper: Abs::zero(),
        preflight: Some(rules),
        fold: None,
        leaflet: None,
        marks: None,
        families: &["Noto Sans CJK SC".to_owned()],
        fonts: &FONTS,
        date: Datetime::from_ymd_hms(2025, 1, 10, 0, 0, 0).unwrap(),
        identity: &identity(document),
    };
    let found = match print(&work) {
        Ok(file) => file.findings,
        Err(findings) => findings,
    };
    found
        .iter()
        .filter(|finding| finding.message.key().starts_with("gwg"))
        .map(|finding| (finding.message.key().to_owned(), english(&finding.message)))
        .collect()
}

const GOOD: &str = "at(30mm, 40mm, text(size: 12pt)[page])";

#[test]
fn each_rule_is_broken_once() {
    let square = "at(40mm, 60mm, rect(width: 40mm, height: 40mm, fill: cmyk(90%, 90%, 80%, 60%)))";
    let picture = |width: &str| format!("{GOOD}; at(20mm, 60mm, image(\"/white.png\", width: {width}))");
    let cases: [(&str, String, &str); 9] = [
        (
            "gwg.total-ink",
            format!("{GOOD}; {square}"),
            "320 % of ink on 15 mm square; the Ghent Workgroup's rules allow 245 %",
        ),
        (
            "gwg.resolution",
            picture("150mm"),
            "a picture has 68 pixels to the inch; the Ghent Workgroup's rules ask for 100",
        ),
        (
            "gwg.resolution-low",
            picture("80mm"),
            "a picture has 127 pixels to the inch; the Ghent Workgroup's rules recommend 150",
        ),
        (
            "gwg.line",
            format!("{GOOD}; at(20mm, 60mm, line(length: 50mm, stroke: 0.12pt + black))"),
            "a line of 0.120 pt is thinner than the 0.125 pt",
        ),
        (
            "gwg.spot",
            format!(
                "{GOOD}; at(20mm, 60mm, rect(width: 9mm, height: 9mm, fill: color.spot(\"PANTONE 185 C\", cmyk(0%, 90%, 70%, 0%)).tint(100%)))"
            ),
            "the spot ink “PANTONE 185 C” is used",
        ),
        ("gwg.empty", "[]".to_owned(), "page 1 is empty"),
        (
            "gwg.one-picture",
            "at(20mm, 60mm, image(\"/white.png\", width: 30mm))".to_owned(),
            "page 1 is a single picture",
        ),
        (
            "gwg.size",
            format!("set page(width: if n == 2 {{ 200mm }} else {{ 210mm }}); {GOOD}"),
            "pages of one size; these differ from the first: 2",
        ),
        ("gwg.pages", GOOD.to_owned(), "one page in a file, and there are 2"),
    ];
    for (key, code, wanted) in cases {
        let count = if ["gwg.size", "gwg.pages"].contains(&key) { 2 } else { 1 };
        let found = checked(count, &code, Preflight::GwgNewspaper, PdfX::X4);
        let own: Vec<&String> =
            found.iter().filter(|(found, _)| found == key).map(|(_, said)| said).collect();
        assert_eq!(own.len(), 1, "{key}: {found:?}");
        assert!(own[0].contains(wanted), "{key}: {}", own[0]);
    }
    let version = checked(1, GOOD, Preflight::GwgNewspaper, PdfX::X1a);
    assert_eq!(version.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["gwg.version"]);
    // What keeps every rule has nothing said of it; magazines ask for more pixels and take more ink.
    for rules in [Preflight::GwgNewspaper, Preflight::GwgMagazine] {
        assert_eq!(checked(1, &format!("{GOOD}; {}", picture("40mm")), rules, PdfX::X4), []);
    }
    let keys = |code: &str| -> Vec<String> {
        checked(1, code, Preflight::GwgMagazine, PdfX::X4).into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys(&picture("80mm")), ["gwg.resolution"]);
    let middle = square.replace("90%, 90%, 80%, 60%", "80%, 80%, 80%, 40%");
    assert_eq!(keys(&format!("{GOOD}; {middle}")), <[String; 0]>::default());
}

#[test]
fn courier_is_no_font_of_ours() {
    assert!(FONTS.families().iter().all(|family| !family.starts_with("Courier")));
}

#[test]
fn names_of_inks_are_matched_exactly() {
    let print = |name: &str, spots: &[&str]| {
        let code = format!(
            "at(20mm, 60mm, rect(width: 9mm, height: 9mm, fill: color.spot(\"{name}\", cmyk(0%, 50%, 0%, 0%)).tint(100%)))"
        );
        let document = &pages(1, &code);
        let mut press = press(PressName::Newsprint);
        press.settings.spots.extend(spots.iter().map(|spot| (*spot).to_owned()));
        let work = Work {
            theme: &[],
            document,
            origin: &origin,
            press: &press,
            pdfx: None,
            imposition: None,
            paper: Abs::zero(),
            preflight: None,
            fold: None,
            leaflet: None,
            marks: None,
            families: &[],
            fonts: &FONTS,
            date: Datetime::from_ymd_hms(2025, 1, 10, 0, 0, 0).unwrap(),
            identity: &identity(document),
        };
        match print(&work) {
            Ok(file) => said(&file.findings),
            Err(findings) => findings.iter().map(|finding| finding.message.key().to_owned()).collect(),
        }
    };
    let none = <[String; 0]>::default();
    // A name that holds the letters of another is not the other.
    assert_eq!(print("Metallic Red", &["Metallic Red"]), none);
    assert_eq!(print("Metallic Red", &["Metallic"]), ["spot-ink"]);
    assert_eq!(print("PANTONE 18", &["PANTONE 185", "PANTONE 185 C"]), ["spot-ink"]);
    assert_eq!(print("PANTONE 185", &["PANTONE 18"]), ["spot-ink"]);
    assert_eq!(print("pantone 185", &["PANTONE 185"]), ["spot-ink"]);
    assert_eq!(print("ALL", &["ALL"]), none);
    // What marks every plate, or one of the four, is no spot ink, whatever the county says.
    assert_eq!(print("all", &["all"]), ["registration"]);
    assert_eq!(print("All", &["All"]), ["registration"]);
    for name in ["Cyan", "Black", "None"] {
        assert_eq!(print(name, &[name]), ["spot-name"], "{name}");
    }
    assert_eq!(print("Black Onyx", &["Black Onyx"]), none);
    let refused = try_print(&pages(1, GOOD), PressName::Newsprint, None, true, None);
    assert!(refused.is_ok(), "the marks are in registration colour");
}

#[test]
fn the_table_of_rules_is_true() {
    let table = std::fs::read_to_string(root().join("src/press/GWG.md")).unwrap();
    let messages: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("src/messages/en.toml")).unwrap()).unwrap();
    let mut tests = String::new();
    for entry in std::fs::read_dir(root().join("tests/press")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "rs") {
            tests.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| rule"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 27, "{}", rows.len());
    let ticked =
        |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let mut codes = BTreeSet::new();
    for row in &rows {
        let [rule, newspaper, magazine, how, shown] = row.as_slice() else { panic!("{row:?}") };
        assert!(![newspaper, magazine, how, shown].iter().any(|cell| cell.is_empty()), "{rule}");
        for code in ticked(how) {
            if code.starts_with("gwg.") {
                assert!(messages.contains_key(&code), "{rule}: {code} has no wording");
                codes.insert(code);
            }
        }
        for test in ticked(shown) {
            assert!(tests.contains(&format!("fn {test}(")), "{rule}: there is no test {test}");
        }
    }
    let all: BTreeSet<String> = messages.keys().filter(|key| key.starts_with("gwg.")).cloned().collect();
    assert_eq!(codes, all);
}
