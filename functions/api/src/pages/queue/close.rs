//! `POST /dashboard/queue/close`: somebody has dealt with a flagged customer.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use shared::closing::{LONGEST_NOTE, NotClosed, Note, close_flag};
use shared::domain::audit::Deed;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, Pseudonym, RawIds};

use super::{Attempt, PATH, again};
use crate::access::forms::Form;
use crate::access::{Caller, audit};
use crate::pages::display::percent_encode;
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::{ApiStore, App, respond};

pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["customer", "opened_at", "note"])?;
    let sent = form.get("customer").unwrap_or_default();
    let written = form.get("note").unwrap_or_default();
    audit::record(app, request, caller, Deed::CloseFlag, Some(audit::customer(app, sent))).await?;
    let words = Shell::of(app, request, caller, Section::Queue).words();
    let calendar = app.calendar().await?;
    let attempt = |status, why| Attempt {
        status,
        customer: sent.to_owned(),
        note: written.to_owned(),
        why,
    };
    let unknown = || attempt(StatusCode::NOT_FOUND, words.get("queue-no-flag").into_owned());
    let Ok(note) = Note::new(written) else {
        let why = words.with("queue-note-too-long", &[("most", &LONGEST_NOTE.to_string())]);
        return again(app, request, caller, attempt(StatusCode::UNPROCESSABLE_ENTITY, why)).await;
    };
    let opened_at = form.get("opened_at").and_then(|text| text.parse::<Timestamp>().ok());
    let (Ok(id), Some(opened_at)) = (CustomerId::new(sent, RawIds::Allow), opened_at) else {
        return again(app, request, caller, unknown()).await;
    };
    let customer = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id));
    let closed = close_flag(
        &app.store,
        customer,
        Some(opened_at),
        &note,
        &calendar,
        app.clock.as_ref(),
    )
    .await;
    let refused = match closed {
        Ok(_) => return respond::see_other(&format!("{PATH}?closed={}", percent_encode(id.as_str()))),
        Err(NotClosed::Unknown) => unknown(),
        Err(NotClosed::Before { day, .. }) => {
            let why = words.with("queue-closed-before", &[("day", &words.day(day))]);
            attempt(StatusCode::CONFLICT, why)
        }
        Err(NotClosed::Another(_)) => attempt(StatusCode::CONFLICT, words.get("queue-another-flag").into_owned()),
        Err(NotClosed::Busy) => attempt(StatusCode::SERVICE_UNAVAILABLE, words.get("queue-busy").into_owned()),
        Err(NotClosed::Store(error)) => return Err(error.into()),
    };
    again(app, request, caller, refused).await
}
