//! Pages that are bad on purpose: a text of the report that is missing or cannot be read is an error at its place, with the
//! file that is to blame; what only looks as if it were is none.

mod grounds;

use banmian::edition::{Edition, FolderFile, Template};
use banmian::job::{self, Outcome};

use crate::support::{FONTS, edition, english};

/// The sample on its pinned plan with parts of its template in the place of others, and its report changed.
fn outcome(parts: &[(&str, &str)], change: impl Fn(&mut serde_json::Value)) -> Outcome {
    outcome_of(&with_parts(parts, change))
}

fn outcome_of(edition: &Edition) -> Outcome {
    job::run_with(edition, crate::support::pinned_plan(), &FONTS)
}

fn with_parts(parts: &[(&str, &str)], change: impl Fn(&mut serde_json::Value)) -> Edition {
    let mut edition = edition(|text| {
        let mut report = serde_json::from_str(&text).unwrap();
        change(&mut report);
        report.to_string()
    });
    edition.county.complete(&mut edition.loaded.report, &mut edition.loaded.places);
    for (path, text) in parts {
        let replaced = replace(&mut edition.template, path, text);
        edition.template.replaced.push(replaced);
    }
    edition
}

fn replace(template: &mut Template, path: &str, text: &str) -> FolderFile {
    let file = template.files.iter_mut().find(|file| file.path == path).unwrap();
    let before = file.clone();
    file.bytes = text.as_bytes().to_vec();
    file.shown = format!("county/{path}");
    before
}

/// A part of the template with one of its pieces changed.
fn changed(path: &str, from: &str, to: &str) -> String {
    let text = part(path);
    assert!(text.contains(from), "{path} has no {from}");
    text.replace(from, to)
}

fn part(path: &str) -> String {
    std::fs::read_to_string(crate::support::root().join("templates/newspaper-feature").join(path)).unwrap()
}

/// What is said of texts: key, pointer, words, hint.
fn said(outcome: &Outcome) -> Vec<(&'static str, String, String, String)> {
    outcome
        .findings
        .iter()
        .filter(|finding| finding.code == "not-drawn" || finding.code == "faint")
        .map(|finding| {
            let pointer = finding.place.as_ref().and_then(|place| place.pointer.clone()).unwrap_or_default();
            (finding.message.key(), pointer, english(&finding.message), english(&finding.hints[0]))
        })
        .collect()
}

/// The places of one kind of finding.
fn places(outcome: &Outcome, key: &str) -> Vec<String> {
    said(outcome).into_iter().filter(|one| one.0 == key).map(|one| one.1).collect()
}

fn nothing(_: &mut serde_json::Value) {}

#[test]
fn the_sample_has_no_fault() {
    let outcome = outcome(&[], nothing);
    assert_eq!(said(&outcome), []);
    assert_eq!(outcome.merit.unwrap().lost_characters, 0);
}

#[test]
fn empty_parts_lose_their_texts() {
    let empty = |name: &str| format!("#let {name}(..it) = []");
    let (hero, figures, folio, credits) = (empty("hero"), empty("figures"), empty("folio"), empty("credits"));
    let outcome = outcome(
        &[
            ("parts/hero.typ", &hero),
            ("parts/figures.typ", &figures),
            ("parts/folio.typ", &folio),
            ("parts/credits.typ", &credits),
        ],
        nothing,
    );
    assert!(outcome.has_errors());
    let said = said(&outcome);
    let of = |pointer: &str| said.iter().find(|one| one.1 == pointer).map(|one| (one.0, one.3.as_str()));
    for (pointer, file) in [
        ("/headline/title/0", "hero"),
        ("/headline/title/1", "hero"),
        ("/headline/kicker", "hero"),
        ("/headline/subtitle", "hero"),
        ("/headline/byline", "hero"),
        ("/lead/0", "hero"),
        ("/folio/date", "folio"),
        ("/credits", "credits"),
        ("/metrics/0/label", "figures"),
        ("/metrics/7/value", "figures"),
    ] {
        let Some((key, hint)) = of(pointer) else { panic!("{pointer} is not told: {said:?}") };
        assert_eq!(key, "not-drawn.missing", "{pointer}");
        assert!(hint.starts_with(&format!("county/parts/{file}.typ should draw it")), "{pointer}: {hint}");
    }
    let staff = said.iter().filter(|one| one.2 == "`马清源` is not on the page").count();
    assert_eq!(staff, 1, "{said:?}");
    // Nothing is said of the sections, which are all there.
    assert!(!said.iter().any(|one| one.1.starts_with("/sections") || one.1.starts_with("/photos")));
    let lost = outcome.merit.unwrap().lost_characters;
    assert!(lost > 400, "{lost}");
}

