//! A small writer of `.xlsx` files.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::{Taken, metrics};
use crate::import::document::Grid;
use crate::message::Lang;

/// What stands in a cell.
#[derive(Clone)]
pub(super) enum C {
    /// Nothing, but with a format, as merged cells have.
    No,
    /// A text.
    T(&'static str),
    /// A number as the file has it, and its format: a place in [`FORMATS`].
    N(&'static str, usize),
    /// A formula with the value that was computed last.
    F(&'static str, &'static str),
    /// An error.
    E(&'static str),
}

/// The formats of cells: number and code; without a code it is built in.
pub(super) const FORMATS: &[(u32, &str)] = &[
    (0, ""),
    (9, ""),
    (10, ""),
    (3, ""),
    (176, "0.0%"),
    (177, "0_ "),
    (178, "0&quot;件&quot;"),
    (179, "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"),
    (180, "0.0_);[Red]\\(0.0\\)"),
];

/// A sheet: its name, its state, and its rows.
pub(super) type Page<'a> = (&'a str, &'a str, Vec<Vec<C>>);

/// Rows of words; what is a number is written as one.
pub(super) fn rows(text: &'static str) -> Vec<Vec<C>> {
    let cell = |word: &'static str| match word.trim() {
        "" => C::No,
        word if word.starts_with('\'') => C::T(&word[1..]),
        word if word.starts_with('#') && word.ends_with(['!', 'A']) => C::E(word),
        word if word.parse::<f64>().is_ok() => C::N(word, 0),
        word => C::T(word),
    };
    text.lines()
        .map(|line| if line.trim().is_empty() { vec![] } else { line.split('|').map(cell).collect() })
        .collect()
}

/// The bytes of a file.
pub(super) fn book(pages: &[Page]) -> Vec<u8> {
    let mut strings: Vec<&str> = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for (number, (_, _, rows)) in pages.iter().enumerate() {
        let mut data = String::new();
        for (row, cells) in rows.iter().enumerate().filter(|(_, cells)| !cells.is_empty()) {
            let _ = write!(data, r#"<row r="{}" spans="1:9" ht="24" customHeight="1">"#, row + 1);
            for (column, cell) in cells.iter().enumerate() {
                let at = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
                let _ = match cell {
                    C::No => write!(data, r#"<c r="{at}" s="5"/>"#),
                    C::T(text) => {
                        strings.push(text);
                        write!(data, r#"<c r="{at}" s="0" t="s"><v>{}</v></c>"#, strings.len() - 1)
                    }
                    C::N(number, format) => write!(data, r#"<c r="{at}" s="{format}"><v>{number}</v></c>"#),
                    C::F(formula, value) => write!(data, r#"<c r="{at}"><f>{formula}</f><v>{value}</v></c>"#),
                    C::E(error) => write!(data, r#"<c r="{at}" t="e"><f>Sheet9!A1</f><v>{error}</v></c>"#),
                };
            }
            data.push_str("</row>");
        }
        parts.push((
            format!("xl/worksheets/sheet{}.xml", number + 1),
            format!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr/><dimension ref="A1:I99"/><sheetData>{data}</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells></worksheet>"#
            ),
        ));
    }
    let texts: String = strings
        .iter()
        .map(|text| {
            format!(
                r#"<si><t xml:space="preserve">{}</t><phoneticPr fontId="1"/></si>"#,
                text.replace('&', "&amp;").replace('<', "&lt;")
            )
        })
        .collect();
    parts.push((
        "xl/sharedStrings.xml".into(),
        format!(r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{0}" uniqueCount="{0}">{texts}</sst>"#, strings.len()),
    ));
    let own: String = FORMATS
        .iter()
        .filter(|(_, code)| !code.is_empty())
        .map(|(number, code)| format!(r#"<numFmt numFmtId="{number}" formatCode="{code}"/>"#))
        .collect();
    let xfs: String = FORMATS
        .iter()
        .map(|(number, _)| format!(r#"<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#))
        .collect();
    parts.push((
        "xl/styles.xml".into(),
        format!(r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="5">{own}</numFmts><fonts count="1"><font><sz val="12"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>"#),
    ));
    let sheets: String = pages
        .iter()
        .enumerate()
        .map(|(at, (name, state, _))| {
            let state = if state.is_empty() { String::new() } else { format!(r#" state="{state}""#) };
            format!(r#"<sheet name="{name}" sheetId="{0}"{state} r:id="rId{0}"/>"#, at + 1)
        })
        .collect();
    parts.push((
        "xl/workbook.xml".into(),
        format!(r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/><sheets>{sheets}</sheets></workbook>"#),
    ));
    let relations: String = (1..=pages.len())
        .map(|at| format!(r#"<Relationship Id="rId{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>"#))
        .collect();
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId91" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#)));
    parts.push(("_rels/.rels".into(), r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.into()));
    parts.push((
        "[Content_Types].xml".into(),
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.into(),
    ));
    let parts: Vec<(&str, Vec<u8>)> = parts
        .iter()
        .map(|(name, text)| {
            (
                name.as_str(),
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{text}").into_bytes(),
            )
        })
        .collect();
    packed(&parts)
}

/// A packed file of some parts.
pub(super) fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Takes figures from files of these names and bytes.
pub(super) fn import(files: &[(&str, &[u8])], grids: &[&Grid], year: u32) -> Taken {
    let folder = TempDir::new().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    metrics(&paths, grids, year)
}

/// Takes the figures of a sheet for 2024.
pub(super) fn sheet(rows: Vec<Vec<C>>) -> Taken {
    import(&[("a.xlsx", &book(&[("Sheet1", "", rows)]))], &[], 2024)
}

/// The metrics in few words: `立案提案=89件<85[2023:85 2024:89]`.
pub(super) fn brief(taken: &Taken) -> String {
    let one = |metric: &serde_json::Value| {
        let mut out = format!("{}={}", metric["label"].as_str().unwrap(), metric["value"]);
        out.push_str(metric["unit"].as_str().unwrap_or_default());
        if !metric["previous"].is_null() {
            let _ = write!(out, "<{}", metric["previous"]);
        }
        if let Some(points) = metric["series"].as_array() {
            let points: Vec<String> =
                points.iter().map(|point| format!("{}:{}", point["year"], point["value"])).collect();
            let _ = write!(out, "[{}]", points.join(" "));
        }
        out
    };
    taken.metrics.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The keys of the findings.
pub(super) fn keys(taken: &Taken) -> Vec<&str> {
    taken.findings.iter().map(|finding| finding.message.key()).collect()
}

/// What was left out, one line each: row, text and key.
pub(super) fn left(taken: &Taken) -> Vec<String> {
    let line = |left: &crate::import::document::LeftOut| {
        format!("{} {} ({})", left.place.number, left.text.replace('\t', " "), left.why.text(Lang::En))
    };
    taken.left_out.iter().map(line).collect()
}
