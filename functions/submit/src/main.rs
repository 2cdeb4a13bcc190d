//! The public Lambda function behind survey links.

use std::convert::Infallible;
use std::process::ExitCode;
use std::sync::Arc;

use lambda_http::{Error, Request, RequestExt as _, service_fn};
use shared::clock::{Clock, SystemClock, random_16};
use shared::config::{Config, var};
use shared::edge::Edge;
use shared::store::names::env;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};
use submit::{App, Keys, Settings, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var(env::STACK_NAME));
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let config = Config::from_env(var)?;
    let connection = Connection::from_env(var)?;
    let store = Store::new(connection.dynamodb(Patience::Interactive), config.tables);
    let settings = Settings::new(config.time_zone);
    // While it starts, a function has a whole CPU: the first reader should not wait for connections. Neither service is
    // waited for before the other is asked.
    let secrets = connection.secrets();
    let (roots, ()) = tokio::join!(
        read_root_keys(&secrets, config.root_secret.as_deref()),
        settings.warm(&store, SystemClock.now()),
    );
    let keys = Keys::derive(&roots?);
    let app = App::new(
        keys,
        store,
        settings,
        config.retention,
        Arc::new(SystemClock),
        random_16,
    )
    .with_edge(Edge::new(var(env::EDGE_SECRET)));
    let app = &app;
    lambda_http::run(service_fn(move |request: Request| async move {
        let lambda = request.lambda_context();
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        Ok::<_, Infallible>(invocation.watch(handle(app, request)).await)
    }))
    .await
}
