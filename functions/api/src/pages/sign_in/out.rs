//! `POST /dashboard/sign-out`: somebody signs out, and is told so.

use lambda_http::{Body, Request, Response};

use super::PATH;
use crate::access::forms::Form;
use crate::access::{Caller, sign_in};
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    // Without a session there is nothing to protect, and nothing to end but the cookie.
    if let Some(session) = sign_in::session(app, request).await? {
        Form::of(app, request, &Caller::person(session), &[])?;
    }
    let mut response = respond::see_other(&format!("{PATH}?signed_out=1"))?;
    sign_in::leave(&mut response)?;
    Ok(response)
}
