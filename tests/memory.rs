//! A thousand jobs in one process: memory stays flat, and Typst's names of files are not used up. To be run by itself.

use std::path::{Path, PathBuf};

use banmian::job::{self, Order};
use memory_stats::memory_stats;
use typst_syntax::{RootedPath, VirtualPath, VirtualRoot};

/// Of all jobs so many, the first and the last, are compared.
const FIRST: usize = 50;

/// Jobs in all: as many as `BANMIAN_JOBS` says, else a thousand.
fn jobs() -> usize {
    let said = std::env::var("BANMIAN_JOBS").ok();
    said.map_or(1000, |number| number.parse().unwrap()).max(2 * FIRST)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn megabytes() -> f64 {
    memory_stats().unwrap().physical_mem as f64 / 1e6
}

/// The number that Typst gives to a file's name that it has not met yet.
fn next_name(name: &str) -> u16 {
    let path = VirtualPath::new(name).unwrap();
    RootedPath::new(VirtualRoot::Project, path).intern().into_raw().get()
}

/// A county of its own: the report's words, its photo and the county's part are its own, so that nothing of it is remembered.
fn county(folder: &Path, number: usize) -> PathBuf {
    let (home, year) =
        (folder.join(format!("county-{number}")), folder.join(format!("county-{number}/2024")));
    std::fs::create_dir_all(year.join("photos")).unwrap();
    let text = std::fs::read_to_string(root().join("data/yunxiu/2024/report.json")).unwrap();
    std::fs::write(year.join("report.json"), text.replace("云岫", &format!("云{number}岫"))).unwrap();
    for entry in std::fs::read_dir(root().join("data/yunxiu/2024/photos")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, year.join("photos").join(path.file_name().unwrap())).unwrap();
    }
    let part = std::fs::read_to_string(root().join("templates/newspaper-feature/parts/credits.typ")).unwrap();
    std::fs::create_dir_all(home.join("parts")).unwrap();
    std::fs::write(home.join("parts/credits.typ"), format!("// {number}\n{part}")).unwrap();
    std::fs::write(home.join("county.toml"), "").unwrap();
    year
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_jobs_take_no_more_memory_than_fifty() {
    let folder = tempfile::TempDir::new().unwrap();
    // What is free and what is not yet given back differs from job to job: the highest of fifty counts.
    let (mut first, mut last, mut names) = (0.0_f64, 0.0_f64, 0);
    let jobs = jobs();
    for number in 0..jobs {
        let year = county(folder.path(), number);
        let product = job::run(&Order::new(&year));
        assert!(!product.has_errors() && product.files.len() == 1, "{number}: {:?}", product.findings);
        std::fs::remove_dir_all(year.parent().unwrap()).unwrap();
        if number < FIRST {
            first = first.max(megabytes());
        }
        if number + FIRST >= jobs {
            last = last.max(megabytes());
        }
        if number + 1 == FIRST {
            names = next_name("/a-name-of-this-test");
        }
        if (number + 1) % 250 == 0 {
            println!("{} jobs: {:.0} MB", number + 1, megabytes());
        }
    }
    let more = next_name("/another-name-of-this-test") - names;
    println!("{FIRST} jobs: {first:.0} MB, {jobs} jobs: {last:.0} MB, {more} names more");
    assert!(last <= first * 1.1, "from {first:.0} to {last:.0} MB");
    assert!(more < 50, "{more} names of files");
}
