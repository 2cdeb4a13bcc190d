use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use lambda_http::{Context, RequestExt as _};
use serde_json::{Value, json};
use shared::domain::access::{Scope, Scopes};
use shared::domain::audit::{AuditEntry, Deed};
use shared::domain::day::before;
use shared::domain::settle::{Computed, DayRecord};
use shared::store::days::Pending;

use crate::handle;
use crate::query::Query;
use crate::testing::{Fake, TODAY, app, app_with_clock, authorized, get, noon, read, request, response, with_surveys};
use crate::v1::cursor::Question;

async fn send(app: &crate::App<Fake>, method: &str, path: &str, body: &Value) -> (u16, Value) {
    read(handle(app, authorized(method, path, &body.to_string())).await)
}

async fn with_key(app: &crate::App<Fake>, key: &str, path: &str) -> u16 {
    let mut asked = request("GET", path, "");
    let bearer = format!("Bearer {key}").parse().unwrap();
    asked.headers_mut().insert("authorization", bearer);
    handle(app, asked).await.status().as_u16()
}

#[tokio::test]
async fn a_key_is_shown_once_works_until_it_is_revoked_and_is_listed_without_its_secret() {
    let app = app(with_surveys(&["after-buy"]));
    let wanted = json!({"name": " CRM ", "scopes": ["read", "write"], "valid_days": 90});
    let (status, made) = send(&app, "POST", "/v1/keys", &wanted).await;
    assert_eq!(
        (status, &made["name"], &made["scopes"]),
        (201, &json!("CRM"), &json!(["read", "write"])),
        "{made}"
    );
    assert_eq!(
        (&made["state"], &made["expires_at"]),
        (&json!("in_force"), &json!("2027-02-19T12:00:00Z"))
    );
    let (key, id) = (made["key"].as_str().unwrap(), made["id"].as_str().unwrap());
    assert_eq!(with_key(&app, key, "/v1/surveys").await, 200);
    assert_eq!(with_key(&app, key, "/v1/responses").await, 403);
    let (_, listed) = get(&app, "/v1/keys").await;
    let found = listed["keys"]
        .as_array()
        .unwrap()
        .iter()
        .find(|listed| listed["id"] == id)
        .unwrap();
    assert_eq!(found["name"], "CRM");
    assert!(!listed.to_string().contains(&key[13..]), "{listed}");
    for _ in 0..2 {
        let (status, revoked) = send(&app, "DELETE", &format!("/v1/keys/{id}"), &json!({})).await;
        assert_eq!((status, &revoked["state"]), (200, &json!("revoked")), "{revoked}");
        assert_eq!(revoked["revoked_at"], "2026-11-21T12:00:00Z");
    }
    assert_eq!(
        with_key(&app, key, "/v1/surveys").await,
        401,
        "at once where it was revoked"
    );
    assert_eq!(send(&app, "DELETE", "/v1/keys/unknown", &json!({})).await.0, 404);
}

#[tokio::test]
async fn a_key_that_cannot_be_is_refused_by_name() {
    let app = app(Fake::default());
    let cases = [
        (json!({"name": "", "scopes": ["read"]}), "name"),
        (json!({"name": "a\u{202e}b", "scopes": ["read"]}), "name"),
        (json!({"name": "CRM", "scopes": []}), "scopes"),
        (json!({"name": "CRM", "scopes": ["root"]}), "scopes"),
        (
            json!({"name": "CRM", "scopes": ["read"], "valid_days": 0}),
            "valid_days",
        ),
        (
            json!({"name": "CRM", "scopes": ["read"], "expires_at": "2026-11-21T12:00:00Z"}),
            "expires_at",
        ),
        (
            json!({"name": "CRM", "scopes": ["read"], "expires_at": "2027-11-21T12:00:00Z", "valid_days": 3}),
            "valid_days",
        ),
    ];
    for (wanted, name) in cases {
        let (status, answer) = send(&app, "POST", "/v1/keys", &wanted).await;
        assert_eq!(
            (status, &answer["invalid_params"][0]["name"]),
            (422, &json!(name)),
            "{wanted}: {answer}"
        );
    }
    assert_eq!(
        app.store.administration.keys.lock().unwrap().len(),
        2,
        "those that were there"
    );
}

