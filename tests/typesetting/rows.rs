//! The rows of the requirements: "Requirements for Chinese Text Layout" (W3C, CLREQ), GB/T 15834 and GB/T 15835.

use super::choice::{gap, unparted};
use super::{Line, MEASURES, all_lines, moved, moved_with, set};

const CLOSING: &str = "，。、；：？！”’）》〉】〕…—·～／%％℃";
const OPENING: &str = "“‘（《〈【〔";

fn starts(lines: &[Line]) -> impl Iterator<Item = char> {
    lines.iter().skip(1).filter_map(|line| line.text().chars().next())
}

fn ends(lines: &[Line]) -> impl Iterator<Item = char> {
    lines.iter().filter_map(|line| line.text().chars().next_back())
}

/// Nothing is lost, and no line is longer than its measure.
fn whole(measure: u32, lines: &[Line], piece: &str) {
    let text: String = lines.iter().map(Line::text).collect();
    assert!(text.replace('-', "").contains(&piece.replace('-', "")), "{measure}: {piece} is not in {text}");
    for line in lines {
        assert!(
            line.right() <= f64::from(measure) + 0.02,
            "{measure}: {} ends at {:.2}",
            line.text(),
            line.right()
        );
    }
}

#[test]
fn no_mark_stands_where_it_may_not() {
    for piece in [
        "办实事，解难题。",
        "“委员讲堂”（第一期）",
        "《办法》、《细则》；",
        "阿卜杜·热合曼",
        "10～12户",
        "城／乡",
        "2020—2024年间",
        "京—银—兰线",
        "一条路——通向山外",
        "水通了……”他说",
        "95%的群众",
        "气温20℃左右",
        "学习《关于“委员讲堂”的通知》，",
        "（“《办法》”）。",
        "他说：“好！”随后",
    ] {
        for (measure, lines) in all_lines(piece) {
            whole(measure, &lines, piece);
            for start in starts(&lines) {
                assert!(!CLOSING.contains(start), "{measure}: {start} starts a line of {:?}", texts(&lines));
            }
            for end in ends(&lines) {
                assert!(
                    !OPENING.contains(end) && end != '／',
                    "{measure}: {end} ends a line of {:?}",
                    texts(&lines)
                );
            }
        }
    }
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::text).collect()
}

#[test]
fn dashes_and_ellipses_are_never_broken_and_stay_within_the_measure() {
    for piece in ["一条路——通向山外", "水通了……路也通了", "他说：“水通了……”", "“讲堂”——人人爱听"]
    {
        for (measure, lines) in all_lines(piece) {
            whole(measure, &lines, piece);
            for line in texts(&lines) {
                for mark in ['—', '…'] {
                    assert!(line.matches(mark).count() % 2 == 0, "{measure}: {line}");
                }
            }
        }
    }
}

#[test]
fn two_marks_side_by_side_share_one_and_a_half() {
    // Also at the boundary of the digits' own style.
    for piece in ["他说：“好。”然后", "“讲堂”，“书屋”", "（2024），“十四五”。", "《办法》（试行）"]
    {
        let mut checked = 0;
        for (_, lines) in all_lines(piece) {
            for line in &lines {
                let glyphs = &line.glyphs;
                for number in 0..glyphs.len().saturating_sub(1) {
                    let pair = (glyphs[number].text.as_str(), glyphs[number + 1].text.as_str());
                    // Two steps hold the mark itself, the other, and what follows: 1.5 em for the two marks.
                    if let ("，" | "。" | "：" | "”" | "》" | "）", "“" | "”" | "，" | "（" | "《" | "。") =
                        pair
                        && number + 2 < glyphs.len()
                    {
                        let both = glyphs[number + 2].x - glyphs[number].x;
                        let next = glyphs[number + 2].text.as_str();
                        let three = "“”，（《。".contains(next);
                        assert!(both <= 1.5 + 0.35 || three, "{} {pair:?} take {both:.2} em", line.text());
                        checked += 1;
                    }
                }
            }
        }
        assert!(checked > 20, "{piece}: {checked}");
    }
}

