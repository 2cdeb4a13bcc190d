use serde_json::{Value, json};

use crate::handle;
use crate::testing::{Fake, app, authorized, get, read};

fn usual_risk() -> Value {
    json!({ "horizon_days": 90, "churn_percent": null, "line": { "times": 1.8 }, "hold_out": false, "language": "en" })
}

#[tokio::test]
async fn the_limit_is_off_until_it_is_set_and_again_once_it_is_lifted() {
    let app = app(Fake::default());
    let put = async |body: &str| read(handle(&app, authorized("PUT", "/v1/settings", body)).await);
    let of = |days: Option<u8>| {
        let risk = usual_risk();
        (200, json!({ "fatigue_days": days, "risk": risk, "time_zone": "UTC" }))
    };
    assert_eq!(get(&app, "/v1/settings").await, of(None));
    for days in [7, 14, 30, 90] {
        let body = format!(r#"{{"fatigue_days": {days}}}"#);
        assert_eq!(put(&body).await, of(Some(days)));
        assert_eq!(get(&app, "/v1/settings").await, of(Some(days)));
    }
    assert_eq!(put(r#"{"fatigue_days": null}"#).await, of(None));
    assert_eq!(get(&app, "/v1/settings").await, of(None));
}

#[tokio::test]
async fn what_is_no_limit_is_told_which_there_are_and_changes_nothing() {
    let app = app(Fake::default());
    let put = async |body: &str| read(handle(&app, authorized("PUT", "/v1/settings", body)).await);
    put(r#"{"fatigue_days": 30}"#).await;
    for days in ["0", "31", "-7", "365"] {
        let (status, answer) = put(&format!(r#"{{"fatigue_days": {days}}}"#)).await;
        let refused = &answer["invalid_params"][0];
        assert_eq!((status, &refused["name"]), (422, &"fatigue_days".into()), "{answer}");
        assert!(
            refused["reason"].as_str().unwrap().contains("7, 14, 30 or 90"),
            "{answer}"
        );
    }
    for body in [
        "{}",
        "{",
        "30",
        r#"{"fatigue_days": "30"}"#,
        r#"{"fatigue_days": 30, "time_zone": "UTC"}"#,
    ] {
        assert_eq!(put(body).await.0, 400, "{body}");
    }
    assert_eq!(get(&app, "/v1/settings").await.1["fatigue_days"], 30);
    let answer = handle(&app, authorized("POST", "/v1/settings", "")).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["allow"]),
        (405, &"GET, PUT".parse().unwrap())
    );
}

#[tokio::test]
async fn what_is_set_about_risk_stays_until_all_of_it_is_set_anew() {
    let app = app(Fake::default());
    let put = async |body: Value| read(handle(&app, authorized("PUT", "/v1/settings", &body.to_string())).await);
    let risk =
        json!({ "horizon_days": 60, "churn_percent": 5.7, "line": { "top": 25 }, "hold_out": true, "language": "fr" });
    let (status, answer) = put(json!({ "fatigue_days": null, "risk": risk })).await;
    assert_eq!((status, &answer["risk"]), (200, &risk), "{answer}");
    assert_eq!(put(json!({ "fatigue_days": 30 })).await.1["risk"], risk, "left out");
    assert_eq!(get(&app, "/v1/settings").await.1["risk"], risk);
}

#[tokio::test]
async fn what_cannot_be_set_about_risk_is_named_and_nothing_at_all_is_changed() {
    let app = app(Fake::default());
    let put = async |body: Value| read(handle(&app, authorized("PUT", "/v1/settings", &body.to_string())).await);
    for (name, value, says) in [
        ("horizon_days", json!(45), "30, 60, 90 or 180"),
        ("churn_percent", json!(95), "90 %"),
        ("line", json!({ "times": 0.5 }), "1.1 to 50"),
        ("line", json!({ "top": 0 }), "1 to 10000"),
        ("language", json!("xx"), "en, fr"),
    ] {
        let mut risk = usual_risk();
        risk[name] = value;
        let (status, answer) = put(json!({ "fatigue_days": 30, "risk": risk })).await;
        let refused = &answer["invalid_params"][0];
        assert_eq!(
            (status, &refused["name"]),
            (422, &json!(format!("risk.{name}"))),
            "{answer}"
        );
        assert!(refused["reason"].as_str().unwrap().contains(says), "{answer}");
    }
    let mut forgets = usual_risk();
    forgets.as_object_mut().unwrap().remove("churn_percent");
    assert_eq!(put(json!({ "fatigue_days": 30, "risk": forgets })).await.0, 400);
    let (_, now) = get(&app, "/v1/settings").await;
    assert_eq!((&now["fatigue_days"], &now["risk"]), (&json!(null), &usual_risk()));
}
