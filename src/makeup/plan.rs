//! The plan, 版样: where everything stands, in whole columns and lines of the grid.

use serde::{Deserialize, Serialize};

use crate::edition::{Cut, Grid, PageKind};
use crate::message::Message;
use crate::say;

/// A rectangle of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The first basic column, from 0.
    pub column: u32,
    /// How many basic columns.
    pub columns: u32,
    /// The first line, from 0.
    pub line: u32,
    /// How many lines.
    pub lines: u32,
    /// Set off the basic columns, 破栏: the rectangle is the `part`-th, from 1, of `parts` equal ones.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub part: u32,
    /// See [`Area::part`].
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub parts: u32,
    /// How many parts it takes, with the gutters between them.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub span: u32,
}

/// As `plan.toml` writes it.
impl std::fmt::Display for Area {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { column, columns, line, lines, part, parts, span } = self;
        write!(f, "column = {column}, columns = {columns}, line = {line}, lines = {lines}")?;
        if (*part, *parts, *span) == (1, 1, 1) {
            return Ok(());
        }
        write!(f, ", part = {part}, parts = {parts}, span = {span}")
    }
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_one(number: &u32) -> bool {
    *number == 1
}

impl Area {
    /// Whole basic columns.
    #[must_use]
    pub fn new(column: u32, columns: u32, line: u32, lines: u32) -> Self {
        Self { column, columns, line, lines, part: 1, parts: 1, span: 1 }
    }

    /// Some text columns of a rectangle that is divided into `parts` of them; `first` counts from 0.
    #[must_use]
    pub fn within(column: u32, columns: u32, parts: u32, first: u32, span: u32) -> Self {
        if parts == columns {
            Self::new(column + first, span, 0, 0)
        } else {
            Self { part: first + 1, parts, span, ..Self::new(column, columns, 0, 0) }
        }
    }

    /// The same columns at other lines.
    #[must_use]
    pub fn lines_from(self, line: u32, lines: u32) -> Self {
        Self { line, lines, ..self }
    }

    /// The line after the last.
    #[must_use]
    pub fn foot(&self) -> u32 {
        self.line + self.lines
    }
}

/// Where a caption's picture is: printed before captions that could be read with another picture or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pointer {
    /// ◀
    Left,
    /// ▶
    Right,
    /// ▲
    Up,
    /// ▼
    Down,
}

impl Pointer {
    /// The sign that is printed.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Left => "◀",
            Self::Right => "▶",
            Self::Up => "▲",
            Self::Down => "▼",
        }
    }
}

/// A photo with its caption under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoBox {
    /// Picture and caption together.
    pub area: Area,
    /// How many lines of caption there is room for.
    pub caption_lines: u32,
    /// The sign before the caption that points at its picture; none where picture and caption stand in their story.
    #[serde(default)]
    pub pointer: Option<Pointer>,
}

/// A pull quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Its place among the columns.
    pub area: Area,
    /// What it says: the report's own quote, or a sentence of the section.
    pub text: String,
    /// Who says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A block that the template reserves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedBlock {
    /// Its name in the template.
    pub name: String,
    /// Where it stands.
    pub area: Area,
}

/// The rectangle of one section, 版块.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Where the heading stands.
    pub heading: Area,
    /// On how many lines the heading's parts are set: 1 or 2.
    pub heading_lines: u32,
    /// The slots that the text runs through, in reading order.
    pub slots: Vec<Area>,
    /// The photos, in the section's order.
    #[serde(default)]
    pub photos: Vec<PhotoBox>,
    /// The ground that is tinted, where the section is set off.
    #[serde(default)]
    pub tint: Option<Area>,
    /// A pull quote, where one fills a hole.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// Where the module is an L: the corner that is free for other modules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Area>,
    /// Paragraphs whose letters are set wider.
    #[serde(default)]
    pub tracking: Vec<Tracking>,
}

/// Letterspacing of one paragraph, 字距.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    /// Which paragraph of the section, from 0.
    pub paragraph: usize,
    /// How much wider each letter is set (0.001 em).
    pub milliem: u32,
}

impl Module {
    /// The same module so many lines farther down.
    #[must_use]
    pub fn moved(mut self, lines: u32) -> Self {
        self.all_areas().for_each(|area| area.line += lines);
        self
    }

