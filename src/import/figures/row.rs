//! What a row of a table says, once its columns are known.

use serde_json::Number;

use super::columns::{Columns, Numbers};
use super::heads::{Kind, head, without_bracket};
use super::names::{Name, is_note, is_scale, is_share, is_total, per_cent, together, unit_in};
use super::number::{Amount, amount, folded, year};
use super::table::{Doubt, Entry};
use super::understand::Reading;
use super::why::{MOST_YEARS, Why};

/// What is known of a row's figure before its other years are read.
struct Figure {
    /// Its place among the figures.
    entry: usize,
    /// The number with the unit that stands right behind it.
    amount: Amount,
    /// The whole unit.
    unit: String,
    /// Whether the row's numbers are shares of one, and are taken as per cent.
    scaled: bool,
}

/// The units that are given for a row: those that stand nearer count more.
struct Units {
    column: Option<String>,
    label: Option<String>,
    head: Option<String>,
    title: Option<String>,
}

impl Units {
    fn first(&self) -> Option<&str> {
        [&self.column, &self.label, &self.head, &self.title].into_iter().flatten().map(String::as_str).next()
    }
}

impl Figure {
    fn number(&self, amount: &Amount) -> Option<Number> {
        if self.scaled { per_cent(&amount.number) } else { Some(amount.number.clone()) }
    }
}

