//! Folders of photos and texts that speak of them.

use std::fs;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize, rotate90};
use image::{ImageFormat, Rgb, RgbImage};
use tempfile::TempDir;

use super::{Candidate, Placed, place};
use crate::import::document::Picture;
use crate::message::Lang;

/// Light and dark in large areas, other ones for each number.
fn view(number: u32, width: u32, height: u32) -> RgbImage {
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

fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).unwrap();
    bytes
}

fn photo(number: u32) -> Vec<u8> {
    jpeg(&view(number, 720, 540), 80)
}

/// A JPEG with what a camera writes: how it was held, and when.
fn with_camera(jpeg: &[u8], orientation: u16, date: &str) -> Vec<u8> {
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

fn on(number: u32, date: &str) -> Vec<u8> {
    with_camera(&photo(number), 1, &format!("{date} 10:11:12"))
}

fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Places with what was taken off their captions, and the captions.
fn captions(captions: &[(&str, &str)]) -> Vec<Candidate> {
    let candidate = |(taken_off, caption): &(&str, &str)| Candidate {
        taken_off: (*taken_off).to_owned(),
        caption: Some((*caption).to_owned()),
        ..Candidate::default()
    };
    captions.iter().map(candidate).collect()
}

fn picture(bytes: Vec<u8>) -> Picture {
    Picture { name: "image1.jpeg".to_owned(), bytes, ..Picture::default() }
}

/// The files of a folder at places with captions.
fn at(files: &[(&str, Vec<u8>)], places: &[(&str, &str)]) -> Placed {
    let folder = folder(files);
    place(Some(folder.path()), &[], &captions(places))
}

/// Each photo as its place, the file it is from, and the last part of its doubt.
fn told(placed: &Placed) -> Vec<String> {
    let one = |photo: &super::TakenPhoto| {
        let place = photo.candidate.map_or("-".to_owned(), |place| place.to_string());
        let doubt = photo.doubt.as_ref().map_or("", |doubt| doubt.key().rsplit('.').next().unwrap());
        format!("{place} {} {doubt}", photo.from.as_deref().unwrap_or("(text)")).trim_end().to_owned()
    };
    placed.photos.iter().map(one).collect()
}

fn codes(placed: &Placed) -> Vec<&'static str> {
    placed.findings.iter().map(|finding| finding.code).collect()
}

fn left(placed: &Placed) -> Vec<String> {
    placed.left_out.iter().map(|left| format!("{} {}", left.text, left.why.key())).collect()
}

#[test]
fn numbers_of_names_and_captions() {
    let places = [("图1", "春耕开始"), ("图2：", "小学开学"), ("（图三）", "大桥通车")];
    for names in [
        ["图1.jpg", "图2.jpg", "图3.jpg"],
        ["图一.jpg", "图二.jpg", "图三.jpg"],
        ["照片1.jpg", "照片2.jpg", "照片3.jpg"],
        ["1.jpg", "2.jpg", "3.jpg"],
        ["01 xxx.jpg", "02 yyy.jpg", "03 zzz.jpg"],
    ] {
        // In any order of reading.
        let files: Vec<(&str, Vec<u8>)> =
            names.iter().copied().zip([5, 3, 4]).map(|(name, view)| (name, photo(view))).collect();
        let placed = at(&files, &places);
        let wanted: Vec<String> = names.iter().enumerate().map(|(at, name)| format!("{at} {name}")).collect();
        assert_eq!(told(&placed), wanted);
        assert_eq!(placed.photos[0].bytes, photo(5));
        assert!(placed.findings.is_empty() && placed.left_out.is_empty(), "{:?}", placed.findings);
    }
}

#[test]
fn numbers_without_numbers_in_the_text_are_a_doubt() {
    let placed =
        at(&[("2.jpg", photo(1)), ("10.jpg", photo(2)), ("1.jpg", photo(3))], &[("", "春耕"), ("", "开学")]);
    assert_eq!(told(&placed), ["0 1.jpg ordinal", "1 2.jpg ordinal", "- 10.jpg unspoken"]);
    assert_eq!(codes(&placed), ["import-photos-unnamed"]);
}

