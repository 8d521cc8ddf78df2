//! What is wished of a page: by the report's `layout`, and by a saved plan of which as much as possible is kept.

use super::changes::PhotoChanges;
use crate::diagnostic::Diagnostic;
use crate::edition::Grid;
use crate::message::Message;
use crate::report::{Places, Report};
use crate::say;

/// What is wished of one section's rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SectionWish {
    /// Whether it stands at the body's head.
    pub first: bool,
    /// Whether it stands at the body's foot: only a block of the template does.
    pub foot: bool,
    /// How many basic columns it is wide.
    pub columns: Option<u32>,
    /// Its first basic column, from 0: only a saved plan says so.
    pub column: Option<u32>,
}

impl SectionWish {
    /// Whether a width is as wished.
    #[must_use]
    pub fn allows_columns(&self, columns: u32) -> bool {
        self.columns.is_none_or(|wanted| wanted == columns)
    }

    /// Its first column and the one after its last, where both are wished.
    #[must_use]
    pub fn extent(&self) -> Option<(u32, u32)> {
        Some((self.column?, self.column?.saturating_add(self.columns?)))
    }

    /// Whether nothing is wished.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What is wished of one photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotoWish {
    /// Whether it is the largest of the sections' photos.
    pub largest: bool,
    /// Whether nothing is cut off.
    pub no_crop: bool,
}

/// How the page begins: only a saved plan says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeroWish {
    /// The basic columns of the picture beside the words; none where it is behind them or there is none.
    pub beside: Option<u32>,
}

/// Everything that is wished of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wishes {
    /// By the report's sections.
    pub sections: Vec<SectionWish>,
    /// By the report's photos.
    pub photos: Vec<PhotoWish>,
    /// How the page begins.
    pub hero: Option<HeroWish>,
    /// Which of the template's sizes the body type has, 0 for its own; any when nothing is said.
    pub size: Option<usize>,
    /// How photos stand.
    pub how: PhotoChanges,
    /// Whether a saved plan is kept to: all ways to make up the page are tried then, also those that a page without wishes
    /// does not need.
    pub kept: bool,
}

/// One wish of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// A section, from 0, at the body's head.
    First(usize),
    /// A section, from 0, of so many basic columns.
    Columns(usize, u32),
    /// A photo, from 0, as the largest.
    Largest(usize),
    /// A photo, from 0, shown whole.
    NoCrop(usize),
}

impl Wishes {
    /// What a report wishes.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let sections = report.sections.iter().map(|section| {
            let layout = section.layout;
            SectionWish {
                first: layout.first && !section.part.continues,
                columns: layout.columns,
                ..SectionWish::default()
            }
        });
        let mut photos: Vec<PhotoWish> = report
            .photos
            .iter()
            .map(|photo| PhotoWish { largest: photo.layout.largest, no_crop: photo.layout.no_crop })
            .collect();
        // Of several that are to be the largest the first is.
        let later = photos.iter_mut().filter(|photo| photo.largest).skip(1);
        later.for_each(|photo| photo.largest = false);
        Self {
            sections: sections.collect(),
            photos,
            hero: None,
            size: None,
            how: PhotoChanges::default(),
            kept: false,
        }
    }

    /// The report's wishes one by one, in its order.
    #[must_use]
    pub fn all(&self) -> Vec<Wish> {
        let mut found = Vec::new();
        for (index, section) in self.sections.iter().enumerate() {
            found.extend(section.first.then_some(Wish::First(index)));
            found.extend(section.columns.map(|columns| Wish::Columns(index, columns)));
        }
        for (index, photo) in self.photos.iter().enumerate() {
            found.extend(photo.largest.then_some(Wish::Largest(index)));
            found.extend(photo.no_crop.then_some(Wish::NoCrop(index)));
        }
        found
    }

    /// The same without one of them.
    #[must_use]
    pub fn without(&self, wish: Wish) -> Self {
        let mut rest = self.clone();
        match wish {
            Wish::First(index) => rest.sections[index].first = false,
            Wish::Columns(index, _) => rest.sections[index].columns = None,
            Wish::Largest(index) => rest.photos[index].largest = false,
            Wish::NoCrop(index) => rest.photos[index].no_crop = false,
        }
        rest
    }

    /// What is wished of a section.
    #[must_use]
    pub fn section(&self, index: usize) -> SectionWish {
        self.sections.get(index).copied().unwrap_or_default()
    }

    /// What is wished of a photo.
    #[must_use]
    pub fn photo(&self, index: usize) -> PhotoWish {
        self.photos.get(index).copied().unwrap_or_default()
    }
}

impl Wish {
    /// Where it stands in the report.
    #[must_use]
    pub fn pointer(self) -> String {
        match self {
            Self::First(index) => format!("/sections/{index}/layout/first"),
            Self::Columns(index, _) => format!("/sections/{index}/layout/columns"),
            Self::Largest(index) => format!("/photos/{index}/layout/largest"),
            Self::NoCrop(index) => format!("/photos/{index}/layout/no_crop"),
        }
    }

    /// The field's name.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::First(_) => "first",
            Self::Columns(..) => "columns",
            Self::Largest(_) => "largest",
            Self::NoCrop(_) => "no_crop",
        }
    }

    /// That no plan is so.
    fn refused(self, report: &Report) -> Message {
        let id = |index: usize| report.photos.get(index).map_or("", |photo| photo.id.as_str());
        match self {
            Self::First(index) => say!("layout.first", section = index + 1),
            Self::Columns(index, columns) => {
                say!("layout.columns", section = index + 1, columns = columns)
            }
            Self::Largest(index) => say!("layout.largest", id = id(index)),
            Self::NoCrop(index) => say!("layout.no-crop", id = id(index)),
        }
    }

    /// The finding: the report would build without this wish.
    #[must_use]
    pub fn finding(self, report: &Report, places: &Places) -> Diagnostic {
        Diagnostic::error(self.refused(report))
            .at_place(places.value(&self.pointer()))
            .hint(say!("hint.without-wish", field = self.field()))
    }
}

/// What can be said of a report's wishes before any page is made: widths that the page does not have, more than one largest
/// photo.
#[must_use]
pub fn impossible(report: &Report, places: &Places, grid: &Grid) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, section) in report.sections.iter().enumerate() {
        if let Some(columns) = section.layout.columns.filter(|columns| *columns > grid.columns) {
            let message =
                say!("layout.too-wide", section = index + 1, columns = columns, most = grid.columns,);
            let place = places.value(&Wish::Columns(index, columns).pointer());
            found.push(
                Diagnostic::error(message).at_place(place).hint(say!("hint.so-wide", most = grid.columns)),
            );
        }
    }
    let largest: Vec<usize> = report
        .photos
        .iter()
        .enumerate()
        .filter(|(_, photo)| photo.layout.largest)
        .map(|(index, _)| index)
        .collect();
    if let Some((first, others)) = largest.split_first() {
        for &other in others {
            let id = |index: usize| report.photos.get(index).map_or("", |photo| photo.id.as_str());
            let message = say!("layout.two-largest", id = id(other), first = id(*first));
            let place = places.value(&Wish::Largest(other).pointer());
            found.push(Diagnostic::warning(message).at_place(place).hint(say!("hint.one-largest")));
        }
    }
    found
}
