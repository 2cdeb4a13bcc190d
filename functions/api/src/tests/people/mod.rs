//! The pages of people: the queue, a customer, and what customers say.

mod comments;
mod customer;
mod payloads;
mod queue;

use lambda_http::{Body, Response};
use shared::domain::access::{Role, Scope, Scopes};

use crate::route::{Kind, ROUTES};
use crate::testing::{Fake, app, form, signed_in, text, with_surveys};
use crate::{App, handle};

/// What an agent of the team may do.
fn agent() -> Scopes {
    Role::Agent.scopes()
}

/// What an administrator may do.
fn admin() -> Scopes {
    Role::Admin.scopes()
}

/// What an agent may do without the right to change anything.
fn reader() -> Scopes {
    Scopes::of(&[Scope::Read, Scope::Comments])
}

async fn shown(app: &App<Fake>, scopes: Scopes, path: &str) -> (u16, String) {
    let answer = handle(app, signed_in(scopes, "GET", path, "")).await;
    (answer.status().as_u16(), text(answer))
}

async fn sent(app: &App<Fake>, scopes: Scopes, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
    handle(app, signed_in(scopes, "POST", path, &form(scopes, fields))).await
}

/// What stands between `before` and `after`, wherever that is.
fn between<'a>(html: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let pieces = html.split(before).skip(1);
    pieces
        .filter_map(|piece| piece.split_once(after))
        .map(|(found, _)| found)
        .collect()
}

const PAGES: [&str; 3] = ["/dashboard/queue", "/dashboard/customer", "/dashboard/comments"];

#[tokio::test]
async fn a_viewer_is_shown_none_of_these_pages_and_no_way_to_them() {
    let app = app(with_surveys(&["after-buy"]));
    let viewer = Role::Viewer.scopes();
    for page in PAGES {
        assert_eq!(shown(&app, viewer, page).await.0, 403, "{page}");
        assert_eq!(shown(&app, agent(), page).await.0, 200, "{page}");
    }
    let (status, overview) = shown(&app, viewer, "/dashboard").await;
    assert_eq!(status, 200);
    for page in PAGES {
        assert!(!overview.contains(page), "{page}");
    }
    let (_, overview) = shown(&app, agent(), "/dashboard").await;
    assert!(overview.contains("/dashboard/queue") && overview.contains("/dashboard/comments"));
    assert!(
        app.store
            .administration
            .audit
            .lock()
            .unwrap()
            .iter()
            .all(|entry| entry.by == "person:somebody")
    );
}

#[tokio::test]
async fn every_form_of_these_pages_takes_its_token_and_the_right_to_write() {
    let app = app(with_surveys(&["after-buy"]));
    let forms = ROUTES
        .iter()
        .filter(|entry| entry.kind == Kind::Page && entry.method == "POST");
    let mut tried = 0;
    for entry in forms.filter(|entry| PAGES.iter().any(|page| entry.path.starts_with(page))) {
        tried += 1;
        let without = handle(&app, signed_in(agent(), "POST", entry.path, "form_token=A")).await;
        assert_eq!(without.status(), 403, "{}", entry.path);
        assert!(text(without).contains("The form did not come from a page of your session"));
        let refused = sent(&app, reader(), entry.path, &[]).await;
        assert_eq!(refused.status(), 403, "{}", entry.path);
    }
    assert_eq!(tried, 2);
}
