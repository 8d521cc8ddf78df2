//! `import` and `export`: from a text of Word to a report, and back.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::output::{Ending, Summary, print, print_findings};
use super::{ExportArguments, Format, ImportArguments, new};
use banmian::diagnostic::Diagnostic;
use banmian::edition::{Template, template};
use banmian::files::{unwritable, write_whole};
use banmian::import::{self, Import, Order, export, merge};
use banmian::job::{Limits, has_errors, within};
use banmian::message::{Lang, io_error};
use banmian::report;
use banmian::say;

/// What the last import made of the text: kept beside the report, so that the next one knows what was set by hand.
const RECORD: &str = "import.json";
const SHEET: &str = "import.html";
/// The endings of tables.
const TABLES: [&str; 6] = ["xlsx", "xls", "xlsm", "et", "ods", "csv"];

/// What a file that is named is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Photos,
    Table,
    Text,
}

fn given(path: &Path) -> Given {
    if path.is_dir() {
        Given::Photos
    } else if TABLES.contains(&ending(path).as_str()) {
        Given::Table
    } else {
        Given::Text
    }
}

/// The ending of a file's name, in small letters.
pub(super) fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The text among the files that are named.
pub(super) fn text_of(files: &[PathBuf]) -> Option<&PathBuf> {
    files.iter().find(|path| given(path) == Given::Text)
}

/// Imports a text, tables and photos into a folder.
pub(super) fn import(arguments: &ImportArguments, lang: Lang) -> u8 {
    let (import, written) = match order(arguments) {
        Ok(order) => {
            let made = within(Limits::NONE, move || import::run(&order));
            let mut import =
                made.unwrap_or_else(|finding| Import { findings: vec![finding], ..Import::default() });
            let written = write(arguments, &mut import, lang);
            (import, written)
        }
        Err(findings) => (Import { findings, ..Import::default() }, Vec::new()),
    };
    let good = !has_errors(&import.findings);
    if arguments.format == Format::Text {
        print(&text(arguments, &import, good, lang));
    }
    let summary = Summary {
        output: &written,
        imported: (arguments.format == Format::Json).then(|| value(&import, lang)),
        verdict: (good && arguments.format == Format::Text).then(|| {
            if arguments.dry_run {
                say!("import.would")
            } else {
                say!("import.next", folder = arguments.output.display().to_string())
            }
        }),
        ..Summary::default()
    };
    print_findings(&import.findings, &summary, arguments.format, lang);
    Ending::of(&import.findings).code()
}

/// Imports a text into a folder that is not there yet, and gives the report's file.
pub fn into_folder(
    text: &Path,
    folder: &Path,
    (county, year): (Option<String>, Option<u32>),
    lang: Lang,
) -> Result<PathBuf, Vec<Diagnostic>> {
    let arguments = ImportArguments {
        files: vec![text.to_path_buf()],
        output: folder.to_path_buf(),
        county,
        year,
        prefer: None,
        dry_run: false,
        format: Format::Text,
    };
    let order = order(&arguments)?;
    let mut import = within(Limits::NONE, move || import::run(&order)).map_err(|finding| vec![finding])?;
    write(&arguments, &mut import, lang);
    if has_errors(&import.findings) { Err(import.findings) } else { Ok(folder.join("report.json")) }
}

/// What is to be imported: which of the files is the text, which are tables, which folder has the photos.
fn order(arguments: &ImportArguments) -> Result<Order, Vec<Diagnostic>> {
    let refuse = |message| vec![Diagnostic::error(message).hint(say!("hint.import-files"))];
    let (mut text, mut tables, mut photos) = (None::<PathBuf>, Vec::new(), None::<PathBuf>);
    for path in &arguments.files {
        let shown = |path: &Path| path.display().to_string();
        match given(path) {
            Given::Photos => {
                if let Some(first) = photos.replace(path.clone()) {
                    let (first, second) = (shown(&first), shown(path));
                    return Err(refuse(say!("import-files.folders", first = first, second = second)));
                }
            }
            Given::Table => tables.push(path.clone()),
            Given::Text => {
                if let Some(first) = text.replace(path.clone()) {
                    let (first, second) = (shown(&first), shown(path));
                    return Err(refuse(say!("import-files.texts", first = first, second = second)));
                }
            }
        }
    }
    let text = text.ok_or_else(|| refuse(say!("import-files.no-text")))?;
    let before = before(&arguments.output)?;
    let known = |name: &str| before.as_ref().and_then(|before| before.report.get(name));
    let county = known("county").and_then(Value::as_str).map(str::to_owned);
    let year = known("year").and_then(Value::as_u64).and_then(|year| u32::try_from(year).ok());
    Ok(Order {
        text,
        tables,
        photos,
        county: arguments.county.clone().or(county),
        year: arguments.year.or(year).or_else(|| year_of(&arguments.output)),
        folder: Some(arguments.output.clone()),
        before,
        prefer: arguments.prefer,
    })
}

