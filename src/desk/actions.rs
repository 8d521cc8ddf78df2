//! What the buttons of the desk do: photos taken in, layouts chosen and locked, styles changed, corrections made, files written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::diagnostic::Diagnostic;
use banmian::edition::county::COUNTY_FILE;
use banmian::edition::theme::Declaration;
use banmian::edition::{PressName, Template, roots};
use banmian::files::{unwritable, write_whole};
use banmian::job::{self, FileKind, Opened, Order, Outcome};
use banmian::makeup::pinned::PLAN_FILE;
use banmian::makeup::saved;
use banmian::message::{Lang, Message, io_error};
use banmian::report::{self, Edit};
use banmian::say;
use serde::Deserialize;
use serde_json::{Value, json};

use super::names;
use super::ops::Op;
use super::session::{Refused, Session};
use crate::cli::plan::file as plan_file;

/// Layouts to choose from, and the resolution of their pictures.
const CANDIDATES: usize = 3;
const PICTURE_PPI: f64 = 40.0;

/// Layouts that can be chosen.
#[derive(Default)]
pub struct Candidates {
    pub outcomes: Vec<Arc<Outcome>>,
    pub pictures: Vec<Vec<u8>>,
    words: Vec<String>,
}

impl Candidates {
    /// What the browser is told of them; `round` tells the pictures of one time from those of another.
    pub fn value(&self, round: u64) -> Value {
        let one = |(number, words): (usize, &String)| {
            json!({
                "number": number,
                "picture": format!("candidate/{round}-{number}.png"),
                "description": words,
                "taken": number == 1,
            })
        };
        json!({ "candidates": (1..).zip(&self.words).map(one).collect::<Vec<_>>() })
    }
}

/// Makes layouts to choose from.
///
/// # Errors
/// Why there is no page.
pub fn candidates(order: Order, lang: Lang) -> Result<Candidates, Vec<Diagnostic>> {
    // A plan beside the report is not what is asked for.
    let order = Order { candidate: Some(1), ..order };
    let opened = Arc::new(job::open(&order)?);
    let several = job::candidates(&opened, order.limits, CANDIDATES);
    let first = several.structures.first().and_then(Option::as_ref);
    let words = several.structures.iter().map(|own| {
        let words = own.as_ref().zip(first).map(|(own, first)| own.words(first)).unwrap_or_default();
        words.iter().map(|word| word.text(lang)).collect::<Vec<_>>().join("；")
    });
    let words: Vec<String> = words.collect();
    let outcomes: Vec<Arc<Outcome>> = several.outcomes.into_iter().map(Arc::new).collect();
    if let [only] = outcomes.as_slice()
        && only.document.is_none()
    {
        return Err(only.findings.clone());
    }
    let mut pictures = Vec::new();
    for outcome in &outcomes {
        let first = job::pictures(&opened, outcome, PICTURE_PPI)?.into_iter().next();
        pictures.push(first.unwrap_or_default());
    }
    Ok(Candidates { outcomes, pictures, words })
}

/// Keeps to a layout, or to none: the plan beside the report.
///
/// # Errors
/// When it cannot be written.
pub fn keep(session: &mut Session, outcome: Option<&Outcome>, lang: Lang) -> Result<(), Vec<Diagnostic>> {
    let path = session.report.with_file_name(PLAN_FILE);
    let plan = outcome.and_then(|outcome| Some((outcome.plan.as_ref()?, outcome.edition.as_ref()?)));
    let bytes = plan.map(|(plan, edition)| plan_file(plan, saved::names(&edition.loaded.report), lang));
    session.put_beside(&path, bytes)
}

/// Locks the width of a section as it is on the page, or keeps a photo the largest or whole; or lets them go.
///
/// # Errors
/// When there is no such thing on the page.
pub fn lock(session: &mut Session, pointer: &str, locked: bool) -> Result<(), Refused> {
    let layout = format!("{pointer}/layout");
    let step = if locked {
        Op::set(&layout, &wish(session, pointer).ok_or_else(|| Refused::Wrong(say!("desk.not-on-page")))?)
    } else {
        Op::remove(&layout)
    };
    session.edit(session.version, &[step], None)
}

