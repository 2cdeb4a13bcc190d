//! `POST /dashboard/signals/acknowledge`: a person has dealt with a score that shifted.

use lambda_http::{Body, Request, Response};
use shared::domain::chart::Acknowledged;
use shared::store::signals::Acknowledgement;

use crate::access::Caller;
use crate::access::forms::Form;
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

pub(crate) async fn acknowledge<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["signal", "back"])?;
    let by = Acknowledged {
        at: app.clock.now(),
        by: caller.by(),
    };
    let signal = form.get("signal").unwrap_or_default();
    match app.store.acknowledge_signal(signal, &by).await? {
        Acknowledgement::Done(_) | Acknowledgement::Before(_) => {
            respond::see_other(respond::own_page(form.get("back")))
        }
        Acknowledgement::Unknown => Err(Problem::no_signal()),
    }
}
