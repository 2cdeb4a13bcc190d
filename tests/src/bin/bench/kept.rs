//! A DynamoDB on loopback that keeps the responses in memory, so that it answers fast and evenly, and passes everything
//! else to an engine.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use system_tests::engine::Engine;
use tokio::net::TcpListener;

use crate::recorded::passed_on;

/// The server.
pub(crate) struct Kept {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    state: Arc<Shared>,
}

struct Shared {
    engine: SocketAddr,
    table: String,
    items: Mutex<HashMap<String, Value>>,
    calls: Mutex<BTreeMap<String, u32>>,
}

impl Kept {
    /// Listens on a free port.
    pub(crate) async fn start(engine: &Engine) -> Result<Self> {
        let state = Arc::new(Shared {
            engine: engine.address,
            table: engine.tables.responses.clone(),
            items: Mutex::default(),
            calls: Mutex::default(),
        });
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { address, state })
    }

    /// The calls since the last look, by operation.
    pub(crate) fn take_calls(&self) -> BTreeMap<String, u32> {
        std::mem::take(&mut *held(&self.state.calls))
    }

    /// The responses, each with its attributes as they were sent.
    pub(crate) fn items(&self) -> Vec<Value> {
        held(&self.state.items).values().cloned().collect()
    }

    /// Forgets the responses.
    pub(crate) fn clear(&self) {
        held(&self.state.items).clear();
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(State(state): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default();
    *held(&state.calls).entry(operation.to_owned()).or_default() += 1;
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let kept = asked["TableName"] == state.table.as_str();
    let (status, body) = match operation {
        "GetItem" if kept => (StatusCode::OK, state.get(&asked).to_string().into_bytes()),
        "PutItem" if kept => {
            let (status, told) = state.put(&asked);
            (status, told.to_string().into_bytes())
        }
        _ => match passed_on(state.engine, &headers, &body).await {
            Ok(answered) => answered,
            Err(error) => (StatusCode::BAD_GATEWAY, error.to_string().into_bytes()),
        },
    };
    (status, [(header::CONTENT_TYPE, "application/x-amz-json-1.0")], body).into_response()
}

impl Shared {
    /// The keys of an item that is there: whoever reads here only asks whether it is.
    fn get(&self, asked: &Value) -> Value {
        let there = held(&self.items).contains_key(&key(&asked["Key"]));
        if there {
            json!({ "Item": asked["Key"] })
        } else {
            json!({})
        }
    }

    /// Keeps an item on one of two conditions: that it is not there, or that it has the revision named.
    fn put(&self, asked: &Value) -> (StatusCode, Value) {
        let (key, item) = (key(&asked["Item"]), &asked["Item"]);
        let mut items = held(&self.items);
        let values = asked["ExpressionAttributeValues"].as_object();
        let refused = match items.get(&key) {
            Some(known) => !values.is_some_and(|values| values.values().any(|value| *value == known["r"])),
            None => values.is_some(),
        };
        if refused {
            let mut told = json!({
                "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
                "message": "The conditional request failed",
            });
            if let Some(known) = items.get(&key) {
                told["Item"] = known.clone();
            }
            return (StatusCode::BAD_REQUEST, told);
        }
        items.insert(key, item.clone());
        (StatusCode::OK, json!({}))
    }
}

fn key(attributes: &Value) -> String {
    format!("{} {}", attributes["pk"]["S"], attributes["sk"]["S"])
}
