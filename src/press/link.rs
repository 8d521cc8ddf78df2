//! The way from a picture's numbers straight to inks, or to sRGB.

/// From a picture's numbers straight to inks, in a grid of three or four directions: what one picture's pixels are looked up
/// in.
pub struct Link {
    grid: Vec<[f32; 4]>,
    points: usize,
}

/// The points of a grid of so many directions, in each of them.
const fn points(channels: usize) -> usize {
    if channels == 4 { 17 } else { 33 }
}

impl Link {
    /// Tabulates a conversion of so many numbers from 0 to 1.
    #[must_use]
    pub fn new<const N: usize>(convert: impl Fn([f64; N]) -> [f64; 4]) -> Self {
        let points = points(N);
        let count = points.pow(u32::try_from(N).unwrap_or(3));
        #[expect(clippy::cast_precision_loss, reason = "33 points")]
        let value = |index: usize| index as f64 / (points - 1) as f64;
        let inks = |at: usize| {
            let mut rest = at;
            let mut values = [0.0; N];
            for place in values.iter_mut().rev() {
                *place = value(rest % points);
                rest /= points;
            }
            #[expect(clippy::cast_possible_truncation, reason = "inks are from 0 to 1")]
            convert(values).map(|ink| ink as f32)
        };
        Self { grid: (0..count).map(inks).collect(), points }
    }

    /// The inks of a pixel, by the simplex of the grid's cell that it lies in.
    #[must_use]
    pub fn inks<const N: usize>(&self, values: [f32; N]) -> [f32; 4] {
        #[expect(clippy::cast_precision_loss, reason = "33 points")]
        let last = (self.points - 1) as f32;
        let mut start = 0;
        // How far the pixel is in the cell along each axis, and the step there from one point to the next.
        let mut axes = [(0.0, 0); N];
        let mut step = 1;
        for (axis, value) in axes.iter_mut().zip(values).rev() {
            let scaled = value.clamp(0.0, 1.0) * last;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative, and small"
            )]
            let low = (scaled as usize).min(self.points - 2);
            #[expect(clippy::cast_precision_loss, reason = "33 points")]
            let rest = scaled - low as f32;
            *axis = (rest, step);
            start += low * step;
            step *= self.points;
        }
        // Along the axes in the order of their shares: from the low corner to the high one.
        axes.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut at = start;
        let mut found = self.grid[at].map(|ink| ink * (1.0 - axes[0].0));
        for (index, &(rest, step)) in axes.iter().enumerate() {
            at += step;
            let weight = rest - axes.get(index + 1).map_or(0.0, |next| next.0);
            for (sum, ink) in found.iter_mut().zip(self.grid[at]) {
                *sum += weight * ink;
            }
        }
        found
    }
}
