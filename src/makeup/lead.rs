//! The lead, 导语: in how many columns it is set, and where they stand.

use std::cmp::Reverse;

use super::fold::Fold;
use super::ground::Ground;
use super::plan::{Plan, Rect};
use super::widths::width_em;
use crate::edition::{Grid, MakeupRules};

/// The gutter between columns of the lead (字 of its own type).
const GUTTER: f64 = 2.0;
/// Its type may be set so many times as large as the template says, where that makes its gutters no wider than they need be.
const LARGER: f64 = 1.045;
/// What stays free below it (pt).
const ROOM_PT: f64 = 6.0;
/// A column of the lead has at least so many lines, the last one less; a shorter lead stands in fewer columns.
const LEAST_LINES: u32 = 3;
/// The best measure of a column (字).
const BEST_MEASURE: f64 = 24.0;
/// A column of several has lines of so many 字 at the least.
const LEAST_MEASURE: f64 = 18.0;
/// Columns of a lead over a fold that one page has at the most.
const MOST_ON_A_PAGE: u32 = 2;

/// The lead's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadShape {
    /// Its first basic column.
    pub column: u32,
    /// How many basic columns it has.
    pub columns: u32,
    /// In how many columns of its own it is set.
    pub parts: u32,
}

impl LeadShape {
    /// The columns of a lead: as many as hold enough lines, over as much of the page as they can.
    #[must_use]
    pub fn new(ground: Ground, lead: &[String]) -> Self {
        Self::within(ground, (ground.rules.lead.column, ground.rules.lead.columns), lead)
    }

    /// The same within some basic columns: the first, and how many.
    #[must_use]
    pub fn within(ground: Ground, (column, columns): (u32, u32), lead: &[String]) -> Self {
        if ground.grid.fold_mm.is_some() {
            return Self::across(ground, lead.iter().map(|text| text.chars().count()).sum());
        }
        let whole = Self { column, columns, parts: 1 };
        let Some(longest) = ground.rules.lead.most_measure else { return whole };
        // Narrower rooms take from both sides.
        let rooms = (0..columns.div_ceil(2)).map(|less| (column + less, columns - 2 * less));
        let ways = rooms
            .flat_map(|(column, columns)| (1..=columns).map(move |parts| Self { column, columns, parts }));
        // The widest; of the same width the one whose lines are best to read, in no more room than it needs.
        let rank = |shape: &Self| {
            let (width, gutter) = shape.spread(ground, longest);
            let parts = f64::from(shape.parts);
            let span = parts * width + (parts - 1.0) * gutter;
            #[expect(clippy::cast_possible_truncation, reason = "some dozens")]
            (span.round() as i64, Reverse((width - BEST_MEASURE).abs() as i64), Reverse(shape.columns))
        };
        ways.filter(|shape| shape.parts == 1 || shape.is_filled(ground, lead))
            .max_by_key(rank)
            .unwrap_or(whole)
    }

    /// Whether a lead fills its columns, which are not too narrow.
    fn is_filled(&self, ground: Ground, lead: &[String]) -> bool {
        self.measure(ground.grid, ground.rules) >= LEAST_MEASURE
            && self.lines(ground, lead) + 1 >= LEAST_LINES * self.parts
    }

    /// How wide its columns are when no line is too long, and what is between them (字).
    fn spread(&self, ground: Ground, longest: u32) -> (f64, f64) {
        let Ground { grid, rules } = ground;
        let width = self.measure(grid, rules).min(f64::from(longest));
        let room = f64::from(grid.measure_of(self.columns)) * grid.body_pt / rules.lead.size_pt;
        let parts = f64::from(self.parts);
        let gutter = if self.parts < 2 { 0.0 } else { (room - parts * width) / (parts - 1.0) };
        // What whole 字 leave over goes to the gutters.
        (width, gutter.min(2.0 * GUTTER))
    }

    /// Its type (pt), when its columns and gutters are so wide: what whole 字 leave over is shared out to all of them.
    fn size_pt(&self, rules: &MakeupRules, (width, gutter): (f64, f64)) -> f64 {
        let own = rules.lead.size_pt;
        if self.parts < 2 || gutter <= GUTTER {
            return own;
        }
        let (parts, gutters) = (f64::from(self.parts), f64::from(self.parts - 1));
        let larger = (parts * width + gutters * gutter) / (parts * width + gutters * GUTTER);
        // Tenths of a point are enough.
        ((own * larger.min(LARGER) * 10.0 + 1e-6).floor() / 10.0).max(own)
    }

    /// The columns of a lead over the fold of a spread, as many on each page, from the fold outwards: as wide as may be with no
    /// longer lines than the template says, and two or one on a page as it has enough lines for.
    fn across(ground: Ground, characters: usize) -> Self {
        let Ground { grid, rules } = ground;
        let half = grid.columns / 2;
        let of = |pairs: u32, wide: u32| Self { column: half - wide, columns: 2 * wide, parts: 2 * pairs };
        let longest = rules.lead.most_measure.map_or(f64::INFINITY, f64::from);
        let characters = f64::from(u32::try_from(characters).unwrap_or(u32::MAX));
        let ways = (1..=MOST_ON_A_PAGE).rev().flat_map(|pairs| {
            // Two columns on a page take more than half of it.
            let least = (half * pairs / 4 + pairs - 1).clamp(1, half);
            (least..=half).rev().map(move |wide| of(pairs, wide))
        });
        let ways: Vec<Self> = ways.filter(|shape| shape.measure(grid, rules) <= longest).collect();
        let enough =
            |shape: &&Self| characters >= f64::from(LEAST_LINES * shape.parts) * shape.measure(grid, rules);
        ways.iter().find(enough).or(ways.last()).copied().unwrap_or_else(|| of(1, half))
    }

