//! `POST /v1/events`: takes one event or a list of them, and says what became of each.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt, stream};
use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize as _, Serialize};
use serde_json::Value;
use shared::domain::service::event::{Event, EventDraft, Reason, Refusal, Subject};
use shared::events::{Outcome, Recorder};

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, body, respond};

/// The largest body read.
pub(crate) const MOST_BYTES: usize = 64 * 1024;
/// The most events in one request.
const MOST_EVENTS: usize = 100;
/// Customers whose events are stored at once.
const AT_ONCE: usize = 8;

#[derive(Serialize)]
struct Taken {
    stored: u64,
    known: u64,
    refused: u64,
    /// Why events were refused, and how many.
    reasons: BTreeMap<&'static str, u64>,
    /// What became of each, in the order of the request.
    events: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    /// As it was sent; null where it cannot be read.
    id: Option<String>,
    outcome: &'static str,
    reason: Option<&'static str>,
    detail: Option<String>,
}

pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let (sent, alone) = match body::json::<Value>(request, MOST_BYTES)? {
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
            Outcome::Stored => (&mut self.stored, "stored", None),
            Outcome::Known => (&mut self.known, "known", None),
            Outcome::Refused(refusal) => (&mut self.refused, "refused", Some(refusal)),
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
    EventDraft::deserialize(value).map_err(|error| {
        let words = format!("this is not an event with id, type, customer and at, all texts: {error}");
        Refusal::new(Reason::Unreadable, words)
    })
}

/// Counts by reason and nothing else: what was refused may hold an address.
fn log_refusals(outcomes: &[Outcome]) {
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for outcome in outcomes {
        if let Outcome::Refused(refusal) = outcome {
            *reasons.entry(refusal.reason.code()).or_default() += 1;
        }
    }
    if !reasons.is_empty() {
        tracing::warn!(?reasons, "events were refused");
    }
}
