//! The team's function, as it is deployed: keys, routes, and what it does for the team.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::access::Scopes;
use shared::domain::fatigue::Asked;
use shared::domain::response::Respondent;
use shared::link::{Channel, InvitationId};
use shared::store::asked::ReserveAsking;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{
    acknowledge, answer, api_key, authorized, body, let_a_day_pass, page, pseudonym, sent, status, stored,
};

async fn get(api: &Function, path: &str, query: &str, key: &str) -> Value {
    api.invoke(authorized("GET", path, query, key).payload()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_scores_answers_flags_a_customer_and_the_overview_and_a_wrong_one_nothing() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let mut answered = Vec::new();
    for number in 0..12_u8 {
        let customer = format!("customer-{number:03}");
        let token = stack.token(&stack.facts("recommend", &customer, "order-1")).unwrap();
        let said = json!({ "rating": number % 11, "comment": "made up <b>for</b> a test" });
        assert_eq!(
            status(&submit.invoke(HttpEvent::json(&token, &said).payload()).await.unwrap()),
            200
        );
        answered.push(stored(&stack, &store, &customer, "order-1", "recommend").await);
    }
    let_a_day_pass(&store, &answered).await;
    stack.night().await.unwrap();
    let api = stack.function("api").await.unwrap();
    let key = api_key(&stack).await;

    let scores = body(&get(&api, "/v1/scores", "survey=recommend&by=attribute%3Aplan", &key).await);
    assert_eq!(
        (&scores["scores"][0]["n"], &scores["scores"][1]["value"]),
        (&json!(12), &json!("pro"))
    );
    let asked = "survey=recommend&window=7d&against=before&by=language";
    let compared = body(&get(&api, "/v1/scores", asked, &key).await);
    let whole = &compared["scores"][0];
    assert_eq!((&whole["n"], &whole["change"]["against"]["n"]), (&json!(12), &json!(0)));
    assert_eq!(whole["change"]["delta"], json!(null), "{compared}");
    let low = body(&get(&api, "/v1/responses", "survey=recommend&max_score=2", &key).await);
    assert!(
        low.to_string().contains("customer-002") && !low.to_string().contains("customer-005"),
        "{low}"
    );
    let flags = body(&get(&api, "/v1/flags", "", &key).await);
    assert!(flags.to_string().contains("customer-000"), "{flags}");
    let customer = body(&get(&api, "/v1/customers/customer-003", "", &key).await);
    assert_eq!(customer["responses"].as_array().map(Vec::len), Some(1), "{customer}");
    let overview = page(&stack, "/dashboard", "", Scopes::ALL);
    let overview = api.invoke(overview.payload()).await.unwrap();
    assert_eq!(status(&overview), 200);
    let overview = overview["body"].as_str().unwrap();
    assert!(overview.contains("/dashboard/queue#rank-1"), "{overview}");
    assert!(
        !overview.contains("customer-000"),
        "whoever opens the queue is noted, whoever opens the overview is not"
    );
    let queue = page(&stack, "/dashboard/queue", "", Scopes::ALL);
    let queue = api.invoke(queue.payload()).await.unwrap();
    assert!(queue["body"].as_str().unwrap().contains("customer-000"), "{queue}");
    for route in ["/v1/scores", "/v1/flags"] {
        assert_eq!(
            status(&get(&api, route, "", "ais_abcdefgh_nonsense").await),
            401,
            "{route}"
        );
    }
    assert_eq!(status(&get(&api, "/v1/customers/nobody", "", &key).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_does_its_work_with_what_the_template_allows() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let key = api_key(&stack).await;
    // Somebody who never answered, and was asked before any limit looks back to.
    let long_ago = Asked {
        at: SystemClock.now() - SignedDuration::from_hours(24 * 91),
        invitation: InvitationId::from_bytes([7; 16]),
        survey: "recommend".to_owned(),
        channel: Channel::Email,
    };
    let silent = Respondent::Customer(pseudonym(&stack, "customer-009"));
    assert_eq!(store.reserve_asking(silent, &long_ago, None).await.unwrap(), None);

    let submit = stack.function("submit").await.unwrap();
    let token = stack
        .token(&stack.facts("recommend", "customer-001", "order-1"))
        .unwrap();
    submit.invoke(HttpEvent::survey("GET", &token).payload()).await.unwrap();
    answer(&submit, &token, 2, 1).await;
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let_a_day_pass(&store, &[response]).await;
    answer(&submit, &token, 3, 2).await;
    let machine = HttpEvent::json(&token, &json!({ "rating": 10 })).from_elsewhere();
    submit.invoke(machine.payload()).await.unwrap();
    let response = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let held = format!("/v1/held/{}/{}", response.day, response.occasion.invitation);
    let aggregate = stack.function("aggregate").await.unwrap();
    let report = aggregate.invoke(system_tests::events::nightly()).await.unwrap();
    let flag = stack.function("flag").await.unwrap();
    flag.invoke(system_tests::events::after_nightly(&report)).await.unwrap();
    let api = stack.function("api").await.unwrap();
    for (route, query) in [
        ("/v1/surveys", ""),
        ("/v1/surveys/recommend", "version=1"),
        ("/v1/scores", "survey=recommend&by=language"),
        ("/v1/responses", "survey=recommend"),
        ("/v1/held", ""),
        ("/v1/flags", ""),
        ("/v1/signals", "all=true"),
        ("/v1/customers/customer-001", ""),
        ("/v1/customers", ""),
        ("/v1/invitations", ""),
        ("/v1/service", ""),
        ("/v1/settings", ""),
        ("/v1/exports", ""),
        ("/v1/runs", ""),
        ("/v1/keys", ""),
        ("/v1/erasures", ""),
        ("/v1/audit", ""),
    ] {
        assert_eq!(status(&get(&api, route, query, &key).await), 200, "{route}");
    }
    for (path, query) in [
        ("/dashboard", ""),
        ("/dashboard/surveys/recommend", ""),
        ("/dashboard/queue", "closed=customer-001"),
        ("/dashboard/customer", "id=customer-001"),
        ("/dashboard/comments", "waiting=true"),
    ] {
        let page = page(&stack, path, query, Scopes::ALL);
        assert_eq!(status(&api.invoke(page.payload()).await.unwrap()), 200, "{path}");
    }
    let decide = sent(
        &held,
        &key,
        &json!({ "decision": "apply", "revision": response.revision }),
    );
    assert_eq!(status(&api.invoke(decide.payload()).await.unwrap()), 200);
    let wanted = json!({ "survey": "recommend", "customer": "customer-002", "touchpoint": "support" });
    let mint = sent("/v1/links", &key, &wanted);
    assert_eq!(status(&api.invoke(mint.payload()).await.unwrap()), 201);
    let mut definition = body(&get(&api, "/v1/surveys/recommend", "", &key).await)["definition"].clone();
    definition["title"] = json!("Would they recommend us?");
    let define = HttpEvent {
        method: "PUT",
        ..sent("/v1/surveys/recommend", &key, &definition)
    };
    assert_eq!(status(&api.invoke(define.payload()).await.unwrap()), 200);
    // The end arrives before the start; when that comes too, the end is placed anew.
    for (id, kind, seconds) in [("2", "customer.ended", 60), ("1", "customer.started", 120)] {
        let at = SystemClock.now() - SignedDuration::from_secs(seconds);
        let event = json!({"id": id, "type": kind, "customer": "customer-001", "at": at});
        let request = sent("/v1/events", &key, &event);
        assert_eq!(status(&api.invoke(request.payload()).await.unwrap()), 200);
    }
    assert_eq!(acknowledge(&api, "recommend.2026-11-20.00000000", &key).await, 404);
    let ask = sent("/v1/exports", &key, &json!({ "what": "flags" }));
    assert_eq!(status(&api.invoke(ask.payload()).await.unwrap()), 202);
    let make = sent("/v1/keys", &key, &json!({ "name": "CRM", "scopes": ["read"] }));
    let made = body(&api.invoke(make.payload()).await.unwrap());
    let revoke = authorized(
        "DELETE",
        &format!("/v1/keys/{}", made["id"].as_str().unwrap()),
        "",
        &key,
    );
    assert_eq!(status(&api.invoke(revoke.payload()).await.unwrap()), 200);
    let erase = sent("/v1/erasures", &key, &json!({ "customer": "customer-001" }));
    assert_eq!(status(&api.invoke(erase.payload()).await.unwrap()), 200);
}
