//! The outline as `report.json`, and where each judged part stands in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::figures::{self, Taken};
use super::super::ids;
use super::super::photos::Placed;
use super::facts::About;
use super::fit::{CREDITS, SHORT, cells};
use super::gather::{Entry, Outline, Part, Words};

/// The most photos of a report.
const PHOTOS: usize = 64;
/// The most makers of a page.
const STAFF: usize = 6;

/// The report, and what is where.
pub(super) struct Written {
    pub report: Value,
    /// For each judged part its JSON pointer; none where it is not in the report.
    pub pointers: Vec<Option<String>>,
    /// For each photo that was placed the name of its file, and the judged parts of its place.
    pub pictures: Vec<(String, Vec<usize>)>,
}

/// Writes the report.
pub(super) fn write(
    outline: &Outline,
    about: &About,
    taken: &Taken,
    placed: &Placed,
    parts: usize,
) -> Written {
    let mut writer = Writer {
        metrics: &taken.metrics,
        pointers: vec![None; parts],
        ids: BTreeSet::new(),
        pictures: Vec::new(),
    };
    let photos = writer.photos(outline, placed);
    let mut report = Map::new();
    report.insert("format".into(), json!(1));
    report.insert("county".into(), json!(about.county));
    report.insert("year".into(), json!(about.year));
    put(&mut report, "folio", writer.folio(outline));
    report.insert("headline".into(), writer.headline(outline, about));
    let lead: Vec<Value> = outline
        .lead
        .iter()
        .enumerate()
        .map(|(at, words)| writer.prose(words, &format!("/lead/{at}")))
        .collect();
    put(&mut report, "lead", json!(lead));
    put(&mut report, "metrics", json!(taken.metrics));
    for at in &outline.in_figures {
        writer.stands(&[*at], "/metrics");
    }
    let mut ids = BTreeSet::new();
    let sections: Vec<Value> = outline
        .sections
        .iter()
        .enumerate()
        .map(|(number, part)| {
            let own = photos.of.get(&Some(number)).cloned().unwrap_or_default();
            writer.section(part, number, own, &mut ids)
        })
        .collect();
    report.insert("sections".into(), json!(sections));
    put(&mut report, "photos", json!(photos.all));
    if let Some(words) = outline.credits.as_ref().filter(|words| words.text.chars().count() <= CREDITS) {
        report.insert("credits".into(), writer.plain(words, "/credits"));
    }
    Written { report: Value::Object(report), pointers: writer.pointers, pictures: writer.pictures }
}

/// The photos, and the ids of each section's.
struct Photos {
    all: Vec<Value>,
    of: BTreeMap<Option<usize>, Vec<String>>,
}

struct Writer<'a> {
    metrics: &'a [Value],
    pointers: Vec<Option<String>>,
    ids: BTreeSet<String>,
    pictures: Vec<(String, Vec<usize>)>,
}

