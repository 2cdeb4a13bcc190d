//! Pages that anybody may open.

use http::Response;
use lambda_http::Body;
use shared::domain::response::Respondent;
use shared::domain::suspicion::Suspicion;
use shared::link::{Channel, FactsDraft};

use crate::testing::{Bench, Call, Event, draft, text, ticket_in};

pub(super) const OPEN: &str = "recommend";

const PUT: Call = Call::Put {
    replaces: None,
    stored: true,
};

fn counted(of_network: bool) -> Call {
    Call::Count {
        of_network,
        counted: true,
    }
}

pub(super) async fn answer(bench: &Bench, ticket: &str, rating: &str) -> Response<Body> {
    bench
        .send(Event::form(OPEN, &[("rating", rating), ("view", ticket)]))
        .await
}

pub(super) fn location(response: &Response<Body>) -> String {
    assert_eq!(response.status(), 303, "{}", text(response));
    response.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_open_page_takes_answers_of_nobody_in_particular() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let page = bench
        .send(Event::get(OPEN).query("at=till%202&via=kiosk&lang=fr"))
        .await;
    assert_eq!(page.status(), 200);
    let page = text(&page);
    assert!(!page.contains("stop=1"), "there is nobody to leave alone");
    let kept = "&at=%74%69%6C%6C%20%32&via=kiosk";
    let action = format!(r#"action="?lang=fr{}""#, kept.replace('&', "&#38;"));
    assert!(page.contains(&action), "{page}");
    bench.wait(10);
    bench.calls();
    let fields = [("rating", "9"), ("comment", "Fast"), ("view", &*ticket_in(&page))];
    let sent = bench
        .send(Event::form(OPEN, &fields).query("lang=fr&at=till%202&via=kiosk"))
        .await;
    let thanks = location(&sent);
    assert!(
        thanks.starts_with("?done=new&lang=fr&view=") && thanks.ends_with(kept),
        "{thanks}"
    );
    assert_eq!(
        bench.calls(),
        [counted(true), counted(false), PUT],
        "the network, the survey, the answer"
    );
    let stored = bench.stored();
    let occasion = &stored.occasion;
    assert_eq!(occasion.respondent, Respondent::Anonymous(occasion.invitation));
    assert_eq!(
        (occasion.touchpoint.as_str(), occasion.channel),
        ("till 2", Some(Channel::Kiosk))
    );
    assert!(occasion.attributes.is_empty() && occasion.sealed_customer.is_none());
    assert_eq!(stored.counted().unwrap().comment.as_deref(), Some("Fast"));
}

#[tokio::test]
async fn what_an_address_says_and_the_survey_does_not_know_is_left_aside() {
    let bench = Bench::new();
    bench.open(60, 3000);
    for query in ["", "at=closed-shop&via=email", "at=&via=", "via=fax"] {
        let page = text(&bench.send(Event::get(OPEN).query(query)).await);
        assert!(page.contains(r#"action="?lang=en""#), "{query}: {page}");
        bench.wait(5);
        let fields = [("rating", "9"), ("view", &*ticket_in(&page))];
        assert_eq!(bench.send(Event::form(OPEN, &fields).query(query)).await.status(), 303);
    }
    let responses = bench.store.responses.lock().unwrap();
    assert_eq!(responses.len(), 4);
    for response in responses.values() {
        let occasion = &response.occasion;
        assert_eq!(
            (occasion.touchpoint.as_str(), occasion.channel),
            ("store", Some(Channel::Web))
        );
    }
}

#[tokio::test]
async fn a_survey_that_is_not_open_and_one_that_is_not_there_are_not_found_and_cost_nothing() {
    let bench = Bench::new();
    bench.open(60, 3000);
    bench.ticket(OPEN).await;
    bench.calls();
    let unknown = text(&bench.send(Event::get("junk").method("POST")).await);
    for survey in ["satisfaction", "ease", "no-such-survey"] {
        for event in [
            Event::get(survey),
            Event::qr(survey),
            Event::form(survey, &[("rating", "9")]),
            Event::form(survey, &[("unknown", "9")]),
        ] {
            let response = bench.send(event).await;
            assert_eq!(response.status(), 404);
            assert_eq!(text(&response), unknown, "one and the same answer");
        }
    }
    assert_eq!(bench.calls(), [], "the surveys were read a moment ago");
    bench.wait(10);
    for word in 0..500 {
        assert_eq!(bench.send(Event::get(&format!("word-{word}"))).await.status(), 404);
    }
    assert_eq!(bench.calls(), [], "nobody has settings read by making up words");
}

#[tokio::test]
async fn a_survey_that_is_opened_is_there_within_a_minute() {
    let bench = Bench::new();
    assert_eq!(bench.send(Event::get(OPEN)).await.status(), 404);
    bench.open(60, 3000);
    bench.wait(61);
    assert_eq!(bench.send(Event::get(OPEN)).await.status(), 200);
}

#[tokio::test]
async fn one_form_is_one_response_however_often_it_is_sent_and_changed() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    for _ in 0..3 {
        location(&answer(&bench, &ticket, "9").await);
    }
    assert_eq!(bench.stored().revision, 1, "sent again, it is a replay");
    location(&answer(&bench, &ticket, "4").await);
    let stored = bench.stored();
    assert_eq!((stored.revision, stored.counted().unwrap().rating.get()), (2, 4));
    let other = bench.ticket(OPEN).await;
    bench.wait(5);
    location(&answer(&bench, &other, "9").await);
    assert_eq!(bench.store.responses.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn an_answer_is_changed_from_the_page_after_it_and_counts_once_against_the_limits() {
    let bench = Bench::new();
    bench.open(1, 1);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let thanks = location(&answer(&bench, &ticket, "9").await);
    let page = text(&bench.send(Event::get(OPEN).query(&thanks[1..])).await);
    assert!(page.contains("Give another answer"), "{page}");
    let (_, link) = page
        .split_once(r#"href="?lang=en&#38;view="#)
        .expect("a link to change it");
    let view = format!("lang=en&view={}", link.split('"').next().unwrap());
    let form = text(&bench.send(Event::get(OPEN).query(&view)).await);
    bench.wait(5);
    bench.calls();
    for rating in ["2", "9", "2"] {
        let sent = answer(&bench, &ticket_in(&form), rating).await;
        assert_eq!(sent.status(), 303, "the hour is full, and this is no further answer");
    }
    assert!(!bench.calls().iter().any(|call| matches!(call, Call::Count { .. })));
    assert_eq!(
        bench.stored().counted().unwrap().rating.get(),
        9,
        "a known pair is never applied again"
    );
    let other = bench.ticket(OPEN).await;
    bench.wait(5);
    assert_eq!(answer(&bench, &other, "9").await.status(), 429, "another one would be");
}

#[tokio::test]
async fn on_a_shared_screen_nobody_is_offered_the_answer_of_the_one_before() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let form = Event::form(OPEN, &[("rating", "9"), ("view", &*ticket)]).query("via=kiosk&at=store");
    let thanks = location(&bench.send(form).await);
    let page = text(&bench.send(Event::get(OPEN).query(&thanks[1..])).await);
    assert!(!page.contains("Change my answer"), "{page}");
    assert!(
        page.contains(r#"href="?lang=en&#38;at=store&#38;via=kiosk">Give another answer"#),
        "{page}"
    );
}

#[tokio::test]
async fn a_form_that_this_page_did_not_make_or_made_a_day_ago_comes_back_as_it_was() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let old = bench.ticket(OPEN).await;
    bench.wait(24 * 3600 + 1);
    let personal = bench.link_of(&FactsDraft {
        issued: jiff::civil::date(2026, 11, 20),
        ..draft()
    });
    let of_link = bench.ticket(&personal).await;
    let mut forged = bench.ticket(OPEN).await;
    forged.replace_range(..1, if forged.starts_with('A') { "B" } else { "A" });
    bench.wait(5);
    bench.calls();
    for ticket in ["", "x", &old, &of_link, &forged] {
        let fields = [("rating", "7"), ("comment", "my <words>"), ("view", ticket)];
        let response = bench.send(Event::form(OPEN, &fields)).await;
        assert_eq!(response.status(), 422, "{ticket}");
        let page = text(&response);
        assert!(page.contains("This form was open for too long"), "{page}");
        assert!(page.contains("my &#60;words&#62;") && page.contains(r#"value="7" required checked"#));
        assert_eq!(bench.calls(), [], "nothing is counted or stored");
        bench.wait(5);
        assert_eq!(answer(&bench, &ticket_in(&page), "7").await.status(), 303);
        bench.calls();
    }
    let of_open = bench.ticket(OPEN).await;
    bench.wait(5);
    let fields = [("rating", "9"), ("view", &*of_open)];
    bench.send(Event::form(&personal, &fields)).await;
    let responses = bench.store.responses.lock().unwrap();
    let known = responses
        .values()
        .find(|response| response.occasion.sealed_customer.is_some());
    let suspicions = &known.unwrap().answer().unwrap().suspicions;
    assert_eq!(
        *suspicions,
        [Suspicion::Unseen],
        "an open ticket is none of a personal link"
    );
}

#[tokio::test]
async fn a_program_cannot_answer_an_open_page_without_its_form() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let response = bench.send(Event::json(OPEN, r#"{"rating":9}"#)).await;
    assert_eq!(response.status(), 415);
    assert!(bench.store.responses.lock().unwrap().is_empty());
}

#[tokio::test]
async fn whoever_fills_in_the_field_that_no_person_sees_is_not_counted() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let page = text(&bench.send(Event::get(OPEN)).await);
    let field = r#"<div class="unseen" aria-hidden="true"><label>Leave this field empty <input name="subject" tabindex="-1" autocomplete="off"></label></div>"#;
    assert!(page.contains(field), "{page}");
    let link = bench.link(OPEN);
    assert!(!text(&bench.send(Event::get(&link)).await).contains("subject"));
    bench.wait(5);
    let ticket = ticket_in(&page);
    for (typed, suspicions) in [("", &[][..]), ("Buy now", &[Suspicion::Decoy])] {
        let ticket = if typed.is_empty() {
            &ticket
        } else {
            &bench.ticket(OPEN).await
        };
        bench.wait(5);
        let fields = [("rating", "9"), ("subject", typed), ("view", ticket)];
        location(&bench.send(Event::form(OPEN, &fields)).await);
        let responses = bench.store.responses.lock().unwrap();
        let mut found = responses
            .values()
            .map(|response| &response.answer().unwrap().suspicions[..]);
        assert!(found.any(|found| found == suspicions), "{typed}");
    }
}

#[tokio::test]
async fn looking_at_an_open_page_writes_nothing() {
    let bench = Bench::new();
    bench.open(60, 3000);
    bench.ticket(OPEN).await;
    bench.calls();
    for query in ["", "r=9", "done=new", "view=junk", "stop=1", "stop=done"] {
        for method in ["GET", "HEAD"] {
            assert_eq!(
                bench.send(Event::get(OPEN).query(query).method(method)).await.status(),
                200
            );
        }
    }
    assert_eq!(bench.calls(), []);
}

#[tokio::test]
async fn the_code_of_an_open_page_may_be_kept_and_that_of_a_link_not() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let code = bench.send(Event::qr(OPEN).query("at=till%202")).await;
    assert_eq!(code.status(), 200);
    assert_eq!(code.headers()["content-type"], "image/svg+xml");
    assert_eq!(code.headers()["cache-control"], "public, max-age=3600");
    assert_eq!(code.headers()["x-content-type-options"], "nosniff");
    assert!(
        code.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
    assert!(text(&code).contains("<svg xmlns"));
    let link = bench.link(OPEN);
    let code = bench.send(Event::qr(&link)).await;
    assert_eq!(
        (code.status().as_u16(), &code.headers()["cache-control"]),
        (200, &"no-store".parse().unwrap())
    );
    let unknown = bench.send(Event::qr(OPEN).query("at=closed-shop")).await;
    assert_eq!(unknown.status(), 404, "what is printed cannot be corrected");
}

#[tokio::test]
async fn a_day_after_the_answer_it_is_closed_and_no_second_one_is_made_of_it() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let thanks = location(&answer(&bench, &ticket, "9").await);
    let view = thanks.split("view=").nth(1).unwrap();
    let query = format!("lang=en&view={view}");
    let form = text(&bench.send(Event::get(OPEN).query(&query)).await);
    assert!(form.contains("You have already answered"), "{form}");
    bench.wait(24 * 3600 + 1);
    bench.calls();
    let late = answer(&bench, &ticket_in(&form), "1").await;
    assert_eq!(late.status(), 410);
    assert!(text(&late).contains("This survey is closed"));
    let form = text(&bench.send(Event::get(OPEN).query(&query)).await);
    assert!(!form.contains("<form"), "a form here would be another answer: {form}");
    let written = |call: &Call| matches!(call, Call::Put { .. } | Call::Count { .. });
    assert!(!bench.calls().iter().any(written));
    assert_eq!(bench.stored().counted().unwrap().rating.get(), 9);
    let another = r#"href="?lang=en">Give another answer"#;
    assert!(form.contains(another), "{form}");
    let other = text(&bench.send(Event::get(OPEN).query("lang=en")).await);
    bench.wait(5);
    location(&answer(&bench, &ticket_in(&other), "1").await);
    assert_eq!(
        bench.store.responses.lock().unwrap().len(),
        2,
        "of somebody who asked for it"
    );
}

#[tokio::test]
async fn the_further_questions_after_an_open_answer_belong_to_it_and_are_not_counted_again() {
    let bench = Bench::new();
    bench.open(1, 1);
    let question = serde_json::json!([{
        "id": "wish", "answer": "text",
        "text": { "en": { "question": "Why?" } },
    }]);
    bench.change(OPEN, |definition| {
        definition.text.retain(|tag, _| tag == "en");
        definition.follow_up = serde_json::from_value(question).unwrap();
    });
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let thanks = location(&answer(&bench, &ticket, "9").await);
    let page = text(&bench.send(Event::get(OPEN).query(&thanks[1..])).await);
    assert!(page.contains("Why?"), "{page}");
    bench.wait(70);
    let fields = [("rating", "9"), ("more.wish", "A bench"), ("view", &*ticket_in(&page))];
    let sent = bench
        .send(Event::form(OPEN, &fields).query("done=more&lang=en&via=kiosk"))
        .await;
    assert!(location(&sent).starts_with("?done=more"));
    let stored = bench.stored();
    assert_eq!((stored.revision, stored.held), (2, None));
    let answer = stored.content;
    let shared::domain::response::Content::Answered(answer) = answer else {
        panic!("it is answered")
    };
    assert_eq!(answer.follow_ups["wish"], ["A bench"]);
    assert!(answer.suspicions.is_empty());
}
