//! The photos: found in the report's folder, sniffed, measured by their header, never decoded whole when that is not needed.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::SystemTime;

use image::ImageFormat;
use typst_utils::LazyHash;

use super::model::Report;
use super::pixels;
use super::places::Places;
use super::shape::nearest;
use crate::diagnostic::Diagnostic;
use crate::files::stays_inside;
use crate::guard::guarded;
use crate::message::Message;
use crate::say;

/// A photo's file may have this many bytes.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// A picture may have this many pixels, as its header says.
pub const MAX_PIXELS: u64 = pixels::MAX_DECODED;
/// A photo in JPEG may have more: it is decoded at a part of its size.
const MAX_JPEG_PIXELS: u64 = 2 * MAX_PIXELS;

/// The formats that a page can hold as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// TIFF.
    Tiff,
    /// WebP.
    Webp,
}

/// A photo's bytes and size.
#[derive(Debug, Clone)]
pub struct PhotoFile {
    /// The file's bytes; their hash is taken once.
    pub bytes: Arc<LazyHash<Vec<u8>>>,
    /// What the bytes are.
    pub format: PhotoFormat,
    /// The width as seen, after the camera's orientation (pixels).
    pub width: u32,
    /// The height as seen (pixels).
    pub height: u32,
}

/// What is wrong with a photo, and what to do.
struct Problem(Message, Message);

/// Loads the photos of a report from its folder: each a file, or a finding at its `file`.
#[must_use]
pub fn load(report: &Report, places: &Places, folder: &Path) -> (Vec<Option<PhotoFile>>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let photos = report.photos.iter().enumerate().map(|(index, photo)| {
        let file = find(folder, &photo.file)
            .and_then(|path| guarded(|| open(&path)).unwrap_or_else(|| Err(undecodable())));
        match file {
            Ok(file) => Some(file),
            Err(Problem(message, hint)) => {
                let place = places.value(&format!("/photos/{index}/file"));
                findings.push(Diagnostic::error(message).at_place(place).hint(hint));
                None
            }
        }
    });
    let photos: Vec<Option<PhotoFile>> = photos.collect();
    findings.extend(same_pictures(report, places, &photos));
    (photos, findings)
}

/// Pictures that stand in the report twice, under two names. Somebody may mean it.
fn same_pictures(report: &Report, places: &Places, photos: &[Option<PhotoFile>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, photo) in photos.iter().enumerate() {
        let Some(photo) = photo else { continue };
        let same = |other: &Option<PhotoFile>| other.as_ref().is_some_and(|other| other.bytes == photo.bytes);
        let Some(earlier) = photos.iter().take(index).position(same) else { continue };
        let place = places.value(&format!("/photos/{index}/file"));
        let (one, other) = (report.photos[index].id.as_str(), report.photos[earlier].id.as_str());
        let message = say!("photo-same", one = one, other = other);
        findings.push(Diagnostic::warning(message).at_place(place).hint(say!("hint.photo-same")));
    }
    findings
}

/// The file's path, which may not leave the folder, also not through a link.
fn find(folder: &Path, name: &str) -> Result<PathBuf, Problem> {
    let outside = || Problem(say!("photo-outside", name = name), say!("hint.photo-inside"));
    let relative = Path::new(name);
    if !stays_inside(relative) || name.contains('\\') || name.contains(':') {
        return Err(outside());
    }
    let path = folder.join(relative);
    let unreadable = |error: std::io::Error| {
        Problem(say!("photo-unreadable.named", name = name, problem = &error), say!("hint.permissions"))
    };
    let real = match path.canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let hint = match neighbour(&path) {
                Some(near) => say!("hint.near-photo", name = near),
                None => say!("hint.put-photo"),
            };
            return Err(Problem(say!("photo-missing", name = name), hint));
        }
        Err(error) => return Err(unreadable(error)),
    };
    let home = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !real.starts_with(home.canonicalize().map_err(unreadable)?) {
        return Err(outside());
    }
    if !real.is_file() {
        return Err(Problem(say!("photo-unreadable.no-file", name = name), say!("hint.name-a-picture")));
    }
    Ok(real)
}

