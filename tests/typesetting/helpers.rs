//! The helpers for template authors: the vertical headline and emphasis dots.

use typst_library::layout::{Frame, FrameItem, Point};
use typst_library::visualize::Geometry;

use banmian::typeset::words::Kept;

use super::{Glyph, MEASURES, SIZE, collect, compile};

fn glyphs(source: &str) -> Vec<Glyph> {
    let document = compile(source);
    let mut found = Vec::new();
    collect(&document.pages()[0].frame, Point::zero(), &mut found);
    found
}

#[test]
fn a_vertical_headline_stands_in_columns_from_right_to_left() {
    let found = glyphs("#vertical((\"山河新\", \"——记\"), size: 20pt, gap: 10pt)");
    let at: Vec<(String, f64, f64)> = found.iter().map(|g| (g.text.clone(), g.x * SIZE, g.y)).collect();
    let of = |text: &str| at.iter().find(|(said, ..)| said == text).unwrap();
    // One column to the right of the other, characters one em apart.
    assert!((of("山").1 - of("记").1 - 30.0).abs() < 0.01, "{at:?}");
    assert!((of("河").2 - of("山").2 - 20.0).abs() < 0.01 && (of("新").2 - of("河").2 - 20.0).abs() < 0.01);
    assert!((of("河").1 - of("山").1).abs() < 0.01);
    // The dash takes two places.
    assert!(at.iter().any(|(said, ..)| said == "——"), "the dash is one piece: {at:?}");
    assert!((of("记").2 - of("山").2 - 40.0).abs() < 0.01, "{at:?}");
}

#[test]
fn numerals_go_on_after_ten() {
    let of = |theme: &str, index: usize| {
        let source = format!("#numeral({index}, kind: \"{theme}\")");
        glyphs(&source).iter().map(|glyph| glyph.text.as_str()).collect::<String>()
    };
    for (index, formal, plain) in [
        (0, "壹", "一"),
        (8, "玖", "九"),
        (9, "拾", "十"),
        (10, "拾壹", "十一"),
        (18, "拾玖", "十九"),
        (19, "贰拾", "二十"),
        (31, "叁拾贰", "三十二"),
    ] {
        assert_eq!((of("formal", index), of("plain", index)), (formal.to_owned(), plain.to_owned()));
    }
    assert_eq!(of("figures", 11), "12");
}

#[test]
fn marks_take_their_vertical_forms() {
    for mark in ["…", "（", "）", "《", "》", "，", "。", "“", "”"] {
        let upright = &glyphs(&format!(
            "#text(font: faces(\"headline\"), weight: 900, lang: \"zh\", region: \"cn\", features: (\"fwid\",), \"{mark}\")"
        ))[0];
        let turned = &glyphs(&format!("#vertical((\"{mark}\",))"))[0];
        assert_ne!(upright.id, turned.id, "{mark} has no vertical form");
    }
    // Chinese characters stay as they are.
    let upright = &glyphs("#text(font: faces(\"headline\"), weight: 900, lang: \"zh\", \"山\")")[0];
    assert_eq!(upright.id, glyphs("#vertical((\"山\",))")[0].id);
}

#[test]
fn marks_stand_in_the_column_of_their_characters() {
    for line in ["《山河》，（新）。", "“山河”：‘新’", "山、河；新！"] {
        let found = glyphs(&format!("#vertical((\"{line}\",), size: 20pt)"));
        assert_eq!(found.len(), line.chars().count());
        for (number, glyph) in found.iter().enumerate() {
            let x = (glyph.x - found[0].x) * SIZE;
            let y = glyph.y - found[0].y;
            assert!(x.abs() < 0.01, "{line}: {} stands {x:.2} pt beside its column", glyph.text);
            assert!((y - 20.0 * number as f64).abs() < 0.01, "{line}: {} stands at {y:.2}", glyph.text);
        }
    }
}

#[test]
fn short_figures_stand_upright_in_one_square() {
    let found = glyphs("#vertical((\"第14届\",), size: 20pt)");
    let ys: Vec<f64> = found.iter().map(|g| g.y).collect();
    // 1 and 4 share a square, one em below 第 and above 届.
    assert_eq!(found.len(), 4);
    assert!(
        (ys[1] - ys[2]).abs() < 0.01
            && (ys[1] - ys[0] - 20.0).abs() < 0.01
            && (ys[3] - ys[0] - 40.0).abs() < 0.01
    );
}

