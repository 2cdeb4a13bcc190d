//! `GET /v1/customers/{customer}`: one customer's risk, flag, signals and answers, and whether they may be asked.

use std::collections::BTreeMap;

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::answer_filter::AnswerFilter;
use shared::domain::opt_out::OptOut;
use shared::domain::response::{Respondent, Response as StoredResponse};
use shared::domain::signal::Signal;
use shared::export::{FlagItem, ResponseRow};
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::listing::{Page, TheirAnswers, Within, answers_of};
use shared::risk_report::{RiskRow, Telling};
use shared::store::customers::Customer;
use shared::store::ledger::LedgerEntries;

use crate::problem::Problem;
use crate::query::Query;
use crate::v1::cursor::Question;
use crate::v1::flags::team_words;
use crate::v1::paging::per_page;
use crate::v1::questions;
use crate::v1::responses::items;
use crate::{ApiStore, App, respond};

/// What is known of a customer.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Customer))]
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
    /// When a link for the customer was registered last; forgotten in the night after 90 days, which is as far back as any
    /// limit looks.
    last_asked_at: Option<Timestamp>,
    /// Since when the customer does not want to be asked again; null where they may be asked.
    opted_out_at: Option<Timestamp>,
    signals: Vec<SignalItem>,
    /// The latest answers; of a customer with more than 1,000 records, or 1 MB of them, in an order of their own.
    responses: Vec<ResponseRow>,
    /// To be given as `cursor` for the same with the next answers; null after the last ones.
    next_cursor: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CustomerSignal))]
struct SignalItem {
    at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = shared::domain::Metric))]
    metric: String,
    score: u8,
    out_of: u8,
    invitation: String,
}

/// One customer's risk, flag, signals and answers
///
/// Answers and signals are newest first. Risk is null until the night after the first answer, registered invitation or event, once
/// nothing of these is kept any more, and of whoever has left.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/customers/{customer}", operation_id = "getCustomer", tag = "customers",
    params(
        ("customer" = String, Path, description = crate::openapi::words::CUSTOMER, min_length = 1, max_length = 64),
        ("language" = inline(Option<crate::openapi::TeamLanguage>), Query, description = crate::openapi::words::LANGUAGE),
        ("per_page" = Option<u32>, Query, description = "Answers on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses(
        (status = 200, body = CustomerItem, description = "The customer."),
        (status = 404, description = "Nothing is known of anybody with this id: no answer, event, attribute or opt-out, and no question of the last 90 days; or their data were erased."),
    )
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request, id: &str) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["language", "per_page", "cursor"])?;
    let limit = per_page(&query)?;
    let list = format!("customer {id}");
    let question = Question {
        list: &list,
        query: &query,
    };
    let from = question.place()?;
    let id = CustomerId::new(id, RawIds::Allow).map_err(|_| Problem::no_customer())?;
    let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, &id));
    // All is always read, so that nobody can tell an erased customer from one that never was.
    let ((known, page, ledger), words, calendar) = futures::try_join!(
        read(app, respondent, from, limit),
        team_words(app, &query),
        app.calendar(),
    )?;
    let responses = page.items;
    let opted_out = ledger.opt_out.filter(OptOut::in_force);
    if !is_known(known.as_ref(), !responses.is_empty(), opted_out.as_ref()) {
        return Err(Problem::no_customer());
    }
    let versions = questions::of(&app.store, &responses).await?;
    let known = known.as_ref();
    let risk = known.and_then(|customer| customer.risk.as_ref());
    let telling = Telling::of(&app.store, risk.into_iter(), words, &calendar).await?;
    let item = CustomerItem {
        customer: id.as_str(),
        note: risk.map(|risk| telling.note(risk)),
        language: words.tag(),
        attributes: known.map(|customer| customer.attributes.clone()).unwrap_or_default(),
        risk: risk.map(|risk| telling.risk(risk)),
        flag: (known.and_then(|customer| customer.flag.as_ref())).and_then(|flag| FlagItem::of(flag, &telling)),
        last_asked_at: known.and_then(|customer| customer.asked.as_ref()).map(|asked| asked.at),
        opted_out_at: opted_out.map(|opt_out| opt_out.at),
        signals: known
            .map(|customer| customer.signals.answers())
            .unwrap_or_default()
            .iter()
            .rev()
            .map(signal)
            .collect(),
        responses: items(app, &responses, &versions),
        next_cursor: page.next.map(|place| question.cursor(&place)).transpose()?,
    };
    respond::json(StatusCode::OK, &item)
}

/// Whether there is anything to tell of a customer: of whoever was erased there is not, one and the same as of nobody.
/// `opted_out` is a wish in force.
pub(crate) fn is_known(customer: Option<&Customer>, answered: bool, opted_out: Option<&OptOut>) -> bool {
    customer.map_or(answered || opted_out.is_some(), |customer| !customer.erased)
}

async fn read<S: ApiStore>(
    app: &App<S>,
    respondent: Respondent,
    from: Option<Within>,
    limit: usize,
) -> Result<(Option<Customer>, Page<StoredResponse, Within>, LedgerEntries), Problem> {
    let all = AnswerFilter::default();
    let answers = TheirAnswers {
        respondent,
        filter: &all,
        from,
        limit,
    };
    let read = futures::try_join!(
        app.store.read_customer(respondent),
        answers_of(&app.store, answers),
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
