//! Links that are not issued, and what an answer says of it.

use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::opt_out::OptOut;
use shared::domain::response::Respondent;
use shared::domain::suspicion::Suspicion;
use shared::link::{Channel, CustomerId, InvitationId, Pseudonym, RawIds};
use shared::store::ledger::LedgerEntries;

use crate::testing::{Fake, StillClock, app_with_clock, authorized, get, noon, read, roots, with_surveys};
use crate::{App, handle};

const DAY: i64 = 86_400;

fn key(customer: &str) -> Respondent {
    let customer = CustomerId::new(customer, RawIds::Refuse).unwrap();
    Respondent::Customer(Pseudonym::of(&roots().pseudonym_key(), &customer))
}

fn wanted(survey: &str, customer: &str, reference: &str) -> serde_json::Value {
    serde_json::json!({"survey": survey, "customer": customer, "touchpoint": "checkout", "reference": reference, "channel": "email"})
}

async fn mint(app: &App<Fake>, wanted: &serde_json::Value) -> (u16, serde_json::Value) {
    read(handle(app, authorized("POST", "/v1/links", &wanted.to_string())).await)
}

fn limited(days: i64) -> (App<Fake>, std::sync::Arc<StillClock>) {
    let (app, clock) = app_with_clock(with_surveys(&["after-buy", "yearly"]));
    *app.store.asking.rule.lock().unwrap() = Some(FatigueRule::new(days).unwrap());
    (app, clock)
}

#[tokio::test]
async fn who_was_asked_lately_is_asked_again_from_the_same_moment_so_many_days_later_on() {
    let (app, clock) = limited(30);
    assert_eq!(mint(&app, &wanted("after-buy", "C-1", "o-1")).await.0, 201);
    let mut other = wanted("yearly", "C-1", "y-1");
    other["channel"] = "sms".into();
    let (status, refused) = mint(&app, &other).await;
    assert_eq!((status, &refused["title"]), (409, &"Not issued".into()));
    assert_eq!(refused["type"], "urn:aisance:problem:not-issued");
    assert_eq!(
        (&refused["reason"], &refused["next_at"]),
        (&"asked_lately".into(), &"2026-12-21T12:00:00Z".into())
    );
    assert_eq!(
        refused["detail"],
        "Not issued, because this customer was asked on 21 November 2026, 12:00 UTC (survey after-buy, by e-mail) and the \
         workspace asks a customer at most once in 30 days: again from 21 December 2026, 12:00 UTC on."
    );
    assert!(refused.get("token").is_none() && app.store.registered.lock().unwrap().len() == 1);
    assert_eq!(
        mint(&app, &wanted("yearly", "C-2", "y-1")).await.0,
        201,
        "another customer"
    );
    clock.advance(30 * DAY - 1);
    assert_eq!(mint(&app, &other).await.0, 409);
    clock.advance(1);
    assert_eq!(mint(&app, &other).await.0, 201);
}

#[tokio::test]
async fn the_same_invitation_again_is_given_at_any_time_and_is_no_new_question() {
    let (app, clock) = limited(30);
    let (first, second) = (wanted("after-buy", "C-1", "o-1"), wanted("yearly", "C-1", "y-1"));
    assert_eq!(mint(&app, &first).await.0, 201);
    for _ in 0..3 {
        clock.advance(13 * DAY);
        assert_eq!(mint(&app, &first).await.0, 201);
    }
    assert_eq!(mint(&app, &second).await.0, 201, "39 days after the one question");
    assert_eq!(mint(&app, &first).await.0, 201);
}

#[tokio::test]
async fn a_reservation_that_was_never_registered_gives_way_after_five_minutes_and_not_before() {
    let (app, clock) = limited(90);
    // Without a reference the day is part of the invitation: after midnight nobody asks for this one again.
    let stopped = Asked {
        at: noon(),
        invitation: InvitationId::from_bytes([1; 16]),
        survey: "after-buy".to_owned(),
        channel: Channel::Email,
    };
    app.store.asking.last.lock().unwrap().insert(key("C-1"), stopped);
    clock.advance(5 * 60);
    assert_eq!(mint(&app, &wanted("after-buy", "C-1", "o-2")).await.0, 409);
    clock.advance(1);
    assert_eq!(mint(&app, &wanted("after-buy", "C-1", "o-2")).await.0, 201);
    clock.advance(30 * 60);
    let (status, refused) = mint(&app, &wanted("yearly", "C-1", "y-1")).await;
    assert_eq!((status, &refused["reason"]), (409, &"asked_lately".into()), "{refused}");
}

