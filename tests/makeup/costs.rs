//! Every cost of makeup: something that is bad on purpose moves its charge and no other, and what the solver charges a plan
//! is what the plan itself shows.

use banmian::edition::{Grid, Settings, Template};
use banmian::makeup::Ground;
use banmian::makeup::arrange::{Candidate, candidates};
use banmian::makeup::galley::{Galley, Paragraph};
use banmian::makeup::gutters::{self, Solid};
use banmian::makeup::layout::{Layout, Opening};
use banmian::makeup::lead::LeadShape;
use banmian::makeup::plan::{Area, Module, PhotoBox, Plan, Rect, cuts};
use banmian::makeup::rules::{self, Charge, Rule, total};
use banmian::makeup::shape::charges;
use banmian::makeup::solve::{Spot, solve};
use banmian::makeup::story::{PhotoShape, Story};
use banmian::makeup::surroundings::Surroundings;
use banmian::makeup::wish::SectionWish;
use banmian::report::Importance;

pub(super) fn settings() -> Settings {
    let mut settings = Template::open(banmian::edition::template::DEFAULT).unwrap().settings;
    settings.makeup.pages.most = 1;
    settings
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect { x, y, width, height }
}

/// The rules that a layout is charged for.
fn charged(ground: Ground, story: &Story, layout: &Layout) -> Vec<Rule> {
    let charges = charges(ground, story, layout);
    charges.into_iter().filter(|charge| charge.cost > 1e-9).map(|charge| charge.rule).collect()
}

fn story(heading: f64) -> Story {
    Story { heading: vec![heading / 2.0; 2], ..Story::default() }
}

/// A module of two columns and thirty lines, with nothing to be charged.
fn plain() -> Layout {
    Layout { heading_lines: 1, heading_rows: 3, body: 27, ..Layout::empty((3, 30), (2, 20)) }
}

#[test]
fn a_module_is_charged_for_what_is_wrong_with_it_alone() {
    let settings = settings();
    let ground = Ground::new(&settings);
    let short = story(6.0);
    assert_eq!(charged(ground, &short, &plain()), []);
    for (rule, layout) in [
        (Rule::Chimney, Layout { columns: 2, lines: 90, measure: 13, ..plain() }),
        (Rule::UnevenFeet, Layout { slack: 1, ..plain() }),
        (Rule::Quote, Layout { quote: 5, ..plain() }),
        (Rule::HeadingLine, Layout { heading_rows: 4, ..plain() }),
        (Rule::Columns, Layout { parts: 4, ..plain() }),
        (Rule::Columns, Layout { measure: 13, ..plain() }),
    ] {
        assert_eq!(charged(ground, &short, &layout), [rule]);
    }
    // A ribbon needs a long heading to fill its width.
    let ribbon = Layout { columns: 8, lines: 20, ..plain() };
    assert_eq!(charged(ground, &story(20.0), &ribbon), [Rule::Ribbon]);
    assert_eq!(charged(ground, &short, &ribbon), [Rule::HeadingLine, Rule::Ribbon]);
    // A heading that fits on one line and stands on two; one that must be made smaller.
    let two = Layout { heading_lines: 2, heading_rows: 5, ..plain() };
    assert_eq!(charged(ground, &short, &two), [Rule::HeadingLine]);
    assert_eq!(charged(ground, &story(20.0), &plain()), [Rule::HeadingScale]);
}

#[test]
fn a_picture_is_charged_for_cropping_and_smallness() {
    let settings = settings();
    let ground = Ground::new(&settings);
    let costs = &settings.makeup.costs;
    assert_eq!(rules::crop::charge(costs, 0.0).cost, 0.0);
    // Twice as much cut away costs four times as much.
    let [less, more] = [0.05, 0.1].map(|share| rules::crop::charge(costs, share).cost);
    assert!(less > 0.0 && (more / less - 4.0).abs() < 1e-9);
    let photo = |aspect, pixels| PhotoShape::one(0, aspect, pixels, String::new());
    let cost = |photo: &PhotoShape, width| rules::small_photo::charge(ground, photo, width).cost;
    assert_eq!(cost(&photo(1.5, 3000), 400.0), 0.0);
    assert!((cost(&photo(1.5, 3000), 120.0) - costs.small_photo).abs() < 1e-9, "narrow");
    assert!((cost(&photo(0.7, 3000), 120.0) - costs.small_photo / 2.0).abs() < 1e-9, "upright: by less");
    assert!(cost(&photo(1.5, 500), 400.0) > 1.0, "too few pixels");
}

