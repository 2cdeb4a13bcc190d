//! Nightly runs: twice at once, after an outage, cut short, and after a change to a closed day.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::sync::atomic::{AtomicI64, Ordering};

use aggregate::DayOutcome;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::day::{Calendar, before};
use shared::domain::response::{Content, Response};
use shared::store::days::{ComputeDay, ReadDays, TouchDay};
use shared::store::responses::{Put, PutResponse};
use shared::store::scores::{ReadSurveyDay, survey_day};
use system_tests::stack::Stack;
use system_tests::steps::{answer, let_a_day_pass, stored, total};

#[tokio::test(flavor = "multi_thread")]
async fn two_nights_at_once_and_one_after_an_outage_give_the_same_scores() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let mut answered = Vec::new();
    for number in 0..30_u8 {
        let customer = format!("customer-{number:03}");
        let token = stack.token(&stack.facts("recommend", &customer, "order-1")).unwrap();
        answer(&submit, &token, number % 11, 1).await;
        answered.push(stored(&stack, &store, &customer, "order-1", "recommend").await);
    }
    let_a_day_pass(&store, &answered).await;
    // Three days later, by a clock ahead: nobody ran a night in between.
    let later = ShiftedClock {
        clock: SystemClock,
        by: SignedDuration::from_hours(72),
    };
    let night = || aggregate::Night {
        time_zone: &stack.time_zone,
        clock: &later,
        as_of: None,
        deadline: None,
    };
    let (circumstances, others) = (night(), night());
    let (one, other) = tokio::join!(aggregate::run(&store, &circumstances), aggregate::run(&store, &others));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    let row = total(&store, "recommend").await;
    assert_eq!(
        row.histogram.as_deref(),
        Some(&[3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2][..]),
        "what the two have stored"
    );
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let yesterday = before(calendar.day_of(later.now()));
    assert_eq!(
        aggregate::run(&store, &night()).await.unwrap().settled_through,
        Some(yesterday)
    );
    let row = total(&store, "recommend").await;
    assert_eq!(row.n, 30);
    assert!(
        store
            .read_records(Date::MIN, Date::MAX)
            .await
            .unwrap()
            .iter()
            .all(|record| record.computed.is_some())
    );
    aggregate::run(&store, &night()).await.unwrap();
    assert_eq!(total(&store, "recommend").await, row);
}

/// A clock on which twenty seconds pass between any two looks at it.
#[derive(Default)]
struct Hurried(AtomicI64);

impl Clock for Hurried {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_secs(20 * self.0.fetch_add(1, Ordering::SeqCst))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_short_of_time_keeps_the_days_it_did_and_the_next_goes_on() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let clock = Hurried::default();
    let deadline = Some(SystemClock.now() + SignedDuration::from_secs(100));
    let short = aggregate::Night {
        time_zone: &stack.time_zone,
        clock: &clock,
        as_of: None,
        deadline,
    };
    let error = aggregate::run(&store, &short).await.unwrap_err().to_string();
    let done = store.read_days(Date::MIN, Date::MAX).await.unwrap();
    let first: Vec<_> = done.records.iter().map(|record| record.day).collect();
    assert!(
        error.contains("run again to go on") && (1..8).contains(&first.len()),
        "{error}: {first:?}"
    );
    assert_eq!(
        done.watermark,
        first.last().copied(),
        "the oldest days come first, and are settled"
    );

