//! `GET /v1/customers`: the customers, with their risk, their flag and their latest answer.

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use shared::listing::{CustomersPlace, CustomersWanted, ListedCustomer, customers};
use shared::risk_report::Telling;

use crate::problem::Problem;
use crate::query::{ATTRIBUTE, Query};
use crate::v1::cursor::{self, Question};
use crate::v1::flags::team_words;
use crate::v1::paging::per_page;
use crate::{ApiStore, App, respond};

/// Customers
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Customers))]
struct Listing {
    /// The language of the texts about risks: a tag.
    language: &'static str,
    /// The customers.
    customers: Vec<ListedCustomer>,
    /// To be given as `cursor` for the next page; null after the last one.
    next_cursor: Option<String>,
}

/// Customers
///
/// Everybody whom a night has named: who answered, was asked by a registered invitation, or had an event. In the order of
/// storage, which says nothing; with `flagged=true` those with an open flag, highest risk first. A page may have fewer
/// customers than asked for, or none, where few fit; as long as there is a `next_cursor` there may be more.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/customers", operation_id = "listCustomers", tag = "customers",
    params(
        ("flagged" = Option<bool>, Query, description = "`true`: those with an open flag alone, highest risk first."),
        ("attribute.NAME" = Option<String>, Query, description = "With this value of the attribute NAME, as in `attribute.plan=pro`. Several must all fit."),
        ("language" = inline(Option<crate::openapi::TeamLanguage>), Query, description = crate::openapi::words::LANGUAGE),
        ("per_page" = Option<u32>, Query, description = "Customers on a page, 50 by default.", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = crate::openapi::words::CURSOR),
    ),
    responses((status = 200, body = Listing, description = "A page of customers."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let query = Query::of(request, &["flagged", ATTRIBUTE, "language", "per_page", "cursor"])?;
    let question = Question {
        list: "customers",
        query: &query,
    };
    let wanted = CustomersWanted {
        flagged: query.yes_or_no("flagged")?.unwrap_or(false),
        attributes: query.attributes(),
        from: question.place()?,
        limit: per_page(&query)?,
    };
    if matches!(&wanted.from, Some(CustomersPlace::Queue(after)) if !after.is_possible()) {
        return Err(cursor::refused());
    }
    let found = async { customers(&app.store, &wanted).await.map_err(Problem::from) };
    let (page, words, calendar) = futures::try_join!(found, team_words(app, &query), app.calendar())?;
    let risks = page.items.iter().filter_map(|customer| customer.risk.as_ref());
    let telling = Telling::of(&app.store, risks, words, &calendar).await?;
    let rows = page
        .items
        .iter()
        .filter_map(|customer| ListedCustomer::of(customer, &telling));
    let listing = Listing {
        language: words.tag(),
        customers: rows.collect(),
        next_cursor: page.next.map(|place| question.cursor(&place)).transpose()?,
    };
    respond::json(StatusCode::OK, &listing)
}
