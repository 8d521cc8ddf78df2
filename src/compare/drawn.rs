//! What is drawn otherwise on two pages and is neither a letter nor a picture that changed: found on their pixels.

use image::RgbImage;

use super::change::{Change, Kind, Spot};
use super::page::Measures;
use crate::typeset::area::Area;

/// The side of the squares that are looked at (mm).
const SQUARE_MM: f64 = 2.0;
/// Pixels differ when a channel does by more than this.
const DIFFERS: u8 = 40;
/// A square differs when more than this share of its pixels does.
const SHARE: f64 = 0.04;
/// Squares belong together when no more than so many lie between them.
const GAP: usize = 1;
/// Round what is known to have changed, so much is not looked at (pt).
const AROUND: f64 = 4.0;

/// What differs on two pictures of a page with its bleed, but for what is known.
pub fn changes(
    (before, after): (&RgbImage, &RgbImage),
    page: usize,
    measures: &Measures,
    known: &[Change],
) -> Vec<Change> {
    if before.dimensions() != after.dimensions() {
        return Vec::new();
    }
    let (width, height) = before.dimensions();
    let scale = f64::from(width) / (measures.bleed[2] - measures.bleed[0]);
    let side = SQUARE_MM / 25.4 * 72.0;
    // The squares of the page with its bleed, from the trim's left and top.
    let [left, bottom, right, top] = measures.bleed;
    let (start_x, start_y) = (left - measures.trim[0], measures.trim[3] - top);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has some hundred squares"
    )]
    let count = |length: f64| (length / side).ceil().max(0.0) as usize;
    let (across, down) = (count(right - left), count(top - bottom));
    #[expect(clippy::cast_precision_loss, reason = "a page has some hundred squares")]
    let area = |x: usize, y: usize, to_x: usize, to_y: usize| Area {
        left: start_x + x as f64 * side,
        top: start_y + y as f64 * side,
        right: start_x + (to_x + 1) as f64 * side,
        bottom: start_y + (to_y + 1) as f64 * side,
    };
    let known: Vec<Area> = known
        .iter()
        .flat_map(|change| change.before.iter().chain(&change.after))
        .filter(|spot| spot.page == page)
        .map(|spot| spot.area)
        .collect();
    let is_known = |one: &Area| {
        known.iter().any(|area| {
            one.left < area.right + AROUND
                && one.right > area.left - AROUND
                && one.top < area.bottom + AROUND
                && one.bottom > area.top - AROUND
        })
    };
    let differs = |one: &Area| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the picture")]
        let pixel = |points: f64, most: u32| (points * scale).round().clamp(0.0, f64::from(most)) as u32;
        let (x, to_x) = (pixel(one.left - start_x, width), pixel(one.right - start_x, width));
        let (y, to_y) = (pixel(one.top - start_y, height), pixel(one.bottom - start_y, height));
        let mut count = 0u32;
        for row in y..to_y {
            for column in x..to_x {
                let (one, other) = (before.get_pixel(column, row).0, after.get_pixel(column, row).0);
                count += u32::from(one.iter().zip(other).any(|(a, b)| a.abs_diff(b) > DIFFERS));
            }
        }
        f64::from(count) > SHARE * f64::from((to_x - x) * (to_y - y))
    };
    let mut open: Vec<bool> = (0..across * down)
        .map(|index| {
            let one = area(index % across, index / across, index % across, index / across);
            !is_known(&one) && differs(&one)
        })
        .collect();
    let mut found = Vec::new();
    for start in 0..open.len() {
        if !open[start] {
            continue;
        }
        open[start] = false;
        let mut next = vec![start];
        let mut bounds = (start % across, start / across, start % across, start / across);
        while let Some(index) = next.pop() {
            let (x, y) = (index % across, index / across);
            bounds = (bounds.0.min(x), bounds.1.min(y), bounds.2.max(x), bounds.3.max(y));
            for row in y.saturating_sub(GAP + 1)..(y + GAP + 2).min(down) {
                for column in x.saturating_sub(GAP + 1)..(x + GAP + 2).min(across) {
                    let index = row * across + column;
                    if std::mem::take(&mut open[index]) {
                        next.push(index);
                    }
                }
            }
        }
        let spot = Spot { page, area: area(bounds.0, bounds.1, bounds.2, bounds.3) };
        found.push(Change { kind: Kind::Drawn, before: vec![spot], after: vec![spot] });
    }
    found
}