/// The centres of all circles (pt).
fn dots(frame: &Frame, origin: Point, found: &mut Vec<(f64, f64)>) {
    for (at, item) in frame.items() {
        let place = origin + *at;
        match item {
            FrameItem::Group(group) => {
                dots(&group.frame, place + Point::new(group.transform.tx, group.transform.ty), found);
            }
            FrameItem::Shape(shape, _) if matches!(shape.geometry, Geometry::Curve(_)) => {
                let size = shape.geometry.bbox(None).size();
                found.push((place.x.to_pt() + size.x.to_pt() / 2.0, place.y.to_pt() + size.y.to_pt() / 2.0));
            }
            _ => {}
        }
    }
}

#[test]
fn emphasis_dots_hang_under_chinese_characters_only() {
    let said = "全县上下一条心，把5G基站和“共享书屋”建到家门口，让群众少跑路。";
    for measure in MEASURES {
        let set = |text: &str| {
            compile(&format!(
                "#block(width: {}pt, running(body-size, pitch, \"body\", par({text})))",
                f64::from(measure) * SIZE
            ))
        };
        let document = set(&format!("emphasis(\"{said}\")"));
        let mut glyphs = Vec::new();
        collect(&document.pages()[0].frame, Point::zero(), &mut glyphs);
        let mut found = Vec::new();
        dots(&document.pages()[0].frame, Point::zero(), &mut found);
        let han: Vec<&Glyph> = glyphs
            .iter()
            .filter(|g| g.text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)))
            .collect();
        assert_eq!(found.len(), han.len(), "{measure}");
        for glyph in han {
            let (x, y) = (glyph.x * SIZE + SIZE / 2.0, glyph.y);
            assert!(
                found.iter().any(|dot| (dot.0 - x).abs() < 0.05 * SIZE
                    && (0.05 * SIZE..0.45 * SIZE).contains(&(dot.1 - y))),
                "{measure}: no dot under {} at {x:.1} {y:.1}: {found:?}",
                glyph.text
            );
        }
        // The dots take no room: lines stand where they stand without them, and as many.
        let mut plain = Vec::new();
        collect(&set(&format!("\"{said}\"")).pages()[0].frame, Point::zero(), &mut plain);
        let baselines = |glyphs: &[Glyph]| {
            let mut ys: Vec<i64> = glyphs.iter().map(|g| (g.y * 100.0).round() as i64).collect();
            ys.dedup();
            ys
        };
        assert_eq!(baselines(&glyphs), baselines(&plain), "{measure}");
        assert!(baselines(&glyphs).len() > 1);
    }
}

#[test]
fn emphasis_keeps_the_quarter_em_and_the_units() {
    let places = |body: &str| -> Vec<(String, f64)> {
        let found =
            glyphs(&format!("#block(width: 3000pt, running(body-size, pitch, \"body\", par({body})))"));
        found.into_iter().map(|glyph| (glyph.text, glyph.x)).collect()
    };
    for said in ["把5G基站建到2024年", "共89件，占95%以上", "用Wi-Fi上网"] {
        let data = serde_json::to_string(&banmian::typeset::han::prepare(said, &Kept::default())).unwrap();
        let (plain, dotted) = (places(&data), places(&format!("emphasis({data})")));
        assert_eq!(plain.len(), dotted.len());
        for (one, other) in plain.iter().zip(&dotted) {
            assert!(one.0 == other.0 && (one.1 - other.1).abs() < 0.01, "{said}: {one:?} {other:?}");
        }
    }
    // Wherever the line breaks, numbers keep their units, and no mark starts a line.
    let filler: Vec<char> = super::FILLER.chars().cycle().take(40).collect();
    for measure in MEASURES {
        for before in 0..=measure as usize {
            let said = format!(
                "{}帮扶2024户，“山河”{}。",
                filler[..before].iter().collect::<String>(),
                filler[..9].iter().collect::<String>()
            );
            let data =
                serde_json::to_string(&banmian::typeset::han::prepare(&said, &Kept::default())).unwrap();
            let document = compile(&format!(
                "#block(width: {}pt, running(body-size, pitch, \"body\", par(emphasis({data}))))",
                f64::from(measure) * SIZE
            ));
            let lines: Vec<_> = super::lines_of(&document, 1).remove(0);
            assert!(lines.iter().any(|line| line.text().contains("2024户，")), "{measure}: {said}");
            for (number, line) in lines.iter().enumerate() {
                assert!(!line.text().starts_with(['，', '”', '。']), "{measure}: {}", line.text());
                assert!(line.right() <= f64::from(measure) + 0.02, "{measure}: {}", line.text());
                // All lines but the last are justified.
                let full = line.right() > f64::from(measure) - 0.02;
                assert!(full || number + 1 == lines.len(), "{measure}: {} {}", line.text(), line.right());
            }
        }
    }
}
