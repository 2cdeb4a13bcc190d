use std::sync::atomic::Ordering::Relaxed;

use shared::domain::day::shifted;
use shared::domain::response::Content;
use shared::domain::response::Response;
use shared::domain::settle::{Computed, DayRecord};
use shared::domain::suspicion::Suspicion;
use shared::store::settings::StoredSurvey;

use crate::testing::{Fake, TODAY, app, app_with_clock, get, noon, response, survey, with_surveys};

/// Sixty answers over eight days, several at the same second.
fn many() -> Fake {
    let answer = |id: u8| {
        let day = shifted(TODAY, -i32::from(id % 8));
        response(id, "C-1", day, i64::from(id / 16), i64::from(id % 11), "fine")
    };
    Fake {
        responses: (1..=60).map(answer).collect(),
        ..with_surveys(&["after-buy", "other"])
    }
}

fn ids(body: &serde_json::Value) -> Vec<String> {
    body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

fn newest_first(responses: &[Response]) -> Vec<String> {
    let mut responses: Vec<&Response> = responses.iter().collect();
    responses.sort_by_key(|response| {
        std::cmp::Reverse((response.day, response.first_answered, response.occasion.invitation))
    });
    responses
        .iter()
        .map(|response| response.occasion.invitation.to_string())
        .collect()
}

#[tokio::test]
async fn pages_of_any_size_give_every_answer_once_newest_first() {
    let expected = newest_first(&many().responses);
    for limit in [1, 3, 7, 8, 50, 60, 61, 200] {
        let app = app(many());
        let mut found = Vec::new();
        let mut path = format!("/v1/responses?per_page={limit}");
        loop {
            let (status, body) = get(&app, &path).await;
            assert_eq!(status, 200, "{body}");
            assert!(ids(&body).len() <= limit);
            found.extend(ids(&body));
            assert!(found.len() <= expected.len(), "pages of {limit} repeat answers");
            let Some(cursor) = body["next_cursor"].as_str() else {
                break;
            };
            path = format!("/v1/responses?per_page={limit}&cursor={cursor}");
        }
        assert_eq!(found, expected, "pages of {limit}");
    }
}

#[tokio::test]
async fn a_listing_begun_before_midnight_goes_on_unchanged_after_it() {
    let (app, clock) = app_with_clock(many());
    let (_, first) = get(&app, "/v1/responses?per_page=50").await;
    clock.advance(86_400);
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, second) = get(&app, &format!("/v1/responses?per_page=50&cursor={cursor}")).await;
    assert_eq!((&second["since"], &second["until"]), (&first["since"], &first["until"]));
    assert_eq!(ids(&second).len(), 10);
}

#[tokio::test]
async fn a_cursor_fits_the_parameters_it_was_made_for_alone() {
    let app = app(many());
    let (_, first) = get(&app, "/v1/responses?survey=after-buy&per_page=5&max_score=6").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    for parameters in [
        "",
        "survey=after-buy",
        "survey=other&max_score=6",
        "survey=after-buy&max_score=7",
        "survey=after-buy&max_score=6&since=2026-11-01",
    ] {
        let (status, body) = get(&app, &format!("/v1/responses?{parameters}&cursor={cursor}")).await;
        assert_eq!(
            (status, &body["invalid_params"][0]["name"]),
            (422, &"cursor".into()),
            "{parameters}"
        );
    }
}

