//! Many items by key, in batches, until none is left unprocessed.

use std::time::Duration;

use aws_sdk_dynamodb::types::KeysAndAttributes;

use super::Store;
use super::attributes::Item;
use super::error::StoreError;

/// The most keys one BatchGetItem takes.
const BATCH: usize = 100;

/// The first pause before what was left unprocessed is asked for again; each next one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// The longest pause; after it, storage counts as busy.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

impl Store {
    /// The items that are there, in no order.
    pub(super) async fn get_batch(
        &self,
        table: &str,
        keys: Vec<Item>,
        consistent: bool,
    ) -> Result<Vec<Item>, StoreError> {
        let mut found = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(BATCH) {
            let mut wanted = Some(batch(chunk.to_vec(), consistent)?);
            let mut pause = FIRST_PAUSE;
            while let Some(keys) = wanted.take() {
                let answer = self.client.batch_get_item().request_items(table, keys).send().await;
                let answer = answer.map_err(|error| StoreError::from_sdk("BatchGetItem", &error))?;
                found.extend(
                    answer
                        .responses
                        .and_then(|mut tables| tables.remove(table))
                        .unwrap_or_default(),
                );
                let mut left = answer.unprocessed_keys.unwrap_or_default();
                wanted = left.remove(table).filter(|keys| !keys.keys().is_empty());
                if wanted.is_some() {
                    if pause > LONGEST_PAUSE {
                        return Err(StoreError::Throttled {
                            operation: "BatchGetItem",
                        });
                    }
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
            }
        }
        Ok(found)
    }
}

fn batch(keys: Vec<Item>, consistent: bool) -> Result<KeysAndAttributes, StoreError> {
    let batch = KeysAndAttributes::builder()
        .set_keys(Some(keys))
        .consistent_read(consistent)
        .build();
    batch.map_err(|error| StoreError::Unavailable {
        operation: "BatchGetItem",
        detail: error.to_string(),
    })
}
