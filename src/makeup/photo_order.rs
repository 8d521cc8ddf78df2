//! Which photo stands where: in the hero, or with which section.

use super::framing::PhotoInput;
use super::ground::Ground;
use super::hero::{Subject, forms};
use super::lead::LeadShape;
use crate::edition::Edition;
use crate::edition::makeup_rules::HeroForm;
use crate::report::{Importance, Photo, Report, prose};

/// What the focus of a photo stands for where no subject is given: a head of this share of the shorter side, around it.
const HEAD: f64 = 0.14;

/// The distance of two pictures of a group (pt).
pub const ROW_GAP_PT: f64 = 4.0;
/// By how much captions side by side are narrower than their pictures, so that they are not read as one (pt).
pub(super) const ROW_CAPTION_PT: f64 = 6.0;
/// Which photos stand where, as indices of the report's photos.
#[derive(Debug, Clone, Default)]
pub struct PhotoOrder {
    /// The photo of the hero.
    pub lead: Option<usize>,
    /// The pictures of each section, in its order: a photo, or the photos of a group.
    pub sections: Vec<Vec<Vec<usize>>>,
}

impl PhotoOrder {
    /// Sorts an edition's photos. The hero takes the first that suits one of the template's forms: of those that no section
    /// names; else of sections with several, which keep at least one, or the only one there is. Photos that no section names and the hero does not
    /// take: the first three open the first section, each other one stands with the section that has fewest.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let report = &edition.loaded.report;
        let inputs = photo_inputs(edition);
        let lead = candidates(report, &inputs).into_iter().find(|&index| suits(edition, &inputs, index));
        Self::with_lead(edition, lead)
    }

    /// The order without a photo in the hero.
    #[must_use]
    pub fn without_lead(edition: &Edition) -> Self {
        Self::with_lead(edition, None)
    }

    fn with_lead(edition: &Edition, lead: Option<usize>) -> Self {
        let report = &edition.loaded.report;
        let alone = edition.template.settings.makeup.photo.alone as usize;
        let mut sections = rows(report, named(report));
        for section in &mut sections {
            for row in section.iter_mut() {
                row.retain(|index| Some(*index) != lead);
            }
            section.retain(|row| !row.is_empty());
        }
        let mut own = unnamed(report);
        own.retain(|index| Some(*index) != lead);
        let others = own.split_off(own.len().min(MOST_OF_FIRST));
        if let Some(first) = sections.first_mut() {
            first.splice(0..0, own.into_iter().map(|index| vec![index]));
        }
        for index in others {
            if let Some(fewest) = sections.iter_mut().min_by_key(|section| section.len()) {
                fewest.push(vec![index]);
            }
        }
        for pictures in &mut sections {
            gather(report, pictures, alone);
        }
        Self { lead, sections }
    }
}

/// Photos that no section names and that the first section takes.
const MOST_OF_FIRST: usize = 3;

/// Gathers single photos of a section in rows of two, and where these are still too many in rows of three: from the last ones
/// on, so that the first stays alone. Only photos with captions of their own, for in a row one without takes its neighbour's;
/// and none with a wish.
fn gather(report: &Report, rows: &mut Vec<Vec<usize>>, alone: usize) {
    let may_join = |row: &[usize]| {
        let photo = row.first().and_then(|&index| report.photos.get(index));
        photo.is_some_and(|photo| {
            photo.importance != Some(Importance::Lead)
                && photo.group.is_none()
                && !photo.layout.is_some()
                && photo.caption.as_deref().is_some_and(|text| !text.is_empty())
        })
    };
    // The first joins another only where all that it may be is one.
    let kept = alone.clamp(1, 2);
    let single = std::mem::take(rows);
    for most in [2, 3] {
        rows.clone_from(&single);
        let mut at = rows.len();
        while rows.len() > alone && at > kept {
            at -= 1;
            let (before, row) = (&rows[at - 1], &rows[at]);
            // A row grows at its front, one photo at a time.
            if row.len() < most && before.len() == 1 && may_join(before) && may_join(row) {
                let row = rows.remove(at);
                rows[at - 1].extend(row);
            }
        }
        if rows.len() <= alone {
            return;
        }
    }
}

/// The photos that each section names.
fn named(report: &Report) -> Vec<Vec<usize>> {
    let index_of = |id: &String| report.photos.iter().position(|photo| &photo.id == id);
    report.sections.iter().map(|section| section.photos.iter().filter_map(index_of).collect()).collect()
}

/// Photos of each section as they stand: those of a group in a row.
fn rows(report: &Report, sections: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let group = |index: usize| report.photos.get(index).and_then(|photo| photo.group.as_deref());
    let together = |a: &usize, b: &usize| group(*a).is_some() && group(*a) == group(*b);
    sections.into_iter().map(|photos| photos.chunk_by(together).map(<[usize]>::to_vec).collect()).collect()
}

/// The photos that no section names.
fn unnamed(report: &Report) -> Vec<usize> {
    let named = named(report);
    (0..report.photos.len()).filter(|index| !named.iter().flatten().any(|used| used == index)).collect()
}