#[test]
fn words_of_names_and_captions() {
    let places = [
        ("", "三月，果农在榆林镇果园里疏花"),
        ("", "榆林镇中心小学新校舍启用，学生走进教室"),
        ("", "跨河大桥合龙现场"),
    ];
    let files = [("大桥合龙.jpg", photo(1)), ("小学新校舍.jpg", photo(2)), ("果园疏花.jpg", photo(3))];
    let placed = at(&files, &places);
    assert_eq!(told(&placed), ["0 果园疏花.jpg", "1 小学新校舍.jpg", "2 大桥合龙.jpg"]);
    assert!(placed.findings.is_empty());
    // What all captions have says little: it may be taken, but not without a doubt.
    let places = [("", "榆林镇果园疏花"), ("", "榆林镇小学开学"), ("", "榆林镇大桥合龙")];
    let placed = at(&[("榆林镇风光.jpg", photo(1))], &places);
    assert!(placed.photos[0].doubt.is_some(), "{:?}", told(&placed));
}

#[test]
fn words_stand_against_numbers() {
    // The numbers are of an earlier text, the words are right.
    let places = [("图1", "果农在果园里疏花"), ("图2", "小学新校舍启用")];
    let placed = at(&[("图1 小学新校舍.jpg", photo(1)), ("图2 果园里疏花.jpg", photo(2))], &places);
    assert_eq!(told(&placed), ["0 图2 果园里疏花.jpg number", "1 图1 小学新校舍.jpg number"]);
    let english = placed.photos[0].doubt.as_ref().unwrap().text(Lang::En);
    assert_eq!(english, "the name of `图2 果园里疏花.jpg` says number 2, the caption 1");
    // One wrong number only.
    let placed = at(&[("图2 果园里疏花.jpg", photo(1))], &places);
    assert_eq!(told(&placed), ["0 图2 果园里疏花.jpg number"]);
    assert_eq!(codes(&placed), ["import-caption-alone"]);
    // A number without words, and words of another caption.
    let placed = at(&[("图1.jpg", photo(1)), ("果园里疏花.jpg", photo(2))], &places);
    assert!(placed.photos.iter().any(|photo| photo.doubt.is_some()), "{:?}", told(&placed));
}

#[test]
fn camera_names_go_by_order_only_where_as_many() {
    let places = [("", "春耕"), ("", "开学"), ("", "通车")];
    let files = [("IMG_0010.jpg", photo(1)), ("IMG_0009.jpg", photo(2)), ("IMG_0011.jpg", photo(3))];
    let placed = at(&files, &places);
    assert_eq!(told(&placed), ["0 IMG_0009.jpg order", "1 IMG_0010.jpg order", "2 IMG_0011.jpg order"]);
    let placed = at(&files, &places[..2]);
    assert_eq!(
        told(&placed),
        ["- IMG_0009.jpg unspoken", "- IMG_0010.jpg unspoken", "- IMG_0011.jpg unspoken"]
    );
    assert_eq!(codes(&placed), ["import-caption-alone", "import-caption-alone", "import-photos-unnamed"]);
    let placed = at(&files[..2], &places);
    assert_eq!(codes(&placed).iter().filter(|code| **code == "import-caption-alone").count(), 3);
}

#[test]
fn names_without_numbers_go_by_the_cameras_clock() {
    let places = [("", "春耕"), ("", "开学")];
    let files = [("a.jpg", on(1, "2024:05:02")), ("b.jpg", on(2, "2024:03:01"))];
    assert_eq!(told(&at(&files, &places)), ["0 b.jpg order", "1 a.jpg order"]);
}

