//! Who does not want to be asked again. In the ledger, which no restore of answers or customers takes back.

use std::future::Future;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::Store;
use super::attributes::{Item, get_millis, millis, text};
use super::conditional::{put_if, update_if};
use super::error::StoreError;
use super::names::{PK, SK};
use crate::domain::opt_out::OptOut;
use crate::domain::response::Respondent;

/// Sort key of a customer's wish.
pub(super) const OPT_OUT: &str = "optout";

/// Stores opt-outs (PutItem).
pub trait PutOptOut: Sync {
    /// Stores what was said. A person's word replaces whatever is there; one that may be a machine's is only stored where
    /// there is none, so that it neither weakens one that is in force nor brings back one that was withdrawn. Whether it
    /// was stored.
    fn put_opt_out(&self, key: Respondent, said: &OptOut) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Takes opt-outs back (UpdateItem).
pub trait WithdrawOptOut: Sync {
    /// Notes that it was taken back; the first time stays. Whether there is one.
    fn withdraw_opt_out(&self, key: Respondent, at: Timestamp)
    -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// Reads the opt-out of one customer (GetItem).
pub trait ReadOptOut: Sync {
    /// What was said last, with a consistent read; `None` where nothing was.
    fn read_opt_out(&self, key: Respondent) -> impl Future<Output = Result<Option<OptOut>, StoreError>> + Send;
}

/// Reads every opt-out (Scan).
pub trait ReadOptOuts: Sync {
    /// What was said last by everyone who said something, in no order.
    fn read_opt_outs(&self) -> impl Future<Output = Result<Vec<(Respondent, OptOut)>, StoreError>> + Send;
}

impl PutOptOut for Store {
    async fn put_opt_out(&self, key: Respondent, said: &OptOut) -> Result<bool, StoreError> {
        let mut put = self
            .client
            .put_item()
            .table_name(&self.tables.ledger)
            .set_item(Some(to_item(key, said)));
        if !said.suspicions.is_empty() {
            put = put.condition_expression("attribute_not_exists(pk)");
        }
        put_if(put).await
    }
}

impl WithdrawOptOut for Store {
    async fn withdraw_opt_out(&self, key: Respondent, at: Timestamp) -> Result<bool, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.ledger)
            .key(PK, text(key.to_string()))
            .key(SK, text(OPT_OUT))
            .update_expression("SET wd = if_not_exists(wd, :at)")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":at", millis(at));
        update_if(update).await
    }
}

impl ReadOptOut for Store {
    async fn read_opt_out(&self, key: Respondent) -> Result<Option<OptOut>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.tables.ledger)
            .key(PK, text(key.to_string()))
            .key(SK, text(OPT_OUT))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        found.item().map(read_opt_out).transpose()
    }
}

impl ReadOptOuts for Store {
    async fn read_opt_outs(&self) -> Result<Vec<(Respondent, OptOut)>, StoreError> {
        let items = self.scan_ledger(OPT_OUT).await?;
        let opt_outs = items.iter().map(|(key, item)| Ok((*key, read_opt_out(item)?)));
        opt_outs.collect()
    }
}

fn to_item(key: Respondent, said: &OptOut) -> Item {
    let mut item = Item::from([
        (PK.to_owned(), text(key.to_string())),
        (SK.to_owned(), text(OPT_OUT)),
        ("at".to_owned(), millis(said.at)),
    ]);
    if !said.suspicions.is_empty() {
        let names = said.suspicions.iter().map(|why| text(why.name())).collect();
        item.insert("su".to_owned(), AttributeValue::L(names));
    }
    if let Some(withdrawn) = said.withdrawn {
        item.insert("wd".to_owned(), millis(withdrawn));
    }
    item
}

pub(super) fn read_opt_out(item: &Item) -> Result<OptOut, StoreError> {
    let lacks = |what: &'static str| move || StoreError::damaged("an opt-out", what);
    let suspicions = match item.get("su") {
        None => Vec::new(),
        Some(list) => {
            let names = list.as_l().map_err(|_| lacks("su")())?;
            let known = names.iter().map(|name| name.as_s().ok()?.parse().ok());
            known.collect::<Option<_>>().ok_or_else(lacks("su"))?
        }
    };
    Ok(OptOut {
        at: get_millis(item, "at").ok_or_else(lacks("at"))?,
        suspicions,
        withdrawn: get_millis(item, "wd"),
    })
}
