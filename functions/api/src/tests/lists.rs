//! What all lists have in common, and lists of customers and invitations.

use proptest::prelude::*;
use serde_json::{Value, json};
use shared::domain::audit::Deed;
use shared::domain::day::shifted;
use shared::domain::response::{Content, Respondent, Response};
use shared::link::Channel;

use crate::handle;
use crate::testing::{Fake, TODAY, app, app_with_clock, authorized, get, read, response, with_surveys};
use crate::tests::customers::flagged;

/// Every list, with the name of its items.
const LISTS: [(&str, &str); 6] = [
    ("/v1/responses?", "responses"),
    ("/v1/held?", "held"),
    ("/v1/customers?", "customers"),
    ("/v1/customers?flagged=true&", "customers"),
    ("/v1/flags?", "flags"),
    ("/v1/customers/C-00?", "responses"),
];

/// Thirty answers of six customers, a third of them suspect, all customers flagged, and each with a risk of its own.
fn many() -> Fake {
    let answer = |id: u8| {
        let customer = format!("C-0{}", id % 6);
        let mut answer = response(
            id,
            &customer,
            shifted(TODAY, -i32::from(id % 4)),
            i64::from(id),
            3,
            "fine",
        );
        if let Content::Answered(answer) = &mut answer.content
            && id.is_multiple_of(3)
        {
            answer.suspicions = vec![shared::domain::suspicion::Suspicion::TooQuick];
        }
        answer
    };
    let customer = |number: u8| {
        let mut customer = flagged(&format!("C-0{number}"));
        customer.risk.as_mut().unwrap().log_odds += f64::from(number);
        customer
    };
    Fake {
        responses: (1..=30).map(answer).collect(),
        customers: (0..6).map(customer).collect(),
        ..with_surveys(&["after-buy", "other"])
    }
}

