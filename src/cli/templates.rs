//! `templates`: lists them, copies one, explains where a page's parts and values come from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::gallery::gallery;
use super::output::{Ending, Summary, print, print_findings, write_folder};
use super::{FINDINGS, Format, GOOD, TemplatesArguments};
use banmian::diagnostic::{Diagnostic, Place, Severity};
use banmian::edition::Input;
use banmian::edition::folder::{embedded, embedded_names};
use banmian::edition::located::lay_over;
use banmian::edition::package::{self, Packed};
use banmian::edition::{Settings, Style, Template, roots};
use banmian::files::write_whole;
use banmian::job::{self, Limits, MOST_SECONDS, Order};
use banmian::message::Lang;
use banmian::report;
use banmian::say;
use banmian::trial::{Tried, contact_sheet, try_template};

/// What each setting of a template is for, in Chinese.
const MEANINGS_ZH: &str = include_str!("../messages/settings.zh.toml");

/// The errors that say that a report fits no page: too long, too short, or of too many photos.
const REFUSED: [&str; 1] = ["volume"];

/// Carries out the command.
pub fn templates(arguments: &TemplatesArguments, lang: Lang) -> u8 {
    let input = |report: &Path| Input {
        report: report.to_path_buf(),
        template: arguments.template.clone(),
        county: arguments.county.clone(),
        roots: arguments.roots.folders(),
    };
    if let Some(name) = &arguments.test {
        let input = Input { template: Some(name.clone()), ..input(Path::new("")) };
        return trial(input, arguments.png.as_deref(), lang);
    }
    let done = if let Some(report) = &arguments.explain {
        explain(&input(report), lang)
    } else if let Some([report, folder]) = arguments.snapshot.as_deref() {
        snapshot(input(report), folder, lang)
    } else if let Some(folder) = &arguments.gallery {
        gallery(folder, &arguments.roots.folders(), lang)
    } else if let Some(name) = &arguments.values {
        all_values(name, &arguments.roots.folders(), lang)
    } else if let Some([name, folder]) = arguments.copy.as_deref() {
        copy(name, Path::new(folder), lang)
    } else if let Some(folder) = &arguments.pack {
        pack(folder, arguments.output.as_deref(), &arguments.roots.folders(), lang)
    } else if let Some(package) = arguments.install.as_ref().or(arguments.update.as_ref()) {
        install(package, &arguments.roots.folders(), arguments.update.is_some(), lang)
    } else if let Some(name) = &arguments.remove {
        first(&arguments.roots.folders())
            .and_then(|root| package::remove(name, root))
            .map(|()| say!("templates.removed", name = name).text(lang) + "\n")
    } else {
        list(&arguments.roots.folders(), lang)
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

/// The templates of the program and those of some folders: name, version, what they make.
fn list(roots: &[PathBuf], lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for name in roots::all(roots) {
        match Template::open_from(&name, roots) {
            Ok(Template { settings, .. }) => {
                let meaning = settings.description.text(lang).to_owned();
                rows.push(vec![name, settings.version.unwrap_or_default(), meaning]);
            }
            Err(findings) => problems.extend(findings),
        }
    }
    if problems.is_empty() { Ok(table(&rows)) } else { Err(problems) }
}

/// Packs the template of a folder into one file.
fn pack(
    folder: &Path,
    output: Option<&Path>,
    roots: &[PathBuf],
    lang: Lang,
) -> Result<String, Vec<Diagnostic>> {
    let (Packed { name, version }, bytes) = package::pack(folder, roots)?;
    let path = output.map_or_else(|| PathBuf::from(format!("{name}-{version}.zip")), Path::to_path_buf);
    write_whole(&[(path.clone(), bytes)], &[])?;
    let path = path.display().to_string();
    Ok(say!("templates.packed", name = name, version = version, path = path).text(lang) + "\n")
}

/// Installs a package in the first folder of templates.
fn install(file: &Path, roots: &[PathBuf], update: bool, lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let root = first(roots)?;
    let (Packed { name, version }, before) = package::install(file, root, roots, update)?;
    let done = if let Some(before) = before {
        say!("templates.updated", name = name, version = version, before = before.version)
    } else {
        let path = root.join(&name).display().to_string();
        say!("templates.installed", name = name, version = version, path = path)
    };
    Ok(done.text(lang) + "\n")
}

fn first(roots: &[PathBuf]) -> Result<&Path, Vec<Diagnostic>> {
    let none = || vec![Diagnostic::error(say!("templates.no-root")).hint(say!("hint.templates-root"))];
    roots.first().map(PathBuf::as_path).ok_or_else(none)
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

/// Builds made-up reports with a template: a row for each, and a picture of all. Refusing is no fault of the template; any
/// other error is.
fn trial(input: Input, png: Option<&Path>, lang: Lang) -> u8 {
    let order = Order { input, ..Order::new("") };
    let order = Order { limits: Limits { seconds: Some(MOST_SECONDS), ..Limits::default() }, ..order };
    let mut tell = |tried: &Tried| {
        let errors = tried.codes(Severity::Error).join(" ");
        let warnings = tried.codes(Severity::Warning).join(" ");
        let said = say!(
            "trial.row",
            name = &tried.name,
            pages = tried.pages,
            seconds = format!("{:.1}", tried.seconds),
            errors = if errors.is_empty() { "–".to_owned() } else { errors },
            warnings = if warnings.is_empty() { "–".to_owned() } else { warnings }
        );
        print(&(said.text(lang) + "\n"));
    };
    let (mut code, mut findings, mut written) = (GOOD, Vec::new(), Vec::new());
    match try_template(&order, &mut tell) {
        Ok(all) => {
            let made = all.iter().filter(|tried| tried.pages > 0).count();
            let is_wrong =
                |tried: &&Tried| tried.codes(Severity::Error).iter().any(|code| !REFUSED.contains(code));
            let faults = all.iter().filter(is_wrong).count();
            print(&(say!("trial.sum", made = made, all = all.len(), faults = faults).text(lang) + "\n"));
            code = if faults > 0 { FINDINGS } else { GOOD };
            let sheet = png.map(|path| contact_sheet(&all).map(|sheet| (path, sheet)));
            match sheet {
                Some(Ok((path, Some(bytes)))) => match write_whole(&[(path.to_path_buf(), bytes)], &[]) {
                    Ok(()) => written.push(path.to_path_buf()),
                    Err(problems) => findings.extend(problems),
                },
                Some(Err(problem)) => findings.push(problem),
                _ => {}
            }
        }
        Err(problems) => findings.extend(problems),
    }
    if !findings.is_empty() || !written.is_empty() {
        let summary = Summary { output: &written, ..Summary::default() };
        print_findings(&findings, &summary, Format::Text, lang);
    }
    if findings.is_empty() { code } else { Ending::of(&findings).code() }
}

/// Writes a page as a folder that Typst's own programs draw.
fn snapshot(input: Input, folder: &Path, lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let order = Order { input, ..Order::new("") };
    let opened = Arc::new(job::open(&order)?);
    let outcome = job::page(&opened, Limits { seconds: Some(MOST_SECONDS), ..Limits::default() });
    let Some(files) = job::snapshot(&opened, &outcome) else { return Err(outcome.findings) };
    write_folder(folder, &files)?;
    let path = folder.display().to_string();
    Ok(say!("templates.snapshot", path = path).text(lang) + "\n")
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
    text.push_str(&format!("\n{}\n{}", word(say!("explain.values")), table(&values(input, &style, lang))));
    Ok(text)
}

/// Every value with its place: theme, fonts, folio, press, checks, grid, makeup.
fn values(input: &Input, style: &Style, lang: Lang) -> Vec<Vec<String>> {
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
        let meaning = template.settings.theme.get(&value.name).map(|d| d.meaning(lang).to_owned());
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
        rows.push(vec![format!("extra.{name}"), said, at(place), extra.meaning().text(lang).to_owned()]);
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
    let said = said(template);
    for group in ["grid", "makeup"] {
        leaves(said.get(group), group, &mut |pointer, value| {
            let place = template.place(&format!("/{pointer}"));
            rows.push(vec![pointer.replace('/', "."), value.to_string(), at(place)]);
        });
    }
    rows
}

/// Every value that a template takes, as text in columns: what a county may choose, then what `template.toml` may say.
fn all_values(name: &str, roots: &[PathBuf], lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let template = Template::open_from(name, roots)?;
    let of = |group: &'static str| {
        move |[name, rest @ ..]: [String; 5]| {
            std::iter::once(format!("{group}.{name}")).chain(rest).collect::<Vec<String>>()
        }
    };
    let theme: Vec<Vec<String>> = theme_values(&template, lang).map(of("theme")).collect();
    let extra: Vec<Vec<String>> = extra_values(&template, lang).map(of("extra")).collect();
    let said = said(&template);
    let schema = schemars::schema_for!(Settings).to_value();
    let mut settings = Vec::new();
    for group in ["grid", "makeup", "fonts", "photos", "texts"] {
        described(&schema, &schema["properties"][group], group, said.get(group), &mut settings);
    }
    if lang == Lang::Zh {
        // Those of the types are English.
        let meanings: BTreeMap<String, String> = toml::from_str(MEANINGS_ZH).unwrap_or_default();
        for row in &mut settings {
            if let Some(meaning) = meanings.get(&row[0]) {
                row[4].clone_from(meaning);
            }
        }
    }
    let heading = |message: banmian::message::Message| message.text(lang);
    let extra = if extra.is_empty() {
        String::new()
    } else {
        format!("{}\n{}\n", heading(say!("values.extra")), table(&extra))
    };
    Ok(format!(
        "{}\n{}\n{extra}{}\n{}",
        heading(say!("values.theme")),
        table(&theme),
        heading(say!("values.settings")),
        table(&settings)
    ))
}

/// What a county may choose: name, type, what it may be, what it is now, meaning.
pub(super) fn theme_values(template: &Template, lang: Lang) -> impl Iterator<Item = [String; 5]> {
    template.theme.iter().filter_map(move |value| {
        let declaration = template.settings.theme.get(&value.name)?;
        let (kind, allowed) = declaration.allowed();
        let meaning = declaration.meaning(lang).to_owned();
        Some([value.name.clone(), kind.to_owned(), allowed.text(lang), value.said.to_string(), meaning])
    })
}

/// What a report fills: the same, of which nothing is said by the template.
pub(super) fn extra_values(template: &Template, lang: Lang) -> impl Iterator<Item = [String; 5]> {
    template.settings.extra.iter().map(move |(name, extra)| {
        let (kind, allowed) = extra.allowed();
        let meaning = extra.meaning().text(lang).to_owned();
        [name.clone(), kind.to_owned(), allowed.text(lang), String::new(), meaning]
    })
}

/// What all layers of a template say together.
fn said(template: &Template) -> Value {
    let mut said = Value::Null;
    for layer in &template.layers {
        if said.is_null() {
            said = layer.file.value.clone();
        } else {
            lay_over(&mut said, &layer.file.value);
        }
    }
    said
}

/// A row for every value of a part of a schema: its name, type, range or choices, the value now, and its meaning.
fn described(schema: &Value, part: &Value, path: &str, said: Option<&Value>, rows: &mut Vec<Vec<String>>) {
    let own = part.get("description").and_then(Value::as_str);
    let part = referred(schema, part);
    if let Some(fields) = part.get("properties").and_then(Value::as_object) {
        for (name, field) in fields {
            described(schema, field, &format!("{path}.{name}"), said.and_then(|said| said.get(name)), rows);
        }
        return;
    }
    let kind = match part.get("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .filter(|kind| *kind != "null")
            .collect::<Vec<_>>()
            .join("|"),
        _ => "choice".to_owned(),
    };
    let choices = part.get("enum").or_else(|| part.get("oneOf")).and_then(Value::as_array);
    let allowed = match (choices, part.get("minimum"), part.get("maximum")) {
        (Some(choices), ..) => {
            let words = choices.iter().map(|choice| choice.get("const").unwrap_or(choice));
            words.filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
        }
        (None, Some(least), Some(most)) => format!("{least}–{most}"),
        (None, Some(least), None) => format!("{least}–"),
        (None, None, Some(most)) => format!("–{most}"),
        (None, None, None) => String::new(),
    };
    let now = said.map(Value::to_string).or_else(|| part.get("default").map(Value::to_string));
    let meaning = own.or_else(|| part.get("description").and_then(Value::as_str)).unwrap_or_default();
    let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
    rows.push(vec![path.to_owned(), kind, allowed, now.unwrap_or_default(), meaning]);
}

/// What a part of a schema stands for: what it refers to, or the one of two that is not null.
fn referred<'a>(schema: &'a Value, part: &'a Value) -> &'a Value {
    let of_name = |name: &str| schema.pointer(name.strip_prefix('#')?);
    if let Some(found) = part.get("$ref").and_then(Value::as_str).and_then(of_name) {
        return referred(schema, found);
    }
    let others = part.get("anyOf").and_then(Value::as_array);
    let other =
        others.and_then(|others| others.iter().find(|other| other.get("type") != Some(&Value::from("null"))));
    other.map_or(part, |other| referred(schema, other))
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
