//! Gradients for the press: their stops in inks, spot inks as tints, hard steps hard.
//!
//! Typst's own gradients know no spot ink and mix in colours, not in inks. So a stand-in goes through the writer of the
//! PDF, and the real ramp is put in its place when the file is finished.

use std::sync::Arc;

use typst_library::layout::Ratio;
use typst_library::visualize::{
    Cmyk, Color, ColorSpace, Gradient, ProcessColor, ProcessColorSpace, RatioOrAngle, Rgb, SpotColor,
    SpotColorant, SpotColorantName,
};

/// Between two stops whose colours go through the press's profile there are so many more.
const STEPS: u32 = 16;
/// What a stand-in has in its blue; red and green hold its number.
const MARK: u8 = 181;
/// A document may have so many gradients.
pub const MAX_RAMPS: usize = 20_000;

/// A gradient in inks.
#[derive(Debug, Clone, PartialEq)]
pub struct Ramp {
    /// The spot inks.
    pub spots: Vec<Arc<SpotColorant>>,
    /// Where each stop is, from 0 to 1 and in order, and its inks: a tint of each spot ink, then cyan, magenta, yellow
    /// and black.
    pub stops: Vec<(f64, Vec<f64>)>,
}

impl Ramp {
    /// The ramp of a gradient; `inks` turns colours other than spot inks into inks.
    pub fn of(gradient: &Gradient, known: &Known, inks: &mut dyn FnMut(&Color) -> [f64; 4]) -> Self {
        let stops: Vec<(Color, f64)> =
            gradient.stops_ref().iter().map(|(color, at)| (recognized(color, known), at.get())).collect();
        let mut spots: Vec<Arc<SpotColorant>> = Vec::new();
        for (color, _) in &stops {
            if let Color::Spot(spot) = color
                && !spots.iter().any(|other| other.name == spot.colorant.name)
            {
                spots.push(spot.colorant.clone());
            }
        }
        let mut of = |color: &Color| {
            let mut values = vec![0.0; spots.len()];
            match color {
                Color::Spot(spot) => {
                    if let Some(index) = spots.iter().position(|other| other.name == spot.colorant.name) {
                        values[index] = spot.tint.get();
                    }
                    values.extend([0.0; 4]);
                }
                other @ Color::Process(_) => values.extend(inks(other)),
            }
            values
        };
        // In inks from one stop to the next there is nothing between them.
        let straight = |one: &Color, other: &Color| {
            let cmyk = |color: &Color| matches!(color, Color::Process(ProcessColor::Cmyk(_)));
            let spot = |color: &Color| matches!(color, Color::Spot(_));
            one == other || spot(one) || spot(other) || (cmyk(one) && cmyk(other))
        };
        let mut ramp = Vec::new();
        for (index, (color, at)) in stops.iter().enumerate() {
            if let Some((before, from)) = index.checked_sub(1).and_then(|index| stops.get(index))
                && at > from
                && !straight(before, color)
            {
                for step in 1..STEPS {
                    let between = from + (at - from) * f64::from(step) / f64::from(STEPS);
                    let mixed = gradient.sample(RatioOrAngle::Ratio(Ratio::new(between)));
                    ramp.push((between, of(&mixed)));
                }
            }
            ramp.push((*at, of(color)));
        }
        Self { spots, stops: ramp }
    }

    /// The colours that preflight judges: one for each stop and ink.
    pub fn colors(&self) -> impl Iterator<Item = Color> {
        self.stops.iter().flat_map(|(_, values)| {
            let (tints, inks) = values.split_at(self.spots.len());
            let spots = self.spots.iter().zip(tints).filter(|(_, tint)| **tint > 0.0);
            let spots =
                spots.map(|(spot, tint)| Color::Spot(SpotColor::new(spot.clone(), Ratio::new(*tint))));
            spots.chain([cmyk(inks.try_into().unwrap_or_default())]).collect::<Vec<_>>()
        })
    }

    /// The inks of the stop that has most of them.
    #[must_use]
    pub fn darkest(&self) -> [f64; 4] {
        let inks = |values: &[f64]| -> [f64; 4] { values[self.spots.len()..].try_into().unwrap_or_default() };
        let sum = |inks: &[f64; 4]| inks.iter().sum::<f64>();
        self.stops
            .iter()
            .map(|(_, values)| inks(values))
            .max_by(|one, other| sum(one).total_cmp(&sum(other)))
            .unwrap_or_default()
    }

    /// The stops in the four inks alone, spot inks by what is printed in their place.
    #[must_use]
    pub fn in_four(&self) -> Vec<(f64, [f64; 4])> {
        let four = |values: &[f64]| {
            let (tints, inks) = values.split_at(self.spots.len());
            let mut found: [f64; 4] = inks.try_into().unwrap_or_default();
            for (spot, tint) in self.spots.iter().zip(tints) {
                found
                    .iter_mut()
                    .zip(fallback(spot))
                    .for_each(|(ink, more)| *ink = (*ink + tint * more).min(1.0));
            }
            found
        };
        self.stops.iter().map(|(at, values)| (*at, four(values))).collect()
    }

    /// Whether there is one spot ink, and none of the four.
    #[must_use]
    pub fn is_tint(&self) -> bool {
        self.spots.len() == 1
            && self.stops.iter().all(|(_, values)| values[1..].iter().all(|ink| *ink == 0.0))
    }