#[test]
fn a_page_is_charged_for_cuts_widows_and_its_photos() {
    let settings = settings();
    let (grid, costs) = (&settings.grid, &settings.makeup.costs);
    let line = costs.through_line;
    assert_eq!(
        [0, 1, 3].map(|count| rules::through_line::charge(costs, count).cost),
        [0.0, line, 3.0 * line]
    );
    let gutter = costs.through_gutter;
    assert_eq!(
        [0.0, 0.5, 2.0].map(|weight| rules::through_gutter::charge(costs, weight).cost),
        [0.0, 0.5 * gutter, 2.0 * gutter]
    );
    assert_eq!(
        [0, 2].map(|count| rules::loose_line::charge(costs, count).cost),
        [0.0, 2.0 * costs.loose_line]
    );
    assert!(costs.loose_line > 0.0);
    assert_eq!([0, 2].map(|count| rules::widow::charge(costs, count).cost), [0.0, 2.0 * costs.widow]);
    // Photos of one size; of sizes that differ by half; by more.
    let equal = |areas: &[f64]| rules::equal_photos::charge(costs, areas.iter().copied()).cost;
    assert_eq!(equal(&[5.0, 5.0, 5.0]), costs.equal_photos);
    assert!((equal(&[5.0, 6.0, 7.5]) - costs.equal_photos / 2.0).abs() < 1e-9);
    assert_eq!(equal(&[5.0, 6.0, 10.0]), 0.0);
    assert_eq!(equal(&[5.0, 5.0]), 0.0, "two may be alike");
    // Photos of two sections side by side; apart; of one section; only at a corner.
    let adjoin = |photos: &[(usize, Rect)]| rules::photos_adjoin::charge(costs, grid, photos).cost;
    let (a, beside) = (rect(0.0, 0.0, 200.0, 150.0), rect(209.0, 0.0, 200.0, 150.0));
    assert_eq!(adjoin(&[(0, a), (1, beside)]), costs.photos_adjoin);
    assert_eq!(adjoin(&[(0, a), (0, beside)]), 0.0);
    assert_eq!(adjoin(&[(0, a), (1, rect(400.0, 0.0, 200.0, 150.0))]), 0.0);
    assert_eq!(adjoin(&[(0, a), (1, rect(205.0, 155.0, 200.0, 150.0))]), 0.0);
    assert_eq!(
        adjoin(&[(0, a), (1, beside), (2, rect(418.0, 0.0, 200.0, 150.0))]),
        2.0 * costs.photos_adjoin
    );
    // All photos at the left; on both sides.
    let width = grid.type_width_pt();
    let weight = |photos: &[(usize, Rect)]| rules::weight::charge(costs, grid, photos).cost;
    let right = rect(width - 200.0, 0.0, 200.0, 150.0);
    assert_eq!(weight(&[(0, a), (1, right)]), 0.0);
    assert!(weight(&[(0, a), (1, rect(0.0, 300.0, 200.0, 150.0))]) > 1.0);
    assert_eq!(weight(&[(0, a)]), 0.0, "one alone has to stand somewhere");
}

