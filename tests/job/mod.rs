//! The library's front door, and what the program leaves when the computer has no room.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use banmian::edition::PressName;
use banmian::job::{self, FileKind, Limits, Order, Product, within};
use banmian::press::Imposition;

use crate::support::{Folder, english, root, sample_folder, stderr};

fn codes(product: &Product) -> Vec<&str> {
    product.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_job_gives_files_findings_and_figures() {
    let mut order = Order::new(sample_folder());
    order.preview = Some(20.0);
    let product = job::run(&order);
    assert_eq!(codes(&product), Vec::<&str>::new());
    let kinds: Vec<FileKind> = product.files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [FileKind::Pdf, FileKind::Preview(0)]);
    assert!(product.files[0].bytes.starts_with(b"%PDF-1.6"));
    assert!(product.files[1].bytes.starts_with(b"\x89PNG"));
    assert_eq!(product.figures.pages, 1);
    assert_eq!(product.figures.merit.as_ref().unwrap().overset_lines, 0);
    assert!(product.figures.ink.unwrap().worst_square > 100.0);
    assert_eq!(product.plan.unwrap().sections.len(), 5);
    assert!(!product.choice.unwrap().charges.is_empty());
    // The program writes the same bytes.
    let folder = Folder::sample();
    assert_eq!(folder.run(&["build", "."]).status.code(), Some(0));
    let written = std::fs::read(folder.path().join("report.pdf")).unwrap();
    assert!(written == product.files[0].bytes, "the program's file differs");
}

#[test]
fn an_order_chooses_template_press_and_sheets() {
    let mut order = Order::new(sample_folder());
    order.input.template = Some("tabloid-feature".to_owned());
    order.press.name = Some(PressName::Office);
    order.press.imposition = Some(Imposition::Booklet);
    order.preview = Some(20.0);
    let product = job::run(&order);
    assert!(!product.has_errors(), "{:?}", codes(&product));
    // Two pages on two sides of one sheet, in RGB: no ink is counted.
    assert_eq!((product.files.len(), product.figures.pages), (3, 2));
    assert!(product.files[0].bytes.starts_with(b"%PDF-1.7") && product.figures.ink.is_none());
}

#[test]
fn a_job_that_fails_has_no_files() {
    let folder = Folder::new(&crate::support::SMALL.replace("\"title\":", "\"titel\":"));
    let product = job::run(&Order::new(folder.path()));
    assert_eq!((product.files.len(), codes(&product)), (0, vec!["unknown-field", "missing-field"]));
    // Too many pixels are found when the page is there already.
    let mut order = Order::new(sample_folder());
    order.preview = Some(5000.0);
    let product = job::run(&order);
    assert_eq!((product.files.len(), codes(&product)), (0, vec!["preview"]));
    assert!(product.figures.merit.is_some());
}

#[test]
fn work_is_given_up_at_its_limits_and_the_next_is_done() {
    let begun = Instant::now();
    let slow = || std::thread::sleep(Duration::from_secs(20));
    let limits = Limits { seconds: Some(1), memory: None };
    let finding = within(limits, slow).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(english(&finding.message), "the page is not typeset after 1 second, the limit");
    let limits = Limits { seconds: None, memory: Some(1) };
    let finding = within(limits, slow).unwrap_err();
    assert_eq!(finding.message.key(), "template.memory");
    assert_eq!(within(Limits::default(), || 7).unwrap(), 7);
}

#[test]
fn a_fault_in_the_work_is_a_finding() {
    let finding = within(Limits::NONE, || panic!("a fault")).unwrap_err();
    assert_eq!(english(&finding.message), "the program failed at this report, by a mistake of its own");
    assert_eq!(within(Limits::NONE, || 7).unwrap(), 7);
}

/// Runs the program in a shell that first sets a limit.
fn limited(folder: &Folder, limit: &str, arguments: &str) -> Output {
    let line = format!("{limit}; exec {} {arguments}", env!("CARGO_BIN_EXE_banmian"));
    let mut command = Command::new("bash");
    command.args(["-c", &line]).env("LC_ALL", "en_US.UTF-8").current_dir(folder.path());
    command.output().unwrap()
}

