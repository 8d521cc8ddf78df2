//! The shapes of modules, worked out once: bodies that differ in what stands among the sections, or in which order, have the
//! same sections.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::ground::Ground;
use super::layout::{Corner, Layout, PicturesByParts};
use super::shaper::Shaper;
use super::story::Story;
use crate::edition::{Grid, MakeupRules};

/// The shapes of all stories that were asked for.
pub(super) struct Shapes {
    /// The most lines that anything may have.
    most: u32,
    known: Mutex<Vec<Arc<Shaped>>>,
}

/// The shapes of one story.
pub(super) struct Shaped {
    pub(super) story: Story,
    grid: Grid,
    rules: MakeupRules,
    stretched: bool,
    most: u32,
    /// By columns.
    whole: Vec<OnceLock<Vec<Layout>>>,
    opened: Mutex<HashMap<Corner, Arc<Vec<Layout>>>>,
    /// The ways to place the photos of a module with an opening, by columns.
    pictures: Mutex<HashMap<u32, Arc<PicturesByParts>>>,
}

impl Shapes {
    /// None yet; nothing will be asked for that is higher than so many lines.
    pub(super) fn new(most: u32) -> Self {
        Self { most, known: Mutex::default() }
    }

    /// The shapes of a story, to be worked out when they are asked for.
    pub(super) fn of(&self, ground: Ground, story: &Story, stretched: bool) -> Arc<Shaped> {
        let grid = ground.grid;
        let mut rules = ground.rules.clone();
        if story.photos.is_empty() {
            // It is the photos that keep room.
            rules.heading_room_pt = 0.0;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &&Arc<Shaped>| {
            one.stretched == stretched && one.story == *story && one.rules == rules && one.grid == *grid
        };
        if let Some(one) = known.iter().find(same) {
            return Arc::clone(one);
        }
        let new = Arc::new(Shaped {
            story: story.clone(),
            grid: grid.clone(),
            rules,
            stretched,
            most: self.most,
            whole: (0..=grid.columns).map(|_| OnceLock::new()).collect(),
            opened: Mutex::default(),
            pictures: Mutex::default(),
        });
        known.push(Arc::clone(&new));
        new
    }
}

impl Shaped {
    fn shaper(&self) -> Shaper<'_> {
        let ground = Ground { grid: &self.grid, rules: &self.rules };
        Shaper { ground, story: &self.story, stretched: self.stretched, most_lines: self.most }
    }

    /// The cheapest layouts at a width, by their height; none for a width that is not wished.
    pub(super) fn layouts(&self, columns: u32) -> &[Layout] {
        if !self.story.wish.allows_columns(columns) {
            return &[];
        }
        // Nothing that runs in several threads is waited for here: who waits for it may be one of them.
        self.whole
            .get(columns as usize)
            .map_or(&[], |known| known.get_or_init(|| self.shaper().layouts(columns)))
    }

    /// The cheapest layouts that are open at a corner of their foot, by their height and that of the opening.
    pub(super) fn opened(&self, corner: Corner) -> Arc<Vec<Layout>> {
        if !self.story.wish.allows_columns(corner.columns) {
            return Arc::default();
        }
        kept(&self.opened, corner, || {
            let pictures = kept(&self.pictures, corner.columns, || {
                self.shaper().pictures_beside_opening(corner.columns)
            });
            self.shaper().opened(corner, &pictures)
        })
    }
}

/// What is known of something, or is worked out now: twice, where two threads ask at one time.
fn kept<K: Copy + Eq + std::hash::Hash, V>(
    known: &Mutex<HashMap<K, Arc<V>>>,
    key: K,
    work_out: impl FnOnce() -> V,
) -> Arc<V> {
    let all = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = all().get(&key) {
        return Arc::clone(found);
    }
    let new = Arc::new(work_out());
    all().insert(key, Arc::clone(&new));
    new
}
