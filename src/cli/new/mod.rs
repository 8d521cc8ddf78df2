//! `new`: begins a county: its style with every setting explained, a report with every field, and photos to be replaced.

use image::{ImageBuffer, Rgb};

use super::output::{Ending, Summary, print, print_findings, write_folder};
use super::schema::{self, SchemaOf};
use super::{Format, GOOD, NewArguments};
use banmian::diagnostic::Diagnostic;
use banmian::edition::Template;
use banmian::edition::folder::embedded_names;
use banmian::message::Lang;
use banmian::report;
use banmian::say;

/// The placeholder photos: name, size in pixels, and a colour.
const PHOTOS: [(&str, (u32, u32), [u8; 3]); 8] = [
    ("hero", (2400, 1500), [86, 124, 158]),
    ("study", (1500, 1000), [128, 116, 104]),
    ("work", (1500, 1000), [104, 128, 112]),
    ("field", (1500, 1000), [132, 138, 96]),
    ("street", (1500, 1000), [110, 118, 134]),
    ("home", (1500, 1125), [142, 120, 104]),
    ("guests", (1500, 1000), [112, 126, 128]),
    ("hall", (1500, 1125), [124, 112, 128]),
];

/// A county's name from the command line.
///
/// # Errors
/// When it is empty, too long or has characters that no name has; the option's help says which.
pub fn name(text: &str) -> Result<String, String> {
    let long = !(1..=40).contains(&text.chars().count()) || text.trim().is_empty();
    let odd = text.chars().any(|c| c.is_control() || matches!(c, '"' | '\\' | '{' | '}'));
    if long || odd { Err(String::new()) } else { Ok(text.to_owned()) }
}

/// Writes the folder and says what to do next.
pub(super) fn new(arguments: &NewArguments, lang: Lang) -> u8 {
    match write(arguments) {
        Ok(year) => {
            let folder = arguments.folder.display().to_string();
            print(&(say!("new.done", folder = folder, year = year.to_string()).text(lang) + "\n"));
            GOOD
        }
        Err(findings) => {
            let summary = Summary::default();
            print_findings(&findings, &summary, Format::Text, lang);
            Ending::of(&findings).code()
        }
    }
}

fn write(arguments: &NewArguments) -> Result<u32, Vec<Diagnostic>> {
    if !embedded_names().contains(&arguments.template) {
        return Err(vec![report::none_of(&arguments.template, embedded_names())]);
    }
    let template = Template::open(&arguments.template)?;
    let year = arguments.year.unwrap_or_else(this_year);
    let files = files(&arguments.county, year, &template, &arguments.template)?;
    write_folder(&arguments.folder, &files)?;
    Ok(year)
}

/// A county's style in a template that the county calls by a name, and the schemas that an editor checks by.
pub(super) fn style(county: &str, template: &Template, name: &str) -> Vec<(String, Vec<u8>)> {
    let style = include_str!("county.toml")
        .replace("某某县", county)
        .replace("template = \"newspaper-feature\"", &format!("template = \"{name}\""))
        .replace("# THEME\n", &theme(template));
    vec![
        ("county.toml".to_owned(), style.into_bytes()),
        ("county.schema.json".to_owned(), schema::text(SchemaOf::County, None).into_bytes()),
        ("report.schema.json".to_owned(), schema::text(SchemaOf::Report, Some(template)).into_bytes()),
    ]
}

/// The files of a county in a template that the county calls by a name.
pub fn files(
    county: &str,
    year: u32,
    template: &Template,
    name: &str,
) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let text = include_str!("report.json").replace("某某县", county);
    // The years of the text and of the figures, all by the same distance.
    let text = [2025, 2024, 2023, 2022, 2021]
        .iter()
        .fold(text, |text, old: &u32| text.replace(&old.to_string(), &format!("\u{1}{}", year + old - 2024)));
    let text = with_extra(text.replace('\u{1}', ""), template);
    let mut files = style(county, template, name);
    files.push((format!("{year}/report.json"), text.into_bytes()));
    for (name, size, colour) in PHOTOS {
        files.push((format!("{year}/photos/{name}.jpg"), photo(size, colour)?));
    }
    Ok(files)
}

/// The report with something for each value that its template asks for, to be replaced.
fn with_extra(text: String, template: &Template) -> String {
    let samples = template.settings.extra.iter().map(|(name, extra)| {
        let sample = extra.sample();
        format!("    \"{name}\": {sample}")
    });
    let samples: Vec<String> = samples.collect();
    let Some(body) = text.trim_end().strip_suffix('}').filter(|_| !samples.is_empty()) else { return text };
    format!("{},\n  \"extra\": {{\n{}\n  }}\n}}\n", body.trim_end(), samples.join(",\n"))
}

/// The year now, or the year of `SOURCE_DATE_EPOCH`.
fn this_year() -> u32 {
    let ((year, _, _), _) = report::now();
    u32::try_from(year).unwrap_or(2024).clamp(1900, 2200)
}

/// The template's theme values with their meanings, as comments to be used.
fn theme(template: &Template) -> String {
    let lines = template.theme.iter().filter_map(|value| {
        let declaration = template.settings.theme.get(&value.name)?;
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| declaration.meaning(lang));
        let meaning = if zh == en { en.to_owned() } else { format!("{zh} · {en}") };
        let said = toml::Value::try_from(&value.said).ok()?;
        Some(format!("# {} = {said}    # {meaning}\n", value.name))
    });
    lines.collect()
}

/// A quiet landscape of two tones, plainly no photo: sky and hills in one colour.
fn photo((width, height): (u32, u32), colour: [u8; 3]) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (w, h) = (f64::from(width), f64::from(height));
    let picture = ImageBuffer::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) / w, f64::from(y) / h);
        let hill = 0.62 + 0.08 * (x * 5.2 + f64::from(colour[0])).sin() + 0.04 * (x * 11.0).sin();
        let light = if y < hill { 1.55 - 0.35 * y } else { 0.72 + 0.5 * (y - hill) };
        Rgb(colour.map(|part| tone(f64::from(part) * light)))
    });
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 80);
    let written = picture.write_with_encoder(encoder);
    written
        .map_err(|error| vec![Diagnostic::error(say!("picture.unwritable", words = error.to_string()))])?;
    Ok(bytes)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is clamped before")]
fn tone(value: f64) -> u8 {
    value.clamp(0.0, 255.0).round() as u8
}
