use jiff::SignedDuration;
use jiff::civil::date;
use serde_json::{Value, json};
use shared::domain::access::{Scope, Scopes};
use shared::domain::audit::Deed;
use shared::domain::export::{Failure, Finished, Job, JobId, State};
use shared::domain::settle::DayRecord;

use crate::App;
use crate::handle;
use crate::testing::{Fake, app, app_with_clock, authorized, form, get, read, signed_in, text, with_surveys};

async fn ask(app: &App<Fake>, body: Value) -> (u16, Value) {
    read(handle(app, authorized("POST", "/v1/exports", &body.to_string())).await)
}

fn deeds(app: &App<Fake>) -> Vec<(Deed, Option<String>)> {
    let audit = app.store.administration.audit.lock().unwrap();
    audit.iter().map(|entry| (entry.deed, entry.about.clone())).collect()
}

fn done(app: &App<Fake>, id: &str) {
    done_ago(app, id, SignedDuration::ZERO);
}

fn done_ago(app: &App<Fake>, id: &str, ago: SignedDuration) {
    let mut jobs = app.store.jobs.0.lock().unwrap();
    let id: JobId = id.parse().unwrap();
    let job = jobs.iter_mut().find(|job| job.id == id).unwrap();
    job.state = State::Done(Finished {
        at: app.clock.now() - ago,
        bytes: 7,
    });
    job.progress.parts.push("one".to_owned());
    job.progress.rows = 1_234;
}

#[tokio::test]
async fn an_export_is_asked_for_waits_and_gives_its_file_and_the_trail_says_so_first() {
    let app = app(with_surveys(&["after-buy"]));
    let asked = json!({ "what": "responses", "format": "ndjson", "survey": "after-buy", "from": "2026-11-01", "to": "2026-12-31" });
    let answer = handle(&app, authorized("POST", "/v1/exports", &asked.to_string())).await;
    let place = answer.headers()["location"].to_str().unwrap().to_owned();
    let (status, item) = read(answer);
    assert_eq!(status, 202);
    let id = item["id"].as_str().unwrap().to_owned();
    assert_eq!(place, format!("/v1/exports/{id}"));
    assert_eq!(
        (&item["state"], &item["from"], &item["to"], &item["url"]),
        (
            &json!("waiting"),
            &json!("2026-11-01"),
            &json!("2026-11-21"),
            &Value::Null
        ),
        "no day after today"
    );
    assert_eq!(deeds(&app), [(Deed::Export, Some(id.clone()))]);
    assert_eq!(get(&app, &place).await.1["url"], Value::Null);

    done(&app, &id);
    let (status, item) = get(&app, &place).await;
    assert_eq!(
        (status, &item["state"], &item["rows"]),
        (200, &json!("done"), &json!(1_234))
    );
    let name = "aisance-responses-after-buy-2026-11-01-2026-11-21.ndjson";
    assert_eq!(item["url"], format!("https://files.example/exports/{id}/{name}"));
    assert_eq!(deeds(&app)[1..], [(Deed::FetchExport, Some(id.clone()))]);
    let (_, listed) = get(&app, "/v1/exports").await;
    assert_eq!(listed["exports"][0]["id"], id);
    assert_eq!(
        listed["exports"][0]["url"],
        Value::Null,
        "an address is given for one alone"
    );
}

#[tokio::test]
async fn a_file_that_is_kept_no_longer_has_no_address() {
    let app = app(with_surveys(&[]));
    let (_, item) = ask(&app, json!({ "what": "flags" })).await;
    let id = item["id"].as_str().unwrap();
    done_ago(&app, id, SignedDuration::from_hours(3 * 24));
    let (_, item) = get(&app, &format!("/v1/exports/{id}")).await;
    assert_eq!((&item["state"], &item["url"]), (&json!("expired"), &Value::Null));
    let open = format!("/dashboard/exports/{id}");
    assert_eq!(
        handle(&app, signed_in(Scopes::ALL, "GET", &open, "")).await.status(),
        404
    );
}

