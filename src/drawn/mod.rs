//! Whether what the report says is drawn, once, where it can be read: judged on the finished frames, not on what the
//! template meant to do.

mod blocks;
mod findings;
mod fold;
mod glyphs;
mod ground;
mod hero;
pub mod map;
mod matching;
mod reading;
pub mod spots;

use typst_layout::PagedDocument;
use typst_library::visualize::RasterImage;
use typst_syntax::Span;

use crate::diagnostic::{Diagnostic, Place};
use crate::edition::Edition;
use crate::makeup::merit::HeroSeen;
use crate::press::pictures::Origin;
use crate::typeset::han::is_steering;

pub use map::map;

/// Finished pages, with what they were made from.
pub struct Finished<'a> {
    /// Report, county and template.
    pub edition: &'a Edition,
    /// The photo of the hero, from 0.
    pub hero: Option<usize>,
    /// The pages.
    pub document: &'a PagedDocument,
    /// What a picture on a page stands for.
    pub origin: &'a dyn Fn(&RasterImage) -> Origin,
    /// Where in the template's or county's files something is drawn.
    pub place: &'a dyn Fn(Span) -> Option<Place>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Judged {
    /// Characters of the report that are not on the pages.
    pub lost: usize,
    /// What there is to see of the hero.
    pub hero: HeroSeen,
    /// What is missing or cannot be read.
    pub findings: Vec<Diagnostic>,
}

/// Looks for every text of the report that must be printed, and at whether it can be read.
#[must_use]
pub fn judge(pages: &Finished) -> Judged {
    let report = &pages.edition.loaded.report;
    let sheet = glyphs::Sheet::of(pages.document, pages.origin);
    let wanted = matching::wanted(report, &pages.edition.template.settings);
    let matched = matching::matched(&sheet, &wanted);
    let faults = reading::faults(&sheet, &matched);
    let (hero, of_hero) = hero::look(pages, &sheet, &wanted, &matched, &faults);
    let mut found = findings::findings(pages, &sheet, &wanted, &matched, &faults);
    found.extend(of_hero);
    found.extend(fold::look(pages, &sheet));
    found.extend(blocks::look(pages));
    Judged { lost: matched.iter().map(|one| one.lost).sum(), hero, findings: found }
}

/// Whether a character can be seen.
fn seen(character: char) -> bool {
    !character.is_whitespace() && !is_steering(character)
}
