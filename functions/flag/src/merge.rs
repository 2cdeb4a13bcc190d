//! A computed day becomes part of what is known of its customers: answers, invitations without one, and events.
//!
//! Answers and invitations are merged one by one. Of events all of a customer's are read, and what they say is set anew, so
//! that order and repetition change nothing. Whatever one shard of a day brings of a customer is one read and at most one
//! write; events, which lie in other shards than answers, come with the first of them.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use shared::domain::response::Respondent;
use shared::domain::service::event::Event;
use shared::domain::signal::{contacts, stay};
use shared::link::{Pseudonym, SealKey, unseal};
use shared::store::StoreError;
use shared::store::customer_attributes::ForgetAttributes;
use shared::store::customers::{Customer, ReadCustomer, SaveCustomer};
use shared::store::events::{ReadEventOwners, ReadEvents};
use shared::store::invitations::ReadInvitedIndex;
use shared::store::keys::DayShard;
use shared::store::responses::ReadDayIndex;

use crate::assess::{Terms, reassessed};
use crate::forget::forget_attributes;
use crate::news::{News, NewsOf, add_event, add_invitation, add_response};
use crate::run::{FlagError, Moment};

/// What merging does to storage.
pub trait MergeStore:
    ForgetAttributes + ReadCustomer + ReadDayIndex + ReadEventOwners + ReadEvents + ReadInvitedIndex + SaveCustomer
{
}

impl<S> MergeStore for S where
    S: ForgetAttributes + ReadCustomer + ReadDayIndex + ReadEventOwners + ReadEvents + ReadInvitedIndex + SaveCustomer
{
}

/// Customers written at once.
const AT_ONCE: usize = 16;

/// A writer that loses this many races to others has met a fault, not bad luck.
const TRIES: usize = 10;

/// Merges a day; merging it again changes nothing. Gives how many times a customer was written.
pub(crate) async fn merge_day<S: MergeStore>(
    store: &S,
    seal: &SealKey,
    day: Date,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<u64, FlagError> {
    let merge = |news: NewsOf| merge_customers(store, seal, news, terms, moment);
    let mut with_events = NewsOf::new();
    for shard in DayShard::all(day) {
        store
            .read_event_owners(shard, |owner| add_event(&mut with_events, owner))
            .await?;
    }
    let mut written = 0;
    for shard in DayShard::all(day) {
        moment.check()?;
        let mut news: NewsOf = BTreeMap::new();
        store
            .read_day_index(shard, |response| add_response(&mut news, response))
            .await?;
        store
            .read_invited_index(shard, |invitation| add_invitation(&mut news, invitation))
            .await?;
        for (customer, news) in &mut news {
            if let Some(events) = with_events.remove(customer) {
                news.add(events);
            }
        }
        written += merge(news).await?;
    }
    Ok(written + merge(with_events).await?)
}

async fn merge_customers<S: MergeStore>(
    store: &S,
    seal: &SealKey,
    news: NewsOf,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<u64, FlagError> {
    stream::iter(news)
        .map(|(customer, news)| async move {
            moment.check()?;
            merge_customer(store, seal, customer, news, terms, moment).await
        })
        .buffer_unordered(AT_ONCE)
        .try_fold(0, |sum, wrote| async move { Ok(sum + u64::from(wrote)) })
        .await
}

async fn merge_customer<S: MergeStore>(
    store: &S,
    seal: &SealKey,
    pseudonym: Pseudonym,
    news: News,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<bool, FlagError> {
    let key = Respondent::Customer(pseudonym);
    for _ in 0..TRIES {
        let known = store.read_customer(key).await?;
        let before = known.unwrap_or_else(|| Customer::new(key));
        if before.erased {
            return Ok(false);
        }
        if before.run > moment.run {
            return Err(FlagError::Overtaken);
        }
        let mut next = before.clone();
        news.merge_into(&mut next.signals);
        if news.has_events {
            // After the customer: whoever has merged more events has written in between, and this is refused.
            let stored = store.read_events(key).await?;
            let events: Vec<Event> = stored.iter().filter_map(|stored| stored.event).collect();
            next.signals.set_events(contacts(&events), stay(&events));
        }
        if next.id.is_none() {
            next.id = news
                .sealed_id
                .as_deref()
                .and_then(|sealed| unseal(seal, &pseudonym, sealed).ok())
                .map(|id| id.as_str().to_owned());
        }
        let next = reassessed(&next, terms, moment.now, moment.retention);
        let nothing_to_say = before.revision == 0 && next.signals.is_empty();
        if nothing_to_say || next == before {
            return Ok(false);
        }
        let next = Customer {
            run: moment.run,
            ..next
        };
        forget_attributes(store, &before, &next).await?;
        if store.save_customer(&next).await? {
            return Ok(true);
        }
    }
    Err(FlagError::Store(StoreError::Unavailable {
        operation: "UpdateItem",
        detail: "a customer kept changing while its signals were merged".to_owned(),
    }))
}

#[cfg(test)]
mod tests;
