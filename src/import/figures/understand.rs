//! The figures of a table: which row has the heads, what its columns are, and what each row below says.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Number;

use super::heads::{Head, Kind, head, unit_of_title, without_bracket};
use super::number::{Amount, amount, blank, folded, number, surely_unit, year};
use super::shown::plain;
use super::table::{Doubt, Entry, Found, Table};
use super::why::{MOST_YEARS, Why};

/// The heads of a table stand in one of its first rows that say something.
const FIRST_ROWS: usize = 20;

/// The figures of a table. Of a table in the text, `careful`, only what can be nothing but figures.
pub(super) fn understand(table: &mut Table, year: u32, careful: bool) -> Found {
    let turned = table.turned();
    let mut found = Found::default();
    for rows in [table.rows.clone(), turned] {
        let heads = head_rows(table, &rows);
        if heads.is_empty() {
            continue;
        }
        let mut reading = Reading { table, year, found: Found::default(), unit: None };
        reading.titles(&rows[..heads[0]]);
        for (at, first) in heads.iter().enumerate() {
            let end = heads.get(at + 1).copied().unwrap_or(rows.len());
            reading.part(&rows[*first..end]);
        }
        found = reading.found;
        break;
    }
    if found.entries.is_empty() {
        for rows in [table.rows.clone(), table.turned()] {
            let mut reading = Reading { table, year, found: Found::default(), unit: None };
            if reading.without_heads(&rows, careful) {
                found.entries = reading.found.entries;
                break;
            }
        }
    }
    for cell in 1..table.cells.len() {
        let said = &table.cells[cell];
        if said.is_error() && said.by.is_empty() {
            found.doubts.push(Doubt::Error(said.row, said.column, said.text.clone()));
        }
        table.leave(&[cell], Why::NoTable);
    }
    found
}

/// The rows that hold heads.
fn head_rows(table: &Table, rows: &[Vec<usize>]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if (!found.is_empty() || at < FIRST_ROWS) && is_head_row(table, row, found.is_empty()) {
            found.push(at);
        }
    }
    found
}

fn is_head_row(table: &Table, row: &[usize], first: bool) -> bool {
    let kinds: Vec<Kind> = row.iter().map(|cell| head(table.text(*cell)).kind).collect();
    let count = |wanted: fn(&Kind) -> bool| kinds.iter().filter(|kind| wanted(kind)).count();
    let labels = count(|kind| *kind == Kind::Label);
    let numbers = count(|kind| matches!(kind, Kind::Value | Kind::Previous | Kind::Year(_)));
    let known = count(|kind| !matches!(kind, Kind::Other | Kind::Blank));
    let years: Vec<u32> = kinds
        .iter()
        .filter_map(|kind| if let Kind::Year(year) = kind { Some(*year) } else { None })
        .collect();
    let amounts =
        row.iter().zip(&kinds).any(|(cell, kind)| !matches!(kind, Kind::Year(_)) && table.is_amount(*cell));
    // Two figures may look like years.
    let named = row.iter().any(|cell| table.text(*cell).contains('年'));
    let in_order = years.windows(2).all(|pair| pair[0].abs_diff(pair[1]) == 1);
    let by_years = years.len() >= 2 && first && (named || in_order);
    let by_heads = numbers >= 1 && (labels >= 1 || (first && known >= 2 && (named || years.len() < known)));
    !amounts && (by_years || by_heads)
}

/// A table that is being read.
struct Reading<'a> {
    table: &'a mut Table,
    year: u32,
    found: Found,
    /// The unit of the whole table, and the cell that gives it.
    unit: Option<(String, usize)>,
}

/// A column of numbers: where it is, and its head.
#[derive(Clone)]
struct Numbers {
    column: usize,
    head: Head,
    heads: Vec<usize>,
}

/// The columns of a table that belong together.
#[derive(Default)]
struct Columns {
    label: Option<usize>,
    label_heads: Vec<usize>,
    label_unit: Option<String>,
    unit: Option<usize>,
    value: Option<Numbers>,
    previous: Option<Numbers>,
    years: Vec<(u32, Numbers)>,
    index: Vec<usize>,
    growth: Vec<usize>,
    /// The first column, and the first that is not among them.
    from: usize,
    to: usize,
}

