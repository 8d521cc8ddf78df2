//! The page that shows what was taken as what, side by side with the text.

use std::fmt::Write;

use super::document::{Grid, Piece};
use super::taken::{Judged, Role};
use super::{Import, merge};
use crate::html::{address, escaped, fill, tag};
use crate::message::{Lang, Message};
use crate::say;

/// The page, for a folder that has the photos below it.
#[must_use]
pub fn sheet(import: &Import, title: &str, lang: Lang) -> String {
    let page = Page { import, lang };
    let parts = [page.tally(), page.changes(), page.took(), page.photos(), page.left_out()];
    fill(
        include_str!("sheet.html"),
        &[("LANG", tag(lang).to_owned()), ("TITLE", escaped(title)), ("BODY", parts.concat())],
    )
}

/// A role in words.
fn role(role: Role) -> Message {
    match role {
        Role::Kicker => say!("role.kicker"),
        Role::Title => say!("role.title"),
        Role::Subtitle => say!("role.subtitle"),
        Role::Byline => say!("role.byline"),
        Role::Lead => say!("role.lead"),
        Role::Heading => say!("role.heading"),
        Role::EditorNote => say!("role.editor-note"),
        Role::Subhead => say!("role.subhead"),
        Role::Text => say!("role.text"),
        Role::Entry => say!("role.entry"),
        Role::Saying => say!("role.saying"),
        Role::BoxTitle => say!("role.box-title"),
        Role::BoxText => say!("role.box-text"),
        Role::TableTitle => say!("role.table-title"),
        Role::Table => say!("role.table"),
        Role::TableNote => say!("role.table-note"),
        Role::Picture => say!("role.picture"),
        Role::Caption => say!("role.caption"),
        Role::Credit => say!("role.credit"),
        Role::Credits => say!("role.credits"),
        Role::Note => say!("role.note"),
        Role::Folio => say!("role.folio"),
        Role::Staff => say!("role.staff"),
        Role::LeftOut => say!("role.left-out"),
    }
}

struct Page<'a> {
    import: &'a Import,
    lang: Lang,
}

