//! Counties and templates: values against their declarations, files that replace files, and what a stranger's folder
//! cannot do.

mod beginnings;
mod explain;
mod guides;
mod ranges;
mod schemas;
mod strangers;

use std::path::Path;

use banmian::diagnostic::Diagnostic;
use banmian::edition::{self, Black, Input, Style, resolve};
use banmian::job::{self, Order, PressOrder};
use banmian::message::Lang;
use banmian::press::{PressName, preview};
use banmian::report::Section;
use banmian::typeset::{FontOptions, Fonts};

use crate::support::{FONTS, Folder, picture, root, stderr};

/// The sample report with a county.
pub fn county(text: &str) -> Folder {
    Folder::sample().file("county.toml", text.as_bytes())
}

/// Writes a file and the folders above it.
pub fn put(folder: &Folder, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn style(folder: &Folder) -> Result<Style, Vec<Diagnostic>> {
    resolve(folder.path(), None, None)
}

/// What is wrong with a county: line, column, and the message.
fn findings(text: &str) -> Vec<String> {
    let folder = county(text);
    let found = style(&folder).map(|_| ()).unwrap_err();
    found
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref();
            let (line, column) = place.map_or((0, 0), |p| p.source.line_column(p.range.start));
            let hint = finding.hints.first().map(|hint| hint.text(Lang::En)).unwrap_or_default();
            format!("{line}:{column} {} | {hint}", finding.message.text(Lang::En))
        })
        .collect()
}

#[test]
fn everything_wrong_in_a_county_is_told_at_its_place() {
    assert_eq!(
        findings("templat = \"x\"\n[press]\nname = \"newsprin\"\ntotal_ink = 900\n[folio]\npaper = 5\n"),
        [
            "1:1 there is no field `templat` here | did you mean `template`?",
            "3:8 `newsprin` is none of these: newsprint, coated, office | did you mean `newsprint`?",
            "4:13 900 cannot be: it must be between 150 and 400 | correct the number",
            "6:9 expected a text in quotes, found a number | put it in quotes",
        ]
    );
    assert_eq!(
        findings(
            "[theme]\naccnt = [1, 2, 3, 4]\naccent = [10, 100, 95]\ntint = [0, 3, 120, 0]\nrule = \"9pt\"\n\
             outline = \"thick\"\nnumerals = \"plan\"\nfigures_title = \"这是一个太长的标题\"\nmasthead = \"logo.png\"\n\
             figures_charts = \"yes\"\n"
        ),
        [
            "2:1 the template has no theme value `accnt` | did you mean `accent`?",
            "3:10 expected a colour, found a list | write cyan, magenta, yellow and black in per cent, [10, 100, 95, 5], \
             or { spot = \"PANTONE 186 C\", cmyk = [10, 100, 95, 5] }",
            "10:18 expected true or false, found a text | write true or false, without quotes",
            "8:17 this has 9 characters, the limit is 6 | shorten it to 6 characters",
            "9:12 there is no picture `logo.png` in the county's or the template's folder | put the picture into the \
             folder `pictures` beside county.toml and write \"pictures/name.png\"",
            "7:12 `plan` is none of these: formal, plain, figures | did you mean `plain`?",
            "6:11 expected a number, found a text | take the quotes away",
            "5:8 9pt cannot be: it must be between 0.25pt and 4pt | correct the length",
            "4:8 an ink is between 0 and 100 per cent | write cyan, magenta, yellow and black in per cent, \
             [10, 100, 95, 5], or { spot = \"PANTONE 186 C\", cmyk = [10, 100, 95, 5] }",
        ]
    );
    assert_eq!(findings("[checks]\nspce = \"off\"\n")[0].split(':').next().unwrap(), "2",);
    assert!(findings("[theme\n")[0].starts_with("1:"));
}

#[test]
fn unreadable_contrast_is_an_error_at_the_countys_value() {
    assert_eq!(
        findings("[theme]\naccent = [0, 10, 90, 0]\n"),
        [
            "2:10 text in `accent` cannot be read on `paper`: the contrast is 1.3 : 1, the least is 3 : 1 | make one of \
             the two darker or lighter",
            "2:10 text in `accent` cannot be read on `tint`: the contrast is 1.2 : 1, the least is 3 : 1 | make one of \
             the two darker or lighter",
        ]
    );
    // A ground that is too dark for the template's own colours is the ground's fault.
    assert!(findings("[theme]\ntint = [0, 80, 80, 60]\n")[0].starts_with("2:8 text in `accent`"));
}

