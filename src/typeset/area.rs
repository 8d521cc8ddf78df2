//! Upright boxes on a page.

use typst_library::layout::Rect;

/// An upright box on a page, from its left and its top (pt).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f64,
    /// Its top edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its bottom edge.
    pub bottom: f64,
}

impl Area {
    /// A rectangle of a page.
    #[must_use]
    pub fn of(rect: Rect) -> Self {
        let Rect { min, max } = rect;
        Self { left: min.x.to_pt(), top: min.y.to_pt(), right: max.x.to_pt(), bottom: max.y.to_pt() }
    }

    /// How wide it is.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// How high it is.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// The smallest that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether no side is farther than `by` from the other's.
    #[must_use]
    pub fn is_near(&self, other: &Self, by: f64) -> bool {
        let sides = [
            self.left - other.left,
            self.top - other.top,
            self.right - other.right,
            self.bottom - other.bottom,
        ];
        sides.iter().all(|side| side.abs() <= by)
    }

    /// How wide and how high the part is that two share; not above 0 when there is none.
    #[must_use]
    pub fn shared(&self, other: &Self) -> (f64, f64) {
        (
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        )
    }

    /// The share of its size that lies in another.
    #[must_use]
    pub fn share_in(&self, other: &Self) -> f64 {
        self.common(other) / (self.width() * self.height()).max(1e-9)
    }

    /// What it has in common with another, as a share of both together.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let size = |one: &Self| one.width().max(0.0) * one.height().max(0.0);
        let common = self.common(other);
        common / (size(self) + size(other) - common).max(1e-9)
    }

    /// The size of the part that two share.
    fn common(&self, other: &Self) -> f64 {
        let (across, down) = self.shared(other);
        across.max(0.0) * down.max(0.0)
    }

    /// Whether a point lies in it.
    #[must_use]
    pub fn has(&self, (x, y): (f64, f64)) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }
}
