use super::make::{docx, p, paragraphs, r};
use crate::import::document::{Align, Cell, Document, Grid, Piece, Run};

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.01
}

fn first(document: &Document) -> Run {
    paragraphs(document)[0].runs[0].clone()
}

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:eastAsiaTheme=\"minorEastAsia\"/><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/><w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"44\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"小标题\"/><w:basedOn w:val=\"1\"/><w:rPr><w:sz w:val=\"32\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"s\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:basedOn w:val=\"y\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"y\"><w:basedOn w:val=\"x\"/></w:style>\
    <w:style w:type=\"table\" w:styleId=\"t\"><w:name w:val=\"网格\"/><w:rPr><w:sz w:val=\"18\"/></w:rPr><w:tblPr><w:tblBorders><w:insideH w:val=\"single\"/></w:tblBorders></w:tblPr>\
    <w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>";

const THEME: &str = "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:themeElements><a:fontScheme>\
    <a:majorFont><a:latin typeface=\"Cambria\"/><a:ea typeface=\"\"/><a:font script=\"Jpan\" typeface=\"ＭＳ ゴシック\"/><a:font script=\"Hans\" typeface=\"方正小标宋简体\"/></a:majorFont>\
    <a:minorFont><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:font script=\"Hans\" typeface=\"宋体\"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>";

fn styled(properties: &str, run: &str) -> Document {
    let body = format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>字</w:t></w:r></w:p>");
    docx(&body).xml("styles", STYLES).part("th", "theme", "theme/theme1.xml", THEME).read()
}

#[test]
fn styles_and_what_they_stand_on_are_resolved() {
    let plain = styled("", "");
    assert_eq!(first(&plain).face, "宋体");
    assert!(near(first(&plain).size, 10.5) && near(paragraphs(&plain)[0].indent, 2.0));
    assert_eq!(paragraphs(&plain)[0].style.as_deref(), Some("Normal"));

    let heading = styled("<w:pStyle w:val=\"2\"/>", "");
    let run = first(&heading);
    assert_eq!((run.face.as_str(), run.bold, near(run.size, 16.0)), ("黑体", true, true));
    let paragraph = paragraphs(&heading)[0];
    assert_eq!(
        (paragraph.align, paragraph.outline, paragraph.style.as_deref()),
        (Align::Centre, Some(0), Some("小标题"))
    );
    // What two styles turn on is off again, as in Word; what stands directly holds.
    assert!(!first(&styled("<w:pStyle w:val=\"1\"/>", "<w:rStyle w:val=\"s\"/>")).bold);
    assert!(first(&styled("", "<w:rStyle w:val=\"s\"/>")).bold);
    assert!(!first(&styled("<w:pStyle w:val=\"1\"/>", "<w:b w:val=\"0\"/>")).bold);
    assert!(first(&styled("<w:pStyle w:val=\"1\"/>", "<w:rStyle w:val=\"s\"/><w:b/>")).bold);
    assert_eq!(
        first(&styled("", "<w:rFonts w:eastAsiaTheme=\"majorEastAsia\" w:eastAsia=\"楷体\"/>")).face,
        "方正小标宋简体"
    );
    // Styles that stand on one another in a ring, and one that is not there.
    assert_eq!(first(&styled("<w:pStyle w:val=\"x\"/>", "")).face, "宋体");
    assert_eq!(first(&styled("<w:pStyle w:val=\"none\"/>", "")).face, "宋体");
}

#[test]
fn direct_formatting_is_read() {
    let run = first(&styled(
        "",
        "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"Times\" w:eastAsia=\"仿宋_GB2312\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"20\"/><w:i/><w:u w:val=\"single\"/><w:em w:val=\"dot\"/><w:color w:val=\"FF0000\"/><w:vertAlign w:val=\"superscript\"/>",
    ));
    assert_eq!(run.face, "仿宋_GB2312");
    assert!(near(run.size, 16.0) && run.italic && run.underlined && run.dotted && run.raised && !run.bold);
    assert_eq!(run.colour, Some([255, 0, 0]));
    for (colour, wanted) in [("auto", None), ("000000", None), ("0070C0", Some([0, 0x70, 0xc0]))] {
        assert_eq!(first(&styled("", &format!("<w:color w:val=\"{colour}\"/>"))).colour, wanted);
    }
    // A face of Han that only stands for Latin letters, where no other is named.
    let body = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"黑体\"/></w:rPr><w:t>字</w:t></w:r></w:p>";
    let bare = first(&docx(body).read());
    assert_eq!((bare.face.as_str(), near(bare.size, 10.0)), ("黑体", true));
}

