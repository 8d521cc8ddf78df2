//! Charts and cards: what they say and the lengths they draw, read back from frames.

use typst_library::layout::{Frame, FrameItem, Point};
use typst_library::visualize::Geometry;

use super::{Glyph, SIZE, collect, compile};

/// The boxes of all shapes that are drawn as rectangles or as circles, in order: x, y, width, height (pt).
fn shapes(frame: &Frame, origin: Point, round: bool, found: &mut Vec<[f64; 4]>) {
    for (at, item) in frame.items() {
        let place = origin + *at;
        match item {
            FrameItem::Group(group) => {
                shapes(
                    &group.frame,
                    place + Point::new(group.transform.tx, group.transform.ty),
                    round,
                    found,
                );
            }
            FrameItem::Shape(shape, _) => {
                let wanted = match shape.geometry {
                    Geometry::Rect(_) => !round,
                    Geometry::Curve(_) => round,
                    Geometry::Line(_) => false,
                };
                if wanted {
                    let size = shape.geometry.bbox(None).size();
                    found.push([place.x.to_pt(), place.y.to_pt(), size.x.to_pt(), size.y.to_pt()]);
                }
            }
            _ => {}
        }
    }
}

struct Drawn {
    bars: Vec<[f64; 4]>,
    dots: Vec<[f64; 4]>,
    glyphs: Vec<Glyph>,
}

fn drawn(source: &str) -> Drawn {
    let document = compile(&format!("#import \"/charts.typ\": *\n{source}"));
    let frame = &document.pages()[0].frame;
    let (mut bars, mut dots, mut glyphs) = (Vec::new(), Vec::new(), Vec::new());
    shapes(frame, Point::zero(), false, &mut bars);
    shapes(frame, Point::zero(), true, &mut dots);
    collect(frame, Point::zero(), &mut glyphs);
    Drawn { bars, dots, glyphs }
}

impl Drawn {
    /// The words, one for each run of glyphs on one line that follow each other.
    fn words(&self) -> Vec<(String, f64, f64, f64)> {
        let mut found: Vec<(String, f64, f64, f64)> = Vec::new();
        for glyph in &self.glyphs {
            let (x, width) = (glyph.x * SIZE, glyph.advance * glyph.size);
            match found.last_mut() {
                Some((text, _, right, y)) if (*y - glyph.y).abs() < 0.01 && (*right - x).abs() < 0.5 => {
                    text.push_str(&glyph.text);
                    *right = x + width;
                }
                _ => found.push((glyph.text.clone(), x, x + width, glyph.y)),
            }
        }
        found
    }

    fn texts(&self) -> Vec<String> {
        self.words().into_iter().map(|word| word.0).collect()
    }

    fn no_words_collide(&self) {
        let words = self.words();
        for (index, a) in words.iter().enumerate() {
            for b in &words[index + 1..] {
                let same_line = (a.3 - b.3).abs() < 6.0;
                assert!(!same_line || a.2 <= b.1 + 0.01 || b.2 <= a.1 + 0.01, "{a:?} and {b:?} collide");
            }
        }
    }
}

/// Points as a Typst array.
fn points(values: &[&str]) -> String {
    let points: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(index, value)| format!("(label: \"{}\", value: \"{value}\", number: {value})", 2015 + index))
        .collect();
    format!("({},)", points.join(", "))
}

#[test]
fn bars_are_in_proportion_and_say_their_values() {
    for values in [
        &["61", "70", "78", "85", "89"][..],
        &["0", "1000000000"],
        &["3.5", "-2.5", "1"],
        &["5", "5", "5"],
        &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        &["0", "0"],
        &["-4", "-8"],
    ] {
        for width in [110.0, 145.0, 300.0] {
            let chart = drawn(&format!("#bars({}, {width}pt, 80pt, title: \"提案（件）\")", points(values)));
            let numbers: Vec<f64> = values.iter().map(|value| value.parse().unwrap()).collect();
            let largest = numbers.iter().fold(0.0_f64, |most, number| most.max(number.abs()));
            assert_eq!(chart.bars.len(), values.len());
            let longest = chart.bars.iter().fold(0.0_f64, |most, bar| most.max(bar[3]));
            for (bar, number) in chart.bars.iter().zip(&numbers) {
                let wanted = if largest > 0.0 { longest * number.abs() / largest } else { 0.0 };
                assert!((bar[3] - wanted).abs() <= longest * 0.001, "{values:?}: {bar:?} for {number}");
                assert!(
                    bar[0] >= 0.0
                        && bar[0] + bar[2] <= width + 0.01
                        && bar[1] >= 12.0
                        && bar[1] + bar[3] <= 68.01
                );
            }
            // Bars above and below zero meet at one line.
            let zero: Vec<f64> = chart
                .bars
                .iter()
                .zip(&numbers)
                .map(|(bar, n)| if *n < 0.0 { bar[1] } else { bar[1] + bar[3] })
                .collect();
            assert!(zero.iter().all(|y| (y - zero[0]).abs() < 0.01), "{values:?}: {zero:?}");
            // The last value is always there, as it was written.
            let texts = chart.texts();
            assert!(texts.contains(&values[values.len() - 1].to_owned()), "{texts:?}");
            chart.no_words_collide();
        }
    }
}

