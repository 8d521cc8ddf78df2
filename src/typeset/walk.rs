//! The one walk over finished frames: every item with its place on the page. What reads frames or makes them anew goes
//! this way, so that all agree on where things stand.

use std::sync::Arc;

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Label;
use typst_library::layout::{Abs, Frame, FrameItem, GroupItem, Point, Rect, Size, Transform};
use typst_library::model::Document;
use typst_library::text::TextItem;
use typst_library::visualize::{FillRule, Paint};

use super::outline::Outline;
use super::thread_name::{Slot, ThreadLabel};

/// Where an item stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// From the item's own coordinates to the page's. Of a text the origin is the left end of the baseline, of anything
    /// else the top left corner.
    pub transform: Transform,
    /// The clips that it lies under, on the page.
    pub clips: Arc<[Outline]>,
    /// The slot of a thread that it stands in.
    pub slot: Option<Slot>,
    /// Whether it stands in a block of that thread.
    pub in_block: bool,
    /// When it is drawn: higher numbers lie over lower ones.
    pub order: usize,
}

impl Place {
    /// Its origin on the page.
    #[must_use]
    pub fn point(&self) -> Point {
        Point::zero().transform(self.transform)
    }

    /// By how much lengths along its own x axis grow, and lengths along its y axis.
    #[must_use]
    pub fn scales(&self) -> (f64, f64) {
        let Transform { sx, ky, kx, sy, .. } = self.transform;
        (sx.get().hypot(ky.get()), kx.get().hypot(sy.get()))
    }

    /// By how much lengths grow in the direction in which they grow least. Two lines are no nearer to each other than that.
    #[must_use]
    pub fn least_scale(&self) -> f64 {
        // The smaller singular value of the matrix.
        let Transform { sx, ky, kx, sy, .. } = self.transform;
        let (a, b, c, d) = (sx.get(), ky.get(), kx.get(), sy.get());
        let (sum, area) = (a * a + b * b + c * c + d * d, (a * d - b * c).abs());
        let root = (sum * sum - 4.0 * area * area).max(0.0).sqrt();
        ((sum - root) / 2.0).max(0.0).sqrt()
    }

    /// By how much a straight line towards `to` grows thicker.
    #[must_use]
    pub fn scale_across(&self, to: Point) -> f64 {
        let linear = Transform { tx: Abs::zero(), ty: Abs::zero(), ..self.transform };
        let Transform { sx, ky, kx, sy, .. } = linear;
        // The area stays that of length by thickness.
        let area = (sx.get() * sy.get() - kx.get() * ky.get()).abs();
        let longer = to.transform(linear).hypot() / to.hypot();
        if longer > 0.0 { area / longer } else { 0.0 }
    }

    /// The size of something as large as `size`, measured along its own sides.
    #[must_use]
    pub fn size(&self, size: Size) -> Size {
        let (across, down) = self.scales();
        Size::new(size.x * across, size.y * down)
    }

    /// The size at which a text is read: along its baseline or across it, whichever is scaled less. What is only slanted
    /// stays as large.
    #[must_use]
    pub fn text_size(&self, text: &TextItem) -> Abs {
        text.size * self.scales().0.min(self.scale_across(Point::with_x(text.size)))
    }

    /// What is seen of an outline, which is on the page: nothing when all of it is clipped away.
    #[must_use]
    pub fn seen(&self, outline: Outline) -> Option<Outline> {
        let seen = self.clips.iter().fold(outline, Outline::within);
        (!seen.is_empty()).then_some(seen)
    }

    /// What is seen of a rectangle in the item's own coordinates.
    #[must_use]
    pub fn seen_of(&self, rect: Rect) -> Option<Outline> {
        self.seen(Outline::of_rect(rect, self.transform))
    }

    /// The place of what is in a group that stands here.
    fn inside(&self, group: &GroupItem) -> Self {
        let transform = self.transform.pre_concat(group.transform);
        let clips = match &group.clip {
            Some(curve) => {
                let clip = Outline::of_curve(curve, FillRule::NonZero, transform);
                self.clips.iter().cloned().chain([clip]).collect()
            }
            None => Arc::clone(&self.clips),
        };
        let slot = self.slot.clone().or_else(|| slot_of(group));
        let in_block = self.in_block
            || slot.is_some() && group.label.is_some() && thread_label(group) == Some(ThreadLabel::Block);
        Self { transform, clips, slot, in_block, order: self.order }
    }
}

impl Default for Place {
    fn default() -> Self {
        Self { transform: Transform::identity(), clips: Arc::new([]), slot: None, in_block: false, order: 0 }
    }
}

/// The slot that a group is the frame of.
#[must_use]
pub fn slot_of(group: &GroupItem) -> Option<Slot> {
    match thread_label(group)? {
        ThreadLabel::Slot(slot) | ThreadLabel::Aside(slot) => Some(slot),
        _ => None,
    }
}

/// What the label of a group says, where it is one of a thread.
#[must_use]
pub fn thread_label(group: &GroupItem) -> Option<ThreadLabel> {
    ThreadLabel::read(&group.label.map(Label::resolve)?)
}

