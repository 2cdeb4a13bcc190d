//! `POST /v1/links`: mints a survey link for whoever may be asked. The link carries everything; its invitation is registered,
//! so that the share of them that is answered can be counted.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::Respondent;
use shared::link::{
    Channel, FactsDraft, FactsError, Field, InvitationId, LinkFacts, Pseudonym, RawIds, TEST_ATTRIBUTE, TEST_VALUE,
    mint, sms_length, sms_parts,
};
use shared::registration::{Issue, Unregistrable, issue, name_apart, why_not};

use crate::body::{MOST_BYTES, json};
use crate::once::Once;
use crate::problem::Problem;
use crate::query::{Query, no_such_survey};
use crate::{ApiStore, App, origin, respond};

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
    /// Whether the link is a test, whose answers count nowhere.
    #[serde(default)]
    test: bool,
    /// Whether its invitation is registered; where it can be, if nothing is said.
    register: Option<bool>,
}

#[derive(Serialize)]
struct Minted {
    url: String,
    /// Characters of the address in a text message.
    url_length: usize,
    /// How many parts a text message has that holds nothing else; of links for those alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    sms_parts: Option<usize>,
    token: String,
    invitation: String,
    /// Whether it counts as invited, now or from an earlier time.
    registered: bool,
    /// The first moment at which the link is no longer valid.
    expires_at: Timestamp,
}

pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request, once: &Once) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let mut wanted: Wanted = json(request, MOST_BYTES)?;
    let surveys = app.store.read_surveys().await?;
    let survey = surveys.current.get(&wanted.survey);
    let measure = survey.ok_or_else(|| no_such_survey(&surveys))?.measure;
    if wanted.test {
        wanted
            .attributes
            .insert(TEST_ATTRIBUTE.to_owned(), TEST_VALUE.to_owned());
    }
    let channel = wanted.channel.as_deref().map(str::parse::<Channel>).transpose();
    let mut draft = FactsDraft {
        reference: wanted.reference,
        survey: wanted.survey,
        customer: wanted.customer,
        touchpoint: wanted.touchpoint,
        attributes: wanted.attributes,
        channel: channel.map_err(|error| refused(&error))?.unwrap_or(Channel::Web),
        language: wanted.language,
        issued: once.at.to_zoned(TimeZone::UTC).date(),
        valid_days: wanted.valid_days.unwrap_or(USUAL_VALID_DAYS),
    };
    let registrable = name_apart(&mut draft, || URL_SAFE_NO_PAD.encode(once.random()));
    let facts = LinkFacts::new(&draft, RawIds::Refuse).map_err(|error| refused(&error))?;
    let registered = wanted_registered(wanted.register, registrable)?;
    if registered {
        let keys = NamingKeys {
            identity: &app.keys.identity,
            pseudonym: &app.keys.pseudonym,
            seal: &app.keys.seal,
        };
        let rule = async { app.store.read_fatigue().await.map_err(Problem::from) };
        let (calendar, rule) = futures::try_join!(app.calendar(), rule)?;
        // By the real clock, also of a request that is sent again: nothing new comes to a day that is over.
        let now = app.clock.now();
        let invitation = Registered::new(&facts, measure, keys, (calendar.day_of(now), now), app.retention);
        if let Issue::NotIssued(why) = issue(&app.store, &invitation, rule).await? {
            return Err(Problem::not_issued(&why));
        }
    } else if let Some(customer) = facts.customer().filter(|_| registrable != Err(Unregistrable::Test)) {
        let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, customer));
        if let Some(why) = why_not(&app.store, respondent).await? {
            return Err(Problem::not_issued(&why));
        }
    }
    let token = mint(&app.keys.mint, &facts);
    let url = format!("{}/s/{token}", origin::base_url(request));
    let minted = Minted {
        url_length: sms_length(&url),
        sms_parts: (facts.channel() == Channel::Sms).then(|| sms_parts(&url)),
        url,
        token,
        invitation: InvitationId::of(&app.keys.identity, &facts).to_string(),
        registered,
        expires_at: facts.expires_at(),
    };
    respond::json(StatusCode::CREATED, &minted)
}

/// Whether to register. What is not said is done where it can be; what is asked for and cannot be is refused.
fn wanted_registered(said: Option<bool>, registrable: Result<(), Unregistrable>) -> Result<bool, Problem> {
    match (said, registrable) {
        (Some(false), _) | (None, Err(_)) => Ok(false),
        (_, Ok(())) => Ok(true),
        (Some(true), Err(why)) => Err(Problem::invalid("register", why.to_string())),
    }
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