/// The photos that may stand in the hero, the first choice first. Those that the report leaves for it come in its order; those
/// of sections by their size, the largest first.
fn candidates(report: &Report, inputs: &[PhotoInput]) -> Vec<usize> {
    let pixels = |index: &usize| {
        inputs.get(*index).map_or(0, |photo| u64::from(photo.width) * u64::from(photo.height))
    };
    // The only photo of a report makes more of a page at its head than as a small one in a text.
    let only = report.photos.len() == 1;
    let several = named(report).into_iter().filter(|photos| photos.len() > 1 || only);
    let mut spared: Vec<usize> = several.flatten().collect();
    spared.sort_by_key(|index| std::cmp::Reverse(pixels(index)));
    let said = |index: usize| report.photos.get(index).and_then(|photo| photo.importance);
    // Of those that no section names the one that is called the lead comes first, small ones last; a section's main picture
    // stays with it.
    let mut own = unnamed(report);
    own.sort_by_key(|&index| match said(index) {
        Some(Importance::Lead) => 0,
        Some(Importance::Brief) => 2,
        Some(Importance::Normal) | None => 1,
    });
    own.extend(spared.into_iter().filter(|&index| said(index) != Some(Importance::Lead)));
    // A photo with a wish stands with a section.
    own.retain(|&index| report.photos.get(index).is_none_or(|photo| !photo.layout.is_some()));
    own
}

/// Whether a photo suits any form of the hero, at any height.
fn suits(edition: &Edition, inputs: &[PhotoInput], index: usize) -> bool {
    let ground = Ground::new(&edition.template.settings);
    let report = &edition.loaded.report;
    let Some(input) = inputs.get(index) else { return false };
    let hero = &ground.rules.hero;
    // A template that draws the headline itself has its own way with the photo.
    if !ground.rules.pages.opening || (hero.backdrop && hero.forms.first() == Some(&HeroForm::Behind)) {
        return f64::from(input.width) >= hero.least_aspect * f64::from(input.height);
    }
    let lead: Vec<String> = report.lead.iter().map(|text| prose(text, &report.metrics)).collect();
    let caption = caption(report, index);
    let headline = hero.words.then_some(&report.headline);
    let subject = Subject { headline, photo: Some((input, index, &caption)) };
    let shape = |columns: u32| {
        let shape = LeadShape::of_columns(ground, columns, &lead);
        (shape, shape.lines(ground, &lead))
    };
    !forms(ground, &subject, &shape).is_empty()
}

/// What stands under a photo: its caption, and its credit in brackets.
#[must_use]
pub fn caption(report: &Report, index: usize) -> String {
    let Some(photo) = report.photos.get(index) else { return String::new() };
    let mut caption = photo.caption.clone().unwrap_or_default();
    if let Some(credit) = photo.credit.as_deref().filter(|credit| !credit.is_empty()) {
        caption.push_str(&format!("（{credit}）"));
    }
    caption
}

/// What the photos of an edition bring to their placing.
#[must_use]
pub fn photo_inputs(edition: &Edition) -> Vec<PhotoInput> {
    let photos = edition.loaded.report.photos.iter().zip(&edition.photos).enumerate();
    photos
        .map(|(index, (said, file))| {
            let subject = subject(said, f64::from(file.width.max(1)), f64::from(file.height.max(1)));
            let middle = subject
                .map(|[left, top, right, bottom]| (f64::midpoint(left, right), f64::midpoint(top, bottom)));
            PhotoInput {
                file: photo_path(index),
                width: file.width,
                height: file.height,
                focus: said.focus.map(|[x, y]| (x, y)).or(middle).unwrap_or((0.5, 0.5)),
                subject,
                whole: said.layout.no_crop,
                captioned: said.caption.as_deref().is_some_and(|text| !text.is_empty()),
            }
        })
        .collect()
}

/// A photo's subject, as left, top, right and bottom in shares of its sides: what the report says, else a head around the
/// focus.
#[must_use]
pub fn subject(said: &Photo, width: f64, height: f64) -> Option<[f64; 4]> {
    let sides = said.subject.map(|part| [part.x, part.y, part.x + part.width, part.y + part.height]);
    let around = || {
        let [x, y] = said.focus?;
        let half = HEAD / 2.0 * width.min(height);
        let (across, down) = (half / width, half / height);
        Some([x - across, y - down, x + across, y + down])
    };
    Some(sides.or_else(around)?.map(|side| side.clamp(0.0, 1.0)))
}

/// The white between the pictures of a row, all together (pt).
pub(super) fn row_gaps_pt(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few photos")]
    let gaps = count.saturating_sub(1) as f64;
    gaps * ROW_GAP_PT
}

/// Whether each photo of a row has its caption under it; else the first one's is for all of them.
#[must_use]
pub fn own_captions(row: &[&PhotoInput]) -> bool {
    row.iter().all(|photo| photo.captioned)
}

/// The virtual file of a photo.
pub(super) fn photo_path(index: usize) -> String {
    format!("/photos/{index}.png")
}
