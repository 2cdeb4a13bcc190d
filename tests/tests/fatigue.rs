//! Who is asked, and how often: links asked of the real functions.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::fatigue::Asked;
use shared::domain::opt_out::OptOut;
use shared::domain::response::Respondent;
use shared::domain::suspicion::Suspicion;
use shared::link::{Channel, InvitationId};
use shared::store::asked::ReserveAsking;
use shared::store::opt_outs::{PutOptOut, WithdrawOptOut};
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, api_key, authorized, body, pseudonym, sent, status, stored};

fn wanted(survey: &str, channel: &str, customer: &str, reference: &str) -> Value {
    json!({
        "survey": survey, "customer": customer, "touchpoint": "support", "reference": reference, "channel": channel,
    })
}

/// The team's side with a key.
struct Team {
    api: Function,
    key: String,
}

impl Team {
    async fn of(stack: &Stack) -> Self {
        Self {
            api: stack.function("api").await.unwrap(),
            key: api_key(stack).await,
        }
    }

    async fn link(&self, wanted: &Value) -> (u64, Value) {
        let request = sent("/v1/links", &self.key, wanted);
        let answer = self.api.invoke(request.payload()).await.unwrap();
        (status(&answer), body(&answer))
    }

    async fn limit(&self, days: Option<u8>) {
        let mut request = sent("/v1/settings", &self.key, &json!({ "fatigue_days": days }));
        request.method = "PUT";
        let answer = self.api.invoke(request.payload()).await.unwrap();
        assert_eq!((status(&answer), &body(&answer)["fatigue_days"]), (200, &json!(days)));
        let request = authorized("GET", "/v1/settings", "", &self.key);
        let answer = self.api.invoke(request.payload()).await.unwrap();
        assert_eq!(body(&answer)["fatigue_days"], json!(days));
    }

    async fn customer(&self, id: &str) -> (u64, Value) {
        let request = authorized("GET", &format!("/v1/customers/{id}"), "", &self.key);
        let answer = self.api.invoke(request.payload()).await.unwrap();
        (status(&answer), body(&answer))
    }
}

