//! What the audit trail says, written before anything is done.

use lambda_http::Request;
use shared::api_key::{ApiKey, ID_CHARS};
use shared::domain::audit::{AuditEntry, Deed};
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::session::Session;

use super::Caller;
use crate::problem::Problem;
use crate::route::{About, Found};
use crate::{ApiStore, App, origin};

/// The most characters of what somebody put into a path.
const MOST_CHARS: usize = 64;

/// Writes down what the route's request is, where the trail has anything to say of it.
pub(crate) async fn of_route<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    found: &Found,
    caller: &Caller,
) -> Result<(), Problem> {
    let Some((deed, about)) = found.entry.audit else {
        return Ok(());
    };
    let about = match about {
        About::Handler => return Ok(()),
        About::All => None,
        About::Path => found.last_name().map(|name| {
            let value = found.parameter(origin::path_parameter(request, name), name);
            match name {
                "customer" => customer(app, value),
                "key" => key(value),
                _ => value.chars().take(MOST_CHARS).collect(),
            }
        }),
    };
    record(app, request, caller, deed, about).await
}

/// Writes down that the caller does something about something.
pub(crate) async fn record<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    deed: Deed,
    about: Option<String>,
) -> Result<(), Problem> {
    let line = line(app, request, caller, deed);
    app.store.record_audit(&AuditEntry { about, ..line }).await?;
    Ok(())
}

/// Writes down that somebody signs in, with what they are called: of the issuer's subject alone nobody can tell who it is.
pub(super) async fn sign_in<S: ApiStore>(app: &App<S>, request: &Request, session: &Session) -> Result<(), Problem> {
    let line = line(app, request, &Caller::person(session.clone()), Deed::SignIn);
    let name = Some(session.name.clone()).filter(|name| !name.is_empty());
    app.store.record_audit(&AuditEntry { name, ..line }).await?;
    Ok(())
}

fn line<S: ApiStore>(app: &App<S>, request: &Request, caller: &Caller, deed: Deed) -> AuditEntry {
    AuditEntry {
        at: app.clock.now(),
        by: caller.by(),
        name: None,
        deed,
        about: None,
        request: origin::request_id(request),
    }
}

/// How the trail names a key: by its id. Whoever gives a whole key in its place, or anything else, is not quoted.
fn key(given: &str) -> String {
    match ApiKey::parse(given) {
        Ok(key) => key.id().to_owned(),
        Err(_) if given.len() == ID_CHARS && given.bytes().all(|byte| byte.is_ascii_alphanumeric()) => given.to_owned(),
        Err(_) => "no key id".to_owned(),
    }
}

/// How the trail names a customer.
pub(crate) fn customer<S: ApiStore>(app: &App<S>, id: &str) -> String {
    match CustomerId::new(id, RawIds::Allow) {
        Ok(id) => Pseudonym::of(&app.keys.pseudonym, &id).to_string(),
        Err(_) => "no customer id".to_owned(),
    }
}