fn wish(session: &Session, pointer: &str) -> Option<Value> {
    let plan = session.made.outcome.as_ref()?.plan.as_ref()?;
    let number = |prefix: &str| pointer.strip_prefix(prefix)?.parse::<usize>().ok();
    if let Some(section) = number("/sections/") {
        return Some(json!({ "columns": plan.sections.get(section)?.bounds().columns }));
    }
    let photo = number("/photos/")?;
    let placement = session.made.outcome.as_ref()?.placement.as_ref()?;
    let pictures =
        || placement.sections.iter().flat_map(|section| &section.photos).map(|photo| &photo.picture);
    let area = |photo: &banmian::makeup::framing::Picture| photo.frame.width * photo.frame.height;
    let own = pictures().find(|picture| picture.photo == photo)?;
    let largest = pictures().all(|other| area(other) <= area(own));
    Some(if largest { json!({ "largest": true }) } else { json!({ "no_crop": true }) })
}

/// The corrections of the report that need nobody's judgement; none while the page is of another text.
fn corrections(session: &Session) -> Vec<Edit> {
    let Some(opened) = &session.made.opened else { return Vec::new() };
    let loaded = &opened.edition.loaded;
    let same = loaded.places.source().text == session.history.text();
    if same { report::edits(loaded, &opened.edition.county.checks) } else { Vec::new() }
}

/// Whether a correction is at the place of a finding.
fn corrects(edit: &Edit, finding: &Diagnostic) -> bool {
    finding.place.as_ref().is_some_and(|place| {
        let range = &place.range;
        place.pointer.is_some() && edit.range.start < range.end && range.start < edit.range.end
    })
}

/// Corrects what needs nobody's judgement at the place of a finding.
///
/// # Errors
/// When there is nothing to correct, or it cannot be written.
pub fn fix(session: &mut Session, number: usize) -> Result<(), Refused> {
    let finding = session.made.findings.get(number);
    let mut edits = corrections(session);
    edits.retain(|edit| finding.is_some_and(|finding| corrects(edit, finding)));
    if edits.is_empty() {
        return Err(Refused::Wrong(say!("desk.no-fix")));
    }
    let text = report::apply(session.history.text(), &edits);
    session.take(&text, None)
}

/// The findings that [`fix`] can correct.
pub fn fixable(session: &Session) -> Vec<bool> {
    // Not at each letter.
    let edits = if session.made.settled { corrections(session) } else { Vec::new() };
    let can_be = |finding: &Diagnostic| edits.iter().any(|edit| corrects(edit, finding));
    session.made.findings.iter().map(can_be).collect()
}

/// Takes a photo in: its file into the folder of photos, and a photo of the report, of a section where one is named.
///
/// # Errors
/// When it is no photo that can be used, or cannot be written.
pub fn add_photo(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    section: Option<usize>,
) -> Result<(), Refused> {
    if bytes.len() as u64 > report::MAX_PHOTO_BYTES {
        return Err(Refused::Wrong(say!("photo-too-large.file")));
    }
    report::measured(bytes).map_err(|(what, _)| Refused::Wrong(what))?;
    let folder = session.report.with_file_name("photos");
    let file = photo_name(&folder, name, bytes);
    if !folder.join(&file).exists() {
        let written =
            std::fs::create_dir_all(&folder).map_err(|error| vec![unwritable(&folder, io_error(&error))]);
        written
            .and_then(|()| write_whole(&[(folder.join(&file), bytes.to_vec())], &[]))
            .map_err(Refused::Unwritable)?;
    }
    let report: Value = serde_json::from_str(session.history.text()).unwrap_or_default();
    let photos = report["photos"].as_array().cloned().unwrap_or_default();
    let taken = |id: &str| photos.iter().any(|photo| photo["id"] == id);
    let id = (1..=photos.len() + 1)
        .map(|number| format!("photo-{number}"))
        .find(|id| !taken(id))
        .unwrap_or_default();
    let photo = json!({ "id": id, "file": format!("photos/{file}"), "caption": "" });
    let mut steps = vec![Op::insert(&format!("/photos/{}", photos.len()), &photo)];
    if let Some(section) =
        section.filter(|section| *section < report["sections"].as_array().map_or(0, Vec::len))
    {
        let named = report["sections"][section]["photos"].as_array().map_or(0, Vec::len);
        steps.push(Op::insert(&format!("/sections/{section}/photos/{named}"), &json!(id)));
    }
    session.edit(session.version, &steps, None)
}

