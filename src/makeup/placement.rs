//! The plan in points, as the templates read it: every rectangle, and how each photo is cropped to its own.

use serde::Serialize;

use super::fold::Fold;
use super::framing::{PhotoInput, Picture, crop};
use super::head::Head;
use super::headings::heading_scale;
use super::hero::{self, CAPTION_GAP_PT, Subject, caption_height_pt};
use super::lead;
use super::photo_order::{PhotoOrder, ROW_CAPTION_PT, ROW_GAP_PT, own_captions, row_gaps_pt};
use super::plan::{Area, Module, OptionalPage, PhotoBox, Plan, Pointer, Rect};
use super::quote_lines::PlacedQuote;
use crate::edition::settings::PT_PER_MM;
use crate::edition::{At, BlockRules, Grid, HeroForm, Settings};
use crate::report::{Headline, Importance};

/// What a photo keeps free towards body text above or below it (pt).
pub const CAPTION_ROOM_PT: f64 = 4.0;
/// What a photo keeps free towards its section's heading below it (pt).
pub const HEADING_ROOM_PT: f64 = 9.0;

/// A rectangle so much higher up (pt).
fn raised(rect: Rect, by: f64) -> Rect {
    Rect { y: rect.y - by, ..rect }
}

/// A photo with its caption, placed.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedPhoto {
    /// The picture.
    pub picture: Picture,
    /// The caption's slot.
    pub caption: Rect,
    /// The sign that stands before the caption, or nothing.
    pub sign: &'static str,
}

/// A section, placed.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedSection {
    /// The page it stands on, from 0.
    pub page: u32,
    /// The heading.
    pub heading: Rect,
    /// On how many lines.
    pub heading_lines: u32,
    /// How important the section is.
    pub rank: Importance,
    /// Whether its heading has two parts.
    pub couplet: bool,
    /// The heading's type: all of one rank alike.
    pub heading_size: f64,
    /// The width of the text (pt).
    pub width: f64,
    /// The slots.
    pub slots: Vec<Rect>,
    /// The photos.
    pub photos: Vec<PlacedPhoto>,
    /// The tinted ground.
    pub tint: Option<Rect>,
    /// The pull quote.
    pub quote: Option<PlacedQuote>,
    /// How much wider the letters of some paragraphs are set: paragraph and em.
    pub tracking: Vec<(usize, f64)>,
}

impl PlacedSection {
    /// The same, so much higher up (pt).
    fn raised(mut self, by: f64) -> Self {
        let photos = self.photos.into_iter().map(|photo| PlacedPhoto {
            picture: photo.picture.raised(by),
            caption: raised(photo.caption, by),
            sign: photo.sign,
        });
        self.photos = photos.collect();
        self.heading = raised(self.heading, by);
        self.slots = self.slots.into_iter().map(|slot| raised(slot, by)).collect();
        self.tint = self.tint.map(|tint| raised(tint, by));
        self.quote = self.quote.map(|quote| PlacedQuote { frame: raised(quote.frame, by), ..quote });
        self
    }
}

/// The lead, placed: its room, and the columns in it.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedLead {
    /// The whole.
    #[serde(flatten)]
    pub whole: Rect,
    /// Its columns.
    pub slots: Vec<Rect>,
}

/// A block that the template reserves, placed.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedBlock {
    /// Its name: it is drawn by `parts/NAME.typ`.
    pub name: String,
    /// Its rectangle.
    #[serde(flatten)]
    pub rect: Rect,
    /// How many lines of the grid it has.
    pub lines: u32,
    /// How many basic columns it has; none beside the type area.
    pub columns: u32,
}

/// One page as the templates draw it, with lengths from its own type area.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedPage {
    /// Which section of the report comes first on it, from 0.
    pub first: usize,
    /// The folio line.
    pub folio: Rect,
    /// Headline, lead and figures, on the first page of a plan that has them.
    pub opening: bool,
    /// What a later page begins with.
    pub banner: Option<Rect>,
    /// The credit line, on the last page.
    pub credits: Option<Rect>,
    /// What fills the last page, where there is anything.
    pub filler: Option<Rect>,
    /// The blocks that the template reserves on it.
    pub blocks: Vec<PlacedBlock>,
    /// The sections on it.
    pub sections: Vec<PlacedSection>,
}

