//! A draft, 草样, of a report that no page holds: the page is made up for the report as it would fit, with less text or more or
//! without some photos, and set with the whole text. So what does not fit is known to the character.

use std::sync::Arc;

use super::advice::{characters, last_of_most, lengthened, shortened, without};
use super::choose::{Choice, plain};
use super::levers::Levers;
use super::news_value::ranks;
use super::page::{Page, Setting};
use super::photo_order::PhotoOrder;
use super::volume;
use super::wish::Wishes;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::report::Item;
use crate::typeset::Fonts;

/// The page of a report that fits none.
pub struct Draft {
    /// What it was typeset with.
    pub setting: Setting,
    /// The page.
    pub page: Page,
    /// Why its plan was chosen.
    pub choice: Choice,
    /// The photos that it goes without, by their ids.
    pub photos: Vec<String>,
}

/// How the text is changed for makeup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    Whole,
    Less(usize),
    More(usize),
}

/// What was told is tried first, then so many per cent of it.
const OF_TOLD: [usize; 4] = [100, 115, 140, 200];
/// Where nothing was told so many per cent of the text are cut, or added.
const OF_TEXT: [usize; 3] = [10, 25, 50];
/// More text than the pages hold is cut to so many per cent of what would stand on pages of nothing else.
const OF_ROOM: [usize; 3] = [65, 50, 35];
/// Photos are left out one by one up to so many, then all at once.
const FEWER: usize = 6;

/// The page of a report that fits none, from what was found of it; none where nothing that is tried gives one.
#[must_use]
pub fn draft(edition: &Arc<Edition>, fonts: &Fonts, findings: &[Diagnostic]) -> Option<Draft> {
    // One section alone on a spread: no text and no photo is in the way.
    if findings.iter().any(|finding| finding.message.key() == "volume.spread") {
        return None;
    }
    let told = |key: &str| {
        let finding = findings.iter().find(|finding| finding.message.key() == key)?;
        finding.message.count("count")
    };
    let of = |whole: usize, percents: &[usize]| -> Vec<usize> {
        percents.iter().map(|percent| (whole * percent).div_ceil(100)).collect()
    };
    let (long, short) = (told("volume.long"), told("volume.short"));
    let mut texts = Vec::new();
    if !Wishes::of(&edition.loaded.report).all().is_empty() {
        texts.push(Text::Whole);
    }
    texts.extend(long.iter().flat_map(|count| of(*count, &OF_TOLD)).map(Text::Less));
    texts.extend(short.iter().flat_map(|count| of(*count, &OF_TOLD)).map(Text::More));
    let settings = &edition.template.settings;
    let length = characters(&edition.loaded.report);
    let room = volume::characters(&settings.grid, settings.grid.lines) * settings.makeup.pages.most as usize;
    if length * 100 > room * OF_ROOM[0] {
        texts.extend(of(room, &OF_ROOM).into_iter().map(|kept| Text::Less(length.saturating_sub(kept))));
    }
    let as_told = texts.into_iter().find_map(|text| attempt(edition, fonts, text));
    as_told.or_else(|| {
        let photos = last_of_most(&edition.loaded.report, |_| true);
        if let Some(draft) = with_fewer(edition, fonts, &photos) {
            return Some(draft);
        }
        let counts = of(length, &OF_TEXT);
        let texts = counts.into_iter().flat_map(|count| [Text::Less(count), Text::More(count)]);
        // With its photos, and without any.
        let bare = Arc::new(without(edition, &photos));
        texts.into_iter().find_map(|text| {
            let whole = attempt(edition, fonts, text);
            whole.or_else(|| Some(Draft { photos: photos.clone(), ..attempt(&bare, fonts, text)? }))
        })
    })
}

/// A page without the first few of some photos, as few as do.
fn with_fewer(edition: &Arc<Edition>, fonts: &Fonts, photos: &[String]) -> Option<Draft> {
    (1..=photos.len().min(FEWER)).find_map(|count| {
        let gone = &photos[..count];
        let draft = attempt(&Arc::new(without(edition, gone)), fonts, Text::Whole)?;
        Some(Draft { photos: gone.to_vec(), ..draft })
    })
}

/// The whole text on the page of a changed one, where that has one.
fn attempt(edition: &Arc<Edition>, fonts: &Fonts, text: Text) -> Option<Draft> {
    let changed = match text {
        Text::Whole => Arc::clone(edition),
        Text::Less(count) => Arc::new(shortened(edition, count)),
        Text::More(count) => Arc::new(lengthened(edition, count)),
    };
    let flat = PhotoOrder::new(edition).lead.is_some();
    let wishes = Wishes::default();
    let (setting, page, choice) = [false, true]
        .into_iter()
        .filter(|one| flat || !one)
        .find_map(|flat| plain(&Levers { edition: &changed, fonts, flat, wishes: &wishes }))?;
    if text == Text::Whole {
        return Some(Draft { setting, page, choice, photos: Vec::new() });
    }
    let whole = Arc::new(with_text_of(edition, &setting.edition)?);
    let setting =
        Setting { changes: setting.changes, order: setting.order, wishes, ..Setting::new(whole, fonts) };
    let page = setting.typeset(page.plan).ok()?;
    Some(Draft { setting, page, choice, photos: Vec::new() })
}

/// An edition as it was made up, its sections perhaps divided, with the text of the whole one, of which it has the beginning or
/// to which something was added. Sections are as important as they were for makeup, whatever text they have now. None where a
/// section would be left without text.
fn with_text_of(whole: &Edition, made_up: &Edition) -> Option<Edition> {
    let mut edition = made_up.clone();
    let ranks = ranks(&edition.loaded.report);
    let sections = &mut edition.loaded.report.sections;
    for (section, rank) in sections.iter_mut().zip(ranks) {
        section.importance = Some(rank);
    }
    let firsts: Vec<usize> = (0..sections.len()).filter(|at| !sections[*at].part.continues).collect();
    let ends = firsts.iter().skip(1).copied().chain([sections.len()]);
    if firsts.len() != whole.loaded.report.sections.len() {
        return None;
    }
    for ((first, end), section) in firsts.iter().zip(ends).zip(&whole.loaded.report.sections) {
        let mut parts = sections.get_mut(*first..end)?.iter_mut();
        let last = parts.next_back()?;
        // What the parts before the last have is the whole one's.
        let taken: usize = parts.map(|part| part.characters()).sum();
        last.body = behind(&section.body, taken);
        if last.body.is_empty() {
            return None;
        }
    }
    Some(edition)
}

/// What stands behind so many characters. A block is not divided.
fn behind(body: &[Item], mut characters: usize) -> Vec<Item> {
    let mut rest = Vec::new();
    for item in body {
        let length = item.characters();
        match item {
            Item::Text(text) if characters < length => {
                rest.push(Item::Text(text.chars().skip(characters).collect()));
            }
            Item::Block(_) if characters == 0 => rest.push(item.clone()),
            _ => {}
        }
        characters = characters.saturating_sub(length);
    }
    rest
}