/// Every item of a list, as pages of a size give it.
async fn all(fake: Fake, path: &str, name: &str, per_page: usize) -> Vec<Value> {
    let app = app(fake);
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let (status, body) = get(&app, &format!("{path}per_page={per_page}{cursor}")).await;
        assert_eq!(status, 200, "{body}");
        let items = body[name].as_array().unwrap();
        assert!(items.len() <= per_page);
        found.extend(items.iter().cloned());
        assert!(found.len() <= 100, "{path} has no end");
        match body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

#[tokio::test]
async fn pages_of_any_size_give_every_item_of_every_list_once_in_one_order() {
    for ((path, name), expected) in LISTS.into_iter().zip([30, 10, 6, 6, 6, 5]) {
        let whole = all(many(), path, name, 200).await;
        assert_eq!(whole.len(), expected, "{path}");
        for per_page in [1, 2, 3, 5, 30] {
            assert_eq!(all(many(), path, name, per_page).await, whole, "{path} by {per_page}");
        }
    }
}

#[tokio::test]
async fn a_cursor_fits_its_own_list_and_its_own_parameters_alone() {
    let mut cursors = Vec::new();
    for (path, _) in LISTS {
        let (_, body) = get(&app(many()), &format!("{path}per_page=1")).await;
        cursors.push(body["next_cursor"].as_str().unwrap().to_owned());
    }
    for (number, (path, _)) in LISTS.into_iter().enumerate() {
        for (other, cursor) in cursors.iter().enumerate() {
            let (status, body) = get(&app(many()), &format!("{path}per_page=2&cursor={cursor}")).await;
            let expected = if number == other { 200 } else { 422 };
            assert_eq!(status, expected, "{path} with the cursor of {}: {body}", LISTS[other].0);
        }
        let (status, _) = get(&app(many()), &format!("{path}language=fr&cursor={}", cursors[number])).await;
        assert_eq!(status, 422, "{path}");
    }
}

#[tokio::test]
async fn every_list_has_pages_of_up_to_two_hundred() {
    let others = ["/v1/invitations?", "/v1/exports?", "/v1/erasures?", "/v1/audit?"];
    let app = app(many());
    for path in LISTS.into_iter().map(|(path, _)| path).chain(others) {
        for (per_page, expected) in [(0, 422), (1, 200), (200, 200), (201, 422)] {
            let (status, body) = get(&app, &format!("{path}per_page={per_page}")).await;
            assert_eq!(status, expected, "{path}per_page={per_page}: {body}");
        }
    }
}

#[tokio::test]
async fn the_queue_goes_on_counting_on_its_next_page() {
    let ranks: Vec<Value> = all(many(), "/v1/flags?", "flags", 4).await;
    let ranks: Vec<&Value> = ranks.iter().map(|flag| &flag["rank"]).collect();
    assert_eq!(json!(ranks), json!([1, 2, 3, 4, 5, 6]));
}

#[tokio::test]
async fn a_customer_in_a_list_says_what_is_known_of_them_and_nothing_of_a_flag_held_out() {
    let mut fake = many();
    fake.customers.truncate(3);
    fake.customers[0].attributes = [("plan".to_owned(), "pro".to_owned())].into();
    fake.customers[1].flag.as_mut().unwrap().held_out = true;
    fake.customers[2].erased = true;
    let fake = app(fake);
    let (_, body) = get(&fake, "/v1/customers?attribute.plan=pro").await;
    let customer = &body["customers"][0];
    assert_eq!(
        (&customer["customer"], &customer["attributes"], &customer["flagged_at"]),
        (&json!("C-00"), &json!({"plan": "pro"}), &json!("2026-11-21T12:00:00Z"))
    );
    assert_eq!(
        customer["last_answer"],
        json!({"at": "2026-11-20T12:00:00Z", "metric": "nps", "score": 2, "out_of": 10})
    );
    assert_eq!(customer["risk"]["reasons"][0]["feature"], "low_score");
    assert_eq!(body["customers"].as_array().unwrap().len(), 1);
    let (_, body) = get(&fake, "/v1/customers").await;
    let ids: Vec<(&Value, &Value)> = body["customers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (&item["customer"], &item["flagged_at"]))
        .collect();
    assert_eq!(ids.len(), 2, "nobody erased");
    assert!(ids.contains(&(&json!("C-01"), &Value::Null)), "{ids:?}");
    let (_, body) = get(&fake, "/v1/customers?flagged=true").await;
    assert_eq!(body["customers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn whose_answers_were_read_is_noted_by_pseudonym() {
    let app = app(many());
    for path in [
        "/v1/responses?customer=C-01",
        "/v1/responses",
        "/v1/customers",
        "/v1/invitations",
    ] {
        assert_eq!(get(&app, path).await.0, 200);
    }
    let trail = app.store.administration.audit.lock().unwrap();
    let noted: Vec<(Deed, Option<&str>)> = trail.iter().map(|entry| (entry.deed, entry.about.as_deref())).collect();
    let Respondent::Customer(pseudonym) = flagged("C-01").key else {
        panic!("a customer has a pseudonym");
    };
    assert_eq!(
        noted,
        [
            (Deed::ReadResponses, Some(pseudonym.to_string().as_str())),
            (Deed::ReadResponses, None),
            (Deed::ListCustomers, None),
            (Deed::ListCustomers, None),
        ]
    );
}

/// An answer that the filters of the next test find, or not, by each of its traits.
fn with(id: u8, change: impl FnOnce(&mut Response)) -> Response {
    let mut answer = response(id, "C-1", TODAY, i64::from(id), 9, "");
    change(&mut answer);
    answer
}

#[tokio::test]
async fn every_filter_lets_through_what_it_names() {
    let mut fake = with_surveys(&["after-buy", "other"]);
    let set_score = |answer: &mut Response, score| {
        if let Content::Answered(content) = &mut answer.content {
            content.rating = answer.occasion.measure.accept(score).unwrap();
        }
    };
    fake.responses = vec![
        with(1, |answer| answer.occasion.survey = "other".to_owned()),
        with(2, |answer| set_score(answer, 2)),
        with(3, |answer| answer.occasion.touchpoint = "delivery".to_owned()),
        with(4, |answer| answer.occasion.channel = Some(Channel::Sms)),
        with(5, |answer| {
            answer.occasion.attributes = [
                ("plan".to_owned(), "pro".to_owned()),
                ("country".to_owned(), "FR".to_owned()),
            ]
            .into();
        }),
        response(6, "C-2", TODAY, 6, 9, "said"),
        response(7, "C-1", shifted(TODAY, -60), 7, 9, ""),
    ];
    let app = app(fake);
    for (query, expected) in [
        ("survey=other", &[1][..]),
        ("max_score=2", &[2]),
        ("min_score=10", &[]),
        ("min_score=2&max_score=8", &[2]),
        ("touchpoint=delivery", &[3]),
        ("channel=sms", &[4]),
        ("language=en&channel=sms", &[4]),
        ("language=fr", &[]),
        ("attribute.plan=pro", &[5]),
        ("attribute.plan=pro&attribute.country=FR", &[5]),
        ("attribute.plan=pro&attribute.country=DE", &[]),
        ("with_comment=true", &[6]),
        ("customer=C-2", &[6]),
        ("customer=C-1", &[5, 4, 3, 2, 1, 7]),
        ("customer=C-1&until=2026-11-20", &[7]),
        ("customer=C-1&since=2026-11-21&max_score=8", &[2]),
        ("customer=nobody", &[]),
        ("since=2026-11-21T00:00:04Z", &[6, 5, 4]),
        ("since=1795219204&until=2026-11-21T01:00:05%2B01:00", &[4]),
        ("since=2026-09-22&until=2026-09-22", &[7]),
        ("since=2026-09-23&until=2026-11-20", &[]),
    ] {
        let (status, body) = get(&app, &format!("/v1/responses?{query}")).await;
        assert_eq!(status, 200, "{query}: {body}");
        let id = |number: &u8| shared::link::InvitationId::from_bytes([*number; 16]).to_string();
        let expected: Vec<String> = expected.iter().map(id).collect();
        let found: Vec<&str> = (body["responses"].as_array().unwrap().iter())
            .map(|item| item["id"].as_str().unwrap())
            .collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[tokio::test]
async fn what_a_list_cannot_be_asked_is_refused_by_name_and_says_what_to_do() {
    let app = app(many());
    for (path, name, words) in [
        ("/v1/responses?since=yesterday", "since", "2026-11-21T09:30:00Z"),
        (
            "/v1/responses?since=2026-11-21&until=2026-11-20",
            "since",
            "earlier moment",
        ),
        ("/v1/responses?since=2026-11-22", "since", "earlier moment"),
        ("/v1/responses?since=2024-01-01", "since", "400 days"),
        ("/v1/responses?from=2026-11-01", "from", "since"),
        ("/v1/responses?channel=pigeon", "channel", "sms"),
        ("/v1/responses?with_comment=yes", "with_comment", "true or false"),
        ("/v1/responses?attribute.=x", "attribute.", "attribute.NAME"),
        ("/v1/responses?customer=ann%00", "customer", "control character"),
        ("/v1/customers?flagged=1", "flagged", "true or false"),
        ("/v1/invitations?answered=no", "answered", "true or false"),
        ("/v1/invitations?survey=nope", "survey", "after-buy"),
    ] {
        let (status, body) = get(&app, path).await;
        let wrong = &body["invalid_params"][0];
        assert_eq!((status, &wrong["name"]), (422, &json!(name)), "{path}: {body}");
        assert!(wrong["reason"].as_str().unwrap().contains(words), "{path}: {body}");
    }
}

async fn invite(app: &crate::App<Fake>, body: Value) -> (u16, Value) {
    read(handle(app, authorized("POST", "/v1/invitations", &body.to_string())).await)
}

#[tokio::test]
async fn many_links_are_made_at_once_and_each_refusal_stands_in_its_own_place() {
    let wanted = |customer: &str| json!({"survey": "after-buy", "customer": customer, "touchpoint": "checkout", "reference": "o-1"});
    let mut wrong = wanted("C-2");
    wrong["survey"] = json!("nope");
    let mut mistyped = wanted("C-3");
    mistyped["custmer"] = json!("C-3");
    let asked = json!({"invitations": [wanted("C-1"), wrong, wanted("ann@example.org"), mistyped, wanted("C-4")]});
    let (app, clock) = app_with_clock(with_surveys(&["after-buy"]));
    let (status, body) = invite(&app, asked.clone()).await;
    assert_eq!(status, 200, "{body}");
    let results = body["results"].as_array().unwrap();
    let statuses: Vec<&Value> = results.iter().map(|result| &result["status"]).collect();
    assert_eq!(json!(statuses), json!([201, 422, 422, 400, 201]));
    assert_eq!(results[1]["problem"]["invalid_params"][0]["name"], "survey");
    assert!(results[3]["problem"]["detail"].as_str().unwrap().contains("custmer"));
    assert!(!body.to_string().contains("ann@example.org"));
    let (_, alone) = read(handle(&app, authorized("POST", "/v1/links", &wanted("C-1").to_string())).await);
    assert_eq!(results[0]["link"], alone, "as one link is made");
    assert_eq!(invite(&app, asked).await.1, body, "the same again");

    clock.advance(60);
    let (_, listed) = get(&app, "/v1/invitations").await;
    let listed = listed["invitations"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    let first = listed.iter().find(|item| item["customer"] == "C-1").unwrap();
    assert_eq!(
        *first,
        json!({
            "id": alone["invitation"], "survey": "after-buy", "customer": "C-1", "touchpoint": "checkout", "channel": "web",
            "language": null, "attributes": {}, "registered_at": "2026-11-21T12:00:00Z", "answered": false, "answered_at": null,
        })
    );
    for (query, expected) in [
        ("answered=true", 0),
        ("answered=false", 2),
        ("since=2026-11-21T12:00:01Z", 0),
        ("survey=after-buy", 2),
    ] {
        let (_, body) = get(&app, &format!("/v1/invitations?{query}")).await;
        assert_eq!(body["invitations"].as_array().unwrap().len(), expected, "{query}");
    }
}

#[tokio::test]
async fn of_two_links_for_one_customer_the_first_is_made_and_the_second_says_why_not() {
    let fake = with_surveys(&["after-buy"]);
    *fake.asking.rule.lock().unwrap() = shared::domain::fatigue::FatigueRule::new(30).ok();
    let app = app(fake);
    let wanted = |reference: &str| json!({"survey": "after-buy", "customer": "C-1", "touchpoint": "checkout", "reference": reference});
    let (_, body) = invite(&app, json!({"invitations": [wanted("a"), wanted("b")]})).await;
    assert_eq!(
        (&body["results"][0]["status"], &body["results"][1]["status"]),
        (&json!(201), &json!(409))
    );
    assert_eq!(body["results"][1]["problem"]["reason"], "asked_lately", "{body}");
}

#[tokio::test]
async fn too_many_links_at_once_or_none_or_what_is_no_list_is_refused_whole() {
    let app = app(with_surveys(&["after-buy"]));
    let one = json!({"survey": "after-buy", "customer": "C-1", "touchpoint": "checkout"});
    for (count, status) in [(0, 422), (100, 200), (101, 422)] {
        let (found, body) = invite(&app, json!({"invitations": vec![one.clone(); count]})).await;
        assert_eq!(found, status, "{count}: {body}");
    }
    for body in [
        json!([]),
        json!({}),
        json!({"invitations": one}),
        json!({"invitations": [], "x": 1}),
    ] {
        assert_eq!(invite(&app, body.clone()).await.0, 400, "{body}");
    }
    let large = json!({"invitations": ["x".repeat(256 * 1024)]});
    assert_eq!(invite(&app, large).await.0, 413);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_cursor_and_no_moment_makes_an_error_of_ours(list in 0..LISTS.len(), bit in 0usize.., text in "[ -~]{0,40}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (path, _) = LISTS[list];
        let app = app(many());
        let (_, body) = runtime.block_on(get(&app, &format!("{path}per_page=1")));
        let mut cursor = body["next_cursor"].as_str().unwrap().as_bytes().to_vec();
        let at = bit % cursor.len();
        cursor[at] = if cursor[at] == b'A' { b'B' } else { b'A' };
        let cursor = String::from_utf8(cursor).unwrap();
        let encoded = serde_urlencoded::to_string([("cursor", text.as_str())]).unwrap();
        let since = serde_urlencoded::to_string([("since", text.as_str()), ("until", text.as_str())]).unwrap();
        for path in [format!("{path}per_page=1&cursor={cursor}"), format!("{path}{encoded}"), format!("{path}{since}")] {
            let (status, body) = runtime.block_on(get(&app, &path));
            prop_assert!(status == 200 || status == 422, "{}: {}", path, body);
        }
    }
}
