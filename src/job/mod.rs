//! One job from beginning to end: open → page → press → [`Product`]. Nothing is written here, nothing printed: who calls
//! decides what becomes of the files and the findings.

mod draft;
mod limits;
mod order;
mod page;
mod press;
mod product;
mod proof;
mod saved;
mod screen;
mod several;
mod snapshot;
mod stock;

pub use limits::{Limits, MOST_MEMORY, MOST_SECONDS, Threads, within};
pub use order::{Besides, Order, PressOrder};
pub use page::{Outcome, make, run_with};
pub use press::{PressChoice, origins, print};
pub use product::{Figures, File, FileKind, Product};
pub use screen::{Screen, Shown};
pub use several::Several;
pub use snapshot::snapshot;
pub use stock::Stock;

use limits::THREADS;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::county::COUNTY_FILE;
use crate::edition::{self, Edition, FolderFile};
use crate::makeup::Plan;
use crate::makeup::saved::Saved;
use crate::makeup::used;
use crate::press::Press;
use crate::press::ink::InkReport;
use crate::say;
use crate::typeset::{FontOptions, Fonts};

/// Results of the compiler are kept when one of the last so many jobs used them: a job that is made again after an edit is
/// fast, and memory does not grow with the number of jobs.
const KEPT_JOBS: usize = 2;

/// Everything that a job needs, opened.
pub struct Opened {
    /// Report, county and template.
    pub edition: Edition,
    /// The fonts.
    pub fonts: Fonts,
    /// The press.
    pub press: Press,
    /// What is chosen of it.
    pub choice: PressChoice,
    /// Which of several pages is wanted, from 1.
    pub candidate: Option<usize>,
    /// The plan that is kept to.
    pub saved: Option<Saved>,
    /// Whether it is only to be seen: a draft.
    pub draft: bool,
}

/// Opens everything that a job needs.
///
/// # Errors
/// Everything that is wrong with it.
pub fn open(order: &Order) -> Result<Opened, Vec<Diagnostic>> {
    open_from(order, &Stock::default())
}

/// The same, with what jobs share.
///
/// # Errors
/// The same.
pub fn open_from(order: &Order, stock: &Stock) -> Result<Opened, Vec<Diagnostic>> {
    let edition = if order.draft {
        edition::open_for_draft(&order.input, &stock.templates)
    } else {
        edition::open_from(&order.input, &stock.templates)
    };
    let first = edition.as_ref().map(|edition| edition.fonts.clone()).unwrap_or_default();
    let first = first.into_iter().map(|file| (file.shown, file.bytes)).collect();
    let fonts = stock.fonts(FontOptions { first, ..order.fonts.clone() });
    let press =
        if order.draft { press::of_draft() } else { press::open(&order.press, edition.as_ref().ok()) };
    let saved = edition.as_ref().map_or(Ok(None), |edition| saved::open(order, edition));
    match (fonts, press, edition, saved) {
        (Ok(fonts), Ok((press, choice)), Ok(edition), Ok(saved)) => Ok(Opened {
            edition,
            fonts,
            press,
            choice,
            candidate: order.candidate,
            saved,
            draft: order.draft,
        }),
        (fonts, press, edition, saved) => {
            let errors = fonts.err().into_iter().chain(press.err()).chain(edition.err()).chain(saved.err());
            Err(errors.flatten().collect())
        }
    }
}

/// Makes the pages within the limits of time and memory.
#[must_use]
pub fn page(opened: &Arc<Opened>, limits: Limits) -> Outcome {
    page_on(&THREADS, opened, limits)
}

/// The same on some threads.
#[must_use]
pub fn page_on(threads: &Threads, opened: &Arc<Opened>, limits: Limits) -> Outcome {
    let shared = Arc::clone(opened);
    let outcome = threads
        .within(limits, move || page_of(&shared))
        .unwrap_or_else(|finding| Outcome::failed(vec![given_up(opened, finding)]));
    if !opened.draft {
        return outcome;
    }
    // A draft has as much again: what is wrong with a report that fits no page may have taken all the time.
    let (shared, mut findings) = (Arc::clone(opened), outcome.findings.clone());
    let drawn = threads.within(limits, move || draft::of(&shared.edition, &shared.fonts, outcome));
    drawn.unwrap_or_else(|finding| {
        let finding = given_up(opened, finding);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
        Outcome::failed(findings)
    })
}

/// The pages that are asked for: on the plan that is kept to, the one of several that is named, or the best.
fn page_of(opened: &Opened) -> Outcome {
    let Opened { edition, fonts, candidate, saved, .. } = opened;
    match (saved, candidate) {
        (Some(saved), _) => saved::make(edition, fonts, saved),
        (None, Some(number)) => several::one(edition, fonts, *number),
        (None, None) => make(edition, fonts),
    }
}

