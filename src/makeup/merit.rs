//! Figures of merit: how good a page is, measured on its finished frames.

mod arrangement;
mod balance;
pub mod emptiness;
mod fullness;
mod hero;
mod lines;
mod quotes;
mod verdict;
mod white;

pub use hero::{HeroMerit, HeroSeen};
use serde::Serialize;

use self::balance::Balance;
use self::emptiness::Emptiness;
use super::inspect::Fill;
use super::placement::Placement;
use super::plan::{Area, Plan};
use crate::edition::Grid;
use crate::edition::makeup_rules::MeritWeights;
use crate::edition::merit_limits::MeritLimits;
use crate::say;
use crate::typeset::ThreadName;
use crate::typeset::frames::SlotLines;
use crate::typeset::han::is_steering;

pub use verdict::{Row, Verdict};

/// What was measured on a finished page. Of most figures 0 is best.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Merit {
    /// Lines of text that did not fit, all threads together.
    pub overset_lines: usize,
    /// Characters of the report that are not on the page.
    pub lost_characters: usize,
    /// The part of the type area where nothing stands, gutters and the gaps between modules apart (%).
    pub unfilled_percent: f64,
    /// By how many lines the columns of a section end apart, at most.
    pub foot_difference: usize,
    /// Columns of sections that end early.
    pub short_columns: usize,
    /// The most white above a section's heading (lines).
    pub heading_white_lines: f64,
    /// How far a baseline of body text is off the grid, at most (pt).
    pub baseline_error_pt: f64,
    /// Pairs of headings side by side at one height, 碰题.
    pub butted_headings: usize,
    /// Gutters and white lines that run through the whole body, 断版 and 通线.
    pub through_cuts: usize,
    /// The longest stretch of a gutter that neither heading, picture nor line of text crosses, on the page where it is longest
    /// (% of the body's height).
    pub longest_gutter_percent: f64,
    /// Pairs of sections that stand in the wrong order.
    pub inversions: usize,
    /// The largest share of a captioned picture that is cut off (%).
    pub crop_loss_percent: f64,
    /// Photos that do not touch their section.
    pub photos_away: usize,
    /// The lowest resolution of a picture (pixels to the inch); none without pictures.
    pub lowest_ppi: Option<f64>,
    /// Columns that begin with the last line of a paragraph, 栏头孤行.
    pub widows: usize,
    /// Last lines of one character.
    pub one_character_lines: usize,
    /// Numbers at a line's end whose unit stands on the next line.
    pub parted_units: usize,
    /// Lines with gaps of more than a quarter em.
    pub loose_lines: usize,
    /// Pull quotes.
    pub quotes: usize,
    /// Quotes whose last line is less than half as long as their first.
    pub quote_stubs: usize,
    /// The widest letterspacing that was used (em).
    pub tracking_em: f64,
    /// Lines of body text in the sections.
    pub body_lines: usize,
    /// How much of the type area the photos of the sections take (%).
    pub photo_share_percent: f64,
    /// How much of it the largest of them takes (%).
    pub main_photo_percent: f64,
    /// How many times as large as the next the largest picture of a page is, the hero's among them, on the page where it is
    /// least so; none where no page has two.
    pub main_photo_ratio: Option<f64>,
    /// Slots of the sections' text.
    pub slots: usize,
    /// The lines of the shortest.
    pub shortest_slot: usize,
    /// Slots of less than eight lines, 碎栏.
    pub stub_slots: usize,
    /// Pieces of text between two pictures of one column, 夹文.
    pub sandwiched: usize,
    /// Headings of couplets that are not on as many lines as most of their rank.
    pub odd_headings: usize,
    /// Pairs of headings beside each other with less than six lines between their heights, 题近.
    pub near_headings: usize,
    /// The length of the lead's lines (字); 0 without a lead.
    pub lead_measure: f64,
    /// How full the pages are, of a booklet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emptiness: Option<Emptiness>,
    /// The hero.
    #[serde(flatten)]
    pub hero: HeroMerit,
}

