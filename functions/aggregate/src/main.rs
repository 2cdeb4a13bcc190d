//! The nightly Lambda function.

use std::sync::Arc;

use aggregate::{Night, Nightly, Report};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::SystemClock;
use shared::config::Config;
use shared::store::names::env;
use shared::store::{Connection, Patience, Store};
use shared::telemetry;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let var = |name: &str| std::env::var(name).ok();
    telemetry::init(var(env::STACK_NAME));
    let config = Arc::new(Config::from_env(var)?);
    let store = Arc::new(Store::new(
        Connection::from_env(var)?.dynamodb(Patience::Nightly),
        config.tables.clone(),
    ));
    lambda_runtime::run(service_fn(|event: LambdaEvent<Nightly>| {
        let (store, config) = (Arc::clone(&store), Arc::clone(&config));
        async move {
            let deadline = i64::try_from(event.context.deadline)
                .ok()
                .and_then(|ms| Timestamp::from_millisecond(ms).ok());
            let night = Night {
                time_zone: &config.time_zone,
                clock: &SystemClock,
                as_of: event.payload.as_of,
                deadline,
            };
            Ok::<Report, Error>(aggregate::run(&*store, &night).await?)
        }
    }))
    .await
}
