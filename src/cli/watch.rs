//! `watch`: the page again at each change of what it is made from.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use banmian::edition::county::COUNTY_FILE;
use banmian::job::{self, Stock, Threads};
use banmian::message::Lang;
use banmian::say;

use super::build::finish;
use super::output::tell;
use super::{BuildArguments, WatchArguments};
use crate::desk::Stamps;

/// Files are looked at so often.
const LOOK: Duration = Duration::from_millis(200);
/// Results of the compiler that were not used for so many builds are forgotten.
const KEPT_BUILDS: usize = 4;

/// Builds now, and again at each change, until it is ended.
pub fn watch(arguments: &WatchArguments, lang: Lang) -> u8 {
    let build = &arguments.build;
    let (stock, threads) = (Stock::default(), Threads::new(0));
    let mut stamps = Stamps::default();
    let mut opened = false;
    loop {
        let start = Instant::now();
        let (written, read) = once(build, &threads, &stock, lang);
        let seconds = format!("{:.2}", start.elapsed().as_secs_f64());
        tell(&(say!("watch.built", seconds = seconds).text(lang) + "\n"));
        if arguments.open
            && !opened
            && let Some(first) = written.first()
        {
            opened = open::that_detached(first).is_ok();
        }
        stamps.also(read);
        while stamps.changed().is_empty() {
            std::thread::sleep(LOOK);
        }
        stamps.take_all();
        // Editors write in several steps.
        std::thread::sleep(LOOK / 4);
    }
}

/// One build; gives what was written, and what is to be watched.
fn once(
    build: &BuildArguments,
    threads: &Threads,
    stock: &Stock,
    lang: Lang,
) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let order = build.order();
    let mut product = job::run_on(threads, &order, stock);
    job::forget(KEPT_BUILDS);
    let written = finish(build, &mut product, lang);
    // Of what cannot be opened at least the report and its county are known.
    let report = order.input.report_file().ok();
    let above = report
        .iter()
        .flat_map(|report| report.ancestors().skip(1).take(3))
        .map(|folder| folder.join(COUNTY_FILE));
    let known = above.filter(|path| path.is_file()).chain(report.clone());
    let read = product.read.iter().cloned().chain(known).filter(|path| !written.contains(path)).collect();
    (written, read)
}
