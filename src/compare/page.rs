//! What is compared of pages: letters and pictures, each with its place.

use crate::typeset::area::Area;

/// A letter of a page, and what stands for it in the file: mostly one character.
#[derive(Debug, Clone)]
pub struct Letter {
    pub text: String,
    /// The page, from 0.
    pub page: usize,
    pub area: Area,
}

/// A picture on a page.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The page, from 0.
    pub page: usize,
    pub area: Area,
    /// A hash of its pixels as they are in the file.
    pub pixels: u128,
    /// The photo that it was made from, as the report names it; and what tells this photo from others.
    pub photo: Option<(String, Vec<u8>)>,
}

/// A page's measures, from the left and the bottom of its sheet (pt).
#[derive(Debug, Clone, Copy)]
pub struct Measures {
    pub media: [f64; 4],
    pub trim: [f64; 4],
    pub bleed: [f64; 4],
}

impl Measures {
    /// Whether a page of another file is as large, and lies on its sheet at the same place.
    #[must_use]
    pub fn is_placed_as(&self, other: &Self) -> bool {
        let from_edge = |one: &Self| -> [f64; 8] {
            std::array::from_fn(|at| {
                if at < 4 { one.media[at] - one.bleed[at] } else { one.trim[at - 4] - one.bleed[at - 4] }
            })
        };
        let size = |one: &Self| (one.bleed[2] - one.bleed[0], one.bleed[3] - one.bleed[1]);
        let near = |one: f64, other: f64| (one - other).abs() < 0.01;
        let (own, others) = (size(self), size(other));
        near(own.0, others.0)
            && near(own.1, others.1)
            && from_edge(self).into_iter().zip(from_edge(other)).all(|(one, other)| near(one, other))
    }
}

/// What stands on pages.
#[derive(Debug, Default)]
pub struct Contents {
    /// In the order of drawing.
    pub letters: Vec<Letter>,
    pub pictures: Vec<Picture>,
}
