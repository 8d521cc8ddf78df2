//! The lead and the sections: paragraphs and blocks keep what was set in them, wherever they have moved.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::alike::Part;
use super::change::{Changed, Clash, below, clash, told};
use super::fields::{Fate, Three, entries};
use super::ids::free;
use super::order::{Lists, Row, arrange, rows};
use super::texts::{Sides, words};
use crate::report::Metric;
use crate::report::inline::marked;
use crate::say;

/// What comes of the texts.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The lead.
    pub(super) lead: Vec<Value>,
    /// The sections.
    pub(super) sections: Vec<Value>,
    /// What changed in the lead.
    pub(super) lead_changes: Vec<Changed>,
    /// What changed in the sections.
    pub(super) changes: Vec<Changed>,
}

/// The paragraphs and blocks of a report, the lead's first: the section of each from 1, 0 for the lead, its place there, and it.
type Items<'a> = Vec<(usize, usize, &'a Value)>;

fn items(report: Option<&Value>) -> Items<'_> {
    let of = |name: &str| entries(report.and_then(|report| report.get(name)));
    let lead = of("lead").iter().enumerate().map(|(at, value)| (0, at, value));
    let bodies = of("sections").iter().zip(1..).flat_map(|(section, number)| {
        entries(section.get("body")).iter().enumerate().map(move |(at, value)| (number, at, value))
    });
    lead.chain(bodies).collect()
}

const BODY: &str = "/sections/0/body/0";
const SECTION: &str = "/sections/0";

fn path_of(list: usize) -> &'static str {
    if list == 0 { "/lead/0" } else { BODY }
}

