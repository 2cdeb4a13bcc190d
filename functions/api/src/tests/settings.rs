use crate::handle;
use crate::testing::{Fake, app, authorized, get, read};

#[tokio::test]
async fn the_limit_is_off_until_it_is_set_and_again_once_it_is_lifted() {
    let app = app(Fake::default());
    let put = async |body: &str| read(handle(&app, authorized("PUT", "/v1/settings", body)).await);
    let of = |days: Option<u8>| (200, serde_json::json!({ "fatigue_days": days, "time_zone": "UTC" }));
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
