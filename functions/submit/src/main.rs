//! The public Lambda function behind survey links.

use std::convert::Infallible;
use std::sync::Arc;

use lambda_http::{Error, Request, service_fn};
use shared::clock::{Clock, SystemClock, random_16};
use shared::config::Config;
use shared::edge::Edge;
use shared::store::names::env;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry;
use submit::{App, Keys, Settings, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let var = |name: &str| std::env::var(name).ok();
    telemetry::init(var(env::STACK_NAME));
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
        Ok::<_, Infallible>(handle(app, request).await)
    }))
    .await
}
