//! How many answers an open page takes in an hour.

use crate::testing::{Bench, Call, Event, Failure, text, ticket_in};

const OPEN: &str = "recommend";

/// A fresh form, seen for a while, and then sent from `ip`.
async fn visit(bench: &Bench, ip: &str) -> u16 {
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let form = Event::form(OPEN, &[("rating", "9"), ("view", &*ticket)]).ip(ip);
    bench.send(form).await.status().as_u16()
}

#[tokio::test]
async fn a_network_that_is_full_leaves_the_survey_to_everybody_else() {
    let bench = Bench::new();
    bench.open(2, 100);
    for (ip, status) in [
        ("203.0.113.7", 303),
        ("203.0.113.200", 303),
        ("203.0.113.7", 429),
        ("198.51.100.1", 303),
        ("2001:db8:1::1", 303),
        ("2001:db8:1:9::1", 303),
        ("2001:db8:1:ffff::1", 429),
    ] {
        assert_eq!(visit(&bench, ip).await, status, "{ip}");
    }
    let counts = bench.store.counts.lock().unwrap();
    let survey = counts.iter().find(|(bucket, _)| bucket.network.is_none());
    assert_eq!(
        *survey.unwrap().1,
        5,
        "what a full network sends is not counted to the survey"
    );
}

#[tokio::test]
async fn a_header_does_not_make_another_network() {
    let bench = Bench::new();
    bench.open(1, 100);
    assert_eq!(visit(&bench, "203.0.113.7").await, 303);
    for (name, value) in [
        ("x-forwarded-for", "198.51.100.1"),
        ("forwarded", "for=198.51.100.1"),
        ("x-real-ip", "198.51.100.1"),
        ("cf-connecting-ip", "198.51.100.1"),
    ] {
        let ticket = bench.ticket(OPEN).await;
        bench.wait(5);
        let form = Event::form(OPEN, &[("rating", "9"), ("view", &*ticket)]).header(name, value);
        assert_eq!(bench.send(form).await.status(), 429, "{name}");
    }
}

#[tokio::test]
async fn a_full_survey_says_so_keeps_what_was_typed_and_asks_storage_once() {
    let bench = Bench::new();
    bench.open(100, 1);
    assert_eq!(visit(&bench, "203.0.113.7").await, 303);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let send = async |ip: &'static str| {
        let fields = [("rating", "7"), ("comment", "my words"), ("view", &*ticket)];
        bench.send(Event::form(OPEN, &fields).ip(ip)).await
    };
    assert_eq!(send("198.51.100.1").await.status(), 429);
    bench.calls();
    for ip in ["198.51.100.1", "192.0.2.1", "2001:db8::1"] {
        let busy = send(ip).await;
        assert_eq!(busy.status(), 429);
        // It is 11:00:10; a second more than what is left, so that nobody comes too early.
        assert_eq!(busy.headers()["retry-after"], "3591");
        let page = text(&busy);
        assert!(
            page.contains("Too many answers at this moment") && page.contains("my words"),
            "{page}"
        );
        assert_eq!(ticket_in(&page), ticket, "the same form, to be sent again later");
    }
    assert_eq!(bench.calls(), [Call::Answered; 3], "a flood writes nothing");
    bench.wait(3591);
    assert_eq!(send("198.51.100.1").await.status(), 303, "the next hour");
}

#[tokio::test]
async fn a_limit_that_is_raised_is_felt_before_the_hour_is_over() {
    let bench = Bench::new();
    bench.open(1, 100);
    assert_eq!(visit(&bench, "203.0.113.7").await, 303);
    assert_eq!(visit(&bench, "203.0.113.7").await, 429);
    bench.open(2, 100);
    bench.wait(61);
    assert_eq!(visit(&bench, "203.0.113.7").await, 303);
}

#[tokio::test]
async fn where_storage_fails_to_count_the_form_comes_back_with_all_that_was_typed() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    bench.fail(Some(Failure::Count));
    let fields = [("rating", "7"), ("comment", "my words"), ("view", &*ticket)];
    let response = bench.send(Event::form(OPEN, &fields)).await;
    assert_eq!(response.status(), 503);
    let page = text(&response);
    assert!(page.contains("my words") && ticket_in(&page) == ticket, "{page}");
    bench.fail(None);
    assert_eq!(bench.send(Event::form(OPEN, &fields)).await.status(), 303);
}

#[tokio::test]
async fn what_is_stored_is_taken_again_in_a_full_hour_and_is_no_further_answer() {
    for failure in [None, Some(Failure::PutAcknowledgement)] {
        let bench = Bench::new();
        bench.open(1, 1);
        let ticket = bench.ticket(OPEN).await;
        bench.wait(5);
        let fields = [("rating", "7"), ("view", &*ticket)];
        bench.fail(failure);
        let first = bench.send(Event::form(OPEN, &fields)).await;
        assert_eq!(first.status(), if failure.is_some() { 503 } else { 303 });
        bench.fail(None);
        for _ in 0..2 {
            assert_eq!(
                bench.send(Event::form(OPEN, &fields)).await.status(),
                303,
                "{failure:?}"
            );
        }
        assert_eq!(bench.stored().revision, 1);
        assert_eq!(visit(&bench, "203.0.113.7").await, 429, "another one is one too many");
    }
}

#[tokio::test]
async fn in_a_full_hour_an_answer_that_cannot_be_looked_up_waits_for_the_next() {
    let bench = Bench::new();
    bench.open(1, 1);
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let fields = [("rating", "7"), ("view", &*ticket)];
    assert_eq!(bench.send(Event::form(OPEN, &fields)).await.status(), 303);
    bench.fail(Some(Failure::Answered));
    assert_eq!(bench.send(Event::form(OPEN, &fields)).await.status(), 429);
}
