//! `aisance languages`.

use shared::text::{TeamWords, Words};

use super::print_line;
use super::table::lined_up;

/// Lists the languages that have words: those of the page, and the usual questions; and which of them the team's words are in.
pub fn run() {
    let rows: Vec<Vec<String>> = Words::all().map(row).collect();
    // Names in wide letters, or written from right to left, end a line best.
    print_line(lined_up(
        &["tag", "direction", "reviewed", "team's words", "name"],
        &rows,
    ));
    eprintln!(
        "(reviewed: by a native speaker; the team's words are those of the dashboard and about customers at risk; docs/languages.md says how to correct a text)"
    );
}

fn row(words: &'static Words) -> Vec<String> {
    let reviewed = if words.reviewed() { "yes" } else { "no" };
    let team = TeamWords::all().find(|team| team.tag() == words.tag());
    let team = match team.map(TeamWords::reviewed) {
        Some(true) => "reviewed",
        Some(false) => "not reviewed",
        None => "",
    };
    let columns = [words.tag(), words.direction(), reviewed, team, words.own_name()];
    columns.map(str::to_owned).into()
}
