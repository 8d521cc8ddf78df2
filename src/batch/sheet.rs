//! The report of a batch: `report.html` for the eye, sortable without a network, and `report.csv` for tables.

use std::fmt::Write;

use super::result::State;
use super::status::{Row, Tally, Todo};
use crate::html::{address, escaped, fill, tag};
use crate::message::{Lang, Message};
use crate::say;

/// The page for the eye.
pub const HTML_FILE: &str = "report.html";
/// The table.
pub const TABLE_FILE: &str = "report.csv";

/// What stands round the rows: style and sorting.
const FRAME: &str = include_str!("sheet.html");

/// How a job stands, in words.
#[must_use]
pub fn state(state: Option<State>) -> Message {
    match state {
        Some(State::Done) => say!("sheet.done"),
        Some(State::Findings) => say!("sheet.findings"),
        Some(State::Again) => say!("sheet.again"),
        None => say!("sheet.missing"),
    }
}

/// The columns of both.
fn columns() -> [Message; 9] {
    [
        say!("sheet.county"),
        say!("sheet.year"),
        say!("sheet.state"),
        say!("sheet.pages"),
        say!("sheet.errors"),
        say!("sheet.warnings"),
        say!("sheet.todo"),
        say!("sheet.whom"),
        say!("sheet.seconds"),
    ]
}

/// How many of each kind there are, in one sentence.
#[must_use]
pub fn tally(tally: &Tally) -> Message {
    let Tally { done, findings, again, missing } = *tally;
    say!(
        "sheet.tally",
        count = tally.all(),
        done = done,
        findings = findings,
        again = again,
        missing = missing
    )
}

/// The page for the eye.
#[must_use]
pub fn html(rows: &[Row], lang: Lang) -> String {
    let mut counts = Tally::default();
    for row in rows {
        counts.count(row.state);
    }
    let head = std::iter::once(say!("sheet.picture")).chain(columns());
    let head = head.map(|name| format!("<th tabindex=0>{}", escaped(&name.text(lang))));
    let mut body = String::new();
    for row in rows {
        html_row(row, lang, &mut body);
    }
    let parts = [
        ("LANG", tag(lang).to_owned()),
        ("TITLE", escaped(&say!("sheet.title").text(lang))),
        ("TALLY", escaped(&tally(&counts).text(lang))),
        ("FIND", escaped(&say!("sheet.find").text(lang))),
        ("HEAD", head.collect::<Vec<_>>().concat()),
        ("ROWS", body),
    ];
    fill(FRAME, &parts)
}

fn html_row(row: &Row, lang: Lang, out: &mut String) {
    let (errors, warnings) = row.counts();
    let kind = match row.state {
        Some(State::Done) => "done",
        Some(State::Findings) => "findings",
        Some(State::Again) => "again",
        None => "missing",
    };
    let picture = row.picture.as_ref().map(|path| {
        format!("<a href=\"{0}\"><img loading=lazy alt=\"\" src=\"{0}\"></a>", escaped(&address(path)))
    });
    let title = escaped(row.title());
    let title = match &row.pdf {
        Some(path) => format!("<a href=\"{}\">{title}</a>", escaped(&address(path))),
        None => title,
    };
    let todo: String = row.todo.iter().map(|one| item(one, lang)).collect();
    let todo = match row.todo.len() {
        0 => String::new(),
        1..=3 => format!("<ul>{todo}</ul>"),
        count => format!(
            "<details><summary>{}</summary><ul>{todo}</ul></details>",
            escaped(&say!("sheet.count", count = count).text(lang))
        ),
    };
    // A line that cannot be written to a String does not exist.
    let _ = writeln!(
        out,
        "<tr class={kind}><td>{}<td>{title}<small>{}</small><td>{}<td>{}<td>{}<td>{errors}<td>{warnings}<td>{todo}<td>{}<td>{}",
        picture.unwrap_or_default(),
        escaped(&row.said()),
        row.year.map(|year| year.to_string()).unwrap_or_default(),
        escaped(&state(row.state).text(lang)),
        row.pages,
        escaped(&row.whom()),
        seconds(row),
    );
}

fn item(todo: &Todo, lang: Lang) -> String {
    let class = if todo.error { "error" } else { "warning" };
    let hints = todo.hints.iter().map(|hint| format!("<br>{}", escaped(&arrow(hint, lang))));
    let hints = hints.collect::<Vec<_>>().concat();
    let place = todo.place.as_ref().map(|place| format!(" <small>{}</small>", escaped(place)));
    format!("<li class={class}>{}{}{hints}", escaped(&todo.message), place.unwrap_or_default())
}

/// A piece of advice as such.
fn arrow(hint: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("→ {hint}"),
        Lang::Zh => format!("→{hint}"),
    }
}

fn seconds(row: &Row) -> String {
    if row.state.is_some() { format!("{:.2}", row.seconds) } else { String::new() }
}

/// The table: UTF-8 with the mark by which spreadsheets know it.
#[must_use]
pub fn table(rows: &[Row], lang: Lang) -> String {
    let mut out = String::from("\u{FEFF}");
    let head = columns().into_iter().chain([
        say!("sheet.name"),
        say!("sheet.report"),
        say!("sheet.file"),
        say!("sheet.started"),
        say!("sheet.sha"),
    ]);
    line(&head.map(|name| name.text(lang)).collect::<Vec<_>>(), &mut out);
    for row in rows {
        let (errors, warnings) = row.counts();
        let todo = row.todo.iter().map(|one| {
            let place = one.place.as_ref().map(|place| format!("{place} ")).unwrap_or_default();
            let hints = one.hints.iter().map(|hint| arrow(hint, lang));
            let said = std::iter::once(format!("{place}{}", one.message)).chain(hints);
            said.collect::<Vec<_>>().join(" ")
        });
        line(
            &[
                row.title().to_owned(),
                row.year.map(|year| year.to_string()).unwrap_or_default(),
                state(row.state).text(lang),
                row.pages.to_string(),
                errors.to_string(),
                warnings.to_string(),
                todo.collect::<Vec<_>>().join("\n"),
                row.whom(),
                seconds(row),
                row.name.clone(),
                row.report.clone(),
                row.pdf.clone().unwrap_or_default(),
                row.started.clone(),
                row.sha256.clone().unwrap_or_default(),
            ],
            &mut out,
        );
    }
    out
}

/// Adds a line of a table.
fn line(cells: &[String], out: &mut String) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// A cell. A spreadsheet takes some beginnings for a formula: they get a quote before them.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
