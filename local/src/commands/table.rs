//! Tables for a terminal: columns as wide as their widest cell, numbers to the right.

/// Lines up `rows` under `headings`. A column whose every cell begins with a digit, sign or dash is set to the right.
pub(crate) fn lined_up(headings: &[&str], rows: &[Vec<String>]) -> String {
    let cell = |row: &[String], column: usize| row.get(column).map_or("", String::as_str).to_owned();
    let columns: Vec<(usize, bool)> = (0..headings.len())
        .map(|column| {
            let cells = || rows.iter().map(|row| cell(row, column));
            let width = cells()
                .map(|cell| cell.chars().count())
                .chain([headings[column].chars().count()])
                .max()
                .unwrap_or(0);
            let numeric = !rows.is_empty()
                && cells().all(|cell| {
                    cell.is_empty() || cell.starts_with(|first: char| first.is_ascii_digit() || "+-–".contains(first))
                });
            (width, numeric)
        })
        .collect();
    let line = |cells: Vec<String>| {
        let padded = cells.iter().zip(&columns).map(|(cell, (width, right))| {
            let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
            if *right {
                format!("{gap}{cell}")
            } else {
                format!("{cell}{gap}")
            }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let heading = line(headings.iter().map(|&heading| heading.to_owned()).collect());
    let body = rows
        .iter()
        .map(|row| line((0..headings.len()).map(|column| cell(row, column)).collect()));
    std::iter::once(heading).chain(body).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_left_and_numbers_right() {
        let rows = vec![vec!["A".into(), "7".into()], vec!["Long".into(), "1234".into()]];
        assert_eq!(lined_up(&["area", "n"], &rows), "area     n\nA        7\nLong  1234");
    }
}
