//! Figures of merit: how good a page is, measured on its finished frames.

mod arrangement;
mod fullness;
mod lines;
mod quotes;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::inspect::Fill;
use super::placement::Placement;
use super::plan::{Area, Plan};
use crate::edition::Grid;
use crate::edition::makeup_rules::MeritWeights;
use crate::message::{Lang, Message};
use crate::say;
use crate::typeset::ThreadName;
use crate::typeset::frames::SlotLines;
use crate::typeset::han::is_steering;

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
    /// How far a baseline of body text is off the grid, at most (pt).
    pub baseline_error_pt: f64,
    /// Pairs of headings side by side at one height, 碰题.
    pub butted_headings: usize,
    /// Gutters and white lines that run through the whole body, 断版 and 通线.
    pub through_cuts: usize,
    /// Pairs of sections that stand in the wrong order.
    pub inversions: usize,
    /// The largest share of a captioned picture that is cut off (%).
    pub crop_loss_percent: f64,
    /// The share of the picture behind the headline that is cut off (%).
    pub hero_crop_percent: f64,
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
}

impl Merit {
    /// The figures as lines of text in a language.
    #[must_use]
    pub fn table(&self, lang: Lang) -> String {
        let ppi = self.lowest_ppi.map_or("-".to_owned(), |ppi| format!("{ppi:.0} ppi"));
        let percent = |share: f64, digits: usize| format!("{share:.digits$} %");
        let rows = [
            (say!("merit.overset-lines"), self.overset_lines.to_string()),
            (say!("merit.lost-characters"), self.lost_characters.to_string()),
            (say!("merit.unfilled"), percent(self.unfilled_percent, 2)),
            (say!("merit.feet"), say!("merit.feet-lines", count = self.foot_difference).text(lang)),
            (say!("merit.baselines"), format!("{:.3} pt", self.baseline_error_pt)),
            (say!("merit.butted-headings"), self.butted_headings.to_string()),
            (say!("merit.through-cuts"), self.through_cuts.to_string()),
            (say!("merit.inversions"), self.inversions.to_string()),
            (say!("merit.crop"), percent(self.crop_loss_percent, 1)),
            (say!("merit.hero-crop"), percent(self.hero_crop_percent, 1)),
            (say!("merit.photos-away"), self.photos_away.to_string()),
            (say!("merit.lowest-ppi"), ppi),
            (say!("merit.widows"), self.widows.to_string()),
            (say!("merit.one-character-lines"), self.one_character_lines.to_string()),
            (say!("merit.parted-units"), self.parted_units.to_string()),
            (say!("merit.loose-lines"), self.loose_lines.to_string()),
            (say!("merit.quotes"), self.quotes.to_string()),
            (say!("merit.quote-stubs"), self.quote_stubs.to_string()),
            (say!("merit.tracking"), format!("{:.3} em", self.tracking_em)),
            (say!("merit.body-lines"), self.body_lines.to_string()),
        ];
        rows.iter().map(|(name, value)| row(name, value, lang)).collect()
    }

    /// What the frames add to a plan's cost when plans are compared.
    #[must_use]
    pub fn cost(&self, weights: &MeritWeights) -> f64 {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
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
    }
}

/// A line of the table of figures: a name and its value, which begins in column 35.
#[must_use]
pub fn row(name: &Message, value: &str, lang: Lang) -> String {
    let name = name.text(lang);
    let pad = 34usize.saturating_sub(name.width());
    name + &" ".repeat(pad) + value + "\n"
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
    let cuts: usize = (0..page.plan.pages)
        .map(|number| {
            let on_it: Vec<Area> =
                bounds.iter().copied().filter(|area| page.grid.page_of(area) == number).collect();
            let (gutters, lines) = super::plan::cuts(page.grid, &on_it);
            gutters + lines
        })
        .sum();
    Merit {
        overset_lines: page.fills.iter().map(|fill| fill.overset_lines).sum(),
        // Told by `drawn` when the page is chosen.
        lost_characters: 0,
        unfilled_percent: fullness::unfilled(page) * 100.0,
        foot_difference: fullness::foot_difference(page),
        baseline_error_pt: lines::baseline_error(page),
        butted_headings: arrangement::butted(page),
        through_cuts: cuts,
        inversions: arrangement::inversions(&bounds),
        crop_loss_percent: captioned().map(|picture| picture.crop_loss * 100.0).fold(0.0, f64::max),
        hero_crop_percent: page
            .placement
            .hero_picture
            .as_ref()
            .map_or(0.0, |picture| picture.crop_loss * 100.0),
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
