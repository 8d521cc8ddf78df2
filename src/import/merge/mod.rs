//! An earlier report and a new text: what was set by hand is kept, what changed is said.
//!
//! Three reports are compared: the one that the last import made, the one that stands now, and the one that the text makes
//! now. What differs between the first two was done by hand, what differs between the first and the last in the text.
//! Texts are compared as they are printed, so that marks, `{id}` and corrections stay in what the text does not touch.

mod alike;
mod change;
mod fields;
mod ids;
mod order;
mod sections;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::say;
use change::{below, told};
use fields::{Fate, Three, entries};
use ids::{Things, referred, renamed, things};
use order::{Lists, Row, arrange};
use texts::{Sides, metrics};

pub(in crate::import) use alike::{common, likeness};
pub use change::{Before, Changed, Prefer};

/// A new import put together with an earlier report.
#[must_use]
pub fn merge(before: &Before, new: &Value, prefer: Option<Prefer>) -> (Value, Vec<Changed>) {
    if !before.report.is_object() || !new.is_object() {
        return (new.clone(), Vec::new());
    }
    let base = before.imported.as_ref().unwrap_or(&before.report);
    let has = |report: &Value, name: &str| !entries(report.get(name)).is_empty();
    let mut sides = Sides {
        base: metrics(base),
        report: metrics(&before.report),
        new: metrics(new),
        merged: Vec::new(),
        known: before.imported.is_some(),
        prefer,
        has_metrics: has(new, "metrics") || !has(base, "metrics"),
        has_photos: has(new, "photos") || !has(base, "photos"),
    };
    let three = Three { base: Some(base), report: Some(&before.report), new: Some(new) };
    let things = things(three, &sides);
    // From here on all three call the same things by the same ids.
    let base = renamed(base, |row| row.base, &before.report, &things, &sides.base);
    let new = renamed(new, |row| row.new, &before.report, &things, &sides.new);
    let three = Three { base: Some(&base), report: Some(&before.report), new: Some(&new) };
    (sides.base, sides.new) = (metrics(&base), metrics(&new));
    Merge { sides, things, three }.run()
}

struct Merge<'a> {
    sides: Sides,
    things: Things,
    three: Three<'a>,
}

/// A list of figures or photos that came of the merge, with those that the text does not have any more.
#[derive(Default)]
struct List {
    values: Vec<Value>,
    changes: Vec<Changed>,
    /// Which of the values are to go, and what is said of that.
    leaving: Vec<(usize, Changed)>,
}

