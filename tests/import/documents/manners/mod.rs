//! The manners of writing.

mod boxes;
mod hand;
mod libre;
mod made;
mod messy;
mod official;
mod paper;
mod plain;
mod speech;
mod tabled;

use super::markup::House;
use super::sheet::Doc;

/// What writes a document of a manner.
type Write = fn(u64) -> Doc;

/// Each manner's name, and what writes a document of it.
pub const ALL: [(&str, Write); 12] = [
    ("official", official::write),
    ("plain", plain::plain),
    ("centred", plain::centred),
    ("numbered", made::numbered),
    ("styled", made::styled),
    ("tabled", tabled::write),
    ("paper", paper::write),
    ("boxed", boxes::write),
    ("messy", messy::write),
    ("by-hand", hand::write),
    ("libre", libre::write),
    ("speech", speech::write),
];

/// Which program an office uses: two in three have WPS.
fn house(seed: u64) -> House {
    if seed.is_multiple_of(3) { House::Word } else { House::Wps }
}

/// Whether a document does what its office does now and then. It has nothing to do with the seed being odd: those to look
/// at and those held back both have it.
fn turn(seed: u64) -> bool {
    (seed / 2).is_multiple_of(2)
}
