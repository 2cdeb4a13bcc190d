//! What the team has set for its whole workspace. Each setting is an item of its own, so that changing one keeps the others.

use std::future::Future;

use super::Store;
use super::attributes::{Item, get_number, number, text};
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::fatigue::FatigueRule;

/// Partition key of what is set for the workspace.
pub(super) const WORKSPACE: &str = "workspace";
const FATIGUE: &str = "fatigue";

/// Reads how often a customer may be asked (GetItem).
pub trait ReadFatigue: Sync {
    /// The rule, with a consistent read; `None` where there is no limit.
    fn read_fatigue(&self) -> impl Future<Output = Result<Option<FatigueRule>, StoreError>> + Send;
}

/// Sets how often a customer may be asked (PutItem).
pub trait PutFatigue: Sync {
    /// Sets the rule; `None` for no limit.
    fn put_fatigue(&self, rule: Option<FatigueRule>) -> impl Future<Output = Result<(), StoreError>> + Send;
}

impl ReadFatigue for Store {
    async fn read_fatigue(&self) -> Result<Option<FatigueRule>, StoreError> {
        let found = self.setting(WORKSPACE, FATIGUE).await?;
        let Some(item) = found.filter(|item| item.contains_key("days")) else {
            return Ok(None);
        };
        let rule = get_number(&item, "days").and_then(|days| FatigueRule::new(days).ok());
        rule.map(Some).ok_or_else(|| StoreError::damaged(FATIGUE, "days"))
    }
}

impl PutFatigue for Store {
    async fn put_fatigue(&self, rule: Option<FatigueRule>) -> Result<(), StoreError> {
        let mut item = Item::from([(PK.to_owned(), text(WORKSPACE)), (SK.to_owned(), text(FATIGUE))]);
        if let Some(rule) = rule {
            item.insert("days".to_owned(), number(rule.days()));
        }
        self.put_setting(item).await
    }
}
