//! What lies in folders: photos that cannot be used, copies, links, too much of it.

use std::fs;

use image::{Rgb, RgbImage};

use super::super::{Candidate, place};
use super::{at, captions, codes, folder, jpeg, left, on, photo, picture, told, view};
use crate::message::Lang;

#[test]
fn low_resolution_is_told_early() {
    let folder = folder(&[
        ("春耕现场.jpg", jpeg(&view(1, 500, 667), 80)),
        ("开学第一课.jpg", jpeg(&view(2, 500, 668), 80)),
    ]);
    let places = captions(&[("", "春耕现场"), ("", "开学第一课")]);
    let made = place(Some(folder.path()), &[], &places);
    let said: Vec<String> = made.findings.iter().map(|finding| finding.message.text(Lang::En)).collect();
    let wanted = "photo `春耕现场.jpg` has 500 × 667 pixels; three columns of a newspaper page need 668 on its longer side";
    assert_eq!(said, [wanted]);
    assert_eq!(made.findings[0].hints[0].key(), "hint.wider-picture");
    let places = [Candidate { picture: Some(0), ..Candidate::default() }];
    let made = place(None, &[picture(jpeg(&view(1, 300, 200), 70))], &places);
    assert_eq!(made.findings[0].hints[0].key(), "hint.import-original");
}

#[test]
fn photos_that_nothing_speaks_of_keep_the_words_of_their_names() {
    let files = [
        ("村民在广场跳舞.jpg", photo(1)),
        ("微信图片_20240308101112.jpg", photo(2)),
        ("新建图像.jpg", photo(3)),
        ("2024-05-01 劳动节,表彰大会.png", photo(4)),
    ];
    let made = at(&files, &[]);
    let captions: Vec<Option<&str>> = made.photos.iter().map(|photo| photo.caption.as_deref()).collect();
    assert_eq!(captions, [Some("劳动节，表彰大会"), None, None, Some("村民在广场跳舞")]);
    assert_eq!(made.photos[0].date.as_deref(), Some("2024-05-01"));
    // The bytes say what it is.
    assert_eq!(made.photos[0].name, "2024-05-01 劳动节,表彰大会.jpg");
    assert!(made.photos.iter().all(|photo| photo.doubt.is_some() && photo.candidate.is_none()));
    assert_eq!(codes(&made), ["import-photos-unnamed"]);
}

#[test]
fn a_file_in_the_folder_twice_is_taken_once() {
    let files = [
        ("春耕.jpg", photo(1)),
        ("春耕 - 副本.jpg", photo(1)),
        ("sub/x.jpg", photo(1)),
        // Made smaller when it was sent, and a series that Windows named.
        ("开学.jpg", jpeg(&view(2, 1000, 750), 90)),
        ("开学(1).jpg", jpeg(&view(2, 720, 540), 70)),
        ("活动 (1).jpg", photo(3)),
        ("活动.jpg", photo(4)),
    ];
    let made = at(&files, &[]);
    let from: Vec<&str> = made.photos.iter().filter_map(|photo| photo.from.as_deref()).collect();
    assert_eq!(from, ["开学.jpg", "春耕.jpg", "活动 (1).jpg", "活动.jpg"]);
    assert_eq!(left(&made).len(), 3);
    assert_eq!(codes(&made), ["import-photo-twice", "import-photos-unnamed"]);
}