impl Reading<'_> {
    /// Rows above the heads.
    fn titles(&mut self, rows: &[Vec<usize>]) {
        for cell in rows.iter().flatten().copied().filter(|cell| *cell != 0) {
            if let Some(unit) = unit_of_title(self.table.text(cell)) {
                self.unit = Some((unit, cell));
            }
            self.table.leave(&[cell], Why::Title);
        }
    }

    /// A row of heads and the rows below it.
    fn part(&mut self, rows: &[Vec<usize>]) {
        let (heads, body) = self.heads(rows);
        let spans = columns(&heads, self, body);
        for (cell, _) in heads.iter().flat_map(|(head, cells)| cells.iter().map(move |cell| (*cell, head))) {
            self.table.leave(&[cell], Why::Head);
        }
        // Rows of a single cell are not of a figure, whichever columns they stand in.
        for row in body {
            if let [cell] = self.table.said(row)[..] {
                let why = if is_note(self.table.text(cell)) { Why::Note } else { Why::Group };
                self.table.leave(&[cell], why);
            }
        }
        for columns in spans {
            self.rows(&columns, body);
        }
    }

    /// The head of each column, with the cells that make it; and the rows below.
    fn heads<'r>(&self, rows: &'r [Vec<usize>]) -> (Vec<(Head, Vec<usize>)>, &'r [Vec<usize>]) {
        let upper: Vec<(Head, Vec<usize>)> =
            rows[0].iter().map(|cell| (head(self.table.text(*cell)), vec![*cell])).collect();
        let below = rows.get(1).filter(|row| {
            let said = self.table.said(row);
            let label = upper.iter().position(|(head, _)| head.kind == Kind::Label);
            let under_label = label.is_some_and(|at| row[at] != 0);
            let heads = said.iter().any(|cell| {
                !matches!(
                    head(self.table.text(*cell)).kind,
                    Kind::Other | Kind::Blank | Kind::Label | Kind::Index
                )
            });
            !under_label
                && heads
                && !said.iter().any(|cell| {
                    self.table.is_amount(*cell) && !matches!(head(self.table.text(*cell)).kind, Kind::Year(_))
                })
        });
        let Some(below) = below else { return (upper, &rows[1..]) };
        let mut heads = Vec::new();
        let mut last = Head { kind: Kind::Blank, unit: None };
        for ((above, mut cells), cell) in upper.into_iter().zip(below) {
            // A head over several columns stands in the first of them.
            let above = if above.kind == Kind::Blank && *cell != 0 { last.clone() } else { above };
            last.clone_from(&above);
            let own = head(self.table.text(*cell));
            cells.push(*cell);
            let kind = match (above.kind, own.kind) {
                (above, Kind::Blank) => above,
                (above @ (Kind::Year(_) | Kind::Previous), Kind::Value) => above,
                (_, own) => own,
            };
            heads.push((Head { kind, unit: own.unit.or(above.unit) }, cells));
        }
        (heads, &rows[2..])
    }

    fn rows(&mut self, columns: &Columns, body: &[Vec<usize>]) {
        let mut growth = false;
        for row in body {
            let cells = self.table.said(&row[columns.from..columns.to]);
            if cells.is_empty() || self.table.said(row).len() == 1 {
                continue;
            }
            let at = |column: &usize| row[*column];
            let index: Vec<usize> = columns.index.iter().map(at).collect();
            let grown: Vec<usize> = columns.growth.iter().map(at).collect();
            let why = self.row(columns, row);
            if why.is_none() {
                self.table.leave(&grown, Why::Growth);
                growth |= grown.iter().any(|cell| !self.table.cells[*cell].is_blank());
            }
            self.table.leave(&index, Why::Index);
            self.table.leave(&cells, why.unwrap_or(Why::Column));
        }
        let before = columns.previous.is_some() || columns.years.len() > 1;
        if growth && !before {
            self.found.doubts.push(Doubt::OnlyGrowth);
        }
        let other = columns.years.iter().find(|(year, numbers)| {
            let value = columns.value.as_ref().map(|value| value.column);
            Some(numbers.column) == value && *year != self.year && self.year != 0
        });
        if let Some((year, _)) = other.filter(|_| !self.found.entries.is_empty()) {
            self.found.doubts.push(Doubt::OtherYear(*year));
        }
    }

    /// The figure of a row; otherwise why it has none.
    fn row(&mut self, columns: &Columns, row: &[usize]) -> Option<Why> {
        let (Some(label), Some(value)) = (columns.label, &columns.value) else { return Some(Why::NoTable) };
        let (label, cell) = (row[label], row[value.column]);
        let text = self.table.text(label).to_owned();
        let name = Name::read(&text);
        let named = folded(&text);
        if head(&text).kind == Kind::Index {
            return Some(Why::Index);
        }
        if is_total(&named) {
            return Some(Why::Total);
        }
        let Some(amount) = amount(self.table.text(cell)) else {
            if matches!(head(&text).kind, Kind::Label | Kind::Unit) {
                return Some(Why::Head);
            }
            let first = self.table.said(row).first().copied().unwrap_or(0);
            return Some(if is_note(self.table.text(first)) { Why::Note } else { Why::NoNumber });
        };
        if name.label.is_empty() || self.table.is_amount(label) || year(&named).is_some() {
            return Some(Why::NoLabel);
        }
        let unit_cell = columns.unit.map_or(0, |column| row[column]);
        let column_unit = unit_in(self.table.text(unit_cell));
        let head_unit = value.head.unit.clone().or_else(|| columns.label_unit.clone());
        let title_unit = self.unit.as_ref().map(|(unit, _)| unit.clone());
        let given = column_unit
            .clone()
            .or_else(|| name.unit.clone())
            .or_else(|| head_unit.clone())
            .or_else(|| title_unit.clone());
        let unit = together(&amount.unit, given.as_deref());
        let scaled = is_share(&name.label, &amount, &unit);
        let number =
            |amount: &Amount| if scaled { per_cent(&amount.number) } else { Some(amount.number.clone()) };
        let Some(value_number) = number(&amount) else { return Some(Why::NoNumber) };
        if scaled {
            let (was, now) = (amount.number.to_string(), value_number.to_string());
            self.found.doubts.push(Doubt::Share(name.label.clone(), was, now));
        }
        let entry = self.found.entries.len();
        // A number of another year, where it has the same unit.
        let mut other = |numbers: &Numbers, table: &mut Table| {
            let cell = row[numbers.column];
            let read = super::number::amount(table.text(cell));
            let Some(read) = read else {
                table.leave(&[cell], Why::NoNumber);
                return None;
            };
            let same = read.unit.is_empty() || read.unit == amount.unit || read.unit == unit;
            let own = numbers.head.unit.as_ref().is_none_or(|own| *own == unit);
            if !same || !own || (read.unit.is_empty() && is_scale(&amount.unit)) {
                table.leave(&[cell], Why::OtherUnit);
                return None;
            }
            let number = number(&read)?;
            table.cells[cell].by.push(entry);
            Some(number)
        };
        let previous = columns.previous.as_ref().and_then(|numbers| other(numbers, self.table));
        let mut series: Vec<(u32, Number)> = Vec::new();
        if columns.is_series() {
            for (year, numbers) in
                columns.years.iter().filter(|(year, _)| self.year == 0 || *year <= self.year)
            {
                if let Some(number) = other(numbers, self.table) {
                    series.push((*year, number));
                }
            }
            series.sort_by_key(|(year, _)| *year);
            if series.len() > MOST_YEARS {
                self.found.doubts.push(Doubt::ManyYears(name.label.clone()));
                let early = series.len() - MOST_YEARS;
                let years: Vec<u32> = series.drain(..early).map(|(year, _)| year).collect();
                for (_, numbers) in columns.years.iter().filter(|(year, _)| years.contains(year)) {
                    let cell = &mut self.table.cells[row[numbers.column]];
                    cell.by.retain(|by| *by != entry);
                    cell.why = Some(Why::EarlyYear);
                }
            }
            if series.len() < 2 {
                series.clear();
            }
        }
        for (year, numbers) in &columns.years {
            if series.iter().any(|(own, _)| own == year) {
                numbers
                    .heads
                    .iter()
                    .filter(|cell| **cell != 0)
                    .for_each(|cell| self.table.cells[*cell].by.push(entry));
            } else if self.year != 0 && *year > self.year {
                self.table.leave(&[row[numbers.column]], Why::LaterYear);
            }
        }
        // A point that makes no series may still be the number of the year before.
        self.hold(cell, entry, None);
        self.hold(label, entry, name.rest(&text, &unit));
        let used = |given: &Option<String>| {
            given.as_ref().is_some_and(|given| !unit.is_empty() && unit.ends_with(given.as_str()))
        };
        if used(&column_unit) {
            self.hold(unit_cell, entry, None);
        } else {
            self.table.leave(&[unit_cell], Why::OtherUnit);
        }
        if column_unit.is_none() && name.unit.is_none() && used(&head_unit) {
            for cell in value.heads.iter().chain(&columns.label_heads).copied().filter(|cell| *cell != 0) {
                let text = self.table.text(cell);
                if without_bracket(&folded(text)).1.is_some() {
                    let rest = folded(text).replacen(&unit, "", 1);
                    self.hold(cell, entry, Some((rest, Why::Head)));
                }
            }
        } else if given == title_unit
            && used(&title_unit)
            && let Some((own, cell)) = self.unit.clone()
        {
            let text = folded(self.table.text(cell));
            let at = text.find("单位:").unwrap_or(0);
            let rest = format!("{}{}", &text[..at], text[at..].replacen(&own, "", 1));
            self.hold(cell, entry, Some((rest, Why::Title)));
        }
        let row = self.table.cells[label].row;
        self.found.entries.push(Entry {
            label: name.label,
            value: value_number,
            unit,
            previous,
            series,
            row,
            dropped: None,
        });
        None
    }

    /// A figure holds what a cell says, but for a rest.
    fn hold(&mut self, cell: usize, entry: usize, rest: Option<(String, Why)>) {
        if cell != 0 {
            let cell = &mut self.table.cells[cell];
            cell.by.push(entry);
            cell.rest = rest;
        }
    }

    /// Rows of a label, a number and a unit, without heads. Whether there are any.
    fn without_heads(&mut self, rows: &[Vec<usize>], careful: bool) -> bool {
        let many: Vec<Vec<usize>> =
            rows.iter().map(|row| self.table.said(row)).filter(|row| row.len() > 1).collect();
        let plain: Vec<Plain> = many.iter().filter_map(|row| Plain::read(self.table, row)).collect();
        let units = plain.iter().filter(|row| row.has_unit(self.table)).count();
        let enough = if careful {
            plain.len() == many.len() && units == plain.len()
        } else {
            plain.len() * 2 >= many.len()
        };
        if plain.is_empty() || !enough {
            return false;
        }
        for row in rows {
            if let [cell] = self.table.said(row)[..] {
                if let Some(unit) = unit_of_title(self.table.text(cell)) {
                    self.unit = Some((unit, cell));
                }
                let why = if is_note(self.table.text(cell)) { Why::Note } else { Why::Group };
                self.table.leave(&[cell], why);
            }
        }
        for row in &plain {
            // As a table whose heads are known.
            let line = [row.label, row.value, row.unit, row.index];
            let heads = Head { kind: Kind::Value, unit: None };
            let columns = Columns {
                label: Some(0),
                value: Some(Numbers { column: 1, head: heads, heads: Vec::new() }),
                unit: Some(2),
                ..Columns::default()
            };
            if let Some(why) = self.row(&columns, &line) {
                self.table.leave(&line, why);
            }
            self.table.leave(&[row.index], Why::Index);
        }
        for row in many {
            self.table.leave(&row, Why::NoNumber);
        }
        !self.found.entries.is_empty()
    }
}

