//! The work: jobs on all cores, each within its limits, each result written before the next job begins.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;
use tempfile::TempDir;

use super::job::{Job, PAGE_FILE, PICTURE_FILE, RESULT_FILE};
use super::material::{self, Material};
use super::result::{JobResult, State, Written, path};
use super::room::{Room, in_memory};
use super::store::Store;
use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::job::{self, FileKind, Limits, MOST_MEMORY, Order, Product, Stock, Threads, has_errors};
use crate::message::Lang;
use crate::report::datetime;
use crate::say;
use crate::typeset::STACK_BYTES;

/// What the compiler keeps is forgotten when nobody asked for it while each worker made so many pages.
const KEPT_ROUNDS: usize = 3;
/// How often is looked at the memory.
const LOOK: Duration = Duration::from_millis(25);

/// How the work is done.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many jobs at a time.
    pub workers: usize,
    /// How much memory the process may have (bytes).
    pub memory: u64,
    /// Whether jobs with findings are made again though nothing has changed.
    pub retry_failed: bool,
    /// The language of findings.
    pub lang: Lang,
}

/// The work.
pub struct Batch<'a> {
    /// All jobs.
    pub jobs: &'a [Job],
    /// Those to be done, by their number.
    pub to_do: Vec<usize>,
    /// Those of them during which the process was ended before, and how often: they are done by themselves.
    pub suspects: Vec<(usize, u32)>,
    /// Where the results go.
    pub store: &'a Store,
    /// Where the reports are brought from, if they are not there already.
    pub source: Option<&'a dyn Source>,
    /// How.
    pub options: Options,
}

/// Where reports lie that have to be brought to this computer.
pub trait Source: Sync {
    /// Brings what a job is made from.
    ///
    /// # Errors
    /// When it cannot be read, or there is no room for it.
    fn bring(&self, job: &Job) -> Result<Brought, Diagnostic>;
}

/// What was brought, for as long as this is kept.
pub struct Brought {
    /// The job's order, with the paths that things have here.
    pub order: Order,
    /// The folder that holds all of it.
    pub folder: TempDir,
}

/// How a job was settled.
#[derive(Debug)]
pub struct Settled<'a> {
    /// Its number.
    pub number: usize,
    /// Whether it was made now; else it had been done before.
    pub made: bool,
    /// What came of it.
    pub result: &'a JobResult,
}

/// Who has the work done: hears of it as it goes on, from many threads.
pub trait Host: Sync {
    /// A job is begun.
    fn begins(&self, number: usize);
    /// A job is settled.
    fn settled(&self, settled: &Settled);
    /// Whether the process can be begun anew when threads are lost or memory is full.
    fn can_begin_anew(&self) -> bool;
    /// The process has more memory than it may, and nobody knows which job is to blame.
    fn over(&self);
}

/// How the work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every job is settled.
    Whole,
    /// Some work was given up and keeps its thread: the rest is for a process begun anew.
    Anew,
}

/// Whether a job needs to be done, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It was never made, or not to its end.
    New,
    /// What it is made from has changed.
    Changed,
    /// It may succeed this time.
    Again,
    /// It is done.
    Done,
    /// Its findings are known, and nothing has changed.
    Findings,
}

/// What a job is made from, what came of it before, and whether it needs to be done.
#[must_use]
pub fn need(
    batch: &Batch,
    number: usize,
    order: &Order,
    stock: &Stock,
    fonts: &str,
) -> (Material, Option<JobResult>, Need) {
    let material = guarded(|| material::read(order, stock, fonts)).unwrap_or_default();
    let before = JobResult::read(batch.store, &batch.jobs[number].name);
    let need = match &before {
        None => Need::New,
        Some(result) if material.key.is_none() || result.key != material.key => Need::Changed,
        Some(result) if result.state == State::Again => Need::Again,
        Some(result) if !result.is_whole(batch.store) => Need::New,
        Some(result) if result.state == State::Done => Need::Done,
        Some(_) => Need::Findings,
    };
    (material, before, need)
}

