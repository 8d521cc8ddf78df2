//! News value, 新闻价值: which section is the lead, which are brief, and which photo is the main picture.

use super::framing::PhotoInput;
use super::photo_order::PhotoOrder;
use crate::report::{Importance, Report};

/// A section with less than this share of the usual text is brief.
const BRIEF: f64 = 0.5;
/// The best shape of a main picture: width by height.
const BEST_ASPECT: f64 = 1.5;
/// A main picture has so many pixels across if any has: four columns of a broadsheet at 200 to the inch.
const PIXELS: f64 = 1400.0;
/// By how much a photo of the lead section is preferred, in the unit of [`unsuited`].
const OF_LEAD: f64 = 0.3;

/// How important each section is: as the report says; where it says of none that it is the lead, the first one that it says
/// nothing of is, if there are several; and of the others those are brief that have less than half the text of most.
#[must_use]
pub fn ranks(report: &Report) -> Vec<Importance> {
    let sections = &report.sections;
    let length = |index: usize| sections[index].characters();
    let mut lengths: Vec<usize> = (0..sections.len()).map(length).collect();
    let own = lengths.clone();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let brief = |index: usize| count(own[index]) < BRIEF * count(usual);
    let said = |wanted: Importance| sections.iter().position(|section| section.importance == Some(wanted));
    let lead = said(Importance::Lead).or_else(|| {
        let free = sections.iter().position(|section| section.importance.is_none());
        free.filter(|_| sections.len() > 1)
    });
    sections
        .iter()
        .enumerate()
        .map(|(index, section)| match section.importance {
            _ if section.part.continues => Importance::Brief,
            _ if lead == Some(index) => Importance::Lead,
            Some(Importance::Brief) => Importance::Brief,
            None if brief(index) => Importance::Brief,
            _ => Importance::Normal,
        })
        .collect()
}

/// How important each photo is. One of those in sections is the main picture: the one that the report names, or the one
/// that is best suited by its shape and pixels, a photo of the lead section before others, those of brief sections last.
/// Other photos of brief sections are brief.
#[must_use]
pub fn photo_ranks(
    report: &Report,
    photos: &[PhotoInput],
    order: &PhotoOrder,
    ranks: &[Importance],
) -> Vec<Importance> {
    let mut found = vec![Importance::Normal; report.photos.len()];
    let mut main: Option<(f64, usize)> = None;
    // Where there are only photos of brief sections, one of them.
    let mut of_brief: Option<(f64, usize)> = None;
    // What is brief of a section that runs on is only the heading that is taken up again.
    let own = ranks
        .iter()
        .zip(&report.sections)
        .map(|(&rank, section)| if section.part.continues { Importance::Normal } else { rank });
    for (rank, &index) in
        own.zip(&order.sections).flat_map(|(rank, of)| of.iter().flatten().map(move |i| (rank, i)))
    {
        let (Some(said), Some(file), Some(place)) =
            (report.photos.get(index), photos.get(index), found.get_mut(index))
        else {
            continue;
        };
        let brief = rank == Importance::Brief;
        *place = match said.importance {
            Some(Importance::Brief) => Importance::Brief,
            None if brief => Importance::Brief,
            _ => Importance::Normal,
        };
        let fault = match said.importance {
            Some(Importance::Lead) => f64::MIN,
            None => unsuited(file) - if rank == Importance::Lead { OF_LEAD } else { 0.0 },
            Some(_) => continue,
        };
        let best = if brief && said.importance.is_none() { &mut of_brief } else { &mut main };
        if best.is_none_or(|(least, _)| fault < least) {
            *best = Some((fault, index));
        }
    }
    if let Some(place) = main.or(of_brief).and_then(|(_, index)| found.get_mut(index)) {
        *place = Importance::Lead;
    }
    found
}

/// How ill a photo suits a main picture: by how far it is from the best shape, and by the pixels that it lacks.
fn unsuited(photo: &PhotoInput) -> f64 {
    let (width, height) = (f64::from(photo.width.max(1)), f64::from(photo.height.max(1)));
    let shape = (width / height / BEST_ASPECT).ln().abs();
    // An upright picture takes much height for its width.
    let upright = if width < height { 0.3 } else { 0.0 };
    shape + upright + (PIXELS / width).ln().max(0.0)
}
