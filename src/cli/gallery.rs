//! `templates --gallery`: a page that shows every template, with what a county chooses and a report fills.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::new;
use super::output::write_folder;
use super::templates::{extra_values, theme_values};
use banmian::diagnostic::Diagnostic;
use banmian::edition::folder::embedded_names;
use banmian::edition::{Template, roots};
use banmian::files::unwritable;
use banmian::html::{address, escaped, fill, tag};
use banmian::job::{self, FileKind, Order};
use banmian::message::{Lang, Message, io_error};
use banmian::say;

/// The year of the sample report.
const YEAR: u32 = 2024;
/// The resolution of the pictures (pixels to the inch).
const PPI: f64 = 36.0;

/// Makes the sample report with every template of the program and of some folders, and writes the page into a folder.
///
/// # Errors
/// When a template is wrong, or there is no room.
pub fn gallery(folder: &Path, roots: &[PathBuf], lang: Lang) -> Result<String, Vec<Diagnostic>> {
    let own = embedded_names();
    let others = roots::names(roots).into_iter().filter(|name| !own.contains(name));
    let names: Vec<String> = own.iter().cloned().chain(others).collect();
    let (mut body, mut files) = (String::new(), Vec::new());
    for name in &names {
        let template = Template::open_from(name, roots)?;
        let pictures = pictures(name, &template, roots)?;
        let shown: Vec<String> = (1..=pictures.len()).map(|number| format!("{name}-{number}.png")).collect();
        files.extend(shown.iter().cloned().zip(pictures));
        section(name, &template, &shown, lang, &mut body);
    }
    let parts = [
        ("LANG", tag(lang).to_owned()),
        ("TITLE", escaped(&say!("gallery.title").text(lang))),
        ("BODY", body),
    ];
    let page = fill(include_str!("gallery.html"), &parts);
    files.push(("index.html".to_owned(), page.into_bytes()));
    write_folder(folder, &files)?;
    let path = folder.join("index.html").display().to_string();
    Ok(say!("gallery.written", count = names.len(), path = path).text(lang) + "\n")
}

/// The pages of the sample report in a template (PNG).
fn pictures(name: &str, template: &Template, roots: &[PathBuf]) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let failed = |path: &Path, error: &std::io::Error| vec![unwritable(path, io_error(error))];
    let home = tempfile::tempdir().map_err(|error| failed(Path::new("."), &error))?;
    let county = home.path().join("county");
    write_folder(&county, &new::files("某某县", YEAR, template, name)?)?;
    let mut order = Order::new(county.join(YEAR.to_string()));
    order.input.roots = roots.to_vec();
    order.preview = Some(PPI);
    let product = job::run(&order);
    let previews = product.files.into_iter().filter(|file| matches!(file.kind, FileKind::Preview(_)));
    let pictures: Vec<Vec<u8>> = previews.map(|file| file.bytes).collect();
    if pictures.is_empty() { Err(product.findings) } else { Ok(pictures) }
}

/// What the page says of one template.
fn section(name: &str, template: &Template, pictures: &[String], lang: Lang, out: &mut String) {
    let settings = &template.settings;
    let word = |message: Message| escaped(&message.text(lang));
    let version = settings.version.as_ref().map(|version| format!(" <small>{}</small>", escaped(version)));
    let size = format!("{} × {} mm", settings.grid.width_mm, settings.grid.height_mm);
    // A line that cannot be written to a String does not exist.
    let _ = writeln!(
        out,
        "<section id=\"{0}\"><h2>{0}{1}</h2>\n<p>{2}<br><small>{size}</small></p>\n<div>",
        escaped(name),
        version.unwrap_or_default(),
        escaped(settings.description.text(lang)),
    );
    for picture in pictures {
        let _ = writeln!(out, "<img loading=lazy alt=\"{}\" src=\"{}\">", escaped(name), address(picture));
    }
    let _ = writeln!(out, "</div>\n<pre>banmian new yunling --template {}</pre>", escaped(name));
    rows(&word(say!("gallery.theme")), theme_values(template, lang), out);
    let needed = |required: bool| if required { say!("gallery.required") } else { say!("gallery.optional") };
    let extra = settings.extra.values().zip(extra_values(template, lang)).map(|(extra, row)| {
        let [name, kind, allowed, _, meaning] = row;
        [name, kind, allowed, needed(extra.is_required()).text(lang), meaning]
    });
    rows(&word(say!("gallery.extra")), extra, out);
    out.push_str("</section>\n");
}

/// A table under a title that is opened by a click; nothing where there are no rows.
fn rows(title: &str, rows: impl Iterator<Item = [String; 5]>, out: &mut String) {
    let cells = |row: [String; 5]| row.map(|cell| format!("<td>{}", escaped(&cell))).concat();
    let rows: Vec<String> = rows.map(|row| format!("<tr>{}", cells(row))).collect();
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            "<details><summary>{title}</summary><table>\n{}\n</table></details>",
            rows.join("\n")
        );
    }
}
