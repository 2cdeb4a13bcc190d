//! Response rates: invitations registered by the real functions, answered through their links, and counted by a night.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::SignedDuration;
use jiff::civil::date;
use serde_json::{Value, json};
use shared::clock::{Clock, SystemClock};
use shared::domain::cohort::Cohort;
use shared::domain::day::{Calendar, before};
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::Respondent;
use shared::link::{FactsDraft, LinkFacts, RawIds};
use shared::registration::register;
use shared::store::Store;
use shared::store::days::ReadDays;
use shared::store::responses::ReadRespondent;
use shared::store::scores::ReadScores;
use shared::store::settings::ReadSurveys;
use system_tests::function::Function;
use system_tests::stack::Stack;
use system_tests::steps::{answer, api_key, authorized, body, pseudonym, status, stored, total};

/// The invitations of all days as they are stored: fewer than a response rate is shown of.
async fn stored_cohort(store: &Store) -> Cohort {
    let (from, to) = (date(2000, 1, 1), date(2999, 1, 1));
    let mut all = Cohort::default();
    for (_, item) in store.read_totals("recommend", from, to).await.unwrap() {
        all.add(item.cohort);
    }
    all
}

/// Asks for a link, as a program of the team does.
async fn mint(api: &Function, key: &str, wanted: &Value) -> Value {
    let mut event = authorized("POST", "/v1/links", "", key);
    event.headers.push(("content-type", "application/json".to_owned()));
    event.body = Some(wanted.to_string());
    let answer = api.invoke(event.payload()).await.unwrap();
    assert_eq!(status(&answer), 201, "{answer}");
    body(&answer)
}

fn wanted(customer: &str, plan: &str) -> Value {
    json!({
        "survey": "recommend", "customer": customer, "touchpoint": "support", "reference": "order-1",
        "attributes": { "plan": plan }, "channel": "email", "language": "en",
    })
}

async fn scores(api: &Function, key: &str, query: &str) -> Value {
    let event = authorized("GET", "/v1/scores", query, key);
    body(&api.invoke(event.payload()).await.unwrap())
}

