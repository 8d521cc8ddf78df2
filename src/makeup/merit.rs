//! Figures of merit: how good a page is, measured on its finished frames.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::inspect::Fill;
use super::placement::{PlacedPhoto, Placement};
use super::plan::{Area, Plan, Rect};
use crate::edition::Grid;
use crate::message::{Lang, Message};
use crate::report::text::UNITS;
use crate::say;
use crate::typeset::ThreadName;
use crate::typeset::frames::{Line, SlotLines};

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
            (say!("merit.tracking"), format!("{:.3} em", self.tracking_em)),
            (say!("merit.body-lines"), self.body_lines.to_string()),
        ];
        rows.iter().map(|(name, value)| row(name, value, lang)).collect()
    }

    /// What the frames add to a plan's cost when plans are compared: what cannot be printed weighs most.
    #[must_use]
    pub fn cost(&self) -> f64 {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        100.0 * count(self.overset_lines + self.lost_characters + self.butted_headings + self.inversions)
            + 20.0 * count(self.foot_difference.saturating_sub(1))
            + 10.0 * (self.unfilled_percent - 1.0).max(0.0)
            + 0.5 * count(self.widows)
            + 2.0 * count(self.one_character_lines + self.parted_units)
    }
}

/// A line of the table of figures: a name and its value, which begins in column 35.
#[must_use]
pub fn row(name: &Message, value: &str, lang: Lang) -> String {
    let name = name.text(lang);
    let pad = 34usize.saturating_sub(name.width());
    name + &" ".repeat(pad) + value + "\n"
}

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
        unfilled_percent: unfilled(page) * 100.0,
        foot_difference: foot_difference(page),
        baseline_error_pt: baseline_error(page),
        butted_headings: butted(page),
        through_cuts: cuts,
        inversions: inversions(&bounds),
        crop_loss_percent: captioned().map(|picture| picture.crop_loss * 100.0).fold(0.0, f64::max),
        hero_crop_percent: page
            .placement
            .hero_picture
            .as_ref()
            .map_or(0.0, |picture| picture.crop_loss * 100.0),
        photos_away: photos_away(page),
        lowest_ppi: page.placement.hero_picture.iter().chain(captioned()).map(|p| p.ppi).reduce(f64::min),
        widows: sections(page).map(|slots| widows(&slots, page)).sum(),
        one_character_lines: sections(page).map(|slots| one_character_lines(&slots, page)).sum(),
        parted_units: page.slots.iter().map(parted_units).sum(),
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
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{2060}')
}

