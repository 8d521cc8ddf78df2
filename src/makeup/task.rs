//! What the solver works on, and what it finds.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::arrange::{self, Candidate};
use super::candidates::Sketches;
use super::changes::Changes;
use super::copyfit::copyfit;
use super::ground::Ground;
use super::hero::{Form, Subject, forms, lead_columns};
use super::lead::LeadShape;
use super::measure::{self, add_galleys};
use super::page::Setting;
use super::pages::{Leaf, cost_of_all};
use super::photo_order::{caption, photo_inputs};
use super::placement::HEADING_ROOM_PT;
use super::plan::{Area, PhotoBox};
use super::quote;
use super::reserved;
use super::rules::{self, Charge, body_size};
use super::settle::Fitted;
use super::shape::measures;
use super::shapes::Shapes;
use super::solve::{MOST_LINES, Solution, Solver, solve};
use super::spread;
use super::story::{self, Story, stories};
use super::surroundings::Surroundings;
use super::volume::{self, Misfit};
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, MakeupRules};
use crate::report::{self, Importance};
use crate::typeset::Fonts;
use crate::typeset::han;

/// Charts in the panel of figures; beyond these the cards would have no room.
const MOST_CHARTS: usize = 2;

/// What the solver works on.
pub struct Task {
    /// The sections with their galleys.
    pub stories: Vec<Story>,
    /// What stands above and below the body, whatever the hero's form.
    pub around: Surroundings,
    /// The forms that the hero may have, the preferred one first, each with what stands above and below the body.
    pub ways: Vec<Way>,
    /// The most lines of the body.
    pub most: u32,
}

/// One way to begin the page.
#[derive(Clone)]
pub struct Way {
    /// The form; none without a picture.
    pub form: Option<Form>,
    /// How many forms the template prefers.
    pub before: usize,
    /// What stands above and below the body.
    pub around: Surroundings,
}

/// Measures the sections of an edition at the measures that need no wider gutters.
///
/// # Errors
/// What the template's code does wrong.
pub fn task(edition: &Arc<Edition>, fonts: &Fonts) -> Result<Task, Vec<Diagnostic>> {
    prepare(&Setting::new(Arc::clone(edition), fonts))
}

