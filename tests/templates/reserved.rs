//! Blocks that a template reserves: where they stand, when they are there, what is said of wrong ones; links and their codes.

use banmian::edition::{self, Edition, Input};
use banmian::job::{self, Outcome};
use banmian::makeup::plan::Area;
use banmian::press::output;
use banmian::typeset::frames;
use typst_render::RenderOptions;

use crate::county::put;
use crate::support::{FONTS, Folder, stderr};

/// A part that fills its rectangle with a tint.
const PART: &str =
    "#import \"/banmian.typ\": *\n#let draw(it) = rect(width: 100%, height: 100%, fill: ink(\"tint\"))\n";

/// The sample with a template `own` that says more than the feature page.
fn folder(more: &str) -> Folder {
    let folder = Folder::sample();
    put(
        &folder,
        "own/template.toml",
        format!("name = \"own\"\ndescription = \"x\"\nextends = \"newspaper-feature\"\n{more}"),
    );
    put(&folder, "own/parts/b.typ", PART);
    folder
}

fn made(folder: &Folder) -> (Edition, Outcome) {
    let mut input = Input::new(folder.path());
    input.template = Some(folder.path().join("own").display().to_string());
    let edition = edition::open(&input).unwrap_or_else(|findings| panic!("{findings:?}"));
    let outcome = job::make(&edition, &FONTS);
    (edition, outcome)
}

/// The block's area, the body's head and foot, and every area of the sections, on a page without faults.
fn placed(more: &str) -> (Area, (u32, u32), Vec<Area>, u32) {
    let folder = folder(more);
    let (edition, outcome) = made(&folder);
    assert!(!outcome.has_errors(), "{more}: {:?}", outcome.findings);
    let merit = outcome.merit.as_ref().unwrap();
    assert_eq!((merit.overset_lines, merit.lost_characters), (0, 0), "{more}");
    assert!(merit.unfilled_percent < 1.5, "{more}: {}", merit.unfilled_percent);
    let plan = outcome.plan.unwrap();
    // As it is made up, perhaps in another size.
    let edition = outcome.edition.as_deref().unwrap_or(&edition);
    let grid = &edition.template.settings.grid;
    // Nothing overlaps, and nothing leaves the page.
    assert_eq!(plan.problems(grid), [], "{more}");
    let areas: Vec<Area> = plan
        .sections
        .iter()
        .flat_map(|module| {
            let photos = module.photos.iter().map(|photo| photo.area);
            module.slots.iter().copied().chain(photos).chain([module.heading]).collect::<Vec<_>>()
        })
        .collect();
    let [block] = plan.blocks.as_slice() else { panic!("{more}: {:?}", plan.blocks) };
    assert_eq!(block.name, "b");
    let all = || areas.iter().chain([&block.area]);
    let ends = (all().map(|area| area.line).min().unwrap(), all().map(Area::foot).max().unwrap());
    (block.area, ends, areas, grid.columns)
}

#[test]
fn a_block_stands_where_its_template_says() {
    let corner = "columns = 2\nlines = { least = 10, most = 16 }";
    let of = |at: &str, more: &str| placed(&format!("[makeup.blocks.b]\nat = \"{at}\"\n{more}\n"));
    for at in ["head", "foot"] {
        let (block, (head, foot), areas, columns) = of(at, "lines = { least = 6, most = 10 }");
        assert_eq!((block.column, block.columns), (0, columns), "{at}");
        assert!((6..=10).contains(&block.lines), "{at}: {block:?}");
        assert_eq!(
            if at == "head" { block.line } else { block.foot() },
            if at == "head" { head } else { foot }
        );
        // With a blank line towards the sections.
        let near = |area: &Area| {
            if at == "head" { area.line > block.foot() } else { area.foot() < block.line }
        };
        assert!(areas.iter().all(near), "{at}");
    }
    for (at, left) in [("left", true), ("right", false)] {
        let (block, ends, _, columns) = of(at, "columns = 2");
        assert_eq!((block.line, block.foot()), ends, "{at}");
        assert_eq!((block.column, block.columns), (if left { 0 } else { columns - 2 }, 2), "{at}");
    }
    for (at, left, up) in [
        ("head-left", true, true),
        ("head-right", false, true),
        ("foot-left", true, false),
        ("foot-right", false, false),
    ] {
        let (block, (head, foot), _, columns) = of(at, corner);
        assert_eq!((block.column, block.columns), (if left { 0 } else { columns - 2 }, 2), "{at}");
        assert!((10..=16).contains(&block.lines), "{at}: {block:?}");
        assert_eq!(if up { block.line } else { block.foot() }, if up { head } else { foot }, "{at}");
    }
}