    /// The same within as many basic columns: the template's own, or from the first on where a picture stands beside it.
    #[must_use]
    pub fn of_columns(ground: Ground, columns: u32, lead: &[String]) -> Self {
        let own = &ground.rules.lead;
        let column = if columns == own.columns { own.column } else { 0 };
        Self::within(ground, (column, columns), lead)
    }

    /// Some lines shared out to the columns: no two differ by more than one.
    #[must_use]
    pub fn columns_of(&self, lines: u32) -> Vec<u32> {
        (0..self.parts).map(|part| lines / self.parts + u32::from(part < lines % self.parts)).collect()
    }

    /// The lines of a lead, by its characters; the typeset page has the last word.
    #[must_use]
    pub fn lines(&self, ground: Ground, lead: &[String]) -> u32 {
        let measure = self.measure(ground.grid, ground.rules).max(1.0);
        let measure = ground.rules.lead.most_measure.map_or(measure, |most| measure.min(f64::from(most)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred lines")]
        let lines = |text: &String| ((width_em(text) + 2.0) / measure).ceil() as u32;
        lead.iter().map(lines).sum()
    }

    /// The lines of the grid that so many lines of the lead take when they are shared out to its columns.
    #[must_use]
    pub fn height(&self, ground: Ground, lines: u32) -> u32 {
        let lead = &ground.rules.lead;
        let lines = lines.div_ceil(self.parts);
        if lines == 0 {
            return 0;
        }
        lines_for(ground.grid, f64::from(lines) * lead.pitch_pt - (lead.pitch_pt - lead.size_pt) + ROOM_PT)
    }

    /// What a line of it holds when its columns take their whole room (字).
    fn measure(&self, grid: &Grid, rules: &MakeupRules) -> f64 {
        if grid.fold_mm.is_some() {
            let pairs = f64::from((self.parts / 2).max(1));
            let width = f64::from(grid.measure_of(self.columns / 2)) * grid.body_pt / rules.lead.size_pt;
            return ((width - (pairs - 1.0) * GUTTER) / pairs + 1e-6).floor().max(1.0);
        }
        let width = f64::from(grid.measure_of(self.columns)) * grid.body_pt / rules.lead.size_pt;
        let parts = f64::from(self.parts.max(1));
        ((width - (parts - 1.0) * GUTTER) / parts + 1e-6).floor()
    }
}

/// The slots of the lead in its area: columns of whole 字, no wider than the template allows, in the middle; and its type (pt).
#[must_use]
pub fn slots(plan: &Plan, grid: &Grid, rules: &MakeupRules) -> (Vec<Rect>, f64) {
    let (area, whole) = (&plan.lead, grid.rect(&plan.lead));
    let (own, pitch) = (rules.lead.size_pt, rules.lead.pitch_pt);
    let (Some(most), false) = (rules.lead.most_measure, plan.lead_columns.is_empty()) else {
        return (vec![whole], own);
    };
    let parts = u32::try_from(plan.lead_columns.len()).unwrap_or(u32::MAX);
    let shape = LeadShape { column: area.column, columns: area.columns, parts };
    let (width, gutter) = shape.spread(Ground { grid, rules }, most);
    if let Some(fold) = grid.fold() {
        return (across(plan, whole, (width * own, own, pitch), fold), own);
    }
    let size = shape.size_pt(rules, (width, gutter));
    let count = f64::from(parts);
    let span = own * (count * width + (count - 1.0) * gutter);
    let width = width * size;
    let gutter = if parts < 2 { 0.0 } else { (span - count * width) / (count - 1.0) };
    let left = whole.x + (whole.width - count * width - (count - 1.0) * gutter) / 2.0;
    let column = |(part, &lines): (u32, &u32)| Rect {
        x: left + f64::from(part) * (width + gutter),
        width,
        height: (f64::from(lines) * pitch - (pitch - size)).max(0.0),
        ..whole
    };
    ((0..).zip(&plan.lead_columns).map(column).collect(), size)
}

/// The slots of a lead over the fold: one half of them on each page, the inner ones beside the fold.
fn across(plan: &Plan, whole: Rect, (width, size, pitch): (f64, f64, f64), fold: Fold) -> Vec<Rect> {
    let pairs = (plan.lead_columns.len() / 2).max(1);
    let count = f64::from(u32::try_from(pairs).unwrap_or(1));
    let room = fold.page_width - whole.x;
    let gutter = if pairs < 2 { 0.0 } else { (room - count * width) / (count - 1.0) };
    let gutter = gutter.clamp(0.0, 2.0 * GUTTER * size);
    let column = |(part, &lines): (usize, &u32)| {
        let place = |number: usize| f64::from(u32::try_from(number).unwrap_or(0)) * (width + gutter);
        let x = if part < pairs {
            fold.page_width - place(pairs - part) + gutter
        } else {
            fold.right + place(part - pairs)
        };
        Rect { x, width, height: (f64::from(lines) * pitch - (pitch - size)).max(0.0), ..whole }
    };
    plan.lead_columns.iter().enumerate().map(column).collect()
}

/// The lines of the grid that a height takes.
#[must_use]
pub fn lines_for(grid: &Grid, height: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has a few hundred lines"
    )]
    let lines = ((height + grid.leading_pt() - 0.01) / grid.pitch_pt).ceil().max(0.0) as u32;
    lines
}