#[test]
fn what_an_editor_would_not_do_is_charged() {
    let settings = settings();
    let ground = Ground::new(&settings);
    let costs = &settings.makeup.costs;
    // The largest photo is as large as the next; 1.3 times as large; 1.6 times.
    let main = |areas: &[f64]| rules::main_photo::charge(costs, areas.iter().copied()).cost;
    assert_eq!(main(&[5.0, 5.0]), costs.main_photo);
    assert!((main(&[5.0, 6.5, 2.0]) - costs.main_photo / 2.0).abs() < 1e-9);
    assert_eq!(main(&[5.0, 8.0, 2.0]), 0.0);
    assert_eq!(main(&[5.0]), 0.0, "one alone is the largest");
    // Photos that are smaller or larger than their importance asks.
    let shares = settings.makeup.photo.share.unwrap();
    let size = |rank, percent: f64| {
        rules::photo_size::charge(ground, rank, settings.grid.type_area() * percent / 100.0).cost
    };
    for (rank, wanted) in [
        (Importance::Lead, shares.main),
        (Importance::Normal, shares.normal),
        (Importance::Brief, shares.brief),
    ] {
        let (least, most) = (f64::from(wanted.least), f64::from(wanted.most));
        assert_eq!([least + 0.01, most - 0.01].map(|percent| size(rank, percent)), [0.0; 2]);
        assert!(size(rank, least * 0.8) > 0.1 && size(rank, least * 0.5) > size(rank, least * 0.8));
        assert!(size(rank, most * 1.2) > 0.1);
    }
    assert!(size(Importance::Lead, 5.0) > size(Importance::Normal, 1.0), "the main picture counts more");
    // Short slots by what they lack to eight lines.
    let stub = |slots: &[u32]| rules::stub::charge(costs, slots.iter().copied(), (3, 30)).cost;
    // A body of few lines is all stubs: two columns of four lines beside one of two.
    // The short columns of an L of 40 lines: 16 are enough, 8 are half of it, none are two stubs.
    let legs = |opening| rules::stub::legs(costs, 40, opening).cost;
    assert_eq!([None, Some(24), Some(32), Some(40)].map(legs), [0.0, 0.0, costs.stub, 2.0 * costs.stub]);
    let short = rules::stub::charge(costs, [2].into_iter(), (3, 4)).cost;
    assert!((short - costs.stub * 14.0 / 8.0).abs() < 1e-9, "{short}");
    assert_eq!(
        [stub(&[8, 9, 40]), stub(&[]), stub(&[4, 8]), stub(&[4, 4])],
        [0.0, 0.0, costs.stub / 2.0, costs.stub]
    );
    // Many columns, and narrow ones where there is room.
    let columns = |columns, parts, measure| rules::columns::charge(costs, columns, parts, measure).cost;
    assert_eq!([columns(2, 2, 13), columns(3, 2, 20)], [0.0, 0.0]);
    assert!((columns(4, 4, 13) - 2.0 * costs.columns - costs.narrow).abs() < 1e-9);
    assert!((columns(6, 4, 20) - 2.0 * costs.columns).abs() < 1e-9);
    // A lead section of three columns of eight, and one below the head.
    let narrow = |rank, columns| rules::lead_section::narrow(costs, rank, columns, 8).cost;
    assert_eq!([narrow(Importance::Lead, 5), narrow(Importance::Normal, 2)], [0.0, 0.0]);
    assert_eq!(narrow(Importance::Lead, 3), 2.0 * costs.lead_section);
    assert_eq!([0, 12].map(|line| rules::lead_section::low(costs, line).cost), [0.0, costs.lead_section]);
    // Headings that stand higher than the lead section's, level with it or less than six lines below its head.
    let overtaken = |lead, others: &[u32]| {
        rules::lead_section::overtaken(costs, lead, others.iter().copied()).cost / costs.lead_section
    };
    assert_eq!([overtaken(None, &[0]), overtaken(Some(4), &[10, 40])], [0.0, 0.0]);
    assert_eq!([overtaken(Some(4), &[9]), overtaken(Some(14), &[0, 14, 30])], [8.0, 16.0]);
    let near = |pairs| rules::near_headings::charge(costs, pairs).cost;
    assert_eq!([near(0), near(3)], [0.0, 3.0 * costs.near_headings]);
    // One heading on two lines among three on one; of another rank it would be none.
    let form = |headings: &[(Importance, u32)]| rules::heading_form::charge(costs, headings).cost;
    let (lead, normal) = (Importance::Lead, Importance::Normal);
    assert_eq!(form(&[(normal, 1), (normal, 2), (normal, 1), (normal, 1)]), costs.heading_form);
    assert_eq!(form(&[(normal, 1), (lead, 2), (normal, 1)]), 0.0);
    // Empty lines that are two fifths of a per cent of the page cost no more than each of them.
    let feet = |percent| rules::uneven_feet::many(costs, percent).cost;
    assert_eq!(feet(0.4), 0.0);
    assert!((feet(1.4) - 25.0 * costs.uneven_feet).abs() < 1e-9);
    // Two quotes on a page cost nothing by their number.
    let many = |count| rules::quote::many(costs, count).cost;
    assert_eq!([many(0), many(2)], [0.0, 0.0]);
    assert!(many(3) > 2.0 * costs.quote && many(4) > many(3));
    // Text between two pictures of its column; with one of them elsewhere.
    let photo =
        |column, line| PhotoBox { area: Area::new(column, 1, line, 10), caption_lines: 1, pointer: None };
    let module = |photos| Module {
        heading: Area::new(0, 2, 0, 3),
        heading_lines: 1,
        slots: vec![Area::new(0, 1, 13, 6), Area::new(1, 1, 3, 26)],
        photos,
        tint: None,
        opening: None,
        quote: None,
        tracking: Vec::new(),
    };
    let sandwich = |photos| rules::sandwich::charge(costs, [module(photos)].iter()).cost;
    assert_eq!(sandwich(vec![photo(0, 3), photo(0, 19)]), costs.sandwich);
    assert_eq!(sandwich(vec![photo(0, 3), photo(0, 20)]), costs.sandwich, "a line may be empty");
    assert_eq!(sandwich(vec![photo(0, 3), photo(1, 19)]), 0.0);
    assert_eq!(sandwich(vec![photo(0, 3)]), 0.0);
}

