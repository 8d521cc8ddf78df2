//! The words of the headline over the fold of a spread: the title is set so that the fold falls between two of its characters;
//! kicker and byline stand left of it, the subtitle right of it.

use super::fold::Fold;
use super::head::{Head, Ink, Line, Side};
use super::plan::Rect;
use super::widths::width_em;
use crate::report::Headline;

/// The share of a page's width that one side of the title may take.
const WIDEST: f64 = 0.97;
/// The largest title (pt).
const LARGEST: f64 = 168.0;
/// The smallest, which only a room that is much too small makes (pt).
const SMALLEST: f64 = 12.0;
/// A couplet is set on two lines when that makes it so much larger.
const WORTH: f64 = 1.35;
/// The gap between the halves of a couplet on one line (em).
const BETWEEN: f64 = 0.5;
/// Letters of a title that is not a couplet stand as far apart as the band is wide, but no farther (em).
const APART: f64 = 0.36;
/// White above and below the words (pt).
const MARGIN: f64 = 10.0;

/// One line of the title: what stands left of the fold and what stands right of it.
struct Row {
    words: [String; 2],
    /// Whether the fold parts it where it has a gap by itself.
    couplet: bool,
}

impl Row {
    /// A line that is parted where its sides are most alike, but never within a number or a word of letters.
    fn parted(words: &str) -> Self {
        let letters: Vec<char> = words.chars().collect();
        let side = |letters: &[char]| width_em(&letters.iter().collect::<String>());
        let whole = |at: usize| {
            let latin = |letter: Option<&char>| letter.is_some_and(char::is_ascii_alphanumeric);
            !(latin(letters.get(at - 1)) && latin(letters.get(at)))
        };
        let apart = |at: &usize| (side(&letters[..*at]) - side(&letters[*at..])).abs();
        let best = (1..letters.len()).filter(|&at| whole(at)).min_by(|a, b| apart(a).total_cmp(&apart(b)));
        let at = best.unwrap_or(letters.len());
        let words = [letters[..at].iter().collect(), letters[at..].iter().collect()];
        Self { words, couplet: false }
    }

    /// How far the words stand from the fold, and what is added to each letter, at a size (pt).
    fn spacing(&self, size: f64, band: f64) -> (f64, f64) {
        if self.couplet {
            return ((BETWEEN * size).max(band) / 2.0, 0.0);
        }
        (band / 2.0, band.min(APART * size))
    }

    /// The width of one side at a size (pt).
    fn width(&self, page: usize, size: f64, band: f64) -> f64 {
        let words = &self.words[page];
        let (_, tracking) = self.spacing(size, band);
        let gaps = u32::try_from(words.chars().count().saturating_sub(1)).unwrap_or(0);
        width_em(words) * size + tracking * f64::from(gaps)
    }

    /// The largest size at which both sides have room.
    fn largest(&self, fold: &Fold) -> f64 {
        let mut size = LARGEST;
        let fits = |size: f64| {
            let (away, _) = self.spacing(size, fold.band);
            let room = fold.x - away;
            (0..2).all(|side| self.width(side, size, fold.band) <= room * WIDEST)
        };
        while size > SMALLEST && !fits(size) {
            size -= 0.5;
        }
        size
    }
}

/// The lines below and above the title, from its size.
struct Small {
    kicker: f64,
    subtitle: f64,
    byline: f64,
    /// The room of one side, from its outer end to the band.
    room: f64,
}

impl Small {
    fn of(said: &Headline, title: f64, fold: &Fold) -> Self {
        let room = fold.edges().0;
        let fit = |text: &Option<String>, size: f64, wider: f64| match text.as_deref().map(width_em) {
            Some(em) if em > 0.0 => size.min(room * WIDEST / (em * wider)),
            _ => 0.0,
        };
        Self {
            kicker: fit(&said.kicker, (title * 0.26).clamp(16.0, 32.0), 1.06),
            subtitle: fit(&said.subtitle, (title * 0.3).clamp(18.0, 38.0), 1.0),
            byline: fit(&said.byline, (title * 0.14).clamp(11.0, 16.0), 1.0),
            room,
        }
    }

