//! Opening a link.

use jiff::civil::date;
use shared::link::{FactsDraft, KeyId, MintKey, RootKeys};

use crate::testing::{Bench, Call, Event, draft, text};

/// Everything that is no link of this workspace, by what is wrong with it.
fn junk(bench: &Bench) -> Vec<(&'static str, String)> {
    let good = bench.link("recommend");
    let other = RootKeys::parse(r#"{"2": "another workspace with another secret root", "permanent": "and with another permanent root than this one"}"#).unwrap();
    let flipped = |at: usize| {
        let mut text = good.clone().into_bytes();
        text[at] = if text[at] == b'A' { b'B' } else { b'A' };
        String::from_utf8(text).unwrap()
    };
    let facts = shared::link::LinkFacts::new(&draft(), shared::link::RawIds::Refuse).unwrap();
    assert_eq!(bench.roots.mint_key().key_id(), KeyId::new(2).unwrap());
    let foreign: &MintKey = other.mint_key();
    vec![
        ("nothing", String::new()),
        ("a word", "Hello".into()),
        ("not base64url", "ÿ/+=".into()),
        ("another version or key id", flipped(0)),
        ("another tag", flipped(10)),
        ("another content", flipped(good.len() - 4)),
        ("cut short", good[..good.len() - 2].into()),
        ("longer", format!("{good}AA")),
        ("padded", format!("{good}=")),
        ("another workspace's", shared::link::mint(foreign, &facts)),
        ("too long", "A".repeat(1025)),
        ("far too long", "A".repeat(9000)),
    ]
}

#[tokio::test]
async fn whatever_does_not_verify_gets_one_and_the_same_404_and_costs_no_request_to_storage() {
    let bench = Bench::new();
    let mut seen = Vec::new();
    for (what, token) in junk(&bench) {
        for request in [
            Event::get(&token),
            Event::get(&token).query("done=new&r=9&lang=fr"),
            Event::form(&token, &[("rating", "9"), ("view", "x")]),
            Event::get(&token).posting("text/plain", "x".repeat(40_000)),
        ] {
            let response = bench.send(request).await;
            assert_eq!(response.status(), 404, "{what}");
            seen.push((what, format!("{:?}", response.headers()), text(&response)));
        }
    }
    assert_eq!(bench.calls(), []);
    // A genuine link to a survey that is not there looks the same, though it had to be looked up.
    let response = bench.send(Event::get(&bench.link("no-such-survey"))).await;
    assert_eq!(response.status(), 404);
    seen.push(("unknown survey", format!("{:?}", response.headers()), text(&response)));
    for (what, headers, body) in &seen {
        assert_eq!((headers, body), (&seen[0].1, &seen[0].2), "{what}");
    }
}

#[tokio::test]
async fn a_genuine_link_to_nowhere_looks_like_any_other_whatever_language_it_asks_for() {
    let bench = Bench::new();
    let french = FactsDraft {
        survey: "no-such-survey".into(),
        language: Some("fr".into()),
        ..draft()
    };
    let ask = async |token: &str| {
        let request = Event::get(token).query("lang=ar").header("accept-language", "de");
        let response = bench.send(request).await;
        (response.status(), text(&response))
    };
    let (status, genuine) = ask(&bench.link_of(&french)).await;
    assert_eq!(status, 404);
    assert!(genuine.contains(r#"<html lang="de""#), "{genuine}");
    assert_eq!(genuine, ask("no-link-at-all!").await.1);
}

#[tokio::test]
async fn looking_never_writes() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for method in ["GET", "HEAD"] {
        for query in [
            "",
            "r=9",
            "r=99",
            "done=new&r=3",
            "lang=fr",
            "more=1&rating=3",
            "lang=&r=&done=",
        ] {
            let response = bench.send(Event::get(&token).method(method).query(query)).await;
            assert_eq!(response.status(), 200, "{method} {query}");
            assert_eq!(method == "HEAD", text(&response).is_empty());
        }
    }
    let mut calls = bench.calls();
    assert_eq!(
        calls.iter().filter(|call| **call == Call::Answered).count(),
        6,
        "one read a page with the form"
    );
    calls.retain(|call| *call != Call::Answered);
    assert_eq!(calls, [Call::Surveys, Call::Zones], "the settings are read once");
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    for token in [token.as_str(), "junk"] {
        let get = bench.send(Event::get(token)).await;
        let head = bench.send(Event::get(token).method("HEAD")).await;
        assert_eq!((get.status(), get.headers()), (head.status(), head.headers()));
        assert!(text(&head).is_empty() && !text(&get).is_empty());
    }
}

#[tokio::test]
async fn a_rating_from_the_message_is_chosen_in_words_and_can_be_changed() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    let page = text(&bench.send(Event::get(&token).query("r=9")).await);
    assert!(page.contains("You chose 9. Press Send to confirm"), "{page}");
    assert_eq!(page.matches(" checked").count(), 1);
    assert!(page.contains(r#"value="9" required checked"#));
    let end = text(&bench.send(Event::get(&token).query("r=10")).await);
    assert!(end.contains("You chose 10 (Extremely likely)."), "{end}");
}

#[tokio::test]
async fn nothing_is_chosen_for_a_person_who_chose_nothing_or_something_off_the_scale() {
    let bench = Bench::new();
    let token = bench.link("satisfaction");
    for query in [
        "",
        "r=0",
        "r=6",
        "r=-1",
        "r=",
        "r=5.0",
        "r=five",
        "r=%2B5",
        "r=99999999999999999999",
    ] {
        let page = text(&bench.send(Event::get(&token).query(query)).await);
        assert!(!page.contains(" checked") && !page.contains("You chose"), "{query}");
    }
}

#[tokio::test]
async fn a_link_that_has_expired_says_so_and_says_whom_to_ask() {
    let bench = Bench::new();
    let token = bench.link("recommend");
    bench.at("2026-12-18T23:59:59.999Z");
    assert_eq!(bench.send(Event::get(&token)).await.status(), 200);
    bench.at("2026-12-19T00:00:00Z");
    let ticket = "x";
    for request in [
        Event::get(&token),
        Event::get(&token).query("done=new"),
        Event::form(&token, &[("rating", "9"), ("view", ticket)]),
    ] {
        let response = bench.send(request).await;
        assert_eq!(response.status(), 410);
        let page = text(&response);
        assert!(
            page.contains("This link has expired") && page.contains("mailto:support@example.com"),
            "{page}"
        );
    }
    assert_eq!(bench.send(Event::json(&token, r#"{"rating":9}"#)).await.status(), 410);
    assert!(
        bench
            .calls()
            .iter()
            .all(|call| matches!(call, Call::Surveys | Call::Zones | Call::Answered))
    );
}

#[tokio::test]
async fn the_language_is_the_chosen_one_then_the_links_then_the_browsers_then_the_surveys() {
    let bench = Bench::new();
    let plain = bench.link("recommend");
    let chinese = bench.link_of(&FactsDraft {
        language: Some("zh-TW".into()),
        ..draft()
    });
    let cases = [
        (&plain, "", "", "en"),
        (&plain, "", "tlh, fr-CA;q=0.8", "fr"),
        (&plain, "", "nn-NO, fr;q=0.8", "nb"),
        (&plain, "lang=zh-Hant", "fr", "zh-Hant"),
        (&plain, "lang=xx", "fr", "fr"),
        (&chinese, "", "fr", "zh-Hant"),
        (&chinese, "lang=en", "fr", "en"),
        (&chinese, "lang=en&r=3&done=new", "fr", "en"),
    ];
    for (token, query, accepted, tag) in cases {
        let response = bench
            .send(Event::get(token).query(query).header("accept-language", accepted))
            .await;
        assert_eq!(response.headers()["content-language"], tag, "{query} {accepted}");
        assert!(text(&response).contains(&format!(r#"<html lang="{tag}""#)));
    }
}

#[tokio::test]
async fn a_link_keeps_working_while_its_key_id_is_there_and_no_longer() {
    let bench = Bench::new();
    let facts = shared::link::LinkFacts::new(&draft(), shared::link::RawIds::Refuse).unwrap();
    let old = RootKeys::parse(r#"{"1": "TEST ONLY root one, known to everyone, never deploy it"}"#).unwrap();
    let token = shared::link::mint(old.mint_key(), &facts);
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    let sent = bench
        .send(Event::form(&token, &[("rating", "9"), ("view", &ticket)]))
        .await;
    assert_eq!(sent.status(), 303);
    assert_eq!(
        bench.stored().answer().unwrap().suspicions,
        [],
        "the old id's tickets are genuine too"
    );
    assert_eq!(bench.stored().day, date(2026, 11, 20));
}
