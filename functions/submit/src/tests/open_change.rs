//! What comes after an answer of an open page: it belongs to that answer, or to none.

use http::Response;
use lambda_http::Body;

use super::open::{OPEN, answer, location};
use crate::testing::{Bench, Call, Event, Failure, text, ticket_in};

const HOUR: i64 = 3600;

/// An open page that asks everybody why, with two answers to choose from.
fn asking_why() -> Bench {
    let bench = Bench::new();
    bench.open(60, 3000);
    let question = serde_json::json!([{
        "id": "why", "answer": "one", "choices": ["price", "delay"],
        "text": { "en": { "question": "Why?", "choices": { "price": "The price", "delay": "The delay" } } },
    }]);
    bench.change(OPEN, |definition| {
        definition.text.retain(|tag, _| tag == "en");
        definition.follow_up = serde_json::from_value(question).unwrap();
    });
    bench
}

/// A rating that was taken; gives the address of the thanks.
async fn rated(bench: &Bench, rating: &str) -> String {
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    location(&answer(bench, &ticket, rating).await)
}

async fn look(bench: &Bench, address: &str) -> Response<Body> {
    bench
        .send(Event::get(OPEN).query(address.strip_prefix('?').unwrap()))
        .await
}

/// Where a page leads to change the answer.
fn change_in(page: &str) -> String {
    let (before, _) = page.split_once(r#"">Change my answer"#).expect("a way to change it");
    before.rsplit(r#"href=""#).next().unwrap().replace("&#38;", "&")
}

async fn say_why(bench: &Bench, thanks: &str, why: &str) -> Response<Body> {
    let ticket = ticket_in(&text(&look(bench, thanks).await));
    bench.wait(5);
    let fields = [("rating", "2"), ("more.why", why), ("view", &*ticket)];
    bench.send(Event::form(OPEN, &fields).query("done=more&lang=en")).await
}

#[tokio::test]
async fn an_answer_is_changed_also_from_a_page_that_came_back() {
    for (failure, why, status) in [(None, "colour", 422), (Some(Failure::Put), "price", 503)] {
        let bench = asking_why();
        let thanks = rated(&bench, "2").await;
        bench.fail(failure);
        let back = say_why(&bench, &thanks, why).await;
        bench.fail(None);
        assert_eq!(back.status(), status);
        let form = text(&look(&bench, &change_in(&text(&back))).await);
        assert!(form.contains("You have already answered"), "{form}");
        bench.wait(70);
        location(&answer(&bench, &ticket_in(&form), "8").await);
        assert_eq!(
            bench.stored().counted().unwrap().rating.get(),
            8,
            "still the one response"
        );
    }
}

#[tokio::test]
async fn on_a_shared_screen_a_page_that_came_back_leads_to_no_answer_that_was_given() {
    let bench = asking_why();
    let ticket = bench.ticket(OPEN).await;
    bench.wait(5);
    let form = Event::form(OPEN, &[("rating", "2"), ("view", &*ticket)]).query("via=kiosk");
    let thanks = location(&bench.send(form).await);
    let ticket = ticket_in(&text(&look(&bench, &thanks).await));
    let fields = [("rating", "2"), ("more.why", "colour"), ("view", &*ticket)];
    let form = Event::form(OPEN, &fields).query("done=more&lang=en&via=kiosk");
    let back = text(&bench.send(form).await);
    assert!(!back.contains("Change my answer"), "{back}");
    assert!(
        back.contains(r#"href="?lang=en&#38;via=kiosk">Give another answer"#),
        "{back}"
    );
}

#[tokio::test]
async fn a_page_that_was_left_open_overnight_makes_no_second_answer() {
    let bench = asking_why();
    let thanks = rated(&bench, "2").await;
    let page = text(&look(&bench, &thanks).await);
    bench.wait(24 * HOUR + 1);
    let fields = [("rating", "2"), ("more.why", "price"), ("view", &*ticket_in(&page))];
    let wrong = [("rating", "2"), ("more.why", "colour"), ("view", &*ticket_in(&page))];
    for event in [
        Event::get(OPEN).query(&thanks[1..]),
        Event::get(OPEN).query(&change_in(&page)[1..]),
        Event::form(OPEN, &fields).query("done=more&lang=en"),
        Event::form(OPEN, &wrong).query("done=more&lang=en"),
    ] {
        let closed = bench.send(event).await;
        assert_eq!(closed.status(), 410);
        let closed = text(&closed);
        assert!(!closed.contains("<form"), "{closed}");
        assert!(
            closed.contains(r#"<a class="action" href="?lang=en">Give another answer</a>"#),
            "{closed}"
        );
    }
    assert_eq!(bench.stored().revision, 1);
}

#[tokio::test]
async fn thanks_that_name_no_answer_ask_nothing_more() {
    let bench = asking_why();
    let fresh = bench.ticket(OPEN).await;
    for address in [
        "?done=new&r=0",
        "?done=new&r=0&view=junk",
        &format!("?done=new&r=0&view={fresh}"),
    ] {
        let page = look(&bench, address).await;
        assert_eq!(page.status(), 200);
        let page = text(&page);
        assert!(!page.contains("<form") && !page.contains("Change my answer"), "{page}");
    }
    let thanks = rated(&bench, "0").await;
    assert!(
        text(&look(&bench, &thanks).await).contains("Why?"),
        "as a real one does"
    );
}

#[tokio::test]
async fn the_day_in_which_an_answer_can_be_changed_does_not_begin_again_when_its_page_is_shown() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let thanks = rated(&bench, "9").await;
    let change = change_in(&text(&look(&bench, &thanks).await));
    bench.wait(23 * HOUR);
    let page = text(&look(&bench, &change).await);
    let changed = location(&answer(&bench, &ticket_in(&page), "8").await);
    assert_eq!(bench.stored().revision, 2, "it was still time");
    let later = text(&look(&bench, &change_in(&text(&look(&bench, &changed).await))).await);
    bench.wait(23 * HOUR);
    bench.calls();
    let late = answer(&bench, &ticket_in(&later), "1").await;
    assert_eq!(late.status(), 410);
    assert!(text(&late).contains("Give another answer"));
    assert_eq!(bench.stored().revision, 2);
    let calls = bench.calls();
    assert!(!calls.iter().any(|call| matches!(call, Call::Touch(_))), "{calls:?}");
    location(&answer(&bench, &ticket_in(&page), "8").await);
    assert_eq!(bench.stored().revision, 2, "what was taken in time is still a replay");
}

#[tokio::test]
async fn a_change_of_an_answer_that_is_not_there_any_more_makes_none() {
    let bench = Bench::new();
    bench.open(60, 3000);
    let thanks = rated(&bench, "9").await;
    let page = text(&look(&bench, &change_in(&text(&look(&bench, &thanks).await))).await);
    bench.store.responses.lock().unwrap().clear();
    assert_eq!(answer(&bench, &ticket_in(&page), "1").await.status(), 410);
    assert!(bench.store.responses.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_form_that_comes_back_with_a_newer_question_is_an_answer_to_that() {
    for open in [true, false] {
        let bench = Bench::new();
        bench.open(60, 3000);
        let link = bench.link(OPEN);
        let token = if open { OPEN } else { &link };
        let seen = bench.ticket(token).await;
        bench.wait(61);
        bench
            .store
            .surveys
            .lock()
            .unwrap()
            .current
            .get_mut(OPEN)
            .unwrap()
            .version = 2;
        let back = bench
            .send(Event::form(token, &[("rating", "11"), ("view", &*seen)]))
            .await;
        assert_eq!(back.status(), 422);
        for ticket in [ticket_in(&text(&back)), seen] {
            let fields = [("rating", "9"), ("view", &*ticket)];
            assert_eq!(bench.send(Event::form(token, &fields)).await.status(), 303);
        }
        let stored = bench.stored();
        assert_eq!(stored.revision, 1, "both are one showing of the page");
        let answer = stored.counted().unwrap();
        assert_eq!(answer.version, 2, "what was read last");
        assert!(answer.suspicions.is_empty(), "it was seen for a minute");
    }
}
