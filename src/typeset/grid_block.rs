//! A block of a thread: whatever it draws, it takes whole lines of the grid.

use typst_layout::layout_frame;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, Label, NativeElement, NativeRuleMap, Packed, Scope, ShowFn, Smart, StyleChain, Target, elem,
};
use typst_library::introspection::Locator;
use typst_library::layout::{
    Abs, Axes, BlockElem, Frame, FrameItem, GroupItem, Point, Region, Size, Spacing,
};
use typst_library::model::ParElem;
use typst_library::text::TextElem;
use typst_utils::PicoStr;

use super::pieces::Cut;
use super::thread_name::ThreadLabel;

/// More than any block may be high.
const ENDLESS: Abs = Abs::raw(10_000_000.0);
/// So many lines of a block are marked: one that is longer stands in no slot.
const MARKED: u32 = 1000;
/// Where the first baseline of a line stands below its top (em), as in all text on the grid.
const ASCENT: f64 = 0.88;
/// Lines of blocks count as indented, as the first lines of paragraphs are (em).
const INDENT: f64 = 2.0;

/// A block that takes whole lines of the grid: one line is as high as the type is large, with the leading between two.
///
/// In a thread a block is not cut. One that `keeps` never ends a slot: what follows begins below it in the same slot. One that
/// `floats` may stand earlier or later than it is written, so that slots are filled.
#[elem]
pub struct GridBlockElem {
    /// What is drawn.
    #[required]
    pub body: Content,
    /// Whether it holds on to what follows.
    #[default(false)]
    pub keeps: bool,
    /// Whether it may stand elsewhere near its place.
    #[default(false)]
    pub floats: bool,
}

/// Makes the element known to a library.
pub fn register(scope: &mut Scope, rules: &mut NativeRuleMap) {
    scope.define_elem::<GridBlockElem>();
    rules.register(Target::Paged, GRID_BLOCK_RULE);
}

const GRID_BLOCK_RULE: ShowFn<GridBlockElem> = |elem, _, styles| {
    let between = Smart::Custom(Spacing::from(styles.resolve(ParElem::leading)));
    Ok(BlockElem::single_layouter(elem.clone(), layout_grid_block)
        .with_above(between)
        .with_below(between)
        .pack())
};

/// From one line of the grid to the next.
pub(super) fn pitch(styles: StyleChain) -> Abs {
    styles.resolve(TextElem::size) + styles.resolve(ParElem::leading)
}

/// The lines that something of a height takes, and the height of so many lines.
pub(super) fn whole_lines(height: Abs, styles: StyleChain) -> (u32, Abs) {
    let (leading, pitch) = (styles.resolve(ParElem::leading), pitch(styles));
    let lines = ((height + leading) / pitch - 1e-3).ceil().clamp(1.0, f64::from(u16::MAX));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 65535")]
    (lines as u32, pitch * lines - leading)
}

/// How a block may be cut.
pub(super) fn cut(elem: &Packed<GridBlockElem>, styles: StyleChain) -> Cut {
    if elem.floats.get(styles) { Cut::Whole } else { Cut::Kept }
}

fn layout_grid_block(
    elem: &Packed<GridBlockElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    let room = Region::new(Size::new(region.size.x, ENDLESS), Axes::new(true, false));
    let inner = layout_frame(engine, &elem.body, locator, styles, room)?;
    let (lines, height) = whole_lines(inner.height(), styles);
    let (size, pitch) = (styles.resolve(TextElem::size), pitch(styles));
    let mut block = Frame::soft(Size::new(inner.width(), height));
    for line in 0..lines.min(MARKED) {
        let place = Point::new(size * INDENT, pitch * f64::from(line) + size * ASCENT);
        block.push(place, labelled(Frame::soft(Size::zero()), &ThreadLabel::Line));
    }
    block.push_frame(Point::zero(), inner);
    let mut frame = Frame::soft(block.size());
    frame.push(Point::zero(), labelled(block, &ThreadLabel::Block));
    Ok(frame)
}

/// A frame with a label. It is a group, for small frames are inlined and lose their label.
pub(super) fn labelled(frame: Frame, label: &ThreadLabel) -> FrameItem {
    let mut group = GroupItem::new(frame);
    group.label = Label::new(PicoStr::intern(&label.to_string()));
    FrameItem::Group(group)
}
