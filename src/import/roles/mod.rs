//! What each part of a text is: by position, size, face, weight, alignment, numbering and wording together.
//!
//! [`line`] makes lines of the document, [`look`] says how they look beside the text itself, [`numbering`] which numbers they
//! have and whether these run through, [`wording`] what their words tell. What words alone tell is taken first ([`foot`],
//! [`tables`], [`captions`], [`boxes`]); then [`headings`] adds up the signs of each line, [`head`] takes what stands above the
//! text, and the headings' levels are decided by what those of a level have in common. The rest is text.

mod boxes;
mod captions;
mod foot;
mod head;
mod headings;
mod layout;
mod letters;
mod line;
mod look;
mod numbering;
mod tables;
mod usual;
mod wording;
mod write;

use super::document::Document;
use super::taken::{Judged, Role};
use line::{Flow, Line, Part};
use usual::Usual;

/// What each part of the text is, in its order. Every letter and picture of the text is in one of them.
#[must_use]
pub fn judge(document: &Document) -> Vec<Judged> {
    let mut flow = Flow::default();
    flow.add(&document.pieces, 0);
    let mut lines = flow.lines;
    let usual = usual::usual(&lines);
    foot::everywhere(&mut lines);
    tables::judge(&mut lines, &usual);
    captions::judge(&mut lines, &usual);
    boxes::judge(&mut lines, &usual);
    foot::signature(&mut lines);

    let numbers: Vec<_> = lines.iter().map(|line| line.number.filter(|_| line.open())).collect();
    let mut chains = numbering::chains(&numbers);
    // A number without a mark is one only where others follow it.
    let bare = |chain: &numbering::Chain| {
        chain.lines.iter().all(|&at| lines[at].number.is_some_and(|number| number.bare))
    };
    let loose: Vec<usize> = chains
        .iter()
        .filter(|chain| bare(chain) && !(chain.whole && chain.lines.len() > 1))
        .flat_map(|chain| chain.lines.clone())
        .collect();
    chains.retain(|chain| !chain.lines.first().is_some_and(|first| loose.contains(first)));
    for at in loose {
        lines[at].number = None;
    }
    let numbered = headings::numbered(&mut lines, &chains, &usual);
    let looked = headings::looked(&lines, &usual);
    head::judge(&mut lines, &numbered, &looked, &usual);
    editor_note(&mut lines, &usual);
    headings::judge(&mut lines, numbered.into_iter().chain(looked).collect(), &usual);
    rest(&mut lines);
    write::judged(document, lines)
}

/// 编者按 and the paragraphs below it that look alike.
fn editor_note(lines: &mut [Line], usual: &Usual) {
    let mut within: Option<look::Look> = None;
    for line in lines.iter_mut().filter(|line| line.length > 0) {
        if !line.open() {
            // What stands in the head may part a note from its label; a heading ends it.
            continue;
        }
        let label = wording::editor_label(&line.said);
        if label > 0 {
            let look = look::of(&letters::cut(&line.runs, label..line.length));
            let apart = look.face != usual.look.face || look.size != usual.look.size;
            within = (apart || label == line.length).then_some(look);
            line.take_from(Role::EditorNote, label, None);
            if label == line.length {
                within = Some(line.look);
            }
            continue;
        }
        let Some(look) = within else { continue };
        let apart = line.look.face != usual.look.face || line.look.size != usual.look.size;
        let alike = line.look.face == look.face && line.look.size == look.size;
        if line.is_body() && apart {
            line.take(Role::EditorNote, None);
        } else if line.is_body() && !apart && alike {
            // A label alone, and nothing that sets the note apart: one paragraph.
            line.take(Role::EditorNote, Some(crate::say!("import-doubt.editor-note")));
            within = None;
        } else {
            within = None;
        }
    }
}

/// What is left is text: before the first heading the lead.
fn rest(lines: &mut [Line]) {
    let is_heading =
        |line: &Line| line.parts.iter().any(|part| matches!(part.role, Role::Heading | Role::Subhead));
    let first = lines.iter().position(is_heading);
    let mut told = first.is_some();
    let mut after_heading = false;
    let mut paragraphs = 0;
    for (at, line) in lines.iter_mut().enumerate() {
        if line.length == 0 {
            continue;
        }
        if !line.open() {
            after_heading = is_heading(line) && line.parts.len() == 1;
            continue;
        }
        if first.is_some_and(|first| at > first) && line.length <= 40 {
            if head::byline(line) {
                continue;
            }
            if after_heading && wording::are_names(&line.text) {
                line.take(Role::Byline, None);
                continue;
            }
        }
        after_heading = false;
        paragraphs += 1;
        let before = first.map_or(paragraphs == 1, |first| at < first);
        let role = if before { Role::Lead } else { Role::Text };
        let doubt = (!told && role == Role::Text).then(|| crate::say!("import-doubt.no-headings"));
        told |= doubt.is_some();
        let doubt = doubt.or_else(|| line.maybe.take());
        let entry = line.number.filter(|number| number.form == numbering::Form::Bullet && number.letters > 0);
        let from = entry.map_or(0, |number| number.letters);
        line.parts = vec![Part { role, range: from..line.length, doubt }];
    }
    // A text of one paragraph is a section's.
    if first.is_none() && paragraphs == 1 {
        for part in lines.iter_mut().flat_map(|line| &mut line.parts).filter(|part| part.role == Role::Lead) {
            part.role = Role::Text;
            part.doubt = Some(crate::say!("import-doubt.no-headings"));
        }
    }
}

#[cfg(test)]
mod tests;
