//! Characters that the face of a text does not have.

use banmian::diagnostic::Severity::{Error, Warning};
use banmian::edition::check_fonts;
use banmian::report;

use crate::support::{FONTS, edition};

/// Severity, code and pointer of what is said of the fonts, with a report changed.
fn found(change: impl Fn(String) -> String) -> Vec<(banmian::diagnostic::Severity, String, String)> {
    let edition = edition(change);
    let report::Loaded { report, places, .. } = &edition.loaded;
    check_fonts(report, places, &edition.template, &edition.county, &FONTS)
        .into_iter()
        .map(|finding| {
            let pointer = finding.place.as_ref().and_then(|place| place.pointer.clone()).unwrap_or_default();
            (
                finding.severity,
                format!("{} {}", finding.code, finding.message.text(banmian::message::Lang::En)),
                pointer,
            )
        })
        .collect()
}

#[test]
fn rare_characters_are_named_with_their_face() {
    assert_eq!(found(|text| text), []);
    // 𠀀 is in none of the Noto faces: in running text it is told once.
    let body = found(|text| text.replace("初冬的清晨", "初冬的𠀀清𠀀晨"));
    let said =
        "rare-character “𠀀” (U+20000) is not in the face of this text; it is set in HanaMinB".to_owned();
    assert_eq!(body, [(Warning, said.clone(), "/sections/0/body/0".to_owned())]);
    // In names every time.
    let names = found(|text| text.replace("马清源", "马𠀀").replace("于小禾", "于𠀀"));
    assert_eq!(names.iter().map(|one| one.0).collect::<Vec<_>>(), [Warning, Warning]);
    // In a heading, which is seen from afar, it stops the page.
    let heading = found(|text| text.replace("凝心铸魂筑牢根基", "凝心铸魂筑牢𠀀基"));
    assert_eq!(heading, [(Error, said, "/sections/0/heading/0".to_owned())]);
    // 丂 is in the regular face, and in no bold one.
    let title = found(|text| text.replace("泾水扬波", "泾丂扬波"));
    let said = "rare-character “丂” (U+4E02) is not in the face of this text; it is set in Noto Serif CJK SC Regular";
    assert_eq!(title, [(Error, said.to_owned(), "/headline/title/0".to_owned())]);
}