fn prepare(setting: &Setting) -> Result<Task, Vec<Diagnostic>> {
    let Setting { edition, order, kept, .. } = setting;
    let settings = &edition.template.settings;
    let ground = Ground::new(settings);
    let half = ground.grid.half();
    let of_page = Ground { grid: &half, ..ground };
    let report = &edition.loaded.report;
    let mut stories = stories(
        report,
        &photo_inputs(edition),
        order,
        quote::of_report(report, ground.rules.quote.characters),
    );
    story::wish(&mut stories, &setting.wishes);
    let whole = (1..=half.columns).map(|columns| half.measure_of(columns));
    let widths: Vec<u32> = measures(of_page, true).into_iter().chain(whole).collect();
    for story in &mut stories {
        for caption in story.photos.iter_mut().flat_map(|photo| &mut photo.captions) {
            caption.text = han::prepare(&caption.text, kept);
        }
        if let Some(quote) = &mut story.quote {
            quote.measure(&han::prepare_heading(&quote.text, kept), of_page, &widths);
        }
    }
    let lead: Vec<String> = report.lead.iter().map(|text| report::prose(text, &report.metrics)).collect();
    let own = LeadShape::new(ground, &lead);
    let lead_lines = add_galleys(setting, &mut stories, &measures(of_page, false), own)?;
    let around = |lead: (LeadShape, u32)| {
        Surroundings::new(
            ground,
            lead,
            u32::try_from(report.metrics.len()).unwrap_or(u32::MAX),
            order.lead.is_some(),
            report.credits.as_deref().is_some_and(|text| !text.is_empty()),
        )
    };
    let forms = if half == *ground.grid && ground.rules.pages.opening && order.lead.is_some() {
        let columns = if lead_lines == 0 { Vec::new() } else { lead_columns(ground) };
        let shape = |columns: u32| LeadShape::of_columns(ground, columns, &lead);
        let mut shapes: Vec<LeadShape> =
            columns.into_iter().map(shape).filter(|shape| *shape != own).collect();
        shapes.dedup();
        let mut measured = measure::lead_lines(setting, &shapes)?;
        measured.push((own, lead_lines));
        let lead = |columns: u32| {
            let shape = shape(columns);
            (shape, measured.iter().find(|(at, _)| *at == shape).map_or(0, |(_, lines)| *lines))
        };
        with_subject(setting, |subject| forms(ground, subject, &lead))
    } else {
        Vec::new()
    };
    let ways: Vec<Way> = forms.into_iter().map(|form| way(ground.rules, form, &around)).collect();
    // A template that sets its headline itself, or whose picture is only a backdrop.
    let plain = around((own, lead_lines));
    let of_none = || Way { form: None, before: 0, around: plain.clone() };
    let ways = if ways.is_empty() { vec![of_none()] } else { ways };
    let with_strips = |way: &Way| {
        let all = reserved::with_strips(ground, &way.around).into_iter();
        all.map(|around| Way { around, ..way.clone() }).collect::<Vec<_>>()
    };
    let mut ways: Vec<Way> = ways.iter().flat_map(with_strips).collect();
    if let Some(wish) = setting.wishes.hero {
        ways.retain(|way| way.form.as_ref().and_then(Form::beside) == wish.beside);
    }
    let most = most_lines(ground, &ways).unwrap_or(0);
    let around = ways.first().map_or(&plain, |way| &way.around);
    let around = Surroundings {
        head_strips: around.head_strips.clone(),
        foot_strips: around.foot_strips.clone(),
        bands: around.bands.clone(),
        ..plain
    };
    Ok(Task { stories, around, ways, most })
}

/// A form with what stands around the body in it.
fn way(rules: &MakeupRules, form: Form, around: &impl Fn((LeadShape, u32)) -> Surroundings) -> Way {
    let before = rules.hero.forms.iter().position(|kind| *kind == form.kind).unwrap_or(0);
    let (least, most) = form.lines;
    let around = Surroundings {
        below_lead: form.below_lead,
        hero: (least, rules.hero.ideal.clamp(least, most), most),
        ..around((form.lead, form.lead_text))
    };
    Way { form: Some(form), before, around }
}

/// The most lines that a body may have.
fn most_lines(ground: Ground, ways: &[Way]) -> Option<u32> {
    ways.iter().map(|way| way.around.most(ground).min(MOST_LINES)).max()
}

impl Way {
    /// The same where the panel of figures stands among the sections.
    fn without_panel(&self) -> Self {
        Self { around: self.around.without_panel(), ..self.clone() }
    }

    /// The hero's photo at a height, how large its picture is (pt²), and what the form costs there; where the hero `leads`, also
    /// what a main picture of that size costs.
    fn opening(&self, ground: Ground, subject: &Subject, hero: &Area, leads: bool) -> Begun {
        let Some(form) = &self.form else { return Begun::default() };
        let costs = &ground.rules.costs;
        let photo = form.photo(ground.grid, hero, subject);
        let opening = form.at(ground.grid, subject, hero.lines);
        let filled = form.beside().map_or(1.0, |_| opening.head.filled());
        let Some(picture) = opening.picture else { return Begun { photo, ..Begun::default() } };
        let whole = ground.grid.rect(hero);
        let area = picture.frame.width * picture.frame.height;
        let share = area / (whole.width * whole.height).max(1.0);
        let mut charges = vec![
            rules::crop::charge(costs, picture.crop_loss),
            rules::hero::form_charge(costs, self.before, share, filled),
        ];
        if leads {
            charges.push(rules::photo_size::charge(ground, Importance::Lead, area));
        }
        Begun { photo, picture: Some(area), charges }
    }
}

