//! Templates that travel: versions, the interface they need, folders of templates, packages, and a county's own values.

use std::io::Write;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::county::put;
use crate::support::{Folder, stderr};

const GREEN: &str = "name = \"green\"\nversion = \"1.2\"\nrequires = 1\ndescription = \"greener\"\n\
                     extends = \"newspaper-feature\"\n[theme.accent]\ndefault = [80, 25, 70, 25]\n";

/// The sample, and a template `green` in `shelf`.
fn with_shelf(template: &str) -> Folder {
    let folder = Folder::sample();
    put(&folder, "shelf/green/template.toml", template);
    folder
}

fn says(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String) {
    let output = folder.run(arguments);
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output))
}

#[test]
fn a_template_for_a_later_program_is_told_alone() {
    let folder = with_shelf("name = \"green\"\nrequires = 99\nnovelty = true\n");
    let (code, said) = says(&folder, &["check", "report.json", "--template", "shelf/green"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("shelf/green/template.toml:2:12") && said.contains("interface 99"), "{said}");
    assert!(!said.contains("novelty"), "{said}");
    let folder = with_shelf(&GREEN.replace("\"1.2\"", "\"1.x\""));
    let (code, said) = says(&folder, &["check", "report.json", "--template", "shelf/green"]);
    assert!(code == Some(1) && said.contains("template.toml:2:11"), "{said}");
}

#[test]
fn templates_of_a_folder_are_named_as_those_of_the_program() {
    let folder = with_shelf(GREEN);
    let accent = |arguments: &[&str]| {
        let (code, said) = says(&folder, &[&["templates", "--explain", "report.json"], arguments].concat());
        let line = said.lines().find(|line| line.starts_with("theme.accent")).unwrap_or_default().to_owned();
        (code, line.contains("80"), said)
    };
    assert!(accent(&["--template", "green", "--templates", "shelf"]).1);
    let (code, _, said) = accent(&["--template", "green"]);
    assert!(code == Some(1) && said.contains("there is no template `green`"), "{said}");
    // The county names it, by its name or by its way; the way must end in one of the folders.
    put(&folder, "county/county.toml", "template = \"green\"\n");
    let of_county = |templates: &str| accent(&["--county", "county", "--templates", templates]);
    assert!(of_county("shelf").1);
    put(&folder, "county/county.toml", "template = \"../shelf/green\"\n");
    assert!(of_county("shelf").1);
    for elsewhere in ["photos", "shelf/green"] {
        let (code, _, said) = of_county(elsewhere);
        assert!(code == Some(1) && said.contains("county.toml:1:12"), "{said}");
        assert!(said.contains("leads out of the folder"), "{said}");
    }
    // One of the folder stands on another of it.
    put(
        &folder,
        "shelf/greener/template.toml",
        "name = \"greener\"\ndescription = \"x\"\nextends = \"green\"\n",
    );
    assert!(accent(&["--template", "greener", "--templates", "shelf"]).1);
    let (_, listed) = says(&folder, &["templates", "--templates", "shelf"]);
    assert!(listed.contains("newspaper-feature"), "{listed}");
    let of_green = listed.lines().find(|line| line.starts_with("green ")).unwrap();
    assert!(of_green.contains("1.2") && of_green.contains("greener"), "{listed}");
}

#[test]
fn a_template_is_packed_installed_brought_up_to_date_and_removed() {
    let folder = with_shelf(GREEN);
    put(&folder, "shelf/green/parts/credits.typ", "#let credits(rect) = none\n");
    put(&folder, "shelf/green/.hidden", "x");
    let run =
        |arguments: &[&str]| says(&folder, &[&["templates"], arguments, &["--templates", "here"]].concat());
    let pack = |to: &str| {
        let (code, said) = says(&folder, &["templates", "--pack", "shelf/green", "-o", to]);
        assert_eq!(code, Some(0), "{said}");
        std::fs::read(folder.path().join(to)).unwrap()
    };
    assert_eq!(pack("one.zip"), pack("again.zip"), "the same files, the same bytes");
    let (code, said) = run(&["--update", "one.zip"]);
    assert!(code == Some(1) && said.contains("no template green is installed"), "{said}");
    let (code, said) = run(&["--install", "one.zip"]);
    assert!(code == Some(0) && said.contains("green 1.2"), "{said}");
    let installed = folder.path().join("here/green");
    assert!(installed.join("parts/credits.typ").is_file() && !installed.join(".hidden").exists());
    let (code, said) = run(&["--install", "one.zip"]);
    assert!(code == Some(1) && said.contains("is installed, version 1.2"), "{said}");
    let (code, said) = run(&["--update", "one.zip"]);
    assert!(code == Some(1) && said.contains("not newer"), "{said}");
    // 1.10 is more than 1.2; what the new version has not is gone.
    put(&folder, "shelf/green/template.toml", GREEN.replace("1.2", "1.10"));
    std::fs::remove_file(folder.path().join("shelf/green/parts/credits.typ")).unwrap();
    pack("two.zip");
    let (code, said) = run(&["--update", "two.zip"]);
    assert!(code == Some(0) && said.contains("1.10") && said.contains("1.2"), "{said}");
    assert!(!installed.join("parts").exists());
    let (code, said) = run(&["--remove", "gren"]);
    assert!(code == Some(1) && said.contains("installed are: green"), "{said}");
    assert_eq!(run(&["--remove", "green"]).0, Some(0));
    assert!(!installed.exists());
    assert_eq!(std::fs::read_dir(folder.path().join("here")).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn what_cannot_travel_is_not_packed() {
    for (from, to, said) in [
        ("version = \"1.2\"\n", "", "has a version"),
        ("\"green\"", "\"a/b\"", "cannot be the name"),
        ("\"green\"", "\"annual-review\"", "a template of the program"),
        ("[80, 25, 70, 25]", "[80, 25, 70, 250]", "per cent"),
    ] {
        let folder = with_shelf(&GREEN.replacen(from, to, 1));
        let (code, words) = says(&folder, &["templates", "--pack", "shelf/green"]);
        assert!(code == Some(1) && words.contains(said), "{words}");
        assert!(!folder.path().join("green-1.2.zip").exists());
    }
}

#[test]
fn a_strangers_package_stays_in_its_folder() {
    let folder = Folder::sample();
    let package = |files: &[(&str, &[u8])], link: Option<&str>| {
        let mut archive = ZipWriter::new(std::fs::File::create(folder.path().join("p.zip")).unwrap());
        for (path, bytes) in files {
            archive.start_file(*path, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        if let Some(path) = link {
            archive.add_symlink(path, "/etc/passwd", SimpleFileOptions::default()).unwrap();
        }
        archive.finish().unwrap();
        let words = ["templates", "--install", "p.zip", "--templates", "deep/er/here"];
        let (code, said) = says(&folder, &words);
        assert_eq!(code, Some(1), "{said}");
        assert!(!folder.path().join("deep").exists(), "nothing was written");
        said
    };
    let green = ("template.toml", GREEN.as_bytes());
    for out in ["../../../evil.txt", "/evil.txt", "parts\\..\\evil.txt", "c:evil.txt"] {
        assert!(package(&[green, (out, b"x")], None).contains("leads out"), "{out}");
    }
    assert!(package(&[green], Some("parts/x.typ")).contains("a link"));
    assert!(package(&[("readme.txt", b"x")], None).contains("template.toml"));
    assert!(package(&[green, ("a.png", &vec![0; 17 << 20])], None).contains("16 MiB"));
    let many: Vec<String> = (0..201).map(|number| format!("parts/{number}.typ")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|path| (path.as_str(), &b"x"[..])).collect();
    assert!(package(&many, None).contains("200 files"));
    // A bomb: little that becomes much.
    let much = vec![0; 64 << 20];
    let bomb = [("a", &much[..]), ("b", &much[..]), ("c", &much[..]), ("d", &much[..])];
    assert!(package(&bomb, None).contains("192 MiB"));
    std::fs::write(folder.path().join("p.zip"), b"PK no zip").unwrap();
    let (code, said) = says(&folder, &["templates", "--install", "p.zip", "--templates", "deep"]);
    assert!(code == Some(1) && said.contains("damaged"), "{said}");
    assert!(!Path::new("/evil.txt").exists());
}

#[test]
fn a_county_declares_values_for_the_parts_that_it_replaces() {
    let folder = Folder::sample();
    let county = |text: &str| put(&folder, "county.toml", text);
    put(
        &folder,
        "parts/credits.typ",
        "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, [#theme.motto #report.credits])\n",
    );
    let declared =
        "[declares.motto]\ntype = \"text\"\nmeaning = \"a motto\"\ndefault = \"山河\"\nlongest = 4\n";
    county(declared);
    let (code, said) = says(&folder, &["templates", "--explain", "report.json"]);
    let line = |said: &str| said.lines().find(|line| line.starts_with("theme.motto")).map(str::to_owned);
    let told = line(&said).unwrap_or_default();
    assert!(code == Some(0) && told.contains("山河") && told.contains("county.toml:4:11"), "{said}");
    county(&format!("{declared}[theme]\nmotto = \"同心\"\n"));
    let (_, said) = says(&folder, &["templates", "--explain", "report.json"]);
    assert!(line(&said).unwrap_or_default().contains("同心"), "{said}");
    county(&format!("{declared}[theme]\nmotto = \"五个字太长\"\n"));
    let (code, said) = says(&folder, &["check", "report.json"]);
    assert!(code == Some(1) && said.contains("county.toml:7:9"), "{said}");
    county("[declares.accent]\ntype = \"text\"\nmeaning = \"x\"\ndefault = \"x\"\nlongest = 4\n");
    let (code, said) = says(&folder, &["check", "report.json"]);
    assert!(code == Some(1) && said.contains("county.toml:1:11") && said.contains("`accent`"), "{said}");
}

#[test]
fn a_snapshot_has_all_that_the_page_is_drawn_from() {
    let folder = Folder::pinned();
    let (code, said) =
        says(&folder, &["templates", "--snapshot", "report.json", "drawn", "--template", "mine"]);
    assert_eq!(code, Some(0), "{said}");
    let text = |path: &str| std::fs::read_to_string(folder.path().join("drawn").join(path)).unwrap();
    assert!(text("banmian.typ").contains("#let thread(") && text("main.typ").contains("banmian.typ"));
    let plan: serde_json::Value = serde_json::from_str(&text("plan.json")).unwrap();
    let mut photos = Vec::new();
    let mut open = vec![&plan];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::String(text) if text.starts_with("/photos/") => photos.push(text.clone()),
            serde_json::Value::Array(all) => open.extend(all),
            serde_json::Value::Object(all) => open.extend(all.values()),
            _ => {}
        }
    }
    assert!(photos.len() >= 9, "{photos:?}");
    for photo in photos {
        // Not the stand-ins: Typst takes a picture's format from its ending.
        let bytes = std::fs::read(folder.path().join("drawn").join(photo.trim_start_matches('/'))).unwrap();
        assert!(
            photo.strip_suffix(".jpg").is_some() && bytes.starts_with(b"\xff\xd8") && bytes.len() > 50_000,
            "{photo}"
        );
    }
    let fonts = std::fs::read_dir(folder.path().join("drawn/fonts")).unwrap().count();
    assert!((4..=12).contains(&fonts), "{fonts}");
    let (code, said) =
        says(&folder, &["templates", "--snapshot", "report.json", "drawn", "--template", "mine"]);
    assert!(code == Some(3) || code == Some(1), "{said}");
}

#[test]
fn the_values_of_a_template_are_listed_with_what_they_may_be() {
    let folder = Folder::sample();
    let (code, said) = says(&folder, &["templates", "--values", "newspaper-feature"]);
    assert_eq!(code, Some(0), "{said}");
    let line =
        |name: &str| said.lines().find(|line| line.split(' ').next() == Some(name)).unwrap_or_default();
    let numerals = line("theme.numerals");
    assert!(numerals.contains("choice") && numerals.contains('壹'), "{said}");
    assert!(line("theme.accent").contains("headline, section headings"), "{said}");
    let columns = line("grid.columns");
    assert!(columns.contains("1–24") && columns.contains(" 8 "), "{columns}");
    let (_, said) = says(&folder, &["templates", "--values", "newspaper-feature", "--lang", "zh"]);
    assert!(said.contains("主题、小标题、数字和线条的颜色"), "{said}");
    // Every setting has its meaning in Chinese.
    let settings = said.lines().skip_while(|line| !line.starts_with("模板设置"));
    let rows: Vec<&str> = settings.skip(1).filter(|line| !line.is_empty()).collect();
    assert!(rows.len() > 150, "{}", rows.len());
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    for row in rows {
        let meaning = row.rsplit("  ").next().unwrap_or_default();
        assert!(meaning.contains(is_han) && !meaning.contains(" the "), "{row}");
    }
    // What a report fills is listed with it.
    let (_, said) = says(&folder, &["templates", "--values", "red-head"]);
    let line = |name: &str| said.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert!(line("extra.events").contains("2 to 7 texts of at most 40 characters"), "{said}");
    assert!(line("extra.link").contains("an address of the web"), "{said}");
}

#[test]
fn other_languages_are_set_as_they_ask_or_refused() {
    let report = |change: &dyn Fn(String) -> String| {
        let folder = Folder::pinned();
        std::fs::write(folder.path().join("report.json"), change(crate::support::sample_text())).unwrap();
        says(&folder, &["check", "report.json", "--template", "mine"])
    };
    for (word, said) in
        [("བོད", "Tibetan"), ("ئۇيغۇر", "Uyghur"), ("ᠮᠣᠩᠭᠣᠯ", "Mongolian"), ("עברית", "Hebrew")]
    {
        let (code, words) = report(&|text| text.replacen("初冬的清晨，", &format!("初冬的清晨{word}，"), 1));
        assert!(code == Some(1) && words.contains("error[script]") && words.contains(said), "{words}");
    }
    // A form of traditional Chinese is a slip in a simplified text, and none in a traditional one.
    let traditional = |text: String| text.replacen("初冬的清晨，", "初冬的清晨爲了，", 1);
    let (_, words) = report(&traditional);
    assert!(words.contains("[traditional]"), "{words}");
    let (_, words) = report(&|text| {
        traditional(text).replacen("\"format\": 1,", "\"format\": 1, \"language\": \"zh-HK\",", 1)
    });
    assert!(!words.contains("[traditional]"), "{words}");
    let (code, words) =
        report(&|text| text.replacen("\"format\": 1,", "\"format\": 1, \"language\": \"bo\",", 1));
    assert!(code == Some(1) && words.contains("zh-CN"), "{words}");
}
