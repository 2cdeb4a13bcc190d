//! From a survey link to a score and a flagged customer, through the real function binaries.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use serde_json::json;
use shared::clock::{Clock, SystemClock};
use shared::domain::risk::Fact;
use shared::store::customers::ReadFlagged;
use shared::store::settings::{PutSurvey, ReadSurveys};
use system_tests::events::HttpEvent;
use system_tests::stack::Stack;
use system_tests::steps::{answer, let_a_day_pass, status, stored, total};

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
    let reason = flagged[0].risk.as_ref().unwrap().reasons[0];
    assert!(
        matches!(
            reason.evidence.fact,
            Fact::Answer {
                rating: 3,
                out_of: 10,
                ..
            }
        ),
        "{reason:?}"
    );

    let again = stack.night().await.unwrap();
    assert_eq!(again.1["written"], 0, "a second night changes no customer");
    assert_eq!(total(&store, "recommend").await, row);
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
async fn a_page_takes_one_read_and_a_first_answer_one_write_once_the_survey_is_known() {
    let stack = Stack::start().await.unwrap();
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("satisfaction", "customer-001", "order-1"))
        .unwrap();
    submit.invoke(HttpEvent::survey("GET", &token).payload()).await.unwrap();
    stack.engine.operations.take();
    submit.invoke(HttpEvent::survey("GET", &token).payload()).await.unwrap();
    assert_eq!(stack.engine.operations.take(), ["getitem"]);
    submit
        .invoke(HttpEvent::survey("HEAD", &token).payload())
        .await
        .unwrap();
    assert_eq!(stack.engine.operations.take(), Vec::<String>::new());
    assert_eq!(status(&answer(&submit, &token, 5, 1).await), 200);
    assert_eq!(stack.engine.operations.take(), ["putitem"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_that_starts_waits_once_for_its_surveys_and_once_more_for_one_of_many_versions() {
    // The zones are asked for beside the surveys.
    const ZONES: usize = 1;
    let stack = Stack::start().await.unwrap();
    let asked = async || {
        stack.function("submit").await.unwrap();
        let operations = stack.engine.operations.take();
        assert!(
            operations.iter().all(|operation| operation == "query"),
            "{operations:?}"
        );
        operations.len() - ZONES
    };
    assert_eq!(asked().await, 1);
    let store = stack.engine.store().unwrap();
    let mut survey = store.read_surveys().await.unwrap().current["recommend"].clone();
    for version in 2..=40 {
        survey.version = version;
        assert!(store.put_survey(&survey, SystemClock.now()).await.unwrap());
    }
    assert_eq!(asked().await, 2);
    assert_eq!(store.read_surveys().await.unwrap().current["recommend"].version, 40);
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
    let posts = (0..64_u8).map(|post| answer(&functions[usize::from(post) % 8], &token, 8 + post % 2, post + 1));
    for answer in futures::future::join_all(posts).await {
        assert_eq!(status(&answer), 200, "{answer}");
    }
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    assert!(response.counted().is_some());
    assert_eq!(response.revision, 64, "every post was applied, one after the other");
    assert_eq!(response.receipts.len(), 8);
}
