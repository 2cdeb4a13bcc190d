//! `aisance service`.

use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;
use shared::domain::Shown;
use shared::service_report::{Abandonment, CustomerMonth, FirstResponse, ServiceReport, service_report, whole_months};
use shared::store::days::ReadDays;

use super::print_line;
use super::range::{DayRange, settled_words};
use super::table::lined_up;
use crate::workspace::{Workspace, now};

/// Arguments of `service`.
#[derive(Debug, Args)]
pub struct ServiceArgs {
    #[command(flatten)]
    range: DayRange,
    /// One calendar month, as in 2026-10
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// The range or the month is wrong, or storage fails.
pub async fn run(workspace: &Workspace, args: &ServiceArgs) -> Result<()> {
    let range = match &args.month {
        Some(month) => whole_month(month)?,
        None => args.range.ends()?,
    };
    let calendar = workspace.calendar().await?;
    let (first, last) = whole_months(range.0, range.1);
    let book = workspace.store.read_days(first, last).await?;
    let report = service_report(&workspace.store, &book, &calendar, range, now()).await?;
    if args.json {
        print_line(serde_json::to_string_pretty(&report)?);
    } else {
        let settled = book.complete_through(range.0, range.1, &calendar);
        print_line(words(&report, &settled_words(settled, range.1)));
    }
    Ok(())
}

fn whole_month(month: &str) -> Result<(Date, Date)> {
    let first: Option<Date> = format!("{month}-01").parse().ok().filter(|_| month.len() == 7);
    let first = first.with_context(|| format!("'{month}' is no month; write it as in 2026-10"))?;
    Ok((first, first.last_of_month()))
}

fn words(report: &ServiceReport, settled: &str) -> String {
    let mut lines = vec![format!(
        "With 95 % intervals; times are calendar hours, not office hours; {settled}."
    )];
    let ServiceReport {
        first_response,
        abandonment,
        customers,
        left_out,
    } = report;
    if first_response.n == 0 && customers.is_empty() {
        lines.push("No events are counted here. They are counted at night: `aisance nightly` does it now.".to_owned());
    }
    if first_response.n > 0 {
        lines.extend([String::new(), conversations(first_response, abandonment)]);
    }
    if !customers.is_empty() {
        let headings = [
            "month",
            "at start",
            "new",
            "back",
            "lost",
            "at end",
            "retention",
            "low",
            "high",
            "churn",
            "low",
            "high",
            "a year",
            "low",
            "high",
            "",
        ];
        let rows: Vec<Vec<String>> = customers.iter().map(month_cells).collect();
        lines.extend([String::new(), lined_up(&headings, &rows)]);
    }
    if !left_out.is_empty() {
        let reasons: Vec<String> = left_out
            .iter()
            .map(|(reason, count)| format!("{count} {reason}"))
            .collect();
        lines.extend([String::new(), format!("Events not counted: {}.", reasons.join(", "))]);
    }
    lines.join("\n")
}

fn conversations(first_response: &FirstResponse, abandonment: &Abandonment) -> String {
    let mut lines = vec![format!(
        "Conversations started: {}{}",
        first_response.n,
        note(first_response.shown)
    )];
    if let (Some(answered), Some(unanswered)) = (first_response.answered, first_response.unanswered) {
        lines.push(format!(
            "Answered by a person: {answered}; without a reply so far: {unanswered}"
        ));
    }
    if first_response.shown.shows_score() {
        let FirstResponse {
            median_seconds,
            median_low,
            median_high,
            p90_seconds,
            p90_low,
            p90_high,
            ..
        } = *first_response;
        lines.push(format!(
            "Half had a reply within: {}",
            reply_time(median_seconds, median_low, median_high)
        ));
        lines.push(format!(
            "Nine of ten within: {}",
            reply_time(p90_seconds, p90_low, p90_high)
        ));
    }
    if let Some(abandoned) = abandonment.abandoned {
        let share = match (abandonment.percent, abandonment.low, abandonment.high) {
            (Some(percent), Some(low), Some(high)) => format!(" = {percent:.2} % ({low:.2} to {high:.2})"),
            _ => String::new(),
        };
        lines.push(format!("Left before a reply: {abandoned}{share}"));
    }
    lines.join("\n")
}

fn month_cells(month: &CustomerMonth) -> Vec<String> {
    let count = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let percent = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    let mut notes = Vec::new();
    notes.extend((!month.complete).then_some("may still change"));
    notes.extend(match month.shown {
        Shown::Full => None,
        Shown::FewAnswers => Some("few customers"),
        Shown::CountsOnly => Some("too few for a rate"),
        Shown::Hidden => Some("too few to show"),
    });
    notes.extend(month.data_error.map(|error| match error {
        "over_100_percent" => "over 100 %: customers came back",
        _ => "more left than were: starts are missing",
    }));
    vec![
        month.month.clone(),
        month.at_start.to_string(),
        count(month.new_at_end),
        count(month.returned),
        count(month.lost),
        month.at_end.to_string(),
        percent(month.retention_percent),
        percent(month.retention_low),
        percent(month.retention_high),
        percent(month.churn_percent),
        percent(month.churn_low),
        percent(month.churn_high),
        percent(month.annual_churn_percent),
        percent(month.annual_churn_low),
        percent(month.annual_churn_high),
        notes.join("; "),
    ]
}

fn note(shown: Shown) -> &'static str {
    match shown {
        Shown::Full => "",
        Shown::FewAnswers => " (few)",
        Shown::CountsOnly => " (too few for times)",
        Shown::Hidden => " (too few to show)",
    }
}

