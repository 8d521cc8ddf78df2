//! Comparing files that a line of code makes: moved and changed pictures, moved text, other sizes.

use banmian::compare::{Change, Comparison, Given, Kind, PictureChange, compare};
use banmian::message::Lang;
use banmian::press::PressName;

use super::printing::{pages, printed};

fn compared(before: (usize, &str), after: (usize, &str)) -> Comparison {
    let [before, after] = [before, after]
        .map(|(count, code)| printed(&pages(count, code), PressName::Newsprint, None, false, None).bytes);
    let given = |bytes, name| Given { bytes, name };
    match compare(&given(&before, "before.pdf"), &given(&after, "after.pdf"), Lang::En) {
        Ok(comparison) => comparison,
        Err(findings) => panic!("{:?}", super::printing::said(&findings)),
    }
}

/// Where a change is, in whole mm from the trim's left and top, before and after.
fn spots(change: &Change) -> [Option<(i32, i32)>; 2] {
    let of = |spots: &[banmian::compare::Spot]| {
        let mm = |points: f64| (points / 72.0 * 25.4).round() as i32;
        spots.first().map(|spot| (mm(spot.area.left), mm(spot.area.top)))
    };
    [of(&change.before), of(&change.after)]
}

fn picture(x: &str, y: &str, width: &str) -> String {
    format!("at({x}, {y}, image(\"/half.png\", width: {width}))")
}

#[test]
fn pictures_that_move_grow_come_and_go() {
    let text = "at(30mm, 20mm, [page])";
    for (before, after, how, places) in [
        (
            picture("20mm", "60mm", "40mm"),
            picture("90mm", "120mm", "40mm"),
            PictureChange::Moved,
            [Some((20, 60)), Some((90, 120))],
        ),
        (
            picture("20mm", "60mm", "40mm"),
            picture("20mm", "60mm", "46mm"),
            PictureChange::Resized,
            [Some((20, 60)), Some((20, 60))],
        ),
        (String::new(), picture("20mm", "60mm", "40mm"), PictureChange::Added, [None, Some((20, 60))]),
        (picture("20mm", "60mm", "40mm"), String::new(), PictureChange::Removed, [Some((20, 60)), None]),
    ] {
        let found = compared((1, &format!("{text}; {before}")), (1, &format!("{text}; {after}"))).changes;
        let [change] = found.as_slice() else { panic!("{how:?}: {found:?}") };
        assert_eq!(change.kind, Kind::Picture(how, None));
        assert_eq!(spots(change), places, "{how:?}");
    }
}

#[test]
fn text_that_moves_and_text_that_runs_otherwise() {
    let words = "县政协机关倡导马上就办、办就办好，文稿精一点，会议短一点";
    let at = |x: &str, width: &str| format!("at({x}, 60mm, block(width: {width}, [{words}]))");
    let kinds = |before: &str, after: &str| compared((1, before), (1, after)).changes;
    let moved = kinds(&at("30mm", "150mm"), &at("40mm", "150mm"));
    let [change] = moved.as_slice() else { panic!("{moved:?}") };
    assert_eq!(change.kind, Kind::TextMoved(words.to_owned()));
    assert_eq!(spots(change).map(|spot| spot.map(|(x, _)| x)), [Some(30), Some(40)]);
    let run_on = kinds(&at("30mm", "150mm"), &at("30mm", "60mm"));
    assert!(
        run_on.iter().any(|change| matches!(&change.kind, Kind::TextMoved(text) | Kind::Lines(_, text) if words.contains(text.as_str()))),
        "{run_on:?}"
    );
    assert!(run_on.iter().all(|change| !matches!(change.kind, Kind::Text(_))), "{run_on:?}");
    // Two texts that change places are found where they are.
    let other = "这一年，协商的桌子摆进了合作社和卫生院";
    let both = |first: &str, second: &str| format!("at(30mm, 60mm, [{first}]); at(30mm, 90mm, [{second}])");
    let swapped = kinds(&both(words, other), &both(other, words));
    assert!(swapped.iter().any(|change| matches!(&change.kind, Kind::TextMoved(_))), "{swapped:?}");
    assert!(swapped.iter().all(|change| !matches!(change.kind, Kind::Text(_))), "{swapped:?}");
}

#[test]
fn short_texts_that_change_places_are_told_once() {
    let at = |y: u32, said: &str| format!("at(30mm, {y}mm, [{said}])");
    let page = |first: &str, second: &str| {
        let same =
            [at(60, "县政协机关倡导马上就办、办就办好"), at(120, "文稿精一点，会议短一点，作风实一点")];
        [at(30, first), same[0].clone(), at(90, second), same[1].clone()].join("; ")
    };
    let found = compared((1, &page("山", "")), (1, &page("", "山"))).changes;
    let [change] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(change.kind, Kind::TextMoved("山".to_owned()));
}

#[test]
fn what_is_another_is_told_before_what_stands_elsewhere() {
    let page = |y: u32, last: &str| {
        format!("at(30mm, {y}mm, [县政协机关倡导马上就办、办就办好]); at(30mm, 200mm, [文稿精一{last}])")
    };
    let found = compared((1, &page(60, "点")), (1, &page(80, "些"))).changes;
    let elsewhere: Vec<bool> = found.iter().map(|change| change.kind.is_elsewhere()).collect();
    assert_eq!(elsewhere, [false, true], "{found:?}");
}

#[test]
fn files_for_different_presses_are_compared_in_their_words_only() {
    let page =
        |words: &str| pages(1, &format!("at(30mm, 20mm, [{words}]); {}", picture("20mm", "60mm", "40mm")));
    let file = |words: &str, press| printed(&page(words), press, None, false, None).bytes;
    for other in [PressName::Coated, PressName::Office] {
        let (before, after) = (file("马上就办", PressName::Newsprint), file("马上办好", other));
        let given = |bytes, name| Given { bytes, name };
        let Ok(found) = compare(&given(&before, "before.pdf"), &given(&after, "after.pdf"), Lang::En) else {
            panic!("they are compared")
        };
        let told = super::printing::said(&found.findings);
        assert!(told.len() == 1 && told[0].contains("different presses"), "{told:?}");
        assert!(!found.changes.is_empty());
        assert!(
            found.changes.iter().all(|change| matches!(change.kind, Kind::Text(_))),
            "{:?}",
            found.changes
        );
    }
}

#[test]
fn pages_that_come_and_pages_of_another_size() {
    let more = compared((1, "[page #n]"), (2, "[page #n]"));
    assert!(more.several);
    assert!(more.changes.iter().any(|change| change.kind == Kind::Pages([1, 2])), "{:?}", more.changes);
    assert!(
        more.changes
            .iter()
            .any(|change| matches!(&change.kind, Kind::Text(words) if words.come.ends_with("page2")))
    );
    assert!(more.pictures.iter().any(|(page, _)| *page == 2));
    let wide = compared((1, "[page]"), (1, "set page(width: 220mm); [page]"));
    assert!(
        wide.changes
            .iter()
            .any(|change| change.kind == Kind::Size(["210×297".to_owned(), "220×297".to_owned()])),
        "{:?}",
        wide.changes
    );
    let line = compared((1, "[page]"), (1, "[page]; at(20mm, 100mm, line(length: 60mm, stroke: 2pt + red))"));
    let [change] = line.changes.as_slice() else { panic!("{:?}", line.changes) };
    assert_eq!(change.kind, Kind::Drawn);
}
