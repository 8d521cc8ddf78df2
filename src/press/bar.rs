//! The patches beside a page: the colour bar, grey balance, and a media wedge as Ugra and Fogra lay theirs out.

use super::icc::PressProfile;

/// A patch: cyan, magenta, yellow and black (%).
pub type Patch = [u8; 4];

/// Solids, overprints and half tones.
pub const BAR: [Patch; 11] = [
    [100, 0, 0, 0],
    [0, 100, 0, 0],
    [0, 0, 100, 0],
    [0, 0, 0, 100],
    [100, 100, 0, 0],
    [0, 100, 100, 0],
    [100, 0, 100, 0],
    [50, 0, 0, 0],
    [0, 50, 0, 0],
    [0, 0, 50, 0],
    [0, 0, 0, 50],
];

/// The tones of black that grey of three inks is compared with (%).
const GREYS: [u8; 3] = [25, 50, 75];

/// Patches of black alone, each with the three inks that make as light a grey, of no colour but the paper's.
#[must_use]
pub fn grey_balance(press: &PressProfile) -> Vec<[Patch; 2]> {
    let pairs = GREYS.iter().map(|&tone| {
        let [light, ..] = press.lab_of([0.0, 0.0, 0.0, f64::from(tone) / 100.0]);
        let [c, m, y] = three_inks(press, [light, 0.0, 0.0], f64::from(tone) / 100.0);
        [[0, 0, 0, tone], [per_cent(c), per_cent(m), per_cent(y), 0]]
    });
    pairs.collect()
}

fn per_cent(share: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
    let whole = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
    whole
}

/// Cyan, magenta and yellow that come nearest to a colour: always the step, up or down, of one ink that brings it nearer,
/// in steps that grow smaller.
fn three_inks(press: &PressProfile, wanted: [f64; 3], start: f64) -> [f64; 3] {
    let distance = |[c, m, y]: [f64; 3]| {
        let lab = press.lab_of([c, m, y, 0.0]);
        lab.iter().zip(wanted).map(|(a, b)| (a - b).powi(2)).sum::<f64>()
    };
    let mut inks = [start; 3];
    let mut best = distance(inks);
    let mut step = 0.1;
    while step > 0.002 {
        let tries = (0..3).flat_map(|ink| [-step, step].map(|by| (ink, by)));
        let nearest = tries
            .map(|(ink, by)| {
                let mut other = inks;
                other[ink] = (other[ink] + by).clamp(0.0, 1.0);
                (other, distance(other))
            })
            .min_by(|a, b| a.1.total_cmp(&b.1));
        match nearest {
            Some((other, distance)) if distance < best - 1e-9 => (inks, best) = (other, distance),
            _ => step /= 2.0,
        }
    }
    inks
}

/// The wedge: single inks, two inks on each other, greys and mixed tones, the most telling first; no patch has more ink than
/// the press takes (%).
#[must_use]
pub fn wedge(total_ink: f64) -> Vec<Patch> {
    let one = |tone| (0..4).map(move |ink| std::array::from_fn(|i| if i == ink { tone } else { 0 }));
    let two =
        |tone| (0..3).map(move |out| std::array::from_fn(|i| if i == out || i == 3 { 0 } else { tone }));
    let alone = |tones: [u8; 3]| tones.into_iter().flat_map(|tone| one(tone).chain(two(tone)));
    // Skin, earth, leaf and sky, and a shadow of four inks.
    let mixed = [
        [10, 40, 40, 0],
        [20, 70, 70, 0],
        [40, 70, 70, 0],
        [70, 20, 70, 20],
        [70, 40, 0, 0],
        [60, 50, 50, 70],
    ];
    let paper = [0; 4];
    let patches = alone([100, 70, 40]).chain(mixed).chain(alone([20, 10, 5])).chain([paper]);
    patches.filter(|patch| patch.iter().map(|&ink| f64::from(ink)).sum::<f64>() <= total_ink).collect()
}

#[cfg(test)]
mod tests {
    use super::{grey_balance, wedge};
    use crate::edition::PressName;
    use crate::press::Press;

    #[test]
    fn three_inks_make_the_grey_of_black_alone() {
        for (name, known) in [
            (PressName::Coated, Some([[25, 19, 19], [50, 40, 40], [75, 64, 64]])),
            (PressName::Newsprint, None),
        ] {
            let Ok(press) = Press::open(name, None) else { panic!("the press opens") };
            let Some(profile) = &press.profile else { panic!("it has inks") };
            for (index, [black, inks]) in grey_balance(profile).into_iter().enumerate() {
                let lab = |patch: [u8; 4]| profile.lab_of(patch.map(|ink| f64::from(ink) / 100.0));
                let ([light, ..], [grey, a, b]) = (lab(black), lab(inks));
                assert!((light - grey).abs() < 1.0 && a.hypot(b) < 1.2, "{black:?} {inks:?}: {a} {b}");
                assert!(inks[0] > inks[1] && inks[0] >= inks[2] && inks[3] == 0, "{inks:?}");
                // The ratios of ISO 12647-2 for coated paper; ours is for another black.
                if let Some(known) = known {
                    let ratio = |inks: &[u8]| f64::from(inks[1]) / f64::from(inks[0]);
                    assert!((ratio(&inks) - ratio(&known[index])).abs() < 0.12, "{inks:?}");
                }
            }
        }
    }

    #[test]
    fn no_patch_has_more_ink_than_the_press_takes() {
        for limit in [150.0, 240.0, 300.0] {
            let patches = wedge(limit);
            assert!(patches.len() > 40, "{}", patches.len());
            assert!(
                patches.iter().all(|patch| patch.iter().map(|&ink| f64::from(ink)).sum::<f64>() <= limit)
            );
            let mut once = patches.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), patches.len());
        }
        assert!(wedge(150.0).len() < wedge(240.0).len());
    }
}
