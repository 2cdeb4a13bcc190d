//! The nightly Lambda function.

use std::process::ExitCode;
use std::sync::Arc;

use aggregate::{Night, Nightly};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::{SystemClock, moment_of};
use shared::config::{Config, var};
use shared::store::names::env;
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var(env::STACK_NAME));
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let config = Arc::new(Config::from_env(var)?);
    let store = Arc::new(Store::new(
        Connection::from_env(var)?.dynamodb(Patience::Nightly),
        config.tables.clone(),
    ));
    lambda_runtime::run(service_fn(|event: LambdaEvent<Nightly>| {
        let (store, config) = (Arc::clone(&store), Arc::clone(&config));
        async move {
            let lambda = event.context;
            let deadline = moment_of(lambda.deadline);
            let night = Night {
                time_zone: &config.time_zone,
                clock: &SystemClock,
                as_of: event.payload.as_of,
                deadline,
            };
            let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
            Ok::<_, Error>(invocation.hand_on(aggregate::run(&*store, &night)).await?)
        }
    }))
    .await
}