/// Where a run of text has ink, in its own coordinates; none when it has none.
#[must_use]
pub fn ink(text: &TextItem) -> Option<Rect> {
    // Typst turns the box round with the y axis, so its highest and lowest sides are interchanged.
    let Rect { min, max } = text.bbox();
    (min.x <= max.x).then(|| Rect::new(Point::new(min.x, max.y), Point::new(max.x, min.y)))
}

/// What an item is painted with.
#[must_use]
pub fn paints(item: &FrameItem) -> Vec<&Paint> {
    let (fill, stroke) = match item {
        FrameItem::Text(text) => (Some(&text.fill), text.stroke.as_ref()),
        FrameItem::Shape(shape, _) => (shape.fill.as_ref(), shape.stroke.as_ref()),
        _ => return Vec::new(),
    };
    fill.into_iter().chain(stroke.map(|stroke| &stroke.paint)).collect()
}

/// What becomes of an item when frames are made anew.
pub enum Change {
    /// It stays as it is; in a group the walk goes on.
    Keep,
    /// It is left out, and all that is in it.
    Drop,
    /// Another item comes in its place, moved by so much.
    Put(Point, FrameItem),
}

/// Shows every item of a frame in the order of drawing, groups before what is in them.
pub fn visit<'a>(frame: &'a Frame, mut see: impl FnMut(&Place, &'a FrameItem)) {
    descend(frame, &Place::default(), &mut 0, &mut |place, item| {
        see(place, item);
        Change::Keep
    });
}

/// Makes a frame anew, item by item.
#[must_use]
pub fn map(frame: &Frame, mut change: impl FnMut(&Place, &FrameItem) -> Change) -> Frame {
    descend(frame, &Place::default(), &mut 0, &mut change).unwrap_or_else(|| frame.clone())
}

/// Makes the frames of all pages anew.
#[must_use]
pub fn map_pages(
    document: &PagedDocument,
    mut change: impl FnMut(&Place, &FrameItem) -> Change,
) -> PagedDocument {
    let pages = document.pages().iter();
    let pages = pages.map(|page| Page { frame: map(&page.frame, &mut change), ..page.clone() }).collect();
    PagedDocument::new(pages, document.info().clone())
}

/// Goes through a frame at a place. Gives the frame made anew, or nothing where all of it stays.
fn descend<'a>(
    frame: &'a Frame,
    place: &Place,
    order: &mut usize,
    change: &mut impl FnMut(&Place, &'a FrameItem) -> Change,
) -> Option<Frame> {
    let mut here = place.clone();
    let mut anew: Option<Frame> = None;
    for (index, (at, item)) in frame.items().enumerate() {
        here.transform = place.transform.pre_concat(Transform::translate(at.x, at.y));
        here.order = *order;
        *order += 1;
        let wanted = match (change(&here, item), item) {
            (Change::Keep, FrameItem::Group(group)) => {
                match descend(&group.frame, &here.inside(group), order, change) {
                    Some(frame) => {
                        Change::Put(Point::zero(), FrameItem::Group(GroupItem { frame, ..group.clone() }))
                    }
                    None => Change::Keep,
                }
            }
            (wanted, _) => wanted,
        };
        if let (Change::Keep, None) = (&wanted, &anew) {
            continue;
        }
        let anew = anew.get_or_insert_with(|| {
            let mut frame_so_far = frame.clone();
            frame_so_far.clear();
            frame_so_far.push_multiple(frame.items().take(index).cloned());
            frame_so_far
        });
        match wanted {
            Change::Keep => anew.push(*at, item.clone()),
            Change::Drop => {}
            Change::Put(by, item) => anew.push(*at + by, item),
        }
    }
    anew
}

#[cfg(test)]
mod tests {
    use super::{Change, Place, map, visit};
    use typst_library::layout::{
        Abs, Angle, Axes, Frame, FrameItem, GroupItem, Point, Ratio, Rect, Size, Transform,
    };
    use typst_library::visualize::{Color, Curve, Geometry, Shape};
    use typst_syntax::Span;

    fn pt(x: f64, y: f64) -> Point {
        Point::new(Abs::pt(x), Abs::pt(y))
    }

    fn size(x: f64, y: f64) -> Size {
        Size::new(Abs::pt(x), Abs::pt(y))
    }

    fn rect(width: f64, height: f64) -> FrameItem {
        FrameItem::Shape(Geometry::Rect(size(width, height)).filled(Color::BLACK), Span::detached())
    }

    fn group(items: Vec<(Point, FrameItem)>, transform: Transform, clip: Option<Curve>) -> FrameItem {
        let mut frame = Frame::soft(Size::zero());
        frame.push_multiple(items);
        FrameItem::Group(GroupItem { transform, clip, ..GroupItem::new(frame) })
    }

    fn frame(items: Vec<(Point, FrameItem)>) -> Frame {
        let mut frame = Frame::soft(size(100.0, 100.0));
        frame.push_multiple(items);
        frame
    }

