//! Faces that few pages need: packed in the program by Brotli, and unpacked when a page first asks for one.

use std::io::Read;

use typst_kit::fonts::FontSource;
use typst_library::foundations::Bytes;
use typst_library::text::{Font, FontInfo};

use crate::message::Message;
use crate::say;

/// A packed face.
pub struct PackedFace {
    /// What it is for.
    pub role: fn() -> Message,
    /// Its file, packed.
    file: &'static [u8],
    /// What Typst has to know of it to choose it: family, weight, which characters it has.
    info: &'static str,
}

/// The packed faces; the one of rare characters is the last of all faces.
pub static PACKED: [PackedFace; 2] = [
    PackedFace {
        role: || say!("face.headlines"),
        file: include_bytes!("../../fonts/NotoSerifCJKsc-SemiBold.otf.br"),
        info: include_str!("../../fonts/NotoSerifCJKsc-SemiBold.json"),
    },
    PackedFace {
        role: || say!("face.rare"),
        file: include_bytes!("../../fonts/HanaMinB-rare.ttf.br"),
        info: include_str!("../../fonts/HanaMinB-rare.json"),
    },
];

/// How large a face is unpacked, at most.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The faces, not unpacked yet.
pub(super) fn faces() -> impl Iterator<Item = (&'static PackedFace, FontInfo)> {
    // The tests hold each file and its description together.
    PACKED.iter().filter_map(|face| Some((face, serde_json::from_str(face.info).ok()?)))
}

impl FontSource for &'static PackedFace {
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new(self.unpack()?), 0)
    }
}

impl PackedFace {
    /// The face's file.
    fn unpack(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let stream = brotli_decompressor::Decompressor::new(self.file, 64 * 1024);
        stream.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::PACKED;
    use typst_library::text::FontInfo;

    /// `UPDATE=1` writes the descriptions anew.
    #[test]
    fn packed_faces_are_what_their_descriptions_say() {
        for (face, name) in PACKED.iter().zip(["NotoSerifCJKsc-SemiBold", "HanaMinB-rare"]) {
            let bytes = face.unpack().unwrap_or_default();
            let info = FontInfo::iter(&bytes).next();
            let found = info.and_then(|info| serde_json::to_string(&info).ok()).unwrap_or_default() + "\n";
            if std::env::var_os("UPDATE").is_some() {
                let path = format!("{}/fonts/{name}.json", env!("CARGO_MANIFEST_DIR"));
                assert!(std::fs::write(path, &found).is_ok());
            } else {
                assert!(found == face.info, "the face and fonts/{name}.json differ");
            }
        }
    }
}
