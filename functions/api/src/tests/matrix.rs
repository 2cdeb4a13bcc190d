//! Who may do what: every route, asked by everybody there is.

use http::header::{AUTHORIZATION, COOKIE};
use lambda_http::Request;
use serde_json::json;
use shared::api_key::ApiKey;
use shared::domain::access::{Role, Scope, Scopes};
use shared::link::RootKeys;
use shared::session::Session;
use shared::store::api_keys::StoredKey;

use crate::handle;
use crate::route::{About, Entry, Kind, ROUTES, Route};
use crate::testing::{Fake, app, noon, request, roots, with_surveys};

const DEFINITION: &str = r#"{"metric":"nps","title":"Delivery","default_language":"en","text":{"en":{"question":"Well?","low":"No","high":"Yes"}}}"#;
const EVENT: &str = r#"{"id":"e-1","type":"customer.started","customer":"C-1","at":"2026-11-20T10:00:00Z"}"#;

/// How the store in memory calls that a key was used.
const USE: &str = "use of a key";

/// A request of a route: the path and its query, what it sends (JSON, or the fields of a form), and what is answered to whoever
/// may.
struct Example {
    path: &'static str,
    body: &'static str,
    status: u16,
}

/// An example for every route: whoever adds a route says here how it is asked.
fn example(route: Route) -> Example {
    let of = |path, body, status| Example { path, body, status };
    match route {
        Route::Surveys => of("/v1/surveys", "", 200),
        Route::Survey => of("/v1/surveys/none", "", 404),
        Route::DefineSurvey => of("/v1/surveys/delivery", DEFINITION, 201),
        Route::Scores => of("/v1/scores?survey=after-buy", "", 200),
        Route::Responses => of("/v1/responses", "", 200),
        Route::Held => of("/v1/held", "", 200),
        Route::Decide => of("/v1/held/2026-11-21/none", r#"{"decision":"drop","revision":1}"#, 404),
        Route::Flags => of("/v1/flags", "", 200),
        Route::CloseFlag => of("/v1/flags/C-1/close", r#"{"opened_at":"2026-11-20T04:10:00Z"}"#, 404),
        Route::Signals => of("/v1/signals", "", 200),
        Route::Acknowledge => of("/v1/signals/none/acknowledge", "{}", 404),
        Route::Customer => of("/v1/customers/C-1", "", 404),
        Route::Links => of(
            "/v1/links",
            r#"{"survey":"after-buy","customer":"C-1","touchpoint":"checkout"}"#,
            201,
        ),
        Route::Events => of("/v1/events", EVENT, 200),
        Route::Service => of("/v1/service", "", 200),
        Route::Settings => of("/v1/settings", "", 200),
        Route::ChangeSettings => of("/v1/settings", r#"{"fatigue_days":30}"#, 200),
        Route::Runs => of("/v1/runs", "", 200),
        Route::Keys => of("/v1/keys", "", 200),
        Route::CreateKey => of("/v1/keys", r#"{"name":"CRM","scopes":["admin"]}"#, 201),
        Route::RevokeKey => of("/v1/keys/zzzzzzzz", "", 200),
        Route::Erasures => of("/v1/erasures", "", 200),
        Route::Erase => of("/v1/erasures", r#"{"customer":"C-1"}"#, 200),
        Route::Audit => of("/v1/audit", "", 200),
        Route::Overview => of("/dashboard", "", 200),
        Route::ChooseLanguage => of("/dashboard/language", "language=fr", 303),
        Route::RunsPage => of("/dashboard/runs", "", 200),
        Route::SettingsPage => of("/dashboard/settings", "", 200),
        Route::SaveSettings => of(
            "/dashboard/settings",
            "fatigue=30&horizon=90&line=times&times=1.8&reasons=en",
            303,
        ),
        Route::KeysPage => of("/dashboard/keys", "", 200),
        Route::MakeKey => of("/dashboard/keys", "once=1&name=CRM&scope_admin=on&valid_days=90", 200),
        Route::AskRevoke => of("/dashboard/keys/zzzzzzzz/revoke", "", 200),
        Route::ConfirmRevoke => of("/dashboard/keys/zzzzzzzz/revoke", "", 303),
        Route::AuditPage => of("/dashboard/audit", "", 200),
        Route::ErasePage => of("/dashboard/erasures", "", 200),
        Route::ConfirmErase => of("/dashboard/erasures", "customer=C-1&confirm=C-1", 200),
        Route::Customers => of("/v1/customers", "", 200),
        Route::Invitations => of("/v1/invitations", "", 200),
        Route::Invite => of(
            "/v1/invitations",
            r#"{"invitations":[{"survey":"after-buy","customer":"C-1","touchpoint":"checkout"}]}"#,
            200,
        ),
        Route::Exports => of("/v1/exports", "", 200),
        Route::AskForExport => of("/v1/exports", r#"{"what":"scores"}"#, 202),
        Route::Export => of("/v1/exports/none", "", 404),
        Route::ExportsPage => of("/dashboard/exports", "", 200),
        Route::AskForExportOnPage => of("/dashboard/exports", "what=scores&format=csv", 303),
        Route::OpenExport => of("/dashboard/exports/none", "", 404),
        Route::Queue => of("/dashboard/queue", "", 200),
        Route::CloseOnPage => of(
            "/dashboard/queue/close",
            "customer=C-1&opened_at=2026-11-20T04:10:00Z&note=called",
            404,
        ),
        Route::CustomerPage => of("/dashboard/customer?id=C-1", "", 404),
        Route::Comments => of("/dashboard/comments", "", 200),
        Route::DecideOnPage => of(
            "/dashboard/comments/decide",
            "day=2026-11-21&response=AAAAAAAAAAAAAAAAAAAAAA&revision=1&decision=drop&back=/dashboard/comments",
            404,
        ),
        Route::SurveyPage => of("/dashboard/surveys/after-buy", "", 200),
        Route::AcknowledgeOnPage => of("/dashboard/signals/acknowledge", "signal=none&back=/dashboard", 404),
        Route::SignIn => of("/dashboard/sign-in", "", 200),
        Route::StartSignIn => of("/dashboard/sign-in/start", "", 404),
        Route::EndSignIn => of("/dashboard/sign-in/callback", "", 400),
        Route::SignInWithKey => of("/dashboard/sign-in/key", "api_key=none", 403),
        Route::SignOut => of("/dashboard/sign-out", "", 403),
        Route::Asset => of("/dashboard/assets/none", "", 404),
    }
}

/// A file is fetched, and that is noted, where there is one: the example asks for one that is not there.
fn is_noted(entry: &Entry) -> bool {
    entry.audit.is_some() && !matches!(entry.route, Route::Export | Route::OpenExport)
}

/// Somebody who asks.
struct Asker {
    name: String,
    /// The key that is presented, and as what it is stored.
    key: Option<(ApiKey, StoredKey)>,
    session: Option<Session>,
    /// What the session is sealed with.
    roots: RootKeys,
    /// What they may do with data and with pages; `None` for whoever is nobody there.
    may: [Option<Scopes>; 2],
}

fn nobody(name: &str) -> Asker {
    Asker {
        name: name.to_owned(),
        key: None,
        session: None,
        roots: roots(),
        may: [None, None],
    }
}

fn with_key(name: &str, scopes: Scopes, change: impl Fn(&mut StoredKey), may: Option<Scopes>) -> Asker {
    let key = ApiKey::generate([[11; 16], [12; 16], [13; 16]]);
    let mut stored = key.to_stored(name, scopes, noon());
    change(&mut stored);
    Asker {
        key: Some((key, stored)),
        may: [may, None],
        ..nobody(name)
    }
}

fn signed_in(name: &str, scopes: Scopes) -> Asker {
    Asker {
        session: Some(crate::testing::session(scopes)),
        may: [Some(scopes), Some(scopes)],
        ..nobody(name)
    }
}

/// Somebody who has signed in with a key.
fn signed_in_with(asker: Asker, may: Option<Scopes>) -> Asker {
    let key = asker.key.as_ref().map(|(key, _)| key.id().to_owned());
    Asker {
        session: Some(Session {
            key,
            ..crate::testing::session(Scopes::ALL)
        }),
        may: [may, may],
        ..asker
    }
}

/// Everybody there is: nobody, each scope alone, all but each scope, each role, and whoever was somebody once.
fn everybody() -> Vec<Asker> {
    let all_but = |scope| {
        Scope::ALL
            .into_iter()
            .filter(move |other| *other != scope)
            .collect::<Scopes>()
    };
    let revoked = |key: &mut StoredKey| key.revoked = Some(noon());
    let expired = |key: &mut StoredKey| key.expires = Some(noon());
    let mut askers = vec![
        nobody("nobody"),
        with_key("a revoked key", Scopes::ALL, revoked, None),
        with_key("a key past its end", Scopes::ALL, expired, None),
        with_key(
            "another secret under the id of a key",
            Scopes::ALL,
            |key| key.digest = vec![0; 32],
            None,
        ),
        with_key(
            "a key of which nothing is stored",
            Scopes::ALL,
            |key| key.id.clear(),
            None,
        ),
        signed_in_with(with_key("a session of a revoked key", Scopes::ALL, revoked, None), None),
        signed_in_with(
            with_key("a session of an expired key", Scopes::ALL, expired, None),
            None,
        ),
        Asker {
            roots: RootKeys::parse(r#"{"1": "another root that no one here has ever signed a session with"}"#).unwrap(),
            may: [None, None],
            ..signed_in("a session sealed elsewhere", Scopes::ALL)
        },
        Asker {
            session: Some(Session {
                ends: noon(),
                ..crate::testing::session(Scopes::ALL)
            }),
            ..nobody("a session that has ended")
        },
    ];
    let read = Scopes::of(&[Scope::Read]);
    let by_key = with_key("a session of a key that may only read", read, |_| {}, None);
    askers.push(signed_in_with(by_key, Some(read)));
    for scope in Scope::ALL {
        for (kind, scopes) in [("only", Scopes::of(&[scope])), ("all but", all_but(scope))] {
            askers.push(with_key(
                &format!("a key with {kind} {scope}"),
                scopes,
                |_| {},
                Some(scopes),
            ));
            askers.push(signed_in(&format!("a session with {kind} {scope}"), scopes));
        }
    }
    for role in Role::ALL {
        askers.push(with_key(
            &format!("a key of a {}", role.name()),
            role.scopes(),
            |_| {},
            Some(role.scopes()),
        ));
        askers.push(signed_in(&format!("a {}", role.name()), role.scopes()));
    }
    askers
}

impl Asker {
    /// Who it is may be said in two ways; with a key and a session it is the session's.
    fn ask(&self, entry: &Entry, example: &Example) -> Request {
        let form = entry.kind == Kind::Page && entry.method == "POST";
        let body = match (&self.session, form) {
            (Some(session), true) => {
                let token = session.form_token(&self.roots.session_keys().1);
                format!("{}&form_token={token}", example.body)
            }
            _ => example.body.to_owned(),
        };
        let mut asked = request(entry.method, example.path, &body);
        let headers = asked.headers_mut();
        if form {
            headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        }
        if let Some(session) = &self.session {
            let cookie = format!("__Host-aisance={}", session.seal(&self.roots.session_keys().0));
            headers.insert(COOKIE, cookie.parse().unwrap());
        } else if let Some((key, _)) = &self.key {
            headers.insert(AUTHORIZATION, format!("Bearer {}", key.reveal()).parse().unwrap());
        }
        asked
    }

    /// Whether a key in force is presented where keys are taken: it is noted when one was used, whatever it may.
    fn uses_key(&self, entry: &Entry) -> bool {
        self.session.is_none() && self.may[0].is_some() && entry.kind == Kind::Data
    }

    /// What is answered to whoever is refused, if this asker is: 401 or the way to the sign-in to whoever is nobody here, 403 to
    /// whoever lacks a scope and to a form of nobody.
    fn refused(&self, entry: &Entry) -> Option<u16> {
        let [data, page] = self.may;
        let may = match entry.kind {
            Kind::Open => return None,
            // Whoever's browser sends the session alone may only read.
            Kind::Data if self.session.is_some() && entry.method != "GET" => None,
            Kind::Data => data,
            Kind::Page => page,
        };
        match may {
            None if entry.kind == Kind::Data => Some(401),
            None => Some(if entry.method == "GET" { 303 } else { 403 }),
            Some(scopes) => (!scopes.lacks(Scopes::of(entry.needs)).is_empty()).then_some(403),
        }
    }
}

fn fake(asker: &Asker) -> Fake {
    let fake = with_surveys(&["after-buy"]);
    let target = ApiKey::generate([[31; 16], [1; 16], [2; 16]]).to_stored("to revoke", Scopes::ALL, noon());
    let target = StoredKey {
        id: "zzzzzzzz".to_owned(),
        ..target
    };
    let mut keys = fake.administration.keys.lock().unwrap();
    keys.push(target);
    keys.extend(asker.key.as_ref().map(|(_, stored)| stored.clone()));
    drop(keys);
    fake
}

#[tokio::test]
async fn every_route_lets_in_exactly_those_who_have_every_scope_it_takes_and_writes_down_what_it_says() {
    for asker in everybody() {
        // What is open to everybody has tests of its own.
        for entry in ROUTES.iter().filter(|entry| entry.kind != Kind::Open) {
            let example = example(entry.route);
            let app = app(fake(&asker));
            let what = format!("{}: {} {}", asker.name, entry.method, example.path);
            let answer = handle(&app, asker.ask(entry, &example)).await;
            let refused = asker.refused(entry);
            let expected = refused.unwrap_or(example.status);
            assert_eq!(answer.status().as_u16(), expected, "{what}: {:?}", answer.body());
            let mut written = app.store.written.lock().unwrap().clone();
            let uses = written.iter().filter(|what| **what == USE).count();
            assert_eq!(uses, usize::from(asker.uses_key(entry)), "{what}: {written:?}");
            written.retain(|what| *what != USE);
            let audited = entry.audit.filter(|_| is_noted(entry) && refused.is_none());
            match audited {
                Some((deed, _)) => {
                    let lines = app.store.administration.audit.lock().unwrap();
                    assert_eq!((lines.len(), lines[0].deed), (1, deed), "{what}");
                    assert_eq!(written.first(), Some(&"audit"), "{what}: {written:?}");
                }
                None => assert!(!written.contains(&"audit"), "{what}: {written:?}"),
            }
            if refused.is_some() {
                assert!(written.is_empty(), "{what}: {written:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_done() {
    let admin = with_key("all", Scopes::ALL, |_| {}, Some(Scopes::ALL));
    let person = signed_in("all", Scopes::ALL);
    for entry in ROUTES.iter().filter(|entry| is_noted(entry)) {
        let asker = if entry.kind == Kind::Page { &person } else { &admin };
        let mut fake = fake(asker);
        fake.administration.audit_fails = true;
        let app = app(fake);
        let answer = handle(&app, asker.ask(entry, &example(entry.route))).await;
        assert_eq!(answer.status(), 503, "{entry:?}");
        let mut written = app.store.written.lock().unwrap().clone();
        written.retain(|what| *what != USE);
        assert!(written.is_empty(), "{entry:?} wrote {written:?}");
    }
}

#[tokio::test]
async fn the_trail_names_no_customer() {
    let admin = with_key("all", Scopes::ALL, |_| {}, Some(Scopes::ALL));
    let path_of_customer =
        |entry: &&Entry| is_noted(entry) && matches!(entry.audit, Some((_, About::Path | About::Handler)));
    let person = signed_in("all", Scopes::ALL);
    for entry in ROUTES.iter().filter(path_of_customer) {
        let asker = if entry.kind == Kind::Page { &person } else { &admin };
        let app = app(fake(asker));
        handle(&app, asker.ask(entry, &example(entry.route))).await;
        let lines = app.store.administration.audit.lock().unwrap();
        let about = lines[0].about.as_deref().unwrap_or_default();
        assert!(!about.contains("C-1"), "{entry:?}: {about}");
    }
}

#[tokio::test]
async fn every_refusal_of_a_key_is_the_same() {
    let mut refusals = Vec::new();
    for asker in everybody()
        .iter()
        .filter(|asker| asker.session.is_none() && asker.may == [None, None])
    {
        for entry in ROUTES.iter().filter(|entry| entry.kind == Kind::Data) {
            let answer = handle(&app(fake(asker)), asker.ask(entry, &example(entry.route))).await;
            assert!(
                answer.headers()["www-authenticate"]
                    .to_str()
                    .unwrap()
                    .starts_with("Bearer")
            );
            refusals.push(json!(format!("{:?} {:?}", answer.headers(), answer.body())));
        }
    }
    refusals.dedup();
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
}
