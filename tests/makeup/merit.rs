//! Every figure of merit: a page that is bad on purpose moves it, and no other figure but those that must go with it.

use banmian::edition::Grid;
use banmian::edition::makeup_rules::MeritWeights;
use banmian::edition::merit_limits::{Limit, MeritLimits};
use banmian::makeup::inspect::{self, Fill};
use banmian::makeup::merit::emptiness::Emptiness;
use banmian::makeup::merit::{Finished, Merit, Verdict, measure};
use banmian::makeup::placement::Placement;
use banmian::makeup::plan::{Area, Plan, Rect};
use banmian::message::Lang;
use banmian::typeset::ThreadName;
use banmian::typeset::frames::{Line, SlotLines};

use crate::support::{page, pinned_plan};

/// A finished page in parts that can be spoilt.
#[derive(Clone)]
struct Parts {
    grid: Grid,
    plan: Plan,
    placement: Placement,
    slots: Vec<SlotLines>,
    fills: Vec<Fill>,
}

impl Parts {
    fn sample() -> Self {
        let page = page(|text| text);
        let fills = inspect::fills(&page.placement, &page.slots);
        let grid = page.edition.template.settings.grid;
        Self { grid, plan: pinned_plan(), placement: page.placement, slots: page.slots, fills }
    }

    fn merit(&self) -> Merit {
        let Self { grid, plan, placement, slots, fills } = self;
        measure(&Finished { grid, plan, placement, slots, fills })
    }

    /// The lines of a slot.
    fn slot(&mut self, section: usize, slot: usize) -> &mut SlotLines {
        let thread = ThreadName::Section(section);
        self.slots.iter_mut().find(|it| it.thread == thread && it.slot == Some(slot)).unwrap()
    }
}

/// The figures that differ.
fn moved(one: &Merit, two: &Merit) -> Vec<String> {
    let (one, two) = (serde_json::to_value(one).unwrap(), serde_json::to_value(two).unwrap());
    let all = one.as_object().unwrap().iter();
    all.filter(|(name, value)| two[name.as_str()] != **value).map(|(name, _)| name.clone()).collect()
}

