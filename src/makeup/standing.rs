//! What the sections of a page are to one another by the places where they stand.

use super::layout::Spot;
use super::rules::{Charge, heading_form, lead_section, quote};
use super::story::Story;
use crate::edition::makeup_rules::Costs;
use crate::report::Importance;

/// What a page costs by the places of its modules alone, the cuts between them apart.
#[must_use]
pub fn of_spots(costs: &Costs, stories: &[Story], spots: &[Spot]) -> [Charge; 4] {
    let of_couplet = |spot: &&Spot| stories[spot.story].heading.len() > 1;
    let headings: Vec<(Importance, u32)> = spots
        .iter()
        .filter(of_couplet)
        .map(|spot| (stories[spot.story].rank, spot.layout.heading_lines))
        .collect();
    let is_lead = |spot: &&Spot| stories[spot.story].rank == Importance::Lead;
    let lead = spots.iter().find(is_lead);
    let heading = |spot: &Spot| spot.line + spot.layout.head();
    let others = spots.iter().filter(|spot| !is_lead(spot) && spot.layout.heading_rows > 0).map(heading);
    [
        heading_form::charge(costs, &headings),
        lead_section::low(costs, lead.map_or(0, |spot| spot.line)),
        lead_section::overtaken(costs, lead.map(heading), others),
        quote::many(costs, spots.iter().filter(|spot| spot.layout.quote > 0).count()),
    ]
}
