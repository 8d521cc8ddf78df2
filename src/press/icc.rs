//! Colour conversion: from a picture's RGB to the inks of a press profile.
//!
//! Relative colorimetric with black-point compensation. The profile's tables are evaluated here, in PCS Lab, because
//! the compensation has to happen between the two profiles.

use moxcms::{
    ColorProfile, DataColorSpace, LutDataType, LutMultidimensionalType, LutStore, LutWarehouse, ProfileClass,
    ToneReprCurve,
};
use typst_utils::LazyHash;

use super::curves::{cell, curve, tabulate};
use super::space::PictureSpace;
use crate::guard::guarded;
use crate::message::Message;
use crate::say;

/// The white of the profile connection space.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];
/// A profile may have this many bytes.
pub const MAX_PROFILE_BYTES: usize = 16 * 1024 * 1024;

/// A press's CMYK profile.
pub struct PressProfile {
    /// The file, as it is embedded.
    pub bytes: LazyHash<Vec<u8>>,
    /// What the profile calls itself.
    pub description: String,
    /// The profile's version, such as 2 or 4.
    pub version: u8,
    to_inks: Table,
    to_lab: Table,
    /// The darkest lightness that the press prints, as Y.
    black: f64,
}

/// A table of a profile, with values from 0 to 1 on both sides.
struct Table {
    stages: Vec<Stage>,
    /// Whether Lab is written in 16 bits of version 2, where L 100 is FF00.
    wide: bool,
}

/// A step on the way through a table.
enum Stage {
    /// A curve for each channel.
    Curves(Vec<Vec<f32>>),
    /// Three channels mixed, and added to.
    Matrix([[f64; 3]; 3], [f64; 3]),
    /// A grid, with so many points for each channel.
    Grid { points: Vec<usize>, outputs: usize, values: Vec<f32> },
}

impl PressProfile {
    /// Reads a profile.
    ///
    /// # Errors
    /// When it is none, or not of a CMYK press.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Message> {
        if bytes.len() > MAX_PROFILE_BYTES {
            return Err(say!("press-profile.too-large"));
        }
        guarded(|| Self::of(bytes)).unwrap_or_else(|| Err(broken()))
    }

    fn of(bytes: Vec<u8>) -> Result<Self, Message> {
        let profile = ColorProfile::new_from_slice(&bytes)
            .map_err(|error| say!("press-profile.none", words = error.to_string()))?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err(say!("press-profile.class"));
        }
        if profile.color_space != DataColorSpace::Cmyk {
            return Err(say!("press-profile.not-cmyk"));
        }
        if profile.pcs != DataColorSpace::Lab {
            return Err(say!("press-profile.not-lab"));
        }
        let table = |first: &Option<LutWarehouse>, second: &Option<LutWarehouse>, inputs, outputs| match first
            .as_ref()
            .or(second.as_ref())
        {
            Some(LutWarehouse::Lut(lut)) => Table::new(lut, inputs, outputs),
            Some(LutWarehouse::Multidimensional(lut)) => Table::of_version_4(lut, inputs, outputs),
            None => Err(say!("press-profile.no-tables")),
        };
        let to_inks = table(&profile.lut_b_to_a_colorimetric, &profile.lut_b_to_a_perceptual, 3, 4)?;
        let to_lab = table(&profile.lut_a_to_b_colorimetric, &profile.lut_a_to_b_perceptual, 4, 3)?;
        let description = description(&bytes).unwrap_or_else(|| "CMYK profile".to_owned());
        let version = bytes.get(8).copied().unwrap_or(2);
        let mut found =
            Self { bytes: LazyHash::new(bytes), description, version, to_inks, to_lab, black: 0.0 };
        let darkest = found.lab_of(found.inks_of_lab([0.0, 0.0, 0.0]));
        found.black = xyz_of_lab([darkest[0].clamp(0.0, 50.0), 0.0, 0.0])[1];
        Ok(found)
    }

    /// The inks for a Lab colour, relative to the paper; 0 to 1.
    #[must_use]
    pub fn inks_of_lab(&self, lab: [f64; 3]) -> [f64; 4] {
        let light = if self.to_inks.wide { 65280.0 / 65535.0 } else { 1.0 };
        let chroma = |value: f64| {
            if self.to_inks.wide { (value + 128.0) * 256.0 / 65535.0 } else { (value + 128.0) / 255.0 }
        };
        let mut inks = [0.0; 4];
        self.to_inks.look_up(&[lab[0] / 100.0 * light, chroma(lab[1]), chroma(lab[2])], &mut inks);
        inks
    }

    /// The Lab colour of inks, relative to the paper.
    #[must_use]
    pub fn lab_of(&self, inks: [f64; 4]) -> [f64; 3] {
        let mut raw = [0.0; 3];
        self.to_lab.look_up(&inks, &mut raw);
        if self.to_lab.wide {
            [raw[0] * 65535.0 / 652.8, raw[1] * 65535.0 / 256.0 - 128.0, raw[2] * 65535.0 / 256.0 - 128.0]
        } else {
            [raw[0] * 100.0, raw[1] * 255.0 - 128.0, raw[2] * 255.0 - 128.0]
        }
    }

    /// The inks for a colour in D50 XYZ whose source has a black of no light: with black-point compensation.
    #[must_use]
    pub fn inks_of_xyz(&self, xyz: [f64; 3]) -> [f64; 4] {
        let compensated: [f64; 3] =
            std::array::from_fn(|i| xyz[i] * (1.0 - self.black) + self.black * D50[i]);
        self.inks_of_lab(lab_of_xyz(compensated))
    }

    /// The inks for a colour that another press's inks make: the other's black becomes this one's.
    #[must_use]
    pub fn inks_of_other(&self, other: &Self, inks: [f64; 4]) -> [f64; 4] {
        let xyz = xyz_of_lab(other.lab_of(inks));
        let lighter = |i: usize| (xyz[i] - other.black * D50[i]) / (1.0 - other.black);
        self.inks_of_xyz(std::array::from_fn(lighter))
    }

    /// The inks of an sRGB colour, 0 to 1. Grey becomes black ink alone, of the same lightness.
    #[must_use]
    pub fn inks_of_srgb(&self, rgb: [f64; 3]) -> [f64; 4] {
        if (rgb[0] - rgb[1]).abs() < 1e-4 && (rgb[1] - rgb[2]).abs() < 1e-4 {
            return [0.0, 0.0, 0.0, 1.0 - rgb[0]];
        }
        let source = PictureSpace::srgb();
        self.inks_of_xyz(source.xyz(rgb))
    }
}

