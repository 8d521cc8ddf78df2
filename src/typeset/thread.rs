//! The thread: a text that runs through a chain of slots.
//!
//! Typst's own columns have one height and one place each, and Typst says nothing when a text does not
//! fit its box. The `thread` element lays a text out in slots of any height, puts every piece at its
//! slot's place, and keeps what is left over in an overset frame that [`crate::makeup::inspect`] finds.

use typst_layout::layout_fragment;
use typst_library::diag::{SourceResult, bail};
use typst_library::engine::Engine;
use typst_library::foundations::{
    Array, Content, Dict, IntoValue, NativeElement, NativeRuleMap, Packed, Scope, ShowFn, Str, StyleChain,
    Target, Value, cast, elem,
};
use typst_library::introspection::Locator;
use typst_library::layout::{
    Abs, Axes, BlockElem, Fragment, Frame, FrameItem, Length, Point, Region, Regions, Size,
};
use typst_library::model::ParElem;
use typst_library::text::TextElem;

use super::fit::{self, Fit};
use super::grid_block::{self, GridBlockElem, labelled, whole_lines};
use super::pieces::{self, Cut, Piece, Stretch};
use super::thread_name::{Slot, ThreadLabel, ThreadName};

/// The height of the region that catches overset text. More than any report may hold.
const OVERSET_HEIGHT: Abs = Abs::raw(10_000_000.0);
/// Slots are this much taller than their lines, so that rounding never pushes out a line.
const SLACK: Abs = Abs::raw(0.01);

/// A text that runs through linked slots.
///
/// The slots have one width; their places and heights are free. Places are relative to the element's own
/// place. Each slot holds `lines` lines: its height is `lines × pitch − leading`.
#[elem]
pub struct ThreadElem {
    /// The name by which findings speak of the thread.
    #[required]
    pub name: Str,
    /// The width that all slots share.
    #[required]
    pub width: Length,
    /// The slots, in reading order: dictionaries with the lengths `x`, `y` and `height`.
    #[required]
    pub slots: Vec<Dict>,
    /// The text: content, or a list of paragraphs. A paragraph may be a list itself, of several settings of one text:
    /// the first that is good is taken, or else the one that costs least by [`super::fit::judge`]. A list among them
    /// holds shorter settings, which are tried where the last line would be short. The choice depends on the paragraph and the width alone, so a galley and a page make the same one.
    #[required]
    pub body: Text,
}

/// The text of a thread.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Text(Vec<Alternatives>);

cast! {
    Text,
    self => self.0.into_value(),
    body: Content => Self(vec![Alternatives { settings: vec![body], shorter: Vec::new() }]),
    paragraphs: Vec<Alternatives> => Self(paragraphs),
}

/// The settings that one paragraph may have, the one to be preferred first.
#[derive(Debug, Clone, PartialEq, Hash)]
struct Alternatives {
    settings: Vec<Content>,
    /// Those with marks of half their width, the one with the fewest first.
    shorter: Vec<Content>,
}

cast! {
    Alternatives,
    self => {
        let settings = self.settings.into_iter().map(IntoValue::into_value);
        settings.chain([self.shorter.into_value()]).collect::<Array>().into_value()
    },
    only: Content => Self { settings: vec![only], shorter: Vec::new() },
    all: Array => {
        let (shorter, settings): (Vec<Value>, Vec<Value>) =
            all.into_iter().partition(|value| matches!(value, Value::Array(_)));
        let shorter = shorter.into_iter().map(Value::cast::<Vec<Content>>).collect::<Result<Vec<_>, _>>()?;
        Self {
            settings: settings.into_iter().map(Value::cast).collect::<Result<_, _>>()?,
            shorter: shorter.concat(),
        }
    },
}

/// Makes the element known to a library: its constructor and its layout.
pub fn register(scope: &mut Scope, rules: &mut NativeRuleMap) {
    scope.define_elem::<ThreadElem>();
    rules.register(Target::Paged, THREAD_RULE);
    grid_block::register(scope, rules);
}

const THREAD_RULE: ShowFn<ThreadElem> =
    |elem, _, _| Ok(BlockElem::multi_layouter(elem.clone(), layout_thread).pack());

