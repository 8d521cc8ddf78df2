//! The solver on reports made up at random: every page full, even and in order.

mod advice;
mod candidates;
mod costs;
mod interlock;
mod lead;
mod lines;
mod merit;
mod news_value;
mod photo_changes;
pub mod reports;
mod saved;
mod spread;
mod used;
mod wishes;

use banmian::diagnostic::Severity;
use banmian::edition::{Edition, Template};
use banmian::job::{self, FileKind, Order, Outcome};
use banmian::makeup::rules::Rule;
use banmian::makeup::{Choice, draw};
use banmian::message::Lang;
use banmian::typeset::ThreadName;
use unicode_width::UnicodeWidthStr;

use crate::support::{FONTS, english};
use reports::{Made, make, make_any};

/// How full the page would be: the room that text, headings and pictures take at their smallest and at their largest,
/// as shares of what the page has for them. Worked out by rule of thumb, apart from the solver.
fn fullness(made: &Made) -> (f64, f64) {
    let count = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len) as f64;
    let sections = count(&made.json["sections"]);
    let lead: usize =
        made.json["lead"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().chars().count()).sum();
    let lead_lines = if lead == 0 { 0.0 } else { (lead as f64 / 61.0 + 1.5) * 1.5 };
    let rows = (count(&made.json["metrics"]) / 8.0).ceil();
    // In basic columns of one line.
    let text = made.characters as f64 / 13.0 * 1.07 + sections * 2.5;
    let headings = sections * 3.0 * 3.2 + sections * 3.0;
    let photos = |columns: f64| -> f64 {
        made.photos
            .iter()
            .map(|&(w, h)| columns * (columns * 126.0 * f64::from(h) / f64::from(w) / 14.0 + 2.5))
            .sum()
    };
    let body = |hero: f64, row: f64| 8.0 * (104.0 - 3.0 - 1.0 - 1.0 - hero - lead_lines - rows * row);
    let least = (text + headings + photos(1.4)) / body(15.0, 5.0);
    let most = (text + headings * 1.4 + photos(2.6) + sections * 20.0) / body(46.0 - lead_lines, 8.0);
    (least, most)
}

/// What is not as it should be on a finished page.
fn faults(outcome: &Outcome) -> Vec<String> {
    let Some(merit) = &outcome.merit else { return vec!["no page".into()] };
    let mut faults = Vec::new();
    let mut check = |ok: bool, what: String| {
        if !ok {
            faults.push(what);
        }
    };
    check(merit.overset_lines == 0, format!("overset {}", merit.overset_lines));
    check(merit.lost_characters == 0, format!("lost {}", merit.lost_characters));
    check(merit.unfilled_percent <= 1.0, format!("unfilled {:.2} %", merit.unfilled_percent));
    check(merit.foot_difference <= 1, format!("feet {}", merit.foot_difference));
    check(merit.baseline_error_pt <= 0.01, format!("baseline {}", merit.baseline_error_pt));
    check(merit.butted_headings == 0, format!("butted {}", merit.butted_headings));
    check(merit.inversions == 0, format!("inversions {}", merit.inversions));
    check(merit.crop_loss_percent <= 12.0, format!("crop {:.2} %", merit.crop_loss_percent));
    check(merit.tracking_em <= 0.03, format!("tracking {}", merit.tracking_em));
    check(merit.photos_away == 0, format!("away {}", merit.photos_away));
    check(merit.parted_units == 0, format!("parted {}", merit.parted_units));
    check(!outcome.has_errors(), "errors".to_owned());
    faults
}

/// Faults that a page may not have at all; of the others few pages may have one.
const GRAVE: [&str; 7] = ["overset", "lost", "baseline", "butted", "inversions", "parted", "errors"];
/// One page in so many may be without a plan, or have a fault that is not grave.
const ONE_IN: usize = 16;

