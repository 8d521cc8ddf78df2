//! The jobs of a batch: a folder of counties, a pattern, or a manifest.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::job::{Job, MOST_JOBS, stem, wrong_name};
use super::manifest;
use super::store::address;
use crate::diagnostic::Diagnostic;
use crate::edition::REPORT_FILE;
use crate::job::Order;
use crate::say;

/// Folders are searched for reports so far down.
const MOST_DEPTH: usize = 12;
/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The jobs, in the order of their names, or in that of the manifest.
    pub jobs: Vec<Job>,
    /// What should be looked at.
    pub warnings: Vec<Diagnostic>,
}

/// Finds the jobs that are asked for. Each is as `base`, but for its report and what a manifest says.
///
/// # Errors
/// Everything that is wrong with what is asked.
pub fn find(asked: &[PathBuf], base: &Order) -> Result<Found, Vec<Diagnostic>> {
    let mut found = Found::default();
    let mut problems = Vec::new();
    let home = common(asked);
    for path in asked {
        let result = if let Some(address) = address(path) {
            // With object stores one of them alone is asked for, and was found before.
            Err(vec![elsewhere(address)])
        } else if path.is_dir() {
            below(path, &home, base, &mut found.warnings)
        } else if path.is_file() {
            of_file(path, &home, base)
        } else if path.to_string_lossy().contains(['*', '?', '[']) {
            of_pattern(&path.to_string_lossy(), base)
        } else {
            Err(vec![
                Diagnostic::error(say!("jobs.none-there"))
                    .in_file(path.display().to_string())
                    .hint(say!("hint.what-jobs-are")),
            ])
        };
        match result {
            Ok(jobs) => found.jobs.extend(jobs),
            Err(findings) => problems.extend(findings),
        }
    }
    if problems.is_empty() { checked(asked, found) } else { Err(problems) }
}

/// What was found, if it can be a batch.
///
/// # Errors
/// When there is none or too much of it, and for names that no folder or two jobs have.
pub fn checked(asked: &[PathBuf], found: Found) -> Result<Found, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    if found.jobs.len() > MOST_JOBS {
        let message = say!("jobs.too-many", most = MOST_JOBS);
        problems.push(Diagnostic::error(message).hint(say!("hint.several-batches")));
    }
    if problems.is_empty() && found.jobs.is_empty() {
        let shown = asked.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
        problems
            .push(Diagnostic::error(say!("jobs.no-reports", names = shown)).hint(say!("hint.what-jobs-are")));
    }
    if problems.is_empty() {
        problems = wrong_names(&found.jobs);
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// An address of an object store where none can be.
fn elsewhere(address: &str) -> Diagnostic {
    #[cfg(not(feature = "object-store"))]
    return super::store::without(address);
    #[cfg(feature = "object-store")]
    Diagnostic::error(say!("objects.one")).in_file(address.to_owned())
}

/// The folder that holds all that is asked for: names are told from there on. Of a single folder it is the folder itself.
fn common(asked: &[PathBuf]) -> PathBuf {
    let [first, rest @ ..] = asked else { return PathBuf::new() };
    if rest.is_empty() && first.is_dir() {
        return first.clone();
    }
    let mut common = first.parent().unwrap_or(Path::new("")).to_path_buf();
    for path in rest {
        while !path.starts_with(&common) && common.pop() {}
    }
    common
}

/// A job for every report in a folder and below, by name.
fn below(
    folder: &Path,
    home: &Path,
    base: &Order,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let mut search = Search { home, base, jobs: Vec::new(), searched: HashSet::new(), problems: Vec::new() };
    search.folder(folder, 0);
    let Search { mut jobs, problems, .. } = search;
    if !problems.is_empty() {
        return Err(problems);
    }
    jobs.sort_by(|one, other| one.name.cmp(&other.name));
    // A county whose report is not called report.json would be left out without a word.
    let without: Vec<String> = folders(folder)
        .into_iter()
        .filter(|path| !jobs.iter().any(|job| job.order.input.report.starts_with(path)))
        .filter(|_| !folder.join(REPORT_FILE).is_file())
        .map(|path| path.display().to_string())
        .collect();
    if !without.is_empty() && !jobs.is_empty() {
        let count = without.len();
        let names = without.into_iter().take(10).collect::<Vec<_>>();
        warnings.push(Diagnostic::warning(say!("jobs.without-report", count = count, names = names)));
    }
    Ok(jobs)
}

/// The folders in a folder, by name; hidden ones are none.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let seen = |path: &PathBuf| {
        !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) && path.is_dir()
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(seen).collect();
    found.sort();
    found
}