    /// Every area of the module.
    fn all_areas(&mut self) -> impl Iterator<Item = &mut Area> {
        let slots = self.slots.iter_mut();
        let photos = self.photos.iter_mut().map(|photo| &mut photo.area);
        let quote = self.quote.iter_mut().map(|quote| &mut quote.area);
        slots
            .chain(photos)
            .chain(quote)
            .chain(&mut self.tint)
            .chain(&mut self.opening)
            .chain([&mut self.heading])
    }

    /// The same module so many basic columns farther to the right.
    #[must_use]
    pub fn beside(mut self, columns: u32) -> Self {
        self.all_areas().for_each(|area| area.column += columns);
        self
    }

    /// The rectangle that holds the whole module: whole columns and lines.
    #[must_use]
    pub fn bounds(&self) -> Area {
        let areas = self.slots.iter().copied().chain(self.photos.iter().map(|photo| photo.area));
        let quote = self.quote.iter().map(|quote| quote.area);
        bounds(areas.chain([self.heading]).chain(quote)).unwrap_or(self.heading)
    }
}

/// The rectangle of whole columns and lines that holds some areas.
#[must_use]
pub fn bounds(areas: impl Iterator<Item = Area>) -> Option<Area> {
    areas.reduce(|a, b| {
        let (column, line) = (a.column.min(b.column), a.line.min(b.line));
        let right = (a.column + a.columns).max(b.column + b.columns);
        Area::new(column, right - column, line, a.foot().max(b.foot()) - line)
    })
}

/// How many gutters run from the head of some modules' rectangles to their foot, and how many white lines from the
/// left edge to the right.
#[must_use]
pub fn cuts(modules: &[Area]) -> (usize, usize) {
    let Some(whole) = bounds(modules.iter().copied()).filter(|_| modules.len() > 1) else { return (0, 0) };
    let crosses = |from: u32, length: u32, at: u32| from < at && at < from + length;
    // Beside what the template reserves the body is narrower than the page.
    let gutters = (whole.column + 1..whole.column + whole.columns)
        .filter(|&column| !modules.iter().any(|module| crosses(module.column, module.columns, column)))
        .count();
    let mut lines = 0;
    let mut in_gap = false;
    for line in whole.line..whole.foot() {
        let covered = modules.iter().any(|module| module.line <= line && line < module.foot());
        lines += usize::from(!covered && !in_gap);
        in_gap = !covered;
    }
    (gutters, lines)
}

/// A page that is put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "kebab-case", deny_unknown_fields)]
pub enum OptionalPage {
    /// 目录.
    Contents,
    /// 大图页.
    Photos {
        /// Photos of the report, from 0: the rows of the page.
        rows: Vec<Vec<usize>>,
    },
    /// 记事.
    Notes,
}

impl OptionalPage {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> PageKind {
        match self {
            Self::Contents => PageKind::Contents,
            Self::Photos { .. } => PageKind::Photos,
            Self::Notes => PageKind::Notes,
        }
    }
}

/// A whole page, or several: the lines of the grid count on from page to page, so that line 80 of a grid of 79 lines is the
/// second of page 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// On how many pages.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub pages: u32,
    /// The folio line of the first page, 眉线; the others have theirs at the same place.
    pub folio: Area,
    /// Headline, and the photo behind it; no lines where the template sets them on a page of their own.
    pub hero: Area,
    /// The hero's photo, where it stands beside the words; else it is behind them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hero_photo: Option<PhotoBox>,
    /// What later pages begin with, 通栏题: one for each, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub banners: Vec<Area>,
    /// The lead's text, on the hero.
    pub lead: Area,
    /// How many lines of its own each column of the lead has; one column over all its room where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead_columns: Vec<u32>,
    /// Whether headings are set as large as those of the next smaller rank, on a page that is too full otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub small_headings: bool,
    /// Which of the template's other sizes the body type has, from 1; 0 for its own.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub size: usize,
    /// Where sections are divided, to run on on the next page: each part is a section of the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Cut>,
    /// How many pictures of a section stand alone at the most, where that is not as the template says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<u32>,
    /// The largest share of a photo that may be cut off (%), where that is not as the template says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crop_percent: Option<u32>,
    /// What the sections are called, by id or heading, where the plan was saved from a report: by these it knows them again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The panel of figures.
    pub figures: Area,
    /// The credit line at the foot.
    pub credits: Area,
    /// What fills the foot of the last page above it, where there is anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filler: Option<Area>,
    /// The blocks that the template reserves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<PlannedBlock>,
    /// What a booklet has besides, so that its pages can be bound. It is found anew whenever the plan is typeset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<OptionalPage>,
    /// One module a section, in the report's order.
    #[serde(rename = "section")]
    pub sections: Vec<Module>,
}