#[tokio::test]
async fn where_storage_fails_nothing_is_said_of_what_was_changed() {
    let (mut app, _) = limited(90);
    app.store.failing = Some(|| shared::store::StoreError::Unavailable {
        operation: "PutItem",
        detail: "no answer".into(),
    });
    let (status, answer) = mint(&app, &wanted("after-buy", "C-1", "o-1")).await;
    assert_eq!(status, 503);
    assert!(!answer["detail"].as_str().unwrap().contains("changed"), "{answer}");
}

#[tokio::test]
async fn what_is_not_registered_counts_for_no_limit() {
    let (app, _) = limited(90);
    assert_eq!(mint(&app, &wanted("after-buy", "C-1", "o-1")).await.0, 201);
    let mut unregistered = wanted("after-buy", "C-1", "o-2");
    unregistered["register"] = false.into();
    let mut test = wanted("after-buy", "C-1", "o-3");
    test["test"] = true.into();
    let anonymous =
        serde_json::json!({"survey": "after-buy", "touchpoint": "checkout", "reference": "a wave of ten customers"});
    for (body, registered) in [
        (unregistered, false),
        (test, false),
        (anonymous.clone(), true),
        (anonymous, true),
    ] {
        let (status, answer) = mint(&app, &body).await;
        assert_eq!(
            (status, &answer["registered"]),
            (201, &registered.into()),
            "{body} {answer}"
        );
    }
    *app.store.asking.rule.lock().unwrap() = None;
    assert_eq!(mint(&app, &wanted("after-buy", "C-1", "o-4")).await.0, 201);
}

#[tokio::test]
async fn who_opted_out_or_was_erased_gets_no_link_whether_or_not_it_would_be_registered() {
    let mut fake = with_surveys(&["after-buy"]);
    let said = |opt_out: OptOut| LedgerEntries {
        opt_out: Some(opt_out),
        ..LedgerEntries::default()
    };
    let wish = OptOut::new(noon(), Vec::new());
    let withdrawn = OptOut {
        withdrawn: Some(noon()),
        ..wish.clone()
    };
    let erased = LedgerEntries {
        erased: Some(noon()),
        ..LedgerEntries::default()
    };
    fake.asking.ledger.extend([
        (key("C-out"), said(wish)),
        (key("C-gone"), erased),
        (key("C-back"), said(withdrawn)),
        (key("C-machine"), said(OptOut::new(noon(), vec![Suspicion::TooQuick]))),
    ]);
    let (app, _) = app_with_clock(fake);
    for register in [true, false] {
        for (customer, expected, words) in [
            (
                "C-out",
                Some("opted_out"),
                "on 21 November 2026, 12:00 UTC that they do not want",
            ),
            ("C-gone", Some("erased"), "was erased"),
            ("C-back", None, ""),
            ("C-machine", None, ""),
        ] {
            let mut body = wanted("after-buy", customer, "o-1");
            body["register"] = register.into();
            let (status, answer) = mint(&app, &body).await;
            assert_eq!(
                status,
                if expected.is_some() { 409 } else { 201 },
                "{customer}: {answer}"
            );
            assert_eq!(answer["reason"].as_str(), expected);
            assert_eq!(answer["next_at"], serde_json::Value::Null);
            assert!(
                answer["detail"].as_str().unwrap_or_default().contains(words),
                "{answer}"
            );
        }
    }
    let asked = app.store.asking.last.lock().unwrap().clone();
    let asked: Vec<_> = asked.into_keys().collect();
    let mut expected = vec![key("C-back"), key("C-machine")];
    expected.sort();
    assert_eq!(asked, expected);
    let (status, page) = get(&app, "/v1/customers/C-out").await;
    assert_eq!((status, &page["opted_out_at"]), (200, &"2026-11-21T12:00:00Z".into()));
    for unknown in ["C-back", "C-machine", "C-gone"] {
        assert_eq!(get(&app, &format!("/v1/customers/{unknown}")).await.0, 404, "{unknown}");
    }
}
