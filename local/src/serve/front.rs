//! HTTP in, API Gateway events through, HTTP out: a request takes the same form here as in a deployment.

use std::collections::HashMap;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::body::{Body as HttpBody, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request as HttpRequest, State};
use axum::response::{IntoResponse, Response as HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use lambda_http::{Body, Request, Response};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::template::{Matched, Route, match_route};

/// The most bytes that API Gateway passes on.
const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// How long requests under way may take to end when the process is asked to.
const GRACE: Duration = Duration::from_secs(5);

/// A function, as the front calls it.
pub type Handler = Arc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> + Send + Sync>;

/// The HTTP front.
#[derive(Clone)]
pub struct Front {
    routes: Arc<Vec<Route>>,
    handlers: Arc<HashMap<String, Handler>>,
    beside: Router,
}

impl Front {
    /// A front with the template's routes over `handlers`, by the logical id of their function; `beside` are the routes that
    /// no function answers.
    #[must_use]
    pub fn new(routes: Vec<Route>, handlers: Vec<(String, Handler)>, beside: Router) -> Self {
        Self {
            routes: Arc::new(routes),
            handlers: Arc::new(handlers.into_iter().collect()),
            beside,
        }
    }

    /// Serves until `stopped` says so, then lets requests under way end.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn serve(self, listener: TcpListener, mut stopped: watch::Receiver<bool>) -> Result<()> {
        let beside = self.beside.clone();
        let service = Router::new()
            .fallback(answer)
            .with_state(self)
            .merge(beside)
            .into_make_service_with_connect_info::<SocketAddr>();
        let mut ended = stopped.clone();
        let stop = async move {
            // An error means that whoever could say so is gone.
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
        let late = async move {
            let _ = ended.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            served = serving => Ok(served?),
            () = late => Ok(()),
        }
    }
}

async fn answer(
    State(front): State<Front>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: HttpRequest,
) -> HttpResponse {
    let (head, body) = request.into_parts();
    let Some(matched) = match_route(&front.routes, head.method.as_str(), head.uri.path()) else {
        return message(StatusCode::NOT_FOUND, "Not Found");
    };
    let Some(handler) = front.handlers.get(matched.function) else {
        return message(StatusCode::NOT_FOUND, "Not Found");
    };
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
    };
    let event = event(&matched, &head, &body, from);
    match lambda_http::request::from_str(&event.to_string()) {
        Ok(request) => deliver(handler(request).await),
        Err(error) => {
            tracing::error!(%error, "a request could not be put into the form of an event");
            message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
        }
    }
}

/// The event of API Gateway's HTTP APIs, payload format 2.0.
fn event(matched: &Matched<'_>, head: &http::request::Parts, body: &Bytes, from: SocketAddr) -> Value {
    let query = head.uri.query().unwrap_or_default();
    let text = std::str::from_utf8(body).ok().filter(|_| is_text(&head.headers));
    let now = Timestamp::now();
    let host = head
        .headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let mut event = json!({
        "version": "2.0",
        "routeKey": matched.route_key,
        "rawPath": head.uri.path(),
        "rawQueryString": query,
        "headers": headers(&head.headers),
        "cookies": cookies(&head.headers),
        "requestContext": {
            "accountId": "local",
            "apiId": "local",
            "domainName": host,
            "domainPrefix": "localhost",
            "http": {
                "method": head.method.as_str(),
                "path": head.uri.path(),
                "protocol": "HTTP/1.1",
                "sourceIp": from.ip().to_string(),
                "userAgent": head.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default(),
            },
            "requestId": format!("local-{}", now.as_nanosecond()),
            "routeKey": matched.route_key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": now.as_millisecond(),
        },
        "pathParameters": matched.path_parameters,
        "isBase64Encoded": text.is_none() && !body.is_empty(),
    });
    if !body.is_empty() {
        event["body"] = text.map_or_else(|| json!(STANDARD.encode(body)), |text| json!(text));
    }
    event
}

/// API Gateway passes these on as they are and encodes everything else.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    kind.starts_with("text/")
        || kind.starts_with("application/json")
        || kind.starts_with("application/x-www-form-urlencoded")
}

/// One by one: they are in no header of an event.
fn cookies(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::COOKIE).iter();
    let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
    lines
        .flat_map(|line| line.split("; ").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Names in lower case; several values of one name joined by commas.
fn headers(headers: &HeaderMap) -> Map<String, Value> {
    let joined = |name: &http::HeaderName| {
        let values = headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        values.collect::<Vec<_>>().join(",")
    };
    headers
        .keys()
        .filter(|name| *name != header::COOKIE)
        .map(|name| (name.as_str().to_owned(), json!(joined(name))))
        .collect()
}

fn deliver(response: Response<Body>) -> HttpResponse {
    let (head, body) = response.into_parts();
    let body = match body {
        Body::Text(text) => HttpBody::from(text),
        Body::Binary(bytes) => HttpBody::from(bytes),
        _ => HttpBody::empty(),
    };
    HttpResponse::from_parts(head, body)
}

/// What API Gateway itself answers.
fn message(status: StatusCode, text: &str) -> HttpResponse {
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        json!({ "message": text }).to_string(),
    )
        .into_response()
}
