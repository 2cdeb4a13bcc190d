//! From a survey link to a score and a flagged customer, through the real function binaries.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::clock::{Clock, ShiftedClock, SystemClock};
use shared::domain::day::{Calendar, before};
use shared::domain::response::{Respondent, Response};
use shared::link::{CustomerId, InvitationId, LinkFacts, Pseudonym, RawIds};
use shared::report::score_rows;
use shared::store::Store;
use shared::store::customers::{Customer, ReadCustomer, ReadFlagged};
use shared::store::days::ReadDays;
use shared::store::responses::{GetResponses, Put, PutResponse};
use shared::store::settings::ReadSurveys;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;

fn status(answer: &Value) -> u64 {
    answer["statusCode"].as_u64().unwrap_or_default()
}

fn pseudonym(stack: &Stack, customer: &str) -> Pseudonym {
    Pseudonym::of(
        &stack.keys.pseudonym_key(),
        &CustomerId::new(customer, RawIds::Refuse).unwrap(),
    )
}

async fn stored(stack: &Stack, store: &Store, customer: &str, reference: &str, survey: &str) -> Response {
    let facts = LinkFacts::new(&stack.facts(survey, customer, reference), RawIds::Refuse).unwrap();
    let invitation = InvitationId::of(&stack.keys.identity_key(), &facts);
    let key = (Respondent::Customer(pseudonym(stack, customer)), invitation);
    store.get_responses(&[key], true).await.unwrap().remove(0)
}

async fn answer(submit: &Function, token: &str, rating: u8, submission: u8) -> Value {
    let id: String = format!("{submission:02x}").repeat(16);
    let id = format!(
        "{}-{}-{}-{}-{}",
        &id[..8],
        &id[8..12],
        &id[12..16],
        &id[16..20],
        &id[20..]
    );
    let body = json!({ "rating": rating, "submission_id": id });
    submit.invoke(HttpEvent::json(token, &body).payload()).await.unwrap()
}

/// Moves every answer of today to yesterday, as if the night had passed, so that a nightly run has a closed day.
async fn let_a_day_pass(store: &Store, responses: &[Response]) {
    for response in responses {
        let mut moved = response.clone();
        moved.day = before(response.day);
        moved.first_answered = response.first_answered - SignedDuration::from_hours(24);
        moved.revision += 1;
        assert_eq!(
            store.put_response(&moved, Some(response.revision)).await.unwrap(),
            Put::Stored
        );
    }
}

async fn total(store: &Store, survey: &str) -> shared::report::ScoreRow {
    let survey = store.read_surveys().await.unwrap().current.remove(survey).unwrap();
    let (from, to) = (jiff::civil::date(2000, 1, 1), jiff::civil::date(2999, 1, 1));
    score_rows(store, &survey, from, to, None).await.unwrap().remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_persons_last_answer_counts_once_and_the_machines_is_held() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();

    let page = submit.invoke(HttpEvent::survey("GET", &token).payload()).await.unwrap();
    assert_eq!(status(&page), 200);
    assert!(page["body"].as_str().unwrap().contains("<fieldset"));
    for (rating, submission) in [(9, 1), (3, 2), (3, 2), (3, 2)] {
        assert_eq!(status(&answer(&submit, &token, rating, submission).await), 200);
    }
    let machine = HttpEvent::json(&token, &json!({ "rating": 10 })).from_elsewhere();
    let held = submit.invoke(machine.payload()).await.unwrap();
    assert_eq!(
        (status(&held), &held["body"]),
        (200, &json!("{\"status\":\"received\"}")),
        "a machine learns nothing"
    );

    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    assert_eq!(response.revision, 3, "two answers, two replays, one held");
    assert_eq!(response.answer().unwrap().rating.get(), 3);
    assert_eq!(response.held.as_ref().unwrap().rating.get(), 10);

    let_a_day_pass(&store, &[response]).await;
    let (scores, customers) = stack.night().await.unwrap();
    assert!(scores["days"].as_array().unwrap().len() >= 3, "{scores}");
    let row = total(&store, "recommend").await;
    assert_eq!((row.n, row.excluded.held), (1, 1));
    assert_eq!(customers["flagged"], 1, "{customers}");
    let flagged = store.read_flagged(10).await.unwrap();
    assert_eq!(flagged[0].id.as_deref(), Some("customer-001"));
    assert!(flagged[0].risk.as_ref().unwrap().reasons[0].text.contains("3 of 10"));

    let again = stack.night().await.unwrap();
    assert_eq!(again.1["written"], 0, "a second night changes no customer");
    assert_eq!(total(&store, "recommend").await, row);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_customer_leaves_the_scores_and_the_same_link_does_not_bring_them_back() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let mut answered = Vec::new();
    for number in 1..=6_u8 {
        let customer = format!("customer-{number:03}");
        let token = stack.token(&stack.facts("recommend", &customer, "order-1")).unwrap();
        let body = json!({ "rating": number, "comment": "a comment to forget" });
        assert_eq!(
            status(&submit.invoke(HttpEvent::json(&token, &body).payload()).await.unwrap()),
            200
        );
        answered.push(stored(&stack, &store, &customer, "order-1", "recommend").await);
    }
    let_a_day_pass(&store, &answered).await;
    stack.night().await.unwrap();
    assert_eq!(total(&store, "recommend").await.n, 6);
    assert_eq!(store.read_flagged(10).await.unwrap().len(), 6);

    let erased = shared::erasure::erase(&store, pseudonym(&stack, "customer-003"), &SystemClock)
        .await
        .unwrap();
    assert_eq!(erased.erased, 1);
    let token = stack
        .token(&stack.facts("recommend", "customer-003", "order-1"))
        .unwrap();
    let refused = submit
        .invoke(HttpEvent::json(&token, &json!({ "rating": 10 })).payload())
        .await
        .unwrap();
    assert_eq!(status(&refused), 410);
    let mut other = stack.facts("recommend", "customer-003", "order-1");
    other.valid_days = 90;
    other.attributes.clear();
    let minted_anew = stack.token(&other).unwrap();
    assert_eq!(
        status(
            &submit
                .invoke(HttpEvent::json(&minted_anew, &json!({ "rating": 10 })).payload())
                .await
                .unwrap()
        ),
        410
    );

    stack.night().await.unwrap();
    let row = total(&store, "recommend").await;
    assert_eq!((row.n, row.excluded.erased), (5, 1));
    let customer = store
        .read_customer(Respondent::Customer(pseudonym(&stack, "customer-003")))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        Customer {
            revision: 0,
            ..customer
        },
        Customer {
            erased: true,
            ..Customer::new(customer_key(&stack))
        }
    );
    assert_eq!(store.read_flagged(10).await.unwrap().len(), 5);
    let again = shared::erasure::erase(&store, pseudonym(&stack, "customer-003"), &SystemClock)
        .await
        .unwrap();
    assert_eq!(again.erased, 0, "erasing again finds nothing left");
}

