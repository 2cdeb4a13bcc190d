//! An erased customer leaves, and stays away.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::time::Duration;

use serde_json::json;
use shared::clock::SystemClock;
use shared::domain::response::{Respondent, Response};
use shared::store::customers::{Customer, ReadCustomer, ReadFlagged};
use shared::store::responses::{Put, PutResponse};
use system_tests::events::HttpEvent;
use system_tests::stack::Stack;
use system_tests::steps::{answer, let_a_day_pass, pseudonym, status, stored, total};

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
