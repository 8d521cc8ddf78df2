//! How long a page takes. `cargo bench` prints the figures; README.md quotes their ratios.
//!
//! Cold means without any result kept from an earlier compilation: `comemo::evict(0)` runs before each.

use banmian::drawn;
use banmian::edition::{self, Edition, Input};
use banmian::import;
use banmian::job::{self, Opened, PressChoice};
use banmian::makeup::galley::{Galley, Paragraph};
use banmian::makeup::page::placement;
use banmian::makeup::plan::Plan;
use banmian::makeup::quote::PullQuote;
use banmian::makeup::solve::solve;
use banmian::makeup::story::{PhotoShape, Story};
use banmian::makeup::{Ground, PhotoOrder, task, world};
use banmian::press::{self, Press, PressName, pdf, preview};
use banmian::report::{self, Importance};
use banmian::typeset::words::is_word;
use banmian::typeset::{FontOptions, Fonts, JobFile, TEMPLATE_LIBRARY};
use divan::Bencher;
use typst_library::foundations::Bytes;

fn main() {
    divan::main();
}

fn fonts() -> Fonts {
    Fonts::load(&FontOptions::default()).unwrap_or_else(|_| unreachable!("the embedded fonts load"))
}

/// The sample, or the sample without its photos and with slots where they were.
fn sample(photos: bool) -> (Edition, Plan) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/jingyuan/2024");
    let Ok(mut edition) = edition::open(&Input::new(folder)) else { unreachable!("the sample opens") };
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

/// The checks of text and facts on the sample.
#[divan::bench]
fn proofread(bencher: Bencher) {
    let (edition, _) = sample(true);
    let report::Loaded { report, places, .. } = &edition.loaded;
    bencher.bench(|| report::proofread(report, places, &report::Levels::new(), &report::Names::default()));
}

/// The same for the first time, when the dictionaries are read from the program: one call, and by its name before the other.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_first_proofread(bencher: Bencher) {
    let (edition, _) = sample(true);
    let report::Loaded { report, places, .. } = &edition.loaded;
    bencher
        .bench_local(|| report::proofread(report, places, &report::Levels::new(), &report::Names::default()));
}

/// The word list of headings for the first time, when it is read from the program: one call, and by its name before the rest.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_first_word(bencher: Bencher) {
    bencher.bench_local(|| is_word("协商"));
}

/// The sample's text of 3,900 characters as a Word file, with its table of figures.
#[divan::bench]
fn import_a_word_file(bencher: Bencher) {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/word"));
    let order = import::Order {
        text: folder.join("履职报告.docx"),
        tables: vec![folder.join("数据.xlsx")],
        ..import::Order::default()
    };
    bencher.bench(|| import::run(&order));
}

/// Whether all that the sample says is drawn, on its finished page.
#[divan::bench]
fn what_is_drawn(bencher: Bencher) {
    let (edition, plan) = sample(true);
    let outcome = job::run_with(&edition, plan, &fonts());
    let (Some(document), Some(placement)) = (&outcome.document, &outcome.placement) else {
        unreachable!("the sample is set")
    };
    let (origin, hero) = (job::origins(&edition, placement), PhotoOrder::new(&edition).lead);
    bencher.bench_local(|| {
        drawn::judge(&drawn::Finished {
            edition: &edition,
            hero,
            document,
            origin: &origin,
            place: &|_| None,
        })
    });
}

#[divan::bench(args = [false, true])]
fn cold_build(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (edition, plan) = sample(photos);
    bencher.bench_local(|| {
        comemo::evict(0);
        let outcome = job::run_with(&edition, plan.clone(), &fonts);
        outcome.document.map(|document| pdf::export(&document, None))
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
        outcome.document.map(|document| pdf::export(&document, None))
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
        outcome.document.map(|document| pdf::export(&document, None))
    });
}

/// Typst's own compile and export of the same files, without our checks: what the whole is measured against.
#[divan::bench(args = [false, true])]
fn cold_typst_alone(bencher: Bencher, photos: bool) {
    let fonts = fonts();
    let (edition, plan) = sample(photos);
    let placement = placement(&edition, &plan, &PhotoOrder::new(&edition));
    let world = world::world(&edition, &placement, &fonts);
    bencher.bench_local(|| {
        comemo::evict(0);
        typst::compile::<typst_layout::PagedDocument>(&world)
            .output
            .map(|document| pdf::export(&document, None))
    });
}

