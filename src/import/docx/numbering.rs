//! Numbers that the writing program prints before paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::count::written;
use super::look::{Block, Indent, Numbered, short};
use super::symbols;
use super::xml::Node;

/// The levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: BTreeMap<String, List>,
    /// For each kind of list, how far its levels are.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<String>,
}

/// A list: the kind that it counts with, and its levels.
#[derive(Debug, Clone)]
struct List {
    kind: String,
    levels: Vec<Level>,
    /// Where its levels begin anew with it.
    starts: Vec<Option<u32>>,
}

#[derive(Debug, Default, Clone)]
struct Level {
    start: u32,
    form: String,
    text: String,
    /// The face of its sign.
    face: String,
    /// Whether all numbers in it are figures.
    figures: bool,
    /// The level, from 1, that lets it begin anew; 0 for none.
    restart: Option<usize>,
    /// The style whose paragraphs it numbers.
    style: Option<String>,
    indent: Indent,
}

impl Numbering {
    /// Reads the lists.
    pub fn of(root: &Node) -> Self {
        let kinds: BTreeMap<&str, &Node> = root
            .nodes()
            .filter(|node| node.name == "w:abstractNum")
            .filter_map(|node| Some((node.get("w:abstractNumId")?, node)))
            .collect();
        let linked: BTreeMap<&str, &str> = kinds
            .iter()
            .filter_map(|(id, node)| Some((node.child("w:styleLink").and_then(Node::val)?, *id)))
            .collect();
        let mut lists = BTreeMap::new();
        for node in root.nodes().filter(|node| node.name == "w:num") {
            let named = node.child("w:abstractNumId").and_then(Node::val);
            let (Some(id), Some(mut kind)) = (node.get("w:numId"), named) else { continue };
            // A kind may only say in which style it is defined.
            let style = kinds.get(kind).and_then(|kind| kind.child("w:numStyleLink")).and_then(Node::val);
            if let Some(other) = style.and_then(|style| linked.get(style)) {
                kind = *other;
            }
            let mut levels = vec![Level { start: 1, ..Level::default() }; LEVELS];
            let mut starts = vec![None; LEVELS];
            for level in kinds.get(kind).into_iter().flat_map(|kind| kind.nodes()) {
                put(&mut levels, level);
            }
            for over in node.nodes().filter(|node| node.name == "w:lvlOverride") {
                for level in over.nodes() {
                    put(&mut levels, level);
                }
                let start =
                    over.child("w:startOverride").and_then(Node::val).and_then(|start| start.parse().ok());
                if let Some(place) = at(over).and_then(|at| starts.get_mut(at)) {
                    *place = start;
                }
            }
            lists.insert(id.to_owned(), List { kind: short(kind), levels, starts });
        }
        Self { lists, ..Self::default() }
    }

    /// The level at which a paragraph stands in its list.
    fn level(&self, number: &Numbered, style: Option<&str>) -> Option<(&List, usize)> {
        let list = self.lists.get(number.list.as_ref()?)?;
        let of_style =
            || list.levels.iter().position(|level| style.is_some() && level.style.as_deref() == style);
        let level = number.level.map(usize::from).or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        Some((list, level))
    }

    /// The indent that a list gives a paragraph.
    pub fn indent(&self, number: &Numbered, style: Option<&str>) -> Indent {
        self.level(number, style)
            .and_then(|(list, level)| list.levels.get(level))
            .map_or(Indent::default(), |level| level.indent)
    }

    /// Counts a paragraph: its number as it is printed, and its level.
    pub fn next(&mut self, number: &Numbered, style: Option<&str>) -> Option<(String, u8)> {
        let (list, at) = self.level(number, style)?;
        let list = list.clone();
        let counts = self.counts.entry(list.kind.clone()).or_default();
        if number.list.as_ref().is_some_and(|id| self.begun.insert(id.clone())) {
            for (count, start) in counts.iter_mut().zip(&list.starts) {
                if let Some(start) = start {
                    // The first of them is counted below.
                    *count = start.checked_sub(1);
                }
            }
        }
        let level = list.levels.get(at)?;
        let count = counts.get_mut(at)?;
        // A list that begins anew at 0 has nothing before it.
        let anew = list.starts.get(at).copied().flatten().unwrap_or(level.start);
        *count = Some(count.map_or(anew, |count| count.saturating_add(1)));
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let again = list.levels.get(below).and_then(|level| level.restart).unwrap_or(below);
            if again > at {
                *count = None;
            }
        }
        let text = printed(&list.levels, at, counts);
        (!text.is_empty()).then(|| (text, u8::try_from(at).unwrap_or_default()))
    }
}

/// The number's text, with `%1` and the like replaced by the counts of the levels.
fn printed(levels: &[Level], at: usize, counts: &[Option<u32>; LEVELS]) -> String {
    let Some(level) = levels.get(at) else { return String::new() };
    if level.form == "bullet" {
        if level.text == "o" {
            return "○".to_owned();
        }
        let sign = |letter: char| symbols::letter(letter, &level.face).unwrap_or('•').to_string();
        return level.text.chars().map(sign).collect::<String>().trim().to_owned();
    }
    let mut out = String::new();
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let named =
            letters.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| letter == '%' && *digit > 0);
        let Some(named) = named.and_then(|digit| usize::try_from(digit - 1).ok()) else {
            out.push(letter);
            continue;
        };
        letters.next();
        if let (Some(other), Some(count)) = (levels.get(named), counts.get(named)) {
            let form = if level.figures && other.form != "none" { "decimal" } else { &other.form };
            out += &written(count.unwrap_or(other.start), form);
        }
    }
    out.trim().to_owned()
}

fn at(node: &Node) -> Option<usize> {
    node.get("w:ilvl").and_then(|level| level.parse().ok())
}

fn put(levels: &mut [Level], node: &Node) {
    if node.name != "w:lvl" {
        return;
    }
    let Some(place) = at(node).and_then(|at| levels.get_mut(at)) else { return };
    let val = |name: &str| node.child(name).and_then(Node::val);
    // A form of newer programs stands beside one that all know.
    let known = || node.at(&["mc:AlternateContent", "mc:Fallback", "w:numFmt"]).and_then(Node::val);
    let face =
        node.at(&["w:rPr", "w:rFonts"]).and_then(|fonts| fonts.get("w:ascii").or(fonts.get("w:hAnsi")));
    *place = Level {
        start: val("w:start").and_then(|start| start.parse().ok()).unwrap_or(0),
        form: short(val("w:numFmt").or_else(known).unwrap_or("decimal")),
        text: short(val("w:lvlText").unwrap_or_default()),
        face: short(face.unwrap_or_default()),
        figures: node.child("w:isLgl").is_some_and(super::look::is_on),
        restart: val("w:lvlRestart").and_then(|level| level.parse().ok()),
        style: val("w:pStyle").map(short),
        indent: Block::of(node.child("w:pPr")).indent,
    };
}