/// Makes the pages of some seeds. Gives how many were made and how many did not fit.
fn bar(seeds: std::ops::Range<u64>) -> (usize, usize) {
    let (mut made, mut refused) = (0, 0);
    let mut bad = Vec::new();
    for seed in seeds {
        let report = make(seed);
        let outcome = job::make(&report.edition(), &FONTS);
        comemo::evict(0);
        let (least, most) = fullness(&report);
        if outcome.document.is_none() {
            let said: Vec<_> = outcome
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(|f| format!("{}: {} ({:?})", f.code, english(&f.message), f.hints))
                .collect();
            if least >= 0.97 || most < 1.1 {
                refused += 1;
                assert!(said.len() == 1 && said[0].starts_with("volume: "), "{seed}: {said:?}");
            } else {
                bad.push(format!("{seed}: least {least:.2} most {most:.2} no page: {said:?}"));
            }
            continue;
        }
        made += 1;
        let faults = faults(&outcome);
        if !faults.is_empty() {
            let said: Vec<_> = outcome.findings.iter().map(|f| english(&f.message)).collect();
            bad.push(format!("{seed}: {faults:?} {said:?}"));
        }
    }
    let grave = bad.iter().any(|said| GRAVE.iter().any(|fault| said.contains(&format!("\"{fault}"))));
    let told = format!("made {made}, refused {refused}, {} bad:\n{}", bad.len(), bad.join("\n"));
    println!("{told}");
    assert!(!grave && bad.len() * ONE_IN <= made, "{told}");
    (made, refused)
}

#[test]
fn what_no_form_of_the_hero_leaves_room_for_is_told_by_its_volume() {
    let edition = Edition { template: advice::strict(), ..make(168).edition() };
    let outcome = job::make(&edition, &FONTS);
    let said: Vec<String> = outcome.findings.iter().map(|finding| english(&finding.message)).collect();
    assert!(outcome.document.is_none() && said.len() == 1, "{said:?}");
    assert!(said[0].starts_with("the report is about "), "{said:?}");
}

#[test]
fn twenty_random_reports_fill_their_pages() {
    let (made, _) = bar(1..21);
    assert!(made >= 17, "{made}");
}

#[test]
fn no_line_stays_empty_under_a_caption_where_its_picture_may_grow() {
    let mut captions = 0;
    for seed in 1..9 {
        let outcome = job::make(&make(seed).edition(), &FONTS);
        comemo::evict(0);
        let (placement, edition) = (outcome.placement.unwrap(), outcome.edition.unwrap());
        let most = edition.template.settings.makeup.photo.crop;
        let placed = placement.sections.iter().flat_map(|section| &section.photos);
        for photo in placed.filter(|photo| photo.caption.width > 0.0) {
            let thread = ThreadName::caption(photo.picture.photo);
            let fill = outcome.fills.iter().find(|fill| fill.thread == thread).unwrap();
            captions += 1;
            if fill.short_lines() == 0 {
                continue;
            }
            // Captions side by side end on one line.
            let beside = placement.sections.iter().flat_map(|section| &section.photos).any(|other| {
                other.picture.photo != photo.picture.photo && (other.caption.y - photo.caption.y).abs() < 0.1
            });
            let frame = &photo.picture.frame;
            let higher = frame.height + placement.caption_pitch;
            let whole = photo.picture.frame.width / higher;
            let picture = &edition.photos[photo.picture.photo];
            let own = f64::from(picture.width) / f64::from(picture.height);
            let loss = 1.0 - (whole / own).min(own / whole);
            assert!(beside || loss > most, "{seed}: photo {} {loss}", photo.picture.photo);
        }
    }
    assert!(captions > 20, "{captions}");
}

