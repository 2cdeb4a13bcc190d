//! The Lambda function that writes exports.

use std::sync::Arc;

use export::{JobWaits, Work};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use shared::clock::SystemClock;
use shared::config::Config;
use shared::store::bucket::Bucket;
use shared::store::bucket_links::bucket_name;
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
    let keys = read_root_keys(&connection.secrets(), config.root_secret.as_deref()).await?;
    let store = Store::new(connection.dynamodb(Patience::Nightly), config.tables);
    let files = Bucket::new(&connection, bucket_name(var)?);
    let parts = Arc::new((store, files, keys.seal_key(), config.time_zone));
    lambda_runtime::run(service_fn(|event: LambdaEvent<JobWaits>| {
        let parts = Arc::clone(&parts);
        async move {
            let (store, files, seal, zone) = &*parts;
            let deadline = i64::try_from(event.context.deadline).map(Timestamp::from_millisecond);
            let deadline = deadline.ok().and_then(Result::ok);
            let work = Work::new(store, files, seal, zone, &SystemClock, deadline);
            Ok::<_, Error>(export::run_all(&work, &event.payload).await?)
        }
    }))
    .await
}
