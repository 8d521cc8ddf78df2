//! XML as a tree of one block at a time, within limits. Names have the usual prefixes, whatever the file calls them.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::diagnostic::Diagnostic;
use crate::say;

/// How deep elements may stand in one another.
pub const MAX_DEPTH: usize = 200;
/// The most elements of one block: a paragraph, a table, or a part that is read as a whole.
pub const MAX_ELEMENTS: usize = 1_000_000;
/// The most attributes of an element.
pub const MAX_ATTRIBUTES: usize = 1_000;

/// The namespaces that are known, of both forms of the standard, and the prefix that each has here.
const KNOWN: [(&str, &str); 24] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/drawingml/2006/chart", "c"),
    ("http://purl.oclc.org/ooxml/drawingml/chart", "c"),
    ("http://schemas.microsoft.com/office/drawing/2014/chartex", "c"),
    ("http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"),
    ("http://purl.oclc.org/ooxml/drawingml/diagram", "dgm"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:schemas-microsoft-com:office:office", "o"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("http://schemas.openxmlformats.org/package/2006/content-types", ""),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
];

/// An element.
#[derive(Debug, Default)]
pub struct Node {
    /// Its name, such as `w:p`.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Child>,
}

/// A part of an element.
#[derive(Debug)]
pub enum Child {
    /// An element.
    Node(Node),
    /// Letters.
    Text(String),
}

impl Node {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The `w:val` of it.
    pub fn val(&self) -> Option<&str> {
        self.get("w:val")
    }

    /// The elements in it.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of a name in it.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| node.name == name)
    }

    /// The element below it at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The letters that stand in it, not in elements of it.
    pub fn letters(&self) -> String {
        let letters = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Node(_) => None,
        });
        letters.collect()
    }

    /// Whether there is an element below it that is meant.
    pub fn any_below(&self, meant: &impl Fn(&Node) -> bool) -> bool {
        self.nodes().any(|node| meant(node) || node.any_below(meant))
    }
}

/// A part as one tree.
///
/// # Errors
/// When it is broken, or breaks a limit.
pub fn tree(text: &str, part: &str) -> Result<Node, Diagnostic> {
    let mut source = Source::new(text, part);
    let mut root = None;
    while let Some(token) = source.next()? {
        if let (Token::Open(node), None) = (token, &root) {
            root = Some(source.whole(node)?);
        }
    }
    root.ok_or_else(|| source.broken("no element"))
}

/// A part block by block: each element in the first element of a name, one at a time.
///
/// # Errors
/// When it is broken, or breaks a limit; and what the work says.
pub fn blocks(
    text: &str,
    part: &str,
    within: &str,
    mut work: impl FnMut(Node) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let mut source = Source::new(text, part);
    let mut inside = None;
    while let Some(token) = source.next()? {
        match token {
            Token::Open(node) if inside == Some(source.depth - 1) => work(source.whole(node)?)?,
            Token::Open(node) if node.name == within && inside.is_none() => inside = Some(source.depth),
            Token::Close if inside == Some(source.depth + 1) => inside = Some(usize::MAX),
            _ => {}
        }
    }
    if inside.is_none() { Err(source.broken(within)) } else { Ok(()) }
}

enum Token {
    Open(Node),
    Close,
    Text(String),
}

struct Source<'a> {
    reader: NsReader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

impl<'a> Source<'a> {
    fn new(text: &'a str, part: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0 }
    }

    fn broken(&self, words: impl ToString) -> Diagnostic {
        Diagnostic::error(say!("import-broken.xml", part = self.part, words = words.to_string()))
            .hint(say!("hint.import-save"))
    }

    fn limit(&self, what: crate::message::Message) -> Diagnostic {
        Diagnostic::error(say!("import-limit.xml", part = self.part, what = what))
    }

    fn next(&mut self) -> Result<Option<Token>, Diagnostic> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(error)),
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(self.limit(say!("import-limit.depth", limit = MAX_DEPTH)));
                    }
                    Token::Open(self.open(&start)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => Token::Text(self.reference(&name)?),
                Event::DocType(_) => {
                    return Err(Diagnostic::error(say!("import-entities", part = self.part)));
                }
                Event::Eof if self.depth > 0 => return Err(self.broken("the end is missing")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// What a reference such as `&amp;` stands for. No others are known: nothing is defined in a part.
    fn reference(&self, name: &quick_xml::events::BytesRef) -> Result<String, Diagnostic> {
        if let Ok(Some(letter)) = name.resolve_char_ref() {
            let control = letter < ' ' && !matches!(letter, '\t' | '\n' | '\r');
            return if control { Err(self.broken("&#")) } else { Ok(letter.to_string()) };
        }
        match quick_xml::escape::resolve_predefined_entity(name) {
            Some(text) => Ok(text.to_owned()),
            None => Err(Diagnostic::error(say!("import-entities", part = self.part))),
        }
    }

    fn open(&self, start: &BytesStart) -> Result<Node, Diagnostic> {
        let resolver = self.reader.resolver();
        let (space, local) = resolver.resolve_element(start.name());
        let mut node = Node { name: named(space, local.as_ref()), ..Node::default() };
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.broken(error))?;
            if node.attributes.len() >= MAX_ATTRIBUTES {
                return Err(self.limit(say!("import-limit.attributes", limit = MAX_ATTRIBUTES)));
            }
            let (space, local) = resolver.resolve_attribute(attribute.key);
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|error| self.broken(error))?;
            node.attributes.push((named(space, local.as_ref()), value.into_owned()));
        }
        Ok(node)
    }

    /// An element that has been opened, with all in it.
    fn whole(&mut self, root: Node) -> Result<Node, Diagnostic> {
        let mut open: Vec<Node> = Vec::new();
        let mut node = root;
        let mut elements = 1;
        loop {
            match self.next()? {
                Some(Token::Open(inner)) => {
                    elements += 1;
                    if elements > MAX_ELEMENTS {
                        return Err(self.limit(say!("import-limit.elements", limit = MAX_ELEMENTS)));
                    }
                    open.push(std::mem::replace(&mut node, inner));
                }
                Some(Token::Text(text)) => match node.children.last_mut() {
                    Some(Child::Text(before)) => before.push_str(&text),
                    _ => node.children.push(Child::Text(text)),
                },
                Some(Token::Close) => match open.pop() {
                    Some(outer) => {
                        let inner = std::mem::replace(&mut node, outer);
                        node.children.push(Child::Node(inner));
                    }
                    None => return Ok(node),
                },
                None => return Err(self.broken("the end is missing")),
            }
        }
    }
}

fn named(space: ResolveResult, local: &str) -> String {
    match space {
        ResolveResult::Bound(Namespace(space)) => {
            match KNOWN.iter().find(|(known, _)| *known == space).map(|(_, prefix)| *prefix) {
                Some("") => local.to_owned(),
                Some(prefix) => format!("{prefix}:{local}"),
                None => format!("?:{local}"),
            }
        }
        ResolveResult::Unbound => local.to_owned(),
        ResolveResult::Unknown(prefix) => format!("{prefix}:{local}"),
    }
}
