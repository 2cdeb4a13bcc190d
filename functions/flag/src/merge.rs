//! A computed day becomes part of what is known of its customers: answers, invitations without one, and events.
//!
//! Answers and invitations are merged one by one. Of events all of a customer's are read, and what they say is set anew, so
//! that order and repetition change nothing. A day is merged shard by shard, so that no process needs the time or the memory
//! for a whole one: whatever a shard brings of a customer is one read and at most one write, and who is in two is read twice.

use futures::{StreamExt, TryStreamExt, stream};
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
use shared::telemetry::{Words, log};

use crate::assess::{Terms, reassessed};
use crate::flag_counts::count_flag;
use crate::forget::forget_attributes;
use crate::logged::Logged;
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

/// What became of the customers of a shard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Merged {
    /// How many were written.
    pub(crate) written: u64,
    /// How many cannot be read, and were passed over.
    pub(crate) damaged: u64,
}

/// Merges a shard of a day; merging it again changes nothing.
pub(crate) async fn merge_shard<S: MergeStore>(
    store: &S,
    seal: &SealKey,
    shard: DayShard,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<Merged, FlagError> {
    moment.check()?;
    let mut news = NewsOf::new();
    store
        .read_day_index(shard, |response| add_response(&mut news, response))
        .await?;
    store
        .read_invited_index(shard, |invitation| add_invitation(&mut news, invitation))
        .await?;
    store
        .read_event_owners(shard, |owner| add_event(&mut news, owner))
        .await?;
    let merging = stream::iter(news).map(|(customer, news)| async move {
        moment.check()?;
        match merge_customer(store, seal, customer, news, terms, moment).await {
            Ok(wrote) => Ok(Merged {
                written: wrote.into(),
                damaged: 0,
            }),
            // Nobody else of the day waits until somebody has repaired this one.
            Err(FlagError::Store(error @ StoreError::Damaged { .. })) => {
                log(&Logged::CustomerNotMerged {
                    customer: customer.into(),
                    shard,
                    error: Words::of(&error),
                });
                Ok(Merged { written: 0, damaged: 1 })
            }
            Err(error) => Err(error),
        }
    });
    let sum = |sum: Merged, one: Merged| Merged {
        written: sum.written + one.written,
        damaged: sum.damaged + one.damaged,
    };
    merging
        .buffer_unordered(AT_ONCE)
        .try_fold(Merged::default(), |all, one| async move { Ok(sum(all, one)) })
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
            count_flag(&before, &next);
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
