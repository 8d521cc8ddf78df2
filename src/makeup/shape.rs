//! The shape function of a module: every height that a section can have at a width, and the cheapest way to it.
//!
//! A module is a band of photos, or none; the heading; the body, text columns with up to two photos among them; and
//! bands of photos below. Text of n lines, in k columns, with photos that take p columns of h lines out of the body,
//! fills the body exactly when k × body = n + Σ p × h; what is missing to a multiple of k is slack, an empty line at
//! the foot of a column.

use crate::edition::{Grid, MakeupRules};

use super::placement::{CAPTION_ROOM_PT, caption_height_pt};
use super::plan::Area;
use super::rule::{Charge, Rule, total};
use super::story::{PhotoShape, Story, caption_lines};

/// Photos side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Their columns, from the module's left edge; lines are not set.
    pub cells: Vec<Area>,
    /// The lines of the band.
    pub lines: u32,
    /// The lines of the longest caption.
    pub caption_lines: u32,
    charges: Charges,
}

/// A photo among the text columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inset {
    /// How many text columns it takes.
    pub span: u32,
    /// Its lines.
    pub lines: u32,
    /// The lines of its caption.
    pub caption_lines: u32,
    charges: Charges,
    /// Whether it may be as high as the body, with no text above or below it.
    whole: bool,
}

/// What pictures cost: cropping and being small.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Charges {
    crop: f64,
    small: f64,
}

impl Charges {
    fn total(self) -> f64 {
        self.crop + self.small
    }

    fn plus(self, other: Self) -> Self {
        Self { crop: self.crop + other.crop, small: self.small + other.small }
    }
}

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
    /// On how many lines the heading is set; 0 without a heading.
    pub heading_lines: u32,
    /// How many lines of the grid it takes, 占行.
    pub heading_rows: u32,
    /// The band above the heading.
    pub top: Option<Band>,
    /// The photos among the columns.
    pub insets: Vec<Inset>,
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
}

/// Layouts kept for one width and height.
const KEPT: usize = 3;
/// Photos in one band.
const MOST_IN_BAND: usize = 4;
/// Photos in all bands below the text.
const MOST_BELOW: usize = 12;
/// A module is a ribbon when it is this much wider than high, a chimney when it is this much higher than wide.
const RIBBON: f64 = 2.3;
const CHIMNEY: f64 = 2.2;
/// What a picture with half the pixels it needs costs.
const SOFT: f64 = 6.0;

