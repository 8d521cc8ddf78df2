//! What would help a report that no lever places: every number, photo and template that is named was tried by the solver.

use std::sync::Arc;

use super::levers::Levers;
use super::volume::Misfit;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Template, folder::embedded_names};
use crate::report::Report;
use crate::say;

/// How often a cut or an addition is tried at the most.
const TRIES: usize = 12;
/// What is told is at most so many times what was found to be too little.
const CLOSE: f64 = 1.12;
/// Photos that are tried to be dropped, and up to how long a cut that is worth it (characters).
const PHOTOS: usize = 3;
const ONE_PHOTO: usize = 900;

/// The finding for a report that does not fit: by how much, and what would help.
pub(super) fn finding(levers: &Levers, misfit: Misfit) -> Diagnostic {
    let loaded = &levers.edition.loaded;
    let finding = match misfit {
        Misfit::Pinned => Diagnostic::error(say!("volume.pinned")).hint(say!("hint.pin-less")),
        Misfit::Short(estimate) => match least(estimate, &|count| grown(levers, count)) {
            Some(count) => Diagnostic::error(say!("volume.short", count = count))
                .hint(say!("hint.write-characters", count = count)),
            None => shapes(levers),
        },
        Misfit::Long(estimate) => {
            match least(estimate, &|count| levers.place(shortened(levers.edition, count))) {
                Some(count) => long(levers, count),
                None => shapes(levers),
            }
        }
        Misfit::Shapes => shapes(levers),
        Misfit::Undivided => Diagnostic::error(say!("volume.spread")).hint(say!("hint.two-sections")),
    };
    finding.at_place(loaded.places.value("/sections"))
}

/// A report that is so many characters too long.
fn long(levers: &Levers, count: usize) -> Diagnostic {
    let cuts = cuts(&levers.edition.loaded.report, count);
    let (several, all) = (cuts.len() > 1, cuts.iter().map(|(_, count)| count).sum::<usize>());
    let each = cuts
        .into_iter()
        .map(|(section, count)| say!("hint.from-section", section = section + 1, count = count));
    let from = each.reduce(|first, second| say!("hint.and", first = first, second = second));
    let from = from.unwrap_or_else(|| say!("hint.divide-anew"));
    let mut ways = if several {
        say!("hint.cut-several", count = all, from = from)
    } else {
        say!("hint.cut-from", from = from)
    };
    if count <= ONE_PHOTO
        && let Some(id) = photo_to_drop(levers)
    {
        ways = say!("hint.or", first = ways, second = say!("hint.drop-photo", id = id));
    }
    if let Some(name) = other_template(levers) {
        ways = say!("hint.or", first = ways, second = say!("hint.other-template", name = name));
    }
    Diagnostic::error(say!("volume.long", count = count)).hint(ways)
}

/// Nothing that is counted in characters is in the way, or no count helps.
fn shapes(levers: &Levers) -> Diagnostic {
    let finding = Diagnostic::error(say!("volume.shapes"));
    if let Some(id) = photo_to_drop(levers) {
        return finding.hint(say!("hint.drop-photo", id = id));
    }
    match other_template(levers) {
        Some(name) => finding.hint(say!("hint.other-template", name = name)),
        None => finding.hint(say!("hint.divide-anew")),
    }
}

/// About the least number with which a page is made, from an estimate on.
fn least(estimate: usize, places: &dyn Fn(usize) -> bool) -> Option<usize> {
    let (mut fails, mut works) = (0, None);
    let mut next = estimate.max(50);
    for _ in 0..TRIES {
        if places(next) {
            works = Some(next);
        } else {
            fails = next;
        }
        match works {
            Some(works) if close(fails, works) => break,
            Some(works) => next = tens(usize::midpoint(fails, works)),
            None => next = tens(next * 2),
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
    let length =
        |index: usize| report.sections[index].body.iter().map(|text| text.chars().count()).sum::<usize>();
    let lengths: Vec<usize> = (0..report.sections.len()).map(length).collect();
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
            let length = last.chars().count();
            if length <= left && several {
                left -= length;
                body.pop();
            } else {
                let kept = length.saturating_sub(left).max(1);
                *last = last.chars().take(kept).collect();
                break;
            }
        }
    }
    edition
}

/// Whether a page is made with so many characters more, said again from the sections' own texts.
fn grown(levers: &Levers, count: usize) -> bool {
    let mut edition = Edition::clone(levers.edition);
    let sections = &mut edition.loaded.report.sections;
    let share = count.div_ceil(sections.len().max(1));
    for section in sections {
        let text: String = section.body.concat();
        if !text.is_empty() {
            section.body.push(text.chars().cycle().take(share).collect());
        }
    }
    levers.place(edition)
}

/// A photo without which a page is made.
fn photo_to_drop(levers: &Levers) -> Option<String> {
    let report = &levers.edition.loaded.report;
    let many = report.sections.iter().map(|section| section.photos.len()).max().filter(|count| *count > 0)?;
    let of = report.sections.iter().filter(|section| section.photos.len() == many);
    let tried = of.flat_map(|section| section.photos.iter().rev()).take(PHOTOS);
    let without = |id: &&String| {
        let mut edition = Edition::clone(levers.edition);
        let at = edition.loaded.report.photos.iter().position(|photo| photo.id == **id);
        let Some(at) = at.filter(|at| *at < edition.photos.len()) else { return false };
        edition.loaded.report.photos.remove(at);
        edition.photos.remove(at);
        for section in &mut edition.loaded.report.sections {
            section.photos.retain(|photo| photo != *id);
        }
        levers.place(edition)
    };
    tried.into_iter().find(without).cloned()
}

/// Another template in the program with which a page is made.
fn other_template(levers: &Levers) -> Option<String> {
    let own = levers.edition.template.settings.name.as_str();
    embedded_names().into_iter().filter(|name| name != own).find(|name| {
        let Ok(template) = Template::open(name) else { return false };
        levers.place(Edition { template, ..Edition::clone(levers.edition) })
    })
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
                let told = least(estimate, &|count| count >= needed).unwrap();
                assert!(told >= needed, "{told} of {needed}");
                assert!(told * 100 <= needed * 115 + 2000, "{told} of {needed} from {estimate}");
            }
        }
        assert_eq!(least(100, &|_| false), None);
    }
}
