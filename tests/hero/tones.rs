//! Words on a picture: each keeps a contrast of 4.5 with the pixels behind it, whatever these are.

use banmian::drawn::{self, Finished, Judged};
use banmian::edition::{Edition, HeroForm};
use banmian::job::{self, Outcome};
use banmian::makeup::head::Ink;
use banmian::makeup::merit::HeroSeen;
use image::RgbImage;

use super::drawings::ground;
use super::staged;
use crate::support::FONTS;

/// The sample with its words on a picture.
fn on(picture: &RgbImage) -> (Edition, Outcome) {
    let mut edition = staged(picture, |_| {});
    let hero = &mut edition.template.settings.makeup.hero;
    (hero.forms, hero.backdrop) = (vec![HeroForm::Behind], true);
    let outcome = job::make(&edition, &FONTS);
    (edition, outcome)
}

fn contrasts(seen: &HeroSeen) -> [f64; 3] {
    [seen.title_contrast, seen.kicker_contrast, seen.byline_contrast].map(Option::unwrap)
}

/// The finished page judged once more, with another veil over its picture.
fn judged(
    edition: &Edition,
    outcome: &Outcome,
    change: impl Fn(&mut banmian::edition::lightness::Veil),
) -> Judged {
    let mut placement = outcome.placement.clone().unwrap();
    change(&mut placement.hero_picture.as_mut().unwrap().veil);
    drawn::judge(&Finished {
        edition,
        hero: Some(0),
        document: outcome.document.as_ref().unwrap(),
        origin: &job::origins(edition, &placement),
        place: &|_| None,
    })
}

#[test]
fn words_can_be_read_on_any_picture() {
    let busy =
        |x: f64, y: f64| if ((x * 120.0) as u32 + (y * 70.0) as u32).is_multiple_of(2) { 250 } else { 10 };
    let dusk = |x: f64, _: f64| (30.0 + x * 160.0) as u8;
    let dark = |x: f64, y: f64| (20.0 + 20.0 * (x * y)) as u8;
    for (name, picture, ink, outlined, shaded) in [
        ("bright sky", ground(|_, y| (250.0 - 30.0 * y) as u8), Ink::Dark, false, false),
        ("dark", ground(dark), Ink::Light, false, false),
        ("dusk", ground(dusk), Ink::Light, false, true),
        ("busy", ground(busy), Ink::Light, false, true),
    ] {
        let (_, outcome) = on(&picture);
        let keys: Vec<&str> = outcome.findings.iter().map(|finding| finding.message.key()).collect();
        assert_eq!(keys, Vec::<&str>::new(), "{name}");
        let seen = outcome.merit.unwrap().hero.seen;
        assert!(contrasts(&seen).into_iter().all(|contrast| contrast >= 4.5), "{name}: {seen:?}");
        let placed = outcome.placement.unwrap();
        let kicker = placed.head.kicker.unwrap();
        assert_eq!((kicker.ink, kicker.outlined), (ink, outlined), "{name}");
        assert_eq!(placed.hero_picture.unwrap().veil.shade.is_some(), shaded, "{name}");
    }
}

#[test]
fn white_words_without_their_shade_are_told() {
    let (edition, outcome) = on(&ground(|x, _| (30.0 + x * 160.0) as u8));
    let same = judged(&edition, &outcome, |_| {});
    assert!(same.findings.is_empty() && same.hero.kicker_contrast.unwrap() >= 4.5, "{:?}", same.hero);
    let bare = judged(&edition, &outcome, |veil| veil.shade = None);
    assert!(bare.hero.kicker_contrast.unwrap() < 4.5, "{:?}", bare.hero);
    let pointers: Vec<_> = bare
        .findings
        .iter()
        .filter(|finding| ["hero-contrast", "faint"].contains(&finding.code))
        .map(|finding| finding.place.as_ref().unwrap().pointer.clone().unwrap())
        .collect();
    assert_eq!(pointers, ["/headline/kicker"]);
    // The title and the byline do not depend on it.
    assert_eq!(
        (same.hero.title_contrast, same.hero.byline_contrast),
        (bare.hero.title_contrast, bare.hero.byline_contrast)
    );
}

#[test]
fn an_accent_that_cannot_be_read_gives_way_to_black() {
    let mut edition = staged(&ground(|_, _| 128), |_| {});
    edition.template.settings.makeup.merit.hero_contrast = 12.0;
    let placed = job::make(&edition, &FONTS).placement.unwrap();
    assert!(placed.head.title.iter().all(|line| line.ink == Ink::Dark));
    edition.template.settings.makeup.merit.hero_contrast = 4.5;
    let placed = job::make(&edition, &FONTS).placement.unwrap();
    assert!(placed.head.title.iter().all(|line| line.ink == Ink::Accent));
}

#[test]
fn a_title_on_its_own_colour_is_white() {
    let red = RgbImage::from_pixel(2400, 1600, image::Rgb([205, 40, 35]));
    let (_, outcome) = on(&red);
    let placed = outcome.placement.unwrap();
    assert!(placed.head.title.iter().all(|line| line.ink == Ink::Light && !line.outlined));
    assert!(outcome.merit.unwrap().hero.seen.title_contrast.unwrap() >= 4.5);
    // On a green of the same lightness it keeps its colour.
    let green = RgbImage::from_pixel(2400, 1600, image::Rgb([30, 120, 60]));
    let placed = on(&green).1.placement.unwrap();
    assert!(placed.head.title.iter().all(|line| line.ink == Ink::Accent && line.outlined));
}