/// The share of the type area where nothing stands: it is looked at in cells of one 字 by one line.
fn unfilled(page: &Finished) -> f64 {
    let Finished { grid, plan, placement, .. } = page;
    let width = grid.measure_of(grid.columns) as usize;
    let height = (grid.lines * plan.pages) as usize;
    let mut filled = vec![false; width * height];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positions on a page")]
    let mut mark = |rect: &Rect, line: u32, lines: u32| {
        let from = (rect.x / grid.body_pt + 0.01).floor().max(0.0) as usize;
        let to = ((rect.x + rect.width) / grid.body_pt - 0.01).ceil().max(0.0) as usize;
        for row in line as usize..((line + lines) as usize).min(height) {
            filled[row * width + from.min(width)..row * width + to.min(width)].fill(true);
        }
    };
    let mut areas = vec![plan.hero, plan.figures, plan.credits];
    areas.extend(
        (0..plan.pages)
            .map(|page| plan.folio.lines_from(plan.folio.line + page * grid.lines, plan.folio.lines)),
    );
    areas.extend(&plan.banners);
    // The credit line takes its whole line.
    for module in &plan.sections {
        areas.push(module.heading);
        areas.extend(module.photos.iter().map(|photo| photo.area));
        areas.extend(module.quote.iter().map(|quote| quote.area));
    }
    for area in &areas {
        mark(&grid.rect(area), area.line, area.lines);
    }
    for (index, slots) in sections(page).enumerate() {
        for slot in slots {
            let Some(area) = slot.slot.and_then(|number| plan.sections[index].slots.get(number)) else {
                continue;
            };
            for line in &slot.lines {
                let at = (line.baseline - placement.top - 0.88 * grid.body_pt) / grid.pitch_pt;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a line of the page"
                )]
                mark(&grid.rect(area), at.round().max(0.0) as u32, 1);
            }
        }
    }
    // White that is meant: the line below the panel, and the line below each module.
    let bounds: Vec<Area> = plan.sections.iter().map(super::plan::Module::bounds).collect();
    let folios: Vec<Area> = areas.iter().copied().skip(3).take(plan.pages as usize).collect();
    let heads = plan.banners.iter().chain(&folios).chain([&plan.hero, &plan.figures]);
    for area in bounds.iter().chain(heads) {
        if area.lines > 0 && area.foot() < grid.lines * plan.pages {
            mark(&grid.rect(area), area.foot(), 1);
        }
    }
    // Gutters: white of a few 字 between two filled cells.
    let widest = grid.gutter as usize + 1;
    for row in filled.chunks_mut(width) {
        let mut last = None;
        for column in 0..width {
            if row[column] {
                if let Some(last) = last
                    && column - last - 1 <= widest
                {
                    row[last + 1..column].fill(true);
                }
                last = Some(column);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand cells")]
    let share = filled.iter().filter(|cell| !**cell).count() as f64 / filled.len().max(1) as f64;
    share
}

/// How far apart, in lines, the columns of a section end: text against what stands below it, or against the foot.
fn foot_difference(page: &Finished) -> usize {
    let mut most = 0;
    for (index, slots) in sections(page).enumerate() {
        let module = &page.plan.sections[index];
        let grid = page.grid;
        let in_body: Vec<Area> = module
            .photos
            .iter()
            .map(|photo| photo.area)
            .chain(module.quote.iter().map(|quote| quote.area))
            .collect();
        // Bands below the text are not among the columns: the body ends where the lowest slot or inset does.
        let text_foot = module.slots.iter().map(Area::foot).max().unwrap_or(0);
        for (number, area) in module.slots.iter().enumerate() {
            let lines =
                slots.iter().find(|slot| slot.slot == Some(number)).map_or(0, |slot| slot.lines.len());
            let rect = grid.rect(area);
            let below = in_body
                .iter()
                .filter(|other| other.line >= area.foot())
                .filter(|other| {
                    let other = grid.rect(other);
                    other.x < rect.x + rect.width - 0.01 && rect.x < other.x + other.width - 0.01
                })
                .map(|other| other.line)
                .chain(
                    module
                        .slots
                        .iter()
                        .filter(|other| {
                            other.line >= area.foot() && (grid.rect(other).x - rect.x).abs() < 0.01
                        })
                        .map(|other| other.line),
                )
                .min()
                .unwrap_or(text_foot)
                .min(text_foot.max(area.foot()));
            most = most.max((below.saturating_sub(area.line) as usize).saturating_sub(lines));
        }
    }
    most
}

fn baseline_error(page: &Finished) -> f64 {
    sections(page)
        .flatten()
        .flat_map(|slot| &slot.lines)
        .map(|line| {
            let lines = (line.baseline - page.placement.top - 0.88 * page.grid.body_pt) / page.grid.pitch_pt;
            (lines - lines.round()).abs() * page.grid.pitch_pt
        })
        .fold(0.0, f64::max)
}

/// Headings butt when they stand beside each other, with no more than a gutter between them, and share a line.
fn butted(page: &Finished) -> usize {
    let headings: Vec<Rect> = page.placement.sections.iter().map(|section| section.heading).collect();
    let near = 2.0 * f64::from(page.grid.gutter) * page.grid.body_pt;
    let mut pairs = 0;
    for (index, a) in headings.iter().enumerate() {
        for b in &headings[index + 1..] {
            let beside = a.x < b.x + b.width + near && b.x < a.x + a.width + near;
            let level = a.y < b.y + b.height && b.y < a.y + a.height;
            pairs += usize::from(beside && level);
        }
    }
    pairs
}

/// A later section stands wrong when it is left of an earlier one at one height, or above it.
fn inversions(bounds: &[Area]) -> usize {
    let mut pairs = 0;
    for (index, earlier) in bounds.iter().enumerate() {
        for later in &bounds[index + 1..] {
            let level = earlier.line < later.foot() && later.line < earlier.foot();
            let over = earlier.column < later.column + later.columns
                && later.column < earlier.column + earlier.columns;
            let left = later.column + later.columns <= earlier.column;
            let above = later.foot() <= earlier.line;
            pairs += usize::from((level && left) || (over && above));
        }
    }
    pairs
}

fn photos_away(page: &Finished) -> usize {
    let reach = page.grid.pitch_pt * 1.5;
    let touches = |photo: &PlacedPhoto, rect: &Rect| {
        let a = &photo.picture.frame;
        let foot = (a.y + a.height).max(photo.caption.y + photo.caption.height);
        a.x < rect.x + rect.width + reach
            && rect.x < a.x + a.width + reach
            && a.y < rect.y + rect.height + reach
            && rect.y < foot + reach
    };
    page.placement
        .sections
        .iter()
        .map(|section| {
            let own: Vec<Rect> = section.slots.iter().copied().chain([section.heading]).collect();
            // A photo in a second band touches its section through the first.
            let mut near: Vec<Rect> = own;
            let mut waiting: Vec<&PlacedPhoto> = section.photos.iter().collect();
            loop {
                let (reached, rest): (Vec<_>, Vec<_>) =
                    waiting.into_iter().partition(|photo| near.iter().any(|rect| touches(photo, rect)));
                waiting = rest;
                if reached.is_empty() {
                    break waiting.len();
                }
                near.extend(reached.iter().flat_map(|photo| [photo.picture.frame, photo.caption]));
            }
        })
        .sum()
}

/// A line that opens a paragraph is indented; `left` is its slot's left edge.
fn is_indented(line: &Line, left: f64, page: &Finished) -> bool {
    line.left > left + page.grid.body_pt
}

/// The lines of a section with the left edge of their slot and whether they open it.
fn with_edges<'a>(slots: &[&'a SlotLines], page: &Finished) -> Vec<(&'a Line, f64, bool)> {
    slots
        .iter()
        .flat_map(|slot| {
            let index = slot.thread.section().unwrap_or(0);
            let left = slot
                .slot
                .and_then(|number| page.placement.sections.get(index)?.slots.get(number))
                .map_or(0.0, |rect| rect.x + page.placement.left);
            slot.lines.iter().enumerate().map(move |(number, line)| (line, left, number == 0))
        })
        .collect()
}

fn widows(slots: &[&SlotLines], page: &Finished) -> usize {
    let lines = with_edges(slots, page);
    (1..lines.len())
        .filter(|&index| {
            let (line, left, opens) = lines[index];
            let last = lines.get(index + 1).is_none_or(|(next, edge, _)| is_indented(next, *edge, page));
            opens && last && !is_indented(line, left, page)
        })
        .count()
}

fn one_character_lines(slots: &[&SlotLines], page: &Finished) -> usize {
    let lines = with_edges(slots, page);
    (0..lines.len())
        .filter(|&index| {
            let (line, left, _) = lines[index];
            let last = lines.get(index + 1).is_none_or(|(next, edge, _)| is_indented(next, *edge, page));
            let words = counted(&line.text).filter(|character| character.is_alphanumeric()).count();
            last && words <= 1 && !is_indented(line, left, page)
        })
        .count()
}

fn parted_units(slot: &SlotLines) -> usize {
    slot.lines
        .windows(2)
        .filter(|pair| {
            let ends = pair[0].text.trim_end().ends_with(|c: char| c.is_ascii_digit());
            ends && pair[1].text.starts_with(|c: char| c.is_ascii_digit() || c == '%' || UNITS.contains(c))
        })
        .count()
}