/// The pages on the plan of earlier ones, not judged: what is done at each letter that is typed, before the page is made up
/// anew. None where the plan has no place for everything.
#[must_use]
pub fn again(opened: &Arc<Opened>, plan: &Plan, limits: Limits) -> Option<Outcome> {
    let (shared, plan) = (Arc::clone(opened), plan.clone());
    within(limits, move || saved::again(&shared.edition, &shared.fonts, &plan)).ok().flatten()
}

/// Makes several pages that differ in structure, to choose from.
#[must_use]
pub fn candidates(opened: &Arc<Opened>, limits: Limits, count: usize) -> Several {
    let shared = Arc::clone(opened);
    within(limits, move || several::make(&shared.edition, &shared.fonts, count))
        .unwrap_or_else(|finding| Several::of(Outcome::failed(vec![given_up(opened, finding)])))
}

/// Small pictures of pages.
///
/// # Errors
/// A picture that is damaged or too large; the program fails in it.
pub fn pictures(
    opened: &Arc<Opened>,
    outcome: &Arc<Outcome>,
    ppi: f64,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let (opened, outcome) = (Arc::clone(opened), Arc::clone(outcome));
    within(Limits::NONE, move || press::previews(&opened, &outcome, ppi, false))
        .unwrap_or_else(|finding| Err(vec![finding]))
}

/// Pictures of pages as the press prints them: its paper and its inks.
///
/// # Errors
/// A press without inks, a picture that is damaged or too large; the program fails in it.
pub fn soft_proofs(
    opened: &Arc<Opened>,
    outcome: &Arc<Outcome>,
    ppi: f64,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let (opened, outcome) = (Arc::clone(opened), Arc::clone(outcome));
    within(Limits::NONE, move || press::soft_proofs(&opened, &outcome, ppi))
        .unwrap_or_else(|finding| Err(vec![finding]))
}

/// A finding that broke the work off, in the file that it is about.
fn given_up(opened: &Opened, finding: Diagnostic) -> Diagnostic {
    if finding.code == "limit" { finding } else { finding.in_file(code_of(&opened.edition)) }
}

/// The whole job: from the files of a county to the files for the press.
#[must_use]
pub fn run(order: &Order) -> Product {
    let product = run_on(&THREADS, order, &Stock::default());
    comemo::evict(KEPT_JOBS);
    product
}

/// The same for one of several jobs: on threads of its own, with what jobs share. Who calls forgets what the compiler keeps,
/// with [`forget`].
#[must_use]
pub fn run_on(threads: &Threads, order: &Order, stock: &Stock) -> Product {
    let mut product = match open_from(order, stock) {
        Ok(opened) => {
            let opened = Arc::new(opened);
            let outcome = page_on(threads, &opened, order.limits);
            let read = files_read(order, &opened.edition);
            Product { read, ..produce(threads, order, opened, outcome) }
        }
        Err(mut findings) => {
            if order.besides.proof {
                findings.push(no_proof());
            }
            Product { findings, ..Product::default() }
        }
    };
    if order.draft && product.files.is_empty() {
        product.findings.push(draft::none(&product.findings));
    }
    product
}

/// There are no pages for a proof.
fn no_proof() -> Diagnostic {
    Diagnostic::warning(say!("proof.none")).hint(say!("hint.proof-draft"))
}

/// The files that a job is made from, as far as they are the user's own.
#[must_use]
pub fn files_read(order: &Order, edition: &Edition) -> Vec<PathBuf> {
    let Ok(report) = order.input.report_file() else { return Vec::new() };
    let folder = report.parent().unwrap_or(Path::new(".")).to_path_buf();
    let photos = edition.loaded.report.photos.iter().map(|photo| folder.join(&photo.file));
    let county = edition.county.folder.iter().map(|folder| folder.join(COUNTY_FILE));
    let plan = folder.join(crate::makeup::pinned::PLAN_FILE);
    let plan = order.plan.clone().or(plan.is_file().then_some(plan));
    // Those of the program's own templates are no files.
    let parts =
        edition.template.files.iter().map(|file| PathBuf::from(&file.shown)).filter(|path| path.is_file());
    photos.chain(county).chain(plan).chain(parts).chain([report]).collect()
}

/// Forgets what the compiler keeps and nobody asked for since the last so many times that this was called, and the pictures
/// that were made.
pub fn forget(times: usize) {
    comemo::evict(times);
    crate::press::pictures::forget();
}

