//! Modules that interlock: no cut runs through the body, nothing overlaps, every line has its place.

use banmian::edition::{Edition, Grid, Settings};
use banmian::job;
use banmian::makeup::Ground;
use banmian::makeup::arrange::{Candidate, candidates};
use banmian::makeup::lead::LeadShape;
use banmian::makeup::plan::{Area, Module, cuts};
use banmian::makeup::solve::solve;
use banmian::makeup::story::Story;
use banmian::makeup::surroundings::Surroundings;

use super::costs::{settings, stories};
use crate::support::FONTS;

fn solved(settings: &Settings, stories: &[Story]) -> Vec<Candidate> {
    let ground = Ground::new(settings);
    let around = Surroundings::new(ground, (LeadShape::new(ground, &["字".repeat(500)]), 8), 8, true, true);
    candidates(ground, &around, stories, &solve(ground, stories, false, around.most(ground)))
}

fn through(candidate: &Candidate) -> usize {
    let bounds: Vec<Area> = candidate.plan.sections.iter().map(Module::bounds).collect();
    let (gutters, lines) = cuts(&bounds);
    gutters + lines
}

#[test]
fn what_interlocks_is_preferred_by_the_cost_of_cuts() {
    let mut settings = settings();
    let stories = stories();
    let found = solved(&settings, &stories);
    assert_eq!(through(&found[0]), 0, "{:#?}", found[0].plan);
    // Where cuts cost nothing straight ones come up as well.
    let costs = &mut settings.makeup.costs;
    (costs.through_gutter, costs.through_line) = (0.0, 0.0);
    let free = solved(&settings, &stories);
    let cut = |found: &[Candidate]| found.iter().filter(|one| through(one) > 0).count();
    assert!(cut(&free) > cut(&found), "{} {}", cut(&free), cut(&found));
}

#[test]
fn interlocking_modules_neither_overlap_nor_leave_holes() {
    let settings = settings();
    let grid = &settings.grid;
    let stories = stories();
    let found = solved(&settings, &stories);
    let interlocking: Vec<&Candidate> = found.iter().filter(|one| through(one) == 0).collect();
    assert!(interlocking.len() >= 5, "{}", interlocking.len());
    for candidate in &interlocking {
        let plan = &candidate.plan;
        assert_eq!(plan.problems(grid), []);
        for (((module, story), measure), slack) in
            plan.sections.iter().zip(&stories).zip(&candidate.measures).zip(&candidate.slack)
        {
            let room: u32 = module.slots.iter().map(|slot| slot.lines).sum();
            assert_eq!(room, story.galley(*measure).unwrap().lines(), "{module:?} with {slack} to spare");
        }
        whole(grid, &settings, candidate);
    }
    // An L has its opening where its text ends above another section.
    let ls: Vec<&Module> = interlocking
        .iter()
        .flat_map(|one| &one.plan.sections)
        .filter(|module| module.opening.is_some())
        .collect();
    for module in ls {
        let opening = module.opening.unwrap();
        assert!(opening.lines >= 9 && module.slots.len() > 1);
        let photos = module.photos.iter().map(|photo| photo.area);
        let foot = module.slots.iter().copied().chain(photos).map(|area| area.foot()).max();
        assert_eq!(foot, Some(opening.foot()), "the leg reaches the foot");
    }
}

