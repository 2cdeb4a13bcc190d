use shared::domain::access::Scopes;

use crate::handle;
use crate::testing::{Fake, app, form, signed_in, text, with_surveys};

/// What a French browser is shown.
async fn in_french(app: &crate::App<Fake>, method: &str, path: &str, body: &str) -> (u16, String) {
    let mut request = signed_in(Scopes::ALL, method, path, body);
    request.headers_mut().insert("accept-language", "fr".parse().unwrap());
    let answer = handle(app, request).await;
    (answer.status().as_u16(), text(answer))
}

#[tokio::test]
async fn a_filter_that_is_refused_comes_back_as_it_was_typed_with_what_to_do_in_the_readers_language() {
    let app = app(with_surveys(&["after-buy"]));
    let (days, range) = (
        "2026-11-20",
        "Donnez un premier jour qui ne soit pas après le dernier\u{a0}: 400 jours",
    );
    for (path, field, typed, says) in [
        ("comments?to=2026-11-01&", "from", days, range),
        ("comments?", "from", "2020-01-01", range),
        ("comments?", "to", "2026-02-30", "Donnez un dernier jour"),
        ("comments?", "attribute", "pro", "Donnez un nom et une valeur"),
        ("surveys/after-buy?to=2026-11-01&", "from", days, range),
        ("surveys/after-buy?", "to", "soon", "Donnez un dernier jour"),
        ("audit?until=2026-11-01&", "since", days, range),
        ("audit?", "until", "2026-11-31", "Donnez un dernier jour"),
    ] {
        let path = format!("/dashboard/{path}{field}={typed}");
        let (status, html) = in_french(&app, "GET", &path, "").await;
        assert_eq!(status, 422, "{path}");
        let (_, from_field) = html
            .split_once(&format!("id=\"{field}\" aria-invalid=\"true\""))
            .unwrap();
        let (input, beside) = from_field.split_once('>').unwrap();
        assert!(input.contains(&format!("value=\"{typed}\"")), "{path}: {input}");
        let told = format!("<span class=\"wrong\" id=\"{field}-wrong\">{says}");
        assert!(beside.trim_start().starts_with(&told), "{path}: {html}");
        assert!(html.contains("role=\"alert\""), "{path}");
        for english in ["give ", "it is after", "lang=\"en\"><bdi"] {
            assert!(!html.contains(english), "{path} says {english:?}: {html}");
        }
    }
}

#[tokio::test]
async fn what_is_chosen_and_is_not_offered_is_told_beside_its_select() {
    let app = app(with_surveys(&["after-buy"]));
    for (path, field, says) in [
        ("comments?survey=gone", "survey", "une des enquêtes"),
        ("comments?band=best", "band", "une des possibilités"),
        ("surveys/after-buy?trend=hour", "trend", "une des possibilités"),
        ("surveys/after-buy?by=weather", "by", "une des possibilités"),
        ("surveys/after-buy?against=never", "against", "une autre comparaison"),
    ] {
        let (status, html) = in_french(&app, "GET", &format!("/dashboard/{path}"), "").await;
        assert_eq!(status, 422, "{path}");
        let (_, field) = html.split_once(&format!("id=\"{field}-wrong\">")).unwrap();
        assert!(field.split("</span>").next().unwrap().contains(says), "{path}: {html}");
    }
    let (status, html) = in_french(&app, "GET", "/dashboard/surveys/after-buy?window=ever", "").await;
    assert_eq!(status, 422);
    assert!(
        html.contains("<li>Choisissez une des périodes, ou vos propres jours.</li>"),
        "{html}"
    );
}

#[tokio::test]
async fn days_that_are_refused_stand_in_open_details() {
    let app = app(with_surveys(&["after-buy"]));
    let details = async |query: &str| {
        let path = format!("/dashboard/surveys/after-buy{query}");
        let (_, html) = in_french(&app, "GET", &path, "").await;
        html.contains("<details class=\"plain\" open>")
    };
    assert!(details("?from=2026-11-31&to=x").await);
    assert!(!details("").await);
}

#[tokio::test]
async fn every_filter_that_is_refused_is_told_and_the_others_stay_as_they_were_set() {
    let app = app(with_surveys(&["after-buy"]));
    let path = "/dashboard/comments?from=x&band=best&survey=after-buy&touchpoint=shop&waiting=true";
    let (status, html) = in_french(&app, "GET", path, "").await;
    assert_eq!((status, html.matches("class=\"wrong\"").count()), (422, 2), "{html}");
    for kept in [
        "value=\"after-buy\" selected",
        "value=\"shop\"",
        "name=\"waiting\" value=\"true\" checked",
    ] {
        assert!(html.contains(kept), "{kept}: {html}");
    }
}

#[tokio::test]
async fn what_has_no_field_is_a_problem_of_its_own() {
    let app = app(with_surveys(&["after-buy"]));
    for path in [
        "comments?cursor=x",
        "comments?unknown=1",
        "audit?per_page=0",
        "surveys/after-buy?unknown=1",
    ] {
        let (status, html) = in_french(&app, "GET", &format!("/dashboard/{path}"), "").await;
        assert_eq!(status, 422, "{path}");
        assert!(!html.contains("class=\"filters\""), "{path}: {html}");
    }
}

#[tokio::test]
async fn an_export_that_is_refused_leaves_the_form_as_it_was_sent_and_asks_for_no_file() {
    let app = app(with_surveys(&["after-buy"]));
    let usual = [
        ("what", "responses"),
        ("format", "ndjson"),
        ("survey", "after-buy"),
        ("from", "2026-11-01"),
        ("to", "2026-11-20"),
    ];
    for (field, value, says) in [
        ("from", "2026-11-21", "Donnez un premier jour"),
        ("from", "1990-01-01", "3\u{202f}660 jours au plus"),
        ("to", "2026-11-31", "Donnez un dernier jour"),
        ("survey", "gone", "Choisissez une des enquêtes"),
        ("what", "customers", "laissez-y toutes les enquêtes"),
        ("what", "everything", "Choisissez un de ces contenus"),
        ("format", "pdf", "Choisissez un de ces formats"),
    ] {
        let fields = usual.map(|(name, usual)| (name, if name == field { value } else { usual }));
        let (status, html) = in_french(&app, "POST", "/dashboard/exports", &form(Scopes::ALL, &fields)).await;
        assert_eq!(status, 422, "{field}={value}");
        assert_eq!(html.matches("class=\"wrong\"").count(), 1, "{html}");
        let (_, beside) = html.split_once("class=\"wrong\"").unwrap();
        assert!(
            beside.split("</span>").next().unwrap().contains(says),
            "{field}={value}: {html}"
        );
        for (name, sent) in fields {
            let shown = match name {
                "from" | "to" => {
                    format!("id=\"{name}\" name=\"{name}\" type=\"date\" max=\"2026-11-21\" value=\"{sent}\"")
                }
                _ => format!("<option value=\"{sent}\" selected>"),
            };
            let offered = !["gone", "everything", "pdf"].contains(&sent);
            assert_eq!(html.contains(&shown), offered, "{field}={value}, {shown}: {html}");
        }
    }
    assert!(app.store.written.lock().unwrap().is_empty());
}
