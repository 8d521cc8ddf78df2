//! Numbers before lines, typed or made by the writing program, and whether they run through.

use super::letters::squeezed;

/// A form of numbers, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// 第一部分, 第一章.
    Part,
    /// 一、
    Han,
    /// （一）
    BracketHan,
    /// 1.1: two or more levels in one.
    Deep,
    /// 1. or 1、
    Arabic,
    /// （1） or 1）
    BracketArabic,
    /// ①
    Circled,
    /// A. or a)
    Letter,
    /// ●
    Bullet,
}

/// A number before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Its form.
    pub form: Form,
    /// Its value; of a bullet 0.
    pub value: u32,
    /// How many of the line's letters it takes: none where the writing program makes it.
    pub letters: usize,
    /// How deep it is among its kind.
    pub depth: u8,
    /// A sign by which lists are told apart.
    pub sign: char,
    /// Whether nothing but white parts it from the text: then it is a number only where others follow.
    pub bare: bool,
}

/// What is printed before the entries of a list.
const BULLETS: &str = "●■◆★▲▶►•·∙◇□○◎※➢➤❖✦✓√*-–\u{f06c}\u{f06e}\u{f075}\u{f0b7}\u{f0d8}\u{f0a7}\u{f0fc}";

/// The number that a line's letters begin with, white left out. Where the writing program made it, it is given alone.
pub(super) fn number(letters: &[char], automatic: Option<&str>) -> Option<Number> {
    if let Some(automatic) = automatic.map(squeezed).filter(|text| !text.is_empty()) {
        let mut signs: Vec<char> = automatic.chars().collect();
        let known = typed(&signs, true).or_else(|| {
            signs.push('、');
            typed(&signs, true)
        });
        let sign = signs.first().copied().unwrap_or(' ');
        let other = Number { form: Form::Bullet, value: 0, letters: 0, depth: 0, sign, bare: false };
        return Some(Number { letters: 0, ..known.unwrap_or(other) });
    }
    typed(letters, false)
}

fn typed(letters: &[char], alone: bool) -> Option<Number> {
    let first = *letters.first()?;
    let made =
        |form, value, letters, depth, sign| Some(Number { form, value, letters, depth, sign, bare: false });
    // Nothing is a number that has no text after it.
    let fits = |number: Option<Number>| number.filter(|number| alone || number.letters < letters.len());
    if first == '第' {
        return fits(part(letters));
    }
    if let Some(value) = circled(first) {
        let skip = usize::from(matches!(letters.get(1), Some('、' | '.' | '．')));
        return fits(made(Form::Circled, value, 1 + skip, 0, first_of_kind(first)));
    }
    if ('⒈'..='⒛').contains(&first) {
        return fits(made(Form::Arabic, first as u32 - '⒈' as u32 + 1, 1, 0, '.'));
    }
    if ('⑴'..='⒇').contains(&first) {
        return fits(made(Form::BracketArabic, first as u32 - '⑴' as u32 + 1, 1, 0, '('));
    }
    if BULLETS.contains(first) {
        let dash = matches!(first, '-' | '–' | '*' | '·');
        let next = letters.get(1).copied().unwrap_or(' ');
        let twice = next == first || (dash && next.is_ascii());
        return if twice { None } else { fits(made(Form::Bullet, 0, 1, 0, first)) };
    }
    if matches!(first, '（' | '(' | '〔' | '【') {
        let close = letters.iter().take(6).position(|c| matches!(c, '）' | ')' | '〕' | '】'))?;
        let inside = &letters[1..close];
        let skip = usize::from(matches!(letters.get(close + 1), Some('、' | '.' | '．')));
        if let Some(value) = of_han(inside) {
            return fits(made(Form::BracketHan, value, close + 1 + skip, 0, '('));
        }
        let value = of_digits(inside)?;
        return fits(made(Form::BracketArabic, value, close + 1 + skip, 0, '('));
    }
    let hans = letters.iter().take_while(|c| han_digit(**c).is_some()).count();
    if hans > 0 {
        let value = of_han(&letters[..hans])?;
        return match letters.get(hans) {
            Some('、' | '.' | '．') => fits(made(Form::Han, value, hans + 1, 0, '、')),
            Some('）' | ')') => fits(made(Form::BracketHan, value, hans + 1, 0, ')')),
            _ => None,
        };
    }
    if first.is_ascii_digit() || ('０'..='９').contains(&first) {
        return fits(arabic(letters));
    }
    if first.is_ascii_alphabetic() && matches!(letters.get(1), Some('.' | '．' | '、' | ')' | '）')) {
        let value = first.to_ascii_lowercase() as u32 - 'a' as u32 + 1;
        let word = letters.get(2).is_some_and(char::is_ascii_alphanumeric);
        return if word {
            None
        } else {
            fits(made(Form::Letter, value, 2, 0, if first.is_ascii_uppercase() { 'A' } else { 'a' }))
        };
    }
    if ('Ⅰ'..='Ⅻ').contains(&first) {
        let skip = usize::from(matches!(letters.get(1), Some('、' | '.' | '．')));
        return fits(made(Form::Han, first as u32 - 'Ⅰ' as u32 + 1, 1 + skip, 0, 'Ⅰ'));
    }
    None
}