/// A name for a photo's file that no other file has.
fn photo_name(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let name = names::tidy(name.rsplit(['/', '\\']).next().unwrap_or_default(), 80, "photo");
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name.as_str(), String::new()),
    };
    names::free(stem, &ending, |name| {
        let path = folder.join(name);
        !path.exists() || std::fs::read(&path).is_ok_and(|there| there == bytes)
    })
}

/// What is asked of the style.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StyleChange {
    template: Option<String>,
    #[serde(default)]
    values: serde_json::Map<String, Value>,
    /// The family of a font's role; the template's where it is null.
    #[serde(default)]
    fonts: serde_json::Map<String, Value>,
}

/// The roles of the fonts with the families that they may have: those with a Chinese character, or with figures.
fn fonts(opened: &Opened) -> Vec<Value> {
    let said = serde_json::to_value(&opened.edition.template.settings.fonts).unwrap_or_default();
    let county = &opened.edition.county.fonts;
    let families = opened.fonts.families();
    let role = |(role, character, by_county): (&str, char, bool)| {
        let has = |family: &&String| opened.fonts.covers(std::slice::from_ref(*family), character);
        let families: Vec<&String> = families.iter().filter(has).collect();
        json!({ "role": role, "value": said[role][0], "by_county": by_county, "families": families })
    };
    let roles = [
        ("body", '县', county.body.is_some()),
        ("headline", '县', county.headline.is_some()),
        ("sans", '县', county.sans.is_some()),
        ("kai", '县', county.kai.is_some()),
        ("figures", '8', county.figures.is_some()),
    ];
    roles.into_iter().map(role).collect()
}

/// The style of the county: its template and the values that it may choose.
pub fn style(session: &Session, lang: Lang) -> Value {
    let Some(opened) = &session.made.opened else { return Value::Null };
    let template = &opened.edition.template;
    let values = template.theme.iter().filter_map(|value| {
        let declaration = template.settings.theme.get(&value.name)?;
        let mut one = json!({
            "name": value.name,
            "type": declaration.allowed().0,
            "value": value.said,
            "default": declaration.default(),
            "meaning": declaration.meaning(lang),
            "by_county": value.by_county,
        });
        match declaration {
            Declaration::Number { least, most, .. } => {
                one["least"] = json!(least);
                one["most"] = json!(most);
            }
            Declaration::Length { least, most, .. } => {
                one["least"] = json!(least);
                one["most"] = json!(most);
            }
            Declaration::Choice { choices, .. } => one["choices"] = json!(choices),
            Declaration::Text { longest, .. } => one["longest"] = json!(longest),
            _ => {}
        }
        Some(one)
    });
    let folder = opened.edition.county.folder.as_ref();
    let own = folder.map(|_| opened.edition.loaded.report.county.clone());
    let named = opened.edition.county.template.clone();
    let installed: Vec<PathBuf> = roots::installed().into_iter().collect();
    let templates = roots::all(&installed);
    let meaning = |name: &String| {
        let template = Template::open_from(name, &installed).ok();
        template.map(|template| template.settings.description.text(lang).to_owned()).unwrap_or_default()
    };
    json!({
        "template": named.unwrap_or_else(|| banmian::edition::template::DEFAULT.to_owned()),
        "templates": templates.iter().map(|name| json!({ "name": name, "meaning": meaning(name) })).collect::<Vec<_>>(),
        "fonts": fonts(opened),
        "most_ink": opened.press.settings.total_ink,
        "county": { "name": own, "values": values.collect::<Vec<_>>() },
    })
}