/// A photo of the report, for templates that place it themselves.
#[derive(Debug, Clone, Serialize)]
pub struct FreePhoto {
    /// The virtual file.
    pub file: String,
    /// Its width as seen (pixels).
    pub width: u32,
    /// Its height as seen (pixels).
    pub height: u32,
    /// The point that stays in the picture, as fractions of width and height.
    pub focus: (f64, f64),
    /// The part that stays whole, as left, top, right and bottom in fractions of width and height.
    pub subject: Option<[f64; 4]>,
}

/// The plan, placed: `/plan.json` of the templates. All lengths in pt, from the type area's top left corner. Where there are
/// several pages, `pages` has what stands on each; here their type areas stand one below the other.
#[derive(Debug, Clone, Serialize)]
pub struct Placement {
    /// The trimmed page's width.
    pub width: f64,
    /// The trimmed page's height.
    pub height: f64,
    /// The bleed on every side.
    pub bleed: f64,
    /// The type area's left edge on the page.
    pub left: f64,
    /// The white to the right of the type area: as wide as at the left, unless a block stands beside it.
    pub right: f64,
    /// The type area's top edge on the page.
    pub top: f64,
    /// The type area's width.
    pub type_width: f64,
    /// How many lines the type area has.
    pub lines: u32,
    /// The body type.
    pub body: f64,
    /// The distance of two baselines.
    pub pitch: f64,
    /// The caption type.
    pub caption: f64,
    /// The distance of two baselines of a caption.
    pub caption_pitch: f64,
    /// Whether marks may be set half as wide to pull back a short last line.
    pub push_in: bool,
    /// Whether a section that runs on to the next page says so, and takes its heading up again there.
    pub taken_up: bool,
    /// The folio line.
    pub folio: Rect,
    /// The hero.
    pub hero: Rect,
    /// What its words stand on.
    pub hero_form: HeroForm,
    /// The hero's picture, where it has a photo.
    pub hero_picture: Option<Picture>,
    /// The slot of its caption, where the picture stands beside the words.
    pub hero_caption: Option<Rect>,
    /// Where the words of the headline stand in it, and in which colours.
    pub head: Head,
    /// The lead.
    pub lead: PlacedLead,
    /// The lead's type.
    pub lead_size: f64,
    /// The distance of two baselines of the lead.
    pub lead_pitch: f64,
    /// The panel of figures.
    pub figures: Rect,
    /// How many cards a row of it has at the most; charts count as cards where it is narrower than the page.
    pub figures_per_row: u32,
    /// The credit line.
    pub credits: Rect,
    /// The sections.
    #[serde(skip)]
    pub sections: Vec<PlacedSection>,
    /// The same by pages.
    pub pages: Vec<PlacedPage>,
    /// The fold of a spread.
    pub fold: Option<Fold>,
    /// Pages that are put in so that the booklet can be bound.
    pub optional: Vec<OptionalPage>,
    /// All photos of the report, wherever they stand.
    pub photos: Vec<FreePhoto>,
    /// The photo that no section has, for the hero or the cover.
    pub lead_photo: Option<usize>,
}

/// What stands on each page of a plan.
fn pages(plan: &Plan, settings: &Settings, sections: &[PlacedSection], opening: bool) -> Vec<PlacedPage> {
    let grid = &settings.grid;
    let mut first = 0;
    let count = plan.pages.max(1);
    (0..count)
        .map(|number| {
            let above = f64::from(number) * grid.page_height_pt();
            let on_it = |section: &&Module| grid.page_of(&section.heading) == number;
            let on_page = plan.sections.iter().filter(on_it).count();
            let own = sections.iter().skip(first).take(on_page).map(|section| section.clone().raised(above));
            let page = PlacedPage {
                first,
                folio: grid.rect(&plan.folio),
                opening: opening && number == 0,
                banner: plan
                    .banners
                    .iter()
                    .find(|banner| grid.page_of(banner) == number)
                    .map(|banner| raised(grid.rect(banner), above)),
                filler: plan
                    .filler
                    .filter(|area| grid.page_of(area) == number)
                    .map(|area| raised(grid.rect(&area), above)),
                credits: (grid.page_of(&plan.credits) == number)
                    .then(|| raised(grid.rect(&plan.credits), above)),
                blocks: blocks_of(plan, settings, (number, count)),
                sections: own.collect(),
            };
            first += on_page;
            page
        })
        .collect()
}

