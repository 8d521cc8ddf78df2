//! Many jobs at a time: what was done is not done twice, what is bad stops nobody, and a process that is ended leaves nothing
//! half done.

mod ended;
mod long;
mod manifest;
mod parts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{copy, root, sample_text, stderr};

/// A folder with counties, and one for results.
pub struct Counties {
    dir: TempDir,
}

/// The sample without its photos, of another county, which stands on its page.
pub fn text_only(name: &str) -> String {
    let mut report: Value = serde_json::from_str(&sample_text()).unwrap();
    report["county"] = json!(name);
    report["headline"]["byline"] = json!(name);
    report["photos"] = json!([]);
    for section in report["sections"].as_array_mut().unwrap() {
        section.as_object_mut().unwrap().remove("photos");
    }
    report.to_string()
}

impl Counties {
    /// So many counties, without photos.
    pub fn new(count: usize) -> Self {
        let counties = Self { dir: TempDir::new().unwrap() };
        for number in 0..count {
            counties.county(&format!("county-{number:02}"), &text_only(&format!("第{number}县")));
        }
        counties
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Adds a county with a report, or writes its report anew.
    pub fn county(&self, name: &str, report: &str) -> PathBuf {
        let folder = self.path().join("counties").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("report.json"), report).unwrap();
        folder
    }

