//! How a finding says where something is on a page.

use typst_library::layout::Point;

use crate::message::Message;
use crate::say;

/// A place in mm from the page's top left corner, with the page's number where there are several.
pub(super) fn spot(page: Option<usize>, place: Point) -> Message {
    let (x, y) = (format!("{:.0}", place.x.to_mm()), format!("{:.0}", place.y.to_mm()));
    match page {
        Some(page) => say!("spot.page", page = page, x = x, y = y),
        None => say!("spot", x = x, y = y),
    }
}
