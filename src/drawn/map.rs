//! Where each text of the report stands on finished pages, character by character, and each photo.

use super::glyphs::Sheet;
use super::matching::{self, Wanted};
use super::reading::Matched;
use super::{Finished, seen};
use crate::press::pictures::Origin;
use crate::typeset::area::Area;

/// Where everything that the report says stands.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// The texts that are on the pages.
    pub texts: Vec<DrawnText>,
    /// The photos.
    pub photos: Vec<DrawnPhoto>,
}

/// A text on the pages.
#[derive(Debug, Clone)]
pub struct DrawnText {
    /// Its place in the report.
    pub pointer: String,
    /// Its characters, in order; those that did not fit are left out.
    pub characters: Vec<DrawnCharacter>,
}

/// A character on a page.
#[derive(Debug, Clone, Copy)]
pub struct DrawnCharacter {
    /// The page, from 0.
    pub page: usize,
    /// Its box.
    pub area: Area,
    /// The byte of the text, as the report has it, at which it is written.
    pub at: usize,
}

/// A photo on a page.
#[derive(Debug, Clone, Copy)]
pub struct DrawnPhoto {
    /// Which of the report's photos, from 0.
    pub photo: usize,
    /// The page, from 0.
    pub page: usize,
    /// What is seen of it.
    pub area: Area,
}

/// Looks up everything.
#[must_use]
pub fn map(pages: &Finished) -> Map {
    let report = &pages.edition.loaded.report;
    let sheet = Sheet::of(pages.document, pages.origin);
    let wanted = matching::wanted(report, &pages.edition.template.settings);
    let matched = matching::matched(&sheet, &wanted);
    let known = |pointer: &str| wanted.iter().any(|one| one.said.pointer == pointer);
    let others = matching::all(report, |said| !known(&said.pointer));
    let of_others = matching::matched_besides(&sheet, &matched, &others);
    let drawn = |(wanted, matched): (&Wanted, &Matched)| {
        let written = wanted.said.written(&report.metrics).into_iter().filter(|(c, _)| seen(*c));
        let on_page = |(&glyph, (_, at)): (&usize, (char, usize))| {
            let glyph = &sheet.glyphs[glyph];
            let run = &sheet.runs[glyph.run];
            let overset = run.slot.as_ref().is_some_and(|slot| slot.number.is_none());
            (!overset).then_some(DrawnCharacter { page: run.page, area: glyph.area, at })
        };
        let characters: Vec<_> = match wanted.spoken(&sheet).filter(|_| matched.glyphs.is_empty()) {
            // A picture stands for all of them.
            Some((page, area)) => written.map(|(_, at)| DrawnCharacter { page, area, at }).collect(),
            None => matched.glyphs.iter().zip(written).filter_map(on_page).collect(),
        };
        DrawnText { pointer: wanted.said.pointer.clone(), characters }
    };
    let all = wanted.iter().zip(&matched).chain(others.iter().zip(&of_others));
    let texts = all.map(drawn).filter(|text| !text.characters.is_empty()).collect();
    let photos = sheet.pictures.iter().filter_map(|(page, area, origin)| {
        let Origin::Photo { name, .. } = origin else { return None };
        let photo = report.photos.iter().position(|photo| photo.file == *name)?;
        Some(DrawnPhoto { photo, page: *page, area: *area })
    });
    Map { texts, photos: photos.collect() }
}
