//! Styles, with what they inherit.

use std::collections::BTreeMap;

use super::look::{Block, Letters, Theme, is_drawn, is_on, short};
use super::xml::Node;
use crate::import::document::Run;

/// How deep styles may stand on one another.
const MAX_CHAIN: usize = 50;

/// A style with all that it inherits.
#[derive(Debug, Default, Clone)]
pub struct Style {
    /// Its name, as the program shows it.
    pub name: String,
    /// What it says of letters.
    pub letters: Letters,
    /// What it says of paragraphs.
    pub block: Block,
    /// What it says of a table's first row and first column.
    pub first: [Letters; 2],
    /// Whether a table has lines between its cells, and around it.
    pub lines: [Option<bool>; 2],
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    named: BTreeMap<String, Style>,
    /// What all letters and paragraphs begin with.
    letters: Letters,
    block: Block,
    /// The style of paragraphs and tables that name none.
    paragraph: Option<String>,
    table: Option<String>,
    theme: Theme,
}

impl Styles {
    /// Reads the styles.
    pub fn of(root: &Node, theme: Theme) -> Self {
        let mut read = Self {
            letters: Letters::of(root.at(&["w:docDefaults", "w:rPrDefault", "w:rPr"]), &theme),
            block: Block::of(root.at(&["w:docDefaults", "w:pPrDefault", "w:pPr"])),
            ..Self::default()
        };
        let nodes: BTreeMap<&str, &Node> = root
            .nodes()
            .filter(|node| node.name == "w:style")
            .filter_map(|node| Some((node.get("w:styleId")?, node)))
            .collect();
        for (id, node) in &nodes {
            if node.get("w:default").is_some_and(|value| !matches!(value, "0" | "false")) {
                match node.get("w:type") {
                    Some("paragraph") => read.paragraph = Some((*id).to_owned()),
                    Some("table") => read.table = Some((*id).to_owned()),
                    _ => {}
                }
            }
            // From the style that is known already, or stands on none, down to this one: each is resolved once.
            let mut chain = Vec::new();
            let mut next = Some((*id, *node));
            let mut style = Style::default();
            while let Some((id, node)) = next.filter(|_| chain.len() < MAX_CHAIN) {
                if let Some(known) = read.named.get(id) {
                    style = known.clone();
                    break;
                }
                chain.push((id, node));
                let base = node.child("w:basedOn").and_then(Node::val);
                next = base.and_then(|base| nodes.get_key_value(base)).map(|(id, node)| (*id, *node));
            }
            for (id, node) in chain.into_iter().rev() {
                style = own(node, &theme).over(&style);
                style.name = short(node.child("w:name").and_then(Node::val).unwrap_or(id));
                read.named.insert(id.to_owned(), style.clone());
            }
        }
        read.theme = theme;
        read
    }

    /// The style of a paragraph.
    pub fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.named.get(id)).or_else(|| self.named.get(self.paragraph.as_ref()?))
    }

    /// The style of a table.
    pub fn table(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.named.get(id)).or_else(|| self.named.get(self.table.as_ref()?))
    }

    /// What a run's own properties say.
    pub fn direct(&self, properties: Option<&Node>) -> Letters {
        Letters::of(properties, &self.theme)
    }

    /// What all paragraphs begin with.
    pub fn block(&self) -> &Block {
        &self.block
    }

    /// The look of letters, and whether they are hidden and struck through: by what stands directly, the styles of the
    /// letters, of the paragraph and of the table, and what all begin with. A switch that two styles turn is off again.
    pub fn look(&self, direct: &Letters, paragraph: &Letters, table: &Letters) -> (Run, bool, bool) {
        let nothing = Letters::default();
        let named =
            direct.style.as_ref().and_then(|id| self.named.get(id)).map_or(&nothing, |style| &style.letters);
        let all = direct.over(named).over(paragraph).over(table).over(&self.letters);
        let switch = |of: fn(&Letters) -> Option<bool>| {
            let turned =
                [named, paragraph, table].into_iter().filter(|letters| of(letters) == Some(true)).count();
            of(direct).unwrap_or(turned % 2 == 1 || of(&self.letters) == Some(true))
        };
        let han = |face: &String| face.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
        let run = Run {
            size: all.size.unwrap_or(10.0),
            face: all.face.or(all.latin.filter(han)).unwrap_or_default(),
            bold: switch(|letters| letters.bold),
            italic: switch(|letters| letters.italic),
            underlined: all.underlined == Some(true),
            dotted: all.dotted == Some(true),
            raised: all.raised == Some(true),
            colour: all.colour.filter(|colour| *colour != [0; 3]),
            ..Run::default()
        };
        (run, switch(|letters| letters.hidden), switch(|letters| letters.struck))
    }
}

impl Style {
    fn over(&self, below: &Self) -> Self {
        let [row, column] = &self.first;
        let [row_below, column_below] = &below.first;
        let [inside, around] = self.lines;
        let [inside_below, around_below] = below.lines;
        Self {
            name: self.name.clone(),
            letters: self.letters.over(&below.letters),
            block: self.block.over(&below.block),
            first: [row.over(row_below), column.over(column_below)],
            lines: [inside.or(inside_below), around.or(around_below)],
        }
    }
}

fn own(node: &Node, theme: &Theme) -> Style {
    let part = |name: &str| {
        let part = node.nodes().find(|part| part.name == "w:tblStylePr" && part.get("w:type") == Some(name));
        Letters::of(part.and_then(|part| part.child("w:rPr")), theme)
    };
    Style {
        letters: Letters::of(node.child("w:rPr"), theme),
        block: Block::of(node.child("w:pPr")),
        first: [part("firstRow"), part("firstCol")],
        lines: lines(node.at(&["w:tblPr", "w:tblBorders"])),
        ..Style::default()
    }
}

/// Whether a table's borders are drawn between its cells, and around it; none where nothing is said.
pub fn lines(borders: Option<&Node>) -> [Option<bool>; 2] {
    let any = |names: &[&str]| {
        let sides: Vec<&Node> =
            names.iter().filter_map(|name| borders.and_then(|borders| borders.child(name))).collect();
        (!sides.is_empty()).then(|| sides.iter().any(|side| is_drawn(side)))
    };
    [any(&["w:insideH", "w:insideV"]), any(&["w:top", "w:bottom", "w:left", "w:right", "w:start", "w:end"])]
}

/// Whether a table's look has its first row or its first column.
pub fn looks(look: Option<&Node>, name: &str, bit: u32) -> bool {
    let Some(look) = look else { return false };
    match look.get(name) {
        Some(value) => !matches!(value, "0" | "false"),
        None => {
            look.val().and_then(|bits| u32::from_str_radix(bits, 16).ok()).is_some_and(|bits| bits & bit != 0)
        }
    }
}

/// Whether a switch in a node's properties is on.
pub fn switched(node: &Node, properties: &str, name: &str) -> bool {
    node.at(&[properties, name]).is_some_and(is_on)
}
