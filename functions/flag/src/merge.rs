//! A computed day's answers become signals of the customers who gave them.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use shared::domain::response::Respondent;
use shared::domain::signal::Signal;
use shared::link::{InvitationId, Pseudonym, SealKey, unseal};
use shared::store::StoreError;
use shared::store::customers::Customer;
use shared::store::keys::DayShard;
use shared::store::responses::IndexedResponse;

use crate::assess::{Terms, reassessed};
use crate::run::{FlagError, FlagStore, Moment};

/// Customers written at once.
const AT_ONCE: usize = 16;

/// A writer that loses this many races to others has met a fault, not bad luck.
const TRIES: usize = 10;

/// What one customer answered on one day.
#[derive(Default)]
struct Answers {
    signals: Vec<(InvitationId, Option<Signal>)>,
    sealed_id: Option<Vec<u8>>,
}

/// Merges a day; merging it again changes nothing. Gives how many customers were written.
pub(crate) async fn merge_day<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    day: Date,
    terms: &Terms,
    moment: Moment<'_>,
) -> Result<u64, FlagError> {
    let mut written = 0;
    for shard in DayShard::all(day) {
        moment.check()?;
        let mut by_customer: BTreeMap<Pseudonym, Answers> = BTreeMap::new();
        store
            .read_day_index(shard, |response| collect(&mut by_customer, response))
            .await?;
        let writes = stream::iter(by_customer)
            .map(|(customer, answers)| merge_customer(store, seal, customer, answers, terms, moment));
        written += writes
            .buffer_unordered(AT_ONCE)
            .try_fold(
                0,
                |sum, wrote| async move { Ok::<_, FlagError>(sum + u64::from(wrote)) },
            )
            .await?;
    }
    Ok(written)
}

fn collect(by_customer: &mut BTreeMap<Pseudonym, Answers>, response: IndexedResponse) {
    let Respondent::Customer(customer) = response.respondent else {
        return;
    };
    let rating = response.rating.filter(|_| response.standing.counts());
    let signal =
        rating.map(|rating| Signal::new(response.invitation, response.first_answered, response.measure, rating));
    let answers = by_customer.entry(customer).or_default();
    answers.signals.push((response.invitation, signal));
    if response.sealed_customer.is_some() {
        answers.sealed_id = response.sealed_customer;
    }
}

async fn merge_customer<S: FlagStore>(
    store: &S,
    seal: &SealKey,
    pseudonym: Pseudonym,
    answers: Answers,
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
        for (invitation, signal) in &answers.signals {
            next.signals.merge(*invitation, *signal);
        }
        if next.id.is_none() {
            next.id = answers
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
        if store.save_customer(&next).await? {
            return Ok(true);
        }
    }
    Err(FlagError::Store(StoreError::Unavailable {
        operation: "UpdateItem",
        detail: "a customer kept changing while its signals were merged".to_owned(),
    }))
}
