//! Idioms of four characters with one wrong character, of the same sound or shape as the right one.

use std::cmp::Ordering;

use super::{Check, Kind, Slip, Text, is_han};

/// The idioms, sorted, each in a line of its own, so that they are searched in place.
const IDIOMS: &str = include_str!("../words/idioms.txt");
/// The same, each from its end, and sorted so.
const FROM_END: &str = include_str!("../words/idioms-from-end.txt");
/// What differs from an idiom in one character and is right.
const RIGHT: &str = include_str!("../words/idioms-right.txt");
/// Characters by sound: a line holds a sound and its characters.
const SOUNDS: &str = include_str!("../words/sounds.txt");
/// Characters by shape: those of one group look alike.
const SHAPES: &str = include_str!("../words/shapes.txt");

/// Bytes of an idiom: four characters of three bytes.
const LENGTH: usize = 12;
/// Bytes of a line.
const LINE: usize = LENGTH + 1;
/// Bytes of one character.
const CHARACTER: usize = 3;

/// An idiom with a wrong character.
pub(super) static IDIOM: Check = Check {
    code: "idiom",
    safe: false,
    find,
    kind: Kind::Body,
    wrong: &[
        ("不能烂竽充数。", Some("不能滥竽充数。")),
        ("群众迫不急待。", Some("群众迫不及待。")),
        ("兄弟们同心协立。", Some("兄弟们同心协力。")),
        ("鬼鬼祟崇。", Some("鬼鬼祟祟。")),
        ("坚持墨守陈规不行。", Some("坚持墨守成规不行。")),
    ],
    right: &["委员们再接再厉。", "有的一心一意，有的三心二意。", "举世瞩目的成就。", "不是不知道。"],
};

fn find(text: &Text) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    let bytes = text.blanked.as_bytes();
    let han: Vec<(usize, char)> = text.blanked.char_indices().filter(|(_, c)| is_han(*c)).collect();
    for window in han.windows(4) {
        let (start, end) = (window[0].0, window[3].0 + CHARACTER);
        // Four together, each of three bytes.
        if end - start != LENGTH {
            continue;
        }
        if let Some(right) = meant(&bytes[start..end]) {
            found.push(Slip::new(start..end, right));
        }
    }
    found
}

/// The idiom that four characters stand for, if they are none and are not right as they are.
fn meant(said: &[u8]) -> Option<String> {
    let turned = turn(said);
    // Of the four one is wrong: the first two are right, or the last two.
    let ahead = starting(IDIOMS, &said[..2 * CHARACTER]);
    if ahead.clone().any(|idiom| idiom == said) {
        return None;
    }
    let behind = starting(FROM_END, &turned[..2 * CHARACTER]);
    let candidates = ahead.map(<[u8]>::to_vec).chain(behind.map(|idiom| turn(idiom).to_vec()));
    let mut candidates = candidates.filter(|idiom| {
        let different: Vec<usize> =
            (0..4).filter(|at| character(idiom, *at) != character(said, *at)).collect();
        matches!(different.as_slice(), [at] if same_look_or_sound(character(idiom, *at), character(said, *at)))
    });
    let idiom = candidates.next()?;
    let right = starting(RIGHT, said).next().is_some();
    (!right).then(|| String::from_utf8(idiom).ok()).flatten()
}

fn character(idiom: &[u8], at: usize) -> &[u8] {
    idiom.get(at * CHARACTER..(at + 1) * CHARACTER).unwrap_or_default()
}

fn same_look_or_sound(a: &[u8], b: &[u8]) -> bool {
    let first = |bytes: &[u8]| std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    matches!((first(a), first(b)), (Some(a), Some(b)) if alike(a, b))
}

fn turn(idiom: &[u8]) -> [u8; LENGTH] {
    let mut turned = [0; LENGTH];
    for at in 0..4 {
        turned[at * CHARACTER..(at + 1) * CHARACTER].copy_from_slice(character(idiom, 3 - at));
    }
    turned
}

/// The lines of a sorted list that begin so.
fn starting<'a>(list: &'a str, start: &[u8]) -> impl Iterator<Item = &'a [u8]> + Clone + use<'a> {
    let line = |index: usize| list.as_bytes().get(index * LINE..index * LINE + LENGTH).unwrap_or_default();
    let first = |is: &dyn Fn(Ordering) -> bool| {
        let (mut low, mut high) = (0, list.len() / LINE);
        while low < high {
            let middle = usize::midpoint(low, high);
            let order = line(middle).get(..start.len()).unwrap_or_default().cmp(start);
            if is(order) { low = middle + 1 } else { high = middle }
        }
        low
    };
    let (from, to) = (first(&|order| order == Ordering::Less), first(&|order| order != Ordering::Greater));
    list.as_bytes()
        .get(from * LINE..to * LINE)
        .unwrap_or_default()
        .chunks_exact(LINE)
        .map(|line| &line[..LENGTH])
}

/// Whether two characters sound alike, without their tones and with n for ng, or look alike.
#[must_use]
pub fn alike(a: char, b: char) -> bool {
    let (mut of_a, mut of_b) = ([0; 4], [0; 4]);
    let (a, b): (&str, &str) = (a.encode_utf8(&mut of_a), b.encode_utf8(&mut of_b));
    if SHAPES.split_whitespace().any(|group| group.contains(a) && group.contains(b)) {
        return true;
    }
    let sounds = |character: &str| -> Vec<&'static str> {
        let with = SOUNDS.lines().filter(|line| line.contains(character));
        with.filter_map(|line| line.split(' ').next()).map(|sound| sound.trim_end_matches('g')).collect()
    };
    let of_a = sounds(a);
    sounds(b).iter().any(|sound| of_a.contains(sound))
}
