//! Markdown.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::files::stays_inside;
use crate::import::document::{Cell, Document, Grid, LeftOut, Paragraph, Picture, Piece, Place, Run, Where};
use crate::import::docx::{MAX_ADDRESS, MAX_PARAGRAPHS, MAX_PART_BYTES, MAX_PICTURES, push, unescaped};
use crate::say;

/// How deep quotes, lists and notes may stand in one another.
const MAX_DEPTH: usize = 100;

/// What is known while the text is read.
struct Reader<'a> {
    path: &'a Path,
    document: Document,
    /// The paragraph that is read.
    open: Option<Paragraph>,
    /// The look of the letters.
    look: Run,
    strong: usize,
    slanted: usize,
    /// The lists that are open, with their next numbers, and the number of the next paragraph.
    lists: Vec<Option<u64>>,
    number: Option<String>,
    quotes: usize,
    /// The notes by their names: their places, and what they say.
    places: BTreeMap<String, usize>,
    notes: BTreeMap<String, Vec<Paragraph>>,
    note: Option<String>,
    grid: Option<Grid>,
    /// A picture: its address, and what it shows.
    picture: Option<(String, String, String)>,
    /// What stands before the text and is for programs.
    head: bool,
    line: usize,
    paragraphs: usize,
    tables: usize,
    tags: usize,
    linked: usize,
}

/// Reads Markdown. Pictures are read where they lie in the folder of the file.
pub(super) fn parse(text: &str, path: &Path, findings: &mut Vec<Diagnostic>) -> Result<Document, Diagnostic> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut reader = Reader {
        path,
        document: Document::default(),
        open: None,
        look: Run::default(),
        strong: 0,
        slanted: 0,
        lists: Vec::new(),
        number: None,
        quotes: 0,
        places: BTreeMap::new(),
        notes: BTreeMap::new(),
        note: None,
        grid: None,
        picture: None,
        head: false,
        line: 1,
        paragraphs: 0,
        tables: 0,
        tags: 0,
        linked: 0,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.line = starts.partition_point(|start| *start <= range.start);
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Diagnostic::error(say!("import-limit.depth", limit = MAX_DEPTH)));
                }
                reader.start(tag)?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                reader.end(tag)?;
            }
            other => reader.inline(other)?,
        }
    }
    reader.close();
    if reader.tags > 0 {
        findings.push(Diagnostic::warning(say!("import-html", count = reader.tags)));
    }
    if reader.linked > 0 {
        let linked = say!("import-linked", count = reader.linked);
        findings.push(Diagnostic::warning(linked).hint(say!("hint.import-linked")));
    }
    Ok(reader.finished())
}