/// Every line of every column of the body belongs to a module, but for the gaps and the lines to spare.
fn whole(grid: &Grid, settings: &Settings, candidate: &Candidate) {
    let plan = &candidate.plan;
    let body = if plan.figures.columns < grid.columns { plan.hero.foot() } else { plan.figures.foot() }
        + settings.makeup.gap;
    let covered = |column: u32, line: u32| {
        let holds = |area: &Area| {
            let rect = grid.rect(&Area { lines: 1, ..*area });
            let at = grid.rect(&Area::new(column, 1, 0, 1));
            let middle = at.x + at.width / 2.0;
            (area.line..area.foot()).contains(&line)
                && (rect.x - grid.body_pt..rect.x + rect.width + grid.body_pt).contains(&middle)
        };
        plan.figures.columns < grid.columns && holds(&plan.figures)
            || plan.sections.iter().any(|module| {
                let quote = module.quote.iter().map(|quote| &quote.area);
                let photos = module.photos.iter().map(|photo| &photo.area);
                module.slots.iter().chain(photos).chain(quote).chain([&module.heading]).any(holds)
            })
    };
    let empty = (body..plan.credits.line)
        .flat_map(|line| (0..grid.columns).map(move |column| (column, line)))
        .filter(|&(column, line)| !covered(column, line))
        .count();
    let slack: u32 = candidate.slack.iter().sum();
    // A gap above each module but those at the head, over its width.
    let panel = Some(plan.figures).filter(|panel| panel.columns < grid.columns);
    let bounds = plan.sections.iter().map(Module::bounds).chain(panel);
    let gaps: u32 = bounds.filter(|at| at.line > body).map(|at| at.columns).sum();
    let spare = (slack * 3 + gaps) as usize;
    assert!(empty <= spare, "{empty} empty cells, {spare} to spare: {plan:#?}");
}

/// The sample's sections without their photos.
fn without_photos(count: usize, longer: usize) -> Vec<Story> {
    let mut stories = stories();
    stories.truncate(count);
    for story in &mut stories {
        story.photos.clear();
        for galley in &mut story.galleys {
            let more = galley.paragraphs.clone();
            galley.paragraphs = more.iter().cycle().take(more.len() * longer).copied().collect();
        }
    }
    stories
}

#[test]
fn the_panel_of_figures_stands_among_sections_that_would_butt() {
    let settings = settings();
    let ground = Ground::new(&settings);
    let mut stories = without_photos(4, 1);
    let around = |cells| {
        Surroundings::new(ground, (LeadShape::new(ground, &["字".repeat(500)]), 8), cells, false, true)
    };
    let of = |around: &Surroundings, stories: &[Story]| {
        candidates(ground, around, stories, &solve(ground, stories, false, around.most(ground)))
    };
    let cheapest = |found: &[Candidate]| found.first().map_or(f64::INFINITY, |one| one.cost);
    let above = cheapest(&of(&around(8), &stories));
    stories.insert(1, Story::panel(9));
    let found = of(&around(0), &stories);
    assert!(cheapest(&found) + 20.0 < above, "{} {above}", cheapest(&found));
    for candidate in &found {
        let plan = &candidate.plan;
        assert_eq!((plan.sections.len(), plan.problems(&settings.grid)), (4, vec![]));
        assert!((2..7).contains(&plan.figures.columns) && plan.figures.lines >= 5, "{}", plan.figures);
        whole(&settings.grid, &settings, candidate);
    }
    // Where the template does not say so it never does.
    let mut edition = super::reports::make(416).edition();
    let panel = |edition: &Edition| job::make(edition, &FONTS).plan.unwrap().figures.columns;
    assert!(panel(&edition) < settings.grid.columns);
    edition.template.settings.makeup.figures.beside = false;
    assert_eq!(panel(&edition), settings.grid.columns);
}

#[test]
fn four_sections_interlock_as_an_l() {
    let settings = settings();
    let mut stories = stories();
    stories.truncate(4);
    for story in &mut stories {
        story.photos.truncate(1);
        for galley in &mut story.galleys {
            let more = galley.paragraphs.clone();
            galley.paragraphs.extend(more.into_iter().skip(2));
        }
    }
    let found = solved(&settings, &stories);
    let one = found.iter().find(|one| through(one) == 0).expect("one without a cut");
    assert!(one.plan.sections.iter().any(|module| module.opening.is_some()));
    assert_eq!(one.plan.problems(&settings.grid), []);
}