/// The blocks on one of some pages, but for those that are kept empty.
fn blocks_of(plan: &Plan, settings: &Settings, (number, count): (u32, u32)) -> Vec<PlacedBlock> {
    let (grid, rules) = (&settings.grid, &settings.makeup);
    let above = f64::from(number) * grid.page_height_pt();
    let drawn = |name: &String| rules.blocks.get(name).is_none_or(|block| !block.empty);
    let planned =
        plan.blocks.iter().filter(|block| grid.page_of(&block.area) == number && drawn(&block.name));
    let planned = planned.map(|block| PlacedBlock {
        name: block.name.clone(),
        rect: raised(grid.rect(&block.area), above),
        lines: block.area.lines,
        columns: block.area.columns,
    });
    let here = |block: &BlockRules| block.page.is(number == 0, number + 1 == count);
    let all = grid.rect(&Area::new(0, 1, rules.folio_lines, grid.lines.saturating_sub(rules.folio_lines)));
    let (mut left, mut right) = (0.0, grid.type_width_pt());
    let beside = rules.blocks.iter().filter_map(|(name, block)| {
        let width = beside_pt(block)?;
        let x = if block.at == At::BesideLeft {
            left -= width + gutter_pt(grid);
            left
        } else {
            right += width + gutter_pt(grid);
            right - width
        };
        let lines = grid.lines.saturating_sub(rules.folio_lines);
        let placed = PlacedBlock { name: name.clone(), rect: Rect { x, width, ..all }, lines, columns: 0 };
        (!block.empty && here(block)).then_some(placed)
    });
    planned.chain(beside.collect::<Vec<_>>()).collect()
}

/// The width of a block beside the type area (pt).
fn beside_pt(block: &BlockRules) -> Option<f64> {
    block.width_mm.filter(|_| block.at.is_beside()).map(|width| width * PT_PER_MM)
}

/// The white between the type area and a block beside it (pt).
fn gutter_pt(grid: &Grid) -> f64 {
    f64::from(grid.gutter) * grid.body_pt
}

/// The white at the left and at the right of the type area, with the blocks that stand beside it (pt).
fn margins(settings: &Settings) -> (f64, f64) {
    let (grid, blocks) = (&settings.grid, &settings.makeup.blocks);
    let beside = |at: At| -> f64 {
        let own = blocks.values().filter(|block| block.at == at).filter_map(beside_pt);
        own.map(|width| width + gutter_pt(grid)).sum()
    };
    let (left, right) = (beside(At::BesideLeft), beside(At::BesideRight));
    let white = (grid.width_mm * PT_PER_MM - grid.type_width_pt() - left - right) / 2.0;
    (white + left, white + right)
}

/// A section's heading as its size is found from it: how important the section is, and how wide its parts are (em).
pub type HeadingInput = (Importance, Vec<f64>);

/// What of the report's words decides where something stands.
pub struct Words<'a> {
    /// The headline, where it stands in the hero.
    pub headline: Option<&'a Headline>,
    /// The headings of the sections.
    pub headings: &'a [HeadingInput],
    /// The caption of the hero's photo.
    pub hero_caption: &'a str,
}

/// How large the heading of each section is set: as its rank's are, all as much smaller as one of them needs to fit.
fn heading_sizes(plan: &Plan, settings: &Settings, headings: &[HeadingInput]) -> Vec<f64> {
    let rules = &settings.makeup.heading;
    let rules = if plan.small_headings { rules.smaller() } else { rules.clone() };
    let scale = |(module, (rank, words)): (&Module, &HeadingInput)| {
        let width = settings.grid.rect(&module.heading).width;
        heading_scale(&rules, *rank, words, (width, module.heading_lines)).max(rules.least_scale)
    };
    let scales: Vec<f64> = plan.sections.iter().zip(headings).map(scale).collect();
    headings
        .iter()
        .map(|(rank, _)| {
            let alike = scales.iter().zip(headings).filter(|(_, (other, _))| other == rank);
            rules.of(*rank).size_pt * alike.map(|(scale, _)| *scale).fold(1.0, f64::min)
        })
        .collect()
}

/// The photos of a module, placed in its boxes.
fn placed_photos(
    (module, chosen): (&Module, &[Vec<usize>]),
    photos: &[PhotoInput],
    grid: &Grid,
    most_cut: f64,
) -> Vec<PlacedPhoto> {
    let of = |(photo, row): (&PhotoBox, &Vec<usize>)| {
        let sign = photo.pointer.map_or("", Pointer::sign);
        row_of(photos, row, (photo, module), grid, most_cut)
            .into_iter()
            .map(|(picture, caption)| PlacedPhoto {
                picture,
                caption,
                sign: if caption.width > 0.0 { sign } else { "" },
            })
            .collect::<Vec<_>>()
    };
    module.photos.iter().zip(chosen).flat_map(of).collect()
}