fn pdf(folder: &Folder) -> Option<Vec<u8>> {
    std::fs::read(folder.path().join("report.pdf")).ok()
}

#[test]
fn the_bytes_do_not_depend_on_threads_or_room() {
    let folder = Folder::sample();
    let mut first: Option<Vec<u8>> = None;
    for threads in [1, 2, 16] {
        let output = limited(&folder, &format!("export RAYON_NUM_THREADS={threads}"), "build .");
        assert_eq!(output.status.code(), Some(0), "{threads}: {}", stderr(&output));
        let bytes = pdf(&folder).unwrap();
        assert!(first.get_or_insert_with(|| bytes.clone()) == &bytes, "{threads} threads make another file");
    }
    // With little memory the same file comes, or an error and no file; never another one.
    let (mut made, mut refused) = (0, 0);
    for kilobytes in [300_000, 500_000, 700_000, 1_000_000, 1_400_000, 4_000_000] {
        let _ = std::fs::remove_file(folder.path().join("report.pdf"));
        let output = limited(&folder, &format!("ulimit -v {kilobytes}"), "build .");
        if let Some(bytes) = pdf(&folder) {
            assert!(first.as_ref() == Some(&bytes), "{kilobytes} kB make another file");
            assert_eq!(output.status.code(), Some(0));
            made += 1;
        } else {
            assert_ne!(output.status.code(), Some(0), "{kilobytes}: {}", stderr(&output));
            refused += 1;
        }
    }
    assert!(made > 0 && refused > 0, "{made} {refused}");
}

#[test]
fn what_cannot_be_written_may_be_tried_again() {
    let folder = Folder::sample();
    // Files of at most 100 kB; the page has more.
    let output = limited(&folder, "ulimit -f 100", "build .");
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(
        stderr(&output)
            .contains("error[unwritable]: the file cannot be written: the system does not allow files"),
        "{}",
        stderr(&output)
    );
    assert_eq!(folder.names(), ["photos", "report.json"], "nothing half written stays");
    let output = folder.run(&["plan", ".", "--svg", "none/plan.svg"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    for command in ["templates --copy newspaper-feature mine", "new mine"] {
        let output = limited(&folder, "ulimit -f 1", command);
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert_eq!(folder.names(), ["photos", "report.json"], "{command}");
    }
    // To try this again would not help.
    let output = folder.run(&["new", "photos"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let output = folder.run(&["plan", ".", "--svg", "none/plan.svg"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let broken = crate::support::sample_text().replacen("。", ",", 1);
    std::fs::write(folder.path().join("report.json"), broken).unwrap();
    let output = limited(&folder, "ulimit -f 1", "check . --fix");
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
}

fn copy_year(folder: &Path, year: &str) {
    crate::support::copy(&sample_folder(), &folder.join(year));
}

#[test]
fn a_countys_folder_stands_for_its_only_year() {
    let folder = Folder::new("{}");
    std::fs::remove_file(folder.path().join("report.json")).unwrap();
    std::fs::copy(root().join("data/jingyuan/county.toml"), folder.path().join("county.toml")).unwrap();
    let output = folder.run(&["check", "."]);
    assert!(stderr(&output).contains("error[unreadable]"), "{}", stderr(&output));
    copy_year(folder.path(), "2024");
    let output = folder.run(&["build", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.path().join("2024/report.pdf").is_file());
    assert!(stderr(&output).ends_with("wrote ./2024/report.pdf\n"), "{}", stderr(&output));
    copy_year(folder.path(), "2025");
    let output = folder.run(&["check", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "error[several-years]: this county's folder has several years\n  --> .\n  \
         = help: name one of them: ./2024, ./2025\n\n\
         not ready for the press: 1 error; at .: name one of them: ./2024, ./2025\n"
    );
}