impl Reading<'_> {
    /// The figures of rows.
    pub(super) fn rows(&mut self, columns: &Columns, body: &[Vec<usize>]) {
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
        let other = columns.value_year().filter(|year| *year != self.year && self.year != 0);
        if let Some(year) = other.filter(|_| !self.found.entries.is_empty()) {
            self.found.doubts.push(Doubt::OtherYear(year));
        }
    }

    /// The figure of a row; otherwise why it has none.
    pub(super) fn row(&mut self, columns: &Columns, row: &[usize]) -> Option<Why> {
        let (Some(label), Some(value)) = (columns.label, &columns.value) else { return Some(Why::NoTable) };
        let (label, cell) = (row[label], row[value.column]);
        let text = self.table.text(label).to_owned();
        let Some(amount) = amount(self.table.text(cell)) else {
            return Some(self.why_no_number(&text, row));
        };
        let name = Name::read(&text);
        if head(&text).kind == Kind::Index {
            return Some(Why::Index);
        }
        if is_total(&folded(&text)) {
            return Some(Why::Total);
        }
        if name.label.is_empty() || self.table.is_amount(label) || year(&folded(&text)).is_some() {
            return Some(Why::NoLabel);
        }
        let units = self.units(columns, row, &name);
        let unit = together(&amount.unit, units.first());
        let scaled = is_share(&name.label, &amount, &unit);
        let figure = Figure { entry: self.found.entries.len(), amount, unit, scaled };
        let Some(number) = figure.number(&figure.amount) else { return Some(Why::NoNumber) };
        if scaled {
            let (was, now) = (figure.amount.number.to_string(), number.to_string());
            self.found.doubts.push(Doubt::Share(name.label.clone(), was, now));
        }
        let previous = columns.previous.as_ref().and_then(|numbers| self.other(&figure, numbers, row));
        let series = self.series(&figure, columns, row, &number);
        if series.len() > MOST_YEARS {
            self.found.doubts.push(Doubt::ManyYears(name.label.clone()));
        }
        let series = series[series.len().saturating_sub(MOST_YEARS)..].to_vec();
        self.hold_years(&figure, columns, row, &series, previous.is_some());
        self.hold(cell, figure.entry, None);
        self.hold(label, figure.entry, name.rest(&text, &figure.unit));
        self.hold_units(&figure, columns, row, &units);
        let Figure { unit, .. } = figure;
        self.found.entries.push(Entry {
            label: name.label,
            value: number,
            unit,
            previous,
            series,
            dropped: None,
        });
        None
    }

    fn why_no_number(&self, label: &str, row: &[usize]) -> Why {
        let first = self.table.said(row).first().copied().unwrap_or(0);
        match head(label).kind {
            Kind::Index => Why::Index,
            Kind::Label | Kind::Unit => Why::Head,
            _ if is_total(&folded(label)) => Why::Total,
            _ if is_note(self.table.text(first)) => Why::Note,
            _ => Why::NoNumber,
        }
    }

    /// A row's number of another year, where it has the figure's unit.
    fn other(&mut self, figure: &Figure, numbers: &Numbers, row: &[usize]) -> Option<Number> {
        let cell = row[numbers.column];
        let Some(read) = amount(self.table.text(cell)) else {
            self.table.leave(&[cell], Why::NoNumber);
            return None;
        };
        let same = read.unit.is_empty() || read.unit == figure.amount.unit || read.unit == figure.unit;
        let headed = numbers.head.unit.as_ref().is_none_or(|unit| *unit == figure.unit);
        let scale = read.unit.is_empty() && is_scale(&figure.amount.unit);
        if !same || !headed || scale {
            self.table.leave(&[cell], Why::OtherUnit);
            return None;
        }
        figure.number(&read)
    }

    /// The numbers of the years, in their order.
    fn series(
        &mut self,
        figure: &Figure,
        columns: &Columns,
        row: &[usize],
        own: &Number,
    ) -> Vec<(u32, Number)> {
        let mut series = Vec::new();
        if !columns.is_series() {
            return series;
        }
        let report = self.year;
        for (year, numbers) in columns.years.iter().filter(|(year, _)| report == 0 || *year <= report) {
            if let Some(number) = self.other(figure, numbers, row) {
                series.push((*year, number));
            }
        }
        series.sort_by_key(|(year, _)| *year);
        // This year's column may be called 本年.
        if series.last().is_some_and(|(year, _)| year + 1 == self.year) && columns.value_year().is_none() {
            series.push((self.year, own.clone()));
        }
        if series.len() < 2 {
            series.clear();
        }
        series
    }

    /// What the figure holds of the columns of years.
    fn hold_years(
        &mut self,
        figure: &Figure,
        columns: &Columns,
        row: &[usize],
        series: &[(u32, Number)],
        previous: bool,
    ) {
        if let Some(numbers) = columns.previous.as_ref().filter(|_| previous) {
            self.hold(row[numbers.column], figure.entry, None);
        }
        let first = series.first().map_or(0, |(year, _)| *year);
        for (year, numbers) in &columns.years {
            let cell = row[numbers.column];
            if series.iter().any(|(own, _)| own == year) {
                for cell in numbers.heads.iter().chain([&cell]) {
                    let rest = self.table.cells[*cell].rest.clone();
                    self.hold(*cell, figure.entry, rest);
                }
            } else if self.year != 0 && *year > self.year {
                self.table.leave(&[cell], Why::LaterYear);
            } else if *year < first {
                self.table.leave(&[cell], Why::EarlyYear);
            }
        }
    }

    /// The units that are given for a row.
    fn units(&self, columns: &Columns, row: &[usize], name: &Name) -> Units {
        let head = columns.value.as_ref().and_then(|value| value.head.unit.clone());
        Units {
            column: columns.unit.and_then(|column| unit_in(self.table.text(row[column]))),
            label: name.unit.clone(),
            head: head.or_else(|| columns.label_unit.clone()),
            title: self.unit.as_ref().map(|(unit, _)| unit.clone()),
        }
    }

    /// What the figure holds of the cells that give its unit.
    fn hold_units(&mut self, figure: &Figure, columns: &Columns, row: &[usize], units: &Units) {
        let used =
            |unit: &Option<String>| unit.as_ref().is_some_and(|unit| figure.unit.ends_with(unit.as_str()));
        if let Some(column) = columns.unit {
            if used(&units.column) {
                self.hold(row[column], figure.entry, None);
            }
            self.table.leave(&[row[column]], Why::OtherUnit);
        }
        if units.column.is_some() || units.label.is_some() {
            return;
        }
        if let Some(unit) = units.head.as_ref().filter(|_| used(&units.head)) {
            let value = columns.value.iter().flat_map(|value| &value.heads);
            for cell in value.chain(&columns.label_heads) {
                let text = folded(self.table.text(*cell));
                if without_bracket(&text).1.is_some_and(|inner| inner.ends_with(unit.as_str())) {
                    // The unit stands last.
                    let at = text.rfind(unit.as_str()).unwrap_or(text.len());
                    let rest = format!("{}{}", &text[..at], &text[at + unit.len()..]);
                    self.hold(*cell, figure.entry, Some((rest, Why::Head)));
                }
            }
        } else if let Some((unit, cell)) =
            self.unit.clone().filter(|_| units.head.is_none() && used(&units.title))
        {
            let text = folded(self.table.text(cell));
            let at = text.find("单位:").unwrap_or(0);
            let rest = format!("{}{}", &text[..at], text[at..].replacen(&unit, "", 1));
            self.hold(cell, figure.entry, Some((rest, Why::Title)));
        }
    }

    /// A figure holds what a cell says, but for a rest.
    pub(super) fn hold(&mut self, cell: usize, entry: usize, rest: Option<(String, Why)>) {
        if cell != 0 {
            let cell = &mut self.table.cells[cell];
            cell.by.push(entry);
            cell.rest = rest;
        }
    }
}
