//! How long a page takes. `cargo bench` prints the figures; README.md quotes their ratios.
//!
//! Cold means without any result kept from an earlier compilation: `comemo::evict(0)` runs before each.

use banmian::job::{self, Edition, Input};
use banmian::makeup::plan::Plan;
use banmian::makeup::solve::solve;
use banmian::makeup::story::{Galley, Paragraph, PhotoShape, Story};
use banmian::press::{pdf, preview};
use banmian::report;
use banmian::typeset::{FontOptions, Fonts};
use divan::Bencher;

fn main() {
    divan::main();
}

fn fonts() -> Fonts {
    Fonts::load(&FontOptions::default()).unwrap_or_else(|_| unreachable!("the embedded fonts load"))
}

/// The sample, or the sample without its photos and with slots where they were.
fn sample(photos: bool) -> (Edition, Plan) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/jingyuan/2024");
    let Ok(mut edition) = job::open(&Input::new(folder)) else { unreachable!("the sample opens") };
    let Ok(mut plan) = toml::from_str::<Plan>(include_str!("../tests/page/plan.toml")) else {
        unreachable!("the sample's plan is good")
    };
    if !photos {
        edition.photos.clear();
        edition.loaded.report.photos.clear();
        edition.loaded.report.sections.iter_mut().for_each(|section| section.photos.clear());
        plan.sections.iter_mut().for_each(|section| section.photos.clear());
    }
    (edition, plan)
}

#[divan::bench]
fn load_fonts() -> Fonts {
    fonts()
}

#[divan::bench(args = [false, true])]
fn cold_build(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (edition, plan) = sample(photos);
    bencher.bench_local(|| {
        comemo::evict(0);
        let outcome = job::run_with(&edition, plan.clone(), &fonts);
        outcome.document.map(|document| pdf::export(&document, None, None))
    });
}

/// The same with the solver's plan instead of the pinned one.
#[divan::bench(args = [false, true])]
fn cold_build_solved(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (edition, _) = sample(photos);
    bencher.bench_local(|| {
        comemo::evict(0);
        let outcome = job::make(&edition, &fonts);
        outcome.document.map(|document| pdf::export(&document, None, None))
    });
}

/// The solver's plan, found beforehand and pinned: what solving and measuring add is the difference to the above.
#[divan::bench(args = [false, true])]
fn cold_build_of_the_solved_plan(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (edition, _) = sample(photos);
    let Some(plan) = job::make(&edition, &fonts).plan else { unreachable!("the sample has a plan") };
    bencher.bench_local(|| {
        comemo::evict(0);
        let outcome = job::run_with(&edition, plan.clone(), &fonts);
        outcome.document.map(|document| pdf::export(&document, None, None))
    });
}

/// Typst's own compile and export of the same files, without our checks: what the whole is measured against.
#[divan::bench(args = [false, true])]
fn cold_typst_alone(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (edition, plan) = sample(photos);
    let placement = job::placement(&edition, &plan, &job::photo_order(&edition));
    let world = job::world(&edition, &placement, &fonts);
    bencher.bench_local(|| {
        comemo::evict(0);
        typst::compile::<typst_layout::PagedDocument>(&world)
            .output
            .map(|document| pdf::export(&document, None, None))
    });
}

/// A rebuild of the page, without the PDF, after one word was edited: each round edits it anew.
#[divan::bench(args = [false, true])]
fn rebuild_after_an_edit(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (mut edition, plan) = sample(photos);
    let first = edition.loaded.report.sections[2].body[0].clone();
    let mut round = 0;
    bencher.bench_local(|| {
        round += 1;
        edition.loaded.report.sections[2].body[0] =
            first.replacen("百姓", &format!("百{}", round % 10_000), 1);
        let outcome = job::run_with(&edition, plan.clone(), &fonts);
        comemo::evict(4);
        outcome
    });
}

#[divan::bench]
fn read_report(bencher: Bencher) {
    let text = include_str!("../data/jingyuan/2024/report.json");
    bencher.bench_local(|| report::read_text(text.to_owned(), "report.json"));
}

#[divan::bench]
fn png_at_100_ppi(bencher: Bencher) {
    let (edition, plan) = sample(true);
    let Some(document) = job::run_with(&edition, plan, &fonts()).document else {
        unreachable!("the sample is good")
    };
    bencher.bench_local(|| preview::png(&document, 100.0));
}

/// Solving alone, from galleys that are there.
#[divan::bench]
fn solve_alone(bencher: Bencher) {
    let fonts = fonts();
    let (edition, _) = sample(true);
    let Ok(task) = job::task(&edition, &fonts) else { unreachable!("the sample is good") };
    let settings = &edition.template.settings;
    bencher.bench_local(|| solve(&settings.grid, &settings.makeup, &task.stories, false, task.most));
}

/// Sections made up for the solver: every third has a photo, the text is that of a page shared out.
fn made_up(sections: usize, photos: usize) -> Vec<Story> {
    let aspects = [1.5, 0.75, 1.33, 2.6, 1.0];
    (0..sections)
        .map(|index| {
            let lines =
                280 / u32::try_from(sections).unwrap_or(1) + u32::try_from(index * 7 % 5).unwrap_or(0);
            let paragraphs = |lines: u32| vec![Paragraph { lines, characters: lines * 12, last: 6.0 }];
            Story {
                heading: vec![7.0, 7.0],
                galleys: [(13, lines), (20, lines * 13 / 20 + 1)]
                    .map(|(measure, lines)| Galley { measure, paragraphs: paragraphs(lines) })
                    .to_vec(),
                photos: (0..photos)
                    .filter(|photo| photo % sections == index)
                    .map(|photo| PhotoShape {
                        photo,
                        aspect: aspects[photo % aspects.len()],
                        pixels: 2400,
                        caption: "说明".repeat(10),
                    })
                    .collect(),
                quote: Some("一句说得清楚也站得住的话。".to_owned()),
            }
        })
        .collect()
}

/// Solving one page with 7 sections and 12 photos, galleys given.
#[divan::bench]
fn solve_7_sections_12_photos(bencher: Bencher) {
    let (edition, _) = sample(false);
    let stories = made_up(7, 12);
    let settings = &edition.template.settings;
    bencher.bench_local(|| solve(&settings.grid, &settings.makeup, &stories, false, 80));
}

/// How solving grows with the sections; no photos.
#[divan::bench(args = [4, 8, 16, 32])]
fn solve_sections(bencher: Bencher, sections: usize) {
    let (edition, _) = sample(false);
    let stories = made_up(sections, 0);
    let settings = &edition.template.settings;
    bencher.bench_local(|| solve(&settings.grid, &settings.makeup, &stories, false, 80));
}
