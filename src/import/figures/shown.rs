//! What a cell shows, and a number as the program that wrote the table shows it.

use calamine::Data;

/// How many figures of a number are sure: more are dust of the computer's arithmetic.
const SURE: usize = 11;

/// So many decimals somebody may have typed, even where the cell shows none.
const TYPED: usize = 2;

/// A number without the dust: 0.1 + 0.2 is `0.3`.
pub(super) fn plain(number: f64) -> String {
    let sure: f64 = format!("{number:.SURE$e}").parse().unwrap_or(number);
    let text = sure.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// A number as a cell of this format shows it. Where the cell shows no decimals and somebody typed one or two, they stay.
pub(super) fn shown(number: f64, format: &str) -> String {
    let Some(format) = Format::read(format) else { return plain(number) };
    let text = plain(if format.percent { number * 100.0 } else { number });
    let own = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let rounded = match format.decimals {
        0 if own <= TYPED => text,
        decimals => rounded(&text, decimals),
    };
    format!("{}{rounded}{}", format.before, format.behind)
}

/// What a format says: `#,##0.00"件"`.
struct Format {
    percent: bool,
    decimals: usize,
    before: String,
    behind: String,
}

impl Format {
    /// Reads the part for positive numbers; none where it is the general one, or says more than can be shown here.
    fn read(format: &str) -> Option<Self> {
        let mut read = Self { percent: false, decimals: 0, before: String::new(), behind: String::new() };
        let mut characters = format.chars().peekable();
        let (mut figures, mut point, mut comma) = (false, false, false);
        while let Some(character) = characters.next() {
            let mut literal = String::new();
            match character {
                ';' => break,
                '"' => literal.extend(characters.by_ref().take_while(|c| *c != '"')),
                '\\' => literal.extend(characters.next()),
                // Room as wide as a character, and a character that fills the cell.
                '_' | '*' => drop(characters.next()),
                '[' => drop(characters.by_ref().find(|c| *c == ']')),
                '0' | '#' | '?' => {
                    figures = true;
                    // A comma within is between thousands.
                    comma = false;
                    read.decimals += usize::from(point);
                }
                '.' => point = true,
                ',' => comma = true,
                '%' => {
                    read.percent = true;
                    literal.push('%');
                }
                '+' | '-' | ' ' | '(' | ')' => {}
                c if c.is_ascii() => return None,
                c => literal.push(c),
            }
            if figures { read.behind.push_str(&literal) } else { read.before.push_str(&literal) }
        }
        // A comma at the end leaves thousands away.
        (figures && !comma).then_some(read)
    }
}

/// A number with so many decimals, halves away from nought, as tables do it.
fn rounded(text: &str, decimals: usize) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |text| ("-", text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() <= decimals {
        return format!("{sign}{text}");
    }
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes().take(decimals)).collect();
    if fraction.as_bytes()[decimals] >= b'5' {
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.insert(0, b'1');
                break;
            }
            at -= 1;
            if digits[at] == b'9' {
                digits[at] = b'0';
            } else {
                digits[at] += 1;
                break;
            }
        }
    }
    let digits: String = digits.into_iter().map(char::from).collect();
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let zero = digits.bytes().all(|b| b == b'0');
    let sign = if zero { "" } else { sign };
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// What a cell says that is no number.
pub(super) fn said_by(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(number) => plain(*number),
        Data::Int(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            // The first day of a year is the year, where a cell shows no more of it.
            if (month, day) == (1, 1) { format!("{year}年") } else { format!("{year}-{month:02}-{day:02}") }
        }
        Data::DateTime(moment) => plain(moment.as_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, shown};

    #[test]
    fn numbers_stand_as_the_cell_shows_them() {
        for (number, format, wanted) in [
            (0.1 + 0.2, "General", "0.3"),
            (89.0, "General", "89"),
            (0.956, "0.0%", "95.6%"),
            (0.956, "0%", "95.6%"),
            (0.956, "0.00%", "95.6%"),
            (0.287, "0%", "28.7%"),
            (1.0 / 3.0, "0%", "33%"),
            (1.0 / 3.0, "0.00%", "33.33%"),
            (1234.0, "#,##0", "1234"),
            (2.675, "0.00", "2.68"),
            (9.996, "0.00", "10.00"),
            (-0.001, "0.00", "0.00"),
            (2.6, "0", "2.6"),
            (2.666_666_7, "0", "3"),
            (89.0, "0\"件\"", "89件"),
            (89.0, "0_ \"件\";[Red]-0", "89件"),
            (12.5, "\"¥\"#,##0.00", "¥12.5"),
            (89.0, "0件", "89件"),
            (12345.0, "0.0,\"千\"", "12345"),
            (12345.0, "0!.0,\"万\"", "12345"),
            (1e20, "General", "100000000000000000000"),
            (0.5, "# ?/?", "0.5"),
            (3.0, "@", "3"),
            (3.0, "", "3"),
        ] {
            assert_eq!(shown(number, format), wanted, "{number} {format}");
        }
        assert_eq!(plain(-0.0), "0");
        assert_eq!(plain(f64::NAN), "NaN");
    }
}
