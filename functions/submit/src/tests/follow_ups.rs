//! The further questions after a rating.

use std::collections::BTreeMap;

use http::Response;
use lambda_http::Body;
use serde_json::json;
use shared::domain::survey::{FollowUp, FollowUpAnswers, SurveyDefinition};
use shared::domain::suspicion::Suspicion;
use shared::text::Words;

use crate::testing::{Bench, Event, Failure, ready_surveys, text, ticket_in};

fn questions() -> Vec<FollowUp> {
    let texts = |question: &str, choices: &serde_json::Value| {
        let text = json!({ "question": question, "choices": choices });
        let in_every: BTreeMap<_, _> = Words::all().map(|words| (words.tag(), &text)).collect();
        json!(in_every)
    };
    let reasons = json!({ "price": "The price", "delay": "The wait" });
    let wishes = json!({ "id": "wish", "answer": "text", "text": texts("What should we do better?", &json!({})) });
    let reason = json!({
        "id": "reason", "after": ["low", "middle"], "answer": "many", "choices": ["price", "delay"],
        "text": texts("What went wrong?", &reasons),
    });
    let again = json!({
        "id": "again", "after": ["high"], "answer": "one", "choices": ["price", "delay"],
        "text": texts("What did you like most?", &reasons),
    });
    serde_json::from_value(json!([reason, again, wishes])).unwrap()
}

fn bench() -> (Bench, String) {
    let bench = Bench::new();
    bench.define(SurveyDefinition {
        follow_up: questions(),
        ..ready_surveys().remove(0)
    });
    let token = bench.link("recommend");
    (bench, token)
}

/// Rates as a person does, and gives the page to which that leads.
async fn rate(bench: &Bench, token: &str, rating: &str) -> String {
    let ticket = bench.ticket(token).await;
    bench.wait(70);
    let sent = bench
        .send(Event::form(token, &[("rating", rating), ("view", &ticket)]).query("lang=en"))
        .await;
    let location = sent.headers()["location"].to_str().unwrap().to_owned();
    text(&bench.send(Event::get(token).query(&location[1..])).await)
}

/// Sends the form of the further questions as a person does.
async fn say(bench: &Bench, token: &str, fields: &[(&str, &str)]) -> Response<Body> {
    bench.wait(20);
    bench.send(Event::form(token, fields).query("done=more&lang=en")).await
}

fn said(bench: &Bench) -> FollowUpAnswers {
    bench.stored().answer().unwrap().follow_ups.clone()
}

fn answers(pairs: &[(&str, &[&str])]) -> FollowUpAnswers {
    let texts = |said: &[&str]| said.iter().map(|&text| text.to_owned()).collect();
    pairs.iter().map(|&(id, said)| (id.to_owned(), texts(said))).collect()
}

