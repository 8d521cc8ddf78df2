//! Paragraphs and tables.

use super::line::{Line, TextBox};
use super::look::{Block, Indent, Letters};
use super::reader::{Field, Reader, Story, Why, chosen, is_contents, is_properties, plain, push};
use super::styles::{lines, looks, switched};
use super::xml::Node;
use crate::diagnostic::Diagnostic;
use crate::import::document::{Cell, Grid, Paragraph, Piece, Run, Where};
use crate::say;

/// The most columns that a cell is taken to be wide.
const MAX_COLUMNS: usize = 1_000;

impl Reader<'_, '_> {
    /// Reads a block.
    pub fn block(&mut self, node: &Node, out: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        match node.name.as_str() {
            "w:p" | "m:oMathPara" | "m:oMath" => self.paragraph(node, out),
            "w:tbl" => self.grid(node, out),
            "w:altChunk" => {
                let part = node.get("r:id").and_then(|id| self.links.get(id)).map(|link| link.target.clone());
                self.told.chunks += 1;
                self.counted()?;
                self.leave_out(&part.unwrap_or_else(|| "altChunk".to_owned()), say!("import-left.chunk"));
                Ok(())
            }
            "w:sdt" if is_contents(node) => {
                self.story.fields.push(Field { shown: true, contents: true, ..Field::default() });
                let read = self.blocks(node, out);
                self.story.fields.pop();
                read
            }
            "w:del" | "w:moveFrom" => {
                self.told.deleted += 1;
                self.story.unseen.push(Why::Deleted);
                let read = self.blocks(node, out);
                self.story.unseen.pop();
                read
            }
            "mc:AlternateContent" => chosen(node).map_or(Ok(()), |branch| self.blocks(branch, out)),
            _ if is_properties(node) => Ok(()),
            _ => self.blocks(node, out),
        }
    }

    /// Reads the blocks of a node.
    pub fn blocks(&mut self, node: &Node, out: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        node.nodes().try_for_each(|node| self.block(node, out))
    }

    /// Reads a stretch of text of its own: in what, the number of it, and why it is not seen.
    pub fn story(
        &mut self,
        at: Where,
        number: usize,
        node: &Node,
        unseen: Option<Why>,
    ) -> Result<Vec<Piece>, Diagnostic> {
        let story = Story { at, number, unseen: unseen.into_iter().collect(), ..Story::default() };
        let outer = std::mem::replace(&mut self.story, story);
        let mut pieces = Vec::new();
        let read = self.blocks(node, &mut pieces);
        self.flush(&mut pieces);
        self.story = outer;
        read.map(|()| pieces)
    }

    /// What is carried becomes a paragraph where no other follows.
    pub fn flush(&mut self, out: &mut Vec<Piece>) {
        let runs = std::mem::take(&mut self.story.carried);
        if !runs.is_empty() {
            out.push(Piece::Paragraph(Paragraph { place: self.place(), runs, ..Paragraph::default() }));
        }
    }

    fn paragraph(&mut self, node: &Node, out: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        self.counted()?;
        if self.counts() && self.story.table == 0 {
            self.story.number += 1;
        }
        let properties = node.child("w:pPr");
        let direct = Block::of(properties);
        let style = self.styles.paragraph(direct.style.as_deref()).cloned().unwrap_or_default();
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let mark_is = |name: &str| mark.is_some_and(|mark| mark.child(name).is_some());
        let goes_on = mark_is("w:del") || mark_is("w:moveFrom");
        if mark_is("w:ins") {
            self.told.inserted += 1;
        }
        self.told.deleted += usize::from(mark_is("w:del"));

        let mut line = Line { letters: style.letters.clone(), ..Line::default() };
        for part in node.nodes() {
            self.inline(&mut line, part)?;
        }
        // A field that shows nothing ends with its paragraph.
        self.story.fields.retain(|field| field.shown);
        let left_out = !line.out.is_empty();
        for (why, text) in std::mem::take(&mut line.out) {
            self.told.hidden += usize::from(why == Why::Hidden);
            self.leave_out_text(why, &text);
        }
        let boxes = std::mem::take(&mut line.boxes);
        if goes_on {
            self.story.carried.extend(line.parts.into_iter().flat_map(|(_, runs)| runs));
        } else if self.unseen(false).is_none() || line.parts.iter().any(|(_, runs)| !runs.is_empty()) {
            let base = self.styles.look(&Letters::default(), &line.letters, &self.story.sheet.0).0;
            let paragraph = self.laid_out(&direct, &style.block, style.name, &line, base.size);
            self.emit(paragraph, line, left_out, out)?;
        }
        for text_box in boxes {
            self.text_box(text_box, out)?;
        }
        Ok(())
    }

