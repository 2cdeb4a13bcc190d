//! Every page is one small answer, in any language.

use shared::domain::measure::Band;
use shared::domain::survey::{
    AnswerKind, Brand, FollowUp, FollowUpText, LONGEST_LOGO, OpenAccess, Palette, SurveyDefinition, SurveyText,
};

use shared::text::Words;

use crate::testing::{Bench, Event, ready_surveys, text, ticket_in};

/// The most that a page may have, in bytes, nothing compressed.
const LARGEST: usize = 15_000;

/// What a logo begins with.
const LOGO: &str = "data:image/webp;base64,UklGRgAAAABXRUJQ";

/// Every language there is.
fn tags() -> impl Iterator<Item = &'static str> {
    Words::all().map(Words::tag)
}

/// Words of a language whose letters take three bytes each, as long as such texts are.
fn words(characters: usize) -> String {
    "ความคิดเห็น ".chars().cycle().take(characters).collect()
}

/// A survey that has everything there is to have.
fn full() -> SurveyDefinition {
    let logo = "A".repeat((LONGEST_LOGO - LOGO.len()) / 4 * 4);
    let palette = |accent: &str, background: &str, text: &str| Palette {
        accent: accent.into(),
        background: background.into(),
        text: text.into(),
    };
    let text = SurveyText {
        question: words(80),
        low: words(24),
        high: words(24),
        comment: Some(words(40)),
    };
    let question = |id: &str, answer| {
        let choices: Vec<String> = match answer {
            AnswerKind::Text => Vec::new(),
            AnswerKind::One | AnswerKind::Many => (0..8).map(|n| format!("choice-number-{n}")).collect(),
        };
        let text = FollowUpText {
            question: words(60),
            choices: choices.iter().map(|choice| (choice.clone(), words(30))).collect(),
        };
        FollowUp {
            id: id.into(),
            after: vec![Band::Low],
            answer,
            choices,
            text: tags().map(|tag| (tag.into(), text.clone())).collect(),
        }
    };
    SurveyDefinition {
        contact: Some("https://www.example.com/help/contact-us?topic=survey".into()),
        frame_hosts: vec!["https://www.example.com".into()],
        brand: Some(Brand {
            name: Some(words(30)),
            logo: Some(format!("{LOGO}{logo}")),
            font: Some("'A Family With A Long Name', 'Another One', Georgia, 'Times New Roman', serif".into()),
            light: Some(palette("#1f4e9c", "#ffffff", "#1a1a1a")),
            dark: Some(palette("#9cc3ff", "#101418", "#f0f0f0")),
        }),
        text: tags().map(|tag| (tag.into(), text.clone())).collect(),
        follow_up: vec![question("reason", AnswerKind::Many), question("wish", AnswerKind::Text)],
        ..ready_surveys().remove(0)
    }
}

#[tokio::test]
async fn a_page_with_everything_there_is_stays_under_fifteen_thousand_bytes() {
    let bench = Bench::new();
    bench.define(full());
    let token = bench.link("recommend");
    bench.send(Event::json(&token, r#"{"rating":3}"#)).await;
    for tag in tags() {
        let in_tag = |query: &str| format!("lang={tag}&frame=1&{query}");
        let (form, chosen, thanks) = (in_tag(""), in_tag("r=0"), in_tag("done=changed&r=0"));
        let wrong = [("rating", "0"), ("more.reason", "none"), ("more.wish", "")];
        let further = in_tag("done=more");
        let requests = [
            Event::get(&token).query(&form),
            Event::get(&token).query(&chosen),
            Event::get(&token).query(&thanks),
            Event::form(&token, &[]).query(&form),
            Event::form(&token, &wrong).query(&further),
        ];
        for request in requests {
            let query = request.query;
            let page = text(&bench.send(request).await);
            assert!(page.len() < LARGEST, "{tag} {query}: {} bytes", page.len());
        }
    }
}

#[tokio::test]
async fn an_open_page_with_everything_there_is_is_no_larger() {
    let bench = Bench::new();
    // As long as the name of a touchpoint can be, in letters of three bytes.
    let touchpoint = "ร้านสาขาที่สิบสอง".chars().take(13).collect::<String>();
    bench.define(SurveyDefinition {
        open: Some(OpenAccess {
            touchpoints: vec![touchpoint.clone()],
            answers_an_hour_per_address: 60,
            answers_an_hour: 3000,
        }),
        ..full()
    });
    let at = serde_urlencoded::to_string([("at", &*touchpoint), ("via", "qr")]).unwrap();
    for tag in tags() {
        let fresh = format!("lang={tag}&frame=1&{at}");
        let page = text(&bench.send(Event::get("recommend").query(&fresh)).await);
        assert!(page.len() < LARGEST, "{tag}: {} bytes", page.len());
        bench.wait(5);
        let fields = [("rating", "0"), ("view", &*ticket_in(&page))];
        let sent = bench.send(Event::form("recommend", &fields).query(&fresh)).await;
        let thanks = sent.headers()["location"].to_str().unwrap()[1..].to_owned();
        let view = thanks.split('&').find(|part| part.starts_with("view=")).unwrap();
        let change = format!("{fresh}&{view}");
        let ticket = ticket_in(&text(&bench.send(Event::get("recommend").query(&thanks)).await));
        let wrong = [("rating", "0"), ("more.reason", "none"), ("view", &*ticket)];
        let further = format!("{fresh}&done=more");
        for request in [
            Event::form("recommend", &wrong).query(&further),
            Event::get("recommend").query(&thanks),
            Event::get("recommend").query(&change),
            Event::form("recommend", &[("rating", "0")]).query(&fresh),
        ] {
            let page = text(&bench.send(request.clone()).await);
            assert!(page.len() < LARGEST, "{tag} {request:?}: {} bytes", page.len());
        }
    }
}
