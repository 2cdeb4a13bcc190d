//! `POST /dashboard/comments/decide`: a person's decision about a suspect answer, from any page that shows one.

use lambda_http::{Body, Request, Response};
use shared::domain::audit::Deed;
use shared::domain::response::ReviewError;
use shared::link::InvitationId;
use shared::review::{Decider, NotReviewed, Reference, decide_about};

use super::decided::{Failure, address};
use crate::access::forms::Form;
use crate::access::{Caller, audit};
use crate::pages::answer::DECISIONS;
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let fields = ["day", "response", "revision", "decision", "back"];
    let form = Form::of(app, request, caller, &fields)?;
    let chosen = form.get("decision").unwrap_or_default();
    let decision = DECISIONS.into_iter().find(|(_, name)| *name == chosen);
    let (decision, _) = decision.ok_or_else(|| Problem::invalid("decision", "press one of the buttons of the page"))?;
    let field = |name| form.get(name).unwrap_or_default();
    let named = field("day")
        .parse()
        .ok()
        .zip(field("response").parse::<InvitationId>().ok());
    let (Some((day, id)), Ok(revision)) = (named, field("revision").parse()) else {
        return Err(Problem::no_response());
    };
    audit::record(app, request, caller, Deed::Decide, Some(id.to_string())).await?;
    let about = Reference { day, id, revision };
    let by = caller.by();
    let decider = Decider {
        by: &by,
        at: app.clock.now(),
        again: false,
    };
    let decided = decide_about(&app.store, about, decision, decider, app.clock.as_ref()).await;
    let failed = match decided {
        Ok(_) => None,
        Err(NotReviewed::Unknown { .. }) => return Err(Problem::no_response()),
        Err(NotReviewed::Changed) => Some(Failure::Changed),
        Err(NotReviewed::Sealed(_)) => Some(Failure::Sealed),
        Err(NotReviewed::Refused(ReviewError::AppliedBefore)) => Some(Failure::AppliedBefore),
        Err(NotReviewed::Refused(ReviewError::NothingToDecide | ReviewError::NothingToUndo)) => Some(Failure::Nothing),
        Err(NotReviewed::Store(error)) => return Err(error.into()),
    };
    respond::see_other(&address(respond::own_page(form.get("back")), (day, id), failed)?)
}
