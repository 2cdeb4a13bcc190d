//! A team's look, and where it may be shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Response;
use lambda_http::Body;
use sha2::Digest as _;
use shared::domain::survey::{Brand, Palette, SurveyDefinition};

use crate::style::FRAMED;
use crate::testing::{Bench, Event, ready_surveys, text};

const LOGO: &str = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDgiPjxyZWN0IHdpZHRoPSI4IiBoZWlnaHQ9IjgiLz48L3N2Zz4=";

fn branded() -> SurveyDefinition {
    let light = Palette {
        accent: "#1f4e9c".into(),
        background: "#ffffff".into(),
        text: "#1a1a1a".into(),
    };
    let brand = Brand {
        name: Some("Dupont & Fils".into()),
        font: Some("Georgia, serif".into()),
        light: Some(light),
        ..Brand::default()
    };
    SurveyDefinition {
        brand: Some(brand),
        ..ready_surveys().remove(0)
    }
}

fn with_logo() -> SurveyDefinition {
    let mut definition = branded();
    definition.brand.as_mut().unwrap().logo = Some(LOGO.into());
    definition
}

fn policy(response: &Response<Body>) -> String {
    response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned()
}

/// A page of every kind.
async fn pages(bench: &Bench, token: &str, query: &str) -> Vec<Response<Body>> {
    let with = |more: &str| format!("{more}&{query}");
    let (thanks, chosen) = (with("done=new&r=3"), with("r=3"));
    let mut pages = vec![
        bench.send(Event::get(token).query(query)).await,
        bench.send(Event::get(token).query(&chosen)).await,
        bench.send(Event::get(token).query(&thanks)).await,
        bench.send(Event::form(token, &[]).query(query)).await,
    ];
    bench.at("2027-01-20T11:00:00Z");
    pages.push(bench.send(Event::get(token).query(query)).await);
    bench.at(crate::testing::NOON);
    pages
}

#[tokio::test]
async fn every_style_sheet_in_a_page_is_one_that_its_policy_allows() {
    for definition in [ready_surveys().remove(0), branded(), with_logo()] {
        let bench = Bench::new();
        bench.define(definition);
        let mut pages = pages(&bench, &bench.link("recommend"), "").await;
        pages.push(bench.send(Event::get("junk")).await);
        for response in pages {
            let page = text(&response);
            let digests = page.split("<style>").skip(1).map(|rest| {
                let sheet = rest.split("</style>").next().unwrap();
                format!("'sha256-{}'", STANDARD.encode(sha2::Sha256::digest(sheet)))
            });
            let digests: Vec<String> = digests.collect();
            assert!(
                digests.iter().all(|digest| policy(&response).contains(digest)),
                "{page}"
            );
            assert!(!digests.is_empty() && page.matches("<style").count() == digests.len());
        }
    }
}

#[tokio::test]
async fn who_asks_stands_over_the_question_on_every_page() {
    let bench = Bench::new();
    bench.define(branded());
    for response in pages(&bench, &bench.link("recommend"), "").await {
        let page = text(&response);
        let (before, _) = page.split_once("<h1").unwrap();
        assert!(before.contains(r#"<p class="who">Dupont &#38; Fils</p>"#), "{page}");
        assert!(page.contains("--accent:#1f4e9c"), "{page}");
        assert!(!policy(&response).contains("img-src"));
    }
}

#[tokio::test]
async fn a_logo_has_the_name_as_its_text_and_only_then_may_the_page_show_pictures() {
    let bench = Bench::new();
    bench.define(with_logo());
    for response in pages(&bench, &bench.link("recommend"), "").await {
        let page = text(&response);
        let image = format!(r#"<img src="{}" alt="Dupont &#38; Fils">"#, LOGO.replace('+', "&#43;"));
        assert!(
            page.contains(&image) || page.contains(&image.replace("&#43;", "+")),
            "{page}"
        );
        assert!(policy(&response).contains("; img-src data:; "), "{}", policy(&response));
    }
}

#[tokio::test]
async fn only_the_sites_that_a_survey_lists_may_show_its_pages_in_a_frame() {
    let bench = Bench::new();
    bench.define(SurveyDefinition {
        frame_hosts: vec!["https://www.example.com".into(), "https://shop.example.com:8443".into()],
        ..ready_surveys().remove(0)
    });
    for response in pages(&bench, &bench.link("recommend"), "").await {
        assert!(
            policy(&response).ends_with("frame-ancestors https://www.example.com https://shop.example.com:8443"),
            "{}",
            policy(&response)
        );
        assert!(response.headers().get("cross-origin-resource-policy").is_none());
        assert!(response.headers().get("x-frame-options").is_none());
    }
    for other in ["junk".to_owned(), bench.link("ease")] {
        let response = bench.send(Event::get(&other)).await;
        assert!(policy(&response).ends_with("frame-ancestors 'none'"));
        assert_eq!(response.headers()["cross-origin-resource-policy"], "same-origin");
    }
}

#[tokio::test]
async fn a_framed_page_stays_framed_from_page_to_page() {
    let bench = Bench::new();
    bench.define(SurveyDefinition {
        frame_hosts: vec!["https://www.example.com".into()],
        ..ready_surveys().remove(0)
    });
    let token = bench.link("recommend");
    for response in pages(&bench, &token, "frame=1").await {
        let page = text(&response);
        assert!(page.contains(FRAMED), "{page}");
        let mut addresses = page.split('"').filter(|text| text.starts_with('?'));
        assert!(addresses.all(|address| address.contains("frame=1")), "{page}");
    }
    let ticket = bench.ticket(&token).await;
    bench.wait(10);
    let sent = Event::form(&token, &[("rating", "9"), ("view", &ticket)]).query("lang=en&frame=1");
    assert_eq!(
        bench.send(sent).await.headers()["location"],
        "?done=new&lang=en&frame=1"
    );
    let page = text(&bench.send(Event::get(&bench.link("ease")).query("frame=1")).await);
    assert!(!page.contains(FRAMED), "a page that nobody may frame keeps its ground");
}