/// A rectangle on the page (pt), from the type area's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rect {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height; an area of n lines is n pitches less one leading high.
    pub height: f64,
}

impl Grid {
    /// On which page an area stands, from 0.
    #[must_use]
    pub fn page_of(&self, area: &Area) -> u32 {
        area.line / self.lines.max(1)
    }

    /// The distance of one page's first line from the next one's when pages stand one below the other (pt).
    #[must_use]
    pub fn page_height_pt(&self) -> f64 {
        f64::from(self.lines) * self.pitch_pt
    }

    /// The gap between two lines (pt).
    #[must_use]
    pub fn leading_pt(&self) -> f64 {
        self.pitch_pt - self.body_pt
    }

    /// The width of some basic columns with the gutters between them (字).
    #[must_use]
    pub fn measure_of(&self, columns: u32) -> u32 {
        columns * self.measure + columns.saturating_sub(1) * self.gutter
    }

    /// The width of the type area (pt).
    #[must_use]
    pub fn type_width_pt(&self) -> f64 {
        f64::from(self.measure_of(self.columns)) * self.body_pt + self.fold_shift_pt()
    }

    /// The size of the type area (pt²).
    #[must_use]
    pub fn type_area(&self) -> f64 {
        self.type_width_pt() * (self.page_height_pt() - self.leading_pt())
    }

    /// The measure of an area's text: a whole number of 字 to a part.
    #[must_use]
    pub fn measure_of_area(&self, area: &Area) -> u32 {
        let parts = area.parts.max(1);
        self.measure_of(area.columns).saturating_sub((parts - 1) * self.gutter) / parts
    }

    /// How much wider than the grid's the gutters are where some columns are divided into parts (字).
    #[must_use]
    pub fn gutter_stretch(&self, columns: u32, parts: u32) -> f64 {
        if parts < 2 {
            return 0.0;
        }
        let measure = self.measure_of_area(&Area { parts, ..Area::new(0, columns, 0, 1) });
        let gaps = self.measure_of(columns).saturating_sub(measure * parts);
        f64::from(gaps) / f64::from(parts - 1) - f64::from(self.gutter)
    }

    /// The rectangle of an area. What a division into parts leaves over goes to the gutters.
    #[must_use]
    pub fn rect(&self, area: &Area) -> Rect {
        let parts = area.parts.max(1);
        let whole = self.measure_of(area.columns);
        let measure = self.measure_of_area(area);
        let left = f64::from(area.column * (self.measure + self.gutter));
        let step = if parts == 1 { 0.0 } else { f64::from(whole - measure) / f64::from(parts - 1) };
        let beyond = self.fold_column().is_some_and(|fold| area.column >= fold);
        let shift = |there: bool| if there { self.fold_shift_pt() } else { 0.0 };
        let across = self.is_across(area);
        Rect {
            x: (left + step * f64::from(area.part.saturating_sub(1))) * self.body_pt + shift(beyond),
            y: f64::from(area.line) * self.pitch_pt,
            width: (f64::from(measure) + step * f64::from(area.span.max(1) - 1)) * self.body_pt
                + shift(across),
            height: (f64::from(area.lines) * self.pitch_pt - self.leading_pt()).max(0.0),
        }
    }
}

impl Plan {
    /// All areas with a name for each, as messages and tests want them.
    #[must_use]
    pub fn areas(&self) -> Vec<(Message, Area)> {
        let mut areas = Vec::new();
        // Empty where report or template have none.
        let others = [
            (say!("area.folio"), self.folio),
            (say!("area.hero"), self.hero),
            (say!("area.figures"), self.figures),
            (say!("area.credits"), self.credits),
        ];
        for (name, area) in others {
            if area.lines > 0 {
                areas.push((name, area));
            }
        }
        areas.extend(self.filler.map(|filler| (say!("area.filler"), filler)));
        let block = |block: &PlannedBlock| (say!("area.block", name = block.name.as_str()), block.area);
        areas.extend(self.blocks.iter().map(block));
        areas.extend(self.banners.iter().map(|banner| (say!("area.banner"), *banner)));
        for (number, module) in (1u32..).zip(&self.sections) {
            areas.push((say!("area.heading", section = number), module.heading));
            areas.extend(module.slots.iter().map(|slot| (say!("area.text", section = number), *slot)));
            areas
                .extend(module.photos.iter().map(|photo| (say!("area.photo", section = number), photo.area)));
            areas.extend(module.quote.iter().map(|quote| (say!("area.quote", section = number), quote.area)));
        }
        areas
    }

