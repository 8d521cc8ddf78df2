//! What was put in its place becomes a report: the one that the text was made from, with what was edited.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::ids;
use super::super::taken::Role;
use super::build::{Build, NEW};
use super::places::{Block, Entry, Part, Shown, Words, texts};
use super::set;
use crate::report::inline::marked;
use crate::say;

/// The report, and what is where.
pub(super) struct Written {
    pub(super) report: Value,
    /// For each taken part where it stands in the report.
    pub(super) pointers: Vec<Option<String>>,
    /// For each photo in the text its file, and the taken parts that are its picture and caption.
    pub(super) pictures: Vec<(String, Vec<usize>)>,
}

/// Writes the report.
pub(super) fn write(build: &mut Build) -> Written {
    let base = build.base.clone();
    let mut writer = Writer { pointers: Vec::new() };
    let mut report = base.as_object().cloned().unwrap_or_default();
    writer.page(build, &base, &mut report);
    let alive: Vec<usize> = (0..build.report.photos.len()).filter(|&photo| is_alive(build, photo)).collect();
    let pictures = writer.photos(build, &base, &alive, &mut report);
    writer.sections(build, &base, &alive, &mut report);
    let metrics = build.figures.values.clone();
    set(&mut report, "metrics", Some(metrics).filter(|list| !list.is_empty()).map(Value::Array));
    for (at, part) in build.took.iter().enumerate() {
        let of_figures = part.grid.is_some() && writer.of(at).is_none();
        let is_title = part.role == Role::TableTitle && writer.of(at).is_none();
        if (of_figures || is_title) && !build.report.metrics.is_empty() {
            writer.stands(Some(at), "/metrics");
        }
    }
    let mut pointers = writer.pointers;
    pointers.resize(build.took.len(), None);
    Written { report: Value::Object(report), pointers, pictures }
}

/// Whether anything is left of a photo in the text.
fn is_alive(build: &Build, photo: usize) -> bool {
    let Some(known) = build.report.photos.get(photo) else { return false };
    let shown = build.page.photos.get(&photo);
    let says = |words: &Option<Words>| words.as_ref().is_some_and(|words| !words.text.trim().is_empty());
    let left = shown.is_some_and(|shown| shown.is_there || says(&shown.caption) || says(&shown.credit));
    // Where the export had no pictures, one without a caption left nothing but an empty line.
    let says_nothing = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    left || (says_nothing(&known.caption)
        && says_nothing(&known.credit)
        && build.document.pictures.is_empty())
}

struct Writer {
    pointers: Vec<Option<String>>,
}

impl Writer {
    fn of(&self, took: usize) -> Option<&String> {
        self.pointers.get(took)?.as_ref()
    }

    fn stands(&mut self, took: Option<usize>, pointer: &str) {
        let Some(took) = took else { return };
        if self.pointers.len() <= took {
            self.pointers.resize(took + 1, None);
        }
        self.pointers[took] = Some(pointer.to_owned());
    }

    fn text(&mut self, words: &Words, pointer: &str) -> Value {
        self.stands(words.took, pointer);
        json!(words.text)
    }

    fn list(&mut self, words: &[Words], pointer: &str) -> Option<Value> {
        for (at, words) in words.iter().enumerate() {
            self.stands(words.took, &format!("{pointer}/{at}"));
        }
        (!words.is_empty()).then(|| texts(words))
    }

    fn field(&mut self, fields: &mut Map<String, Value>, name: &str, words: Option<&Words>, at: &str) {
        let value = words.map(|words| self.text(words, &format!("{at}/{name}")));
        set(fields, name, value);
    }