impl Columns {
    /// Whether its years make a chart: two alone are a year and the one before.
    fn is_series(&self) -> bool {
        self.years.len() > 2
    }
}

/// The columns that belong together: some tables stand twice beside each other.
fn columns(heads: &[(Head, Vec<usize>)], reading: &Reading<'_>, body: &[Vec<usize>]) -> Vec<Columns> {
    let mut found: Vec<Columns> = Vec::new();
    let mut own = Columns::default();
    let mut numbers = 0;
    for (column, (head, cells)) in heads.iter().enumerate() {
        let again = matches!(head.kind, Kind::Label | Kind::Index) && numbers > 0;
        let label_comes = heads[column..].iter().any(|(head, _)| head.kind == Kind::Label);
        if again && label_comes {
            own.to = column;
            found.push(std::mem::take(&mut own));
            own.from = column;
            numbers = 0;
        }
        let here = || Numbers { column, head: head.clone(), heads: cells.clone() };
        match head.kind {
            Kind::Index => own.index.push(column),
            Kind::Label => {
                own.label = Some(column);
                own.label_heads.clone_from(cells);
                own.label_unit.clone_from(&head.unit);
            }
            Kind::Value if own.value.is_none() => own.value = Some(here()),
            Kind::Previous if own.previous.is_none() => own.previous = Some(here()),
            Kind::Year(year) if own.years.iter().all(|(other, _)| *other != year) => {
                own.years.push((year, here()))
            }
            Kind::Unit if own.unit.is_none() => own.unit = Some(column),
            Kind::Growth => own.growth.push(column),
            _ => {}
        }
        numbers += usize::from(matches!(head.kind, Kind::Value | Kind::Previous | Kind::Year(_)));
    }
    own.to = heads.len();
    found.push(own);
    for columns in &mut found {
        settle(columns, reading, heads, body);
    }
    found
}

