//! The public Lambda function behind survey links.

use std::convert::Infallible;
use std::process::ExitCode;
use std::sync::Arc;

use lambda_http::{Error, Request, RequestExt as _, service_fn};
use shared::clock::{Clock, SystemClock, random_16};
use shared::config::{Config, var};
use shared::edge::Edge;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};
use submit::{App, Keys, Settings, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var);
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let config = Config::from_env(var)?;
    let connection = Connection::from_env(var)?;
    let store = Store::new(connection.dynamodb(Patience::Interactive), config.tables);
    let (settings, retention) = (Settings::new(config.time_zone), config.retention);
    let (secrets, clock) = (connection.secrets(), Arc::new(SystemClock));
    // While it starts, a function has a whole CPU. Neither service is waited for before the other is asked.
    let roots = read_root_keys(&secrets, config.root_secret.as_deref());
    let (roots, ()) = tokio::join!(roots, settings.warm(&store, clock.now()));
    let app = App::new(Keys::derive(&roots?), store, settings, retention, clock, random_16);
    let app = &app.with_edge(Edge::from_env(var));
    lambda_http::run(service_fn(|request: Request| async move {
        let lambda = request.lambda_context();
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        Ok::<_, Infallible>(invocation.watch(handle(app, request)).await)
    }))
    .await
}
