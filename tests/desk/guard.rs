//! Who may speak to the desk, and what it gives nobody.

use serde_json::json;

use super::{sample, text};

#[test]
fn only_the_browser_that_has_the_address_is_answered() {
    let (folder, desk) = sample();
    let before = text(&folder);
    let (token, port) = (&desk.token, desk.port);
    let own = format!("127.0.0.1:{port}");
    let get = |path: &str, host: &str, more: &str| {
        desk.raw(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"), b"")
            .status
    };
    let view = format!("/{token}/view");
    assert_eq!(get(&view, &own, ""), 200);
    assert_eq!(get(&view, &format!("localhost:{port}"), ""), 200);
    assert_eq!(get(&view, &own, &format!("Origin: http://{own}\r\n")), 200);
    // Without the token, or with another one.
    for path in ["/view", "/", "/0123456789abcdef0123456789abcdef/view"] {
        assert_eq!(get(path, &own, ""), 404, "{path}");
    }
    // A name that was bent to this address: DNS rebinding.
    for host in
        ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", &format!("127.0.0.1:{}", port ^ 1), ""]
    {
        assert_eq!(get(&view, host, ""), 403, "{host}");
    }
    // A foreign page.
    for more in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        &format!("Origin: https://{own}\r\n"),
        &format!("Origin: http://127.0.0.1:{}\r\n", port ^ 1),
        "Sec-Fetch-Site: cross-site\r\n",
    ] {
        assert_eq!(get(&view, &own, more), 403, "{more}");
    }
    let posted = |more: &str, kind: &str| {
        let payload = json!({ "after": 1, "ops": [{ "set": "/county", "value": "坏县" }] }).to_string();
        let head = format!(
            "POST /{token}/edit HTTP/1.1\r\nHost: {own}\r\n{more}Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            payload.len()
        );
        desk.raw(&head, payload.as_bytes()).status
    };
    assert_eq!(posted("", "application/json"), 403, "no origin");
    assert_eq!(posted("Origin: http://evil.example\r\n", "application/json"), 403);
    // What a form of a foreign page could send.
    assert_eq!(posted(&format!("Origin: http://{own}\r\n"), "text/plain"), 415);
    assert_eq!(text(&folder), before, "nothing was written");
}

#[test]
fn the_page_may_load_nothing_from_elsewhere() {
    let (_folder, desk) = sample();
    let page = desk.get("");
    assert_eq!(page.status, 200);
    let head = page.head.to_lowercase();
    for wanted in [
        "content-security-policy: default-src 'none'; script-src 'self'",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
        "cache-control: no-store",
    ] {
        assert!(head.contains(wanted), "{wanted}:\n{head}");
    }
    let html = String::from_utf8(page.body).unwrap();
    assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
    assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="), "{html}");
}

#[test]
fn no_path_leaves_what_is_served() {
    let (_folder, desk) = sample();
    for path in [
        "../../mod.rs",
        "..%2fmod.rs",
        "%2e%2e/%2e%2e/%2e%2e/Cargo.toml",
        "//etc/passwd",
        "made/1/report.pdf",
        "made/0/..%2f..%2freport.json",
        "made/99999999999999999999/x",
        "photo/99",
        "candidate/..%2freport.json",
        "cell/0/0/0/00.png",
        "cell/0/0/0/..%2f..%2freport.json",
    ] {
        let status = desk.get(path).status;
        assert!(status == 404 || status == 400, "{path}: {status}");
    }
    for folder in ["..", "../..", "/etc", "", "photos", "./../x"] {
        let answer = desk.post("open", &json!({ "folder": folder }));
        // The report of the folder itself is what is open.
        let own = folder.is_empty();
        assert_eq!(answer.status, if own { 200 } else { 404 }, "{folder}");
    }
}

#[test]
fn photos_are_written_into_their_folder_under_a_name_of_their_own() {
    let (folder, desk) = sample();
    let photo = std::fs::read(
        std::fs::read_dir(folder.path().join("photos")).unwrap().next().unwrap().unwrap().path(),
    )
    .unwrap();
    let mut other = photo.clone();
    other.extend(b"another");
    for (name, wanted) in [
        ("..%2f..%2fcounty.toml", "county.toml"),
        ("..%5C..%5Creport.json", "report.json"),
        ("a%00b%3A%3F.jpg", "ab.jpg"),
        ("%E4%BC%9A%E8%AE%AE.jpg", "会议.jpg"),
        ("....", "photo"),
    ] {
        let before = desk.view()["version"].clone();
        let answer = desk.send(&format!("photos?name={name}"), "application/octet-stream", &other);
        assert_eq!(answer.status, 200, "{name}: {}", String::from_utf8_lossy(&answer.body));
        let view = answer.json();
        let photos = view["report"]["photos"].as_array().unwrap();
        assert_eq!(photos.last().unwrap()["file"], format!("photos/{wanted}"));
        assert!(folder.path().join("photos").join(wanted).is_file(), "{wanted}");
        assert_ne!(view["version"], before);
    }
    // A name that another picture has.
    let taken = desk.send("photos?name=ab.jpg&section=1", "application/octet-stream", &photo).json();
    assert_eq!(taken["report"]["photos"].as_array().unwrap().last().unwrap()["file"], "photos/ab-2.jpg");
    let id = taken["report"]["photos"].as_array().unwrap().last().unwrap()["id"].clone();
    assert_eq!(taken["report"]["sections"][1]["photos"].as_array().unwrap().last().unwrap(), &id);
    // What is no picture is not taken.
    let refused = desk.send("photos?name=x.jpg", "application/octet-stream", b"<script>alert(1)</script>");
    assert_eq!(refused.status, 422);
    assert!(!folder.path().join("photos/x.jpg").exists());
}
