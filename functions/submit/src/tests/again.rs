//! A link that has been answered, opened again, and the version that an answer saw.

use shared::domain::survey::Survey;

use crate::testing::{Bench, Call, Event, Failure, ready_surveys, text, ticket_in};

const NOTE: &str = "You have already answered";

async fn answer(bench: &Bench, token: &str, fields: &[(&str, &str)], seconds: i64) {
    let ticket = bench.ticket(token).await;
    bench.wait(seconds);
    let fields: Vec<_> = fields.iter().copied().chain([("view", &*ticket)]).collect();
    assert_eq!(bench.send(Event::form(token, &fields)).await.status(), 303);
}

#[tokio::test]
async fn a_page_says_that_there_is_an_answer_and_nothing_of_it() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let fresh = text(&bench.send(Event::get(&token)).await);
    assert!(!fresh.contains(NOTE));
    answer(&bench, &token, &[("rating", "9"), ("comment", "secret words")], 10).await;
    let page = text(&bench.send(Event::get(&token)).await);
    assert!(page.contains(NOTE), "{page}");
    assert!(!page.contains("secret words") && !page.contains(" checked"));
    let chosen = text(&bench.send(Event::get(&token).query("r=3")).await);
    assert!(
        chosen.contains(NOTE) && chosen.contains(r#"value="3" required checked"#),
        "{chosen}"
    );
}

#[tokio::test]
async fn an_answer_that_a_machine_may_have_given_is_not_announced_to_the_person() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    answer(&bench, &token, &[("rating", "1")], 1).await;
    assert!(!text(&bench.send(Event::get(&token)).await).contains(NOTE));
    let ticket = bench.ticket(&token).await;
    bench.wait(70);
    let sent = bench
        .send(Event::form(&token, &[("rating", "9"), ("view", &ticket)]))
        .await;
    assert_eq!(
        sent.headers()["location"],
        "?done=new&lang=en",
        "the person has never answered before"
    );
}

#[tokio::test]
async fn the_link_of_an_erased_person_is_closed() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    answer(&bench, &token, &[("rating", "9")], 10).await;
    let stored = bench.stored();
    let erased = stored.erased(stored.first_answered, stored.expires);
    bench
        .store
        .responses
        .lock()
        .unwrap()
        .insert(stored.occasion.invitation, erased);
    let response = bench.send(Event::get(&token)).await;
    assert_eq!(response.status(), 410);
    assert!(text(&response).contains("mailto:support@example.com"));
}

#[tokio::test]
async fn the_question_is_asked_where_nobody_can_tell_whether_it_was_answered() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    answer(&bench, &token, &[("rating", "9")], 10).await;
    bench.fail(Some(Failure::Answered));
    let response = bench.send(Event::get(&token)).await;
    assert_eq!(response.status(), 200);
    assert!(!text(&response).contains(NOTE));
}

#[tokio::test]
async fn a_page_costs_one_read_and_junk_or_its_head_costs_none() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench.send(Event::get(&token)).await;
    bench.calls();
    bench.send(Event::get(&token)).await;
    assert_eq!(bench.calls(), [Call::Answered]);
    bench.send(Event::get(&token).method("HEAD")).await;
    bench.send(Event::get("junk")).await;
    bench.send(Event::get(&token).query("done=new")).await;
    assert_eq!(bench.calls(), []);
}

#[tokio::test]
async fn an_answer_keeps_the_version_that_its_form_showed() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let old = bench.ticket(&token).await;
    let definition = ready_surveys().remove(0);
    let survey = Survey {
        version: 2,
        measure: definition.measure().unwrap(),
        definition,
    };
    bench
        .store
        .surveys
        .lock()
        .unwrap()
        .current
        .insert("recommend".into(), survey);
    bench.wait(61);
    let new = ticket_in(&text(&bench.send(Event::get(&token)).await));
    bench.wait(10);
    for (ticket, version) in [(&old, 1), (&new, 2), (&"forged".to_owned(), 2)] {
        let token = bench.link("recommend");
        bench.store.responses.lock().unwrap().clear();
        bench
            .send(Event::form(&token, &[("rating", "9"), ("view", ticket)]))
            .await;
        assert_eq!(bench.stored().answer().unwrap().version, version);
    }
}