/// 第一部分, with or without a mark after it.
fn part(letters: &[char]) -> Option<Number> {
    let hans = letters[1..].iter().take_while(|c| han_digit(**c).is_some()).count();
    let digits = letters[1..].iter().take_while(|c| digit(**c).is_some()).count();
    let number = hans.max(digits);
    let value = if hans > 0 { of_han(&letters[1..=hans])? } else { of_digits(&letters[1..=digits])? };
    let rest = &letters[1 + number..];
    let names: [(&[char], u8); 6] =
        [(&['部', '分'], 0), (&['编'], 0), (&['篇'], 0), (&['章'], 1), (&['节'], 2), (&['板', '块'], 0)];
    let (name, depth) = names.into_iter().find(|(name, _)| rest.starts_with(name))?;
    let after = rest.get(name.len()).copied();
    // 第一节课, 第一篇文章 are words of the text.
    if depth != 1 && name.len() == 1 && matches!(after, Some('课' | '文' | '章' | '目' | '奏' | '点')) {
        return None;
    }
    let skip = usize::from(matches!(after, Some('、' | '：' | ':' | '.' | '．' | '，')));
    Some(Number {
        form: Form::Part,
        value,
        letters: 1 + number + name.len() + skip,
        depth,
        sign: name[0],
        bare: false,
    })
}

fn arabic(letters: &[char]) -> Option<Number> {
    let mut at = 0;
    let mut values = Vec::new();
    loop {
        let digits = letters[at..].iter().take_while(|c| digit(**c).is_some()).count();
        if digits == 0 || digits > 2 {
            break;
        }
        values.push(of_digits(&letters[at..at + digits])?);
        at += digits;
        // 1.2024年 is a number before a year.
        let more = letters[(at + 1).min(letters.len())..].iter().take_while(|c| digit(**c).is_some()).count();
        if !(matches!(letters.get(at), Some('.' | '．')) && (1..=2).contains(&more)) {
            break;
        }
        at += 1;
    }
    let &value = values.last()?;
    let mark = letters.get(at).copied();
    let made = |form, letters, depth, sign| Some(Number { form, value, letters, depth, sign, bare: false });
    match (values.len(), mark) {
        (1, Some('.' | '．' | '、')) => made(Form::Arabic, at + 1, 0, '.'),
        (1, Some('）' | ')')) => made(Form::BracketArabic, at + 1, 0, ')'),
        (2..=4, Some('.' | '．' | '、')) => {
            made(Form::Deep, at + 1, u8::try_from(values.len()).unwrap_or(4), '.')
        }
        // 1.5亿元 is a number of the text.
        (2..=4, after) if values.iter().all(|&value| value > 0) && !after.is_some_and(unit) => {
            made(Form::Deep, at, u8::try_from(values.len()).unwrap_or(4), '.')
        }
        _ => None,
    }
}