#[test]
fn nothing_stands_on_a_band_that_is_kept_empty() {
    for line in [58, 66] {
        let band = format!(
            "[makeup.blocks.b]\nat = \"line\"\nline = {line}\nlines = {{ least = 3, most = 3 }}\nempty = true\n"
        );
        let (block, _, areas, columns) = placed(&band);
        assert_eq!(block, Area::new(0, columns, line, 3));
        assert!(areas.iter().all(|area| area.foot() <= line || area.line >= line + 3), "{line}");
        assert!(areas.iter().any(|area| area.foot() < line) && areas.iter().any(|area| area.line > line));
    }
}

#[test]
fn a_block_beside_the_type_area_moves_it() {
    let folder = folder(
        "[grid]\ncolumns = 7\n[makeup.lead]\ncolumns = 7\n[makeup.blocks.b]\nat = \"beside-right\"\nwidth_mm = 40\n",
    );
    let (_, outcome) = made(&folder);
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let placement = outcome.placement.unwrap();
    let [block] = placement.pages[0].blocks.as_slice() else { panic!("{:?}", placement.pages[0].blocks) };
    let millimetres = |points: f64| points * 25.4 / 72.0;
    assert!((millimetres(block.rect.width) - 40.0).abs() < 1e-6);
    // A gutter of the size that the type has on the page.
    assert!((block.rect.x - placement.type_width - placement.body).abs() < 1e-6);
    // As much white at the left of the page as at the right of the block.
    let right = placement.width - placement.left - block.rect.x - block.rect.width;
    assert!((placement.left - right).abs() < 1e-6, "{} {right}", placement.left);
    assert!((placement.left + placement.type_width + placement.right - placement.width).abs() < 1e-6);
}

#[test]
fn a_block_is_there_when_the_report_has_something_for_it() {
    let more = "[makeup.blocks.b]\nat = \"foot\"\nlines = { least = 5, most = 5 }\nwhen = \"/extra/phones\"\n\
                [extra.phones]\ntype = \"texts\"\nmeaning = \"phones\"\nmost = 3\nlongest = 20\n";
    let folder = folder(more);
    let (_, outcome) = made(&folder);
    assert!(!outcome.has_errors() && outcome.plan.unwrap().blocks.is_empty());
    let report = crate::support::sample_text();
    let with = |phones: &str| {
        let text = report.trim_end().strip_suffix('}').unwrap().trim_end();
        put(&folder, "report.json", format!("{text},\n  \"extra\": {{ \"phones\": [{phones}] }}\n}}\n"));
        made(&folder).1
    };
    // The part does not print what the report says: that is not lost without a word.
    let outcome = with("\"办公室：2013\"");
    assert_eq!(outcome.plan.as_ref().unwrap().blocks.len(), 1);
    assert!(outcome.findings.iter().any(|finding| finding.code == "not-drawn"), "{:?}", outcome.findings);
    put(
        &folder,
        "own/parts/b.typ",
        "#import \"/banmian.typ\": *\n#let draw(it) = align(center, text(size: 12pt, report.extra.phones.join(\"　\")))\n",
    );
    let outcome = with("\"办公室：2013\", \"提案委：2014\"");
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let outcome = with("");
    assert!(outcome.plan.unwrap().blocks.is_empty(), "an empty list is nothing");
}

