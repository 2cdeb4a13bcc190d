//! Actors whose every request to storage can be stopped, lost, held, or changed on its way.
//!
//! Each actor has a real SDK client over a connector that gives its requests to an embedded engine in this process. No
//! socket, no time that passes: the same script gives the same story every time.

use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, DynoxideError};
use jiff::Timestamp;
use serde_json::Value;
use shared::clock::Clock;
use shared::store::{Store, Tables};
use tokio::sync::Notify;

/// What befalls an actor at one of its requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It stops for good before the request is sent.
    StopsBefore,
    /// It stops for good after the request has been carried out.
    StopsAfter,
    /// The request is carried out and the answer lost, so the SDK sends it again.
    AnswerLost,
    /// Storage fails without carrying it out, so the SDK sends it again.
    Refused,
}

/// Every fault.
pub const FAULTS: [Fault; 4] = [Fault::StopsBefore, Fault::StopsAfter, Fault::AnswerLost, Fault::Refused];

/// Changes a request on its way, or answers it without carrying it out. Given the operation and the body.
pub type Tamper = fn(&str, &mut Value) -> Tampered;

/// Which requests of an actor are counted and wait for their turn; the others go freely. Given the operation and the body.
pub type Counted = Arc<dyn Fn(&str, &str) -> bool + Send + Sync>;

/// What is done with a request that was tampered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tampered {
    /// It is carried out as it now is.
    Goes,
    /// It is answered as if it had been carried out.
    Vanishes,
    /// It is carried out as this operation.
    Becomes(&'static str),
}

/// A clock that stands.
#[derive(Debug, Clone, Copy)]
pub struct At(pub Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The storage that actors share, and whose turn it is.
#[derive(Clone)]
pub struct Scene {
    /// The engine.
    pub database: Database,
    tables: Tables,
    /// What the index of responses by day shows to whom it is behind.
    behind: Option<Database>,
    turns: Arc<Turns>,
    tamper: Option<Tamper>,
}

#[derive(Default)]
struct Turns {
    order: Mutex<Vec<usize>>,
    passed: Notify,
}

impl Turns {
    fn order(&self) -> MutexGuard<'_, Vec<usize>> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One actor on a scene.
#[derive(Clone)]
pub struct Actor {
    scene: Scene,
    name: usize,
    counted: Counted,
    fault: Option<(usize, Fault)>,
    sent: Arc<Mutex<usize>>,
    stopped: Arc<Notify>,
}

impl std::fmt::Debug for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "actor {}", self.name)
    }
}

impl Scene {
    /// A scene over an engine that has its tables.
    pub fn new(database: Database, tables: Tables) -> Self {
        Self {
            database,
            tables,
            behind: None,
            turns: Arc::default(),
            tamper: None,
        }
    }

    /// The same, with an index of responses by day that shows what `before` holds.
    #[must_use]
    pub fn with_index_behind(mut self, before: Database) -> Self {
        self.behind = Some(before);
        self
    }

    /// The same, with requests tampered with.
    #[must_use]
    pub fn tampered(mut self, tamper: Option<Tamper>) -> Self {
        self.tamper = tamper;
        self
    }

    /// The same, with an order in which actors send their requests, one entry a request. Who has no turn left in it goes on
    /// freely once it is used up.
    #[must_use]
    pub fn in_order(self, mut order: Vec<usize>) -> Self {
        order.reverse();
        *self.turns.order() = order;
        self
    }

    /// An actor without faults.
    pub fn actor(&self, name: usize, counted: impl Fn(&str, &str) -> bool + Send + Sync + 'static) -> Actor {
        Actor {
            scene: self.clone(),
            name,
            counted: Arc::new(counted),
            fault: None,
            sent: Arc::default(),
            stopped: Arc::default(),
        }
    }

    /// Takes the turns of whoever has ended out of the order.
    pub fn leave(&self, name: usize) {
        self.turns.order().retain(|turn| *turn != name);
        self.turns.passed.notify_waiters();
    }

    fn carry_out(&self, operation: &str, body: &[u8]) -> HttpResponse {
        let mut request: Value = serde_json::from_slice(body).unwrap_or_default();
        let tampered = self
            .tamper
            .map_or(Tampered::Goes, |tamper| tamper(operation, &mut request));
        let operation = match tampered {
            Tampered::Goes => operation,
            Tampered::Becomes(other) => other,
            Tampered::Vanishes => return answer(200, "{}".to_owned()),
        };
        let behind = self.behind.as_ref().filter(|_| request["IndexName"] == "by_day");
        match dispatch(behind.unwrap_or(&self.database), operation, request) {
            Ok(body) => answer(200, body),
            Err(error) => answer(error.status_code(), error.to_json()),
        }
    }
}