/// Puts a plan into points. Boxes without a photo stay empty, which [`super::pinned`] has refused before.
#[must_use]
pub fn place(
    plan: &Plan,
    settings: &Settings,
    photos: &[PhotoInput],
    order: &PhotoOrder,
    words: &Words,
) -> Placement {
    let grid = &settings.grid;
    let width = grid.width_mm * PT_PER_MM;
    let most_cut = most_cut(plan, settings);
    let margins = margins(settings);
    let opening = plan.hero.lines > 0;
    let photo = order
        .lead
        .filter(|_| opening)
        .and_then(|index| Some((photos.get(index)?, index, words.hero_caption)));
    let subject = Subject { headline: words.headline, photo };
    let (lead_slots, lead_size) = lead::slots(plan, grid, &settings.makeup);
    let hero = hero::open(grid, &subject, &plan.hero, &plan.lead, plan.hero_photo.as_ref());
    let headings = words.headings;
    let sizes = heading_sizes(plan, settings, headings);
    let sections: Vec<PlacedSection> = plan
        .sections
        .iter()
        .zip(&order.sections)
        .enumerate()
        .map(|(index, (module, chosen))| PlacedSection {
            page: grid.page_of(&module.heading),
            rank: headings.get(index).map(|heading| heading.0).unwrap_or_default(),
            couplet: headings.get(index).is_some_and(|heading| heading.1.len() > 1),
            heading_size: sizes.get(index).copied().unwrap_or(settings.makeup.heading.size_pt),
            heading: grid.rect(&module.heading),
            heading_lines: module.heading_lines,
            width: module.slots.first().map_or(0.0, |slot| grid.rect(slot).width),
            slots: module.slots.iter().map(|slot| grid.rect(slot)).collect(),
            photos: placed_photos((module, chosen), photos, grid, most_cut),
            tint: module.tint.map(|area| grid.rect(&area)),
            quote: module.quote.as_ref().map(|quote| PlacedQuote::new(quote, grid.rect(&quote.area))),
            tracking: module
                .tracking
                .iter()
                .map(|one| (one.paragraph, f64::from(one.milliem) / 1000.0))
                .collect(),
        })
        .collect();
    Placement {
        width,
        height: grid.height_mm * PT_PER_MM,
        bleed: grid.bleed_mm * PT_PER_MM,
        left: margins.0,
        right: margins.1,
        top: grid.top_mm * PT_PER_MM,
        type_width: grid.type_width_pt(),
        lines: grid.lines,
        body: grid.body_pt,
        pitch: grid.pitch_pt,
        caption: grid.caption_pt,
        caption_pitch: grid.caption_pitch_pt,
        push_in: settings.makeup.push_in,
        taken_up: settings.makeup.pages.taken_up,
        folio: grid.rect(&plan.folio),
        hero: grid.rect(&plan.hero),
        hero_form: match (&hero.picture, &plan.hero_photo) {
            (None, _) => HeroForm::Flat,
            (Some(_), None) => HeroForm::Behind,
            (Some(_), Some(_)) => HeroForm::Beside,
        },
        hero_picture: hero.picture,
        hero_caption: hero.caption,
        head: hero.head,
        lead: PlacedLead { whole: grid.rect(&plan.lead), slots: lead_slots },
        lead_size,
        lead_pitch: settings.makeup.lead.pitch_pt,
        figures: grid.rect(&plan.figures),
        figures_per_row: if plan.figures.columns < grid.columns {
            plan.figures.columns
        } else {
            settings.makeup.figures.per_row.max(1)
        },
        credits: grid.rect(&plan.credits),
        pages: pages(plan, settings, &sections, opening),
        sections,
        fold: grid.fold(),
        optional: plan.optional.clone(),
        photos: photos
            .iter()
            .map(|photo| FreePhoto {
                file: photo.file.clone(),
                width: photo.width,
                height: photo.height,
                focus: photo.focus,
                subject: photo.subject,
            })
            .collect(),
        lead_photo: order.lead,
    }
}

