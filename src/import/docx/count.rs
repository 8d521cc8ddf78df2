//! Numbers as lists write them.

/// A number in one of the forms that the standard names; figures where a form has no sign for it.
pub fn written(number: u32, form: &str) -> String {
    let plain = number.to_string();
    match form {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number).unwrap_or(plain),
        "lowerRoman" => roman(number).map_or(plain, |text| text.to_lowercase()),
        "upperLetter" => letter(number).unwrap_or(plain),
        "lowerLetter" => letter(number).map_or(plain, |text| text.to_lowercase()),
        "ordinal" => format!("{number}{}", ending(number)),
        "hex" => format!("{number:X}"),
        "numberInDash" => format!("- {number} -"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, "０１２３４５６７８９"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number).unwrap_or(plain),
        "decimalEnclosedParen" => sign(number, '⑴', 20).unwrap_or(plain),
        "decimalEnclosedFullstop" => sign(number, '⒈', 20).unwrap_or(plain),
        "ideographEnclosedCircle" => sign(number, '㊀', 10).unwrap_or(plain),
        "ideographTraditional" => of(number, "甲乙丙丁戊己庚辛壬癸").unwrap_or(plain),
        "ideographZodiac" => of(number, "子丑寅卯辰巳午未申酉戌亥").unwrap_or(plain),
        "ideographZodiacTraditional" => sixty(number),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            digits(number, "〇一二三四五六七八九")
        }
        "chineseCounting" | "taiwaneseCounting" if number >= 100 => digits(number, "〇一二三四五六七八九"),
        "chineseCounting" | "taiwaneseCounting" | "chineseCountingThousand" | "taiwaneseCountingThousand" => {
            counted(number, &PLAIN).unwrap_or(plain)
        }
        "japaneseCounting" => japanese(number).unwrap_or(plain),
        "chineseLegalSimplified" => counted(number, &LEGAL).unwrap_or(plain),
        "ideographLegalTraditional" | "japaneseLegal" => counted(number, &LEGAL_TRADITIONAL).unwrap_or(plain),
        _ => plain,
    }
}

/// How numbers are said: the ten digits, ten, hundred, thousand, ten thousand, and whether ten is one ten.
struct Words {
    digits: &'static str,
    places: [&'static str; 4],
    myriad: char,
    one_ten: bool,
}

const PLAIN: Words =
    Words {
        digits: "零一二三四五六七八九", places: ["", "十", "百", "千"], myriad: '万', one_ten: false
    };
const LEGAL: Words =
    Words {
        digits: "零壹贰叁肆伍陆柒捌玖", places: ["", "拾", "佰", "仟"], myriad: '万', one_ten: true
    };
const LEGAL_TRADITIONAL: Words =
    Words {
        digits: "零壹貳參肆伍陸柒捌玖", places: ["", "拾", "佰", "仟"], myriad: '萬', one_ten: true
    };

fn counted(number: u32, words: &Words) -> Option<String> {
    let digits: Vec<char> = words.digits.chars().collect();
    if number == 0 {
        return digits.first().map(char::to_string);
    }
    if number > 99_999_999 {
        return None;
    }
    let below = |number: u32| {
        let mut out = String::new();
        let mut gap = false;
        for (place, power) in [(3, 1000), (2, 100), (1, 10), (0, 1)] {
            let digit = number / power % 10;
            if digit == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap {
                out.extend(digits.first());
                gap = false;
            }
            out.extend(usize::try_from(digit).ok().and_then(|at| digits.get(at)));
            out.push_str(words.places.get(place).unwrap_or(&""));
        }
        out
    };
    let (high, low) = (number / 10_000, number % 10_000);
    let mut out = String::new();
    if high > 0 {
        out = below(high);
        out.push(words.myriad);
        if low > 0 && low < 1000 {
            out.extend(digits.first());
        }
    }
    out += &below(low);
    let short = out.strip_prefix("一十").filter(|_| !words.one_ten).map(|rest| format!("十{rest}"));
    Some(short.unwrap_or(out))
}

fn japanese(number: u32) -> Option<String> {
    let text = counted(number, &PLAIN)?.replace('零', "");
    let text = text.replace("一百", "百").replace("一千", "千").replace("一十", "十");
    Some(if number == 0 { "〇".to_owned() } else { text })
}

fn digits(number: u32, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let digits = number.to_string();
    digits.bytes().filter_map(|digit| signs.get(usize::from(digit.saturating_sub(b'0')))).collect()
}

fn of(number: u32, signs: &str) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    signs.chars().nth(at).map(String::from)
}

