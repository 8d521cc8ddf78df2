//! What stands in a paragraph.

use super::look::Letters;
use super::package::MAX_ADDRESS;
use super::reader::{Field, Reader, Why, chosen, is_contents, is_properties, push};
use super::symbols;
use super::xml::{MAX_DEPTH, Node};
use crate::diagnostic::Diagnostic;
use crate::import::document::Run;
use crate::say;

/// A paragraph as it is read.
pub struct Line<'n> {
    /// What its style says of letters.
    pub letters: Letters,
    /// Its runs; a page begins with each of these but the first, and with the first where it says so.
    pub parts: Vec<(bool, Vec<Run>)>,
    /// What is left out of it.
    pub out: Vec<(Why, String)>,
    /// The text boxes that are tied to it.
    pub boxes: Vec<TextBox<'n>>,
    /// The address that what is read leads to.
    pub link: Option<String>,
}

/// A text box.
pub enum TextBox<'n> {
    /// With paragraphs; and why they are not seen.
    Text(&'n Node, Option<Why>),
    /// Letters drawn as a picture, 艺术字.
    Drawn(String),
}

/// How letters are written.
pub struct Pen {
    /// Their look.
    pub run: Run,
    /// Whether they are hidden.
    pub hidden: bool,
    struck: bool,
}

impl Default for Line<'_> {
    fn default() -> Self {
        Self {
            letters: Letters::default(),
            parts: vec![(false, Vec::new())],
            out: Vec::new(),
            boxes: Vec::new(),
            link: None,
        }
    }
}

impl Line<'_> {
    /// Adds a run.
    pub fn push(&mut self, run: Run) {
        if let Some((_, runs)) = self.parts.last_mut() {
            push(runs, run);
        }
    }

    /// Adds letters that are left out.
    pub fn leave_out(&mut self, why: Why, text: &str) {
        match self.out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, before)) => before.push_str(text),
            None if text.trim().is_empty() => {}
            None => self.out.push((why, text.to_owned())),
        }
    }

    /// A page begins here.
    fn new_page(&mut self) {
        match self.parts.last_mut() {
            Some((new_page, runs)) if runs.is_empty() => *new_page = true,
            _ => self.parts.push((true, Vec::new())),
        }
    }
}

