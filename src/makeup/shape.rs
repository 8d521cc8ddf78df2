//! The shape function of a module: every height that a section can have at a width, and the cheapest way to it.
//!
//! A module is a band of photos, or none; the heading; the body, text columns with up to two photos among them; and
//! bands of photos below. Text of n lines, in k columns, with photos that take p columns of h lines out of the body,
//! fills the body exactly when k × body = n + Σ p × h; what is missing to a multiple of k is slack, an empty line at
//! the foot of a column.

use crate::edition::{Grid, MakeupRules};

use super::ground::Ground;
use super::photos::{Band, Block, Charges, MOST_IN_BAND, MOST_IN_BLOCK};
use super::plan::Area;
use super::rule::{Charge, Rule, total};
use super::story::Story;

/// One way to make up a module.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The module's width (basic columns).
    pub columns: u32,
    /// The module's height (lines).
    pub lines: u32,
    /// How many text columns.
    pub parts: u32,
    /// Their measure (字).
    pub measure: u32,
    /// On how many lines the heading is set.
    pub heading_lines: u32,
    /// How many lines of the grid it takes, 占行.
    pub heading_rows: u32,
    /// The band above the heading.
    pub top: Option<Band>,
    /// Photos at the right of the heading, from the module's head down; the heading is as much narrower.
    pub raised: Option<Block>,
    /// The photos among the columns: up to two blocks.
    pub insets: Vec<Block>,
    /// The bands below the text.
    pub bottom: Vec<Band>,
    /// The lines of a pull quote, or 0.
    pub quote: u32,
    /// Whether the quote stands above the heading, over the whole width, instead of in a column.
    pub quote_above: bool,
    /// The lines of the body.
    pub body: u32,
    /// Empty lines, each at the foot of another column.
    pub slack: u32,
    /// What the layout costs by itself.
    pub cost: f64,
}

impl Layout {
    /// The lines above the heading.
    #[must_use]
    pub fn head(&self) -> u32 {
        let quote = if self.quote_above { self.quote } else { 0 };
        quote + self.top.as_ref().map_or(0, |band| band.lines)
    }

    /// How many text columns the heading stands over.
    #[must_use]
    pub fn heading_span(&self) -> u32 {
        self.parts - self.raised.as_ref().map_or(0, |block| block.span)
    }
}

/// Layouts kept for one width and height.
const KEPT: usize = 3;
/// A module is a ribbon when it is this much wider than high, a chimney when it is this much higher than wide.
const RIBBON: f64 = 2.3;
const CHIMNEY: f64 = 2.2;

/// How the text columns of a width may be divided: their number and measure.
#[must_use]
pub fn divisions(ground: Ground, columns: u32, stretched: bool) -> Vec<(u32, u32)> {
    let Ground { grid, rules } = ground;
    (1..=columns)
        .filter_map(|parts| {
            let measure = grid.measure_of_area(&Area { parts, ..Area::new(0, columns, 0, 1) });
            let stretch = grid.gutter_stretch(columns, parts);
            let fits = (rules.measure.least..=rules.measure.most).contains(&measure)
                && (stretch < 1e-9 || (stretched && stretch <= rules.gutter_stretch + 1e-9))
                && (stretched || rules.first_measures.contains(&measure));
            fits.then_some((parts, measure))
        })
        .collect()
}

/// The measures of all divisions of a grid.
#[must_use]
pub fn measures(ground: Ground, stretched: bool) -> Vec<u32> {
    let grid = ground.grid;
    let mut found: Vec<u32> = (1..=grid.columns)
        .flat_map(|columns| divisions(ground, columns, stretched))
        .map(|(_, measure)| measure)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Everything that the shapes of one module are made from.
pub struct Shaper<'a> {
    /// The grid and the rules.
    pub ground: Ground<'a>,
    /// The section.
    pub story: &'a Story,
    /// Whether gutters may be stretched.
    pub stretched: bool,
    /// The most lines that anything may have.
    pub most_lines: u32,
}

/// The photos of a layout and where they stand, before the text is poured round them.
#[derive(Clone, Default)]
struct Pictures {
    top: Option<Band>,
    raised: Option<Block>,
    insets: Vec<Block>,
    bottom: Vec<Band>,
}

impl Pictures {
    fn charges(&self) -> Charges {
        let bands = self.top.iter().chain(&self.bottom).map(|band| band.charges);
        let blocks = self.raised.iter().chain(&self.insets).map(|block| block.charges);
        bands.chain(blocks).fold(Charges::default(), Charges::plus)
    }
}

/// The cheapest layouts by height, at most [`KEPT`] of each: of those with the heading in one place the cheapest.
struct Best(Vec<Vec<Layout>>);