/// A profile whose tables do not fit together.
fn broken() -> Message {
    say!("press-profile.broken")
}

fn values(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(bytes) => bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect(),
        LutStore::Store16(words) => words.iter().map(|&word| f32::from(word) / 65535.0).collect(),
    }
}

impl Table {
    /// The tables of version 2, lut8 and lut16: curves, a grid, curves.
    fn new(lut: &LutDataType, inputs: usize, outputs: usize) -> Result<Self, Message> {
        let curves = |store: &LutStore, channels: usize| -> Result<Stage, Message> {
            let values = values(store);
            if values.len() < 2 * channels || !values.len().is_multiple_of(channels) {
                return Err(broken());
            }
            Ok(Stage::Curves(values.chunks(values.len() / channels).map(<[f32]>::to_vec).collect()))
        };
        if usize::from(lut.num_input_channels) != inputs || usize::from(lut.num_output_channels) != outputs {
            return Err(broken());
        }
        let points = vec![usize::from(lut.num_clut_grid_points); inputs];
        let stages = vec![
            curves(&lut.input_table, inputs)?,
            grid(points, outputs, values(&lut.clut_table))?,
            curves(&lut.output_table, outputs)?,
        ];
        Ok(Self { stages, wide: matches!(lut.clut_table, LutStore::Store16(_)) })
    }