#[test]
fn days_of_cameras_and_names() {
    let places = [("", "2024年3月8日，妇女节活动"), ("", "9月1日，小学开学"), ("", "12月26日通车")];
    let files = [
        ("IMG_0001.jpg", on(1, "2024:09:01")),
        ("IMG_20241226_080000.jpg", photo(2)),
        ("mmexport1709866800000.jpg", photo(3)),
        ("IMG_0004.jpg", on(4, "2024:07:07")),
    ];
    let placed = at(&files, &places);
    assert_eq!(
        told(&placed),
        [
            "0 mmexport1709866800000.jpg",
            "1 IMG_0001.jpg",
            "2 IMG_20241226_080000.jpg",
            "- IMG_0004.jpg unspoken"
        ]
    );
    let dates: Vec<Option<&str>> = placed.photos.iter().map(|photo| photo.date.as_deref()).collect();
    // When WeChat saved a photo is not when it was taken.
    assert_eq!(dates, [None, Some("2024-09-01"), Some("2024-12-26"), Some("2024-07-07")]);
    // Two of one day.
    let files = [("IMG_0001.jpg", on(1, "2024:03:08")), ("IMG_0002.jpg", on(2, "2024:03:08"))];
    let placed = at(&files, &places[..1]);
    assert_eq!(told(&placed), ["0 IMG_0001.jpg rival", "- IMG_0002.jpg unspoken"]);
    // Another year is another day, and a clock that was never set says none.
    let files = [("1.jpg", on(1, "2023:03:08")), ("b.jpg", on(2, "1970:01:01"))];
    let placed = at(&files, &places[..1]);
    assert_eq!(placed.photos.last().unwrap().date, None);
    assert!(placed.photos.iter().all(|photo| photo.doubt.is_some()), "{:?}", told(&placed));
    // A day that speaks against words.
    let placed = at(&[("妇女节活动.jpg", on(1, "2024:06:01"))], &places[..1]);
    assert_eq!(told(&placed), ["0 妇女节活动.jpg other-day"]);
}

#[test]
fn the_same_picture_made_smaller_by_word() {
    let (one, two) = (view(1, 1600, 1200), view(2, 1600, 1200));
    let files =
        [("IMG_0001.jpg", jpeg(&two, 90)), ("IMG_0002.jpg", jpeg(&one, 90)), ("IMG_0003.jpg", photo(3))];
    let small = |of: &RgbImage| picture(jpeg(&resize(of, 400, 300, FilterType::Triangle), 60));
    let pictures = [small(&one), small(&two)];
    let places: Vec<Candidate> = [0, 1]
        .map(|index| Candidate {
            picture: Some(index),
            caption: Some("某某".to_owned()),
            ..Candidate::default()
        })
        .into();
    let folder = folder(&files);
    let placed = place(Some(folder.path()), &pictures, &places);
    assert_eq!(told(&placed), ["0 IMG_0002.jpg", "1 IMG_0001.jpg", "- IMG_0003.jpg unspoken"]);
    assert_eq!(left(&placed), ["image1.jpeg import-picture-replaced", "image1.jpeg import-picture-replaced"]);
    assert_eq!(placed.left_out[1].picture, Some(1));
    assert_eq!(placed.photos[0].bytes, files[1].1);
    assert_eq!(codes(&placed), ["import-photos-unnamed"]);
}

#[test]
fn the_same_picture_turned_by_the_camera() {
    // The file lies on its side and says so; Word has it upright.
    let upright = rotate90(&view(1, 1200, 900));
    let lying = with_camera(&jpeg(&view(1, 1200, 900), 85), 6, "2024:03:08 10:00:00");
    let folder = folder(&[("a.jpg", lying.clone()), ("b.jpg", photo(2))]);
    let pictures = [picture(jpeg(&resize(&upright, 300, 400, FilterType::Triangle), 70))];
    let places = [Candidate { picture: Some(0), ..Candidate::default() }];
    let placed = place(Some(folder.path()), &pictures, &places);
    assert_eq!(told(&placed), ["0 a.jpg", "- b.jpg unspoken"]);
    assert_eq!(
        (placed.photos[0].bytes == lying, placed.photos[0].date.as_deref()),
        (true, Some("2024-03-08"))
    );
    // Word has it lying too.
    let pictures = [picture(jpeg(&view(1, 400, 300), 70))];
    assert_eq!(told(&place(Some(folder.path()), &pictures, &places))[0], "0 a.jpg");
}

