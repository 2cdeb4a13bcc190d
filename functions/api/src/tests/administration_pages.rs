use shared::domain::access::{Role, Scope, Scopes};
use shared::domain::audit::{AuditEntry, Deed};
use shared::domain::risk::learn::NotLearnedReason;
use shared::store::risk_models::Attempt;

use crate::handle;
use crate::testing::{Fake, app, app_with_clock, form, get, noon, page, signed_in, text, with_surveys};

async fn post(app: &crate::App<Fake>, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
    let answer = handle(app, signed_in(Scopes::ALL, "POST", path, &form(Scopes::ALL, fields))).await;
    let status = answer.status().as_u16();
    let location = answer
        .headers()
        .get("location")
        .map(|to| to.to_str().unwrap().to_owned());
    (status, location.unwrap_or_default(), text(answer))
}

async fn seen_by(app: &crate::App<Fake>, scopes: Scopes, path: &str) -> String {
    text(handle(app, signed_in(scopes, "GET", path, "")).await)
}

async fn seen_in(app: &crate::App<Fake>, language: &str, scopes: Scopes, path: &str) -> String {
    let mut asked = signed_in(scopes, "GET", path, "");
    asked.headers_mut().insert("accept-language", language.parse().unwrap());
    text(handle(app, asked).await)
}