#[test]
fn what_stands_above_and_below_is_charged_by_the_line() {
    let settings = settings();
    let costs = &settings.makeup.costs;
    let hero = |lines| rules::hero::charge(costs, lines, 27, 31).cost;
    assert_eq!([27, 25, 29].map(hero), [0.0, 2.0 * costs.hero, 2.0 * costs.hero]);
    // Three lines beyond the tallest count three times more.
    assert_eq!(hero(34), (7.0 + 9.0) * costs.hero);
    assert_eq!([rules::hero::tallest(104, false), rules::hero::tallest(104, true)], [31, 41]);
    assert_eq!(rules::figures::charge(costs, 12, 12, 2).cost, 0.0);
    assert_eq!(rules::figures::charge(costs, 14, 12, 2).cost, costs.figures);
    assert!(rules::figures::charge(costs, 11, 12, 2).cost > costs.figures, "too low is worse");
    assert!((rules::tracking::charge(costs, 30).cost - 3.0 * costs.tracking).abs() < 1e-9);
    let annual = Template::open("annual-review").unwrap().settings.makeup.costs;
    assert!(annual.page_foot > 0.0);
    assert_eq!(rules::page_foot::charge(&annual, 3, 50).cost, 3.0 * annual.page_foot);
    // Of twenty empty lines four are more than a third of the page.
    assert_eq!(rules::page_foot::charge(&annual, 20, 50).cost, (16.0 + 3.0 * 4.0) * annual.page_foot);
    let tabloid = Template::open("tabloid-feature").unwrap().settings.makeup.costs;
    assert_eq!(rules::pages::charge(&tabloid).cost, tabloid.pages);
    assert!(tabloid.pages > 0.0);
    assert_eq!(rules::figures::charge(costs, 24, 24, 4).cost, 10.0 * costs.figures, "two rows too many");
    let form = [(0, 1.0), (2, 0.36), (1, 0.18)];
    assert_eq!(
        form.map(|(before, share)| rules::hero::form_charge(costs, before, share, 1.0).cost),
        [0.0, 2.0 * costs.hero_form, 2.0 * costs.hero_form]
    );
    assert!(costs.hero_form > 0.0);
    // A title that fills half of what it could is dearer than the next form.
    assert!(rules::hero::form_charge(costs, 0, 1.0, 0.41).cost > costs.hero_form);
    assert_eq!(rules::hero::form_charge(costs, 0, 1.0, 0.85).cost, 0.0);
    // Every line that the page allows is tried, and its own charge taken.
    let ground = Ground::new(&settings);
    let around = Surroundings::new(ground, (LeadShape::new(ground, &[]), 0), 8, true, true);
    let (least, most) = around.body(ground);
    for body in least..=most {
        let Some((hero, figures, charges)) = around.heights(ground, body) else { continue };
        let wanted = rules::hero::charge(costs, hero, around.hero.1, around.tallest).cost
            + rules::figures::charge(costs, figures, around.figures.1, around.rows(ground.rules)).cost;
        assert!((total(&charges) - wanted).abs() < 1e-9, "{body} lines");
    }
}

