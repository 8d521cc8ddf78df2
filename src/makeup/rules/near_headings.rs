//! 题近: headings beside each other stand nearly level.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::makeup::layout::Spot;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "题近";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.near-headings")
}

/// Headings on either side of a gutter have so many lines between the foot of the upper and the head of the lower one.
pub const LEAST: u32 = 6;

/// For pairs of headings that have fewer.
#[must_use]
pub fn charge(costs: &Costs, pairs: u32) -> Charge {
    Charge::each(Rule::NearHeadings, costs.near_headings, pairs as usize)
}

/// Pairs that are too near, of headings at one edge and at the other, as bits of the lines on which they stand.
#[must_use]
pub fn pairs(one: u128, other: u128) -> u32 {
    if spread(one) & other == 0 {
        return 0;
    }
    let near = |heading| headings(other).map(|other| u32::from(spread(heading) & other != 0)).sum::<u32>();
    headings(one).map(near).sum()
}

/// Lines with those that are near.
fn spread(lines: u128) -> u128 {
    (1..=LEAST).fold(lines, |near, by| near | lines << by | lines >> by)
}

/// Each heading by itself.
fn headings(mut lines: u128) -> impl Iterator<Item = u128> {
    std::iter::from_fn(move || {
        let from = lines.trailing_zeros();
        let rest = lines.checked_shr(from)?;
        let rows = rest.trailing_ones();
        let heading = (u128::MAX >> (128 - rows)) << from;
        lines &= !heading;
        Some(heading)
    })
}

/// Pairs that are too near among the sections of a page.
#[must_use]
pub fn of_page(spots: &[Spot]) -> u32 {
    let bits = |spot: &Spot| spot.layout.heading_bits().checked_shl(spot.line).unwrap_or(0);
    let at_right = |spot: &&Spot| spot.layout.raised.is_none();
    spots
        .iter()
        .filter(at_right)
        .flat_map(|one| {
            let edge = one.column + one.layout.columns;
            let beside = spots.iter().filter(move |other| other.column == edge);
            beside.map(|other| pairs(bits(one), bits(other)))
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{LEAST, pairs};

    #[test]
    fn headings_are_near_with_less_than_six_lines_between() {
        let heading = |line: u32| 0b111_u128 << line;
        let between = |lines: u32| pairs(heading(10), heading(10 + 3 + lines));
        assert_eq!([between(0), between(LEAST - 1), between(LEAST), between(20)], [1, 1, 0, 0]);
        assert_eq!([pairs(heading(10), heading(2)), pairs(heading(11), heading(2))], [1, 0]);
        // Each pair counts by itself.
        assert_eq!(pairs(heading(10), heading(5) | heading(14)), 2);
        assert_eq!(pairs(heading(10) | heading(40), heading(5) | heading(45) | heading(80)), 2);
        assert_eq!([pairs(0, heading(1)), pairs(heading(120), heading(124))], [0, 1]);
    }
}