#[test]
fn a_headline_three_times_too_large_runs_into_the_body() {
    let hero =
        changed("parts/hero.typ", "fitted(it.width * 0.96pt, size,", "fitted(it.width * 2.7pt, size * 3,");
    let outcome = outcome(&[("parts/hero.typ", &hero)], nothing);
    assert!(outcome.has_errors());
    let said = said(&outcome);
    assert!(said.iter().any(|one| one.1.starts_with("/headline/title")), "{said:?}");
    let crossed: Vec<_> = said.iter().filter(|one| one.0 == "not-drawn.crossed").collect();
    assert!(crossed.iter().any(|one| one.1.starts_with("/lead") || one.1.starts_with("/headline/subtitle")));
    assert!(crossed.iter().all(|one| one.3.contains("county/parts/hero.typ")), "{crossed:?}");
}

#[test]
fn headings_that_slip_down_cross_their_text() {
    let heading = changed("parts/heading.typ", "let foot = 5pt", "let foot = -60pt");
    let outcome = outcome(&[("parts/heading.typ", &heading)], nothing);
    let crossed = places(&outcome, "not-drawn.crossed");
    // The third one's slips onto a photo.
    for section in [0, 1, 3, 4] {
        let body = format!("/sections/{section}/body/");
        assert!(crossed.iter().any(|place| place.starts_with(&body)), "{section}: {crossed:?}");
    }
    let hints = said(&outcome).into_iter().filter(|one| one.0 == "not-drawn.crossed").map(|one| one.3);
    assert!(hints.into_iter().all(|hint| hint.contains("county/parts/heading.typ")));
}

#[test]
fn a_box_over_the_body_hides_it() {
    let section = part("parts/section.typ")
        + "\n#let section-before = section\n#let section(index, said, it) = { section-before(index, said, it)
  if index == 2 { place(top + left, dx: it.slots.first().x * 1pt, dy: it.slots.first().y * 1pt,
    rect(width: 60pt, height: 50pt, fill: red, stroke: none)) } }\n";
    let outcome = outcome(&[("parts/section.typ", &section)], nothing);
    let said = said(&outcome);
    assert_eq!(said.len(), 1, "{said:?}");
    let (key, place, _, hint) = &said[0];
    assert_eq!((*key, place.as_str()), ("not-drawn.hidden", "/sections/2/body/0"));
    let line = section.lines().position(|line| line.contains("rect(width: 60pt")).unwrap() + 1;
    assert!(hint.starts_with(&format!("county/parts/section.typ:{line} draws what covers it")), "{hint}");
    // The same box drawn before the text is its ground.
    let under = section.replace("{ section-before(index, said, it)\n", "{\n");
    let under =
        under.trim_end().strip_suffix('}').unwrap().to_owned() + "  section-before(index, said, it) }\n";
    let outcome = crate::drawn::outcome(&[("parts/section.typ", &under)], nothing);
    assert_eq!(places(&outcome, "not-drawn.hidden"), Vec::<String>::new());
}