/// How the text columns of a width may be divided: their number and measure.
#[must_use]
pub fn divisions(grid: &Grid, rules: &MakeupRules, columns: u32, stretched: bool) -> Vec<(u32, u32)> {
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
pub fn measures(grid: &Grid, rules: &MakeupRules, stretched: bool) -> Vec<u32> {
    let mut found: Vec<u32> = (1..=grid.columns)
        .flat_map(|columns| divisions(grid, rules, columns, stretched))
        .map(|(_, m)| m)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Everything that the shapes of one module are made from.
pub struct Shaper<'a> {
    /// The grid.
    pub grid: &'a Grid,
    /// The template's rules.
    pub rules: &'a MakeupRules,
    /// The section.
    pub story: &'a Story,
    /// Whether gutters may be stretched.
    pub stretched: bool,
    /// The most lines that anything may have.
    pub most_lines: u32,
}

impl Shaper<'_> {
    /// The cheapest layouts at a width, by their height.
    #[must_use]
    pub fn layouts(&self, columns: u32) -> Vec<Layout> {
        let mut best: Vec<Vec<Layout>> = vec![Vec::new(); self.most_lines as usize + 1];
        let mut keep = |layout: Layout| {
            let kept = &mut best[layout.lines as usize];
            // Of layouts with the heading at one place the cheapest is enough.
            if let Some(same) = kept.iter_mut().find(|kept| kept.head() == layout.head()) {
                if layout.cost < same.cost {
                    *same = layout;
                }
            } else {
                kept.push(layout);
            }
            kept.sort_by(|a, b| a.cost.total_cmp(&b.cost));
            kept.truncate(KEPT);
        };
        if self.story.galleys.is_empty() {
            self.strips(columns, &mut keep);
        } else {
            for (parts, measure) in divisions(self.grid, self.rules, columns, self.stretched) {
                self.modules(columns, parts, measure, &mut keep);
            }
        }
        best.into_iter().flatten().collect()
    }

    /// Photos alone, in one to three bands.
    fn strips(&self, columns: u32, keep: &mut impl FnMut(Layout)) {
        for bands in self.stacks(columns, 0..self.story.photos.len(), 0.0) {
            let lines = bands.iter().map(|band| band.lines).sum();
            let cost: f64 = bands.iter().map(|band| band.charges.total()).sum();
            if lines <= self.most_lines {
                keep(Layout {
                    columns,
                    lines,
                    parts: 1,
                    measure: 0,
                    heading_lines: 0,
                    heading_rows: 0,
                    top: None,
                    insets: Vec::new(),
                    bottom: bands,
                    quote: 0,
                    quote_above: false,
                    body: 0,
                    slack: 0,
                    cost,
                });
            }
        }
    }

    fn modules(&self, columns: u32, parts: u32, measure: u32, keep: &mut impl FnMut(Layout)) {
        let Some(galley) = self.story.galley(measure) else { return };
        let text = galley.lines();
        let photos = self.story.photos.len();
        let headings = self.headings(columns);
        let below_text = CAPTION_ROOM_PT;
        for above in 0..=photos.min(3) {
            let tops: Vec<Option<Band>> = if above == 0 {
                vec![None]
            } else {
                self.bands(columns, 0..above, 0.0).into_iter().map(Some).collect()
            };
            if tops.is_empty() {
                continue;
            }
            for among in 0..=(photos - above).min(2) {
                let rest = above + among..photos;
                if rest.len() > MOST_BELOW {
                    continue;
                }
                let insets = self.inset_sets(columns, parts, above..above + among);
                let bottoms =
                    if rest.is_empty() { vec![Vec::new()] } else { self.stacks(columns, rest, below_text) };
                let mut quotes = vec![(0, false)];
                if photos == 0 && self.story.quote.is_some() {
                    let rules = &self.rules.quote;
                    quotes.extend((rules.lines.least..=rules.lines.most).map(|lines| (lines, false)));
                    if columns >= rules.least_columns_above {
                        quotes.extend((rules.above.least..=rules.above.most).map(|lines| (lines, true)));
                    }
                }
                for insets in &insets {
                    let taken: u32 = insets.iter().map(|inset| inset.span * inset.lines).sum();
                    for &(quote, quote_above) in &quotes {
                        let among = if quote_above { 0 } else { quote };
                        let filled = text + taken + among;
                        let body = filled.div_ceil(parts);
                        if !self.body_holds(insets, parts, body, among) {
                            continue;
                        }
                        let slack = parts * body - filled;
                        for bottom in &bottoms {
                            for top in &tops {
                                for &(heading_lines, heading_rows) in &headings {
                                    let mut layout = Layout {
                                        columns,
                                        lines: heading_rows
                                            + body
                                            + (quote - among)
                                            + top.as_ref().map_or(0, |band| band.lines)
                                            + bottom.iter().map(|band| band.lines).sum::<u32>(),
                                        parts,
                                        measure,
                                        heading_lines,
                                        heading_rows,
                                        top: None,
                                        insets: Vec::new(),
                                        bottom: Vec::new(),
                                        quote,
                                        quote_above,
                                        body,
                                        slack,
                                        cost: 0.0,
                                    };
                                    if layout.lines > self.most_lines {
                                        continue;
                                    }
                                    layout.top.clone_from(top);
                                    layout.insets.clone_from(insets);
                                    layout.bottom.clone_from(bottom);
                                    layout.cost = total(&charges(self.grid, self.rules, self.story, &layout));
                                    keep(layout);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether every column keeps enough text beside and below the photos.
    fn body_holds(&self, insets: &[Inset], parts: u32, body: u32, quote: u32) -> bool {
        let least = self.rules.least_lines;
        let alone = |inset: &Inset| {
            inset.lines + least <= body || (inset.lines == body && inset.span < parts && inset.whole)
        };
        let ok = match insets {
            [] => quote == 0 || (parts > 1 && quote + 2 * least <= body) || quote + least <= body,
            [one] => alone(one),
            [one, two] => {
                alone(one)
                    && alone(two)
                    && (one.lines + two.lines + least <= body
                        || (one.span + two.span <= parts
                            && (one.span + two.span < parts || one.lines < body || two.lines < body)))
            }
            _ => false,
        };
        ok && body >= least
    }

    /// The ways to set the heading at a width: on how many lines, and how many lines of the grid it takes.
    fn headings(&self, columns: u32) -> Vec<(u32, u32)> {
        let rules = &self.rules.heading;
        let scale = |lines: u32| heading_scale(self.grid, self.rules, self.story, columns, lines);
        let mut found = Vec::new();
        for (lines, rows) in [(1, rules.lines), (2, rules.lines_of_two)] {
            if scale(lines) >= rules.least_scale && (lines == 1 || self.story.heading.len() > 1) {
                found.extend((0..=rules.extra).map(|extra| (lines, rows + extra)));
            }
        }
        if found.is_empty() && columns == self.grid.columns {
            // Nothing else is left for a very long heading but to be set small.
            found.push((1, rules.lines));
        }
        found
    }

    /// How a photo may stand in a width (pt): for each height in lines, what it costs. `beside` is white above or
    /// below it.
    fn heights(&self, photo: &PhotoShape, width: f64, captions: u32, beside: f64) -> Vec<(u32, Charges)> {
        let rules = &self.rules.photo;
        let natural = width / photo.aspect;
        let ppi = f64::from(photo.pixels) / (width / 72.0);
        (3..=rules.most_lines)
            .filter_map(|lines| {
                let height = picture_height_pt(self.grid, lines, captions, beside);
                if height < natural * (1.0 - rules.crop) || height * (1.0 - rules.crop) > natural {
                    return None;
                }
                let loss = 1.0 - (height / natural).min(natural / height);
                let narrow = photo.aspect > 1.0
                    && width + 0.01
                        < f64::from(self.grid.measure_of(rules.least_columns)) * self.grid.body_pt * 0.7;
                // A picture with too few pixels costs by how far it falls short.
                let soft = SOFT * (rules.least_ppi / ppi - 1.0).max(0.0);
                let small = if narrow { self.rules.costs.small_photo } else { 0.0 } + soft;
                Some((lines, Charges { crop: self.rules.costs.crop * loss * loss, small }))
            })
            .collect()
    }

    /// The bands of some photos at a width: the cheapest for each height.
    fn bands(&self, columns: u32, photos: std::ops::Range<usize>, beside: f64) -> Vec<Band> {
        let count = u32::try_from(photos.len()).unwrap_or(u32::MAX);
        let mut divided: Vec<Vec<Area>> = Vec::new();
        if count <= columns {
            compositions(columns, count, &mut Vec::new(), &mut |widths| {
                let mut column = 0;
                divided.push(
                    widths
                        .iter()
                        .map(|&width| {
                            column += width;
                            Area::new(column - width, width, 0, 1)
                        })
                        .collect(),
                );
            });
        }
        if count > 1 && columns % count != 0 {
            divided.push((0..count).map(|part| Area::within(0, columns, count, part, 1)).collect());
        }
        let mut best: Vec<Option<Band>> = vec![None; self.rules.photo.most_lines as usize + 1];
        for cells in divided {
            let widths: Vec<f64> = cells.iter().map(|cell| self.grid.rect(cell).width).collect();
            if widths.iter().any(|&width| width < f64::from(self.grid.measure) * self.grid.body_pt * 0.75) {
                continue;
            }
            let shapes = &self.story.photos[photos.clone()];
            let captions = shapes
                .iter()
                .zip(&widths)
                .map(|(shape, &width)| caption_lines(&shape.caption, width, self.grid.caption_pt))
                .max()
                .unwrap_or(0);
            let mut sums: Vec<Option<Charges>> = vec![Some(Charges::default()); best.len()];
            for (shape, &width) in shapes.iter().zip(&widths) {
                let heights = self.heights(shape, width, captions, beside);
                for (lines, sum) in sums.iter_mut().enumerate() {
                    let found = heights.iter().find(|(height, _)| *height as usize == lines);
                    *sum = sum.and_then(|sum| found.map(|(_, charges)| sum.plus(*charges)));
                }
            }
            for (lines, sum) in sums.into_iter().enumerate() {
                let Some(charges) = sum else { continue };
                if best[lines].as_ref().is_none_or(|band| charges.total() < band.charges.total()) {
                    best[lines] = Some(Band {
                        cells: cells.clone(),
                        lines: u32::try_from(lines).unwrap_or(u32::MAX),
                        caption_lines: captions,
                        charges,
                    });
                }
            }
        }
        best.into_iter().flatten().collect()
    }

    /// Some photos in one band, or in as many as they need: the cheapest for each height. `beside` is white above
    /// the first band.
    fn stacks(&self, columns: u32, photos: std::ops::Range<usize>, beside: f64) -> Vec<Vec<Band>> {
        let mut best: Vec<Option<(f64, Vec<Band>)>> = vec![None; self.most_lines as usize + 1];
        let mut keep = |bands: Vec<Band>| {
            let lines: u32 = bands.iter().map(|band| band.lines).sum();
            let cost: f64 = bands.iter().map(|band| band.charges.total()).sum();
            if let Some(place) = best.get_mut(lines as usize)
                && place.as_ref().is_none_or(|(other, _)| cost < *other)
            {
                *place = Some((cost, bands));
            }
        };
        let count = photos.len();
        for bands in 1..=count.min(4) {
            if count.div_ceil(bands) > MOST_IN_BAND || (bands > 3 && count <= 3 * MOST_IN_BAND && count < 7) {
                continue;
            }
            // Photos are spread evenly over the bands; the first ones take what is left over.
            let mut partial: Vec<Vec<Band>> = vec![Vec::new()];
            let mut first = photos.start;
            for band in 0..bands {
                let here = count / bands + usize::from(band < count % bands);
                let options = self.bands(columns, first..first + here, if band == 0 { beside } else { 0.0 });
                first += here;
                let mut next: Vec<Option<(f64, Vec<Band>)>> = vec![None; self.most_lines as usize + 1];
                for begun in &partial {
                    for option in &options {
                        let lines = begun.iter().map(|band| band.lines).sum::<u32>() + option.lines;
                        let cost = begun.iter().map(|band| band.charges.total()).sum::<f64>()
                            + option.charges.total();
                        if let Some(place) = next.get_mut(lines as usize)
                            && place.as_ref().is_none_or(|(other, _)| cost < *other)
                        {
                            *place = Some((cost, begun.iter().chain([option]).cloned().collect()));
                        }
                    }
                }
                partial = next.into_iter().flatten().map(|(_, bands)| bands).collect();
            }
            partial.into_iter().for_each(&mut keep);
        }
        best.into_iter().flatten().map(|(_, bands)| bands).collect()
    }

    /// The ways to set some photos among the text columns.
    fn inset_sets(&self, columns: u32, parts: u32, photos: std::ops::Range<usize>) -> Vec<Vec<Inset>> {
        let mut sets = vec![Vec::new()];
        for photo in photos {
            let options = self.insets(columns, parts, &self.story.photos[photo]);
            sets = sets
                .into_iter()
                .flat_map(|set: Vec<Inset>| {
                    options.iter().map(move |option| set.iter().copied().chain([*option]).collect())
                })
                .collect();
        }
        sets
    }

    fn insets(&self, columns: u32, parts: u32, photo: &PhotoShape) -> Vec<Inset> {
        let most = if parts == 1 { 0 } else { (parts - 1).min(3) };
        (1..=most)
            .flat_map(|span| {
                let width =
                    self.grid.rect(&Area { lines: 1, ..Area::within(0, columns, parts, 0, span) }).width;
                let captions = caption_lines(&photo.caption, width, self.grid.caption_pt);
                let whole = self.heights(photo, width, captions, 0.0);
                self.heights(photo, width, captions, CAPTION_ROOM_PT).into_iter().map(
                    move |(lines, charges)| Inset {
                        span,
                        lines,
                        caption_lines: captions,
                        charges,
                        whole: whole.iter().any(|(height, _)| *height == lines),
                    },
                )
            })
            .collect()
    }
}

/// The height of a picture whose box, with caption, has some lines.
fn picture_height_pt(grid: &Grid, lines: u32, captions: u32, beside: f64) -> f64 {
    f64::from(lines) * grid.pitch_pt - grid.leading_pt() - caption_height_pt(grid, captions) - beside
}

/// By how much a heading is made smaller to fit: 1 when it is not.
fn heading_scale(grid: &Grid, rules: &MakeupRules, story: &Story, columns: u32, lines: u32) -> f64 {
    let heading = &rules.heading;
    let width = f64::from(grid.measure_of(columns)) * grid.body_pt;
    let (words, side) = if lines == 1 {
        let gaps = 0.5 * f64::from(u32::try_from(story.heading.len().saturating_sub(1)).unwrap_or(0));
        (story.heading.iter().sum::<f64>() + gaps, heading.side_pt)
    } else {
        (story.heading.iter().copied().fold(0.0, f64::max), heading.side_of_two_pt)
    };
    ((width - side).max(1.0) / (words.max(1.0) * heading.size_pt)).min(1.0)
}

/// What a layout costs by itself, rule by rule.
#[must_use]
pub fn charges(grid: &Grid, rules: &MakeupRules, story: &Story, layout: &Layout) -> Vec<Charge> {
    let costs = &rules.costs;
    let mut found = Vec::with_capacity(8);
    let mut charge = |rule, cost: f64| {
        if cost > 0.0 {
            found.push(Charge { rule, cost });
        }
    };
    let pictures = layout
        .top
        .iter()
        .chain(&layout.bottom)
        .map(|band| band.charges)
        .chain(layout.insets.iter().map(|inset| inset.charges))
        .fold(Charges::default(), Charges::plus);
    charge(Rule::Crop, pictures.crop);
    charge(Rule::SmallPhoto, pictures.small);
    if layout.heading_lines == 0 {
        return found;
    }
    let width = f64::from(grid.measure_of(layout.columns)) * grid.body_pt;
    let ratio = width / (f64::from(layout.lines) * grid.pitch_pt);
    charge(Rule::Ribbon, costs.ribbon * (ratio / RIBBON - 1.0));
    charge(Rule::Chimney, costs.chimney * (1.0 / ratio / CHIMNEY - 1.0));
    charge(Rule::UnevenFeet, costs.uneven_feet * f64::from(layout.slack));
    let scale = heading_scale(grid, rules, story, layout.columns, layout.heading_lines);
    charge(Rule::HeadingScale, costs.heading_scale * (1.0 - scale));
    let usual = if layout.heading_lines == 1 { rules.heading.lines } else { rules.heading.lines_of_two };
    let needless = layout.heading_lines == 2 && heading_scale(grid, rules, story, layout.columns, 1) >= 1.0;
    charge(
        Rule::HeadingLine,
        costs.heading_line * f64::from(layout.heading_rows - usual + u32::from(needless)),
    );
    charge(Rule::Quote, if layout.quote > 0 { costs.quote } else { 0.0 });
    found
}

/// All ways to write a sum as `count` parts of at least 1.
fn compositions(sum: u32, count: u32, begun: &mut Vec<u32>, found: &mut impl FnMut(&[u32])) {
    if count == 1 {
        begun.push(sum);
        found(begun);
        begun.pop();
        return;
    }
    for part in 1..=sum.saturating_sub(count - 1) {
        begun.push(part);
        compositions(sum - part, count - 1, begun, found);
        begun.pop();
    }
}