impl Reader<'_> {
    fn place(&self) -> Place {
        match &self.grid {
            Some(grid) => grid.place,
            None => Place { at: Where::Text, number: self.line },
        }
    }

    fn counted(&mut self) -> Result<(), Diagnostic> {
        self.paragraphs += 1;
        if self.paragraphs > MAX_PARAGRAPHS {
            return Err(Diagnostic::error(say!("import-limit.paragraphs", limit = MAX_PARAGRAPHS)));
        }
        Ok(())
    }

    /// The paragraph that is read; one is begun where there is none.
    fn paragraph(&mut self) -> Result<&mut Paragraph, Diagnostic> {
        if self.open.is_none() {
            self.counted()?;
        }
        let fresh = Paragraph {
            place: self.place(),
            number: self.open.is_none().then(|| self.number.take()).flatten(),
            level: u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX),
            style: (self.quotes > 0).then(|| "Quote".to_owned()),
            ..Paragraph::default()
        };
        Ok(self.open.get_or_insert(fresh))
    }

    /// Hands the paragraph on.
    fn close(&mut self) {
        let Some(paragraph) = self.open.take().filter(|paragraph| !paragraph.runs.is_empty()) else { return };
        if let Some(note) = self.note.as_ref().and_then(|name| self.notes.get_mut(name)) {
            note.push(paragraph);
        } else if let Some(cell) = self.grid.as_mut().and_then(|grid| grid.rows.last_mut()?.last_mut()) {
            cell.pieces.push(Piece::Paragraph(paragraph));
        } else {
            self.document.pieces.push(Piece::Paragraph(paragraph));
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Diagnostic> {
        if let Some((_, shown, _)) = &mut self.picture {
            shown.push_str(text);
            return Ok(());
        }
        let run = Run {
            text: text.to_owned(),
            bold: self.strong > 0,
            italic: self.slanted > 0,
            ..self.look.clone()
        };
        push(&mut self.paragraph()?.runs, run);
        Ok(())
    }

    fn leave_out(&mut self, text: &str, why: crate::message::Message) {
        let text = text.trim();
        if !text.is_empty() {
            let place = self.place();
            self.document.left_out.push(LeftOut { text: text.to_owned(), why, place, picture: None });
        }
    }

    fn start(&mut self, tag: Tag) -> Result<(), Diagnostic> {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                let level = u8::try_from(level as usize - 1).unwrap_or_default();
                self.paragraph()?.outline = Some(level);
            }
            Tag::Paragraph | Tag::HtmlBlock => self.close(),
            Tag::CodeBlock(_) => {
                self.close();
                self.paragraph()?.style = Some("Code".to_owned());
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                self.number = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let text = format!("{number}.");
                        *number = number.saturating_add(1);
                        Some(text)
                    }
                    _ => Some("•".to_owned()),
                };
            }
            Tag::FootnoteDefinition(name) => {
                self.close();
                self.note = Some(name.to_string());
                self.notes.entry(name.to_string()).or_default();
            }
            Tag::Table(_) => {
                self.close();
                self.tables += 1;
                self.counted()?;
                let place = Place { at: Where::Table, number: self.tables };
                self.grid = Some(Grid { place, rows: Vec::new(), ruled: true });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(grid) = &mut self.grid {
                    grid.rows.push(Vec::new());
                }
            }
            Tag::TableCell => {
                if let Some(row) = self.grid.as_mut().and_then(|grid| grid.rows.last_mut()) {
                    row.push(Cell { columns: 1, ..Cell::default() });
                }
            }
            Tag::Emphasis => self.slanted += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => {
                self.look.link = Some(dest_url.to_string()).filter(|address| address.len() <= MAX_ADDRESS);
            }
            Tag::Image { dest_url, title, .. } => {
                self.picture = Some((dest_url.to_string(), String::new(), title.to_string()));
            }
            Tag::MetadataBlock(_) => self.head = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), Diagnostic> {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::TableCell => self.close(),
            TagEnd::CodeBlock => {
                // The last line of a block ends as the others do.
                if let Some(last) = self.open.as_mut().and_then(|paragraph| paragraph.runs.last_mut()) {
                    last.text.truncate(last.text.trim_end_matches('\n').len());
                }
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.number = None;
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.note = None;
            }
            TagEnd::Table => {
                if let Some(grid) = self.grid.take() {
                    self.document.pieces.push(Piece::Table(grid));
                }
            }
            TagEnd::Emphasis => self.slanted = self.slanted.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.look.link = None,
            TagEnd::Image => {
                if let Some((address, shown, title)) = self.picture.take() {
                    return self.shown(&address, &shown, &title);
                }
            }
            TagEnd::MetadataBlock(_) => self.head = false,
            _ => {}
        }
        Ok(())
    }

    fn inline(&mut self, event: Event) -> Result<(), Diagnostic> {
        match event {
            Event::Text(text) if self.head => {
                self.leave_out(&text, say!("import-left.head"));
                Ok(())
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.write(&text)
            }
            Event::SoftBreak => {
                // Lines of Chinese go on without a space.
                let before =
                    self.open.as_ref().and_then(|paragraph| paragraph.runs.last()?.text.chars().next_back());
                if before.is_some_and(|before| before.is_ascii_graphic()) { self.write(" ") } else { Ok(()) }
            }
            Event::HardBreak => self.write("\n"),
            Event::Html(text) | Event::InlineHtml(text) => {
                let tag: String = text.chars().filter(|c| !c.is_whitespace() && *c != '/').collect();
                if tag.eq_ignore_ascii_case("<br>") {
                    return self.write("\n");
                }
                self.tags += 1;
                self.leave_out(&text, say!("import-left.html"));
                Ok(())
            }
            Event::FootnoteReference(name) => {
                let next = self.places.len();
                let place = *self.places.entry(name.to_string()).or_insert(next);
                let run = Run { note: Some(place), ..self.look.clone() };
                push(&mut self.paragraph()?.runs, run);
                Ok(())
            }
            Event::TaskListMarker(done) => self.write(if done { "☑" } else { "□" }),
            _ => Ok(()),
        }
    }

    /// A picture: read where it lies in the folder of the text, else left out.
    fn shown(&mut self, address: &str, shown: &str, title: &str) -> Result<(), Diagnostic> {
        let description = if shown.is_empty() { title } else { shown };
        let Some((name, bytes)) = self.file(address)? else {
            self.linked += 1;
            self.leave_out(&format!("{description} {address}"), say!("import-left.linked"));
            return Ok(());
        };
        if self.document.pictures.len() >= MAX_PICTURES {
            return Err(Diagnostic::error(say!("import-limit.pictures", limit = MAX_PICTURES)));
        }
        if !shown.is_empty() && !title.is_empty() {
            self.leave_out(title, say!("import-left.drawing"));
        }
        let index = self.document.pictures.len();
        let description = if description.is_empty() { name.clone() } else { description.to_owned() };
        self.document.pictures.push(Picture { name, description, bytes, floating: false });
        let run = Run { picture: Some(index), ..Run::default() };
        push(&mut self.paragraph()?.runs, run);
        Ok(())
    }

    /// A file within the folder of the text: neither its name nor a link in the folder leads out of it.
    fn file(&self, address: &str) -> Result<Option<(String, Vec<u8>)>, Diagnostic> {
        let folder =
            self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(folder) = folder.canonicalize() else { return Ok(None) };
        let found = |name: &str| -> Option<PathBuf> {
            let name = Path::new(name);
            let path = folder.join(name).canonicalize().ok()?;
            (stays_inside(name) && path.starts_with(&folder) && path.is_file()).then_some(path)
        };
        let Some(path) = found(address).or_else(|| found(&unescaped(address))) else { return Ok(None) };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut bytes = Vec::new();
        let read =
            std::fs::File::open(&path).and_then(|file| file.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes));
        if read.is_err() {
            return Ok(None);
        }
        if bytes.len() as u64 > MAX_PART_BYTES {
            return Err(
                Diagnostic::error(say!("import-limit.part", name = name)).hint(say!("hint.import-smaller"))
            );
        }
        Ok(Some((name, bytes)))
    }

    /// The document, with its notes in the order of their marks.
    fn finished(mut self) -> Document {
        let mut notes = vec![Vec::new(); self.places.len()];
        for (name, mut paragraphs) in std::mem::take(&mut self.notes) {
            match self.places.get(&name).and_then(|place| notes.get_mut(*place).map(|note| (note, *place))) {
                Some((note, place)) => {
                    for paragraph in &mut paragraphs {
                        paragraph.place = Place { at: Where::Note, number: place + 1 };
                    }
                    *note = paragraphs;
                }
                None => {
                    for paragraph in &paragraphs {
                        self.document.left_out.push(LeftOut {
                            text: paragraph.text(),
                            why: say!("import-left.note"),
                            place: paragraph.place,
                            picture: None,
                        });
                    }
                }
            }
        }
        self.document.notes = notes;
        self.document
    }
}