    /// The shapes of a frame: their numbers, and what is seen of each.
    fn seen(of: &Frame) -> Vec<(usize, Option<[f64; 4]>)> {
        let mut found = Vec::new();
        visit(of, |place: &Place, item| {
            let FrameItem::Shape(Shape { geometry: Geometry::Rect(size), .. }, _) = item else { return };
            let seen = place.seen_of(Rect::from_pos_size(Point::zero(), *size));
            let bounds = seen.and_then(|outline| outline.bounds());
            let rounded = |at: Abs| (at.to_pt() * 1e3).round() / 1e3;
            found.push((place.order, bounds.map(|b| [b.min.x, b.min.y, b.max.x, b.max.y].map(rounded))));
        });
        found
    }

    #[test]
    fn items_stand_where_their_groups_put_them() {
        // Half as large, turned by a quarter, moved: x of the inner group goes down the page.
        let turned = Transform::rotate(Angle::deg(90.0))
            .pre_concat(Transform::scale(Ratio::new(0.5), Ratio::new(0.5)));
        let inner = group(vec![(pt(8.0, 2.0), rect(10.0, 4.0))], turned, None);
        let page = frame(vec![
            (pt(1.0, 1.0), rect(2.0, 2.0)),
            (pt(50.0, 10.0), group(vec![(pt(10.0, 0.0), inner)], Transform::identity(), None)),
            (pt(0.0, 90.0), rect(1.0, 1.0)),
        ]);
        assert_eq!(
            seen(&page),
            [
                (0, Some([1.0, 1.0, 3.0, 3.0])),
                (3, Some([57.0, 14.0, 59.0, 19.0])),
                (4, Some([0.0, 90.0, 1.0, 91.0])),
            ]
        );
    }

    #[test]
    fn clips_move_with_their_groups_and_add_up() {
        let clip = |x, y| Some(Curve::rect(size(x, y)));
        let double = Transform::scale(Ratio::new(2.0), Ratio::new(2.0));
        let inner = group(
            vec![(pt(-5.0, -5.0), rect(50.0, 50.0)), (pt(30.0, 0.0), rect(5.0, 5.0))],
            double,
            clip(10.0, 10.0),
        );
        let page = frame(vec![(
            pt(3.0, 4.0),
            group(vec![(pt(1.0, 0.0), inner)], Transform::identity(), clip(12.0, 90.0)),
        )]);
        assert_eq!(seen(&page), [(2, Some([4.0, 4.0, 15.0, 24.0])), (3, None)]);
    }

    #[test]
    fn scales_are_those_of_the_page() {
        let place = |transform| Place { transform, ..Place::default() };
        let flat = place(Transform::scale(Ratio::new(3.0), Ratio::new(0.5)));
        assert_eq!((flat.scales(), flat.least_scale()), ((3.0, 0.5), 0.5));
        assert_eq!(flat.size(size(10.0, 10.0)), size(30.0, 5.0));
        let turned = place(Transform::rotate(Angle::deg(37.0)).pre_concat(flat.transform));
        assert!((turned.least_scale() - 0.5).abs() < 1e-6);
        let (across, down) = turned.scales();
        assert!((across - 3.0).abs() < 1e-9 && (down - 0.5).abs() < 1e-9);
        // A skew makes nothing longer along x and yet brings lines nearer.
        let skewed = place(Transform::skew(Angle::deg(60.0), Angle::zero()));
        assert!(skewed.least_scale() < 0.6 && (skewed.scales().0 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn frames_are_made_anew_only_where_something_changes() {
        let page = frame(vec![
            (
                pt(0.0, 0.0),
                group(
                    vec![(pt(5.0, 5.0), rect(1.0, 1.0)), (pt(6.0, 6.0), rect(2.0, 2.0))],
                    Transform::identity(),
                    None,
                ),
            ),
            (pt(9.0, 9.0), rect(3.0, 3.0)),
        ]);
        let width = |item: &FrameItem| match item {
            FrameItem::Shape(Shape { geometry: Geometry::Rect(size), .. }, _) => size.x.to_pt(),
            _ => 0.0,
        };
        assert_eq!(typst_utils::hash128(&map(&page, |_, _| Change::Keep)), typst_utils::hash128(&page));
        let changed = map(&page, |_, item| match width(item) {
            1.0 => Change::Drop,
            2.0 => Change::Put(pt(10.0, 0.0), rect(7.0, 7.0)),
            _ => Change::Keep,
        });
        assert_eq!(
            seen(&changed).into_iter().map(|(_, seen)| seen.unwrap()).collect::<Vec<_>>(),
            [[16.0, 6.0, 23.0, 13.0], [9.0, 9.0, 12.0, 12.0]]
        );
        assert_eq!(changed.size(), Axes::new(Abs::pt(100.0), Abs::pt(100.0)));
        // A group that is left out takes along what is in it.
        let without =
            map(
                &page,
                |_, item| if matches!(item, FrameItem::Group(_)) { Change::Drop } else { Change::Keep },
            );
        assert_eq!(seen(&without).len(), 1);
    }
}
