use super::super::biff::compound_of;
use super::book::{brief, import, keys};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn short(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn text(row: u16, column: u16, text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let head = short(&[row, column, 0, u16::try_from(letters.len()).unwrap()]);
    record(0x204, &[head, vec![1], short(&letters)].concat())
}

fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    record(0x203, &[short(&[row, column, format]), value.to_le_bytes().to_vec()].concat())
}

/// A stream of two sheets, the second hidden, with these records in the first.
fn stream(cells: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x809, &[short(&[0x600, kind, 0x0dbb, 0x07cc]), vec![0; 8]].concat());
    let end = record(0x0a, &[]);
    let format = |number: u16| record(0xe0, &[short(&[0, number]), vec![0; 16]].concat());
    let sheet = |start: usize, hidden: u8, name: &str| {
        let letters: Vec<u16> = name.encode_utf16().collect();
        let start = u32::try_from(start).unwrap().to_le_bytes().to_vec();
        record(
            0x85,
            &[start, vec![hidden, 0, u8::try_from(letters.len()).unwrap(), 1], short(&letters)].concat(),
        )
    };
    let head = [bof(5), format(0), format(10)].concat();
    let length = head.len() + sheet(0, 0, "数据").len() + sheet(0, 1, "旧").len() + end.len();
    let first = [bof(0x10), cells.concat(), end.clone()].concat();
    let second = [bof(0x10), text(0, 0, "旧数"), end.clone()].concat();
    [head, sheet(length, 0, "数据"), sheet(length + first.len(), 1, "旧"), end, first, second].concat()
}

fn good() -> Vec<Vec<u8>> {
    vec![
        text(0, 0, "指标"),
        text(0, 1, "数值"),
        text(1, 0, "立案提案（件）"),
        number(1, 1, 0, 89.0),
        text(2, 0, "满意率"),
        number(2, 1, 1, 0.956),
    ]
}

#[test]
fn old_binary_files_are_read() {
    let long: Vec<Vec<u8>> = (3..9000).map(|row| text(row, 0, "注：很长的说明文字")).collect();
    for (name, cells) in [("a.xls", good()), ("a.et", [good(), long].concat())] {
        let taken = import(&[(name, &compound_of(&stream(&cells)))], &[], 2024);
        assert_eq!(brief(&taken), "立案提案=89件; 满意率=95.6%", "{:?}", keys(&taken));
        assert_eq!(keys(&taken), ["import-figure.hidden"]);
    }
}

#[test]
fn hostile_binary_files_are_refused() {
    let with = |more: Vec<u8>| compound_of(&stream(&[good(), vec![more]].concat()));
    let claim = [0_u32.to_le_bytes(), u32::MAX.to_le_bytes()].concat();
    let claims = with(record(0x200, &[claim, short(&[0, 0xffff, 0])].concat()));
    let far = with(number(65_535, 65_535, 0, 1.0));
    let word = |name: &str| {
        let mut bytes = compound_of(&stream(&good()));
        let at = bytes.windows(4).position(|window| window == b"W\0o\0").unwrap();
        for (place, letter) in name.encode_utf16().enumerate() {
            bytes[at + place * 2..at + place * 2 + 2].copy_from_slice(&letter.to_le_bytes());
        }
        bytes[at + 64] = u8::try_from(name.len() * 2 + 2).unwrap();
        bytes
    };
    // The folder of the file goes on with itself.
    let mut circle = compound_of(&stream(&good()));
    let list = 512 * 10;
    assert_eq!(circle[list..list + 4], 0xffff_fffe_u32.to_le_bytes());
    circle[list..list + 4].copy_from_slice(&0_u32.to_le_bytes());
    for (bytes, wanted) in [
        (claims, "import-table.area"),
        (far, "import-table.area"),
        (circle, "import-table.broken"),
        (word("EncryptedPackage"), "import-table.password"),
        (word("WordDocument"), "import-table.kind"),
        (compound_of(&record(0x2f, &[1, 0, 0, 0])), "import-table.password"),
        (compound_of(&[]), "import-figure.none"),
    ] {
        let taken = import(&[("a.xls", &bytes)], &[], 2024);
        assert!(taken.metrics.is_empty() && keys(&taken) == [wanted], "{wanted}: {:?}", keys(&taken));
    }
    let bytes = compound_of(&stream(&good()));
    for at in (0..bytes.len()).step_by(23) {
        let mut bent = bytes.clone();
        bent[at] ^= 0xff;
        let _ = import(&[("a.xls", &bent)], &[], 2024);
        let _ = import(&[("a.xls", &bytes[..at])], &[], 2024);
    }
}
