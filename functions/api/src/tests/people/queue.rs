use shared::domain::audit::Deed;
use shared::link::InvitationId;

use super::super::customers::flagged;
use super::{agent, between, reader, sent, shown};
use crate::testing::{Fake, TODAY, app, get, response, text, with_surveys};

const OPENED: &str = "2026-11-21T12:00:00Z";
const CLOSE: &str = "/dashboard/queue/close";

fn two() -> Fake {
    let mut plan = flagged("C-0007");
    plan.attributes = [("plan".to_owned(), "00123".to_owned())].into();
    let mut low = response(1, "C-0007", TODAY, 0, 2, "\n The parcel came late.\nAnd it was wet.");
    low.occasion.invitation = InvitationId::from_bytes([1; 16]);
    Fake {
        customers: vec![plan, flagged("a/b?c")],
        responses: vec![low],
        ..with_surveys(&["after-buy"])
    }
}

#[tokio::test]
async fn the_queue_shows_whom_the_api_lists_in_its_order_with_the_same_reasons() {
    let app = app(two());
    let (status, html) = shown(&app, agent(), "/dashboard/queue").await;
    let (_, api) = get(&app, "/v1/flags").await;
    assert_eq!(status, 200);
    let listed: Vec<&str> = api["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flag| flag["customer"].as_str().unwrap())
        .collect();
    assert_eq!(listed, ["C-0007", "a/b?c"]);
    let heads = between(&html, "class=\"who\">", "</h2>");
    let ids: Vec<&str> = heads
        .iter()
        .map(|head| between(head, "<bdi dir=\"auto\">", "</bdi>")[0])
        .collect();
    assert_eq!(ids, listed);
    assert!(
        heads[1].contains("href=\"/dashboard/customer?id=a%2Fb%3Fc\""),
        "{}",
        heads[1]
    );
    let reason = &api["flags"][0]["risk"]["reasons"][0];
    for words in [
        reason["text"].as_str().unwrap(),
        reason["what_lowers"].as_str().unwrap(),
        api["note"].as_str().unwrap(),
        "<strong>+20 points</strong>",
        "plan: 00123",
        "2 of 10",
        "The parcel came late.",
        // Each customer's form is named by whose it is.
        "<summary id=\"close-1\" aria-labelledby=\"close-1 who-1\">",
        "<h2 id=\"who-1\" class=\"who\">",
        "Flagged since <time datetime=\"2026-11-21\">21 November 2026</time>",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("And it was wet."), "the first line is enough here");
    assert!(!html.contains("will leave"));
}

#[tokio::test]
async fn nobody_who_is_held_out_is_in_the_queue_and_an_empty_one_explains_itself() {
    let mut fake = two();
    for customer in &mut fake.customers {
        customer.flag.as_mut().unwrap().closed = None;
    }
    fake.customers.clear();
    let (_, html) = shown(&app(fake), agent(), "/dashboard/queue").await;
    assert!(
        html.contains("Nobody is in the queue") && html.contains("Each night"),
        "{html}"
    );
}

#[tokio::test]
async fn a_flag_is_closed_with_a_note_and_one_is_back_in_the_queue_that_says_so() {
    let app = app(two());
    let fields = [
        ("customer", "a/b?c"),
        ("opened_at", OPENED),
        ("note", " Called <them>. "),
    ];
    let answer = sent(&app, agent(), CLOSE, &fields).await;
    assert_eq!(answer.status(), 303);
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(back, "/dashboard/queue?closed=a%2Fb%3Fc");
    let (_, html) = shown(&app, agent(), &back).await;
    let notice = between(&html, "<div class=\"notice\" role=\"status\">", "</div>")[0];
    assert!(
        notice.contains("The flag is closed.") && notice.contains("Called &#60;them&#62;."),
        "{notice}"
    );
    let (_, api) = get(&app, "/v1/customers/a%2Fb%3Fc").await;
    assert_eq!(api["flag"]["closed"]["note"], "Called <them>.");
    let audit = app.store.administration.audit.lock().unwrap();
    let line = audit.iter().find(|entry| entry.deed == Deed::CloseFlag).unwrap();
    assert_eq!(line.by, "person:somebody");
    assert!(
        line.about
            .as_deref()
            .is_some_and(|about| about.len() == 22 && !about.contains("a/b"))
    );
}

#[tokio::test]
async fn an_address_that_says_a_flag_was_closed_is_not_believed() {
    let (_, html) = shown(&app(two()), agent(), "/dashboard/queue?closed=C-0007").await;
    assert!(!html.contains("The flag is closed."));
}

#[tokio::test]
async fn what_does_not_fit_changes_nothing_says_why_and_loses_no_word() {
    let long = "x".repeat(501);
    for (customer, opened, note, status, why) in [
        (
            "C-0007",
            "2026-11-20T12:00:00Z",
            "Called them",
            409,
            "another flag was opened since you looked",
        ),
        (
            "C-0007",
            OPENED,
            long.as_str(),
            422,
            "a note has at most 500 characters",
        ),
        (
            "nobody",
            OPENED,
            "Called them",
            404,
            "there is no such flagged customer any more",
        ),
        (
            "C-0007",
            "yesterday",
            "Called them",
            404,
            "there is no such flagged customer any more",
        ),
    ] {
        let app = app(two());
        let fields = [("customer", customer), ("opened_at", opened), ("note", note)];
        let answer = sent(&app, agent(), CLOSE, &fields).await;
        assert_eq!(answer.status(), status, "{why}");
        let html = text(answer);
        let kept = [
            format!("\">{note}</textarea>"),
            format!("<bdi dir=\"auto\">{note}</bdi>"),
        ];
        assert!(
            html.contains(why) && kept.iter().any(|kept| html.contains(kept)),
            "{why}: {html}"
        );
        assert!(html.contains("<input type=\"hidden\" name=\"back\" value=\"/dashboard/queue\">"));
        assert!(app.store.saved.lock().unwrap().is_empty());
    }
    let busy = app(Fake {
        night_writes_customers: true,
        ..two()
    });
    let fields = [("customer", "C-0007"), ("opened_at", OPENED), ("note", "Called them")];
    let answer = sent(&busy, agent(), CLOSE, &fields).await;
    assert_eq!(answer.status(), 503);
    assert!(text(answer).contains("aria-describedby=\"what-1\">Called them</textarea>"));
}

#[tokio::test]
async fn a_flag_that_somebody_has_closed_stays_as_they_closed_it() {
    let app = app(two());
    let close = async |note| {
        let fields = [("customer", "C-0007"), ("opened_at", OPENED), ("note", note)];
        sent(&app, agent(), CLOSE, &fields).await
    };
    assert_eq!(close("first").await.status(), 303);
    assert_eq!(close("first").await.status(), 303, "the same once more");
    let second = close("second").await;
    assert_eq!(second.status(), 409);
    assert!(text(second).contains("the flag was closed already, on 21 November 2026"));
}

#[tokio::test]
async fn whoever_may_only_read_sees_no_form_to_close() {
    let app = app(two());
    assert!(!shown(&app, reader(), "/dashboard/queue").await.1.contains("close"));
    assert!(shown(&app, agent(), "/dashboard/queue").await.1.contains(CLOSE));
}
