use shared::domain::access::{Scope, Scopes};
use shared::domain::cohort::Cohort;
use shared::domain::day::shifted;
use shared::domain::fold::Excluded;

use super::customers::flagged;
use super::signals::signal;
use crate::handle;
use crate::testing::{Fake, TODAY, app, day_of_scores, page, request, signed_in, text, with_surveys};

fn with_counts(counts: [u64; 11]) -> Fake {
    let mut fake = with_surveys(&["after-buy"]);
    let excluded = Excluded {
        suspect: 3,
        ..Excluded::default()
    };
    fake.totals
        .push(("after-buy".into(), shifted(TODAY, -1), day_of_scores(counts, excluded)));
    fake.book.watermark = Some(shifted(TODAY, -1));
    fake
}

#[tokio::test]
async fn the_overview_says_what_the_team_needs_to_know() {
    let mut fake = with_counts([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12]);
    fake.customers = vec![flagged("C-0007")];
    let html = page(&app(fake), "/dashboard").await;
    let said = [
        "+50",
        "30 answers",
        "95% interval +",
        "20 November 2026",
        "3 suspect",
        "checkout",
        "Low score: 2 of 10 for recommendation, on 20 November 2026",
        "<strong>+20 points</strong>",
        "<summary>What would lower it</summary>",
        "<a href=\"/dashboard/queue#rank-1\">Number 1 in the queue</a>",
        "There is no probability",
        "<a href=\"/dashboard/surveys/after-buy\">",
        "<a href=\"/dashboard/comments?survey=after-buy&amp;from=2026-10-24&amp;to=2026-11-20\">",
    ];
    for words in said {
        assert!(html.contains(words), "'{words}' is not on the page");
    }
    assert!(!html.contains("class=\"tag"), "30 answers are not few");
}

#[tokio::test]
async fn the_overview_names_no_customer_as_nothing_is_written_down_of_whoever_opens_it() {
    let mut fake = with_counts([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12]);
    let mut unknown = flagged("C-0008");
    unknown.id = None;
    let mut known = flagged("C-0007");
    known.attributes = [("plan".to_owned(), "the one of C-7".to_owned())].into();
    let keys = [known.key.to_string(), unknown.key.to_string()];
    fake.customers = vec![known, unknown];
    let app = app(fake);
    let html = page(&app, "/dashboard").await;
    assert!(html.contains("Number 2 in the queue"), "{html}");
    for named in ["C-0007", "the one of C-7", &keys[0], &keys[1]] {
        assert!(!html.contains(named), "{named}: {html}");
    }
    assert!(app.store.administration.audit.lock().unwrap().is_empty());
    let queue = page(&app, "/dashboard/queue").await;
    assert!(queue.contains("C-0007") && queue.contains("id=\"rank-2\""), "{queue}");
    assert_eq!(app.store.administration.audit.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_page_is_in_the_language_of_whoever_reads_it_with_its_numbers_and_days() {
    let mut fake = with_counts([0, 0, 0, 0, 0, 0, 400, 0, 500, 800, 1_200]);
    fake.customers = vec![flagged("C-0007")];
    let mut request = signed_in(Scopes::ALL, "GET", "/dashboard", "");
    request
        .headers_mut()
        .insert("accept-language", "fr-CA, en".parse().unwrap());
    let html = text(handle(&app(fake), request).await);
    for words in [
        "<html lang=\"fr\">",
        "Un ordre et des raisons",
        "Note basse\u{a0}: 2 sur 10 (recommandation), le 20 novembre 2026",
        "<summary>Ce qui le ferait baisser</summary>",
        "2\u{202f}900 réponses",
        "intervalle à 95\u{a0}% de +",
        "Laissées de côté\u{a0}: 3 suspectes",
    ] {
        assert!(html.contains(words), "'{words}' is not on the page");
    }
    assert!(!html.contains('⟦'));
}

#[tokio::test]
async fn whoever_may_read_numbers_alone_sees_no_customer_and_no_way_to_one() {
    let mut fake = with_counts([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12]);
    fake.customers = vec![flagged("C-0007")];
    *fake.signals.lock().unwrap() = vec![signal(None, TODAY)];
    let viewer = signed_in(Scopes::of(&[Scope::Read]), "GET", "/dashboard", "");
    let html = text(handle(&app(fake), viewer).await);
    assert!(html.contains("+50") && html.contains("Scores that have shifted"));
    for hidden in [
        "C-0007",
        "/dashboard/comments",
        "/dashboard/queue",
        "Customers to look at",
        "Mark as dealt with",
    ] {
        assert!(!html.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn the_overview_says_how_many_of_those_invited_have_answered_and_what_is_left_out() {
    let mut fake = with_counts([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12]);
    let (_, _, day) = &mut fake.totals[0];
    day.cohort = Cohort {
        invited: 20,
        answered: 10,
    };
    day.excluded.test = 1;
    day.excluded.dropped = 2;
    let html = page(&app(fake), "/dashboard").await;
    for words in [
        "<span class=\"strong\">50%</span> · 10 of 20 registered invitations answered · 95% interval 30% to 70%",
        "1 through test links",
        "2 suspect and dropped by a person",
        "<a href=\"/dashboard/comments?survey=after-buy&amp;from=2026-10-24&amp;to=2026-11-20&amp;waiting=true\">3 wait for a decision</a>",
    ] {
        assert!(html.contains(words), "'{words}' is not on the page");
    }
    let html = page(&app(with_counts([0; 11])), "/dashboard").await;
    assert!(!html.contains("Response rate"), "nobody was invited: there is no rate");
    let of_few = [
        (
            4,
            "Response rate · 4 registered invitations · Too few for a percentage.",
        ),
        (
            9,
            "Response rate · 2 of 9 registered invitations answered · Too few for a percentage.",
        ),
    ];
    for (invited, words) in of_few {
        let mut fake = with_counts([0; 11]);
        fake.totals[0].2.cohort = Cohort { invited, answered: 2 };
        let html = page(&app(fake), "/dashboard").await;
        assert!(html.contains(words), "{invited} invitations");
    }
}

#[tokio::test]
async fn too_few_answers_show_no_score_on_the_page() {
    let cases: [([u64; 11], &str, bool); 4] = [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4], "Fewer than 5 answers", false),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], "Fewer than 10 answers", false),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10], "Few answers", true),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30], "95% interval", true),
    ];
    for (counts, words, score) in cases {
        let html = page(&app(with_counts(counts)), "/dashboard").await;
        assert!(html.contains(words), "{words}");
        assert_eq!(html.contains("+100"), score, "{counts:?}");
    }
}

