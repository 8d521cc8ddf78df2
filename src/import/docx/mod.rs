//! `.docx`, whichever program wrote it.

mod body;
mod count;
mod drawing;
mod line;
mod look;
mod numbering;
mod package;
mod reader;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeMap;

use look::Theme;
use numbering::Numbering;
use reader::{Reader, Story, Told, paragraphs};
use styles::Styles;
use xml::Node;

use crate::diagnostic::Diagnostic;
use crate::import::document::{Document, Paragraph, Piece, Where};
use crate::say;

pub(super) use package::MAX_PART_BYTES;
pub(super) use package::{MAX_ADDRESS, Package, main_part, unescaped};
pub(super) use reader::{MAX_PARAGRAPHS, MAX_PICTURES, push};

/// The name of a report that an export packs with the text.
const REPORT: &str = "banmian/report.json";
/// The namespace of a report that is packed as XML.
const REPORT_SPACE: &str = "https://banmian.example/report";

/// Reads a package.
///
/// # Errors
/// When it is broken, or breaks a limit.
pub(super) fn parse(bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>), Diagnostic> {
    let mut package = Package::open(bytes)?;
    let Some((part, content)) = main_part(&mut package)? else {
        return Err(package::broken_part("word/document.xml"));
    };
    let links = package.links(&part)?;
    let whole = |package: &mut Package, kind: &str| -> Result<Option<Node>, Diagnostic> {
        let Some(name) = links.first(kind) else { return Ok(None) };
        package.text(&name)?.map(|text| xml::tree(&text, &name)).transpose()
    };
    let theme = whole(&mut package, "theme")?.map(|root| Theme::of(&root)).unwrap_or_default();
    let styles = Styles::of(&whole(&mut package, "styles")?.unwrap_or_default(), theme);
    let numbering = whole(&mut package, "numbering")?.map(|root| Numbering::of(&root)).unwrap_or_default();
    let mut notes = BTreeMap::new();
    for (end, kind) in [(false, "footnotes"), (true, "endnotes")] {
        notes.extend(whole(&mut package, kind)?.into_iter().flat_map(|root| each_note(root, end)));
    }
    let comments = whole(&mut package, "comments")?;
    let macros = content.contains("macroEnabled") || links.first("vbaProject").is_some();
    let report = report(&mut package)?;
    let text = package.text(&part)?.ok_or_else(|| package::broken_part(&part))?;

    let mut reader = Reader {
        package: &mut package,
        links: links.clone(),
        styles,
        numbering,
        notes,
        met: BTreeMap::new(),
        waiting: Vec::new(),
        story: Story::default(),
        tables: 0,
        paragraphs: 0,
        drawings: 0,
        told: Told::default(),
        document: Document { report, ..Document::default() },
    };
    let pieces = body(&mut reader, &text, &part)?;
    read_notes(&mut reader, &links)?;
    read_comments(&mut reader, &links, comments.as_ref())?;
    for (kind, why) in [("header", say!("import-left.header")), ("footer", say!("import-left.footer"))] {
        for name in links.of_kind(kind) {
            let Some(text) = reader.package.text(&name)? else { continue };
            let root = xml::tree(&text, &name)?;
            reader.links = reader.package.links(&name)?;
            reader.aside(Where::Margin, 1, &root, why.clone())?;
        }
    }
    if macros {
        reader.leave_out("vbaProject.bin", say!("import-left.macros"));
    }
    let comments = comments.map_or(0, |root| root.nodes().filter(|node| node.name == "w:comment").count());
    let findings = findings(&reader.told, comments, macros);
    let mut document = reader.document;
    document.pieces = pieces;
    Ok((document, findings))
}

/// Reads the text itself, block by block.
fn body(reader: &mut Reader, text: &str, part: &str) -> Result<Vec<Piece>, Diagnostic> {
    let mut pieces: Vec<Piece> = Vec::new();
    // The place where the section began that is read, and whether it is not the first.
    let (mut start, mut later) = (0, false);
    xml::blocks(text, part, "w:body", |node| {
        reader.block(&node, &mut pieces)?;
        let section = if node.name == "w:sectPr" { Some(&node) } else { node.at(&["w:pPr", "w:sectPr"]) };
        if let Some(section) = section {
            let kind = section.child("w:type").and_then(Node::val).unwrap_or("nextPage");
            if later && !matches!(kind, "continuous" | "nextColumn") {
                new_page(pieces.get_mut(start..).unwrap_or_default());
            }
            (start, later) = (pieces.len(), true);
        }
        Ok(())
    })?;
    reader.flush(&mut pieces);
    Ok(pieces)
}

