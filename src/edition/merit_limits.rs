//! The limits by which the figures of merit are judged: `[makeup.merit.limits]` in `template.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

/// Up to where a figure is good, and from where it is poor. Between them it is worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// As much as this is good.
    #[schemars(range(min = 0.0, max = 10000.0))]
    pub good: f64,
    /// More than this is poor. Where `poor` is less than `good`, as with a resolution, it is less than this that is poor.
    #[schemars(range(min = 0.0, max = 10000.0))]
    pub poor: f64,
}

impl Limit {
    /// Limits of a figure.
    #[must_use]
    pub const fn new(good: f64, poor: f64) -> Self {
        Self { good, poor }
    }
}

/// The limits of each figure of merit.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MeritLimits {
    /// Lines of text that did not fit.
    pub overset_lines: Limit,
    /// Characters of the report that are not on the page.
    pub lost_characters: Limit,
    /// The part of the type area where nothing stands (%).
    pub unfilled_percent: Limit,
    /// By how many lines the columns of a section end apart.
    pub foot_difference: Limit,
    /// Columns of sections that end early.
    pub short_columns: Limit,
    /// The most white above a section's heading (lines).
    pub heading_white_lines: Limit,
    /// How far a baseline is off the grid (pt).
    pub baseline_error_pt: Limit,
    /// Pairs of headings side by side.
    pub butted_headings: Limit,
    /// Gutters and white lines that run through the whole body.
    pub through_cuts: Limit,
    /// The longest stretch of a gutter that nothing crosses (% of the body's height).
    pub longest_gutter_percent: Limit,
    /// Pairs of sections in the wrong order.
    pub inversions: Limit,
    /// The largest share of a captioned picture that is cut off (%).
    pub crop_loss_percent: Limit,
    /// The share of the picture behind the headline that is cut off (%).
    pub hero_crop_percent: Limit,
    /// The contrast of title, kicker and byline with what is behind them.
    pub hero_contrast: Limit,
    /// Whether something stands on the hero's subject or cuts it: 0 or 1.
    pub hero_subject: Limit,
    /// Photos that do not touch their section.
    pub photos_away: Limit,
    /// The lowest resolution of a picture (pixels to the inch).
    pub lowest_ppi: Limit,
    /// Columns that begin with the last line of a paragraph.
    pub widows: Limit,
    /// Last lines of one character.
    pub one_character_lines: Limit,
    /// Numbers that are parted from their unit.
    pub parted_units: Limit,
    /// Lines with wide gaps.
    pub loose_lines: Limit,
    /// Pull quotes.
    pub quotes: Limit,
    /// Quotes whose last line is less than half as long as the first.
    pub quote_stubs: Limit,
    /// The widest letterspacing that was used (em).
    pub tracking_em: Limit,
    /// How much of the type area the photos of the sections take (%).
    pub photo_share_percent: Limit,
    /// How much of it the largest of them takes (%).
    pub main_photo_percent: Limit,
    /// How many times as large as the next the largest picture of a page is, the hero's among them.
    pub main_photo_ratio: Limit,
    /// The lines of the shortest slot.
    pub shortest_slot: Limit,
    /// Slots of less than eight lines.
    pub stub_slots: Limit,
    /// Pieces of text between two pictures of one column.
    pub sandwiched: Limit,
    /// Headings that are not on as many lines as most of their rank.
    pub odd_headings: Limit,
    /// Pairs of headings beside each other that stand nearly level.
    pub near_headings: Limit,
    /// The length of the lead's lines (字).
    pub lead_measure: Limit,
    /// The white part of the emptiest page of a booklet, between the first and the last (%).
    pub emptiest_page_percent: Limit,
}

impl Default for MeritLimits {
    fn default() -> Self {
        let none = Limit::new(0.0, 0.0);
        Self {
            overset_lines: none,
            lost_characters: none,
            unfilled_percent: Limit::new(1.0, 3.0),
            foot_difference: Limit::new(1.0, 2.0),
            short_columns: Limit::new(2.0, 8.0),
            heading_white_lines: Limit::new(2.5, 4.0),
            baseline_error_pt: Limit::new(0.01, 0.1),
            butted_headings: none,
            through_cuts: Limit::new(0.0, 1.0),
            longest_gutter_percent: Limit::new(60.0, 90.0),
            inversions: none,
            crop_loss_percent: Limit::new(12.0, 25.0),
            hero_crop_percent: Limit::new(25.0, 50.0),
            hero_contrast: Limit::new(4.5, 3.0),
            hero_subject: none,
            photos_away: none,
            lowest_ppi: Limit::new(150.0, 100.0),
            widows: Limit::new(1.0, 4.0),
            one_character_lines: none,
            parted_units: Limit::new(0.0, 2.0),
            loose_lines: Limit::new(0.0, 2.0),
            quotes: Limit::new(2.0, 4.0),
            quote_stubs: none,
            tracking_em: Limit::new(0.03, 0.05),
            photo_share_percent: Limit::new(20.0, 0.0),
            main_photo_percent: Limit::new(8.0, 0.0),
            main_photo_ratio: Limit::new(1.6, 1.05),
            shortest_slot: Limit::new(6.0, 3.0),
            stub_slots: Limit::new(3.0, 12.0),
            sandwiched: Limit::new(0.0, 2.0),
            odd_headings: Limit::new(0.0, 2.0),
            near_headings: Limit::new(1.0, 3.0),
            lead_measure: Limit::new(36.0, 48.0),
            emptiest_page_percent: Limit::new(33.3, 50.0),
        }
    }
}
