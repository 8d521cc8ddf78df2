//! Damaged files: pictures, fonts and profiles whose decoders panic or give up become findings about the file.

use std::path::Path;
use std::sync::Arc;

use banmian::edition::lightness::Veil;
use banmian::press::icc::PressProfile;
use banmian::press::pictures::{self, Cut, Origin};
use banmian::press::space::PictureSpace;
use banmian::report::{self, pixels::Colours};
use banmian::typeset::fonts::faces_of;
use banmian::typeset::{self, FontOptions, Fonts, JobFile, JobWorld};
use image::ImageFormat;
use typst_library::foundations::Bytes;
use typst_utils::LazyHash;

use crate::support::{Folder, SMALL, copy, english, picture, root, stderr, turned};

/// A palette of four bytes, which is no whole number of colours, with an opacity: the decoder panics at it.
fn torn_palette() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8; 4], data: &[u8]| {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let named = [&name[..], data].concat();
        png.extend(&named);
        let crc = named.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
        });
        png.extend((!crc).to_be_bytes());
    };
    let (width, height) = (600u32, 400u32);
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 3, 0, 0, 0]);
    chunk(b"IHDR", &header);
    chunk(b"PLTE", &[1, 2, 3, 4]);
    chunk(b"tRNS", &[9]);
    // One stored block a row of zeros: no filter, the first colour.
    let rows = (width + 1) * height;
    let mut data = vec![0x78, 0x01];
    for row in 0..height {
        let length = u16::try_from(width + 1).unwrap();
        data.push(u8::from(row + 1 == height));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(vec![0; usize::from(length)]);
    }
    data.extend(((rows % 65521) << 16 | 1).to_be_bytes());
    chunk(b"IDAT", &data);
    chunk(b"IEND", &[]);
    png
}

/// Runs `check` and gives the first finding, with its file; there is no panic.
fn first_finding(folder: &Folder, more: &[&str]) -> String {
    let output = folder.run(&[&["check", "report.json"], more].concat());
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said.lines().take(2).map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn a_photo_at_which_the_decoder_panics() {
    let folder = Folder::sample().file("photos/torn.png", &torn_palette());
    let text = crate::support::sample_text().replace("seeding.jpg", "torn.png");
    std::fs::write(folder.path().join("report.json"), text).unwrap();
    assert_eq!(
        first_finding(&folder, &[]),
        "error[picture]: the picture is damaged and cannot be decoded\n  --> photos/torn.png\n"
    );
    assert_eq!(
        first_finding(&folder, &["--press", "office"]),
        "error[picture]: the picture is damaged and cannot be decoded\n  --> photos/torn.png\n"
    );
}

#[test]
fn a_templates_picture_at_which_the_decoder_panics() {
    let folder = Folder::sample();
    copy(&root().join("templates/newspaper-feature"), &folder.path().join("mine"));
    std::fs::write(folder.path().join("mine/torn.png"), torn_palette()).unwrap();
    let part = folder.path().join("mine/parts/credits.typ");
    let text = std::fs::read_to_string(&part).unwrap();
    let drawn = text.replace("at(rect, {", "at(rect, {\n  place(image(\"/torn.png\", width: 9pt))");
    std::fs::write(&part, drawn).unwrap();
    let said = first_finding(&folder, &["--template", "mine"]);
    assert!(
        said.starts_with("error[picture]: the picture is damaged and cannot be decoded\n  --> mine/torn.png"),
        "{said}"
    );
}

#[test]
fn fonts_that_are_none() {
    let sample = std::fs::read(root().join("fonts/Oswald-Bold.ttf")).unwrap();
    let mut garbage = b"OTTO\0\x0a\0\x80\0\x03\0\x20".to_vec();
    garbage.extend((0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8));
    let folder = Folder::sample();
    std::fs::create_dir_all(folder.path().join("fonts/below")).unwrap();
    std::fs::write(folder.path().join("fonts/good.ttf"), &sample).unwrap();
    std::fs::write(folder.path().join("fonts/notes.txt"), "no font").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("fonts"), folder.path().join("fonts/below/circle"))
        .unwrap();
    for (name, bytes) in
        [("garbage.otf", &garbage[..]), ("short.ttf", &sample[..600]), ("empty.ttc", b"ttcf")]
    {
        let path = folder.path().join("fonts/below").join(name);
        std::fs::write(&path, bytes).unwrap();
        let said = first_finding(&folder, &["--font-path", "fonts"]);
        assert_eq!(said, format!("error[font]: this is no font\n  --> fonts/below/{name}\n"));
        std::fs::remove_file(path).unwrap();
    }
    // The good one alone is used.
    let options = FontOptions { paths: vec![folder.path().join("fonts")], ..FontOptions::default() };
    assert_eq!(Fonts::load(&options).unwrap().faces().len(), 13);
}

#[test]
fn profiles_with_a_good_header_and_nothing_behind_it() {
    let mut garbage = std::fs::read(root().join("src/press/profiles/newsprint/newsprint.icc")).unwrap();
    for (at, byte) in garbage.iter_mut().enumerate().skip(300) {
        *byte = (at.wrapping_mul(2_654_435_761) >> 11) as u8;
    }
    let folder = Folder::sample().file("garbage.icc", &garbage);
    let said = first_finding(&folder, &["--profile", "garbage.icc"]);
    assert!(said.starts_with("error[press-profile]: ") && said.ends_with("  --> garbage.icc\n"), "{said}");
}

