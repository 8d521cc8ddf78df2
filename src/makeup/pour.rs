//! Text poured round the pictures of a module: how many lines that takes, and whether every column keeps enough of it.

use super::headings::Heading;
use super::layout::{Best, Layout, Opening, Pictures, beside_quote, proportion, short_slots};
use super::module::holds;
use super::photos::Block;
use super::rules::{columns, lead_section, quote, stub, total, tracking, uneven_feet};
use super::shaper::Shaper;

/// The text of a module in some columns, before it is poured.
pub(super) struct Text {
    /// How many columns.
    pub(super) parts: u32,
    /// Their measure (字).
    pub(super) measure: u32,
    /// All its lines.
    lines: u32,
    /// What empty lines at the columns' feet cost, by their number: letterspacing fills some of them.
    feet: Vec<f64>,
    /// The ways to set the heading, by the number of columns that pictures beside it take.
    headings: Vec<Vec<Heading>>,
}

/// The fewest lines of the slots of a short text across the whole page.
const LEAST_OF_STRIP: u32 = 2;

/// What text is poured round besides pictures, and how much of it there is.
#[derive(Clone, Copy)]
struct Round {
    /// The lines of the body.
    body: u32,
    /// Empty lines, each at the foot of another column.
    slack: u32,
    /// The lines by which pictures beside the heading reach into the body.
    into: u32,
    /// The lines of a quote, or 0.
    quote: u32,
    opening: Option<Opening>,
    /// Whether the module is as wide as the page.
    whole: bool,
}

