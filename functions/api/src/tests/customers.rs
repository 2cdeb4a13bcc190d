use jiff::SignedDuration;
use shared::domain::day::shifted;
use shared::domain::measure::Measure;
use shared::domain::risk::{Flag, Model, USUAL_CHURN, Usual, assess};
use shared::domain::signal::Signal;
use shared::link::InvitationId;
use shared::store::customers::{Customer, StoredRisk};

use crate::testing::{Fake, TODAY, app, get, noon, response, with_surveys};

/// A customer who gave a 2 yesterday, with an open flag.
pub(crate) fn flagged(id: &str) -> Customer {
    let mut customer = Customer::new(response(1, id, TODAY, 0, 2, "").occasion.respondent);
    let signal = Signal::new(
        InvitationId::from_bytes([1; 16]),
        noon() - SignedDuration::from_hours(24),
        Measure::nps(),
        Measure::nps().accept(2).unwrap(),
    );
    customer.signals.merge(signal.invitation, Some(signal));
    let risk = assess(
        &Model::scorecard(USUAL_CHURN, 90),
        &customer.signals,
        noon(),
        &Usual::default(),
    );
    customer.id = Some(id.to_owned());
    customer.flag = Some(Flag {
        opened_at: noon(),
        evidence: signal.at,
        held_out: false,
        enrolled: None,
        reasons: risk.reasons.clone(),
        closed: None,
    });
    customer.risk = Some(StoredRisk {
        log_odds: risk.log_odds,
        reasons: risk.reasons,
        rest: risk.rest,
        model: 0,
        probability: None,
    });
    customer
}

fn known() -> Fake {
    Fake {
        customers: vec![flagged("C-0007"), flagged("C-0008")],
        responses: vec![
            response(1, "C-0007", shifted(TODAY, -1), 0, 2, "slow"),
            response(2, "C-0007", shifted(TODAY, -30), 0, 9, ""),
            response(3, "C-0007", TODAY, 0, 8, ""),
        ],
        ..with_surveys(&["after-buy"])
    }
}

