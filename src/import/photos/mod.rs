//! Which photo is meant by which caption or picture of a text.
//!
//! [`folder`] reads the photos, [`said`] what their names say, [`days`] when they were taken, [`look`] what they look like;
//! [`signs`] is what speaks for each at each place, [`choose`] gives each place its photo so that all together fit best.

mod assign;
mod choose;
mod days;
mod folder;
mod look;
mod names;
mod said;
mod shot;
mod signs;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::path::Path;

use self::choose::{Match, choose, short};
use self::days::Kind;
use self::folder::{File, Folder, left, listed};
use self::names::{parts, safe};
use self::shot::Shot;
use self::signs::Looks;
use super::document::{LeftOut, Picture, Place};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

/// The least width at which a photo is of use: three of the columns of a newspaper page (mm).
const LEAST_WIDTH: f64 = 113.0;
/// What print needs at that width (pixels to the inch), as the finished page is judged.
const LEAST_PPI: f64 = 150.0;
/// So many places of a text are looked for in the folder.
const MAX_PLACES: usize = 400;

/// A place for a photo in the text: a picture of the text, a caption, or both.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The picture of the text.
    pub picture: Option<usize>,
    /// What it shows.
    pub caption: Option<String>,
    /// What stood before the caption, such as 图1.
    pub taken_off: String,
    /// Who took it.
    pub credit: Option<String>,
    /// What the section or the text near it says, to find a photo by its words.
    pub near: String,
    /// Where it stands.
    pub place: Place,
}

/// A photo of the report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TakenPhoto {
    /// The place that it is for; none for a photo of the folder that nothing in the text speaks of.
    pub candidate: Option<usize>,
    /// The name of its file below `photos/`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The caption, where the file's name says it and the text does not.
    pub caption: Option<String>,
    /// When it was taken, as 2024-03-08.
    pub date: Option<String>,
    /// Why the match is not certain.
    pub doubt: Option<crate::message::Message>,
    /// The file of the folder that it was taken from.
    pub from: Option<String>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Placed {
    /// The photos, in the order of the text; those that nothing speaks of at the end.
    pub photos: Vec<TakenPhoto>,
    /// Pictures and files that were left out, and why.
    pub left_out: Vec<LeftOut>,
    /// What should be looked at.
    pub findings: Vec<Diagnostic>,
}

/// Finds the photo for each place. A picture of the text that is at no place is not spoken of.
#[must_use]
pub fn place(folder: Option<&Path>, pictures: &[Picture], candidates: &[Candidate]) -> Placed {
    let Folder { files, left_out, findings, .. } = folder.map(folder::read).unwrap_or_default();
    let mut placing = Placing {
        pictures,
        candidates,
        made: Placed { photos: Vec::new(), left_out, findings },
        names: BTreeSet::new(),
    };
    let shots: Vec<Option<Shot>> = candidates.iter().map(|candidate| placing.shot(candidate)).collect();
    let shown: Vec<Option<&Shot>> = shots.iter().map(Option::as_ref).collect();
    let within = candidates.len().min(MAX_PLACES);
    let bare: Vec<bool> = shots.iter().map(Option::is_none).collect();
    let signs = signs::of(&candidates[..within], pictures, &shown[..within], &files);
    let mut matches = choose(&candidates[..within], &bare[..within], &signs, &files);
    matches.resize_with(candidates.len(), || None);

    let mut files: Vec<Option<File>> = files.into_iter().map(Some).collect();
    for (index, (shot, found)) in shots.into_iter().zip(matches).enumerate() {
        let looks = found.as_ref().map_or(Looks::Unknown, |found| signs[index][found.file].looks);
        let of_folder = found.and_then(|Match { file, doubt }| Some((files[file].take()?, doubt)));
        match (of_folder, shot) {
            (Some((file, doubt)), shot) => placing.of_folder(index, file, doubt, shot, looks, &mut files),
            (None, Some(shot)) => placing.of_text(index, shot, None),
            (None, None) => placing.alone(index),
        }
    }
    placing.unspoken_of(files.into_iter().flatten());
    placing.made
}

struct Placing<'a> {
    pictures: &'a [Picture],
    candidates: &'a [Candidate],
    made: Placed,
    /// The names that are taken, in small letters.
    names: BTreeSet<String>,
}