impl Reader<'_, '_> {
    /// Reads a part of a paragraph.
    pub fn inline<'n>(&mut self, line: &mut Line<'n>, node: &'n Node) -> Result<(), Diagnostic> {
        match node.name.as_str() {
            "w:r" => self.run(line, node),
            "m:t" => {
                let pen = self.pen(line, None);
                self.put(line, &node.letters(), &pen);
                Ok(())
            }
            "w:hyperlink" => {
                let address = node.get("r:id").and_then(|id| self.links.address(id));
                let outer = std::mem::replace(&mut line.link, address);
                let read = self.inlines(line, node);
                line.link = outer;
                read
            }
            "w:ins" | "w:moveTo" => {
                self.told.inserted += 1;
                self.inlines(line, node)
            }
            "w:del" | "w:moveFrom" => {
                self.told.deleted += 1;
                self.story.unseen.push(Why::Deleted);
                let read = self.inlines(line, node);
                self.story.unseen.pop();
                read
            }
            "w:fldSimple" => {
                self.story.fields.push(shown(node.get("w:instr").unwrap_or_default().to_owned()));
                let read = self.inlines(line, node);
                self.story.fields.pop();
                read
            }
            "w:sdt" if is_contents(node) => {
                self.story.fields.push(Field { shown: true, contents: true, ..Field::default() });
                let read = self.inlines(line, node);
                self.story.fields.pop();
                read
            }
            "mc:AlternateContent" => chosen(node).map_or(Ok(()), |branch| self.inlines(line, branch)),
            _ if is_properties(node) => Ok(()),
            _ => self.inlines(line, node),
        }
    }

    fn inlines<'n>(&mut self, line: &mut Line<'n>, node: &'n Node) -> Result<(), Diagnostic> {
        node.nodes().try_for_each(|node| self.inline(line, node))
    }

    fn pen(&self, line: &Line, properties: Option<&Letters>) -> Pen {
        let nothing = Letters::default();
        let direct = properties.unwrap_or(&nothing);
        let (mut run, hidden, struck) = self.styles.look(direct, &line.letters, &self.story.sheet.0);
        let field = || self.story.fields.iter().rev().find_map(|field| field.link.clone());
        run.link = line.link.clone().or_else(field);
        Pen { run, hidden, struck }
    }

    fn run<'n>(&mut self, line: &mut Line<'n>, node: &'n Node) -> Result<(), Diagnostic> {
        let direct = self.styles.direct(node.child("w:rPr"));
        let mut pen = self.pen(line, Some(&direct));
        for part in node.nodes() {
            self.part(line, part, &mut pen)?;
        }
        Ok(())
    }

    fn part<'n>(&mut self, line: &mut Line<'n>, node: &'n Node, pen: &mut Pen) -> Result<(), Diagnostic> {
        match node.name.as_str() {
            // A line's end in the file is no line's end in the text.
            "w:t" => self.put(line, &node.letters().replace(['\n', '\r'], " "), pen),
            "w:delText" => line.leave_out(Why::Deleted, &node.letters()),
            "w:tab" | "w:ptab" => self.put(line, "\t", pen),
            "w:br" if node.get("w:type") == Some("page") => {
                if self.unseen(pen.hidden).is_none() {
                    line.new_page();
                }
            }
            "w:br" | "w:cr" => self.put(line, "\n", pen),
            "w:noBreakHyphen" => self.put(line, "-", pen),
            "w:sym" => self.symbol(line, node, pen),
            "w:fldChar" => return self.field(line, node, pen),
            "w:instrText" => {
                if let Some(field) = self.story.fields.last_mut().filter(|field| !field.shown) {
                    field.told.push_str(&node.letters());
                }
            }
            "w:delInstrText" => {}
            "w:footnoteReference" | "w:endnoteReference" => self.mark(line, node, pen),
            "w:ruby" => {
                for letters in node.nodes().filter(|part| part.name == "w:rubyBase") {
                    self.inlines(line, letters)?;
                }
                let read = node.child("w:rt").map(said).unwrap_or_default();
                line.leave_out(self.unseen(pen.hidden).unwrap_or(Why::Ruby), &read);
            }
            "w:drawing" | "w:pict" | "w:object" => return self.drawing(line, node, pen),
            "mc:AlternateContent" => {
                for part in chosen(node).into_iter().flat_map(Node::nodes) {
                    self.part(line, part, pen)?;
                }
            }
            "w:r" => return self.run(line, node),
            _ if is_properties(node) => {}
            _ => {
                for part in node.nodes() {
                    self.part(line, part, pen)?;
                }
            }
        }
        Ok(())
    }

    /// Writes letters, or leaves them out.
    pub fn put(&mut self, line: &mut Line, text: &str, pen: &Pen) {
        if let Some(why) = self.unseen(pen.hidden) {
            line.leave_out(why, text);
            return;
        }
        self.told.struck += usize::from(pen.struck && !text.trim().is_empty());
        line.push(Run { text: text.to_owned(), ..pen.run.clone() });
    }

    fn symbol(&mut self, line: &mut Line, node: &Node, pen: &Pen) {
        let face = node.get("w:font").unwrap_or_default();
        let code = node.get("w:char").unwrap_or_default();
        match symbols::by_code(code).and_then(|letter| symbols::letter(letter, face)) {
            Some(letter) => self.put(line, letter.encode_utf8(&mut [0; 4]), pen),
            None => line.leave_out(Why::Symbol, &format!("[{face} {code}]")),
        }
    }

    fn field(&mut self, line: &Line, node: &Node, pen: &mut Pen) -> Result<(), Diagnostic> {
        match node.get("w:fldCharType") {
            Some("begin") if self.story.fields.len() >= MAX_DEPTH => {
                return Err(Diagnostic::error(say!("import-limit.depth", limit = MAX_DEPTH)));
            }
            Some("begin") => self.story.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.story.fields.last_mut() {
                    *field = shown(std::mem::take(&mut field.told));
                }
            }
            Some("end") => {
                self.story.fields.pop();
            }
            _ => {}
        }
        // The letters of this run that follow lead where the field leads.
        let field = self.story.fields.iter().rev().find_map(|field| field.link.clone());
        pen.run.link = line.link.clone().or(field);
        Ok(())
    }

    /// A note's mark.
    fn mark(&mut self, line: &mut Line, node: &Node, pen: &Pen) {
        let Some(id) = node.get("w:id").filter(|_| self.unseen(pen.hidden).is_none()) else { return };
        let end = node.name == "w:endnoteReference";
        let key = (end, id.to_owned());
        if let Some(note) = self.notes.remove(&key) {
            self.met.insert(key.clone(), self.met.len());
            self.waiting.push((end, note));
        }
        if let Some(&place) = self.met.get(&key) {
            line.push(Run { note: Some(place), ..pen.run.clone() });
        }
    }
}

/// A field that shows what follows.
fn shown(told: String) -> Field {
    let mut words = told.split_whitespace();
    let name = words.next().unwrap_or_default().to_uppercase();
    let link = (name == "HYPERLINK").then(|| address(&told)).flatten();
    Field { contents: name == "TOC", link, shown: true, told }
}

/// The address that a field of links is told: the first words in quotes, unless a switch such as \l stands before them.
fn address(told: &str) -> Option<String> {
    let before = told.trim_start().get("HYPERLINK".len()..)?.trim_start();
    let quoted = before.strip_prefix(['"', '“'])?;
    let end = quoted.find(['"', '”'])?;
    quoted.get(..end).filter(|address| (1..=MAX_ADDRESS).contains(&address.len())).map(str::to_owned)
}

/// All letters below a node.
fn said(node: &Node) -> String {
    let mut out = String::new();
    for part in node.nodes() {
        match part.name.as_str() {
            "w:t" | "w:delText" | "m:t" | "a:t" => out += &part.letters(),
            "mc:AlternateContent" => out += &chosen(part).map(said).unwrap_or_default(),
            "w:p" if !out.is_empty() => {
                out.push('\n');
                out += &said(part);
            }
            _ => out += &said(part),
        }
    }
    out
}
