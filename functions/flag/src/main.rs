//! The Lambda function that runs when the nightly scores are complete.

use std::process::ExitCode;

use flag::{Moment, Start};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::{SystemClock, moment_of};
use shared::config::{Config, var};
use shared::link::RootKeys;
use shared::store::secret::read_root_keys;
use shared::store::{Connection, Patience, Store};
use shared::telemetry::{self, Invocation};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    telemetry::init(env!("CARGO_PKG_NAME"), var);
    telemetry::ended(serve().await)
}

async fn serve() -> Result<(), Error> {
    let config = Config::from_env(var)?;
    let connection = Connection::from_env(var)?;
    let keys: RootKeys = read_root_keys(&connection.secrets(), config.root_secret.as_deref()).await?;
    let (retention, zone) = (config.retention, config.time_zone);
    let store = Store::new(connection.dynamodb(Patience::Nightly), config.tables);
    let (store, seal, zone) = (&store, &keys.seal_key(), &zone);
    lambda_runtime::run(service_fn(|event: LambdaEvent<serde_json::Value>| async move {
        let lambda = event.context;
        let moment = Moment::new(&SystemClock, retention, moment_of(lambda.deadline), zone);
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        let start = Start::of(&event.payload);
        let work = async {
            telemetry::begun_by(flag::begun_by(&event.payload));
            flag::run(store, seal, &start, moment).await
        };
        Ok::<_, Error>(invocation.hand_on(work).await?)
    }))
    .await
}