#[test]
fn a_block_of_every_page_stands_on_every_page() {
    let folder = Folder::sample();
    put(
        &folder,
        "own/template.toml",
        "name = \"own\"\ndescription = \"x\"\nextends = \"tabloid-feature\"\n\
         [makeup.blocks.b]\nat = \"foot\"\nlines = { least = 3, most = 4 }\npage = \"every\"\n\
         [makeup.blocks.c]\nat = \"foot-right\"\ncolumns = 2\nlines = { least = 8, most = 12 }\npage = \"last\"\n\
         [makeup.blocks.d]\nat = \"head-right\"\ncolumns = 2\nlines = { least = 6, most = 9 }\npage = \"first\"\n",
    );
    for part in ["b", "c", "d"] {
        put(&folder, &format!("own/parts/{part}.typ"), PART);
    }
    let (edition, outcome) = made(&folder);
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let plan = outcome.plan.unwrap();
    let edition = outcome.edition.as_deref().unwrap_or(&edition);
    let grid = &edition.template.settings.grid;
    assert_eq!(plan.problems(grid), []);
    let pages = |name: &str| -> Vec<u32> {
        plan.blocks.iter().filter(|block| block.name == name).map(|block| grid.page_of(&block.area)).collect()
    };
    let all: Vec<u32> = (0..plan.pages).collect();
    assert!(plan.pages > 1);
    assert_eq!((pages("b"), pages("c"), pages("d")), (all, vec![plan.pages - 1], vec![0]));
}

