//! What stands above and below the sections on a page: folio line, hero, panel of figures, credit line.

use crate::edition::{MakeupRules, OnPage};

use super::ground::Ground;
use super::lead::LeadShape;

use super::rules::{self as of, Charge, page_foot, total};

/// A block across the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strip {
    /// Which of the template's blocks, in the order of their names.
    pub block: usize,
    /// Its lines.
    pub lines: u32,
    /// On which pages.
    pub page: OnPage,
    /// The line of the page that it stands at, where it has one of its own.
    pub line: Option<u32>,
}

/// The lines of some strips, with the gap that each keeps to the body.
fn with_gaps(strips: &[Strip], gap: u32) -> u32 {
    strips.iter().map(|strip| strip.lines + gap).sum()
}

/// What stands above and below the body, and how high it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// Lines of the lead's area, 0 without a lead.
    pub lead: u32,
    /// What stands below the lead at the hero's foot: the caption of a picture behind the words.
    pub below_lead: u32,
    /// The lead's columns.
    pub lead_shape: LeadShape,
    /// The lines of the lead, all columns together.
    pub lead_lines: u32,
    /// The fewest, usual and most lines of the hero.
    pub hero: (u32, u32, u32),
    /// From how many lines on the hero is too tall.
    pub tallest: u32,
    /// The fewest, usual and most lines of the panel of figures; zeros without figures.
    pub figures: (u32, u32, u32),
    /// How many cards it has.
    pub cards: u32,
    /// Lines of the credit line.
    pub credits: u32,
    /// Lines of the filler at the foot of the last page, 0 without one.
    pub filler: u32,
    /// Lines that may stay empty at the foot.
    pub short: u32,
    /// The template's blocks across the body's head, the uppermost first.
    pub head_strips: Vec<Strip>,
    /// Those across its foot.
    pub foot_strips: Vec<Strip>,
    /// Those at lines of their own: the body is cut there.
    pub bands: Vec<Strip>,
}

/// The rows of some cards over the whole width.
fn rows(rules: &MakeupRules, cards: u32) -> u32 {
    cards.div_ceil(rules.figures.per_row.max(1))
}

impl Surroundings {
    /// For a lead of some lines in one of its columns, some figures, with or without a photo behind the headline and credits.
    #[must_use]
    pub fn new(
        ground: Ground,
        (lead_shape, lead_lines): (LeadShape, u32),
        figures: u32,
        photo: bool,
        credits: bool,
    ) -> Self {
        let rules = ground.rules;
        let lead = lead_shape.height(ground, lead_lines);
        let least = rules.hero.headline_lines + lead;
        let most = if photo { rules.hero.most } else { rules.hero.most_without_photo };
        let rows = rows(rules, figures);
        Self {
            lead,
            below_lead: 0,
            lead_shape,
            lead_lines,
            hero: (least, rules.hero.ideal.max(least), most.max(least)),
            tallest: of::hero::tallest(ground.grid.lines, photo),
            figures: (
                rows * rules.figures.row.least,
                rows * rules.figures.ideal,
                rows * rules.figures.row.most,
            ),
            cards: figures,
            credits: if credits { rules.credits_lines } else { 0 },
            filler: 0,
            short: 0,
            head_strips: Vec::new(),
            foot_strips: Vec::new(),
            bands: Vec::new(),
        }
    }

    /// The same without the panel of figures.
    #[must_use]
    pub fn without_panel(&self) -> Self {
        Self { figures: (0, 0, 0), cards: 0, ..self.clone() }
    }

    /// How many rows of cards the panel has.
    #[must_use]
    pub fn rows(&self, rules: &MakeupRules) -> u32 {
        rows(rules, self.cards)
    }