#[tokio::test]
async fn without_a_first_day_all_that_is_known_is_meant_imported_answers_of_long_ago_too() {
    let mut store = with_surveys(&[]);
    store.book.records = vec![DayRecord::new(date(2011, 5, 4)), DayRecord::new(date(2026, 11, 2))];
    let app = app(store);
    let (_, item) = ask(&app, json!({ "what": "scores", "by": "attribute:plan" })).await;
    assert_eq!(
        (&item["format"], &item["from"], &item["to"], &item["by"]),
        (
            &json!("csv"),
            &json!("2011-05-04"),
            &json!("2026-11-21"),
            &json!("attribute:plan")
        )
    );
    let (_, item) = ask(&app, json!({ "what": "customers" })).await;
    assert_eq!((&item["from"], &item["survey"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn what_cannot_be_exported_is_refused_with_what_there_is() {
    let app = app(with_surveys(&["after-buy"]));
    for (body, name, words) in [
        (
            json!({ "what": "people" }),
            "what",
            "there are responses, scores, customers and flags",
        ),
        (
            json!({ "what": "flags", "format": "xlsx" }),
            "format",
            "there are csv and ndjson",
        ),
        (
            json!({ "what": "flags", "survey": "after-buy" }),
            "survey",
            "leave survey out",
        ),
        (json!({ "what": "responses", "by": "language" }), "by", "leave by out"),
        (
            json!({ "what": "scores", "by": "moon" }),
            "by",
            "touchpoint, language, channel",
        ),
        (json!({ "what": "scores", "survey": "other" }), "survey", "after-buy"),
        (json!({ "what": "scores", "from": "yesterday" }), "from", "YYYY-MM-DD"),
        (
            json!({ "what": "scores", "from": "2026-11-22" }),
            "from",
            "give an earlier day",
        ),
        (
            json!({ "what": "scores", "from": "1999-01-01" }),
            "from",
            "ask for it in parts",
        ),
        (json!({ "what": "flags", "language": "tlh" }), "language", "en"),
    ] {
        let (status, problem) = ask(&app, body.clone()).await;
        assert_eq!(status, 422, "{body}");
        let wrong = &problem["invalid_params"][0];
        assert_eq!(wrong["name"], name, "{body}");
        assert!(wrong["reason"].as_str().unwrap().contains(words), "{wrong}");
    }
    assert_eq!(ask(&app, json!({ "what": "flags", "bucket": "mine" })).await.0, 400);
    assert!(app.store.jobs.0.lock().unwrap().is_empty());
    assert!(deeds(&app).is_empty());
}

/// Who may only read numbers learns of no individual, and not that somebody else asked for them.
#[tokio::test]
async fn a_viewer_exports_scores_and_nothing_of_individuals() {
    let (app, clock) = app_with_clock(with_surveys(&[]));
    let viewer = Scopes::of(&[Scope::Read]);
    let (_, of_people) = ask(&app, json!({ "what": "customers" })).await;
    clock.advance(1);
    let (_, of_numbers) = ask(&app, json!({ "what": "scores" })).await;
    let id = |item: &Value| item["id"].as_str().unwrap().to_owned();
    done(&app, &id(&of_people));
    done(&app, &id(&of_numbers));
    for what in ["responses", "customers", "flags"] {
        let body = form(viewer, &[("what", what)]);
        let answer = handle(&app, signed_in(viewer, "POST", "/dashboard/exports", &body)).await;
        assert_eq!(answer.status(), 403, "{what}");
    }
    clock.advance(1);
    let body = form(viewer, &[("what", "scores"), ("from", ""), ("survey", "")]);
    let answer = handle(&app, signed_in(viewer, "POST", "/dashboard/exports", &body)).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"]),
        (303, &"/dashboard/exports".parse().unwrap())
    );

    let seen = async |path: String| handle(&app, signed_in(viewer, "GET", &path, "")).await;
    let listed = read(seen("/v1/exports".to_owned()).await).1;
    let kinds: Vec<&str> = listed["exports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["what"].as_str().unwrap())
        .collect();
    assert!(kinds.iter().all(|what| *what == "scores"), "{kinds:?}");
    assert_eq!(seen(format!("/v1/exports/{}", id(&of_people))).await.status(), 404);
    assert_eq!(
        seen(format!("/dashboard/exports/{}", id(&of_people))).await.status(),
        404
    );
    let fetched = seen(format!("/dashboard/exports/{}", id(&of_numbers))).await;
    assert_eq!(fetched.status(), 303);
    let page = text(seen("/dashboard/exports".to_owned()).await);
    assert!(
        page.contains("Scores by day") && !page.contains("Customers</option>"),
        "{page}"
    );
}

#[tokio::test]
async fn a_viewer_sees_exports_of_scores_that_lie_behind_many_others() {
    let (app, clock) = app_with_clock(with_surveys(&[]));
    for what in ["scores", "scores", "scores"].into_iter().chain(["flags"; 70]) {
        ask(&app, json!({ "what": what })).await;
        clock.advance(1);
    }
    let viewer = Scopes::of(&[Scope::Read]);
    let seen = async |path: &str| handle(&app, signed_in(viewer, "GET", path, "")).await;
    let page = text(seen("/dashboard/exports").await);
    assert!(!page.contains("Nothing was asked for"), "{page}");
    let (_, first) = read(seen("/v1/exports?per_page=2").await);
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, second) = read(seen(&format!("/v1/exports?per_page=2&cursor={cursor}")).await);
    let number = |listing: &Value| listing["exports"].as_array().unwrap().len();
    assert_eq!((number(&first), number(&second)), (2, 1));
    assert_eq!(second["next_cursor"], Value::Null);
}

#[tokio::test]
async fn a_failed_export_says_why_to_programs_by_a_code_and_to_readers_in_their_words() {
    let app = app(with_surveys(&["after-buy"]));
    let (_, item) = ask(&app, json!({ "what": "scores", "survey": "after-buy" })).await;
    for failure in Failure::ALL {
        app.store.jobs.0.lock().unwrap()[0].state = State::Failed(failure);
        let (_, item) = get(&app, &format!("/v1/exports/{}", item["id"].as_str().unwrap())).await;
        assert_eq!(
            (&item["state"], &item["reason"]),
            (&json!("failed"), &json!(failure.name()))
        );
        let page = crate::testing::page(&app, "/dashboard/exports").await;
        let (_, after) = page.split_once("Failed</span> <span class=\"note\">").expect(&page);
        assert!(!after.starts_with("exports-reason"), "{}: {page}", failure.name());
    }
}

#[tokio::test]
async fn the_page_says_who_asked_and_what_the_survey_is_called() {
    let (app, clock) = app_with_clock(with_surveys(&["after-buy"]));
    let title = app.store.surveys.current["after-buy"].definition.title.clone();
    ask(&app, json!({ "what": "scores", "survey": "after-buy" })).await;
    let page = crate::testing::page(&app, "/dashboard/exports").await;
    let survey = format!("<bdi dir=\"auto\">{title}</bdi> <bdi dir=\"auto\" class=\"muted\">after-buy</bdi>");
    assert!(page.contains(&survey), "{page}");
    assert!(
        page.contains(">the key ") && !page.contains("key:") && !page.contains(">you<"),
        "{page}"
    );
    clock.advance(1);
    let body = form(Scopes::ALL, &[("what", "scores")]);
    handle(&app, signed_in(Scopes::ALL, "POST", "/dashboard/exports", &body)).await;
    let page = crate::testing::page(&app, "/dashboard/exports").await;
    assert!(page.contains(">you<"), "{page}");
}

#[tokio::test]
async fn exports_are_listed_the_latest_first_in_pages() {
    let (app, clock) = app_with_clock(with_surveys(&[]));
    for _ in 0..3 {
        ask(&app, json!({ "what": "scores" })).await;
        clock.advance(60);
    }
    let (_, first) = get(&app, "/v1/exports?per_page=2").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, second) = get(&app, &format!("/v1/exports?per_page=2&cursor={cursor}")).await;
    assert_eq!(
        (
            first["exports"].as_array().unwrap().len(),
            second["exports"].as_array().unwrap().len()
        ),
        (2, 1)
    );
    assert!(first["exports"][0]["created_at"].as_str() > first["exports"][1]["created_at"].as_str());
    assert_eq!(second["next_cursor"], Value::Null);
    assert_eq!(get(&app, "/v1/exports?cursor=x").await.0, 422);
}

#[tokio::test]
async fn the_page_shows_what_became_of_each_file_in_the_readers_language() {
    let app = app(with_surveys(&["after-buy"]));
    let page = crate::testing::page(&app, "/dashboard/exports").await;
    assert!(page.contains("Nothing was asked for"), "{page}");
    let (_, item) = ask(
        &app,
        json!({ "what": "responses", "survey": "after-buy", "from": "2026-11-01" }),
    )
    .await;
    let page = crate::testing::page(&app, "/dashboard/exports").await;
    assert!(page.contains("Waiting") && page.contains("Look again"), "{page}");
    done(&app, item["id"].as_str().unwrap());
    let page = crate::testing::page(&app, "/dashboard/exports").await;
    for words in [
        "1 November 2026 to 21 November 2026",
        "1,234",
        "Download",
        "until 24 November 2026",
        "after-buy",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Look again"), "{page}");
    let mut french = signed_in(Scopes::ALL, "GET", "/dashboard/exports", "");
    french.headers_mut().insert("accept-language", "fr".parse().unwrap());
    let page = text(handle(&app, french).await);
    assert!(page.contains("Télécharger") && !page.contains("exports-"), "{page}");
}

#[tokio::test]
async fn the_same_request_again_gives_the_job_that_is_there() {
    let app = app(with_surveys(&[]));
    let (_, first) = ask(&app, json!({ "what": "scores" })).await;
    let (status, again) = ask(&app, json!({ "what": "scores" })).await;
    assert_eq!(
        (status, &again["id"]),
        (202, &first["id"]),
        "the same moment and the same random bytes"
    );
    let jobs: Vec<Job> = app.store.jobs.0.lock().unwrap().clone();
    assert_eq!(jobs.len(), 1);
}
