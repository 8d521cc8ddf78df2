//! The forms of the hero: a picture behind the words, a picture beside them, or a flat ground. Which of them a page may have
//! at which heights; what stands where in each.

use super::fold::Fold;
use super::framing::{PhotoInput, Picture, crop};
use super::ground::Ground;
use super::head::{Head, Stand, widest_title};
use super::lead::{LeadShape, lines_for};
use super::plan::{Area, PhotoBox, Rect};
use super::rules::hero::FILLED;
use super::widths::caption_lines;
use crate::edition::Grid;
use crate::edition::makeup_rules::HeroForm;
use crate::report::Headline;

/// The distance between a picture and its caption (pt).
pub const CAPTION_GAP_PT: f64 = 5.0;
/// The least distance between the lead and a caption under or above it (pt).
const CLOSE_PT: f64 = 1.0;
/// What stays free below the caption of a picture behind the words (pt).
const BELOW_PT: f64 = 5.0;
/// The picture behind the words begins to fade at this share of the way to the lead.
const FADE_FROM: f64 = 0.58;
/// It is gone this much below the lead's head, as a share of the hero's height.
const FADE_BEYOND: f64 = 0.05;
/// What a fade takes of the hero's height, at the least.
const FADE: f64 = 0.1;
/// What stays free between words and a subject (pt).
const APART: f64 = 7.0;
/// The white between the words and a picture beside them (字).
const BESIDE: f64 = 2.0;
/// A picture beside the words has so many basic columns at the least, and leaves the words so many.
const LEAST_COLUMNS: u32 = 2;
const LEFT_FOR_WORDS: u32 = 3;

/// What is known of a hero before it has a place.
pub struct Subject<'a> {
    /// The words; none where the template sets them elsewhere.
    pub headline: Option<&'a Headline>,
    /// The photo, with its number and its caption.
    pub photo: Option<(&'a PhotoInput, usize, &'a str)>,
}

impl Subject<'_> {
    /// The words in their room.
    fn head(&self, room: &Rect, stand: Stand, outlined: bool) -> Head {
        self.headline.map_or_else(Head::default, |said| Head::set(said, room, stand, outlined))
    }

    /// The words over a fold.
    fn head_across(&self, room: &Rect, fold: &Fold) -> Head {
        self.headline.map_or_else(Head::default, |said| Head::across(said, room, fold))
    }
}

/// A hero, placed.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The picture.
    pub picture: Option<Picture>,
    /// The slot of its caption.
    pub caption: Option<Rect>,
    /// The words.
    pub head: Head,
    /// Whether the picture's subject is whole, and clear of type.
    pub clear: bool,
}

/// A form, and the heights that the hero may have in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// The form.
    pub kind: HeroForm,
    /// The basic columns of a picture beside the words.
    columns: u32,
    /// Whether that picture is as high as the hero; else it ends above the lead.
    deep: bool,
    /// The lead's columns.
    pub lead: LeadShape,
    /// The lines of the lead, all columns together.
    pub lead_text: u32,
    /// The lines of the grid that the lead takes.
    pub lead_lines: u32,
    /// The lines of the grid below the lead: there the caption of a picture behind the words stands.
    pub below_lead: u32,
    /// The fewest and the most lines of the hero.
    pub lines: (u32, u32),
}

impl Form {
    /// The basic columns of a picture beside the words, where it is there.
    #[must_use]
    pub fn beside(&self) -> Option<u32> {
        (self.kind == HeroForm::Beside).then_some(self.columns)
    }

    /// The box of a picture beside the words, with its caption.
    #[must_use]
    pub fn photo(&self, grid: &Grid, hero: &Area, subject: &Subject) -> Option<PhotoBox> {
        let (_, _, caption) = subject.photo.filter(|_| self.kind == HeroForm::Beside)?;
        let lines = if self.deep { hero.lines } else { hero.lines.saturating_sub(self.lead_lines + 1) };
        let area = Area::new(grid.columns.saturating_sub(self.columns), self.columns, hero.line, lines);
        let caption_lines = caption_lines(caption, grid.rect(&area).width, grid.caption_pt);
        Some(PhotoBox { area, caption_lines, pointer: None })
    }

    /// The lead's area at the foot of a hero.
    fn lead_area(&self, hero: &Area) -> Area {
        let LeadShape { column, columns, .. } = self.lead;
        let below = self.lead_lines + self.below_lead;
        Area::new(column, columns, hero.foot().saturating_sub(below), self.lead_lines)
    }

