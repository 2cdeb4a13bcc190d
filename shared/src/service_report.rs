//! Service measures as a team reads them: one definition for the command line and the API.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::day::{Calendar, after};
use crate::domain::day_book::DayBook;
use crate::domain::interval::{Confidence, wilson};
use crate::domain::score::Shown;
use crate::domain::service::durations::Durations;
use crate::domain::service::retention::{DataError, Flow, Retention, annual_churn_percent};
use crate::domain::service::survival::{ReplyTime, curve, reply_time};
use crate::store::StoreError;
use crate::store::service::ReadService;

/// How soon a person replied to the conversations that started in the range.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstResponse {
    /// Conversations started.
    pub n: u64,
    /// Those with a person's reply; none where fewer than five started, as with all that follows.
    pub answered: Option<u64>,
    /// Those without: still waiting, left, or ended. They count as having waited so long.
    pub unanswered: Option<u64>,
    /// Seconds by which half had a reply (Kaplan and Meier); none under ten, or where most have none yet.
    pub median_seconds: Option<u32>,
    /// Lower 95 % limit.
    pub median_low: Option<u32>,
    /// Upper 95 % limit; none where the data do not bound it.
    pub median_high: Option<u32>,
    /// Seconds by which nine of ten had a reply.
    pub p90_seconds: Option<u32>,
    /// Lower 95 % limit.
    pub p90_low: Option<u32>,
    /// Upper 95 % limit.
    pub p90_high: Option<u32>,
    /// How much of it may be shown.
    pub shown: Shown,
}

/// Which share of the conversations the customer left before any person's reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Abandonment {
    /// Conversations started.
    pub n: u64,
    /// Those that were left; none where fewer than five started.
    pub abandoned: Option<u64>,
    /// In percent of n; none under ten.
    pub percent: Option<f64>,
    /// Lower 95 % limit (Wilson).
    pub low: Option<f64>,
    /// Upper 95 % limit.
    pub high: Option<f64>,
    /// How much of it may be shown.
    pub shown: Shown,
}

/// The customers of one calendar month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerMonth {
    /// `2026-10`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{4}-[0-9]{2}$"))]
    pub month: String,
    /// Whether the month is over and every day of it settled. Before that its rates may still change.
    pub complete: bool,
    /// Customers when it began: S.
    pub at_start: u64,
    /// Customers when it ended, or now: E.
    pub at_end: u64,
    /// Of those, new ones: N. None where fewer than five were there at the start, as with the next two.
    pub new_at_end: Option<u64>,
    /// Customers who had left and came back.
    pub returned: Option<u64>,
    /// Customers who left and were there at the start.
    pub lost: Option<u64>,
    /// 100 · (E − N) / S; none under ten, as with all rates.
    pub retention_percent: Option<f64>,
    /// Lower 95 % limit (Wilson).
    pub retention_low: Option<f64>,
    /// Upper 95 % limit.
    pub retention_high: Option<f64>,
    /// 100 · lost / S.
    pub churn_percent: Option<f64>,
    /// Lower 95 % limit (Wilson).
    pub churn_low: Option<f64>,
    /// Upper 95 % limit.
    pub churn_high: Option<f64>,
    /// What the month's churn comes to in a year; none before the month is complete.
    pub annual_churn_percent: Option<f64>,
    /// Lower 95 % limit: what the lower limit of the month's churn comes to.
    pub annual_churn_low: Option<f64>,
    /// Upper 95 % limit.
    pub annual_churn_high: Option<f64>,
    /// `over_100_percent` where customers came back, `more_left_than_were` where starts are missing.
    pub data_error: Option<&'static str>,
    /// How much of it may be shown.
    pub shown: Shown,
}

/// The measures of a range of days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServiceReport {
    /// Time to the first response.
    pub first_response: FirstResponse,
    /// Abandonment.
    pub abandonment: Abandonment,
    /// Every month that the range touches and that has customers, oldest first; months are always whole.
    pub customers: Vec<CustomerMonth>,
    /// Events of these days that are in no measure, by reason.
    pub left_out: BTreeMap<String, u64>,
}

/// The days of the months that `from` and `to` lie in: those whose state decides which months are complete.
#[must_use]
pub fn whole_months(from: Date, to: Date) -> (Date, Date) {
    (from.first_of_month(), to.last_of_month())
}

