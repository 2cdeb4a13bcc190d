//! `docs/costs.md`, put together.

use std::fmt::Write as _;

use anyhow::Result;

use crate::{bill, fixed, flood};

const TEXT: &str = include_str!("../text.md");

/// Answers a month that the document tells of.
pub const SCALES: [f64; 3] = [10e3, 1e6, 100e6];

/// The whole document.
///
/// # Errors
/// The template cannot be read.
pub fn document() -> Result<String> {
    let (traces, bill) = (traced(1e6), answers(1e6));
    Ok(TEXT
        .replace("{{fixed}}", fixed_table()?.trim_end())
        .replace("{{bill}}", bill_table()?.trim_end())
        .replace("{{traces}}", &format!("${traces:.0} of ${bill:.0}"))
        .replace("{{flood}}", flood_table()?.trim_end()))
}

/// What grows with the answers, for so many a month.
fn answers(n: f64) -> f64 {
    bill::lines().iter().map(|line| (line.dollars)(n)).sum()
}

/// What of that are traces.
fn traced(n: f64) -> f64 {
    let lines = bill::lines();
    let traces = lines.iter().filter(|line| line.what == bill::TRACES);
    traces.map(|line| (line.dollars)(n)).sum()
}

/// What is paid for so many answers, and for everything else at most. The nights without anything to do are in both.
fn whole(n: f64) -> Result<f64> {
    let (_, most) = fixed::sums()?;
    Ok(answers(n) + most - answers(0.0))
}

/// What README.md says: dollars where nobody answers, and with a million answers, with traces and without.
///
/// # Errors
/// The template cannot be read.
pub fn summary() -> Result<String> {
    let (idle, _) = fixed::sums()?;
    let million = whole(1e6)?;
    Ok(format!(
        "${idle:.0} a month idle and ${million:.0} with a million answers, or ${:.0} without X-Ray",
        million - traced(1e6)
    ))
}

fn fixed_table() -> Result<String> {
    let mut table = String::from("| paid for | arithmetic | idle, $ a month | at most |\n|---|---|---|---|\n");
    for line in fixed::lines()? {
        let [idle, most] = [line.idle, line.most].map(dollars);
        writeln!(table, "| {} | {} | {idle} | {most} |", line.what, line.arithmetic)?;
    }
    let (idle, most) = fixed::sums()?;
    let [idle, most] = [idle, most].map(dollars);
    writeln!(table, "| **together** | | **{idle}** | **{most}** |")?;
    Ok(table)
}

fn bill_table() -> Result<String> {
    let mut table =
        String::from("| paid for | arithmetic for n answers a month | 10 k | 1 M | 100 M |\n|---|---|---|---|---|\n");
    for line in bill::lines() {
        let [few, some, many] = SCALES.map(line.dollars).map(dollars);
        writeln!(
            table,
            "| {} | {} | {few} | {some} | {many} |",
            line.what, line.arithmetic
        )?;
    }
    let mut sums = |what: &str, sums: [f64; SCALES.len()]| {
        let [few, some, many] = sums.map(dollars);
        writeln!(table, "| **{what}** | | **{few}** | **{some}** | **{many}** |")
    };
    sums("together", SCALES.map(answers))?;
    let mut all = [0.0; SCALES.len()];
    for (sum, scale) in all.iter_mut().zip(SCALES) {
        *sum = whole(scale)?;
    }
    sums("with what is paid anyhow, at most", all)?;
    let mut untraced = all;
    for (sum, scale) in untraced.iter_mut().zip(SCALES) {
        *sum -= traced(scale);
    }
    sums("the same with `Tracing=PassThrough`", untraced)?;
    Ok(table)
}

fn flood_table() -> Result<String> {
    let mut table = String::from(
        "| through | routes | requests a second | gateway and functions | logs, traces, reads | sent back | $ a day |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let mut together = 0.0;
    for flood in flood::floods()? {
        let [taken, noted, sent, sum] = [flood.taken, flood.noted, flood.sent, flood.together()].map(dollars);
        writeln!(
            table,
            "| {} | {} | {} | {taken} | {noted} | {sent} | {sum} |",
            flood.what, flood.routes, flood.rate
        )?;
        together += flood.together();
    }
    writeln!(table, "| **together** | | | | | | **{}** |", dollars(together))?;
    Ok(table)
}

/// To the cent, from a hundred dollars on to the dollar.
fn dollars(amount: f64) -> String {
    match amount {
        a if a >= 99.995 => format!("{a:.0}"),
        a if a < 0.005 && a > 0.0 => "under 0.01".to_owned(),
        a => format!("{a:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_what_the_prices_make_it() {
        let written = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/costs.md")).unwrap();
        assert!(
            written == document().unwrap(),
            "docs/costs.md is not what prices, units and template make it any more: cargo run -p costs > docs/costs.md"
        );
    }

    #[test]
    fn a_hundred_times_the_answers_cost_a_hundred_times_as_much_but_for_nights_traces_and_tiers() {
        let steps = ["X-Ray", "Lambda, nights", "HTTP API"];
        for line in bill::lines().iter().filter(|line| !steps.contains(&line.what)) {
            let (one, hundred) = ((line.dollars)(1e6), (line.dollars)(100e6));
            assert!((hundred / one - 100.0).abs() < 1e-9, "{}", line.what);
        }
    }

    #[test]
    fn traces_are_about_half_of_the_bill_at_a_million_answers() {
        let share = traced(1e6) / answers(1e6);
        assert!((0.4..0.6).contains(&share), "{share}");
    }

    #[test]
    fn the_readme_says_the_same() {
        let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
        let summary = summary().unwrap();
        assert!(readme.contains(&summary), "README.md does not say: {summary}");
    }

    #[test]
    fn storing_an_answer_is_two_write_units() {
        let stored = bill::lines()
            .into_iter()
            .find(|line| line.what == "DynamoDB, answers stored");
        let million = (stored.unwrap().dollars)(1e6);
        assert!((million - 1.25).abs() < 1e-9, "{million}");
    }

    #[test]
    fn amounts_are_told_to_the_cent_and_large_ones_to_the_dollar() {
        for (amount, told) in [
            (0.0, "0.00"),
            (0.001, "under 0.01"),
            (0.125, "0.12"),
            (99.99, "99.99"),
            (1330.4, "1330"),
        ] {
            assert_eq!(dollars(amount), told);
        }
    }
}
