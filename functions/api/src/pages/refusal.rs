//! What a person sees instead of a page that they may not see, that is not there, or that failed.

use std::borrow::Cow;

use askama::Template;
use lambda_http::{Body, Request, Response};

use super::shell::Shell;
use crate::access::Caller;
use crate::problem::Problem;
use crate::{ApiStore, App, origin, respond};

#[derive(Template)]
#[template(path = "refusal.html")]
struct Page {
    shell: Shell,
    title: Cow<'static, str>,
    detail: String,
    request_id: Option<String>,
}

pub(crate) fn page<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    caller: &Caller,
    problem: &Problem,
) -> Result<Response<Body>, Problem> {
    let request_id = origin::request_id(request);
    problem.log(request_id.as_deref());
    let shell = Shell::of(app, request, caller, None);
    let names: Vec<&str> = problem.invalid_names().collect();
    let about = [("names", names.join(", "))];
    let (title, detail) = words(problem.kind());
    let page = Page {
        title: shell.t(title),
        detail: shell.with(detail, &about.each_ref().map(|(name, value)| (*name, value.as_str()))),
        shell,
        request_id,
    };
    respond::page(problem.status(), &page)
}

/// The keys of the title and of the words below it.
fn words(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "forbidden" => ("refused-forbidden", "refused-forbidden-detail"),
        "foreign-form" => ("refused-form", "refused-form-detail"),
        "not-found" => ("refused-not-found", "refused-not-found-detail"),
        "invalid-parameters" => ("refused-invalid", "refused-invalid-detail"),
        "conflict" => ("refused-conflict", "refused-conflict-detail"),
        "busy" => ("refused-busy", "refused-busy-detail"),
        _ => ("refused-other", "refused-other-detail"),
    }
}
