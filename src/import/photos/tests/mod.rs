//! Folders of photos and texts that speak of them.

mod files;
mod matching;

use std::fs;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use tempfile::TempDir;

use super::{Candidate, Placed, TakenPhoto, place};
use crate::import::document::Picture;

/// Light and dark in large areas, other ones for each number.
pub(super) fn view(number: u32, width: u32, height: u32) -> RgbImage {
    let seed = f64::from(number);
    let waves: Vec<(f64, f64, f64)> = (0..4)
        .map(|wave| {
            let of =
                |k: f64| ((seed * 12.989 + f64::from(wave) * 78.233 + k * 37.719).sin() * 43_758.545).fract();
            (of(1.0) * 9.0, of(2.0) * 9.0, of(3.0) * 6.0)
        })
        .collect();
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let sum: f64 = waves.iter().map(|(a, b, c)| (a * u + b * v + c).sin()).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
        let grey = (127.0 + sum * 30.0).clamp(0.0, 255.0) as u8;
        Rgb([grey, grey / 2 + 60, 255 - grey])
    })
}

pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).unwrap();
    bytes
}

pub(super) fn photo(number: u32) -> Vec<u8> {
    jpeg(&view(number, 720, 540), 80)
}

/// A JPEG with what a camera writes: how it was held, and when.
pub(super) fn with_camera(jpeg: &[u8], orientation: u16, date: &str) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = Vec::new();
        entry.extend(tag.to_be_bytes());
        entry.extend(kind.to_be_bytes());
        entry.extend(count.to_be_bytes());
        entry.extend(value);
        entry
    };
    let [high, low] = orientation.to_be_bytes();
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8769, 4, 1, 38_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(1_u16.to_be_bytes());
    tiff.extend(entry(0x9003, 2, u32::try_from(date.len()).unwrap() + 1, 56_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(date.bytes());
    tiff.push(0);
    let mut made = vec![0xFF, 0xD8, 0xFF, 0xE1];
    made.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    made.extend(b"Exif\0\0");
    made.extend(tiff);
    made.extend(&jpeg[2..]);
    made
}

pub(super) fn on(number: u32, date: &str) -> Vec<u8> {
    with_camera(&photo(number), 1, &format!("{date} 10:11:12"))
}

pub(super) fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Places with what was taken off their captions, and the captions.
pub(super) fn captions(captions: &[(&str, &str)]) -> Vec<Candidate> {
    let candidate = |(taken_off, caption): &(&str, &str)| Candidate {
        taken_off: (*taken_off).to_owned(),
        caption: Some((*caption).to_owned()),
        ..Candidate::default()
    };
    captions.iter().map(candidate).collect()
}

pub(super) fn picture(bytes: Vec<u8>) -> Picture {
    Picture { name: "image1.jpeg".to_owned(), bytes, ..Picture::default() }
}

/// The files of a folder at places with captions.
pub(super) fn at(files: &[(&str, Vec<u8>)], places: &[(&str, &str)]) -> Placed {
    let folder = folder(files);
    place(Some(folder.path()), &[], &captions(places))
}

/// Each photo as its place, the file it is from, and the last part of its doubt.
pub(super) fn told(made: &Placed) -> Vec<String> {
    let one = |photo: &TakenPhoto| {
        let place = photo.candidate.map_or("-".to_owned(), |place| place.to_string());
        let doubt = photo.doubt.as_ref().map_or("", |doubt| doubt.key().rsplit('.').next().unwrap());
        format!("{place} {} {doubt}", photo.from.as_deref().unwrap_or("(text)")).trim_end().to_owned()
    };
    made.photos.iter().map(one).collect()
}

pub(super) fn codes(made: &Placed) -> Vec<&'static str> {
    made.findings.iter().map(|finding| finding.code).collect()
}

pub(super) fn left(made: &Placed) -> Vec<String> {
    made.left_out.iter().map(|left| format!("{} {}", left.text, left.why.key())).collect()
}
