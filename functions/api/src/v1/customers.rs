//! `GET /v1/customers/{customer}`: one customer's risk, flag, signals and answers, and whether they may be asked.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::opt_out::OptOut;
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use shared::domain::signal::Signal;
use shared::export::{FlagItem, ResponseRow};
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::risk_report::{RiskRow, Telling};
use shared::store::customers::Customer;
use shared::store::ledger::LedgerEntries;

use crate::problem::Problem;
use crate::query::Query;
use crate::v1::flags::team_words;
use crate::v1::questions;
use crate::{ApiStore, App, respond};

#[derive(Serialize)]
struct CustomerItem<'a> {
    customer: &'a str,
    /// What the risk is and is not; none without one.
    note: Option<String>,
    /// The language of the texts about the risk: a tag.
    language: &'static str,
    /// What the team knows of the customer, as it was imported.
    attributes: BTreeMap<String, String>,
    risk: Option<RiskRow>,
    flag: Option<FlagItem>,
    last_asked_at: Option<Timestamp>,
    /// Since when the customer is not asked any more; none where they may be.
    opted_out_at: Option<Timestamp>,
    signals: Vec<SignalItem>,
    responses: Vec<ResponseRow>,
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
    let query = Query::of(request, &["language"])?;
    let id = CustomerId::new(id, RawIds::Allow).map_err(|_| Problem::no_customer())?;
    let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id));
    // All is always read, so that nobody can tell an erased customer from one that never was.
    let ((known, records, ledger), words, calendar) =
        futures::try_join!(read(app, respondent), team_words(app, &query), app.calendar(),)?;
    let mut responses: Vec<_> = records.into_iter().filter_map(Record::into_response).collect();
    responses.retain(|response| response.answer().is_some());
    responses.sort_by_key(|response| Reverse((response.first_answered, response.occasion.invitation)));
    let gone = known.as_ref().is_some_and(|customer| customer.erased);
    let opted_out = ledger.opt_out.filter(OptOut::in_force);
    if gone || (known.is_none() && responses.is_empty() && opted_out.is_none()) {
        return Err(Problem::no_customer());
    }
    let versions = questions::of(&app.store, &responses).await?;
    let known = known.as_ref();
    let risk = known.and_then(|customer| customer.risk.as_ref());
    let telling = Telling::of(&app.store, risk.into_iter(), words, &calendar).await?;
    let flag = known.and_then(|customer| customer.flag.as_ref());
    let item = CustomerItem {
        customer: id.as_str(),
        note: risk.map(|risk| telling.note(risk)),
        language: words.tag(),
        attributes: known.map(|customer| customer.attributes.clone()).unwrap_or_default(),
        risk: risk.map(|risk| telling.risk(risk)),
        flag: flag.and_then(|flag| FlagItem::of(flag, &telling)),
        last_asked_at: known.and_then(|customer| customer.asked.as_ref()).map(|asked| asked.at),
        opted_out_at: opted_out.map(|opt_out| opt_out.at),
        signals: known
            .map(|customer| customer.signals.answers())
            .unwrap_or_default()
            .iter()
            .rev()
            .map(signal)
            .collect(),
        responses: responses
            .iter()
            .filter_map(|response| ResponseRow::of(response, &app.keys.seal))
            .map(|item| item.with_question(&versions))
            .collect(),
    };
    respond::json(StatusCode::OK, &item)
}

async fn read<S: ApiStore>(
    app: &App<S>,
    respondent: Respondent,
) -> Result<(Option<Customer>, Vec<Record>, LedgerEntries), Problem> {
    let read = futures::try_join!(
        app.store.read_customer(respondent),
        app.store.read_respondent(respondent),
        app.store.read_ledger(respondent),
    );
    read.map_err(Problem::from)
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