/// The whole bar; takes minutes: `cargo test --release -- --ignored`. `BANMIAN_SEEDS=100` takes fewer.
#[test]
#[ignore = "takes minutes"]
fn three_hundred_random_reports_fill_their_pages() {
    let count = std::env::var("BANMIAN_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let (made, refused) = bar(1..count + 1);
    println!("made {made}, refused {refused}");
    assert_eq!((u64::try_from(made).unwrap(), refused), (count, 0));
}

/// The middle of some numbers.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How the pages of the random reports are weighted, in the middle and at worst. `BANMIAN_SEEDS=100` takes fewer,
/// `BANMIAN_FROM=1001` others.
#[test]
#[ignore = "prints figures; takes a minute"]
fn figures_of_the_random_pages() {
    let of = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (from, count) = (of("BANMIAN_FROM").unwrap_or(1), of("BANMIAN_SEEDS").unwrap_or(300));
    let mut found: Vec<(usize, banmian::makeup::merit::Merit)> = Vec::new();
    let (mut heroes, mut seconds, mut costs) = (Vec::new(), Vec::new(), Vec::new());
    for seed in from..from + count {
        let report = make(seed);
        let begun = std::time::Instant::now();
        let outcome = job::make(&report.edition(), &FONTS);
        seconds.push(begun.elapsed().as_secs_f64());
        comemo::evict(0);
        let size = |key: &str| report.json[key].as_array().map_or(0, Vec::len);
        let Some(merit) = outcome.merit else {
            let said: Vec<_> = outcome.findings.iter().filter(|f| f.severity == Severity::Error).collect();
            let said = said.iter().map(|f| english(&f.message)).collect::<Vec<_>>();
            println!("{seed}: {} characters: {said:?}", report.characters);
            continue;
        };
        let plan = outcome.plan.as_ref();
        let (hero, pages, body) = plan.map_or((0, 1, 0), |plan| (plan.hero.lines, plan.pages, plan.size));
        let cost = outcome.choice.as_ref().map_or(0.0, |choice| choice.cost);
        println!(
            "{seed}: {} characters, {} sections, {} photos, {} figures, pages {pages}, hero {hero} {:?}, {:.1} % photos, main {:.1} % ratio {:.2}, cuts {}, stubs {}, short {}, white {:.1}, cost {cost:.0}, size {body}, {:.1} s",
            report.characters,
            size("sections"),
            report.photos.len(),
            size("metrics"),
            merit.hero.hero_form,
            merit.photo_share_percent,
            merit.main_photo_percent,
            merit.main_photo_ratio.unwrap_or(f64::NAN),
            merit.through_cuts,
            merit.stub_slots,
            merit.short_columns,
            merit.heading_white_lines,
            seconds.last().copied().unwrap_or(0.0),
        );
        heroes.push(f64::from(hero));
        costs.push(cost);
        found.push((size("sections"), merit));
    }
    let show = |name: &str, all: Vec<f64>| {
        let all: Vec<f64> = all.into_iter().filter(|value| value.is_finite()).collect();
        let count = all.len();
        let mean = all.iter().sum::<f64>() / count.max(1) as f64;
        let most = all.iter().copied().fold(0.0, f64::max);
        let least = all.iter().copied().fold(f64::MAX, f64::min);
        println!(
            "{name:24} median {:6.2}  mean {mean:6.2}  least {least:6.2}  most {most:6.2}  n {count}",
            median(all)
        );
    };
    let of = |name: &str, value: &dyn Fn(&banmian::makeup::merit::Merit) -> f64| {
        show(name, found.iter().map(|(_, merit)| value(merit)).collect());
    };
    show("seconds", seconds);
    show("hero lines", heroes);
    show("cost", costs);
    of("photo share %", &|m| m.photo_share_percent);
    of("main photo %", &|m| if m.main_photo_percent > 0.0 { m.main_photo_percent } else { f64::NAN });
    of("main ratio", &|m| m.main_photo_ratio.unwrap_or(f64::NAN));
    of("slots", &|m| m.slots as f64);
    of("shortest slot", &|m| m.shortest_slot as f64);
    of("stubs", &|m| m.stub_slots as f64);
    of("sandwiched", &|m| m.sandwiched as f64);
    of("short columns", &|m| m.short_columns as f64);
    of("heading white", &|m| m.heading_white_lines);
    of("tracking em", &|m| m.tracking_em);
    of("crop %", &|m| m.crop_loss_percent);
    of("unfilled %", &|m| m.unfilled_percent);
    of("odd headings", &|m| m.odd_headings as f64);
    of("quotes", &|m| m.quotes as f64);
    of("lead measure", &|m| if m.lead_measure > 0.0 { m.lead_measure } else { f64::NAN });
    of("hero crop %", &|m| m.hero.hero_crop_percent);
    of("through cuts", &|m| m.through_cuts as f64);
    let many: Vec<_> = found.iter().filter(|(sections, _)| *sections >= 4).collect();
    let uncut = many.iter().filter(|(_, merit)| merit.through_cuts == 0).count();
    println!("made {}, of {} with 4 sections or more {uncut} without a cut", found.len(), many.len());
    let two: Vec<f64> = found.iter().filter_map(|(_, merit)| merit.main_photo_ratio).collect();
    let strong = two.iter().filter(|ratio| **ratio >= 1.6).count();
    println!("largest picture 1.6 times the next on {strong} of {} with two", two.len());
}

/// What becomes of reports of any length with a template.
#[test]
#[ignore = "prints figures; takes minutes"]
fn reports_of_any_length() {
    let of = |name: &str| std::env::var(name).ok();
    let template = of("BANMIAN_TEMPLATE").unwrap_or("newspaper-feature".to_owned());
    let template = Template::open(&template).unwrap();
    let count = of("BANMIAN_SEEDS").and_then(|text| text.parse().ok()).unwrap_or(25);
    let mut made = 0_u64;
    let from = of("BANMIAN_FROM").and_then(|text| text.parse().ok()).unwrap_or(1);
    for seed in from..=count {
        let report = make_any(seed);
        let mut edition = report.edition();
        edition.template = template.clone();
        let begun = std::time::Instant::now();
        let outcome = job::make(&edition, &FONTS);
        comemo::evict(0);
        let size = |key: &str| report.json[key].as_array().map_or(0, Vec::len);
        let said: Vec<_> = outcome.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        let said = said.iter().map(|f| format!("{} {:?}", english(&f.message), f.hints)).collect::<Vec<_>>();
        let lead: usize = report.json["lead"]
            .as_array()
            .map_or(0, |lead| lead.iter().map(|p| p.as_str().unwrap().chars().count()).sum());
        println!(
            "{seed}: {} characters, lead {lead}, {} sections, {} photos: pages {}, size {}, photos {:?}, cuts {:?}, cost {:.0}, faults {:?}, {:.1} s {said:?}",
            report.characters,
            size("sections"),
            size("photos"),
            outcome.plan.as_ref().map_or(0, |plan| plan.pages),
            outcome.plan.as_ref().map_or(0, |plan| plan.size),
            outcome.plan.as_ref().map(|plan| plan.changes().photos),
            outcome
                .plan
                .as_ref()
                .map_or(&[][..], |plan| &plan.cuts)
                .iter()
                .map(|cut| (cut.section, cut.paragraph, cut.character))
                .collect::<Vec<_>>(),
            outcome.choice.as_ref().map_or(0.0, |choice| choice.cost),
            if outcome.document.is_some() { faults(&outcome) } else { Vec::new() },
            begun.elapsed().as_secs_f64(),
        );
        made += u64::from(!outcome.has_errors());
    }
    println!("made {made} of {count}");
    assert_eq!(made, count + 1 - from);
}

/// What is hard in one way alone is made with every template, without a grave fault.
#[test]
#[ignore = "takes a minute"]
fn hard_reports_are_made() {
    let mut bad = Vec::new();
    for template in ["newspaper-feature", "tabloid-feature", "annual-review"] {
        let template = Template::open(template).unwrap();
        for (name, report) in reports::hard() {
            let outcome = job::make(&Edition { template: template.clone(), ..report.edition() }, &FONTS);
            comemo::evict(0);
            let faults = faults(&outcome);
            let said: Vec<_> = outcome.findings.iter().map(|f| english(&f.message)).collect();
            let pages = outcome.plan.as_ref().map_or(0, |plan| plan.pages);
            println!("{}: {name}: {pages} pages {faults:?} {said:?}", template.settings.name);
            let grave = |fault: &String| GRAVE.iter().any(|grave| fault.starts_with(grave));
            if outcome.document.is_none() || faults.iter().any(grave) {
                bad.push(format!("{}: {name}: {faults:?} {said:?}", template.settings.name));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Random reports on several pages: a page is made, or one section is too much for a page.
fn on_several_pages(template: &str, seeds: std::ops::Range<u64>) -> (usize, usize) {
    let template = Template::open(template).unwrap();
    let (mut made, mut refused, mut bad) = (0, 0, Vec::new());
    for seed in seeds {
        let mut edition = make(seed).edition();
        edition.template = template.clone();
        let outcome = job::make(&edition, &FONTS);
        comemo::evict(0);
        let said: Vec<_> = outcome.findings.iter().map(|f| english(&f.message)).collect();
        if outcome.document.is_none() {
            refused += 1;
            println!("{seed} is refused: {said:?}");
            let told = ["volume.long", "volume.shapes"];
            let errors: Vec<_> =
                outcome.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
            if !matches!(errors.as_slice(), [one] if told.contains(&one.message.key())) {
                bad.push(format!("{seed}: {said:?}"));
            }
            continue;
        }
        made += 1;
        let mut faults = faults(&outcome);
        // Pages of the annual review may end early.
        if template.settings.makeup.pages.short > 0 {
            faults.retain(|fault| !fault.starts_with("unfilled"));
        }
        if !faults.is_empty() {
            bad.push(format!("{seed}: {faults:?} {said:?}"));
        }
    }
    let grave = bad.iter().any(|said| GRAVE.iter().any(|fault| said.contains(&format!("\"{fault}"))));
    let told = format!("made {made}, refused {refused}, {} bad:\n{}", bad.len(), bad.join("\n"));
    println!("{told}");
    assert!(!grave && bad.len() * ONE_IN <= made, "{told}");
    (made, refused)
}

/// `BANMIAN_SEEDS` says how many of a hundred.
#[test]
#[ignore = "takes a minute"]
fn random_reports_fill_several_pages() {
    let count = std::env::var("BANMIAN_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(100);
    for template in ["tabloid-feature", "annual-review"] {
        let (made, refused) = on_several_pages(template, 1..count + 1);
        println!("{template}: made {made}, refused {refused}");
        assert_eq!((u64::try_from(made).unwrap(), refused), (count, 0), "{template}");
    }
}

/// Writes pictures of the first pages, and their reports, into `target/contact-sheet`; `tests/contact-sheet.sh` puts them on one sheet.
#[test]
#[ignore = "writes pictures to look at"]
fn pages_for_the_contact_sheet() {
    let folder = crate::support::root().join("target/contact-sheet");
    std::fs::create_dir_all(&folder).unwrap();
    let ppi = std::env::var("BANMIAN_PPI").ok().and_then(|text| text.parse().ok()).unwrap_or(24.0);
    let seeds: Vec<u64> = std::env::var("BANMIAN_SEEDS")
        .map_or((1..46).collect(), |text| text.split(',').filter_map(|seed| seed.parse().ok()).collect());
    for seed in seeds {
        let report = make(seed).write(&folder.join(format!("{seed:03}")));
        let order = Order { preview: Some(ppi), ..Order::new(&report) };
        let product = job::run(&order);
        let picture = product.files.iter().find(|file| matches!(file.kind, FileKind::Preview(_)));
        let Some(picture) = picture else {
            let said: Vec<_> = product.findings.iter().map(|f| english(&f.message)).collect();
            println!("{seed}: {said:?}");
            continue;
        };
        std::fs::write(folder.join(format!("{seed:03}.png")), &picture.bytes).unwrap();
    }
}

/// A template of the sample's with other makeup rules.
fn sample_with(change: impl Fn(String) -> String) -> Edition {
    let mut edition = crate::support::edition(|text| text);
    let file = edition.template.files.iter_mut().find(|file| file.path == "template.toml").unwrap();
    file.bytes = change(String::from_utf8(file.bytes.clone()).unwrap()).into_bytes();
    edition.template = Template::from_files(edition.template.files.clone(), "mine").unwrap();
    edition
}

#[test]
fn a_template_pins_a_section() {
    let plan_of = |edition: &Edition| job::make(edition, &FONTS).plan.unwrap();
    let free = plan_of(&sample_with(|text| text));
    // Section 4 goes to the left edge, four columns wide.
    let pin = "\n[[makeup.pin]]\nsection = 4\ncolumn = 0\ncolumns = 4\n";
    let edition = sample_with(|text| text + pin);
    let outcome = job::make(&edition, &FONTS);
    let mut faults = faults(&outcome);
    // A page that is dear may be cropped more.
    faults.retain(|fault| !fault.starts_with("crop"));
    assert_eq!(faults, Vec::<String>::new());
    let bounds = outcome.plan.unwrap().sections[3].bounds();
    assert_eq!((bounds.column, bounds.columns), (0, 4));
    let bounds = free.sections[3].bounds();
    assert_ne!((bounds.column, bounds.columns), (0, 4), "the pin has nothing to do");
    // What cannot be is said.
    let outcome = job::make(&sample_with(|text| format!("{text}{pin}lines = 3\n")), &FONTS);
    assert_eq!(
        english(&outcome.findings.last().unwrap().message),
        "no plan has the sections where the template pins them"
    );
}

#[test]
fn rules_are_data() {
    // A template that does not care for small pictures, and one that does not want quotes.
    let choice = |edition: &Edition| job::make(edition, &FONTS).choice.unwrap();
    let usual = choice(&sample_with(|text| text));
    let dear = choice(&sample_with(|text| text.replace("hero = 0.25", "hero = 100.0")));
    let hero =
        |choice: &Choice| choice.charges.iter().find(|charge| charge.rule == Rule::Hero).map(|c| c.cost);
    assert_eq!(hero(&dear), None, "{:?}", dear.charges);
    assert!(usual.cost <= usual.runners_up[0].cost);
    assert!((usual.charges.iter().map(|charge| charge.cost).sum::<f64>() - usual.cost).abs() < 2.0);
}

#[test]
fn the_sample_is_made_up_by_the_solver() {
    let outcome = job::make(&sample_with(|text| text), &FONTS);
    assert_eq!(faults(&outcome), Vec::<String>::new());
    let merit = outcome.merit.unwrap();
    assert!(merit.unfilled_percent <= 0.5 && merit.one_character_lines == 0, "{merit:?}");
    // One picture of the page is the main one, and hardly a column ends early.
    assert!(merit.main_photo_ratio.unwrap() >= 1.6 && merit.short_columns <= 1, "{merit:?}");
    let plan = outcome.plan.unwrap();
    let grid = crate::support::edition(|text| text).template.settings.grid;
    assert_eq!(plan.problems(&grid), []);
    // The same report gives the same plan.
    assert_eq!(job::make(&sample_with(|text| text), &FONTS).plan.unwrap(), plan);
    // The drawings show every section, in Chinese with two cells to a letter.
    let chinese = draw::text(&plan, &grid, Lang::Zh);
    for (english, chinese) in draw::text(&plan, &grid, Lang::En).lines().zip(chinese.lines()) {
        assert_eq!(english.width(), chinese.width(), "{chinese}");
    }
    assert!(chinese.contains("·题图·"), "{chinese}");
    let drawn = draw::text(&plan, &grid, Lang::En);
    assert_eq!(drawn.lines().count(), 52);
    for number in 1..=5 {
        assert!(drawn.contains(&format!("={number}=")), "{drawn}");
    }
    let svg = draw::svg(&plan, &grid, Lang::En);
    assert_eq!(svg.matches("<text").count(), svg.matches("fill=\"#").count() - 8);
    assert_eq!(svg.matches(">heading ").count(), 5);
}

#[test]
fn letterspacing_fills_the_last_column() {
    // Among the random pages some use it; what they use is reported, charged, and within the template's limit.
    let used: Vec<(f64, bool)> = (1..21)
        .filter_map(|seed| {
            let outcome = job::make(&make(seed).edition(), &FONTS);
            let charged = outcome.choice?.charges.iter().any(|charge| charge.rule == Rule::Tracking);
            Some((outcome.merit?.tracking_em, charged))
        })
        .collect();
    assert!(used.iter().any(|(em, _)| *em > 0.0));
    assert!(used.iter().all(|(em, charged)| *em <= 0.03 && (*em > 0.0) == *charged), "{used:?}");
}
