//! 推入: a short last line is pulled back by marks of half their width, where the template wants it.

use banmian::typeset::{TEMPLATE_LIBRARY, frames};

use super::choice::gap;
use super::{FILLER, Line, SIZE, compile_with, document, lines_of};

const MEASURES: [u32; 3] = [13, 16, 20];

/// The library of a template that pushes in.
fn pushing() -> String {
    let value = "plan.at(\"push_in\", default: false)";
    assert!(TEMPLATE_LIBRARY.contains(value));
    TEMPLATE_LIBRARY.replace(value, "true")
}

/// Paragraphs of four lines and a bit: a comma after every seven characters, and one character more each time.
fn paragraphs(measure: u32) -> Vec<String> {
    let filler: Vec<char> = FILLER.chars().cycle().take(200).collect();
    let characters = 4 * measure as usize;
    (0..measure as usize)
        .map(|more| {
            let text = filler[..characters - 12 + more].chunks(7).map(|part| part.iter().collect::<String>());
            text.collect::<Vec<_>>().join("，") + "。"
        })
        .collect()
}

/// The characters of a paragraph's last line.
fn last(lines: &[Line]) -> usize {
    lines.last().unwrap().text().chars().filter(|c| c.is_alphanumeric()).count()
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::text).collect()
}

#[test]
fn a_short_last_line_is_pulled_back() {
    let library = pushing();
    let (mut short, mut pulled) = (0, 0);
    for measure in MEASURES {
        let paragraphs = paragraphs(measure);
        let off = lines_of(&document(measure, &paragraphs, TEMPLATE_LIBRARY, ""), paragraphs.len());
        let on = lines_of(&document(measure, &paragraphs, &library, ""), paragraphs.len());
        for (off, on) in off.iter().zip(&on) {
            let whole = |lines: &[Line]| texts(lines).concat();
            assert_eq!(whole(off), whole(on));
            if last(off) <= 2 {
                short += 1;
                pulled += usize::from(on.len() < off.len());
                for line in on {
                    assert!(gap(line) < 0.12, "{measure}: {:.3} {}", gap(line), line.text());
                    let right = line.right();
                    assert!(right <= f64::from(measure) + 0.02, "{measure}: {right:.3} {}", line.text());
                    assert!(!line.text().starts_with(['，', '。']), "{measure}: {}", line.text());
                }
            } else {
                assert_eq!(texts(off), texts(on), "{measure}");
            }
        }
    }
    // Only where its lines have marks enough: the compiler halves marks by itself as far as a line needs it.
    assert!(pulled >= 1, "{pulled} of {short}");
}

#[test]
fn galley_and_page_push_in_alike() {
    let library = pushing();
    for measure in MEASURES {
        let texts: Vec<String> =
            paragraphs(measure).iter().map(|text| serde_json::to_string(text).unwrap()).collect();
        let lines = |slots: &[(u32, u32)]| -> Vec<String> {
            let slots: Vec<String> = slots
                .iter()
                .map(|(x, lines)| format!("(x: {x}, y: 0, height: {})", f64::from(*lines) * 14.0 - 5.0))
                .collect();
            let (slots, texts) = (slots.join(", "), texts.join(", "));
            let width = f64::from(measure) * SIZE;
            let thread = format!("body-thread(\"section-0\", ({slots},), {width}, ({texts},))");
            let page = compile_with(&format!("#block(width: 100%, height: 9000pt, {thread})"), &library);
            frames::slots(&page).into_iter().flat_map(|slot| slot.lines).map(|line| line.text).collect()
        };
        let galley = lines(&[(0, 500)]);
        assert_eq!(galley, lines(&[(0, 3), (300, 11), (600, 1), (900, 22), (1200, 500)]), "{measure}");
    }
}
