//! A desk that runs, and a browser's requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A running desk; it is killed, without a chance to tidy up, when it is dropped.
pub struct Desk {
    child: Child,
    pub port: u16,
    pub token: String,
}

/// What was answered.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} {}", self.status, String::from_utf8_lossy(&self.body)))
    }
}

impl Desk {
    /// Starts a desk for a folder.
    pub fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
            .args(["desk", "--no-browser", "--lang", "en"])
            .arg(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://127.0.0.1:").nth(1).unwrap_or_else(|| panic!("{line}"));
        let mut parts = address.split(['/', ' ']);
        let port = parts.next().unwrap().parse().unwrap();
        Self { child, port, token: parts.next().unwrap().to_owned() }
    }

    /// Any request, with its whole head.
    pub fn raw(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or_else(|| panic!("no answer"));
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut body = all[end + 4..].to_vec();
        if head.to_lowercase().contains("transfer-encoding: chunked") {
            body = unchunked(&body);
        }
        Answer { status, head, body }
    }

    pub fn get(&self, path: &str) -> Answer {
        let (token, port) = (&self.token, self.port);
        self.raw(
            &format!("GET /{token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"),
            b"",
        )
    }

    pub fn send(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        let (token, port, length) = (&self.token, self.port, body.len());
        self.raw(
            &format!(
                "POST /{token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
                 Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            ),
            body,
        )
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(path, "application/json", body.to_string().as_bytes())
    }

    pub fn view(&self) -> Value {
        self.get("view").json()
    }

    /// The view once the page is made up.
    pub fn settled(&self) -> Value {
        let end = Instant::now() + Duration::from_mins(2);
        loop {
            let view = self.view();
            if view["settled"] == true {
                return view;
            }
            assert!(Instant::now() < end, "the page is not made up");
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// One step on the version now.
    pub fn edit(&self, after: &Value, steps: Value) -> Answer {
        self.post("edit", &serde_json::json!({ "after": after, "ops": steps }))
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        found.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    found
}
