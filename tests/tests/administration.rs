//! Keys, erasures, the audit trail and requests that are sent again, with the real function over a real table.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::store::api_keys::ManageKeys;
use shared::store::ledger::ReadErasures;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, api_key, authorized, body, pseudonym, sent, status, stored};

fn keyed(mut event: HttpEvent, key: &str) -> HttpEvent {
    event.headers.push(("idempotency-key", key.to_owned()));
    event
}

async fn asked(api: &Function, event: &HttpEvent) -> (u64, Value) {
    let answer = api.invoke(event.payload()).await.unwrap();
    (status(&answer), body(&answer))
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_request_that_is_sent_by_twenty_at_once_there_is_one_answer_and_one_effect() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let key = api_key(&stack).await;
    let other = api_key(&stack).await;
    let mut functions = Vec::new();
    for _ in 0..4 {
        functions.push(stack.function("api").await.unwrap());
    }
    let link = json!({ "survey": "recommend", "touchpoint": "support" });
    let wanted = json!({ "name": "CRM", "scopes": ["read"], "valid_days": 7 });
    let answers = async |event: &HttpEvent| -> BTreeSet<String> {
        let all = (0..20).map(|number| asked(&functions[number % functions.len()], event));
        let all = futures::future::join_all(all).await;
        all.into_iter().map(|answer| format!("{answer:?}")).collect()
    };
    let links = answers(&keyed(sent("/v1/links", &key, &link), "one")).await;
    assert_eq!(links.len(), 1, "{links:?}");
    assert!(links.first().unwrap().starts_with("(201"), "{links:?}");
    assert!(
        !answers(&keyed(sent("/v1/links", &other, &link), "one"))
            .await
            .contains(links.first().unwrap())
    );

    let keys = answers(&keyed(sent("/v1/keys", &key, &wanted), "two")).await;
    assert_eq!(keys.len(), 1, "{keys:?}");
    assert!(keys.first().unwrap().starts_with("(201"), "{keys:?}");
    let named = store.read_keys().await.unwrap();
    assert_eq!(named.iter().filter(|key| key.name == "CRM").count(), 1, "{named:?}");

    let (refused, answer) = asked(&functions[0], &keyed(sent("/v1/keys", &key, &link), "two")).await;
    assert_eq!(
        (refused, &answer["type"]),
        (422, &json!("urn:aisance:problem:idempotency-key-reused"))
    );
    // Without a key every request is one of its own.
    let fresh = answers(&sent("/v1/links", &key, &link)).await;
    assert_eq!(fresh.len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_erased_over_the_api_is_gone_listed_and_noted_and_named_nowhere() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let key = api_key(&stack).await;
    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    answer(&submit, &token, 2, 1).await;
    let api = stack.function("api").await.unwrap();
    let erase = sent("/v1/erasures", &key, &json!({ "customer": "customer-001" }));
    let (first, report) = asked(&api, &erase).await;
    assert_eq!(first, 200, "{report}");
    assert_eq!(
        asked(&api, &erase).await,
        (200, report.clone()),
        "erasing again says the same"
    );
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    assert!(response.answer().is_none());
    assert_eq!(store.read_erasures(None, 9).await.unwrap().len(), 2);

    let name = pseudonym(&stack, "customer-001").to_string();
    assert_eq!(report["pseudonym"], json!(name));
    let (_, listed) = asked(&api, &authorized("GET", "/v1/erasures", "", &key)).await;
    assert_eq!(listed["erasures"][0]["pseudonym"], json!(name));
    let (_, trail) = asked(&api, &authorized("GET", "/v1/audit", "", &key)).await;
    let entries = trail["entries"].as_array().unwrap();
    let deeds: Vec<&Value> = entries.iter().map(|entry| &entry["deed"]).collect();
    assert_eq!(deeds, ["audit.read", "customer.erase", "customer.erase"], "{trail}");
    assert_eq!(entries[1]["about"], json!(name));
    for told in [listed, trail] {
        assert!(!told.to_string().contains("customer-001"), "{told}");
    }
}