fn customer_key(stack: &Stack) -> Respondent {
    Respondent::Customer(pseudonym(stack, "customer-003"))
}

#[tokio::test(flavor = "multi_thread")]
async fn junk_links_are_refused_alike_and_without_a_database_call() {
    let stack = Stack::start().await.unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    stack.engine.operations.take();
    let mut junk: Vec<String> = (1..token.len()).step_by(3).map(|end| token[..end].to_owned()).collect();
    junk.extend((0..token.len()).step_by(2).map(|place| {
        let mut bytes = token.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    }));
    junk.extend([
        format!("{token}="),
        format!("{token}A"),
        "x".repeat(5_000),
        "%2e%2e".into(),
        "favicon.ico".into(),
    ]);
    let mut answers = std::collections::BTreeSet::new();
    for link in &junk {
        for event in [
            HttpEvent::survey("GET", link),
            HttpEvent::json(link, &json!({ "rating": 1 })),
        ] {
            let answer = submit.invoke(event.payload()).await.unwrap();
            answers.insert(format!("{} {} {}", event.method, answer["statusCode"], answer["body"]));
        }
    }
    assert_eq!(answers.len(), 2, "one answer to a GET and one to a POST: {answers:?}");
    assert!(answers.iter().all(|answer| answer.contains(" 404 ")));
    assert_eq!(stack.engine.operations.take(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_answer_takes_one_request_and_a_page_none_once_the_survey_is_known() {
    let stack = Stack::start().await.unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("satisfaction", "customer-001", "order-1"))
        .unwrap();
    submit.invoke(HttpEvent::survey("GET", &token).payload()).await.unwrap();
    stack.engine.operations.take();
    submit.invoke(HttpEvent::survey("GET", &token).payload()).await.unwrap();
    submit
        .invoke(HttpEvent::survey("HEAD", &token).payload())
        .await
        .unwrap();
    assert_eq!(stack.engine.operations.take(), Vec::<String>::new());
    assert_eq!(status(&answer(&submit, &token, 5, 1).await), 200);
    assert_eq!(stack.engine.operations.take(), ["putitem"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_posts_at_once_on_one_link_leave_one_current_answer() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let mut functions = Vec::new();
    for _ in 0..8 {
        functions.push(stack.function("submit").await.unwrap());
    }
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    let posts = (0..64_u8).map(|post| answer(&functions[usize::from(post) % 8], &token, post % 11, post + 1));
    for answer in futures::future::join_all(posts).await {
        assert_eq!(status(&answer), 200, "{answer}");
    }
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    assert!(response.counted().is_some());
    assert_eq!(response.revision, 64, "every post was applied, one after the other");
    assert_eq!(response.receipts.len(), 8);
}

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

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_the_ledger_erases_again_and_what_came_later_stays() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    answer(&submit, &token, 2, 1).await;
    let before = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let key = pseudonym(&stack, "customer-001");
    shared::erasure::erase(&store, key, &SystemClock).await.unwrap();
    let tombstone = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let restored = Response {
        revision: tombstone.revision + 1,
        ..before
    };
    assert_eq!(
        store.put_response(&restored, Some(tombstone.revision)).await.unwrap(),
        Put::Stored
    );
    let later = stack
        .token(&stack.facts("recommend", "customer-001", "order-2"))
        .unwrap();
    tokio::time::sleep(Duration::from_millis(5)).await;
    answer(&submit, &later, 9, 2).await;

    let replayed = shared::erasure::replay(&store, &SystemClock).await.unwrap();
    assert_eq!(replayed.erased, 1);
    assert!(
        stored(&stack, &store, "customer-001", "order-1", "recommend")
            .await
            .answer()
            .is_none()
    );
    assert!(
        stored(&stack, &store, "customer-001", "order-2", "recommend")
            .await
            .answer()
            .is_some()
    );
    assert_eq!(shared::erasure::replay(&store, &SystemClock).await.unwrap().erased, 0);
}