fn layout_thread(
    elem: &Packed<ThreadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let font_size = styles.resolve(TextElem::size);
    let mut places = Vec::new();
    let mut heights = Vec::new();
    for slot in &elem.slots {
        let length = |key: &str| -> SourceResult<Abs> {
            match slot.get(key).ok().cloned().and_then(|v| v.cast::<Length>().ok()) {
                Some(length) => Ok(length.at(font_size)),
                None => bail!(elem.span(), "a slot of a thread needs the length `{key}`"),
            }
        };
        places.push(Point::new(length("x")?, length("y")?));
        heights.push(length("height")? + SLACK);
    }
    let Some((&first, rest)) = heights.split_first() else {
        bail!(elem.span(), "a thread needs at least one slot");
    };

    let width = elem.width.at(font_size);
    let mut backlog = rest.to_vec();
    backlog.push(OVERSET_HEIGHT);
    let (mut paragraphs, mut saving) = (Vec::new(), Vec::new());
    for (index, alternatives) in elem.body.0.iter().enumerate() {
        let (paragraph, saves) = choose(alternatives, index, width, engine, &locator, styles)?;
        paragraphs.push(paragraph);
        saving.extend(saves.then_some(index));
    }
    let thread = || ThreadName::from(elem.name.as_str());
    let run = |engine: &mut Engine, text: &Content, locator: Locator, first: Abs, backlog: &[Abs]| {
        let regions = Regions {
            size: Size::new(width, first),
            // The same in every slot and galley, so that each paragraph is set once and kept.
            full: OVERSET_HEIGHT,
            backlog,
            last: None,
            expand: Axes::new(true, false),
        };
        layout_fragment(engine, text, locator, styles, regions)
    };
    let mut items = Vec::new();
    if paragraphs.iter().any(|paragraph| paragraph.to_packed::<GridBlockElem>().is_some()) {
        let places = Slots { places: &places, heights: &heights };
        items = with_blocks(&paragraphs, &places, &thread(), engine, locator, styles, run)?;
    } else {
        let pieces = run(engine, &Content::sequence(paragraphs), locator, first, &backlog)?;
        for (index, piece) in pieces.into_iter().enumerate() {
            let (place, number) = match places.get(index) {
                Some(&place) => (place, Some(index)),
                None => (Point::zero(), None),
            };
            items.push((place, labelled(piece, &ThreadLabel::Slot(Slot { thread: thread(), number }))));
        }
    }

    // Where the surroundings set no bound, the slots do.
    let bound = |given: Abs, needed: Abs| if given.to_pt().is_finite() { given } else { needed };
    let right = places.iter().map(|place| place.x + width).max().unwrap_or_default();
    let foot = places.iter().zip(&heights).map(|(place, height)| place.y + *height).max().unwrap_or_default();
    let base = regions.base();
    let mut frame = Frame::soft(Size::new(bound(base.x, right), bound(base.y, foot)));
    frame.push_multiple(items);
    for paragraph in saving {
        let label = ThreadLabel::Saved { thread: thread(), paragraph };
        frame.push(Point::zero(), labelled(Frame::soft(Size::zero()), &label));
    }
    Ok(Fragment::frame(frame))
}

/// The slots of a thread.
struct Slots<'a> {
    places: &'a [Point],
    heights: &'a [Abs],
}