#[test]
fn a_line_goes_through_its_points() {
    for values in [&["61", "70", "78", "85", "89"][..], &["9", "2", "7"], &["-3", "0", "3", "1"], &["4", "4"]]
    {
        let chart = drawn(&format!("#line-chart({}, 145pt, 90pt, title: \"提案（件）\")", points(values)));
        let numbers: Vec<f64> = values.iter().map(|value| value.parse().unwrap()).collect();
        assert_eq!(chart.dots.len(), values.len());
        let centres: Vec<f64> = chart.dots.iter().map(|dot| dot[1] + dot[3] / 2.0).collect();
        let (least, most) = numbers.iter().fold((f64::MAX, f64::MIN), |(l, m), n| (l.min(*n), m.max(*n)));
        let at = |wanted: f64| {
            let index = numbers.iter().position(|n| (n - wanted).abs() < 1e-9).unwrap();
            centres[index]
        };
        for (centre, number) in centres.iter().zip(&numbers) {
            let share = if most > least { (number - least) / (most - least) } else { 0.0 };
            let wanted = at(least) + (at(most) - at(least)) * share;
            assert!((centre - wanted).abs() < 0.05, "{values:?}: {centre} {wanted}");
        }
        let texts = chart.texts();
        assert!(values.iter().all(|value| texts.contains(&(*value).to_owned())), "{texts:?}");
        chart.no_words_collide();
    }
}

#[test]
fn shares_are_in_proportion() {
    let chart = drawn(
        "#share-chart(((label: \"民生\", value: \"56\", number: 56), (label: \"经济\", value: \"22\", number: 22), (label: \"其他\", value: \"11\", number: 11)), 178pt, 60pt)",
    );
    let long: Vec<f64> = chart.bars.iter().take(3).map(|bar| bar[2]).collect();
    for (long, number) in long.iter().zip([56.0, 22.0, 11.0]) {
        assert!((long - 178.0 * number / 89.0).abs() < 0.02, "{long} for {number}");
    }
    let text = chart.texts().concat();
    assert!(text.contains("62.9%") && text.contains("24.7%") && text.contains("12.4%"), "{text}");
}

#[test]
fn a_card_says_what_changed() {
    let card = |change: &str, unit: &str, featured: bool| {
        let metric = format!(
            "(value: \"89\", unit: \"{unit}\", label: \"立案提案\", featured: {featured}, change: {change})"
        );
        drawn(&format!("#block(width: 90pt, height: 70pt, card({metric}, 90pt, changes: true))"))
    };
    let said = |change: &str, unit: &str| card(change, unit, false).texts().concat();
    assert!(said("(direction: 1, by: \"4\", percent: \"4.7\")", "件").contains("比上年增加4件（4.7%）"));
    assert!(said("(direction: -1, by: \"1.5\", percent: none)", "%").contains("比上年减少1.5个百分点"));
    assert!(said("(direction: 0, by: \"0\", percent: none)", "件").contains("与上年持平"));
    assert!(said("(direction: 1, by: \"40\", percent: none)", "余篇").contains("比上年增加40篇"));
    assert!(!said("none", "件").contains("上年"));
    // A featured figure is larger; cards of one row have their labels on one line.
    let (plain, large) = (card("none", "件", false), card("none", "件", true));
    let size = |drawn: &Drawn| drawn.glyphs.iter().find(|glyph| glyph.text == "8").unwrap().size;
    assert!(size(&large) > size(&plain) * 1.1);
    let label = |drawn: &Drawn| drawn.glyphs.iter().find(|glyph| glyph.text == "立").unwrap().y;
    assert!((label(&large) - label(&plain)).abs() < 0.01);
}
