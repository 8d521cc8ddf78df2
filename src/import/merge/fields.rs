//! Values of any kind: texts, objects field by field, lists part by part.

use serde_json::{Map, Value};

use super::alike::Part;
use super::change::{Changed, Clash, below, clash, told};
use super::order::{Arranged, Lists, Row, arrange, rows, rows_of_names};
use super::texts::{Sides, inside, of_field, words};
use crate::report::escaped;
use crate::say;

/// The fields that a text can lose: where it has none any more, the report's goes. All others are set in the report, and are
/// kept.
const OF_TEXT: [&str; 17] = [
    "kicker",
    "title",
    "subtitle",
    "byline",
    "editor_note",
    "notes",
    "caption",
    "credit",
    "credits",
    "note",
    "from",
    "heading",
    "photos",
    "unit",
    "previous",
    "series",
    "staff",
];
/// What is set in the report, whatever an import may make of it.
const OF_REPORT: [&str; 8] =
    ["importance", "focus", "subject", "layout", "group", "exceptions", "language", "featured"];

/// What three reports have at one place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Three<'a> {
    /// The last import.
    pub(super) base: Option<&'a Value>,
    /// The report as it stands.
    pub(super) report: Option<&'a Value>,
    /// The new import.
    pub(super) new: Option<&'a Value>,
}

impl<'a> Three<'a> {
    /// A field of all three.
    pub(super) fn field(self, name: &str) -> Self {
        let of = |value: Option<&'a Value>| value.and_then(|value| value.get(name));
        Self { base: of(self.base), report: of(self.report), new: of(self.new) }
    }

    /// A part of three lists.
    pub(super) fn part(self, row: Row) -> Self {
        let of = |list: Option<&'a Value>, at: Option<usize>| list.and_then(|list| list.get(at?));
        Self {
            base: of(self.base, row.base),
            report: of(self.report, row.report),
            new: of(self.new, row.new),
        }
    }
}