    /// What stands above the sections, and below them.
    fn page(&mut self, build: &Build, base: &Value, report: &mut Map<String, Value>) {
        let page = &build.page;
        let object = |name: &str| base.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
        let mut folio = object("folio");
        for name in ["paper", "date", "page", "kind"] {
            match page.folio.get(name) {
                Some(words) => self.field(&mut folio, name, Some(words), "/folio"),
                // Nothing says that it is gone, where there was something.
                None if folio.get(name).is_some_and(Value::is_string) => {
                    folio.insert(name.to_owned(), Value::Null);
                }
                None => {}
            }
        }
        let staff: Vec<Value> = page
            .staff
            .iter()
            .enumerate()
            .map(|(at, (name, role))| {
                self.stands(name.took, &format!("/folio/staff/{at}"));
                json!({ "role": role, "name": name.text })
            })
            .collect();
        set(&mut folio, "staff", Some(staff).filter(|staff| !staff.is_empty()).map(Value::Array));
        if !folio.is_empty() {
            report.insert("folio".to_owned(), Value::Object(folio));
        }
        let mut headline = object("headline");
        self.field(&mut headline, "kicker", page.kicker.as_ref(), "/headline");
        // A report has a headline.
        if let Some(title) = self.list(&page.title, "/headline/title") {
            headline.insert("title".to_owned(), title);
        }
        self.field(&mut headline, "subtitle", page.subtitle.as_ref(), "/headline");
        self.field(&mut headline, "byline", page.byline.as_ref(), "/headline");
        report.insert("headline".to_owned(), Value::Object(headline));
        let lead = self.list(&page.lead, "/lead");
        set(report, "lead", lead);
        self.field(report, "credits", page.credits.as_ref(), "");
        self.extra(build, report);
    }

    /// What the template asks for: texts stay where they were.
    fn extra(&mut self, build: &Build, report: &mut Map<String, Value>) {
        let Some(Value::Object(extra)) = report.get_mut("extra") else { return };
        for (name, value) in extra.iter_mut() {
            let pointer = format!("/extra/{}", crate::report::escaped(name));
            let below = format!("{pointer}/");
            let of = |own: &&(String, Words)| own.0 == pointer || own.0.starts_with(&below);
            let words: Vec<Words> =
                build.page.extra.iter().filter(of).map(|(_, words)| words.clone()).collect();
            match value {
                Value::String(text) => {
                    *text = words.first().map(|words| words.text.clone()).unwrap_or_default();
                    self.stands(words.first().and_then(|words| words.took), &pointer);
                }
                Value::Array(list) if !list.is_empty() => {
                    let texts = self.list(&words, &pointer);
                    *value = texts.unwrap_or_else(|| json!([]));
                }
                _ => {}
            }
        }
    }

    fn photos(
        &mut self,
        build: &Build,
        base: &Value,
        alive: &[usize],
        report: &mut Map<String, Value>,
    ) -> Vec<(String, Vec<usize>)> {
        let none = Shown::default();
        let all = base.get("photos").and_then(Value::as_array).cloned().unwrap_or_default();
        let (mut photos, mut pictures) = (Vec::new(), Vec::new());
        for (number, mut photo) in all.into_iter().enumerate().filter(|(number, _)| alive.contains(number)) {
            let shown = build.page.photos.get(&number).unwrap_or(&none);
            let at = format!("/photos/{}", photos.len());
            self.stands(shown.picture, &at);
            if let Some(fields) = photo.as_object_mut() {
                self.field(fields, "caption", shown.caption.as_ref(), &at);
                self.field(fields, "credit", shown.credit.as_ref(), &at);
            }
            let file = photo.get("file").and_then(Value::as_str).unwrap_or_default();
            let name = file.rsplit('/').next().unwrap_or_default().to_owned();
            let caption = shown.caption.as_ref().and_then(|words| words.took);
            let from: Vec<usize> = shown.picture.into_iter().chain(caption).collect();
            if !from.is_empty() {
                pictures.push((name, from));
            }
            photos.push(photo);
        }
        set(report, "photos", Some(photos).filter(|list| !list.is_empty()).map(Value::Array));
        pictures
    }

