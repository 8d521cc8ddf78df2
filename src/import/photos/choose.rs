//! Which file each place of the text gets, and why it is not certain.

use super::Candidate;
use super::assign;
use super::days::Day;
use super::folder::File;
use super::signs::{Agree, CERTAIN_WORDS, LEAST, Looks, Signs, number_of};
use crate::message::Message;
use crate::say;

/// Another way that is worth less by no more than this is as good.
const CLOSE: i64 = 150;
/// Words are a sign among others from so much on; they fit another caption better when they are worth so much more there.
const SOME_WORDS: i64 = 300;
/// So many characters of a caption are shown.
const SHOWN: usize = 20;

/// The file of a place.
pub(super) struct Match {
    /// Which of the folder's.
    pub(super) file: usize,
    /// Why it is not certain.
    pub(super) doubt: Option<Message>,
}

/// A caption in a message.
pub(super) fn short(caption: &str) -> String {
    let mut letters = caption.chars();
    let begun: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { begun + "…" } else { begun }
}

/// For each place its file: the way in which all of them together fit best. What is left over goes by its order, where it is as
/// many; `bare` are the places that have no picture of the text.
pub(super) fn choose(
    candidates: &[Candidate],
    bare: &[bool],
    signs: &[Vec<Signs>],
    files: &[File],
) -> Vec<Option<Match>> {
    let worth: Vec<Vec<i64>> = signs
        .iter()
        .map(|row| row.iter().map(|signs| if signs.worth < LEAST { 0 } else { signs.worth }).collect())
        .collect();
    let found = assign::best(&worth);
    let matching = Matching { candidates, signs, files, worth: &worth, found: &found };
    let mut matches: Vec<Option<Match>> = found
        .iter()
        .enumerate()
        .map(|(row, file)| file.map(|file| Match { file, doubt: matching.doubt(row, file) }))
        .collect();
    for (row, file) in by_order(bare, signs, files, &found) {
        let doubt = say!("import-photo-doubt.order", file = &files[file].path);
        matches[row] = Some(Match { file, doubt: Some(doubt) });
    }
    matches
}

/// The places and files that are left, one after the other, where they are as many and nothing speaks against it.
fn by_order(
    bare: &[bool],
    signs: &[Vec<Signs>],
    files: &[File],
    found: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let rows: Vec<usize> = (0..found.len()).filter(|row| found[*row].is_none() && bare[*row]).collect();
    let mut left: Vec<usize> = (0..files.len()).filter(|file| !found.contains(&Some(*file))).collect();
    if rows.len() != left.len() {
        return Vec::new();
    }
    // Names without any number say nothing of the order; the camera's clock does.
    let counted = |file: &usize| files[*file].path.chars().any(|c| c.is_ascii_digit());
    if !left.iter().any(counted) && left.iter().all(|file| files[*file].moment.is_some()) {
        left.sort_by(|a, b| files[*a].moment.cmp(&files[*b].moment));
    }
    let pairs: Vec<(usize, usize)> = rows.into_iter().zip(left).collect();
    let against = |(row, file): &(usize, usize)| {
        let signs = &signs[*row][*file];
        signs.number == Agree::No || signs.day == Agree::No || signs.looks == Looks::Unlike
    };
    if pairs.iter().any(against) { Vec::new() } else { pairs }
}

struct Matching<'a> {
    candidates: &'a [Candidate],
    signs: &'a [Vec<Signs>],
    files: &'a [File],
    worth: &'a [Vec<i64>],
    found: &'a [Option<usize>],
}

