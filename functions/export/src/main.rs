//! The Lambda function that writes exports.

use std::process::ExitCode;

use export::{JobWaits, Work};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::{SystemClock, moment_of};
use shared::config::{Config, var};
use shared::store::bucket::Bucket;
use shared::store::bucket_links::bucket_name;
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
    let keys = read_root_keys(&connection.secrets(), config.root_secret.as_deref()).await?;
    let store = Store::new(connection.dynamodb(Patience::Nightly), config.tables);
    let files = Bucket::new(&connection, bucket_name(var)?);
    let (store, files, seal, zone) = (&store, &files, &keys.seal_key(), &config.time_zone);
    lambda_runtime::run(service_fn(|event: LambdaEvent<JobWaits>| async move {
        let lambda = event.context;
        let work = Work::new(store, files, seal, zone, &SystemClock, moment_of(lambda.deadline));
        let invocation = Invocation::new(&lambda.request_id, lambda.xray_trace_id.as_deref());
        Ok::<_, Error>(invocation.work(export::run_all(&work, &event.payload)).await?)
    }))
    .await
}
