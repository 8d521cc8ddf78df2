//! What would help a report that no lever places: every number, photo and template that is named was tried by the solver.

use std::sync::Arc;

use super::levers::Levers;
use super::volume::Misfit;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Settings, Template, folder::embedded_names};
use crate::message::Message;
use crate::report::{Block, Importance, Item, Photo, Report, Section};
use crate::say;

/// How often a cut or an addition is tried at the most.
const TRIES: usize = 12;
/// What is told is at most so many times what was found to be too little.
const CLOSE: f64 = 1.12;
/// A text is cut by at most a half, and so many characters are asked for at the most.
const WRITTEN: usize = 6000;
/// A cut of so many characters may be worth a photo instead; one of so many photos is tried.
const ONE_PHOTO: usize = 900;
const PHOTOS: usize = 3;
/// So many boxes and tables are looked at.
const BLOCKS: usize = 4;
/// Of the photos at least so many stay.
const KEPT: usize = 2;

/// The finding for a report that does not fit: by how much, and what would help.
pub(super) fn finding(levers: &Levers, misfit: Misfit) -> Diagnostic {
    let loaded = &levers.edition.loaded;
    if misfit == Misfit::Shapes
        && let Some(found) = block_in_the_way(levers)
    {
        return found;
    }
    let finding = match misfit {
        Misfit::Pinned => Diagnostic::error(say!("volume.pinned")).hint(say!("hint.pin-less")),
        Misfit::Short(estimate) => short(levers, estimate),
        Misfit::Long(estimate) => long(levers, estimate),
        Misfit::Shapes => shapes(levers),
        Misfit::Undivided => Diagnostic::error(say!("volume.spread")).hint(say!("hint.two-sections")),
    };
    finding.at_place(loaded.places.value("/sections"))
}

/// A box or a table that no column holds: with as much text in its place there is a page.
fn block_in_the_way(levers: &Levers) -> Option<Diagnostic> {
    let loaded = &levers.edition.loaded;
    let all = loaded.report.sections.iter().enumerate().flat_map(|(section, of)| {
        of.body.iter().enumerate().map(move |(index, item)| (section, index, item))
    });
    let whole = all.filter(|(.., item)| matches!(item, Item::Block(Block::Box(_) | Block::Table(_))));
    let (section, index, _) = whole.take(BLOCKS).find(|(section, index, item)| {
        let mut edition = Edition::clone(levers.edition);
        let body = &mut edition.loaded.report.sections[*section].body;
        let text: String = body.iter().filter_map(Item::text).collect();
        body[*index] = text.chars().cycle().take(item.characters()).collect::<String>().into();
        levers.place(edition)
    })?;
    let place = loaded.places.value(&format!("/sections/{section}/body/{index}"));
    Some(Diagnostic::error(say!("volume.block")).at_place(place).hint(say!("hint.smaller-block")))
}

/// A report that is too short.
fn short(levers: &Levers, estimate: usize) -> Diagnostic {
    match least(estimate, WRITTEN, &|count| levers.place(lengthened(levers.edition, count))) {
        Some(count) => Diagnostic::error(say!("volume.short", count = count))
            .hint(say!("hint.write-characters", count = count)),
        None => shapes(levers),
    }
}

/// A report that is too long.
fn long(levers: &Levers, estimate: usize) -> Diagnostic {
    let report = &levers.edition.loaded.report;
    let shortened = |count| levers.place(shortened(levers.edition, count));
    let Some(count) = least(estimate, characters(report) / 2, &shortened) else { return shapes(levers) };
    let cuts = cuts(report, count);
    let (several, all) = (cuts.len() > 1, cuts.iter().map(|(_, count)| count).sum::<usize>());
    let each = cuts
        .into_iter()
        .map(|(section, count)| say!("hint.from-section", section = section + 1, count = count));
    let from = each.reduce(|first, second| say!("hint.and", first = first, second = second));
    let from = from.unwrap_or_else(|| say!("hint.divide-anew"));
    let mut ways = vec![if several {
        say!("hint.cut-several", count = all, from = from)
    } else {
        say!("hint.cut-from", from = from)
    }];
    if count <= ONE_PHOTO {
        ways.extend(photo_to_drop(levers).map(|id| say!("hint.drop-photo", id = id)));
    }
    ways.extend(other_template(levers).map(|name| say!("hint.other-template", name = name)));
    Diagnostic::error(say!("volume.long", count = count)).hint(one_of(ways))
}