#[test]
fn a_gutter_costs_by_how_far_it_runs() {
    let settings = settings();
    let layout = |columns, lines| Layout { columns, lines, parts: columns, body: lines - 3, ..plain() };
    let weight = |at: &[(u32, u32, &Layout)]| {
        let spots: Vec<Spot> = at
            .iter()
            .enumerate()
            .map(|(story, &(column, line, layout))| Spot { story, column, line, layout })
            .collect();
        gutters::weight(&settings.grid, &[], &spots)
    };
    let (half, foot) = (layout(4, 39), layout(8, 20));
    assert_eq!(weight(&[(0, 0, &half), (4, 0, &half)]), 1.0, "from head to foot");
    // 40 of 60 lines; a third of them; beside a narrow column.
    let long = weight(&[(0, 0, &half), (4, 0, &half), (0, 40, &foot)]);
    assert!((0.04..0.07).contains(&long), "{long}");
    let (short, deep) = (layout(4, 19), layout(8, 40));
    assert_eq!(weight(&[(0, 0, &short), (4, 0, &short), (0, 20, &deep)]), 0.0);
    let (narrow, wide) = (layout(1, 39), layout(7, 39));
    assert_eq!(weight(&[(0, 0, &narrow), (1, 0, &wide), (0, 40, &foot)]), 0.0);
    // Beside the leg of an L lies a gutter as well, and beside what hangs into a module.
    let opening = Some(Opening { span: 4, lines: 50, left: false });
    let (l, inside) = (Layout { opening, ..layout(8, 60) }, layout(4, 49));
    let leg = weight(&[(0, 0, &l), (4, 11, &inside)]);
    assert!((0.1..0.16).contains(&leg), "{leg}");
    assert_eq!(weight(&[(0, 0, &half)]), 0.0, "a page of one section has none");
}

#[test]
fn a_gutter_is_crossed_by_headings_pictures_and_lines_not_by_what_is_beside_it() {
    let settings = settings();
    let grid = &settings.grid;
    // A section over the whole page, of 60 lines in eight columns.
    let with_slots = |heading_columns, parts| Module {
        heading: Area::new(0, heading_columns, 0, 3),
        heading_lines: 1,
        slots: (0..parts).map(|part| Area::within(0, 8, parts, part, 1).lines_from(3, 57)).collect(),
        photos: Vec::new(),
        tint: None,
        quote: None,
        opening: None,
        tracking: Vec::new(),
    };
    let module = |heading_columns| with_slots(heading_columns, 8);
    let share = |modules: &[&Module], solids: &[Solid]| gutters::longest_uncrossed(grid, modules, solids);
    // Columns of one section have gutters as well; its heading crosses them.
    assert!((share(&[&module(8)], &[]) - 57.0 / 60.0).abs() < 1e-9);
    assert_eq!(share(&[&module(1)], &[]), 1.0);
    // A picture over the middle leaves the gutters beside it.
    let pictured = |column, columns| {
        let photo = PhotoBox { area: Area::new(column, columns, 20, 20), caption_lines: 1, pointer: None };
        Module { photos: vec![photo], ..module(8) }
    };
    let wide = share(&[&pictured(1, 6)], &[]);
    assert!((wide - 20.0 / 60.0).abs() < 1e-9, "{wide}");
    assert!((share(&[&pictured(1, 3)], &[]) - 57.0 / 60.0).abs() < 1e-9);
    // Lines that are not as wide as the basic columns cross the gutters of these, but where both have one.
    assert!((share(&[&with_slots(8, 6)], &[]) - 57.0 / 60.0).abs() < 1e-9, "the middle of six columns");
    assert_eq!(share(&[&with_slots(8, 5)], &[]), 0.0);
    // A panel crosses what is within it, a block its edges too.
    let panel = Area::new(4, 4, 20, 20);
    assert!((share(&[&module(8)], &[Solid::Panel(panel)]) - 57.0 / 60.0).abs() < 1e-9, "its left edge");
    let block = Area::new(2, 4, 20, 20);
    assert!((share(&[&module(8)], &[Solid::Block(block)]) - 20.0 / 60.0).abs() < 1e-9);
    // What it costs: nothing up to three fifths of the body.
    let costs = &settings.makeup.costs;
    let charge = |share| rules::through_gutter::uncrossed(costs, share).cost;
    assert_eq!([charge(0.3), charge(0.6)], [0.0, 0.0]);
    assert!((charge(1.0) - costs.through_gutter / 2.0).abs() < 1e-9 && charge(0.8) < charge(0.9));
}