/// A time with its limits; what the data do not bound is said to be open.
fn reply_time(seconds: Option<u32>, low: Option<u32>, high: Option<u32>) -> String {
    match (seconds, low, high) {
        (Some(seconds), Some(low), Some(high)) => format!("{} ({} to {})", time(seconds), time(low), time(high)),
        (Some(seconds), Some(low), None) => format!("{} ({} or more)", time(seconds), time(low)),
        (_, Some(low), _) => format!("not known yet, {} or more", time(low)),
        _ => "not known yet".to_owned(),
    }
}

/// `45 s`, `3 min 20 s`, `5 h 2 min`, `3 d 4 h`.
fn time(seconds: u32) -> String {
    let two = |large: u32, unit: &str, small: u32, of: &str| match small {
        0 => format!("{large} {unit}"),
        _ => format!("{large} {unit} {small} {of}"),
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => two(seconds / 60, "min", seconds % 60, "s"),
        3_600..86_400 => two(seconds / 3_600, "h", seconds % 3_600 / 60, "min"),
        _ => two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use shared::domain::service::durations::Durations;

    #[test]
    fn times_are_said_in_their_two_largest_units() {
        let said = [0, 59, 60, 200, 3_600, 18_120, 86_400, 273_600].map(time);
        assert_eq!(
            said,
            [
                "0 s",
                "59 s",
                "1 min",
                "3 min 20 s",
                "1 h",
                "5 h 2 min",
                "1 d",
                "3 d 4 h"
            ]
        );
        assert_eq!(reply_time(Some(60), Some(30), Some(90)), "1 min (30 s to 1 min 30 s)");
        assert_eq!(reply_time(Some(60), Some(30), None), "1 min (30 s or more)");
        assert_eq!(reply_time(None, Some(30), None), "not known yet, 30 s or more");
        assert_eq!(reply_time(None, None, None), "not known yet");
    }

    #[test]
    fn a_month_is_all_of_its_days() {
        assert_eq!(whole_month("2026-02").unwrap(), (date(2026, 2, 1), date(2026, 2, 28)));
        for wrong in ["2026", "2026-13", "2026-2", "02/2026", "2026-02-01"] {
            assert!(whole_month(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_settled_is_said_at_the_top() {
        let none = Durations::default();
        let report = ServiceReport {
            first_response: FirstResponse::of(&none, &none),
            abandonment: Abandonment::of(0, 0),
            customers: Vec::new(),
            left_out: BTreeMap::new(),
        };
        let (day, last) = (date(2026, 11, 20), date(2026, 11, 30));
        let top = |settled| words(&report, &settled_words(settled, last));
        assert!(top(None).contains("office hours; not settled yet, these may still change.\n"));
        assert!(top(Some(day)).contains("; settled through 2026-11-20, later days may still change.\n"));
        assert!(top(Some(last)).contains("; all settled.\n"));
    }
}
