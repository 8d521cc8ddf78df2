//! Processes that are ended in the middle of their work.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::{Counties, pages};

/// Numbers that are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// The process that does the work of another.
fn worker(process: &Child) -> Option<String> {
    let id = process.id();
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?;
    children.split_whitespace().next().map(str::to_owned)
}

/// Every page that can be seen is whole, and so is every result.
fn nothing_is_half(out: &Path, wanted: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>) {
    for (path, bytes) in pages(out) {
        assert!(wanted[&path] == bytes, "{} is not what it should be", path.display());
        let result = out.join(path.with_file_name("result.json"));
        if let Ok(text) = std::fs::read(&result) {
            assert!(serde_json::from_slice::<Value>(&text).is_ok(), "{}", result.display());
        }
    }
}

fn ended_at_random(times: usize) {
    let counties = Counties::new(4);
    for (out, workers) in [("one", "1"), ("eight", "8")] {
        assert!(counties.events(out, &["--workers", workers], 0).len() == 4);
    }
    let wanted = pages(&counties.path().join("one"));
    assert!(
        wanted.len() == 4 && wanted == pages(&counties.path().join("eight")),
        "the number of workers counts"
    );
    let (out, mut random) = (counties.path().join("out"), Random(7));
    let (mut killed, mut whole) = (0, 0);
    while killed < times {
        let mut command = counties.command(&["counties", "-o", "out", "--workers", "2"]);
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.below(700)));
        // The one that watches, or the one that works: who watches goes on then.
        let only_worker = random.below(3) == 0;
        match worker(&process).filter(|_| only_worker) {
            Some(id) => {
                let _ = std::process::Command::new("kill").args(["-9", &id]).stderr(Stdio::null()).status();
            }
            None => process.kill().unwrap(),
        }
        let ended = process.wait().unwrap();
        killed += usize::from(!ended.success() || only_worker);
        nothing_is_half(&out, &wanted);
        if pages(&out).len() == wanted.len() {
            whole += 1;
            finish(&counties, &wanted);
            std::fs::remove_dir_all(&out).unwrap();
        }
    }
    finish(&counties, &wanted);
    println!("ended {killed} times, {whole} batches came to their end meanwhile");
}

/// The rest is done, nothing is lost, and nothing lies about.
fn finish(counties: &Counties, wanted: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>) {
    let events = counties.events("out", &[], 0);
    assert_eq!(events.len(), wanted.len());
    let out = counties.path().join("out");
    assert!(&pages(&out) == wanted, "the pages are not what they should be");
    for name in events.keys() {
        let mut files: Vec<String> = std::fs::read_dir(out.join(name))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        assert_eq!(files, ["page.jpg", "page.pdf", "result.json"], "{name}");
    }
}

#[test]
fn a_batch_that_is_ended_fifteen_times_is_whole() {
    ended_at_random(15);
}

#[test]
#[ignore = "takes a minute or two"]
fn a_batch_that_is_ended_a_hundred_times_is_whole() {
    ended_at_random(100);
}

#[test]
fn a_worker_that_is_ended_again_and_again_is_told_of() {
    // Whoever ends the worker whenever it is at the one page: the second time it is alone, and given up.
    let counties = Counties::new(1);
    let mut command = counties.command(&["counties", "-o", "out", "--format", "json"]);
    let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut ended = std::collections::BTreeSet::new();
    while process.try_wait().unwrap().is_none() && ended.len() < 2 {
        if let Some(id) = worker(&process)
            && !ended.contains(&id)
            && begun(&id)
        {
            let _ = std::process::Command::new("kill").args(["-9", &id]).status();
            ended.insert(id);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let output = process.wait_with_output().unwrap();
    assert_eq!(ended.len(), 2);
    assert_eq!(output.status.code(), Some(3));
    let result = counties.result("out", "county-00");
    assert_eq!((&result["state"], &result["findings"][0]["code"]), (&"again".into(), &"broke-off".into()));
    // The next batch tries it again by itself.
    assert_eq!(counties.events("out", &[], 0)["county-00"]["made"], true);
}

/// Whether the journal of a process says that a page is begun.
fn begun(id: &str) -> bool {
    let variables = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
    let path = variables
        .split(|byte| *byte == 0)
        .find_map(|variable| variable.strip_prefix(b"BANMIAN_JOURNAL="))
        .map(|path| String::from_utf8_lossy(path).into_owned());
    let text = path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    let last = text.lines().last().unwrap_or_default();
    last == "b 0"
}
