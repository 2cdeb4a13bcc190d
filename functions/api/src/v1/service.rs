//! `GET /v1/service`: the service measures of a range of days.

use std::collections::BTreeMap;

use http::StatusCode;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::service_report::{Abandonment, CustomerMonth, FirstResponse, ServiceReport, service_report, whole_months};

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct Service {
    from: Date,
    to: Date,
    /// Up to this day of the range the measures are final but for announced changes; null before the first night. Months
    /// are whole, whatever the range: each says itself whether it is complete.
    settled_through: Option<Date>,
    /// How soon a person replied.
    first_response: FirstResponse,
    /// Who left before that.
    abandonment: Abandonment,
    /// The calendar months that the range touches, each whole, oldest first.
    customers: Vec<CustomerMonth>,
    /// Events of these days that are in no measure, by reason.
    left_out: BTreeMap<String, u64>,
}

/// Retention and churn by month, time to the first response, abandonment
///
/// Counted at night from the events. Times are calendar hours, not office hours.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/service", operation_id = "getService", tag = "scores",
    params(
        ("from" = Option<jiff::civil::Date>, Query, description = crate::openapi::words::FROM),
        ("to" = Option<jiff::civil::Date>, Query, description = crate::openapi::words::TO),
    ),
    responses((status = 200, body = Service, description = "The measures of the range."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["from", "to"])?;
    let calendar = app.calendar().await?;
    let now = app.clock.now();
    let range = query.range(calendar.day_of(now))?;
    let (first, last) = whole_months(range.from, range.to);
    let book = app.store.read_days(first, last).await?;
    let ServiceReport {
        first_response,
        abandonment,
        customers,
        left_out,
    } = service_report(&app.store, &book, &calendar, (range.from, range.to), now).await?;
    let service = Service {
        from: range.from,
        to: range.to,
        settled_through: book.complete_through(range.from, range.to, &calendar),
        first_response,
        abandonment,
        customers,
        left_out,
    };
    respond::json(StatusCode::OK, &service)
}
