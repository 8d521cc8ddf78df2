//! Threads with blocks: where the blocks stand among the slots, in whole lines. What may be cut runs on from slot to slot; what
//! is whole stands as near its place in the text as a slot holds it, and the text runs round it.

/// How something may be cut where a slot ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cut {
    /// Between any two lines.
    #[default]
    Text,
    /// Not at all, and what follows begins in the same slot: a heading within the text.
    Kept,
    /// Not at all; it may stand earlier or later than it is written.
    Whole,
}

/// A piece of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// How many lines it takes.
    pub lines: u32,
    /// How it may be cut.
    pub cut: Cut,
}

/// A part of a slot that text runs through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Which slot.
    pub slot: usize,
    /// Its first line in the slot.
    pub line: u32,
    /// How many lines.
    pub lines: u32,
}

/// Where pieces stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// What the text runs through, in order.
    pub stretches: Vec<Stretch>,
    /// Slot and line of each whole piece; none where no slot holds it.
    pub whole: Vec<Option<(usize, u32)>>,
    /// How many pieces are cut that may not be.
    pub parted: u32,
}

/// So many lines of text stand above and below a whole piece, or none; and so many below a heading in its slot.
const LEAST: u32 = 2;
/// How many lines farther from its place a whole piece may stand for no such stub, and for a heading that is not cut off.
const STUB: u32 = 6;
const PARTED: u32 = 1000;

impl Placed {
    /// Whether every piece has its place and none is cut that may not be.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.parted == 0 && self.whole.iter().all(Option::is_some)
    }
}

/// Finds the places of pieces in slots of some lines.
#[must_use]
pub fn place(pieces: &[Piece], slots: &[u32]) -> Placed {
    let mut stretches: Vec<Stretch> =
        slots.iter().enumerate().map(|(slot, &lines)| Stretch { slot, line: 0, lines }).collect();
    let mut whole = Vec::new();
    let mut before = 0;
    for piece in pieces {
        if piece.cut != Cut::Whole {
            before += piece.lines;
            continue;
        }
        let found = nearest(pieces, &stretches, piece.lines, before);
        whole.push(found.as_ref().map(|(place, _)| *place));
        if let Some((_, with_it)) = found {
            stretches = with_it;
        }
    }
    stretches.retain(|stretch| stretch.lines > 0);
    let parted = parted(pieces, &stretches);
    Placed { stretches, whole, parted }
}

/// The place of a whole piece nearest to that behind so many lines of text, and what is left of the stretches then.
fn nearest(
    pieces: &[Piece],
    stretches: &[Stretch],
    lines: u32,
    before: u32,
) -> Option<((usize, u32), Vec<Stretch>)> {
    let mut best: Option<(u32, (usize, u32), Vec<Stretch>)> = None;
    let mut passed = 0;
    for (index, stretch) in stretches.iter().enumerate() {
        let Some(room) = stretch.lines.checked_sub(lines) else {
            passed += stretch.lines;
            continue;
        };
        // Text above the piece in this stretch: none, all that there is room for, or about as much as is written before it.
        let own = before.saturating_sub(passed).min(room);
        let around = own.saturating_sub(LEAST + 1)..=(own + LEAST + 1).min(room);
        for above in [0, room].into_iter().chain(around) {
            let below = room - above;
            let stub = |left: u32| if (1..LEAST).contains(&left) { STUB } else { 0 };
            let mut with_it = stretches.to_vec();
            let first = Stretch { lines: above, ..*stretch };
            let second = Stretch { line: stretch.line + above + lines, lines: below, ..*stretch };
            with_it.splice(index..=index, [first, second]);
            let cost = (passed + above).abs_diff(before)
                + stub(above)
                + stub(below)
                + parted(pieces, &with_it) * PARTED;
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, (stretch.slot, stretch.line + above), with_it));
            }
        }
        passed += stretch.lines;
    }
    best.map(|(_, place, with_it)| (place, with_it))
}

