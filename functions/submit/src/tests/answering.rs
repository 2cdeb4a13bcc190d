//! Sending an answer.

use http::Response;
use jiff::civil::date;
use lambda_http::Body;
use shared::domain::response::Respondent;
use shared::domain::suspicion::Suspicion;
use shared::link::{Channel, FactsDraft, unseal};

use crate::testing::{Bench, Call, Event, draft, text};

fn assert_thanked(response: &Response<Body>, done: &str) {
    assert_eq!(response.status(), 303, "{}", text(response));
    assert_eq!(response.headers()["location"], format!("?done={done}&lang=en"));
}

type Fields = &'static [(&'static str, &'static str)];

const FIRST: Call = Call::Put {
    replaces: None,
    stored: true,
};

#[tokio::test]
async fn an_answer_is_stored_with_all_that_its_link_says_in_one_request() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.calls();
    bench.wait(10);
    let fields = [
        ("rating", "9"),
        ("comment", " It came on time.\r\nThanks! "),
        ("view", &*ticket),
    ];
    let response = bench.send(Event::form(&token, &fields).query("lang=en")).await;
    assert_thanked(&response, "new");
    assert_eq!(bench.calls(), [FIRST]);

    let stored = bench.stored();
    let answer = stored.answer().unwrap();
    assert_eq!((answer.rating.get(), answer.suspicions.len()), (9, 0));
    assert_eq!(answer.comment.as_deref(), Some("It came on time.\nThanks!"));
    assert_eq!(answer.language.as_deref(), Some("en"));
    assert!(answer.origin.is_some());
    assert_eq!((stored.day, stored.revision), (date(2026, 11, 20), 1));
    let occasion = &stored.occasion;
    assert_eq!(
        (occasion.survey.as_str(), occasion.version, occasion.touchpoint.as_str()),
        ("recommend", 1, "delivery")
    );
    assert_eq!(
        (occasion.channel, occasion.attributes["plan"].as_str()),
        (Some(Channel::Email), "pro")
    );
    let Respondent::Customer(pseudonym) = occasion.respondent else {
        panic!("the link names a customer")
    };
    let sealed = occasion.sealed_customer.as_deref().unwrap();
    let customer = unseal(&bench.roots.seal_key(), &pseudonym, sealed).unwrap();
    assert_eq!(customer.as_str(), "C-0001234567");

    let thanks = bench.send(Event::get(&token).query("done=new&lang=en")).await;
    assert_eq!(thanks.status(), 200);
    assert!(text(&thanks).contains("<h1>Thank you</h1>"));
    assert_eq!(bench.calls(), [], "saying thank you costs nothing");
}