#[test]
fn opening_marks_at_a_lines_start_are_half_as_wide() {
    let mut checked = 0;
    for piece in ["“委员讲堂”", "《办法》", "（试行）"] {
        for (_, lines) in all_lines(piece) {
            for (number, line) in lines.iter().enumerate() {
                if OPENING.contains(line.text().chars().next().unwrap()) {
                    let start = if number == 0 { 2.0 } else { 0.0 };
                    let next = line.glyphs[1].x - start;
                    assert!(
                        (0.2..=0.62).contains(&next),
                        "{}: the next character stands at {next:.2}",
                        line.text()
                    );
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 9, "{checked}");
}

#[test]
fn han_and_latin_stand_a_quarter_apart() {
    for piece in ["装上5G基站", "用Wi-Fi上网", "全年89件提案", "长3.5公里", "县第5届", "达89小时"]
    {
        let mut checked = 0;
        for measure in MEASURES {
            // One line, which is not stretched and shows the natural distance.
            let lines = &set(measure, &[format!("田{piece}。")])[0];
            let line = &lines[0];
            assert_eq!(lines.len(), 1);
            let latin = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
            let han = |text: &str| text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            for number in 0..line.glyphs.len() - 1 {
                let (one, next) = (&line.glyphs[number], &line.glyphs[number + 1]);
                let gap = if han(&one.text) && latin(&next.text) {
                    line.step(number) - 1.0
                } else if latin(&one.text) && han(&next.text) {
                    line.step(number) - one.advance
                } else {
                    continue;
                };
                assert!(
                    (gap - 0.25).abs() < 0.01,
                    "{}: {} and {} stand {gap:.2} apart",
                    line.text(),
                    one.text,
                    next.text
                );
                checked += 1;
            }
        }
        assert!(checked >= 6, "{piece}: {checked}");
    }
}

#[test]
fn numbers_keep_their_units() {
    let mut parted = 0;
    for (piece, kept) in [
        ("截至2024年底", "2024年"),
        ("帮扶7户家庭", "7户"),
        ("每组10～12户人家", "10～12户"),
        ("满意率95%以上", "95%"),
        ("增长15%～30%左右", "15%～30%"),
        ("气温20℃上下", "20℃"),
        ("筹资1234.5万元用于", "1234.5万元"),
        ("第5届委员", "第5届"),
        ("上午10:30开会", "10:30"),
        ("刊发300余篇报道", "300余篇"),
        ("每天3小时左右", "3小"),
        ("打井5眼", "5眼"),
        ("供水1,200吨以上", "1,200吨"),
        ("在2020—2024年间", "2020—2024年"),
        ("占15.5%～30.2%左右", "15.5%～30.2%"),
        ("会议于8月15日召开", "8月"),
    ] {
        for measure in MEASURES {
            let strict = moved_with(measure, piece, &unparted());
            for (lines, strict) in moved(measure, piece).iter().zip(&strict) {
                whole(measure, lines, piece);
                let keeps = |lines: &[Line]| texts(lines).iter().any(|line| line.contains(kept));
                assert!(keeps(strict), "{measure}: {kept} is parted in {:?}", texts(strict));
                // It is parted only where a line would be very loose otherwise.
                let widest = strict.iter().map(gap).fold(0.0, f64::max);
                assert!(keeps(lines) || widest > 0.25, "{measure}: {widest:.2} {:?}", texts(lines));
                parted += usize::from(!keeps(lines));
            }
        }
    }
    // Each of these would leave gaps of 0.29 em and more if it were kept.
    assert!(parted <= 35, "{parted}");
}

#[test]
fn paragraphs_are_indented_by_two() {
    for measure in MEASURES {
        let lines =
            &set(measure, &["群众期盼办好实事山川草木春风化雨同心聚力田园乡村道路明亮。".to_owned()])[0];
        assert!((lines[0].glyphs[0].x - 2.0).abs() < 0.01 && lines[1].glyphs[0].x.abs() < 0.01);
    }
}

#[test]
fn no_last_line_of_one_character() {
    for measure in MEASURES {
        for piece in ["办实事", "“好”", "2024年"] {
            for lines in moved(measure, piece) {
                if lines.len() > 1 {
                    let last = lines.last().unwrap().text();
                    let characters = last.chars().filter(|c| !CLOSING.contains(*c)).count();
                    assert!(characters > 1, "{measure}: {:?}", texts(&lines));
                }
            }
        }
    }
}

#[test]
fn baselines_are_whole_lines_apart() {
    for (_, lines) in all_lines("装上5G基站——（“《办法》”）") {
        for pair in lines.windows(2) {
            assert!((pair[1].glyphs[0].y - pair[0].glyphs[0].y - super::PITCH).abs() < 0.001);
        }
    }
}

#[test]
fn digits_are_half_as_wide_and_dots_and_dashes_whole() {
    let mut checked = 0;
    for (_, lines) in all_lines("2024年阿卜杜·热合曼——泾源—平凉") {
        for (number, line) in lines.iter().enumerate() {
            let last = number + 1 == lines.len();
            for glyph in &line.glyphs {
                let wanted = match glyph.text.as_str() {
                    "——" => 2.0,
                    // The last line shows the natural width; others are stretched or pushed together at the dot.
                    "—" | "·" if last => 1.0,
                    digit if last && digit.chars().all(|c| c.is_ascii_digit()) => 0.5,
                    _ => continue,
                };
                checked += 1;
                // A quarter em towards Chinese characters may stand on either side of a figure; a line may be pushed
                // together by 0.03 em a character.
                let quarter = glyph.advance - wanted;
                assert!(
                    quarter.abs() < 0.031 || (quarter - 0.25).abs() < 0.031,
                    "{glyph:?} in {}",
                    line.text()
                );
            }
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn every_character_comes_from_the_texts_own_face() {
    for (_, lines) in all_lines("“5G＋医疗”——Wi-Fi……占95%、A·B") {
        for glyph in lines.iter().flat_map(|line| &line.glyphs) {
            assert_eq!(glyph.family, "Noto Serif CJK SC", "{glyph:?}");
            // Quotes, dashes and ellipses are as wide as a character.
            if "“”…".contains(&glyph.text) {
                assert!(glyph.advance > 0.45, "{glyph:?}");
            }
        }
    }
}

#[test]
fn long_latin_and_addresses_break_and_never_overflow() {
    for piece in [
        "网址是http://www.jingyuan.gov.cn/zwgk/2024/report.html可查",
        "使用Supercalifragilisticexpialidocious系统",
        "发到jingyuan-zhengxie@example.com邮箱",
    ] {
        for (measure, lines) in all_lines(piece) {
            whole(measure, &lines, piece);
        }
    }
}

#[test]
fn mixed_names_stay_together() {
    for (piece, kept) in [("开展5G+医疗试点", "5G+"), ("装上Wi-Fi路由器", "Wi-Fi"), ("到K12学校", "K12")]
    {
        for (measure, lines) in all_lines(piece) {
            whole(measure, &lines, piece);
            let parted = !texts(&lines).iter().any(|line| line.contains(kept));
            // Wi-Fi may be parted at its hyphen and nowhere else.
            assert!(!parted || kept == "Wi-Fi", "{measure}: {:?}", texts(&lines));
        }
    }
}

#[test]
fn prose_is_data() {
    for (_, lines) in all_lines("用#和*及$a$与//和<b>") {
        let text: String = texts(&lines).concat();
        assert!(text.contains("用#和*及$a$与//和<b>"), "{text}");
    }
}

#[test]
fn a_line_is_pushed_in_before_it_is_pushed_out() {
    let filler: Vec<char> = super::FILLER.chars().cycle().take(60).collect();
    for measure in MEASURES {
        // The indent, a mark among the characters, and at the end of the first line one mark more than fits: it is half an
        // em too long, and the first mark can give just that.
        let characters = measure as usize - 3;
        let mut paragraphs = Vec::new();
        for mark in ["，", "、", "；", "：", "》", "）"] {
            for before in 1..characters {
                let (head, rest) = filler[..characters].split_at(before);
                let text = |characters: &[char]| characters.iter().collect::<String>();
                paragraphs.push(format!(
                    "{}{mark}{}。{}。",
                    text(head),
                    text(rest),
                    text(&filler[..2 * measure as usize - 3])
                ));
            }
        }
        for lines in set(measure, &paragraphs) {
            let first = &lines[0];
            assert!(first.text().ends_with('。'), "{measure}: {:?}", texts(&lines));
            // And no Chinese character moved apart for it.
            for pair in first.glyphs.windows(2) {
                assert!(pair[1].x - pair[0].x < 1.001, "{measure}: {}", first.text());
            }
        }
    }
}

#[test]
fn addresses_part_behind_their_marks() {
    let piece = "网址是http://www.jingyuan.gov.cn/zwgk/2024/report.html可查";
    for (measure, lines) in all_lines(piece) {
        for line in texts(&lines) {
            assert!(!line.starts_with(['.', '/', ':', '@', '-']), "{measure}: {line}");
            assert!(
                !line.ends_with("http") && !line.ends_with("http:") && !line.ends_with("http:/"),
                "{measure}: {line}"
            );
        }
    }
}

#[test]
fn brackets_and_quotes_nest() {
    for piece in ["印发《关于开展“委员讲堂”的通知》后", "（“《办法》”）", "水通了……”他说", "“讲堂”——人人爱听"]
    {
        for (measure, lines) in all_lines(piece) {
            whole(measure, &lines, piece);
            for (start, end) in starts(&lines).zip(ends(&lines)) {
                assert!(!CLOSING.contains(start) && !OPENING.contains(end), "{measure}: {:?}", texts(&lines));
            }
        }
    }
}

#[test]
fn names_of_persons_stay_at_their_dot() {
    for (measure, lines) in all_lines("委员阿卜杜·热合曼说") {
        for line in texts(&lines) {
            assert!(!line.starts_with('·'), "{measure}: {line}");
        }
    }
}

#[test]
fn names_and_set_phrases_are_never_broken() {
    for (piece, kept) in [
        ("以习近平同志为核心", "习近平"),
        ("习近平总书记强调", "习近平"),
        ("毛泽东同志来到", "毛泽东"),
        ("全国政协副主席梁振英出席", "梁振英"),
        ("县委书记欧阳振华走访", "欧阳振华"),
        ("学习马清源同志的事迹", "马清源"),
        ("记者于小禾、兰若云报道", "兰若云"),
        ("领悟“两个确立”的意义", "“两个确立”"),
        ("谋划“十四五”发展", "“十四五”"),
        ("落实“15375”思路", "“15375”"),
    ] {
        for (measure, lines) in all_lines(piece) {
            whole(measure, &lines, piece);
            let there = texts(&lines).iter().any(|line| line.contains(kept));
            assert!(there, "{measure}: {kept} is broken in {:?}", texts(&lines));
        }
    }
}
