//! A DynamoDB on loopback that answers queries on `by_day` with recorded pages and passes everything else to an engine.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use shared::store::names::BY_DAY;
use system_tests::engine::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::pages::Pages;

/// Headers that the engine looks at.
const PASSED_ON: [&str; 4] = ["x-amz-target", "x-amz-date", "content-type", "authorization"];

/// The server.
#[derive(Clone)]
pub(crate) struct Recorded {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<Shared>,
}

struct Shared {
    engine: SocketAddr,
    /// The table of events: its index by day has the same name, and is the engine's.
    events: String,
    pages: Mutex<Arc<Pages>>,
    calls: Mutex<BTreeMap<String, usize>>,
}

impl Recorded {
    /// Listens on a free port.
    pub(crate) async fn start(engine: &Engine, pages: Pages) -> Result<Self> {
        let state = Arc::new(Shared {
            engine: engine.address,
            events: engine.tables.events.clone(),
            pages: Mutex::new(Arc::new(pages)),
            calls: Mutex::default(),
        });
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { address, state })
    }

    /// Answers with another day from now on.
    pub(crate) fn replace(&self, pages: Pages) {
        *self.state.pages.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(pages);
    }

    /// The calls since the last look, by operation; queries on `by_day` under its name.
    pub(crate) fn take_calls(&self) -> BTreeMap<String, usize> {
        std::mem::take(&mut *self.state.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(State(state): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default();
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let recorded = operation == "Query" && asked["IndexName"] == BY_DAY && asked["TableName"] != state.events.as_str();
    let name = if recorded { BY_DAY } else { operation };
    *state
        .calls
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(name.to_owned())
        .or_default() += 1;
    let json = [(header::CONTENT_TYPE, "application/x-amz-json-1.0")];
    if recorded {
        let pages = Arc::clone(&state.pages.lock().unwrap_or_else(PoisonError::into_inner));
        let values = asked["ExpressionAttributeValues"].as_object();
        let shard = values
            .and_then(|values| values.values().next())
            .and_then(|value| value["S"].as_str());
        let page = shard.and_then(|shard| pages.page(shard, asked["ExclusiveStartKey"]["sk"]["S"].as_str()));
        return match page {
            Some(page) => (json, page).into_response(),
            None => (StatusCode::BAD_REQUEST, "there is no such page").into_response(),
        };
    }
    match passed_on(state.engine, &headers, &body).await {
        Ok((status, body)) => (status, json, body).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

/// Sends a request to the engine, on a connection of its own.
pub(crate) async fn passed_on(engine: SocketAddr, headers: &HeaderMap, body: &[u8]) -> Result<(StatusCode, Vec<u8>)> {
    let mut connection = TcpStream::connect(engine).await?;
    let mut head = format!(
        "POST / HTTP/1.1\r\nhost: {engine}\r\ncontent-length: {}\r\nconnection: close\r\n",
        body.len()
    );
    for name in PASSED_ON {
        let value = headers.get(name).context(name)?.to_str()?;
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    connection.write_all(head.as_bytes()).await?;
    connection.write_all(body).await?;
    let mut answered = Vec::new();
    connection.read_to_end(&mut answered).await?;
    let end = answered
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .context("an answer of the engine")?;
    let head = String::from_utf8_lossy(&answered[..end]).to_ascii_lowercase();
    ensure!(
        !head.contains("transfer-encoding"),
        "the engine's answer comes in chunks"
    );
    let status = head.split(' ').nth(1).context("a status")?.parse::<StatusCode>()?;
    Ok((status, answered.split_off(end + 4)))
}