    /// The stops from 0 to 1 without a gap, with the numbers that the file has for each: of a tint no more than that.
    #[must_use]
    pub fn line(&self) -> Vec<(f64, Vec<f64>)> {
        let count = if self.is_tint() { 1 } else { self.spots.len() + 4 };
        let mut stops: Vec<(f64, Vec<f64>)> =
            self.stops.iter().map(|(at, values)| (*at, values[..count].to_vec())).collect();
        if let Some((at, values)) = stops.first().cloned()
            && at > 0.0
        {
            stops.insert(0, (0.0, values));
        }
        if let Some((at, values)) = stops.last().cloned()
            && at < 1.0
        {
            stops.push((1.0, values));
        }
        stops
    }
}

/// The colour in inks whose colour on screen a colour is: a spot ink at full strength or as a tint in steps of a
/// twentieth, or one in the four inks.
fn recognized(color: &Color, known: &Known) -> Color {
    let Color::Process(process) = color else { return color.clone() };
    if let ProcessColor::Cmyk(_) = process {
        return color.clone();
    }
    let is = |shown: ProcessColor| {
        let shown = shown.to_space(process.space()).to_vec4();
        shown.iter().zip(process.to_vec4()).all(|(one, other)| (one - other).abs() < 1e-4)
    };
    for spot in &known.spots {
        for step in (1..=20).rev() {
            let tint = SpotColor::new(spot.clone(), Ratio::new(f64::from(step) / 20.0));
            if is(tint.fallback()) {
                return Color::Spot(tint);
            }
        }
    }
    let inks = known.inks.iter().find(|inks| is(**inks));
    inks.map_or_else(|| color.clone(), |inks| Color::Process(*inks))
}

/// The inks that a document is drawn in. Typst mixes the colours of a gradient in a colour space, if nothing else is said,
/// and forgets which inks they were.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Spot inks.
    pub spots: Vec<Arc<SpotColorant>>,
    /// Colours in the four inks.
    pub inks: Vec<ProcessColor>,
}

impl Known {
    /// Takes note of a colour.
    pub fn see(&mut self, color: &Color) {
        match color {
            Color::Spot(spot) if !self.spots.iter().any(|other| other.name == spot.colorant.name) => {
                self.spots.push(spot.colorant.clone());
            }
            Color::Process(inks @ ProcessColor::Cmyk(_)) if !self.inks.contains(inks) => {
                self.inks.push(*inks);
            }
            _ => {}
        }
    }
}

/// What a spot ink's plate is called.
#[must_use]
pub fn name(spot: &SpotColorant) -> &str {
    match &spot.name {
        Some(SpotColorantName::Custom(name)) => name,
        Some(SpotColorantName::All) => "All",
        None => "None",
    }
}

/// The inks of a colour that is printed in place of a spot ink.
#[must_use]
pub fn fallback(spot: &SpotColorant) -> [f64; 4] {
    match spot.fallback.to_space(ProcessColorSpace::Cmyk) {
        ProcessColor::Cmyk(inks) => [inks.c, inks.m, inks.y, inks.k].map(f64::from),
        _ => [0.0; 4],
    }
}

/// A colour of these inks, 0 to 1.
#[must_use]
pub fn cmyk(inks: [f64; 4]) -> Color {
    #[expect(clippy::cast_possible_truncation, reason = "inks are from 0 to 1")]
    let [c, m, y, k] = inks.map(|ink| ink as f32);
    Color::Process(ProcessColor::Cmyk(Cmyk { c, m, y, k }))
}

/// The gradient that stands in for the ramp of a number: the form and the transparency of the real one, its number in
/// place of its colours.
#[must_use]
pub fn stand_in(gradient: &Gradient, number: usize) -> Gradient {
    let [.., high, low] = number.to_be_bytes();
    let mark = |color: &Color| {
        let [r, g, b] = [high, low, MARK].map(|value| f32::from(value) / 255.0);
        Color::Process(ProcessColor::Rgb(Rgb::new(r, g, b, color.alpha().unwrap_or(1.0))))
    };
    let stops = gradient.stops_ref().iter().map(|(color, at)| (mark(color), *at)).collect();
    let mut stand_in = gradient.clone();
    set_stops(&mut stand_in, stops);
    stand_in
}

/// Gives a gradient other stops, mixed in sRGB.
pub fn set_stops(gradient: &mut Gradient, stops: Vec<(Color, Ratio)>) {
    let space = ColorSpace::Process(ProcessColorSpace::Srgb);
    match gradient {
        Gradient::Linear(linear) => {
            let linear = Arc::make_mut(linear);
            (linear.stops, linear.space) = (stops, space);
        }
        Gradient::Radial(radial) => {
            let radial = Arc::make_mut(radial);
            (radial.stops, radial.space) = (stops, space);
        }
        Gradient::Conic(conic) => {
            let conic = Arc::make_mut(conic);
            (conic.stops, conic.space) = (stops, space);
        }
    }
}

/// Which ramp a gradient stands in for.
#[must_use]
pub fn stand_in_for(gradient: &Gradient) -> Option<usize> {
    let (color, _) = gradient.stops_ref().first()?;
    let Color::Process(ProcessColor::Rgb(rgb)) = color else { return None };
    number([rgb.red, rgb.green, rgb.blue])
}

/// The number that a stand-in's colour holds.
#[must_use]
pub fn number(rgb: [f32; 3]) -> Option<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
    let [high, low, mark] = rgb.map(|value| (value * 255.0).round().clamp(0.0, 255.0) as u8);
    (mark == MARK).then(|| usize::from(u16::from_be_bytes([high, low])))
}