    fn sections(
        &mut self,
        build: &mut Build,
        base: &Value,
        alive: &[usize],
        report: &mut Map<String, Value>,
    ) {
        let old = base.get("sections").and_then(Value::as_array).cloned().unwrap_or_default();
        let id = |section: &Value| section.get("id").and_then(Value::as_str).map(str::to_owned);
        let mut used: BTreeSet<String> = old.iter().filter_map(id).collect();
        let has_ids = !used.is_empty();
        let mut sections = Vec::new();
        let parts = std::mem::take(&mut build.page.sections);
        let says: Vec<bool> = parts.iter().map(Part::says).collect();
        for (number, mut part) in parts.into_iter().enumerate().filter(|(number, _)| says[*number]) {
            let at = format!("/sections/{}", sections.len());
            let own = part.of.and_then(|of| old.get(of));
            let mut fields = own.and_then(Value::as_object).cloned().unwrap_or_default();
            if part.of.is_none() && has_ids {
                let heading: String = part.heading.iter().map(|words| words.text.as_str()).collect();
                let name = if heading.is_empty() { format!("第{}节", sections.len() + 1) } else { heading };
                fields.insert("id".to_owned(), json!(ids::id(&name, &mut used)));
            }
            if part.body.is_empty()
                && let Some(took) = part.heading.first().and_then(|words| words.took)
            {
                build.took[took].doubt = Some(say!("import-doubt.back-empty"));
            }
            let notes = notes(build, &mut part);
            let heading = self.list(&part.heading, &format!("{at}/heading"));
            set(&mut fields, "heading", heading);
            self.field(&mut fields, "byline", part.byline.as_ref(), &at);
            self.field(&mut fields, "editor_note", part.editor_note.as_ref(), &at);
            let mut body = Vec::new();
            for entry in &part.body {
                let own = entry.of.and_then(|(section, item)| old.get(section)?.get("body")?.get(item));
                self.entry(entry, own, &at, &mut body);
            }
            fields.insert("body".to_owned(), Value::Array(body));
            let notes = self.list(&notes, &format!("{at}/notes"));
            set(&mut fields, "notes", notes);
            let photos = photos_of(build, number, &part, own, alive);
            set(&mut fields, "photos", Some(photos).filter(|list| !list.is_empty()).map(Value::Array));
            match &part.quote {
                Some((words, from)) => {
                    let own = fields.get("quote").and_then(Value::as_object).cloned();
                    let mut quote = own.unwrap_or_default();
                    self.stands(words.took, &format!("{at}/quote"));
                    quote.insert("text".to_owned(), json!(words.text));
                    set(&mut quote, "from", from.as_ref().map(|from| json!(from)));
                    fields.insert("quote".to_owned(), Value::Object(quote));
                }
                None if fields.get("quote").is_some_and(Value::is_object) => {
                    fields.insert("quote".to_owned(), Value::Null);
                }
                None => {}
            }
            sections.push(Value::Object(fields));
        }
        report.insert("sections".to_owned(), Value::Array(sections));
    }

    /// An entry of a body. `own` is the report's.
    fn entry(&mut self, entry: &Entry, own: Option<&Value>, at: &str, body: &mut Vec<Value>) {
        let at = format!("{at}/body/{}", body.len());
        let inner = |name: &str| own.and_then(|own| own.get(name)?.as_object()).cloned().unwrap_or_default();
        match &entry.block {
            Block::Text(words) => body.push(self.text(words, &at)),
            Block::Subhead(words) => {
                body.push(json!({ "subhead": self.text(words, &format!("{at}/subhead")) }));
            }
            Block::Quote(words, from) => {
                let mut quote = inner("quote");
                self.stands(words.took, &format!("{at}/quote"));
                quote.insert("text".to_owned(), json!(words.text));
                set(&mut quote, "from", from.as_ref().map(|from| json!(from)));
                body.push(json!({ "quote": quote }));
            }
            Block::Box { kind, title, paragraphs, took } if !paragraphs.is_empty() => {
                let mut aside = inner("box");
                self.stands(*took, &format!("{at}/box"));
                aside.insert("kind".to_owned(), json!(kind));
                self.field(&mut aside, "title", title.as_ref(), &format!("{at}/box"));
                let list = self.list(paragraphs, &format!("{at}/box/paragraphs"));
                aside.insert("paragraphs".to_owned(), list.unwrap_or_else(|| json!([])));
                body.push(json!({ "box": aside }));
            }
            // A title without text below it.
            Block::Box { title, .. } => body.extend(title.as_ref().map(|words| self.text(words, &at))),
            Block::List(entries) => {
                let list = self.list(entries, &format!("{at}/list"));
                body.push(json!({ "list": list }));
            }
            Block::Table { title, rows, note, took } => {
                let Some((head, rows)) = rows.split_first() else {
                    for words in [title, note].into_iter().flatten() {
                        let at = at.rsplit_once('/').map_or("", |(before, _)| before);
                        let text = self.text(words, &format!("{at}/{}", body.len()));
                        body.push(text);
                    }
                    return;
                };
                let mut table = inner("table");
                self.stands(*took, &format!("{at}/table"));
                self.field(&mut table, "title", title.as_ref(), &format!("{at}/table"));
                table.insert("header".to_owned(), json!(head));
                table.insert("rows".to_owned(), json!(rows));
                self.field(&mut table, "note", note.as_ref(), &format!("{at}/table"));
                body.push(json!({ "table": table }));
            }
            Block::Timeline(events, took) => {
                self.stands(*took, &format!("{at}/timeline"));
                let events: Vec<Value> =
                    events.iter().map(|(time, text)| json!({ "time": time, "text": text })).collect();
                body.push(json!({ "timeline": events }));
            }
        }
    }
}

