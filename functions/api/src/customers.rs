//! `GET /v1/customers/{customer}`: one customer's risk, flag, signals and answers.

use std::cmp::Reverse;

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use shared::domain::signal::Signal;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::customers::Flag;

use crate::flags::{NOTE, ReasonItem, RiskItem};
use crate::item::ResponseItem;
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

#[derive(Serialize)]
struct CustomerItem<'a> {
    customer: &'a str,
    note: &'static str,
    risk: Option<RiskItem>,
    flag: Option<FlagItem>,
    signals: Vec<SignalItem>,
    responses: Vec<ResponseItem>,
}

#[derive(Serialize)]
struct FlagItem {
    opened_at: Timestamp,
    reasons: Vec<ReasonItem>,
    closed: Option<ClosedItem>,
}

#[derive(Serialize)]
struct ClosedItem {
    at: Timestamp,
    cause: String,
}

#[derive(Serialize)]
struct SignalItem {
    at: Timestamp,
    metric: String,
    score: u8,
    out_of: u8,
    invitation: String,
}

pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let id = CustomerId::new(id, RawIds::Allow).map_err(|_| Problem::no_customer())?;
    let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id));
    // Both are always read, so that nobody can tell an erased customer from one that never was.
    let (known, records) = futures::try_join!(
        app.store.read_customer(respondent),
        app.store.read_respondent(respondent),
    )?;
    let mut responses: Vec<_> = records.into_iter().filter_map(Record::into_response).collect();
    responses.retain(|response| response.answer().is_some());
    responses.sort_by_key(|response| Reverse((response.first_answered, response.occasion.invitation)));
    let gone = known.as_ref().is_some_and(|customer| customer.erased);
    if gone || (known.is_none() && responses.is_empty()) {
        return Err(Problem::no_customer());
    }
    let known = known.as_ref();
    let item = CustomerItem {
        customer: id.as_str(),
        note: NOTE,
        risk: known
            .and_then(|customer| customer.risk.as_ref())
            .map(|risk| RiskItem::of(risk, None)),
        flag: known.and_then(|customer| customer.flag.as_ref()).map(flag),
        signals: known
            .map(|customer| customer.signals.as_slice())
            .unwrap_or_default()
            .iter()
            .rev()
            .map(signal)
            .collect(),
        responses: responses
            .iter()
            .filter_map(|response| ResponseItem::of(response, &app.keys.seal))
            .collect(),
    };
    respond::json(StatusCode::OK, &item)
}

fn flag(flag: &Flag) -> FlagItem {
    FlagItem {
        opened_at: flag.opened_at,
        reasons: flag.reasons.iter().map(ReasonItem::of).collect(),
        closed: flag.closed.as_ref().map(|closed| ClosedItem {
            at: closed.at,
            cause: closed.cause.clone(),
        }),
    }
}

fn signal(signal: &Signal) -> SignalItem {
    SignalItem {
        at: signal.at,
        metric: signal.metric.to_string(),
        score: signal.rating,
        out_of: signal.out_of,
        invitation: signal.invitation.to_string(),
    }
}