/// Lets a page begin with the first paragraph that says something, unless a table stands before it.
fn new_page(pieces: &mut [Piece]) {
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) if paragraph.runs.is_empty() => {}
            Piece::Paragraph(paragraph) => {
                paragraph.new_page = true;
                return;
            }
            Piece::Table(_) => return,
        }
    }
}

/// The notes of a part by their ids, without the lines that part them from the text.
fn each_note(root: Node, end: bool) -> impl Iterator<Item = ((bool, String), Node)> {
    root.children.into_iter().filter_map(move |child| match child {
        xml::Child::Node(node) if node.get("w:type").is_none_or(|kind| kind == "normal") => {
            let id = node.get("w:id")?.to_owned();
            Some(((end, id), node))
        }
        _ => None,
    })
}

/// Reads the notes that were met; those that no mark leads to are left out.
fn read_notes(reader: &mut Reader, links: &package::Links) -> Result<(), Diagnostic> {
    let mut of = Vec::new();
    for kind in ["footnotes", "endnotes"] {
        of.push(match links.first(kind) {
            Some(name) => reader.package.links(&name)?,
            None => package::Links::default(),
        });
    }
    let links_of = |end: bool| of.get(usize::from(end)).cloned().unwrap_or_default();
    // A note may have a mark of another.
    while !reader.waiting.is_empty() {
        for (end, node) in std::mem::take(&mut reader.waiting) {
            reader.links = links_of(end);
            let number = reader.document.notes.len() + 1;
            let pieces = reader.story(Where::Note, number, &node, None)?;
            let says = |paragraph: &&&Paragraph| !paragraph.runs.is_empty();
            reader
                .document
                .notes
                .push(paragraphs(&pieces).iter().filter(says).map(|&one| one.clone()).collect());
        }
    }
    for ((end, _), node) in std::mem::take(&mut reader.notes) {
        reader.links = links_of(end);
        reader.aside(Where::Note, 0, &node, say!("import-left.note"))?;
    }
    Ok(())
}

fn read_comments(reader: &mut Reader, links: &package::Links, root: Option<&Node>) -> Result<(), Diagnostic> {
    let Some(root) = root else { return Ok(()) };
    if let Some(name) = links.first("comments") {
        reader.links = reader.package.links(&name)?;
    }
    for (at, comment) in root.nodes().filter(|node| node.name == "w:comment").enumerate() {
        reader.aside(Where::Comment, at + 1, comment, say!("import-left.comment"))?;
    }
    Ok(())
}

/// The report that an export packed with the text.
fn report(package: &mut Package) -> Result<Option<String>, Diagnostic> {
    if let Some(text) = package.text(REPORT)? {
        return Ok(Some(text));
    }
    let items: Vec<String> = package
        .names()
        .filter(|name| name.starts_with("customxml/item") && !name.contains("props"))
        .map(str::to_owned)
        .collect();
    for item in items {
        // What other programs keep there need not be letters, nor whole.
        let Ok(Some(text)) = package.text(&item) else { continue };
        if let Some(root) = text.contains(REPORT_SPACE).then(|| xml::tree(&text, &item).ok()).flatten()
            && root.name == "?:report"
            && root.get("xmlns") == Some(REPORT_SPACE)
        {
            return Ok(Some(root.letters()));
        }
    }
    Ok(None)
}

/// What should be looked at.
fn findings(told: &Told, comments: usize, macros: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut tell = |count: usize, finding: Diagnostic| {
        if count > 0 {
            found.push(finding);
        }
    };
    let warning = Diagnostic::warning;
    let changes = say!("import-changes", inserted = told.inserted, deleted = told.deleted);
    tell(told.inserted + told.deleted, warning(changes).hint(say!("hint.import-changes")));
    tell(comments, warning(say!("import-comments", count = comments)).hint(say!("hint.import-comments")));
    tell(told.hidden, warning(say!("import-hidden", count = told.hidden)).hint(say!("hint.import-hidden")));
    tell(told.struck, warning(say!("import-struck", count = told.struck)).hint(say!("hint.import-struck")));
    tell(told.linked, warning(say!("import-linked", count = told.linked)).hint(say!("hint.import-linked")));
    tell(
        told.missing,
        warning(say!("import-no-picture", count = told.missing)).hint(say!("hint.import-linked")),
    );
    tell(
        told.objects,
        warning(say!("import-objects", count = told.objects)).hint(say!("hint.import-objects")),
    );
    tell(told.chunks, warning(say!("import-chunks", count = told.chunks)).hint(say!("hint.import-save")));
    tell(usize::from(macros), warning(say!("import-macros")).hint(say!("hint.import-macros")));
    found
}