#[tokio::test]
async fn the_weeks_are_drawn_and_each_is_told_to_those_who_do_not_see_them() {
    let mut fake = with_counts([0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 10]);
    for (back, good) in [(10, 20), (24, 30), (50, 40)] {
        let item = day_of_scores([0, 0, 0, 0, 0, 0, 10, 0, 0, 0, good], Excluded::default());
        fake.totals.push(("after-buy".into(), shifted(TODAY, -back), item));
    }
    let html = page(&app(fake), "/dashboard").await;
    let (_, rest) = html.split_once("class=\"plot spark\"").unwrap();
    let (_, name) = rest.split_once("aria-label=\"").unwrap();
    let (name, _) = name.split_once('"').unwrap();
    assert!(
        name.starts_with("The score week by week, 26 September 2026 to 20 November 2026: none; +60; none"),
        "{name}"
    );
    assert!(name.ends_with("+33; 0."), "{name}");
    let one = page(&app(with_counts([0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 10])), "/dashboard").await;
    assert!(!one.contains("plot spark"), "one week is no line");
}

#[tokio::test]
async fn an_empty_workspace_says_what_to_do_next() {
    let html = page(&app(with_surveys(&[])), "/dashboard").await;
    for words in [
        "No survey yet",
        "Nobody is flagged",
        "None of these days is settled yet",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let html = page(&app(with_surveys(&["after-buy"])), "/dashboard?days=7").await;
    assert!(html.contains("No answers in this period.") && html.contains("Make links"));
    assert!(html.contains("href=\"/dashboard?days=7\" aria-current=\"page\""));
}

#[tokio::test]
async fn hostile_text_stays_text_wherever_it_is_shown() {
    let payloads = [
        "<script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        "\"><svg/onload=alert(1)>",
        "'-alert(1)-'",
        "{{ 7*7 }} {% raw %}",
        "</bdi></td><td>",
        "a\u{202e}b\u{2066}c\u{2069}\u{0}d",
        "javascript:alert(1)",
    ];
    let plain = page(&app(hostile("plain")), "/dashboard").await;
    let shape = |html: &str| {
        (
            html.matches('<').count(),
            html.matches('"').count(),
            html.matches('\'').count(),
        )
    };
    for payload in payloads {
        let html = page(&app(hostile(payload)), "/dashboard").await;
        assert_eq!(shape(&html), shape(&plain), "{payload} changed the page");
        for turned in ['\u{202e}', '\u{2066}', '\u{2069}', '\0'] {
            assert!(!html.contains(turned), "{payload}");
        }
    }
}

/// A workspace with the same words in every place that people outside the code can write to.
fn hostile(words: &str) -> Fake {
    let mut fake = with_counts([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12]);
    if let Some(survey) = fake.surveys.current.get_mut("after-buy") {
        survey.definition.title = words.to_owned();
        if let Some(texts) = survey.definition.text.get_mut("en") {
            texts.question = words.to_owned();
            texts.low = words.to_owned();
            texts.high = words.to_owned();
        }
    }
    for (_, _, item) in &mut fake.totals {
        item.cells = std::mem::take(&mut item.cells)
            .into_values()
            .map(|cell| (words.to_owned(), cell))
            .collect();
    }
    let mut customer = flagged("C-0007");
    customer.id = Some(words.to_owned());
    customer.attributes = [(words.to_owned(), words.to_owned())].into();
    fake.customers = vec![customer];
    *fake.signals.lock().unwrap() = vec![signal(Some(words), TODAY)];
    fake
}

#[tokio::test]
async fn a_page_has_one_style_which_is_kept_and_nothing_that_runs() {
    let app = app(with_counts([3; 11]));
    let html = page(&app, "/dashboard").await;
    let (_, rest) = html.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let (href, _) = rest.split_once('"').unwrap();
    let style = handle(&app, request("GET", href, "")).await;
    assert_eq!(style.status(), 200);
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    assert_eq!(style.headers()["cache-control"], "public, max-age=31536000, immutable");
    for forbidden in [
        "<style",
        "<script",
        " style=",
        " onload=",
        " onclick=",
        "src=",
        "http://",
        "https://",
    ] {
        assert_eq!(html.find(forbidden), None, "{forbidden}");
    }
}

/// The page of a workspace with these answers in the last 28 days and in the 28 before.
async fn page_of(now: [u64; 11], then: [u64; 11]) -> String {
    let mut fake = with_counts(now);
    let earlier = day_of_scores(then, Excluded::default());
    fake.totals.push(("after-buy".into(), shifted(TODAY, -40), earlier));
    page(&app(fake), "/dashboard").await
}

#[tokio::test]
async fn an_arrow_stands_only_where_the_test_passes_and_is_told_in_words_too() {
    let [good, bad, middling] =
        [[0, 5, 60], [30, 20, 10], [20, 15, 25]].map(|[low, middle, high]| [low, 0, 0, 0, 0, 0, 0, middle, 0, 0, high]);
    let better = page_of(good, bad).await;
    for words in [
        "\u{25b2}",
        "<strong class=\"up\">",
        " points</strong> against the 28 days before",
    ] {
        assert!(better.contains(words), "{words}");
    }
    let worse = page_of(bad, good).await;
    assert!(worse.contains("\u{25bc}") && worse.contains("<span class=\"away\">down</span>"));
    let same = page_of(middling, middling).await;
    assert!(same.contains("No real change against the 28 days before."));
    assert!(same.contains("Smallest change this sample could show: \u{b1}"));
    assert!(
        !better.contains("Smallest change"),
        "a change that was seen needs no excuse"
    );
    let few = page_of([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 29], bad).await;
    assert!(few.contains("Too few answers to call it a change"));
    let first = page_of(good, [0; 11]).await;
    assert!(first.contains("Nothing to compare with: no answers in the 28 days before."));
    for page in [same, few, first] {
        assert!(!page.contains('\u{25b2}') && !page.contains('\u{25bc}'));
    }
}

#[tokio::test]
async fn the_open_day_is_told_and_is_in_no_score() {
    let mut fake = with_counts([1, 0, 0, 0, 0, 0, 4, 0, 5, 8, 12]);
    let today = day_of_scores([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Excluded::default());
    fake.totals.push(("after-buy".into(), TODAY, today));
    let html = page(&app(fake), "/dashboard").await;
    assert!(html.contains("Today so far: 7 answers. They join"));
    assert!(html.contains("30 answers") && html.contains("+50"));
}
