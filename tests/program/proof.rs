//! Proofs, small pictures and names of files, as a user asks for them.

use lopdf::Document;

use crate::support::{Folder, sample_text, stderr};

fn words(folder: &Folder, name: &str, page: u32) -> String {
    let document = Document::load_mem(&std::fs::read(folder.path().join(name)).unwrap()).unwrap();
    document.extract_text(&[page]).unwrap().split_whitespace().collect()
}

fn build(folder: &Folder, more: &[&str]) -> std::process::Output {
    folder.run(&[&["build", "report.json", "--template", "mine"], more].concat())
}

#[test]
fn a_proof_has_what_readers_need() {
    let folder = Folder::pinned();
    let output = build(&folder, &["--proof", "--marks"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().filter(|line| line.starts_with("wrote")).count(), 2);
    let proof = words(&folder, "report-proof.pdf", 1);
    for word in [
        "大样",
        "不得付印",
        "初审",
        "复审",
        "终审",
        "一校",
        "二校",
        "三校",
        "姓名",
        "日期",
        "photos/seeding.jpg",
        "第3部分：livelihood",
    ] {
        assert!(proof.contains(word), "{word}: {proof}");
    }
    // The version is that of the file for the press.
    let mark = |text: &str| text.split("版本").nth(1).unwrap().chars().take(9).collect::<String>();
    assert_eq!(mark(&proof), mark(&words(&folder, "report.pdf", 1)));
}

#[test]
fn a_page_with_errors_has_a_proof_and_no_other_file() {
    let folder = Folder::pinned();
    let long = sample_text().replacen("初冬的清晨", &"初冬的清晨，这一段太长了，排不下去。".repeat(40), 1);
    std::fs::write(folder.path().join("report.json"), long).unwrap();
    let output = build(&folder, &["--proof", "--png", "page.png"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(folder.path().join("report-proof.pdf").is_file());
    assert!(!folder.path().join("report.pdf").exists() && !folder.path().join("page.png").exists());
    let proof = words(&folder, "report-proof.pdf", 1);
    assert!(proof.contains("＋超排") || proof.contains("＋"), "{proof}");
    assert!(proof.contains("检查结果："), "{proof}");
    assert!(!proof.contains("没有发现问题"));
}

#[test]
fn a_report_without_a_page_says_how_to_get_a_proof() {
    let folder = Folder::pinned();
    let text = sample_text();
    let broken = text.replacen("\"format\": 1", "\"format\": 1, \"nothing\": 2", 1);
    std::fs::write(folder.path().join("report.json"), broken).unwrap();
    let output = build(&folder, &["--proof"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("report-proof.pdf").exists());
}

#[test]
fn every_page_has_a_small_picture() {
    let folder = Folder::pinned();
    let output = build(&folder, &["--thumbnails", "-o", "page.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let picture = image::open(folder.path().join("page-thumb.png")).unwrap();
    assert_eq!(picture.width().max(picture.height()), 320);
}

#[test]
fn the_soft_proof_is_on_the_press_s_paper() {
    let folder = Folder::pinned();
    let corner = |arguments: &[&str]| {
        let output = build(&folder, &[&["--png", "page.png", "--ppi", "30"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let picture = image::open(folder.path().join("page.png")).unwrap().into_rgb8();
        // In the outer margin there is nothing but paper; somewhere there is the darkest black.
        let paper = picture.get_pixel(3, 600).0;
        let darkest = picture.pixels().map(|pixel| pixel.0.iter().map(|v| u32::from(*v)).sum::<u32>()).min();
        (paper, darkest.unwrap())
    };
    let (white, black) = corner(&[]);
    assert_eq!(white, [255, 255, 255]);
    // L 85.2, a 0.9, b 5.2 as it is measured, on a screen: a warm grey. Black is no black on newsprint.
    let (paper, dark) = corner(&["--soft-proof"]);
    for (found, wanted) in paper.iter().zip([222, 212, 202]) {
        assert!(found.abs_diff(wanted) <= 4, "{paper:?}");
    }
    assert!(dark > black + 100, "{dark} {black}");
    // Coated paper is lighter, its black darker.
    let (coated, darker) = corner(&["--soft-proof", "--press", "coated"]);
    assert!(coated[0] > paper[0] + 10 && darker < dark, "{coated:?} {darker}");
    let office = build(&folder, &["--png", "page.png", "--soft-proof", "--press", "office"]);
    assert_eq!(office.status.code(), Some(1));
    assert!(stderr(&office).contains("error[soft-proof]"), "{}", stderr(&office));
    assert_eq!(build(&folder, &["--soft-proof"]).status.code(), Some(2));
}

#[test]
fn files_are_called_as_the_county_says() {
    let folder = Folder::pinned();
    let county = |name: &str| {
        std::fs::write(folder.path().join("county.toml"), format!("[files]\npattern = \"{name}\"\n"))
            .unwrap();
    };
    county("{county}{day}第{page}版-{version}");
    let output = build(&folder, &["--thumbnails", "--proof"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let names: Vec<String> = folder.names().into_iter().filter(|name| name.starts_with("泾源县")).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let mark = names.iter().find_map(|name| name.strip_prefix("泾源县20250110第8版-")?.strip_suffix(".pdf"));
    let marks = names.iter().filter_map(|name| name.strip_prefix("泾源县20250110第8版-")?.get(..9));
    assert!(
        marks.clone().count() == 3 && marks.clone().all(|own| mark.is_some_and(|mark| mark.starts_with(own)))
    );
    assert!(marks.clone().all(|own| own.chars().all(|c| c.is_ascii_hexdigit() || c == '-')), "{names:?}");
    // Into a folder that is named; a file that is named is called so.
    std::fs::create_dir(folder.path().join("out")).unwrap();
    for (output, wanted) in [("out", true), ("out/", true), ("out/page.pdf", false)] {
        let made = build(&folder, &["-o", output]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        let names: Vec<_> =
            std::fs::read_dir(folder.path().join("out")).unwrap().map(|e| e.unwrap().path()).collect();
        assert_eq!(names.len(), 1, "{names:?}");
        assert_eq!(names[0].to_string_lossy().contains("泾源县"), wanted, "{names:?}");
        std::fs::remove_file(&names[0]).unwrap();
    }
    // Without a pattern the report's name is taken into the folder.
    std::fs::remove_file(folder.path().join("county.toml")).unwrap();
    assert_eq!(build(&folder, &["-o", "out"]).status.code(), Some(0));
    assert!(folder.path().join("out/report.pdf").is_file());
    for (name, wanted) in [
        ("../{page}", "a file's name has no /"),
        ("{pages}", "did you mean `page`?"),
        ("{page", "a brace without its partner"),
        ("{date}", "the file's name has {date} in it, and the report says nothing of that"),
    ] {
        county(name);
        let text = sample_text().replacen("\"date\": \"2025-01-10\",", "", 1);
        std::fs::write(folder.path().join("report.json"), text).unwrap();
        let made = build(&folder, &[]);
        assert_eq!(made.status.code(), Some(1), "{name}");
        assert!(stderr(&made).contains(wanted), "{name}: {}", stderr(&made));
        assert!(!folder.path().join("report.pdf").exists());
    }
}
