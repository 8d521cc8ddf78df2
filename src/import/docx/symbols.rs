//! Signs of faces that have signs in the place of letters, as letters that every face can have.

/// Signs of Wingdings, by the letter in whose place they stand.
const WINGDINGS: [(u32, char); 34] = [
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x80, '⓪'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa2, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xab, '★'),
    (0xb2, '✧'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];
/// Signs of Wingdings 2.
const WINGDINGS_2: [(u32, char); 8] =
    [(0x4f, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x97, '●'), (0xa2, '■'), (0xa3, '□'), (0xae, '◆')];
/// Signs of Symbol, without its Greek letters.
const SYMBOL: [(u32, char); 18] = [
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xa8, '♦'),
    (0xab, '↔'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xd7, '·'),
];

/// What a letter of a face shows; none where that is not known.
pub fn letter(letter: char, face: &str) -> Option<char> {
    let code = u32::from(letter);
    // Circled figures have their own row in Wingdings.
    let own = match code {
        0xf000..=0xf0ff => code - 0xf000,
        _ => code,
    };
    let face = face.to_lowercase();
    let table: &[(u32, char)] = match face.as_str() {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        "symbol" => &SYMBOL,
        _ => &[],
    };
    let circled = || {
        char::from_u32(u32::from('①') + own.checked_sub(0x81)?).filter(|_| own <= 0x8a && face == "wingdings")
    };
    let found = table.iter().find(|(code, _)| *code == own).map(|(_, sign)| *sign).or_else(circled);
    // A letter that is not in the place of another is what it is.
    found.or_else(|| Some(letter).filter(|_| !(0xe000..=0xf8ff).contains(&code) && table.is_empty()))
}

/// The letter of a number in hexadecimal.
pub fn by_code(code: &str) -> Option<char> {
    u32::from_str_radix(code, 16).ok().and_then(char::from_u32).filter(|letter| !letter.is_control())
}
