//! Days, others who write, and storage that fails.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use shared::domain::Measure;
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::Content;
use shared::link::{FactsDraft, LinkFacts, RawIds};

use crate::testing::{Bench, Call, Event, Failure, draft, text, ticket_in};

const REFUSED: Call = Call::Put {
    replaces: None,
    stored: false,
};

fn replacing(revision: u32) -> Call {
    Call::Put {
        replaces: Some(revision),
        stored: true,
    }
}

/// A link answered on 20 November, now at noon of the 21st.
async fn answered_yesterday() -> (Bench, String) {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench
        .send(Event::json(&token, r#"{"rating":9,"comment":"good"}"#))
        .await;
    bench.at("2026-11-21T11:00:00Z");
    bench.calls();
    (bench, token)
}

#[tokio::test]
async fn a_change_to_a_closed_day_is_announced_before_it_is_written() {
    let (bench, token) = answered_yesterday().await;
    bench.warm().await;
    bench.calls();
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":2}"#)).await.status(), 200);
    assert_eq!(bench.calls(), [REFUSED, Call::Touch(date(2026, 11, 20)), replacing(1)]);
    let stored = bench.stored();
    assert_eq!(
        (stored.day, stored.answer().unwrap().rating.get()),
        (date(2026, 11, 20), 2)
    );
}

/// The invitation of a link, registered on 18 November.
fn registered(bench: &Bench) -> Registered {
    let facts = LinkFacts::new(&draft(), RawIds::Refuse).unwrap();
    let keys = NamingKeys {
        identity: &bench.roots.identity_key(),
        pseudonym: &bench.roots.pseudonym_key(),
        seal: &bench.roots.seal_key(),
    };
    let at = "2026-11-18T11:00:00Z".parse().unwrap();
    let retention = SignedDuration::from_hours(24 * 396);
    let invitation = Registered::new(&facts, Measure::nps(), keys, (date(2026, 11, 18), at), retention);
    let mut all = bench.store.registered.lock().unwrap();
    all.insert(invitation.invitation, invitation.clone());
    invitation
}

#[tokio::test]
async fn the_first_answer_to_a_registered_invitation_announces_that_its_day_changes_and_keeps_it() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let invitation = registered(&bench);
    bench.warm().await;
    bench.calls();
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":9}"#)).await.status(), 200);
    assert_eq!(
        bench.calls(),
        [REFUSED, Call::TouchBeside(date(2026, 11, 18)), replacing(0)]
    );
    let first = bench.stored();
    assert_eq!(first.invited.as_ref(), Some(&invitation.invited));
    assert_eq!((first.revision, first.day), (1, date(2026, 11, 20)));
    bench.send(Event::json(&token, r#"{"rating":2}"#)).await;
    assert_eq!(bench.calls(), [REFUSED, replacing(1)], "still one answer to it");
    assert_eq!(bench.stored().invited, first.invited);
}

#[tokio::test]
async fn a_machine_answers_no_invitation_until_a_person_does() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    registered(&bench);
    bench.warm().await;
    bench.calls();
    bench.send(Event::form(&token, &[("rating", "0"), ("more", "1")])).await;
    assert_eq!(bench.calls(), [REFUSED, replacing(0)]);
    assert!(!bench.stored().standing().answers_invitation());
    bench.send(Event::json(&token, r#"{"rating":9}"#)).await;
    assert_eq!(
        bench.calls(),
        [REFUSED, Call::TouchBeside(date(2026, 11, 18)), replacing(1)]
    );
    assert!(bench.stored().standing().answers_invitation());
}

#[tokio::test]
async fn an_answer_is_kept_though_the_day_of_its_invitation_is_sealed() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    registered(&bench);
    bench.store.sealed.lock().unwrap().insert(date(2026, 11, 18));
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":9}"#)).await.status(), 200);
    assert_eq!(bench.stored().answer().unwrap().rating.get(), 9);
}

#[tokio::test]
async fn an_answer_whose_invitation_cannot_be_announced_is_not_stored_and_not_lost() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    registered(&bench);
    bench.fail(Some(Failure::Touch));
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":9}"#)).await.status(), 503);
    bench.fail(None);
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":9}"#)).await.status(), 200);
    assert!(bench.stored().invited.is_some());
}

#[tokio::test]
async fn a_replay_on_a_closed_day_announces_nothing() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let body = r#"{"rating":9,"submission_id":"00000000-0000-4000-8000-000000000001"}"#;
    bench.send(Event::json(&token, body)).await;
    bench.at("2026-11-21T11:00:00Z");
    bench.warm().await;
    bench.calls();
    assert_eq!(bench.send(Event::json(&token, body)).await.status(), 200);
    assert_eq!(bench.calls(), [REFUSED]);
}

#[tokio::test]
async fn what_is_held_on_a_closed_day_is_announced_too() {
    let (bench, token) = answered_yesterday().await;
    bench.warm().await;
    bench.calls();
    let machine = Event::form(&token, &[("rating", "0"), ("more", "1")]);
    assert_eq!(bench.send(machine).await.status(), 303);
    assert_eq!(bench.calls(), [REFUSED, Call::Touch(date(2026, 11, 20)), replacing(1)]);
    assert!(bench.stored().held.is_some());
}

#[tokio::test]
async fn a_sealed_day_takes_no_more_changes() {
    let (bench, token) = answered_yesterday().await;
    bench.store.sealed.lock().unwrap().insert(date(2026, 11, 20));
    let before = bench.stored();
    let page = bench.send(Event::form(&token, &[("rating", "2")])).await;
    assert_eq!(page.status(), 410);
    assert!(text(&page).contains("This survey is closed") && text(&page).contains("support@example.com"));
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":2}"#)).await.status(), 410);
    assert_eq!(bench.stored(), before);
}

#[tokio::test]
async fn the_link_of_a_person_who_was_erased_is_closed() {
    let (bench, token) = answered_yesterday().await;
    let tombstone = bench.stored().erased(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
    bench
        .store
        .responses
        .lock()
        .unwrap()
        .insert(tombstone.occasion.invitation, tombstone);
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":2}"#)).await.status(), 410);
    assert!(matches!(bench.stored().content, Content::Erased { .. }));
}

#[tokio::test]
async fn sixty_four_answers_at_once_are_all_taken_and_one_is_current() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let events: Vec<Event<'_>> = (0..64)
        .map(|n| Event::json(&token, format!(r#"{{"rating":{},"comment":"number {n}"}}"#, n % 11)))
        .collect();
    let answers = futures::future::join_all(events.into_iter().map(|event| bench.send(event))).await;
    assert!(answers.iter().all(|answer| answer.status() == 200));
    let stored = bench.stored();
    assert!(stored.answer().is_some());
    let writes = bench
        .calls()
        .iter()
        .filter(|call| matches!(call, Call::Put { stored: true, .. }))
        .count();
    assert_eq!((stored.revision, writes), (64, 64), "each was applied exactly once");
}

#[tokio::test]
async fn sixty_four_copies_of_one_form_at_once_are_one_answer() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    let event = Event::form(&token, &[("rating", "9"), ("view", &ticket)]);
    let answers = futures::future::join_all((0..64).map(|_| bench.send(event.clone()))).await;
    assert!(answers.iter().all(|answer| answer.status() == 303));
    assert_eq!(bench.stored().revision, 1);
}

#[tokio::test]
async fn an_answer_that_cannot_be_stored_is_kept_in_the_page_and_sent_again_as_the_same() {
    for failure in [Failure::Put, Failure::PutAcknowledgement] {
        let bench = Bench::new();
        let token = bench.link("recommend");
        let ticket = bench.ticket(&token).await;
        bench.wait(10);
        bench.fail(Some(failure));
        let fields = [("rating", "9"), ("comment", "my own words"), ("view", &*ticket)];
        let response = bench.send(Event::form(&token, &fields)).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["retry-after"]),
            (503, &"30".parse().unwrap())
        );
        let page = text(&response);
        assert!(
            page.contains("my own words</textarea>") && page.contains(r#"value="9" required checked"#),
            "{page}"
        );
        assert!(page.contains("Nothing you wrote is lost"));
        assert_eq!(ticket_in(&page), ticket);
        bench.fail(None);
        assert_eq!(bench.send(Event::form(&token, &fields)).await.status(), 303);
        assert_eq!(
            (bench.stored().revision, bench.stored().receipts.len()),
            (1, 1),
            "{failure:?}"
        );
    }
}

#[tokio::test]
async fn nothing_is_written_to_a_closed_day_that_could_not_be_announced() {
    let (bench, token) = answered_yesterday().await;
    bench.fail(Some(Failure::Touch));
    let response = bench.send(Event::json(&token, r#"{"rating":2}"#)).await;
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(bench.stored().revision, 1);
}

#[tokio::test]
async fn the_settings_are_read_once_a_minute_and_an_old_copy_serves_while_storage_fails() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let reads = |bench: &Bench| bench.calls().iter().filter(|call| **call == Call::Surveys).count();
    for (wait, expected) in [(0, 1), (59, 0), (1, 1)] {
        bench.wait(wait);
        assert_eq!(bench.send(Event::get(&token)).await.status(), 200);
        assert_eq!(reads(&bench), expected, "after {wait} s");
    }
    bench.fail(Some(Failure::Settings));
    for (wait, expected) in [(3600, 1), (1, 0), (10, 1)] {
        bench.wait(wait);
        assert_eq!(bench.send(Event::get(&token)).await.status(), 200);
        assert_eq!(reads(&bench), expected, "{wait} s later, while storage fails");
    }
}

#[tokio::test]
async fn a_new_survey_is_found_within_seconds() {
    let bench = Bench::new();
    bench.send(Event::get(&bench.link("ease"))).await;
    let token = bench.link("brand-new");
    bench.wait(6);
    assert_eq!(bench.send(Event::get(&token)).await.status(), 404);
    let mut definition = crate::testing::ready_surveys().remove(0);
    definition.id = "brand-new".into();
    bench.define(definition);
    bench.wait(6);
    assert_eq!(bench.send(Event::get(&token)).await.status(), 200);
}

#[tokio::test]
async fn without_any_settings_what_was_sent_stays_in_the_page() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench.fail(Some(Failure::Settings));
    assert_eq!(bench.send(Event::get(&token)).await.status(), 503);
    let fields = [("rating", "9"), ("comment", "<my own words>"), ("view", "ticket")];
    let response = bench.send(Event::form(&token, &fields)).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (503, &"30".parse().unwrap())
    );
    let page = text(&response);
    for kept in [
        r#"name="rating" value="9""#,
        r#"name="comment" value="&#60;my own words&#62;""#,
        r#"name="view" value="ticket""#,
    ] {
        assert!(page.contains(kept), "{page}");
    }
    assert!(!page.contains("name=\"more\""));
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":9}"#)).await.status(), 503);
}

#[tokio::test]
async fn a_page_without_its_survey_is_in_the_chosen_language_else_the_links_else_the_browsers() {
    for (chosen, link, expected) in [
        ("lang=ar", Some("fr"), "ar"),
        ("", Some("fr"), "fr"),
        ("lang=xx", Some("fr"), "fr"),
        ("", None, "de"),
    ] {
        let bench = Bench::new();
        let token = bench.link_of(&FactsDraft {
            language: link.map(str::to_owned),
            ..draft()
        });
        let opens = format!(r#"<html lang="{expected}""#);
        let unreadable = Event::form(&token, &[("rating", "9"), ("rating", "8")]);
        let refused = bench
            .send(unreadable.query(chosen).header("accept-language", "de"))
            .await;
        assert_eq!(refused.status(), 400);
        assert!(text(&refused).contains(&opens), "{}", text(&refused));

        let bench = Bench::new();
        bench.fail(Some(Failure::Settings));
        for request in [
            Event::get(&token),
            Event::form(&token, &[("rating", "9"), ("comment", "my own words")]),
        ] {
            let unavailable = bench.send(request.query(chosen).header("accept-language", "de")).await;
            assert_eq!(unavailable.status(), 503);
            assert!(text(&unavailable).contains(&opens), "{}", text(&unavailable));
        }
    }
}