impl Shaper<'_> {
    /// The text at a measure in a module of some basic columns; nothing where it was not measured.
    pub(super) fn text(&self, columns: u32, (parts, measure): (u32, u32)) -> Option<Text> {
        let galley = self.story.galley(measure)?;
        let (costs, most) = (&self.ground.rules.costs, self.ground.rules.tracking);
        let foot = |empty: u32| {
            let wider = galley.stretch(empty, most);
            let filled = u32::try_from(wider.len()).unwrap_or(u32::MAX).min(empty);
            let milliem: u32 = wider.iter().map(|one| one.milliem).sum();
            uneven_feet::charge(costs, empty - filled).cost + tracking::charge(costs, milliem).cost
        };
        let headings = (0..=parts).map(|raised_span| self.headings(columns, parts, raised_span)).collect();
        let feet = (0..=parts).map(foot).collect();
        Some(Text { parts, measure, lines: galley.lines(), feet, headings })
    }

    /// Pours the text round the pictures, under every heading and with every quote.
    pub(super) fn pour(&self, columns: u32, text: &Text, pictures: Pictures, best: &mut Best) {
        let quotes = self.quotes(text.measure, pictures);
        let (head, raised) = (pictures.top_lines(), pictures.raised_span() > 0);
        self.pour_round(columns, text, pictures, (&quotes, None), |lines, cost, layout| {
            if !best.wants(lines, head, raised, cost) {
                return false;
            }
            if let Some(layout) = layout {
                let layout = pictures.within(layout);
                if holds(&layout, self.story) {
                    best.keep(layout);
                }
            }
            true
        });
    }

    /// The same round an opening. `keep` is asked whether a layout of some lines is wanted that costs so much or more; and given
    /// it, without its pictures, when its cost is known.
    pub(super) fn pour_round(
        &self,
        columns: u32,
        text: &Text,
        pictures: Pictures,
        (quotes, opening): (&[u32], Option<Opening>),
        mut keep: impl FnMut(u32, f64, Option<Layout>) -> bool,
    ) {
        let (parts, measure) = (text.parts, text.measure);
        let raised_span = pictures.raised_span();
        let (costs, rank, of) = (&self.ground.rules.costs, self.story.rank, self.ground.grid.columns);
        let before = pictures.charges().total()
            + lead_section::narrow(costs, rank, columns, of).cost
            + lead_section::under_picture(costs, rank, pictures.top.is_some(), (columns, of)).cost
            + columns::charge(costs, columns, parts, measure).cost;
        let whole = columns == self.ground.grid.columns && opening.is_none();
        let taken: u32 = pictures.insets.iter().map(|block| block.span * block.lines).sum();
        let open = opening.map_or(0, |opening| opening.span * opening.lines);
        let bands = pictures.top_lines() + pictures.bottom.iter().map(|band| band.lines).sum::<u32>();
        for heading in text.headings.get(raised_span as usize).into_iter().flatten() {
            // A raised block reaches into the body by what it is higher than the heading.
            let Some(into) = pictures.reaches_below(heading.rows) else { continue };
            for &quote in quotes {
                let filled = text.lines + taken + quote + raised_span * into + open;
                let body = filled.div_ceil(parts);
                let lines = heading.rows + body + bands;
                // Nothing costs less than nothing: most are told from what is known so far.
                let so_far = before + heading.cost;
                if lines > self.most_lines || !keep(lines, so_far, None) {
                    continue;
                }
                let slack = parts * body - filled;
                if !self.holds_text(parts, pictures, Round { body, slack, into, quote, opening, whole }) {
                    continue;
                }
                let short = short_slots((parts, body), pictures.insets, (raised_span, into), opening);
                let short = short.chain(beside_quote(body, quote));
                let feet = text.feet.get(slack as usize).copied();
                let cost = so_far
                    + total(&proportion(self.ground, columns, lines))
                    + feet.unwrap_or_else(|| uneven_feet::charge(costs, slack).cost)
                    + quote::charge(costs, quote).cost
                    + stub::charge(costs, short, (parts, body)).cost
                    + stub::legs(costs, body, opening.map(|opening| opening.lines)).cost;
                if !keep(lines, cost, None) {
                    continue;
                }
                let layout = Layout {
                    heading_lines: heading.lines,
                    heading_rows: heading.rows,
                    opening,
                    quote,
                    body,
                    slack,
                    cost,
                    ..Layout::empty((columns, lines), (parts, measure))
                };
                keep(lines, cost, Some(layout));
            }
        }
    }

    /// The lines of the quotes that a module may have with its pictures; none is the first of them, unless the report names
    /// one.
    fn quotes(&self, measure: u32, pictures: Pictures) -> Vec<u32> {
        let Some(quote) = &self.story.quote else { return vec![0] };
        let mut found = if quote.named { Vec::new() } else { vec![0] };
        let few = pictures.top.is_none() && self.story.photos.len() < 2;
        if pictures.raised.is_none() && pictures.insets.is_empty() && (few || quote.named) {
            found.extend(quote.heights_at(measure));
        }
        found
    }

    /// Whether every column keeps enough of a text that is poured round the pictures.
    fn holds_text(&self, parts: u32, pictures: Pictures, round: Round) -> bool {
        let Round { body, slack, into, quote, opening, whole } = round;
        let (raised_span, insets) = (pictures.raised_span(), pictures.insets);
        // A short text may run across the whole page, in slots of few lines.
        let strip = whole && body >= LEAST_OF_STRIP && raised_span == 0 && quote == 0;
        let strip = strip && insets.iter().all(|block| block.span * block.lines == 0);
        if !(strip || self.body_holds(pictures, parts, body, quote, into)) {
            return false;
        }
        if opening.is_some_and(|opening| !self.opening_holds(pictures, parts, body, into, opening)) {
            return false;
        }
        // An empty line needs a column with text to stand under.
        let whole = |lines: u32, block: &Block| if lines == body { block.span } else { 0 };
        let pictures_only = insets.iter().map(|block| whole(block.lines, block)).sum::<u32>()
            + pictures.raised.map_or(0, |block| whole(into, block))
            + opening.filter(|opening| opening.lines + into == body).map_or(0, |opening| opening.span);
        slack + pictures_only <= parts
    }

    /// Whether the columns above an opening and beside it keep enough text. Pictures among the columns stand beside it.
    fn opening_holds(&self, pictures: Pictures, parts: u32, body: u32, into: u32, opening: Opening) -> bool {
        let least = self.ground.rules.least_lines.max(stub::LEAST);
        let leg = parts - opening.span;
        let raised_span = pictures.raised_span();
        let above = |lines: u32| lines + opening.lines + least <= body;
        let raised = if raised_span == 0 {
            above(0)
        } else if opening.left {
            raised_span <= leg && above(0)
        } else {
            // Pictures right above what stands in the opening, over all its width, or with text between.
            let whole = pictures.raised.is_some_and(|block| block.whole);
            (above(into) || (into + opening.lines == body && raised_span >= opening.span && whole))
                && (raised_span >= opening.span || above(0))
        };
        let insets = match pictures.insets {
            [] => true,
            [one] => {
                let raised = if opening.left && raised_span > 0 { into } else { 0 };
                one.span <= leg && one.lines + raised + least <= body
            }
            _ => false,
        };
        raised && insets && pictures.bottom.is_empty()
    }

    /// Whether every column keeps enough text beside, above and below the photos.
    fn body_holds(&self, pictures: Pictures, parts: u32, body: u32, quote: u32, into: u32) -> bool {
        let least = self.ground.rules.least_lines;
        let alone = |block: &Block, lines: u32| {
            lines + least <= body || (lines == body && block.span < parts && block.whole)
        };
        let raised_span = pictures.raised.map_or(0, |block| block.span);
        let raised = pictures.raised.is_none_or(|block| into >= 1 && alone(block, into));
        let ok = match pictures.insets {
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
}