/// The measures from `from` to `to`, both included, as they are known `now`. `book` must cover their [`whole_months`].
///
/// # Errors
/// Storage failed.
pub async fn service_report<S: ReadService>(
    store: &S,
    book: &DayBook,
    calendar: &Calendar,
    (from, to): (Date, Date),
    now: Timestamp,
) -> Result<ServiceReport, StoreError> {
    let (_, last) = whole_months(from, to);
    let settled = |first: Date, last: Date| book.complete_through(first, last, calendar) == Some(last);
    let (days, flows) = futures::try_join!(store.read_conversations(from, to), store.read_customer_flow(last))?;
    let (mut answered, mut unanswered, mut abandoned) = (Durations::default(), Durations::default(), 0);
    let mut left_out: BTreeMap<String, u64> = BTreeMap::new();
    for (day, conversations) in &days {
        answered.merge(&conversations.answered);
        unanswered.merge(&conversations.censored(known_until(*day, book, calendar, now)));
        abandoned += conversations.abandoned.n();
        for (reason, count) in &conversations.left_out {
            *left_out.entry(reason.clone()).or_default() += count;
        }
    }
    Ok(ServiceReport {
        first_response: FirstResponse::of(&answered, &unanswered),
        abandonment: Abandonment::of(abandoned, answered.n() + unanswered.n()),
        customers: months(&flows, (from, to), calendar.day_of(now), settled),
        left_out,
    })
}

/// Up to when what is stored of a day is all there is: until now, where nothing was announced since it was computed; else
/// until that computation began.
fn known_until(day: Date, book: &DayBook, calendar: &Calendar, now: Timestamp) -> Timestamp {
    let record = book.records.iter().find(|record| record.day == day);
    match record {
        Some(record) if !record.is_complete(calendar) => record.computed.map_or(now, |computed| computed.started),
        _ => now,
    }
}

impl FirstResponse {
    /// Of the seconds to the reply, and of those that the others had waited when last seen waiting.
    #[must_use]
    pub fn of(answered: &Durations, unanswered: &Durations) -> Self {
        let n = answered.n() + unanswered.n();
        let shown = Shown::of(n);
        let steps = curve(answered, unanswered);
        let time = |share| {
            let none = ReplyTime {
                seconds: None,
                low: None,
                high: None,
            };
            if shown.shows_score() {
                reply_time(&steps, share, Confidence::NINETY_FIVE)
            } else {
                none
            }
        };
        let (median, p90) = (time(0.5), time(0.9));
        Self {
            n,
            answered: shown.shows_counts().then(|| answered.n()),
            unanswered: shown.shows_counts().then(|| unanswered.n()),
            median_seconds: median.seconds,
            median_low: median.low,
            median_high: median.high,
            p90_seconds: p90.seconds,
            p90_low: p90.low,
            p90_high: p90.high,
            shown,
        }
    }
}

impl Abandonment {
    /// Of `n` conversations started.
    #[must_use]
    pub fn of(abandoned: u64, n: u64) -> Self {
        let shown = Shown::of(n);
        let interval = wilson(abandoned, n, Confidence::NINETY_FIVE)
            .filter(|_| shown.shows_score())
            .map(|share| share.times(100.0));
        Self {
            n,
            abandoned: shown.shows_counts().then_some(abandoned),
            percent: shown.shows_score().then(|| 100.0 * abandoned as f64 / n as f64),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            shown,
        }
    }
}

/// The months of the range that have customers, from all days on which any came or went, oldest first. `settled` says of a
/// month's first and last day whether every day from the one to the other is.
fn months(
    flows: &[(Date, Flow)],
    (from, to): (Date, Date),
    today: Date,
    settled: impl Fn(Date, Date) -> bool,
) -> Vec<CustomerMonth> {
    let Some((first, _)) = flows.first() else {
        return Vec::new();
    };
    let mut month = from.first_of_month().max(first.first_of_month());
    let mut at_start: i64 = flows
        .iter()
        .take_while(|(day, _)| *day < month)
        .map(|(_, flow)| flow.net())
        .sum();
    let mut rows = Vec::new();
    while month <= to.min(today) {
        let last = month.last_of_month();
        let next = after(last);
        let complete = last < today && settled(month, last);
        let mut flow = Flow::default();
        flows
            .iter()
            .filter(|(day, _)| (month..next).contains(day))
            .for_each(|(_, day)| flow.add(*day));
        rows.push(customer_month(month, Retention::of(at_start, flow), flow, complete));
        at_start += flow.net();
        month = next;
    }
    rows
}