#[test]
fn the_larger_one_is_used() {
    let large = jpeg(&view(1, 1600, 1200), 90);
    let small = jpeg(&view(1, 800, 600), 80);
    // The text has the better one.
    let places = [Candidate { picture: Some(0), caption: Some("某某".to_owned()), ..Candidate::default() }];
    let of = |files: &[(&str, Vec<u8>)], bytes: &[u8]| {
        let folder = folder(files);
        place(Some(folder.path()), &[picture(bytes.to_vec())], &places)
    };
    let placed = of(&[("春耕.jpg", small.clone())], &large);
    assert_eq!(
        (told(&placed), left(&placed)),
        (vec!["0 (text)".to_owned()], vec!["春耕.jpg import-photo-smaller".to_owned()])
    );
    assert_eq!((placed.photos[0].name.as_str(), &placed.photos[0].bytes), ("image1.jpeg", &large));
    // The folder has the text's own file, and a better one; each picture stands once.
    let placed = of(&[("mmexport1.jpg", small.clone()), ("original.jpg", large.clone())], &small);
    assert_eq!(told(&placed), ["0 original.jpg"]);
    assert_eq!(
        left(&placed),
        ["mmexport1.jpg import-photo-twice.why", "image1.jpeg import-picture-replaced"]
    );
    // The same bytes are the same picture; nothing is left out of the text then.
    let placed = of(&[("x.jpg", large.clone()), ("y.jpg", photo(2))], &large);
    assert_eq!((told(&placed)[0].as_str(), placed.left_out.len()), ("0 x.jpg", 0));
}

#[test]
fn the_texts_picture_stays_where_a_file_shows_something_else() {
    let folder = folder(&[("图1.jpg", photo(5))]);
    let mut places = captions(&[("图1", "春耕")]);
    places[0].picture = Some(0);
    let own = jpeg(&view(2, 900, 700), 80);
    let placed = place(Some(folder.path()), &[picture(own.clone())], &places);
    assert_eq!(told(&placed), ["0 (text)", "- 图1.jpg unspoken"]);
    assert_eq!(placed.photos[0].bytes, own);
    // Words besides the number: it may be a better photo of the same thing, and somebody has to look.
    let folder = self::folder(&[("图1 春耕.jpg", photo(5))]);
    let placed = place(Some(folder.path()), &[picture(own)], &places);
    assert_eq!(told(&placed), ["0 图1 春耕.jpg unlike"]);
    assert_eq!(left(&placed), ["image1.jpeg import-picture-replaced"]);
}

#[test]
fn the_name_that_the_file_had_in_word() {
    let folder = folder(&[("DSC_0123.JPG", photo(1)), ("DSC_0124.JPG", photo(2))]);
    // A drawing that cannot be compared, with the name of the file that it was made from.
    let mut emf = vec![1, 0, 0, 0];
    emf.resize(40, 0);
    emf.extend(b" EMF");
    let drawing = |description: &str| Picture {
        name: "image3.emf".to_owned(),
        description: description.to_owned(),
        bytes: emf.clone(),
        ..Picture::default()
    };
    let places = [Candidate { picture: Some(0), ..Candidate::default() }];
    let placed = place(Some(folder.path()), &[drawing("C:\\照片\\DSC_0124.JPG")], &places);
    assert_eq!(told(&placed), ["0 DSC_0124.JPG", "- DSC_0123.JPG unspoken"]);
    assert_eq!(left(&placed), ["image3.emf photo-format"]);
    assert_eq!(codes(&placed), ["import-picture-unusable", "import-photos-unnamed"]);
    // What Word calls a picture by itself is no name.
    let placed = place(Some(folder.path()), &[drawing("图片 124")], &places);
    assert_eq!(told(&placed)[0], "- DSC_0123.JPG unspoken");
}

#[test]
fn without_a_folder_the_texts_pictures_are_taken() {
    let mut png = Vec::new();
    view(1, 800, 600).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let wrong = Picture { description: "D:\\春耕生产现场.jpg".to_owned(), ..picture(png.clone()) };
    let places = [
        Candidate { picture: Some(0), ..Candidate::default() },
        Candidate { picture: Some(0), caption: Some("说明".to_owned()), ..Candidate::default() },
        Candidate { picture: Some(9), caption: Some("没有的图".to_owned()), ..Candidate::default() },
    ];
    let placed = place(None, &[wrong], &places);
    let names: Vec<&str> = placed.photos.iter().map(|photo| photo.name.as_str()).collect();
    // The ending is that of the bytes, and no name is given twice.
    assert_eq!(names, ["image1.png", "image1-2.png"]);
    let captions: Vec<Option<&str>> = placed.photos.iter().map(|photo| photo.caption.as_deref()).collect();
    assert_eq!(captions, [Some("春耕生产现场"), None]);
    assert_eq!(codes(&placed), ["import-caption-alone"]);
    assert_eq!(placed.findings[0].message.text(Lang::Zh), "图片说明“没有的图”没有对应的照片");
}

