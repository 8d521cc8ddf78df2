//! Curves as tables, and the cells of grids.

use moxcms::ToneReprCurve;

/// A curve as a table.
pub(super) fn tabulate(curve: &ToneReprCurve) -> Option<Vec<f32>> {
    let evaluate = curve.make_linear_evaluator().ok()?;
    Some((0..=1023u16).map(|step| evaluate.evaluate_value(f32::from(step) / 1023.0)).collect())
}

/// The cell of a grid that a value lies in, and how far.
pub(super) fn cell(value: f64, points: usize) -> (usize, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a grid has a few hundred points")]
    let scaled = value.clamp(0.0, 1.0) * (points - 1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and small")]
    let at = (scaled.floor() as usize).min(points - 2);
    #[expect(clippy::cast_precision_loss, reason = "a grid has a few hundred points")]
    let rest = scaled - at as f64;
    (at, rest)
}

/// The value of a curve that is a table.
pub(super) fn curve(table: &[f32], value: f64) -> f64 {
    let (at, rest) = cell(value, table.len());
    f64::from(table[at]) * (1.0 - rest) + f64::from(table[at + 1]) * rest
}
