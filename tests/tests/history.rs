//! A night costs what it has to do, however many nights came before it.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::SignedDuration;
use shared::clock::{Clock, SystemClock};
use shared::domain::day::{Calendar, before, shifted};
use shared::store::responses::PutResponse;
use system_tests::history::settled_days;
use system_tests::stack::Stack;
use system_tests::steps::{answer, let_a_day_pass, stored};

/// What a night asks of storage with `days` of settled history before the day it computes: calls and bytes answered.
async fn night_after(days: i32) -> (Vec<String>, u64) {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    answer(&submit, &token, 9, 1).await;
    let answered = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let_a_day_pass(&store, &[answered]).await;
    let yesterday = before(Calendar::new(&stack.time_zone).unwrap().day_of(SystemClock.now()));
    settled_days(
        &store,
        before(yesterday),
        days,
        SystemClock.now() - SignedDuration::from_hours(2),
    )
    .await
    .unwrap();
    stack.engine.operations.take();
    stack.engine.operations.take_answered_bytes();
    let (scores, _) = stack.night().await.unwrap();
    assert_eq!(scores["settled_through"], yesterday.to_string(), "{scores}");
    let mut asked = stack.engine.operations.take();
    // Some go at once, so in which order they come is no part of it.
    asked.sort();
    (asked, stack.engine.operations.take_answered_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_asks_no_more_of_storage_after_two_hundred_days_than_after_ten() {
    let (after_ten, little) = night_after(10).await;
    let (after_many, much) = night_after(200).await;
    assert_eq!(after_ten, after_many);
    assert!(
        much * 100 <= little * 105,
        "{little} bytes after 10 days, {much} after 200"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_day_is_computed_the_night_after_it_was_touched_and_not_the_night_after_that() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let now = SystemClock.now();
    let today = Calendar::new(&stack.time_zone).unwrap().day_of(now);
    settled_days(&store, before(today), 40, now - SignedDuration::from_hours(2))
        .await
        .unwrap();
    let old = shifted(today, -30);
    let mut response = system_tests::contract::response(1, 1);
    response.day = old;
    shared::store::days::TouchDay::touch_day(&store, old, now - SignedDuration::from_hours(2))
        .await
        .unwrap();
    store.put_response(&response, None).await.unwrap();
    let old = old.to_string();
    let computed = |report: &serde_json::Value| {
        report["days"]
            .as_array()
            .unwrap()
            .iter()
            .any(|day| day[0] == old.as_str())
    };
    let (first, merged) = stack.night().await.unwrap();
    assert!(computed(&first), "{first}");
    assert_eq!(merged["written"], 1, "{merged}");
    let (second, _) = stack.night().await.unwrap();
    assert!(!computed(&second), "{second}");
}