/// How many pieces that hold on to what follows are cut, or end where a stretch does.
fn parted(pieces: &[Piece], stretches: &[Stretch]) -> u32 {
    let mut end = 0;
    let ends: Vec<u32> = stretches
        .iter()
        .map(|stretch| {
            end += stretch.lines;
            end
        })
        .collect();
    let all: u32 = pieces.iter().filter(|piece| piece.cut != Cut::Whole).map(|piece| piece.lines).sum();
    let mut line = 0;
    let mut count = 0;
    for piece in pieces.iter().filter(|piece| piece.cut != Cut::Whole) {
        let last = line + piece.lines;
        // A note of one line has no other below it.
        let below = LEAST.min(all - last).max(1);
        if piece.cut == Cut::Kept && ends.iter().any(|&end| line < end && end < last + below) {
            count += 1;
        }
        line = last;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{Cut, Piece, Stretch, place};

    fn pieces(of: &[(Cut, u32)]) -> Vec<Piece> {
        of.iter().map(|&(cut, lines)| Piece { lines, cut }).collect()
    }

    #[test]
    fn a_whole_piece_stands_where_it_is_written_if_a_slot_holds_it() {
        let pieces = pieces(&[(Cut::Text, 10), (Cut::Whole, 5), (Cut::Text, 15)]);
        let placed = place(&pieces, &[20, 10]);
        assert_eq!(placed.whole, [Some((0, 10))]);
        let stretch = |slot, line, lines| Stretch { slot, line, lines };
        assert_eq!(placed.stretches, [stretch(0, 0, 10), stretch(0, 15, 5), stretch(1, 0, 10)]);
        // It would be cut: it goes to the head of the next slot, and the text fills the first one.
        let placed = place(&pieces, &[12, 18]);
        assert_eq!(placed.whole, [Some((1, 0))]);
        assert_eq!(placed.stretches, [stretch(0, 0, 12), stretch(1, 5, 13)]);
        // No line stands alone above or below it.
        assert_eq!(place(&pieces, &[16, 14]).whole, [Some((0, 11))]);
        // No slot holds it.
        assert_eq!(place(&pieces, &[4; 8]).whole, [None]);
    }

    #[test]
    fn the_last_piece_stands_in_the_last_slot_that_holds_it() {
        let pieces = pieces(&[(Cut::Text, 20), (Cut::Whole, 6)]);
        assert_eq!(place(&pieces, &[13, 13]).whole, [Some((1, 7))]);
        assert_eq!(place(&pieces, &[22, 4]).whole, [Some((0, 16))]);
    }

    #[test]
    fn a_heading_is_not_the_last_line_of_a_slot() {
        let pieces = pieces(&[(Cut::Text, 10), (Cut::Kept, 2), (Cut::Text, 10)]);
        for (first, parted) in [(10, 0), (11, 1), (12, 1), (13, 1), (14, 0)] {
            assert_eq!(place(&pieces, &[first, 22 - first]).parted, parted, "{first}");
        }
        // A line is enough where nothing else follows.
        let note = Piece { lines: 1, cut: Cut::Text };
        assert_eq!(place(&[pieces[0], Piece { lines: 1, cut: Cut::Kept }, note], &[6, 6]).parted, 0);
    }

    #[test]
    fn every_line_has_a_place() {
        // All lines of all slots are either text or a whole piece, whatever the slots.
        let pieces = pieces(&[
            (Cut::Text, 9),
            (Cut::Whole, 7),
            (Cut::Kept, 2),
            (Cut::Text, 20),
            (Cut::Whole, 4),
            (Cut::Text, 3),
        ]);
        for first in 8..37 {
            let placed = place(&pieces, &[first, 45 - first]);
            assert!(placed.whole.iter().all(Option::is_some), "{first}");
            assert_eq!(placed.stretches.iter().map(|stretch| stretch.lines).sum::<u32>(), 34, "{first}");
        }
    }
}
