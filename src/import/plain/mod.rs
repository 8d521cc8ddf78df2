//! Plain texts and Markdown.

mod markdown;

use std::path::Path;

use super::document::{Document, Paragraph, Piece, Place, Run, Where};
use super::docx::MAX_PARAGRAPHS;
use crate::diagnostic::Diagnostic;
use crate::say;

/// Reads letters: Markdown where the file's name says so.
///
/// # Errors
/// When they are no letters, or too many.
pub(super) fn parse(bytes: &[u8], path: &Path) -> Result<(Document, Vec<Diagnostic>), Diagnostic> {
    let (text, mut findings) = decoded(bytes)?;
    let marked = path.extension().is_some_and(|ending| {
        ["md", "markdown", "mkd"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    });
    let document = if marked { markdown::parse(&text, path, &mut findings)? } else { lines(&text)? };
    Ok((document, findings))
}

/// The letters: UTF-8 or UTF-16, else as Chinese programs wrote them before.
fn decoded(bytes: &[u8]) -> Result<(String, Vec<Diagnostic>), Diagnostic> {
    let unknown = || Diagnostic::error(say!("import-letters")).hint(say!("hint.import-utf-8"));
    let wide = match bytes {
        [0xff, 0xfe, letters @ ..] => Some((encoding_rs::UTF_16LE, letters)),
        [0xfe, 0xff, letters @ ..] => Some((encoding_rs::UTF_16BE, letters)),
        _ => None,
    };
    if let Some((encoding, letters)) = wide {
        let text =
            encoding.decode_without_bom_handling_and_without_replacement(letters).ok_or_else(unknown)?;
        return Ok((text.into_owned(), Vec::new()));
    }
    let letters = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(letters) {
        return Ok((text.to_owned(), Vec::new()));
    }
    let text = encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        // Bytes that are no letters decode as well, as letters that nobody writes.
        .filter(|text| {
            !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'))
        })
        .ok_or_else(unknown)?;
    Ok((text.into_owned(), vec![Diagnostic::warning(say!("import-gbk")).hint(say!("hint.import-gbk"))]))
}

/// A paragraph for each line that is not empty.
fn lines(text: &str) -> Result<Document, Diagnostic> {
    let mut document = Document::default();
    let mut new_page = false;
    for (at, line) in
        text.replace("\r\n", "\n").replace('\r', "\n").split(['\n', '\u{2028}', '\u{2029}']).enumerate()
    {
        new_page |= line.contains('\u{c}');
        let line = line.replace('\u{c}', "").replace('\u{b}', "\n");
        if line.trim().is_empty() {
            continue;
        }
        let place = Place { at: Where::Text, number: at + 1 };
        let runs = vec![Run { text: line, ..Run::default() }];
        document.pieces.push(Piece::Paragraph(Paragraph { place, runs, new_page, ..Paragraph::default() }));
        new_page = false;
        if document.pieces.len() > MAX_PARAGRAPHS {
            return Err(Diagnostic::error(say!("import-limit.paragraphs", limit = MAX_PARAGRAPHS)));
        }
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::document::{Align, Document, Piece, Where};
    use super::parse;
    use crate::diagnostic::Diagnostic;

    fn read(text: &[u8], name: &str) -> (Document, Vec<Diagnostic>) {
        parse(text, Path::new(name)).unwrap()
    }

    fn told(document: &Document) -> Vec<(usize, String)> {
        let paragraph = |piece: &Piece| match piece {
            Piece::Paragraph(paragraph) => (paragraph.place.number, paragraph.text()),
            Piece::Table(grid) => (grid.place.number, format!("{} rows", grid.rows.len())),
        };
        document.pieces.iter().map(paragraph).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let (document, findings) =
            read("标题\r\n\r\n　　第一段。\n第二段\u{b}换行\n\u{c}\n新页".as_bytes(), "a.txt");
        assert!(findings.is_empty());
        let wanted = [(1, "标题"), (3, "　　第一段。"), (4, "第二段\n换行"), (6, "新页")];
        assert_eq!(told(&document), wanted.map(|(number, text)| (number, text.to_owned())));
        let Some(Piece::Paragraph(last)) = document.pieces.last() else { panic!() };
        assert!(last.new_page && last.place.at == Where::Text && last.align == Align::Left);
        assert!(last.runs[0].size.abs() < f32::EPSILON && last.runs[0].face.is_empty());
    }

    #[test]
    fn letters_of_all_kinds_are_read() {
        let text = "柳南县：一年𠮷";
        let mut wide = vec![0xff, 0xfe];
        wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut wide_big = vec![0xfe, 0xff];
        wide_big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let marked = ["\u{feff}", text].concat().into_bytes();
        for bytes in [text.as_bytes().to_vec(), marked, wide, wide_big] {
            let (document, findings) = read(&bytes, "a.txt");
            assert_eq!(told(&document), [(1, text.to_owned())]);
            assert!(findings.is_empty());
        }
        let (old, _, _) = encoding_rs::GB18030.encode(text);
        let (document, findings) = read(&old, "a.txt");
        assert_eq!(told(&document), [(1, text.to_owned())]);
        assert_eq!(findings[0].code, "import-gbk");
        // What is no letters of any of them.
        for bytes in [&b"\xff\xff\xff\x80"[..], b"\xff\xfe\x00\xd8", b"abc\x81"] {
            assert_eq!(parse(bytes, Path::new("a.txt")).unwrap_err().code, "import-letters");
        }
    }

    #[test]
    fn markdown_is_read() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("in/桥 1.jpg"), b"bridge").unwrap();
        std::fs::write(folder.path().join("out.jpg"), b"secret").unwrap();
        let text = "---\ntitle: x\n---\n# 柳南一年\n\n**粗体**和*斜体*，见[网站](https://a.cn)[^1]。\n接着说<br>换行<b>甲</b>\n\n\
            ## 一、修路\n\n- 甲\n- 乙\n  1. 丙\n\n> 引文\n\n| 项 | 数 |\n|---|---|\n| 路 | 12 |\n\n\
            ![大桥](桥%201.jpg)\n![外](../out.jpg)\n![网](http://a.cn/b.jpg)\n\n<div>块</div>\n\n`码`\n\n[^1]: 注一\n[^2]: 没有用\n";
        let path = folder.path().join("in/a.md");
        let (document, findings) = parse(text.as_bytes(), &path).unwrap();
        let paragraphs: Vec<_> = document
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Paragraph(paragraph) => Some(paragraph),
                Piece::Table(_) => None,
            })
            .collect();
        let find = |text: &str| *paragraphs.iter().find(|p| p.text().contains(text)).unwrap();
        assert_eq!((find("柳南一年").outline, find("柳南一年").place.number), (Some(0), 4));
        assert_eq!(find("修路").outline, Some(1));
        let first = find("粗体");
        assert!(first.runs[0].bold && first.runs[2].italic && !first.runs[1].bold);
        assert_eq!(first.text(), "粗体和斜体，见网站。接着说\n换行甲");
        assert!(
            first.runs.iter().any(|run| run.link.as_deref() == Some("https://a.cn") && run.text == "网站")
        );
        assert!(first.runs.iter().any(|run| run.note == Some(0)));
        assert_eq!(document.notes[0][0].text(), "注一");
        assert_eq!((find("甲").number.as_deref(), find("乙").level), (None, 0));
        let listed = |text: &str| *paragraphs.iter().find(|p| p.text() == text).unwrap();
        assert_eq!((listed("甲").number.as_deref(), listed("甲").level), (Some("•"), 0));
        assert_eq!((listed("丙").number.as_deref(), listed("丙").level), (Some("1."), 1));
        assert_eq!(find("引文").style.as_deref(), Some("Quote"));
        assert!(told(&document).iter().any(|(_, text)| text == "2 rows"));
        // The picture within the folder is read, those outside are not.
        assert_eq!(document.pictures.len(), 1);
        assert_eq!(
            (&document.pictures[0].bytes[..], &*document.pictures[0].description),
            (&b"bridge"[..], "大桥")
        );
        let left: Vec<&str> = document.left_out.iter().map(|left| left.text.as_str()).collect();
        for text in ["../out.jpg", "http://a.cn/b.jpg", "没有用", "title: x", "<div>块</div>", "<b>"] {
            assert!(left.iter().any(|left| left.contains(text)), "{text}: {left:?}");
        }
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["import-html", "import-linked"]);
        assert!(find("码").runs.iter().any(|run| run.text == "码"));
    }
}