/// Numbers that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// A few bytes changed, most of them near the head, or the end cut off.
    fn spoil(&mut self, good: &[u8]) -> Vec<u8> {
        let mut bytes = good.to_vec();
        for _ in 0..=self.below(4) {
            let end = if self.below(3) > 0 { bytes.len().min(600) } else { bytes.len() };
            let at = self.below(end);
            bytes[at] = [0, 1, 0x7F, 0xFF, self.below(256) as u8][self.below(5)];
        }
        if self.below(8) == 0 {
            bytes.truncate(self.below(good.len()));
        }
        bytes
    }
}

#[test]
fn no_picture_makes_a_panic() {
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff, ImageFormat::WebP];
    let mut samples: Vec<Vec<u8>> = formats.map(|format| picture(24, 20, format)).to_vec();
    samples.extend([turned(&samples[1], 6), torn_palette()]);
    let folder = Folder::new(SMALL);
    let loaded = report::read(&folder.path().join("report.json"), "report.json").unwrap();
    let mut dice = Dice(7);
    let (mut refused, mut drawn) = (0, 0);
    for round in 0..600 {
        let bytes = dice.spoil(&samples[round % samples.len()]);
        std::fs::write(folder.path().join("one.png"), &bytes).unwrap();
        let (photos, findings) =
            report::load_photos(&loaded.report, &loaded.places, Path::new(folder.path()));
        assert!(findings.iter().all(|finding| finding.place.is_some()));
        let bytes = if let Some(photo) = photos.into_iter().flatten().next() {
            photo.bytes
        } else {
            refused += 1;
            Arc::new(LazyHash::new(bytes))
        };
        let cut = Cut {
            origin: Origin::Photo { bytes, name: "one.png".to_owned(), veil: Veil::default() },
            left: 0.0,
            top: 0.0,
            right: 1.0,
            bottom: 1.0,
            width_pt: 10.0,
            height_pt: 10.0,
            page: 1,
            x_pt: 0.0,
            y_pt: 0.0,
        };
        drawn += usize::from(pictures::preview_all(&[cut], 72.0)[0].is_ok());
    }
    assert!(refused > 50 && drawn > 50, "{refused} {drawn}");
}

#[test]
fn no_font_makes_a_panic() {
    let samples = ["Oswald-Bold.ttf", "NotoSansCJKsc-Black.otf"]
        .map(|name| std::fs::read(root().join("fonts").join(name)).unwrap());
    let mut dice = Dice(11);
    let (mut refused, mut set, mut failed) = (0, 0, 0);
    for round in 0..300 {
        let bytes = dice.spoil(&samples[usize::from(round % 6 == 0)]);
        match faces_of(Bytes::new(bytes.clone())) {
            Err(message) => {
                assert!(english(&message).starts_with("th"));
                refused += 1;
            }
            // Setting with it is slower: sometimes.
            Ok(faces) if round % 10 == 0 => {
                let family = faces[0].1.family.clone();
                let first = vec![("spoilt.ttf".to_owned(), bytes)];
                let fonts = Fonts::load(&FontOptions { first, ..FontOptions::default() }).unwrap();
                let source = format!("#set text(font: {family:?}); AVATAR 2024 #text(weight: 900)[x]");
                let path = "/main.typ".to_owned();
                let main = JobFile { shown: path.clone(), path, bytes: Bytes::from_string(source) };
                match typeset::compile(&JobWorld::new(vec![main], fonts)) {
                    Ok((document, _)) => {
                        set += 1;
                        failed += usize::from(banmian::press::pdf::export(&document, None, None).is_err());
                        failed += usize::from(banmian::press::preview::png(&document, 72.0).is_err());
                    }
                    Err(_) => failed += 1,
                }
            }
            Ok(_) => {}
        }
    }
    assert!(refused > 20 && set > 10 && failed < 30, "{refused} {set} {failed}");
}

#[test]
fn no_profile_makes_a_panic() {
    let press = std::fs::read(root().join("tests/press/version4.icc")).unwrap();
    let newsprint = std::fs::read(root().join("src/press/profiles/newsprint/newsprint.icc")).unwrap();
    let picture = super::moxcms_srgb();
    let mut dice = Dice(13);
    let (mut refused, mut read) = (0, 0);
    for round in 0..300 {
        let good = match round % 4 {
            0 => match PressProfile::read(dice.spoil(&press)) {
                Ok(profile) => profile.inks_of_srgb([0.3, 0.5, 0.9]).iter().all(|ink| !ink.is_infinite()),
                Err(_) => false,
            },
            1 if round % 8 == 1 => PressProfile::read(dice.spoil(&newsprint)).is_ok(),
            _ => PictureSpace::read(&dice.spoil(&picture), Colours::Rgb)
                .is_ok_and(|space| space.xyz([0.5; 3]).len() == 3),
        };
        *if good { &mut read } else { &mut refused } += 1;
    }
    assert!(refused > 50 && read > 50, "{refused} {read}");
}
