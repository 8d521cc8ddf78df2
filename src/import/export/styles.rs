//! The styles of an exported text: what each paragraph is, for people and for the next import.

use crate::import::Role;

/// The style of the heading above the figures, and of their cells.
pub const FIGURES: &str = "版面数据";
/// The style of the cells of a timeline.
pub const TIMELINE: &str = "版面大事记";

/// A style of paragraphs.
#[derive(Debug)]
pub(super) struct Style {
    /// Its name in the file's own references.
    pub(super) id: &'static str,
    /// Its name, as the writing program shows it.
    pub(super) name: &'static str,
    /// What such a paragraph is.
    pub(super) role: Role,
    /// Its look.
    look: Look,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// The Chinese face.
    face: &'static str,
    /// The size of the type (half points).
    size: u32,
    bold: bool,
    lines: Lines,
    /// Whether it stands on a ground.
    ground: bool,
    /// Its level in the outline, from 0; none for text.
    outline: Option<u8>,
}

/// Where its lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// From the left.
    Left,
    /// In the middle.
    Centred,
    /// The first one is indented by two characters.
    Indented,
}

const SONG: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const FANG: &str = "仿宋_GB2312";

const fn look(face: &'static str, size: u32) -> Look {
    Look { face, size, bold: false, lines: Lines::Left, ground: false, outline: None }
}

const fn centred(face: &'static str, size: u32) -> Look {
    Look { lines: Lines::Centred, ..look(face, size) }
}

const fn text(face: &'static str, size: u32) -> Look {
    Look { lines: Lines::Indented, ..look(face, size) }
}

const fn style(id: &'static str, name: &'static str, role: Role, look: Look) -> Style {
    Style { id, name, role, look }
}

/// The styles, one a role. A text with names in it, which are set in 楷体, is in another face itself. The names begin as none
/// of the writing programs' own do: 标题 and 正文 are taken there.
pub(super) static STYLES: [Style; 26] = [
    style("BanmianFolio", "版面报头", Role::Folio, look(FANG, 24)),
    style("BanmianStaff", "版面编辑", Role::Staff, look(FANG, 24)),
    style("BanmianKicker", "版面引题", Role::Kicker, centred(KAI, 32)),
    style("BanmianTitle", "版面标题", Role::Title, centred(SONG, 44)),
    style("BanmianSubtitle", "版面副题", Role::Subtitle, centred(KAI, 32)),
    style("BanmianByline", "版面署名", Role::Byline, centred(KAI, 28)),
    style("BanmianLead", "版面导语", Role::Lead, text(KAI, 32)),
    style("BanmianHeading", "版面栏目标题", Role::Heading, Look { outline: Some(0), ..centred(HEI, 32) }),
    style("BanmianEditorNote", "版面编者按", Role::EditorNote, Look { ground: true, ..text(FANG, 28) }),
    style(
        "BanmianSubhead",
        "版面小标题",
        Role::Subhead,
        Look { bold: true, outline: Some(1), ..text(KAI, 32) },
    ),
    style("BanmianText", "版面正文", Role::Text, text(FANG, 32)),
    style("BanmianEntry", "版面列表", Role::Entry, look(FANG, 32)),
    style("BanmianSaying", "版面引语", Role::Saying, text(FANG, 28)),
    style("BanmianBoxTitle", "版面链接标题", Role::BoxTitle, Look { ground: true, ..look(HEI, 28) }),
    style("BanmianBoxText", "版面链接正文", Role::BoxText, Look { ground: true, ..text(FANG, 28) }),
    style("BanmianTableTitle", "版面表题", Role::TableTitle, centred(HEI, 24)),
    style("BanmianTable", "版面表格", Role::Table, centred(FANG, 24)),
    style("BanmianTimeline", TIMELINE, Role::Table, look(FANG, 24)),
    style("BanmianTableNote", "版面表注", Role::TableNote, look(FANG, 21)),
    style("BanmianPicture", "版面图片", Role::Picture, centred(FANG, 24)),
    style("BanmianCaption", "版面图说", Role::Caption, centred(KAI, 24)),
    style("BanmianCredit", "版面图片署名", Role::Credit, centred(KAI, 21)),
    style("BanmianCredits", "版面图片说明", Role::Credits, look(KAI, 24)),
    style("BanmianNote", "版面注释", Role::Note, look(FANG, 21)),
    // What the report says of itself: a text need not have it.
    style("BanmianAside", "版面附文", Role::LeftOut, look(KAI, 24)),
    style("BanmianFigures", FIGURES, Role::LeftOut, look(HEI, 28)),
];

