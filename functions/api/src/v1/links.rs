//! `POST /v1/links`: mints a survey link for whoever may be asked. The link carries everything; its invitation is registered,
//! so that the share of them that is answered can be counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::domain::day::Calendar;
use shared::domain::fatigue::FatigueRule;
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::Respondent;
use shared::link::{
    Channel, FactsDraft, FactsError, Field, InvitationId, LinkFacts, Pseudonym, RawIds, TEST_ATTRIBUTE, TEST_VALUE,
    mint, sms_length, sms_parts,
};
use shared::registration::{Issue, Unregistrable, issue, name_apart, why_not};
use shared::store::settings::Surveys;

use crate::body::{MOST_BYTES, json};
use crate::once::Once;
use crate::problem::Problem;
use crate::query::{Query, no_such_survey};
use crate::{ApiStore, App, origin, respond};

const USUAL_VALID_DAYS: u8 = 30;

/// A link that is wanted.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LinkRequest))]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Survey id.
    survey: String,
    /// An opaque id of your own, never an e-mail address or a phone number.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    customer: Option<String>,
    /// Where in the journey it is asked.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    touchpoint: String,
    /// What it is about: an order, a ticket, a wave. The date of issue stands in where there is a customer, and a random
    /// one where there is none. Without a customer it takes at least 16 bytes.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    reference: Option<String>,
    #[serde(default)]
    /// At most 10, of at most 64 bytes each. `test` = `true` marks a test.
    attributes: BTreeMap<String, String>,
    /// `web` where left out.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Channel>))]
    channel: Option<String>,
    /// A tag such as en, pt-BR or zh-Hans.
    language: Option<String>,
    /// For how many days it can be answered.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 90, default = 30))]
    valid_days: Option<u8>,
    /// Makes a link to try things with: its answers are stored and listed, and count in no score, rate, risk or flag. It has a
    /// random reference, so that it is never the invitation of a real link.
    #[serde(default)]
    test: bool,
    /// Whether the invitation is registered. Left out, it is, but for a test and for a link with neither customer nor
    /// reference, which is another invitation each time it is asked for; true is refused for these two.
    register: Option<bool>,
}

/// A link.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Link))]
pub(super) struct Minted {
    #[cfg_attr(feature = "openapi", schema(format = "uri"))]
    url: String,
    /// Characters it takes in a text message, which has 160 in one part.
    url_length: usize,
    /// Of links for sms alone: how many parts a message has that holds nothing but the link. With 2 or more the link is made
    /// all the same; `docs/link-token.md` says what to shorten.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    sms_parts: Option<usize>,
    token: String,
    /// The id that the response will have.
    invitation: String,
    /// Whether it counts as invited, now or from an earlier time.
    registered: bool,
    /// The first moment at which the link is no longer valid.
    expires_at: Timestamp,
}

/// Mint a survey link
///
/// The link carries everything. Its invitation is registered, in the cohort of the calendar day, so that the scores can
/// show how many were answered: once, however often the same customer, touchpoint and reference are asked for. The
/// first registration stands. The body may have 16 KB.
///
/// No link is issued for a customer who does not want to be asked again, or who was erased, or who was asked less than
/// `fatigue_days` ago (see `/v1/settings`): about anything, by any survey and channel, through a link that was registered.
/// The same invitation again is always issued. A try that failed before it was registered holds other
/// invitations back for five minutes. With `register: false` only the first two hold; a test, and a link without a customer, is
/// always issued.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/links", operation_id = "mintLink", tag = "links",
    request_body = Wanted,
    responses(
        (status = 201, body = Minted, description = "The link."),
        (status = 409, body = crate::openapi::NotIssuedProblem, content_type = "application/problem+json", description = "The customer is not asked. `detail` says why and who decided it."),
    )
))]
pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request, once: &Once) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let wanted: Wanted = json(request, MOST_BYTES)?;
    let minted = Mint::of(app, request, once).await?.link(wanted).await?;
    respond::json(StatusCode::CREATED, &minted)
}

/// What links are made by.
pub(super) struct Mint<'a, S> {
    app: &'a App<S>,
    once: &'a Once,
    base_url: String,
    surveys: Arc<Surveys>,
    calendar: Arc<Calendar>,
    rule: Option<FatigueRule>,
}

impl<'a, S: ApiStore> Mint<'a, S> {
    pub(super) async fn of(app: &'a App<S>, request: &Request, once: &'a Once) -> Result<Self, Problem> {
        let rule = async { app.store.read_fatigue().await.map_err(Problem::from) };
        let (surveys, calendar, rule) = futures::try_join!(app.surveys(), app.calendar(), rule)?;
        Ok(Self {
            app,
            once,
            base_url: origin::base_url(request),
            surveys,
            calendar,
            rule,
        })
    }

    /// Makes a link for whoever may be asked, and registers its invitation where that is wanted.
    pub(super) async fn link(&self, mut wanted: Wanted) -> Result<Minted, Problem> {
        let app = self.app;
        let survey = self.surveys.current.get(&wanted.survey);
        let measure = survey.ok_or_else(|| no_such_survey(&self.surveys))?.measure;
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
            issued: self.once.at.to_zoned(TimeZone::UTC).date(),
            valid_days: wanted.valid_days.unwrap_or(USUAL_VALID_DAYS),
        };
        let registrable = name_apart(&mut draft, || URL_SAFE_NO_PAD.encode(self.once.random()));
        let facts = LinkFacts::new(&draft, RawIds::Refuse).map_err(|error| refused(&error))?;
        let registered = wanted_registered(wanted.register, registrable)?;
        if registered {
            let keys = NamingKeys {
                identity: &app.keys.identity,
                pseudonym: &app.keys.pseudonym,
                seal: &app.keys.seal,
            };
            // By the real clock, also of a request that is sent again: nothing new comes to a day that is over.
            let now = app.clock.now();
            let moment = (self.calendar.day_of(now), now);
            let invitation = Registered::new(&facts, measure, keys, moment, app.retention);
            if let Issue::NotIssued(why) = issue(&app.store, &invitation, self.rule).await? {
                return Err(Problem::not_issued(&why));
            }
        } else if let Some(customer) = facts.customer().filter(|_| registrable != Err(Unregistrable::Test)) {
            let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, customer));
            if let Some(why) = why_not(&app.store, respondent).await? {
                return Err(Problem::not_issued(&why));
            }
        }
        let token = mint(&app.keys.mint, &facts);
        let url = format!("{}/s/{token}", self.base_url);
        Ok(Minted {
            url_length: sms_length(&url),
            sms_parts: (facts.channel() == Channel::Sms).then(|| sms_parts(&url)),
            url,
            token,
            invitation: InvitationId::of(&app.keys.identity, &facts).to_string(),
            registered,
            expires_at: facts.expires_at(),
        })
    }
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
