//! The Lambda function that runs when the nightly scores are complete.

use std::sync::Arc;

use flag::{Moment, Report, Start};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::SystemClock;
use shared::config::Config;
use shared::link::RootKeys;
use shared::store::names::env;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let var = |name: &str| std::env::var(name).ok();
    telemetry::init(var(env::STACK_NAME));
    let config = Config::from_env(var)?;
    let connection = Connection::from_env(var)?;
    let keys: RootKeys = read_root_keys(&connection.secrets(), config.root_secret.as_deref()).await?;
    let (retention, zone) = (config.retention, config.time_zone);
    let seal = Arc::new(keys.seal_key());
    let store = Arc::new(Store::new(connection.dynamodb(Patience::Nightly), config.tables));
    lambda_runtime::run(service_fn(|event: LambdaEvent<serde_json::Value>| {
        let (store, seal, zone) = (Arc::clone(&store), Arc::clone(&seal), zone.clone());
        async move {
            let deadline = i64::try_from(event.context.deadline)
                .ok()
                .and_then(|ms| Timestamp::from_millisecond(ms).ok());
            let moment = Moment::new(&SystemClock, retention, deadline, &zone);
            Ok::<Report, Error>(flag::run(&*store, &seal, &Start::of(&event.payload), moment).await?)
        }
    }))
    .await
}
