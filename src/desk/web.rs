//! The files of the desk's page, which are in the program.

use include_dir::{Dir, include_dir};

static WEB: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/desk/web");

/// A file with its type.
pub fn file(path: &str) -> Option<(&'static str, &'static [u8])> {
    let kind = match path.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => return None,
    };
    Some((kind, WEB.get_file(path)?.contents()))
}