/// A section without its text, and without what stands for itself.
fn shell(section: &Value) -> Value {
    let Value::Object(fields) = section else { return Value::Null };
    let own = |name: &String| !["body", "photos", "id"].contains(&name.as_str());
    let fields: Map<String, Value> = fields
        .iter()
        .filter(|(name, _)| own(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Value::Object(fields)
}

fn section_part(section: &Value, metrics: &[Metric]) -> Part {
    let field = |name: &str| {
        section.get(name).map(|value| words(&format!("{SECTION}/{name}"), value, metrics)).unwrap_or_default()
    };
    let heading = field("heading");
    let all = format!("{heading} {}", field("body"));
    let id = section.get("id").and_then(Value::as_str).map(str::to_owned);
    Part { keys: vec![heading, all.trim().to_owned()], id }
}

impl Sides {
    /// The lead and the sections of three reports.
    pub(super) fn texts(&self, three: Three) -> Texts {
        let metrics = [&self.base, &self.report, &self.new];
        let reports = [three.base, three.report, three.new];
        let sections = three.field("sections");
        let lists = [sections.base, sections.report, sections.new];
        let [base, report, new] = [0, 1, 2].map(|side| -> Vec<Part> {
            entries(lists[side]).iter().map(|section| section_part(section, metrics[side])).collect()
        });
        let section_rows = rows(&base, &report, &new);
        let all: [Items; 3] = reports.map(items);
        let [base, report, new] = [0, 1, 2].map(|side| -> Vec<Part> {
            let part = |(list, _, value): &(usize, usize, &Value)| Part {
                keys: vec![words(path_of(*list), value, metrics[side])],
                id: None,
            };
            all[side].iter().map(part).collect()
        });
        let item_rows = rows(&base, &report, &new);
        Merging { sides: self, sections, section_rows, items: all, item_rows }.run()
    }
}

struct Merging<'a> {
    sides: &'a Sides,
    sections: Three<'a>,
    section_rows: Vec<Row>,
    items: [Items<'a>; 3],
    item_rows: Vec<Row>,
}

impl Merging<'_> {
    fn run(&self) -> Texts {
        let fates: Vec<Fate> = self.section_rows.iter().map(|row| self.section_fate(*row)).collect();
        let stays: Vec<bool> = fates.iter().map(Fate::stays).collect();
        let one = Lists::one(&self.section_rows);
        let arranged = arrange(&self.section_rows, &stays, &one, self.sides.of_text());
        let order = arranged.lists.first().cloned().unwrap_or_default();
        // Where each section of each report is in what comes of it; the lead is before them.
        let number = |row: usize| order.iter().position(|other| *other == row).map(|at| at + 1);
        let place = |side: fn(&Row) -> Option<usize>, at: usize| {
            if at == 0 {
                return Some(0);
            }
            number(self.section_rows.iter().position(|row| side(row) == Some(at - 1))?)
        };
        // A section that the text has no more and that stays keeps what stands in it.
        let pinned = |list: Option<usize>| {
            list.and_then(|list| order.get(list.checked_sub(1)?)).is_some_and(|&row| {
                let row = self.section_rows[row];
                row.new.is_none() && row.report.is_some() && row.base.is_some() && self.is_set(row)
            })
        };
        let of = |side: usize, pick: fn(&Row) -> Option<usize>| -> Vec<Option<usize>> {
            self.items[side].iter().map(|(list, ..)| place(pick, *list)).collect()
        };
        let mut places = Lists {
            base: of(0, |row| row.base),
            report: of(1, |row| row.report),
            new: of(2, |row| row.new),
            of_text: self.items[2].iter().map(|(list, ..)| *list).collect(),
            count: order.len() + 1,
        };
        for row in &self.item_rows {
            if let (Some(report), Some(new)) = (row.report, row.new)
                && pinned(places.report[report])
            {
                places.new[new] = places.report[report];
            }
        }
        let item_fates: Vec<Fate> = self
            .item_rows
            .iter()
            .map(|row| {
                let list = row.report.and_then(|at| places.report[at]);
                if row.new.is_none() && row.report.is_some() && pinned(list) {
                    Fate::Stays
                } else {
                    self.item_fate(*row, &places, &order)
                }
            })
            .collect();
        let stays: Vec<bool> = item_fates.iter().map(Fate::stays).collect();
        let items = arrange(&self.item_rows, &stays, &places, self.sides.of_text());
        let mut out = Texts::default();
        let mut used: BTreeSet<String> = entries(self.sections.report)
            .iter()
            .filter_map(|section| section.get("id")?.as_str().map(str::to_owned))
            .collect();
        for (list, rows) in items.lists.iter().enumerate() {
            let mut own = Vec::new();
            let mut body = Vec::new();
            for &index in rows {
                let mut said: Vec<Changed> = item_fates[index].said().into_iter().collect();
                let value = self.item(index, list, &mut said);
                said.extend(self.sides.place_said(&items, index, path_of(list), &value));
                below(&format!("/{}", body.len()), said, &mut own);
                body.push(value);
            }
            if list == 0 {
                out.lead = body;
                below("/lead", own, &mut out.lead_changes);
                continue;
            }
            let row = order[list - 1];
            let mut said: Vec<Changed> = fates[row].said().into_iter().collect();
            // What is new as a whole is said once.
            if self.section_rows[row].report.is_some() {
                below("/body", own, &mut said);
            } else {
                own.retain(|change| change.what.key() != "merge.added");
                below("/body", own, &mut said);
            }
            let value = self.section(self.section_rows[row], body, &mut used, &mut said);
            said.extend(self.sides.place_said(&arranged, row, SECTION, &value));
            below(&format!("/sections/{}", out.sections.len()), said, &mut out.changes);
            out.sections.push(value);
        }
        self.gone(&fates, &item_fates, &items.nowhere, &mut out);
        out
    }

    /// What is said of what is not there any more.
    fn gone(&self, fates: &[Fate], item_fates: &[Fate], nowhere: &[usize], out: &mut Texts) {
        for (row, fate) in self.section_rows.iter().zip(fates).filter(|(_, fate)| !fate.stays()) {
            let pointer = row.report.map_or_else(|| "/sections".to_owned(), |at| format!("/sections/{at}"));
            below(&pointer, fate.said().into_iter().collect(), &mut out.changes);
        }
        for (index, (row, fate)) in self.item_rows.iter().zip(item_fates).enumerate() {
            let homeless = nowhere.contains(&index);
            if fate.stays() && !homeless {
                continue;
            }
            let (list, pointer) = match row.report {
                Some(at) => {
                    let (list, at, _) = self.items[1][at];
                    let start =
                        if list == 0 { "/lead".to_owned() } else { format!("/sections/{}/body", list - 1) };
                    (list, format!("{start}/{at}"))
                }
                None => (1, "/sections".to_owned()),
            };
            let said = if homeless { Some(self.lost(*row, list)) } else { fate.said() };
            let changes = if list == 0 { &mut out.lead_changes } else { &mut out.changes };
            below(&pointer, said.into_iter().collect(), changes);
        }
    }

    /// A part of the text in a section that was taken out of the report.
    fn lost(&self, row: Row, list: usize) -> Changed {
        let said = |side: usize, at: Option<usize>, metrics: &[Metric]| {
            let (_, _, value) = self.items[side].get(at?)?;
            Some(words(path_of(list), value, metrics))
        };
        let (before, after) = (said(1, row.report, &self.sides.report), said(2, row.new, &self.sides.new));
        clash(Clash::Deleted, self.sides.prefer, before, after)
    }

    fn three(&self, row: Row) -> Three<'_> {
        let of = |side: usize, at: Option<usize>| Some(self.items[side].get(at?)?.2);
        Three { base: of(0, row.base), report: of(1, row.report), new: of(2, row.new) }
    }

    /// Whether anything of a section itself was set in the report.
    fn is_set(&self, row: Row) -> bool {
        let three = self.sections.part(row);
        !self.sides.known || three.base.map(shell) != three.report.map(shell)
    }

    fn section_fate(&self, row: Row) -> Fate {
        let three = self.sections.part(row);
        match (three.base, three.report, three.new) {
            (Some(_), Some(report), None) => {
                // Paragraphs that were set or added by hand hold it; those that the text has elsewhere do not.
                let own = |side: usize, at: Option<usize>| {
                    at.is_some_and(|at| Some(self.items[side][at].0) == row.report.map(|section| section + 1))
                };
                let holds = |item: &&Row| {
                    let three = self.three(**item);
                    own(1, item.report) && item.new.is_none() && three.base != three.report
                };
                let said = Some(words(SECTION, report, &self.sides.report));
                if !self.is_set(row) && self.item_rows.iter().find(holds).is_none() {
                    Fate::GoesWith(told(say!("merge.gone"), said, None))
                } else if self.sides.of_text() {
                    Fate::GoesWith(clash(Clash::Gone, self.sides.prefer, said, None))
                } else {
                    Fate::StaysWith(clash(Clash::Gone, self.sides.prefer, said, None))
                }
            }
            (Some(base), None, Some(new)) => {
                // What its paragraphs say is told of each.
                let (base, new) = (shell(base), shell(new));
                self.sides.fate(SECTION, Three { base: Some(&base), report: None, new: Some(&new) })
            }
            _ => self.sides.fate(SECTION, three),
        }
    }

    fn item_fate(&self, row: Row, places: &Lists, order: &[usize]) -> Fate {
        let list = |new: Option<usize>| new.and_then(|at| places.new[at]);
        let path = path_of(list(row.new).unwrap_or(1));
        let three = self.three(row);
        // A section that is put back has all its text.
        let back = list(row.new).and_then(|list| order.get(list.checked_sub(1)?)).is_some_and(|&section| {
            let section = self.section_rows[section];
            section.report.is_none() && section.base.is_some()
        });
        if row.report.is_none() && back {
            return Fate::Stays;
        }
        // What stood in a section that is gone is told with it.
        let homeless = row.report.is_some_and(|at| places.report[at].is_none());
        match self.sides.fate(path, three) {
            _ if homeless && row.new.is_none() => Fate::Goes,
            fate => fate,
        }
    }

    /// A paragraph or a block as it comes out in a list.
    fn item(&self, index: usize, list: usize, said: &mut Vec<Changed>) -> Value {
        let row = self.item_rows[index];
        let three = self.three(row);
        if let (Some(report), Some(new), Some(Value::String(text))) = (row.report, row.new, three.report) {
            // The lead has no marks: what comes there from a section is as the text has it.
            let from = self.items[1][report].0;
            if (from == 0) != (list == 0) && self.items[2][new].0 != from && !marked(text).is_plain() {
                return three.new.cloned().unwrap_or_default();
            }
        }
        self.sides.value(path_of(list), three, said)
    }

    /// A section with its text.
    fn section(
        &self,
        row: Row,
        body: Vec<Value>,
        used: &mut BTreeSet<String>,
        said: &mut Vec<Changed>,
    ) -> Value {
        let three = self.sections.part(row);
        let mut fields = match (three.report, three.new) {
            (Some(_), Some(_)) => self.sides.object(SECTION, three, &["body"], said),
            (Some(one), None) | (None, Some(one)) => one.as_object().cloned().unwrap_or_default(),
            (None, None) => Map::new(),
        };
        if three.report.is_none()
            && let Some(id) = fields.get("id").and_then(Value::as_str)
        {
            let id = free(id, used);
            used.insert(id.clone());
            fields.insert("id".to_owned(), Value::String(id));
        }
        fields.insert("body".to_owned(), Value::Array(body));
        Value::Object(fields)
    }
}
