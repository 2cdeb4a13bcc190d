//! `GET /v1/flags`: customers with an open flag, highest risk first.

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::domain::risk::{Feature, Reason};
use shared::store::customers::{Customer, StoredRisk};

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

const USUAL_LIMIT: u64 = 50;
const HIGHEST_LIMIT: u64 = 200;

/// What the risk is and what it is not; said with every answer that has one.
pub(crate) const NOTE: &str = "An expert scorecard orders customers and says why. Its log-odds are no probability: \
     nothing here has been held against who left.";

#[derive(Serialize)]
struct Listing {
    note: &'static str,
    flags: Vec<FlagItem>,
}

#[derive(Serialize)]
struct FlagItem {
    customer: Option<String>,
    risk: Option<RiskItem>,
    opened_at: Timestamp,
    opened_reasons: Vec<ReasonItem>,
}

/// A risk as the API gives it.
#[derive(Serialize)]
pub(crate) struct RiskItem {
    log_odds: f64,
    /// Among the open flags, from 1.
    rank: Option<usize>,
    reasons: Vec<ReasonItem>,
    model: u32,
    /// Null until a model has been calibrated against outcomes.
    probability: Option<f64>,
}

/// One reason as the API gives it.
#[derive(Serialize)]
pub(crate) struct ReasonItem {
    feature: Feature,
    contribution: f64,
    text: String,
    at: Timestamp,
}

impl RiskItem {
    pub(crate) fn of(risk: &StoredRisk, rank: Option<usize>) -> Self {
        Self {
            log_odds: risk.log_odds,
            rank,
            reasons: risk.reasons.iter().map(ReasonItem::of).collect(),
            model: risk.model,
            probability: risk.probability,
        }
    }
}

impl ReasonItem {
    pub(crate) fn of(reason: &Reason) -> Self {
        Self {
            feature: reason.feature,
            contribution: reason.contribution,
            text: reason.words(),
            at: reason.evidence.since,
        }
    }
}

pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["limit"])?;
    let limit = query.number("limit", &(1..=HIGHEST_LIMIT))?.unwrap_or(USUAL_LIMIT);
    let flagged = app
        .store
        .read_flagged(usize::try_from(limit).unwrap_or(usize::MAX))
        .await?;
    let listing = Listing {
        note: NOTE,
        flags: flagged
            .iter()
            .enumerate()
            .filter_map(|(index, customer)| item(index + 1, customer))
            .collect(),
    };
    respond::json(StatusCode::OK, &listing)
}

fn item(rank: usize, customer: &Customer) -> Option<FlagItem> {
    let flag = customer.open_flag().filter(|_| !customer.erased)?;
    Some(FlagItem {
        customer: customer.id.clone(),
        risk: customer.risk.as_ref().map(|risk| RiskItem::of(risk, Some(rank))),
        opened_at: flag.opened_at,
        opened_reasons: flag.reasons.iter().map(ReasonItem::of).collect(),
    })
}
