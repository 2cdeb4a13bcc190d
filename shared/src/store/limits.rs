//! How many answers were taken in an hour. Beside the events, whose items expire; a counter is gone a day later at the latest
//! and is in no index.

use std::future::Future;

use jiff::{SignedDuration, Timestamp};

use super::Store;
use super::attributes::{number, seconds, text};
use super::conditional::update_if;
use super::error::StoreError;
use super::names::{PK, SK, TTL};
use crate::domain::limit::Bucket;

/// How long a counter is kept once its hour is over, whatever the clocks of machines say.
const KEPT: SignedDuration = SignedDuration::from_hours(1);

/// Counts answers against limits (UpdateItem).
pub trait CountAnswer: Sync {
    /// Counts one answer, unless `limit` of them are counted already. Whether it was counted. A request that was sent twice may
    /// count twice, and of many at once never more than `limit` are counted.
    fn count_answer(&self, bucket: &Bucket, limit: u32) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

impl CountAnswer for Store {
    async fn count_answer(&self, bucket: &Bucket, limit: u32) -> Result<bool, StoreError> {
        let expires = bucket.hour.end().saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.events)
            .key(PK, text(bucket.to_string()))
            .key(SK, text(bucket.hour.to_string()))
            .update_expression("SET #ttl = :ttl ADD #n :one")
            .condition_expression("attribute_not_exists(#n) OR #n < :limit")
            .expression_attribute_names("#n", "n")
            .expression_attribute_names("#ttl", TTL)
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":limit", number(limit))
            .expression_attribute_values(":ttl", seconds(expires));
        update_if(update).await
    }
}
