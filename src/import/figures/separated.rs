//! Tables as text: cells between commas, semicolons or tabs, in UTF-8, UTF-16 or GB 18030.

use encoding_rs::{Encoding, GB18030};

use super::sheet::{Sheet, Sheets};
use crate::message::Message;
use crate::say;

/// The sheet of a text.
///
/// # Errors
/// It is no text, or there is too much of it.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let text = decoded(bytes).ok_or_else(|| say!("import-table.kind"))?;
    let separator = separator(&text);
    let mut sheets = Sheets::default();
    sheets.begin("", false)?;
    let (mut row, mut column) = (0, 0);
    let mut cell = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if cell.is_empty() => loop {
                match characters.next() {
                    Some('"') if characters.peek() == Some(&'"') => {
                        characters.next();
                        cell.push('"');
                    }
                    Some('"') | None => break,
                    Some(inner) => cell.push(inner),
                }
            },
            c if c == separator => {
                sheets.put(row, column, &std::mem::take(&mut cell))?;
                column += 1;
            }
            '\r' | '\n' => {
                if character == '\r' && characters.peek() == Some(&'\n') {
                    characters.next();
                }
                sheets.put(row, column, &std::mem::take(&mut cell))?;
                (row, column) = (row + 1, 0);
            }
            c => cell.push(c),
        }
    }
    sheets.put(row, column, &cell)?;
    sheets.finished()
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => {
            let (text, _, wrong) = encoding.decode(bytes);
            (!wrong).then(|| text.into_owned())
        }
        None => String::from_utf8(bytes.to_vec()).ok().or_else(|| {
            GB18030
                .decode_without_bom_handling_and_without_replacement(bytes)
                .map(std::borrow::Cow::into_owned)
        }),
    }?;
    // Files of other kinds are read as text by chance.
    (!text.contains(|c: char| c.is_control() && !c.is_whitespace())).then_some(text)
}

/// What stands between the cells: of the signs that may, the one that stands most often in the first lines.
fn separator(text: &str) -> char {
    let count = |sign: char| {
        text.lines().take(20).map(|line| line.chars().filter(|c| *c == sign).count()).sum::<usize>()
    };
    // Of those that stand as often the first one.
    [',', ';', '\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::sheets;

    fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let list = sheets(bytes).unwrap();
        list[0].cells.iter().map(|((row, column), text)| (*row, *column, text.clone())).collect()
    }

    #[test]
    fn cells_stand_between_separators() {
        let wanted: Vec<(u32, u32, String)> = vec![
            (0, 0, "指标".into()),
            (0, 1, "数值".into()),
            (2, 0, "立案,提案".into()),
            (2, 1, "8\"9".into()),
        ];
        let text = "指标,数值\r\n\r\n\"立案,提案\",\"8\"\"9\"";
        assert_eq!(cells(text.as_bytes()), wanted);
        assert_eq!(cells(format!("\u{feff}{text}\n").as_bytes()), wanted);
        assert_eq!(cells(&encoding_rs::GBK.encode(text).0), wanted);
        let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&wide), wanted);
        assert_eq!(cells("指标\t数值\n\n\"立案,提案\"\t\"8\"\"9".as_bytes()), wanted);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(sheets(b"\x00\x01\x02\x03").is_err());
        assert!(sheets(&[0xff, 0xd8, 0xff, 0xe0, 0, 16]).is_err());
        assert!(sheets("甲,\n".repeat(100_001).as_bytes()).is_err());
    }
}