    /// The height of all words, with titles of so many lines.
    fn height(&self, title: f64, lines: usize) -> f64 {
        let lines = f64::from(u32::try_from(lines).unwrap_or(1));
        let above = if self.kicker > 0.0 { self.kicker + title * 0.16 } else { 0.0 };
        let below = self.subtitle.max(self.byline);
        let below = if below > 0.0 { below + title * 0.2 } else { 0.0 };
        above + title * (lines + 0.14 * (lines - 1.0)) + below + 2.0 * MARGIN
    }
}

impl Head {
    /// Sets a headline over the fold in a room as wide as the spread's type area.
    #[must_use]
    pub fn across(said: &Headline, room: &Rect, fold: &Fold) -> Self {
        let one = match said.title.as_slice() {
            [first, second] => Row { words: [first.clone(), second.clone()], couplet: true },
            parts => Row::parted(&parts.concat()),
        };
        let two: Vec<Row> = said.title.iter().map(|part| Row::parted(part)).collect();
        let size_of = |rows: &[Row]| {
            let mut size = rows.iter().map(|row| row.largest(fold)).fold(LARGEST, f64::min);
            while size > SMALLEST && Small::of(said, size, fold).height(size, rows.len()) > room.height {
                size -= 0.5;
            }
            size
        };
        let one = vec![one];
        let (single, double) = (size_of(&one), size_of(&two));
        let (rows, size) =
            if two.len() == 2 && double > single * WORTH { (two, double) } else { (one, single) };
        let small = Small::of(said, size, fold);
        let spare = (room.height - small.height(size, rows.len())).max(0.0);
        let mut y = room.y + MARGIN + spare * 0.4;
        let line = |x: f64, y: f64, size: f64, text: Option<&String>, wider: f64, ink: Ink| {
            let em = text.map(|text| width_em(text)).filter(|em| *em > 0.0)?;
            let words = em * wider * size;
            let rect = Rect { x, y, width: words, height: size };
            Some(Line { rect, words, ink, outlined: false })
        };
        // The sides of the widest line are where kicker and subtitle begin and end.
        let wide = |side: usize| {
            let ends = |row: &Row| row.width(side, size, fold.band) + row.spacing(size, fold.band).0;
            rows.iter().map(ends).fold(0.0, f64::max)
        };
        let (left, right) = (room.x + fold.x - wide(0), room.x + fold.x + wide(1));
        let least_left = (room.x + fold.edges().0 - small.room).max(room.x);
        let kicker = line(left, y, small.kicker, said.kicker.as_ref(), 1.06, Ink::Dark);
        // Longer than the title's side, it begins farther out.
        let inside = |mut line: Line| {
            let end = room.x + fold.edges().0;
            line.rect.x = line.rect.x.min(end - line.rect.width).max(least_left);
            line
        };
        let kicker = kicker.map(inside);
        if kicker.is_some() {
            y += small.kicker + size * 0.16 + spare * 0.1;
        }
        let mut title = Vec::new();
        let mut sides = Vec::new();
        for row in &rows {
            let (away, tracking) = row.spacing(size, fold.band);
            let ends: Vec<(f64, f64)> = (0..2)
                .map(|side| {
                    let width = row.width(side, size, fold.band);
                    let x = room.x + if side == 0 { fold.x - away - width } else { fold.x + away };
                    (x, width)
                })
                .collect();
            for ((x, width), words) in ends.iter().zip(&row.words).filter(|(_, words)| !words.is_empty()) {
                let rect = Rect { x: *x, y, width: *width, height: size };
                sides.push(Side { words: words.clone(), rect, tracking });
            }
            let (from, to) = (ends[0].0, ends[1].0 + ends[1].1);
            let rect = Rect { x: from, y, width: to - from, height: size };
            title.push(Line { rect, words: to - from, ink: Ink::Accent, outlined: false });
            y += size * 1.14;
        }
        y += size * 0.06 + spare * 0.2;
        // Both stand on one foot.
        let below = small.subtitle.max(small.byline);
        let foot = |size: f64| y + below - size - if size < below { below * 0.1 } else { 0.0 };
        let byline =
            line(left, foot(small.byline), small.byline, said.byline.as_ref(), 1.0, Ink::Dark).map(inside);
        let subtitle =
            line(0.0, foot(small.subtitle), small.subtitle, said.subtitle.as_ref(), 1.0, Ink::Dark);
        let subtitle = subtitle.map(|mut line| {
            line.rect.x = (right - line.rect.width).max(room.x + fold.edges().1);
            line
        });
        Self { kicker, title, subtitle, byline, sides }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fold, Head, Rect};
    use crate::report::Headline;

