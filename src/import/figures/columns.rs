//! The columns of a table that belong together.

use super::heads::{Head, Kind};
use super::table::Table;

/// The head of a column, with the cells that make it.
pub(super) type Headed = (Head, Vec<usize>);

/// A column of numbers: where it is, and its head.
#[derive(Clone)]
pub(super) struct Numbers {
    /// Its place.
    pub column: usize,
    /// What its head means.
    pub head: Head,
    /// The cells of its head.
    pub heads: Vec<usize>,
}

/// The columns of a table that belong together.
#[derive(Default)]
pub(super) struct Columns {
    /// Where the labels stand, with the cells of their head and the unit in it.
    pub label: Option<usize>,
    /// Those cells.
    pub label_heads: Vec<usize>,
    /// That unit.
    pub label_unit: Option<String>,
    /// Where the units stand.
    pub unit: Option<usize>,
    /// The numbers.
    pub value: Option<Numbers>,
    /// The numbers of the year before.
    pub previous: Option<Numbers>,
    /// The numbers of years.
    pub years: Vec<(u32, Numbers)>,
    /// Where the rows' numbers stand.
    pub index: Vec<usize>,
    /// Where it stands by how much they grew.
    pub growth: Vec<usize>,
    /// The first column, and the first that is not among them.
    pub from: usize,
    /// That first one.
    pub to: usize,
}

impl Columns {
    /// Whether its years make a chart: a year and the one before do not.
    pub(super) fn is_series(&self) -> bool {
        let adjacent = |pair: &[(u32, Numbers)]| pair[0].0.abs_diff(pair[1].0) == 1;
        // This year's numbers may stand below 本年.
        let count = self.years.len() + usize::from(self.value.is_some() && self.value_year().is_none());
        count > 2 || self.years.len() == 2 && !self.years.windows(2).any(adjacent)
    }
}

impl Columns {
    /// The year of the value, where its head says it.
    pub(super) fn value_year(&self) -> Option<u32> {
        let value = self.value.as_ref()?;
        self.years.iter().find(|(_, numbers)| numbers.column == value.column).map(|(year, _)| *year)
    }
}

/// The columns that belong together: some tables stand twice beside each other.
pub(super) fn columns(table: &Table, year: u32, heads: &[Headed], body: &[Vec<usize>]) -> Vec<Columns> {
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
                own.years.push((year, here()));
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
        settle(columns, table, year, heads, body);
    }
    found
}

/// Which column is the label's where no head says it, and which year's the value is.
fn settle(columns: &mut Columns, table: &Table, year: u32, heads: &[Headed], body: &[Vec<usize>]) {
    if columns.label.is_none() {
        let words =
            |column: &usize| body.iter().any(|row| row[*column] != 0 && !table.is_amount(row[*column]));
        let free = |at: &usize| matches!(heads[*at].0.kind, Kind::Other | Kind::Blank);
        columns.label = (columns.from..columns.to).filter(free).find(words);
    }
    if columns.value.is_none() {
        let past = columns.years.iter().filter(|(own, _)| year == 0 || *own <= year);
        columns.value = past.max_by_key(|(own, _)| *own).map(|(_, numbers)| numbers.clone());
    }
    let value_year = columns.value_year().unwrap_or(year);
    if columns.previous.is_none() {
        let before = columns.years.iter().find(|(own, _)| own + 1 == value_year);
        columns.previous = before.map(|(_, numbers)| numbers.clone());
    }
}
