//! `GET /dashboard/sign-in/start` and `GET /dashboard/sign-in/callback`: to the issuer and back.

use lambda_http::{Body, Request, Response};
use shared::session::Session;
use shared::signing_in::SigningIn;
use shared::telemetry::{Words, log};

use super::{Asked, page};
use crate::access::sign_in;
use crate::logged::Logged;
use crate::oidc::{Issuer, NotSignedIn};
use crate::pages::parts::Notice;
use crate::pages::shell::Shell;
use crate::problem::Problem;
use crate::{ApiStore, App, origin, respond};

/// What an issuer may say when it leads a browser back. Whatever else it says is passed over, as RFC 6749 has it.
#[derive(Default)]
struct Returned {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    issuer: Option<String>,
}

/// Leads a browser to the issuer.
pub(crate) async fn start<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let asked = Asked::of(request)?;
    // A new one each time, so that no state and no nonce is used twice.
    let begun = sign_in::begin(app, asked.to.as_deref());
    let url = match issuer(app) {
        Ok(issuer) => {
            let redirect = redirect(request);
            issuer
                .sign_in_url(&begun, &app.keys.form, &redirect, app.clock.now())
                .await
        }
        Err(none) => Err(none),
    };
    match url {
        Ok(url) => {
            let mut response = respond::see_other(&url)?;
            sign_in::remember(app, &mut response, &begun)?;
            Ok(response)
        }
        Err(why) => not_signed_in(app, request, &begun, &why),
    }
}

/// Takes a browser back from the issuer, and lets its person in.
pub(crate) async fn end<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let Some(begun) = sign_in::begun(app, request) else {
        // Somebody who is in already has only loaded the page again.
        if sign_in::session(app, request).await?.is_some() {
            return respond::see_other(respond::own_page(None));
        }
        return not_signed_in(app, request, &sign_in::begin(app, None), &NotSignedIn::NotBegun);
    };
    match Box::pin(person(app, request, &begun)).await? {
        Ok(session) => {
            let mut response = respond::see_other(respond::own_page(Some(&begun.to)))?;
            sign_in::enter(app, &mut response, &session)?;
            Ok(response)
        }
        // Anybody can lead a browser here: that does not end what its person has begun.
        Err(NotSignedIn::NotBegun) => not_signed_in(app, request, &begun, &NotSignedIn::NotBegun),
        Err(why) => not_signed_in(app, request, &sign_in::begin(app, Some(&begun.to)), &why),
    }
}

/// The session of whoever the issuer says it is.
async fn person<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    begun: &SigningIn,
) -> Result<Result<Session, NotSignedIn>, Problem> {
    let person = async {
        let now = app.clock.now();
        let issuer = issuer(app)?;
        let returned = Returned::of(request);
        let state = returned.state.as_deref().unwrap_or_default();
        if !begun.sent_state(&app.keys.form, state) {
            return Err(NotSignedIn::NotBegun);
        }
        if !issuer.is_from(returned.issuer.as_deref(), now).await? {
            return Err(NotSignedIn::OtherIssuer);
        }
        match (returned.error, returned.code) {
            (Some(error), _) => Err(NotSignedIn::refused(&error)),
            (None, Some(code)) => {
                issuer
                    .person(&code, begun, &app.keys.form, &redirect(request), now)
                    .await
            }
            (None, None) => Err(NotSignedIn::refused("")),
        }
    };
    match person.await {
        Ok(person) => sign_in::of_person(app, request, person).await.map(Ok),
        Err(why) => Ok(Err(why)),
    }
}

/// Says why, on the page on which one can try again, with the sign-in that is `next`.
fn not_signed_in<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    next: &SigningIn,
    why: &NotSignedIn,
) -> Result<Response<Body>, Problem> {
    log(&Logged::SignInFailed { error: Words::of(why) });
    let notice = |shell: &Shell| {
        let groups = app
            .issuer
            .iter()
            .flat_map(Issuer::groups)
            .collect::<Vec<_>>()
            .join(", ");
        let values = [("code", why.code()), ("groups", groups.as_str())];
        Some(Notice::bad(shell.with(why.words(), &values)))
    };
    page(app, request, why.status(), (next, &next.to), notice)
}

fn issuer<S: ApiStore>(app: &App<S>) -> Result<&Issuer, NotSignedIn> {
    app.issuer.as_ref().ok_or(NotSignedIn::NoIssuer)
}

/// Where the issuer leads browsers back to.
fn redirect(request: &Request) -> String {
    format!("{}/dashboard/sign-in/callback", origin::base_url(request))
}

impl Returned {
    fn of(request: &Request) -> Self {
        let mut returned = Self::default();
        for (name, value) in origin::parameters(request).unwrap_or_default() {
            match name.as_str() {
                "code" => returned.code = Some(value),
                "state" => returned.state = Some(value),
                "error" => returned.error = Some(value),
                "iss" => returned.issuer = Some(value),
                _ => {}
            }
        }
        returned
    }
}