/// The year that a folder is called after.
fn year_of(folder: &Path) -> Option<u32> {
    let name = folder.file_name()?.to_str()?;
    name.parse().ok().filter(|year| (1900..=2200).contains(year))
}

/// The report that is there, and the one that the last import made.
fn before(folder: &Path) -> Result<Option<merge::Before>, Vec<Diagnostic>> {
    let read = |name: &str| -> Result<Option<(Value, String)>, Vec<Diagnostic>> {
        let path = folder.join(name);
        let refuse = |words: String| {
            let finding = Diagnostic::error(say!("import-files.no-report", words = words));
            vec![finding.in_file(path.display().to_string()).hint(say!("hint.import-report"))]
        };
        match std::fs::metadata(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Ok(data) if data.len() > report::MAX_FILE_BYTES => return Err(refuse(data.len().to_string())),
            _ => {}
        }
        let text = std::fs::read_to_string(&path).map_err(|error| refuse(error.to_string()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let value = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        Ok(Some((value, text.to_owned())))
    };
    let imported = read(RECORD).ok().flatten().map(|(value, _)| value);
    Ok(read("report.json")?.map(|(report, text)| merge::Before { report, imported, text: Some(text) }))
}

/// Writes the report, the record, the page and the photos, where nothing stands in the way. A county that has no style yet
/// gets one.
fn write(arguments: &ImportArguments, import: &mut Import, lang: Lang) -> Vec<PathBuf> {
    let (Some(report), Some(plain)) = (&import.report, &import.plain) else { return Vec::new() };
    if has_errors(&import.findings) || arguments.dry_run {
        return Vec::new();
    }
    let folder = &arguments.output;
    let title = say!("import.sheet-title", file = name_of(&arguments.files)).text(lang);
    let mut files = vec![
        (folder.join("report.json"), report.clone().into_bytes()),
        (folder.join(RECORD), plain.clone().into_bytes()),
        (folder.join(SHEET), import::sheet(import, &title, lang).into_bytes()),
    ];
    match county_files(folder, report) {
        Ok(county) => files.extend(county),
        Err(findings) => {
            import.findings.extend(findings);
            return Vec::new();
        }
    }
    let photos = import.files.iter().map(|(name, bytes)| (folder.join(name), bytes.clone()));
    // A photo that is there already is the same one.
    files.extend(photos.filter(|(path, _)| !path.exists()));
    if let Err(error) = std::fs::create_dir_all(folder.join("photos")) {
        import.findings.push(unwritable(folder, io_error(&error)));
        return Vec::new();
    }
    match write_whole(&files, &arguments.files) {
        Ok(()) => files.into_iter().map(|(path, _)| path).collect(),
        Err(findings) => {
            import.findings.extend(findings);
            Vec::new()
        }
    }
}

/// The style of a county that has none: as `new` writes it, without a paper's name that nobody gave.
fn county_files(folder: &Path, report: &str) -> Result<Vec<(PathBuf, Vec<u8>)>, Vec<Diagnostic>> {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    if whole.ancestors().any(|above| above.join("county.toml").is_file()) {
        return Ok(Vec::new());
    }
    let report: Value = serde_json::from_str(report).unwrap_or_default();
    let county = report["county"].as_str().unwrap_or_default();
    let template = Template::open(template::DEFAULT)?;
    let home = match year_of(folder) {
        Some(_) => folder.parent().unwrap_or(folder).to_path_buf(),
        None => folder.to_path_buf(),
    };
    let files = new::style(county, &template, template::DEFAULT).into_iter();
    Ok(files
        .map(|(name, bytes)| {
            let bytes = if name == "county.toml" {
                let text = String::from_utf8_lossy(&bytes).replace("\npaper = ", "\n# paper = ");
                text.into_bytes()
            } else {
                bytes
            };
            (home.join(name), bytes)
        })
        .collect())
}

/// The name of the text's file.
fn name_of(files: &[PathBuf]) -> String {
    text_of(files).and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy().into_owned()
}

/// What was done, for a person.
fn text(arguments: &ImportArguments, import: &Import, good: bool, lang: Lang) -> String {
    let mut text = String::new();
    for change in &import.changes {
        let line = say!("import.change", pointer = change.pointer.as_str(), what = change.what.clone());
        text.push_str(&(line.text(lang) + "\n"));
    }
    let Some(report) = import.report.as_deref().filter(|_| good) else { return text };
    let report: Value = serde_json::from_str(report).unwrap_or_default();
    let count = |name: &str| report[name].as_array().map_or(0, Vec::len);
    let doubts = import.took.iter().filter(|part| part.doubt.is_some() && part.role != import::Role::LeftOut);
    let doubts = doubts.count() + import.photo_doubts.iter().flatten().count();
    let did = say!(
        "import.did",
        text = count("sections"),
        photos = count("photos"),
        figures = count("metrics"),
        file = name_of(&arguments.files),
        doubts = doubts,
        sheet = arguments.output.join(SHEET).display().to_string()
    );
    text + &did.text(lang) + "\n"
}

/// The same for programs.
fn value(import: &Import, lang: Lang) -> Value {
    let took = import.took.iter().enumerate().map(|(at, part)| {
        json!({
            "role": format!("{:?}", part.role).to_lowercase(),
            "text": part.text(),
            "place": part.place.said().text(lang),
            "pointer": import.pointers.get(at).cloned().flatten(),
            "doubt": part.doubt.as_ref().map(|doubt| doubt.text(lang)),
        })
    });
    let left_out = import.left_out.iter().map(|left| {
        json!({ "text": left.text, "why": left.why.text(lang), "place": left.place.said().text(lang) })
    });
    let changes = import.changes.iter().map(|change| {
        json!({
            "pointer": change.pointer,
            "before": change.before,
            "after": change.after,
            "what": change.what.text(lang),
            "conflict": change.conflict,
        })
    });
    json!({
        "took": took.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
    })
}

/// Writes a report as a text for review in Word.
pub(super) fn export(arguments: &ExportArguments, lang: Lang) -> u8 {
    let (findings, written) = match exported(arguments) {
        Ok(file) => {
            let path = file.0.clone();
            match write_whole(&[file], &[]) {
                Ok(()) => (Vec::new(), vec![path]),
                Err(findings) => (findings, Vec::new()),
            }
        }
        Err(findings) => (findings, Vec::new()),
    };
    let summary = Summary { output: &written, ..Summary::default() };
    print_findings(&findings, &summary, arguments.format, lang);
    Ending::of(&findings).code()
}

fn exported(arguments: &ExportArguments) -> Result<(PathBuf, Vec<u8>), Vec<Diagnostic>> {
    let given = &arguments.report;
    let path = if given.is_dir() { given.join("report.json") } else { given.clone() };
    let loaded = report::read(&path, &path.display().to_string())?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let photos = |file: &str| {
        let inside = banmian::files::stays_inside(Path::new(file));
        let path = folder.join(file);
        let small = std::fs::metadata(&path).is_ok_and(|data| data.len() <= report::MAX_PHOTO_BYTES);
        (inside && small).then(|| std::fs::read(path).ok()).flatten()
    };
    let output = arguments.output.clone().unwrap_or_else(|| path.with_extension("docx"));
    let bytes = export::docx(&loaded.report, &loaded.places.source().text, &photos);
    let bytes = bytes.map_err(|error| vec![unwritable(&output, io_error(&error))])?;
    Ok((output, bytes))
}
