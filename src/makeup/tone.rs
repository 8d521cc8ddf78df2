//! Which colours the words of the headline have: measured on the pixels that are behind them, so that each keeps its contrast.

use typst_utils::hash128;

use super::framing::Picture;
use super::head::{Ink, Line};
use super::placement::Placement;
use crate::edition::contrast::{LEAST, PAPER, cmyk, luminance, ratio_of_light};
use crate::edition::lightness::{EVEN, Lightness, Veil};
use crate::edition::{Edition, HeroForm};

/// More than is asked for: cells are means, and ink spreads.
const SAFE: f64 = 1.1;
/// The places of a line that are looked at, across and down.
const ACROSS: u32 = 32;
const DOWN: u32 = 3;
/// The darkest shade; a picture that needs a darker one keeps its light, and the words get an outline.
const DARKEST: f64 = 0.5;
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
    if let Some(kicker) = &mut head.kicker
        && !plain(kicker, picture, &lightness, wanted)
        && let Some(shade) = shade(kicker, picture, &lightness, wanted)
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

/// The lightest shade from the picture's head on in which white words can be read: down to where, and how dark.
fn shade(line: &Line, picture: &Picture, lightness: &Lightness, wanted: f64) -> Option<(f64, f64)> {
    let foot = line.rect.y + 1.4 * line.rect.height - picture.frame.y;
    let depth = foot / EVEN / picture.frame.height.max(1.0);
    let strengths = (1..=20).map(|step| DARKEST * f64::from(step) / 20.0);
    let shades = strengths.map(|strength| (depth.min(1.0), strength));
    shades.filter(|_| depth <= 1.0).find(|&shade| {
        let veil = Veil { shade: Some(shade), ..picture.veil };
        ratio_of_light(1.0, range(line, picture, lightness, &veil).1) >= wanted
    })
}

/// How dark and how light the picture is behind a line's words.
fn range(line: &Line, picture: &Picture, lightness: &Lightness, veil: &Veil) -> (f64, f64) {
    let left = line.rect.x + (line.rect.width - line.words) / 2.0;
    let (mut low, mut high) = (1.0f64, 0.0f64);
    for (column, row) in (0..=ACROSS).flat_map(|column| (0..=DOWN).map(move |row| (column, row))) {
        let x = left + line.words * f64::from(column) / f64::from(ACROSS) - picture.frame.x;
        let y = line.rect.y + line.rect.height * f64::from(row) / f64::from(DOWN) - picture.frame.y;
        let (x, depth) = (x.clamp(0.0, picture.frame.width), y / picture.frame.height.max(1.0));
        let across = (x - picture.image.x) / picture.image.width.max(1.0);
        let down = (y - picture.image.y) / picture.image.height.max(1.0);
        let (dark, light) = lightness.range(across, down);
        low = low.min(veil.over_light(dark, depth));
        high = high.max(veil.over_light(light, depth));
    }
    (low, high)
}
