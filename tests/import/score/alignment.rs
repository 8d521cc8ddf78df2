//! Which part of an import says which part of the truth.

use super::super::documents::Fact;

/// The letters and digits of a text, all of one width: signs and blanks do not say what a part is.
pub fn key(text: &str) -> Vec<char> {
    text.chars()
        .map(|letter| match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            _ => letter,
        })
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// Texts, tables and pictures are compared among themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Table,
    Picture,
}

pub struct Part {
    pub kind: Kind,
    pub key: Vec<char>,
    pairs: Vec<(char, char)>,
}

impl Part {
    pub fn new(kind: Kind, text: &str) -> Self {
        let key = key(text);
        let mut pairs: Vec<(char, char)> = key.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        Self { kind, key, pairs }
    }

    /// How much two parts have in common, to 1.
    fn like(&self, other: &Self) -> f32 {
        if self.kind != other.kind {
            return 0.0;
        }
        if self.key == other.key {
            return 1.0;
        }
        let (mut here, mut there, mut common) = (0, 0, 0);
        while here < self.pairs.len() && there < other.pairs.len() {
            match self.pairs[here].cmp(&other.pairs[there]) {
                std::cmp::Ordering::Less => here += 1,
                std::cmp::Ordering::Greater => there += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    here += 1;
                    there += 1;
                }
            }
        }
        2.0 * common as f32 / (self.pairs.len() + other.pairs.len()).max(1) as f32
    }
}

/// Which parts of an import say each fact: in order, as much of the text as can be.
pub fn aligned(facts: &[Part], truth: &[Fact], took: &[Part]) -> Vec<Vec<usize>> {
    let (rows, columns) = (facts.len(), took.len());
    let mut best = vec![0.0f32; (rows + 1) * (columns + 1)];
    let mut step = vec![(0usize, 0usize); (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..=rows).rev() {
        for column in (0..=columns).rev() {
            let mut ways: Vec<(f32, (usize, usize))> = Vec::new();
            if row < rows && column < columns {
                let like = facts[row].like(&took[column]);
                // What is a little alike may be the same with a heading or a number too many; better exact than that.
                if like == 1.0 {
                    ways.push((facts[row].key.len() as f32 + 2.0, (1, 1)));
                } else if like > 0.55 {
                    ways.push((like * facts[row].key.len() as f32 * 0.9, (1, 1)));
                }
                for many in 2..=4 {
                    if row + many <= rows
                        && joined(&facts[row..row + many], &truth[row..row + many], &took[column])
                    {
                        ways.push((took[column].key.len() as f32 + 1.0, (many, 1)));
                    }
                    if column + many <= columns && together(&facts[row], &took[column..column + many]) {
                        ways.push((facts[row].key.len() as f32 + 1.0, (1, many)));
                    }
                }
            }
            if row < rows {
                ways.push((0.0, (1, 0)));
            }
            if column < columns {
                ways.push((0.0, (0, 1)));
            }
            let mut value = -1.0;
            for (gain, by) in ways {
                let whole = gain + best[at(row + by.0, column + by.1)];
                if whole > value {
                    value = whole;
                    step[at(row, column)] = by;
                }
            }
            best[at(row, column)] = value.max(0.0);
        }
    }
    let mut found = vec![Vec::new(); rows];
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let (down, right) = step[at(row, column)];
        if right > 0 {
            for fact in &mut found[row..row + down] {
                *fact = (column..column + right).collect();
            }
        }
        row += down;
        column += right;
    }
    found
}

/// Whether one part says several facts, with or without what would be off them.
fn joined(facts: &[Part], truth: &[Fact], took: &Part) -> bool {
    if facts.iter().any(|fact| fact.kind != Kind::Text) || took.kind != Kind::Text {
        return false;
    }
    let least: usize = facts.iter().map(|fact| fact.key.len()).sum();
    if least > took.key.len() || least + 12 * facts.len() < took.key.len() {
        return false;
    }
    let plain: Vec<char> = facts.iter().flat_map(|fact| fact.key.iter().copied()).collect();
    let whole = || {
        let text: String =
            truth.iter().map(|fact| format!("{}{}{}", fact.before, fact.text, fact.after)).collect();
        key(&text)
    };
    plain == took.key || whole() == took.key
}

fn together(fact: &Part, took: &[Part]) -> bool {
    fact.kind == Kind::Text
        && took.iter().all(|part| part.kind == Kind::Text)
        && took.iter().map(|part| part.key.len()).sum::<usize>() == fact.key.len()
        && took.iter().flat_map(|part| &part.key).eq(&fact.key)
}
