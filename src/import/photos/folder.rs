//! The photos of a folder, read within limits.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::days::{self, Day, Kind};
use super::names::{natural, parts};
use super::said::{Said, said};
use super::shot::{self, Shot};
use crate::diagnostic::Diagnostic;
use crate::import::document::{LeftOut, Place, Where};
use crate::message::Message;
use crate::report::MAX_PHOTO_BYTES;
use crate::say;

/// So many photos of a folder are read.
pub(super) const MAX_FILES: usize = 400;
/// The photos of a folder may have so many bytes together.
const MAX_TOTAL_BYTES: u64 = 1 << 30;
/// So many names of a folder are looked at.
const MAX_NAMES: usize = 20_000;
/// A format is known by so many of the first bytes.
const HEAD_BYTES: u64 = 4096;
/// A finding names so many files.
const MOST_NAMED: usize = 8;

/// A photo of the folder.
#[derive(Debug)]
pub(super) struct File {
    /// Its name, with the folder below the folder of photos.
    pub(super) path: String,
    /// What its name says.
    pub(super) said: Said,
    /// The words of the name of its own folder; the folder of photos has none.
    pub(super) folder: String,
    /// The day of it: the camera's, else that of its name.
    pub(super) day: Option<(Day, Kind)>,
    /// When the camera took it, to be sorted by.
    pub(super) moment: Option<String>,
    /// The picture.
    pub(super) shot: Shot,
}

/// What is in a folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The photos, as people count.
    pub(super) files: Vec<File>,
    /// Files that are no photos, and why.
    pub(super) left_out: Vec<LeftOut>,
    /// What should be looked at.
    pub(super) findings: Vec<Diagnostic>,
    /// Files that cannot be used: their name, why, and what to do.
    unusable: Vec<(String, Message, Message)>,
}

/// Something of the folder that was left out.
pub(super) fn left(name: &str, why: Message) -> LeftOut {
    let place = Place { at: Where::Folder, number: 0 };
    LeftOut { text: name.to_owned(), why, place, picture: None }
}

/// Some names for a finding; where they are many, the first of them.
pub(super) fn listed(names: &[String]) -> Vec<String> {
    let more = (names.len() > MOST_NAMED).then(|| "…".to_owned());
    names.iter().take(MOST_NAMED).cloned().chain(more).collect()
}

/// Reads the photos of a folder and of the folders in it.
pub(super) fn read(folder: &Path) -> Folder {
    let mut found = Folder::default();
    let shown = folder.display().to_string();
    let home = match fs::metadata(folder).and_then(|known| {
        if known.is_dir() { folder.canonicalize() } else { Err(std::io::ErrorKind::NotADirectory.into()) }
    }) {
        Ok(home) => home,
        Err(problem) => {
            let message = say!("import-photos-unreadable", problem = &problem);
            found.findings.push(Diagnostic::error(message).in_file(shown).hint(say!("hint.import-photos")));
            return found;
        }
    };
    let mut names = found.names(&home, &shown);
    if names.len() > MAX_FILES {
        let over: Vec<String> = names.split_off(MAX_FILES).into_iter().map(|(name, _)| name).collect();
        found.over(&shown, over);
    }
    let (mut room, mut over) = (MAX_TOTAL_BYTES, Vec::new());
    for (name, path) in names {
        if room == 0 {
            over.push(name);
            continue;
        }
        let Some(file) = found.file(&name, &path) else { continue };
        if let Some(left) = room.checked_sub(file.shot.bytes.len() as u64) {
            room = left;
            found.files.push(file);
        } else {
            room = 0;
            over.push(name);
        }
    }
    found.over(&shown, over);
    found.twice(&shown);
    found.tell_unusable(&shown);
    found
}

impl Folder {
    /// The files of the folder, then those of the folders in it, as people count.
    fn names(&mut self, home: &Path, shown: &str) -> Vec<(String, PathBuf)> {
        let (mut files, folders) = self.entries(home, "", home, shown);
        for (name, path) in folders {
            let (more, deeper) = self.entries(&path, &format!("{name}/"), home, shown);
            files.extend(more);
            for (name, _) in deeper {
                self.left_out.push(left(&name, say!("import-photos-deep.why")));
                let message = say!("import-photos-deep", name = &name);
                self.findings
                    .push(Diagnostic::warning(message).in_file(shown).hint(say!("hint.import-photos-deep")));
            }
        }
        files
    }