#[tokio::test]
async fn nobody_gives_a_key_what_they_lack() {
    let fake = Fake::default();
    let admin = shared::api_key::ApiKey::generate([[21; 16], [22; 16], [23; 16]]);
    let stored = admin.to_stored("admin alone", Scopes::of(&[Scope::Admin]), noon());
    fake.administration.keys.lock().unwrap().push(stored);
    let app = app(fake);
    let ask = async |scopes: Value| {
        let body = json!({"name": "more", "scopes": scopes}).to_string();
        let mut asked = request("POST", "/v1/keys", &body);
        let bearer = format!("Bearer {}", admin.reveal()).parse().unwrap();
        asked.headers_mut().insert("authorization", bearer);
        read(handle(&app, asked).await)
    };
    let (status, answer) = ask(json!(["admin", "comments"])).await;
    assert_eq!(status, 422, "{answer}");
    assert!(
        answer.to_string().contains("may not do themselves: comments"),
        "{answer}"
    );
    assert_eq!(ask(json!(["admin"])).await.0, 201);
}

#[tokio::test]
async fn an_erased_customer_is_gone_and_nobody_can_tell_a_known_one_from_an_unknown_one() {
    let mut fake = with_surveys(&["after-buy"]);
    fake.responses = vec![response(1, "C-1", before(TODAY), 60, 2, "a comment to forget")];
    let app = app(fake);
    let (status, known) = send(&app, "POST", "/v1/erasures", &json!({"customer": "C-1"})).await;
    assert_eq!(status, 200, "{known}");
    assert!(
        get(&app, "/v1/responses").await.1["responses"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        app.store.touched_days.lock().unwrap()[..],
        [before(TODAY)],
        "announced before it changed"
    );
    let (_, mut unknown) = send(&app, "POST", "/v1/erasures", &json!({"customer": "C-2"})).await;
    let (_, mut again) = send(&app, "POST", "/v1/erasures", &json!({"customer": "C-1"})).await;
    assert_eq!(again, known);
    for named in ["customer", "pseudonym"] {
        assert_ne!(unknown[named], again[named]);
        unknown[named] = Value::Null;
        again[named] = Value::Null;
    }
    assert_eq!(unknown, again);
    assert_eq!(known["stays"][1]["days"], 35);
    let lines = app.store.administration.audit.lock().unwrap();
    let erased = lines.iter().find(|line| line.deed == Deed::Erase).unwrap();
    assert_eq!(erased.about.as_deref(), known["pseudonym"].as_str());
}

#[tokio::test]
async fn erasures_are_listed_by_pseudonym_in_pages_that_fit_no_other_list() {
    let (app, clock) = app_with_clock(Fake::default());
    for customer in ["C-1", "C-2", "C-3"] {
        send(&app, "POST", "/v1/erasures", &json!({"customer": customer})).await;
        clock.advance(1);
    }
    let (_, first) = get(&app, "/v1/erasures?per_page=2").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, last) = get(&app, &format!("/v1/erasures?per_page=2&cursor={cursor}")).await;
    assert_eq!(last["next_cursor"], Value::Null);
    let times: Vec<&Value> = [&first, &last]
        .into_iter()
        .flat_map(|page| page["erasures"].as_array().unwrap())
        .map(|erasure| &erasure["at"])
        .collect();
    assert_eq!(
        times,
        ["2026-11-21T12:00:02Z", "2026-11-21T12:00:01Z", "2026-11-21T12:00:00Z"]
    );
    assert!(!first.to_string().contains("C-3"), "{first}");
    for wrong in [
        &format!("/v1/audit?cursor={cursor}"),
        "/v1/erasures?cursor=x",
        "/v1/erasures?per_page=201",
    ] {
        assert_eq!(get(&app, wrong).await.0, 422, "{wrong}");
    }
}

#[tokio::test]
async fn an_erasure_that_takes_too_long_says_to_send_it_again() {
    let mut fake = Fake::default();
    fake.administration.erasing_hangs = true;
    let app = app(fake);
    let mut ends_soon = Context::default();
    ends_soon.deadline = u64::try_from(noon().as_millisecond()).unwrap() + 3_050;
    let asked = authorized("POST", "/v1/erasures", r#"{"customer":"C-1"}"#).with_lambda_context(ends_soon);
    let answer = handle(&app, asked).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["retry-after"]),
        (503, &"2".parse().unwrap())
    );
    let (_, answer) = read(answer);
    assert!(
        answer["detail"].as_str().unwrap().contains("send the request again"),
        "{answer}"
    );
    assert_eq!(
        app.store.administration.erasures.lock().unwrap().len(),
        1,
        "it is written down"
    );
}

