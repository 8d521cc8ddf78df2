//! The face of rare characters, which few pages need: packed in the program, and unpacked when a page first asks for it.

use std::io::Read;

use typst_kit::fonts::FontSource;
use typst_library::foundations::Bytes;
use typst_library::text::{Font, FontInfo};

/// The face, packed by Brotli.
pub static PACKED: &[u8] = include_bytes!("../../fonts/HanaMinB-rare.ttf.br");
/// What Typst has to know of it to choose it: family, weight, which characters it has.
pub static INFO: &str = include_str!("../../fonts/HanaMinB-rare.json");
/// How large it is unpacked, at most.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The face, not unpacked yet.
pub(super) fn face() -> Option<(Packed, FontInfo)> {
    // The tests hold the file and the face together.
    serde_json::from_str(INFO).ok().map(|info| (Packed, info))
}

/// A face that is unpacked when it is loaded.
pub(super) struct Packed;

impl FontSource for Packed {
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new(unpack()?), 0)
    }
}

/// The face's file.
#[must_use]
pub fn unpack() -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let stream = brotli_decompressor::Decompressor::new(PACKED, 64 * 1024);
    stream.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{INFO, unpack};
    use typst_library::text::FontInfo;

    /// `UPDATE=1` writes the file anew.
    #[test]
    fn the_packed_face_is_what_its_file_says() {
        let bytes = unpack().unwrap_or_default();
        let found =
            FontInfo::iter(&bytes).next().map(|info| serde_json::to_string(&info).unwrap_or_default());
        let found = found.unwrap_or_default() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/HanaMinB-rare.json");
            assert!(std::fs::write(path, &found).is_ok());
        }
        assert!(found == INFO, "the face and fonts/HanaMinB-rare.json differ");
    }
}
