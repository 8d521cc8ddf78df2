//! The files packed in a `.docx`, within limits, and what they say of one another.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml;
use crate::diagnostic::Diagnostic;
use crate::say;

/// The most files in a package.
pub const MAX_ENTRIES: usize = 10_000;
/// The most that one of them may unpack to (bytes): a picture, or the text.
pub const MAX_PART_BYTES: u64 = 64 << 20;
/// The most that all that is read of them may unpack to (bytes). A picture that stands at two places counts twice.
pub const MAX_TOTAL_BYTES: u64 = 512 << 20;
/// How many times its packed size a file may unpack to, where it is not small.
pub const MAX_RATIO: u64 = 200;
/// The longest address of a link that is kept (bytes): it is handed on with every run.
pub const MAX_ADDRESS: usize = 2_048;
/// What is small (bytes): blank scans pack well.
const SMALL: u64 = 16 << 20;

/// A package of files.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each is, by its name in small letters.
    places: BTreeMap<String, usize>,
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// When it is broken, or holds too many files.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        // Counted before the archive's list is made: what its end says of it need not be so.
        if bytes.windows(4).filter(|window| window == b"PK\x01\x02").count() > MAX_ENTRIES {
            return Err(Diagnostic::error(say!("import-limit.entries", limit = MAX_ENTRIES)));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        let mut places = BTreeMap::new();
        for at in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(at) {
                places.insert(plain(&name), at);
            }
        }
        Ok(Self { zip, places, unpacked: 0 })
    }

    /// Whether it holds a file.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain(name))
    }

    /// The names of its files, in small letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// A file's bytes; none where it is not there. What is unpacked is counted, whatever the archive says of it.
    ///
    /// # Errors
    /// When it is broken, or larger than a limit.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(&at) = self.places.get(&plain(name)) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(|_| broken_part(name))?;
        let packed = file.compressed_size().max(1);
        let left = MAX_TOTAL_BYTES.saturating_sub(self.unpacked);
        let ratio = packed.saturating_mul(MAX_RATIO).max(SMALL);
        let most = MAX_PART_BYTES.min(left).min(ratio);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| broken_part(name))?;
        let size = bytes.len() as u64;
        self.unpacked += size;
        if size <= most {
            return Ok(Some(bytes));
        }
        let name = file_name(name);
        let large = if most == MAX_PART_BYTES {
            say!("import-limit.part", name = name)
        } else if most == left {
            say!("import-limit.total")
        } else {
            say!("import-limit.ratio", name = name, limit = MAX_RATIO)
        };
        Err(Diagnostic::error(large).hint(say!("hint.import-smaller")))
    }

    /// A file's letters: UTF-8 or UTF-16, as the standard has it.
    ///
    /// # Errors
    /// As of its bytes, and when they are no letters.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let (encoding, skip) = match bytes.as_slice() {
            [0xff, 0xfe, ..] => (encoding_rs::UTF_16LE, 2),
            [0xfe, 0xff, ..] => (encoding_rs::UTF_16BE, 2),
            [b'<', 0, ..] => (encoding_rs::UTF_16LE, 0),
            [0, b'<', ..] => (encoding_rs::UTF_16BE, 0),
            [0xef, 0xbb, 0xbf, ..] => (encoding_rs::UTF_8, 3),
            _ => (encoding_rs::UTF_8, 0),
        };
        let letters = bytes.get(skip..).unwrap_or_default();
        match encoding.decode_without_bom_handling_and_without_replacement(letters) {
            Some(text) => Ok(Some(text.into_owned())),
            None => Err(broken_part(name)),
        }
    }

    /// What a file says of others; nothing for the package itself is its name.
    ///
    /// # Errors
    /// When it is broken.
    pub fn links(&mut self, part: &str) -> Result<Links, Diagnostic> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let at = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let mut links = Links::default();
        let Some(text) = self.text(&at)? else { return Ok(links) };
        for node in xml::tree(&text, &at)?.nodes() {
            let (Some(id), Some(target)) = (node.get("Id"), node.get("Target")) else { continue };
            let kind = node.get("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
            let outside = node.get("TargetMode") == Some("External");
            let target = if outside { target.to_owned() } else { self.within(folder, target) };
            links.0.insert(id.to_owned(), Link { kind, target, outside });
        }
        Ok(links)
    }

    /// The name in the package that a target means.
    fn within(&self, folder: &str, target: &str) -> String {
        let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
        let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let name = parts.join("/");
        if self.has(&name) { name } else { unescaped(&name) }
    }
}

/// What a file says of others, by the ids that it uses.
#[derive(Debug, Default, Clone)]
pub struct Links(BTreeMap<String, Link>);

/// A link from one file to another.
#[derive(Debug, Clone)]
pub struct Link {
    /// The last word of its kind, such as `image`.
    pub kind: String,
    /// The name in the package, or an address.
    pub target: String,
    /// Whether it leads out of the package.
    pub outside: bool,
}

impl Links {
    /// The address out of the package that an id leads to; none where nobody could type it.
    pub fn address(&self, id: &str) -> Option<String> {
        let link = self.get(id).filter(|link| link.outside)?;
        Some(link.target.clone()).filter(|address| address.len() <= MAX_ADDRESS)
    }

    /// The link of an id.
    pub fn get(&self, id: &str) -> Option<&Link> {
        self.0.get(id)
    }

    /// The files of a kind, each once, in the order of their names.
    pub fn of_kind(&self, kind: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .0
            .values()
            .filter(|link| link.kind == kind && !link.outside)
            .map(|link| link.target.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The first file of a kind.
    pub fn first(&self, kind: &str) -> Option<String> {
        self.of_kind(kind).into_iter().next()
    }
}

/// The part that an office's file is about, and its kind.
///
/// # Errors
/// When the package's own lists are broken.
pub fn main_part(package: &mut Package) -> Result<Option<(String, String)>, Diagnostic> {
    let kinds = match package.text("[Content_Types].xml")? {
        Some(text) => xml::tree(&text, "[Content_Types].xml")?,
        None => xml::Node::default(),
    };
    let part_name =
        |node: &xml::Node| node.get("PartName").unwrap_or_default().trim_start_matches('/').to_owned();
    let content = |node: &xml::Node| node.get("ContentType").unwrap_or_default().to_owned();
    let linked = package.links("")?.first("officeDocument").filter(|part| package.has(part));
    let listed = || {
        let main = |node: &&xml::Node| content(node).contains("main+xml");
        kinds.nodes().find(main).map(part_name).filter(|part| package.has(part))
    };
    let usual = || {
        ["word/document.xml", "xl/workbook.xml"].map(str::to_owned).into_iter().find(|part| package.has(part))
    };
    let Some(part) = linked.or_else(listed).or_else(usual) else { return Ok(None) };
    let kind = kinds.nodes().find(|node| part_name(node).eq_ignore_ascii_case(&part)).map(content);
    Ok(Some((part, kind.unwrap_or_default())))
}

/// A file's name without its folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A finding about a part that cannot be read.
pub fn broken_part(part: &str) -> Diagnostic {
    Diagnostic::error(say!("import-broken.part", part = part)).hint(say!("hint.import-save"))
}

fn broken() -> Diagnostic {
    Diagnostic::error(say!("import-broken")).hint(say!("hint.import-save"))
}

/// A name as it is compared: parts differ by more than large and small letters.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A name with `%20` and the like read.
pub fn unescaped(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.filter(|_| first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}
