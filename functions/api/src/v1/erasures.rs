//! `/v1/erasures`: customers who are taken out, and who was.

use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;
use lambda_http::{Body, Request, RequestExt as _, Response};
use serde::{Deserialize, Serialize};
use shared::domain::audit::Deed;
use shared::domain::response::Respondent;
use shared::erasure::erase;
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::ledger::Erasure;

use crate::access::{Caller, audit};
use crate::body::{MOST_BYTES, json};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::cursor::{self, Question};
use crate::v1::paging::per_page;
use crate::{ApiStore, App, respond};

/// How long an erasure may take where nothing says when the function is ended.
const USUAL_TIME: Duration = Duration::from_secs(20);
/// What is left of the function's time for the answer.
const TO_ANSWER: Duration = Duration::from_secs(3);

/// For how many days the tables' continuous backups hold what was erased.
pub(crate) const BACKUP_DAYS: u16 = 35;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WantedErasure))]
pub(crate) struct Wanted {
    /// The customer's id, as in your own system.
    customer: String,
}

/// What an erasure takes away, and what stays. The same whether or not anything was known of the customer.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Erased))]
pub(crate) struct Report<'a> {
    /// The customer's id, as given.
    customer: &'a str,
    /// As which the ledger and the audit trail know the customer from now on.
    pseudonym: String,
    /// What is gone: answers with what they say, what invitations said of the person, events, risk, flag, attributes.
    erased: [&'static str; 6],
    /// What stays, and how long.
    stays: [Remains; 3],
}

/// Something that stays.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct Remains {
    /// `statistics`, `backups` or `exports`.
    what: &'static str,
    /// For how many days at most. Null where it is not limited here.
    days: Option<u16>,
    /// In words.
    detail: &'static str,
}

impl<'a> Report<'a> {
    fn of(customer: &'a CustomerId, pseudonym: Pseudonym) -> Self {
        Self {
            customer: customer.as_str(),
            pseudonym: pseudonym.to_string(),
            erased: ["answers", "invitations", "events", "risk", "flag", "attributes"],
            stays: [
                Remains {
                    what: "statistics",
                    days: None,
                    detail: "The next night takes the customer out of every score. Counts of days that are sealed stay; they name nobody.",
                },
                Remains {
                    what: "backups",
                    days: Some(BACKUP_DAYS),
                    detail: "Backups of the tables hold the data until they expire. After a restore, `aisance erase --replay` erases again.",
                },
                Remains {
                    what: "exports",
                    days: None,
                    detail: "Files that were exported before stay until they expire or whoever has them deletes them.",
                },
            ],
        }
    }
}

/// Erase a customer
///
/// Takes away every answer, comment, event and risk of the customer. Cannot be undone. The answer is the same whether or not
/// anything was known of the customer. A large one may take longer than a request: then the answer is 503, and sending the
/// request again goes on.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/erasures", operation_id = "eraseCustomer", tag = "administration", request_body = Wanted,
    responses((status = 200, body = Report, description = "What is gone and what stays."))
))]
pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let wanted: Wanted = json(request, MOST_BYTES)?;
    let customer = CustomerId::new(&wanted.customer, RawIds::Allow);
    let customer = customer.map_err(|error| Problem::invalid("customer", error.to_string()))?;
    let pseudonym = take_out(app, request, caller, &customer).await?;
    respond::json(StatusCode::OK, &Report::of(&customer, pseudonym))
}

/// Erases a customer, and says as whom they are known from then on.
pub(crate) async fn take_out<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    customer: &CustomerId,
) -> Result<Pseudonym, Problem> {
    let pseudonym = Pseudonym::of(&app.keys.pseudonym, customer);
    audit::record(app, request, caller, Deed::Erase, Some(pseudonym.to_string())).await?;
    let time = time_left(request, app.clock.now());
    let erased = tokio::time::timeout(time, erase(&app.store, pseudonym, app.clock.as_ref())).await;
    erased.map_err(|_| Problem::unfinished_erasure())??;
    Ok(pseudonym)
}

fn time_left(request: &Request, now: Timestamp) -> Duration {
    let deadline = request.lambda_context_ref().map(|context| context.deadline);
    let now = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let left = deadline.map(|deadline| Duration::from_millis(deadline.saturating_sub(now)).saturating_sub(TO_ANSWER));
    left.unwrap_or(USUAL_TIME)
}

/// Erasures, newest first.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Erasures))]
pub(crate) struct Listing {
    erasures: Vec<ErasureItem>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// That a customer was erased. Erasing one again is another.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Erasure))]
pub(crate) struct ErasureItem {
    /// When.
    at: Timestamp,
    /// Who.
    pseudonym: String,
}

impl ErasureItem {
    fn of(erasure: &Erasure) -> Self {
        let pseudonym = match erasure.customer {
            Respondent::Customer(pseudonym) => pseudonym.to_string(),
            Respondent::Anonymous(invitation) => invitation.to_string(),
        };
        Self {
            at: erasure.at,
            pseudonym,
        }
    }
}

/// List erasures
///
/// When, and of whom by their pseudonyms: whoever was erased is named nowhere.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/erasures", operation_id = "listErasures", tag = "administration",
    params(
        ("per_page" = Option<u32>, Query, description = "Erasures on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "The erasures."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["per_page", "cursor"])?;
    let most = per_page(&query)?;
    let question = Question {
        list: "erasures",
        query: &query,
    };
    let after: Option<String> = question.place()?;
    // Whatever is no position would be refused by storage, and look as if storage were busy.
    let is_position = |text: &str| Erasure::at_position(text).is_some_and(|erasure| erasure.position() == text);
    if !after.as_deref().is_none_or(is_position) {
        return Err(cursor::refused());
    }
    // One more than is shown says whether there is another page.
    let mut erasures = app.store.read_erasures(after.as_deref(), most + 1).await?;
    let more = erasures.len() > most;
    erasures.truncate(most);
    let last = erasures.last().filter(|_| more);
    let listing = Listing {
        next_cursor: last.map(|last| question.cursor(&last.position())).transpose()?,
        erasures: erasures.iter().map(ErasureItem::of).collect(),
    };
    respond::json(StatusCode::OK, &listing)
}