#[tokio::test]
async fn an_anonymous_answer_is_known_by_its_invitation_alone() {
    let bench = Bench::new();
    let token = bench.link_of(&FactsDraft {
        customer: None,
        reference: Some("0123456789abcdef".into()),
        ..draft()
    });
    let page = text(&bench.send(Event::get(&token)).await);
    assert!(page.contains("not linked to your name"));
    bench.send(Event::json(&token, r#"{"rating":3}"#)).await;
    let occasion = bench.stored().occasion;
    assert_eq!(occasion.respondent, Respondent::Anonymous(occasion.invitation));
    assert_eq!(occasion.sealed_customer, None);
}

#[tokio::test]
async fn a_program_is_answered_in_json() {
    let bench = Bench::new();
    let token = bench.link("ease");
    let body = r#"{"rating":7,"comment":"Très facile","submission_id":"00000000-0000-4000-8000-000000000001","language":"fr-CA"}"#;
    for again in [false, true] {
        let response = bench.send(Event::json(&token, body)).await;
        assert_eq!(
            (response.status().as_u16(), text(&response).as_str()),
            (200, r#"{"status":"received"}"#)
        );
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(bench.stored().revision, 1, "again: {again}");
    }
    let stored = bench.stored();
    let answer = stored.answer().unwrap();
    assert_eq!((answer.language.as_deref(), answer.suspicions.len()), (Some("fr"), 0));
    assert_eq!(stored.receipts[0].submission.as_bytes()[15], 1);
}

#[tokio::test]
async fn a_program_that_gives_no_submission_id_gets_a_new_one_each_time() {
    let bench = Bench::new();
    let token = bench.link("ease");
    for revision in 1..=2 {
        assert_eq!(bench.send(Event::json(&token, r#"{"rating":7}"#)).await.status(), 200);
        assert_eq!(bench.stored().revision, revision);
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_counts_once_and_is_answered_as_before() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    let fields = [("rating", "9"), ("comment", "good"), ("view", &*ticket)];
    let first = bench.send(Event::form(&token, &fields)).await;
    bench.wait(3);
    let again = bench.send(Event::form(&token, &fields)).await;
    assert_thanked(&first, "new");
    assert_eq!(
        (first.status(), first.headers(), text(&first)),
        (again.status(), again.headers(), text(&again))
    );
    assert_eq!(bench.stored().revision, 1);
}

#[tokio::test]
async fn a_person_may_go_back_and_change_the_answer() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    bench
        .send(Event::form(
            &token,
            &[("rating", "9"), ("comment", "good"), ("view", &ticket)],
        ))
        .await;
    bench.wait(30);
    bench.calls();
    assert_thanked(
        &bench
            .send(Event::form(&token, &[("rating", "4"), ("view", &ticket)]))
            .await,
        "changed",
    );
    let thanks = bench.send(Event::get(&token).query("done=changed&lang=en")).await;
    assert!(text(&thanks).contains("Your new answer has replaced the earlier one."));
    let stored = bench.stored();
    let answer = stored.answer().unwrap();
    assert_eq!(
        (stored.revision, answer.rating.get(), answer.comment.as_deref()),
        (2, 4, Some("good"))
    );
    assert!(
        bench.calls().iter().all(|call| matches!(call, Call::Put { .. })),
        "an open day needs no announcement"
    );
}

#[tokio::test]
async fn a_machine_is_answered_like_a_person_and_its_answer_is_held() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    for comment in ["good", "very good"] {
        let fields = [("rating", "9"), ("comment", comment), ("view", &*ticket)];
        bench.send(Event::form(&token, &fields)).await;
        bench.wait(20);
    }
    let fields = [("rating", "9"), ("comment", "the best"), ("view", &*ticket)];
    let person = bench.send(Event::form(&token, &fields)).await;
    // What no person sends comes first: it does not take the place of what a person may have sent.
    let machines: [(Suspicion, i64, Fields, &str); 5] = [
        (
            Suspicion::Decoy,
            60,
            &[("rating", "1"), ("view", "genuine"), ("more", "1")],
            "203.0.113.7",
        ),
        (
            Suspicion::Unseen,
            60,
            &[("rating", "1"), ("view", "forged")],
            "203.0.113.7",
        ),
        (Suspicion::Unseen, 60, &[("rating", "1")], "203.0.113.7"),
        (
            Suspicion::TooQuick,
            1,
            &[("rating", "1"), ("view", "genuine")],
            "203.0.113.7",
        ),
        (
            Suspicion::Elsewhere,
            60,
            &[("rating", "1"), ("view", "genuine")],
            "198.51.100.9",
        ),
    ];
    for (suspicion, wait, fields, ip) in machines {
        bench.wait(60);
        let genuine = bench.ticket(&token).await;
        bench.wait(wait);
        let value = |value| if value == "genuine" { genuine.as_str() } else { value };
        let fields: Vec<_> = fields.iter().map(|&(name, text)| (name, value(text))).collect();
        let request = Event::form(&token, &fields).ip(ip).header("user-agent", ip);
        let machine = bench.send(request).await;
        assert_eq!(
            (machine.status(), machine.headers()),
            (person.status(), person.headers())
        );
        assert_eq!(text(&machine), text(&person));
        let stored = bench.stored();
        assert_eq!(stored.counted().unwrap().rating.get(), 9, "{suspicion}");
        let held = stored.held.unwrap();
        assert!(
            held.suspicions.contains(&suspicion),
            "{suspicion}: {:?}",
            held.suspicions
        );
    }
}

#[tokio::test]
async fn only_the_address_that_api_gateway_saw_counts() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench.send(Event::json(&token, r#"{"rating":9}"#)).await;
    let first = bench.stored().answer().unwrap().origin;
    bench.wait(100);
    let spoofed = Event::json(&token, r#"{"rating":8}"#)
        .header("x-forwarded-for", "10.0.0.1")
        .header("forwarded", "for=10.0.0.1");
    bench.send(spoofed).await;
    assert_eq!(bench.stored().answer().unwrap().origin, first);
    bench.wait(100);
    bench
        .send(Event::json(&token, r#"{"rating":8,"comment":"x"}"#).ip("198.51.100.9"))
        .await;
    assert_ne!(bench.stored().answer().unwrap().origin, first);
}

#[tokio::test]
async fn a_ticket_of_another_link_is_not_genuine() {
    let bench = Bench::new();
    let ticket = bench.ticket(&bench.link("ease")).await;
    bench.wait(10);
    let token = bench.link("recommend");
    assert_thanked(
        &bench
            .send(Event::form(&token, &[("rating", "9"), ("view", &ticket)]))
            .await,
        "new",
    );
    assert_eq!(bench.stored().answer().unwrap().suspicions, [Suspicion::Unseen]);
}

#[tokio::test]
async fn a_first_answer_counts_in_the_day_of_the_workspace() {
    for (at, day) in [
        ("2026-11-20T22:59:59.999Z", date(2026, 11, 20)),
        ("2026-11-20T23:00:00Z", date(2026, 11, 21)),
    ] {
        let bench = Bench::new();
        bench.at(at);
        bench
            .send(Event::json(&bench.link("recommend"), r#"{"rating":9}"#))
            .await;
        assert_eq!(bench.stored().day, day);
    }
}
