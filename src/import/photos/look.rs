//! What a picture looks like, to know it again after it was made smaller or turned.

use crate::guard::guarded;
use crate::report::PhotoFormat;
use crate::report::pixels::{self, Upright};

/// The small picture has so many points on each side.
const SIDE: usize = 24;
/// A JPEG with more pixels is not looked at; it is decoded at an eighth of its size.
const MOST_JPEG_PIXELS: u64 = 64_000_000;
/// Of other pictures: they are decoded whole.
const MOST_PIXELS: u64 = 24_000_000;
/// Two pictures that are alike by so much are the same, in another size or saved anew.
pub(super) const SAME: f64 = 0.98;
/// Less contrast than this (of 255) says nothing.
const LEAST_CONTRAST: f64 = 2.0;

/// A picture at a very small size, as how much lighter or darker each point is than the whole; of length 1.
#[derive(Debug, Clone)]
pub(super) struct Look {
    points: Vec<f64>,
    /// The width by the height.
    shape: f64,
}

/// How a picture looks; none where it is too large to be looked at, cannot be decoded, or shows nothing.
pub(super) fn of(bytes: &[u8], format: PhotoFormat, size: (u32, u32)) -> Option<Look> {
    let most = if format == PhotoFormat::Jpeg { MOST_JPEG_PIXELS } else { MOST_PIXELS };
    if u64::from(size.0) * u64::from(size.1) > most {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let least = SIDE as f64 * 2.0;
    guarded(|| pixels::upright(bytes, Some((least, least))).ok().and_then(|picture| small(&picture)))
        .flatten()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of pictures")]
fn small(picture: &Upright) -> Option<Look> {
    let (width, height) = picture.pixels.dimensions();
    let (across, down) = (width as usize, height as usize);
    if across == 0 || down == 0 {
        return None;
    }
    let mut sums = vec![(0.0, 0_u32); SIDE * SIDE];
    // A large picture is looked at in every so many rows and columns.
    let (step_x, step_y) = ((across / (SIDE * 16)).max(1), (down / (SIDE * 16)).max(1));
    for y in (0..down).step_by(step_y) {
        for x in (0..across).step_by(step_x) {
            #[expect(clippy::cast_possible_truncation, reason = "below the size")]
            let [r, g, b] = picture.rgb(picture.pixels.get_pixel(x as u32, y as u32).0).map(f64::from);
            let point = &mut sums[y * SIDE / down * SIDE + x * SIDE / across];
            point.0 += 0.299 * r + 0.587 * g + 0.114 * b;
            point.1 += 1;
        }
    }
    let mut points: Vec<f64> = sums.iter().map(|(sum, count)| sum / f64::from((*count).max(1))).collect();
    // A picture smaller than the small one leaves points empty.
    if sums.iter().any(|(_, count)| *count == 0) {
        return None;
    }
    let mean = points.iter().sum::<f64>() / points.len() as f64;
    for point in &mut points {
        *point -= mean;
    }
    let length = points.iter().map(|point| point * point).sum::<f64>().sqrt();
    if length < LEAST_CONTRAST * SIDE as f64 {
        return None;
    }
    for point in &mut points {
        *point /= length;
    }
    Some(Look { points, shape: picture.extent.0 / picture.extent.1.max(1.0) })
}

impl Look {
    /// How much two pictures are alike, to 1, and whether they are of one shape. One of them may be turned, where it is the
    /// same picture then.
    pub(super) fn alike(&self, other: &Self) -> (f64, bool) {
        let turned = |turn: usize| {
            let shape = if turn.is_multiple_of(2) { other.shape } else { 1.0 / other.shape.max(1e-6) };
            (self.product(other, turn), (self.shape / shape - 1.0).abs() < 0.05)
        };
        (1..4).map(turned).find(|(alike, shape)| *alike >= SAME && *shape).unwrap_or_else(|| turned(0))
    }

    /// The sum over all points, the other picture turned by so many quarters.
    fn product(&self, other: &Self, turn: usize) -> f64 {
        let at = |x: usize, y: usize| match turn {
            0 => y * SIDE + x,
            1 => x * SIDE + (SIDE - 1 - y),
            2 => (SIDE - 1 - y) * SIDE + (SIDE - 1 - x),
            _ => (SIDE - 1 - x) * SIDE + y,
        };
        let points = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
        points.map(|(x, y)| self.points[y * SIDE + x] * other.points[at(x, y)]).sum()
    }
}