/// Which column is the label's where no head says it, and which year's the value is.
fn settle(columns: &mut Columns, reading: &Reading<'_>, heads: &[(Head, Vec<usize>)], body: &[Vec<usize>]) {
    let year = reading.year;
    if columns.label.is_none() {
        let words = |column: &usize| {
            body.iter().any(|row| row[*column] != 0 && !reading.table.is_amount(row[*column]))
        };
        let free = |kinds: &[Kind]| {
            (columns.from..columns.to).filter(|at| kinds.contains(&heads[*at].0.kind)).find(words)
        };
        // 单位 at the head of the first column are offices.
        columns.label = free(&[Kind::Other, Kind::Blank]);
    }
    if columns.value.is_none() {
        let past = columns.years.iter().filter(|(own, _)| year == 0 || *own <= year);
        columns.value = past.max_by_key(|(own, _)| *own).map(|(_, numbers)| numbers.clone());
    }
    let value = columns.value.as_ref().map(|value| value.column);
    let value_year =
        columns.years.iter().find(|(_, numbers)| Some(numbers.column) == value).map_or(year, |(own, _)| *own);
    if columns.previous.is_none() {
        let before = columns.years.iter().find(|(own, _)| own + 1 == value_year);
        columns.previous = before.map(|(_, numbers)| numbers.clone());
    }
}

