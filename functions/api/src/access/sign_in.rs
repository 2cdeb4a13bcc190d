//! Beginning and ending sessions: what a browser keeps while its person signs in, and the session that comes of it.

use http::Response;
use jiff::{SignedDuration, Timestamp};
use lambda_http::Request;
use shared::api_key::ApiKey;
use shared::domain::access::Scopes;
use shared::session::{self, Session};
use shared::signing_in::{self, SigningIn};

use super::cookies::{cookie, forget, keep};
use super::sessions::{self, COOKIE_NAME};
use super::{audit, keys};
use crate::oidc::Person;
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

/// The cookie of somebody who is signing in.
pub(crate) const SIGNING_IN_COOKIE: &str = "__Host-aisance-sign-in";
/// The longest address that is led back to.
const MOST_ADDRESS_BYTES: usize = 1_000;

/// The session of somebody who has signed in already, if it is in force.
pub(crate) async fn session<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Option<Session>, Problem> {
    sessions::session(app, request, app.clock.now()).await
}

/// The sign-in that this browser has begun and that is not too late.
pub(crate) fn begun<S: ApiStore>(app: &App<S>, request: &Request) -> Option<SigningIn> {
    SigningIn::open(&app.keys.session, cookie(request, SIGNING_IN_COOKIE)?, app.clock.now())
}

/// A new sign-in, which leads to a page of the dashboard.
pub(crate) fn begin<S: ApiStore>(app: &App<S>, to: Option<&str>) -> SigningIn {
    SigningIn {
        id: (app.random)(),
        to: respond::own_page(to.filter(|to| to.len() <= MOST_ADDRESS_BYTES)).to_owned(),
        ends: app.clock.now() + signing_in::LASTS,
    }
}

/// Has the browser keep a sign-in.
pub(crate) fn remember<S: ApiStore, B>(
    app: &App<S>,
    response: &mut Response<B>,
    begun: &SigningIn,
) -> Result<(), Problem> {
    let left = begun.ends.duration_since(app.clock.now());
    let sealed = begun.seal(&app.keys.session);
    keep(response, SIGNING_IN_COOKIE, &sealed, left).map_err(|error| Problem::internal(&error))
}

/// A session of somebody whom the issuer vouches for, written into the audit trail.
pub(crate) async fn of_person<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    person: Person,
) -> Result<Session, Problem> {
    let scopes = person.role.scopes();
    let ends = app.clock.now() + session::LASTS;
    let session = new(app, person.subject, person.name, None, scopes, ends);
    recorded(app, request, session).await
}

/// A session of whoever has this API key, written into the audit trail; none for anything that is no key in force. It
/// ends with the key.
pub(crate) async fn of_key<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    key: &str,
) -> Result<Option<Session>, Problem> {
    let now = app.clock.now();
    let Ok(key) = ApiKey::parse(key) else {
        return Ok(None);
    };
    let Some(stored) = keys::verified(app, &key, now).await? else {
        return Ok(None);
    };
    let latest = now + session::LASTS;
    let ends = stored.expires.map_or(latest, |expires| expires.min(latest));
    let id = stored.id;
    let session = new(app, id.clone(), stored.name, Some(id), stored.scopes, ends);
    recorded(app, request, session).await.map(Some)
}

/// A new id each time: nobody can have known it before.
fn new<S: ApiStore>(
    app: &App<S>,
    subject: String,
    name: String,
    key: Option<String>,
    scopes: Scopes,
    ends: Timestamp,
) -> Session {
    Session {
        id: (app.random)(),
        subject,
        name,
        key,
        scopes,
        ends,
    }
}

async fn recorded<S: ApiStore>(app: &App<S>, request: &Request, session: Session) -> Result<Session, Problem> {
    audit::sign_in(app, request, &session).await?;
    Ok(session)
}

/// Has the browser keep a session, and forget how it came to it.
pub(crate) fn enter<S: ApiStore, B>(
    app: &App<S>,
    response: &mut Response<B>,
    session: &Session,
) -> Result<(), Problem> {
    let left: SignedDuration = session.ends.duration_since(app.clock.now());
    let sealed = session.seal(&app.keys.session);
    keep(response, COOKIE_NAME, &sealed, left)
        .and_then(|()| forget(response, SIGNING_IN_COOKIE))
        .map_err(|error| Problem::internal(&error))
}

/// Has the browser forget its session.
pub(crate) fn leave<B>(response: &mut Response<B>) -> Result<(), Problem> {
    forget(response, COOKIE_NAME).map_err(|error| Problem::internal(&error))
}