/// Invited, answered and n of each row, by value.
fn rates(scores: &Value) -> Vec<(String, u64, u64, u64)> {
    let rows = scores["scores"].as_array().unwrap().iter();
    let number = |row: &Value, name: &str| row[name].as_u64().unwrap();
    rows.map(|row| {
        let value = row["value"].as_str().unwrap_or("total").to_owned();
        (value, number(row, "invited"), number(row, "answered"), number(row, "n"))
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_filter_holds_above_and_below_the_line_and_whatever_is_retried_counts_once() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let (api, submit) = (
        stack.function("api").await.unwrap(),
        stack.function("submit").await.unwrap(),
    );
    let key = api_key(&stack).await;
    let before_any = scores(&api, &key, "survey=recommend").await;
    assert!(before_any["scores"][0]["response_rate"].is_null(), "{before_any}");

    for number in 0..24_u8 {
        let plan = if number < 12 { "pro" } else { "free" };
        let request = wanted(&format!("customer-{number:03}"), plan);
        let minted = mint(&api, &key, &request).await;
        assert_eq!(minted["registered"], true);
        // Asked for again, as after an answer that was lost; and again with other facts, which are not the first's.
        mint(&api, &key, &request).await;
        mint(&api, &key, &wanted(&format!("customer-{number:03}"), "later")).await;
        if number % 2 == 0 {
            let token = minted["token"].as_str().unwrap();
            answer(&submit, token, number % 11, 1).await;
            answer(&submit, token, number % 11, 1).await;
            answer(&submit, token, 10, 2).await;
        }
    }
    // Answered without having been registered: a score above no line.
    let unregistered = stack
        .token(&stack.facts("recommend", "customer-900", "order-1"))
        .unwrap();
    answer(&submit, &unregistered, 9, 1).await;
    // A test counts nowhere, and an invitation that cannot be told from a second one is not registered.
    let mut test = wanted("customer-000", "pro");
    test["test"] = json!(true);
    let test = mint(&api, &key, &test).await;
    assert_eq!(test["registered"], false);
    answer(&submit, test["token"].as_str().unwrap(), 0, 1).await;
    let nameless = json!({ "survey": "recommend", "touchpoint": "support" });
    assert_eq!(mint(&api, &key, &nameless).await["registered"], false);
    stack.night().await.unwrap();

    let of = |name: &str, counts: (u64, u64, u64)| (name.to_owned(), counts.0, counts.1, counts.2);
    let plans = scores(&api, &key, "survey=recommend&by=attribute%3Aplan").await;
    let wanted_rates = [of("total", (24, 12, 13)), of("free", (12, 6, 6)), of("pro", (12, 6, 7))];
    assert_eq!(rates(&plans), wanted_rates, "{plans}");
    assert_eq!(plans["scores"][0]["response_rate"], 50.0);
    let limits = ["response_rate_low", "response_rate_high"].map(|name| plans["scores"][0][name].as_f64().unwrap());
    assert!(
        (limits[0] - 31.43).abs() < 0.01 && (limits[1] - 68.57).abs() < 0.01,
        "{limits:?}"
    );
    assert_eq!(plans["excluded"]["test"], 1);
    for cut in ["touchpoint", "channel", "language"] {
        let divided = rates(&scores(&api, &key, &format!("survey=recommend&by={cut}")).await);
        assert_eq!((divided[1].1, divided[1].2), (24, 12), "{cut}: {divided:?}");
    }
    stack.night().await.unwrap();
    assert_eq!(
        rates(&scores(&api, &key, "survey=recommend&by=attribute%3Aplan").await),
        wanted_rates
    );
    assert_eq!(
        stored(&stack, &store, "customer-000", "order-1", "recommend")
            .await
            .revision,
        2
    );
}

/// An invitation registered yesterday, by a clock behind.
async fn invited_yesterday(stack: &Stack, store: &Store, facts: &FactsDraft) -> Registered {
    let facts = LinkFacts::new(facts, RawIds::Refuse).unwrap();
    let measure = store.read_surveys().await.unwrap().current[facts.survey().as_str()].measure;
    let (identity, pseudonym) = (stack.keys.identity_key(), stack.keys.pseudonym_key());
    let seal = stack.keys.seal_key();
    let keys = NamingKeys {
        identity: &identity,
        pseudonym: &pseudonym,
        seal: &seal,
    };
    let at = SystemClock.now() - SignedDuration::from_hours(24);
    let day = Calendar::new(&stack.time_zone).unwrap().day_of(at);
    let invitation = Registered::new(&facts, measure, keys, (day, at), SignedDuration::from_hours(24 * 396));
    register(store, &invitation).await.unwrap();
    invitation
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_announces_a_change_to_the_day_of_its_invitation_and_the_next_night_counts_it() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    let facts = stack.facts("recommend", "customer-001", "order-1");
    let invitation = invited_yesterday(&stack, &store, &facts).await;
    invited_yesterday(&stack, &store, &stack.facts("recommend", "customer-002", "order-1")).await;
    stack.night().await.unwrap();
    let two_invited = |answered| Cohort { invited: 2, answered };
    assert_eq!(stored_cohort(&store).await, two_invited(0));
    let shown = total(&store, "recommend").await.response_rate.unwrap();
    assert_eq!((shown.invited, shown.answered, shown.response_rate), (2, None, None));
    let calendar = Calendar::new(&stack.time_zone).unwrap();
    let yesterday = async || {
        let day = invitation.invited.day;
        store.read_records(day, day).await.unwrap().pop()
    };
    assert!(yesterday().await.unwrap().is_complete(&calendar));

    stack.engine.operations.take();
    let token = stack.token(&facts).unwrap();
    assert_eq!(status(&answer(&submit, &token, 9, 1).await), 200);
    let asked = stack.engine.operations.take();
    let writes: Vec<_> = asked.iter().filter(|operation| *operation != "query").collect();
    assert_eq!(writes, ["putitem", "updateitem", "putitem"], "met, touched, written");
    let announced = yesterday().await.unwrap();
    assert!(
        announced.is_settled(&calendar) && !announced.is_complete(&calendar),
        "its scores stay settled, its response rate is to be counted again"
    );
    // A change of the answer is none of the response rate, and announces nothing to a day that is open.
    assert_eq!(status(&answer(&submit, &token, 3, 2).await), 200);
    assert_eq!(stack.engine.operations.take(), ["putitem", "putitem"]);

    stack.night().await.unwrap();
    assert_eq!(total(&store, "recommend").await.n, 1);
    assert_eq!(stored_cohort(&store).await, two_invited(1));
    let answered = stored(&stack, &store, "customer-001", "order-1", "recommend").await;
    assert_eq!(before(answered.day), invitation.invited.day, "two days, one invitation");
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_keeps_how_many_were_invited_and_answered_and_nothing_that_tells_who() {
    let stack = Stack::start().await.unwrap();
    let store = stack.engine.store().unwrap();
    let submit = stack.function("submit").await.unwrap();
    for customer in ["customer-001", "customer-002", "customer-003"] {
        let facts = stack.facts("recommend", customer, "order-1");
        invited_yesterday(&stack, &store, &facts).await;
        if customer != "customer-003" {
            answer(&submit, &stack.token(&facts).unwrap(), 9, 1).await;
        }
    }
    stack.night().await.unwrap();
    let counted = async || {
        let (row, cohort) = (total(&store, "recommend").await, stored_cohort(&store).await);
        (row.n, cohort.invited, cohort.answered)
    };
    assert_eq!(counted().await, (2, 3, 2));
    for (customer, answers) in [("customer-001", 1), ("customer-003", 0)] {
        let erased = shared::erasure::erase(&store, pseudonym(&stack, customer), &SystemClock)
            .await
            .unwrap();
        assert_eq!(erased.erased, answers);
        let respondent = Respondent::Customer(pseudonym(&stack, customer));
        for record in store.read_respondent(respondent).await.unwrap() {
            assert!(record.invited().unwrap().attributes.is_empty() && !record.has_personal_content());
        }
    }
    stack.night().await.unwrap();
    assert_eq!(counted().await, (1, 3, 2));
    // Who was erased before answering may still answer.
    let token = stack
        .token(&stack.facts("recommend", "customer-003", "order-1"))
        .unwrap();
    assert_eq!(status(&answer(&submit, &token, 9, 1).await), 200);
    stack.night().await.unwrap();
    assert_eq!(counted().await, (2, 3, 3));
}