/// A page as far as its hero says.
#[derive(Default)]
struct Begun {
    /// The box of a photo beside the words.
    photo: Option<PhotoBox>,
    /// How large the hero's picture is (pt²).
    picture: Option<f64>,
    /// What the form costs.
    charges: Vec<Charge>,
}

/// One way to put what stands in the body in order: the sections, or with the panel of figures among them.
struct Body {
    stories: Vec<Story>,
    ways: Vec<Way>,
    solved: Solution,
    /// Whether the hero's picture is the main one.
    hero_leads: bool,
}

impl Body {
    fn of(stories: Vec<Story>, ways: Vec<Way>, solved: Solution) -> Self {
        Self { stories, ways, solved, hero_leads: false }
    }
}

/// Which plans are worked out in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pool {
    /// The cheapest.
    Cheapest,
    /// The cheapest of each kind, and of all ways to make up a page: what there is to choose from.
    OfEachKind,
}

/// Fillings of each body that are compared with the hero's picture.
const RANKED: usize = 240;

/// The plans of all bodies begun in all ways, the cheapest first.
fn of_all(setting: &Setting, ground: Ground, bodies: &[Body], pool: Pool) -> Vec<Candidate> {
    with_subject(setting, |subject| {
        let mut cheapest: Vec<(f64, &Body, &Way, Vec<Leaf>)> = Vec::new();
        let (ranked, most) = match pool {
            Pool::Cheapest => (RANKED, arrange::WORKED_OUT),
            Pool::OfEachKind => (usize::MAX, usize::MAX),
        };
        for body in bodies {
            // Many ways have the same pages.
            let mut gutters: HashMap<Vec<(usize, u32)>, f64> = HashMap::new();
            for way in &body.ways {
                let mut forms: HashMap<u32, (f64, Option<f64>)> = HashMap::new();
                for leaves in arrange::cheapest(ground, &way.around, &body.solved, ranked) {
                    let Some(first) = leaves.first() else { continue };
                    let (form, picture) = *forms.entry(first.hero).or_insert_with(|| {
                        let hero = Area::new(0, ground.grid.columns, ground.rules.folio_lines, first.hero);
                        let begun = way.opening(ground, subject, &hero, body.hero_leads);
                        (rules::total(&begun.charges), begun.picture)
                    });
                    // Hero and sections have one main picture together.
                    let main = arrange::main_picture(ground, &first.spots(&body.solved), picture);
                    let gutters: f64 = leaves
                        .iter()
                        .map(|leaf| {
                            let of_page = || {
                                let spots = leaf.spots(&body.solved);
                                arrange::uncrossed(ground, &body.stories, &spots).cost
                            };
                            *gutters.entry(leaf.parts.clone()).or_insert_with(of_page)
                        })
                        .sum();
                    cheapest.push((cost_of_all(&leaves) + form + main.cost + gutters, body, way, leaves));
                }
            }
        }
        // The sort is stable: of equal plans the one of the form that the template prefers wins.
        cheapest.sort_by(|a, b| a.0.total_cmp(&b.0));
        if pool == Pool::OfEachKind {
            let mut sketches = Sketches::default();
            cheapest.retain(|(_, body, way, leaves)| {
                let spots = leaves.iter().flat_map(|leaf| leaf.spots(&body.solved));
                sketches.is_new(way.form.as_ref().map(|form| (form.kind, form.beside())), spots)
            });
        }
        // Some cannot be worked out, where headings would be in each other's way: then others are taken.
        let most = most.min(Sketches::MOST);
        let (looked_at, wanted) = match ground.rules.pages.booklet {
            None => (ranked.min(Sketches::MOST), most),
            Some(_) => (most, usize::MAX),
        };
        arrange::keep_cheapest(ground, &mut cheapest, looked_at, |plan| plan.3.len());
        let mut found: Vec<Candidate> = cheapest
            .into_iter()
            .filter_map(|(_, body, way, leaves)| {
                let lines = leaves.first().map_or(0, |leaf| leaf.hero);
                let hero = Area::new(0, ground.grid.columns, ground.rules.folio_lines, lines);
                let begun = way.opening(ground, subject, &hero, body.hero_leads);
                let mut candidate =
                    arrange::whole(ground, &body.stories, &body.solved, (leaves, begun.picture))?;
                candidate.plan.hero_photo = begun.photo;
                candidate.charges.extend(begun.charges);
                candidate.of_setting(setting, ground);
                Some(candidate)
            })
            .take(wanted)
            .collect();
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        found
    })
}

