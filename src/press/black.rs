//! Black generation: how much of a colour's grey is printed by black ink instead of three others.

use super::icc::PressProfile;
pub use crate::edition::Black;

/// How often a guess is bettered.
const ROUNDS: usize = 4;
/// The step by which slopes are found.
const STEP: f64 = 0.01;
/// What the inks may be off in the end (CIE 1976 ΔE).
const GOOD: f64 = 1.0;

impl Black {
    /// Inks of the same colour with more or less black than a profile's own; these where there are no others.
    pub(super) fn instead(self, inks: [f64; 4], press: &PressProfile) -> [f64; 4] {
        let least = (0..3).min_by(|a, b| inks[*a].total_cmp(&inks[*b])).unwrap_or(0);
        // Which ink is set, and to how much; the three others are found.
        let (set, share) = match self {
            Self::Light => (3, 0.5),
            Self::Medium => (least, 0.6),
            Self::Heavy => (least, 0.2),
        };
        let amount = inks[set] * share;
        if (inks[set] - amount).abs() < 0.01 {
            return inks;
        }
        let wanted = press.lab_of(inks);
        let free: [usize; 3] = std::array::from_fn(|i| if i < set { i } else { i + 1 });
        let mut found = inks;
        found[set] = amount;
        for _ in 0..ROUNDS {
            let here = press.lab_of(found);
            let off: [f64; 3] = std::array::from_fn(|i| wanted[i] - here[i]);
            let mut slopes = [[0.0; 3]; 3];
            for (column, &ink) in free.iter().enumerate() {
                let mut moved = found;
                let step = if found[ink] > 0.5 { -STEP } else { STEP };
                moved[ink] += step;
                let there = press.lab_of(moved);
                for row in 0..3 {
                    slopes[row][column] = (there[row] - here[row]) / step;
                }
            }
            let Some(by) = solve(slopes, off) else { return inks };
            for (&ink, by) in free.iter().zip(by) {
                found[ink] = (found[ink] + by.clamp(-0.3, 0.3)).clamp(0.0, 1.0);
            }
        }
        let here = press.lab_of(found);
        let off = (0..3).map(|i| (here[i] - wanted[i]).powi(2)).sum::<f64>().sqrt();
        if off <= GOOD { found } else { inks }
    }
}

/// Three equations, by Cramer's rule.
fn solve(rows: [[f64; 3]; 3], right: [f64; 3]) -> Option<[f64; 3]> {
    let determinant = |m: [[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = determinant(rows);
    if whole.abs() < 1e-6 {
        return None;
    }
    Some(std::array::from_fn(|column| {
        let mut replaced = rows;
        for row in 0..3 {
            replaced[row][column] = right[row];
        }
        determinant(replaced) / whole
    }))
}
