//! Outlines on the page: what a shape, a picture or a run of text covers once it is moved, turned, scaled and clipped.

use typst_library::layout::{Abs, Point, Rect, Transform};
use typst_library::visualize::{Curve, CurveItem, FillRule, Geometry, Shape};

/// A curved piece becomes so many straight ones: at a radius of 100 mm they are off by less than 0.1 mm.
const PIECES: u32 = 16;
/// What overlaps by less does not (pt).
const TOUCH: f64 = 1e-6;

/// Rings of straight pieces, each closed, in the page's coordinates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    rings: Vec<Vec<Point>>,
    rule: FillRule,
}

impl Outline {
    /// A rectangle under a transform.
    #[must_use]
    pub fn of_rect(rect: Rect, transform: Transform) -> Self {
        let Rect { min, max } = rect;
        let corners = [min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)];
        Self {
            rings: vec![corners.map(|corner| corner.transform_inf(transform)).to_vec()],
            rule: FillRule::NonZero,
        }
    }

    /// A curve under a transform. Every part of it is taken as closed.
    #[must_use]
    pub fn of_curve(curve: &Curve, rule: FillRule, transform: Transform) -> Self {
        let mut rings: Vec<Vec<Point>> = Vec::new();
        let mut at = Point::zero();
        for item in &curve.0 {
            match *item {
                CurveItem::Move(to) => {
                    rings.push(vec![to]);
                    at = to;
                }
                CurveItem::Line(to) => {
                    open(&mut rings, at).push(to);
                    at = to;
                }
                CurveItem::Cubic(one, two, to) => {
                    let ring = open(&mut rings, at);
                    ring.extend((1..=PIECES).map(|piece| {
                        let t = f64::from(piece) / f64::from(PIECES);
                        let u = 1.0 - t;
                        at * (u * u * u)
                            + one * (3.0 * u * u * t)
                            + two * (3.0 * u * t * t)
                            + to * (t * t * t)
                    }));
                    at = to;
                }
                CurveItem::Close => {
                    at = rings.last().and_then(|ring| ring.first()).copied().unwrap_or(at);
                    rings.push(vec![at]);
                }
            }
        }
        rings.retain(|ring| ring.len() > 1);
        let place = |ring: Vec<Point>| ring.into_iter().map(|point| point.transform_inf(transform)).collect();
        Self { rings: rings.into_iter().map(place).collect(), rule }
    }

    /// What a shape's fill covers; a line covers nothing.
    #[must_use]
    pub fn of_fill(shape: &Shape, transform: Transform) -> Self {
        match &shape.geometry {
            Geometry::Line(_) => Self::default(),
            Geometry::Rect(size) => Self::of_rect(Rect::from_pos_size(Point::zero(), *size), transform),
            Geometry::Curve(curve) => Self::of_curve(curve, shape.fill_rule, transform),
        }
    }

    /// Whether there is nothing of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rings.is_empty()
    }

    /// Its place under a further transform.
    #[must_use]
    pub fn transformed(mut self, transform: Transform) -> Self {
        for point in self.rings.iter_mut().flatten() {
            *point = point.transform_inf(transform);
        }
        self
    }

    /// The upright rectangle around it; none when it is empty.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let mut points = self.rings.iter().flatten().copied();
        let first = points.next()?;
        let around = |rect: Rect, point: Point| Rect::new(rect.min.min(point), rect.max.max(point));
        Some(points.fold(Rect::new(first, first), around))
    }

    /// What of it lies within a clip. A clip with dents counts as if they were filled.
    #[must_use]
    pub fn within(mut self, clip: &Self) -> Self {
        let hull = clip.hull();
        for (index, &from) in hull.iter().enumerate() {
            let to = hull[(index + 1) % hull.len()];
            for ring in &mut self.rings {
                *ring = cut(ring, from, to);
            }
        }
        if hull.len() < 3 {
            self.rings.clear();
        }
        self.rings.retain(|ring| ring.len() > 1);
        self
    }

    /// From where to where it covers the page at a height, from left to right.
    #[must_use]
    pub fn spans(&self, y: Abs) -> Vec<(Abs, Abs)> {
        let mut crossings: Vec<(Abs, i32)> = Vec::new();
        for ring in &self.rings {
            for (index, &from) in ring.iter().enumerate() {
                let to = ring[(index + 1) % ring.len()];
                if (from.y <= y) != (to.y <= y) {
                    let share = (y - from.y) / (to.y - from.y);
                    let way = if from.y <= y { 1 } else { -1 };
                    crossings.push((from.x + (to.x - from.x) * share, way));
                }
            }
        }
        crossings.sort_by_key(|(x, _)| *x);
        let inside = |winding: i32| match self.rule {
            FillRule::NonZero => winding != 0,
            FillRule::EvenOdd => winding % 2 != 0,
        };
        let mut winding = 0;
        let mut spans = Vec::new();
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            if inside(winding) && pair[1].0 > pair[0].0 {
                spans.push((pair[0].0, pair[1].0));
            }
        }
        spans
    }

    /// How thick it is where it is turned to be thinnest: the least distance of two parallels with all of it between them.
    #[must_use]
    pub fn thickness(&self) -> Abs {
        let hull = self.hull();
        let farthest = |from: Point, to: Point| {
            let length = (to - from).hypot().to_pt();
            hull.iter().map(|&point| cross(from, to, point) / length).fold(0.0, f64::max)
        };
        let sides = (0..hull.len()).map(|index| farthest(hull[index], hull[(index + 1) % hull.len()]));
        Abs::pt(if hull.len() < 3 { 0.0 } else { sides.fold(f64::INFINITY, f64::min) })
    }

    /// The corners of the least shape without dents around it (Andrew's monotone chain); fewer than three when it has no
    /// area.
    fn hull(&self) -> Vec<Point> {
        let mut points: Vec<Point> = self.rings.iter().flatten().copied().collect();
        points.sort_by_key(|point| (point.x, point.y));
        points.dedup();
        let half = |points: &mut dyn Iterator<Item = Point>| {
            let mut chain: Vec<Point> = Vec::new();
            for point in points {
                while let [.., one, two] = chain[..]
                    && cross(one, two, point) <= 0.0
                {
                    chain.pop();
                }
                chain.push(point);
            }
            chain.pop();
            chain
        };
        let mut hull = half(&mut points.iter().copied());
        hull.extend(half(&mut points.iter().rev().copied()));
        hull
    }
}