/// Nothing that is counted in characters is in the way, or no count helps.
fn shapes(levers: &Levers) -> Diagnostic {
    let photos = photos_to_drop(levers);
    let mut ways = Vec::new();
    match photos.as_slice() {
        [] => {}
        [id] => ways.push(say!("hint.drop-photo", id = id.clone())),
        several => ways.push(say!("hint.drop-photos", count = several.len(), ids = several.to_vec())),
    }
    ways.extend(other_template(levers).map(|name| say!("hint.other-template", name = name)));
    let blocks = &levers.edition.template.settings.makeup.blocks;
    let among = blocks.iter().find(|(_, block)| block.at.is_among()).map(|(name, _)| name.as_str());
    ways.extend(among.map(|name| say!("hint.block-room", name = name)));
    Diagnostic::error(say!("volume.shapes")).hint(one_of(ways))
}

/// One way or another; what is always possible where there is none.
fn one_of(ways: Vec<Message>) -> Message {
    let either = |first, second| say!("hint.or", first = first, second = second);
    ways.into_iter().reduce(either).unwrap_or_else(|| say!("hint.divide-anew"))
}

/// The characters of all sections.
pub(super) fn characters(report: &Report) -> usize {
    report.sections.iter().map(Section::characters).sum()
}

/// About the least number with which a page is made, from an estimate on and up to the most that is of use.
fn least(estimate: usize, most: usize, places: &dyn Fn(usize) -> bool) -> Option<usize> {
    let (mut fails, mut works) = (0, None);
    let mut next = estimate.clamp(50, most.max(50));
    for _ in 0..TRIES {
        if places(next) {
            works = Some(next);
        } else {
            fails = next;
        }
        match works {
            Some(works) if close(fails, works) => break,
            Some(works) => next = tens(usize::midpoint(fails, works)),
            None => next = tens(next * 2).min(most),
        }
        if works == Some(next) || next == fails {
            break;
        }
    }
    works
}

fn close(fails: usize, works: usize) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "characters of a report")]
    let (fails, works) = (fails as f64, works as f64);
    works <= fails * CLOSE || works - fails <= 20.0
}

fn tens(number: usize) -> usize {
    number.div_ceil(10) * 10
}

/// How many characters of which sections are cut: of the longest, until they are no longer than the others.
fn cuts(report: &Report, count: usize) -> Vec<(usize, usize)> {
    let lengths: Vec<usize> = report.sections.iter().map(Section::characters).collect();
    let over = |level: usize| lengths.iter().map(|length| length.saturating_sub(level)).sum::<usize>();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    // From one section where that leaves it half its text.
    if count * 2 <= longest {
        return lengths
            .iter()
            .position(|&length| length == longest)
            .map(|index| (index, count))
            .into_iter()
            .collect();
    }
    let mut level = longest;
    while level > 0 && over(level) < count {
        level -= 1;
    }
    let mut cuts: Vec<(usize, usize)> = lengths
        .iter()
        .enumerate()
        .filter(|(_, length)| **length > level)
        .map(|(index, length)| (index, tens(length - level)))
        .collect();
    cuts.retain(|(_, count)| *count > 0);
    cuts
}

/// The edition with so many characters less, from the ends of its longest sections.
#[must_use]
pub fn shortened(edition: &Edition, count: usize) -> Edition {
    let mut edition = edition.clone();
    for (section, count) in cuts(&edition.loaded.report, count) {
        let body = &mut edition.loaded.report.sections[section].body;
        let mut left = count;
        while left > 0 {
            let several = body.len() > 1;
            let Some(last) = body.last_mut() else { break };
            let length = last.characters();
            if length <= left && several {
                left -= length;
                body.pop();
                continue;
            }
            if let Some(text) = last.text_mut() {
                *text = text.chars().take(length.saturating_sub(left).max(1)).collect();
            }
            break;
        }
    }
    edition
}

/// The edition with so many characters more, said again from the sections' own texts.
#[must_use]
pub fn lengthened(edition: &Edition, count: usize) -> Edition {
    let mut edition = edition.clone();
    let sections = &mut edition.loaded.report.sections;
    let share = count.div_ceil(sections.len().max(1)).max(1);
    for section in sections {
        let text: String = section.paragraphs().collect();
        if !text.is_empty() {
            let more: String = text.chars().cycle().take(share).collect();
            section.body.push(more.into());
        }
    }
    edition
}