/// The page with and without the choice among several settings of a paragraph; false: each in its natural one.
#[divan::bench(args = [false, true])]
fn cold_setting(bencher: Bencher, choice: bool) {
    let fonts = fonts();
    let (edition, plan) = sample(false);
    let placement = placement(&edition, &plan, &PhotoOrder::new(&edition));
    let mut world = world::world(&edition, &placement, &fonts);
    if !choice {
        let natural = "#let settings = ((0, 0),)";
        let library = TEMPLATE_LIBRARY
            .lines()
            .map(|line| if line.starts_with("#let settings = ") { natural } else { line })
            .collect::<Vec<_>>()
            .join("\n");
        assert!(library.contains(natural), "the library has a list of settings");
        let path = "/banmian.typ".to_owned();
        world.add(JobFile { shown: path.clone(), path, bytes: Bytes::from_string(library) });
    }
    bencher.bench_local(|| {
        comemo::evict(0);
        typst::compile::<typst_layout::PagedDocument>(&world).output
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
            first.text().unwrap_or_default().replacen("百姓", &format!("百{}", round % 10_000), 1).into();
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
    let Ok(task) = task::task(&std::sync::Arc::new(edition.clone()), &fonts) else {
        unreachable!("the sample is good")
    };
    let settings = &edition.template.settings;
    bencher.bench_local(|| solve(Ground::new(settings), &task.stories, false, task.most));
}

/// Sections made up for the solver: every third has a photo, the text is that of a page shared out.
fn made_up(sections: usize, photos: usize) -> Vec<Story> {
    let aspects = [1.5, 0.75, 1.33, 2.6, 1.0];
    (0..sections)
        .map(|index| {
            let lines =
                280 / u32::try_from(sections).unwrap_or(1) + u32::try_from(index * 7 % 5).unwrap_or(0);
            let paragraphs = |lines: u32| {
                vec![Paragraph { lines, characters: lines * 12, last: 6.0, loose: 0, saves: false }]
            };
            Story {
                heading: vec![7.0, 7.0],
                galleys: [(13, lines), (20, lines * 13 / 20 + 1)]
                    .map(|(measure, lines)| Galley::of(measure, paragraphs(lines)))
                    .to_vec(),
                photos: (0..photos)
                    .filter(|photo| photo % sections == index)
                    .map(|photo| PhotoShape {
                        rank: if photo == 0 { Importance::Lead } else { Importance::Normal },
                        ..PhotoShape::one(photo, aspects[photo % aspects.len()], 2400, "说明".repeat(10))
                    })
                    .collect(),
                quote: Some(PullQuote {
                    text: "一句说得清楚也站得住的话。".to_owned(),
                    heights: vec![(13, vec![5, 6]), (20, vec![4])],
                    ..PullQuote::default()
                }),
                rank: if index == 0 { Importance::Lead } else { Importance::Normal },
                panel: None,
                ..Story::default()
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
    bencher.bench_local(|| solve(Ground::new(settings), &stories, false, 80));
}

/// Solving one page whose nine photos are all in one of its sections.
#[divan::bench(sample_count = 5)]
fn solve_9_photos_in_one_section(bencher: Bencher) {
    let (edition, _) = sample(false);
    let mut stories = made_up(5, 0);
    stories[2].photos = made_up(1, 9).remove(0).photos;
    let settings = &edition.template.settings;
    bencher.bench_local(|| solve(Ground::new(settings), &stories, false, 80));
}

/// How solving grows with the sections; no photos.
#[divan::bench(args = [4, 8, 16, 32])]
fn solve_sections(bencher: Bencher, sections: usize) {
    let (edition, _) = sample(false);
    let stories = made_up(sections, 0);
    let settings = &edition.template.settings;
    bencher.bench_local(|| solve(Ground::new(settings), &stories, false, 80));
}

/// The sample with its photos replaced by ones of 12 megapixels, as cameras make them.
fn large_photos() -> Edition {
    let (mut edition, _) = sample(true);
    for (index, photo) in edition.photos.iter_mut().enumerate() {
        let (width, height) = (4240, 2830);
        let seed = u32::try_from(index).unwrap_or(0) * 37;
        // Soft shapes and a little grain, as in a photo.
        let picture = image::RgbImage::from_fn(width, height, |x, y| {
            let grain = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761) >> 28;
            let wave =
                |a: u32, b: u32| u8::try_from(((x * a + y * b + seed) / 17 + grain) % 256).unwrap_or(0);
            image::Rgb([wave(1, 2), wave(2, 1), wave(1, 1)])
        });
        let mut bytes = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 85);
        let _ = picture.write_with_encoder(encoder);
        *photo = report::PhotoFile {
            bytes: std::sync::Arc::new(typst_utils::LazyHash::new(bytes)),
            format: report::PhotoFormat::Jpeg,
            width,
            height,
        };
    }
    edition
}

/// An edition to be printed as newsprint.
fn opened(edition: Edition, fonts: Fonts) -> Opened {
    let Ok(press) = Press::open(PressName::Newsprint, None) else { unreachable!("it is embedded") };
    let choice = PressChoice::default();
    Opened { edition, fonts, press, choice, candidate: None, saved: None, draft: false }
}

/// From a finished page to the PDF/X-4 file.
fn to_press(opened: &Opened, outcome: &job::Outcome) -> usize {
    job::print(opened, outcome).map_or(0, |file| file.bytes.len())
}

/// The whole way to PDF/X-4 with nine photos of 12 megapixels, nothing kept from before.
#[divan::bench(sample_count = 10)]
fn press_large_photos_cold(bencher: Bencher) {
    let opened = opened(large_photos(), fonts());
    bencher.bench_local(|| {
        comemo::evict(0);
        press::pictures::forget();
        let outcome = job::make(&opened.edition, &opened.fonts);
        to_press(&opened, &outcome)
    });
}

/// The same when only a word was edited; false: without any photos.
#[divan::bench(args = [false, true], sample_count = 20)]
fn press_rebuild(bencher: Bencher, photos: bool) {
    let mut opened = opened(if photos { large_photos() } else { sample(false).0 }, fonts());
    let first = opened.edition.loaded.report.sections[2].body[0].clone();
    let outcome = job::make(&opened.edition, &opened.fonts);
    to_press(&opened, &outcome);
    let Some(plan) = outcome.plan else { unreachable!("the page is good") };
    let mut round = 0;
    bencher.bench_local(|| {
        round += 1;
        opened.edition.loaded.report.sections[2].body[0] =
            first.text().unwrap_or_default().replacen("百姓", ["百姓", "群众", "居民"][round % 3], 1).into();
        let outcome = job::run_with(&opened.edition, plan.clone(), &opened.fonts);
        comemo::evict(4);
        to_press(&opened, &outcome)
    });
}