fn key(stack: &Stack, customer: &str) -> Respondent {
    Respondent::Customer(pseudonym(stack, customer))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_asked_once_in_thirty_days_across_surveys_and_channels() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let team = Team::of(&stack).await;
    let by_email = wanted("recommend", "email", "customer-001", "order-1");
    let by_sms = wanted("ease", "sms", "customer-001", "ticket-1");
    // Before there is a limit, and counted all the same once there is one.
    let before = SystemClock.now();
    let (issued, link) = team.link(&by_email).await;
    assert_eq!(issued, 201, "{link}");
    team.limit(Some(30)).await;
    let (refused, why) = team.link(&by_sms).await;
    assert_eq!((refused, &why["reason"]), (409, &json!("asked_lately")), "{why}");
    let detail = why["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("Not issued, because this customer was asked on "),
        "{detail}"
    );
    assert!(detail.contains("(survey recommend, by e-mail)"), "{detail}");
    let next: Timestamp = why["next_at"].as_str().unwrap().parse().unwrap();
    let days = SignedDuration::from_hours(24 * 30);
    assert!(next >= before + days - SignedDuration::from_secs(1) && next <= SystemClock.now() + days);
    assert!(why.get("token").is_none() && why.get("url").is_none(), "{why}");
    assert_eq!(
        team.link(&wanted("ease", "sms", "customer-002", "ticket-1")).await.0,
        201
    );

    stack.engine.operations.take();
    assert_eq!(team.link(&by_email).await.0, 201, "the same invitation again");
    let asked = stack.engine.operations.take();
    assert!(
        !asked.iter().any(|name| name.ends_with("item") && name != "getitem"),
        "{asked:?} writes"
    );

    // As if the one question had been asked 30 days ago, but for an hour, and then to the minute.
    let hour = SignedDuration::from_hours(1);
    for (ago, expected) in [(days - hour, 409), (days + hour, 201)] {
        let earlier = Asked {
            at: SystemClock.now() - ago,
            invitation: link["invitation"].as_str().unwrap().parse::<InvitationId>().unwrap(),
            survey: "satisfaction".to_owned(),
            channel: Channel::Kiosk,
        };
        let reserved = store
            .reserve_asking(key(&stack, "customer-001"), &earlier, None)
            .await
            .unwrap();
        assert_eq!(reserved, None);
        assert_eq!(team.link(&by_sms).await.0, expected, "{ago:#} ago");
    }
    let third = wanted("satisfaction", "web", "customer-001", "order-2");
    assert_eq!(team.link(&third).await.0, 409);
    team.limit(None).await;
    assert_eq!(team.link(&third).await.0, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_links_asked_for_at_the_same_moment_one_is_issued() {
    let stack = Stack::start().await.unwrap();
    let (one, other) = (Team::of(&stack).await, Team::of(&stack).await);
    one.limit(Some(7)).await;
    for round in 0..10 {
        let customer = format!("customer-{round:03}");
        let first = wanted("recommend", "email", &customer, "order-1");
        let second = wanted("ease", "sms", &customer, "ticket-1");
        let (first, second) = futures::join!(one.link(&first), other.link(&second));
        let mut statuses = [first.0, second.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{first:?} {second:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_said_so_is_not_asked_until_it_is_taken_back_and_who_was_erased_never() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let team = Team::of(&stack).await;
    let one = wanted("recommend", "email", "customer-001", "order-1");
    let mut unregistered = one.clone();
    unregistered["register"] = json!(false);
    let customer = key(&stack, "customer-001");
    let reasons = async || {
        let mut reasons = Vec::new();
        for wanted in [&one, &unregistered] {
            let (status, answer) = team.link(wanted).await;
            assert_eq!(status == 201, answer["reason"].is_null(), "{answer}");
            reasons.push(answer["reason"].as_str().unwrap_or("issued").to_owned());
        }
        reasons
    };
    let machine = OptOut::new(SystemClock.now(), vec![Suspicion::TooQuick]);
    store.put_opt_out(customer, &machine).await.unwrap();
    assert_eq!(reasons().await, ["issued", "issued"]);
    assert_eq!(team.customer("customer-001").await.1["opted_out_at"], Value::Null);

    let person = OptOut::new(SystemClock.now(), Vec::new());
    store.put_opt_out(customer, &person).await.unwrap();
    assert_eq!(reasons().await, ["opted_out", "opted_out"]);
    let opted_out_at: Timestamp = team.customer("customer-001").await.1["opted_out_at"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(opted_out_at.as_millisecond(), person.at.as_millisecond());

    assert!(store.withdraw_opt_out(customer, SystemClock.now()).await.unwrap());
    assert_eq!(reasons().await, ["issued", "issued"]);
    shared::erasure::erase(&store, pseudonym(&stack, "customer-001"), &SystemClock)
        .await
        .unwrap();
    assert_eq!(reasons().await, ["erased", "erased"]);
    assert_eq!(team.customer("customer-001").await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_asked_and_has_not_answered_is_known_and_written_once() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let team = Team::of(&stack).await;
    let submit = stack.function("submit").await.unwrap();
    for customer in ["customer-001", "customer-002"] {
        let (_, link) = team.link(&wanted("recommend", "email", customer, "order-1")).await;
        if customer == "customer-001" {
            let token = link["token"].as_str().unwrap();
            assert_eq!(status(&answer(&submit, token, 1, 1).await), 200);
        }
    }
    let last_asked = async |customer: &str| {
        let (status, page) = team.customer(customer).await;
        assert_eq!(status, 200, "{page}");
        (
            page["last_asked_at"].clone(),
            page["risk"].is_null(),
            page["flag"].is_null(),
        )
    };
    let before = last_asked("customer-001").await;
    assert!(before.0.is_string() && before.1 && before.2);
    let answered = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    system_tests::steps::let_a_day_pass(&store, &[answered]).await;
    for written in [2, 0] {
        let (_, customers) = stack.night().await.unwrap();
        assert_eq!(
            (&customers["customers"], &customers["written"]),
            (&json!(2), &json!(written)),
            "{customers}"
        );
    }
    let (asked, no_risk, no_flag) = last_asked("customer-001").await;
    assert_eq!((asked, no_risk, no_flag), (before.0, false, false));
    let (asked, no_risk, no_flag) = last_asked("customer-002").await;
    assert!(
        asked.is_string() && !no_risk && no_flag,
        "an invitation without an answer is known"
    );

    let hour = SignedDuration::from_hours(1);
    for customer in ["customer-001", "customer-002"] {
        let long_ago = Asked {
            at: SystemClock.now() - SignedDuration::from_hours(24 * 90) - hour,
            invitation: InvitationId::from_bytes([7; 16]),
            survey: "recommend".to_owned(),
            channel: Channel::Email,
        };
        let noted = store.reserve_asking(key(&stack, customer), &long_ago, None).await;
        assert_eq!(noted.unwrap(), None);
    }
    for forgotten in [2, 0] {
        let (_, customers) = stack.night().await.unwrap();
        assert_eq!(
            (&customers["asked_forgotten"], &customers["written"]),
            (&json!(forgotten), &json!(0)),
            "{customers}"
        );
    }
    for customer in ["customer-001", "customer-002"] {
        let (asked, no_risk, _) = last_asked(customer).await;
        assert!(asked.is_null() && !no_risk, "the last question alone");
    }
}
