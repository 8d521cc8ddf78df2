//! The ink on a page, by square millimetre.

use typst_library::layout::{Abs, Point, Rect};

use crate::typeset::outline::Outline;

/// The side of the square over which ink is averaged (mm).
const SQUARE_MM: usize = 15;

/// What the ink on a document's pages comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct InkReport {
    /// The most ink on average over a square of 15 mm (%).
    pub worst_square: f64,
    /// The page of that square, counted from 1.
    pub page: usize,
    /// Where that square is: its middle (mm).
    pub at_mm: (f64, f64),
    /// The share of all pages with more ink than the press allows (%).
    pub above_limit: f64,
}

#[expect(clippy::cast_possible_truncation, reason = "per cent")]
fn per_cent(value: f64) -> f32 {
    value as f32
}

/// The ink on the page by square millimetre (%).
pub(super) struct InkMap {
    width: usize,
    height: usize,
    ink: Vec<f32>,
}

impl InkMap {
    pub(super) fn new(width_mm: f64, height_mm: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page has some hundred mm"
        )]
        let cells = |mm: f64| mm.ceil().clamp(1.0, 5000.0) as usize;
        let (width, height) = (cells(width_mm), cells(height_mm));
        Self { width, height, ink: vec![0.0; width * height] }
    }

    /// Fills the whole page (%).
    pub(super) fn fill_all(&mut self, ink: f64) {
        self.ink.fill(per_cent(ink));
    }

    /// Fills what is seen of an outline under clips; `ink` says how much there is at a point of the page.
    pub(super) fn fill(&mut self, outline: &Outline, clips: &[Outline], ink: impl Fn(Point) -> f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the page")]
        let cells = |from: Abs, to: Abs, count: usize| {
            let cell = |at: Abs| (at.to_mm().round().max(0.0) as usize).min(count);
            cell(from)..cell(to)
        };
        #[expect(clippy::cast_precision_loss, reason = "some hundred mm")]
        let middle = |cell: usize| Abs::mm(cell as f64 + 0.5);
        let Some(bounds) = outline.bounds() else { return };
        for row in cells(bounds.min.y, bounds.max.y, self.height) {
            let y = middle(row);
            let seen = clips.iter().fold(outline.spans(y), |seen, clip| common(&seen, &clip.spans(y)));
            for (from, to) in seen {
                for column in cells(from, to, self.width) {
                    self.ink[row * self.width + column] = per_cent(ink(Point::new(middle(column), y)));
                }
            }
        }
    }

    /// The most ink of a square millimetre that a rectangle touches (%).
    pub(super) fn most(&self, rect: Rect) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the page")]
        let cells = |from: Abs, to: Abs, count: usize| {
            (from.to_mm().floor().max(0.0) as usize).min(count)
                ..(to.to_mm().ceil().max(0.0) as usize).min(count)
        };
        let rows = cells(rect.min.y, rect.max.y, self.height);
        let columns = cells(rect.min.x, rect.max.x, self.width);
        let inks = rows.flat_map(|row| &self.ink[row * self.width..][columns.clone()]);
        inks.fold(0.0, |most, ink| f64::max(most, f64::from(*ink)))
    }

    /// What the ink comes to; `limit` is what the press takes (%). The page is not known here.
    pub(super) fn report(&self, limit: f64) -> InkReport {
        // Sums from the top left corner make every square's sum four look-ups.
        let across = self.width + 1;
        let mut sums = vec![0.0f64; across * (self.height + 1)];
        for y in 0..self.height {
            let mut row = 0.0;
            for x in 0..self.width {
                row += f64::from(self.ink[y * self.width + x]);
                sums[(y + 1) * across + x + 1] = sums[y * across + x + 1] + row;
            }
        }
        let mut report = InkReport::default();
        let (w, h) = (SQUARE_MM.min(self.width), SQUARE_MM.min(self.height));
        #[expect(clippy::cast_precision_loss, reason = "some hundred mm")]
        for y in 0..=self.height - h {
            for x in 0..=self.width - w {
                let sum =
                    sums[(y + h) * across + x + w] - sums[y * across + x + w] - sums[(y + h) * across + x]
                        + sums[y * across + x];
                let average = sum / (w * h) as f64;
                if average > report.worst_square {
                    report.worst_square = average;
                    report.at_mm = (x as f64 + w as f64 / 2.0, y as f64 + h as f64 / 2.0);
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "some hundred thousand cells")]
        let above =
            self.ink.iter().filter(|ink| f64::from(**ink) > limit).count() as f64 / self.ink.len() as f64;
        report.above_limit = above * 100.0;
        report
    }
}

/// What two lists of spans have in common.
fn common(one: &[(Abs, Abs)], other: &[(Abs, Abs)]) -> Vec<(Abs, Abs)> {
    let both = |&(a, b): &(Abs, Abs)| other.iter().map(move |&(c, d)| (a.max(c), b.min(d)));
    one.iter().flat_map(both).filter(|(from, to)| from < to).collect()
}
