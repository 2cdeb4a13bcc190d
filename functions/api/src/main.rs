//! The Lambda function of the team: scores, answers, flagged customers, links, events, and the dashboard.

use std::process::ExitCode;
use std::sync::Arc;

use api::App;
use api::oidc::Issuer;
use lambda_http::{Error, Request, RequestExt as _, service_fn};
use shared::clock::{SystemClock, random_16};
use shared::config::{Config, var};
use shared::edge::Edge;
use shared::store::bucket_links::{BucketLinks, bucket_name};
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var);
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let (config, connection) = (Config::from_env(var)?, Connection::from_env(var)?);
    let files = Arc::new(BucketLinks::new(&connection, &bucket_name(var)?));
    let (client, secrets) = (connection.dynamodb(Patience::Interactive), connection.secrets());
    let store = Store::new(client, config.tables);
    // Neither service is waited for before the other is asked.
    let (keys, ()) = tokio::join!(read_root_keys(&secrets, config.root_secret.as_deref()), store.prime());
    let (zone, retention, clock) = (config.time_zone, config.retention, Arc::new(SystemClock));
    let issuer = config.oidc.map(|oidc| Issuer::over_the_network(oidc, &connection));
    let app = App::new(store, &keys?, zone, retention, clock, random_16, files);
    let app = &app.with_issuer(issuer).with_edge(Edge::from_env(var));
    lambda_http::run(service_fn(|request: Request| async move {
        let lambda = request.lambda_context();
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        Ok::<_, Error>(invocation.watch(api::handle(app, request)).await)
    }))
    .await
}
