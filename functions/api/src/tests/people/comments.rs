use jiff::SignedDuration;
use lambda_http::Request;
use shared::domain::audit::Deed;
use shared::domain::day::before;
use shared::domain::response::{Content, Response};
use shared::domain::survey::SurveyDefinition;
use shared::domain::suspicion::Suspicion;
use shared::link::InvitationId;
use shared::session::Session;
use shared::store::settings::StoredSurvey;

use super::{agent, between, reader, sent, shown};
use crate::testing::{
    Fake, TODAY, app, app_with_clock, get, noon, request, response, roots, session, survey, text, with_surveys,
};
use crate::{App, handle};

const DECIDE: &str = "/dashboard/comments/decide";

fn suspect(mut response: Response, why: Suspicion) -> Response {
    if let Content::Answered(answer) = &mut response.content {
        answer.suspicions = vec![why];
    }
    response
}

/// A 9 with a suspect 2 beside it, a suspect 3 of the day before, a 10 in French of another survey, and a 7.
fn four() -> Fake {
    let mut fake = with_surveys(&["after-buy", "other"]);
    let mut beside = response(1, "C-1", TODAY, 20, 9, "kind");
    beside.held = suspect(response(1, "C-1", TODAY, 30, 2, ""), Suspicion::ManyRatings)
        .answer()
        .cloned();
    let mut french = response(3, "C/3", TODAY, 40, 10, "très bien\nmerci");
    french.occasion.survey = "other".to_owned();
    if let Content::Answered(answer) = &mut french.content {
        answer.language = Some("fr".to_owned());
    }
    let mut seven = response(4, "C-4", before(TODAY), 50, 7, "");
    seven.occasion.touchpoint = "support".to_owned();
    seven.occasion.attributes = [("plan".to_owned(), "pro".to_owned())].into();
    fake.responses = vec![
        beside,
        suspect(response(2, "C-2", before(TODAY), 10, 3, ""), Suspicion::TooQuick),
        french,
        seven,
    ];
    fake
}

fn ids(html: &str) -> Vec<String> {
    between(html, "<li id=\"r-", "\"")
        .into_iter()
        .map(str::to_owned)
        .collect()
}