impl Merge<'_> {
    fn run(mut self) -> (Value, Vec<Changed>) {
        let metrics_now = self.list("metrics", &self.things.metrics, self.sides.has_metrics);
        let photos = self.list("photos", &self.things.photos, self.sides.has_photos);
        let of_metrics =
            Value::Object(Map::from_iter([("metrics".to_owned(), Value::Array(metrics_now.values.clone()))]));
        self.sides.merged = metrics(&of_metrics);
        let texts = self.sides.texts(self.three);
        let mut changes = Vec::new();
        let skipped = ["lead", "sections", "metrics", "photos"];
        let mut report = self.sides.object("", self.three, &skipped, &mut changes);
        changes.extend(texts.lead_changes);
        put(&mut report, "lead", texts.lead);
        put(&mut report, "sections", texts.sections);
        let mut used = BTreeSet::new();
        referred("", &Value::Object(report.clone()), &mut used);
        let (metrics_now, said) = metrics_now.without_leaving(|metric| used.contains(id(metric)));
        below("/metrics", said, &mut changes);
        changes.extend(texts.changes);
        let (photos, said) = photos.without_leaving(|_| false);
        below("/photos", said, &mut changes);
        put(&mut report, "metrics", metrics_now);
        put(&mut report, "photos", photos);
        let mut report = Value::Object(report);
        self.photos_once(&mut report);
        (report, changes)
    }

    /// Figures or photos. `had` says whether the text has any at all: else all of the report's stay.
    fn list(&self, name: &str, rows: &[Row], had: bool) -> List {
        let three = self.three.field(name);
        let report = entries(three.report);
        let mut out = List::default();
        if !had {
            out.values = report.to_vec();
            if !out.values.is_empty() {
                out.changes.push(told(say!("merge.kept-list"), None, None));
            }
            return out;
        }
        let path = format!("/{name}/0");
        let fate = |row: &Row| match self.sides.fate(&path, three.part(*row)) {
            // Where the last import is not known, it may have been put there by hand.
            Fate::GoesWith(_) if !self.sides.known && row.report.is_some() => {
                let said =
                    three.part(*row).report.map(|value| texts::words(&path, value, &self.sides.report));
                let change = change::clash(change::Clash::Gone, self.sides.prefer, said, None);
                if self.sides.of_text() { Fate::GoesWith(change) } else { Fate::StaysWith(change) }
            }
            fate => fate,
        };
        let fates: Vec<Fate> = rows.iter().map(fate).collect();
        // Those that go are taken out at the end, when it is known whether anything refers to them.
        let goes = |at: usize| !fates[at].stays() && rows[at].report.is_some();
        let stays: Vec<bool> = (0..rows.len()).map(|at| fates[at].stays() || goes(at)).collect();
        let arranged = arrange(rows, &stays, &Lists::one(rows), self.sides.of_text());
        for &index in arranged.lists.first().into_iter().flatten() {
            let mut said = Vec::new();
            let value = self.sides.value(&path, three.part(rows[index]), &mut said);
            match fates[index].said() {
                Some(change) if goes(index) => out.leaving.push((out.values.len(), change)),
                change => said.extend(change),
            }
            said.extend(self.sides.place_said(&arranged, index, &path, &value));
            below(&format!("/{}", out.values.len()), said, &mut out.changes);
            out.values.push(value);
        }
        let left_out = rows.iter().zip(&fates).filter(|(row, fate)| row.report.is_none() && !fate.stays());
        out.changes.extend(left_out.filter_map(|(_, fate)| fate.said()));
        out
    }

    /// Sections name photos that there are, and each only once: where it stood in the report, if it did.
    fn photos_once(&self, report: &mut Value) {
        let ids =
            |list: &[Value]| -> BTreeSet<String> { list.iter().map(|photo| id(photo).to_owned()).collect() };
        let there = ids(entries(report.get("photos")));
        let earlier = ids(entries(self.three.report.and_then(|report| report.get("photos"))));
        let name = |section: &Value| section.get("id").or(section.get("heading")).cloned();
        let placed = |section: &Value, photo: &Value| {
            let of = entries(self.three.report.and_then(|report| report.get("sections"))).iter();
            of.filter(|other| name(other) == name(section))
                .any(|other| entries(other.get("photos")).contains(photo))
        };
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        let Some(Value::Array(sections)) = report.get_mut("sections") else { return };
        for photo in sections.iter().flat_map(|section| entries(section.get("photos"))) {
            *count.entry(photo.as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
        for section in sections {
            let own = section.clone();
            let Some(Value::Array(photos)) = section.get_mut("photos") else { continue };
            photos.retain(|photo| {
                let name = photo.as_str().unwrap_or_default();
                // What never was a photo's is not ours to mend.
                let known = there.contains(name) || !earlier.contains(name);
                let times = count.get_mut(name);
                let once = match times {
                    Some(times) if *times > 1 && !placed(&own, photo) => {
                        *times -= 1;
                        false
                    }
                    _ => true,
                };
                known && once
            });
        }
    }
}

impl List {
    /// The values without those that go, but with those of them that something holds.
    fn without_leaving(self, holds: impl Fn(&Value) -> bool) -> (Vec<Value>, Vec<Changed>) {
        let mut changes = self.changes;
        let mut gone = BTreeSet::new();
        for (at, change) in self.leaving {
            let change = if holds(&self.values[at]) {
                Changed {
                    after: change.before.clone(),
                    ..told(say!("merge.kept-figure"), change.before, None)
                }
            } else {
                gone.insert(at);
                change
            };
            below(&format!("/{at}"), vec![change], &mut changes);
        }
        let rest = self.values.into_iter().enumerate().filter(|(at, _)| !gone.contains(at));
        (rest.map(|(_, value)| value).collect(), changes)
    }
}

fn id(value: &Value) -> &str {
    value.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// Puts a list in its place; an empty one only where there was one.
fn put(report: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if report.contains_key(name) || !list.is_empty() {
        report.insert(name.to_owned(), Value::Array(list));
    }
}
