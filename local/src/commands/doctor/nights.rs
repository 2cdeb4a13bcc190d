//! How far the nights are.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Unit};
use shared::runs_report::Runs;

use super::report::Finding;
use crate::template::Schedule;

const CHECK: &str = "nights";

/// How long a new workspace may be without a night, and a run may take with everything that starts it again.
const PATIENCE: SignedDuration = SignedDuration::from_hours(26);

/// Days that may be closed and not settled: yesterday, until its night.
const USUAL_LAG: i64 = 1;

/// What is expected of the nights.
pub(super) struct Expected<'a> {
    /// When they are due.
    pub schedule: &'a Schedule,
    /// By which zone.
    pub zone: &'a TimeZone,
    /// Whether a schedule starts them; on one machine they run while it serves.
    pub by_itself: bool,
    /// Since when nights have days to settle; none where there is no survey.
    pub since: Option<Timestamp>,
    /// How this program is called here.
    pub command: &'a str,
}

/// Judges what the nights did. `closed` is the last day that is over.
pub(super) fn judge(runs: &Runs, closed: Date, now: Timestamp, expected: &Expected<'_>) -> Vec<Finding> {
    let mut findings = vec![settled(runs, closed, now, expected)];
    findings.extend(runs.customers.as_ref().and_then(|run| {
        let moment = run.moment.strftime("%Y-%m-%d %H:%M");
        if run.damaged > 0 {
            return Some(Finding::wrong(
                CHECK,
                format!(
                    "the run of {moment} UTC passed over {} customers, whose items cannot be read",
                    run.damaged
                ),
                "they keep the risk they had; the log of the flag function names what is damaged",
            ));
        }
        if run.finished || now.duration_since(run.moment) < PATIENCE {
            return None;
        }
        Some(Finding::wrong(
            CHECK,
            format!("the run over the customers of {moment} UTC has not finished: risks and flags are not up to date"),
            format!(
                "the log of the flag function says why; `{} nightly` runs one now",
                expected.command
            ),
        ))
    }));
    findings
}

fn settled(runs: &Runs, closed: Date, now: Timestamp, expected: &Expected<'_>) -> Finding {
    let command = expected.command;
    let waiting = match runs.waiting.len() {
        0 => "none waits".to_owned(),
        1 => "1 waits for the next night".to_owned(),
        days => format!("{days} wait for the next night"),
    };
    let by_hand = format!("`{command} nightly` runs a night now, and a second time does no harm");
    let late = |found: String| {
        if expected.by_itself {
            let todo = format!("look at the schedule, the failures and the alarms above; {by_hand}");
            Finding::wrong(CHECK, found, todo)
        } else {
            let todo = format!("on one machine a night runs while `{command} serve` does; {by_hand}");
            Finding::note(CHECK, found, todo)
        }
    };
    let Some(through) = runs.settled_through else {
        let Some(since) = expected.since else {
            let found = "without a survey there is no day to settle";
            return Finding::note(
                CHECK,
                found,
                "the first night after the first survey settles the first day",
            );
        };
        let found = "no night has settled a day yet".to_owned();
        let young = now.duration_since(since) < PATIENCE;
        return match expected
            .schedule
            .next_after(now, expected.zone)
            .filter(|_| young && expected.by_itself)
        {
            Some(first) => {
                let at = first.to_zoned(expected.zone.clone()).strftime("%Y-%m-%d %H:%M");
                Finding::note(CHECK, found, format!("the first is due on {at}; {by_hand}"))
            }
            None => late(found),
        };
    };
    let lag = through
        .until((Unit::Day, closed))
        .map_or(0, |days| i64::from(days.get_days()));
    if lag > USUAL_LAG {
        return late(format!(
            "days are settled through {through} alone, {lag} days before the last one; {waiting}"
        ));
    }
    Finding::ok(
        CHECK,
        format!("days are settled through {through}; of the closed days {waiting}"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;
    use jiff::civil::date;
    use shared::runs_report::CustomersRun;

    fn judged(change: impl Fn(&mut Runs), by_itself: bool, hours_old: impl Into<Option<i64>>) -> Vec<Finding> {
        let template = crate::template::Template::bundled().unwrap();
        let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        let mut runs = Runs {
            settled_through: Some(date(2026, 11, 21)),
            days: Vec::new(),
            waiting: Vec::new(),
            customers: Some(CustomersRun {
                number: 1,
                moment: now - SignedDuration::from_hours(5),
                finished: true,
                days_merged: 1,
                customers: 5,
                flagged: 1,
                damaged: 0,
                model: Some(0),
            }),
            learning: None,
        };
        change(&mut runs);
        let expected = Expected {
            schedule: &template.schedule,
            zone: &TimeZone::UTC,
            by_itself,
            since: hours_old.into().map(|hours| now - SignedDuration::from_hours(hours)),
            command: "aisance",
        };
        judge(&runs, date(2026, 11, 21), now, &expected)
    }

    fn states(findings: &[Finding]) -> Vec<State> {
        findings.iter().map(|finding| finding.state).collect()
    }

    #[test]
    fn a_day_that_waits_for_its_night_is_usual_and_two_are_not() {
        assert_eq!(states(&judged(|_| (), true, 900)), [State::Ok]);
        let behind = |days: i32| move |runs: &mut Runs| runs.settled_through = Some(date(2026, 11, 21 - days as i8));
        assert_eq!(states(&judged(behind(1), true, 900)), [State::Ok]);
        let late = judged(behind(2), true, 900);
        assert_eq!(states(&late), [State::Wrong]);
        assert!(
            late[0].found.contains("2026-11-19 alone, 2 days before"),
            "{}",
            late[0].found
        );
        assert_eq!(states(&judged(behind(2), false, 900)), [State::Note]);
    }

    #[test]
    fn before_the_first_night_it_is_said_when_it_is_due() {
        let none = |runs: &mut Runs| (runs.settled_through, runs.customers) = (None, None);
        let young = judged(none, true, 3);
        assert_eq!(states(&young), [State::Note]);
        assert!(young[0].todo.as_ref().unwrap().contains("due on 2026-11-23 04:10"));
        assert_eq!(states(&judged(none, true, 27)), [State::Wrong]);
        let without_survey = judged(none, true, None);
        assert_eq!(states(&without_survey), [State::Note]);
        assert!(without_survey[0].found.contains("without a survey"));
    }

    #[test]
    fn a_run_that_does_not_end_and_one_that_passed_somebody_over_are_wrong() {
        let run = |change: fn(&mut CustomersRun)| move |runs: &mut Runs| runs.customers.iter_mut().for_each(change);
        assert_eq!(
            states(&judged(run(|run| run.damaged = 2), true, 900)),
            [State::Ok, State::Wrong]
        );
        assert_eq!(states(&judged(run(|run| run.finished = false), true, 900)), [State::Ok]);
        let old = |run: &mut CustomersRun| {
            run.finished = false;
            run.moment -= SignedDuration::from_hours(26);
        };
        assert_eq!(states(&judged(run(old), true, 900)), [State::Ok, State::Wrong]);
    }
}
