//! Pages to choose from: plans that differ in structure, not by a line here and there.
//!
//! Two plans are different pages when their arrangement differs (on more than [`ELSEWHERE`] of the body another section stands
//! than on the other page, the bodies taken as equally high) and with it at least one of these: how the headline stands (its
//! form, and the columns of a picture beside it); the lead section (its first column, its width, whether it stands at the
//! body's head); the main picture, which is the largest of the sections' (its section, or the third of the page's width or
//! height in which its middle is); and whether the figures stand among the sections.

use std::collections::HashSet;

use crate::edition::Grid;
use crate::edition::makeup_rules::HeroForm;
use crate::message::Message;
use crate::report::Importance;
use crate::say;

use super::layout::Spot;
use super::plan::{Area, Plan};

/// Candidates that can be asked for.
pub const MOST: usize = 6;
/// The share of the body on which another section stands when the arrangement is another.
pub const ELSEWHERE: f64 = 1.0 / 3.0;

/// A plan as it is compared with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// The hero's form, and the columns of a picture beside the words.
    hero: (HeroForm, u32),
    /// The lead section: which one, its first column, its columns, whether at the head.
    lead: (usize, u32, u32, bool),
    /// The largest photo of the sections: whose it is, and the third of the page's width and height.
    picture: Option<(usize, u32, u32)>,
    /// For each of [`STEPS`] lines of the body, from its head to its foot, and each column of the grid: which section stands there.
    cells: Vec<Option<usize>>,
    /// The basic columns of each section.
    widths: Vec<u32>,
    /// Whether the panel of figures stands among the sections.
    panel_beside: bool,
    columns: u32,
}

/// Which things differ of two plans.
#[expect(clippy::struct_excessive_bools, reason = "five things that differ or not")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Difference {
    /// How the headline stands.
    pub hero: bool,
    /// The lead section's place or width.
    pub lead: bool,
    /// The main picture's place.
    pub picture: bool,
    /// Whether the figures stand among the sections.
    pub panel: bool,
    /// Where the sections stand.
    pub arrangement: bool,
}

impl Difference {
    /// Whether the plans are different pages.
    #[must_use]
    pub fn is_enough(self) -> bool {
        self.arrangement && (self.hero || self.lead || self.picture || self.panel)
    }
}

/// At so many heights the bodies of two plans are compared.
const STEPS: u32 = 64;