async fn listed(app: &App<Fake>, path: &str) -> Vec<String> {
    let (status, body) = get(app, path).await;
    assert_eq!(status, 200, "{path} {body}");
    let items = body.get("responses").or(body.get("held")).unwrap().as_array().unwrap();
    items
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_question_gives_the_answers_that_the_api_gives_in_its_order() {
    let app = app(four());
    for (page, api, count) in [
        ("", "/v1/responses", 4),
        ("survey=other", "/v1/responses?survey=other", 1),
        (
            "survey=&from=&to=&band=&with_comment=&waiting=&touchpoint=&language=&attribute=",
            "/v1/responses",
            4,
        ),
        ("band=low", "/v1/responses?max_score=6", 1),
        ("band=middle", "/v1/responses?min_score=7&max_score=8", 1),
        ("band=high", "/v1/responses?min_score=9", 2),
        ("touchpoint=support", "/v1/responses?touchpoint=support", 1),
        ("language=fr", "/v1/responses?language=fr", 1),
        ("attribute=plan%3Dpro", "/v1/responses?attribute.plan=pro", 1),
        ("attribute=plan%3Dfree", "/v1/responses?attribute.plan=free", 0),
        ("with_comment=true", "/v1/responses?with_comment=true", 2),
        ("waiting=true", "/v1/held", 2),
        (
            "from=2026-11-21&to=2026-11-21",
            "/v1/responses?since=2026-11-21&until=2026-11-21",
            2,
        ),
        ("to=2026-11-20", "/v1/responses?since=2026-10-24&until=2026-11-20", 2),
    ] {
        let (status, html) = shown(&app, reader(), &format!("/dashboard/comments?{page}")).await;
        assert_eq!(status, 200, "{page}");
        let of_page = ids(&html);
        assert_eq!(of_page, listed(&app, api).await, "{page}");
        assert_eq!(of_page.len(), count, "{page}");
        assert_eq!(html.contains("No answers here"), count == 0, "{page}");
    }
    for wrong in [
        "band=best",
        "waiting=perhaps",
        "attribute=plan",
        "survey=none",
        "from=today",
        "word=x",
    ] {
        assert_eq!(
            shown(&app, reader(), &format!("/dashboard/comments?{wrong}")).await.0,
            422,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn an_answer_is_told_in_words_with_its_question_and_what_was_said_to_further_ones() {
    let mut fake = four();
    let definition: SurveyDefinition = serde_json::from_value(serde_json::json!({
        "id": "other", "metric": "nps", "title": "Other", "default_language": "en",
        "text": {
            "en": {"question": "Would you recommend us?", "low": "No", "high": "Yes"},
            "fr": {"question": "Nous recommanderiez-vous ?", "low": "Non", "high": "Oui"},
        },
        "follow_up": [
            {"id": "why", "answer": "many", "choices": ["price", "people"], "text": {
                "en": {"question": "What was good?", "choices": {"price": "The price", "people": "The people"}},
                "fr": {"question": "Qu'avez-vous aimé ?", "choices": {"price": "Le prix", "people": "L'équipe"}},
            }},
            {"id": "more", "answer": "text", "text": {
                "en": {"question": "What else?"}, "fr": {"question": "Autre chose ?"},
            }},
        ],
    }))
    .unwrap();
    let mut other = survey("other");
    other.definition = definition;
    fake.versions.get_mut().unwrap().push(StoredSurvey {
        survey: other,
        stored: noon(),
    });
    if let Content::Answered(answer) = &mut fake.responses[2].content {
        answer.follow_ups = [
            ("more".to_owned(), vec!["Le <b>café</b>".to_owned()]),
            ("why".to_owned(), vec!["price".to_owned(), "people".to_owned()]),
        ]
        .into();
    }
    let (_, html) = shown(&app(fake), reader(), "/dashboard/comments?survey=other").await;
    for words in [
        "<strong>Promoter</strong>",
        "lang=\"fr\"><bdi dir=\"auto\">Nous recommanderiez-vous ?</bdi>",
        "<bdi dir=\"auto\" lang=\"fr\">très bien\nmerci</bdi>",
        "<dt><bdi dir=\"auto\">Qu&#39;avez-vous aimé ?</bdi></dt><dd><bdi dir=\"auto\">Le prix</bdi>, <bdi dir=\"auto\">L&#39;équipe</bdi></dd>",
        "<dd><bdi dir=\"auto\">Le &#60;b&#62;café&#60;/b&#62;</bdi></dd>",
        "href=\"/dashboard/customer?id=C%2F3\"",
        "<time datetime=\"2026-11-21T00:00:40Z\">21 November 2026, 00:00 UTC</time>",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    let first = html.find("avez-vous aimé").unwrap();
    assert!(
        first < html.find("Autre chose").unwrap(),
        "in the order they were asked in"
    );
}

/// A request of somebody whose session goes on over midnight.
fn on_shift(path: &str) -> Request {
    let late = Session {
        ends: noon() + SignedDuration::from_hours(24),
        ..session(agent())
    };
    let mut request = request("GET", path, "");
    let cookie = format!("__Host-aisance={}", late.seal(&roots().session_keys().0));
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    request
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page_each_answer_once_also_over_midnight() {
    let mut fake = with_surveys(&["after-buy"]);
    fake.responses = (0..60_u8)
        .map(|number| {
            let day = if number < 40 { TODAY } else { before(TODAY) };
            response(number, "C-1", day, i64::from(number), 5, "word")
        })
        .collect();
    let (app, clock) = app_with_clock(fake);
    let of_api = listed(&app, "/v1/responses?per_page=200").await;
    let mut of_pages = Vec::new();
    let mut path = "/dashboard/comments?band=low&touchpoint=checkout".to_owned();
    let mut pages = 0;
    loop {
        let answer = handle(&app, on_shift(&path)).await;
        assert_eq!(answer.status(), 200);
        let html = text(answer);
        assert!(
            html.contains("24 October 2026") || html.contains("25 October 2026"),
            "{html}"
        );
        assert!(html.contains("<option value=\"low\" selected>"), "the question stays");
        of_pages.extend(ids(&html));
        pages += 1;
        assert_eq!(html.contains("rel=\"first\""), pages > 1);
        let next = between(&html, "<a href=\"", ">")
            .into_iter()
            .find(|link| link.ends_with("rel=\"next\""));
        let Some(next) = next else { break };
        path = next.split('"').next().unwrap().replace("&#38;", "&");
        clock.advance(8 * 3600);
    }
    assert_eq!((pages, of_pages.len()), (3, 60));
    assert_eq!(of_pages, of_api);
    let other = path.replace("band=low", "band=high");
    assert_eq!(
        handle(&app, on_shift(&other)).await.status(),
        422,
        "a cursor fits its own question alone"
    );
}

async fn decide(app: &App<Fake>, id: u8, day: &str, revision: &str, decision: &str) -> (u16, String) {
    let id = InvitationId::from_bytes([id; 16]).to_string();
    let fields = [
        ("day", day),
        ("response", &id),
        ("revision", revision),
        ("decision", decision),
        ("back", "/dashboard/comments?waiting=true&decided=x&outcome=y"),
    ];
    let answer = sent(app, agent(), DECIDE, &fields).await;
    let location = answer
        .headers()
        .get("location")
        .map(|to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), location.unwrap_or_default())
}

#[tokio::test]
async fn a_decision_is_taken_told_and_taken_back_and_the_api_says_the_same() {
    let app = app(four());
    let (_, html) = shown(&app, agent(), "/dashboard/comments?waiting=true").await;
    assert_eq!(html.matches("value=\"apply\"").count(), 2);
    let (status, back) = decide(&app, 1, "2026-11-21", "1", "apply").await;
    let id = InvitationId::from_bytes([1; 16]);
    assert_eq!(
        (status, back.as_str()),
        (
            303,
            format!("/dashboard/comments?waiting=true&decided=2026-11-21.{id}").as_str()
        )
    );
    let (_, html) = shown(&app, agent(), &back).await;
    let notice = between(&html, "<section class=\"notice\" role=\"status\">", "</section>")[0];
    for words in [
        "Decided: it counts. The scores include it from the next night on.",
        "What counted before",
        "Decided that it counts: <bdi dir=\"auto\">person:somebody</bdi>",
        "value=\"undo\"",
        "name=\"revision\" value=\"2\"",
    ] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    assert_eq!(ids(&html), listed(&app, "/v1/held").await, "it waits no longer");
    let (_, api) = get(&app, "/v1/responses").await;
    let item = api["responses"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["id"] == id.to_string())
        .unwrap();
    assert_eq!(
        (&item["score"], &item["review"]["decision"]),
        (&2.into(), &"applied".into())
    );
    let (_, back) = decide(&app, 1, "2026-11-21", "2", "undo").await;
    let (_, html) = shown(&app, agent(), &back).await;
    assert!(html.contains("It waits for a decision.") && ids(&html).len() == 2);
    let (_, back) = decide(&app, 2, "2026-11-20", "1", "drop").await;
    assert!(
        shown(&app, agent(), &back)
            .await
            .1
            .contains("Decided: the suspect answer does not count.")
    );
    let audit = app.store.administration.audit.lock().unwrap();
    let lines: Vec<_> = audit.iter().filter(|entry| entry.deed == Deed::Decide).collect();
    assert_eq!((lines.len(), lines[0].about.clone()), (3, Some(id.to_string())));
}

#[tokio::test]
async fn what_was_not_looked_at_is_not_decided_and_the_page_says_why() {
    let app = app(four());
    for (id, day, revision, decision, why) in [
        (1, "2026-11-21", "7", "apply", "the answer has changed since you looked"),
        (4, "2026-11-20", "1", "drop", "there is nothing left to decide here"),
        (3, "2026-11-21", "1", "undo", "there is nothing left to decide here"),
    ] {
        let (status, back) = decide(&app, id, day, revision, decision).await;
        assert_eq!(status, 303);
        let (_, html) = shown(&app, agent(), &back).await;
        let notice = between(&html, "<section class=\"notice bad\" role=\"status\">", "</section>")[0];
        assert!(notice.contains(why), "{notice}");
    }
    for (day, revision, decision, status) in [
        ("2026-11-19", "1", "drop", 404),
        ("yesterday", "1", "drop", 404),
        ("2026-11-21", "one", "drop", 404),
        ("2026-11-21", "1", "keep", 422),
    ] {
        assert_eq!(decide(&app, 1, day, revision, decision).await.0, status);
    }
    assert!(app.store.decided.lock().unwrap().is_empty());
    let sealed = crate::testing::app(Fake {
        sealed_days: vec![TODAY],
        ..four()
    });
    let (_, back) = decide(&sealed, 1, "2026-11-21", "1", "drop").await;
    assert!(
        shown(&sealed, agent(), &back)
            .await
            .1
            .contains("sealed and take no more changes")
    );
}

#[tokio::test]
async fn an_address_that_says_something_was_decided_is_not_believed() {
    let app = app(four());
    let id = InvitationId::from_bytes([4; 16]);
    for asked in [
        format!("decided=2026-11-20.{id}"),
        "decided=2026-11-20.x&outcome=sealed".to_owned(),
        "decided=1".to_owned(),
    ] {
        let (status, html) = shown(&app, agent(), &format!("/dashboard/comments?{asked}")).await;
        assert!(status == 200 && !html.contains("class=\"notice"), "{asked}");
    }
}

#[tokio::test]
async fn whoever_may_only_read_sees_what_waits_and_no_way_to_decide() {
    let app = app(four());
    let (_, html) = shown(&app, reader(), "/dashboard/comments?waiting=true").await;
    assert!(html.contains("Suspect: does not count") && !html.contains("/decide"));
}

#[tokio::test]
async fn a_search_that_is_not_over_says_how_far_it_is_and_where_it_goes_on() {
    let app = app(four());
    let (_, html) = shown(
        &app,
        agent(),
        "/dashboard/comments?from=2026-08-01&to=2026-11-21&touchpoint=nowhere",
    )
    .await;
    // The days after it were looked at, 31 of them.
    assert!(
        html.contains("The search has reached 21 October 2026 and found nothing for this page."),
        "{html}"
    );
    assert!(
        html.contains("rel=\"next\">Older</a>") && html.contains(">Clear filters</a>"),
        "{html}"
    );
    assert!(!html.contains("No answers here"), "{html}");
    let (_, html) = shown(&app, agent(), "/dashboard/comments?touchpoint=nowhere").await;
    assert!(
        html.contains("No answers here") && !html.contains("The search has reached"),
        "{html}"
    );
}
