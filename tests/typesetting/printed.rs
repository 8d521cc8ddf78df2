//! Lines counted against a printed page: invented texts as long as its five sections and with as many marks, at its measures.

use banmian::typeset::TEMPLATE_LIBRARY;

use super::{FILLER, document, lines_of};

/// Characters, measure (字, with a stretched gutter halves), and the lines on the printed page.
const PRINTED: [(usize, f64, usize); 5] =
    [(830, 15.5, 54), (550, 16.0, 36), (640, 21.5, 30), (660, 21.5, 32), (760, 21.0, 37)];

/// A text in paragraphs, with a mark every nine characters or so, as prose has them, and a number now and then.
fn text(characters: usize, paragraphs: usize, from: usize) -> Vec<String> {
    let filler: Vec<char> = FILLER.chars().cycle().skip(from).take(characters).collect();
    let clauses = [7, 11, 8, 6, 12, 9, 10, 5];
    let each = characters / paragraphs;
    let paragraph = |number: usize| {
        let mut said: Vec<char> = Vec::new();
        let mut left = filler[number * each..].iter().copied();
        for (index, length) in clauses.iter().cycle().skip(number + from).enumerate() {
            let room = each - 1 - said.len();
            said.extend(left.by_ref().take(room.min(*length)));
            if room <= length + 1 {
                break;
            }
            said.push(['，', '，', '、', '。'][(index + from) % 4]);
        }
        said.iter().collect::<String>().trim_end_matches(['，', '、', '。']).to_owned() + "。"
    };
    (0..paragraphs).map(paragraph).collect()
}

#[test]
fn as_many_lines_as_the_printed_page() {
    for (characters, measure, printed) in PRINTED {
        for paragraphs in [2, 3] {
            let texts = text(characters, paragraphs, 0);
            let page = document(measure, &texts, TEMPLATE_LIBRARY, "");
            let lines: usize = lines_of(&page, texts.len()).iter().map(Vec::len).sum();
            assert!(
                lines.abs_diff(printed) <= 1,
                "{characters} characters at {measure}: {lines}, not {printed}"
            );
        }
    }
}