#[tokio::test]
async fn the_rating_is_saved_first_and_then_the_questions_of_its_band_are_asked() {
    let (bench, token) = bench();
    let page = rate(&bench, &token, "3").await;
    assert_eq!(bench.stored().answer().unwrap().rating.get(), 3);
    assert!(page.contains("Your answer 3 is saved."), "{page}");
    assert!(page.contains("What went wrong?") && page.contains("What should we do better?"));
    assert!(!page.contains("What did you like most?"));
    assert_eq!(page.matches(r#"type="checkbox" name="more.reason""#).count(), 2);
    assert!(page.contains("Choose all that apply.") && page.contains("(optional)"));
    assert!(page.contains(r#"<textarea id="more-wish" name="more.wish""#));
    let page = rate(&bench, &token, "10").await;
    assert!(page.contains("What did you like most?") && !page.contains("What went wrong?"));
    assert_eq!(page.matches(r#"type="radio" name="more.again""#).count(), 2);
}

#[tokio::test]
async fn what_is_said_belongs_to_the_rating_and_is_another_revision_of_it() {
    let (bench, token) = bench();
    let page = rate(&bench, &token, "3").await;
    let ticket = ticket_in(&page);
    let fields = [
        ("rating", "3"),
        ("more.reason", "delay"),
        ("more.reason", "price"),
        ("more.wish", " Be quicker \r\n"),
        ("view", &*ticket),
    ];
    let first = say(&bench, &token, &fields).await;
    assert_eq!(
        (first.status().as_u16(), &first.headers()["location"]),
        (303, &"?done=more&lang=en".parse().unwrap())
    );
    let expected = answers(&[("reason", &["price", "delay"]), ("wish", &["Be quicker"])]);
    assert_eq!((said(&bench), bench.stored().revision), (expected.clone(), 2));
    assert!(bench.stored().answer().unwrap().suspicions.is_empty());
    let again = say(&bench, &token, &fields).await;
    assert_eq!(again.headers()["location"], "?done=more&lang=en");
    assert_eq!(
        (said(&bench), bench.stored().revision),
        (expected, 2),
        "a replay changes nothing"
    );
    let other = [("rating", "3"), ("more.reason", "price"), ("view", &*ticket)];
    say(&bench, &token, &other).await;
    assert_eq!(
        (said(&bench), bench.stored().revision),
        (answers(&[("reason", &["price"])]), 3)
    );
    let thanks = text(&bench.send(Event::get(&token).query("done=more&r=3")).await);
    assert!(thanks.contains("<h1>Thank you</h1>") && !thanks.contains("What went wrong?"));
}

#[tokio::test]
async fn saying_nothing_more_is_thanked_and_writes_nothing() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    bench.calls();
    let fields = [("rating", "3"), ("more.wish", "  "), ("view", &*ticket)];
    assert_eq!(
        say(&bench, &token, &fields).await.headers()["location"],
        "?done=more&lang=en"
    );
    assert_eq!(bench.calls(), []);
}

#[tokio::test]
async fn a_choice_that_is_none_comes_back_with_all_that_was_said() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    let long = "好".repeat(501);
    let fields = [
        ("rating", "3"),
        ("more.reason", "delay"),
        ("more.reason", "colour"),
        ("more.wish", &*long),
        ("view", &*ticket),
    ];
    let response = say(&bench, &token, &fields).await;
    assert_eq!(response.status(), 422);
    let page = text(&response);
    assert!(page.contains("<title>Error: A little more</title>"), "{page}");
    assert!(page.contains(r##"<a href="#more-reason">Choose from the answers shown</a>"##));
    assert!(
        page.contains(r##"<a href="#more-wish">Shorten your comment to 500 characters or fewer (it has 501)</a>"##)
    );
    assert!(page.contains(r#"value="delay" checked"#) && page.contains(&long));
    assert_eq!(
        ticket_in(&page),
        ticket,
        "so that sending it again is no second submission"
    );
    assert_eq!(said(&bench), answers(&[]));
}

#[tokio::test]
async fn further_answers_that_could_not_be_saved_stay_in_their_form() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    let fields = [("rating", "3"), ("more.wish", "Be quicker"), ("view", &*ticket)];
    bench.fail(Some(Failure::PutAcknowledgement));
    let response = say(&bench, &token, &fields).await;
    assert_eq!(response.status(), 503);
    let page = text(&response);
    assert!(page.contains("Be quicker</textarea>") && page.contains("Your answer could not be saved"));
    bench.fail(None);
    let again = [
        ("rating", "3"),
        ("more.wish", "Be quicker"),
        ("view", &*ticket_in(&page)),
    ];
    assert_eq!(say(&bench, &token, &again).await.status(), 303);
    assert_eq!(
        (said(&bench), bench.stored().revision),
        (answers(&[("wish", &["Be quicker"])]), 2)
    );
}

#[tokio::test]
async fn nothing_that_was_said_is_lost_while_not_even_the_question_can_be_read() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    let cold = Bench::new();
    cold.fail(Some(Failure::Settings));
    let fields = [
        ("rating", "3"),
        ("more.reason", "price"),
        ("more.reason", "delay"),
        ("view", &*ticket),
    ];
    let page = text(&say(&cold, &token, &fields).await);
    assert!(
        page.contains(r#"name="more.reason" value="price""#) && page.contains(r#"name="more.reason" value="delay""#)
    );
}

#[tokio::test]
async fn further_answers_stay_with_a_rating_of_their_band_and_go_with_another() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    say(
        &bench,
        &token,
        &[("rating", "3"), ("more.reason", "price"), ("view", &ticket)],
    )
    .await;
    rate(&bench, &token, "5").await;
    assert_eq!(said(&bench), answers(&[("reason", &["price"])]));
    rate(&bench, &token, "10").await;
    assert_eq!(said(&bench), answers(&[]));
    let mixed = [("rating", "10"), ("more.reason", "price"), ("more.again", "delay")];
    let ticket = bench.ticket(&token).await;
    let fields: Vec<_> = mixed.into_iter().chain([("view", &*ticket)]).collect();
    say(&bench, &token, &fields).await;
    assert_eq!(
        said(&bench),
        answers(&[("again", &["delay"])]),
        "what another band is asked is passed over"
    );
}

#[tokio::test]
async fn a_machine_that_answers_further_questions_changes_nothing_that_counts() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    say(
        &bench,
        &token,
        &[("rating", "3"), ("more.reason", "price"), ("view", &ticket)],
    )
    .await;
    let quick = bench.ticket(&token).await;
    let fields = [("rating", "3"), ("more.reason", "delay"), ("view", &*quick)];
    bench
        .send(Event::form(&token, &fields).query("done=more&lang=en"))
        .await;
    assert_eq!(said(&bench), answers(&[("reason", &["price"])]));
    let held = bench.stored().held.unwrap();
    assert_eq!(
        (held.follow_ups, held.suspicions),
        (answers(&[("reason", &["delay"])]), vec![Suspicion::TooQuick])
    );
}

#[tokio::test]
async fn a_program_says_rating_and_reasons_at_once() {
    let (bench, token) = bench();
    let body = r#"{"rating":3,"follow_ups":{"reason":["price"],"wish":["Be quicker"]}}"#;
    assert_eq!(bench.send(Event::json(&token, body)).await.status(), 200);
    assert_eq!(
        said(&bench),
        answers(&[("reason", &["price"]), ("wish", &["Be quicker"])])
    );
    let body = r#"{"rating":3,"follow_ups":{"reason":["colour"],"why":["x"]}}"#;
    let refused = bench.send(Event::json(&token, body)).await;
    assert_eq!(refused.status(), 422);
    let problem: serde_json::Value = serde_json::from_str(&text(&refused)).unwrap();
    let named: Vec<&str> = problem["invalid_params"]
        .as_array()
        .unwrap()
        .iter()
        .map(|param| param["name"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["follow_ups.reason", "follow_ups.why"]);
}

#[tokio::test]
async fn a_form_whose_question_is_gone_is_taken_without_it() {
    let (bench, token) = bench();
    let ticket = ticket_in(&rate(&bench, &token, "3").await);
    let mut left = questions();
    left.retain(|question| question.id != "reason");
    bench.define(SurveyDefinition {
        follow_up: left,
        ..ready_surveys().remove(0)
    });
    bench.wait(61);
    let fields = [
        ("rating", "3"),
        ("more.reason", "price"),
        ("more.wish", "Be quicker"),
        ("view", &*ticket),
    ];
    assert_eq!(say(&bench, &token, &fields).await.status(), 303);
    assert_eq!(said(&bench), answers(&[("wish", &["Be quicker"])]));
}