/// A row of a table without heads: cells, or 0.
struct Plain {
    label: usize,
    value: usize,
    unit: usize,
    index: usize,
}

impl Plain {
    fn read(table: &Table, row: &[usize]) -> Option<Self> {
        let label =
            row.iter().position(|cell| !table.is_amount(*cell) && !is_number_of_row(table.text(*cell)))?;
        let index = match &row[..label] {
            [] => 0,
            [index] if is_number_of_row(table.text(*index)) => *index,
            _ => return None,
        };
        let is_unit = |cell: usize| surely_unit(&folded(table.text(cell)));
        let (value, unit) = match row[label + 1..] {
            [value] => (value, 0),
            [value, unit] if is_unit(unit) => (value, unit),
            [unit, value] if is_unit(unit) => (value, unit),
            _ => return None,
        };
        table.is_amount(value).then_some(Self { label: row[label], value, unit, index })
    }

    fn has_unit(&self, table: &Table) -> bool {
        let attached = amount(table.text(self.value)).is_some_and(|amount| !amount.unit.is_empty());
        attached || self.unit != 0 || Name::read(table.text(self.label)).unit.is_some()
    }
}

/// A label with what stands about it.
struct Name {
    label: String,
    /// The unit that stands behind it in brackets.
    unit: Option<String>,
    /// The number that stands before it.
    numbering: String,
}

