use lambda_http::Request;
use shared::domain::access::{Scope, Scopes};
use shared::store::StoreError;

use crate::handle;
use crate::testing::{Fake, app, form, request, signed_in, text, with_surveys};

async fn page_of(fake: Fake, request: Request) -> (u16, String) {
    let answer = handle(&app(fake), request).await;
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    (status, text(answer))
}

#[tokio::test]
async fn what_does_not_work_is_told_to_a_person_in_a_page_with_what_to_do() {
    let get = |path: &str| signed_in(Scopes::ALL, "GET", path, "");
    let foreign = signed_in(Scopes::ALL, "POST", "/dashboard/language", "language=fr");
    let none_allowed = signed_in(Scopes::of(&[Scope::Comments]), "GET", "/dashboard", "");
    let cases = [
        (get("/dashboard/no-such-page"), 404, "There is nothing here"),
        (get("/dashboard/assets/style-old.css"), 404, "There is nothing here"),
        (get("/dashboard?days=8"), 422, "This cannot be used"),
        (get("/dashboard?survey=x"), 422, "This cannot be used"),
        (
            signed_in(Scopes::ALL, "POST", "/dashboard", ""),
            405,
            "This cannot be used",
        ),
        (foreign, 403, "Nothing was changed"),
        (none_allowed, 403, "You may not see this"),
    ];
    for (request, status, title) in cases {
        let (answered, html) = page_of(with_surveys(&[]), request).await;
        assert_eq!(answered, status);
        assert!(html.contains(&format!("<h1>{title}</h1>")), "{html}");
        assert!(html.contains("What to do") && html.contains("<dt>Status</dt>"));
        assert!(html.contains("Somebody"), "the person is still signed in");
    }
}

#[tokio::test]
async fn a_failure_is_a_page_without_its_cause_and_says_when_to_try_again() {
    let mut fake = with_surveys(&[]);
    fake.failing = Some(|| StoreError::Throttled { operation: "Query" });
    let answer = handle(&app(fake), signed_in(Scopes::ALL, "GET", "/dashboard", "")).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["retry-after"]),
        (503, &"2".parse().unwrap())
    );
    let html = text(answer);
    assert!(html.contains("One moment, please") && !html.contains("Query"), "{html}");
}

#[tokio::test]
async fn a_problem_is_told_in_the_persons_language_and_what_programs_are_told_is_marked_as_english() {
    let mut request = signed_in(Scopes::ALL, "GET", "/dashboard?days=8", "");
    request
        .headers_mut()
        .insert("accept-language", "fr-CA".parse().unwrap());
    let (_, html) = page_of(with_surveys(&[]), request).await;
    assert!(html.contains("<html lang=\"fr\">") && html.contains("Cela ne peut pas être utilisé"));
    assert!(html.contains("<dt><code>days</code></dt><dd lang=\"en\">"), "{html}");
}

#[tokio::test]
async fn programs_are_told_in_data_and_forms_that_are_damaged_change_nothing() {
    let data = handle(&app(with_surveys(&[])), request("GET", "/v1/nothing", "")).await;
    assert_eq!(data.headers()["content-type"], "application/problem+json");
    let body = form(Scopes::ALL, &[("language", "tlh")]);
    let (status, html) = page_of(
        with_surveys(&[]),
        signed_in(Scopes::ALL, "POST", "/dashboard/language", &body),
    )
    .await;
    assert_eq!(status, 422);
    assert!(html.contains("<code>language</code>"));
}
