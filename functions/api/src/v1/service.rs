//! `GET /v1/service`: the service measures of a range of days.

use http::StatusCode;
use jiff::civil::Date;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::service_report::{Abandonment, CustomerMonth, FirstResponse, ServiceReport, service_report, whole_months};

use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};

#[derive(Serialize)]
struct Service {
    from: Date,
    to: Date,
    /// Up to this day of the range the measures are final but for announced changes; null before the first night. Months
    /// are whole, whatever the range: each says itself whether it is complete.
    settled_through: Option<Date>,
    first_response: Shown<FirstResponse>,
    abandonment: Shown<Abandonment>,
    customers: Vec<Shown<CustomerMonth>>,
    left_out: std::collections::BTreeMap<String, u64>,
}

#[derive(Serialize)]
struct Shown<T> {
    #[serde(flatten)]
    measure: T,
    shown: shared::domain::Shown,
}

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
        first_response: Shown {
            shown: first_response.shown,
            measure: first_response,
        },
        abandonment: Shown {
            shown: abandonment.shown,
            measure: abandonment,
        },
        customers: customers
            .into_iter()
            .map(|month| Shown {
                shown: month.shown,
                measure: month,
            })
            .collect(),
        left_out,
    };
    respond::json(StatusCode::OK, &service)
}
