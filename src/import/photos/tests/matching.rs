//! Which photo each place gets, and with what doubt.

use std::io::Cursor;

use image::imageops::{FilterType, resize, rotate90};
use image::{ImageFormat, RgbImage};

use super::super::{Candidate, place};
use super::{at, captions, codes, folder, jpeg, left, on, photo, picture, told, view, with_camera};
use crate::import::document::Picture;
use crate::message::Lang;

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
        let made = at(&files, &places);
        let wanted: Vec<String> = names.iter().enumerate().map(|(at, name)| format!("{at} {name}")).collect();
        assert_eq!(told(&made), wanted);
        assert_eq!(made.photos[0].bytes, photo(5));
        assert!(made.findings.is_empty() && made.left_out.is_empty(), "{:?}", made.findings);
    }
}

#[test]
fn numbers_without_numbers_in_the_text_are_a_doubt() {
    let made =
        at(&[("2.jpg", photo(1)), ("10.jpg", photo(2)), ("1.jpg", photo(3))], &[("", "春耕"), ("", "开学")]);
    assert_eq!(told(&made), ["0 1.jpg ordinal", "1 2.jpg ordinal", "- 10.jpg unspoken"]);
    assert_eq!(codes(&made), ["import-photos-unnamed"]);
}

#[test]
fn words_of_names_and_captions() {
    let places = [
        ("", "三月，果农在榆林镇果园里疏花"),
        ("", "榆林镇中心小学新校舍启用，学生走进教室"),
        ("", "跨河大桥合龙现场"),
    ];
    let files = [("大桥合龙.jpg", photo(1)), ("小学新校舍.jpg", photo(2)), ("果园疏花.jpg", photo(3))];
    let made = at(&files, &places);
    assert_eq!(told(&made), ["0 果园疏花.jpg", "1 小学新校舍.jpg", "2 大桥合龙.jpg"]);
    assert!(made.findings.is_empty());
    // What all captions have says little: it may be taken, but not without a doubt.
    let places = [("", "榆林镇果园疏花"), ("", "榆林镇小学开学"), ("", "榆林镇大桥合龙")];
    let made = at(&[("榆林镇风光.jpg", photo(1))], &places);
    assert!(made.photos[0].doubt.is_some(), "{:?}", told(&made));
}

#[test]
fn words_stand_against_numbers() {
    // The numbers are of an earlier text, the words are right.
    let places = [("图1", "果农在果园里疏花"), ("图2", "小学新校舍启用")];
    let made = at(&[("图1 小学新校舍.jpg", photo(1)), ("图2 果园里疏花.jpg", photo(2))], &places);
    assert_eq!(told(&made), ["0 图2 果园里疏花.jpg number", "1 图1 小学新校舍.jpg number"]);
    let english = made.photos[0].doubt.as_ref().unwrap().text(Lang::En);
    assert_eq!(english, "the name of `图2 果园里疏花.jpg` says number 2, the caption 1");
    // One wrong number only.
    let made = at(&[("图2 果园里疏花.jpg", photo(1))], &places);
    assert_eq!(told(&made), ["0 图2 果园里疏花.jpg number"]);
    assert_eq!(codes(&made), ["import-caption-alone"]);
    // A number without words, and words of another caption.
    let made = at(&[("图1.jpg", photo(1)), ("果园里疏花.jpg", photo(2))], &places);
    assert!(made.photos.iter().any(|photo| photo.doubt.is_some()), "{:?}", told(&made));
}

#[test]
fn camera_names_go_by_order_only_where_as_many() {
    let places = [("", "春耕"), ("", "开学"), ("", "通车")];
    let files = [("IMG_0010.jpg", photo(1)), ("IMG_0009.jpg", photo(2)), ("IMG_0011.jpg", photo(3))];
    let made = at(&files, &places);
    assert_eq!(told(&made), ["0 IMG_0009.jpg order", "1 IMG_0010.jpg order", "2 IMG_0011.jpg order"]);
    let made = at(&files, &places[..2]);
    assert_eq!(
        told(&made),
        ["- IMG_0009.jpg unspoken", "- IMG_0010.jpg unspoken", "- IMG_0011.jpg unspoken"]
    );
    assert_eq!(codes(&made), ["import-caption-alone", "import-caption-alone", "import-photos-unnamed"]);
    let made = at(&files[..2], &places);
    assert_eq!(codes(&made).iter().filter(|code| **code == "import-caption-alone").count(), 3);
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
    let made = at(&files, &places);
    assert_eq!(
        told(&made),
        [
            "0 mmexport1709866800000.jpg",
            "1 IMG_0001.jpg",
            "2 IMG_20241226_080000.jpg",
            "- IMG_0004.jpg unspoken"
        ]
    );
    let dates: Vec<Option<&str>> = made.photos.iter().map(|photo| photo.date.as_deref()).collect();
    // When WeChat saved a photo is not when it was taken.
    assert_eq!(dates, [None, Some("2024-09-01"), Some("2024-12-26"), Some("2024-07-07")]);
    // Two of one day.
    let files = [("IMG_0001.jpg", on(1, "2024:03:08")), ("IMG_0002.jpg", on(2, "2024:03:08"))];
    let made = at(&files, &places[..1]);
    assert_eq!(told(&made), ["0 IMG_0001.jpg rival", "- IMG_0002.jpg unspoken"]);
    // Another year is another day, and a clock that was never set says none.
    let files = [("1.jpg", on(1, "2023:03:08")), ("b.jpg", on(2, "1970:01:01"))];
    let made = at(&files, &places[..1]);
    assert_eq!(made.photos.last().unwrap().date, None);
    assert!(made.photos.iter().all(|photo| photo.doubt.is_some()), "{:?}", told(&made));
    // A day that speaks against words.
    let made = at(&[("妇女节活动.jpg", on(1, "2024:06:01"))], &places[..1]);
    assert_eq!(told(&made), ["0 妇女节活动.jpg other-day"]);
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
    let made = place(Some(folder.path()), &pictures, &places);
    assert_eq!(told(&made), ["0 IMG_0002.jpg", "1 IMG_0001.jpg", "- IMG_0003.jpg unspoken"]);
    assert_eq!(left(&made), ["image1.jpeg import-picture-replaced", "image1.jpeg import-picture-replaced"]);
    assert_eq!(made.left_out[1].picture, Some(1));
    assert_eq!(made.photos[0].bytes, files[1].1);
    assert_eq!(codes(&made), ["import-photos-unnamed"]);
}

