//! What the tests share: the sample edition, a small report to spoil, and running the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use banmian::edition::{self, Edition, Input};
use banmian::job::{self, Outcome};
use banmian::makeup::PhotoOrder;
use banmian::makeup::page::placement;
use banmian::makeup::placement::Placement;
use banmian::makeup::plan::Plan;
use banmian::message::{Lang, Message};
use banmian::report;
use banmian::typeset::frames::{self, SlotLines};
use banmian::typeset::{FontOptions, Fonts, ThreadName};
use tempfile::TempDir;

pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(&FontOptions::default()).unwrap());

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn sample_folder() -> PathBuf {
    root().join("data/jingyuan/2024")
}

pub fn sample_text() -> String {
    std::fs::read_to_string(sample_folder().join("report.json")).unwrap()
}

/// The sample edition with the report's text changed.
pub fn edition(change: impl Fn(String) -> String) -> Edition {
    let mut edition =
        edition::open(&Input::new(sample_folder())).unwrap_or_else(|_| panic!("the sample opens"));
    edition.loaded = report::read_text(change(sample_text()), "report.json").unwrap();
    edition
}

/// A finished page with all that the tests look at.
pub struct Page {
    pub outcome: Outcome,
    pub placement: Placement,
    pub slots: Vec<SlotLines>,
    pub edition: Edition,
}

pub fn page(change: impl Fn(String) -> String) -> Page {
    page_of(edition(change), pinned_plan())
}

/// The plan of `tests/page/plan.toml`, made for the sample by hand.
pub fn pinned_plan() -> Plan {
    toml::from_str(&std::fs::read_to_string(root().join("tests/page/plan.toml")).unwrap()).unwrap()
}

/// The sample on another plan.
pub fn page_with(plan: Plan) -> Page {
    page_of(edition(|text| text), plan)
}

pub fn page_of(edition: Edition, plan: Plan) -> Page {
    let order = PhotoOrder::new(&edition);
    let placement = placement(&edition, &plan, &order);
    let outcome = job::run_with(&edition, plan, &FONTS);
    let slots = frames::slots(outcome.document.as_ref().unwrap());
    Page { outcome, placement, slots, edition }
}

impl Page {
    /// The slots of a thread that hold text, in order.
    pub fn thread(&self, name: &str) -> Vec<&SlotLines> {
        let thread = ThreadName::from(name);
        self.slots.iter().filter(|slot| slot.thread == thread && slot.slot.is_some()).collect()
    }
}

/// A report that is small and right; tests spoil it. It fits no page, which reading does not mind.
pub const SMALL: &str = r#"{
  "format": 1,
  "county": "某县",
  "year": 2024,
  "headline": { "title": ["山河新"] },
  "metrics": [ { "id": "proposals", "label": "提案", "value": 89, "unit": "件" } ],
  "sections": [
    { "heading": ["民生"], "body": ["全年立案{proposals}。"], "photos": ["one"] }
  ],
  "photos": [ { "id": "one", "file": "one.png" } ]
}
"#;

/// A folder with a report in it.
pub struct Folder {
    pub dir: TempDir,
}

impl Folder {
    pub fn new(report: &str) -> Self {
        let dir = TempDir::new().unwrap();
        std::fs::write(dir.path().join("report.json"), report).unwrap();
        Self { dir }
    }

    /// The sample with its photos.
    pub fn sample() -> Self {
        let folder = Self::new(&sample_text());
        std::fs::create_dir(folder.path().join("photos")).unwrap();
        for entry in std::fs::read_dir(sample_folder().join("photos")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, folder.path().join("photos").join(path.file_name().unwrap())).unwrap();
        }
        folder
    }

    /// The sample, and in `mine` its template with the pinned plan.
    pub fn pinned() -> Self {
        let folder = Self::sample();
        copy(&root().join("templates/newspaper-feature"), &folder.path().join("mine"));
        std::fs::copy(root().join("tests/page/plan.toml"), folder.path().join("mine/plan.toml")).unwrap();
        folder
    }

    /// What an office has of the sample: a text, a table, and photos called by the numbers of their captions.
    pub fn office() -> Self {
        let folder = Self::new("");
        for name in ["履职报告.docx", "数据.xlsx"] {
            std::fs::copy(root().join("examples/word").join(name), folder.path().join(name)).unwrap();
        }
        let photos = folder.path().join("照片");
        std::fs::create_dir(&photos).unwrap();
        let report: serde_json::Value = serde_json::from_str(&sample_text()).unwrap();
        let named =
            report["sections"].as_array().unwrap().iter().filter_map(|part| part["photos"].as_array());
        for (number, id) in (1..).zip(named.flatten()) {
            let photo = report["photos"].as_array().unwrap().iter().find(|photo| photo["id"] == *id).unwrap();
            let from = sample_folder().join(photo["file"].as_str().unwrap());
            std::fs::copy(from, photos.join(format!("图{number}.jpg"))).unwrap();
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn file(self, name: &str, bytes: &[u8]) -> Self {
        std::fs::write(self.path().join(name), bytes).unwrap();
        self
    }

    /// Runs the program in the folder, in English unless the arguments say otherwise.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[("LC_ALL", "en_US.UTF-8")])
    }

    /// Runs the program in the folder with no other language in its environment than the given one.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banmian"));
        for name in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command.args(arguments).envs(environment.iter().copied()).current_dir(self.path()).output().unwrap()
    }

    /// What `check report.json` says on stderr.
    pub fn check(&self) -> String {
        self.check_with(&[])
    }

    /// The same with more arguments.
    pub fn check_with(&self, more: &[&str]) -> String {
        let arguments: Vec<&str> = ["check", "report.json"].iter().chain(more).copied().collect();
        let output = self.run(&arguments);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        // Findings are said on stderr only.
        assert!(!String::from_utf8_lossy(&output.stdout).contains("error"));
        stderr(&output)
    }

    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A message in English.
pub fn english(message: &Message) -> String {
    message.text(Lang::En)
}

/// A picture in a format.
pub fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x + y) % 239) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF block that says how the camera was held.
pub fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xFF, 0xE1]);
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg[2..]);
    out
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