#[test]
fn wrong_blocks_are_told_with_their_place() {
    let says = |more: &str| {
        let folder = folder(more);
        let output = folder.run(&["check", "report.json", "--template", "own"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        stderr(&output)
    };
    for (more, said) in [
        ("[makeup.blocks.b]\nat = \"foot\"\n", "the block `b` needs `lines` where it stands"),
        (
            "[makeup.blocks.b]\nat = \"left\"\ncolumns = 2\nline = 30\n",
            "`line` says nothing of the block `b`",
        ),
        (
            "[makeup.blocks.other]\nat = \"left\"\ncolumns = 2\n",
            "the block `other` has no part parts/other.typ that defines `draw`",
        ),
        ("[makeup.blocks.b]\nat = \"left\"\ncolumns = 8\n", "`columns` is 8, it must be between 1 and 7"),
        ("[makeup.blocks.b]\nat = \"lefft\"\ncolumns = 2\n", "lefft"),
        ("[makeup.blocks.B]\nat = \"left\"\ncolumns = 2\n", "`B` is no name for a block"),
        (
            "[makeup.blocks.b]\nat = \"left\"\ncolumns = 2\npage = \"every\"\n",
            "the block `b` stands among the sections, on one page",
        ),
        (
            "[makeup.blocks.b]\nat = \"foot-right\"\ncolumns = 2\nlines = { least = 60, most = 90 }\n",
            "between 1 and 52",
        ),
        ("[makeup.blocks.b]\nat = \"beside-left\"\nwidth_mm = 60\n", "there is room for 18 mm"),
        (
            "[makeup.blocks.b]\nat = \"left\"\ncolumns = 2\nwhen = \"/extra/phonse\"\n",
            "`when` of the block `b` is nothing that a report has",
        ),
        ("[makeup.blocks.b]\nat = \"left\"\ncolumns = 2\nwhen = \"metrics\"\n", "`when` of the block `b`"),
        ("[makeup.blocks.hero]\nat = \"left\"\ncolumns = 2\n", "parts/hero.typ that defines `draw`"),
        (
            "[makeup.blocks.b]\nat = \"left\"\ncolumns = 2\n[makeup.blocks.c]\nat = \"line\"\nline = 60\n\
             lines = { least = 2, most = 2 }\nempty = true\n",
            "are in each other's way",
        ),
        (
            "[makeup.blocks.b]\nat = \"foot\"\nlines = { least = 9, most = 5 }\n",
            "`least` is 9, it must be between 1 and 5",
        ),
    ] {
        let words = says(more);
        assert!(words.contains(said) && words.contains("template.toml:"), "{more}: {words}");
    }
    let folder = Folder::sample();
    put(
        &folder,
        "own/template.toml",
        "name = \"own\"\ndescription = \"x\"\nextends = \"double-truck-feature\"\n[makeup.blocks.b]\nat = \"left\"\ncolumns = 2\n",
    );
    put(&folder, "own/parts/b.typ", PART);
    let words = stderr(&folder.run(&["check", "report.json", "--template", "own"]));
    assert!(words.contains("a spread has no blocks such as `b`"), "{words}");
}

#[test]
fn a_page_with_too_large_a_block_says_that_the_text_is_too_long() {
    let folder =
        folder("[makeup]\npages = { least = 1, most = 1 }\n[makeup.blocks.b]\nat = \"left\"\ncolumns = 6\n");
    let (_, outcome) = made(&folder);
    assert!(outcome.findings.iter().any(|finding| finding.code == "volume"), "{:?}", outcome.findings);
}

/// The invented county whose report has blocks of every kind and values of its template.
#[test]
fn a_report_with_everything_is_made_in_red_and_gold() {
    let edition = edition::open(&Input::new(crate::support::root().join("data/qinghe/2024"))).unwrap();
    let outcome = job::make(&edition, &FONTS);
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let merit = outcome.merit.as_ref().unwrap();
    assert_eq!((merit.overset_lines, merit.lost_characters, merit.butted_headings), (0, 0, 0));
    let plan = outcome.plan.as_ref().unwrap();
    let names: Vec<&str> = plan.blocks.iter().map(|block| block.name.as_str()).collect();
    assert_eq!((plan.pages, names), (1, vec!["events", "voices"]));
    let placed = &outcome.placement.as_ref().unwrap().pages[0];
    assert_eq!(placed.blocks.len(), 3, "with the title's column");
    // The code is drawn square by square: white and black where it says so.
    let code = edition_code(&edition);
    let ppi = 100.0;
    let origin = job::origins(&edition, outcome.placement.as_ref().unwrap());
    let document = output::preview(outcome.document.as_ref().unwrap(), &origin, ppi).unwrap();
    let options = RenderOptions { pixel_per_pt: (ppi / 72.0).into(), ..RenderOptions::default() };
    let png = typst_render::render(&document.pages()[0], &options).encode_png().unwrap();
    let page = image::load_from_memory(&png).unwrap().to_luma8();
    let title = placed.blocks.iter().find(|block| block.name == "title").unwrap();
    let placement = outcome.placement.as_ref().unwrap();
    // As `parts/title.typ` places it.
    let side = title.rect.width - 34.0;
    let (x, y) = (
        placement.left + title.rect.x + 17.0,
        placement.top + title.rect.y + title.rect.height - 34.0 - side,
    );
    let square = side / (code.len() + 8) as f64;
    let bleed =
        if f64::from(page.width()) > placement.width * ppi / 72.0 + 2.0 { placement.bleed } else { 0.0 };
    for (row, squares) in code.iter().enumerate() {
        for (column, dark) in squares.bytes().enumerate() {
            let at = |from: f64, number: usize| (from + bleed + (number as f64 + 4.5) * square) * ppi / 72.0;
            let shade = page.get_pixel(at(x, column) as u32, at(y, row) as u32).0[0];
            assert_eq!(
                shade < 128,
                dark == b'1',
                "row {row}, column {column}: {shade} at {}, {} of {:?}",
                at(x, column),
                at(y, row),
                page.dimensions()
            );
        }
    }
}

/// The code that the template gets.
fn edition_code(edition: &Edition) -> Vec<String> {
    let link = match &edition.loaded.report.extra["link"] {
        banmian::report::ExtraValue::Text(link) => link.clone(),
        other => panic!("{other:?}"),
    };
    let code = qrcode::QrCode::with_error_correction_level(link, qrcode::EcLevel::M).unwrap();
    let bit = |color: &qrcode::Color| if *color == qrcode::Color::Dark { '1' } else { '0' };
    code.to_colors().chunks(code.width()).map(|row| row.iter().map(bit).collect()).collect()
}

#[test]
fn a_link_is_an_address_and_a_word_that_is_chosen_is_not_printed() {
    let more = "[extra.link]\ntype = \"link\"\nmeaning = { en = \"where to\", zh = \"去哪里\" }\nrequired = true\n\
                [extra.mood]\ntype = \"choice\"\nmeaning = \"mood\"\nchoices = [\"quiet\", \"loud\"]\n";
    let folder = folder(more);
    let report = crate::support::sample_text();
    let says = |extra: &str, lang: &str| {
        let text = report.trim_end().strip_suffix('}').unwrap().trim_end();
        put(&folder, "report.json", format!("{text},\n  \"extra\": {{ {extra} }}\n}}\n"));
        let output = folder.run(&["check", "report.json", "--template", "own", "--lang", lang]);
        (output.status.code(), stderr(&output))
    };
    let (code, words) = says("\"link\": \"https://www.example.cn/\", \"mood\": \"quiet\"", "en");
    assert_eq!(code, Some(0), "{words}");
    for bad in ["www.example.cn", "https://", "https://示例.cn", "https://a b"] {
        let (code, words) = says(&format!("\"link\": \"{bad}\""), "en");
        assert!(code == Some(1) && words.contains("is no address of the web"), "{bad}: {words}");
    }
    let (_, words) = says(&format!("\"link\": \"https://{}\"", "a".repeat(150)), "en");
    assert!(words.contains("150"), "{words}");
    let (_, words) = says("", "zh");
    assert!(words.contains("去哪里") && !words.contains("where to"), "{words}");
}

#[test]
fn the_first_character_of_the_lead_section_stands_over_some_lines() {
    for lines in [2_u32, 3] {
        let folder = folder(&format!(
            "[theme.drop_cap]\ntype = \"number\"\ndefault = {lines}\nleast = 0\nmost = 3\nmeaning = \"cap\"\n"
        ));
        let (_, outcome) = made(&folder);
        assert!(!outcome.has_errors(), "{:?}", outcome.findings);
        let merit = outcome.merit.as_ref().unwrap();
        assert_eq!((merit.overset_lines, merit.lost_characters), (0, 0));
        assert!(merit.baseline_error_pt < 0.01, "{}", merit.baseline_error_pt);
        let placement = outcome.placement.as_ref().unwrap();
        let lead = placement.pages[0]
            .sections
            .iter()
            .find(|section| section.rank == banmian::report::Importance::Lead)
            .unwrap();
        let (left, top) = (placement.left + lead.slots[0].x, placement.top + lead.slots[0].y);
        let size = f64::from(lines - 1) * placement.pitch + placement.body;
        let runs = frames::runs(&outcome.document.as_ref().unwrap().pages()[0]);
        let cap = runs.iter().find(|run| (run.size - size).abs() < 0.01 && (run.x - left).abs() < 0.5);
        let cap = cap.unwrap_or_else(|| panic!("no character of {size} pt at {left}, {top}"));
        assert_eq!(cap.text.trim(), "初");
        // The lines beside it begin behind it, that below it at the column's edge.
        let begins = |line: u32| {
            let baseline = top + 0.88 * placement.body + f64::from(line) * placement.pitch;
            let own = runs.iter().filter(|run| {
                (run.y - baseline).abs() < 0.5
                    && run.x >= left - 0.5
                    && run.x < left + lead.width
                    && (run.size - size).abs() > 0.01
            });
            own.map(|run| run.x - left).fold(f64::INFINITY, f64::min)
        };
        for line in 0..lines {
            assert!(begins(line) > size && begins(line) < size + 1.5 * placement.body, "{}", begins(line));
        }
        assert!(begins(lines).abs() < 0.5, "{}", begins(lines));
    }
}

#[test]
fn what_a_block_draws_stays_in_its_place() {
    let says = |draw: &str| {
        let folder = folder("[makeup.blocks.b]\nat = \"foot\"\nlines = { least = 4, most = 4 }\n");
        put(&folder, "own/parts/b.typ", format!("#import \"/banmian.typ\": *\n#let draw(it) = {draw}\n"));
        let output = folder.run(&["check", "report.json", "--template", "own"]);
        (output.status.code(), stderr(&output))
    };
    let inside = "block(width: 100%, height: 100%, fill: ink(\"tint\"), inset: 4pt, text(size: 10pt, str(report.year)))";
    assert_eq!(says(inside).0, Some(0));
    for beyond in [
        "rect(width: it.width * 1pt + 40pt, height: 20pt, fill: black)",
        "place(top + left, dy: it.height * 1pt + 5pt, text(size: 9pt, \"2024\"))",
        "text(size: 14pt, for n in range(8) { [2024] + linebreak() })",
    ] {
        let (code, words) = says(beyond);
        assert!(
            code == Some(1) && words.contains("error[block-overflow]: what the block `b` draws"),
            "{words}"
        );
    }
    // What is cut away is not there.
    let cut = "block(width: 100%, height: 100%, clip: true, rect(width: 300%, height: 20pt, fill: black))";
    assert_eq!(says(cut).0, Some(0));
}
