//! The fold of a spread, as it is drawn: no character stands in the band about it, and no subject of a picture.

use super::Finished;
use super::findings::quoted;
use super::glyphs::Sheet;
use super::ground::Ground;
use super::hero::subject_on_page;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::typeset::area::Area;

/// What reaches less far into the band is not seen (pt).
const REACH: f64 = 0.2;

/// What stands on the fold, run by run and photo by photo.
pub fn look(pages: &Finished, sheet: &Sheet) -> Vec<Diagnostic> {
    let grid = &pages.edition.template.settings.grid;
    let (Some(width), Some(fold)) = (grid.fold_mm, grid.fold()) else { return Vec::new() };
    let half = fold.band / 2.0;
    // The band of a page, as high as any.
    let band = |page: usize| {
        let middle = sheet.pages.get(page).map_or(0.0, |page| page.middle().0);
        Area { left: middle - half, right: middle + half, top: f64::MIN, bottom: f64::MAX }
    };
    let on_it = |page: usize, area: &Area| {
        let (across, down) = area.shared(&band(page));
        across > REACH && down > 0.0
    };
    let mut findings = Vec::new();
    for run in sheet.runs.iter().filter(|run| !run.twin) {
        let glyphs = &sheet.glyphs[run.glyphs.clone()];
        // What is cut away before the fold does not reach it.
        let seen =
            |area: &Area| run.window.as_ref().is_none_or(|window| on_it(run.page, &common(area, window)));
        let Some(at) = glyphs.iter().position(|glyph| on_it(run.page, &glyph.area) && seen(&glyph.area))
        else {
            continue;
        };
        let words: String = glyphs.iter().map(|glyph| glyph.character).collect();
        let message = say!("fold.text", text = quoted(&words, at), width = width);
        let finding = Diagnostic::error(message).at_place((pages.place)(run.span));
        findings.push(finding.hint(say!("hint.fold-text")));
    }
    let loaded = &pages.edition.loaded;
    for cover in &sheet.covers {
        let Ground::Picture(picture) = &cover.ground else { continue };
        let named = |photo: &crate::report::Photo| picture.photo() == Some(photo.file.as_str());
        let Some(number) = loaded.report.photos.iter().position(named) else { continue };
        let photo = &loaded.report.photos[number];
        let subject = subject_on_page(photo, picture, pages.edition.photos.get(number));
        let Some(subject) = subject.map(|area| common(&area, &cover.bounds)) else { continue };
        if on_it(cover.page, &subject) {
            let key = if photo.subject.is_some() { "subject" } else { "focus" };
            let message = say!("fold.subject", id = photo.id.as_str(), width = width);
            let place = loaded.places.value(&format!("/photos/{number}/{key}"));
            findings.push(Diagnostic::error(message).at_place(place).hint(say!("hint.fold-subject")));
        }
    }
    findings
}

/// What two areas share.
fn common(one: &Area, other: &Area) -> Area {
    Area {
        left: one.left.max(other.left),
        top: one.top.max(other.top),
        right: one.right.min(other.right),
        bottom: one.bottom.min(other.bottom),
    }
}