/// A number that only white parts from the text: `01 经济`, `1 经济`, `一 经济`.
pub(super) fn bare(text: &str, letters: &[char]) -> Option<Number> {
    let first = text.split(super::letters::blank).next()?;
    let signs: Vec<char> = first.chars().collect();
    let after = letters.get(signs.len()).copied()?;
    let zero = letters.first() == Some(&'0')
        && letters.len() > 3
        && digit(letters[1]).is_some()
        && digit(letters[2]).is_none();
    let made = |form, value, letters, sign| Some(Number { form, value, letters, depth: 0, sign, bare: true });
    if zero && !matches!(letters[2], '.' | '．' | '-' | '/') && !unit(letters[2]) {
        return made(Form::Arabic, digit(letters[1])?, 2, '0');
    }
    if signs.len() == text.chars().count() || signs.len() > 2 {
        return None;
    }
    match (of_han(&signs), of_digits(&signs)) {
        (Some(value), _) => made(Form::Han, value, signs.len(), ' '),
        (_, Some(value)) if !unit(after) && value > 0 => made(Form::Arabic, value, signs.len(), ' '),
        _ => None,
    }
}

/// Whether a letter after a number says what is counted.
fn unit(c: char) -> bool {
    c.is_ascii() || "万亿元倍个％%人次户亩吨公千百米里平立度年月日号时分秒家台套处条件项名所座位点批种份只头株棵岁天周班张艘辆斤克升℃‰".contains(c)
}

fn first_of_kind(c: char) -> char {
    if ('①'..='⑳').contains(&c) { '①' } else { '❶' }
}

fn circled(c: char) -> Option<u32> {
    [('①', '⑳'), ('❶', '❿'), ('➀', '➉'), ('➊', '➓'), ('㈠', '㈩')]
        .into_iter()
        .find(|(first, last)| (*first..=*last).contains(&c))
        .map(|(first, _)| c as u32 - first as u32 + 1)
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32))
}

fn han_digit(c: char) -> Option<u32> {
    "一二三四五六七八九十百"
        .chars()
        .position(|known| known == c)
        .or_else(|| "壹贰叁肆伍陆柒捌玖拾".chars().position(|known| known == c))
        .and_then(|at| u32::try_from(at + 1).ok())
}

/// The value of Chinese figures below a hundred.
pub(super) fn of_han(letters: &[char]) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut value = 0;
    for &letter in letters {
        match han_digit(letter)? {
            10 => value = 10 * value.max(1),
            11 => return None,
            one if value % 10 == 0 => value += one,
            _ => return None,
        }
    }
    Some(value)
}

fn of_digits(letters: &[char]) -> Option<u32> {
    if letters.is_empty() || letters.len() > 2 {
        return None;
    }
    letters.iter().try_fold(0, |value, &letter| Some(value * 10 + digit(letter)?))
}

/// Numbers of one form that follow each other: which lines have them.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// The form.
    pub form: Form,
    /// The depth of the form.
    pub depth: u8,
    /// The lines.
    pub lines: Vec<usize>,
    /// Whether they begin with one and none is missing.
    pub whole: bool,
}

