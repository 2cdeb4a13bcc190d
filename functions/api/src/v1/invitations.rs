//! `GET /v1/invitations`: who was asked, and whether they answered. `POST /v1/invitations`: many links at once.

use std::collections::BTreeMap;

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use shared::domain::response::Respondent;
use shared::link::{SealKey, unseal};
use shared::listing::{Bounds, InvitationFilter, InvitationsWanted, ListedInvitation, invitations};
use shared::store::key_pages::InvitationRow;

use crate::body::json;
use crate::once::Once;
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::cursor::Question;
use crate::v1::links::{Mint, Minted};
use crate::v1::paging::{Period, PlaceInPeriod, per_page};
use crate::{ApiStore, App, origin, respond};

/// The most links of one request, and the most bytes.
const MOST_LINKS: usize = 100;
const MOST_BYTES: usize = 256 * 1024;

/// Invitations
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Invitations))]
struct Listing {
    /// Registered at this moment or later.
    since: Timestamp,
    /// Registered before this moment.
    until: Timestamp,
    /// The invitations.
    invitations: Vec<InvitationItem>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// A registered invitation.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Invitation))]
struct InvitationItem {
    /// Its id, and that of the response to it.
    id: String,
    survey: String,
    /// Null where nobody in particular was asked, or the customer was erased.
    customer: Option<String>,
    touchpoint: String,
    /// Of its link, as are language and attributes.
    channel: &'static str,
    language: Option<String>,
    attributes: BTreeMap<String, String>,
    registered_at: Timestamp,
    /// Whether there is an answer that counts, or counted until it was erased.
    answered: bool,
    /// When that was first given.
    answered_at: Option<Timestamp>,
}

impl InvitationItem {
    fn of(listed: ListedInvitation, seal: &SealKey) -> Self {
        let invitation = listed.invitation;
        Self {
            id: invitation.invitation.to_string(),
            customer: clear_customer(&invitation, seal),
            survey: invitation.survey,
            touchpoint: invitation.touchpoint,
            channel: invitation.channel.as_str(),
            language: invitation.language,
            attributes: invitation.attributes,
            registered_at: invitation.registered,
            answered: invitation.answered,
            answered_at: listed.answered,
        }
    }
}

fn clear_customer(invitation: &InvitationRow, seal: &SealKey) -> Option<String> {
    let Respondent::Customer(pseudonym) = invitation.respondent else {
        return None;
    };
    let sealed = invitation.sealed_customer.as_deref()?;
    Some(unseal(seal, &pseudonym, sealed).ok()?.as_str().to_owned())
}

/// Invitations
///
/// Those registered from `since` until `until`, by default on the last 28 days, in the order and the pages of
/// `GET /v1/responses`. Links that were made without registering them are known to nobody.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/invitations", operation_id = "listInvitations", tag = "invitations",
    params(
        ("survey" = Option<String>, Query, description = "To this survey."),
        ("since" = Option<String>, Query, description = "Registered at this time or later: ISO 8601 with an offset, Unix seconds, or a day of the workspace's calendar."),
        ("until" = Option<String>, Query, description = "Registered before this time; a day is included whole."),
        ("answered" = Option<bool>, Query, description = "Those with an answer alone, or those without."),
        ("per_page" = Option<u32>, Query, description = "Invitations on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "A page of invitations."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["survey", "since", "until", "answered", "per_page", "cursor"])?;
    let limit = per_page(&query)?;
    let question = Question {
        list: "invitations",
        query: &query,
    };
    let place: Option<PlaceInPeriod> = question.place()?;
    let (surveys, calendar) = futures::try_join!(app.surveys(), app.calendar())?;
    let today = calendar.day_of(app.clock.now());
    let period = match &place {
        Some(place) => place.period,
        None => Period::of(&query, &calendar, today)?,
    };
    let filter = InvitationFilter {
        survey: query.survey(&surveys)?.map(|survey| survey.definition.id.clone()),
        since: Some(period.since),
        until: Some(period.until),
        answered: query.yes_or_no("answered")?,
    };
    let wanted = InvitationsWanted {
        filter: &filter,
        days: period.days(&calendar, today)?,
        from: place.map(|place| place.place),
        limit,
    };
    let page = invitations(&app.store, wanted, Bounds::USUAL).await?;
    let next = page.next.map(|place| question.cursor(&PlaceInPeriod { period, place }));
    let items = page.items.into_iter();
    let listing = Listing {
        since: period.since,
        until: period.until,
        invitations: items.map(|listed| InvitationItem::of(listed, &app.keys.seal)).collect(),
        next_cursor: next.transpose()?,
    };
    respond::json(StatusCode::OK, &listing)
}

/// Links that are wanted.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = InvitationsWanted))]
#[serde(deny_unknown_fields)]
struct Many {
    /// Each as `POST /v1/links` takes one, 100 at most.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<super::links::Wanted>, min_items = 1, max_items = 100))]
    invitations: Vec<Box<RawValue>>,
}

/// What became of many links.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = InvitationResults))]
struct Results {
    /// One for each, in the order they were sent in.
    results: Vec<ResultItem>,
}

/// What became of one link.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = InvitationResult))]
struct ResultItem {
    /// 201, or the status that `POST /v1/links` would have answered with.
    status: u16,
    /// The link, where it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    link: Option<Minted>,
    /// Why it was not, as `POST /v1/links` says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, nullable = false, required = false))]
    problem: Option<serde_json::Value>,
}

/// Many links at once
///
/// Up to 100, each made or refused by itself, one after the other: of two for one customer, the first is made. Where
/// storage fails the rest is not tried; sending the whole again goes on, and makes none twice that has a customer or a
/// reference.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/invitations", operation_id = "createInvitations", tag = "invitations",
    request_body = Many,
    responses((status = 200, body = Results, description = "What became of each."))
))]
pub(crate) async fn post<S: ApiStore>(app: &App<S>, request: &Request, once: &Once) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let Many { invitations } = json(request, MOST_BYTES)?;
    if !(1..=MOST_LINKS).contains(&invitations.len()) {
        let reason = format!("give 1 to {MOST_LINKS} of them; send more in parts");
        return Err(Problem::invalid("invitations", reason));
    }
    let mint = Mint::of(app, request, once).await?;
    let request_id = origin::request_id(request);
    let mut results = Vec::with_capacity(invitations.len());
    let mut failing = false;
    for wanted in invitations {
        let made = match serde_json::from_str(wanted.get()) {
            Err(error) => Err(Problem::bad_json(&error)),
            Ok(_) if failing => Err(Problem::not_tried()),
            Ok(wanted) => mint.link(wanted).await,
        };
        results.push(match made {
            Ok(link) => ResultItem {
                status: StatusCode::CREATED.as_u16(),
                link: Some(link),
                problem: None,
            },
            Err(problem) => {
                failing |= problem.is_passing();
                let (status, problem) = problem.into_item(request_id.as_deref());
                ResultItem {
                    status,
                    link: None,
                    problem: Some(problem),
                }
            }
        });
    }
    respond::json(StatusCode::OK, &Results { results })
}
