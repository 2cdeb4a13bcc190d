//! The public Lambda function behind survey links.

use std::convert::Infallible;
use std::process::ExitCode;
use std::sync::Arc;

use lambda_http::{Error, Request, RequestExt as _, service_fn};
use shared::clock::{SystemClock, random_16};
use shared::config::{Config, var};
use shared::store::names::env;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};
use submit::{App, Keys, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var(env::STACK_NAME));
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let config = Config::from_env(var)?;
    let connection = Connection::from_env(var)?;
    let roots = read_root_keys(&connection.secrets(), config.root_secret.as_deref()).await?;
    let store = Store::new(connection.dynamodb(Patience::Interactive), config.tables);
    let app = App::new(
        Keys::derive(&roots),
        store,
        config.time_zone,
        config.retention,
        Arc::new(SystemClock),
        random_16,
    );
    // While it starts, a function has a whole CPU: the first reader should not wait for connections.
    app.warm().await;
    let app = &app;
    lambda_http::run(service_fn(move |request: Request| async move {
        let lambda = request.lambda_context();
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        Ok::<_, Infallible>(invocation.watch(handle(app, request)).await)
    }))
    .await
}
