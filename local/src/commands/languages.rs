//! `aisance languages`.

use shared::text::Words;

use super::print_line;
use super::table::lined_up;

/// Lists the languages that have words: those of the page, and the usual questions.
pub fn run() {
    let rows: Vec<Vec<String>> = Words::all().map(row).collect();
    // Names in wide letters, or written from right to left, end a line best.
    print_line(lined_up(&["tag", "direction", "reviewed", "name"], &rows));
    eprintln!("(reviewed: by a native speaker; docs/languages.md says how to correct a text)");
}

fn row(words: &'static Words) -> Vec<String> {
    let reviewed = if words.reviewed() { "yes" } else { "no" };
    let columns = [words.tag(), words.direction(), reviewed, words.own_name()];
    columns.map(str::to_owned).into()
}