#[test]
fn staff_that_run_through_the_kind_of_page() {
    let staff = serde_json::json!([
        { "role": "责任编辑", "name": "马清源" }, { "role": "版式设计", "name": "于小禾" },
        { "role": "美术编辑", "name": "兰若云" }, { "role": "校对", "name": "马福山" },
        { "role": "摄影", "name": "兰秀英" }, { "role": "统筹", "name": "冶玉明" } ]);
    let give = |report: &mut serde_json::Value| report["folio"]["staff"] = staff.clone();
    // In the template's folio line they are set smaller, and have room.
    assert_eq!(said(&outcome(&[], give)), []);
    let folio = changed(
        "parts/folio.typ",
        "fitted(side - measure(number).width, 9pt, least: 6.5pt,",
        "text(size: 9pt,",
    );
    let said = said(&outcome(&[("parts/folio.typ", &folio)], give));
    assert!(
        said.iter().any(|one| one.0 == "not-drawn.crossed"
            && one.1.starts_with("/folio/staff/0/")
            && one.2.ends_with("and `专版` run into each other")),
        "{said:?}"
    );
    assert!(said.iter().all(|one| one.3.contains("county/parts/folio.typ:")), "{said:?}");
}

#[test]
fn credits_over_the_last_lines() {
    let long = "本版图片由县政协办公室提供，".repeat(14);
    let give = |report: &mut serde_json::Value| report["credits"] = long.clone().into();
    // The template's own credit line says that they do not fit.
    let own = outcome(&[], give);
    assert!(own.findings.iter().any(|finding| finding.code == "overset"), "{:?}", said(&own));
    let credits = "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect,\n  place(bottom + right, text(font: faces(\"kai\"), size: 8.5pt, report.credits)))\n";
    let said = said(&outcome(&[("parts/credits.typ", credits)], give));
    assert!(said.iter().any(|one| one.0 == "not-drawn.crossed" && one.1 == "/credits"), "{said:?}");
    assert!(said.iter().all(|one| one.3.contains("county/parts/credits.typ:3")), "{said:?}");
}

#[test]
fn beyond_the_page_and_cut_off() {
    let off = "#import \"/banmian.typ\": *\n#let credits(rect) = place(top + left, dx: plan.width * 1pt - 40pt, report.credits)\n";
    let outcome = crate::drawn::outcome(&[("parts/credits.typ", off)], nothing);
    assert_eq!(places(&outcome, "not-drawn.off-page"), ["/credits"]);
    let clip = "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, block(width: 30pt, height: 9pt, clip: true, box(width: 200pt, report.credits)))\n";
    let outcome = crate::drawn::outcome(&[("parts/credits.typ", clip)], nothing);
    assert_eq!(places(&outcome, "not-drawn.clipped"), ["/credits"]);
    assert!(said(&outcome)[0].3.starts_with("county/parts/credits.typ:2 draws it"));
}

#[test]
fn a_text_is_found_however_it_is_set() {
    for way in [
        "rotate(90deg, reflow: true, report.credits)",
        "scale(70%, reflow: true, report.credits)",
        "stack(dir: ltr, ..report.credits.clusters())",
        "{ report.credits.clusters().slice(0, 3).join(); h(1em); [ ]; report.credits.clusters().slice(3).join() }",
        "[壹 #report.credits]",
        "{ place(text(stroke: 3pt + white, report.credits)); report.credits }",
    ] {
        let credits = format!(
            "#import \"/banmian.typ\": *\n#let credits(rect) = place(top + left, dx: 2pt, dy: 2pt, text(size: 6pt, {way}))\n"
        );
        // In the white above the folio line's rule nothing else stands.
        let folio = "#let folio(..it) = []";
        let outcome =
            crate::drawn::outcome(&[("parts/credits.typ", &credits), ("parts/folio.typ", folio)], nothing);
        let of_credits: Vec<_> = said(&outcome).into_iter().filter(|one| one.1 == "/credits").collect();
        assert_eq!(of_credits, [], "{way}");
    }
}

