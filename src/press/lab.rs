//! Lab and XYZ, both under D50.

/// The white of the profile connection space.
pub const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// D50 XYZ of Lab.
#[must_use]
pub fn xyz_of_lab(lab: [f64; 3]) -> [f64; 3] {
    let y = (lab[0] + 16.0) / 116.0;
    let f = [y + lab[1] / 500.0, y, y - lab[2] / 200.0];
    let limit = 6.0 / 29.0;
    std::array::from_fn(|i| {
        D50[i] * if f[i] > limit { f[i].powi(3) } else { 3.0 * limit * limit * (f[i] - 4.0 / 29.0) }
    })
}

/// Lab of D50 XYZ.
#[must_use]
pub fn lab_of_xyz(xyz: [f64; 3]) -> [f64; 3] {
    let limit: f64 = 6.0 / 29.0;
    let f: [f64; 3] = std::array::from_fn(|i| {
        let t = xyz[i] / D50[i];
        if t > limit.powi(3) { t.cbrt() } else { t / (3.0 * limit * limit) + 4.0 / 29.0 }
    });
    [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
}