#[test]
fn each_figure_moves_with_what_is_bad() {
    let good = Parts::sample();
    let before = good.merit();
    let check = |names: &[&str], spoil: &dyn Fn(&mut Parts)| {
        let mut bad = good.clone();
        spoil(&mut bad);
        let after = bad.merit();
        assert_eq!(moved(&before, &after), names, "{after:?}");
        after
    };
    let after = check(&["overset_lines"], &|page| page.fills[1].overset_lines = 3);
    assert_eq!(after.overset_lines, before.overset_lines + 3);
    // A photo that the plan does not have leaves its place white.
    let after = check(&["unfilled_percent"], &|page| {
        page.plan.sections[3].photos.pop();
    });
    assert!(after.unfilled_percent > before.unfilled_percent + 1.0);
    // The last two lines of a column are not there.
    let names = ["unfilled_percent", "foot_difference", "short_columns", "heading_white_lines", "body_lines"];
    let after = check(&names, &|page| {
        let lines = &mut page.slot(0, 1).lines;
        lines.truncate(lines.len() - 2);
    });
    assert_eq!(after.foot_difference, before.foot_difference + 2);
    assert_eq!(after.body_lines + 2, before.body_lines);
    assert_eq!(after.short_columns, before.short_columns + 1);
    let after = check(&["baseline_error_pt"], &|page| page.slot(1, 0).lines[3].baseline += 2.5);
    assert!((after.baseline_error_pt - 2.5).abs() < 0.01);
    let after = check(&["butted_headings"], &|page| {
        let first = page.placement.sections[0].heading;
        page.placement.sections[1].heading = Rect { x: first.x + first.width + 9.0, ..first };
    });
    assert_eq!(after.butted_headings, 1);
    // Nearly level: five lines below the foot of the heading beside it, or above its head; with six lines between it stands apart.
    let beside = |lines: f64| {
        let mut page = good.clone();
        let first = page.placement.sections[0].heading;
        // No other heading is near any.
        for (section, number) in page.placement.sections.iter_mut().zip(0_u32..).skip(2) {
            section.heading.x = 9000.0 * f64::from(number);
        }
        let y = first.y + first.height + lines * page.grid.pitch_pt;
        page.placement.sections[1].heading = Rect { x: first.x + first.width + 9.0, y, ..first };
        page.merit().near_headings
    };
    assert_eq!([0.0, 5.0, 6.0].map(beside), [1, 1, 0]);
    let after = check(&["crop_loss_percent"], &|page| {
        page.placement.sections[0].photos[0].picture.crop_loss = 0.9;
    });
    assert!((after.crop_loss_percent - 90.0).abs() < 1e-9);
    // A heading so much lower that three lines more are white above it.
    let low = check(&["heading_white_lines", "near_headings"], &|page| {
        page.placement.sections[2].heading.y += 42.0;
    });
    assert!(low.heading_white_lines >= 3.0, "{low:?}");
    // The hero's picture is one of the page's: a large one dwarfs the others, one as large as the largest does not stand out.
    let largest = |page: &Parts| {
        let photos = page.placement.sections.iter().flat_map(|section| &section.photos);
        let area = |frame: &Rect| frame.width * frame.height;
        photos.map(|photo| photo.picture.frame).max_by(|a, b| area(a).total_cmp(&area(b))).unwrap()
    };
    let hero = |times: f64| {
        let mut page = good.clone();
        let like = largest(&page);
        page.placement.hero_picture.as_mut().unwrap().frame = Rect { width: like.width * times, ..like };
        page.merit().main_photo_ratio.unwrap()
    };
    assert!((hero(1.0) - 1.0).abs() < 1e-9 && (hero(1.9) - 1.9).abs() < 1e-9);
    let after = check(&["hero_crop_percent"], &|page| {
        page.placement.hero_picture.as_mut().unwrap().crop_loss = 0.6;
    });
    assert!((after.hero.hero_crop_percent - 60.0).abs() < 1e-9);
    let after = check(&["photos_away"], &|page| {
        let photo = &mut page.placement.sections[0].photos[0];
        photo.picture.frame.y += 2000.0;
        photo.caption.y += 2000.0;
    });
    assert_eq!(after.photos_away, 1);
    let after = check(&["lowest_ppi"], &|page| page.placement.sections[2].photos[0].picture.ppi = 40.0);
    assert_eq!(after.lowest_ppi, Some(40.0));
    let after = check(&["tracking_em"], &|page| page.placement.sections[2].tracking.push((0, 0.025)));
    assert!((after.tracking_em - 0.025).abs() < 1e-9);
    let after = check(&["loose_lines"], &|page| page.slot(0, 0).lines[4].gap = 0.26);
    assert_eq!(after.loose_lines, 1);
    // Words set large, on lines of these lengths.
    let quote = |lengths: &'static [f64]| {
        move |page: &mut Parts| {
            let like = page.slot(0, 0).lines[4].clone();
            let lines = lengths.iter().map(|long| Line { left: 0.0, right: *long, ..like.clone() }).collect();
            page.slots.push(SlotLines { page: 0, thread: ThreadName::Quote(0), slot: Some(0), lines });
        }
    };
    assert_eq!(check(&["quotes"], &quote(&[90.0, 80.0, 46.0])).quotes, before.quotes + 1);
    assert_eq!(check(&["quotes", "quote_stubs"], &quote(&[90.0, 80.0, 44.0])).quote_stubs, 1);
    // A number that ends a line, and its unit at the head of the next.
    let after = check(&["parted_units"], &|page| {
        let lines = &mut page.slot(0, 0).lines;
        lines[4].text = "全年收到提案89".to_owned();
        lines[5].text = "件，全部办复".to_owned();
    });
    assert_eq!(after.parted_units, before.parted_units + 1);
}

