//! `docs/costs.md`, put together.

use std::fmt::Write as _;

use anyhow::Result;

use crate::{bill, fixed};

const TEXT: &str = include_str!("../text.md");

/// Answers a month that the document tells of.
pub const SCALES: [f64; 3] = [10e3, 1e6, 100e6];

/// The whole document.
///
/// # Errors
/// The template cannot be read.
pub fn document() -> Result<String> {
    let (requests, cost) = bill::flood();
    let flood = format!("{:.0} million requests, about ${:.0}", requests / 1e6, cost);
    Ok(TEXT
        .replace("{{flood}}", &flood)
        .replace("{{fixed}}", fixed_table()?.trim_end())
        .replace("{{bill}}", bill_table()?.trim_end()))
}

fn fixed_table() -> Result<String> {
    let mut table = String::from("| paid for | arithmetic | $ a month |\n|---|---|---|\n");
    let mut whole = 0.0;
    for line in fixed::lines()? {
        writeln!(
            table,
            "| {} | {} | {} |",
            line.what,
            line.arithmetic,
            dollars(line.dollars)
        )?;
        whole += line.dollars;
    }
    writeln!(table, "| **together** | | **{}** |", dollars(whole))?;
    Ok(table)
}

fn bill_table() -> Result<String> {
    let mut table =
        String::from("| paid for | arithmetic for n answers a month | 10 k | 1 M | 100 M |\n|---|---|---|---|---|\n");
    let mut whole = [0.0; SCALES.len()];
    for line in bill::lines() {
        let costs = SCALES.map(line.dollars);
        let [few, some, many] = costs.map(dollars);
        writeln!(
            table,
            "| {} | {} | {few} | {some} | {many} |",
            line.what, line.arithmetic
        )?;
        for (sum, cost) in whole.iter_mut().zip(costs) {
            *sum += cost;
        }
    }
    // The nights without anything to do are in both tables.
    let fixed: f64 = fixed::lines()?.iter().map(|line| line.dollars).sum();
    let idle = bill::lines().iter().map(|line| (line.dollars)(0.0)).sum::<f64>();
    let [few, some, many] = whole.map(dollars);
    writeln!(table, "| **together** | | **{few}** | **{some}** | **{many}** |")?;
    let [few, some, many] = whole.map(|sum| dollars(sum + fixed - idle));
    writeln!(
        table,
        "| **with what is paid while nobody answers** | | **{few}** | **{some}** | **{many}** |"
    )?;
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
        let cost = |of: &dyn Fn(&str) -> bool| -> f64 {
            let lines = bill::lines();
            let counted = lines.iter().filter(|line| of(line.what));
            counted.map(|line| (line.dollars)(1e6)).sum()
        };
        let share = cost(&|what| what == "X-Ray") / cost(&|_| true);
        assert!((0.4..0.6).contains(&share), "{share}");
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
