//! `templates`: lists them, copies one, explains where a page's parts and values come from.

use std::path::Path;

use serde_json::{Value, json};

use super::output::{Ending, Summary, print, print_findings, write_folder};
use super::{Format, GOOD, TemplatesArguments};
use banmian::diagnostic::{Diagnostic, Place};
use banmian::edition::Input;
use banmian::edition::folder::{embedded, embedded_names};
use banmian::edition::located::lay_over;
use banmian::edition::{Style, Template};
use banmian::message::Lang;
use banmian::report;
use banmian::say;

/// Carries out the command.
pub fn templates(arguments: &TemplatesArguments, lang: Lang) -> u8 {
    let done = if let Some(report) = &arguments.explain {
        let input = Input {
            report: report.clone(),
            template: arguments.template.clone(),
            county: arguments.county.clone(),
        };
        explain(&input, lang)
    } else if let Some([name, folder]) = arguments.copy.as_deref() {
        copy(name, Path::new(folder), lang)
    } else {
        list()
    };
    match done {
        Ok(text) => {
            print(&text);
            GOOD
        }
        Err(findings) => {
            let summary = Summary::default();
            print_findings(&findings, &summary, Format::Text, lang);
            Ending::of(&findings).code()
        }
    }
}

fn list() -> Result<String, Vec<Diagnostic>> {
    let rows = embedded_names().into_iter().map(|name| {
        let template = Template::open(&name)?;
        Ok(vec![name, template.settings.description])
    });
    Ok(table(&rows.collect::<Result<Vec<_>, Vec<Diagnostic>>>()?))
}

fn copy(name: &str, folder: &Path, lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let Some(files) = embedded(name) else {
        return Err(vec![report::none_of(name, embedded_names())]);
    };
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|file| (file.path, file.bytes)).collect();
    write_folder(folder, &files)?;
    let path = folder.display().to_string();
    Ok(say!("templates.copied", path = path).text(lang) + "\n")
}

/// Where everything comes from, as text in columns.
fn explain(input: &Input, lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let style = input.style()?;
    let Style { county, template, .. } = &style;
    let word = |message: banmian::message::Message| message.text(lang);
    let names: Vec<&str> = template.layers.iter().rev().map(|layer| layer.name.as_str()).collect();
    let mut rows = vec![vec![
        word(say!("explain.county")),
        if county.folder.is_some() { county.shown.clone() } else { word(say!("explain.none")) },
    ]];
    for name in names {
        rows.push(vec![word(say!("explain.template")), name.to_owned()]);
    }
    rows.push(vec![word(say!("explain.library")), "/banmian.typ".to_owned()]);
    let mut text = table(&rows);
    let files = template.files.iter().map(|file| {
        let below = template.replaced.iter().rev().find(|below| below.path == file.path);
        let below = below.map(|below| word(say!("explain.in-place-of", file = &below.shown)));
        vec![file.path.clone(), file.shown.clone(), below.unwrap_or_default()]
    });
    let files: Vec<Vec<String>> = files.collect();
    text.push_str(&format!("\n{}\n{}", word(say!("explain.files")), table(&files)));
    text.push_str(&format!("\n{}\n{}", word(say!("explain.values")), table(&values(input, &style))));
    Ok(text)
}

/// Every value with its place: theme, fonts, folio, press, checks, grid, makeup.
fn values(input: &Input, style: &Style) -> Vec<Vec<String>> {
    let Style { county, template, .. } = style;
    let at = |place: Option<Place>| {
        place.map_or_else(String::new, |place| {
            let (line, column) = place.source.line_column(place.range.start);
            format!("{}:{line}:{column}", place.source.path)
        })
    };
    let of_county = |pointer: &str| county.places.as_ref().and_then(|places| places.value(pointer));
    let read = |path: std::path::PathBuf| report::read(&path, &path.display().to_string()).ok();
    let loaded = input.report_file().ok().and_then(read);
    let mut rows = Vec::new();
    for value in &template.theme {
        let meaning = template.settings.theme.get(&value.name).map(|d| d.meaning().to_owned());
        let name = format!("theme.{}", value.name);
        rows.push(vec![name, value.said.to_string(), at(value.place.clone()), meaning.unwrap_or_default()]);
    }
    for (name, extra) in &template.settings.extra {
        let place = template.place(&format!("/extra/{name}"));
        let said = loaded.as_ref().and_then(|loaded| loaded.report.extra.get(name));
        let (said, place) = match (said, &loaded) {
            (Some(said), Some(loaded)) => {
                (json!(said).to_string(), loaded.places.value(&format!("/extra/{name}")))
            }
            _ => (String::new(), place),
        };
        rows.push(vec![format!("extra.{name}"), said, at(place), extra.meaning().to_owned()]);
    }
    let roles = serde_json::to_value(&template.settings.fonts).unwrap_or_default();
    for (role, families) in roles.as_object().into_iter().flatten() {
        let pointer = format!("/fonts/{role}");
        let place = of_county(&pointer).or_else(|| template.place(&pointer));
        rows.push(vec![format!("fonts.{role}"), families.to_string(), at(place)]);
    }
    if let Some(mut loaded) = loaded {
        county.complete(&mut loaded.report, &mut loaded.places);
        let folio = loaded.report.folio.unwrap_or_default();
        for (name, said) in [("paper", folio.paper), ("page", folio.page), ("kind", folio.kind)] {
            if let Some(said) = said {
                let place = loaded.places.value(&format!("/folio/{name}"));
                rows.push(vec![format!("folio.{name}"), Value::from(said).to_string(), at(place)]);
            }
        }
        for (index, person) in folio.staff.iter().enumerate() {
            let place = loaded.places.value(&format!("/folio/staff/{index}/name"));
            rows.push(vec![
                format!("folio.staff.{index}"),
                format!("{} {}", person.role, person.name),
                at(place),
            ]);
        }
    }
    if let Some(places) = &county.places {
        let file: Value = toml::from_str(&places.source().text).unwrap_or_default();
        for group in ["press", "checks"] {
            leaves(file.get(group), group, &mut |pointer, value| {
                rows.push(vec![
                    pointer.replace('/', "."),
                    value.to_string(),
                    at(of_county(&format!("/{pointer}"))),
                ]);
            });
        }
    }
    let mut said = Value::Null;
    for layer in &template.layers {
        if said.is_null() {
            said = layer.file.value.clone();
        } else {
            lay_over(&mut said, &layer.file.value);
        }
    }
    for group in ["grid", "makeup"] {
        leaves(said.get(group), group, &mut |pointer, value| {
            let place = template.place(&format!("/{pointer}"));
            rows.push(vec![pointer.replace('/', "."), value.to_string(), at(place)]);
        });
    }
    rows
}

/// Calls `tell` with the path of every value that is no table.
fn leaves(value: Option<&Value>, path: &str, tell: &mut impl FnMut(&str, &Value)) {
    match value {
        Some(Value::Object(table)) => {
            for (name, value) in table {
                leaves(Some(value), &format!("{path}/{name}"), tell);
            }
        }
        Some(value) => tell(path, value),
        None => {}
    }
}

/// Rows in columns of even width; what is wider than 44 does not widen its column.
fn table(rows: &[Vec<String>]) -> String {
    use unicode_width::UnicodeWidthStr;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        widths.filter(|width| *width <= 44).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
