//! What is in the pages, and in the headers around them.

use shared::domain::survey::SurveyDefinition;
use shared::link::FactsDraft;
use shared::text::Words;

use crate::testing::{Bench, Event, Failure, draft, ready_surveys, text};

#[test]
fn the_ready_surveys_can_be_stored_as_they_are() {
    let measures: Vec<String> = ready_surveys()
        .iter()
        .map(|survey| survey.validate().unwrap().to_string())
        .collect();
    assert_eq!(measures, ["nps", "csat/1-5/4", "ces/1-7/5"]);
    for survey in ready_surveys() {
        assert!(Words::all().all(|words| survey.text.contains_key(words.tag())));
    }
}

#[tokio::test]
async fn every_page_is_small_complete_and_runs_nothing() {
    let bench = Bench::new();
    for survey in ready_surveys() {
        let token = bench.link(&survey.id);
        for tag in Words::all().map(Words::tag) {
            for query in ["", "&r=5", "&done=new&r=5"] {
                let query = format!("lang={tag}{query}");
                let page = text(&bench.send(Event::get(&token).query(&query)).await);
                assert!(page.len() < 15_000, "{} {query}: {} bytes", survey.id, page.len());
                assert!(!page.contains('⟦'), "a text is missing: {page}");
                for never in [
                    "<script",
                    " on",
                    "javascript:",
                    "style=\"",
                    "<iframe",
                    "<img",
                    "http://",
                    "@import",
                    "url(",
                ] {
                    let markup = page.replace(&survey.text[tag].question, "").to_lowercase();
                    let attributes = markup.split('<').filter_map(|tag| tag.split('>').next());
                    let found = match never {
                        " on" => attributes.into_iter().any(|tag| {
                            tag.contains(" on")
                                && tag.contains("=\"")
                                && tag.split(' ').any(|part| part.starts_with("on"))
                        }),
                        never => markup.contains(never),
                    };
                    assert!(!found, "{never} in {page}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_point_has_a_name_and_the_ends_say_what_they_mean() {
    let bench = Bench::new();
    for (survey, points) in [("recommend", 0..=10), ("satisfaction", 1..=5), ("ease", 1..=7)] {
        let page = text(&bench.send(Event::get(&bench.link(survey))).await);
        let definition = ready_surveys().into_iter().find(|known| known.id == survey).unwrap();
        let words = &definition.text["en"];
        let (first, last) = (*points.start(), *points.end());
        for point in points {
            let label = page
                .split("<label>")
                .find(|label| label.contains(&format!(r#"id="rating-{point}" value="{point}""#)))
                .unwrap();
            let label = label.split("</label>").next().unwrap();
            let name = label.split("required>").nth(1).unwrap();
            let name = name
                .replace("<span class=\"unseen\">", "")
                .replace("<span>", "")
                .replace("</span>", "");
            let expected = match point {
                point if point == first => format!("{point} {}", words.low),
                point if point == last => format!("{point} {}", words.high),
                point => point.to_string(),
            };
            assert_eq!(name.trim(), expected);
        }
        assert!(
            page.contains(&format!("<legend><h1>{}</h1></legend>", words.question)),
            "{page}"
        );
        assert_eq!(page.matches("<h1>").count(), 1);
        assert!(page.contains(r#"<label for="comment">"#) && page.contains(r#"maxlength="2000""#));
        assert!(page.contains(r#"aria-describedby="comment-hint""#));
    }
}

#[tokio::test]
async fn pressing_enter_sends_the_answer_and_no_person_reaches_the_decoy() {
    let bench = Bench::new();
    let page = text(&bench.send(Event::get(&bench.link("recommend"))).await);
    let form = page.split("<form").nth(1).unwrap();
    let buttons: Vec<&str> = form
        .split("<button")
        .skip(1)
        .map(|rest| rest.split("</button>").next().unwrap())
        .collect();
    // A browser presses the first button of a form on Enter.
    assert_eq!(buttons[0], r#" type="submit">Send"#);
    assert!(
        buttons[1]
            .starts_with(r#" class="unseen" type="submit" name="more" value="1" tabindex="-1" aria-hidden="true">"#)
    );
    assert_eq!(buttons.len(), 2);
}

#[tokio::test]
async fn the_words_of_a_survey_and_its_contact_are_never_markup() {
    let bench = Bench::new();
    let hostile = r#""><script>alert(1)</script><b onx='"#;
    let mut definition: SurveyDefinition = ready_surveys().remove(0);
    definition.contact = Some(hostile.into());
    let words = definition.text.get_mut("en").unwrap();
    words.question = hostile.into();
    words.low = hostile.into();
    words.high = hostile.into();
    words.comment = Some(hostile.into());
    bench.define(definition);
    let token = bench.link("recommend");
    for request in [
        Event::get(&token).query("r=10"),
        Event::get(&token).query("done=new"),
        Event::form(&token, &[("comment", hostile), ("view", hostile)]),
        Event::form(
            &token,
            &[("comment", "</textarea><script>"), ("rating", "</title><script>")],
        ),
        Event::get(&token)
            .query("lang=%22%3E%3Cscript%3E&r=%3Cscript%3E")
            .header("accept-language", hostile),
    ] {
        let page = text(&bench.send(request).await);
        assert!(!page.contains("<script") && !page.contains("<b on"), "{page}");
        assert_eq!(
            page.matches("</textarea>").count() + page.matches("<h1>Thank you").count(),
            1
        );
    }
}

#[tokio::test]
async fn a_survey_in_a_language_the_page_does_not_speak_is_marked_as_such() {
    let bench = Bench::new();
    let mut definition = ready_surveys().remove(0);
    let mut words = definition.text["en"].clone();
    words.question = "چقدر احتمال دارد ما را توصیه کنید؟".into();
    definition.text.insert("fa".into(), words);
    bench.define(definition);
    let token = bench.link_of(&FactsDraft {
        language: Some("fa".into()),
        ..draft()
    });
    let page = text(&bench.send(Event::get(&token)).await);
    assert!(
        page.contains(r#"<html lang="en" dir="ltr">"#) && page.contains(r#"<legend lang="fa" dir="rtl">"#),
        "{page}"
    );
    assert!(page.contains(r#"action="?lang=fa""#) && page.contains("فارسی"));
    assert!(
        page.contains(r#"<div class="points of6" dir="rtl">"#),
        "the scale runs as its ends do"
    );
}

#[tokio::test]
async fn nothing_in_a_page_tells_who_the_customer_is_or_what_was_answered() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench
        .send(Event::json(&token, r#"{"rating":3,"comment":"secret words"}"#))
        .await;
    for query in ["", "done=new", "r=3"] {
        let response = bench.send(Event::get(&token).query(query)).await;
        let all = format!("{:?} {}", response.headers(), text(&response));
        for never in [
            "C-0001234567",
            "order-42",
            "secret words",
            "delivery",
            "pro\"",
            token.as_str(),
        ] {
            assert!(!all.contains(never), "{never}");
        }
    }
}

/// The headers that every answer has, whatever its status.
const ALWAYS: &str = "\
cache-control: no-store
cross-origin-opener-policy: same-origin
cross-origin-resource-policy: same-origin
permissions-policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
referrer-policy: no-referrer
strict-transport-security: max-age=63072000
x-content-type-options: nosniff
x-robots-tag: noindex, nofollow
";

#[tokio::test]
async fn every_answer_has_the_same_guarding_headers() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let mut statuses = Vec::new();
    let form = [("rating", "9")];
    let mut requests = vec![
        Event::get(&token),
        Event::get(&token).method("HEAD"),
        Event::get(&token).query("done=new"),
        Event::form(&token, &form),
        Event::json(&token, r#"{"rating":9}"#),
        Event::form(&token, &[]),
        Event::json(&token, "{}"),
        Event::json(&token, "["),
        Event::get("junk"),
        Event::json("junk", "{}"),
        Event::get(&token).method("PUT"),
        Event::json(&token, "x".repeat(40_000)),
        Event::get(&token).posting("text/plain", "x".into()),
    ];
    requests.extend([
        Event::form(&token, &form),
        Event::json(&token, r#"{"rating":9}"#),
        Event::get(&token),
    ]);
    for (n, request) in requests.into_iter().enumerate() {
        match n {
            13 => bench.fail(Some(Failure::Put)),
            15 => bench.at("2027-11-21T00:00:00Z"),
            _ => {}
        }
        let response = bench.send(request).await;
        statuses.push(response.status().as_u16());
        let mut lines: Vec<String> = response
            .headers()
            .iter()
            .filter(|(name, _)| ALWAYS.contains(&format!("{name}: ")))
            .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
            .collect();
        lines.sort();
        assert_eq!(lines.concat(), ALWAYS);
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        let (before, rest) = policy.split_once("style-src 'sha256-").unwrap();
        assert_eq!(before, "default-src 'none'; ");
        assert_eq!(
            rest.split_once(';').unwrap().1,
            " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let kind = response.headers()["content-type"].to_str().unwrap();
        assert!(
            [
                "text/html; charset=utf-8",
                "application/json",
                "application/problem+json"
            ]
            .contains(&kind),
            "{kind}"
        );
        assert!(response.headers().get("set-cookie").is_none());
    }
    assert_eq!(
        statuses,
        [
            200, 200, 200, 303, 200, 422, 422, 400, 404, 404, 405, 413, 415, 503, 503, 410
        ]
    );
}
