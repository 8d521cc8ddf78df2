//! The made-up reports with their photos, opened for the tests.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use banmian::edition::Edition;
use banmian::edition::Template;
use banmian::report::{self, PhotoFile, PhotoFormat};
use banmian::trial::reports as made_up;
use serde_json::Value;
use typst_utils::LazyHash;

pub use made_up::{Numbers, SHAPES, text};

/// Pictures by their shape.
type Pictures = HashMap<(u32, u32), Vec<Vec<u8>>>;

/// Grey stand-ins; with `BANMIAN_REAL` several of each shape, cut from the samples' photos, for pages to look at.
static PICTURES: LazyLock<Pictures> = LazyLock::new(|| {
    let jpeg = |picture: image::DynamicImage| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    };
    if std::env::var_os("BANMIAN_REAL").is_none() {
        return SHAPES.iter().map(|&shape| (shape, vec![made_up::grey(shape)])).collect();
    }
    let mut real = Pictures::new();
    for county in ["jingyuan", "haixi"] {
        let folder = crate::support::root().join(format!("data/{county}/2024/photos"));
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "jpg"));
        files.sort();
        for path in files {
            let picture = image::open(path).unwrap();
            for (width, height) in SHAPES {
                let cut = picture.resize_to_fill(width, height, image::imageops::FilterType::Triangle);
                real.entry((width, height)).or_default().push(jpeg(cut.to_rgb8().into()));
            }
        }
    }
    real
});

/// A report and the shapes of its photos.
pub struct Made {
    pub json: Value,
    pub photos: Vec<(u32, u32)>,
    /// The characters of all sections.
    pub characters: usize,
}

impl From<made_up::Made> for Made {
    fn from(made_up::Made { json, photos, characters }: made_up::Made) -> Self {
        Self { json, photos, characters }
    }
}

/// What suits one page of a broadsheet.
pub fn make(seed: u64) -> Made {
    made_up::make(seed).into()
}

/// Anything that a county may send.
pub fn make_any(seed: u64) -> Made {
    made_up::make_any(seed).into()
}

/// Reports that are hard in one way.
pub fn hard() -> impl Iterator<Item = (&'static str, Made)> {
    made_up::hard().map(|(name, made)| (name, made.into()))
}

/// What suits a spread, with a photo for its fold.
pub fn long(seed: u64) -> Made {
    made_up::long(seed).into()
}

impl Made {
    /// Writes the report and its photos into a folder.
    pub fn write(&self, folder: &Path) -> PathBuf {
        std::fs::create_dir_all(folder).unwrap();
        let edition = self.edition();
        for (index, photo) in edition.photos.iter().enumerate() {
            std::fs::write(folder.join(format!("p{index}.jpg")), photo.bytes.as_slice()).unwrap();
        }
        let report = folder.join("report.json");
        std::fs::write(&report, self.json.to_string()).unwrap();
        report
    }

    /// The report with its photos and the sample's template.
    pub fn edition(&self) -> Edition {
        let photos = self
            .photos
            .iter()
            .enumerate()
            .map(|(index, shape)| PhotoFile {
                bytes: Arc::new(LazyHash::new(picture(*shape, index + self.characters))),
                format: PhotoFormat::Jpeg,
                width: shape.0,
                height: shape.1,
            })
            .collect();
        Edition {
            loaded: report::read_text(self.json.to_string(), "report.json").unwrap(),
            photos,
            template: Template::open(banmian::edition::template::DEFAULT).unwrap(),
            county: banmian::edition::County::default(),
            fonts: Vec::new(),
        }
    }
}

/// A picture of some shape.
fn picture(shape: (u32, u32), number: usize) -> Vec<u8> {
    let all = &PICTURES[&shape];
    all[number % all.len()].clone()
}