/// A file in the same folder whose name is near.
fn neighbour(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().into_owned();
    let mut names: Vec<String> = std::fs::read_dir(
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
    )
    .ok()?
    .take(1000)
    .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
    .collect();
    names.sort();
    nearest(&wanted, names.iter().map(String::as_str)).map(str::to_owned)
}

/// Photos that somebody still has, by their file and when it was written: a report that is opened again after an edit has the
/// same.
static IN_USE: LazyLock<Mutex<HashMap<PathBuf, InUse>>> = LazyLock::new(Mutex::default);
/// So many are remembered.
const REMEMBERED: usize = 256;

/// A photo in use, with the time at which its file was written and its length.
struct InUse {
    written: (SystemTime, u64),
    bytes: Weak<LazyHash<Vec<u8>>>,
    format: PhotoFormat,
    size: (u32, u32),
}

fn open(path: &Path) -> Result<PhotoFile, Problem> {
    let stamp = std::fs::metadata(path).and_then(|data| Ok((data.modified()?, data.len()))).ok();
    let in_use = || IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(one) = in_use().get(path).filter(|one| Some(one.written) == stamp)
        && let Some(bytes) = one.bytes.upgrade()
    {
        return Ok(PhotoFile { bytes, format: one.format, width: one.size.0, height: one.size.1 });
    }
    let photo = open_anew(path)?;
    if let Some(written) = stamp {
        let mut all = in_use();
        all.retain(|_, one| one.bytes.strong_count() > 0);
        if all.len() < REMEMBERED {
            let size = (photo.width, photo.height);
            let bytes = Arc::downgrade(&photo.bytes);
            all.insert(path.to_path_buf(), InUse { written, bytes, format: photo.format, size });
        }
    }
    Ok(photo)
}

fn open_anew(path: &Path) -> Result<PhotoFile, Problem> {
    let unreadable =
        |error: std::io::Error| Problem(say!("photo-unreadable", problem = &error), say!("hint.permissions"));
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Problem(say!("photo-too-large.file"), say!("hint.export-quality")));
    }
    inspect(bytes)
}

fn inspect(bytes: Vec<u8>) -> Result<PhotoFile, Problem> {
    let (format, width, height) = sized(&bytes)?;
    Ok(PhotoFile { bytes: Arc::new(LazyHash::new(bytes)), format, width, height })
}

/// What a photo's bytes are, and its width and height as seen, from its head.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn measured(bytes: &[u8]) -> Result<(PhotoFormat, (u32, u32)), (Message, Message)> {
    let sized = guarded(|| sized(bytes)).unwrap_or_else(|| Err(undecodable()));
    sized.map(|(format, width, height)| (format, (width, height))).map_err(|Problem(what, hint)| (what, hint))
}

/// Knows a picture by its first bytes and reads its size.
fn sized(bytes: &[u8]) -> Result<(PhotoFormat, u32, u32), Problem> {
    let format = match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => ImageFormat::Jpeg,
        Ok(ImageFormat::Png) => ImageFormat::Png,
        Ok(ImageFormat::WebP) => ImageFormat::WebP,
        Ok(ImageFormat::Tiff) => ImageFormat::Tiff,
        other => {
            return Err(match other.ok().map(name_of).or_else(|| foreign(bytes)) {
                Some(format) if OF_PHONES.contains(&format.key()) => {
                    Problem(say!("photo-format", format = format), say!("hint.phone-jpeg"))
                }
                Some(format) => Problem(say!("photo-format", format = format), say!("hint.export-as-jpeg")),
                None => Problem(say!("photo-not-picture"), say!("hint.export-as-jpeg")),
            });
        }
    };
    if !is_whole(bytes, format) {
        return Err(truncated());
    }
    let broken = |error: image::ImageError| match error {
        image::ImageError::IoError(_) => truncated(),
        other => Problem(say!("photo-broken", words = other.to_string()), say!("hint.copy-from-camera")),
    };
    let (width, height) = pixels::size(bytes, format).map_err(broken)?;
    let pixels = u64::from(width) * u64::from(height);
    if format == ImageFormat::Jpeg && pixels > MAX_JPEG_PIXELS {
        let message = say!("photo-too-large.jpeg", width = width, height = height);
        return Err(Problem(message, say!("hint.fewer-pixels")));
    }
    if pixels == 0 || format != ImageFormat::Jpeg && pixels > MAX_PIXELS {
        let message = say!("photo-too-large.pixels", width = width, height = height);
        return Err(Problem(message, say!("hint.fewer-pixels")));
    }
    let format = match format {
        ImageFormat::Png => PhotoFormat::Png,
        ImageFormat::WebP => PhotoFormat::Webp,
        ImageFormat::Tiff => PhotoFormat::Tiff,
        _ => PhotoFormat::Jpeg,
    };
    Ok((format, width, height))
}

