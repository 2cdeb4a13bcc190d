//! One item of Settings: read and replaced as a whole.

use super::Store;
use super::attributes::{Item, text};
use super::error::StoreError;
use super::names::{PK, SK};

impl Store {
    /// The item of this key, with a consistent read (GetItem).
    pub(super) async fn setting(&self, partition: &str, sort: &str) -> Result<Option<Item>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.settings)
            .key(PK, text(partition))
            .key(SK, text(sort))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        Ok(found.item)
    }

    /// Replaces an item, whatever it was (PutItem).
    pub(super) async fn put_setting(&self, item: Item) -> Result<(), StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.tables.settings)
            .set_item(Some(item))
            .send()
            .await;
        put.map(|_| ()).map_err(|error| StoreError::from_sdk("PutItem", &error))
    }
}
