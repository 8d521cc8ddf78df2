//! Letters and runs in the XML of a text.

use crate::html;
use crate::report::inline::{Piece, Style, marked};
use crate::report::{Metric, resolve};

/// A text between tags. What XML cannot hold is shown as unknown.
pub(super) fn escaped(text: &str) -> String {
    let known = |c: char| if c == '\n' || c == '\t' || holds(c) { c } else { '\u{fffd}' };
    html::escaped(&text.chars().map(known).collect::<String>())
}

/// Whether XML holds a character.
pub(super) fn holds(character: char) -> bool {
    !matches!(character, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A run of letters of one look.
pub(super) fn run(look: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    let mut letters = String::new();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            letters.push_str("<w:br/>");
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                letters.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                letters.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part)));
            }
        }
    }
    format!("<w:r>{look}{letters}</w:r>")
}

/// A part of a text with marks.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    /// A run.
    Run(String),
    /// What leads to an address.
    Link(String, String),
    /// The mark of a note: its number, and how it is printed.
    Note(usize, String),
}

/// A text with marks in its parts, its figures in place.
pub(super) fn parts(text: &str, metrics: &[Metric]) -> Vec<Part> {
    let marked = marked(text);
    let part = |piece: &Piece| {
        let shown = resolve(&piece.text, metrics);
        let look = match piece.style {
            Style::Strong => "<w:b/><w:bCs/>",
            Style::Name => "<w:rFonts w:eastAsia=\"楷体_GB2312\"/>",
            Style::Dots => "<w:em w:val=\"dot\"/>",
            Style::Link => "<w:rStyle w:val=\"Hyperlink\"/>",
            Style::Note => {
                let number = marked.notes.iter().find(|(range, _)| *range == piece.range);
                return Part::Note(number.map_or(0, |(_, number)| *number), shown);
            }
            Style::Plain => "",
        };
        match address(text, piece) {
            Some(address) => Part::Link(address, run(look, &shown)),
            None => Part::Run(run(look, &shown)),
        }
    };
    marked.pieces.iter().map(part).collect()
}

/// The address that a piece leads to.
pub(in crate::import) fn address(text: &str, piece: &Piece) -> Option<String> {
    let opens = text[..piece.range.start].ends_with('[');
    let rest = text[piece.range.end..].strip_prefix("](").filter(|rest| opens && rest.starts_with("http"))?;
    rest.find(')').map(|end| rest[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Part, escaped, parts, run};

    #[test]
    fn letters_are_written_as_they_are() {
        assert_eq!(
            escaped("a<b>&\"c\"\u{1}\u{ffff}𠮷😀"),
            "a&lt;b&gt;&amp;&quot;c&quot;\u{fffd}\u{fffd}𠮷😀"
        );
        let two = run("", " 甲\n乙\t");
        assert_eq!(two.matches("<w:t xml:space=\"preserve\">").count(), 2);
        assert!(two.contains("<w:br/>") && two.contains("<w:tab/>"));
        assert_eq!(run("", ""), "");
    }

    #[test]
    fn marks_are_looks() {
        let found = parts("见[**报**](https://a.cn/?a=1&b)^^干^^__石__**共**[^2]", &[]);
        assert!(found.contains(&Part::Note(2, "②".to_owned())));
        assert!(!found.iter().any(|part| matches!(part, Part::Run(run) if run.contains("^^"))));
        let links = parts("见[公报](https://a.cn/?a=1&b)。", &[]);
        assert!(matches!(&links[1], Part::Link(address, _) if address == "https://a.cn/?a=1&b"));
        assert_eq!(links.len(), 3);
    }
}