/// A thread in which blocks stand: the text runs round those that are whole. All text stands before these, so that it is read
/// in one piece.
fn with_blocks(
    content: &[Content],
    slots: &Slots,
    thread: &ThreadName,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    run: impl Fn(&mut Engine, &Content, Locator, Abs, &[Abs]) -> SourceResult<Fragment>,
) -> SourceResult<Vec<(Point, FrameItem)>> {
    let mut pieces = Vec::new();
    for one in content {
        let frame = run(engine, one, locator.relayout(), OVERSET_HEIGHT, &[])?.into_iter().next();
        let lines = frame.map_or(0, |frame| whole_lines(frame.height(), styles).0);
        let cut = one.to_packed::<GridBlockElem>().map_or(Cut::Text, |block| grid_block::cut(block, styles));
        pieces.push(Piece { lines, cut });
    }
    let (pitch, leading) = (grid_block::pitch(styles), styles.resolve(ParElem::leading));
    let capacity = |height: &Abs| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a slot")]
        let lines = ((*height + leading) / pitch + 1e-3).clamp(0.0, f64::from(u32::MAX)) as u32;
        lines
    };
    let placed = pieces::place(&pieces, &slots.heights.iter().map(capacity).collect::<Vec<_>>());
    let at = |slot: usize, line: u32| slots.places[slot] + Point::with_y(pitch * f64::from(line));

    let mut items = Vec::new();
    let mut locators = locator.split();
    let height = |stretch: &Stretch| pitch * f64::from(stretch.lines) - leading + SLACK;
    let mut heights = placed.stretches.iter().map(height).chain([OVERSET_HEIGHT]);
    let first = heights.next().unwrap_or(OVERSET_HEIGHT);
    let text = content.iter().zip(&pieces).filter(|(_, piece)| piece.cut != Cut::Whole);
    let text = Content::sequence(text.map(|(content, _)| content.clone()));
    let run_on = run(engine, &text, locators.next(&text.span()), first, &heights.collect::<Vec<_>>())?;
    let mut in_slots: Vec<(Option<usize>, Point, Frame)> = Vec::new();
    for (index, frame) in run_on.into_iter().enumerate() {
        let (slot, place) = match placed.stretches.get(index) {
            Some(stretch) => (Some(stretch.slot), at(stretch.slot, stretch.line)),
            None => (None, Point::zero()),
        };
        match in_slots.last_mut() {
            // What stands above and below a block in one slot.
            Some((last, start, above)) if slot.is_some() && *last == slot => {
                let offset = place - *start;
                above.size_mut().y = offset.y + frame.height();
                above.push_frame(offset, frame);
            }
            _ => in_slots.push((slot, place, frame)),
        }
    }
    for (number, place, frame) in in_slots {
        items.push((place, labelled(frame, &ThreadLabel::Slot(Slot { thread: thread.clone(), number }))));
    }
    let whole = content.iter().zip(&pieces).filter(|(_, piece)| piece.cut == Cut::Whole);
    for ((block, _), place) in whole.zip(&placed.whole) {
        let fragment = run(engine, block, locators.next(&block.span()), OVERSET_HEIGHT, &[])?;
        let Some(frame) = fragment.into_iter().next() else { continue };
        let (place, label) = match *place {
            Some((slot, line)) => {
                let slot = Slot { thread: thread.clone(), number: Some(slot) };
                (at(slot.number.unwrap_or_default(), line), ThreadLabel::Aside(slot))
            }
            None => (Point::zero(), ThreadLabel::Slot(Slot { thread: thread.clone(), number: None })),
        };
        items.push((place, labelled(frame, &label)));
    }
    for piece in pieces {
        let label = ThreadLabel::Piece { thread: thread.clone(), piece };
        items.push((Point::zero(), labelled(Frame::soft(Size::zero()), &label)));
    }
    Ok(items)
}

/// The setting of a paragraph that is set best at a width, and whether it takes fewer lines than the first.
fn choose(
    alternatives: &Alternatives,
    index: usize,
    width: Abs,
    engine: &mut Engine,
    locator: &Locator,
    styles: StyleChain,
) -> SourceResult<(Content, bool)> {
    let Alternatives { settings, shorter } = alternatives;
    let Some((first, others)) = settings.split_first() else { return Ok((Content::empty(), false)) };
    if others.is_empty() && shorter.is_empty() {
        return Ok((first.clone(), false));
    }
    let mut judge = |setting: &Content| -> SourceResult<Fit> {
        let galley = Region::new(Size::new(width, OVERSET_HEIGHT), Axes::new(true, false));
        // The compiler remembers lines by what stands before them: behind a paragraph, as they will be in the thread, they
        // are not made again there.
        let before = (index > 0).then(|| ParElem::new(Content::empty()).pack());
        let text = Content::sequence(before.into_iter().chain([setting.clone()]));
        Ok(fit::judge(&layout_fragment(engine, &text, locator.relayout(), styles, galley.into())?))
    };
    let natural = judge(first)?;
    let mut best = (first, natural);
    for (number, setting) in (1..).zip(others) {
        if best.1.cost <= fit::GOOD || number >= fit::USUAL && best.1.widest <= fit::FAIR {
            break;
        }
        let fit = judge(setting)?;
        if fit.cost < best.1.cost {
            best = (setting, fit);
        }
    }
    if best.1.is_short() {
        for setting in shorter {
            let fit = judge(setting)?;
            if fit.pulls_back(&best.1) {
                best = (setting, fit);
                break;
            }
        }
    }
    Ok((best.0.clone(), best.1.lines < natural.lines))
}