#[tokio::test]
async fn settings_that_are_saved_on_the_page_are_those_of_the_api() {
    let app = app(Fake::default());
    let fields = [
        ("fatigue", "30"),
        ("horizon", "60"),
        ("churn", "5,7"),
        ("line", "top"),
        ("top", "25"),
        ("hold_out", "on"),
        ("reasons", "fr"),
    ];
    let (status, to, _) = post(&app, "/dashboard/settings", &fields).await;
    assert_eq!((status, to.as_str()), (303, "/dashboard/settings"));
    let (_, set) = get(&app, "/v1/settings").await;
    let expected = serde_json::json!({
        "fatigue_days": 30,
        "risk": { "horizon_days": 60, "churn_percent": 5.7, "line": { "top": 25 }, "hold_out": true, "language": "fr" },
        "time_zone": "UTC",
    });
    assert_eq!(set, expected);
    let shown = page(&app, &to).await;
    for expected in [
        "<option value=\"30\" selected>",
        "<option value=\"60\" selected>",
        "value=\"5.7\"",
        "value=\"top\" checked",
        "value=\"25\"",
        "name=\"hold_out\" value=\"on\" checked",
        "value=\"fr\" lang=\"fr\" selected",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[tokio::test]
async fn that_settings_are_saved_is_told_once_to_the_browser_that_saved_them_and_to_no_other() {
    let app = app(Fake::default());
    let fields = [
        ("horizon", "60"),
        ("line", "times"),
        ("times", "1.8"),
        ("reasons", "en"),
    ];
    let sent = signed_in(Scopes::ALL, "POST", "/dashboard/settings", &form(Scopes::ALL, &fields));
    let saved = handle(&app, sent).await;
    let cookie = |answer: &lambda_http::Response<lambda_http::Body>| {
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    };
    let mut back = signed_in(Scopes::ALL, "GET", "/dashboard/settings", "");
    back.headers_mut().append("cookie", cookie(&saved).parse().unwrap());
    let told = handle(&app, back).await;
    let forgotten = cookie(&told);
    assert!(text(told).contains("The settings are saved."));
    let mut later = signed_in(Scopes::ALL, "GET", "/dashboard/settings", "");
    later.headers_mut().append("cookie", forgotten.parse().unwrap());
    for later in [later, signed_in(Scopes::ALL, "GET", "/dashboard/settings", "")] {
        assert!(!text(handle(&app, later).await).contains("The settings are saved."));
    }
    let forged = handle(&app, signed_in(Scopes::ALL, "GET", "/dashboard/settings?saved=yes", "")).await;
    assert!(!text(forged).contains("The settings are saved."));
}

#[tokio::test]
async fn numbers_that_are_set_are_shown_and_taken_as_the_readers_language_writes_them() {
    let app = app(Fake::default());
    for churn in ["5,7", "5.7"] {
        let fields = [
            ("horizon", "60"),
            ("churn", churn),
            ("line", "times"),
            ("times", "2,25"),
            ("reasons", "fr"),
        ];
        assert_eq!(post(&app, "/dashboard/settings", &fields).await.0, 303);
        for (language, percent, times) in [("fr", "5,7", "2,25"), ("en", "5.7", "2.25")] {
            let shown = seen_in(&app, language, Scopes::ALL, "/dashboard/settings").await;
            for value in [percent, times] {
                assert!(shown.contains(&format!("value=\"{value}\"")), "{value}: {shown}");
            }
        }
    }
    let told = seen_in(&app, "fr", Role::Viewer.scopes(), "/dashboard/settings").await;
    assert!(told.contains("2,25 fois la cote habituelle"), "{told}");
}

#[tokio::test]
async fn what_cannot_be_set_is_told_beside_what_was_typed_and_nothing_is_saved() {
    let app = app(Fake::default());
    let usual = [
        ("fatigue", ""),
        ("horizon", "90"),
        ("churn", ""),
        ("line", "times"),
        ("times", "1.8"),
        ("reasons", "en"),
    ];
    for (name, value, says) in [
        ("fatigue", "31", "choose one of the limits"),
        ("horizon", "45", "choose one of the times"),
        ("churn", "95", "between 0.1 and 90 percent"),
        ("churn", "many", "between 0.1 and 90 percent"),
        ("times", "", "1.1 to 50"),
        ("times", "0.5", "1.1 to 50"),
        ("reasons", "xx", "choose one of the languages"),
    ] {
        let fields = usual.map(|(field, usual)| (field, if field == name { value } else { usual }));
        let (status, _, shown) = post(&app, "/dashboard/settings", &fields).await;
        assert_eq!(status, 422, "{name}={value}");
        assert!(
            shown.contains(says) && shown.contains("notice bad"),
            "{name}={value}: {shown}"
        );
        assert!(["fatigue", "horizon", "reasons"].contains(&name) || shown.contains(&format!("value=\"{value}\"")));
    }
    assert!(!app.store.written.lock().unwrap().contains(&"settings"));
}

#[tokio::test]
async fn who_may_not_change_settings_sees_them_and_no_form_and_no_way_to_what_they_may_not() {
    let app = app(Fake::default());
    let shown = seen_by(&app, Role::Viewer.scopes(), "/dashboard/settings").await;
    assert!(
        shown.contains("no limit") && shown.contains("not known, assumed to be 10%"),
        "{shown}"
    );
    assert!(shown.contains("1.8 times the usual odds"), "{shown}");
    assert!(!shown.contains("action=\"/dashboard/settings\""), "{shown}");
    for hidden in ["/dashboard/keys", "/dashboard/audit"] {
        assert!(!shown.contains(&format!("href=\"{hidden}\"")), "{hidden}");
    }
    assert!(shown.contains("href=\"/dashboard/runs\""), "{shown}");
}

#[tokio::test]
async fn a_key_is_made_shown_once_and_revoked_after_a_question() {
    let app = app(Fake::default());
    let fields = [
        ("once", "a"),
        ("name", "Our <b>CRM</b>"),
        ("scope_read", "on"),
        ("scope_write", "on"),
        ("valid_days", "90"),
    ];
    let (status, _, shown) = post(&app, "/dashboard/keys", &fields).await;
    assert_eq!(status, 200);
    let key = shown.split("<code>").find(|part| part.starts_with("ais_")).unwrap();
    let key = shared::api_key::ApiKey::parse(key.split('<').next().unwrap()).unwrap();
    assert!(
        shown.contains("it is shown on this page alone") && !shown.contains("<b>CRM"),
        "{shown}"
    );
    let listed = page(&app, "/dashboard/keys").await;
    assert!(!listed.contains(&key.reveal()) && listed.contains(key.id()), "{listed}");
    let asked = page(&app, &format!("/dashboard/keys/{}/revoke", key.id())).await;
    assert!(asked.contains("stops working within a minute"), "{asked}");
    let (status, to, _) = post(&app, &format!("/dashboard/keys/{}/revoke", key.id()), &[]).await;
    assert_eq!(
        (status, to.as_str()),
        (303, format!("/dashboard/keys?revoked={}", key.id()).as_str())
    );
    assert!(page(&app, &to).await.contains("is revoked."));
    assert!(
        !page(&app, "/dashboard/keys?revoked=test").await.contains("is revoked."),
        "only what is"
    );
    let stored = app.store.administration.keys.lock().unwrap();
    let stored = stored.iter().find(|stored| stored.id == key.id()).unwrap();
    assert_eq!(stored.scopes, Scopes::of(&[Scope::Read, Scope::Write]));
    assert!(stored.revoked.is_some() && stored.expires.is_some());
}

#[tokio::test]
async fn a_made_key_that_is_loaded_again_is_the_same_one() {
    let (app, clock) = app_with_clock(Fake::default());
    let keys = || app.store.administration.keys.lock().unwrap().len();
    let there = keys();
    let listed = page(&app, "/dashboard/keys").await;
    let (_, once) = listed.split_once("name=\"once\" value=\"").unwrap();
    let (once, _) = once.split_once('"').unwrap();
    let made = async |once: &str| {
        let fields = [
            ("once", once),
            ("name", "CRM"),
            ("scope_read", "on"),
            ("valid_days", "90"),
        ];
        let (status, _, shown) = post(&app, "/dashboard/keys", &fields).await;
        let key = shown.split("<code>").find(|part| part.starts_with("ais_"));
        (status, key.map(|key| key.split('<').next().unwrap().to_owned()))
    };
    let (status, key) = made(once).await;
    assert_eq!((status, keys()), (200, there + 1));
    clock.advance(7 * 3_600);
    assert_eq!(made(once).await, (200, key.clone()));
    assert_eq!(keys(), there + 1);
    let (status, another) = made("another").await;
    assert_eq!((status, keys()), (200, there + 2));
    assert!(another.is_some() && another != key);
    assert_eq!(
        (made("").await, keys()),
        ((422, None), there + 2),
        "what could not be told when it comes again"
    );
}

#[tokio::test]
async fn a_key_that_cannot_be_made_is_told_beside_what_was_typed() {
    let app = app(Fake::default());
    let cases: [(&[(&str, &str)], &str); 3] = [
        (&[("once", "a"), ("name", ""), ("scope_read", "on")], "give it a name"),
        (&[("once", "b"), ("name", "CRM")], "at least one thing"),
        (
            &[
                ("once", "c"),
                ("name", "CRM"),
                ("scope_read", "on"),
                ("valid_days", "0"),
            ],
            "for how long",
        ),
    ];
    for (fields, says) in cases {
        let (status, _, shown) = post(&app, "/dashboard/keys", fields).await;
        assert_eq!(status, 422);
        assert!(shown.contains(says) && !shown.contains("ais_"), "{says}: {shown}");
    }
    assert_eq!(
        app.store.administration.keys.lock().unwrap().len(),
        2,
        "those that were there"
    );
}

#[tokio::test]
async fn a_customer_is_erased_by_whoever_types_the_id_twice() {
    let app = app(with_surveys(&["after-buy"]));
    for (customer, confirm, says) in [
        ("C-1", "C-2", "not the same"),
        ("C-1", "", "not the same"),
        ("", "", "cannot be"),
    ] {
        let fields = [("customer", customer), ("confirm", confirm)];
        let (status, _, shown) = post(&app, "/dashboard/erasures", &fields).await;
        assert_eq!(status, 422);
        assert!(shown.contains(says), "{says}: {shown}");
    }
    assert!(app.store.written.lock().unwrap().is_empty());
    let (status, _, shown) = post(&app, "/dashboard/erasures", &[("customer", "C-1"), ("confirm", "C-1")]).await;
    assert_eq!(status, 200);
    assert!(shown.contains("35 days at most") && shown.contains("C-1"), "{shown}");
    assert_eq!(app.store.administration.erased.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_trail_is_shown_in_the_readers_language_with_a_way_to_older_lines() {
    let fake = Fake::default();
    let line = |second: i64, by: &str, deed| AuditEntry {
        at: noon() - jiff::SignedDuration::from_secs(second),
        by: by.to_owned(),
        name: None,
        deed,
        about: Some("\u{202e}recommend".to_owned()),
        request: None,
    };
    fake.administration.audit.lock().unwrap().extend([
        line(1, "key:abcdefgh", Deed::DefineSurvey),
        line(2, "table", Deed::Export),
        line(3, "person:<i>somebody</i>", Deed::CloseFlag),
        AuditEntry {
            name: Some("<b>Ann</b>\u{202e} Lee".to_owned()),
            ..line(4, "person:8f14", Deed::SignIn)
        },
    ]);
    let app = app(fake);
    let shown = page(&app, "/dashboard/audit?since=2026-11-01&per_page=3").await;
    for expected in [
        "read the audit trail",
        "the key abcdefgh",
        "defined a survey",
        "the command line",
        "21 November 2026, 11:59 UTC",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    assert!(
        !shown.contains('\u{202e}') && !shown.contains("closed a flag"),
        "{shown}"
    );
    let older = shown
        .split("href=\"")
        .find(|part| part.starts_with("/dashboard/audit?since"))
        .unwrap();
    let older = older
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let rest = page(&app, &older).await;
    assert!(
        rest.contains("closed a flag") && !rest.contains("<i>somebody"),
        "{rest}"
    );
    assert!(rest.contains("8f14") && rest.contains("Ann&#60;/b&#62; Lee"), "{rest}");
    let mut french = signed_in(Scopes::ALL, "GET", "/dashboard/audit", "");
    french.headers_mut().insert("accept-language", "fr".parse().unwrap());
    let french = text(handle(&app, french).await);
    assert!(
        french.contains("a défini une enquête") && french.contains("<html lang=\"fr\">"),
        "{french}"
    );
}

#[tokio::test]
async fn no_page_of_the_administration_shows_a_key_of_a_word_that_is_missing() {
    let mut fake = Fake::default();
    fake.administration.pending = vec![(shared::store::days::Pending::Merge, jiff::civil::date(2026, 11, 2))];
    let app = app(fake);
    for path in ["settings", "keys", "keys/test/revoke", "runs", "audit", "erasures"] {
        for language in ["en", "fr"] {
            let path = format!("/dashboard/{}", path.replace("test", crate::testing::key().id()));
            let mut asked = signed_in(Scopes::ALL, "GET", &path, "");
            asked.headers_mut().insert("accept-language", language.parse().unwrap());
            let answer = handle(&app, asked).await;
            assert_eq!(answer.status(), 200, "{path}");
            let shown = text(answer);
            assert!(!shown.contains('⟦'), "{path} {language}: {shown}");
        }
    }
}

#[tokio::test]
async fn why_nothing_was_learned_is_told_in_the_readers_language_and_as_the_night_wrote_it_down_after_that() {
    for (reason, french, english) in [
        (
            NotLearnedReason::Few,
            "On sait encore de trop peu de clients",
            "There are too few customers yet",
        ),
        (
            NotLearnedReason::TooYoung,
            "ne remonte pas encore assez loin",
            "does not reach back far enough",
        ),
        (
            NotLearnedReason::NobodyLeft,
            "On ne sait d’aucun client",
            "No customer is known to have left",
        ),
        (NotLearnedReason::Fit, "ne permet aucun modèle", "fits no model"),
    ] {
        let attempt = Attempt {
            at: noon(),
            nothing: Some("there are 12 <outcomes>".to_owned()),
            reason: Some(reason),
        };
        let app = app(Fake {
            attempt: Some(attempt),
            ..Fake::default()
        });
        for (language, says) in [("fr", french), ("en", english)] {
            let shown = seen_in(&app, language, Scopes::ALL, "/dashboard/runs").await;
            let (told, raw) = shown.split_once("<p class=\"note\" lang=\"en\">").unwrap();
            assert!(told.contains(says), "{language}: {told}");
            assert!(raw.starts_with("there are 12 &#60;outcomes&#62;</p>"), "{raw}");
        }
        let (_, runs) = get(&app, "/v1/runs").await;
        assert_eq!(runs["learning"]["reason"], reason.name());
    }
}
