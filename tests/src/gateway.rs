//! What API Gateway does in front of one function: requests over HTTP become events, as if they all came from one address.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::events::HttpEvent;
use crate::function::Function;

#[derive(Clone)]
struct Front {
    function: Arc<Function>,
    ip: &'static str,
}

/// Serves the survey pages of `function` on a free loopback port; the function is told that every request comes from `ip`.
pub async fn start(function: Arc<Function>, ip: &'static str) -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let routes = Router::new().fallback(answer).with_state(Front { function, ip });
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(address)
}

async fn answer(State(front): State<Front>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    match pass_on(&front, &method, &uri, &headers, &body).await {
        Ok(response) => response,
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

async fn pass_on(front: &Front, method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Result<Response> {
    let known = ["GET", "HEAD", "POST"]
        .into_iter()
        .find(|known| *known == method.as_str());
    let (Some(method), Some(token)) = (known, uri.path().strip_prefix("/s/")) else {
        bail!("there is no route for {method} {uri}");
    };
    let mut event = HttpEvent::survey(method, token);
    event.ip = front.ip;
    event.query = uri.query().unwrap_or_default().to_owned();
    event.body = (!body.is_empty()).then(|| String::from_utf8_lossy(body).into_owned());
    let mut event = event.payload();
    let sent = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.as_str().to_owned(), json!(value))
    });
    event["headers"] = Value::Object(sent.collect::<Map<_, _>>());
    respond(&front.function.invoke(event).await?)
}

fn respond(answer: &Value) -> Result<Response> {
    let status = u16::try_from(answer["statusCode"].as_u64().unwrap_or_default())?;
    let mut response = Response::builder().status(status);
    for (name, value) in answer["headers"].as_object().into_iter().flatten() {
        response = response.header(name, value.as_str().unwrap_or_default());
    }
    Ok(response.body(answer["body"].as_str().unwrap_or_default().to_owned().into())?)
}