#[tokio::test]
async fn an_item_says_everything_of_its_answer_and_nothing_of_an_erased_one() {
    let mut fake = with_surveys(&["after-buy"]);
    let mut suspect = response(1, "C-0007", TODAY, 10, 2, "slow <b>");
    if let Content::Answered(answer) = &mut suspect.content {
        answer.suspicions = vec![Suspicion::TooQuick];
        answer.follow_ups = [("reason".to_owned(), vec!["price".to_owned(), "delay".to_owned()])].into();
    }
    let mut counted = response(2, "C-0008", TODAY, 20, 9, "");
    counted.held = suspect.answer().cloned();
    let erased = response(3, "C-0009", TODAY, 30, 0, "gone").erased(noon(), noon());
    fake.responses = vec![suspect, counted, erased];
    let (_, body) = get(&app(fake), "/v1/responses").await;
    let items = body["responses"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(
        items[1],
        serde_json::json!({
            "id": "AQEBAQEBAQEBAQEBAQEBAQ", "survey": "after-buy", "survey_version": 1, "question": null,
            "metric": "nps", "score": 2, "comment": "slow <b>", "follow_ups": {"reason": ["price", "delay"]},
            "customer": "C-0007", "touchpoint": "checkout", "channel": null, "language": "en", "attributes": {},
            "day": "2026-11-21", "created_at": "2026-11-21T00:00:10Z", "updated_at": "2026-11-21T00:00:10Z",
            "revision": 1, "excluded": "suspect", "suspicions": ["too_quick"], "review": null,
            "held": null, "set_aside": null,
        })
    );
    assert_eq!(
        (&items[0]["excluded"], &items[0]["comment"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert_eq!(
        items[0]["held"],
        serde_json::json!({
            "survey_version": 1, "question": null,
            "score": 2, "comment": "slow <b>", "follow_ups": {"reason": ["price", "delay"]}, "language": "en",
            "at": "2026-11-21T00:00:10Z", "suspicions": ["too_quick"], "review": null,
        })
    );
}

#[tokio::test]
async fn an_answer_is_given_with_the_question_that_was_seen() {
    let mut fake = with_surveys(&["after-buy"]);
    let version = |number: u32, question: &str| {
        let mut survey = survey("after-buy");
        survey.version = number;
        survey.definition.text.get_mut("en").unwrap().question = question.into();
        StoredSurvey { survey, stored: noon() }
    };
    fake.versions = vec![version(1, "Then?"), version(2, "Now?")].into();
    fake.responses = (1..=3_u8)
        .map(|id| {
            let mut response = response(id, "C-1", TODAY, i64::from(id), 9, "");
            if let Content::Answered(answer) = &mut response.content {
                answer.version = u32::from(id);
            }
            response
        })
        .collect();
    let app = app(fake);
    for path in ["/v1/responses", "/v1/customers/C-1"] {
        let (_, body) = get(&app, path).await;
        let asked: Vec<&serde_json::Value> = body["responses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| &item["question"])
            .collect();
        let (then, now, unknown) = ("Then?".into(), "Now?".into(), serde_json::Value::Null);
        assert_eq!(asked, [&unknown, &now, &then], "{path}");
    }
}

#[tokio::test]
async fn only_scores_up_to_the_highest_wanted_are_listed() {
    let (_, body) = get(&app(many()), "/v1/responses?max_score=6&per_page=200").await;
    let scores: Vec<u64> = body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["score"].as_u64().unwrap())
        .collect();
    let expected = many()
        .responses
        .iter()
        .filter(|response| response.answer().unwrap().rating.get() <= 6)
        .count();
    assert_eq!(scores.len(), expected);
    assert!(scores.iter().all(|score| *score <= 6));
}

#[tokio::test]
async fn settled_days_without_answers_are_not_read_and_touched_ones_are() {
    let mut fake = with_surveys(&["after-buy"]);
    let day = |back: i32| shifted(TODAY, -back);
    let settled = |back, surveys: &[&str], touched| DayRecord {
        computed: Some(Computed {
            number: 1,
            started: noon(),
        }),
        surveys: surveys.iter().map(|id| (*id).to_owned()).collect(),
        touched,
        ..DayRecord::new(day(back))
    };
    fake.book.watermark = Some(day(1));
    fake.book.records = vec![
        settled(1, &["after-buy"], None),
        settled(2, &["other"], None),
        settled(3, &[], Some(noon())),
    ];
    fake.responses = [0, 1, 3]
        .map(|back: u8| response(back + 1, "C-1", day(i32::from(back)), 0, 3, ""))
        .into();
    let app = app(fake);
    let (_, body) = get(&app, "/v1/responses?survey=after-buy").await;
    assert_eq!((ids(&body).len(), &body["next_cursor"]), (3, &serde_json::Value::Null));
    assert_eq!(
        app.store.shard_reads.load(Relaxed),
        3 * 16,
        "today, yesterday and the touched day"
    );
}

#[tokio::test]
async fn a_long_empty_range_is_read_in_parts_to_its_end() {
    let mut fake = with_surveys(&["after-buy"]);
    fake.responses = vec![response(1, "C-1", shifted(TODAY, -99), 0, 3, "")];
    let app = app(fake);
    let from = shifted(TODAY, -99);
    let mut path = format!("/v1/responses?since={from}");
    let (mut found, mut pages) = (0, 0);
    loop {
        let (_, body) = get(&app, &path).await;
        found += ids(&body).len();
        pages += 1;
        assert!(pages <= 4, "the range has no end");
        let Some(cursor) = body["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/responses?since={from}&cursor={cursor}");
    }
    assert_eq!((found, pages), (1, 4));
}
