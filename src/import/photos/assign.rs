//! The best way to give each row a column of its own.

/// For each row its column, or none, so that the sum of what the pairs are worth is the greatest. A pair that is worth
/// nothing, or less, is not made. Rows of one length. By the method of shortest augmenting paths, after Kuhn and Munkres; among
/// equal ways the one that it comes to first, always the same.
pub(super) fn best(worth: &[Vec<i64>]) -> Vec<Option<usize>> {
    let (rows, columns) = (worth.len(), worth.first().map_or(0, Vec::len));
    // A column of its own for each row besides, worth nothing: there it goes without.
    let width = columns + rows;
    let cost = |row: usize, column: usize| {
        worth.get(row).and_then(|row| row.get(column)).map_or(0, |worth| -(*worth).max(0))
    };
    let mut row_price = vec![0_i64; rows + 1];
    let mut column_price = vec![0_i64; width + 1];
    // The row of each column, from 1; 0 is none. Column 0 is that of the row that is being placed.
    let mut row_of = vec![0_usize; width + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut from = vec![0_usize; width + 1];
        let mut least = vec![i64::MAX; width + 1];
        let mut done = vec![false; width + 1];
        let mut at = 0;
        while row_of[at] != 0 {
            done[at] = true;
            let (here, mut step, mut next) = (row_of[at], i64::MAX, 0);
            for column in 1..=width {
                if done[column] {
                    continue;
                }
                let more = cost(here - 1, column - 1) - row_price[here] - column_price[column];
                if more < least[column] {
                    least[column] = more;
                    from[column] = at;
                }
                if least[column] < step {
                    step = least[column];
                    next = column;
                }
            }
            for column in 0..=width {
                if done[column] {
                    row_price[row_of[column]] += step;
                    column_price[column] -= step;
                } else if least[column] != i64::MAX {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[from[at]];
            at = from[at];
        }
    }
    let mut found = vec![None; rows];
    for column in 1..=columns {
        if let Some(row) = row_of[column].checked_sub(1)
            && worth[row][column - 1] > 0
        {
            found[row] = Some(column - 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::best;

    fn sum(worth: &[Vec<i64>], found: &[Option<usize>]) -> i64 {
        found.iter().enumerate().filter_map(|(row, column)| column.map(|column| worth[row][column])).sum()
    }

    /// All ways, one after the other.
    fn tried(worth: &[Vec<i64>], row: usize, taken: u32) -> i64 {
        let Some(values) = worth.get(row) else { return 0 };
        let with = (0..values.len())
            .filter(|column| taken & (1 << column) == 0)
            .map(|column| values[column] + tried(worth, row + 1, taken | (1 << column)));
        with.chain([tried(worth, row + 1, taken)]).max().unwrap_or_default()
    }

    #[test]
    fn the_best_is_not_the_greedy_way() {
        let worth = vec![vec![10, 9], vec![9, 1]];
        assert_eq!(best(&worth), [Some(1), Some(0)]);
        assert_eq!(best(&[vec![-1, 0], vec![3, -5]]), [None, Some(0)]);
        assert_eq!(best(&[]), []);
        assert_eq!(best(&[vec![], vec![]]), [None, None]);
    }

    #[test]
    fn as_good_as_trying_all_ways() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(state >> 33).unwrap() % 40 - 15
        };
        for (rows, columns) in [(1, 5), (5, 1), (4, 4), (5, 6), (6, 5), (3, 7)] {
            for _ in 0..40 {
                let worth: Vec<Vec<i64>> =
                    (0..rows).map(|_| (0..columns).map(|_| next()).collect()).collect();
                let found = best(&worth);
                let mut columns: Vec<usize> = found.iter().flatten().copied().collect();
                columns.sort_unstable();
                assert!(columns.windows(2).all(|pair| pair[0] != pair[1]));
                assert_eq!(sum(&worth, &found), tried(&worth, 0, 0), "{worth:?}");
            }
        }
    }
}
