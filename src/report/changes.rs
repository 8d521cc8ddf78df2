//! What corrections change in a file, shown as a proofreader marks it: the characters that go, the ones that come, and a
//! little of what stands around them.

use std::ops::Range;

/// So many characters are shown on both sides of a change.
const AROUND: usize = 12;
/// Changes with fewer characters between them are shown as one.
const TOGETHER: usize = 3;
/// Longer stretches are not compared character by character: the table for it would grow with the square.
const MAX_COMPARED: usize = 3000;

/// What differs between two texts of as many lines: one line a change, `path:line: …old text[-wrong-]{+right+}…`.
#[must_use]
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let mut out = String::new();
    for (number, (old, new)) in (1..).zip(before.lines().zip(after.lines())) {
        if old == new {
            continue;
        }
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        for (gone, come) in changes(&old, &new) {
            let (start, end) = (gone.start.saturating_sub(AROUND), (gone.end + AROUND).min(old.len()));
            let text = |part: &[char]| part.iter().collect::<String>();
            let (head, tail) = (if start > 0 { "…" } else { "" }, if end < old.len() { "…" } else { "" });
            let taken =
                if gone.is_empty() { String::new() } else { format!("[-{}-]", text(&old[gone.clone()])) };
            let given = if come.is_empty() { String::new() } else { format!("{{+{}+}}", text(&new[come])) };
            let (left, right) = (text(&old[start..gone.start]), text(&old[gone.end..end]));
            out.push_str(&format!(
                "{path}:{number}: {head}{}{taken}{given}{}{tail}\n",
                left.trim_start(),
                right
            ));
        }
    }
    out
}

/// The stretches that differ, in both texts.
fn changes(old: &[char], new: &[char]) -> Vec<(Range<usize>, Range<usize>)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let same = |(a, b): &(&char, &char)| a == b;
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    if a.len() > MAX_COMPARED || b.len() > MAX_COMPARED {
        return vec![(start..old.len() - end, start..new.len() - end)];
    }
    // The longest common rest from every pair of places.
    let mut common = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] =
                if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (gone, come) = (start + i, start + j);
        if i < a.len() && (j == b.len() || common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
        } else {
            j += 1;
        }
        match found.last_mut() {
            Some((old, new)) if gone - old.end < TOGETHER && come - new.end < TOGETHER => {
                (old.end, new.end) = (start + i, start + j);
            }
            _ => found.push((gone..start + i, come..start + j)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn only_what_changes_is_shown() {
        let before = "{\n一二三四五六七八九十一二三四五 89 件,六七八九十一二三四五六七八九十裏\n}\n";
        let after = "{\n一二三四五六七八九十一二三四五89件，六七八九十一二三四五六七八九十里\n}\n";
        assert_eq!(
            diff("r.json", before, after),
            "r.json:2: …四五六七八九十一二三四五[- 89 件,-]{+89件，+}六七八九十一二三四五六七…\n\
             r.json:2: …九十一二三四五六七八九十[-裏-]{+里+}\n"
        );
        assert_eq!(diff("r.json", before, before), "");
    }
}
