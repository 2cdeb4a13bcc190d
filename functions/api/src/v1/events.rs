//! `POST /v1/events`: takes one event or a list of them, and says what became of each.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt, stream};
use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize as _, Serialize};
use serde_json::Value;
use shared::domain::service::event::{Event, EventDraft, Reason, Refusal, Subject};
use shared::events::{Outcome, Recorder};
use shared::telemetry::log;

use crate::logged::Logged;
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, body, respond};

/// The largest body read.
pub(crate) const MOST_BYTES: usize = 64 * 1024;
/// The most events in one request.
pub(crate) const MOST_EVENTS: usize = 100;
/// Customers whose events are stored at once.
const AT_ONCE: usize = 8;

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventsTaken))]
struct Taken {
    stored: u64,
    /// Stored before; nothing changed.
    known: u64,
    refused: u64,
    /// Why events were refused, and how many.
    reasons: BTreeMap<&'static str, u64>,
    /// What became of each, in the order of the request.
    events: Vec<Item>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventOutcome))]
#[serde(rename_all = "snake_case")]
enum BecameOf {
    Stored,
    /// Stored before; nothing changed.
    Known,
    Refused,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventTaken))]
struct Item {
    /// As it was sent; null where it cannot be read.
    id: Option<String>,
    outcome: BecameOf,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reason>))]
    reason: Option<&'static str>,
    detail: Option<String>,
}

/// Take what happened to customers and in conversations
///
/// One event, or a list of at most 100; the body may have 64 KB. Sending an event again changes nothing, in whatever
/// order events arrive. If the request fails, send it again. Each event of a list is judged by itself. One that cannot have
/// happened beside the customer's other events (a reply before the question) is refused, kept, and counted in `left_out` of
/// `/v1/service`.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/events", operation_id = "postEvents", tag = "events",
    request_body = crate::openapi::EventsSent,
    responses(
        (status = 200, body = Taken, description = "What became of each event. An event that is sent alone and refused is a problem instead."),
        (status = 409, description = "An event was sent alone, and another one of its customer has its id and says something else."),
        (status = 422, description = "There are more than 100 events, or an event that was sent alone is refused; `detail` begins with the reason."),
    )
))]
pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let (sent, alone) = match body::json_or_list::<Value>(request, MOST_BYTES)? {
        Value::Array(list) => (list, false),
        one => (vec![one], true),
    };
    if sent.len() > MOST_EVENTS {
        let reason = format!(
            "there are {} events and one request takes {MOST_EVENTS}: send them in parts",
            sent.len()
        );
        return Err(Problem::invalid("events", reason));
    }
    let outcomes = take(app, &sent).await?;
    if alone && let [Outcome::Refused(refusal)] = outcomes.as_slice() {
        return Err(Problem::refused_event(refusal));
    }
    let mut taken = Taken {
        stored: 0,
        known: 0,
        refused: 0,
        reasons: BTreeMap::new(),
        events: Vec::new(),
    };
    for (value, outcome) in sent.iter().zip(outcomes) {
        taken.add(value, outcome);
    }
    respond::json(StatusCode::OK, &taken)
}

impl Taken {
    fn add(&mut self, value: &Value, outcome: Outcome) {
        let (count, outcome, refusal) = match outcome {
            Outcome::Stored => (&mut self.stored, BecameOf::Stored, None),
            Outcome::Known => (&mut self.known, BecameOf::Known, None),
            Outcome::Refused(refusal) => (&mut self.refused, BecameOf::Refused, Some(refusal)),
        };
        *count += 1;
        let reason = refusal.as_ref().map(|refusal| refusal.reason.code());
        if let Some(reason) = reason {
            *self.reasons.entry(reason).or_default() += 1;
        }
        self.events.push(Item {
            id: value.get("id").and_then(Value::as_str).map(str::to_owned),
            outcome,
            reason,
            detail: refusal.map(|refusal| refusal.words),
        });
    }
}

/// Stores what can be read, and says what became of each event in the order in which they were sent.
async fn take<S: ApiStore>(app: &App<S>, sent: &[Value]) -> Result<Vec<Outcome>, Problem> {
    let now = app.clock.now();
    let mut outcomes: Vec<Option<Outcome>> = Vec::with_capacity(sent.len());
    let mut by_customer: BTreeMap<Subject, Vec<(usize, Event)>> = BTreeMap::new();
    for (position, value) in sent.iter().enumerate() {
        let read = draft(value).and_then(|draft| draft.read(&app.keys.events, now, app.retention));
        outcomes.push(match read {
            Ok((subject, event)) => {
                by_customer.entry(subject).or_default().push((position, event));
                None
            }
            Err(refusal) => Some(Outcome::Refused(refusal)),
        });
    }
    let calendar = app.calendar().await?;
    let recorder = Recorder {
        store: &app.store,
        announced: &app.announced,
        calendar: &calendar,
        clock: &*app.clock,
        retention: app.retention,
    };
    let recorder = &recorder;
    let recorded = by_customer.into_iter().map(|(subject, placed)| async move {
        let events: Vec<Event> = placed.iter().map(|(_, event)| *event).collect();
        let outcomes = recorder.record(&subject, &events).await?;
        let positions = placed.into_iter().map(|(position, _)| position);
        Ok::<_, Problem>(positions.zip(outcomes).collect())
    });
    let recorded: Vec<Vec<(usize, Outcome)>> = stream::iter(recorded).buffer_unordered(AT_ONCE).try_collect().await?;
    for (position, outcome) in recorded.into_iter().flatten() {
        outcomes[position] = Some(outcome);
    }
    let outcomes: Vec<Outcome> = outcomes.into_iter().flatten().collect();
    log_refusals(&outcomes);
    Ok(outcomes)
}

fn draft(value: &Value) -> Result<EventDraft, Refusal> {
    let unreadable = |why: &dyn std::fmt::Display| {
        let words = format!("this is not an event with id, type, customer and at, all texts: {why}");
        Refusal::new(Reason::Unreadable, words)
    };
    // Values in the order of the fields would be taken for an event otherwise.
    if !value.is_object() {
        return Err(unreadable(&"it is no object"));
    }
    EventDraft::deserialize(value).map_err(|error| unreadable(&error))
}

/// Counts by reason and nothing else: what was refused may hold an address.
fn log_refusals(outcomes: &[Outcome]) {
    let mut reasons: BTreeMap<&'static str, u64> = BTreeMap::new();
    for outcome in outcomes {
        if let Outcome::Refused(refusal) = outcome {
            *reasons.entry(refusal.reason.code()).or_default() += 1;
        }
    }
    if !reasons.is_empty() {
        log(&Logged::EventsRefused { reasons });
    }
}
