//! `/dashboard/erasures`: a customer is erased by whoever types the id in twice.

use askama::Template;
use http::StatusCode;
use lambda_http::{Body, Request, Response};
use shared::link::{CustomerId, RawIds};

use crate::access::Caller;
use crate::access::forms::Form;
use crate::pages::display::plain;
use crate::pages::parts::Notice;
use crate::pages::shell::{Section, Shell};
use crate::problem::Problem;
use crate::query::Query;
use crate::v1::erasures::{BACKUP_DAYS, take_out};
use crate::{ApiStore, App, respond};

#[derive(Template)]
#[template(path = "erase.html")]
struct Page {
    shell: Shell,
    done: Option<Done>,
    notice: Option<Notice>,
    customer: String,
}

struct Done {
    text: String,
    pseudonym: String,
    backups: String,
}

pub(crate) fn get<S: ApiStore>(app: &App<S>, request: &Request, caller: &Caller) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let page = Page {
        shell: Shell::of(app, request, caller, Section::Erasures),
        done: None,
        notice: None,
        customer: String::new(),
    };
    respond::page(StatusCode::OK, &page)
}

pub(crate) async fn post<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    let form = Form::of(app, request, caller, &["customer", "confirm"])?;
    let shell = Shell::of(app, request, caller, Section::Erasures);
    let [typed, again] =
        ["customer", "confirm"].map(|name| CustomerId::new(form.get(name).unwrap_or_default(), RawIds::Allow));
    let refused = match (typed, again) {
        (Ok(customer), Ok(again)) if customer == again => {
            let pseudonym = take_out(app, request, caller, &customer).await?;
            let words = shell.words();
            let page = Page {
                done: Some(Done {
                    text: words.with("erase-done", &[("customer", &plain(customer.as_str()))]),
                    pseudonym: pseudonym.to_string(),
                    backups: words.with("erase-stays-backups", &[("days", &BACKUP_DAYS.to_string())]),
                }),
                notice: None,
                customer: String::new(),
                shell,
            };
            return respond::page(StatusCode::OK, &page);
        }
        (Ok(_), _) => "erase-not-the-same",
        (Err(_), _) => "erase-wrong-id",
    };
    let page = Page {
        notice: Some(Notice::bad(shell.t(refused))),
        done: None,
        customer: form.get("customer").unwrap_or_default().to_owned(),
        shell,
    };
    respond::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
