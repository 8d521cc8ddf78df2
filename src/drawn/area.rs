//! Upright boxes on a page.

use typst_library::layout::Rect;

/// An upright box on a page (pt).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn of(rect: Rect) -> Self {
        let Rect { min, max } = rect;
        Self { left: min.x.to_pt(), top: min.y.to_pt(), right: max.x.to_pt(), bottom: max.y.to_pt() }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// How wide and how high the part is that two share; not above 0 when there is none.
    pub fn shared(&self, other: &Self) -> (f64, f64) {
        (
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        )
    }

    /// The share of its size that lies in another.
    pub fn share_in(&self, other: &Self) -> f64 {
        let (across, down) = self.shared(other);
        across.max(0.0) * down.max(0.0) / (self.width() * self.height()).max(1e-9)
    }

    pub fn has(&self, (x, y): (f64, f64)) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }
}
