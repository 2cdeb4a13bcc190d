//! `POST /dashboard/language`: the language that a person reads the pages in, kept in a cookie of this browser.

use http::HeaderValue;
use http::header::SET_COOKIE;
use lambda_http::{Body, Request, Response};
use shared::text::TeamWords;

use crate::access::Caller;
use crate::access::forms::Form;
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

/// The cookie of the language. It says nothing of whoever has it.
pub(crate) const COOKIE_NAME: &str = "__Host-aisance-language";
/// For how long a browser keeps it, in seconds.
const KEPT_SECONDS: u32 = 31_536_000;

pub(crate) fn post<S: ApiStore>(app: &App<S>, request: &Request, caller: &Caller) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["language", "back"])?;
    let words = TeamWords::find(form.get("language").unwrap_or_default());
    let words = words.map_err(|none| Problem::invalid("language", none.to_string()))?;
    let cookie = format!(
        "{COOKIE_NAME}={}; Path=/; Max-Age={KEPT_SECONDS}; Secure; HttpOnly; SameSite=Lax",
        words.tag()
    );
    let mut response = respond::see_other(respond::own_page(form.get("back")))?;
    let cookie = HeaderValue::try_from(cookie).map_err(|error| Problem::internal(&error))?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}