#[test]
fn paragraphs_are_laid_out() {
    let of = |properties: &str| paragraphs(&styled(properties, "<w:sz w:val=\"32\"/>"))[0].clone();
    assert!(near(of("<w:ind w:firstLineChars=\"0\" w:firstLine=\"640\"/>").indent, 2.0));
    assert!(near(of("<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>").indent, 0.0));
    assert!(near(of("<w:ind w:left=\"640\" w:hanging=\"640\"/>").indent, -2.0));
    assert!(near(of("<w:ind w:left=\"640\" w:hanging=\"640\"/>").left, 2.0));
    assert!(near(of("<w:ind w:leftChars=\"300\" w:left=\"99\"/>").left, 3.0));
    assert!(near(of("<w:ind w:hangingChars=\"150\" w:hanging=\"99\"/>").indent, -1.5));
    assert!(near(of("<w:spacing w:beforeLines=\"50\" w:before=\"156\"/>").before, 0.5));
    assert!(near(of("<w:spacing w:before=\"240\"/>").before, 1.0));
    for (align, wanted) in [
        ("center", Align::Centre),
        ("right", Align::Right),
        ("end", Align::Right),
        ("both", Align::Left),
        ("distribute", Align::Left),
    ] {
        assert_eq!(of(&format!("<w:jc w:val=\"{align}\"/>")).align, wanted, "{align}");
    }
    let line = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\"/>");
    let framed =
        format!("<w:pBdr>{}{}{}{}</w:pBdr>", line("top"), line("left"), line("bottom"), line("right"));
    assert!(
        of(&framed).boxed
            && of("<w:shd w:val=\"clear\" w:fill=\"D9E2F3\"/>").boxed
            && of("<w:framePr w:w=\"100\"/>").boxed
    );
    assert!(!of(&format!("<w:pBdr>{}</w:pBdr>", line("bottom"))).boxed);
    assert!(
        !of("<w:shd w:val=\"clear\" w:fill=\"auto\"/>").boxed
            && !of("<w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/>").boxed
    );
    assert_eq!(of("<w:outlineLvl w:val=\"1\"/>").outline, Some(1));
    assert_eq!(of("<w:outlineLvl w:val=\"9\"/>").outline, None);
}

fn level(at: u8, form: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{form}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn listed(list: &str, level: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        r(text)
    )
}

fn numbers(document: &Document) -> Vec<String> {
    paragraphs(document).iter().map(|p| p.number.clone().unwrap_or_default()).collect()
}

#[test]
fn numbers_that_the_program_prints_are_counted() {
    let kinds = [
        format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum>",
            level(0, "chineseCountingThousand", "%1、", ""),
            level(1, "chineseCounting", "（%2）", ""),
            level(2, "decimal", "%1.%3", "<w:isLgl/>")
        ),
        format!(
            "<w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum>",
            level(0, "bullet", "\u{f06c}", "<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr>"),
            level(1, "decimalEnclosedCircle", "%2", "<w:lvlRestart w:val=\"0\"/>")
        ),
    ]
    .concat();
    let nums = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
        <w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let body = [
        listed("1", "0", "a"),
        listed("1", "1", "b"),
        listed("1", "1", "c"),
        listed("1", "2", "d"),
        listed("1", "0", "e"),
        listed("1", "1", "f"),
        p("text"),
        listed("0", "0", "none"),
        listed("2", "0", "g"),
        listed("3", "0", "h"),
        listed("3", "0", "i"),
        listed("4", "0", "j"),
        listed("4", "1", "k"),
        listed("4", "0", "l"),
        listed("4", "1", "m"),
        listed("9", "0", "no list"),
    ]
    .concat();
    let document = docx(&body).xml("numbering", &[&kinds, nums].concat()).read();
    let wanted = [
        "一、",
        "（一）",
        "（二）",
        "1.1",
        "二、",
        "（一）",
        "",
        "",
        "三、",
        "五、",
        "六、",
        "●",
        "①",
        "●",
        "②",
        "",
    ];
    assert_eq!(numbers(&document), wanted);
    assert_eq!(paragraphs(&document)[3].level, 2);
}

