//! `POST /v1/links`: mints a survey link. Nothing is stored: the link carries everything.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::link::{Channel, FactsDraft, FactsError, Field, InvitationId, LinkFacts, RawIds, mint};

use crate::problem::Problem;
use crate::query::{Query, no_such_survey};
use crate::{ApiStore, App, origin, respond};

/// The largest body read.
pub(crate) const MOST_BYTES: usize = 16 * 1024;
const USUAL_VALID_DAYS: u8 = 30;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    survey: String,
    customer: Option<String>,
    touchpoint: String,
    reference: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    channel: Option<String>,
    language: Option<String>,
    valid_days: Option<u8>,
}

#[derive(Serialize)]
struct Minted {
    url: String,
    token: String,
    invitation: String,
    /// The first moment at which the link is no longer valid.
    expires_at: Timestamp,
}

pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let wanted = read(request)?;
    let surveys = app.store.read_surveys().await?;
    if !surveys.current.contains_key(&wanted.survey) {
        return Err(no_such_survey(&surveys));
    }
    let random_reference = || URL_SAFE_NO_PAD.encode((app.random)());
    let channel = wanted.channel.as_deref().map(str::parse::<Channel>).transpose();
    let draft = FactsDraft {
        reference: wanted
            .reference
            .or_else(|| wanted.customer.is_none().then(random_reference)),
        survey: wanted.survey,
        customer: wanted.customer,
        touchpoint: wanted.touchpoint,
        attributes: wanted.attributes,
        channel: channel.map_err(|error| refused(&error))?.unwrap_or(Channel::Web),
        language: wanted.language,
        issued: app.clock.now().to_zoned(TimeZone::UTC).date(),
        valid_days: wanted.valid_days.unwrap_or(USUAL_VALID_DAYS),
    };
    let facts = LinkFacts::new(&draft, RawIds::Refuse).map_err(|error| refused(&error))?;
    let token = mint(&app.keys.mint, &facts);
    let minted = Minted {
        url: format!("{}/s/{token}", origin::base_url(request)),
        token,
        invitation: InvitationId::of(&app.keys.identity, &facts).to_string(),
        expires_at: facts.expires_at(),
    };
    respond::json(StatusCode::CREATED, &minted)
}

fn read(request: &Request) -> Result<Wanted, Problem> {
    if !origin::says_json(request) {
        return Err(Problem::not_json());
    }
    let body: &[u8] = request.body().as_ref();
    if body.len() > MOST_BYTES {
        return Err(Problem::too_large(MOST_BYTES));
    }
    serde_json::from_slice(body).map_err(|error| Problem::bad_json(&error))
}

fn refused(error: &FactsError) -> Problem {
    let name = match error {
        FactsError::Survey => "survey".to_owned(),
        FactsError::RawCustomer(_) => "customer".to_owned(),
        FactsError::NoReference => "reference".to_owned(),
        FactsError::AttributeName(_) | FactsError::TooManyAttributes(_) | FactsError::TooLong { .. } => {
            "attributes".to_owned()
        }
        FactsError::Language => "language".to_owned(),
        FactsError::Channel => "channel".to_owned(),
        FactsError::Issued | FactsError::ValidDays(_) => "valid_days".to_owned(),
        FactsError::Text { field, .. } => match field {
            Field::Touchpoint => "touchpoint".to_owned(),
            Field::Customer => "customer".to_owned(),
            Field::Reference => "reference".to_owned(),
            Field::Attribute(name) => format!("attributes.{name}"),
        },
    };
    Problem::invalid(name, error.to_string())
}
