//! The hero as it is drawn: the contrast of its words with the pixels behind them, and whether the subject of its picture is
//! whole, not faded, and free of type.

use super::Finished;
use super::glyphs::{Cover, Sheet};
use super::ground::{Ground, Picture};
use super::matching::Wanted;
use super::reading::{Fault, Kind, Matched};
use crate::diagnostic::Diagnostic;
use crate::edition::contrast::ratio_of_light;
use crate::makeup::merit::HeroSeen;
use crate::makeup::photo_order::subject;
use crate::report::Photo;
use crate::say;
use crate::typeset::area::Area;

/// Less of a subject than this is left when it is cut.
const WHOLE: f64 = 0.99;
/// A subject of which more is white than this is gone.
const GONE: f64 = 0.5;
/// Type covers a subject when it shares more than this with it, each way (pt).
const TOUCHED: f64 = 0.5;

/// What the frames show, and what is wrong with it.
pub fn look(
    pages: &Finished,
    sheet: &Sheet,
    wanted: &[Wanted],
    matched: &[Matched],
    faults: &[Fault],
) -> (HeroSeen, Vec<Diagnostic>) {
    let places = &pages.edition.loaded.places;
    let mut seen = HeroSeen::default();
    let mut findings = Vec::new();
    let limit = pages.edition.template.settings.makeup.merit.hero_contrast;
    for (number, (text, one)) in wanted.iter().zip(matched).enumerate().filter(|(_, (_, one))| one.lost == 0)
    {
        let kept = match text.said.row.path {
            "/headline/title/*" => &mut seen.title_contrast,
            "/headline/kicker" => &mut seen.kicker_contrast,
            "/headline/byline" => &mut seen.byline_contrast,
            _ => continue,
        };
        let Some(contrast) = least_contrast(sheet, &one.glyphs) else { continue };
        *kept = Some(kept.map_or(contrast, |other| other.min(contrast)));
        // What is fainter still is told of every text.
        let faint = |fault: &Fault| matches!(fault.kind, Kind::Faint(_) | Kind::SameColour);
        let told = faults.iter().any(|fault| fault.text == number && faint(fault));
        if contrast < limit && !told {
            let (contrast, least) = (format!("{:.1}", (contrast * 10.0).floor() / 10.0), format!("{limit}"));
            let message =
                say!("hero-contrast", text = text.shown.as_str(), contrast = contrast, least = least);
            let finding = Diagnostic::warning(message).at_place(places.value(&text.said.pointer));
            findings.push(finding.hint(say!("hint.hero-contrast")));
        }
    }
    if let Some((number, photo, cover, picture)) = hero_picture(pages, sheet, wanted, matched)
        && let Some(at) = subject_on_page(photo, picture, pages.edition.photos.get(number))
    {
        let cut = at.share_in(&cover.bounds) < WHOLE || picture.whiteness(at.middle()) > GONE;
        let over = covering(sheet, cover, &at);
        seen.subject_free = Some(!cut && over.is_none());
        let key = if photo.subject.is_some() { "subject" } else { "focus" };
        let place = places.value(&format!("/photos/{number}/{key}"));
        let id = photo.id.as_str();
        if cut {
            let finding = Diagnostic::warning(say!("hero-subject.cut", id = id)).at_place(place.clone());
            findings.push(finding.hint(say!("hint.hero-subject")));
        }
        if let Some(words) = over {
            let finding =
                Diagnostic::warning(say!("hero-subject.covered", id = id, text = words)).at_place(place);
            findings.push(finding.hint(say!("hint.hero-subject")));
        }
    }
    (seen, findings)
}

/// The least contrast of some glyphs with what is behind them, at five places of each; an outline counts as that.
fn least_contrast(sheet: &Sheet, glyphs: &[usize]) -> Option<f64> {
    let of = |&glyph: &usize| {
        let glyph = &sheet.glyphs[glyph];
        let run = &sheet.runs[glyph.run];
        let light = run.light?;
        let at = |point: &(f64, f64)| {
            let under =
                |cover: &&Cover| cover.page == run.page && cover.order < run.order && cover.covers(*point);
            // Paper is white.
            let (low, high) = match sheet.covers.iter().rev().find(under) {
                Some(cover) => cover.ground.range(*point)?,
                None => (1.0, 1.0),
            };
            Some(if low <= light && light <= high {
                1.0
            } else {
                ratio_of_light(light, low).min(ratio_of_light(light, high))
            })
        };
        let ground = super::reading::points(&glyph.area).iter().filter_map(at).reduce(f64::min);
        // An outline in the letters' own colour only makes them bolder.
        let outline = run.outline.map(|outline| ratio_of_light(light, outline));
        outline.into_iter().chain(ground).reduce(f64::max)
    };
    glyphs.iter().filter_map(of).reduce(f64::min)
}

/// The largest photo on the page of the title: its number, what the report says of it, and where it is drawn.
fn hero_picture<'a>(
    pages: &'a Finished,
    sheet: &'a Sheet,
    wanted: &[Wanted],
    matched: &[Matched],
) -> Option<(usize, &'a Photo, &'a Cover, &'a Picture)> {
    let title = wanted.iter().position(|text| text.said.row.path == "/headline/title/*")?;
    let page = sheet.runs[sheet.glyphs[*matched[title].glyphs.first()?].run].page;
    let number = pages.hero?;
    let photo = pages.edition.loaded.report.photos.get(number)?;
    let own = |cover: &'a Cover| match &cover.ground {
        Ground::Picture(picture) if picture.photo() == Some(photo.file.as_str()) => Some((cover, picture)),
        _ => None,
    };
    let (cover, picture) = sheet.covers.iter().filter(|cover| cover.page == page).find_map(own)?;
    Some((number, photo, cover, picture))
}

/// Where a picture's subject stands on the page.
pub fn subject_on_page(
    said: &Photo,
    picture: &Picture,
    file: Option<&crate::report::PhotoFile>,
) -> Option<Area> {
    let file = file?;
    picture.on_page(subject(said, f64::from(file.width.max(1)), f64::from(file.height.max(1)))?)
}

/// The words of the first run that is drawn over an area of a picture.
fn covering(sheet: &Sheet, cover: &Cover, area: &Area) -> Option<String> {
    let touches = |other: &Area| {
        let (across, down) = area.shared(other);
        across > TOUCHED && down > TOUCHED
    };
    let run = sheet.runs.iter().find(|run| {
        let over = run.page == cover.page && run.order > cover.order;
        over && sheet.glyphs[run.glyphs.clone()].iter().any(|glyph| touches(&glyph.area))
    })?;
    Some(sheet.glyphs[run.glyphs.clone()].iter().map(|glyph| glyph.character).take(16).collect())
}