/// Does the work.
#[must_use]
pub fn run(batch: &Batch, stock: &Stock, host: &dyn Host) -> Ended {
    let Some(first) = batch.jobs.first() else { return Ended::Whole };
    let fonts = material::of_fonts(&first.order.fonts, stock);
    let work = Work {
        batch,
        stock,
        host,
        fonts,
        room: Room::new(batch.options.memory),
        ended: AtomicUsize::new(0),
        anew: AtomicBool::new(false),
    };
    let suspected = |number: usize| batch.suspects.iter().any(|(suspect, _)| *suspect == number);
    let rest: Vec<usize> = batch.to_do.iter().copied().filter(|number| !suspected(*number)).collect();
    let next = AtomicUsize::new(0);
    let (over, by_itself) = (AtomicBool::new(false), AtomicBool::new(!batch.suspects.is_empty()));
    std::thread::scope(|scope| {
        if host.can_begin_anew() {
            let watch = || watch(&over, &by_itself, batch.options.memory, host);
            // Without a watch the room alone holds the budget.
            let _ = std::thread::Builder::new().spawn_scoped(scope, watch);
        }
        for (number, times) in &batch.suspects {
            if !work.anew.load(Ordering::Relaxed) {
                alone(scope, &work, *number, *times);
            }
        }
        by_itself.store(false, Ordering::Relaxed);
        let workers = batch.options.workers.clamp(1, rest.len().max(1));
        let worker = || {
            let threads = Threads::new(1);
            while !work.anew.load(Ordering::Relaxed) {
                let Some(number) = rest.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                work.one(*number, &threads, false);
            }
        };
        let begun: Vec<_> = (0..workers).filter_map(|_| builder().spawn_scoped(scope, worker).ok()).collect();
        if begun.is_empty() {
            worker();
        }
        for worker in begun {
            // A worker guards all that it does.
            let _ = worker.join();
        }
        over.store(true, Ordering::Relaxed);
    });
    if work.anew.load(Ordering::Relaxed) { Ended::Anew } else { Ended::Whole }
}

fn builder() -> std::thread::Builder {
    std::thread::Builder::new().stack_size(STACK_BYTES)
}

/// Does a job by itself: what goes wrong now is its own fault.
fn alone<'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    work: &'scope Work,
    number: usize,
    times: u32,
) {
    if times > 1 {
        work.broke_off(number);
        return;
    }
    let one = move || work.one(number, &Threads::new(1), true);
    match builder().spawn_scoped(scope, one) {
        Ok(worker) => {
            let _ = worker.join();
        }
        Err(_) => work.one(number, &Threads::new(1), true),
    }
}

/// Looks at the memory until the work is over.
fn watch(over: &AtomicBool, by_itself: &AtomicBool, most: u64, host: &dyn Host) {
    // The room holds the budget; what goes beyond is work that takes more than it should. Work by itself has a limit of its
    // own, and time to be given up and told of.
    let most = || if by_itself.load(Ordering::Relaxed) { 2 * most } else { most + most / 4 };
    while !over.load(Ordering::Relaxed) {
        if in_memory() > most() {
            host.over();
        }
        std::thread::sleep(LOOK);
    }
}

/// The work with all that its workers share.
struct Work<'a> {
    batch: &'a Batch<'a>,
    stock: &'a Stock,
    host: &'a dyn Host,
    fonts: String,
    room: Room,
    ended: AtomicUsize,
    anew: AtomicBool,
}