#[tokio::test]
async fn flags_come_in_order_with_reasons_in_words_and_say_why_there_is_no_probability() {
    let (status, body) = get(&app(known()), "/v1/flags").await;
    assert_eq!(status, 200);
    assert!(body["note"].as_str().unwrap().contains("There is no probability"));
    let flag = &body["flags"][1];
    assert_eq!((&flag["customer"], &flag["rank"]), (&"C-0008".into(), &2.into()));
    assert_eq!(flag["risk"]["probability"], serde_json::Value::Null);
    assert_eq!(flag["risk"]["model"], 0);
    assert_eq!(
        flag["risk"]["reasons"][0],
        serde_json::json!({
            "feature": "low_score", "contribution": 0.7, "points": 20.2,
            "text": "Low score: 2 of 10 for recommendation, on 20 November 2026",
            "what_lowers": "Call, put right what went wrong, and ask again: a better answer takes its place.",
            "evidence": {
                "kind": "answer", "since": "2026-11-20T12:00:00Z", "invitation": "AQEBAQEBAQEBAQEBAQEBAQ",
                "metric": "nps", "rating": 2, "out_of": 10,
            },
        })
    );
    assert_eq!(
        (&flag["opened_at"], &flag["opened_reasons"]),
        (&"2026-11-21T12:00:00Z".into(), &flag["risk"]["reasons"])
    );
    let (_, body) = get(&app(known()), "/v1/flags?per_page=1").await;
    assert_eq!(body["flags"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn reasons_are_told_in_the_language_asked_for_else_in_the_teams() {
    let text = "Note basse\u{a0}: 2 sur 10 (recommandation), le 20 novembre 2026";
    let mut french = known();
    french.risk_settings.get_mut().unwrap().language = "fr".to_owned();
    let (asked, team) = (app(known()), app(french));
    for (app, query) in [(&asked, "?language=fr"), (&asked, "?language=fr-CA"), (&team, "")] {
        let (_, body) = get(app, &format!("/v1/flags{query}")).await;
        assert_eq!(body["language"], "fr");
        assert_eq!(body["flags"][0]["risk"]["reasons"][0]["text"], text);
        let (_, body) = get(app, &format!("/v1/customers/C-0007{query}")).await;
        assert_eq!(
            (&body["language"], &body["flag"]["reasons"][0]["text"]),
            (&"fr".into(), &text.into())
        );
    }
    for path in ["/v1/flags?language=de", "/v1/customers/C-0007?language=de"] {
        let (status, body) = get(&team, path).await;
        assert_eq!(status, 422);
        let reason = body["invalid_params"][0]["reason"].as_str().unwrap();
        assert!(reason.ends_with("en, fr"), "{reason}");
    }
}

#[tokio::test]
async fn nobody_is_told_of_a_flag_that_is_held_out() {
    let mut fake = known();
    let flag = fake.customers[0].flag.as_mut().unwrap();
    flag.held_out = true;
    let (_, body) = get(&app(fake), "/v1/customers/C-0007").await;
    assert_eq!(body["flag"], serde_json::Value::Null);
    assert!(body["risk"].is_object(), "the risk is no secret");
}

#[tokio::test]
async fn a_customer_has_risk_flag_signals_and_answers_newest_first() {
    let (status, body) = get(&app(known()), "/v1/customers/C-0007").await;
    assert_eq!(status, 200, "{body}");
    let days: Vec<&str> = body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["day"].as_str().unwrap())
        .collect();
    assert_eq!(days, ["2026-11-21", "2026-11-20", "2026-10-22"]);
    assert_eq!(body["risk"]["reasons"][0]["feature"], "low_score");
    assert_eq!(body["flag"]["closed"], serde_json::Value::Null);
    assert_eq!(
        body["signals"],
        serde_json::json!([{"at": "2026-11-20T12:00:00Z", "metric": "nps", "score": 2, "out_of": 10, "invitation": "AQEBAQEBAQEBAQEBAQEBAQ"}])
    );
}

#[tokio::test]
async fn what_the_team_knows_of_a_customer_is_told_with_it() {
    let mut fake = known();
    fake.customers[0].attributes = [("plan".to_owned(), "00123".to_owned())].into();
    let (_, body) = get(&app(fake), "/v1/customers/C-0007").await;
    assert_eq!(body["attributes"], serde_json::json!({"plan": "00123"}));
    let (_, body) = get(&app(known()), "/v1/customers/C-0007").await;
    assert_eq!(body["attributes"], serde_json::json!({}));
}

#[tokio::test]
async fn answers_of_today_show_before_the_night_has_made_a_customer_of_them() {
    let mut fake = known();
    fake.customers.clear();
    let (status, body) = get(&app(fake), "/v1/customers/C-0007").await;
    assert_eq!((status, &body["risk"]), (200, &serde_json::Value::Null));
    assert_eq!(body["note"], serde_json::Value::Null, "there is nothing to explain");
}

#[tokio::test]
async fn an_erased_customer_is_as_unknown_as_one_that_never_was() {
    let mut fake = known();
    let mut mark = Customer::new(fake.customers[0].key);
    mark.erased = true;
    fake.customers[0] = mark;
    let tombstones = response(4, "C-0009", TODAY, 0, 1, "").erased(noon(), noon());
    fake.responses.push(tombstones);
    let app = app(fake);
    let unknown = get(&app, "/v1/customers/C-9999").await;
    assert_eq!(unknown.0, 404);
    for gone in ["C-0007", "C-0009", "%20", "C-0007%00", &"x".repeat(65)] {
        assert_eq!(get(&app, &format!("/v1/customers/{gone}")).await, unknown, "{gone}");
    }
}

#[tokio::test]
async fn an_id_with_signs_in_it_is_found_percent_encoded() {
    let mut fake = known();
    fake.responses = vec![response(1, "a/b c?", TODAY, 0, 5, "")];
    let (status, body) = get(&app(fake), "/v1/customers/a%2Fb%20c%3F").await;
    assert_eq!((status, &body["customer"]), (200, &"a/b c?".into()));
}
