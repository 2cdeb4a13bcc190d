//! What is refused, and how.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::post::LONGEST_BODY;
use crate::testing::{Bench, Call, Event, text};
use shared::domain::comment::LONGEST;

fn writes(bench: &Bench) -> usize {
    bench
        .calls()
        .iter()
        .filter(|call| matches!(call, Call::Put { .. } | Call::Touch(_)))
        .count()
}

#[tokio::test]
async fn a_form_without_a_rating_comes_back_with_everything_that_was_typed() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    for rating in [None, Some(""), Some("11"), Some("-1"), Some("nine")] {
        let mut fields = vec![("comment", "\n My own <words> & \"more\" "), ("view", &*ticket)];
        fields.extend(rating.map(|rating| ("rating", rating)));
        let response = bench.send(Event::form(&token, &fields).query("lang=en")).await;
        assert_eq!(response.status(), 422, "{rating:?}");
        let page = text(&response);
        assert!(page.contains("<title>Error: How likely"), "{page}");
        assert!(
            page.contains(r##"<a href="#rating-0">Choose a number from 0 to 10</a>"##),
            "{page}"
        );
        assert!(
            page.contains(r#"id="rating-error">Choose a number from 0 to 10"#),
            "{page}"
        );
        assert!(page.contains(r#"aria-describedby="rating-error""#));
        assert!(
            page.contains(">\n\n My own &#60;words&#62; &#38; &#34;more&#34; </textarea>"),
            "{page}"
        );
        assert!(page.contains(&ticket), "the same showing of the page goes on");
    }
    assert_eq!(writes(&bench), 0);
    let corrected = [("comment", "x"), ("view", &*ticket), ("rating", "9")];
    assert_eq!(bench.send(Event::form(&token, &corrected)).await.status(), 303);
    assert!(bench.stored().counted().is_some());
}

#[tokio::test]
async fn a_comment_one_character_too_long_is_refused_and_not_cut() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    for (length, status) in [(LONGEST - 1, 303), (LONGEST, 303), (LONGEST + 1, 422)] {
        for letter in ["a", "好"] {
            let comment = letter.repeat(length);
            let fields = [("rating", "9"), ("comment", &*comment), ("view", &*ticket)];
            let response = bench.send(Event::form(&token, &fields)).await;
            assert_eq!(response.status(), status, "{length} of {letter}");
            if status == 422 {
                let page = text(&response);
                assert!(page.contains(&comment) && page.contains("it has 2001"), "{page}");
                assert!(
                    page.contains(r#"value="9" required checked"#),
                    "the rating stays chosen"
                );
                assert!(page.contains(r#"aria-describedby="comment-hint comment-error" aria-invalid="true""#));
            } else {
                assert_eq!(bench.stored().answer().unwrap().comment, Some(comment));
            }
        }
    }
}

#[tokio::test]
async fn a_program_is_told_every_invalid_parameter() {
    let bench = Bench::new();
    let token = bench.link("satisfaction");
    let body = format!(
        r#"{{"rating":6,"comment":"{}","submission_id":"x"}}"#,
        "a".repeat(LONGEST + 1)
    );
    let response = bench.send(Event::json(&token, body)).await;
    assert_eq!(response.status(), 422);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&text(&response)).unwrap();
    assert_eq!(
        (problem["status"].as_u64(), problem["type"].as_str()),
        (Some(422), Some("about:blank"))
    );
    let names: Vec<_> = problem["invalid_params"]
        .as_array()
        .unwrap()
        .iter()
        .map(|param| &param["name"])
        .collect();
    assert_eq!(names, ["rating", "comment", "submission_id"]);
    assert_eq!(problem["invalid_params"][0]["reason"], "Choose a number from 1 to 5");
    for (body, status) in [
        (r#"{}"#, 422),
        (r#"{"rating":4.5}"#, 422),
        (r#"{"rating":"4"}"#, 400),
        ("[]", 400),
    ] {
        let response = bench.send(Event::json(&token, body)).await;
        assert_eq!(response.status(), status, "{body}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
    assert_eq!(writes(&bench), 0);
}

#[tokio::test]
async fn a_body_is_measured_before_it_is_read() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for (length, status) in [(LONGEST_BODY - 1, 200), (LONGEST_BODY, 200), (LONGEST_BODY + 1, 413)] {
        let padded = format!("{:length$}", r#"{"rating":9}"#);
        assert_eq!(
            bench.send(Event::json(&token, padded)).await.status(),
            status,
            "{length}"
        );
        let form = format!("comment=x{:0>1$}", "", length - "comment=x".len());
        let expected = if status == 413 { 413 } else { 422 };
        let request = Event::get(&token).posting("application/x-www-form-urlencoded", form);
        assert_eq!(bench.send(request).await.status(), expected, "{length}");
    }
}

#[tokio::test]
async fn a_base64_body_is_what_it_stands_for() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let mut request = Event::json(&token, STANDARD.encode(r#"{"rating":9,"comment":"é"}"#));
    request.base64 = true;
    assert_eq!(bench.send(request).await.status(), 200);
    assert_eq!(bench.stored().answer().unwrap().comment.as_deref(), Some("é"));
    let mut long = Event::json(
        &token,
        STANDARD.encode(format!("{:1$}", r#"{"rating":9}"#, LONGEST_BODY)),
    );
    long.base64 = true;
    assert_eq!(
        bench.send(long).await.status(),
        200,
        "the limit is on what it stands for"
    );
}

#[tokio::test]
async fn only_forms_and_json_are_taken() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for (content_type, status) in [
        ("application/json", 200),
        ("Application/JSON; Charset=\"UTF-8\"", 200),
        ("application/json; charset=latin1", 415),
        ("application/json, text/plain", 415),
        ("application/jsonx", 415),
        ("application/vnd.api+json", 415),
        ("text/plain", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ] {
        let request = Event::get(&token).posting(content_type, r#"{"rating":9}"#.into());
        assert_eq!(bench.send(request).await.status(), status, "{content_type:?}");
    }
    let mut untyped = Event::json(&token, r#"{"rating":9}"#);
    untyped.headers.retain(|(name, _)| *name != "content-type");
    assert_eq!(bench.send(untyped).await.status(), 415);
}

#[tokio::test]
async fn a_form_with_a_field_twice_or_an_unknown_field_is_refused() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for fields in [
        &[("rating", "9"), ("rating", "1")][..],
        &[("rating", "9"), ("customer", "C-2")],
    ] {
        assert_eq!(bench.send(Event::form(&token, fields)).await.status(), 400);
    }
    assert_eq!(writes(&bench), 0);
}

#[tokio::test]
async fn other_methods_are_not_allowed_whatever_the_link() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        for token in [token.as_str(), "junk"] {
            let response = bench.send(Event::get(token).method(method)).await;
            assert_eq!(
                (response.status().as_u16(), &response.headers()["allow"]),
                (405, &"GET, HEAD, POST".parse().unwrap())
            );
        }
    }
    assert_eq!(bench.calls(), []);
}
