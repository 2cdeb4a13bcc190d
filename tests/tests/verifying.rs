//! `verify` finds what is wrong.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use jiff::civil::date;
use local::commands::nightly::night;
use local::commands::survey::apply_ready;
use local::commands::verify::differences;
use local::workspace::{Place, Workspace};
use shared::domain::Histogram;
use shared::domain::response::Respondent;
use shared::domain::service::event::{Event, Kind, Subject};
use shared::domain::service::role::{Placement, Role};
use shared::link::{EventId, Pseudonym};
use shared::store::Patience;
use shared::store::days::{ComputeDay, TouchDay};
use shared::store::events::{PutEvent, UpdateEvent};
use shared::store::keys::ScoreKey;
use shared::store::responses::PutResponse;
use shared::store::scores::{PutScores, ReadSurveyDay};
use system_tests::contract::response;
use system_tests::served::Folder;

#[tokio::test(flavor = "multi_thread")]
async fn a_score_that_does_not_follow_from_the_answers_is_named_with_both_counts() {
    let folder = Folder::new("verify").unwrap();
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Interactive).await.unwrap();
    let ever = (date(1900, 1, 1), date(2999, 1, 1));
    for id in 1..=9 {
        let past = response(id, 1);
        workspace.store.touch_day(past.day, past.first_answered).await.unwrap();
        workspace.store.put_response(&past, None).await.unwrap();
    }
    night(&workspace, None).await.unwrap();
    let calendar = workspace.calendar().await.unwrap();
    let recount = |from, to| differences(&workspace.store, &calendar, from, to);
    let clean = recount(ever.0, ever.1).await.unwrap();
    assert_eq!((clean.responses, clean.found.len()), (9, 0), "{:?}", clean.found);

    let day = response(1, 1).day;
    for (key, mut item) in workspace.store.read_survey_day("recommend", day).await.unwrap() {
        item.number += 1;
        match &key {
            ScoreKey::Day(_) => item.total = Some(Histogram::new(item.measure)),
            ScoreKey::Cut(..) => item.cells.clear(),
        }
        assert!(workspace.store.put_scores("recommend", &key, &item).await.unwrap());
    }
    let found = recount(ever.0, ever.1).await.unwrap().found;
    assert!(
        found
            .iter()
            .any(|line| line.starts_with(&format!("{day} recommend: stored [0, 0"))),
        "{found:?}"
    );
    assert!(found.iter().any(|line| line.contains("language zh-Hant")), "{found:?}");
    let elsewhere = recount(ever.0, date(2000, 1, 1)).await.unwrap();
    assert!(elsewhere.found.is_empty());
    workspace.close().await;

    let told = folder.aisance(&["verify"]).unwrap();
    assert!(!told.status.success());
    assert!(String::from_utf8_lossy(&told.stdout).contains(&day.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_counts_as_what_it_is_not_is_found_by_deriving_it_again() {
    let folder = Folder::new("verify-events").unwrap();
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Interactive).await.unwrap();
    let ever = (date(1900, 1, 1), date(2999, 1, 1));
    let subject = Subject {
        customer: Pseudonym::from_bytes([1; 16]),
        sealed_id: vec![7; 20],
    };
    let customer = Respondent::Customer(subject.customer);
    let day = date(2026, 11, 20);
    let event = |id: u8, kind: Kind, hour: i8| Event {
        id: EventId::from_bytes([id; 16]),
        kind,
        at: day
            .at(hour, 0, 0, 0)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .unwrap()
            .timestamp(),
        conversation: None,
        automatic: false,
        complaint: false,
        until: None,
    };
    let started = event(1, Kind::CustomerStarted, 9);
    let ended = event(2, Kind::CustomerEnded, 10);
    workspace.store.touch_day(day, started.at).await.unwrap();
    for (event, role) in [(started, Role::Acquired), (ended, Role::LeftAsNew)] {
        let placement = Placement { role, expires: None };
        assert!(
            workspace
                .store
                .put_event(&subject, day, &event, placement)
                .await
                .unwrap()
        );
    }
    night(&workspace, None).await.unwrap();
    let calendar = workspace.calendar().await.unwrap();
    let recount = || differences(&workspace.store, &calendar, ever.0, ever.1);
    let clean = recount().await.unwrap();
    assert_eq!((clean.events, clean.found), (2, Vec::new()));

    let wrong = Placement {
        role: Role::Lost,
        expires: None,
    };
    workspace.store.place_event(customer, ended.id, wrong).await.unwrap();
    night(&workspace, None).await.unwrap();
    let found = recount().await.unwrap().found;
    assert!(
        found.len() == 1 && found[0].starts_with(&format!("{day} customers: stored ")),
        "{found:?}"
    );
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_being_changed_or_is_not_settled_raises_no_alarm_and_a_survey_that_no_day_lists_does() {
    let folder = Folder::new("verify-any-time").unwrap();
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Interactive).await.unwrap();
    apply_ready(&workspace).await.unwrap();
    let store = &workspace.store;
    let calendar = workspace.calendar().await.unwrap();
    let recount = || differences(store, &calendar, date(1900, 1, 1), date(2999, 1, 1));
    let first = response(1, 1);
    store.touch_day(first.day, first.first_answered).await.unwrap();
    store.put_response(&first, None).await.unwrap();
    let waiting = recount().await.unwrap();
    assert_eq!(
        (waiting.unsettled, waiting.behind, waiting.found.len()),
        (1, 1, 0),
        "no night yet"
    );
    night(&workspace, None).await.unwrap();
    assert_eq!(recount().await.unwrap().behind, 0);

    store.touch_day(first.day, jiff::Timestamp::now()).await.unwrap();
    store.put_response(&response(2, 2), None).await.unwrap();
    let changed = recount().await.unwrap();
    assert_eq!(
        (changed.behind, changed.found.len()),
        (1, 0),
        "announced, so the next night computes it"
    );
    night(&workspace, None).await.unwrap();
    let soon = recount().await.unwrap();
    assert_eq!((soon.behind, soon.found.len()), (0, 0));

    let elsewhere = shared::domain::day::before(first.day);
    store.set_watermark(first.day).await.unwrap();
    let mut items = store.read_survey_day("recommend", first.day).await.unwrap();
    let stray = items.remove(&ScoreKey::Day(first.day)).unwrap();
    let key = ScoreKey::Day(elsewhere);
    store.put_blank("recommend", &key, &stray.blank()).await.unwrap();
    assert!(store.put_scores("recommend", &key, &stray).await.unwrap());
    let found = recount().await.unwrap().found;
    assert!(
        found
            .iter()
            .any(|line| line.starts_with(&format!("{elsewhere} recommend"))),
        "{found:?}"
    );
    workspace.close().await;
}