    /// The files and the folders of a folder. What systems and programs keep there is passed over.
    #[expect(clippy::type_complexity, reason = "two lists of one kind")]
    fn entries(
        &mut self,
        folder: &Path,
        before: &str,
        home: &Path,
        shown: &str,
    ) -> (Vec<(String, PathBuf)>, Vec<(String, PathBuf)>) {
        const PASSED_OVER: [&str; 6] =
            ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir"];
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(problem) => {
                let name = before.trim_end_matches('/');
                let why = say!("import-photos-unreadable", problem = &problem);
                self.left_out.push(left(name, why.clone()));
                self.findings.push(Diagnostic::warning(why).in_file(format!("{shown}/{name}")));
                return (Vec::new(), Vec::new());
            }
        };
        let mut entries: Vec<fs::DirEntry> = entries.filter_map(Result::ok).take(MAX_NAMES).collect();
        entries.sort_by(|a, b| natural(&a.file_name().to_string_lossy(), &b.file_name().to_string_lossy()));
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in entries {
            let own = entry.file_name().to_string_lossy().into_owned();
            if own.starts_with(['.', '~']) || PASSED_OVER.contains(&own.to_lowercase().as_str()) {
                continue;
            }
            let name = format!("{before}{own}");
            let path = entry.path();
            let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            let real = if linked {
                path.canonicalize().ok().filter(|real| real.starts_with(home) && real.is_file())
            } else {
                Some(path)
            };
            match real {
                Some(real) if real.is_dir() => folders.push((name, real)),
                Some(real) if real.is_file() => files.push((name, real)),
                Some(_) => self.left_out.push(left(&name, say!("photo-unreadable.no-file", name = &name))),
                None => {
                    self.left_out.push(left(&name, say!("import-photos-link.why")));
                    let message = say!("import-photos-link", name = &name);
                    let hint = say!("hint.copy-the-file");
                    self.findings.push(Diagnostic::warning(message).in_file(shown).hint(hint));
                }
            }
        }
        (files, folders)
    }

    /// A photo; else it is said why it is none.
    fn file(&mut self, name: &str, path: &Path) -> Option<File> {
        // What else lies in such folders, and is no picture.
        const OTHERS: [&str; 27] = [
            "doc", "docx", "docm", "wps", "wpt", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "txt",
            "md", "rtf", "json", "htm", "html", "url", "lnk", "ini", "db", "xml", "aae", "xmp", "mp3", "m4a",
        ];
        let own = name.rsplit('/').next().unwrap_or(name);
        let (stem, ending) = parts(own);
        if OTHERS.contains(&ending.to_lowercase().as_str()) {
            self.left_out.push(left(name, say!("import-photos-other")));
            return None;
        }
        let bytes = match bytes(own, path) {
            Ok(bytes) => bytes,
            Err((why, hint)) => {
                self.unusable.push((name.to_owned(), why, hint));
                return None;
            }
        };
        let shot = match Shot::of(own, bytes) {
            Ok(shot) => shot,
            Err((why, hint)) => {
                self.unusable.push((name.to_owned(), why, hint));
                return None;
            }
        };
        let said = said(stem);
        let camera = days::of_camera(&shot.bytes);
        let day = camera.as_ref().map(|(day, _)| (*day, Kind::Taken)).or(said.day);
        let folder =
            name.rsplit_once('/').map_or_else(String::new, |(folder, _)| super::said::said(folder).words);
        let moment = camera.map(|(_, moment)| moment);
        Some(File { path: name.to_owned(), said, folder, day, moment, shot })
    }

    /// Says which files were too many.
    fn over(&mut self, shown: &str, names: Vec<String>) {
        if names.is_empty() {
            return;
        }
        for name in &names {
            self.left_out.push(left(name, say!("import-photos-many.why")));
        }
        let message = say!(
            "import-photos-many",
            count = names.len(),
            most = MAX_FILES,
            gib = MAX_TOTAL_BYTES >> 30,
            names = listed(&names),
        );
        self.findings.push(Diagnostic::warning(message).in_file(shown).hint(say!("hint.import-photos-many")));
    }

    /// Takes each photo once: of two files with the same bytes, or where one's name says that it is a copy and it looks the
    /// same, the one with more pixels, then the one that is no copy by its name, then the first.
    fn twice(&mut self, shown: &str) {
        let mut gone: Vec<(usize, usize)> = Vec::new();
        for at in 0..self.files.len() {
            for before in 0..at {
                let is_gone = |index: usize| gone.iter().any(|(index_gone, _)| *index_gone == index);
                if is_gone(at) || is_gone(before) {
                    continue;
                }
                let (one, other) = (&self.files[before], &self.files[at]);
                if copies(one, other) {
                    shot::look_at(&[&one.shot, &other.shot]);
                }
                let same = one.shot.bytes == other.shot.bytes
                    || copies(one, other)
                        && (one.shot.is_smaller_of(&other.shot) || other.shot.is_smaller_of(&one.shot));
                if same {
                    let rank = |file: &File| (file.shot.pixels(), file.said.copy_of.is_none());
                    gone.push(if rank(other) > rank(one) { (before, at) } else { (at, before) });
                }
            }
        }
        if gone.is_empty() {
            return;
        }
        gone.sort_unstable();
        let mut names = Vec::new();
        for (index, kept) in &gone {
            let (name, other) = (&self.files[*index].path, &self.files[*kept].path);
            self.left_out.push(left(name, say!("import-photo-twice.why", other = other)));
            names.push(name.clone());
        }
        for (index, _) in gone.iter().rev() {
            self.files.remove(*index);
        }
        let message = say!("import-photo-twice", count = names.len(), names = listed(&names));
        self.findings.push(Diagnostic::warning(message).in_file(shown));
    }

    /// Says which files cannot be used, those with one reason together. A film, a HEIC picture or a raw file beside a photo of
    /// the same name is only listed: phones and cameras save both.
    fn tell_unusable(&mut self, shown: &str) {
        let mut groups: Vec<(Message, Message, Vec<String>)> = Vec::new();
        for (name, why, hint) in std::mem::take(&mut self.unusable) {
            self.left_out.push(left(&name, why.clone()));
            let stem = parts(&name).0;
            if why.key() == "photo-format" && self.files.iter().any(|file| parts(&file.path).0 == stem) {
                continue;
            }
            match groups.iter_mut().find(|(known, ..)| *known == why) {
                Some((.., names)) => names.push(name),
                None => groups.push((why, hint, vec![name])),
            }
        }
        for (why, hint, names) in groups {
            let finding = if let [name] = names.as_slice() {
                Diagnostic::warning(why).in_file(format!("{shown}/{name}"))
            } else {
                let (count, names) = (names.len(), listed(&names));
                Diagnostic::warning(say!("import-photos-unusable", count = count, why = why, names = names))
                    .in_file(shown)
            };
            self.findings.push(finding.hint(hint));
        }
    }
}

/// Whether the name of one says that it is a copy of the other, in one folder.
fn copies(one: &File, other: &File) -> bool {
    let stem = |file: &File| parts(file.path.rsplit('/').next().unwrap_or_default()).0.to_owned();
    let of = |copy: &File, whole: &File| copy.said.copy_of.as_ref().is_some_and(|name| *name == stem(whole));
    let folder = |file: &File| file.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    folder(one) == folder(other) && (of(one, other) || of(other, one))
}

/// A file's bytes, within the limit. A film is one also where it is larger.
fn bytes(name: &str, path: &Path) -> Result<Vec<u8>, (Message, Message)> {
    let unreadable =
        |error: std::io::Error| (say!("photo-unreadable", problem = &error), say!("hint.permissions"));
    let mut file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(HEAD_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    if let Some(format) = shot::foreign(name, &bytes) {
        return Err(shot::unusable(format));
    }
    let too_large = || (say!("photo-too-large.file"), say!("hint.export-quality"));
    if file.metadata().map_err(unreadable)?.len() > MAX_PHOTO_BYTES {
        return Err(too_large());
    }
    file.take(MAX_PHOTO_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_PHOTO_BYTES { Err(too_large()) } else { Ok(bytes) }
}
