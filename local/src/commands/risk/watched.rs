//! How the model in use has done, night by night.

use anyhow::Result;
use jiff::civil::Date;
use shared::domain::day::shifted;
use shared::domain::risk::{Nights, WATCHED_DAYS, Watched, watched};
use shared::store::Store;
use shared::store::risk_nights::ReadRiskNights;
use shared::store::service::ReadService;

/// What the nights up to `today` say, a sentence each; nothing before the first.
///
/// # Errors
/// Storage fails.
pub(crate) async fn words(store: &Store, today: Date) -> Result<Vec<String>> {
    let (nights, flows) = futures::try_join!(
        store.read_risk_nights(shifted(today, -WATCHED_DAYS), today),
        store.read_customer_flow(today)
    )?;
    let known = Nights {
        nights: &nights,
        flows: &flows,
    };
    Ok(watched(known, today).as_ref().map_or_else(Vec::new, told))
}

fn told(of: &Watched) -> Vec<String> {
    let mut lines = Vec::new();
    if of.days > 0 {
        let ratio = of.ratio.map_or_else(String::new, |ratio| {
            format!(" ({:.2} to {:.2} times as many, 95 %)", ratio.low, ratio.high)
        });
        let days = if of.days == 1 { "day" } else { "days" };
        lines.push(format!(
            "Over {} {days} {} customers left, and {:.1} were expected to{ratio}.",
            of.days, of.left, of.expected
        ));
    }
    if of.misses_leavers() {
        let expects = if of.ratio.is_some_and(|ratio| ratio.high < 1.0) {
            "more to leave than do"
        } else {
            "fewer to leave than do"
        };
        lines.push(if of.model > 0 {
            format!("The model is off: it expects {expects}. `aisance learn` learns anew.")
        } else {
            format!("The scorecard expects {expects}: state the share with `aisance settings risk --churn`.")
        });
    }
    if let Some(shift) = of.shift {
        let word = if of.has_shifted() {
            "they have shifted far, so the model meets customers unlike those it began with"
        } else {
            "they have not shifted far"
        };
        lines.push(format!(
            "Scores against the model's first nights: {word} (index {:.2}, large from {:.2} on).",
            shift.index, shift.large_from
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use shared::domain::interval::Interval;
    use shared::domain::risk::Shift;

    use super::*;

    #[test]
    fn who_left_is_told_against_who_was_expected_to_and_what_to_do_about_it() {
        let fits = Watched {
            model: 2,
            days: 60,
            left: 58,
            expected: 60.4,
            ratio: Some(Interval { low: 0.73, high: 1.24 }),
            shift: Some(Shift {
                index: 0.04,
                large_from: 0.25,
            }),
        };
        let said = told(&fits).join("\n");
        assert!(
            said.contains("Over 60 days 58 customers left, and 60.4 were expected to (0.73 to 1.24"),
            "{said}"
        );
        assert!(said.contains("not shifted far") && !said.contains("off"), "{said}");
        let off = Watched {
            ratio: Some(Interval { low: 1.4, high: 2.1 }),
            ..fits
        };
        let expects_too_many = Watched {
            ratio: Some(Interval { low: 0.4, high: 0.8 }),
            ..fits
        };
        for (off, expects) in [
            (off, "expects fewer to leave than do"),
            (expects_too_many, "expects more to leave than do"),
        ] {
            let said = told(&off).join("\n");
            assert!(said.contains(expects) && said.contains("aisance learn"), "{said}");
            let said = told(&Watched { model: 0, ..off }).join("\n");
            assert!(said.contains(expects) && said.contains("--churn"), "{said}");
        }
    }
}