/// What stands before a label: 一、 （二） 1. ① 其中：
static NUMBERING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[(（][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+[、.．]|[0-9]+[、.．)）]|[①-⑳]|其中[:：]?|[#*※◆●■·])+")
        .unwrap_or_else(|_| unreachable!("a pattern"))
});

impl Name {
    fn read(text: &str) -> Self {
        let text = joined(text);
        let end = NUMBERING.find(&text).map_or(0, |found| found.end());
        let (numbering, label) = text.split_at(end);
        let label = label.trim_matches([':', '：', '、', '，', ',', ' ']);
        let half = label.replace('（', "(").replace('）', ")");
        let unit = without_bracket(&half)
            .1
            .map(|inner| folded(inner).trim_start_matches("单位:").to_owned())
            .filter(|unit| surely_unit(unit));
        let bracket = label.rfind(['(', '（']).filter(|_| unit.is_some());
        let kept = label[..bracket.unwrap_or(label.len())].to_owned();
        Self { label: kept, unit, numbering: numbering.to_owned() }
    }

    /// What is not in the figure.
    fn rest(&self, text: &str, unit: &str) -> Option<(String, Why)> {
        let lost = self.unit.as_ref().filter(|own| !unit.ends_with(own.as_str()));
        match lost {
            Some(own) => Some((format!("{}{own}", self.numbering), Why::OtherUnit)),
            None if self.numbering.is_empty() => None,
            None => Some((self.numbering.clone(), Why::Numbering)).filter(|_| !text.is_empty()),
        }
    }
}

/// Words without the white space between Chinese characters.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().last()) && latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What a cell of the column of units says.
fn unit_in(text: &str) -> Option<String> {
    let text = folded(text);
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(&text);
    inner.contains(|c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '℃')).then(|| inner.to_owned())
}

/// A unit that stands behind the number, with the one that stands elsewhere: 万 and 人次 are 万人次.
fn together(attached: &str, given: Option<&str>) -> String {
    match given {
        Some(given) if attached.is_empty() => given.to_owned(),
        Some(given) if is_scale(attached) && !given.starts_with(attached) => format!("{attached}{given}"),
        _ => attached.to_owned(),
    }
}

fn is_scale(unit: &str) -> bool {
    matches!(
        unit,
        "十" | "百" | "千" | "万" | "十万" | "百万" | "千万" | "亿" | "余" | "多" | "万余" | "亿余"
    )
}

/// Whether a number is a share of one where its row says per cent: a rate of 0.956 % does not exist.
fn is_share(label: &str, amount: &Amount, unit: &str) -> bool {
    let rate = label.ends_with('率') || label.contains("比例") || label.contains("占比");
    let growth = ["增", "降", "生率", "亡率", "误", "发率", "失业"].iter().any(|word| label.contains(word));
    let value = amount.number.as_f64().unwrap_or(0.0);
    unit == "%" && amount.unit.is_empty() && rate && !growth && value > 0.0 && value < 1.0
}

fn per_cent(share: &Number) -> Option<Number> {
    number(&plain(share.as_f64()? * 100.0))
}

fn is_total(label: &str) -> bool {
    let label = label.trim_matches([':', '(', ')']);
    matches!(
        label,
        "合计" | "总计" | "小计" | "共计" | "累计" | "总和" | "合" | "计" | "平均" | "平均值" | "汇总"
    )
}

/// Whether a cell is the number of its row.
fn is_number_of_row(text: &str) -> bool {
    let text = folded(text);
    let text = text.trim_matches(['.', '、', '(', ')']);
    let chinese = text.chars().all(|c| "一二三四五六七八九十".contains(c));
    !text.is_empty() && text.chars().count() <= 3 && (chinese || text.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a text is a note to a table.
fn is_note(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "注",
        "备注",
        "说明",
        "数据来源",
        "来源",
        "资料来源",
        "填报",
        "填表",
        "制表",
        "审核",
        "统计",
        "负责人",
        "单位负责人",
        "联系",
        "截至",
        "以上",
        "※",
        "*",
        "本表",
        "表中",
        "日期",
    ];
    let text = folded(text);
    STARTS.iter().any(|start| text.starts_with(start))
}