impl Merit {
    /// The figures as people read them, each with its verdict.
    #[must_use]
    pub fn rows(&self, limits: &MeritLimits) -> Vec<Row> {
        let count = |name, count: usize, limit| {
            Row::judged(name, say!("merit.value", value = count), number(count), limit)
        };
        let said = |name, shown: String, value, limit| {
            Row::judged(name, say!("merit.value", value = shown), value, limit)
        };
        let percent = |name, share: f64, limit| said(name, format!("{share:.1} %"), share, limit);
        let ppi = |ppi: f64| said(say!("merit.lowest-ppi"), format!("{ppi:.0} ppi"), ppi, limits.lowest_ppi);
        let feet = say!("merit.feet-lines", count = self.foot_difference);
        let shortest = say!("merit.feet-lines", count = self.shortest_slot);
        let white = say!("merit.lines", lines = format!("{:.1}", self.heading_white_lines));
        let lead = format!("{:.0} 字", self.lead_measure);
        let (baseline, tracking) =
            (format!("{:.3} pt", self.baseline_error_pt), format!("{:.3} em", self.tracking_em));
        let mut rows = vec![
            count(say!("merit.overset-lines"), self.overset_lines, limits.overset_lines),
            count(say!("merit.lost-characters"), self.lost_characters, limits.lost_characters),
            percent(say!("merit.unfilled"), self.unfilled_percent, limits.unfilled_percent),
            Row::judged(say!("merit.feet"), feet, number(self.foot_difference), limits.foot_difference),
            count(say!("merit.short-columns"), self.short_columns, limits.short_columns),
            Row::judged(
                say!("merit.heading-white"),
                white,
                self.heading_white_lines,
                limits.heading_white_lines,
            ),
            said(say!("merit.baselines"), baseline, self.baseline_error_pt, limits.baseline_error_pt),
            count(say!("merit.butted-headings"), self.butted_headings, limits.butted_headings),
            count(say!("merit.through-cuts"), self.through_cuts, limits.through_cuts),
            percent(say!("merit.longest-gutter"), self.longest_gutter_percent, limits.longest_gutter_percent),
            count(say!("merit.inversions"), self.inversions, limits.inversions),
            percent(say!("merit.crop"), self.crop_loss_percent, limits.crop_loss_percent),
            count(say!("merit.photos-away"), self.photos_away, limits.photos_away),
            count(say!("merit.widows"), self.widows, limits.widows),
            count(say!("merit.one-character-lines"), self.one_character_lines, limits.one_character_lines),
            count(say!("merit.parted-units"), self.parted_units, limits.parted_units),
            count(say!("merit.loose-lines"), self.loose_lines, limits.loose_lines),
            count(say!("merit.quotes"), self.quotes, limits.quotes),
            count(say!("merit.quote-stubs"), self.quote_stubs, limits.quote_stubs),
            said(say!("merit.tracking"), tracking, self.tracking_em, limits.tracking_em),
            percent(say!("merit.photo-share"), self.photo_share_percent, limits.photo_share_percent),
            percent(say!("merit.main-photo"), self.main_photo_percent, limits.main_photo_percent),
            Row::plain(say!("merit.slots"), say!("merit.value", value = self.slots)),
            Row::judged(
                say!("merit.shortest-slot"),
                shortest,
                number(self.shortest_slot),
                limits.shortest_slot,
            ),
            count(say!("merit.stubs"), self.stub_slots, limits.stub_slots),
            count(say!("merit.sandwiched"), self.sandwiched, limits.sandwiched),
            count(say!("merit.odd-headings"), self.odd_headings, limits.odd_headings),
            count(say!("merit.near-headings"), self.near_headings, limits.near_headings),
            said(say!("merit.lead-measure"), lead, self.lead_measure, limits.lead_measure),
            Row::plain(say!("merit.body-lines"), say!("merit.value", value = self.body_lines)),
        ];
        let ratio = |ratio: f64| {
            said(say!("merit.main-ratio"), format!("{ratio:.2}"), ratio, limits.main_photo_ratio)
        };
        let emptiest = |pages: &Emptiness| {
            let white = pages.emptiest();
            percent(say!("merit.emptiest-page"), white, limits.emptiest_page_percent)
        };
        rows.extend(self.emptiness.as_ref().map(emptiest));
        rows.extend(self.hero.rows(limits));
        rows.extend(self.main_photo_ratio.map(ratio));
        rows.extend(self.lowest_ppi.map(ppi));
        rows
    }

