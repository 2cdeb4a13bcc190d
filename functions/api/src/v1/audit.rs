//! `GET /v1/audit`: who did what.

use http::StatusCode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::audit_trail::{AuditRow, Place, TrailPage, page};
use shared::domain::day::shifted;

use crate::problem::Problem;
use crate::query::{MOST_DAYS, Query, USUAL_DAYS};
use crate::v1::cursor::{self, Question};
use crate::v1::paging::per_page;
use crate::{ApiStore, App, respond};

/// Lines of the audit trail, newest first.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AuditTrail))]
pub(crate) struct Listing {
    /// The first day, in UTC.
    since: Date,
    /// The last day, in UTC.
    until: Date,
    /// The lines. There may be fewer than asked for, or none, though later pages have some.
    entries: Vec<AuditRow>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// List who did what
///
/// Who read answers and customers, exported, erased, decided, and changed surveys, settings and keys. Lines are kept for 400
/// days. Days are those of UTC.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/audit", operation_id = "listAudit", tag = "administration",
    params(
        ("since" = Option<String>, Query, description = "The first day, as in 2026-11-01; four weeks back where it is left out."),
        ("until" = Option<String>, Query, description = "The last day; today where it is left out."),
        ("per_page" = Option<u32>, Query, description = "Lines on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "The lines."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["since", "until", "per_page", "cursor"])?;
    let Read {
        days: (since, until),
        page,
        next_cursor,
    } = read(app, &query).await?;
    let listing = Listing {
        since,
        until,
        entries: page.lines.into_iter().map(AuditRow::of).collect(),
        next_cursor,
    };
    respond::json(StatusCode::OK, &listing)
}

/// A page of the trail.
pub(crate) struct Read {
    /// The first and the last day of the whole.
    pub days: (Date, Date),
    pub page: TrailPage,
    pub next_cursor: Option<String>,
}

/// The first and the last day that `since` and `until` ask for.
pub(crate) fn days<S>(app: &App<S>, query: &Query) -> Result<(Date, Date), Problem> {
    let today = app.clock.now().to_zoned(TimeZone::UTC).date();
    let until = query.day("until")?.unwrap_or(today);
    let since = query.day("since")?.unwrap_or_else(|| shifted(until, 1 - USUAL_DAYS));
    in_order(since, until)
}

fn in_order(since: Date, until: Date) -> Result<(Date, Date), Problem> {
    if since > until {
        return Err(Problem::invalid("since", format!("it is after the last day, {until}")));
    }
    if since < shifted(until, 1 - MOST_DAYS) {
        let reason = format!("a range may have {MOST_DAYS} days at most, and no line is kept for longer");
        return Err(Problem::invalid("since", reason));
    }
    Ok((since, until))
}

/// What `since`, `until`, `per_page` and `cursor` ask for.
pub(crate) async fn read<S: ApiStore>(app: &App<S>, query: &Query) -> Result<Read, Problem> {
    let most = per_page(query)?;
    let question = Question { list: "audit", query };
    let begun: Option<(Date, Date, Place)> = question.place()?;
    let (since, until, place) = match begun {
        Some((since, until, place)) if place.is_within(since, until) => {
            in_order(since, until)?;
            (since, until, place)
        }
        Some(_) => return Err(cursor::refused()),
        None => {
            let (since, until) = days(app, query)?;
            let at_end = Place {
                day: until,
                before: None,
            };
            (since, until, at_end)
        }
    };
    let page = page(&app.store, since, place, most).await?;
    let next = page.next.as_ref();
    let next_cursor = next.map(|next| question.cursor(&(since, until, next))).transpose()?;
    Ok(Read {
        days: (since, until),
        page,
        next_cursor,
    })
}