fn customer_month(month: Date, retention: Retention, flow: Flow, complete: bool) -> CustomerMonth {
    let counts = retention.shown.shows_counts();
    let (kept, churn) = (retention.retention_interval, retention.churn_interval);
    // It grows with the month's churn, so that the limits of the one are those of the other.
    let in_a_year = |monthly: Option<f64>| monthly.filter(|_| complete).map(annual_churn_percent);
    CustomerMonth {
        month: month.strftime("%Y-%m").to_string(),
        complete,
        at_start: retention.at_start,
        at_end: retention.at_end,
        new_at_end: counts.then_some(retention.new_at_end),
        returned: counts.then_some(flow.returned),
        lost: counts.then_some(flow.lost),
        retention_percent: retention.retention,
        retention_low: kept.map(|kept| kept.low),
        retention_high: kept.map(|kept| kept.high),
        churn_percent: retention.churn,
        churn_low: churn.map(|churn| churn.low),
        churn_high: churn.map(|churn| churn.high),
        annual_churn_percent: in_a_year(retention.churn),
        annual_churn_low: in_a_year(churn.map(|churn| churn.low)),
        annual_churn_high: in_a_year(churn.map(|churn| churn.high)),
        data_error: retention.error.map(|error| match error {
            DataError::OverAHundredPercent => "over_100_percent",
            DataError::MoreLeftThanWere => "more_left_than_were",
        }),
        shown: retention.shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn flow(acquired: u64, lost: u64) -> Flow {
        Flow {
            acquired,
            lost,
            ..Flow::default()
        }
    }

    #[test]
    fn each_month_begins_with_whom_the_one_before_ended() {
        let flows = [
            (date(2020, 5, 7), flow(200, 0)),
            (date(2026, 9, 30), flow(30, 20)),
            (date(2026, 10, 1), flow(0, 21)),
        ];
        let rows = months(
            &flows,
            (date(2026, 9, 15), date(2026, 11, 5)),
            date(2026, 11, 21),
            |_, _| true,
        );
        let seen: Vec<_> = rows
            .iter()
            .map(|row| (row.month.as_str(), row.at_start, row.at_end, row.complete))
            .collect();
        let expected = [
            ("2026-09", 200, 210, true),
            ("2026-10", 210, 189, true),
            ("2026-11", 189, 189, false),
        ];
        assert_eq!(seen, expected);
        assert_eq!(
            (rows[0].retention_percent, rows[0].churn_percent),
            (Some(90.0), Some(10.0))
        );
        assert!(rows[0].annual_churn_percent.is_some() && rows[2].annual_churn_percent.is_none());
    }

    #[test]
    fn a_month_that_is_over_is_complete_once_its_last_day_is_settled() {
        let flows = [(date(2026, 9, 1), flow(200, 0)), (date(2026, 10, 5), flow(0, 20))];
        let through = |last_settled: Date| {
            let october = (date(2026, 10, 5), date(2026, 10, 8));
            let rows = months(&flows, october, date(2026, 11, 1), |_, last| last <= last_settled);
            (
                rows[0].complete,
                rows[0].churn_percent,
                rows[0].annual_churn_percent.is_some(),
            )
        };
        assert_eq!(through(date(2026, 10, 30)), (false, Some(10.0), false));
        assert_eq!(through(date(2026, 10, 31)), (true, Some(10.0), true));
    }

    #[test]
    fn the_churn_of_a_year_has_the_limits_that_the_months_come_to() {
        let year = |lost, complete| {
            let flow = flow(0, lost);
            let month = customer_month(date(2026, 10, 1), Retention::of(200, flow), flow, complete);
            [
                month.annual_churn_low,
                month.annual_churn_percent,
                month.annual_churn_high,
            ]
        };
        // Wilson: 20 of 200 is 6.57 % to 14.94 %, and 0 of 200 is 0 % to 1.88 %.
        let rounded = |limits: [Option<f64>; 3]| limits.map(|percent| percent.map(f64::round));
        assert_eq!(rounded(year(20, true)), [Some(56.0), Some(72.0), Some(86.0)]);
        assert_eq!(rounded(year(0, true)), [Some(0.0), Some(0.0), Some(20.0)]);
        assert_eq!(year(20, false), [None; 3]);
    }

    #[test]
    fn there_are_no_months_before_the_first_customer_nor_after_today() {
        let flows = [(date(2026, 10, 3), flow(1, 0))];
        let ever = (date(1900, 1, 1), date(2999, 1, 1));
        let rows = months(&flows, ever, date(2026, 11, 1), |_, _| true);
        let seen: Vec<_> = rows.iter().map(|row| row.month.as_str()).collect();
        assert_eq!(seen, ["2026-10", "2026-11"]);
        assert!(months(&[], ever, date(2026, 11, 1), |_, _| true).is_empty());
    }

    #[test]
    fn few_conversations_show_as_little_as_few_answers() {
        let of = |n: u64| {
            let mut answered = Durations::default();
            answered.add_many(30, n);
            FirstResponse::of(&answered, &Durations::default())
        };
        assert_eq!((of(4).answered, of(4).median_seconds), (None, None));
        assert_eq!((of(9).answered, of(9).median_seconds), (Some(9), None));
        assert_eq!((of(10).answered, of(10).median_seconds), (Some(10), Some(30)));
        let shown = |n| {
            let row = Abandonment::of(1, n);
            (row.abandoned.is_some(), row.percent.is_some(), row.low.is_some())
        };
        assert_eq!(
            [shown(4), shown(9), shown(10)],
            [(false, false, false), (true, false, false), (true, true, true)]
        );
    }
}