impl Page<'_> {
    fn say(&self, message: Message) -> String {
        escaped(&message.text(self.lang))
    }

    /// How much was taken, and how much of it is in doubt.
    fn tally(&self) -> String {
        let import = self.import;
        let kept = import.pointers.iter().flatten().count();
        let doubts = import.took.iter().filter(|part| part.doubt.is_some()).count();
        let tally = say!("import.tally", parts = kept, doubts = doubts, out = self.out().len());
        let mut out = format!("<p>{}</p>\n", self.say(tally));
        if !import.findings.is_empty() {
            out.push_str("<ul>\n");
            for finding in &import.findings {
                let mut said = self.say(finding.message.clone());
                for hint in &finding.hints {
                    let _ = write!(said, "<small>{}</small>", self.say(hint.clone()));
                }
                let _ = writeln!(out, "<li>{said}</li>");
            }
            out.push_str("</ul>\n");
        }
        out
    }

    /// What is not as it was in the report that was there.
    fn changes(&self) -> String {
        if self.import.changes.is_empty() {
            return String::new();
        }
        let mut out = self.head(
            say!("import.changes"),
            &[say!("import.where"), say!("import.what"), say!("import.before"), say!("import.after")],
            "",
        );
        for merge::Changed { pointer, before, after, what, conflict } in &self.import.changes {
            let class = if *conflict { " class=\"doubt\"" } else { "" };
            let text = |text: &Option<String>| escaped(text.as_deref().unwrap_or_default());
            let _ = writeln!(
                out,
                "<tr{class}><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(pointer),
                self.say(what.clone()),
                text(before),
                text(after)
            );
        }
        out + "</table>\n"
    }

    /// The text, part by part, with what each was taken as.
    fn took(&self) -> String {
        let columns = [say!("import.where"), say!("import.as"), say!("import.text"), say!("import.stands")];
        let mut out = format!(
            "<p><label><input type=\"checkbox\" id=\"only\"> {}</label></p>\n",
            self.say(say!("import.only-doubts"))
        );
        out.push_str(&self.head(say!("import.took"), &columns, "took"));
        for (at, part) in self.import.took.iter().enumerate() {
            let pointer = self.import.pointers.get(at).and_then(Option::as_deref);
            out.push_str(&self.part(at, part, pointer));
        }
        out + "</table>\n"
    }

    fn part(&self, at: usize, part: &Judged, pointer: Option<&str>) -> String {
        let doubtful = part.doubt.is_some() && part.role != Role::LeftOut;
        let mut classes = vec![match part.role {
            Role::Title => "title",
            Role::Heading => "heading",
            Role::Subhead => "subhead",
            _ => "",
        }];
        if doubtful {
            classes.push("doubt");
        }
        if pointer.is_none() {
            classes.push("out");
        }
        let mut said = escaped(&part.text());
        if !part.taken_off.trim().is_empty() {
            said = format!("<span class=\"off\">{}</span> {said}", escaped(part.taken_off.trim()));
        }
        if let Some(grid) = &part.grid {
            said.push_str(&table(grid));
        }
        if part.role == Role::Picture {
            let all = &self.import.pictures;
            if let Some((name, _)) = all.iter().find(|(_, parts)| parts.contains(&at)) {
                said = picture(name);
            }
        }
        if let Some(doubt) = &part.doubt {
            let _ = write!(said, "<small>{}</small>", self.say(doubt.clone()));
        }
        let stands = self.say(pointer.map_or_else(|| say!("import.nowhere"), stands));
        let role = self.say(role(part.role));
        let (class, place) = (classes.join(" "), self.say(part.place.said()));
        format!(
            "<tr class=\"{}\"><td>{place}</td><td class=\"role\">{role}</td><td>{said}</td><td>{stands}</td></tr>\n",
            class.trim()
        )
    }

    /// The photos with the captions that they were given.
    fn photos(&self) -> String {
        let import = self.import;
        if import.pictures.is_empty() {
            return String::new();
        }
        let columns = [say!("import.file"), say!("role.picture"), say!("role.caption")];
        let mut out = self.head(say!("import.photos"), &columns, "");
        for (at, (name, parts)) in import.pictures.iter().enumerate() {
            let caption = parts.iter().filter_map(|part| import.took.get(*part));
            let caption =
                caption.filter(|part| part.role == Role::Caption).map(Judged::text).collect::<String>();
            let doubt = import.photo_doubts.get(at).and_then(Option::as_ref);
            let class = if doubt.is_some() { " class=\"doubt\"" } else { "" };
            let mut said = escaped(&caption);
            if let Some(doubt) = doubt {
                let _ = write!(said, "<small>{}</small>", self.say(doubt.clone()));
            }
            let _ = writeln!(
                out,
                "<tr{class}><td>{}</td><td>{}</td><td>{said}</td></tr>",
                escaped(name),
                picture(name)
            );
        }
        out + "</table>\n"
    }

    /// What is not in the report: the parts that stand nowhere in it, and what was not read.
    fn out(&self) -> Vec<(Message, String, Message)> {
        let import = self.import;
        let parts = import.took.iter().zip(&import.pointers).filter(|(_, pointer)| pointer.is_none());
        let parts = parts.map(|(part, _)| {
            let why = match &part.doubt {
                Some(doubt) if part.role == Role::LeftOut => doubt.clone(),
                _ => say!("left.no-place"),
            };
            (part.place.said(), part.text(), why)
        });
        let rest =
            import.left_out.iter().map(|left| (left.place.said(), left.text.clone(), left.why.clone()));
        parts.chain(rest).collect()
    }

    fn left_out(&self) -> String {
        let all = self.out();
        if all.is_empty() {
            return String::new();
        }
        let columns = [say!("import.where"), say!("import.why"), say!("import.text")];
        let mut out = self.head(say!("import.left-out"), &columns, "");
        for (place, text, why) in all {
            let (place, why) = (self.say(place), self.say(why));
            let _ = writeln!(out, "<tr><td>{place}</td><td>{why}</td><td>{}</td></tr>", escaped(&text));
        }
        out + "</table>\n"
    }

    fn head(&self, title: Message, columns: &[Message], class: &str) -> String {
        let mut cells = String::new();
        for column in columns {
            let _ = write!(cells, "<th>{}</th>", self.say(column.clone()));
        }
        format!("<h2>{}</h2>\n<table class=\"{class}\">\n<tr>{cells}</tr>\n", self.say(title))
    }
}

/// A place of the report in words.
fn stands(pointer: &str) -> Message {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    // Numbers count from 1 for people.
    let number = |at: usize| {
        parts.get(at).and_then(|text| text.parse::<usize>().ok()).map_or(0, |n| n + 1).to_string()
    };
    match parts.first().copied() {
        Some("headline") => say!("stands.headline"),
        Some("lead") => say!("stands.lead", number = number(1)),
        Some("metrics") => say!("stands.figures"),
        Some("photos") => say!("stands.photo", number = number(1)),
        Some("sections") if parts.get(2) == Some(&"body") => {
            say!("stands.body", section = number(1), number = number(3))
        }
        Some("sections") => say!("stands.section", section = number(1)),
        _ => say!("stands.margin"),
    }
}

fn picture(name: &str) -> String {
    format!("<img src=\"photos/{}\" alt=\"\" loading=\"lazy\">", address(name))
}

/// A table of the text as a table.
fn table(grid: &Grid) -> String {
    let mut out = String::from("<table>");
    for row in &grid.rows {
        out.push_str("<tr>");
        for cell in row {
            let words: String = cell
                .pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Paragraph(paragraph) => escaped(&paragraph.text()),
                    Piece::Table(grid) => table(grid),
                })
                .collect();
            let _ = write!(out, "<td colspan=\"{}\">{words}</td>", cell.columns.max(1));
        }
        out.push_str("</tr>");
    }
    out + "</table>"
}
