//! Thousands of jobs in one process: memory stays flat. To be run by itself.

use std::sync::Mutex;

use banmian::batch::{self, Batch, Ended, Host, Options, Settled, State, Store};
use banmian::job::{Order, Stock};
use banmian::message::Lang;
use memory_stats::memory_stats;
use serde_json::Value;
use tempfile::TempDir;

use super::text_only;

/// Jobs in all, and how many of them, after the first and at the end, are compared.
const JOBS: usize = 5000;
const FIRST: usize = 500;

/// The most memory while the first and while the last jobs were made (MB).
#[derive(Default)]
struct Memory(Mutex<(usize, f64, f64)>);

impl Host for Memory {
    fn begins(&self, _: usize) {}

    fn settled(&self, settled: &Settled) {
        assert_eq!(settled.result.state, State::Done, "{:?}", settled.result.findings);
        let now = memory_stats().unwrap().physical_mem as f64 / 1e6;
        let mut seen = self.0.lock().unwrap();
        seen.0 += 1;
        if seen.0 <= FIRST {
            seen.1 = seen.1.max(now);
        }
        if seen.0 + FIRST > JOBS {
            seen.2 = seen.2.max(now);
        }
        if seen.0.is_multiple_of(500) {
            println!("{} jobs: {now:.0} MB", seen.0);
        }
    }

    fn can_begin_anew(&self) -> bool {
        false
    }

    fn over(&self) {}
}

#[test]
#[ignore = "takes minutes"]
fn five_thousand_jobs_take_no_more_memory_than_five_hundred() {
    let folder = TempDir::new().unwrap();
    for number in 0..JOBS {
        let county = folder.path().join(format!("counties/county-{number}"));
        std::fs::create_dir_all(&county).unwrap();
        // Little text, on a page that is made up quickly: what stays in memory is another's of each job all the same.
        let report = text_only(&format!("第{number}县")).replace("群众", &format!("群众{}", number % 1000));
        let mut report: Value = serde_json::from_str(&report).unwrap();
        report["sections"].as_array_mut().unwrap().truncate(3);
        std::fs::write(county.join("report.json"), report.to_string()).unwrap();
    }
    let mut order = Order::new("");
    order.input.template = Some("tabloid-feature".to_owned());
    let jobs = batch::find(&[folder.path().join("counties")], &order).unwrap().jobs;
    let store = Store::folder(folder.path().join("out"));
    let options = Options { workers: 2, memory: 4 << 30, retry_failed: false, lang: Lang::En };
    let to_do = (0..jobs.len()).collect();
    let work = Batch { jobs: &jobs, to_do, suspects: Vec::new(), store: &store, source: None, options };
    let memory = Memory::default();
    assert_eq!(batch::run(&work, &Stock::default(), &memory), Ended::Whole);
    let (count, first, last) = memory.0.into_inner().unwrap();
    println!("{FIRST} jobs: {first:.0} MB, {count} jobs: {last:.0} MB");
    assert!(count == JOBS && last <= first * 1.1, "from {first:.0} to {last:.0} MB");
}