/// A photo without which a page is made: of a section with most of them.
fn photo_to_drop(levers: &Levers) -> Option<String> {
    let without = |id: &&String| levers.place(without(levers.edition, std::slice::from_ref(*id)));
    spare_photos(&levers.edition.loaded.report).iter().take(PHOTOS).find(without).cloned()
}

/// About the fewest photos without which a page is made; none where that does not help.
fn photos_to_drop(levers: &Levers) -> Vec<String> {
    let spare = spare_photos(&levers.edition.loaded.report);
    let (mut fails, mut works) = (0, spare.len() + 1);
    // A few first, for the more there are the longer it takes to see that nothing fits.
    let mut next = 1.min(spare.len());
    while fails + 1 < works && next > fails {
        if levers.place(without(levers.edition, &spare[..next])) {
            works = next;
            next = usize::midpoint(fails, works);
        } else {
            fails = next;
            next =
                if works > spare.len() { (next * 3).min(spare.len()) } else { usize::midpoint(fails, works) };
        }
    }
    if works <= spare.len() { spare[..works].to_vec() } else { Vec::new() }
}

/// The photos that a report could do without, the first to go first. Not the lead's and none of a group, which is one picture.
fn spare_photos(report: &Report) -> Vec<String> {
    let mut found =
        last_of_most(report, |photo| photo.group.is_none() && photo.importance != Some(Importance::Lead));
    found.truncate(report.photos.len().saturating_sub(KEPT));
    found
}

/// The photos of the sections that may go, each time the last one of the section that has most left; of equals the last section
/// gives one up.
pub(super) fn last_of_most(report: &Report, may_go: impl Fn(&Photo) -> bool) -> Vec<String> {
    let goes = |id: &&String| report.photos.iter().any(|photo| photo.id == **id && may_go(photo));
    let mut left: Vec<Vec<&String>> =
        report.sections.iter().map(|section| section.photos.iter().filter(goes).collect()).collect();
    let mut found = Vec::new();
    while let Some(id) = left.iter_mut().max_by_key(|photos| photos.len()).and_then(Vec::pop) {
        found.push(id.clone());
    }
    found
}

/// The edition without some photos.
#[must_use]
pub fn without(edition: &Edition, ids: &[String]) -> Edition {
    let mut edition = edition.clone();
    for id in ids {
        let at = edition.loaded.report.photos.iter().position(|photo| photo.id == *id);
        let Some(at) = at.filter(|at| *at < edition.photos.len()) else { continue };
        edition.loaded.report.photos.remove(at);
        edition.photos.remove(at);
        for section in &mut edition.loaded.report.sections {
            section.photos.retain(|photo| photo != id);
        }
    }
    edition
}

/// Another template in the program with which a page is made: of those the one whose page is nearest in size.
fn other_template(levers: &Levers) -> Option<String> {
    let own = &levers.edition.template.settings;
    let area = |settings: &Settings| settings.grid.width_mm * settings.grid.height_mm;
    let apart = |template: &Template| (area(&template.settings) / area(own)).ln().abs();
    let others = embedded_names().into_iter().filter(|name| name != &own.name);
    // Those with blocks or panels are chosen for what they are.
    let is_plain = |template: &Template| {
        let makeup = &template.settings.makeup;
        makeup.blocks.is_empty() && makeup.pages.leaflet.is_none()
    };
    let mut others: Vec<Template> =
        others.filter_map(|name| Template::open(&name).ok()).filter(is_plain).collect();
    others.sort_by(|a, b| apart(a).total_cmp(&apart(b)));
    let fits = |template: &Template| {
        levers.place(Edition { template: template.clone(), ..Edition::clone(levers.edition) })
    };
    others.into_iter().find(fits).map(|template| template.settings.name)
}

impl Levers<'_> {
    /// Whether any lever places an edition.
    fn place(&self, edition: Edition) -> bool {
        let edition = Arc::new(edition);
        Levers { edition: &edition, ..*self }.places()
    }
}

#[cfg(test)]
mod tests {
    use super::least;

    #[test]
    fn what_is_told_is_enough_and_hardly_more() {
        for needed in [60, 130, 480, 3000] {
            for estimate in [50, 100, 500, 2000] {
                let told = least(estimate, 5000, &|count| count >= needed).unwrap();
                assert!(told >= needed, "{told} of {needed}");
                assert!(told * 100 <= needed * 115 + 2000, "{told} of {needed} from {estimate}");
            }
        }
        assert_eq!(least(100, 5000, &|_| false), None);
        assert_eq!(least(9000, 700, &|count| count >= 700), Some(700));
    }
}