#[test]
fn files_that_cannot_be_used_are_told() {
    let heic = |name| (name, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec());
    let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    for side in [60_000_u32, 60_000] {
        huge.extend(side.to_be_bytes());
    }
    huge.extend([8, 2, 0, 0, 0]);
    huge.extend(crc(&huge[12..]).to_be_bytes());
    huge.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    let files = [
        heic("IMG_0001.HEIC"),
        heic("IMG_0002.HEIC"),
        // Saved as both: the JPEG is taken.
        heic("IMG_0003.HEIC"),
        ("IMG_0003.jpg", photo(1)),
        ("IMG_0003.MOV", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".to_vec()),
        ("活动.mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec()),
        ("a.gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("b.bmp", b"BM\0\0\0\0\0\0\0\0".to_vec()),
        ("c.svg", b"<svg xmlns='x'/>".to_vec()),
        ("d.pdf", b"%PDF-1.7".to_vec()),
        ("e.nef", b"MM\0*\0\0\0\x08".to_vec()),
        ("f.zip", b"PK\x03\x04".to_vec()),
        ("g.jpg", b"<html>404</html>".to_vec()),
        ("h.jpg", photo(2)[..3000].to_vec()),
        ("i.jpg", Vec::new()),
        ("j.png", huge),
        ("总结.docx", b"PK\x03\x04".to_vec()),
        ("Thumbs.db", b"x".to_vec()),
        (".DS_Store", b"x".to_vec()),
        ("._IMG_0003.jpg", b"x".to_vec()),
        ("~$总结.docx", b"x".to_vec()),
    ];
    let made = at(&files, &[]);
    assert_eq!(told(&made), ["- IMG_0003.jpg unspoken"]);
    assert_eq!(
        left(&made),
        [
            "总结.docx import-photos-other",
            "a.gif photo-format",
            "b.bmp photo-format",
            "c.svg photo-format",
            "d.pdf photo-format",
            "e.nef photo-format",
            "f.zip photo-format",
            "g.jpg photo-not-picture",
            "h.jpg photo-truncated",
            "i.jpg photo-not-picture",
            "IMG_0001.HEIC photo-format",
            "IMG_0002.HEIC photo-format",
            "IMG_0003.HEIC photo-format",
            "IMG_0003.MOV photo-format",
            "j.png photo-too-large.pixels",
            "活动.mp4 photo-format",
        ]
    );
    let said: Vec<String> = made.findings.iter().map(|finding| finding.message.text(Lang::Zh)).collect();
    let heics = said.iter().find(|text| text.contains("HEIC")).unwrap();
    assert_eq!(
        heics,
        "照片文件夹里有2个文件不能用，原因相同（照片是HEIC图片（苹果手机的格式），不能用来印刷）：IMG_0001.HEIC、IMG_0002.HEIC"
    );
    let hint = |of: &str| {
        let finding =
            made.findings.iter().find(|finding| finding.message.text(Lang::En).contains(of)).unwrap();
        finding.hints[0].key()
    };
    assert_eq!(
        (hint("HEIC"), hint("film"), hint("raw file")),
        ("hint.phone-jpeg", "hint.import-video", "hint.import-raw")
    );
    assert_eq!(said.iter().filter(|text| text.contains("视频")).count(), 1);
}

/// The check sum of a PNG's part.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        (0..8).fold(sum, |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_large_file_is_refused_before_it_is_read() {
    let folder = folder(&[("film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec()), ("春耕.jpg", photo(1))]);
    for name in ["film.mp4", "春耕.jpg"] {
        let file = fs::OpenOptions::new().append(true).open(folder.path().join(name)).unwrap();
        file.set_len(500 << 20).unwrap();
    }
    let made = place(Some(folder.path()), &[], &[]);
    assert_eq!(left(&made), ["film.mp4 photo-format", "春耕.jpg photo-too-large.file"]);
    assert!(made.findings.iter().any(|finding| finding.message.text(Lang::En).contains("64 MiB")));
}

#[test]
fn folders_within_the_folder() {
    let files = [("学校/1.jpg", photo(1)), ("农业/1.jpg", photo(2)), ("农业/原图/深.jpg", photo(3))];
    let mut places = captions(&[("", "新校舍启用"), ("", "果园疏花")]);
    places[0].near = "学校建设取得进展".to_owned();
    places[1].near = "农业增产".to_owned();
    let folder = folder(&files);
    let made = place(Some(folder.path()), &[], &places);
    assert_eq!(made.photos[0].from.as_deref(), Some("学校/1.jpg"));
    assert_eq!(made.photos[1].from.as_deref(), Some("农业/1.jpg"));
    assert!(made.photos.iter().all(|photo| photo.doubt.is_some()));
    let names: Vec<&str> = made.photos.iter().map(|photo| photo.name.as_str()).collect();
    assert_eq!(names, ["1.jpg", "1-2.jpg"]);
    assert_eq!(left(&made), ["农业/原图 import-photos-deep.why"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let outside = folder(&[("secret.jpg", photo(1))]);
    let inside = folder(&[("春耕.jpg", photo(2))]);
    let link =
        |to: &std::path::Path, name: &str| std::os::unix::fs::symlink(to, inside.path().join(name)).unwrap();
    link(&outside.path().join("secret.jpg"), "a.jpg");
    link(outside.path(), "more");
    link(std::path::Path::new("nothing"), "gone.jpg");
    link(&inside.path().join("春耕.jpg"), "same.jpg");
    let made = place(Some(inside.path()), &[], &[]);
    let taken: Vec<&str> = made.photos.iter().filter_map(|photo| photo.from.as_deref()).collect();
    assert_eq!(taken, ["same.jpg"]);
    assert_eq!(
        left(&made),
        [
            "a.jpg import-photos-link.why",
            "gone.jpg import-photos-link.why",
            "more import-photos-link.why",
            "春耕.jpg import-photo-twice.why",
        ]
    );
}

#[test]
fn a_folder_that_is_none() {
    let folder = folder(&[("春耕.jpg", photo(1))]);
    for path in ["missing", "春耕.jpg"] {
        let made = place(Some(&folder.path().join(path)), &[], &captions(&[("", "春耕")]));
        assert_eq!(codes(&made), ["import-photos-unreadable", "import-caption-alone"]);
        assert_eq!(made.findings[0].severity, crate::diagnostic::Severity::Error);
    }
}

#[test]
fn too_many_files() {
    let small = |number: u32| {
        jpeg(
            &RgbImage::from_pixel(
                8,
                8,
                Rgb([u8::try_from(number % 256).unwrap(), u8::try_from(number / 256).unwrap() * 90, 0]),
            ),
            95,
        )
    };
    let names: Vec<String> = (1..=403).map(|number| format!("{number}.jpg")).collect();
    let files: Vec<(&str, Vec<u8>)> =
        names.iter().zip(1..).map(|(name, number)| (name.as_str(), small(number))).collect();
    let made = at(&files, &[]);
    let over: Vec<&str> = made
        .left_out
        .iter()
        .filter(|left| left.why.key() == "import-photos-many.why")
        .map(|left| left.text.as_str())
        .collect();
    assert_eq!(over, ["401.jpg", "402.jpg", "403.jpg"]);
    let message = made.findings.iter().find(|finding| finding.code == "import-photos-many").unwrap();
    assert!(
        message
            .message
            .text(Lang::En)
            .starts_with("3 files of the folder of photos not read; the limit is 400 files and 1 GiB")
    );
}

#[test]
fn every_file_and_picture_is_somewhere_and_always_the_same() {
    let files = [
        ("图2 开学.jpg", photo(1)),
        ("IMG_0007.jpg", on(2, "2024:03:08")),
        ("春耕.jpg", photo(3)),
        ("图9.jpg", photo(4)),
        ("x.gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
    ];
    let folder = folder(&files);
    let pictures = [picture(jpeg(&view(3, 300, 225), 60)), picture(photo(8)), picture(b"junk".to_vec())];
    let mut places = captions(&[
        ("图1", "3月8日，妇女节"),
        ("图2", "小学开学"),
        ("图3", "播种"),
        ("图4", "通车"),
        ("图5", "验收"),
    ]);
    places[2].picture = Some(0);
    places[3].picture = Some(1);
    places[4].picture = Some(2);
    let made = place(Some(folder.path()), &pictures, &places);
    assert_eq!(
        told(&made),
        ["0 IMG_0007.jpg", "1 图2 开学.jpg", "2 春耕.jpg", "3 (text)", "- 图9.jpg unspoken"]
    );
    assert_eq!(
        left(&made),
        ["x.gif photo-format", "image1.jpeg photo-not-picture", "image1.jpeg import-picture-replaced"]
    );
    assert!(codes(&made).contains(&"import-caption-alone"));
    let again = place(Some(folder.path()), &pictures, &places);
    assert_eq!(made.photos, again.photos);
    assert_eq!(made.findings, again.findings);
    // Every message has its wording in both languages.
    for message in made.findings.iter().map(|finding| &finding.message) {
        for lang in [Lang::En, Lang::Zh] {
            assert!(
                !message.text(lang).contains("import-") && !message.text(lang).contains('{'),
                "{}",
                message.text(lang)
            );
        }
    }
}