#[test]
fn numbers_come_from_styles_and_bring_indents() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"h1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"h2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let kind = format!(
        "<w:abstractNum w:abstractNumId=\"7\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>",
        level(
            0,
            "japaneseCounting",
            "第%1章",
            "<w:pStyle w:val=\"h1\"/><w:pPr><w:ind w:left=\"420\" w:hanging=\"420\"/></w:pPr>"
        ),
        level(1, "lowerLetter", "%2)", "<w:pStyle w:val=\"h2\"/>")
    );
    let of = |style: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", r("题"));
    let body = [of("h1"), of("h2"), of("h2"), of("h1"), of("h2")].concat();
    let document = docx(&body).xml("styles", styles).xml("numbering", &kind).read();
    assert_eq!(numbers(&document), ["第一章", "a)", "b)", "第二章", "a)"]);
    let first = paragraphs(&document)[0];
    assert!(near(first.left, 2.1) && near(first.indent, -2.1));
}

fn grid(document: &Document) -> &Grid {
    let table = document.pieces.iter().find_map(|piece| match piece {
        Piece::Table(grid) => Some(grid),
        Piece::Paragraph(_) => None,
    });
    table.unwrap()
}

fn said(cell: &Cell) -> String {
    let said = |piece: &Piece| match piece {
        Piece::Paragraph(paragraph) => paragraph.text(),
        Piece::Table(grid) => format!("[{}]", grid.rows.iter().flatten().map(said).collect::<String>()),
    };
    cell.pieces.iter().map(said).collect()
}

#[test]
fn tables_have_their_cells() {
    let cell = |properties: &str, inside: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>");
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", cell("", &p("内")));
    let body = [
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/><w:tblLook w:val=\"04A0\"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>",
        &format!("<w:tr>{}{}</w:tr>", cell("<w:gridSpan w:val=\"2\"/>", &p("宽")), cell("<w:vMerge w:val=\"restart\"/>", &p("高"))),
        &format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>", cell("", "<w:p/>"), cell("<w:vMerge/>", &p("藏"))),
        &format!("<w:sdt><w:sdtContent><w:tr>{}{}</w:tr></w:sdtContent></w:sdt></w:tbl>", cell("", &inner), cell("<w:hMerge/>", &p("并"))),
    ]
    .concat();
    let document = docx(&body).xml("styles", STYLES).read();
    let grid = grid(&document);
    let shape: Vec<Vec<(usize, bool, String)>> = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| (cell.columns, cell.joined, said(cell))).collect())
        .collect();
    let one = |columns, joined, text: &str| (columns, joined, text.to_owned());
    assert_eq!(
        shape,
        [
            vec![one(2, false, "宽"), one(1, false, "高")],
            vec![one(1, false, ""), one(1, false, ""), one(1, true, "")],
            vec![one(2, false, "[内]并")],
        ]
    );
    assert!(grid.ruled);
    assert_eq!(super::make::left_out(&document), [("import-left.hidden", "藏")]);
    let Piece::Paragraph(head) = &grid.rows[0][0].pieces[0] else { panic!() };
    assert!(head.runs[0].bold && near(head.runs[0].size, 9.0));
}

#[test]
fn tables_without_lines_are_told_from_those_with() {
    let table = |properties: &str, cell: &str, cells: usize| {
        let cells = format!("<w:tc><w:tcPr>{cell}</w:tcPr>{}</w:tc>", p("格")).repeat(cells);
        docx(&format!("<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{cells}</w:tr></w:tbl>"))
            .xml("styles", STYLES)
            .read()
    };
    let borders =
        |side: &str, value: &str| format!("<w:tblBorders><w:{side} w:val=\"{value}\"/></w:tblBorders>");
    assert!(!grid(&table("", "", 2)).ruled);
    assert!(grid(&table(&borders("insideV", "single"), "", 2)).ruled);
    assert!(!grid(&table(&borders("top", "single"), "", 2)).ruled);
    assert!(grid(&table(&borders("top", "single"), "", 1)).ruled);
    let style = "<w:tblStyle w:val=\"t\"/>";
    assert!(grid(&table(style, "", 2)).ruled);
    assert!(!grid(&table(&[style, &borders("insideH", "none")].concat(), "", 2)).ruled);
    assert!(grid(&table("", "<w:tcBorders><w:top w:val=\"single\"/></w:tcBorders>", 2)).ruled);
}