/// The chains of numbers in a text. A chain ends where a number of a higher form stands or counting begins anew.
pub(super) fn chains(numbers: &[Option<Number>]) -> Vec<Chain> {
    let mut done = Vec::new();
    let mut open: Vec<(Chain, Number)> = Vec::new();
    for (line, number) in numbers.iter().enumerate() {
        let Some(number) = *number else { continue };
        let rank = |number: &Number| (number.form, number.depth);
        // A bullet and a circled number may stand in any list: they end nothing.
        let mut kept = Vec::new();
        for (chain, last) in open {
            if rank(&last) > rank(&number) && number.form < Form::Circled {
                done.push(chain);
            } else {
                kept.push((chain, last));
            }
        }
        open = kept;
        let same = open.iter().position(|(chain, last)| {
            rank(last) == rank(&number) && chain.form == number.form && last.sign == number.sign
        });
        let continues = |last: &Number| {
            number.form == Form::Bullet || number.value > last.value && number.value <= last.value + 2
        };
        match same {
            Some(at) if continues(&open[at].1) => {
                let (chain, last) = &mut open[at];
                chain.whole &= number.form == Form::Bullet || number.value == last.value + 1;
                chain.lines.push(line);
                *last = number;
            }
            found => {
                if let Some(at) = found {
                    done.push(open.remove(at).0);
                }
                let whole = number.value <= 1;
                open.push((
                    Chain { form: number.form, depth: number.depth, lines: vec![line], whole },
                    number,
                ));
            }
        }
    }
    done.extend(open.into_iter().map(|(chain, _)| chain));
    done.sort_by_key(|chain| chain.lines.first().copied());
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Form, u32, usize)> {
        let letters: Vec<char> = text.chars().collect();
        number(&letters, None).map(|number| (number.form, number.value, number.letters))
    }

    #[test]
    fn numbers_have_many_forms() {
        assert_eq!(of("一、经济"), Some((Form::Han, 1, 2)));
        assert_eq!(of("十二、经济"), Some((Form::Han, 12, 3)));
        assert_eq!(of("二十一、经济"), Some((Form::Han, 21, 4)));
        assert_eq!(of("（三）学习"), Some((Form::BracketHan, 3, 3)));
        assert_eq!(of("(三)、学习"), Some((Form::BracketHan, 3, 4)));
        assert_eq!(of("第二部分2025年打算"), Some((Form::Part, 2, 4)));
        assert_eq!(of("第三章　总则"), Some((Form::Part, 3, 3)));
        assert_eq!(of("1.加强"), Some((Form::Arabic, 1, 2)));
        assert_eq!(of("１．加强"), Some((Form::Arabic, 1, 2)));
        assert_eq!(of("1.2加强"), Some((Form::Deep, 2, 3)));
        assert_eq!(of("（1）加强"), Some((Form::BracketArabic, 1, 3)));
        assert_eq!(of("②加强"), Some((Form::Circled, 2, 1)));
        assert_eq!(of("●加强"), Some((Form::Bullet, 0, 1)));
        assert_eq!(of("A.加强"), Some((Form::Letter, 1, 2)));
    }

    #[test]
    fn figures_of_the_text_are_no_numbers() {
        assert_eq!(of("1.2024年工作"), Some((Form::Arabic, 1, 2)));
        let bare = |text: &str| {
            bare(text, &squeezed(text).chars().collect::<Vec<_>>())
                .map(|number| (number.form, number.value, number.letters))
        };
        assert_eq!(bare("01 经济"), Some((Form::Arabic, 1, 2)));
        assert_eq!(bare("一　经济"), Some((Form::Han, 1, 1)));
        assert_eq!(bare("3 月8日"), None);
        assert_eq!(bare("经济 发展"), None);
        for text in [
            "1.5亿元投资",
            "3.2万人次",
            "2024年",
            "一是加强",
            "一年来",
            "三大战役",
            "第一，加强",
            "（2024年）",
            "12345热线",
            "——副题",
            "一、",
            "A.I.时代",
            "U.S",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn automatic_numbers_take_no_letters() {
        let of = |text| {
            number(&['经', '济'], Some(text)).map(|number| (number.form, number.value, number.letters))
        };
        assert_eq!(of("三、"), Some((Form::Han, 3, 0)));
        assert_eq!(of("（二） "), Some((Form::BracketHan, 2, 0)));
        assert_eq!(of("1.2"), Some((Form::Deep, 2, 0)));
        assert_eq!(of("一"), Some((Form::Han, 1, 0)));
        assert_eq!(of("2"), Some((Form::Arabic, 2, 0)));
        assert_eq!(of("\u{f06c}"), Some((Form::Bullet, 0, 0)));
    }

    #[test]
    fn chains_end_below_a_higher_number() {
        let numbers: Vec<_> = ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "四、己"]
            .iter()
            .map(|text| number(&text.chars().collect::<Vec<_>>(), None))
            .collect();
        let chains = chains(&numbers);
        let lines: Vec<_> =
            chains.iter().map(|chain| (chain.form, chain.lines.clone(), chain.whole)).collect();
        assert_eq!(
            lines,
            [
                (Form::Han, vec![0, 3, 5], false),
                (Form::BracketHan, vec![1, 2], true),
                (Form::BracketHan, vec![4], true)
            ]
        );
    }
}
