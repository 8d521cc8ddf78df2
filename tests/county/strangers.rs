//! A county or template of a stranger reads nothing outside its folder, reaches no network, and ends.

use std::path::Path;

use super::{county, put};
use crate::support::{Folder, stderr};

/// What `check` says of a county whose credits part is this code.
fn said(code: &str, more: &[&str]) -> String {
    let folder = county("");
    put(&folder, "parts/credits.typ", format!("#import \"/banmian.typ\": *\n#let credits(rect) = {code}\n"));
    folder.check_with(more)
}

#[test]
fn nothing_outside_is_read() {
    let secret = tempfile::TempDir::new().unwrap();
    std::fs::write(secret.path().join("secret.json"), "{}").unwrap();
    let absolute = secret.path().join("secret.json").display().to_string();
    for (code, wanted) in [
        ("read(\"/etc/passwd\")", "file not found"),
        ("read(\"../../../../../../etc/passwd\")", "would escape"),
        ("read(\"/../etc/passwd\")", "would escape"),
        (&format!("json(\"{absolute}\")"), "file not found"),
        ("image(\"../../secret.png\")", "would escape"),
        ("read(\"/county.toml\")", "file not found"),
        ("plugin(\"/etc/passwd\")", "file not found"),
        ("{ import \"../../../other.typ\": x }", "would escape"),
    ] {
        let said = said(code, &[]);
        assert!(said.contains("--> parts/credits.typ:2:"), "{code}: {said}");
        assert!(said.contains(wanted) && !said.contains("--root"), "{code}: {said}");
    }
}

#[test]
fn no_package_is_fetched() {
    let said = said("{ import \"@preview/cetz:0.4.0\": canvas }", &[]);
    assert!(
        said.contains("packages are not downloaded") && said.contains("--> parts/credits.typ:2:"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let secret = tempfile::TempDir::new().unwrap();
    std::fs::write(secret.path().join("secret.txt"), "secret").unwrap();
    let link = |target: &Path, path: &str| {
        let folder = county("");
        std::fs::create_dir_all(folder.path().join("parts")).unwrap();
        std::os::unix::fs::symlink(target, folder.path().join(path)).unwrap();
        folder.check()
    };
    for (target, path) in [
        (secret.path().join("secret.txt"), "parts/secret.txt"),
        (secret.path().to_path_buf(), "parts/all"),
        (secret.path().to_path_buf(), "pictures"),
        (secret.path().join("secret.txt"), "main.typ"),
    ] {
        let said = link(&target, path);
        assert!(
            said.contains(&format!("this is a link, and links are not followed\n  --> {path}")),
            "{said}"
        );
        assert!(!said.contains("secret.txt") || path.ends_with("secret.txt"), "{said}");
    }
    // A profile and a template through a link.
    let folder = county("template = \"mine\"\n");
    std::os::unix::fs::symlink(secret.path(), folder.path().join("mine")).unwrap();
    assert!(folder.check().contains("`mine` leads out of the folder"));
    let folder = county("[press]\nprofile = \"p.icc\"\n");
    std::os::unix::fs::symlink(secret.path().join("secret.txt"), folder.path().join("p.icc")).unwrap();
    assert!(folder.check().contains("`p.icc` leads out of the folder"));
}

#[test]
fn names_do_not_lead_out() {
    for name in ["../x", "/etc", "a/../../b", "C:/x", ""] {
        let said = county(&format!("template = \"{name}\"\n")).check();
        assert!(said.contains("--> county.toml:1:12"), "{name}: {said}");
    }
    let said = county("[theme]\nmasthead = \"../secret.png\"\n").check();
    assert!(said.contains("--> county.toml:2:12") && said.contains("there is no picture"), "{said}");
}

#[test]
fn code_that_does_not_end_is_ended() {
    // Typst ends what it can see.
    assert!(said("{ while true { } }", &[]).contains("condition is always true"));
    assert!(said("{ let i = 0; while i < 20000 { i += 1 } }", &[]).contains("loop seems to be infinite"));
    assert!(said("{ let f(n) = f(n + 1)\n f(0) }", &[]).contains("maximum function call depth exceeded"));
    let deep = "{ let b = [x]; for i in range(5000) { b = block(b) }; b }";
    assert!(said(deep, &[]).contains("nesting"));
    // The rest is ended by the watch.
    let slow = "{ let i = 0; while i < 9000 { let j = 0; while j < 9000 { let k = 0; while k < 9000 { k += 1 }; j += 1 }; \
                i += 1 } }";
    let said = said(slow, &["--time-limit", "1"]);
    assert!(said.contains("the page is not typeset after 1 second, the limit"), "{said}");
    assert!(said.contains("--> parts/credits.typ"), "{said}");
    assert_eq!(Folder::sample().run(&["check", "report.json", "--time-limit", "61"]).status.code(), Some(2));
}

#[test]
fn values_may_be_nested_deep() {
    let folder = county("");
    let code = "{ let a = (); let b = (); for i in range(9000) { a = (a,); b = (b,) }; if a == b [x] }";
    put(
        &folder,
        "parts/credits.typ",
        format!("#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, {code})\n"),
    );
    let output = folder.run(&["check", "report.json"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
}

#[test]
fn memory_is_limited() {
    // Two hundred million numbers: about 6 GB.
    let said = said("{ range(2000000000).len() }", &[]);
    assert!(said.contains("typesetting the page takes more than 2 GiB of memory, the limit"), "{said}");
}

#[test]
fn folders_have_limits() {
    let folder = county("");
    put(&folder, "parts/large.txt", vec![b'x'; 16 * 1024 * 1024 + 1]);
    assert!(folder.check().contains("larger than 16 MiB"));
    let folder = county("");
    for index in 0..5 {
        put(&folder, &format!("parts/{index}.txt"), vec![b'x'; 15 * 1024 * 1024]);
    }
    assert!(folder.check().contains("larger than 64 MiB"));
    let folder = county("");
    for index in 0..201 {
        put(&folder, &format!("parts/{index}.txt"), "x");
    }
    assert!(folder.check().contains("more than 200 files"));
    // A picture whose header promises 60,000 × 60,000 pixels.
    let folder = county("");
    let mut huge = crate::support::picture(40, 30, image::ImageFormat::Png);
    huge[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crate::messages::crc32(&huge[12..29]);
    huge[29..33].copy_from_slice(&crc.to_be_bytes());
    put(&folder, "pictures/huge.png", huge);
    let said = folder.check();
    assert!(said.contains("60000 × 60000 pixels") && said.contains("--> pictures/huge.png"), "{said}");
    // What else lies in a county's folder is left alone.
    let folder = county("");
    put(&folder, "2023/large.bin", vec![b'x'; 17 * 1024 * 1024]);
    let output = folder.run(&["check", "report.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
