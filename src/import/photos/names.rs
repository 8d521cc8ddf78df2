//! Names of files: in the order in which people count, and safe to be written anywhere.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::report::PhotoFormat;

/// A name that is written may have so many characters.
const LONGEST: usize = 80;

/// The order of two names as people count: 2 before 10. Case matters only where nothing else does.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one.chars().peekable(), other.chars().peekable());
    loop {
        let order = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return one.cmp(other),
            (left, right) if left.is_none() || right.is_none() => return left.cmp(&right),
            (Some(left), Some(right)) if left.is_ascii_digit() && right.is_ascii_digit() => {
                let (left, right) = (digits(&mut a), digits(&mut b));
                left.len().cmp(&right.len()).then(left.cmp(&right))
            }
            (left, right) => {
                a.next();
                b.next();
                let lower = |c: Option<char>| c.map(|c| c.to_lowercase().to_string());
                lower(left).cmp(&lower(right))
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits that come next, without zeros before them.
fn digits(letters: &mut std::iter::Peekable<std::str::Chars>) -> String {
    let mut found = String::new();
    while let Some(digit) = letters.next_if(char::is_ascii_digit) {
        if digit != '0' || !found.is_empty() {
            found.push(digit);
        }
    }
    found
}

/// A name without its ending, and the ending.
pub(super) fn parts(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty() && ending.len() <= 5 && !ending.contains(char::is_whitespace) =>
        {
            (stem, ending)
        }
        _ => (name, ""),
    }
}

/// A name for a picture that is safe to be written on any system, with the ending of what it is, and that no other has.
pub(super) fn safe(name: &str, format: PhotoFormat, taken: &mut BTreeSet<String>) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = parts(own);
    let endings: &[&str] = match format {
        PhotoFormat::Jpeg => &["jpg", "jpeg"],
        PhotoFormat::Png => &["png"],
        PhotoFormat::Tiff => &["tif", "tiff"],
        PhotoFormat::Webp => &["webp"],
    };
    let ending = endings.iter().find(|known| ending.eq_ignore_ascii_case(known)).unwrap_or(&endings[0]);
    let kept = |c: char| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { '_' } else { c };
    let unseen = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let stem: String = stem.chars().filter(unseen).map(kept).collect();
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = if stem.is_empty() { "photo" } else { stem };
    for number in 1_usize.. {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        // Windows gives these names to devices.
        let device = ["con", "prn", "aux", "nul"].iter().any(|name| stem.eq_ignore_ascii_case(name));
        let before = if device { "_" } else { "" };
        let room = LONGEST - before.len() - more.len() - ending.len() - 1;
        let short: String = stem.chars().take(room).collect();
        let name = format!("{before}{}{more}.{ending}", short.trim_end());
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::{natural, safe};
    use crate::report::PhotoFormat;
    use std::collections::BTreeSet;

    #[test]
    fn as_people_count() {
        let mut names = ["10.jpg", "2.jpg", "图10", "b1", "图2", "1.jpg", "B02", "a", "01.jpg", ""];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["", "01.jpg", "1.jpg", "2.jpg", "10.jpg", "a", "b1", "B02", "图2", "图10"]);
    }

    #[test]
    fn names_are_safe_and_differ() {
        let mut taken = BTreeSet::new();
        let mut name = |name: &str| safe(name, PhotoFormat::Jpeg, &mut taken);
        assert_eq!(name("春耕.jpg"), "春耕.jpg");
        assert_eq!(name("sub/春耕.JPG"), "春耕-2.jpg");
        assert_eq!(name("..\\..\\x:y?.jpeg"), "x_y_.jpeg");
        assert_eq!(name("...hidden.png"), "hidden.jpg");
        assert_eq!(name(""), "photo.jpg");
        assert_eq!(name("con.jpg"), "_con.jpg");
        assert_eq!(name("a\u{202e}gpj.heic"), "agpj.jpg");
        assert_eq!(name("a\nb"), "a_b.jpg");
        let long = name(&"长".repeat(300));
        assert_eq!((long.chars().count(), name(&"长".repeat(300)).ends_with("-2.jpg")), (80, true));
    }
}
