//! Lists, from the team's function as it is deployed: what pages give is what there is.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::day::{Calendar, shifted};
use shared::domain::response::Response;
use shared::store::Store;
use shared::store::responses::{Put, PutResponse};
use system_tests::contract;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, api_key, authorized, body, let_a_day_pass, sent, status, stored};

async fn get(api: &Function, path: &str, query: &str, key: &str) -> Value {
    let answer = api.invoke(authorized("GET", path, query, key).payload()).await.unwrap();
    assert_eq!(status(&answer), 200, "{answer}");
    body(&answer)
}

/// The ids of everything that pages of a size give, with what happens between two of them.
async fn pages(api: &Function, key: &str, query: &str, per_page: usize, meanwhile: impl AsyncFn(usize)) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    for number in 0..100 {
        let page = get(
            api,
            "/v1/responses",
            &format!("{query}&per_page={per_page}{cursor}"),
            key,
        )
        .await;
        let items = page["responses"].as_array().unwrap();
        found.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
        meanwhile(number).await;
    }
    panic!("the list has no end");
}

/// Stores an answer of the `back`th day before today, some seconds after noon.
async fn store_answer(store: &Store, calendar: &Calendar, id: u16, back: i32, second: i64) -> Response {
    let today = calendar.day_of(SystemClock.now());
    let mut answer = contract::response(id, 1);
    answer.day = shifted(today, -back);
    answer.first_answered = calendar.opens(answer.day) + SignedDuration::from_secs(second);
    assert_eq!(store.put_response(&answer, None).await.unwrap(), Put::Stored);
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_three_hundred_answers_give_each_once_while_others_come_and_one_is_erased() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let mut kept = Vec::new();
    for id in 0..300_u16 {
        kept.push(store_answer(&store, &calendar, id, i32::from(id % 7), i64::from(id / 3)).await);
    }
    kept.sort_by_key(|answer| std::cmp::Reverse((answer.first_answered, answer.occasion.invitation)));
    let expected: Vec<String> = kept
        .iter()
        .map(|answer| answer.occasion.invitation.to_string())
        .collect();
    let api = stack.function("api").await.unwrap();
    let key = api_key(&stack).await;
    let quiet = async |_| ();
    assert_eq!(pages(&api, &key, "survey=recommend", 200, quiet).await, expected);
    assert_eq!(pages(&api, &key, "", 37, quiet).await, expected);
    let low: Vec<&String> = (kept.iter().zip(&expected))
        .filter(|(answer, _)| answer.answer().unwrap().rating.get() <= 3)
        .map(|(_, id)| id)
        .collect();
    assert_eq!(
        pages(&api, &key, "max_score=3&channel=sms&attribute.country=FR", 20, quiet).await,
        low.into_iter().cloned().collect::<Vec<_>>()
    );
    let two_days = format!("since={}&until={}", kept[299].day, shifted(kept[299].day, 1));
    let oldest: Vec<String> = (kept.iter().zip(&expected))
        .filter(|(answer, _)| answer.day <= shifted(kept[299].day, 1))
        .map(|(_, id)| id.clone())
        .collect();
    assert_eq!(pages(&api, &key, &two_days, 50, quiet).await, oldest);

    let oldest_of_all = &kept[299];
    let busy = async |number: usize| {
        let number = u16::try_from(number).unwrap();
        for id in 0..20 {
            store_answer(&store, &calendar, 1_000 + 20 * number + id, 0, 3_600).await;
        }
        if number == 1 {
            let erased = oldest_of_all.erased(SystemClock.now(), oldest_of_all.expires);
            assert_eq!(store.put_response(&erased, Some(1)).await.unwrap(), Put::Stored);
        }
    };
    let found = pages(&api, &key, "", 37, busy).await;
    assert_eq!(
        found,
        expected[..299],
        "all that there were but the one erased, and in order"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_invited_at_once_and_the_list_tells_who_has_answered() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let api = stack.function("api").await.unwrap();
    let key = api_key(&stack).await;
    let wanted = |customer: &str| json!({ "survey": "recommend", "customer": customer, "touchpoint": "support", "reference": "order-1", "channel": "email" });
    let many = json!({ "invitations": [wanted("customer-001"), wanted("ann@example.org"), wanted("customer-002")] });
    let made = body(
        &api.invoke(sent("/v1/invitations", &key, &many).payload())
            .await
            .unwrap(),
    );
    let statuses: Vec<&Value> = made["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| &result["status"])
        .collect();
    assert_eq!(json!(statuses), json!([201, 422, 201]), "{made}");
    let link = &made["results"][0]["link"];
    answer(&submit, link["token"].as_str().unwrap(), 9, 1).await;
    for (query, expected) in [("answered=true", "customer-001"), ("answered=false", "customer-002")] {
        let listed = get(&api, "/v1/invitations", query, &key).await;
        let listed = listed["invitations"].as_array().unwrap();
        assert_eq!(listed.len(), 1, "{query}: {listed:?}");
        assert_eq!(listed[0]["customer"], expected);
        assert_eq!(listed[0]["answered_at"].is_null(), query == "answered=false");
    }
    let listed = get(&api, "/v1/invitations", "per_page=1&survey=recommend", &key).await;
    let cursor = listed["next_cursor"].as_str().unwrap();
    let rest = get(
        &api,
        "/v1/invitations",
        &format!("per_page=5&survey=recommend&cursor={cursor}"),
        &key,
    )
    .await;
    let (one, other) = (&listed["invitations"][0], &rest["invitations"][0]);
    assert_ne!(one["id"], other["id"]);
    let asked = [one, other]
        .into_iter()
        .find(|item| item["customer"] == "customer-001")
        .unwrap();
    assert_eq!(
        (rest["invitations"].as_array().unwrap().len(), &rest["next_cursor"]),
        (1, &Value::Null)
    );
    let now = SystemClock.now();
    let registered: Timestamp = one["registered_at"].as_str().unwrap().parse().unwrap();
    assert!(now.duration_since(registered) < SignedDuration::from_mins(5));

    let answered = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    let_a_day_pass(&store, &[answered]).await;
    stack.night().await.unwrap();
    let customers = get(&api, "/v1/customers", "per_page=200", &key).await;
    let mut rows = customers["customers"].as_array().unwrap().iter();
    let row = rows.find(|row| row["customer"] == "customer-001").unwrap();
    assert_eq!(
        (&row["last_answer"]["score"], &row["last_asked_at"]),
        (&json!(9), &asked["registered_at"])
    );
}
