//! Parts of a batch, on several machines.

use serde_json::Value;

use super::{Counties, pages};
use crate::support::stderr;

#[test]
fn the_parts_make_the_whole() {
    let counties = Counties::new(5);
    let whole = counties.events("whole", &[], 0);
    let status = |code: i32| -> Value {
        let output = counties.run(&["status", "parts", "--format", "json"]);
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    // As an engine says it, and as the command line does.
    let output = counties
        .command(&["counties", "-o", "parts"])
        .envs([("JOB_COMPLETION_INDEX", "1"), ("JOB_COMPLETIONS", "3")])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).ends_with("2 jobs: 2 done, 0 with findings, 0 to be tried again, 0 not begun\n"));
    let first = status(3);
    assert_eq!((&first["done"], &first["missing"]), (&2.into(), &3.into()));
    let third =
        [("SLURM_ARRAY_TASK_ID", "3"), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_COUNT", "3")];
    let output = counties.command(&["counties", "-o", "parts"]).envs(third).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!counties.path().join("parts/county-00").exists());
    assert_eq!(counties.events("parts", &["--shard", "1/3"], 0).len(), 2);
    let last = status(0);
    assert_eq!((&last["done"], &last["missing"]), (&5.into(), &0.into()));
    assert_eq!(last["jobs"].as_array().unwrap().len(), whole.len());
    let [whole, parts] = ["whole", "parts"].map(|out| pages(&counties.path().join(out)));
    assert!(whole == parts, "the parts make other pages");
    assert!(counties.path().join("parts/report.html").is_file());
}

#[test]
fn two_batches_do_not_write_the_same_results() {
    let counties = Counties::new(1);
    std::fs::create_dir(counties.path().join("out")).unwrap();
    let file = std::fs::File::create(counties.path().join("out/.batch.lock")).unwrap();
    file.lock().unwrap();
    let output = counties.run(&["counties", "-o", "out"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("another batch is writing there"), "{}", stderr(&output));
    drop(file);
    assert_eq!(counties.events("out", &[], 0).len(), 1);
}

#[test]
fn an_engine_that_says_half_is_refused() {
    let counties = Counties::new(1);
    let output =
        counties.command(&["counties", "-o", "out"]).env("JOB_COMPLETION_INDEX", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[shard]"), "{}", stderr(&output));
    assert_eq!(counties.run(&["status", "nowhere"]).status.code(), Some(1));
}
