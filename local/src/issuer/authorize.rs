//! `GET /issuer/open`, the link in the terminal, and `/issuer/authorize`, where one chooses who one is.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use shared::domain::access::Role;
use shared::headers::ALWAYS;

use super::codes::{Granted, REMEMBERED};
use super::{CLIENT_ID, Issuer, PATH, token};

/// The cookie of a browser that a link has let in: good once, for a minute.
const TICKET: &str = "aisance-issuer-ticket";

/// What a workspace asks (RFC 6749, section 4.1.1; RFC 7636, section 4.3).
#[derive(Deserialize)]
struct Asked {
    client_id: String,
    redirect_uri: String,
    response_type: String,
    scope: String,
    state: String,
    nonce: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
}

/// Who somebody wants to be, and what shows that they may.
#[derive(Deserialize)]
struct Chosen {
    code: String,
    r#as: String,
}

#[derive(Template)]
#[template(path = "issuer.html")]
struct Page {
    /// What was asked, to be sent along with the choice.
    asked: Vec<(&'static str, String)>,
    roles: Vec<(&'static str, &'static str)>,
    wrong_code: bool,
}

#[derive(Template)]
#[template(path = "issuer_refusal.html")]
struct Refusal<'a> {
    why: &'a str,
}

/// The link in the terminal: lets this browser in, and leads it to the dashboard by way of a sign-in.
pub(super) async fn open(State(issuer): State<Issuer>, RawQuery(query): RawQuery) -> Response {
    let opened = serde_urlencoded::from_str::<Chosen>(&query.unwrap_or_default());
    let known = opened.ok().filter(|opened| issuer.knows(&opened.code));
    let Some(role) = known.and_then(|opened| role(&opened.r#as)) else {
        return refusal("This link is not of the Aisance that runs now. Its terminal shows the one that is.");
    };
    let ticket = issuer.codes().issue_ticket(role);
    let seconds = REMEMBERED.as_secs();
    let cookie = format!("{TICKET}={ticket}; Path={PATH}; Max-Age={seconds}; HttpOnly; SameSite=Lax");
    let mut response = led_to("/dashboard/sign-in/start");
    add_cookie(&mut response, &cookie);
    response
}

/// The page on which one chooses; a browser that a link has let in need not.
pub(super) async fn ask(State(issuer): State<Issuer>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = match asked(&issuer, query.unwrap_or_default().as_bytes()) {
        Ok(asked) => asked,
        Err(why) => return refusal(why),
    };
    let ticket = ticket(&headers).and_then(|ticket| issuer.codes().take_ticket(ticket));
    match ticket {
        Some(role) => let_in(&issuer, asked, role),
        None => page(StatusCode::OK, &asked, false),
    }
}

/// Somebody has chosen.
pub(super) async fn choose(State(issuer): State<Issuer>, body: Bytes) -> Response {
    let asked = match asked(&issuer, &body) {
        Ok(asked) => asked,
        Err(why) => return refusal(why),
    };
    let chosen = serde_urlencoded::from_bytes::<Chosen>(&body).ok();
    let known = chosen.filter(|chosen| issuer.knows(chosen.code.trim()));
    match known.and_then(|chosen| role(&chosen.r#as)) {
        Some(role) => let_in(&issuer, asked, role),
        None => page(StatusCode::FORBIDDEN, &asked, true),
    }
}

/// What is asked, if it is asked by this workspace and rightly.
fn asked(issuer: &Issuer, pairs: &[u8]) -> Result<Asked, &'static str> {
    let asked: Asked = serde_urlencoded::from_bytes(pairs).map_err(|_| "This is no sign-in that Aisance has begun.")?;
    if asked.client_id != CLIENT_ID || !issuer.0.leads_back_to.contains(&asked.redirect_uri) {
        return Err("This sign-in is of another program than the Aisance that runs here.");
    }
    let right = asked.response_type == "code"
        && asked.scope.split(' ').any(|scope| scope == "openid")
        && asked.code_challenge_method == "S256"
        && !asked.code_challenge.is_empty();
    if right {
        Ok(asked)
    } else {
        Err("This sign-in asks for something that is not given here.")
    }
}

/// Leads the browser back, with a code for whoever it is.
fn let_in(issuer: &Issuer, asked: Asked, role: Role) -> Response {
    let granted = Granted {
        role,
        redirect: asked.redirect_uri.clone(),
        challenge: asked.code_challenge,
        nonce: asked.nonce,
    };
    let code = issuer.codes().grant(granted);
    let answer = [("code", &code), ("state", &asked.state), ("iss", &issuer.0.address)];
    // Pairs of texts can always be written.
    let answer = serde_urlencoded::to_string(answer).unwrap_or_default();
    let mut response = led_to(&format!("{}?{answer}", asked.redirect_uri));
    add_cookie(
        &mut response,
        &format!("{TICKET}=; Path={PATH}; Max-Age=0; HttpOnly; SameSite=Lax"),
    );
    response
}

fn page(status: StatusCode, asked: &Asked, wrong_code: bool) -> Response {
    let mut hidden = vec![
        ("client_id", asked.client_id.clone()),
        ("redirect_uri", asked.redirect_uri.clone()),
        ("response_type", asked.response_type.clone()),
        ("scope", asked.scope.clone()),
        ("state", asked.state.clone()),
        ("code_challenge", asked.code_challenge.clone()),
        ("code_challenge_method", asked.code_challenge_method.clone()),
    ];
    hidden.extend(asked.nonce.clone().map(|nonce| ("nonce", nonce)));
    let page = Page {
        asked: hidden,
        roles: Role::ALL.iter().map(|role| (role.name(), token::name(*role))).collect(),
        wrong_code,
    };
    // A browser holds the place where a form's answer leads to against this as well.
    let back = asked.redirect_uri.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    html(status, &page, &format!("'self' {back}"))
}

fn refusal(why: &str) -> Response {
    html(StatusCode::BAD_REQUEST, &Refusal { why }, "'none'")
}

fn html(status: StatusCode, page: &impl Template, forms_go_to: &str) -> Response {
    let policy = format!(
        "default-src 'none'; base-uri 'none'; form-action {forms_go_to}; frame-ancestors 'none'; style-src 'unsafe-inline'"
    );
    let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned());
    let headers = [kind, (header::CONTENT_SECURITY_POLICY, policy)];
    match page.render() {
        Ok(html) => (status, ALWAYS, headers, html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page of the issuer could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn led_to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, ALWAYS, [(header::LOCATION, address.to_owned())]).into_response()
}

fn add_cookie(response: &mut Response, cookie: &str) {
    // Random letters and fixed words are always a header's value.
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn ticket(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get(header::COOKIE)?.to_str().ok()?;
    let mut pairs = all.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == TICKET).map(|(_, ticket)| ticket)
}

fn role(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name() == name)
}