    /// A county whose template's code is another.
    pub fn with_code(&self, name: &str, code: &str) {
        let folder = self.county(name, &text_only(name));
        std::fs::create_dir_all(folder.join("parts")).unwrap();
        let part =
            std::fs::read_to_string(root().join("templates/newspaper-feature/parts/credits.typ")).unwrap();
        std::fs::write(folder.join("parts/credits.typ"), format!("{code}\n{part}")).unwrap();
        std::fs::write(folder.join("county.toml"), "").unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banmian"));
        command.arg("batch").args(arguments).current_dir(self.path());
        command.env("LC_ALL", "en_US.UTF-8").env_remove("SOURCE_DATE_EPOCH");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a batch of all counties, and gives what is said of each job, by its name.
    pub fn events(&self, out: &str, more: &[&str], code: i32) -> BTreeMap<String, Value> {
        self.events_of("counties", out, more, code)
    }

    /// The same of other jobs.
    pub fn events_of(&self, jobs: &str, out: &str, more: &[&str], code: i32) -> BTreeMap<String, Value> {
        let arguments = [&[jobs, "-o", out, "--format", "json"], more].concat();
        let output = self.run(&arguments);
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        let events = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let jobs = events.filter(|event| event["event"] == "job");
        jobs.map(|event| (event["name"].as_str().unwrap().to_owned(), event)).collect()
    }

    pub fn result(&self, out: &str, name: &str) -> Value {
        let path = self.path().join(out).join(name).join("result.json");
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }
}

/// The pages in a folder of results, by their path.
pub fn pages(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "pdf") {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn states(events: &BTreeMap<String, Value>) -> Vec<(&str, &str, bool)> {
    events
        .iter()
        .map(|(name, event)| (name.as_str(), event["state"].as_str().unwrap(), event["made"] == true))
        .collect()
}

#[test]
fn what_is_done_is_not_done_twice_and_what_changed_is() {
    let counties = Counties::new(3);
    let first = counties.events("out", &[], 0);
    assert_eq!(
        states(&first),
        [("county-00", "done", true), ("county-01", "done", true), ("county-02", "done", true)]
    );
    // The page is the one that `build` makes.
    let built = counties.path().join("built.pdf");
    let mut command = Command::new(env!("CARGO_BIN_EXE_banmian"));
    command.args(["build", "counties/county-01", "-o", "built.pdf"]).current_dir(counties.path());
    assert!(command.status().unwrap().success());
    let out = counties.path().join("out");
    assert!(std::fs::read(&built).unwrap() == std::fs::read(out.join("county-01/page.pdf")).unwrap());
    let result = counties.result("out", "county-01");
    assert_eq!((&result["county"], &result["pages"]), (&json!("第1县"), &json!(1)));
    assert_eq!(result["figures"]["overset_lines"], 0);
    assert_eq!(result["key"].as_str().unwrap().len(), 64);
    assert!(std::fs::read(out.join("county-01/page.jpg")).unwrap().starts_with(&[0xFF, 0xD8]));
    // Once more: nothing is to be done.
    let before = pages(&out);
    let again = counties.events("out", &[], 0);
    assert!(again.values().all(|event| event["made"] == false), "{again:?}");
    // One report changes, one page is lost, one is damaged.
    counties.county("county-00", &text_only("另一县"));
    std::fs::remove_file(out.join("county-01/page.pdf")).unwrap();
    let damaged = out.join("county-02/page.pdf");
    std::fs::write(&damaged, &before[Path::new("county-02/page.pdf")][..1000]).unwrap();
    let listed = counties.run(&["counties", "-o", "out", "--dry-run"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(
        listed,
        "county-00\tchanged, to be made anew\tcounties/county-00\ncounty-01\tto be made\tcounties/county-01\n\
         county-02\tto be made\tcounties/county-02\n"
    );
    let third = counties.events("out", &[], 0);
    assert!(third.values().all(|event| event["made"] == true), "{third:?}");
    let after = pages(&out);
    assert!(after[Path::new("county-00/page.pdf")] != before[Path::new("county-00/page.pdf")]);
    for name in ["county-01/page.pdf", "county-02/page.pdf"] {
        assert!(after[Path::new(name)] == before[Path::new(name)], "{name}");
    }
}

#[test]
fn everything_that_a_page_is_made_from_counts() {
    let counties = Counties::new(0);
    copy(&root().join("data/yunxiu"), &counties.path().join("counties/yunxiu"));
    let year = counties.path().join("counties/yunxiu");
    let need = |more: &[&str]| {
        let output =
            counties.run(&[&["counties", "-o", "out", "--dry-run", "--format", "json"], more].concat());
        let line: Value = serde_json::from_slice(&output.stdout).unwrap();
        line["need"].as_str().unwrap().to_owned()
    };
    assert_eq!(need(&[]), "new");
    counties.events("out", &[], 0);
    assert_eq!(need(&[]), "done");
    for option in
        [&["--press", "coated"][..], &["--marks"], &["--template", "tabloid-feature"], &["--no-pictures"]]
    {
        assert_eq!(need(option), "changed", "{option:?}");
    }
    // How many are made at a time does not count.
    assert_eq!(need(&["--workers", "7", "--memory", "1G"]), "done");
    let mut photos: Vec<PathBuf> =
        std::fs::read_dir(year.join("2024/photos")).unwrap().map(|entry| entry.unwrap().path()).collect();
    photos.retain(|path| path.extension().is_some_and(|ending| ending == "jpg"));
    for path in [&year.join("county.toml"), &year.join("2024/report.json"), &photos[0]] {
        let before = std::fs::read(path).unwrap();
        std::fs::write(path, [&before[..], b"\n"].concat()).unwrap();
        assert_eq!(need(&[]), "changed", "{}", path.display());
        std::fs::write(path, &before).unwrap();
        assert_eq!(need(&[]), "done", "{}", path.display());
    }
    std::fs::write(year.join("2024/plan.toml"), "").unwrap();
    assert_eq!(need(&[]), "changed");
    std::fs::remove_file(year.join("2024/plan.toml")).unwrap();
    std::fs::create_dir_all(year.join("parts")).unwrap();
    std::fs::write(year.join("parts/none.typ"), "").unwrap();
    assert_eq!(need(&[]), "changed");
}

#[test]
fn a_bad_job_stops_no_other() {
    let counties = Counties::new(3);
    counties.county("broken", "{");
    counties.county("misspelt", &text_only("某县").replace("\"headline\"", "\"headlines\""));
    counties
        .with_code("endless", "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }");
    counties.with_code("hungry", "#let a = range(60000000)\n#let b = a + a + a");
    // As much time as a busy computer needs, but for the one that does not end.
    let mut list = String::from("report,name,time_limit\n");
    for name in ["broken", "county-00", "county-01", "county-02", "endless", "hungry", "misspelt"] {
        list.push_str(&format!("counties/{name},{name},{}\n", if name == "endless" { "2" } else { "" }));
    }
    std::fs::write(counties.path().join("list.csv"), list).unwrap();
    let events = counties.events_of("list.csv", "out", &["--memory", "600M"], 1);
    assert_eq!(
        states(&events),
        [
            ("broken", "findings", true),
            ("county-00", "done", true),
            ("county-01", "done", true),
            ("county-02", "done", true),
            ("endless", "findings", true),
            ("hungry", "findings", true),
            ("misspelt", "findings", true),
        ]
    );
    let key = |name: &str| counties.result("out", name)["findings"][0]["key"].as_str().unwrap().to_owned();
    assert_eq!(key("endless"), "template.time");
    assert_eq!(key("hungry"), "template.memory");
    assert_eq!(pages(&counties.path().join("out")).len(), 3);
    // Their findings are known; they are made again when that is asked for, or when they change.
    let again = counties.events_of("list.csv", "out", &["--memory", "600M"], 1);
    assert!(again.values().all(|event| event["made"] == false), "{again:?}");
    counties.county("misspelt", &text_only("某县"));
    std::fs::remove_dir_all(counties.path().join("counties/endless")).unwrap();
    std::fs::remove_dir_all(counties.path().join("counties/hungry")).unwrap();
    let mended = counties.events("out", &["--retry-failed"], 1);
    let made: Vec<&str> =
        mended.iter().filter(|(_, event)| event["made"] == true).map(|(name, _)| name.as_str()).collect();
    assert_eq!(made, ["broken", "misspelt"]);
}

#[test]
fn a_page_of_before_is_not_taken_for_one_of_now() {
    let counties = Counties::new(1);
    counties.events("out", &[], 0);
    counties.county("county-00", "{");
    counties.events("out", &[], 1);
    assert_eq!(pages(&counties.path().join("out")).len(), 0);
    assert_eq!(counties.result("out", "county-00")["pdf"], Value::Null);
    // What cannot be written may be tried again, and is.
    counties.county("county-00", &text_only("某县"));
    let line = format!("ulimit -f 8; exec {} batch counties -o small", env!("CARGO_BIN_EXE_banmian"));
    let output = Command::new("bash").args(["-c", &line]).current_dir(counties.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert_eq!(pages(&counties.path().join("small")).len(), 0);
    let again = counties.events("small", &[], 0);
    assert_eq!(states(&again), [("county-00", "done", true)]);
}

#[test]
fn the_report_is_written_for_people_and_tables() {
    let counties = Counties::new(1);
    let report = text_only("某县")
        .replace("\"county\":\"某县\"", "\"county\":\"<b>&县\"")
        .replace("\"headline\"", "\"headlines\"");
    counties.county("a b", &report);
    counties.events("out", &[], 1);
    let read = |name: &str| std::fs::read_to_string(counties.path().join("out").join(name)).unwrap();
    let html = read("report.html");
    assert!(html.contains("2 jobs: 1 done, 1 with findings, 0 to be tried again, 0 not begun"), "{html}");
    assert!(html.contains("&lt;b&gt;&amp;县") && !html.contains("<b>&县"), "{html}");
    assert!(html.contains("src=\"county-00/page.jpg\"") && html.contains("责任编辑 马清源"), "{html}");
    assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("@@"), "{html}");
    // A county with two jobs has their names; one whose folder is its name says it once.
    assert!(html.contains("<small>counties/county-00</small>"), "{html}");
    std::fs::write(
        counties.path().join("two.csv"),
        "report,name,press\ncounties/county-00,报纸,newsprint\ncounties/county-00,网上,office\n",
    )
    .unwrap();
    counties.events_of("two.csv", "two", &[], 0);
    let two = read("../two/report.html");
    for name in ["报纸", "网上"] {
        assert!(two.contains(&format!("<small>{name}　counties/county-00")), "{two}");
    }
    let table = read("report.csv");
    assert!(table.starts_with("\u{FEFF}County,Year,State,"), "{table}");
    assert_eq!(table.matches("\r\n").count(), 3, "{table}");
    assert!(table.contains("\r\n第0县,2024,done,1,0,"), "{table}");
}
