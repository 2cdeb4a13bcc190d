//! Puts back the answers and invitations that a copy of their table has and the table has not, while everything runs.
//!
//! Whatever the table has stays: it is newer than the copy. Each day is announced before anything is written to it, as by
//! everybody who changes a closed day, so that the next night computes it again and merges it into the customers once more.
//! What a customer had said before being erased comes back as the empty tombstone that the erasure left of it.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use jiff::civil::Date;
use shared::announce::Announced;
use shared::clock::Clock;
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use shared::erasure::{latest, tombstone};
use shared::link::{CustomerId, InvitationId, Pseudonym, SealKey, Unsealable, unseal};
use shared::store::StoreError;
use shared::store::days::{Touch, TouchBeside, TouchDay};
use shared::store::invitations::{PutRegistered, ReadInvitedIndex};
use shared::store::keys::DayShard;
use shared::store::ledger::Erasure;
use shared::store::responses::{Put, PutResponse, ReadDayIndex, ReadRespondent};

/// Shards looked through at once.
const SHARDS_AT_ONCE: usize = 8;
/// Rows of a shard put back at once.
const ROWS_AT_ONCE: usize = 8;

/// What putting back does to storage, of which a copy is only read.
pub trait RestoreStore:
    PutRegistered + PutResponse + ReadDayIndex + ReadInvitedIndex + ReadRespondent + TouchBeside + TouchDay
{
}

impl<S> RestoreStore for S where
    S: PutRegistered + PutResponse + ReadDayIndex + ReadInvitedIndex + ReadRespondent + TouchBeside + TouchDay
{
}

/// What was put back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// Answers, the tombstones of erased ones among them.
    pub answers: u64,
    /// Invitations without an answer.
    pub invitations: u64,
    /// Of both, those whose customer was erased since: nothing of the person came back.
    pub erased: u64,
    /// Of both, those on sealed days, whose counts stay as they are.
    pub sealed: u64,
    /// Left out, as their time is over.
    pub expired: u64,
    /// The days that have something again.
    pub days: BTreeSet<Date>,
}

impl Restored {
    fn add(mut self, other: Self) -> Self {
        self.answers += other.answers;
        self.invitations += other.invitations;
        self.erased += other.erased;
        self.sealed += other.sealed;
        self.expired += other.expired;
        self.days.extend(other.days);
        self
    }
}

/// A customer as a copy names them: by pseudonym, and by the sealed id beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pseudonym: Pseudonym,
    sealed: Vec<u8>,
}

impl Named {
    /// The customer's id.
    ///
    /// # Errors
    /// It was sealed under other root keys.
    pub fn unseal(&self, key: &SealKey) -> Result<CustomerId, Unsealable> {
        unseal(key, &self.pseudonym, &self.sealed)
    }
}

/// The first customer that a copy names on these days; none where it names nobody.
///
/// # Errors
/// Storage fails.
pub async fn somebody<S: RestoreStore>(copy: &S, days: &[Date]) -> Result<Option<Named>, StoreError> {
    let shards = days.iter().flat_map(|day| DayShard::all(*day));
    let named = stream::iter(shards.map(|shard| somebody_of(copy, shard))).buffered(SHARDS_AT_ONCE);
    pin!(named.try_filter_map(|named| async { Ok(named) })).try_next().await
}

async fn somebody_of<S: RestoreStore>(copy: &S, shard: DayShard) -> Result<Option<Named>, StoreError> {
    for (respondent, invitation) in listed(copy, shard).await? {
        let Respondent::Customer(pseudonym) = respondent else {
            continue;
        };
        let records = copy.read_respondent(respondent).await?;
        let record = records.iter().find(|record| record.invitation() == invitation);
        if let Some(sealed) = record.and_then(Record::sealed_customer) {
            return Ok(Some(Named {
                pseudonym,
                sealed: sealed.to_vec(),
            }));
        }
    }
    Ok(None)
}

