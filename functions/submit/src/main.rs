//! The public Lambda function behind survey links.

use std::convert::Infallible;
use std::sync::Arc;

use lambda_http::{Error, Request, service_fn};
use shared::clock::{SystemClock, random_16};
use shared::config::Config;
use shared::edge::Edge;
use shared::store::names::env;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry;
use submit::{App, Keys, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let var = |name: &str| std::env::var(name).ok();
    telemetry::init(var(env::STACK_NAME));
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
    )
    .with_edge(Edge::new(var(env::EDGE_SECRET)));
    // While it starts, a function has a whole CPU: the first reader should not wait for connections.
    app.warm().await;
    let app = &app;
    lambda_http::run(service_fn(move |request: Request| async move {
        Ok::<_, Infallible>(handle(app, request).await)
    }))
    .await
}