/// Changes the county's style in its own file, whose comments stay.
///
/// # Errors
/// When there is no county file, it cannot be read, or it cannot be written.
pub fn change_style(session: &mut Session, change: &StyleChange) -> Result<(), Refused> {
    let folder = session.made.opened.as_ref().and_then(|opened| opened.edition.county.folder.clone());
    let path = folder.ok_or_else(|| Refused::Wrong(say!("desk.no-county")))?.join(COUNTY_FILE);
    let missing = change.fonts.iter().find(|(_, family)| {
        let known = |opened: &Arc<Opened>| family.as_str().is_some_and(|name| opened.fonts.has_family(name));
        !family.is_null() && !session.made.opened.as_ref().is_some_and(known)
    });
    if let Some((role, family)) = missing {
        let names = family.as_str().unwrap_or_default();
        return Err(Refused::Wrong(say!("font", role = role, names = names)));
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Refused::Unwritable(vec![unwritable(&path, io_error(&error))]))?;
    let mut file: toml_edit::DocumentMut =
        text.parse().map_err(|_| Refused::Wrong(say!("desk.no-county")))?;
    if let Some(name) = &change.template {
        file["template"] = toml_edit::value(name.as_str());
    }
    let families = change.fonts.iter().map(|(role, family)| {
        let list = if family.is_null() { Value::Null } else { json!([family]) };
        ("fonts", role.clone(), list)
    });
    let values = change.values.iter().map(|(name, value)| ("theme", name.clone(), value.clone()));
    for (table, name, value) in values.chain(families) {
        if value.is_null() {
            let left = file.get_mut(table).and_then(toml_edit::Item::as_table_like_mut).map(|values| {
                values.remove(&name);
                values.len()
            });
            if left == Some(0) {
                file.remove(table);
            }
            continue;
        }
        let value = toml_of(&value).ok_or_else(|| Refused::Wrong(say!("desk.no-step")))?;
        if !file.contains_key(table) {
            file[table] = toml_edit::table();
        }
        file[table][name.as_str()] = toml_edit::Item::Value(value);
    }
    let before = session.made.findings.clone();
    session.put_beside(&path, Some(file.to_string().into_bytes())).map_err(Refused::Unwritable)?;
    // What the template does not take is not kept.
    let of_county = |finding: &&Diagnostic| {
        job::has_errors(std::slice::from_ref(*finding))
            && !before.contains(finding)
            && finding.place.as_ref().is_some_and(|place| place.source.path.ends_with(COUNTY_FILE))
    };
    let wrong: Option<Message> =
        session.made.findings.iter().find(of_county).map(|finding| finding.message.clone());
    if let Some(wrong) = wrong {
        session.put_beside(&path, Some(text.into_bytes())).map_err(Refused::Unwritable)?;
        return Err(Refused::Wrong(wrong));
    }
    Ok(())
}

fn toml_of(value: &Value) -> Option<toml_edit::Value> {
    Some(match value {
        Value::Bool(is) => (*is).into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64()?.into(),
        },
        Value::String(text) => text.as_str().into(),
        Value::Array(all) => {
            let all: Option<Vec<toml_edit::Value>> = all.iter().map(toml_of).collect();
            toml_edit::Value::Array(all?.into_iter().collect())
        }
        Value::Object(members) => {
            let mut table = toml_edit::InlineTable::new();
            for (name, value) in members {
                table.insert(name, toml_of(value)?);
            }
            toml_edit::Value::InlineTable(table)
        }
        Value::Null => return None,
    })
}

/// What is to be written.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The file for the press, as the county says.
    Press,
    /// A PDF for the office: mail and its own printer.
    Office,
    /// The proof, 大样.
    Proof,
}

/// Makes files of the page as it is and writes them beside the report, or says what stops them.
pub fn make(mut order: Order, what: What) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    match what {
        What::Press => {}
        What::Office => order.press.name = Some(PressName::Office),
        What::Proof => order.besides.proof = true,
    }
    let product = job::run(&order);
    let mut findings = product.findings;
    let name = product.name.unwrap_or_else(|| "report".to_owned());
    let (wanted, more) = match what {
        What::Press => (FileKind::Pdf, ""),
        What::Office => (FileKind::Pdf, "-office"),
        What::Proof => (FileKind::Proof, "-proof"),
    };
    let report = order.input.report_file().unwrap_or_default();
    let path = report.with_file_name(format!("{name}{more}.pdf"));
    let files: Vec<(PathBuf, Vec<u8>)> = product
        .files
        .into_iter()
        .filter(|file| file.kind == wanted)
        .map(|file| (path.clone(), file.bytes))
        .collect();
    match write_whole(&files, &product.read) {
        Ok(()) => (files.into_iter().map(|(path, _)| path).collect(), findings),
        Err(errors) => {
            findings.extend(errors);
            (Vec::new(), findings)
        }
    }
}