/// A list's entries; none of what is no list.
pub(super) fn entries(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What becomes of a part that not all three have.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fate {
    /// It is in what comes of it.
    Stays,
    /// It is there, and this is said.
    StaysWith(Changed),
    /// It is not.
    Goes,
    /// It is not, and this is said.
    GoesWith(Changed),
}

impl Fate {
    /// Whether it is in what comes of it.
    pub(super) fn stays(&self) -> bool {
        matches!(self, Self::Stays | Self::StaysWith(_))
    }

    /// What is said.
    pub(super) fn said(&self) -> Option<Changed> {
        match self {
            Self::StaysWith(change) | Self::GoesWith(change) => Some(change.clone()),
            Self::Stays | Self::Goes => None,
        }
    }
}

impl Sides {
    /// Whether a part stays, by who has it and who changed it.
    pub(super) fn fate(&self, path: &str, three: Three) -> Fate {
        match (three.base, three.report, three.new) {
            (_, Some(_), Some(_)) | (None, Some(_), None) => Fate::Stays,
            (None, None, Some(new)) => {
                Fate::StaysWith(told(say!("merge.added"), None, Some(words(path, new, &self.new))))
            }
            (Some(base), Some(report), None) => {
                let said = Some(words(path, report, &self.report));
                match (base == report, self.of_text()) {
                    (true, _) => Fate::GoesWith(told(say!("merge.gone"), said, None)),
                    (false, true) => Fate::GoesWith(clash(Clash::Gone, self.prefer, said, None)),
                    (false, false) => Fate::StaysWith(clash(Clash::Gone, self.prefer, said, None)),
                }
            }
            (Some(base), None, Some(new)) if !self.same(path, base, new) => {
                let said = Some(words(path, new, &self.new));
                let change = clash(Clash::Deleted, self.prefer, None, said);
                if self.of_text() { Fate::StaysWith(change) } else { Fate::GoesWith(change) }
            }
            _ => Fate::Goes,
        }
    }

    /// What a value of report and text comes to.
    pub(super) fn value(&self, path: &str, three: Three, changes: &mut Vec<Changed>) -> Value {
        let (base, report, new) = match (three.base, three.report, three.new) {
            (base, Some(report), Some(new)) => (base, report, new),
            (_, Some(one), None) | (_, None, Some(one)) => return one.clone(),
            (_, None, None) => return Value::Null,
        };
        match (report, new) {
            (Value::String(report), Value::String(new)) => {
                let base = base.map(|base| base.as_str().unwrap_or_default());
                let (text, change) = self.text(path, base, report, new);
                changes.extend(change);
                Value::String(text)
            }
            (Value::Object(own), Value::Object(other)) if own.keys().any(|name| other.contains_key(name)) => {
                Value::Object(self.object(path, three, &[], changes))
            }
            (Value::Array(own), Value::Array(other)) => {
                let lists = [Some(own), Some(other), base.and_then(Value::as_array)];
                self.array(path, three, lists, changes)
            }
            _ => self.whole(path, base, report, new, changes),
        }
    }

    /// A value that has no parts.
    fn whole(
        &self,
        path: &str,
        base: Option<&Value>,
        report: &Value,
        new: &Value,
        changes: &mut Vec<Changed>,
    ) -> Value {
        let said = |value: &Value, metrics| {
            let said = words(path, value, metrics);
            Some(if said.is_empty() { value.to_string() } else { said })
        };
        let same = base.is_some_and(|base| self.same(path, base, new));
        let agreed = report == new || words_alike(self, path, report, new);
        if same || agreed {
            return report.clone();
        }
        let (before, after) = (said(report, &self.report), said(new, &self.new));
        if base == Some(report) {
            changes.push(told(say!("merge.taken"), before, after));
            return new.clone();
        }
        changes.push(clash(Clash::Both, self.prefer, before, after));
        if self.of_text() { new.clone() } else { report.clone() }
    }

    /// An object field by field, in the report's order. Some are left to others.
    pub(super) fn object(
        &self,
        path: &str,
        three: Three,
        skipped: &[&str],
        changes: &mut Vec<Changed>,
    ) -> Map<String, Value> {
        let none = Map::new();
        let fields = |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned();
        let (report, new) =
            (fields(three.report).unwrap_or_default(), fields(three.new).unwrap_or_else(|| none.clone()));
        let mut out: Vec<(String, Value)> = Vec::new();
        for (name, value) in &report {
            let kept = skipped.contains(&name.as_str()) || self.is_kept(path, name);
            let field = if kept { Some(value.clone()) } else { self.field(path, name, three, changes) };
            out.extend(field.map(|field| (name.clone(), field)));
        }
        let mut before: Option<&str> = None;
        for name in new.keys() {
            if !report.contains_key(name)
                && !skipped.contains(&name.as_str())
                && !is_new_only(path, name)
                && let Some(value) = self.field(path, name, three, changes)
            {
                let at = |before: &str| out.iter().position(|(other, _)| other == before);
                let at = before.and_then(at).map_or(out.len(), |at| at + 1);
                out.insert(at, (name.clone(), value));
            }
            before = if out.iter().any(|(other, _)| other == name) { Some(name) } else { before };
        }
        out.into_iter().collect()
    }

    /// Whether a field is the report's alone.
    fn is_kept(&self, path: &str, name: &str) -> bool {
        let is_photos = name == "photos" && path.starts_with("/sections");
        OF_REPORT.contains(&name) || name == "id" || is_photos && !self.has_photos
    }

    fn field(&self, path: &str, name: &str, three: Three, changes: &mut Vec<Changed>) -> Option<Value> {
        let three = three.field(name);
        let path = of_field(path, name);
        let pointer = format!("/{}", escaped(name));
        let mut own = Vec::new();
        let value = match (three.report, three.new) {
            (Some(_), Some(_)) => Some(self.value(&path, three, &mut own)),
            (Some(report), None) if three.base.is_none() || !OF_TEXT.contains(&name) => Some(report.clone()),
            (Some(report), None) if !self.known => {
                let said = Some(words(&path, report, &self.report));
                own.push(told(say!("merge.kept"), said.clone(), said));
                Some(report.clone())
            }
            _ => {
                let fate = self.fate(&path, three);
                own.extend(fate.said());
                three.report.or(three.new).filter(|_| fate.stays()).cloned()
            }
        };
        below(&pointer, own, changes);
        value
    }

    fn array(
        &self,
        path: &str,
        three: Three,
        [report, new, base]: [Option<&Vec<Value>>; 3],
        changes: &mut Vec<Changed>,
    ) -> Value {
        let whole = |changes: &mut Vec<Changed>| match (three.report, three.new) {
            (Some(report), Some(new)) => self.whole(path, three.base, report, new, changes),
            _ => Value::Null,
        };
        let last = path.rsplit('/').find(|part| *part != "0").unwrap_or_default();
        let is_row = path.ends_with("/rows/0");
        if matches!(last, "heading" | "title" | "header") || is_row {
            // Lines and cells have their places.
            let length = |list: Option<&Vec<Value>>| list.map(Vec::len);
            if length(report) != length(new) || base.is_some() && length(base) != length(report) {
                return whole(changes);
            }
            let inside = inside(path);
            let each = (0..length(report).unwrap_or(0)).map(|at| {
                let row = Row { base: base.map(|_| at), report: Some(at), new: Some(at) };
                let mut own = Vec::new();
                let value = self.value(&inside, three.part(row), &mut own);
                below(&format!("/{at}"), own, changes);
                value
            });
            return Value::Array(each.collect());
        }
        if [report, new].into_iter().flatten().flatten().any(Value::is_number) {
            return whole(changes);
        }
        Value::Array(self.list(path, three, changes))
    }

    /// A list part by part.
    fn list(&self, path: &str, three: Three, changes: &mut Vec<Changed>) -> Vec<Value> {
        let inner = inside(path);
        let parts = |list: Option<&Value>, metrics: &[_]| -> Vec<Part> {
            let part = |value: &Value| {
                let year = value.get("year").map(Value::to_string);
                Part { keys: vec![year.unwrap_or_else(|| words(&inner, value, metrics))], id: None }
            };
            entries(list).iter().map(part).collect()
        };
        let names = |list: Option<&Value>| -> Vec<Part> {
            let part = |value: &Value| Part { keys: vec![value.to_string()], id: None };
            entries(list).iter().map(part).collect()
        };
        let rows = if path.ends_with("/photos") {
            rows_of_names(&names(three.base), &names(three.report), &names(three.new))
        } else {
            let all = [(three.base, &self.base), (three.report, &self.report), (three.new, &self.new)];
            let [base, report, new] = all.map(|(list, metrics)| parts(list, metrics));
            if path.ends_with("/series") {
                rows_of_names(&base, &report, &new)
            } else {
                rows(&base, &report, &new)
            }
        };
        // Where the last import is not known, a photo that the text does not have may have been put there by hand.
        let fate = |row: &Row| match self.fate(&inner, three.part(*row)) {
            Fate::GoesWith(_) if !self.known && path.ends_with("/photos") && row.report.is_some() => {
                Fate::Stays
            }
            fate => fate,
        };
        let fates: Vec<Fate> = rows.iter().map(fate).collect();
        let stays: Vec<bool> = fates.iter().map(Fate::stays).collect();
        let arranged = arrange(&rows, &stays, &Lists::one(&rows), self.of_text());
        let mut out = Vec::new();
        for index in arranged.lists.first().into_iter().flatten() {
            let mut own = Vec::new();
            own.extend(fates[*index].said());
            let value = self.value(&inner, three.part(rows[*index]), &mut own);
            own.extend(self.place_said(&arranged, *index, &inner, &value));
            below(&format!("/{}", out.len()), own, changes);
            out.push(value);
        }
        for (row, fate) in rows.iter().zip(&fates).filter(|(_, fate)| !fate.stays()) {
            let pointer = row.report.map(|at| format!("/{at}")).unwrap_or_default();
            below(&pointer, fate.said().into_iter().collect(), changes);
        }
        out
    }

    /// What is said of a part's place.
    pub(super) fn place_said(
        &self,
        arranged: &Arranged,
        index: usize,
        path: &str,
        value: &Value,
    ) -> Option<Changed> {
        let said = || Some(words(path, value, &self.merged));
        if arranged.moved.contains(&index) {
            return Some(told(say!("merge.moved"), said(), said()));
        }
        let twice = arranged.moved_twice.contains(&index);
        twice.then(|| clash(Clash::Moved, self.prefer, said(), said()))
    }
}

/// Whether a field that only the text has is not for the report: an id where there was none.
fn is_new_only(path: &str, name: &str) -> bool {
    name == "id" && path == "/sections/0"
}

/// Whether report and text have come to say the same.
fn words_alike(sides: &Sides, path: &str, report: &Value, new: &Value) -> bool {
    let merged = Sides { base: sides.merged.clone(), new: sides.new.clone(), ..Sides::default() };
    merged.same(path, report, new)
}