impl<'a> Placing<'a> {
    fn picture(&self, candidate: &Candidate) -> Option<&'a Picture> {
        candidate.picture.and_then(|index| self.pictures.get(index))
    }

    /// The picture of the text at a place, where it can be printed from.
    fn shot(&mut self, candidate: &Candidate) -> Option<Shot> {
        let picture = self.picture(candidate)?;
        match Shot::of(&picture.name, picture.bytes.clone()) {
            Ok(shot) => Some(shot),
            Err((why, hint)) => {
                let message = say!("import-picture-unusable", name = &picture.name, why = why.clone());
                self.leave_picture(candidate, why);
                self.made.findings.push(Diagnostic::warning(message).hint(hint));
                None
            }
        }
    }

    fn leave_picture(&mut self, candidate: &Candidate, why: Message) {
        if let Some(picture) = self.picture(candidate) {
            let text = picture.name.clone();
            self.made.left_out.push(LeftOut {
                text,
                why,
                place: candidate.place,
                picture: candidate.picture,
            });
        }
    }

    /// A file of the folder at a place. Of the file and the picture of the text the one with more pixels is taken.
    fn of_folder(
        &mut self,
        index: usize,
        file: File,
        doubt: Option<Message>,
        shot: Option<Shot>,
        looks: Looks,
        files: &mut [Option<File>],
    ) {
        let candidate = &self.candidates[index];
        if looks == Looks::Same {
            // The same picture in other sizes, which is nobody else's.
            for other in files.iter_mut() {
                let same = other.as_ref().is_some_and(|other| other.shot.is_smaller_of(&file.shot));
                if let Some(other) = other.take_if(|_| same) {
                    let why = say!("import-photo-twice.why", other = &file.path);
                    self.made.left_out.push(left(&other.path, why));
                }
            }
        }
        if let Some(shot) = shot {
            if !matches!(looks, Looks::Unsure | Looks::Unlike) && shot.pixels() > file.shot.pixels() {
                self.made.left_out.push(left(&file.path, say!("import-photo-smaller")));
                self.of_text(index, shot, Some((file, doubt)));
                return;
            }
            if shot.bytes != file.shot.bytes {
                self.leave_picture(candidate, say!("import-picture-replaced", file = &file.path));
            }
        }
        let caption = candidate.caption.is_none().then(|| file.said.caption()).flatten();
        self.taken(Some(index), file, caption, doubt);
    }

    /// The picture of the text at its place; `file` is the smaller one of the folder.
    fn of_text(&mut self, index: usize, shot: Shot, file: Option<(File, Option<Message>)>) {
        let candidate = &self.candidates[index];
        let Some(picture) = self.picture(candidate) else { return };
        let name = safe(&picture.name, shot.format, &mut self.names);
        // What Word says of a picture is a caption where it is the name of a file.
        let (stem, ending) = parts(picture.description.rsplit(['/', '\\']).next().unwrap_or_default());
        let said = (!ending.is_empty()).then(|| said::said(stem).caption()).flatten();
        let (file, doubt) = file.map_or((None, None), |(file, doubt)| (Some(file), doubt));
        let caption = file.as_ref().and_then(|file| file.said.caption()).or(said);
        let camera = days::of_camera(&shot.bytes).map(|(day, _)| (day, Kind::Taken));
        let date = taken_on(camera.or_else(|| file.as_ref().and_then(|file| file.day)));
        self.too_small(&name, &shot, true);
        self.made.photos.push(TakenPhoto {
            candidate: Some(index),
            name,
            bytes: shot.bytes,
            caption: caption.filter(|_| candidate.caption.is_none()),
            date,
            doubt,
            from: None,
        });
    }

    /// A caption without a picture.
    fn alone(&mut self, index: usize) {
        if let Some(caption) = &self.candidates[index].caption {
            let message = say!("import-caption-alone", caption = short(caption));
            self.made.findings.push(Diagnostic::warning(message).hint(say!("hint.import-caption-alone")));
        }
    }

    /// The photos that nothing in the text speaks of.
    fn unspoken_of(&mut self, files: impl Iterator<Item = File>) {
        let mut unnamed = Vec::new();
        for file in files {
            let caption = file.said.caption();
            if caption.is_none() {
                unnamed.push(file.path.clone());
            }
            let doubt = say!("import-photo-doubt.unspoken", file = &file.path);
            self.taken(None, file, caption, Some(doubt));
        }
        if !unnamed.is_empty() {
            let message = say!("import-photos-unnamed", count = unnamed.len(), names = listed(&unnamed));
            self.made.findings.push(Diagnostic::warning(message).hint(say!("hint.import-photos-unnamed")));
        }
    }

    fn taken(
        &mut self,
        candidate: Option<usize>,
        file: File,
        caption: Option<String>,
        doubt: Option<Message>,
    ) {
        let name = safe(&file.path, file.shot.format, &mut self.names);
        self.too_small(&name, &file.shot, false);
        self.made.photos.push(TakenPhoto {
            candidate,
            name,
            bytes: file.shot.bytes,
            caption,
            date: taken_on(file.day),
            doubt,
            from: Some(file.path),
        });
    }

    /// Says when a photo has fewer pixels on its longer side than print needs at the least width at which it is of use.
    fn too_small(&mut self, name: &str, shot: &Shot, of_text: bool) {
        let needed = (LEAST_WIDTH / 25.4 * LEAST_PPI).ceil();
        if f64::from(shot.size.0.max(shot.size.1)) >= needed {
            return;
        }
        let message = say!(
            "import-low-resolution",
            name = name,
            width = shot.size.0.to_string(),
            height = shot.size.1.to_string(),
            needed = needed,
        );
        let hint =
            if of_text { say!("hint.import-original") } else { say!("hint.wider-picture", pixels = needed) };
        self.made.findings.push(Diagnostic::warning(message).hint(hint));
    }
}

/// The day on which a photo was taken. The day on which a program saved it is none.
fn taken_on(day: Option<(days::Day, Kind)>) -> Option<String> {
    day.filter(|(_, kind)| *kind == Kind::Taken).and_then(|(day, _)| day.whole())
}
