//! The tables of profiles: curves, matrices and grids on the way from device values to Lab and back.

use moxcms::{LutDataType, LutMultidimensionalType, LutStore, LutWarehouse, ToneReprCurve};

use super::curves::{cell, curve, tabulate};
use crate::message::Message;
use crate::say;

/// A table of a profile, with values from 0 to 1 on both sides.
#[derive(Clone)]
pub struct Table {
    stages: Vec<Stage>,
    /// Whether Lab is written in 16 bits of version 2, where L 100 is FF00.
    wide: bool,
}

/// Which way a table leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From device values, such as inks.
    ToLab,
    /// To device values.
    FromLab,
}

impl Way {
    /// How many values go in, and come out.
    fn sides(self, channels: usize) -> (usize, usize) {
        match self {
            Self::ToLab => (channels, 3),
            Self::FromLab => (3, channels),
        }
    }
}

/// A step on the way through a table.
#[derive(Clone)]
enum Stage {
    /// A curve for each channel.
    Curves(Vec<Vec<f32>>),
    /// Three channels mixed, and added to.
    Matrix([[f64; 3]; 3], [f64; 3]),
    /// A grid, with so many points for each channel.
    Grid { points: Vec<usize>, outputs: usize, values: Vec<f32> },
}

/// A profile whose tables do not fit together.
pub fn broken() -> Message {
    say!("press-profile.broken")
}

fn values(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(bytes) => bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect(),
        LutStore::Store16(words) => words.iter().map(|&word| f32::from(word) / 65535.0).collect(),
    }
}

impl Table {
    /// The first of a profile's tables that there is.
    ///
    /// # Errors
    /// When there is none, or it does not fit together.
    pub fn of(tables: [&Option<LutWarehouse>; 2], way: Way, channels: usize) -> Result<Self, Message> {
        match tables.into_iter().flatten().next() {
            Some(LutWarehouse::Lut(lut)) => Self::new(lut, way, channels),
            Some(LutWarehouse::Multidimensional(lut)) => Self::of_version_4(lut, way, channels),
            None => Err(say!("press-profile.no-tables")),
        }
    }

    /// The Lab colour of device values, from 0 to 1.
    #[must_use]
    pub fn lab(&self, values: &[f64]) -> [f64; 3] {
        let mut raw = [0.0; 3];
        self.look_up(values, &mut raw);
        if self.wide {
            [raw[0] * 65535.0 / 652.8, raw[1] * 65535.0 / 256.0 - 128.0, raw[2] * 65535.0 / 256.0 - 128.0]
        } else {
            [raw[0] * 100.0, raw[1] * 255.0 - 128.0, raw[2] * 255.0 - 128.0]
        }
    }

    /// The inks of a Lab colour, from 0 to 1.
    #[must_use]
    pub fn inks(&self, lab: [f64; 3]) -> [f64; 4] {
        let light = if self.wide { 65280.0 / 65535.0 } else { 1.0 };
        let chroma = |value: f64| {
            if self.wide { (value + 128.0) * 256.0 / 65535.0 } else { (value + 128.0) / 255.0 }
        };
        let mut inks = [0.0; 4];
        self.look_up(&[lab[0] / 100.0 * light, chroma(lab[1]), chroma(lab[2])], &mut inks);
        inks
    }

    /// The tables of version 2, lut8 and lut16: curves, a grid, curves.
    fn new(lut: &LutDataType, way: Way, channels: usize) -> Result<Self, Message> {
        let (inputs, outputs) = way.sides(channels);
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

    /// The tables of version 4: to Lab A curves, grid, M curves, matrix, B curves; from Lab the other way round.
    fn of_version_4(lut: &LutMultidimensionalType, way: Way, channels: usize) -> Result<Self, Message> {
        let (inputs, outputs) = way.sides(channels);
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
        let (device_side, lab_side) = (curves(&lut.a_curves, channels)?, curves(&lut.b_curves, 3)?);
        let stages = match way {
            Way::ToLab => [device_side, Some(clut), m, matrix, lab_side],
            Way::FromLab => [lab_side, matrix, m, Some(clut), device_side],
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
    let mut cells = [(0, 0.0); 4];
    for (found, (&points, value)) in cells.iter_mut().zip(points.iter().zip(at)) {
        *found = cell(value, points);
    }
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
