//! `GET /dashboard/sign-in`: the page on which somebody signs in, and what is told there when that fails.

pub(crate) mod callback;
pub(crate) mod key;
pub(crate) mod out;

use askama::Template;
use http::{Method, StatusCode};
use lambda_http::{Body, Request, Response};
use shared::signing_in::SigningIn;

use super::parts::Notice;
use super::shell::Shell;
use crate::access::sign_in;
use crate::problem::Problem;
use crate::{ApiStore, App, origin, respond};

/// Where one signs in.
pub(crate) const PATH: &str = "/dashboard/sign-in";

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    shell: Shell,
    /// Where the issuer's sign-in begins; none where no issuer is configured.
    start: Option<String>,
    to: String,
    form_token: String,
    /// Told beside the forms.
    notice: Option<Notice>,
}

/// What somebody gets who has to sign in first: the page to do so, which leads back; where something was sent, the word
/// that nothing was done with it.
pub(crate) fn first<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    if request.method() != Method::GET {
        return Err(Problem::not_your_form());
    }
    let here = Shell::around(app, request, None, None).here().to_owned();
    respond::see_other(&with_destination(PATH, respond::own_page(Some(&here))))
}

pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let asked = Asked::of(request)?;
    if sign_in::session(app, request).await?.is_some() {
        return respond::see_other(respond::own_page(asked.to.as_deref()));
    }
    let to = respond::own_page(asked.to.as_deref());
    // What this browser has begun goes on, so that one tab does not end the sign-in of another.
    let begun = sign_in::begun(app, request).unwrap_or_else(|| sign_in::begin(app, Some(to)));
    let notice = |shell: &Shell| asked.signed_out.then(|| Notice::good(shell.t("sign-in-signed-out")));
    page(app, request, StatusCode::OK, (&begun, to), notice)
}

/// The page, for a sign-in that has begun and what it is to lead to.
fn page<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    status: StatusCode,
    (begun, to): (&SigningIn, &str),
    notice: impl FnOnce(&Shell) -> Option<Notice>,
) -> Result<Response<Body>, Problem> {
    let shell = Shell::around(app, request, None, None);
    let page = Page {
        start: app
            .issuer
            .as_ref()
            .map(|_| with_destination("/dashboard/sign-in/start", to)),
        notice: notice(&shell),
        form_token: begun.form_token(&app.keys.form),
        shell,
        to: to.to_owned(),
    };
    let mut response = respond::page(status, &page)?;
    sign_in::remember(app, &mut response, begun)?;
    Ok(response)
}

/// An address that leads on to a page of the dashboard.
fn with_destination(path: &str, to: &str) -> String {
    // A pair of texts can always be written.
    let query = serde_urlencoded::to_string([("to", to)]).unwrap_or_default();
    format!("{path}?{query}")
}

/// What the query of a page of the sign-in says.
#[derive(Default)]
struct Asked {
    to: Option<String>,
    signed_out: bool,
}

impl Asked {
    fn of(request: &Request) -> Result<Self, Problem> {
        let mut asked = Self::default();
        for (name, value) in origin::parameters(request).unwrap_or_default() {
            match name.as_str() {
                "to" => asked.to = Some(value),
                "signed_out" => asked.signed_out = true,
                _ => return Err(Problem::invalid(name, "there is no such parameter here")),
            }
        }
        Ok(asked)
    }
}