#[test]
fn last_lines_are_looked_at() {
    let good = Parts::sample();
    let before = good.merit();
    // The second line of a column is made to open a paragraph: the first one is a widow, if it does not open one itself.
    let mut bad = good.clone();
    let left = bad.placement.sections[0].slots[1].x + bad.placement.left;
    let lines = &mut bad.slot(0, 1).lines;
    lines[0].left = left;
    let begins = lines[1].left > left + 9.0;
    lines[1].left = left + 18.0;
    let after = bad.merit();
    assert_eq!(after.widows, before.widows + usize::from(!begins));
    assert!(!begins && moved(&before, &after) == ["widows"], "{after:?}");
    // Such a line of one character besides.
    bad.slot(0, 1).lines[0].text = "了。".to_owned();
    let worse = bad.merit();
    assert_eq!(worse.one_character_lines, before.one_character_lines + 1);
    assert_eq!(moved(&after, &worse), ["one_character_lines"]);
}

#[test]
fn sections_out_of_order_and_cuts_are_counted() {
    let good = Parts::sample();
    // Four modules in two rows of two: a gutter and a white line run through; moved apart, only the line does.
    let mut cut = good.clone();
    let module = |column, columns, line| {
        let mut module = good.plan.sections[0].clone();
        module.heading = Area::new(column, columns, line, 3);
        module.slots = vec![Area::new(column, columns, line + 3, 10)];
        (module.photos, module.tint, module.quote) = (Vec::new(), None, None);
        module
    };
    cut.plan.sections = vec![module(0, 4, 50), module(4, 4, 50), module(0, 4, 64), module(4, 4, 64)];
    assert_eq!((cut.merit().through_cuts, cut.merit().inversions), (2, 0));
    // The first section at the right of the second; the last one above the others.
    let mut bad = cut.clone();
    bad.plan.sections.swap(0, 1);
    assert_eq!(bad.merit().inversions, 1);
    bad.plan.sections.swap(0, 3);
    assert!(bad.merit().inversions > 1);
    cut.plan.sections = vec![module(0, 4, 50), module(4, 4, 50), module(0, 5, 64), module(5, 3, 64)];
    assert_eq!(cut.merit().through_cuts, 1);
    cut.plan.sections = vec![module(0, 4, 50), module(4, 4, 60), module(0, 4, 64)];
    assert_eq!(cut.merit().through_cuts, 1);
}

#[test]
fn every_weight_is_the_templates() {
    let good = Merit::default();
    let none = MeritWeights {
        overset: 0.0,
        lost: 0.0,
        butted: 0.0,
        inversion: 0.0,
        feet: 0.0,
        unfilled: 0.0,
        widow: 0.0,
        one_character: 0.0,
        parted_unit: 0.0,
        loose_line: 0.0,
        empty_page: 0.0,
        limits: MeritLimits::default(),
        hero_contrast: 4.5,
        quote_stub: 0.0,
    };
    let usual = MeritWeights::default();
    assert_eq!(good.cost(&usual), 0.0);
    // Each figure weighs by its own weight, and by no other.
    for (bad, only, cost) in [
        (Merit { overset_lines: 2, ..good.clone() }, MeritWeights { overset: 1.0, ..none.clone() }, 2.0),
        (Merit { lost_characters: 2, ..good.clone() }, MeritWeights { lost: 1.0, ..none.clone() }, 2.0),
        (Merit { butted_headings: 2, ..good.clone() }, MeritWeights { butted: 1.0, ..none.clone() }, 2.0),
        (Merit { inversions: 2, ..good.clone() }, MeritWeights { inversion: 1.0, ..none.clone() }, 2.0),
        (Merit { foot_difference: 3, ..good.clone() }, MeritWeights { feet: 1.0, ..none.clone() }, 2.0),
        (
            Merit { unfilled_percent: 3.0, ..good.clone() },
            MeritWeights { unfilled: 1.0, ..none.clone() },
            2.0,
        ),
        (Merit { widows: 2, ..good.clone() }, MeritWeights { widow: 1.0, ..none.clone() }, 2.0),
        (
            Merit { one_character_lines: 2, ..good.clone() },
            MeritWeights { one_character: 1.0, ..none.clone() },
            2.0,
        ),
        (Merit { loose_lines: 2, ..good.clone() }, MeritWeights { loose_line: 1.0, ..none.clone() }, 2.0),
        (Merit { quote_stubs: 2, ..good.clone() }, MeritWeights { quote_stub: 1.0, ..none.clone() }, 2.0),
        // Of four pages the first and the last may be white.
        (
            Merit {
                emptiness: Some(Emptiness { white_percent: vec![90.0, 34.0, 33.0, 90.0] }),
                ..good.clone()
            },
            MeritWeights { empty_page: 2.0, ..none.clone() },
            2.0,
        ),
        (Merit { parted_units: 2, ..good.clone() }, MeritWeights { parted_unit: 1.0, ..none.clone() }, 2.0),
    ] {
        assert_eq!(bad.cost(&only), cost, "{bad:?}");
        assert_eq!(bad.cost(&none), 0.0);
        assert!(bad.cost(&usual) > 0.0);
    }
}

