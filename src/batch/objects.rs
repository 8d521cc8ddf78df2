//! Folders on object stores: what is written is whole by itself, and reports are brought to this computer for as long as their
//! page is made.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use futures_util::TryStreamExt;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::jobs::Job;
use super::run::{Brought, Source};
use crate::diagnostic::Diagnostic;
use crate::edition::REPORT_FILE;
use crate::edition::county::COUNTY_FILE;
use crate::files::unwritable;
use crate::job::Order;
use crate::message::io_error;
use crate::report::MAX_PHOTO_BYTES;
use crate::say;

/// A folder on an object store.
pub struct Objects {
    store: Box<dyn ObjectStore>,
    root: ObjectPath,
    runtime: Runtime,
    address: String,
}

impl Objects {
    /// Opens the folder at an address. Keys, region and the like are those of the environment, such as `AWS_ACCESS_KEY_ID`.
    ///
    /// # Errors
    /// When the address or the environment cannot be understood.
    pub fn open(address: &str) -> Result<Self, Diagnostic> {
        let failed = |words: String| {
            let finding = Diagnostic::error(say!("objects.unreadable", words = words));
            finding.in_file(address.to_owned()).hint(say!("hint.objects-address"))
        };
        let url = url::Url::parse(address).map_err(|error| failed(error.to_string()))?;
        let variables = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
        let variables = variables.map(|(name, value)| (name.to_lowercase(), value));
        let (store, root) =
            object_store::parse_url_opts(&url, variables).map_err(|error| failed(error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| failed(error.to_string()))?;
        Ok(Self { store, root, runtime, address: address.trim_end_matches('/').to_owned() })
    }

    /// How messages name a file.
    pub fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.address).trim_end_matches('/').to_owned()
    }

    fn object(&self, path: &str) -> ObjectPath {
        path.split('/').fold(self.root.clone(), |folder, part| folder.join(part))
    }

    fn failed(&self, path: &str, error: &object_store::Error) -> Diagnostic {
        Diagnostic::error(say!("objects.unreadable", words = error.to_string())).in_file(self.shown(path))
    }

    /// What stands in a file.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let object = self.object(path);
        let read = async { self.store.get(&object).await?.bytes().await };
        self.runtime.block_on(read).map(Vec::from).map_err(|error| self.failed(path, &error))
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Diagnostic> {
        let object = self.object(path);
        let written = self.runtime.block_on(self.store.put(&object, PutPayload::from(bytes)));
        written.map(|_| ()).map_err(|error| self.unwritten(path, &error))
    }

    /// Takes a file away, if it is there.
    ///
    /// # Errors
    /// When it stays.
    pub fn remove(&self, path: &str) -> Result<(), Diagnostic> {
        let object = self.object(path);
        match self.runtime.block_on(self.store.delete(&object)) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.unwritten(path, &error)),
        }
    }

    fn unwritten(&self, path: &str, error: &object_store::Error) -> Diagnostic {
        unwritable(Path::new(&self.shown(path)), say!("io.other", words = error.to_string()))
    }

    /// All files with their sizes, by path.
    fn list(&self) -> Result<Vec<(String, u64)>, Diagnostic> {
        let listed: Result<Vec<_>, _> =
            self.runtime.block_on(self.store.list(Some(&self.root)).try_collect());
        let mut files: Vec<(String, u64)> = listed
            .map_err(|error| self.failed("", &error))?
            .into_iter()
            .filter_map(|file| {
                let parts: Vec<_> = file.location.prefix_match(&self.root)?.collect();
                let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
                Some((parts.join("/"), file.size))
            })
            .collect();
        files.sort();
        Ok(files)
    }
}

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