    /// What the frames add to a plan's cost when plans are compared.
    #[must_use]
    pub fn cost(&self, weights: &MeritWeights) -> f64 {
        let count = number;
        weights.overset * count(self.overset_lines)
            + weights.lost * count(self.lost_characters)
            + weights.butted * count(self.butted_headings)
            + weights.inversion * count(self.inversions)
            + weights.feet * count(self.foot_difference.saturating_sub(1))
            + weights.unfilled * (self.unfilled_percent - 1.0).max(0.0)
            + weights.widow * count(self.widows)
            + weights.one_character * count(self.one_character_lines)
            + weights.parted_unit * count(self.parted_units)
            + weights.loose_line * count(self.loose_lines)
            + weights.quote_stub * count(self.quote_stubs)
            + weights.empty_page * count(self.emptiness.as_ref().map_or(0, |pages| pages.empty().count()))
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A line with gaps of more than this is loose (em).
pub const LOOSE: f64 = 0.25;

/// A finished page, as the figures are taken from it.
pub struct Finished<'a> {
    /// The grid.
    pub grid: &'a Grid,
    /// The plan.
    pub plan: &'a Plan,
    /// The plan in points.
    pub placement: &'a Placement,
    /// The slots as they were filled.
    pub slots: &'a [SlotLines],
    /// How the threads were filled.
    pub fills: &'a [Fill],
}

/// Measures a finished page.
#[must_use]
pub fn measure(page: &Finished) -> Merit {
    let pictures = || page.placement.sections.iter().flat_map(|section| &section.photos);
    let captioned = || pictures().map(|photo| &photo.picture);
    let bounds: Vec<Area> = page.plan.sections.iter().map(super::plan::Module::bounds).collect();
    let balance = Balance::of(page);
    let missing = fullness::missing_at_feet(page);
    Merit {
        overset_lines: page.fills.iter().map(|fill| fill.overset_lines).sum(),
        // Told by `drawn` when the page is chosen.
        lost_characters: 0,
        unfilled_percent: fullness::unfilled(page) * 100.0,
        foot_difference: missing.iter().copied().max().unwrap_or(0),
        short_columns: missing.iter().filter(|lines| **lines > 0).count(),
        heading_white_lines: white::above_headings(page),
        baseline_error_pt: lines::baseline_error(page),
        butted_headings: arrangement::butted(page),
        through_cuts: balance::through_cuts(page),
        longest_gutter_percent: 100.0 * balance::longest_gutter(page),
        inversions: arrangement::inversions(&bounds),
        crop_loss_percent: captioned().map(|picture| picture.crop_loss * 100.0).fold(0.0, f64::max),
        photos_away: arrangement::photos_away(page),
        lowest_ppi: page.placement.hero_picture.iter().chain(captioned()).map(|p| p.ppi).reduce(f64::min),
        widows: sections(page).map(|slots| lines::widows(&slots, page)).sum(),
        one_character_lines: sections(page).map(|slots| lines::one_character_lines(&slots, page)).sum(),
        parted_units: page.slots.iter().map(lines::parted_units).sum(),
        loose_lines: page.slots.iter().flat_map(|slot| &slot.lines).filter(|line| line.gap > LOOSE).count(),
        quotes: quotes::all(page).count(),
        quote_stubs: quotes::all(page).filter(|quote| quotes::is_stub(quote)).count(),
        tracking_em: page
            .placement
            .sections
            .iter()
            .flat_map(|section| &section.tracking)
            .map(|(_, em)| *em)
            .fold(0.0, f64::max),
        body_lines: sections(page).flatten().map(|slot| slot.lines.len()).sum(),
        photo_share_percent: balance.photo_share,
        main_photo_percent: balance.main_share,
        main_photo_ratio: balance.main_ratio,
        slots: balance.slots,
        shortest_slot: balance.shortest_slot,
        stub_slots: balance.stubs,
        sandwiched: balance.sandwiched,
        odd_headings: balance.odd_headings,
        near_headings: arrangement::near(page),
        lead_measure: balance.lead_measure,
        // Looked for where the template makes a booklet.
        emptiness: None,
        hero: hero::measure(page.placement),
    }
}

/// The filled slots of each section, in order.
fn sections<'a>(page: &'a Finished) -> impl Iterator<Item = Vec<&'a SlotLines>> {
    (0..page.plan.sections.len()).map(|index| {
        let thread = ThreadName::Section(index);
        page.slots.iter().filter(|slot| slot.thread == thread && slot.slot.is_some()).collect()
    })
}

/// Characters that are looked for: white space and joiners say nothing.
fn counted(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace() && !is_steering(*character))
}
