//! Letters of a text as a report writes them: braces doubled, looks as marks.

use super::super::document::Run;
use crate::report::braces;
use crate::report::inline::is_address;

/// The longest address that words stand for (bytes).
const LONGEST_ADDRESS: usize = 300;

/// A text where marks have no meaning: headings, captions, the lead.
pub(super) fn plain(runs: &[Run]) -> String {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    braces(&single(text.trim()))
}

/// A text with marks: what is bold, dotted, a link or a note within it. `number` gives a note's number in its section; a note
/// that has no place there is written out in brackets.
pub(super) fn marked(runs: &[Run], number: &mut dyn FnMut(usize) -> Result<usize, String>) -> String {
    // A paragraph that is bold from end to end is no emphasis.
    let letters = |run: &&Run| run.text.chars().any(|c| !c.is_whitespace());
    let all_bold = runs.iter().filter(letters).all(|run| run.bold);
    let all_dotted = runs.iter().filter(letters).all(|run| run.dotted);
    let mut out = String::new();
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let sign = sign(run, all_bold, all_dotted);
        // Runs of one look are one mark.
        let mut text = run.text.clone();
        let mut note = run.note;
        at += 1;
        while let Some(next) = runs.get(at).filter(|next| {
            note.is_none() && next.link == run.link && self::sign(next, all_bold, all_dotted) == sign
        }) {
            text.push_str(&next.text);
            note = next.note;
            at += 1;
        }
        let link = run
            .link
            .as_deref()
            .filter(|link| is_address(link) && link.len() < LONGEST_ADDRESS && !text.contains(['[', ']']));
        let (white, text) = text.split_at(text.len() - text.trim_start().len());
        let (text, after) = text.split_at(text.trim_end().len());
        out.push_str(white);
        if text.is_empty() {
        } else if let Some(link) = link {
            out.push_str(&format!("[{}]({link})", braces(&single(text))));
        } else {
            let inner = braces(&single(text));
            out.push_str(&format!("{sign}{inner}{sign}"));
        }
        out.push_str(after);
        if let Some(note) = note {
            out.push_str(&match number(note) {
                Ok(number) => format!("[^{number}]"),
                Err(text) => format!("（{}）", braces(&single(&text))),
            });
        }
    }
    let out = out.trim().to_owned();
    // Two marks that meet would be one sign.
    ["**", "^^"].iter().fold(out, |out, sign| out.replace(&format!("{sign}{sign}"), ""))
}

fn sign(run: &Run, all_bold: bool, all_dotted: bool) -> &'static str {
    if run.link.is_some() {
        ""
    } else if run.bold && !all_bold {
        "**"
    } else if run.dotted && !all_dotted {
        "^^"
    } else {
        ""
    }
}

/// Letters that mean nothing but themselves: what would be a mark is as wide as a Chinese character, what steers a printer is
/// white.
fn single(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.replace("**", "＊＊").replace("__", "＿＿").replace("^^", "＾＾")
}

#[cfg(test)]
mod tests {
    use super::{marked, plain};
    use crate::import::Run;

    fn run(text: &str, bold: bool) -> Run {
        Run { text: text.into(), bold, ..Run::default() }
    }

    #[test]
    fn looks_become_marks() {
        let mut number = |note| if note == 0 { Ok(1) } else { Err("太长的注".to_owned()) };
        let runs = [run("全年", false), run("立案", true), run(" 89件", true), run("，{都}办了。", false)];
        assert_eq!(marked(&runs, &mut number), "全年**立案 89件**，{{都}}办了。");
        // All of it bold is no emphasis.
        assert_eq!(marked(&runs[1..3], &mut number), "立案 89件");
        let noted = [
            Run { text: "提案".into(), note: Some(0), ..Run::default() },
            Run { text: "很多".into(), note: Some(1), ..Run::default() },
        ];
        assert_eq!(marked(&noted, &mut number), "提案[^1]很多（太长的注）");
        let link = Run { text: "网站".into(), link: Some("https://example.com".into()), ..Run::default() };
        assert_eq!(marked(&[run("见", false), link], &mut number), "见[网站](https://example.com)");
        assert_eq!(plain(&[run(" 云**岭{", true)]), "云＊＊岭{{");
    }
}
