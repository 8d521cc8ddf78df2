//! Text on its ground: colours, pictures, outlines.

use super::{nothing, outcome, part, places, said};

fn credits(body: &str) -> String {
    format!("#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, {body})\n")
}

#[test]
fn white_on_white() {
    let white = credits("text(size: 8pt, fill: white, report.credits)");
    assert_eq!(
        places(&outcome(&[("parts/credits.typ", &white)], nothing), "not-drawn.same-colour"),
        ["/credits"]
    );
    let on_its_ground = credits("block(fill: accent, text(size: 8pt, fill: white, report.credits))");
    assert_eq!(said(&outcome(&[("parts/credits.typ", &on_its_ground)], nothing)), []);
    let outlined = credits("text(size: 8pt, fill: white, stroke: 0.6pt + black, report.credits)");
    assert_eq!(said(&outcome(&[("parts/credits.typ", &outlined)], nothing)), []);
    // An outline in the letters' own colour is none.
    let bold = credits("text(size: 8pt, fill: white, stroke: 0.6pt + white, report.credits)");
    assert_eq!(
        places(&outcome(&[("parts/credits.typ", &bold)], nothing), "not-drawn.same-colour"),
        ["/credits"]
    );
    let pale = credits("text(size: 8pt, fill: cmyk(0%, 0%, 60%, 0%), report.credits)");
    assert_eq!(
        places(&outcome(&[("parts/credits.typ", &pale)], nothing), "not-drawn.same-colour"),
        ["/credits"]
    );
    let faint = credits("text(size: 8pt, fill: luma(70%), report.credits)");
    assert_eq!(places(&outcome(&[("parts/credits.typ", &faint)], nothing), "faint"), ["/credits"]);
}

#[test]
fn text_on_a_photo() {
    let kicker = |how: &str| {
        let hero = part("parts/hero.typ");
        let from = "line-of(head.kicker, \"kai\", 400, 0.12, text(tracking: 0.06em, said.kicker))";
        assert!(hero.contains(from));
        let set =
            "at(head.kicker, align(center, text(font: faces(\"kai\"), size: head.kicker.height * 1pt, HOW)))";
        hero.replace(from, &set.replace("HOW", how))
    };
    // The sample's sky is bright.
    let white = kicker("text(fill: paper, said.kicker)");
    let bad = outcome(&[("parts/hero.typ", &white)], nothing);
    assert_eq!(places(&bad, "faint"), ["/headline/kicker"], "{:?}", said(&bad));
    assert!(!bad.has_errors(), "{:?}", said(&bad));
    let black = kicker("text(fill: black, said.kicker)");
    assert_eq!(said(&outcome(&[("parts/hero.typ", &black)], nothing)), []);
    let outlined = kicker("outlined(2.6pt, black, said.kicker)");
    assert_eq!(said(&outcome(&[("parts/hero.typ", &outlined)], nothing)), []);
    // Below the sky the photo has gone, and paper is left: white words on it are not seen.
    let byline = part("parts/hero.typ").replace(
        "  caption(plan)\n",
        "  place(top + left, dx: 4pt, dy: (plan.lead.y + plan.lead.height) * 1pt - 12pt, text(fill: paper, said.byline))\n",
    );
    let byline = byline.replace("line-of(head.byline, \"kai\", 400, 0.16, said.byline)", "");
    let bad = outcome(&[("parts/hero.typ", &byline)], nothing);
    assert_eq!(places(&bad, "not-drawn.same-colour"), ["/headline/byline"], "{:?}", said(&bad));
}

#[test]
fn a_picture_drawn_later_hides_text() {
    let over = credits("{ report.credits; place(top + right, picture-over) }")
        .replace("#let credits", "#let picture-over = image(\"/photos/1.png\", width: 300pt, height: 12pt, fit: \"stretch\")\n#let credits")
        .replace("{ report", "{ set align(right); report");
    let bad = outcome(&[("parts/credits.typ", &over)], nothing);
    assert_eq!(places(&bad, "not-drawn.hidden"), ["/credits"], "{:?}", said(&bad));
}
