//! What is shown to a person where something does not work: what happened, what to do, and what to tell whoever can help.

use askama::Template;
use http::Method;
use lambda_http::{Body, Request, Response};

use super::shell::Shell;
use crate::access;
use crate::problem::{InvalidParam, Problem};
use crate::{ApiStore, App, respond};

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'a> {
    shell: Shell,
    words: Words,
    status: u16,
    /// In English, as a program is told.
    detail: &'a str,
    invalid: &'a [InvalidParam],
    request_id: Option<&'a str>,
}

/// The keys of a kind of problem.
#[derive(Debug, Clone, Copy)]
struct Words {
    title: &'static str,
    what: &'static str,
    todo: &'static str,
}

/// The page of a problem, in the language of whoever asks and with the way to other pages where they have signed in.
pub(crate) async fn of<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    problem: Problem,
    request_id: Option<&str>,
) -> Response<Body> {
    // Who cannot be told from a cookie is shown the page as anybody is.
    let caller = access::person_of(app, request).await.unwrap_or_default();
    let shell = Shell::around(app, request, caller.as_ref(), None);
    let page = Page {
        // One comes back from choosing a language with GET, and to where a form is sent there is nothing to get.
        shell: if request.method() == Method::GET {
            shell
        } else {
            shell.back_at("/dashboard")
        },
        words: words(problem.kind()),
        status: problem.status().as_u16(),
        detail: problem.detail(),
        invalid: problem.invalid_params(),
        request_id,
    };
    match respond::page(problem.status(), &page) {
        Ok(page) => problem.with_body(page),
        Err(_) => problem.into_response(request_id),
    }
}

fn words(kind: &str) -> Words {
    let (title, what, todo) = match kind {
        "not-found" => ("problem-not-found", "problem-not-found-what", "problem-not-found-todo"),
        "unauthorized" => (
            "problem-unauthorized",
            "problem-unauthorized-what",
            "problem-unauthorized-todo",
        ),
        "forbidden" => ("problem-forbidden", "problem-forbidden-what", "problem-forbidden-todo"),
        "foreign-form" => (
            "problem-foreign-form",
            "problem-foreign-form-what",
            "problem-foreign-form-todo",
        ),
        "conflict" => ("problem-conflict", "problem-conflict-what", "problem-conflict-todo"),
        "busy" => ("problem-busy", "problem-busy-what", "problem-busy-todo"),
        "internal" => ("problem-internal", "problem-internal-what", "problem-internal-todo"),
        _ => ("problem-invalid", "problem-invalid-what", "problem-invalid-todo"),
    };
    Words { title, what, todo }
}
