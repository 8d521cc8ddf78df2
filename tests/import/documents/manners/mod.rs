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

/// Each manner's name, and what writes a document of it.
pub const ALL: [(&str, fn(u64) -> Doc); 12] = [
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
    if seed % 3 == 0 { House::Word } else { House::Wps }
}
