//! News value: what a report says of importance, and what is taken when it says nothing.

use banmian::makeup::PhotoOrder;
use banmian::makeup::news_value::{photo_ranks, ranks};
use banmian::makeup::photo_order::photo_inputs;
use banmian::report::Importance::{self, Brief, Lead, Normal};
use serde_json::{Value, json};

use super::reports::{Made, make};

/// The random report 4 with the lengths of its sections changed, and what it says of importance.
fn report(lengths: &[usize], said: &[(usize, &str)]) -> Made {
    let mut made = make(4);
    let sections = made.json["sections"].as_array_mut().unwrap();
    sections.truncate(lengths.len());
    for (section, length) in sections.iter_mut().zip(lengths) {
        section["body"] = json!(["文".repeat(*length)]);
    }
    for (index, importance) in said {
        made.json["sections"][*index]["importance"] = json!(importance);
    }
    made
}

fn found(made: &Made) -> Vec<Importance> {
    ranks(&made.edition().loaded.report)
}

#[test]
fn the_first_section_leads_and_short_ones_are_brief() {
    assert_eq!(found(&report(&[300, 500, 100, 400], &[])), [Lead, Normal, Brief, Normal]);
    assert_eq!(found(&report(&[500], &[])), [Normal], "one alone leads nothing");
    // What the report says goes before.
    assert_eq!(found(&report(&[300, 500, 100], &[(1, "lead")])), [Normal, Lead, Brief]);
    assert_eq!(found(&report(&[300, 500, 100], &[(0, "brief")])), [Brief, Lead, Brief]);
    assert_eq!(found(&report(&[300, 500, 100], &[(2, "normal")])), [Lead, Normal, Normal]);
}

/// The ranks of photos, their shapes, and which stand with each section.
type Ranked = (Vec<Importance>, Vec<(u32, u32)>, Vec<Vec<usize>>);

/// Which photos of a report have which rank; all sections but the first are brief or not.
fn of_photos(change: impl Fn(&mut Value)) -> Ranked {
    let mut made = make(4);
    change(&mut made.json);
    let edition = made.edition();
    let order = PhotoOrder::new(&edition);
    let report = &edition.loaded.report;
    let found = photo_ranks(report, &photo_inputs(&edition), &order, &ranks(report));
    (found, made.photos, order.sections.into_iter().map(|rows| rows.concat()).collect())
}

#[test]
fn one_photo_is_the_main_picture() {
    let (found, shapes, order) = of_photos(|_| {});
    let main: Vec<usize> = (0..found.len()).filter(|&index| found[index] == Lead).collect();
    assert_eq!(main.len(), 1);
    assert!(order.iter().flatten().any(|&index| index == main[0]), "it stands with a section");
    // Upright ones and panoramas give way to ordinary ones.
    let (width, height) = shapes[main[0]];
    assert!((1.2..2.0).contains(&(f64::from(width) / f64::from(height))), "{width} × {height}");
    // The report's word goes before, even for a worse one.
    let other = *order.iter().flatten().find(|&&index| index != main[0]).unwrap();
    let (named, ..) = of_photos(|json| json["photos"][other]["importance"] = json!("lead"));
    assert_eq!(named[other], Lead);
    assert_eq!(named.iter().filter(|rank| **rank == Lead).count(), 1);
    // Photos of brief sections are brief.
    let (brief, _, order) = of_photos(|json| {
        for section in json["sections"].as_array_mut().unwrap().iter_mut().skip(1) {
            section["importance"] = json!("brief");
        }
    });
    assert!(order[1..].iter().flatten().all(|&index| brief[index] == Brief));
}

/// The pictures of each section of a report with four sections of so many characters and ten photos, of which the first section
/// names some.
fn pictures(characters: usize, named: usize) -> Vec<Vec<Vec<usize>>> {
    let mut made = report(&[characters, 400, 400, 400], &[]);
    let photo = |index: usize| json!({ "id": format!("p{index}"), "file": "p.jpg", "caption": "说明" });
    made.json["photos"] = json!((0..10).map(photo).collect::<Vec<_>>());
    made.photos = vec![super::reports::SHAPES[0]; 10];
    for section in made.json["sections"].as_array_mut().unwrap() {
        section["photos"] = json!([]);
    }
    made.json["sections"][0]["photos"] =
        json!((0..named).map(|index| format!("p{index}")).collect::<Vec<_>>());
    // Without a picture of its own the headline takes none away.
    PhotoOrder::without_lead(&made.edition()).sections
}

#[test]
fn many_photos_of_a_section_stand_in_rows() {
    let rows = pictures(4000, 10)[0].iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(rows, [1, 3, 3, 3], "no row has more than three, and the first stands alone");
}

#[test]
fn photos_that_no_section_names_are_shared_out() {
    let sections: Vec<Vec<usize>> = pictures(2000, 2).into_iter().map(|rows| rows.concat()).collect();
    assert_eq!(sections[0], [2, 3, 4, 0, 1], "three open the first section");
    let others: Vec<usize> = sections[1..].iter().map(Vec::len).collect();
    assert_eq!(others, [2, 2, 1], "the others stand where there are fewest");
}