#[test]
fn a_panel_costs_by_its_height_its_place_and_what_it_holds() {
    let settings = settings();
    let costs = &settings.makeup.costs;
    let sparse = |cards| rules::figures::sparse(costs, cards, 8).cost;
    assert_eq!([0, 4, 8].map(sparse), [0.0; 3]);
    assert!(sparse(1) > sparse(2) && sparse(2) > sparse(3) && sparse(3) > 0.0);
    let low = |line| rules::figures::low(costs, line, 60).cost;
    assert!(low(0) == 0.0 && low(30) > low(10) && low(10) > 0.0);
    // A heading that fills its width costs nothing; one of a few characters over a wide band does.
    let line = |filled| rules::heading_line::charge(costs, 0, (filled, false)).cost;
    assert_eq!([0.45, 0.8, 1.2].map(line), [0.0; 3]);
    assert!(line(0.1) > line(0.3) && line(0.3) > 0.0);
    assert!(rules::heading_line::charge(costs, 0, (0.5, true)).cost > 0.0, "two lines leave more white");
    assert_eq!(rules::heading_line::charge(costs, 2, (1.0, true)).cost, 2.0 * costs.heading_line);
}

/// Sections of different lengths with photos of one shape and long captions.
pub(super) fn stories() -> Vec<Story> {
    let caption = "这是一张照片的说明，写得比一行能容下的要长，因此要占两行或者更多。".to_owned();
    [57u32, 41, 43, 38, 47, 53]
        .into_iter()
        .enumerate()
        .map(|(index, lines)| Story {
            heading: vec![7.0, 7.0],
            galleys: [(13, lines), (20, lines * 13 / 20 + 1)]
                .map(|(measure, lines): (u32, u32)| {
                    let paragraphs = (0..lines.div_ceil(5))
                        .map(|number| Paragraph {
                            lines: (lines - 5 * number).min(5),
                            characters: 60,
                            last: 6.0,
                            loose: u32::from(measure == 13 && index == 1 && number < 2),
                            saves: false,
                        })
                        .collect();
                    Galley::of(measure, paragraphs)
                })
                .to_vec(),
            photos: (0..2)
                .map(|photo| PhotoShape::one(2 * index + photo, 1.5, 2400, caption.clone()))
                .collect(),
            quote: None,
            rank: Importance::Normal,
            panel: None,
            reserved: None,
            continues: false,
            wish: SectionWish::default(),
        })
        .collect()
}

fn cost_of(candidate: &Candidate, rule: Rule) -> f64 {
    candidate.charges.iter().find(|charge| charge.rule == rule).map_or(0.0, |charge| charge.cost)
}

/// Headings on either side of a gutter with less than six lines between them.
fn near_pairs(grid: &Grid, plan: &Plan) -> u32 {
    let headings = plan.sections.iter().map(|module| module.heading);
    let near = |a: Area, b: Area| {
        let between = b.line.saturating_sub(a.foot()).max(a.line.saturating_sub(b.foot()));
        let white = grid.rect(&b).x - grid.rect(&a).x - grid.rect(&a).width;
        (0.0..2.0 * grid.body_pt).contains(&white) && between < 6
    };
    let pairs = headings.clone().flat_map(|a| headings.clone().filter(move |&b| near(a, b)));
    u32::try_from(pairs.count()).unwrap()
}

