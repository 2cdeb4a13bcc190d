//! Nightly runs: twice at once, after an outage, cut short, and after a change to a closed day.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::day::{Calendar, before};
use shared::report::score_rows;
use shared::store::days::ReadDays;
use shared::store::settings::ReadSurveys;
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
        time_zone: "UTC",
        clock: &later,
        as_of: None,
        deadline: None,
    };
    let (circumstances, others) = (night(), night());
    let (one, other) = tokio::join!(aggregate::run(&store, &circumstances), aggregate::run(&store, &others));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.days.len(), other.days.len());
    let yesterday = before(later.now().to_zoned(jiff::tz::TimeZone::UTC).date());
    assert_eq!(
        aggregate::run(&store, &night()).await.unwrap().settled_through,
        Some(yesterday)
    );
    let row = total(&store, "recommend").await;
    assert_eq!(row.n, 30);
    assert!(
        store
            .read_days()
            .await
            .unwrap()
            .records
            .iter()
            .all(|record| record.computed.is_some())
    );
    aggregate::run(&store, &night()).await.unwrap();
    assert_eq!(total(&store, "recommend").await, row);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_short_of_time_stops_early_and_the_next_goes_on() {
    let stack = Stack::start().await.unwrap();
    let aggregate = stack.function("aggregate").await.unwrap();
    let out_of_time = aggregate
        .api
        .invoke_within(system_tests::events::nightly(), Duration::from_secs(5))
        .await
        .unwrap();
    let error = out_of_time.unwrap_err();
    assert!(error.to_string().contains("run again to go on"), "{error}");
    let report = aggregate.invoke(system_tests::events::nightly()).await.unwrap();
    assert!(report["settled_through"].is_string(), "{report}");
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
    let touched = record(store.read_days().await.unwrap().records).touched.unwrap();
    assert!(Timestamp::now().duration_since(touched).abs() < SignedDuration::from_secs(60));
    stack.night().await.unwrap();
    let day = record(store.read_days().await.unwrap().records);
    assert!(
        !day.is_settled(&Calendar::new("UTC").unwrap()),
        "a day touched within the hour is not settled"
    );
    let survey = store.read_surveys().await.unwrap().current.remove("recommend").unwrap();
    let row = score_rows(&store, &survey, closed_day, closed_day, None)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(row.n, 1);
}