    /// A paragraph without its letters.
    fn laid_out(&mut self, direct: &Block, style: &Block, name: String, line: &Line, size: f32) -> Paragraph {
        let id = direct.style.as_deref();
        let all = direct.over(style).over(&self.story.sheet.1).over(self.styles.block());
        let numbered = all.number.list.as_deref().is_some_and(|list| list != "0");
        let (number, level) =
            if numbered { self.numbering.next(&all.number, id).unzip() } else { (None, None) };
        let list = if numbered { self.numbering.indent(&all.number, id) } else { Indent::default() };
        // A list's indent is stronger than that of the style unless the style brings the list.
        let below = self.story.sheet.1.indent.over(self.styles.block().indent);
        let indent = if direct.number.list.is_some() {
            direct.indent.over(list).over(style.indent).over(below)
        } else {
            direct.indent.over(style.indent).over(list).over(below)
        };
        let first = line.parts.iter().flat_map(|(_, runs)| runs).find(|run| !run.text.trim().is_empty());
        let size = first.map_or(size, |run| run.size);
        let (indent, left) = indent.in_chars(size);
        Paragraph {
            place: self.place(),
            number,
            level: level.unwrap_or_default(),
            style: Some(name).filter(|name| !name.is_empty()),
            outline: all.outline.filter(|level| *level < 9),
            align: all.align.unwrap_or_default(),
            indent,
            left,
            before: match all.before_lines {
                Some(lines) if lines != 0.0 => lines,
                // A line of white is 12 pt.
                _ => all.before.unwrap_or_default() / 12.0,
            },
            boxed: all.boxed == Some(true),
            new_page: all.new_page == Some(true),
            runs: Vec::new(),
        }
    }

    /// Hands a paragraph on; where a page begins within it, as two.
    fn emit(
        &mut self,
        mut paragraph: Paragraph,
        line: Line,
        left_out: bool,
        out: &mut Vec<Piece>,
    ) -> Result<(), Diagnostic> {
        let mut parts = line.parts;
        if let Some((_, runs)) = parts.first_mut() {
            let mut carried = std::mem::take(&mut self.story.carried);
            carried.append(runs);
            for run in carried {
                push(runs, run);
            }
        }
        let last = parts.len().saturating_sub(1);
        for (at, (new_page, runs)) in parts.into_iter().enumerate() {
            let new_page = new_page || (at == 0 && (paragraph.new_page || self.story.new_page));
            let empty = runs.is_empty();
            // An empty one hands a new page on to the next.
            self.story.new_page = new_page && empty;
            if empty && (at > 0 || left_out) {
                continue;
            }
            if at > 0 {
                self.counted()?;
            }
            let part = Paragraph { runs, new_page: new_page && !empty, ..paragraph.clone() };
            out.push(Piece::Paragraph(part));
            if at < last {
                paragraph.number = None;
            }
        }
        Ok(())
    }

    fn leave_out_text(&mut self, why: Why, text: &str) {
        // A table of contents is one.
        if let (Why::Contents, Some(last)) = (why, self.document.left_out.last_mut())
            && last.why == why.said()
        {
            last.text.push('\n');
            last.text.push_str(text);
            return;
        }
        self.leave_out(text, why.said());
    }

    fn text_box(&mut self, text_box: TextBox, out: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        let at = if self.counts() { Where::TextBox } else { self.story.at };
        let number = if self.counts() { 0 } else { self.story.number };
        match text_box {
            TextBox::Text(node, unseen) => out.extend(self.story(at, number, node, unseen)?),
            TextBox::Drawn(text) => {
                self.counted()?;
                let place = crate::import::document::Place { at, number: number.max(1) };
                let runs = vec![Run { text, ..Run::default() }];
                out.push(Piece::Paragraph(Paragraph { place, runs, ..Paragraph::default() }));
            }
        }
        Ok(())
    }

