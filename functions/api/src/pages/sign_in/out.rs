//! `POST /dashboard/sign-out`: somebody signs out, and is told so.

use lambda_http::{Body, Request, Response};

use super::PATH;
use crate::access::forms::Form;
use crate::access::{Caller, sign_in};
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let session = sign_in::session(app, request).await?;
    let mut response = respond::see_other(&format!("{PATH}?signed_out=1"))?;
    // A form of another site comes without the cookie: nothing is ended where no session says that it was meant.
    if let Some(session) = session {
        Form::of(app, request, &Caller::person(session), &[])?;
        sign_in::leave(&mut response)?;
    }
    Ok(response)
}