#[test]
fn the_same_picture_turned_by_the_camera() {
    // The file lies on its side and says so; Word has it upright.
    let upright = rotate90(&view(1, 1200, 900));
    let lying = with_camera(&jpeg(&view(1, 1200, 900), 85), 6, "2024:03:08 10:00:00");
    let folder = folder(&[("a.jpg", lying.clone()), ("b.jpg", photo(2))]);
    let pictures = [picture(jpeg(&resize(&upright, 300, 400, FilterType::Triangle), 70))];
    let places = [Candidate { picture: Some(0), ..Candidate::default() }];
    let made = place(Some(folder.path()), &pictures, &places);
    assert_eq!(told(&made), ["0 a.jpg", "- b.jpg unspoken"]);
    assert_eq!((made.photos[0].bytes == lying, made.photos[0].date.as_deref()), (true, Some("2024-03-08")));
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
    let made = of(&[("春耕.jpg", small.clone())], &large);
    assert_eq!(
        (told(&made), left(&made)),
        (vec!["0 (text)".to_owned()], vec!["春耕.jpg import-photo-smaller".to_owned()])
    );
    assert_eq!((made.photos[0].name.as_str(), &made.photos[0].bytes), ("image1.jpeg", &large));
    // The folder has the text's own file, and a better one; each picture stands once.
    let made = of(&[("mmexport1.jpg", small.clone()), ("original.jpg", large.clone())], &small);
    assert_eq!(told(&made), ["0 original.jpg"]);
    assert_eq!(left(&made), ["mmexport1.jpg import-photo-twice.why", "image1.jpeg import-picture-replaced"]);
    // Two that look the same and are as large: one of them, and somebody has to look.
    let again = jpeg(&view(1, 1600, 1200), 70);
    let made = of(&[("a.jpg", large.clone()), ("b.jpg", again)], &small);
    assert_eq!(told(&made), ["0 a.jpg rival", "- b.jpg unspoken"]);
    // The same bytes are the same picture; nothing is left out of the text then.
    let made = of(&[("x.jpg", large.clone()), ("y.jpg", photo(2))], &large);
    assert_eq!((told(&made)[0].as_str(), made.left_out.len()), ("0 x.jpg", 0));
}

#[test]
fn the_texts_picture_stays_where_a_file_shows_something_else() {
    let folder = folder(&[("图1.jpg", photo(5))]);
    let mut places = captions(&[("图1", "春耕")]);
    places[0].picture = Some(0);
    let own = jpeg(&view(2, 900, 700), 80);
    let made = place(Some(folder.path()), &[picture(own.clone())], &places);
    assert_eq!(told(&made), ["0 (text)", "- 图1.jpg unspoken"]);
    assert_eq!(made.photos[0].bytes, own);
    // Words besides the number: it may be a better photo of the same thing, and somebody has to look.
    let folder = self::folder(&[("图1 春耕.jpg", photo(5))]);
    let made = place(Some(folder.path()), &[picture(own)], &places);
    assert_eq!(told(&made), ["0 图1 春耕.jpg unlike"]);
    assert_eq!(left(&made), ["image1.jpeg import-picture-replaced"]);
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
    let made = place(Some(folder.path()), &[drawing("C:\\照片\\DSC_0124.JPG")], &places);
    assert_eq!(told(&made), ["0 DSC_0124.JPG", "- DSC_0123.JPG unspoken"]);
    assert_eq!(left(&made), ["image3.emf photo-format"]);
    assert_eq!(codes(&made), ["import-picture-unusable", "import-photos-unnamed"]);
    // What Word calls a picture by itself is no name.
    let made = place(Some(folder.path()), &[drawing("图片 124")], &places);
    assert_eq!(told(&made)[0], "- DSC_0123.JPG unspoken");
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
    let made = place(None, &[wrong], &places);
    let names: Vec<&str> = made.photos.iter().map(|photo| photo.name.as_str()).collect();
    // The ending is that of the bytes, and no name is given twice.
    assert_eq!(names, ["image1.png", "image1-2.png"]);
    let captions: Vec<Option<&str>> = made.photos.iter().map(|photo| photo.caption.as_deref()).collect();
    assert_eq!(captions, [Some("春耕生产现场"), None]);
    assert_eq!(codes(&made), ["import-caption-alone"]);
    assert_eq!(made.findings[0].message.text(Lang::Zh), "图片说明“没有的图”没有对应的照片");
}