    let aggregate = stack.function("aggregate").await.unwrap();
    let again = aggregate.invoke(system_tests::events::nightly()).await.unwrap();
    let days: Vec<&str> = again["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day[0].as_str().unwrap())
        .collect();
    assert!(
        !days.contains(&first[0].to_string().as_str()),
        "what is settled is not done again: {days:?}"
    );
    assert!(again["settled_through"].is_string(), "{again}");
}

fn at(hours: i64) -> ShiftedClock<SystemClock> {
    ShiftedClock {
        clock: SystemClock,
        by: SignedDuration::from_hours(hours),
    }
}

fn night<'a>(stack: &'a Stack, clock: &'a ShiftedClock<SystemClock>) -> aggregate::Night<'a> {
    aggregate::Night {
        time_zone: &stack.time_zone,
        clock,
        as_of: None,
        deadline: None,
    }
}

/// One answer of yesterday, whose retention ends in `days`.
async fn answer_that_expires_in(stack: &Stack, days: i64) -> Response {
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    answer(&submit, &token, 9, 1).await;
    let first = stored(stack, &store, "customer-001", "order-1", "recommend").await;
    let expires = SystemClock.now() + SignedDuration::from_hours(24 * days);
    let short = Response {
        expires,
        revision: first.revision + 1,
        ..first.clone()
    };
    assert_eq!(
        store.put_response(&short, Some(first.revision)).await.unwrap(),
        Put::Stored
    );
    let_a_day_pass(&store, std::slice::from_ref(&short)).await;
    stored(stack, &store, "customer-001", "order-1", "recommend").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_sealed_thirty_days_before_its_first_answer_expires_and_then_takes_no_change() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let response = answer_that_expires_in(&stack, 40).await;
    let early = aggregate::run(&store, &night(&stack, &at(24 * 9))).await.unwrap();
    assert!(early.sealed.is_empty());
    // A computation that took a number and stopped could still write: another goes before the seal.
    store.take_number(response.day).await.unwrap();
    let due = aggregate::run(&store, &night(&stack, &at(24 * 11))).await.unwrap();
    assert_eq!(due.sealed, [response.day]);
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    assert_eq!(
        answer(&submit, &token, 2, 2).await["statusCode"],
        410,
        "the closed page"
    );
    let later = aggregate::run(&store, &night(&stack, &at(24 * 12))).await.unwrap();
    assert!(
        later.days.iter().all(|(day, _)| *day != response.day),
        "never computed again"
    );
    assert_eq!(total(&store, "recommend").await.n, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_cannot_be_sealed_is_told_once_it_is_overdue() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let response = answer_that_expires_in(&stack, 40).await;
    for (hours, overdue) in [(24 * 11, false), (24 * 13, true)] {
        let clock = at(hours);
        store.touch_day(response.day, clock.now()).await.unwrap();
        let report = aggregate::run(&store, &night(&stack, &clock)).await.unwrap();
        assert!(report.sealed.is_empty(), "it was touched within the hour");
        assert_eq!(report.seal_overdue, if overdue { vec![response.day] } else { vec![] });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_settled_day_that_changes_without_a_touch_is_told_and_one_that_was_touched_is_not() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let response = answer_that_expires_in(&stack, 400).await;
    aggregate::run(&store, &night(&stack, &at(0))).await.unwrap();
    let told = |report: &aggregate::Report| {
        report.days.iter().any(|(day, outcome)| {
            *day == response.day
                && matches!(
                    outcome,
                    DayOutcome::Computed {
                        changed_while_settled: true,
                        ..
                    }
                )
        })
    };
    store
        .touch_day(response.day, SystemClock.now() - SignedDuration::from_hours(3))
        .await
        .unwrap();
    let mut changed = response.clone();
    for (rating, touched) in [(3, true), (4, false)] {
        let before = changed.revision;
        changed.revision += 1;
        let mut new = changed.answer().unwrap().clone();
        new.rating = changed.occasion.measure.accept(rating).unwrap();
        changed.content = Content::Answered(new);
        if touched {
            store.touch_day(response.day, SystemClock.now()).await.unwrap();
        }
        assert_eq!(store.put_response(&changed, Some(before)).await.unwrap(), Put::Stored);
        let clock = at(if touched { 2 } else { 4 });
        let report = aggregate::run(&store, &night(&stack, &clock)).await.unwrap();
        assert_eq!(told(&report), !touched, "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_answer_to_a_closed_day_touches_it_first_and_the_next_night_counts_it() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    answer(&submit, &token, 9, 1).await;
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let closed_day = before(response.day);
    let_a_day_pass(&store, &[response]).await;
    stack.night().await.unwrap();
    stack.engine.operations.take();
    answer(&submit, &token, 2, 2).await;
    assert_eq!(
        stack.engine.operations.take(),
        ["putitem", "updateitem", "putitem"],
        "asked, touched, written"
    );
    let record = |records: Vec<shared::domain::settle::DayRecord>| {
        records.into_iter().find(|record| record.day == closed_day).unwrap()
    };
    let touched = record(store.read_records(Date::MIN, Date::MAX).await.unwrap())
        .touched
        .unwrap();
    assert!(Timestamp::now().duration_since(touched).abs() < SignedDuration::from_secs(60));
    stack.night().await.unwrap();
    let day = record(store.read_records(Date::MIN, Date::MAX).await.unwrap());
    assert!(
        !day.is_settled(&Calendar::new(&stack.time_zone).unwrap()),
        "a day touched within the hour is not settled"
    );
    let scores = survey_day(&store.read_survey_day("recommend", closed_day).await.unwrap()).unwrap();
    assert_eq!(
        scores.total.counts(),
        [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        "the last answer, and it alone"
    );
}
