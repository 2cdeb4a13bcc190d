use shared::domain::access::{Scope, Scopes};

use crate::handle;
use crate::testing::{app, authorized, form, signed_in, with_surveys};

const VIEWER: Scopes = Scopes::ALL;

#[tokio::test]
async fn a_person_chooses_the_language_of_the_pages_and_comes_back_to_where_they_were() {
    let app = app(with_surveys(&[]));
    let body = form(VIEWER, &[("language", "fr"), ("back", "/dashboard?days=7")]);
    let answer = handle(&app, signed_in(VIEWER, "POST", "/dashboard/language", &body)).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"]),
        (303, &"/dashboard?days=7".parse().unwrap())
    );
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-aisance-language=fr; Path=/;"), "{cookie}");
    for attribute in ["Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn a_form_of_another_session_of_another_site_or_of_a_program_changes_nothing() {
    let app = app(with_surveys(&[]));
    let good = form(VIEWER, &[("language", "fr")]);
    let post = |body: &str| signed_in(VIEWER, "POST", "/dashboard/language", body);
    let mut elsewhere = post(&good);
    elsewhere
        .headers_mut()
        .insert("origin", "https://evil.example".parse().unwrap());
    let mut hidden = post(&good);
    hidden.headers_mut().insert("origin", "null".parse().unwrap());
    let mut json = post(&good);
    json.headers_mut().insert("content-type", "text/plain".parse().unwrap());
    let foreign_token = good.replacen("form_token=", "form_token=A", 1);
    let refused = [
        (elsewhere, 403),
        (hidden, 403),
        (json, 415),
        (post("language=fr"), 403),
        (post(&foreign_token), 403),
        (post(&format!("{good}&language=en")), 422),
        (post(&format!("{good}&role=admin")), 422),
        (authorized("POST", "/dashboard/language", &good), 403),
        (
            signed_in(Scopes::of(&[Scope::Comments]), "POST", "/dashboard/language", &good),
            403,
        ),
    ];
    for (request, status) in refused {
        let answer = handle(&app, request).await;
        assert_eq!(answer.status(), status, "{:?}", answer.body());
        assert!(!answer.headers().contains_key("set-cookie"));
    }
    let mut own = post(&good);
    own.headers_mut()
        .insert("origin", "https://api.example".parse().unwrap());
    assert_eq!(handle(&app, own).await.status(), 303);
}