    fn grid(&mut self, node: &Node, out: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        self.counted()?;
        self.flush(out);
        let outer = (self.story.table, self.story.sheet.clone());
        if self.counts() {
            self.tables += 1;
            self.story.table = self.tables;
        }
        let mut grid = Grid { place: self.place(), ..Grid::default() };
        let properties = node.child("w:tblPr");
        let named = properties.and_then(|properties| properties.child("w:tblStyle")).and_then(Node::val);
        let style = self.styles.table(named).cloned().unwrap_or_default();
        let look = properties.and_then(|properties| properties.child("w:tblLook"));
        let first = [looks(look, "w:firstRow", 0x20), looks(look, "w:firstColumn", 0x80)];
        let mut rows = Vec::new();
        within(node, "w:tr", &mut rows);
        let mut borders = false;
        for (down, row) in rows.iter().enumerate() {
            self.told.inserted += usize::from(switched(row, "w:trPr", "w:ins"));
            let unseen = if switched(row, "w:trPr", "w:del") {
                self.told.deleted += 1;
                Some(Why::Deleted)
            } else {
                switched(row, "w:trPr", "w:hidden").then_some(Why::Hidden)
            };
            self.story.unseen.extend(unseen);
            let mut cells: Vec<Cell> = Vec::new();
            cells.extend(skipped(row, "w:gridBefore"));
            let mut nodes = Vec::new();
            within(row, "w:tc", &mut nodes);
            for (across, cell) in nodes.iter().enumerate() {
                let letters = [down == 0, across == 0].into_iter().zip(first).zip(&style.first);
                let mut sheet = style.letters.clone();
                for ((here, wanted), letters) in letters {
                    if here && wanted {
                        sheet = letters.over(&sheet);
                    }
                }
                self.story.sheet = (sheet, style.block.clone());
                self.counted()?;
                self.cell(cell, &mut cells)?;
                borders |= lines(cell.at(&["w:tcPr", "w:tcBorders"])).contains(&Some(true));
            }
            cells.extend(skipped(row, "w:gridAfter"));
            if unseen.is_some() {
                self.story.unseen.pop();
            } else {
                grid.rows.push(cells);
            }
        }
        let [inside, around] = lines(properties.and_then(|properties| properties.child("w:tblBorders")));
        let one = grid.rows.iter().map(Vec::len).sum::<usize>() == 1;
        let drawn =
            |said: Option<bool>, at: usize| said.or(style.lines.get(at).copied().flatten()) == Some(true);
        grid.ruled = borders || drawn(inside, 0) || (one && drawn(around, 1));
        (self.story.table, self.story.sheet) = outer;
        let says = grid.rows.iter().flatten().any(|cell| !cell.pieces.is_empty());
        if says || (!grid.rows.is_empty() && self.unseen(false).is_none()) {
            out.push(Piece::Table(grid));
        }
        Ok(())
    }

    fn cell(&mut self, node: &Node, cells: &mut Vec<Cell>) -> Result<(), Diagnostic> {
        let property = |name: &str| node.at(&["w:tcPr", name]);
        let goes_on = |name: &str| property(name).is_some_and(|merge| merge.val() != Some("restart"));
        let columns =
            property("w:gridSpan").and_then(Node::val).and_then(|span| span.parse().ok()).unwrap_or(1);
        let columns = usize::clamp(columns, 1, MAX_COLUMNS);
        let joined = goes_on("w:vMerge");
        let mut pieces = Vec::new();
        // What stands in a cell that only goes on is not shown.
        self.story.unseen.extend(joined.then_some(Why::Hidden));
        let outer = std::mem::take(&mut self.story.carried);
        self.blocks(node, &mut pieces)?;
        self.flush(&mut pieces);
        self.story.carried = outer;
        if joined {
            self.story.unseen.pop();
        }
        let says = |piece: &Piece| match piece {
            Piece::Paragraph(paragraph) => !paragraph.runs.is_empty(),
            Piece::Table(_) => true,
        };
        let in_box = |piece: &Piece| matches!(piece, Piece::Paragraph(paragraph) if paragraph.place.at == Where::TextBox);
        if pieces.iter().any(says) {
            pieces.retain(|piece| says(piece) || in_box(piece));
        } else {
            pieces.clear();
        }
        match cells.last_mut() {
            Some(before) if goes_on("w:hMerge") => {
                before.columns = before.columns.saturating_add(columns);
                before.pieces.extend(pieces);
            }
            _ => cells.push(Cell { pieces, columns, joined }),
        }
        Ok(())
    }

    /// Reads a stretch of text that is not handed on: what it says, and its pictures.
    pub fn aside(
        &mut self,
        at: Where,
        number: usize,
        node: &Node,
        why: crate::message::Message,
    ) -> Result<(), Diagnostic> {
        let pieces = self.story(at, number, node, None)?;
        let outer = std::mem::replace(&mut self.story, Story { at, number, ..Story::default() });
        self.leave_out(&plain(&pieces), why.clone());
        for picture in super::reader::paragraphs(&pieces).into_iter().flat_map(Paragraph::pictures) {
            self.leave_out_picture(picture, why.clone());
        }
        self.story = outer;
        Ok(())
    }
}

/// The nodes of a name in a table or a row, through what wraps them.
fn within<'n>(node: &'n Node, name: &str, found: &mut Vec<&'n Node>) {
    for part in node.nodes() {
        if part.name == name {
            found.push(part);
        } else if part.name == "mc:AlternateContent" {
            if let Some(branch) = chosen(part) {
                within(branch, name, found);
            }
        } else if !is_properties(part) {
            within(part, name, found);
        }
    }
}

/// The columns that a row leaves free.
fn skipped(row: &Node, name: &str) -> Option<Cell> {
    let columns = row.at(&["w:trPr", name]).and_then(Node::val).and_then(|count| count.parse::<usize>().ok());
    columns
        .filter(|columns| *columns > 0)
        .map(|columns| Cell { columns: columns.min(MAX_COLUMNS), ..Cell::default() })
}
