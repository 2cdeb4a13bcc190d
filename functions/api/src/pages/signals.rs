//! `POST /dashboard/signals/acknowledge`: a person has dealt with a score that shifted.

use lambda_http::{Body, Request, Response};

use crate::access::Caller;
use crate::access::forms::Form;
use crate::problem::Problem;
use crate::v1::signals::mark_as_dealt_with;
use crate::{ApiStore, App, respond};

pub(crate) async fn acknowledge<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["signal", "back"])?;
    mark_as_dealt_with(app, form.get("signal").unwrap_or_default(), caller).await?;
    respond::see_other(respond::own_page(form.get("back")))
}