impl Candidate {
    /// Says in the plan how its edition was changed, and charges for that.
    fn of_setting(&mut self, setting: &Setting, ground: Ground) {
        let Ground { grid, rules } = ground;
        let Changes { size, cuts, photos } = setting.changes.clone();
        (self.plan.size, self.plan.cuts) = (size, cuts);
        (self.plan.alone, self.plan.crop_percent) = (photos.alone, photos.crop_percent);
        self.charges.push(body_size::charge(&rules.costs, grid.body_pt, rules.usual_pt));
        self.charges = rules::sum(&self.charges);
        self.cost = rules::total(&self.charges);
    }
}

/// The bodies with the panel of figures to the right of a section.
fn with_panel(
    edition: &Edition,
    ground: Ground,
    ways: &[Way],
    stories: &[Story],
    (most, how): (u32, Solver),
) -> Vec<Body> {
    let metrics = &edition.loaded.report.metrics;
    let charts = metrics.iter().filter(|metric| metric.series.len() > 1).count().min(MOST_CHARTS);
    let cells = u32::try_from(metrics.len() + charts).unwrap_or(u32::MAX);
    let rules = ground.rules;
    let allowed = rules.figures.beside && rules.pages.opening && rules.pages.most == 1;
    if !allowed || metrics.is_empty() || stories.len() < 2 || !rules.pin.is_empty() {
        return Vec::new();
    }
    let of = |before: usize| {
        let mut stories = stories.to_vec();
        stories.insert(before, Story::panel(cells));
        let ways: Vec<Way> = ways.iter().map(Way::without_panel).collect();
        let solved = how.solve(ground, &stories, most_lines(ground, &ways).unwrap_or(most));
        Body::of(stories, ways, solved)
    };
    // At the head of a stack at the right: behind the first section, or about the middle of them.
    let sections: Vec<usize> = (0..stories.len()).filter(|&at| stories[at].reserved.is_none()).collect();
    let middle = sections.len().div_ceil(2);
    let mut places: Vec<usize> =
        [1, middle, middle + 1].into_iter().filter_map(|at| sections.get(at).copied()).collect();
    places.dedup();
    places.into_par_iter().map(of).collect()
}

/// The body where the hero's picture is the main one, and no picture of a section is.
fn with_hero(ground: Ground, ways: &[Way], stories: &[Story], (most, how): (u32, Solver)) -> Option<Body> {
    let ways: Vec<Way> = ways.iter().filter(|way| way.form.is_some()).cloned().collect();
    let pages = &ground.rules.pages;
    if ways.is_empty() || pages.most > 1 || ground.rules.photo.share.is_none() {
        return None;
    }
    let mut stories = stories.to_vec();
    let mut changed = false;
    for photo in stories.iter_mut().flat_map(|story| &mut story.photos) {
        if photo.rank == Importance::Lead && !photo.largest {
            (photo.rank, changed) = (Importance::Normal, true);
        }
    }
    changed.then(|| Body { solved: how.solve(ground, &stories, most), stories, ways, hero_leads: true })
}