impl Matching<'_> {
    /// Why a match is not certain: what speaks against it first, then another as good, then that too little speaks for it.
    fn doubt(&self, row: usize, column: usize) -> Option<Message> {
        let signs = &self.signs[row][column];
        if signs.looks == Looks::Same || signs.named && !matches!(signs.looks, Looks::Unsure | Looks::Unlike)
        {
            return self.rival(row, column);
        }
        self.against(row, column).or_else(|| self.rival(row, column)).or_else(|| self.weak(row, column))
    }

    fn against(&self, row: usize, column: usize) -> Option<Message> {
        let (signs, file) = (&self.signs[row][column], &self.files[column]);
        let name = &file.path;
        if matches!(signs.looks, Looks::Unsure | Looks::Unlike) {
            return Some(say!("import-photo-doubt.unlike", file = name));
        }
        if signs.number == Agree::No {
            let joined = |number: &[u32]| number.iter().map(u32::to_string).collect::<Vec<_>>().join("-");
            let own = file.said.number.as_ref().map(|(number, _)| joined(number)).unwrap_or_default();
            let wanted = number_of(&self.candidates[row]).map(|number| joined(&number)).unwrap_or_default();
            return Some(say!("import-photo-doubt.number", file = name, own = own, wanted = wanted));
        }
        let elsewhere = (0..self.signs.len())
            .filter(|other| *other != row)
            .max_by_key(|other| (self.signs[*other][column].words, usize::MAX - *other))
            .filter(|other| self.signs[*other][column].words >= signs.words + SOME_WORDS);
        if let Some(other) = elsewhere {
            let caption = short(self.candidates[other].caption.as_deref().unwrap_or_default());
            return Some(say!("import-photo-doubt.elsewhere", file = name, caption = caption));
        }
        if signs.day == Agree::No {
            let day = file.day.and_then(|(day, _)| day.whole()).unwrap_or_default();
            return Some(say!("import-photo-doubt.other-day", file = name, day = day));
        }
        None
    }

    /// Another file or place that is as good.
    fn rival(&self, row: usize, column: usize) -> Option<Message> {
        let own = self.worth[row][column];
        for (other, file) in self.files.iter().enumerate() {
            let there = self.worth[row][other];
            // The same picture with fewer pixels is none.
            if other == column || there == 0 || file.shot.is_smaller_of(&self.files[column].shot) {
                continue;
            }
            let close = match self.found.iter().position(|found| *found == Some(other)) {
                None => own - there < CLOSE,
                Some(place) => {
                    let changed = self.worth[place][column];
                    changed > 0 && own + self.worth[place][other] - there - changed < CLOSE
                }
            };
            if close {
                return Some(say!(
                    "import-photo-doubt.rival",
                    file = &self.files[column].path,
                    other = &file.path
                ));
            }
        }
        let free = (0..self.found.len()).find(|place| {
            let there = self.worth[*place][column];
            *place != row && self.found[*place].is_none() && there > 0 && own - there < CLOSE
        })?;
        let caption = short(self.candidates[free].caption.as_deref().unwrap_or_default());
        Some(say!("import-photo-doubt.rival-place", file = &self.files[column].path, caption = caption))
    }

    /// Too little that speaks for it.
    fn weak(&self, row: usize, column: usize) -> Option<Message> {
        let (signs, file) = (&self.signs[row][column], &self.files[column]);
        let strong = signs.words >= CERTAIN_WORDS || signs.number == Agree::Yes || signs.only_day;
        let some =
            [signs.ordinal, signs.looks == Looks::Alike, signs.day == Agree::Yes, signs.words >= SOME_WORDS];
        if strong || some.iter().filter(|sign| **sign).count() > 1 {
            return None;
        }
        let name = &file.path;
        let day = file.day.filter(|_| signs.day == Agree::Yes).map(|(day, _)| day);
        Some(match (signs.ordinal, signs.looks, day) {
            (_, Looks::Alike, _) => say!("import-photo-doubt.alike", file = name),
            (true, ..) => say!("import-photo-doubt.ordinal", file = name, number = (row + 1).to_string()),
            (_, _, Some(Day { month, of_month, .. })) => {
                say!(
                    "import-photo-doubt.day",
                    file = name,
                    month = month.to_string(),
                    day = of_month.to_string()
                )
            }
            _ if signs.words > 0 => say!("import-photo-doubt.words", file = name),
            _ => say!("import-photo-doubt.near", file = name),
        })
    }
}
