//! A picture that can be printed from, and what is said of those that cannot.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::look::{self, Look};
use crate::message::Message;
use crate::report::{PhotoFormat, measured};
use crate::say;

/// Pictures that are alike by so much are one and the same, of which the one with more pixels is meant.
pub(super) const ONE: f64 = 0.995;

/// So many pictures are decoded at a time.
const AT_A_TIME: usize = 4;

/// A picture of a format that can be printed from.
#[derive(Debug)]
pub(super) struct Shot {
    /// Its bytes, as they are.
    pub(super) bytes: Vec<u8>,
    /// What they are.
    pub(super) format: PhotoFormat,
    /// Width and height as seen, after the camera's orientation (pixels).
    pub(super) size: (u32, u32),
    look: OnceLock<Option<Look>>,
}

impl Shot {
    /// The picture of some bytes.
    ///
    /// # Errors
    /// Why none can be printed from them, and what to do.
    pub(super) fn of(name: &str, bytes: Vec<u8>) -> Result<Self, (Message, Message)> {
        if let Some(format) = foreign(name, &bytes) {
            return Err(unusable(format));
        }
        let (format, size) = measured(&bytes)?;
        Ok(Self { bytes, format, size, look: OnceLock::new() })
    }

    /// How many pixels it has.
    pub(super) fn pixels(&self) -> u64 {
        u64::from(self.size.0) * u64::from(self.size.1)
    }

    /// What it looks like; it is decoded once for that.
    pub(super) fn look(&self) -> Option<&Look> {
        self.look.get_or_init(|| look::of(&self.bytes, self.format, self.size)).as_ref()
    }

    /// Whether it is another, where both were looked at, with fewer pixels. Two with as many may be two photos from one place.
    pub(super) fn is_smaller_of(&self, other: &Self) -> bool {
        let looked = |shot: &Self| shot.look.get().cloned().flatten();
        let alike = || looked(self).zip(looked(other)).map(|(one, other)| one.alike(&other));
        self.pixels() < other.pixels() && alike().is_some_and(|(alike, shape)| alike >= ONE && shape)
    }

    /// How much two pictures are alike, where both can be looked at; and whether they are of one shape.
    pub(super) fn alike(&self, other: &Self) -> Option<(f64, bool)> {
        Some(self.look()?.alike(other.look()?))
    }
}

/// Looks at pictures, several at a time.
pub(super) fn look_at(shots: &[&Shot]) {
    for some in shots.chunks(AT_A_TIME) {
        some.par_iter().for_each(|shot| {
            shot.look();
        });
    }
}

/// A format that cannot be printed from, and what to do.
pub(super) fn unusable(format: Message) -> (Message, Message) {
    let hint = match format.key() {
        "format.emf" | "format.wmf" => say!("hint.import-drawing"),
        "format.raw" => say!("hint.import-raw"),
        "format.video" => say!("hint.import-video"),
        "format.archive" => say!("hint.import-unpack-photos"),
        _ => say!("hint.export-as-jpeg"),
    };
    (say!("photo-format", format = format), hint)
}

/// Formats besides those that reports know: drawings of Word, raw files of cameras, films, packed folders.
pub(super) fn foreign(name: &str, head: &[u8]) -> Option<Message> {
    const RAW: [&str; 17] = [
        "cr2", "cr3", "crw", "nef", "nrw", "arw", "srf", "sr2", "dng", "orf", "rw2", "raf", "pef", "srw",
        "x3f", "3fr", "iiq",
    ];
    const FILMS: [&[u8]; 7] = [b"isom", b"iso2", b"mp4", b"avc1", b"qt  ", b"M4V", b"3gp"];
    const PACKED: [&[u8]; 4] = [b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"];
    let part = |from: usize, to: usize| head.get(from..to).unwrap_or_default();
    let ending = super::names::parts(name).1.to_lowercase();
    let of_tiff = head.starts_with(b"II*\0") || head.starts_with(b"MM\0*");
    if part(4, 8) == b"ftyp" {
        let brand = part(8, 12);
        return if brand == b"crx " {
            Some(say!("format.raw"))
        } else {
            FILMS.iter().any(|film| brand.starts_with(film)).then(|| say!("format.video"))
        };
    }
    if part(40, 44) == b" EMF" && head.starts_with(&[1, 0, 0, 0]) {
        return Some(say!("format.emf"));
    }
    if head.starts_with(&[0xD7, 0xCD, 0xC6, 0x9A]) || ending == "wmf" && head.starts_with(&[1, 0, 9, 0]) {
        return Some(say!("format.wmf"));
    }
    let raw = [&b"FUJIFILMCCD-RAW"[..], b"IIRO", b"IIRS", b"IIU\0", b"MMOR", b"FOVb"];
    if raw.iter().any(|mark| head.starts_with(mark))
        || of_tiff && (part(8, 10) == b"CR" || RAW.contains(&ending.as_str()))
    {
        return Some(say!("format.raw"));
    }
    let film = head.starts_with(b"RIFF") && part(8, 12) == b"AVI "
        || head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3])
        || head.starts_with(b"FLV")
        || head.starts_with(&[0, 0, 1, 0xBA])
        || [&b"moov"[..], b"mdat", b"wide"].contains(&part(4, 8));
    if film {
        return Some(say!("format.video"));
    }
    PACKED.iter().any(|mark| head.starts_with(mark)).then(|| say!("format.archive"))
}