    const FOLD: Fold = Fold { x: 1000.0, band: 34.0, page_width: 950.0, right: 1050.0 };

    fn set(title: &[&str], height: f64) -> Head {
        let text = |words: &str| Some(words.to_owned());
        let said = Headline {
            kicker: text("某县政协二〇二四年履职工作综述"),
            title: title.iter().map(|&part| part.to_owned()).collect(),
            subtitle: text("——记某县政协的一年"),
            byline: text("本报记者　某某"),
        };
        Head::across(&said, &Rect { x: 0.0, y: 100.0, width: 2000.0, height }, &FOLD)
    }

    #[test]
    fn no_word_stands_on_the_fold() {
        let titles: [&[&str]; 7] = [
            &["凝心聚力促发展", "履职为民谱新篇"],
            &["凝心聚力", "履职为民谱新篇"],
            &["一件事一件事办给老百姓看"],
            &["第2024号提案办成了"],
            &["好"],
            &["把协商议事的桌子搬到群众家门口去来", "把调查研究的脚印留在田间地头上山"],
            &["GDP2024"],
        ];
        for title in titles {
            for height in [60.0, 160.0, 260.0, 600.0] {
                let head = set(title, height);
                let words: String = head.sides.iter().map(|side| side.words.as_str()).collect();
                assert_eq!(words, title.concat(), "all of it is set");
                let small = head.kicker.iter().chain(&head.subtitle).chain(&head.byline);
                let rects = small.map(|line| line.rect).chain(head.sides.iter().map(|side| side.rect));
                for rect in rects {
                    assert!(!FOLD.touches(&rect), "{title:?} {height}: {rect:?}");
                    assert!(rect.x > -0.01 && rect.x + rect.width < 2000.01, "{title:?} {height}: {rect:?}");
                }
            }
        }
    }

    #[test]
    fn the_fold_parts_a_couplet_in_its_gap_and_other_titles_between_two_characters() {
        let sides = |head: &Head| head.sides.iter().map(|side| side.words.clone()).collect::<Vec<_>>();
        let couplet = set(&["凝心聚力促发展", "履职为民谱新篇"], 300.0);
        assert_eq!(sides(&couplet), ["凝心聚力促发展", "履职为民谱新篇"]);
        assert!(couplet.title_pt() > 125.0 && couplet.title.len() == 1, "{:?}", couplet.title);
        let even = set(&["一件一件办给群众看"], 300.0);
        assert_eq!(sides(&even), ["一件一件", "办给群众看"]);
        // Letters stand as far apart as they are at the fold.
        assert!((even.sides[0].tracking - FOLD.band).abs() < 1e-9);
        assert_eq!(sides(&set(&["第2024号提案"], 300.0)), ["第2024", "号提案"]);
        // Long halves are set one above the other, each parted by itself.
        let long = set(&["把协商议事的桌子搬到群众家门口去来", "把调查研究的脚印留在田间地头上山去"], 400.0);
        assert_eq!(long.title.len(), 2, "{:?}", long.title);
        assert_eq!(long.sides.len(), 4);
    }
}
