//! The nightly Lambda function.

use std::process::ExitCode;

use aggregate::{Night, Nightly};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::{SystemClock, moment_of};
use shared::config::{Config, var};
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var);
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let config = Config::from_env(var)?;
    let client = Connection::from_env(var)?.dynamodb(Patience::Nightly);
    let (store, time_zone) = (&Store::new(client, config.tables), &config.time_zone);
    lambda_runtime::run(service_fn(|event: LambdaEvent<Nightly>| async move {
        let lambda = event.context;
        let night = Night {
            time_zone,
            clock: &SystemClock,
            as_of: event.payload.as_of,
            deadline: moment_of(lambda.deadline),
        };
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        Ok::<_, Error>(invocation.hand_on(aggregate::run(store, &night)).await?)
    }))
    .await
}
