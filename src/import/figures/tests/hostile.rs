use std::time::Instant;

use super::book::{C, book, brief, import, keys, packed, rows, sheet};

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// A good file with one part changed.
fn with(name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let good = book(&[("Sheet1", "", rows("指标|数值|单位\n立案提案|89|件"))]);
    let parts: Vec<(String, Vec<u8>)> = parts(&good)
        .into_iter()
        .map(|(own, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            let text = if own == name { change(text) } else { text };
            (own, text.into_bytes())
        })
        .collect();
    packed(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect::<Vec<_>>())
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let taken = import(&[(name, bytes)], &[], 2024);
    assert!(start.elapsed().as_secs() < 30, "{name} takes too long");
    assert!(taken.metrics.is_empty(), "{}", brief(&taken));
    assert!(!taken.findings[0].hints.is_empty());
    keys(&taken).join(" ")
}

#[test]
fn hostile_files_are_refused_by_name_of_the_limit() {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    const TEXTS: &str = "xl/sharedStrings.xml";
    let data = |rows: &str| {
        let rows = rows.to_owned();
        with(SHEET, move |text| text.replace("<sheetData>", &format!("<sheetData>{rows}")))
    };
    let bomb = with(TEXTS, |text| text.replace("</sst>", &format!("{}</sst>", " ".repeat(101 << 20))));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused("bomb.xlsx", &bomb), "import-table.unpacked");
    let entity = with(TEXTS, |text| {
        text.replace("<sst", "<!DOCTYPE sst [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><sst")
    });
    assert_eq!(refused("entity.xlsx", &entity), "import-table.entities");
    let texts = with(TEXTS, |text| text.replace("uniqueCount=\"5\"", "uniqueCount=\"99999999999\""));
    assert_eq!(refused("texts.xlsx", &texts), "import-table.texts");
    let cells: String =
        (1..=201).map(|row| format!("<row r=\"{row}\">{}</row>", "<c><v>1</v></c>".repeat(500))).collect();
    assert_eq!(refused("cells.xlsx", &data(&cells)), "import-table.cells");
    let columns = format!("<row r=\"9\">{}</row>", "<c><v>1</v></c>".repeat(300));
    assert_eq!(refused("columns.xlsx", &data(&columns)), "import-table.columns");
    let long: String =
        (10..20_100).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    assert_eq!(refused("rows.xlsx", &data(&long)), "import-table.rows");
    let styles = with("xl/styles.xml", |text| {
        text.replace("<cellXfs>", &format!("<cellXfs>{}", "<xf/>".repeat(1_000_001)))
    });
    assert_eq!(refused("styles.xlsx", &styles), "import-table.formats");
    let sheets: Vec<_> = (0..260).map(|_| ("a", "", vec![])).collect();
    assert!(refused("sheets.xlsx", &book(&sheets)).contains("import-table"));
}

#[test]
fn wide_claims_cost_nothing() {
    let start = Instant::now();
    let far = with("xl/worksheets/sheet1.xml", |text| {
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>注：完</t></is></c></row></sheetData>";
        text.replace("A1:I99", "A1:XFD1048576").replace("</sheetData>", far)
    });
    let taken = import(&[("far.xlsx", &far)], &[], 2024);
    assert_eq!(brief(&taken), "立案提案=89件");
    assert_eq!(taken.left_out.last().map(|left| left.place.number), Some(1_048_576));
    assert!(start.elapsed().as_secs() < 10);
}

#[test]
fn broken_files_and_other_kinds_are_told() {
    let good = book(&[("Sheet1", "", rows("指标|数值|单位\n立案提案|89|件"))]);
    for cut in (0..good.len()).step_by(good.len() / 40) {
        let taken = import(&[("cut.xlsx", &good[..cut])], &[], 2024);
        assert!(taken.metrics.is_empty() && taken.findings.len() == 1, "{cut}: {:?}", keys(&taken));
    }
    for (at, _) in good.iter().enumerate().step_by(37) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x5a;
        // Whatever it is, it is no panic.
        let _ = import(&[("bent.xlsx", &bytes)], &[], 2024);
    }
    assert_eq!(
        refused("text.docx", &packed(&[("word/document.xml", b"<a/>".to_vec())])),
        "import-table.kind"
    );
    assert_eq!(refused("a.xls", b"<html><table></table></html>"), "import-table.web-page");
    assert_eq!(refused("a.csv", b"\xff\xd8\xff\xe0\0\x10JFIF"), "import-table.kind");
    let missing = super::super::metrics(&[std::path::PathBuf::from("/nowhere/at/all.xlsx")], &[], 2024);
    assert_eq!(keys(&missing), ["import-table.unreadable"]);
    assert_eq!(keys(&sheet(vec![vec![C::No, C::No]])), ["import-figure.none"]);
    assert_eq!(keys(&sheet(rows("会议纪要"))), ["import-figure.none"]);
}

/// An open document with this in its table.
fn open(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="数据" table:style-name="ta1">{rows}</table:table><table:table table:name="旧" table:style-name="ta2"><table:table-row><table:table-cell><text:p>旧数</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", content.into_bytes()),
    ])
}

#[test]
fn open_documents_are_read_as_they_show_their_cells() {
    let line = |label: &str, value: &str, shown: &str| {
        format!(
            r#"<table:table-row><table:table-cell office:value-type="string"><text:p>{label}</text:p><office:annotation><text:p>批注99</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="percentage" office:value="{value}"><text:p>{shown}</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>"#
        )
    };
    let body = line("指标", "", "数值")
        + &line("满意率&amp;办结率", "0.956", "95.6%")
        + &line("走访", "1260", "1,260户")
        + r#"<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let taken = import(&[("a.ods", &open(&body))], &[], 2024);
    assert_eq!(brief(&taken), "满意率&办结率=95.6%; 走访=1260户");
    assert_eq!(keys(&taken), ["import-figure.hidden"]);
    let wide = r#"<table:table-row><table:table-cell table:number-columns-repeated="99999999"><text:p>1</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(refused("wide.ods", &open(wide)), "import-table.columns");
    let long = r#"<table:table-row table:number-rows-repeated="99999999"><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(refused("long.ods", &open(long)), "import-table.rows");
}