    /// What is wrong with the plan on a grid: areas outside it, areas that overlap, slots of unequal measure.
    #[must_use]
    pub fn problems(&self, grid: &Grid) -> Vec<Message> {
        let mut problems = Vec::new();
        let mut areas = self.areas();
        if let Some(photo) = self.hero_photo.as_ref().filter(|_| grid.fold_mm.is_some()) {
            areas.push((say!("area.hero-photo"), photo.area));
        }
        for (name, area) in &areas {
            let inside = area.columns >= 1
                && area.lines >= 1
                && area.parts >= 1
                && area.span >= 1
                && (1..=area.parts).contains(&area.part)
                && area.part.saturating_add(area.span) <= area.parts.saturating_add(1)
                && area.column.saturating_add(area.columns) <= grid.columns
                && grid.page_of(area) < self.pages
                && (area.line % grid.lines.max(1)).saturating_add(area.lines) <= grid.lines
                && self_measure_is_enough(grid, area);
            if !inside {
                problems.push(say!(
                    "plan.outside",
                    area = name.clone(),
                    columns = grid.columns,
                    lines = grid.lines,
                    at = area.to_string(),
                ));
            }
        }
        // A photo beside the words stands in the hero; on a spread it stands below it, over the fold.
        if let Some(PhotoBox { area, .. }) = self.hero_photo.as_ref().filter(|_| grid.fold_mm.is_none()) {
            let right = |area: &Area| area.column.saturating_add(area.columns);
            let inside = area.column >= self.hero.column
                && right(area) <= right(&self.hero)
                && area.columns < self.hero.columns
                && area.line >= self.hero.line
                && area.line.saturating_add(area.lines) <= self.hero.foot()
                && area.lines >= 1
                && (area.part, area.parts, area.span) == (1, 1, 1);
            if !inside {
                problems.push(say!(
                    "plan.outside-hero",
                    area = say!("area.hero-photo"),
                    at = area.to_string(),
                ));
            }
        }
        if !problems.is_empty() {
            return problems;
        }
        for (index, (name, area)) in areas.iter().enumerate() {
            for (other_name, other) in &areas[index + 1..] {
                if overlap(&grid.rect(area), &grid.rect(other)) {
                    problems.push(say!(
                        "plan.overlap",
                        one = name.clone(),
                        other = other_name.clone(),
                        at = area.to_string(),
                        other_at = other.to_string(),
                    ));
                }
            }
        }
        problems.extend(self.over_the_fold(grid, &areas));
        for (number, module) in (1u32..).zip(&self.sections) {
            let mut measures = module.slots.iter().map(|slot| grid.measure_of_area(slot));
            let first = measures.next();
            if first.is_none() {
                problems.push(say!("plan.no-slot", section = number));
            } else if measures.any(|measure| Some(measure) != first) {
                problems.push(say!("plan.widths", section = number));
            }
        }
        problems
    }
}

impl Plan {
    /// What of a spread may not stand over its fold: nothing of the sections, and no credit line.
    fn over_the_fold(&self, grid: &Grid, areas: &[(Message, Area)]) -> Vec<Message> {
        let whole = [self.folio, self.hero, self.figures];
        let photo = self.hero_photo.as_ref().map(|photo| photo.area);
        let may = |area: &Area| whole.contains(area) || photo.as_ref() == Some(area);
        let tints = self
            .sections
            .iter()
            .zip(1u32..)
            .filter_map(|(module, number)| Some((say!("area.heading", section = number), module.tint?)));
        let own = areas.iter().cloned().chain(tints).filter(|(_, area)| grid.is_across(area) && !may(area));
        own.map(|(name, area)| say!("plan.fold", area = name, at = area.to_string())).collect()
    }
}

fn self_measure_is_enough(grid: &Grid, area: &Area) -> bool {
    area.columns <= grid.columns && area.parts <= 12 && grid.measure_of_area(area) >= 4
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    let apart = a.x + a.width <= b.x + 0.01
        || b.x + b.width <= a.x + 0.01
        || a.y + a.height <= b.y + 0.01
        || b.y + b.height <= a.y + 0.01;
    !apart
}
