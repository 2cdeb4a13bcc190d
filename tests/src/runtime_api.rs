//! A small Lambda Runtime API: hands invocations to one function process and takes its answers.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use tokio::sync::{Mutex, Notify, mpsc, oneshot};

/// How long a test waits for an answer.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// The longest that Lambda lets a function run, which it is told unless a test says otherwise.
pub const LONGEST: Duration = Duration::from_mins(15);

/// How many invocations there have been, of all functions: each is a trace of its own.
static INVOCATIONS: AtomicU64 = AtomicU64::new(1);

struct Invocation {
    id: String,
    trace: String,
    payload: Value,
    deadline: SystemTime,
}

type Answer = std::result::Result<Value, Value>;

struct Shared {
    waiting: Mutex<mpsc::UnboundedReceiver<Invocation>>,
    answers: Mutex<HashMap<String, oneshot::Sender<Answer>>>,
    polled: Notify,
    failed_to_start: Mutex<Option<Value>>,
}

/// The API for one function.
pub struct RuntimeApi {
    address: SocketAddr,
    send: mpsc::UnboundedSender<Invocation>,
    shared: Arc<Shared>,
    last_trace: std::sync::Mutex<String>,
}

impl RuntimeApi {
    /// Listens on a free loopback port.
    pub async fn start() -> Result<Self> {
        let (send, receive) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            waiting: Mutex::new(receive),
            answers: Mutex::default(),
            polled: Notify::new(),
            failed_to_start: Mutex::default(),
        });
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .route("/2018-06-01/runtime/init/error", post(init_error))
            .with_state(Arc::clone(&shared));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self {
            address,
            send,
            shared,
            last_trace: std::sync::Mutex::default(),
        })
    }

    /// For `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The id of the trace of the latest invocation.
    pub fn last_trace(&self) -> String {
        self.last_trace.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until the function has asked for work.
    pub async fn first_poll(&self) -> Result<()> {
        let polled = tokio::time::timeout(Duration::from_secs(20), self.shared.polled.notified()).await;
        if let Some(error) = self.shared.failed_to_start.lock().await.take() {
            bail!("the function failed to start: {error}");
        }
        polled.context("the function did not ask for work within 20 s")
    }

    /// Invokes the function; an `Err` inside is the function's own error.
    pub async fn invoke(&self, payload: Value) -> Result<Answer> {
        self.ask(payload, LONGEST, TIME_LIMIT).await
    }

    /// Invokes the function and tells it that so much time is left, all of which it may take.
    pub async fn invoke_within(&self, payload: Value, limit: Duration) -> Result<Answer> {
        self.ask(payload, limit, limit.max(TIME_LIMIT)).await
    }

    async fn ask(&self, payload: Value, limit: Duration, patience: Duration) -> Result<Answer> {
        let number = INVOCATIONS.fetch_add(1, Ordering::Relaxed);
        let id = format!("request-{number}");
        let trace = format!("1-5bef4de7-{number:024x}");
        trace.clone_into(&mut self.last_trace.lock().unwrap_or_else(PoisonError::into_inner));
        let (answer, answered) = oneshot::channel();
        self.shared.answers.lock().await.insert(id.clone(), answer);
        self.send
            .send(Invocation {
                id,
                trace,
                payload,
                deadline: SystemTime::now() + limit,
            })
            .map_err(|_| anyhow!("the runtime API is gone"))?;
        tokio::time::timeout(patience, answered)
            .await
            .context("the function did not answer in time")?
            .context("the function's answer was lost")
    }
}

async fn next(State(shared): State<Arc<Shared>>) -> Response {
    shared.polled.notify_one();
    let Some(invocation) = shared.waiting.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let deadline = invocation
        .deadline
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis()
        .to_string();
    let headers = [
        ("lambda-runtime-aws-request-id", invocation.id),
        ("lambda-runtime-deadline-ms", deadline),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-1:123456789012:function:test".to_owned(),
        ),
        (
            "lambda-runtime-trace-id",
            format!("Root={};Parent=53995c3f42cd8ad8;Sampled=0", invocation.trace),
        ),
        ("content-type", "application/json".to_owned()),
    ];
    (headers, invocation.payload.to_string()).into_response()
}

async fn response(State(shared): State<Arc<Shared>>, Path(id): Path<String>, body: Bytes) -> StatusCode {
    answer(
        &shared,
        &id,
        serde_json::from_slice(&body).map_or_else(|_| Err(Value::String("an answer that is no JSON".into())), Ok),
    )
    .await
}

async fn error(State(shared): State<Arc<Shared>>, Path(id): Path<String>, body: Bytes) -> StatusCode {
    answer(&shared, &id, Err(serde_json::from_slice(&body).unwrap_or_default())).await
}

async fn answer(shared: &Shared, id: &str, answer: Answer) -> StatusCode {
    if let Some(waiting) = shared.answers.lock().await.remove(id) {
        let _ = waiting.send(answer);
    }
    StatusCode::ACCEPTED
}

async fn init_error(State(shared): State<Arc<Shared>>, _headers: HeaderMap, body: Bytes) -> StatusCode {
    *shared.failed_to_start.lock().await = Some(serde_json::from_slice(&body).unwrap_or_default());
    shared.polled.notify_one();
    StatusCode::ACCEPTED
}
