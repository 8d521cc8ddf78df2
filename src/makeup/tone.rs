//! Which colours the words of the headline have: measured on the pixels that are behind them, so that each keeps its contrast.

use typst_utils::hash128;

use super::framing::Picture;
use super::head::{Ink, Line};
use super::placement::Placement;
use crate::edition::contrast::{LEAST, PAPER, cmyk, luminance, ratio_of_light, rgb};
use crate::edition::lightness::{EVEN, Lightness, Veil};
use crate::edition::{Edition, HeroForm};

/// More than is asked for: cells are means, and ink spreads.
const SAFE: f64 = 1.1;
/// The places of a line that are looked at, across and down.
const ACROSS: u32 = 32;
const DOWN: u32 = 3;
/// The darkest shade: white words can be read on any picture under it. Where none can lie they get an outline.
const DARKEST: f64 = 0.62;
/// A ground is of the title's colour when it differs by less than this, red, green and blue together,
const ALIKE: f64 = 0.4;
/// and a title is lost in it when it is so behind this share of it.
const LOST: f64 = 0.15;
/// A shade is even down to so much below the words, at the most (pt).
const BELOW_PT: f64 = 10.0;
/// The theme's ground of a hero without a picture.
const TINT: &str = "tint";

/// Chooses the colours of the words, and shades the picture where white words need it.
pub(super) fn choose(placement: &mut Placement, edition: &Edition) {
    let least = edition.template.settings.makeup.merit.hero_contrast;
    let ground = if placement.hero_form == HeroForm::Flat { TINT } else { PAPER };
    if !is_readable(edition, ground, least) {
        placement.head.title.iter_mut().for_each(|line| line.ink = Ink::Dark);
    }
    if placement.hero_form != HeroForm::Behind {
        return;
    }
    let Some(picture) = &mut placement.hero_picture else { return };
    let Some(file) = edition.photos.get(picture.photo) else { return };
    let Some(lightness) = Lightness::of(&file.bytes, hash128(&file.bytes)) else { return };
    let head = &mut placement.head;
    let wanted = least * SAFE;
    // A title on its own colour is white on a shade, or black.
    if is_lost(edition, &head.title, picture, &lightness) {
        let shade = head.title.last().and_then(|line| shade(line, &head.title, picture, &lightness, wanted));
        picture.veil.shade = shade;
        for line in &mut head.title {
            (line.ink, line.outlined) = if shade.is_some() { (Ink::Light, false) } else { (Ink::Dark, true) };
        }
    }
    if let Some(kicker) = &mut head.kicker
        && !plain(kicker, picture, &lightness, wanted)
        && let Some(shade) = shade(kicker, &[*kicker], picture, &lightness, wanted)
    {
        picture.veil.shade = Some(shade);
        (kicker.ink, kicker.outlined) = (Ink::Light, false);
    }
    for line in head.subtitle.iter_mut().chain(&mut head.byline) {
        plain(line, picture, &lightness, wanted);
    }
}

/// Whether the accent can be read on a ground. A theme may have none of them.
fn is_readable(edition: &Edition, ground: &str, least: f64) -> bool {
    let theme = edition.template.theme_json();
    let light = |name: &str| match name {
        PAPER => Some(1.0),
        name => theme.get(name).and_then(cmyk).map(luminance),
    };
    let contrast = light("accent").zip(light(ground)).map(|(one, other)| ratio_of_light(one, other));
    contrast.is_none_or(|contrast| contrast >= least.max(LEAST))
}

/// Gives a line the black or the white that can be read without an outline, where one of them can.
fn plain(line: &mut Line, picture: &Picture, lightness: &Lightness, wanted: f64) -> bool {
    let (low, high) = range(line, picture, lightness, &picture.veil);
    let ink = if ratio_of_light(0.0, low) >= wanted {
        Ink::Dark
    } else if ratio_of_light(1.0, high) >= wanted {
        Ink::Light
    } else {
        return false;
    };
    (line.ink, line.outlined) = (ink, false);
    true
}

/// Whether a picture has the title's own colour behind much of it. A theme may have no accent.
fn is_lost(edition: &Edition, title: &[Line], picture: &Picture, lightness: &Lightness) -> bool {
    let Some(accent) = edition.template.theme_json().get("accent").and_then(cmyk).map(rgb) else {
        return false;
    };
    let places: Vec<(f64, f64)> = title.iter().flat_map(|line| places(line, picture)).collect();
    let alike = |&&(across, down): &&(f64, f64)| {
        let depth = (picture.image.y + down * picture.image.height) / picture.frame.height.max(1.0);
        let ground = lightness.colour(across, down).map(|value| picture.veil.over(value, depth));
        accent.iter().zip(ground).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt() < ALIKE
    };
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    title.iter().all(|line| line.ink == Ink::Accent)
        && count(places.iter().filter(alike).count()) > LOST * count(places.len())
}

/// The lightest shade from the picture's head on in which white words can be read, the last line of them given: down to
/// where, and how dark. Where the picture fades below them it may reach further than the picture.
fn shade(
    last: &Line,
    words: &[Line],
    picture: &Picture,
    lightness: &Lightness,
    wanted: f64,
) -> Option<(f64, f64)> {
    let below = (0.4 * last.rect.height).min(BELOW_PT);
    let foot = last.rect.y + last.rect.height + below - picture.frame.y;
    let depth = foot / EVEN / picture.frame.height.max(1.0);
    let most = if picture.veil.fade.is_some() { 1.0 / EVEN } else { 1.0 };
    let strengths = (1..=20).map(|step| DARKEST * f64::from(step) / 20.0);
    let shades = strengths.map(|strength| (depth, strength));
    shades.filter(|_| depth <= most).find(|&shade| {
        let veil = Veil { shade: Some(shade), ..picture.veil };
        words.iter().all(|line| ratio_of_light(1.0, range(line, picture, lightness, &veil).1) >= wanted)
    })
}

/// The places of a line's words in the picture that are looked at, as shares of its width and height.
fn places(line: &Line, picture: &Picture) -> impl Iterator<Item = (f64, f64)> {
    let (line, frame, image) = (*line, picture.frame, picture.image);
    let left = line.rect.x + (line.rect.width - line.words) / 2.0;
    (0..=ACROSS).flat_map(move |column| (0..=DOWN).map(move |row| (column, row))).map(move |(column, row)| {
        let x = left + line.words * f64::from(column) / f64::from(ACROSS) - frame.x;
        let y = line.rect.y + line.rect.height * f64::from(row) / f64::from(DOWN) - frame.y;
        let across = (x.clamp(0.0, frame.width) - image.x) / image.width.max(1.0);
        (across, (y - image.y) / image.height.max(1.0))
    })
}

/// How dark and how light the picture is behind a line's words.
fn range(line: &Line, picture: &Picture, lightness: &Lightness, veil: &Veil) -> (f64, f64) {
    let (mut low, mut high) = (1.0f64, 0.0f64);
    for (across, down) in places(line, picture) {
        let depth = (picture.image.y + down * picture.image.height) / picture.frame.height.max(1.0);
        let (dark, light) = lightness.range(across, down);
        low = low.min(veil.over_light(dark, depth));
        high = high.max(veil.over_light(light, depth));
    }
    (low, high)
}
