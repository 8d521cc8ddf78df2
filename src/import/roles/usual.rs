//! How the text's own letters look.

use std::collections::BTreeMap;

use super::letters::count;
use super::line::Line;
use super::look::{Look, face, half_points, most};

/// How the text itself looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usual {
    /// Its letters.
    pub look: Look,
    /// Whether most of it is centred.
    pub centred: bool,
    /// Whether most of it has a level in the outline.
    pub outlined: bool,
    /// Whether looks differ at all in the text.
    pub varied: bool,
}

/// How the text itself looks: as most letters of long lines do.
pub(super) fn usual(lines: &[Line]) -> Usual {
    let longest = lines.iter().map(|line| line.length).max().unwrap_or(0);
    let long = lines.iter().filter(|line| line.grid.is_none() && line.length >= longest.min(40));
    let (mut sizes, mut faces, mut bolds) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut centred, mut outlined, mut all) = (0, 0, 0);
    for line in long {
        for run in &line.runs {
            let letters = count(&run.text);
            *sizes.entry(half_points(run.size)).or_insert(0) += letters;
            *faces.entry(face(&run.face)).or_insert(0) += letters;
            *bolds.entry(run.bold).or_insert(0) += letters;
        }
        all += line.length;
        centred += if line.centred { line.length } else { 0 };
        outlined += if line.outline.is_some() { line.length } else { 0 };
    }
    let look = Look { size: most(&sizes), face: most(&faces), bold: most(&bolds), coloured: false };
    let plain = |line: &Line| {
        let same = Look { coloured: false, ..line.look } == look;
        (same && !line.centred && line.outline.is_none()) || line.length == 0
    };
    Usual { look, centred: centred * 2 > all, outlined: outlined * 2 > all, varied: !lines.iter().all(plain) }
}