    /// The hero at so many lines.
    #[must_use]
    pub fn at(&self, grid: &Grid, subject: &Subject, lines: u32) -> Opening {
        let hero = Area::new(0, grid.columns, 0, lines);
        let photo = self.photo(grid, &hero, subject);
        open(grid, subject, &hero, &self.lead_area(&hero), photo.as_ref())
    }
}

/// The height of a caption with the gap above it (pt).
#[must_use]
pub fn caption_height_pt(grid: &Grid, lines: u32) -> f64 {
    if lines == 0 {
        return 0.0;
    }
    CAPTION_GAP_PT + f64::from(lines) * grid.caption_pitch_pt - (grid.caption_pitch_pt - grid.caption_pt)
}

/// The basic columns that the lead may have, from the first on: those that the template says, and what pictures of all
/// heights beside it leave.
#[must_use]
pub fn lead_columns(ground: Ground) -> Vec<u32> {
    let Ground { grid, rules } = ground;
    let mut found = vec![rules.lead.columns];
    if rules.hero.forms.contains(&HeroForm::Beside) {
        found.extend(beside(grid).map(|columns| grid.columns - columns));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The lines of the grid that the caption of a picture behind the words takes at the hero's foot.
fn below_lead(grid: &Grid, subject: &Subject) -> u32 {
    let lines = subject.photo.map_or(0, |(_, _, said)| behind_lines(grid, said));
    if lines == 0 { 0 } else { lines_for(grid, caption_height_pt(grid, lines) + BELOW_PT) }
}

/// The lines of the caption of a picture behind the words: the parts say before it that it is the hero's.
fn behind_lines(grid: &Grid, said: &str) -> u32 {
    let said = if said.is_empty() { String::new() } else { format!("题图：{said}") };
    caption_lines(&said, grid.type_width_pt(), grid.caption_pt)
}

/// The columns of a picture beside the words.
fn beside(grid: &Grid) -> std::ops::RangeInclusive<u32> {
    LEAST_COLUMNS..=grid.columns.saturating_sub(LEFT_FOR_WORDS)
}

/// The forms that a photo suits, in the template's order: of each kind some of several sizes. `lead` gives the lead's
/// columns, and its lines, within some basic columns. None when there is no photo, or none of them can hold it.
#[must_use]
pub fn forms(ground: Ground, subject: &Subject, lead: &dyn Fn(u32) -> (LeadShape, u32)) -> Vec<Form> {
    let Ground { grid, rules } = ground;
    let own = rules.lead.columns;
    let of = |kind, columns, deep, within: u32| {
        let (shape, text) = lead(within);
        let lead_lines = shape.height(ground, text);
        let below_lead =
            if kind == HeroForm::Behind && lead_lines > 0 { below_lead(grid, subject) } else { 0 };
        Form { kind, columns, deep, lead: shape, lead_text: text, lead_lines, below_lead, lines: (0, 0) }
    };
    let mut found = Vec::new();
    for kind in &rules.hero.forms {
        let ways: Vec<Form> = match kind {
            HeroForm::Behind => vec![of(*kind, 0, false, own)],
            HeroForm::Beside => beside(grid)
                .flat_map(|columns| {
                    [of(*kind, columns, false, own), of(*kind, columns, true, grid.columns - columns)]
                })
                .collect(),
            HeroForm::Flat => Vec::new(),
        };
        let suiting = ways.into_iter().filter_map(|form| suited(ground, subject, form));
        // Of pictures that end with the hero, and of those that end above the lead: the one that crops least, the largest, the
        // smallest, and the one that leaves the title as much room as it fills.
        let mut suiting: Vec<Suited> = suiting.collect();
        // A lead of one column in the middle of the page has a hole at each side: below the words it has none.
        let lost = |way: &Suited| !way.form.deep && way.form.lead_text > 0 && way.form.lead.parts == 1;
        if *kind == HeroForm::Beside && suiting.iter().any(|way| way.form.deep) {
            suiting.retain(|way| !lost(way));
        }
        for deep in [false, true] {
            let ways = || suiting.iter().filter(|way| way.form.deep == deep);
            let least = ways().min_by(|a, b| a.loss.total_cmp(&b.loss));
            let largest = ways().max_by(|a, b| a.area.total_cmp(&b.area));
            let smallest = ways().min_by(|a, b| a.area.total_cmp(&b.area));
            let fullest = ways()
                .filter(|_| *kind == HeroForm::Beside)
                .max_by(|a, b| a.filled.total_cmp(&b.filled).then(a.area.total_cmp(&b.area)));
            for way in least.into_iter().chain(largest).chain(smallest).chain(fullest) {
                if !found.contains(&way.form) {
                    found.push(way.form);
                }
            }
        }
    }
    found
}

/// A form that suits a photo, with what becomes of it near the ideal height.
struct Suited {
    form: Form,
    /// The share that is cut off.
    loss: f64,
    /// What is seen of it (pt²).
    area: f64,
    /// The share of its room's width that the title takes, as far as it matters.
    filled: f64,
}

/// A form with the heights at which it suits: the longest run of them.
fn suited(ground: Ground, subject: &Subject, form: Form) -> Option<Suited> {
    let Ground { grid, rules } = ground;
    let least = rules.hero.headline_lines + form.lead_lines + form.below_lead;
    let suits = |lines: u32| {
        let opening = form.at(grid, subject, lines);
        let picture = opening.picture.as_ref()?;
        let backdrop = rules.hero.backdrop && form.kind == HeroForm::Behind;
        let title = match subject.headline {
            Some(headline) => {
                let words = opening.head.lines().next()?.rect.width;
                rules.hero.least_title_pt.min(widest_title(headline, words) * 0.95)
            }
            None => 0.0,
        };
        let good = (backdrop || picture.crop_loss <= rules.hero.crop)
            && picture.ppi >= rules.photo.least_ppi
            && picture.frame.height > 4.0 * grid.pitch_pt
            && opening.clear
            && opening.head.title_pt() >= title;
        let area = picture.frame.width * picture.frame.height;
        good.then(|| (picture.crop_loss, area, opening.head.filled().min(FILLED)))
    };
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for lines in (least..=rules.hero.most.min(grid.lines)).filter(|lines| suits(*lines).is_some()) {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == lines => run.1 = lines,
            _ => runs.push((lines, lines)),
        }
    }
    let lines = runs.into_iter().max_by_key(|(from, to)| (to - from, std::cmp::Reverse(*from)))?;
    let (loss, area, filled) = suits(rules.hero.ideal.clamp(lines.0, lines.1))?;
    Some(Suited { form: Form { lines, ..form }, loss, area, filled })
}

/// What stands where in a hero. Its picture is in a box of its own beside the words, or without one behind them.
#[must_use]
pub fn open(grid: &Grid, subject: &Subject, hero: &Area, lead: &Area, photo: Option<&PhotoBox>) -> Opening {
    let whole = grid.rect(hero);
    let lead = grid.rect(lead);
    let has_lead = lead.height > 0.0;
    let foot = if has_lead { lead.y } else { whole.y + whole.height };
    let room = Rect { height: (foot - whole.y).max(1.0), ..whole };
    let input = subject.photo.filter(|_| grid.fold_mm.is_none() || photo.is_some());
    let Some((input, index, said)) = input else {
        if let Some(fold) = grid.fold() {
            let head = subject.head_across(&room, &fold);
            return Opening { picture: None, caption: None, head, clear: true };
        }
        let head = subject.head(&room, Stand::Spread, false);
        return Opening { picture: None, caption: None, head, clear: true };
    };
    if let (Some(fold), Some(photo)) = (grid.fold(), photo) {
        let head = subject.head_across(&room, &fold);
        let (picture, caption) = over_the_fold(grid, (input, index), photo, &fold);
        let clear = picture.subject(input).is_none_or(|subject| {
            let frame = &picture.frame;
            within(&subject, frame, 0.0, frame.height) && !fold.touches(&subject)
        });
        return Opening { picture: Some(picture), caption, head, clear };
    }
    if let Some(photo) = photo {
        let boxed = grid.rect(&photo.area);
        let caption = caption_height_pt(grid, photo.caption_lines);
        let frame = Rect { height: (boxed.height - caption).max(1.0), ..boxed };
        let gap = if photo.caption_lines == 0 { 0.0 } else { CAPTION_GAP_PT };
        let slot = Rect { y: frame.y + frame.height + gap, height: (caption - gap).max(0.0), ..boxed };
        let words = Rect { width: (boxed.x - whole.x - BESIDE * grid.body_pt).max(1.0), ..room };
        let picture = crop(input, index, frame, None);
        let clear = picture.subject(input).is_none_or(|subject| within(&subject, &frame, 0.0, frame.height));
        let head = subject.head(&words, Stand::Spread, false);
        return Opening { picture: Some(picture), caption: Some(slot), head, clear };
    }
    // The caption stands under the picture, or under the lead on whose ground it has faded: never on the picture.
    let height = caption_height_pt(grid, behind_lines(grid, said));
    let under = if height > 0.0 { height + BELOW_PT } else { 0.0 };
    let height = (height - CAPTION_GAP_PT).max(0.0);
    let y = whole.y + whole.height - under + CAPTION_GAP_PT;
    // A plan that is older than this place has no line for it: there it stands above the lead, in the white under the words.
    let none = has_lead && y < lead.y + lead.height + CLOSE_PT;
    let y = if none { lead.y - CLOSE_PT - height } else { y };
    let slot = Rect { y, height, ..whole };
    let caption = (under > 0.0).then_some(slot);
    let whole = if none { whole } else { Rect { height: (whole.height - under).max(1.0), ..whole } };
    let under = if has_lead { 0.0 } else { under };
    let room = Rect { height: (room.height - under).max(1.0), ..room };
    let foot = foot - under;
    let share = |y: f64| (y - whole.y) / whole.height.max(1.0);
    let set = |stand: Stand| {
        let head = subject.head(&room, stand, true);
        let (first, last) = head.band();
        // Below the words, as far down as the picture is still to be seen; or above words at the foot.
        let below = foot - if has_lead { FADE * whole.height } else { 0.0 };
        let band = match stand {
            Stand::Foot => (0.0, first - whole.y - APART),
            _ => (last - whole.y + APART, below - whole.y),
        };
        let given = input.subject.is_some() && subject.headline.is_some();
        let band = (given && stand != Stand::Spread).then_some(band);
        let picture = crop(input, index, whole, band);
        let there = picture.subject(input);
        let (from, to) = band.unwrap_or((0.0, whole.height));
        let clear = there.is_none_or(|there| stand != Stand::Spread && within(&there, &whole, from, to));
        (head, picture, clear)
    };
    // The words give way to the subject: to the head, without a lead to the foot as well.
    let mut ways: Vec<Stand> = vec![Stand::Head];
    if !has_lead {
        ways.push(Stand::Foot);
    }
    let kept = ways.into_iter().map(set).find(|(_, _, clear)| input.subject.is_some() && *clear);
    let (head, mut picture, clear) = kept.unwrap_or_else(|| set(Stand::Spread));
    if has_lead {
        // Where the lead begins the picture has nearly gone; its subject is not faded.
        let end = share(lead.y).clamp(0.1, 1.0);
        let kept =
            picture.subject(input).filter(|_| clear).map_or(0.0, |there| share(there.y + there.height));
        // Small type below the title wants a quiet ground.
        let quiet = head.byline.map_or(1.0, |line| share(line.rect.y - 3.0 * line.rect.height));
        let from = (end * FADE_FROM).min(quiet).max(kept);
        picture.veil.fade = Some((from, (end + FADE_BEYOND).min(1.0).max(from + 0.02)));
    }
    Opening { picture: Some(picture), caption, head, clear }
}

/// A picture over the fold of a spread, and the slot of its caption: under the wider of its two parts.
fn over_the_fold(
    grid: &Grid,
    (input, index): (&PhotoInput, usize),
    photo: &PhotoBox,
    fold: &Fold,
) -> (Picture, Option<Rect>) {
    let boxed = grid.rect(&photo.area);
    let caption = caption_height_pt(grid, photo.caption_lines);
    let frame = Rect { height: (boxed.height - caption).max(1.0), ..boxed };
    let slot = (photo.caption_lines > 0).then(|| Rect {
        y: frame.y + frame.height + CAPTION_GAP_PT,
        height: caption - CAPTION_GAP_PT,
        ..wider_part(&boxed, fold)
    });
    (crop(input, index, frame, None), slot)
}

/// What of a rectangle over the fold lies on the page that has more of it.
#[must_use]
pub fn wider_part(rect: &Rect, fold: &Fold) -> Rect {
    let left = (fold.page_width - rect.x).max(0.0);
    let right = (rect.x + rect.width - fold.right).max(0.0);
    if left >= right { Rect { width: left, ..*rect } } else { Rect { x: fold.right, width: right, ..*rect } }
}

/// Whether a rectangle lies within a frame, and between two heights of it.
fn within(rect: &Rect, frame: &Rect, from: f64, to: f64) -> bool {
    let near = 0.05;
    rect.x >= frame.x - near
        && rect.x + rect.width <= frame.x + frame.width + near
        && rect.y >= frame.y + from.max(0.0) - near
        && rect.y + rect.height <= frame.y + to.min(frame.height) + near
}
