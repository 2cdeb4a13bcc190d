use jiff::civil::{Date, date};
use shared::domain::Measure;
use shared::domain::access::{Scope, Scopes};
use shared::domain::chart::{Acknowledged, Direction, OpenSignal, ScoreSignal, Subject, Tally};

use crate::handle;
use crate::testing::{Fake, app, authorized, form, get, key, noon, page, read, signed_in, with_surveys};

/// A fall of support by 12 points, or of the whole survey.
pub(crate) fn signal(touchpoint: Option<&str>, noticed: Date) -> ScoreSignal {
    ScoreSignal {
        survey: "after-buy".into(),
        subject: touchpoint.map_or(Subject::Whole, |name| Subject::Touchpoint(name.into())),
        measure: Measure::nps(),
        noticed: OpenSignal {
            direction: Direction::Fell,
            began: date(2026, 11, 3),
            noticed,
            before: Tally {
                n: 100,
                up: 50,
                down: 18,
            },
            since: Tally { n: 40, up: 14, down: 6 },
            alert: touchpoint.is_some(),
        },
        acknowledged: None,
    }
}

fn two() -> Fake {
    let fake = with_surveys(&["after-buy"]);
    let mut cleared = signal(None, date(2026, 8, 1));
    cleared.acknowledged = Some(Acknowledged {
        at: noon(),
        by: "Zoë".into(),
    });
    *fake.signals.lock().unwrap() = vec![signal(Some("support"), date(2026, 11, 8)), cleared];
    fake
}

#[tokio::test]
async fn open_signals_are_listed_with_both_scores_and_all_of_them_where_asked_for() {
    let app = app(two());
    let (status, body) = get(&app, "/v1/signals").await;
    assert_eq!((status, body["signals"].as_array().map(Vec::len)), (200, Some(1)));
    let open = &body["signals"][0];
    assert_eq!(open["touchpoint"], "support");
    assert_eq!((&open["direction"], &open["change"]), (&"fell".into(), &(-12.0).into()));
    assert_eq!(
        (&open["began"], &open["since"]["n"]),
        (&"2026-11-03".into(), &40.into())
    );
    assert!(open["since"]["low"].is_number() && open["alert"] == true && open["acknowledged_at"].is_null());
    let (_, all) = get(&app, "/v1/signals?all=true").await;
    assert_eq!(all["signals"][1]["acknowledged_by"], "Zoë");
    assert_eq!(get(&app, "/v1/signals?all=yes").await.0, 422);
}

#[tokio::test]
async fn a_signal_is_acknowledged_by_the_key_that_asks_and_stays_so() {
    let app = app(two());
    let id = signal(Some("support"), date(2026, 11, 8)).id();
    let path = format!("/v1/signals/{id}/acknowledge");
    let mut of_another_site = authorized("POST", &path, "");
    let form = "application/x-www-form-urlencoded".parse().unwrap();
    of_another_site.headers_mut().insert("content-type", form);
    assert_eq!(handle(&app, of_another_site).await.status(), 415);
    assert_eq!(
        get(&app, "/v1/signals").await.1["signals"].as_array().map(Vec::len),
        Some(1)
    );
    for _ in 0..2 {
        let (status, body) = read(handle(&app, authorized("POST", &path, "")).await);
        assert_eq!(status, 200, "{body}");
        assert_eq!(body["acknowledged_by"], format!("key:{}", key().id()));
    }
    assert_eq!(
        get(&app, "/v1/signals").await.1["signals"].as_array().map(Vec::len),
        Some(0)
    );
    let unknown = handle(
        &app,
        authorized("POST", "/v1/signals/after-buy.2026-11-08.0/acknowledge", ""),
    )
    .await;
    let (status, body) = read(unknown);
    assert_eq!(status, 404);
    assert!(body["detail"].as_str().unwrap().contains("all=true"), "{body}");
}

#[tokio::test]
async fn the_overview_says_what_has_shifted_and_nothing_once_it_is_dealt_with() {
    let app = app(two());
    let html = page(&app, "/dashboard").await;
    for words in [
        "support",
        "fell by 12 points since 3 November 2026",
        "32",
        "20",
        "Alert",
    ] {
        assert!(html.contains(words), "'{words}' is not on the page");
    }
    assert_eq!(html.matches("by 12 points").count(), 1, "the cleared one is not there");
    app.store.signals.lock().unwrap().clear();
    assert!(!page(&app, "/dashboard").await.contains("by 12 points"));
}

#[tokio::test]
async fn a_person_deals_with_a_signal_on_the_page_and_comes_back_to_where_they_were() {
    let app = app(two());
    let html = page(&app, "/dashboard?days=90").await;
    let id = signal(Some("support"), date(2026, 11, 8)).id();
    assert!(html.contains(&format!("name=\"signal\" value=\"{id}\"")));
    let fields = [("signal", id.as_str()), ("back", "/dashboard?days=90")];
    let post = |scopes: Scopes, body: &str| signed_in(scopes, "POST", "/dashboard/signals/acknowledge", body);
    let may = Scopes::of(&[Scope::Read, Scope::Write]);
    let viewer = Scopes::of(&[Scope::Read]);
    assert_eq!(handle(&app, post(viewer, &form(viewer, &fields))).await.status(), 403);
    assert_eq!(
        handle(&app, post(may, "signal=x")).await.status(),
        403,
        "no form of theirs"
    );
    assert!(
        page(&app, "/dashboard").await.contains("by 12 points"),
        "nothing has changed"
    );
    for _ in 0..2 {
        let answer = handle(&app, post(may, &form(may, &fields))).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["location"]),
            (303, &"/dashboard?days=90".parse().unwrap())
        );
    }
    assert!(!page(&app, "/dashboard").await.contains("by 12 points"));
    let (_, all) = get(&app, "/v1/signals?all=true").await;
    assert_eq!(all["signals"][0]["acknowledged_by"], "person:somebody");
    let unknown = form(may, &[("signal", "after-buy.2026-11-08.0")]);
    assert_eq!(handle(&app, post(may, &unknown)).await.status(), 404);
}
