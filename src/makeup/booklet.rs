//! The pages of a booklet that is bound of folded sheets: which are put in so that their number is a multiple.

use super::framing::PhotoInput;
use super::hero::CAPTION_GAP_PT;
use super::inspect::WARN_PPI;
use super::photo_order::{caption, photo_inputs, row_gaps_pt};
use super::placement::Placement;
use super::plan::OptionalPage;
use crate::edition::settings::PT_PER_MM;
use crate::edition::{BookletRules, Edition, Grid, PageKind};

/// The pages that are put in to `count` pages.
#[must_use]
pub fn optional(
    rules: &BookletRules,
    count: usize,
    edition: &Edition,
    placed: &Placement,
) -> Vec<OptionalPage> {
    let multiple = rules.multiple.max(1) as usize;
    let wanted = count.next_multiple_of(multiple) - count;
    let mut found = Vec::new();
    let mut album = None;
    for rule in &rules.optional {
        let room = wanted - found.len();
        match rule.page {
            // Of a single section a list says nothing.
            PageKind::Contents => {
                let headings = edition.loaded.report.sections.iter().filter(|it| !it.heading.is_empty());
                let known = found.contains(&OptionalPage::Contents);
                found.extend((room > 0 && !known && headings.count() > 1).then_some(OptionalPage::Contents));
            }
            PageKind::Photos => {
                let album = album.get_or_insert_with(|| Album::new(edition, placed));
                found.extend((0..room).map_while(|_| album.page()));
            }
            PageKind::Notes => found.extend((0..room).map(|_| OptionalPage::Notes)),
        }
    }
    found
}

/// Photos for pages of photos, those that are smallest elsewhere first.
struct Album {
    /// Width and height of a page's room (pt).
    room: (f64, f64),
    caption: (f64, f64),
    photos: Vec<Large>,
}

/// A photo that may be large.
#[derive(Clone)]
struct Large {
    index: usize,
    aspect: f64,
    /// Pixels across.
    pixels: f64,
    /// The characters of its caption.
    words: usize,
}

/// The white below a row with its captions (pt). The template has the same, and the same gap above captions as all pages.
const ROW_PT: f64 = 12.0;
/// What a page has below its room: the line of the page numbers.
const FOOT_MM: f64 = 22.0;
/// Photos that are tried together for a page.
const TRIED: usize = 8;
/// Photos of a page.
const MOST: usize = 4;
/// By how much a page's photos are made lower, or higher with the white between them, so that they fill it.
const FIT: std::ops::RangeInclusive<f64> = 0.8..=1.35;

impl Album {
    fn new(edition: &Edition, placed: &Placement) -> Self {
        let grid: &Grid = &edition.template.settings.grid;
        let inputs = photo_inputs(edition);
        let shown = |index: usize| {
            let pictures = placed.sections.iter().flat_map(|section| &section.photos);
            let of_it = pictures.filter(|photo| photo.picture.photo == index);
            of_it.map(|photo| photo.picture.frame.width * photo.picture.frame.height).fold(0.0, f64::max)
        };
        // The photo of the cover is large already; one whose caption stands elsewhere says nothing here.
        let fit = |(index, photo): &(usize, &PhotoInput)| {
            Some(*index) != placed.lead_photo && photo.captioned && !photo.whole
        };
        let mut photos: Vec<Large> = inputs
            .iter()
            .enumerate()
            .filter(fit)
            .map(|(index, photo)| Large {
                index,
                aspect: photo.aspect(),
                pixels: f64::from(photo.width),
                words: caption(&edition.loaded.report, index).chars().count(),
            })
            .collect();
        photos.sort_by(|a, b| shown(a.index).total_cmp(&shown(b.index)));
        let height = (grid.height_mm - grid.top_mm - FOOT_MM) * PT_PER_MM;
        let caption = (grid.caption_pt, grid.caption_pitch_pt);
        Self { room: (grid.type_width_pt(), height), caption, photos }
    }

    /// The next page of photos; none when no photos that are left fill one.
    fn page(&mut self) -> Option<OptionalPage> {
        let tried: Vec<Large> = self.photos.iter().take(TRIED).cloned().collect();
        let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
        for set in 1_u32..1 << tried.len() {
            if set.count_ones() as usize > MOST {
                continue;
            }
            let chosen: Vec<(usize, &Large)> =
                tried.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).collect();
            // Those that are large elsewhere come last.
            let late: usize = chosen.iter().map(|(at, _)| *at).sum();
            let mut in_order: Vec<&Large> = chosen.iter().map(|(_, photo)| *photo).collect();
            in_order.sort_by_key(|photo| photo.index);
            for rows in divided(&in_order) {
                let Some(misfit) = self.misfit(&rows) else { continue };
                #[expect(clippy::cast_precision_loss, reason = "a few photos")]
                let cost = misfit + 0.01 * late as f64;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    let indices = |row: &Vec<&Large>| row.iter().map(|photo| photo.index).collect();
                    best = Some((cost, rows.iter().map(indices).collect()));
                }
            }
        }
        let (_, rows) = best?;
        self.photos.retain(|photo| !rows.iter().flatten().any(|index| *index == photo.index));
        Some(OptionalPage::Photos { rows })
    }

    /// How far some rows are from filling a page; none when too far, or a photo has not enough pixels.
    fn misfit(&self, rows: &[Vec<&Large>]) -> Option<f64> {
        let (width, height) = self.room;
        let (size, pitch) = self.caption;
        let of_width = |row: &Vec<&Large>| {
            (width - row_gaps_pt(row.len())) / row.iter().map(|photo| photo.aspect).sum::<f64>()
        };
        let heights: Vec<f64> = rows.iter().map(of_width).collect();
        let mut others = -ROW_PT;
        for (row, tall) in rows.iter().zip(&heights) {
            let lines = |photo: &&Large| {
                #[expect(clippy::cast_precision_loss, reason = "characters of a caption")]
                let long = photo.words as f64 * size;
                (long / (tall * photo.aspect)).ceil()
            };
            others += row.iter().map(lines).fold(0.0, f64::max) * pitch + CAPTION_GAP_PT + ROW_PT;
        }
        let ratio = (height - others) / heights.iter().sum::<f64>();
        let sharp = |(row, tall): (&Vec<&Large>, &f64)| {
            row.iter().all(|photo| photo.pixels * 72.0 / (tall * photo.aspect * ratio.max(1.0)) >= WARN_PPI)
        };
        (FIT.contains(&ratio) && rows.iter().zip(&heights).all(sharp)).then(|| ratio.ln().abs())
    }
}

/// The ways to put photos into rows of one or two, in their order.
fn divided<'a>(photos: &[&'a Large]) -> Vec<Vec<Vec<&'a Large>>> {
    let Some((first, rest)) = photos.split_first() else { return vec![Vec::new()] };
    let mut ways: Vec<Vec<Vec<&Large>>> =
        divided(rest).into_iter().map(|rows| [vec![vec![*first]], rows].concat()).collect();
    if let Some((second, rest)) = rest.split_first() {
        ways.extend(divided(rest).into_iter().map(|rows| [vec![vec![*first, *second]], rows].concat()));
    }
    ways
}