/// From finished pages to the files.
fn produce(threads: &Threads, order: &Order, opened: Arc<Opened>, mut outcome: Outcome) -> Product {
    let mut findings = std::mem::take(&mut outcome.findings);
    let mut files = Vec::new();
    let mut ink = None;
    let mut name = None;
    let limits = opened.edition.template.settings.makeup.merit.limits.clone();
    let total_ink = opened.press.settings.total_ink;
    let pages = outcome.document.as_ref().map_or(0, |document| document.pages().len());
    let used = outcome.edition.as_deref().zip(outcome.plan.as_ref());
    let used = used.map(|(edition, plan)| used::rows(edition, plan)).unwrap_or_default();
    let outcome = Arc::new(outcome);
    // A draft is drawn whatever is wrong with its pages.
    let pages_wrong = has_errors(&findings) && !opened.draft;
    let before = if opened.draft { findings.len() } else { 0 };
    if !pages_wrong && outcome.document.is_some() {
        let made = files_of(threads, order, &opened, &outcome);
        (files, ink, name) = (made.files, made.ink, made.name);
        findings.extend(made.findings);
    }
    if has_errors(&findings[before..]) {
        files.clear();
    }
    if order.besides.proof && outcome.document.is_some() {
        let (shared, all) = (Arc::clone(&outcome), findings.clone());
        match threads.within(Limits::NONE, move || proof::proof(&opened, &shared, &all)) {
            Ok(Ok(bytes)) => files.push(File { kind: FileKind::Proof, bytes }),
            Ok(Err(errors)) => findings.extend(errors),
            Err(finding) => findings.push(finding),
        }
    } else if order.besides.proof {
        findings.push(no_proof());
    }
    let Outcome { plan, merit, choice, .. } = match Arc::try_unwrap(outcome) {
        Ok(outcome) => outcome,
        Err(shared) => shared.without_document(),
    };
    Product {
        files,
        name,
        findings,
        figures: Figures { merit, limits, ink, total_ink, pages, used },
        plan,
        choice,
        read: Vec::new(),
    }
}

/// What comes of finished pages.
#[derive(Default)]
struct Made {
    files: Vec<File>,
    findings: Vec<Diagnostic>,
    ink: Option<InkReport>,
    name: Option<String>,
}

impl Made {
    /// Adds pictures, one a page, or what is wrong with them; that is told once.
    fn add(&mut self, pictures: Option<Pictures>, kind: impl Fn(usize) -> FileKind) {
        match pictures {
            Some(Ok(pictures)) => {
                let file = |(index, bytes)| File { kind: kind(index), bytes };
                self.files.extend(pictures.into_iter().enumerate().map(file));
            }
            Some(Err(errors)) => {
                let new = errors.into_iter().filter(|error| !self.findings.contains(error));
                let new: Vec<Diagnostic> = new.collect();
                self.findings.extend(new);
            }
            None => {}
        }
    }
}

/// Pictures of pages as PNG, or what is wrong with them.
type Pictures = Result<Vec<Vec<u8>>, Vec<Diagnostic>>;

/// The file for the press, and the pictures that are asked for.
fn files_of(threads: &Threads, order: &Order, opened: &Arc<Opened>, outcome: &Arc<Outcome>) -> Made {
    let mut found = Made::default();
    let (shared, of) = (Arc::clone(outcome), Arc::clone(opened));
    let (preview, besides) = (order.preview, order.besides);
    // Not limited in time: how long it takes is decided by the photos, whose size has limits.
    let made = threads.within(Limits::NONE, move || {
        let previews = preview.map(|ppi| press::previews(&of, &shared, ppi, besides.soft_proof));
        let thumbnails = besides.thumbnails.then(|| press::thumbnails(&of, &shared));
        (print(&of, &shared), previews, thumbnails)
    });
    let (file, previews, thumbnails) = match made {
        Ok(made) => made,
        Err(finding) => return Made { findings: vec![finding], ..Made::default() },
    };
    match file {
        Ok(file) => {
            found.ink = file.ink;
            found.findings.extend(file.findings);
            match press::file_name(opened, &file.revision) {
                Ok(said) => found.name = said,
                // A draft is called as its report is.
                Err(_) if opened.draft => {}
                Err(finding) => found.findings.push(finding),
            }
            found.files.push(File { kind: FileKind::Pdf, bytes: file.bytes });
        }
        Err(errors) => found.findings.extend(errors),
    }
    found.add(previews, FileKind::Preview);
    found.add(thumbnails, FileKind::Thumbnail);
    found
}

/// Whether any finding stops the output.
#[must_use]
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The file to look into when the code of a page does not end: the first of the county's, else the template's main file.
fn code_of(edition: &Edition) -> String {
    let files = &edition.template.files;
    let of_county = edition.county.folder.as_ref().and_then(|folder| {
        let own = |file: &&FolderFile| file.shown == folder.join(&file.path).display().to_string();
        let is_code = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "typ");
        files.iter().filter(own).find(|file| is_code(&file.path))
    });
    let main = || files.iter().find(|file| file.path == "main.typ");
    of_county.or_else(main).map(|file| file.shown.clone()).unwrap_or_default()
}
