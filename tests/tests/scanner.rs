//! Mail scanners, by their documented behaviours: they open every link of a message, follow the links of the pages, run
//! scripts and press every button. Nobody is locked out, no answer is lost, no score moves, nothing is raised.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "scanner/scene.rs"]
mod scene;

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use jiff::civil::date;
use local::commands::verify::differences;
use serde_json::json;
use shared::clock::{Clock, SystemClock};
use shared::domain::Histogram;
use shared::domain::day::Calendar;
use shared::domain::fold::Excluded;
use shared::domain::measure::Measure;
use shared::domain::response::Response;
use shared::domain::standing::Standing;
use shared::domain::suspicion::Suspicion;
use shared::store::customers::ReadFlagged;
use shared::store::days::ReadDays;
use shared::store::responses::{Put, PutResponse};
use shared::store::settings::ReadZones;
use shared::store::signals::ReadSignals;
use system_tests::events::HttpEvent;
use system_tests::served::{Folder, Served};
use system_tests::steps::{answer, authorized, body, let_a_day_pass, status, total};

use scene::{PERSON, SCANNER, SECOND_SCANNER, Scene};

/// Longer than a machine takes that does not wait on purpose.
const A_MOMENT: Duration = Duration::from_millis(2_100);

#[tokio::test(flavor = "multi_thread")]
async fn opening_all_eleven_links_at_once_in_every_way_writes_nothing() {
    let scene = Scene::start().await;
    let token = scene.link("customer-001");
    scene
        .submit
        .invoke(HttpEvent::survey("GET", &token).payload())
        .await
        .unwrap();
    scene.stack.engine.operations.take();
    let ways: [(&str, &[(&str, &str)]); 5] = [
        ("GET", &[]),
        ("HEAD", &[]),
        ("GET", &[("purpose", "prefetch")]),
        ("GET", &[("sec-purpose", "prefetch;prerender")]),
        ("GET", &[("x-moz", "prefetch"), ("x-purpose", "preview")]),
    ];
    let mut visits = Vec::new();
    for (method, headers) in ways {
        for rating in 0..=10 {
            let mut event = SCANNER.visits(HttpEvent::survey(method, &token));
            event.query = format!("r={rating}");
            event
                .headers
                .extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
            visits.push(scene.submit.invoke(event.payload()));
        }
    }
    for answer in join_all(visits).await {
        assert_eq!(status(&answer.unwrap()), 200);
    }
    let seen = scene.scan(&token, SCANNER, false).await;
    assert!(seen.opened.len() >= 11 && seen.pressed.is_empty(), "{seen:?}");
    let written: Vec<_> = scene.writes();
    assert!(written.is_empty(), "looking wrote: {written:?}");
    assert!(scene.found(&token).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_presses_everything_locks_nobody_out_moves_no_score_and_raises_nothing() {
    let scene = Scene::start().await;
    let api = scene.stack.function("api").await.unwrap();
    let key = system_tests::steps::api_key(&scene.stack).await;
    let (scanned, unanswered) = (scene.link("customer-001"), scene.link("customer-002"));
    let seen = scene.scan(&scanned, SCANNER, true).await;
    let all = format!("{seen:?}");
    assert!(
        seen.statuses
            .keys()
            .all(|what| what.ends_with("200") || what.ends_with("303")),
        "{all}"
    );
    let decoys = seen.pressed.iter().filter(|button| button.ends_with("more=1"));
    assert!(decoys.count() >= 11, "every decoy: {all}");
    assert!(seen.languages.len() > 1, "the language was changed: {all}");
    for button in ["stop=1 =", "stop=done ="] {
        let pressed = seen.pressed.iter().any(|pressed| pressed.ends_with(button));
        assert!(
            pressed,
            "not to be asked again, and to be asked after all, {button}: {all}"
        );
    }
    assert_eq!(seen.left, 0, "the scan came to its end: {all}");
    let wish = scene.wish("customer-001").await.unwrap();
    assert!(!wish.in_force(), "a machine's wish not to be asked again: {wish:?}");
    for rating in 0..=10 {
        let ticket = scene.view(&unanswered, SCANNER).await;
        assert_eq!(scene.send(&unanswered, &ticket, rating, "", SCANNER).await, 303);
    }
    for token in [&scanned, &unanswered] {
        let suspect = scene.stored(token).await;
        assert_eq!(suspect.standing(), Standing::Suspect, "{suspect:?}");
    }

    // The person comes while the scanner has hardly gone.
    let ticket = scene.view(&scanned, PERSON).await;
    tokio::time::sleep(A_MOMENT).await;
    assert_eq!(
        scene.send(&scanned, &ticket, 9, "The courier was kind.", PERSON).await,
        303
    );
    let answered = scene.stored(&scanned).await;
    let said = answered.counted().unwrap().clone();
    assert_eq!(
        (said.rating.get(), said.comment.as_deref()),
        (9, Some("The courier was kind."))
    );

    // The message is scanned once more, from another address, quickly and with patience.
    let mut tickets = Vec::new();
    for _ in 0..=10 {
        tickets.push(scene.view(&scanned, SECOND_SCANNER).await);
    }
    scene.scan(&scanned, SECOND_SCANNER, true).await;
    tokio::time::sleep(A_MOMENT).await;
    for (rating, ticket) in (0..=10).rev().zip(&tickets) {
        assert_eq!(scene.send(&scanned, ticket, rating, "", SECOND_SCANNER).await, 303);
    }
    let after = scene.stored(&scanned).await;
    assert_eq!(after.counted(), Some(&said));
    let held = after.held.as_ref().unwrap();
    assert_eq!(
        (held.rating.get(), held.suspicions.contains(&Suspicion::Elsewhere)),
        (0, true)
    );

    // Five more people, so that there is a score to look at.
    let mut all = vec![after, scene.stored(&unanswered).await];
    for number in 3..=7 {
        let token = scene.link(&format!("customer-{number:03}"));
        assert_eq!(status(&answer(&scene.submit, &token, 9, 1).await), 200);
        all.push(scene.stored(&token).await);
    }
    let_a_day_pass(&scene.store, &all).await;
    let (_, customers) = scene.stack.night().await.unwrap();
    let row = total(&scene.store, "recommend").await;
    let excluded = Excluded {
        suspect: 1,
        held: 1,
        ..Excluded::default()
    };
    assert_eq!(
        (row.n, row.histogram.as_deref(), row.excluded),
        (6, Some(&nines(6)[..]), excluded)
    );
    assert_eq!(customers["flagged"], 0, "{customers}");
    assert!(scene.store.read_signals().await.unwrap().is_empty());

    // What waits is listed; a person decides, and takes it back.
    let listed = body(
        &api.invoke(authorized("GET", "/v1/held", "survey=recommend", &key).payload())
            .await
            .unwrap(),
    );
    let waiting: BTreeSet<&str> = listed["held"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["customer"].as_str())
        .collect();
    assert_eq!(waiting, ["customer-001", "customer-002"].into());
    let held = listed["held"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["customer"] == "customer-001")
        .unwrap();
    assert_eq!((&held["score"], &held["held"]["score"]), (&json!(9), &json!(0)));
    let listed_revision = held["revision"].as_u64().unwrap();
    let decide = async |decision: &str, revision: u64| {
        let path = format!(
            "/v1/held/{}/{}",
            held["day"].as_str().unwrap(),
            held["id"].as_str().unwrap()
        );
        let mut event = system_tests::steps::sent(&path, &key, &json!({ "decision": decision, "revision": revision }));
        event.route = "POST /v1/held/{day}/{response}";
        assert_eq!(status(&api.invoke(event.payload()).await.unwrap()), 200, "{decision}");
        scene.stack.night().await.unwrap();
        assert_recount(&scene).await;
        (
            total(&scene.store, "recommend").await,
            scene.store.read_flagged(10).await.unwrap().len(),
        )
    };
    let (applied, flagged) = decide("apply", listed_revision).await;
    let mut with_a_zero = nines(5);
    with_a_zero[0] = 1;
    assert_eq!(
        (applied.histogram.as_deref(), applied.excluded.held, flagged),
        (Some(&with_a_zero[..]), 0, 1)
    );
    let (undone, flagged) = decide("undo", listed_revision + 1).await;
    assert_eq!((undone, flagged), (row, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_scanner_counts_nowhere_and_gives_back_what_it_replaced() {
    let scene = Scene::start().await;
    let (nobodys, colleagues) = (scene.link("customer-001"), scene.link("customer-002"));
    // A colleague's answer, sent ten minutes ago over the network and with the browser that the scanner has too.
    assert_eq!(status(&answer(&scene.submit, &colleagues, 9, 1).await), 200);
    let before = a_while_ago(&scene, scene.stored(&colleagues).await).await;
    for token in [&nobodys, &colleagues] {
        let mut tickets = Vec::new();
        for _ in 0..3 {
            tickets.push(scene.view(token, PERSON).await);
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        for (rating, ticket) in [2, 1, 0].into_iter().zip(&tickets) {
            assert_eq!(scene.send(token, ticket, rating, "", PERSON).await, 303);
        }
    }
    let alone = scene.stored(&nobodys).await;
    assert_eq!(alone.standing(), Standing::Suspect, "{alone:?}");
    let beside = scene.stored(&colleagues).await;
    assert_eq!(
        (beside.counted(), beside.standing()),
        (before.counted(), Standing::CountedBesideHeld)
    );
    let_a_day_pass(&scene.store, &[alone, beside]).await;
    let (_, customers) = scene.stack.night().await.unwrap();
    let row = total(&scene.store, "recommend").await;
    assert_eq!((row.n, row.excluded.suspect, row.excluded.held), (1, 1, 1));
    assert_eq!(customers["flagged"], 0, "{customers}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_operates_one_machine_sees_what_is_held_applies_it_and_takes_that_back() {
    let folder = Folder::new("held").unwrap();
    let served = Served::start(&folder).unwrap();
    let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let token = folder.token("recommend", "customer-001", today, 30).unwrap();
    for (from, browser, rating) in [([127, 0, 0, 1], "a person's", 9), ([127, 0, 9, 1], "a scanner's", 2)] {
        let answer = scene::post_from(from, served.port, &token, browser, rating).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    let said = |arguments: &[&str]| {
        let output = folder.aisance(arguments).unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let listed = said(&["held", "--last", "30d", "--survey", "recommend"]);
    for words in [
        "customer-001",
        "counts    9",
        "held      2",
        "another network and browser",
    ] {
        assert!(listed.contains(words), "'{words}' is not in: {listed}");
    }
    // What is decided about is what was listed: another answer has come since.
    let before = listed.split_whitespace().next().unwrap();
    scene::post_from([127, 0, 9, 1], served.port, &token, "a scanner's", 3).await;
    let late = folder.aisance(&["held", "apply", before]).unwrap();
    assert!(
        String::from_utf8_lossy(&late.stderr).contains("it has changed since it was listed"),
        "{late:?}"
    );
    let listed = said(&["held"]);
    assert!(listed.contains("held      3"), "{listed}");
    let reference = listed.split_whitespace().next().unwrap();
    let taken_back_with = |decided: &str| {
        let (_, rest) = decided.split_once("`aisance held undo ").unwrap();
        rest.split_once('`').unwrap().0.to_owned()
    };
    let score = || {
        said(&["nightly"]);
        let rows: serde_json::Value = serde_json::from_str(&said(&["scores", "recommend", "--json"])).unwrap();
        rows[0]["excluded"]["held"].as_u64().unwrap_or_default()
    };
    assert_eq!(score(), 1);
    assert!(said(&["scores", "recommend"]).contains("One of these waits for a decision: `aisance held` shows it."));
    let applied = said(&["held", "apply", reference, "--by", "Ann"]);
    assert!(applied.contains("Applied. 3 counts."), "{applied}");
    let decided = taken_back_with(&applied);
    assert_eq!(score(), 0);
    assert!(said(&["held"]).contains("No answer waits"));
    let again = folder.aisance(&["held", "drop", &decided]).unwrap();
    assert!(
        String::from_utf8_lossy(&again.stderr).contains("no answer of this response waits"),
        "{again:?}"
    );
    let rows: serde_json::Value = serde_json::from_str(&said(&["responses", "recommend", "--json"])).unwrap();
    let revision = rows[0]["revision"].as_u64().unwrap();
    assert!(
        decided.ends_with(&format!("@{revision}")),
        "a decision can be taken back at any later time"
    );
    assert!(said(&["held", "undo", &decided]).contains("Taken back. 9 counts."));
    assert_eq!(score(), 1);
    let listed = said(&["held"]);
    let reference = listed.split_whitespace().next().unwrap();
    assert!(said(&["held", "drop", reference]).contains("Dropped. 9 counts."));
    assert_eq!(score(), 0);
    served.interrupt().unwrap();
}

/// So many nines on NPS.
fn nines(n: u64) -> Vec<u64> {
    let mut histogram = Histogram::new(Measure::nps());
    for _ in 0..n {
        histogram.add(Measure::nps().accept(9).unwrap()).unwrap();
    }
    histogram.counts().to_vec()
}

/// Counting again from the table comes to the stored scores.
async fn assert_recount(scene: &Scene) {
    let ever = (date(1900, 1, 1), date(2999, 1, 1));
    let calendar = Calendar::from_history(&scene.stack.time_zone, &scene.store.read_zones().await.unwrap()).unwrap();
    let recount = differences(&scene.store, &calendar, ever.0, ever.1).await.unwrap();
    assert_eq!((recount.behind, &recount.found[..]), (0, &[][..]));
    assert!(scene.store.read_watermark().await.unwrap().is_some());
}

/// The same answer as if it had been sent ten minutes before.
async fn a_while_ago(scene: &Scene, stored: Response) -> Response {
    let mut earlier = stored.clone();
    let by = jiff::SignedDuration::from_mins(10);
    if let shared::domain::response::Content::Answered(answer) = &mut earlier.content {
        answer.at -= by;
    }
    for receipt in &mut earlier.receipts {
        receipt.at -= by;
    }
    earlier.revision += 1;
    assert_eq!(
        scene.store.put_response(&earlier, Some(stored.revision)).await.unwrap(),
        Put::Stored
    );
    earlier
}