impl Work<'_> {
    /// Settles a job.
    fn one(&self, number: usize, threads: &Threads, alone: bool) {
        let options = &self.batch.options;
        self.host.begins(number);
        let brought = self.batch.source.map(|source| source.bring(&self.batch.jobs[number])).transpose();
        let brought = match brought {
            Ok(brought) => brought,
            Err(problem) => return self.give_up(number, problem),
        };
        let order = brought.as_ref().map_or(&self.batch.jobs[number].order, |brought| &brought.order);
        let (material, before, need) = need(self.batch, number, order, self.stock, &self.fonts);
        if let Some(result) = before
            && (need == Need::Done || need == Need::Findings && !options.retry_failed)
        {
            self.host.settled(&Settled { number, made: false, result: &result });
            return;
        }
        let place = self.room.enter(material.memory);
        let (started, begun) = (SystemTime::now(), Instant::now());
        let mut result = self.result(number, &material);
        result.started = time(started);
        let limits = Limits {
            memory: if alone {
                usize::try_from(options.memory).ok().map(|most| most.min(MOST_MEMORY))
            } else if self.host.can_begin_anew() {
                None
            } else {
                usize::try_from(options.memory + options.memory / 4).ok()
            },
            ..order.limits
        };
        let product = guarded(|| self.make(order, threads, limits)).unwrap_or_else(|| Product {
            findings: vec![Diagnostic::error(say!("fault")).hint(say!("hint.fault"))],
            ..Product::default()
        });
        self.write(number, result, product, begun);
        drop(place);
        if threads.given_up() > 0 && self.host.can_begin_anew() {
            self.anew.store(true, Ordering::Relaxed);
        }
        let ended = self.ended.fetch_add(1, Ordering::Relaxed) + 1;
        if ended.is_multiple_of(options.workers.max(1)) {
            job::forget(KEPT_ROUNDS);
        }
    }

    /// Makes the page.
    fn make(&self, order: &Order, threads: &Threads, limits: Limits) -> Product {
        let order = Order { limits, ..order.clone() };
        // A pipe has no end, and a folder of devices no sense.
        if let Ok(file) = order.input.report_file()
            && std::fs::metadata(&file).is_ok_and(|file| !file.is_file() && !file.is_dir())
        {
            let finding = Diagnostic::error(say!("unreadable", problem = say!("template.no-file")));
            return Product {
                findings: vec![finding.in_file(file.display().to_string())],
                ..Product::default()
            };
        }
        job::run_on(threads, &order, self.stock)
    }

    /// A job's result before anything has come of it.
    fn result(&self, number: usize, material: &Material) -> JobResult {
        let job = &self.batch.jobs[number];
        let mut result = JobResult::new(&job.name, job.order.input.report.display().to_string());
        result.key.clone_from(&material.key);
        result.county.clone_from(&material.county);
        result.year = material.year;
        result.staff.clone_from(&material.staff);
        result
    }

    /// Writes what came of a job: the page, its picture, and last what says that they are there.
    fn write(&self, number: usize, mut result: JobResult, product: Product, begun: Instant) {
        let Product { files, mut findings, figures, .. } = product;
        let store = self.batch.store;
        let name = result.name.clone();
        store.tidy(&name);
        let mut files: Vec<(&str, Vec<u8>)> = files
            .into_iter()
            .filter_map(|file| match file.kind {
                FileKind::Pdf => Some((PAGE_FILE, file.bytes)),
                FileKind::Preview(0) => Some((PICTURE_FILE, small(&file.bytes)?)),
                FileKind::Preview(_) | FileKind::Thumbnail(_) | FileKind::Proof => None,
            })
            .collect();
        // A page of before must not be taken for the one of now.
        let stale =
            [PAGE_FILE, PICTURE_FILE].into_iter().filter(|file| files.iter().all(|(own, _)| own != file));
        for file in stale.collect::<Vec<_>>() {
            findings.extend(store.remove(&path(&name, file)).err().into_iter().flatten());
        }
        if has_errors(&findings) {
            files.clear();
        }
        for (file, bytes) in files {
            let written = Written::of(file, &bytes);
            match store.write(&path(&name, file), bytes) {
                Ok(()) if file == PAGE_FILE => result.pdf = Some(written),
                Ok(()) => result.picture = Some(written),
                Err(errors) => findings.extend(errors),
            }
        }
        result.pages = figures.pages;
        result.figures = json!(figures.merit);
        self.settle(number, result, &findings, begun);
    }

    /// Writes a result, and tells it.
    fn settle(&self, number: usize, mut result: JobResult, findings: &[Diagnostic], begun: Instant) {
        result.find(findings, self.batch.options.lang);
        result.seconds = (begun.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
        let text = result.text();
        if let Err(errors) = self.batch.store.write(&path(&result.name, RESULT_FILE), text.into_bytes()) {
            let all: Vec<Diagnostic> = findings.iter().cloned().chain(errors).collect();
            result.find(&all, self.batch.options.lang);
        }
        self.host.settled(&Settled { number, made: true, result: &result });
    }

    /// A job during which the process was ended when it was alone: it is not tried once more.
    fn broke_off(&self, number: usize) {
        self.give_up(number, Diagnostic::error(say!("broke-off")).hint(say!("hint.broke-off")));
    }

    /// A job that is not even begun. What it is made from is not read: it may be that which ends the process.
    fn give_up(&self, number: usize, problem: Diagnostic) {
        let (started, begun) = (SystemTime::now(), Instant::now());
        let mut result = self.result(number, &Material::default());
        result.started = time(started);
        let file = problem.file.clone().unwrap_or_else(|| result.report.clone());
        let product = Product { findings: vec![problem.in_file(file)], ..Product::default() };
        self.write(number, result, product, begun);
    }
}

/// A preview as JPEG: thousands of them lie in one folder.
fn small(png: &[u8]) -> Option<Vec<u8>> {
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).ok()?.to_rgb8();
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 75);
    picture.write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

/// A time as 2025-01-10T08:30:00Z.
fn time(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).map_or(0, |past| past.as_secs());
    let ((year, month, day), (hour, minute, second)) = datetime(seconds);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}