/// A sign of a row of signs that begins with that of 1.
fn sign(number: u32, first: char, last: u32) -> Option<String> {
    let number = number.checked_sub(1).filter(|number| *number < last)?;
    char::from_u32(u32::from(first) + number).map(String::from)
}

fn circled(number: u32) -> Option<String> {
    match number {
        0 => Some("⓪".to_owned()),
        1..=20 => sign(number, '①', 20),
        21..=35 => sign(number - 20, '㉑', 15),
        _ => sign(number.checked_sub(35)?, '㊱', 15),
    }
}

fn sixty(number: u32) -> String {
    let Some(before) = number.checked_sub(1) else { return number.to_string() };
    let stem = of(before % 10 + 1, "甲乙丙丁戊己庚辛壬癸").unwrap_or_default();
    stem + &of(before % 12 + 1, "子丑寅卯辰巳午未申酉戌亥").unwrap_or_default()
}

/// a … z, then aa, bb …
fn letter(number: u32) -> Option<String> {
    let before = number.checked_sub(1).filter(|before| *before < 780)?;
    let times = usize::try_from(before / 26).ok()? + 1;
    of(before % 26 + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ").map(|text| text.repeat(times))
}

fn roman(number: u32) -> Option<String> {
    if number == 0 || number > 4999 {
        return None;
    }
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in signs {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

fn ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_are_written_in_their_forms() {
        for (number, form, wanted) in [
            (1, "decimal", "1"),
            (7, "decimalZero", "07"),
            (10, "chineseCounting", "十"),
            (11, "chineseCounting", "十一"),
            (20, "chineseCounting", "二十"),
            (99, "chineseCounting", "九十九"),
            (101, "chineseCounting", "一〇一"),
            (10, "chineseCountingThousand", "十"),
            (101, "chineseCountingThousand", "一百零一"),
            (110, "chineseCountingThousand", "一百一十"),
            (1010, "chineseCountingThousand", "一千零一十"),
            (20_005, "chineseCountingThousand", "二万零五"),
            (12, "taiwaneseCountingThousand", "十二"),
            (111, "japaneseCounting", "百十一"),
            (1, "ideographTraditional", "甲"),
            (10, "ideographTraditional", "癸"),
            (11, "ideographTraditional", "11"),
            (13, "ideographZodiacTraditional", "丙子"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (10, "ideographDigital", "一〇"),
            (4, "upperRoman", "IV"),
            (1999, "lowerRoman", "mcmxcix"),
            (28, "lowerLetter", "bb"),
            (3, "upperLetter", "C"),
            (1, "decimalEnclosedCircle", "①"),
            (20, "decimalEnclosedCircleChinese", "⑳"),
            (36, "decimalEnclosedCircle", "㊱"),
            (51, "decimalEnclosedCircle", "51"),
            (2, "decimalEnclosedParen", "⑵"),
            (3, "decimalEnclosedFullstop", "⒊"),
            (12, "decimalFullWidth", "１２"),
            (112, "ordinal", "112th"),
            (5, "numberInDash", "- 5 -"),
            (5, "none", ""),
            (5, "whatever", "5"),
        ] {
            assert_eq!(written(number, form), wanted, "{number} {form}");
        }
        // Nothing of it panics at the ends.
        for form in [
            "decimal",
            "upperLetter",
            "lowerRoman",
            "decimalEnclosedCircle",
            "japaneseCounting",
            "ideographZodiacTraditional",
            "chineseLegalSimplified",
            "ideographTraditional",
        ] {
            assert!(!written(0, form).is_empty() && !written(u32::MAX, form).is_empty(), "{form}");
        }
    }
}