#[test]
fn values_reach_the_page() {
    let folder = county(
        "[theme]\naccent = { spot = \"PANTONE 2945 C\", cmyk = [100, 60, 5, 5] }\nrule = \"1mm\"\n\
         masthead = \"pictures/name.png\"\n[press]\nspots = [\"PANTONE 2945 C\"]\n[folio]\nkind = \"不用\"\n",
    );
    put(&folder, "pictures/name.png", picture(400, 100, image::ImageFormat::Png));
    let style = style(&folder).unwrap();
    let theme = style.template.theme_json();
    assert_eq!(theme["accent"]["spot"], "PANTONE 2945 C");
    assert_eq!(theme["rule"], 72.0 / 25.4);
    assert_eq!(theme["masthead"], "/pictures/name.png");
    assert_eq!(theme["figures_title"], "数说履职");
    let output = folder.run(&["build", "report.json", "-o", "spot.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // The ink is in the file under its name; no other press would know it.
    let pdf = lopdf_text(&folder.path().join("spot.pdf"));
    assert!(pdf.contains("Separation") && pdf.contains("PANTONE2945C"), "no plate of its own");
    let output = folder.run(&["build", "report.json", "--press", "coated", "-o", "no.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// All objects of a PDF as text, without spaces between tokens.
fn lopdf_text(path: &Path) -> String {
    let document = lopdf::Document::load(path).unwrap();
    document.objects.values().map(|object| format!("{object:?}\n")).collect::<String>().replace(' ', "")
}

#[test]
fn a_report_keeps_its_own_folio_and_takes_the_rest_from_the_county() {
    let folder = county(
        "[folio]\npaper = \"山乡报\"\nkind = \"副刊\"\nstaff = [{ role = \"编辑\", name = \"某甲\" }]\n",
    );
    let text = crate::support::sample_text();
    let (from, to) = (text.find("    \"paper\"").unwrap(), text.find("    \"date\"").unwrap());
    std::fs::write(folder.path().join("report.json"), text[..from].to_owned() + &text[to..]).unwrap();
    let edition = edition::open(&Input::new(folder.path())).unwrap_or_else(|_| panic!("it opens"));
    let folio = edition.loaded.report.folio.as_ref().unwrap();
    assert_eq!(folio.paper.as_deref(), Some("山乡报"));
    assert_eq!(folio.kind.as_deref(), Some("专版"));
    assert_eq!(folio.staff.len(), 3);
    // What the checks find in it stands in the county's file.
    let place = edition.loaded.places.value("/folio/paper").unwrap();
    assert!(
        place.source.path.ends_with("county.toml") && place.source.line_column(place.range.start) == (2, 9)
    );
}

#[test]
fn the_checks_matter_as_the_county_says() {
    let spoil = |county_text: &str| {
        let folder = county(county_text);
        let text = crate::support::sample_text().replacen("初冬的清晨，", "初冬的清晨,", 1);
        std::fs::write(folder.path().join("report.json"), text).unwrap();
        let output = folder.run(&["check", "report.json"]);
        (output.status.code(), stderr(&output).matches("[ascii-mark]").count())
    };
    assert_eq!(spoil(""), (Some(0), 1));
    assert_eq!(spoil("[checks]\nascii-mark = \"error\"\n"), (Some(1), 1));
    assert_eq!(spoil("[checks]\nascii-mark = \"off\"\n"), (Some(0), 0));
}

#[test]
fn the_press_is_the_countys_unless_the_command_line_says_otherwise() {
    let folder = county("[press]\nname = \"coated\"\npdfx = \"x1a\"\nmarks = true\n");
    let built = |more: &[&str]| {
        let arguments: Vec<&str> =
            ["build", "report.json", "-o", "p.pdf"].iter().chain(more).copied().collect();
        let output = folder.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let document = lopdf::Document::load(folder.path().join("p.pdf")).unwrap();
        let bytes = std::fs::read(folder.path().join("p.pdf")).unwrap();
        let page = document.get_dictionary(*document.get_pages().values().next().unwrap()).unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap()[2].as_float().unwrap();
        (bytes[5..8].to_vec(), media)
    };
    let (version, with_marks) = built(&[]);
    assert_eq!(version, b"1.4", "PDF/X-1a:2003 is PDF 1.4");
    let (_, without) = built(&["--marks=false"]);
    assert!(with_marks > without, "{with_marks} {without}");
    // Another press: the county's version of PDF/X is not asked of it.
    assert_ne!(built(&["--press", "newsprint"]).0, b"1.4");
    let folder = county("[press]\nprofile = \"../press.icc\"\n");
    let said = folder.check();
    assert!(said.contains("county.toml:2:11") && said.contains("leads out of the folder"), "{said}");
}

#[test]
fn photos_are_brought_to_the_press_as_county_template_or_press_say() {
    let folder = Folder::sample();
    let photos = |template: &str, county: &str, order: PressOrder| {
        let base = "name = \"mine\"\ndescription = \"mine\"\nextends = \"newspaper-feature\"\n";
        put(&folder, "mine/template.toml", format!("{base}{template}"));
        put(&folder, "county.toml", format!("template = \"mine\"\n[press]\n{county}"));
        let order = Order { press: order, ..Order::new(folder.path()) };
        let settings = job::open(&order).unwrap_or_else(|_| panic!("it opens")).press.settings;
        (settings.prepare, settings.black)
    };
    let coated = || PressOrder { name: Some(PressName::Coated), ..PressOrder::default() };
    let own = PressOrder::default;
    assert_eq!(photos("", "", own()), (true, None));
    assert_eq!(photos("", "", coated()), (false, None));
    let said = "[photos]\nprepare = false\nblack = \"light\"\n";
    assert_eq!(photos(said, "", own()), (false, Some(Black::Light)));
    assert_eq!(photos(said, "", coated()), (false, Some(Black::Light)));
    // The county's word counts for its own press.
    assert_eq!(photos(said, "prepare = true\nblack = \"heavy\"\n", own()), (true, Some(Black::Heavy)));
    assert_eq!(photos(said, "prepare = true\n", coated()), (false, Some(Black::Light)));
    assert_eq!(
        photos("[photos]\nblack = \"heavy\"\n", "black = \"light\"\n", own()),
        (true, Some(Black::Light))
    );
}

#[test]
fn parts_replace_parts_and_their_faults_are_the_countys() {
    let folder = county("");
    put(&folder, "parts/credits.typ", "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, [别样])\n");
    let style = style(&folder).unwrap();
    let file = style.template.file("parts/credits.typ").unwrap();
    assert!(file.shown.ends_with("parts/credits.typ") && !file.shown.starts_with("newspaper-feature"));
    assert_eq!(style.template.replaced.len(), 1);
    put(&folder, "parts/credits.typ", "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, oops)\n");
    let said = folder.check();
    assert!(said.contains("--> parts/credits.typ:2:31") && said.contains("unknown variable: oops"), "{said}");
}

#[test]
fn a_template_stands_on_another() {
    let folder = Folder::sample();
    put(
        &folder,
        "green/template.toml",
        "name = \"green\"\ndescription = \"greener\"\nextends = \"newspaper-feature\"\n[theme.accent]\n\
         default = [80, 25, 70, 25]\n[theme.seal]\ntype = \"number\"\ndefault = 3\nleast = 1\nmost = 5\nmeaning = \"a seal\"\n\
         [makeup]\ntypeset = 1\n",
    );
    put(
        &folder,
        "green/parts/credits.typ",
        "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, [绿 #report.credits])\n",
    );
    put(&folder, "county.toml", "template = \"green\"\n[theme]\nseal = 4\n");
    let style = style(&folder).unwrap();
    let template = &style.template;
    assert_eq!(template.settings.name, "green");
    assert_eq!(template.settings.makeup.typeset, 1);
    assert_eq!(template.settings.grid.columns, 8);
    assert_eq!(template.theme_json()["accent"], serde_json::json!([80, 25, 70, 25]));
    assert_eq!(template.theme_json()["seal"], 4);
    let output = folder.run(&["build", "report.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // A circle, and a base that is not there.
    put(&folder, "green/again/template.toml", "extends = \"again\"\n");
    put(&folder, "green/again/again/template.toml", "extends = \"none\"\n");
    put(&folder, "green/template.toml", "extends = \"again\"\n");
    assert!(folder.check().contains("there is no template `none`"));
}

#[test]
fn the_nearest_county_counts_unless_another_is_named() {
    let folder = Folder::sample();
    let here = |path: &str| {
        resolve(&folder.path().join("a/b"), None, None).map(|s| (s.county.shown, path.to_owned()))
    };
    put(&folder, "a/b/report.json", "");
    assert_eq!(here("").unwrap().0, "");
    put(&folder, "county.toml", "");
    assert!(here("").unwrap().0.ends_with("county.toml"));
    put(&folder, "a/county.toml", "[folio]\npage = \"3\"\n");
    assert!(Path::new(&here("").unwrap().0).ends_with("a/county.toml"));
    let named = resolve(&folder.path().join("a/b"), Some(folder.path()), None).unwrap();
    assert_eq!(named.county.folio.page, None);
    let none = resolve(folder.path(), Some(&folder.path().join("nowhere")), None).unwrap_err();
    assert_eq!(none[0].message.key(), "county.none");
}

#[test]
fn fonts_of_the_county_come_first_and_missing_ones_are_told() {
    let folder = county(
        "[fonts]\nheadline = [\"FZXiaoBiaoSong-B05S\", \"Noto Serif CJK SC\"]\nkai = [\"Banmien Kai\"]\n",
    );
    put(&folder, "fonts/Oswald-Bold.ttf", std::fs::read(root().join("fonts/Oswald-Bold.ttf")).unwrap());
    let said = folder.check();
    assert!(
        said.contains(
            "error[font]: there is none of the fonts for `kai`: Banmien Kai\n  --> county.toml:3:7"
        ),
        "{said}"
    );
    assert!(said.contains("warning[font]: there is no font `FZXiaoBiaoSong-B05S`; `Noto Serif CJK SC` is used\n  --> county.toml:2:13"), "{said}");
    let style = style(&folder).unwrap();
    assert_eq!(style.fonts.len(), 1);
    assert!(style.template.file("fonts/Oswald-Bold.ttf").is_none());
    let first = style.fonts.into_iter().map(|file| (file.shown, file.bytes)).collect();
    let fonts = Fonts::load(&FontOptions { first, ..FontOptions::default() }).unwrap();
    assert_eq!(fonts.faces()[0].family, "Oswald");
    assert!(fonts.faces()[0].role.is_none() && fonts.faces()[1].role.is_some());
    put(&folder, "fonts/Oswald-Bold.ttf", "no font");
    assert!(folder.check().contains("error[font]: this is no font\n  --> fonts/Oswald-Bold.ttf"));
}

#[test]
fn the_sample_counties_fill_their_pages() {
    for (name, photos, characters) in [("jingyuan", 9, 3000), ("yunxiu", 2, 4000), ("haixi", 11, 900)] {
        let input = Input::new(root().join(format!("data/{name}/2024")));
        let edition = edition::open(&input).unwrap_or_else(|_| panic!("{name} opens"));
        let report = &edition.loaded.report;
        assert_eq!(report.photos.len(), photos, "{name}");
        let count: usize = report.sections.iter().map(Section::characters).sum();
        assert!(count >= characters, "{name} {count}");
        let outcome = job::make(&edition, &FONTS);
        assert!(!outcome.has_errors(), "{name}: {:?}", outcome.findings);
        let merit = outcome.merit.unwrap();
        assert_eq!((merit.overset_lines, merit.lost_characters), (0, 0), "{name}");
        assert!(merit.unfilled_percent < 1.0, "{name}: {}", merit.unfilled_percent);
        assert!(preview::png(outcome.document.as_ref().unwrap(), 20.0).is_ok());
    }
}

#[test]
fn a_part_may_be_replaced_in_every_sample() {
    let replaced = |name: &str| {
        let style = resolve(&root().join(format!("data/{name}/2024")), None, None).unwrap();
        style.template.replaced.iter().map(|file| file.path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(replaced("yunxiu"), ["parts/hero.typ"]);
    assert_eq!(replaced("haixi"), ["parts/heading.typ"]);
    assert!(replaced("jingyuan").is_empty());
}