/// The body where the white between a photo and the heading below it is counted: its photos have other heights.
fn with_room(ground: Ground, ways: &[Way], stories: &[Story], (most, how): (u32, Solver)) -> Body {
    let rules = MakeupRules { heading_room_pt: HEADING_ROOM_PT, ..ground.rules.clone() };
    let solved = how.solve(Ground { rules: &rules, ..ground }, stories, most);
    Body::of(stories.to_vec(), ways.to_vec(), solved)
}

/// Asks something of the hero's words and its photo.
fn with_subject<T>(setting: &Setting, ask: impl FnOnce(&Subject) -> T) -> T {
    let Setting { edition, order, kept, .. } = setting;
    let report = &edition.loaded.report;
    let inputs = photo_inputs(edition);
    let said = order.lead.map(|index| han::prepare(&caption(report, index), kept)).unwrap_or_default();
    let photo = order.lead.and_then(|index| Some((inputs.get(index)?, index, said.as_str())));
    let headline = edition.template.settings.makeup.hero.words.then_some(&report.headline);
    ask(&Subject { headline, photo })
}

/// The heights of fillers that are tried are so many lines apart.
const FILLER_STEP: usize = 4;
/// A text that is so many times as high as its page may fit it in smaller type.
const NEAR: f64 = 1.3;

/// The plans of one setting, as far as they were looked for.
pub(super) struct Search {
    pub(super) setting: Setting,
    pool: Pool,
    pub(super) task: Task,
    /// The shapes of its sections, for all bodies.
    shapes: Shapes,
    bodies: Vec<Body>,
    /// The places that the picture of a spread may have; none without one.
    pictures: Option<Vec<spread::Picture>>,
    found: Vec<Candidate>,
    /// Whether all ways were tried.
    gone_on: bool,
}

impl Search {
    /// Solves the body as it is, at the measures that need no wider gutters.
    pub(super) fn begin(setting: Setting) -> Result<Self, Vec<Diagnostic>> {
        Self::begin_in(setting, Pool::Cheapest)
    }

    fn begin_in(setting: Setting, pool: Pool) -> Result<Self, Vec<Diagnostic>> {
        let task = prepare(&setting)?;
        let ground = Ground::new(&setting.edition.template.settings);
        // The bodies in which the panel stands among the sections are higher.
        let without = task.ways.iter().map(Way::without_panel);
        let highest = most_lines(ground, &without.collect::<Vec<_>>()).unwrap_or(0).max(task.most);
        let mut search = Self {
            setting,
            pool,
            task,
            shapes: Shapes::new(highest),
            bodies: Vec::new(),
            pictures: None,
            found: Vec::new(),
            gone_on: false,
        };
        if search.ground().grid.fold_mm.is_some() {
            if search.setting.order.lead.is_some() {
                let of = |subject: &Subject| spread::pictures(search.ground(), subject);
                search.pictures = Some(with_subject(&search.setting, of));
            }
            search.found = search.of_spread(search.ground(), false);
            return Ok(search);
        }
        search.bodies = search.bodies_of(search.ground(), search.solver(false));
        search.found = of_all(&search.setting, search.ground(), &search.bodies, pool);
        Ok(search)
    }