#[test]
fn the_solver_charges_what_its_plans_show() {
    let mut settings = settings();
    // Cuts that cost little are among the plans as well.
    (settings.makeup.costs.through_gutter, settings.makeup.costs.through_line) = (0.01, 0.01);
    // So are heroes of any height.
    settings.makeup.costs.hero = 0.01;
    let (ground, stories) = (Ground::new(&settings), stories());
    let (grid, costs) = (&settings.grid, &settings.makeup.costs);
    let around = Surroundings::new(ground, (LeadShape::new(ground, &["字".repeat(500)]), 8), 8, true, true);
    let found = candidates(ground, &around, &stories, &solve(ground, &stories, false, around.most(ground)));
    assert!(found.len() > 5, "{}", found.len());
    let mut seen = std::collections::BTreeSet::new();
    for candidate in &found {
        let plan = &candidate.plan;
        assert!((candidate.cost - total(&candidate.charges)).abs() < 1e-6);
        let bounds: Vec<Area> = plan.sections.iter().map(banmian::makeup::plan::Module::bounds).collect();
        let (gutters, lines) = cuts(&bounds);
        let photos: Vec<(usize, Rect)> = (0..)
            .zip(&plan.sections)
            .flat_map(|(index, module)| {
                module.photos.iter().map(move |photo| (index, grid.rect(&photo.area)))
            })
            .collect();
        let areas = photos.iter().map(|(_, rect)| rect.width * rect.height);
        let widows: u32 = plan
            .sections
            .iter()
            .zip(&stories)
            .zip(&candidate.measures)
            .map(|((module, story), measure)| {
                let slots = module.slots.iter().map(|slot| slot.lines);
                story.galley(*measure).unwrap().widows(slots)
            })
            .sum();
        let cells = f64::from(grid.measure_of(grid.columns) * grid.lines);
        // What letterspacing fills is not empty.
        let filled = |lines: u32, measure, story: &Story| {
            story.galley(measure).unwrap().stretch(lines, settings.makeup.tracking).len() as u32
        };
        let empty: u32 = candidate
            .slack
            .iter()
            .zip(&candidate.measures)
            .zip(&stories)
            .map(|((lines, measure), story)| (lines - filled(*lines, *measure, story)) * measure)
            .sum();
        let feet = rules::uneven_feet::charge(costs, candidate.slack.iter().sum()).cost
            + rules::uneven_feet::many(costs, 100.0 * f64::from(empty) / cells).cost;
        let headings: Vec<(Importance, u32)> =
            plan.sections.iter().map(|module| (Importance::Normal, module.heading_lines)).collect();
        let galleys =
            stories.iter().zip(&candidate.measures).map(|(story, measure)| story.galley(*measure).unwrap());
        let loose: u32 = galleys.map(Galley::loose_lines).sum();
        // Gutters that do not run through all of the body cost a part of it.
        let least = rules::through_gutter::charge(costs, gutters as f64).cost;
        let most = least + costs.through_gutter * f64::from(grid.columns) / 2.0;
        assert!((least..=most).contains(&cost_of(candidate, Rule::ThroughGutter)), "{:?}", candidate.charges);
        if cost_of(candidate, Rule::ThroughGutter) > 0.0 {
            seen.insert(Rule::ThroughGutter);
        }
        for charge in [
            rules::through_line::charge(costs, lines),
            rules::widow::charge(costs, widows),
            rules::equal_photos::charge(costs, areas.clone()),
            rules::loose_line::charge(costs, loose),
            rules::equal_photos::charge(costs, areas.clone()),
            rules::photos_adjoin::charge(costs, grid, &photos),
            rules::weight::charge(costs, grid, &photos),
            Charge::new(Rule::UnevenFeet, feet),
            rules::main_photo::charge(costs, areas),
            rules::sandwich::charge(costs, plan.sections.iter()),
            rules::heading_form::charge(costs, &headings),
            rules::near_headings::charge(costs, near_pairs(grid, plan)),
            rules::hero::charge(costs, plan.hero.lines, around.hero.1, around.tallest),
            rules::figures::charge(costs, plan.figures.lines, around.figures.1, around.rows(ground.rules)),
        ] {
            let found = cost_of(candidate, charge.rule);
            assert!((found - charge.cost).abs() < 1e-6, "{:?}: {found} for {}", charge.rule, charge.cost);
            if found > 0.0 {
                seen.insert(charge.rule);
            }
        }
        // Captions have the room that they are estimated to need.
        for photo in plan.sections.iter().flat_map(|module| &module.photos) {
            let width = grid.rect(&photo.area).width;
            let needed = stories[0].photos[0].caption_lines(width, grid.caption_pt);
            assert!(photo.caption_lines >= needed && needed >= 1, "{photo:?}");
        }
    }
    // The stories are such that these come up at all.
    for rule in [
        Rule::ThroughGutter,
        Rule::PhotosAdjoin,
        Rule::UnevenFeet,
        Rule::Hero,
        Rule::NearHeadings,
        Rule::MainPhoto,
        Rule::Sandwich,
    ] {
        assert!(seen.contains(&rule), "{rule:?} is never charged: {seen:?}");
    }
}