/// The photos that a section names: those of the report that are still with it, then those that came to it.
fn photos_of(build: &Build, number: usize, part: &Part, own: Option<&Value>, alive: &[usize]) -> Vec<Value> {
    let photos = &build.report.photos;
    let is_here = |photo: usize| {
        let section = build.page.photos.get(&photo).map(|shown| shown.section);
        alive.contains(&photo) && section == Some(Some(number))
    };
    let old = own.and_then(|own| own.get("photos")?.as_array()).cloned().unwrap_or_default();
    let stays = |id: &&Value| {
        let Some(photo) = photos.iter().position(|photo| Some(photo.id.as_str()) == id.as_str()) else {
            return true;
        };
        // Where nothing of it was printed it is where it was; a section that names it once more goes on doing so.
        let unseen = !build.page.photos.contains_key(&photo) || build.home_of(photo) != part.of;
        is_here(photo) || (unseen && alive.contains(&photo))
    };
    let mut out: Vec<Value> = old.iter().filter(stays).cloned().collect();
    let came = |photo: &usize| is_here(*photo) && (part.of.is_none() || build.home_of(*photo) != part.of);
    for photo in (0..photos.len()).filter(came) {
        let id = json!(photos[photo].id);
        if !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

/// The notes of a section, and its texts with their numbers.
fn notes(build: &mut Build, part: &mut Part) -> Vec<Words> {
    let mut used = BTreeSet::new();
    each_marked(part, &mut |text| used.extend(marked(text).notes.into_iter().map(|(_, number)| number)));
    let of = part.notes_of.or(part.of);
    let count = of.and_then(|of| build.report.sections.get(of)).map_or(0, |section| section.notes.len());
    let mut out: Vec<Words> = Vec::new();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for number in 1..=count {
        let Some(section) = of else { break };
        let words = if let Some(words) = part.notes.get(&number) {
            words.clone()
        } else if !used.contains(&number) {
            continue;
        } else if let Some(note) = part.marks.get(&number) {
            build.known_note(section, number - 1, *note)
        } else {
            let notes = &build.report.sections[section].notes;
            Words { text: notes.get(number - 1).cloned().unwrap_or_default(), took: None }
        };
        out.push(words);
        numbers.insert(number, out.len());
    }
    for (at, words) in std::mem::take(&mut part.new_notes).into_iter().enumerate() {
        out.push(words);
        numbers.insert(NEW + at + 1, out.len());
    }
    if numbers.iter().any(|(old, new)| old != new) {
        each_marked(part, &mut |text| {
            let found = marked(text).notes;
            let mut renewed = text.clone();
            for (range, number) in found.into_iter().rev() {
                if let Some(new) = numbers.get(&number) {
                    renewed.replace_range(range, &format!("[^{new}]"));
                }
            }
            *text = renewed;
        });
    }
    out
}

/// Each text of a section that may name notes.
fn each_marked(part: &mut Part, act: &mut dyn FnMut(&mut String)) {
    part.editor_note.iter_mut().for_each(|words| act(&mut words.text));
    for entry in &mut part.body {
        match &mut entry.block {
            Block::Text(words) | Block::Quote(words, _) => act(&mut words.text),
            Block::Box { paragraphs, .. } => paragraphs.iter_mut().for_each(|words| act(&mut words.text)),
            Block::List(entries) => entries.iter_mut().for_each(|words| act(&mut words.text)),
            Block::Table { note, .. } => note.iter_mut().for_each(|words| act(&mut words.text)),
            Block::Timeline(events, _) => events.iter_mut().for_each(|(_, text)| act(text)),
            Block::Subhead(_) => {}
        }
    }
}