#[tokio::test]
async fn the_trail_is_read_newest_first_in_pages_and_reading_it_is_noted_too() {
    let fake = Fake::default();
    let line = |hours: i64, deed| AuditEntry {
        at: noon() - SignedDuration::from_hours(hours),
        by: "key:abcdefgh".to_owned(),
        name: None,
        deed,
        about: None,
        request: None,
    };
    let earlier = [
        line(1, Deed::ReadResponses),
        line(30, Deed::Erase),
        line(24 * 27, Deed::Decide),
        line(24 * 40, Deed::CreateKey),
    ];
    fake.administration.audit.lock().unwrap().extend(earlier);
    let app = app(fake);
    let (_, first) = get(&app, "/v1/audit?per_page=2").await;
    let deeds = |page: &Value| -> Vec<String> {
        let entries = page["entries"].as_array().unwrap().iter();
        entries
            .map(|entry| entry["deed"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(deeds(&first), ["audit.read", "responses.read"], "{first}");
    assert_eq!(
        (&first["since"], &first["until"]),
        (&json!("2026-10-25"), &json!("2026-11-21"))
    );
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, rest) = get(&app, &format!("/v1/audit?per_page=2&cursor={cursor}")).await;
    assert_eq!(deeds(&rest), ["customer.erase", "response.decide"]);
    let other_days = format!("/v1/audit?since=2026-11-01&cursor={cursor}");
    assert_eq!(get(&app, &other_days).await.0, 422, "a cursor fits no other question");
    let (_, long_ago) = get(&app, "/v1/audit?since=2026-10-01&until=2026-10-31").await;
    assert_eq!(deeds(&long_ago), ["response.decide", "key.create"]);
    for wrong in [
        "since=2026-11-22&until=2026-11-21",
        "since=2025-01-01",
        "since=yesterday",
    ] {
        assert_eq!(get(&app, &format!("/v1/audit?{wrong}")).await.0, 422, "{wrong}");
    }
}

/// Whoever writes a cursor of their own is told so, and not that storage is busy: that would never pass.
#[tokio::test]
async fn a_cursor_with_a_place_that_no_page_can_begin_at_is_refused() {
    let app = app(Fake::default());
    let asked = Query::from_pairs(&[]);
    let cursor = |list, place: Value| {
        let question = Question { list, query: &asked };
        question.cursor(&place).unwrap()
    };
    let line = |before: &str| json!(["2026-11-01", "2026-11-21", {"day": "2026-11-21", "before": before}]);
    let on = |day: &str| json!(["2026-11-01", "2026-11-21", {"day": day, "before": null}]);
    let long = format!("2026-11-21T12:00:00.000000000Z#{}", "a".repeat(1_024));
    for (list, place, status) in [
        ("audit", on("2026-11-21"), 200),
        ("audit", line("2026-11-21T12:00:00.000000000Z#x"), 200),
        ("audit", line(""), 422),
        ("audit", line("no position"), 422),
        ("audit", line("#"), 422),
        ("audit", line("2026-11-20T12:00:00.000000000Z#x"), 422),
        ("audit", line(&long), 422),
        ("audit", on("2026-10-31"), 422),
        ("audit", on("2026-11-22"), 422),
        ("audit", json!(""), 422),
        ("erasures", json!(""), 422),
        ("erasures", json!("2026-11-21T12:00:00Z#nobody"), 422),
        ("erasures", json!(null), 422),
        ("exports", json!(""), 422),
        ("exports", json!("x"), 422),
    ] {
        let path = format!("/v1/{list}?cursor={}", cursor(list, place.clone()));
        let (found, body) = get(&app, &path).await;
        assert_eq!(found, status, "{list} {place}: {body}");
        let wrong = body["invalid_params"][0]["name"].as_str();
        assert_eq!(wrong, (status == 422).then_some("cursor"), "{list} {place}: {body}");
    }
}

#[tokio::test]
async fn what_the_nights_did_and_what_waits_is_told() {
    let mut fake = with_surveys(&["after-buy"]);
    let day = date(2026, 11, 20);
    let started: Timestamp = "2026-11-21T04:10:00Z".parse().unwrap();
    fake.book.watermark = Some(day);
    fake.book.records = vec![DayRecord {
        computed: Some(Computed { number: 3, started }),
        answers: 12,
        ..DayRecord::new(day)
    }];
    fake.administration.pending = vec![
        (Pending::Merge, day),
        (Pending::Computation, date(2026, 11, 2)),
        (Pending::Computation, TODAY),
    ];
    let app = app(fake);
    let (_, runs) = get(&app, "/v1/runs").await;
    assert_eq!(
        runs,
        json!({
            "settled_through": "2026-11-20",
            "days": [{"day": "2026-11-20", "computed_at": "2026-11-21T04:10:00Z", "answers": 12, "settled": true, "sealed": false}],
            "waiting": [
                {"day": "2026-11-02", "waits_for": "scores"},
                {"day": "2026-11-20", "waits_for": "customers"},
            ],
            "customers": null,
            "learning": null,
        }),
        "today waits for nothing yet"
    );
}
