//! How fast a batch is: `cargo bench --bench batch` prints pages a second on one and on all processors, what is not spent on
//! pages, and what one process saves against many.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use banmian::batch::{self, Batch, Ended, Host, Job, Options, Settled, State, Store};
use banmian::job::{Order, Stock};
use banmian::message::Lang;
use serde_json::{Value, json};

/// Mixed reports, and those without photos.
const MIXED: usize = 200;
const TEXTS: usize = 60;
/// A nation: its counties, and three editions of each.
const NATION: f64 = 2850.0 * 3.0;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Hears how many pages were made, and how long it took (s).
#[derive(Default)]
struct Heard(Mutex<(usize, f64)>);

impl Host for Heard {
    fn begins(&self, _: usize) {}

    fn settled(&self, settled: &Settled) {
        assert!(settled.made && settled.result.state == State::Done, "{:?}", settled.result.findings);
        if let Ok(mut heard) = self.0.lock() {
            heard.0 += settled.result.pages;
            heard.1 += settled.result.seconds;
        }
    }

    fn can_begin_anew(&self) -> bool {
        false
    }

    fn over(&self) {}
}

/// Makes all jobs on so many workers: pages a second, and the share of the time that was not spent on pages (%).
fn made(jobs: &[Job], workers: usize, out: &Path) -> (f64, f64) {
    let store = Store::folder(out);
    let options = Options { workers, memory: 16 << 30, retry_failed: false, lang: Lang::En };
    let (to_do, suspects) = ((0..jobs.len()).collect(), Vec::new());
    let work = Batch { jobs, to_do, suspects, store: &store, source: None, options };
    let (heard, begun) = (Heard::default(), Instant::now());
    assert!(batch::run(&work, &Stock::default(), &heard) == Ended::Whole);
    let seconds = begun.elapsed().as_secs_f64();
    let (pages, busy) = heard.0.into_inner().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "some hundred")]
    let (pages, workers) = (pages as f64, workers as f64);
    (pages / seconds, (1.0 - busy / (seconds * workers)) * 100.0)
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::create_dir_all(to);
    for entry in std::fs::read_dir(from).into_iter().flatten().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            let _ = std::fs::copy(&path, &target);
        }
    }
}

/// A report of its own: another county, so that nothing of it is remembered.
fn report(from: &Path, number: usize, photos: bool) -> Value {
    let text = std::fs::read_to_string(from).unwrap_or_default();
    let mut report: Value = serde_json::from_str(&text).unwrap_or_default();
    report["county"] = json!(format!("第{number}县"));
    if !photos {
        report["photos"] = json!([]);
        let sections = report["sections"].as_array_mut().into_iter().flatten();
        sections.filter_map(Value::as_object_mut).for_each(|section| {
            section.remove("photos");
        });
    }
    report
}

/// So many counties in a folder: the three samples in turn, with their photos or without.
fn counties(folder: &Path, count: usize, photos: bool) {
    for number in 0..count {
        let name = if photos { ["jingyuan", "haixi", "yunxiu"][number % 3] } else { "jingyuan" };
        let county = folder.join(format!("county-{number:03}"));
        if photos {
            copy(&root().join("data").join(name), &county);
        }
        let (from, to) = (root().join(format!("data/{name}/2024/report.json")), county.join("2024"));
        let _ = std::fs::create_dir_all(&to);
        let _ = std::fs::write(to.join("report.json"), report(&from, number, photos).to_string());
    }
}

fn jobs(folder: &Path) -> Vec<Job> {
    let Ok(found) = batch::find(&[folder.to_path_buf()], &Order::new("")) else {
        unreachable!("there are some")
    };
    found.jobs
}

fn main() {
    let Ok(folder) = tempfile::tempdir() else { unreachable!("there is room for files") };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    #[expect(clippy::cast_precision_loss, reason = "some")]
    let cores_f = cores as f64;
    let path = |name: &str| folder.path().join(name);

    counties(&path("mixed"), MIXED, true);
    let mixed = jobs(&path("mixed"));
    let (single, _) = made(&mixed[..MIXED / 4], 1, &path("single"));
    let (all, _) = made(&mixed, cores, &path("all"));
    println!("{MIXED} mixed reports: {all:.1} pages a second on {cores} cores, {single:.1} on one");
    println!("  {:.2} of cores x the single rate (at least 0.9)", all / (cores_f * single));
    println!("  the nation, {NATION} pages: {:.0} minutes on {cores} cores", NATION / all / 60.0);

    counties(&path("texts"), TEXTS, false);
    let texts = jobs(&path("texts"));
    let (rate, idle) = made(&texts, 1, &path("one-by-one"));
    println!("reports without photos: {rate:.1} pages a second on one core");
    println!("  {idle:.2} % of the time is not spent on pages (at most 1)");

    let begun = Instant::now();
    for job in &texts {
        let out = path("built.pdf");
        let mut build = Command::new(env!("CARGO_BIN_EXE_banmian"));
        build.arg("build").arg(&job.order.input.report).arg("-o").arg(out).stderr(Stdio::null());
        assert!(build.env("RAYON_NUM_THREADS", "1").status().is_ok_and(|status| status.success()));
    }
    #[expect(clippy::cast_precision_loss, reason = "some")]
    let separate = TEXTS as f64 / begun.elapsed().as_secs_f64();
    println!(
        "  separate processes: {separate:.1} pages a second; one process is {:.1} times as fast",
        rate / separate
    );
}