    /// What of it stands on one page of several.
    #[must_use]
    pub fn on_page(&self, rules: &MakeupRules, first: bool, last: bool) -> Self {
        let (credits, filler) = if last { (self.credits, self.filler) } else { (0, 0) };
        let own = |strips: &[Strip]| -> Vec<Strip> {
            strips.iter().filter(|strip| strip.page.is(first, last)).copied().collect()
        };
        let (head_strips, foot_strips) = (own(&self.head_strips), own(&self.foot_strips));
        let bands = own(&self.bands);
        if first && rules.pages.opening {
            return Self { credits, filler, head_strips, foot_strips, bands, ..self.clone() };
        }
        let none = (0, 0, 0);
        // A banner takes the hero's place.
        let banner = rules
            .pages
            .banner
            .filter(|_| !first && rules.pages.opening)
            .map_or(none, |span| (span.least, span.least, span.most));
        Self {
            lead: 0,
            below_lead: 0,
            lead_lines: 0,
            hero: banner,
            credits,
            filler,
            short: rules.pages.short,
            head_strips,
            foot_strips,
            bands,
            ..self.without_panel()
        }
    }

    /// The most lines that the body of any page has.
    #[must_use]
    pub fn most(&self, ground: Ground) -> u32 {
        let rules = ground.rules;
        let first = self.on_page(rules, true, rules.pages.most == 1).body(ground).1;
        let other = if rules.pages.most == 1 { 0 } else { self.on_page(rules, false, false).body(ground).1 };
        first.max(other)
    }

    /// The fewest and the most lines of the bodies of all pages.
    #[must_use]
    pub fn bodies(&self, ground: Ground) -> (u32, u32) {
        let rules = ground.rules;
        let sum = |count: u32| {
            (0..count).fold((0, 0), |(least, most), number| {
                let page = self.on_page(rules, number == 0, number + 1 == count);
                let bands: u32 = page.bands.iter().map(|band| band.lines + 2 * rules.gap).sum();
                let body = page.body(ground);
                (least + body.0.saturating_sub(bands), most + body.1.saturating_sub(bands))
            })
        };
        (sum(rules.pages.least).0, sum(rules.pages.most).1)
    }

    /// The lines below the body, with the gaps above a filler and the strips.
    #[must_use]
    pub fn foot(&self, rules: &MakeupRules) -> u32 {
        let filler = if self.filler > 0 { self.filler + rules.gap } else { 0 };
        self.credits + filler + with_gaps(&self.foot_strips, rules.gap)
    }

    /// The lines above the body, with the gap under them, when hero and panel have some lines.
    #[must_use]
    pub fn head(&self, rules: &MakeupRules, (hero, figures): (u32, u32)) -> u32 {
        rules.folio_lines + hero + figures + rules.gap + with_gaps(&self.head_strips, rules.gap)
    }

    /// The lines that hero and panel share when the body has some lines.
    fn shared(&self, ground: Ground, body: u32) -> Option<u32> {
        let Ground { grid, rules } = ground;
        grid.lines.checked_sub(self.head(rules, (0, 0)) + self.foot(rules) + body)
    }

    /// The fewest and the most lines of the body.
    #[must_use]
    pub fn body(&self, ground: Ground) -> (u32, u32) {
        let Ground { grid, rules } = ground;
        let rest = grid.lines.saturating_sub(self.head(rules, (0, 0)) + self.foot(rules));
        (
            rest.saturating_sub(self.hero.2 + self.figures.2 + self.short),
            rest.saturating_sub(self.hero.0 + self.figures.0),
        )
    }

    /// The heights of hero and panel when the body has some lines, and what they cost.
    #[must_use]
    pub fn heights(&self, ground: Ground, body: u32) -> Option<(u32, u32, Vec<Charge>)> {
        let rules = ground.rules;
        let shared = self.shared(ground, body)?;
        if shared > 0 && shared <= self.short {
            return Some((0, 0, vec![page_foot::charge(&rules.costs, shared, ground.grid.lines)]));
        }
        (self.figures.0..=self.figures.2)
            .filter_map(|figures| {
                let hero = shared.checked_sub(figures)?;
                if hero < self.hero.0 || hero > self.hero.2 {
                    return None;
                }
                let costs = &rules.costs;
                let charges = vec![
                    of::hero::charge(costs, hero, self.hero.1, self.tallest),
                    of::figures::charge(costs, figures, self.figures.1, self.rows(rules)),
                    of::figures::sparse(costs, self.cards, rules.figures.per_row),
                    of::filler::charge(costs, self.filler, ground.grid.lines),
                ];
                Some((hero, figures, charges))
            })
            .min_by(|a, b| total(&a.2).total_cmp(&total(&b.2)))
    }
}