/// The ring that is being drawn.
fn open(rings: &mut Vec<Vec<Point>>, at: Point) -> &mut Vec<Point> {
    if rings.is_empty() {
        rings.push(vec![at]);
    }
    let last = rings.len() - 1;
    &mut rings[last]
}

/// Twice the area of a triangle, positive where the third point lies on the side of a hull's inside.
fn cross(from: Point, to: Point, point: Point) -> f64 {
    let (along, beside) = (to - from, point - from);
    along.x.to_pt() * beside.y.to_pt() - along.y.to_pt() * beside.x.to_pt()
}

/// What of a ring lies on the inner side of a hull's edge.
fn cut(ring: &[Point], from: Point, to: Point) -> Vec<Point> {
    let length = (to - from).hypot().to_pt();
    let depth = |point: Point| cross(from, to, point) / length;
    let mut out = Vec::with_capacity(ring.len() + 2);
    for (index, &here) in ring.iter().enumerate() {
        let next = ring[(index + 1) % ring.len()];
        let (a, b) = (depth(here), depth(next));
        if a > TOUCH {
            out.push(here);
        }
        if (a > TOUCH) != (b > TOUCH) {
            let share = (a / (a - b)).clamp(0.0, 1.0);
            out.push(here + (next - here) * share);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Outline;
    use typst_library::layout::{Abs, Angle, Point, Ratio, Rect, Size, Transform};
    use typst_library::visualize::{Curve, FillRule};

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        let pt = |x, y| Point::new(Abs::pt(x), Abs::pt(y));
        Rect::new(pt(x, y), pt(x + width, y + height))
    }

    fn plain(x: f64, y: f64, width: f64, height: f64) -> Outline {
        Outline::of_rect(rect(x, y, width, height), Transform::identity())
    }

    #[track_caller]
    fn assert_bounds(outline: &Outline, wanted: [f64; 4]) {
        let Rect { min, max } = outline.bounds().unwrap();
        let found = [min.x, min.y, max.x, max.y].map(Abs::to_pt);
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-4), "{found:?}");
    }

    #[test]
    fn clips_cut_what_they_cover() {
        assert_bounds(
            &plain(0.0, 0.0, 10.0, 10.0).within(&plain(4.0, -5.0, 20.0, 8.0)),
            [4.0, 0.0, 10.0, 3.0],
        );
        // The same place, and all within.
        assert_bounds(&plain(1.0, 2.0, 3.0, 4.0).within(&plain(1.0, 2.0, 3.0, 4.0)), [1.0, 2.0, 4.0, 6.0]);
        assert_bounds(&plain(1.0, 2.0, 3.0, 4.0).within(&plain(0.0, 0.0, 30.0, 40.0)), [1.0, 2.0, 4.0, 6.0]);
        // Beside it, touching it, and a clip of no width.
        for clip in [plain(20.0, 0.0, 5.0, 5.0), plain(10.0, 0.0, 5.0, 5.0), plain(3.0, 0.0, 0.0, 9.0)] {
            assert!(plain(0.0, 0.0, 10.0, 10.0).within(&clip).is_empty());
        }
        // A diamond leaves less than its bounds: the corner of a square is outside.
        let turned = Transform::rotate_at(Angle::deg(45.0), Abs::zero(), Abs::zero());
        let diamond = Outline::of_rect(rect(-10.0, -10.0, 20.0, 20.0), turned);
        assert!(plain(10.0, 10.0, 4.0, 4.0).within(&diamond).is_empty());
        assert_bounds(&plain(-1.0, -1.0, 2.0, 2.0).within(&diamond), [-1.0, -1.0, 1.0, 1.0]);
    }

    #[test]
    fn spans_follow_the_form() {
        let spans = |outline: &Outline, y: f64| -> Vec<(f64, f64)> {
            outline.spans(Abs::pt(y)).iter().map(|(a, b)| (a.to_pt(), b.to_pt())).collect()
        };
        assert_eq!(spans(&plain(2.0, 3.0, 4.0, 5.0), 4.0), [(2.0, 6.0)]);
        assert_eq!(spans(&plain(2.0, 3.0, 4.0, 5.0), 9.0), []);
        // A ring in a ring: a hole by one rule, none by the other.
        let mut curve = Curve::rect(Size::splat(Abs::pt(9.0)));
        let inner =
            [(3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0)].map(|(x, y)| Point::new(Abs::pt(x), Abs::pt(y)));
        curve.move_(inner[0]);
        inner[1..].iter().for_each(|&point| curve.line(point));
        curve.close();
        let with = |rule| Outline::of_curve(&curve, rule, Transform::identity());
        assert_eq!(spans(&with(FillRule::EvenOdd), 4.5), [(0.0, 3.0), (6.0, 9.0)]);
        let all = spans(&with(FillRule::NonZero), 4.5);
        assert_eq!((all[0].0, all[all.len() - 1].1), (0.0, 9.0));
        assert!(all.windows(2).all(|pair| (pair[0].1 - pair[1].0).abs() < 1e-9), "{all:?}");
    }

    #[test]
    fn thickness_is_that_of_the_thinnest_side() {
        let near = |found: Abs, wanted: f64| assert!((found.to_pt() - wanted).abs() < 1e-6, "{found:?}");
        near(plain(0.0, 0.0, 100.0, 0.2).thickness(), 0.2);
        near(plain(0.0, 0.0, 100.0, 0.0).thickness(), 0.0);
        let small = Transform::rotate_at(Angle::deg(30.0), Abs::pt(7.0), Abs::pt(1.0))
            .pre_concat(Transform::scale(Ratio::new(1.0), Ratio::new(0.5)));
        near(Outline::of_rect(rect(0.0, 0.0, 100.0, 0.2), small).thickness(), 0.1);
        near(Outline::default().thickness(), 0.0);
        let circle = Curve::ellipse(Size::splat(Abs::pt(8.0)));
        let circle = Outline::of_curve(&circle, FillRule::NonZero, Transform::identity());
        assert!((circle.thickness().to_pt() - 8.0).abs() < 0.05);
    }
}
