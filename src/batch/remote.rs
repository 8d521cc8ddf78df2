//! Counties on an object store: each is brought to this computer for as long as its page is made.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::job::Job;
use super::objects::Objects;
use super::run::{Brought, Source};
use crate::diagnostic::Diagnostic;
use crate::edition::REPORT_FILE;
use crate::edition::county::COUNTY_FILE;
use crate::files::unwritable;
use crate::job::Order;
use crate::message::io_error;
use crate::report::MAX_PHOTO_BYTES;

/// Counties on an object store.
pub struct Remote {
    objects: Objects,
    files: Vec<(String, u64)>,
    reports: BTreeSet<String>,
}

impl Remote {
    /// Looks for reports below an address.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(address: &str) -> Result<Self, Diagnostic> {
        let objects = Objects::open(address)?;
        let files = objects.list()?;
        let folder = |path: &String| path.strip_suffix(REPORT_FILE)?.strip_suffix('/').map(str::to_owned);
        let reports = files.iter().filter_map(|(path, _)| folder(path)).collect();
        Ok(Self { objects, files, reports })
    }

    /// A job for every report.
    #[must_use]
    pub fn jobs(&self, base: &Order) -> Vec<Job> {
        let job = |name: &String| {
            let mut order = base.clone();
            order.input.report = PathBuf::from(self.objects.shown(name));
            Job { name: name.clone(), order, place: None }
        };
        self.reports.iter().map(job).collect()
    }

    /// Whether a file is needed for a report: those of its folder, and those of its county that are no other report's.
    fn is_needed(&self, path: &str, report: &str, county: Option<&str>) -> bool {
        let below = |folder: &str| {
            folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        let of_other = || self.reports.iter().any(|other| other != report && below(other));
        below(report) || county.is_some_and(below) && !of_other()
    }

    /// The nearest folder with a county's style, at or above a report's.
    fn county(&self, report: &str) -> Option<String> {
        let is_there = |path: &str| self.files.binary_search_by(|(file, _)| file.as_str().cmp(path)).is_ok();
        let mut folder = Some(report);
        while let Some(at) = folder {
            if is_there(&format!("{at}/{COUNTY_FILE}")) {
                return Some(at.to_owned());
            }
            folder = at.rsplit_once('/').map(|(above, _)| above);
        }
        is_there(COUNTY_FILE).then(String::new)
    }
}

impl Source for Remote {
    fn bring(&self, job: &Job) -> Result<Brought, Diagnostic> {
        let failed = |error: std::io::Error| unwritable(&std::env::temp_dir(), io_error(&error));
        let folder = TempDir::with_prefix("banmian-").map_err(failed)?;
        let county = self.county(&job.name);
        for (path, size) in &self.files {
            let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
            if !inside || !self.is_needed(path, &job.name, county.as_deref()) {
                continue;
            }
            let to = folder.path().join(path);
            if let Some(above) = to.parent() {
                std::fs::create_dir_all(above).map_err(failed)?;
            }
            if *size > MAX_PHOTO_BYTES {
                // What is too large is refused by its size.
                std::fs::File::create(&to).and_then(|file| file.set_len(*size)).map_err(failed)?;
            } else {
                std::fs::write(&to, self.objects.read(path)?).map_err(failed)?;
            }
        }
        let mut order = job.order.clone();
        order.input.report = folder.path().join(&job.name);
        Ok(Brought { order, folder })
    }
}
