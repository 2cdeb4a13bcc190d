use serde_json::{Value, json};
use shared::domain::day::before;
use shared::domain::response::{Content, Response};
use shared::domain::suspicion::Suspicion;
use shared::store::settings::StoredSurvey;

use crate::App;
use crate::handle;
use crate::testing::{Fake, TODAY, app, authorized, get, key, noon, read, response, survey, with_surveys};

fn suspect(id: u8, day: jiff::civil::Date) -> Response {
    let mut suspect = response(id, "C-0007", day, 10, 2, "");
    if let Content::Answered(answer) = &mut suspect.content {
        answer.suspicions = vec![Suspicion::TooQuick];
    }
    suspect
}

/// A 9 with a suspect 2 beside it, a suspect 2 of the day before, and a 10 of nobody's concern.
fn three() -> Fake {
    let mut fake = with_surveys(&["after-buy", "other"]);
    let mut counted = response(1, "C-0008", TODAY, 20, 9, "kind");
    counted.held = suspect(1, TODAY).answer().cloned();
    fake.responses = vec![
        counted,
        suspect(2, before(TODAY)),
        response(3, "C-0009", TODAY, 30, 10, ""),
    ];
    fake
}

async fn decide(app: &App<Fake>, day: &str, id: u8, body: Value) -> (u16, Value) {
    let id = shared::link::InvitationId::from_bytes([id; 16]);
    read(
        handle(
            app,
            authorized("POST", &format!("/v1/held/{day}/{id}"), &body.to_string()),
        )
        .await,
    )
}

async fn waiting(app: &App<Fake>, query: &str) -> Vec<u64> {
    let (status, body) = get(app, &format!("/v1/held{query}")).await;
    assert_eq!(status, 200, "{body}");
    let items = body["held"].as_array().unwrap();
    items.iter().map(|item| item["score"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn what_waits_is_listed_newest_first_and_page_by_page() {
    let app = app(three());
    assert_eq!(waiting(&app, "").await, [9, 2]);
    assert_eq!(waiting(&app, "?since=2026-11-21").await, [9]);
    assert_eq!(waiting(&app, "?survey=other").await, [0; 0]);
    let (_, first) = get(&app, "/v1/held?per_page=1").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    assert_eq!(waiting(&app, &format!("?per_page=1&cursor={cursor}")).await, [2]);
    let elsewhere = get(&app, &format!("/v1/responses?per_page=1&cursor={cursor}")).await;
    assert_eq!(elsewhere.0, 422, "a cursor fits its own list alone");
}

#[tokio::test]
async fn a_held_answer_is_applied_in_the_name_of_the_key_and_that_is_taken_back() {
    let app = app(three());
    let (status, applied) = decide(&app, "2026-11-21", 1, json!({"decision": "apply", "revision": 1})).await;
    assert_eq!(status, 200, "{applied}");
    assert_eq!(
        (&applied["score"], &applied["set_aside"]["score"]),
        (&json!(2), &json!(9))
    );
    let by = format!("key:{}", key().id());
    assert_eq!(
        applied["review"],
        json!({"decision": "applied", "at": noon(), "by": by})
    );
    assert_eq!(
        (&applied["excluded"], &applied["suspicions"]),
        (&Value::Null, &json!(["too_quick"]))
    );
    assert_eq!(
        *app.store.touched_days.lock().unwrap(),
        [TODAY],
        "announced before it is written"
    );
    assert_eq!(waiting(&app, "").await, [2]);
    let (_, undone) = decide(&app, "2026-11-21", 1, json!({"decision": "undo", "revision": 2})).await;
    assert_eq!((&undone["score"], &undone["held"]["score"]), (&json!(9), &json!(2)));
    assert_eq!((&undone["review"], &undone["revision"]), (&Value::Null, &json!(3)));
    assert_eq!(waiting(&app, "").await, [9, 2]);
}

#[tokio::test]
async fn a_suspect_answer_that_is_dropped_says_so_and_waits_no_longer() {
    let app = app(three());
    let (_, dropped) = decide(&app, "2026-11-20", 2, json!({"decision": "drop", "revision": 1})).await;
    assert_eq!(
        (&dropped["excluded"], &dropped["review"]["decision"]),
        (&json!("dropped"), &json!("dropped"))
    );
    assert_eq!(waiting(&app, "").await, [9]);
}

#[tokio::test]
async fn whoever_decides_sees_the_question_of_each_answer_before_and_after() {
    let version = |number: u32, question: &str| {
        let mut survey = survey("after-buy");
        survey.version = number;
        survey.definition.text.get_mut("en").unwrap().question = question.into();
        StoredSurvey { survey, stored: noon() }
    };
    let mut fake = three();
    fake.versions = vec![version(1, "Then?"), version(2, "Now?")].into();
    fake.responses[0].held.as_mut().unwrap().version = 2;
    let app = app(fake);
    let (_, listed) = get(&app, "/v1/held").await;
    let held = &listed["held"];
    assert_eq!(
        (&held[0]["question"], &held[1]["question"]),
        (&json!("Then?"), &json!("Then?"))
    );
    let beside = &held[0]["held"];
    assert_eq!(
        (&beside["question"], &beside["survey_version"], &beside["language"]),
        (&json!("Now?"), &json!(2), &json!("en"))
    );
    let (_, applied) = decide(&app, "2026-11-21", 1, json!({"decision": "apply", "revision": 1})).await;
    assert_eq!(
        (&applied["question"], &applied["set_aside"]["question"]),
        (&json!("Now?"), &json!("Then?"))
    );
}

#[tokio::test]
async fn a_decision_that_does_not_fit_changes_nothing_and_says_why() {
    let mut fake = three();
    fake.sealed_days = vec![before(TODAY)];
    let app = app(fake);
    let refused = [
        (
            "2026-11-21",
            3,
            json!({"decision": "apply", "revision": 1}),
            409,
            "no answer of this response waits",
        ),
        (
            "2026-11-21",
            1,
            json!({"decision": "undo", "revision": 1}),
            409,
            "nothing was decided",
        ),
        (
            "2026-11-21",
            1,
            json!({"decision": "apply", "revision": 7}),
            409,
            "list what waits again",
        ),
        (
            "2026-11-20",
            2,
            json!({"decision": "apply", "revision": 1}),
            409,
            "is sealed",
        ),
        (
            "2026-11-20",
            1,
            json!({"decision": "apply", "revision": 1}),
            404,
            "no such response on that day",
        ),
        (
            "yesterday",
            1,
            json!({"decision": "apply", "revision": 1}),
            404,
            "no such response on that day",
        ),
        (
            "2026-11-21",
            1,
            json!({"decision": "applied", "revision": 1}),
            422,
            "give apply, drop or undo",
        ),
        ("2026-11-21", 1, json!({"decision": "apply"}), 422, "give the revision"),
        ("2026-11-21", 1, json!({"decision": "undo"}), 422, "give the revision"),
        (
            "2026-11-21",
            1,
            json!({"decision": "apply", "by": "me"}),
            400,
            "unknown field",
        ),
    ];
    for (day, id, body, expected, words) in refused {
        let (status, problem) = decide(&app, day, id, body.clone()).await;
        assert_eq!(status, expected, "{body}: {problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{body}: {problem}");
    }
    assert!(app.store.decided.lock().unwrap().is_empty());
}