impl Best {
    /// Whether a layout of this height and cost would be kept.
    fn wants(&self, lines: u32, head: u32, raised: bool, cost: f64) -> bool {
        let Some(kept) = self.0.get(lines as usize) else { return false };
        match kept.iter().find(|kept| kept.head() == head && kept.raised.is_some() == raised) {
            Some(same) => cost < same.cost,
            None => kept.len() < KEPT || kept.last().is_some_and(|worst| cost < worst.cost),
        }
    }

    fn keep(&mut self, layout: Layout) {
        let Some(kept) = self.0.get_mut(layout.lines as usize) else { return };
        kept.retain(|kept| kept.head() != layout.head() || kept.raised.is_some() != layout.raised.is_some());
        kept.push(layout);
        kept.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        kept.truncate(KEPT);
    }
}

impl Shaper<'_> {
    /// The cheapest layouts at a width, by their height.
    #[must_use]
    pub fn layouts(&self, columns: u32) -> Vec<Layout> {
        let mut best = Best(vec![Vec::new(); self.most_lines as usize + 1]);
        for (parts, measure) in divisions(self.ground, columns, self.stretched) {
            if self.story.galley(measure).is_some() {
                self.modules(columns, parts, measure, &mut best);
            }
        }
        best.0.into_iter().flatten().collect()
    }

    /// The ways to share the photos out: above the heading, beside it, in two blocks among the columns, below.
    fn modules(&self, columns: u32, parts: u32, measure: u32, best: &mut Best) {
        let photos = self.story.photos.len();
        let blocks: Vec<Vec<Vec<Block>>> = (0..=photos)
            .map(|first| {
                (0..=MOST_IN_BLOCK.min(photos - first))
                    .map(|count| self.blocks(columns, parts, first..first + count))
                    .collect()
            })
            .collect();
        let bands: Vec<Vec<Vec<Band>>> =
            (0..=photos).map(|first| self.stacks(columns, first..photos)).collect();
        for above in 0..=photos.min(MOST_IN_BAND) {
            let tops: Vec<Option<Band>> = if above == 0 {
                vec![None]
            } else {
                self.bands(columns, 0..above, 0.0).into_iter().map(Some).collect()
            };
            // Photos stand above the heading or beside it, not both.
            let most_beside = if above == 0 { MOST_IN_BLOCK.min(photos) } else { 0 };
            for beside in 0..=most_beside {
                let from = above + beside;
                for one in 0..=MOST_IN_BLOCK.min(photos - from) {
                    for two in 0..=if one == 0 { 0 } else { MOST_IN_BLOCK.min(photos - from - one) } {
                        let rest = from + one + two;
                        let bottoms = &bands[rest];
                        if tops.is_empty() || bottoms.is_empty() {
                            continue;
                        }
                        let raised = optional(&blocks[above][beside], beside);
                        let first = optional(&blocks[from][one], one);
                        let second = optional(&blocks[from + one][two], two);
                        for raised in &raised {
                            for insets in inset_sets(parts, &first, &second) {
                                for top in &tops {
                                    for bottom in bottoms {
                                        let pictures = Pictures {
                                            top: top.clone(),
                                            raised: (*raised).cloned(),
                                            insets: insets.clone(),
                                            bottom: bottom.clone(),
                                        };
                                        self.pour(columns, parts, measure, &pictures, best);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Pours the text round the pictures, under every heading and with every quote.
    fn pour(&self, columns: u32, parts: u32, measure: u32, pictures: &Pictures, best: &mut Best) {
        let Some(galley) = self.story.galley(measure) else { return };
        let text = galley.lines();
        let rules = &self.ground.rules.quote;
        let photos = self.story.photos.len();
        let mut quotes = vec![(0, false)];
        if self.story.quote.is_some() && pictures.top.is_none() && pictures.raised.is_none() && photos < 2 {
            if pictures.insets.is_empty() {
                quotes.extend((rules.lines.least..=rules.lines.most).map(|lines| (lines, false)));
            }
            if columns >= rules.least_columns_above {
                quotes.extend((rules.above.least..=rules.above.most).map(|lines| (lines, true)));
            }
        }
        let taken: u32 = pictures.insets.iter().map(|block| block.span * block.lines).sum();
        let outside = pictures.top.as_ref().map_or(0, |band| band.lines)
            + pictures.bottom.iter().map(|band| band.lines).sum::<u32>();
        let raised_span = pictures.raised.as_ref().map_or(0, |block| block.span);
        let cost = pictures.charges().total();
        for heading in self.headings(columns, parts, raised_span) {
            // A raised block reaches into the body by what it is higher than the heading.
            let Some(into) =
                pictures.raised.as_ref().map_or(Some(0), |block| block.lines.checked_sub(heading.rows))
            else {
                continue;
            };
            for &(quote, quote_above) in &quotes {
                let among = if quote_above { 0 } else { quote };
                let filled = text + taken + among + raised_span * into;
                let body = filled.div_ceil(parts);
                let lines = heading.rows + body + (quote - among) + outside;
                if lines > self.most_lines || !self.body_holds(pictures, parts, body, among, into) {
                    continue;
                }
                let slack = parts * body - filled;
                // An empty line needs a column with text to stand under.
                let whole = |lines: u32, block: &Block| if lines == body { block.span } else { 0 };
                let pictures_only: u32 =
                    pictures.insets.iter().map(|block| whole(block.lines, block)).sum::<u32>()
                        + pictures.raised.as_ref().map_or(0, |block| whole(into, block));
                if slack + pictures_only > parts {
                    continue;
                }
                let cost = cost
                    + heading.cost
                    + shape_cost(self.ground, columns, lines)
                    + self.ground.rules.costs.uneven_feet * f64::from(slack)
                    + if quote > 0 { self.ground.rules.costs.quote } else { 0.0 };
                let head = pictures.top.as_ref().map_or(0, |band| band.lines) + (quote - among);
                if best.wants(lines, head, raised_span > 0, cost) {
                    let Pictures { top, raised, insets, bottom } = pictures.clone();
                    best.keep(Layout {
                        columns,
                        lines,
                        parts,
                        measure,
                        heading_lines: heading.lines,
                        heading_rows: heading.rows,
                        top,
                        raised,
                        insets,
                        bottom,
                        quote,
                        quote_above,
                        body,
                        slack,
                        cost,
                    });
                }
            }
        }
    }

    /// Whether every column keeps enough text beside, above and below the photos.
    fn body_holds(&self, pictures: &Pictures, parts: u32, body: u32, quote: u32, into: u32) -> bool {
        let least = self.ground.rules.least_lines;
        let alone = |block: &Block, lines: u32| {
            lines + least <= body || (lines == body && block.span < parts && block.whole)
        };
        let raised_span = pictures.raised.as_ref().map_or(0, |block| block.span);
        let raised = pictures.raised.as_ref().is_none_or(|block| into >= 1 && alone(block, into));
        let ok = match pictures.insets.as_slice() {
            [] => quote == 0 || quote + least <= body,
            [one] => alone(one, one.lines) && one.span + raised_span <= parts && one.span < parts,
            [one, two] => {
                raised_span == 0
                    && alone(one, one.lines)
                    && alone(two, two.lines)
                    && one.span.max(two.span) < parts
                    && (one.lines + two.lines + least <= body || one.span + two.span <= parts)
                    // Not all columns may be pictures from head to foot.
                    && (one.span + two.span < parts || one.lines.min(two.lines) < body)
            }
            _ => false,
        };
        // The block beside the heading and the one at the foot leave a column of text.
        let column_left = pictures
            .insets
            .iter()
            .all(|one| raised_span == 0 || one.lines < body || one.span + raised_span < parts);
        ok && raised && column_left && body >= least
    }

    /// The ways to set the heading at a width: on how many lines, how many lines of the grid it takes, and the cost.
    fn headings(&self, columns: u32, parts: u32, raised_span: u32) -> Vec<Heading> {
        let rules = &self.ground.rules.heading;
        let width = self.heading_width(columns, parts, raised_span);
        let scale = |lines: u32| heading_scale(self.ground.rules, self.story, width, lines);
        let mut found = Vec::new();
        for (lines, rows) in [(1, rules.lines), (2, rules.lines_of_two)] {
            if scale(lines) >= rules.least_scale && (lines == 1 || self.story.heading.len() > 1) {
                found.extend((0..=rules.extra).map(|extra| (lines, rows + extra)));
            }
        }
        if found.is_empty() && columns == self.ground.grid.columns && raised_span == 0 {
            // Nothing else is left for a very long heading but to be set small.
            found.push((1, rules.lines));
        }
        found
            .into_iter()
            .map(|(lines, rows)| Heading {
                lines,
                rows,
                cost: total(&heading_charges(self.ground.rules, self.story, width, lines, rows)),
            })
            .collect()
    }

    fn heading_width(&self, columns: u32, parts: u32, raised_span: u32) -> f64 {
        heading_width(self.ground.grid, columns, parts, raised_span)
    }
}

/// A heading as it may be set.
struct Heading {
    lines: u32,
    rows: u32,
    cost: f64,
}

/// Pairs of blocks among the columns: of those that take up equally much room the cheapest.
fn inset_sets(parts: u32, first: &[Option<&Block>], second: &[Option<&Block>]) -> Vec<Vec<Block>> {
    let mut best: Vec<(u32, f64, Vec<Block>)> = Vec::new();
    for one in first {
        for two in second {
            let set: Vec<Block> = one.iter().chain(two).map(|block| (*block).clone()).collect();
            let taken: u32 = set.iter().map(|block| block.span * block.lines).sum();
            let cost: f64 = set.iter().map(|block| block.charges.total()).sum();
            let spans: u32 = set.iter().map(|block| block.span).sum();
            // Blocks that stand beside each other leave more freedom than blocks of more columns than there are.
            let key = taken * 2 + u32::from(spans > parts);
            match best.iter_mut().find(|other| other.0 == key) {
                Some(other) if other.1 <= cost => {}
                Some(other) => *other = (key, cost, set),
                None => best.push((key, cost, set)),
            }
        }
    }
    best.into_iter().map(|(_, _, set)| set).collect()
}

/// The blocks as choices; nothing at all is the one choice when no photo is to be placed.
fn optional(blocks: &[Block], photos: usize) -> Vec<Option<&Block>> {
    if photos == 0 { vec![None] } else { blocks.iter().map(Some).collect() }
}

/// The width of a heading that stands over all text columns but some (pt).
fn heading_width(grid: &Grid, columns: u32, parts: u32, raised_span: u32) -> f64 {
    grid.rect(&Area { lines: 1, ..Area::within(0, columns, parts, 0, parts - raised_span) }).width
}

/// By how much a heading is made smaller to fit: 1 when it is not.
fn heading_scale(rules: &MakeupRules, story: &Story, width: f64, lines: u32) -> f64 {
    let heading = &rules.heading;
    let (words, side) = if lines == 1 {
        let gaps = 0.5 * f64::from(u32::try_from(story.heading.len().saturating_sub(1)).unwrap_or(0));
        (story.heading.iter().sum::<f64>() + gaps, heading.side_pt)
    } else {
        (story.heading.iter().copied().fold(0.0, f64::max), heading.side_of_two_pt)
    };
    ((width - side).max(1.0) / (words.max(1.0) * heading.size_pt)).min(1.0)
}

fn heading_charges(rules: &MakeupRules, story: &Story, width: f64, lines: u32, rows: u32) -> Vec<Charge> {
    let scale = heading_scale(rules, story, width, lines);
    let usual = if lines == 1 { rules.heading.lines } else { rules.heading.lines_of_two };
    let needless = lines == 2 && heading_scale(rules, story, width, 1) >= 1.0;
    let more = f64::from(rows - usual + u32::from(needless));
    vec![
        Charge { rule: Rule::HeadingScale, cost: rules.costs.heading_scale * (1.0 - scale) },
        Charge { rule: Rule::HeadingLine, cost: rules.costs.heading_line * more },
    ]
}

/// How much wider than a ribbon, or higher than a chimney, a module is.
fn excess(grid: &Grid, columns: u32, lines: u32) -> (f64, f64) {
    let width = f64::from(grid.measure_of(columns)) * grid.body_pt;
    let ratio = width / (f64::from(lines) * grid.pitch_pt);
    ((ratio / RIBBON - 1.0).max(0.0), (1.0 / ratio / CHIMNEY - 1.0).max(0.0))
}

fn shape_cost(ground: Ground, columns: u32, lines: u32) -> f64 {
    let Ground { grid, rules } = ground;
    let (ribbon, chimney) = excess(grid, columns, lines);
    rules.costs.ribbon * ribbon + rules.costs.chimney * chimney
}

/// What a layout costs by itself, rule by rule.
#[must_use]
pub fn charges(ground: Ground, story: &Story, layout: &Layout) -> Vec<Charge> {
    let Ground { grid, rules } = ground;
    let costs = &rules.costs;
    let bands = layout.top.iter().chain(&layout.bottom).map(|band| band.charges);
    let blocks = layout.raised.iter().chain(&layout.insets).map(|block| block.charges);
    let pictures = bands.chain(blocks).fold(Charges::default(), Charges::plus);
    let (ribbon, chimney) = excess(grid, layout.columns, layout.lines);
    let raised_span = layout.raised.as_ref().map_or(0, |block| block.span);
    let width = heading_width(grid, layout.columns, layout.parts, raised_span);
    let mut found = heading_charges(rules, story, width, layout.heading_lines, layout.heading_rows);
    found.extend([
        Charge { rule: Rule::Crop, cost: pictures.crop },
        Charge { rule: Rule::SmallPhoto, cost: pictures.small },
        Charge { rule: Rule::Ribbon, cost: costs.ribbon * ribbon },
        Charge { rule: Rule::Chimney, cost: costs.chimney * chimney },
        Charge { rule: Rule::UnevenFeet, cost: costs.uneven_feet * f64::from(layout.slack) },
        Charge { rule: Rule::Quote, cost: if layout.quote > 0 { costs.quote } else { 0.0 } },
    ]);
    found
}
