//! `POST /dashboard/sign-in/key`: somebody signs in with an API key.

use http::StatusCode;
use lambda_http::{Body, Request, Response};

use super::page;
use crate::access::forms::Form;
use crate::access::sign_in;
use crate::pages::parts::Notice;
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let begun = sign_in::begun(app, request).ok_or_else(Problem::not_your_form)?;
    let own = |token: &str| begun.sent_form(&app.keys.form, token);
    let form = Form::read(request, &["api_key", "to"], own)?;
    let to = respond::own_page(form.get("to"));
    let session = sign_in::of_key(app, request, form.get("api_key").unwrap_or_default()).await?;
    let Some(session) = session else {
        // One answer, whatever is wrong with the key.
        return page(app, request, StatusCode::UNPROCESSABLE_ENTITY, (&begun, to), |shell| {
            Some(Notice::bad(shell.t("sign-in-wrong-key")))
        });
    };
    let mut response = respond::see_other(to)?;
    sign_in::enter(app, &mut response, &session)?;
    Ok(response)
}
