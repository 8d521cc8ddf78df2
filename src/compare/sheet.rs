//! The picture of a comparison: both pages side by side, what changed marked and numbered.

use serde_json::{Value, json};
use typst_library::foundations::Bytes;

use super::change::{Change, Kind, Spot};
use super::page::Measures;
use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Message};
use crate::press::preview;
use crate::say;
use crate::typeset::{self, Fonts, JobFile, JobWorld};

/// A page of one of the files.
pub struct Side<'a> {
    /// The picture of it with its bleed (PNG).
    pub png: &'a [u8],
    pub measures: &'a Measures,
    /// What it is called.
    pub title: String,
}

/// The picture of a page, as PNG: as it was, as it is, and the list of changes with their numbers.
///
/// # Errors
/// When it cannot be drawn; a fault of the program.
pub fn png(
    page: usize,
    sides: &[Option<Side>; 2],
    changes: &[(usize, &Change, Message)],
    ppi: f64,
    fonts: &Fonts,
    lang: Lang,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let sides = sides.iter().zip([("/before.png", true), ("/after.png", false)]);
    let mut files = vec![JobFile {
        path: "/main.typ".to_owned(),
        shown: "compare.typ".to_owned(),
        bytes: Bytes::from_string(include_str!("sheet.typ").to_owned()),
    }];
    let mut drawn = Vec::new();
    for (side, (path, is_before)) in sides {
        let Some(side) = side else { continue };
        files.push(JobFile::own(path, Bytes::new(side.png.to_vec())));
        let Measures { trim, bleed, .. } = side.measures;
        let (shift_x, shift_y) = (trim[0] - bleed[0], bleed[3] - trim[3]);
        let marks = changes.iter().flat_map(|(number, change, _)| {
            let spots = if is_before { &change.before } else { &change.after };
            spots.iter().filter(|spot| spot.page == page).enumerate().map(
                move |(index, Spot { area, .. })| {
                    json!({
                        "number": if index == 0 { Value::from(*number) } else { Value::Null },
                        "kind": kind(&change.kind),
                        "x": area.left + shift_x, "y": area.top + shift_y,
                        "width": area.right - area.left, "height": area.bottom - area.top,
                    })
                },
            )
        });
        drawn.push(json!({
            "file": path, "title": side.title,
            "width": bleed[2] - bleed[0], "height": bleed[3] - bleed[1],
            "marks": marks.collect::<Vec<_>>(),
        }));
    }
    let rows = changes.iter().map(|(number, change, said)| {
        json!({ "number": number, "kind": kind(&change.kind), "text": said.text(lang) })
    });
    let data = json!({ "sides": drawn, "rows": rows.collect::<Vec<_>>(), "none": say!("compare.no-page").text(lang) });
    files.push(JobFile {
        path: "/compare.json".to_owned(),
        shown: "compare.json".to_owned(),
        bytes: Bytes::from_string(data.to_string()),
    });
    let (document, _) = typeset::compile(&JobWorld::new(files, fonts.clone()))?;
    preview::png(&document, ppi).map_err(|finding| vec![finding])
}

/// In which colour a change is marked.
fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text(_) => "text",
        Kind::TextMoved(_) | Kind::Lines(..) => "moved",
        Kind::Picture(..) => "picture",
        Kind::Drawn | Kind::Size(_) | Kind::Pages(_) => "drawn",
    }
}