/// Puts back what is missing.
pub struct Restorer<'a, S> {
    copy: &'a S,
    store: &'a S,
    clock: &'a dyn Clock,
    erasures: BTreeMap<Respondent, Timestamp>,
    announced: Announced,
    announced_beside: Announced,
}

impl<'a, S: RestoreStore> Restorer<'a, S> {
    /// From `copy` into `store`, of which `erasures` are all the erasures.
    pub fn new(copy: &'a S, store: &'a S, clock: &'a dyn Clock, erasures: impl IntoIterator<Item = Erasure>) -> Self {
        Self {
            copy,
            store,
            clock,
            erasures: latest(erasures),
            announced: Announced::default(),
            announced_beside: Announced::default(),
        }
    }

    /// Puts back what is missing on these days.
    ///
    /// # Errors
    /// Storage fails. What is put back stays; doing it again goes on.
    pub async fn put_back(&self, days: &[Date]) -> Result<Restored, StoreError> {
        let shards = days.iter().flat_map(|day| DayShard::all(*day));
        stream::iter(shards.map(|shard| self.put_back_shard(shard)))
            .buffer_unordered(SHARDS_AT_ONCE)
            .try_fold(Restored::default(), |all, one| async move { Ok(all.add(one)) })
            .await
    }

    async fn put_back_shard(&self, shard: DayShard) -> Result<Restored, StoreError> {
        let kept = listed(self.copy, shard).await?;
        if kept.is_empty() {
            return Ok(Restored::default());
        }
        let there = listed(self.store, shard).await?;
        let missing = kept.difference(&there).copied();
        stream::iter(missing.map(|(respondent, invitation)| self.put_back_one(respondent, invitation)))
            .buffer_unordered(ROWS_AT_ONCE)
            .try_fold(Restored::default(), |all, one| async move { Ok(all.add(one)) })
            .await
    }

    async fn put_back_one(&self, respondent: Respondent, invitation: InvitationId) -> Result<Restored, StoreError> {
        let mut restored = Restored::default();
        let records = self.copy.read_respondent(respondent).await?;
        let Some(mut record) = records.into_iter().find(|record| record.invitation() == invitation) else {
            return Ok(restored);
        };
        let now = self.clock.now();
        if record.expires() <= now {
            restored.expired += 1;
            return Ok(restored);
        }
        let erased_at = self.erasures.get(&respondent);
        if record.has_personal_content() && erased_at.is_some_and(|at| record.begun() <= *at) {
            record = tombstone(&record, now);
            restored.erased += 1;
        }
        let (day, put) = match &record {
            Record::Answered(response) => {
                let touch = self.announced.announce(self.store, response.day, self.clock).await?;
                restored.sealed += u64::from(touch == Touch::Sealed);
                if let Some(invited) = &response.invited {
                    self.announce_beside(invited.day).await?;
                }
                restored.answers += 1;
                (response.day, self.store.put_response(response, None).await?)
            }
            Record::Registered(registered) => {
                let day = registered.invited.day;
                let touch = self.announce_beside(day).await?;
                restored.sealed += u64::from(touch == Touch::Sealed);
                restored.invitations += 1;
                (day, self.store.put_registered(registered, None).await?)
            }
        };
        restored.days.insert(day);
        Ok(match put {
            Put::Stored => restored,
            // It is there after all, as it was stored meanwhile or the index did not show it yet.
            Put::Found(_) | Put::Gone => Restored::default(),
        })
    }

    async fn announce_beside(&self, day: Date) -> Result<Touch, StoreError> {
        self.announced_beside.announce_beside(self.store, day, self.clock).await
    }
}

/// Everything that was answered or registered on a day and lies in this shard of it.
async fn listed<S: RestoreStore>(
    store: &S,
    shard: DayShard,
) -> Result<BTreeSet<(Respondent, InvitationId)>, StoreError> {
    let mut found = BTreeSet::new();
    store
        .read_day_index(shard, |response| {
            found.insert((response.respondent, response.invitation));
        })
        .await?;
    store
        .read_invited_index(shard, |invited| {
            found.insert((invited.respondent, invited.invitation));
        })
        .await?;
    Ok(found)
}