#[test]
fn every_figure_has_a_verdict_by_its_limit() {
    let limit = Limit::new(1.0, 3.0);
    let verdicts = [0.0, 1.0, 1.5, 3.0, 3.1].map(|value| Verdict::of(value, limit));
    assert_eq!(verdicts, [Verdict::Good, Verdict::Good, Verdict::Look, Verdict::Look, Verdict::Poor]);
    // Of a resolution less is worse.
    let limit = Limit::new(150.0, 100.0);
    let verdicts = [300.0, 150.0, 120.0, 100.0, 99.0].map(|value| Verdict::of(value, limit));
    assert_eq!(verdicts, [Verdict::Good, Verdict::Good, Verdict::Look, Verdict::Look, Verdict::Poor]);
    // A page without a fault is good in all; one with a fault is not in that one, and says so.
    let good = Merit {
        lowest_ppi: Some(200.0),
        photo_share_percent: 30.0,
        main_photo_percent: 12.0,
        main_photo_ratio: Some(2.0),
        shortest_slot: 9,
        ..Merit::default()
    };
    let limits = MeritLimits::default();
    let bad = |merit: &Merit, limits: &MeritLimits| -> Vec<String> {
        let rows = merit.rows(limits).into_iter();
        let bad = rows.filter(|row| row.verdict.is_some_and(|(verdict, _)| verdict != Verdict::Good));
        bad.map(|row| row.line(Lang::En)).collect()
    };
    assert_eq!(bad(&good, &limits), Vec::<String>::new());
    let figures = serde_json::to_value(&good).unwrap();
    assert_eq!(good.rows(&limits).len(), figures.as_object().unwrap().len(), "a figure has no row");
    let worse = Merit { widows: 2, ..good.clone() };
    assert_eq!(
        bad(&worse, &limits),
        ["widows at column heads 栏头孤行   2                               look  good to 1, poor above 4\n"]
    );
    let blurred = Merit { lowest_ppi: Some(90.0), ..good.clone() };
    assert_eq!(
        bad(&blurred, &limits),
        [
            "lowest resolution of a photo      90 ppi                          poor  good from 150, poor below 100\n"
        ]
    );
    let line = &blurred
        .rows(&limits)
        .iter()
        .map(|row| row.line(Lang::Zh))
        .find(|line| line.contains("ppi"))
        .unwrap();
    assert!(line.ends_with("差    不低于150为好，低于100为差\n"), "{line}");
    // The limits are the template's.
    let stricter = MeritLimits { widows: Limit::new(0.0, 1.0), ..limits };
    assert!(bad(&worse, &stricter)[0].contains("poor  good to 0, poor above 1"));
    let text = "limits = { widows = { good = 5, poor = 6 } }";
    let weights: MeritWeights = toml::from_str(text).unwrap();
    assert_eq!(weights.limits.widows, Limit::new(5.0, 6.0));
}