/// What a paragraph of a style is, by the style's name or id; none for styles that an export does not make.
#[must_use]
pub fn role_of_style(name: &str) -> Option<Role> {
    STYLES.iter().find(|style| style.name == name || style.id == name).map(|style| style.role)
}

/// The name of a style that an export makes, by its name or id.
pub(in crate::import) fn name_of_style(name: &str) -> Option<&'static str> {
    STYLES.iter().find(|style| style.name == name || style.id == name).map(|style| style.name)
}

/// Whether a style's own face is the one that names are set in.
pub(in crate::import) fn is_kai(name: &str) -> bool {
    STYLES.iter().any(|style| style.name == name && style.look.face == KAI)
}

/// The part with the styles.
pub(super) fn part() -> String {
    let mut out = String::from(
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\"/>\
         <w:kern w:val=\"2\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:widowControl w:val=\"0\"/><w:jc w:val=\"both\"/></w:pPr></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>\
         <w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>\
         <w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>\
         <w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>",
    );
    for style in &STYLES {
        out.push_str(&style.xml());
    }
    for (id, name) in [
        ("BanmianGrid", "版面表"),
        ("BanmianTimelineGrid", "版面大事记表"),
        ("BanmianFiguresGrid", "版面数据表"),
    ] {
        let line =
            |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>");
        let lines: String =
            ["top", "left", "bottom", "right", "insideH", "insideV"].iter().map(|side| line(side)).collect();
        out.push_str(&format!(
            "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
        ));
    }
    out + "</w:styles>"
}

impl Style {
    fn xml(&self) -> String {
        let Style { id, name, look, .. } = self;
        let mut paragraph = String::new();
        if look.outline.is_some() {
            paragraph.push_str("<w:keepNext/>");
        }
        if look.ground {
            let line = |side: &str| {
                format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"A6A6A6\"/>")
            };
            let lines: String = ["top", "left", "bottom", "right"].iter().map(|side| line(side)).collect();
            paragraph.push_str(&format!(
                "<w:pBdr>{lines}</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>"
            ));
        }
        // Pictures and small type take the lines that they need; text stands on lines of 28 points.
        let exact = look.size == 32;
        paragraph.push_str(if exact {
            "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>"
        } else {
            "<w:spacing w:before=\"60\" w:after=\"60\"/>"
        });
        if look.lines == Lines::Indented {
            let indent = look.size * 20;
            paragraph.push_str(&format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{indent}\"/>"));
        }
        if look.lines == Lines::Centred {
            paragraph.push_str("<w:jc w:val=\"center\"/>");
        }
        if let Some(level) = look.outline {
            paragraph.push_str(&format!("<w:outlineLvl w:val=\"{level}\"/>"));
        }
        let bold = if look.bold { "<w:b/><w:bCs/>" } else { "" };
        let (face, size) = (look.face, look.size);
        format!(
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>\
             <w:rPr><w:rFonts w:eastAsia=\"{face}\"/>{bold}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{STYLES, role_of_style};
    use crate::import::Role;

    #[test]
    fn a_style_says_one_role() {
        let ids: BTreeSet<&str> = STYLES.iter().flat_map(|style| [style.id, style.name]).collect();
        assert_eq!(ids.len(), 2 * STYLES.len());
        assert_eq!(role_of_style("版面栏目标题"), Some(Role::Heading));
        assert_eq!(role_of_style("BanmianHeading"), Some(Role::Heading));
        assert_eq!(role_of_style("标题"), None);
        let roles: BTreeSet<Role> = STYLES.iter().map(|style| style.role).collect();
        assert_eq!(roles.len(), 24, "every role has a style");
    }
}