impl Writer<'_> {
    fn stands(&mut self, parts: &[usize], pointer: &str) {
        for part in parts {
            if let Some(place) = self.pointers.get_mut(*part) {
                *place = Some(pointer.to_owned());
            }
        }
    }

    fn plain(&mut self, words: &Words, pointer: &str) -> Value {
        self.stands(&words.from, pointer);
        json!(words.text)
    }

    /// Running text: numbers that are figures for certain refer to them.
    fn prose(&mut self, words: &Words, pointer: &str) -> Value {
        self.stands(&words.from, pointer);
        json!(figures::refer(&words.text, self.metrics))
    }

    fn folio(&mut self, outline: &Outline) -> Value {
        let mut folio = Map::new();
        for (name, words) in [("paper", &outline.paper), ("date", &outline.date)] {
            if let Some(words) = words {
                folio.insert(name.into(), self.plain(words, &format!("/folio/{name}")));
            }
        }
        let staff: Vec<Value> = outline
            .staff
            .iter()
            .take(STAFF)
            .enumerate()
            .map(|(at, (role, name, from))| {
                self.stands(&[*from], &format!("/folio/staff/{at}"));
                json!({ "role": role, "name": name })
            })
            .collect();
        put(&mut folio, "staff", json!(staff));
        Value::Object(folio)
    }

    fn headline(&mut self, outline: &Outline, about: &About) -> Value {
        let mut headline = Map::new();
        if let Some(words) = outline.kicker.first() {
            headline.insert("kicker".into(), self.plain(words, "/headline/kicker"));
        }
        let mut title: Vec<Value> = outline
            .title
            .iter()
            .enumerate()
            .map(|(at, words)| self.plain(words, &format!("/headline/title/{at}")))
            .collect();
        if title.is_empty() {
            // A page has a headline; the finding says that it is none of the text.
            title.push(json!(format!("{}{}年工作回顾", about.county, about.year)));
        }
        headline.insert("title".into(), json!(title));
        if let Some(words) = outline.subtitle.first() {
            headline.insert("subtitle".into(), self.plain(words, "/headline/subtitle"));
        }
        if let Some(words) = &outline.byline {
            headline.insert("byline".into(), self.plain(words, "/headline/byline"));
        }
        Value::Object(headline)
    }

    fn section(
        &mut self,
        part: &Part,
        number: usize,
        photos: Vec<String>,
        ids: &mut BTreeSet<String>,
    ) -> Value {
        let at = format!("/sections/{number}");
        let mut section = Map::new();
        let heading: String = part.heading.iter().map(|words| words.text.as_str()).collect();
        let id = if heading.is_empty() { format!("第{}节", number + 1) } else { heading };
        section.insert("id".into(), json!(ids::id(&id, ids)));
        let heading: Vec<Value> = part
            .heading
            .iter()
            .enumerate()
            .map(|(line, words)| self.plain(words, &format!("{at}/heading/{line}")))
            .collect();
        put(&mut section, "heading", json!(heading));
        if let Some(words) = &part.byline {
            section.insert("byline".into(), self.plain(words, &format!("{at}/byline")));
        }
        if let Some(words) = part.editor_note.first() {
            section.insert("editor_note".into(), self.plain(words, &format!("{at}/editor_note")));
        }
        let body: Vec<Value> = part
            .body
            .iter()
            .enumerate()
            .map(|(index, entry)| self.entry(entry, &format!("{at}/body/{index}")))
            .collect();
        section.insert("body".into(), json!(body));
        let notes: Vec<Value> = part
            .notes
            .iter()
            .enumerate()
            .map(|(index, words)| self.plain(words, &format!("{at}/notes/{index}")))
            .collect();
        put(&mut section, "notes", json!(notes));
        put(&mut section, "photos", json!(photos));
        Value::Object(section)
    }

    fn entry(&mut self, entry: &Entry, at: &str) -> Value {
        match entry {
            Entry::Text(words) => self.prose(words, at),
            Entry::Subhead(words) => json!({ "subhead": self.plain(words, at) }),
            Entry::List(entries) => {
                let entries: Vec<Value> = entries
                    .iter()
                    .enumerate()
                    .map(|(index, words)| self.prose(words, &format!("{at}/list/{index}")))
                    .collect();
                json!({ "list": entries })
            }
            Entry::Saying(words) => {
                self.stands(&words.from, at);
                match words.text.rsplit_once("——") {
                    Some((text, from))
                        if !text.trim().is_empty() && (1..=40).contains(&from.trim().chars().count()) =>
                    {
                        json!({ "quote": { "text": text.trim(), "from": from.trim() } })
                    }
                    _ => json!({ "quote": { "text": words.text } }),
                }
            }
            Entry::Aside { title, paragraphs } => {
                let words = title.as_ref().map_or("", |title| title.text.as_str());
                let kind = match words {
                    words if words.contains("背景") => "background",
                    words if words.contains("声音") || words.contains("感言") => "voice",
                    _ => "link",
                };
                let mut aside = Map::new();
                aside.insert("kind".into(), json!(kind));
                if let Some(title) = title {
                    aside.insert("title".into(), self.plain(title, &format!("{at}/box/title")));
                }
                let paragraphs: Vec<Value> = paragraphs
                    .iter()
                    .enumerate()
                    .map(|(index, words)| self.plain(words, &format!("{at}/box/paragraphs/{index}")))
                    .collect();
                aside.insert("paragraphs".into(), json!(paragraphs));
                json!({ "box": aside })
            }
            Entry::Table { title, grid, note, from } => {
                let mut table = Map::new();
                if let Some(title) = title {
                    table.insert("title".into(), self.plain(title, &format!("{at}/table/title")));
                }
                let mut rows = cells(grid);
                if !rows.is_empty() {
                    table.insert("header".into(), json!(rows.remove(0)));
                }
                table.insert("rows".into(), json!(rows));
                if let Some(note) = note {
                    table.insert("note".into(), self.plain(note, &format!("{at}/table/note")));
                }
                self.stands(&[*from], &format!("{at}/table"));
                json!({ "table": table })
            }
        }
    }

    fn photos(&mut self, outline: &Outline, placed: &Placed) -> Photos {
        let mut photos = Photos { all: Vec::new(), of: BTreeMap::new() };
        let found = |scene: usize| placed.photos.iter().any(|photo| photo.candidate == Some(scene));
        for photo in placed.photos.iter().take(PHOTOS) {
            let scene = photo.candidate.and_then(|at| outline.scenes.get(at));
            let at = format!("/photos/{}", photos.all.len());
            let caption = scene.and_then(|scene| scene.caption.as_ref());
            let words = caption.map(|words| words.text.clone()).or_else(|| photo.caption.clone());
            let stem = photo.name.rsplit_once('.').map_or(photo.name.as_str(), |(stem, _)| stem);
            let id = ids::id(words.as_deref().unwrap_or(stem), &mut self.ids);
            let mut value = Map::new();
            value.insert("id".into(), json!(id));
            value.insert("file".into(), json!(format!("photos/{}", photo.name)));
            let mut from = Vec::new();
            if let Some(words) = words {
                value.insert("caption".into(), json!(words));
                if let Some(words) = caption {
                    self.stands(&words.from, &format!("{at}/caption"));
                    from.extend(&words.from);
                }
            }
            if let Some(scene) = scene {
                if let Some(credit) =
                    scene.credit.as_ref().filter(|words| words.text.chars().count() <= SHORT)
                {
                    value.insert("credit".into(), self.plain(credit, &format!("{at}/credit")));
                }
                if let Some(picture) = scene.picture {
                    self.stands(&[picture], &at);
                    from.push(picture);
                }
                // Several under one caption stand together, where all of them are there, in a section.
                let group = scene.group.filter(|group| {
                    let mut all =
                        outline.scenes.iter().enumerate().filter(|(_, other)| other.group == Some(*group));
                    scene.section.is_some() && all.all(|(at, _)| found(at))
                });
                if let Some(group) = group {
                    value.insert("group".into(), json!(format!("组图{group}")));
                }
            }
            if let Some(date) = &photo.date {
                value.insert("date".into(), json!(date));
            }
            let section = scene.and_then(|scene| scene.section);
            photos.of.entry(section).or_default().push(id);
            photos.all.push(Value::Object(value));
            self.pictures.push((photo.name.clone(), from));
        }
        photos
    }
}

/// Puts a value, where it says something.
fn put(object: &mut Map<String, Value>, name: &str, value: Value) {
    let empty = match &value {
        Value::Array(entries) => entries.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::Null => true,
        _ => false,
    };
    if !empty {
        object.insert(name.into(), value);
    }
}
