//! What an issuer is asked, how often, and what comes of its answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures::future::BoxFuture;
use shared::link::SessionKey;
use shared::store::secret::ClientSecretError;
use shared::web::WebError;

use super::*;
use crate::testing::issuer::{FakeIssuer, config};
use crate::testing::roots;

struct Secret {
    reads: AtomicUsize,
}

impl ReadClientSecret for Secret {
    fn read_client_secret(&self) -> BoxFuture<'_, Result<String, ClientSecretError>> {
        self.reads.fetch_add(1, Relaxed);
        Box::pin(async { Ok("s3cret/+ é".to_owned()) })
    }
}

fn begun() -> (SigningIn, FormKey, SessionKey) {
    let (session, form) = roots().session_keys();
    let begun = SigningIn {
        id: [7; 16],
        to: "/dashboard".to_owned(),
        ends: noon() + SignedDuration::from_mins(10),
    };
    (begun, form, session)
}

fn issuer(fake: &Arc<FakeIssuer>, secret: Option<Arc<Secret>>) -> Issuer {
    let web: Arc<dyn Web> = Arc::<FakeIssuer>::clone(fake);
    Issuer::new(config(), web, secret.map(|secret| secret as Arc<dyn ReadClientSecret>))
}

async fn person(issuer: &Issuer, fake: &FakeIssuer, now: Timestamp) -> Result<Person, NotSignedIn> {
    let (begun, form, _) = begun();
    *fake.nonce.lock().unwrap() = begun.nonce(&form);
    issuer.person("the code", &begun, &form, REDIRECT, now).await
}

fn last_form(fake: &FakeIssuer) -> (Option<String>, Vec<(String, String)>) {
    let asked = fake.asked.lock().unwrap();
    let request = asked.iter().rev().find(|request| request.form.is_some()).unwrap();
    let form = request.form.clone().unwrap_or_default();
    (
        request.authorization.clone(),
        serde_urlencoded::from_str(&form).unwrap(),
    )
}

#[tokio::test]
async fn a_code_is_exchanged_with_its_verifier_and_a_public_client_has_no_secret() {
    let fake = FakeIssuer::new();
    person(&issuer(&fake, None), &fake, noon()).await.unwrap();
    let (begun, form, _) = begun();
    let verifier = begun.verifier(&form);
    let expected = [
        ("grant_type", "authorization_code"),
        ("code", "the code"),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.as_str()),
        ("client_id", CLIENT),
    ];
    let (authorization, sent) = last_form(&fake);
    let sent: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!((authorization, sent.as_slice()), (None, &expected[..]));
}

#[tokio::test]
async fn a_client_secret_is_read_when_it_is_needed_and_again_when_it_was_not_taken() {
    let fake = FakeIssuer::new();
    let secret = Arc::new(Secret {
        reads: AtomicUsize::new(0),
    });
    let issuer = issuer(&fake, Some(Arc::clone(&secret)));
    let (begun, form, _) = begun();
    issuer.sign_in_url(&begun, &form, REDIRECT, noon()).await.unwrap();
    assert_eq!(secret.reads.load(Relaxed), 0);
    for _ in 0..2 {
        person(&issuer, &fake, noon()).await.unwrap();
    }
    assert_eq!(secret.reads.load(Relaxed), 1);
    let (authorization, sent) = last_form(&fake);
    // RFC 6749 has each half encoded as in a form first.
    let expected = format!("Basic {}", STANDARD.encode("aisance:s3cret%2F%2B+%C3%A9"));
    assert_eq!(authorization, Some(expected));
    assert!(
        sent.iter()
            .all(|(name, _)| name != "client_secret" && name != "client_id")
    );
    fake.behaviour.lock().unwrap().fails = Some(Ok((401, json!({ "error": "invalid_client" }))));
    let refused = NotSignedIn::code_refused(401, "invalid_client");
    assert_eq!(person(&issuer, &fake, noon()).await, Err(refused));
    fake.behaviour.lock().unwrap().fails = None;
    person(&issuer, &fake, noon()).await.unwrap();
    assert_eq!(secret.reads.load(Relaxed), 2);
}

#[tokio::test]
async fn keys_are_kept_and_asked_for_again_for_an_unknown_one_once_a_minute() {
    let fake = FakeIssuer::new();
    let issuer = issuer(&fake, None);
    let after = |seconds| noon() + SignedDuration::from_secs(seconds);
    let reads = || fake.key_reads.load(Relaxed);
    person(&issuer, &fake, after(0)).await.unwrap();
    person(&issuer, &fake, after(50)).await.unwrap();
    assert_eq!(reads(), 1);
    *fake.key.lock().unwrap() = TestKey::new("second");
    let unknown = Err(NotSignedIn::Token(WrongToken::UnknownKey));
    assert_eq!(person(&issuer, &fake, after(59)).await, unknown);
    assert_eq!(reads(), 1, "it was asked within the minute");
    person(&issuer, &fake, after(60)).await.unwrap();
    assert_eq!(reads(), 2);
    *fake.key.lock().unwrap() = TestKey::new("third");
    for seconds in 61..119 {
        assert_eq!(person(&issuer, &fake, after(seconds)).await, unknown);
    }
    assert_eq!(reads(), 2);
}

#[tokio::test]
async fn an_issuer_that_fails_is_told_apart_from_a_person_who_may_not() {
    let fake = FakeIssuer::new();
    for (fails, expected) in [
        (Err(WebError::TooSlow), NotSignedIn::Unreachable(WebError::TooSlow)),
        (Ok((301, json!({}))), NotSignedIn::NoDocument(301)),
        (Ok((500, json!({}))), NotSignedIn::NoDocument(500)),
    ] {
        fake.behaviour.lock().unwrap().fails = Some(fails);
        let (begun, form, _) = begun();
        let url = issuer(&fake, None).sign_in_url(&begun, &form, REDIRECT, noon()).await;
        assert_eq!(url, Err(expected));
    }
    fake.behaviour.lock().unwrap().fails = None;
    fake.behaviour.lock().unwrap().claims = Some(|claims| claims["groups"] = json!(["others"]));
    assert_eq!(
        person(&issuer(&fake, None), &fake, noon()).await,
        Err(NotSignedIn::NoRole)
    );
}
