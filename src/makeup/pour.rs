//! Text poured round the pictures of a module: how many lines that takes, and whether every column keeps enough of it.

use super::galley::Galley;
use super::ground::Ground;
use super::layout::{Best, Layout, Pictures, proportion};
use super::photos::Block;
use super::rules::{quote, total, uneven_feet};
use super::shaper::Shaper;

/// A quote as it may stand in a module.
#[derive(Clone, Copy)]
struct QuoteShape {
    /// Its lines; without any there is no quote.
    lines: u32,
    /// Whether it stands above the heading.
    above: bool,
}

/// Text poured round the pictures of a module.
struct Poured {
    /// The lines of the whole module.
    lines: u32,
    /// The lines of the body.
    body: u32,
    /// Empty lines, each at the foot of another column.
    slack: u32,
}

impl Shaper<'_> {
    /// Pours the text round the pictures, under every heading and with every quote.
    pub(super) fn pour(&self, columns: u32, parts: u32, measure: u32, pictures: &Pictures, best: &mut Best) {
        let Some(text) = self.story.galley(measure).map(Galley::lines) else { return };
        let raised_span = pictures.raised_span();
        let quotes = self.quotes(columns, measure, pictures);
        let before = pictures.charges().total();
        for heading in self.headings(columns, parts, raised_span) {
            // A raised block reaches into the body by what it is higher than the heading.
            let Some(into) = pictures.reaches_below(heading.rows) else { continue };
            for &quote in &quotes {
                let Some(poured) = self.fill(parts, text, pictures, heading.rows, into, quote) else {
                    continue;
                };
                let costs = &self.ground.rules.costs;
                let lines = poured.lines;
                let cost = before
                    + heading.cost
                    + total(&proportion(self.ground, columns, lines))
                    + uneven_feet::charge(costs, poured.slack).cost
                    + quote::charge(costs, quote.lines).cost;
                let head = pictures.top_lines() + if quote.above { quote.lines } else { 0 };
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
                        quote: quote.lines,
                        quote_above: quote.above,
                        body: poured.body,
                        slack: poured.slack,
                        cost,
                    });
                }
            }
        }
    }

    /// The quotes that a module may have with its pictures; none is the first of them, unless the report names one.
    fn quotes(&self, columns: u32, measure: u32, pictures: &Pictures) -> Vec<QuoteShape> {
        let Ground { grid, rules } = self.ground;
        let none = QuoteShape { lines: 0, above: false };
        let Some(quote) = &self.story.quote else { return vec![none] };
        let mut found = if quote.named { Vec::new() } else { vec![none] };
        let few = pictures.top.is_none() && self.story.photos.len() < 2;
        if pictures.raised.is_none() && pictures.insets.is_empty() && (few || quote.named) {
            let among = quote.heights_at(measure).iter();
            found.extend(among.map(|&lines| QuoteShape { lines, above: false }));
        }
        if pictures.raised.is_none() && few && columns >= rules.quote.least_columns_above {
            let span = rules.quote.above.least..=rules.quote.above.most;
            let above =
                quote.heights_at(grid.measure_of(columns)).iter().filter(|lines| span.contains(lines));
            found.extend(above.map(|&lines| QuoteShape { lines, above: true }));
        }
        found
    }

    /// The lines that text of some length takes round the pictures: under a heading of so many lines, which raised
    /// pictures reach `into` the body beside, and with a quote. Nothing when a column would keep too little of it.
    fn fill(
        &self,
        parts: u32,
        text: u32,
        pictures: &Pictures,
        heading: u32,
        into: u32,
        quote: QuoteShape,
    ) -> Option<Poured> {
        let (among, above) = if quote.above { (0, quote.lines) } else { (quote.lines, 0) };
        let raised_span = pictures.raised_span();
        let taken: u32 = pictures.insets.iter().map(|block| block.span * block.lines).sum();
        let filled = text + taken + among + raised_span * into;
        let body = filled.div_ceil(parts);
        let bottom: u32 = pictures.bottom.iter().map(|band| band.lines).sum();
        let lines = heading + body + above + pictures.top_lines() + bottom;
        if lines > self.most_lines || !self.body_holds(pictures, parts, body, among, into) {
            return None;
        }
        let slack = parts * body - filled;
        // An empty line needs a column with text to stand under.
        let whole = |lines: u32, block: &Block| if lines == body { block.span } else { 0 };
        let pictures_only = pictures.insets.iter().map(|block| whole(block.lines, block)).sum::<u32>()
            + pictures.raised.as_ref().map_or(0, |block| whole(into, block));
        (slack + pictures_only <= parts).then_some(Poured { lines, body, slack })
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
}
