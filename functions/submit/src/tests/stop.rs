//! "Do not ask me again".

use http::Response;
use lambda_http::Body;
use shared::domain::opt_out::OptOut;
use shared::domain::response::Respondent;
use shared::domain::suspicion::Suspicion;
use shared::link::{CustomerId, FactsDraft, Pseudonym, RawIds};

use crate::testing::{Bench, Call, Event, Failure, draft, text, ticket_in};

fn said(bench: &Bench) -> Option<OptOut> {
    let customer = CustomerId::new("C-0001234567", RawIds::Refuse).unwrap();
    let key = Respondent::Customer(Pseudonym::of(&bench.roots.pseudonym_key(), &customer));
    bench.store.opt_outs.lock().unwrap().get(&key).cloned()
}

async fn look(bench: &Bench, token: &str, query: &str) -> String {
    text(&bench.send(Event::get(token).query(query)).await)
}

async fn press(bench: &Bench, token: &str, query: &str, fields: &[(&str, &str)]) -> Response<Body> {
    bench.send(Event::form(token, fields).query(query)).await
}

#[tokio::test]
async fn a_customer_asks_to_be_left_alone_and_takes_it_back() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for query in ["lang=en", "done=new&lang=en"] {
        let page = look(&bench, &token, query).await;
        let link = r#"<a href="?stop=1&#38;lang=en">Do not ask me again</a>"#;
        assert!(page.contains(link), "{page}");
    }
    bench.calls();
    let page = look(&bench, &token, "stop=1&lang=en").await;
    assert!(page.contains("<h1>Stop asking me?</h1>"), "{page}");
    assert!(page.contains(r#"action="?stop=1&#38;lang=en""#) && page.contains(r#"href="?lang=en""#));
    assert!(
        !page.contains("Do not ask me again</a>"),
        "the page does not lead to itself"
    );
    assert_eq!(bench.calls(), [], "looking writes nothing");
    bench.wait(3);
    let ticket = ticket_in(&page);
    let sent = press(&bench, &token, "stop=1&lang=en", &[("view", &ticket)]).await;
    assert_eq!(
        (sent.status().as_u16(), &sent.headers()["location"]),
        (303, &"?stop=done&lang=en".parse().unwrap())
    );
    assert_eq!(bench.calls(), [Call::OptOut]);
    assert!(said(&bench).unwrap().in_force());

    let page = look(&bench, &token, "stop=done&lang=en").await;
    assert!(page.contains("<h1>We will not ask you again</h1>"), "{page}");
    assert!(page.contains(r#"action="?stop=done&#38;lang=en""#) && page.contains("You may ask me again"));
    bench.wait(3);
    let ticket = ticket_in(&page);
    let sent = press(&bench, &token, "stop=done&lang=en", &[("view", &ticket)]).await;
    assert_eq!(sent.headers()["location"], "?stop=undone&lang=en");
    assert!(!said(&bench).unwrap().in_force());
    let page = look(&bench, &token, "stop=undone&lang=en").await;
    assert!(
        page.contains("<h1>We may ask you again</h1>") && !page.contains("<form"),
        "{page}"
    );
    assert!(bench.store.responses.lock().unwrap().is_empty(), "it is no answer");
}

#[tokio::test]
async fn a_press_that_no_person_makes_is_kept_and_not_in_force_and_looks_the_same() {
    for (seconds, with_ticket, decoy, suspicions) in [
        (9, false, false, &[Suspicion::Unseen][..]),
        (9, true, true, &[Suspicion::Decoy]),
        (1, true, true, &[Suspicion::TooQuick, Suspicion::Decoy]),
    ] {
        let bench = Bench::new();
        let token = bench.link("recommend");
        let ticket = ticket_in(&look(&bench, &token, "stop=1&lang=en").await);
        bench.wait(seconds);
        let mut fields = vec![("view", if with_ticket { &*ticket } else { "" })];
        fields.extend(decoy.then_some(("more", "1")));
        let sent = press(&bench, &token, "stop=1&lang=en", &fields).await;
        assert_eq!(sent.headers()["location"], "?stop=done&lang=en");
        let known = said(&bench).unwrap();
        assert_eq!(known.suspicions, suspicions);
        assert!(!known.in_force());
    }
}

#[tokio::test]
async fn a_person_who_is_quick_is_asked_to_press_once_more_and_is_not_told_that_it_is_done() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let again = "Please press once more, so that we know it was you.";
    let mut page = look(&bench, &token, "stop=1&lang=en").await;
    for _ in 0..2 {
        assert!(page.contains("<h1>Stop asking me?</h1>"), "{page}");
        bench.wait(1);
        let quick = ticket_in(&page);
        let sent = press(&bench, &token, "stop=1&lang=en", &[("view", &quick)]).await;
        assert_eq!(sent.status(), 200);
        page = text(&sent);
        assert!(page.contains(again) && page.contains(r#"role="alert""#), "{page}");
        assert_ne!(ticket_in(&page), quick, "each page has its own time of view");
        assert_eq!(said(&bench).unwrap().suspicions, [Suspicion::TooQuick]);
    }
    bench.wait(2);
    let ticket = ticket_in(&page);
    let sent = press(&bench, &token, "stop=1&lang=en", &[("view", &ticket)]).await;
    assert_eq!(sent.headers()["location"], "?stop=done&lang=en");
    assert!(said(&bench).unwrap().in_force());

    let page = look(&bench, &token, "stop=done&lang=en").await;
    assert!(!page.contains(again), "{page}");
    let quick = ticket_in(&page);
    let sent = press(&bench, &token, "stop=done&lang=en", &[("view", &quick)]).await;
    let page = text(&sent);
    assert!(
        page.contains("<h1>We will not ask you again</h1>") && page.contains(again),
        "{page}"
    );
    assert!(said(&bench).unwrap().in_force());
    bench.wait(2);
    let ticket = ticket_in(&page);
    let sent = press(&bench, &token, "stop=done&lang=en", &[("view", &ticket)]).await;
    assert_eq!(sent.headers()["location"], "?stop=undone&lang=en");
    assert!(!said(&bench).unwrap().in_force());
}

#[tokio::test]
async fn a_machine_that_presses_every_button_does_not_take_a_persons_wish_back() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = ticket_in(&look(&bench, &token, "stop=1").await);
    bench.wait(3);
    press(&bench, &token, "stop=1", &[("view", &ticket)]).await;
    let ticket = ticket_in(&look(&bench, &token, "stop=done").await);
    let sent = press(&bench, &token, "stop=done&lang=en", &[("view", &ticket)]).await;
    assert_eq!(sent.status(), 200, "it is asked to press once more");
    for fields in [&[("view", "")][..], &[("view", &*ticket), ("more", "1")]] {
        let sent = press(&bench, &token, "stop=done&lang=en", fields).await;
        assert_eq!(sent.headers()["location"], "?stop=undone&lang=en", "it looks the same");
    }
    let gone = ticket_in(&look(&bench, &token, "stop=done").await);
    let sent = press(&bench, &token, "stop=undone&lang=en", &[("view", &gone)]).await;
    assert_eq!(
        sent.headers()["location"],
        "?stop=undone&lang=en",
        "that page has no button"
    );
    assert!(said(&bench).unwrap().in_force());
}

#[tokio::test]
async fn the_one_click_of_a_mail_program_is_in_force_and_leads_nowhere() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let click = [("List-Unsubscribe", "One-Click")];
    let sent = press(&bench, &token, "stop=1", &click).await;
    assert_eq!(sent.status(), 200);
    assert!(!sent.headers().contains_key("location") && text(&sent).is_empty());
    assert!(said(&bench).unwrap().in_force());
    assert_eq!(
        press(&bench, &token, "stop=done", &click).await.status(),
        400,
        "only to stop"
    );
    assert!(said(&bench).unwrap().in_force());
    assert_eq!(press(&bench, &token, "", &click).await.status(), 400, "it is no answer");
}

#[tokio::test]
async fn a_link_that_has_expired_still_stops() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench.at("2027-06-01T10:00:00Z");
    let expired = bench.send(Event::get(&token).query("lang=en")).await;
    assert_eq!(expired.status(), 410);
    assert!(text(&expired).contains(r#"href="?stop=1&#38;lang=en""#));
    let ticket = ticket_in(&look(&bench, &token, "stop=1").await);
    bench.wait(3);
    assert_eq!(
        press(&bench, &token, "stop=1", &[("view", &ticket)]).await.status(),
        303
    );
    assert!(said(&bench).unwrap().in_force());
}

#[tokio::test]
async fn a_link_that_names_nobody_has_nothing_to_stop() {
    let bench = Bench::new();
    let token = bench.link_of(&FactsDraft {
        customer: None,
        reference: Some("0123456789abcdef".into()),
        ..draft()
    });
    let page = look(&bench, &token, "stop=1").await;
    assert!(page.contains("<fieldset") && !page.contains("stop=1"), "{page}");
    let ticket = ticket_in(&page);
    bench.wait(3);
    assert_eq!(
        press(&bench, &token, "stop=1", &[("view", &ticket)]).await.status(),
        422
    );
    assert!(bench.store.opt_outs.lock().unwrap().is_empty());
}

#[tokio::test]
async fn nothing_else_is_taken_for_a_wish() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let other = Event::json(&token, "{}").query("stop=1");
    assert_eq!(bench.send(other).await.status(), 415);
    assert_eq!(press(&bench, &token, "stop=1", &[("rating", "9")]).await.status(), 400);
    assert_eq!(press(&bench, "junk!", "stop=1", &[("view", "")]).await.status(), 404);
    assert!(bench.store.opt_outs.lock().unwrap().is_empty());
    for method in ["GET", "HEAD"] {
        for step in ["1", "done", "undone", "2"] {
            let query = format!("stop={step}");
            assert_eq!(
                bench
                    .send(Event::get(&token).query(&query).method(method))
                    .await
                    .status(),
                200
            );
        }
    }
    assert!(
        bench.store.opt_outs.lock().unwrap().is_empty(),
        "looking writes nothing"
    );
}

#[tokio::test]
async fn where_storage_fails_the_same_button_is_shown_again() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = ticket_in(&look(&bench, &token, "stop=1").await);
    bench.wait(3);
    bench.fail(Some(Failure::OptOut));
    let failed = press(&bench, &token, "stop=1&lang=en", &[("view", &ticket)]).await;
    assert_eq!(
        (failed.status().as_u16(), &failed.headers()["retry-after"]),
        (503, &"30".parse().unwrap())
    );
    assert_eq!(ticket_in(&text(&failed)), ticket);
    bench.fail(None);
    assert_eq!(
        press(&bench, &token, "stop=1&lang=en", &[("view", &ticket)])
            .await
            .status(),
        303
    );
    assert!(said(&bench).unwrap().in_force());
}
