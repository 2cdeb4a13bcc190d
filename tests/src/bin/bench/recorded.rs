//! A DynamoDB on loopback that answers what is recorded and passes everything else to an engine.

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
use shared::store::Tables;
use system_tests::engine::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is recorded.
pub(crate) trait Recording: Send + Sync + 'static {
    /// What a request is counted as and answered with, `asked` of this `operation`; none where the engine answers. An answer
    /// that is not there is none inside.
    fn answer(&self, tables: &Tables, operation: &str, asked: &Value) -> Option<(&'static str, Option<Bytes>)>;
}

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
    tables: Tables,
    recording: Mutex<Arc<dyn Recording>>,
    calls: Mutex<BTreeMap<String, usize>>,
}

impl Recorded {
    /// Listens on a free port.
    pub(crate) async fn start(engine: &Engine, recording: impl Recording) -> Result<Self> {
        let state = Arc::new(Shared {
            engine: engine.address,
            tables: engine.tables.clone(),
            recording: Mutex::new(Arc::new(recording)),
            calls: Mutex::default(),
        });
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { address, state })
    }

    /// Answers with something else from now on.
    pub(crate) fn replace(&self, recording: impl Recording) {
        *self.state.recording.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(recording);
    }

    /// The calls since the last look, by operation; what is recorded under the names that it has there.
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
    let recording = Arc::clone(&state.recording.lock().unwrap_or_else(PoisonError::into_inner));
    let recorded = recording.answer(&state.tables, operation, &asked);
    let name = recorded.as_ref().map_or(operation, |(name, _)| name);
    *state
        .calls
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(name.to_owned())
        .or_default() += 1;
    let json = [(header::CONTENT_TYPE, "application/x-amz-json-1.0")];
    if let Some((_, answer)) = recorded {
        return match answer {
            Some(answer) => (json, answer).into_response(),
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