    pub(super) fn ground(&self) -> Ground<'_> {
        Ground::new(&self.setting.edition.template.settings)
    }

    fn solver(&self, stretched: bool) -> Solver<'_> {
        Solver { shapes: &self.shapes, stretched, thorough: false }
    }

    /// The sections in order, in as many ways as the template's blocks may stand among them.
    fn bodies_of(&self, ground: Ground, how: Solver) -> Vec<Body> {
        let Task { stories, ways, most, .. } = &self.task;
        let of = |stories: Vec<Story>| {
            let solved = how.solve(ground, &stories, *most);
            Body::of(stories, ways.clone(), solved)
        };
        reserved::orders(ground, stories).into_par_iter().map(of).collect()
    }

    /// The plans of a spread.
    fn of_spread(&self, ground: Ground, stretched: bool) -> Vec<Candidate> {
        let Task { stories, around, .. } = &self.task;
        let mut found = spread::candidates(ground, stories, around, self.pictures.as_deref(), stretched);
        for candidate in &mut found {
            candidate.of_setting(&self.setting, ground);
        }
        found
    }

    /// What the best plan costs.
    pub(super) fn cost(&self) -> Option<f64> {
        self.found.first().map(|best| best.cost)
    }

    /// What the best plan costs for each of its pages.
    pub(super) fn cost_of_a_page(&self) -> Option<f64> {
        self.found.first().map(|best| best.cost / f64::from(best.plan.pages.max(1)))
    }

    /// Whether there is no plan yet, or only dear ones.
    pub(super) fn is_dear(&self) -> bool {
        self.costs_more_than(1.0)
    }

    /// Whether there is no plan, or the best costs more than so many times the template's patience.
    pub(super) fn costs_more_than(&self, times: f64) -> bool {
        let patience = times * self.ground().rules.patience;
        self.found.first().is_none_or(|best| best.cost > patience * f64::from(best.plan.pages))
    }

    /// Whether the page is not so much too small or too large that another size of type is of no help.
    pub(super) fn is_near(&self) -> bool {
        let ground = self.ground();
        if !self.found.is_empty() {
            return true;
        }
        let Some(body) = self.bodies.first() else { return false };
        let (least, most) = self
            .task
            .ways
            .iter()
            .map(|way| way.around.bodies(ground))
            .fold((u32::MAX, 0), |(least, most), (low, high)| (least.min(low), most.max(high)));
        let lines = || body.solved.wholes().map(|(_, lines, _)| lines);
        let lowest = lines().min().unwrap_or_else(|| volume::lines(ground.grid, &self.task.stories));
        let highest = lines().max().unwrap_or(lowest);
        f64::from(lowest) <= f64::from(most) * NEAR && f64::from(highest) * NEAR >= f64::from(least)
    }

    /// Whether there is more to look for: all ways are wanted, or those that are found are dear, or a panel as wide as the page
    /// is nearly empty.
    fn wants_more(&self) -> bool {
        let rules = self.ground().rules;
        let cards = self.task.ways.first().map_or(0, |way| way.around.cards);
        let sparse = rules::figures::sparse(&rules.costs, cards, rules.figures.per_row).cost > 0.0;
        self.pool == Pool::OfEachKind || self.setting.wishes.kept || self.is_dear() || sparse
    }

    /// Looks for better plans as long as those that are found are dear: with the panel of figures among the sections, with wider
    /// gutters; with smaller headings when there is none at all.
    pub(super) fn go_on(&mut self) -> Result<(), Vec<Diagnostic>> {
        if std::mem::replace(&mut self.gone_on, true) {
            return Ok(());
        }
        let edition = Arc::clone(&self.setting.edition);
        let (edition, setting) = (&*edition, &self.setting);
        let ground = Ground::new(&edition.template.settings);
        let folded = ground.grid.fold_mm.is_some();
        if self.wants_more() && !folded {
            let Task { stories, ways, most, .. } = &self.task;
            let how = Solver { shapes: &self.shapes, stretched: false, thorough: false };
            let orders = reserved::orders(ground, stories);
            for stories in &orders {
                let so = (*most, how);
                self.bodies.extend(with_panel(edition, ground, ways, stories, so));
                self.bodies.extend(with_hero(ground, ways, stories, so));
                self.bodies.push(with_room(ground, ways, stories, so));
            }
            self.found = of_all(setting, ground, &self.bodies, self.pool);
            if self.found.is_empty() && ground.rules.pages.most == 1 {
                let how = Solver { thorough: true, ..how };
                let panels = orders
                    .iter()
                    .flat_map(|stories| with_panel(edition, ground, ways, stories, (*most, how)));
                let mut bodies: Vec<Body> = panels.collect();
                bodies.extend(self.bodies_of(ground, how));
                self.found = of_all(setting, ground, &bodies, self.pool);
            }
        }
        if self.wants_more() {
            let half = ground.grid.half();
            let of_page = Ground { grid: &half, ..ground };
            let plain = measures(of_page, false);
            let more: Vec<u32> =
                measures(of_page, true).into_iter().filter(|measure| !plain.contains(measure)).collect();
            if !more.is_empty() {
                let lead = self.task.around.lead_shape;
                add_galleys(setting, &mut self.task.stories, &more, lead)?;
                let mut again = if folded {
                    self.of_spread(ground, true)
                } else {
                    let how = self.solver(true);
                    let mut bodies = self.bodies_of(ground, how);
                    let Task { stories, ways, most, .. } = &self.task;
                    for stories in reserved::orders(ground, stories) {
                        bodies.extend(with_panel(edition, ground, ways, &stories, (*most, how)));
                    }
                    of_all(setting, ground, &bodies, self.pool)
                };
                if self.pool == Pool::OfEachKind {
                    self.found.append(&mut again);
                }
                let better = |new: &Candidate| self.cost().is_none_or(|old| new.cost < old);
                if again.first().is_some_and(better) {
                    self.found = again;
                }
            }
        }
        // A page that is too full so is made with smaller headings.
        if self.found.is_empty() {
            let rules = MakeupRules { heading: ground.rules.heading.smaller(), ..ground.rules.clone() };
            if rules.heading != ground.rules.heading {
                let ground = Ground { rules: &rules, ..ground };
                self.found = if folded {
                    self.of_spread(ground, true)
                } else {
                    of_all(setting, ground, &self.bodies_of(ground, self.solver(true)), self.pool)
                };
                for candidate in &mut self.found {
                    candidate.plan.small_headings = true;
                }
            }
        }
        Ok(())
    }

    /// Looks for plans with a filler at the foot of the last page, where the template has one.
    pub(super) fn fill(&mut self) {
        let Some(lines) = self.ground().rules.filler else { return };
        for body in &mut self.bodies {
            let of = |lines: u32| {
                let with = |way: &Way| Way {
                    around: Surroundings { filler: lines, ..way.around.clone() },
                    ..way.clone()
                };
                body.ways.iter().map(with).collect::<Vec<_>>()
            };
            body.ways = (lines.least..=lines.most).step_by(FILLER_STEP).flat_map(of).collect();
        }
        self.found = of_all(&self.setting, self.ground(), &self.bodies, self.pool);
    }

    /// The plans, best first.
    pub(super) fn plans(&self) -> Vec<Fitted> {
        let rules = self.ground().rules;
        let fit = |plain: &Candidate| Fitted {
            fitted: copyfit(plain, &self.task.stories, rules),
            plain: plain.clone(),
        };
        let mut fits: Vec<Fitted> = self.found.iter().map(fit).collect();
        fits.sort_by(|a, b| a.best().cost.total_cmp(&b.best().cost));
        fits
    }

    /// By how much the report does not fit its page, about.
    pub(super) fn misfit(&self) -> Misfit {
        let Task { stories, around, .. } = &self.task;
        let ground = self.ground();
        if ground.grid.fold_mm.is_some() {
            return spread::misfit(ground, stories, around, self.pictures.is_some());
        }
        let stories = &reserved::orders(ground, stories)[0];
        Misfit::of(ground, around, stories, &solve(ground, stories, true, MOST_LINES))
    }
}

/// The plans of one setting from beginning to end, best first.
pub(super) fn plans(setting: &Setting, pool: Pool) -> Result<Vec<Fitted>, Vec<Diagnostic>> {
    let mut search = Search::begin_in(setting.clone(), pool)?;
    search.go_on()?;
    let plans = search.plans();
    if plans.is_empty() { Err(Vec::new()) } else { Ok(plans) }
}
