//! How fast a batch is: `cargo bench --bench batch` prints pages a second on one and on all processors, what is not spent on
//! pages, and what one process saves against many.

use std::collections::HashMap;
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
/// So many of the mixed ones are made one by one: as many of each county.
const ALONE: usize = 51;
/// A nation: its counties, and three editions of each.
const NATION: f64 = 2850.0 * 3.0;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Hears how many pages were made and how long it took (s): all of a job, the page of it, and what comes before the next.
#[derive(Default)]
struct Heard(Mutex<Times>);

#[derive(Default)]
struct Times {
    pages: usize,
    /// From a job's beginning to its end, by its number.
    begun: HashMap<usize, Instant>,
    jobs: f64,
    made: f64,
}

impl Host for Heard {
    fn begins(&self, number: usize) {
        if let Ok(mut heard) = self.0.lock() {
            heard.begun.insert(number, Instant::now());
        }
    }

    fn settled(&self, settled: &Settled) {
        assert!(settled.made && settled.result.state == State::Done, "{:?}", settled.result.findings);
        if let Ok(mut heard) = self.0.lock() {
            let begun = heard.begun.remove(&settled.number);
            heard.jobs += begun.map_or(0.0, |begun| begun.elapsed().as_secs_f64());
            heard.pages += settled.result.pages;
            heard.made += settled.result.seconds;
        }
    }

    fn can_begin_anew(&self) -> bool {
        false
    }

    fn over(&self) {}
}

/// How long some jobs took.
struct Made {
    /// Pages a second.
    rate: f64,
    /// The share of the time that a job takes besides its page: its key, its room, its result (%).
    dispatch: f64,
    /// The share of the time between jobs: what the compiler kept is forgotten (%), and fonts are read once.
    between: f64,
}

/// Makes the jobs of a folder, `most` of them, on so many workers, in a process of their own: nothing is warm.
fn made(folder: &Path, most: usize, workers: usize, out: &Path) -> Made {
    let Ok(program) = std::env::current_exe() else { unreachable!("it runs") };
    let mut process = Command::new(program);
    process.arg("--work").arg(folder).arg(most.to_string()).arg(workers.to_string()).arg(out);
    let output = process.stderr(Stdio::inherit()).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let mut numbers = text.split_whitespace().filter_map(|number| number.parse().ok());
    let mut next = || numbers.next().unwrap_or(f64::NAN);
    Made { rate: next(), dispatch: next(), between: next() }
}

/// Does so, and prints how long it took.
fn work(folder: &Path, most: usize, workers: usize, out: &Path) {
    let mut jobs = jobs(folder);
    jobs.truncate(most);
    let store = Store::folder(out);
    let options = Options { workers, memory: 16 << 30, retry_failed: false, lang: Lang::En };
    let (to_do, suspects) = ((0..jobs.len()).collect(), Vec::new());
    let work = Batch { jobs: &jobs, to_do, suspects, store: &store, source: None, options };
    let (heard, begun) = (Heard::default(), Instant::now());
    assert!(batch::run(&work, &Stock::default(), &heard) == Ended::Whole);
    let seconds = begun.elapsed().as_secs_f64();
    let times = heard.0.into_inner().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "some hundred")]
    let (pages, all) = (times.pages as f64, seconds * workers as f64);
    let share = |part: f64| 100.0 * part / all;
    println!("{} {} {}", pages / seconds, share(times.jobs - times.made), share(all - times.jobs));
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

/// Makes the photos of a county its own: a JPEG may have more behind its end.
fn own(photos: &Path, number: usize) {
    for entry in std::fs::read_dir(photos).into_iter().flatten().flatten() {
        let mut bytes = std::fs::read(entry.path()).unwrap_or_default();
        if bytes.starts_with(&[0xff, 0xd8]) {
            bytes.extend(number.to_le_bytes());
            let _ = std::fs::write(entry.path(), bytes);
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
            own(&county.join("2024/photos"), number);
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
    let said: Vec<String> = std::env::args().skip(1).collect();
    if let [command, folder, most, workers, out] = said.as_slice()
        && command == "--work"
        && let (Ok(most), Ok(workers)) = (most.parse(), workers.parse())
    {
        return work(Path::new(folder), most, workers, Path::new(out));
    }
    let Ok(folder) = tempfile::tempdir() else { unreachable!("there is room for files") };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    #[expect(clippy::cast_precision_loss, reason = "some")]
    let cores_f = cores as f64;
    let path = |name: &str| folder.path().join(name);

    counties(&path("mixed"), MIXED, true);
    let single = made(&path("mixed"), ALONE, 1, &path("single")).rate;
    let all = made(&path("mixed"), MIXED, cores, &path("all")).rate;
    println!(
        "{MIXED} mixed reports: {all:.2} pages a second on {cores} cores, {single:.2} on one ({ALONE} of them)"
    );
    println!("  {:.2} of cores x the single rate (at least 0.9)", all / (cores_f * single));
    println!("  the nation, {NATION} pages: {:.0} minutes on {cores} cores", NATION / all / 60.0);

    counties(&path("texts"), TEXTS, false);
    let texts = jobs(&path("texts"));
    let Made { rate, dispatch, between } = made(&path("texts"), TEXTS, 1, &path("one-by-one"));
    println!("reports without photos: {rate:.1} pages a second on one core");
    println!(
        "  dispatch: {dispatch:.2} % of the time (at most 1); between jobs and at the start: {between:.2} %"
    );

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