impl Structure {
    /// The structure of a plan; `photo` says whether the hero has a photo.
    #[must_use]
    pub fn of(plan: &Plan, grid: &Grid, ranks: &[Importance], photo: bool) -> Self {
        let form = match (&plan.hero_photo, photo) {
            (Some(_), _) => HeroForm::Beside,
            (None, true) => HeroForm::Behind,
            (None, false) => HeroForm::Flat,
        };
        let bounds: Vec<Area> = plan.sections.iter().map(super::plan::Module::bounds).collect();
        let page = |area: &Area| grid.page_of(area);
        let head = bounds.iter().filter(|area| page(area) == 0).map(|area| area.line).min().unwrap_or(0);
        let lead = ranks.iter().position(|rank| *rank == Importance::Lead).unwrap_or(0);
        let of_lead = bounds.get(lead).map_or((lead, 0, 0, true), |area| {
            let first = bounds.iter().filter(|other| page(other) == page(area)).map(|other| other.line).min();
            (lead, area.column, area.columns, first == Some(area.line))
        });
        let photos = plan.sections.iter().enumerate().flat_map(|(index, module)| {
            module.photos.iter().map(move |photo| (index, grid.rect(&photo.area)))
        });
        let size = |rect: &super::plan::Rect| rect.width * rect.height;
        let largest = photos.fold(None, |best: Option<(usize, super::plan::Rect)>, one| match best {
            Some(best) if size(&best.1) >= size(&one.1) => Some(best),
            _ => Some(one),
        });
        let picture = largest.map(|(index, rect)| {
            let across = (rect.x + rect.width / 2.0) / grid.type_width_pt();
            let down = (rect.y + rect.height / 2.0) / grid.page_height_pt();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0, 1 or 2")]
            let third = |share: f64| (share.max(0.0) * 3.0).floor().min(2.0) as u32;
            // Of several pages each has thirds of its own.
            let pages = down.floor().max(0.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page's number")]
            let number = pages as u32;
            (index, third(across), third(down - pages) + 3 * number)
        });
        let foot = bounds.iter().map(Area::foot).max().unwrap_or(head);
        let mut cells = Vec::new();
        for step in 0..STEPS {
            let line = head + (foot - head) * step / STEPS;
            for column in 0..grid.columns {
                let inside = |area: &Area| {
                    (area.line..area.foot()).contains(&line)
                        && (area.column..area.column + area.columns).contains(&column)
                };
                // What stands in the corner of an L lies within the bounds of both: the later one is it.
                cells.push(bounds.iter().rposition(inside));
            }
        }
        Self {
            hero: (form, plan.hero_photo.as_ref().map_or(0, |photo| photo.area.columns)),
            lead: of_lead,
            picture,
            cells,
            widths: bounds.iter().map(|area| area.columns).collect(),
            panel_beside: plan.figures.lines > 0 && plan.figures.columns < grid.columns,
            columns: grid.columns,
        }
    }

    /// The share of the body on which another section stands.
    #[must_use]
    pub fn elsewhere(&self, other: &Self) -> f64 {
        let count = self.cells.len();
        let differ = self.cells.iter().zip(&other.cells).filter(|(one, two)| one != two).count();
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let share = differ as f64 / count.max(1) as f64;
        share
    }

    /// What differs.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        Difference {
            hero: self.hero != other.hero,
            lead: self.lead != other.lead,
            picture: self.picture != other.picture,
            panel: self.panel_beside != other.panel_beside,
            arrangement: self.elsewhere(other) > ELSEWHERE,
        }
    }

    /// What is different about this page, in words, as compared with another.
    #[must_use]
    pub fn words(&self, other: &Self) -> Vec<Message> {
        let mut words = Vec::new();
        let differs = self.difference(other);
        if differs.hero {
            words.push(match self.hero {
                (HeroForm::Beside, columns) => say!("candidate.hero-beside", columns = columns),
                (HeroForm::Behind, _) => say!("candidate.hero-behind"),
                (HeroForm::Flat, _) => say!("candidate.hero-flat"),
            });
        }
        if differs.lead {
            let (section, column, columns, first) = self.lead;
            let (section, column) = (section + 1, column + 1);
            words.push(if first {
                say!("candidate.lead-at-head", section = section, columns = columns, column = column)
            } else {
                say!("candidate.lead-below", section = section, columns = columns, column = column)
            });
        }
        if let Some((section, across, down)) = self.picture.filter(|_| differs.picture) {
            let place = match (across, down % 3) {
                (0, 0) => say!("place.upper-left"),
                (1, 0) => say!("place.upper-middle"),
                (_, 0) => say!("place.upper-right"),
                (0, 1) => say!("place.left"),
                (1, 1) => say!("place.middle"),
                (_, 1) => say!("place.right"),
                (0, _) => say!("place.lower-left"),
                (1, _) => say!("place.lower-middle"),
                _ => say!("place.lower-right"),
            };
            words.push(say!("candidate.picture", section = section + 1, place = place));
        }
        if differs.panel {
            words.push(if self.panel_beside {
                say!("candidate.panel-beside")
            } else {
                say!("candidate.panel-across")
            });
        }
        let widths = |of: &Self| of.widths.iter().map(u32::to_string).collect::<Vec<_>>();
        if self.widths != other.widths {
            words.push(say!("candidate.widths", widths = widths(self), columns = self.columns));
        }
        let share = self.elsewhere(other);
        if share > ELSEWHERE {
            words.push(say!("candidate.arrangement", percent = format!("{:.0}", share * 100.0)));
        }
        words
    }
}

/// Rough pictures of plans: of those that look alike only the first is worked out.
#[derive(Debug, Default)]
pub(super) struct Sketches {
    seen: HashSet<Sketch>,
}

/// How a page begins, and of each section the first column, the columns and about the line.
type Sketch = (Hero, Vec<(u32, u32, u32)>);

/// How a page begins: the hero's form, with the columns of a picture beside the words.
type Hero = Option<(HeroForm, Option<u32>)>;

/// The lines within which two rectangles begin about on one line.
const COARSE: u32 = 8;

impl Sketches {
    /// Plans that are worked out, at the most.
    pub(super) const MOST: usize = 160;

    /// Whether a plan looks like none before.
    pub(super) fn is_new<'a>(&mut self, hero: Hero, spots: impl Iterator<Item = Spot<'a>>) -> bool {
        let rough = |spot: Spot| (spot.column, spot.layout.columns, (spot.line + COARSE / 2) / COARSE);
        self.seen.insert((hero, spots.map(rough).collect()))
    }
}
