//! `POST /dashboard/language`: the language that a person reads the pages in, kept in a cookie of this browser.

use jiff::SignedDuration;
use lambda_http::{Body, Request, Response};
use shared::text::TeamWords;

use crate::access::Caller;
use crate::access::cookies::keep;
use crate::access::forms::Form;
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

/// The cookie of the language. It says nothing of whoever has it.
pub(crate) const COOKIE_NAME: &str = "__Host-aisance-language";
/// For how long a browser keeps it.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);

pub(crate) fn post<S: ApiStore>(app: &App<S>, request: &Request, caller: &Caller) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["language", "back"])?;
    let words = TeamWords::find(form.get("language").unwrap_or_default());
    let words = words.map_err(|none| Problem::invalid("language", none.to_string()))?;
    let mut response = respond::see_other(respond::own_page(form.get("back")))?;
    keep(&mut response, COOKIE_NAME, words.tag(), KEPT).map_err(|error| Problem::internal(&error))?;
    Ok(response)
}