#[test]
fn low_resolution_is_told_early() {
    let folder = folder(&[
        ("春耕现场.jpg", jpeg(&view(1, 500, 667), 80)),
        ("开学第一课.jpg", jpeg(&view(2, 500, 668), 80)),
    ]);
    let places = captions(&[("", "春耕现场"), ("", "开学第一课")]);
    let placed = place(Some(folder.path()), &[], &places);
    let said: Vec<String> = placed.findings.iter().map(|finding| finding.message.text(Lang::En)).collect();
    let wanted = "photo `春耕现场.jpg` has 500 × 667 pixels; three columns of a newspaper page need 668 on its longer side";
    assert_eq!(said, [wanted]);
    assert_eq!(placed.findings[0].hints[0].key(), "hint.wider-picture");
    let places = [Candidate { picture: Some(0), ..Candidate::default() }];
    let placed = place(None, &[picture(jpeg(&view(1, 300, 200), 70))], &places);
    assert_eq!(placed.findings[0].hints[0].key(), "hint.import-original");
}

#[test]
fn photos_that_nothing_speaks_of_keep_the_words_of_their_names() {
    let files = [
        ("村民在广场跳舞.jpg", photo(1)),
        ("微信图片_20240308101112.jpg", photo(2)),
        ("新建图像.jpg", photo(3)),
        ("2024-05-01 劳动节,表彰大会.png", photo(4)),
    ];
    let placed = at(&files, &[]);
    let captions: Vec<Option<&str>> = placed.photos.iter().map(|photo| photo.caption.as_deref()).collect();
    assert_eq!(captions, [Some("劳动节，表彰大会"), None, None, Some("村民在广场跳舞")]);
    assert_eq!(placed.photos[0].date.as_deref(), Some("2024-05-01"));
    // The bytes say what it is.
    assert_eq!(placed.photos[0].name, "2024-05-01 劳动节,表彰大会.jpg");
    assert!(placed.photos.iter().all(|photo| photo.doubt.is_some() && photo.candidate.is_none()));
    assert_eq!(codes(&placed), ["import-photos-unnamed"]);
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
    let placed = at(&files, &[]);
    let from: Vec<&str> = placed.photos.iter().filter_map(|photo| photo.from.as_deref()).collect();
    assert_eq!(from, ["开学.jpg", "春耕.jpg", "活动 (1).jpg", "活动.jpg"]);
    assert_eq!(left(&placed).len(), 3);
    assert_eq!(codes(&placed), ["import-photo-twice", "import-photos-unnamed"]);
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
    let placed = at(&files, &[]);
    assert_eq!(told(&placed), ["- IMG_0003.jpg unspoken"]);
    assert_eq!(
        left(&placed),
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
    let said: Vec<String> = placed.findings.iter().map(|finding| finding.message.text(Lang::Zh)).collect();
    let heics = said.iter().find(|text| text.contains("HEIC")).unwrap();
    assert_eq!(
        heics,
        "照片文件夹里有2个文件不能用，原因相同（照片是HEIC图片（苹果手机的格式），不能用来印刷）：IMG_0001.HEIC、IMG_0002.HEIC"
    );
    let hint = |of: &str| {
        let finding =
            placed.findings.iter().find(|finding| finding.message.text(Lang::En).contains(of)).unwrap();
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
    let placed = place(Some(folder.path()), &[], &[]);
    assert_eq!(left(&placed), ["film.mp4 photo-format", "春耕.jpg photo-too-large.file"]);
    assert!(placed.findings.iter().any(|finding| finding.message.text(Lang::En).contains("64 MiB")));
}

#[test]
fn folders_within_the_folder() {
    let files = [("学校/1.jpg", photo(1)), ("农业/1.jpg", photo(2)), ("农业/原图/深.jpg", photo(3))];
    let mut places = captions(&[("", "新校舍启用"), ("", "果园疏花")]);
    places[0].near = "学校建设取得进展".to_owned();
    places[1].near = "农业增产".to_owned();
    let folder = folder(&files);
    let placed = place(Some(folder.path()), &[], &places);
    assert_eq!(placed.photos[0].from.as_deref(), Some("学校/1.jpg"));
    assert_eq!(placed.photos[1].from.as_deref(), Some("农业/1.jpg"));
    assert!(placed.photos.iter().all(|photo| photo.doubt.is_some()));
    let names: Vec<&str> = placed.photos.iter().map(|photo| photo.name.as_str()).collect();
    assert_eq!(names, ["1.jpg", "1-2.jpg"]);
    assert_eq!(left(&placed), ["农业/原图 import-photos-deep.why"]);
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
    let placed = place(Some(inside.path()), &[], &[]);
    let taken: Vec<&str> = placed.photos.iter().filter_map(|photo| photo.from.as_deref()).collect();
    assert_eq!(taken, ["same.jpg"]);
    assert_eq!(
        left(&placed),
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
        let placed = place(Some(&folder.path().join(path)), &[], &captions(&[("", "春耕")]));
        assert_eq!(codes(&placed), ["import-photos-unreadable", "import-caption-alone"]);
        assert_eq!(placed.findings[0].severity, crate::diagnostic::Severity::Error);
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
    let placed = at(&files, &[]);
    let over: Vec<&str> = placed
        .left_out
        .iter()
        .filter(|left| left.why.key() == "import-photos-many.why")
        .map(|left| left.text.as_str())
        .collect();
    assert_eq!(over, ["401.jpg", "402.jpg", "403.jpg"]);
    let message = placed.findings.iter().find(|finding| finding.code == "import-photos-many").unwrap();
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
    let placed = place(Some(folder.path()), &pictures, &places);
    assert_eq!(
        told(&placed),
        ["0 IMG_0007.jpg", "1 图2 开学.jpg", "2 春耕.jpg", "3 (text)", "- 图9.jpg unspoken"]
    );
    assert_eq!(
        left(&placed),
        ["x.gif photo-format", "image1.jpeg photo-not-picture", "image1.jpeg import-picture-replaced"]
    );
    assert!(codes(&placed).contains(&"import-caption-alone"));
    let again = place(Some(folder.path()), &pictures, &places);
    assert_eq!(placed.photos, again.photos);
    assert_eq!(placed.findings, again.findings);
    // Every message has its wording in both languages.
    for message in placed.findings.iter().map(|finding| &finding.message) {
        for lang in [Lang::En, Lang::Zh] {
            assert!(
                !message.text(lang).contains("import-") && !message.text(lang).contains('{'),
                "{}",
                message.text(lang)
            );
        }
    }
}

#[test]
fn zz_time() {
    let files: Vec<(String, Vec<u8>)> = (0..6).map(|n| (format!("IMG_{n:04}.jpg"), with_noise(n))).collect();
    let folder = TempDir::new().unwrap();
    for k in 0..5 {
        for (name, bytes) in &files {
            let mut bytes = bytes.clone();
            bytes.extend([k]);
            fs::write(folder.path().join(format!("{k}{name}")), bytes).unwrap();
        }
    }
    let pictures = [picture(photo(1)), picture(photo(77))];
    let places = [
        Candidate { picture: Some(0), ..Candidate::default() },
        Candidate { picture: Some(1), ..Candidate::default() },
    ];
    let start = std::time::Instant::now();
    let placed = place(Some(folder.path()), &pictures, &places);
    println!("with looks {:?} {:?} {} bytes", start.elapsed(), told(&placed), files[0].1.len());
    let start = std::time::Instant::now();
    let placed = place(Some(folder.path()), &[], &[]);
    println!("without {:?} {}", start.elapsed(), placed.photos.len());
}

fn with_noise(n: u32) -> Vec<u8> {
    let mut picture = view(n, 4000, 3000);
    let mut state = 1_u32;
    for pixel in picture.pixels_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        for value in &mut pixel.0 {
            *value = value.saturating_add((state >> 28) as u8);
        }
    }
    jpeg(&picture, 85)
}