/// A search for reports.
struct Search<'a> {
    home: &'a Path,
    base: &'a Order,
    jobs: Vec<Job>,
    /// Links may lead in a circle.
    searched: HashSet<PathBuf>,
    problems: Vec<Diagnostic>,
}

impl Search<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) {
        let real = folder.canonicalize();
        if !real.is_ok_and(|real| self.searched.insert(real)) || self.jobs.len() > MOST_JOBS {
            return;
        }
        if depth > MOST_DEPTH {
            let message = say!("jobs.too-deep", most = MOST_DEPTH);
            self.problems.push(Diagnostic::error(message).in_file(folder.display().to_string()));
            return;
        }
        if folder.join(REPORT_FILE).is_file() {
            self.jobs.push(job(folder, self.home, self.base));
        }
        for path in folders(folder) {
            self.folder(&path, depth + 1);
        }
    }
}

fn job(report: &Path, home: &Path, base: &Order) -> Job {
    let mut order = base.clone();
    order.input.report = report.to_path_buf();
    let name = report.strip_prefix(home).unwrap_or(report);
    Job { name: stem(name, home), order, place: None }
}

fn of_file(path: &Path, home: &Path, base: &Order) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("json") => Ok(vec![job(path, home, base)]),
        Some("csv" | "jsonl" | "ndjson") => manifest::read(path, base),
        _ => Err(vec![
            Diagnostic::error(say!("jobs.kind"))
                .in_file(path.display().to_string())
                .hint(say!("hint.what-jobs-are")),
        ]),
    }
}

/// The reports, and the folders that hold one, whose path is as a pattern says.
fn of_pattern(pattern: &str, base: &Order) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let paths = glob::glob(pattern).map_err(|error| {
        vec![Diagnostic::error(say!("jobs.pattern", words = error.msg)).in_file(pattern.to_owned())]
    })?;
    let literal: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']))
        .collect();
    let is_report = |path: &PathBuf| {
        let of_folder = || path.is_dir() && path.join(REPORT_FILE).is_file();
        of_folder() || path.is_file() && path.extension().is_some_and(|ending| ending == "json")
    };
    let reports = paths.filter_map(Result::ok).filter(is_report).take(MOST_JOBS + 1);
    Ok(reports.map(|path| job(&path, &literal, base)).collect())
}

/// Names that no folder can have, and names that two jobs have.
fn wrong_names(jobs: &[Job]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // On some disks a letter and its capital are the same.
    let mut names: HashMap<String, &Job> = HashMap::new();
    for job in jobs {
        let at = |finding: Diagnostic| match &job.place {
            Some(place) => finding.at(place.clone()),
            None => finding.in_file(job.order.input.report.display().to_string()),
        };
        if let Some(message) = wrong_name(&job.name) {
            problems.push(at(Diagnostic::error(message).hint(say!("hint.job-name"))));
        }
        if let Some(other) = names.insert(job.name.to_lowercase(), job) {
            let before = match &other.place {
                Some(place) => {
                    let (line, column) = place.source.line_column(place.range.start);
                    format!("{}:{line}:{column}", place.source.path)
                }
                None => other.order.input.report.display().to_string(),
            };
            let message = say!("jobs.same-name", name = &job.name, other = before);
            problems.push(at(Diagnostic::error(message).hint(say!("hint.job-names-differ"))));
        }
        if problems.len() > 20 {
            break;
        }
    }
    problems
}
