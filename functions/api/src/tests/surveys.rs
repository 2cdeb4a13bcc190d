use serde_json::{Value, json};

use crate::handle;
use crate::testing::{Fake, app, app_with_clock, authorized, get, read, with_surveys};

fn definition() -> Value {
    json!({
        "metric": "csat", "title": "Delivery", "default_language": "en",
        "text": {"en": {"question": "How was it?", "low": "Bad", "high": "Good"}},
        "follow_up": [{"id": "why", "answer": "text", "text": {"en": {"question": "Why?"}}}],
    })
}

async fn put(app: &crate::App<Fake>, path: &str, body: &Value) -> (u16, Value) {
    read(handle(app, authorized("PUT", path, &body.to_string())).await)
}

#[tokio::test]
async fn a_definition_becomes_version_after_version_and_each_stays_as_it_was() {
    let (app, clock) = app_with_clock(Fake::default());
    let (status, first) = put(&app, "/v1/surveys/delivery", &definition()).await;
    assert_eq!(
        (status, &first["id"], &first["version"]),
        (201, &json!("delivery"), &json!(1)),
        "{first}"
    );
    assert_eq!(first["stored_at"], "2026-11-21T12:00:00Z");
    clock.advance(60);
    let (status, same) = put(&app, "/v1/surveys/delivery", &first["definition"]).await;
    assert_eq!((status, &same), (200, &first));
    let mut other = definition();
    other["text"]["en"]["question"] = "How was the delivery?".into();
    let (status, second) = put(&app, "/v1/surveys/delivery", &other).await;
    assert_eq!((status, &second["version"]), (200, &json!(2)));
    assert_eq!(second["stored_at"], "2026-11-21T12:01:00Z");

    assert_eq!(get(&app, "/v1/surveys/delivery").await, (200, second));
    assert_eq!(get(&app, "/v1/surveys/delivery?version=1").await, (200, first));
    for missing in ["/v1/surveys/delivery?version=3", "/v1/surveys/other"] {
        let (status, body) = get(&app, missing).await;
        assert_eq!(
            (status, &body["type"]),
            (404, &json!("urn:aisance:problem:not-found")),
            "{missing}"
        );
    }
}

#[tokio::test]
async fn every_problem_of_a_definition_is_told_with_its_path() {
    let mut wrong = definition();
    wrong["id"] = "delivery".into();
    wrong["title"] = "".into();
    wrong["follow_up"][0]["text"]["en"]["question"] = "".into();
    wrong["brand"] = json!({"light": {"accent": "#f5a623", "background": "#fff", "text": "#000"}});
    let (status, body) = put(&app(Fake::default()), "/v1/surveys/delivery", &wrong).await;
    let names: Vec<&str> = body["invalid_params"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|param| param["name"].as_str())
        .collect();
    assert_eq!(
        (status, names.as_slice()),
        (
            422,
            ["title", "follow_up.0.text.en.question", "brand.light.accent"].as_slice()
        )
    );
    assert!(
        body.to_string().contains("the nearest shade that passes is #a56a08"),
        "{body}"
    );
}

#[tokio::test]
async fn the_id_is_that_of_the_address_and_can_be_an_id() {
    let mut other = definition();
    other["id"] = "another".into();
    let (status, body) = put(&app(Fake::default()), "/v1/surveys/delivery", &other).await;
    assert_eq!((status, &body["invalid_params"][0]["name"]), (422, &json!("id")));
    for id in ["days", "No%20Id", "x%2Fy"] {
        let (status, body) = put(&app(Fake::default()), &format!("/v1/surveys/{id}"), &definition()).await;
        assert_eq!(
            (status, &body["invalid_params"][0]["name"]),
            (422, &json!("id")),
            "{id}"
        );
    }
}

#[tokio::test]
async fn another_measure_and_somebody_quicker_are_conflicts() {
    let app = app(Fake::default());
    put(&app, "/v1/surveys/delivery", &definition()).await;
    let mut other = definition();
    other["metric"] = "nps".into();
    let (status, body) = put(&app, "/v1/surveys/delivery", &other).await;
    assert_eq!((status, &body["type"]), (409, &json!("urn:aisance:problem:conflict")));
    assert!(
        body["detail"]
            .as_str()
            .unwrap()
            .contains("give the new question a new id"),
        "{body}"
    );
    let overtaken = Fake {
        overtaken: true,
        ..Fake::default()
    };
    let (status, body) = put(&crate::testing::app(overtaken), "/v1/surveys/delivery", &definition()).await;
    assert_eq!(status, 409);
    assert!(
        body["detail"].as_str().unwrap().contains("at the same moment"),
        "{body}"
    );
}

#[tokio::test]
async fn a_body_of_another_form_is_refused_and_says_where() {
    let app = app(Fake::default());
    for (body, words) in [
        (r#"{"metric":"csat","hihg":"x"}"#.to_owned(), "unknown field `hihg`"),
        (r#"{"metric":"stars"}"#.to_owned(), "line 1"),
        ("[]".to_owned(), "line 1"),
    ] {
        let (status, answer) = read(handle(&app, authorized("PUT", "/v1/surveys/delivery", &body)).await);
        assert_eq!(
            (status, &answer["type"]),
            (400, &json!("urn:aisance:problem:bad-json")),
            "{body}"
        );
        assert!(answer["detail"].as_str().unwrap().contains(words), "{answer}");
    }
    let padded = format!("{}{}", definition(), " ".repeat(256 * 1024));
    let (status, _) = read(handle(&app, authorized("PUT", "/v1/surveys/delivery", &padded)).await);
    assert_eq!(status, 413);
    assert!(app.store.versions.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_list_says_languages_and_ways_in() {
    let mut fake = with_surveys(&["after-buy"]);
    let survey = fake.surveys.current.get_mut("after-buy").unwrap();
    survey.definition.open = serde_json::from_value(json!({"touchpoints": ["store"]})).ok();
    let (status, body) = get(&app(fake), "/v1/surveys").await;
    let listed = &body["surveys"][0];
    assert_eq!((status, &listed["languages"]), (200, &json!(["en"])));
    assert_eq!((&listed["open"], &listed["follow_ups"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn a_stored_definition_has_the_words_of_every_language_it_names() {
    let app = app(Fake::default());
    let bare = json!({"metric": "nps", "title": "Bare", "default_language": "fr", "languages": ["fr", "de"]});
    let (status, body) = put(&app, "/v1/surveys/bare", &bare).await;
    let text = &body["definition"]["text"];
    assert_eq!(status, 201, "{body}");
    assert!(
        text["fr"]["question"].as_str().unwrap().contains("recommand") && text["de"]["low"].is_string(),
        "{text}"
    );
    let unknown = json!({"metric": "nps", "title": "", "default_language": "fr", "languages": ["fr", "tlh"]});
    let (status, body) = put(&app, "/v1/surveys/bare", &unknown).await;
    let names: Vec<&str> = body["invalid_params"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|param| param["name"].as_str())
        .collect();
    assert_eq!((status, names.as_slice()), (422, ["languages", "title"].as_slice()));
}