/// What stands in a draft for a photo that cannot be used: a grey box with a cross, as large as a good photo.
#[must_use]
pub fn stand_in() -> Option<PhotoFile> {
    let (width, height) = (2400_u32, 1600_u32);
    let picture = image::GrayImage::from_fn(width, height, |x, y| {
        // Both in the same unit: the diagonals are where they are equal.
        let (across, down, whole) = (x * height, y * width, width * height);
        let near = |one: u32, other: u32| one.abs_diff(other) < whole / 200;
        image::Luma([if near(across, down) || near(across + down, whole) { 110 } else { 200 }])
    });
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
    Some(PhotoFile { bytes: Arc::new(LazyHash::new(png)), format: PhotoFormat::Png, width, height })
}

fn undecodable() -> Problem {
    Problem(say!("photo-broken.undecodable"), say!("hint.copy-from-camera"))
}

fn truncated() -> Problem {
    Problem(say!("photo-truncated"), say!("hint.copy-again"))
}

/// Whether the file has its end. Trailing bytes behind it, as some cameras add, do no harm.
fn is_whole(bytes: &[u8], format: ImageFormat) -> bool {
    let holds = |end: &[u8]| bytes.windows(end.len()).rev().any(|window| window == end);
    match format {
        ImageFormat::Jpeg => holds(&[0xFF, 0xD9]),
        ImageFormat::Png => holds(b"IEND"),
        ImageFormat::WebP => match bytes.get(4..8) {
            Some(&[a, b, c, d]) => bytes.len() as u64 >= 8 + u64::from(u32::from_le_bytes([a, b, c, d])),
            _ => false,
        },
        _ => true,
    }
}

fn name_of(format: ImageFormat) -> Message {
    match format {
        ImageFormat::Gif => say!("format.gif"),
        ImageFormat::Bmp => say!("format.bmp"),
        ImageFormat::Avif => say!("format.avif"),
        ImageFormat::Ico => say!("format.icon"),
        _ => say!("format.other"),
    }
}

/// Formats that phones save photos in.
const OF_PHONES: [&str; 2] = ["format.avif", "format.heic"];

/// Formats that the picture library does not know.
fn foreign(bytes: &[u8]) -> Option<Message> {
    let brand = bytes.get(4..12).unwrap_or_default();
    let text = bytes.get(..256.min(bytes.len())).map(String::from_utf8_lossy).unwrap_or_default();
    if brand.starts_with(b"ftyp") {
        return Some(if brand.ends_with(b"avif") { say!("format.avif") } else { say!("format.heic") });
    }
    if bytes.starts_with(b"8BPS") {
        return Some(say!("format.photoshop"));
    }
    if bytes.starts_with(b"%PDF") {
        return Some(say!("format.pdf"));
    }
    if bytes.starts_with(&[0, 0, 0, 12, b'j', b'P']) {
        return Some(say!("format.jpeg2000"));
    }
    (text.contains("<svg")).then(|| say!("format.svg"))
}
