//! Steps that several tests take.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::api_key::ApiKey;
use shared::clock::{Clock, SystemClock, random_16};
use shared::domain::access::Scopes;
use shared::domain::day::before;
use shared::domain::response::{Respondent, Response};
use shared::link::{CustomerId, InvitationId, LinkFacts, Pseudonym, RawIds, RootKeys};
use shared::report::{Asked, ScoreRow, score_rows};
use shared::session::{LASTS, Session};
use shared::store::api_keys::ManageKeys;
use shared::store::keys::ScoreKey;
use shared::store::responses::{GetResponses, Put, PutResponse};
use shared::store::scores::{PutScores, ScoreItem};
use shared::store::settings::ReadSurveys;
use shared::store::{Store, StoreError};

use crate::events::HttpEvent;
use crate::function::Function;
use crate::stack::Stack;

/// The HTTP status of a function's answer.
pub fn status(answer: &Value) -> u64 {
    answer["statusCode"].as_u64().unwrap_or_default()
}

/// Acknowledges a signal over the API; the status of its answer.
pub async fn acknowledge(api: &Function, signal: &str, key: &str) -> u64 {
    let mut event = HttpEvent::json("", &json!({}));
    event.route = "POST /v1/signals/{signal}/acknowledge";
    event.path = format!("/v1/signals/{signal}/acknowledge");
    event.parameters = json!({ "signal": signal });
    event.headers.push(("authorization", format!("Bearer {key}")));
    status(&api.invoke(event.payload()).await.unwrap())
}

/// The pseudonym of a customer.
pub fn pseudonym(stack: &Stack, customer: &str) -> Pseudonym {
    Pseudonym::of(
        &stack.keys.pseudonym_key(),
        &CustomerId::new(customer, RawIds::Refuse).unwrap(),
    )
}

/// The stored response of a customer to a link of [`Stack::facts`].
pub async fn stored(stack: &Stack, store: &Store, customer: &str, reference: &str, survey: &str) -> Response {
    let facts = LinkFacts::new(&stack.facts(survey, customer, reference), RawIds::Refuse).unwrap();
    let invitation = InvitationId::of(&stack.keys.identity_key(), &facts);
    let key = (Respondent::Customer(pseudonym(stack, customer)), invitation);
    store.get_responses(&[key], true).await.unwrap().remove(0)
}

/// An API key of the team.
pub async fn api_key(stack: &Stack) -> String {
    let key = ApiKey::generate([random_16(), random_16(), random_16()]);
    let stored = key.to_stored("test", Scopes::ALL, SystemClock.now());
    stack.engine.store().unwrap().put_key(&stored).await.unwrap();
    key.reveal()
}

/// A request of the team's API with a key.
pub fn authorized(method: &'static str, path: &str, query: &str, key: &str) -> HttpEvent {
    let mut event = HttpEvent::survey(method, "");
    event.route = "$default";
    event.path = path.to_owned();
    event.parameters = path
        .strip_prefix("/v1/customers/")
        .map_or(json!({}), |id| json!({ "customer": id }));
    event.query = query.to_owned();
    event.headers.push(("authorization", format!("Bearer {key}")));
    event
}

/// The cookie of a person who has just signed in to a workspace with these root keys and may do this.
pub fn session_cookie(keys: &RootKeys, scopes: Scopes) -> String {
    let session = Session {
        id: random_16(),
        subject: "somebody".to_owned(),
        name: "Somebody".to_owned(),
        key: None,
        scopes,
        ends: SystemClock.now() + LASTS,
    };
    format!("__Host-aisance={}", session.seal(&keys.session_keys().0))
}

/// A request for a page of the dashboard, of a person who may do this.
pub fn page(stack: &Stack, path: &str, query: &str, scopes: Scopes) -> HttpEvent {
    let mut event = HttpEvent::survey("GET", "");
    event.route = "$default";
    event.path = path.to_owned();
    event.parameters = json!({});
    event.query = query.to_owned();
    event.headers.push(("cookie", session_cookie(&stack.keys, scopes)));
    event
}

/// A request of the team's API with a key and a body of JSON.
pub fn sent(path: &str, key: &str, body: &Value) -> HttpEvent {
    let mut event = authorized("POST", path, "", key);
    event.headers.push(("content-type", "application/json".to_owned()));
    event.body = Some(body.to_string());
    event
}

/// The JSON of a function's answer.
pub fn body(answer: &Value) -> Value {
    serde_json::from_str(answer["body"].as_str().unwrap()).unwrap()
}

/// Answers a link as JSON, with a submission id of its own for each number.
pub async fn answer(submit: &Function, token: &str, rating: u8, submission: u8) -> Value {
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
pub async fn let_a_day_pass(store: &Store, responses: &[Response]) {
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

/// The score of a whole survey over all days.
pub async fn total(store: &Store, survey: &str) -> ScoreRow {
    let survey = store.read_surveys().await.unwrap().current.remove(survey).unwrap();
    let (from, to) = (jiff::civil::date(2000, 1, 1), jiff::civil::date(2999, 1, 1));
    score_rows(store, &survey, Asked::whole(from, to))
        .await
        .unwrap()
        .remove(0)
}

/// Stores an item of scores where there was none, as a computation does: made blank, then counted.
pub async fn store_scores(store: &Store, survey: &str, key: &ScoreKey, item: &ScoreItem) -> Result<(), StoreError> {
    store.put_blank(survey, key, &item.blank()).await?;
    store.put_scores(survey, key, item).await.map(|_| ())
}