impl Actor {
    /// The same actor, struck by a fault at its counted request `number`, from 0.
    #[must_use]
    pub fn struck(mut self, number: usize, fault: Fault) -> Self {
        self.fault = Some((number, fault));
        self
    }

    /// How many counted requests it has sent.
    pub fn sent(&self) -> usize {
        *self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it has sent so many counted requests.
    pub async fn until_sent(&self, number: usize) {
        while self.sent() < number {
            tokio::task::yield_now().await;
        }
    }

    /// Its store.
    pub fn store(&self) -> Store {
        Store::new(self.client(), self.scene.tables.clone())
    }

    /// Its client.
    pub fn client(&self) -> aws_sdk_dynamodb::Client {
        let connector = SharedHttpConnector::new(self.clone());
        let retries = RetryConfig::standard()
            .with_max_attempts(3)
            .with_initial_backoff(Duration::from_millis(1));
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("test", "test", None, None, "test"))
            .endpoint_url("http://storage.test")
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .retry_config(retries)
            .build();
        aws_sdk_dynamodb::Client::from_conf(config)
    }

    /// Lets it act until it ends or is stopped for good; nothing in the second case.
    pub async fn acts<T>(&self, act: impl Future<Output = T>) -> Option<T> {
        let done = tokio::select! {
            done = act => Some(done),
            () = self.stopped.notified() => None,
        };
        self.scene.leave(self.name);
        done
    }

    async fn send(&self, request: HttpRequest) -> std::result::Result<HttpResponse, ConnectorError> {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let body = request.body().bytes().unwrap_or_default().to_vec();
        if !(self.counted)(&operation, &String::from_utf8_lossy(&body)) {
            return Ok(self.scene.carry_out(&operation, &body));
        }
        self.await_turn().await;
        let number = {
            let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            *sent += 1;
            *sent - 1
        };
        let fault = self.fault.filter(|(at, _)| *at == number).map(|(_, fault)| fault);
        if fault == Some(Fault::Refused) {
            return Ok(answer(500, r#"{"__type":"InternalServerError"}"#.to_owned()));
        }
        if fault != Some(Fault::StopsBefore) {
            let answered = self.scene.carry_out(&operation, &body);
            match fault {
                None => return Ok(answered),
                Some(Fault::AnswerLost) => return Err(ConnectorError::io("the answer is lost".into())),
                Some(_) => {}
            }
        }
        self.stopped.notify_one();
        pending().await
    }

    async fn await_turn(&self) {
        loop {
            let passed = self.scene.turns.passed.notified();
            {
                let mut order = self.scene.turns.order();
                match order.last() {
                    Some(turn) if *turn != self.name => {}
                    _ => {
                        order.pop();
                        self.scene.turns.passed.notify_waiters();
                        return;
                    }
                }
            }
            passed.await;
        }
    }
}

impl HttpConnector for Actor {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let actor = self.clone();
        HttpConnectorFuture::new(async move { actor.send(request).await })
    }
}

fn answer(status: u16, body: String) -> HttpResponse {
    let status = status.try_into().expect("a status");
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    response
        .headers_mut()
        .insert("content-type", "application/x-amz-json-1.0");
    response
}

fn dispatch(database: &Database, operation: &str, request: Value) -> Result<String, DynoxideError> {
    macro_rules! operations {
        ($($name:literal => $call:ident),* $(,)?) => {
            match operation {
                $($name => serde_json::to_string(&database.$call(read(request)?)?),)*
                _ => return Err(DynoxideError::ValidationException(format!("no actor sends {operation}"))),
            }
        };
    }
    let body = operations! {
        "BatchGetItem" => batch_get_item,
        "CreateTable" => create_table,
        "DeleteItem" => delete_item,
        "DescribeTimeToLive" => describe_time_to_live,
        "GetItem" => get_item,
        "ListTables" => list_tables,
        "PutItem" => put_item,
        "Query" => query,
        "Scan" => scan,
        "UpdateItem" => update_item,
        "UpdateTimeToLive" => update_time_to_live,
    };
    body.map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

fn read<T: serde::de::DeserializeOwned>(request: Value) -> Result<T, DynoxideError> {
    serde_json::from_value(request).map_err(|error| DynoxideError::SerializationException(error.to_string()))
}