    /// The tables of version 4: from inks A curves, grid, M curves, matrix, B curves; to inks the other way round.
    fn of_version_4(lut: &LutMultidimensionalType, inputs: usize, outputs: usize) -> Result<Self, Message> {
        let from_inks = inputs > outputs;
        let curves = |curves: &[ToneReprCurve], channels: usize| -> Result<Option<Stage>, Message> {
            if curves.is_empty() {
                return Ok(None);
            }
            if curves.len() != channels {
                return Err(broken());
            }
            curves
                .iter()
                .map(tabulate)
                .collect::<Option<Vec<_>>>()
                .map(Stage::Curves)
                .map(Some)
                .ok_or_else(broken)
        };
        if usize::from(lut.num_input_channels) != inputs || usize::from(lut.num_output_channels) != outputs {
            return Err(broken());
        }
        let points = lut.grid_points.iter().take(inputs).map(|&points| usize::from(points)).collect();
        let clut = lut.clut.as_ref().ok_or_else(broken)?;
        let clut = grid(points, outputs, values(clut))?;
        let m = curves(&lut.m_curves, 3)?;
        let matrix = m.is_some().then_some(Stage::Matrix(lut.matrix.v, lut.bias.v));
        let (ink_side, lab_side) = (curves(&lut.a_curves, 4)?, curves(&lut.b_curves, 3)?);
        let stages = if from_inks {
            [ink_side, Some(clut), m, matrix, lab_side]
        } else {
            [lab_side, matrix, m, Some(clut), ink_side]
        };
        Ok(Self { stages: stages.into_iter().flatten().collect(), wide: false })
    }

    fn look_up(&self, from: &[f64], to: &mut [f64]) {
        let mut here = [0.0; 4];
        here[..from.len()].copy_from_slice(from);
        for stage in &self.stages {
            match stage {
                Stage::Curves(curves) => {
                    for (value, table) in here.iter_mut().zip(curves) {
                        *value = curve(table, *value);
                    }
                }
                Stage::Matrix(rows, offset) => {
                    let before = here;
                    for (channel, (row, offset)) in rows.iter().zip(offset).enumerate() {
                        here[channel] = row.iter().zip(before).map(|(a, b)| a * b).sum::<f64>() + offset;
                    }
                }
                Stage::Grid { points, outputs, values } => here = interpolate(points, *outputs, values, here),
            }
        }
        to.copy_from_slice(&here[..to.len()]);
    }
}

fn grid(points: Vec<usize>, outputs: usize, values: Vec<f32>) -> Result<Stage, Message> {
    let size = points.iter().try_fold(outputs, |size, &points| size.checked_mul(points));
    if points.iter().all(|&points| points >= 2) && size == Some(values.len()) {
        Ok(Stage::Grid { points, outputs, values })
    } else {
        Err(broken())
    }
}

/// Linear interpolation between the corners of a grid's cell.
fn interpolate(points: &[usize], outputs: usize, values: &[f32], at: [f64; 4]) -> [f64; 4] {
    let cells: Vec<(usize, f64)> =
        points.iter().zip(at).map(|(&points, value)| cell(value, points)).collect();
    let mut found = [0.0; 4];
    for corner in 0..1usize << points.len() {
        let mut weight = 1.0;
        let mut place = 0;
        for (channel, (&points, &(low, share))) in points.iter().zip(&cells).enumerate() {
            let upper = corner >> channel & 1;
            weight *= if upper == 1 { share } else { 1.0 - share };
            place = place * points + low + upper;
        }
        if weight > 0.0 {
            for (channel, value) in found.iter_mut().take(outputs).enumerate() {
                *value += weight * f64::from(values[place * outputs + channel]);
            }
        }
    }
    found
}

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

/// What a profile calls itself.
fn description(bytes: &[u8]) -> Option<String> {
    let count = u32::from_be_bytes(bytes.get(128..132)?.try_into().ok()?) as usize;
    let word = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    for tag in 0..count.min(200) {
        let at = 132 + 12 * tag;
        if bytes.get(at..at + 4)? == b"desc" {
            let start = word(at + 4)?;
            if bytes.get(start..start + 4)? == b"mluc" {
                // Version 4: the first of the languages, in UTF-16.
                let (length, at) = (word(start + 20)?, word(start + 24)?);
                let text = bytes.get(start + at..start.checked_add(at)?.checked_add(length)?)?;
                let units: Vec<u16> =
                    text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                return String::from_utf16(&units).ok();
            }
            if bytes.get(start..start + 4)? != b"desc" {
                return None;
            }
            let length = word(start + 8)?;
            let text = bytes.get(start + 12..start + 12 + length.checked_sub(1)?)?;
            return std::str::from_utf8(text).ok().map(|text| text.trim_end_matches('\0').to_owned());
        }
    }
    None
}