/// The picture's and the caption's rectangle of a photo box. Towards text and its heading it keeps some room; an empty line may lie
/// between where columns do not end on one line.
fn split(photo: &PhotoBox, grid: &Grid, module: &Module, heading_room: f64) -> (Rect, Rect) {
    let whole = grid.rect(&photo.area);
    let beside = |slot: &&Area| {
        let slot = grid.rect(slot);
        slot.x < whole.x + whole.width - 0.01 && whole.x < slot.x + slot.width - 0.01
    };
    let mut text = module.slots.iter().filter(beside);
    let below = text.clone().any(|slot| slot.line == photo.area.foot());
    let above = text.any(|slot| slot.foot() == photo.area.line || slot.foot() + 1 == photo.area.line);
    let heading = module.heading;
    let over_heading = heading.lines > 0 && heading.line == photo.area.foot() && beside(&&heading);
    let room = |there: bool| if there { CAPTION_ROOM_PT } else { 0.0 };
    let caption = caption_height_pt(grid, photo.caption_lines);
    let y = whole.y + room(above);
    let below = if over_heading { heading_room } else { room(below) };
    let height = (whole.height - room(above) - below - caption).max(1.0);
    let gap = if photo.caption_lines == 0 { 0.0 } else { CAPTION_GAP_PT };
    (Rect { y, height, ..whole }, Rect { y: y + height + gap, height: (caption - gap).max(0.0), ..whole })
}

/// The frame of photos of which one is shown whole: as high as they are at its width, or else as wide as they are at its height;
/// the caption moves up with its foot.
fn uncropped(photos: &[&PhotoInput], frame: Rect, caption: Rect) -> (Rect, Rect) {
    if !photos.iter().any(|photo| photo.whole) {
        return (frame, caption);
    }
    let aspect: f64 = photos.iter().map(|photo| photo.aspect()).sum();
    let gaps = row_gaps_pt(photos.len());
    let height = ((frame.width - gaps) / aspect).min(frame.height);
    let width = height * aspect + gaps;
    let x = frame.x + (frame.width - width) / 2.0;
    let up = frame.height - height;
    (Rect { x, width, height, ..frame }, Rect { x, width, y: caption.y - up, ..caption })
}

/// The share of a photo that may be cut off.
fn most_cut(plan: &Plan, settings: &Settings) -> f64 {
    plan.crop_percent.map_or(0.0, |percent| f64::from(percent) / 100.0).max(settings.makeup.photo.crop)
}

/// The photos of a box and their captions. The room above a heading is kept where nothing more of them than is allowed is cut
/// off for it.
fn row_of(
    photos: &[PhotoInput],
    row: &[usize],
    (photo, module): (&PhotoBox, &Module),
    grid: &Grid,
    most_cut: f64,
) -> Vec<(Picture, Rect)> {
    let placed = |room: f64| {
        let (frame, caption) = split(photo, grid, module, room);
        in_a_row(photos, row, frame, caption)
    };
    let roomy = placed(HEADING_ROOM_PT);
    let may_be_cut = row.iter().filter_map(|&index| photos.get(index)).all(|photo| !photo.whole);
    let fits = may_be_cut && roomy.iter().all(|(picture, _)| picture.crop_loss <= most_cut);
    if fits { roomy } else { placed(0.0) }
}

/// The photos of a row and their captions: equally high, each as wide as its shape asks. One caption for all is the
/// first one's; the others then have no room for any.
fn in_a_row(photos: &[PhotoInput], row: &[usize], frame: Rect, caption: Rect) -> Vec<(Picture, Rect)> {
    let known: Vec<(usize, &PhotoInput)> =
        row.iter().filter_map(|&index| Some((index, photos.get(index)?))).collect();
    let inputs: Vec<&PhotoInput> = known.iter().map(|(_, photo)| *photo).collect();
    let whole: f64 = inputs.iter().map(|photo| photo.aspect()).sum();
    let (frame, caption) = uncropped(&inputs, frame, caption);
    let room = frame.width - row_gaps_pt(known.len());
    let own = own_captions(&inputs);
    let mut x = frame.x;
    let mut placed = Vec::new();
    for (number, &(index, photo)) in known.iter().enumerate() {
        let width = room * photo.aspect() / whole;
        let caption = match number {
            _ if own && number + 1 < known.len() => Rect { x, width: width - ROW_CAPTION_PT, ..caption },
            _ if own => Rect { x, width, ..caption },
            0 => caption,
            _ => Rect { x, width: 0.0, height: 0.0, ..caption },
        };
        placed.push((crop(photo, index, Rect { x, width, ..frame }, None), caption));
        x += width + ROW_GAP_PT;
    }
    placed
}