#[test]
fn every_occurrence_counts_once() {
    // Two members of the staff with one name: one printed name is not enough.
    let twice =
        serde_json::json!([{ "role": "编辑", "name": "马清源" }, { "role": "校对", "name": "马清源" }]);
    let give = |report: &mut serde_json::Value| report["folio"]["staff"] = twice.clone();
    assert_eq!(said(&outcome(&[], give)), []);
    let folio = changed("parts/folio.typ", "person.name\n", "if person.role == \"编辑\" { person.name }\n");
    let outcome = outcome(&[("parts/folio.typ", &folio)], give);
    assert_eq!(places(&outcome, "not-drawn.missing"), ["/folio/staff/1/name"]);
    // The outline behind the one name is not the other.
    let folio = "#import \"/banmian.typ\": *
#let folio(rect, number: 0) = at(rect, {
  let name = report.folio.staff.first().name
  place(top + left, text(stroke: 2pt + white, name))
  place(top + left, name)
})
";
    let outcome = crate::drawn::outcome(&[("parts/folio.typ", folio)], give);
    let missing = places(&outcome, "not-drawn.missing");
    assert!(missing.contains(&"/folio/staff/1/name".to_owned()), "{missing:?}");
    assert!(!missing.contains(&"/folio/staff/0/name".to_owned()), "{missing:?}");
}

#[test]
fn the_end_of_one_heading_and_the_beginning_of_the_next_are_no_third() {
    // The two parts of the second heading, one after the other, hold a part of the fifth.
    let outcome = outcome(&[], |report| {
        report["sections"][1]["heading"] = serde_json::json!(["促发展凝心聚力", "促发展山乡换新"]);
        report["sections"][4]["heading"] = serde_json::json!(["履职为民", "凝心聚力促发展山乡换新"]);
    });
    assert_eq!(said(&outcome), vec![]);
}

#[test]
fn a_paragraph_that_loses_its_end() {
    let section = changed(
        "parts/section.typ",
        "it.width, said.body,",
        "it.width, said.body.map(it => it.clusters().slice(0, -9).join()),",
    );
    let outcome = outcome(&[("parts/section.typ", &section)], nothing);
    let said = said(&outcome);
    let (key, place, words, _) = said.iter().find(|one| one.1 == "/sections/0/body/0").unwrap();
    assert_eq!(*key, "not-drawn.part");
    assert!(place == "/sections/0/body/0" && words.contains(" is not on the page from `"), "{words}");
}

#[test]
fn what_a_template_omits_may_be_missing() {
    let credits = "#let credits(rect) = []";
    let mut edition = with_parts(&[("parts/credits.typ", credits)], nothing);
    assert_eq!(places(&outcome_of(&edition), "not-drawn.missing"), ["/credits"]);
    edition.template.settings.texts.omits = vec!["/credits".to_owned()];
    assert_eq!(said(&outcome_of(&edition)), []);
}

#[test]
fn the_headlines_photo_has_its_caption() {
    let caption = |report: &mut serde_json::Value| {
        let photos = report["photos"].as_array_mut().unwrap();
        let hero = photos.iter_mut().find(|photo| photo["id"] == "hero").unwrap();
        hero["caption"] = "县城的清晨。".into();
        hero["credit"] = "石望川 摄".into();
    };
    assert_eq!(said(&outcome(&[], caption)), []);
    let hero = changed("parts/hero.typ", "  caption(plan)\n", "");
    let outcome = outcome(&[("parts/hero.typ", &hero)], caption);
    assert_eq!(places(&outcome, "not-drawn.missing"), ["/photos/0/caption", "/photos/0/credit"]);
    assert!(said(&outcome)[0].3.starts_with("county/parts/hero.typ:"), "{:?}", said(&outcome));
}

#[test]
fn a_figure_is_not_part_of_another() {
    // The page's number 8 is gone; 89, 98 and 48 are not it.
    let folio = changed("parts/folio.typ", "      number\n    })", "    })");
    assert_eq!(
        places(&outcome(&[("parts/folio.typ", &folio)], nothing), "not-drawn.missing"),
        ["/folio/page"]
    );
}

#[test]
fn a_picture_stands_for_the_text_that_it_is_named_by() {
    let picture = |alt: &str| {
        format!(
            "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, image(\"/photos/1.png\", height: 9pt, alt: {alt}))\n"
        )
    };
    assert_eq!(said(&outcome(&[("parts/credits.typ", &picture("report.credits"))], nothing)), []);
    let other = outcome(&[("parts/credits.typ", &picture("report.county"))], nothing);
    assert_eq!(places(&other, "not-drawn.missing"), ["/credits"]);
}
